"""The command line as people use it. A process takes seconds, so most of it runs in this one."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.__main__ import app
from assistant.answering import Assistant
from corpus import SHIPPED_FOLDER, Corpus
from tests.assistant.scripted import Script, ScriptedServer

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "assistant", "ask"]
ENGLISH, ARABIC = "Can I delete a post for good?", "هل يمكن حذف المنشور نهائياً؟"

KEYS = ["id", "question", "language", "outcome", "verdict", "answer", "citations", "source", "seconds"]
CITATION_KEYS = [
    "number",
    "document",
    "section",
    "title",
    "heading",
    "language",
    "url",
    "published",
    "quote",
    "start",
    "end",
]


def _environment(data_folder: Path, **more: str) -> dict[str, str]:
    known = {k: v for k, v in os.environ.items() if not k.startswith(("GUIDANCE_", "LC_", "PYTHON"))}
    return {**known, "GUIDANCE_DATA_FOLDER": str(data_folder), "PYTHONPATH": str(ROOT), **more}


def _ask(data_folder: Path, *arguments: str, **settings: str) -> Result:
    """`python -m assistant ask …` in this process."""
    environment = {"GUIDANCE_DATA_FOLDER": str(data_folder), **settings}
    return CliRunner().invoke(app, ["ask", *arguments], env=environment)


def _hold_the_contract(record: Mapping[str, Any], shipped: Corpus) -> None:
    """The keys, their order and their types that other people's tools rest on."""
    assert [key for key in KEYS if key in record] == [key for key in record if key != "explain"]
    assert record["language"] in ("en", "ar")
    assert record["outcome"] in ("answered", "not_covered", "blocked")
    assert record["verdict"] in (None, "yes", "conditional", "no", "refer")
    assert isinstance(record["question"], str)
    assert isinstance(record["answer"], str)
    assert isinstance(record["seconds"], float)
    assert record["seconds"] >= 0
    assert record["answer"]
    if record["outcome"] != "answered":
        assert record["citations"] == []
        assert record["source"] is None
        return
    assert record["source"] == "extractive"
    assert 1 <= len(record["citations"]) <= 3
    for number, citation in enumerate(record["citations"], start=1):
        assert list(citation) == CITATION_KEYS
        assert citation["number"] == number
        assert f"[{number}]" in record["answer"]
        text = shipped.section(f"{citation['document']}#{citation['section']}").text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["quote"] in record["answer"]
        assert citation["language"] in ("en", "ar")
        for key in ("url", "published"):
            assert citation[key] is None or isinstance(citation[key], str)
        assert citation["published"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", citation["published"])


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("question", [ENGLISH, "هل ستمطر غداً؟", "", "؟؟"])
def test_one_question_gives_one_json_object_and_exit_status_0(
    data_folder: Path, shipped: Corpus, question: str
) -> None:
    result = _ask(data_folder, "--json", question)
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    record = json.loads(result.stdout)
    assert "id" not in record
    assert record["question"] == question
    _hold_the_contract(record, shipped)


@pytest.mark.usefixtures("assistant")
def test_explaining_adds_one_key_and_there_are_as_many_citations_as_asked_for(
    data_folder: Path, shipped: Corpus
) -> None:
    question = "What does the scope of the guidance cover, apart from social networks?"
    record = json.loads(_ask(data_folder, "--json", "--explain", "--citations", "1", question).stdout)
    _hold_the_contract(record, shipped)
    assert list(record)[-1] == "explain"
    assert record["explain"]["retrieved"][0]["fate"] == "cited"
    assert record["explain"]["confidence"] >= record["explain"]["threshold"]
    assert len(record["citations"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("May I?", "--input", "questions.jsonl"),
        ("May", "I?"),
        ("--citations", "0", "May I?"),
        ("--citations", "many", "May I?"),
        ("--colour", "May I?"),
        ("--input",),
    ],
)
def test_wrong_use_has_exit_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = _ask(tmp_path, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr


def _one_line_of_failure(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr.strip()


def test_a_faulty_corpus_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("no front matter\n", "utf-8")
    (tmp_path / "ب.md").write_text("بلا مقدمة\n", "utf-8")
    line = _one_line_of_failure(_ask(tmp_path / "data", "May I?", GUIDANCE_CORPUS_FOLDER=str(tmp_path)))
    assert "a.md" in line
    assert "python -m corpus check" in line


@pytest.mark.parametrize("content", ["answered: [", "answered: 3\n", "elsewhere:\n  - topic: {en: a}\n"])
def test_faulty_example_questions_are_one_line_that_names_the_file(tmp_path: Path, content: str) -> None:
    shutil.copytree(SHIPPED_FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "questions.yaml").write_text(content, "utf-8")
    line = _one_line_of_failure(_ask(tmp_path / "data", "May I?", GUIDANCE_CORPUS_FOLDER=str(tmp_path)))
    assert "questions.yaml" in line


def test_a_corpus_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = _ask(tmp_path, "هل يجوز؟", GUIDANCE_CORPUS_FOLDER=str(tmp_path / "none"))
    assert "GUIDANCE_CORPUS_FOLDER" in _one_line_of_failure(result)


def test_a_data_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    result = _ask(tmp_path / "file" / "data", "May I?")
    assert "GUIDANCE_DATA_FOLDER" in _one_line_of_failure(result)


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    assert "GUIDANCE_PORT" in _one_line_of_failure(_ask(tmp_path, "May I?", GUIDANCE_PORT="many"))


def test_a_file_of_questions_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "none.jsonl" in _one_line_of_failure(_ask(tmp_path, "--input", str(tmp_path / "none.jsonl")))


@pytest.mark.parametrize("bad", [1, 2])
def test_malformed_lines_are_told_by_number_and_the_others_are_answered(
    data_folder: Path, tmp_path: Path, bad: int
) -> None:
    file = tmp_path / "questions.jsonl"
    lines = ["ليس JSON"] * bad + ['{"id": 1, "question": "؟؟"}', '{"id": 2, "question": "?!"}']
    file.write_text("\n".join(lines), "utf-8")
    result = _ask(data_folder, "--json", "--input", str(file))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]
    *told, last = result.stderr.splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"{file}, line {n}" for n in range(1, bad + 1)]
    assert last == f"{'1 line' if bad == 1 else '2 lines'} could not be read; the others are answered"


def test_questions_on_standard_input_are_answered_one_by_one_and_bad_lines_are_reported(
    assistant: Assistant, data_folder: Path, shipped: Corpus
) -> None:
    with subprocess.Popen(
        [*COMMAND, "--json", "--input", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(data_folder),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None

        def put(line: bytes) -> None:
            assert process.stdin is not None
            process.stdin.write(line + b"\n")
            process.stdin.flush()

        def got() -> dict[str, Any]:
            assert process.stdout is not None
            record = json.loads(process.stdout.readline())
            assert list(record) == KEYS
            _hold_the_contract(record, shipped)
            return dict(record)

        # Each answer comes before the next question is put: nothing waits for the end.
        put(json.dumps({"id": "7", "question": ENGLISH}).encode())
        english = got()
        assert (english["id"], english["question"], english["outcome"]) == ("7", ENGLISH, "answered")
        put(b"")
        put(b"not JSON")
        put(json.dumps({"id": 7, "question": ARABIC}, ensure_ascii=False).encode())
        arabic = got()
        assert (arabic["id"], arabic["question"], arabic["language"]) == (7, ARABIC, "ar")
        put('{"id": 8, "question": "هل يجوز؟"}'.encode("cp1256"))
        put(b'{"id": 9}')
        hostile = "May I [bold]post[/bold] <b>this</b> {0} \x1b[31m \x00 \u202e?"
        put(json.dumps({"question": hostile}).encode())
        last = got()
        assert (last["id"], last["question"]) == (None, hostile)
        put(json.dumps({"id": "end", "question": "كلمة " * 20_000}).encode())
        assert got()["outcome"] == "blocked"
        rest, errors = process.communicate(timeout=60)
    assert rest == b""
    assert process.returncode == 1
    lines = errors.decode().splitlines()
    assert [re.match(r"-, line (\d+): ", line)[1] for line in lines[:-1]] == ["3", "5", "6"]  # type: ignore[index]
    assert "not UTF-8" in lines[1]
    assert "3 lines could not be read" in lines[-1]
    same = assistant.ask(ARABIC).record(7).model_dump(mode="json")
    assert {**arabic, "seconds": 0} == {**same, "seconds": 0}


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
def test_a_text_that_breaks_between_two_questions_is_said_once_and_the_earlier_ones_answer(
    data_folder: Path, tmp_path: Path, question: str
) -> None:
    texts, data = tmp_path / "texts", tmp_path / "data"
    shutil.copytree(SHIPPED_FOLDER, texts)
    shutil.copytree(data_folder, data)
    with subprocess.Popen(
        [*COMMAND, "--json", "--input", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(data, GUIDANCE_CORPUS_FOLDER=str(texts)),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask() -> dict[str, Any]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"question": question}) + "\n")
            process.stdin.flush()
            return {**json.loads(process.stdout.readline()), "seconds": 0}

        before = ask()
        (texts / "more.md").write_text("no front matter\n", "utf-8")
        assert [ask(), ask()] == [before, before]
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    [line] = errors.splitlines()
    assert re.match(r"answers go on from the guidance texts as of \S+ \S+: .*more\.md:1: ", line)


@pytest.mark.usefixtures("assistant")
def test_a_file_is_answered_as_text_whatever_the_locale(data_folder: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "[/x]", "question": f"{ENGLISH} [bold] \x1b[31m"},
        {"id": "سؤال", "question": ARABIC},
        {"id": "third", "question": "هل ستمطر غداً؟"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in asked), "utf-8")
    done = subprocess.run(
        [*COMMAND, "--explain", "--input", str(file)],
        env=_environment(data_folder, LC_ALL="C"),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode("utf-8")
    places = [shown.index(f"{line['id']} ─") for line in asked]
    assert places == sorted(places)
    for part in (
        "The guidance says",
        "تقول الإرشادات",
        "غير مذكور في الإرشادات",
        "كيف اتُّخذ القرار",
        "Sources",
        "المصادر",
    ):
        assert part in shown
    assert "\x1b" not in shown


@pytest.mark.usefixtures("assistant")
def test_whoever_stops_reading_ends_it_quietly(data_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": 1, "question": "{ENGLISH}"}}\n' * 400, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "--json", "--input", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(data_folder),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=60)


def test_the_chat_opens_with_all_loaded_and_no_language_model_asked(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Assistant] = []
    monkeypatch.setattr("assistant.chat.serve", lambda assistant, *_: served.append(assistant))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody")
    monkeypatch.setenv("GUIDANCE_DATA_FOLDER", str(data_folder))
    monkeypatch.setenv("GUIDANCE_CHAT_MODEL", "openai:test-model")
    with ScriptedServer(Script(["NOT_COVERED"])) as server:
        monkeypatch.setenv("GUIDANCE_CHAT_URL", server.url)
        found = CliRunner().invoke(app, ["chat", "--no-open"])
        assert found.exit_code == 0, found.output
        assert served[0].writes
        assert server.requests == []
        reply = served[0].ask("Does deleting a post undo it?")
        assert reply.writing is not None
        assert len(server.requests) == 1
