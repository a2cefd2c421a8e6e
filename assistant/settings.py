"""The settings of the assistant."""

from pathlib import Path

from pydantic import Field

from corpus import APPROVED
from index import IndexSettings


class AssistantSettings(IndexSettings):
    """The corpus's and the index's settings, where the chat is served, and which language model writes."""

    host: str = "127.0.0.1"
    """The address that the chat listens at. The default is reached from this machine only."""
    port: int = Field(default=7860, ge=0, le=65535)
    """Its port; 0 takes any free one."""
    approved_folder: Path | None = None
    """The folder of approved answers; unset, they lie with the guidance, in its folder `approved-answers`."""
    chat_model: str | None = None
    """`provider:name` as LangChain's `init_chat_model` takes it (`ollama:llama3.2`, `openai:…`,
    `azure_openai:…`, `anthropic:…`, `bedrock_converse:…`); unset, no language model is used.

    Its key comes from the environment, by the provider's own name for it, such as `OPENAI_API_KEY`.
    """
    chat_url: str | None = None
    """The address of the model's server, for an OpenAI-compatible server or an Ollama elsewhere; unset, the
    provider's own."""
    chat_seconds: float = Field(default=60, gt=0)
    """The longest that an answer may take to be written, all retries included; then the quotations answer."""
    chat_tokens: int = Field(default=600, gt=0)
    """The most tokens that the model may write."""
    chat_structured: bool | None = None
    """Whether the model is asked for JSON held to a schema; unset, where its LangChain profile says that it
    can."""
    entailment_model: str | None = None
    """A sentence-transformers cross-encoder for entailment, by name or folder, that judges what a language
    model writes beside the checks that come with the product; unset, these judge alone."""

    @property
    def approved_answers(self) -> Path:
        """The folder of approved answers, which need not be there."""
        return self.approved_folder or self.corpus_folder / APPROVED
