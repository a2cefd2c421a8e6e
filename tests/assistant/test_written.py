"""An answer made of a language model's sentences: numbers, quotations, and what limits them."""

import pytest

from assistant.answer import Answer, Citation
from assistant.missing import Case, Missing
from assistant.quotation import Quotation
from assistant.ruling import Ruling
from assistant.situation import Situation
from assistant.writing import Writing
from assistant.written import Kept, Written, compose_written
from corpus import Corpus, Language
from index import Passage
from index.sentences import sentences

WHO, PERSONAL = "social-media-guidance#who-is-asking", "social-media-guidance#personal-use"
ENGAGING = "social-media-guidance#engaging-with-the-public"
AR_ENGAGING = "social-media-guidance-summary-ar#engaging-with-the-public"


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
