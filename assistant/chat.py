"""The chat window: a page on which staff ask, and read answers beside their sources."""

import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

# Both are read by Gradio. Without this it reports its use to its makers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# And without this it works out statistics of all earlier events again at every one.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant import page
from assistant.answer import Reply
from assistant.answering import CANNOT_WORK
from assistant.conversation import Conversation
from assistant.message import message
from assistant.page import Turn
from assistant.pages import Page, installed_pages
from assistant.perimeter import Perimeter, language_of
from assistant.sources import DIRECTION
from assistant.written import Kept
from corpus import LANGUAGES, Language

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.settings import AssistantSettings

LOG = logging.getLogger(__name__)
AT_ONCE = 8
"""How many questions are answered at the same time; further ones wait their turn."""

Turns = tuple[Turn, ...]


@dataclass(slots=True)
class Asking:
    """The question that a tab is waiting for, as far as it has come. What happens in the tab meanwhile is
    written in it, and counts from the next step on."""

    question: str
    language: Language
    """The interface's."""
    kept: list[Kept] | None = None
    """The sentences of a language model that may be shown; None before it is asked."""
    over: bool = False
    """Whether nobody waits for it any more."""

    def goes_on(self, step: Kept | None) -> bool:
        """Take a step of the answer; whether there is anything new to show."""
        news = step is not None or self.kept is None
        self.kept = [*(self.kept or ()), *([step] if step else ())]
        return news


class ChatError(RuntimeError):
    """The chat window cannot be opened."""


def build(assistant: "Assistant", pages: Sequence[Page] = ()) -> gr.Blocks:
    """The chat window of an assistant, with links to these pages, to be mounted by `application`.

    The conversation and the language are kept per browser tab, on the server, and nowhere else.
    """
    corpus = assistant.corpus
    starters = {language: assistant.starters(language) for language in LANGUAGES}

    def ask(question: str, turns: Turns, language: Language) -> Iterator[tuple[Any, ...]]:
        nothing = (gr.skip(),) * 5
        if not question.strip():
            yield nothing
            return
        asking = Asking(question, language)
        yield "", *show(turns, language, asking), gr.skip(), asking
        with closing(answered(question, page.going_on(turns))) as steps:
            for step in steps:
                if asking.over:
                    return
                if isinstance(step, Turn):
                    yield gr.skip(), gr.skip(), gr.skip(), (*turns, step), None
                elif asking.goes_on(step):
                    yield gr.skip(), *show(turns, asking.language, asking), gr.skip(), gr.skip()
                else:
                    # It can be stopped only between two yields.
                    yield nothing

    def answered(question: str, before: Conversation) -> Generator[Kept | Turn | None, None, None]:
        try:
            # Closing it stops the model.
            with closing(assistant.answering(question, conversation=before)) as steps:
                for step in steps:
                    yield Turn(question, step) if isinstance(step, Reply) else step
            return
        # Whatever went wrong, the person is told in plain words and keeps the conversation.
        except CANNOT_WORK as error:
            LOG.error("a question could not be answered: %s", " ".join(str(error).split()))
        except Exception:
            LOG.exception("a question could not be answered")
        yield Turn(question, None)

    def stop(turns: Turns, asking: Asking | None) -> tuple[Any, ...]:
        if asking is None:
            # The answer was faster.
            return gr.skip(), gr.skip()
        asking.over = True
        return (*turns, Turn(asking.question, None, stopped=True)), None

    def restart(asking: Asking | None) -> tuple[Turns, None]:
        if asking:
            asking.over = True
        return (), None

    def show(turns: Turns, language: Language, asking: Asking | None) -> tuple[str, str]:
        if asking is None:
            return page.conversation(turns, language, corpus, starters), page.status(turns, language)
        kept = asking.kept
        shown = page.conversation(turns, language, corpus, starters, pending=asking.question, kept=kept)
        return shown, page.status(turns, language, searching=True, writing=kept is not None)

    def speak(language: Language) -> tuple[Any, ...]:
        def say(key: str) -> str:
            return message(language, f"chat.{key}")

        return (
            language,
            page.header(language, pages),
            gr.Button(say("restart")),
            gr.Button(say("switch")),
            gr.Textbox(label=say("label"), placeholder=say("placeholder"), rtl=DIRECTION[language] == "rtl"),
            gr.Button(message(language, "model.stop")),
            gr.Button(say("send")),
            page.hint(language),
        )

    def arrive(request: gr.Request) -> tuple[Any, ...]:
        return speak(language_of(str(request.query_params)))

    def switch(language: Language, asking: Asking | None) -> tuple[Any, ...]:
        other: Language = "en" if language == "ar" else "ar"
        if asking:
            asking.language = other
        return speak(other)

    def html(name: str) -> gr.HTML:
        return gr.HTML("", elem_id=name, js_on_load=None, apply_default_css=False)

    with gr.Blocks(title=message("en", "chat.title"), fill_width=True, analytics_enabled=False) as window:
        language = gr.State("en")
        turns = gr.State(())
        asked = gr.State(None)
        with gr.Row(elem_id="top"):
            header = html("header")
            restart_button = gr.Button("", elem_id="restart", size="sm", scale=0)
            switch_button = gr.Button("", elem_id="switch", size="sm", scale=0)
        conversation, status = html("conversation"), html("status")
        with gr.Column(elem_id="composer"):
            with gr.Row():
                question = gr.Textbox(
                    lines=1, max_lines=6, elem_id="question", autofocus=True, autoscroll=False
                )
                # Before the other, whose place it must not take: it would get the second of two clicks.
                stop_button = gr.Button("", elem_id="stop", scale=0, visible=assistant.writes)
                send_button = gr.Button("", variant="primary", elem_id="send", scale=0)
            hint = html("hint")

        own: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        spoken = [language, header, restart_button, switch_button, question, stop_button, send_button, hint]
        shown = {"fn": show, "inputs": [turns, language, asked], "outputs": [conversation, status], **own}
        asking = gr.on(
            [question.submit, send_button.click],
            ask,
            [question, turns, language],
            [question, conversation, status, turns, asked],
            # A second question waits in the box until the first is answered.
            trigger_mode="once",
            concurrency_limit=AT_ONCE,
            **own,
        )
        asking.then(**shown)
        stop_button.click(stop, [turns, asked], [turns, asked], cancels=asking, **own).then(**shown)
        restart_button.click(restart, asked, [turns, asked], cancels=asking, **own).then(**shown)
        switch_button.click(switch, [language, asked], spoken, **own).then(**shown)
        window.load(arrive, None, spoken, **own).then(**shown)
    return cast(gr.Blocks, window)


