"""Evaluation cases: questions with what is expected of an answer."""

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from assistant.situation import Account, Asker, Subject
from corpus import Corpus, Language, UnknownSectionError, Verdict

Kind = Literal["covered", "near", "far", "lookalike", "attack"]
Split = Literal["dev", "test"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SPLITS: tuple[Split, ...] = get_args(Split)

CASES = Path(__file__).parent / "cases"
GUIDANCE = Path(__file__).parent / "guidance"
"""Other corpora than the shipped one, written for this project, to see that what is fitted generalises."""

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class CaseError(ValueError):
    """Files of cases are at fault; the message has a line for each fault, with file and line."""


class Point(RootModel[dict[str, Words]]):
    """Something that a right answer must not leave out: by section, the sentence that says it.

    Where several sections say it (a summary in the other language, say), any one of them will do.
    """

    model_config = ConfigDict(frozen=True)

    @property
    def sentences(self) -> dict[str, str]:
        """By `document#section`, the sentence to the letter."""
        return self.root


class ExpectedSituation(BaseModel):
    """The situation that a case tells; what is left out is not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asker: Asker | None = None
    account: Account | None = None
    subjects: frozenset[Subject] = frozenset()


class Case(BaseModel):
    """A question with what is expected of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    """It begins with the name of its split, so that a case cannot pass from one to the other unseen."""
    language: Language
    before: tuple[Words, ...] = ()
    """What the same person asked before in the conversation, oldest first."""
    question: Words
    kind: Kind
    """`covered` by the guidance; `near` it and `far` from it but not covered; `lookalike`: not covered, in
    words much like those of what is; `attack`: misleading."""
    answers: tuple[str, ...] = ()
    """The sections, `document#section`, each of which answers the question by itself."""
    supports: tuple[str, ...] = ()
    """Sections that add to an answer."""
    verdict: Verdict | None = None
    """What a right answer says to a question for permission; nothing for other questions."""
    situation: ExpectedSituation | None = None
    """What question, earlier questions and pasted post tell of the situation; None where nobody said."""
    approved: Words | None = None
    """The id of the approved answer that is right, or `none`; None where nobody said."""
    points: tuple[Point, ...] = ()
    variants: dict[str, Words] = Field(default_factory=dict)
    """The same question in other words, by what is other about it (a dialect)."""
    notes: str = ""
    written_by: Words
    reviewed_by: str = ""
    """Who has checked it; empty where nobody has."""

    @property
    def split(self) -> Split:
        """`dev`: thresholds and weights may be fitted on it. `test`: only reported."""
        return "test" if self.id.startswith("test-") else "dev"

    @property
    def answerable(self) -> bool:
        """Whether an answer is right; else an abstention is."""
        return bool(self.answers)

    @cached_property
    def qrels(self) -> dict[str, int]:
        """The judged sections: 2 answers, 1 supports; any other is not relevant."""
        return {**dict.fromkeys(self.supports, 1), **dict.fromkeys(self.answers, 2)}

    def faults(self, corpus: Corpus) -> list[str]:
        """What in it contradicts itself or the corpus, a line each."""
        texts = {ref: _text(corpus, ref) for ref in self.qrels}
        found = [f"there is no section {ref}" for ref, text in texts.items() if text is None]
        named = Counter((*self.answers, *self.supports))
        found += [f"{ref} stands twice in `answers` and `supports`" for ref, n in named.items() if n > 1]
        if self.kind == "covered" and not self.answerable:
            found.append("a covered case needs a section in `answers`")
        if self.kind in ("near", "far", "lookalike") and self.answerable:
            found.append(f"a {self.kind} case has no sections in `answers`")
        if not self.answerable and (self.verdict or self.points):
            found.append("a case without `answers` has no verdict and no points")
        for point in self.points:
            if not point.sentences:
                found.append("a point without a sentence")
            for ref, sentence in point.sentences.items():
                if ref not in texts:
                    found.append(f"a point rests on {ref}, which stands neither in `answers` nor `supports`")
                elif (text := texts[ref]) is not None and sentence not in text:
                    found.append(f"{ref} does not say, to the letter: {sentence}")
        return found


def _text(corpus: Corpus, ref: str) -> str | None:
    try:
        return corpus.section(ref).text
    except UnknownSectionError:
        return None
