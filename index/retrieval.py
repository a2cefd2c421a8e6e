"""Retrieval: the passages of both languages that may answer a question, in one order."""

from dataclasses import dataclass, replace

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.current import IndexSource
from index.matching import Matches
from index.opening import Index
from index.pool import Hit, Query

# How much an example question counts towards the sections that it belongs to: for every standard score
# by which it is more like the question than a chance text could be.
EXAMPLE_WEIGHT = 3.0
EXAMPLE_FLOOR = 3.0


@dataclass(frozen=True)
class Retrieval:
    """What was found for a question."""

    index: Index
    query: Query
    hits: tuple[Hit, ...]
    """Passages of all languages, best first."""
    matches: Matches
    """The example questions that it is like."""


class GuidanceRetriever(BaseRetriever):
    """A LangChain retriever over the passages of both languages.

    Each language's passages are scored among themselves, against the background of that language, so
    that the scores of the two can be merged: a single list by cosine hides the passages of the language
    that the question is not in (see the decision record on retrieval).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: IndexSource
    k: int = 10
    """How many passages `invoke` returns."""

    def retrieve(self, question: str) -> Retrieval:
        """The passages that may answer a question, with all that was measured. Raises
        `CorpusError`, `IndexBuildError`, `EmbeddingModelError`, `StoreError`."""
        index = self.index.get()
        query = index.query(question)
        matches = index.examples.match(query)
        found = [hit for pool in index.pools.values() for hit in pool.search(query)]
        hits = sorted((_with_example(hit, matches) for hit in found), key=lambda hit: -hit.score)
        return Retrieval(index, query, tuple(hits), matches)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "document": hit.passage.section.document,
                    "section": hit.passage.section.id,
                    "language": hit.passage.section.language,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.score,
                },
            )
            for hit in self.retrieve(query).hits[: self.k]
        ]


def _with_example(hit: Hit, matches: Matches) -> Hit:
    match = matches.sections.get(hit.passage.section.ref)
    if match is None or match.score <= EXAMPLE_FLOOR:
        return hit
    return replace(hit, score=hit.score + EXAMPLE_WEIGHT * (match.score - EXAMPLE_FLOOR))
