"""What a sentence denies, beside what others deny that have its words."""

import re
from collections.abc import Iterator, Sequence

from assistant.guarding import GUARDS, TURNS
from assistant.part import Part, shared
from assistant.phrases import line_of
from assistant.support import CLAUSE
from index import words
from index.analysis import stem

REACH = 3
"""So many of the words that tell something, after a denial, may be what it denies."""

SAME = 0.85
"""Where this share of the words of two sentences stands in the same order, they say the same or differ by a
small thing."""

_LIMITS = {("limit", "exception"), ("limit", "condition"), ("polarity", "without")}


def denied_elsewhere(claim: Part, compared: Sequence[Part]) -> bool:
    """Whether a word is denied that these have and do not deny, or the other way round."""
    next_, near, _ = _denials(claim)
    told = [_denials(part) for part in compared]
    theirs_next, theirs_near = (set[str]().union(*(one[n] for one in told)) for n in (0, 1))
    theirs_plain = set[str]().union(*(one[2] for one in told))
    if (next_ & theirs_plain) - theirs_near:
        return True
    # What stands after "unless" is denied in other words.
    return not _LIMITS & claim.guards.keys() and bool(
        (theirs_next & set(map(stem, claim.forms))) - near - theirs_plain
    )


def denied_otherwise(claim: Part, compared: Sequence[Part]) -> bool:
    """Whether more or less is denied in nearly the same words."""
    own, there = words(claim.text), words(" ".join(part.text for part in compared))
    same = sum(run.size for run in shared(there, own))
    counts = [
        sum(len(ends) for _, ends in _denying(text)) for text in (claim.text, *(p.text for p in compared))
    ]
    return same >= SAME * max(len(own), len(there)) and counts[0] != sum(counts[1:])


def _denying(text: str) -> Iterator[tuple[str, list[int]]]:
    """The clauses of a text as lines, and where denials end in them."""
    for clause in CLAUSE.split(text):
        # "غير أن" denies nothing.
        line = GUARDS.without("limit", line_of(clause), "contrast")
        yield line, [end for _, end in TURNS.places("denial", "denial", line)]


def _denials(part: Part) -> tuple[set[str], set[str], set[str]]:
    """The stems of the words that stand next after a denial; of those that stand near after one; and of those
    that stand anywhere else."""
    next_, near, plain = set[str](), set[str](), set[str]()
    for line, ends in _denying(part.text):
        denied = set[int]()
        for end in ends:
            after = [m for m in re.finditer(r"\S+", line) if m.start() >= end and m[0] in part.telling][
                :REACH
            ]
            next_ |= {stem(m[0]) for m in after[:1]}
            near |= {stem(m[0]) for m in after}
            denied |= {m.start() for m in after}
        plain |= {
            stem(m[0]) for m in re.finditer(r"\S+", line) if m.start() not in denied and m[0] in part.telling
        }
    return next_, near, plain
