"""The labelled pairs that come with the product, and what is said of others that are at fault."""

from collections import Counter
from pathlib import Path

import pytest

from corpus import LANGUAGES
from eval.pairs import PAIRS, PairError, load_pairs
from index import detect

SETS = {split: {own.language: own for own in load_pairs(split)} for split in ("dev", "test")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_half_has_at_least_150_pairs_a_language_of_every_label(language: str) -> None:
    for sets in SETS.values():
        labels = Counter(pair.label for pair in sets[language].pairs)  # type: ignore[index]
        assert labels.total() >= 150
        assert min(labels[label] for label in ("supported", "changed", "contradicted", "unsupported")) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_test_half_has_changes_of_every_kind(language: str) -> None:
    kinds = Counter(pair.kind for pair in SETS["test"][language].pairs)  # type: ignore[index]
    for kind in ("number", "negation", "modality", "who", "when", "condition", "scope", "name"):
        assert kinds[kind] >= 10, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_in_the_language_of_their_file_and_about_sections_of_both(language: str) -> None:
    for sets in SETS.values():
        own = sets[language]  # type: ignore[index]
        assert [pair.sentence for pair in own.pairs if detect(pair.sentence) != language] == []
        assert {own.sections[pair.section].language for pair in own.pairs} == {*LANGUAGES}


def test_no_pair_stands_twice_or_in_both_halves() -> None:
    for language in LANGUAGES:
        pairs = [(pair.section, pair.sentence) for sets in SETS.values() for pair in sets[language].pairs]
        assert [pair for pair, count in Counter(pairs).items() if count > 1] == []


def test_the_test_half_is_about_texts_that_nothing_was_learned_from_too() -> None:
    documents = {
        split: {pair.section.partition("#")[0] for own in sets.values() for pair in own.pairs}
        for split, sets in SETS.items()
    }
    assert len(documents["test"] - documents["dev"]) >= 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no JSON", "line 2"),
        ('{"section": "nowhere#a", "sentence": "A.", "label": "supported", "kind": "close"}', "nowhere#a"),
        (
            '{"section": "social-media-guidance#scope", "sentence": "A.", "label": "so"}',
            "line 2",
        ),
    ],
)
def test_a_pair_at_fault_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    good = (PAIRS / "test.en.jsonl").read_text("utf-8").splitlines()[0]
    for language in LANGUAGES:
        (tmp_path / f"test.{language}.jsonl").write_text(f"{good}\n{line}\n", "utf-8")
    with pytest.raises(PairError, match=told):
        load_pairs("test", tmp_path)


def test_a_folder_without_pairs_is_told(tmp_path: Path) -> None:
    with pytest.raises(PairError, match="GUIDANCE_PAIRS_FOLDER"):
        load_pairs("test", tmp_path)
