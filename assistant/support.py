"""How far a sentence says what sentences of a passage say: what is measured of the two."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assistant.guarding import Guarded, facets, read_guards
from index import Index, words
from index.analysis import script, stem

Floats = npt.NDArray[np.float32]

LONGEST = 3
"""Of so many sentences in a row may be what supports one."""

COMMON = 1.5
"""A word with less inverse document frequency (natural log) tells nothing of what is said."""

TRIED = 3
"""In how many places of a passage it is looked whether a sentence is supported there."""

SHORTEST = 3
"""Of so many words is a clause at least."""

CLAUSE = re.compile(r"[,،;؛:]\s+|\s+(?=(?:but|however|غير أن|لكن|ولكن|إلا أن)\s)")
"""What stands between clauses."""

SPANS = (3, 5)
"""Of so many words are the spans that are compared in their meaning."""

_DENIES = {("force", "ban"), ("force", "needless"), ("polarity", "not"), ("polarity", "without")}
_DENIES |= {("limit", "exception")}
_LIMITS = {("limit", "exception"), ("limit", "condition"), ("limit", "only"), ("polarity", "without")}


@dataclass(frozen=True, eq=False)
class Part:
    """A sentence, taken apart."""

    text: str
    forms: tuple[str, ...]
    """Its words in their normal form, in order, once each."""
    stems: tuple[str, ...]
    """The stems of all its words, in order."""
    weights: Floats
    """What each form tells, by its rarity."""
    vectors: Floats
    """Of the forms, in the space in which words of both languages are compared."""
    meaning: Floats
    """The vector of the whole."""
    spans: tuple[Floats, ...]
    """The vectors of its spans, for each of `SPANS`."""
    guards: Guarded
    clauses: tuple["Part", ...] = ()
    """Its clauses, of a sentence of the guidance that has several."""


@dataclass(frozen=True, eq=False)
class Window:
    """Sentences in a row, of one passage, or a clause of one, that may support another one."""

    first: int
    """The first one's place among the sentences of the passage."""
    sentences: tuple[Part, ...]
    parts: tuple[Part, ...]
    """What it is compared with: these sentences, or a clause."""
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


def measure(
    claim: Part, window: Sequence[Part], sentences: Sequence[Part], passage: Sequence[Part]
) -> Floats:
    """What tells whether a claim is supported, in the order of `names`, by sentences of a passage or a clause
    of one (`window`); what limits the claim may stand anywhere in the sentence."""
    return np.array(list(_measures(claim, window, sentences, passage).values()), dtype=np.float32)


def _measures(
    claim: Part, window: Sequence[Part], sentences: Sequence[Part], passage: Sequence[Part]
) -> dict[str, float]:
    stems = [stem_ for part in window for stem_ in part.stems]
    there, pairs_there = set(stems), set(pairwise(stems))
    exact = np.array([stem(form) in there for form in claim.forms], dtype=np.float32)
    aligned = np.maximum(exact, _aligned(claim, window))
    telling = np.sort(aligned[claim.weights > 0])
    missed = np.sort((1 - aligned) * claim.weights)
    back = [_aligned(part, [claim]) for part in window]
    weights = np.concatenate([part.weights for part in window])
    pairs = list(pairwise(claim.stems))
    found = {
        "covered": _share(claim.weights, aligned),
        "same_words": _share(claim.weights, exact),
        "same_pairs": _mean([pair in pairs_there for pair in pairs]),
        **{f"least_{place}": _at(telling, place, 1.0) for place in range(3)},
        **{f"missed_{place}": _at(missed[::-1], place, 0.0) for place in range(2)},
        "missed": float(missed.sum()),
        "unlike": float((telling < 0.5).sum()),
        "foreign": float((telling < 0.35).sum()),
        "meaning": max(float(part.meaning @ claim.meaning) for part in window),
        "covers": _share(weights, np.concatenate(back)),
        "length": float(np.log(max(1, len(claim.stems)) / max(1, len(stems)))),
        "words": len(claim.stems) / 20,
        "sentences": float(len(window)),
        "of": float(min(len(passage), 8)),
        "cross": float(script(claim.text) != script(window[0].text)),
        "arabic": float(script(claim.text) == "ar"),
    }
    for number in range(len(SPANS)):
        found |= _of_spans(claim, window, passage, number)
    guards = (_together(window), _together(sentences), _together(passage))
    return found | _of_guards(claim.guards, *guards)


