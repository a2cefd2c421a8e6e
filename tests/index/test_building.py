"""Builds: named by content, never half-made, noticed when damaged."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from index import (
    CurrentIndex,
    GuidanceRetriever,
    IndexBuildError,
    IndexSettings,
    build_index,
    open_index,
)
from index.building import fingerprint, index_folder
from index.cache import _read
from index.manifest import read_all
from index.opening import Encoders
from tests.index.conftest import Run, corpus_of, folders, found, opened
from tests.index.sample import ENGLISH, QUESTIONS, text
from tests.index.server import ChromaServer

QUESTION, SECTION = next(iter(QUESTIONS.items()))


def test_an_index_is_named_by_the_texts_and_the_model(tiny: IndexSettings, encoders: Encoders) -> None:
    before = fingerprint(corpus_of(tiny), encoders)
    assert fingerprint(corpus_of(tiny), encoders) == before
    file = tiny.corpus_folder / "en.md"
    file.write_text(ENGLISH.replace("north yard", "south yard"), "utf-8")
    assert fingerprint(corpus_of(tiny), encoders) != before
    file.write_text(ENGLISH, "utf-8")
    renamed = Encoders(tiny.embedding_model, tiny.data_folder / "embeddings.sqlite")
    renamed.main.name = "another model"
    assert fingerprint(corpus_of(tiny), renamed) != before


def test_a_good_index_is_opened_and_not_built_again(tiny: IndexSettings, encoders: Encoders) -> None:
    before = folders(tiny)
    assert found(opened(tiny, encoders), QUESTION)[0] == SECTION
    assert folders(tiny) == before


def test_a_changed_text_is_another_index_and_going_back_uses_the_first(
    tiny: IndexSettings, encoders: Encoders
) -> None:
    first = opened(tiny, encoders)
    file = tiny.corpus_folder / "en.md"
    file.write_text(ENGLISH.replace("north yard", "south yard"), "utf-8")
    assert opened(tiny, encoders).fingerprint != first.fingerprint
    file.write_text(ENGLISH, "utf-8")
    assert opened(tiny, encoders).build == first.build


@pytest.mark.parametrize("damage", ["truncate", "overwrite", "delete files", "delete folder"])
def test_a_damaged_index_is_noticed_on_opening_and_built_from_the_cache(
    tiny: IndexSettings, encoders: Encoders, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    build = opened(tiny, encoders).build
    # Chroma keeps its client per path in a process: the damage is done to a copy that it has not seen.
    data = tiny.data_folder.with_name("copied")
    (tiny.data_folder).rename(data)
    settings = tiny.model_copy(update={"data_folder": data})
    folder = data / "index" / build
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    if damage == "delete folder":
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()
    for path in files:
        if damage == "truncate":
            os.truncate(path, path.stat().st_size // 3)
        elif damage == "overwrite":
            path.write_bytes(random.Random(0).randbytes(path.stat().st_size))
        elif damage == "delete files":
            path.unlink()
    index = opened(settings, encoders)
    assert index.build != build
    assert "damaged" in caplog.text
    for question, section in QUESTIONS.items():
        assert found(index, question)[0] == section


@pytest.mark.parametrize("moment", ["nothing", "left", "store"])
def test_a_build_that_is_killed_leaves_nothing_half_made_in_use(
    unbuilt: IndexSettings, encoders: Encoders, run: Run, moment: str
) -> None:
    folder = index_folder(unbuilt)
    for _ in range(5):
        _kill_a_build(unbuilt, run, moment)
        in_use = [manifest.build for manifest in read_all(folder)]
        index = opened(unbuilt, encoders)
        for question, section in QUESTIONS.items():
            assert found(index, question)[0] == section
        if not in_use:
            return
        # On a busy machine it had just put its index in use: then that is whole. It says nothing of a build
        # that is killed, so another one is.
        assert in_use == [index.build]
        shutil.rmtree(folder)
    pytest.fail("no build could be killed before its index was in use")


def _kill_a_build(settings: IndexSettings, run: Run, moment: str) -> None:
    process = run(
        "-m", "index", "build", data_folder=settings.data_folder, corpus_folder=settings.corpus_folder
    )
    folder = index_folder(settings)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if moment == "nothing" or (moment == "left" and any(folder.glob("*.left"))):
            break
        if moment == "store" and any(folder.glob("*/chroma.sqlite3")):
            time.sleep(0.05)
            break
        time.sleep(0.002)
    assert process.poll() is None, "the build ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_what_a_killed_build_left_is_removed_once_it_is_old(tiny: IndexSettings, encoders: Encoders) -> None:
    folder = index_folder(tiny)
    in_use = opened(tiny, encoders).build
    left = read_all(folder)[0].model_copy(update={"build": "dead-1"})
    left.begin(folder)
    (folder / "dead-1").mkdir()
    build_index(tiny, corpus_of(tiny), encoders=encoders)
    assert "dead-1" in folders(tiny), "a young one may be another process's build under way"
    old = time.time() - 7200
    os.utime(folder / "dead-1.left", (old, old))
    build_index(tiny, corpus_of(tiny), encoders=encoders)
    assert "dead-1" not in folders(tiny)
    assert in_use in folders(tiny), "somebody may still read the one that was in use a moment ago"


def test_a_second_process_searches_while_the_index_is_rebuilt(
    tiny: IndexSettings, encoders: Encoders, run: Run
) -> None:
    folders_ = {"data_folder": tiny.data_folder, "corpus_folder": tiny.corpus_folder}
    code = (
        "from corpus import load_corpus; from index import IndexSettings, build_index; import sys\n"
        "settings = IndexSettings()\n"
        "for _ in range(2): build_index(settings, load_corpus(settings.corpus_folder))"
    )
    rebuilding = run("-c", code, **folders_)
    retriever = GuidanceRetriever(index=CurrentIndex(tiny))
    builds = set()
    while rebuilding.poll() is None:
        assert found(opened(tiny, encoders), QUESTION)[0] == SECTION
        retrieval = retriever.retrieve(QUESTION)
        assert retrieval.hits[0].passage.section.ref == SECTION
        builds.add(retrieval.index.build)
    assert rebuilding.returncode == 0, rebuilding.communicate()[1]
    assert len(builds) > 1, "the open index moved on with the rebuilds"
    assert found(opened(tiny, encoders), QUESTION)[0] == SECTION


def test_two_processes_that_build_at_once_both_end_well(
    unbuilt: IndexSettings, encoders: Encoders, run: Run
) -> None:
    folders_ = {"data_folder": unbuilt.data_folder, "corpus_folder": unbuilt.corpus_folder}
    builds: list[subprocess.Popen[str]] = [run("-m", "index", "build", **folders_) for _ in range(2)]
    for process in builds:
        assert process.wait(120) == 0
    assert found(opened(unbuilt, encoders), QUESTION)[0] == SECTION


# Where the process kills itself, each named after what it was about to do.
MOMENTS = {
    "make the second collection": "store.Store.create = dying(store.Store.create, 1)",
    "write vectors": "store.Store._add = dying(store.Store._add, 0)",
    "check what it wrote": "building._check = dying(building._check, 1)",
    "write the manifest": "manifest.Manifest.put_in_use = dying(manifest.Manifest.put_in_use, 0)",
}


def _build_and_die(settings: IndexSettings, run: Run, moment: str) -> None:
    code = (
        "import os, signal; from corpus import load_corpus\n"
        "from index import IndexSettings, build_index, building, cache, manifest, store\n"
        "def dying(call, after):\n"
        "    calls = []\n"
        "    def dies(*given, **named):\n"
        "        calls.append(given)\n"
        "        if len(calls) > after: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return call(*given, **named)\n"
        "    return dies\n"
        f"{moment}\n"
        "settings = IndexSettings()\n"
        "build_index(settings, load_corpus(settings.corpus_folder))"
    )
    process = run("-c", code, data_folder=settings.data_folder, corpus_folder=settings.corpus_folder)
    _, err = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, err


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_whenever_a_build_is_killed_the_next_question_is_answered_from_a_whole_index(
    unbuilt: IndexSettings, encoders: Encoders, run: Run, moment: str
) -> None:
    _build_and_die(unbuilt, run, moment)
    assert read_all(index_folder(unbuilt)) == []
    halves = folders(unbuilt)
    index = opened(unbuilt, encoders)
    assert index.build not in halves
    for question, section in QUESTIONS.items():
        assert found(index, question)[0] == section


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_build_that_is_killed_while_it_embeds_goes_on_where_it_was(
    unbuilt: IndexSettings, run: Run, language: str
) -> None:
    new = [f"جملة {n}." if language == "ar" else f"Sentence {n}." for n in range(40)]
    (unbuilt.corpus_folder / "more.md").write_text(text("more", language, extra=" ".join(new)), "utf-8")
    # Each write is of 32 vectors.
    _build_and_die(unbuilt, run, "cache._write = dying(cache._write, 1)")
    assert not index_folder(unbuilt).exists()
    cache = Encoders(unbuilt.embedding_model, unbuilt.data_folder / "embeddings.sqlite").main
    known = cache._with_file(partial(_read, keys=[cache.key(sentence) for sentence in new]))
    assert len(known) == 31, "and the passage itself, which was the first of the 32"
    assert found(opened(unbuilt), QUESTION)[0] == SECTION


def test_whoever_has_an_index_open_is_not_left_without_when_it_is_rebuilt_and_removed(
    tiny: IndexSettings,
) -> None:
    retriever = GuidanceRetriever(index=CurrentIndex(tiny))
    assert retriever.retrieve(QUESTION).hits[0].passage.section.ref == SECTION
    folder = index_folder(tiny)
    before = folders(tiny)
    build_index(tiny, corpus_of(tiny))
    for left in folder.glob("*.left"):
        os.utime(left, (1, 1))
    build_index(tiny, corpus_of(tiny))
    assert not before & folders(tiny), "the first one is removed"
    for question, section in QUESTIONS.items():
        assert retriever.retrieve(question).hits[0].passage.section.ref == section


@contextmanager
def _somebody_elses(tiny: IndexSettings, encoders: Encoders) -> Iterator[tuple[IndexSettings, Encoders]]:
    """The data folder copied to where all may enter, and the process without the superuser's privilege."""
    user = os.geteuid()
    # Not below pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o755)
        data = Path(shutil.copytree(tiny.data_folder, Path(root, "data")))
        for path in [data, *data.rglob("*")]:
            path.chmod(0o777 if path.is_dir() else 0o666)
        own = Encoders(tiny.embedding_model, data / "embeddings.sqlite")
        own.main._inner, own.companion._inner = encoders.main._inner, encoders.companion._inner
        if user == 0:  # To the superuser permissions do not apply.
            os.seteuid(65534)
        try:
            yield tiny.model_copy(update={"data_folder": data}), own
        finally:
            os.seteuid(user)


