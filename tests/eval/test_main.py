"""The command line of evaluation, over a few cases of its own."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.answering import Assistant
from eval.__main__ import app
from eval.message import message
from eval.run import ASSISTANT
from eval.systems import SYSTEMS
from tests.assistant.scripted import Script, ScriptedServer

DELETING = "social-media-myths#deleting-posts"
CASES = {
    "en": """\
written_by: test
cases:
- {id: test-e1, question: "Can I delete a post for good?", kind: covered, answers: ['@']}
- {id: test-e2, question: "Will it rain tomorrow?", kind: far}
- {id: test-e3, question: "How long do I boil an egg?", kind: covered, answers: [social-media-guidance#scope]}
""",
    "ar": """\
written_by: test
cases:
- {id: test-a1, question: "هل يمكن حذف المنشور نهائياً؟", kind: covered, answers: ['@']}
- {id: test-a2, question: "هل ستمطر غداً؟", kind: far}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few cases, and room for runs."""
    (tmp_path / "cases").mkdir()
    for language, content in CASES.items():
        (tmp_path / "cases" / f"test.{language}.yaml").write_text(content.replace("@", DELETING), "utf-8")
    return tmp_path


@pytest.fixture
def data(assistant: Assistant, data_folder: Path) -> Path:
    """The data folder, with the index built."""
    assert assistant
    return data_folder


def _eval(folder: Path, data: Path, *arguments: str, **settings: str) -> Result:
    env = {
        "GUIDANCE_DATA_FOLDER": str(data),
        "GUIDANCE_CASES_FOLDER": str(folder / "cases"),
        "GUIDANCE_RUNS_FOLDER": str(folder / "runs"),
        "COLUMNS": "200",
        **settings,
    }
    return CliRunner().invoke(app, arguments, env=env)


def _failed_in_words(result: Result) -> str:
    assert result.exit_code == 1
    (line,) = result.stderr.strip().splitlines()
    return line


def test_a_run_keeps_configuration_cases_answers_and_figures(folder: Path, data: Path) -> None:
    result = _eval(folder, data, "run", "--name", "one")
    assert result.exit_code == 0, result.output
    run = folder / "runs" / "one"
    assert sorted(file.name for file in run.iterdir()) == [
        ".lock", "answers", "cases.json", "checks.jsonl", "configuration.json",
        "metrics.json", "report.ar.html", "report.html",
    ]  # fmt: skip
    lines = [
        json.loads(line) for line in (run / "answers" / "assistant.jsonl").read_text("utf-8").splitlines()
    ]
    plain = [line for line in lines if line["variation"] is None]
    assert [line["case"] for line in plain] == ["test-e1", "test-e2", "test-e3", "test-a1", "test-a2"]
    assert [line["record"]["outcome"] for line in plain] == [
        "answered", "not_covered", "not_covered", "answered", "not_covered",
    ]  # fmt: skip
    assert {line["variation"] for line in lines} > {None, "bare", "typos"}
    found = json.loads((run / "metrics.json").read_text("utf-8"))["measurements"]
    answered = {
        m.get("language"): (m["value"], m["cases"])
        for m in found
        if m["metric"] == "answered" and not {"kind", "section"} & m.keys()
    }
    assert answered == {None: (pytest.approx(2 / 3), 3), "en": (0.5, 2), "ar": (1.0, 1), "en-ar": (-0.5, 3)}


def test_a_run_says_what_falls_short(folder: Path, data: Path) -> None:
    result = _eval(folder, data, "run", "--no-variations")
    assert "Not fit for use." in result.stdout
    assert "falls short" in result.stdout


def test_a_run_can_be_scored_again_and_compared(folder: Path, data: Path) -> None:
    assert _eval(folder, data, "run", "--name", "one").exit_code == 0
    answers = folder / "runs" / "one" / "answers" / "assistant.jsonl"
    before = answers.read_bytes()
    cases = folder / "cases" / "test.en.yaml"
    cases.write_text(cases.read_text("utf-8").replace("#scope", "#benefits"), "utf-8")
    assert _eval(folder, data, "score", "one").exit_code == 0
    assert answers.read_bytes() == before
    assert "benefits" in (folder / "runs" / "one" / "cases.json").read_text("utf-8")
    assert _eval(folder, data, "run", "--name", "two", "--no-variations").exit_code == 0
    result = _eval(folder, data, "compare", "one", "two")
    assert result.exit_code == 0, result.output
    assert "Made with other: variations" in result.stdout
    assert "No figure differs." in result.stdout
    assert "worse: 0 cases" in result.stdout
    page = folder / "runs" / "two" / "compare-one.html"
    assert result.stdout.splitlines()[-1] == str(page)
    assert page.is_file()


def test_a_run_says_where_its_report_is_and_opens_it_when_asked(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    report = folder / "runs" / "one" / "report.html"
    result = _eval(folder, data, "run", "--name", "one", "--no-variations")
    assert result.stdout.splitlines()[-1] == str(report)
    assert opened == []
    for again in (("score", "one"), ("gate", "one")):
        report.unlink()
        assert _eval(folder, data, *again).stdout.splitlines()[-1] == str(report)
        assert report.is_file()
    _eval(folder, data, "run", "--name", "two", "--no-variations", "--open")
    assert opened == [(folder / "runs" / "two" / "report.html").as_uri()]


def test_with_a_language_model_its_answers_stand_beside_the_quotations(folder: Path, data: Path) -> None:
    pieces = ["Deleting a post does not undo it [1].\n", "Deleting a post undoes it [1].\n"]
    with ScriptedServer(Script(pieces)) as server:
        none = folder / "none"
        settings = {"GUIDANCE_CHAT_URL": server.url, "GUIDANCE_APPROVED_FOLDER": str(none)}
        result = _eval(folder, data, "run", "--name", "one", "--chat-model", "openai:m", **settings)
        assert result.exit_code == 0, result.output
    assert "written by openai:m" in result.output
    lines = (folder / "runs" / "one" / "answers" / "written.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line)["record"] for line in lines]
    assert records[0]["source"] == "model:openai:m"
    assert records[0]["written"]["removed"][0]["text"] == "Deleting a post undoes it."
    quoting = (folder / "runs" / "one" / "answers" / "assistant.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["record"]["source"] for line in quoting} == {"extractive", None}
    for name in ("report.html", "report.ar.html"):
        report = (folder / "runs" / "one" / name).read_text("utf-8")
        assert 'id="authorship"' in report
        assert "openai:m" in report


def test_a_language_model_that_is_set_up_wrongly_is_one_line(folder: Path, data: Path) -> None:
    line = _failed_in_words(_eval(folder, data, "run", "--name", "one", "--chat-model", "nobody:m"))
    assert "nobody" in line


def test_with_baselines_every_system_is_asked_the_cases_as_they_are(folder: Path, data: Path) -> None:
    result = _eval(folder, data, "run", "--name", "one", "--baselines")
    assert result.exit_code == 0, result.output
    answers = folder / "runs" / "one" / "answers"
    assert {file.stem for file in answers.iterdir()} == {ASSISTANT, *SYSTEMS}
    for system in SYSTEMS:
        lines = [json.loads(line) for line in (answers / f"{system}.jsonl").read_text("utf-8").splitlines()]
        assert [line["case"] for line in lines] == ["test-e1", "test-e2", "test-e3", "test-a1", "test-a2"]
        assert all(line["variation"] is None and line["error"] is None for line in lines)
    content = json.loads((folder / "runs" / "one" / "metrics.json").read_text("utf-8"))
    assert {beside["system"] for beside in content["worth"]["found"]} == {*SYSTEMS}
    page = (folder / "runs" / "one" / "report.html").read_text("utf-8")
    for system in SYSTEMS:
        assert system in result.stdout
        assert message("en", f"system.{system}") in page

    # Interrupted in the midst, it goes on with all of them; scored again, they are still there.
    whole = (answers / "without_words.jsonl").read_text("utf-8")
    (answers / "without_words.jsonl").write_text("".join(whole.splitlines(keepends=True)[:2]), "utf-8")
    (answers / "without_declining.jsonl").unlink()
    assert _eval(folder, data, "run", "--resume", "one").exit_code == 0
    assert len((answers / "without_words.jsonl").read_text("utf-8").splitlines()) == len(whole.splitlines())
    assert "without_declining" in _eval(folder, data, "score", "one").stdout


def test_an_interrupted_run_goes_on_where_it_stopped(folder: Path, data: Path) -> None:
    assert _eval(folder, data, "run", "--name", "one", "--no-variations").exit_code == 0
    answers = folder / "runs" / "one" / "answers" / "assistant.jsonl"
    whole = answers.read_text("utf-8").splitlines()
    answers.write_text("\n".join(whole[:2]) + "\n" + whole[2][:40], "utf-8")
    assert _eval(folder, data, "run", "--resume", "one").exit_code == 0
    resumed = answers.read_text("utf-8").splitlines()
    assert resumed[:2] == whole[:2]
    assert [json.loads(line)["case"] for line in resumed] == [json.loads(line)["case"] for line in whole]


def test_the_gate_ends_with_1_when_anything_falls_short(folder: Path, data: Path) -> None:
    assert "does not show that the assistant is fit for use" in _failed_in_words(_eval(folder, data, "gate"))


def test_coverage_ends_with_1_when_a_section_is_asked_about_too_seldom(folder: Path, data: Path) -> None:
    result = _eval(folder, data, "coverage")
    assert "asked about too seldom" in _failed_in_words(result)
    assert DELETING in result.stdout


def test_the_shipped_cases_ask_about_every_section(tmp_path: Path, data: Path) -> None:
    result = CliRunner().invoke(app, ["coverage"], env={"GUIDANCE_DATA_FOLDER": str(data)})
    assert result.exit_code == 0, result.output


def test_what_can_be_foreseen_is_one_line(folder: Path, data: Path) -> None:
    assert "GUIDANCE_CORPUS_FOLDER" in _failed_in_words(
        _eval(folder, data, "run", GUIDANCE_CORPUS_FOLDER=str(folder / "none"))
    )
    assert "GUIDANCE_PORT" in _failed_in_words(_eval(folder, data, "run", GUIDANCE_PORT="many"))
    assert "GUIDANCE_CASES_FOLDER" in _failed_in_words(
        _eval(folder, data, "run", GUIDANCE_CASES_FOLDER=str(folder / "none"))
    )
    assert "none" in _failed_in_words(_eval(folder, data, "score", "none"))


@pytest.mark.parametrize(
    "arguments", [("xquad",), ("run", "--split", "train"), ("walk",), ("compare", "one")]
)
def test_wrong_use_has_exit_status_2(folder: Path, data: Path, arguments: tuple[str, ...]) -> None:
    assert _eval(folder, data, *arguments).exit_code == 2
