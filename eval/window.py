"""The page of evaluation in the window: its addresses, and what is done at each."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from plotly.offline import get_plotlyjs
from starlette.concurrency import run_in_threadpool

from assistant.answering import Assistant
from assistant.pages import Page
from assistant.perimeter import language_of
from corpus import Language, load_corpus
from eval.comparison import compare
from eval.comparison_page import comparison_page
from eval.frame import PLOTLY, STATIC, Frame
from eval.gate import load_thresholds
from eval.job import FORESEEN, Job, Order
from eval.listing import Listing
from eval.message import message
from eval.overview_page import PARTS, Overview, overview_page, status
from eval.refusal import APART, CHOOSE, UNKNOWN, Refusal, Refused, refusal
from eval.report import report_page
from eval.run import Run, RunError
from eval.runs import RunNameError, find_run, names
from eval.scoring import stored
from eval.settings import EvalSettings
from eval.wording import Wording

LOG = logging.getLogger(__name__)

PATH = "/evaluation"
MOST_BYTES = 10_000
"""The longest form that is read."""
MOST_LETTERS = 80
"""The longest name of a run."""


@dataclass(frozen=True)
class Visit:
    """Who asks for a page."""

    language: Language
    nonce: str

    def frame(self, path: str, query: str = "", home: str = PATH) -> Frame:
        """What a page at this address stands in; `home` is where its link back leads."""
        switched = "en" if self.language == "ar" else "ar"
        return Frame(
            self.language,
            assets=f"{PATH}/static",
            nonce=self.nonce,
            home=f"{home}?lang={self.language}",
            other=f"{path}?{query}lang={switched}",
        )


class Window:
    """What the window shows and does of evaluation, for one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        # What the assistant was made with counts, whatever the environment says.
        self.settings = EvalSettings(**assistant.settings.model_dump())
        self.job = Job(self.settings, assistant)
        self.listing = Listing(self.settings)

    def overview(self, visit: Visit, order: Order | None = None, refused: Refusal | None = None) -> Response:
        """The page of evaluation, with what stands in its form, and why that was refused."""
        progress = self.job.progress
        going = progress.run if progress and progress.going else None
        runs = [run for run in self.listing.runs() if run.name != going]
        shown = Overview(progress, runs, order or Order(), refused)
        page = overview_page(shown, visit.frame(PATH, home="/"), PATH)
        return HTMLResponse(page, refused.status if refused else 200)

    def state(self, visit: Visit) -> Response:
        """How far the run is, for the page's script."""
        progress = self.job.progress
        content: dict[str, object] = {"mark": Overview(progress, ()).mark}
        if progress and progress.going:
            content |= {"done": progress.done, "total": progress.total}
            content |= {"stage": progress.stage, "words": status(progress, Wording(visit.language))}
        return JSONResponse(content)

    def start(self, order: Order) -> None:
        """Begin a run. Raises `Refused`, and what `Job.start` does."""
        if order.name and len(order.name) > MOST_LETTERS:
            raise RunNameError(f"{order.name!r} is too long for the name of a run")
        self.job.start(order)

    def resume(self, name: str) -> None:
        """Go on with a run. Raises `Refused`, and what `Job.resume` does."""
        self._known(name)
        self.job.resume(name)

    def report(self, visit: Visit, name: str) -> str:
        """The report of a run. Raises `Refused`, `RunError`, `GateError`, `CorpusError`."""
        run = self._find(name)
        scored = stored(run, load_corpus(self.settings.corpus_folder), load_thresholds())
        return report_page(scored, visit.frame(f"{PATH}/runs/{quote(name, safe='')}"))

    def comparison(self, visit: Visit, before: str, after: str) -> str:
        """Two runs side by side. Raises `Refused`, `RunError`, `CorpusError`."""
        if before == after:
            raise Refused(CHOOSE)
        runs = self._find(before), self._find(after)
        corpus = load_corpus(self.settings.corpus_folder)
        try:
            found = compare(*runs, corpus)
        except RunError:
            # The only one that it raises.
            raise Refused(APART) from None
        query = f"before={quote(before, safe='')}&after={quote(after, safe='')}&"
        return comparison_page(found, visit.frame(f"{PATH}/compare", query))

    def _find(self, name: str) -> Run:
        self._known(name)
        return find_run(self.settings, name)

    def _known(self, name: str) -> None:
        """Refuse what is no run in the folder of runs: `find_run` would read any other folder, too."""
        if name not in names(self.settings):
            raise Refused(UNKNOWN)


