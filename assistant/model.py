"""A language model that writes: any chat model of LangChain, by the name of its provider and its own."""

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import RunnableBinding, RunnableSequence
from pydantic import ValidationError

from assistant.model_error import KEYS, ChatModelError, first_line
from assistant.model_stream import Source, Stream, Usage
from assistant.settings import AssistantSettings

__all__ = ["ChatModel", "ChatModelError", "Stream", "Usage", "open_chat_model"]

_EXTRAS = {
    "ollama": "ollama",
    "openai": "openai",
    "azure_openai": "openai",
    "anthropic": "anthropic",
    "bedrock": "bedrock",
    "bedrock_converse": "bedrock",
    "google_genai": "google",
    "mistralai": "mistral",
}
"""The providers that are told of, and the extra of this project that brings each."""
_KNOWN = f"{', '.join(_EXTRAS)} and others of LangChain's"


@dataclass(frozen=True)
class ChatModel:
    """A chat model of LangChain, by its `provider:name`, and the seconds that a whole answer may take."""

    model: BaseChatModel
    name: str
    seconds: float
    structured: bool = False
    """Whether it can be held to a JSON schema."""

    def stream(self, messages: Sequence[BaseMessage], schema: Mapping[str, Any] | None = None) -> Stream:
        """Ask the model; the time runs from here. Raises nothing itself, see `Stream`.

        With a schema (for an object; plain dictionaries), the text is JSON, and held to the schema where the
        model is `structured`.
        """
        bound = _bound(self.model, self.name, schema) if schema is not None and self.structured else None
        return Stream(self.model if bound is None else bound, messages, self.name, self.seconds)


def _bound(model: BaseChatModel, name: str, schema: Mapping[str, Any]) -> Source | None:
    """The model with the schema in its requests; None where its class cannot, or only by way of a tool."""
    # Only these bind the model to a schema when told so; the others always do, and some mind the word.
    strict = {"strict": True} if _provider(name) in ("openai", "azure_openai") else {}
    try:
        structured = model.with_structured_output(
            {"title": "answer", **schema}, method="json_schema", **strict
        )
    except (NotImplementedError, TypeError, ValueError):
        return None
    # What follows the bound model in the sequence would parse the text, which is wanted raw, piece by piece.
    first = structured.first if isinstance(structured, RunnableSequence) else None
    held = isinstance(first, RunnableBinding) and "tools" not in first.kwargs
    return cast(Source, first) if held else None


def open_chat_model(settings: AssistantSettings) -> ChatModel | None:
    """The language model that the settings name; None where they name none. Reaches for no network.

    Raises `ChatModelError` of the kind `configuration`.
    """
    name = settings.chat_model
    if name is None:
        return None
    provider, model_name = _provider(name), name.partition(":")[2]
    if not provider or not model_name:
        raise _misset(f"GUIDANCE_CHAT_MODEL is {name!r}; write it as provider:name; providers are {_KNOWN}")
    options = _options(provider, settings)
    install = f"pip install '.[{_EXTRAS.get(provider, 'openai')}]'"
    try:
        from langchain.chat_models import init_chat_model
    except ImportError:
        raise _misset(f"{name} needs the package langchain; {install}") from None
    try:
        model = init_chat_model(model_name, model_provider=provider, **options)
    except ImportError as error:
        # LangChain says which package, at the end.
        package = first_line(error).rpartition("pip install ")[2].strip("`")
        if provider not in _EXTRAS:
            install = f"pip install {package}"
        raise _misset(f"{name} needs the package {package}; {install}") from None
    except Exception as error:  # noqa: BLE001  every provider has errors of its own
        if str(error).startswith("Unsupported provider"):
            raise _misset(f"{name}: there is no provider {provider!r}; providers are {_KNOWN}") from None
        # The first line of a validation error says only that there is one; the rest of it would show the key.
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else first_line(error)
        raise _misset(f"{name} cannot be opened ({why}); set what it lacks in the environment") from None
    wanted = settings.chat_structured
    if wanted is None:
        wanted = bool((model.profile or {}).get("structured_output"))
    structured = wanted and _bound(model, name, {"type": "object", "properties": {}}) is not None
    return ChatModel(model, name, settings.chat_seconds, structured)


def _provider(name: str) -> str:
    # As LangChain reads it.
    return name.partition(":")[0].replace("-", "_").lower() if ":" in name else ""


def _misset(message: str) -> ChatModelError:
    return ChatModelError(message, "configuration")


def _options(provider: str, settings: AssistantSettings) -> dict[str, Any]:
    """What the provider's class is made with. Raises `ChatModelError`: no key, or a wrong address."""
    seconds, tokens, url = settings.chat_seconds, settings.chat_tokens, settings.chat_url
    options: dict[str, Any] = {"temperature": 0, "max_tokens": tokens}
    # Retries are made here, where the time is kept. These classes differ in what they take for it.
    match provider:
        case "ollama":
            options = {"temperature": 0, "num_predict": tokens, "client_kwargs": {"timeout": seconds}}
        case "openai" | "azure_openai":
            options |= {
                "timeout": seconds,
                "max_retries": 0,
                "stream_usage": True,
                "stream_chunk_timeout": None,
            }
        case "anthropic":
            options |= {"timeout": seconds, "max_retries": 0}
        case "bedrock_converse" | "mistralai":
            options |= {"timeout": math.ceil(seconds), "max_retries": 0}
        case "google_genai":
            # To Google's package, 0 is as many as it likes.
            options |= {"timeout": seconds, "max_retries": 1}
    if url is not None:
        if not _is_web_address(url):
            raise _misset("GUIDANCE_CHAT_URL is no web address; write it as http://localhost:8000/v1")
        options["azure_endpoint" if provider == "azure_openai" else "base_url"] = url
    key = KEYS.get(provider)
    if key is not None and not os.environ.get(key):
        if url is None or provider != "openai":
            raise _misset(f"{settings.chat_model} needs a key; set {key} in the environment")
        # A server of one's own asks for none, but OpenAI's client does.
        options["api_key"] = "none"
    return options


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
