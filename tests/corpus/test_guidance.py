"""The texts that come with the assistant."""

import hashlib
from pathlib import Path

import pytest

from corpus import LANGUAGES, Corpus, check, corpus_files, load_corpus
from corpus.settings import SHIPPED_FOLDER

SUPPLIED = {
    "ar/social-media-guidance-summary.ar.md": (
        "21db20d2e24f54b75832d66acb806e788349cb19aed2bbcda094ba43b7cf7628"
    ),
    "en/propriety-in-digital-media.en.md": "8d78aeb8efa9bb6cabb2643f16755343d4d33d6a2e0d6b89ce313a1b8c25d539",
    "en/social-media-guidance.en.md": "32b30ca1ce389932496b149873adc0f312e79dff75292c42de36e2120dfede0a",
    "en/social-media-myths.en.md": "1fa4ef7b04065aaef91c5f17fe44422bdce04c46f97ef488dc9befacfa3dc6e1",
}


@pytest.fixture(scope="module")
def shipped() -> Corpus:
    return load_corpus(SHIPPED_FOLDER)


def test_the_texts_are_those_supplied_byte_for_byte() -> None:
    found = {
        path.relative_to(SHIPPED_FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in corpus_files(SHIPPED_FOLDER)
    }
    assert found == SUPPLIED


def test_the_texts_are_without_fault() -> None:
    assert check(SHIPPED_FOLDER) == []


def test_each_section_stands_in_its_file_at_its_offsets(shipped: Corpus) -> None:
    for document in shipped.documents:
        text = document.path.read_bytes().decode()
        for section in document.sections:
            assert text[section.start : section.end] == section.text
            assert section.text == section.text.strip("\n")
            assert text.split("\n")[section.line - 1].endswith(f"{section.heading} {{#{section.id}}}")


@pytest.mark.parametrize(("language", "documents", "sections"), [("en", 3, 29), ("ar", 1, 8)])
def test_every_heading_with_an_id_is_a_section(
    shipped: Corpus, language: str, documents: int, sections: int
) -> None:
    of_language = [document for document in shipped.documents if document.language == language]
    found = [section for document in of_language for section in document.sections]
    marked = sum(document.path.read_text(encoding="utf-8").count("{#") for document in of_language)
    assert (len(of_language), len(found)) == (documents, sections)
    assert len(found) == marked
    assert all(section.language == language for section in found)


def test_both_languages_are_there(shipped: Corpus) -> None:
    assert {document.language for document in shipped.documents} == set(LANGUAGES)


def test_the_characters_between_sections_are_only_headings_and_blank_lines(shipped: Corpus) -> None:
    for document in shipped.documents:
        text = document.path.read_bytes().decode()
        body = text.split("\n---\n", maxsplit=1)[1]
        for section in document.sections:
            body = body.replace(section.text, "", 1)
        assert [line for line in body.split("\n") if line and not line.startswith("#")] == []


def test_odd_spaces_and_spellings_of_the_arabic_summary_are_kept(shipped: Corpus) -> None:
    section = shipped.section("social-media-guidance-summary-ar#foreword")
    assert section.text.startswith("تقول مقدمة الدليل:\n\nيمكن أن تساعد")
    assert "على \u00a0وصول" in section.text
    assert "لايمكن" in section.text


def test_metadata_are_typed(shipped: Corpus) -> None:
    guidance = shipped.document("social-media-guidance")
    assert str(guidance.published) == "2014-10-20"
    assert guidance.publisher == "Cabinet Office"
    assert guidance.summarises is None
    summary = shipped.document("social-media-guidance-summary-ar")
    assert summary.published is None
    assert summary.summarises == "social-media-guidance"
    assert summary.path == Path(SHIPPED_FOLDER, "ar", "social-media-guidance-summary.ar.md")


def test_headings_above_are_known_and_the_title_is_left_out(shipped: Corpus) -> None:
    section = shipped.section("social-media-guidance#if-in-doubt")
    assert section.heading_path == ("Five things to remember", "If in doubt, do not post")
    assert shipped.section("social-media-guidance-summary-ar#scope").heading_path == ("نطاق الدليل",)


def test_counterparts_are_found_from_either_language(shipped: Corpus) -> None:
    english = shipped.section("social-media-guidance#engaging-with-the-public")
    arabic = shipped.section("social-media-guidance-summary-ar#engaging-with-the-public")
    assert shipped.counterparts(english) == (arabic,)
    assert shipped.counterparts(arabic) == (english,)


def test_a_section_that_only_one_language_has_has_no_counterpart(shipped: Corpus) -> None:
    assert shipped.counterparts(shipped.section("social-media-guidance#who-is-asking")) == ()
    assert shipped.counterparts(shipped.section("social-media-guidance-summary-ar#full-version")) == ()
    # Of the same id, but of documents that are no summaries of each other.
    assert shipped.counterparts(shipped.section("social-media-myths#department-policy")) == ()
