"""How like two questions are in their wording: by parts of words, which forgives endings and slips."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from index import words

LENGTHS = (2, 4)
"""Of the runs of characters that are compared."""


class Wording:
    """The wording of some texts, to compare others with: TF-IDF over runs of characters within words."""

    def __init__(self, texts: Sequence[str]) -> None:
        # Takes most of a second to import, and only questions for permission need it.
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=LENGTHS,
            # What only one text has tells nothing of others, unless there are next to none.
            min_df=min(2, len(texts)),
            sublinear_tf=True,
            preprocessor=_normal,
            dtype=np.float32,
        )
        self.rows: csr_matrix = self._vectorizer.fit_transform(texts)
        """One row a text, of unit length."""

    def of(self, text: str) -> csr_matrix:
        """The wording of another text, as one row."""
        return self._vectorizer.transform([text])

    def likeness(self, rows: csr_matrix) -> npt.NDArray[np.float32]:
        """The cosines of texts, as rows, with these, as columns."""
        return np.asarray((rows @ self.rows.T).toarray(), dtype=np.float32)


def _normal(text: str) -> str:
    return " ".join(words(text))
