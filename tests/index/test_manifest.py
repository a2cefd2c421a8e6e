"""What puts a build in use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.manifest import Manifest, read, read_all, read_left


def manifest(fingerprint: str = "f", build: str = "f-1", age: int = 0) -> Manifest:
    return Manifest(
        fingerprint=fingerprint,
        build=build,
        collections={"en": "c-en", "ar": "c-ar"},
        counts={"en": 3, "ar": 2},
        passages=2,
        embedding_model="model",
        chroma_url=None,
        created=datetime.now(UTC) - timedelta(hours=age),
    )


def test_a_build_that_was_only_begun_is_not_in_use(tmp_path: Path) -> None:
    manifest().begin(tmp_path)
    assert read(tmp_path, "f") is None
    assert read_all(tmp_path) == []
    assert [left.build for left in read_left(tmp_path, 0)] == ["f-1"]
    assert read_left(tmp_path, 60) == []


def test_a_finished_build_takes_over_and_the_one_before_it_is_left(tmp_path: Path) -> None:
    for build in ("f-1", "f-2"):
        manifest(build=build).begin(tmp_path)
        manifest(build=build).put_in_use(tmp_path)
    assert (in_use := read(tmp_path, "f")) is not None
    assert in_use.build == "f-2"
    assert [left.build for left in read_left(tmp_path, 0)] == ["f-1"]


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for name, age in (("old", 5), ("new", 1), ("middle", 3)):
        manifest(name, f"{name}-1", age).begin(tmp_path)
        manifest(name, f"{name}-1", age).put_in_use(tmp_path)
    assert [found.fingerprint for found in read_all(tmp_path)] == ["new", "middle", "old"]


@pytest.mark.parametrize("content", ["", "{half of", "[]", '{"fingerprint": "بصمة"}', None])
def test_an_unreadable_manifest_is_passed_over_with_a_line_of_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str | None
) -> None:
    if content is None:
        (tmp_path / "f.json").mkdir()
    else:
        (tmp_path / "f.json").write_text(content, "utf-8")
    assert read(tmp_path, "f", quiet=True) is None
    assert caplog.messages == []
    assert read(tmp_path, "f") is None
    assert read_all(tmp_path) == []
    assert len(caplog.messages) == 2
    for line in caplog.messages:
        assert line.startswith(f"{tmp_path / 'f.json'} is damaged")
        assert "\n" not in line


def test_what_is_retired_can_be_forgotten(tmp_path: Path) -> None:
    manifest().begin(tmp_path)
    manifest().put_in_use(tmp_path)
    manifest().retire(tmp_path)
    assert read(tmp_path, "f") is None
    manifest().forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_in_a_folder_that_is_not_there_are_none(tmp_path: Path) -> None:
    assert read(tmp_path / "no", "f") is None
    assert read_all(tmp_path / "no") == []
    assert read_left(tmp_path / "no", 0) == []
