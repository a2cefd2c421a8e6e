"""One thing that stands for another in sentences that are alike otherwise, in both languages."""

import pytest

from assistant.replacing import altered
from assistant.support import Comparer
from assistant.writing import Reason

DISCLOSING = "You must not disclose official information without authority."
REFERRING = "A journalist should be referred to the media team or press office."
AR_REFERRING = "ينبغي إحالة الصحفي إلى الفريق الإعلامي أو المكتب الصحفي."
AR_DISCLOSING = "يجب ألا تفشي المعلومات الرسمية من دون إذن."


@pytest.mark.parametrize(
    ("said", "claimed", "reason"),
    [
        # A force for another one.
        (
            "Departments must consult the press office first.",
            "Departments may consult the press office first.",
            "modality",
        ),
        (
            "يجب على الإدارات استشارة المكتب الصحفي أولاً.",
            "يجوز على الإدارات استشارة المكتب الصحفي أولاً.",
            "modality",
        ),
        # Somebody for somebody else.
        (REFERRING, "A minister should be referred to the media team or press office.", "who"),
        (AR_REFERRING, "ينبغي إحالة الوزير إلى الفريق الإعلامي أو المكتب الصحفي.", "who"),
        # Two exchanged.
        (
            "Keep the paper file and delete the electronic copy.",
            "Keep the electronic file and delete the paper copy.",
            "unlike",
        ),
        # "Or" for "and".
        (
            "Bring the form and the receipt to the desk.",
            "Bring the form or the receipt to the desk.",
            "unlike",
        ),
        # A permission that ends where it goes on.
        ("You may present views that concern the department.", "You may present views.", "condition"),
        ("يجوز لك عرض الآراء التي تتعلق بالوزارة.", "يجوز لك عرض الآراء.", "condition"),
        # A pronoun for what it speaks of.
        (DISCLOSING, "You must not disclose it without authority.", "unlike"),
        (DISCLOSING, "You must not do this without authority.", "unlike"),
        (REFERRING, "They should be referred to the media team or press office.", "unlike"),
        (REFERRING, "He should be referred to the media team or press office.", "unlike"),
        (
            "You are free to use social media in your own time.",
            "You are free to use it in your own time.",
            "unlike",
        ),
        (AR_REFERRING, "ينبغي إحالته إلى الفريق الإعلامي أو المكتب الصحفي.", "unlike"),
        (AR_DISCLOSING, "يجب ألا تفشيها من دون إذن.", "unlike"),
        (AR_DISCLOSING, "يجب ألا تفشي ذلك من دون إذن.", "unlike"),
    ],
)
def test_what_stands_for_something_else_is_seen(
    comparer: Comparer, said: str, claimed: str, reason: Reason
) -> None:
    assert altered(comparer.part(claimed), comparer.known(said)) == reason


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (DISCLOSING, DISCLOSING),
        (DISCLOSING, "You must never disclose official information without authority."),
        (
            "If you have any doubt about a post, do not publish it.",
            "If you have doubt about a post, do not publish it.",
        ),
        (
            "If you have any doubt about a post, do not publish it.",
            "Where you doubt a post, do not publish it.",
        ),
        ("This guidance covers all civil servants.", "The guidance covers all civil servants."),
        (AR_DISCLOSING, AR_DISCLOSING),
        ("إذا كان لديك شك في منشور فلا تنشره.", "إذا كان لديك أي شك في منشور فلا تنشره."),
    ],
)
def test_the_same_in_nearly_the_same_words_is_let_be(comparer: Comparer, said: str, claimed: str) -> None:
    assert altered(comparer.part(claimed), comparer.known(said)) is None
