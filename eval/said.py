"""An answer's text in parts, so that what it quotes keeps its own language and direction."""

import re
from dataclasses import dataclass

from assistant import Record
from corpus import Language


@dataclass(frozen=True)
class Part:
    """A part of an answer's text."""

    text: str
    language: Language | None = None
    """Of what is quoted; None for the assistant's own words."""
    foreign: bool = False
    """Whether it is a quotation in another language than the answer's."""


def parts(record: Record) -> list[Part]:
    """The text of a reply, whole and in order: its own words, and the quotations and headings in them.

    What is quoted is taken with the marks around it, which would otherwise stand on the wrong side of it.
    """
    languages = {text: c.language for c in record.citations for text in (c.heading, c.quote) if text}
    if not languages:
        return [Part(record.answer)]
    quotes = {c.quote for c in record.citations}
    # The longest first, as a heading may be a part of a quotation.
    known = "|".join(map(re.escape, sorted(languages, key=len, reverse=True)))
    found, end = [], 0
    for match in re.finditer(f"[“«]({known})[”»]", record.answer):
        found.append(Part(record.answer[end : match.start()]))
        language = languages[match[1]]
        found.append(Part(match[0], language, match[1] in quotes and language != record.language))
        end = match.end()
    return [part for part in (*found, Part(record.answer[end:])) if part.text]
