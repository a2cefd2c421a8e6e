"""The report of a run: what it says, and how it is used in a real browser."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from plotly.offline import get_plotlyjs

from corpus import LANGUAGES, Language
from eval.frame import PLOTLY, STATIC, Frame
from eval.message import message
from eval.report import REPORT, report_page, write_reports
from eval.run import ASSISTANT, RunError
from eval.scoring import Scored
from eval.wording import Wording
from eval.worth import Beside
from tests.eval import evaluated

languages = pytest.mark.parametrize("language", LANGUAGES)
sizes = pytest.mark.parametrize("size", ["desktop", "phone"])
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def scored() -> Scored:
    return evaluated.scored(evaluated.run(), at_least=0.9)


def page_of(scored: Scored, language: Language = "en") -> str:
    """The page without what draws it."""
    return report_page(scored, Frame(language, assets="/static"))


def text_of(page: str) -> str:
    """What a page says, without its markup and the marks that keep figures in order."""
    text = html.unescape(re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL))
    return " ".join(re.sub("[\u2066\u2067\u2068\u2069]", "", text).split())


@languages
def test_every_case_is_in_the_page(scored: Scored, language: Language) -> None:
    page = page_of(scored, language)
    found = re.findall(r'<details class="case" id="case-([^"]*)"', page)
    assert found == [case.id for case in scored.run.cases]
    for case in scored.run.cases:
        assert html.escape(case.question).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page


def test_markup_in_a_question_is_text(scored: Scored) -> None:
    page = page_of(scored)
    assert evaluated.MARKUP not in page
    assert "&lt;script&gt;document.title" in page
    assert "{{ 7*7 }}" in page


@languages
def test_a_run_that_reaches_everything_is_fit_for_use(language: Language) -> None:
    page = text_of(page_of(evaluated.scored(evaluated.whole()), language))
    assert f"{message(language, 'gate.heading')} {message(language, 'gate.fit')} " in page
    assert message(language, "gate.fit_why", count=3) in page
    assert message(language, "gate.unfit") not in page
    assert message(language, "gate.incomplete") not in page


@languages
def test_a_run_short_of_its_aim_is_fit_and_the_page_says_where_it_is_short(language: Language) -> None:
    page = text_of(page_of(evaluated.scored(evaluated.whole(), aim=1.1), language))
    assert f"{message(language, 'gate.heading')} {message(language, 'gate.fit')} " in page
    assert message(language, "gate.fit_but", aims=2) in page
    assert page.index(message(language, "gate.aims")) < page.index(f"{message(language, 'gate.reached')} 1")


@languages
def test_a_run_that_falls_short_is_not_fit_and_what_falls_short_comes_first(
    scored: Scored, language: Language
) -> None:
    page = text_of(page_of(evaluated.scored(evaluated.whole(), at_least=1.1), language))
    assert f"{message(language, 'gate.heading')} {message(language, 'gate.unfit')} " in page
    assert message(language, "gate.unfit_why", short=2, count=3) in page
    assert message(language, "gate.incomplete") not in page
    short, reached = message(language, "gate.short"), message(language, "gate.reached")
    assert page.index(f"{short} 2") < page.index(f"{reached} 1")
    assert evaluated.REASON[language] in page


@languages
def test_of_a_run_that_is_not_whole_the_page_says_that_nothing_can_be_said(
    scored: Scored, language: Language
) -> None:
    page = text_of(page_of(scored, language))
    assert f"{message(language, 'gate.heading')} {message(language, 'gate.unknown')} " in page
    assert message(language, "gate.incomplete") in page


@languages
def test_of_a_run_of_one_half_the_page_says_how_much_was_not_measured(language: Language) -> None:
    cases = [case for case in evaluated.CASES if case.split == "dev"]
    page = text_of(page_of(evaluated.scored(evaluated.run("half", cases)), language))
    assert f"{message(language, 'gate.heading')} {message(language, 'gate.unknown')} " in page
    assert message(language, "gate.unmeasured_why", unmeasured=3, count=3) in page


def test_a_threshold_stands_with_what_was_measured(scored: Scored) -> None:
    page = text_of(page_of(scored))
    (check,) = [c for c in scored.gate.checks if c.threshold.language == "ar"]
    assert check.measurement is not None
    assert check.measurement.value == pytest.approx(4 / 7)
    low, high = check.measurement.low, check.measurement.high
    assert f"Measured 57.1% ({100 * low:.0f}% to {100 * high:.0f}%) Threshold at least 90%" in page


def test_a_threshold_over_cases_that_cannot_be_scored_says_so() -> None:
    unscored = evaluated.scored(evaluated.run("old", corpus="another"))
    answered = sum(judged.answered and judged.case.split == "test" for judged in unscored.cases)
    assert message("en", "gate.unscored", count=answered) in text_of(page_of(unscored))


def test_a_run_of_one_half_has_only_its_figures() -> None:
    cases = [case for case in evaluated.CASES if case.split == "dev"]
    page = text_of(page_of(evaluated.scored(evaluated.run("dev", cases))))
    assert message("en", "report.test") not in page
    assert message("en", "report.dev") in page
    assert message("en", "gate.unmeasured") in page


@languages
def test_every_system_stands_below_the_assistant_with_its_difference(
    scored: Scored, language: Language
) -> None:
    page = page_of(scored, language)
    tables = re.findall(r'<table class="systems">.*?</table>', page, flags=re.DOTALL)
    word, found = Wording(language), scored.worth
    assert found is not None
    assert len(tables) == len(LANGUAGES)
    for spoken, table in zip(LANGUAGES, tables, strict=True):
        rows = re.findall(r"<tr.*?</tr>", table, flags=re.DOTALL)[1:]
        names = [re.findall(r'<th scope="row">(.*?)</th>', row)[0] for row in rows]
        assert names == [word.system(key) for key in ("assistant", "quickstart", "without_examples")]
        for system, row in zip(found.systems, rows[1:], strict=True):
            cells = re.findall(r"<td>(.*?)</td>", row, flags=re.DOTALL)
            for metric, cell in zip(found.metrics, cells, strict=True):
                difference = found.of(system, metric, spoken)
                assert difference is not None
                assert word.value(metric, difference.after) in cell
                shown = word.difference(metric, difference.change) in cell
                assert shown == (difference.better is not None)
    assert message(language, "report.worth_note") in text_of(page)


def test_a_difference_that_is_more_than_chance_says_so(scored: Scored) -> None:
    assert scored.worth is not None
    one = scored.worth.of("quickstart", "answered", "en")
    assert one is not None
    badge = f'<span class="badge is-better">{message("en", "figure.chance")}</span>'
    assert badge not in page_of(scored)
    found = tuple(
        Beside(b.system, replace(one, p=0.01)) if b.difference is one else b for b in scored.worth.found
    )
    assert page_of(replace(scored, worth=replace(scored.worth, found=found))).count(badge) == 1


def test_without_other_systems_there_is_no_comparison() -> None:
    run = evaluated.run()
    alone = replace(run, results={ASSISTANT: run.results[ASSISTANT]})
    assert message("en", "report.worth") not in page_of(evaluated.scored(alone))


def shown_case(page: str, id_: str) -> str:
    start = page.index(f'id="case-{id_}"')
    return page[start : page.index('<p class="facts">', start)]


def test_a_case_says_what_was_expected_what_came_and_what_went_wrong(scored: Scored) -> None:
    page = page_of(scored)
    omitted = text_of(shown_case(page, "test-omitted-en"))
    assert message("en", "wrong.omission") in omitted
    assert "Be kind. left out" in omitted
    assert "“Write plainly.” [1]" in omitted
    section = evaluated.sample.CORPUS.section("guide#a")
    assert " › ".join(section.heading_path) in omitted
    assert f"[1] {section.heading}" in omitted
    assert message("en", "case.answers") in omitted
    assert message("en", "case.supports") in omitted
    yes = text_of(shown_case(page, "test-yes-en"))
    assert "What the guidance says: no" in yes
    assert "What it said: yes" in yes
    assert message("en", "wrong.dangerous") in yes
    second = text_of(shown_case(page, "test-second-en"))
    assert message("en", "wrong.not_first") in second
    assert message("en", "case.beside") in second
    assert message("en", "case.decline") in text_of(shown_case(page, "test-answered-en"))
    assert "The guidance does not say." in text_of(shown_case(page, "test-declined-en"))
    assert "OSError: no room" in text_of(shown_case(page, "test-failed-en"))
    assert message("en", "case.unasked") in text_of(shown_case(page, "test-unasked-en"))
    assert message("en", "case.right") in text_of(shown_case(page, "test-right-en"))


def test_a_question_and_a_quotation_keep_their_own_language_in_the_other_page(scored: Scored) -> None:
    case = shown_case(page_of(scored, "ar"), "test-right-en")
    assert '<bdi lang="en" dir="ltr">What about test-right?</bdi>' in case
    assert '<bdi class="foreign" lang="ar" dir="rtl">“اكتب بوضوح. كن لطيفاً.”</bdi>' in case
    assert '<blockquote lang="en" dir="ltr">Write plainly. Be kind.</blockquote>' in case


def test_headings_are_in_order_and_cells_of_headings_have_a_scope(scored: Scored) -> None:
    page = page_of(scored)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert re.findall(r"<th(?! scope=)[^e].*?>", page) == []
    assert re.findall(r'\son\w+="|style="', page) == []


def test_reports_are_written_in_both_languages_and_lead_to_each_other(tmp_path: Path) -> None:
    run = replace(evaluated.run(), folder=tmp_path)
    file = write_reports(evaluated.scored(run))
    assert file == tmp_path / "report.html"
    assert sorted(f.name for f in tmp_path.iterdir()) == sorted(REPORT.values())
    assert '<a href="report.ar.html" id="switch"' in file.read_text("utf-8")
    assert '<a href="report.html" id="switch"' in (tmp_path / "report.ar.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    run = replace(evaluated.run(), folder=tmp_path / "gone")
    with pytest.raises(RunError, match=r"cannot write .*gone"):
        write_reports(evaluated.scored(run))


@pytest.fixture(scope="module")
def files(scored: Scored, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run's reports."""
    folder = tmp_path_factory.mktemp("run")
    write_reports(replace(scored, run=replace(scored.run, folder=folder)))
    return folder


