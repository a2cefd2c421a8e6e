"""How like questions are to the example questions, in meaning and in wording: all that is learned from the
examples rests on it, and is learned by least squares."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from assistant.wording import Wording
from corpus import Language
from index import Examples, Query

Floats = npt.NDArray[np.float32]

Numbers = npt.NDArray[np.int64] | slice
ALL = slice(None)

SHARPNESS = 2.0
"""Of the likeness in meaning: `exp(-sharpness * (1 - cosine))`."""

AT_ONCE = 1024
"""How many rows of a matrix are made at once."""


class Likeness:
    """Compares questions with the examples of an index, or with some of them; one at least."""

    def __init__(self, examples: Examples, whole: "Likeness | None" = None, numbers: Numbers = ALL) -> None:
        """`whole`: with all examples, if this is with those of these numbers."""
        self._examples = examples
        self._whole = whole or self
        self._numbers = numbers

    def among(self, numbers: npt.NDArray[np.int64]) -> "Likeness":
        """With those of these numbers in the index. What their words weigh stays the same."""
        return Likeness(self._examples, self, numbers)

    @cached_property
    def vectors(self) -> Floats:
        """The examples' vectors, as rows."""
        if self._whole is not self:
            return self._whole.vectors[self._numbers]
        languages = np.array([example.language for example in self._examples.examples])
        return self._examples.centred(self._examples.vectors, languages)

    @cached_property
    def words(self) -> csr_matrix:
        """The examples' words, as rows."""
        return self._whole._wording.rows[self._numbers]

    @cached_property
    def _wording(self) -> Wording:
        return Wording([example.text for example in self._examples.examples])

    def vector(self, query: Query, language: Language) -> Floats:
        """A question's vector, as one row."""
        row = np.concatenate([query.main, query.companion])[None]
        return self._examples.centred(row, np.array([language]))

    def meaning(self, vectors: Floats) -> tuple[Floats, ...]:
        """How like questions, as rows, are to the examples, as columns, by each encoder, the main one first:
        from next to 0 to 1."""
        halves = self._examples.halves
        return tuple(
            np.exp(np.float32(SHARPNESS) * (own @ other.T - 1))
            for own, other in zip(halves(vectors), halves(self.vectors), strict=True)
        )

    def wording(self, text: str) -> Floats:
        """How like a text is to the examples in its words, as one row, from 0 to 1."""
        return self.in_words(self._whole._wording.of(text))

    def in_words(self, words: csr_matrix) -> Floats:
        """The same for rows of words."""
        return np.asarray((words @ self.words.T).toarray(), dtype=np.float32)


def least_squares(rows: Callable[[slice], Floats], ridge: Floats, wanted: Floats) -> Floats:
    """The weights of kernel ridge regression, regularised least squares (Rifkin, Yeo, Poggio 2003): of what
    the kernel, with the ridge on its diagonal, makes what is wanted.

    `rows`: some rows of the kernel, a symmetric matrix; `ridge`: what is added to each place of its diagonal;
    `wanted`: a row an example, a column a class. Takes 4 bytes for each place of the matrix, and little more.
    """
    size = len(ridge)
    kernel = np.empty((size, size), dtype=np.float32)
    for begin in range(0, size, AT_ONCE):
        kernel[begin : begin + AT_ONCE] = rows(slice(begin, begin + AT_ONCE))
    kernel[np.diag_indices(size)] += ridge
    # A symmetric matrix is its own transpose, which LAPACK takes without a copy.
    factor = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    return np.asarray(cho_solve(factor, wanted, check_finite=False), dtype=np.float32)


def balanced(classes: Sequence[int]) -> Floats:
    """What each example counts, by its class, numbered from 0: those of rare classes more, as the root."""
    numbers = np.asarray(classes)
    sizes = np.bincount(numbers)
    return np.asarray(np.sqrt(len(numbers) / np.count_nonzero(sizes) / sizes[numbers]), dtype=np.float32)
