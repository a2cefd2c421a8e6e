"""`python -m corpus`: check the guidance texts, and show them."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from corpus import command
from corpus.checks import check as find_faults
from corpus.checks import passed_over
from corpus.document import LANGUAGES, Corpus, UnknownSectionError
from corpus.examples import FILE
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


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="The folder to check instead of GUIDANCE_CORPUS_FOLDER.", show_default=False),
    ] = None,
) -> None:
    """List every fault of the texts and example questions as file:line: message; exit with 1 if any.

    The files in the folder that are not read are named after them.
    """
    with command.foreseen(CorpusError):
        folder = folder or command.settings(CorpusSettings).corpus_folder
        faults = find_faults(folder)
        for fault in faults:
            print(fault)
        for path in passed_over(folder):
            print(f"{path}: passed over: texts are *.md, example questions {FILE} in the folder itself")
        if faults:
            raise typer.Exit(1)
        print(_summary(load_corpus(folder)))


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="DOCUMENT[#SECTION]", help="The document's id, or with # a section's.")
    ],
) -> None:
    """Print a section's text to the letter, or the names and headings of a document's sections."""
    with command.foreseen(CorpusError, UnknownSectionError):
        corpus = load_corpus(command.settings(CorpusSettings).corpus_folder)
        if "#" in name:
            text = corpus.section(name).text
            print(text, end="" if text.endswith("\n") else "\n")
        else:
            for section in corpus.document(name).sections:
                print(f"{section.ref}\t{' / '.join(section.heading_path)}")


def _summary(corpus: Corpus) -> str:
    documents = Counter(document.language for document in corpus.documents)
    sections = Counter(section.language for section in corpus.sections())
    counts = (
        f"{what}: {', '.join(f'{count[language]} {language}' for language in LANGUAGES)}"
        for what, count in (("documents", documents), ("sections", sections))
    )
    return f"no fault; {'; '.join(counts)}"


if __name__ == "__main__":
    command.use_utf8()
    app(prog_name="python -m corpus")
