from pathlib import Path

import pytest

from eval.case import CASES
from eval.settings import EvalSettings


def test_without_settings_the_shipped_cases_are_asked_and_runs_are_kept_beside_the_data() -> None:
    found = EvalSettings()
    assert found.cases_folder == CASES / "social-media"
    assert found.cases_folder.is_dir()
    assert found.runs_folder == Path("runs")


def test_the_folders_are_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_CASES_FOLDER", "/cases")
    monkeypatch.setenv("GUIDANCE_RUNS_FOLDER", "/kept")
    found = EvalSettings()
    assert (found.cases_folder, found.runs_folder) == (Path("/cases"), Path("/kept"))


def test_the_assistants_settings_are_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_EMBEDDING_MODEL", "another")
    assert EvalSettings().embedding_model == "another"
