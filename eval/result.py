"""What came of one question of a run, as it is stored."""

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from assistant import Record, Reply
from assistant.conversation import NEW_CONVERSATION, Conversation
from eval.case import Case


class Asked(Protocol):
    """Whatever can be asked: the assistant, or what it is compared with."""

    def ask(self, question: str, *, conversation: Conversation = NEW_CONVERSATION) -> Reply:
        """The reply to a question, with what was asked before."""
        ...


class Result(BaseModel):
    """What came of a question: the reply as `ask --json` writes it, or the error that kept it from coming."""

    model_config = ConfigDict(frozen=True)

    case: str
    variation: str | None = None
    """What is other about the question than as the case has it (typos, say); None for the question itself."""
    question: str
    """As it was asked."""
    record: Record | None = None
    retrieved: tuple[str, ...] = ()
    """The sections that were retrieved, `document#section`, best first."""
    confidence: float | None = None
    """The estimated probability that the guidance answers it, 0 to 1; None where none was estimated."""
    asker: str | None = None
    account: str | None = None
    """What was read of the situation."""
    error: str | None = None
    """Why there is no record, in one line."""

    @property
    def key(self) -> tuple[str, str | None]:
        """What tells it from the other results of a run."""
        return self.case, self.variation

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.record is not None and self.record.outcome == "answered"

    @property
    def cited(self) -> tuple[str, ...]:
        """The sections cited, in the order of the citations, each once; none where there is no answer."""
        citations = self.record.citations if self.record else ()
        return tuple(dict.fromkeys(f"{c.document}#{c.section}" for c in citations))


def ask(asked: Asked, case: Case, question: str, variation: str | None = None) -> Result:
    """Ask, and keep what came of it. Whatever goes wrong with one question is kept as its result, so that
    the others are still asked; `Result.error` says so and counts as wrong."""
    try:
        conversation = NEW_CONVERSATION
        for earlier in case.before:
            conversation = asked.ask(earlier, conversation=conversation).conversation or NEW_CONVERSATION
        reply = asked.ask(question, conversation=conversation) if case.before else asked.ask(question)
    except Exception as error:  # noqa: BLE001  (any failure is a result of its own, and none is hidden)
        line = " ".join(f"{type(error).__name__}: {error}".split())
        return Result(case=case.id, variation=variation, question=question, error=line)
    evidence, situation = reply.trace.evidence, reply.trace.situation
    return Result(
        case=case.id,
        variation=variation,
        question=question,
        record=reply.record(),
        retrieved=tuple(dict.fromkeys(c.hit.passage.section.ref for c in reply.trace.considered)),
        confidence=evidence.confidence if evidence else None,
        asker=situation.asker,
        account=situation.account,
    )
