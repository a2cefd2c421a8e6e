"""The conversation and what stands around it, as HTML. Everything from outside goes through `escape`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.answer import MARKER, Abstention, Answer, Reply
from assistant.conversation import NEW_CONVERSATION, Conversation
from assistant.message import message
from assistant.pages import Page
from assistant.parts import Part, parts
from assistant.remark import remark
from assistant.sources import card, day, escape, notice, rows, tongue
from assistant.transcript import transcript
from assistant.verdict import label, signature
from assistant.waiting import waiting
from assistant.written import Kept
from corpus import LANGUAGES, Corpus, Document, Language

Starters = Mapping[Language, tuple[str, ...]]
"""Questions to begin with, by language."""
NO_STARTERS: Starters = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was typed, and what came of it: nothing (`None`) if asking failed."""

    question: str
    reply: Reply | None
    stopped: bool = False
    """Whether the person stopped it, and it did not fail."""


def header(language: Language, pages: Sequence[Page] = ()) -> str:
    """The head of the page, with links to further pages. The page's script takes the page's language and
    title from it, and has the links open beside a conversation, which would be lost otherwise."""
    links = "".join(
        f'<a href=".{page.path}?lang={language}">{escape(page.label(language))}'
        f'<span class="unseen beside"> ({escape(message(language, "chat.new_tab"))})</span></a>'
        for page in pages
    )
    return (
        f'<header data-language="{language}" {tongue(language)}><a class="skip" href="#question">'
        f"{escape(message(language, 'chat.skip'))}</a>"
        f"<div><h1>{escape(message(language, 'chat.title'))}</h1>"
        f"<p>{escape(message(language, 'chat.subtitle'))}</p></div>"
        f"{f'<nav>{links}</nav>' if links else ''}</header>"
    )


def hint(language: Language) -> str:
    """What stands below the question's box: how to ask; that a question waits, when the page's script shows
    it; and, once Gradio reports it, a lost connection."""
    return (
        f'<p class="lost" role="alert" {tongue(language)}>{escape(message(language, "chat.lost"))}</p>'
        f'<p class="waits" role="status" {tongue(language)}>{escape(message(language, "chat.waits"))}</p>'
        f'<p class="how" {tongue(language)}>{escape(message(language, "chat.hint"))}</p>'
    )


def conversation(
    turns: tuple[Turn, ...],
    language: Language,
    corpus: Corpus,
    starters: Starters = NO_STARTERS,
    pending: str | None = None,
    kept: Sequence[Kept] | None = None,
) -> str:
    """All that was asked and answered, then the question now being asked, with what is `kept` so far of what
    a language model writes (None before it is asked); before the first, a welcome.

    `language` is the interface's; an answer keeps its own. The welcome offers the `starters`.
    """
    shown = [_turn(number, turn, language, number == len(turns)) for number, turn in enumerate(turns, 1)]
    if pending is not None:
        shown.append(waiting(len(turns) + 1, _question(pending, language), language, kept))
    content = "".join(shown) or _welcome(language, corpus, starters)
    return f'<div class="conversation" {tongue(language)} data-turns="{len(shown)}">{content}</div>'


def status(
    turns: tuple[Turn, ...], language: Language, *, searching: bool = False, writing: bool = False
) -> str:
    """What a screen reader says by itself: that the search is on, that the answer is being written, then what
    came of it. It says nothing of the single sentences: they come with the whole."""
    text, spoken = "", language
    if searching or writing:
        text = message(language, "model.writing" if writing else "chat.searching")
    elif turns and turns[-1].reply is None:
        text = ". ".join(_why_none(turns[-1], language))
    elif turns and (reply := turns[-1].reply):
        heading = message(reply.language, f"chat.{reply.heading}")
        body = reply.result.text if isinstance(reply.result, Answer) else reply.result.message
        verdict, signed = label(reply, reply.language), signature(reply, reply.language) or ""
        said = f"{heading}: {verdict}." if verdict else f"{heading}."
        told = [said, signed, notice(reply.outdated, reply.language), remark(reply, reply.language)]
        told.append(MARKER.sub("", body))
        text, spoken = " ".join(filter(None, told)), reply.language
    return f'<p role="status" {tongue(spoken)}>{escape(text)}</p>'


def going_on(turns: tuple[Turn, ...]) -> Conversation:
    """What the next question may go on from: what the last reply has kept."""
    for turn in reversed(turns):
        if turn.reply is not None:
            return turn.reply.conversation or NEW_CONVERSATION
    return NEW_CONVERSATION


def _welcome(language: Language, corpus: Corpus, starters: Starters) -> str:
    offered = "".join(
        f"<ul {tongue(spoken)}>"
        + "".join(
            f'<li><button type="button" data-ask="{escape(text)}">{escape(text)}</button></li>'
            for text in starters.get(spoken, ())
        )
        + "</ul>"
        for spoken in sorted(LANGUAGES, key=lambda other: other != language)
        if starters.get(spoken)
    )
    examples = f'<h3>{escape(message(language, "chat.examples"))}</h3><div class="examples">{offered}</div>'
    texts = "".join(
        f"<li><cite {tongue(document.language)}>{escape(document.title)}</cite> "
        f'<span class="aside">{_aside(document, language)}</span></li>'
        for document in corpus.documents
    )
    return (
        f'<section class="welcome"><h2>{escape(message(language, "chat.welcome"))}</h2>'
        f"<p>{escape(message(language, 'chat.introduction'))}</p>"
        f"{examples if offered else ''}"
        f'<h3>{escape(message(language, "chat.texts"))}</h3><ul class="texts">{texts}</ul></section>'
    )


