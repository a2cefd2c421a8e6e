from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import Assistant
from assistant.coverage import Coverage
from assistant.likeness import Likeness, least_squares
from corpus import Topic
from eval.hiding import Hiding
from index import Index

QUESTIONS = (
    "How many days of leave do I get?",
    "كم يوم إجازة لي في السنة؟",
    "May I post this?",
    "هل أنشر هذا؟",
)


@pytest.fixture(scope="module")
def index(assistant: Assistant) -> Index:
    index = assistant.retriever.index.get()
    return replace(index, examples=index.compare_with(index.examples.examples[::12]))


@pytest.fixture(scope="module")
def coverage(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    return Coverage(index, tmp_path_factory.mktemp("learned"), Likeness(index.examples))


def test_it_reads_as_if_it_had_been_learned_without_the_topics(index: Index, coverage: Coverage) -> None:
    examples = index.examples.examples
    hiding = Hiding(coverage, examples)
    topics = [*dict.fromkeys(e.target for e in examples if isinstance(e.target, Topic))][:9]
    kept = np.array([example.target not in topics for example in examples])
    kernel = np.vstack([coverage.rows(slice(n, n + 1)) for n in np.flatnonzero(kept)])[:, kept]
    wanted = np.where(coverage.outside[kept], -1, 1).astype(np.float32)
    weights = least_squares(lambda own: kernel[own], coverage.ridge[kept], wanted)
    for query in map(index.query, QUESTIONS):
        assert hiding.read(query, topics) == pytest.approx(
            float(coverage.like(query)[kept] @ weights), abs=1e-3
        )


def test_with_nothing_hidden_it_reads_the_same(index: Index, coverage: Coverage) -> None:
    hiding = Hiding(coverage, index.examples.examples)
    for query in map(index.query, QUESTIONS):
        assert hiding.read(query, ()) == pytest.approx(coverage.read(query), abs=1e-5)


def test_without_the_topics_a_question_of_theirs_looks_more_like_what_is_answered(
    index: Index, coverage: Coverage
) -> None:
    hiding = Hiding(coverage, index.examples.examples)
    for question in QUESTIONS[:2]:
        query = index.query(question)
        topic = index.examples.match(query).best_topic()
        assert topic is not None
        assert hiding.read(query, [topic.example.target]) > coverage.read(query)


def test_where_nothing_was_learned_nothing_is_read(index: Index, tmp_path: Path) -> None:
    none = replace(index, examples=index.compare_with([]))
    unable = Coverage(none, tmp_path, Likeness(none.examples))
    assert Hiding(unable, ()).read(index.query("May I post this?"), ()) == 0
