"""The metrics of a run: overall, by language, by kind of question and by section, each with its interval."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from corpus import LANGUAGES, Corpus, Language
from eval.case import KINDS, SPLITS, Case, Kind, Split
from eval.confidence import Confidences, area, brier, calibration_error, confidences
from eval.judgement import Judged, judge
from eval.metric import METRICS, Metric
from eval.pairs import CheckedPair
from eval.resampling import difference_interval, interval, interval_of
from eval.result import Result
from eval.run import ASSISTANT, Run

BY_SECTION = ("answered", "first_citation", "success@3", "omission")
"""Of which metrics there is one for each section."""

OF_CONFIDENCE: dict[str, Callable[[Confidences], float]] = {
    "risk_coverage_area": area,
    "calibration_error": calibration_error,
    "brier": brier,
}
OF_TIME: dict[str, Callable[[Sequence[float]], float]] = {
    "seconds_median": lambda seconds: float(np.median(seconds)),
    "seconds_p95": lambda seconds: float(np.percentile(seconds, 95)),
}


def _false_passes(pairs: Sequence[CheckedPair]) -> list[bool]:
    return [pair.passed for pair in pairs if not pair.supported]


def _false_removals(pairs: Sequence[CheckedPair]) -> list[bool]:
    return [not pair.passed for pair in pairs if pair.supported]


OF_CHECKING: dict[str, Callable[[Sequence[CheckedPair]], list[bool]]] = {
    "false_passes": _false_passes,
    "false_removals": _false_removals,
}
"""For each sentence that is not supported, whether it would be shown; for each that is, whether it would be
removed."""
OF_VARIATIONS = ("outcome_changed", "citation_changed")
"""How often a question asked in another way is answered where it was declined or the other way round, and how
often the first section cited is another one (a change of outcome counts here, too)."""


Group = Language | Literal["en-ar"] | None
"""Both languages (None), one, or the difference: English less Arabic."""


class Measurement(BaseModel):
    """A metric's value over a group of cases."""

    model_config = ConfigDict(frozen=True)

    system: str
    metric: str
    split: Split
    language: Group = None
    kind: Kind | None = None
    section: str | None = None
    variation: str | None = None
    value: float | None = None
    """None where no case could be scored."""
    low: float | None = None
    high: float | None = None
    """The 95 % interval."""
    cases: int
    """How many were scored."""
    unscored: int = 0
    """How many could not be."""


def judge_run(run: Run, corpus: Corpus | None) -> dict[str, list[Judged]]:
    """Every case of a run judged, by system: of each system those that it is asked. `corpus` is the guidance
    as it is now, if it is there."""
    asked = asked_corpus(run, corpus)
    return {system: judge(run.cases_of(system), results, asked) for system, results in run.results.items()}


def asked_corpus(run: Run, corpus: Corpus | None) -> Corpus | None:
    """The guidance as it is now where it is the one that a run was asked about; else None: then whether
    quotations are exact cannot be said."""
    return corpus if corpus is not None and corpus.fingerprint == run.configuration.corpus else None


def measure(run: Run, judged_by_system: Mapping[str, Sequence[Judged]]) -> list[Measurement]:
    """All measurements of a run whose cases are judged, by system; of others than the assistant only those
    of all cases and by language."""
    found: list[Measurement] = []
    for system, judged in judged_by_system.items():
        for split in SPLITS:
            own = [j for j in judged if j.case.split == split]
            if own:
                found += _of_all(system, split, own)
                if system == ASSISTANT:
                    found += _of_groups(system, split, own)
                    found += _of_confidence(system, split, own)
                    found += _of_time(system, split, own)
        if system == ASSISTANT:
            found += _of_variations(system, run.cases, run.results[system])
            found += _of_checking(system, run.checks)
    return found