def _spoil(path: Path) -> None:
    user = os.geteuid()
    os.seteuid(os.getuid())
    path.chmod(0o555 if path.is_dir() else 0o444)
    os.seteuid(user)


@pytest.mark.parametrize("spoilt", [".", "embeddings.sqlite", "index"])
def test_a_data_folder_without_permission_is_said_with_its_setting(
    tiny: IndexSettings, encoders: Encoders, spoilt: str
) -> None:
    (tiny.corpus_folder / "more.md").write_text(text("more", "ar", extra="جملة جديدة تماماً."), "utf-8")
    corpus = corpus_of(tiny)
    with _somebody_elses(tiny, encoders) as (settings, own):
        _spoil(settings.data_folder / spoilt)
        with pytest.raises(IndexBuildError, match="GUIDANCE_DATA_FOLDER") as error:
            build_index(settings, corpus, encoders=own)
    assert str(settings.data_folder) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_good_index_that_may_only_be_read_is_not_called_damaged(
    tiny: IndexSettings, encoders: Encoders, caplog: pytest.LogCaptureFixture
) -> None:
    corpus = corpus_of(tiny)
    with _somebody_elses(tiny, encoders) as (settings, own):
        for path in [*settings.data_folder.rglob("*"), settings.data_folder]:
            _spoil(path)
        with pytest.raises(IndexBuildError, match=r"may only be read.*GUIDANCE_DATA_FOLDER") as error:
            open_index(settings, corpus, encoders=own)
    assert "\n" not in str(error.value)
    assert caplog.messages == []


