"""A sentence, taken apart, with the real encoder and index."""

import pytest

from assistant.part import shared
from assistant.support import Comparer
from index.analysis import stem


@pytest.mark.parametrize(
    ("text", "telling", "line"),
    [
        (
            "However, you mustn't tell a journalist.",
            "journalist",
            "you mustn t tell a journalist",
        ),
        ("كما أنه يجب إحالة الصحفي.", "الصحفي", "يجب احاله الصحفي"),
    ],
)
def test_what_tells_something_and_the_line_that_phrases_are_looked_for_in(
    comparer: Comparer, text: str, telling: str, line: str
) -> None:
    part = comparer.part(text)
    assert part.line == line
    assert telling in part.telling <= set(part.forms)
    assert part.telling == {f for f, weight in zip(part.forms, part.weights, strict=True) if weight > 0}
    assert part.telling_stems == {stem(form) for form in part.telling}


def test_what_two_share_are_the_runs_in_the_same_order_and_no_empty_one() -> None:
    there, own = ["a", "b", "c", "d", "e"], ["x", "b", "c", "y", "e"]
    assert [there[run.a : run.a + run.size] for run in shared(there, own)] == [["b", "c"], ["e"]]
    assert shared(there, []) == []
