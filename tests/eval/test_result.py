import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Reply
from assistant.__main__ import app
from assistant.answering import Assistant
from eval.result import Result, ask
from tests.eval.sample import case, failed, result

TWEET = case("dev-en-1", question="Can I answer this tweet?")


def test_a_result_is_told_by_case_and_variation() -> None:
    assert result(TWEET, "a").key == ("dev-en-1", None)
    assert result(TWEET, "a", variation="typos").key == ("dev-en-1", "typos")


def test_an_answer_is_told_from_a_decline_and_from_a_failure() -> None:
    assert result(TWEET, "a").answered
    assert not result(TWEET).answered
    assert not failed(TWEET).answered


def test_the_sections_cited_are_in_order_and_each_once() -> None:
    found = result(TWEET, "b", ("a", "Be kind."), "A", ("a", "Write plainly."))
    assert found.cited == ("guide#b", "guide#a", "guide-ar#a")
    assert result(TWEET).cited == ()
    assert failed(TWEET).cited == ()


@pytest.mark.parametrize(
    "question", ["Can I answer this tweet?", "هل يجوز حذف المنشورات؟", "When is payday?"]
)
def test_the_stored_record_is_what_ask_prints(assistant: Assistant, data_folder: Path, question: str) -> None:
    stored = ask(assistant, case("dev-en-1", question=question), question)
    env = {"GUIDANCE_DATA_FOLDER": str(data_folder)}
    printed = json.loads(CliRunner().invoke(app, ["ask", "--json", question], env=env).stdout)
    own = json.loads(stored.model_dump_json())["record"]
    assert own.pop("id") is None
    assert own.pop("seconds") > 0
    assert printed.pop("seconds") > 0
    assert own == printed


def test_a_result_says_what_was_retrieved_and_how_confident_the_assistant_was(assistant: Assistant) -> None:
    found = ask(assistant, TWEET, TWEET.question, "typos")
    told = assistant.ask(TWEET.question).trace.record()
    assert (found.case, found.variation, found.question) == ("dev-en-1", "typos", TWEET.question)
    assert found.confidence == pytest.approx(told["confidence"], abs=1e-4)
    retrieved = told["retrieved"]
    assert isinstance(retrieved, list)
    sections = [assistant.corpus.section(ref).ref for ref in found.retrieved]
    assert len(set(sections)) == len(sections) > 3
    # A passage's id begins with its section's.
    first = dict.fromkeys(next(s for s in sections if str(r["passage"]).startswith(s)) for r in retrieved)
    assert list(first) == sections


def test_a_question_that_is_refused_has_a_record_and_no_confidence(assistant: Assistant) -> None:
    found = ask(assistant, TWEET, "?")
    assert found.record is not None
    assert found.record.outcome == "blocked"
    assert (found.confidence, found.retrieved, found.error) == (None, (), None)


class _Broken:
    def ask(self, question: str) -> Reply:
        raise RuntimeError(f"no index\nfor {question}")


def test_what_goes_wrong_is_kept_in_one_line_with_its_kind() -> None:
    found = ask(_Broken(), TWEET, TWEET.question, "bare")
    assert found.error == "RuntimeError: no index for Can I answer this tweet?"
    assert found.key == ("dev-en-1", "bare")
    assert found.record is None


class _Stopped:
    def ask(self, question: str) -> Reply:
        raise KeyboardInterrupt


def test_whoever_stops_a_run_is_not_taken_for_a_failing_question() -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(_Stopped(), TWEET, TWEET.question)


def test_a_result_is_read_as_it_was_written() -> None:
    for found in (result(TWEET, "a", retrieved="ab", confidence=0.5), result(TWEET), failed(TWEET)):
        assert Result.model_validate_json(found.model_dump_json()) == found
