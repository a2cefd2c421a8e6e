"""An answer made of a language model's sentences: numbers, quotations, and what limits them."""

import pytest

from assistant.answer import MARKER, Answer, Citation
from assistant.citations import verify
from assistant.composing import preamble
from assistant.missing import Case, Missing
from assistant.quotation import Quotation
from assistant.ruling import Ruling
from assistant.situation import Situation
from assistant.writing import Writing
from assistant.written import Kept, Written, compose_written
from corpus import LANGUAGES, Corpus, Language
from index import Passage
from index.sentences import sentences

WHO, PERSONAL = "social-media-guidance#who-is-asking", "social-media-guidance#personal-use"
ENGAGING = "social-media-guidance#engaging-with-the-public"
AR_ENGAGING = "social-media-guidance-summary-ar#engaging-with-the-public"
FOREWORD = "social-media-guidance#foreword"
POLITICAL = "propriety-in-digital-media#political-content"
MINISTERS = "propriety-in-digital-media#ministers-opinions"


def _kept(corpus: Corpus, ref: str, number: int, text: str) -> Kept:
    """A sentence that rests on the sentence of that number of a section."""
    section = corpus.section(ref)
    passage = Passage(section, 0, len(section.text), tuple(sentences(section.text)))
    return Kept(text, passage, Quotation(section, *passage.sentences[number]))


def _quoting(corpus: Corpus, *refs: str) -> Answer:
    """An answer that quotes the whole of sections."""
    citations = []
    for number, ref in enumerate(refs, 1):
        section = corpus.section(ref)
        document = corpus.document(section.document)
        citations.append(Citation(number, document, section, 0, len(section.text)))
    text = " ".join(f"“{citation.quote}” [{citation.number}]" for citation in citations)
    return Answer(text, tuple(citations))


def _composed(
    corpus: Corpus,
    kept: list[Kept],
    quoting: Answer,
    ruling: Ruling | None = None,
    language: Language = "en",
) -> tuple[Answer, Ruling]:
    writing = Writing(
        model="fake:x",
        prompt="0",
        fate="written",
        kept=len(kept),
        removed=(),
        input_tokens=None,
        output_tokens=None,
        seconds=0,
        cached=False,
    )
    written = Written(tuple(kept), writing)
    return compose_written(written, quoting, ruling or Ruling(), Situation(), corpus, language)


def test_each_sentence_has_a_marker_whose_citation_quotes_what_supports_it(shipped: Corpus) -> None:
    kept = [
        _kept(shipped, WHO, 0, "Check who asks."),
        _kept(shipped, ENGAGING, 0, "You can be active."),
    ]
    answer, _ = _composed(shipped, kept, _quoting(shipped, WHO, ENGAGING))
    assert "Check who asks [1]. You can be active [2]." in answer.text
    assert [c.section.ref for c in answer.citations] == [WHO, ENGAGING]
    for one, citation in zip(kept, answer.citations, strict=True):
        assert citation.start <= one.support.start < one.support.end <= citation.end
    assert answer.source == "model:fake:x"
    assert answer.written


def test_sentences_of_one_paragraph_share_a_citation(shipped: Corpus) -> None:
    kept = [_kept(shipped, WHO, 0, "Check who asks."), _kept(shipped, WHO, 2, "Refer a journalist.")]
    answer, _ = _composed(shipped, kept, _quoting(shipped, WHO))
    assert "Check who asks [1]. Refer a journalist [1]." in answer.text
    assert len(answer.citations) == 1


def test_what_limits_a_quotation_and_is_not_said_is_added_word_for_word(shipped: Corpus) -> None:
    referred = "A journalist should be referred to the media team or press office."
    answer, _ = _composed(shipped, [_kept(shipped, WHO, 0, "Check who asks.")], _quoting(shipped, WHO))
    assert f"“{referred}” [1]" in answer.text
    said = [_kept(shipped, WHO, 0, "Check who asks."), _kept(shipped, WHO, 2, "Refer a journalist.")]
    answer, _ = _composed(shipped, said, _quoting(shipped, WHO))
    assert referred not in answer.text


