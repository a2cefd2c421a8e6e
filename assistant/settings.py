"""The settings of the assistant."""

from pydantic import Field

from index import IndexSettings


class AssistantSettings(IndexSettings):
    """The corpus's and the index's settings, and where the chat is served."""

    host: str = "127.0.0.1"
    """The address that the chat listens at. The default is reached from this machine only."""
    port: int = Field(default=7860, ge=0, le=65535)
    """Its port; 0 takes any free one."""
