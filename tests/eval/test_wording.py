import pytest

from eval.gate import Check, Threshold
from eval.measurement import Measurement
from eval.wording import Wording, percent, signed

ENGLISH, ARABIC = Wording("en"), Wording("ar")
BOTH = {"en": "because", "ar": "لأن"}


def plain(text: str) -> str:
    """Without the marks that keep a figure in order."""
    return text.replace("\u2066", "").replace("\u2068", "").replace("\u2069", "")


def measured(metric: str = "answered", **fields: object) -> Measurement:
    given = {"system": "assistant", "split": "test", "value": 0.915, "low": 0.82, "high": 0.98, "cases": 56}
    return Measurement.model_validate({"metric": metric, **given, **fields})


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1.0, "100%"), (0.9996, "99.9%"), (0.915, "91.5%"), (0.5, "50%"), (0.0004, "0.1%"), (0.0, "0%")],
)
def test_only_what_is_whole_is_shown_as_whole(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.054, "+5.4"), (-0.03, "−3"), (0.0, "0"), (-0.0001, "0")])
def test_a_difference_has_its_sign(value: float, shown: str) -> None:
    assert signed("answered", value).removesuffix(".0") == shown


@pytest.mark.parametrize(
    ("metric", "shown"),
    [("answered", "91.5%"), ("brier", "0.915"), ("ndcg@3", "0.915"), ("seconds_p95", "0.92 s")],
)
def test_a_value_is_said_in_its_own_way(metric: str, shown: str) -> None:
    assert plain(ENGLISH.value(metric, 0.915)) == shown


def test_what_was_not_measured_is_a_dash() -> None:
    assert ENGLISH.value("answered", None) == "–"
    assert ENGLISH.interval(None) == ""
    assert ENGLISH.interval(measured(low=None, high=None)) == ""


def test_an_interval_is_said_in_the_units_of_its_figure() -> None:
    assert plain(ENGLISH.interval(measured())) == "(82% to 98%)"
    assert plain(ENGLISH.interval(measured("brier"))) == "(0.82 to 0.98)"
    assert plain(ENGLISH.interval(measured(language="en-ar", low=-0.036, high=0.143))) == "(−3.6 to +14.3)"
    assert plain(ARABIC.interval(measured())) == "(82% إلى 98%)"


def test_figures_keep_their_order_in_arabic() -> None:
    assert ARABIC.value("answered", 0.915) == "\u206691.5%\u2069"
    assert ARABIC.difference("answered", -0.05).startswith("\u2066−5")


def test_a_threshold_is_said_with_what_it_is_about() -> None:
    least = Threshold(metric="answered", split="test", language="ar", at_least=0.87, aim=0.95, reason=BOTH)
    assert plain(ENGLISH.threshold(least)) == "at least 87%"
    assert plain(ENGLISH.aim(least)) == "95%"
    assert ENGLISH.group(least) == "test half · Arabic"
    assert plain(ENGLISH.measured(Check(least, measured()))) == "91.5% (82% to 98%)"
    assert ENGLISH.measured(Check(least, None)) == "Not measured in this run"
    typos = Threshold(
        metric="outcome_changed", split="test", language="en", variation="typos", at_most=0.12, reason=BOTH
    )
    assert plain(ENGLISH.threshold(typos)) == "at most 12%"
    assert ENGLISH.group(typos) == "test half · English · with typing errors"


def test_a_threshold_of_parity_is_said_in_points() -> None:
    parity = Threshold(metric="answered", split="test", language="en-ar", at_most=0.12, aim=0.05, reason=BOTH)
    found = measured(language="en-ar", value=0.054, low=-0.036, high=0.143)
    assert plain(ENGLISH.threshold(parity)) == "at most 12 points"
    assert plain(ENGLISH.aim(parity)) == "5 points"
    assert ENGLISH.group(parity) == "test half · English less Arabic"
    assert plain(ENGLISH.measured(Check(parity, found))) == "+5.4 points (−3.6 to +14.3)"


def test_a_system_and_a_variation_without_words_are_shown_by_their_names() -> None:
    assert ENGLISH.system("assistant") == "This assistant"
    assert ENGLISH.system("another") == "another"
    assert ENGLISH.variation("typos") == "with typing errors"
    assert ENGLISH.variation("sudanese") == "sudanese"


def test_a_small_probability_is_not_shown_as_none() -> None:
    assert ENGLISH.probability(0.0002) == "p < 0.001"
    assert ENGLISH.probability(0.04) == "p = 0.040"
