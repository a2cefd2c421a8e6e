from datetime import date
from pathlib import Path

import pytest

from assistant.approved import ApprovedReading, read_approved
from assistant.approved_page import approved_page
from corpus import LANGUAGES, Language, load_corpus
from tests.assistant.approving import REVIEW, TEXT, make, signed

NOW = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("language", "force", "late"),
    [("en", "In force", "its review is due"), ("ar", "سارٍ", "حان موعد مراجعته")],
)
def test_it_says_of_each_whether_it_is_in_force_and_who_signed_it(
    tmp_path: Path, language: Language, force: str, late: str
) -> None:
    answer, corpus = signed(tmp_path)
    shown = approved_page(ApprovedReading((answer,)), corpus, language, NOW)
    assert force in shown
    assert '<li class="force">' in shown
    assert "Amina" in shown
    assert answer.asked(language)[0] in shown
    overdue = approved_page(ApprovedReading((answer,)), corpus, language, REVIEW.replace(year=2028))
    assert '<li class="late">' in overdue
    assert late in overdue


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "the guidance has changed since it was signed"), ("ar", "تغيّرت الإرشادات بعد توقيعه")],
)
def test_one_that_has_lapsed_says_why_and_stands_first(tmp_path: Path, language: Language, why: str) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT.replace("must not", "need not"), "utf-8")
    shown = approved_page(ApprovedReading((answer,)), load_corpus(tmp_path), language, NOW)
    assert '<li class="lapsed">' in shown
    assert why in shown
    assert "rules#parties" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_shown_and_nothing_in_them_is_markup(tmp_path: Path, language: Language) -> None:
    path, corpus = make(tmp_path)
    path.write_text("---\nid: <script>alert(1)</script>\n---\n", "utf-8")
    shown = approved_page(read_approved(path.parent), corpus, language, NOW)
    assert "party.md" in shown
    assert "<script" not in shown
