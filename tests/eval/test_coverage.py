from eval.coverage import ENOUGH, coverage
from tests.eval.sample import CORPUS, case


def test_each_section_is_counted_by_the_language_of_the_questions_that_it_answers() -> None:
    cases = [
        case("dev-en-1", answers="aA"),
        case("dev-en-2", answers="a", supports="b"),
        case("dev-ar-1", answers="aA", language="ar"),
        case("dev-en-3", "near"),
        case("dev-en-4", "attack", answers="b"),
    ]
    found = coverage(CORPUS, cases)
    assert [(c.section.ref, c.cases) for c in found] == [
        ("guide#a", {"en": 2, "ar": 1}),
        ("guide#b", {"en": 1, "ar": 0}),
        ("guide#c", {"en": 0, "ar": 0}),
        ("guide-ar#a", {"en": 1, "ar": 1}),
    ]
    assert ENOUGH == 2
    assert [c.short_of for c in found] == [("ar",), ("en", "ar"), ("en", "ar"), ("en", "ar")]


def test_a_case_that_names_a_section_twice_counts_once() -> None:
    assert coverage(CORPUS, [case(answers="aa")])[0].cases == {"en": 1, "ar": 0}


def test_without_cases_every_section_is_short() -> None:
    assert all(covered.short_of for covered in coverage(CORPUS, []))
