"""A run: all cases put to the assistant, and what came of it, kept in a folder."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.writing import write_whole
from eval.case import SPLITS, Case
from eval.configuration import Configuration
from eval.pairs import CheckedPair
from eval.result import Asked, Result, ask
from eval.variation import variations

ASSISTANT = "assistant"
"""The name of the results of the assistant as it is shipped; others are those of what it is compared with."""

CONFIGURATION, CASEBOOK, ANSWERS = "configuration.json", "cases.json", "answers"
CHECKS = "checks.jsonl"


class RunError(RuntimeError):
    """A run cannot be read, begun, or gone on with; the message says what to do."""


class RunExistsError(RunError):
    """There is a run of that name already."""


@dataclass(frozen=True)
class Run:
    """A run's cases and results."""

    folder: Path
    configuration: Configuration
    cases: tuple[Case, ...]
    results: Mapping[str, tuple[Result, ...]]
    """By system: the assistant and, where it was compared, the baselines."""
    checks: tuple[CheckedPair, ...] = ()
    """What the checking of a language model's sentences made of the test pairs."""

    @property
    def name(self) -> str:
        """What it is called: the name of its folder."""
        return self.folder.name

    def cases_of(self, system: str) -> tuple[Case, ...]:
        """The cases that a system is asked: the assistant all; others those of the half that they are
        compared on, the unseen one where the run has it. The assistant was fitted on the other."""
        if system == ASSISTANT:
            return self.cases
        splits = {case.split for case in self.cases}
        half = next((split for split in reversed(SPLITS) if split in splits), None)
        return tuple(case for case in self.cases if case.split == half)

    @property
    def asked(self) -> int:
        """How many questions have a result, of whatever was asked."""
        return sum(map(len, self.results.values())) - self.failed

    @property
    def failed(self) -> int:
        """How many more were asked in vain."""
        return sum(result.error is not None for results in self.results.values() for result in results)

    @property
    def complete(self) -> bool:
        """Whether the assistant was asked everything, each case in the words that it has now."""
        return self.was_asked(ASSISTANT)

    def was_asked(self, system: str) -> bool:
        """Whether a system was asked all that it is to be asked, each case in the words that it has now."""
        asked = {result.key: result.question for result in self.results.get(system, ())}
        varied = self.configuration.variations and system == ASSISTANT
        return all(
            key in asked and (key[1] is not None or asked[key] == case.question)
            for key, case, _ in questions(self.cases_of(system), varied)
        )


def questions(cases: Sequence[Case], varied: bool) -> Iterator[tuple[tuple[str, str | None], Case, str]]:
    """Everything that is to be asked: the key of its result, the case, the question as it is asked.

    All cases as they are; with `varied`, then those of the test half in other ways.
    """
    for case in cases:
        yield (case.id, None), case, case.question
    for case in cases if varied else ():
        if case.split == "test":
            for name, question in variations(case):
                yield (case.id, name), case, question


def begin(folder: Path, configuration: Configuration, cases: Sequence[Case]) -> None:
    """Make the folder of a run. Raises `RunError`, `RunExistsError` when it is there already."""
    try:
        (folder / ANSWERS).mkdir(parents=True)
        write_cases(folder, cases)
        (folder / CONFIGURATION).write_text(configuration.model_dump_json(indent=2) + "\n", "utf-8")
    except FileExistsError as error:
        raise RunExistsError(f"there is a run {folder} already; resume it, or choose another name") from error
    except OSError as error:
        raise RunError(f"cannot write to {folder}: {error.strerror}; see GUIDANCE_RUNS_FOLDER") from error


def write_cases(folder: Path, cases: Sequence[Case]) -> None:
    """Keep the cases that a run is scored by beside its answers. Raises `OSError`."""
    content = [case.model_dump(mode="json") for case in cases]
    (folder / CASEBOOK).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def load_run(folder: Path) -> Run:
    """A run as far as it was made. Raises `RunError`."""
    try:
        configuration = Configuration.model_validate_json((folder / CONFIGURATION).read_bytes())
        cases = TypeAdapter(tuple[Case, ...]).validate_json((folder / CASEBOOK).read_bytes())
    except FileNotFoundError as error:
        missing = Path(str(error.filename)).name
        raise RunError(f"{folder} is no run: it has no {missing}; see GUIDANCE_RUNS_FOLDER") from error
    except (OSError, ValidationError) as error:
        raise RunError(f"the run {folder} cannot be read: {error}") from error
    results = {file.stem: _read(file) for file in _files(folder)}
    return Run(folder, configuration, cases, results, _read_checks(folder))


def write_checks(folder: Path, checks: Sequence[CheckedPair]) -> None:
    """Keep what the checking made of the pairs in a run's folder. Raises `RunError`."""
    lines = "".join(f"{pair.model_dump_json()}\n" for pair in checks)
    try:
        write_whole(folder / CHECKS, lines.encode())
    except OSError as error:
        raise RunError(f"cannot write to {folder}: {error.strerror}") from error


def _read_checks(folder: Path) -> tuple[CheckedPair, ...]:
    try:
        lines = (folder / CHECKS).read_text("utf-8").splitlines()
        return tuple(map(CheckedPair.model_validate_json, lines))
    except FileNotFoundError:
        # Of an earlier version, or not that far yet.
        return ()
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RunError(f"{folder / CHECKS} cannot be read: {error}") from error


def answer(
    run: Run,
    system: str,
    asked: Asked,
    *,
    varied: bool = False,
    tick: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Ask what is not answered yet, and write each result as it comes. Returns whether it came to the end;
    it does not when `stop` says so, which is asked before each question. Raises `RunError`."""
    file = run.folder / ANSWERS / f"{system}.jsonl"
    kept = [result for result in _read(file) if result.error is None] if file.exists() else []
    done = {result.key for result in kept}
    try:
        _write(file, kept)
        with file.open("a", encoding="utf-8", newline="\n") as out:
            for key, case, question in questions(run.cases_of(system), varied):
                if stop():
                    return False
                if key not in done:
                    out.write(ask(asked, case, question, key[1]).model_dump_json() + "\n")
                    out.flush()
                tick()
    except OSError as error:
        raise RunError(f"cannot write to {file}: {error.strerror}") from error
    return True


def _write(file: Path, kept: Sequence[Result]) -> None:
    """Have only these results in a file: no half line, none that failed."""
    # In one step: answers that took an hour must not be lost to a second interruption.
    write_whole(file, "".join(result.model_dump_json() + "\n" for result in kept).encode())


def _files(folder: Path) -> list[Path]:
    """The files of results, the assistant's first."""
    return sorted((folder / ANSWERS).glob("*.jsonl"), key=lambda file: (file.stem != ASSISTANT, file.stem))


def _read(file: Path) -> tuple[Result, ...]:
    """The results in a file. An interrupted run may have left half a line at its end; it is passed over."""
    results: dict[tuple[str, str | None], Result] = {}
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise RunError(f"cannot read {file}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            result = Result.model_validate_json(line)
        except ValidationError as error:
            if number == len(lines):
                break
            raise RunError(f"{file}:{number}: is no result: {error.errors()[0]['msg']}") from error
        results[result.key] = result
    return tuple(results.values())
