"""Words that only tie a sentence to others, in both languages."""

import pytest

from assistant.guarding import read_guards
from assistant.linking import LINKS, without_links
from assistant.phrases import line_of
from corpus import LANGUAGES, Language
from index import words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "However, a journalist should be referred to the press office.",
            "a journalist should be referred to the press office.",
        ),
        (
            "If you still have any doubt about a particular post, wait.",
            "If you have any doubt about a post, wait.",
        ),
        ("Keep in mind that posts are permanent.", "posts are permanent."),
        ("Don't post it, however.", "Don't post it,"),
        ("ولذلك ينبغي إحالة الصحفي إلى المكتب الصحفي.", "ينبغي إحالة الصحفي إلى المكتب الصحفي."),
        ("كما أنه يجب التحقق من هوية السائل.", "يجب التحقق من هوية السائل."),
        ("وتذكّر أنّ الحذف لا يمحو المنشور.", "الحذف لا يمحو المنشور."),
        ("لا تنسَ أن المنشورات دائمة.", "المنشورات دائمة."),
    ],
)
def test_what_only_ties_is_left_out(text: str, left: str) -> None:
    assert without_links(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Check  who is asking \n before you answer.",
        "Also.",
        "You must not post it.",
        "",
        "?",
        "تحقق  من هوية السائل.",
        "كذلك.",
        "يجب عليه ألا ينشر.",
    ],
)
def test_what_has_none_and_what_has_nothing_else_stays_to_the_letter(text: str) -> None:
    assert without_links(text) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_guarded_word_is_left_out(language: Language) -> None:
    # Of several words that may be: "لا تنسَ أن" forbids nothing.
    seen = 0
    for phrase in LINKS.catalogue(language)["link"]["link"]:
        if len(words(phrase)) == 1 and "|" not in phrase:
            told = {facet for facet, value in read_guards(phrase) if value != "contrast"}
            assert not told, phrase
            seen += 1
    assert seen > 5


@pytest.mark.parametrize(
    ("idiom", "guarded"),
    [
        ("The Code applies to a personal account as to an official one.", "number"),
        ("تنطبق أعلى معايير اللياقة عليك.", "force"),
        ("تعامل معه كأنك تتحدث أمام الجمهور.", "who"),
    ],
)
def test_a_guarded_word_in_an_idiom_is_none(idiom: str, guarded: str) -> None:
    assert guarded not in {facet for facet, _ in read_guards(idiom)}
    without = LINKS.without("idiom", line_of(idiom))
    assert without != line_of(idiom)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Send one copy.", ("number", "1")),
        ("عليك إرسال نسخة.", ("force", "must")),
        ("يطلبها الجمهور.", ("who", "public_people")),
    ],
)
def test_elsewhere_it_is_one(text: str, key: tuple[str, str]) -> None:
    assert key in read_guards(text)


def test_both_languages_have_the_same_facets() -> None:
    english, arabic = (LINKS.catalogue(language) for language in LANGUAGES)
    assert {facet: set(values) for facet, values in english.items()} == {
        facet: set(values) for facet, values in arabic.items()
    }
