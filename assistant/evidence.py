"""Whether what was retrieved is enough to answer."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from corpus import Language
from index import Retrieval
from index.analysis import script, stem


@dataclass(frozen=True)
class Evidence:
    """What speaks for an answer, and the decision."""

    features: dict[str, float]
    confidence: float
    """The estimated probability that the guidance answers the question, 0 to 1."""
    threshold: float
    model: str
    """Which calibrated model decided: `examples` where the corpus has example questions, else `texts`."""

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.confidence >= self.threshold


@dataclass(frozen=True)
class _Model:
    """A logistic regression: what `python -m eval calibrate` has fitted."""

    weights: dict[str, float]
    bias: dict[str, float]
    threshold: dict[str, float]


def weigh(retrieval: Retrieval, language: Language) -> Evidence:
    """Decide whether the best of what was retrieved answers the question, which is in `language`."""
    name = "examples" if retrieval.matches.sections else "texts"
    features = measure(retrieval, language)
    if not features:
        return Evidence({}, 0.0, 1.0, name)
    model = _models()[name]
    logit = model.bias[language] + sum(weight * features[key] for key, weight in model.weights.items())
    return Evidence(features, 1 / (1 + math.exp(-logit)), model.threshold[language], name)


def measure(retrieval: Retrieval, language: Language) -> dict[str, float]:
    """The features that tell answerable questions from others; empty when nothing was found."""
    if not retrieval.hits:
        return {}
    best = retrieval.hits[0]
    scores = [hit.score for hit in retrieval.hits]
    pool = retrieval.index.pools[best.passage.section.language]
    likeness = np.array(pool.word_likeness(retrieval.query, best.passage) or [0.0])
    rarity = np.array([_rarity(retrieval, word) for word in retrieval.query.words.words] or [1.0])
    section, topic = retrieval.matches.best_section(), retrieval.matches.best_topic()
    own = retrieval.matches.sections.get(best.passage.section.ref)
    return {
        "score": best.score,
        "lead": best.score - float(np.mean(scores[4:12] or scores[-1:])),
        "passage": best.signals.passage,
        "sentence": best.signals.sentence,
        "lexical": best.signals.lexical,
        "coverage": float((likeness * rarity).sum() / rarity.sum()),
        "gap": float(((1 - likeness) * rarity).max()),
        "same_language": float(best.passage.section.language == language),
        "example": section.score if section else 0.0,
        "own_example": own.score if own else 0.0,
        "elsewhere": topic.score if topic else 0.0,
    }


def _rarity(retrieval: Retrieval, word: str) -> float:
    """How much a word says, 0 to 1: its inverse frequency among the texts of its language."""
    pool = retrieval.index.pools.get(script(word))
    return pool.bm25.idf(stem(word)) / pool.bm25.idf("") if pool else 1.0


@cache
def _models() -> dict[str, _Model]:
    text = resources.files("assistant").joinpath("calibration.json").read_text("utf-8")
    return {name: _Model(**model) for name, model in json.loads(text).items()}
