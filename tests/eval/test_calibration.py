import json
import math
from importlib import resources

import numpy as np
import pytest

from corpus import LANGUAGES
from eval.calibration import ANSWERED, FEATURES, Row, fit

RNG = np.random.default_rng(7)


def _rows(apart: float, shift: float = 0.0, count: int = 60) -> list[Row]:
    """Rows whose answerable ones lie `apart` deviations above the others; in Arabic all are `shift` lower."""
    keys = sorted({key for keys in FEATURES.values() for key in keys})
    return [
        Row(
            {k: float(RNG.normal()) + apart * answerable - shift * (language == "ar") for k in keys},
            language,
            answerable,
        )
        for language in LANGUAGES
        for answerable in (True, False)
        for _ in range(count)
    ]


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_what_is_easy_to_tell_apart_is_told_apart(name: str) -> None:
    fitted = fit(_rows(apart=4.0), name)
    for language in LANGUAGES:
        assert fitted.answered[language] >= ANSWERED[name] - 0.01
        assert fitted.declined[language] > 0.99


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_what_cannot_be_told_apart_is_not_said_to_be(name: str) -> None:
    fitted = fit(_rows(apart=0.0, count=150), name)
    for language in LANGUAGES:
        assert fitted.answered[language] >= ANSWERED[name] - 0.01
        assert fitted.declined[language] < 0.4


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_the_threshold_of_each_language_answers_the_share_that_is_asked_for(name: str) -> None:
    fitted = fit(_rows(apart=1.5, shift=1.0, count=150), name)
    for language in LANGUAGES:
        assert fitted.answered[language] == pytest.approx(ANSWERED[name], abs=0.02)


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
    assert model.keys() == {"weights", "bias", "threshold"}
    assert tuple(model["weights"]) == FEATURES[name]

    def enough(row: Row) -> bool:
        logit = model["bias"][row.language]
        logit += sum(weight * row.features[key] for key, weight in model["weights"].items())
        return bool(1 / (1 + math.exp(-logit)) >= model["threshold"][row.language])

    right = [enough(row) == row.answerable for row in data]
    assert sum(right) / len(right) > 0.9


def test_the_same_data_gives_the_same_model() -> None:
    data = _rows(apart=1.0)
    assert fit(data, "examples") == fit(data, "examples")


def test_the_shipped_calibration_weighs_the_features_that_are_fitted() -> None:
    shipped = json.loads(resources.files("assistant").joinpath("calibration.json").read_text("utf-8"))
    assert {name: tuple(model["weights"]) for name, model in shipped.items()} == FEATURES
