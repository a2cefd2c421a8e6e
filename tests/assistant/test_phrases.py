import pytest

from assistant.phrases import Phrases, line_of

PHRASES = Phrases("situations")


@pytest.mark.parametrize("text", ["From OUR account", "من الحساب الرَّسمي", "وبالحساب الرسمي؟"])
def test_a_phrase_is_found_whatever_its_case_its_marks_and_what_is_written_with_it(text: str) -> None:
    assert PHRASES.told("account", line_of(text)) == {"official"}


def test_a_part_of_a_word_is_no_phrase() -> None:
    assert PHRASES.told("asker", line_of("our accountability")) == frozenset()


def test_a_line_begins_with_a_phrase_or_not() -> None:
    assert PHRASES.begins("asker", "journalist", line_of("Journalists, may I?"))
    assert not PHRASES.begins("asker", "journalist", line_of("A journalist"))


def test_phrases_are_counted() -> None:
    assert PHRASES.count("asker", "journalist", line_of("Journalists ask a journalist")) == 2
    assert PHRASES.count("asker", "blogger", line_of("Journalists ask a journalist")) == 0


def test_of_phrases_that_overlap_the_longest_counts_and_what_is_left_is_told() -> None:
    guards = Phrases("guards")
    assert guards.apart("measure", line_of("No more than 3, and more than 4, and less than 9")) == (
        {"at_most": 2, "at_least": 1},
        "3 and 4 and 9",
    )
    assert guards.apart("measure", line_of("لا يزيد على 3 ولا يقل عن 2")) == (
        {"at_most": 1, "at_least": 1},
        "علي 3 عن 2",
    )
    line = line_of("twenty five, twenty and five")
    assert guards.apart("number", line, ["5", "20", "25"]) == ({"25": 1, "20": 1, "5": 1}, "and")
    assert guards.apart("number", line, ["5"]) == ({"5": 2}, "twenty twenty and")
    assert guards.apart("number", "", ["5"]) == ({}, "")


def test_what_tells_a_value_can_be_taken_out() -> None:
    line = line_of("may our account answer a journalist")
    assert PHRASES.without("account", line) == "may answer a journalist"
    assert PHRASES.without("asker", line, "journalist") == "may our account answer a"
    assert PHRASES.without("asker", line, "blogger") == line
