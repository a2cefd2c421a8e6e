"""Sentences that need another one to be read, in both languages."""

import pytest

from assistant.dangling import dangles
from assistant.support import Comparer

DISCLOSING = "You must not disclose official information without authority."
REFERRING = "A journalist should be referred to the media team or press office."
RIGHT = (
    "If it would not be right to say something in person, it is probably not right on social media either."
)
AR_DISCLOSING = "يجب ألا تفشي المعلومات الرسمية من دون إذن."
AR_REFERRING = "ينبغي إحالة الصحفي إلى الفريق الإعلامي أو المكتب الصحفي."


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (REFERRING, "They should be referred to the media team or press office."),
        (REFERRING, "Refer them to the media team or press office."),
        (REFERRING, "However, he should be referred to the press office."),
        (DISCLOSING, "You must not disclose it without authority."),
        (DISCLOSING, "You must not do this without authority."),
        (DISCLOSING, "This must not be disclosed without authority."),
        (
            RIGHT,
            "If it would not be right to do so in person, it is probably not right on social media either.",
        ),
        (AR_REFERRING, "ينبغي إحالته إلى الفريق الإعلامي."),
        (AR_REFERRING, "هو يُحال إلى المكتب الصحفي."),
        (AR_DISCLOSING, "يجب ألا تفشيها من دون إذن."),
        (AR_DISCLOSING, "يجب ألا تقوم بذلك من دون إذن."),
        # In Arabic about English.
        (REFERRING, "ينبغي إحالته إلى المكتب الصحفي."),
        (DISCLOSING, "هذا لا يجوز من دون إذن."),
        (DISCLOSING, "يجب ألا تفعل ذلك من دون إذن."),
    ],
)
def test_a_pronoun_for_what_is_not_named_is_seen(comparer: Comparer, said: str, claimed: str) -> None:
    assert dangles(comparer.part(claimed), [comparer.known(said)])


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (REFERRING, REFERRING),
        (RIGHT, RIGHT),
        (REFERRING, "If a journalist asks, refer them to the media team or press office."),
        (DISCLOSING, "Official information must not be disclosed unless you have authority for it."),
        ("Something posted online is very difficult to remove.", "It is very hard to remove what is online."),
        ("Check this guidance first.", "This guidance is to be checked first."),
        (AR_REFERRING, AR_REFERRING),
        (AR_REFERRING, "الصحفي ينبغي إحالته إلى المكتب الصحفي."),
        (DISCLOSING, "المعلومات الرسمية لا يجوز إفشاؤها من دون إذن."),
        ("The account must not be used.", "توجيه الحساب إلى ذلك لا يجوز."),
    ],
)
def test_a_pronoun_for_what_is_named_is_let_be(comparer: Comparer, said: str, claimed: str) -> None:
    assert not dangles(comparer.part(claimed), [comparer.known(said)])
