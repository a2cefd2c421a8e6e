from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.answer import Abstention, Answer, Citation, Reply
from assistant.message import message
from assistant.page import Starters, Turn, conversation, status
from assistant.quotation import Quotation
from assistant.sources import escape, notice
from assistant.trace import Trace
from assistant.written import Kept
from corpus import LANGUAGES, Corpus, CorpusSettings, Language, load_corpus
from index import Outdated, Passage

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


def kept(corpus: Corpus, text: str, ref: str, quote: str) -> Kept:
    section = corpus.section(ref)
    start = section.text.index(quote)
    end = start + len(quote)
    return Kept(text, Passage(section, start, end, ((start, end),)), Quotation(section, start, end))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_waiting_question_says_whether_the_guidance_is_searched_or_the_answer_written(
    corpus: Corpus, language: Language
) -> None:
    searching, writing = message(language, "chat.searching"), message(language, "model.writing")
    for sentences, told, other in ((None, searching, writing), ((), writing, searching)):
        shown = conversation((), language, corpus, pending="?", kept=sentences)
        assert f'<p class="searching">{told}</p>' in shown
        assert other not in shown
        assert message(language, "model.checked") not in shown
        # By this the page shows the button that stops the model.
        assert ('class="turn pending writing"' in shown) == (told == writing)
    assert writing in status((), language, searching=True, writing=True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_kept_sentences_stand_each_above_its_quotation_in_their_own_languages(
    corpus: Corpus, language: Language
) -> None:
    quote = "Check who is asking before you answer."
    sentences = [
        kept(corpus, "يجب التحقق من هوية السائل.", "social-media-guidance#who-is-asking", quote),
        kept(corpus, "هذا <b>أولاً</b>.", "social-media-guidance-summary-ar#scope", "استخدام وسائل"),
    ]
    shown = conversation((), language, corpus, pending="سؤال", kept=sentences)
    assert f'<p class="label">{message(language, "model.checked")}</p><ul lang="ar" dir="rtl">' in shown
    assert f'<li><p>يجب التحقق من هوية السائل.</p><q lang="en" dir="ltr">“{quote}”</q></li>' in shown
    second = '<li><p>هذا &lt;b&gt;أولاً&lt;/b&gt;.</p><q lang="ar" dir="rtl">«استخدام وسائل»</q></li>'
    assert second in shown
    assert shown.index("سؤال") < shown.index(quote) < shown.index(second)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_stopped_is_no_failure_and_can_be_asked_again(corpus: Corpus, language: Language) -> None:
    turns = (Turn(WICKED, None, stopped=True),)
    shown, told = conversation(turns, language, corpus), message(language, "model.stopped_text")
    assert '<article class="turn stopped"' in shown
    assert told in shown
    assert f'data-ask="{ESCAPED}">{message(language, "chat.again")}</button>' in shown
    assert status(turns, language).endswith(f">{message(language, 'model.stopped')}. {told}</p>")
    for heard in (shown, status(turns, language)):
        assert message(language, "chat.failed") not in heard
        assert message(language, "chat.failure") not in heard
