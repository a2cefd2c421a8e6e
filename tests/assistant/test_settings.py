from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER


def test_every_setting_has_a_default_that_works_on_this_machine_alone() -> None:
    settings = AssistantSettings()
    assert settings.host == "127.0.0.1"
    assert settings.port == 7860
    assert settings.corpus_folder == SHIPPED_FOLDER
    assert settings.chroma_url is None


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDANCE_PORT", "0")
    monkeypatch.setenv("GUIDANCE_HOST", "::1")
    monkeypatch.setenv("GUIDANCE_DATA_FOLDER", str(tmp_path))
    settings = AssistantSettings()
    assert (settings.port, settings.host, settings.data_folder) == (0, "::1", tmp_path)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(ValidationError):
        AssistantSettings(port=port)