def _aside(document: Document, language: Language) -> str:
    known = (
        [f'<bdi lang="{document.language}">{escape(document.publisher)}</bdi>'] if document.publisher else []
    )
    if document.published:
        known.append(escape(day(document.published, language)))
    known.append(escape(message(language, f"chat.languages.{document.language}")))
    return " · ".join(known)


def _question(text: str, language: Language) -> str:
    asked = escape(message(language, "chat.asked"))
    return (
        f'<h2 class="question"><span class="label">{asked}</span> <bdi dir="auto">{escape(text)}</bdi></h2>'
    )


def _turn(number: int, turn: Turn, language: Language, latest: bool) -> str:
    if turn.reply is None:
        kind, body = "stopped" if turn.stopped else "failed", _without(turn, language)
    elif isinstance(turn.reply.result, Answer):
        kind = "answered"
        body = _answer(number, turn.question, turn.reply, turn.reply.result, language)
        body += _sources(number, turn.reply.result, language, latest)
    else:
        kind, body = turn.reply.outcome, _abstention(turn.reply, turn.reply.result, language)
    return (
        f'<article class="turn {kind}" id="turn-{number}">{_question(turn.question, language)}'
        f'<div class="body">{body}</div></article>'
    )


def _without(turn: Turn, language: Language) -> str:
    heading, text = _why_none(turn, language)
    return (
        f'<div class="reply"><h3 class="label">{escape(heading)}</h3><p>{escape(text)}</p>'
        f'<button type="button" class="quiet" data-ask="{escape(turn.question)}">'
        f"{escape(message(language, 'chat.again'))}</button></div>"
    )


def _why_none(turn: Turn, language: Language) -> tuple[str, str]:
    """Why a turn has no reply: in a word or two, and in a sentence."""
    if turn.stopped:
        return message(language, "model.stopped"), message(language, "model.stopped_text")
    return message(language, "chat.failed"), message(language, "chat.failure")


def _abstention(reply: Reply, abstention: Abstention, language: Language) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in abstention.message.split("\n\n"))
    return (
        f'<div class="reply"><h3 class="label">{escape(message(language, f"chat.{reply.heading}"))}</h3>'
        f"{_notice(reply, language)}<div {tongue(reply.language)}>{paragraphs}</div></div>"
    )


def _notice(reply: Reply, language: Language) -> str:
    told = (notice(reply.outdated, language), remark(reply, language))
    return "".join(f'<p class="outdated">{escape(text)}</p>' for text in told if text)


def _answer(number: int, question: str, reply: Reply, answer: Answer, language: Language) -> str:
    spoken = reply.language
    said = "".join(_said(number, part, spoken, language) for part in parts(reply.record()))
    copied = transcript(question, reply, answer, language)
    return (
        f'<div class="reply"><h3 class="label">{escape(message(language, "chat.answered"))}</h3>'
        f"{_notice(reply, language)}{_verdict(reply, language)}{_choices(reply)}"
        f'<div class="answer" {tongue(spoken)}><p>{said}</p></div>'
        f'<button type="button" class="quiet" data-copy="{escape(copied)}" '
        f'data-done="{escape(message(language, "chat.copied"))}">'
        f"{escape(message(language, 'chat.copy'))}</button></div>"
    )


def _verdict(reply: Reply, language: Language) -> str:
    """The verdict in a word, and who answers for it."""
    verdict, signed = label(reply, language), signature(reply, language)
    kind = reply.result.verdict if isinstance(reply.result, Answer) else None
    shown = f'<strong class="verdict {kind}">{escape(verdict)}</strong>' if verdict else ""
    shown += f'<span class="aside">{escape(signed)}</span>' if signed else ""
    return f'<p class="ruling">{shown}</p>' if shown else ""


def _choices(reply: Reply) -> str:
    """The fact that is missing, as buttons that ask again with it."""
    if reply.ruling is None or reply.ruling.missing is None:
        return ""
    spoken = reply.language
    facts = [message(spoken, f"fact.{case.value}") for case in reply.ruling.missing.cases]
    buttons = "".join(
        f'<button type="button" class="quiet" data-ask="{escape(fact)}">{escape(fact)}</button>'
        for fact in facts
    )
    ask = escape(message(spoken, f"missing.ask.{reply.ruling.missing.facet}"))
    group = f'class="choices" role="group" aria-label="{ask}" {tongue(spoken)}'
    return f"<div {group}><span>{ask}</span>{buttons}</div>"


def _sources(number: int, answer: Answer, language: Language, latest: bool) -> str:
    shown = "".join(
        f'<div class="row{" parallel" if len(row) > 1 else ""}">'
        + "".join(card(number, source, language) for source in row)
        + "</div>"
        for row in rows(answer)
    )
    count = escape(message(language, "chat.sources", count=len(answer.citations)))
    return (
        f'<details class="sources"{" open" if latest else ""}><summary><h3>{count}</h3></summary>'
        f"{shown}</details>"
    )


def _said(number: int, part: Part, spoken: Language, language: Language) -> str:
    """A part of an answer: markers lead to sources, what is quoted keeps its own direction."""
    text = escape(part.text)
    if part.kind == "own":
        # A paragraph ends in the assistant's own words only: what is quoted stays whole, blank lines and all.
        return text.replace("\n\n", "</p><p>")
    if part.kind == "marker":
        label = escape(message(language, "chat.source", number=part.number))
        return (
            f'<a class="marker" href="#turn-{number}-source-{part.number}" aria-label="{label}">'
            f"<bdi>{text}</bdi></a>"
        )
    foreign = ' class="foreign"' if part.kind == "quotation" and part.language != spoken else ""
    return f"<bdi{foreign} {tongue(part.language or spoken)}>{text}</bdi>"
