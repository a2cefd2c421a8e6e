"""Intervals by resampling, and whether a difference is more than chance."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]

RESAMPLES = 1000
CONFIDENCE = 0.95


def interval(values: Floats) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a mean (Efron & Tibshirani 1993, chapter 13).

    Where all values are alike, resampling cannot show that another case might have been otherwise; the exact
    binomial interval (Clopper & Pearson 1934) is given there.
    """
    if values.min() == values.max():
        return _exact(float(values.sum()), len(values))
    return _percentiles(_means(values))


def interval_of(statistic: Callable[[npt.NDArray[np.int64]], float], size: int) -> tuple[float, float]:
    """The same for any statistic of a sample: it is given the numbers of the cases drawn."""
    random = np.random.default_rng(size)
    drawn = [statistic(random.integers(0, size, size)) for _ in range(RESAMPLES)]
    return _percentiles(np.array(drawn))


def difference_interval(some: Floats, others: Floats) -> tuple[float, float]:
    """The same for the difference of two means of different cases, the first less the second.

    Where the values of either are all alike, it is put together from the two intervals (Newcombe 1998,
    method 10).
    """
    if some.min() < some.max() and others.min() < others.max():
        return _percentiles(_means(some) - _means(others, seed=1))
    (low, high), (others_low, others_high) = interval(some), interval(others)
    one, other = float(some.mean()), float(others.mean())
    below, above = np.hypot((one - low, high - one), (others_high - other, other - others_low))
    return one - other - float(below), one - other + float(above)


def chance(some: Floats, others: Floats) -> float:
    """How likely a difference of means as large as this one is by chance alone, of two results for each of
    the same cases: the p-value of a paired test, two-sided.

    For values of 0 and 1, McNemar's test in its exact form (a binomial test on the cases that changed);
    else the permutation test of the paired differences (all changes of sign, or 9,999 random ones where
    there are more). 1 where nothing changed.
    """
    changed = (some - others)[some != others]
    if len(changed) <= 1:
        return 1.0
    if np.isin(some, (0, 1)).all() and np.isin(others, (0, 1)).all():
        return float(stats.binomtest(int((changed > 0).sum()), len(changed), 0.5).pvalue)
    result = stats.permutation_test(
        (changed,), np.sum, permutation_type="samples", n_resamples=9999, rng=np.random.default_rng(0)
    )
    return float(result.pvalue)


def _means(values: Floats, seed: int = 0) -> Floats:
    """The means of samples drawn with replacement; the same values give the same means each time."""
    return np.asarray(_counts(len(values), seed) @ values / len(values))


# Most of the time of scoring went into drawing the same again for each metric of the same cases.
@lru_cache(maxsize=64)
def _counts(size: int, seed: int) -> Floats:
    """How often each of so many cases is drawn, in each sample."""
    random = np.random.default_rng([size, seed])
    return random.multinomial(size, np.full(size, 1 / size), RESAMPLES).astype(np.float64)


def _exact(hits: float, size: int) -> tuple[float, float]:
    """The exact binomial interval. Hits may be parts of one: scores between 0 and 1 spread no wider than
    those of 0 and 1 with the same mean, so it is on the safe side."""
    tail = (1 - CONFIDENCE) / 2
    low = stats.beta.ppf(tail, hits, size - hits + 1) if hits > 0 else 0.0
    high = stats.beta.ppf(1 - tail, hits + 1, size - hits) if hits < size else 1.0
    return float(low), float(high)


def _percentiles(found: Floats) -> tuple[float, float]:
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(found, (tail, 100 - tail))
    return float(low), float(high)
