import index

NAMES = [
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


def test_the_public_names_are_these() -> None:
    assert index.__all__ == NAMES
    assert all(hasattr(index, name) for name in index.__all__)
