"""Phrases by which something is told, in lists that people keep: one file a language in a folder."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from importlib import resources

from corpus import LANGUAGES, Language
from index import words

# What Arabic writes together with the word that follows: and, so; with, like, to, on; this, the; for the.
_PREFIX: Mapping[Language, str] = {"en": "", "ar": "[وف]?(?:[بلكع]?ه?ال|لل|[بلكع])?"}

# Two words or fewer that a phrase leaves open. Where one of these stands, something else begins: in "our news
# on my page", the page is not ours.
_LEFT_OPEN: Mapping[Language, str] = {
    "en": r"(?: (?!(?:on|in|from|to|at|via|with|by|my|his|her|their|your|own|personal|private|and|or)\b)\w+"
    r"(?: s\b)?){0,2}",
    "ar": r"(?: (?!(?:علي|ع|عن|في|من|الي|مع|عبر|ان|او|ام)\b)\w+){0,2}",
}


class Phrases:
    """The phrases of a folder `assistant/<name>/`, by facet and value.

    In the files a star stands for any ending, a bar between words for either, two dots for up to two words
    more; what is joined by _ is several words, and a name in angle brackets stands for the words that the
    facet `words` has by that name. Case, marks and forms of letters do not count.
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

    def count(self, facet: str, value: str, line: str) -> int:
        """How often a line has a phrase of this value."""
        return sum(1 for _ in self._patterns[facet][value].finditer(line))

    def places(self, facet: str, value: str, line: str) -> list[tuple[int, int]]:
        """Where a line has the phrases of this value."""
        return [match.span() for match in self._patterns[facet][value].finditer(line)]

    def apart(self, facet: str, line: str, values: Collection[str] | None = None) -> tuple[Counter[str], str]:
        """How often a line tells each of some values, or all, and the line without it. No word tells two: of
        phrases that overlap, the one that begins first counts, of those that begin together the longest."""
        chosen = self._patterns[facet] if values is None else values
        patterns = {value: self._patterns[facet][value] for value in chosen}
        found: Counter[str] = Counter()
        left, place = "", 0
        while matches := [
            (match.start(), -match.end(), value)
            for value, pattern in patterns.items()
            if (match := pattern.search(line, place))
        ]:
            start, end, value = min(matches)
            found[value] += 1
            left, place = f"{left}{line[place:start]} ", -end
        return found, re.sub(r"\s+", " ", left + line[place:]).strip()

    def begins(self, facet: str, value: str, line: str) -> bool:
        """Whether a line begins with a phrase of this value."""
        return self._patterns[facet][value].match(line) is not None

    def after(self, facet: str, value: str, line: str) -> str:
        """A line without a phrase of this value that it begins with."""
        match = self._patterns[facet][value].match(line)
        return line[match.end() :].strip() if match else line

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
            catalogue = self.catalogue(language)
            named = catalogue.pop("words", {})
            for facet, values in catalogue.items():
                for value, phrases in values.items():
                    found = signs.setdefault(facet, {}).setdefault(value, [])
                    found += [_as_pattern(phrase, language, named) for phrase in phrases]
        for values_found in signs.values():
            for found in values_found.values():
                # Of two that begin alike, the longer one is meant.
                found.sort(key=len, reverse=True)
        return {
            facet: {
                value: re.compile(rf"\b(?:{'|'.join(found) or '(?!)'})\b") for value, found in values.items()
            }
            for facet, values in signs.items()
        }


def line_of(text: str) -> str:
    """A text as phrases are looked for in it: its words in their normal form."""
    return " ".join(words(text)).replace("'", " ")


def _as_pattern(phrase: str, language: Language, named: Mapping[str, list[str]]) -> str:
    pattern = ""
    for part in phrase.split():
        if part == "..":
            pattern += _LEFT_OPEN[language]
            continue
        either = [
            words_together
            for name in part.split("|")
            for words_together in (named[name[1:-1]] if name.startswith("<") else [name])
        ]
        pattern += f" {_PREFIX[language]}(?:{'|'.join(map(_any_ending, either))})"
    return pattern.removeprefix(" ")


def _any_ending(words_together: str) -> str:
    return re.escape(line_of(words_together)) + (r"\w*" if words_together.endswith("*") else "")
