"""What came of asking a language model to write an answer, as it goes with the answer."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Reason = Literal[
    "no_number",
    "inner_number",
    "unfinished",
    "unknown_number",
    "other_language",
    "verdict_word",
    "name",
    "number",
    "negation",
    "modality",
    "condition",
    "who",
    "unlike",
    "not_entailed",
]
"""Why a sentence is removed. Its form: no number of a passage at its end, or one within it; cut off; a number
of no passage; another language than the question's; "yes" or "no" instead of a statement. What it says: a
name, number, denial, force or person that the passage has not, or a condition of it left off; not like enough
to what the passage says; not entailed, by the model that is configured for that."""

Fate = Literal[
    "written",
    "not_covered",
    "nothing_supported",
    "beside_the_point",
    "unreachable",
    "timeout",
    "refused",
    "failed",
    "configuration",
]
"""What came of asking a language model. But for `written` the quotations answer: it said that the passages do
not answer; none of its sentences is supported; none that is rests on a passage that answers; it failed."""


class Removed(BaseModel):
    """A sentence that was removed, and why."""

    model_config = ConfigDict(frozen=True)

    text: str
    reason: Reason


class Writing(BaseModel):
    """How an answer was written, as it goes with it."""

    model_config = ConfigDict(frozen=True)

    model: str
    prompt: str
    """The hash of the prompt."""
    fate: Fate
    kept: int
    removed: tuple[Removed, ...]
    input_tokens: int | None
    """None where the server does not count them, or the model was not asked."""
    output_tokens: int | None
    seconds: float
    cached: bool
    """Whether what the model wrote was known from an earlier time; it is checked anew each time."""
