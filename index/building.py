"""Building an index, and opening the one that fits the corpus and the settings."""

import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus import LANGUAGES, Corpus, Example, Language, Topic
from corpus.digest import digest
from index import chunking
from index.background import background
from index.chunking import Passage
from index.engine import Vectors
from index.leftovers import tidy
from index.manifest import Manifest, read
from index.opening import Encoders, Index, Progress, open_examples, open_pools
from index.pool import unit_ids
from index.settings import IndexSettings
from index.spelling import Spelling
from index.store import Store, StoreError

log = logging.getLogger(__name__)

FORMAT = 1
"""Part of the fingerprint: raise it when the stored vectors mean something else than before."""


GONE = Topic(name=(("en", "what the guidance has dropped"), ("ar", "ما حُذف من الإرشادات")), ask=())
"""What the examples of removed sections are about: a question like them is not to be answered by the rest."""


class IndexBuildError(RuntimeError):
    """The index cannot be built or opened; the message says what to do."""


def fingerprint(corpus: Corpus, encoders: Encoders) -> str:
    """Names an index by everything that its content depends on: texts, models, chunking, background."""
    parts = [
        corpus.fingerprint,
        encoders.main.name,
        encoders.companion.name,
        chunking.VERSION,
        FORMAT,
        [background(language).texts for language in LANGUAGES],
    ]
    return digest(parts)


def open_index(
    settings: IndexSettings,
    corpus: Corpus,
    progress: Progress = lambda done, total: None,
    encoders: Encoders | None = None,
    examples: Sequence[Example] = (),
) -> Index:
    """The index of this corpus with these settings; it is built first where there is none or a damaged one.

    Raises `IndexBuildError`, `EmbeddingModelError`.
    """
    _reach_server(settings)
    encoders = encoders or Encoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
    with _writing_to(settings):
        manifest = read(index_folder(settings), fingerprint(corpus, encoders))
        if manifest is not None and manifest.chroma_url == settings.chroma_url:
            try:
                index = _open(settings, corpus, encoders, manifest, examples, progress)
            except StoreError as error:
                log.warning("the index %s is damaged and is built anew: %s", manifest.build, error)
            else:
                if _writable(index_folder(settings)):
                    tidy(index_folder(settings), manifest, settings.chroma_url)
                return index
    return build_index(settings, corpus, progress, encoders, examples)


def build_index(
    settings: IndexSettings,
    corpus: Corpus,
    progress: Progress = lambda done, total: None,
    encoders: Encoders | None = None,
    examples: Sequence[Example] = (),
) -> Index:
    """Build the index of a corpus anew, beside any that is in use; it takes over when it has been checked.

    Raises `IndexBuildError`, `EmbeddingModelError`.
    """
    _reach_server(settings)
    encoders = encoders or Encoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
    with _writing_to(settings):
        try:
            manifest = _build(settings, corpus, progress, encoders)
            index = _open(settings, corpus, encoders, manifest, examples, progress)
        except StoreError as error:
            raise IndexBuildError(f"the index could not be built: {error}") from error
        tidy(index_folder(settings), manifest, settings.chroma_url)
    return index


def index_folder(settings: IndexSettings) -> Path:
    """Where manifests and builds lie."""
    return settings.data_folder / "index"


def _reach_server(settings: IndexSettings) -> None:
    """Find out before minutes of embedding whether there is the Chroma server that the settings name."""
    if settings.chroma_url is None:
        return
    try:
        Store(url=settings.chroma_url).close()
    except StoreError as error:
        raise IndexBuildError(f"{error}; start the server or correct GUIDANCE_CHROMA_URL") from error


