from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import learned
from assistant.__main__ import app


def test_the_verdicts_of_the_shipped_guidance_are_put_into_the_product(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = learned.SHIPPED
    (file,) = shipped.glob("permissions-*.npz")
    monkeypatch.setattr(learned, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setenv("GUIDANCE_DATA_FOLDER", str(data_folder))
    (data_folder / file.name).write_bytes(file.read_bytes())
    found = CliRunner().invoke(app, ["learn"])
    assert found.exit_code == 0, found.output
    (new,) = (tmp_path / "shipped").iterdir()
    assert new.name == file.name
    assert found.output.startswith(f"shipped/{file.name}: ")
