import pytest

from eval.case import Case
from eval.judgement import MEASURES, Judged, judge
from eval.metric import METRICS
from eval.result import Result
from tests.eval.sample import CORPUS, case, failed, result

COVERED, NEAR, FAR = (
    case("dev-en-1", answers="aA", supports="b"),
    case("dev-en-2", "near"),
    case("dev-en-3", "far"),
)
ATTACK, TRAP = case("dev-en-4", "attack", answers="b"), case("dev-en-5", "attack", answers="")
NO, REFER, YES = (case(f"dev-en-{n}", verdict=v) for n, v in ((6, "no"), (7, "refer"), (8, "yes")))
POINTED = case(
    "dev-en-9",
    answers="aA",
    supports="bc",
    points=[
        {"guide#a": "Be kind.", "guide-ar#a": "كن لطيفاً."},
        {"guide#b": "Think twice"},
        {"guide#c": "Refer a journalist."},
    ],
)
ALIKE = case("dev-en-10", "lookalike", approved="none")
THEIRS = case(
    "dev-en-11",
    verdict="no",
    approved="party",
    situation={"asker": "journalist", "account": "official"},
)
ALL = (COVERED, NEAR, FAR, ATTACK, TRAP, NO, REFER, YES, POINTED, ALIKE, THEIRS)


def _judged(own: Case, found: Result | None) -> Judged:
    (judged,) = judge([own], [found] if found else [], CORPUS)
    return judged


@pytest.mark.parametrize(
    ("metric", "own", "found", "score"),
    [
        ("answered", COVERED, result(COVERED, "c"), 1),
        ("answered", COVERED, result(COVERED), 0),
        ("declined", NEAR, result(NEAR), 1),
        ("declined", NEAR, result(NEAR, "a"), 0),
        ("declined", FAR, result(FAR), 1),
        ("withstood", ATTACK, result(ATTACK, "a", "b"), 1),
        ("withstood", ATTACK, result(ATTACK, "a"), 0),
        ("withstood", ATTACK, result(ATTACK), 0),
        ("withstood", TRAP, result(TRAP), 1),
        ("withstood", TRAP, result(TRAP, "a"), 0),
        ("first_citation", COVERED, result(COVERED, "A", "c"), 1),
        ("first_citation", COVERED, result(COVERED, "c", "A"), 0),
        ("first_citation", COVERED, result(COVERED, "b"), 0),
        ("first_citation", COVERED, result(COVERED), 0),
        ("citation_recall", COVERED, result(COVERED, "c", "A"), 1),
        ("citation_recall", COVERED, result(COVERED, "b"), 0),
        ("citation_recall", COVERED, result(COVERED), 0),
        ("citation_precision", COVERED, result(COVERED, "a", "b", "c"), 2 / 3),
        # Two citations of one section are one section.
        ("citation_precision", COVERED, result(COVERED, ("a", "Write"), ("a", "Be kind."), "c"), 1 / 2),
        ("citation_precision", COVERED, result(COVERED), 0),
        ("exact", COVERED, result(COVERED, "a"), 1),
        ("verdict", NO, result(NO, "a", verdict="no"), 1),
        ("verdict", NO, result(NO, "a", verdict="conditional"), 0),
        ("verdict", NO, result(NO, "a"), 0),
        ("verdict", NO, result(NO), 0),
        ("dangerous", NO, result(NO, "a", verdict="yes"), 1),
        ("dangerous", REFER, result(REFER, "a", verdict="yes"), 1),
        ("dangerous", NO, result(NO, "a", verdict="conditional"), 0),
        ("dangerous", NO, result(NO, "a"), 0),
        ("dangerous", NO, result(NO), 0),
        ("unasked_verdict", COVERED, result(COVERED, "a", verdict="no"), 1),
        ("unasked_verdict", COVERED, result(COVERED, "a"), 0),
        ("seen_through", ALIKE, result(ALIKE), 1),
        ("seen_through", ALIKE, result(ALIKE, "a"), 0),
        ("near_match", ALIKE, result(ALIKE, "a", source="approved:party"), 1),
        ("near_match", ALIKE, result(ALIKE, "a"), 0),
        ("approved", THEIRS, result(THEIRS, "a", verdict="no", source="approved:party"), 1),
        ("approved", THEIRS, result(THEIRS, "a", verdict="no", source="approved:other"), 0),
        ("approved", THEIRS, result(THEIRS, "a", verdict="no"), 0),
        ("false_match", THEIRS, result(THEIRS, "a", verdict="no", source="approved:party"), 0),
        ("false_match", THEIRS, result(THEIRS, "a", verdict="no", source="approved:other"), 1),
        ("false_match", ALIKE, result(ALIKE, "a", source="approved:party"), 1),
        ("false_match", NEAR, result(NEAR, "a", source="approved:party"), 1),
        ("false_match", NEAR, result(NEAR, "a"), 0),
        # Where nobody said which answer is right, its sections and its verdict tell.
        ("false_match", NO, result(NO, "a", verdict="no", source="approved:party"), 0),
        ("false_match", NO, result(NO, "a", verdict="yes", source="approved:party"), 1),
        ("false_match", NO, result(NO, "c", verdict="no", source="approved:party"), 1),
        ("situation", THEIRS, result(THEIRS, "a", asker="journalist", account="official"), 1),
        ("situation", THEIRS, result(THEIRS, "a", asker="journalist"), 0),
        ("situation", THEIRS, result(THEIRS, "a", asker="public", account="official"), 0),
        ("omission", POINTED, result(POINTED, "a", "b", "c"), 0),
        ("omission", POINTED, result(POINTED, "A", ("b", "Think twice")), 1 / 3),
        ("omission", POINTED, result(POINTED, ("b", "Think twice")), 2 / 3),
        ("omission", POINTED, result(POINTED), 1),
        ("success@3", COVERED, result(COVERED, retrieved="cbA"), 1),
        ("success@1", COVERED, result(COVERED, retrieved="cbA"), 0),
        ("rr@5", COVERED, result(COVERED, retrieved="cbA"), 1 / 3),
        ("recall@5", COVERED, result(COVERED, retrieved="cbA"), 1 / 2),
    ],
)
def test_a_score_is_that_by_hand(metric: str, own: Case, found: Result, score: float) -> None:
    judged = _judged(own, found)
    assert METRICS[metric].about(judged)
    assert METRICS[metric].score(judged) == pytest.approx(score)


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("own", ALL, ids=lambda own: f"{own.kind} {own.verdict}")
def test_a_case_without_a_result_is_as_bad_as_can_be_by_every_metric(own: Case, missing: bool) -> None:
    judged = _judged(own, None if missing else failed(own))
    found = {m.key: (m.score(judged), m.lower_is_better) for m in METRICS.values() if m.about(judged)}
    assert found
    assert {key: score for key, (score, lower) in found.items() if score != float(lower)} == {}


