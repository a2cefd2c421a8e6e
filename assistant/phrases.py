"""Phrases by which something is told, in lists that people keep: one file a language in a folder."""

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property
from importlib import resources

from corpus import LANGUAGES, Language
from index import words

# What Arabic writes together with the word that follows: and, so; with, like, to; the, for the, on the, this.
_PREFIX: Mapping[Language, str] = {"en": "", "ar": "[وف]?(?:[بك]?ال|لل|[بلك]|عال|هال)?"}


class Phrases:
    """The phrases of a folder `assistant/<name>/`, by facet and value.

    In the files a star stands for any ending; case, marks and forms of letters do not count.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def catalogue(self, language: Language) -> dict[str, dict[str, list[str]]]:
        """The phrases of a language as they stand in its file, by facet and value."""
        text = resources.files("assistant").joinpath(self._name, f"{language}.toml").read_text("utf-8")
        return tomllib.loads(text)

    def told(self, facet: str, line: str) -> frozenset[str]:
        """The values of a facet that a line tells, in any language."""
        return frozenset(value for value, pattern in self._patterns[facet].items() if pattern.search(line))

    def begins(self, facet: str, value: str, line: str) -> bool:
        """Whether a line begins with a phrase of this value."""
        return self._patterns[facet][value].match(line) is not None

    def without(self, facet: str, line: str, value: str | None = None) -> str:
        """A line without what tells a facet, or one value of it."""
        for own, pattern in self._patterns[facet].items():
            if value in (None, own):
                line = pattern.sub(" ", line)
        return re.sub(r"\s+", " ", line).strip()

    @cached_property
    def _patterns(self) -> dict[str, dict[str, re.Pattern[str]]]:
        """By facet and value, what tells it in any language."""
        signs: dict[str, dict[str, list[str]]] = {}
        for language in LANGUAGES:
            for facet, values in self.catalogue(language).items():
                for value, phrases in values.items():
                    found = signs.setdefault(facet, {}).setdefault(value, [])
                    found += [_PREFIX[language] + _as_pattern(phrase) for phrase in phrases]
        return {
            facet: {
                value: re.compile(rf"\b(?:{'|'.join(found) or '(?!)'})\b") for value, found in values.items()
            }
            for facet, values in signs.items()
        }


def line_of(text: str) -> str:
    """A text as phrases are looked for in it: its words in their normal form."""
    return " ".join(words(text)).replace("'", " ")


def _as_pattern(phrase: str) -> str:
    return " ".join(
        re.escape(line_of(part)) + (r"\w*" if part.endswith("*") else "") for part in phrase.split()
    )
