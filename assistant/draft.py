"""What a language model writes, read as strictly as it is asked for: sentences with passages' numbers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr, ValidationError

from index.sentences import sentences

Fault = Literal["no_number", "inner_number", "unfinished"]
"""What is wrong with a sentence's form: no number at its end; a number within it; cut off."""

LONGEST = 1000
"""What goes on for more characters than this is no sentence, and counts as cut off."""

_STOP = ".!?؟۔…"
_CLOSING = "\"'”’»)"
# Bounded, so that it can be told early what will never be one.
_NUMBERS = r"\[ ?\d{1,9}(?: ?[,،;؛] ?\d{1,9}){0,15} ?\]"
_PARTIAL_NUMBERS = re.compile(r" ?\[[\d ,،;؛]{0,250}")
_WHOLE_NUMBERS = re.compile(_NUMBERS)
# Whatever could be taken for a citation.
_ANY_NUMBER = re.compile(r"\[[\d\s,،;؛]*\]")
# Numbers after the full stop belong to the sentence before it.
_AFTER_STOP = re.compile(
    rf"(?<![{_STOP}])(?P<stop>[{_STOP}]+[{_CLOSING}]*)(?P<numbers>(?: ?{_NUMBERS})+)[{_STOP}]*"
)
# Where a sentence may end, and what may stand before the next one's first letter, as in `index.sentences`.
# Bounded, too: a model that has gone astray may write one character for ever.
_MARK = re.compile(
    rf"\n\s*|(?<![{_STOP}])(?P<stop>[{_STOP}]{{1,40}}[{_CLOSING}]{{0,9}})"
    rf"(?P<numbers>(?: ?{_NUMBERS}){{0,9}})"
)
_NEXT = re.compile(r" [ \"'“‘«(\[*_]{0,40}(?P<letter>[^ \"'“‘«(\[*_])?")
_WORD_BEFORE = re.compile(r"[\w.]{0,20}$")
_FINISHED = re.compile(rf"(?:[{_STOP}][{_CLOSING}]*(?: ?{_NUMBERS})*|\n)\s*$")
_LIST_MARK = re.compile(r"(?:[-*+•–▪>]|\(?[0-9٠-٩a-zأ-ي]{1,2}[.)]) ")
_SPACE = re.compile(r"[^\S\n]+")
_LETTER = re.compile(r"[^\W\d_]")
# Marks of direction, and others that are not seen: they could turn around what is read.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Half a character: nothing can write it.
_HALF = re.compile("[\ud800-\udfff]")
# What a model may put around a word.
_AROUND = " .`*\"'“”‘’«»"


@dataclass(frozen=True)
class Claim:
    """A sentence that a model wrote."""

    text: str
    """Without numbers."""
    numbers: tuple[int, ...] = ()
    """Of the passages that it is said to rest on, each once."""
    fault: Fault | None = None


class Reader(Protocol):
    """Reads what a model writes as it comes."""

    not_covered: bool
    """Whether the model said that the passages do not answer; known at the end."""

    def read(self, piece: str) -> list[Claim]:
        """The sentences that are complete with this piece."""
        ...

    def close(self, *, cut: bool) -> list[Claim]:
        """The sentences that are left when the model has ended. `cut`: its text was cut off."""
        ...


class PlainReader:
    """Reads sentences that each end with numbers in square brackets, before or after the full stop.

    Whatever else is written is a sentence without a number, and so counts for nothing.
    """

    def __init__(self, not_covered: str) -> None:
        self._word = not_covered
        self._splitter = _Splitter()
        self._begun = False
        self.not_covered = False

    def read(self, piece: str) -> list[Claim]:
        """See `Reader`. A sentence is complete when another one has begun, as numbers may follow its end."""
        found = list(self._splitter.split(piece))
        self._begun = self._begun or bool(found)
        return [claim for sentence in found for claim in _claims(sentence)]

    def close(self, *, cut: bool) -> list[Claim]:
        """See `Reader`."""
        left = self._splitter.left()
        # Only alone does the word say so: in a sentence it may stand for anything.
        self.not_covered = not self._begun and left.strip().strip(_AROUND) == self._word
        if self.not_covered:
            return []
        claims = list(_claims(left.strip()))
        # Numbers do not finish it: "[1] unless" might have followed.
        if cut and claims and not _FINISHED.search(left[-LONGEST:]):
            claims[-1] = Claim(claims[-1].text, fault="unfinished")
        return claims


