import pytest
from pydantic import ValidationError

from eval.case import SPLITS, Case
from tests.eval.sample import CORPUS, case


def test_the_split_is_told_by_the_id() -> None:
    assert (case("dev-en-1").split, case("test-ar-1").split) == ("dev", "test")
    both = [case("dev-en-1"), case("test-en-1"), case("dev-en-2")]
    assert [[c.id for c in both if c.split == split] for split in SPLITS] == [
        ["dev-en-1", "dev-en-2"],
        ["test-en-1"],
    ]


def test_a_case_is_answerable_if_a_section_answers_it() -> None:
    assert case(kind="covered").answerable
    assert case(kind="attack").answerable
    assert not case(kind="attack", answers="").answerable
    assert not case(kind="near").answerable


def test_sections_that_answer_weigh_more_than_those_that_support() -> None:
    assert case(answers="aA", supports="b").qrels == {"guide#a": 2, "guide-ar#a": 2, "guide#b": 1}


def test_a_case_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        case().question = "another"  # type: ignore[misc]


@pytest.mark.parametrize(
    "sound",
    [
        case(),
        case(kind="near"),
        case(kind="far", supports="b"),
        case(kind="attack", answers=""),
        case(
            answers="aA",
            supports="b",
            verdict="no",
            points=[{"guide#a": "Be kind.", "guide-ar#a": "كن لطيفاً."}, {"guide#b": "Think twice"}],
        ),
    ],
)
def test_a_sound_case_has_no_faults(sound: Case) -> None:
    assert sound.faults(CORPUS) == []


@pytest.mark.parametrize(
    ("faulty", "faults"),
    [
        (case(answers="ax"), ["there is no section guide#x"]),
        (case(supports="x"), ["there is no section guide#x"]),
        (case(answers="a", supports="a"), ["guide#a stands twice in `answers` and `supports`"]),
        (case(answers="aa"), ["guide#a stands twice in `answers` and `supports`"]),
        (case(answers=""), ["a covered case needs a section in `answers`"]),
        (case(kind="near").model_copy(update={"answers": ("guide#a",)}), ["a near case has no sections in"]),
        (case(kind="far").model_copy(update={"answers": ("guide#a",)}), ["a far case has no sections in"]),
        (case(kind="near", verdict="no"), ["a case without `answers` has no verdict and no points"]),
        (
            case(kind="far", supports="a", points=[{"guide#a": "Be kind."}]),
            ["a case without `answers` has no verdict and no points"],
        ),
        (case(points=[{}]), ["a point without a sentence"]),
        (case(points=[{"guide#a": "be kind."}]), ["guide#a does not say, to the letter: be kind."]),
        (case(points=[{"guide#b": "Think twice"}]), ["a point rests on guide#b, which stands neither in"]),
        (
            case(answers="A", points=[{"guide-ar#a": "كن لطيفا."}]),
            ["guide-ar#a does not say, to the letter: كن لطيفا."],
        ),
        # One fault, and not a second one about its text.
        (case(answers="ax", points=[{"guide#x": "Anything."}]), ["there is no section guide#x"]),
        (
            case(answers="axy", kind="covered", points=[{}, {"guide#a": "No."}]),
            ["no section guide#x", "no section guide#y", "a point without", "guide#a does not say"],
        ),
    ],
)
def test_what_contradicts_itself_or_the_guidance_is_named(faulty: Case, faults: list[str]) -> None:
    found = faulty.faults(CORPUS)
    assert len(found) == len(faults), found
    assert all(expected in said for expected, said in zip(faults, found, strict=True)), found
