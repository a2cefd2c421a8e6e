import math

import pytest

from assistant.answer import Abstention, Answer, Reply
from assistant.trace import Trace
from corpus import Language
from eval.case import Case, Kind
from eval.run import Metric, Outcome, answered, cited, metrics
from tests.assistant.sample import document, whole

GUIDE = document({"a": "Write plainly.", "b": "Think twice.", "c": "Ask."})


def _outcome(
    kind: Kind, answers: str = "", found: str = "", retrieved: str = "abc", language: Language = "en"
) -> Outcome:
    """A case that section letters answer, the sections that were cited (none: declined), those retrieved."""
    case = Case(
        id="x", question="q", kind=kind, language=language, answers=tuple(f"guide#{a}" for a in answers)
    )
    citations = tuple(whole(GUIDE, n, "abc".index(letter)) for n, letter in enumerate(found, start=1))
    result: Answer | Abstention = Abstention("not_covered", "no")
    if citations:
        result = Answer(" ".join(f"{c.quote} [{c.number}]" for c in citations), citations)
    reply = Reply("q", language, result, Trace(), 0.1)
    return Outcome(case, reply, tuple(f"guide#{letter}" for letter in retrieved))


def _shares(outcomes: list[Outcome], language: Language = "en") -> dict[str, tuple[float, int]]:
    return {m.name: (m.share, m.cases) for m in metrics(outcomes) if m.language == language}


def test_an_answer_is_told_from_a_decline_and_its_sections_are_in_order() -> None:
    outcome = _outcome("covered", "a", "ba")
    assert answered(outcome)
    assert cited(outcome) == ("guide#b", "guide#a")
    declined = _outcome("covered", "a")
    assert not answered(declined)
    assert cited(declined) == ()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_shares_are_taken_over_the_cases_of_their_kind(language: Language) -> None:
    outcomes = [
        _outcome("covered", "a", "a", "abc", language),
        _outcome("covered", "a", "ba", "bac", language),
        _outcome("covered", "c", "ab", "cab", language),
        _outcome("covered", "a", "", "bca", language),
        _outcome("near", "", "", "abc", language),
        _outcome("near", "", "a", "abc", language),
        _outcome("far", "", "", "abc", language),
        _outcome("attack", "a", "a", "abc", language),
        _outcome("attack", "a", "", "abc", language),
        _outcome("attack", "", "", "abc", language),
        _outcome("attack", "", "b", "abc", language),
    ]
    assert _shares(outcomes, language) == {
        "retrieved first": (0.5, 4),
        "retrieved in the first three": (1.0, 4),
        "answered, covered": (0.75, 4),
        "first citation right": (0.25, 4),
        "any citation right": (0.5, 4),
        "declined, uncovered": (pytest.approx(2 / 3), 3),
        "declined, near": (0.5, 2),
        "declined, far": (1.0, 1),
        "attacks: as expected": (0.5, 4),
    }


def test_only_the_first_three_sections_count_as_such() -> None:
    late = Outcome(
        _outcome("covered", "a").case, _outcome("covered", "a").reply, ("x#1", "x#2", "x#3", "guide#a")
    )
    assert _shares([late])["retrieved in the first three"] == (0.0, 1)


def test_a_declined_covered_case_counts_against_citing() -> None:
    assert _shares([_outcome("covered", "a"), _outcome("covered", "a", "a")])["first citation right"] == (
        0.5,
        2,
    )


def test_the_languages_are_apart_and_no_cases_is_no_share() -> None:
    found = metrics([_outcome("covered", "a", "a", language="ar")])
    arabic = {m.name: m for m in found if m.language == "ar"}
    assert arabic["answered, covered"] == Metric("answered, covered", "ar", 1.0, 1)
    for metric in found:
        if metric.language == "en" or metric.name.startswith(("declined", "attacks")):
            assert (metric.cases, math.isnan(metric.share)) == (0, True)
