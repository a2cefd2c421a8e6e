"""A lexicon induced from word vectors: which words of the texts may stand for a word that they lack."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus import LANGUAGES, Language
from index.analysis import script, stem, words
from index.engine import Vectors

EmbedWords = Callable[[list[str]], Vectors]

# Nothing here was fitted; 1 to 8 neighbours and thresholds from 0.3 to 0.5 give the same recall to a
# percent (see the decision record on retrieval).
NEIGHBOURS = 3
LEAST_SIMILARITY = 0.3
TEMPERATURE = 0.1


@dataclass(frozen=True)
class Words:
    """The words of a question, in order and once each, and their vectors as rows."""

    words: tuple[str, ...]
    vectors: Vectors


class WordSpace:
    """Word vectors of both languages, each centred on its own language's mean.

    An encoder puts the words of one language nearer to each other than to their translations;
    subtracting each language's mean vector takes most of that away.
    """

    def __init__(self, embed: EmbedWords, typical: Mapping[Language, Sequence[str]]) -> None:
        """`typical`: words of each language to take the mean of."""
        self._embed = embed
        self._means = {language: embed(list(typical[language])).mean(axis=0) for language in LANGUAGES}

    def vectors(self, forms: Sequence[str], embed: EmbedWords | None = None) -> Vectors:
        """Centred unit vectors of normalised words, as rows."""
        if not forms:
            return np.zeros((0, len(self._means["en"])), dtype=np.float32)
        centred = (embed or self._embed)(list(forms)) - np.stack(
            [self._means[script(form)] for form in forms]
        )
        return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True), dtype=np.float32)

    def of_question(self, text: str, embed: EmbedWords) -> Words:
        """The words of a question. `embed` is given, as questions are not cached."""
        forms = tuple(dict.fromkeys(words(text)))
        return Words(forms, self.vectors(forms, embed))


class Lexicon:
    """Stands for words by the nearest ones of a vocabulary, those of one language's passages."""

    def __init__(self, vocabulary: Sequence[str], vectors: Vectors) -> None:
        self._stems = [stem(word) for word in vocabulary]
        self._known = set(self._stems)
        self._vectors = vectors

    def expand(self, question: Words, weight: float = 1.0) -> dict[str, float]:
        """The question as weighted stems of the vocabulary, for `BM25.scores`.

        A word whose stem the vocabulary has stands for itself, with weight 1. Another one, be it of the
        other language or just not used in the texts, is stood for by its nearest words, with weights
        that add up to its similarity to them, times `weight`.
        """
        expanded: dict[str, float] = {}
        for word, similarities in zip(question.words, question.vectors @ self._vectors.T, strict=True):
            own = stem(word)
            if own in self._known:
                expanded[own] = 1.0
                continue
            nearest = np.argsort(-similarities)[:NEIGHBOURS]
            nearest = nearest[similarities[nearest] >= LEAST_SIMILARITY]
            if not len(nearest):
                continue
            likeness = np.exp((similarities[nearest] - similarities[nearest].max()) / TEMPERATURE)
            for number, share in zip(nearest, likeness / likeness.sum() * similarities[nearest], strict=True):
                term = self._stems[number]
                expanded[term] = max(expanded.get(term, 0.0), weight * float(share))
        return expanded
