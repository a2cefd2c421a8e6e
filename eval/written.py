"""What a language model wrote in a run, and what the checking left of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from assistant.writing import Writing
from corpus import LANGUAGES, Language
from eval.run import Run
from eval.systems import WRITTEN


@dataclass(frozen=True)
class Authorship:
    """A language model's share in the answers of one language."""

    language: Language
    model: str
    fates: Counter[str]
    """How often each thing came of asking it."""
    kept: int
    """How many sentences were shown."""
    removed: Counter[str]
    """How many were not, by the reason."""
    input_tokens: int | None
    output_tokens: int | None
    """None where the server did not count them."""
    seconds: float
    """The median of what it took to write an answer, those that were known from earlier left out."""

    @property
    def asked(self) -> int:
        """How many answers it was asked to write."""
        return self.fates.total()


def authorship(run: Run) -> tuple[Authorship, ...]:
    """A language model's share in the answers of a run, by language; nothing where none was asked."""
    by_case = {case.id: case.language for case in run.cases}
    found: list[Authorship] = []
    for language in LANGUAGES:
        writings = [
            result.record.written
            for result in run.results.get(WRITTEN, ())
            if by_case.get(result.case) == language and result.record and result.record.written
        ]
        if writings:
            found.append(_share(language, writings))
    return tuple(found)


def _share(language: Language, writings: Sequence[Writing]) -> Authorship:
    fresh = [writing for writing in writings if not writing.cached]
    return Authorship(
        language=language,
        model=writings[0].model,
        fates=Counter(writing.fate for writing in writings),
        kept=sum(writing.kept for writing in writings),
        removed=Counter(removed.reason for writing in writings for removed in writing.removed),
        input_tokens=_total([writing.input_tokens for writing in fresh]),
        output_tokens=_total([writing.output_tokens for writing in fresh]),
        seconds=median([writing.seconds for writing in fresh] or [0.0]),
    )


def _total(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
