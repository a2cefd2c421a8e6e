"""What the examples would tell of a question if some topics were not among them: staff ask about things that
nobody thought of."""

from collections.abc import Collection

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from assistant.coverage import Coverage
from assistant.likeness import AT_ONCE, Floats
from corpus import Example, Topic
from index import Query


class Hiding:
    """Reads questions as a coverage would that was learned without some topics. Exact, by the formula for the
    inverse of a part of a matrix (see Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning",
    A.3), except that how words are weighed stays as it is."""

    def __init__(self, coverage: Coverage, examples: tuple[Example, ...]) -> None:
        """`examples`: those that it was learned from. Takes 8 bytes for each pair of them."""
        self._coverage = coverage
        self._targets = [example.target for example in examples]
        size = len(examples) if coverage.able else 0
        kernel = np.empty((size, size), dtype=np.float32)
        for begin in range(0, size, AT_ONCE):
            kernel[begin : begin + AT_ONCE] = coverage.rows(slice(begin, begin + AT_ONCE))
        if size:
            kernel[np.diag_indices(size)] += coverage.ridge
            factor = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
            inverse = cho_solve(factor, np.eye(size, dtype=np.float32), check_finite=False)
            self._inverse: Floats = np.asarray(inverse, dtype=np.float32)

    def read(self, query: Query, without: Collection[str | Topic]) -> float:
        """How far a question is like those of sections, had there been no examples of these topics."""
        if not self._coverage.able:
            return 0.0
        hidden = np.array([target in without for target in self._targets])
        like, weights = self._coverage.like(query), self._coverage.learned["weights"]
        among = self._inverse[np.ix_(hidden, hidden)].astype(np.float64)
        share = np.linalg.solve(among, weights[hidden].astype(np.float64))
        return float(like @ weights - (like @ self._inverse[:, hidden]) @ share)
