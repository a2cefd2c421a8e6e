// Draws the plots, in the colours of the page.
"use strict";

const figures = JSON.parse(document.querySelector("#plots").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// A trace says what it is of in `meta.ink`, which names the colour.
function inked(trace) {
  const ink = colour({ en: "plot-en", ar: "plot-ar", threshold: "failed", aim: "quiet", quiet: "quiet" }[trace.meta.ink]);
  const drawn = { ...trace, line: { ...trace.line, color: ink } };
  if (trace.marker) drawn.marker = { ...trace.marker, color: ink, line: { ...trace.marker.line, color: ink } };
  if (trace.error_x) drawn.error_x = { ...trace.error_x, color: ink };
  return drawn;
}

function laidOut(layout) {
  const axis = (own) => own && { ...own, gridcolor: colour("line"), linecolor: colour("line"), tickcolor: colour("line") };
  return {
    ...layout,
    font: { family: colour("sans"), size: 13, color: colour("ink") },
    hoverlabel: { bgcolor: colour("surface"), bordercolor: colour("line"), font: { color: colour("ink"), family: colour("sans") } },
    shapes: (layout.shapes ?? []).map((shape) => ({ ...shape, layer: "below", line: { width: 0 }, fillcolor: colour("band-tint") })),
    xaxis: axis(layout.xaxis),
    yaxis: axis(layout.yaxis),
  };
}

function draw() {
  for (const [name, figure] of Object.entries(figures)) {
    const place = document.querySelector(`#plot-${name}`);
    Plotly.react(place, figure.data.map(inked), laidOut(figure.layout), { displayModeBar: false, responsive: true });
  }
}

draw();
dark.addEventListener("change", draw);
