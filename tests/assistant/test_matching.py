from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.approved import Approved, read_approved
from assistant.matching import AHEAD, LEAD, LEAN, ApprovedMatcher, Candidate
from assistant.permission import Leaning
from assistant.situation import Situation
from assistant.standing import lapses
from corpus import APPROVED, LANGUAGES, SHIPPED_FOLDER, Corpus


@pytest.fixture(scope="module")
def answers() -> tuple[Approved, ...]:
    reading = read_approved(SHIPPED_FOLDER / APPROVED)
    assert reading.faults == ()
    return reading.answers


def test_those_that_come_with_the_guidance_are_in_force_and_cover_all_texts(
    answers: tuple[Approved, ...], shipped: Corpus
) -> None:
    assert len(answers) >= 25
    assert [answer.id for answer in answers if lapses(answer, shipped)] == []
    documents = {ref.partition("#")[0] for answer in answers for ref in answer.sections}
    assert documents == {document.id for document in shipped.documents}
    assert {answer.head.approved_by for answer in answers} == {"example"}


def test_each_is_given_to_its_own_ways_of_asking(assistant: Assistant, answers: tuple[Approved, ...]) -> None:
    wrong = []
    for answer in answers:
        for language in LANGUAGES:
            question = answer.asked(language)[0]
            result = assistant.ask(question).result
            if not isinstance(result, Answer) or result.source != f"approved:{answer.id}":
                wrong.append((answer.id, question))
    assert wrong == []


@pytest.mark.parametrize(
    "question",
    [
        "May I accept a gift from a journalist?",
        "May I accept a free ticket from a journalist?",
        "هل أقبل تذكرة مجانية من صحفي؟",
        "Can I retweet the party from my own account and go home?",
        "Who wrote the rule on party messages?",
        "هل يجوز أن أقبل هدية من صحفي؟",
        "من الذي كتب قاعدة رسائل الأحزاب؟",
    ],
)
def test_a_near_miss_gets_none(assistant: Assistant, question: str) -> None:
    source = assistant.ask(question).record().source
    assert not (source or "").startswith("approved:")


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (Situation(), "answer-a-tweet"),
        (Situation(asker="journalist"), "answer-a-tweet-journalist"),
        (Situation(account="personal"), "answer-a-tweet-personal"),
    ],
)
def test_the_same_question_in_another_situation_has_another_answer(
    assistant: Assistant, answers: tuple[Approved, ...], situation: Situation, expected: str
) -> None:
    retrieval = assistant.retriever.retrieve("Can I answer this tweet?")
    matcher = ApprovedMatcher(answers, retrieval.index)
    fitting = [c.answer.id for c in matcher.candidates(retrieval, situation) if c.fits]
    tweets = [id_ for id_ in fitting if id_.startswith("answer-a-tweet")]
    assert tweets[0] == expected


@pytest.mark.parametrize(
    "against",
    [{"ahead": AHEAD - 0.01}, {"lean": LEAN - 0.01}, {"grounded": False}, {"fits": False}],
    ids=str,
)
def test_each_thing_that_speaks_against_it_is_enough_not_to_give_it(
    answers: tuple[Approved, ...], against: dict[str, float]
) -> None:
    answer = next(answer for answer in answers if answer.head.verdict == "no")
    sure = Candidate(answer, score=9.0, ahead=AHEAD, lean=LEAN, grounded=True, fits=True)
    agreed = Leaning({None: -0.5, "yes": -LEAD, "no": 0.001}, "no")
    assert not sure.is_asked_for(agreed)
    agreed = Leaning({None: -LEAD, "yes": -LEAD, "no": 0.001}, "no")
    assert sure.is_asked_for(agreed)
    assert not replace(sure, **against).is_asked_for(agreed)  # type: ignore[arg-type]
    assert not sure.is_asked_for(Leaning({None: -LEAD, "yes": 0.001, "no": -LEAD}, "yes"))
