"""Sentences near the guidance's own words pass; with one small change they do not. In both languages."""

from collections.abc import Callable

import pytest

from assistant.answering import Assistant
from assistant.checking import Checked, Checker
from assistant.draft import Claim
from assistant.entailment import Entailment
from assistant.estimate import load_estimate
from assistant.support import Comparer
from assistant.writer import open_checker
from assistant.writing import Reason
from corpus import LANGUAGES, SHIPPED_FOLDER, Language, load_corpus
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
TONE, PARLIAMENT = "propriety-in-digital-media#tone", "propriety-in-digital-media#parliament-first"
MONEY, ALERT = "propriety-in-digital-media#public-money", "propriety-in-digital-media#stay-alert"
DELETING, ALWAYS = "social-media-myths#deleting-posts", "social-media-myths#outside-working-hours"
FIVE, DOUBT = "social-media-guidance#five-things", "social-media-guidance#if-in-doubt"
ACCURACY, FOREWORD = "social-media-guidance#accuracy", "social-media-guidance#foreword"
CODE, SERVICES = (
    "social-media-guidance#propriety-and-ethics",
    "social-media-guidance#open-policy-and-services",
)
AR_FOREWORD, AR_BENEFITS = (
    "social-media-guidance-summary-ar#foreword",
    "social-media-guidance-summary-ar#benefits",
)
AR_SERVICES, AR_ABOUT = (
    "social-media-guidance-summary-ar#open-policy-and-services",
    "social-media-guidance-summary-ar#about-this-edition",
)

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
    ("en", WHO, "You should refer a journalist to the media team or press office."),
    ("en", TONE, "On an official account you may write less formally than in other channels."),
    ("en", PARLIAMENT, "You must respect the primacy of Parliament at all times."),
    (
        "en",
        MINISTERS,
        "You may present a minister's views only where they concern the department or the government.",
    ),
    (
        "en",
        MINISTERS,
        "A minister may hold strong opinions, but the department as an organisation does not hold partisan "
        "opinions.",
    ),
    ("en", ALERT, "Do not run an official account on autopilot."),
    ("en", DOUBT, "If you have any doubt about a post, do not publish it."),
    ("en", DELETING, "Deleting a post does not undo it."),
    ("en", CODE, "All civil servants are bound by the Civil Service Code."),
    ("en", SERVICES, "LinkedIn can be used to test the water with the business community."),
    ("ar", AR_ETHICS, "جميع موظفي الخدمة المدنية ملزمون بقانون الخدمة المدنية."),
    ("ar", AR_BENEFITS, "ينطوي استخدام الإعلام الاجتماعي على العديد من المنافع."),
    ("ar", AR_FOREWORD, "علينا استخدام الحس العام عند نشر أي أمر في الإعلام الاجتماعي والرقمي."),
    ("ar", AR_FOREWORD, "أصبحنا نخضع للتدقيق أكثر من ذي قبل."),
    ("ar", AR_SERVICES, "يمكن استخدام موقع لينكدإن لجس نبض الناس في مجتمع الأعمال."),
    # In Arabic of what stands in English only.
    ("ar", PERSONAL, "يجب ألا تفصح عن معلومات رسمية من دون تفويض."),
    ("ar", PERSONAL, "أنت حر في استخدام وسائل التواصل الاجتماعي في وقتك الخاص."),
    ("ar", WHO, "ينبغي إحالة الصحفي إلى فريق الإعلام أو المكتب الصحفي."),
    ("ar", DOUBT, "إذا كان لديك أي شك في منشور فلا تنشره."),
    (
        "ar",
        POLITICAL,
        "يجب ألا تُستخدم الحسابات الرسمية لنشر رسائل حسابات الأحزاب السياسية أو غيرها من الحسابات المتحزبة.",
    ),
    ("ar", CODE, "جميع موظفي الخدمة المدنية ملزمون بقانون الخدمة المدنية."),
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
    ("en", WHO, "They should be referred to the media team or press office."),
    ("en", WHO, "Refer them to the media team or press office."),
    ("en", PERSONAL, "You must not disclose it without authority."),
    ("en", PERSONAL, "You must not do this without authority."),
    ("en", PERSONAL, "You are free to use it in your own time."),
    ("en", PERSONAL, "You must not disclose information without authority."),
    ("en", POLITICAL, "Official accounts must not be used to spread messages."),
    ("en", POLITICAL, "Official accounts must not be used."),
    ("en", POLITICAL, "There is nothing political in the comments underneath."),
    ("en", ACCURACY, "What you are posting is accurate and it is not sensitive."),
    ("en", CODE, "All civil servants were bound by the Civil Service Code."),
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
    ("ar", AR_ENGAGING, "يجب إحالته إلى فريق القسم الإعلامي."),
    ("ar", AR_ENGAGING, "هذا لا يعني أن عليهم الإجابة."),
    ("ar", AR_SCOPE, "يغطي الدليل استخدام وسائل الإعلام الاجتماعي أثناء ساعات العمل فقط."),
    ("ar", AR_SCOPE, "لا يغطي الدليل تصفح المواقع الإلكترونية."),
    ("ar", AR_SCOPE, "يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل تيك توك."),
    ("ar", AR_SCOPE, "قد يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل تويتر."),
    ("ar", AR_ETHICS, "بعض موظفي الخدمة المدنية مُلزمون بقانون الخدمة المدنية."),
    ("ar", AR_ETHICS, "موظفو الخدمة المدنية غير مُلزمين بقانون الخدمة المدنية."),
    ("ar", AR_ETHICS, "جميع الصحفيين مُلزمون بقانون الخدمة المدنية."),
]

