from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from tests.assistant.approving import ANSWER, TEXT, make

runner = CliRunner()
NEXT_YEAR = (datetime.now(UTC) + timedelta(days=365)).date().isoformat()


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path, _ = make(tmp_path / "texts")
    monkeypatch.setenv("GUIDANCE_CORPUS_FOLDER", str(tmp_path / "texts"))
    return path


def _renew(*more: str) -> tuple[int, str]:
    result = runner.invoke(app, ["approved", "renew", "party", "--by", "Amina", *more])
    return result.exit_code, result.output


def test_one_is_signed_and_then_in_force(answer: Path) -> None:
    before = runner.invoke(app, ["approved", "check"])
    assert before.exit_code == 1
    assert f"{answer}: not used: nobody has signed it" in before.output
    assert _renew("--review-by", NEXT_YEAR) == (0, "party: signed by Amina\n")
    after = runner.invoke(app, ["approved", "check"])
    assert (after.exit_code, after.output) == (
        0,
        "1 approved answers: 1 in force, 0 lapsed, 0 to be reviewed, 0 that cannot be read\n",
    )


def test_when_the_guidance_changes_the_check_says_which_have_lapsed_and_why(answer: Path) -> None:
    _renew("--review-by", NEXT_YEAR)
    (answer.parents[1] / "rules.md").write_text(TEXT.replace("must not", "need not"), "utf-8")
    result = runner.invoke(app, ["approved", "check"])
    assert result.exit_code == 1
    assert f"{answer}: not used: the guidance has changed since it was signed: rules#parties" in result.output
    assert "0 in force, 1 lapsed" in result.output
    code, output = _renew("--review-by", NEXT_YEAR)
    assert code == 1
    assert "does not have what is quoted from rules#parties" in output


def test_a_review_that_is_due_is_told(answer: Path) -> None:
    _renew("--on", "2025-01-01", "--review-by", "2025-06-01")
    result = runner.invoke(app, ["approved", "check"])
    assert result.exit_code == 1
    assert f"{answer}: was to be reviewed by 2025-06-01" in result.output


def test_a_file_that_cannot_be_read_is_told_with_its_line(answer: Path) -> None:
    answer.write_text(ANSWER.replace("verdict: no", "verdict: never"), "utf-8")
    result = runner.invoke(app, ["approved", "check"])
    assert result.exit_code == 1
    assert f"{answer}:4: 'verdict'" in result.output
    code, output = _renew("--review-by", NEXT_YEAR)
    assert code == 1
    assert "no approved answer that can be read is called party" in output


def test_another_folder_can_be_named(answer: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDANCE_APPROVED_FOLDER", str(tmp_path / "elsewhere"))
    result = runner.invoke(app, ["approved", "check"])
    assert (result.exit_code, "there are none" in result.output) == (0, True)
