"""A question as it is typed: what is asked, and a post that was pasted with it."""

import re
from dataclasses import dataclass

MAX_CHARACTERS = 4000
"""A longer question is refused: it is a document, and reading it would hold up everybody else's."""

_POST_WORDS = 4
"""Fewer words in quotation marks are a term that is asked about, not a post."""

# In pairs; an opening mark without its closing one holds to the end. Curved marks and guillemets open with
# either form: keyboards mix them up, above all those that write from right to left. An apostrophe is no
# quotation mark.
_QUOTED = re.compile(r"[“”„][^“”]*[“”]?|[«»][^«»]*[«»]?|\"[^\"]*\"?|```.*?(?:```|$)", re.DOTALL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Question:
    """What a person typed, taken apart. A post is data: it is never searched with and never obeyed."""

    text: str
    """All of it, as it was typed."""
    asked: str
    """The question without the pasted posts; all of it where nothing else is left."""
    posts: tuple[str, ...]
    """What was pasted in quotation marks."""


def parse(text: str) -> Question:
    """Take a question apart."""
    posts: list[str] = []

    def take(match: re.Match[str]) -> str:
        if len(_WORD.findall(match.group())) < _POST_WORDS:
            return match.group()
        posts.append(match.group())
        return " "

    asked = re.sub(r"\s+", " ", _QUOTED.sub(take, text)).strip()
    if len(_WORD.findall(asked)) < 2:
        return Question(text, re.sub(r"\s+", " ", text).strip(), ())
    return Question(text, asked, tuple(posts))
