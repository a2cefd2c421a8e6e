import re
from pathlib import Path

import pytest

from assistant.abstaining import HEADINGS, _standing_out, blocked
from assistant.answer import Abstention
from assistant.answering import Assistant
from assistant.question import MAX_CHARACTERS
from assistant.settings import AssistantSettings
from corpus import LANGUAGES, Corpus, Example, Language, Topic
from index import Match, Matches, detect
from tests.index.sample import ARABIC, ENGLISH

FAR = [
    "Will it rain tomorrow?",
    "How long do I boil an egg?",
    "What is a good recipe for lentil soup?",
    "هل ستمطر غداً؟",
    "كم دقيقة أسلق البيضة؟",
    "ما أفضل وصفة لشوربة العدس؟",
]
# Questions of staff that other rules answer, and a word of whom to ask about them.
NEAR = [
    ("How many days of annual leave do I have left?", "HR"),
    ("May I accept a gift from a supplier?", "propriety|line manager"),
    ("Can I take a second job in a shop?", "HR|line manager"),
    ("Which font do we use in our logo?", "design|brand"),
    ("كم بقي لي من أيام الإجازة السنوية؟", "الموارد البشرية"),
    ("هل أقبل هدية من مورّد؟", "النزاهة|مديرك"),
    ("هل يمكنني أن أعمل في وظيفة ثانية في متجر؟", "الموارد البشرية|مديرك"),
    ("ما الخط الذي نستخدمه في شعارنا؟", "التصميم|الهوية"),
]
TEAM = {"en": "communications team", "ar": "فريق الاتصال"}


def _declined(assistant: Assistant, question: str) -> str:
    reply = assistant.ask(question)
    assert reply.outcome == "not_covered", reply.record().answer
    assert isinstance(reply.result, Abstention)
    assert reply.record().citations == ()
    return reply.result.message


def _of_other_texts(folder: Path, data_folder: Path) -> Assistant:
    (folder / "en.md").write_text(ENGLISH, "utf-8")
    (folder / "ar.md").write_text(ARABIC, "utf-8")
    return Assistant(AssistantSettings(corpus_folder=folder, data_folder=data_folder))


def _headings_named(message: str, texts: Corpus, language: Language) -> list[str]:
    return [d.heading for d in texts.sections() if d.language == language and d.heading in message]


@pytest.mark.parametrize("question", FAR)
def test_a_far_question_is_declined_with_what_is_covered_and_whom_to_ask(
    assistant: Assistant, shipped: Corpus, question: str
) -> None:
    message, language = _declined(assistant, question), detect(question)
    # Headings that are nearest to what is nowhere near would be noise.
    assert _headings_named(message, shipped, language) == []
    assert all(d.title in message for d in shipped.documents if d.language == language)
    assert TEAM[language] in message


def test_whom_the_folder_names_is_named_from_the_next_question_on(
    other_data_folder: Path, tmp_path: Path
) -> None:
    assistant = _of_other_texts(tmp_path, other_data_folder)
    file = tmp_path / "questions.yaml"
    asked: list[tuple[str, Language]] = [(FAR[0], "en"), (FAR[3], "ar")]

    def last(question: str) -> str:
        return _declined(assistant, question).split("\n\n")[-1]

    usual = [last(question) for question, _ in asked]
    assert [TEAM[language] in part for part, (_, language) in zip(usual, asked, strict=True)] == [True, True]
    for english, arabic in (("the policy desk", "مكتب السياسات"), ("your {own} adviser", "مستشارك")):
        file.write_text(f'ask:\n  en: "{english}"\n  ar: "{arabic}"\n', "utf-8")
        assert [last(question) for question, _ in asked] == [
            f"Ask {english}, or put the question in other words.",
            f"اسأل {arabic}، أو أعد صياغة السؤال.",
        ]
    file.unlink()
    assert [last(question) for question, _ in asked] == usual


def test_the_team_of_a_topic_is_named_before_whom_the_folder_names(
    other_data_folder: Path, tmp_path: Path
) -> None:
    assistant = _of_other_texts(tmp_path, other_data_folder)
    (tmp_path / "questions.yaml").write_text("ask: {en: the policy desk, ar: مكتب السياسات}\n", "utf-8")
    for (question, whom), other in ((NEAR[0], "policy desk"), (NEAR[4], "مكتب السياسات")):
        message = _declined(assistant, question)
        assert whom in message
        assert other not in message


