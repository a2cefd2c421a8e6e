"""Posts that are pasted into a question: where they begin and end."""

import re

# In pairs; an opening mark without its closing one holds to the end. Curved marks and guillemets open with
# either form: keyboards mix them up, above all those that write from right to left. Lines that begin with >
# are a quotation in mails. What stands in square brackets was not written to be searched with either.
_QUOTED = re.compile(
    r"(?:^|(?<=[?؟:]))[ \t]*>[^\n]*(?:\n[ \t]*>[^\n]*)*"
    r"|[“”„][^“”]*[“”]?|[«»][^«»]*[«»]?|\"[^\"]*\"?|```.*?(?:```|\Z)|\[[^\[\]]*\]",
    re.DOTALL | re.MULTILINE,
)
# Single marks only where they cannot be apostrophes: outside of words, and both on one line.
_QUOTED_SINGLY = re.compile(r"(?<!\w)['‘’‚](?=[^\s'‘’])(?:[^'‘’\n]|(?<=\w)['’](?=\w))+(?<=\S)['’‘](?!\w)")
MARKS = "“”„«»\"'‘’‚`[]> \n"
"""What stands around a post and is no part of it."""

_WORD = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0620-\u064a]")

# What can be said of a post: whether to answer it, share it, post it.
_ASKS = re.compile(
    r"\s*(can|could|may|might|should|shall|do|does|am|is|are|how|what|ok|okay|please|would|any problem|هل"
    r"|أ?قدر|اقدر|أقدر|ممكن|يمكن|ينفع|يجوز|يصح|عادي|كيف|ماذا|ما|لازم|نرد|أرد|ارد|شو|وش|واش|فيني|فينا)\b",
    re.I,
)
_NAMES_A_POST = re.compile(
    r"\b(tweet|post|comment|message|reply|replies|dm|review|this|following|below)\b"
    r"|\b(?:answer|share|post|publish|retweet|repost|reply to|respond to|like) (?:it|that|them|him|her)\b"
    r"|تغريد|تويت|منشور|بوست|تعليق|كومنت|رسال|مسج|الرد|هذ[اه]|هال|التالي|الآتي|(?:رد|جاوب|جيب) ?(?:عليه|ه)"
    r"|(?:نشر|شارك|نزل|جيب|جاوب)ه(?:ا|م)?\b",
    re.I,
)
_ENDS_IN_A_POST = re.compile(
    r"\b(this|following|below|(?:tweet|post|comment|message|dm|review)s?)(?: (?:here|to me|for us))?\s*:$"
    r"|(?:تغريد[ةه]|التويت[ةه]?|منشور|البوست|تعليق|الكومنت|رسال[ةه]|هذ[اه]|التالي[ةه]?|الآتي[ةه]?)\s*:$",
    re.I,
)
# Somebody wrote something, and then comes the question.
_SAID = re.compile(
    r"(?P<before>[^:\n]*\b(?:wrote|writes|says|said|asks|asked|tweets|tweeted|posts|posted|comments|commented"
    r"|tweet|post|comment|message|dm|كتبت?|كتبوا|يقول|تقول|قال|قالت|سأل|سألت|يسأل|علق|علّق|غرد|غرّد|تغريدة"
    r"|تعليق|رسالة|منشور)\b[^:\n]*:)(?P<post>.+[.!?؟…])\s+(?P<after>[^.!?؟…]+[?؟]\s*)",
    re.I | re.S,
)
# What follows a colon and is no post.
_OR = re.compile(r"\W*(yes or no|true or false|نعم أ[مو] لا)\W*", re.I)


def set_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """What is left of a question without the posts in it, and the posts as they were typed, their marks
    included.

    A post stands in quotation marks or brackets, follows a question about it after a colon or on the lines
    below, or precedes one on the lines above.
    """
    posts: list[str] = []

    def take(match: re.Match[str]) -> str:
        if not _is_long(match.group()):
            return match.group()
        posts.append(match.group())
        return " "

    rest = _QUOTED_SINGLY.sub(take, _QUOTED.sub(take, text))
    if posts:
        # "Somebody wrote: …", and then comes the question.
        said, colon, asked = rest.strip().partition(":")
        if colon and _asks_about_a_post(asked) and not _ASKS.match(said):
            return asked, (said + colon, *posts)
        return rest, tuple(posts)
    for split in (_below, _above, _after_colon, _in_between):
        if found := split(text.strip()):
            rest, post = found
            return rest, (post.strip(),)
    return text, ()


def _below(text: str) -> tuple[str, str] | None:
    """A question, and a post on the lines below it."""
    first, _, rest = text.partition("\n")
    return (first, rest) if _is_long(rest) and _asks_about_a_post(first) else None


def _above(text: str) -> tuple[str, str] | None:
    """A post, and on the last line a question about it."""
    rest, _, last = text.rpartition("\n")
    return (last, rest) if _is_long(rest) and _asks_about_a_post(last) else None


def _after_colon(text: str) -> tuple[str, str] | None:
    """A question, and on the same line after a colon a post."""
    first, colon, rest = text.partition(":")
    first += colon
    if not colon or "\n" in text or rest.startswith("//") or not _ASKS.match(first):
        return None
    if _OR.fullmatch(rest):
        return None
    follows = _is_long(rest) or (_ENDS_IN_A_POST.search(first) and len(_WORD.findall(rest)) > 1)
    return (first, rest) if follows and _NAMES_A_POST.search(first) else None


def _in_between(text: str) -> tuple[str, str] | None:
    """What somebody wrote, after a colon, and then a question about it."""
    found = _SAID.fullmatch(text)
    if not found or not _is_long(found["post"]) or not _asks_about_a_post(found["after"]):
        return None
    # Who wrote it, and that it was written, belongs to what is asked about.
    return found["after"], f"{found['before']}{found['post']}"


def _asks_about_a_post(line: str) -> bool:
    ends = line.rstrip()[-1:]
    asks = (ends and ends in "?؟") or (ends == ":" and _ASKS.match(line))
    return bool(asks and _NAMES_A_POST.search(line))


def _is_long(text: str) -> bool:
    """Whether words are a post, and not a term that is asked about.

    Four words are, and three in Arabic, which writes pronouns and articles as parts of words; a question or
    an exclamation of two is one too.
    """
    words = len(_WORD.findall(text))
    exclaims = text.strip(MARKS)[-1:] in ("?", "؟", "!")
    return words >= (2 if exclaims else 3 if _ARABIC.search(text) else 4)
