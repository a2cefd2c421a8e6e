"""The index that fits the corpus as it is now."""

import threading
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from corpus import Snapshot, load_corpus, load_examples, snapshot
from index.building import index_folder, open_index
from index.manifest import read
from index.opening import Encoders, Index, Progress
from index.settings import IndexSettings


@runtime_checkable
class IndexSource(Protocol):
    """Gives the index to ask."""

    def get(self) -> Index:
        """The index as it is to be used now."""
        ...


@dataclass(frozen=True)
class FixedIndex:
    """One index, whatever happens to the texts."""

    index: Index

    def get(self) -> Index:
        """That index."""
        return self.index


class CurrentIndex:
    """Opens an index when it is first asked for, and another one when the guidance texts have changed, or
    when another process has built it anew.

    Several threads may ask at once; one builds while the others wait.
    """

    def __init__(self, settings: IndexSettings, progress: Progress = lambda done, total: None) -> None:
        self.settings = settings
        self._progress = progress
        self._lock = threading.Lock()
        self._encoders: Encoders | None = None
        self._open: tuple[Snapshot, Index] | None = None

    def get(self) -> Index:
        """The index of the corpus as its files stand now; looking whether that changed takes microseconds.

        Raises `CorpusError`, `IndexBuildError`, `EmbeddingModelError`.
        """
        now = snapshot(self.settings.corpus_folder)
        held = self._open
        if held is not None and held[0] == now and self._in_use(held[1]):
            return held[1]
        with self._lock:
            held = self._open
            if held is None or held[0] != now or not self._in_use(held[1]):
                if self._encoders is None:
                    cache = self.settings.data_folder / "embeddings.sqlite"
                    self._encoders = Encoders(self.settings.embedding_model, cache)
                corpus = load_corpus(self.settings.corpus_folder)
                examples = load_examples(self.settings.corpus_folder)
                index = open_index(self.settings, corpus, self._progress, self._encoders, examples)
                self._open = held = (now, index)
            return held[1]

    def _in_use(self, index: Index) -> bool:
        """Whether a build has not been superseded; it is removed some time later."""
        manifest = read(index_folder(self.settings), index.fingerprint)
        return manifest is not None and manifest.build == index.build
