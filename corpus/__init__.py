"""The guidance texts: typed documents with sections whose every character can be found in a file."""

from corpus.checks import check
from corpus.document import LANGUAGES, Corpus, Document, Language, Section, UnknownSectionError
from corpus.fault import CorpusError, Fault
from corpus.folder import corpus_files
from corpus.loading import Snapshot, load_corpus, snapshot
from corpus.settings import CorpusSettings

__all__ = [
    "LANGUAGES",
    "Corpus",
    "CorpusError",
    "CorpusSettings",
    "Document",
    "Fault",
    "Language",
    "Section",
    "Snapshot",
    "UnknownSectionError",
    "check",
    "corpus_files",
    "load_corpus",
    "snapshot",
]
