"""The index that fits the corpus as it is now."""

import logging
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from corpus import CorpusError, Snapshot, load_corpus, load_examples, snapshot
from index.building import IndexBuildError, index_folder, open_index
from index.manifest import read
from index.opening import Encoders, Index, Outdated, Progress
from index.settings import IndexSettings
from index.store import StoreError

log = logging.getLogger(__name__)

FAULTS: tuple[type[Exception], ...] = (CorpusError, IndexBuildError, StoreError)
"""What may keep a changed text from being taken up, and passes when somebody puts it right."""

RETRY_SECONDS = 10
"""How long a state of the texts that could not be taken up is let be, unless a file changes: everybody waits
while a build fails once more."""


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


@dataclass(frozen=True)
class _Fault:
    """What keeps the texts as they are now from being taken up."""

    kind: type[Exception]
    line: str
    """The error's message, in one line."""
    texts: Snapshot | None
    """The texts that could not be taken up; None where not even their files could be listed."""
    tried: float
    """When, by the clock that only goes forward."""

    def stands_for(self, texts: Snapshot) -> bool:
        """Whether these texts failed so lately that they are not tried again."""
        return self.texts == texts and time.monotonic() - self.tried < RETRY_SECONDS

    def is_news(self, earlier: "_Fault | None") -> bool:
        """Whether it is another one than before. The same texts may fail in other words each time that they
        are tried: with the name of a build, say."""
        if earlier is None:
            return True
        return self.line != earlier.line and (self.texts, self.kind) != (earlier.texts, earlier.kind)


@dataclass(frozen=True)
class _Held:
    """The index that is open."""

    texts: Snapshot
    index: Index
    seen: datetime
    """When the texts were last seen to be these."""
    fault: _Fault | None = None


class CurrentIndex:
    """Opens an index when it is first asked for, and another one when the guidance texts have changed, or
    when another process has built it anew.

    While the texts cannot be used as they are (one is at fault or half written, their folder is gone, the
    disk is full), the last good index goes on serving. Its `outdated` says so, and the log has one line when
    this begins and one when it is over.

    Several threads may ask at once; one builds while the others wait.
    """

    def __init__(self, settings: IndexSettings, progress: Progress = lambda done, total: None) -> None:
        self.settings = settings
        self._progress = progress
        self._lock = threading.Lock()
        self._encoders: Encoders | None = None
        self._held: _Held | None = None

    def get(self) -> Index:
        """The index of the corpus as its files stand now, or while they are at fault, of the last good state;
        looking whether they changed takes well under a millisecond.

        Raises `CorpusError`, `IndexBuildError` or `EmbeddingModelError` as long as none could be opened.
        """
        with self._lock:
            self._held = self._next(self._held)
            return self._held.index

    def _next(self, held: _Held | None) -> _Held:
        texts, now = None, datetime.now(UTC)
        try:
            texts = snapshot(self.settings.corpus_folder)
            if held is not None and held.fault is not None and held.fault.stands_for(texts):
                return held
            if held is not None and held.texts == texts and self._in_use(held.index):
                index = replace(held.index, outdated=None) if held.index.outdated else held.index
            else:
                index = self._open()
        except FAULTS as error:
            if held is None:
                raise
            line = " ".join(str(error).split())
            return _keep(held, _Fault(type(error), line, texts, time.monotonic()))
        if held is not None and held.fault is not None:
            log.warning("mended: answers rest on the guidance texts as they are now")
        return _Held(texts, index, now)

    def _open(self) -> Index:
        if self._encoders is None:
            cache = self.settings.data_folder / "embeddings.sqlite"
            self._encoders = Encoders(self.settings.embedding_model, cache)
        corpus = load_corpus(self.settings.corpus_folder)
        examples = load_examples(self.settings.corpus_folder)
        return open_index(self.settings, corpus, self._progress, self._encoders, examples)

    def _in_use(self, index: Index) -> bool:
        """Whether a build has not been superseded; it is removed some time later."""
        manifest = read(index_folder(self.settings), index.fingerprint, quiet=True)
        return manifest is not None and manifest.build == index.build


def _keep(held: _Held, fault: _Fault) -> _Held:
    """What is held already, with the fault for which it is kept."""
    outdated = Outdated(held.seen, fault.line) if fault.texts != held.texts else None
    if fault.is_news(held.fault):
        seen = f"{held.seen.astimezone():%Y-%m-%d %H:%M}"
        kept = f"the guidance texts as of {seen}" if outdated else "the index that is open"
        log.warning("answers go on from %s: %s", kept, fault.line)
    return replace(held, index=replace(held.index, outdated=outdated), fault=fault)
