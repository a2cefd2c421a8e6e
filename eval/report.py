"""The report of a run: one page that says whether the assistant is fit for use, and shows every case."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from assistant.message import message as of_assistant
from assistant.parts import parts
from assistant.writing import Fate, Reason
from corpus import LANGUAGES, VERDICTS, Language
from eval.case import KINDS, SPLITS
from eval.confidence import Bin, Confidences, bins, by_language, risk_coverage
from eval.figures import MAIN, Figures
from eval.frame import Frame
from eval.judgement import LACKING, WRONGS, Judged
from eval.measurement import BY_SECTION, confusion
from eval.place import places
from eval.plot import as_json, calibration, rates, risk, robustness
from eval.run import ASSISTANT, RunError
from eval.scoring import Scored
from eval.wording import NONE, Wording, lower_is_better
from eval.written import authorship

REPORT: dict[Language, str] = {"en": "report.html", "ar": "report.ar.html"}
"""The files of a report in a run's folder."""


def report_page(scored: Scored, frame: Frame) -> str:
    """The page of a run that is scored."""
    word, figures = Wording(frame.language), Figures(scored.measurements)
    confident = by_language(_of(scored.cases, "test"))
    plots = {
        "rates": rates(figures, scored.gate.checks, word),
        "risk": risk(confident, word),
        "calibration": calibration(confident, word),
        "robustness": robustness(figures, scored.gate.checks, word),
    }
    return frame.render(
        "report.html",
        run=scored.run,
        gate=scored.gate,
        short_of_aim=[check for check in scored.gate.checks if check.short_of_aim],
        reached=[c for c in scored.gate.checks if c.passed and not c.short_of_aim],
        cases=scored.cases,
        asked=Counter(j.case.language for j in scored.cases),
        varied=sum(result.variation is not None for result in scored.run.results[ASSISTANT]),
        wrongs=WRONGS,
        counts=wrong_counts(scored.cases),
        figures=figures,
        plots={name: as_json(figure) for name, figure in plots.items() if figure is not None},
        risks=_risks(confident),
        bins=_bins(confident),
        place=places(scored.corpus),
        worth=scored.worth,
        authorship=authorship(scored.run),
        fates=get_args(Fate),
        reasons=get_args(Reason),
        because=lambda reason: of_assistant(frame.language, f"model.reason.{reason}"),
        none_shown=NONE,
        confusions={split: confusion(_of(scored.cases, split)) for split in figures.splits()},
        lower_is_better=lower_is_better,
        **VOCABULARY,
    )


VOCABULARY: dict[str, Any] = {
    "languages": LANGUAGES,
    "kinds": KINDS,
    "halves": SPLITS,
    "verdicts": VERDICTS,
    "main": MAIN,
    "by_section": BY_SECTION,
    "parts": parts,
    "lacking": LACKING,
}
"""What the templates of all pages use."""


def write_reports(scored: Scored) -> Path:
    """Write the report in each language to the run's folder, and return the English one.

    Raises `RunError` when it cannot be written.
    """
    for language in LANGUAGES:
        frame = Frame(language, other=REPORT["ar" if language == "en" else "en"])
        write_page(scored.run.folder / REPORT[language], report_page(scored, frame))
    return scored.run.folder / REPORT["en"]


def write_page(file: Path, page: str) -> None:
    """Write a page. Raises `RunError` when that cannot be done."""
    try:
        file.write_text(page, "utf-8", newline="\n")
    except OSError as error:
        raise RunError(f"cannot write {file}: {error.strerror}") from error


def wrong_counts(cases: Iterable[Judged]) -> Counter[tuple[str, str | None]]:
    """How many cases each thing went wrong in, by what and language (None: both); `any` and `none`, too."""
    found: Counter[tuple[str, str | None]] = Counter()
    for judged in cases:
        for wrong in (*judged.wrongs, "any" if judged.went_wrong else "none"):
            found[wrong, None] += 1
            found[wrong, judged.case.language] += 1
    return found


def _of(cases: Iterable[Judged], split: str) -> list[Judged]:
    return [judged for judged in cases if judged.case.split == split]


def _bins(found: Mapping[Language, Confidences]) -> list[tuple[Language, Bin]]:
    """The numbers of the plot of calibration."""
    return [(language, part) for language, own in found.items() for part in bins(own)]


def _risks(found: Mapping[Language, Confidences]) -> list[tuple[float, dict[Language, float]]]:
    """The numbers of the plot of risk: for each tenth of the questions answered, the risk by language."""
    curves = {language: risk_coverage(own) for language, own in found.items()}
    tenths = [n / 10 for n in range(1, 11)] if curves else []
    return [
        (
            tenth,
            {
                language: float(risks[max(round(tenth * len(risks)) - 1, 0)])
                for language, (_, risks) in curves.items()
            },
        )
        for tenth in tenths
    ]
