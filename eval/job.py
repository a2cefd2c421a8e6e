"""The one run that the window carries out: begun, watched, cancelled and gone on with by whoever is there."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answering import CANNOT_WORK
from eval.case import SPLITS, CaseError, Split
from eval.gate import GateError
from eval.lock import locked
from eval.report import write_reports
from eval.result import Asked
from eval.run import Run, RunError, load_run
from eval.runs import find_run, new_run, resumed_run
from eval.scoring import METRICS_FILE, score_as_now
from eval.settings import EvalSettings
from eval.systems import all_asked, ask_all, to_ask

LOG = logging.getLogger(__name__)

Stage = Literal["asking", "scoring", "done", "cancelled", "failed"]

FORESEEN: tuple[type[Exception], ...] = (*CANNOT_WORK, CaseError, GateError, RunError)
"""What can go wrong with a run without a fault of the program; each message says in one line what to do."""

END_SECONDS = 30
"""How long the end of the program waits for the question that is being asked."""


class BusyError(RunError):
    """A run is going on, and another cannot begin."""


@dataclass(frozen=True)
class Order:
    """What a new run is to ask, and what it is to be called."""

    splits: Sequence[Split] = SPLITS
    variations: bool = True
    baselines: bool = False
    name: str | None = None
    """None: it is called by the time."""


@dataclass(frozen=True)
class Progress:
    """How far the latest run is, at one moment."""

    run: str
    stage: Stage
    done: int
    """How many questions have been asked, those of an earlier start among them."""
    total: int
    left: float | None = None
    """About how many seconds the questions still take; None while that cannot be said."""
    error: Exception | None = None
    """Why it failed."""

    @property
    def going(self) -> bool:
        """Whether it goes on."""
        return self.stage in ("asking", "scoring")


class Job:
    """Carries out one run at a time, in a thread of its own, with the assistant that the chat asks.

    All its methods may be called from any thread.
    """

    def __init__(self, settings: EvalSettings, assistant: Asked) -> None:
        self._settings, self._assistant = settings, assistant
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress: Progress | None = None

    @property
    def progress(self) -> Progress | None:
        """How far the latest run is; None before the first."""
        return self._progress

    def start(self, order: Order) -> None:
        """Begin a new run. Raises `BusyError`, and what `new_run` and `locked` do."""
        self._begin(
            lambda: new_run(
                self._settings,
                order.splits,
                variations=order.variations,
                baselines=order.baselines,
                name=order.name,
            )
        )

    def resume(self, name: str) -> None:
        """Go on with a run. One that lacks nothing but its figures gets them, whatever has changed since.

        Raises `BusyError`, and what `resumed_run` and `locked` do.
        """

        def unfinished() -> Run:
            run = find_run(self._settings, name)
            return run if all_asked(run) and not run.failed else resumed_run(self._settings, name)

        self._begin(unfinished)

    def cancel(self, name: str) -> None:
        """Stop this run after the question that it is at. Nothing happens if it goes on no more."""
        with self._lock:
            if self._progress and self._progress.run == name:
                self._stop.set()

    def close(self) -> None:
        """Stop whatever goes on, and wait for its end; it can be gone on with."""
        self._stop.set()
        if self._thread:
            self._thread.join(END_SECONDS)

    def _begin(self, make: Callable[[], Run]) -> None:
        with self._lock:
            if self._progress and self._progress.going:
                raise BusyError(f"the run {self._progress.run} goes on; wait for its end, or cancel it")
            run = make()
            held = ExitStack()
            held.enter_context(locked(run))
            self._progress = Progress(run.name, "asking", 0, to_ask(run))
            self._stop.clear()
            self._thread = threading.Thread(
                target=self._carry_out, args=(run, held), name=f"run {run.name}", daemon=True
            )
            self._thread.start()

    def _carry_out(self, run: Run, held: ExitStack) -> None:
        with held:
            end = self._end(run)
        # Not before whoever reads this can go on with it.
        self._progress = end

    def _end(self, run: Run) -> Progress:
        """Do all that a run takes. Returns how it ended."""
        try:
            # Figures of an earlier end are not those of the one to come.
            (run.folder / METRICS_FILE).unlink(missing_ok=True)
            if not self._ask(run):
                return replace(self._now, stage="cancelled", left=None)
            self._show(stage="scoring", left=None)
            write_reports(score_as_now(load_run(run.folder), self._settings))
            return replace(self._now, stage="done")
        except FORESEEN as error:
            LOG.error("the run %s failed: %s", run.name, " ".join(str(error).split()))
            return replace(self._now, stage="failed", error=error)
        except Exception as error:
            LOG.exception("the run %s failed", run.name)
            return replace(self._now, stage="failed", error=error)

    def _ask(self, run: Run) -> bool:
        """Whether all questions were asked."""
        began, done, kept = time.monotonic(), 0, run.asked

        def tick(_: str) -> None:
            nonlocal done
            done += 1
            left = None
            if asked := max(done - kept, 0):
                left = (time.monotonic() - began) / asked * (self._now.total - done)
            self._show(done=done, left=left)

        return ask_all(run, self._settings, self._assistant, tick=tick, stop=self._stop.is_set)

    @property
    def _now(self) -> Progress:
        assert self._progress is not None
        return self._progress

    def _show(self, **changes: object) -> None:
        self._progress = replace(self._now, **changes)  # type: ignore[arg-type]
