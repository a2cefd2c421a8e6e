"""Embeddings that cost nothing and remember what they were asked for."""

import hashlib
from collections.abc import Callable

import numpy as np


class CountingEmbeddings:
    """A unit vector for every text, from a hash of it."""

    def __init__(self, name: str = "counting", before: Callable[[int], object] = lambda done: None) -> None:
        """`before` is called with how many texts are embedded so far, before each one more."""
        self.name = name
        self.embedded: list[str] = []
        self._before = before

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        vectors = []
        for text in texts:
            self._before(len(self.embedded))
            self.embedded.append(text)
            vectors.append(self.embed_query(text))
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a text."""
        seed = int.from_bytes(hashlib.sha256(f"{self.name}{text}".encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).normal(size=64)
        return [float(number) for number in (vector / np.linalg.norm(vector)).astype(np.float32)]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return [self.embed_query(text) for text in texts]
