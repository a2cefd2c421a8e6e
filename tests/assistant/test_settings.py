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
    assert settings.chat_model is None


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


def test_the_language_model_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_CHAT_MODEL", "ollama:llama3.2:3b")
    monkeypatch.setenv("GUIDANCE_CHAT_URL", "http://models:11434")
    monkeypatch.setenv("GUIDANCE_CHAT_SECONDS", "2.5")
    monkeypatch.setenv("GUIDANCE_CHAT_TOKENS", "80")
    monkeypatch.setenv("GUIDANCE_CHAT_STRUCTURED", "false")
    settings = AssistantSettings()
    assert (settings.chat_model, settings.chat_url) == ("ollama:llama3.2:3b", "http://models:11434")
    assert (settings.chat_seconds, settings.chat_tokens, settings.chat_structured) == (2.5, 80, False)


def test_an_empty_name_of_a_language_model_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_CHAT_MODEL", "")
    assert AssistantSettings().chat_model is None


@pytest.mark.parametrize("setting", ["chat_seconds", "chat_tokens"])
def test_no_time_and_no_tokens_are_refused(setting: str) -> None:
    with pytest.raises(ValidationError):
        AssistantSettings.model_validate({setting: 0})
