"""An approved answer in a situation: the paragraphs that apply, and the quotations that these rest on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import MARKER, Citation, Role, UnsupportedAnswerError
from assistant.approved import Approved, Ground
from assistant.situation import Situation
from assistant.trace import Considered
from corpus import Corpus, Language, Section
from index import Hit


@dataclass(frozen=True)
class Statement:
    """The words of an approved answer, with markers, and the citations that they point at."""

    paragraphs: tuple[str, ...]
    citations: tuple[Citation, ...]


def state(answer: Approved, situation: Situation, corpus: Corpus, language: Language) -> Statement:
    """What an approved answer says in a situation, in a language; its citations are numbered as they come.

    A paragraph is left out where one of the quotations that it rests on does not apply. Raises
    `UnsupportedAnswerError` when a quotation does not stand in its section.
    """
    grounds = dict(enumerate(answer.head.rests_on, 1))
    applies = {number for number, ground in grounds.items() if ground.when.holds(situation)}
    kept = [text for text in answer.body[language] if {int(n) for n in MARKER.findall(text)} <= applies]
    numbers = list(dict.fromkeys(int(n) for text in kept for n in MARKER.findall(text)))
    new = {number: place for place, number in enumerate(numbers, 1)}
    paragraphs = [MARKER.sub(lambda m: f"[{new[int(m[1])]}]", re.sub(r"^- ", "• ", text)) for text in kept]
    return Statement(tuple(paragraphs), _citations([grounds[number] for number in numbers], corpus))


def with_approved(hits: Sequence[Hit], citations: Sequence[Citation]) -> list[Considered]:
    """What became of each hit where an approved answer is given, which rests on its own quotations."""
    cited = {citation.section.ref for citation in citations}
    return [Considered(hit, "cited" if hit.passage.section.ref in cited else "approved") for hit in hits]


def _citations(grounds: Sequence[Ground], corpus: Corpus) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for ground in grounds:
        section = corpus.section(ground.section)
        start = section.text.find(ground.quote)
        if start < 0:
            raise UnsupportedAnswerError(f"{section.ref} does not have, to the letter: {ground.quote}")
        original = _counterpart_of(section, found, corpus)
        role: Role = "counterpart" if original else ("adds" if found else "answers")
        end = start + len(ground.quote)
        document = corpus.document(section.document)
        found.append(Citation(len(found) + 1, document, section, start, end, role, original))
    return tuple(found)


def _counterpart_of(section: Section, cited: Sequence[Citation], corpus: Corpus) -> int | None:
    """The number of the last citation that has the same content in the other language."""
    same = {counterpart.ref for counterpart in corpus.counterparts(section)}
    return next((c.number for c in reversed(cited) if c.section.ref in same), None)
