from pathlib import Path

import pytest

from corpus.reading import read
from tests.corpus.conftest import Faults, Read, Write
from tests.corpus.sample import ARABIC, ARABIC_HEAD, ENGLISH, ENGLISH_HEAD, HEAD_LINES

HEADS = pytest.mark.parametrize("head", [ENGLISH_HEAD, ARABIC_HEAD], ids=["en", "ar"])
SAMPLES = pytest.mark.parametrize("sample", [ENGLISH, ARABIC], ids=["en", "ar"])


def test_an_english_text_becomes_a_document(document_of: Read) -> None:
    document = document_of(ENGLISH)
    assert (document.id, document.title, document.language) == ("posting", "Posting online", "en")
    assert [(s.ref, s.heading, s.text, s.line) for s in document.sections] == [
        ("posting#tone", "Tone", "Write plainly.\n\nThink twice.", 10),
        ("posting#doubt", "Doubt", "Ask your press office.", 16),
    ]


def test_an_arabic_text_becomes_a_document(document_of: Read) -> None:
    document = document_of(ARABIC)
    assert (document.id, document.title, document.language) == ("النشر", "النشر على الشبكة", "ar")
    assert [(s.ref, s.heading, s.text, s.line) for s in document.sections] == [
        ("النشر#tone", "الأسلوب", "اكتب  بوضوح.\n\nفكّر مرتين.", 10),
        ("النشر#الشك", "الشك", "اسأل المكتب الصحفي.", 16),
    ]


@SAMPLES
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
def test_offsets_hold_with_any_line_ends_and_with_a_byte_order_mark(
    document_of: Read, sample: str, line_end: str, mark: str
) -> None:
    text = sample.replace("\n", line_end)
    document = document_of(mark + text)
    assert len(document.sections) == 2
    for section in document.sections:
        assert text[section.start : section.end] == section.text
    assert [s.line for s in document.sections] == [10, 16]
    assert document.sections[0].text.count(line_end) == 2
    assert not document.sections[0].text.endswith(("\r", "\n"))


@HEADS
def test_only_blank_lines_around_a_text_are_left_out(document_of: Read, head: str) -> None:
    document = document_of(
        head + "# T\n## A {#a}\n \t\n\u00a0\n   سطر one.  \n\n\t two\u00a0 \n \n\n## B {#b}\nlast"
    )
    assert [section.text for section in document.sections] == ["   سطر one.  \n\n\t two\u00a0 ", "last"]


@HEADS
def test_what_looks_like_a_heading_in_code_belongs_to_the_text(document_of: Read, head: str) -> None:
    document = document_of(head + "# T\n\n## A {#a}\n\n```sh\n# remark {#no}\n```\n\n> ## ب {#no}\n")
    [section] = document.sections
    assert section.text == "```sh\n# remark {#no}\n```\n\n> ## ب {#no}"


@HEADS
def test_underlined_headings_make_sections(document_of: Read, head: str) -> None:
    document = document_of(head + "T\n=\n\nأ A {#a}\n--------\n\ntext\n")
    [section] = document.sections
    assert (section.heading, section.text, section.line) == ("أ A", "text", HEAD_LINES + 4)


def test_a_heading_path_has_the_headings_above_without_the_title(document_of: Read) -> None:
    body = "# T\n\n## Group\n\n### A {#a}\n\n1\n\n#### ب {#b}\n\n2\n\n### *C* {#c}\n\n3\n\n## D {#d}\n\n4\n"
    document = document_of(ENGLISH_HEAD + body)
    assert {section.id: section.heading_path for section in document.sections} == {
        "a": ("Group", "A"),
        "b": ("Group", "A", "ب"),
        "c": ("Group", "C"),
        "d": ("D",),
    }


@pytest.mark.parametrize("heading", ["## مجموعة", "## مجموعة {#group}"])
def test_a_heading_over_deeper_ones_without_text_is_a_group(document_of: Read, heading: str) -> None:
    document = document_of(ARABIC_HEAD + f"# T\n\n{heading}\n\n### أ {{#a}}\n\nنص\n")
    [section] = document.sections
    assert section.heading_path == ("مجموعة", "أ")


