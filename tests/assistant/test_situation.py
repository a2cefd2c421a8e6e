from typing import get_args

import pytest

from assistant.question import parse
from assistant.situation import (
    PHRASES,
    Account,
    Applies,
    Asker,
    Situation,
    Subject,
    named,
    read_situation,
    untold,
)
from corpus import LANGUAGES


def read(text: str) -> Situation:
    return read_situation(parse(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_every_value(language: str) -> None:
    told = PHRASES.catalogue(language)  # type: ignore[arg-type]
    assert {facet: set(values) for facet, values in told.items()} == {
        "words": set(told["words"]),
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
        ("Somebody who writes for the Echo asks when the pool opens. May I say?", "journalist"),
        ("An ITV producer has messaged me. Can I chat?", "journalist"),
        ("The local radio has asked us for two lines. OK?", "journalist"),
        ("Jo from the Herald wants to know our fees. May I tell her?", "journalist"),
        ("He holds a press card. Can I answer him?", "journalist"),
        ("معد برنامج إذاعي يسألنا عن الرسوم، هل أجيبه؟", "journalist"),
        ("واحد بيشتغل بجريدة بعتلي سؤال، جاوبه؟", "journalist"),
        ("طلبت وكالة أنباء تأكيد الخبر، هل أؤكده؟", "journalist"),
        ("اللي بيسأل حاطط كارنيه صحافة، أرد؟", "journalist"),
        ("إعلامي معروف يستفسر منا، هل نرد؟", "journalist"),
        ("If they are a journalist, may I reply?", "journalist"),
        ("وإذا كان السائل صحفياً؟ هل أرد؟", "journalist"),
        ("A newspaper has an article about us. May we share a story from the Guardian?", None),
        ("May we put this on our news page, or in a press notice?", None),
        ("May I retweet a journalist?", None),
        ("My boss wants me to post this. May I?", None),
        ("هل نشارك مقالاً من صحيفة الغد؟", None),
        ("المكتب الإعلامي يريد نشر الخبر، هل ننشره؟", None),
        ("هل لوسائل الإعلام الاجتماعي قواعد؟", None),
    ],
)
def test_who_is_to_be_answered_is_read_where_it_is_told(text: str, asker: Asker | None) -> None:
    assert read(text).asker == asker


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("She is no journalist. May I answer her?", None),
        ("He isn't from the press. May I answer him?", None),
        ("I used to be a journalist. May I have a hobby?", None),
        ("I don't know whether she is a journalist or a blogger. May I reply?", None),
        ("The sender might well be press. May I reply?", None),
        ("هو ليس من الإعلام، هل أجيبه؟", None),
        ("مانو صحفي، جاوبو؟", None),
        ("ليس صحفياً بل مواطن، هل أجيبه؟", "public"),
        ("لا أعرف هل هو صحفي، هل أجيبه؟", None),
        ("يبدو أنه من الصحافة، هل أجيبه؟", None),
    ],
)
def test_what_is_denied_or_doubted_is_not_told(text: str, asker: Asker | None) -> None:
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
        ("May it go on our department's Facebook page?", "official"),
        ("May our museum's grants account share it?", "official"),
        ("Can it go out on the agency's Instagram?", "official"),
        ("Can I put our news on my page?", "personal"),
        ("May I have a private Instagram?", "personal"),
        ("May I like the page of another department's account?", None),
        ("ننزل الخبر على البيج بتاعة الوزارة؟", "official"),
        ("نحطوه فالصفحة ديالنا؟", "official"),
        ("هل يحتاج حساب الجمارك الرسمي موافقة؟", "official"),
        ("أقدر أنزل صور الفريق عالأكونت بتاعي؟", "personal"),
        ("واش نحطو فالحساب ديالي؟", "personal"),
        ("أكو مشكلة إذا نشرت بالصفحة مالتي؟", "personal"),
        ("سؤال بيجي كل يوم، نرد عليه؟", None),
        ("هل ننشر على صفحة وزارة أخرى؟", None),
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
        ("May we say it before it is published?", {"unpublished"}),
        ("Can I say how long renewals take?", {"own_service"}),
        ("May we ask people about the housing proposals?", {"policy"}),
        ("May I tell him to shut up?", {"abuse"}),
        ("Why has my claim been refused? May we answer that?", {"individual_case"}),
        ("There is nothing political in it. May we share it?", set()),
        ("May we tweet about the water leak at the office party?", set()),
        ("هل ننشر الأرقام قبل ما ينعلن عنها؟", {"unpublished"}),
        ("يسألون عن رسوم التسجيل، هل نجيب؟", {"own_service"}),
        ("هل نناقش مشروع القانون؟", {"policy"}),
        ("يسبنا كل يوم، هل نرد؟", {"abuse"}),
        ("مفيش أي سياسة في البوست، نشيره؟", set()),
        ("هل نفتح صفحة على فيسبوك بعد الدوام؟", set()),
        ("يسبق الوزير الجميع، هل أكتب عنه؟", set()),
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
    assert named(told, "en") == "a journalist is concerned; an official account; about politics"
    assert named(told, "ar") == "المعنيّ صحفي؛ حساب رسمي؛ عن السياسة والأحزاب"
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


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("May I take a ticket from a journalist?", "may i take a ticket from a"),
        ("هل أقبل تذكرة من صحفي؟", "هل اقبل تذكره من"),
        ("May we delete it?", "May we delete it?"),
    ],
)
def test_a_text_can_be_looked_at_without_who_asks_and_from_which_account(text: str, rest: str) -> None:
    assert untold(text) == rest
