import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Abstention, Reply
from assistant.trace import Trace
from eval.case import Case
from eval.run import ASSISTANT, Run, RunError, answer, begin, load_run, questions, write_cases
from tests.eval.sample import case, configuration, made, result

CASES = (
    case("dev-en-1"),
    case("test-en-1", question="What about Wednesday?"),
    case("test-ar-1", "far", language="ar", question="ماذا عن ٣ أيام؟", variants={"gulf": "شو عن ٣ ايام"}),
)


class Desk:
    """Declines everything, and keeps what it was asked. What `fails` says fails; the question
    `stop_at` stops the whole run."""

    def __init__(self, fails: Callable[[str], bool] = lambda question: False, stop_at: str = "") -> None:
        self.asked: list[str] = []
        self.fails, self.stop_at = fails, stop_at

    def ask(self, question: str) -> Reply:
        self.asked.append(question)
        if question == self.stop_at:
            raise KeyboardInterrupt
        if self.fails(question):
            raise OSError("no room")
        return Reply(question, "en", Abstention("not_covered", f"No: {question}"), Trace(), 0.1)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run that has asked nothing yet."""
    begin(tmp_path / "r", configuration(variations=True), CASES)
    return load_run(tmp_path / "r")


def _file(run: Run) -> Path:
    return run.folder / "answers" / "assistant.jsonl"


def _questions(varied: bool, cases: tuple[Case, ...] = CASES) -> list[str]:
    return [question for _, _, question in questions(cases, varied)]


def test_a_run_that_has_asked_nothing_has_its_cases_and_configuration(run: Run) -> None:
    assert run.name == "r"
    assert run.cases == CASES
    assert run.configuration == configuration(variations=True)
    assert run.results == {}
    assert not run.complete


def test_all_cases_are_asked_and_then_the_test_half_in_other_ways() -> None:
    assert _questions(False) == [c.question for c in CASES]
    keys = [key for key, _, _ in questions(CASES, True)]
    assert keys[:3] == [("dev-en-1", None), ("test-en-1", None), ("test-ar-1", None)]
    assert {id_ for id_, _ in keys[3:]} == {"test-en-1", "test-ar-1"}
    assert ("test-ar-1", "gulf") in keys
    assert ("test-ar-1", "digits") in keys
    assert len(set(keys)) == len(keys)


def test_every_question_is_asked_once_and_kept_as_it_comes(run: Run) -> None:
    desk, ticks = Desk(), []

    def tick() -> None:
        ticks.append(len(_file(run).read_text("utf-8").splitlines()))

    assert answer(run, ASSISTANT, desk, varied=True, tick=tick)
    assert desk.asked == _questions(True)
    assert ticks == list(range(1, len(desk.asked) + 1))
    found = load_run(run.folder)
    assert [r.question for r in found.results[ASSISTANT]] == desk.asked
    assert found.complete
    # Answered once more, nothing is asked.
    again = Desk()
    assert answer(found, ASSISTANT, again, varied=True)
    assert again.asked == []


def test_without_other_ways_only_the_cases_are_asked(run: Run) -> None:
    desk = Desk()
    answer(run, ASSISTANT, desk)
    assert desk.asked == _questions(False)
    assert not load_run(run.folder).complete


def test_a_run_that_is_stopped_goes_on_with_what_is_missing(run: Run) -> None:
    desk = Desk()
    assert not answer(run, ASSISTANT, desk, varied=True, stop=lambda: len(desk.asked) == 2)
    assert desk.asked == _questions(True)[:2]
    assert not load_run(run.folder).complete
    later, ticks = Desk(), []
    assert answer(run, ASSISTANT, later, varied=True, tick=lambda: ticks.append(1))
    assert later.asked == _questions(True)[2:]
    # What was answered before counts for the progress.
    assert len(ticks) == len(_questions(True))
    assert load_run(run.folder).complete


def test_a_run_that_is_killed_goes_on_with_what_is_missing(run: Run) -> None:
    with pytest.raises(KeyboardInterrupt):
        answer(run, ASSISTANT, Desk(stop_at=CASES[1].question), varied=True)
    later = Desk()
    answer(run, ASSISTANT, later, varied=True)
    assert later.asked == _questions(True)[1:]


@pytest.mark.parametrize("keep", [1, 20, -1])
def test_half_a_line_at_the_end_is_passed_over_and_asked_again(run: Run, keep: int) -> None:
    answer(run, ASSISTANT, Desk())
    whole = _file(run).read_bytes()
    *lines, last = whole.splitlines(keepends=True)
    _file(run).write_bytes(b"".join(lines) + last.rstrip(b"\n")[:keep])
    assert [r.case for r in load_run(run.folder).results[ASSISTANT]] == ["dev-en-1", "test-en-1"]
    later = Desk()
    answer(run, ASSISTANT, later)
    assert later.asked == [CASES[2].question]
    assert _file(run).read_bytes() == whole


def test_a_line_that_only_lacks_its_end_counts(run: Run) -> None:
    answer(run, ASSISTANT, Desk())
    whole = _file(run).read_bytes()
    _file(run).write_bytes(whole.rstrip(b"\n"))
    later = Desk()
    answer(run, ASSISTANT, later)
    assert later.asked == []
    assert _file(run).read_bytes() == whole


@pytest.mark.parametrize("broken", [b'{"case": "dev-', b'{"case": 1}', b"\xff\xfe", b"null"])
def test_a_broken_line_in_the_middle_is_named_with_file_and_line(run: Run, broken: bytes) -> None:
    answer(run, ASSISTANT, Desk())
    lines = _file(run).read_bytes().split(b"\n")
    lines[1] = broken
    _file(run).write_bytes(b"\n".join(lines))
    with pytest.raises(RunError, match=rf"{_file(run)}:2: is no result: "):
        load_run(run.folder)
    with pytest.raises(RunError, match=r"assistant\.jsonl:2: "):
        answer(run, ASSISTANT, Desk())


def test_a_broken_last_line_that_ends_is_no_half_line(run: Run) -> None:
    answer(run, ASSISTANT, Desk())
    _file(run).write_bytes(_file(run).read_bytes() + b"{}\n")
    with pytest.raises(RunError, match=r":4: is no result"):
        load_run(run.folder)


def test_a_question_that_fails_does_not_stop_the_others_and_is_asked_again(run: Run) -> None:
    answer(run, ASSISTANT, Desk(fails=lambda q: q == CASES[0].question), varied=True)
    first, *others = load_run(run.folder).results[ASSISTANT]
    assert first.error == "OSError: no room"
    assert [r.question for r in others] == _questions(True)[1:]
    assert all(r.error is None for r in others)
    later = Desk()
    answer(run, ASSISTANT, later, varied=True)
    assert later.asked == [CASES[0].question]
    found = load_run(run.folder).results[ASSISTANT]
    assert len(found) == len(_questions(True))
    assert all(r.error is None for r in found)


def test_what_the_assistant_is_compared_with_is_asked_the_unseen_half_alone(run: Run) -> None:
    other = Desk()
    answer(run, "bm25", other)
    assert other.asked == [CASES[1].question, CASES[2].question]
    assert run.cases_of("bm25") == CASES[1:]
    assert run.cases_of(ASSISTANT) == CASES
    # Of the half that the assistant was fitted on, only where a run has no other.
    assert made(CASES[:1], ()).cases_of("bm25") == CASES[:1]
    assert made((), ()).cases_of("bm25") == ()


def test_results_are_kept_apart_by_system_the_assistants_first(run: Run) -> None:
    for system in ("bm25", ASSISTANT, "no-lexicon"):
        answer(run, system, Desk())
    assert list(load_run(run.folder).results) == [ASSISTANT, "bm25", "no-lexicon"]


def test_a_case_that_now_asks_something_else_was_not_asked() -> None:
    asked = [result(c) for c in CASES]
    assert made(CASES, asked).complete
    changed = CASES[0].model_copy(update={"question": "What else?"})
    assert not made((changed, *CASES[1:]), asked).complete
    assert not made((*CASES, case("dev-en-2")), asked).complete
    assert made(CASES[1:], asked).complete


def test_there_can_be_only_one_run_of_a_name(run: Run) -> None:
    with pytest.raises(RunError, match=r"there is a run .*r already; resume it, or choose another name"):
        begin(run.folder, configuration(), CASES)
    assert load_run(run.folder) == run


def test_a_folder_of_runs_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("no folder", "utf-8")
    with pytest.raises(
        RunError, match=r"cannot write to .*runs/r: Not a directory; see GUIDANCE_RUNS_FOLDER"
    ):
        begin(tmp_path / "runs" / "r", configuration(), CASES)


def test_answers_that_cannot_be_written_are_named(run: Run) -> None:
    _file(run).parent.rmdir()
    with pytest.raises(RunError, match=r"cannot write to .*assistant\.jsonl: No such file"):
        answer(run, ASSISTANT, Desk())


def test_answers_that_cannot_be_read_are_named(run: Run) -> None:
    _file(run).mkdir()
    with pytest.raises(RunError, match=r"cannot read .*assistant\.jsonl: Is a directory"):
        load_run(run.folder)


@pytest.mark.parametrize("missing", ["configuration.json", "cases.json"])
def test_a_folder_that_is_no_run_is_told_what_it_lacks(run: Run, missing: str) -> None:
    (run.folder / missing).unlink()
    with pytest.raises(RunError, match=rf"r is no run: it has no {missing}; see GUIDANCE_RUNS_FOLDER"):
        load_run(run.folder)


@pytest.mark.parametrize("file", ["configuration.json", "cases.json"])
def test_a_run_whose_files_are_damaged_is_named(run: Run, file: str) -> None:
    (run.folder / file).write_text("{", "utf-8")
    with pytest.raises(RunError, match=r"the run .*r cannot be read: "):
        load_run(run.folder)


def test_what_a_run_keeps_can_be_read_by_people_and_other_programs(run: Run) -> None:
    write_cases(run.folder, CASES)
    text = (run.folder / "cases.json").read_text("utf-8")
    assert "ماذا عن ٣ أيام؟" in text
    assert [row["id"] for row in json.loads(text)] == [c.id for c in CASES]
