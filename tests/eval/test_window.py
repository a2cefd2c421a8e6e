"""The page of evaluation as people meet it: served beside the chat, driven in a real browser.

Tests name the server before the browser, so that no page is left open on a server that has stopped.
"""

import http.client
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.message import message as of_chat
from assistant.perimeter import Perimeter
from corpus import LANGUAGES, Language
from eval.lock import locked
from eval.message import message
from eval.run import load_run
from eval.settings import EvalSettings
from eval.window import PAGE
from eval.wording import Wording
from tests.assistant.test_chat import ask, fetch, overflow, running, served
from tests.eval import sample
from tests.eval.test_listing import RIGHT, keep, threshold
from tests.eval.test_main import CASES, DELETING

languages = pytest.mark.parametrize("language", LANGUAGES)
sizes = pytest.mark.parametrize("size", ["desktop", "phone"])
Open = Callable[..., Page]
SECONDS = 60
"""What takes longer has failed."""
TOTAL = 5
"""How many questions there are, each asked once."""
HELD = "Will it rain tomorrow?"


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """A busy machine takes longer for a page than the five seconds that Playwright waits."""
    expect.set_options(timeout=SECONDS * 1000)
    yield
    expect.set_options(timeout=5000)


class Held(Assistant):
    """The real assistant, that can be made to wait before one question of the set."""

    def __init__(self, settings: EvalSettings) -> None:
        super().__init__(settings)
        self.free = threading.Event()
        self.free.set()

    def ask(self, question: str, **how: int) -> Reply:
        if question == HELD:
            assert self.free.wait(SECONDS)
        return super().ask(question, **how)


@pytest.fixture
def held(tmp_path: Path, assistant: Assistant, data_folder: Path) -> Held:
    """An assistant with a few cases, and room for runs."""
    assert assistant
    (tmp_path / "cases").mkdir()
    for language, content in CASES.items():
        (tmp_path / "cases" / f"test.{language}.yaml").write_text(content.replace("@", DELETING), "utf-8")
    settings = EvalSettings(
        data_folder=data_folder, cases_folder=tmp_path / "cases", runs_folder=tmp_path / "runs"
    )
    return Held(settings)


def alone(assistant: Assistant) -> Iterator[str]:
    """The page of evaluation without the chat, which takes its time to begin."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.add_middleware(Perimeter, pages=[PAGE])
    app.include_router(PAGE.open(assistant))
    yield from running(app)


def _let_go(serving: Iterator[str], held: Held) -> Iterator[str]:
    """Where something is served; at the end, nothing is held back any more, and the server stops."""
    yield next(serving)
    held.free.set()
    assert next(serving, None) is None


@pytest.fixture
def address(held: Held) -> Iterator[str]:
    """Where evaluation is served."""
    yield from _let_go(alone(held), held)


@pytest.fixture
def chat(held: Held) -> Iterator[str]:
    """Where the chat is served, with evaluation beside it."""
    yield from _let_go(served(held), held)


def post(address: str, path: str, form: dict[str, str], **headers: str) -> http.client.HTTPResponse:
    """What a form of the page would send, from the page unless the headers say otherwise."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=SECONDS)
    own = {"Origin": address.rstrip("/"), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/evaluation/{path}", urlencode(form), {**own, **headers})
    return connection.getresponse()


def make(page: Page, name: str, language: Language = "en") -> None:
    """A run from its start to its end, without other wordings."""
    page.uncheck("[name=varied]")
    page.fill("[name=name]", name)
    page.click(".start .button")
    expect(page.locator("#outcome.is-done")).to_contain_text(name)
    assert page.url.endswith(f"/evaluation?lang={language}")


def made(held: Held, *names: str) -> None:
    """Runs that were made before, the last one last."""
    for number, name in enumerate(names, start=1):
        file = keep(held.settings.runs_folder / name, RIGHT, threshold()) / "configuration.json"
        os.utime(file, (number, number))


def told(language: Language, key: str) -> str:
    return message(language, f"refused.{key}")


@languages
@sizes
def test_from_the_chat_to_a_run_its_report_and_back(
    chat: str, open_page: Open, language: Language, size: str
) -> None:
    page = open_page(f"{chat}?lang={language}", size)
    link = page.locator("#header nav a[href*=evaluation]")
    expect(link).to_be_visible()
    expect(link).to_contain_text(message(language, "window.title"))
    link.click()
    expect(page.locator("h1")).to_have_text(message(language, "window.title"))
    expect(page.locator("#latest")).to_contain_text(message(language, "window.latest_none"))
    assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]
    assert overflow(page) <= 0
    make(page, "الجولة الأولى" if language == "ar" else "The first run", language)
    assert overflow(page) <= 0
    expect(page.locator("#latest .verdict")).to_contain_text(message(language, "gate.unfit"))
    expect(page.locator("#runs .run")).to_have_count(1)
    page.click("#latest .button")
    expect(page.locator("h1")).to_have_text(message(language, "report.title"))
    expect(page.locator("#plot-rates svg.main-svg").first).to_be_visible()
    page.select_option("[name=wrong]", "false_decline")
    shown = page.locator(".case:visible")
    assert [case.get_attribute("id") for case in shown.all()] == ["case-test-e3"]
    assert overflow(page) <= 0
    page.click("#switch")
    other: Language = "en" if language == "ar" else "ar"
    expect(page.locator("h1")).to_have_text(message(other, "report.title"))
    page.click(".band nav a >> nth=0")
    expect(page.locator("h1")).to_have_text(message(other, "window.title"))
    page.click(".band nav a >> nth=0")
    expect(page.locator("#header h1")).to_have_text(of_chat(other, "chat.title"))


