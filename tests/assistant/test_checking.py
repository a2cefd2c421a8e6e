"""Sentences near the guidance's own words pass; with one small change they do not. In both languages."""

from collections.abc import Callable

import pytest

from assistant.answering import Assistant
from assistant.checking import Checked, Checker
from assistant.draft import Claim
from assistant.writer import open_checker
from corpus import SHIPPED_FOLDER, Language, load_corpus
from index import Passage
from index.sentences import sentences

WHO, PERSONAL = "social-media-guidance#who-is-asking", "social-media-guidance#personal-use"
POLITICAL, MINISTERS = (
    "propriety-in-digital-media#political-content",
    "propriety-in-digital-media#ministers-opinions",
)
SCOPE, ENGAGING = "social-media-guidance#scope", "social-media-guidance#engaging-with-the-public"
AR_ENGAGING, AR_SCOPE = (
    "social-media-guidance-summary-ar#engaging-with-the-public",
    "social-media-guidance-summary-ar#scope",
)
AR_ETHICS = "social-media-guidance-summary-ar#propriety-and-ethics"

RIGHT: list[tuple[Language, str, str]] = [
    ("en", WHO, "Check who is asking before you answer."),
    ("en", WHO, "A journalist should be referred to the media team or press office."),
    ("en", PERSONAL, "You must not disclose official information without authority."),
    ("en", PERSONAL, "You are free to use social media in your own time."),
    ("en", POLITICAL, "Official accounts must not be used to spread messages from party political accounts."),
    ("en", SCOPE, "The guidance applies both at work and outside working hours."),
    ("ar", AR_ENGAGING, "يجب التحقق من هوية السائل قبل الإجابة."),
    ("ar", AR_ENGAGING, "لن يكون واقعياً وعملياً أن تجيب الحكومة على كل الأسئلة."),
    ("ar", AR_ENGAGING, "يمكن لموظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الاجتماعي."),
]

CHANGED: list[tuple[Language, str, str]] = [
    ("en", WHO, "Check who is asking after you answer."),
    ("en", WHO, "You need not check who is asking before you answer."),
    ("en", WHO, "A journalist may be referred to the media team or press office."),
    ("en", WHO, "A journalist must be referred to the media team or press office."),
    ("en", WHO, "A blogger should be referred to the media team or press office."),
    ("en", WHO, "A journalist should not be referred to the media team or press office."),
    ("en", WHO, "A journalist should be referred to the media team or press office within two days."),
    ("en", WHO, "The press office should be referred to a journalist."),
    ("en", PERSONAL, "You must not disclose official information."),
    ("en", PERSONAL, "You must disclose official information without authority."),
    ("en", PERSONAL, "You may disclose official information without authority."),
    ("en", PERSONAL, "You must not disclose personal information without authority."),
    ("en", PERSONAL, "You are free to use social media at work."),
    ("en", PERSONAL, "You are not free to use social media in your own time."),
    ("en", PERSONAL, "You must not take part in any political or public activity."),
    ("en", POLITICAL, "Official accounts must be used to spread messages from party political accounts."),
    ("en", POLITICAL, "Personal accounts must not be used to spread messages from party political accounts."),
    (
        "en",
        POLITICAL,
        "Official accounts should not be used to spread messages from party accounts.",
    ),
    ("en", MINISTERS, "Communicators may present a minister's views."),
    (
        "en",
        MINISTERS,
        "The department may hold a minister's views where they concern the department.",
    ),
    ("en", SCOPE, "The guidance applies only at work."),
    ("en", SCOPE, "The guidance does not apply outside working hours."),
    ("en", SCOPE, "The guidance covers social networks such as Twitter and TikTok."),
    ("en", ENGAGING, "You have to answer every query that reaches you through social channels."),
    ("ar", AR_ENGAGING, "يجب التحقق من هوية السائل بعد الإجابة."),
    ("ar", AR_ENGAGING, "لا يجب التحقق من هوية السائل قبل الإجابة."),
    ("ar", AR_ENGAGING, "يمكن التحقق من هوية السائل قبل الإجابة."),
    ("ar", AR_ENGAGING, "يجب التحقق من هوية الوزير قبل الإجابة."),
    ("ar", AR_ENGAGING, "يجب التحقق من هوية السائل خلال 24 ساعة قبل الإجابة."),
    ("ar", AR_ENGAGING, "سيكون واقعياً وعملياً أن تجيب الحكومة على كل الأسئلة."),
    ("ar", AR_ENGAGING, "لن يكون واقعياً وعملياً أن تجيب الحكومة على أي سؤال من الصحفيين."),
    ("ar", AR_ENGAGING, "لا يمكن لموظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الاجتماعي."),
    ("ar", AR_ENGAGING, "يجب على موظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الاجتماعي."),
    ("ar", AR_ENGAGING, "يمكن للوزراء أن يكونوا نشيطين في الإعلام الاجتماعي."),
    ("ar", AR_ENGAGING, "على الموظفين الإجابة على كل الاستفسارات التي توجه إليهم."),
    ("ar", AR_ENGAGING, "يجب إحالة المواطن إلى فريق القسم الإعلامي."),
    ("ar", AR_SCOPE, "يغطي الدليل استخدام وسائل الإعلام الاجتماعي أثناء ساعات العمل فقط."),
    ("ar", AR_SCOPE, "لا يغطي الدليل تصفح المواقع الإلكترونية."),
    ("ar", AR_SCOPE, "يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل تيك توك."),
    ("ar", AR_SCOPE, "قد يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل تويتر."),
    ("ar", AR_ETHICS, "بعض موظفي الخدمة المدنية مُلزمون بقانون الخدمة المدنية."),
    ("ar", AR_ETHICS, "موظفو الخدمة المدنية غير مُلزمين بقانون الخدمة المدنية."),
    ("ar", AR_ETHICS, "جميع الصحفيين مُلزمون بقانون الخدمة المدنية."),
]

