"""Whether a sentence turns what others say although it has their words: it denies another one of them,
exchanges two, says the opposite of one, or brings in somebody."""

import re
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from assistant.guarding import GUARDS, Guarded, facets, read_guards
from assistant.phrases import Phrases, line_of
from assistant.support import CLAUSE, Part
from assistant.writing import Reason
from index import words
from index.analysis import normalise, script, stem

T = TypeVar("T")

TURNS = Phrases("turns")
"""The words of which it matters to which others they belong."""

REACH = 3
"""So many of the words that tell something, after a denial, may be what it denies."""

LIKE = 0.6
"""Where no more than this share of a sentence's words stands in the same order, an exchange cannot be told
from other words for the same."""

SAME = 0.85
"""Where this share of the words of two sentences stands in the same order, they say the same or differ by a
small thing."""

EXCHANGED = 2
"""So many telling words at most are exchanged for as many."""

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
_LIMITS = {("limit", "exception"), ("limit", "condition"), ("polarity", "without")}


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
    if _other_ban(claim.text, " ".join(part.text for part in sentences)):
        return "modality"
    if _permits_always(claim.guards, there):
        return "condition"
    if (
        _opposite(claim, sentences, there)
        or _none_of(claim, sentences)
        or any(part not in sentences and _depends(part) for part in compared)
    ):
        return "unlike"
    if script(claim.text) != script(sentences[0].text):
        return "who" if any(_other_order(claim, part) for part in sentences) else None
    if _denied_elsewhere(claim, compared) or _denied_otherwise(claim, compared):
        return "negation"
    return next((reason for part in sentences if (reason := _altered(claim, part))), None)


def _altered(claim: Part, sentence: Part) -> Reason | None:
    """What is wrong where a sentence has other words than one of its language that is like it."""
    if _other_force(claim, sentence):
        return "modality"
    if _breaks_off(claim, sentence):
        return "condition"
    if _other_person(claim, sentence):
        return "who"
    return "unlike" if _exchanged(claim, sentence) or _joined_otherwise(claim, sentence) else None


def _numbers(part: Part) -> set[str]:
    """The numbers as they are written: half past three is not three."""
    return set(_NUMBER.findall(normalise(part.text)))


def _platforms(part: Part) -> frozenset[str]:
    """What it names that each script writes in its own way."""
    return TURNS.told("name", line_of(part.text))


def _brings_somebody(claim: Guarded, there: Guarded) -> bool:
    """Whether a sentence speaks of somebody of whom these do not, though others of the passage may."""
    return any(facet == "who" and value not in NOBODY for facet, value in claim.keys() - there.keys())


def _other_ban(claim: str, there: str) -> bool:
    """Whether a ban is stronger or weaker."""
    mine, theirs = TURNS.told("ban", line_of(claim)), TURNS.told("ban", line_of(there))
    return len(mine) == len(theirs) == 1 and mine != theirs


def _permits_always(claim: Guarded, there: Guarded) -> bool:
    """Whether what is permitted outside working hours is permitted without saying so."""
    outside = ("time", "outside")
    return ("force", "may") in claim and outside in there and outside not in claim


def _opposite(claim: Part, sentences: Sequence[Part], there: Guarded) -> bool:
    """Whether a sentence says the opposite of a word of these, and these do not say it, too."""
    own_line = line_of(claim.text)
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
    line = line_of(clause.text)
    return GUARDS.begins("limit", "condition", line) or GUARDS.begins("time", "before", line)


def _denied_elsewhere(claim: Part, compared: Sequence[Part]) -> bool:
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


