"""What a sentence leaves out of one that has nearly all its words, or makes of it."""

from collections.abc import Sequence, Set
from itertools import pairwise

from assistant.guarding import TURNS
from assistant.part import Part, shared
from assistant.support import CLAUSE
from assistant.writing import Reason
from corpus import Language
from index import words
from index.analysis import script, stem

NEARLY = 0.8
"""A sentence of which this share of the words stands in another one, in order, is part of it."""

IN_ORDER = 0.6
"""Where less than this share of what two sentences both say stands in the same order, they differ."""

FEW = 4
"""Of fewer telling words the order says nothing."""

_FORCES = {("force", "ban"), ("force", "may"), ("force", "must"), ("force", "should"), ("order", "order")}
_FORCES |= {("polarity", "not")}


def dropped(claim: Part, sentence: Part) -> Reason | None:
    """What is wrong where a sentence leaves out what belongs to a rule, or says it in another order."""
    if _narrower(claim, sentence):
        return "condition"
    return "unlike" if _reordered(claim, sentence) else None


def claims_more(claim: Part, compared: Sequence[Part]) -> Reason | None:
    """What is wrong where a sentence is surer, or less sure, than others, whatever language they are of."""
    own, others = claim.line, [part.line for part in compared]
    bound = {("order", "order"), ("force", "must"), ("force", "should")} & claim.guards.keys()
    if not bound and not TURNS.told("sees", own) and any(TURNS.told("sees", line) for line in others):
        return "modality"
    for facet in ("hedge", "past"):
        if TURNS.told(facet, own) and not any(TURNS.told(facet, line) for line in others):
            return "unlike"
    return None


def _narrower(claim: Part, sentence: Part) -> bool:
    """Whether a rule holds of more than the sentence says, as words in it or at its end are left out."""
    if not _FORCES & claim.guards.keys():
        return False
    own = words(claim.text)
    for clause in CLAUSE.split(sentence.text):
        there = words(clause)
        blocks = shared(there, own)
        if sum(block.size for block in blocks) < NEARLY * len(own):
            continue
        for one, other in pairwise(blocks):
            gap = there[one.a + one.size : other.a]
            if other.b == one.b + one.size and _matters(gap, sentence.telling_stems, script(claim.text)):
                return True
        rest = there[blocks[-1].a + blocks[-1].size :]
        if rest and TURNS.begins("narrows", "goes_on", " ".join(rest)):
            return True
    return False


def _matters(gap: Sequence[str], telling: Set[str], language: Language) -> bool:
    """Whether words that are left out tell something: "for example" does not, nor a name that
    is told in another script, too."""
    left = TURNS.without("narrows", " ".join(gap), "aside").split()
    return any(stem(word) in telling and script(word) == language for word in left)


def _reordered(claim: Part, sentence: Part) -> bool:
    """Whether what both tell stands in another order."""
    telling = sentence.telling_stems & claim.telling_stems
    own = [s for s in claim.stems if s in telling]
    there = [s for s in sentence.stems if s in telling]
    if len(set(own)) < FEW or len(set(own)) < NEARLY * len(claim.telling_stems):
        return False
    return sum(block.size for block in shared(there, own)) < IN_ORDER * len(own)
