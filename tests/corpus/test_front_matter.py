from datetime import date

import pytest

from corpus.front_matter import FrontMatterReading, read_front_matter
from corpus.lines import Lines

WHOLE = """\
---
id: posting
title: "Posting: what to do"
language: en
edition: first
publisher: Cabinet Office
published: 2014-10-20
url: https://www.gov.uk/guidance
note: Restated.
summarises: other
---
"""
SHORT = """\
---
id: النشر
title: "النشر على الشبكة"
language: ar
edition: الأولى
---
"""


def _read(text: str) -> FrontMatterReading:
    return read_front_matter(Lines(text))


def _problems(text: str) -> list[tuple[int, str]]:
    reading = _read(text)
    assert reading.values is None
    return sorted((problem.line, problem.message) for problem in reading.problems)


def _with(line: str, language: str = "en") -> str:
    """A front matter without fault but for this line, which stands in line 6."""
    return f'---\nid: a\ntitle: "ع"\nlanguage: {language}\nedition: e\n{line}\n---\n'


def test_every_key_is_read_with_its_type() -> None:
    reading = _read(WHOLE)
    assert reading.problems == ()
    assert reading.values is not None
    assert dict(reading.values) == {
        "id": "posting",
        "title": "Posting: what to do",
        "language": "en",
        "edition": "first",
        "publisher": "Cabinet Office",
        "published": date(2014, 10, 20),
        "url": "https://www.gov.uk/guidance",
        "note": "Restated.",
        "summarises": "other",
    }
    assert reading.body_line == 12


def test_what_is_optional_may_be_left_out_and_ids_may_be_arabic() -> None:
    values = _read(SHORT).values
    assert values is not None
    assert (values.id, values.language, values.published, values.url) == ("النشر", "ar", None, None)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_of_either_kind_give_the_same_values(line_end: str) -> None:
    reading = _read(WHOLE.replace("\n", line_end))
    assert reading.values == _read(WHOLE).values
    assert reading.entries["summarises"].line == 10


def test_a_quoted_date_is_a_date() -> None:
    values = _read(_with('published: "2014-10-20"')).values
    assert values is not None
    assert values.published == date(2014, 10, 20)


def test_a_text_over_several_lines_is_read_and_later_lines_keep_their_numbers() -> None:
    text = _with("note: |\n  One: two.\n\n  ثلاثة.\nnonsense: 1")
    reading = _read(text)
    assert reading.entries["note"].value == "One: two.\n\nثلاثة.\n"
    assert [problem.line for problem in reading.problems] == [10]


def test_a_text_without_front_matter_says_so_in_line_1() -> None:
    for text in ("", "# Title\n", "\n---\nid: a\n---\n", "----\nid: a\n---\n"):
        assert _problems(text) == [(1, "no front matter: the first line must be ---")]
        assert _read(text).body_line == 1


def test_a_front_matter_without_end_says_so_in_line_1() -> None:
    text = "---\nid: a\n\n# Title\n"
    assert _problems(text) == [(1, "the front matter has no end: a second line --- is missing")]
    assert _read(text).body_line == len(Lines(text)) + 1


@pytest.mark.parametrize("key", ["id", "title", "language", "edition"])
@pytest.mark.parametrize("text", [WHOLE, SHORT])
def test_a_missing_key_is_named_in_line_1(key: str, text: str) -> None:
    without = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    assert _problems(without) == [(1, f"the front matter lacks '{key}'")]


def test_an_empty_front_matter_lacks_every_required_key() -> None:
    for text in ("---\n---\n", "---\n# only a remark\n---\n"):
        messages = [message for line, message in _problems(text) if line == 1]
        assert messages == [
            f"the front matter lacks '{key}'" for key in ("edition", "id", "language", "title")
        ]


def test_an_unknown_key_is_named_with_its_line_and_those_known() -> None:
    [(line, message)] = _problems(_with("publihser: Cabinet Office"))
    assert line == 6
    assert message.startswith("unknown key 'publihser'; known are id, title, language,")
    assert "publisher" in message


