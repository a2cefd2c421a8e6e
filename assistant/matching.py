"""Which approved answer a question asks for: the same question, in the same situation, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.approved import Approved
from assistant.permission import Leaning
from assistant.situation import Situation, untold
from corpus import LANGUAGES, Example, Verdict
from index import Index, Retrieval, words

LEAN = 2.0
"""From which lean on a question may be the same, of standard scores over the approved answers."""
AHEAD = 0.5
"""By how much it must be more like the ways of asking than like those for an answer to another question, in
standard scores over chance texts."""
LEAD = 1.1
"""By how much the passages must give the verdict of the answer rather than any other."""
REST = 2.5
"""From which lean on it may be the same without who is to be answered and from which account. All four are
chosen on the dev cases: what is lost are approved answers, which quotations make up for."""
SECTIONS = 3
"""Among how many of the sections found first one must be that the answer rests on."""


@dataclass(frozen=True)
class Candidate:
    """An approved answer, and what speaks for it that a question asks for it."""

    answer: Approved
    score: float
    """How like its ways of asking the question is, as a standard score over chance texts."""
    ahead: float
    """By how much more it scores than the best answer to another question."""
    lean: float
    """How much more likely the question belongs to it than to a typical approved answer."""
    grounded: bool
    """Whether one of its sections was found among the first."""
    fits: bool
    """Whether it is for the situation."""

    def is_asked_for(self, leaning: Leaning) -> bool:
        """Whether the question asks for it, with what the passages say to the question."""
        alike = self.lean >= LEAN and self.ahead >= AHEAD
        return self.fits and alike and self.grounded and _lead(leaning, self.answer.head.verdict) >= LEAD


class ApprovedMatcher:
    """The approved answers that are in force, ready to be matched with questions."""

    def __init__(self, answers: Sequence[Approved], index: Index) -> None:
        """Embeds the ways of asking, which are kept in the index's cache. Raises `StoreError`."""
        self._answers = {answer.id: answer for answer in answers}
        ways = [
            (answer, language, way)
            for answer in answers
            for language in LANGUAGES
            for way in answer.asked(language)
        ]
        self._by_words = {tuple(words(way)): answer for answer, _, way in ways}
        self._ways = index.compare_with([Example(way, language, answer.id) for answer, language, way in ways])
        self._rests = index.compare_with(
            [Example(untold(way), language, answer.id) for answer, language, way in ways]
        )

    def candidates(self, retrieval: Retrieval, situation: Situation) -> list[Candidate]:
        """The approved answers, those for the situation first, and of these the most like ones first."""
        matches = self._ways.match(retrieval.query)
        first = _first_sections(retrieval)
        scores = {id_: match.score for id_, match in matches.sections.items()}
        found = [
            Candidate(
                answer=answer,
                score=scores[id_],
                ahead=scores[id_] - max((s for o, s in scores.items() if self._other(o, id_)), default=0.0),
                lean=matches.sections[id_].lean,
                grounded=not answer.sections.isdisjoint(first),
                fits=answer.head.situation.holds(situation),
            )
            for id_, answer in self._answers.items()
        ]
        return sorted(found, key=lambda candidate: (-candidate.fits, -candidate.score))

    def match(self, retrieval: Retrieval, situation: Situation, leaning: Leaning) -> Approved | None:
        """The approved answer that the question asks for, if one is."""
        best = next(iter(self.candidates(retrieval, situation)), None)
        if best is None or not best.is_asked_for(leaning) or not self._same_rest(retrieval, best.answer):
            return None
        return best.answer

    def _same_rest(self, retrieval: Retrieval, answer: Approved) -> bool:
        """Whether what is asked is the same without who is to be answered and from which account, too: what
        a journalist and a journalist's gift have in common is the journalist."""
        query = retrieval.index.query(untold(retrieval.query.text))
        rests = self._rests.match(query).sections
        nearest = max(rests, key=lambda id_: rests[id_].score)
        elsewhere = retrieval.index.examples.match(query).best_topic()
        return (
            rests[answer.id].lean >= REST
            and self._answers[nearest].family == answer.family
            and (elsewhere is None or rests[answer.id].score > elsewhere.score)
        )

    def in_these_words(self, retrieval: Retrieval, situation: Situation) -> Approved | None:
        """The approved answer for the situation that has the very words of the question, if one has."""
        found = self._by_words.get(tuple(words(retrieval.query.text)))
        return found if found and found.head.situation.holds(situation) else None

    def family(self, answer: Approved) -> list[Approved]:
        """The answers to the same question in other situations."""
        return [o for o in self._answers.values() if o.family == answer.family and o is not answer]

    def _other(self, one: str, other: str) -> bool:
        return self._answers[one].family != self._answers[other].family


def _lead(leaning: Leaning, verdict: Verdict | None) -> float:
    """How far a verdict is ahead of all others; none at all where no question ever got it."""
    others = [score for other, score in leaning.scores.items() if other != verdict]
    if verdict not in leaning.scores or not others:
        return float("-inf")
    return leaning.scores[verdict] - max(others)


def _first_sections(retrieval: Retrieval) -> set[str]:
    """The sections found first, with those that have the same content in the other language."""
    found: dict[str, None] = {}
    for hit in retrieval.hits:
        found[hit.passage.section.ref] = None
        if len(found) >= SECTIONS:
            break
    corpus = retrieval.index.corpus
    return {*found, *(c.ref for ref in found for c in corpus.counterparts(corpus.section(ref)))}
