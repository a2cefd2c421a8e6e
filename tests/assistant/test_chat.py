"""The chat window as people meet it: served on a free port, driven in a real browser."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright

from assistant.answer import Abstention, Answer, Citation, Reply
from assistant.answering import Assistant
from assistant.chat import ChatError, application, serve
from assistant.message import message
from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER, Language
from index import EmbeddingModelError

QUESTIONS: dict[Language, str] = {
    "en": "Can I answer this tweet?",
    "ar": "هل يمكنني الرد على هذه التغريدة؟",
}
UNCOVERED: dict[Language, str] = {
    "en": "What will the weather be in London tomorrow?",
    "ar": "ما حالة الطقس في لندن غداً؟",
}
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
CHROMIUM = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
BOX, TURN = "#question textarea", ".turn:not(.pending)"
languages = pytest.mark.parametrize("language", ["en", "ar"])
sizes = pytest.mark.parametrize("size", SIZES)


class Staged:
    """The real assistant, but for questions that fail, last a while, or get a set answer."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant, self.corpus = assistant, assistant.corpus
        self.settings, self.starters = assistant.settings, assistant.starters

    writes = False

    def answering(self, question: str, **_: object) -> Iterator[Reply]:
        yield self.ask(question)

    def ask(self, question: str, **_: object) -> Reply:
        reply: Reply = self.assistant.ask(QUESTIONS["en"])
        if "fails" in question:
            raise RuntimeError("the index is gone, said /secret/path")
        if "unloadable" in question:
            raise EmbeddingModelError("the model is gone;\nset GUIDANCE_EMBEDDING_MODEL")
        if "lasts" in question:
            time.sleep(1.5)
        if "parallel" in question:
            cited = [
                ("social-media-guidance#foreword", "answers", None),
                ("social-media-guidance-summary-ar#foreword", "counterpart", 1),
            ]
            citations = []
            for number, (ref, role, original) in enumerate(cited, 1):
                section = self.corpus.section(ref)
                document = self.corpus.document(section.document)
                citations.append(Citation(number, document, section, 0, len(section.text), role, original))
            return replace(reply, result=Answer("Both. [1] [2]", tuple(citations)))
        return reply


def served(assistant: Assistant) -> Iterator[str]:
    """The chat of this assistant on a free loopback port."""
    yield from running(application(assistant))


def running(app: FastAPI) -> Iterator[str]:
    """An application on a free loopback port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def assistant(quoting: Assistant) -> Assistant:
    """Without approved answers: what the window does with these, `test_verdict_window.py` tells."""
    return quoting


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    yield from served(assistant)


@pytest.fixture(scope="module")
def staged(assistant: Assistant) -> Iterator[str]:
    yield from served(Staged(assistant))


@pytest.fixture(scope="module")
def contexts(chromium: str) -> Iterator[dict[str, BrowserContext]]:
    """A desktop and a phone, each with a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield {
            name: browser.new_context(
                viewport=size, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce"
            )
            for name, size in SIZES.items()
        }
        browser.close()


