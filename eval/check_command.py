"""`python -m eval check`: how well the checking of a language model's sentences works."""

from collections.abc import Callable, Sequence
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.answering import CANNOT_WORK
from assistant.writer import open_checker
from corpus import LANGUAGES, command
from eval.checker import check_pairs, fit
from eval.measurement import OF_CHECKING
from eval.pairs import CheckedPair, PairError, PairKind, load_pairs
from eval.settings import EvalSettings
from eval.wording import NONE
from index import CurrentIndex
from index.progress import progress_bar


def check_sentences(
    refit: Annotated[
        bool,
        typer.Option("--fit", help="First learn it anew from the dev pairs, for the product."),
    ] = False,
) -> None:
    """Measure the checking of a language model's sentences on labelled pairs: what passes that should not,
    and what is removed that should pass."""
    with command.foreseen(*CANNOT_WORK, PairError), progress_bar() as bar:
        settings = command.settings(EvalSettings)
        index = CurrentIndex(settings).get()
        if refit:
            sets = load_pairs("dev", settings.pairs_folder)
            fit(index, sets, _ticking(bar, "dev pairs", sum(len(own.pairs) for own in sets)))
        sets = load_pairs("test", settings.pairs_folder)
        tick = _ticking(bar, "test pairs", sum(len(own.pairs) for own in sets))
        checked = check_pairs(open_checker(settings, index), sets, tick)
    console = Console()
    table = Table("test pairs", *OF_CHECKING)
    for language in LANGUAGES:
        own = [pair for pair in checked if pair.language == language]
        table.add_row(language, *(_shown(rates(own)) for rates in OF_CHECKING.values()))
        for other in LANGUAGES:
            about = [pair for pair in own if pair.about == other]
            shown = (_shown(rates(about)) for rates in OF_CHECKING.values())
            table.add_row(f"  {language} about {other}", *shown)
    console.print(table)
    console.print(_by_kind(checked))


def _by_kind(checked: Sequence[CheckedPair]) -> Table:
    table = Table("shown of", *LANGUAGES)
    for kind in get_args(PairKind):
        own = [pair for pair in checked if pair.kind == kind]
        table.add_row(
            kind, *(_shown([p.passed for p in own if p.language == spoken]) for spoken in LANGUAGES)
        )
    return table


def _shown(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):.3f} ({sum(values)} of {len(values)})" if values else NONE


def _ticking(bar: Progress, what: str, total: int) -> Callable[[], None]:
    task = bar.add_task(what, total=total)
    return lambda: bar.advance(task)