@languages
def test_everybody_sees_the_run_and_whoever_cancels_it_can_go_on_with_it(
    address: str, open_page: Open, held: Held, language: Language
) -> None:
    held.free.clear()
    page, other = (open_page(f"{address}evaluation?lang={language}") for _ in range(2))
    page.uncheck("[name=varied]")
    page.fill("[name=name]", "one")
    page.click(".start .button")
    words = Wording(language).say("window.asked", done="\u20661\u2069", total=f"\u2066{TOTAL}\u2069")
    for shown in (page, other):
        expect(shown.locator("#words")).to_contain_text(words)
        expect(shown.locator("#bar")).to_have_js_property("value", 1)
        expect(shown.locator("#bar")).to_have_js_property("max", TOTAL)
    page.reload()
    expect(page.locator("#words")).to_contain_text(words)
    expect(page.locator("#runs .run")).to_have_count(0)
    # A second one is refused, whatever an old page offers.
    refused = post(address, f"start?lang={language}", {"what": "whole", "name": "two"})
    assert refused.status == 409
    assert told(language, "busy") in refused.read().decode("utf-8")
    page.click("#cancel button")
    held.free.set()
    for shown in (page, other):
        expect(shown.locator("#outcome.is-cancelled")).to_be_visible()
        expect(shown.locator("#runs .run")).to_contain_text(message(language, "state.stopped"))
    expect(other.locator("#said")).to_contain_text("one")
    page.click("#outcome button")
    for shown in (page, other):
        expect(shown.locator("#outcome.is-done")).to_be_visible()
    lines = (
        (held.settings.runs_folder / "one" / "answers" / "assistant.jsonl").read_text("utf-8").splitlines()
    )
    assert len({json.loads(line)["case"] for line in lines}) == len(lines) == TOTAL


def test_the_chat_goes_on_answering_and_keeps_its_conversation(
    chat: str, open_page: Open, held: Held
) -> None:
    held.free.clear()
    page = open_page(chat)
    expect(page.locator(".welcome")).to_be_visible()
    assert not page.locator("#header nav a[href*=evaluation]").get_attribute("target")
    assert post(chat, "start", {"name": "one"}).status == 303
    ask(page, "Can I answer this tweet?")
    expect(page.locator(".turn.answered")).to_have_count(1)
    assert json.loads(fetch(chat, "/evaluation/state").read())["stage"] == "asking"
    with page.context.expect_page() as opened:
        page.click("#header nav a[href*=evaluation]")
    expect(opened.value.locator("#bar")).to_be_visible()
    opened.value.close()
    expect(page.locator(".turn.answered")).to_have_count(1)


@languages
def test_two_runs_are_seen_side_by_side(
    address: str, open_page: Open, held: Held, language: Language
) -> None:
    made(held, "one", "two & three")
    page = open_page(f"{address}evaluation?lang={language}")
    expect(page.locator("[name=before]")).to_have_value("one")
    expect(page.locator("[name=after]")).to_have_value("two & three")
    page.click("#compare .button")
    expect(page.locator("h1")).to_have_text(message(language, "compare.title"))
    expect(page.locator(".opening")).to_contain_text("two & three")
    expect(page.locator("#verdict")).to_contain_text(message(language, "compare.verdict_same"))
    page.click("#switch")
    other: Language = "en" if language == "ar" else "ar"
    expect(page.locator("h1")).to_have_text(message(other, "compare.title"))
    expect(page.locator(".opening")).to_contain_text("two & three")


