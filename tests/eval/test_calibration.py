import json
import math
from collections import Counter
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest

from assistant.evidence import THRESHOLD
from corpus import LANGUAGES, load_examples
from corpus.examples import general_examples
from eval.calibration import FEATURES, LEVELS, Row, _at_level, fit
from eval.case import GUIDANCE, Case

RNG = np.random.default_rng(7)


def _rows(apart: float, shift: float = 0.0, count: int = 60, unknown: float = 0.0) -> list[Row]:
    """Rows whose answerable ones lie `apart` deviations above the others; in Arabic all are `shift` lower.

    Each uncovered case has a second row, of an unknown topic, that lies `unknown` above its first.
    """
    found: list[Row] = []
    for language in LANGUAGES:
        for number in range(2 * count):
            answerable = number < count
            case = Case(
                id=str(number),
                question="?",
                kind="covered" if answerable else "far",
                answers=("a#b",) if answerable else (),
                language=language,
                written_by="nobody",
            )
            features = {
                k: float(RNG.normal()) + apart * answerable - shift * (language == "ar") for k in FEATURES
            }
            found.append(Row(case, "c", 0, features, known=True))
            if not answerable:
                found.append(Row(case, "c", 0, {k: v + unknown for k, v in features.items()}, known=False))
    return found


def test_what_is_easy_to_tell_apart_is_told_apart() -> None:
    for rates in fit(_rows(apart=4.0)).rates:
        assert min(rates.answered, rates.declined, rates.declined_unknown) > 0.99


def test_what_cannot_be_told_apart_is_not_said_to_be() -> None:
    for rates in fit(_rows(apart=0.0, count=150)).rates:
        assert rates.answered + rates.declined < 1.25


def test_questions_of_unknown_topics_are_counted_apart() -> None:
    for rates in fit(_rows(apart=2.0, count=150, unknown=1.0)).rates:
        assert rates.declined_unknown < rates.declined


def test_a_language_that_scores_lower_throughout_is_made_up_for() -> None:
    model = fit(_rows(apart=2.0, shift=3.0)).model
    bias = model["bias"]
    assert isinstance(bias, dict)
    assert bias["ar"] > bias["en"]


def test_what_is_written_decides_as_it_was_fitted() -> None:
    data = _rows(apart=4.0)
    model = json.loads(json.dumps(fit(data).model))
    assert model.keys() == {"weights", "bias"}
    assert tuple(model["weights"]) == FEATURES

    def enough(row: Row) -> bool:
        logit = model["bias"][row.case.language]
        logit += sum(weight * row.features[key] for key, weight in model["weights"].items())
        return bool(1 / (1 + math.exp(-logit)) >= THRESHOLD)

    right = [enough(row) == row.case.answerable for row in data]
    assert sum(right) / len(right) > 0.9


def test_the_same_data_gives_the_same_model() -> None:
    data = _rows(apart=1.0)
    assert fit(data) == fit(data)


def test_the_shipped_calibration_weighs_the_features_that_are_fitted() -> None:
    shipped = json.loads(resources.files("assistant").joinpath("calibration.json").read_text("utf-8"))
    assert tuple(shipped["weights"]) == FEATURES


def test_a_corpus_and_a_level_of_examples_have_rates_of_their_own() -> None:
    easy, hard = _rows(apart=4.0), [replace(row, corpus="d", level=3) for row in _rows(apart=0.0)]
    rates = {(r.corpus, r.level, r.language): r for r in fit([*easy, *hard]).rates}
    assert rates.keys() == {(c, n, lang) for c, n in (("c", 0), ("d", 3)) for lang in LANGUAGES}
    assert rates["c", 0, "en"].answered > rates["d", 3, "en"].answered


@pytest.mark.parametrize("level", LEVELS)
def test_at_a_level_there_are_so_many_examples_of_each_section_and_language(level: int) -> None:
    own = load_examples(GUIDANCE / "conduct")
    drawn = _at_level(own, level)
    sections = Counter((e.target, e.language) for e in own if isinstance(e.target, str))
    found = Counter((e.target, e.language) for e in drawn if isinstance(e.target, str))
    assert found == {key: min(count, level) for key, count in sections.items() if level}
    assert drawn == _at_level(own, level)
    topics = [e for e in drawn if not isinstance(e.target, str)]
    if level:
        assert topics == [e for e in own if not isinstance(e.target, str)]
    else:
        assert topics == [example for _, example in general_examples()]
