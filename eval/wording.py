"""Figures and names in the words of a language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.sources import moment
from corpus import Language
from eval.configuration import Configuration
from eval.gate import Check, Threshold
from eval.measurement import OF_CONFIDENCE, OF_TIME, Measurement
from eval.message import message
from eval.metric import METRICS

NONE = "–"


@dataclass(frozen=True)
class Wording:
    """How names and figures are said in a language."""

    language: Language

    def say(self, key: str, **values: object) -> str:
        """The message of that key with its placeholders filled. Raises `MessageError`."""
        return message(self.language, key, **values)

    def moment(self, when: datetime) -> str:
        """A time in words, with its zone."""
        return moment(when, self.language)

    def name(self, text: str) -> str:
        """A name that somebody gave, which keeps its own direction."""
        return f"\u2068{text}\u2069"

    def metric(self, key: str) -> str:
        """A metric's name in plain words."""
        return self._of_metric(key, "name")

    def means(self, key: str) -> str:
        """What a metric says, in a sentence."""
        return self._of_metric(key, "means")

    def _of_metric(self, key: str, what: str) -> str:
        family, _, cutoff = key.partition("@")
        values = {"count": cutoff} if cutoff else {}
        return self.say(f"metric.{family}.{what}", **values)

    def system(self, name: str) -> str:
        """What a system is called; by its key where it has no words."""
        key = f"system.{name}"
        return self.say(key) if key in message.catalogue(self.language) else name

    def variation(self, name: str) -> str:
        """What is other about a question; dialects that a case brings along may have no words."""
        key = f"variation.{name}"
        return self.say(key) if key in message.catalogue(self.language) else name

    def group(self, of: Threshold) -> str:
        """The cases that a threshold is about: language, kind, variation, half."""
        parts = [self.say(f"half.{of.split}")]
        if of.language == "en-ar":
            parts.append(self.say("figure.difference"))
        elif of.language:
            parts.append(self.say(f"language.{of.language}"))
        parts += [self.say(f"kind.{of.kind}")] if of.kind else []
        parts += [self.variation(of.variation)] if of.variation else []
        return " · ".join(parts)

    def value(self, metric: str, value: float | None) -> str:
        """A metric's value: a share in per cent, a score as a number, a time in seconds."""
        if value is None:
            return NONE
        if metric in OF_TIME:
            return self.say("figure.seconds", seconds=isolated(f"{value:.2f}"))
        return isolated(percent(value) if is_share(metric) else f"{value:.3f}")

    def bound(self, metric: str, value: float | None) -> str:
        """One end of an interval, or a threshold: as exact as is of use."""
        if value is None:
            return NONE
        return isolated(f"{100 * value:.3g}%" if is_share(metric) else f"{value:.3g}")

    def interval(self, measured: Measurement | None) -> str:
        """A measurement's 95 % interval; nothing where there is none."""
        if measured is None or measured.low is None or measured.high is None:
            return ""
        if measured.language == "en-ar":
            ends = [isolated(signed(measured.metric, end)) for end in (measured.low, measured.high)]
        elif is_share(measured.metric):
            ends = [isolated(f"{100 * end:.0f}%") for end in (measured.low, measured.high)]
        else:
            ends = [isolated(f"{end:.2f}") for end in (measured.low, measured.high)]
        return self.say("figure.interval", low=ends[0], high=ends[1])

    def difference(self, metric: str, value: float | None) -> str:
        """A difference of two values, with its sign; of shares in percentage points."""
        if value is None:
            return NONE
        shown = isolated(signed(metric, value))
        return self.say("figure.points", points=shown) if is_share(metric) else shown

    def configuration(self, made: Configuration, only: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """What a run was made with, all of it or only what is named: names and values in words."""
        values = made.model_dump()
        return [(self.say(f"made.{name}"), self._made(values[name])) for name in only or values]

    def _made(self, value: object) -> str:
        if isinstance(value, bool):
            return self.say("made.yes" if value else "made.no")
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, dict):
            return "\n".join(f"{name}: {part}" for name, part in value.items())
        if isinstance(value, tuple | list):
            return "\n".join(map(str, value))
        return self.say("made.unknown") if value is None else isolated(str(value))

    def probability(self, p: float) -> str:
        """A p-value."""
        return self.say("compare.p_small") if p < 0.001 else self.say("compare.p", p=f"{p:.3f}")

    def threshold(self, of: Threshold) -> str:
        """What a threshold asks for: at least, or at most, so much."""
        if of.at_least is not None:
            return self.say("gate.at_least", value=self._bound(of, of.at_least))
        return self.say("gate.at_most", value=self._bound(of, of.at_most))

    def aim(self, of: Threshold) -> str:
        """What it ought to reach."""
        return self._bound(of, of.aim)

    def _bound(self, of: Threshold, value: float | None) -> str:
        if of.language == "en-ar" and value is not None and is_share(of.metric):
            return self.say("figure.points", points=isolated(f"{100 * value:.3g}"))
        return self.bound(of.metric, value)

    def measured(self, check: Check) -> str:
        """What was measured for a threshold, with its interval."""
        if check.measurement is None or check.value is None:
            return self.say("gate.unmeasured")
        shown = self.difference if check.threshold.language == "en-ar" else self.value
        value = shown(check.threshold.metric, check.value)
        return f"{value} {self.interval(check.measurement)}".strip()


def is_share(metric: str) -> bool:
    """Whether a metric is a share of cases, to be said in per cent."""
    return metric not in {*OF_CONFIDENCE, *OF_TIME} and not metric.startswith(("rr@", "ndcg@"))


def lower_is_better(metric: str) -> bool:
    """Whether less of it is better."""
    return metric not in METRICS or METRICS[metric].lower_is_better


def signed(metric: str, difference: float) -> str:
    """A difference with its sign, of shares in percentage points."""
    size = f"{abs(100 * difference):.1f}".removesuffix(".0") if is_share(metric) else f"{abs(difference):.3f}"
    return size if not float(size) else ("−" if difference < 0 else "+") + size


def percent(value: float) -> str:
    """A share in per cent to one decimal; only what is whole is shown as 0 % or 100 %."""
    shown = f"{100 * value:.1f}"
    if shown == "100.0" and value < 1:
        shown = "99.9"
    if shown == "0.0" and value > 0:
        shown = "0.1"
    return f"{shown.removesuffix('.0')}%"


def isolated(figure: str) -> str:
    """A figure that keeps its order of signs in Arabic text."""
    return f"\u2066{figure}\u2069"
