"""Which approved answer a question asks for: the same question, in the same situation, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.approved import Approved
from assistant.situation import Situation
from corpus import LANGUAGES, Example
from index import Index, Retrieval

THRESHOLD = 5.0
"""From which score on a question is taken to be the same: chosen on the dev cases (`python -m eval calibrate`)."""
MARGIN = 0.3
"""By how much it must be ahead of the next one about something else."""
SECTIONS = 3
"""Among how many of the sections found first one must be that the answer rests on."""


@dataclass(frozen=True)
class Candidate:
    """An approved answer, and how like the ways of asking for it a question is."""

    answer: Approved
    score: float
    """As a standard score over chance texts, the mean of the two ways of asking that are most like it."""
    ahead: float
    """By how much more it scores than the best answer to another question."""
    grounded: bool
    """Whether one of its sections was found among the first."""
    fits: bool
    """Whether it is for the situation."""
    same: bool = False
    """Whether one of its ways of asking has the very words of the question."""

    @property
    def is_it(self) -> bool:
        """Whether the question asks for it."""
        alike = self.same or (self.score >= THRESHOLD and self.ahead >= MARGIN and self.grounded)
        return self.fits and alike


class ApprovedMatcher:
    """The approved answers that are in force, ready to be matched with questions."""

    def __init__(self, answers: Sequence[Approved], index: Index) -> None:
        """Embeds the ways of asking, which are kept in the index's cache. Raises `StoreError`."""
        self._answers = {answer.id: answer for answer in answers}
        self._ways = index.compare_with(
            [
                Example(way, language, answer.id)
                for answer in answers
                for language in LANGUAGES
                for way in answer.asked(language)
            ]
        )

    def candidates(self, retrieval: Retrieval, situation: Situation) -> list[Candidate]:
        """The approved answers, those that are most like what is asked first."""
        matches = self._ways.match(retrieval.query)
        first = _first_sections(retrieval)
        scores = {id_: match.score for id_, match in matches.sections.items()}
        found = [
            Candidate(
                answer,
                scores[id_],
                scores[id_] - max((s for o, s in scores.items() if self._other(o, id_)), default=0.0),
                not answer.sections.isdisjoint(first),
                answer.head.situation.holds(situation),
                matches.same is not None and matches.same.target == id_,
            )
            for id_, answer in self._answers.items()
        ]
        return sorted(found, key=lambda c: (-c.same, -c.fits, -c.score))

    def match(self, retrieval: Retrieval, situation: Situation) -> Approved | None:
        """The approved answer that the question asks for, if one is."""
        best = next(iter(self.candidates(retrieval, situation)), None)
        return best.answer if best and best.is_it else None

    def family(self, answer: Approved) -> list[Approved]:
        """The answers to the same question in other situations."""
        return [o for o in self._answers.values() if o.family == answer.family and o is not answer]

    def _other(self, one: str, other: str) -> bool:
        return self._answers[one].family != self._answers[other].family


def _first_sections(retrieval: Retrieval) -> set[str]:
    """The sections found first, with those that have the same content in the other language."""
    found: dict[str, None] = {}
    for hit in retrieval.hits:
        found[hit.passage.section.ref] = None
        if len(found) >= SECTIONS:
            break
    corpus = retrieval.index.corpus
    return {*found, *(c.ref for ref in found for c in corpus.counterparts(corpus.section(ref)))}
