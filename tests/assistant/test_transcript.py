from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answer import Answer, Reply
from assistant.ruling import Ruling
from assistant.sources import notice
from assistant.trace import Trace
from assistant.transcript import transcript
from corpus import Corpus
from index import Outdated
from tests.assistant.approving import signed
from tests.assistant.sample import cite

ENGLISH, ARABIC = (
    "social-media-guidance#who-is-asking",
    "social-media-guidance-summary-ar#engaging-with-the-public",
)


@pytest.fixture
def corpus(shipped: Corpus) -> Corpus:
    return shipped


def said(answer: Answer, outdated: Outdated | None = None, ruling: Ruling | None = None) -> list[str]:
    reply = Reply("Who?", "en", answer, Trace(), 0.1, outdated, ruling)
    return transcript("Who?", reply, answer, "en").split("\n\n")


def test_the_transcript_gives_question_answer_and_each_quotation_with_its_place(corpus: Corpus) -> None:
    english, arabic = cite(corpus, 1, ENGLISH, 0, 38), cite(corpus, 2, ARABIC, 0, 20)
    assert said(Answer("Check. [1] [2]", (english, arabic))) == [
        "Who?",
        "Check. [1] [2]",
        "[1] “Check who is asking before you answer.”\n"
        "Social media guidance for civil servants: October 2014, Checking who is asking, "
        "plain-English restatement\n"
        f"Cabinet Office, 20 October 2014, {english.document.url}",
        f"[2] «{arabic.quote}»\n{arabic.document.title}, التفاعل مع الجمهور, Arabic summary",
    ]


def test_the_transcript_says_that_an_answer_rests_on_earlier_texts(corpus: Corpus) -> None:
    outdated = Outdated(datetime(2026, 11, 25, tzinfo=UTC), "fault")
    answer = Answer("Check. [1]", (cite(corpus, 1, ENGLISH, 0, 38),))
    assert said(answer, outdated)[1] == notice(outdated, "en")
    assert "rests on" not in said(answer)[1]


def test_the_transcript_has_the_verdict_and_who_answers_for_it(corpus: Corpus, tmp_path: Path) -> None:
    approved, _ = signed(tmp_path)
    answer = Answer("Check. [1]", (cite(corpus, 1, ENGLISH, 0, 38),), verdict="no")
    own = said(answer, ruling=Ruling("no"))[1]
    theirs = said(answer, ruling=Ruling("no", approved=approved))[1]
    assert own.startswith("Not allowed – ")
    assert "nobody has signed it" in own
    assert theirs.startswith("Not allowed – Approved by Amina on 2 January 2026.")
