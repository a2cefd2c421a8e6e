"""How far a sentence says what sentences of a passage say: what is measured of the two."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from assistant.guarding import Guarded, facets
from assistant.part import SPANS, Floats, Part
from index.analysis import script, stem

_DENIES = {("force", "ban"), ("force", "needless"), ("polarity", "not"), ("polarity", "without")}
_DENIES |= {("limit", "exception")}
_LIMITS = {("limit", "exception"), ("limit", "condition"), ("limit", "only"), ("polarity", "without")}


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
    aligned = np.maximum(exact, alignment(claim, window))
    telling = np.sort(aligned[claim.weights > 0])
    missed = np.sort((1 - aligned) * claim.weights)
    back = [alignment(part, [claim]) for part in window]
    weights = np.concatenate([part.weights for part in window])
    pairs = list(pairwise(claim.stems))
    found = {
        "covered": share(claim.weights, aligned),
        "same_words": share(claim.weights, exact),
        "same_pairs": _mean([pair in pairs_there for pair in pairs]),
        **{f"least_{place}": _at(telling, place, 1.0) for place in range(3)},
        **{f"missed_{place}": _at(missed[::-1], place, 0.0) for place in range(2)},
        "missed": float(missed.sum()),
        "unlike": float((telling < 0.5).sum()),
        "foreign": float((telling < 0.35).sum()),
        "meaning": max(float(part.meaning @ claim.meaning) for part in window),
        "covers": share(weights, np.concatenate(back)),
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


def alignment(one: Part, others: Sequence[Part]) -> Floats:
    """For each word of one sentence how like its nearest word in others is: 1 where they have it."""
    vectors = np.vstack([part.vectors for part in others])
    return np.asarray(np.clip((one.vectors @ vectors.T).max(axis=1), 0, 1), dtype=np.float32)


def share(weights: Floats, values: Floats) -> float:
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