@pytest.fixture
def visit(contexts: dict[str, BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens a page. No page may ask another host, or complain of anything."""
    pages: list[Page] = []
    asked: list[str] = []
    complaints: list[str] = []

    def visit(address: str, language: Language = "en", size: str = "desktop") -> Page:
        page = contexts[size].new_page()
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        page.goto(address + ("?lang=ar" if language == "ar" else ""))
        expect(page.locator(".welcome")).to_be_visible()
        return page

    yield visit
    for page in pages:
        page.close()
    assert asked
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []
    assert complaints == []


def ask(page: Page, question: str) -> None:
    """Asks with Enter and waits for what comes of it."""
    before = page.locator(TURN).count()
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    expect(page.locator(TURN)).to_have_count(before + 1, timeout=20_000)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def paragraphs(place: Locator) -> str:
    return squeezed(" ".join(place.locator("p").all_text_contents()))


@languages
@sizes
def test_an_answer_stands_beside_the_whole_sections_that_it_quotes(
    visit: Callable[..., Page],
    address: str,
    assistant: Assistant,
    language: Language,
    size: str,
) -> None:
    page = visit(address, language, size)
    ask(page, QUESTIONS[language])
    answer = assistant.ask(QUESTIONS[language]).result
    assert isinstance(answer, Answer)
    shown = page.locator(".answer")
    assert paragraphs(shown) == squeezed(answer.text)
    assert shown.evaluate("e => [e.lang, getComputedStyle(e).direction]") == [
        language,
        {"en": "ltr", "ar": "rtl"}[language],
    ]
    for citation in answer.citations:
        source = page.locator(".source", has=page.locator(f"#turn-1-source-{citation.number}"))
        expect(source).to_be_visible()
        assert source.locator(".text").text_content() == citation.section.text
        marks = source.locator(f'mark[data-cites~="{citation.number}"]').all_text_contents()
        assert "".join(marks) == citation.quote
        assert source.locator("h4").text_content() == citation.document.title
        assert source.locator(".path").text_content() == " › ".join(citation.section.heading_path)
        assert citation.document.edition in source.locator("dl").text_content()
        link = source.locator(".link a")
        if citation.document.url:
            assert link.get_attribute("href") == citation.document.url
            assert link.get_attribute("rel") == "noopener noreferrer"
            assert link.get_attribute("target") == "_blank"
        else:
            expect(link).to_have_count(0)
    assert overflow(page) <= 0
    reply, first = page.locator(".reply").bounding_box(), page.locator(".source").first.bounding_box()
    if size == "phone":
        assert first["y"] >= reply["y"] + reply["height"]
    else:
        assert first["y"] < reply["y"] + reply["height"]
        assert (first["x"] > reply["x"]) == (language == "en")


@languages
def test_an_example_is_asked_with_one_click(
    visit: Callable[..., Page], address: str, language: Language
) -> None:
    page = visit(address, language)
    page.locator(".examples button", has_text=QUESTIONS[language]).click()
    expect(page.locator(".turn.answered .question bdi")).to_have_text(QUESTIONS[language], timeout=20_000)


def test_the_whole_page_changes_its_language_and_keeps_it_after_a_reload(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(address)
    ask(page, QUESTIONS["en"])
    page.fill(BOX, "half a question")

    def words(language: Language) -> None:
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]
        for place, key in [
            ("#top h1", "title"),
            ("#top header p", "subtitle"),
            ("#restart", "restart"),
            ("#switch", "switch"),
            ("#send", "send"),
            ("#hint .how", "hint"),
            ("#question label > span", "label"),
        ]:
            expect(page.locator(place)).to_have_text(message(language, f"chat.{key}"))
        assert page.title() == message(language, "chat.title")
        assert page.get_attribute(BOX, "placeholder") == message(language, "chat.placeholder")

    words("en")
    page.click("#switch")
    words("ar")
    expect(page.locator(".turn .question .label")).to_have_text(message("ar", "chat.asked"))
    expect(page.locator(".sources .source").first).to_contain_text(message("ar", "chat.role.answers"))
    # The answer stays in the language of its question, and nothing typed is lost.
    assert page.locator(".answer").get_attribute("lang") == "en"
    assert page.input_value(BOX) == "half a question"
    page.reload()
    expect(page.locator(".welcome h2")).to_have_text(message("ar", "chat.welcome"))
    words("ar")
    page.click("#switch")
    words("en")
    expect(page.locator(".welcome h2")).to_have_text(message("en", "chat.welcome"))
    page.reload()
    expect(page.locator(".welcome h2")).to_have_text(message("en", "chat.welcome"))
    words("en")


@languages
def test_nothing_is_wider_than_a_phone(visit: Callable[..., Page], staged: str, language: Language) -> None:
    page = visit(staged, language, "phone")
    assert overflow(page) <= 0
    for question in ("parallel", "word" * 400, "كلمة" * 400, "it fails"):
        ask(page, question)
        assert overflow(page) <= 0, question[:10]
    # Sections that say the same stand one below the other where there is no room side by side.
    page.locator("#turn-1 summary").click()
    upper, lower = (page.locator("#turn-1 .parallel .source").nth(n).bounding_box() for n in (0, 1))
    assert lower["y"] >= upper["y"] + upper["height"]
    assert overflow(page) <= 0


@languages
def test_sections_that_say_the_same_stand_side_by_side(
    visit: Callable[..., Page], staged: str, language: Language
) -> None:
    page = visit(staged, language)
    ask(page, "parallel")
    sources = page.locator(".parallel .source")
    expect(sources).to_have_count(2)
    english, arabic = (sources.nth(n).bounding_box() for n in (0, 1))
    assert english["y"] == arabic["y"]
    assert (arabic["x"] > english["x"]) == (language == "en")
    directions = "e => getComputedStyle(e.querySelector('.text')).direction"
    assert [sources.nth(n).evaluate(directions) for n in (0, 1)] == ["ltr", "rtl"]


@languages
def test_the_keyboard_alone_is_enough(visit: Callable[..., Page], address: str, language: Language) -> None:
    page = visit(address, language)

    def press_until(key: str, reached: str) -> None:
        for _ in range(60):
            if page.evaluate("wanted => document.activeElement.matches(wanted)", reached):
                return
            page.keyboard.press(key)
        pytest.fail(f"{key} does not reach {reached}")

    page.evaluate("document.activeElement.blur()")
    press_until("Tab", ".skip")
    page.keyboard.press("Enter")
    press_until("Tab", BOX)
    page.keyboard.type(QUESTIONS[language])
    page.keyboard.press("Enter")
    expect(page.locator(TURN)).to_have_count(1, timeout=20_000)
    assert page.evaluate("wanted => document.activeElement.matches(wanted)", BOX)
    assert page.input_value(BOX) == ""
    press_until("Shift+Tab", ".marker")
    number = page.evaluate("document.activeElement.textContent").strip("[]")
    page.keyboard.press("Enter")
    focused = page.locator(":focus")
    expect(focused).to_have_class(re.compile(r"\bsource\b.*\bis-shown\b"))
    expect(focused.locator(f'mark[data-cites~="{number}"]').first).to_have_class("is-shown")
    expect(focused.locator(f'mark[data-cites~="{number}"]').first).to_be_in_viewport()
    press_until("Tab", "#send")
    press_until("Shift+Tab", "#switch")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ar" if language == "en" else "en")


@languages
def test_markup_in_a_question_is_text(visit: Callable[..., Page], address: str, language: Language) -> None:
    question = (
        f"{QUESTIONS[language]} <img src=x onerror=\"document.title='run'\"> "
        "<script>document.title='run'</script> "
        "**bold** [link](http://elsewhere.example/) $x^2$ ![i](http://elsewhere.example/i.png) "
        '<img src="http://elsewhere.example/i.png"> {{7*7}} ${7*7} &lt;b&gt;'
    )
    page = visit(address, language)
    ask(page, question)
    asked = page.locator(".question bdi")
    assert asked.text_content() == question
    assert asked.evaluate("e => e.childElementCount") == 0
    assert page.locator("#conversation img, #conversation script, #conversation .katex").count() == 0
    assert page.title() == message(language, "chat.title")


def test_several_people_who_ask_at_once_get_their_own_answers(
    visit: Callable[..., Page],
    address: str,
    assistant: Assistant,
) -> None:
    questions = [QUESTIONS["en"], QUESTIONS["ar"], UNCOVERED["en"], UNCOVERED["ar"]]
    pages = [visit(address) for _ in questions]
    for page, question in zip(pages, questions, strict=True):
        page.fill(BOX, question)
    for page in pages:
        page.press(BOX, "Enter")
    for page, question in zip(pages, questions, strict=True):
        expect(page.locator(TURN)).to_have_count(1, timeout=20_000)
        result = assistant.ask(question).result
        assert page.locator(".question bdi").text_content() == question
        said = result.text if isinstance(result, Answer) else result.message
        assert squeezed(said) in paragraphs(page.locator(".reply"))


@languages
def test_no_answer_is_shown_calmly_as_what_it_is(
    visit: Callable[..., Page],
    address: str,
    assistant: Assistant,
    language: Language,
) -> None:
    page = visit(address, language)
    ask(page, UNCOVERED[language])
    result = assistant.ask(UNCOVERED[language]).result
    assert isinstance(result, Abstention)
    turn = page.locator(".turn.not_covered")
    expect(turn.locator("h3")).to_have_text(message(language, "chat.not_covered"))
    assert paragraphs(turn.locator(".reply")) == squeezed(result.message)
    expect(page.locator(".failed, .source, .marker")).to_have_count(0)
    expect(page.locator("#status p")).to_contain_text(message(language, "chat.not_covered"))


def test_a_question_without_end_gets_the_assistants_own_message(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(address)
    ask(page, "tweet " * 5_000)
    expect(page.locator(".turn.blocked h3")).to_have_text(message("en", "chat.blocked"))
    assert overflow(page) <= 0


def test_spaces_alone_ask_nothing(visit: Callable[..., Page], address: str) -> None:
    page = visit(address)
    page.fill(BOX, "  \n ")
    with page.expect_response("**/queue/join*"):
        page.press(BOX, "Enter")
    page.wait_for_timeout(500)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, QUESTIONS["en"])
    expect(page.locator(".turn")).to_have_count(1)


@languages
def test_a_failure_is_said_plainly_and_the_question_can_be_asked_again(
    visit: Callable[..., Page], staged: str, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    page = visit(staged, language)
    ask(page, QUESTIONS[language])
    ask(page, "this fails")
    failed = page.locator(".turn.failed")
    expect(failed.locator("h3")).to_have_text(message(language, "chat.failed"))
    expect(failed).to_contain_text(message(language, "chat.failure"))
    assert "RuntimeError" in caplog.text
    assert "Traceback" in caplog.text
    for technical in ("RuntimeError", "Traceback", "/secret/path", "index"):
        assert technical not in page.locator("body").inner_text()
    expect(page.locator(".turn.answered")).to_have_count(1)
    failed.get_by_role("button").click()
    expect(page.locator(TURN)).to_have_count(3)
    ask(page, QUESTIONS[language])
    expect(page.locator(".turn.answered")).to_have_count(2)


@languages
def test_while_a_text_is_at_fault_answers_go_on_and_say_on_which_state_they_rest(
    visit: Callable[..., Page],
    data_folder: Path,
    assistant: Assistant,
    tmp_path: Path,
    language: Language,
    caplog: pytest.LogCaptureFixture,
) -> None:
    texts, data = tmp_path / "نصوص", tmp_path / "data"
    shutil.copytree(SHIPPED_FOLDER, texts)
    shutil.copytree(data_folder, data)
    running = Assistant(AssistantSettings(corpus_folder=texts, data_folder=data))
    serving = served(running)
    try:
        page = visit(next(serving), language)
        ask(page, QUESTIONS[language])
        said = paragraphs(page.locator(".answer"))
        expect(page.locator(".outdated")).to_have_count(0)
        file = texts / "en" / "social-media-guidance.en.md"
        whole = file.read_text("utf-8")
        file.write_text(whole[: len(whole) // 2] + "\n## Half a head {#", "utf-8")
        for number, question in enumerate((QUESTIONS[language], UNCOVERED[language]), start=2):
            ask(page, question)
            notice = page.locator(f"#turn-{number} .outdated")
            expect(notice).to_be_visible()
            before, after = message(language, "chat.outdated", moment="|").split("|")
            assert notice.text_content().startswith(before)
            assert re.fullmatch(
                r".*20\d\d.* \d\d:\d\d \(UTC\S*\)", notice.text_content()[len(before) : -len(after)]
            )
            assert (
                notice.evaluate("e => getComputedStyle(e).direction") == {"en": "ltr", "ar": "rtl"}[language]
            )
            expect(page.locator("#status p")).to_contain_text(before)
        assert paragraphs(page.locator("#turn-2 .answer")) == said
        assert before in page.locator("#turn-2 [data-copy]").get_attribute("data-copy")
        expect(page.locator(".failed")).to_have_count(0)
        assert len(caplog.messages) == 1
        assert re.search(rf"{file}:\d+: ", caplog.text)
        assert "Traceback" not in caplog.text
        file.write_text(whole, "utf-8")
        ask(page, QUESTIONS[language])
        expect(page.locator("#turn-4 .outdated")).to_have_count(0)
        # What was said meanwhile still rests on what it did.
        expect(page.locator("#turn-2 .outdated")).to_have_count(1)
        assert len(caplog.messages) == 2
    finally:
        assert next(serving, None) is None


def test_what_the_assistant_itself_says_is_wrong_is_one_line_of_the_log(
    visit: Callable[..., Page], staged: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = visit(staged)
    ask(page, "unloadable")
    expect(page.locator(".turn.failed")).to_have_count(1)
    [record] = caplog.records
    assert record.exc_info is None
    assert (
        record.getMessage()
        == "a question could not be answered: the model is gone; set GUIDANCE_EMBEDDING_MODEL"
    )


@languages
def test_the_search_is_shown_while_it_lasts_and_a_second_question_waits_in_the_box(
    visit: Callable[..., Page], staged: str, language: Language
) -> None:
    page = visit(staged, language)
    page.fill(BOX, "this lasts")
    page.press(BOX, "Enter")
    expect(page.locator(".turn.pending .question bdi")).to_have_text("this lasts")
    expect(page.locator(".turn.pending .searching")).to_have_text(message(language, "chat.searching"))
    expect(page.locator("#status p")).to_have_text(message(language, "chat.searching"))
    waits = page.locator("#hint .waits")
    expect(waits).to_be_hidden()
    page.fill(BOX, "the next one")
    page.press(BOX, "Enter")
    expect(waits).to_be_visible()
    expect(waits).to_have_text(message(language, "chat.waits"))
    expect(page.locator(TURN)).to_have_count(1)
    expect(waits).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(1)
    assert page.input_value(BOX) == "the next one"
    page.press(BOX, "Enter")
    expect(page.locator(TURN)).to_have_count(2)
    expect(waits).to_be_hidden()


@languages
@sizes
def test_a_long_question_can_be_seen_to_go_on_and_the_ring_around_its_box_spares_the_label(
    visit: Callable[..., Page], address: str, language: Language, size: str
) -> None:
    page = visit(address, language, size)
    page.fill(BOX, "\n".join(f"{QUESTIONS[language]} {n}" for n in range(20)))
    box = page.locator(BOX)
    style = box.evaluate(
        "e => (s => [s.overflowY, s.scrollbarWidth, s.backgroundAttachment])(getComputedStyle(e))"
    )
    assert style[:2] == ["scroll", "auto"]
    assert style[2].startswith("local, local, scroll, scroll")
    assert box.evaluate("e => e.scrollHeight - e.clientHeight") > 100
    label = page.locator("#question label > span").first.bounding_box()
    ring = box.evaluate(
        "e => { const s = getComputedStyle(e);"
        " return e.getBoundingClientRect().top - parseFloat(s.outlineOffset) - parseFloat(s.outlineWidth); }"
    )
    assert page.evaluate("wanted => document.activeElement.matches(wanted)", BOX)
    assert label["y"] + label["height"] <= ring
    assert overflow(page) <= 0


def test_the_sources_of_earlier_answers_are_reached_again_and_a_new_conversation_is_empty(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(address)
    ask(page, QUESTIONS["en"])
    ask(page, QUESTIONS["ar"])
    expect(page.locator("#turn-1 .source").first).to_be_hidden()
    expect(page.locator("#turn-2 .source").first).to_be_visible()
    page.locator("#turn-1 .marker").first.click()
    expect(page.locator("#turn-1 .source").first).to_be_visible()
    page.click("#restart")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#question textarea")).to_be_focused()


def test_the_answer_can_be_copied_with_its_sources(
    visit: Callable[..., Page],
    address: str,
    assistant: Assistant,
) -> None:
    page = visit(address)
    ask(page, QUESTIONS["en"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text(message("en", "chat.copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    for citation in assistant.ask(QUESTIONS["en"]).result.citations:
        assert citation.quote in copied
        assert citation.document.title in copied


def test_a_lost_connection_is_said_and_the_question_stays(
    contexts: dict[str, BrowserContext], assistant: Assistant
) -> None:
    serving = served(assistant)
    page = contexts["phone"].new_page()
    page.goto(f"{next(serving)}?lang=ar")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#hint .lost")).to_be_hidden()
    assert next(serving, None) is None
    page.fill(BOX, QUESTIONS["ar"])
    page.press(BOX, "Enter")
    expect(page.locator("#hint .lost")).to_have_text(message("ar", "chat.lost"))
    expect(page.locator("#hint .lost")).to_be_visible()
    assert page.input_value(BOX) == QUESTIONS["ar"]
    assert overflow(page) <= 0
    page.close()


def fetch(address: str, path: str, method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=10)
    connection.request(method, path)
    return connection.getresponse()


@pytest.mark.parametrize("path", ["/", "/?lang=ar", "/config", "/chat/chat.css", "/none"])
def test_every_response_carries_the_strict_headers(address: str, path: str) -> None:
    headers = fetch(address, path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}' 'unsafe-eval';", policy)
    assert "http" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


@languages
def test_the_page_has_its_language_before_any_script_runs(address: str, language: Language) -> None:
    page = fetch(address, f"/?lang={language}").read().decode("utf-8")
    assert re.search(f'<html lang="{language}" dir="{"ltr" if language == "en" else "rtl"}"', page)
    assert "raw.githubusercontent.com" not in page
    assert "manifest.json" not in page


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
    ],
)
def test_what_the_window_does_not_need_is_not_there(address: str, method: str, path: str) -> None:
    assert fetch(address, path, method).status == 404


def test_a_port_in_use_is_said_with_the_setting_that_changes_it(assistant: Assistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ChatError, match=f"port {port}.*GUIDANCE_PORT"):
            serve(assistant, SimpleNamespace(host="127.0.0.1", port=port), open_browser=False)


def test_it_says_where_it_is_and_ends_cleanly_when_interrupted(data_folder: Path) -> None:
    program = (
        "from assistant.answering import Assistant\n"
        "from assistant.chat import serve\n"
        "from assistant.settings import AssistantSettings\n"
        "settings = AssistantSettings(port=0)\n"
        "serve(Assistant(settings), settings, open_browser=False)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "GUIDANCE_DATA_FOLDER": str(data_folder),
        },
    )
    said = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert found, said + process.communicate(timeout=20)[1]
    address = found.group()
    assert fetch(address, "/").status == 200
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0
