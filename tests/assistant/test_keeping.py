from pathlib import Path

import pytest

from assistant.conversation import NEW_CONVERSATION, Conversation
from assistant.keeping import ConversationError, load_conversation, save_conversation


def test_a_conversation_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    kept = Conversation(question="هل أرد؟", follow_ups=("هو صحفي",))
    save_conversation(file, kept)
    assert load_conversation(file) == kept
    assert [path.name for path in tmp_path.iterdir()] == ["talk.json"]


def test_no_file_is_a_new_conversation(tmp_path: Path) -> None:
    assert load_conversation(tmp_path / "none.json") == NEW_CONVERSATION


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"question": 1}', b'{"asked": "x"}', b"\xff"])
def test_what_is_no_conversation_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content)
    with pytest.raises(ConversationError, match=r"holds no conversation .* name another file"):
        load_conversation(file)
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConversationError, match="cannot be written"):
        save_conversation(tmp_path / "no" / "talk.json", NEW_CONVERSATION)
    with pytest.raises(ConversationError, match="cannot be read"):
        load_conversation(tmp_path)