TOLD: list[tuple[Reason, Language, str, str]] = [
    ("number", "en", FIVE, "Keep these three points in mind whenever you use social or digital media."),
    ("number", "en", WHO, "A journalist should be referred to the media team within 24 hours."),
    ("number", "en", WHO, "A journalist should be referred to two media teams or press offices."),
    ("number", "en", ACCURACY, "Before you press send, check twice that what you are posting is accurate."),
    ("negation", "en", POLITICAL, "Official accounts may be used to spread messages from party accounts."),
    ("negation", "en", MINISTERS, "The department as an organisation holds partisan opinions."),
    ("negation", "en", ALERT, "Run an official account on autopilot."),
    ("negation", "en", DOUBT, "If you have any doubt about a post, publish it."),
    ("negation", "en", DOUBT, "If you have any doubt about a post, you may publish it."),
    ("negation", "en", ACCURACY, "Before you press send, check that what you are posting is not accurate."),
    ("negation", "en", WHO, "A journalist should not be referred to the media team or press office."),
    ("negation", "en", ENGAGING, "Civil servants cannot be active on social media."),
    ("negation", "en", ENGAGING, "Some accounts are not set up to answer enquiries from the public."),
    ("negation", "en", DELETING, "Deleting a post undoes it."),
    ("negation", "en", CODE, "Civil servants are not bound by the Civil Service Code."),
    ("negation", "en", ALWAYS, "The highest level of propriety does not apply outside working hours."),
    ("negation", "en", PERSONAL, "You need not disclose official information without authority."),
    ("negation", "en", ENGAGING, "You must not answer every query that reaches you through social channels."),
    ("modality", "en", PARLIAMENT, "Communicators should respect the primacy of Parliament at all times."),
    ("modality", "en", PARLIAMENT, "Communicators may respect the primacy of Parliament at all times."),
    ("modality", "en", MONEY, "Content produced by the Civil Service may be relevant."),
    ("modality", "en", TONE, "On an official account you must write less formally than in other channels."),
    ("modality", "en", TONE, "On an official account you should write less formally than elsewhere."),
    ("modality", "en", WHO, "A journalist must be referred to the media team or press office."),
    ("modality", "en", PERSONAL, "You should not disclose official information without authority."),
    ("modality", "en", PERSONAL, "You must use social media in your own time."),
    ("modality", "en", DELETING, "Someone must have taken a screenshot."),
    ("condition", "en", PERSONAL, "You are free to use social media."),
    ("condition", "en", PERSONAL, "You must not take part in any political or public activity."),
    ("condition", "en", MINISTERS, "Communicators may present a minister's views."),
    ("condition", "en", DOUBT, "Do not publish a post."),
    ("who", "en", WHO, "A journalist should be referred to your manager."),
    ("who", "en", PARLIAMENT, "Journalists must respect the primacy of Parliament at all times."),
    ("who", "en", PARLIAMENT, "Communicators must respect the primacy of government at all times."),
    ("who", "en", PARLIAMENT, "Departments must respect the primacy of Parliament at all times."),
    ("who", "en", CODE, "All journalists are bound by the Civil Service Code."),
    ("who", "en", MINISTERS, "A minister does not hold partisan opinions."),
    ("who", "en", ENGAGING, "Some accounts are set up to answer enquiries from journalists."),
    ("name", "en", SCOPE, "The guidance covers social networks such as Twitter and TikTok."),
    ("name", "en", SERVICES, "Facebook can be used to test the water with the business community."),
    ("name", "en", PARLIAMENT, "Communicators must respect the primacy of Congress at all times."),
    ("verdict_word", "en", PERSONAL, "No, you must not disclose official information without authority."),
    ("number", "ar", AR_ENGAGING, "يجب التحقق من هوية السائل مرتين قبل الإجابة."),
    ("number", "ar", AR_ENGAGING, "يجب التحقق من هوية السائل قبل الإجابة بثلاثة أيام."),
    ("number", "ar", AR_BENEFITS, "ينطوي استخدام الإعلام الاجتماعي على خمس منافع."),
    ("number", "ar", AR_ABOUT, "أصدر مكتب مجلس الوزراء البريطاني ثلاث نسخ جديدة من الدليل."),
    ("negation", "ar", AR_ENGAGING, "لا يجب التحقق من هوية السائل قبل الإجابة."),
    ("negation", "ar", AR_ENGAGING, "يجب عدم التحقق من هوية السائل قبل الإجابة."),
    ("negation", "ar", AR_ENGAGING, "لا حاجة إلى التحقق من هوية السائل قبل الإجابة."),
    ("negation", "ar", AR_ENGAGING, "لم توضع حسابات الإعلام الاجتماعي للإجابة على استفسارات الجمهور."),
    ("negation", "ar", AR_SCOPE, "لا يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل تويتر وفيسبوك."),
    ("negation", "ar", AR_ETHICS, "جميع موظفي الخدمة المدنية غير ملزمين بقانون الخدمة المدنية."),
    ("negation", "ar", AR_BENEFITS, "لا ينطوي استخدام الإعلام الاجتماعي على العديد من المنافع."),
    ("negation", "ar", AR_FOREWORD, "لا يمكننا الترويج لما نقوم به."),
    ("negation", "ar", AR_SERVICES, "لا يمكن استخدام موقع لينكدإن لجس نبض الناس في مجتمع الأعمال."),
    ("negation", "ar", AR_ENGAGING, "لا يجوز لهم الإجابة على كل الاستفسارات والأسئلة التي توجه إليهم."),
    ("modality", "ar", AR_ENGAGING, "ينبغي التحقق من هوية السائل قبل الإجابة."),
    ("modality", "ar", AR_ENGAGING, "على موظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الاجتماعي."),
    ("modality", "ar", AR_FOREWORD, "يجب علينا الترويج لما نقوم به."),
    ("modality", "ar", AR_SERVICES, "يجب استخدام موقع لينكدإن لجس نبض الناس في مجتمع الأعمال."),
    ("who", "ar", AR_ENGAGING, "يجب التحقق من هوية المدير قبل الإجابة."),
    ("who", "ar", AR_ENGAGING, "يجب إحالة الصحفي إلى المكتب القانوني."),
    ("who", "ar", AR_SERVICES, "يمكن للإدارة استخدام موقع لينكدإن لجس نبض الناس في مجتمع الأعمال."),
    ("who", "ar", AR_ETHICS, "جميع الوزراء ملزمون بقانون الخدمة المدنية."),
    ("who", "ar", AR_BENEFITS, "لقد أصبح الوزراء أكثر رقمية في طريقة العمل مع الأيام."),
    ("who", "ar", AR_FOREWORD, "يمكننا الترويج لما نقوم به وتمثيل وجهة نظر الحزب في النقاش."),
    (
        "name",
        "ar",
        AR_SCOPE,
        "يغطي الدليل استخدام وسائل الإعلام الاجتماعي مثل TikTok أثناء ساعات العمل وخارجه.",
    ),
    ("name", "ar", AR_SERVICES, "يمكن استخدام موقع إنستغرام لجس نبض الناس في مجتمع الأعمال."),
    ("verdict_word", "ar", AR_ENGAGING, "كلا، لا يعني هذا أن عليهم الإجابة على كل الاستفسارات."),
    ("verdict_word", "ar", AR_ENGAGING, "لا، لا يعني هذا أن عليهم الإجابة على كل الاستفسارات."),
    # In Arabic of what stands in English only.
    ("negation", "ar", PERSONAL, "يمكنك أن تفصح عن معلومات رسمية."),
    ("negation", "ar", DELETING, "حذف المنشور يلغيه."),
    ("negation", "ar", DOUBT, "إذا كان لديك أي شك في منشور فانشره."),
    ("modality", "ar", PERSONAL, "ينبغي ألا تفصح عن معلومات رسمية من دون تفويض."),
    ("modality", "ar", PARLIAMENT, "يمكن احترام أسبقية البرلمان في كل الأوقات."),
    ("condition", "ar", PERSONAL, "يجب ألا تفصح عن معلومات رسمية."),
    ("condition", "ar", PERSONAL, "أنت حر في استخدام وسائل التواصل الاجتماعي."),
    ("who", "ar", PARLIAMENT, "يجب احترام أسبقية الحكومة في كل الأوقات."),
    ("who", "ar", WHO, "ينبغي إحالة الصحفي إلى المدير."),
    ("name", "ar", SCOPE, "يغطي الدليل شبكات اجتماعية مثل Twitter و TikTok والنشاط الرقمي عموماً."),
    ("name", "ar", SCOPE, "يغطي الدليل الشبكات الاجتماعية مثل تويتر وإنستغرام."),
]
"""Sentences with one change, in whose passage nothing else is like them, so that it is clear which it is."""

