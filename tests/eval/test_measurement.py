from collections.abc import Sequence

import numpy as np
import pytest

from corpus import LANGUAGES
from eval.case import Case
from eval.judgement import judge
from eval.measurement import (
    OF_CHECKING,
    OF_CONFIDENCE,
    OF_TIME,
    Measurement,
    asked_corpus,
    confusion,
    judge_run,
    measure,
)
from eval.metric import METRICS
from eval.resampling import difference_interval, interval
from eval.result import Result
from eval.run import ASSISTANT, Run
from tests.assistant import sample as guidance
from tests.eval.sample import CORPUS, GUIDE, case, checked, failed, made, result

EN = [case(f"dev-en-{n}", answers="a" if n < 3 else "b") for n in range(4)]
AR = [case(f"dev-ar-{n}", answers="a" if n < 1 else "A", language="ar") for n in range(2)]
NEAR = [case("dev-en-8", "near"), case("dev-en-9", "far"), case("dev-ar-9", "far", language="ar")]
CASES = (*EN, *AR, *NEAR)
RESULTS = (
    result(EN[0], "a", retrieved="ab", confidence=0.9, seconds=9),
    result(EN[1], "c", "a", retrieved="ca", confidence=0.8, seconds=0.3),
    result(EN[2], retrieved="bcxa", confidence=0.2, seconds=0.1),
    # EN[3] has no result.
    result(AR[0], "a", retrieved="a", confidence=0.7, seconds=0.2),
    failed(AR[1]),
    result(NEAR[0], retrieved="a", confidence=0.1, seconds=0.4),
    result(NEAR[1], "a", retrieved="a", confidence=0.6, seconds=0.2),
    result(NEAR[2], seconds=0.2),
)


def _measured(run: Run, corpus: guidance.Corpus | None = CORPUS) -> list[Measurement]:
    return measure(run, judge_run(run, corpus))


FOUND = _measured(made(CASES, RESULTS))


def _the(found: Sequence[Measurement], metric: str, **group: object) -> Measurement:
    """The measurement of exactly this group: what is not given is None."""
    wanted = {"split": "dev", "system": ASSISTANT, "language": None, "kind": None, "section": None, **group}
    wanted.setdefault("variation", None)
    own = [m for m in found if m.metric == metric and all(getattr(m, k) == v for k, v in wanted.items())]
    assert len(own) == 1, (metric, group, own)
    return own[0]


@pytest.mark.parametrize(
    ("metric", "both", "english", "arabic"),
    [
        # Of six covered cases two have no result, and one is declined.
        ("answered", 3 / 6, 2 / 4, 1 / 2),
        ("first_citation", 2 / 6, 1 / 4, 1 / 2),
        ("citation_recall", 3 / 6, 2 / 4, 1 / 2),
        ("citation_precision", 2.5 / 6, 1.5 / 4, 1 / 2),
        ("success@1", 2 / 6, 1 / 4, 1 / 2),
        ("success@3", 3 / 6, 2 / 4, 1 / 2),
        ("success@5", 4 / 6, 3 / 4, 1 / 2),
        ("rr@10", (1 + 1 / 2 + 1 / 4 + 1) / 6, (1 + 1 / 2 + 1 / 4) / 4, 1 / 2),
        ("declined", 2 / 3, 1 / 2, 1),
    ],
)
def test_a_metric_is_the_mean_over_all_its_cases_with_and_without_results(
    metric: str, both: float, english: float, arabic: float
) -> None:
    covered = metric != "declined"
    for language, value, cases in (
        (None, both, 6 if covered else 3),
        ("en", english, 4 if covered else 2),
        ("ar", arabic, 2 if covered else 1),
    ):
        found = _the(FOUND, metric, language=language)
        assert found.value == pytest.approx(value)
        assert (found.cases, found.unscored) == (cases, 0)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= value <= found.high


def test_the_intervals_are_those_of_the_scores() -> None:
    scores = {"en": np.array([1.0, 1, 0, 0]), "ar": np.array([1.0, 0])}
    for language in LANGUAGES:
        found = _the(FOUND, "answered", language=language)
        assert (found.low, found.high) == interval(scores[language])
    parity = _the(FOUND, "answered", language="en-ar")
    assert (parity.low, parity.high) == difference_interval(scores["en"], scores["ar"])


