"""How well the confidence tells what can be answered: risk by coverage, and calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus import LANGUAGES, Language
from eval.judgement import Judged

Floats = npt.NDArray[np.float64]

BINS = 10


@dataclass(frozen=True)
class Confidences:
    """Of each case that has a confidence: how high it is, and what it ought to have told."""

    confidence: Floats
    answerable: Floats
    """1 where the guidance answers the question, else 0."""
    wrong: Floats
    """1 where an answer is or would be wrong: the guidance has none, or the section found first is not one
    that answers; else 0. What was declined is judged too, as if it had been answered."""

    @property
    def size(self) -> int:
        """How many cases."""
        return len(self.confidence)

    def drawn(self, numbers: npt.NDArray[np.int64]) -> "Confidences":
        """Those of a resample."""
        return Confidences(self.confidence[numbers], self.answerable[numbers], self.wrong[numbers])


@dataclass(frozen=True)
class Bin:
    """Cases of like confidence."""

    confidence: float
    """Their mean confidence."""
    answerable: float
    """What share of them the guidance answers."""
    cases: int


def by_language(judged: Sequence[Judged]) -> dict[Language, Confidences]:
    """Those of each language that has any."""
    found = {lang: confidences([j for j in judged if j.case.language == lang]) for lang in LANGUAGES}
    return {language: own for language, own in found.items() if own.size}


def confidences(judged: Sequence[Judged]) -> Confidences:
    """Those of all cases that have one."""
    rows = [
        (j.result.confidence, j.case.answerable, not {*j.result.retrieved[:1]} & {*j.case.answers})
        for j in judged
        if j.result is not None and j.result.confidence is not None
    ]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return Confidences(*columns)


def risk_coverage(found: Confidences) -> tuple[Floats, Floats]:
    """The risk–coverage curve (El-Yaniv & Wiener 2010): for each number of cases that might be answered, the
    most confident first, what share of all that is (coverage), and what share of them is wrong (risk)."""
    order = np.argsort(-found.confidence, kind="stable")
    counts = np.arange(1, found.size + 1)
    return counts / found.size, np.cumsum(found.wrong[order]) / counts


def area(found: Confidences) -> float:
    """The area under the risk–coverage curve (AURC; Geifman, Uziel & El-Yaniv 2019), the mean risk over all
    coverages: 0 is best. It rises with the share of cases that cannot be answered, so it compares systems on
    the same cases, and not sets of cases."""
    return float(risk_coverage(found)[1].mean())


def bins(found: Confidences) -> list[Bin]:
    """Ten bins of equally many cases by confidence (Nguyen & O'Connor 2015)."""
    order = np.argsort(found.confidence, kind="stable")
    return [
        Bin(float(found.confidence[part].mean()), float(found.answerable[part].mean()), len(part))
        for part in np.array_split(order, BINS)
        if len(part)
    ]


def calibration_error(found: Confidences) -> float:
    """The expected calibration error (Naeini, Cooper & Hauskrecht 2015) over these bins: by how much the
    confidence differs from the share that can be answered, on average. 0 is best."""
    return sum(abs(b.confidence - b.answerable) * b.cases for b in bins(found)) / found.size


def brier(found: Confidences) -> float:
    """The Brier score (1950): the mean squared difference between confidence and what was so. 0 is best."""
    return float(((found.confidence - found.answerable) ** 2).mean())
