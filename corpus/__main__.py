"""`python -m corpus`: check the guidance texts, and show them."""

import io
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from corpus.checks import check as find_faults
from corpus.document import LANGUAGES, Corpus, UnknownSectionError
from corpus.fault import CorpusError
from corpus.loading import load_corpus
from corpus.settings import CorpusSettings

app = typer.Typer(
    name="corpus",
    help="The guidance texts that answers are drawn from.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _use_utf8() -> None:
    # The texts are not the locale's business, nor are their line ends the system's. A path that is
    # no Unicode must not stop the list of faults that it stands in.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="The folder to check instead of GUIDANCE_CORPUS_FOLDER.", show_default=False),
    ] = None,
) -> None:
    """List every fault of the texts and example questions as file:line: message; exit with 1 if any."""
    folder = folder or _corpus_folder()
    try:
        faults = find_faults(folder)
        for fault in faults:
            print(fault)
        if faults:
            raise typer.Exit(1)
        print(_summary(load_corpus(folder)))
    except CorpusError as error:
        _fail(error)


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="DOCUMENT[#SECTION]", help="The document's id, or with # a section's.")
    ],
) -> None:
    """Print a section's text to the letter, or the names and headings of a document's sections."""
    try:
        corpus = load_corpus(_corpus_folder())
        if "#" in name:
            text = corpus.section(name).text
            print(text, end="" if text.endswith("\n") else "\n")
        else:
            for section in corpus.document(name).sections:
                print(f"{section.ref}\t{' / '.join(section.heading_path)}")
    except (CorpusError, UnknownSectionError) as error:
        _fail(error)


def _corpus_folder() -> Path:
    try:
        return CorpusSettings().corpus_folder
    except (OSError, ValueError) as error:
        _fail(ValueError(f"the settings cannot be read, see the file .env: {error}"))


def _summary(corpus: Corpus) -> str:
    documents = Counter(document.language for document in corpus.documents)
    sections = Counter(section.language for section in corpus.sections())
    counts = (
        f"{what}: {', '.join(f'{count[language]} {language}' for language in LANGUAGES)}"
        for what, count in (("documents", documents), ("sections", sections))
    )
    return f"no fault; {'; '.join(counts)}"


def _fail(error: Exception) -> NoReturn:
    print(error, file=sys.stderr)
    raise typer.Exit(1) from error


if __name__ == "__main__":
    app(prog_name="python -m corpus")
