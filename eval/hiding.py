"""What the examples would tell of a question if some topics were not among them: staff ask about things that
nobody thought of."""

from collections.abc import Collection

import numpy as np

from assistant.coverage import Coverage
from assistant.likeness import least_squares
from corpus import Example, Topic
from index import Query


class Hiding:
    """Reads questions as a coverage would that was learned without some topics. Exact, by the formula for the
    inverse of a part of a matrix (see Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning",
    A.3), except that how words are weighed stays as it is."""

    def __init__(self, coverage: Coverage, examples: tuple[Example, ...]) -> None:
        """`examples`: those that it was learned from. Takes 12 bytes for each pair of them."""
        self._coverage = coverage
        self._targets = [example.target for example in examples]
        if coverage.able:
            unit = np.eye(len(examples), dtype=np.float32)
            self._inverse = least_squares(coverage.rows, coverage.ridge, unit)

    def read(self, query: Query, without: Collection[str | Topic]) -> float:
        """How far a question is like those of sections, had there been no examples of these topics."""
        if not self._coverage.able:
            return 0.0
        hidden = np.array([target in without for target in self._targets])
        like, weights = self._coverage.like(query), self._coverage.learned["weights"]
        among = self._inverse[np.ix_(hidden, hidden)].astype(np.float64)
        share = np.linalg.solve(among, weights[hidden].astype(np.float64))
        return float(like @ weights - (like @ self._inverse[:, hidden]) @ share)
