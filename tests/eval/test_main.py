import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.answering import Assistant
from eval.__main__ import app

DELETING = "social-media-myths#deleting-posts"
CASES = {
    "en": """\
- {id: e1, question: "Can I delete a post for good?", kind: covered, answers: ['@']}
- {id: e2, question: "Will it rain tomorrow?", kind: far}
- {id: e3, question: "How long do I boil an egg?", kind: covered, answers: [social-media-guidance#scope]}
""",
    "ar": """\
- {id: a1, question: "هل يمكن حذف المنشور نهائياً؟", kind: covered, answers: ['@']}
- {id: a2, question: "هل ستمطر غداً؟", kind: far}
""",
}


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few cases in place of the shipped ones."""
    folder = tmp_path / "social-media"
    folder.mkdir()
    for language, content in CASES.items():
        (folder / f"test.{language}.yaml").write_text(content.replace("@", DELETING), "utf-8")
    monkeypatch.setattr("eval.__main__.CASES", tmp_path)
    return folder


def _eval(data_folder: Path, *arguments: str, **settings: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"GUIDANCE_DATA_FOLDER": str(data_folder), **settings})


@pytest.mark.usefixtures("cases")
def test_a_run_prints_the_shares_by_language_and_the_failures(
    assistant: Assistant, data_folder: Path
) -> None:
    assert assistant
    result = _eval(data_folder, "run", "--failures")
    assert result.exit_code == 0, result.output
    assert "answered, covered" in result.stdout
    assert "e3 covered 0.0" in result.stdout
    assert "expected social-media-guidance#scope" in result.stdout
    assert "cited nothing" in result.stdout
    assert "e2" not in result.stdout
    assert "a1" not in result.stdout


@pytest.mark.usefixtures("cases")
def test_a_run_as_json_is_one_object_a_metric(assistant: Assistant, data_folder: Path) -> None:
    assert assistant
    found = json.loads(_eval(data_folder, "run", "--json").stdout)
    assert {"name": "answered, covered", "language": "en", "share": 0.5, "cases": 2} in found
    assert {"name": "answered, covered", "language": "ar", "share": 1.0, "cases": 1} in found
    assert {"name": "declined, far", "language": "ar", "share": 1.0, "cases": 1} in found


def _failed_in_words(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result.stderr


def test_faulty_cases_end_with_what_is_wrong(cases: Path, tmp_path: Path) -> None:
    (cases / "test.ar.yaml").write_text("- {id: a1, question: q, kind: covered}\n", "utf-8")
    assert "a1: a covered case with 0 answers" in _failed_in_words(_eval(tmp_path, "run"))


def test_data_that_is_not_there_ends_with_what_is_missing(tmp_path: Path) -> None:
    assert "xquad.en*.json" in _failed_in_words(_eval(tmp_path, "xquad", "--data", str(tmp_path)))


def test_a_corpus_that_is_not_there_ends_with_the_setting(tmp_path: Path) -> None:
    result = _eval(tmp_path, "run", GUIDANCE_CORPUS_FOLDER=str(tmp_path / "none"))
    assert "GUIDANCE_CORPUS_FOLDER" in _failed_in_words(result)


def test_a_wrong_setting_ends_with_its_name(tmp_path: Path) -> None:
    assert "GUIDANCE_PORT" in _failed_in_words(_eval(tmp_path, "run", GUIDANCE_PORT="many"))


@pytest.mark.parametrize("arguments", [("xquad",), ("run", "--split", "train"), ("walk",)])
def test_wrong_use_has_exit_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert _eval(tmp_path, *arguments).exit_code == 2
