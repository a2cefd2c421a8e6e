"""Whether what a sentence speaks of is named in another one: a pronoun in it stands for nothing in it.

By itself it may say of anything what the guidance says of one thing.
"""

import re
from collections.abc import Sequence

from assistant.guarding import GUARDS, TURNS
from assistant.part import Part
from assistant.phrases import line_of
from index.analysis import normalise, without_marks

_WORD = re.compile(r"[^\W\d_]+")
# A word of three letters or more with a pronoun written together with it; "ه" ends some words by itself.
_ATTACHED = re.compile(r"\w{3,}(?:ه|ها|هم|هما|هن)")
_BY_ITSELF = re.compile(
    r"\w*(?:وجه|وجيه|وجوه|تجاه|نبه|نبيه|نتباه|شبه|شبيه|شابه|كره|كريه|مياه|نزيه|فقه|تافه|مكروه|الله)"
)


def dangles(claim: Part, compared: Sequence[Part]) -> bool:
    """Whether a sentence depends so on another one, and what it is compared with does not."""
    if any(tells(claim) and not any(map(tells, compared)) for tells in (_begins_bare, _does_it)):
        return True
    return _unnamed(claim) > sum(map(_unnamed, compared))


def _begins_bare(part: Part) -> bool:
    return TURNS.begins("pronoun", "bare", part.line) and not TURNS.begins("pronoun", "empty", part.line)


def _does_it(part: Part) -> bool:
    return TURNS.count("pronoun", "deed", part.line) > 0


def _unnamed(claim: Part) -> int:
    """How many pronouns of a sentence have nothing before them in it that they could stand for."""
    if TURNS.begins("pronoun", "empty", claim.line):
        return 0
    # Nothing is named by "must" or "need not".
    telling = claim.telling & set(GUARDS.without("force", claim.line).split())
    said = [(word, normalise(word)) for word in _words(claim.text)]
    named = [form in telling and not _is_pronoun(word) for word, form in said]
    # The verb before it is none: "disclose it". Nor is the word that it is written together with.
    return sum(
        (_is_pronoun(word) and not any(named[: max(0, place - 1)]))
        or (_is_attached(word) and not any(named[:place]))
        for place, (word, _) in enumerate(said)
    )


def _words(text: str) -> list[str]:
    """The words as they are written: only there "ه" differs from "ة"."""
    return _WORD.findall(without_marks(text))


def _is_pronoun(word: str) -> bool:
    return TURNS.count("pronoun", "alone", line_of(word)) > 0


def _is_attached(word: str) -> bool:
    return _ATTACHED.fullmatch(word) is not None and not _BY_ITSELF.fullmatch(word)
