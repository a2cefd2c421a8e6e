import numpy as np
import pytest

from index.analysis import stem
from index.engine import Vectors
from index.lexicon import LEAST_SIMILARITY, NEIGHBOURS, Lexicon, WordSpace

# Meanings by direction; each language has a direction of its own, as real encoders do.
MEANINGS = {
    **dict.fromkeys(("car", "cars", "vehicle", "سياره"), 0),
    **dict.fromkeys(("book", "كتاب"), 1),
    **dict.fromkeys(("phone", "هاتف"), 2),
    **dict.fromkeys(("sky", "سماء"), 3),
}


def _embed(words: list[str]) -> Vectors:
    rows = np.zeros((len(words), 8), dtype=np.float32)
    for row, word in zip(rows, words, strict=True):
        row[MEANINGS.get(word, 4)] = 1.0
        row[6 if word.isascii() else 7] = 3.0
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def space() -> WordSpace:
    typical = {"en": ["car", "book", "phone", "sky"], "ar": ["سياره", "كتاب", "هاتف", "سماء"]}
    return WordSpace(_embed, typical)  # type: ignore[arg-type]


def _lexicon(space: WordSpace, *vocabulary: str) -> Lexicon:
    return Lexicon(vocabulary, space.vectors(vocabulary))


def test_without_its_languages_mean_a_word_is_nearest_to_its_translation(space: WordSpace) -> None:
    raw = _embed(["car", "sky", "سياره"])
    assert raw[0] @ raw[1] > raw[0] @ raw[2]
    centred = space.vectors(["car", "sky", "سياره"])
    assert centred[0] @ centred[1] < 0 < centred[0] @ centred[2]
    assert np.allclose(np.linalg.norm(centred, axis=1), 1)


def test_a_question_has_its_words_in_order_once_each(space: WordSpace) -> None:
    question = space.of_question("Car, phone: CAR? هاتف", _embed)
    assert question.words == ("car", "phone", "هاتف")
    assert question.vectors.shape == (3, 8)


def test_what_stands_for_a_word_can_count_less_or_nothing(space: WordSpace) -> None:
    question = space.of_question("car sky", _embed)
    lexicon = _lexicon(space, "sky", "سياره")
    whole, half, nothing = (lexicon.expand(question, weight) for weight in (1.0, 0.5, 0.0))
    other = stem("سياره")
    assert half[other] == pytest.approx(whole[other] / 2)
    assert nothing[other] == 0
    # A word that the texts have stands for itself.
    assert whole["sky"] == half["sky"] == nothing["sky"] == 1


@pytest.mark.parametrize("text", ["", "?!", "؟"])
def test_a_question_without_words_stands_for_nothing(space: WordSpace, text: str) -> None:
    question = space.of_question(text, _embed)
    assert question.words == ()
    assert _lexicon(space, "car").expand(question) == {}


@pytest.mark.parametrize(
    ("question", "vocabulary"),
    [("car", ["cars", "book"]), ("كتاب", ["الكتاب", "هاتف"]), ("CARS", ["car"])],
)
def test_a_word_whose_stem_is_known_stands_for_itself(
    space: WordSpace, question: str, vocabulary: list[str]
) -> None:
    expanded = _lexicon(space, *vocabulary).expand(space.of_question(question, _embed))
    assert expanded == {stem(vocabulary[0]): 1.0}


@pytest.mark.parametrize(
    ("question", "vocabulary", "term"),
    [("phone", ["هاتف", "كتاب", "سماء"], "هاتف"), ("هاتف", ["phone", "book", "sky"], "phone")],
)
def test_a_word_of_the_other_language_is_stood_for_by_its_translation(
    space: WordSpace, question: str, vocabulary: list[str], term: str
) -> None:
    expanded = _lexicon(space, *vocabulary).expand(space.of_question(question, _embed))
    assert max(expanded, key=lambda term: expanded[term]) == stem(term)
    assert LEAST_SIMILARITY <= sum(expanded.values()) < 1.001


def test_no_more_words_than_a_few_stand_for_one_and_none_that_is_unlike(space: WordSpace) -> None:
    lexicon = _lexicon(space, "vehicle", "book", "phone", "sky")
    assert set(lexicon.expand(space.of_question("سياره", _embed))) == {stem("vehicle")}
    many = _lexicon(space, *(f"word{letter}" for letter in "abcdefgh"))
    assert len(many.expand(space.of_question("غريب", _embed))) <= NEIGHBOURS
