from functools import cache

import pytest

from corpus import SHIPPED_FOLDER, load_corpus, load_examples
from index.spelling import OFTEN, Spelling


@cache
def shipped() -> Spelling:
    texts = [section.text for section in load_corpus(SHIPPED_FOLDER).sections()]
    return Spelling(texts, [example.text for example in load_examples(SHIPPED_FOLDER)])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("can I use facebok?", "can I use facebook?"),
        ("shuold we reply to evrey coment", "should we reply to every comment"),
        ("Parlament first", "parliament first"),
        ("هل أرد على الصحفيين في تويتتر", "هل أرد على الصحفيين في تويتر"),
        ("نعيد نشر التغرييدة", "نعيد نشر التغريده"),
    ],
)
def test_a_word_that_is_one_slip_away_is_read_as_the_word_of_the_guidance(typed: str, read: str) -> None:
    assert shipped().correct(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Where do I buy tweed?",
        "How do I bleed the radiator, dept?",
        "We couldn't, @facebok #facebok facebok2 www.facebok.com",
        "Xqzvw 12345",
        "هل ستمطر غداً في القاهرة؟",
        "",
    ],
)
def test_words_of_the_dictionary_names_and_what_is_unlike_anything_stay(typed: str) -> None:
    assert shipped().correct(typed) == typed


def test_a_slip_in_the_first_letter_is_not_guessed_at() -> None:
    assert Spelling(["posting"], []).correct("hosting costing nosting") == "hosting costing nosting"
    assert Spelling(["posting"], []).correct("postng") == "posting"


def test_a_word_of_example_questions_counts_when_it_is_written_often() -> None:
    seldom, often = ["zumbling"] * (OFTEN - 1), ["zumbling"] * OFTEN
    assert Spelling([], seldom).correct("zumblingg") == "zumblingg"
    assert Spelling([], often).correct("zumblingg") == "zumbling"


def test_of_several_words_the_most_frequent_is_taken() -> None:
    assert Spelling(["zumbling zumblinx zumblinx"], []).correct("zumblins") == "zumblinx"


def test_of_equally_frequent_words_it_is_the_shortest_in_every_process() -> None:
    """The words come as a set, whose order changes from process to process."""
    stems = ["qarb" + letter * 2 for letter in "bdfgklmnprstvz"]
    spelling = Spelling([f"{stem}yx {stem}" for stem in stems], [])
    for stem in stems:
        assert spelling.correct(f"{stem}y") == stem
