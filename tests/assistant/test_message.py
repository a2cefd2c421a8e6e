"""The words of every package that has words: whole in both languages, and used as they ask for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment, nodes

import assistant
import eval
from assistant.message import MessageError, Messages, message, placeholders
from assistant.writing import Fate
from corpus import LANGUAGES, SHIPPED_FOLDER, VERDICTS, load_corpus
from eval.case import CASES
from eval.casebook import load_cases
from eval.message import message as of_eval


@cache
def _dialects() -> set[str]:
    """The names that the shipped cases give to other ways to ask."""
    cases = load_cases(CASES / "social-media", load_corpus(SHIPPED_FOLDER))
    return {name for case in cases for name in case.variants}


@dataclass(frozen=True)
class Package:
    """A package's words, and the source and the templates that use them."""

    folder: Path
    messages: Messages
    foreign: tuple[str, ...]
    """The keys of the Arabic messages that have no Arabic in them."""

    def __str__(self) -> str:
        return self.messages.package

    @cached_property
    def keys(self) -> set[str]:
        return {*self.messages.catalogue("en")}

    @cached_property
    def tables(self) -> str:
        return "|".join(sorted({key.partition(".")[0] for key in self.keys}))

    @cached_property
    def source(self) -> list[ast.AST]:
        files = sorted(self.folder.glob("*.py"))
        return [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]

    @cached_property
    def templates(self) -> list[nodes.Template]:
        files = sorted(self.folder.glob("templates/*.html"))
        return [Environment().parse(file.read_text("utf-8")) for file in files]

    def of_templates(self, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
        for template in self.templates:
            yield from template.find_all(kind)

    @cached_property
    def literals(self) -> set[str]:
        found = {n.value for n in self.source if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        return found | {n.value for n in self.of_templates(nodes.Const) if isinstance(n.value, str)}

    @cached_property
    def words(self) -> set[str]:
        """What a key may be made with: literals, the names of functions (metrics) and of fields."""
        functions = {n.name for n in self.source if isinstance(n, ast.FunctionDef)}
        fields = {ast.unparse(n.target) for n in self.source if isinstance(n, ast.AnnAssign)}
        return self.literals | functions | fields | _dialects() | {*VERDICTS, *get_args(Fate)}

    @cached_property
    def named(self) -> set[str]:
        """The literals that are in the form of a key."""
        form = re.compile(rf"(?:{self.tables})\.[\w.]*\w")
        files = (".css", ".js", ".svg", ".html", ".toml")
        return {text for text in self.literals if form.fullmatch(text) and not text.endswith(files)}

    @cached_property
    def made(self) -> set[str]:
        """The f-strings of the source, and what templates join, that make a key, as patterns."""
        joined = [[*n.values] for n in self.source if isinstance(n, ast.JoinedStr)]
        joined += [[*n.nodes] for n in self.of_templates(nodes.Concat)]
        found = set()
        for parts in joined:
            pattern = [
                re.escape(str(p.value)) if isinstance(p, ast.Constant | nodes.Const) else r"([\w.]+)"
                for p in parts
            ]
            if re.match(rf"(?:{self.tables})\\\.", pattern[0]):
                found.add("".join(pattern))
        return found

    def fills(self, key: str, pattern: str) -> bool:
        """Whether a pattern can make this key: with words that stand in the source too, or with numbers."""
        match = re.fullmatch(pattern, key)
        return match is not None and all(
            group in self.words
            or all(part in self.words or part.isdigit() for part in re.split(r"[._]", group))
            for group in match.groups()
        )

    def calls(self) -> Iterator[tuple[str, set[str]]]:
        """The keys that are asked for by themselves, with the names of the values that are given."""
        for node in self.source:
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            given = {keyword.arg for keyword in node.keywords}
            if name in ("message", "say") and None not in given:
                for argument in node.args[:2]:
                    if isinstance(argument, ast.Constant) and argument.value in self.named:
                        yield argument.value, {str(value) for value in given}
        for call in self.of_templates(nodes.Call):
            assert isinstance(call, nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                (key,) = call.args
                if isinstance(key, nodes.Const):
                    yield key.value, {keyword.key for keyword in call.kwargs}


PACKAGES = [
    Package(
        Path(assistant.__file__).parent,
        message,
        ("approved_page.switch", "chat.date", "chat.switch", "list.separator"),
    ),
    Package(Path(eval.__file__).parent, of_eval, ("compare.p", "compare.p_small", "page.switch")),
]
packages = pytest.mark.parametrize("package", PACKAGES, ids=str)


@packages
def test_both_languages_have_the_same_messages_with_the_same_placeholders(package: Package) -> None:
    english, arabic = package.messages.catalogue("en"), package.messages.catalogue("ar")
    assert english.keys() == arabic.keys()
    assert {k: placeholders(v) for k, v in english.items()} == {k: placeholders(v) for k, v in arabic.items()}


@packages
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_blank(package: Package, language: str) -> None:
    assert [key for key, text in package.messages.catalogue(language).items() if not text.strip()] == []


@packages
def test_arabic_messages_are_in_arabic(package: Package) -> None:
    latin = [
        key
        for key, text in package.messages.catalogue("ar").items()
        if not re.search("[ء-ي]", re.sub(r"\{\w+\}", "", text))
    ]
    assert sorted(latin) == sorted(package.foreign)


@packages
def test_every_key_that_the_source_names_is_there(package: Package) -> None:
    assert package.named - package.keys == set()
    assert [p for p in package.made if not any(re.fullmatch(p, key) for key in package.keys)] == []


@packages
def test_every_message_is_used(package: Package) -> None:
    unused = [
        key
        for key in package.keys - package.named
        if not any(package.fills(key, pattern) for pattern in package.made)
    ]
    assert sorted(unused) == []


@packages
def test_every_call_gives_the_placeholders_that_its_message_asks_for(package: Package) -> None:
    texts, calls = package.messages.catalogue("en"), list(package.calls())
    assert calls
    assert [(key, given) for key, given in calls if placeholders(texts[key]) != given] == []


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
