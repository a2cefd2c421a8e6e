"""Why something cannot be done, in plain words for whoever uses the window. Details are for the log."""

from dataclasses import dataclass

from assistant.answering import CANNOT_WORK
from corpus import CorpusError
from eval.case import CaseError
from eval.gate import GateError
from eval.job import BusyError
from eval.lock import RunHeldError
from eval.run import RunError, RunExistsError
from eval.runs import RunChangedError, RunNameError
from eval.scoring import FiguresError
from eval.wording import Wording

KINDS: tuple[tuple[str, type[Exception] | tuple[type[Exception], ...], int], ...] = (
    ("busy", BusyError, 409),
    ("held", RunHeldError, 409),
    ("taken", RunExistsError, 409),
    ("name", RunNameError, 400),
    ("changed", RunChangedError, 409),
    ("unscored", FiguresError, 409),
    ("folder", RunError, 500),
    ("cases", CaseError, 500),
    ("thresholds", GateError, 500),
    ("corpus", CorpusError, 500),
    ("assistant", CANNOT_WORK, 503),
    ("program", Exception, 500),
)
"""What is said of an error, by its type, and the HTTP status that goes with it. The first that
fits counts."""


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done."""

    kind: str
    """What is said: a key of the messages."""
    status: int
    """The HTTP status."""
    changed: tuple[str, ...] = ()
    """The names of what has changed."""

    def say(self, word: Wording) -> str:
        """The reason, in words."""
        if self.changed:
            names = " · ".join(word.say(f"made.{name}") for name in self.changed)
            return word.say("refused.changed", changed=names)
        return word.say(f"refused.{self.kind}")


UNKNOWN = Refusal("unknown", 404)
CHOOSE = Refusal("choose", 400)
APART = Refusal("apart", 409)


class Refused(Exception):  # noqa: N818  (what was asked for is at fault, not the program)
    """What was asked for cannot be had."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.kind)
        self.reason = reason


def refusal(error: Exception) -> Refusal:
    """What is said of an error."""
    if isinstance(error, Refused):
        return error.reason
    kind, status = next((kind, status) for kind, types, status in KINDS if isinstance(error, types))
    return Refusal(kind, status, error.changed if isinstance(error, RunChangedError) else ())
