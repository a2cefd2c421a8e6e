"""How far a question is like those that the guidance answers, and not like those that it does not.

Learned from all example questions, those of sections against those of topics that lie elsewhere. What is
asked about a section tells in what ways people ask for what the guidance says, whatever their post is about.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.learned import Arrays, learned
from assistant.likeness import SHARPNESS, Floats, Likeness, balanced, least_squares
from corpus import Topic
from corpus.digest import digest
from index import Index, Query, detect

NAME = "coverage"
"""Of what is learned."""
VERSION = 1
"""Raise it when what is learned is computed in another way."""

RIDGE = 1.0
"""How much the fit is held back."""


class Coverage:
    """What all example questions together tell of whether the guidance answers a question. Several threads
    may ask."""

    def __init__(self, index: Index, folder: Path, likeness: Likeness) -> None:
        """`likeness`: with all examples of the index. Keeps in the folder what it learns from them: the first
        time takes half a minute for eighteen thousand, and 1.5 GB. For the shipped ones it comes with the
        product."""
        self.likeness = likeness
        self.outside = np.array([isinstance(e.target, Topic) for e in index.examples.examples], dtype=bool)
        self.able = bool(self.outside.any() and not self.outside.all())
        """Whether there are examples of both."""
        if not self.able:
            return
        self.key = _key(index)
        self.learned: Mapping[str, Floats] = learned(folder, NAME, self.key, self._learn)

    def read(self, query: Query) -> float:
        """How far a question is like those of sections: about 1 is just like them, -1 just like those of
        topics, 0 like neither or both; 0 where there are not examples of both."""
        return float(self.like(query) @ self.learned["weights"]) if self.able else 0.0

    def like(self, query: Query) -> Floats:
        """How like a question is to each example."""
        vector = self.likeness.vector(query, detect(query.text))
        found: Floats = self._like(vector, self.likeness.wording(query.text))[0]
        return found

    def rows(self, own: slice) -> Floats:
        """How like some of the examples are to all."""
        words = self.likeness.in_words(self.likeness.words[own])
        return self._like(self.likeness.vectors[own], words)

    def _like(self, vectors: Floats, words: Floats) -> Floats:
        return np.asarray(sum(self.likeness.meaning(vectors), words), dtype=np.float32)

    @property
    def ridge(self) -> Floats:
        """How much the fit of each example is held back: of the rarer kind less."""
        return np.asarray(RIDGE / balanced(self.outside.astype(int).tolist()), dtype=np.float32)

    def _learn(self) -> Arrays:
        wanted = np.where(self.outside, -1, 1).astype(np.float32)
        return {"weights": least_squares(self.rows, self.ridge, wanted)}


def _key(index: Index) -> str:
    """Names what is learned by everything that it depends on."""
    examples = index.examples.examples
    parts = [
        VERSION,
        [SHARPNESS, RIDGE],
        [index.encoders.main.name, index.encoders.companion.name, *index.weights.encoders],
        [[e.text, e.language, isinstance(e.target, Topic)] for e in examples],
    ]
    return digest(parts)
