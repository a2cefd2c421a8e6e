"""What stands between the `---` lines at the head of a guidance text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from yaml.reader import ReaderError

from corpus.characters import misleading_characters
from corpus.document import LANGUAGES, Language
from corpus.lines import Lines

IDENTIFIER = re.compile(r"[\w.-]+")
"""What documents and sections may be called, in any script."""
IDENTIFIER_RULE = "letters, digits, '-', '_' and '.' only"

MARKER_LINE = "---"
"""What stands in the lines before and after a front matter."""


class Problem(NamedTuple):
    """What is wrong in a line of a text."""

    line: int
    message: str


def _identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise ValueError(f"{value!r} is no id: {IDENTIFIER_RULE}")
    return value


def _words(value: str) -> str:
    if not value:
        raise ValueError("holds no words")
    return value


def _language(value: object) -> object:
    if value not in LANGUAGES:
        raise ValueError(f"{value!r} is none of the languages: {', '.join(LANGUAGES)}")
    return value


def _date(value: object) -> date:
    # `date.fromisoformat` alone would also read 20141020 and 2014-W43-1.
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"{value!r} is no date of the form 2014-10-20")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no day of the calendar: {error}") from error


def _web_address(value: str) -> str:
    parts = None if re.search(r"\s", value) else urlsplit(value)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no web address that begins with http:// or https://")
    return value


_Identifier = Annotated[str, AfterValidator(_identifier)]
_Words = Annotated[str, AfterValidator(_words)]


class FrontMatter(BaseModel):
    """The metadata of a document, as `Document` has them; the rules of `corpus.document` apply."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)

    id: _Identifier
    title: _Words
    language: Annotated[Language, BeforeValidator(_language)]
    edition: _Words
    publisher: _Words | None = None
    published: Annotated[date, BeforeValidator(_date)] | None = None
    url: Annotated[str, AfterValidator(_web_address)] | None = None
    note: _Words | None = None
    summarises: _Identifier | None = None


class Entry(NamedTuple):
    """A value of the front matter as it is written, and the line of its key."""

    value: str
    line: int


@dataclass(frozen=True)
class FrontMatterReading:
    """What the head of a file says, and all that is wrong with it."""

    values: FrontMatter | None
    """None where anything is wrong."""
    entries: dict[str, Entry]
    """The known keys that have text for a value, whether or not it is right."""
    problems: tuple[Problem, ...]
    body_line: int
    """The first line after the front matter; after the last line where its end cannot be found."""


def read_front_matter(lines: Lines) -> FrontMatterReading:
    """Read the front matter that a text begins with; what is wrong becomes problems, not errors."""
    closing = closing_marker(lines)
    if not _is_marker(lines, 1):
        return _unread(1, f"no front matter: the first line must be {MARKER_LINE}", 1)
    if closing is None:
        message = f"the front matter has no end: a second line {MARKER_LINE} is missing"
        return _unread(1, message, len(lines) + 1)
    try:
        node = yaml.compose(lines.text[lines.start(2) : lines.start(closing)], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # Not all are YAMLErrors: an escape such as "\UFFFFFFFF" fails in `chr`, deep nesting in recursion.
        return _unread(*_yaml_problem(error, lines), closing + 1)
    if node is not None and not isinstance(node, yaml.MappingNode):
        return _unread(2, "the front matter must be lines of the form `key: value`", closing + 1)
    return _read_mapping(node.value if node is not None else [], lines, closing + 1)


def _unread(line: int, message: str, body_line: int) -> FrontMatterReading:
    return FrontMatterReading(None, {}, (Problem(line, message),), body_line)


def _read_mapping(
    pairs: list[tuple[yaml.Node, yaml.Node]], lines: Lines, body_line: int
) -> FrontMatterReading:
    keys: dict[str, int] = {}
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for key_node, value_node in pairs:
        # The marks' own line numbers count more characters as line ends than Markdown does.
        line = lines.number(lines.start(2) + key_node.start_mark.index)
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in keys:
            problems.append(Problem(line, f"{key!r} stands here a second time, first in line {keys[key]}"))
            continue
        keys[key] = line
        if key not in FrontMatter.model_fields:
            known = ", ".join(FrontMatter.model_fields)
            problems.append(Problem(line, f"unknown key {key!r}; known are {known}"))
        elif message := _type_problem(key, value_node):
            problems.append(Problem(line, message))
        else:
            entries[key] = Entry(value_node.value, line)
            for found in misleading_characters(value_node.value):
                problems.append(Problem(line, f"{key!r} has an escaped {found.name}; take it out"))
    values = None
    try:
        values = FrontMatter.model_validate({key: entry.value for key, entry in entries.items()})
    except ValidationError as error:
        problems += _validation_problems(error, keys)
    return FrontMatterReading(None if problems else values, entries, tuple(problems), body_line)


def closing_marker(lines: Lines) -> int | None:
    """The number of the line that ends the front matter; None where the text begins with none, or it does not
    end."""
    if not _is_marker(lines, 1):
        return None
    return next((number for number in range(2, len(lines) + 1) if _is_marker(lines, number)), None)


def _is_marker(lines: Lines, number: int) -> bool:
    return lines.content(number).rstrip() == MARKER_LINE


def _type_problem(key: str, node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        return f"{key!r} must be one value, no list and no mapping"
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return f"{key!r} is empty: give it a value or take the line out"
    if kind == "str" or key == "published":
        return None
    return f"{key!r} must be text, but YAML reads its value as {kind}: write it in quotes"


def _yaml_problem(error: Exception, lines: Lines) -> Problem:
    message = "the front matter is no valid YAML: "
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = lines.number(lines.start(2) + mark.index) if mark else 2
        what = error.problem or error.context
        return Problem(line, f"{message}{what} (text with a colon or quotation marks in it needs quotes)")
    if isinstance(error, ReaderError):
        return Problem(lines.number(lines.start(2) + error.position), f"{message}{error.reason}")
    return Problem(2, f"{message}{error}")


def _validation_problems(error: ValidationError, keys: dict[str, int]) -> Iterator[Problem]:
    for detail in error.errors():
        key = str(detail["loc"][0])
        if detail["type"] != "missing":
            yield Problem(keys[key], f"{key!r}: {detail['msg'].removeprefix('Value error, ')}")
        elif key not in keys:
            yield Problem(1, f"the front matter lacks {key!r}")
