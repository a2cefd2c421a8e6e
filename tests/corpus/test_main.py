"""The command `python -m corpus`, run as users run it, in a locale that knows no Arabic."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from tests.corpus.conftest import Write
from tests.corpus.sample import ARABIC, ENGLISH

ROOT = Path(corpus.__file__).parent.parent


def _run(
    *arguments: str, cwd: str | Path = ROOT, **environment: str | Path
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIDANCE_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-m", "corpus", *arguments],
        cwd=cwd,
        env={**kept, "LC_ALL": "C", "PYTHONPATH": str(ROOT)} | {n: str(v) for n, v in environment.items()},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def texts(folder: Path, write: Write) -> Path:
    write("en/posting.md", ENGLISH)
    write("ar/posting.md", ARABIC)
    return folder


def test_check_of_the_shipped_texts_is_one_line_and_0(tmp_path: Path) -> None:
    run = _run("check", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout == b"no fault; documents: 3 en, 1 ar; sections: 29 en, 8 ar\n"


def test_check_takes_a_folder_or_the_setting(texts: Path) -> None:
    expected = b"no fault; documents: 1 en, 1 ar; sections: 2 en, 2 ar\n"
    assert _run("check", str(texts)).stdout == expected
    assert _run("check", GUIDANCE_CORPUS_FOLDER=texts).stdout == expected
    assert _run("check", str(texts), GUIDANCE_CORPUS_FOLDER=texts / "no").stdout == expected


def test_check_prints_every_fault_on_standard_output_and_exits_with_1(texts: Path, write: Write) -> None:
    first = write("ar/a.md", ARABIC.replace("id: النشر", "id: نشر").replace(" {#الشك}", ""))
    second = write("en/b.md", ENGLISH.replace("id: posting", "id: other") + "\u202e")
    run = _run("check", str(texts))
    assert (run.returncode, run.stderr) == (1, b"")
    lines = run.stdout.decode().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f'{first}:16: the heading "الشك" has no id')
    assert lines[1].startswith(f"{second}:19: U+202E RIGHT-TO-LEFT OVERRIDE in column 1")


def test_check_tells_faults_of_the_example_questions_with_those_of_the_texts(
    texts: Path, write: Write
) -> None:
    text = write("ar/a.md", ARABIC.replace("id: النشر", "id: نشر").replace(" {#الشك}", ""))
    questions = write("questions.yaml", "answered:\n  - section: posting#tone\n    ar: [7]\n")
    run = _run("check", str(texts))
    assert (run.returncode, run.stderr) == (1, b"")
    assert [line.split(": ")[0] for line in run.stdout.decode().splitlines()] == [
        f"{text}:16",
        f"{questions}:3",
    ]


def test_check_names_what_it_passes_over_after_the_faults_and_without_them(texts: Path, write: Write) -> None:
    path = write("ar/نص.txt", "نص")
    note = f"{path}: passed over: texts are *.md, example questions questions.yaml in the folder itself"
    run = _run("check", str(texts))
    assert (run.returncode, run.stderr) == (0, b"")
    lines = run.stdout.decode().splitlines()
    assert lines[0] == note
    assert lines[1].startswith("no fault; ")
    faulty = write("questions.yml", "")
    run = _run("check", str(texts))
    assert (run.returncode, run.stderr) == (1, b"")
    lines = run.stdout.decode().splitlines()
    assert lines[0].startswith(f"{faulty}:1: ")
    assert lines[1:] == [note]


def test_check_tells_an_example_question_whose_section_is_not_there(texts: Path, write: Write) -> None:
    path = write("questions.yaml", 'answered:\n  - section: النشر#لا\n    ar: ["لماذا؟"]\n')
    run = _run("check", str(texts))
    assert run.returncode == 1
    assert run.stdout.decode() == f"{path}:2: no text has the section 'النشر#لا'\n"


def test_a_folder_that_is_not_there_or_empty_is_one_line_on_standard_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "لا"):
        for run in (_run("check", str(folder)), _run("show", "a", GUIDANCE_CORPUS_FOLDER=folder)):
            assert (run.returncode, run.stdout) == (1, b"")
            assert len(run.stderr.decode().splitlines()) == 1
            assert str(folder) in run.stderr.decode()


@pytest.mark.parametrize(
    "encoding",
    [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "C without UTF-8 mode", "ascii"],
)
@pytest.mark.parametrize(
    ("ref", "file"),
    [
        ("social-media-guidance#if-in-doubt", "en/social-media-guidance.en.md"),
        ("social-media-guidance-summary-ar#foreword", "ar/social-media-guidance-summary.ar.md"),
    ],
)
def test_show_prints_a_section_to_the_letter_in_utf8(ref: str, file: str, encoding: dict[str, str]) -> None:
    run = _run("show", ref, **encoding)
    section = corpus.load_corpus(ROOT / "corpus" / "guidance").section(ref)
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout == section.text.encode() + b"\n"
    assert run.stdout in (ROOT / "corpus" / "guidance" / file).read_bytes()


def test_show_keeps_the_texts_own_line_ends(folder: Path, write: Write) -> None:
    write("a.md", ARABIC.replace("\n", "\r\n"))
    run = _run("show", "النشر#tone", GUIDANCE_CORPUS_FOLDER=folder)
    assert run.stdout.decode() == "اكتب  بوضوح.\r\n\r\nفكّر مرتين.\n"


def test_show_lists_a_documents_sections(texts: Path) -> None:
    english = _run("show", "posting", GUIDANCE_CORPUS_FOLDER=texts)
    arabic = _run("show", "النشر", GUIDANCE_CORPUS_FOLDER=texts)
    assert english.stdout.decode() == "posting#tone\tTone\nposting#doubt\tDoubt\n"
    assert arabic.stdout.decode() == "النشر#tone\tالأسلوب\nالنشر#الشك\tالشك\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x", "no document 'x' in the corpus; it has: النشر, posting\n"),
        ("x#tone", "no document 'x' in the corpus; it has: النشر, posting\n"),
        ("posting#x", "no section 'x' in 'posting'; it has: tone, doubt\n"),
        ("النشر#", "no section '' in 'النشر'; it has: tone, الشك\n"),
        ("", "no document '' in the corpus; it has: النشر, posting\n"),
    ],
)
def test_show_of_what_is_not_there_says_what_there_is(texts: Path, name: str, message: str) -> None:
    run = _run("show", name, GUIDANCE_CORPUS_FOLDER=texts)
    assert (run.returncode, run.stdout, run.stderr.decode()) == (1, b"", message)


def test_show_from_a_faulty_corpus_is_one_line_on_standard_error(texts: Path, write: Write) -> None:
    for name in ("a.md", "b.md", "c.md", "d.md"):
        write(name, b"\xff\n\n")
    run = _run("show", "النشر#tone", GUIDANCE_CORPUS_FOLDER=texts)
    assert (run.returncode, run.stdout) == (1, b"")
    [line] = run.stderr.decode().splitlines()
    assert line.endswith(f"and 1 more; `python -m corpus check {texts}` lists them all")


def test_a_file_whose_name_is_no_unicode_can_be_told_of(texts: Path) -> None:
    with open(os.fsencode(texts) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    run = _run("check", str(texts))
    assert run.returncode == 1
    assert run.stdout.startswith(os.fsencode(texts) + b"/caf\\udce9.md:1: no front matter")


def test_settings_that_cannot_be_read_are_one_line_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GUIDANCE_CORPUS_FOLDER=\xff\n")
    run = _run("check", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, b"")
    [line] = run.stderr.decode().splitlines()
    assert line.startswith("the settings cannot be read, see the file .env:")


@pytest.mark.parametrize("arguments", [[], ["show"], ["show", "a", "b"], ["nothing"], ["check", "--no"]])
def test_wrong_use_exits_with_2(arguments: list[str]) -> None:
    run = _run(*arguments)
    assert run.returncode == 2
    assert b"Usage: python -m corpus" in run.stdout + run.stderr
    assert b"Traceback" not in run.stderr
