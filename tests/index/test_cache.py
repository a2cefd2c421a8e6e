import logging
import os
import random
import shutil
import signal
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import GuidanceRetriever, IndexSettings
from index.cache import CachedEmbeddings
from index.current import CurrentIndex
from index.engine import Vectors
from tests.index.conftest import Run
from tests.index.counting import CountingEmbeddings

TEXTS = [f"Text {n} نص" for n in range(200)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "بيانات" / "embeddings.sqlite"


def _direct(texts: list[str]) -> Vectors:
    return np.array(CountingEmbeddings().embed_documents(texts), dtype=np.float32)


def _count(file: Path) -> int:
    connection = sqlite3.connect(file)
    [count] = connection.execute("SELECT count(*) FROM vector").fetchone()
    connection.close()
    return int(count)


def test_vectors_come_in_the_order_of_the_texts_also_where_texts_repeat(file: Path) -> None:
    texts = [*TEXTS[:70], TEXTS[3], TEXTS[3], *TEXTS[60:80]]
    assert np.array_equal(CachedEmbeddings(CountingEmbeddings(), file).embed(texts), _direct(texts))
    assert np.array_equal(
        CachedEmbeddings(CountingEmbeddings(), file).embed(texts[::-1]), _direct(texts[::-1])
    )


def test_a_text_is_embedded_once_and_never_again(file: Path) -> None:
    inner = CountingEmbeddings()
    cached = CachedEmbeddings(inner, file)
    cached.embed([*TEXTS[:10], *TEXTS[:10]])
    assert sorted(inner.embedded) == sorted(TEXTS[:10])
    cached.embed(TEXTS[5:15])
    assert sorted(inner.embedded) == sorted(TEXTS[:15])
    another = CountingEmbeddings()
    assert np.array_equal(CachedEmbeddings(another, file).embed(TEXTS[:15]), _direct(TEXTS[:15]))
    assert another.embedded == []


def test_models_do_not_share_vectors(file: Path) -> None:
    CachedEmbeddings(CountingEmbeddings("one"), file).embed(TEXTS[:3])
    other = CountingEmbeddings("two")
    CachedEmbeddings(other, file).embed(TEXTS[:3])
    assert other.embedded == TEXTS[:3]


def test_progress_counts_every_text(file: Path) -> None:
    texts = [*TEXTS[:100], *TEXTS[:5]]
    for _ in range(2):
        steps: list[int] = []
        CachedEmbeddings(CountingEmbeddings(), file).embed(texts, steps.append)
        assert sum(steps) == len(texts)
        assert min(steps) >= 0


def test_it_keeps_langchains_contract(file: Path) -> None:
    cached = CachedEmbeddings(CountingEmbeddings(), file)
    assert cached.embed_documents([]) == []
    [vector] = cached.embed_documents(["نص"])
    assert all(type(number) is float for number in vector)
    assert vector == pytest.approx(cached.embed_query("نص"))


def test_questions_are_not_kept(file: Path) -> None:
    cached = CachedEmbeddings(CountingEmbeddings(), file)
    cached.embed(["a text"])
    for _ in range(3):
        cached.embed_query("هل مديري محمد مريض؟")
        cached.embed_uncached(["هل", "مديري", "محمد"])
    assert _count(file) == 1


@pytest.mark.parametrize("question", ["Is my manager Ann Other ill?", "هل مديرتي فلانة مريضة؟"])
def test_asking_writes_nothing_to_the_file(tiny: IndexSettings, question: str) -> None:
    retriever = GuidanceRetriever(index=CurrentIndex(tiny))
    retriever.invoke("Who?")
    before = _count(tiny.data_folder / "embeddings.sqlite")
    retriever.invoke(question)
    assert _count(tiny.data_folder / "embeddings.sqlite") == before
    for path in tiny.data_folder.rglob("*"):
        if path.is_file():
            assert question.encode() not in path.read_bytes()


def test_a_process_that_is_killed_halfway_keeps_what_it_had(file: Path, run: Run) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from index.cache import CachedEmbeddings\n"
        "from tests.index.counting import CountingEmbeddings\n"
        "from tests.index.test_cache import TEXTS\n"
        "inner = CountingEmbeddings(before=lambda done: done < 96 or os.kill(os.getpid(), signal.SIGKILL))\n"
        "CachedEmbeddings(inner, Path(sys.argv[1])).embed(TEXTS)"
    )
    process = run("-c", code, str(file))
    process.wait(30)
    assert process.returncode == -signal.SIGKILL
    inner = CountingEmbeddings()
    assert np.array_equal(CachedEmbeddings(inner, file).embed(TEXTS), _direct(TEXTS))
    assert len(inner.embedded) == len(TEXTS) - 96


def _overwrite(file: Path, start: float, length: int) -> None:
    with file.open("r+b") as stream:
        stream.seek(int(file.stat().st_size * start))
        stream.write(random.Random(start).randbytes(length))


