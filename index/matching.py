"""Which of the known example questions a new question is like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Example, Language, Topic
from index.engine import Vectors
from index.pool import Cohort, Floats, Query

NEAREST = 2
"""How many of a target's examples count."""


@dataclass(frozen=True)
class Match:
    """How like the nearest example of a section or a topic is, and which one it is."""

    score: float
    """The mean of its two most similar examples', as standard scores over the background: comparable
    between the languages of the examples. One alone may be alike by chance."""
    example: Example


@dataclass(frozen=True)
class Matches:
    """The best match for every section and topic that has examples."""

    sections: Mapping[str, Match]
    """By `document#section`."""
    topics: Mapping[Topic, Match]

    def best_section(self) -> Match | None:
        """The match of the section whose example is nearest."""
        return max(self.sections.values(), key=lambda match: match.score, default=None)

    def best_topic(self) -> Match | None:
        """The match of the topic whose example is nearest."""
        return max(self.topics.values(), key=lambda match: match.score, default=None)


class Examples:
    """The example questions with their vectors by both encoders.

    A question is compared with the examples of both languages.
    """

    def __init__(
        self, examples: Sequence[Example], vectors: Vectors, background: Mapping[Language, Cohort]
    ) -> None:
        """`vectors`: one row an example, the main encoder's vector and the companion's side by side."""
        self._examples = tuple(examples)
        self._vectors = vectors
        self._background = background
        self._languages = np.array([example.language for example in examples])

    def match(self, query: Query) -> Matches:
        """Compare a question with all examples."""
        if not self._examples:
            return Matches({}, {})
        scores = self._scores(query)
        ranked: dict[str | Topic, list[int]] = {}
        for number in np.argsort(-scores):
            ranked.setdefault(self._examples[number].target, []).append(int(number))
        sections: dict[str, Match] = {}
        topics: dict[Topic, Match] = {}
        for target, numbers in ranked.items():
            match = Match(float(scores[numbers[:NEAREST]].mean()), self._examples[numbers[0]])
            if isinstance(target, Topic):
                topics[target] = match
            else:
                sections[target] = match
        return Matches(sections, topics)

    def _scores(self, query: Query) -> Floats:
        """Each example's standard score, the mean of both encoders."""
        split = len(query.main)
        scores = np.zeros(len(self._examples), dtype=np.float32)
        for language, cohort in self._background.items():
            own = self._languages == language
            for side, vectors, vector in (
                (cohort.main, self._vectors[own, :split], query.main),
                (cohort.companion, self._vectors[own, split:], query.companion),
            ):
                typical = side.sentences @ vector
                scores[own] += (vectors @ vector - typical.mean()) / max(float(typical.std()), 1e-6) / 2
        return scores