def test_a_key_that_stands_twice_is_named_with_both_lines() -> None:
    assert _problems(_with("title: b")) == [(6, "'title' stands here a second time, first in line 3")]
    assert _problems(_with("x: [1]\nx: 2"))[1] == (7, "'x' stands here a second time, first in line 6")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("publisher: 2014", "'publisher' must be text, but YAML reads its value as int: write it in quotes"),
        ("publisher: 1.5", "as float"),
        ("publisher: no", "as bool"),
        ("note: 2014-10-20", "as timestamp"),
        ("publisher: [a, b]", "'publisher' must be one value, no list and no mapping"),
        ("publisher: {a: b}", "'publisher' must be one value"),
        ("publisher:", "'publisher' is empty: give it a value or take the line out"),
        ("publisher: ~", "'publisher' is empty"),
        ('publisher: " "', "'publisher': holds no words"),
        ("published: 20 October 2014", "'published': '20 October 2014' is no date of the form 2014-10-20"),
        ("published: ٢٠١٤-١٠-٢٠", "is no date of the form"),
        ("published: 2014", "is no date of the form"),
        ("published: 20141020", "is no date of the form"),
        ("published: 2014-10-20 10:00:00", "is no date of the form"),
        ("published: 2014-02-30", "'published': '2014-02-30' is no day of the calendar"),
        ("published: [2014-02-20]", "'published' must be one value"),
        ("url: www.gov.uk/guidance", "'url': 'www.gov.uk/guidance' is no web address"),
        ("url: ftp://www.gov.uk/guidance", "is no web address that begins with http:// or https://"),
        ("url: 'javascript:alert(1)'", "is no web address"),
        ("url: https://", "is no web address"),
        ("url: https://www.gov.uk/a guidance", "is no web address"),
        ("url: https://[bad", "'url'"),
        ("summarises: a#b", "'summarises': 'a#b' is no id: letters, digits, '-', '_' and '.' only"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_wrong_value_is_named_with_its_line(line: str, part: str, language: str) -> None:
    [(number, message)] = _problems(_with(line, language))
    assert number == 6
    assert part in message


@pytest.mark.parametrize("document_id", ["a#b", "'a b'", "'a/b'", "ا،ب"])
def test_a_document_id_has_only_letters_digits_and_few_signs(document_id: str) -> None:
    [(line, message)] = _problems(f"---\nid: {document_id}\ntitle: t\nlanguage: ar\nedition: e\n---\n")
    assert (line, "is no id: letters, digits" in message) == (2, True)


@pytest.mark.parametrize("language", ["fr", "EN", "english", "العربية"])
def test_another_language_is_named_with_those_there_are(language: str) -> None:
    problems = _problems(f"---\nid: a\ntitle: t\nlanguage: {language}\nedition: e\n---\n")
    assert problems == [(4, f"'language': '{language}' is none of the languages: en, ar")]


def test_a_required_key_of_the_wrong_type_is_not_called_missing_too() -> None:
    problems = _problems("---\nid: [a]\ntitle: 1\nlanguage:\nedition: {a: b}\n---\n")
    assert [line for line, _ in problems] == [2, 3, 4, 5]


def test_all_that_is_wrong_is_told_at_once_even_in_one_line() -> None:
    assert len(_problems("---\n{id: 1, language: fr, published: x, y: z}\n---\n")) == 6


@pytest.mark.parametrize(
    ("line", "at"), [("title: Posting: what", 6), ('note: "open', 7), ("note: [a", 7), ("\tnote: a", 6)]
)
def test_what_is_no_yaml_is_told_with_its_line(line: str, at: int) -> None:
    [(number, message)] = _problems(_with(line))
    assert number == at
    assert message.startswith("the front matter is no valid YAML: ")


@pytest.mark.parametrize("matter", ["- a\n- b", "just words", "مجرد كلمات"])
def test_what_is_no_mapping_is_told(matter: str) -> None:
    assert _problems(f"---\n{matter}\n---\n") == [
        (2, "the front matter must be lines of the form `key: value`")
    ]


@pytest.mark.parametrize(
    "matter",
    ["[" * 1000, 'id: "\\UFFFFFFFF"', 'id: "\\U00110000"', "id: \ufffe", "id: *a", "a: 1\n...\nb: 2"],
)
def test_what_the_yaml_reader_chokes_on_is_a_problem_like_any_other(matter: str) -> None:
    [(line, message)] = _problems(f"---\n{matter}\n---\n")
    assert line >= 2
    assert message.startswith("the front matter is no valid YAML: ")


def test_python_objects_are_not_made() -> None:
    [(line, message)] = _problems(_with("note: !!python/object/apply:os.getcwd []"))
    assert (line, message) == (6, "'note' must be one value, no list and no mapping")


@pytest.mark.parametrize("escape", ["\\u202E", "\\x07", "\\0"])
def test_a_misleading_character_that_is_written_as_an_escape_is_found(escape: str) -> None:
    [(line, message)] = _problems(_with(f'note: "دليل {escape}guide"'))
    assert line == 6
    assert "has an escaped U+" in message


def test_half_a_surrogate_pair_is_a_problem() -> None:
    assert [line for line, _ in _problems(_with('note: "\\uD800"'))] == [6]


def test_the_lines_are_markdowns_even_where_yaml_counts_more() -> None:
    assert _problems(_with('note: "a\u2028b"\nx: 1'))[0][0] == 7


def test_entries_are_known_even_where_others_are_wrong() -> None:
    reading = _read("---\nid: a b\nlanguage: fr\nsummarises: c\n---\n")
    assert reading.values is None
    assert {key: tuple(entry) for key, entry in reading.entries.items()} == {
        "id": ("a b", 2),
        "language": ("fr", 3),
        "summarises": ("c", 4),
    }
