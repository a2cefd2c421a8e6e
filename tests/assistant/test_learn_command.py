from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import learned
from assistant.__main__ import app


def test_what_is_learned_from_the_shipped_examples_is_put_into_the_product(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is learned from labelled pairs lies beside them.
    files = sorted(learned.SHIPPED.glob("*-*.npz"))
    assert [file.name.rpartition("-")[0] for file in files] == ["coverage", "permissions"]
    monkeypatch.setattr(learned, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setenv("GUIDANCE_DATA_FOLDER", str(data_folder))
    for file in files:
        (data_folder / file.name).write_bytes(file.read_bytes())
    found = CliRunner().invoke(app, ["learn"])
    assert found.exit_code == 0, found.output
    assert sorted(path.name for path in (tmp_path / "shipped").iterdir()) == [file.name for file in files]
    for line, file in zip(found.output.splitlines(), files, strict=True):
        assert line.startswith(f"shipped/{file.name}: ")
