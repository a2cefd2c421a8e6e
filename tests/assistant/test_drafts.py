import logging
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import drafts
from assistant.drafts import Draft, Drafts, draft_key
from assistant.prompt import load_prompt
from index import Passage
from tests.assistant.sample import document

SAID = Draft("Check it [1].\nتحقق منه «أولاً» [٢].\n", cut=False)
CUT = Draft('{"covered": true, "sen', cut=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where drafts are kept, in a folder that is not there yet."""
    return tmp_path / "data" / "drafts.sqlite"


def _passages(*texts: str) -> list[Passage]:
    sections = document({f"s{number}": text for number, text in enumerate(texts)}).sections
    return [Passage(own, 0, len(own.text), ((0, len(own.text)),)) for own in sections]


def _key(
    *,
    model: str = "openai:a",
    prompt: str = "0123",
    question: str = "May I post?",
    posts: Sequence[str] = (),
    passages: Sequence[str] = ("You may post.", "يجوز النشر."),
    structured: bool = False,
    form: bool = False,
) -> str:
    """`form`: that of the messages, where it is not that of the model."""
    sent = load_prompt("en").messages(question, posts, _passages(*passages), structured=form)
    return draft_key(model, prompt, sent, structured)


def test_what_is_kept_is_found_again_by_another_instance(file: Path) -> None:
    Drafts(file).keep("a", SAID)
    Drafts(file).keep("b", CUT)
    found = Drafts(file)
    assert (found.find("a"), found.find("b"), found.find("c")) == (SAID, CUT, None)


def test_what_is_kept_anew_replaces_what_was_there(file: Path) -> None:
    kept = Drafts(file)
    kept.keep("a", SAID)
    kept.keep("a", CUT)
    assert Drafts(file).find("a") == CUT


def test_nothing_is_found_where_nothing_was_kept(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert Drafts(file).find("a") is None
    assert caplog.records == []


def test_whatever_is_sent_makes_another_key() -> None:
    keys = [
        _key(),
        _key(model="openai:b"),
        _key(prompt="4567"),
        _key(question="May I post it?"),
        _key(question="هل أنشر؟"),
        _key(posts=["Vote!"]),
        _key(posts=["Vote!", "Vote!"]),
        _key(passages=["You may post.", "يجوز النشر"]),
        _key(passages=["يجوز النشر.", "You may post."]),
        _key(passages=["You may post."]),
        _key(structured=True),
        _key(form=True),
        draft_key(
            "openai:a", "0123", load_prompt("ar").messages("May I post?", (), [], structured=False), False
        ),
    ]
    assert len(set(keys)) == len(keys)
    assert _key() == keys[0]


def test_a_heading_makes_another_key() -> None:
    [passage] = _passages("You may post.")
    other = replace(passage, section=replace(passage.section, heading="Sharing"))
    prompt = load_prompt("en")
    keys = {
        draft_key("a", prompt.hash, prompt.messages("May I?", (), [one], structured=False), False)
        for one in (passage, other)
    }
    assert len(keys) == 2


def test_the_question_cannot_be_read_from_the_file(file: Path) -> None:
    Drafts(file).keep(_key(question="May Amina Zaki post?"), SAID)
    raw = file.read_bytes()
    assert b"Check it" in raw
    assert b"Amina" not in raw


def test_half_a_character_is_no_error(file: Path) -> None:
    key = _key(question="May I post \ud83d?")
    assert key != _key(question="May I post \ud83e?")
    kept = Drafts(file)
    kept.keep(key, replace(SAID, text="Check \ud83d it [1]."))
    assert kept.find(key) == replace(SAID, text="Check ? it [1].")


def _damaged(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"This is no database. " * 100)


def _cut_in_half(file: Path) -> None:
    kept = Drafts(file)
    for number in range(200):
        kept.keep(str(number), SAID)
    raw = file.read_bytes()
    file.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))


def _of_another_program(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE drafts (name TEXT)")


def _folder_is_a_file(file: Path) -> None:
    file.parent.write_text("a file")


def _file_is_a_folder(file: Path) -> None:
    file.mkdir(parents=True)


@pytest.mark.parametrize(
    "spoil", [_damaged, _cut_in_half, _of_another_program, _folder_is_a_file, _file_is_a_folder]
)
def test_a_file_that_cannot_be_used_is_told_once_and_nothing_is_found(
    file: Path, caplog: pytest.LogCaptureFixture, spoil: object
) -> None:
    assert callable(spoil)
    spoil(file)
    kept = Drafts(file)
    for _ in range(2):
        kept.keep("100", CUT)
        assert kept.find("100") is None
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert str(file) in record.message
    assert "asked anew" in record.message
    assert "Check it" not in record.message


def test_the_oldest_go_when_there_are_too_many(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 3)
    kept = Drafts(file)
    for key in ("a", "b", "c", "a", "d"):
        kept.keep(key, replace(SAID, text=key))
    # "a" was kept anew, so "b" is the oldest.
    assert [key for key in "abcd" if kept.find(key)] == ["a", "c", "d"]
    kept.keep("e", SAID)
    assert [key for key in "abcde" if kept.find(key)] == ["a", "d", "e"]


def test_several_threads_keep_and_find_at_once(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared, found = Drafts(file), list[Draft | None]()
    ready = threading.Barrier(6)

    def work(own: int) -> None:
        ready.wait()
        # Half of them share an instance; the others are as good as other processes.
        kept = shared if own % 2 else Drafts(file)
        for number in range(10):
            kept.keep(f"{own}-{number}", replace(SAID, text=f"{own}-{number}"))
            found.append(kept.find(f"{own}-{number}"))

    threads = [threading.Thread(target=work, args=(own,)) for own in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {f"{own}-{number}" for own in range(6) for number in range(10)}
    assert {one.text for one in found if one} == names
    assert all(Drafts(file).find(name) == replace(SAID, text=name) for name in names)
    assert caplog.records == []
