import io

from rich.console import Console

from eval.gate import load_thresholds
from eval.printing import print_scores
from eval.scoring import score
from eval.systems import SYSTEMS
from tests.eval.sample import CORPUS, case, made, result

CASES = [case("test-en-1"), case("test-ar-1", language="ar"), case("dev-en-1"), case("dev-en-2", "far")]
RUN = made(
    CASES,
    [result(CASES[0], "a", retrieved="a"), *map(result, CASES[1:])],
    others={name: [result(c, "b", retrieved="b") for c in CASES[:2]] for name in SYSTEMS},
    baselines=True,
)


def _printed(width: int) -> str:
    console = Console(width=width, file=io.StringIO())
    print_scores(console, score(RUN, CORPUS, load_thresholds()))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_name_is_whole_in_a_terminal_of_eighty_columns() -> None:
    printed = _printed(80)
    assert max(map(len, printed.splitlines())) <= 80
    for name in (*SYSTEMS, "citation_precision", "outcome_changed"):
        assert name in printed
    assert "…" not in printed


def test_a_system_stands_with_its_difference_to_the_assistant() -> None:
    (line,) = [line for line in _printed(200).splitlines() if "quickstart" in line][:1]
    # Right where the assistant is wrong in Arabic, and not first where it is right.
    assert "0.000 -1.000" in line
