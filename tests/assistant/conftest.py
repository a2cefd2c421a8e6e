"""What the tests of the assistant share."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.support import Comparer
from corpus import SHIPPED_FOLDER, Corpus, load_corpus
from eval.case import CASES, Case
from eval.casebook import load_cases
from index import Index


@pytest.fixture(scope="session")
def shipped() -> Corpus:
    """The guidance that comes with the assistant."""
    return load_corpus(SHIPPED_FOLDER)


@pytest.fixture(scope="session")
def dev_replies(assistant: Assistant, shipped: Corpus) -> Sequence[tuple[Case, Reply]]:
    """Every third dev question in both languages, and what the real assistant replies.

    All of them are asked by the gate, which sees to what can be counted; here it is what holds of each reply.
    """
    cases = load_cases(CASES / "social-media", shipped, ["dev"])[::3]
    return [(case, assistant.ask(case.question)) for case in cases]


@pytest.fixture(scope="session")
def index(assistant: Assistant) -> Index:
    """The index of the shipped guidance."""
    return assistant.retriever.index.get()


@pytest.fixture(scope="session")
def comparer(index: Index) -> Comparer:
    """What compares sentences over the shipped guidance."""
    return Comparer(index)


@pytest.fixture(scope="session")
def other_data_folder(
    assistant: Assistant, data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder for indexes of other texts: one keeps only some, and the shared one must stay.

    It knows the vectors of the shipped texts already.
    """
    folder = tmp_path_factory.mktemp("other-data")
    shutil.copy(data_folder / "embeddings.sqlite", folder)
    return folder
