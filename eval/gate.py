"""Whether the assistant may be used: a run's figures held against thresholds."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus import Language
from eval.case import Kind, Split
from eval.figures import Figures
from eval.measurement import OF_CHECKING, OF_CONFIDENCE, OF_VARIATIONS, Group, Measurement
from eval.metric import METRICS
from eval.run import ASSISTANT, Run

FILE = Path(__file__).with_name("gate.toml")

Fitness = Literal["fit", "unfit", "unknown"]
"""All thresholds are reached; some are not; that cannot be said, as not everything was asked or measured."""


class GateError(ValueError):
    """The file of thresholds is at fault."""


class Threshold(BaseModel):
    """What a metric must reach for the assistant to be fit for use, and why just that."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    split: Split
    language: Group = None
    kind: Kind | None = None
    variation: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    aim: float | None = None
    """What it ought to reach; short of it, the assistant is fit for use, and the report says so."""
    reason: dict[Language, str]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("needs either at_least or at_most")
        if self.metric not in {*METRICS, *OF_CONFIDENCE, *OF_CHECKING, *OF_VARIATIONS}:
            raise ValueError(f"there is no metric {self.metric}")
        if set(self.reason) != {"en", "ar"}:
            raise ValueError("needs its reason in both languages")
        if self.aim is not None and not self.reached(self.aim):
            raise ValueError("has an aim that does not reach it")
        return self

    def reached(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0.0)

    def meets_aim(self, value: float) -> bool:
        """Whether a value is as good as it ought to be."""
        if self.aim is None:
            return True
        return value >= self.aim if self.at_least is not None else value <= self.aim


class _Thresholds(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: tuple[Threshold, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Check:
    """A threshold, and what was measured."""

    threshold: Threshold
    measurement: Measurement | None
    """None where there is none: the run did not ask the half that it is about, say."""

    @property
    def value(self) -> float | None:
        """What was measured."""
        return self.measurement.value if self.measurement else None

    @property
    def measured(self) -> bool:
        """Whether there is a value, over all cases that it is about."""
        return self.measurement is not None and self.value is not None and not self.measurement.unscored

    @property
    def passed(self) -> bool:
        """Whether it is measured and reached."""
        return self.measured and self.value is not None and self.threshold.reached(self.value)

    @property
    def short_of_aim(self) -> bool:
        """Whether it is good enough, and not as good as it ought to be."""
        return self.passed and self.value is not None and not self.threshold.meets_aim(self.value)


@dataclass(frozen=True)
class Gate:
    """All checks of a run."""

    checks: tuple[Check, ...]
    complete: bool
    """Whether the run asked everything, and every question had a result."""

    @property
    def fitness(self) -> Fitness:
        """Whether the assistant is fit for use, where that can be said."""
        if self.complete and self.short:
            return "unfit"
        return "fit" if self.complete and not self.unmeasured else "unknown"

    @property
    def short(self) -> list[Check]:
        """What was measured and falls short."""
        return [check for check in self.checks if check.measured and not check.passed]

    @property
    def unmeasured(self) -> list[Check]:
        """What this run says nothing about."""
        return [check for check in self.checks if not check.measured]


def load_thresholds(file: Path = FILE) -> tuple[Threshold, ...]:
    """The thresholds of a file, at least one. Raises `GateError`."""
    try:
        return _Thresholds.model_validate(tomllib.loads(file.read_text("utf-8"))).threshold
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GateError(f"the thresholds in {file} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        # Counted from 1, as a person counts them.
        where = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise GateError(f"the thresholds in {file} are at fault: {where}: {first['msg']}") from error


def check(run: Run, measurements: Sequence[Measurement], thresholds: Sequence[Threshold]) -> Gate:
    """Hold a run's measurements of the assistant against the thresholds."""
    figures = Figures(measurements)
    checks = tuple(
        Check(t, figures.of(t.metric, t.split, t.language, kind=t.kind, variation=t.variation))
        for t in thresholds
    )
    results = run.results.get(ASSISTANT, ())
    return Gate(checks, run.complete and all(result.error is None for result in results))
