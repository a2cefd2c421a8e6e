"""The vectors that come with the product."""

from pathlib import Path

import numpy as np
import pytest

from assistant.approved import read_approved
from assistant.situation import untold
from corpus import APPROVED, LANGUAGES, SHIPPED_FOLDER, load_corpus, load_examples
from index import seed
from index.building import by_language
from index.cache import CachedEmbeddings
from index.opening import Encoders
from index.seed import load_seed, write_seed
from tests.index.counting import CountingEmbeddings


def shipped_texts(encoders: Encoders) -> list[str]:
    texts = encoders.background_texts()
    for passages in by_language(load_corpus(SHIPPED_FOLDER)).values():
        texts += [text for p in passages for text in (p.embedded_text, *p.embedded_sentences)]
    return texts


def shipped_questions() -> list[str]:
    ways = [
        text
        for answer in read_approved(SHIPPED_FOLDER / APPROVED).answers
        for language in LANGUAGES
        for way in answer.asked(language)
        for text in (way, untold(way))
    ]
    return [*(example.text for example in load_examples(SHIPPED_FOLDER)), *ways]


def test_it_has_every_shipped_text_and_nothing_else(encoders: Encoders) -> None:
    """When this fails, texts were changed: run `python -m assistant approved ways | python -m index seed
    --questions -`."""
    texts = {encoders.main.key(text) for text in shipped_texts(encoders)}
    questions = {encoders.main.key(text, question=True) for text in shipped_questions()}
    assert load_seed().keys() == texts | questions


def test_a_sample_is_what_the_encoder_computes(encoders: Encoders) -> None:
    sample = shipped_texts(encoders)[::150]
    computed = encoders.main.embed_uncached(sample)
    seeded = np.array([load_seed()[encoders.main.key(text)] for text in sample])
    assert np.allclose(computed, seeded, atol=2e-3)


def test_a_sample_of_questions_is_what_the_encoder_computes(encoders: Encoders) -> None:
    sample = shipped_questions()[::150]
    computed = np.array([encoders.main.embed_query(text) for text in sample])
    seeded = np.array([load_seed()[encoders.main.key(text, question=True)] for text in sample])
    assert np.allclose(computed, seeded, atol=2e-3)


def test_an_empty_cache_is_filled_from_it_without_embedding(encoders: Encoders, tmp_path: Path) -> None:
    inner = CountingEmbeddings(encoders.main.name)
    texts = shipped_texts(encoders)
    vectors = CachedEmbeddings(inner, tmp_path / "embeddings.sqlite").embed(texts)
    assert inner.embedded == []
    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)


def test_what_is_written_is_read_again_in_half_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed, "FILE", tmp_path / "seed.npz")
    load_seed.cache_clear()
    try:
        assert load_seed() == {}
        load_seed.cache_clear()
        vectors = {bytes([n]) * 32: np.full(4, n / 10, dtype=np.float32) for n in (7, 1, 0)}
        write_seed(vectors)
        assert load_seed().keys() == vectors.keys()
        for key, vector in load_seed().items():
            assert vector.dtype == np.float32
            assert np.allclose(vector, vectors[key], atol=1e-3)
    finally:
        load_seed.cache_clear()
