"""The words that people read, from one file a language."""

import string
import tomllib
from functools import cache
from importlib import resources

from corpus import Language


class MessageError(LookupError):
    """A message is missing, or is given other values than its placeholders ask for."""


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All messages of a language in `messages/<language>.toml`, by dotted key (`chat.title`)."""
    text = resources.files("assistant").joinpath("messages", f"{language}.toml").read_text("utf-8")
    return dict(_flatten(tomllib.loads(text)))


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flatten(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            found.append((prefix + key, value))
        else:
            raise MessageError(f"message {prefix}{key} must be text, not {type(value).__name__}")
    return found


def placeholders(message: str) -> set[str]:
    """The names of a message's placeholders: `{"topics"}` for `It covers {topics}.`"""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def message(language: Language, key: str, **values: object) -> str:
    """The message of that key with its placeholders filled.

    Raises `MessageError` when there is no such key, or when the values are not just those it asks for.
    """
    try:
        text = catalogue(language)[key]
    except KeyError:
        raise MessageError(f"no message {key!r} in messages/{language}.toml") from None
    if placeholders(text) != values.keys():
        raise MessageError(f"message {key!r} takes {sorted(placeholders(text))}, not {sorted(values)}")
    return text.format(**values)