DAMAGE = {
    "no database": lambda file: file.write_bytes("ليس قاعدة بيانات".encode() * 100),
    "zeros": lambda file: file.write_bytes(b"\0" * file.stat().st_size),
    "empty": lambda file: file.write_bytes(b""),
    "half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "header": lambda file: _overwrite(file, 0, 200),
    "first page": lambda file: _overwrite(file, 0.0001, 4000),
    "middle": lambda file: _overwrite(file, 0.5, 9000),
    "end": lambda file: _overwrite(file, 0.9, 9000),
    "all but the header": lambda file: _overwrite(file, 0.005, file.stat().st_size),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_never_gives_a_wrong_vector_and_never_stands_in_the_way(
    file: Path, damage: "object", caplog: pytest.LogCaptureFixture
) -> None:
    CachedEmbeddings(CountingEmbeddings(), file).embed(TEXTS)
    damage(file)  # type: ignore[operator]
    with caplog.at_level(logging.WARNING):
        for texts in (TEXTS, [*TEXTS[::-1], "new", "جديد"]):
            assert np.array_equal(CachedEmbeddings(CountingEmbeddings(), file).embed(texts), _direct(texts))
    aside = file.with_suffix(".damaged")
    assert aside.exists() == any("is damaged" in message for message in caplog.messages)
    inner = CountingEmbeddings()
    CachedEmbeddings(inner, file).embed(TEXTS)
    assert inner.embedded == []


@pytest.mark.parametrize("value", [b"", b"\x00" * 256, b"\xff" * 256, b"\x00\x00\x80?" * 64, b"123", "نص"])
def test_a_vector_whose_bytes_were_damaged_is_embedded_again(file: Path, value: bytes | str) -> None:
    CachedEmbeddings(CountingEmbeddings(), file).embed(TEXTS[:3])
    with closing(sqlite3.connect(file)) as connection, connection:
        key = CachedEmbeddings(CountingEmbeddings(), file).key(TEXTS[1])
        connection.execute("UPDATE vector SET value = ? WHERE key = ?", (value, key))
    for embedded in ([TEXTS[1]], []):
        inner = CountingEmbeddings()
        assert np.array_equal(CachedEmbeddings(inner, file).embed(TEXTS[:3]), _direct(TEXTS[:3]))
        assert inner.embedded == embedded


def test_a_file_that_is_no_database_is_set_aside_with_a_warning(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.parent.mkdir()
    file.write_bytes("ليس قاعدة بيانات".encode() * 100)
    CachedEmbeddings(CountingEmbeddings(), file).embed(TEXTS[:2])
    [warning] = caplog.messages
    assert f"the embedding cache {file} is damaged" in warning
    assert file.with_suffix(".damaged").read_bytes() == "ليس قاعدة بيانات".encode() * 100


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "embeddings.sqlite").mkdir()
    with pytest.raises(OSError, match=r"embeddings\.sqlite: unable to open"):
        CachedEmbeddings(CountingEmbeddings(), tmp_path / "embeddings.sqlite").embed(TEXTS[:1])


def test_several_threads_and_processes_may_use_one_file(file: Path, run: Run) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from index.cache import CachedEmbeddings\n"
        "from tests.index.counting import CountingEmbeddings\n"
        "from tests.index.test_cache import TEXTS\n"
        "for n in range(0, 200, 5):\n"
        "    CachedEmbeddings(CountingEmbeddings(), Path(sys.argv[1])).embed(TEXTS[n:n+9])"
    )
    processes = [run("-c", code, str(file)) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(CachedEmbeddings(CountingEmbeddings(), file).embed, [TEXTS] * 8))
    assert all(np.array_equal(some, _direct(TEXTS)) for some in vectors)
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert _count(file) == len(TEXTS)


def test_a_copied_file_serves_as_well(file: Path, tmp_path: Path) -> None:
    CachedEmbeddings(CountingEmbeddings(), file).embed(TEXTS[:5])
    inner = CountingEmbeddings()
    CachedEmbeddings(inner, Path(shutil.copy(file, tmp_path / "copy.sqlite"))).embed(TEXTS[:5])
    assert inner.embedded == []


def test_a_text_as_a_question_is_kept_apart_from_the_text(file: Path) -> None:
    class Telling(CountingEmbeddings):
        def embed_query(self, text: str) -> list[float]:
            vector = super().embed_query(text)
            return vector if text in self.embedded else [-number for number in vector]

    inner = Telling()
    cached = CachedEmbeddings(inner, file)
    questions = cached.embed(TEXTS[:2], questions=True)
    texts = cached.embed(TEXTS[:2])
    assert np.array_equal(questions, -texts)
    assert np.array_equal(CachedEmbeddings(inner, file).embed(TEXTS[:2], questions=True), questions)


def test_what_is_known_is_read_without_writing(file: Path) -> None:
    CachedEmbeddings(CountingEmbeddings(), file).embed(TEXTS[:5])
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:  # Not below pytest's folder, which only its owner may enter.
        copy = Path(shutil.copy(file, name))
        copy.chmod(0o444)
        Path(name).chmod(0o555)
        if user == 0:  # To the superuser permissions do not apply.
            os.seteuid(65534)
        try:
            inner = CountingEmbeddings()
            cached = CachedEmbeddings(inner, copy)
            assert np.array_equal(cached.embed(TEXTS[:5]), _direct(TEXTS[:5]))
            assert inner.embedded == []
            with pytest.raises(OSError, match="readonly"):
                cached.embed(TEXTS[:6])
        finally:
            os.seteuid(user)
            Path(name).chmod(0o755)
