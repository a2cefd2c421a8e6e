"""The list of runs: their states and figures, read from their folders."""

import json
import os
from pathlib import Path

import pytest

from eval.case import Case
from eval.gate import Threshold
from eval.listing import Listed, Listing, Unreadable
from eval.result import Result
from eval.run import begin, load_run
from eval.scoring import score, write_metrics
from eval.settings import EvalSettings
from eval.systems import SYSTEMS
from tests.eval import sample

CASES = [sample.case("test-en-1"), sample.case("test-en-2", "near"), sample.case("dev-en-1")]
RIGHT = [sample.result(CASES[0], "a"), sample.result(CASES[1]), sample.result(CASES[2], "a")]


def threshold(metric: str = "answered", **fields: object) -> Threshold:
    given = {"split": "test", "at_least": 0.9, "reason": {"en": "Because.", "ar": "لأن."}}
    return Threshold.model_validate({"metric": metric, **given, **fields})


@pytest.fixture
def settings(tmp_path: Path) -> EvalSettings:
    return EvalSettings(runs_folder=tmp_path)


def keep(
    folder: Path,
    results: list[Result],
    *thresholds: Threshold,
    cases: list[Case] = CASES,
    **changes: object,
) -> Path:
    """A run with these results in a folder; scored, where there are thresholds."""
    begin(folder, sample.configuration(**changes), cases)
    lines = "".join(result.model_dump_json() + "\n" for result in results)
    (folder / "answers" / "assistant.jsonl").write_text(lines, "utf-8")
    if thresholds:
        write_metrics(score(load_run(folder), sample.CORPUS, thresholds))
    return folder


def only(settings: EvalSettings) -> Listed:
    (run,) = Listing(settings).runs()
    assert isinstance(run, Listed)
    return run


def test_without_runs_the_list_is_empty(settings: EvalSettings) -> None:
    assert Listing(settings).runs() == []
    assert Listing(settings.model_copy(update={"runs_folder": settings.runs_folder / "none"})).runs() == []


def test_a_run_that_reaches_everything_is_fit(settings: EvalSettings) -> None:
    keep(settings.runs_folder / "one", RIGHT, threshold())
    found = only(settings)
    assert (found.name, found.state, found.short, found.resumable) == ("one", "fit", (), False)
    assert (found.asked, found.failed, found.total) == (3, 0, 3)
    answered = found.figures.of("answered", found.half, "en")
    assert answered is not None
    assert answered.value == 1.0


def test_a_run_that_falls_short_is_not_fit_and_says_of_how_much(settings: EvalSettings) -> None:
    declined = [sample.result(case) for case in CASES]
    keep(settings.runs_folder / "one", declined, threshold(), threshold("declined"))
    found = only(settings)
    assert found.state == "unfit"
    assert [t.metric for t in found.short] == ["answered"]


def test_of_what_was_not_measured_nothing_can_be_said(settings: EvalSettings) -> None:
    half = [case for case in CASES if case.split == "dev"]
    keep(settings.runs_folder / "one", RIGHT[2:], threshold(), cases=half, splits=("dev",))
    found = only(settings)
    assert (found.state, found.short, found.half) == ("unknown", (), "dev")


def test_a_measured_shortfall_counts_whatever_else_was_not_measured(settings: EvalSettings) -> None:
    half = [case for case in CASES if case.split == "dev"]
    thresholds = threshold(), threshold(split="dev")
    keep(settings.runs_folder / "one", [sample.result(half[0])], *thresholds, cases=half, splits=("dev",))
    assert only(settings).state == "unfit"


def test_a_question_without_result_leaves_the_verdict_open_and_to_be_gone_on_with(
    settings: EvalSettings,
) -> None:
    keep(settings.runs_folder / "one", [*RIGHT[:2], sample.failed(CASES[2])], threshold())
    found = only(settings)
    assert (found.asked, found.failed) == (2, 1)
    assert (found.state, found.resumable) == ("unknown", True)


