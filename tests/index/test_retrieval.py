"""Retrieval over both languages at once."""

import random
from dataclasses import replace

import numpy as np
import pytest

from corpus import LANGUAGES, Corpus, load_corpus
from index import FixedIndex, GuidanceRetriever, Index, IndexSettings, Retrieval
from index.matching import Examples
from index.opening import Encoders
from tests.index.conftest import found, opened, write_texts
from tests.index.sample import ARABIC, ENGLISH, QUESTIONS, text

TOPICS = {
    "en": ["stapler", "corridor", "window", "carpet", "printer", "kettle", "ladder", "poster", "cupboard"],
    "ar": ["الدباسة", "الممر", "النافذة", "السجادة", "الطابعة", "الإبريق", "السلم", "الملصق", "الخزانة"],
}


def crowd(language: str, size: int) -> dict[str, str]:
    """Many short texts that answer none of the questions."""
    choose = random.Random(size)
    texts = {}
    for number in range(size):
        one, two = choose.sample(TOPICS[language], 2)
        body = f"Put the {one} beside the {two}, row {number}." if language == "en" else ""
        body = body or f"ضع {one} بجانب {two} في الصف {number}."
        texts[f"crowd-{language}-{number}.md"] = text(f"crowd-{language}-{number}", language, item=body)
    return texts


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_in_either_language_finds_its_section(
    tiny: IndexSettings, encoders: Encoders, question: str
) -> None:
    assert found(opened(tiny, encoders), question)[0] == QUESTIONS[question]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_many_texts_added_in_one_language_take_no_passage_of_the_other_away(
    tiny: IndexSettings, encoders: Encoders, language: str
) -> None:
    write_texts(tiny.corpus_folder, crowd(language, 100))
    index = opened(tiny, encoders)
    assert len(index.pools[language].passages) == 102  # type: ignore[index]
    for question, section in QUESTIONS.items():
        assert section in found(index, question)[:3], question


@pytest.mark.parametrize(("file", "content"), [("en.md", ENGLISH), ("ar.md", ARABIC)])
def test_a_corpus_in_one_language_answers_questions_in_both(
    tiny: IndexSettings, encoders: Encoders, file: str, content: str
) -> None:
    for path in tiny.corpus_folder.iterdir():
        path.unlink()
    write_texts(tiny.corpus_folder, {file: content})
    index = opened(tiny, encoders)
    own = {section.ref for section in index.corpus.sections()}
    for question, section in QUESTIONS.items():
        if section in own:
            assert found(index, question)[0] == section


def test_a_corpus_of_one_passage_can_be_searched(tiny: IndexSettings, encoders: Encoders) -> None:
    for path in tiny.corpus_folder.iterdir():
        path.unlink()
    write_texts(tiny.corpus_folder, {"one.md": text("one", "ar", وحيد="اتصل بالحارس عند الباب.")})
    assert found(opened(tiny, encoders), "من أكلم؟") == ["one#وحيد"]


def test_as_a_langchain_retriever_it_returns_documents_with_exact_offsets(shipped: Index) -> None:
    retriever = GuidanceRetriever(index=FixedIndex(shipped), k=4)
    for question in ("May I delete a post?", "هل أرد على صحفي؟"):
        documents = retriever.invoke(question)
        assert len(documents) == 4
        for document in documents:
            data = document.metadata
            section = shipped.corpus.section(f"{data['document']}#{data['section']}")
            assert section.text[data["start"] : data["end"]] == document.page_content
        assert documents[0].metadata["score"] >= documents[-1].metadata["score"]


def test_example_questions_add_to_their_sections(shipped: Index) -> None:
    question = "A reporter has written to our account. Do I answer?"
    cohorts = {language: shipped.encoders.background_cohort(language) for language in LANGUAGES}
    bare = replace(shipped, examples=Examples([], np.zeros((0, 0), dtype=np.float32), cohorts, {}))
    with_examples, without = (
        {h.passage.id: h.score for h in GuidanceRetriever(index=FixedIndex(index)).retrieve(question).hits}
        for index in (shipped, bare)
    )
    matches = shipped.examples.match(shipped.query(question)).sections
    for passage, score in without.items():
        match = matches[passage.partition(":")[0]]
        gain = match.trust * (4 * max(0.0, match.score - 3) + 4 * match.lean)
        assert with_examples[passage] == pytest.approx(score + gain, abs=1e-3)
    assert matches["social-media-guidance#who-is-asking"].score > 6
    assert matches["social-media-guidance#who-is-asking"].lean > 3


@pytest.mark.parametrize(
    ("question", "situation", "section"),
    [
        ("Can we share this?", "Vote for our candidate on Thursday!", "political-content"),
        ("Can I answer this?", "Hello, I write for the Daily Mail. Any comment?", "who-is-asking"),
        ("هل نعيد نشر هذا؟", "صوتوا لمرشح حزبنا يوم الخميس", "political-content"),
        ("هل أرد على هذا؟", "أنا صحفية من القناة الأولى وأريد تصريحاً", "who-is-asking"),
    ],
)
def test_what_is_pasted_brings_up_what_is_said_of_it(
    shipped: Index, question: str, situation: str, section: str
) -> None:
    retriever = GuidanceRetriever(index=FixedIndex(shipped))
    alone = retriever.retrieve(question)
    both = retriever.in_situation(alone, situation)

    def rank(retrieval: Retrieval) -> int:
        return [hit.passage.section.id for hit in retrieval.hits].index(section)

    assert rank(both) <= min(rank(alone), 2)
    assert both.matches == alone.matches
    assert [h.score for h in both.hits] == sorted((h.score for h in both.hits), reverse=True)
    scores = {hit.passage: hit.score for hit in retriever.retrieve(f"{question} {situation}").hits}
    first = both.hits[0]
    own = next(hit.score for hit in alone.hits if hit.passage == first.passage)
    assert first.score == pytest.approx(0.25 * own + 0.75 * scores[first.passage], abs=1e-3)


def test_the_shipped_corpus_is_what_is_searched(shipped: Index) -> None:
    folder = IndexSettings().corpus_folder
    corpus: Corpus = load_corpus(folder)
    assert {p.section.ref for pool in shipped.pools.values() for p in pool.passages} == {
        section.ref for section in corpus.sections()
    }
