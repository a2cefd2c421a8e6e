import numpy as np
import pytest

from index.lexical import BM25

TEXTS = [["a", "b", "b"], ["a", "c"], ["نشر", "a"], []]


def test_scores_are_in_the_order_of_the_texts_and_zero_without_a_common_term() -> None:
    scores = BM25(TEXTS).scores({"b": 1.0})
    assert scores.shape == (4,)
    assert scores[0] > 0
    assert not scores[1:].any()


def test_a_rare_term_counts_more_than_a_common_one() -> None:
    index = BM25(TEXTS)
    assert index.idf("نشر") > index.idf("a") > 0
    assert index.idf("unknown") > index.idf("نشر")
    scores = index.scores({"a": 1.0, "نشر": 1.0})
    assert scores.argmax() == 2


def test_a_term_that_comes_again_counts_more_but_less_each_time() -> None:
    one, two, three = (BM25([["x"] * n, ["y"], ["z"] * n]).scores({"x": 1.0})[0] for n in (1, 2, 3))
    assert 0 < three - two < two - one


def test_a_weight_scales_what_a_term_counts_and_terms_add_up() -> None:
    index = BM25(TEXTS)
    half, whole = index.scores({"b": 0.5}), index.scores({"b": 1.0})
    assert np.allclose(half * 2, whole)
    assert np.allclose(index.scores({"b": 0.5, "a": 1.0}), half + index.scores({"a": 1.0}))


def test_terms_that_no_text_has_change_nothing() -> None:
    index = BM25(TEXTS)
    assert "b" in index
    assert "غريب" not in index
    assert np.array_equal(index.scores({"غريب": 1.0, "b": 1.0}), index.scores({"b": 1.0}))


@pytest.mark.parametrize("query", [["a"], ["a", "b"], ["a", "b", "c", "نشر"]])
def test_no_text_scores_more_than_the_ceiling(query: list[str]) -> None:
    index = BM25([["a", "b", "c", "نشر"] * n for n in range(1, 9)])
    assert 0 < index.scores(dict.fromkeys(query, 1.0)).max() <= index.ceiling(query)
    assert index.ceiling(query + query) == pytest.approx(index.ceiling(query))


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_without_words_nothing_is_found(texts: list[list[str]]) -> None:
    index = BM25(texts)
    assert index.scores({"a": 1.0}).tolist() == [0.0] * len(texts)