def confusion(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """How often each verdict was given where each was expected: (expected, given), with `declined` and `none`
    (answered without a verdict) among those given."""
    return Counter(
        (j.case.verdict, (j.verdict or "none") if j.answered else "declined")
        for j in judged
        if j.case.verdict is not None
    )


def _of_all(system: str, split: Split, judged: Sequence[Judged]) -> Iterator[Measurement]:
    for metric in METRICS.values():
        own = [j for j in judged if metric.about(j)]
        yield _mean(metric, own, system=system, split=split)
        for language in LANGUAGES:
            yield _mean(metric, _in(own, language), system=system, split=split, language=language)
        yield _parity(metric, own, system, split)


def _of_groups(system: str, split: Split, judged: Sequence[Judged]) -> Iterator[Measurement]:
    for metric in METRICS.values():
        own = [j for j in judged if metric.about(j)]
        if len({j.case.kind for j in own}) > 1:
            for kind in KINDS:
                if of_kind := [j for j in own if j.case.kind == kind]:
                    for spoken in (None, *LANGUAGES):
                        group = _in(of_kind, spoken)
                        yield _mean(metric, group, system=system, split=split, language=spoken, kind=kind)
        if metric.key in BY_SECTION:
            for section in sorted({ref for j in own for ref in j.case.answers}):
                of_section = [j for j in own if section in j.case.answers]
                for spoken in (None, *LANGUAGES):
                    group = _in(of_section, spoken)
                    yield _mean(metric, group, system=system, split=split, language=spoken, section=section)


def _of_confidence(system: str, split: Split, judged: Sequence[Judged]) -> Iterator[Measurement]:
    for language in (None, *LANGUAGES):
        own = _in(judged, language)
        found = confidences(own)
        for key, statistic in OF_CONFIDENCE.items():
            low = high = value = None
            if found.size:
                value = statistic(found)
                low, high = interval_of(lambda n, s=statistic, f=found: s(f.drawn(n)), found.size)  # type: ignore[misc]
            yield Measurement(
                system=system,
                metric=key,
                split=split,
                language=language,
                value=value,
                low=low,
                high=high,
                cases=found.size,
                unscored=len(own) - found.size,
            )


def _of_time(system: str, split: Split, judged: Sequence[Judged]) -> Iterator[Measurement]:
    # Whatever is loaded with the first question counts for that one.
    seconds = [j.record.seconds for j in judged if j.record is not None][1:]
    for key, statistic in OF_TIME.items():
        yield Measurement(
            system=system,
            metric=key,
            split=split,
            cases=len(seconds),
            unscored=len(judged) - len(seconds),
            value=statistic(seconds) if seconds else None,
        )


def _of_variations(system: str, cases: Sequence[Case], results: Sequence[Result]) -> Iterator[Measurement]:
    by_key = {result.key: result for result in results}
    names = dict.fromkeys(result.variation for result in results if result.variation is not None)
    for name in names:
        for language in LANGUAGES:
            pairs = [
                (by_key.get((case.id, None)), by_key[case.id, name])
                for case in cases
                if case.language == language and (case.id, name) in by_key
            ]
            if pairs:
                for key in OF_VARIATIONS:
                    values = np.array([_changed(key, *pair) for pair in pairs], dtype=np.float64)
                    low, high = interval(values)
                    yield Measurement(
                        system=system,
                        metric=key,
                        split="test",
                        language=language,
                        variation=name,
                        value=float(values.mean()),
                        low=low,
                        high=high,
                        cases=len(pairs),
                    )


def _of_checking(system: str, checks: Sequence[CheckedPair]) -> Iterator[Measurement]:
    for key, rates in OF_CHECKING.items() if checks else ():
        for language in (None, *LANGUAGES):
            own = [pair for pair in checks if language is None or pair.language == language]
            values = np.array(rates(own), dtype=np.float64)
            low, high = interval(values) if len(values) else (None, None)
            yield Measurement(
                system=system,
                metric=key,
                split="test",
                language=language,
                value=float(values.mean()) if len(values) else None,
                low=low,
                high=high,
                cases=len(values),
            )


def _changed(key: str, base: Result | None, varied: Result) -> bool:
    if base is None or base.record is None or varied.record is None:
        return True
    changed = base.answered != varied.answered
    return changed or (key == "citation_changed" and base.cited[:1] != varied.cited[:1])


def _in(judged: Sequence[Judged], language: Language | None) -> list[Judged]:
    return [j for j in judged if language is None or j.case.language == language]


def _scores(metric: Metric, judged: Iterable[Judged]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    scores = [metric.score(j) for j in judged]
    return np.array([score for score in scores if score is not None], dtype=np.float64)


def _mean(
    metric: Metric,
    judged: Sequence[Judged],
    *,
    system: str,
    split: Split,
    language: Language | None = None,
    kind: Kind | None = None,
    section: str | None = None,
) -> Measurement:
    values = _scores(metric, judged)
    low, high = interval(values) if len(values) else (None, None)
    return Measurement(
        system=system,
        metric=metric.key,
        split=split,
        language=language,
        kind=kind,
        section=section,
        value=float(values.mean()) if len(values) else None,
        low=low,
        high=high,
        cases=len(values),
        unscored=len(judged) - len(values),
    )


def _parity(metric: Metric, judged: Sequence[Judged], system: str, split: Split) -> Measurement:
    english, arabic = (_scores(metric, _in(judged, language)) for language in LANGUAGES)
    value = low = high = None
    if len(english) and len(arabic):
        value = float(english.mean() - arabic.mean())
        low, high = difference_interval(english, arabic)
    return Measurement(
        system=system,
        metric=metric.key,
        split=split,
        language="en-ar",
        value=value,
        low=low,
        high=high,
        cases=len(english) + len(arabic),
        unscored=len(judged) - len(english) - len(arabic),
    )
