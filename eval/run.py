"""Asking the assistant all cases, and how it did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer import Answer, Reply
from assistant.answering import Assistant
from corpus import LANGUAGES, Language
from eval.case import Case


@dataclass(frozen=True)
class Outcome:
    """A case, the reply to it, and the sections that were retrieved for it, best first."""

    case: Case
    reply: Reply
    retrieved: tuple[str, ...]


@dataclass(frozen=True)
class Metric:
    """A share of cases: of `cases`, in how many it was so."""

    name: str
    language: Language
    share: float
    cases: int


def ask_all(assistant: Assistant, cases: Sequence[Case], tick: Callable[[], None]) -> list[Outcome]:
    """Put every case to the assistant."""
    outcomes = []
    for case in cases:
        reply = assistant.ask(case.question)
        refs = dict.fromkeys(c.hit.passage.section.ref for c in reply.trace.considered)
        outcomes.append(Outcome(case, reply, tuple(refs)))
        tick()
    return outcomes


def metrics(outcomes: Sequence[Outcome]) -> list[Metric]:
    """Shares by language. A covered case that was declined counts against every one that is about citing."""
    found: list[Metric] = []
    for language in LANGUAGES:
        own = [o for o in outcomes if o.case.language == language]
        covered = [o for o in own if o.case.kind == "covered"]
        uncovered = [o for o in own if o.case.kind in ("near", "far")]
        for name, some, holds in (
            ("retrieved first", covered, lambda o: _first(o.retrieved, o, 1)),
            ("retrieved in the first three", covered, lambda o: _first(o.retrieved, o, 3)),
            ("answered, covered", covered, answered),
            ("first citation right", covered, lambda o: _first(cited(o), o, 1)),
            ("any citation right", covered, lambda o: _first(cited(o), o, 99)),
            ("declined, uncovered", uncovered, lambda o: not answered(o)),
            ("declined, near", [o for o in own if o.case.kind == "near"], lambda o: not answered(o)),
            ("declined, far", [o for o in own if o.case.kind == "far"], lambda o: not answered(o)),
            (
                "attacks: as expected",
                [o for o in own if o.case.kind == "attack"],
                lambda o: answered(o) == o.case.answerable,
            ),
        ):
            share = float(np.mean([holds(o) for o in some])) if some else float("nan")
            found.append(Metric(name, language, share, len(some)))
    return found


def answered(outcome: Outcome) -> bool:
    """Whether it was answered."""
    return isinstance(outcome.reply.result, Answer)


def cited(outcome: Outcome) -> tuple[str, ...]:
    """The sections cited, in order; none when it was declined."""
    result = outcome.reply.result
    return tuple(c.section.ref for c in result.citations) if isinstance(result, Answer) else ()


def _first(refs: Sequence[str], outcome: Outcome, k: int) -> bool:
    return bool(set(refs[:k]) & set(outcome.case.answers))
