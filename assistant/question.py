"""A question as it is typed: what is asked, and a post that was pasted with it."""

import re
from dataclasses import dataclass

MAX_CHARACTERS = 4000
"""A longer question is refused: it is a document, and reading it would hold up everybody else's."""

_POST_WORDS = 4
"""Fewer words in quotation marks, or after a colon, are a term that is asked about, not a post."""

# In pairs; an opening mark without its closing one holds to the end. Curved marks and guillemets open with
# either form: keyboards mix them up, above all those that write from right to left. An apostrophe is no
# quotation mark. What stands in square brackets was not written to be searched with either.
_QUOTED = re.compile(r"[“”„][^“”]*[“”]?|[«»][^«»]*[«»]?|\"[^\"]*\"?|```.*?(?:```|$)|\[[^\[\]]*\]", re.DOTALL)
_MARKS = '“”„«»"`[] \n'
_WORD = re.compile(r"\w+")

# Markup and addresses are shown as they are typed, and tell nothing about what is asked.
_MARKUP = re.compile(
    r"<(script|style)\b[^<>]*>[^<>]*</\1\s*>|</?[a-z!][^<>]*>|(?<=\])\([^()\s]*\)|\b\w+://\S+", re.I
)

# A post that follows without quotation marks: on the lines after a question about it, or after a colon.
_ASKS = re.compile(
    r"\s*(can|could|may|should|shall|do|does|am|is|are|how|what|ok|okay|please|هل|أ?قدر|اقدر|أقدر|ممكن|يمكن"
    r"|ينفع|يجوز|عادي|كيف|ماذا|ما|لازم|نرد|أرد|ارد|شو|وش|واش|فيني)\b",
    re.I,
)
_NAMES_A_POST = re.compile(
    r"\b(tweet|post|comment|message|reply|replies|dm|review|this|following|below)\b"
    r"|تغريد|تويت|منشور|بوست|تعليق|كومنت|رسال|مسج|الرد|هذ[اه]|هال|التالي|الآتي",
    re.I,
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
        return _in_one_line(" ".join(_MARKUP.sub(" ", post).strip(_MARKS) for post in self.posts))


def parse(text: str) -> Question:
    """Take a question apart."""
    posts: list[str] = []

    def take(match: re.Match[str]) -> str:
        if len(_WORD.findall(match.group())) < _POST_WORDS:
            return match.group()
        posts.append(match.group())
        return " "

    rest = _QUOTED.sub(take, text)
    if not posts:
        rest, posts = _split_off(rest)
    asked = _in_one_line(_MARKUP.sub(" ", rest))
    if len(_WORD.findall(asked)) < 2:
        return Question(text, _in_one_line(text), ())
    return Question(text, asked, tuple(posts))


def _split_off(text: str) -> tuple[str, list[str]]:
    """A question, and the post without quotation marks that follows it, if one does."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip():
        # On one line, what stands before the colon must ask, and name what follows.
        first, _, rest = text.strip().partition(":")
        first += ":"
    ends = first.rstrip()[-1:]
    asks = ends in "?؟" or (ends == ":" and _ASKS.match(first))
    follows = len(_WORD.findall(rest)) >= _POST_WORDS and not rest.startswith("//")
    if ends and asks and follows and _NAMES_A_POST.search(first):
        return first, [rest.strip()]
    return text, []


def _in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
