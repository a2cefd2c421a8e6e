import re

import pytest

from assistant.circumstance import FACETS, PHRASES, circumstances, read_circumstances
from corpus import LANGUAGES

TOLD = [
    ("Nobody has checked the figures. Post them?", {"unchecked"}, {"checked"}),
    ("I have checked the figures twice. Post them?", {"checked"}, {"unchecked"}),
    ("We read the article and every comment under it.", {"read_through"}, {"unread"}),
    ("I haven't opened the link.", {"unread"}, {"read_through"}),
    ("The comments we skipped.", {"unread"}, set()),
    ("There is nothing political in it.", {"unpolitical"}, {"partisan"}),
    ("The plan is not public yet.", {"unreleased", "not_yet"}, {"published"}),
    ("It has been on our website since May.", {"published"}, {"unreleased"}),
    ("The director has given me her permission.", {"authorised"}, {"unreleased"}),
    ("These facts are painful for some.", {"sensitive"}, {"harmless"}),
    ("There is nothing sensitive in it.", {"harmless"}, set()),
    ("I wrote back that he is an idiot.", {"impolite"}, {"polite"}),
    ("A polite answer, to the point.", {"polite"}, {"impolite"}),
    ("I passed her on to the press office.", {"passed_on"}, set()),
    ("I decided I won't tweet it.", {"left_undone"}, set()),
    ("Would I be wrong to?", {"asked_contrariwise"}, set()),
    ("محد راجع الأرقام. ننشرها؟", {"unchecked"}, {"checked"}),
    ("راجعت الأرقام مرتين. أنشرها؟", {"checked"}, {"unchecked"}),
    ("قرأت المقال وكل التعليقات.", {"read_through"}, {"unread"}),
    ("ما فتحت الرابط.", {"unread"}, {"read_through"}),
    ("التعليقات تجاوزتها.", {"unread"}, set()),
    ("ما فيها أي سياسة.", {"unpolitical"}, {"partisan"}),
    ("الخطة لم تُعلن بعد.", {"unreleased"}, {"published"}),
    ("الخبر على موقعنا من مايو.", {"published"}, {"unreleased"}),
    ("عندي إذن من المدير.", {"authorised"}, {"unreleased"}),
    ("الموضوع حساس على الأهالي.", {"sensitive"}, {"harmless"}),
    ("ما فيها شي حساس.", {"harmless"}, set()),
    ("كتبت له إنه غبي.", {"impolite"}, {"polite"}),
    ("رد مهذب ومختصر.", {"polite"}, {"impolite"}),
    ("حولتها للمكتب الصحفي.", {"passed_on"}, set()),
    ("ما نشرتها.", {"left_undone"}, {"unreleased"}),
    ("فيها غلط؟", {"asked_contrariwise"}, set()),
]


@pytest.mark.parametrize(("text", "told", "untold"), TOLD, ids=[text for text, *_ in TOLD])
def test_what_is_told_is_read_and_its_contrary_is_not(text: str, told: set[str], untold: set[str]) -> None:
    found = read_circumstances(text)
    assert told <= found
    assert not untold & found


def test_nothing_told_is_nothing_read() -> None:
    assert read_circumstances("May I post this?") == frozenset()
    assert read_circumstances("هل أنشر هذا؟") == frozenset()


def test_both_languages_tell_the_same_circumstances() -> None:
    english, arabic = ({facet: set(PHRASES.catalogue(lang)[facet]) for facet in FACETS} for lang in LANGUAGES)
    assert english == arabic
    assert len(circumstances()) == len(set(circumstances())) == sum(map(len, english.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_a_phrase_mentions_is_there_and_used(language: str) -> None:
    catalogue = PHRASES.catalogue(language)
    words = catalogue.pop("words")
    used = {
        name
        for values in catalogue.values()
        for phrases in values.values()
        for phrase in phrases
        for name in re.findall(r"<(\w+)>", phrase)
    }
    assert used == words.keys()
