"""`python -m eval run | score | compare | gate | check | coverage | xquad | bench | calibrate`."""

import json
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.answering import CANNOT_WORK, Assistant
from corpus import command, load_corpus
from eval import bench
from eval.calibration import FILE, LEVELS, calibrate
from eval.case import SPLITS, CaseError, Split
from eval.casebook import load_cases
from eval.check_command import check_sentences
from eval.comparison import compare
from eval.comparison_page import write_comparison_pages
from eval.coverage import coverage
from eval.gate import GateError
from eval.lock import locked
from eval.printing import print_comparison, print_gate, print_scores
from eval.report import write_reports
from eval.run import ASSISTANT, Run, RunError, load_run
from eval.runs import RunNameError, find_run, new_run, resumed_run, with_present_cases
from eval.scoring import Scored, score_as_now
from eval.settings import EvalSettings
from eval.systems import ask_all, to_ask
from eval.xquad import XquadError, evaluate, load
from index.progress import progress_bar

app = typer.Typer(help="Evaluate the assistant.", no_args_is_help=True, pretty_exceptions_enable=False)
app.command("check")(check_sentences)

FORESEEN: tuple[type[Exception], ...] = (*CANNOT_WORK, CaseError, GateError, RunError, XquadError)


@app.command()
def run(
    split: Annotated[
        Split | None, typer.Option(help="Only this half; dev was fitted on, test was not.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call the run; else the time.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this run that was interrupted.")] = None,
    variations: Annotated[
        bool, typer.Option(help="Ask the test cases in other ways, too: with typos, in dialect, …")
    ] = True,
    baselines: Annotated[
        bool,
        typer.Option("--baselines", help="Ask simpler systems, and the assistant without its parts, too."),
    ] = False,
    chat_model: Annotated[
        str | None,
        typer.Option(metavar="PROVIDER:NAME", help="Have this language model write the answers, too."),
    ] = None,
    open_report: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
) -> None:
    """Ask the evaluation set, and write answers, figures and a report to a folder of their own."""
    if resume is not None and (split or name is not None or baselines or chat_model or not variations):
        raise typer.BadParameter("--resume goes on as the run was begun, and takes no other option")
    with command.foreseen(*FORESEEN):
        settings = command.settings(EvalSettings)
        if resume is not None:
            begun = resumed_run(settings, resume)
        else:
            splits = [split] if split else SPLITS
            try:
                begun = new_run(
                    settings,
                    splits,
                    variations=variations,
                    baselines=baselines,
                    chat_model=chat_model,
                    name=name,
                )
            except RunNameError as error:
                raise typer.BadParameter(str(error)) from error
        made = _carry_out(settings, begun)
        scored = score_as_now(made, settings)
        print_scores(Console(), scored)
        report = _reported(scored)
        if open_report:
            webbrowser.open(report.resolve().as_uri())
    if made.failed:
        command.fail(
            f"{made.failed} questions could not be asked; `run --resume {made.name}` asks them again"
        )


@app.command(name="score")
def score_command(
    run: Annotated[str, typer.Argument(help="A run, by name or folder.")],
) -> None:
    """Score the stored answers of a run anew, by the cases as they are now."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(EvalSettings)
        scored = score_as_now(with_present_cases(settings, find_run(settings, run)), settings)
        print_scores(Console(), scored)
        _reported(scored)


@app.command(name="compare")
def compare_command(
    before: Annotated[str, typer.Argument(help="The earlier run, by name or folder.")],
    after: Annotated[str, typer.Argument(help="The later run.")],
) -> None:
    """What got better and what got worse from one run to another, case by case."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(EvalSettings)
        corpus = load_corpus(settings.corpus_folder)
        found = compare(find_run(settings, before), find_run(settings, after), corpus)
        print_comparison(Console(), found)
        print(write_comparison_pages(found))


