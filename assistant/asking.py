"""Questions from a file: one JSON object a line."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError


class QuestionLine(BaseModel):
    """`{"id": …, "question": …}`; other keys are let be."""

    model_config = ConfigDict(frozen=True)

    id: StrictStr | StrictInt | None = None
    question: StrictStr


@dataclass(frozen=True)
class BadLine:
    """A line that is no question, and why."""

    line: int
    """From 1."""
    reason: str


class InputError(RuntimeError):
    """The file of questions cannot be read."""


def read_questions(file: str) -> Iterator[QuestionLine | BadLine]:
    """The questions of a file, `-` for standard input, one after the other as they are asked for.

    Blank lines are passed over. Raises `InputError` when the file cannot be opened.
    """
    try:
        opened = nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")  # noqa: SIM115  (closed below)
    except OSError as error:
        raise InputError(
            f"cannot read {file}: {error.strerror}; name a file with a question a line"
        ) from error
    with opened as lines:
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                yield _parse(number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw)


def _parse(number: int, raw: bytes) -> QuestionLine | BadLine:
    try:
        return QuestionLine.model_validate_json(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(number, f"is not UTF-8 (byte {error.start + 1} of the line)")
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return BadLine(number, 'is no JSON; write a line as {"id": "1", "question": "May I …?"}')
        where = ".".join(str(part) for part in first["loc"])
        return BadLine(number, f"{where}: {first['msg']}" if where else str(first["msg"]))
