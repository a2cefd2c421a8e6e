"""An answer's text in parts, so that what it quotes keeps its own language and direction."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Record
from corpus import Language

Kind = Literal["own", "quotation", "heading", "marker"]


@dataclass(frozen=True)
class Part:
    """A part of an answer's text: the assistant's own words, a quotation or a heading, a marker."""

    text: str
    """With the quotation marks around it, which would otherwise stand on the wrong side of it."""
    kind: Kind = "own"
    language: Language | None = None
    """Of what is quoted."""
    number: int | None = None
    """Of the citation that a marker points at."""


def parts(record: Record) -> list[Part]:
    """The text of a reply, whole and in order."""
    quotes = {citation.quote: citation.language for citation in record.citations}
    headings = {citation.heading: citation.language for citation in record.citations if citation.heading}
    if not quotes:
        return [Part(record.answer)]
    found, end = [], 0
    for match in _quoting(quotes, headings).finditer(record.answer):
        found.append(Part(record.answer[end : match.start()]))
        end = match.end()
        if quote := match["quote"]:
            found.append(Part(match[0], "quotation", quotes[quote]))
        elif heading := match["heading"]:
            found.append(Part(match[0], "heading", headings[heading]))
        else:
            found.append(Part(match[0], "marker", number=int(match["number"])))
    return [part for part in (*found, Part(record.answer[end:])) if part.text]


def _quoting(quotes: Iterable[str], headings: Iterable[str]) -> re.Pattern[str]:
    """Finds quotations, with or without marks around them, headings in marks, and markers."""
    quote = _any_of(quotes)
    heading = _any_of(headings) or "(?!)"
    return re.compile(rf"[“«]?(?P<quote>{quote})[”»]?|[“«](?P<heading>{heading})[”»]|\[(?P<number>\d+)\]")


def _any_of(texts: Iterable[str]) -> str:
    # The longest first, as one may be a part of another.
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
