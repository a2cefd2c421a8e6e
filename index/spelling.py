"""Misspelt words of a question, read as the words of the guidance that they are a slip away from."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from spellchecker import SpellChecker

from corpus import Language
from index.analysis import normalise, script, words

# Not within an address, a tag or a contraction, and without digits.
_WORD = re.compile(r"(?<![\w@#.'’])[^\W\d_]+(?![\w@'’]|\.\w)")

SHORTEST = 5
"""Of a shorter word, too many others are one letter away."""

OFTEN = 3
"""In how many example questions a word must stand to be held for well spelt: some are misspelt on purpose."""


class Spelling:
    """Reads misspelt words as words that the guidance texts and the example questions use.

    Only a word that is in no dictionary either is taken for misspelt, and only by one slip after its first
    letter: a letter that is missing, doubled, wrong, or has changed its place with the next one (Norvig's
    corrector, from pyspellchecker). What nobody here writes about is left as it is.
    """

    def __init__(self, texts: Iterable[str], questions: Iterable[str]) -> None:
        """`texts`: spelt well throughout; `questions`: as people type."""
        known = Counter(word for text in texts for word in words(text))
        typed = Counter(word for question in questions for word in set(words(question)))
        known.update({word: count for word, count in typed.items() if count >= OFTEN})
        self._checker = SpellChecker(language=None, distance=1)
        self._checker.word_frequency.load_json(dict(known))

    def correct(self, text: str) -> str:
        """The text with its misspelt words replaced; all else as it was."""
        return _WORD.sub(lambda match: self._read(match.group()), text)

    def _read(self, typed: str) -> str:
        word = normalise(typed)
        if len(word) < SHORTEST or word in self._checker or _is_word(typed):
            return typed
        found = [other for other in self._checker.candidates(word) or () if other[0] == word[0]]
        # Of equally frequent ones the shortest: they come as a set, whose order is another in each process.
        return max(found, key=lambda other: (self._checker[other], -len(other), other), default=typed)


def _is_word(typed: str) -> bool:
    known = _dictionary(script(typed))
    return typed.casefold() in known or normalise(typed) in known


@cache
def _dictionary(language: Language) -> SpellChecker:
    """The words of a language, from pyspellchecker. Loading them takes a fifth of a second, so it is done
    when there first is a word that the guidance does not use."""
    return SpellChecker(language=language, distance=1)
