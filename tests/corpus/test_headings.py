import pytest

from corpus.headings import Heading, find_headings
from corpus.lines import Lines


def _headings(text: str, first_line: int = 1) -> list[Heading]:
    return find_headings(Lines(text), first_line)


def _found(text: str) -> list[tuple[int, str, str | None]]:
    return [(heading.level, heading.words, heading.id) for heading in _headings(text)]


def test_headings_carry_level_words_id_and_lines() -> None:
    text = "# دليل\n\n## Foreword {#foreword}\nText.\n\n### نطاق الدليل {#نطاق-1}\n"
    assert _headings(text) == [
        Heading(1, "دليل", None, 1, 2),
        Heading(2, "Foreword", "foreword", 3, 4),
        Heading(3, "نطاق الدليل", "نطاق-1", 6, 7),
    ]


def test_lines_before_the_first_are_not_read_but_counted() -> None:
    assert _headings("# a\n# b\n# c\n", first_line=2) == [
        Heading(1, "b", None, 2, 3),
        Heading(1, "c", None, 3, 4),
    ]
    assert _headings("# a\n", first_line=3) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_underlined_headings_take_up_two_lines_or_more(line_end: str) -> None:
    text = "Title\n=====\n\nLong\nname {#long}\n---\nText.\n".replace("\n", line_end)
    assert _headings(text) == [Heading(1, "Title", None, 1, 3), Heading(2, "Long name", "long", 4, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# x {#x}\n```\n",
        "~~~markdown\n# س {#س}\n~~~\n",
        "    # x\n",
        "<div>\n# x\n</div>\n",
        "<!--\n# x\n-->\n",
        "#x\n",
        "\\# x\n",
        "> # x {#x}\n",
        "- # x {#x}\n",
        "####### x\n",
    ],
)
def test_what_only_looks_like_a_heading_or_stands_in_something_else_is_none(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("*Use* **common** `sense`", "Use common sense"),
        ("[الدليل](https://www.gov.uk) *كله*", "الدليل كله"),
        ("[guide][g] and ![a *picture*](p.png)", "guide and a picture"),
        ("Q&amp;A \\*not\\* <b>bold</b>", "Q&A *not* bold"),
        ("C# {and} more ##", "C# {and} more"),
    ],
)
def test_inline_markdown_is_shown_as_plain_text(source: str, words: str) -> None:
    assert _found(f"## {source}\n\n[g]: https://www.gov.uk\n") == [(2, words, None)]


def test_an_id_may_be_followed_by_a_closing_sequence_spaces_and_direction_marks() -> None:
    for end in ("", "  ", " ##", "\u200f", " \u200e \u061c"):
        assert _found(f"## عنوان *مهم* {{#id}}{end}\n") == [(2, "عنوان مهم", "id")]


def test_a_bad_id_is_given_as_it_is() -> None:
    assert _found("## a {#b c}\n## a {#}\n## {#only}\n") == [(2, "a", "b c"), (2, "a", ""), (2, "", "only")]


def test_braces_elsewhere_are_words() -> None:
    assert _found("## a {#b} c\n## a `{#b}`\n") == [(2, "a {#b} c", None), (2, "a {#b}", None)]
