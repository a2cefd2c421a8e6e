import json
from typing import get_args

import pytest

from assistant.answering import Assistant
from assistant.trace import EXPLAINED, Fate, Trace

ANSWERED = ["Can I delete a post for good?", "هل يمكن حذف المنشور نهائياً؟"]
DECLINED = ["Will it rain tomorrow?", "هل ستمطر غداً؟"]


def test_a_step_is_timed_even_when_it_fails_and_its_times_add_up() -> None:
    trace = Trace()
    with trace.step("a"):
        pass
    first = trace.seconds["a"]
    with pytest.raises(ValueError, match="no"), trace.step("a"):
        raise ValueError("no")
    assert trace.seconds["a"] >= first >= 0


@pytest.mark.parametrize("question", ANSWERED)
def test_the_trace_of_an_answer_says_what_became_of_every_passage(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    record = reply.trace.record()
    assert record.keys() == {
        "confidence",
        "threshold",
        "told",
        "features",
        "posts",
        "situation",
        "leaning",
        "read",
        "nearest_example",
        "retrieved",
        "seconds",
    }
    assert len(reply.trace.considered) == EXPLAINED
    fates = [considered.fate for considered in reply.trace.considered]
    assert fates[0] == "cited"
    assert set(fates) <= set(get_args(Fate)) - {"not_enough_evidence"}
    cited = {c.section.ref for c in reply.result.citations if c.counterpart_of is None}  # type: ignore[union-attr]
    assert {c.hit.passage.section.ref for c in reply.trace.considered if c.fate == "cited"} == cited
    assert set(reply.trace.seconds) == {"retrieve", "decide", "judge", "compose", "verify"}
    assert sum(reply.trace.seconds.values()) <= reply.seconds
    evidence = reply.trace.evidence
    assert evidence is not None
    assert evidence.enough
    assert reply.trace.nearest_example


@pytest.mark.parametrize("question", DECLINED)
def test_the_trace_of_a_decline_says_that_there_was_not_enough(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert {considered.fate for considered in reply.trace.considered} == {"not_enough_evidence"}
    assert reply.trace.evidence is not None
    assert not reply.trace.evidence.enough


@pytest.mark.parametrize("question", [*ANSWERED, *DECLINED, "", '"One two three four five" may I post?'])
def test_a_trace_can_be_written_to_json(assistant: Assistant, question: str) -> None:
    record = assistant.ask(question).trace.record()
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_the_trace_of_a_blocked_question_is_empty(assistant: Assistant) -> None:
    trace = assistant.ask("  ").trace
    assert (trace.considered, trace.evidence, trace.seconds) == ([], None, {})
