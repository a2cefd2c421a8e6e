"""Characters that can make a text look other than it is, and so have no place in guidance."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from corpus.lines import Lines

# Line feeds, tabs and the carriage return of a Windows line end are ordinary.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDIRECTIONAL_OVERRIDES = r"\u202a-\u202e\u2066-\u2069"
# What Unicode calls default-ignorable, as far as it has no group of its own here; and U+FFF9 to U+FFFB.
_INVISIBLE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_DIRECTIONS = r"\u200e\u200f\u061c"
_JOINERS = r"\u200c\u200d"
_SELECTORS = r"\ufe00-\ufe0f"
_SUSPECT = re.compile(
    rf"[{_CONTROLS}{_BIDIRECTIONAL_OVERRIDES}{_INVISIBLE}{_DIRECTIONS}{_JOINERS}{_SELECTORS}]|\r(?!\n)"
)

# Arabic letters and their marks; joiners have no business with the digits.
_ARABIC_LETTER = (
    r"\u0610-\u061a\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff"
    r"\ufb50-\ufdff\ufe70-\ufefc"
)
_ARABIC = rf"[{_ARABIC_LETTER}\u0660-\u0669\u06f0-\u06f9]"
_OTHER = r"(?:[^\W_]|[\u0300-\u036f])"
_PICTURE = (
    r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    r"\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Only these three flags are spelt with tag characters. Other tags could hide whole sentences.
_FLAGS = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
_IN_PLACE = (
    rf"{_FLAGS}|{_PICTURE}[\ufe0e\ufe0f]?(?:\u200d{_PICTURE}[\ufe0e\ufe0f]?)*|[0-9#*]\ufe0f\u20e3"
    rf"|(?<![{_JOINERS}])(?:(?<=[{_ARABIC_LETTER}])[{_JOINERS}]|[{_JOINERS}](?=[{_ARABIC_LETTER}]))"
    rf"(?![{_JOINERS}])"
)
_KINDS = re.compile(
    rf"(?P<in_place>{_IN_PLACE})"
    rf"|(?P<control>[{_CONTROLS}{_BIDIRECTIONAL_OVERRIDES}])"
    r"|(?P<line_end>\r(?!\n))"
    rf"|(?P<invisible>[{_INVISIBLE}])"
    rf"|(?P<within>(?<={_ARABIC})[{_DIRECTIONS}]+(?={_ARABIC})"
    rf"|(?<={_OTHER})(?<!{_ARABIC})[{_DIRECTIONS}]+(?!{_ARABIC})(?={_OTHER}))"
    rf"|(?P<joiner>[{_JOINERS}])"
    rf"|(?P<selector>[{_SELECTORS}])"
)
_TROUBLE = {
    "control": "can disguise text; take it out",
    "line_end": "can disguise text; take it out",
    "invisible": "is invisible and can split or disguise a word; take it out",
    "within": "is invisible and splits a word or number; take it out or put it beside the word",
    "joiner": "has its place only beside an Arabic letter or within an emoji; take it out",
    "selector": "has its place only after an emoji; take it out",
}


class Misleading(NamedTuple):
    """A character that has no place where it stands."""

    offset: int
    name: str
    """Its code point, followed by what Unicode calls it: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    trouble: str
    """What is wrong with it, and what to do, to be read after the name."""


def misleading_characters(text: str) -> Iterator[Misleading]:
    """Each character of the text that can disguise it: controls, bidirectional overrides, and what is not
    seen and has no place where it stands.

    In their place are a joiner beside an Arabic letter, a mark of direction that splits no word, and what an
    emoji is made of.
    """
    for kind, start, found in _found(text):
        for offset, character in enumerate(found, start):
            yield Misleading(offset, _name(character), _TROUBLE[kind])


def character_problems(text: str) -> Iterator[tuple[int, str]]:
    """The line of each misleading character and what to say of it.

    It is told once for each line and kind of character, so that a binary file does not give thousands.
    """
    lines = Lines(text)
    seen = set()
    for offset, name, trouble in misleading_characters(text):
        line = lines.number(offset)
        if (line, name) not in seen:
            seen.add((line, name))
            yield line, f"{name} in column {offset - lines.start(line) + 1} {trouble}"


def without_misleading_characters(text: str) -> str:
    """The text with U+FFFD for each of them, so that it can be parsed; offsets and lines stay."""
    parts, after = [], 0
    for kind, start, found in _found(text):
        if kind != "line_end":
            parts += [text[after:start], "\ufffd" * len(found)]
            after = start + len(found)
    return "".join([*parts, text[after:]])


def _found(text: str) -> Iterator[tuple[str, int, str]]:
    """Kind, offset and characters of what is misleading."""
    # Nearly every text has none of them, and to see that is much quicker than to look for each kind.
    if _SUSPECT.search(text):
        for match in _KINDS.finditer(text):
            if match.lastgroup and match.lastgroup != "in_place":
                yield match.lastgroup, match.start(), match.group()


def _name(character: str) -> str:
    # Unicode gives control characters no name of their own, nor those that it has only reserved.
    unnamed = "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else "RESERVED CHARACTER"
    return f"U+{ord(character):04X} {unicodedata.name(character, unnamed)}"
