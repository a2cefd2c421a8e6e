"""The folder of runs: new ones, earlier ones, and one that is to go on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from corpus import load_corpus
from eval.case import Case, Split
from eval.casebook import load_cases
from eval.configuration import configure
from eval.run import CONFIGURATION, Run, RunError, begin, load_run, write_cases
from eval.settings import EvalSettings

LONGEST = 200
"""How many bytes the name of a run may have: the files beside and below it have some, too, and file systems
allow 255."""


class RunNameError(RunError):
    """A name that no run can have."""


class RunChangedError(RunError):
    """A run that cannot be gone on with, as what it was made with has changed."""

    def __init__(self, run: str, changed: Sequence[str]) -> None:
        super().__init__(f"{run} cannot be resumed: {', '.join(changed)} changed; begin a new run")
        self.changed = tuple(changed)
        """The names of what has changed, of the fields of a configuration."""


def new_run(
    settings: EvalSettings,
    splits: Sequence[Split],
    *,
    variations: bool,
    baselines: bool = False,
    chat_model: str | None = None,
    name: str | None = None,
) -> Run:
    """A run that has asked nothing yet, named by the time or as given.

    Raises `RunError` (`RunNameError`, `RunExistsError`), `CaseError`, `CorpusError`.
    """
    if name is not None and not _is_name(name):
        raise RunNameError(f"{name!r} is no name for a run: it must be one for a folder, and not too long")
    cases = load_cases(settings.cases_folder, load_corpus(settings.corpus_folder), splits)
    folder = settings.runs_folder / (name or f"{datetime.now():%Y-%m-%d-%H%M%S}")
    begin(folder, configure(settings, cases, splits, variations, baselines, chat_model), cases)
    return load_run(folder)


def _is_name(name: str) -> bool:
    plain = name == Path(name).name and name.isprintable() and not name.startswith(".")
    return plain and 0 < len(name.encode("utf-8", "replace")) <= LONGEST


def resumed_run(settings: EvalSettings, name: str) -> Run:
    """A run that was interrupted, to go on with.

    Raises `RunChangedError` where the program, the texts, the cases or the settings have changed since: its
    first and its last answers would not be from the same assistant. Also `RunError`, `CaseError`,
    `CorpusError`.
    """
    run = find_run(settings, name)
    was = run.configuration
    cases = load_cases(settings.cases_folder, load_corpus(settings.corpus_folder), was.splits)
    now = configure(settings, cases, was.splits, was.variations, was.baselines, was.chat_model)
    if changed := was.differs(now):
        raise RunChangedError(run.name, changed)
    # It may have been scored by other cases in between.
    return _with_cases(run, cases)


def find_run(settings: EvalSettings, name: str) -> Run:
    """A run by its name, or by its folder. Raises `RunError`."""
    folder = settings.runs_folder / name
    return load_run(folder if folder.is_dir() else Path(name))


def names(settings: EvalSettings) -> list[str]:
    """The names of the runs that there are, the latest first."""
    found = settings.runs_folder.glob(f"*/{CONFIGURATION}")
    return [file.parent.name for file in sorted(found, key=lambda f: f.stat().st_mtime, reverse=True)]


def with_present_cases(settings: EvalSettings, run: Run) -> Run:
    """A run whose cases are those of the evaluation set as it is now, to be scored anew.

    Raises `RunError`, `CaseError`, `CorpusError`.
    """
    corpus = load_corpus(settings.corpus_folder)
    return _with_cases(run, load_cases(settings.cases_folder, corpus, run.configuration.splits))


def _with_cases(run: Run, cases: Sequence[Case]) -> Run:
    try:
        write_cases(run.folder, cases)
    except OSError as error:
        raise RunError(f"cannot write to {run.folder}: {error.strerror}") from error
    return replace(run, cases=tuple(cases))
