import unicodedata

import pytest

from corpus import SHIPPED_FOLDER
from corpus.characters import character_problems, misleading_characters, without_misleading_characters

BIDIRECTIONAL = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
# The soft hyphen, the grapheme joiner, Hangul and Khmer fillers, Mongolian selectors, spaces and joiners
# without width, invisible operators, deprecated formats, annotations, shorthand, music, tags, selectors.
INVISIBLE = [
    *(0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x200B),
    *(*range(0x2060, 0x2066), *range(0x206A, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFFC)),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080), 0xE0100, 0xE01EF),
]
SELECTORS = [*range(0xFE00, 0xFE10)]


def _names(text: str) -> list[str]:
    return [found.name.split()[0] for found in misleading_characters(text)]


@pytest.mark.parametrize("code", [*BIDIRECTIONAL, *CONTROLS, *INVISIBLE, *SELECTORS])
def test_what_has_no_place_in_any_text_is_found_with_its_offset(code: int) -> None:
    for before, after in (("سؤ", "ال؟"), ("wo", "rd?"), ("a ", " b"), ("و ", " ه")):
        text = f"{before}{chr(code)}{after}"
        [found] = misleading_characters(text)
        assert found.offset == 2
        assert found.name.startswith(f"U+{code:04X} ")
        assert found.trouble.split("; ")[1].startswith("take it out")
        assert without_misleading_characters(text) == f"{before}\ufffd{after}"


def test_no_format_character_of_unicode_is_forgotten() -> None:
    # Those that are seen: the number signs and the end of a verse in Arabic, and other scripts' like.
    seen = [*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD]
    hieroglyphs = range(0x13430, 0x13440)
    formats = [code for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]
    assert [
        hex(code)
        for code in formats
        if code not in seen and code not in hieroglyphs and not _names(f"a{chr(code)}b")
    ] == []


def test_they_are_named_as_unicode_names_them() -> None:
    names = [found.name for found in misleading_characters("\u202e\u2066\x00\x9f\u3164\U000e0002")]
    assert names == [
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+2066 LEFT-TO-RIGHT ISOLATE",
        "U+0000 CONTROL CHARACTER",
        "U+009F CONTROL CHARACTER",
        "U+3164 HANGUL FILLER",
        "U+E0002 RESERVED CHARACTER",
    ]


def test_a_carriage_return_is_misleading_only_by_itself() -> None:
    assert list(misleading_characters("a\r\nb\r\n")) == []
    text = "a\rb\r\r\nc\r"
    assert [found.offset for found in misleading_characters(text)] == [1, 3, 7]
    assert without_misleading_characters(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\ta\nb\u0640\u064b\u2028",
        "نصّ بمسافات\u00a0\u2009\u202f\u3000غريبة",
        "نشرت @Cabinet\u200f، ثم (2014)\u200f.",
        "\u200fالنص \u061cيبدأ بعلامة\u200f\u200e",
        "text \u200eنص\u200e text",
        "١٤٤٥\u200fhijri",
    ],
)
def test_odd_spaces_and_marks_beside_words_are_in_place(text: str) -> None:
    assert list(misleading_characters(text)) == []
    assert without_misleading_characters(text) == text


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u200e\u200f"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("نش", "ر"), ("so", "cial"), ("20", "14"), ("١", "٤"), ("نشَ", "ر"), ("نش", "َر"), ("cafe\u0301", "s")],
)
def test_a_mark_of_direction_within_a_word_or_number_is_found(before: str, mark: str, after: str) -> None:
    text = before + mark + after
    assert [found.offset - len(before) for found in misleading_characters(text)] == [*range(len(mark))]
    assert all("splits a word or number" in found.trouble for found in misleading_characters(text))


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_a_joiner_is_in_place_only_beside_an_arabic_letter_and_by_itself(joiner: str) -> None:
    for text in (f"كت{joiner}اب", f"عام ١٤٤٥ ه{joiner}", f"{joiner}أ{joiner}- ", f"بَ{joiner}ا"):
        assert _names(text) == []
    for text in (f"so{joiner}cial", f"1{joiner}4", f"١{joiner}٤", f"a {joiner}", f"،{joiner} "):
        [found] = misleading_characters(text)
        assert "only beside an Arabic letter" in found.trouble
    assert len(_names(f"ب{joiner}{joiner}ا")) == 2
    assert len(_names("ب\u200c\u200d\u200cا")) == 3


@pytest.mark.parametrize(
    "emoji",
    ["❤\ufe0f", "☎\ufe0e", "👩🏽\u200d💻", "👩\u200d❤\ufe0f\u200d👩", "1\ufe0f\u20e3", "🏳\ufe0f\u200d🌈"],
)
def test_what_an_emoji_is_made_of_is_in_place_only_there(emoji: str) -> None:
    for text in (emoji, f"شكراً{emoji}!", f"{emoji}{emoji}"):
        assert _names(text) == []
    parts = [part for part in emoji if part in "\u200d\ufe0e\ufe0f"]
    assert _names(f"a{parts[0]}") == [f"U+{ord(parts[0]):04X}"]
    # More of them than an emoji has could spell what nobody sees.
    assert len(_names(f"{emoji}\ufe0e\ufe0e")) >= 1


def test_tags_are_in_place_only_in_the_flags_that_are_spelt_with_them() -> None:
    def tagged(letters: str) -> str:
        return "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in letters) + "\U000e007f"

    assert _names(tagged("gbeng") + tagged("gbsct") + tagged("gbwls")) == []
    assert len(_names(tagged("obey me"))) == len("obey me") + 1


def test_a_problem_is_told_once_for_each_line_and_kind_with_its_column() -> None:
    assert list(character_problems("so\u00adci\u00adal\u200b\nنش\u200fر\n")) == [
        (1, "U+00AD SOFT HYPHEN in column 3 is invisible and can split or disguise a word; take it out"),
        (1, "U+200B ZERO WIDTH SPACE in column 9 is invisible and can split or disguise a word; take it out"),
        (
            2,
            "U+200F RIGHT-TO-LEFT MARK in column 3 is invisible and splits a word or number; "
            "take it out or put it beside the word",
        ),
    ]


def test_the_shipped_texts_have_none() -> None:
    files = [path for path in SHIPPED_FOLDER.rglob("*") if path.is_file()]
    assert len(files) > 4
    assert {path: _names(path.read_text("utf-8")) for path in files} == {path: [] for path in files}
