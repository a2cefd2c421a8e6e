from datetime import UTC, datetime

import pytest

from eval.case import Case
from eval.comparison import Change, Difference, Pair, compare
from eval.judgement import judge
from eval.result import Result
from eval.run import RunError
from tests.eval.sample import CORPUS, case, failed, made, result

OWN = case(verdict="no", points=[{"guide#a": "Be kind."}])
CASES = [case(f"dev-en-{n}") for n in range(12)]


def _pair(own: Case, before: Result | None, after: Result | None) -> Pair:
    (one,), (other,) = (judge([own], [r] if r else [], CORPUS) for r in (before, after))
    return Pair(one, other)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (result(OWN), result(OWN, "a"), "better"),
        (None, result(OWN, "a"), "better"),
        (result(OWN, "a", verdict="yes"), result(OWN, "a", verdict="no"), "better"),
        (result(OWN, "a"), result(OWN, "b", "a"), "worse"),
        (result(OWN, "a"), failed(OWN), "worse"),
        (result(OWN, "a"), result(OWN, "a"), "same"),
        (result(OWN), result(OWN, seconds=9), "same"),
        (failed(OWN), None, "same"),
        # Right or wrong as before, but a person sees something else.
        (result(OWN, "a"), result(OWN, "a", "b"), "other"),
        (result(OWN, "a"), result(OWN, ("a", "Be kind.")), "other"),
        (result(OWN, "a"), result(OWN, "a", verdict="no"), "other"),
        (result(OWN), result(OWN, "b"), "other"),
        (result(OWN), failed(OWN), "other"),
    ],
)
def test_what_has_changed_for_whoever_asks(
    before: Result | None, after: Result | None, change: Change
) -> None:
    assert _pair(OWN, before, after).change == change


def test_pairs_are_found_by_their_change() -> None:
    before = made(CASES[:4], [result(c, "a") for c in CASES[:2]])
    after = made(CASES[:4], [result(CASES[0], "a"), result(CASES[2], "a"), result(CASES[3], "b")])
    found = compare(before, after, CORPUS)
    ids = {
        change: [p.after.case.id for p in found.of(change)] for change in ("better", "worse", "other", "same")
    }  # type: ignore[arg-type]
    assert ids == {
        "better": ["dev-en-2"],
        "worse": ["dev-en-1"],
        "other": ["dev-en-3"],
        "same": ["dev-en-0"],
    }


def test_cases_of_one_run_only_and_those_that_ask_something_else_are_left_out_and_counted() -> None:
    changed = CASES[1].model_copy(update={"question": "What else?"})
    before = made(CASES[:4], [result(c, "a") for c in CASES[:4]])
    after = made([CASES[0], changed, CASES[5]], [result(c, "a") for c in (CASES[0], changed, CASES[5])])
    found = compare(before, after, CORPUS)
    assert [pair.after.case.id for pair in found.pairs] == ["dev-en-0"]
    assert found.only == (3, 2)
    assert {d.cases for d in found.differences} == {1}


def test_a_comparison_knows_the_guidance_for_the_headings_of_its_sections() -> None:
    assert compare(made(CASES, []), made(CASES, []), CORPUS).corpus is CORPUS
    assert compare(made(CASES, []), made(CASES, []), None).corpus is None


def test_both_runs_are_judged_by_what_the_later_ones_cases_expect() -> None:
    old, new = case(answers="b"), case(answers="a")
    found = compare(made([old], [result(old, "b")]), made([new], [result(new, "a")]), CORPUS)
    assert [p.change for p in found.pairs] == ["better"]


def test_runs_with_nothing_in_common_cannot_be_compared() -> None:
    with pytest.raises(RunError, match="the runs old and new have no case in common"):
        compare(made(CASES[:2], [], name="old"), made(CASES[2:], [], name="new"), CORPUS)


def _difference(metric: str, before: list[Result], after: list[Result], **group: object) -> Difference:
    found = compare(made(CASES, before), made(CASES, after), CORPUS).differences
    wanted = {"metric": metric, "split": "dev", "language": None, **group}
    (own,) = [d for d in found if all(getattr(d, k) == v for k, v in wanted.items())]
    return own


