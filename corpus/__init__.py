"""The guidance texts: typed documents with sections whose every character can be found in a file."""

from corpus.checks import check
from corpus.document import LANGUAGES, Corpus, Document, Language, Section, UnknownSectionError
from corpus.example import Example, Topic
from corpus.examples import load_examples
from corpus.fault import CorpusError, Fault
from corpus.folder import corpus_files
from corpus.loading import Snapshot, load_corpus, snapshot
from corpus.settings import SHIPPED_FOLDER, CorpusSettings

__all__ = [
    "LANGUAGES",
    "SHIPPED_FOLDER",
    "Corpus",
    "CorpusError",
    "CorpusSettings",
    "Document",
    "Example",
    "Fault",
    "Language",
    "Section",
    "Snapshot",
    "Topic",
    "UnknownSectionError",
    "check",
    "corpus_files",
    "load_corpus",
    "load_examples",
    "snapshot",
]
