from pathlib import Path

import pytest

from corpus.writing import write_whole


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"first")
    write_whole(file, "ثانٍ".encode())
    assert file.read_text("utf-8") == "ثانٍ"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"first")
    file.chmod(0o640)
    write_whole(file, b"second")
    assert file.stat().st_mode & 0o777 == 0o640


def test_where_it_cannot_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
