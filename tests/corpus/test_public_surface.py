import subprocess
import sys
from pathlib import Path

import corpus


def test_the_public_names_are_these() -> None:
    assert corpus.__all__ == [
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
    assert all(hasattr(corpus, name) for name in corpus.__all__)


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = {"torch", "numpy", "chromadb", "gradio", "langchain_core", "sentence_transformers", "rich"}
    code = "import sys, corpus, corpus.__main__; print(*sys.modules)"
    root = Path(corpus.__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(run.stdout.split())