@pytest.mark.parametrize(("question", "whom"), NEAR)
def test_a_near_question_is_declined_with_what_is_covered_and_whom_to_ask(
    assistant: Assistant, shipped: Corpus, question: str, whom: str
) -> None:
    message = _declined(assistant, question)
    assert len(_headings_named(message, shipped, detect(question))) >= HEADINGS
    assert re.search(whom, message)


@pytest.mark.parametrize(("question", "whom"), NEAR)
def test_a_declined_question_does_not_name_other_languages_headings(
    assistant: Assistant, shipped: Corpus, question: str, whom: str
) -> None:
    language = detect(question)
    other: Language = "ar" if language == "en" else "en"
    named = _declined(assistant, question)
    foreign = [d.heading for d in shipped.sections() if d.language == other and len(d.heading) > 8]
    assert [heading for heading in foreign if heading in named] == []


def _matches(*scores: tuple[str, str | None, float], section: float = 0.0) -> Matches:
    topics = {
        (topic := Topic((("en", name), ("ar", name)), (("en", ask), ("ar", ask)) if ask else ())): Match(
            score, 0, 0, 1, Example("?", "en", topic)
        )
        for name, ask, score in scores
    }
    return Matches({"a#b": Match(section, 0, 0, 1, Example("?", "en", "a#b"))}, topics, 1.0)


@pytest.mark.parametrize(
    ("matches", "named"),
    [
        (_matches(("leave", "HR", 8), ("fonts", "design", 7)), "leave"),
        (_matches(("leave", "HR", 8), ("fonts", "design", 7.8)), None),
        (_matches(("leave", "HR", 8), ("pay", "HR", 7.9), ("fonts", "design", 7)), "leave"),
        (_matches(("leave", "HR", 8), section=9), None),
        (_matches(("weather", None, 8), ("leave", "HR", 7.9)), None),
        (_matches(("weather", None, 8), ("food", None, 7.9), ("leave", "HR", 7)), "weather"),
        (_matches(), None),
    ],
)
def test_a_topic_is_named_only_when_no_other_team_and_no_section_comes_near(
    matches: Matches, named: str | None
) -> None:
    topic = _standing_out(matches)
    assert (topic and topic.named("en")) == named


BAD = [
    ("", "empty", "en"),
    ("   ", "empty", "en"),
    ("\n\t\u00a0 \u3000", "empty", "en"),
    ("?!…", "unreadable", "en"),
    ("123 456", "unreadable", "en"),
    ("🙂👍", "unreadable", "en"),
    ("\u200f\u200b", "unreadable", "en"),
    ("___", "unreadable", "en"),
    ("؟؟؟", "unreadable", "ar"),
    ("١٢٣؟", "unreadable", "ar"),
    ("a" * 100_000, "too_long", "en"),
    ("word " * 20_000, "too_long", "en"),
    ("„" * 100_000, "too_long", "en"),
    ("ا" * 100_000, "too_long", "ar"),
    ("كلمة " * 20_000, "too_long", "ar"),
    ("﷽" * 100_000, "too_long", "ar"),
]


@pytest.mark.parametrize(("question", "reason", "language"), BAD, ids=range(len(BAD)))
def test_what_is_no_question_is_blocked_with_its_reason_in_its_language(
    assistant: Assistant, question: str, reason: str, language: Language
) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply.result, Abstention)
    assert (reply.outcome, reply.result.reason, reply.language) == ("blocked", reason, language)
    assert bool(re.search("[ء-ي]", reply.result.message)) == (language == "ar")
    assert reply.seconds < 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_too_long_question_is_told_both_numbers(language: Language) -> None:
    refused = blocked("x" * (MAX_CHARACTERS + 1), language)
    assert refused is not None
    assert str(MAX_CHARACTERS) in refused.message
    assert str(MAX_CHARACTERS + 1) in refused.message
    assert blocked("x" * MAX_CHARACTERS, language) is None


def test_every_text_with_a_letter_of_any_script_may_be_asked() -> None:
    assert [blocked(text, "en") for text in ("a", "ا", "1 я", "？漢", "- é")] == [None] * 5
