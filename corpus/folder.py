"""The folder that holds the guidance texts."""

import os
from pathlib import Path
from typing import NoReturn

from corpus.fault import CorpusError

APPROVED = "approved-answers"
"""The folder in a corpus folder that holds approved answers: they lie with the guidance, and are none."""


def corpus_files(folder: Path) -> list[Path]:
    """The guidance texts in the folder and below it, sorted: its files `*.md`, in capitals or not.

    Files and folders whose names begin with a dot are left out, and the folder of approved answers. Raises
    `CorpusError` when the folder cannot be read or holds no text.
    """
    files = [path for path in _files(folder) if _is_text(path)]
    if not files:
        raise CorpusError(
            f"the corpus folder {str(folder)!r} holds no text; put Markdown files (*.md) into it "
            "or set GUIDANCE_CORPUS_FOLDER to the folder that holds them"
        )
    return files


def other_files(folder: Path) -> list[Path]:
    """The files in the folder and below it that are no guidance texts, sorted; the hidden ones and
    the approved answers are left out.

    Raises `CorpusError` when the folder cannot be read.
    """
    return [path for path in _files(folder) if not _is_text(path)]


def _is_text(path: Path) -> bool:
    return path.name.lower().endswith(".md")


def _files(folder: Path) -> list[Path]:
    try:
        there = folder.is_dir()
    except OSError as error:
        _unreadable(error)
    if not there:
        raise CorpusError(
            f"the corpus folder {str(folder)!r} is not there or is no folder; "
            "make it or set GUIDANCE_CORPUS_FOLDER to the folder that holds the texts"
        )
    files: list[Path] = []
    seen: set[Path] = set()
    for parent, folders, names in os.walk(folder, onerror=_unreadable, followlinks=True):
        # A link may lead to a folder whose texts are here already, or to one that it stands in.
        if (real := Path(parent).resolve()) in seen:
            folders.clear()
            continue
        seen.add(real)
        approved = APPROVED if Path(parent) == folder else None
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != approved)
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(files)


def _unreadable(error: OSError) -> NoReturn:
    # os.walk would pass over a folder that it cannot read, and its texts would be missing silently.
    raise CorpusError(
        f"the corpus folder {error.filename!r} cannot be read: {error.strerror}; "
        "see to its permissions and links"
    ) from error
