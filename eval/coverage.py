"""Which sections of the guidance the cases ask about, and how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import LANGUAGES, Corpus, Language, Section
from eval.case import Case

ENOUGH = 2
"""How many cases there should be for each section in each language of the questions."""


@dataclass(frozen=True)
class Covered:
    """A section, and how many cases it answers, by the language of the question."""

    section: Section
    cases: dict[Language, int]

    @property
    def short_of(self) -> tuple[Language, ...]:
        """The languages in which too few cases ask about it."""
        return tuple(language for language in LANGUAGES if self.cases[language] < ENOUGH)


def coverage(corpus: Corpus, cases: Iterable[Case]) -> list[Covered]:
    """Every section in the order of the corpus, with the cases that it answers."""
    counts = Counter((ref, case.language) for case in cases for ref in set(case.answers))
    return [
        Covered(section, {language: counts[section.ref, language] for language in LANGUAGES})
        for section in corpus.sections()
    ]
