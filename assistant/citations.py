"""Citations: which passages an answer rests on, and that they stand in the guidance."""

from collections.abc import Sequence

from assistant.answer import Answer, Citation, Role, UnsupportedAnswerError
from assistant.quotation import Quotation, quote
from assistant.trace import Considered, Fate
from corpus import Corpus, Language, Section
from index import Hit

# A further passage is cited when it is about as good as the best one: its score no less than this share
# of the best one's (chosen on the dev cases: lower, third citations are often beside the point).
NEARLY_AS_GOOD = 0.65

# A counterpart in the reader's language goes first from this share on: it says the same, and can be read.
READER_FIRST = 0.5


def cite(
    corpus: Corpus, hits: Sequence[Hit], most: int, language: Language
) -> tuple[tuple[Citation, ...], list[Considered]]:
    """At most `most` citations out of the hits (best first), and what became of each hit.

    The first is the best passage, in the reader's language where it has a counterpart there that matches
    nearly as well. Where its section has a counterpart in the other language, that is
    the second, whatever its own score: it says the same. Then come other sections that are nearly as good.
    """
    citations: list[Citation] = []
    considered: list[Considered] = []
    cited: set[str] = set()

    def add(quotation: Quotation, counterpart_of: int | None = None) -> None:
        section = quotation.section
        role: Role = "counterpart" if counterpart_of else ("adds" if citations else "answers")
        document = corpus.document(section.document)
        number = len(citations) + 1
        citations.append(
            Citation(number, document, section, quotation.start, quotation.end, role, counterpart_of)
        )
        cited.add(section.ref)

    best = hits[0].score
    for hit in _reader_first(corpus, hits, language):
        section = hit.passage.section
        fate: Fate
        if section.ref in cited:
            fate = "counterpart" if _is_counterpart(citations, section) else "same_section"
        elif len(citations) >= most:
            fate = "enough_cited"
        elif citations and hit.score < NEARLY_AS_GOOD * best:
            fate = "weaker"
        else:
            fate = "cited"
            add(quote(hit.passage, hit.sentences))
            number = len(citations)
            for counterpart in corpus.counterparts(section):
                if len(citations) < most and counterpart.ref not in cited:
                    add(_counterpart(counterpart, hits), number)
        considered.append(Considered(hit, fate))
    return tuple(citations), considered


def verify(answer: Answer, corpus: Corpus) -> Answer:
    """The answer itself, when each of its quotations stands in the corpus and in its text, to the letter.
    In the text of one that a language model wrote they need not stand.

    Raises `UnsupportedAnswerError` otherwise: the corpus may have changed while the answer was made.
    """
    for citation in answer.citations:
        section = corpus.section(citation.section.ref)
        if section.text[citation.start : citation.end] != citation.quote:
            raise UnsupportedAnswerError(f"citation {citation.number} does not stand in {section.ref}")
        if not answer.written and citation.quote not in answer.text:
            raise UnsupportedAnswerError(
                f"the text does not hold the quotation of citation {citation.number}"
            )
    return answer


def _reader_first(corpus: Corpus, hits: Sequence[Hit], language: Language) -> list[Hit]:
    """The hits, the best one's counterpart in the reader's language first if it is nearly as good."""
    section = hits[0].passage.section
    if section.language != language:
        refs = {counterpart.ref for counterpart in corpus.counterparts(section)}
        own = next((hit for hit in hits if hit.passage.section.ref in refs), None)
        if own and own.passage.section.language == language and own.score >= READER_FIRST * hits[0].score:
            return [own, *(hit for hit in hits if hit is not own)]
    return list(hits)


def _counterpart(section: Section, hits: Sequence[Hit]) -> Quotation:
    """What to quote of a counterpart: the sentences that match the question, else all of the section."""
    own = next((hit for hit in hits if hit.passage.section.ref == section.ref), None)
    return quote(own.passage, own.sentences) if own else Quotation(section, 0, len(section.text))


def _is_counterpart(citations: Sequence[Citation], section: Section) -> bool:
    return any(c.section.ref == section.ref and c.counterpart_of is not None for c in citations)
