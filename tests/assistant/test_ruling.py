import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.conversation import NEW_CONVERSATION
from assistant.permission import Leaning
from assistant.ruling import Judge, Ruling


@pytest.mark.parametrize("question", ["Can I answer this tweet?", "هل يمكنني الرد على هذه التغريدة؟"])
def test_an_approved_answer_asks_for_the_fact_for_which_its_family_has_another_verdict(
    assistant: Assistant, question: str
) -> None:
    ruling = assistant.ask(question).ruling
    assert ruling is not None
    assert ruling.approved is not None
    assert ruling.missing is not None
    assert ruling.missing.facet == "asker"
    assert [(case.value, case.verdict) for case in ruling.missing.cases] == [
        ("journalist", "refer"),
        ("public", "conditional"),
    ]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Can I answer this tweet?", "They are a journalist"),
        ("هل يمكنني الرد على هذه التغريدة؟", "هو صحفي"),
    ],
)
def test_what_is_told_then_changes_the_verdict_and_nothing_more_is_asked(
    assistant: Assistant, question: str, fact: str
) -> None:
    conversation = assistant.ask(question).conversation
    assert conversation is not None
    reply = assistant.ask(fact, conversation=conversation)
    assert reply.record().verdict == "refer"
    assert reply.ruling is not None
    assert reply.ruling.missing is None
    assert assistant.ask(fact, conversation=NEW_CONVERSATION).record().verdict != "conditional"


@pytest.mark.parametrize(
    "question",
    [
        "Is it fine if our page puts out a partisan banner?",
        "أيصح أن تنشر صفحتنا الرسمية لافتة حزبية؟",
    ],
)
def test_a_verdict_of_the_passages_names_the_citation_that_carries_it(
    quoting: Assistant, question: str
) -> None:
    reply = quoting.ask(question)
    assert isinstance(reply.result, Answer)
    assert (reply.result.verdict, reply.result.source) == ("no", "extractive")
    assert reply.ruling is not None
    assert f"[{reply.ruling.number}]" in reply.result.text.split("\n\n")[0]
    assert 1 <= reply.ruling.number <= len(reply.result.citations)


class _Undecided:
    """Somebody gave no verdict to any question."""

    decided: dict[str, frozenset[str]] = {}  # noqa: RUF012


def test_no_verdict_is_given_that_nobody_gave_to_a_question_about_what_is_quoted(quoting: Assistant) -> None:
    reply = quoting.ask("May our account repost a party's leaflet?")
    assert isinstance(reply.result, Answer)
    judge = Judge(None, _Undecided(), None)  # type: ignore[arg-type]
    ruling = judge.by_passages(None, None, Leaning({"no": 1.0}, "no"), reply.result.citations, "en")  # type: ignore[arg-type]
    assert ruling == Ruling()


@pytest.mark.parametrize(
    ("first", "later", "verdict"),
    [
        (
            "Can our official account repost a council's message? I've read it, the links and the comments, "
            "there is nothing political in any of them.",
            "What about the same thing, but from a party's account?",
            "no",
        ),
        (
            "May I keep a private page about my garden, in my own time?",
            "And would it be fine with photos of my tulips?",
            "yes",
        ),
        (
            "هل نعيد نشر رسالة بلدية من حسابنا الرسمي؟ قرأتها هي والرابط والتعليقات ولا سياسة في شيء منها.",
            "وماذا لو كانت من حساب حزب؟",
            "no",
        ),
        ("ينفع يكون عندي صفحة خاصة عن حديقتي في وقت فراغي؟", "وكمان أنزل فيها صور الورد؟", "yes"),
    ],
)
def test_a_follow_up_that_speaks_against_it_gets_no_yes(
    quoting: Assistant, first: str, later: str, verdict: str
) -> None:
    conversation = quoting.ask(first).conversation
    assert conversation is not None
    reply = quoting.ask(later, conversation=conversation)
    assert reply.record().verdict == verdict
