"""The one fact that is not told and would change the verdict."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Citation
from assistant.situation import Account, Asker, Situation, speaks_of
from corpus import Verdict

Facet = Literal["asker", "account"]

# What it might be. Whoever is no journalist is asked about as one of the public.
_MIGHT_BE: dict[Facet, tuple[Asker | Account, ...]] = {
    "asker": ("journalist", "public"),
    "account": ("official", "personal"),
}


@dataclass(frozen=True)
class Case:
    """What the verdict would be with the fact told."""

    value: Asker | Account
    verdict: Verdict
    number: int
    """Of the citation that carries it."""


@dataclass(frozen=True)
class Missing:
    """A fact that is not told, and the verdict for each thing that it might be."""

    facet: Facet
    cases: tuple[Case, ...]


Supposed = Callable[[Situation, Asker | Account], tuple[Verdict, int] | None]
"""The verdict in a situation in which something is told as well, and the number of the citation that carries
it; None where there is none."""


def missing_fact(
    verdict: Verdict, situation: Situation, citations: Sequence[Citation], supposed: Supposed
) -> Missing | None:
    """The first fact that is not told, that a quotation speaks of, and that changes the verdict.

    `verdict`: the one that is given without the fact, which one of the cases has. Nothing is missing where
    the passages that are quoted speak of no such difference: then the fact does not matter, or nobody can say
    that it does.
    """
    spoken_of = {facet for citation in citations for facet in speaks_of(citation.quote)}
    known = {"asker": situation.asker, "account": situation.account}
    for facet in _MIGHT_BE:
        if known[facet] is None and facet in spoken_of:
            cases = tuple(_cases(facet, situation, supposed))
            verdicts = {case.verdict for case in cases}
            if len(verdicts) > 1 and verdict in verdicts:
                return Missing(facet, cases)
    return None


def _cases(facet: Facet, situation: Situation, supposed: Supposed) -> Iterator[Case]:
    for value in _MIGHT_BE[facet]:
        told = replace(situation, **{facet: value})  # type: ignore[arg-type]
        if found := supposed(told, value):
            yield Case(value, *found)