Check = Callable[..., Checked]


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    """The one that comes with the product."""
    return open_checker(assistant.settings, assistant.retriever.index.get())


@pytest.fixture(scope="module")
def check(checker: Checker) -> Check:
    """Checks a sentence that names these sections, in the order of their numbers."""
    corpus = load_corpus(SHIPPED_FOLDER)

    def whole(ref: str) -> Passage:
        section = corpus.section(ref)
        return Passage(section, 0, len(section.text), tuple(sentences(section.text)))

    def check(language: Language, text: str, *refs: str, numbers: tuple[int, ...] = (1,)) -> Checked:
        passages = {number: whole(ref) for number, ref in enumerate(refs, 1)}
        return checker.check(Claim(text, numbers), passages, language)

    return check


@pytest.mark.parametrize(("language", "section", "text"), RIGHT)
def test_a_sentence_near_the_words_of_its_passage_passes_with_a_quotation(
    check: Check, language: Language, section: str, text: str
) -> None:
    found = check(language, text, section)
    assert found.reason is None
    (quotation,) = found.support
    assert quotation.section.ref == section
    assert quotation.section.text[quotation.start : quotation.end].strip()


@pytest.mark.parametrize(("language", "section", "text"), CHANGED)
def test_with_one_change_it_does_not_pass(check: Check, language: Language, section: str, text: str) -> None:
    assert check(language, text, section).reason is not None


@pytest.mark.parametrize(("language", "section", "text"), RIGHT)
def test_it_does_not_pass_with_another_passage(
    check: Check, language: Language, section: str, text: str
) -> None:
    other = "propriety-in-digital-media#public-money"
    assert check(language, text, other).reason is not None
    assert check(language, text, section, numbers=(2,)).reason == "unknown_number"
    assert check(language, text, section, numbers=()).reason == "no_number"
    # Of two that it names, one must support it.
    both = check(language, text, other, section, numbers=(1, 2))
    assert both.reason is None
    assert [quotation.section.ref for quotation in both.support] == [section]


@pytest.mark.parametrize(
    ("language", "section", "text", "reason"),
    [
        ("ar", WHO, "Check who is asking before you answer.", "other_language"),
        ("en", AR_ENGAGING, "يجب التحقق من هوية السائل قبل الإجابة.", "other_language"),
        ("en", WHO, "Yes, check who is asking before you answer.", "verdict_word"),
        ("ar", AR_ENGAGING, "نعم، يجب التحقق من هوية السائل قبل الإجابة.", "verdict_word"),
        ("en", WHO, "A journalist should be referred to the press office by 12 March.", "number"),
        ("en", PERSONAL, "You must not disclose official information.", "condition"),
    ],
)
def test_the_reason_is_told(check: Check, language: Language, section: str, text: str, reason: str) -> None:
    assert check(language, text, section).reason == reason


@pytest.mark.parametrize("fault", ["no_number", "inner_number", "unfinished"])
def test_a_fault_of_form_is_enough(checker: Checker, fault: str) -> None:
    claim = Claim("Check who is asking before you answer.", (1,), fault)  # type: ignore[arg-type]
    assert checker.check(claim, {}, "en").reason == fault
