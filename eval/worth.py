"""What the assistant's parts are worth: every system that was asked the same, beside the whole assistant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus import Language
from eval.case import Split
from eval.comparison import Difference, Pair, differences
from eval.judgement import Judged
from eval.metric import METRICS
from eval.run import ASSISTANT
from eval.systems import SYSTEMS, WRITTEN

SHOWN = ("answered", "declined", "first_citation", "success@1", "ndcg@10", "omission", "dangerous")
"""The metrics that systems are compared by."""


@dataclass(frozen=True)
class Beside:
    """A system beside the assistant, by one metric and language."""

    system: str
    difference: Difference
    """From the assistant to that system."""


@dataclass(frozen=True)
class Worth:
    """Systems beside the assistant on the half that they were asked."""

    split: Split
    found: tuple[Beside, ...]

    def of(self, system: str, metric: str, language: Language | None) -> Difference | None:
        """A system's difference to the assistant; None where no case is about it."""
        return self._differences.get((system, metric, language))

    @cached_property
    def _differences(self) -> Mapping[tuple[str, str, Language | None], Difference]:
        return {(b.system, b.difference.metric, b.difference.language): b.difference for b in self.found}

    @property
    def systems(self) -> list[str]:
        """Those that the assistant was compared with, in order."""
        order = (WRITTEN, *SYSTEMS)
        asked = dict.fromkeys(beside.system for beside in self.found)
        return sorted(asked, key=lambda name: (order.index(name) if name in order else len(order), name))

    @property
    def metrics(self) -> list[str]:
        """Those that there are figures of."""
        found = {beside.difference.metric for beside in self.found}
        return [metric for metric in SHOWN if metric in found]


def worth(judged: Mapping[str, Sequence[Judged]]) -> Worth | None:
    """The systems of a run beside the assistant; None where it was compared with none.

    `judged`: cases with their results, by system; others than the assistant have those of one half. Where no
    system gives verdicts, none can be dangerous, and there are no figures of it.
    """
    found: list[Beside] = []
    own = {j.case.id: j for j in judged[ASSISTANT]}
    verdicts = any(j.verdict for cases in judged.values() for j in cases)
    metrics = [METRICS[key] for key in SHOWN if verdicts or key != "dangerous"]
    for system, cases in judged.items():
        if system != ASSISTANT:
            pairs = [Pair(own[j.case.id], j) for j in cases]
            found += [Beside(system, d) for d in differences(pairs, metrics)]
    return Worth(found[0].difference.split, tuple(found)) if found else None
