"""The Chroma store: one collection of vectors a language. The only module that imports chromadb."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings

from index.engine import Vectors

T = TypeVar("T")


class StoreError(RuntimeError):
    """The vectors cannot be read or written. An index on disk is then built anew."""


class Store:
    """Named collections of unit vectors with string ids, on disk or on a Chroma server.

    Every failure of Chroma's comes out as a `StoreError`: it raises many kinds, down to a panic of its
    engine on a damaged file, which derives from `BaseException`.
    """

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        """A store in a folder, or on the server at a URL (`http://host:port`)."""
        self._collections: dict[str, chromadb.Collection] = {}
        if url is None:
            self._where = str(folder)
            self._client = self._try(
                lambda: chromadb.PersistentClient(path=self._where, settings=_settings()), "open"
            )
        else:
            self._where = url
            parts = urlsplit(url)
            # Chroma's client would pass over a path and a user's name without a word.
            plain = url.rstrip("/") == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
            if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
                raise StoreError(f"GUIDANCE_CHROMA_URL must be like http://host:port, not {url!r}")
            self._client = self._try(
                lambda: chromadb.HttpClient(
                    host=parts.hostname or "",
                    port=parts.port or (443 if parts.scheme == "https" else 80),
                    ssl=parts.scheme == "https",
                    settings=_settings(),
                ),
                "reach",
            )

    def create(self, name: str) -> None:
        """Begin a collection. Similarity is the inner product: a question's vector carries weights."""
        self._collections[name] = self._try(
            lambda: self._client.create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "ip"}}
            ),
            f"create collection {name} in",
        )

    def add(self, name: str, ids: Sequence[str], vectors: Vectors, texts: Sequence[str]) -> None:
        """Add vectors, with their texts for whoever looks into the collection by other means."""
        step = self._try(self._client.get_max_batch_size, "ask")
        for start in range(0, len(ids), step):
            part = slice(start, start + step)
            batch: dict[str, Any] = {
                "ids": list(ids[part]),
                "embeddings": vectors[part],
                "documents": list(texts[part]),
            }
            self._try(partial(self._add, name, batch), f"write collection {name} in")

    def _add(self, name: str, batch: dict[str, Any]) -> None:
        self._collection(name).add(**batch)

    def count(self, name: str) -> int:
        """How many vectors a collection has."""
        return self._try(lambda: self._collection(name).count(), f"count collection {name} in")

    def nearest(self, name: str, vector: Vectors, k: int) -> list[str]:
        """The ids of the k vectors with the greatest inner product, best first."""
        found = self._try(
            lambda: self._collection(name).query(query_embeddings=vector[None], n_results=k, include=[]),
            f"query collection {name} in",
        )
        return list(found["ids"][0])

    def vectors(self, name: str, ids: Sequence[str]) -> Vectors:
        """The vectors of these ids, as rows in their order. Raises `StoreError` if one is missing."""
        found = self._try(
            lambda: self._collection(name).get(ids=list(ids), include=["embeddings"]),
            f"read collection {name} in",
        )
        rows = dict(zip(found["ids"], np.asarray(found["embeddings"]), strict=True))
        if missing := [id_ for id_ in ids if id_ not in rows]:
            raise StoreError(f"collection {name} in {self._where} lacks {len(missing)} vectors")
        return np.array([rows[id_] for id_ in ids], dtype=np.float32)

    def names(self) -> list[str]:
        """The names of all collections."""
        return [collection.name for collection in self._try(self._client.list_collections, "list")]

    def delete(self, name: str) -> None:
        """Remove a collection."""
        self._collections.pop(name, None)
        self._try(lambda: self._client.delete_collection(name), f"delete collection {name} in")

    def close(self) -> None:
        """Let go of the files."""
        # The client closes its system when the last one that shares it has closed.
        cast(Client, self._client).close()

    def _collection(self, name: str) -> chromadb.Collection:
        if name not in self._collections:
            self._collections[name] = self._client.get_collection(name, embedding_function=None)
        return self._collections[name]

    def _try(self, call: Callable[[], T], doing: str) -> T:
        try:
            return call()
        except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
            raise
        except BaseException as error:  # see the class's docstring
            raise StoreError(f"cannot {doing} the Chroma store {self._where}: {error}") from error


def _settings() -> Settings:
    # Telemetry would be the only thing that leaves this machine. A client keeps its address in the settings
    # that it is given, so no two can share them, and none must come from the environment.
    return Settings(anonymized_telemetry=False, chroma_server_host=None, chroma_server_http_port=None)
