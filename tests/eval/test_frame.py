import json
import re

import pytest
from jinja2 import UndefinedError

from eval.frame import STATIC, Frame


def test_a_file_has_its_style_and_scripts_in_it() -> None:
    frame = Frame("en")
    assert (STATIC[0] / "report.css").read_text("utf-8") in frame.style("report.css")
    assert "--paper:" in frame.style("palette.css")
    assert (STATIC[0] / "report.js").read_text("utf-8") in frame.script("report.js")
    plotly = frame.script("plotly.min.js")
    assert len(plotly) > 1_000_000
    assert plotly.startswith("<script>")
    # Nothing in it ends the element before its end.
    assert plotly.count("</script") == 1


def test_a_page_of_the_window_links_to_them_and_its_scripts_carry_the_nonce() -> None:
    frame = Frame("en", assets="/eval/static", nonce='n"1')
    assert frame.style("report.css") == '<link rel="stylesheet" href="/eval/static/report.css">'
    assert frame.script("plots.js") == '<script nonce="n&#34;1" src="/eval/static/plots.js"></script>'
    assert frame.data("plots", {}).startswith('<script nonce="n&#34;1" type="application/json"')


def test_data_cannot_end_its_element() -> None:
    content = {"question": "</script><script>alert(1)</script><!--"}
    shown = Frame("en").data("plots", content)
    assert shown.count("<") == 2
    assert json.loads(re.sub(r"^<script[^>]*>|</script>$", "", shown)) == content


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(language: str, direction: str) -> None:
    page = Frame(language).render("base.html")  # type: ignore[arg-type]
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_links_stand_where_there_is_something_to_link_to() -> None:
    assert "<a href" not in Frame("en").render("base.html")
    page = Frame("en", home="/evaluation?a=1&b=2", other="report.ar.html").render("base.html")
    assert '<a href="/evaluation?a=1&amp;b=2">' in page
    assert '<a href="report.ar.html" id="switch" lang="ar">' in page


def test_a_value_that_a_template_needs_and_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="run"):
        Frame("en").render("report.html")
