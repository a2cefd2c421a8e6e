from pathlib import Path

import pytest

from corpus import LANGUAGES, SHIPPED_FOLDER, load_corpus
from eval.case import Case
from eval.gate import Check, Gate, GateError, Threshold, check, load_thresholds
from eval.measurement import Measurement, judge_run, measure
from eval.result import Result
from eval.run import ASSISTANT, questions
from tests.eval.sample import CORPUS, case, checked, failed, made, result
from tests.eval.test_casebook import SHIPPED_CASES

REASON = {"en": "Because.", "ar": "لأن."}
SOUND = """\
[[threshold]]
metric = "answered"
split = "test"
language = "en"
at_least = 0.8
aim = 0.95
reason.en = "Because."
reason.ar = "لأن."
"""


def _threshold(**fields: object) -> Threshold:
    given = {"metric": "answered", "split": "dev", "at_least": 0.5, "reason": REASON, **fields}
    return Threshold.model_validate({k: v for k, v in given.items() if v is not None})


def _measured(value: float | None, unscored: int = 0, **fields: object) -> Measurement:
    given = {"system": ASSISTANT, "metric": "answered", "split": "dev", "cases": 9, **fields}
    return Measurement.model_validate({**given, "value": value, "unscored": unscored})


@pytest.mark.parametrize(
    ("bounds", "value", "passed", "short_of_aim"),
    [
        ({"at_least": 0.5}, 0.5, True, False),
        ({"at_least": 0.5}, 0.49, False, False),
        ({"at_least": 0.5, "aim": 0.9}, 0.89, True, True),
        ({"at_least": 0.5, "aim": 0.9}, 0.9, True, False),
        # What falls short is not said to be short of its aim only.
        ({"at_least": 0.5, "aim": 0.9}, 0.4, False, False),
        ({"at_least": None, "at_most": 0.1}, 0.1, True, False),
        ({"at_least": None, "at_most": 0.1}, 0.11, False, False),
        ({"at_least": None, "at_most": 0.1, "aim": 0.05}, 0.06, True, True),
        ({"at_least": None, "at_most": 0.1, "aim": 0.05}, 0.05, True, False),
        ({"at_least": None, "at_most": 0.0}, 0.0, True, False),
        ({"at_least": None, "at_most": 0.0}, 0.01, False, False),
        ({"at_least": 0.0}, 0.0, True, False),
    ],
)
def test_a_value_is_held_against_threshold_and_aim(
    bounds: dict[str, float | None], value: float, passed: bool, short_of_aim: bool
) -> None:
    found = Check(_threshold(**bounds), _measured(value))
    assert (found.value, found.passed, found.short_of_aim) == (value, passed, short_of_aim)


@pytest.mark.parametrize("measured", [None, _measured(None), _measured(1.0, unscored=1)])
def test_what_was_not_measured_over_all_its_cases_is_neither_reached_nor_short(
    measured: Measurement | None,
) -> None:
    found = Check(_threshold(aim=0.9), measured)
    assert not found.passed
    assert not found.short_of_aim
    gate = Gate((found,), complete=True)
    assert (gate.short, gate.unmeasured, gate.fitness) == ([], [found], "unknown")


def test_the_assistant_is_fit_if_everything_was_asked_and_nothing_falls_short() -> None:
    good, bad = Check(_threshold(), _measured(1)), Check(_threshold(), _measured(0))
    unmeasured = Check(_threshold(), None)
    assert Gate((good, good), complete=True).fitness == "fit"
    assert Gate((good, bad), complete=True).fitness == "unfit"
    assert Gate((bad, good), complete=True).short == [bad]
    # What falls short of one threshold is not made good by not measuring another.
    assert Gate((bad, unmeasured), complete=True).fitness == "unfit"
    assert Gate((good, unmeasured), complete=True).fitness == "unknown"


def test_of_a_run_that_is_not_whole_nothing_is_said() -> None:
    good, bad = Check(_threshold(), _measured(1)), Check(_threshold(), _measured(0))
    assert Gate((good, good), complete=False).fitness == "unknown"
    # A question that was not asked counts as wrong: so short may be the run, and not the assistant.
    assert Gate((good, bad), complete=False).fitness == "unknown"


def _gate(cases: list[Case], results: list[Result], *thresholds: Threshold, **run: object) -> Gate:
    made_ = made(cases, results, others={"bm25": [result(c, "a") for c in cases]}, **run)
    return check(made_, measure(made_, judge_run(made_, CORPUS)), thresholds)


ASKED = [case("test-en-1"), case("test-ar-1", language="ar"), case("test-en-2", "near"), case("dev-en-1")]


def test_each_threshold_is_held_against_its_own_group_of_the_assistants_cases() -> None:
    groups: list[dict[str, object]] = [
        {"split": "test"},
        {"split": "test", "language": "en"},
        {"split": "test", "language": "ar"},
        {"split": "dev"},
        {"split": "test", "metric": "declined"},
    ]
    results = [result(ASKED[0], "a"), result(ASKED[1]), result(ASKED[2]), result(ASKED[3])]
    found = _gate(ASKED, results, *(_threshold(**group) for group in groups))
    assert [c.value for c in found.checks] == [0.5, 1.0, 0.0, 0.0, 1.0]
    assert found.complete


