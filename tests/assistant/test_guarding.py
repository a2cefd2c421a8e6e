import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from assistant.guarding import GUARDS, IN_ORDER, UNITS, facets, read_guards
from assistant.phrases import line_of
from corpus import LANGUAGES, Language

both = pytest.mark.parametrize("language", LANGUAGES)

COMPARED = ("force", "polarity", "limit", "measure", "number", "who")
"""The facets in which a sentence and its translation must agree."""


def _values(text: str, *of: str) -> set[str]:
    """The values of some facets that a text has, as `facet.value`."""
    return {f"{facet}.{value}" for facet, value in read_guards(text) if facet in of}


def _numbers(text: str) -> set[str]:
    return {value for facet, value in read_guards(text) if facet == "number"}


def _spelt(phrase: str) -> Iterator[str]:
    """What a phrase stands for: each of the words between bars, nothing where two dots are, no more of a word
    than stands before its star."""
    for words in itertools.product(*(part.split("|") for part in phrase.split())):
        yield line_of(" ".join(word.replace("*", "") for word in words if word != ".."))


def test_both_languages_have_the_same_facets_and_values() -> None:
    english, arabic = (GUARDS.catalogue(language) for language in LANGUAGES)
    assert {facet: set(values) for facet, values in english.items()} == {
        facet: set(values) for facet, values in arabic.items()
    }
    assert {facet: set(values) for facet, values in facets().items()} == {
        facet: set(values) for facet, values in english.items()
    }
    assert set(IN_ORDER) == set(facets()["force"])
    assert set(UNITS) < set(facets()["number"])


@both
def test_no_value_is_without_phrases_and_no_phrase_stands_twice_in_one(language: Language) -> None:
    for facet, values in GUARDS.catalogue(language).items():
        for value, phrases in values.items():
            assert phrases, (facet, value)
            told = Counter(phrases)
            assert [phrase for phrase, times in told.items() if times > 1] == [], (facet, value)


@both
def test_every_phrase_tells_its_value(language: Language) -> None:
    lost = [
        (facet, value, line)
        for facet, values in GUARDS.catalogue(language).items()
        for value, phrases in values.items()
        # A contrast is but taken out of the text.
        if value != "contrast"
        for phrase in phrases
        for line in _spelt(phrase)
        if (facet, value) not in read_guards(line)
    ]
    assert lost == []


@pytest.mark.parametrize(
    "word",
    # In their normal form or with what is written together with them, these are like other words.
    [
        *(
            "أن",
            "إن",
            "أنّ",
            "الآن",
            "إلى",
            "على",
            "في",
            "من",
            "عن",
            "هذا",
            "هذه",
            "التي",
            "الذي",
            "كان",
            "هو",
        ),
        *("أو", "أم", "أما", "ثمّة", "العقد", "وقّع العقد", "الباب", "المدونة", "مدوّنة السلوك", "مسؤولية"),
        *("القاعة الرئيسية", "والدليل", "والدرجة", "لقد تم", "فقد تم", "النقاش العام", "مراجع", "قسّم النص"),
        *("the", "of", "this", "and", "social media", "press send", "familiar", "directory", "firm views"),
        *("a card", "parentheses", "it helps", "however", "is it helpful"),
    ],
)
def test_common_words_guard_nothing(word: str) -> None:
    assert _values(word, "force", "polarity", "limit", "number", "who") == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("You need not reply.", {"force.needless"}),
        ("You don’t have to reply.", {"force.needless"}),
        ("You do not need approval.", {"force.needless"}),
        ("You are not obliged to reply.", {"force.needless"}),
        ("You will not be required to reply.", {"force.needless"}),
        ("You need to reply.", {"force.must"}),
        ("You must reply.", {"force.must"}),
        ("You have to reply.", {"force.must"}),
        ("You must not reply.", {"force.ban"}),
        ("You mustn’t reply.", {"force.ban"}),
        ("You may not reply.", {"force.ban"}),
        ("YOU CANNOT REPLY!", {"force.ban"}),
        ("You should not reply.", {"force.ban"}),
        ("You should reply.", {"force.should"}),
        ("You may reply.", {"force.may"}),
        ("You may reply, but you must not insult.", {"force.may", "force.ban"}),
        ("You must reply, and you may ask.", {"force.must", "force.may"}),
        ("We replied in May 2014.", set()),
        ("You may reply in May.", {"force.may"}),
        ("لا يلزمك الرد.", {"force.needless"}),
        ("لست مضطراً إلى الرد.", {"force.needless"}),
        ("لا حاجة إلى الرد.", {"force.needless"}),
        ("يلزمك الرد.", {"force.must"}),
        ("يَجِبُ عليك الردّ.", {"force.must"}),
        ("ويتعيّن الرد.", {"force.must"}),
        ("يجب ألا ترد.", {"force.ban"}),
        ("يجب أن لا ترد.", {"force.ban"}),
        ("يجب عدم الرد.", {"force.ban"}),
        ("يجب عليك ألا ترد.", {"force.ban"}),
        ("يجب على الموظف ألا يرد.", {"force.ban"}),
        ("ينبغي للموظف ألا يرد.", {"force.ban"}),
        ("لا يجوز الرد.", {"force.ban"}),
        ("يُمنع الرد.", {"force.ban"}),
        ("لا ينبغي الرد.", {"force.ban"}),
        ("ينبغي الرد.", {"force.should"}),
        ("يجوز الرد.", {"force.may"}),
        ("يمكنك الرد، لكن لا يجوز أن تشتم.", {"force.may", "force.ban"}),
        ("قد يكون ذلك صعباً.", {"force.may"}),
        ("لقد أصبح ذلك صعباً.", set()),
    ],
)
def test_each_force_is_read_for_itself(text: str, told: set[str]) -> None:
    assert _values(text, "force", "polarity") == told


