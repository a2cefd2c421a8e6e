"""Sentences that have the words of another and turn what it says, in both languages."""

import pytest

from assistant.guarding import TURNS
from assistant.support import Comparer
from assistant.turning import turned
from corpus import LANGUAGES

TURNED = [
    ("You must not share it and you may read it.", "You may share it and you must not read it."),
    ("Answer by phone before noon.", "Answer by phone after noon."),
    ("Ask the press office.", "Ask the press office and the police."),
    ("Leave is 25 days a year.", "Leave is 30 days a year."),
    ("You can use Twitter at work.", "You can use LinkedIn at work."),
    ("You must not share internal papers.", "You should not share internal papers."),
    (
        "Count from the day the file is closed, not the day it was opened.",
        "Count from the day the file is opened, not the day it was closed.",
    ),
    ("يُكتب التاريخ الميلادي أولاً ثم الهجري بين قوسين.", "يُكتب التاريخ الهجري أولاً ثم الميلادي بين قوسين."),
    ("تحقق من الهوية قبل الإجابة.", "تحقق من الهوية بعد الإجابة."),
    ("الإجازة 25 يوماً في السنة.", "الإجازة 30 يوماً في السنة."),
    ("يمكنك استخدام تويتر في العمل.", "يمكنك استخدام لينكدإن في العمل."),
]

SAME = [
    (
        "A journalist should be referred to the press office.",
        "A journalist should be referred to the press office.",
    ),
    ("Check who is asking before you answer.", "You must check who is asking before you answer."),
    ("Leave is 25 days a year.", "You have 25 days of leave a year."),
    ("يجب التحقق من هوية السائل قبل الإجابة.", "عليك التحقق من هوية السائل قبل الإجابة."),
    ("الإجازة 25 يوماً في السنة.", "لك إجازة 25 يوماً في السنة."),
]


@pytest.mark.parametrize(("said", "claimed"), TURNED)
def test_what_is_turned_is_seen(comparer: Comparer, said: str, claimed: str) -> None:
    sentence = comparer.known(said)
    assert turned(comparer.part(claimed), [sentence], [sentence]) is not None


@pytest.mark.parametrize(("said", "claimed"), SAME)
def test_the_same_in_other_words_is_let_be(comparer: Comparer, said: str, claimed: str) -> None:
    sentence = comparer.known(said)
    assert turned(comparer.part(claimed), [sentence], [sentence]) is None


def test_both_languages_have_the_same_facets_and_values() -> None:
    english, arabic = (TURNS.catalogue(language) for language in LANGUAGES)
    assert {facet: set(values) for facet, values in english.items()} == {
        facet: set(values) for facet, values in arabic.items()
    }