def test_a_difference_is_taken_over_the_same_cases_and_tested_by_pairs() -> None:
    before = [result(c, *("a" if n < 3 else "")) for n, c in enumerate(CASES)]
    after = [result(c, *("a" if n != 0 else "")) for n, c in enumerate(CASES)]
    found = _difference("answered", before, after)
    assert (found.before, found.after, found.cases) == (3 / 12, 11 / 12, 12)
    # Nine changed for the better and one for the worse: McNemar, by hand.
    assert found.p == pytest.approx(2 * (1 + 10) / 2**10)
    assert found.significant
    assert found.better is True
    back = _difference("answered", after, before)
    assert (back.p, back.better) == (pytest.approx(found.p), False)


def test_a_difference_that_may_be_chance_is_said_to_be() -> None:
    before = [result(c, *("a" if n else "")) for n, c in enumerate(CASES)]
    found = _difference("answered", before, [result(c, "a") for c in CASES])
    assert (found.p, found.significant, found.better) == (1.0, False, True)


def test_no_difference_is_neither_better_nor_worse() -> None:
    same = [result(c, "a") for c in CASES]
    found = _difference("answered", same, same)
    assert (found.p, found.better, found.significant) == (1.0, None, False)


def test_less_of_what_is_bad_is_better() -> None:
    fewer = Difference("omission", "dev", None, before=0.5, after=0.4, p=0.5, cases=9)
    assert fewer.better is True
    assert Difference("omission", "dev", None, before=0.4, after=0.5, p=0.5, cases=9).better is False


@pytest.mark.parametrize(("p", "significant"), [(0.049, True), (0.05, False)])
def test_more_than_chance_is_below_five_percent(p: float, significant: bool) -> None:
    assert Difference("answered", "dev", None, 0.4, 0.5, p, 9).significant == significant


def test_a_metric_is_compared_over_the_cases_that_it_is_about_in_both_runs() -> None:
    before = [result(c, "a") for c in CASES[:6]]
    after = [result(c, "a") for c in CASES[3:]]
    # Only what both have answered has quotations in both.
    assert _difference("exact", before, after).cases == 3


def test_what_cannot_be_scored_in_one_run_is_not_compared() -> None:
    results = [result(c, "a") for c in CASES]
    found = compare(made(CASES, results, corpus="another"), made(CASES, results), CORPUS)
    assert [d for d in found.differences if d.metric == "exact"] == []
    assert all(pair.before.exact is None and pair.after.exact for pair in found.pairs)


def test_the_languages_and_halves_are_also_compared_apart() -> None:
    arabic, test = case("dev-ar-1", language="ar"), case("test-en-1")
    cases = [*CASES, arabic, test]
    before, after = ([result(c, *quoted) for c in cases] for quoted in ((), ("a",)))
    found = compare(made(cases, before), made(cases, after), CORPUS).differences
    counts = {(d.split, d.language): d.cases for d in found if d.metric == "answered"}
    assert counts == {
        ("dev", None): 13,
        ("dev", "en"): 12,
        ("dev", "ar"): 1,
        ("test", None): 1,
        ("test", "en"): 1,
    }


def test_other_ways_to_ask_are_no_cases_of_their_own() -> None:
    own = CASES[:1]
    after = [result(own[0], "a"), result(own[0], variation="typos")]
    assert [p.change for p in compare(made(own, after[:1]), made(own, after), CORPUS).pairs] == ["same"]


def test_what_the_runs_were_made_with_is_compared() -> None:
    before = made(CASES, [], calibration="old")
    after = made(CASES, [], threshold=0.5, started=datetime.now(UTC))
    assert compare(before, after, CORPUS).changed_configuration == ["calibration", "threshold"]


def test_a_run_without_answers_counts_as_wrong_throughout() -> None:
    nothing = made(CASES, [])
    found = compare(nothing, made(CASES, [result(c, "a") for c in CASES]), CORPUS)
    assert len(found.of("better")) == len(CASES)
