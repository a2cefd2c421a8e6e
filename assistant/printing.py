"""Replies on a terminal."""

import re

from rich.console import Console, Group
from rich.table import Column, Table
from rich.text import Text

from assistant.answer import Answer, Citation, Reply
from assistant.evidence import THRESHOLD
from assistant.message import message
from assistant.remark import remark
from assistant.situation import named
from assistant.sources import QUOTES
from assistant.trace import Considered, Trace
from assistant.verdict import label, signature
from corpus import Language

# What a text could do to a terminal with control characters, it shall not.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_reply(console: Console, reply: Reply, explain: bool) -> None:
    """Show a reply: the answer and its sources, or why there is none; with `explain`, how it came about.

    Arabic paragraphs are set to the right; the letters are in logical order, as terminals expect them.
    """
    language = reply.language
    if isinstance(reply.result, Answer):
        if verdict := label(reply, language):
            console.print(_set(verdict, language, "bold"))
        if signed := signature(reply, language):
            console.print(_set(signed, language, "dim"))
        if verdict or signed:
            console.print()
        if told := remark(reply, language):
            console.print(_set(told, language, "dim"))
            console.print()
        _paragraphs(console, reply.result.text, language)
        console.print(_set(message(language, "ask.sources"), language, "bold"))
        for citation in reply.result.citations:
            _source(console, citation, language)
            if reply.result.written:
                opening, closing = QUOTES[citation.document.language]
                console.print(_set(f"{opening}{citation.quote}{closing}", citation.document.language))
                console.print()
        if reply.ruling and reply.ruling.missing:
            facts = " / ".join(message(language, f"fact.{case.value}") for case in reply.ruling.missing.cases)
            console.print(_set(message(language, "ask.go_on", facts=facts), language, "dim"))
    else:
        console.print(_set(message(language, f"chat.{reply.heading}"), language, "bold"))
        _paragraphs(console, reply.result.message, language)
    if explain:
        _explain(console, reply)


def print_id(console: Console, id_: str | int | None) -> None:
    """Show which question of a file the next reply is for."""
    console.rule(Text(_clean(str(id_)) if id_ is not None else ""), align="left")


def _paragraphs(console: Console, text: str, language: Language) -> None:
    for paragraph in text.split("\n\n"):
        console.print(_set(paragraph, language))
        console.print()


def _source(console: Console, citation: Citation, language: Language) -> None:
    document = citation.document
    facts = [document.title, " › ".join(citation.section.heading_path), document.publisher]
    if document.published:
        facts.append(message(language, "ask.published", date=document.published.isoformat()))
    facts.append(message(language, "ask.edition", edition=document.edition))
    line = f"[{citation.number}] " + " · ".join(fact for fact in facts if fact)
    console.print(_set(line, document.language))
    where = f"{citation.section.ref} {citation.start}:{citation.end}"
    console.print(Text(f"    {where}  {document.url or ''}".rstrip(), style="dim"))


def _explain(console: Console, reply: Reply) -> None:
    language, trace = reply.language, reply.trace
    console.print()
    console.print(Text(message(language, "explain.title"), style="bold"))
    if trace.evidence is not None:
        rule = message(
            language,
            "explain.rule",
            confidence=f"{trace.evidence.confidence:.3f}",
            threshold=f"{THRESHOLD:.3f}",
        )
        console.print(Text(rule))
        features = Table(*(message(language, f"explain.{name}") for name in ("feature", "value", "meaning")))
        for name, value in trace.evidence.features.items():
            features.add_row(name, f"{value:.3f}", message(language, f"explain.feature_means.{name}"))
        console.print(features)
        if trace.evidence.told is not None:
            console.print(Text(message(language, "explain.told")))
    for removed in reply.writing.removed if reply.writing else ():
        why = message(language, f"model.reason.{removed.reason}")
        told = message(language, "explain.removed", text="\0", reason=why).replace("\0", removed.text)
        console.print(Text(_clean(told)))
    if trace.nearest_example:
        console.print(Text(_clean(message(language, "explain.example", example=trace.nearest_example))))
    if trace.read:
        console.print(Text(_clean(message(language, "explain.read", read=trace.read))))
    if trace.posts:
        console.print(Text(_clean(message(language, "explain.posts", posts=" | ".join(trace.posts)))))
    if told := named(trace.situation, language):
        console.print(Text(message(language, "explain.situation", told=told)))
    columns = ("rank", "section", "score", "passage", "sentence", "lexical", "fate")
    # Folded, as a section's name that is cut off names nothing.
    table = Table(*(Column(message(language, f"explain.{column}"), overflow="fold") for column in columns))
    for rank, considered in enumerate(trace.considered, start=1):
        hit = considered.hit
        numbers = (hit.score, hit.signals.passage, hit.signals.sentence, hit.signals.lexical)
        table.add_row(
            str(rank),
            hit.passage.section.ref,
            *(f"{n:.2f}" for n in numbers),
            _fate(considered, trace, language),
        )
    console.print(table)
    for name in ("score", "passage", "sentence", "lexical") if trace.considered else ():
        meaning = message(language, f"explain.column_means.{name}")
        console.print(Text(f"{message(language, f'explain.{name}')}: {meaning}"))
    times = ", ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in trace.seconds.items())
    console.print(Text(f"{message(language, 'explain.times')}: {times}"))


def _fate(considered: Considered, trace: Trace, language: Language) -> str:
    fate = considered.fate
    if fate == "counterpart":
        return message(language, "explain.fate_counterpart")
    first = considered is trace.considered[0] and fate == "cited"
    # A better one that stands below it can only be what it is the counterpart of.
    if first and considered.hit.score < max(other.hit.score for other in trace.considered):
        return message(language, "explain.reader_first")
    return message(language, f"explain.{fate}")


def _set(text: str, language: Language, style: str = "") -> Group:
    # A `Text` by itself loses its side when it is printed; in a group it keeps it.
    return Group(Text(_clean(text), style=style, justify="right" if language == "ar" else "default"))


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
