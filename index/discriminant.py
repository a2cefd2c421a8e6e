"""Linear discriminant analysis: which class a vector is most like, learned from a few vectors of each."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.engine import Vectors

Floats = npt.NDArray[np.float32]

SHRINKAGE = 0.7
"""How far the classes' common covariance is drawn towards a multiple of the identity, 0 to 1. With a dozen
vectors a class and some nine hundred dimensions, it cannot be known from the vectors alone."""

ENOUGH = 10
"""With how many rows a class is trusted half."""


class Discriminant:
    """Classes as Gaussians with means of their own and one covariance, shrunk (Friedman 1989, "Regularized
    Discriminant Analysis", with his gamma only).

    A mean of few rows says little: it is drawn to the mean of its group of classes, the more the fewer they
    are. And it lies farther from everything than the true one, for which the likelihoods make up (Moran and
    Murphy 1979, "A Closer Look at Two Alternative Methods of Statistical Discrimination").
    """

    def __init__(self, rows: Vectors, classes: Sequence[int], groups: Sequence[int]) -> None:
        """`classes`: the class of each row, numbered from 0, each with one row at least. `groups`: the group
        of each class, by number."""
        labels, group = np.asarray(classes), np.asarray(groups)
        sizes = np.bincount(labels)
        centre = rows.mean(axis=0)
        means = np.zeros((len(sizes), rows.shape[1]), dtype=np.float32)
        np.add.at(means, labels, rows - centre)
        means /= sizes[:, None]
        within = rows - centre - means[labels]
        covariance = within.T @ within / len(rows)
        # A class whose rows are all alike tells nothing about how questions vary.
        spread = max(float(np.trace(covariance)) / len(covariance), 1e-6)
        shrunk = (1 - SHRINKAGE) * covariance + SHRINKAGE * spread * np.eye(len(covariance), dtype=np.float32)
        trusted = trust(sizes)[:, None]
        of_group = group[:, None] == group
        drawn = of_group / of_group.sum(axis=1, keepdims=True)
        mixed = trusted * np.eye(len(sizes)) + (1 - trusted) * drawn
        means = (mixed @ means).astype(np.float32)
        solved = np.linalg.solve(shrunk, np.hstack([means.T, covariance]))
        self._weights = solved[:, : len(sizes)]
        # By how much chance alone makes the squared distance of a mean of so many rows greater.
        chance = np.trace(solved[:, len(sizes) :]) * (mixed**2 / sizes).sum(axis=1)
        self._bias = -centre @ self._weights - 0.5 * ((means.T * self._weights).sum(axis=0) - chance)

    def likelihoods(self, row: Floats) -> Floats:
        """For each class the logarithm of how likely the vector is in it, up to a common constant."""
        return np.asarray(row @ self._weights + self._bias, dtype=np.float32)


def trust(sizes: Floats | npt.NDArray[np.int64]) -> Floats:
    """How far so many rows are trusted, from 0 for none towards 1."""
    return np.asarray(sizes / (sizes + ENOUGH), dtype=np.float32)
