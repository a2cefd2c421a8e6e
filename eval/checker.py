"""How well the checking of sentences tells those that are supported from others, over labelled pairs."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.checking import Checker, objection
from assistant.draft import Claim
from assistant.estimate import DIRECTIONS, FILE, Direction, Estimate
from assistant.measuring import names
from assistant.part import Floats
from assistant.support import Comparer
from corpus import Section
from corpus.writing import write_whole
from eval.pairs import CheckedPair, PairSet
from index import Index, Passage
from index.sentences import sentences

FALSE_PASSES = 0.0075
"""The share of unsupported sentences that the thresholds let through on the dev pairs, in each direction and
in cross-validation: less than half of the aim, as other sentences will be another sample, and some will be of
sections that these pairs are of."""

FALSE_PASSES_BESIDE = 0.2
"""The same where an entailment model judges beside what is measured."""

FOLDS = 8

NEVER = 2.0
"""A likelihood that none has."""

FEWEST = 100
"""With fewer unsupported dev pairs in a direction no threshold can be found, and nothing passes."""

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


def check_pairs(
    checker: Checker, sets: Sequence[PairSet], tick: Callable[[], None] = lambda: None
) -> list[CheckedPair]:
    """Check the sentence of each pair as one that cites the section, whole, and nothing else."""
    found: list[CheckedPair] = []
    for own in sets:
        for pair in own.pairs:
            section = own.sections[pair.section]
            checked = checker.check(Claim(pair.sentence, (1,)), {1: whole(section)}, own.language)
            found.append(
                CheckedPair(
                    **pair.model_dump(),
                    language=own.language,
                    about=section.language,
                    reason=checked.reason,
                    likelihood=round(checked.likelihood, 4),
                )
            )
            tick()
    return found


def whole(section: Section) -> Passage:
    """A section as one passage."""
    return Passage(section, 0, len(section.text), tuple(sentences(section.text)))


def fit(index: Index, sets: Sequence[PairSet], tick: Callable[[], None] = lambda: None) -> None:
    """Measure the dev pairs, choose thresholds by cross-validation over sections, and ship both."""
    comparer = Comparer(index)
    rows: list[Floats] = []
    allowed: list[bool] = []
    owners: list[int] = []
    supported: list[bool] = []
    groups: list[str] = []
    directions: list[Direction] = []
    for of_one in sets:
        for pair in of_one.pairs:
            section = of_one.sections[pair.section]
            parts = [comparer.known(text) for text in whole(section).embedded_sentences]
            claim = comparer.part(pair.sentence)
            for window in comparer.best(claim, parts):
                rows.append(window.measures)
                allowed.append(objection(claim, window) is None)
                owners.append(len(supported))
            supported.append(pair.label == "supported")
            groups.append(pair.section)
            directions.append((of_one.language, section.language))
            tick()
    measures, labels, owner = np.array(rows), np.array(supported), np.array(owners)
    # Learned from the likeliest place of each; of all places, the best counts.
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    likelihoods = _cross_validated(measures, owner, first, labels, groups)
    best = np.zeros(len(labels), dtype=np.float32)
    passing = np.array(allowed)
    np.maximum.at(best, owner[passing], likelihoods[passing])

    def thresholds(share: float) -> list[float]:
        own = (_between(directions, direction) for direction in DIRECTIONS)
        return [_threshold(best[between & ~labels], share) for between in own]

    _write(measures[first], labels, thresholds(FALSE_PASSES), thresholds(FALSE_PASSES_BESIDE))


def _cross_validated(
    measures: Floats, owner: Numbers, first: Numbers, labels: Flags, groups: Sequence[str]
) -> Floats:
    """The likelihood of each place of each pair as it is estimated from the pairs of other sections."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros(len(measures), dtype=np.float32)
    for known, held_out in GroupKFold(FOLDS).split(labels, labels, groups):
        estimate = Estimate(measures[first[known]], labels[known], {}, {})
        own = np.isin(owner, held_out)
        found[own] = estimate.likelihoods(measures[own])
    return found


def _threshold(unsupported: Floats, share: float) -> float:
    """The least likelihood that no more than that share of the unsupported pairs reach."""
    if len(unsupported) < FEWEST:
        return NEVER
    ordered = np.sort(unsupported)[::-1]
    return float(np.nextafter(ordered[int(share * len(ordered))], np.float32(2)))


def _between(directions: Sequence[Direction], own: Direction) -> Flags:
    return np.array([direction == own for direction in directions], dtype=bool)


def _write(measures: Floats, labels: Flags, thresholds: Sequence[float], least: Sequence[float]) -> None:
    from io import BytesIO

    content = BytesIO()
    np.savez_compressed(
        content,
        names=np.array(names()),
        measures=measures,
        supported=labels,
        thresholds=np.array(thresholds),
        least=np.array(least),
    )
    write_whole(FILE, content.getvalue())