def test_parity_is_english_less_arabic() -> None:
    found = _the(FOUND, "first_citation", language="en-ar")
    assert found.value == pytest.approx(1 / 4 - 1 / 2)
    assert found.cases == 6
    only_english = _measured(made(EN, RESULTS[:3]))
    assert _the(only_english, "answered", language="en-ar").value is None


def test_a_metric_over_several_kinds_is_also_measured_by_kind() -> None:
    assert _the(FOUND, "declined", kind="near").value == 1
    assert _the(FOUND, "declined", kind="far").value == 1 / 2
    assert _the(FOUND, "declined", kind="far", language="en").value == 0
    assert _the(FOUND, "declined", kind="far", language="ar").value == 1
    # Of one kind there is nothing to tell apart.
    assert [m for m in FOUND if m.metric == "answered" and m.kind] == []


def test_a_metric_is_measured_by_the_section_that_answers() -> None:
    own = {m.section: m.value for m in FOUND if m.metric == "answered" and m.section and m.language is None}
    assert own == {"guide#a": 3 / 4, "guide#b": 0, "guide-ar#a": 0}
    assert _the(FOUND, "answered", section="guide#a", language="ar").value == 1
    assert _the(FOUND, "answered", section="guide#b", language="ar").value is None
    assert [m for m in FOUND if m.metric == "verdict" and m.section] == []


def test_the_halves_are_apart() -> None:
    test = case("test-en-1")
    found = _measured(made((*CASES, test), (*RESULTS, result(test, "a"))))
    assert _the(found, "answered", split="test").value == 1
    assert _the(found, "answered").value == 1 / 2
    assert {m.split for m in FOUND} == {"dev"}


def test_systems_are_apart() -> None:
    found = _measured(made(CASES, RESULTS, others={"bm25": [result(c, "a") for c in EN]}))
    assert _the(found, "answered", system="bm25", language="en").value == 1
    assert _the(found, "answered", system="bm25", language="ar").value == 0
    assert _the(found, "answered", language="en").value == 1 / 2
    # Of the others, only what they are compared by.
    groups = [m for m in found if m.system == "bm25" and (m.kind or m.section or m.metric not in METRICS)]
    assert groups == []


def test_others_are_judged_on_the_unseen_half_alone() -> None:
    test = case("test-en-1")
    cases = (*CASES, test)
    judged = judge_run(made(cases, RESULTS, others={"bm25": [result(c, "a") for c in cases]}), CORPUS)
    assert [j.case for j in judged["bm25"]] == [test]
    assert tuple(j.case for j in judged[ASSISTANT]) == cases


def test_exactness_is_counted_apart_where_the_guidance_has_changed() -> None:
    run = made(CASES, RESULTS)
    changed = guidance.corpus(GUIDE)
    assert asked_corpus(run, CORPUS) is CORPUS
    assert asked_corpus(run, changed) is None
    assert asked_corpus(run, None) is None
    assert _the(FOUND, "exact").model_dump(include={"value", "cases", "unscored"}) == {
        "value": 1.0,
        "cases": 4,
        "unscored": 0,
    }
    for now in (changed, None):
        found = _the(_measured(run, now), "exact")
        assert (found.value, found.low, found.cases, found.unscored) == (None, None, 0, 4)
    # What can still be scored is.
    assert _the(_measured(run, None), "answered").value == 1 / 2


def test_what_no_case_is_about_has_no_value() -> None:
    found = _the(FOUND, "verdict")
    assert (found.value, found.low, found.cases, found.unscored) == (None, None, 0, 0)


def test_confidence_is_measured_over_the_cases_that_have_one() -> None:
    found = _the(FOUND, "brier", language="en")
    # Against 1, 1, 1, 0, 0.
    by_hand = (0.1**2 + 0.2**2 + 0.8**2 + 0.1**2 + 0.6**2) / 5
    assert found.value == pytest.approx(by_hand)
    assert (found.cases, found.unscored) == (5, 1)
    assert found.low is not None
    assert found.high is not None
    assert found.low < by_hand < found.high
    # .9 right, .8 wrong, .6 wrong, .2 wrong, .1 wrong.
    assert _the(FOUND, "risk_coverage_area", language="en").value == pytest.approx(
        (0 + 1 / 2 + 2 / 3 + 3 / 4 + 4 / 5) / 5
    )


