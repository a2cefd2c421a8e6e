"""What matches are judged against: texts whose similarity to a question tells what a chance one is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.engine import Vectors

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Side:
    """The cohort's vectors by one encoder: of whole texts, and of their sentences."""

    texts: Vectors
    sentences: Vectors

    def scales(self, query: Vectors, owners: npt.NDArray[np.int64]) -> "SideScales":
        """What the cohort gets for a question."""
        texts, sentences = self.texts @ query, self.sentences @ query
        return SideScales(texts, _best(sentences, owners), float(sentences.std()))


@dataclass(frozen=True)
class SideScales:
    """The cohort's similarities to a question: of its texts, and of each one's best sentence."""

    texts: Floats
    best: Floats
    deviation: float
    """Of the similarities of all its sentences."""

    def standardise(self, texts: Floats, best: Floats) -> tuple[Floats, Floats]:
        """Similarities of texts and of sentences as standard scores over the cohort's."""
        return standard(texts, self.texts), standard(best, self.best)


@dataclass(frozen=True)
class Cohort:
    """What matches are judged against: the background, and a sample of the pool's own passages.

    The background keeps the scale the same from corpus to corpus, also where there are only a few
    passages; the sample tells a good match from the mere subject that all passages share.
    """

    main: Side
    companion: Side
    owners: npt.NDArray[np.int64]
    """For each sentence, the number of its text."""


def standard(values: Floats, cohort: Floats, least: float = 1e-6) -> Floats:
    """Standard scores of values over a cohort's, whose deviation is taken to be `least` at least."""
    return np.asarray((values - cohort.mean()) / max(float(cohort.std()), least), dtype=np.float32)


def _best(values: Floats, owners: npt.NDArray[np.int64]) -> Floats:
    """The greatest value of each owner's."""
    best = np.full(int(owners.max()) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, owners, values)
    return best
