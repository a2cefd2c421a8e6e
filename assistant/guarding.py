"""Words that a small change of turns what a sentence says: forces, denials, limits, numbers, who, when."""

import re
from collections import Counter
from functools import cache

from assistant.linking import LINKS
from assistant.phrases import Phrases, line_of
from corpus import LANGUAGES
from index.analysis import normalise

GUARDS = Phrases("guards")
"""The guarded words, by facet and value; the values mean the same in both languages."""

TURNS = Phrases("turns")
"""The words of which it matters to which others they belong."""

IN_ORDER = ("needless", "ban", "must", "should", "may")
"""The forces, in the order in which they are read, each taken out of the text: "need not" is not "need"."""

UNITS = ("minute", "hour", "day", "week", "month", "year")
"""The numbers' values that may stand in one word with another: Arabic has "two days" in one."""

_PERCENT = re.compile("[%٪]")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POINTS = str.maketrans({"٫": ".", "٬": ","})

Guarded = Counter[tuple[str, str]]
"""How often a text has each guarded value: `("force", "must")`, `("number", "20")`."""


def read_guards(text: str) -> Guarded:
    """The guarded values of a text in either language."""
    # In "the official one" nothing is counted.
    line = LINKS.without("idiom", line_of(_PERCENT.sub(" percent ", text)))
    found = _numbers(text, line)
    measures, forceless = GUARDS.apart("measure", line)
    found.update({("measure", value): count for value, count in measures.items()})
    # The month of May is no permission. Nor does "no more than" deny more than "at most".
    forceless = GUARDS.without("number", forceless, "may_month")
    for force in IN_ORDER:
        if count := GUARDS.count("force", force, forceless):
            found["force", force] = count
            forceless = GUARDS.without("force", forceless, force)
    # Nor does "غير أن" deny anything, and neither "يجب ألا" nor "إلا أنه" makes an exception.
    plain = GUARDS.without("limit", forceless, "contrast")
    denying = GUARDS.without("limit", plain, "exception")
    for facet, values in facets().items():
        for value in values:
            if facet in ("force", "measure", "number") or value == "contrast":
                continue
            if facet == "order":
                count = int(GUARDS.begins(facet, value, line))
            elif facet == "polarity":
                count = GUARDS.count(facet, value, denying)
            else:
                count = GUARDS.count(facet, value, plain if value == "exception" else line)
            if count:
                found[facet, value] = count
    return found


def _numbers(text: str, line: str) -> Guarded:
    """The numbers of a text, in digits or words, with days, months and units."""
    digits = _THOUSANDS.sub("", normalise(text).translate(_POINTS))
    found: Guarded = Counter(("number", number.replace(":", ".")) for number in _NUMBER.findall(digits))
    # "Twenty-five" is not twenty, "يوم الاثنين" neither two nor a day, "خمسة في المئة" not a hundred.
    values = facets()["number"]
    numerals = [value for value in values if value.isdigit() or value in ("half", "two_thirds")]
    names, left = GUARDS.apart("number", line, set(values) - {*numerals, *UNITS})
    for value in UNITS:
        found["number", value] += GUARDS.count("number", value, left)
    for value, count in (names + GUARDS.apart("number", left, numerals)[0]).items():
        found["number", value] += count
    return +found


@cache
def facets() -> dict[str, tuple[str, ...]]:
    """The facets with their values, always in the same order."""
    return {facet: tuple(values) for facet, values in GUARDS.catalogue(LANGUAGES[0]).items()}
