"""The text of a language model, piece by piece as it comes, within a set time."""

import asyncio
import functools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import ParamSpec, TypeVar

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import Runnable
from tenacity import (
    AsyncRetrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential,
    wait_random,
)

from assistant.model_error import ChatModelError, explained, may_pass, too_slow

MOMENT = 0.25
"""After so many seconds without any text an empty piece is given."""
_ATTEMPTS = 3
# How the providers say that the token cap cut the text off.
_REASONS = ("finish_reason", "stop_reason", "stopReason", "done_reason", "reason")
_CUT = ("length", "max_tokens", "model_length", "max_output_tokens")

P = ParamSpec("P")
T = TypeVar("T")
Source = Runnable[LanguageModelInput, AIMessage]


class _DaemonThreads(ThreadPoolExecutor):
    """A thread a call. Those of its base class would keep the process from ending while a model hangs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001  as its base class does: it is the caller's
                    future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future


_STARTING = threading.Lock()


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop of all calls, in a thread of its own.

    There is one, as the providers' packages share connections between calls, and a connection belongs to
    a loop.
    """
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_DaemonThreads())
    threading.Thread(target=loop.run_forever, name="chat-model", daemon=True).start()
    return loop


@dataclass(frozen=True)
class Usage:
    """What a call has used. The tokens are None where the server does not count them."""

    input_tokens: int | None
    output_tokens: int | None
    seconds: float
    attempts: int


class Stream(Iterator[str]):
    """The text of one call, piece by piece as it comes; an empty piece where for a moment none comes, so that
    whoever reads it can do other things, or stop. Leaving it as a context manager stops the model.

    Iterating raises `ChatModelError`, at the latest when the time is over.
    """

    def __init__(self, source: Source, messages: Sequence[BaseMessage], name: str, seconds: float) -> None:
        self.cut = False
        """Whether the token cap cut the text off; known at the end."""
        self._source, self._messages = source, list(messages)
        self._name, self._seconds = name, seconds
        self._started = time.monotonic()
        self._ended: float | None = None
        self._attempts = 0
        self._input_tokens: int | None = None
        self._output_tokens: int | None = None
        self._begun = self._over = False
        self._pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with _STARTING:
            loop = _loop()
        self._call = asyncio.run_coroutine_threadsafe(self._run(), loop)
        self._call.add_done_callback(lambda _: self._pieces.put(None))

    def __next__(self) -> str:
        if self._over:
            raise StopIteration
        left = self._started + self._seconds - time.monotonic()
        try:
            piece = self._pieces.get(timeout=max(0, min(left, MOMENT)))
        except queue.Empty:
            if left > MOMENT:
                return ""
            # Here too, and not in the loop alone: a model's code may hold up the loop.
            self.close()
            raise too_slow(self._name, self._seconds) from None
        if piece is not None:
            return piece
        self._over = True
        if not self._call.cancelled() and (error := self._call.result()) is not None:
            raise error
        raise StopIteration

    def __enter__(self) -> "Stream":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the model, from any thread: the connection is closed, and the iteration ends."""
        self._over = True
        self._call.cancel()

    @property
    def usage(self) -> Usage:
        """What the call has used so far; complete at the end."""
        seconds = (self._ended or time.monotonic()) - self._started
        return Usage(self._input_tokens, self._output_tokens, seconds, self._attempts)

    async def _run(self) -> ChatModelError | None:
        # The error is the result: raised, the loop would log its trace where nobody asks for it any more.
        try:
            async with asyncio.timeout(self._seconds):
                async for attempt in AsyncRetrying(
                    retry=retry_if_exception(lambda error: not self._begun and may_pass(error)),
                    stop=stop_after_attempt(_ATTEMPTS) | stop_before_delay(self._seconds),
                    wait=wait_exponential(0.5) + wait_random(0, 0.5),
                    reraise=True,
                ):
                    with attempt:
                        self._attempts += 1
                        async for message in self._source.astream(self._messages):
                            self._take(message)
        except Exception as error:  # noqa: BLE001  every provider has errors of its own
            if not self.cut:
                return explained(error, self._name, self._seconds, self._begun)
            # OpenAI's package minds that JSON was cut off, and keeps the count of tokens in its error.
            used = getattr(getattr(error, "completion", None), "usage", None)
            self._count(getattr(used, "prompt_tokens", None), getattr(used, "completion_tokens", None))
        finally:
            self._ended = time.monotonic()
        return None

    def _take(self, message: AIMessage) -> None:
        if used := message.usage_metadata:
            self._count(used["input_tokens"], used["output_tokens"])
        # OpenAI's newer interface tells the reason one level down.
        told = message.response_metadata | (message.response_metadata.get("incomplete_details") or {})
        if any(str(told.get(key)).lower() in _CUT for key in _REASONS):
            self.cut = True
        # The text alone: what a model thinks to itself is in blocks of another type.
        if text := str(message.text):
            self._begun = True
            self._pieces.put(text)

    def _count(self, input_tokens: int | None, output_tokens: int | None) -> None:
        if input_tokens is not None:
            self._input_tokens = (self._input_tokens or 0) + input_tokens
        if output_tokens is not None:
            self._output_tokens = (self._output_tokens or 0) + output_tokens
