"""This assistant with one of its parts taken away, which tells what the part is worth."""

from dataclasses import dataclass, replace

from assistant.answering import Assistant
from assistant.evidence import Evidence, weigh
from assistant.settings import AssistantSettings
from corpus import Language
from index import FixedIndex, GuidanceRetriever, Index, Retrieval, Weights
from index.spelling import Spelling
from index.weights import SHIPPED


@dataclass(frozen=True)
class Ablation:
    """What is taken away. Nothing else changes: the decision whether to answer stays as it was fitted for the
    whole, so figures of retrieval, which do not depend on it, tell more of most parts."""

    key: str
    """Its name among a run's results, and of its words."""
    weights: Weights = SHIPPED
    spelling: bool = True
    """Whether misspelt words are read as words of the guidance."""
    declining: bool = True
    """Whether it declines what the guidance does not answer."""

    def open(self, settings: AssistantSettings, index: Index) -> Assistant:
        """The assistant without this part, over the same index. Raises `StoreError`."""
        decide = weigh if self.declining else always
        return Assistant(settings, retriever=self.retriever(index), decide=decide)

    def retriever(self, index: Index) -> GuidanceRetriever:
        """Its retriever by itself. Raises `StoreError`."""
        own = index.weighted(self.weights)
        if not self.spelling:
            own = replace(own, spelling=Spelling((), ()))
        return GuidanceRetriever(index=FixedIndex(own))


def always(retrieval: Retrieval, language: Language, inside: float) -> Evidence:
    """The decision to answer whenever anything was found."""
    return replace(weigh(retrieval, language, inside), told=bool(retrieval.hits))


ABLATIONS = (
    Ablation("without_companion", Weights(companion=0)),
    Ablation("without_main", Weights(main=0)),
    Ablation("without_sentences", Weights(sentence=0)),
    Ablation("without_words", Weights(lexical=0)),
    Ablation("without_translation", Weights(translation=0)),
    Ablation("without_examples", Weights(example=0, lean=0)),
    Ablation("without_lean", Weights(lean=0)),
    Ablation("without_spelling", spelling=False),
    Ablation("without_situation", Weights(situation=0)),
    Ablation("without_declining", declining=False),
)
"""Each part in turn."""
