"""Whether an approved answer may be used: it is bound to the guidance that it was approved for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from assistant.approved import Approved, Ground
from assistant.message import message
from corpus import Corpus, Language, UnknownSectionError
from corpus.digest import digest

Reason = Literal["unsigned", "edited", "section_gone", "section_changed", "not_quoted"]
"""Why an approved answer is not used: nobody signed it; its words are not those that were signed; a section
is not in the guidance; a section's text is not the one that it was approved for; the section does not have
the quotation to the letter."""


@dataclass(frozen=True)
class Lapse:
    """Why an approved answer is not used."""

    reason: Reason
    section: str | None = None
    """The section that it is about, `document#section`."""


def seal(answer: Approved) -> str:
    """What was signed: verdict, situation, quotations and the words of the answer. Not the ways of asking:
    those may grow without the answer being approved anew."""
    head = answer.head
    signed = [
        head.id,
        head.verdict,
        head.situation.told(),
        [[g.section, g.quote, g.when.told()] for g in head.rests_on],
        [[language, *answer.body[language]] for language in sorted(answer.body)],
    ]
    return digest(signed)


def lapses(answer: Approved, corpus: Corpus) -> tuple[Lapse, ...]:
    """Why an approved answer is not used with this guidance; nothing where it is in force."""
    head = answer.head
    found: list[Lapse] = []
    if None in (head.approved_by, head.approved_on, head.review_by, head.seal):
        found.append(Lapse("unsigned"))
    elif head.seal != seal(answer):
        found.append(Lapse("edited"))
    found += [lapse for ground in head.rests_on if (lapse := _lapse(ground, corpus))]
    return tuple(dict.fromkeys(found))


def overdue(answer: Approved, today: date) -> bool:
    """Whether it was to be reviewed before today. It is used all the same, and says so."""
    return answer.head.review_by is not None and answer.head.review_by < today


def today() -> date:
    """The day that it is here."""
    return datetime.now(UTC).astimezone().date()


def why(lapse: Lapse, language: Language) -> str:
    """Why an approved answer is not used, in words."""
    words = message(language, f"approved.lapse.{lapse.reason}")
    return f"{words}: {lapse.section}" if lapse.section else words


def unquoted(answer: Approved, corpus: Corpus) -> list[str]:
    """The sections that this guidance has not, or not with what is quoted of them, sorted."""
    return sorted({g.section for g in answer.head.rests_on if not _has(corpus, g)})


def _has(corpus: Corpus, ground: Ground) -> bool:
    try:
        return ground.quote in corpus.section(ground.section).text
    except UnknownSectionError:
        return False


def _lapse(ground: Ground, corpus: Corpus) -> Lapse | None:
    try:
        section = corpus.section(ground.section)
    except UnknownSectionError:
        return Lapse("section_gone", ground.section)
    if ground.hash is not None and ground.hash != section.hash:
        return Lapse("section_changed", ground.section)
    if ground.quote not in section.text:
        return Lapse("not_quoted", ground.section)
    return Lapse("unsigned") if ground.hash is None else None
