"""The sources of an answer: the cited sections with their quotations marked, as HTML and as plain text."""

import html
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from assistant.answer import Answer, Citation
from assistant.message import message
from corpus import Document, Language, Section
from index import Outdated

DIRECTION: dict[Language, str] = {"en": "ltr", "ar": "rtl"}
QUOTES: dict[Language, tuple[str, str]] = {"en": ("“", "”"), "ar": ("«", "»")}


@dataclass(frozen=True, slots=True)
class Source:
    """A section that an answer cites, with all citations of it."""

    document: Document
    section: Section
    citations: tuple[Citation, ...]


def escape(text: object) -> str:
    """The text for HTML, in an element or an attribute. What UTF-8 cannot write becomes a question mark."""
    return html.escape(str(text).encode("utf-8", "replace").decode("utf-8"))


def tongue(language: Language) -> str:
    """The attributes that say in which language, hence in which direction, an element's text is."""
    return f'lang="{language}" dir="{DIRECTION[language]}"'


def day(when: date, language: Language) -> str:
    """A date in words: `20 October 2014`."""
    month = message(language, f"chat.month.{when.month}")
    return message(language, "chat.date", day=when.day, month=month, year=when.year)


def moment(when: datetime, language: Language) -> str:
    """A time in words, by the server's clock and with its zone: `20 October 2014, 09:30 (UTC+03:00)`."""
    local = when.astimezone()
    zone = "UTC" + (local.isoformat()[-6:] if local.utcoffset() else "")
    return message(language, "chat.moment", date=day(local, language), time=f"{local:%H:%M}", zone=zone)


def notice(outdated: Outdated | None, language: Language) -> str:
    """What a reader is told of a reply that rests on an earlier state of the texts; else nothing."""
    if outdated is None:
        return ""
    return message(language, "chat.outdated", moment=moment(outdated.as_of, language))


def sources(answer: Answer) -> list[Source]:
    """The sections that an answer cites, each once, in the order in which it cites them."""
    cited: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.section.ref, []).append(citation)
    return [Source(group[0].document, group[0].section, tuple(group)) for group in cited.values()]


def rows(answer: Answer) -> list[list[Source]]:
    """The sources with those that say the same in another language beside them."""
    found: list[list[Source]] = []
    row_of: dict[int, list[Source]] = {}
    for source in sources(answer):
        original = source.citations[0].counterpart_of
        row = row_of.get(original) if original is not None else None
        if row is None:
            found.append(row := [])
        row.append(source)
        row_of |= {citation.number: row for citation in source.citations}
    return found


def card(turn: int, source: Source, language: Language) -> str:
    """A source of the conversation's `turn`th answer, with the interface's words in `language`."""
    document, role = source.document, source.citations[0].role
    own = tongue(document.language)
    named = message(language, f"chat.languages.{document.language}")
    named_in_role = {"name": named} if role == "counterpart" else {}
    numbers = "".join(
        f'<span class="number" id="turn-{turn}-source-{citation.number}">{citation.number}</span>'
        for citation in source.citations
    )
    return (
        f'<section class="source" tabindex="-1"><p class="label">{numbers}'
        f"{escape(message(language, f'chat.role.{role}', **named_in_role))}</p>"
        f"<h4 {own}>{escape(document.title)}</h4>"
        f'<p class="path" {own}>{escape(" › ".join(source.section.heading_path))}</p>'
        f'<div class="text" {own}>{_marked(source)}</div>'
        f"<dl>{_facts(document, language)}</dl>{_link(document, language)}</section>"
    )


def _facts(document: Document, language: Language) -> str:
    untold = message(language, "chat.untold")
    facts = {
        "publisher": document.publisher or untold,
        "published": day(document.published, language) if document.published else untold,
        "edition": document.edition,
        "language": message(language, f"chat.languages.{document.language}"),
        "note": document.note,
    }
    return "".join(
        f'<div class="{name}"><dt>{escape(message(language, f"chat.{name}"))}</dt>'
        f'<dd dir="auto">{escape(value)}</dd></div>'
        for name, value in facts.items()
        if value
    )


def _marked(source: Source) -> str:
    """The section's text, every character of it, with what is quoted marked."""
    text = source.section.text
    spans = [(citation.start, citation.end, citation.number) for citation in source.citations]
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    shown = []
    for start, end in pairwise(cuts):
        numbers = " ".join(str(number) for first, last, number in spans if first <= start and end <= last)
        part = escape(text[start:end])
        shown.append(f'<mark data-cites="{numbers}">{part}</mark>' if numbers else part)
    return "".join(shown)


def _link(document: Document, language: Language) -> str:
    # Only the web's own schemes: an address from a text's front matter must never run as a script.
    if document.url is None or not document.url.lower().startswith(("https://", "http://")):
        return ""
    return (
        f'<p class="link"><a href="{escape(document.url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(message(language, 'chat.original'))}"
        f'<span class="unseen"> ({escape(message(language, "chat.new_tab"))})</span></a></p>'
    )
