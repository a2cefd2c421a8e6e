"""The index: chunking, embedding, the Chroma store, and retrieval over both languages."""

import os

# More threads than one make a question slower: its matrices are small, and the machine is shared.
# Read by numpy when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.analysis import words
from index.building import IndexBuildError, build_index, index_folder, open_index
from index.chunking import Passage
from index.current import CurrentIndex, FixedIndex
from index.embedding import EmbeddingModelError, load_embeddings
from index.language import detect
from index.matching import Examples, Match, Matches
from index.opening import Index, Outdated
from index.pool import Hit, Query, Signals
from index.retrieval import GuidanceRetriever, Retrieval
from index.settings import IndexSettings
from index.store import StoreError
from index.weights import Weights

__all__ = [
    "CurrentIndex",
    "EmbeddingModelError",
    "Examples",
    "FixedIndex",
    "GuidanceRetriever",
    "Hit",
    "Index",
    "IndexBuildError",
    "IndexSettings",
    "Match",
    "Matches",
    "Outdated",
    "Passage",
    "Query",
    "Retrieval",
    "Signals",
    "StoreError",
    "Weights",
    "build_index",
    "detect",
    "index_folder",
    "load_embeddings",
    "open_index",
    "words",
]
