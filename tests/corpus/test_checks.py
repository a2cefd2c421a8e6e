import re
from pathlib import Path

import pytest

import corpus
from corpus import CorpusError, check, load_corpus
from corpus.checks import passed_over
from corpus.examples import read_examples
from tests.corpus.conftest import Write
from tests.corpus.sample import ARABIC, ENGLISH


def _summary(of: str, document_id: str = "ملخص") -> str:
    return ARABIC.replace("id: النشر", f"id: {document_id}\nsummarises: {of}")


def _found(folder: Path) -> list[tuple[str, int, str]]:
    faults = check(folder)
    assert faults == sorted(faults)
    return [(fault.path.relative_to(folder).as_posix(), fault.line, fault.message) for fault in faults]


def test_texts_without_fault_have_none(folder: Path, write: Write) -> None:
    write("en/posting.md", ENGLISH)
    write("ar/posting.md", ARABIC)
    write("ar/summary.md", _summary("posting"))
    assert check(folder) == []


def test_faults_of_several_files_are_told_at_once_in_order(folder: Path, write: Write) -> None:
    write("ar/a.md", ARABIC.replace("language: ar\n", "").replace(" {#tone}", "") + "\u202b")
    write("ar/b.md", _summary("gone"))
    write("en/c.md", ENGLISH.encode() + b"\xff")
    write("en/d.md", "# No front matter\n")
    write("en/e.md", ENGLISH.replace("id: posting", "id: other").replace("\nAsk your press office.\n", ""))
    found = _found(folder)
    assert [(name, line) for name, line, _ in found] == [
        ("ar/a.md", 1),
        ("ar/a.md", 9),
        ("ar/a.md", 18),
        ("ar/b.md", 3),
        ("en/c.md", 19),
        ("en/d.md", 1),
        ("en/e.md", 16),
    ]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_document_id_of_two_texts_is_told_at_each_but_the_first(
    folder: Path, write: Write, text: str
) -> None:
    first = write("a.md", text)
    write("b.md", text)
    write("c.md", text.replace("language: ", "language: x"))
    document_id = text.splitlines()[1].removeprefix("id: ")
    message = f"the document id {document_id!r} is already that of {first}"
    assert [fault for fault in _found(folder) if "already" in fault[2]] == [
        ("b.md", 2, message),
        ("c.md", 2, message),
    ]


def test_ids_that_cannot_be_read_are_not_each_others_doubles(folder: Path, write: Write) -> None:
    for name in ("a.md", "b.md"):
        write(name, ENGLISH.replace("id: posting", "id:"))
    assert [(name, line) for name, line, _ in _found(folder)] == [("a.md", 2), ("b.md", 2)]


def test_the_samples_in_the_readme_are_without_fault(folder: Path, write: Write) -> None:
    readme = (Path(corpus.__file__).parents[1] / "README.md").read_text("utf-8")
    text, questions = (
        re.findall(rf"```{kind}\n(.*?)```", readme, re.DOTALL) for kind in ("markdown", "yaml")
    )
    write("leave-policy.md", text[0])
    write("questions.yaml", questions[0])
    assert check(folder) == []
    loaded = load_corpus(folder)
    assert [section.ref for section in loaded.sections()] == ["leave-policy#about", "leave-policy#carry-over"]
    assert loaded.whom("en") == "the HR help desk"
    assert [e.target for e in read_examples(folder).examples[:2]] == ["leave-policy#carry-over"] * 2


def test_the_same_section_id_in_two_documents_is_no_fault(folder: Path, write: Write) -> None:
    write("a.md", ENGLISH)
    write("b.md", ENGLISH.replace("id: posting", "id: other"))
    assert check(folder) == []


def test_a_summary_of_what_is_not_there_is_told_with_its_line(folder: Path, write: Write) -> None:
    write("a.md", ENGLISH)
    write("b.md", _summary("postings"))
    assert _found(folder) == [("b.md", 3, "summarises 'postings', but no text that can be read has that id")]


def test_a_summary_of_itself_is_told(folder: Path, write: Write) -> None:
    write("a.md", _summary("ملخص"))
    assert _found(folder) == [("a.md", 3, "the document summarises itself")]


def test_a_summary_of_a_summary_is_told(folder: Path, write: Write) -> None:
    write("a.md", ENGLISH)
    write("b.md", _summary("posting"))
    write("c.md", _summary("ملخص", "short"))
    message = "summarises 'ملخص', itself a summary; name the document that both summarise"
    assert _found(folder) == [("c.md", 3, message)]


def test_a_summary_in_the_same_language_is_allowed(folder: Path, write: Write) -> None:
    write("a.md", ARABIC)
    write("b.md", _summary("النشر"))
    assert check(folder) == []


def test_a_summary_is_not_blamed_for_other_faults_of_its_original(folder: Path, write: Write) -> None:
    write("b.md", _summary("posting"))
    for content in (ENGLISH.encode() + b"\xff", ENGLISH.replace("edition: first\n", "").encode()):
        write("a.md", content)
        assert [name for name, _, _ in _found(folder)] == ["a.md"]


def test_a_folder_that_is_not_there_or_holds_no_text_is_an_error(folder: Path) -> None:
    with pytest.raises(CorpusError, match="holds no text"):
        check(folder)
    with pytest.raises(CorpusError, match="is not there"):
        check(folder / "no")


@pytest.mark.parametrize("name", ["questions.yml", "Questions.yaml", "QUESTIONS.YML"])
def test_example_questions_under_another_name_are_told(folder: Path, write: Write, name: str) -> None:
    write("a.md", ENGLISH)
    write("questions.yaml", "answered: []\n")
    write(name, "answered: []\n")
    message = "example questions are read from a file questions.yaml only; give it that name"
    assert _found(folder) == [(name, 1, message)]
    assert passed_over(folder) == []


def test_what_is_not_read_is_named_and_is_no_fault(folder: Path, write: Write) -> None:
    write("a.MD", ENGLISH)
    for name in ("b.markdown", "c.txt", "ar/نص.docx", "ar/questions.yaml", ".d.txt", "questions.yaml"):
        write(name, "")
    assert check(folder) == []
    names = [path.relative_to(folder).as_posix() for path in passed_over(folder)]
    assert names == ["ar/questions.yaml", "ar/نص.docx", "b.markdown", "c.txt"]


def test_verdicts_that_were_given_for_another_text_are_told_with_the_hash_of_the_new_one(
    folder: Path, write: Write
) -> None:
    write("en/posting.md", ENGLISH)
    now = load_corpus(folder).section("posting#tone").hash
    questions = (
        'answered:\n  - section: posting#tone\n    labelled_for: {}\n    en:\n      - no: "May I be rude?"\n'
    )
    write("questions.yaml", questions.format(now))
    assert check(folder) == []
    write("en/posting.md", ENGLISH.replace("Think twice.", "Think thrice."))
    then = load_corpus(folder).section("posting#tone").hash
    assert then != now
    [(name, line, message)] = _found(folder)
    assert (name, line) == ("questions.yaml", 2)
    assert f"`labelled_for: {then}`" in message
    write("questions.yaml", questions.format(then))
    assert check(folder) == []
    write("questions.yaml", questions.format(now).replace(f"    labelled_for: {now}\n", ""))
    assert [line for _, line, _ in _found(folder)] == [2]
