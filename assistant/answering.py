"""The way of a question, from what is typed to an answer or an abstention."""

import time
from collections.abc import Callable
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.abstaining import blocked, not_covered
from assistant.answer import Reply
from assistant.citations import cite, verify
from assistant.composing import compose
from assistant.evidence import weigh
from assistant.language import detect
from assistant.question import parse
from assistant.settings import AssistantSettings
from assistant.trace import EXPLAINED, Trace
from corpus import Corpus
from index import CurrentIndex, GuidanceRetriever

MOST_CITATIONS = 3


class Assistant:
    """Answers questions about a corpus. Several threads may ask at once.

    The index is opened, or built, with the first question, and again when the guidance texts change.
    """

    def __init__(
        self,
        settings: AssistantSettings,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self.settings = settings
        self.retriever = GuidanceRetriever(index=CurrentIndex(settings, progress))

    @property
    def corpus(self) -> Corpus:
        """The guidance as it is now. Raises as `ask` does."""
        return self.retriever.index.get().corpus

    def ask(self, question: str, *, max_citations: int = MOST_CITATIONS) -> Reply:
        """The reply to a question: an answer with citations, or an abstention.

        Raises `CorpusError`, `IndexBuildError`, `EmbeddingModelError` or `StoreError` when it cannot work.
        """
        began, trace = time.perf_counter(), Trace()
        asked = parse(question)
        language = detect(asked.asked)

        def reply(result: Any) -> Reply:
            return Reply(question, language, result, trace, time.perf_counter() - began)

        if refusal := blocked(question, language):
            return reply(refusal)
        with trace.step("retrieve"):
            retrieval = self.retriever.retrieve(asked.asked)
        with trace.step("decide"):
            evidence = weigh(retrieval, language)
        trace.note(asked, retrieval, evidence)
        if not evidence.enough:
            return reply(not_covered(retrieval, language))
        with trace.step("compose"):
            citations, trace.considered = cite(
                retrieval.index.corpus, retrieval.hits[:EXPLAINED], max_citations, language
            )
            answer = compose(citations, language)
        with trace.step("verify"):
            return reply(verify(answer, retrieval.index.corpus))

    def as_runnable(self) -> Runnable[str, Reply]:
        """The assistant as a LangChain `Runnable` from a question to a reply."""
        return RunnableLambda(self.ask)