def _of_spans(claim: Part, window: Sequence[Part], passage: Sequence[Part], number: int) -> dict[str, float]:
    """How well the spans of a claim find their like, and those of the window theirs."""
    own = claim.spans[number]
    there = np.vstack([part.spans[number] for part in window])
    nearest = np.sort((own @ there.T).max(axis=1))
    anywhere = (own @ np.vstack([part.spans[number] for part in passage]).T).max(axis=1)
    back = (there @ own.T).max(axis=1)
    length = SPANS[number]
    return {
        **{f"span{length}_{place}": _at(nearest, place, 1.0) for place in range(3)},
        f"span{length}_mean": float(nearest.mean()),
        f"span{length}_quarter": float(np.quantile(nearest, 0.25)),
        f"span{length}_anywhere": float(anywhere.min()),
        f"span{length}_back": float(back.mean()),
        f"span{length}_back_quarter": float(np.quantile(back, 0.25)),
    }


def _of_guards(claim: Guarded, window: Guarded, sentences: Guarded, passage: Guarded) -> dict[str, float]:
    """What a claim has of guarded words that the window has not, or the passage; and the other way round."""
    found: dict[str, float] = {}
    for facet in facets():
        mine, theirs, near = (_values(guards, facet) for guards in (claim, window, passage))
        found[f"{facet}_brought"] = float(len(mine.keys() - theirs.keys()))
        found[f"{facet}_foreign"] = float(len(mine.keys() - near.keys()))
        found[f"{facet}_left"] = float(len(theirs.keys() - mine.keys()))
        found[f"{facet}_more"] = float((mine - theirs).total())
    ordered = ("order", "order") in window
    for force in facets()["force"]:
        # "Check who is asking" is as much as "you must check".
        as_ordered = ordered and force in ("must", "should")
        found[f"{force}_brought"] = float(
            ("force", force) in claim and ("force", force) not in window and not as_ordered
        )
    denied, denying = (sum(guards[key] for key in _DENIES) for guards in (claim, window))
    found["denials"] = float(abs(min(denied, 2) - min(denying, 2)))
    found["denied_otherwise"] = float((denied > 0) != (denying > 0))
    limited, limiting = (bool(_LIMITS & guards.keys()) for guards in (claim, sentences))
    found["limit_lost"] = float(limiting and not limited)
    found["limit_brought"] = float(limited and not limiting)
    return found


def _values(guards: Guarded, facet: str) -> Counter[str]:
    return Counter({value: count for (own, value), count in guards.items() if own == facet})


def _together(parts: Sequence[Part]) -> Guarded:
    total: Guarded = Counter()
    for part in parts:
        total.update(part.guards)
    return total


def _aligned(one: Part, others: Sequence[Part]) -> Floats:
    """For each word of one sentence how like its nearest word in others is: 1 where they have it."""
    vectors = np.vstack([part.vectors for part in others])
    return np.asarray(np.clip((one.vectors @ vectors.T).max(axis=1), 0, 1), dtype=np.float32)


Candidate = tuple[int, tuple[Part, ...], tuple[Part, ...]]


def _windows(parts: Sequence[Part]) -> Iterator[Candidate]:
    """The first one's place, the sentences, and what of them is compared."""
    for length in range(1, min(LONGEST, len(parts)) + 1):
        for first in range(len(parts) - length + 1):
            sentences = tuple(parts[first : first + length])
            yield first, sentences, sentences
    for first, part in enumerate(parts):
        for clause in part.clauses:
            yield first, (part,), (clause,)


def _promise(claim: Part, candidate: Candidate) -> float:
    """How likely it is at first sight that a claim is supported."""
    _, _, window = candidate
    nearest = max(float(part.meaning @ claim.meaning) for part in window)
    return _share(claim.weights, _aligned(claim, window)) + 0.3 * nearest - 0.04 * (len(window) - 1)


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


def _share(weights: Floats, values: Floats) -> float:
    return float(weights @ values / weights.sum()) if weights.any() else _mean(values)


def _mean(values: Sequence[bool] | Floats) -> float:
    return float(np.mean(values)) if len(values) else 1.0


def _at(ordered: Floats, place: int, otherwise: float) -> float:
    return float(ordered[place]) if place < len(ordered) else otherwise


@cache
def names() -> tuple[str, ...]:
    """What each measure is called, in the order in which they stand."""
    none = np.zeros((1, 1), dtype=np.float32)
    part = Part("", ("",), (), none[0], none, none[0], tuple(none for _ in SPANS), Counter())
    return tuple(_measures(part, [part], [part], [part]))
