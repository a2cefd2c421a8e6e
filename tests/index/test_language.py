import time

import pytest

from corpus import Language
from index.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can I answer this tweet?", "en"),
        ("هل يمكنني الرد على هذه التغريدة؟", "ar"),
        ("ينفع أرد على الـ tweet دي من الـ official account؟", "ar"),
        ("ما معنى Civil Service Code؟", "ar"),
        ("شو يعني digital footprint؟", "ar"),
        ("What does اللياقة mean in the guidance?", "en"),
        ("Is there an Arabic version called ملخص الدليل for my colleagues to read?", "en"),
        ("Where does the guidance say مُجْتَمَعٌ then?", "en"),
        ("هَلْ يَجُوزُ لِي on Twitter and Facebook", "ar"),
        ("TikTok مسموح؟", "ar"),
        ("کیا میں جواب دوں", "ar"),
        ("ﻫﻞ ﻳﺠﻮﺯ ﺍﻟﺮﺩ", "ar"),
        ("تويتر", "ar"),
        ("twitter", "en"),
        ("café naïve résumé", "en"),
        ("", "en"),
        ("   ", "en"),
        ("?!", "en"),
        ("123", "en"),
        ("؟؟", "ar"),
        ("١٢٣", "ar"),
        ("، ؛", "ar"),
        ("🙂", "en"),
    ],
)
def test_the_language_of_a_question(text: str, language: Language) -> None:
    assert detect(text) == language


def test_vowel_marks_do_not_make_a_word_into_many() -> None:
    plain, vowelled = "اللياقة", "اللِّيَاقَةُ"
    question = "Tell me what {} means for us"
    assert detect(question.format(vowelled)) == detect(question.format(plain)) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("<p class='post'>هل أرد؟</p>", "ar"),
        ("انظر https://example.org/some/long/path?with=many&words=here", "ar"),
        ("see https://example.org/هل/يجوز/الرد/على/هذا", "en"),
    ],
)
def test_tags_and_addresses_do_not_count(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("piece", ["a", "ا", "a ", "<", "<a", "://", "a:/", "َ", "؟"])
def test_detecting_takes_no_longer_for_what_was_made_to_hold_it_up(piece: str) -> None:
    began = time.perf_counter()
    detect(piece * (100_000 // len(piece)))
    assert time.perf_counter() - began < 2
