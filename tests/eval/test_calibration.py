import json
import math
from importlib import resources

import numpy as np
import pytest

from assistant.evidence import THRESHOLD
from corpus import LANGUAGES
from eval.calibration import FEATURES, Row, fit
from eval.case import Case

RNG = np.random.default_rng(7)


def _rows(apart: float, shift: float = 0.0, count: int = 60, unknown: float = 0.0) -> list[Row]:
    """Rows whose answerable ones lie `apart` deviations above the others; in Arabic all are `shift` lower.

    Each uncovered case has a second row, of an unknown topic, that lies `unknown` above its first.
    """
    keys = sorted({key for keys in FEATURES.values() for key in keys})
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
            )
            features = {
                k: float(RNG.normal()) + apart * answerable - shift * (language == "ar") for k in keys
            }
            found.append(Row(case, features, known=True))
            if not answerable:
                found.append(Row(case, {k: v + unknown for k, v in features.items()}, known=False))
    return found


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_what_is_easy_to_tell_apart_is_told_apart(name: str) -> None:
    for rates in fit(_rows(apart=4.0), name).rates.values():
        assert min(rates.answered, rates.declined, rates.declined_unknown) > 0.99


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_what_cannot_be_told_apart_is_not_said_to_be(name: str) -> None:
    for rates in fit(_rows(apart=0.0, count=150), name).rates.values():
        assert rates.answered + rates.declined < 1.25


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_questions_of_unknown_topics_are_counted_apart(name: str) -> None:
    for rates in fit(_rows(apart=2.0, count=150, unknown=1.0), name).rates.values():
        assert rates.declined_unknown < rates.declined


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_a_language_that_scores_lower_throughout_is_made_up_for(name: str) -> None:
    model = fit(_rows(apart=2.0, shift=3.0), name).model
    bias = model["bias"]
    assert isinstance(bias, dict)
    assert bias["ar"] > bias["en"]


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_what_is_written_decides_as_it_was_fitted(name: str) -> None:
    data = _rows(apart=4.0)
    model = json.loads(json.dumps(fit(data, name).model))
    assert model.keys() == {"weights", "bias"}
    assert tuple(model["weights"]) == FEATURES[name]

    def enough(row: Row) -> bool:
        logit = model["bias"][row.case.language]
        logit += sum(weight * row.features[key] for key, weight in model["weights"].items())
        return bool(1 / (1 + math.exp(-logit)) >= THRESHOLD)

    right = [enough(row) == row.case.answerable for row in data]
    assert sum(right) / len(right) > 0.9


def test_the_same_data_gives_the_same_model() -> None:
    data = _rows(apart=1.0)
    assert fit(data, "examples") == fit(data, "examples")


def test_the_shipped_calibration_weighs_the_features_that_are_fitted() -> None:
    shipped = json.loads(resources.files("assistant").joinpath("calibration.json").read_text("utf-8"))
    assert {name: tuple(model["weights"]) for name, model in shipped.items()} == FEATURES
