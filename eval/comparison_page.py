"""Two runs side by side, as a page: what got better, what got worse, and whether it is more than chance."""

from collections.abc import Sequence
from pathlib import Path

from corpus import LANGUAGES, Language
from eval.comparison import Change, Comparison, Difference, Pair
from eval.figures import MAIN
from eval.frame import Frame
from eval.judgement import WRONGS, Wrong
from eval.place import places
from eval.report import VOCABULARY, write_page
from eval.wording import lower_is_better

CHANGES: tuple[Change, ...] = ("worse", "better", "other")
"""What changed, as it is shown: what ought to be looked at comes first."""


def comparison_page(comparison: Comparison, frame: Frame) -> str:
    """The page of two runs that are compared."""
    pairs = [pair for change in CHANGES for pair in comparison.of(change)]
    # Those that are more than chance come first.
    differences = sorted((d for d in comparison.differences if d.better is not None), key=lambda d: d.p)
    return frame.render(
        "comparison.html",
        before=comparison.before,
        after=comparison.after,
        only=comparison.only,
        changed=comparison.changed_configuration,
        main_differences=[d for d in differences if _is_main(d)],
        further_differences=[d for d in differences if not _is_main(d)],
        pairs=pairs,
        counts={change: len(comparison.of(change)) for change in (*CHANGES, "same")},
        changes=CHANGES,
        wrongs=_wrongs(pairs),
        place=places(comparison.corpus),
        lower_is_better=lower_is_better,
        **VOCABULARY,
    )


def write_comparison_pages(comparison: Comparison) -> Path:
    """Write the page in each language to the later run's folder, and return the English one.

    Raises `RunError` when it cannot be written.
    """
    stem = f"compare-{comparison.before.name}"
    names: dict[Language, str] = {"en": f"{stem}.html", "ar": f"{stem}.ar.html"}
    for language in LANGUAGES:
        frame = Frame(language, other=names["ar" if language == "en" else "en"])
        write_page(comparison.after.folder / names[language], comparison_page(comparison, frame))
    return comparison.after.folder / names["en"]


def _is_main(difference: Difference) -> bool:
    """Whether it is shown at once: a main figure over both languages, or one that is more than chance."""
    return difference.metric in MAIN and (difference.language is None or difference.significant)


def _wrongs(pairs: Sequence[Pair]) -> list[Wrong]:
    """What is wrong with any of the pairs, in either run."""
    found = {wrong for pair in pairs for side in (pair.before, pair.after) for wrong in side.wrongs}
    return [wrong for wrong in WRONGS if wrong in found]
