"""What all plots have in common. Their colours are left to the page: it knows whether it is light or dark."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from corpus import Language
from eval.wording import Wording

START: dict[Language, dict[str, object]] = {
    "en": {"x": 0, "xanchor": "left"},
    "ar": {"x": 1, "xanchor": "right"},
}
"""Where words begin."""

AXIS: dict[str, object] = {
    "range": [-0.02, 1.02],
    "tickformat": ".0%",
    "nticks": 6,
    "fixedrange": True,
    "zeroline": False,
}
"""An axis of shares. It stays where it is, so that a finger on the plot scrolls the page."""


def marker(language: Language) -> dict[str, object]:
    """How a point is drawn. Languages differ in shape, too, for those who do not see colours apart."""
    return {"symbol": {"en": "circle", "ar": "square"}[language], "size": 10}


def scatter(
    word: Wording, language: Language, x: Sequence[float], y: Sequence[float], **how: object
) -> go.Scatter:
    """What is drawn for a language; `meta` tells the page its colour."""
    name = embedded(word, word.say(f"language.{language}"))
    return go.Scatter(
        x=list(x),
        y=list(y),
        name=name,
        meta={"ink": language},
        **{"hovertemplate": "%{x:.0%} · %{y:.0%}<extra></extra>", **how},
    )


def figure(
    traces: Sequence[go.Scatter],
    height: int,
    xaxis: Mapping[str, object],
    yaxis: Mapping[str, object],
    language: Language,
    annotations: Sequence[Mapping[str, object]] = (),
    shapes: Sequence[Mapping[str, object]] = (),
) -> go.Figure:
    """A plot of these traces, with its legend above it, in the language of its words."""
    drawn = go.Figure(list(traces))
    drawn.update_layout(
        template="none",
        height=height,
        margin={"l": 14 if shapes else 48, "r": 14, "t": 44 if shapes else 64, "b": 52},
        legend={
            **{"orientation": "h", **START[language], "y": 1 if shapes else 1.09, "yanchor": "bottom"},
            **{"itemclick": False, "itemdoubleclick": False},
        },
        dragmode=False,
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis=xaxis,
        yaxis=yaxis,
        annotations=annotations,
        shapes=shapes,
    )
    return drawn


def spoken(word: Wording, key: str) -> str:
    """The message of that key, for a plot."""
    return embedded(word, word.say(key))


def embedded(word: Wording, text: str) -> str:
    """Words that keep their order in a plot, which runs from left to right in every language."""
    return f"\u2067{text}\u2069" if word.language == "ar" else text