def test_a_force_is_counted_as_often_as_it_is_told() -> None:
    assert read_guards("You must ask, you must wait and you may post.")["force", "must"] == 2
    assert read_guards("يجب أن تسأل ويجب أن تنتظر.")["force", "must"] == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Post it unless it is secret.", {"limit.exception", "limit.condition"}),
        ("Post it only if it is public.", {"limit.only", "limit.condition"}),
        ("Post it, except at night.", {"limit.exception"}),
        ("It is long; however, post it.", set()),
        ("Post it without comment.", {"polarity.without"}),
        ("It is not public.", {"polarity.not"}),
        ("No more than 5 days.", {"limit.only", "measure.at_most"}),
        ("No less than 5 days.", {"measure.at_least"}),
        ("It must not exceed 5 pages.", {"measure.at_most"}),
        ("انشره إلا إذا كان سرياً.", {"limit.exception", "limit.condition"}),
        ("انشره ما لم يكن سرياً.", {"limit.exception", "limit.condition"}),
        ("انشره فقط إن لم يكن سرياً.", {"limit.only", "limit.condition", "polarity.not"}),
        ("انشره إلا ليلاً.", {"limit.exception"}),
        ("لا تنشر الخبر إلا أن تأذن الوزارة.", {"limit.exception", "limit.only"}),
        # "أن لا" is written like "إلا", and "غير" in "غير أن" is no denial.
        ("يجب ألا تنشره.", set()),
        ("يجب عليه ألا ينشره.", set()),
        ("انشره غير أنه طويل.", set()),
        ("انشره، إلا أنه طويل.", set()),
        ("هو طويل إلا أن النشر جائز.", set()),
        ("هو غير علني.", {"polarity.not"}),
        ("انشره دون تعليق.", {"polarity.without"}),
        ("على ألا يزيد على خمسة أيام.", {"limit.only", "measure.at_most"}),
        ("لا يزيد على خمسة أيام.", {"limit.only", "measure.at_most"}),
        ("لا يقل عن خمسة أيام.", {"measure.at_least"}),
        ("يجب ألا يقل عن خمسة أيام.", {"measure.at_least"}),
    ],
)
def test_denials_and_limits_are_read_and_what_looks_like_them_is_not(text: str, told: set[str]) -> None:
    assert _values(text, "polarity", "limit", "measure") == told


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("3", "٣", "three", "ثلاثة", "ثلاث", "والثالث"), {"3"}),
        (("10", "١٠", "ten", "عشرة", "العاشرة"), {"10"}),
        (("12", "twelve", "اثني عشر", "اثنا عشر", "الثانية عشرة"), {"12"}),
        (("25", "٢٥", "twenty-five", "خمسة وعشرون", "خمس وعشرين"), {"25"}),
        (("48", "forty eight", "ثمانٍ وأربعين"), {"48"}),
        (("1000", "1,000", "١٬٠٠٠", "١٠٠٠", "a thousand", "ألف"), {"1000"}),
        (("1,250,000", "١٬٢٥٠٬٠٠٠"), {"1250000"}),
        (("3.5", "٣٫٥", "٣.٥"), {"3.5"}),
        (("9:30", "9.30", "٩:٣٠"), {"9.30"}),
        (("5 days", "٥ أيام", "five days", "خمسة أيام"), {"5", "day"}),
        (("two days", "يومان", "يومين", "٢ يوم"), {"2", "day"}),
        (("two weeks", "a fortnight", "أسبوعان", "أسبوعين"), {"2", "week"}),
        (("six pages", "ست صفحات"), {"6"}),
        (("a year", "every year", "كل عام", "سنة", "عاماً"), {"year"}),
        (("2 years", "عامين", "سنتين"), {"2", "year"}),
        (("15%", "١٥٪", "15 per cent", "خمسة عشر في المئة", "15 بالمائة"), {"15", "percent"}),
        (("two thirds", "ثلثا", "ثلثين"), {"two_thirds"}),
        (("half an hour", "نصف ساعة"), {"half", "hour"}),
        (("on Monday", "يوم الاثنين", "الإثنين"), {"monday"}),
        (("in May", "في مايو", "أيار"), {"may_month"}),
        (("November", "نوفمبر", "تشرين الثاني"), {"november"}),
        (("1 June 2014", "1 يونيو 2014", "١ حزيران ٢٠١٤"), {"1", "june", "2014"}),
        (("You may", "العام", "لست هناك", "العقد"), set()),
    ],
)
def test_numbers_agree_in_digits_and_in_words_of_both_languages(
    texts: tuple[str, ...], numbers: set[str]
) -> None:
    assert {text: _numbers(text) for text in texts} == dict.fromkeys(texts, numbers)


