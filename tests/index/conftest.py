"""What the tests of the index share: small corpora, and data folders with most vectors in the cache."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

import index
from corpus import SHIPPED_FOLDER, Corpus, load_corpus, load_examples
from index import FixedIndex, GuidanceRetriever, Index, IndexSettings, open_index
from index.opening import Encoders
from tests.index.sample import ARABIC, ENGLISH

ROOT = Path(index.__file__).parent.parent

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def shipped(data_folder: Path) -> Index:
    """The index of the shipped guidance and its example questions, in the data folder that all share."""
    settings = IndexSettings(data_folder=data_folder)
    return open_index(settings, load_corpus(SHIPPED_FOLDER), examples=load_examples(settings.corpus_folder))


@pytest.fixture(scope="session")
def encoders(shipped: Index) -> Encoders:
    """The real encoders, with a cache that knows the background and the shipped texts."""
    return shipped.encoders


@pytest.fixture(scope="session")
def tiny_data(
    shipped: Index, data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A corpus of one text in each language and a data folder with its index. To be copied, not used."""
    folder = tmp_path_factory.mktemp("tiny")
    texts, data = folder / "texts", folder / "data"
    write_texts(texts, {"en.md": ENGLISH, "ar.md": ARABIC})
    data.mkdir()
    shutil.copy(data_folder / "embeddings.sqlite", data)
    open_index(IndexSettings(data_folder=data, corpus_folder=texts), load_corpus(texts))
    return texts, data


@pytest.fixture
def tiny(tiny_data: tuple[Path, Path], tmp_path: Path) -> IndexSettings:
    """A corpus of one text in each language and a data folder with its index, for one test to spoil."""
    texts, data = tiny_data
    shutil.copytree(texts, tmp_path / "texts")
    shutil.copytree(data, tmp_path / "data")
    return IndexSettings(data_folder=tmp_path / "data", corpus_folder=tmp_path / "texts")


@pytest.fixture
def unbuilt(tiny: IndexSettings) -> IndexSettings:
    """The same without the index: all vectors are in the cache."""
    shutil.rmtree(tiny.data_folder / "index")
    return tiny


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Start a Python process in the project's root with settings (`corpus_folder=…`) in its environment.

    Those that still run at the end of the test are killed.
    """
    started: list[subprocess.Popen[str]] = []

    def _run(*arguments: str, cwd: Path = ROOT, **settings: str | Path) -> "subprocess.Popen[str]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GUIDANCE_")}
        environment |= {f"GUIDANCE_{name.upper()}": str(value) for name, value in settings.items()}
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield _run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def write_texts(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write texts by file name into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def folders(settings: IndexSettings) -> set[str]:
    """The builds that lie in the data folder."""
    return {path.name for path in (settings.data_folder / "index").iterdir() if path.is_dir()}


def opened(settings: IndexSettings, encoders: Encoders | None = None) -> Index:
    """The index of the corpus as it is now."""
    return open_index(settings, corpus_of(settings), encoders=encoders)


def corpus_of(settings: IndexSettings) -> Corpus:
    """The corpus that the settings name."""
    return load_corpus(settings.corpus_folder)


def found(index: Index, question: str) -> Sequence[str]:
    """The sections that are found, best first."""
    hits = GuidanceRetriever(index=FixedIndex(index)).retrieve(question).hits
    return [hit.passage.section.ref for hit in hits]
