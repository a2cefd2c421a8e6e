"""Text analysis for lexical search: words, their normal form and their stem, in English and Arabic."""

import re
import unicodedata
from functools import cache

import Stemmer

from corpus import Language

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARABIC = re.compile(r"[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF]")
# Short vowels and other marks, the superscript alef, and the tatweel that only stretches a line.
_MARKS = re.compile(r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_LONE_I = re.compile(r"(?<!\S)i(?=$|[\s,'’])")
# A mark on every sixth letter or more: written as in a school book, and unlike anything that people type.
_VOWELLED = 6


def legible(text: str) -> str:
    """The text without what cannot be seen, and without vowel marks where it is vowelled throughout.

    Characters that are copied with a text from a web page, a zero width space or a soft hyphen, split its
    words for an encoder, and so do the marks. Tatweel goes too.
    """
    seen = _visible(text).replace("\u0640", "")
    marks = len(_MARKS.findall(seen))
    return _MARKS.sub("", seen) if marks * _VOWELLED > len(_ARABIC.findall(seen)) else seen


def _visible(text: str) -> str:
    if text.isprintable():
        # Nearly every text is, and what cannot be seen is not.
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def as_question(text: str) -> str:
    """A question typed in haste as one that is written out: with its mark where it ends without any, and
    then with its capitals, too. For an encoder, "can i share it" is not near enough to "Can I share it?".
    """
    text = text.strip()
    if not text or unicodedata.category(text[-1]).startswith("P"):
        return text
    return _LONE_I.sub("I", text[0].upper() + text[1:]) + {"en": "?", "ar": "؟"}[script(text)]


def normalise(text: str) -> str:
    """The text with what writers leave out or vary made alike: case, compatibility forms, Arabic vowel
    marks and tatweel; alef, ya and ta marbuta in one form each; digits of any script as ASCII."""
    text = without_marks(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    text = text.translate(_LETTERS)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


def without_marks(text: str) -> str:
    """The text without Arabic vowel marks, tatweel and what cannot be seen, its letters as they are."""
    return _MARKS.sub("", _visible(text))


def words(text: str) -> list[str]:
    """The words of a text in their normal form, in order, function words included."""
    return _WORD.findall(normalise(text))


def script(word: str) -> Language:
    """The language that a single word is written in, by its script."""
    return "ar" if _ARABIC.search(word) else "en"


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer({"en": "english", "ar": "arabic"}[language])


def stem(word: str) -> str:
    """The stem of a normalised word (Snowball, by the word's script)."""
    language = script(word)
    if language == "en":
        word = word.removesuffix("'s")
    return str(_stemmer(language).stemWord(word))
