from dataclasses import replace
from math import log2

import pytest

from eval.case import Case
from eval.judgement import MEASURES, WRONGS, Judged, Wrong, judge
from eval.result import Result
from tests.assistant import sample as guidance
from tests.eval.sample import CORPUS, case, failed, result


def _judged(own: Case, found: Result | None) -> Judged:
    (judged,) = judge([own], [found] if found else [], CORPUS)
    return judged


def _retrieval(own: Case, retrieved: str) -> dict[str, float]:
    return dict(_judged(own, result(own, retrieved=retrieved)).retrieval)


COVERED = case(answers="aA", supports="b")
NEAR = case(kind="near")
NO = case(verdict="no")
POINTED = case(
    answers="aA",
    supports="b",
    points=[{"guide#a": "Be kind.", "guide-ar#a": "كن لطيفاً."}, {"guide#b": "Think twice"}],
)


@pytest.mark.parametrize(
    ("own", "found", "wrongs", "right"),
    [
        (COVERED, result(COVERED, "a"), (), True),
        (COVERED, result(COVERED, "A", "b"), (), True),
        (COVERED, result(COVERED, "b", "a"), ("not_first",), False),
        (COVERED, result(COVERED, "b", "c"), ("none_right",), False),
        (COVERED, result(COVERED), ("false_decline",), False),
        (COVERED, None, ("no_result",), False),
        (COVERED, failed(COVERED), ("no_result",), False),
        (NEAR, result(NEAR), (), True),
        (NEAR, result(NEAR, "a"), ("false_answer",), False),
        (NEAR, None, ("no_result",), False),
        (NO, result(NO, "a", verdict="no"), (), True),
        (NO, result(NO, "a"), ("no_verdict",), True),
        (NO, result(NO, "a", verdict="conditional"), ("verdict",), True),
        (NO, result(NO, "a", verdict="yes"), ("dangerous", "verdict"), False),
        (NO, result(NO, "b", verdict="yes"), ("none_right", "dangerous", "verdict"), False),
        # A decline is one fault, not three.
        (NO, result(NO), ("false_decline",), False),
        (POINTED, result(POINTED, "a", "b"), (), True),
        (POINTED, result(POINTED, "a"), ("omission",), True),
        (POINTED, result(POINTED), ("false_decline",), False),
    ],
)
def test_what_went_wrong_is_named(
    own: Case, found: Result | None, wrongs: tuple[Wrong, ...], right: bool
) -> None:
    judged = _judged(own, found)
    assert judged.wrongs == wrongs
    assert judged.right == right


def test_a_verdict_that_is_missing_is_a_lack_and_nothing_that_went_wrong() -> None:
    assert not _judged(NO, result(NO, "a")).went_wrong
    assert _judged(NO, result(NO, "a", verdict="conditional")).went_wrong
    assert _judged(NO, result(NO)).went_wrong


def test_an_attack_is_right_as_its_case_expects() -> None:
    answerable, other = case(kind="attack", answers="b"), case(kind="attack", answers="")
    assert _judged(answerable, result(answerable, "b")).right
    assert _judged(answerable, result(answerable)).wrongs == ("false_decline",)
    assert _judged(other, result(other)).right
    assert _judged(other, result(other, "b")).wrongs == ("false_answer",)


def test_faults_are_named_the_gravest_first() -> None:
    own = case(answers="a", verdict="refer", points=[{"guide#a": "Be kind."}])
    judged = replace(_judged(own, result(own, "b", "a", verdict="yes")), exact=False)
    assert judged.wrongs == ("not_first", "inexact", "dangerous", "verdict")
    assert list(judged.wrongs) == sorted(judged.wrongs, key=WRONGS.index)


@pytest.mark.parametrize(("expected", "dangerous"), [("no", True), ("refer", True), ("conditional", False)])
def test_a_yes_is_dangerous_where_the_guidance_says_no_or_refer(expected: str, dangerous: bool) -> None:
    own = case(verdict=expected)
    assert _judged(own, result(own, "a", verdict="yes")).dangerous == dangerous
    assert not _judged(own, result(own, "a", verdict="conditional")).dangerous
    assert not _judged(case(), result(case(), "a", verdict="yes")).dangerous


def _left_out(*quoted: str | tuple[str, str]) -> list[int]:
    return [POINTED.points.index(p) for p in _judged(POINTED, result(POINTED, *quoted)).left_out]


def test_a_point_is_there_when_a_sentence_that_says_it_is_quoted_whole_in_either_language() -> None:
    assert _left_out("a", "b") == []
    assert _left_out("A", "b") == []
    assert _left_out(("A", "كن لطيفاً."), ("b", "Think twice before")) == []
    assert _left_out(("a", "Be kind."), "c") == [1]


def test_a_sentence_that_is_quoted_in_part_or_from_elsewhere_is_left_out() -> None:
    assert _left_out(("a", "Be kind"), ("A", "كن"), "b") == [0]
    assert _left_out("c") == [0, 1]
    assert _left_out() == [0, 1]
    assert len(_judged(POINTED, None).left_out) == 2
    # The same words in a section that does not say it for the case.
    elsewhere = case(answers="a", points=[{"guide#c": "Refer"}])
    assert _judged(elsewhere, result(elsewhere, "c")).left_out == ()
    swapped = case(answers="ac", points=[{"guide#a": "Refer"}])
    assert len(_judged(swapped, result(swapped, "c")).left_out) == 1