def application(assistant: "Assistant") -> FastAPI:
    """The chat window as a web application, with its files, its headers and the pages beside it."""
    pages = installed_pages()
    app = FastAPI(openapi_url=None)
    app.add_middleware(Perimeter, pages=pages)
    for further in pages:
        app.include_router(further.open(assistant))
    app.mount("/chat", StaticFiles(directory=str(resources.files("assistant") / "static")))
    gr.mount_gradio_app(
        app,
        build(assistant, pages),
        "/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
    )
    return app


class _Server(uvicorn.Server):
    """Says where the chat is once it can be used."""

    def __init__(self, config: uvicorn.Config, address: str, open_browser: bool) -> None:
        super().__init__(config)
        self.address, self.open_browser = address, open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(message("en", "chat.ready", address=self.address), file=sys.stderr, flush=True)
        if self.open_browser:
            webbrowser.open(self.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # An open page keeps a stream open for as long as it is open, which nothing else would end in order.
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.close()
        await super().shutdown(sockets)


def serve(assistant: "Assistant", settings: "AssistantSettings", open_browser: bool) -> None:
    """Serves the chat until Ctrl-C, and prints its address on standard error when it can be used.

    Raises `ChatError` when the host or the port of the settings cannot be used. Port 0 takes a free one.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise ChatError(
                f"cannot open the chat on {settings.host}, port {settings.port}: {error.strerror}. "
                "Choose another with GUIDANCE_PORT (and GUIDANCE_HOST)."
            ) from error
        host = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
        address = f"http://{host}:{listener.getsockname()[1]}/"
        config = uvicorn.Config(
            application(assistant), log_level="warning", access_log=False, timeout_graceful_shutdown=1
        )
        try:
            _Server(config, address, open_browser).run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn has closed everything by then, and passes the signal on.
            return
