import os
from pathlib import Path

import pytest

from corpus import LANGUAGES, CorpusError, check, load_corpus, snapshot
from tests.corpus.conftest import Write
from tests.corpus.sample import ARABIC, ENGLISH


def test_a_corpus_has_its_documents_in_the_order_of_their_paths(folder: Path, write: Write) -> None:
    write("en/a.md", ENGLISH)
    write("ar/z.md", ARABIC)
    corpus = load_corpus(folder)
    assert [(document.id, document.path) for document in corpus.documents] == [
        ("النشر", folder / "ar" / "z.md"),
        ("posting", folder / "en" / "a.md"),
    ]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_corpus_with_any_fault_is_not_loaded(folder: Path, write: Write, text: str) -> None:
    write("a.md", text.replace("id: ", "id: x"))
    write("b.md", text + "\u202e")
    with pytest.raises(CorpusError) as error:
        load_corpus(folder)
    [fault] = error.value.faults
    assert fault.line == 19
    assert str(fault) in str(error.value)
    assert "more" not in str(error.value)


def test_the_error_names_the_first_faults_in_one_line_and_carries_all(folder: Path, write: Write) -> None:
    for name in ("a.md", "b.md", "c.md", "d.md", "e.md"):
        write(name, "# نص\n")
    with pytest.raises(CorpusError) as error:
        load_corpus(folder)
    assert list(error.value.faults) == check(folder)
    assert len(error.value.faults) == 5
    message = str(error.value)
    assert "\n" not in message
    assert [name in message for name in ("a.md:1:", "b.md:1:", "c.md:1:", "d.md:1:", "e.md:1:")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert message.endswith(f"; and 2 more; `python -m corpus check {folder}` lists them all")


def test_a_corpus_says_whom_to_ask_where_its_example_questions_do(folder: Path, write: Write) -> None:
    write("a.md", ARABIC)
    assert [load_corpus(folder).whom(language) for language in LANGUAGES] == [None, None]
    write("questions.yaml", "ask: {en: the policy desk, ar: مكتب السياسات}\n")
    assert [load_corpus(folder).whom(language) for language in LANGUAGES] == [
        "the policy desk",
        "مكتب السياسات",
    ]


def test_a_corpus_whose_example_questions_are_at_fault_is_not_loaded(folder: Path, write: Write) -> None:
    write("a.md", ARABIC + "\u202e")
    write("questions.yaml", "ask: {en: the policy desk}\n")
    with pytest.raises(CorpusError) as error:
        load_corpus(folder)
    assert [(fault.path.name, fault.line) for fault in error.value.faults] == [
        ("a.md", 19),
        ("questions.yaml", 1),
    ]


def test_a_folder_without_text_is_an_error(folder: Path) -> None:
    with pytest.raises(CorpusError, match="holds no text"):
        load_corpus(folder)


def test_a_snapshot_stays_the_same_while_nothing_changes(folder: Path, write: Write) -> None:
    path = write("ar/a.md", ARABIC)
    status = path.stat()
    assert snapshot(folder) == (("ar/a.md", status.st_mtime_ns, status.st_size),)
    write("note.txt", "no text of the corpus")
    assert snapshot(folder) == (("ar/a.md", status.st_mtime_ns, status.st_size),)


def test_a_snapshot_tells_texts_that_come_go_or_change(folder: Path, write: Write) -> None:
    path = write("a.md", ARABIC)
    first = snapshot(folder)
    other = write("b.md", ENGLISH)
    second = snapshot(folder)
    other.rename(folder / "c.md")
    third = snapshot(folder)
    (folder / "c.md").unlink()
    assert snapshot(folder) == first
    write("a.md", ARABIC + "!")
    longer = snapshot(folder)
    write("a.md", ARABIC)
    os.utime(path, ns=(1, 1))
    touched = snapshot(folder)
    assert len({first, second, third, longer, touched}) == 5


def test_a_snapshot_tells_when_the_example_questions_change(folder: Path, write: Write) -> None:
    write("a.md", ARABIC)
    without = snapshot(folder)
    path = write("questions.yaml", "answered: []\n")
    status = path.stat()
    assert snapshot(folder) == (*without, ("questions.yaml", status.st_mtime_ns, status.st_size))
    write("questions.yaml", "answered: [] # none\n")
    assert snapshot(folder)[-1][2] > status.st_size
    path.unlink()
    assert snapshot(folder) == without


def test_a_snapshot_of_a_broken_link_is_an_error(folder: Path) -> None:
    (folder / "a.md").symlink_to(folder / "gone")
    with pytest.raises(CorpusError, match=r"a\.md cannot be read"):
        snapshot(folder)


@pytest.mark.usefixtures("without_privilege")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_snapshot_of_a_folder_that_may_not_be_entered_is_an_error(open_folder: Path, mode: int) -> None:
    texts = open_folder / "نصوص"
    texts.mkdir()
    (texts / "a.md").write_text(ARABIC, "utf-8")
    texts.chmod(mode)
    try:
        with pytest.raises(CorpusError, match="cannot be read: Permission denied"):
            snapshot(texts)
    finally:
        texts.chmod(0o700)
