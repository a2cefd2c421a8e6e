"""Where in a passage a sentence may be supported: the likeliest of its sentences, measured against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from assistant.guarding import read_guards
from assistant.linking import without_links
from assistant.measuring import alignment, measure, share
from assistant.part import SPANS, Floats, Part
from index import Index, words
from index.analysis import script, stem

LONGEST = 3
"""Of so many sentences in a row may be what supports one."""

APART = 4
"""Two sentences that support one together have fewer than so many sentences between them."""

COMMON = 1.5
"""A word with less inverse document frequency (natural log) tells nothing of what is said."""

TRIED = 3
"""In how many places of a passage it is looked whether a sentence is supported there."""

SHORTEST = 3
"""Of so many words is a clause at least."""

CLAUSE = re.compile(r"[,،;؛:]\s+|\s+(?=(?:but|however|غير أن|لكن|ولكن|إلا أن)\s)")
"""What stands between clauses."""


@dataclass(frozen=True, eq=False)
class Window:
    """Sentences in a row of one passage, all of them, the first and the last, or a clause of one, that may
    support another one."""

    first: int
    """The first one's place among the sentences of the passage."""
    sentences: tuple[Part, ...]
    parts: tuple[Part, ...]
    """What it is compared with: these sentences, two of them, or a clause."""
    measures: Floats
    """In the order of `names`."""


class Comparer:
    """Compares sentences of one or two languages. Uses the companion encoder alone, which is always the same,
    so that what is measured does not depend on the embedding model of the settings."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # What the guidance says is compared again and again; what a model writes is not kept.
        self._known = lru_cache(maxsize=4096)(self._with_clauses)

    def part(self, text: str) -> Part:
        """A sentence, taken apart."""
        text = without_links(text)
        companion = self._index.encoders.companion.embed_uncached
        said = words(text)
        forms = tuple(dict.fromkeys(said)) or ("",)
        spans = [_spans(text.split(), length) for length in SPANS]
        vectors = companion([text, *(span for of_length in spans for span in of_length)])
        ends = np.cumsum([1, *map(len, spans)])
        return Part(
            text=text,
            forms=forms,
            stems=tuple(map(stem, said)),
            weights=np.maximum(np.array([self._rarity(form) for form in forms]) - COMMON, 0),
            vectors=self._index.word_space.vectors(forms, self._index.encoders.embed_words),
            meaning=vectors[0],
            spans=tuple(vectors[begin:end] for begin, end in pairwise(ends)),
            guards=read_guards(text),
        )

    def known(self, text: str) -> Part:
        """The same for a sentence of the guidance, with its clauses, kept for the next time."""
        return self._known(text)

    def _with_clauses(self, text: str) -> Part:
        return replace(self.part(text), clauses=tuple(map(self.part, _clauses(text))))

    def best(self, claim: Part, parts: Sequence[Part]) -> list[Window]:
        """The likeliest to support a claim, at most `TRIED`, measured against it, the likeliest first.

        `parts`: the sentences of a passage, one at least.
        """
        found = [(_promise(claim, window), number, window) for number, window in enumerate(_windows(parts))]
        best = sorted(found, key=lambda one: (-one[0], one[1]))[:TRIED]
        return [
            Window(first, sentences, compared, measure(claim, compared, sentences, parts))
            for _, _, (first, sentences, compared) in best
        ]

    def _rarity(self, form: str) -> float:
        pools = self._index.pools
        pool = pools.get(script(form)) or next(iter(pools.values()))
        return float(pool.bm25.idf(stem(form)))


Candidate = tuple[int, tuple[Part, ...], tuple[Part, ...]]


def _windows(parts: Sequence[Part]) -> Iterator[Candidate]:
    """The first one's place, the sentences, and what of them is compared."""
    for length in range(1, min(LONGEST, len(parts)) + 1):
        for first in range(len(parts) - length + 1):
            sentences = tuple(parts[first : first + length])
            yield first, sentences, sentences
    for first, part in enumerate(parts):
        for last, other in enumerate(parts[first + 2 : first + 1 + APART], start=first + 2):
            yield first, tuple(parts[first : last + 1]), (part, other)
    for first, part in enumerate(parts):
        for clause in part.clauses:
            yield first, (part,), (clause,)


def _promise(claim: Part, candidate: Candidate) -> float:
    """How likely it is at first sight that a claim is supported."""
    _, _, window = candidate
    nearest = max(float(part.meaning @ claim.meaning) for part in window)
    return share(claim.weights, alignment(claim, window)) + 0.3 * nearest - 0.04 * (len(window) - 1)


def _clauses(text: str) -> list[str]:
    """The clauses of a sentence; none where it has but one. Less than three words is none."""
    cuts = [0, *(match.end() for match in CLAUSE.finditer(text)), len(text)]
    clauses: list[str] = []
    for begin, end in pairwise(cuts):
        if clauses and min(len(clauses[-1].split()), len(text[begin:end].split())) < SHORTEST:
            clauses[-1] += text[begin:end]
        else:
            clauses.append(text[begin:end])
    return clauses if len(clauses) > 1 else []


def _spans(said: Sequence[str], length: int) -> list[str]:
    last = max(1, len(said) - length + 1)
    return [" ".join(said[first : first + length]) for first in range(last)]
