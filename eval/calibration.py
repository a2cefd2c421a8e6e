"""Fitting the decision whether there is enough evidence to answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.evidence import measure
from assistant.question import parse
from corpus import LANGUAGES, Example, Language, load_corpus, load_examples
from eval.case import CASES, GUIDANCE, Case, load_cases
from index import FixedIndex, GuidanceRetriever, IndexSettings, open_index

FILE = Path(__file__).parents[1] / "assistant" / "calibration.json"

FEATURES = {
    "examples": ("sentence", "coverage", "example", "elsewhere"),
    "texts": ("passage", "sentence", "coverage", "gap"),
}
ANSWERED = {"examples": 0.95, "texts": 0.85}
"""The share of covered questions to be answered, in each language, that the thresholds are set for."""


@dataclass(frozen=True)
class Row:
    """A case's features, its language, and whether the guidance answers it."""

    features: dict[str, float]
    language: Language
    answerable: bool


@dataclass(frozen=True)
class Fitted:
    """A fitted model and how it does under cross-validation, by language."""

    model: dict[str, object]
    answered: dict[Language, float]
    declined: dict[Language, float]


def rows(settings: IndexSettings, cases: Sequence[Case], examples: Sequence[Example] = ()) -> list[Row]:
    """What the assistant measures for these cases. Attacks are left out: they are no sample of questions."""
    index = open_index(settings, load_corpus(settings.corpus_folder), examples=examples)
    retriever = GuidanceRetriever(index=FixedIndex(index))
    return [
        Row(measure(retriever.retrieve(parse(c.question).asked), c.language), c.language, c.answerable)
        for c in cases
        if c.kind != "attack"
    ]


def fit(data: Sequence[Row], name: str) -> Fitted:
    """A logistic regression over the named model's features, one bias and one threshold a language.

    The thresholds are taken from the predictions of ten-fold cross-validation, not from those on the
    questions that the weights were fitted to.
    """
    keys = FEATURES[name]
    x = np.array([[row.features[key] for key in keys] + [row.language == "ar"] for row in data], dtype=float)
    y = np.array([row.answerable for row in data])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, class_weight="balanced"))
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    predicted = cross_val_predict(model, x, y, cv=folds, method="predict_proba")[:, 1]
    threshold, answered, declined = {}, {}, {}
    for language in LANGUAGES:
        own = np.array([row.language == language for row in data])
        threshold[language] = float(np.quantile(predicted[own & y], 1 - ANSWERED[name]))
        answered[language] = float((predicted[own & y] >= threshold[language]).mean())
        declined[language] = float((predicted[own & ~y] < threshold[language]).mean())
    model.fit(x, y)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    fitted = {
        "weights": {key: round(float(weight), 5) for key, weight in zip(keys, weights, strict=False)},
        "bias": {"en": round(bias, 5), "ar": round(bias + float(weights[-1]), 5)},
        "threshold": {language: round(value, 4) for language, value in threshold.items()},
    }
    return Fitted(fitted, answered, declined)


def calibrate(settings: IndexSettings) -> dict[str, Fitted]:
    """Fit both models on the dev cases and write them to `assistant/calibration.json`.

    `examples` is fitted on the shipped corpus with its example questions, `texts` on the shipped corpus
    and the others without any.
    """
    data: dict[str, list[Row]] = {"examples": [], "texts": []}
    for name, folder in corpora(settings).items():
        own = settings.model_copy(update={"corpus_folder": folder})
        cases = load_cases(CASES / name, "dev", load_corpus(folder))
        data["texts"] += rows(own, cases)
        if examples := load_examples(folder):
            data["examples"] += rows(own, cases, examples)
    fitted = {name: fit(data[name], name) for name in FEATURES}
    content = {name: result.model for name, result in fitted.items()}
    FILE.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    return fitted


def corpora(settings: IndexSettings) -> dict[str, Path]:
    """The folders of guidance that there are cases about, by the cases' folder."""
    others = {folder.name: folder for folder in sorted(GUIDANCE.iterdir()) if folder.is_dir()}
    return {"social-media": settings.corpus_folder, **others}
