"""A conversation kept in a file, between one command and the next."""

from pathlib import Path

from pydantic import ValidationError

from assistant.conversation import NEW_CONVERSATION, Conversation
from corpus.writing import write_whole


class ConversationError(ValueError):
    """The file of a conversation cannot be used; the message says what to do."""


def load_conversation(file: Path) -> Conversation:
    """The conversation in a file; a new one where there is no such file yet. Raises `ConversationError`."""
    try:
        return Conversation.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return NEW_CONVERSATION
    except OSError as error:
        raise ConversationError(f"{file} cannot be read: {error.strerror}; name another file") from error
    except ValidationError as error:
        first = error.errors()[0]["msg"]
        raise ConversationError(f"{file} holds no conversation ({first}); name another file") from error


def save_conversation(file: Path, conversation: Conversation) -> None:
    """Keep a conversation in a file, in one go. Raises `ConversationError`."""
    try:
        write_whole(file, f"{conversation.model_dump_json(indent=2)}\n".encode())
    except OSError as error:
        raise ConversationError(f"{file} cannot be written: {error.strerror}; name another file") from error
