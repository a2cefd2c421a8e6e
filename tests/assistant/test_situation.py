from typing import get_args

import pytest

from assistant.question import parse
from assistant.situation import PHRASES, Account, Applies, Asker, Situation, Subject, named, read_situation
from corpus import LANGUAGES


def read(text: str) -> Situation:
    return read_situation(parse(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_every_value(language: str) -> None:
    told = PHRASES.catalogue(language)  # type: ignore[arg-type]
    assert {facet: set(values) for facet, values in told.items()} == {
        "nothing": {"told"},
        "asker": set(get_args(Asker)),
        "account": set(get_args(Account)),
        "subject": set(get_args(Subject)),
    }
    assert all(phrases for values in told.values() for phrases in values.values())


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("A reporter has messaged us. May I reply?", "journalist"),
        ("May I answer a citizen who writes to us?", "public"),
        ("A blogger wants a comment, may I give one?", "blogger"),
        ("راسلني صحفي يطلب تصريحاً، هل أجيبه؟", "journalist"),
        ("هل أرد على مواطن يسأل عن الخدمة؟", "public"),
        ("وللصحفيين، هل أجيبهم؟", "journalist"),
        ("My colleague says a reporter has messaged us. May I reply?", "journalist"),
        ("Is it a blogger or a journalist who writes? May I reply?", None),
        ("May we tweet the press office line?", None),
        ("هل أحيله؟ لا أعرف أهو صحفي أم مواطن", None),
        ("قال زميلي إن صحفياً راسلنا، هل أجيبه؟", "journalist"),
        ("Can I answer this tweet?", None),
        ("هل يمكنني الرد على هذه التغريدة؟", None),
        ("صحفية راسلتني، هل أجيبها؟", "journalist"),
        ("هل ننشر بيانات صحفية على المنصة؟", None),
        ("هل أنشر هذه العبارة المؤثرة؟", None),
    ],
)
def test_who_is_to_be_answered_is_read_where_it_is_told(text: str, asker: Asker | None) -> None:
    assert read(text).asker == asker


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("May I share it on my own Facebook?", "personal"),
        ("May our official account share it?", "official"),
        ("هل أنشره في حسابي الخاص؟", "personal"),
        ("هل ننشره على حساب الوزارة؟", "official"),
        ("May I share on my own account what our official account posted?", None),
        ("May I share it?", None),
        ("هل أنشره؟", None),
    ],
)
def test_the_account_is_read_where_just_one_is_told(text: str, account: Account | None) -> None:
    assert read(text).account == account


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("May we repost the party's manifesto?", {"politics"}),
        ("May I mention an internal memo?", {"unpublished"}),
        ("May we tweet it before Parliament has heard?", {"parliament"}),
        ("هل نعيد نشر منشور لحزب سياسي؟", {"politics"}),
        ("هل ألمّح إلى قرار لم يُعلن بعد؟", {"unpublished"}),
        ("هل ننشره قبل البرلمان؟", {"parliament"}),
        ("May we answer this quickly, with figures on the labour market?", set()),
        ("هل يجوز الرد السريع وكسب متابعين؟", set()),
        ("May I post a photo of the sea?", set()),
        ("هل أنشر صورة للبحر؟", set()),
    ],
)
def test_what_it_is_about_is_read(text: str, subjects: set[Subject]) -> None:
    assert read(text).subjects == subjects


def test_a_pasted_post_tells_who_writes_and_what_about() -> None:
    told = read('Can I answer this tweet? "I am a journalist. Did the minister lie before the election?"')
    assert told.asker == "journalist"
    assert "politics" in told.subjects


def test_a_pasted_arabic_post_tells_who_writes_and_what_about() -> None:
    told = read("هل أرد على هذه التغريدة؟ «أنا صحفي في جريدة الغد، ما رأيكم في الانتخابات؟»")
    assert told.asker == "journalist"
    assert "politics" in told.subjects


def test_the_account_that_a_post_speaks_of_is_not_the_readers() -> None:
    assert (
        read('Can I answer this tweet? "You blocked me on my own account for no reason at all!"').account
        is None
    )
    assert read("هل أرد على هذه التغريدة؟ «لقد حظرتم حسابي الخاص من دون سبب!»").account is None


def test_a_situation_is_named_in_the_readers_language() -> None:
    told = read("May our official account answer a journalist about the election?")
    assert named(told, "en") == "a journalist is to be answered; an official account; about politics"
    assert named(told, "ar") == "المطلوب الرد على صحفي؛ حساب رسمي؛ عن السياسة والأحزاب"
    assert named(Situation(), "en") == ""


def test_a_facet_that_is_not_named_applies_in_every_situation() -> None:
    assert Applies().holds(Situation())
    assert Applies().holds(Situation("journalist", "personal", frozenset({"abuse"})))


@pytest.mark.parametrize(
    ("situation", "holds"),
    [
        (Situation(), True),
        (Situation(asker="public"), True),
        (Situation(asker="journalist"), False),
        (Situation(account="personal"), False),
        (Situation(subjects=frozenset({"abuse", "politics"})), True),
        (Situation(subjects=frozenset({"abuse"})), False),
    ],
)
def test_a_facet_that_is_named_applies_for_its_values_alone(situation: Situation, holds: bool) -> None:
    applies = Applies.model_validate(
        {
            "asker": ["public", "unknown"],
            "account": ["official", "unknown"],
            "subjects": ["politics", "unknown"],
        }
    )
    assert applies.holds(situation) is holds
