"""Words that a small change of turns what a sentence says: forces, denials, limits, numbers, who, when."""

import re
from collections import Counter
from functools import cache

from assistant.phrases import Phrases, line_of
from corpus import LANGUAGES

GUARDS = Phrases("guards")
"""The guarded words, by facet and value; the values mean the same in both languages."""

IN_ORDER = ("needless", "ban", "must", "should", "may")
"""The forces, in the order in which they are read, each taken out of the text: "need not" is not "need"."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")

Guarded = Counter[tuple[str, str]]
"""How often a text has each guarded value: `("force", "must")`, `("number", "20")`."""


def read_guards(text: str) -> Guarded:
    """The guarded values of a text in either language."""
    line = line_of(text)
    found: Guarded = Counter(("number", number) for number in _NUMBER.findall(line))
    forceless = line
    for force in IN_ORDER:
        if count := GUARDS.count("force", force, forceless):
            found["force", force] = count
            forceless = GUARDS.without("force", forceless, force)
    # Nor does "غير أن" deny anything, and "يجب ألا" makes no exception.
    plain = GUARDS.without("limit", forceless, "contrast")
    for facet, values in facets().items():
        for value in values:
            if facet == "force" or value == "contrast":
                continue
            if facet == "order":
                count = int(GUARDS.begins(facet, value, line))
            else:
                count = GUARDS.count(facet, value, plain if facet in ("polarity", "limit") else line)
            if count:
                found[facet, value] = count
    return found


@cache
def facets() -> dict[str, tuple[str, ...]]:
    """The facets with their values, always in the same order."""
    return {facet: tuple(values) for facet, values in GUARDS.catalogue(LANGUAGES[0]).items()}