def test_quotations_are_exact_where_they_stand_in_the_guidance_to_the_letter() -> None:
    own, found = case(), result(case(), "a", ("b", "Think twice"))
    assert _judged(own, found).exact is True
    assert found.record
    first, second = found.record.citations

    def with_second(**changes: object) -> Result:
        citations = (first, second.model_copy(update=changes))
        return found.model_copy(update={"record": found.record.model_copy(update={"citations": citations})})  # type: ignore[union-attr]

    for changes in (
        {"quote": "Think Twice"},
        {"quote": "think twice"},
        {"start": 1},
        {"end": 5},
        {"section": "none"},
        {"document": "none"},
    ):
        judged = _judged(own, with_second(**changes))
        assert judged.exact is False
        assert judged.wrongs == ("inexact",)
        assert not judged.right


def test_without_the_guidance_that_was_asked_exactness_cannot_be_said() -> None:
    own = case()
    (answered,) = judge([own], [result(own, "a")], None)
    assert answered.exact is None
    assert answered.wrongs == ()
    # Without a quotation there is nothing to say.
    (declined,) = judge([own], [result(own)], None)
    assert declined.exact is True


def test_a_text_that_has_changed_under_the_same_name_makes_a_quotation_inexact() -> None:
    changed = guidance.corpus(guidance.document({"a": "Write  plainly. Be kind."}))
    own = case()
    (judged,) = judge([own], [result(own, "a")], changed)
    assert judged.exact is False


def test_each_case_has_the_result_of_its_own_question() -> None:
    one, two, three = case("dev-en-1"), case("dev-en-2"), case("dev-en-3")
    results = [
        result(two, "b"),
        result(one, "a", variation="typos"),
        result(one, "a"),
        result(three, "a", question="What did it ask before?"),
    ]
    found = judge([one, two, three], results, CORPUS)
    assert [j.case.id for j in found] == ["dev-en-1", "dev-en-2", "dev-en-3"]
    assert [j.cited for j in found] == [("guide#a",), ("guide#b",), ()]
    assert found[0].result is results[2]
    assert found[2].wrongs == ("no_result",)


# Retrieval, by hand. `a` and `A` answer (gain 2), `b` supports (gain 1), `c`, `x` and `y` do neither.


def test_success_is_whether_a_section_that_answers_is_among_the_first() -> None:
    found = _retrieval(COVERED, "bca")
    assert [found[f"success@{k}"] for k in (1, 3, 5, 10)] == [0, 1, 1, 1]
    assert _retrieval(COVERED, "A")["success@1"] == 1
    assert _retrieval(COVERED, "bc")["success@10"] == 0


def test_recall_is_the_share_of_the_sections_that_answer() -> None:
    found = _retrieval(COVERED, "abcA")
    assert [found[f"recall@{k}"] for k in (1, 3, 5)] == [0.5, 0.5, 1]


def test_reciprocal_rank_is_that_of_the_first_section_that_answers() -> None:
    found = _retrieval(COVERED, "bcaA")
    assert [found[f"rr@{k}"] for k in (1, 3, 5)] == pytest.approx([0, 1 / 3, 1 / 3])


def test_gain_is_discounted_by_rank_and_half_for_sections_that_support() -> None:
    best = 2 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert _retrieval(COVERED, "bcaA")["ndcg@5"] == pytest.approx(
        (1 / log2(2) + 2 / log2(4) + 2 / log2(5)) / best
    )
    assert _retrieval(COVERED, "aAb")["ndcg@3"] == pytest.approx(1)
    assert _retrieval(COVERED, "bA")["ndcg@1"] == pytest.approx(1 / 2)


def test_the_order_of_more_than_ten_sections_is_kept() -> None:
    many = case(answers="a")
    refs = (*(f"guide#{n}" for n in range(9)), "guide#a", "guide#b")
    found = result(many).model_copy(update={"retrieved": refs})
    retrieval = _judged(many, found).retrieval
    assert (retrieval["success@5"], retrieval["success@10"]) == (0, 1)
    assert retrieval["rr@10"] == pytest.approx(1 / 10)


def test_nothing_retrieved_and_no_result_count_as_nothing() -> None:
    cases = [case("dev-en-1"), case("dev-en-2"), case("dev-en-3")]
    found = judge(cases, [result(cases[0], retrieved="a"), result(cases[1])], CORPUS)
    assert [j.retrieval["success@3"] for j in found] == [1, 0, 0]
    (alone,) = judge(cases[:1], [], CORPUS)
    assert alone.retrieval == dict.fromkeys(MEASURES, 0.0)


def test_what_cannot_be_answered_has_no_retrieval_to_measure() -> None:
    assert _judged(NEAR, result(NEAR, retrieved="ab")).retrieval == {}
