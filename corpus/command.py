"""How every command line of the product ends: what can be foreseen is one line that says what to do."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import typer
from pydantic import ValidationError

from corpus.settings import CorpusSettings

S = TypeVar("S", bound=CorpusSettings)


def use_utf8() -> None:
    """Write UTF-8 with plain line ends, whatever the locale and the system: the texts are not their business.

    What UTF-8 cannot write (a path that is no Unicode) is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def settings(kind: type[S]) -> S:
    """The settings; where they are at fault, the command ends."""
    try:
        return kind()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        fail(f"the setting GUIDANCE_{name} is wrong: {first['msg']}", error)
    except (OSError, ValueError) as error:
        fail(f"the settings cannot be read, see the file .env: {error}", error)


@contextmanager
def foreseen(*errors: type[Exception]) -> Iterator[None]:
    """Within it, these errors end the command with 1, as does output that cannot be written."""
    try:
        yield
        sys.stdout.flush()
    except errors as error:
        fail(str(error), error)
    except BrokenPipeError:
        # Whoever read the output has enough of it (`| head`); typer ends quietly then.
        raise
    except OSError as error:
        # Python would try to write the rest once more when it ends, and complain again.
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        what = error.filename or "the output cannot be written"
        fail(f"{what}: {error.strerror or error}; make room, or choose another place", error)


def fail(reason: str, cause: Exception | None = None) -> NoReturn:
    """End the command with 1 and this reason, in one line on standard error."""
    print(" ".join(reason.split()), file=sys.stderr)
    raise typer.Exit(1) from cause