def test_a_kind_and_a_variation_can_have_thresholds() -> None:
    cases = [case("test-en-1"), case("test-en-2", "near"), case("test-en-3", "far")]
    results = [
        *(result(cases[0], "a"), result(cases[1], "a"), result(cases[2])),
        result(cases[0], "a", variation="typos"),
    ]
    found = _gate(
        cases,
        results,
        _threshold(metric="declined", split="test", kind="near"),
        _threshold(metric="declined", split="test", kind="far"),
        _threshold(metric="outcome_changed", split="test", language="en", variation="typos"),
        _threshold(metric="outcome_changed", split="test", language="en", variation="bare"),
    )
    assert [c.value for c in found.checks] == [0.0, 1.0, 0.0, None]


def test_a_run_in_which_a_question_was_not_asked_or_failed_is_not_complete() -> None:
    results = [result(c, "a") for c in ASKED]
    easy = _threshold(at_least=0.0)
    assert _gate(ASKED, results, easy).fitness == "fit"
    assert _gate(ASKED, results[:-1], easy).fitness == "unknown"
    assert _gate(ASKED, [*results[:-1], failed(ASKED[-1])], easy).fitness == "unknown"
    # Also when it is a question in another way.
    assert _gate(ASKED, results, easy, variations=True).fitness == "unknown"
    varied = [result(c, "a", variation=key[1]) for key, c, _ in questions(ASKED, True) if key[1]]
    assert _gate(ASKED, [*results, *varied], easy, variations=True).fitness == "fit"
    broken = [*results, *varied[:-1], failed(ASKED[1], varied[-1].variation)]
    assert _gate(ASKED, broken, easy, variations=True).fitness == "unknown"


def test_thresholds_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    file.write_text(SOUND, "utf-8")
    (found,) = load_thresholds(file)
    assert found == _threshold(split="test", language="en", at_least=0.8, aim=0.95)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SOUND.replace('"test"', "test"), "cannot be read: .*line 3"),
        (SOUND.replace("answered", "unanswered"), "threshold 1: .*there is no metric unanswered"),
        (SOUND + SOUND.replace('"test"', '"train"'), "threshold 2 split: Input should be 'dev' or 'test'"),
        (SOUND.replace("at_least = 0.8", ""), "threshold 1: .*needs either at_least or at_most"),
        (SOUND.replace("aim = 0.95", "at_most = 0.9"), "threshold 1: .*needs either at_least or at_most"),
        (SOUND.replace("aim = 0.95", "aim = 0.7"), "threshold 1: .*has an aim that does not reach it"),
        (SOUND.replace("at_least", "atleast"), "threshold 1 atleast: Extra inputs are not permitted"),
        (SOUND.replace('reason.ar = "لأن."', ""), "threshold 1: .*needs its reason in both languages"),
        (SOUND.replace("at_least = 0.8", 'at_least = "high"'), "threshold 1 at_least: Input should be"),
        (SOUND + "[[treshold]]\n", "treshold: Extra inputs are not permitted"),
        (SOUND.replace("[[threshold]]", "[threshold]"), "threshold: Input should be a valid tuple"),
        ("threshold = []", "threshold: Tuple should have at least 1 item"),
        ("", "threshold: Field required"),
    ],
)
def test_a_faulty_file_is_an_error_that_says_where(tmp_path: Path, content: str, fault: str) -> None:
    file = tmp_path / "gate.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(GateError, match=rf"^the thresholds in {file} .*{fault}") as caught:
        load_thresholds(file)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_utf_8_is_named(tmp_path: Path) -> None:
    with pytest.raises(GateError, match=r"gate\.toml cannot be read: .*No such file"):
        load_thresholds(tmp_path / "gate.toml")
    (tmp_path / "gate.toml").write_bytes("لأن".encode("cp1256"))
    with pytest.raises(GateError, match=r"gate\.toml cannot be read: .*utf-8"):
        load_thresholds(tmp_path / "gate.toml")


def test_every_shipped_threshold_is_measured_by_a_run_over_the_shipped_cases() -> None:
    cases = SHIPPED_CASES
    corpus = load_corpus(SHIPPED_FOLDER)
    results = [
        Result(case=c.id, variation=key[1], question=question, confidence=0.5)
        for key, c, question in questions(cases, True)
    ]
    checks = [checked("changed", passed=False, language=language) for language in LANGUAGES]
    run = made(cases, results, checks=checks, variations=True, corpus=corpus.fingerprint)
    found = check(run, measure(run, judge_run(run, corpus)), load_thresholds())
    assert [c.threshold for c in found.checks if c.measurement is None] == []
    # Of answers there are none here to be exact.
    measured = [c for c in found.checks if c.threshold.metric != "exact"]
    assert all(c.measurement and c.measurement.cases for c in measured)


def test_the_shipped_thresholds_hold_exact_quotations_in_both_halves() -> None:
    found = {(t.metric, t.split): t.at_least for t in load_thresholds() if t.language is None}
    assert found["exact", "test"] == found["exact", "dev"] == 1.0
