"""The language that a question is asked in."""

import re

from corpus import Language

# Vowel marks are part of a word.
_ARABIC = re.compile(r"[\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06FA-\u06FC\uFB50-\uFDFF\uFE70-\uFEFC]+")
_ARABIC_SIGN = re.compile(r"[\u0600-\u06FF]")
_LATIN = re.compile(r"[A-Za-z\u00C0-\u024F]+")
# Tags and addresses are in Latin script in every language.
_MARKUP = re.compile(r"<[^<>]*>|\b\w+://\S+")


def detect(text: str) -> Language:
    """Arabic where at least a third of the words are in Arabic script, else English.

    People who write Arabic mix in English names and terms; the other way round is rare. Where there are
    no words, Arabic punctuation and digits tell.
    """
    text = _MARKUP.sub(" ", text)
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not arabic and not latin:
        return "ar" if _ARABIC_SIGN.search(text) else "en"
    return "ar" if arabic and arabic * 2 >= latin else "en"
