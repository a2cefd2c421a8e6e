from pathlib import Path

import pytest

from corpus import CorpusSettings
from corpus.settings import SHIPPED_FOLDER


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GUIDANCE_CORPUS_FOLDER", raising=False)


def test_without_settings_the_shipped_texts_are_the_corpus() -> None:
    assert CorpusSettings().corpus_folder == SHIPPED_FOLDER
    assert SHIPPED_FOLDER.is_dir()


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_CORPUS_FOLDER", "/srv/نصوص")
    assert CorpusSettings().corpus_folder == Path("/srv/نصوص")


def test_the_file_names_the_folder_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = "GUIDANCE_CORPUS_FOLDER=/srv/نصوص\nGUIDANCE_OTHER=1\nUNRELATED=2\n"
    (tmp_path / ".env").write_text(content, encoding="utf-8")
    assert CorpusSettings().corpus_folder == Path("/srv/نصوص")
    monkeypatch.setenv("GUIDANCE_CORPUS_FOLDER", "/srv/other")
    assert CorpusSettings().corpus_folder == Path("/srv/other")


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDANCE_CORPUS_FOLDER", "")
    assert CorpusSettings().corpus_folder == SHIPPED_FOLDER
    (tmp_path / ".env").write_text("GUIDANCE_CORPUS_FOLDER=\n", encoding="utf-8")
    assert CorpusSettings().corpus_folder == SHIPPED_FOLDER
