"""The settings of the assistant."""

from pathlib import Path

from pydantic import Field

from corpus import APPROVED
from index import IndexSettings


class AssistantSettings(IndexSettings):
    """The corpus's and the index's settings, and where the chat is served."""

    host: str = "127.0.0.1"
    """The address that the chat listens at. The default is reached from this machine only."""
    port: int = Field(default=7860, ge=0, le=65535)
    """Its port; 0 takes any free one."""
    approved_folder: Path | None = None
    """The folder of approved answers; unset, they lie with the guidance, in its folder `approved-answers`."""

    @property
    def approved_answers(self) -> Path:
        """The folder of approved answers, which need not be there."""
        return self.approved_folder or self.corpus_folder / APPROVED
