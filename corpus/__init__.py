"""The guidance texts: typed documents with sections whose every character can be found in a file."""

from corpus.checks import check
from corpus.document import LANGUAGES, Corpus, Document, Language, Section, UnknownSectionError
from corpus.example import VERDICTS, Example, Topic, Verdict
from corpus.examples import load_examples
from corpus.fault import CorpusError, Fault
from corpus.folder import APPROVED, corpus_files
from corpus.lines import Lines
from corpus.loading import Snapshot, load_corpus, snapshot
from corpus.settings import SHIPPED_FOLDER, CorpusSettings
from corpus.strict_yaml import YamlError, read_yaml

__all__ = [
    "APPROVED",
    "LANGUAGES",
    "SHIPPED_FOLDER",
    "VERDICTS",
    "Corpus",
    "CorpusError",
    "CorpusSettings",
    "Document",
    "Example",
    "Fault",
    "Language",
    "Lines",
    "Section",
    "Snapshot",
    "Topic",
    "UnknownSectionError",
    "Verdict",
    "YamlError",
    "check",
    "corpus_files",
    "load_corpus",
    "load_examples",
    "read_yaml",
    "snapshot",
]
