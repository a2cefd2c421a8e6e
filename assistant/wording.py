"""How like two questions are in their words: by words, and by parts of words, which forgives endings."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from index import words

Rows = tuple[csr_matrix, csr_matrix]
"""The parts of words, and the words, of texts: one row a text, of unit length."""


class Wording:
    """The wording of some texts, to compare others with: TF-IDF over runs of 2 to 4 characters within words,
    and over runs of 1 to 3 words."""

    def __init__(self, texts: Sequence[str]) -> None:
        # Takes most of a second to import, and only questions for permission need it.
        from sklearn.feature_extraction.text import TfidfVectorizer

        kinds = (("char_wb", (2, 4)), ("word", (1, 3)))
        self._kinds = [
            TfidfVectorizer(
                analyzer=kind,
                ngram_range=lengths,
                # What only one text has tells nothing of others, unless there are next to none.
                min_df=min(2, len(texts)),
                sublinear_tf=True,
                preprocessor=_normal,
                token_pattern=r"\S+" if kind == "word" else None,
                dtype=np.float32,
            )
            for kind, lengths in kinds
        ]
        self.rows: Rows = tuple(kind.fit_transform(texts) for kind in self._kinds)

    def of(self, text: str) -> Rows:
        """The wording of another text, as one row."""
        return tuple(kind.transform([text]) for kind in self._kinds)

    def likeness(self, rows: Rows) -> npt.NDArray[np.float32]:
        """The cosines of texts, as rows, with these, as columns; both kinds added, so 0 to 2."""
        found = sum((own @ other.T).toarray() for own, other in zip(rows, self.rows, strict=True))
        return np.asarray(found, dtype=np.float32)


def _normal(text: str) -> str:
    return " ".join(words(text))
