import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Citation, UnsupportedAnswerError
from assistant.citations import verify
from assistant.composing import compose
from corpus import LANGUAGES, SHIPPED_FOLDER, Language, load_corpus
from tests.assistant.sample import corpus, document, whole

HARD = [
    "See note [7] of the code.",
    "Use {heading} and {0} and {} as they are.",
    'She said “do not” and "never" and «أبداً».',
    "A \\1 and a \\g<0> and $5 and %s and \\n.",
    "[1] [2] [3]",
    "انظر الملاحظة [٧] و{العنوان} و«الاقتباس».",
    "One line\nand another.\n\nA paragraph.",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("heading", ["Posting", "[9] {x} “so”", "العنوان {0}"])
def test_no_quotation_and_no_heading_breaks_the_answer(language: Language, text: str, heading: str) -> None:
    english = document({"a": text}, heading=heading)
    arabic = document({"a": text}, id_="ملخص", language="ar", heading=heading, summarises="guide")
    citations = (whole(english), replace(whole(arabic, 2), role="counterpart", counterpart_of=1))
    answer = verify(compose(citations, language), corpus(english, arabic))
    assert answer.text.count(text) >= 2
    assert answer.text.count(heading) >= 2
    assert answer.text.endswith("[2]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_paragraph_a_citation_in_the_order_of_their_numbers(language: Language) -> None:
    source = document({"a": "Write plainly.", "b": "Think twice.", "c": "Ask."})
    citations = tuple(
        replace(whole(source, number, number - 1), role="answers" if number == 1 else "adds")
        for number in (1, 2, 3)
    )
    paragraphs = compose(citations, language).text.split("\n\n")
    assert [re.findall(r"\[\d\]", p) for p in paragraphs] == [["[1]"], ["[2]"], ["[3]"]]
    assert [c.quote in p for c, p in zip(citations, paragraphs, strict=True)] == [True] * 3


def test_its_own_words_are_in_the_language_of_the_question() -> None:
    source = (whole(document({"a": "Write plainly."})),)
    assert compose(source, "en").text.startswith("The guidance says")
    assert compose(source, "ar").text.startswith("تقول الإرشادات")


def test_a_counterpart_is_said_to_be_one_in_its_own_language() -> None:
    english, arabic = document({"a": "Ask."}), document({"a": "اسأل."}, id_="ملخص", language="ar")
    both = (whole(english), replace(whole(arabic, 2), role="counterpart", counterpart_of=1))
    assert "The matching section in Arabic" in compose(both, "en").text
    assert "القسم المقابل بالعربية" in compose(both, "ar").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_citations_there_is_no_answer(language: Language) -> None:
    with pytest.raises(UnsupportedAnswerError, match="at least one citation"):
        compose((), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_shipped_guidance_can_be_quoted_whole(language: Language) -> None:
    guidance = load_corpus(SHIPPED_FOLDER)
    for source in guidance.documents:
        for section in source.sections:
            citation = Citation(1, source, section, 0, len(section.text))
            assert section.text in verify(compose((citation,), language), guidance).text


def test_a_quotation_from_a_file_with_windows_line_ends_is_to_the_letter(tmp_path: Path) -> None:
    head = (
        "---\r\nid: win\r\ntitle: W\r\nlanguage: en\r\nedition: e\r\n---\r\n\r\n# W\r\n\r\n## S {#s}\r\n\r\n"
    )
    (tmp_path / "win.md").write_bytes((head + "Line one\r\nline two.\r\n").encode())
    guidance = load_corpus(tmp_path)
    answer = verify(compose((whole(guidance.documents[0]),), "en"), guidance)
    assert "Line one\r\nline two." in answer.text
