"""Where the guidance texts are."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_FOLDER = Path(__file__).parent / "guidance"
"""The texts that come with the assistant."""


class CorpusSettings(BaseSettings):
    """Settings from the environment (`GUIDANCE_…`) and from a file `.env` in the working directory.

    The environment goes before the file. An empty value counts as not set.
    """

    model_config = SettingsConfigDict(
        env_prefix="GUIDANCE_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    corpus_folder: Path = SHIPPED_FOLDER
    """The folder whose `**/*.md` files, in capitals or not, are the corpus."""