def test_numbers_that_differ_are_not_alike() -> None:
    assert _numbers("3.5") != _numbers("5.3")
    assert _numbers("from 9:30") != _numbers("from 30:9")
    assert _numbers("1,000") != _numbers("1")
    assert _numbers("الثانية عشرة") != _numbers("الثانية")


def test_a_number_is_counted_as_often_as_it_is_told_in_digits_or_words() -> None:
    assert read_guards("3 pages in three days")["number", "3"] == 2
    assert read_guards("٣ صفحات في ثلاثة أيام")["number", "3"] == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ask the press office, not the minister.", {"press_office", "minister"}),
        ("Journalists and civil servants", {"journalist", "staff"}),
        ("Tell your line manager.", {"manager"}),
        ("Write to us.", set()),
        ("اسأل القسم الإعلامي لا الوزير.", {"press_office", "minister"}),
        ("الصحفيون وموظفو الخدمة المدنية", {"journalist", "staff"}),
        ("أخبر مديرك المباشر.", {"manager"}),
        ("اكتب إلينا.", set()),
    ],
)
def test_whoever_is_spoken_of_is_read(text: str, told: set[str]) -> None:
    # A press office is one for journalists.
    found = {value for facet, value in read_guards(text) if facet == "who"}
    assert told <= found <= told | {"journalist"}


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("Check who is asking.", True),
        ("Please check who is asking.", True),
        ("You check who is asking.", False),
        ("تحقق ممن يسأل.", True),
        ("لا تنشره.", True),
        ("لا يلزم ذلك.", False),
        ("غير مقبول أن تشتم.", False),
        ("أنت تتحقق ممن يسأل.", False),
    ],
)
def test_an_order_stands_at_the_beginning(text: str, ordered: bool) -> None:
    assert (("order", "order") in read_guards(text)) == ordered


