"""What verdict a question for permission gets, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.approved import Approved
from assistant.conversation import Understood
from assistant.coverage import Coverage
from assistant.matching import ApprovedMatcher
from assistant.message import message
from assistant.missing import Missing, missing_fact
from assistant.permission import Leaning, Permissions
from assistant.question import parse
from assistant.situation import Account, Asker, Situation
from corpus import Language, Verdict
from index import Retrieval

AGAINST = 0.4
"""By how much no or refer must be ahead of yes in what a later turn tells. Of the dev follow-ups, the ten to
which yes is right have -0.23 at most, the ten to which no or refer is right 0.59 and more."""


@dataclass(frozen=True)
class Ruling:
    """A verdict with what it rests on."""

    verdict: Verdict | None = None
    number: int = 1
    """Of the citation that carries it."""
    approved: Approved | None = None
    """The answer whose verdict it is; None where it was read off the passages."""
    missing: Missing | None = None


class Judge:
    """Tells what was learned of a question: how like those it is that the guidance answers, which approved
    answer is for it, and where none is, the verdict that the passages give."""

    def __init__(self, coverage: Coverage, permissions: Permissions, matcher: ApprovedMatcher) -> None:
        self._coverage = coverage
        self._permissions = permissions
        self._matcher = matcher

    def inside(self, retrieval: Retrieval) -> float:
        """How far a question is like those that the guidance answers."""
        return self._coverage.read(retrieval.query)

    def lean(self, understood: Understood, retrieval: Retrieval) -> Leaning:
        """How far a question leans to each verdict. A yes gives way to what a later turn by itself speaks for
        against it: what was told before stands beside it in the question, and may hold no longer. Raises
        `StoreError`."""
        leaning = self._permissions.read(understood.question, understood.situation, retrieval)
        if understood.follows and leaning.first == "yes":
            last = parse(understood.conversation.follow_ups[-1])
            told = self._permissions.read(last, understood.situation, retrieval, anew=True)
            return replace(leaning, verdict=told.against(AGAINST) or leaning.verdict)
        return leaning

    def in_these_words(self, understood: Understood, retrieval: Retrieval) -> Approved | None:
        """The approved answer that is asked for in the very words of one of its ways of asking, if one is."""
        return self._matcher.in_these_words(retrieval, understood.situation)

    def approved(self, understood: Understood, retrieval: Retrieval, leaning: Leaning) -> Approved | None:
        """The approved answer that is asked for, if one is."""
        return self._matcher.match(retrieval, understood.situation, leaning)

    def by_approved(self, answer: Approved, understood: Understood, citations: Sequence[Citation]) -> Ruling:
        """The ruling of an approved answer. The fact that is missing is one for which another answer to the
        same question has another verdict."""
        family = [answer, *self._matcher.family(answer)]

        def supposed(situation: Situation, _: Asker | Account) -> tuple[Verdict, int] | None:
            other = next((o for o in family if o.head.situation.holds(situation)), None)
            if other is None or other.head.verdict is None:
                return None
            refs = [ground.section for ground in other.head.rests_on]
            cited = sorted((refs.index(c.section.ref), c.number) for c in citations if c.section.ref in refs)
            return (other.head.verdict, cited[0][1]) if cited else None

        missing = None
        if answer.head.verdict and not understood.follows:
            missing = missing_fact(answer.head.verdict, understood.situation, citations, supposed)
        return Ruling(answer.head.verdict, 1, answer, missing)

    def by_passages(
        self,
        understood: Understood,
        retrieval: Retrieval,
        leaning: Leaning,
        citations: Sequence[Citation],
        language: Language,
    ) -> Ruling:
        """The ruling that the passages give, as they are cited: a verdict only where somebody has given the
        same to a question about one of them. Raises `StoreError`."""
        number = self._carries(leaning.verdict, citations)
        if leaning.verdict is None or number is None:
            return Ruling()

        def supposed(situation: Situation, told: Asker | Account) -> tuple[Verdict, int] | None:
            question = understood.question
            fact = message(language, f"fact.{told}")
            read = self._permissions.read(
                replace(question, asked=f"{question.asked} {fact}"), situation, retrieval, anew=True
            )
            carried = self._carries(read.verdict, citations)
            return (read.verdict, carried) if read.verdict and carried else None

        missing = None
        if not understood.follows:
            missing = missing_fact(leaning.verdict, understood.situation, citations, supposed)
        return Ruling(leaning.verdict, number, None, missing)

    def _carries(self, verdict: Verdict | None, citations: Sequence[Citation]) -> int | None:
        """The number of the first citation of a section that has this verdict for other questions."""
        for citation in citations:
            if verdict in self._permissions.decided.get(citation.section.ref, frozenset()):
                return citation.number
        return None