def _denied_otherwise(claim: Part, compared: Sequence[Part]) -> bool:
    """Whether more or less is denied in nearly the same words."""
    own, there = words(claim.text), words(" ".join(part.text for part in compared))
    matcher = SequenceMatcher(None, there, own, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
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
    telling = {form for form, weight in zip(part.forms, part.weights, strict=True) if weight > 0}
    next_, near, plain = set[str](), set[str](), set[str]()
    for line, ends in _denying(part.text):
        denied = set[int]()
        for end in ends:
            after = [m for m in re.finditer(r"\S+", line) if m.start() >= end and m[0] in telling][:REACH]
            next_ |= {stem(m[0]) for m in after[:1]}
            near |= {stem(m[0]) for m in after}
            denied |= {m.start() for m in after}
        plain |= {
            stem(m[0]) for m in re.finditer(r"\S+", line) if m.start() not in denied and m[0] in telling
        }
    return next_, near, plain


def _replaced(claim: Sequence[str], there: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Where words stand for others in a sentence that is like another otherwise."""
    matcher = SequenceMatcher(None, there, claim, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < LIKE * len(claim):
        return
    for kind, begin, end, own_begin, own_end in matcher.get_opcodes():
        if kind == "replace":
            yield slice(own_begin, own_end), slice(begin, end)


def _exchanged(claim: Part, other: Part) -> bool:
    """Whether a word stands where the other sentence has another word that the claim has elsewhere."""
    telling = {
        stem(form)
        for part in (claim, other)
        for form, weight in zip(part.forms, part.weights, strict=True)
        if weight > 0
    }
    own, there = list(claim.stems), list(other.stems)
    for mine, theirs in _replaced(own, there):
        mine_, theirs_ = ([s for s in side if s in telling] for side in (own[mine], there[theirs]))
        if not (0 < len(mine_) <= EXCHANGED and 0 < len(theirs_) <= EXCHANGED):
            continue
        rest_there = there[: theirs.start] + there[theirs.stop :]
        rest_own = own[: mine.start] + own[mine.stop :]
        if set(mine_) <= set(rest_there) and set(theirs_) <= set(rest_own):
            return True
    return False


def _joined_otherwise(claim: Part, sentence: Part) -> bool:
    """Whether "or" stands where the sentence has "and", or the other way round. Arabic minds it less."""
    own, there = words(claim.text), words(sentence.text)
    pairs = ((own[mine], there[theirs]) for mine, theirs in _replaced(own, there))
    return any(pair in ((["or"], ["and"]), (["and"], ["or"])) for pair in pairs)


def _other_force(claim: Part, sentence: Part) -> bool:
    """Whether a force stands where the sentence has another one, or what may be is said to be so."""
    own, there = words(claim.text), words(sentence.text)
    for mine, theirs in _replaced(own, there):
        ours, others = own[mine], there[theirs]
        if max(len(ours), len(others)) > EXCHANGED:
            continue
        mine_, theirs_ = _forces(ours), _forces(others)
        bare = theirs_ == {"may"} and ("force", "may") not in claim.guards
        if (mine_ and theirs_ and not mine_ & theirs_) or (bare and not mine_):
            return True
    return False


def _forces(said: Sequence[str]) -> set[str]:
    return {value for facet, value in read_guards(" ".join(said)) if facet == "force"}


def _breaks_off(claim: Part, sentence: Part) -> bool:
    """Whether what is allowed or forbidden ends where the sentence goes on, without a comma, to say which."""
    if not {("force", "ban"), ("force", "may")} & claim.guards.keys():
        return False
    own = words(claim.text)
    for clause in CLAUSE.split(sentence.text):
        there = words(clause)
        blocks = SequenceMatcher(None, there, own, autojunk=False).get_matching_blocks()
        for begin, own_begin, size in blocks:
            if size > 1 and own_begin + size == len(own):
                return TURNS.begins("narrows", "narrows", " ".join(there[begin + size :]))
    return False


def _other_person(claim: Part, sentence: Part) -> bool:
    """Whether somebody stands where the sentence, or a clause of it, has somebody else."""
    own = words(claim.text)
    for part in sentence.clauses or (sentence,):
        there = words(part.text)
        for mine, theirs in _replaced(own, there):
            # With the word before: "the public" are people.
            who = _persons(own[max(0, mine.start - 1) : mine.stop])
            whom = _persons(there[max(0, theirs.start - 1) : theirs.stop])
            if who and whom and not who & whom:
                return True
    return False


def _other_order(claim: Part, sentence: Part) -> bool:
    """Whether two are named the other way round than in the other language."""
    own, there = (_order(line_of(part.text)) for part in (claim, sentence))
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


def _persons(said: Sequence[str]) -> set[str]:
    return {value for facet, value in read_guards(" ".join(said)) if facet == "who" and value != "staff"}
