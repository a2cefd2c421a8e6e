import io
from dataclasses import replace

import pytest
from rich.console import Console

from assistant.answer import Answer, Reply
from assistant.answering import Assistant
from assistant.message import message
from assistant.printing import print_id, print_reply
from assistant.trace import Trace
from tests.assistant.sample import document, whole

ANSWERED = ["Can I delete a post for good?", "هل يمكن حذف المنشور نهائياً؟"]
QUESTIONS_IN_ORDER = {"en": ANSWERED[0], "ar": "ما النشاط الرقمي الذي يغطيه نطاق الدليل؟"}
"""Their best passage is the one that is cited first."""


def _shown(reply: Reply, *, explain: bool = False, width: int = 400) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, force_terminal=False)
    print_reply(console, reply, explain)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("question", ANSWERED)
def test_an_answer_is_shown_with_its_sources(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    shown = _shown(reply)
    for citation in reply.record().citations:
        assert citation.quote.splitlines()[0] in shown
        assert f"[{citation.number}] {citation.title}" in shown
        assert f"{citation.document}#{citation.section} {citation.start}:{citation.end}" in shown
        assert citation.url is None or citation.url in shown
        assert citation.published is None or citation.published.isoformat() in shown
    assert ("Sources" in shown) == (reply.language == "en")
    assert ("المصادر" in shown) == (reply.language == "ar")


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Will it rain tomorrow?", "Not covered by the guidance"),
        ("هل ستمطر غداً؟", "غير مذكور في الإرشادات"),
        ("", "No answer"),
        ("؟؟", "لا إجابة عن هذا"),
    ],
)
def test_why_there_is_no_answer_is_shown(assistant: Assistant, question: str, label: str) -> None:
    reply = assistant.ask(question)
    shown = _shown(reply)
    assert label in shown
    assert reply.record().answer.split("\n\n")[0] in shown


@pytest.mark.parametrize("question", ANSWERED)
def test_arabic_is_set_to_the_right_and_its_letters_stay_in_their_order(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    paragraph = reply.record().answer.split("\n\n")[0]
    line = next(line for line in _shown(reply, width=1000).splitlines() if line.strip() == paragraph)
    assert line.startswith(" ") == (reply.language == "ar")


@pytest.mark.parametrize("question", ANSWERED)
@pytest.mark.parametrize("width", [20, 80])
def test_a_narrow_terminal_loses_no_word(assistant: Assistant, question: str, width: int) -> None:
    reply = assistant.ask(question)
    shown = "".join(_shown(reply, width=width).split())
    assert "".join(reply.record().answer.split()) in shown


@pytest.mark.parametrize(
    ("question", "title", "fate"),
    [
        (ANSWERED[0], "How this was decided", "cited"),
        (ANSWERED[1], "كيف اتُّخذ القرار", "استُشهد به"),
        ("Will it rain tomorrow?", "How this was decided", "not enough evidence to answer"),
        ("هل ستمطر غداً؟", "كيف اتُّخذ القرار", "لا تكفي الأدلة للإجابة"),
    ],
)
def test_explaining_shows_what_was_found_and_what_decided(
    assistant: Assistant, question: str, title: str, fate: str
) -> None:
    reply = assistant.ask(question)
    shown = _shown(reply, explain=True)
    assert reply.trace.evidence is not None
    for part in (title, fate, f"{reply.trace.evidence.confidence:.3f}", *reply.trace.evidence.features):
        assert part in shown
    for considered in reply.trace.considered:
        assert considered.hit.passage.section.ref in shown
    assert title not in _shown(reply)


@pytest.mark.parametrize("question", [*ANSWERED, "Will it rain tomorrow?", "هل ستمطر غداً؟"])
def test_every_number_that_explaining_shows_is_explained(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    shown = _shown(reply, explain=True)
    assert reply.trace.evidence is not None
    for feature in reply.trace.evidence.features:
        assert message(reply.language, f"explain.feature_means.{feature}") in shown
    for column in ("score", "passage", "sentence", "lexical"):
        name, meaning = (message(reply.language, f"explain.{k}{column}") for k in ("", "column_means."))
        assert f"{name}: {meaning}" in shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What are the benefits for citizens?", "in the reader's language"),
        ("أي الحسابات أُعدت للرد على استفسارات الجمهور؟", "لأنه بلغة القارئ"),
    ],
)
def test_a_citation_that_goes_before_a_better_one_says_why(
    quoting: Assistant, question: str, words: str
) -> None:
    reply = quoting.ask(question)
    first, second = reply.trace.considered[:2]
    assert first.hit.score < second.hit.score
    rows = [line for line in _shown(reply, explain=True).splitlines() if "#" in line and "│" in line]
    assert [words in row for row in rows] == [True] + [False] * (len(rows) - 1)
    assert words not in _shown(quoting.ask(QUESTIONS_IN_ORDER[reply.language]), explain=True)


