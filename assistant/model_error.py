"""What goes wrong with a language model, told in one line."""

import os
import re
import socket
import ssl
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["configuration", "unreachable", "timeout", "refused", "failed"]

KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY"}
"""Where these providers take their keys from. The others' own messages name what they lack."""

_PASSING = (408, 409, 429)
_LONGEST = 200
# A value shorter than this is a placeholder; to strike it out everywhere would garble the message.
_SHORTEST_KEY = 4
_KEY_NAMES = ("_KEY", "_TOKEN", "_SECRET")
_KEY = re.compile(r"\b(?:sk-|AIza)[\w*.…-]+|\b(?i:bearer)\s+[^\s'\",]+|(?i:\b(?:api[_-]?)?key=)[^\s&'\",]+")
_LOGIN = re.compile(r"(?<=//)[^/@\s]+@")


class ChatModelError(RuntimeError):
    """The language model cannot be used; the message is one line that says what to do, without any key.

    `kind` tells the faults apart: `configuration` at the start; while answering, `unreachable` (no server),
    `timeout` (too slow), `refused` (the server does not take the request) and `failed` (all else).
    """

    def __init__(self, message: str, kind: Kind) -> None:
        super().__init__(_redacted(" ".join(message.split())))
        self.kind = kind


def too_slow(name: str, seconds: float) -> ChatModelError:
    """The error for a model, given by its name, that has not answered whole within these seconds."""
    return ChatModelError(
        f"{name} has not answered whole within {seconds:g} s; raise GUIDANCE_CHAT_SECONDS, or take a faster "
        "model",
        "timeout",
    )


def may_pass(error: BaseException) -> bool:
    """Whether the same request may succeed when it is made again: no connection, too many requests, 5xx."""
    chain = _chain(error)
    status = _status(chain)
    if status is not None:
        return status in _PASSING or status >= 500
    return _fault(chain) is not None


def explained(error: BaseException, name: str, seconds: float, begun: bool) -> ChatModelError:
    """Any error of a call to the model of that name, in one line; `begun` says that text had arrived."""
    chain = _chain(error)
    status = _status(chain)
    fault = _fault(chain) if status is None else None
    if fault == "timeout":
        return too_slow(name, seconds)
    if fault == "connection":
        if begun:
            return ChatModelError(f"{name}: the connection broke off in the middle; ask again", "failed")
        return ChatModelError(
            f"{name}: no answer from {_host(chain)}: {_cause(chain)}; is it running? Set GUIDANCE_CHAT_URL "
            "to the address of the model's server",
            "unreachable",
        )
    match status:
        case 401 | 403:
            key = KEYS.get(name.partition(":")[0], "the key in the environment")
            return ChatModelError(f"{name}: the key is not accepted (HTTP {status}); check {key}", "refused")
        case 404:
            return ChatModelError(
                f"{name}: the server knows no such model (HTTP 404); check GUIDANCE_CHAT_MODEL and "
                "GUIDANCE_CHAT_URL",
                "refused",
            )
        case 429:
            return ChatModelError(
                f"{name}: too many requests (HTTP 429); wait, or raise the limit with the provider", "refused"
            )
    told = f"{type(error).__name__}: {first_line(error)}"
    if status is not None and 400 <= status < 500:
        return ChatModelError(
            f"{name} does not take the request (HTTP {status}, {told}); check GUIDANCE_CHAT_MODEL and "
            "GUIDANCE_CHAT_STRUCTURED",
            "refused",
        )
    return ChatModelError(f"{name} failed ({told}); ask again, or see the log of its server", "failed")


def first_line(error: BaseException) -> str:
    """The first line of an error's message, not too long and without keys; its type where it says nothing."""
    # Redacted first: of a key that is cut short, the rest would not be known for one.
    lines = _redacted(str(error)).strip().splitlines()
    line = lines[0].strip() if lines else type(error).__name__
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _redacted(text: str) -> str:
    """The text without keys: neither those of this environment nor what looks like one."""
    secrets = (value.strip() for name, value in os.environ.items() if name.upper().endswith(_KEY_NAMES))
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_KEY:
            text = text.replace(secret, "***")
    return _LOGIN.sub("***@", _KEY.sub("***", text))


def _chain(error: BaseException) -> Sequence[BaseException]:
    """The error and what it came from, the cause last."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain


def _status(chain: Sequence[BaseException]) -> int | None:
    """The HTTP status that the server answered, wherever the provider's package keeps it."""
    for error in chain:
        response = getattr(error, "response", None)
        # botocore keeps a dictionary, google-genai a `code`, the others what httpx has.
        meta = response.get("ResponseMetadata", {}) if isinstance(response, dict) else {}
        for found in (
            getattr(error, "status_code", None),
            getattr(response, "status_code", None),
            meta.get("HTTPStatusCode"),
            getattr(error, "code", None),
        ):
            if isinstance(found, int) and found >= 400:
                return found
    return None


def _fault(chain: Sequence[BaseException]) -> Literal["timeout", "connection"] | None:
    """What the outermost error says that says either."""
    # By name: the classes are those of httpx, httpx2, aiohttp or botocore, whichever the provider uses. In
    # most of them, a timeout is an error of the connection too.
    for error in chain:
        names = tuple(kind.__name__ for kind in type(error).__mro__)
        if any(name.endswith(("TimeoutError", "TimeoutException")) for name in names):
            return "timeout"
        if any(name.endswith(("ConnectionError", "TransportError", "gaierror")) for name in names):
            return "connection"
    return None


def _host(chain: Sequence[BaseException]) -> str:
    for error in chain:
        try:
            url = str(error.request.url)  # type: ignore[attr-defined]
        except (AttributeError, RuntimeError):
            # httpx raises the latter where an error came before there was a request.
            continue
        return urlsplit(url).netloc.rpartition("@")[2]
    return "the server"


def _cause(chain: Sequence[BaseException]) -> str:
    for error in reversed(chain):
        if isinstance(error, OSError) and error.errno:
            # The numbers of the former are none of the system's.
            own = error.strerror if isinstance(error, socket.gaierror | ssl.SSLError) else None
            return (own or os.strerror(error.errno)).lower()
    return first_line(chain[-1])
