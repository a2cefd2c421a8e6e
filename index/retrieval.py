"""Retrieval: the passages of both languages that may answer a question, in one order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.current import IndexSource
from index.matching import Matches
from index.opening import Index
from index.pool import Hit, Query
from index.weights import Weights

# By what standard score an example question may be like another question by chance.
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
        return Retrieval(index, query, _search(index, query, matches), matches)

    def in_situation(self, retrieval: Retrieval, situation: str) -> Retrieval:
        """What was retrieved for a question, ranked anew for what it is asked about: a pasted post, say.

        The passages' scores for the question alone count a quarter, and those for question and situation
        together the rest, so that "may we share this?" finds what is said of politics when a party's post is
        pasted. Raises `StoreError`.
        """
        index = retrieval.index
        if not index.weights.situation:
            return retrieval
        query = index.query(f"{retrieval.query.text} {situation}")
        hits = _search(index, query, index.examples.match(query))
        return replace(retrieval, hits=_mean(retrieval.hits, hits, index.weights.situation))

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


def _search(index: Index, query: Query, matches: Matches) -> tuple[Hit, ...]:
    found = [hit for pool in index.pools.values() for hit in pool.search(query)]
    return _best_first(_with_example(hit, matches, index.weights) for hit in found)


def _best_first(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def _mean(some: Sequence[Hit], others: Sequence[Hit], weight: float) -> tuple[Hit, ...]:
    """The hits that are in both, with means of their scores, in which the others have that weight, 0 to 1,
    and the signals of the first."""

    def mean(one: float, other: float) -> float:
        return (1 - weight) * one + weight * other

    by_passage = {hit.passage: hit for hit in others}
    found: list[Hit] = []
    for hit in some:
        if other := by_passage.get(hit.passage):
            sentences = tuple(mean(a, b) for a, b in zip(hit.sentences, other.sentences, strict=True))
            found.append(replace(hit, score=mean(hit.score, other.score), sentences=sentences))
    return _best_first(found)


def _with_example(hit: Hit, matches: Matches, weights: Weights) -> Hit:
    match = matches.sections.get(hit.passage.section.ref)
    if match is None:
        return hit
    near = weights.example * max(match.score - EXAMPLE_FLOOR, 0)
    return replace(hit, score=hit.fit + match.trust * (near + weights.lean * match.lean))