class _Sentence(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: StrictStr
    passages: list[StrictInt]


class _Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    covered: StrictBool
    sentences: list[_Sentence]


_HEAD = re.compile(r'\s*\{\s*"covered"\s*:\s*true\s*,\s*"sentences"\s*:\s*\[\s*')
_COMMA = re.compile(r"\s*,\s*")
_DECODER = json.JSONDecoder()


class StructuredReader:
    """Reads JSON after `assistant.prompt.SCHEMA`; what is none counts for nothing."""

    def __init__(self) -> None:
        self._text = ""
        self._given = 0
        self._end = 0
        """Of the last sentence that was given, or of what comes before the first."""
        self._sound = True
        self.not_covered = False

    def read(self, piece: str) -> list[Claim]:
        """See `Reader`. A sentence is complete with the brace that closes it."""
        self._text += _HALF.sub("\ufffd", piece)
        if "}" not in piece:
            return []
        return [claim for sentence in self._complete() for claim in _of(sentence)]

    def close(self, *, cut: bool) -> list[Claim]:
        """See `Reader`. What was cut off is not read: its last sentence may lack its end."""
        try:
            whole = _Whole.model_validate_json(self._text)
        except ValidationError:
            left = self._text[self._end :].strip(" \n\t\r,")
            return [Claim(left[:200], fault="unfinished")] if _LETTER.search(left) else []
        self.not_covered = not whole.covered
        if self.not_covered:
            return []
        return [claim for sentence in whole.sentences[self._given :] for claim in _of(sentence)]

    def _complete(self) -> Iterator[_Sentence]:
        """The sentences that are complete by now and were not given; from the first that is none on, none."""
        while self._sound:
            begin = (_COMMA if self._given else _HEAD).match(self._text, self._end)
            if begin is None:
                return
            try:
                _, end = _DECODER.raw_decode(self._text, begin.end())
            except (ValueError, RecursionError):
                return
            try:
                sentence = _Sentence.model_validate_json(self._text[begin.end() : end])
            except ValidationError:
                self._sound = False
                return
            self._given, self._end = self._given + 1, end
            yield sentence


class _Splitter:
    """Cuts a text into sentences as it comes, each with the numbers after it; a line's end ends one, too.

    What is given does not depend on the pieces in which the text comes, and no character is looked at again
    and again.
    """

    def __init__(self) -> None:
        self._left = ""
        """What was not given."""
        self._seen = 0
        """Up to here there is no end of a sentence in it."""

    def split(self, piece: str) -> Iterator[str]:
        """The sentences that are complete with this piece: another one has begun."""
        piece = _HALF.sub("\ufffd", _SPACE.sub(" ", _UNSEEN.sub("", piece)))
        self._left += piece.removeprefix(" ") if not self._left or self._left[-1].isspace() else piece
        if piece.isspace():
            return
        self._without_list_marks()
        while (end := self._end()) is not None:
            sentence = self._left[:end]
            self._left, self._seen = self._left[end:].lstrip(), 0
            self._without_list_marks()
            yield sentence.strip()

    def left(self) -> str:
        """What is begun when the text has ended."""
        self._without_list_marks()
        return self._left

    def _without_list_marks(self) -> None:
        while mark := _LIST_MARK.match(self._left):
            self._left, self._seen = self._left[mark.end() :], 0

    def _end(self) -> int | None:
        """Where the first sentence ends; None where that is still open."""
        for mark in _MARK.finditer(self._left, self._seen):
            self._seen = mark.start()
            if mark.end() == len(self._left) or _PARTIAL_NUMBERS.fullmatch(self._left, mark.end()):
                return None
            if mark["stop"] is None:
                return mark.start()
            if following := _NEXT.match(self._left, mark.end()):
                if following.end() == len(self._left) and following["letter"] is None:
                    return None
                if following["letter"] and self._ends(mark, following["letter"]):
                    return mark.end()
        self._seen = len(self._left)
        return None

    def _ends(self, mark: re.Match[str], letter: str) -> bool:
        """Whether a sentence ends at a mark that a letter follows."""
        before = self._left[max(0, mark.start() - 20) : mark.start()]
        word = _WORD_BEFORE.search(before)
        # What stands before numbers is no abbreviation, as they end a sentence.
        last = word.group() if word and not mark["numbers"] else ""
        return len(sentences(f"x {last}{mark['stop']} {letter}")) > 1


def _of(sentence: _Sentence) -> Iterator[Claim]:
    """The claims of what is given as one sentence: each by itself if it holds several."""
    numbers = tuple(dict.fromkeys(sentence.passages))
    splitter = _Splitter()
    for part in (*splitter.split(sentence.text), splitter.left().strip()):
        for claim in _claims(part):
            if claim.fault != "no_number":
                yield Claim(claim.text, fault=claim.fault or "inner_number")
            else:
                yield Claim(claim.text, numbers, None if numbers else "no_number")


def _claims(sentence: str) -> Iterator[Claim]:
    """The claim of a sentence; several where it is so long that its semicolons divide it. None where it says
    nothing."""
    if len(sentence) > LONGEST:
        yield Claim(sentence[:200], fault="unfinished")
        return
    sentence = _AFTER_STOP.sub(lambda match: f" {match['numbers'].strip()}{match['stop']}", sentence)
    for start, end in sentences(sentence):
        claim = _claim(sentence[start:end])
        if _LETTER.search(claim.text):
            yield claim


def _claim(sentence: str) -> Claim:
    text = sentence.rstrip(_STOP + _CLOSING)
    end = sentence[len(text) :]
    numbers: list[int] = []
    while text.endswith("]") and _WHOLE_NUMBERS.fullmatch(text, begin := text.rfind("[")):
        numbers = [*map(int, re.findall(r"\d+", text[begin:])), *numbers]
        text = text[:begin].rstrip()
    if numbers and not _ANY_NUMBER.search(text):
        return Claim(text + end, tuple(dict.fromkeys(numbers)))
    bare = _SPACE.sub(" ", _ANY_NUMBER.sub("", sentence)).strip()
    return Claim(bare, fault="inner_number" if _ANY_NUMBER.search(sentence) else "no_number")
