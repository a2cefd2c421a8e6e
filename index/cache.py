"""Embeddings that remember the vectors of documents, so that rebuilding an index costs seconds."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings

from index.embedding import NamedEmbeddings
from index.engine import Vectors
from index.seed import load_seed

T = TypeVar("T")

log = logging.getLogger(__name__)


class CachedEmbeddings(Embeddings):
    """Embeddings that keep the vectors of documents and example questions in a file, by model and text.

    What people ask is not kept: it may tell of persons. A file that is damaged is set aside and begun anew,
    with a warning, as everything in it can be computed again.
    """

    def __init__(self, inner: NamedEmbeddings, file: Path) -> None:
        """`inner` gives unit vectors."""
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
        """One vector a text. Raises `OSError` when the file cannot be used."""
        return [list(map(float, row)) for row in self.embed(texts)]

    def embed(
        self,
        texts: list[str],
        on_progress: Callable[[int], None] = lambda _: None,
        *,
        questions: bool = False,
    ) -> Vectors:
        """One vector a text, as the rows of an array, kept in the file.

        `questions`: the texts are embedded as questions are. `on_progress` gets how many more texts are
        done. Raises `OSError` when the file cannot be used.
        """
        keys = [self.key(text, question=questions) for text in texts]
        known = self._with_file(partial(_read, keys=keys))
        if wanted := set(keys) - known.keys():
            seeded = {key: vector for key, vector in load_seed().items() if key in wanted}
            if seeded:
                self._with_file(partial(_write, vectors=seeded))
            known.update(seeded)
        on_progress(sum(key in known for key in keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        items = list(missing.items())
        # Written as they come, so that a build that was stopped goes on where it was.
        for start in range(0, len(items), 32):
            batch = items[start : start + 32]
            vectors = self._compute([text for _, text in batch], questions)
            fresh = {key: vector for (key, _), vector in zip(batch, vectors, strict=True)}
            self._with_file(partial(_write, vectors=fresh))
            known.update(fresh)
            on_progress(sum(key in fresh for key in keys))
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)

    def _compute(self, texts: list[str], questions: bool) -> Vectors:
        embed = self._inner.embed_queries if questions else self._inner.embed_documents
        return np.array(embed(texts), dtype=np.float32)

    def key(self, text: str, *, question: bool = False) -> bytes:
        """What the vector of a text, or of a text as a question, is kept by."""
        kind = "question\0" if question else ""
        return hashlib.sha256(f"{self.name}\0{kind}{text}".encode("utf-8", "surrogatepass")).digest()

    def _with_file(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work with the file, or where that is damaged, with a new one."""
        try:
            return self._once(work)
        except sqlite3.DatabaseError as error:
            # An extended code has the kind of error in its last byte.
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise OSError(f"{self._file}: {error}") from error
            self._set_aside(error)
        return self._once(work)

    def _once(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # Not in WAL mode: in that, SQLite makes files beside this one even to read it.
        with closing(sqlite3.connect(self._file, timeout=60)) as connection, connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'vector'").fetchone():
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
                )
            return work(connection)

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        aside = self._file.with_suffix(".damaged")
        log.warning("the embedding cache %s is damaged (%s); moved to %s", self._file, error, aside.name)
        self._file.replace(aside)
        for suffix in ("-journal", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)


def _read(connection: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        marks = ",".join("?" * len(some))
        for key, value in connection.execute(f"SELECT key, value FROM vector WHERE key IN ({marks})", some):
            # SQLite has no checksums: what is no unit vector was damaged, and is embedded again.
            if isinstance(value, bytes) and len(value) % 4 == 0:
                vector = np.frombuffer(value, dtype=np.float32)
                if abs(float(vector @ vector) - 1) < 0.01:
                    found[key] = vector
    return found


def _write(connection: sqlite3.Connection, vectors: dict[bytes, Vectors]) -> None:
    rows = [(key, vector.tobytes()) for key, vector in vectors.items()]
    connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
