from pathlib import Path

import pytest

from corpus import CorpusError, corpus_files
from corpus.folder import other_files
from tests.corpus.conftest import Write


def test_markdown_files_at_any_depth_are_found_in_order(folder: Path, write: Write) -> None:
    for name in ("b.md", "a/z.md", "a/deeper/c.md", "نص.md"):
        write(name, "")
    names = [path.relative_to(folder).as_posix() for path in corpus_files(folder)]
    assert names == ["a/deeper/c.md", "a/z.md", "b.md", "نص.md"]


def test_hidden_and_other_files_are_left_out(folder: Path, write: Write) -> None:
    for name in ("a.md", ".b.md", ".git/c.md", "d/.e/f.md", "g.txt", "h.md.orig", "md"):
        write(name, "")
    (folder / "folder.md").mkdir()
    assert corpus_files(folder) == [folder / "a.md"]
    assert other_files(folder) == [folder / "g.txt", folder / "h.md.orig", folder / "md"]


def test_a_text_may_be_named_in_capitals(folder: Path, write: Write) -> None:
    for name in ("A.MD", "نص.Md", "b.markdown"):
        write(name, "")
    assert [path.name for path in corpus_files(folder)] == ["A.MD", "نص.Md"]


def test_a_folder_below_a_hidden_one_can_be_the_corpus(tmp_path: Path) -> None:
    folder = tmp_path / ".data" / "texts"
    folder.mkdir(parents=True)
    (folder / "a.md").touch()
    assert corpus_files(folder) == [folder / "a.md"]


def test_linked_folders_and_files_are_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").touch()
    (folder / "en").symlink_to(elsewhere)
    (folder / "b.md").symlink_to(elsewhere / "a.md")
    assert corpus_files(folder) == [folder / "b.md", folder / "en" / "a.md"]


def test_a_folder_that_is_linked_into_itself_or_twice_counts_once(folder: Path, write: Write) -> None:
    write("a/a.md", "")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "b").symlink_to(folder / "a")
    assert corpus_files(folder) == [folder / "a" / "a.md"]


def test_a_folder_that_may_not_be_read_is_not_passed_over(open_folder: Path, without_privilege: None) -> None:
    (open_folder / "a.md").touch()
    closed = open_folder / "مغلق"
    closed.mkdir(mode=0)
    below = closed / "below"
    for folder, named in ((open_folder, closed), (closed, closed), (below, below)):
        with pytest.raises(CorpusError, match="cannot be read: Permission denied") as error:
            corpus_files(folder)
        assert str(named) in str(error.value)


def test_a_folder_that_is_not_there_is_named_with_the_remedy(folder: Path, write: Write) -> None:
    for missing in (folder / "no", write("file.txt", "")):
        with pytest.raises(CorpusError, match="GUIDANCE_CORPUS_FOLDER") as error:
            corpus_files(missing)
        assert str(missing) in str(error.value)
        assert error.value.faults == ()


def test_a_folder_without_any_text_is_named_with_the_remedy(folder: Path, write: Write) -> None:
    write("readme.txt", "")
    with pytest.raises(CorpusError, match="holds no text; put Markdown files"):
        corpus_files(folder)


def test_approved_answers_lie_with_the_texts_and_are_none(folder: Path, write: Write) -> None:
    for name in ("a.md", "approved-answers/b.md", "approved-answers/c.txt", "en/approved-answers/d.md"):
        write(name, "")
    assert corpus_files(folder) == [folder / "a.md", folder / "en" / "approved-answers" / "d.md"]
    assert other_files(folder) == []
