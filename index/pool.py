"""The passages of one language and how well each matches a question."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from corpus import Language
from index.analysis import stem, words
from index.chunking import Passage
from index.cohort import Cohort, Floats, Side, standard
from index.engine import Vectors
from index.lexical import BM25
from index.lexicon import Lexicon, Words
from index.store import Store
from index.weights import SHIPPED, Weights

# How many vectors Chroma is asked for, and how many passages the words may add, before all signals are
# computed for each passage found.
NEAREST = 80
LEXICAL = 15

# How many of the pool's own passages stand in its cohort beside the background.
OWN = 120

# The least deviation that the standard score of the words is taken by: where the cohort shares next to no
# word with a question, it would be next to nothing.
LEXICAL_DEVIATION = 0.02


@dataclass(frozen=True)
class Query:
    """A question as the pools take it: its vector by each encoder, and its words."""

    text: str
    """As it was typed."""
    read: str
    """With its misspelt words replaced, as all that follows takes it."""
    main: Vectors
    companion: Vectors
    words: Words


@dataclass(frozen=True)
class Signals:
    """How well a passage matches: two means of both encoders' standard scores over the cohort, and words."""

    passage: float
    """Of the whole passage."""
    sentence: float
    """Of its best sentence."""
    lexical: float
    """BM25 over its words, as a share of the most that the question could score, 0 to 1."""


