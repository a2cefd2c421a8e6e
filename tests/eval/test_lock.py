import subprocess
import sys
from pathlib import Path

import pytest

from eval.lock import RunHeldError, locked
from eval.run import ASSISTANT, Run, RunError, answer, begin, load_run
from tests.eval.sample import case, configuration
from tests.eval.test_run import Desk

HOLD = """\
import sys
from pathlib import Path
from eval.lock import locked
from eval.run import load_run
with locked(load_run(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run that has asked nothing yet."""
    begin(tmp_path / "جولة", configuration(), [case()])
    return load_run(tmp_path / "جولة")


def _ask(run: Run, desk: Desk) -> None:
    with locked(run):
        answer(run, ASSISTANT, desk)


@pytest.mark.parametrize("killed", [False, True])
def test_a_run_that_another_program_carries_out_is_not_asked_until_that_has_ended(
    run: Run, killed: bool
) -> None:
    root = Path(__file__).parents[2]
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(run.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    desk = Desk()
    with pytest.raises(RunHeldError, match="the run جولة is going on in another program"):
        _ask(run, desk)
    assert desk.asked == []
    if killed:
        other.kill()
    else:
        other.stdin.close()
    other.wait(30)
    _ask(run, desk)
    assert desk.asked == [case().question]


def test_it_is_free_again_whatever_happens(run: Run) -> None:
    with pytest.raises(KeyboardInterrupt), locked(run):
        raise KeyboardInterrupt
    with locked(run), pytest.raises(RunHeldError), locked(run):
        pass
    with locked(run):
        pass


def test_a_folder_that_cannot_be_written_is_named(run: Run) -> None:
    (run.folder / ".lock").mkdir()
    with pytest.raises(RunError, match=r"cannot write to .*جولة"), locked(run):
        pass