def test_what_somebody_is_choosing_stays_when_a_run_ends(address: str, open_page: Open, held: Held) -> None:
    made(held, "one", "two")
    page = open_page(f"{address}evaluation")
    held.free.clear()
    assert post(address, "start", {"name": "three"}).status == 303
    expect(page.locator("#bar")).to_be_visible()
    page.select_option("[name=before]", "two")
    page.focus("[name=after]")
    held.free.set()
    expect(page.locator("#outcome.is-done")).to_contain_text("three")
    expect(page.locator("[name=before]")).to_have_value("two")
    expect(page.locator("[name=after]")).to_have_value("three")
    expect(page.locator("[name=after]")).to_be_focused()


def test_the_keyboard_alone_starts_a_run(address: str, open_page: Open) -> None:
    page = open_page(f"{address}evaluation")
    page.locator("[name=what]:checked").focus()
    for key in ("ArrowDown", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    expect(page.locator("#outcome.is-done")).to_be_visible()
    expect(page.locator("#runs .run")).to_contain_text(message("en", "window.test"))


def test_a_lost_connection_is_said(open_page: Open, held: Held) -> None:
    serving = alone(held)
    page = open_page("about:blank", quiet=True)
    page.goto(f"{next(serving)}evaluation")
    expect(page.locator("#lost")).to_be_hidden()
    assert next(serving, None) is None
    expect(page.locator("#lost")).to_be_visible()


def test_a_server_that_stops_stops_its_run_and_the_next_one_goes_on_with_it(held: Held) -> None:
    serving = served(held)
    held.free.clear()
    first = next(serving)
    assert post(first, "start", {"name": "one"}).status == 303
    threading.Timer(0.5, held.free.set).start()
    assert next(serving, None) is None
    assert not [thread for thread in threading.enumerate() if thread.name == "run one"]
    serving = alone(Held(held.settings))
    second = next(serving)
    assert message("en", "state.stopped") in fetch(second, "/evaluation").read().decode("utf-8")
    assert post(second, "continue", {"name": "one"}).status == 303
    assert next(serving, None) is None


@languages
def test_a_run_that_goes_on_elsewhere_is_not_gone_on_with(
    address: str, open_page: Open, held: Held, language: Language
) -> None:
    held.free.clear()
    page = open_page(f"{address}evaluation?lang={language}", quiet=True)
    page.fill("[name=name]", "one")
    page.click(".start .button")
    page.click("#cancel button")
    held.free.set()
    expect(page.locator("#outcome.is-cancelled")).to_be_visible()
    with locked(load_run(held.settings.runs_folder / "one")):
        page.click("#outcome button")
        expect(page.locator("main > .told.is-failed").first).to_have_text(told(language, "held"))
    page.click("#outcome button")
    expect(page.locator("#outcome.is-done")).to_be_visible()


@languages
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../x", "name"),
        (".x", "name"),
        ("x" * 81, "name"),
        ("🙂" * 70, "name"),
        ("a\nb", "name"),
        ("\u202ex", "name"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_stays_in_the_form(
    address: str, held: Held, name: str, kind: str, language: Language
) -> None:
    refused = post(address, f"start?lang={language}", {"what": "test", "name": name})
    page = refused.read().decode("utf-8")
    assert refused.status == 400
    assert told(language, kind) in page
    assert 'value="test" checked' in page
    assert not held.settings.runs_folder.exists()


@pytest.mark.parametrize("chosen", [True, False])
def test_what_is_chosen_in_the_form_is_what_is_asked(address: str, held: Held, chosen: bool) -> None:
    held.free.clear()
    boxes = {"varied": "true", "baselines": "true"} if chosen else {}
    assert post(address, "start", {"what": "test", "name": "one", **boxes}).status == 303
    made = load_run(held.settings.runs_folder / "one").configuration
    assert (made.splits, made.variations, made.baselines) == (("test",), chosen, chosen)
    assert post(address, "cancel", {"name": "one"}).status == 303


def test_a_name_that_is_taken_is_refused(address: str, held: Held) -> None:
    made(held, "one")
    refused = post(address, "start", {"name": "one"})
    assert refused.status == 409
    assert told("en", "taken") in refused.read().decode("utf-8")


@languages
def test_faults_are_said_in_plain_words_and_their_details_stand_in_the_log(
    address: str, held: Held, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    file = held.settings.cases_folder / "test.en.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: far", "kind: fat"), "utf-8")
    refused = post(address, f"start?lang={language}", {"name": "one"})
    page = refused.read().decode("utf-8")
    assert refused.status == 500
    assert told(language, "cases") in page
    assert "test.en.yaml" not in page
    assert "test.en.yaml:" in caplog.text
    assert "Traceback" not in caplog.text
    # A file stands where the folder of runs ought to be.
    file.write_text(file.read_text("utf-8").replace("kind: fat", "kind: far"), "utf-8")
    held.settings.runs_folder.write_text("", "utf-8")
    refused = post(address, f"start?lang={language}", {"name": "one"})
    assert refused.status == 500
    assert told(language, "folder") in refused.read().decode("utf-8")
    assert fetch(address, "/evaluation").status == 200


@languages
def test_a_report_without_figures_is_refused_with_what_to_do(
    address: str, held: Held, language: Language
) -> None:
    made(held, "one")
    for content in ("{", None):
        file = held.settings.runs_folder / "one" / "metrics.json"
        file.write_text(content, "utf-8") if content else file.unlink()
        answer = fetch(address, f"/evaluation/runs/one?lang={language}")
        assert answer.status == 409
        assert told(language, "unscored") in answer.read().decode("utf-8")


def test_a_fault_of_the_program_is_said_in_plain_words(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("eval.window.names", lambda settings: 1 / 0)
    answer = fetch(address, "/evaluation/runs/one")
    page = answer.read().decode("utf-8")
    assert answer.status == 500
    assert told("en", "program") in page
    assert "ZeroDivisionError" not in page
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("path", ["continue", "cancel"])
def test_what_is_no_run_cannot_be_gone_on_with(address: str, path: str) -> None:
    answer = post(address, path, {"name": "none"})
    assert answer.status == (404 if path == "continue" else 303)


def test_no_folder_but_those_of_runs_can_be_read(address: str, held: Held, tmp_path: Path) -> None:
    made(held, "one")
    keep(tmp_path / "elsewhere", RIGHT, threshold())
    for name in ("../elsewhere", str(tmp_path / "elsewhere"), "../runs/one", "one/", "none", ".", "one\0"):
        for path in (f"runs/{quote(name, safe='')}", f"compare?before=one&after={quote(name, safe='')}"):
            assert fetch(address, f"/evaluation/{path}").status == 404, path
        assert post(address, "continue", {"name": name}).status == 404, name
    assert fetch(address, "/evaluation/runs/one").status == 200


@pytest.mark.parametrize(
    ("before", "after", "kind"), [("one", "one", "choose"), ("", "", "choose"), ("one", "two", "apart")]
)
def test_runs_that_cannot_be_compared_are_refused(
    address: str, held: Held, before: str, after: str, kind: str
) -> None:
    made(held, "one")
    other = [sample.case("test-en-9")]
    keep(held.settings.runs_folder / "two", [sample.result(other[0], "a")], threshold(), cases=other)
    answer = fetch(address, f"/evaluation/compare?before={before}&after={after}&lang=ar")
    assert answer.status in (400, 409)
    assert told("ar", kind) in answer.read().decode("utf-8")


def test_another_site_cannot_start_a_run(address: str, held: Held) -> None:
    for origin in ("https://evil.example", "null"):
        assert post(address, "start", {"name": "one"}, Origin=origin).status == 403
    assert not held.settings.runs_folder.exists()


def test_a_form_without_end_is_refused(address: str, held: Held) -> None:
    assert post(address, "start", {"name": "x" * 20_000}).status == 413
    assert not held.settings.runs_folder.exists()


@pytest.mark.parametrize("name", ["../window.py", "..%2Fwindow.py", "none.css", "messages"])
def test_only_styles_and_scripts_are_served(address: str, name: str) -> None:
    assert fetch(address, f"/evaluation/static/{name}").status == 404


def test_what_draws_the_plots_is_fetched_once_in_a_while(address: str) -> None:
    answer = fetch(address, "/evaluation/static/plotly.min.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "max-age=3600"
    assert len(answer.read()) > 1_000_000
