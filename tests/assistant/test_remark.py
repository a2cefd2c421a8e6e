import re
from collections.abc import Sequence
from typing import get_args

import pytest

from assistant.answer import Abstention, Reply
from assistant.message import message
from assistant.remark import remark
from assistant.trace import Trace
from assistant.writing import Fate, Reason, Removed, Writing
from corpus import LANGUAGES, Language

FATES: Sequence[Fate] = get_args(Fate)
REASONS: Sequence[Reason] = get_args(Reason)

both = pytest.mark.parametrize("language", LANGUAGES)


def _reply(fate: Fate | None, removed: int = 0) -> Reply:
    writing = fate and Writing(
        model="openai:a",
        prompt="0123",
        fate=fate,
        kept=1 if fate == "written" else 0,
        removed=tuple(Removed(text=f"A secret {n}.", reason=REASONS[n]) for n in range(removed)),
        input_tokens=None,
        output_tokens=None,
        seconds=1.0,
        cached=False,
    )
    return Reply("Who?", "en", Abstention("empty", ""), Trace(), 0.1, writing=writing or None)


@both
def test_of_a_fate_but_written_it_is_told_why_the_quotations_answer(language: Language) -> None:
    told = {fate: remark(_reply(fate), language) for fate in FATES}
    assert told.pop("written") == ""
    assert len(set(told.values())) == len(FATES) - 1
    for fate, text in told.items():
        assert text == message(language, f"model.fate.{fate}")
        # That the guidance is quoted, in each of them.
        assert re.search(r"quoted" if language == "en" else r"تُنقل", text)
        assert bool(re.search("[ء-ي]", text)) == (language == "ar")


@both
def test_how_many_sentences_were_removed_is_told(language: Language) -> None:
    none, one, two, nine = (remark(_reply("written", number), language) for number in (0, 1, 2, 9))
    assert none == ""
    assert one == message(language, "model.removed_one")
    assert not re.search(r"\d", one)
    assert two == message(language, "model.removed", count=2)
    assert ("2" in two, "9" in nine) == (True, True)
    assert bool(re.search("[ء-ي]", one + two)) == (language == "ar")


@both
def test_what_was_removed_is_not_shown_in_it(language: Language) -> None:
    assert not [n for n in range(10) if "secret" in remark(_reply("written", n), language)]


@both
@pytest.mark.parametrize("fate", [fate for fate in FATES if fate != "written"])
def test_where_the_quotations_answer_the_number_of_removed_sentences_does_not_matter(
    language: Language, fate: Fate
) -> None:
    assert remark(_reply(fate, 3), language) == remark(_reply(fate), language)


@both
def test_where_no_model_was_asked_there_is_nothing_to_say(language: Language) -> None:
    assert remark(_reply(None), language) == ""


def test_it_is_told_in_the_language_that_is_asked_for_whatever_the_reply_is_in() -> None:
    reply = _reply("timeout")
    assert remark(reply, "ar") != remark(reply, "en")


@both
def test_every_reason_has_words_that_end_a_sentence_about_what_was_removed(language: Language) -> None:
    words = {reason: message(language, f"model.reason.{reason}") for reason in REASONS}
    assert len(set(words.values())) == len(REASONS)
    assert not [text for text in words.values() if text.endswith(".")]