def test_the_verdict_keeps_the_citation_that_carries_it(shipped: Corpus) -> None:
    ruling = Ruling(
        "refer", 2, None, Missing("asker", (Case("journalist", "refer", 2), Case("public", "yes", 1)))
    )
    kept = [_kept(shipped, ENGAGING, 0, "You can be active.")]
    answer, renumbered = _composed(shipped, kept, _quoting(shipped, ENGAGING, WHO), ruling)
    assert answer.verdict == "refer"
    assert renumbered.missing is not None
    by_number = {citation.number: citation.section.ref for citation in answer.citations}
    assert by_number[renumbered.number] == WHO
    assert [by_number[case.number] for case in renumbered.missing.cases] == [WHO, ENGAGING]


def test_the_order_is_that_of_the_quotations(shipped: Corpus) -> None:
    kept = [_kept(shipped, ENGAGING, 0, "You can be active."), _kept(shipped, WHO, 0, "Check who asks.")]
    answer, _ = _composed(shipped, kept, _quoting(shipped, WHO, ENGAGING))
    assert [c.section.ref for c in answer.citations] == [WHO, ENGAGING]
    assert "You can be active [2]. Check who asks [1]." in answer.text


def test_the_same_section_in_the_other_language_is_its_counterpart(shipped: Corpus) -> None:
    kept = [
        _kept(shipped, AR_ENGAGING, 0, "يمكنك أن تكون نشيطاً."),
        _kept(shipped, ENGAGING, 0, "لست مضطراً للرد."),
    ]
    answer, _ = _composed(shipped, kept, _quoting(shipped, AR_ENGAGING, ENGAGING), language="ar")
    assert [c.role for c in answer.citations] == ["answers", "counterpart"]
    assert answer.citations[1].counterpart_of == 1


@pytest.mark.parametrize(("text", "marked"), [("So.", "So [1]."), ("So", "So [1]."), ("So?", "So [1]?")])
def test_a_marker_stands_before_the_end_of_the_sentence(shipped: Corpus, text: str, marked: str) -> None:
    answer, _ = _composed(shipped, [_kept(shipped, WHO, 0, text)], _quoting(shipped, WHO))
    assert marked in answer.text


def _markers(answer: Answer) -> list[int]:
    return [int(number) for number in MARKER.findall(answer.text)]


@pytest.mark.parametrize(
    ("language", "refs", "texts"),
    [
        ("en", (WHO, ENGAGING, PERSONAL), ("Check who asks.", "You can be active.", "You are free.")),
        ("ar", (AR_ENGAGING, WHO, PERSONAL), ("يمكنك أن تكون نشيطاً.", "تحقق من السائل.", "أنت حر في وقتك.")),
    ],
)
def test_numbers_markers_and_citations_agree(
    shipped: Corpus, language: Language, refs: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    kept = [_kept(shipped, ref, 0, text) for ref, text in zip(refs, texts, strict=True)]
    answer, _ = _composed(shipped, kept, _quoting(shipped, *refs), language=language)
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(refs) + 1))
    assert set(_markers(answer)) == set(numbers)
    for one, ref in zip(kept, refs, strict=True):
        (citation,) = [c for c in answer.citations if c.section.ref == ref]
        assert f"{one.text[:-1]} [{citation.number}]." in answer.text
        assert citation.quote == citation.section.text[citation.start : citation.end]
    assert verify(answer, shipped) is answer


