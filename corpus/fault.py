"""What is wrong with a corpus."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FAULTS_NAMED = 3


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """Something in a guidance text that must be put right; they sort by file and line."""

    path: Path
    line: int
    """From 1."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class CorpusError(Exception):
    """The corpus cannot be used: its folder cannot be read, holds no text, or texts are at fault.

    The message is one line that says what to do.
    """

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults
        """All faults of the texts; empty where the folder itself is the trouble."""


def faulty(folder: Path, faults: Sequence[Fault]) -> CorpusError:
    """The error that a folder's texts or example questions have these faults."""
    named = "; ".join(map(str, faults[:_FAULTS_NAMED]))
    more = f"; and {len(faults) - _FAULTS_NAMED} more" if len(faults) > _FAULTS_NAMED else ""
    remedy = f"`python -m corpus check {shlex.quote(str(folder))}` lists them all"
    return CorpusError(f"the corpus is at fault: {named}{more}; {remedy}", tuple(faults))
