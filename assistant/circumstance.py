"""What a question tells of the conditions that the guidance makes, met or not, and how it is put."""

from functools import cache

from assistant.phrases import Phrases, line_of
from corpus import LANGUAGES

PHRASES = Phrases("circumstances")
"""What tells circumstances, by facet and circumstance."""

FACETS = ("free_of", "unmet", "met")
"""In the order in which they are read, each taken out of the text: "nothing sensitive" is not sensitive, and
"nobody has checked it" does not tell that it was checked."""


def read_circumstances(text: str) -> frozenset[str]:
    """The circumstances that a text tells, by the words that tell them, in either language."""
    line, told = line_of(text), frozenset[str]()
    for facet in FACETS:
        told |= PHRASES.told(facet, line)
        line = PHRASES.without(facet, line)
    return told


@cache
def circumstances() -> tuple[str, ...]:
    """All circumstances that can be told, always in the same order."""
    catalogue = PHRASES.catalogue(LANGUAGES[0])
    return tuple(circumstance for facet in FACETS for circumstance in catalogue[facet])
