"""The runs that there are, each with its state and its main figures, without scoring any."""

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from eval.case import Split
from eval.configuration import Configuration
from eval.figures import Figures
from eval.gate import Fitness, Threshold
from eval.run import ANSWERS, ASSISTANT, CASEBOOK, CONFIGURATION, RunError, load_run
from eval.runs import names
from eval.scoring import METRICS_FILE, FiguresError, Metrics, read_metrics
from eval.settings import EvalSettings
from eval.systems import all_asked, to_ask

LOG = logging.getLogger(__name__)

State = Fitness | Literal["unscored", "stopped"]
"""Whether the assistant is fit for use; asked to the end, but without figures; not asked to the end."""

Stamp = tuple[tuple[int, int] | None, ...]
"""When the files of a run were written, and how long they are."""


@dataclass(frozen=True)
class Listed:
    """A run, as it is listed."""

    name: str
    configuration: Configuration
    asked: int
    """How many questions have a result."""
    failed: int
    """How many more were asked in vain."""
    total: int
    """How many there are to ask."""
    complete: bool
    metrics: Metrics | None
    """None where it is not scored. Only what the list shows of it."""

    @property
    def state(self) -> State:
        """What can be said of it."""
        if not self.complete:
            return "stopped"
        if self.metrics is None:
            return "unscored"
        return self.metrics.fitness

    @property
    def resumable(self) -> bool:
        """Whether anything is left to be done."""
        return self.state in ("stopped", "unscored") or self.failed > 0

    @cached_property
    def figures(self) -> Figures:
        """Its main figures; none where it is not scored."""
        return Figures(self.metrics.measurements if self.metrics else ())

    @property
    def half(self) -> Split:
        """The half that the main figures are of."""
        return "test" if "test" in self.configuration.splits else "dev"

    @property
    def short(self) -> tuple[Threshold, ...]:
        """The thresholds that are not reached."""
        return self.metrics.short if self.metrics else ()


@dataclass(frozen=True)
class Unreadable:
    """A folder of a run that cannot be read."""

    name: str
    reason: str
    """In one line, for the log."""


class Listing:
    """The runs in the folder of the settings. What was read once is read again when it has changed."""

    def __init__(self, settings: EvalSettings) -> None:
        self._settings = settings
        self._read: dict[str, tuple[Stamp, Listed | Unreadable]] = {}

    def runs(self) -> list[Listed | Unreadable]:
        """All runs, the latest first."""
        found = {name: self._kept(name) for name in names(self._settings)}
        self._read = found
        return [listed for _, listed in found.values()]

    def _kept(self, name: str) -> tuple[Stamp, Listed | Unreadable]:
        folder = self._settings.runs_folder / name
        stamp = stamp_of(folder)
        if name in self._read and self._read[name][0] == stamp:
            return self._read[name]
        return stamp, _listed(folder)


def stamp_of(folder: Path) -> Stamp:
    """When the files of the run in a folder were written; another one when any has changed."""
    files = [folder / file for file in (CONFIGURATION, CASEBOOK, METRICS_FILE)]
    return tuple(map(_written, (*files, *sorted((folder / ANSWERS).glob("*.jsonl")))))


def _written(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        # Not there, or out of reach: reading the run says which.
        return None
    return found.st_mtime_ns, found.st_size


def _listed(folder: Path) -> Listed | Unreadable:
    try:
        run = load_run(folder)
        complete = all_asked(run)
        metrics = _main(folder) if complete and (folder / METRICS_FILE).exists() else None
    except RunError as error:
        return Unreadable(folder.name, " ".join(str(error).split()))
    return Listed(run.name, run.configuration, run.asked, run.failed, to_ask(run), complete, metrics)


def _main(folder: Path) -> Metrics | None:
    """The figures of a run, as far as a list shows them."""
    try:
        found = read_metrics(folder)
    except FiguresError as error:
        # The program may have been ended while it wrote them. They can be worked out again at any time.
        LOG.warning("%s", " ".join(str(error).split()))
        return None
    shown = (m for m in found.measurements if m.system == ASSISTANT)
    kept = tuple(m for m in shown if (m.kind, m.section, m.variation) == (None, None, None))
    return found.model_copy(update={"measurements": kept})
