"""What the guidance says to a question for permission, read off the passages that were found.

It is learned from the example questions to which somebody gave a verdict, for just the text that the guidance
has now (see `corpus.example`): a kernel machine by regularised least squares, one against the rest (Rifkin,
Yeo and Poggio 2003), over how like two questions are in meaning (both encoders), in their words and in the
situation and circumstances that they tell. What the sections that were found say to other questions counts as
well.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from assistant.circumstance import PHRASES as CIRCUMSTANCES
from assistant.circumstance import circumstances, read_circumstances
from assistant.learned import Arrays, learned
from assistant.likeness import SHARPNESS, Floats, Likeness, balanced, least_squares
from assistant.question import Question, parse
from assistant.situation import PHRASES, Account, Asker, Situation, Subject, read_situation
from corpus import LANGUAGES, VERDICTS, Example, Verdict
from corpus.digest import digest
from index import Hit, Index, Retrieval, detect

NAME = "permissions"
"""Of what is learned."""
VERSION = 6
"""Raise it when what is learned is computed in another way."""

SITUATIONS = (*get_args(Asker), *get_args(Account), *get_args(Subject))

ENOUGH = 10
"""A verdict is given only where so many examples have it."""

STRAY = 0.02
"""A verdict that a smaller share of a section's questions has says nothing of the section: a reporter who
asks about a vote in Parliament is passed on by what another section says."""

FACET = np.float32(0.3)
"""What one thing counts that both tell of their situation and circumstances, beside 1 for each of the three
likenesses."""
APART = np.float32(0.5)
"""How much less alike in meaning two questions are for each thing that only one of them tells: "we read the
comments" and "we did not" lie next to each other."""
RIDGE = 1.0
"""How much the fit is held back. These and the sharpness of meaning are chosen by leaving out one
example after the other."""

SECTION = 0.2
"""What it counts how usual a verdict is among the examples of the sections that were found."""
SPREAD = 2.0
"""By what difference in score a section counts e times less in that."""

FOUND = 12
"""How many of the passages that were found count in that, the first ones."""

NONE = 0.1
"""What none counts more: of the dev questions that ask for no permission, 1 in 20 less gets a verdict."""

AHEAD: Mapping[Verdict, float] = {"no": 1.05, "refer": 1.05, "conditional": 0.3}
"""By how much a yes must be ahead of each other verdict: never yes on doubt. Leaving out one of the shipped
examples after the other, 6 of 4737 to which the guidance says no or refer get a yes, and 1141 of 2958 to
which it says yes."""

NEAR = 0.3
"""A yes on doubt becomes a no only where that is so near to it. Of the dev questions where it is further, the
guidance says yes to 16, no to 4: there the passages must speak for themselves."""


@dataclass(frozen=True)
class Leaning:
    """How far a question leans to each verdict, and to none."""

    scores: Mapping[Verdict | None, float]
    verdict: Verdict | None
    """The one to give: the first, unless it is a yes on doubt."""

    @property
    def first(self) -> Verdict | None:
        """The one with the highest score."""
        return max(self.scores, key=lambda verdict: self.scores[verdict])

    def against(self, by: float) -> Verdict | None:
        """No, or to refer it, whichever is first, if it is ahead of yes by more than that."""
        yes = self.scores.get("yes", -math.inf)
        others: list[Verdict] = [v for v in ("no", "refer") if self.scores.get(v, -math.inf) - yes > by]
        return max(others, key=lambda verdict: self.scores[verdict], default=None)


