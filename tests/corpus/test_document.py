from pathlib import Path

import pytest

from corpus import Corpus, Document, Language, Section, UnknownSectionError


def _document(
    document_id: str, language: Language, *section_ids: str, summarises: str | None = None, path: str = "a.md"
) -> Document:
    sections = tuple(
        Section(document_id, section_id, "Heading", ("Heading",), language, "Text.", 10, 15, 8)
        for section_id in section_ids
    )
    return Document(document_id, "Title", language, "first", Path(path), sections, summarises=summarises)


def test_a_section_is_found_by_its_ref_in_either_language() -> None:
    corpus = Corpus((_document("a", "en", "x", "y"), _document("ب", "ar", "س")))
    assert [section.ref for section in corpus.sections()] == ["a#x", "a#y", "ب#س"]
    assert corpus.section("a#y").id == "y"
    assert corpus.section("ب#س").language == "ar"


def test_an_unknown_name_says_what_there_is() -> None:
    corpus = Corpus((_document("a", "en", "x", "y"), _document("ب", "ar", "س")))
    with pytest.raises(UnknownSectionError, match="no document 'c' in the corpus; it has: a, ب"):
        corpus.document("c")
    with pytest.raises(UnknownSectionError, match="no section 'z' in 'a'; it has: x, y"):
        corpus.section("a#z")
    with pytest.raises(UnknownSectionError, match="no section 'x' in 'ب'; it has: س"):
        corpus.section("ب#x")
    with pytest.raises(UnknownSectionError, match="no document 'c'"):
        corpus.section("c#x")


def test_counterparts_are_the_like_named_sections_in_the_other_language() -> None:
    original = _document("original", "en", "x", "y")
    short = _document("short", "en", "x", summarises="original")
    arabic = _document("arabic", "ar", "x", summarises="original")
    unrelated = _document("unrelated", "ar", "x", "y")
    corpus = Corpus((original, short, arabic, unrelated))

    def refs(ref: str) -> list[str]:
        return [section.ref for section in corpus.counterparts(corpus.section(ref))]

    assert refs("original#x") == ["arabic#x"]
    assert refs("arabic#x") == ["original#x", "short#x"]
    assert refs("short#x") == ["arabic#x"]
    assert refs("original#y") == []
    assert refs("unrelated#x") == []


def test_the_fingerprint_tells_what_a_reader_sees_and_not_where_it_lies() -> None:
    corpus = Corpus((_document("a", "en", "x"), _document("b", "ar", "x")))
    moved = Corpus((_document("b", "ar", "x", path="c.md"), _document("a", "en", "x", path="d.md")))
    summary = Corpus((_document("a", "en", "x"), _document("b", "ar", "x", summarises="a")))
    assert moved.fingerprint == corpus.fingerprint
    # Whom to ask is in no index, so another answer to that needs no other one.
    assert Corpus(corpus.documents, (("en", "a desk"), ("ar", "مكتب"))).fingerprint == corpus.fingerprint
    assert summary.fingerprint != corpus.fingerprint
