"""Pages that other packages bring along, found as packages are installed."""

from pathlib import Path

import pytest
from fastapi import APIRouter

from assistant.page import header
from assistant.pages import GROUP, Page, PageError, installed_pages
from corpus import LANGUAGES, Language

LABELS: dict[Language, str] = {"en": "Notes & more", "ar": "ملاحظات"}
NOTES = Page("/notes", lambda language: LABELS[language], lambda assistant: APIRouter())


def _install(folder: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that names an entry point, as pip leaves it."""
    information = folder / f"{name}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {value}\n", "utf-8")
    monkeypatch.syspath_prepend(str(folder))


def test_approved_answers_and_evaluation_bring_their_pages_along() -> None:
    """Where this fails, the project was installed before it had the pages: `make setup` installs it anew."""
    assert [page.path for page in installed_pages()] == ["/approved", "/evaluation"]


def test_a_page_of_another_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, "anotes", f"{__name__}:NOTES", monkeypatch)
    assert [page.path for page in installed_pages()] == ["/notes", "/approved", "/evaluation"]


def test_what_is_no_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, "anotes", f"{__name__}:LABELS", monkeypatch)
    with pytest.raises(
        PageError, match=rf"the entry point anotes in {GROUP} names no page: {__name__}:LABELS"
    ):
        installed_pages()


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("/notes", True),
        ("/notes/1", True),
        ("/notes/", True),
        ("/notesx", False),
        ("/", False),
        ("/n", False),
    ],
)
def test_a_page_holds_its_address_and_what_is_below(path: str, held: bool) -> None:
    assert NOTES.holds(path) is held


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chat_links_to_it_in_its_own_language(language: Language) -> None:
    shown = header(language, [NOTES])
    assert f'<nav><a href="./notes?lang={language}">{LABELS[language].replace("&", "&amp;")}<span' in shown
    assert "<nav>" not in header(language)