@app.command()
def gate(
    run: Annotated[str | None, typer.Argument(help="A run, by name or folder; else a new one.")] = None,
) -> None:
    """Hold a run over the whole set against the thresholds; ends with 1 if anything falls short."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(EvalSettings)
        made = (
            find_run(settings, run)
            if run
            else _carry_out(settings, new_run(settings, SPLITS, variations=True))
        )
        scored = score_as_now(made, settings)
        found = scored.gate
        print_gate(Console(), found)
        _reported(scored)
    if found.fitness != "fit":
        command.fail(f"the run {made.name} does not show that the assistant is fit for use, see above")


@app.command(name="coverage")
def coverage_command() -> None:
    """How many cases ask about each section of the guidance; ends with 1 if there are too few for any."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(EvalSettings)
        corpus = load_corpus(settings.corpus_folder)
        found = coverage(corpus, load_cases(settings.cases_folder, corpus))
        table = Table("section", "en", "ar", "")
        for covered in found:
            few = f"few in {', '.join(covered.short_of)}" if covered.short_of else ""
            table.add_row(covered.section.ref, *(str(n) for n in covered.cases.values()), few)
        Console().print(table)
    if short := sum(bool(covered.short_of) for covered in found):
        command.fail(f"{short} of {len(found)} sections are asked about too seldom")


@app.command()
def xquad(
    data: Annotated[Path, typer.Option(help="A folder with xquad.en*.json and xquad.ar*.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    ablations: Annotated[
        bool, typer.Option("--ablations", help="The assistant without each of its parts, too.")
    ] = False,
) -> None:
    """Measure retrieval on XQuAD, beside the plain way."""
    with command.foreseen(*FORESEEN), Progress(console=Console(stderr=True), transient=True) as progress:
        found = load(data)
        build, ask = progress.add_task("embedding", total=None), progress.add_task("questions", total=None)
        result = evaluate(
            found,
            command.settings(EvalSettings),
            lambda done, total: progress.update(build, completed=done, total=total),
            lambda done, total: progress.update(ask, completed=done, total=total),
            ablations=ablations,
        )
    if as_json:
        print(json.dumps(result))
        return
    for name, scores in result.items():
        table = Table(name, *next(iter(scores.values())))
        for key, values in scores.items():
            table.add_row(key, *(f"{value:.3f}" for value in values.values()))
        Console().print(table)


@app.command(name="bench")
def bench_command() -> None:
    """Measure how long questions take, in a running process and as a process of their own."""
    with command.foreseen(*FORESEEN), Progress(console=Console(stderr=True), transient=True) as progress:
        assistant = Assistant(command.settings(EvalSettings))
        task = progress.add_task("bench", total=bench.ROUNDS * len(bench.QUESTIONS) + bench.STARTS)
        timings = bench.warm(assistant, lambda: progress.advance(task))
        asking, nothing = bench.cold(lambda: progress.advance(task))
    table = Table("step", "median ms", "95th percentile ms", "share of the whole")
    for timing in timings:
        table.add_row(timing.step, f"{timing.median:.1f}", f"{timing.p95:.1f}", f"{timing.share:.2f}")
    Console().print(table)
    print(f"one `ask` process: median {asking:.1f} s, {asking / nothing:.0f} times a bare Python process")


@app.command(name="calibrate")
def calibrate_command() -> None:
    """Fit the decision to answer on the dev cases, and write `assistant/calibration.json`."""
    columns = ("corpus", "examples", "language", "answered", "declined", "declined, topic unknown")
    table = Table(*columns)
    with command.foreseen(*FORESEEN):
        for rates in calibrate(command.settings(EvalSettings)).rates:
            shares = (rates.answered, rates.declined, rates.declined_unknown)
            examples = "all" if rates.level == max(LEVELS) else f"{rates.level} a section"
            table.add_row(rates.corpus, examples, rates.language, *(f"{share:.3f}" for share in shares))
        Console().print(table)
        print(f"written to {FILE.name}")


def _carry_out(settings: EvalSettings, begun: Run) -> Run:
    """A run brought to its end."""
    with locked(begun), progress_bar() as bar:
        task = bar.add_task(ASSISTANT, total=to_ask(begun))

        def tick(system: str) -> None:
            bar.update(task, description=system, advance=1)

        ask_all(begun, settings, Assistant(settings), tick=tick)
    return load_run(begun.folder)


def _reported(scored: Scored) -> Path:
    """The report of a run, written to its folder; where it is, is printed."""
    report = write_reports(scored)
    print(report)
    return report


if __name__ == "__main__":
    command.use_utf8()
    app(prog_name="python -m eval")
