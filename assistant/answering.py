"""The way of a question, from what is typed to an answer or an abstention."""

import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.abstaining import blocked, not_covered
from assistant.answer import Abstention, Answer, Reply
from assistant.citations import cite, verify
from assistant.composing import compose
from assistant.conversation import NEW_CONVERSATION, Conversation, understand
from assistant.entailment import EntailmentModelError
from assistant.evidence import Evidence, weigh
from assistant.judging import CurrentJudge
from assistant.message import message
from assistant.model_error import ChatModelError
from assistant.question import parse
from assistant.ruling import Ruling
from assistant.settings import AssistantSettings
from assistant.stating import state, with_approved
from assistant.trace import EXPLAINED, Trace
from assistant.writing import Writing
from assistant.written import Kept, compose_written
from corpus import SHIPPED_FOLDER, Corpus, CorpusError, Language, load_examples
from index import (
    CurrentIndex,
    EmbeddingModelError,
    GuidanceRetriever,
    IndexBuildError,
    Outdated,
    Retrieval,
    StoreError,
    detect,
)

if TYPE_CHECKING:
    from assistant.writer import Writer

CANNOT_WORK: tuple[type[Exception], ...] = (
    CorpusError,
    IndexBuildError,
    EmbeddingModelError,
    StoreError,
    ChatModelError,
    EntailmentModelError,
)
"""What `Assistant` raises without a fault of the program; each message says in one line what to do."""

Decide = Callable[[Retrieval, Language, float], Evidence]
"""Whether what was retrieved is enough to answer a question in that language, which is so far like those that
the guidance answers."""

MOST_CITATIONS = 3
STARTERS = 3
"""How many questions to begin with are offered in each language."""


