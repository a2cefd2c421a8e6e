"""The probability that a sentence is supported, as it comes with the product."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.estimate import DIRECTIONS, FILE, Direction, load_estimate
from assistant.measuring import names
from assistant.part import Floats
from corpus import Language
from eval.checker import NEVER


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    """What the shipped file holds."""
    with np.load(FILE, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _write(path: Path, stored: dict[str, Any], **changed: Any) -> Path:  # noqa: ANN401
    np.savez_compressed(path, **(stored | changed))
    return path


def _measured(spoken: Language, cross: bool) -> Floats:
    """Measures of a sentence in a language about the same or the other one."""
    row = np.zeros(len(names()), dtype=np.float32)
    row[names().index("arabic")] = spoken == "ar"
    row[names().index("cross")] = cross
    return row


def test_what_comes_with_the_product_tells_the_pairs_that_it_was_learned_from_apart(
    stored: dict[str, Any],
) -> None:
    assert tuple(stored["names"].tolist()) == names()
    estimate, every = load_estimate(), slice(None, None, 20)
    likelihoods = estimate.likelihoods(stored["measures"][every])
    supported = stored["supported"][every]
    assert ((likelihoods >= 0) & (likelihoods <= 1)).all()
    assert likelihoods[supported].mean() > 0.75
    assert likelihoods[~supported].mean() < 0.2


def test_the_same_trees_are_grown_each_time(stored: dict[str, Any], tmp_path: Path) -> None:
    again = load_estimate(_write(tmp_path / "again.npz", stored))
    some = stored["measures"][::50]
    assert again is not load_estimate()
    assert again.likelihoods(some).tolist() == load_estimate().likelihoods(some).tolist()
    assert again.likelihood(some[3]) == pytest.approx(again.likelihoods(some)[3])


def test_it_is_loaded_once() -> None:
    assert load_estimate() is load_estimate()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_there_are_thresholds_for_each_direction(direction: Direction, stored: dict[str, Any]) -> None:
    spoken, about = direction
    row, estimate = _measured(spoken, spoken != about), load_estimate()
    assert estimate.direction(row) == direction
    assert estimate.crosses(row) == (spoken != about)
    number = DIRECTIONS.index(direction)
    assert estimate.threshold(row) == stored["thresholds"][number]
    assert estimate.least(row) == stored["least"][number]
    # Where an entailment model judges beside it, less is needed.
    assert 0 < estimate.least(row) <= estimate.threshold(row)


@pytest.mark.parametrize(
    "changed",
    [
        {"names": np.array([*names()[1:], "other"])},
        {"names": np.array(names()[:-1])},
        {"names": np.array(names()[::-1])},
    ],
    ids=["renamed", "fewer", "in another order"],
)
def test_a_file_of_other_measures_is_refused_and_says_what_to_do(
    stored: dict[str, Any], tmp_path: Path, changed: dict[str, Any]
) -> None:
    file = _write(tmp_path / "other.npz", stored, **changed)
    with pytest.raises(ValueError, match="eval check --fit") as raised:
        load_estimate(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_direction_for_which_no_threshold_was_found_lets_nothing_pass(
    stored: dict[str, Any], tmp_path: Path
) -> None:
    none = np.where([own == ("en", "ar") for own in DIRECTIONS], NEVER, stored["thresholds"])
    estimate = load_estimate(_write(tmp_path / "none.npz", stored, thresholds=none, least=none))
    rows = stored["measures"][stored["supported"].astype(bool)][::10].copy()
    rows[:, names().index("arabic")], rows[:, names().index("cross")] = 0, 1
    assert (estimate.likelihoods(rows) > 0.9).any()
    for row in rows:
        assert estimate.threshold(row) == estimate.least(row) == NEVER
    assert NEVER > 1
