from dataclasses import replace

import pytest

from assistant.answer import UnsupportedAnswerError
from assistant.citations import NEARLY_AS_GOOD, READER_FIRST, cite, verify
from assistant.composing import compose
from corpus import Corpus, Language
from index import Hit, Signals
from index.chunking import passages
from tests.assistant.sample import corpus, document

ENGLISH = document(
    {"scope": "It covers posts.", "tone": "Write plainly.", "doubt": "Do not post."}, id_="guide"
)
ARABIC = document(
    {"scope": "يغطي المنشورات."}, id_="ملخص", language="ar", heading="النطاق", summarises="guide"
)
BOTH = corpus(ENGLISH, ARABIC)


def _hits(texts: Corpus, *scored: tuple[str, float]) -> list[Hit]:
    found = {p.section.ref: p for p in passages(texts)}
    return [
        Hit(found[ref], score, score, Signals(0, 0, 0), tuple(0.0 for _ in found[ref].sentences))
        for ref, score in scored
    ]


def _refs(texts: Corpus, hits: list[Hit], most: int = 3) -> list[str]:
    return [citation.section.ref for citation in cite(texts, hits, most, "en")[0]]


def test_the_best_passage_is_cited_first_and_its_counterpart_second() -> None:
    hits = _hits(BOTH, ("guide#scope", 4.0), ("guide#tone", 3.9), ("ملخص#scope", 0.1))
    citations, considered = cite(BOTH, hits, 3, "en")
    assert [(c.number, c.section.ref, c.role, c.counterpart_of) for c in citations] == [
        (1, "guide#scope", "answers", None),
        (2, "ملخص#scope", "counterpart", 1),
        (3, "guide#tone", "adds", None),
    ]
    assert [c.fate for c in considered] == ["cited", "cited", "counterpart"]


def test_an_arabic_passage_brings_its_english_counterpart() -> None:
    hits = _hits(BOTH, ("ملخص#scope", 4.0), ("guide#doubt", 1.0))
    citations, _ = cite(BOTH, hits, 3, "ar")
    assert [(c.section.ref, c.role, c.counterpart_of) for c in citations] == [
        ("ملخص#scope", "answers", None),
        ("guide#scope", "counterpart", 1),
    ]
    assert citations[1].quote == "It covers posts."


@pytest.mark.parametrize(
    ("language", "best", "other"), [("ar", "guide#scope", "ملخص#scope"), ("en", "ملخص#scope", "guide#scope")]
)
def test_the_readers_own_language_comes_first_where_it_is_nearly_as_good(
    language: Language, best: str, other: str
) -> None:
    near = _hits(BOTH, (best, 4.0), ("guide#tone", 3.9), (other, 4.0 * READER_FIRST))
    citations, considered = cite(BOTH, near, 3, language)
    assert [(c.section.ref, c.role) for c in citations] == [
        (other, "answers"),
        (best, "counterpart"),
        ("guide#tone", "adds"),
    ]
    assert {c.hit.passage.section.ref: c.fate for c in considered} == {
        other: "cited",
        best: "counterpart",
        "guide#tone": "cited",
    }
    far = _hits(BOTH, (best, 4.0), (other, 4.0 * READER_FIRST - 0.01))
    assert [c.section.ref for c in cite(BOTH, far, 3, language)[0]] == [best, other]
    assert [c.section.ref for c in cite(BOTH, near, 1, language)[0]] == [other]


def test_a_counterpart_that_was_not_retrieved_is_quoted_whole() -> None:
    citations, _ = cite(BOTH, _hits(BOTH, ("guide#scope", 4.0)), 3, "en")
    assert citations[1].quote == "يغطي المنشورات."


@pytest.mark.parametrize("most", [1, 2, 3, 4, 9])
def test_there_are_no_more_citations_than_asked_for(most: int) -> None:
    hits = _hits(BOTH, ("guide#scope", 4.0), ("guide#tone", 3.9), ("guide#doubt", 3.8))
    every = ["guide#scope", "ملخص#scope", "guide#tone", "guide#doubt"]
    assert _refs(BOTH, hits, most) == every[:most]
    if most == 1:
        assert [c.fate for c in cite(BOTH, hits, most, "en")[1]] == ["cited", "enough_cited", "enough_cited"]


def test_a_passage_that_is_much_weaker_than_the_best_is_not_cited() -> None:
    just, below = 4.0 * NEARLY_AS_GOOD, 4.0 * NEARLY_AS_GOOD - 0.01
    hits = _hits(BOTH, ("guide#tone", 4.0), ("guide#doubt", just), ("guide#scope", below))
    citations, considered = cite(BOTH, hits, 9, "en")
    assert [c.section.ref for c in citations] == ["guide#tone", "guide#doubt"]
    assert [c.fate for c in considered] == ["cited", "cited", "weaker"]


def test_no_section_is_cited_twice() -> None:
    long = document({"a": "\n\n".join(f"Post number {n} {'is public ' * 40}today." for n in range(6))})
    texts = corpus(long)
    parts = passages(texts)
    assert len(parts) > 1
    hits = [Hit(p, 4.0, 4.0, Signals(0, 0, 0), tuple(0.0 for _ in p.sentences)) for p in parts]
    citations, considered = cite(texts, hits, 3, "en")
    assert len(citations) == 1
    assert {c.fate for c in considered[1:]} == {"same_section"}


def test_a_verified_answer_is_given_back_as_it_is() -> None:
    answer = compose(cite(BOTH, _hits(BOTH, ("guide#scope", 4.0)), 3, "en")[0], "en")
    assert verify(answer, BOTH) is answer


@pytest.mark.parametrize("text", ["It covers pasts.", "", "It covers", "It  covers posts."])
def test_an_answer_does_not_hold_when_the_guidance_says_something_else_by_now(text: str) -> None:
    answer = compose(cite(BOTH, _hits(BOTH, ("guide#scope", 4.0)), 1, "en")[0], "en")
    changed = document({"scope": text}, id_="guide")
    with pytest.raises(UnsupportedAnswerError, match="citation 1 does not stand in guide#scope"):
        verify(answer, corpus(changed))


def test_an_answer_does_not_hold_when_its_section_is_gone() -> None:
    answer = compose(cite(BOTH, _hits(BOTH, ("ملخص#scope", 4.0)), 1, "ar")[0], "ar")
    with pytest.raises(LookupError, match="ملخص"):
        verify(answer, corpus(ENGLISH))


def test_an_answer_whose_text_changes_a_quotation_does_not_hold() -> None:
    answer = compose(cite(BOTH, _hits(BOTH, ("guide#scope", 4.0)), 1, "en")[0], "en")
    with pytest.raises(UnsupportedAnswerError, match="does not hold the quotation of citation 1"):
        verify(replace(answer, text="It covers blog posts. [1]"), BOTH)


def test_every_shipped_section_with_a_counterpart_brings_it_along(shipped: Corpus) -> None:
    sections = [section for section in shipped.sections() if shipped.counterparts(section)]
    assert {section.language for section in sections} == {"en", "ar"}
    for section in sections:
        passage = next(p for p in passages(shipped) if p.section is section)
        hit = Hit(passage, 4.0, 4.0, Signals(0, 0, 0), tuple(0.0 for _ in passage.sentences))
        citations, _ = cite(shipped, [hit], 3, section.language)
        assert [c.section.id for c in citations] == [section.id] * 2
        assert citations[1].document.language != section.language