def test_a_run_that_was_not_asked_to_its_end_has_stopped(settings: EvalSettings) -> None:
    keep(settings.runs_folder / "one", RIGHT[:2], threshold())
    found = only(settings)
    assert (found.state, found.resumable, found.metrics) == ("stopped", True, None)
    assert (found.asked, found.total) == (2, 3)


def test_a_run_that_is_to_be_compared_has_stopped_until_the_others_are_asked_too(
    settings: EvalSettings,
) -> None:
    folder = keep(settings.runs_folder / "one", RIGHT, baselines=True)
    found = only(settings)
    assert (found.state, found.asked, found.total) == ("stopped", 3, 3 + 2 * len(SYSTEMS))
    answers = (folder / "answers" / "assistant.jsonl").read_text("utf-8").splitlines(keepends=True)
    compared = "".join(line for line in answers if '"test-' in line)
    listing = Listing(settings)
    listing.runs()
    for system in SYSTEMS:
        (folder / "answers" / f"{system}.jsonl").write_text(compared, "utf-8")
    (again,) = listing.runs()
    assert isinstance(again, Listed)
    assert (again.state, again.asked) == ("unscored", again.total)


def test_a_run_that_has_asked_nothing_yet_has_stopped(settings: EvalSettings) -> None:
    begin(settings.runs_folder / "one", sample.configuration(), CASES)
    assert (only(settings).state, only(settings).asked) == ("stopped", 0)


def test_a_run_without_figures_is_to_be_gone_on_with(settings: EvalSettings) -> None:
    keep(settings.runs_folder / "one", RIGHT)
    assert (only(settings).state, only(settings).resumable) == ("unscored", True)


def test_half_written_figures_are_none_and_stand_in_the_log(
    settings: EvalSettings, caplog: pytest.LogCaptureFixture
) -> None:
    file = keep(settings.runs_folder / "one", RIGHT, threshold()) / "metrics.json"
    file.write_bytes(file.read_bytes()[:100])
    listing = Listing(settings)
    assert [run.state for run in listing.runs() if isinstance(run, Listed)] == ["unscored"]
    listing.runs()
    (line,) = caplog.messages
    assert "metrics.json" in line or str(file.parent) in line


def test_a_value_that_could_not_be_measured_is_read_again(settings: EvalSettings) -> None:
    """It is left out when it is written."""
    folder = keep(settings.runs_folder / "one", RIGHT, threshold())
    content = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert any("value" not in measured for measured in content["measurements"])
    assert only(settings).state == "fit"


@pytest.mark.parametrize("file", ["configuration.json", "cases.json", "answers/assistant.jsonl"])
def test_a_damaged_run_is_listed_as_that_and_the_others_as_they_are(
    settings: EvalSettings, file: str
) -> None:
    keep(settings.runs_folder / "whole", RIGHT, threshold())
    damaged = keep(settings.runs_folder / "damaged", RIGHT, threshold())
    (damaged / file).write_text("{\n}\n", "utf-8")
    found = {run.name: run for run in Listing(settings).runs()}
    assert isinstance(found["damaged"], Unreadable)
    assert "damaged" in found["damaged"].reason
    assert "\n" not in found["damaged"].reason
    assert isinstance(found["whole"], Listed)


def test_runs_are_read_once_and_again_when_they_change(
    settings: EvalSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(folder: Path) -> object:
        read.append(folder.name)
        return load_run(folder)

    monkeypatch.setattr("eval.listing.load_run", counted)
    listing = Listing(settings)
    for number, name in enumerate(("one", "two"), start=1):
        file = keep(settings.runs_folder / name, RIGHT[:number]) / "configuration.json"
        os.utime(file, (number, number))
    assert [run.name for run in listing.runs()] == ["two", "one"]
    listing.runs()
    assert sorted(read) == ["one", "two"]
    with (settings.runs_folder / "two" / "answers" / "assistant.jsonl").open(
        "a", encoding="utf-8"
    ) as answers:
        answers.write(RIGHT[2].model_dump_json() + "\n")
    found = listing.runs()[0]
    assert isinstance(found, Listed)
    assert found.state == "unscored"
    assert sorted(read) == ["one", "two", "two"]