@HEADS
def test_a_title_with_an_id_is_a_section_but_in_no_other_ones_path(document_of: Read, head: str) -> None:
    document = document_of(head + "# T {#t}\n\nIntroduction.\n\n## A {#a}\n\nText.\n")
    assert [(s.id, s.heading_path, s.text) for s in document.sections] == [
        ("t", ("T",), "Introduction."),
        ("a", ("A",), "Text."),
    ]


def test_several_headings_of_the_first_level_with_ids_are_chapters(document_of: Read) -> None:
    document = document_of(ENGLISH_HEAD + "# One {#one}\n1\n## A {#a}\n2\n# Two\n## B {#b}\n3\n")
    assert [section.heading_path for section in document.sections] == [
        ("One",),
        ("One", "A"),
        ("Two", "B"),
    ]


@pytest.mark.parametrize(
    ("body", "line", "part"),
    [
        ("lost\n\n# T\n## A {#a}\nx\n", 1, "text before the first heading belongs to no section"),
        ("\nlost\n", 2, "text before the first heading"),
        (
            "# T\n\n \nضائع\n\n## A {#a}\nx\n",
            4,
            "text between the title and the next heading belongs to no section; "
            'end the title with an id, "# T {#an-id}", to make a section of it, or put a heading with an',
        ),
        ("# T\n## ألف\n\nx\n", 2, 'the heading "ألف" has no id: end it with {#an-id}'),
        ("# T\n## A {#a}\nx\n# B\n\ny\n", 4, 'the heading "B" has no id'),
        ("# T\n## A {#a}\nx\n## ب\n", 4, 'the heading "ب" has neither an {#id} nor text'),
        ("# T\n## A {#a}\nx\n## B\n## C {#c}\ny\n", 4, 'the heading "B" has neither'),
        ("# T\n## ألف {#a}\n\n \n## B {#b}\nx\n", 2, 'empty section: the heading "ألف" has no text below it'),
        ("# T\n## B {#b}\nx\n## A {#a}\n", 4, 'empty section: the heading "A"'),
        ("# T\n### A {#a}\n## B {#b}\nx\n", 2, 'empty section: the heading "A"'),
        ("# T\n## A {#a}\nx\n## ب {#a}\ny\n", 4, "the section id 'a' is already that of line 8"),
        ("# T\n## G {#a}\n### A {#a}\ny\n", 3, "the section id 'a' is already that of line 8"),
        (
            "# T\n## A {#a b}\nx\n",
            2,
            "the heading \"A\": 'a b' is no id: letters, digits, '-', '_' and '.' only",
        ),
        ("# T\n## A {#a#b}\nx\n", 2, "'a#b' is no id"),
        ("# T\n## A {#}\nx\n", 2, "'' is no id"),
        ("# T\n## {#a}\nx\n", 2, "a heading without words"),
        ("# T\n", 1 - HEAD_LINES, "the text has no section"),
        ("", 1 - HEAD_LINES, "the text has no section"),
        ("# T\n## A &#x202E;B {#a}\nx\n", 2, "has an escaped U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("# T\n## so&shy;cial {#a}\nx\n", 2, "has an escaped U+00AD SOFT HYPHEN"),
        ("# T\n## A {#a}\nso\u00adcial\n", 3, "U+00AD SOFT HYPHEN in column 3 is invisible and can split"),
        ("# T\n## الن\u2060شر {#a}\nx\n", 2, "U+2060 WORD JOINER in column 7 is invisible"),
        ("# T\n## A {#a}\nالن\u200fشر\n", 3, "U+200F RIGHT-TO-LEFT MARK in column 4 is invisible and splits"),
    ],
)
@HEADS
def test_a_fault_of_the_body_is_told_with_its_line(
    faults_of: Faults, head: str, body: str, line: int, part: str
) -> None:
    [(found_line, message)] = faults_of(head + body)
    assert found_line == HEAD_LINES + line
    assert part in message
    assert "\u202e" not in message


@SAMPLES
@pytest.mark.parametrize("line", range(1, 18))
@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\x00", "\x1b", "\x7f", "\x85", "\u200b", "\ufeff", "\U000e0041"]
)
def test_a_misleading_character_is_found_in_any_line(
    faults_of: Faults, sample: str, line: int, character: str
) -> None:
    lines = sample.split("\n")
    lines[line - 1] += character
    found = [message for at, message in faults_of("\n".join(lines)) if at == line]
    column = len(lines[line - 1])
    assert any(f"U+{ord(character):04X} " in text and f"in column {column} " in text for text in found)