def test_with_a_chroma_server_a_data_folder_that_may_only_be_read_is_enough(
    tiny: IndexSettings, encoders: Encoders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = corpus_of(tiny)
    with ChromaServer(tmp_path) as server:
        tiny = tiny.model_copy(update={"chroma_url": server.url})
        build_index(tiny, corpus, encoders=encoders)
        with _somebody_elses(tiny, encoders) as (settings, own):
            for path in [*settings.data_folder.rglob("*"), settings.data_folder]:
                _spoil(path)
            monkeypatch.chdir(settings.data_folder)  # Chroma looks for a file `.env` where it works.
            assert found(open_index(settings, corpus, encoders=own), QUESTION)[0] == SECTION


@pytest.mark.parametrize("force", [False, True])
def test_what_was_superseded_is_removed_after_a_while_by_opening_as_by_building(
    tiny: IndexSettings, encoders: Encoders, force: bool
) -> None:
    build_index(tiny, corpus_of(tiny), encoders=encoders)
    assert len(folders(tiny)) == 2
    for left in index_folder(tiny).glob("*.left"):
        os.utime(left, (1, 1))
    index = (build_index if force else open_index)(tiny, corpus_of(tiny), encoders=encoders)
    assert len(folders(tiny)) == 1 + force
    assert index.build in folders(tiny)


def test_a_damaged_manifest_is_one_line_and_its_index_is_built_anew_and_removed_later(
    tiny: IndexSettings, encoders: Encoders, caplog: pytest.LogCaptureFixture
) -> None:
    current = CurrentIndex(tiny)
    before = current.get().build
    [manifest] = index_folder(tiny).glob("*.json")
    manifest.write_text('{"fingerprint": 1}', "utf-8")
    assert current.get().build != before
    [line] = caplog.messages
    assert line.startswith(f"{manifest} is damaged")
    assert "\n" not in line
    os.utime(index_folder(tiny) / before, (1, 1))
    assert opened(tiny, encoders).build == current.get().build
    assert before not in folders(tiny)


def test_a_data_folder_that_cannot_be_written_is_said_with_its_setting(
    tiny: IndexSettings, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", "utf-8")
    settings = tiny.model_copy(update={"data_folder": blocked / "data"})
    with pytest.raises(IndexBuildError, match="GUIDANCE_DATA_FOLDER"):
        opened(settings)
