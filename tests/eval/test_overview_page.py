"""What the page of evaluation says, without a server."""

import html
import re
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language
from eval.frame import Frame
from eval.job import Order, Progress, Stage
from eval.listing import Listed, Listing, Unreadable
from eval.message import message
from eval.overview_page import Overview, overview_page, part_of, status
from eval.refusal import UNKNOWN
from eval.run import RunError
from eval.settings import EvalSettings
from eval.wording import Wording
from tests.eval.test_listing import RIGHT, keep, threshold

languages = pytest.mark.parametrize("language", LANGUAGES)
MARKUP = "<b>& 'one'"


def page_of(shown: Overview, language: Language = "en") -> str:
    return overview_page(shown, Frame(language, assets="/static", nonce="n", home="/"), "/evaluation")


def text_of(page: str) -> str:
    text = html.unescape(re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL))
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


@pytest.fixture
def runs(tmp_path: Path) -> list[Listed | Unreadable]:
    """Runs in all states."""
    keep(tmp_path / "fit", RIGHT, threshold())
    keep(tmp_path / "unfit", RIGHT[:1] * 3 + RIGHT[1:], threshold("withstood"), threshold(at_least=1.1))
    keep(tmp_path / "unscored", RIGHT)
    keep(tmp_path / MARKUP, RIGHT[:1], threshold())
    keep(tmp_path / "damaged", RIGHT)
    (tmp_path / "damaged" / "cases.json").write_text("{", "utf-8")
    return Listing(EvalSettings(runs_folder=tmp_path)).runs()


@languages
def test_before_the_first_run_the_page_says_what_there_is_to_do(language: Language) -> None:
    page = text_of(page_of(Overview(None, []), language))
    for key in ("latest_none", "latest_none_hint", "compare_few", "all_none", "start", "begin"):
        assert message(language, f"window.{key}") in page


@languages
def test_each_run_stands_with_its_state_and_what_can_be_done(
    runs: list[Listed | Unreadable], language: Language
) -> None:
    page = page_of(Overview(None, runs), language)
    assert MARKUP not in page
    items = {
        html.unescape(re.findall(r"<h3><bdi>(.*?)</bdi>", item)[0]): item
        for item in re.findall(r'<li class="card run">.*?</li>', page, flags=re.DOTALL)
    }
    said = {
        "fit": message(language, "gate.fit"),
        "unfit": message(language, "gate.unfit"),
        "unscored": message(language, "state.unscored"),
        MARKUP: message(language, "state.stopped"),
        "damaged": message(language, "state.unreadable"),
    }
    assert items.keys() == said.keys()
    for name, words in said.items():
        assert words in text_of(items[name])
        assert ("/evaluation/runs/" in items[name]) is (name in ("fit", "unfit"))
        assert ("/evaluation/continue?" in items[name]) is (name in ("unscored", MARKUP))
    assert message(language, "state.short", short=1) in text_of(items["unfit"])
    assert 'value="&lt;b&gt;&amp; &#39;one&#39;"' in items[MARKUP]


def test_the_two_latest_reports_are_offered_to_be_compared(runs: list[Listed | Unreadable]) -> None:
    reported = [run.name for run in runs if isinstance(run, Listed) and run.metrics]
    chosen = re.findall(r'<option value="([^"]*)" selected>', page_of(Overview(None, runs)))
    assert chosen == [reported[1], reported[0]]


@languages
@pytest.mark.parametrize(
    ("left", "key"),
    [(None, "left"), (3, "left_seconds"), (60, "left_minute"), (89.9, "left_minute")],
)
def test_the_progress_is_said_in_words(left: float | None, key: str, language: Language) -> None:
    said = status(Progress("one", "asking", 1200, 1769, left), Wording(language))
    plain = re.sub("[\u2066-\u2069]", "", said)
    asked = message(language, "window.asked", done="1,200", total="1,769")
    assert plain == f"{asked} · {message(language, f'window.{key}')}"


def test_minutes_are_rounded() -> None:
    said = status(Progress("one", "asking", 1, 2, 5 * 60 + 20), Wording("en"))
    assert re.sub("[\u2066-\u2069]", "", said).endswith("about 5 minutes left")


@languages
def test_while_a_run_goes_on_none_can_be_started(runs: list[Listed | Unreadable], language: Language) -> None:
    page = page_of(Overview(Progress(MARKUP, "asking", 3, 12, 60), runs), language)
    assert MARKUP not in page
    assert '<progress id="bar" aria-labelledby="now-heading" max="12" value="3">' in page
    assert "/evaluation/start" not in page
    assert page.count('class="quiet"') - page.count("disabled>") == 1
    # For those without scripts.
    assert '<noscript><meta http-equiv="refresh"' in page


def test_while_figures_are_worked_out_there_is_nothing_to_cancel() -> None:
    page = page_of(Overview(Progress("one", "scoring", 12, 12), []))
    assert message("en", "window.scoring") in page
    assert re.search(r'<form[^>]*cancel[^>]* hidden id="cancel">', page)


@languages
@pytest.mark.parametrize("stage", ["done", "cancelled", "failed"])
def test_what_became_of_a_run_is_said(stage: Stage, language: Language) -> None:
    error = RunError("cannot write to /secret/path") if stage == "failed" else None
    page = page_of(Overview(Progress("one", stage, 3, 12, error=error), []), language)
    values = {"done": 3, "total": 12} if stage == "cancelled" else {}
    assert message(language, f"window.{stage}", name="one", **values) in text_of(page)
    assert (message(language, "refused.folder") in page) is (stage == "failed")
    assert "/secret/path" not in page
    assert ("/evaluation/continue?" in page) is (stage != "done")


@pytest.mark.parametrize("stage", ["done", "cancelled", "failed"])
def test_a_run_that_was_brought_to_its_end_elsewhere_is_no_longer_said_to_have_stopped(
    runs: list[Listed | Unreadable], stage: Stage
) -> None:
    for name, settled in (("fit", True), ("unscored", False), (MARKUP, False)):
        page = page_of(Overview(Progress(name, stage, 1, 3), runs))
        assert ('id="outcome"' not in page) is (settled and stage != "done")


@languages
def test_what_is_refused_is_said_and_what_was_typed_stays(language: Language) -> None:
    order = Order(["dev"], variations=False, baselines=True, name=MARKUP)
    page = page_of(Overview(None, [], order, UNKNOWN), language)
    assert f'role="alert" tabindex="-1" autofocus>{message(language, "refused.unknown")}<' in page
    assert 'value="dev" checked' in page
    assert 'name="varied" value="true">' in page
    assert 'name="baselines" value="true" checked>' in page
    assert 'value="&lt;b&gt;&amp; &#39;one&#39;">' in page


def test_the_mark_changes_with_all_but_the_progress() -> None:
    def mark(run: str, stage: Stage, done: int = 0) -> str:
        return Overview(Progress(run, stage, done, 9), []).mark

    assert mark("one", "asking", 1) == mark("one", "asking", 2) == mark("one", "scoring", 9)
    marks = {mark("one", "asking"), mark("two", "asking"), mark("one", "done"), mark("one", "cancelled")}
    assert len({*marks, Overview(None, []).mark}) == 5


def test_what_was_asked_is_named_by_its_halves() -> None:
    assert [part_of(halves) for halves in (("test", "dev"), ["dev"], ["test"])] == ["whole", "dev", "test"]
