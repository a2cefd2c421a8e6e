"""What the assistant is compared with: the plain ways to build one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from assistant.answer import Abstention, Answer, Citation, Reply
from assistant.composing import compose
from assistant.conversation import NEW_CONVERSATION, Conversation
from assistant.message import message
from assistant.trace import Considered, Trace
from corpus import Corpus, Language, Section
from index import Hit, Passage, Signals, detect, words
from index.analysis import stem
from index.lexical import BM25

FOUND = 10
"""How many sections a search gives, for the metrics of retrieval."""

QUOTED = 3
"""How many of them are quoted."""

Search = Callable[[str], Sequence[tuple[Section, float]]]
"""From a question to sections with their scores, the best first."""


@dataclass(frozen=True)
class Baseline:
    """Answers with the best sections that a search finds, each quoted whole. It declines nothing but what it
    finds no section for."""

    corpus: Corpus
    search: Search

    def ask(self, question: str, *, conversation: Conversation = NEW_CONVERSATION) -> Reply:
        """The reply to a question; what was asked before is not looked at. Raises what the search raises."""
        began, language = time.perf_counter(), detect(question)
        found = self.search(question)
        considered = [
            Considered(_hit(section, score), "cited" if place < QUOTED else "enough_cited")
            for place, (section, score) in enumerate(found)
        ]
        result = self._answer([section for section, _ in found[:QUOTED]], language)
        return Reply(question, language, result, Trace(considered=considered), time.perf_counter() - began)

    def _answer(self, sections: Sequence[Section], language: Language) -> Answer | Abstention:
        if not sections:
            return Abstention("not_covered", message(language, "not_covered.statement"))
        citations = [
            Citation(
                number,
                self.corpus.document(section.document),
                section,
                0,
                len(section.text),
                "answers" if number == 1 else "adds",
            )
            for number, section in enumerate(sections, start=1)
        ]
        return compose(citations, language)


def by_vector(corpus: Corpus, embeddings: Embeddings) -> Search:
    """The quickstart of LangChain and Chroma: one vector a section, both languages in one collection, the
    nearest first. The collection is kept in memory."""
    sections = _sections(corpus)
    store = Chroma.from_texts(
        [_text(section) for section in sections.values()],
        embeddings,
        ids=list(sections),
        # All collections in memory are one client's.
        collection_name=uuid4().hex,
    )

    def search(question: str) -> list[tuple[Section, float]]:
        found = store.similarity_search_with_score(question, k=FOUND)
        return [(sections[document.id or ""], -distance) for document, distance in found]

    return search


def by_words(corpus: Corpus) -> Search:
    """BM25 over the stemmed words of each section, both languages in one list. What shares no word with the
    question is not found."""
    sections = list(_sections(corpus).values())
    bm25 = BM25([_stems(_text(section)) for section in sections])

    def search(question: str) -> list[tuple[Section, float]]:
        scores = bm25.scores(dict.fromkeys(_stems(question), 1.0))
        best = np.argsort(-scores, kind="stable")[:FOUND]
        return [(sections[number], float(scores[number])) for number in best if scores[number] > 0]

    return search


def _sections(corpus: Corpus) -> dict[str, Section]:
    """Those that have a text, by `document#section`."""
    return {section.ref: section for section in corpus.sections() if section.text}


def _text(section: Section) -> str:
    """What is searched of a section: its heading and its text."""
    return f"{section.heading}\n{section.text}"


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _hit(section: Section, score: float) -> Hit:
    whole = Passage(section, 0, len(section.text), ())
    return Hit(whole, score, score, Signals(passage=score, sentence=0.0, lexical=0.0), ())
