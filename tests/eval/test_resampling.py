import numpy as np
import pytest

from eval.resampling import Floats, chance, difference_interval, interval, interval_of


def _hits(hits: int, size: int) -> Floats:
    values = np.zeros(size)
    values[:hits] = 1
    return values


def test_the_interval_of_a_share_is_about_that_of_the_normal_approximation() -> None:
    # 0.7 ± 1.96 · √(0.7 · 0.3 / 400)
    assert interval(_hits(280, 400)) == pytest.approx((0.655, 0.745), abs=0.01)


def test_the_interval_of_a_mean_is_about_that_of_the_normal_approximation() -> None:
    values = np.tile([0.0, 0.25, 0.5, 0.75, 1.0], 50)
    margin = 1.96 * values.std() / np.sqrt(len(values))
    assert interval(values) == pytest.approx((0.5 - margin, 0.5 + margin), abs=0.006)


@pytest.mark.parametrize(("size", "share"), [(50, 0.5), (60, 0.7), (110, 0.9), (300, 0.9)])
def test_the_interval_holds_the_truth_nineteen_times_of_twenty(size: int, share: float) -> None:
    drawn = np.random.default_rng(5).binomial(size, share, 1000)
    found = {hits: interval(_hits(hits, size)) for hits in set(drawn.tolist())}
    held = np.mean([found[hits][0] <= share <= found[hits][1] for hits in drawn.tolist()])
    assert 0.925 <= held <= 0.985


def test_the_interval_of_a_difference_holds_the_truth_nineteen_times_of_twenty() -> None:
    random = np.random.default_rng(6)
    held = 0
    for some, others in zip(random.binomial(56, 0.9, 500), random.binomial(56, 0.8, 500), strict=True):
        low, high = difference_interval(_hits(some, 56), _hits(others, 56))
        held += low <= 0.1 <= high
    assert 0.92 <= held / 500 <= 0.985


@pytest.mark.parametrize("size", [1, 5, 56])
def test_where_all_are_alike_the_interval_is_the_exact_one(size: int) -> None:
    # Of n hits, the lower limit is the share at which n hits of n are had 2.5 % of the time.
    low = 0.025 ** (1 / size)
    assert interval(np.ones(size)) == (pytest.approx(low), 1.0)
    assert interval(np.zeros(size)) == (0.0, pytest.approx(1 - low))


def test_where_all_are_alike_in_between_the_interval_is_not_nothing_either() -> None:
    # That of 5 hits of 10 (Clopper & Pearson).
    assert interval(np.full(10, 0.5)) == pytest.approx((0.1871, 0.8129), abs=1e-4)


def test_the_interval_of_a_difference_is_about_that_of_the_normal_approximation() -> None:
    # 0.1 ± 1.96 · √(0.8 · 0.2 / 400 + 0.7 · 0.3 / 300)
    low, high = difference_interval(_hits(320, 400), _hits(210, 300))
    assert (low, high) == pytest.approx((0.1 - 0.065, 0.1 + 0.065), abs=0.01)
    assert difference_interval(_hits(210, 300), _hits(320, 400)) == pytest.approx((-high, -low), abs=0.01)


def test_a_difference_of_two_perfect_shares_is_not_certain() -> None:
    margin = 1 - 0.025 ** (1 / 56)
    assert difference_interval(np.ones(56), np.ones(56)) == pytest.approx((-margin, margin))


def test_a_difference_from_a_perfect_share_is_put_together_from_both_intervals() -> None:
    some, others = np.ones(20), _hits(15, 30)
    (low, _), (others_low, others_high) = interval(some), interval(others)
    below, above = np.hypot(1 - low, others_high - 0.5), 0.5 - others_low
    assert difference_interval(some, others) == pytest.approx((0.5 - below, 0.5 + above))
    assert difference_interval(others, some) == pytest.approx((-0.5 - above, -0.5 + below))


def test_any_statistic_of_a_sample_has_an_interval() -> None:
    values = np.random.default_rng(1).normal(3, 2, 300)
    low, high = interval_of(lambda drawn: float(np.median(values[drawn])), len(values))
    # 1.2533 · σ / √n is the standard error of a median.
    margin = 1.96 * 1.2533 * 2 / np.sqrt(300)
    assert low < np.median(values) < high
    assert high - low == pytest.approx(2 * margin, rel=0.3)


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    # Twice the binomial tail of the smaller one, by hand.
    [(8, 2, 2 * (1 + 10 + 45) / 2**10), (6, 0, 2 / 2**6), (1, 0, 1.0), (4, 4, 1.0), (2, 8, 112 / 2**10)],
)
def test_chance_for_right_and_wrong_is_mcnemars_exact_test(better: int, worse: int, p: float) -> None:
    alike = 30
    before = np.r_[np.zeros(better), np.ones(worse), np.ones(alike), np.zeros(alike)]
    after = np.r_[np.ones(better), np.zeros(worse), np.ones(alike), np.zeros(alike)]
    assert chance(after, before) == pytest.approx(p)


def test_where_nothing_changed_all_is_chance() -> None:
    assert chance(np.ones(9), np.ones(9)) == 1.0
    assert chance(np.full(9, 0.3), np.full(9, 0.3)) == 1.0


def test_chance_for_few_shares_counts_all_changes_of_sign() -> None:
    # Of the 8 ways to give three differences a sign, 2 are as far from nothing as these.
    assert chance(np.array([0.5, 0.7, 0.9, 0.2]), np.array([0.1, 0.2, 0.3, 0.2])) == pytest.approx(2 / 8)


def test_chance_for_many_shares_is_plausible() -> None:
    random = np.random.default_rng(2)
    before = random.uniform(0.2, 0.6, 60)
    assert chance(before + random.uniform(0, 0.3, 60), before) < 0.001
    called = [chance(before + random.normal(0, 0.1, 60), before) < 0.05 for _ in range(100)]
    assert sum(called) <= 12


def test_chance_does_not_depend_on_which_is_first() -> None:
    random = np.random.default_rng(3)
    some, others = random.uniform(size=30), random.uniform(size=30)
    assert chance(some, others) == pytest.approx(chance(others, some), abs=0.02)


def test_the_same_data_give_the_same_numbers() -> None:
    random = np.random.default_rng(4)
    some, others = random.uniform(size=40), random.uniform(size=30)
    assert interval(some) == interval(some.copy())
    assert difference_interval(some, others) == difference_interval(some.copy(), others.copy())
    assert chance(some[:30], others) == chance(some[:30].copy(), others.copy())

    def mean(drawn: np.ndarray) -> float:
        return float(some[drawn].mean())

    assert interval_of(mean, 40) == interval_of(mean, 40)
