import pytest

from eval.judgement import judge
from eval.measurement import judge_run
from eval.worth import SHOWN, Worth, worth
from tests.eval.sample import CORPUS, case, made, result

CASES = [
    *(case(f"test-en-{n}") for n in range(12)),
    *(case(f"test-ar-{n}", language="ar") for n in range(2)),
    case("test-en-far", "far"),
    case("dev-en-1"),
]
OWN = [result(c, "a", retrieved="a") if c.answerable else result(c) for c in CASES]
ALL = [result(c, "b", retrieved="ba") for c in CASES]


def _worth(**others: list) -> Worth | None:  # type: ignore[type-arg]
    return worth(judge_run(made(CASES, OWN, others=others), CORPUS))


def test_a_system_stands_beside_the_assistant_on_the_test_half() -> None:
    found = _worth(quickstart=ALL)
    assert found is not None
    assert found.split == "test"
    first = found.of("quickstart", "first_citation", "en")
    assert first is not None
    assert (first.before, first.after, first.change, first.cases) == (1.0, 0.0, -1.0, 12)
    assert first.better is False
    assert first.significant
    ndcg = found.of("quickstart", "ndcg@10", "ar")
    assert ndcg is not None
    assert (ndcg.before, ndcg.after) == (1.0, pytest.approx(0.6309, abs=1e-4))
    assert not ndcg.significant
    declined = found.of("quickstart", "declined", "en")
    assert declined is not None
    assert (declined.before, declined.after, declined.better) == (1.0, 0.0, False)
    assert found.of("quickstart", "declined", "ar") is None
    assert found.of("none such", "declined", "en") is None


def test_each_is_beside_what_the_assistant_made_of_the_same_case() -> None:
    # The dev case stands between: it is not one that others are asked.
    cases = [case("test-en-1"), case("dev-en-1"), case("test-en-2")]
    own = [result(cases[0], "b"), result(cases[1], "a"), result(cases[2], "b")]
    other = [result(cases[0], "a"), result(cases[2], "a")]
    found = worth(judge_run(made(cases, own, others={"lexical": other}), CORPUS))
    assert found is not None
    first = found.of("lexical", "first_citation", "en")
    assert first is not None
    assert (first.before, first.after, first.cases) == (0.0, 1.0, 2)


def test_a_case_without_a_result_counts_as_wrong() -> None:
    found = _worth(lexical=OWN[:6])
    assert found is not None
    first = found.of("lexical", "first_citation", "en")
    assert first is not None
    assert (first.after, first.cases) == (0.5, 12)


def test_systems_stand_in_the_order_in_which_they_are_asked() -> None:
    found = _worth(without_words=ALL, another=ALL, lexical=ALL, quickstart=ALL)
    assert found is not None
    assert found.systems == ["quickstart", "lexical", "without_words", "another"]


def test_danger_is_compared_only_where_a_system_gives_verdicts() -> None:
    asked = case("test-en-1", verdict="no")
    for verdict, shown in ((None, False), ("yes", True)):
        results = {"assistant": [result(asked)], "other": [result(asked, "a", verdict=verdict)]}  # type: ignore[arg-type]
        found = worth({name: judge([asked], own, CORPUS) for name, own in results.items()})
        assert found is not None
        assert ("dangerous" in found.metrics) == shown
        assert [m for m in SHOWN if m in found.metrics] == found.metrics


def test_without_other_systems_there_is_nothing_to_compare() -> None:
    assert _worth() is None


def test_a_run_of_the_dev_half_alone_is_compared_on_it() -> None:
    own = [case("dev-en-1")]
    found = worth({name: judge(own, [result(own[0], "a")], CORPUS) for name in ("assistant", "lexical")})
    assert found is not None
    assert found.split == "dev"
