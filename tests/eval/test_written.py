"""What a language model wrote in a run."""

from collections import Counter

from assistant.writing import Writing
from eval.result import Result
from eval.systems import WRITTEN
from eval.written import authorship
from tests.eval.sample import case, made, result

EN = [case(f"test-en-{n}") for n in range(3)]
AR = [case("test-ar-0", answers="A", language="ar")]


def _written(own: Result, fate: str = "written", **fields: object) -> Result:
    given = {
        "model": "openai:m",
        "prompt": "0123456789ab",
        "fate": fate,
        "kept": 2 if fate == "written" else 0,
        "removed": [],
        "input_tokens": 100,
        "output_tokens": 10,
        "seconds": 1.0,
        "cached": False,
    }
    assert own.record is not None
    writing = Writing.model_validate({**given, **fields})
    return own.model_copy(update={"record": own.record.model_copy(update={"written": writing})})


def test_a_run_without_a_language_model_has_none() -> None:
    assert authorship(made(EN, [result(c, "a") for c in EN])) == ()


def test_fates_sentences_tokens_and_times_are_counted_by_language() -> None:
    left_out = {"text": "So.", "reason": "negation"}
    results = [
        _written(result(EN[0], "a"), removed=[left_out, left_out]),
        _written(result(EN[1], "a"), "timeout", input_tokens=None, output_tokens=None, seconds=9.0),
        # Known from an earlier time: it took neither tokens nor time.
        _written(result(EN[2], "a"), cached=True, input_tokens=None, output_tokens=None, seconds=0.0),
        _written(result(AR[0], "A"), "nothing_supported", removed=[left_out]),
    ]
    run = made(
        [*EN, *AR], [result(c, "a") for c in [*EN, *AR]], others={WRITTEN: results}, chat_model="openai:m"
    )
    english, arabic = authorship(run)
    assert (english.language, arabic.language) == ("en", "ar")
    assert english.asked == 3
    assert english.fates == Counter(written=2, timeout=1)
    assert (english.kept, english.removed) == (4, Counter(negation=2))
    assert (english.input_tokens, english.output_tokens) == (100, 10)
    assert english.seconds == 5.0
    assert arabic.fates == Counter(nothing_supported=1)
