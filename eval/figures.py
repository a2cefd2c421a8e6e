"""The measurements of a run, found by what they are of."""

from collections.abc import Iterable

from corpus import LANGUAGES, Language
from eval.case import KINDS, SPLITS, Kind, Split
from eval.measurement import BY_SECTION, OF_CHECKING, OF_CONFIDENCE, OF_TIME, Group, Measurement
from eval.metric import METRICS
from eval.run import ASSISTANT

MAIN = (
    *("answered", "declined", "withstood", "first_citation", "citation_precision"),
    *("exact", "verdict", "dangerous", "false_match", "omission"),
)
"""The metrics that say most to those who answer for the assistant."""


class Figures:
    """The measurements of a run."""

    def __init__(self, measurements: Iterable[Measurement]) -> None:
        self._found = {
            (m.system, m.metric, m.split, m.language, m.kind, m.section, m.variation): m for m in measurements
        }

    def of(
        self,
        metric: str,
        split: Split,
        language: Group = None,
        *,
        kind: Kind | None = None,
        section: str | None = None,
        variation: str | None = None,
        system: str = ASSISTANT,
    ) -> Measurement | None:
        """A measurement; None where the run has none."""
        return self._found.get((system, metric, split, language, kind, section, variation))

    def metrics(self, split: Split) -> list[str]:
        """The metrics of the assistant that any case of a half was about, the main ones first."""
        keys = (*MAIN, *(key for key in METRICS if key not in MAIN), *OF_CONFIDENCE, *OF_CHECKING)
        return [key for key in keys if (m := self.of(key, split)) is not None and m.cases + m.unscored]

    def times(self, split: Split) -> list[Measurement]:
        """How long answers took."""
        return [m for key in OF_TIME if (m := self.of(key, split)) is not None]

    def kinds(self, split: Split) -> list[tuple[str, Kind]]:
        """The metrics that several kinds of question have, with each of these kinds."""
        return [
            (key, kind) for key in self.metrics(split) for kind in KINDS if self.of(key, split, kind=kind)
        ]

    def sections(self, split: Split) -> list[str]:
        """The sections that cases of a half ask about, those that went worst first."""
        refs = {section for _, _, half, _, _, section, _ in self._found if section and half == split}
        return sorted(refs, key=lambda ref: (*(self._worth(key, split, ref) for key in BY_SECTION), ref))

    def asked_about(self, section: str, split: Split) -> int:
        """How many cases of a half ask about a section. Not every metric is about each of them."""
        found = [self.of(key, split, section=section) for key in BY_SECTION]
        return max((m.cases + m.unscored for m in found if m is not None), default=0)

    def _worth(self, metric: str, split: Split, section: str) -> float:
        found = self.of(metric, split, section=section)
        value = found.value if found and found.value is not None else 1.0
        return -value if METRICS[metric].lower_is_better else value

    def variations(self) -> list[tuple[str, Language]]:
        """In which other ways the questions were asked, in which languages."""
        names = dict.fromkeys(v for _, _, _, _, _, _, v in self._found if v)
        return [
            (name, language)
            for name in names
            for language in LANGUAGES
            if self.of("outcome_changed", "test", language, variation=name)
        ]

    def splits(self) -> list[Split]:
        """The halves that the run asked, the test half first."""
        return [split for split in reversed(SPLITS) if self.metrics(split)]
