import random
from pathlib import Path

import pytest

from corpus import SHIPPED_FOLDER, Corpus, Document, Section, load_corpus
from index import Passage
from index.chunking import MAX_CHARACTERS, passages
from index.sentences import sentences

SENTENCES = {
    "en": [
        "You may post in your own time.",
        "Ask your press office if in doubt.",
        "Never reveal what is secret!",
    ],
    "ar": ["يمكنك النشر في وقتك الخاص.", "اسأل المكتب الصحفي إن كنت في شك.", "هل هذا سرّي؟"],
}


def _section(text: str, language: str = "en", id: str = "s") -> Section:
    return Section("d", id, "B", ("A", "B"), language, text, 0, len(text), 1)  # type: ignore[arg-type]


def _passages(*sections: Section) -> list[Passage]:
    document = Document("d", "D", sections[0].language, "1", Path("d.md"), sections)
    return passages(Corpus((document,)))


def _random_text(chance: random.Random, language: str) -> str:
    count = chance.randint(1, 150)
    return "".join(
        chance.choice(SENTENCES[language]) + chance.choice([" ", " ", "\n", "\n\n", "\r\n\r\n", "\n- "])
        for _ in range(count)
    ).strip()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_passages_cover_every_sentence_in_order_with_exact_offsets(language: str) -> None:
    chance = random.Random(7)
    for _ in range(60):
        section = _section(_random_text(chance, language), language)
        found = _passages(section)
        assert [span for passage in found for span in passage.sentences] == sentences(section.text)
        for passage in found:
            assert passage.text == section.text[passage.start : passage.end]
            assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
            assert passage.embedded_sentences == tuple(section.text[a:b] for a, b in passage.sentences)
            assert passage.id == f"d#s:{passage.start}-{passage.end}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_section_is_split_under_the_limit_and_not_into_crumbs(language: str) -> None:
    chance = random.Random(8)
    for _ in range(30):
        text = _random_text(chance, language)
        found = _passages(_section(text, language))
        assert max(passage.end - passage.start for passage in found) <= MAX_CHARACTERS
        assert len(found) <= 1 + 2 * len(text) / MAX_CHARACTERS
        if len(text) <= MAX_CHARACTERS:
            assert len(found) == 1


def test_a_sentence_over_the_limit_stays_whole() -> None:
    long = "كلمة " * 400 + "انتهت."
    found = _passages(_section(f"جملة أولى. {long} جملة أخيرة.", "ar"))
    assert [passage.text for passage in found] == ["جملة أولى.", long, "جملة أخيرة."]


@pytest.mark.parametrize("line_end", ["\n\n", "\r\n\r\n", "\n\u00a0\n"])
def test_a_passage_ends_between_paragraphs_where_that_leaves_it_half_full(line_end: str) -> None:
    paragraph = " ".join([SENTENCES["en"][1]] * 20)
    found = _passages(_section(line_end.join([paragraph] * 3)))
    assert [passage.text for passage in found] == [paragraph] * 3


def test_no_passage_crosses_the_border_of_a_section() -> None:
    found = _passages(_section("One. Two.", id="a"), _section("Three.", id="b"), _section("Four.", id="c"))
    assert [(passage.section.id, passage.text) for passage in found] == [
        ("a", "One. Two."),
        ("b", "Three."),
        ("c", "Four."),
    ]


def test_the_headings_stand_in_the_embedded_text_only() -> None:
    [passage] = _passages(_section("اسأل أولاً.", "ar"))
    assert passage.embedded_text == "A – B\nاسأل أولاً."
    assert passage.text == "اسأل أولاً."
    assert passage.embedded_sentences == ("اسأل أولاً.",)


def test_a_section_without_words_has_no_passage() -> None:
    assert _passages(_section("- ")) == []


def test_the_shipped_sections_all_have_passages_whose_text_stands_in_the_files() -> None:
    corpus = load_corpus(SHIPPED_FOLDER)
    found = passages(corpus)
    assert {passage.section.ref for passage in found} == {section.ref for section in corpus.sections()}
    for passage in found:
        file = corpus.document(passage.section.document).path.read_bytes().decode("utf-8-sig")
        start = passage.section.start
        assert file[start + passage.start : start + passage.end] == passage.text
    assert len({passage.id for passage in found}) == len(found)
