"""How the command lines end."""

import subprocess
import sys
from pathlib import Path

import pytest

import corpus

ROOT = Path(corpus.__file__).parent.parent


def run(*arguments: str, stdout: object = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True
    )


def program(body: str) -> "subprocess.CompletedProcess[str]":
    code = f"import typer\nfrom corpus import command\napp = typer.Typer()\n@app.command()\n{body}\napp()"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


def test_a_foreseen_error_is_one_line_and_1() -> None:
    done = program(
        "def go() -> None:\n    with command.foreseen(KeyError):\n        raise KeyError('no such\\nthing')"
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no such" in done.stderr


def test_an_error_that_nobody_foresaw_is_not_hidden() -> None:
    done = program("def go() -> None:\n    with command.foreseen(KeyError):\n        raise IndexError('odd')")
    assert done.returncode == 1
    assert "IndexError: odd" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_one_line_and_1() -> None:
    with Path("/dev/full").open("w") as full:
        done = run("corpus", "show", "social-media-guidance#scope", stdout=full)
    assert done.returncode == 1
    assert done.stderr == (
        "the output cannot be written: No space left on device; make room, or choose another place\n"
    )


def test_a_reader_that_has_enough_of_the_output_is_no_error() -> None:
    command = f"{sys.executable} -m corpus show social-media-guidance | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.startswith("social-media-guidance#foreword")
