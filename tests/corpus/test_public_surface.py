import subprocess
import sys

import corpus


def test_the_public_names_are_these() -> None:
    assert corpus.__all__ == [
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
    assert all(hasattr(corpus, name) for name in corpus.__all__)


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = {"torch", "numpy", "chromadb", "gradio", "langchain_core", "sentence_transformers", "rich"}
    code = "import sys, corpus, corpus.__main__; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(run.stdout.split())
