"""Fitting the decision whether there is enough evidence to answer."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.coverage import Coverage
from assistant.evidence import THRESHOLD, measure
from assistant.likeness import Likeness
from assistant.question import parse
from corpus import LANGUAGES, Example, Language, load_corpus, load_examples
from corpus.examples import general_examples
from eval.case import CASES, GUIDANCE, Case
from eval.casebook import load_cases
from eval.hiding import Hiding
from index import FixedIndex, GuidanceRetriever, IndexSettings, Matches, open_index

FILE = Path(__file__).parents[1] / "assistant" / "calibration.json"

LEVELS = (0, 1, 3, 6, 1000)
"""How many example questions a section and language there are at most. A team begins with none, and the
decision shall be sound from the first on."""

FEATURES = ("fit", "subject", "elsewhere", "odds", "inside", "many")


@dataclass(frozen=True)
class Row:
    """What was measured for a case."""

    case: Case
    corpus: str
    level: int
    """How many example questions a section and language there were at most."""
    features: dict[str, float]
    known: bool
    """Whether all topics were there. An uncovered question is measured once more without the topics that it
    is nearest to, as staff will ask about things that nobody thought of."""


@dataclass(frozen=True)
class Rates:
    """How often it was right in cross-validation, on one corpus at one level, in one language."""

    corpus: str
    level: int
    language: Language
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
    rates: tuple[Rates, ...]


def rows(settings: IndexSettings, name: str, cases: Sequence[Case]) -> list[Row]:
    """What the assistant measures for these cases about a corpus, at each level of example questions.

    Attacks are left out: they are no sample of questions. So are follow-ups, which say little by themselves.
    """
    corpus, examples = load_corpus(settings.corpus_folder), load_examples(settings.corpus_folder)
    retriever = GuidanceRetriever(index=FixedIndex(open_index(settings, corpus)))
    asked = [
        (case, retriever.retrieve(parse(case.question).asked))
        for case in cases
        if case.kind != "attack" and not case.before
    ]
    found: list[Row] = []
    for level in LEVELS:
        index = open_index(settings, corpus, examples=_at_level(examples, level))
        coverage = Coverage(index, settings.data_folder, Likeness(index.examples))
        hiding = Hiding(coverage, index.examples.examples)
        for case, retrieval in asked:
            # How well the texts fit does not depend on the examples, and takes most of the time.
            query, matches = retrieval.query, index.examples.match(retrieval.query)
            features = measure(replace(retrieval, matches=matches), coverage.read(query))
            found.append(Row(case, name, level, features, known=True))
            if not case.answerable:
                fewer = _without_nearest(matches)
                inside = hiding.read(query, matches.topics.keys() - fewer.topics.keys())
                features = measure(replace(retrieval, matches=fewer), inside)
                found.append(Row(case, name, level, features, known=False))
    return found


def _at_level(examples: Sequence[Example], level: int) -> list[Example]:
    """At most so many examples of each section and language, drawn at random but always the same ones.

    Whoever has written no example questions has written no topics either.
    """
    if level >= max(LEVELS):
        return list(examples)
    drawn: list[Example] = []
    by_section: defaultdict[tuple[str, Language], list[Example]] = defaultdict(list)
    for example in examples:
        if isinstance(example.target, str):
            by_section[example.target, example.language].append(example)
    for (section, language), own in by_section.items():
        drawn += Random(f"{section} {language}").sample(own, min(level, len(own)))
    topics = [example for example in examples if not isinstance(example.target, str)]
    return drawn + (topics if level else [example for _, example in general_examples()])


def _without_nearest(matches: Matches) -> Matches:
    nearest = [
        max(matches.topics, key=lambda topic: matches.topics[topic].score),
        max(matches.topics, key=lambda topic: matches.topics[topic].lean),
    ]
    return replace(matches, topics={t: m for t, m in matches.topics.items() if t not in nearest})


def fit(data: Sequence[Row]) -> Fitted:
    """A logistic regression with one bias a language.

    Covered and uncovered questions weigh the same. How it does is taken from ten-fold cross-validation, not
    from the predictions on the questions that the weights were fitted to.
    """
    arabic = np.array([row.case.language == "ar" for row in data])
    x = np.column_stack([np.array([[row.features[key] for key in FEATURES] for row in data]), arabic])
    y = np.array([row.case.answerable for row in data])
    # The same question in several rows stays on one side.
    groups = [f"{row.case.id} {row.case.question}" for row in data]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, class_weight="balanced"))
    predicted = np.zeros(len(data))
    for some, others in StratifiedGroupKFold(10, shuffle=True, random_state=0).split(x, y, groups):
        predicted[others] = model.fit(x[some], y[some]).predict_proba(x[others])[:, 1]
    model.fit(x, y)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    fitted = {
        "weights": {key: round(float(weight), 5) for key, weight in zip(FEATURES, weights, strict=False)},
        "bias": {"en": round(bias, 5), "ar": round(bias + float(weights[-1]), 5)},
    }
    return Fitted(fitted, _rates(data, predicted >= THRESHOLD))


def _rates(data: Sequence[Row], enough: npt.NDArray[np.bool_]) -> tuple[Rates, ...]:
    y = np.array([row.case.answerable for row in data])
    known = np.array([row.known for row in data])
    found: list[Rates] = []
    for corpus, level in dict.fromkeys((row.corpus, row.level) for row in data):
        for language in LANGUAGES:
            own = np.array([(r.corpus, r.level, r.case.language) == (corpus, level, language) for r in data])
            found.append(
                Rates(
                    corpus,
                    level,
                    language,
                    answered=float(enough[own & y].mean()),
                    declined=float((~enough[own & ~y & known]).mean()),
                    declined_unknown=float((~enough[own & ~y & ~known]).mean()),
                )
            )
    return tuple(found)


def calibrate(settings: IndexSettings) -> Fitted:
    """Fit the model on the dev cases of all corpora, each with many, some and no example questions, and
    write it to `assistant/calibration.json`."""
    data: list[Row] = []
    for name, folder in corpora(settings).items():
        own = settings.model_copy(update={"corpus_folder": folder})
        cases = load_cases(CASES / name, load_corpus(folder), ["dev"])
        data += rows(own, name, cases)
    fitted = fit(data)
    FILE.write_text(json.dumps(fitted.model, indent=2) + "\n", "utf-8")
    return fitted


def corpora(settings: IndexSettings) -> dict[str, Path]:
    """The folders of guidance that there are cases about, by the cases' folder."""
    others = {folder.name: folder for folder in sorted(GUIDANCE.iterdir()) if folder.is_dir()}
    return {"social-media": settings.corpus_folder, **others}
