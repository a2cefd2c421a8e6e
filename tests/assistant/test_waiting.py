import re
from html.parser import HTMLParser

import pytest

from assistant.message import message
from assistant.quotation import Quotation
from assistant.waiting import waiting
from assistant.written import Kept
from corpus import LANGUAGES, Corpus, Language, Section
from index import Passage
from tests.assistant.sample import document

HEADING = '<h2 dir="auto">Who &amp; why?</h2>'
ENGLISH, ARABIC = (
    "social-media-guidance#who-is-asking",
    "social-media-guidance-summary-ar#engaging-with-the-public",
)

both = pytest.mark.parametrize("language", LANGUAGES)


class _Elements(HTMLParser):
    """The elements of a turn: their names, their attributes and the text that is within them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(len(self.found))
        self.found.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.found[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self._open:
            tag, attributes, text = self.found[place]
            self.found[place] = tag, attributes, text + data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for own, attributes, text in self.found if own == tag]


def _kept(text: str, section: Section, start: int, end: int) -> Kept:
    whole = Passage(section, 0, len(section.text), ((0, len(section.text)),))
    return Kept(text, whole, Quotation(section, start, end))


def _section(text: str, language: Language = "en") -> Section:
    return document({"s": text}, language=language).sections[0]


@both
def test_before_a_model_is_asked_the_turn_says_that_it_searches(language: Language) -> None:
    html = waiting(3, HEADING, language)
    [(attributes, _)] = _Elements(html).all("article")
    assert attributes == {"class": "turn pending", "id": "turn-3"}
    assert HEADING in html
    assert message(language, "chat.searching") in html
    assert "kept" not in html


@both
def test_while_a_model_has_written_nothing_that_is_kept_the_turn_says_that_it_writes(
    language: Language,
) -> None:
    html = waiting(3, HEADING, language, [])
    [(attributes, _)] = _Elements(html).all("article")
    assert attributes == {"class": "turn pending writing", "id": "turn-3"}
    assert HEADING in html
    assert message(language, "model.writing") in html
    assert message(language, "model.checked") not in html
    assert "kept" not in html


@both
def test_kept_sentences_are_shown_in_their_order_with_their_exact_quotation(
    language: Language, shipped: Corpus
) -> None:
    english, arabic = shipped.section(ENGLISH), shipped.section(ARABIC)
    kept = [_kept("You should check.", english, 0, 38), _kept("Ask him who he is.", arabic, 3, 40)]
    elements = _Elements(waiting(2, HEADING, language, kept))
    assert [text for _, text in elements.all("li")] == [
        f"You should check.“{english.text[:38]}”",
        f"Ask him who he is.«{arabic.text[3:40]}»",
    ]
    assert english.text[:38] == "Check who is asking before you answer."
    labels = [text for attributes, text in elements.all("p") if attributes.get("class")]
    assert labels == [message(language, "model.checked"), message(language, "model.writing")]


@both
@pytest.mark.parametrize(
    ("said", "spoken"),
    [("You should ask.", {"lang": "en", "dir": "ltr"}), ("تحقق من BBC.", {"lang": "ar", "dir": "rtl"})],
)
def test_what_is_said_and_what_is_quoted_have_their_own_direction(
    language: Language, said: str, spoken: dict[str, str], shipped: Corpus
) -> None:
    kept = [_kept(said, shipped.section(ref), 0, 20) for ref in (ENGLISH, ARABIC)]
    elements = _Elements(waiting(1, HEADING, language, kept))
    assert [attributes for attributes, _ in elements.all("ul")] == [spoken]
    assert [attributes for attributes, _ in elements.all("q")] == [
        {"lang": "en", "dir": "ltr"},
        {"lang": "ar", "dir": "rtl"},
    ]


@both
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a < b & c > d",
        "\"quoted\" 'so'",
        "&lt;b&gt;",
        "</li></ul><b>",
        "{x} {0} %s",
    ],
)
def test_whatever_is_said_or_quoted_is_shown_as_text(language: Language, text: str) -> None:
    html = waiting(1, HEADING, language, [_kept(text, _section(f"So: {text}!"), 4, 4 + len(text))])
    elements = _Elements(html)
    assert [said for _, said in elements.all("q")] == [f"“{text}”"]
    assert [said for _, said in elements.all("li")] == [f"{text}“{text}”"]
    assert {tag for tag, *_ in elements.found} == {"article", "h2", "div", "p", "ul", "li", "q"}


def test_half_a_character_is_shown_as_a_question_mark() -> None:
    html = waiting(1, HEADING, "en", [_kept("So \ud83d.", _section("So it is."), 0, 9)])
    assert "So ?." in html
    html.encode()


def test_the_line_breaks_of_a_quotation_stay() -> None:
    text = "You may post:\n- links,\n- dates."
    html = waiting(1, HEADING, "en", [_kept("You may post dates.", _section(text), 0, len(text))])
    assert f"“{text}”" in html


def test_both_languages_show_the_same_but_for_the_words() -> None:
    kept = [_kept("One.", _section("You may post."), 0, 13)]
    english, arabic = (re.sub(r">[^<]*<", "><", waiting(1, HEADING, lang, kept)) for lang in LANGUAGES)
    assert english == arabic
