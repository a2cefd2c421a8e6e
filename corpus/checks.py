"""All that is wrong with a corpus, at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.examples import FILE, ExamplesReading, read_examples
from corpus.fault import Fault
from corpus.folder import corpus_files, other_files
from corpus.reading import Reading, read


def check(folder: Path) -> list[Fault]:
    """Every fault of every text in the folder and of the example questions, sorted by file and line.

    Also told is what does not keep the corpus from being used: an example question that stands in the file
    twice, or whose section is not there; verdicts that were given for another text of a section; and example
    questions in a file of another name, `questions.yml` say. Raises `CorpusError` when the folder cannot be
    read or holds no text.
    """
    readings = [read(path) for path in corpus_files(folder)]
    examples = read_examples(folder)
    return sorted(
        [
            *faults_among(readings),
            *examples.faults,
            *_lost_example_faults(folder / FILE, readings, examples),
            *_repeated_example_faults(folder / FILE, examples),
            *_outdated_verdict_faults(folder / FILE, readings, examples),
            *_misnamed_example_faults(folder),
        ]
    )


def passed_over(folder: Path) -> list[Path]:
    """The files in the folder that are not read, sorted; the hidden ones, and what `check` tells of, apart.

    Raises `CorpusError` when the folder cannot be read.
    """
    return [path for path in other_files(folder) if path != folder / FILE and not _is_misnamed(folder, path)]


def faults_among(readings: Sequence[Reading]) -> list[Fault]:
    """The faults of the texts and those between them, sorted by file and line."""
    faults = [fault for reading in readings for fault in reading.faults]
    return sorted([*faults, *_id_faults(readings), *_summary_faults(readings)])


def _id_faults(readings: Sequence[Reading]) -> Iterator[Fault]:
    first: dict[str, Reading] = {}
    for reading in readings:
        entry = reading.entries.get("id")
        if entry is None:
            continue
        other = first.setdefault(entry.value.strip(), reading)
        if other is not reading:
            message = f"the document id {entry.value!r} is already that of {other.path}"
            yield Fault(reading.path, entry.line, message)


def _summary_faults(readings: Sequence[Reading]) -> Iterator[Fault]:
    by_id = {r.entries["id"].value.strip(): r for r in readings if "id" in r.entries}
    for reading in readings:
        entry = reading.entries.get("summarises")
        if entry is None:
            continue
        original = by_id.get(entry.value.strip())
        if original is None:
            message = f"summarises {entry.value!r}, but no text that can be read has that id"
        elif original is reading:
            message = "the document summarises itself"
        elif "summarises" in original.entries:
            # `Corpus.counterparts` goes one step, from a summary to its original.
            message = f"summarises {entry.value!r}, itself a summary; name the document that both summarise"
        else:
            continue
        yield Fault(reading.path, entry.line, message)


def _lost_example_faults(
    path: Path, readings: Sequence[Reading], examples: ExamplesReading
) -> Iterator[Fault]:
    refs = {section.ref for reading in readings if reading.document for section in reading.document.sections}
    # A text that is at fault is told of already; which sections it has is not known, or not even which text
    # it is.
    if any(reading.document is None and "id" not in reading.entries for reading in readings):
        return
    unknown = {r.entries["id"].value.strip() for r in readings if r.document is None}
    for ref, line in examples.sections:
        if ref not in refs and ref.partition("#")[0] not in unknown:
            yield Fault(path, line, f"no text has the section {ref!r}")


def _outdated_verdict_faults(
    path: Path, readings: Sequence[Reading], examples: ExamplesReading
) -> Iterator[Fault]:
    """The guidance may say something else now than when somebody decided what it says to a question."""
    hashes = {s.ref: s.hash for reading in readings if reading.document for s in reading.document.sections}
    for ref, text, line in examples.labelled:
        if ref in hashes and text != hashes[ref]:
            yield Fault(
                path,
                line,
                f"the verdicts of {ref!r} are not for its text as it is now, and are not used; see that they "
                f"hold, then write `labelled_for: {hashes[ref]}` below its name",
            )


def _repeated_example_faults(path: Path, examples: ExamplesReading) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for example, line in zip(examples.examples, examples.lines, strict=True):
        words = " ".join(example.text.casefold().split())
        if words in first:
            yield Fault(path, line, f"the same question as in line {first[words]}; write each once only")
        first.setdefault(words, line)


def _misnamed_example_faults(folder: Path) -> Iterator[Fault]:
    for path in other_files(folder):
        if _is_misnamed(folder, path):
            yield Fault(path, 1, f"example questions are read from a file {FILE} only; give it that name")


def _is_misnamed(folder: Path, path: Path) -> bool:
    """Whether a file is plainly meant to be the example questions of the folder."""
    name = path.name.lower()
    return path.parent == folder and path.name != FILE and name in (FILE, "questions.yml")
