"""An index that is open for questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from corpus import LANGUAGES, Corpus, Example, Language
from index.analysis import as_question, legible, words
from index.background import background
from index.cache import CachedEmbeddings
from index.chunking import Passage
from index.cohort import Cohort, Side
from index.embedding import load_companion, load_embeddings
from index.engine import Vectors
from index.lexicon import Lexicon, WordSpace
from index.matching import Examples
from index.pool import Pool, Query
from index.spelling import Spelling
from index.store import Store
from index.weights import SHIPPED, Weights

Progress = Callable[[int, int], None]
"""Called with how many texts are embedded, of how many."""


class Encoders:
    """The two encoders of an index with their cache, and what is the same for every corpus."""

    def __init__(self, model: str, cache: Path) -> None:
        """Raises `EmbeddingModelError`."""
        self.main = CachedEmbeddings(load_embeddings(model), cache)
        self.companion = CachedEmbeddings(load_companion(), cache)

    def embed(
        self,
        texts: list[str],
        progress: Progress = lambda done, total: None,
        *,
        questions: bool = False,
    ) -> Vectors:
        """One row a text: the main encoder's vector and the companion's, side by side.

        `questions`: the texts are embedded as questions are.
        """
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, 2 * len(texts))

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        sides = (self.main, self.companion)
        return np.hstack([_unit(side.embed(texts, count, questions=questions)) for side in sides])

    def embed_query(self, text: str) -> tuple[Vectors, Vectors]:
        """The vector of a question by each encoder."""
        main, companion = (np.array(side.embed_query(text)) for side in (self.main, self.companion))
        return _unit(main[None])[0], _unit(companion[None])[0]

    def background_texts(self) -> list[str]:
        """All texts that a cohort needs vectors of."""
        return [text for lang in LANGUAGES for text in (*background(lang).texts, *background(lang).sentences)]

    def background_cohort(self, language: Language) -> Cohort:
        """The background's vectors of a language."""
        found = background(language)
        vectors = self.embed([*found.texts, *found.sentences])
        width = len(self.main.embed([found.texts[0]])[0])
        texts, sentences = vectors[: len(found.texts)], vectors[len(found.texts) :]
        return Cohort(
            main=Side(texts[:, :width], sentences[:, :width]),
            companion=Side(texts[:, width:], sentences[:, width:]),
            owners=np.array(found.owners),
        )

    def word_space(self) -> WordSpace:
        """The space in which words of both languages are compared."""
        typical = {
            language: sorted({word for text in background(language).texts for word in words(text)})
            for language in LANGUAGES
        }
        return WordSpace(self.companion.embed, typical)

    def embed_words(self, forms: list[str]) -> Vectors:
        """Word vectors of a question, past the cache: what people ask is not kept."""
        return self.companion.embed_uncached(forms)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Outdated:
    """Why an index serves an earlier state of the guidance texts."""

    as_of: datetime
    """When the texts were last seen to be as the index has them."""
    fault: str
    """What keeps the texts as they are now from being used, in one line."""


@dataclass(frozen=True)
class Index:
    """A corpus with its passages and their vectors, open for questions. Several threads may ask at once."""

    corpus: Corpus
    fingerprint: str
    build: str
    """Which one of the builds of this fingerprint holds the vectors."""
    pools: Mapping[Language, Pool]
    examples: Examples
    encoders: Encoders
    word_space: WordSpace
    spelling: Spelling
    weights: Weights = SHIPPED
    outdated: Outdated | None = None
    """Set while the texts have changed in a way that cannot be used."""

    def weighted(self, weights: Weights) -> "Index":
        """The same index, whose parts count otherwise. Raises `StoreError`."""
        pools = {language: pool.weighted(weights) for language, pool in self.pools.items()}
        return replace(self, pools=pools, examples=self.examples.weighted(weights, pools), weights=weights)

    def query(self, text: str) -> Query:
        """A question, embedded."""
        read = self.spelling.correct(legible(text))
        main, companion = self.encoders.embed_query(as_question(read))
        return Query(
            text=text,
            read=read,
            main=main,
            companion=companion,
            words=self.word_space.of_question(read, self.encoders.embed_words),
        )

    def compare_with(self, examples: Sequence[Example]) -> Examples:
        """Further example questions, ready to be compared with questions as those of the corpus are."""
        return open_examples(examples, {}, self.encoders, lambda done, total: None)


def open_examples(
    examples: Sequence[Example], pools: Mapping[Language, Pool], encoders: Encoders, progress: Progress
) -> Examples:
    """The example questions, ready to be compared with."""
    vectors = encoders.embed([example.text for example in examples], progress, questions=True)
    cohorts = {language: encoders.background_cohort(language) for language in LANGUAGES}
    return Examples(examples, vectors, cohorts, pools)


def open_pools(
    passages: Mapping[Language, list[Passage]],
    collections: Mapping[Language, str],
    store: Store,
    encoders: Encoders,
    space: WordSpace,
) -> dict[Language, Pool]:
    """A pool for each language that has passages."""
    pools: dict[Language, Pool] = {}
    for language, own in passages.items():
        vocabulary = sorted({word for passage in own for word in words(passage.embedded_text)})
        pools[language] = Pool(
            language=language,
            passages=own,
            store=store,
            collection=collections[language],
            background=encoders.background_cohort(language),
            background_texts=background(language).texts,
            lexicon=Lexicon(vocabulary, space.vectors(vocabulary)),
        )
    return pools
