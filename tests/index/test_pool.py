"""The passages of one language, scored for a question."""

import numpy as np
import pytest

from index import Index
from index.pool import Pool, unit_ids


@pytest.fixture(params=["en", "ar"])
def pool(shipped: Index, request: pytest.FixtureRequest) -> Pool:
    return shipped.pools[request.param]


def test_hits_come_best_first_with_a_score_for_every_sentence(shipped: Index, pool: Pool) -> None:
    hits = pool.search(shipped.query("May I delete a post? هل أحذف المنشور؟"))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert [h.score for h in hits] == [h.fit for h in hits]
    assert len({h.passage.id for h in hits}) == len(hits)
    for hit in hits:
        assert hit.passage.section.language == pool.language
        assert len(hit.sentences) == len(hit.passage.sentences)
        assert max(hit.sentences) == pytest.approx(hit.signals.sentence, abs=1.0)
        assert 0 <= hit.signals.lexical <= 1.01


def test_a_passage_asked_for_in_its_own_words_comes_first(shipped: Index, pool: Pool) -> None:
    for passage in pool.passages:
        hits = pool.search(shipped.query(passage.text))
        assert hits[0].passage == passage
        assert hits[0].score > 4, "far above what unrelated texts get"


def test_an_unrelated_question_scores_like_the_background(shipped: Index, pool: Pool) -> None:
    question = "How do I cook rice?" if pool.language == "en" else "كيف أطبخ الأرز؟"
    assert pool.search(shipped.query(question))[0].score < 3


def test_the_ids_name_the_passage_and_each_sentence(pool: Pool) -> None:
    passage = pool.passages[0]
    ids = unit_ids(7, passage)
    assert ids[0] == "7"
    assert ids[1:] == [f"7.{n}" for n in range(len(passage.sentences))]


def test_questions_fit_a_pool_as_well_as_its_best_passage_answers_them(shipped: Index, pool: Pool) -> None:
    questions = [p.text for p in pool.passages[:3]] + ["How do I cook rice?", "كيف أطبخ الأرز؟"]
    queries = [shipped.query(question) for question in questions]
    fits = pool.fit(np.stack([q.main for q in queries]), np.stack([q.companion for q in queries]))
    for query, fit in zip(queries, fits, strict=True):
        assert fit == pytest.approx(max(hit.signals.passage for hit in pool.search(query)), abs=1e-3)
    assert min(fits[:3]) > max(fits[3:]) + 2
