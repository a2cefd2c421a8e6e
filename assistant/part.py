"""A sentence, taken apart to be compared with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.guarding import Guarded
from assistant.phrases import line_of
from index.analysis import stem

Floats = npt.NDArray[np.float32]

SPANS = (3, 5)
"""Of so many words are the spans that are compared in their meaning."""


@dataclass(frozen=True, eq=False)
class Part:
    """A sentence, taken apart."""

    text: str
    """What it says, without words that only tie it to others."""
    forms: tuple[str, ...]
    """Its words in their normal form, in order, once each."""
    stems: tuple[str, ...]
    """The stems of all its words, in order."""
    weights: Floats
    """What each form tells, by its rarity."""
    vectors: Floats
    """Of the forms, in the space in which words of both languages are compared."""
    meaning: Floats
    """The vector of the whole."""
    spans: tuple[Floats, ...]
    """The vectors of its spans, for each of `SPANS`."""
    guards: Guarded
    clauses: tuple["Part", ...] = ()
    """Its clauses, of a sentence of the guidance that has several."""

    @cached_property
    def line(self) -> str:
        """It as phrases are looked for in it."""
        return line_of(self.text)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The forms that tell something."""
        return frozenset(form for form, weight in zip(self.forms, self.weights, strict=True) if weight > 0)

    @cached_property
    def telling_stems(self) -> frozenset[str]:
        """Their stems."""
        return frozenset(map(stem, self.telling))


def shared(there: Sequence[str], own: Sequence[str]) -> list[Match]:
    """The runs of words that stand in both, in the same order."""
    blocks = SequenceMatcher(None, there, own, autojunk=False).get_matching_blocks()
    # The last one is empty.
    return blocks[:-1]
