import re

import pytest

from corpus import LANGUAGES, SHIPPED_FOLDER, Language, load_corpus
from index.background import background


def test_the_languages_translate_each_other_line_by_line() -> None:
    english, arabic = background("en"), background("ar")
    assert len(english.texts) == len(arabic.texts) >= 100
    for en, ar in zip(english.texts, arabic.texts, strict=True):
        assert 0.4 < len(ar) / len(en) < 1.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_different_and_in_their_own_script(language: Language) -> None:
    texts = background(language).texts
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text == text.strip() != ""
        letters = re.findall(r"[^\W\d_]", text)
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
        assert (arabic > len(letters) * 0.8) if language == "ar" else arabic == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_stands_in_the_text_that_owns_it(language: Language) -> None:
    found = background(language)
    assert len(found.sentences) == len(found.owners)
    assert sorted(set(found.owners)) == list(range(len(found.texts)))
    for sentence, owner in zip(found.sentences, found.owners, strict=True):
        assert sentence in found.texts[owner]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_background_is_guidance(language: Language) -> None:
    guidance = " ".join(section.text for section in load_corpus(SHIPPED_FOLDER).sections())
    assert not any(sentence in guidance for sentence in background(language).sentences)
