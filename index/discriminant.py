"""Linear discriminant analysis: which class a vector is most like, learned from a few vectors of each."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.engine import Vectors

Floats = npt.NDArray[np.float32]

SHRINKAGE = 0.7
"""How far the classes' common covariance is drawn towards a multiple of the identity, 0 to 1. With a dozen
vectors a class and some nine hundred dimensions, it cannot be known from the vectors alone."""


class Discriminant:
    """Classes as Gaussians with means of their own and one covariance, shrunk (Friedman 1989, "Regularized
    Discriminant Analysis", with his gamma only)."""

    def __init__(self, rows: Vectors, classes: Sequence[int]) -> None:
        """`classes`: the class of each row, numbered from 0, each with one row at least."""
        labels = np.asarray(classes)
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
        self._weights = np.linalg.solve(shrunk, means.T)
        self._bias = -centre @ self._weights - 0.5 * (means.T * self._weights).sum(axis=0)
        self.priors = np.log(sizes / len(rows)).astype(np.float32)
        """The logarithm of each class's share of the rows."""

    def likelihoods(self, row: Floats) -> Floats:
        """For each class the logarithm of how likely the vector is in it, up to a common constant."""
        return np.asarray(row @ self._weights + self._bias, dtype=np.float32)
