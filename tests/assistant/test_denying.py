"""What is denied elsewhere, or more or less often, than in a sentence with the same words."""

import pytest

from assistant.denying import denied_elsewhere, denied_otherwise
from assistant.support import Comparer


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (
            "You must not share drafts, and you may print letters.",
            "You may share drafts, and you must not print letters.",
        ),
        ("Some accounts answer, others do not delete.", "Some accounts do not answer, others delete."),
        ("لا يجوز نشر المسودات، ويجوز طبع الرسائل.", "يجوز نشر المسودات، ولا يجوز طبع الرسائل."),
    ],
)
def test_a_denial_that_has_moved_is_seen(comparer: Comparer, said: str, claimed: str) -> None:
    sentence = comparer.known(said)
    assert denied_elsewhere(comparer.part(claimed), [sentence])
    assert not denied_elsewhere(comparer.part(said), [sentence])


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (
            "Posts that are not accurate must not be published.",
            "Posts that are accurate must not be published.",
        ),
        (
            "Not every question that reaches you needs an answer.",
            "Every question that reaches you needs an answer.",
        ),
        (
            "المنشور الذي لم يوافق عليه المدير لا يُنشر على الحساب الرسمي.",
            "المنشور الذي يوافق عليه المدير لا يُنشر على الحساب الرسمي.",
        ),
    ],
)
def test_a_denial_more_or_less_in_nearly_the_same_words_is_seen(
    comparer: Comparer, said: str, claimed: str
) -> None:
    sentence = comparer.known(said)
    assert denied_otherwise(comparer.part(claimed), [sentence])
    assert not denied_otherwise(comparer.part(said), [sentence])


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("You must not share drafts.", "Drafts must not be shared."),
        ("Do not publish it unless your manager agrees.", "Publish it only if your manager agrees."),
        ("لا يجوز نشر المسودات.", "المسودات لا يجوز نشرها."),
    ],
)
def test_the_same_denial_in_another_order_is_let_be(comparer: Comparer, said: str, claimed: str) -> None:
    sentence = comparer.known(said)
    assert not denied_elsewhere(comparer.part(claimed), [sentence])
