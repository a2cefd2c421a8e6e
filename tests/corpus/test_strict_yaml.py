import pytest

from corpus.lines import Lines
from corpus.strict_yaml import YamlError, read_yaml


def test_what_stands_at_a_place_has_its_line_and_its_name() -> None:
    found = read_yaml(Lines("a:\n  - x\n  - b: نعم\n"))
    assert found.content == {"a": ["x", {"b": "نعم"}]}
    assert found.place(("a", 1, "b")) == (3, "'b': ")
    assert found.place(("a", 0)) == (2, "'a': ")
    assert found.place(("c",)) == (1, "'c': ")


def test_an_empty_text_holds_nothing() -> None:
    found = read_yaml(Lines("# nothing\n"))
    assert (found.root, found.content, list(found.problems())) == (None, None, [])


@pytest.mark.parametrize(("text", "line"), [("a: 1\nb: [", 2), ("a: 1\nb: '\\\n", 2), ("x: \x07", 1)])
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as error:
        read_yaml(Lines(text))
    assert error.value.line >= line


def test_a_key_that_stands_twice_and_an_escaped_mark_are_problems() -> None:
    found = read_yaml(Lines('a: 1\na: 2\nb: "x\\u202Ey"\n'))
    assert [line for line, _ in found.problems()] == [2, 3]
    assert "'a' stands here a second time" in [message for _, message in found.problems()]
