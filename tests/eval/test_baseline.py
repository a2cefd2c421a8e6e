import pytest

from assistant.answer import Abstention, Answer
from corpus import SHIPPED_FOLDER, Corpus, load_corpus
from eval.baseline import FOUND, QUOTED, Baseline, by_vector, by_words
from eval.result import ask
from index import Index
from tests.eval.sample import case

QUESTIONS = {
    "en": ("Can I delete a post for good?", "Will it rain tomorrow?"),
    "ar": ("هل يمكن حذف المنشور نهائياً؟", "هل ستمطر غداً في القاهرة؟"),
}
DELETING = "social-media-myths#deleting-posts"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(SHIPPED_FOLDER)


@pytest.fixture(scope="module", params=["vector", "words"])
def baseline(request: pytest.FixtureRequest, corpus: Corpus, shipped: Index) -> Baseline:
    search = by_words(corpus) if request.param == "words" else by_vector(corpus, shipped.encoders.main)
    return Baseline(corpus, search)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_any_question_is_answered_with_the_best_sections_whole(
    baseline: Baseline, corpus: Corpus, language: str
) -> None:
    for question in QUESTIONS[language]:
        reply = baseline.ask(question)
        assert isinstance(reply.result, Answer)
        assert reply.language == language
        assert len(reply.result.citations) == QUOTED
        for citation in reply.result.citations:
            assert citation.quote == citation.section.text == corpus.section(citation.section.ref).text
            assert citation.quote in reply.result.text
        considered = [c.hit.passage.section.ref for c in reply.trace.considered]
        assert considered[:QUOTED] == [citation.section.ref for citation in reply.result.citations]
        assert len(set(considered)) == len(considered) <= FOUND
        scores = [c.hit.score for c in reply.trace.considered]
        assert scores == sorted(scores, reverse=True)


def test_a_question_in_the_words_of_a_section_finds_it_first(baseline: Baseline, corpus: Corpus) -> None:
    for section in corpus.sections():
        assert baseline.ask(section.text).trace.considered[0].hit.passage.section == section


def test_its_replies_are_scored_like_the_assistants(baseline: Baseline) -> None:
    found = ask(baseline, case(), QUESTIONS["en"][0])
    assert found.error is None
    assert found.answered
    assert DELETING in found.cited
    assert found.retrieved[:QUOTED] == found.cited
    assert len(found.retrieved) == FOUND
    assert found.confidence is None


def test_two_collections_of_vectors_are_apart(corpus: Corpus, shipped: Index) -> None:
    few = Corpus(corpus.documents[:1])
    alone = Baseline(few, by_vector(few, shipped.encoders.main))
    by_vector(corpus, shipped.encoders.main)
    found = alone.ask(QUESTIONS["en"][0]).trace.considered
    assert {c.hit.passage.section.document for c in found} == {few.documents[0].id}


def test_where_no_word_is_found_there_is_no_answer(corpus: Corpus) -> None:
    reply = Baseline(corpus, by_words(corpus)).ask("Xylophone zebra quux")
    assert isinstance(reply.result, Abstention)
    assert reply.outcome == "not_covered"
    assert reply.trace.considered == []
