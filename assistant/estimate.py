"""How probable it is that a sentence is supported, learned from labelled pairs of sentences and passages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.learned import SHIPPED
from assistant.measuring import names
from assistant.part import Floats
from corpus import Language

FILE = SHIPPED / "support.npz"
"""What `python -m eval check --fit` has made of the dev pairs."""

TREES = 400
BOOSTED = 300

Direction = tuple[Language, Language]
"""The language of a sentence and that of the passage that it cites."""
DIRECTIONS: tuple[Direction, ...] = (("en", "en"), ("ar", "ar"), ("en", "ar"), ("ar", "en"))


class Estimate:
    """Extremely randomised trees (Geurts, Ernst, Wehenkel 2006) with boosted ones (Friedman 2001), and the
    mean of both, over what is measured of labelled pairs.

    They are grown anew each time, the same ones from the same pairs: what comes with the product are the
    measures, which are numbers, and no program.
    """

    def __init__(
        self,
        measures: Floats,
        supported: npt.NDArray[np.bool_],
        thresholds: Mapping[Direction, float],
        least: Mapping[Direction, float],
    ) -> None:
        """`measures`: a row a pair; `thresholds`: the likelihood from which a sentence is supported, by
        direction; `least`: the same where an entailment model judges beside it."""
        from sklearn.ensemble import (
            ExtraTreesClassifier,
            HistGradientBoostingClassifier,
            VotingClassifier,
        )

        self._thresholds, self._least = thresholds, least
        self._cross, self._arabic = names().index("cross"), names().index("arabic")
        random = ExtraTreesClassifier(TREES, min_samples_leaf=2, max_features=0.3, random_state=0)
        boosted = HistGradientBoostingClassifier(
            learning_rate=0.05,
            max_iter=BOOSTED,
            max_leaf_nodes=15,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=0,
        )
        self._trees: Any = VotingClassifier([("random", random), ("boosted", boosted)], voting="soft")
        self._trees.fit(measures, supported)

    def likelihood(self, measures: Floats) -> float:
        """The probability that a sentence of these measures is supported, 0 to 1."""
        return float(self.likelihoods(measures[None])[0])

    def likelihoods(self, measures: Floats) -> Floats:
        """The same for many, as rows."""
        return np.asarray(self._trees.predict_proba(measures)[:, 1], dtype=np.float32)

    def threshold(self, measures: Floats) -> float:
        """The likelihood from which a sentence of these measures is supported."""
        return self._thresholds[self.direction(measures)]

    def least(self, measures: Floats) -> float:
        """The likelihood that it needs where an entailment model judges beside it."""
        return self._least[self.direction(measures)]

    def crosses(self, measures: Floats) -> bool:
        """Whether a sentence was compared with another language."""
        return bool(measures[self._cross])

    def direction(self, measures: Floats) -> Direction:
        """Between which languages a sentence was compared."""
        spoken: Language = "ar" if measures[self._arabic] else "en"
        other: Language = "en" if spoken == "ar" else "ar"
        return spoken, other if self.crosses(measures) else spoken


@cache
def load_estimate(file: Path = FILE) -> Estimate:
    """The estimate that comes with the product."""
    with np.load(file, allow_pickle=False) as stored:
        if tuple(stored["names"].tolist()) != names():
            raise ValueError(f"{file} is of other measures; run `python -m eval check --fit`")
        thresholds = dict(zip(DIRECTIONS, stored["thresholds"].tolist(), strict=True))
        least = dict(zip(DIRECTIONS, stored["least"].tolist(), strict=True))
        return Estimate(stored["measures"], stored["supported"], thresholds, least)