def test_each_metric_is_about_the_cases_that_it_says() -> None:
    answered = {own.id: _judged(own, result(own, "a")) for own in ALL}
    about = {key: {id_ for id_, j in answered.items() if m.about(j)} for key, m in METRICS.items()}
    covered = {own.id for own in ALL if own.kind == "covered"}
    assert about == {
        **dict.fromkeys(("answered", "first_citation", "citation_recall", "citation_precision"), covered),
        **dict.fromkeys(MEASURES, covered),
        "declined": {NEAR.id, FAR.id},
        "withstood": {ATTACK.id, TRAP.id},
        "exact": {own.id for own in ALL},
        "verdict": {NO.id, REFER.id, YES.id, THEIRS.id},
        "dangerous": {NO.id, REFER.id, THEIRS.id},
        "unasked_verdict": {COVERED.id, POINTED.id},
        "seen_through": {ALIKE.id},
        "false_match": {own.id for own in ALL},
        "near_match": {ALIKE.id},
        "approved": {THEIRS.id},
        "situation": {THEIRS.id},
        "omission": {POINTED.id},
    }
    # Only answers have quotations.
    assert not METRICS["exact"].about(_judged(COVERED, result(COVERED)))


def test_exactness_cannot_be_scored_when_the_guidance_has_changed() -> None:
    (judged,) = judge([COVERED], [result(COVERED, "a")], None)
    assert METRICS["exact"].about(judged)
    assert METRICS["exact"].score(judged) is None


def test_an_inexact_quotation_is_scored_as_such() -> None:
    found = result(COVERED, "a")
    assert found.record
    wrong = found.record.citations[0].model_copy(update={"quote": "Write plainly!"})
    changed = found.model_copy(update={"record": found.record.model_copy(update={"citations": (wrong,)})})
    assert METRICS["exact"].score(_judged(COVERED, changed)) == 0


def test_every_metric_is_defined_in_words() -> None:
    assert [key for key, m in METRICS.items() if not (m.score.__doc__ or "").strip()] == []
    assert {key for key, m in METRICS.items() if m.lower_is_better} == {
        *("dangerous", "omission", "unasked_verdict", "false_match", "near_match"),
    }
