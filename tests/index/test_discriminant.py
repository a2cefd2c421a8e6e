"""Classes told apart by what all their vectors together have shown."""

import numpy as np
import pytest

from index.discriminant import Discriminant


def blobs(seed: int, spread: float = 0.3) -> tuple[np.ndarray, list[int], np.ndarray]:
    """Twelve vectors in each of five classes, and the classes' true means."""
    random = np.random.default_rng(seed)
    means = random.normal(size=(5, 40)).astype(np.float32)
    rows = np.repeat(means, 12, axis=0) + spread * random.normal(size=(60, 40)).astype(np.float32)
    return rows.astype(np.float32), [number // 12 for number in range(60)], means


@pytest.mark.parametrize("seed", range(5))
def test_a_vector_is_likeliest_in_its_own_class(seed: int) -> None:
    rows, classes, means = blobs(seed)
    discriminant = Discriminant(rows, classes)
    assert [int(discriminant.likelihoods(mean).argmax()) for mean in means] == [0, 1, 2, 3, 4]


def test_a_direction_in_which_all_classes_vary_counts_for_little() -> None:
    random = np.random.default_rng(0)
    # Two classes that differ by 1 in the first direction, and vary by 5 in the second.
    rows = np.array([[n % 2, 0] for n in range(40)]) + random.normal(size=(40, 2)) * [0.1, 5]
    discriminant = Discriminant(rows.astype(np.float32), [n % 2 for n in range(40)])
    far_along_the_second = np.array([1, rows[::2, 1].mean()], dtype=np.float32)
    assert discriminant.likelihoods(far_along_the_second).argmax() == 1


def test_priors_are_the_classes_shares() -> None:
    discriminant = Discriminant(np.eye(4, dtype=np.float32), [0, 0, 0, 1])
    assert np.allclose(np.exp(discriminant.priors), [0.75, 0.25])


def test_classes_of_one_vector_and_vectors_that_are_all_alike_are_no_trouble() -> None:
    for rows in (np.eye(3, dtype=np.float32), np.ones((3, 3), dtype=np.float32)):
        assert np.isfinite(Discriminant(rows, [0, 1, 2]).likelihoods(rows[0])).all()
