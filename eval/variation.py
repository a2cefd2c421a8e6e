"""The same question, asked in another way: what came of it should not change."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from random import Random

from assistant.post import MARKS, set_apart
from corpus import Language
from eval.case import Case

TYPOS = 2
"""How many slips a question with typos has at most."""

_SLIPPABLE = re.compile(r"[A-Za-z\u0621-\u064a]{5,}")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_CASUAL = str.maketrans("أإآىة", "ااايه")
_LETTER_BEFORE_LETTER = re.compile(r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])")


def _typos(text: str, language: Language) -> str:
    """Two random slips in words of five letters or more: a letter left out, doubled, or swapped with the
    next (left out where they are alike). The same question always gets the same ones."""
    random = Random(f"{language} {text}")
    found = list(_SLIPPABLE.finditer(text))
    for match in sorted(random.sample(found, min(TYPOS, len(found))), key=lambda m: -m.start()):
        word = match.group()
        at = random.randrange(1, len(word) - 1)
        kind = random.choice(("left out", "doubled", "swapped"))
        if kind == "left out" or (kind == "swapped" and word[at] == word[at + 1]):
            slipped = word[:at] + word[at + 1 :]
        elif kind == "doubled":
            slipped = word[:at] + word[at] + word[at:]
        else:
            slipped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        text = text[: match.start()] + slipped + text[match.end() :]
    return text


def _bare(text: str, language: Language) -> str:
    """Without punctuation and capitals. The marks that set a pasted post apart stay; with such a post, those
    that end a sentence, too: they tell where it begins and ends."""
    kept = MARKS + ":#@" + (".!?؟" if set_apart(text)[1] else "")
    found = (" " if unicodedata.category(c).startswith("P") and c not in kept else c for c in text)
    return re.sub(r" +", " ", "".join(found)).strip().lower()


def _casual(text: str, language: Language) -> str:
    """Arabic as it is typed in a hurry: no hamza on alef, ya for alef maqsura, ha for ta marbuta."""
    return text.translate(_CASUAL)


def _tatweel(text: str, language: Language) -> str:
    """Arabic with each third word drawn out."""
    drawn = (
        _LETTER_BEFORE_LETTER.sub("ـ", part, count=1) if number % 6 == 0 else part
        for number, part in enumerate(re.split(r"(\s+)", text))
    )
    return "".join(drawn)


def _digits(text: str, language: Language) -> str:
    """With the digits of the other script."""
    indic = text.translate(_ARABIC_INDIC)
    return indic if indic != text else text.translate(_WESTERN)


VARIATIONS: Mapping[str, tuple[tuple[Language, ...], Callable[[str, Language], str]]] = {
    "typos": (("en", "ar"), _typos),
    "bare": (("en", "ar"), _bare),
    "casual": (("ar",), _casual),
    "tatweel": (("ar",), _tatweel),
    "digits": (("ar",), _digits),
}
"""The languages that a variation is for, and how it changes a question."""


def variations(case: Case) -> Iterator[tuple[str, str]]:
    """The other ways to ask a case's question, by name: those made by rule that change it, and those that
    stand in the case (dialects)."""
    for name, (languages, vary) in VARIATIONS.items():
        if case.language in languages and (varied := vary(case.question, case.language)) != case.question:
            yield name, varied
    yield from case.variants.items()
