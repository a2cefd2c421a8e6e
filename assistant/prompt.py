"""What a language model is told: one file a language, and the passages as numbered data in it."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from corpus import Language
from index import Passage

# What is fenced cannot close its fence, nor open another one.
_FENCES = str.maketrans({"<": "‹", ">": "›"})

SCHEMA: dict[str, Any] = {
    "title": "answer",
    "description": "Sentences that each rest on numbered passages.",
    "type": "object",
    "properties": {
        "covered": {"type": "boolean"},
        "sentences": {
            "type": "array",
            "maxItems": 6,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "passages": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "passages"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["covered", "sentences"],
    "additionalProperties": False,
}
"""What a model is held to that can be asked for JSON."""


@dataclass(frozen=True)
class Prompt:
    """A language's prompt."""

    language: Language
    parts: dict[str, str]
    hash: str
    """Of the whole file, the first twelve hexadecimal digits of its SHA-256: it goes with each answer."""

    @property
    def not_covered(self) -> str:
        """The word by which a model says that the passages do not answer."""
        return self.parts["not_covered"]

    def messages(
        self, question: str, posts: Sequence[str], passages: Sequence[Passage], *, structured: bool
    ) -> list[BaseMessage]:
        """What the model is sent: the rules; then the passages, numbered from 1, the pasted posts and the
        question, each fenced as data."""
        form = self.parts["structured" if structured else "plain"].format()
        fenced = [
            self.parts["passage"].format(
                number=number,
                heading=" ".join(_data(passage.section.heading).replace('"', "'").split()),
                text=_data(passage.text),
            )
            for number, passage in enumerate(passages, start=1)
        ]
        post = self.parts["post"].format(text=_data("\n\n".join(posts))) if posts else ""
        asked = self.parts["question"].format(
            passages="\n\n".join(fenced), post=post, question=_data(question)
        )
        return [
            SystemMessage(self.parts["system"].format(format=form.strip()).strip()),
            HumanMessage(asked.strip()),
        ]


@cache
def load_prompt(language: Language) -> Prompt:
    """The prompt of a language."""
    raw = resources.files("assistant").joinpath("prompts", f"{language}.toml").read_bytes()
    return Prompt(language, tomllib.loads(raw.decode()), hashlib.sha256(raw).hexdigest()[:12])


def _data(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text.translate(_FENCES)).strip()