def open_window(assistant: Assistant) -> APIRouter:
    """The routes of evaluation. A run that goes on is stopped when the window closes; it can be continued."""
    window = Window(assistant)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(window.job.close)

    routes = APIRouter(prefix=PATH, lifespan=lifespan)

    @routes.get("")
    def overview(request: Request) -> Response:
        return _shown(request, window.overview)

    @routes.get("/state")
    def state(request: Request) -> Response:
        return window.state(_visit(request))

    @routes.get("/runs/{name}")
    def report(request: Request, name: str) -> Response:
        return _shown(request, lambda visit: HTMLResponse(window.report(visit, name)))

    @routes.get("/compare")
    def comparison(request: Request, before: str = "", after: str = "") -> Response:
        return _shown(request, lambda visit: HTMLResponse(window.comparison(visit, before, after)))

    @routes.post("/start", max_body_size=MOST_BYTES)
    def start(
        request: Request,
        what: Annotated[str, Form()] = "whole",
        name: Annotated[str, Form()] = "",
        varied: Annotated[bool, Form()] = False,
        baselines: Annotated[bool, Form()] = False,
    ) -> Response:
        order = Order(PARTS.get(what, PARTS["whole"]), varied, baselines, name.strip() or None)
        return _done(request, window, lambda: window.start(order), order)

    @routes.post("/continue", max_body_size=MOST_BYTES)
    def resume(request: Request, name: Annotated[str, Form()] = "") -> Response:
        return _done(request, window, lambda: window.resume(name))

    @routes.post("/cancel", max_body_size=MOST_BYTES)
    def cancel(request: Request, name: Annotated[str, Form()] = "") -> Response:
        return _done(request, window, lambda: window.job.cancel(name))

    @routes.get("/static/{name}")
    def static(name: str) -> Response:
        # Its name says no version, and an hour is soon over.
        headers = {"Cache-Control": "max-age=3600"} if name == PLOTLY else {"Cache-Control": "no-cache"}
        if name == PLOTLY:
            return Response(_plotly(), media_type="text/javascript", headers=headers)
        file = _files().get(name)
        return FileResponse(file, headers=headers) if file else Response(status_code=404)

    return routes


PAGE = Page(PATH, lambda language: message(language, "window.title"), open_window)
"""What the chat finds by its entry point."""


def _shown(request: Request, make: Callable[[Visit], Response]) -> Response:
    """A page; where it cannot be made, one that says why."""
    visit = _visit(request)
    try:
        return make(visit)
    except Exception as error:  # noqa: BLE001  (it is told, and goes to the log)
        reason = _told(error)
    page = visit.frame(PATH).render("refused.html", reason=reason.say(Wording(visit.language)))
    return HTMLResponse(page, reason.status)


def _done(request: Request, window: Window, what: Callable[[], None], order: Order | None = None) -> Response:
    """Does what was asked for and shows the page of evaluation; where it is not done, the page says why."""
    try:
        what()
    except Exception as error:  # noqa: BLE001  (as above)
        reason = _told(error)
        return _shown(request, lambda visit: window.overview(visit, order, reason))
    return RedirectResponse(f"{PATH}?lang={_visit(request).language}", 303)


def _told(error: Exception) -> Refusal:
    """Why something was not done. Details that whoever asked can do nothing about go to the log."""
    reason = refusal(error)
    if not isinstance(error, (*FORESEEN, Refused)):
        LOG.error("a fault on the page of evaluation", exc_info=error)
    elif reason.status >= 500:
        LOG.error("%s", " ".join(str(error).split()))
    return reason


def _visit(request: Request) -> Visit:
    return Visit(language_of(request.url.query), request.state.nonce)


@cache
def _plotly() -> bytes:
    return str(get_plotlyjs()).encode()


@cache
def _files() -> dict[str, Path]:
    """The styles and scripts, by name."""
    return {file.name: file for folder in STATIC for file in folder.iterdir()}