@SAMPLES
@pytest.mark.parametrize("line", [3, 10, 12])
@pytest.mark.parametrize("character", ["\u202e", "\x00", "\u200b", "\u3164"])
def test_a_misleading_character_is_not_the_cause_of_other_faults(
    faults_of: Faults, sample: str, line: int, character: str
) -> None:
    lines = sample.split("\n")
    lines[line - 1] = lines[line - 1].replace(" ", f" {character}", 1)
    assert [at for at, _ in faults_of("\n".join(lines))] == [line]


@SAMPLES
def test_a_carriage_return_within_a_line_is_a_fault(faults_of: Faults, sample: str) -> None:
    [(line, message)] = faults_of(sample.rstrip("\n") + "\rmore\n")
    assert line == 18
    assert "U+000D" in message


def test_one_kind_of_misleading_character_is_told_once_a_line(faults_of: Faults) -> None:
    text = ARABIC.replace("اكتب", "\u202eا\u202eك\u2066ت\u202eب").replace("اسأل", "\u202eاسأل")
    assert [(line, message[:6]) for line, message in faults_of(text)] == [
        (12, "U+202E"),
        (12, "U+2066"),
        (18, "U+202E"),
    ]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_what_is_not_utf8_is_told_once_with_the_line_of_the_first_bad_byte(
    faults_of: Faults, encoding: str
) -> None:
    content = (ENGLISH + "\n## Ask {#ask}\n\nاسأل\n\nاسأل\n").encode(encoding)
    [(line, message)] = faults_of(content)
    assert line == (22 if encoding == "cp1256" else 1)
    assert message.startswith("not UTF-8: the byte 0x")


def test_the_line_of_a_bad_byte_holds_after_a_byte_order_mark_and_crlf(faults_of: Faults) -> None:
    content = b"\xef\xbb\xbf" + ARABIC.replace("\n", "\r\n").encode() + b"caf\xe9\r\n"
    assert faults_of(content) == [(19, "not UTF-8: the byte 0xE9; save the file in UTF-8")]


def test_the_id_of_a_text_that_is_not_utf8_is_known_all_the_same(write: Write) -> None:
    reading = read(write("a.md", ENGLISH.encode() + b"\xff"))
    assert reading.entries["id"].value == "posting"


def test_a_file_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    path = folder / "a.md"
    path.symlink_to(folder / "gone")
    [fault] = read(path).faults
    assert str(fault) == f"{path}:1: the file cannot be read: No such file or directory"


def test_a_file_that_may_not_be_read_is_a_fault(open_folder: Path, without_privilege: None) -> None:
    path = open_folder / "نص.md"
    path.touch(mode=0)
    [fault] = read(path).faults
    assert str(fault) == f"{path}:1: the file cannot be read: Permission denied"


def test_faults_of_head_and_body_are_told_at_once(faults_of: Faults) -> None:
    text = ARABIC.replace("language: ar", "language: fr").replace("edition: ", "editoin: ")
    text = text.replace(" {#tone}", "").replace("اسأل المكتب الصحفي.", "\u202d")
    assert [line for line, _ in faults_of(text)] == [1, 4, 5, 10, 18]


def test_without_front_matter_the_body_is_still_checked(faults_of: Faults) -> None:
    assert [line for line, _ in faults_of("# T\n\n## أ\n\nنص\n")] == [1, 3]


def test_where_the_front_matter_has_no_end_nothing_else_is_guessed(faults_of: Faults) -> None:
    assert [line for line, _ in faults_of("---\nid: a\n\n# T\n\n## أ\n\nنص\n")] == [1]
