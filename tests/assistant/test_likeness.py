import numpy as np
import pytest

from assistant.answering import Assistant
from assistant.likeness import Likeness, balanced, least_squares
from corpus import LANGUAGES, Language
from index import Index

RNG = np.random.default_rng(5)


@pytest.fixture(scope="module")
def index(assistant: Assistant) -> Index:
    index = assistant.retriever.index.get()
    some = index.examples.examples[::40]
    return Index(**{**vars(index), "examples": index.compare_with(some)})


@pytest.fixture(scope="module")
def likeness(index: Index) -> Likeness:
    return Likeness(index.examples)


def test_an_example_is_most_like_itself(index: Index, likeness: Likeness) -> None:
    both = sum(likeness.meaning(likeness.vectors), likeness.in_words(likeness.words))
    assert (both.argmax(axis=1) == np.arange(len(index.examples.examples))).all()
    assert np.allclose(np.diag(both), 3, atol=0.02)
    assert np.allclose(both, both.T, atol=1e-4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_compared_as_the_example_of_its_words_is(
    index: Index, likeness: Likeness, language: Language
) -> None:
    number = next(n for n, e in enumerate(index.examples.examples) if e.language == language)
    text = index.examples.examples[number].text
    vector = likeness.vector(index.query(text), language)
    for by_encoder in likeness.meaning(vector):
        assert by_encoder[0].argmax() == number
    assert likeness.wording(text)[0].argmax() == number
    assert likeness.wording(text)[0, number] == pytest.approx(1, abs=1e-5)


def test_among_some_examples_the_likeness_to_each_is_the_same(index: Index, likeness: Likeness) -> None:
    numbers = np.array([3, 1, 8])
    some = likeness.among(numbers)
    vector = likeness.vector(index.query("May I post this?"), "en")
    for own, other in zip(some.meaning(vector), likeness.meaning(vector), strict=True):
        assert np.allclose(own, other[:, numbers])
    assert np.allclose(some.wording("May I post"), likeness.wording("May I post")[:, numbers])


@pytest.mark.parametrize("size", [1, 5, 3000])
def test_the_weights_of_least_squares_solve_their_equations(size: int) -> None:
    points = RNG.normal(size=(size, 4)).astype(np.float32)
    kernel = points @ points.T
    ridge = RNG.uniform(1, 2, size=size).astype(np.float32)
    wanted = RNG.normal(size=(size, 2)).astype(np.float32)
    weights = least_squares(lambda own: kernel[own], ridge, wanted)
    assert np.allclose(kernel @ weights + ridge[:, None] * weights, wanted, atol=0.01)


def test_examples_of_a_rare_class_count_more() -> None:
    counts = balanced([0, 0, 0, 0, 1])
    assert counts[4] == pytest.approx(2 * counts[0])
    assert np.allclose(balanced([1, 0, 1, 0]), 1)
    assert np.allclose(balanced([2, 2]), 1)
