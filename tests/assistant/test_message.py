import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import assistant
from assistant.message import MessageError, message, placeholders
from corpus import LANGUAGES

SOURCES = sorted(Path(assistant.__file__).parent.glob("*.py"))
KEYS = message.catalogue("en").keys()
TABLES = "|".join(sorted({key.partition(".")[0] for key in KEYS}))


def _nodes() -> Iterator[ast.AST]:
    for source in SOURCES:
        yield from ast.walk(ast.parse(source.read_text("utf-8")))


@cache
def _literals() -> set[str]:
    return {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def _named() -> set[str]:
    """The string literals in the source that are in the form of a key."""
    return {text for text in _literals() if re.fullmatch(rf"(?:{TABLES})\.(?!css|js|svg)[\w.]*\w", text)}


def _made() -> set[str]:
    """The f-strings in the source that make a key, as patterns."""
    found = set()
    for node in _nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"([\w.]+)" for p in node.values
            ]
            if re.match(rf"(?:{TABLES})\\\.", parts[0]):
                found.add("".join(parts))
    return found


def _filled(key: str, pattern: str) -> bool:
    """Whether a pattern can make this key: with words that stand in the source too, or with numbers."""
    match = re.fullmatch(pattern, key)
    words = _literals()
    return match is not None and all(
        group in words or all(part in words or part.isdigit() for part in re.split(r"[._]", group))
        for group in match.groups()
    )


def test_both_languages_have_the_same_messages_with_the_same_placeholders() -> None:
    english, arabic = message.catalogue("en"), message.catalogue("ar")
    assert english.keys() == arabic.keys()
    assert {k: placeholders(v) for k, v in english.items()} == {k: placeholders(v) for k, v in arabic.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_blank(language: str) -> None:
    assert [key for key, text in message.catalogue(language).items() if not text.strip()] == []


def test_arabic_messages_are_in_arabic() -> None:
    latin = [
        k
        for k, text in message.catalogue("ar").items()
        if not re.search("[ء-ي]", re.sub(r"\{\w+\}", "", text))
    ]
    assert sorted(latin) == ["chat.date", "chat.switch", "list.separator"]


def test_every_key_that_the_source_names_is_there() -> None:
    assert _named() - KEYS == set()
    assert [pattern for pattern in _made() if not any(re.fullmatch(pattern, key) for key in KEYS)] == []


def test_every_message_is_used() -> None:
    made = _made()
    unused = [k for k in KEYS - _named() if not any(_filled(k, pattern) for pattern in made)]
    assert sorted(unused) == []


def test_every_call_gives_the_placeholders_that_its_message_asks_for() -> None:
    wrong = []
    for node in _nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message":
            key, names = node.args[1], {keyword.arg for keyword in node.keywords}
            if isinstance(key, ast.Constant) and None not in names:
                text = message.catalogue("en").get(str(key.value), "")
                if placeholders(text) != names:
                    wrong.append((key.value, names))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_filled_in(language: str) -> None:
    text = message(language, "blocked.too_long", most=4000, length=5000)  # type: ignore[arg-type]
    assert "4000" in text
    assert "5000" in text
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", [{}, {"most": 1}, {"most": 1, "length": 2, "more": 3}, {"topic": 1}])
def test_other_values_than_the_placeholders_are_refused(language: str, values: dict[str, int]) -> None:
    with pytest.raises(MessageError, match=r"blocked\.too_long.*\['length', 'most'\]"):
        message(language, "blocked.too_long", **values)  # type: ignore[arg-type]


def test_a_message_that_is_not_there_is_named_with_its_file() -> None:
    with pytest.raises(MessageError, match=r"'answer\.maybe' in assistant/messages/ar\.toml"):
        message("ar", "answer.maybe")


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert "{x} {0}" in message("en", "not_covered.covers", headings="{x} {0}")
