import pytest

from corpus.characters import misleading_characters, without_misleading_characters

BIDIRECTIONAL = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]


@pytest.mark.parametrize("code", [*BIDIRECTIONAL, *CONTROLS])
def test_each_control_and_override_is_found_with_its_offset(code: int) -> None:
    text = f"سؤال{chr(code)}?"
    [(offset, name)] = misleading_characters(text)
    assert offset == 4
    assert name.startswith(f"U+{code:04X} ")
    assert without_misleading_characters(text) == "سؤال\ufffd?"


def test_they_are_named_as_unicode_names_them() -> None:
    names = [name for _, name in misleading_characters("\u202e\u2066\x00\x9f")]
    assert names == [
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+2066 LEFT-TO-RIGHT ISOLATE",
        "U+0000 CONTROL CHARACTER",
        "U+009F CONTROL CHARACTER",
    ]


def test_a_carriage_return_is_misleading_only_by_itself() -> None:
    assert list(misleading_characters("a\r\nb\r\n")) == []
    assert [offset for offset, _ in misleading_characters("a\rb\r\r\nc\r")] == [1, 3, 7]


def test_tabs_line_feeds_and_the_marks_of_arabic_text_are_ordinary() -> None:
    text = "\ta\nb\u200c\u200d\u200e\u200f\u061c\u0640\u064b\u00a0\ufeff\u2028"
    assert list(misleading_characters(text)) == []
    assert without_misleading_characters(text) == text
