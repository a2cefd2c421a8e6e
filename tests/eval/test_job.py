"""The run that the window carries out, in its own thread."""

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Reply
from eval import systems
from eval.job import BusyError, Job, Order, Progress
from eval.listing import Listed, Listing
from eval.lock import RunHeldError, locked
from eval.run import ASSISTANT, RunError, load_run
from eval.runs import RunChangedError
from eval.settings import EvalSettings
from index.weights import SHIPPED
from tests.eval.test_run import Desk
from tests.eval.test_runs import settings as _settings

settings = _settings
QUESTIONS = ["Can I delete a post?", "Will it rain tomorrow?"]
LONG = 300
"""Nothing here lasts so many seconds."""


class Held(Desk):
    """A desk that answers one question each time that it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Semaphore(0)
        self.begun = 0

    def ask(self, question: str) -> Reply:
        self.begun += 1
        assert self.let.acquire(timeout=LONG)
        return super().ask(question)


@pytest.fixture
def desk() -> Held:
    return Held()


@pytest.fixture
def job(settings: EvalSettings, desk: Held) -> Iterator[Job]:
    job = Job(settings, desk)
    yield job
    desk.let.release(9)
    job.close()


def until(said: Callable[[], object]) -> None:
    """Waits until something is so."""
    end = time.monotonic() + LONG
    while not said():
        assert time.monotonic() < end
        time.sleep(0.01)


def ended(job: Job) -> Progress:
    """How the run ended."""
    until(lambda: job.progress and not job.progress.going)
    assert job.progress
    return job.progress


def _listed(settings: EvalSettings) -> Listed:
    (run,) = Listing(settings).runs()
    assert isinstance(run, Listed)
    return run


def _lose_all_but_the_first_answer(settings: EvalSettings) -> None:
    answers = settings.runs_folder / "one" / "answers" / f"{ASSISTANT}.jsonl"
    answers.write_text(answers.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")


DEV = Order(["dev"], variations=False, name="one")


def test_before_the_first_run_there_is_no_progress(job: Job) -> None:
    assert job.progress is None


def test_a_run_is_asked_scored_and_reported(job: Job, desk: Held, settings: EvalSettings) -> None:
    job.start(DEV)
    assert job.progress == Progress("one", "asking", 0, 2)
    desk.let.release()
    until(lambda: job.progress.done == 1)
    assert job.progress.left is not None
    desk.let.release()
    assert ended(job) == Progress("one", "done", 2, 2)
    assert desk.asked == QUESTIONS
    files = {file.name for file in (settings.runs_folder / "one").iterdir()}
    assert files > {"metrics.json", "report.html", "report.ar.html"}
    assert _listed(settings).state == "unfit"


def test_while_a_run_goes_on_none_begins(job: Job, desk: Held, settings: EvalSettings) -> None:
    job.start(DEV)
    for begin in (lambda: job.start(Order(["dev"], name="two")), lambda: job.resume("one")):
        with pytest.raises(BusyError, match="the run one goes on; wait for its end, or cancel it"):
            begin()
    assert not (settings.runs_folder / "two").exists()
    desk.let.release(2)
    assert ended(job).stage == "done"
    desk.let.release(2)
    job.start(Order(["dev"], variations=False, name="two"))
    assert ended(job).run == "two"


def test_a_run_that_another_program_asks_is_refused_and_can_be_gone_on_with_after(
    job: Job, desk: Held, settings: EvalSettings
) -> None:
    job.start(DEV)
    with pytest.raises(RunHeldError), locked(load_run(settings.runs_folder / "one")):
        pass
    desk.let.release(2)
    assert ended(job).stage == "done"
    _lose_all_but_the_first_answer(settings)
    with locked(load_run(settings.runs_folder / "one")):
        with pytest.raises(RunHeldError):
            job.resume("one")
        # What became of the last run is still told.
        assert job.progress == Progress("one", "done", 2, 2)
    desk.let.release(1)
    job.resume("one")
    assert ended(job).stage == "done"
    assert desk.asked == [*QUESTIONS, QUESTIONS[1]]


def test_of_several_who_start_at_once_one_succeeds(job: Job, settings: EvalSettings) -> None:
    refused: list[Exception] = []

    def start(number: int) -> None:
        try:
            job.start(Order(["dev"], name=str(number)))
        except BusyError as error:
            refused.append(error)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert len(refused) == 3
    assert len(list(settings.runs_folder.iterdir())) == 1


def test_a_run_that_is_cancelled_stops_after_its_question_and_can_be_gone_on_with(
    job: Job, desk: Held, settings: EvalSettings
) -> None:
    job.start(DEV)
    until(lambda: desk.begun)
    job.cancel("one")
    desk.let.release(2)
    assert ended(job) == Progress("one", "cancelled", 1, 2)
    assert desk.asked == QUESTIONS[:1]
    assert _listed(settings).state == "stopped"
    job.resume("one")
    assert ended(job).stage == "done"
    assert desk.asked == QUESTIONS
    assert load_run(settings.runs_folder / "one").complete


def test_cancelling_another_run_does_nothing(job: Job, desk: Held) -> None:
    job.cancel("one")
    job.start(DEV)
    job.cancel("two")
    desk.let.release(2)
    assert ended(job).stage == "done"


def test_closing_stops_a_run_and_loses_nothing(job: Job, desk: Held, settings: EvalSettings) -> None:
    job.start(DEV)
    until(lambda: desk.begun)
    threading.Timer(0.2, desk.let.release, [2]).start()
    job.close()
    assert ended(job).stage == "cancelled"
    assert _listed(settings).asked == 1


def test_the_time_left_is_told_by_what_is_asked_now(job: Job, desk: Held, settings: EvalSettings) -> None:
    job.start(DEV)
    desk.let.release()
    until(lambda: desk.begun == 2)
    job.cancel("one")
    desk.let.release()
    ended(job)
    _lose_all_but_the_first_answer(settings)
    job.resume("one")
    until(lambda: desk.begun == 3)
    # The one that was asked before took no time at all, and tells nothing.
    assert job.progress == Progress("one", "asking", 1, 2)


def test_figures_of_an_earlier_end_do_not_outlive_a_new_beginning(
    job: Job, desk: Held, settings: EvalSettings
) -> None:
    desk.let.release(2)
    job.start(DEV)
    ended(job)
    _lose_all_but_the_first_answer(settings)
    job.resume("one")
    job.cancel("one")
    desk.let.release()
    ended(job)
    assert not (settings.runs_folder / "one" / "metrics.json").exists()


def test_a_run_that_cannot_begin_leaves_the_last_one_and_another_may_begin(
    job: Job, desk: Held, settings: EvalSettings
) -> None:
    desk.let.release(4)
    job.start(DEV)
    ended(job)
    with pytest.raises(RunError, match=r"there is a run .*one already"):
        job.start(DEV)
    assert job.progress == Progress("one", "done", 2, 2)
    _lose_all_but_the_first_answer(settings)
    cases = settings.cases_folder / "dev.en.yaml"
    cases.write_text(cases.read_text("utf-8").replace("tomorrow", "today"), "utf-8")
    with pytest.raises(RunChangedError, match="cases changed") as told:
        job.resume("one")
    assert told.value.changed == ("cases",)
    job.start(Order(["dev"], name="two"))
    assert ended(job).stage == "done"


def test_a_run_that_lacks_only_its_figures_gets_them_whatever_has_changed(
    job: Job, desk: Held, settings: EvalSettings
) -> None:
    desk.let.release(2)
    job.start(DEV)
    ended(job)
    (settings.runs_folder / "one" / "metrics.json").unlink()
    cases = settings.cases_folder / "dev.en.yaml"
    cases.write_text(cases.read_text("utf-8").replace("tomorrow", "today"), "utf-8")
    job.resume("one")
    assert ended(job).stage == "done"
    assert _listed(settings).state == "unfit"
    assert desk.asked == QUESTIONS


def test_a_run_with_simpler_systems_asks_them_too(
    settings: EvalSettings, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Those without an encoder learn the verdicts anew, which takes minutes; tests/eval/test_main.py asks all.
    quick = tuple(ablation for ablation in systems.ABLATIONS if ablation.weights == SHIPPED)
    monkeypatch.setattr(systems, "ABLATIONS", quick)
    monkeypatch.setattr(systems, "SYSTEMS", ("quickstart", "lexical", *(one.key for one in quick)))
    job = Job(settings.model_copy(update={"data_folder": data_folder}), Desk())
    job.start(Order(["dev"], variations=False, baselines=True, name="one"))
    total = len(QUESTIONS) * (1 + len(systems.SYSTEMS))
    assert ended(job) == Progress("one", "done", total, total)
    assert load_run(settings.runs_folder / "one").results.keys() == {ASSISTANT, *systems.SYSTEMS}
    (settings.runs_folder / "one" / "answers" / f"{systems.SYSTEMS[0]}.jsonl").unlink()
    assert _listed(settings).state == "stopped"
    job.resume("one")
    assert ended(job).stage == "done"
    assert load_run(settings.runs_folder / "one").results.keys() == {ASSISTANT, *systems.SYSTEMS}


def test_what_was_foreseen_fails_with_one_line_of_the_log(
    job: Job, desk: Held, settings: EvalSettings, caplog: pytest.LogCaptureFixture
) -> None:
    job.start(DEV)
    shutil.rmtree(settings.corpus_folder)
    desk.let.release(2)
    found = ended(job)
    assert found.stage == "failed"
    assert str(settings.corpus_folder) in str(found.error)
    (record,) = caplog.records
    assert record.exc_info is None
    assert record.getMessage().startswith("the run one failed: ")
    assert _listed(settings).state == "unscored"


def test_a_fault_of_the_program_fails_with_its_traceback_in_the_log(
    job: Job, desk: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("eval.job.score_as_now", lambda *_: 1 / 0)
    desk.let.release(2)
    job.start(DEV)
    assert isinstance(ended(job).error, ZeroDivisionError)
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]
