"""What a sentence leaves out of one that has nearly all its words, or makes of it, in both languages."""

import pytest

from assistant.dropping import claims_more, dropped
from assistant.support import Comparer
from assistant.writing import Reason

SPREADING = "Official accounts must not be used to spread messages from party political accounts."
CHECKING = "Before you press send, check that what you are posting is accurate and that it is not sensitive."
REMOVING = "Remember that something posted online is very difficult to remove."
AR_CHECKING = "قبل النشر تحقق من أن ما تنشره دقيق وأنه ليس حساساً."
AR_COVERING = "يغطي الدليل استخدام وسائل الإعلام الاجتماعي أثناء ساعات العمل وخارجها."


@pytest.mark.parametrize(
    ("said", "claimed", "reason"),
    [
        (SPREADING, "Official accounts must not be used to spread messages.", "condition"),
        (SPREADING, "Official accounts must not be used.", "condition"),
        ("Do not run an official account on autopilot.", "Do not run an official account.", "condition"),
        (
            "You must not disclose official information without authority.",
            "You must not disclose information without authority.",
            "condition",
        ),
        (
            "The business community can be asked by LinkedIn to test new policy ideas.",
            "New policy ideas can be asked to test LinkedIn by the business community.",
            "unlike",
        ),
        (
            "يجب ألا تفشي المعلومات الرسمية السرية إلى أحد من دون إذن.",
            "يجب ألا تفشي المعلومات إلى أحد من دون إذن.",
            "condition",
        ),
    ],
)
def test_a_rule_of_which_something_is_left_out_or_exchanged_is_another_one(
    comparer: Comparer, said: str, claimed: str, reason: Reason
) -> None:
    assert dropped(comparer.part(claimed), comparer.known(said)) == reason


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (SPREADING, SPREADING),
        (REMOVING, "Something posted online is very difficult to remove."),
        ("The guidance covers Twitter and Facebook.", "The guidance covers Twitter."),
        (
            "Deleting a post does not undo it, as somebody may have a copy.",
            "Deleting a post does not undo it.",
        ),
        (AR_COVERING, AR_COVERING),
        (AR_COVERING, "يغطي الدليل استخدام وسائل الإعلام الاجتماعي."),
    ],
)
def test_what_is_whole_and_what_is_no_rule_may_be_shorter(
    comparer: Comparer, said: str, claimed: str
) -> None:
    assert dropped(comparer.part(claimed), comparer.known(said)) is None


@pytest.mark.parametrize(
    ("said", "claimed", "reason"),
    [
        (CHECKING, "What you are posting is accurate and it is not sensitive.", "modality"),
        (REMOVING, "Something posted online was very difficult to remove.", "unlike"),
        (REMOVING, "Something posted online is supposedly very difficult to remove.", "unlike"),
        (AR_CHECKING, "ما تنشره دقيق وليس حساساً.", "modality"),
        # In Arabic about English.
        (CHECKING, "ما تنشره دقيق وليس حساساً.", "modality"),
        (REMOVING, "يقال إن ما يُنشر على الإنترنت تصعب إزالته.", "unlike"),
    ],
)
def test_what_is_said_more_or_less_surely_is_seen_in_any_language(
    comparer: Comparer, said: str, claimed: str, reason: Reason
) -> None:
    assert claims_more(comparer.part(claimed), [comparer.known(said)]) == reason


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (CHECKING, CHECKING),
        (CHECKING, "You must make sure that a post is accurate before you send it."),
        (CHECKING, "Before you send it, check that a post is accurate."),
        (REMOVING, "What is online is very hard to remove."),
        (AR_CHECKING, AR_CHECKING),
        (AR_CHECKING, "يجب التحقق من دقة ما تنشره."),
        (CHECKING, "تحقق من أن منشورك دقيق قبل إرساله."),
    ],
)
def test_who_is_told_to_see_to_it_is_told_the_same(comparer: Comparer, said: str, claimed: str) -> None:
    assert claims_more(comparer.part(claimed), [comparer.known(said)]) is None
