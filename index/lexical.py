"""BM25 over stemmed words, with weighted query terms."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

# Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond". Passages are short
# and of like length, so term frequency saturates early and length counts little.
K1 = 0.9
B = 0.4


class BM25:
    """An index of texts given as sequences of terms.

    A query is a mapping from term to weight, so that a term may stand for another one (a translation)
    at less than its full weight; plain BM25 is a weight of 1 for each of the query's terms.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        average = float(lengths.mean()) if self.size and lengths.any() else 1.0
        postings: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            for term, count in Counter(text).items():
                postings.setdefault(term, []).append((number, count))
        self._idf = {term: self._inverse_frequency(len(found)) for term, found in postings.items()}
        self._postings: dict[str, tuple[npt.NDArray[np.int64], Scores]] = {}
        for term, found in postings.items():
            numbers = np.array([number for number, _ in found])
            counts = np.array([count for _, count in found], dtype=np.float32)
            share = counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths[numbers] / average))
            self._postings[term] = numbers, (share * self._idf[term]).astype(np.float32)

    def _inverse_frequency(self, texts_with_term: int) -> float:
        return math.log(1 + (self.size - texts_with_term + 0.5) / (texts_with_term + 0.5))

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def idf(self, term: str) -> float:
        """How rare a term is among the texts (natural log); a term that no text has is the rarest."""
        return self._idf.get(term, self._inverse_frequency(0))

    def scores(self, query: Mapping[str, float]) -> Scores:
        """The score of every text for a weighted query, in the order of the texts."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term, weight in query.items():
            if term in self._postings:
                numbers, values = self._postings[term]
                scores[numbers] += weight * values
        return scores

    def ceiling(self, terms: Iterable[str]) -> float:
        """The most that a text could score for these terms."""
        return sum(self.idf(term) * (K1 + 1) for term in set(terms))
