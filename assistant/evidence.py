"""Whether what was retrieved is enough to answer."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from corpus import Language, Topic
from index import Retrieval

THRESHOLD = 0.30
"""The confidence from which a question is answered. The dev cases about the shipped guidance are beyond both
aims there, 95 % of the covered questions answered and 90 % of the others declined, in each language; on texts
with few examples a higher one declines too much of what they answer (see the decision record)."""

FURTHER = range(4, 12)
"""Which passages, from the best one on, tell whether a question is about the subject of the texts."""

TYPICAL = 0.4
"""What share of the best passage's fit such a passage has on the dev cases. Texts of a few passages lack some
of them: each that is missing is taken to be typical, and so speaks neither for an answer nor against it."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for an answer, and the decision."""

    features: dict[str, float]
    confidence: float
    """The estimated probability that the guidance answers the question, 0 to 1."""

    told: bool | None = None
    """Whether the guidance answers it, where an example question in the very words says so: that decides."""

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.confidence >= THRESHOLD if self.told is None else self.told


@dataclass(frozen=True)
class _Model:
    """A logistic regression: what `python -m eval calibrate` has fitted."""

    weights: dict[str, float]
    bias: dict[str, float]


def weigh(retrieval: Retrieval, language: Language, inside: float) -> Evidence:
    """Decide whether the best of what was retrieved answers the question, which is in `language`.

    `inside`: how far it is like the questions that the guidance answers (see `assistant.coverage`).
    """
    features = measure(retrieval, inside)
    if not features:
        return Evidence({}, 0.0)
    model = _model()
    logit = model.bias[language] + sum(weight * features[key] for key, weight in model.weights.items())
    same = retrieval.matches.same
    told = None if same is None else not isinstance(same.target, Topic)
    return Evidence(features, 1 / (1 + math.exp(-logit)), told)


def measure(retrieval: Retrieval, inside: float) -> dict[str, float]:
    """The features that tell answerable questions from others; empty when nothing was found.

    `fit`: of the best passage's text; `subject`: of a typical further one, which tells whether the question
    is about the subject of the texts at all; `elsewhere`: how like the nearest topic's examples the question
    is; `odds`: that it belongs to a section and not to a topic, as far as the examples are to be trusted
    (see `index.matching`); `inside`: how far it is like what is asked about sections, in the same way;
    `many`: whether there are examples in plenty, as then even what is not covered is like some of them. Few
    examples move the decision little, so it is one rule for texts with many and with none.
    """
    if not retrieval.hits:
        return {}
    fits = sorted((hit.fit for hit in retrieval.hits), reverse=True)
    further = fits[FURTHER.start : FURTHER.stop]
    topic, trust = retrieval.matches.best_topic(), retrieval.matches.trust
    return {
        "fit": fits[0],
        "subject": float(np.mean([*further, *[TYPICAL * fits[0]] * (len(FURTHER) - len(further))])),
        "elsewhere": topic.score if topic else 0.0,
        "odds": retrieval.matches.odds,
        # Squared: learned from few examples, it says still less.
        "inside": trust**2 * inside,
        "many": trust**4,
    }


@cache
def _model() -> _Model:
    text = resources.files("assistant").joinpath("calibration.json").read_text("utf-8")
    return _Model(**json.loads(text))
