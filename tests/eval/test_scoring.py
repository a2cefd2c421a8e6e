import json
from pathlib import Path

import pytest

from eval.gate import Threshold
from eval.run import RunError
from eval.scoring import FiguresError, read_metrics, score, stored, write_metrics
from tests.eval.sample import CORPUS, case, made, result

CASES = [case("dev-en-1"), case("dev-en-2", "near")]
THRESHOLD = Threshold.model_validate(
    {"metric": "declined", "split": "dev", "at_least": 0.5, "reason": {"en": "Because.", "ar": "لأن."}}
)


def test_a_run_is_judged_measured_and_held_against_the_thresholds() -> None:
    run = made(CASES, [result(CASES[0], "a"), result(CASES[1])], others={"bm25": []})
    found = score(run, CORPUS, [THRESHOLD])
    assert [j.case.id for j in found.cases] == ["dev-en-1", "dev-en-2"]
    assert all(j.right for j in found.cases)
    assert [len(judged) for judged in found.judged.values()] == [2, 2]
    assert {m.system for m in found.measurements} == {"assistant", "bm25"}
    assert found.gate.fitness == "fit"


def test_a_run_that_has_not_asked_the_assistant_cannot_be_scored() -> None:
    run = made(CASES, [])
    empty = type(run)(run.folder, run.configuration, run.cases, {})
    with pytest.raises(RunError, match="the run made has no answers yet; resume it"):
        score(empty, CORPUS, [THRESHOLD])


def test_all_figures_are_written_to_the_runs_folder(tmp_path: Path) -> None:
    run = made(CASES, [result(CASES[0], "a"), result(CASES[1], "a")], name=str(tmp_path))
    scored = score(run, CORPUS, [THRESHOLD])
    write_metrics(scored)
    content = json.loads((tmp_path / "metrics.json").read_text("utf-8"))
    assert content["fitness"] == "unfit"
    assert content["short"] == [THRESHOLD.model_dump(mode="json", exclude_none=True)]
    own = [m for m in content["measurements"] if m["metric"] == "declined" and "language" not in m]
    assert {"metric": "declined", "split": "dev", "value": 0.0, "cases": 1}.items() <= own[0].items()
    assert own[0]["low"] == 0.0
    assert len(content["measurements"]) == len(scored.measurements)


def test_other_systems_are_written_with_their_difference(tmp_path: Path) -> None:
    others = {"lexical": [result(CASES[0], "b"), result(CASES[1], "a")]}
    run = made(CASES, [result(CASES[0], "a"), result(CASES[1])], name=str(tmp_path), others=others)
    scored = score(run, CORPUS, [THRESHOLD])
    assert scored.worth is not None
    assert scored.worth.systems == ["lexical"]
    write_metrics(scored)
    content = json.loads((tmp_path / "metrics.json").read_text("utf-8"))
    found = {b["system"]: b["difference"] for b in content["worth"]["found"] if _is_first(b["difference"])}
    assert {"before": 1.0, "after": 0.0, "cases": 1}.items() <= found["lexical"].items()
    assert stored(run, CORPUS, [THRESHOLD]) == scored


def _is_first(difference: dict[str, object]) -> bool:
    return (difference["metric"], difference["language"]) == ("first_citation", "en")


def test_scored_again_the_figures_are_the_same(tmp_path: Path) -> None:
    run = made(CASES, [result(CASES[0], "a", confidence=0.4)], name=str(tmp_path))
    written = []
    for _ in range(2):
        write_metrics(score(run, CORPUS, [THRESHOLD]))
        written.append((tmp_path / "metrics.json").read_bytes())
    assert written[0] == written[1]


def test_figures_that_cannot_be_written_are_told_with_the_folder(tmp_path: Path) -> None:
    run = made(CASES, [result(CASES[0], "a")], name=str(tmp_path / "gone"))
    with pytest.raises(RunError, match=r"cannot write to .*gone: No such file"):
        write_metrics(score(run, CORPUS, [THRESHOLD]))


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_figures_that_are_not_there_are_told_with_the_remedy(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "metrics.json").write_text(content, "utf-8")
    with pytest.raises(FiguresError, match=r"the figures in .* cannot be read: (.|\n)*; score the run anew"):
        read_metrics(tmp_path)
