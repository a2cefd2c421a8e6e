"""Old indexes are taken out of use, and removed when they are old."""

import os
import time
from pathlib import Path

import pytest

from index.leftovers import ABANDONED_SECONDS, KEPT, tidy
from index.manifest import Manifest, read_all, read_left
from index.store import Store
from tests.index.server import ChromaServer, free_port
from tests.index.test_manifest import manifest


def test_only_the_newest_stay_in_use_and_old_ones_are_removed_after_a_while(tmp_path: Path) -> None:
    made = [manifest(f"f{age}", f"f{age}-1", age) for age in range(KEPT + 2)]
    for one in made:
        (tmp_path / one.build).mkdir()
        one.begin(tmp_path)
        one.put_in_use(tmp_path)
    tidy(tmp_path, made[0], None)
    assert [m.fingerprint for m in read_all(tmp_path)] == [f"f{age}" for age in range(KEPT)]
    assert (tmp_path / made[-1].build).is_dir(), "somebody may still read it"
    old = time.time() - ABANDONED_SECONDS - 60
    for file in tmp_path.glob("*.left"):
        os.utime(file, (old, old))
    tidy(tmp_path, made[0], None)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {m.build for m in made[:KEPT]}


def _left(folder: Path, build: str, url: str | None = None) -> Manifest:
    """A build that went out of use long ago, or was killed."""
    made = manifest(build.partition("-")[0], build).model_copy(
        update={"chroma_url": url, "collections": {"ar": f"guidance-{build}-ar"}}
    )
    made.begin(folder)
    old = time.time() - ABANDONED_SECONDS - 60
    os.utime(folder / f"{build}.left", (old, old))
    if url is None:
        (folder / build).mkdir()
        (folder / build / "ملف").touch()
    return made


def _in_use(folder: Path, build: str) -> Manifest:
    made = manifest(build.partition("-")[0], build)
    (folder / build).mkdir(exist_ok=True)
    made.begin(folder)
    made.put_in_use(folder)
    return made


def test_what_was_superseded_lately_may_still_be_read_however_old_its_files_are(tmp_path: Path) -> None:
    _in_use(tmp_path, "a-1")
    os.utime(tmp_path / "a-1", (1, 1))
    tidy(tmp_path, _in_use(tmp_path, "a-2"), None)
    assert (tmp_path / "a-1").is_dir()


def test_a_build_in_use_is_never_removed_whatever_else_says_that_it_is_left(tmp_path: Path) -> None:
    # So it stands where a process was killed between leaving the old build and putting the new one in use.
    _in_use(tmp_path, "a-1")
    (tmp_path / "a-1").rmdir()
    _left(tmp_path, "a-1")
    tidy(tmp_path, _in_use(tmp_path, "b-1"), None)
    assert (tmp_path / "a-1" / "ملف").exists()
    assert read_left(tmp_path, 0) == []


def test_what_another_process_removed_already_is_forgotten(tmp_path: Path) -> None:
    _left(tmp_path, "a-1")
    (tmp_path / "a-1" / "ملف").unlink()
    (tmp_path / "a-1").rmdir()
    tidy(tmp_path, _in_use(tmp_path, "a-2"), None)
    assert {path.name for path in tmp_path.iterdir()} == {"a-2", "a.json"}


def test_collections_on_a_server_are_removed_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    with ChromaServer(tmp_path) as server:
        store = Store(url=server.url)
        for name in ("guidance-a-1-ar", "guidance-a-2-ar", "theirs"):
            store.create(name)
        _left(folder, "a-1", server.url)
        _left(folder, "a-0", server.url)  # Killed before it had a collection.
        tidy(folder, _in_use(folder, "a-2"), server.url)
        assert sorted(store.names()) == ["guidance-a-2-ar", "theirs"]
    assert read_left(folder, 0) == []


def test_what_lies_on_another_server_is_let_be(tmp_path: Path) -> None:
    left = _left(tmp_path, "a-1", f"http://127.0.0.1:{free_port()}")
    tidy(tmp_path, _in_use(tmp_path, "a-2"), None)
    assert read_left(tmp_path, 0) == [left]


def test_a_server_that_has_gone_does_not_stop_a_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    _left(tmp_path, "a-1", url)
    tidy(tmp_path, _in_use(tmp_path, "a-2"), url)
    assert "the collections of the old index a-1 could not be removed" in caplog.text
    assert [left.build for left in read_left(tmp_path, 0)] == ["a-1"], "another build tries again"


def test_what_no_readable_manifest_names_is_removed_once_it_is_old(tmp_path: Path) -> None:
    in_use = _in_use(tmp_path, "a-1")
    for name in ("young-1", "old-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ملف").touch()
        for file in (tmp_path / f"{name}.json", tmp_path / f"{name}.left"):
            file.write_text("{half of", "utf-8")
    for path in (*tmp_path.glob("old-1*"), tmp_path / "a.json", tmp_path / "a-1"):
        os.utime(path, (1, 1))
    tidy(tmp_path, in_use, None)
    left = {"young-1", "young-1.json", "young-1.left"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.json", "a-1", *left}
