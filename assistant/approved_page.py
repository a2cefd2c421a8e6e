"""The page of approved answers in the window: which are in force, which have lapsed and why."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assistant.answering import Assistant
from assistant.approved import Approved, ApprovedReading, read_approved
from assistant.message import message
from assistant.pages import Page
from assistant.perimeter import language_of
from assistant.sources import day, tongue
from assistant.standing import lapses, overdue, today, why
from corpus import Corpus, CorpusError, Fault, Language, load_corpus

PATH = "/approved"


@dataclass(frozen=True)
class Row:
    """An approved answer in words."""

    id: str
    question: str
    verdict: str
    signed: tuple[str, ...]
    """By whom and when."""
    review: str
    state: str
    """`force`, `late` or `lapsed`."""
    standing: tuple[str, ...]
    """Whether it is in force, or why not."""


def approved_page(reading: ApprovedReading, corpus: Corpus, language: Language, now: date) -> str:
    """The page as HTML: those that need somebody first."""
    rows = sorted((_row(a, corpus, language, now) for a in reading.answers), key=_order)
    return _page(
        language,
        rows=rows,
        faults=[_fault(fault) for fault in reading.faults],
        lapsed=sum(row.state == "lapsed" for row in rows),
        late=sum(row.state == "late" for row in rows),
    )


def open_page(assistant: Assistant) -> APIRouter:
    """The route of the page. The files are read anew each time that it is looked at."""
    routes = APIRouter(prefix=PATH)
    settings = assistant.settings

    @routes.get("")
    def show(request: Request) -> HTMLResponse:
        language = language_of(request.url.query)
        try:
            corpus = load_corpus(settings.corpus_folder)
            reading = read_approved(settings.approved_answers)
        except (CorpusError, OSError) as error:
            failed = message(language, "approved_page.failed", reason=" ".join(str(error).split()))
            return HTMLResponse(_page(language, failed=failed), 503)
        return HTMLResponse(approved_page(reading, corpus, language, today()))

    return routes


PAGE = Page(PATH, lambda language: message(language, "approved_page.title"), open_page)
"""What the chat finds by its entry point."""


def _row(answer: Approved, corpus: Corpus, language: Language, now: date) -> Row:
    head, lapsed = answer.head, lapses(answer, corpus)
    late = overdue(answer, now)
    standing = tuple(why(lapse, language) for lapse in lapsed)
    if not lapsed:
        key = "late" if late else "force"
        standing = (message(language, f"approved_page.{key}"),)
    return Row(
        id=answer.id,
        question=answer.asked(language)[0],
        verdict=message(language, f"verdict_label.{head.verdict}") if head.verdict else "–",
        signed=tuple(filter(None, [head.approved_by, _day(head.approved_on, language)])),
        review=_day(head.review_by, language) or "–",
        state="lapsed" if lapsed else ("late" if late else "force"),
        standing=standing,
    )


def _day(when: date | None, language: Language) -> str | None:
    return day(when, language) if when else None


def _order(row: Row) -> tuple[int, str]:
    return ("lapsed", "late", "force").index(row.state), row.id


def _fault(fault: Fault) -> str:
    return f"{Path(fault.path).name}, {fault.line}: {fault.message}"


def _page(language: Language, *, failed: str = "", **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("assistant"), autoescape=select_autoescape(), undefined=StrictUndefined
    )
    return environment.get_template("approved.html").render(
        language=language,
        other="en" if language == "ar" else "ar",
        tongue=tongue(language),
        path=PATH,
        say=partial(message, language),
        failed=failed,
        **values,
    )
