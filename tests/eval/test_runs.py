import os
import shutil
from pathlib import Path

import pytest

from corpus import SHIPPED_FOLDER
from eval.case import CaseError
from eval.run import ASSISTANT, Run, RunError, answer, load_run
from eval.runs import find_run, names, new_run, resumed_run, with_present_cases
from eval.settings import EvalSettings
from tests.eval.test_run import Desk

CASES = """\
written_by: us
cases:
- id: dev-en-1
  question: "Can I delete a post?"
  kind: covered
  answers: [social-media-myths#deleting-posts]
- {id: dev-en-2, question: "Will it rain tomorrow?", kind: far}
"""


@pytest.fixture
def settings(tmp_path: Path) -> EvalSettings:
    """A few cases about a copy of the shipped guidance, and an empty folder of runs."""
    shutil.copytree(SHIPPED_FOLDER, tmp_path / "guidance")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "dev.en.yaml").write_text(CASES, "utf-8")
    return EvalSettings(
        corpus_folder=tmp_path / "guidance", cases_folder=tmp_path / "cases", runs_folder=tmp_path / "runs"
    )


def _new(settings: EvalSettings, name: str | None = "one") -> Run:
    return new_run(settings, ["dev"], variations=False, name=name)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_new_run_has_the_cases_and_has_asked_nothing(settings: EvalSettings) -> None:
    run = _new(settings)
    assert run.folder == settings.runs_folder / "one"
    assert [c.id for c in run.cases] == ["dev-en-1", "dev-en-2"]
    assert run.results == {}
    assert run.configuration.splits == ("dev",)
    assert not run.configuration.variations


def test_a_run_without_a_name_is_named_by_the_time(settings: EvalSettings) -> None:
    run = _new(settings, None)
    assert run.name[:2] == "20"
    assert len(run.name) == len("2026-03-01-093000")
    assert find_run(settings, run.name) == run


@pytest.mark.parametrize(
    "name", [*("a/b", "../a", "..", ".", ".hidden", "/abs", "a/", "a\nb", "a\0b", ""), "🙂" * 70]
)
def test_a_name_that_is_none_for_a_folder_is_refused(settings: EvalSettings, name: str) -> None:
    with pytest.raises(RunError, match="is no name for a run: it must be one for a folder"):
        _new(settings, name)
    assert not settings.runs_folder.exists()


def test_faulty_cases_leave_no_run_behind(settings: EvalSettings) -> None:
    _replace(settings.cases_folder / "dev.en.yaml", "deleting-posts", "none")
    with pytest.raises(CaseError, match="there is no section social-media-myths#none"):
        _new(settings)
    assert names(settings) == []


def test_a_run_is_found_by_name_and_by_folder(settings: EvalSettings, tmp_path: Path) -> None:
    run = _new(settings)
    assert find_run(settings, "one") == find_run(settings, str(run.folder)) == run
    shutil.copytree(run.folder, tmp_path / "elsewhere")
    assert find_run(settings, str(tmp_path / "elsewhere")).cases == run.cases
    with pytest.raises(RunError, match=r"nowhere is no run: it has no configuration\.json"):
        find_run(settings, "nowhere")


def test_runs_are_listed_the_latest_first_and_other_folders_are_not(settings: EvalSettings) -> None:
    for number, name in enumerate(("first", "third", "second")):
        file = _new(settings, name).folder / "configuration.json"
        os.utime(file, (number, number))
    os.utime(settings.runs_folder / "third" / "configuration.json", (9, 9))
    (settings.runs_folder / "notes").mkdir()
    assert names(settings) == ["third", "second", "first"]


def test_without_a_folder_of_runs_there_are_none(settings: EvalSettings) -> None:
    assert names(settings) == []


def test_a_run_can_be_resumed_while_nothing_has_changed(settings: EvalSettings) -> None:
    run = _new(settings)
    desk = Desk()
    answer(run, ASSISTANT, desk, stop=lambda: len(desk.asked) == 1)
    # Where it is done makes no difference.
    elsewhere = settings.model_copy(update={"port": 1, "data_folder": Path("other")})
    resumed = resumed_run(elsewhere, "one")
    assert [r.case for r in resumed.results[ASSISTANT]] == ["dev-en-1"]
    later = Desk()
    answer(resumed, ASSISTANT, later)
    assert later.asked == ["Will it rain tomorrow?"]


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("cases/dev.en.yaml", "tomorrow", "today", "cases"),
        ("cases/dev.en.yaml", "kind: far", "kind: near", "cases"),
        ("guidance/en/social-media-myths.en.md", "edition: ", 'edition: "new" # ', "corpus, documents"),
        ("guidance/questions.yaml", "answered:", "answered: # by us", None),
        ("guidance/questions.yaml", '    - "', '    - "So, ', "examples"),
    ],
)
def test_a_run_made_with_other_texts_or_cases_cannot_be_resumed_and_says_what_changed(
    settings: EvalSettings, tmp_path: Path, file: str, old: str, new: str, changed: str | None
) -> None:
    _new(settings)
    _replace(tmp_path / file, old, new)
    if changed is None:
        assert resumed_run(settings, "one")
    else:
        with pytest.raises(RunError, match=f"^one cannot be resumed: {changed} changed; begin a new run$"):
            resumed_run(settings, "one")


def test_a_run_made_with_another_embedding_cannot_be_resumed(settings: EvalSettings) -> None:
    _new(settings)
    with pytest.raises(RunError, match="settings changed"):
        resumed_run(settings.model_copy(update={"embedding_model": "another"}), "one")


def test_a_run_is_scored_by_the_cases_as_they_are_now(settings: EvalSettings) -> None:
    run = _new(settings)
    _replace(settings.cases_folder / "dev.en.yaml", "kind: far", "kind: near")
    found = with_present_cases(settings, run)
    assert [c.kind for c in run.cases] == ["covered", "far"]
    assert [c.kind for c in found.cases] == ["covered", "near"]
    assert load_run(run.folder) == found
    assert found.configuration == run.configuration


def test_a_run_that_was_scored_by_other_cases_is_resumed_with_its_own(settings: EvalSettings) -> None:
    run = _new(settings)
    file = settings.cases_folder / "dev.en.yaml"
    _replace(file, "tomorrow", "today")
    with_present_cases(settings, run)
    _replace(file, "today", "tomorrow")
    desk = Desk()
    answer(resumed_run(settings, "one"), ASSISTANT, desk)
    assert desk.asked == ["Can I delete a post?", "Will it rain tomorrow?"]


def test_a_run_that_cannot_be_written_to_is_named(
    settings: EvalSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _new(settings)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("eval.runs.write_cases", refuse)
    with pytest.raises(RunError, match=r"cannot write to .*one: Permission denied"):
        with_present_cases(settings, run)
