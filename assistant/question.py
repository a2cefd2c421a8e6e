"""A question as it is typed: what is asked, and a post that was pasted with it."""

import re
from dataclasses import dataclass

from assistant.post import MARKS, set_apart

MAX_CHARACTERS = 4000
"""A longer question is refused: it is a document, and reading it would hold up everybody else's."""

_WORD = re.compile(r"\w+")

# Markup and addresses are shown as they are typed, and tell nothing about what is asked.
_MARKUP = re.compile(
    r"<(script|style)\b[^<>]*>[^<>]*</\1\s*>|</?[a-z!][^<>]*>|(?<=\])\([^()\s]*\)|\b\w+://\S+", re.I
)


@dataclass(frozen=True)
class Question:
    """What a person typed, taken apart. A post is data: it tells what is asked about, and is never obeyed."""

    text: str
    """All of it, as it was typed."""
    asked: str
    """The question without the pasted posts and without markup; all of it where nothing else is left."""
    posts: tuple[str, ...]
    """What was pasted, as it was typed."""

    @property
    def situation(self) -> str:
        """What the pasted posts say, without the marks around them and without markup."""
        return _in_one_line(" ".join(_MARKUP.sub(" ", post).strip(MARKS) for post in self.posts))


def parse(text: str) -> Question:
    """Take a question apart."""
    rest, posts = set_apart(text)
    asked = _in_one_line(_MARKUP.sub(" ", rest))
    if len(_WORD.findall(asked)) < 2:
        return Question(text, _in_one_line(text), ())
    return Question(text, asked, posts)


def _in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
