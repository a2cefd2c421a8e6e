"""Which of the known example questions a new question is like."""

import math
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from corpus import LANGUAGES, Example, Language, Topic
from corpus.examples import general_examples
from index.analysis import words
from index.cohort import Cohort, Floats
from index.discriminant import Discriminant, trust
from index.engine import Vectors
from index.language import detect
from index.pool import Pool, Query
from index.weights import SHIPPED, Weights

NEAREST = 2
"""How many of a target's examples count."""

TREATED = 2.0
SLACK = 1.0
"""How much an example of a topic loses for every standard score by which the texts fit it better than they
fit the median one, and from how many on."""


@dataclass(frozen=True)
class Match:
    """How like a section's or a topic's examples a question is, and the nearest one."""

    score: float
    """The mean of its two most similar examples', as standard scores over the background: comparable
    between the languages of the examples. One alone may be alike by chance. A topic's example that the
    texts themselves seem to treat scores less: it does not lie elsewhere."""
    lean: float
    """How much more likely the question belongs here than to a typical section or topic, learned from all
    examples together, as a standard score over the sections and topics."""
    likelihood: float
    """The logarithm of how likely the question is among those that belong here, up to a constant common to
    all."""
    trust: float
    """How far the examples here are to be trusted, 0 to 1: one or two say little."""
    example: Example
    treated: bool = False
    """Whether the texts themselves treat the topic's example that is most like the question."""


@dataclass(frozen=True)
class Matches:
    """The match for every section and topic that has examples."""

    sections: Mapping[str, Match]
    """By `document#section`."""
    topics: Mapping[Topic, Match]
    trust: float
    """How far the examples of sections are to be trusted: the mean of all sections of the corpus, with 0 for
    those that have none."""
    same: Example | None = None
    """The corpus's own example that has the very words of the question, if one has. Of the general topics'
    examples none counts: the texts may well answer it."""

    @property
    def odds(self) -> float:
        """The logarithm of the odds that the question belongs to a section, and not to a topic that lies
        elsewhere, as far as the examples are to be trusted; 0 where there are none of one of the two."""
        if not self.sections or not self.topics:
            return 0.0
        inside, outside = _mean_likelihood(self.sections.values()), _mean_likelihood(self.topics.values())
        return self.trust * (inside - outside)

    def best_section(self) -> Match | None:
        """The match of the section whose examples are nearest."""
        return max(self.sections.values(), key=lambda match: match.score, default=None)

    def best_topic(self) -> Match | None:
        """The match of the topic whose examples are nearest."""
        return max(self.topics.values(), key=lambda match: match.score, default=None)


