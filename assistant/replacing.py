"""What stands in a sentence where one that is like it otherwise has something else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.guarding import TURNS, read_guards
from assistant.part import Part, shared
from assistant.support import CLAUSE
from assistant.writing import Reason
from index import words

LIKE = 0.6
"""Where no more than this share of a sentence's words stands in the same order, an exchange cannot be told
from other words for the same."""

EXCHANGED = 2
"""So many telling words at most are exchanged for as many."""

NEXT = 2
"""Of so many words after one at most is what a pronoun may stand for that is written together with it."""

# "نشره|نشر": the first is the second with a pronoun at its end; "إحالته|إحالة", in their normal form.
_ATTACHED = re.compile(r"(\w{3,})(?:(?:ه|ها|هم|هما|هن)\|\1|ت(?:ه|ها|هم|هما|هن)\|\1ه)")


def altered(claim: Part, sentence: Part) -> Reason | None:
    """What is wrong where a sentence has other words than one of its language that is like it."""
    if _other_force(claim, sentence):
        return "modality"
    if _breaks_off(claim, sentence):
        return "condition"
    if _other_person(claim, sentence):
        return "who"
    if _exchanged(claim, sentence) or _joined_otherwise(claim, sentence) or _stands_for(claim, sentence):
        return "unlike"
    return None


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
    telling = claim.telling_stems | other.telling_stems
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


def _stands_for(claim: Part, sentence: Part) -> bool:
    """Whether a pronoun stands where the sentence names something that the claim does not name."""
    own, there = list(claim.stems), list(sentence.stems)
    own_words, there_words = words(claim.text), words(sentence.text)
    unsaid = sentence.telling_stems & (Counter(there) - Counter(own)).keys()
    for mine, theirs in _replaced(own, there):
        told = [TURNS.told("pronoun", word) & {"any", "doing"} for word in own_words[mine]]
        if unsaid & set(there[theirs]) and all(told) and any("any" in of_one for of_one in told):
            return True
    # Arabic writes it together with the word before it.
    for block in shared(there, own):
        for place in range(block.size):
            after = there[block.a + place + 1 : block.a + place + 1 + NEXT]
            pair = own_words[block.b + place], there_words[block.a + place]
            if _ATTACHED.fullmatch("|".join(pair)) and unsaid & set(after):
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
        for begin, own_begin, size in shared(there, own):
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


def _persons(said: Sequence[str]) -> set[str]:
    return {value for facet, value in read_guards(" ".join(said)) if facet == "who" and value != "staff"}
