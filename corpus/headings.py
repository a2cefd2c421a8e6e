"""The headings of a Markdown text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.lines import Lines

# Only the headings' inline Markdown is wanted, so the rest of the text's is left unread.
_BLOCKS = MarkdownIt("commonmark").disable("inline")
_INLINE = MarkdownIt("commonmark")

# Invisible direction marks may follow: in Arabic they keep the braces where the writer sees them.
_MARKED_ID = re.compile(r"\s*\{#([^{}]*)\}[\s\u200e\u200f\u061c]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the lines that it takes up."""

    level: int
    words: str
    """Its text without Markdown's marks and without the id."""
    id: str | None
    """What stands in `{#…}` at its end, whether or not that is a good id."""
    line: int
    """Its first line, from 1."""
    text_line: int
    """The line after its last one."""


def find_headings(lines: Lines, first_line: int) -> list[Heading]:
    """All headings from that line on that stand by themselves, not in a list, a quotation or code."""
    references: dict[str, Any] = {}
    tokens = _BLOCKS.parse(lines.text[lines.start(first_line) :], references)
    headings = []
    for opening, content in pairwise(tokens):
        if opening.type != "heading_open" or opening.level > 0 or opening.map is None:
            continue
        marked = _MARKED_ID.search(content.content)
        source = content.content[: marked.start()] if marked else content.content
        headings.append(
            Heading(
                level=int(opening.tag.removeprefix("h")),
                words=_plain(_INLINE.parseInline(source, references)).strip(),
                id=marked.group(1) if marked else None,
                line=first_line + opening.map[0],
                text_line=first_line + opening.map[1],
            )
        )
    return headings


def _plain(tokens: Sequence[Token]) -> str:
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.children is not None:
            words.append(_plain(token.children))
        elif token.type != "html_inline":
            words.append(token.content)
    return "".join(words)
