"""An answer in a language model's words: what was kept of them, and the quotations that they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, Role
from assistant.composing import preamble
from assistant.message import message
from assistant.missing import Missing
from assistant.quotation import Quotation, limits, quote
from assistant.ruling import Ruling
from assistant.situation import Situation
from assistant.writing import Writing
from corpus import Corpus, Language, Section
from index import Passage
from index.sentences import sentences

_LEFT_OUT: dict[Language, str] = {"en": "answer.left_out_en", "ar": "answer.left_out_ar"}
"""The keys of the words around what is added of a text in that language."""


@dataclass(frozen=True)
class Kept:
    """A sentence that was checked and is supported, with the passage that supports it."""

    text: str
    passage: Passage
    support: Quotation


@dataclass(frozen=True)
class _Run:
    """Sentences in a row of a section that are quoted."""

    section: Section
    start: int
    end: int

    def meets(self, other: "_Run") -> bool:
        return self.section == other.section and self.start < other.end and other.start < self.end

    def with_(self, other: "_Run") -> "_Run":
        return _Run(self.section, min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True)
class Written:
    """What came of asking a language model."""

    kept: tuple[Kept, ...]
    """The sentences that may be shown; none unless the fate is `written`."""
    writing: Writing


def compose_written(
    written: Written,
    quoting: Answer,
    ruling: Ruling,
    situation: Situation,
    corpus: Corpus,
    language: Language,
) -> tuple[Answer, Ruling]:
    """The answer made of sentences that were kept, and the ruling with the numbers that citations have in it.

    `quoting`: the answer in quotations, of which it keeps what carries the verdict, and the order. Whatever
    limits a sentence, in what is quoted for it, is added word for word where no sentence says it.
    """
    carriers = {ruling.number, *(case.number for case in ruling.missing.cases)} if ruling.missing else set()
    carriers |= {ruling.number} if ruling.verdict else set()
    carrying = {number: _of(quoting.citations[number - 1]) for number in sorted(carriers)}
    kept = written.kept
    runs = _merged([*(_grown(one) for one in kept), *carrying.values()])
    # The sections as the answer in quotations cites them, then as they are kept; within each in its order.
    order = list(
        dict.fromkeys([c.section.ref for c in quoting.citations] + [run.section.ref for run in runs])
    )
    runs.sort(key=lambda run: (order.index(run.section.ref), run.start))

    def number_of(run: _Run) -> int:
        return next(place for place, other in enumerate(runs, 1) if other.meets(run))

    ruling = _renumbered(ruling, {old: number_of(run) for old, run in carrying.items()})
    said = " ".join(_marked(one.text, number_of(_quoted(one.support))) for one in kept)
    left_out = [
        message(language, _LEFT_OUT[run.section.language], quote="\0", number=number_of(run)).replace(
            "\0", run.section.text[run.start : run.end]
        )
        for run in _left_out(kept, runs, corpus)
    ]
    answer = Answer(
        text="\n\n".join([*preamble(language, ruling, situation), said, *left_out]),
        citations=tuple(_cited(runs, corpus)),
        source=f"model:{written.writing.model}",
        verdict=ruling.verdict,
    )
    return answer, ruling


def _grown(kept: Kept) -> _Run:
    """What is quoted for a sentence: what supports it, with the conditions that belong to it."""
    inside = [kept.support.start <= start < kept.support.end for start, _ in kept.passage.sentences]
    grown = quote(kept.passage, tuple(0.0 if own else -9.0 for own in inside))
    return _quoted(kept.support).with_(_quoted(grown))


def _left_out(kept: Sequence[Kept], runs: Sequence[_Run], corpus: Corpus) -> list[_Run]:
    """What limits something, within what is quoted, and is not said: sentences that no kept one rests on. Of
    what only carries the verdict, where it is no counterpart of what is said."""
    supports = [_quoted(one.support) for one in kept]
    said = {one.support.section.ref for one in kept}
    found: list[_Run] = []
    for run in runs:
        section = run.section
        if section.ref not in said and said & {other.ref for other in corpus.counterparts(section)}:
            continue
        for start, end in sentences(section.text):
            own = _Run(section, start, end)
            unsaid = run.meets(own) and not any(support.meets(own) for support in supports)
            if unsaid and limits(section.text[start:end], section.language):
                found.append(own)
    return found


def _cited(runs: Sequence[_Run], corpus: Corpus) -> list[Citation]:
    found: list[Citation] = []
    for number, run in enumerate(runs, 1):
        same = {other.ref for other in corpus.counterparts(run.section)}
        original = next((c.number for c in found if c.section.ref in same), None)
        role: Role = "counterpart" if original else ("adds" if found else "answers")
        document = corpus.document(run.section.document)
        found.append(Citation(number, document, run.section, run.start, run.end, role, original))
    return found


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    """The runs with those that overlap as one, in their order."""
    found: list[_Run] = []
    for run in runs:
        for other in [other for other in found if other.meets(run)]:
            found.remove(other)
            run = run.with_(other)
        found.append(run)
    return found


def _renumbered(ruling: Ruling, new: dict[int, int]) -> Ruling:
    missing = ruling.missing
    if missing is not None:
        missing = Missing(missing.facet, tuple(replace(c, number=new[c.number]) for c in missing.cases))
    return replace(ruling, number=new.get(ruling.number, 1), missing=missing)


def _marked(text: str, number: int) -> str:
    """A sentence with its marker before its full stop."""
    body = text.rstrip(".!?؟… ")
    return f"{body} [{number}]{text[len(body) :].strip() or '.'}"


def _quoted(quotation: Quotation) -> _Run:
    return _Run(quotation.section, quotation.start, quotation.end)


def _of(citation: Citation) -> _Run:
    return _Run(citation.section, citation.start, citation.end)
