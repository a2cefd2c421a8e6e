import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.answer import Answer
from assistant.sources import card, day, escape, moment, rows, sources
from corpus import Corpus
from tests.assistant.sample import cite

ENGLISH, ARABIC = (
    "social-media-guidance#who-is-asking",
    "social-media-guidance-summary-ar#engaging-with-the-public",
)


@pytest.fixture
def corpus(shipped: Corpus) -> Corpus:
    return shipped


def test_two_citations_of_one_section_share_one_source(corpus: Corpus) -> None:
    first, second = cite(corpus, 1, ENGLISH, 0, 38), cite(corpus, 2, ENGLISH, 39, 60, role="adds")
    other = cite(corpus, 3, "social-media-guidance#permanence", 0, 8, role="adds")
    found = sources(Answer("[1] [2] [3]", (first, second, other)))
    assert [source.citations for source in found] == [(first, second), (other,)]


def test_a_counterpart_stands_beside_the_source_that_it_parallels(corpus: Corpus) -> None:
    original, other = cite(corpus, 1, ENGLISH, 0, 38), cite(corpus, 2, "social-media-guidance#purpose", 0, 9)
    counterpart = cite(corpus, 3, ARABIC, 0, 20, role="counterpart", counterpart_of=1)
    found = rows(Answer("[1] [2] [3]", (original, other, counterpart)))
    assert [[source.section.ref for source in row] for row in found] == [
        [ENGLISH, ARABIC],
        ["social-media-guidance#purpose"],
    ]


@pytest.mark.parametrize("ref", [ENGLISH, ARABIC])
def test_a_source_shows_every_character_of_the_section_and_marks_just_the_quotations(
    corpus: Corpus, ref: str
) -> None:
    text = corpus.section(ref).text
    # One quotation from the middle, one that overlaps it.
    answer = Answer("[1] [2]", (cite(corpus, 1, ref, 5, 30), cite(corpus, 2, ref, 20, 40)))
    shown = card(1, sources(answer)[0], "en")
    marked = (
        f'{escape(text[:5])}<mark data-cites="1">{escape(text[5:20])}</mark>'
        f'<mark data-cites="1 2">{escape(text[20:30])}</mark>'
        f'<mark data-cites="2">{escape(text[30:40])}</mark>{escape(text[40:])}</div>'
    )
    assert f">{marked}" in shown


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The matching section in Arabic"), ("ar", "القسم المقابل بالعربية")]
)
def test_a_source_is_labelled_in_the_language_of_the_interface(
    corpus: Corpus, language: str, words: str
) -> None:
    counterpart = cite(corpus, 1, ARABIC, 0, 20, role="counterpart", counterpart_of=None)
    shown = card(1, sources(Answer("[1]", (counterpart,)))[0], language)
    assert words in shown
    assert '<div class="text" lang="ar" dir="rtl">' in shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)"])
def test_only_addresses_of_the_web_become_links(corpus: Corpus, address: str) -> None:
    source = sources(Answer("[1]", (cite(corpus, 1, ENGLISH, 0, 38),)))[0]
    assert 'rel="noopener noreferrer"' in card(1, source, "en")
    assert "<a " not in card(1, replace(source, document=replace(source.document, url=address)), "en")


def test_what_a_text_says_of_itself_is_escaped(corpus: Corpus) -> None:
    source = sources(Answer("[1]", (cite(corpus, 1, ENGLISH, 0, 38),)))[0]
    wicked = replace(
        source.document, title="<b>1", publisher="<b>2", edition="<b>3", note="<b>4", url='https://a"<b>5'
    )
    shown = card(1, replace(source, document=wicked), "en")
    assert "<b>" not in shown
    assert [f"&lt;b&gt;{number}" in shown for number in range(1, 6)] == [True] * 5


def test_an_unknown_publisher_and_date_are_said_to_be_unknown(corpus: Corpus) -> None:
    source = sources(Answer("[1]", (cite(corpus, 1, ARABIC, 0, 20),)))[0]
    assert card(1, source, "en").count("not stated") == 2
    assert card(1, source, "ar").count("غير مذكور") == 2


def test_dates_are_written_in_words_of_the_language() -> None:
    assert day(date(2014, 10, 20), "en") == "20 October 2014"
    assert day(date(2014, 10, 20), "ar") == "20 أكتوبر 2014"


def test_half_a_character_does_not_stop_the_page() -> None:
    assert escape("a\ud800<") == "a?&lt;"


@pytest.mark.parametrize(
    ("zone", "english", "arabic"),
    [
        ("UTC", "25 November 2026, 22:05 (UTC)", "25 نوفمبر 2026، الساعة 22:05 (UTC)"),
        ("Asia/Dubai", "26 November 2026, 02:05 (UTC+04:00)", "26 نوفمبر 2026، الساعة 02:05 (UTC+04:00)"),
    ],
)
def test_a_moment_is_told_by_the_servers_clock_with_its_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str, english: str, arabic: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        when = datetime(2026, 11, 25, 22, 5, 59, tzinfo=UTC)
        assert moment(when, "en") == english
        assert moment(when, "ar") == arabic
    finally:
        monkeypatch.undo()
        time.tzset()