class Permissions:
    """What the guidance says to questions for permission. Several threads may ask."""

    def __init__(self, index: Index, folder: Path, likeness: Likeness) -> None:
        """`likeness`: with all examples of the index. Learns from the judged ones, and keeps in the folder
        what it learned: the first time takes half a minute for thirteen thousand, and 1 GB. For the shipped
        ones it comes with the product."""
        labelled = [
            n for n, e in enumerate(index.examples.examples) if e.labelled_for and isinstance(e.target, str)
        ]
        examples = [index.examples.examples[n] for n in labelled]
        self.decided: Mapping[str, frozenset[Verdict]] = _by_section(examples)
        """The verdicts that questions about a section have, but for a stray one."""
        counts = Counter(example.verdict for example in examples)
        self._classes: list[Verdict | None] = [None, *(v for v in VERDICTS if counts[v] >= ENOUGH)]
        self.able = len(self._classes) > 1
        """Whether there are examples enough to give any verdict."""
        if not self.able:
            return
        self._usual = _usual(examples, self._classes)
        self._likeness = likeness.among(np.array(labelled))
        self.key = _key(index, examples)
        self.learned = learned(folder, NAME, self.key, lambda: self._learn(examples))
        self._facets = self.learned["facets"]

    def _learn(self, examples: Sequence[Example]) -> Arrays:
        self._facets = np.array(
            [_facets(read_situation(parse(e.text)), e.text) for e in examples], dtype=np.float32
        )
        numbers = [self._classes.index(e.verdict) if e.verdict in self._classes else 0 for e in examples]
        wanted = np.where(np.arange(len(self._classes)) == np.array(numbers)[:, None], 1, -1).astype(
            np.float32
        )
        ridge = RIDGE / balanced(numbers)

        def rows(own: slice) -> Floats:
            words = self._likeness.in_words(self._likeness.words[own])
            return self._like(self._likeness.vectors[own], self._facets[own], words)

        return {"facets": self._facets, "weights": least_squares(rows, ridge, wanted)}

    def read(
        self, question: Question, situation: Situation, retrieval: Retrieval, *, anew: bool = False
    ) -> Leaning:
        """How far a question leans to each verdict, with what was found for it.

        `anew`: the question is not the one that was retrieved with. Raises `StoreError`.
        """
        if not self.able:
            return Leaning({None: 0.0}, None)
        query = retrieval.query
        text = f"{question.asked} {question.situation}".strip()
        if anew or question.posts:
            query = retrieval.index.query(text)
        vector = self._likeness.vector(query, detect(question.asked))
        facets = np.array([_facets(situation, text)], dtype=np.float32)
        like = self._like(vector, facets, self._likeness.wording(text))
        habit = np.append(NONE, SECTION * self._habit(retrieval.hits[:FOUND]))
        scores = map(float, (like @ self.learned["weights"])[0] + habit)
        found = dict(zip(self._classes, scores, strict=True))
        sure = _ahead(found) and "unpublished" not in situation.subjects
        return Leaning(found, _careful(found, sure))

    def _like(self, vectors: Floats, facets: Floats, words: Floats) -> Floats:
        """How like questions are, as rows, to the examples, as columns; `words`: in their words."""
        by_encoder = self._likeness.meaning(vectors)
        common = facets @ self._facets.T
        apart = facets.sum(axis=1)[:, None] + self._facets.sum(axis=1) - 2 * common
        return np.asarray(
            sum(by_encoder, words + FACET * common) + by_encoder[0] * np.exp(-APART * apart), dtype=np.float32
        )

    def _habit(self, hits: Sequence[Hit]) -> Floats:
        """For each verdict the logarithm of how usual it is in the sections found, less the mean."""
        best: dict[str, float] = {}
        for hit in hits:
            ref = hit.passage.section.ref
            if ref in self._usual:
                best[ref] = max(best.get(ref, hit.score), hit.score)
        if not best:
            return np.zeros(len(self._classes) - 1, dtype=np.float32)
        counts = np.exp((np.array([*best.values()]) - max(best.values())) / SPREAD)
        usual = np.log((counts / counts.sum()) @ np.stack([self._usual[ref] for ref in best]))
        return np.asarray(usual - usual.mean(), dtype=np.float32)


def _ahead(scores: Mapping[Verdict | None, float]) -> bool:
    """Whether a yes is as far ahead of the others as it must be."""
    yes = scores.get("yes", -np.inf)
    return all(yes - scores.get(other, -np.inf) >= least for other, least in AHEAD.items())


def _careful(scores: Mapping[Verdict | None, float], sure: bool) -> Verdict | None:
    """The verdict of the highest score. Where that is a yes on doubt, it is the one after it, or none where
    that forbids or refers and is not near."""
    first, second, *_ = sorted(scores, key=lambda verdict: -scores[verdict])
    if first != "yes" or sure:
        return first
    return None if second in ("no", "refer") and scores[first] - scores[second] > NEAR else second


def _key(index: Index, examples: Sequence[Example]) -> str:
    """Names what is learned by everything that it depends on."""
    parts = [
        VERSION,
        [SHARPNESS, float(FACET), float(APART), RIDGE],
        [index.encoders.main.name, index.encoders.companion.name, *index.weights.encoders],
        [phrases.catalogue(language) for phrases in (PHRASES, CIRCUMSTANCES) for language in LANGUAGES],
        [[e.text, e.language, e.verdict] for e in examples],
        # What all vectors are centred by.
        [e.text for e in index.examples.examples],
    ]
    return digest(parts)


def _by_section(examples: Iterable[Example]) -> dict[str, frozenset[Verdict]]:
    counts: defaultdict[str, Counter[Verdict | None]] = defaultdict(Counter)
    for example in examples:
        counts[str(example.target)][example.verdict] += 1
    return {
        section: frozenset(v for v, count in own.items() if v and count >= STRAY * own.total())
        for section, own in counts.items()
    }


def _usual(examples: Iterable[Example], classes: Sequence[Verdict | None]) -> dict[str, Floats]:
    """By section, what share of its examples with a verdict has each, smoothed."""
    counts: defaultdict[str, Floats] = defaultdict(lambda: np.full(len(classes) - 1, 0.5, dtype=np.float32))
    for example in examples:
        own = counts[str(example.target)]
        if example.verdict in classes[1:]:
            own[classes.index(example.verdict) - 1] += 1
    return {section: own / own.sum() for section, own in counts.items()}


def _facets(situation: Situation, text: str) -> list[float]:
    told = {situation.asker, situation.account, *situation.subjects}
    circumstantial = read_circumstances(text)
    return [
        *(float(value in told) for value in SITUATIONS),
        *(float(value in circumstantial) for value in circumstances()),
    ]
