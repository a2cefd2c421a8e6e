import json

import pytest

from eval.confidence import by_language
from eval.figures import Figures
from eval.plot import as_json, calibration, rates, risk, robustness
from eval.scoring import Scored
from eval.wording import Wording
from tests.eval import evaluated

ENGLISH, ARABIC = Wording("en"), Wording("ar")


@pytest.fixture(scope="module")
def scored() -> Scored:
    return evaluated.scored(evaluated.run(), at_least=0.9, aim=0.95)


@pytest.fixture(scope="module")
def figures(scored: Scored) -> Figures:
    return Figures(scored.measurements)


def test_a_rate_is_a_dot_with_its_interval_in_its_language(scored: Scored, figures: Figures) -> None:
    plot = rates(figures, scored.gate.checks, ENGLISH)
    english, arabic = plot.data[:2]
    assert (english.name, english.meta["ink"]) == ("English", "en")
    assert (arabic.name, arabic.meta["ink"]) == ("Arabic", "ar")
    measured = figures.of("answered", "test", "ar")
    assert measured is not None
    assert arabic.x[0] == measured.value
    assert arabic.x[0] + arabic.error_x.array[0] == pytest.approx(measured.high)
    assert arabic.x[0] - arabic.error_x.arrayminus[0] == pytest.approx(measured.low)
    assert english.marker.symbol != arabic.marker.symbol


def test_thresholds_and_aims_stand_in_the_row_of_their_figure(scored: Scored, figures: Figures) -> None:
    plot = rates(figures, scored.gate.checks, ENGLISH)
    traces = {trace.name: trace for trace in plot.data}
    # That quotations are exact has a threshold, too, but no row.
    assert list(traces["threshold"].x) == [0.9, 0.9]
    assert list(traces["aim"].x) == [0.95, 0.95]
    assert list(traces["threshold"].y) == [traces["English"].y[0], traces["Arabic"].y[0]]


def test_the_words_of_a_plot_are_in_the_pages_language(scored: Scored, figures: Figures) -> None:
    plot = rates(figures, scored.gate.checks, ARABIC)
    words = [annotation.text for annotation in plot.layout.annotations] + [trace.name for trace in plot.data]
    assert len(words) > 8
    assert all(any("ء" <= letter <= "ي" for letter in text) for text in words)
    # In a plot that runs from left to right, Arabic keeps its own order.
    assert all(text.startswith("\u2067") and text.endswith("\u2069") for text in words)


def test_what_nothing_was_measured_for_is_not_drawn() -> None:
    assert rates(Figures([]), [], ENGLISH) is None
    assert robustness(Figures([]), [], ENGLISH) is None
    assert risk({}, ENGLISH) is None
    assert calibration({}, ENGLISH) is None


def test_robustness_has_a_row_for_each_way_to_ask_and_room_for_its_interval(figures: Figures) -> None:
    plot = robustness(figures, [], ENGLISH)
    assert [annotation.text for annotation in plot.layout.annotations] == ["with typing errors"]
    measured = figures.of("outcome_changed", "test", "en", variation="typos")
    assert measured is not None
    assert list(plot.data[0].x) == [measured.value]
    assert plot.layout.xaxis.range[1] > measured.high


def test_the_curves_go_from_none_to_all(scored: Scored) -> None:
    tested = by_language([judged for judged in scored.cases if judged.case.split == "test"])
    for trace in risk(tested, ENGLISH).data:
        assert trace.x[-1] == 1.0
        assert list(trace.x) == sorted(trace.x)
    ideal, *languages = calibration(tested, ENGLISH).data
    assert list(zip(ideal.x, ideal.y, strict=True)) == [(0, 0), (1, 1)]
    assert [trace.meta["ink"] for trace in languages] == ["en", "ar"]


def test_a_plot_is_plain_json_and_cannot_be_dragged_away(scored: Scored, figures: Figures) -> None:
    plot = as_json(rates(figures, scored.gate.checks, ENGLISH))
    assert json.loads(json.dumps(plot)) == plot
    assert plot["layout"]["dragmode"] is False  # type: ignore[index]
    assert plot["layout"]["xaxis"]["fixedrange"] is True  # type: ignore[index]
