"""`python -m index`, run as a person runs it."""

import subprocess
from pathlib import Path

import pytest

from index import IndexSettings
from tests.index.conftest import Run, folders


def test_build_status_and_search_in_both_languages(unbuilt: IndexSettings, run: Run) -> None:
    settings = {"data_folder": unbuilt.data_folder, "corpus_folder": unbuilt.corpus_folder}

    def call(*arguments: str, status: int = 0) -> str:
        process: subprocess.Popen[str] = run("-m", "index", *arguments, **settings)
        out, err = process.communicate(timeout=120)
        assert process.returncode == status, err
        assert "Traceback" not in err
        return out

    assert "no index fits" in call("status", status=1)
    assert "4 passages of 2 documents" in call("build")
    assert "in use" in call("status")
    assert "office#parking:0-" in call("search", "أين أوقف سيارتي؟", "-k", "1")
    assert call("search", "How many books may I borrow?", "-k", "2").startswith("1. دليل#borrowing:0-")


def test_a_faulty_setting_or_corpus_is_one_line_and_exit_status_1(run: Run, tmp_path: Path) -> None:
    for settings in ({"chroma_url": "nonsense"}, {"corpus_folder": tmp_path / "not there"}):
        process = run("-m", "index", "build", **{"data_folder": tmp_path / "data", **settings})
        out, err = process.communicate(timeout=120)
        assert process.returncode == 1
        assert len(err.strip().splitlines()) == 1, err
        assert out == ""


def test_build_with_force_builds_anew_and_without_it_does_not(tiny: IndexSettings, run: Run) -> None:
    settings = {"data_folder": tiny.data_folder, "corpus_folder": tiny.corpus_folder}
    before = folders(tiny)
    for arguments, more in (((), 0), (("--force",), 1)):
        _, err = (process := run("-m", "index", "build", *arguments, **settings)).communicate(timeout=120)
        assert process.returncode == 0, err
        assert len(folders(tiny) - before) == more


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", ""],
        ["search", " ؟\n"],
        ["build", "--no"],
    ],
)
def test_wrong_use_exits_with_2(run: Run, arguments: list[str]) -> None:
    _, err = (process := run("-m", "index", *arguments)).communicate(timeout=120)
    assert process.returncode == 2
    assert "Usage: python -m index" in err
