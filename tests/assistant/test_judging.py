"""What becomes of verdicts and approved answers when the guidance changes."""

import logging
import shutil
from pathlib import Path

import pytest

from assistant.answer import Answer, Reply
from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus import APPROVED, SHIPPED_FOLDER

PARTY = {
    "en": "Can our official account share a message from a political party?",
    "ar": "هل يجوز لحسابنا الرسمي أن يعيد نشر رسالة حزب سياسي؟",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "texts"))


@pytest.fixture
def asking(texts: Path, other_data_folder: Path) -> Assistant:
    return Assistant(AssistantSettings(corpus_folder=texts, data_folder=other_data_folder))


def source(reply: Reply) -> str | None:
    return reply.result.source if isinstance(reply.result, Answer) else None


@pytest.mark.parametrize("question", PARTY.values())
def test_an_approved_answer_lapses_when_its_section_changes_and_is_back_with_it(
    asking: Assistant, texts: Path, question: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert source(asking.ask(question)) == "approved:party-message-official-account"
    file = texts / "en" / "propriety-in-digital-media.en.md"
    before = file.read_text("utf-8")
    file.write_text(before.replace("must not be used to spread", "may be used to spread"), "utf-8")
    with caplog.at_level(logging.WARNING):
        changed = asking.ask(question)
    assert source(changed) == "extractive"
    assert "approved answers that are not used: answer-a-tweet (section_changed)" in caplog.text
    file.write_text(before, "utf-8")
    assert source(asking.ask(question)) == "approved:party-message-official-account"


def test_a_verdict_that_was_given_for_another_text_is_not_given(asking: Assistant, texts: Path) -> None:
    shutil.rmtree(texts / APPROVED)
    question = "May a departmental account repost something that a political party wrote?"
    assert asking.ask(question).record().verdict == "no"
    file = texts / "en" / "propriety-in-digital-media.en.md"
    before = file.read_text("utf-8")
    section = before.index("## Political content"), before.index("## Ministers' opinions")
    allowed = (
        "## Political content {#political-content}\n\nOfficial accounts may repost what a party wrote.\n\n"
    )
    file.write_text(before[: section[0]] + allowed + before[section[1] :], "utf-8")
    reply = asking.ask(question).record()
    first = next(c for c in reply.citations if c.section == "political-content")
    assert "may repost" in first.quote
    assert reply.verdict is None


def test_an_answer_that_is_added_or_changed_counts_at_once(asking: Assistant, texts: Path) -> None:
    asking.ask(PARTY["en"])
    file = texts / APPROVED / "party-message-official-account.md"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("## English\n\nThat is not all right.", "## English\n\nThat is all right."), "utf-8"
    )
    assert source(asking.ask(PARTY["en"])) == "extractive"
    file.write_text(text, "utf-8")
    assert source(asking.ask(PARTY["en"])) == "approved:party-message-official-account"
    file.unlink()
    assert source(asking.ask(PARTY["en"])) == "extractive"


def test_a_broken_file_is_told_and_the_others_go_on(
    asking: Assistant, texts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (texts / APPROVED / "broken.md").write_text("---\nid: broken\n---\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        assert source(asking.ask(PARTY["en"])) == "approved:party-message-official-account"
    assert "broken.md:" in caplog.text
