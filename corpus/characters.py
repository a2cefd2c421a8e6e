"""Characters that can make a text look other than it is, and so have no place in guidance."""

import re
import unicodedata
from collections.abc import Iterator

# Line feeds, tabs and the carriage return of a Windows line end are ordinary. The marks that Arabic
# text needs (U+200E, U+200F, U+061C, the joiners) direct single characters and stay allowed.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDIRECTIONAL_OVERRIDES = r"\u202a-\u202e\u2066-\u2069"
_NEVER_ALLOWED = re.compile(rf"[{_CONTROLS}{_BIDIRECTIONAL_OVERRIDES}]")
_MISLEADING = re.compile(rf"{_NEVER_ALLOWED.pattern}|\r(?!\n)")


def misleading_characters(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the name of each control and bidirectional override character in the text.

    A name is the code point followed by what Unicode calls it: "U+202E RIGHT-TO-LEFT OVERRIDE".
    """
    for found in _MISLEADING.finditer(text):
        yield found.start(), _name(found.group())


def without_misleading_characters(text: str) -> str:
    """The text with U+FFFD for each of them, so that it can be parsed; offsets and lines stay."""
    return _NEVER_ALLOWED.sub("\ufffd", text)


def _name(character: str) -> str:
    # Unicode gives control characters no name of their own.
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"
