"""Sentences of a text in English or Arabic, as offsets into it."""

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]
"""Start and end of a part of a text, in characters: `text[start:end]`."""

# A sentence may end here; closing quotes and brackets belong to it. A dot inside a number or a name
# (3.5, gov.uk) is not followed by space, so it never matches.
_END = re.compile(r"""[.!?؟۔…]+["'”’»)\]]*(?=\s)""")
# A new block starts after a blank line, or on a line that is a list item or a quotation.
_BLOCK = re.compile(r"\n[^\S\n]*\n|\n(?=[ \t]*(?:[-*+•–▪]|>|\(?[0-9٠-٩a-zأ-ي]{1,2}[.)])[ \t]+)")
_BULLET = re.compile(r"[ \t]*(?:[-*+•–▪]|>|\(?[0-9٠-٩a-zأ-ي]{1,2}[.)])[ \t]+")
# Words whose dot does not end a sentence, whatever follows, and those where it does before a capital.
_TITLE = {"mr", "mrs", "ms", "dr", "prof", "sir", "st", "rt", "hon", "gen", "e.g", "i.e", "cf", "vs", "viz"}
_TITLE |= {"no", "nos", "art", "para", "paras", "sec", "fig", "vol", "pp", "p", "approx"}
_TITLE |= {"د", "أ", "م", "ص", "ق"}
_ABBREVIATION = {"etc", "inc", "ltd", "co", "dept", "al", "jan", "feb", "aug", "sept", "oct", "nov", "dec"}
_ABBREVIATION |= {"إلخ"}
_WORD_BEFORE = re.compile(r"[\w.]+$")
# How far back that word is looked for; all that are listed are shorter.
_WORD_LENGTH = 20
# The first character of the next sentence, after opening quotes, brackets and emphasis.
_NEXT_LETTER = re.compile(r"""[^\s"'“‘«(\[*_]""")
# A longer sentence is also split at its semicolons: Arabic prose strings whole sentences together with ؛.
_LONG = 240
_SEMICOLON = re.compile(r"[؛;](?=\s)")


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without the white space around them and the bullets before them.

    Blank lines and list items end a sentence as well as `. ! ? ؟ ۔ …` do. A dot after an abbreviation
    or an initial does not, nor one before a word in lower case. A sentence of more than 240 characters
    is split at semicolons (; ؛) too.
    """
    found: list[Span] = []
    for block in _blocks(text):
        for start, end in _split(text, block):
            if end - start > _LONG:
                cuts = [match.end() for match in _SEMICOLON.finditer(text, start, end)]
                found += _between(text, start, end, cuts)
            else:
                found.append((start, end))
    return found


def _blocks(text: str) -> Iterator[Span]:
    edges = [0, *(match.end() for match in _BLOCK.finditer(text)), len(text)]
    for start, end in pairwise(edges):
        bullet = _BULLET.match(text, start, end)
        yield (bullet.end() if bullet else start), end


def _split(text: str, block: Span) -> list[Span]:
    start, end = block
    cuts = [match.end() for match in _END.finditer(text, start, end) if _ends(text, match, start, end)]
    return _between(text, start, end, cuts)


def _ends(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence ends at this mark."""
    next_letter = _NEXT_LETTER.search(text, mark.end(), end)
    if next_letter is None:
        return True
    following = next_letter.group()
    if following.islower():
        # "e.g. this", "etc. and so on", "Really? he asked": one sentence goes on.
        return False
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, mark.start() - _WORD_LENGTH), mark.start())
    word = before.group().casefold() if before else ""
    if word in _TITLE:
        # "No." is an abbreviation only before a number ("No. 5").
        return word in {"no", "nos", "p", "sec", "art", "ص", "م"} and not following.isdigit()
    if word in _ABBREVIATION:
        return not following.isdigit()
    # A single Latin letter is an initial: "J. Smith", "U.K. Government".
    return not re.fullmatch(r"(?:[a-z]\.)*[a-z]", word) or word == "i"


def _between(text: str, start: int, end: int, cuts: list[int]) -> list[Span]:
    """The parts of `text[start:end]` between the cuts, trimmed; empty ones are left out."""
    spans: list[Span] = []
    edges = [start, *cuts, end]
    for first, last in pairwise(edges):
        part = text[first:last]
        begin = first + len(part) - len(part.lstrip())
        if part.strip():
            spans.append((begin, begin + len(part.strip())))
    return spans