def test_the_sentences_stay_in_the_order_in_which_they_were_written(shipped: Corpus) -> None:
    kept = [
        _kept(shipped, WHO, 2, "Refer a journalist."),
        _kept(shipped, ENGAGING, 0, "You can be active."),
        _kept(shipped, WHO, 0, "Check who asks."),
    ]
    answer, _ = _composed(shipped, kept, _quoting(shipped, WHO, ENGAGING))
    said = answer.text.split("\n\n")[0]
    assert said == "Refer a journalist [1]. You can be active [2]. Check who asks [1]."


def test_two_places_of_a_section_are_cited_in_its_order_and_overlapping_ones_as_one(shipped: Corpus) -> None:
    count = len(sentences(shipped.section(FOREWORD).text))
    kept = [
        _kept(shipped, FOREWORD, count - 2, "What is sent is public."),
        _kept(shipped, FOREWORD, 1, "Nobody decides namelessly."),
        _kept(shipped, FOREWORD, 2, "You can take part."),
    ]
    quoting = _quoting(shipped, WHO)
    answer, _ = _composed(shipped, kept, quoting)
    assert [c.section.ref for c in answer.citations] == [FOREWORD, FOREWORD]
    first, second = answer.citations
    assert first.end <= second.start
    assert answer.text.startswith(
        "What is sent is public [2]. Nobody decides namelessly [1]. You can take part [1]."
    )
    assert "nameless official" in first.quote
    assert "take an active part" in first.quote
    assert "Once a message has been sent" in second.quote


def test_without_a_verdict_nothing_is_cited_but_what_was_said(shipped: Corpus) -> None:
    kept = [_kept(shipped, ENGAGING, 2, "Not every question can be answered.")]
    answer, ruling = _composed(shipped, kept, _quoting(shipped, WHO, ENGAGING, PERSONAL))
    assert [c.section.ref for c in answer.citations] == [ENGAGING]
    assert (answer.verdict, ruling) == (None, Ruling())


@pytest.mark.parametrize(
    ("language", "text", "added"),
    [
        ("en", "Check who asks.", "The guidance adds: “{}” [1]"),
        ("ar", "تحقق من السائل.", "وتضيف الإرشادات بالإنجليزية: “{}” [1]"),
    ],
)
def test_each_condition_that_is_not_said_is_added_in_words_of_the_readers_language(
    shipped: Corpus, language: Language, text: str, added: str
) -> None:
    kept = [_kept(shipped, WHO, 0, text)]
    answer, _ = _composed(shipped, kept, _quoting(shipped, WHO), language=language)
    _, *after = answer.text.split("\n\n")
    limiting = [
        "It may not be clear whether a person who contacts government is a blogger or a journalist, "
        "for example.",
        "A journalist should be referred to the media team or press office.",
    ]
    assert after == [added.format(sentence) for sentence in limiting]


@pytest.mark.parametrize(
    ("language", "text", "added"),
    [
        ("ar", "لست مضطراً للرد على الكل.", "وتضيف الإرشادات: «{}» [1]"),
        ("en", "You need not answer all.", "The guidance adds, in Arabic: «{}» [1]"),
    ],
)
def test_a_condition_of_an_arabic_section_is_added_alike(
    shipped: Corpus, language: Language, text: str, added: str
) -> None:
    section = shipped.section(AR_ENGAGING)
    last = section.text[slice(*sentences(section.text)[-1])]
    assert "يجب التحقق" in last
    # The sentence beside it is quoted for what stands before.
    before = len(sentences(section.text)) - 2
    kept = [_kept(shipped, AR_ENGAGING, before, text)]
    answer, _ = _composed(shipped, kept, _quoting(shipped, AR_ENGAGING), language=language)
    assert added.format(last) in answer.text.split("\n\n")
    both = [*kept, _kept(shipped, AR_ENGAGING, before + 1, "تحقق من السائل.")]
    answer, _ = _composed(shipped, both, _quoting(shipped, AR_ENGAGING), language=language)
    assert last not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_limits_the_citation_that_carries_the_verdict_is_added_too(
    shipped: Corpus, language: Language
) -> None:
    section = shipped.section(MINISTERS)
    limiting = section.text[slice(*sentences(section.text)[1])]
    assert "only where" in limiting
    kept = [_kept(shipped, WHO, 2, "Refer a journalist.")]
    quoting = _quoting(shipped, WHO, MINISTERS)
    answer, ruling = _composed(shipped, kept, quoting, Ruling("conditional", 2), language)
    assert ruling.number == 2
    assert answer.verdict == "conditional"
    assert f"“{limiting}” [2]" in answer.text
    without, _ = _composed(shipped, kept, quoting, Ruling(), language)
    assert limiting not in without.text


