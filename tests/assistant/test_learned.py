import logging
import os
import time
from pathlib import Path

import numpy as np
import pytest

from assistant import learned as module
from assistant.learned import KEPT_SECONDS, Arrays, learned, ship


class Learner:
    """Counts how often it is asked to learn."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return {"weights": np.array([1.5, 2.5]), "facets": np.eye(2)}


def test_what_was_learned_is_learned_once(tmp_path: Path) -> None:
    learner = Learner()
    first = learned(tmp_path / "data", "x", "key", learner)
    again = learned(tmp_path / "data", "x", "key", learner)
    assert learner.times == 1
    assert np.array_equal(first["weights"], again["weights"])
    assert np.array_equal(first["facets"], again["facets"])
    learned(tmp_path / "data", "x", "other", learner)
    assert learner.times == 2
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["x-key.npz", "x-other.npz"]


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all"])
def test_a_damaged_file_is_told_and_learned_anew(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "x-key.npz").write_bytes(content)
    learner = Learner()
    with caplog.at_level(logging.WARNING):
        learned(tmp_path, "x", "key", learner)
    assert "x-key.npz is damaged" in caplog.text
    learned(tmp_path, "x", "key", learner)
    assert learner.times == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING):
        found = learned(tmp_path / "file", "x", "key", Learner())
    assert found["weights"].tolist() == [1.5, 2.5]
    assert "learned anew" in caplog.text


def test_what_was_learned_long_ago_from_other_examples_is_removed(tmp_path: Path) -> None:
    old = time.time() - KEPT_SECONDS - 60
    learned(tmp_path, "x", "old", Learner())
    learned(tmp_path, "x", "young", Learner())
    learned(tmp_path, "y", "old", Learner())
    for name in ("x-old.npz", "y-old.npz"):
        os.utime(tmp_path / name, (old, old))
    learned(tmp_path, "x", "new", Learner())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-new.npz", "x-young.npz", "y-old.npz"]


def test_what_comes_with_the_product_is_not_learned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHIPPED", tmp_path / "shipped")
    learner = Learner()
    ship("x", "old", learner())
    ship("x", "key", learner())
    assert [path.name for path in (tmp_path / "shipped").iterdir()] == ["x-key.npz"]
    found = learned(tmp_path / "data", "x", "key", learner)
    assert learner.times == 2
    assert np.array_equal(found["weights"], learner()["weights"])
    assert not (tmp_path / "data").exists()


def test_a_damaged_file_of_the_product_is_named_and_what_is_kept_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "SHIPPED", tmp_path / "shipped")
    learner = Learner()
    ship("x", "key", learner()).write_bytes(b"PK")
    for _ in range(2):
        learned(tmp_path / "data", "x", "key", learner)
    assert learner.times == 2
    assert str(tmp_path / "shipped" / "x-key.npz") in caplog.text
