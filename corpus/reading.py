"""One file of the corpus: the document that it is, or all that is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten

from corpus.characters import character_problems, misleading_characters, without_misleading_characters
from corpus.document import Document, Section
from corpus.fault import Fault
from corpus.front_matter import (
    IDENTIFIER,
    IDENTIFIER_RULE,
    Entry,
    FrontMatter,
    Problem,
    read_front_matter,
)
from corpus.headings import Heading, find_headings
from corpus.lines import Lines

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reading:
    """What a file turned out to be."""

    path: Path
    document: Document | None
    """None where the file has a fault."""
    faults: tuple[Fault, ...]
    entries: dict[str, Entry] = field(default_factory=dict)
    """The front matter's keys as they are written, for comparison with other files."""


def read(path: Path) -> Reading:
    """Read a guidance text. Nothing that is wrong with the file raises; it becomes faults."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Reading(path, None, (Fault(path, 1, f"the file cannot be read: {error.strerror}"),))
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = Lines(data[: error.start].decode("utf-8")).number(error.start)
        message = f"not UTF-8: the byte 0x{data[error.start]:02X}; save the file in UTF-8"
        # Its other faults could be mere consequences, but its id keeps other files' links to it sound.
        entries = read_front_matter(Lines(data.decode("utf-8", errors="replace"))).entries
        return Reading(path, None, (Fault(path, line, message),), entries)
    return _read_text(path, text)


def _read_text(path: Path, text: str) -> Reading:
    problems = [Problem(*problem) for problem in character_problems(text)]
    lines = Lines(without_misleading_characters(text))
    head = read_front_matter(lines)
    headings = find_headings(lines, head.body_line)
    problems += head.problems
    problems += _heading_problems(lines, headings, head.body_line)
    if not problems and head.values:
        # Where nothing is wrong, the cleaned lines are the text itself, character for character.
        sections = tuple(_sections(lines, headings, head.values))
        if sections:
            document = Document(path=path, sections=sections, **dict(head.values))
            return Reading(path, document, (), head.entries)
        problems.append(Problem(1, "the text has no section: no heading with an {#id} and text below it"))
    faults = tuple(sorted({Fault(path, *problem) for problem in problems}))
    return Reading(path, None, faults, head.entries)


def _title(headings: Sequence[Heading]) -> Heading | None:
    """The heading that is the document's title: the first one, of level 1.

    It may carry an id, and be a section, but not where others of its level do so too: then they are
    chapters.
    """
    if not headings or headings[0].level > 1:
        return None
    first, *others = headings
    return first if first.id is None or all(other.level > 1 for other in others) else None


def _text_span(lines: Lines, headings: Sequence[Heading], number: int) -> tuple[int, int] | None:
    """First and last line with text between a heading and the next one; None where there is none."""
    following = headings[number + 1].line if number + 1 < len(headings) else len(lines) + 1
    return _written_span(lines, headings[number].text_line, following)


def _written_span(lines: Lines, first: int, after: int) -> tuple[int, int] | None:
    written = [number for number in range(first, after) if not lines.is_blank(number)]
    return (written[0], written[-1]) if written else None


def _is_followed_by_deeper(headings: Sequence[Heading], number: int) -> bool:
    return number + 1 < len(headings) and headings[number + 1].level > headings[number].level


def _heading_problems(lines: Lines, headings: Sequence[Heading], body_line: int) -> Iterator[Problem]:
    before = _written_span(lines, body_line, headings[0].line if headings else len(lines) + 1)
    if before:
        message = "text before the first heading belongs to no section; put a heading with an {#id} above it"
        yield Problem(before[0], message)
    title = _title(headings)
    ids: dict[str, int] = {}
    for number, heading in enumerate(headings):
        words = without_misleading_characters(heading.words)
        name = f'the heading "{shorten(words, 60, placeholder="…")}"'
        span = _text_span(lines, headings, number)
        if not heading.words:
            yield Problem(heading.line, "a heading without words")
        for found in misleading_characters(heading.words):
            yield Problem(heading.line, f"{name} has an escaped {found.name}; take it out")
        if heading.id is None:
            if heading is title:
                if span:
                    message = (
                        "text between the title and the next heading belongs to no section; "
                        f'end the title with an id, "# {shorten(words, 60, placeholder="…")} {{#an-id}}", '
                        "to make a section of it, or put a heading with an {#id} above the text"
                    )
                    yield Problem(span[0], message)
            elif span:
                yield Problem(heading.line, f"{name} has no id: end it with {{#an-id}}")
            elif not _is_followed_by_deeper(headings, number):
                yield Problem(heading.line, f"{name} has neither an {{#id}} nor text")
            continue
        if not IDENTIFIER.fullmatch(heading.id):
            yield Problem(heading.line, f"{name}: {heading.id!r} is no id: {IDENTIFIER_RULE}")
        elif heading.id in ids:
            message = f"the section id {heading.id!r} is already that of line {ids[heading.id]}"
            yield Problem(heading.line, message)
        ids.setdefault(heading.id, heading.line)
        if not span and not _is_followed_by_deeper(headings, number):
            yield Problem(heading.line, f"empty section: {name} has no text below it")


def _sections(lines: Lines, headings: Sequence[Heading], values: FrontMatter) -> Iterator[Section]:
    title = _title(headings)
    above: list[Heading] = []
    for number, heading in enumerate(headings):
        # The title is in its own path only.
        while above and (above[-1].level >= heading.level or above[-1] is title):
            above.pop()
        above.append(heading)
        span = _text_span(lines, headings, number)
        if heading.id is None or span is None:
            continue  # A group of deeper headings.
        start, end = lines.start(span[0]), lines.end(span[1])
        yield Section(
            document=values.id,
            id=heading.id,
            heading=heading.words,
            heading_path=tuple(heading.words for heading in above),
            language=values.language,
            text=lines.text[start:end],
            start=start,
            end=end,
            line=heading.line,
        )
