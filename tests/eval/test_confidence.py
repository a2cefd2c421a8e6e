import numpy as np
import pytest

from eval.confidence import (
    BINS,
    Bin,
    Confidences,
    area,
    bins,
    brier,
    calibration_error,
    confidences,
    risk_coverage,
)
from eval.judgement import judge
from tests.eval.sample import CORPUS, case, failed, result

FIVE = Confidences(
    confidence=np.array([0.4, 0.9, 0.2, 0.8, 0.6]),
    answerable=np.array([0.0, 1.0, 0.0, 1.0, 1.0]),
    wrong=np.array([1.0, 0.0, 1.0, 1.0, 0.0]),
)
"""In the order of their confidence: right, wrong although answerable, right, wrong, wrong."""


def test_risk_and_coverage_are_those_by_hand() -> None:
    coverage, risk = risk_coverage(FIVE)
    assert coverage == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert risk == pytest.approx([0, 1 / 2, 1 / 3, 2 / 4, 3 / 5])
    assert area(FIVE) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2 + 3 / 5) / 5)


def test_the_brier_score_is_that_by_hand() -> None:
    assert brier(FIVE) == pytest.approx((0.4**2 + 0.1**2 + 0.2**2 + 0.2**2 + 0.4**2) / 5)


def test_the_calibration_error_is_that_by_hand() -> None:
    # Fewer cases than bins: each is one of its own.
    assert calibration_error(FIVE) == pytest.approx((0.4 + 0.1 + 0.2 + 0.2 + 0.4) / 5)


def test_bins_hold_equally_many_cases_by_confidence_and_miss_their_mean_by_the_calibration_error() -> None:
    confidence = np.r_[np.full(10, 0.2), np.full(10, 0.7)]
    answerable = np.r_[np.tile([1.0, 0.0], 5), np.ones(10)]
    shuffled = np.random.default_rng(0).permutation(20)
    found = Confidences(confidence, answerable, 1 - answerable).drawn(shuffled)
    assert [b.cases for b in bins(found)] == [2] * BINS
    assert [b.confidence for b in bins(found)] == pytest.approx([0.2] * 5 + [0.7] * 5)
    assert sum(b.answerable for b in bins(found)[:5]) == pytest.approx(2.5)
    assert bins(found)[5:] == [Bin(pytest.approx(0.7), 1.0, 2)] * 5  # type: ignore[arg-type]


def test_bins_that_cannot_be_equal_are_weighed_by_their_cases() -> None:
    # Eleven cases: the first bin has two.
    confidence = np.linspace(0.0, 1.0, 11)
    found = Confidences(confidence, np.zeros(11), np.ones(11))
    assert [b.cases for b in bins(found)] == [2] + [1] * 9
    assert calibration_error(found) == pytest.approx(confidence.mean())


def test_a_perfect_confidence_has_no_error() -> None:
    answerable = np.array([1.0, 1.0, 0.0, 0.0])
    found = Confidences(answerable, answerable, 1 - answerable)
    assert (brier(found), calibration_error(found)) == (0.0, 0.0)
    # Half of them cannot be answered, so the risk of answering all is a half, whatever the confidence.
    assert risk_coverage(found)[1].tolist() == pytest.approx([0, 0, 1 / 3, 1 / 2])


def test_the_right_order_has_less_area_than_its_reverse() -> None:
    wrong = np.r_[np.zeros(30), np.ones(10)]
    confidence = np.linspace(1, 0, 40)
    right = Confidences(confidence, 1 - wrong, wrong)
    reversed_ = Confidences(confidence[::-1], 1 - wrong, wrong)
    uninformed = Confidences(np.random.default_rng(0).permutation(confidence), 1 - wrong, wrong)
    assert area(right) < area(uninformed) < area(reversed_)


def test_every_case_with_a_confidence_counts_whether_it_was_answered_or_not() -> None:
    cases = [
        case("dev-en-1", answers="a"),
        case("dev-en-2", answers="a"),
        case("dev-en-3", answers="a"),
        case("dev-en-4", "near"),
        case("dev-en-5", "attack", answers="b"),
        case("dev-en-6"),
        case("dev-en-7"),
        case("dev-en-8"),
    ]
    results = [
        result(cases[0], "a", retrieved="ab", confidence=0.9),
        # Found second only.
        result(cases[1], "a", retrieved="ba", confidence=0.8),
        # Declined, but would have been right.
        result(cases[2], retrieved="ac", confidence=0.1),
        result(cases[3], retrieved="ab", confidence=0.3),
        result(cases[4], "b", retrieved="b", confidence=0.7),
        # Refused: nothing was estimated.
        result(cases[5]),
        failed(cases[6]),
    ]
    found = confidences(judge(cases, results, CORPUS))
    assert found.size == 5
    assert found.confidence.tolist() == [0.9, 0.8, 0.1, 0.3, 0.7]
    assert found.answerable.tolist() == [1, 1, 1, 0, 1]
    assert found.wrong.tolist() == [0, 1, 0, 1, 0]


def test_nothing_found_at_all_is_wrong() -> None:
    own = case()
    assert confidences(judge([own], [result(own, confidence=0.0)], CORPUS)).wrong.tolist() == [1]


def test_without_any_confidence_there_are_none() -> None:
    own = case()
    assert confidences(judge([own], [result(own, "a")], CORPUS)).size == 0
    assert confidences([]).size == 0


def test_a_resample_keeps_together_what_belongs_together() -> None:
    drawn = FIVE.drawn(np.array([3, 3, 0]))
    assert drawn.confidence.tolist() == [0.8, 0.8, 0.4]
    assert drawn.answerable.tolist() == [1, 1, 0]
    assert drawn.wrong.tolist() == [1, 1, 1]
