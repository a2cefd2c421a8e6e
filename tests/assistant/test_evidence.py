import json
import math
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.coverage import Coverage
from assistant.evidence import THRESHOLD, Evidence, measure, weigh
from assistant.judging import learn
from corpus import LANGUAGES, Language
from eval.case import Case
from index import Matches, Retrieval

COVERED: dict[Language, str] = {"en": "Can I delete a post for good?", "ar": "هل يمكن حذف المنشور نهائياً؟"}
FAR: dict[Language, str] = {"en": "How long do I boil an egg?", "ar": "كم دقيقة أسلق البيضة؟"}


@pytest.fixture(scope="module")
def coverage(assistant: Assistant, data_folder: Path) -> Coverage:
    return learn(assistant.retriever.index.get(), data_folder)[0]


def decide(found: Retrieval, language: Language, coverage: Coverage) -> Evidence:
    return weigh(found, language, coverage.read(found.query))


def _model() -> dict[str, dict[str, float]]:
    text = resources.files("assistant").joinpath("calibration.json").read_text("utf-8")
    model: dict[str, dict[str, float]] = json.loads(text)
    return model


def test_the_calibration_has_weights_and_a_bias_for_each_language() -> None:
    assert _model().keys() == {"weights", "bias"}
    assert _model()["bias"].keys() == set(LANGUAGES)


def test_more_that_speaks_for_an_answer_never_makes_it_less_likely() -> None:
    for feature, weight in _model()["weights"].items():
        assert (weight < 0) == (feature in ("elsewhere", "many")), feature


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_model_weighs_is_measured(assistant: Assistant, language: Language) -> None:
    features = measure(assistant.retriever.retrieve(COVERED[language]), 0.5)
    assert _model()["weights"].keys() == features.keys()
    assert all(math.isfinite(value) for value in features.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_covered_question_has_more_evidence_than_a_far_one(
    assistant: Assistant, coverage: Coverage, language: Language
) -> None:
    covered, far = (
        decide(assistant.retriever.retrieve(q[language]), language, coverage) for q in (COVERED, FAR)
    )
    assert covered.enough
    assert not far.enough
    assert covered.confidence > 0.8 > 0.1 > far.confidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_example_questions_the_texts_decide(
    assistant: Assistant, coverage: Coverage, language: Language
) -> None:
    covered, far = (
        decide(replace(found, matches=Matches({}, found.matches.topics, 0.0)), language, coverage)
        for found in (assistant.retriever.retrieve(q[language]) for q in (COVERED, FAR))
    )
    for features in (covered.features, far.features):
        assert features["odds"] == features["inside"] == features["many"] == 0
    assert covered.enough
    assert not far.enough


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_no_evidence(assistant: Assistant, language: Language) -> None:
    nothing = replace(assistant.retriever.retrieve(COVERED[language]), hits=())
    evidence = weigh(nothing, language, 0.9)
    assert evidence.features == {}
    assert not evidence.enough


@pytest.mark.parametrize("language", LANGUAGES)
def test_being_like_what_the_guidance_answers_speaks_for_an_answer(
    assistant: Assistant, language: Language
) -> None:
    found = assistant.retriever.retrieve(COVERED[language])
    like, unlike = (weigh(found, language, inside).confidence for inside in (1.0, -1.0))
    assert like > unlike


def test_evidence_is_enough_from_the_threshold_on() -> None:
    assert Evidence({}, THRESHOLD).enough
    assert not Evidence({}, THRESHOLD - 1e-6).enough


def test_what_an_example_says_in_the_very_words_decides() -> None:
    assert Evidence({}, 0.0, told=True).enough
    assert not Evidence({}, 1.0, told=False).enough


@pytest.mark.parametrize("question", ["Can I stand for parliament?", "هل أترشح للبرلمان؟"])
def test_what_the_owners_say_lies_elsewhere_is_declined(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert reply.outcome == "not_covered"
    assert reply.trace.record()["told"] is False


@pytest.mark.parametrize("question", ["delete a tweet", "حذف تغريدة"])
def test_what_the_owners_say_is_answered_is_answered_from_a_section(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert reply.trace.record()["told"] is True
    assert reply.record().citations[0].section == "deleting-posts"


def test_confidence_is_a_probability_for_every_dev_question(
    dev_replies: Sequence[tuple[Case, Reply]],
) -> None:
    assert all(not case.answerable for case, reply in dev_replies if reply.outcome == "blocked")
    found = [reply.trace.evidence for _, reply in dev_replies if reply.outcome != "blocked"]
    assert all(evidence is not None and 0 <= evidence.confidence <= 1 for evidence in found)