@pytest.mark.parametrize("question", ["", "؟؟"])
def test_a_blocked_question_can_be_explained(assistant: Assistant, question: str) -> None:
    assert _shown(assistant.ask(question), explain=True)


HOSTILE = "[bold red]x[/bold red] [/] [link=http://x]y[/link] \x1b[31mred\x1b[0m \x07\x9b1m \u202eevil\u2066"


@pytest.mark.parametrize("asked", ["May I post this?", "هل يجوز لي نشر هذا؟"])
def test_markup_and_control_characters_of_a_question_are_inert(assistant: Assistant, asked: str) -> None:
    reply = assistant.ask(f"{asked} “one two three four {HOSTILE}”")
    assert reply.trace.posts
    shown = _shown(reply, explain=True)
    assert "[bold red]x[/bold red] [/] [link=http://x]y[/link]" in shown
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(shown)


def test_markup_and_control_characters_of_a_guidance_text_are_inert(assistant: Assistant) -> None:
    source = document({"a": f"Say {HOSTILE}."}, heading="[bold]Head[/bold] \x1b[2J")
    citation = whole(replace(source, title="[red]T[/red]\x1b]0;x\x07"))
    answer = Answer(f"“{citation.quote}” [1]", (citation,))
    shown = _shown(Reply("?", "en", answer, Trace(), 0.0))
    assert "[bold red]x[/bold red] [/]" in shown
    assert "[bold]Head[/bold]" in shown
    assert "[red]T[/red]" in shown
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(shown)


def test_windows_line_ends_are_shown_as_line_ends() -> None:
    citation = whole(document({"a": "One\r\ntwo."}))
    shown = _shown(Reply("?", "en", Answer(f"{citation.quote} [1]", (citation,)), Trace(), 0.0))
    assert "One\ntwo. [1]" in shown
    assert "\N{REPLACEMENT CHARACTER}" not in shown


@pytest.mark.parametrize("id_", ["h1", 7, None, "[/x]", "[bold]b", "سؤال", "a\x1b[31m"])
def test_an_id_is_shown_as_it_is(id_: str | int | None) -> None:
    console = Console(file=io.StringIO(), width=60)
    print_id(console, id_)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert (str(id_).replace("\x1b", "\N{REPLACEMENT CHARACTER}") if id_ is not None else "─") in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("question", "verdict", "signed", "told"),
    [
        (
            "Can I answer this tweet?",
            "On conditions",
            "Approved by example",
            "say: They are a journalist / They are a member of the public",
        ),
        ("هل يمكنني الرد على هذه التغريدة؟", "بشروط", "اعتمده example", "وقل: هو صحفي / هو من عامة الجمهور"),
    ],
)
def test_a_verdict_is_shown_with_who_answers_for_it_and_the_missing_fact_in_a_line(
    assistant: Assistant, question: str, verdict: str, signed: str, told: str
) -> None:
    lines = [line.strip() for line in _shown(assistant.ask(question)).splitlines()]
    assert lines[0] == verdict
    assert lines[1].startswith(signed)
    assert lines[-1].endswith(told)
