"""What is measured of a sentence and the sentences that it may rest on, with the real encoder and index."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import numpy as np
import pytest

from assistant.measuring import measure, names
from assistant.part import SPANS, Part
from assistant.support import Comparer
from corpus import LANGUAGES, Corpus, Language
from index import Index
from index.chunking import passages


def _told(comparer: Comparer, claim: str, *guidance: str, passage: Sequence[str] = ()) -> dict[str, float]:
    """The measures by name of a claim that is compared with sentences, of a passage of more of them."""
    parts = [comparer.part(text) for text in guidance]
    around = [comparer.part(text) for text in passage or guidance]
    return dict(zip(names(), measure(comparer.part(claim), parts, parts, around).tolist(), strict=True))


def _parts(comparer: Comparer, shipped: Corpus, language: Language) -> list[list[Part]]:
    """The passages of the shipped guidance in a language, by their sentences."""
    return [
        [comparer.known(text) for text in passage.embedded_sentences]
        for passage in passages(shipped)
        if passage.section.language == language
    ]


def test_there_is_one_name_a_measure(comparer: Comparer) -> None:
    assert len(set(names())) == len(names())
    for text in ("Check who is asking before you answer.", "تحقق من هوية السائل.", "?", "20"):
        part = comparer.part(text)
        measures = measure(part, [part], [part], [part])
        assert measures.shape == (len(names()),)
        assert np.isfinite(measures).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_of_the_guidance_covers_itself_and_brings_and_leaves_nothing(
    comparer: Comparer, shipped: Corpus, language: Language
) -> None:
    seen = 0
    for sentences in _parts(comparer, shipped, language):
        for part in sentences:
            told = dict(zip(names(), measure(part, [part], [part], [part]).tolist(), strict=True))
            whole = ("covered", "same_words", "covers", "same_pairs", "meaning")
            whole += tuple(f"span{length}_{what}" for length in SPANS for what in ("mean", "back"))
            for name in whole:
                assert told[name] == pytest.approx(1, abs=1e-3), (name, part.text)
            otherwise = ("_brought", "_left", "_more", "_foreign", "_lost")
            assert not [n for n, value in told.items() if n.endswith(otherwise) and value], part.text
            assert not any(told[name] for name in ("missed", "unlike", "foreign", "denials", "cross"))
            assert not told["denied_otherwise"], part.text
            assert told["length"] == 0
            assert told["arabic"] == (language == "ar")
            seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    ("claim", "guidance", "seen"),
    [
        ("A journalist must wait 3 days.", "A journalist must wait.", "number_brought"),
        ("A journalist must wait three days.", "A journalist must wait 2 days.", "number_brought"),
        ("You must post.", "You may post.", "must_brought"),
        ("You should post.", "You may post.", "should_brought"),
        ("You may post.", "You must post.", "may_brought"),
        ("You must not post.", "You may post.", "ban_brought"),
        ("You need not post.", "You must post.", "needless_brought"),
        ("It is not public.", "It is public.", "denied_otherwise"),
        ("It is public.", "It is not public.", "denied_otherwise"),
        ("You may post.", "You may post only if you have permission.", "limit_lost"),
        ("You may post if asked.", "You may post.", "limit_brought"),
        ("The minister decides.", "A journalist decides.", "who_foreign"),
        ("Ask before you post.", "Ask after you post.", "time_brought"),
        ("Ask before you post.", "Ask after you post.", "time_left"),
        ("Ask who posts.", "Ask the minister after lunch who posts.", "time_left"),
        ("Ask who posts.", "Ask the minister after lunch who posts.", "who_left"),
        ("All posts are kept.", "Some posts are kept.", "extent_brought"),
        ("يجب أن ينتظر الصحفي 3 أيام.", "يجب أن ينتظر الصحفي.", "number_brought"),
        ("يجب أن ينتظر الصحفي ثلاثة أيام.", "يجب أن ينتظر الصحفي يومين.", "number_brought"),
        ("يجب النشر.", "يجوز النشر.", "must_brought"),
        ("ينبغي النشر.", "يجوز النشر.", "should_brought"),
        ("يجوز النشر.", "يجب النشر.", "may_brought"),
        ("لا يجوز النشر.", "يجوز النشر.", "ban_brought"),
        ("لا يلزم النشر.", "يجب النشر.", "needless_brought"),
        ("هذا ليس متاحاً للجمهور.", "هذا متاح للجمهور.", "denied_otherwise"),
        ("هذا متاح للجمهور.", "هذا ليس متاحاً للجمهور.", "denied_otherwise"),
        ("يجوز النشر.", "يجوز النشر إذا وافق المدير.", "limit_lost"),
        ("يجوز النشر إذا طُلب.", "يجوز النشر.", "limit_brought"),
        ("الوزير يقرر.", "الصحفي يقرر.", "who_foreign"),
        ("اسأل قبل النشر.", "اسأل بعد النشر.", "time_brought"),
        ("اسأل قبل النشر.", "اسأل بعد النشر.", "time_left"),
        ("اسأل من ينشر.", "اسأل الوزير بعد الظهر من ينشر.", "time_left"),
        ("اسأل من ينشر.", "اسأل الوزير بعد الظهر من ينشر.", "who_left"),
        ("تُحفظ كل المنشورات.", "تُحفظ بعض المنشورات.", "extent_brought"),
        # A sentence in Arabic about one in English.
        ("يجب أن ينتظر الصحفي 3 أيام.", "A journalist must wait.", "number_brought"),
        ("يجب النشر.", "You may post.", "must_brought"),
        ("لا يجوز النشر.", "You may post.", "ban_brought"),
        ("يجوز النشر.", "You may post only if you have permission.", "limit_lost"),
        ("الوزير يقرر.", "A journalist decides.", "who_foreign"),
        ("اسأل قبل النشر.", "Ask after you post.", "time_brought"),
    ],
)
def test_what_is_brought_or_left_or_denied_is_seen(
    comparer: Comparer, claim: str, guidance: str, seen: str
) -> None:
    assert _told(comparer, claim, guidance)[seen] > 0
    assert _told(comparer, claim, claim)[seen] == 0


@pytest.mark.parametrize(
    ("claim", "guidance"),
    [
        ("You must check who is asking.", "Check who is asking."),
        ("You should check who is asking.", "Check who is asking."),
        ("يجب أن تتحقق من هوية السائل.", "تحقق من هوية السائل."),
        ("يجب أن تتحقق من هوية السائل.", "Check who is asking."),
    ],
)
def test_an_order_has_the_force_of_must_and_of_should_but_not_of_may(
    comparer: Comparer, claim: str, guidance: str
) -> None:
    told = _told(comparer, claim, guidance)
    assert not told["must_brought"]
    assert not told["should_brought"]
    assert _told(comparer, "You may check who is asking.", guidance)["may_brought"]


@pytest.mark.parametrize(
    ("claim", "guidance", "elsewhere"),
    [
        ("Ask the minister.", "Ask first.", "The minister decides."),
        ("اسأل الوزير.", "اسأل أولاً.", "الوزير يقرر."),
    ],
)
def test_somebody_of_whom_the_passage_speaks_elsewhere_is_brought_but_not_foreign(
    comparer: Comparer, claim: str, guidance: str, elsewhere: str
) -> None:
    told = _told(comparer, claim, guidance, passage=[guidance, elsewhere])
    assert told["who_brought"]
    assert not told["who_foreign"]
    assert _told(comparer, claim, guidance)["who_foreign"]


def test_a_sentence_in_another_language_is_measured_as_such_and_is_nearer_to_what_it_says(
    comparer: Comparer,
) -> None:
    claim = "ينبغي إحالة الصحفي إلى المكتب الصحفي."
    same = _told(comparer, claim, "A journalist should be referred to the press office.")
    other = _told(comparer, claim, "Remember that something posted online is very difficult to remove.")
    assert same["cross"] == other["cross"] == 1
    assert same["same_words"] == 0
    assert same["covered"] > other["covered"]
    assert same["meaning"] > other["meaning"] + 0.2


class _Refusing:
    """An embedding model that must not be asked."""

    name = "refusing"

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"the embedding model of the settings was asked: {name}")


@pytest.mark.parametrize(
    ("claim", "guidance"),
    [
        ("You should check who asks.", "Check who is asking before you answer."),
        ("يجب التحقق من السائل.", "كما يجب التحقق من هوية السائل قبل الإجابة."),
        ("تحقق من هوية السائل.", "Check who is asking before you answer."),
    ],
)
def test_the_measures_do_not_depend_on_the_embedding_model_of_the_settings(
    index: Index, comparer: Comparer, claim: str, guidance: str
) -> None:
    encoders = copy.copy(index.encoders)
    encoders.main = _Refusing()  # type: ignore[assignment]
    without = Comparer(replace(index, encoders=encoders))
    assert _told(without, claim, guidance) == _told(comparer, claim, guidance)
