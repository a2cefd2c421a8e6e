"""Classes told apart by what all their vectors together have shown."""

import numpy as np
import pytest

from index.discriminant import ENOUGH, Discriminant, trust


def blobs(seed: int, spread: float = 0.3) -> tuple[np.ndarray, list[int], np.ndarray]:
    """Twelve vectors in each of five classes, and the classes' true means."""
    random = np.random.default_rng(seed)
    means = random.normal(size=(5, 40)).astype(np.float32)
    rows = np.repeat(means, 12, axis=0) + spread * random.normal(size=(60, 40)).astype(np.float32)
    return rows.astype(np.float32), [number // 12 for number in range(60)], means


@pytest.mark.parametrize("seed", range(5))
def test_a_vector_is_likeliest_in_its_own_class(seed: int) -> None:
    rows, classes, means = blobs(seed)
    discriminant = Discriminant(rows, classes, [0] * 5)
    assert [int(discriminant.likelihoods(mean).argmax()) for mean in means] == [0, 1, 2, 3, 4]


def test_a_direction_in_which_all_classes_vary_counts_for_little() -> None:
    random = np.random.default_rng(0)
    # Two classes that differ by 1 in the first direction, and vary by 5 in the second.
    rows = np.array([[n % 2, 0] for n in range(40)]) + random.normal(size=(40, 2)) * [0.1, 5]
    discriminant = Discriminant(rows.astype(np.float32), [n % 2 for n in range(40)], [0, 0])
    far_along_the_second = np.array([1, rows[::2, 1].mean()], dtype=np.float32)
    assert discriminant.likelihoods(far_along_the_second).argmax() == 1


def test_a_class_is_trusted_the_more_the_more_vectors_it_has() -> None:
    trusted = trust(np.array([0, 1, ENOUGH, 1000]))
    assert trusted[0] == 0
    assert 0 < trusted[1] < trusted[2] == pytest.approx(0.5)
    assert 0.98 < trusted[3] < 1


@pytest.mark.parametrize("few", [1, 2, 4])
def test_a_class_of_few_vectors_is_as_likely_as_one_of_many_for_a_vector_that_tells_nothing(few: int) -> None:
    gaps = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        # Both classes are the same; there is nothing to tell them apart by.
        rows = random.normal(size=(few + 600, 40)).astype(np.float32)
        discriminant = Discriminant(rows, [0] * few + [1] * 600, [0, 1])
        likelihoods = np.array([discriminant.likelihoods(v) for v in random.normal(size=(50, 40))])
        gaps.append(float((likelihoods[:, 0] - likelihoods[:, 1]).mean()))
    # Where the farther mean of few vectors is not made up for, it is 10 and more for one vector.
    assert abs(np.mean(gaps)) < 1.5


def test_a_class_of_one_vector_is_held_to_be_like_its_group() -> None:
    random = np.random.default_rng(1)
    inside, outside = np.eye(40)[0] * 6, np.eye(40)[1] * 6
    rows = random.normal(size=(62, 40)) + np.array([inside] * 31 + [outside] * 31)
    # A class of one in each group; the outside one is odd.
    rows[31] = random.normal(size=40)
    discriminant = Discriminant(rows.astype(np.float32), [0] + [1] * 30 + [2] + [3] * 30, [0, 0, 1, 1])
    likelihoods = discriminant.likelihoods(outside.astype(np.float32))
    assert likelihoods[2] > likelihoods[0]


def test_classes_of_one_vector_and_vectors_that_are_all_alike_are_no_trouble() -> None:
    for rows in (np.eye(3, dtype=np.float32), np.ones((3, 3), dtype=np.float32)):
        assert np.isfinite(Discriminant(rows, [0, 1, 2], [0, 1, 1]).likelihoods(rows[0])).all()
