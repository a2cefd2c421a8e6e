"""The lock of a run: two programs that asked for the same one would mix up its answers."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from eval.run import Run, RunError

LOCK = ".lock"


class RunHeldError(RunError):
    """Another program is asking the questions of this run."""


@contextmanager
def locked(run: Run) -> Iterator[None]:
    """While it lasts, nobody else asks the questions of this run. A program that is ended, however it ends,
    holds no run any more. Raises `RunHeldError`, `RunError`."""
    # Not of one thread: a run begun in one is carried out in another.
    lock = FileLock(run.folder / LOCK, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise RunHeldError(
            f"the run {run.name} is going on in another program; wait for its end, or end that program"
        ) from error
    except OSError as error:
        raise RunError(f"cannot write to {run.folder}: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()
