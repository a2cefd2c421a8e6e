"""Approved answers: what the team that owns the guidance wants said to a question, in its own words.

Each is a file `<id>.md` of its own: front matter, then the answer in English under `## English` and in Arabic
under `## العربية`. Every paragraph and list item names the quotations that it rests on, as `[1]`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from assistant.answer import MARKER
from assistant.situation import Applies
from corpus import LANGUAGES, Fault, Language, Lines, Verdict, YamlError, read_yaml
from corpus.characters import character_problems
from corpus.example import as_verdict
from corpus.front_matter import IDENTIFIER, IDENTIFIER_RULE, MARKER_LINE, closing_marker

HEADINGS: Mapping[Language, str] = {"en": "English", "ar": "العربية"}

_HEADING = re.compile(r"##\s+(.*?)\s*#*\s*")


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ground(_Model):
    """A quotation that an approved answer rests on."""

    section: Words
    """`document#section`."""
    quote: Annotated[str, StringConstraints(min_length=1)]
    """To the letter a part of the section's text."""
    when: Applies = Applies()
    """Where else, what rests on it is left out."""
    hash: str | None = None
    """Of the section's text when it was approved (`Section.hash`)."""


class Asked(_Model):
    """Ways in which people ask it."""

    en: tuple[Words, ...] = Field(min_length=1)
    ar: tuple[Words, ...] = Field(min_length=1)


class _Head(_Model):
    id: Words
    verdict: Annotated[Verdict | None, BeforeValidator(as_verdict)] = None
    situation: Applies = Applies()
    variant_of: Words | None = None
    rests_on: tuple[Ground, ...] = Field(min_length=1)
    asked: Asked
    approved_by: Words | None = None
    approved_on: date | None = None
    review_by: date | None = None
    seal: str | None = None


@dataclass(frozen=True)
class Approved:
    """An approved answer as it stands in its file, whether or not it may be used (see
    `assistant.standing`)."""

    head: _Head
    body: Mapping[Language, tuple[str, ...]]
    """Its paragraphs and list items, in order, with their markers; list items begin with `- `."""
    path: Path

    @property
    def id(self) -> str:
        """Its name."""
        return self.head.id

    @property
    def family(self) -> str:
        """What answers to the same question in other situations have in common with it."""
        return self.head.variant_of or self.head.id

    @property
    def sections(self) -> frozenset[str]:
        """The sections that it rests on."""
        return frozenset(ground.section for ground in self.head.rests_on)

    def asked(self, language: Language) -> tuple[str, ...]:
        """Ways in which people ask it in a language."""
        return self.head.asked.en if language == "en" else self.head.asked.ar


@dataclass(frozen=True)
class ApprovedReading:
    """The approved answers of a folder, and what is wrong with the other files."""

    answers: tuple[Approved, ...] = ()
    faults: tuple[Fault, ...] = ()


def approved_files(folder: Path) -> list[Path]:
    """The files of approved answers, sorted; none where there is no such folder. Raises `OSError`."""
    if not folder.exists():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() == ".md" and not p.name.startswith("."))


def read_approved(folder: Path) -> ApprovedReading:
    """Read the approved answers of a folder. A file with a fault gives none, the others are read.

    Raises `OSError` where the folder cannot be read.
    """
    answers: list[Approved] = []
    faults: list[Fault] = []
    for path in approved_files(folder):
        found, problems = read_file(path)
        faults += [Fault(path, *problem) for problem in problems]
        if found and not problems:
            answers.append(found)
    for answer, message in _between(answers):
        faults.append(Fault(answer.path, 1, message))
        answers.remove(answer)
    return ApprovedReading(tuple(answers), tuple(sorted(faults)))


