"""Plots with a row for each figure: its label, and below it a dot for each language with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from corpus import LANGUAGES, Language
from eval.drawing import AXIS, START, embedded, figure, marker, scatter, spoken
from eval.gate import Check
from eval.measurement import Measurement
from eval.wording import Wording

ROW, MARGIN = 66, 96
"""How high a row of dots is, and what stands above and below the rows, in pixels."""


@dataclass(frozen=True)
class Row:
    """A line of a plot of dots."""

    label: str
    measured: dict[Language, Measurement]
    checks: Sequence[Check] = ()
    """The thresholds of the figure."""


def dots(rows: Sequence[Row], word: Wording, least: float) -> go.Figure | None:
    """A row for each figure: its label, and below it a dot for each language with its interval.

    The axis goes as far as there is anything, and at least as far as `least`.
    """
    if not rows:
        return None
    traces = []
    for language in LANGUAGES:
        own = [
            (_height(number, row, language), row.measured[language])
            for number, row in enumerate(rows)
            if language in row.measured
        ]
        measured = [m for _, m in own]
        values = [m.value or 0.0 for m in measured]
        highs = [m.high if m.high is not None else v for m, v in zip(measured, values, strict=True)]
        lows = [m.low if m.low is not None else v for m, v in zip(measured, values, strict=True)]
        traces.append(
            scatter(
                word,
                language,
                values,
                [y for y, _ in own],
                mode="markers",
                marker=marker(language),
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [high - value for high, value in zip(highs, values, strict=True)],
                    "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
                    "thickness": 2,
                    "width": 4,
                },
                text=[f"{word.value(m.metric, m.value)} {word.interval(m)}" for m in measured],
                hovertemplate="%{text}<extra></extra>",
            )
        )
        least = max(least, *highs, 0.0)
    traces += [trace for trace in (_bounds(rows, word, what) for what in ("threshold", "aim")) if trace]
    labels = [
        {
            **{"xref": "paper", **START[word.language]},
            **{"y": 0.32 - number, "text": embedded(word, row.label), "showarrow": False},
            "font": {"size": 14},
        }
        for number, row in enumerate(rows)
    ]
    # Every other row is tinted by the page, so that what belongs to a label is seen across the plot.
    bands = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": -number - 0.5, "y1": 0.5 - number}
        for number in range(0, len(rows), 2)
    ]
    return figure(
        traces,
        ROW * len(rows) + MARGIN,
        {**AXIS, "range": [-0.015 * least, 1.015 * least]},
        {"visible": False, "fixedrange": True, "range": [0.5 - len(rows), 0.5]},
        word.language,
        labels,
        bands,
    )


def _height(number: int, row: Row, language: str | None) -> float:
    """Where a language stands in its row: the languages that it has one below the other, what is for both
    between them."""
    places: dict[str | None, float] = {spoken: 0.02 - 0.26 * n for n, spoken in enumerate(row.measured)}
    return places.get(language, sum(places.values()) / len(places)) - number


def _bounds(rows: Sequence[Row], word: Wording, what: str) -> go.Scatter | None:
    """The thresholds, or the aims, of all rows."""
    found = []
    for number, row in enumerate(rows):
        for check in row.checks:
            of = check.threshold
            bound = of.aim if what == "aim" else of.at_least if of.at_least is not None else of.at_most
            if bound is not None:
                size = 9 if what == "aim" else 15 if of.language or len(row.measured) == 1 else 32
                found.append((bound, _height(number, row, of.language), size, of.metric))
    if not found:
        return None
    symbol = {"threshold": "line-ns-open", "aim": "diamond-open"}[what]
    return go.Scatter(
        x=[x for x, _, _, _ in found],
        y=[y for _, y, _, _ in found],
        mode="markers",
        name=spoken(word, f"plot.{what}"),
        marker={
            **{"symbol": symbol, "size": [size for _, _, size, _ in found]},
            **{"opacity": 1, "line": {"width": 2}},
        },
        text=[f"{word.say(f'plot.{what}')} {word.bound(metric, x)}" for x, _, _, metric in found],
        hovertemplate="%{text}<extra></extra>",
        meta={"ink": what},
    )
