"""Whether one text follows from another, by a sentence-transformers model that is configured for it."""

from pathlib import Path
from typing import Any

import numpy as np

ENTAILED = 0.9
"""The probability from which a sentence counts as entailed."""

_LABELS = ("entailment", "entailed", "entail")


class EntailmentModelError(RuntimeError):
    """The entailment model that the settings name cannot be used; the message says what to do."""


class Entailment:
    """A `CrossEncoder` that was trained to tell entailment from contradiction and from neither.

    Loading takes seconds (it imports torch). Raises `EntailmentModelError` when there is no such model, or
    when it has no label "entailment" beside others.
    """

    def __init__(self, model: str) -> None:
        from index.embedding import do_not_wait_for_the_hub

        unreachable = None if Path(model).is_dir() else do_not_wait_for_the_hub()
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity

        advice = "set GUIDANCE_ENTAILMENT_MODEL to a cross-encoder for entailment, or leave it out"
        try:
            # Whatever it would make of its logits: below, they become probabilities.
            self._model: Any = CrossEncoder(model, activation_fn=Identity())
        # The files of a model have errors of their own kinds.
        except Exception as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            why = unreachable or first
            raise EntailmentModelError(
                f"the entailment model {model!r} cannot be loaded ({why}); {advice}"
            ) from error
        labels = {str(name).casefold(): int(n) for n, name in self._model.config.id2label.items()}
        found = [labels[label] for label in _LABELS if label in labels]
        if not found or len(labels) == 1:
            raise EntailmentModelError(
                f"the entailment model {model!r} must have a label 'entailment' beside others and has "
                f"{sorted(labels)}; {advice}"
            )
        self._label = found[0]
        self.name = model

    def probability(self, premise: str, hypothesis: str) -> float:
        """How probable it is that the hypothesis follows from the premise, 0 to 1."""
        logits = np.asarray(self._model.predict([(premise, hypothesis)], show_progress_bar=False))[0]
        odds = np.exp(logits - logits.max())
        return float(odds[self._label] / odds.sum())
