"""The language that a question is asked in."""

import re

from corpus import Language

_ARABIC = re.compile(r"[\u0620-\u064A\u066E-\u06D3\u06FA-\u06FC\uFB50-\uFDFF\uFE70-\uFEFC]+")
_LATIN = re.compile(r"[A-Za-z\u00C0-\u024F]+")


def detect(text: str) -> Language:
    """Arabic where at least a third of the words are in Arabic script, else English.

    People who write Arabic mix in English names and terms; the other way round is rare.
    """
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return "ar" if arabic and arabic * 2 >= latin else "en"
