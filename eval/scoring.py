"""Scoring a run: from stored answers to figures and a verdict. It asks nothing and can be done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus import Corpus, load_corpus
from eval.gate import Fitness, Gate, Threshold, check, load_thresholds
from eval.judgement import Judged
from eval.measurement import Measurement, judge_run, measure
from eval.run import ASSISTANT, Run, RunError
from eval.settings import EvalSettings
from eval.worth import Worth, worth

METRICS_FILE = "metrics.json"


class FiguresError(RunError):
    """A run has no figures, or they cannot be read."""


@dataclass(frozen=True)
class Scored:
    """A run with all that was made of it."""

    run: Run
    judged: Mapping[str, Sequence[Judged]]
    """Every case with its result, by system."""
    measurements: tuple[Measurement, ...]
    gate: Gate
    worth: Worth | None = None
    """What else was asked, beside the assistant; None where nothing was."""
    corpus: Corpus | None = None
    """The guidance as it is now, if it is there."""

    @property
    def cases(self) -> Sequence[Judged]:
        """Every case with what the assistant made of it."""
        return self.judged[ASSISTANT]


class Metrics(BaseModel):
    """The figures of a run as they are written to its folder."""

    model_config = ConfigDict(frozen=True)

    fitness: Fitness
    short: tuple[Threshold, ...]
    """The thresholds that were measured and are not reached."""
    worth: Worth | None = None
    measurements: tuple[Measurement, ...]


def score(run: Run, corpus: Corpus | None, thresholds: Sequence[Threshold]) -> Scored:
    """Score a run. `corpus` is the guidance as it is now, if it is there.

    Raises `RunError` when the run has no answer of the assistant.
    """
    judged = judge_run(run, corpus)
    if ASSISTANT not in judged:
        raise RunError(f"the run {run.folder} has no answers yet; resume it")
    measurements = tuple(measure(run, judged))
    gate = check(run, measurements, thresholds)
    return Scored(run, judged, measurements, gate, worth(judged), corpus)


def score_as_now(run: Run, settings: EvalSettings) -> Scored:
    """Score a run with the guidance and the thresholds as they are now, and write its figures to its folder.

    Raises `RunError`, `GateError`, `CorpusError`.
    """
    scored = score(run, load_corpus(settings.corpus_folder), load_thresholds())
    write_metrics(scored)
    return scored


def stored(run: Run, corpus: Corpus | None, thresholds: Sequence[Threshold]) -> Scored:
    """A run that was scored, with the figures that were written to its folder: working out all intervals
    anew takes some seconds. Raises `FiguresError`."""
    metrics = read_metrics(run.folder)
    gate = check(run, metrics.measurements, thresholds)
    return Scored(run, judge_run(run, corpus), metrics.measurements, gate, metrics.worth, corpus)


def write_metrics(scored: Scored) -> None:
    """Write all figures to the run's folder. Raises `RunError`."""
    gate = scored.gate
    metrics = Metrics(
        fitness=gate.fitness,
        short=tuple(check.threshold for check in gate.short),
        worth=scored.worth,
        measurements=scored.measurements,
    )
    try:
        text = metrics.model_dump_json(indent=1, exclude_defaults=True)
        (scored.run.folder / METRICS_FILE).write_text(text + "\n", "utf-8")
    except OSError as error:
        raise RunError(f"cannot write to {scored.run.folder}: {error.strerror}") from error


def read_metrics(folder: Path) -> Metrics:
    """The figures that a run's folder has. Raises `FiguresError`."""
    try:
        return Metrics.model_validate_json((folder / METRICS_FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise FiguresError(f"the figures in {folder} cannot be read: {error}; score the run anew") from error
