import pytest
from pydantic import ValidationError

from assistant.conversation import MOST, NEW_CONVERSATION, Conversation, goes_on, understand
from assistant.question import parse

TWEET = Conversation(question="Can our official account answer this tweet?")
ARABIC = Conversation(question="هل يمكن لحسابنا الرسمي أن يرد على هذه التغريدة؟")


@pytest.mark.parametrize(
    "turn",
    [
        "They are a journalist",
        "It is my own account",
        "and on my own account?",
        "What if they are a blogger?",
        "what about a member of the public",
        "And if the figures are not checked?",
        "Actually she writes for a newspaper",
        "هو صحفي",
        "وماذا لو كان صحفياً؟",
        "ومن حسابي الشخصي؟",
        "من حسابي الشخصي؟",
        "on my own Facebook page?",
        "طيب لو كان مدون؟",
        "يقول إنه مراسل في جريدة",
        "هو حسابي الشخصي",
    ],
)
def test_what_adds_to_a_question_goes_on_from_it(turn: str) -> None:
    assert goes_on(parse(turn))


@pytest.mark.parametrize(
    "turn",
    [
        "May we use LinkedIn to ask businesses what they think?",
        "Another question: may I keep a private blog?",
        "And may I keep a private page about my garden and my two cats at home?",
        "What does the guidance say about deleting posts?",
        "unpublished report private account",
        "من أسأل إذا ترددت في منشور؟",
        "In which section is that?",
        "To whom do I turn?",
        "على من يسري الدليل؟",
        "وزير الصحة أعلن رأيه، هل ننشره؟",
        "سؤال آخر: هل لي أن أفتح حساباً شخصياً؟",
        "هل يجوز حذف منشور فيه خطأ؟",
        "غير موضوع: ننشر صور الحفل؟",
    ],
)
def test_a_new_topic_is_not_dragged_into_the_old_one(turn: str) -> None:
    assert not goes_on(parse(turn))
    understood = understand(turn, TWEET)
    assert understood.question == parse(turn)
    assert understood.conversation == Conversation(question=turn)
    assert not understood.follows


@pytest.mark.parametrize(
    ("before", "turn", "asker", "account"),
    [
        (TWEET, "They are a journalist", "journalist", "official"),
        (TWEET, "and on my own account?", None, "personal"),
        (ARABIC, "وماذا لو كان صحفياً؟", "journalist", "official"),
        (ARABIC, "ومن حسابي الشخصي؟", None, "personal"),
    ],
)
def test_the_question_stays_and_the_situation_is_what_was_told_last(
    before: Conversation, turn: str, asker: str | None, account: str
) -> None:
    understood = understand(turn, before)
    assert understood.follows
    assert (understood.situation.asker, understood.situation.account) == (asker, account)
    assert turn in understood.question.asked
    assert understood.conversation == Conversation(question=before.question, follow_ups=(turn,))


def test_what_was_told_before_and_holds_no_more_is_taken_out() -> None:
    asked = understand("and on my own account?", TWEET).question.asked
    assert "official account" not in asked
    assert "tweet" in asked


def test_the_pasted_post_stays() -> None:
    before = Conversation(question='Can we share this?\n\n> "Vote for us on Thursday"')
    understood = understand("What if it is my own account?", before)
    assert "Vote for us" in understood.question.situation
    assert "politics" in understood.situation.subjects


def test_several_follow_ups_add_up_and_the_last_ones_are_kept() -> None:
    conversation = understand("They are a journalist", TWEET).conversation
    understood = understand("and on my own account?", conversation)
    assert (understood.situation.asker, understood.situation.account) == ("journalist", "personal")
    for number in range(MOST + 2):
        conversation = understand(f"and if it is number {number}?", conversation).conversation
    assert len(conversation.follow_ups) == MOST
    assert conversation.question == TWEET.question


def test_a_first_question_goes_on_from_nothing() -> None:
    understood = understand("They are a journalist", NEW_CONVERSATION)
    assert not understood.follows
    assert understood.conversation == Conversation(question="They are a journalist")


def test_only_what_a_person_typed_is_kept() -> None:
    assert set(Conversation.model_fields) == {"question", "follow_ups"}
    with pytest.raises(ValidationError):
        Conversation.model_validate({"question": "x", "answer": "y"})
