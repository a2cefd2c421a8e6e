"""From a folder of guidance texts to a corpus."""

from pathlib import Path

from corpus.checks import faults_among
from corpus.document import Corpus
from corpus.examples import FILE as EXAMPLES
from corpus.examples import read_examples
from corpus.fault import CorpusError, faulty
from corpus.folder import corpus_files
from corpus.reading import read

Snapshot = tuple[tuple[str, int, int], ...]
"""Of each text, and of the example questions: its path below the folder, when it was last changed (ns), and
its size in bytes."""


def load_corpus(folder: Path) -> Corpus:
    """All texts in the folder and below it, and whom its example questions say to ask.

    Raises `CorpusError`, which carries every fault, when anything is at fault: part of a corpus is
    never loaded.
    """
    readings = [read(path) for path in corpus_files(folder)]
    examples = read_examples(folder)
    faults = sorted([*faults_among(readings), *examples.faults])
    if faults:
        raise faulty(folder, faults)
    return Corpus(tuple(reading.document for reading in readings if reading.document), examples.ask)


def snapshot(folder: Path) -> Snapshot:
    """What tells cheaply whether a text came, went or changed since another snapshot.

    Raises `CorpusError` when the folder cannot be read or holds no text.
    """
    texts = []
    examples = folder / EXAMPLES
    for path in [*corpus_files(folder), examples]:
        try:
            status = path.stat()
        except OSError as error:
            if path == examples and isinstance(error, FileNotFoundError):
                continue
            raise CorpusError(
                f"{path} cannot be read: {error.strerror}; put it right or take it out"
            ) from error
        texts.append((path.relative_to(folder).as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(texts)