@contextmanager
def _writing_to(settings: IndexSettings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexBuildError(
            f"cannot write the index to {settings.data_folder}: {error.strerror or error}; "
            "set GUIDANCE_DATA_FOLDER to a folder that can be written"
        ) from error


def by_language(corpus: Corpus) -> dict[Language, list[Passage]]:
    """The passages of a corpus, for each language that has any."""
    found: dict[Language, list[Passage]] = {}
    for passage in chunking.passages(corpus):
        found.setdefault(passage.section.language, []).append(passage)
    return found


def _store(settings: IndexSettings, build: str) -> Store:
    if settings.chroma_url is not None:
        return Store(url=settings.chroma_url)
    folder = index_folder(settings) / build
    if not folder.is_dir():
        raise StoreError(f"there is no folder {folder}")
    # Chroma writes a row each time that it opens a store; what it may not write to, it calls damaged.
    if not all(map(_writable, filter(Path.exists, (folder, folder / "chroma.sqlite3")))):
        raise IndexBuildError(
            f"the index in {settings.data_folder} may only be read, and Chroma writes to it even to read it; "
            "set GUIDANCE_DATA_FOLDER to a folder that can be written: a copy of this one will do"
        )
    return Store(folder=folder)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _build(settings: IndexSettings, corpus: Corpus, progress: Progress, encoders: Encoders) -> Manifest:
    name = fingerprint(corpus, encoders)
    build = f"{name}-{secrets.token_hex(4)}"
    passages = by_language(corpus)
    texts = {
        language: [text for passage in found for text in (passage.embedded_text, *passage.embedded_sentences)]
        for language, found in passages.items()
    }
    # Everything is embedded before the store is begun, so that the store is written in one go.
    everything = [*encoders.background_texts(), *(text for some in texts.values() for text in some)]
    encoders.embed(everything, progress)

    collections: dict[Language, str] = {language: f"guidance-{build}-{language}" for language in passages}
    manifest = Manifest(
        fingerprint=name,
        build=build,
        collections=collections,
        counts={language: len(some) for language, some in texts.items()},
        passages=sum(map(len, passages.values())),
        embedding_model=encoders.main.name,
        chroma_url=settings.chroma_url,
        created=datetime.now(UTC),
    )
    folder = index_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    manifest.begin(folder)
    if settings.chroma_url is None:
        (folder / build).mkdir()
    store = _store(settings, build)
    try:
        for language, found in passages.items():
            ids = [id_ for number, passage in enumerate(found) for id_ in unit_ids(number, passage)]
            vectors = encoders.embed(texts[language])
            store.create(collections[language])
            store.add(collections[language], ids, vectors, texts[language])
            _check(store, collections[language], ids, vectors)
    finally:
        store.close()
    manifest.put_in_use(folder)
    return manifest


def _open(
    settings: IndexSettings,
    corpus: Corpus,
    encoders: Encoders,
    manifest: Manifest,
    examples: Sequence[Example],
    progress: Progress,
) -> Index:
    """Open a finished build. Raises `StoreError` when it is not as it was written."""
    store = _store(settings, manifest.build)
    passages = by_language(corpus)
    for language, found in passages.items():
        ids = [id_ for number, passage in enumerate(found) for id_ in unit_ids(number, passage)]
        collection = manifest.collections[language]
        if (count := store.count(collection)) != len(ids):
            raise StoreError(f"collection {collection} has {count} vectors and not {len(ids)}")
        sample = ids[:: max(1, len(ids) // 3)]
        _check(store, collection, sample, store.vectors(collection, sample))
    space = encoders.word_space()
    pools = open_pools(passages, manifest.collections, store, encoders, space)
    example_pool = open_examples(_still_answered(examples, corpus), pools, encoders, progress)
    return Index(
        corpus=corpus,
        fingerprint=manifest.fingerprint,
        build=manifest.build,
        pools=pools,
        examples=example_pool,
        encoders=encoders,
        word_space=space,
        spelling=Spelling(
            texts=(passage.embedded_text for found in passages.values() for passage in found),
            questions=(example.text for example in examples),
        ),
    )


def _still_answered(examples: Sequence[Example], corpus: Corpus) -> list[Example]:
    """The examples as this corpus answers them: those of a section that it lacks are no longer answered, and
    a verdict that was given for another text of the section does not hold."""
    hashes = {section.ref: section.hash for section in corpus.sections()}
    found: list[Example] = []
    for example in examples:
        if isinstance(example.target, Topic):
            found.append(example)
        elif example.target not in hashes:
            found.append(replace(example, target=GONE, verdict=None, labelled_for=None))
        elif example.labelled_for != hashes[example.target]:
            found.append(replace(example, verdict=None, labelled_for=None))
        else:
            found.append(example)
    return found


def _check(store: Store, collection: str, ids: Sequence[str], vectors: Vectors) -> None:
    """Ask the collection real questions: a vector must find itself, or one just like it."""
    for id_, vector in list(zip(ids, vectors, strict=True))[:: max(1, len(ids) // 5)]:
        nearest = store.nearest(collection, vector, 1)
        if not nearest:
            raise StoreError(f"collection {collection} finds nothing")
        if nearest[0] != id_ and not np.allclose(store.vectors(collection, nearest)[0], vector, atol=1e-3):
            raise StoreError(f"collection {collection} does not find vector {id_}")
