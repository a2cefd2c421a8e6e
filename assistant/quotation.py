"""What is quoted of a passage: the sentences that answer, with the conditions that belong to them."""

import re
from dataclasses import dataclass

from corpus import Language, Section
from index import Passage

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\r?\n")
# A line of a list, which belongs to the line before it and to the words that announce the list.
_LIST_LINE = re.compile(r"[ \t]*(?:[-*+•–]|[0-9٠-٩]{1,3}[.)\-]|[a-zأ-ي][.)])[ \t]")
# A sentence within this many standard scores of the best one answers as well.
NEARLY_AS_GOOD = 1.0
# A quotation is not made longer than this by its neighbours, unless they carry a condition.
COMFORTABLE = 420

_FLAGS = re.IGNORECASE
# Words that limit, forbid, or send elsewhere. They mark sentences that must not be left off a neighbour.
_CONDITION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(but|unless|except|however|although|though|only (?:if|when|where)|provided|otherwise|instead"
        r"|must not|may not|should not|cannot|do not|never|must be|should be referred|refer(?:red)? to"
        r"|take (?:particular )?care|if (?:you|it|in doubt)|must|needs?|have to|has to"
        r"|require[sd]?|subject to|as long as|approval|permission|agreement)\b",
        _FLAGS,
    ),
    "ar": re.compile(
        r"(?:^|[\s،؛(])(?:و|ف)?(إلا|الا|ما لم|مالم|غير أن|غير ان|لكن|ولكن|بشرط|شريطة|باستثناء"
        r"|سوى|تحتاج|يحتاج|يلزم|يلزمك|يشترط|يُشترط|بموافقة|موافقة|لا يجوز|لا يجب"
        r"|لا ينبغي|يحظر|يُحظر|يمنع|يُمنع|يجب|ينبغي|تتطلب"
        r"|إحالته|إحالتها|يحال|يُحال|تحال|لا بد|فقط)(?=[\s،؛.:)]|$)"
    ),
}
# Words that allow something.
_PERMITS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(may|can|free to|allowed|permitted|are able to)\b", _FLAGS),
    "ar": re.compile(r"(?:^|\s)(?:و|ف)?(يمكن\w*|يجوز|يسمح|يُسمح|مسموح|يحق|لك أن)(?=[\s،؛.:]|$)"),
}
# A sentence that begins like this says something about the one before it.
_CONTINUES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(but|however|although|though|unless|except|otherwise|instead|this|that|these|those|it|they|such|so"
        r"|also|then|therefore|for example|in that case|if (?:so|not))\b",
        _FLAGS,
    ),
    "ar": re.compile(
        r"(?:و|ف)?(لكن|إلا|غير أن|غير ان|هذا|هذه|ذلك|تلك|هو|هي|كما|لذلك|لذا|كذلك|أيضا|أيضاً|إذ|حيث|مثلا"
        r"|على سبيل المثال"
        r"|في هذه الحالة|ومن|وهي|وهو)(?=[\s،؛.:]|$)"
    ),
}


@dataclass(frozen=True)
class Quotation:
    """A run of whole sentences of a section: `section.text[start:end]`."""

    section: Section
    start: int
    end: int


def quote(passage: Passage, scores: tuple[float, ...]) -> Quotation:
    """The sentences of a passage that answer, as one run.

    `scores`: how well each sentence matches the question. The run begins as the paragraph of the best
    sentence, or as that sentence where the paragraph is long: what stands beside an answer often completes
    or limits it, in words that no pattern foresees. It takes in its neighbours as long as they belong to
    it: see `_belongs`.
    """
    best = max(range(len(scores)), key=scores.__getitem__)
    first, last = _paragraph(passage, best)
    if passage.sentences[last][1] - passage.sentences[first][0] > COMFORTABLE:
        first = last = best
    grown = True
    while grown:
        grown = False
        if first > 0 and _belongs(passage, (first, last), first - 1, scores[first - 1] - scores[best]):
            first, grown = first - 1, True
        if last + 1 < len(scores) and _belongs(
            passage, (first, last), last + 1, scores[last + 1] - scores[best]
        ):
            last, grown = last + 1, True
    return Quotation(passage.section, passage.sentences[first][0], passage.sentences[last][1])


def limits(sentence: str, language: Language) -> bool:
    """Whether a sentence of the guidance limits, forbids, or sends elsewhere."""
    return bool(_CONDITION[language].search(" ".join(sentence.split())))


def _belongs(passage: Passage, run: tuple[int, int], number: int, behind: float) -> bool:
    """Whether the sentence next to a run of sentences is to be quoted with it.

    It is when it carries a condition, for what limits a rule is part of the rule: always within a
    paragraph, and in the next paragraph where the run permits something. Otherwise, as long as the
    quotation stays short, when one continues the other or when it answers nearly as well.
    """
    language, text = passage.section.language, passage.section.text
    spans = passage.sentences
    sentence, quoted = _line(text, spans[number]), _line(text, (spans[run[0]][0], spans[run[1]][1]))
    first, last = min(run[0], number), max(run[1], number)
    between = (
        text[spans[number][1] : spans[run[0]][0]]
        if number < run[0]
        else text[spans[run[1]][1] : spans[number][0]]
    )
    if number > run[1] and quoted.endswith(":"):
        # By itself, what announces something says nothing.
        return True
    if _CONDITION[language].search(sentence):
        same_paragraph = not _PARAGRAPH_BREAK.search(between)
        if same_paragraph or _PERMITS[language].search(quoted):
            return True
    if spans[last][1] - spans[first][0] > COMFORTABLE:
        return False
    later = sentence if number > run[1] else quoted
    return bool(_CONTINUES[language].match(later)) or behind >= -NEARLY_AS_GOOD


def _paragraph(passage: Passage, number: int) -> tuple[int, int]:
    """The first and the last sentence of the paragraph of a sentence; a list is one with its introduction."""
    first = last = number
    while first > 0 and _holds_together(passage, first):
        first -= 1
    while last + 1 < len(passage.sentences) and _holds_together(passage, last + 1):
        last += 1
    return first, last


def _holds_together(passage: Passage, number: int) -> bool:
    """Whether a sentence is in the same paragraph or list as the one before it."""
    text, (before, end), (start, _) = (
        passage.section.text,
        passage.sentences[number - 1],
        passage.sentences[number],
    )
    if not _PARAGRAPH_BREAK.search(text, end, start):
        return True
    announced = text[:end].endswith(":")
    return _is_listed(text, start) and (announced or _is_listed(text, before))


def _is_listed(text: str, start: int) -> bool:
    """Whether a sentence stands in a line that is an item of a list."""
    return bool(_LIST_LINE.match(text, text.rfind("\n", 0, start) + 1))


def _line(text: str, span: tuple[int, int]) -> str:
    """A part of a text in one line: "must not" may be broken over two, or held together by a hard space."""
    return " ".join(text[slice(*span)].split())
