"""The two results of asking, an answer and an abstention, and the citations that an answer rests on."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.trace import Trace
from assistant.writing import Writing
from corpus import Document, Language, Section, Verdict
from index import Outdated

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.ruling import Ruling

Role = Literal["answers", "adds", "counterpart"]
Reason = Literal["not_covered", "empty", "too_long", "unreadable", "greeting"]

MARKER = re.compile(r"\[(\d+)\]")
"""How an answer's text points at a citation: `[1]`."""


class UnsupportedAnswerError(ValueError):
    """An answer was put together whose citations do not hold. It is a fault of the program."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation from a section: `section.text[start:end]`, cut anew each time it is asked for.

    The quotation is never stored, so it cannot differ from the guidance. Raises
    `UnsupportedAnswerError` if the section is not part of the document or the range not in its text.
    """

    number: int
    document: Document = field(repr=False)
    section: Section = field(repr=False)
    start: int
    end: int
    role: Role = "answers"
    counterpart_of: int | None = None
    """For a counterpart: the number of the citation whose content it gives in the other language."""

    def __post_init__(self) -> None:
        if self.section not in self.document.sections:
            raise UnsupportedAnswerError(f"{self.section.ref} is not a section of {self.document.id!r}")
        if not 0 <= self.start < self.end <= len(self.section.text):
            raise UnsupportedAnswerError(f"{self.start}:{self.end} is not in the text of {self.section.ref}")

    @property
    def quote(self) -> str:
        """The quotation, to the letter."""
        return self.section.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the guidance says to a question, in the question's language, with the citations that carry it.

    Raises `UnsupportedAnswerError` unless there is at least one citation, they are numbered from 1 in
    order, and the text's markers point at just these.
    """

    text: str
    citations: tuple[Citation, ...]
    source: str = "extractive"
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        numbers = [citation.number for citation in self.citations]
        if not numbers:
            raise UnsupportedAnswerError("an answer needs at least one citation")
        if numbers != list(range(1, len(numbers) + 1)):
            raise UnsupportedAnswerError(f"citations must be numbered from 1 in order, not {numbers}")
        if self._markers() != set(numbers):
            raise UnsupportedAnswerError("the markers in the text must be those of the citations")

    @property
    def written(self) -> bool:
        """Whether it is in the words of a language model."""
        return self.source.startswith("model:")

    def _markers(self) -> set[int]:
        """The numbers that the text points at. A quotation or a heading may hold a `[1]` of its own."""
        foreign = {part for c in self.citations for part in (c.quote, c.section.heading) if part}
        longest_first = sorted(foreign, key=len, reverse=True)
        found = re.finditer("|".join([*map(re.escape, longest_first), MARKER.pattern]), self.text)
        return {int(match[1]) for match in found if match[1]}


@dataclass(frozen=True, slots=True)
class Abstention:
    """There is no answer, and why. `message` says so to the person, in the question's language."""

    reason: Reason
    message: str


class CitationRecord(BaseModel):
    """A citation as it is written to JSON."""

    model_config = ConfigDict(frozen=True)

    number: int
    document: str
    section: str
    title: str
    heading: str
    language: Language
    url: str | None
    published: date | None
    quote: str
    start: int
    end: int


class Record(BaseModel):
    """A reply as it is written to JSON, one object a question."""

    model_config = ConfigDict(frozen=True)

    id: str | int | None = None
    question: str
    language: Language
    outcome: Literal["answered", "not_covered", "blocked"]
    verdict: Verdict | None
    answer: str
    citations: tuple[CitationRecord, ...]
    source: str | None
    seconds: float
    written: Writing | None = Field(default=None, exclude_if=lambda value: value is None)
    """How a language model wrote it; left out where none was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything that came of one question: what was asked, the result, and how it was reached."""

    question: str
    language: Language
    result: Answer | Abstention
    trace: Trace
    seconds: float
    outdated: Outdated | None = None
    """Set where the texts had changed in a way that could not be used, and this rests on the earlier ones."""
    ruling: "Ruling | None" = None
    """The verdict with what it rests on; None where there is no answer."""
    conversation: "Conversation | None" = None
    """What the next question may go on from; None where nothing was asked that it could."""
    writing: Writing | None = None
    """What came of asking a language model; None where none was asked."""

    @property
    def outcome(self) -> Literal["answered", "not_covered", "blocked"]:
        """What came of it, as it is written to JSON."""
        if isinstance(self.result, Answer):
            return "answered"
        return "not_covered" if self.result.reason == "not_covered" else "blocked"

    @property
    def heading(self) -> str:
        """The last part of the key of the words that a reply is headed by."""
        greeted = isinstance(self.result, Abstention) and self.result.reason == "greeting"
        return "greeting" if greeted else self.outcome

    def record(self, id_: str | int | None = None) -> Record:
        """The reply as it is written to JSON. `id_` is the caller's name for the question."""
        citations = self.result.citations if isinstance(self.result, Answer) else ()
        return Record(
            id=id_,
            question=self.question,
            language=self.language,
            outcome=self.outcome,
            verdict=self.result.verdict if isinstance(self.result, Answer) else None,
            answer=self.result.text if isinstance(self.result, Answer) else self.result.message,
            citations=tuple(_record(citation) for citation in citations),
            source=self.result.source if isinstance(self.result, Answer) else None,
            seconds=round(self.seconds, 4),
            written=self.writing,
        )


def _record(citation: Citation) -> CitationRecord:
    return CitationRecord(
        number=citation.number,
        document=citation.document.id,
        section=citation.section.id,
        title=citation.document.title,
        heading=citation.section.heading,
        language=citation.document.language,
        url=citation.document.url,
        published=citation.document.published,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
