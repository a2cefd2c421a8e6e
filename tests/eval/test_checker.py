"""Measuring the checking of sentences, with the real checker over real pairs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.estimate import DIRECTIONS, FILE, load_estimate
from assistant.writer import open_checker
from eval import checker
from eval.checker import NEVER, check_pairs, fit, whole
from eval.pairs import PairSet, load_pairs
from eval.settings import EvalSettings
from index import Index


@pytest.fixture(scope="module")
def few() -> Sequence[PairSet]:
    """Every fifteenth test pair."""
    return [replace(own, pairs=own.pairs[::15]) for own in load_pairs("test")]


def test_nearly_nothing_that_is_not_supported_passes_and_something_that_is_does(
    shipped: Index, few: Sequence[PairSet]
) -> None:
    found = check_pairs(open_checker(EvalSettings(), shipped), few)
    assert len(found) == sum(len(own.pairs) for own in few)
    assert sum(pair.passed for pair in found if not pair.supported) <= 1
    assert any(pair.passed for pair in found if pair.supported and pair.language == "en")
    for pair in found:
        assert (pair.reason is None) == pair.passed
        assert pair.about == few[0].sections[pair.section].language


def test_a_section_is_one_passage_with_all_its_sentences(few: Sequence[PairSet]) -> None:
    for section in few[0].sections.values():
        passage = whole(section)
        assert passage.text == section.text
        assert passage.sentences[0][0] == 0 or section.text[: passage.sentences[0][0]].strip("-*• \n") == ""


def test_what_is_learned_from_pairs_can_be_used_and_says_so_where_there_are_too_few(
    shipped: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checker, "FILE", tmp_path / "support.npz")
    dev = [replace(own, pairs=own.pairs[::40]) for own in load_pairs("dev")]
    done: list[None] = []
    fit(shipped, dev, lambda: done.append(None))
    assert len(done) == sum(len(own.pairs) for own in dev)
    learned = load_estimate(tmp_path / "support.npz")
    row = np.zeros(len(_shipped_measures()[0]), dtype=np.float32)
    assert learned.threshold(row) == NEVER


def test_what_comes_with_the_product_was_learned_from_just_these_dev_pairs() -> None:
    pairs = [pair for own in load_pairs("dev") for pair in own.pairs]
    with np.load(FILE, allow_pickle=False) as stored:
        assert stored["supported"].tolist() == [pair.label == "supported" for pair in pairs]
        thresholds = dict(zip(DIRECTIONS, stored["thresholds"].tolist(), strict=True))
    assert all(0.5 < thresholds[own] < 1 for own in DIRECTIONS)


def _shipped_measures() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    with np.load(FILE, allow_pickle=False) as stored:
        return np.asarray(stored["measures"])
