import pytest

from eval.figures import MAIN, Figures
from eval.frame import Frame
from eval.metric import METRICS
from eval.report import report_page
from tests.eval import evaluated, sample


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(evaluated.scored(evaluated.run()).measurements)


def test_a_measurement_is_found_by_what_it_is_of(figures: Figures) -> None:
    both = figures.of("answered", "test")
    assert both is not None
    assert (both.language, both.kind, both.section, both.system) == (None, None, None, "assistant")
    arabic = figures.of("answered", "test", "ar", system="quickstart")
    assert arabic is not None
    assert (arabic.language, arabic.system, arabic.value) == ("ar", "quickstart", 1.0)
    assert figures.of("answered", "test", "ar", system="none such") is None


def test_the_main_metrics_come_first_and_only_those_with_cases(figures: Figures) -> None:
    assert figures.metrics("test")[: len(MAIN)] == list(MAIN)
    assert {*MAIN} < {*METRICS}
    assert "withstood" not in figures.metrics("dev")
    assert "brier" in figures.metrics("dev")


def test_sections_that_went_worst_come_first(figures: Figures) -> None:
    answered = {}
    for ref in figures.sections("test"):
        found = figures.of("answered", "test", section=ref)
        assert found is not None
        answered[ref] = found.value
    assert list(answered) == ["guide#a", "guide#b", "guide#c"]
    assert list(answered.values()) == [pytest.approx(5 / 11), 1.0, 1.0]


def test_the_halves_and_the_variations_that_a_run_has(figures: Figures) -> None:
    assert figures.splits() == ["test", "dev"]
    assert figures.variations() == [("typos", "en"), ("typos", "ar")]
    assert [m.metric for m in figures.times("test")] == ["seconds_median", "seconds_p95"]


def test_kinds_stand_with_the_metrics_that_have_several(figures: Figures) -> None:
    assert ("exact", "covered") in figures.kinds("test")
    assert ("exact", "near") in figures.kinds("test")
    assert not [kind for metric, kind in figures.kinds("test") if metric == "answered"]


def test_how_often_a_section_is_asked_about_is_known_whatever_it_is_asked() -> None:
    """No question that is to be answered is about it, only an attempt to mislead."""
    attack = sample.case("test-attack", "attack", "a", points=[{"guide#a": "Be kind."}])
    scored = evaluated.scored(sample.made([attack], [sample.result(attack, "a")]))
    figures = Figures(scored.measurements)
    assert figures.sections("test") == ["guide#a"]
    assert figures.asked_about("guide#a", "test") == 1
    assert figures.asked_about("guide#b", "test") == 0
    assert 'id="case-test-attack"' in report_page(scored, Frame("en", assets="/static"))
