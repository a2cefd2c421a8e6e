import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Document, Fault
from corpus.reading import read

Write = Callable[[str, str | bytes], Path]
Read = Callable[[str | bytes], Document]
Faults = Callable[[str | bytes], list[tuple[int, str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty corpus folder."""
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


@pytest.fixture
def write(folder: Path) -> Write:
    """Put a file into the corpus folder, its characters and line ends as given."""

    def _write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


@pytest.fixture
def document_of(write: Write) -> Read:
    """The document that a text is, which must be without fault."""

    def _document(content: str | bytes) -> Document:
        reading = read(write("text.md", content))
        assert reading.faults == ()
        assert reading.document is not None
        return reading.document

    return _document


@pytest.fixture
def faults_of(write: Write) -> Faults:
    """Line and message of each fault of a text, which must have some."""

    def _faults(content: str | bytes) -> list[tuple[int, str]]:
        path = write("text.md", content)
        reading = read(path)
        assert reading.document is None
        assert reading.faults == tuple(sorted(reading.faults))
        assert all(isinstance(fault, Fault) and fault.path == path for fault in reading.faults)
        return [(fault.line, fault.message) for fault in reading.faults]

    return _faults


@pytest.fixture
def without_privilege() -> Iterator[None]:
    """The test is run by someone to whom permissions apply, which they do not to the superuser."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder to which, unlike pytest's own, every user has access."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
