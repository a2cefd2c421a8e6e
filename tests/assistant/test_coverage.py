from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import Assistant
from assistant.coverage import NAME, Coverage
from assistant.evidence import weigh
from assistant.learned import SHIPPED
from assistant.likeness import Likeness
from corpus import LANGUAGES, Language, Topic
from index import Index

COVERED: dict[Language, str] = {
    "en": "Could we put a short clip of our snow ploughs on the council's TikTok?",
    "ar": "هل ننشر مقطعاً قصيراً لعمال النظافة على حساب البلدية؟",
}
ELSEWHERE: dict[Language, str] = {
    "en": "How many days of leave do the snow plough drivers get?",
    "ar": "كم يوم إجازة لعمال النظافة في السنة؟",
}


@pytest.fixture(scope="module")
def index(assistant: Assistant) -> Index:
    return assistant.retriever.index.get()


@pytest.fixture(scope="module")
def coverage(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    return Coverage(index, tmp_path_factory.mktemp("learned"), Likeness(index.examples))


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_people_ask_tells_more_than_what_their_post_is_about(
    index: Index, coverage: Coverage, language: Language
) -> None:
    covered, elsewhere = (coverage.read(index.query(q[language])) for q in (COVERED, ELSEWHERE))
    assert covered > 0.2
    assert elsewhere < -0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_answered_for_how_it_is_asked(
    assistant: Assistant, coverage: Coverage, language: Language
) -> None:
    retrieval = assistant.retriever.retrieve(COVERED[language])
    assert not weigh(retrieval, language, 0.0).enough
    assert weigh(retrieval, language, coverage.read(retrieval.query)).enough
    assert assistant.ask(COVERED[language]).outcome == "answered"


def test_what_comes_with_the_product_was_learned_from_the_examples_that_come_with_it(
    coverage: Coverage,
) -> None:
    assert (SHIPPED / f"{NAME}-{coverage.key}.npz").exists(), "python -m assistant learn"


def test_what_comes_with_the_product_solves_the_equations_of_the_examples(coverage: Coverage) -> None:
    weights, size = coverage.learned["weights"], len(coverage.outside)
    for begin in range(0, size, size // 9):
        rows = slice(begin, begin + 5)
        wanted = np.where(coverage.outside[rows], -1, 1)
        assert np.allclose(
            coverage.rows(rows) @ weights + coverage.ridge[rows] * weights[rows], wanted, atol=0.05
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_learned_from_other_examples_too(index: Index, tmp_path: Path, language: Language) -> None:
    few = replace(index, examples=index.compare_with(index.examples.examples[::8]))
    own = Coverage(few, tmp_path, Likeness(few.examples))
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}-{own.key}.npz"]
    covered, elsewhere = (own.read(index.query(q[language])) for q in (COVERED, ELSEWHERE))
    assert covered > elsewhere


@pytest.mark.parametrize("outside", [True, False])
def test_without_examples_of_both_it_tells_nothing(index: Index, tmp_path: Path, outside: bool) -> None:
    own = [e for e in index.examples.examples if isinstance(e.target, Topic) == outside]
    for some in (own[:30], []):
        few = replace(index, examples=index.compare_with(some))
        coverage = Coverage(few, tmp_path, Likeness(few.examples))
        assert not coverage.able
        assert coverage.read(index.query("May I post this?")) == 0
    assert not list(tmp_path.iterdir())
