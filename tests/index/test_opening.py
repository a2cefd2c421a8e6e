"""An open index and its encoders."""

import numpy as np

from corpus import LANGUAGES
from index import Index
from index.background import background
from index.opening import Encoders


def test_both_encoders_vectors_stand_side_by_side_as_unit_vectors(encoders: Encoders) -> None:
    both = encoders.embed(["A post.", "منشور."])
    assert both.shape == (2, 384 + 512)
    assert np.allclose(np.linalg.norm(both[:, :384], axis=1), 1, atol=1e-3)
    assert np.allclose(np.linalg.norm(both[:, 384:], axis=1), 1, atol=1e-3)


def test_progress_counts_every_text_once_for_each_encoder(encoders: Encoders) -> None:
    seen: list[tuple[int, int]] = []
    encoders.embed(["a", "b", "a"], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)


def test_the_background_cohort_has_every_text_and_sentence(encoders: Encoders) -> None:
    for language in LANGUAGES:
        cohort, texts = encoders.background_cohort(language), background(language)
        for side in (cohort.main, cohort.companion):
            assert (len(side.texts), len(side.sentences)) == (len(texts.texts), len(texts.sentences))


def test_words_and_their_translations_are_near_each_other(shipped: Index) -> None:
    words = shipped.query("journalist صحفي kettle").words
    journalist, sahafi, kettle = words.vectors
    assert journalist @ sahafi > max(0.4, kettle @ sahafi)


def test_examples_name_sections_that_are_there(shipped: Index) -> None:
    refs = {section.ref for section in shipped.corpus.sections()}
    assert all(
        not isinstance(example.target, str) or example.target in refs for example in shipped.examples.examples
    )
