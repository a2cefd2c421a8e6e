from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.answer import Abstention, Answer, Citation, Reply
from assistant.message import message
from assistant.page import Starters, Turn, conversation, status
from assistant.sources import escape, notice
from assistant.trace import Trace
from corpus import LANGUAGES, Corpus, CorpusSettings, Language, load_corpus
from index import Outdated

WICKED = '<img src=x onerror="alert(1)"> **bold** {{7*7}} ${alert(1)}'
ESCAPED = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; **bold** {{7*7}} ${alert(1)}"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CorpusSettings().corpus_folder)


def reply(result: Answer | Abstention, language: Language = "en") -> Reply:
    return Reply("?", language, result, Trace(), seconds=0.0)


def quoting(corpus: Corpus, text: str) -> Answer:
    section = corpus.section("social-media-guidance#who-is-asking")
    return Answer(text, (Citation(1, corpus.document(section.document), section, 0, 38),))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_empty_page_offers_examples_and_texts_in_both_languages(
    corpus: Corpus, language: Language
) -> None:
    starters: Starters = {spoken: (message(spoken, "chat.example.1"),) for spoken in LANGUAGES}
    shown = conversation((), language, corpus, starters)
    for spoken in ("en", "ar"):
        assert f'data-ask="{message(spoken, "chat.example.1")}"' in shown
    assert all(document.title in shown for document in corpus.documents)
    assert f'lang="{language}"' in shown.partition(">")[0]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_questions_answers_and_messages_are_text_whatever_stands_in_them(
    corpus: Corpus, language: Language
) -> None:
    turns = (
        Turn(WICKED, None),
        Turn(WICKED, reply(Abstention("not_covered", WICKED))),
        Turn(WICKED, reply(quoting(corpus, WICKED + " [1]"))),
    )
    shown = conversation(turns, language, corpus, pending=WICKED)
    assert "<img" not in shown
    # Four questions, the one to be asked again, the message, the answer, and the copy's question and answer.
    assert shown.count(ESCAPED) == 9
    assert "<img" not in status(turns, language)


def test_english_quotations_and_headings_in_an_arabic_answer_keep_their_direction(corpus: Corpus) -> None:
    answer = quoting(corpus, "تحت «Checking who is asking»: «Check who is asking before you answer.» [1]")
    shown = conversation((Turn("?", reply(answer, "ar")),), "en", corpus)
    assert '<div class="answer" lang="ar" dir="rtl"><p>تحت <bdi lang="en" dir="ltr">«Checking' in shown
    own_block = '<bdi class="foreign" lang="en" dir="ltr">«Check who is asking before you answer.»</bdi> <a '
    assert own_block in shown


def test_a_quotation_of_several_paragraphs_stays_whole(corpus: Corpus) -> None:
    document = corpus.document("social-media-guidance")
    section = corpus.section("social-media-guidance#personal-use")
    citation = Citation(1, document, section, 0, len(section.text))
    assert "\n\n" in citation.quote
    answer = Answer(f"يقول الدليل: «{citation.quote}» [1]\n\nثم.", (citation,))
    shown = conversation((Turn("سؤال", reply(answer, "ar")),), "ar", corpus)
    assert f'<bdi class="foreign" lang="en" dir="ltr">«{escape(citation.quote)}»</bdi>' in shown
    assert "<p>ثم.</p>" in shown


def test_a_marker_leads_to_its_source_in_the_same_turn(corpus: Corpus) -> None:
    turn = Turn("?", reply(quoting(corpus, "Check. [1]")))
    shown = conversation((turn, turn), "en", corpus)
    for number in (1, 2):
        assert f'href="#turn-{number}-source-1"' in shown
        assert f'id="turn-{number}-source-1"' in shown


def test_only_the_sources_of_the_latest_answer_are_open(corpus: Corpus) -> None:
    turn = Turn("?", reply(quoting(corpus, "Check. [1]")))
    first, second = conversation((turn, turn), "en", corpus).split('id="turn-2"')
    assert '<details class="sources">' in first
    assert '<details class="sources" open>' in second


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Abstention("not_covered", "هذا غير مذكور."), "غير مذكور في الإرشادات. هذا غير مذكور."),
        (Abstention("empty", "لا سؤال."), "لا إجابة عن هذا. لا سؤال."),
    ],
)
def test_a_screen_reader_hears_the_result_in_the_language_of_the_question(
    result: Abstention, words: str
) -> None:
    assert (
        status((Turn("؟", reply(result, "ar")),), "en") == f'<p role="status" lang="ar" dir="rtl">{words}</p>'
    )


def test_a_screen_reader_hears_that_the_search_is_on_and_that_it_failed() -> None:
    assert "Searching the guidance…" in status((), "en", searching=True)
    assert "حدث خلل" in status((Turn("?", None),), "ar")


def test_without_starters_the_welcome_has_no_heading_for_them(corpus: Corpus) -> None:
    assert message("en", "chat.examples") not in conversation((), "en", corpus)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("reason", ["not_covered", None])
def test_a_reply_that_rests_on_earlier_texts_says_so_in_the_pages_language(
    corpus: Corpus, language: Language, reason: str | None
) -> None:
    result = Abstention("not_covered", "No.") if reason else quoting(corpus, "Check. [1]")
    turn = Turn("?", replace(reply(result), outdated=Outdated(datetime.now(UTC), "x.md:3: <b>")))
    told = notice(turn.reply.outdated, language)
    assert f'<p class="outdated">{escape(told)}</p>' in conversation((turn,), language, corpus)
    assert notice(turn.reply.outdated, "en") in status((turn,), language), "in the language of the question"
    assert "x.md" not in conversation((turn,), language, corpus)