TURNED: list[tuple[Language, str, str]] = [
    ("en", ENGAGING, "You do not have to answer any query or question."),
    ("en", MINISTERS, "The department may hold strong opinions."),
    (
        "en",
        POLITICAL,
        "After an official account posts a message, check that there is nothing political in it.",
    ),
    ("en", ALERT, "Read what you are about to repeat, and understand it, after you repeat it."),
    ("en", ALERT, "Do not run a personal account on autopilot."),
    ("en", TONE, "On an official account you may write more formally than in other channels."),
    ("en", TONE, "A press line that works well in a news story will sound aggressive as a post."),
    ("en", TONE, "A long message can read as curt or even flippant."),
    ("en", CODE, "Some civil servants are bound by the Civil Service Code."),
    ("en", FOREWORD, "Once a message has been sent, it is private."),
    ("en", FOREWORD, "Our work is examined less closely than it ever was."),
    ("en", ACCURACY, "Check that what you are posting is accurate or that it is not sensitive."),
    (
        "en",
        "social-media-myths#code-applies-online",
        "If it would be right to say something in person, it is probably not right on social media either.",
    ),
    (
        "en",
        "social-media-myths#code-applies-online",
        "If it would not be right to say it on social media, it is probably not right in person either.",
    ),
    ("ar", AR_BENEFITS, "لا بد أن نكون مدركين للمسؤولية ونتأكد من أننا نحافظ على أدنى مستوى من اللياقة."),
    ("ar", AR_FOREWORD, "أصبحنا نخضع للتدقيق أقل من ذي قبل."),
    ("ar", AR_FOREWORD, "علينا استخدام الحس العام بعد نشر أي أمر في الإعلام الاجتماعي والرقمي."),
    ("ar", AR_SCOPE, "يغطي الدليل النشاط الرقمي بشكل عام خارج ساعات العمل فقط."),
    ("ar", AR_ETHICS, "مبادئ استخدام الإعلام الاجتماعي تختلف عن التي تنطبق على أي نشاط آخر."),
    ("ar", AR_ABOUT, "أصدر مكتب مجلس الوزراء البريطاني نسخة جديدة من الدليل الإرشادي للوزراء."),
    ("ar", WHO, "تحقق من هوية السائل بعد أن تجيب."),
    ("ar", WHO, "ينبغي إحالة المدوّن إلى فريق الإعلام أو المكتب الصحفي."),
    ("ar", WHO, "ينبغي ألا يُحال الصحفي إلى فريق الإعلام أو المكتب الصحفي."),
    ("ar", MINISTERS, "قد تكون للوزارة آراء قوية، غير أن الوزير لا يتبنى آراء حزبية."),
    ("ar", POLITICAL, "يجب ألا تُستخدم الحسابات الشخصية في نشر رسائل حسابات حزبية."),
]
"""Sentences with the words of their passage that say something else."""

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
    spans = sentences(quotation.section.text)
    assert quotation.start in [start for start, _ in spans]
    assert quotation.end in [end for _, end in spans]
    # No more than what supports it, which is one sentence or two here.
    assert len([start for start, _ in spans if quotation.start <= start < quotation.end]) <= 2


