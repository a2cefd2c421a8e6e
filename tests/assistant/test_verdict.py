from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Abstention, Answer, Reply
from assistant.ruling import Ruling
from assistant.trace import Trace
from assistant.verdict import label, signature
from corpus import LANGUAGES, VERDICTS, Language, Verdict
from tests.assistant.approving import signed
from tests.assistant.sample import document, whole


def reply(verdict: Verdict | None, ruling: Ruling | None) -> Reply:
    answer = Answer("Write plainly. [1]", (whole(document({"a": "Write plainly."})),), verdict=verdict)
    return Reply("May I?", "en", answer, Trace(), 0.1, ruling=ruling)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_its_own_words(language: Language) -> None:
    said = [label(reply(verdict, Ruling(verdict)), language) for verdict in VERDICTS]
    assert all(said)
    assert len(set(said)) == len(VERDICTS)
    assert label(reply(None, Ruling()), language) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_approved_answer_says_who_signed_it_when_and_whether_its_review_is_due(
    tmp_path: Path, language: Language
) -> None:
    answer, _ = signed(tmp_path)
    given = reply("no", Ruling("no", approved=answer))
    in_time = signature(given, language, date(2026, 6, 1))
    late = signature(given, language, date(2027, 6, 1))
    assert in_time is not None
    assert "Amina" in in_time
    assert "2026" in in_time
    assert late is not None
    assert late.startswith(in_time)
    assert "2027" in late


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_that_nobody_signed_says_so(language: Language) -> None:
    assert signature(reply("no", Ruling("no")), language)
    assert signature(reply(None, Ruling()), language) is None


def test_where_nothing_is_answered_there_is_no_verdict() -> None:
    declined = replace(reply("no", Ruling("no")), result=Abstention("not_covered", "It does not say."))
    assert (label(declined, "en"), signature(declined, "en")) == (None, None)
