"""All that is wrong with a corpus, at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.fault import Fault
from corpus.folder import corpus_files
from corpus.reading import Reading, read


def check(folder: Path) -> list[Fault]:
    """Every fault of every text in the folder, sorted by file and line; empty when all is well.

    Raises `CorpusError` when the folder cannot be read or holds no text.
    """
    return faults_among([read(path) for path in corpus_files(folder)])


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
