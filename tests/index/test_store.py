"""The Chroma store, on disk and on a real server."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import IndexBuildError, IndexSettings
from index.engine import Vectors
from index.manifest import read_all
from index.opening import Encoders
from index.store import Store, StoreError
from tests.index.conftest import Run, found, opened
from tests.index.sample import QUESTIONS
from tests.index.server import ChromaServer, free_port

IDS = ["a", "b", "c"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as server:
        yield server.url


@pytest.fixture
def vectors() -> Vectors:
    return np.eye(3, 4, dtype=np.float32)


@pytest.mark.parametrize("where", ["disk", "server"])
def test_vectors_are_found_by_inner_product_and_read_in_the_order_asked_for(
    where: str, tmp_path: Path, vectors: Vectors, request: pytest.FixtureRequest
) -> None:
    store = Store(tmp_path) if where == "disk" else Store(url=request.getfixturevalue("server"))
    store.create("things")
    store.add("things", IDS, vectors, ["نص", "text", "third"])
    assert store.count("things") == 3
    assert store.nearest("things", np.array([0.1, 5, 1, 0], dtype=np.float32), 2) == ["b", "c"]
    assert np.array_equal(store.vectors("things", ["c", "a"]), vectors[[2, 0]])
    with pytest.raises(StoreError, match="lacks 1 vectors"):
        store.vectors("things", ["a", "gone"])
    store.delete("things")
    with pytest.raises(StoreError, match="things"):
        store.count("things")
    store.close()


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1", "127.0.0.1:8000", "http://", "http://h/path", "http://u:p@h:1", "سيرفر"]
)
def test_an_address_that_is_none_is_said_with_its_setting(url: str) -> None:
    with pytest.raises(StoreError, match="GUIDANCE_CHROMA_URL"):
        Store(url=url)


def test_an_index_on_a_server_finds_what_one_on_disk_finds(
    tiny: IndexSettings, encoders: Encoders, server: str
) -> None:
    on_disk = opened(tiny, encoders)
    remote = tiny.model_copy(update={"chroma_url": server, "data_folder": tiny.data_folder / "remote"})
    on_server = opened(remote, encoders)
    for question in QUESTIONS:
        assert found(on_server, question) == found(on_disk, question)
    assert read_all(remote.data_folder / "index")[0].chroma_url == server
    assert opened(remote, encoders).build == on_server.build


def test_a_server_that_is_not_there_is_one_clear_error(tiny: IndexSettings, encoders: Encoders) -> None:
    gone = tiny.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(IndexBuildError, match="GUIDANCE_CHROMA_URL") as error:
        opened(gone, encoders)
    assert str(gone.chroma_url) in str(error.value)
    assert "\n" not in str(error.value)


def test_disk_and_server_find_the_same(server: str, tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(60, 16)).astype(np.float32)
    ids = [f"{n}.نص" for n in range(60)]
    stores = [Store(tmp_path), Store(url=server)]
    for store in stores:
        store.create("same")
        store.add("same", ids, rows, ids)
    for query in chance.normal(size=(20, 16)).astype(np.float32):
        disk, remote = (store.nearest("same", query, 10) for store in stores)
        assert disk == remote == [ids[n] for n in np.argsort(-(rows @ query))[:10]]
    stores[1].delete("same")
    for store in stores:
        store.close()


@pytest.mark.parametrize("where", ["disk", "server"])
def test_what_fails_in_chroma_is_a_store_error_that_names_the_collection(
    where: str, tmp_path: Path, vectors: Vectors, request: pytest.FixtureRequest
) -> None:
    store = Store(tmp_path) if where == "disk" else Store(url=request.getfixturevalue("server"))
    for call in (
        lambda: store.count("nothing"),
        lambda: store.nearest("nothing", vectors[0], 1),
        lambda: store.vectors("nothing", IDS),
        lambda: store.add("nothing", IDS, vectors, IDS),
        lambda: store.delete("nothing"),
    ):
        with pytest.raises(StoreError, match="collection nothing in"):
            call()
    store.create("twice")
    with pytest.raises(StoreError, match="cannot create collection twice"):
        store.create("twice")
    assert "twice" in store.names()
    store.delete("twice")
    assert "twice" not in store.names()
    store.close()


def test_what_is_no_failure_of_chroma_is_not_made_one(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store._try(interrupted, "do")
    with pytest.raises(SystemExit):
        store._try(sys.exit, "do")
    store.close()


def test_more_vectors_than_a_batch_takes_are_added_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    monkeypatch.setattr(store._client, "get_max_batch_size", lambda: 7)
    rows, ids = np.eye(30, dtype=np.float32), [str(n) for n in range(30)]
    store.create("batches")
    store.add("batches", ids, rows, ids)
    assert np.array_equal(store.vectors("batches", ids), rows)
    store.close()


def test_what_one_process_wrote_another_one_finds(tmp_path: Path, vectors: Vectors, run: Run) -> None:
    store = Store(tmp_path)
    store.create("things")
    store.add("things", IDS, vectors, IDS)
    code = (
        "import sys; from pathlib import Path; import numpy as np; from index.store import Store\n"
        "print(Store(Path(sys.argv[1])).nearest('things', np.eye(3, 4, dtype=np.float32)[1], 1))"
    )
    out, err = run("-c", code, str(tmp_path)).communicate(timeout=60)
    assert out == "['b']\n", err
    store.close()


@pytest.mark.parametrize("port", ["99999", "abc"])
def test_a_port_that_is_none_is_a_store_error(port: str) -> None:
    with pytest.raises(StoreError, match=f"cannot reach the Chroma store http://localhost:{port}"):
        Store(url=f"http://localhost:{port}")


def test_what_listens_and_is_no_chroma_is_a_store_error() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def hang_up() -> None:
            while other.fileno() >= 0:
                try:
                    other.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(StoreError, match="cannot reach"):
            Store(url=f"http://127.0.0.1:{other.getsockname()[1]}")


def test_a_server_that_has_gone_is_a_store_error(tmp_path: Path, vectors: Vectors) -> None:
    with ChromaServer(tmp_path) as gone:
        store = Store(url=gone.url)
        store.create("things")
        store.add("things", IDS, vectors, IDS)
    with pytest.raises(StoreError, match="cannot query collection things"):
        store.nearest("things", vectors[0], 1)


def test_two_servers_may_be_used_by_one_process(server: str, tmp_path: Path) -> None:
    with ChromaServer(tmp_path) as another:
        stores = [Store(url=server), Store(url=another.url)]
        stores[0].create("here")
        assert ["here" in store.names() for store in stores] == [True, False]
        stores[0].delete("here")


def test_chromas_own_settings_in_the_environment_change_nothing(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMA_SERVER_HOST", "192.0.2.1")
    monkeypatch.setenv("CHROMA_SERVER_HTTP_PORT", "1")
    Store(url=server).names()


def test_a_wrong_address_is_found_before_anything_is_embedded(
    unbuilt: IndexSettings, encoders: Encoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Encoders, "embed", lambda *_: pytest.fail("embeds"))
    gone = unbuilt.model_copy(update={"chroma_url": f"http://127.0.0.1:{free_port()}"})
    with pytest.raises(IndexBuildError, match="GUIDANCE_CHROMA_URL"):
        opened(gone, encoders)
