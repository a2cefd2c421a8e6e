"""The words that people read, from one file a language in each package."""

import string
import tomllib
from functools import cache
from importlib import resources

from corpus import Language


class MessageError(LookupError):
    """A message is missing, or is given other values than its placeholders ask for."""


class Messages:
    """A package's words: `messages/<language>.toml`, by dotted key (`chat.title`)."""

    def __init__(self, package: str) -> None:
        self.package = package

    def catalogue(self, language: Language) -> dict[str, str]:
        """All messages of a language."""
        return _catalogue(self.package, language)

    def __call__(self, language: Language, key: str, **values: object) -> str:
        """The message of that key with its placeholders filled.

        Raises `MessageError` when there is no such key, or when the values are not just those it asks for.
        """
        try:
            text = self.catalogue(language)[key]
        except KeyError:
            raise MessageError(f"no message {key!r} in {self.package}/messages/{language}.toml") from None
        if placeholders(text) != values.keys():
            raise MessageError(f"message {key!r} takes {sorted(placeholders(text))}, not {sorted(values)}")
        return text.format(**values)


message = Messages("assistant")
"""The assistant's own words."""


@cache
def _catalogue(package: str, language: Language) -> dict[str, str]:
    text = resources.files(package).joinpath("messages", f"{language}.toml").read_text("utf-8")
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