TRANSLATED = [
    ("You must not post it.", "يجب ألا تنشره."),
    ("You may not post it.", "لا يجوز لك نشره."),
    ("You need not ask your manager.", "لا يلزمك أن تسأل مديرك."),
    ("You do not have to answer.", "لست ملزماً بالرد."),
    ("Staff are not required to use it.", "لا يلزم الموظفين استعماله."),
    ("It is not compulsory.", "ذلك غير ملزم."),
    ("You must check it before you post.", "يجب أن تتحقق منه قبل أن تنشر."),
    ("You should ask the press office.", "ينبغي أن تسأل المكتب الصحفي."),
    ("We recommend that you ask.", "ننصح بأن تسأل."),
    ("You may post it.", "يجوز لك نشره."),
    ("You can post it in your own time.", "يمكنك نشره في وقتك الخاص."),
    ("You are free to post.", "أنت حر في النشر."),
    ("Do not post it.", "لا تنشره."),
    ("Never post it.", "لا تنشره أبداً."),
    ("Posting without permission is forbidden.", "يُحظر النشر دون إذن."),
    ("The guidance does not say so.", "لا تقول الإرشادات ذلك."),
    ("There is no charge.", "لا رسوم."),
    ("You may post it unless it is secret.", "يجوز نشره إلا إذا كان سرياً."),
    ("Use it as long as the minister agrees.", "استخدمه ما دام الوزير موافقاً."),
    ("You may post only after 3 days.", "يمكنك النشر بعد ٣ أيام فقط."),
    ("If in doubt, ask your manager.", "إذا شككت فاسأل مديرك."),
    ("It may be hard, however you must try.", "قد يكون صعباً، غير أن عليك أن تحاول."),
    ("Staff must wait three days.", "يجب أن ينتظر الموظفون ثلاثة أيام."),
    ("The form must arrive within 14 days.", "يجب أن تصل الاستمارة في غضون 14 يوماً."),
    ("Permission lasts twelve months.", "يسري الإذن اثني عشر شهراً."),
    ("Answer within a fortnight.", "أجب في غضون أسبوعين."),
    ("You must keep it for six years.", "يجب أن تحفظه ست سنوات."),
    ("At least 25 per cent must agree.", "يجب أن يوافق 25٪ على الأقل."),
    ("It must be no more than 150 characters.", "يجب ألا يزيد على 150 حرفاً."),
    ("The office is closed on Monday.", "المكتب مغلق يوم الاثنين."),
    ("Renew it every year.", "جدّده كل عام."),
    ("It was published in May 2014.", "نُشر في مايو 2014."),
    ("Refer journalists to the press office.", "أحل الصحفيين إلى المكتب الصحفي."),
    ("A member of the public has asked.", "سأل أحد أفراد الجمهور."),
]


@pytest.mark.parametrize(("english", "arabic"), TRANSLATED, ids=[english for english, _ in TRANSLATED])
def test_a_sentence_and_its_translation_agree(english: str, arabic: str) -> None:
    assert _values(english, *COMPARED) == _values(arabic, *COMPARED) != set()


def test_sentences_that_differ_in_one_guarded_word_do_not_agree() -> None:
    sentences = [
        ("You {} post it.", ["must", "must not", "need not", "should", "may"]),
        ("{} it.", ["لا تنشر", "يجوز أن تنشر", "يجب أن تنشر", "ينبغي أن تنشر", "لا يلزمك أن تنشر"]),
        ("Post it {}.", ["if he asks", "unless he asks", "only if he asks", "after 3 days", "after 4 days"]),
        (
            "انشره {}.",
            ["إذا سأل", "إلا إذا سأل", "إذا سأل فقط", "بعد ٣ أيام", "بعد أربعة أيام", "قبل 3 أيام"],
        ),
        ("Ask your {}.", ["manager", "minister", "press office", "colleague"]),
        ("اسأل {}.", ["مديرك", "الوزير", "المكتب الصحفي", "زميلك"]),
    ]
    for frame, words in sentences:
        read = [read_guards(frame.format(word)) for word in words]
        assert all(one != other for one, other in itertools.combinations(read, 2)), frame


@pytest.mark.parametrize("text", ["", " ", "…", "\u200f", "123456789" * 100, "\ud83d"])
def test_nothing_and_nonsense_are_no_error(text: str) -> None:
    assert {facet for facet, _ in read_guards(text)} <= {"number"}
