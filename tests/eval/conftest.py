"""What the tests of evaluation share: the shipped index, and a real browser that complains of everything."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from assistant.answering import Assistant
from corpus import LANGUAGES
from eval.pairs import PAIRS
from index import Index
from tests.assistant.test_chat import CHROMIUM, SIZES


@pytest.fixture(scope="session", autouse=True)
def _few_pairs(
    _no_settings_of_this_machine: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Runs check a few pairs instead of all: how well these are checked is for the gate to say."""
    folder = tmp_path_factory.mktemp("pairs")
    for language in LANGUAGES:
        lines = (PAIRS / f"test.{language}.jsonl").read_text("utf-8").splitlines(keepends=True)
        (folder / f"test.{language}.jsonl").write_text("".join(lines[:12]), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDANCE_PAIRS_FOLDER", str(folder))
        yield


@pytest.fixture(scope="session")
def shipped(assistant: Assistant) -> Index:
    """The index of the shipped guidance and its example questions."""
    return assistant.retriever.index.get()


@pytest.fixture(scope="module")
def _contexts(chromium: str) -> Iterator[dict[str, BrowserContext]]:
    """A desktop and a phone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield {
            name: browser.new_context(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
            for name, size in SIZES.items()
        }
        browser.close()


@pytest.fixture
def open_page(_contexts: dict[str, BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens a page. No page may ask anything but files and this machine, or complain of anything."""
    pages: list[Page] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_page(
        address: str,
        size: str = "desktop",
        answer: Callable[[Route], None] | None = None,
        quiet: bool = False,
    ) -> Page:
        page = _contexts[size].new_page()
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        bad = () if quiet else ("error", "warning")
        page.on("console", lambda line: line.type in bad and complaints.append(line.text))
        if answer:
            page.route("**/*", answer)
        page.goto(address)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "http://127.0.0.1:"))] == []
    assert complaints == []
