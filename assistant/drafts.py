"""What a language model wrote, kept so that the same question about the same passages is asked of it once."""

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from langchain_core.messages import BaseMessage

log = logging.getLogger(__name__)

MOST = 10_000
"""How many drafts are kept, the latest ones."""


@dataclass(frozen=True)
class Draft:
    """A whole text of a model, unchecked."""

    text: str
    cut: bool
    """Whether it was cut off by the cap on tokens."""


class Drafts:
    """Drafts in a file of the data folder, by a hash of all that they depend on. Several threads may use it.

    The question is not in it, but what was written may tell of it. A file that cannot be used is told of
    once, and nothing is kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._told = False

    def find(self, key: str) -> Draft | None:
        """The draft of that key; None where there is none."""
        try:
            with closing(self._open()) as base:
                row = base.execute("SELECT text, cut FROM drafts WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError) as error:
            self._tell(error)
            return None
        return Draft(str(row[0]), bool(row[1])) if row else None

    def keep(self, key: str, draft: Draft) -> None:
        """Keep a draft under a key."""
        # Of half a character, which some servers send, the file keeps a question mark.
        text = draft.text.encode("utf-8", "replace").decode()
        try:
            with closing(self._open()) as base, base:
                base.execute(
                    "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)",
                    (key, text, draft.cut, time.time()),
                )
                base.execute(
                    "DELETE FROM drafts WHERE key NOT IN (SELECT key FROM drafts ORDER BY kept DESC LIMIT ?)",
                    (MOST,),
                )
        except (sqlite3.Error, OSError) as error:
            self._tell(error)

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._file, timeout=10)
        base.execute(
            "CREATE TABLE IF NOT EXISTS drafts (key TEXT PRIMARY KEY, text TEXT, cut INTEGER, kept REAL)"
        )
        return base

    def _tell(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            log.warning("%s cannot be used (%s); a language model is asked anew each time", self._file, error)


def draft_key(model: str, prompt: str, messages: Sequence[BaseMessage], structured: bool) -> str:
    """The key of what a model writes: its name, the prompt, and all that it is sent with the question."""
    sent = [[message.type, message.text] for message in messages]
    parts = json.dumps([model, prompt, structured, sent], ensure_ascii=False)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