@pytest.mark.parametrize(("language", "section", "text"), [*CHANGED, *TURNED])
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


@pytest.mark.parametrize(("reason", "language", "section", "text"), TOLD)
def test_it_is_told_which_change_it_is(
    check: Check, reason: Reason, language: Language, section: str, text: str
) -> None:
    assert check(language, text, section).reason == reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_many_of_each_language(language: Language) -> None:
    changed = [own for own, *_ in [*CHANGED, *TURNED]] + [own for _, own, *_ in TOLD]
    assert changed.count(language) > 40
    assert [own for own, *_ in RIGHT].count(language) > 12


class _Judge(Entailment):
    """An entailment model that gives all the same probability, and keeps what it was asked."""

    def __init__(self, given: float) -> None:
        self.given = given
        self.asked: list[tuple[str, str]] = []

    def probability(self, premise: str, hypothesis: str) -> float:
        self.asked.append((premise, hypothesis))
        return self.given


@pytest.mark.parametrize(
    ("language", "section", "right", "changed"),
    [
        ("en", WHO, "Check who is asking before you answer.", "You need not check who is asking."),
        ("ar", AR_ENGAGING, "يجب التحقق من هوية السائل قبل الإجابة.", "لا حاجة إلى التحقق من هوية السائل."),
    ],
)
def test_an_entailment_model_has_a_say_after_the_guards_and_never_against_them(
    assistant: Assistant, language: Language, section: str, right: str, changed: str
) -> None:
    index = assistant.retriever.index.get()
    ref = index.corpus.section(section)
    passages = {1: Passage(ref, 0, len(ref.text), tuple(sentences(ref.text)))}
    for given, reason in ((1.0, None), (0.5, "not_entailed")):
        judge = _Judge(given)
        checker = Checker(Comparer(index), load_estimate(), judge)
        assert checker.check(Claim(right, (1,)), passages, language).reason == reason
        assert judge.asked
        assert {hypothesis for _, hypothesis in judge.asked} == {right}
        assert all(premise in " ".join(passages[1].embedded_sentences) for premise, _ in judge.asked)
        asked = len(judge.asked)
        assert checker.check(Claim(changed, (1,)), passages, language).reason not in (None, "not_entailed")
        assert len(judge.asked) == asked


@pytest.mark.parametrize("fault", ["no_number", "inner_number", "unfinished"])
def test_a_fault_of_form_is_enough(checker: Checker, fault: str) -> None:
    claim = Claim("Check who is asking before you answer.", (1,), fault)  # type: ignore[arg-type]
    assert checker.check(claim, {}, "en").reason == fault
