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


def test_what_tells_a_value_can_be_taken_out() -> None:
    line = line_of("may our account answer a journalist")
    assert PHRASES.without("account", line) == "may answer a journalist"
    assert PHRASES.without("asker", line, "journalist") == "may our account answer a"
    assert PHRASES.without("asker", line, "blogger") == line
