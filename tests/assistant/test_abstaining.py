import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.abstaining import HEADINGS, TITLES, _standing_out, blocked, not_covered
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
    assert all(d.title in message for d in shipped.documents)
    first = min(message.index(d.title) for d in shipped.documents)
    assert [d.language for d in shipped.documents if message.index(d.title) == first] == [language]
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
    assert all(d.title in message for d in shipped.documents)
    assert re.search(whom, message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_topic_stands_out_the_nearest_headings_are_named_in_the_readers_language(
    assistant: Assistant, shipped: Corpus, language: Language
) -> None:
    question = {"en": "Should a message be sent by post?", "ar": "هل تُرسل الرسالة بالبريد؟"}[language]
    retrieval = assistant.retriever.retrieve(question)
    retrieval = replace(retrieval, matches=replace(retrieval.matches, topics={}))
    said = not_covered(retrieval, language).message.split("\n\n")[1]
    named = [s for s in shipped.sections() if s.heading in said]
    assert len({section.heading for section in named}) >= HEADINGS
    listed = [part.strip(" .") for part in re.split("[:;؛]", said)]
    foreign = [s for s in shipped.sections() if s.heading in listed and s.language != language]
    assert [s.ref for s in foreign if any(c.language == language for c in shipped.counterparts(s))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_texts_some_are_named(assistant: Assistant, shipped: Corpus, language: Language) -> None:
    retrieval = assistant.retriever.retrieve({"en": FAR[0], "ar": FAR[3]}[language])
    many = replace(shipped, documents=shipped.documents * 3)
    said = not_covered(replace(retrieval, index=replace(retrieval.index, corpus=many)), language).message
    assert str(len(many.documents) - TITLES) in said
    few = replace(shipped, documents=(shipped.documents * 3)[:TITLES])
    said = not_covered(replace(retrieval, index=replace(retrieval.index, corpus=few)), language).message
    assert not re.search("[0-9]", said.replace("2014", ""))


def _matches(*topics: tuple[str, str | None, float], section: float | None = None) -> Matches:
    found: dict[Topic, Match] = {}
    for name, ask, likelihood in topics:
        topic = Topic((("en", name), ("ar", name)), (("en", ask), ("ar", ask)) if ask else ())
        found[topic] = Match(0, 0, likelihood, 1, Example("?", "en", topic))
    own = {} if section is None else {"a#b": Match(0, 0, section, 1, Example("?", "en", "a#b"))}
    return Matches(own, found, 1.0)


@pytest.mark.parametrize(
    ("matches", "named"),
    [
        (_matches(("leave", "HR", 8), ("fonts", "design", 1)), "leave"),
        (_matches(("leave", "HR", 8), ("fonts", "design", 7)), None),
        (_matches(("leave", "HR", 8), ("pay", "HR", 7), ("fonts", "design", 1)), "leave"),
        (_matches(("leave", "HR", 8), section=7), None),
        (_matches(("leave", "HR", 8), section=1), "leave"),
        (_matches(("weather", None, 8), ("leave", "HR", 7)), None),
        (_matches(("weather", None, 8), ("food", None, 7), ("leave", "HR", 1)), "weather"),
        (_matches(), None),
    ],
)
def test_a_topic_is_named_only_when_no_other_team_and_no_section_comes_near(
    matches: Matches, named: str | None
) -> None:
    topic = _standing_out(matches)
    assert (topic and topic.named("en")) == named


def test_a_topic_that_has_the_very_question_among_its_examples_is_named() -> None:
    matches = _matches(("parking", "facilities", 8), ("fonts", "design", 1))
    fonts = list(matches.topics)[1]
    assert _standing_out(replace(matches, same=Example("?", "en", fonts))) is fonts
    assert _standing_out(replace(matches, same=Example("?", "en", "a#b"))) is not fonts


def test_a_topic_that_the_texts_themselves_treat_is_not_named() -> None:
    matches = _matches(("parking", "facilities", 8), ("fonts", "design", 1))
    topic, match = next(iter(matches.topics.items()))
    assert _standing_out(matches) is topic
    treated = {**matches.topics, topic: replace(match, treated=True)}
    assert _standing_out(replace(matches, topics=treated)) is None


BAD = [
    ("", "empty", "en"),
    ("   ", "empty", "en"),
    ("\n\t\u00a0 \u3000", "empty", "en"),
    ("?!…", "unreadable", "en"),
    ("123 456", "unreadable", "en"),
    ("🙂👍", "unreadable", "en"),
    ("\u200f\u200b", "unreadable", "en"),
    ("___", "unreadable", "en"),
    ("x", "unreadable", "en"),
    ("2+2?", "unreadable", "en"),
    ("a" * 3000, "unreadable", "en"),
    ("لو", "unreadable", "ar"),
    ("طططططط", "unreadable", "ar"),
    ("aaaaa", "unreadable", "en"),
    ("Hello!", "greeting", "en"),
    ("What can you do?", "greeting", "en"),
    ("no", "greeting", "en"),
    ("مرحباً", "greeting", "ar"),
    ("أهلاً وسهلاً", "greeting", "ar"),
    ("ماذا تستطيع أن تفعل؟", "greeting", "ar"),
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
    refused = blocked("word " * (MAX_CHARACTERS // 5) + "x", language)
    assert refused is not None
    assert str(MAX_CHARACTERS) in refused.message
    assert str(MAX_CHARACTERS + 1) in refused.message
    assert blocked("word " * (MAX_CHARACTERS // 5), language) is None


def test_every_text_with_a_word_of_any_script_may_be_asked() -> None:
    asked = ("which", "لما", "1 я", "？漢", "- été", "a 1 rule", "كَتَبَ", "MPs?")
    assert [blocked(text, "en") for text in asked] == [None] * len(asked)
