"""What evaluation prints on the command line."""

from collections.abc import Sequence
from typing import get_args

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from assistant.writing import Fate, Reason
from corpus import LANGUAGES
from eval.case import SPLITS
from eval.comparison import Comparison, Difference
from eval.figures import Figures
from eval.gate import Fitness, Gate
from eval.measurement import OF_CHECKING, OF_CONFIDENCE, Group, Measurement
from eval.metric import METRICS
from eval.run import ASSISTANT
from eval.scoring import Scored
from eval.wording import NONE
from eval.worth import Worth
from eval.written import Authorship, authorship

COLUMNS: tuple[Group, ...] = ("en", "ar", "en-ar", None)

FITNESS: dict[Fitness, str] = {
    "fit": "[bold]Fit for use.[/]",
    "unfit": "[bold red]Not fit for use.[/]",
    "unknown": "[bold]Whether it is fit for use cannot be said from this run.[/]",
}


def print_scores(console: Console, scored: Scored) -> None:
    """The figures of the assistant by half and language, and whether it is fit for use."""
    figures = Figures(scored.measurements)
    for split in SPLITS:
        if not any(m.split == split for m in scored.measurements):
            continue
        table = Table(_named(split), "en", "ar", "en less ar", "cases")
        for metric in (*METRICS, *OF_CONFIDENCE, *OF_CHECKING):
            own = [figures.of(metric, split, language) for language in COLUMNS]
            if any(m and m.cases for m in own):
                table.add_row(metric, *map(_shown, own[:3]), _cases(own[3]))
        console.print(table)
    if scored.worth is not None:
        _print_worth(console, scored.worth, figures)
    if shares := authorship(scored.run):
        console.print(_written(shares))
    print_gate(console, scored.gate)


def _written(shares: Sequence[Authorship]) -> Table:
    """What came of asking a language model, and of its sentences."""
    table = Table(f"written by {shares[0].model}", *(own.language for own in shares))
    rows: dict[str, list[object]] = {"asked": [own.asked for own in shares]}
    rows |= {fate: [own.fates[fate] for own in shares] for fate in get_args(Fate)}
    rows["sentences kept"] = [own.kept for own in shares]
    rows |= {f"removed: {reason}": [own.removed[reason] for own in shares] for reason in get_args(Reason)}
    rows["tokens read"] = [own.input_tokens or NONE for own in shares]
    rows["tokens written"] = [own.output_tokens or NONE for own in shares]
    rows["median seconds"] = [f"{own.seconds:.1f}" for own in shares]
    for name, values in rows.items():
        if any(values):
            table.add_row(name, *map(str, values))
    return table


def _print_worth(console: Console, worth: Worth, figures: Figures) -> None:
    """Each system's figures, with the difference to the assistant as shipped."""
    for language in LANGUAGES:
        columns = _named(f"{worth.split}, {language}"), *map(_named_short, worth.metrics)
        table = Table(*columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        own = [figures.of(metric, worth.split, language) for metric in worth.metrics]
        table.add_row(ASSISTANT, *(NONE if m is None or m.value is None else f"{m.value:.3f}" for m in own))
        for system in worth.systems:
            table.add_row(system, *(_beside(worth.of(system, metric, language)) for metric in worth.metrics))
        console.print(table)
    console.print(
        "* The difference to the assistant is more than chance. Without a part, it decides as before."
    )


def print_gate(console: Console, gate: Gate) -> None:
    """Whether the assistant is fit for use, and each threshold with what was measured."""
    table = Table("", _named("metric"), "half", "of", "measured", "threshold", "aim")
    for check in gate.checks:
        t = check.threshold
        mark = (
            "not measured"
            if not check.measured
            else "[red]falls short[/]"
            if not check.passed
            else "short of its aim"
            if check.short_of_aim
            else "reached"
        )
        bound = f"≥ {t.at_least:g}" if t.at_least is not None else f"≤ {t.at_most:g}"
        group = " ".join(filter(None, (t.language, t.kind, t.variation)))
        table.add_row(
            mark,
            t.metric,
            t.split,
            group,
            _shown(check.measurement),
            bound,
            "" if t.aim is None else f"{t.aim:g}",
        )
    console.print(table)
    if not gate.complete:
        console.print("[red]Not everything was asked, or not everything had a result.[/]")
    console.print(FITNESS[gate.fitness])


def print_comparison(console: Console, comparison: Comparison) -> None:
    """What is different between two runs: how they were made, figures, and each case that changed."""
    if comparison.changed_configuration:
        console.print(f"Made with other: {', '.join(comparison.changed_configuration)}")
    table = Table(_named("metric"), "half", "language", "before", "after", "p", "cases", "")
    for d in comparison.differences:
        if d.better is not None:
            said = ("better" if d.better else "worse") + (", more than chance" if d.significant else "")
            row = (d.metric, d.split, d.language or "both", f"{d.before:.3f}", f"{d.after:.3f}", f"{d.p:.3f}")
            table.add_row(*row, str(d.cases), said)
    console.print(table if table.row_count else "No figure differs.")
    for change in ("worse", "better", "other"):
        pairs = comparison.of(change)
        console.print(f"[bold]{change}: {len(pairs)} cases[/]")
        for pair in pairs:
            console.print(f"{pair.after.case.id}: {pair.after.case.question}", markup=False)
            for name, side in (("before", pair.before), ("after", pair.after)):
                said = ", ".join(side.cited) or (side.record.outcome if side.record else "no result")
                wrong = f" ({', '.join(side.wrongs)})" if side.wrongs else ""
                console.print(f"    {name}: {said}{wrong}", markup=False)
    if any(comparison.only):
        console.print(
            f"Only in the first run: {comparison.only[0]} cases; in the second: {comparison.only[1]}"
        )


def _named(heading: str) -> Column:
    """A column of names: on a narrow terminal the others give way, as half a name is none."""
    return Column(heading, no_wrap=True)


def _named_short(heading: str) -> Column:
    """A column whose heading is a name, over two lines where it must be."""
    return Column(heading, overflow="fold")


def _shown(measurement: Measurement | None) -> str:
    if measurement is None or measurement.value is None:
        return NONE
    text = f"{measurement.value:.3f}"
    if measurement.low is not None and measurement.high is not None:
        text += f" [dim]({measurement.low:.2f} to {measurement.high:.2f})[/]"
    return text


def _beside(difference: Difference | None) -> str:
    if difference is None:
        return NONE
    return f"{difference.after:.3f} {difference.change:+.3f}{'*' if difference.significant else ''}"


def _cases(measurement: Measurement | None) -> str:
    if measurement is None:
        return ""
    return f"{measurement.cases}" + (f", {measurement.unscored} not" if measurement.unscored else "")
