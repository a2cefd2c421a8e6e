"""Verdicts, the missing fact and approved answers in the window, in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER, Language
from tests.assistant.test_chat import ask, contexts, overflow, served, sizes, visit  # noqa: F401

TWEET: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Can I answer this tweet?", "On conditions", "They are a journalist", "Pass it on"),
    "ar": ("هل يمكنني الرد على هذه التغريدة؟", "بشروط", "هو صحفي", "يُحال"),
}
languages = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    yield from served(assistant)


@languages
@sizes
def test_the_missing_fact_is_a_button_and_what_it_tells_changes_the_verdict(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    language: Language,
    size: str,
) -> None:
    question, verdict, fact, then = TWEET[language]
    page = visit(address, language, size)
    ask(page, question)
    expect(page.locator("#turn-1 .verdict")).to_have_text(verdict)
    expect(page.locator("#turn-1 .ruling")).to_contain_text("example")
    expect(page.locator("#turn-1 .choices button")).to_have_count(2)
    assert overflow(page) <= 0
    page.get_by_role("button", name=fact).click()
    expect(page.locator("#turn-2 .verdict")).to_have_text(then, timeout=20_000)
    # Nothing more is asked.
    expect(page.locator("#turn-2 .choices")).to_have_count(0)
    assert overflow(page) <= 0


@languages
def test_a_new_conversation_goes_on_from_nothing(
    visit: Callable[..., Page],  # noqa: F811
    address: str,
    language: Language,
) -> None:
    question, _, fact, _ = TWEET[language]
    page = visit(address, language)
    ask(page, question)
    page.click("#restart")
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, fact)
    expect(page.locator("#turn-1")).not_to_contain_text("اعتمده" if language == "ar" else "Approved by")


@languages
def test_the_page_of_approved_answers_says_what_has_lapsed(
    visit: Callable[..., Page],  # noqa: F811
    tmp_path: Path,
    other_data_folder: Path,
    language: Language,
) -> None:
    texts = Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "texts"))
    file = texts / "en" / "propriety-in-digital-media.en.md"
    file.write_text(file.read_text("utf-8").replace("must not be used to spread", "may spread"), "utf-8")
    settings = AssistantSettings(corpus_folder=texts, data_folder=other_data_folder)
    for address in served(Assistant(settings)):
        page = visit(address, language)
        page.goto(f"{address}approved?lang={language}")
        lapsed = page.locator("li.lapsed")
        expect(lapsed.filter(has_text="party-message-official-account.md")).to_have_count(1)
        expect(lapsed.first).to_contain_text("propriety-in-digital-media#political-content")
        assert page.locator("li.force").count() >= 25
        assert overflow(page) <= 0