class Examples:
    """The example questions with their vectors by both encoders.

    A question is compared with the examples of both languages.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        vectors: Vectors,
        background: Mapping[Language, Cohort],
        pools: Mapping[Language, Pool],
    ) -> None:
        """`vectors`: one row an example, the main encoder's vector and the companion's side by side.
        Raises `StoreError`."""
        self._background = background
        self._split = background["en"].main.texts.shape[1]
        # Sorted by target, so that each target's examples are a slice.
        targets = list(dict.fromkeys(example.target for example in examples))
        order = sorted(range(len(examples)), key=lambda n: targets.index(examples[n].target))
        self.examples = tuple(examples[number] for number in order)
        """The examples, in the order of the rows of `vectors`."""
        self.vectors = vectors[order] if order else vectors
        """One row an example, the main encoder's vector and the companion's side by side."""
        self._languages = np.array([example.language for example in self.examples])
        self._targets = tuple(targets)
        self._slices = _slices(self.examples)
        self._is_section = np.array([isinstance(target, str) for target in targets], dtype=bool)
        self._means = self._language_means()
        self._trust = trust(np.array([own.stop - own.start for own in self._slices]))
        self._general = {example.target for _, example in general_examples()}
        self._by_words = {
            tuple(words(example.text)): example
            for example in self.examples
            if example.target not in self._general
        }
        self._weigh(SHIPPED, pools)
        sections = {passage.section.ref for pool in pools.values() for passage in pool.passages}
        trusted = [t for t, target in zip(self._trust, self._targets, strict=True) if target in sections]
        self._mean_trust = float(sum(trusted)) / max(len(sections), 1)

    def weighted(self, weights: Weights, pools: Mapping[Language, Pool]) -> "Examples":
        """The same examples, compared with the encoders' new weights. Raises `StoreError`."""
        other = copy(self)
        other._weigh(weights, pools)
        return other

    def _weigh(self, weights: Weights, pools: Mapping[Language, Pool]) -> None:
        self._shares = weights.shares
        self._discriminant = self._learn()
        self._treated = self._treatment(pools)

    def match(self, query: Query) -> Matches:
        """Compare a question with all examples."""
        if not self.examples:
            return Matches({}, {}, 0.0)
        alike = self._scores(query)
        scores = alike - self._treated
        leans, likelihoods = self._leans(query)
        sections: dict[str, Match] = {}
        topics: dict[Topic, Match] = {}
        for number, (target, own) in enumerate(zip(self._targets, self._slices, strict=True)):
            nearest = np.argsort(-scores[own])[:NEAREST] + own.start
            score = float(scores[nearest].mean())
            example = self.examples[nearest[0]]
            match = Match(
                score=score,
                lean=float(leans[number]),
                likelihood=float(likelihoods[number]),
                trust=float(self._trust[number]),
                example=example,
                treated=bool(self._treated[own.start + int(alike[own].argmax())] > 0),
            )
            if isinstance(target, Topic):
                topics[target] = match
            else:
                sections[target] = match
        return Matches(sections, topics, self._mean_trust, self._by_words.get(tuple(words(query.text))))

    def _scores(self, query: Query) -> Floats:
        """Each example's standard score, the mean of both encoders."""
        scores = np.zeros(len(self.examples), dtype=np.float32)
        sides = (
            (query.main, self.vectors[:, : self._split] @ query.main),
            (query.companion, self.vectors[:, self._split :] @ query.companion),
        )
        for language, cohort in self._background.items():
            own = self._languages == language
            both = zip((cohort.main, cohort.companion), self._shares, sides, strict=True)
            for side, share, (vector, similarities) in both:
                typical = side.sentences @ vector
                scores[own] += (similarities[own] - typical.mean()) / max(float(typical.std()), 1e-6) * share
        return scores

    def _leans(self, query: Query) -> tuple[Floats, Floats]:
        """For each target, how much the question leans to it, and how likely it is there."""
        if self._discriminant is None:
            nothing = np.zeros(len(self._targets), dtype=np.float32)
            return nothing, nothing
        row = np.concatenate([query.main, query.companion])[None]
        centred = self.centred(row, np.array([detect(query.text)]))[0]
        likelihoods = self._discriminant.likelihoods(centred)
        leans = (likelihoods - likelihoods.mean()) / max(float(likelihoods.std()), 1e-6)
        return leans, likelihoods

    def _learn(self) -> Discriminant | None:
        if len(self._targets) < 2:
            return None
        classes = [number for number, own in enumerate(self._slices) for _ in range(own.start, own.stop)]
        rows = self.centred(self.vectors, self._languages)
        return Discriminant(rows, classes, self._is_section.astype(int).tolist())

    def _language_means(self) -> Mapping[Language, Vectors]:
        """The mean vector of each language's examples; that of all where a language has none."""
        return {
            language: (
                self.vectors[self._languages == language]
                if (self._languages == language).any()
                else self.vectors
            ).mean(axis=0)
            for language in LANGUAGES
            if self.examples
        }

    def centred(self, rows: Vectors, languages: npt.NDArray[np.str_]) -> Vectors:
        """Rows less the mean of their language, each encoder's half of unit length: what is left tells what
        is asked, and not in which language. An encoder that does not count is left out."""
        centred = rows - np.stack([self._means[language] for language in languages])
        both = centred[:, : self._split], centred[:, self._split :]
        halves = [half for half, share in zip(both, self._shares, strict=True) if share]
        return np.hstack([half / (np.linalg.norm(half, axis=1, keepdims=True) + 1e-6) for half in halves])

    def halves(self, rows: Vectors) -> tuple[Vectors, ...]:
        """Centred rows as each encoder sees them, of unit length; an encoder that does not count is not among
        them."""
        if not all(self._shares):
            return (rows,)
        return rows[:, : self._split], rows[:, self._split :]

    def _treatment(self, pools: Mapping[Language, Pool]) -> Floats:
        """What each example loses because the texts themselves treat it: 0 for all but some of the topics'.

        A general topic may be just what a corpus is about, or a part of it may: parking, of the building.
        """
        loss = np.zeros(len(self.examples), dtype=np.float32)
        outside = np.array([isinstance(example.target, Topic) for example in self.examples], dtype=bool)
        if outside.any() and pools:
            vectors = self.vectors[outside]
            main, companion = vectors[:, : self._split], vectors[:, self._split :]
            fits = np.max([pool.fit(main, companion) for pool in pools.values()], axis=0)
            loss[outside] = TREATED * np.maximum(fits - np.median(fits) - SLACK, 0)
        return loss


def _mean_likelihood(matches: Collection[Match]) -> float:
    """The logarithm of the mean of the likelihoods."""
    return float(np.logaddexp.reduce([match.likelihood for match in matches])) - math.log(len(matches))


def _slices(examples: Sequence[Example]) -> tuple[slice, ...]:
    """Where each target's examples stand, in the order of the targets."""
    found, start = [], 0
    for _, group in groupby(examples, key=lambda example: example.target):
        stop = start + sum(1 for _ in group)
        found.append(slice(start, stop))
        start = stop
    return tuple(found)
