"""Fitting the decision whether there is enough evidence to answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.evidence import THRESHOLD, measure
from assistant.question import parse
from corpus import LANGUAGES, Example, Language, load_corpus, load_examples
from corpus.examples import general_examples
from eval.case import CASES, GUIDANCE, Case, load_cases
from index import FixedIndex, GuidanceRetriever, IndexSettings, Matches, open_index

FILE = Path(__file__).parents[1] / "assistant" / "calibration.json"

FEATURES = {
    "examples": ("score", "subject", "elsewhere", "odds", "lean"),
    "texts": ("score", "subject", "elsewhere"),
}


@dataclass(frozen=True)
class Row:
    """What was measured for a case."""

    case: Case
    features: dict[str, float]
    known: bool
    """Whether all topics were there. An uncovered question is measured once more without the topics that it
    is nearest to, as staff will ask about things that nobody thought of."""


@dataclass(frozen=True)
class Rates:
    """How often it was right in cross-validation, in one language."""

    answered: float
    """Of the covered questions."""
    declined: float
    """Of the uncovered ones."""
    declined_unknown: float
    """Of the uncovered ones, when their topic is not among the examples."""


@dataclass(frozen=True)
class Fitted:
    """A fitted model, and how it does."""

    model: dict[str, dict[str, float]]
    rates: dict[Language, Rates]


def rows(settings: IndexSettings, cases: Sequence[Case], examples: Sequence[Example]) -> list[Row]:
    """What the assistant measures for these cases. Attacks are left out: they are no sample of questions."""
    index = open_index(settings, load_corpus(settings.corpus_folder), examples=examples)
    retriever = GuidanceRetriever(index=FixedIndex(index))
    found: list[Row] = []
    for case in cases:
        if case.kind != "attack":
            retrieval = retriever.retrieve(parse(case.question).asked)
            found.append(Row(case, measure(retrieval), known=True))
            if not case.answerable:
                unknown = replace(retrieval, matches=_without_nearest(retrieval.matches))
                found.append(Row(case, measure(unknown), known=False))
    return found


def _without_nearest(matches: Matches) -> Matches:
    nearest = [
        max(matches.topics, key=lambda topic: matches.topics[topic].score),
        max(matches.topics, key=lambda topic: matches.topics[topic].lean),
    ]
    return replace(matches, topics={t: m for t, m in matches.topics.items() if t not in nearest})


def fit(data: Sequence[Row], name: str) -> Fitted:
    """A logistic regression over the named model's features, with one bias a language.

    Covered and uncovered questions weigh the same. How it does is taken from ten-fold cross-validation, not
    from the predictions on the questions that the weights were fitted to.
    """
    keys = FEATURES[name]
    arabic = np.array([row.case.language == "ar" for row in data])
    x = np.column_stack([np.array([[row.features[key] for key in keys] for row in data]), arabic])
    y = np.array([row.case.answerable for row in data])
    known = np.array([row.known for row in data])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, class_weight="balanced"))
    folds = StratifiedGroupKFold(10, shuffle=True, random_state=0)
    groups = [f"{row.case.id} {row.case.question}" for row in data]
    predicted = cross_val_predict(model, x, y, groups=groups, cv=folds, method="predict_proba")[:, 1]
    enough = predicted >= THRESHOLD
    rates: dict[Language, Rates] = {}
    for language in LANGUAGES:
        own = arabic == (language == "ar")
        rates[language] = Rates(
            answered=float(enough[own & y].mean()),
            declined=float((~enough[own & ~y & known]).mean()),
            declined_unknown=float((~enough[own & ~y & ~known]).mean()),
        )
    model.fit(x, y)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    fitted = {
        "weights": {key: round(float(weight), 5) for key, weight in zip(keys, weights, strict=False)},
        "bias": {"en": round(bias, 5), "ar": round(bias + float(weights[-1]), 5)},
    }
    return Fitted(fitted, rates)


def calibrate(settings: IndexSettings) -> dict[str, Fitted]:
    """Fit both models on the dev cases and write them to `assistant/calibration.json`.

    Both are fitted on the shipped corpus and the others together: `examples` with their example questions,
    `texts` with the general topics alone.
    """
    data: dict[str, list[Row]] = {"examples": [], "texts": []}
    for name, folder in corpora(settings).items():
        own = settings.model_copy(update={"corpus_folder": folder})
        cases = load_cases(CASES / name, "dev", load_corpus(folder))
        data["texts"] += rows(own, cases, [example for _, example in general_examples()])
        data["examples"] += rows(own, cases, load_examples(folder))
    fitted = {name: fit(data[name], name) for name in FEATURES}
    content = {name: result.model for name, result in fitted.items()}
    FILE.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    return fitted


def corpora(settings: IndexSettings) -> dict[str, Path]:
    """The folders of guidance that there are cases about, by the cases' folder."""
    others = {folder.name: folder for folder in sorted(GUIDANCE.iterdir()) if folder.is_dir()}
    return {"social-media": settings.corpus_folder, **others}
