"""Each part can be taken away, and nothing else changes with it."""

from collections.abc import Callable, Sequence

import pytest

from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER, load_corpus
from eval.ablation import ABLATIONS, Ablation
from eval.case import CASES
from eval.casebook import load_cases
from index import GuidanceRetriever, Index

QUESTIONS = [
    case.question for case in load_cases(CASES / "social-media", load_corpus(SHIPPED_FOLDER), ["dev"])
][::90]
MISSPELT = "can I use my facebok acount at work?"
POSTED = 'Can we share this? "Vote for our candidate on Thursday!"'
FAR = "Will it rain tomorrow?"

Open = Callable[[Ablation], Assistant]


@pytest.fixture(scope="module")
def ranked(assistant: Assistant) -> list[list[str]]:
    """What the whole assistant finds for the questions."""
    return _ranked(assistant.retriever, QUESTIONS)


@pytest.fixture(scope="module")
def opened(shipped: Index) -> Open:
    return lambda ablation: ablation.open(AssistantSettings(), shipped)


def _ablation(key: str) -> Ablation:
    return next(ablation for ablation in ABLATIONS if ablation.key == key)


def _seen(reply: Reply) -> tuple[object, ...]:
    """All that a reply rests on, to the last digit."""
    trace = reply.trace
    scores = [(c.hit.passage.id, c.hit.score, c.hit.fit, c.hit.sentences, c.fate) for c in trace.considered]
    return reply.record().model_dump(exclude={"seconds"}), trace.evidence, trace.read, scores


def _ranked(retriever: GuidanceRetriever, questions: Sequence[str]) -> list[list[str]]:
    """The passages found for each, best first."""
    return [[hit.passage.id for hit in retriever.retrieve(q).hits] for q in questions]


def test_with_nothing_taken_away_it_is_the_assistant_to_the_last_digit(
    opened: Open, assistant: Assistant
) -> None:
    whole = opened(Ablation("whole"))
    for question in (*QUESTIONS, MISSPELT, POSTED, FAR):
        assert _seen(whole.ask(question)) == _seen(assistant.ask(question))


@pytest.mark.parametrize(
    "key",
    [
        "without_companion",
        "without_main",
        "without_sentences",
        "without_words",
        "without_translation",
        "without_examples",
        "without_lean",
    ],
)
def test_without_a_part_other_passages_are_found(shipped: Index, ranked: list[list[str]], key: str) -> None:
    # By the retriever alone: without an encoder the verdicts are learned anew, which takes minutes.
    assert _ranked(_ablation(key).retriever(shipped), QUESTIONS) != ranked


def test_without_spelling_a_misspelt_word_is_read_as_it_stands(opened: Open, assistant: Assistant) -> None:
    without = opened(_ablation("without_spelling"))
    assert "facebook" in (assistant.ask(MISSPELT).trace.read or "")
    assert without.ask(MISSPELT).trace.read is None
    assert _ranked(without.retriever, QUESTIONS[:1]) == _ranked(assistant.retriever, QUESTIONS[:1])


def test_without_the_situation_a_post_does_not_change_what_is_found(
    opened: Open, assistant: Assistant
) -> None:
    without = opened(_ablation("without_situation"))
    asked = without.retriever.retrieve("Can we share this?")
    ranked = without.retriever.in_situation(asked, "Vote for our candidate on Thursday!")
    assert ranked.hits == asked.hits
    shipped = assistant.retriever.in_situation(
        assistant.retriever.retrieve("Can we share this?"), "Vote for our candidate on Thursday!"
    )
    assert shipped.hits[0].passage != ranked.hits[0].passage


def test_without_declining_everything_is_answered(opened: Open, assistant: Assistant) -> None:
    without = opened(_ablation("without_declining"))
    for question in (FAR, "هل ستمطر غداً؟", *QUESTIONS[:5]):
        assert without.ask(question).outcome == "answered"
    assert assistant.ask(FAR).outcome == "not_covered"
    # What is no question is still refused.
    assert without.ask("").outcome == "blocked"


def test_an_encoder_that_is_taken_away_counts_nowhere(opened: Open, shipped: Index) -> None:
    for key, rest in (("without_companion", "main"), ("without_main", "companion")):
        without = opened(_ablation(key)).retriever.index.get()
        for question in QUESTIONS[:3]:
            query = shipped.query(question)
            noise = {"main": -query.main, "companion": -query.companion}
            noise[rest] = getattr(query, rest)
            other = type(query)(query.text, query.read, noise["main"], noise["companion"], query.words)
            assert without.examples.match(other) == without.examples.match(query)
            for pool in without.pools.values():
                assert pool.search(other) == pool.search(query)


def test_every_part_has_a_name_of_its_own_and_takes_something_away() -> None:
    keys = [ablation.key for ablation in ABLATIONS]
    assert len(set(keys)) == len(keys)
    assert all(ablation != Ablation(ablation.key) for ablation in ABLATIONS)
