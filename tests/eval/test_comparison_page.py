"""Two runs as a page: what it says, and how it is used in a real browser."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from corpus import LANGUAGES, Language
from eval.comparison import Comparison, Difference, compare
from eval.comparison_page import comparison_page, write_comparison_pages
from eval.frame import Frame
from eval.message import message
from eval.run import RunError
from tests.eval import evaluated
from tests.eval.test_report import shown, text_of

languages = pytest.mark.parametrize("language", LANGUAGES)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return evaluated.compared()


def page_of(comparison: Comparison, language: Language = "en") -> str:
    return comparison_page(comparison, Frame(language, assets="/static"))


@languages
def test_it_says_how_many_cases_got_better_and_worse(comparison: Comparison, language: Language) -> None:
    page = text_of(page_of(comparison, language))
    assert message(language, "compare.verdict", better=1, worse=1) in page
    assert message(language, "compare.verdict_other", other=1, same=19) in page


def test_only_what_changed_is_listed_and_what_got_worse_comes_first(comparison: Comparison) -> None:
    found = re.findall(r'id="case-([^"]*)" data-change="(\w+)"', page_of(comparison))
    assert found == [
        ("test-right-ar", "worse"),
        ("test-declined-en", "better"),
        ("test-answered-en", "other"),
    ]


def test_a_case_has_both_answers_and_what_was_expected(comparison: Comparison) -> None:
    page = page_of(comparison)
    case = text_of(page[page.index('id="case-test-answered-en"') :])
    before, after, expected = (
        case.index(message("en", f"case.{key}")) for key in ("before", "after", "expected")
    )
    assert before < case.index("“Write plainly. Be kind.” [1]") < after
    assert after < case.index("“Think twice before you post.” [1]") < expected
    assert case.index(message("en", "case.decline")) > expected


def test_it_says_what_the_runs_were_made_with_that_differs(comparison: Comparison) -> None:
    page = text_of(page_of(comparison))
    assert "Revision of the program 0123456789ab unknown" in page
    assert "Confidence needed to answer 0.3 0.4" in page
    assert message("en", "made.corpus") not in page


@pytest.mark.parametrize(("p", "said"), [(0.01, "compare.surely"), (0.2, "compare.perhaps")])
@languages
def test_a_difference_is_said_to_be_chance_or_more(
    comparison: Comparison, p: float, said: str, language: Language
) -> None:
    differences = (Difference("answered", "test", None, 0.5, 0.75, p, 100),)
    page = text_of(page_of(replace(comparison, differences=differences), language))
    assert (
        f"{message(language, 'compare.better')} · {message(language, said)} p = {p:.3f} 50% 75% 100" in page
    )
    count = message(language, "compare.more_than_chance", count=1)
    none = message(language, "compare.no_more_than_chance")
    assert (count in page, none in page) == ((True, False) if p < 0.05 else (False, True))


def test_less_of_what_is_better_when_low_is_better(comparison: Comparison) -> None:
    differences = (Difference("omission", "test", None, 0.5, 0.25, 0.01, 100),)
    assert "Better · more than chance" in text_of(page_of(replace(comparison, differences=differences)))


@languages
def test_runs_that_do_not_differ_are_said_to_be_alike(language: Language) -> None:
    same = evaluated.run("one"), evaluated.run("other")
    page = text_of(page_of(compare(*same, evaluated.sample.CORPUS), language))
    for key in ("verdict_same", "made_same", "figures_none"):
        assert message(language, f"compare.{key}") in page


def test_markup_in_a_question_is_text() -> None:
    cases = [evaluated.MARKED]
    after = evaluated.sample.made(cases, [evaluated.sample.result(cases[0])], name="after")
    page = page_of(compare(evaluated.run("before", cases), after, evaluated.sample.CORPUS))
    assert evaluated.MARKUP not in page
    assert "&lt;script&gt;document.title" in page


@pytest.fixture(scope="module")
def files(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the later run."""
    folder = tmp_path_factory.mktemp("later")
    write_comparison_pages(replace(comparison, after=replace(comparison.after, folder=folder)))
    return folder


def test_pages_are_written_beside_the_later_run_and_lead_to_each_other(files: Path) -> None:
    assert sorted(file.name for file in files.iterdir()) == [
        "compare-earlier.ar.html",
        "compare-earlier.html",
    ]
    assert 'href="compare-earlier.ar.html" id="switch"' in (files / "compare-earlier.html").read_text("utf-8")
    assert 'href="compare-earlier.html" id="switch"' in (files / "compare-earlier.ar.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_named(comparison: Comparison, tmp_path: Path) -> None:
    gone = replace(comparison, after=replace(comparison.after, folder=tmp_path / "gone"))
    with pytest.raises(RunError, match=r"cannot write .*gone"):
        write_comparison_pages(gone)


@languages
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_answers_stand_side_by_side_or_one_below_the_other_on_a_phone(
    open_page: Open, files: Path, language: Language, size: str
) -> None:
    name = {"en": "compare-earlier.html", "ar": "compare-earlier.ar.html"}[language]
    page = open_page((files / name).as_uri(), size)
    page.click("#open")
    for summary in page.locator(".more > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    case = page.locator("#case-test-answered-en .sides").first
    before, after = (case.locator("> section").nth(n).bounding_box() for n in (0, 1))
    if size == "phone":
        assert after["y"] >= before["y"] + before["height"]
    else:
        assert after["y"] == before["y"]
        assert (after["x"] > before["x"]) == (language == "en")


def test_cases_are_chosen_by_what_changed_and_what_went_wrong(open_page: Open, files: Path) -> None:
    page = open_page((files / "compare-earlier.html").as_uri())
    assert shown(page) == ["test-right-ar", "test-declined-en", "test-answered-en"]
    page.select_option("[name=change]", "better")
    assert shown(page) == ["test-declined-en"]
    page.click("button[type=reset]")
    page.select_option("[name=wrong]", "false_decline")
    assert shown(page) == ["test-right-ar", "test-declined-en"]
    assert page.evaluate("location.hash") == "#wrong=false_decline"
    again = open_page(page.url + "&language=ar")
    assert shown(again) == ["test-right-ar"]
    expect(again.locator("#count")).to_have_text("1 of 3 cases")
