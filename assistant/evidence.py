"""Whether what was retrieved is enough to answer."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from corpus import Language
from index import Retrieval

THRESHOLD = 0.45
"""The confidence from which a question is answered: where both aims, 95 % of the covered questions answered
and 90 % of the others declined, hold with the most to spare on the dev cases (see the decision record)."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for an answer, and the decision."""

    features: dict[str, float]
    confidence: float
    """The estimated probability that the guidance answers the question, 0 to 1."""
    model: str
    """Which calibrated model decided: `examples` where the corpus has example questions, else `texts`."""

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.confidence >= THRESHOLD


@dataclass(frozen=True)
class _Model:
    """A logistic regression: what `python -m eval calibrate` has fitted."""

    weights: dict[str, float]
    bias: dict[str, float]


def weigh(retrieval: Retrieval, language: Language) -> Evidence:
    """Decide whether the best of what was retrieved answers the question, which is in `language`."""
    name = "examples" if retrieval.matches.sections else "texts"
    features = measure(retrieval)
    if not features:
        return Evidence({}, 0.0, name)
    model = _models()[name]
    logit = model.bias[language] + sum(weight * features[key] for key, weight in model.weights.items())
    return Evidence(features, 1 / (1 + math.exp(-logit)), name)


def measure(retrieval: Retrieval) -> dict[str, float]:
    """The features that tell answerable questions from others; empty when nothing was found.

    `score`: of the best passage; `subject`: of a typical further one, which tells whether the question is
    about the subject of the texts at all. `elsewhere`: how like the nearest topic's examples the question is,
    `lean`: how much it leans to a section, `odds`: that it belongs to any (see `index.matching`).
    """
    if not retrieval.hits:
        return {}
    scores = [hit.score for hit in retrieval.hits]
    matches = retrieval.matches
    topic = matches.best_topic()
    return {
        "score": scores[0],
        "subject": float(np.mean(scores[4:12] or scores[-1:])),
        "elsewhere": topic.score if topic else 0.0,
        "odds": matches.odds,
        "lean": max((match.lean for match in matches.sections.values()), default=0.0),
    }


@cache
def _models() -> dict[str, _Model]:
    text = resources.files("assistant").joinpath("calibration.json").read_text("utf-8")
    return {name: _Model(**model) for name, model in json.loads(text).items()}