def test_a_system_without_confidence_has_no_value_for_it() -> None:
    found = _measured(made(EN, [result(c, "a") for c in EN]))
    for metric in OF_CONFIDENCE:
        measured = _the(found, metric)
        assert (measured.value, measured.cases, measured.unscored) == (None, 0, 4)


def test_time_is_measured_without_the_first_question_which_loads_everything() -> None:
    # 0.3, 0.1, 0.2, 0.4, 0.2, 0.2; the first took 9.
    assert _the(FOUND, "seconds_median").value == pytest.approx(0.2)
    assert _the(FOUND, "seconds_p95").value == pytest.approx(0.375)
    assert _the(_measured(made(EN, RESULTS[:1])), "seconds_median").value is None
    assert {m.metric for m in FOUND} == {*METRICS, *OF_CONFIDENCE, *OF_TIME}


# The same questions in other ways.

ASKED = [case(f"test-en-{n}") for n in range(5)]
VARIED = (
    *(result(c, "a", "b") for c in ASKED[:3]),
    result(ASKED[3]),
    failed(ASKED[4]),
    # The same outcome and first section; another first section; declined; answered; no result before.
    result(ASKED[0], "a", "c", variation="typos"),
    result(ASKED[1], "b", "a", variation="typos"),
    result(ASKED[2], variation="typos"),
    result(ASKED[3], "a", variation="typos"),
    result(ASKED[4], "a", variation="typos"),
    failed(ASKED[0], variation="bare"),
)


def test_how_often_another_way_to_ask_changes_the_outcome_or_what_is_cited() -> None:
    found = _measured(made(ASKED, VARIED, variations=True))
    outcome = _the(found, "outcome_changed", split="test", language="en", variation="typos")
    cited = _the(found, "citation_changed", split="test", language="en", variation="typos")
    assert (outcome.value, outcome.cases) == (3 / 5, 5)
    assert (cited.value, cited.cases) == (4 / 5, 5)
    assert (outcome.low, outcome.high) == interval(np.array([0.0, 0, 1, 1, 1]))
    # What has no result counts as changed.
    assert _the(found, "outcome_changed", split="test", language="en", variation="bare").value == 1
    # The figures of the cases themselves rest on the questions as they are.
    assert _the(found, "answered", split="test").value == 3 / 5


def test_verdicts_expected_and_given_are_counted() -> None:
    own = [case(f"dev-en-{n}", verdict=v) for n, v in enumerate(("no", "no", "no", "yes", "refer"))]
    own.append(case("dev-en-9"))
    results: list[Result] = [
        result(own[0], "a", verdict="no"),
        result(own[1], "a"),
        result(own[2]),
        result(own[3], "a", verdict="conditional"),
        result(own[5], "a", verdict="yes"),
    ]
    cases: list[Case] = own
    assert confusion(judge(cases, results, CORPUS)) == {
        ("no", "no"): 1,
        ("no", "none"): 1,
        ("no", "declined"): 1,
        ("yes", "conditional"): 1,
        ("refer", "declined"): 1,
    }


def test_the_checking_of_sentences_is_measured_by_language() -> None:
    checks = [
        checked(passed=True),
        checked(passed=False),
        checked(passed=False),
        checked("changed", passed=True),
        checked("unsupported", passed=False, kind="added"),
        checked("contradicted", passed=False, language="ar"),
    ]
    found = _measured(made(CASES, RESULTS, checks=checks))
    own = [m for m in found if m.metric in OF_CHECKING]
    of = {(m.metric, m.language): (m.value, m.cases) for m in own}
    assert of == {
        ("false_passes", None): (1 / 3, 3),
        ("false_passes", "en"): (1 / 2, 2),
        ("false_passes", "ar"): (0.0, 1),
        ("false_removals", None): (2 / 3, 3),
        ("false_removals", "en"): (2 / 3, 3),
        ("false_removals", "ar"): (None, 0),
    }


def test_a_run_of_which_no_sentence_was_checked_has_no_figures_of_the_checking() -> None:
    assert not [m for m in FOUND if m.metric == "false_passes"]
