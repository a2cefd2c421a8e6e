"""A real OpenAI-compatible server that says what a test has written for it.

with ScriptedServer(Script(["One ", "two."]), Script(status=429)) as server:
    …  # a client of server.url
    assert server.requests[0].body["model"] == "test-model"
"""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

_SECONDS = 10


class _BrokenOffError(Exception):
    """Makes uvicorn close the connection in the middle of a response."""


@dataclass(frozen=True)
class Script:
    """One reply: pieces of text, with pauses in seconds where there are numbers; then how it ends.

    Where it ends with `hang`, nothing more comes, and without pieces not even the head of the response. With
    `drop`, the connection breaks off. A status other than 200 is an error, told with `message`.
    """

    pieces: Sequence[str | float] = ()
    end: Literal["finish", "hang", "drop"] = "finish"
    finish_reason: str = "stop"
    usage: tuple[int, int] | None = (11, 7)
    """Tokens in and out; told only where the request asks for it."""
    status: int = 200
    message: str = "the script says so"


@dataclass
class Received:
    """A request that came: its JSON, its headers by their names in small letters."""

    body: dict[str, Any]
    headers: dict[str, str]
    disconnected: threading.Event = field(default_factory=threading.Event)
    """Set when the client has closed the connection before the reply was whole."""


class ScriptedServer:
    """The server, on a free port of this machine, from entering to leaving.

    It plays one script a request, in their order, and the last again and again.
    """

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        """What is still to come; a test may change it."""
        self.requests: list[Received] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        app = FastAPI()
        app.post("/v1/chat/completions")(self._reply)
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, log_level="critical"))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        end = time.monotonic() + _SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                raise RuntimeError("the scripted server did not start")
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # At once: a connection that the client keeps for later is not waited for.
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(_SECONDS)
        self._socket.close()

    async def _reply(self, request: Request) -> Response:
        received = Received(await request.json(), dict(request.headers))
        self.requests.append(received)
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        if script.status != 200:
            error = {"message": script.message, "type": "scripted", "code": None}
            return JSONResponse({"error": error}, script.status)
        if script.end == "hang" and not script.pieces:
            await _until_disconnected(request, received)
        return StreamingResponse(_events(script, request, received), media_type="text/event-stream")


async def _until_disconnected(request: Request, received: Received) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.02)
    received.disconnected.set()


async def _events(script: Script, request: Request, received: Received) -> AsyncIterator[str]:
    """The reply as server-sent events, as OpenAI has them."""
    whole = False
    try:
        yield _event(received, {"role": "assistant", "content": ""})
        for piece in script.pieces:
            if isinstance(piece, str):
                yield _event(received, {"content": piece})
            else:
                await asyncio.sleep(piece)
        if script.end == "hang":
            await _until_disconnected(request, received)
        if script.end == "drop":
            # Time for what was said to leave this machine.
            await asyncio.sleep(0.1)
            whole = True
            raise _BrokenOffError
        yield _event(received, {}, script.finish_reason)
        if script.usage and (received.body.get("stream_options") or {}).get("include_usage"):
            prompt, completion = script.usage
            usage = {"prompt_tokens": prompt, "completion_tokens": completion}
            yield _data(received, [], usage | {"total_tokens": prompt + completion})
        whole = True
        yield "data: [DONE]\n\n"
    finally:
        if not whole:
            received.disconnected.set()


def _event(received: Received, delta: dict[str, str], finish_reason: str | None = None) -> str:
    return _data(received, [{"index": 0, "delta": delta, "finish_reason": finish_reason}], None)


def _data(received: Received, choices: list[dict[str, Any]], usage: dict[str, int] | None) -> str:
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": received.body.get("model"),
        "choices": choices,
        "usage": usage,
    }
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
