"""Two runs side by side: what got better, what got worse, and whether it is more than chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from corpus import LANGUAGES, Corpus, Language
from eval.case import SPLITS, Split
from eval.judgement import Judged, judge
from eval.measurement import asked_corpus
from eval.metric import METRICS, Metric
from eval.resampling import chance
from eval.run import ASSISTANT, Run, RunError

Change = Literal["better", "worse", "other", "same"]
"""Wrong before and right now; right before and wrong now; otherwise different; no different."""

SIGNIFICANT = 0.05
"""Below this p-value a difference is called more than chance."""


@dataclass(frozen=True)
class Pair:
    """A case with what came of it in each run."""

    before: Judged
    after: Judged

    @property
    def change(self) -> Change:
        """What has changed for whoever asks this."""
        if self.before.right != self.after.right:
            return "better" if self.after.right else "worse"
        return "same" if _seen(self.before) == _seen(self.after) else "other"


def _seen(judged: Judged) -> tuple[object, ...]:
    """What a person sees of a reply and what is wrong with it, as far as it is compared."""
    record = judged.record
    quotes = [citation.quote for citation in record.citations] if record else None
    return record and record.outcome, record and record.verdict, quotes, judged.wrongs


@dataclass(frozen=True)
class Difference:
    """A metric in both runs, over the cases that both have a score for."""

    metric: str
    split: Split
    language: Language | None
    before: float
    after: float
    p: float
    """How likely so large a difference is by chance alone."""
    cases: int

    @property
    def change(self) -> float:
        """By how much it rose."""
        return self.after - self.before

    @property
    def significant(self) -> bool:
        """Whether it is more than chance."""
        return self.p < SIGNIFICANT

    @property
    def better(self) -> bool | None:
        """Whether the later run is better; None where both are alike."""
        if self.before == self.after:
            return None
        return (self.after > self.before) != METRICS[self.metric].lower_is_better


@dataclass(frozen=True)
class Comparison:
    """Two runs, the earlier one first."""

    before: Run
    after: Run
    pairs: tuple[Pair, ...]
    """The cases that both runs were asked, in the same words."""
    differences: tuple[Difference, ...]
    only: tuple[int, int]
    """How many cases only the first, and only the second run was asked."""
    corpus: Corpus | None = None
    """The guidance as it is now, if it is there."""

    @property
    def changed_configuration(self) -> list[str]:
        """The names of what the runs were made with that differs."""
        return self.before.configuration.differs(self.after.configuration)

    def of(self, change: Change) -> list[Pair]:
        """The cases of that change."""
        return [pair for pair in self.pairs if pair.change == change]


def compare(before: Run, after: Run, corpus: Corpus | None) -> Comparison:
    """Compare two runs of the assistant; both are judged by what the later one's cases expect.

    Raises `RunError` when they have no case in common.
    """
    asked = {case.id: case.question for case in before.cases}
    common = [case for case in after.cases if asked.get(case.id) == case.question]
    if not common:
        raise RunError(f"the runs {before.name} and {after.name} have no case in common")
    sides = [
        judge(common, run.results.get(ASSISTANT, ()), asked_corpus(run, corpus)) for run in (before, after)
    ]
    pairs = tuple(Pair(one, other) for one, other in zip(*sides, strict=True))
    only = len(before.cases) - len(common), len(after.cases) - len(common)
    return Comparison(before, after, pairs, tuple(differences(pairs)), only, corpus)


def differences(
    pairs: Sequence[Pair],
    metrics: Iterable[Metric] = tuple(METRICS.values()),
    splits: Iterable[Split] = SPLITS,
) -> list[Difference]:
    """The metrics of both sides, by half, overall and by language."""
    found: list[Difference] = []
    for split, metric in product(splits, metrics):
        for language in (None, *LANGUAGES):
            scores = [
                (metric.score(pair.before), metric.score(pair.after))
                for pair in pairs
                if pair.after.case.split == split
                and language in (None, pair.after.case.language)
                and metric.about(pair.before)
                and metric.about(pair.after)
            ]
            both = [(one, other) for one, other in scores if one is not None and other is not None]
            if both:
                one, other = np.array(both, dtype=np.float64).T
                found.append(
                    Difference(
                        metric.key,
                        split,
                        language,
                        float(one.mean()),
                        float(other.mean()),
                        chance(other, one),
                        len(both),
                    )
                )
    return found
