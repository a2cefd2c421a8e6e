"""How quick it is: ratios and medians within one run, as machines differ and are noisy."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering import Assistant

QUESTIONS = (
    "Can I answer this tweet?",
    "May an official account repost what a political party said?",
    "هل يمكنني الرد على هذه التغريدة؟",
    "هل تسري الإرشادات خارج ساعات العمل؟",
)
ROUNDS = 15
STARTS = 5


@dataclass(frozen=True)
class Timing:
    """A step's duration in milliseconds, and as a share of the whole question's."""

    step: str
    median: float
    p95: float
    share: float


def warm(assistant: Assistant, tick: Callable[[], None]) -> list[Timing]:
    """Questions inside a running process, by step; the first row is the whole."""
    for question in QUESTIONS:
        assistant.ask(question)
    steps: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            reply = assistant.ask(question)
            for step, seconds in {"whole": reply.seconds, **reply.trace.seconds}.items():
                steps.setdefault(step, []).append(seconds * 1000)
            tick()
    whole = statistics.median(steps["whole"])
    return [
        Timing(step, statistics.median(v), statistics.quantiles(v, n=20)[-1], statistics.median(v) / whole)
        for step, v in steps.items()
    ]


def cold(tick: Callable[[], None]) -> tuple[float, float]:
    """Median seconds of a whole `ask` process, and of a Python process that does nothing."""
    command = [sys.executable, "-m", "assistant", "ask", "--json", QUESTIONS[0]]
    asking, nothing = [], []
    for _ in range(STARTS):
        asking.append(_seconds(command))
        nothing.append(_seconds([sys.executable, "-c", ""]))
        tick()
    return statistics.median(asking), statistics.median(nothing)


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
