"""Standard scores over a cohort."""

import numpy as np
import pytest

from index.cohort import _best, standard
from index.pool import LEXICAL_DEVIATION


def test_standard_scores_are_over_the_cohort_with_a_least_deviation() -> None:
    cohort = np.array([1, 3], dtype=np.float32)
    assert standard(np.array([4], dtype=np.float32), cohort).tolist() == [2]
    flat = np.zeros(4, dtype=np.float32)
    assert standard(np.array([0.1], dtype=np.float32), flat, LEXICAL_DEVIATION)[0] == pytest.approx(5)


def test_the_best_of_each_owner_is_taken() -> None:
    values = np.array([1, 5, 2, 4], dtype=np.float32)
    assert _best(values, np.array([0, 0, 1, 1])).tolist() == [5, 4]