@dataclass(frozen=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float
    """What hits are ranked by: how well it fits, and what example questions add."""
    fit: float
    """All signals together, as a standard score over the cohort: comparable between languages."""
    signals: Signals
    sentences: tuple[float, ...]
    """How well each of the passage's sentences matches, as standard scores."""


class Pool:
    """All passages of one language, with their vectors in one collection of the store."""

    def __init__(
        self,
        language: Language,
        passages: Sequence[Passage],
        store: Store,
        collection: str,
        background: Cohort,
        background_texts: Sequence[str],
        lexicon: Lexicon,
    ) -> None:
        """Raises `StoreError`."""
        self.language = language
        self.passages = tuple(passages)
        self._store = store
        self._collection = collection
        self._lexicon = lexicon
        self._weights = SHIPPED
        self._units = sum(1 + len(passage.sentences) for passage in passages)
        # The background counts for how rare a word is: in a handful of passages every word is.
        texts = [passage.embedded_text for passage in passages] + list(background_texts)
        self.bm25 = BM25([[stem(word) for word in words(text)] for text in texts])
        step = max(1, -(-len(passages) // OWN))
        self._sample = list(range(0, len(passages), step))
        self._cohort = self._with_sample(background)

    def weighted(self, weights: Weights) -> "Pool":
        """The same passages, whose parts of the score count otherwise."""
        other = copy(self)
        other._weights = weights
        return other

    def _with_sample(self, background: Cohort) -> Cohort:
        vectors = self._vectors(self._sample)
        whole: list[int] = []
        sentence: list[int] = []
        owners = list(background.owners)
        for row, (place, number) in _rows(self.passages, self._sample):
            count = len(self.passages[number].sentences)
            whole.append(row)
            sentence += range(row + 1, row + 1 + count)
            owners += [len(background.main.texts) + place] * count
        split = background.main.texts.shape[1]

        def side(known: Side, part: Vectors) -> Side:
            return Side(np.vstack([known.texts, part[whole]]), np.vstack([known.sentences, part[sentence]]))

        main, companion = vectors[:, :split], vectors[:, split:]
        return Cohort(side(background.main, main), side(background.companion, companion), np.array(owners))

    def search(self, query: Query) -> list[Hit]:
        """The passages that may match a question, best first. Raises `StoreError`."""
        cohort, sides, weights = self._cohort, (query.main, query.companion), self._weights
        scales = [
            side.scales(vector, cohort.owners)
            for side, vector in zip((cohort.main, cohort.companion), sides, strict=True)
        ]
        shares = self._lexical_shares(query)
        # Dividing each encoder's half of the question by its deviation makes one inner product over the
        # stored vectors the sum of both encoders' standard scores, less a constant.
        halves = [
            weight * vector / scale.deviation
            for weight, vector, scale in zip(weights.encoders, sides, scales, strict=True)
        ]
        candidates = self._candidates(np.concatenate(halves), shares)

        vectors = self._vectors(candidates)
        split = len(query.main)
        similarities = (vectors[:, :split] @ query.main, vectors[:, split:] @ query.companion)
        cohort_shares = np.concatenate([shares[len(self.passages) :], shares[self._sample]])
        lexical = standard(shares, cohort_shares, LEXICAL_DEVIATION)
        cohort_scores = _fuse(
            weights,
            [scale.standardise(scale.texts, scale.best) for scale in scales],
            standard(cohort_shares, cohort_shares, LEXICAL_DEVIATION),
        )

        hits: list[Hit] = []
        for row, (_, number) in _rows(self.passages, candidates):
            passage = self.passages[number]
            own = slice(row + 1, row + 1 + len(passage.sentences))
            scores = [
                scale.standardise(values[row], values[own])
                for scale, values in zip(scales, similarities, strict=True)
            ]
            fused = _fuse(weights, [(text, sentences.max()) for text, sentences in scores], lexical[number])
            signals = Signals(
                passage=float(_mean(weights, [text for text, _ in scores])),
                sentence=float(_mean(weights, [sentences.max() for _, sentences in scores])),
                lexical=float(shares[number]),
            )
            by_sentence = _mean(weights, [sentences for _, sentences in scores])
            fit = float(standard(fused, cohort_scores))
            hits.append(Hit(passage, fit, fit, signals, tuple(by_sentence.tolist())))
        return sorted(hits, key=lambda hit: -hit.score)

    def fit(self, main: Vectors, companion: Vectors) -> Floats:
        """For each of many questions, the standard score of the whole passage that is most like it.

        The questions' vectors by each encoder, one a row. Raises `StoreError`.
        """
        ids = [f"{number}" for number in range(len(self.passages))]
        vectors = self._store.vectors(self._collection, ids)
        split = main.shape[1]
        scores = np.zeros((len(vectors), len(main)), dtype=np.float32)
        main_share, companion_share = self._weights.shares
        for side, share, own, questions in (
            (self._cohort.main, main_share, vectors[:, :split], main),
            (self._cohort.companion, companion_share, vectors[:, split:], companion),
        ):
            typical = side.texts @ questions.T
            deviation = np.maximum(typical.std(axis=0), 1e-6)
            scores += (own @ questions.T - typical.mean(axis=0)) / deviation * share
        return np.asarray(scores.max(axis=0))

    def _vectors(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of these passages and their sentences, as `unit_ids` has them."""
        ids = [id_ for number in numbers for id_ in unit_ids(number, self.passages[number])]
        return self._store.vectors(self._collection, ids)

    def _candidates(self, vector: Vectors, shares: Floats) -> list[int]:
        nearest = self._store.nearest(self._collection, vector, min(NEAREST, self._units))
        found = dict.fromkeys(int(id_.partition(".")[0]) for id_ in nearest)
        own = shares[: len(self.passages)] if self._weights.lexical else np.zeros(0, dtype=np.float32)
        found.update(dict.fromkeys(int(n) for n in np.argsort(-own, kind="stable")[:LEXICAL] if own[n] > 0))
        return list(found)

    def _lexical_shares(self, query: Query) -> Floats:
        """BM25 over the passages and the background, as shares of the most that the question could score."""
        expanded = self._lexicon.expand(query.words, self._weights.translation)
        scores = self.bm25.scores(expanded)
        ceiling = max(self.bm25.ceiling(map(stem, query.words.words)), 1e-6)
        return np.asarray(scores / ceiling, dtype=np.float32)


def unit_ids(number: int, passage: Passage) -> list[str]:
    """The ids of a passage's vectors in the store: the whole passage's, then each sentence's."""
    return [f"{number}", *(f"{number}.{n}" for n in range(len(passage.sentences)))]


def _rows(passages: Sequence[Passage], numbers: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each passage's vectors begin: row, and (place in `numbers`, number of the passage)."""
    row = 0
    for place, number in enumerate(numbers):
        yield row, (place, number)
        row += 1 + len(passages[number].sentences)


def _fuse(weights: Weights, dense: Sequence[tuple[Floats, Floats]], lexical: Floats) -> Floats:
    """One number out of each encoder's standard scores of text and best sentence, and that of the words."""
    total = sum(
        weight * (text + weights.sentence * sentence)
        for weight, (text, sentence) in zip(weights.encoders, dense, strict=True)
    )
    return np.asarray(total + weights.lexical * lexical, dtype=np.float32)


def _mean(weights: Weights, of_encoders: Sequence[Floats]) -> Floats:
    """The mean of what both encoders make of something."""
    return np.asarray(sum(share * own for share, own in zip(weights.shares, of_encoders, strict=True)))
