"""`python -m eval run | xquad | bench | calibrate`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus import CorpusError, command, load_corpus
from eval import bench
from eval.calibration import FILE, LEVELS, calibrate
from eval.case import CASES, CaseError, Split, load_cases
from eval.run import answered, ask_all, cited, metrics
from eval.xquad import XquadError, evaluate, load
from index import EmbeddingModelError, IndexBuildError, StoreError

app = typer.Typer(help="Evaluate the assistant.", no_args_is_help=True, pretty_exceptions_enable=False)


FORESEEN: tuple[type[Exception], ...] = (
    CorpusError,
    IndexBuildError,
    EmbeddingModelError,
    StoreError,
    CaseError,
    XquadError,
)


@app.command()
def run(
    split: Annotated[Split, typer.Option(help="dev was fitted on; test was not.")] = "test",
    failures: Annotated[bool, typer.Option(help="List the cases that went wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Ask the cases about the shipped guidance, and print how often the assistant was right."""
    with command.foreseen(*FORESEEN), Progress(console=Console(stderr=True), transient=True) as progress:
        settings = command.settings(AssistantSettings)
        cases = load_cases(CASES / "social-media", split, load_corpus(settings.corpus_folder))
        task = progress.add_task(split, total=len(cases))
        outcomes = ask_all(Assistant(settings), cases, lambda: progress.advance(task))
    found = metrics(outcomes)
    if as_json:
        print(json.dumps([vars(metric) for metric in found]))
        return
    table = Table("metric", "en", "cases", "ar", "cases")
    for en, ar in zip(*([m for m in found if m.language == lang] for lang in ("en", "ar")), strict=True):
        table.add_row(en.name, f"{en.share:.3f}", str(en.cases), f"{ar.share:.3f}", str(ar.cases))
    Console().print(table)
    if failures:
        for o in outcomes:
            if answered(o) != o.case.answerable or (answered(o) and not {*cited(o)[:1]} & {*o.case.answers}):
                confidence = o.reply.trace.evidence.confidence if o.reply.trace.evidence else 0
                print(f"{o.case.id} {o.case.kind} {confidence:.2f}: {o.case.question}")
                print(f"    expected {', '.join(o.case.answers) or 'a decline'}")
                print(f"    cited {', '.join(cited(o)) or 'nothing'}")


@app.command()
def xquad(
    data: Annotated[Path, typer.Option(help="A folder with xquad.en*.json and xquad.ar*.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Measure retrieval on XQuAD, beside the plain way."""
    with command.foreseen(*FORESEEN), Progress(console=Console(stderr=True), transient=True) as progress:
        found = load(data)
        build, ask = progress.add_task("embedding", total=None), progress.add_task("questions", total=None)
        result = evaluate(
            found,
            command.settings(AssistantSettings),
            lambda done, total: progress.update(build, completed=done, total=total),
            lambda done, total: progress.update(ask, completed=done, total=total),
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
        assistant = Assistant(command.settings(AssistantSettings))
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
        for rates in calibrate(command.settings(AssistantSettings)).rates:
            shares = (rates.answered, rates.declined, rates.declined_unknown)
            examples = "all" if rates.level == max(LEVELS) else f"{rates.level} a section"
            table.add_row(rates.corpus, examples, rates.language, *(f"{share:.3f}" for share in shares))
        Console().print(table)
        print(f"written to {FILE.name}")


if __name__ == "__main__":
    command.use_utf8()
    app(prog_name="python -m eval")