def shown(page: Page) -> list[str]:
    """The cases that are shown."""
    ids = page.eval_on_selector_all(".case:not([hidden])", "all => all.map(one => one.id)")
    return [id_.removeprefix("case-") for id_ in ids]


@languages
@sizes
def test_the_file_opens_by_itself_with_plots_and_what_went_wrong(
    open_page: Open, files: Path, scored: Scored, language: Language, size: str
) -> None:
    page = open_page((files / REPORT[language]).as_uri(), size)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language,
        {"en": "ltr", "ar": "rtl"}[language],
    ]
    for name in ("rates", "risk", "calibration", "robustness"):
        plot = page.locator(f"#plot-{name}")
        expect(plot.locator("svg.main-svg").first).to_be_visible()
        expect(plot.locator(".modebar")).to_have_count(0)
        assert message(language, "language.ar") in plot.locator(".legend").text_content()
    wrong = [judged.case.id for judged in scored.cases if judged.went_wrong]
    assert 0 < len(wrong) < len(scored.cases)
    assert shown(page) == wrong
    count = message(language, "filter.shown", shown=len(wrong), total=len(scored.cases))
    expect(page.locator("#count")).to_have_text(count)
    page.click("#open")
    for summary in page.locator(".more > summary, .plot-figure summary, .checks > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.title().startswith(message(language, "report.title"))


@languages
def test_cases_are_chosen_by_what_went_wrong_and_more(
    open_page: Open, files: Path, scored: Scored, language: Language
) -> None:
    page = open_page((files / REPORT[language]).as_uri())
    page.select_option("[name=wrong]", "none")
    assert shown(page) == [judged.case.id for judged in scored.cases if not judged.went_wrong]
    page.select_option("[name=wrong]", "all")
    assert shown(page) == [judged.case.id for judged in scored.cases]
    page.select_option("[name=wrong]", "dangerous")
    assert shown(page) == ["test-yes-en", "test-yes-ar"]
    page.select_option("[name=language]", "ar")
    assert shown(page) == ["test-yes-ar"]
    page.click("button[type=reset]")
    expect(page.locator("[name=language]")).to_have_value("all")
    page.select_option("[name=wrong]", "all")
    page.select_option("[name=half]", "dev")
    page.select_option("[name=kind]", "far")
    assert shown(page) == ["dev-far-en", "dev-far-ar"]
    page.fill("[name=find]", "WHAT dev-far")
    assert shown(page) == ["dev-far-en"]
    page.fill("[name=find]", "nothing like it")
    assert shown(page) == []
    expect(page.locator("#none")).to_be_visible()


def test_what_was_chosen_is_in_the_address_and_comes_back(open_page: Open, files: Path) -> None:
    address = (files / "report.html").as_uri()
    page = open_page(address)
    page.select_option("[name=wrong]", "false_decline")
    page.select_option("[name=language]", "en")
    page.fill("[name=find]", "declined about")
    assert page.evaluate("location.href") == f"{address}#wrong=false_decline&language=en&find=declined+about"
    again = open_page(page.url)
    assert shown(again) == ["test-declined-en"]
    expect(again.locator("[name=find]")).to_have_value("declined about")
    expect(again.locator("#cases")).to_be_in_viewport()


def test_a_number_leads_to_its_cases_and_an_address_to_one_case(open_page: Open, files: Path) -> None:
    page = open_page((files / "report.html").as_uri())
    page.click('.counts a[href="#wrong=not_first&language=ar"]')
    expect(page.locator("#cases h2")).to_be_in_viewport()
    assert shown(page) == ["test-second-ar"]
    one = open_page((files / "report.html").as_uri() + "#case-test-right-ar")
    expect(one.locator("#case-test-right-ar .said")).to_be_in_viewport()


def test_the_keyboard_alone_opens_a_case(open_page: Open, files: Path) -> None:
    page = open_page((files / "report.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.case > summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".case[open] .said, .case[open] .failure").first).to_be_visible()


def test_markup_in_a_question_runs_nothing_and_is_read_as_it_is(open_page: Open, files: Path) -> None:
    page = open_page((files / "report.html").as_uri() + "#wrong=all&find=document.title")
    assert page.locator("#case-test-markup h3 bdi").text_content() == evaluated.MARKUP
    assert page.title() != "run"


def test_a_page_of_the_window_works_where_only_its_own_scripts_may_run(
    open_page: Open, scored: Scored
) -> None:
    """Nothing in it needs 'unsafe-eval', which the window allows for Gradio's sake."""
    policy = (
        "default-src 'none'; script-src 'nonce-abc'; style-src 'self' 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    frame = Frame("en", assets="/static", nonce="abc", home="/evaluation", other="/report?lang=ar")
    answers = {"/report": (report_page(scored, frame), "text/html")}
    answers |= {
        f"/static/{f.name}": (f.read_text("utf-8"), "") for folder in STATIC for f in folder.glob("*.[cj]s*")
    }
    answers[f"/static/{PLOTLY}"] = (get_plotlyjs(), "text/javascript")
    types = {".css": "text/css", ".js": "text/javascript"}

    def answer(route: Route) -> None:
        path = re.sub(r"^http://127\.0\.0\.1:9", "", route.request.url)
        body, kind = answers[path]
        kind = kind or types[Path(path).suffix]
        headers = {"Content-Security-Policy": policy, "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(body=body, headers=headers)

    page = open_page("http://127.0.0.1:9/report", answer=answer)
    expect(page.locator("#plot-rates svg.main-svg").first).to_be_visible()
    expect(page.locator("#filters")).to_be_visible()
    expect(page.locator('a[href="/evaluation"]')).to_be_visible()
    page.hover("#plot-rates .points path >> nth=0", force=True)