def test_the_counterpart_that_carries_the_verdict_is_cited_and_not_said_over_again(shipped: Corpus) -> None:
    kept = [_kept(shipped, ENGAGING, 0, "You can be active.")]
    quoting = _quoting(shipped, ENGAGING, AR_ENGAGING)
    answer, ruling = _composed(shipped, kept, quoting, Ruling("yes", 2))
    assert [c.section.ref for c in answer.citations] == [ENGAGING, AR_ENGAGING]
    assert ruling.number == 2
    assert "[2]" in answer.text.split("\n\n")[0]
    assert "in Arabic" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_and_what_is_missing_stand_before_the_sentences(
    shipped: Corpus, language: Language
) -> None:
    missing = Missing("asker", (Case("journalist", "refer", 1), Case("public", "yes", 2)))
    kept = [_kept(shipped, POLITICAL, 0, "Check it first.")]
    quoting = _quoting(shipped, WHO, ENGAGING, POLITICAL)
    answer, ruling = _composed(shipped, kept, quoting, Ruling("refer", 1, None, missing), language)
    paragraphs = answer.text.split("\n\n")
    assert paragraphs[:2] == preamble(language, ruling, Situation())
    assert paragraphs[2].startswith("Check it first [3].")
    assert [c.section.ref for c in answer.citations] == [WHO, ENGAGING, POLITICAL]
    assert set(_markers(answer)) == {1, 2, 3}


def test_what_is_quoted_is_no_less_than_what_would_be_quoted_without_a_model(shipped: Corpus) -> None:
    quoting = _quoting(shipped, PERSONAL)
    answer, _ = _composed(
        shipped, [_kept(shipped, PERSONAL, 0, "You are free.")], quoting, Ruling("conditional", 1)
    )
    (citation,) = answer.citations
    assert (citation.start, citation.end) == (quoting.citations[0].start, quoting.citations[0].end)
    for text in ("You must not disclose official information", "You must not take part in any political"):
        assert text in answer.text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("تحقق من السائل.", "تحقق من السائل [1]."),
        ("تحقق من السائل", "تحقق من السائل [1]."),
        ("من يسأل؟", "من يسأل [1]؟"),
        ("Ask first…", "Ask first [1]…"),
    ],
)
def test_a_marker_stands_before_the_end_in_either_language(shipped: Corpus, text: str, marked: str) -> None:
    answer, _ = _composed(shipped, [_kept(shipped, WHO, 0, text)], _quoting(shipped, WHO))
    assert answer.text.startswith(marked)


def test_the_verdict_has_the_number_that_its_citation_has_now(shipped: Corpus) -> None:
    missing = Missing("asker", (Case("journalist", "refer", 3), Case("public", "yes", 2)))
    kept = [_kept(shipped, ENGAGING, 0, "You can be active.")]
    quoting = _quoting(shipped, PERSONAL, ENGAGING, WHO)
    answer, ruling = _composed(shipped, kept, quoting, Ruling("refer", 3, None, missing))
    assert [c.section.ref for c in answer.citations] == [ENGAGING, WHO]
    assert ruling.number == 2
    assert ruling.missing is not None
    assert [case.number for case in ruling.missing.cases] == [2, 1]
    assert set(_markers(answer)) == {1, 2}
