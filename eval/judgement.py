"""A result beside what its case expects: what is right about it, and what went wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import ir_measures
from ir_measures import RR, R, Success, nDCG

from assistant import Record
from corpus import Corpus, UnknownSectionError, Verdict
from eval.case import Case, Point
from eval.result import Result

Wrong = Literal[
    "no_result",
    "false_decline",
    "false_answer",
    "none_right",
    "not_first",
    "inexact",
    "dangerous",
    "verdict",
    "omission",
    "no_verdict",
]
WRONGS: tuple[Wrong, ...] = get_args(Wrong)
"""What can be wrong, the gravest first as far as one can say: no result; declined although the guidance
answers it; answered although it does not; no right section cited; another cited first; a quotation that does
not stand in the guidance; a `yes` where the guidance says no or refer; another wrong verdict; something left
out that a right answer must not leave out; no verdict where the guidance has one."""

LACKING: frozenset[Wrong] = frozenset({"no_verdict"})
"""What is missing rather than wrong: the passages are there, and say it themselves."""

CUTOFFS = (1, 3, 5, 10)
MEASURES = {
    f"{name}@{k}": measure @ k
    for name, measure in (
        ("success", Success(rel=2)),
        ("recall", R(rel=2)),
        ("rr", RR(rel=2)),
        ("ndcg", nDCG),
    )
    for k in CUTOFFS
}
"""Of retrieval, by key. Success, recall and reciprocal rank count the sections that answer; nDCG also those
that support, at half the gain."""


@dataclass(frozen=True)
class Judged:
    """A case and what came of it."""

    case: Case
    result: Result | None
    """None where the run has none: that counts as wrong."""
    exact: bool | None = True
    """Whether each quotation stands in its section to the letter; None where the guidance is no longer the
    one that it was taken from, so that this cannot be said."""
    retrieval: Mapping[str, float] = field(default_factory=dict)
    """The case's value by each of `MEASURES`."""

    @property
    def record(self) -> Record | None:
        """The reply, where there is one."""
        return self.result.record if self.result else None

    @property
    def answered(self) -> bool:
        """Whether it was answered."""
        return self.result is not None and self.result.answered

    @property
    def cited(self) -> tuple[str, ...]:
        """The sections cited, in order."""
        return self.result.cited if self.result else ()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that was given."""
        return self.record.verdict if self.record else None

    @property
    def first_right(self) -> bool:
        """Whether the first citation is of a section that answers."""
        return bool(self.cited) and self.cited[0] in self.case.answers

    @property
    def any_right(self) -> bool:
        """Whether any citation is."""
        return not {*self.cited}.isdisjoint(self.case.answers)

    @cached_property
    def left_out(self) -> tuple[Point, ...]:
        """The points of the case that no quotation has whole."""
        quotes = (
            [(f"{c.document}#{c.section}", c.quote) for c in self.record.citations] if self.record else []
        )
        return tuple(
            point
            for point in self.case.points
            if not any(point.sentences.get(ref, "\0") in quote for ref, quote in quotes)
        )

    @property
    def matched(self) -> str | None:
        """The id of the approved answer that was given."""
        source = (self.record.source or "") if self.record else ""
        return source.removeprefix("approved:") if source.startswith("approved:") else None

    @property
    def match_right(self) -> bool:
        """Whether the approved answer that was given is for the question, as far as the case tells."""
        if self.case.approved is not None:
            return self.matched == self.case.approved
        said = self.case.verdict in (None, self.verdict)
        return self.case.answerable and self.any_right and said

    @property
    def situation_right(self) -> bool:
        """Whether it was read rightly who asks and from which account."""
        expected = self.case.situation
        if expected is None or self.result is None:
            return False
        return (self.result.asker, self.result.account) == (expected.asker, expected.account)

    @property
    def dangerous(self) -> bool:
        """Whether it says yes where the guidance says no, or to refer it."""
        return self.verdict == "yes" and self.case.verdict in ("no", "refer")

    @cached_property
    def wrongs(self) -> tuple[Wrong, ...]:
        """All that went wrong, the gravest first."""
        if self.record is None:
            return ("no_result",)
        expected, declined = self.case.answerable, not self.answered
        told = self.answered and expected
        holds: dict[Wrong, bool] = {
            "false_decline": expected and declined,
            "false_answer": not expected and self.answered,
            "none_right": told and not self.any_right,
            "not_first": told and self.any_right and not self.first_right,
            "inexact": self.exact is False,
            "dangerous": self.dangerous,
            "verdict": told and self.verdict is not None and self.case.verdict not in (None, self.verdict),
            "omission": told and bool(self.left_out),
            "no_verdict": told and self.verdict is None and self.case.verdict is not None,
        }
        return tuple(wrong for wrong in WRONGS if holds.get(wrong))

    @property
    def went_wrong(self) -> bool:
        """Whether anything did; what is only lacking does not count."""
        return not LACKING.issuperset(self.wrongs)

    @property
    def right(self) -> bool:
        """Whether it was answered with a right section first, or declined, as the case expects, and nothing
        in it misleads. An omission and the verdict are counted on their own."""
        return not {*self.wrongs} - {"omission", "verdict"} - LACKING


def judge(cases: Sequence[Case], results: Iterable[Result], corpus: Corpus | None) -> list[Judged]:
    """Each case with its result, if there is one for the question as the case now has it.

    `corpus`: the guidance that was asked; None where it is not there any more.
    """
    own = {result.case: result for result in results if result.variation is None}
    found = {
        case.id: result for case in cases if (result := own.get(case.id)) and result.question == case.question
    }
    values = _retrieval(cases, found)
    return [
        Judged(case, found.get(case.id), _exact(found.get(case.id), corpus), values.get(case.id, {}))
        for case in cases
    ]


def _retrieval(cases: Sequence[Case], results: Mapping[str, Result]) -> dict[str, dict[str, float]]:
    """For each answerable case its values of the retrieval measures; 0 where nothing was retrieved."""
    keys = {measure: key for key, measure in MEASURES.items()}
    qrels = {case.id: case.qrels for case in cases if case.answerable}
    run = {
        id_: {ref: 1.0 / rank for rank, ref in enumerate(results[id_].retrieved, start=1)}
        for id_ in qrels
        if id_ in results and results[id_].retrieved
    }
    values = {id_: dict.fromkeys(MEASURES, 0.0) for id_ in qrels}
    for metric in ir_measures.iter_calc(list(keys), qrels, run) if run else ():
        values[metric.query_id][keys[metric.measure]] = float(metric.value)
    return values


def _exact(result: Result | None, corpus: Corpus | None) -> bool | None:
    if result is None or result.record is None or not result.record.citations:
        return True
    if corpus is None:
        return None
    try:
        return all(
            corpus.section(f"{c.document}#{c.section}").text[c.start : c.end] == c.quote
            for c in result.record.citations
        )
    except UnknownSectionError:
        return False