def read_file(path: Path) -> tuple[Approved | None, list[tuple[int, str]]]:
    """The approved answer of a file, and its problems by line: None where these keep it from being read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return None, [(1, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        return None, [(error.object.count(b"\n", 0, error.start) + 1, "is not UTF-8 here")]
    problems = list(character_problems(text))
    lines = Lines(text)
    closing = closing_marker(lines)
    if closing is None:
        return None, [*problems, (1, f"begins with no front matter between two lines {MARKER_LINE}")]
    # A line before it, so that its lines have the numbers that they have in the file.
    head, found = _head(Lines("\n" + text[lines.start(2) : lines.start(closing)]))
    body, more = _body(lines, closing + 1)
    problems += [*found, *more]
    if head is None:
        return None, problems
    if path.stem != head.id:
        problems.append((1, f"the id {head.id!r} is not the name of the file"))
    if body:
        problems += _markers(head, body, closing + 1)
    return Approved(head, body, path), problems


def _head(lines: Lines) -> tuple[_Head | None, list[tuple[int, str]]]:
    try:
        found = read_yaml(lines)
    except YamlError as error:
        return None, [(error.line, f"no valid YAML: {error} (write texts between double quotes)")]
    problems = list(found.problems())
    content: Any = found.content
    try:
        head = _Head.model_validate(content if content is not None else {})
    except ValidationError as error:
        for detail in error.errors():
            line, name = found.place(detail["loc"])
            named = name or f"{detail['loc'][0]!r}: " if detail["loc"] else name
            problems.append((line, f"{named}{detail['msg'].removeprefix('Value error, ')}"))
        return None, problems
    if not IDENTIFIER.fullmatch(head.id):
        problems.append((found.place(("id",))[0], f"{head.id!r} is no id: {IDENTIFIER_RULE}"))
    return head, problems


def _body(lines: Lines, first: int) -> tuple[dict[Language, tuple[str, ...]], list[tuple[int, str]]]:
    """By language the paragraphs and list items under its heading."""
    by_heading = {heading: language for language, heading in HEADINGS.items()}
    parts: dict[Language, list[str]] = {}
    problems: list[tuple[int, str]] = []
    language: Language | None = None
    goes_on = False
    for number in range(first, len(lines) + 1):
        line = lines.content(number).strip()
        if heading := _HEADING.fullmatch(line):
            language, goes_on = by_heading.get(heading[1]), False
            if language is None or language in parts:
                problems.append((number, f"the headings are, once each, {', '.join(HEADINGS.values())}"))
                return {}, problems
            parts[language] = []
        elif not line:
            goes_on = False
        elif language is None:
            problems.append((number, f"stands under no heading: {', '.join(HEADINGS.values())}"))
            return {}, problems
        elif goes_on and not line.startswith("- "):
            parts[language][-1] += f" {line}"
        else:
            parts[language].append(line)
            goes_on = True
    missing = [HEADINGS[language] for language in LANGUAGES if not parts.get(language)]
    if missing:
        problems.append((len(lines), f"has no answer under the heading {', '.join(missing)}"))
    return {language: tuple(own) for language, own in parts.items()}, problems


def _markers(head: _Head, body: Mapping[Language, tuple[str, ...]], line: int) -> Iterator[tuple[int, str]]:
    """What is wrong with how the answer points at its quotations: what rests on nothing is not said."""
    known = range(1, len(head.rests_on) + 1)
    used: set[int] = set()
    for paragraph in (paragraph for own in body.values() for paragraph in own):
        numbers = {int(number) for number in MARKER.findall(paragraph)}
        used |= numbers
        if not numbers:
            yield line, f"rests on no quotation (give it a [1]): {paragraph[:60]}"
        for number in sorted(numbers - {*known}):
            yield line, f"there is no quotation [{number}]; `rests_on` has {len(known)}"
    for number in sorted({*known} - used):
        yield line, f"nothing rests on quotation [{number}]"


def _between(answers: list[Approved]) -> list[tuple[Approved, str]]:
    """What is wrong between the files: the same way of asking in two of them, a family that is not there."""
    found: dict[str, tuple[Approved, str]] = {}
    ways = Counter(
        way for a in answers for way in {" ".join(w.split()) for own in LANGUAGES for w in a.asked(own)}
    )
    ids = {answer.id for answer in answers}
    for answer in answers:
        for way in (way for language in LANGUAGES for way in answer.asked(language)):
            if ways[" ".join(way.split())] > 1:
                found[answer.id] = (answer, f"another approved answer is asked for in the same way: {way}")
        if answer.head.variant_of is not None and answer.head.variant_of not in ids:
            found[answer.id] = (answer, f"there is no approved answer {answer.head.variant_of!r}")
    return list(found.values())