class Assistant:
    """Answers questions about a corpus. Several threads may ask at once.

    The index is opened, or built, with the first question, and again when the guidance texts change. While
    they are at fault, later questions are answered from the last good ones, and the replies say so.
    """

    def __init__(
        self,
        settings: AssistantSettings,
        progress: Callable[[int, int], None] = lambda done, total: None,
        *,
        retriever: GuidanceRetriever | None = None,
        decide: Decide = weigh,
        writer: "Writer | None" = None,
    ) -> None:
        """`retriever`: another than that over the current index; `decide`: another decision than the fitted
        one. With these, evaluation takes parts of the assistant away. `writer`: another than that of the
        settings, by which a language model writes the answers; where these name none, they are quotations.

        Raises `ChatModelError` and `EntailmentModelError`."""
        self.settings = settings
        self.retriever = retriever or GuidanceRetriever(index=CurrentIndex(settings, progress))
        self._decide = decide
        self._judge = CurrentJudge(settings)
        self._writer = writer or _open_writer(settings)

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self._writer is not None

    @property
    def corpus(self) -> Corpus:
        """The guidance as it is now. Raises as `ask` does."""
        return self.retriever.index.get().corpus

    def starters(self, language: Language) -> tuple[str, ...]:
        """Questions to begin with, in that language. Raises as `ask` does.

        For the shipped guidance they are among the messages; for other texts they are the first example
        questions of the first sections that have any.
        """
        if self.settings.corpus_folder == SHIPPED_FOLDER:
            return tuple(message(language, f"chat.example.{number}") for number in range(1, STARTERS + 1))
        first: dict[str, str] = {}
        for example in load_examples(self.settings.corpus_folder):
            if example.language == language and isinstance(example.target, str):
                first.setdefault(example.target, example.text)
        return tuple(first.values())[:STARTERS]

    def ask(
        self,
        question: str,
        *,
        max_citations: int = MOST_CITATIONS,
        conversation: Conversation = NEW_CONVERSATION,
    ) -> Reply:
        """The reply to a question: an answer with citations, or an abstention. See `answering`."""
        *_, reply = self.answering(question, max_citations=max_citations, conversation=conversation)
        assert isinstance(reply, Reply)
        return reply

    def answering(
        self,
        question: str,
        *,
        max_citations: int = MOST_CITATIONS,
        conversation: Conversation = NEW_CONVERSATION,
    ) -> Generator[Kept | Reply | None, None, None]:
        """The reply to a question, at the end. Before it, where a language model writes, the sentences that
        are kept as they come, and None while there is none. Closing the generator stops the model.

        `conversation`: what was asked before, as the last reply has it. At most `max_citations` passages are
        quoted; an approved answer quotes what it rests on. Raises one of `CANNOT_WORK` when it cannot work.
        """
        return self._answering(question, max_citations, conversation, self._writer)

    def prepare(self) -> None:
        """Open the index and load all that answering takes, so that nobody waits for it. No language model is
        asked. Raises as `answering` does."""
        for _ in self._answering("May I post this?", MOST_CITATIONS, NEW_CONVERSATION, None):
            pass
        if self._writer:
            self._writer.checker(self.retriever.index.get())

    def _answering(
        self, question: str, max_citations: int, conversation: Conversation, writer: "Writer | None"
    ) -> Generator[Kept | Reply | None, None, None]:
        began, trace = time.perf_counter(), Trace()
        language, ruling, kept = detect(parse(question).asked), Ruling(), conversation
        writing: Writing | None = None

        def reply(result: Answer | Abstention, outdated: Outdated | None = None) -> Reply:
            seconds = time.perf_counter() - began
            return Reply(question, language, result, trace, seconds, outdated, ruling, kept, writing)

        if refusal := blocked(question, language):
            yield reply(refusal)
            return
        understood = understand(question, conversation)
        asked, situation, kept = understood.question, understood.situation, understood.conversation
        with trace.step("retrieve"):
            retrieval = self.retriever.retrieve(asked.asked)
        outdated = retrieval.index.outdated
        with trace.step("decide"):
            judge = self._judge.get(retrieval.index)
            evidence = self._decide(retrieval, language, judge.inside(retrieval))
            approved = judge.in_these_words(understood, retrieval)
        trace.note(asked, situation, retrieval, evidence)
        if not evidence.enough and not approved:
            yield reply(not_covered(retrieval, language), outdated)
            return
        if asked.posts:
            with trace.step("rank for the post"):
                retrieval = self.retriever.in_situation(retrieval, asked.situation)
        with trace.step("judge"):
            leaning = judge.lean(understood, retrieval)
            approved = approved or judge.approved(understood, retrieval, leaning)
        trace.leaning, corpus = leaning, retrieval.index.corpus
        stated: tuple[str, ...] = ()
        with trace.step("compose"):
            hits = retrieval.hits[:EXPLAINED]
            if approved:
                statement = state(approved, situation, corpus, language)
                citations, stated = statement.citations, statement.paragraphs
                trace.considered = with_approved(hits, citations)
                ruling = judge.by_approved(approved, understood, citations)
            else:
                citations, trace.considered = cite(corpus, hits, max_citations, language)
                ruling = judge.by_passages(understood, retrieval, leaning, citations, language)
            answer = compose(citations, language, ruling, situation, stated)
        if writer and not approved:
            with trace.step("write"):
                written = yield from writer.write(asked, retrieval, answer, language)
            writing = written.writing
            if written.kept:
                answer, ruling = compose_written(written, answer, ruling, situation, corpus, language)
        with trace.step("verify"):
            yield reply(verify(answer, corpus), outdated)

    def as_runnable(self) -> Runnable[str, Reply]:
        """The assistant as a LangChain `Runnable` from a question to a reply."""
        return RunnableLambda(self.ask)


def _open_writer(settings: AssistantSettings) -> "Writer | None":
    if settings.chat_model is None:
        return None
    # Imported where it is needed only: it brings all that a language model takes.
    from assistant.writer import open_writer

    return open_writer(settings)
