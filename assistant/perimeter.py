"""What the chat's server lets in and what it sends out: known paths only, strict headers, its own page."""

import re
import secrets
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.message import message
from assistant.pages import Page
from assistant.sources import DIRECTION, escape
from corpus import LANGUAGES, Language

# Gradio brings far more than the window uses: upload, proxying of other hosts, serving of local files.
KNOWN = re.compile(
    r"/$|/(assets|static|chat)/|/(theme\.css|config|favicon\.ico)$"
    r"|/gradio_api/(queue/(join|data)$|heartbeat/|startup-events$|app_id$|cancel$|reset$)"
)

# Gradio's templates are compiled in the browser, hence 'unsafe-eval'; its style attributes need
# 'unsafe-inline'. Scripts within the page run only with the nonce, so injected markup runs nothing.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; "
    "frame-ancestors 'none'"
)

# The further pages are our own: they get by without 'unsafe-eval', but send forms.
PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def language_of(query: str) -> Language:
    """The interface's language that an address asks for: `ar` for `lang=ar`, English otherwise."""
    asked = parse_qs(query).get("lang", [""])[-1]
    return next((language for language in LANGUAGES if language == asked), "en")


def from_here(headers: Headers) -> bool:
    """Whether a browser says that a page of this very server sends a request. Browsers send the first of
    these headers to this machine and over HTTPS only; the other with every form."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = urlsplit(headers.get("origin", "")).netloc
    return origin != "" and origin == headers.get("host")


class Perimeter:
    """Wraps the chat's application: answers 404 to what the window does not use, and sets the headers.

    Its further `pages` change something only for those who use them: what another site has a browser send to
    them is refused.
    """

    def __init__(self, app: ASGIApp, pages: Sequence[Page] = ()) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        further = any(page.holds(scope["path"]) for page in self.pages)

        async def send_with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                headers["Content-Security-Policy"] = (PAGE_POLICY if further else POLICY).format(nonce=nonce)
                # Without any referrer, a form of our own would be sent without its origin, too.
                headers["Referrer-Policy"] = "same-origin" if further else "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(event)

        if further and scope["method"] not in ("GET", "HEAD") and not from_here(Headers(scope=scope)):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send_with_headers)
        elif further:
            state = {**scope.get("state", {}), "nonce": nonce}
            await self.app({**scope, "state": state}, receive, send_with_headers)
        elif not KNOWN.match(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send_with_headers)
        elif scope["path"] == "/":
            await self._page(scope, receive, send_with_headers, nonce)
        else:
            await self.app(scope, receive, send_with_headers)

    async def _page(self, scope: Scope, receive: Receive, send: Send, nonce: str) -> None:
        """Sends Gradio's page, made ours, once the whole of it is there."""
        # It is rewritten, so it must not come compressed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def collect(event: Message) -> None:
            nonlocal start, body
            if event["type"] == "http.response.start":
                start = event
                return
            body += event.get("body", b"")
            if event.get("more_body"):
                return
            ours = dressed(body.decode("utf-8"), language_of(scope["query_string"].decode("latin-1")), nonce)
            MutableHeaders(scope=start)["Content-Length"] = str(len(ours.encode("utf-8")))
            await send(start)
            await send({"type": "http.response.body", "body": ours.encode("utf-8")})

        await self.app({**scope, "headers": plain}, receive, collect)


def dressed(page: str, language: Language, nonce: str) -> str:
    """Gradio's page with our language, title, style and script, its scripts let through by `nonce`.

    Gradio's own preview cards and manifest, which name other hosts, are taken out.
    """
    page = re.sub(r'<meta\s+(property="og:|name="twitter:)[^>]*>|<link rel="manifest"[^>]*>', "", page)
    page = page.replace("<script", f'<script nonce="{nonce}"')
    page = re.sub(r'<html\s+lang="en"', f'<html lang="{language}" dir="{DIRECTION[language]}"', page, count=1)
    ours = (
        f"<title>{escape(message(language, 'chat.title'))}</title>"
        '<link rel="icon" href="chat/icon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="chat/palette.css"><link rel="stylesheet" href="chat/chat.css">'
        f'<script nonce="{nonce}" src="chat/chat.js" defer></script>'
    )
    return page.replace("</head>", f"{ours}</head>", 1)
