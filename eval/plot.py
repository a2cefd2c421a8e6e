"""The plots of a report."""

import json
from collections.abc import Iterable, Mapping, Sequence

import plotly.graph_objects as go

from corpus import LANGUAGES, Language
from eval.confidence import Confidences, bins, risk_coverage
from eval.dots import Row, dots
from eval.drawing import AXIS, embedded, figure, marker, scatter, spoken
from eval.figures import MAIN, Figures
from eval.gate import Check
from eval.measurement import Measurement
from eval.wording import Wording

MAIN_SHARES = tuple(metric for metric in MAIN if metric != "exact")
"""The main figures without whether quotations are exact, which is so or ought never to be shown."""


def rates(figures: Figures, checks: Iterable[Check], word: Wording) -> go.Figure | None:
    """The main figures on the test half by language, against their thresholds and aims."""
    own = [
        check
        for check in checks
        if (of := check.threshold).split == "test"
        and of.language != "en-ar"
        and of.kind is None
        and of.variation is None
    ]
    rows = [
        Row(
            word.metric(metric)
            + (f" ({word.say('figure.less')})" if metric in ("dangerous", "omission") else ""),
            _by_language(figures, metric),
            [check for check in own if check.threshold.metric == metric],
        )
        for metric in MAIN_SHARES
    ]
    return dots([row for row in rows if row.measured], word, 1.0)


def robustness(figures: Figures, checks: Iterable[Check], word: Wording) -> go.Figure | None:
    """How often the outcome changes when a question is asked in another way."""
    own = [c for c in checks if c.threshold.metric == "outcome_changed"]
    names = dict.fromkeys(name for name, _ in figures.variations())
    rows = [
        Row(
            word.variation(name),
            _by_language(figures, "outcome_changed", name),
            [check for check in own if check.threshold.variation == name],
        )
        for name in names
    ]
    return dots(rows, word, 0.25)


def risk(found: Mapping[Language, Confidences], word: Wording) -> go.Figure | None:
    """The risk–coverage curves by language."""
    traces = []
    for language, own in found.items():
        coverage, wrong = (values.tolist() for values in risk_coverage(own))
        traces.append(scatter(word, language, coverage, wrong, mode="lines", line={"width": 2.5}))
    if not traces:
        return None
    return _curves(traces, word, word.say("plot.risk_x"), word.say("plot.risk_y"))


def calibration(found: Mapping[Language, Confidences], word: Wording) -> go.Figure | None:
    """Mean confidence against the share that the guidance answers, in bins, by language."""
    traces = []
    for language, own in found.items():
        shown = bins(own)
        traces.append(
            scatter(
                word,
                language,
                [b.confidence for b in shown],
                [b.answerable for b in shown],
                mode="lines+markers",
                line={"width": 1.5},
                marker=marker(language),
            )
        )
    if not traces:
        return None
    ideal = go.Scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name=spoken(word, "plot.ideal"),
        line={"dash": "dot", "width": 1.5},
        meta={"ink": "quiet"},
        hoverinfo="skip",
    )
    across, up = word.say("plot.calibration_x"), word.say("plot.calibration_y")
    return _curves([ideal, *traces], word, across, up)


def as_json(drawn: go.Figure) -> object:
    """A figure for the page's script."""
    return json.loads(drawn.to_json())


def _by_language(figures: Figures, metric: str, variation: str | None = None) -> dict[Language, Measurement]:
    found = {language: figures.of(metric, "test", language, variation=variation) for language in LANGUAGES}
    return {language: m for language, m in found.items() if m is not None and m.value is not None}


def _curves(traces: Sequence[go.Scatter], word: Wording, across: str, up: str) -> go.Figure:
    """Shares against shares. What goes up is named above its axis, where it is read without turning."""
    named = {
        **{"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"},
        **{"text": embedded(word, f"↑ {up}"), "showarrow": False},
    }
    title = {"text": embedded(word, across), "standoff": 8, "font": {"size": 13}}
    return figure(traces, 340, {**AXIS, "title": title}, AXIS, word.language, [named])
