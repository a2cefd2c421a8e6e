"""Embeddings that remember the vectors of documents, so that rebuilding an index costs seconds."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from index.embedding import NamedEmbeddings
from index.engine import Vectors
from index.seed import load_seed

log = logging.getLogger(__name__)


class CachedEmbeddings(Embeddings):
    """Embeddings that keep the vectors of documents in a file, by model and text.

    Questions are not kept: they may tell of persons. A file that is damaged is set aside and begun anew,
    with a warning, as everything in it can be computed again.
    """

    def __init__(self, inner: NamedEmbeddings, file: Path) -> None:
        self._inner = inner
        self._file = file
        self.name = inner.name

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._inner.embed_query(text)

    def embed_uncached(self, texts: list[str]) -> Vectors:
        """One vector a text, as rows, with nothing read from the file or kept in it."""
        return np.array(self._inner.embed_documents(texts), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return [list(map(float, row)) for row in self.embed(texts)]

    def embed(
        self, texts: list[str], on_progress: Callable[[int], None] = lambda _: None
    ) -> Vectors:
        """One vector a text, as the rows of an array. `on_progress` gets how many more texts are done."""
        keys = [self.key(text) for text in texts]
        try:
            known = self._read(keys)
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
            known = {}
        if wanted := set(keys) - known.keys():
            seeded = {key: vector for key, vector in load_seed().items() if key in wanted}
            self._write(seeded)
            known.update(seeded)
        on_progress(sum(key in known for key in keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        items = list(missing.items())
        # Written as they come, so that a build that was stopped goes on where it was.
        for start in range(0, len(items), 32):
            batch = items[start : start + 32]
            vectors = np.array(self._inner.embed_documents([text for _, text in batch]), dtype=np.float32)
            fresh = {key: vector for (key, _), vector in zip(batch, vectors, strict=True)}
            self._write(fresh)
            known.update(fresh)
            on_progress(sum(key in fresh for key in keys))
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)

    def key(self, text: str) -> bytes:
        """What a text's vector is kept by."""
        return hashlib.sha256(f"{self.name}\0{text}".encode("utf-8", "surrogatepass")).digest()

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=60)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        return connection

    def _read(self, keys: list[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        with closing(self._connect()) as connection:
            for start in range(0, len(keys), 500):
                some = keys[start : start + 500]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value FROM vector WHERE key IN ({marks})", some)
                found.update((key, np.frombuffer(value, dtype=np.float32)) for key, value in rows)
        return found

    def _write(self, vectors: dict[bytes, Vectors]) -> None:
        with closing(self._connect()) as connection, connection:
            rows = [(key, vector.tobytes()) for key, vector in vectors.items()]
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            raise error
        aside = self._file.with_suffix(".damaged")
        log.warning("the embedding cache %s is damaged (%s); moved to %s", self._file, error, aside.name)
        self._file.replace(aside)
        for suffix in ("-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
