import pytest

from corpus.lines import Lines


def test_lines_end_as_markdown_ends_them_and_nowhere_else() -> None:
    text = "one\ntwo\r\nthree\rfo\u2028ur\x0b\x85"
    lines = Lines(text)
    assert [lines.content(number) for number in range(1, len(lines) + 1)] == [
        "one",
        "two",
        "three",
        "fo\u2028ur\x0b\x85",
    ]


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n\nسطر\r\n\r\nb"])
def test_each_character_is_in_the_line_whose_span_holds_it(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text)):
        number = lines.number(offset)
        assert lines.start(number) <= offset < lines.start(number + 1)


def test_the_line_after_the_last_begins_at_the_end() -> None:
    assert Lines("a\nbc").start(3) == 4
    assert Lines("").start(2) == 0


def test_white_space_of_any_kind_is_a_blank_line() -> None:
    lines = Lines("\n \t\n\u00a0\u3000\n.\n")
    assert [lines.is_blank(number) for number in range(1, 6)] == [True, True, True, False, True]
