"""Whether a sentence turns what others say although it has their words: it denies another one of them,
exchanges two, says the opposite of one, or brings in somebody."""

import re
from collections.abc import Container, Sequence
from typing import TypeVar

from assistant.dangling import dangles
from assistant.denying import denied_elsewhere, denied_otherwise
from assistant.dropping import claims_more, dropped
from assistant.guarding import GUARDS, TURNS, Guarded, facets, read_guards
from assistant.part import Part
from assistant.phrases import line_of
from assistant.replacing import altered
from assistant.writing import Reason
from index.analysis import normalise, script

T = TypeVar("T")

OPPOSITES = (
    ("time", "before", "after"),
    ("time", "during", "outside"),
    ("measure", "at_least", "at_most"),
    ("extent", "all", "some"),
    ("certainty", "hard", "easy"),
    ("opposite", "public", "private"),
    ("opposite", "personal", "official"),
    ("opposite", "inside", "beyond"),
    ("opposite", "formal", "informal"),
    ("opposite", "more", "less"),
    ("opposite", "same", "different"),
    ("opposite", "same", "more"),
    ("opposite", "same", "less"),
    ("opposite", "accept", "refuse"),
    ("opposite", "begin", "end"),
    ("opposite", "add", "remove"),
    ("opposite", "free_of_charge", "paid"),
    ("opposite", "left", "right"),
    ("opposite", "first", "last"),
    ("opposite", "paper", "electronic"),
    ("opposite", "high", "low"),
    ("opposite", "encourage", "discourage"),
    ("opposite", "reliable", "unreliable"),
)
"""Guarded values of a facet, one of which must not stand for the other."""

READERS = ("staff", "public_people")
"""Whoever is spoken to or of as a matter of course: the reader is "you", though the guidance says "staff"."""

CONTRARIES = (
    ("long", "short"),
    ("new", "old"),
    ("best", "worst"),
    ("correct", "wrong"),
    ("impartial", "partial"),
    ("useful", "useless"),
)
"""Further ones, which matter to nothing else."""

NOBODY = (*READERS, "department")
"""Whoever may be brought in, as a sentence of the guidance may mean them without saying so."""

_NUMBER = re.compile(r"\d+(?:[.,:٫٬]\d+)*")


def turned(claim: Part, sentences: Sequence[Part], compared: Sequence[Part]) -> Reason | None:
    """How a sentence turns what others say; None where it does not.

    `compared`: what of the sentences it is compared with, they themselves or a clause of one.
    """
    there = read_guards(" ".join(part.text for part in sentences))
    if _numbers(claim) - {number for part in sentences for number in _numbers(part)}:
        return "number"
    if _platforms(claim) - {name for part in sentences for name in _platforms(part)}:
        return "name"
    if _brings_somebody(claim.guards, there):
        return "who"
    if _other_ban(claim.text, " ".join(part.text for part in sentences)) or _permits_an_order(
        claim, compared
    ):
        return "modality"
    if _permits_always(claim.guards, there) or _limits_what_has_no_limit(claim.guards, there):
        return "condition"
    if (
        _opposite(claim, sentences, there)
        or _none_of(claim, sentences)
        or any(part not in sentences and _depends(part) for part in compared)
    ):
        return "unlike"
    if dangles(claim, compared):
        return "unlike"
    if reason := claims_more(claim, compared):
        return reason
    if script(claim.text) != script(sentences[0].text):
        return "who" if any(_other_order(claim, part) for part in sentences) else None
    # A sentence of nearly all its words counts as a whole, whatever one of its clauses says.
    otherwise = denied_otherwise(claim, compared) or denied_otherwise(claim, sentences)
    if otherwise or denied_elsewhere(claim, compared):
        return "negation"
    return next(
        (reason for part in sentences if (reason := altered(claim, part) or dropped(claim, part))), None
    )


def _numbers(part: Part) -> set[str]:
    """The numbers as they are written: half past three is not three."""
    return set(_NUMBER.findall(normalise(part.text)))


def _platforms(part: Part) -> frozenset[str]:
    """What it names that each script writes in its own way."""
    return TURNS.told("name", part.line)


def _brings_somebody(claim: Guarded, there: Guarded) -> bool:
    """Whether a sentence speaks of somebody of whom these do not, though others of the passage may."""
    return any(facet == "who" and value not in NOBODY for facet, value in claim.keys() - there.keys())


def _other_ban(claim: str, there: str) -> bool:
    """Whether a ban is stronger or weaker."""
    mine, theirs = TURNS.told("ban", line_of(claim)), TURNS.told("ban", line_of(there))
    return len(mine) == len(theirs) == 1 and mine != theirs


def _permits_an_order(claim: Part, compared: Sequence[Part]) -> bool:
    """Whether the reader may do what the others only tell to do."""
    told = [TURNS.told("permits", part.line) for part in (claim, *compared)]
    return bool(told[0]) and not any(told[1:]) and all(("order", "order") in part.guards for part in compared)


def _limits_what_has_no_limit(claim: Guarded, there: Guarded) -> bool:
    """Whether "if" stands for "even if"."""
    even = ("limit", "even")
    return ("limit", "condition") in claim and even in there and even not in claim


def _permits_always(claim: Guarded, there: Guarded) -> bool:
    """Whether what is permitted outside working hours is permitted without saying so."""
    outside = ("time", "outside")
    return ("force", "may") in claim and outside in there and outside not in claim


def _opposite(claim: Part, sentences: Sequence[Part], there: Guarded) -> bool:
    """Whether a sentence says the opposite of a word of these, and these do not say it, too."""
    own_line = claim.line
    line = line_of(" ".join(part.text for part in sentences))
    mine, theirs = TURNS.told("contrary", own_line), TURNS.told("contrary", line)
    return any(
        _turns(one, other, mine, theirs) or _turns(other, one, mine, theirs) for one, other in CONTRARIES
    ) or any(
        _turns((facet, one), (facet, other), claim.guards, there)
        or _turns((facet, other), (facet, one), claim.guards, there)
        for facet, one, other in OPPOSITES
    )


def _turns(one: T, other: T, mine: Container[T], theirs: Container[T]) -> bool:
    return one in mine and one not in theirs and other in theirs and other not in mine


def _none_of(claim: Part, sentences: Sequence[Part]) -> bool:
    """Whether nothing is so where the others say that not everything is: "not any" for "not every"."""
    if not {("force", "ban"), ("force", "needless"), ("polarity", "not")} & claim.guards.keys():
        return False
    mine, theirs = (
        TURNS.told("quantity", line_of(text)) for text in (claim.text, " ".join(p.text for p in sentences))
    )
    return mine == {"any"} and theirs == {"every"}


def _depends(clause: Part) -> bool:
    """Whether a clause says nothing by itself: "if you have any doubt"."""
    return GUARDS.begins("limit", "condition", clause.line) or GUARDS.begins("time", "before", clause.line)


def _other_order(claim: Part, sentence: Part) -> bool:
    """Whether two are named the other way round than in the other language."""
    own, there = (_order(part.line) for part in (claim, sentence))
    both = [value for value in own if value in there]
    return both != [value for value in there if value in own]


def _order(line: str) -> list[str]:
    """Who is named in a line, once only, in order."""
    found = [
        (places[0][0], value)
        for value in facets()["who"]
        if value not in READERS and len(places := GUARDS.places("who", value, line)) == 1
    ]
    return [value for _, value in sorted(found)]
