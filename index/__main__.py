"""`python -m index build | status | search | seed`."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from corpus import SHIPPED_FOLDER, CorpusError, command, load_corpus, load_examples
from index.analysis import words
from index.building import IndexBuildError, build_index, by_language, fingerprint, index_folder, open_index
from index.current import CurrentIndex
from index.embedding import EmbeddingModelError
from index.manifest import read_all
from index.opening import Encoders
from index.progress import progress_bar
from index.retrieval import GuidanceRetriever
from index.seed import FILE, write_seed
from index.settings import IndexSettings
from index.store import StoreError

app = typer.Typer(help="Build and search the index.", no_args_is_help=True, pretty_exceptions_enable=False)


FORESEEN: tuple[type[Exception], ...] = (CorpusError, IndexBuildError, EmbeddingModelError, StoreError)
"""What can go wrong without a fault of the program."""


@app.command()
def build(
    force: Annotated[bool, typer.Option(help="Build anew even where the index is good.")] = False,
) -> None:
    """Build the index of the corpus, unless there is a good one."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(IndexSettings)
        corpus, examples = load_corpus(settings.corpus_folder), load_examples(settings.corpus_folder)
        with progress_bar() as bar:
            task = bar.add_task("embedding", visible=False)
            make = build_index if force else open_index
            index = make(
                settings,
                corpus,
                lambda done, total: bar.update(task, completed=done, total=total, visible=done < total),
                examples=examples,
            )
        passages = sum(len(pool.passages) for pool in index.pools.values())
        print(f"index {index.fingerprint}: {passages} passages of {len(corpus.documents)} documents")


@app.command()
def status() -> None:
    """Say which indexes there are and which one fits the corpus and the settings, with 1 if none does."""
    with command.foreseen(*FORESEEN):
        settings = command.settings(IndexSettings)
        corpus = load_corpus(settings.corpus_folder)
        encoders = Encoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
        current = fingerprint(corpus, encoders)
        found = read_all(index_folder(settings))
        names = ("index", "built", "passages", "embedding model", "store", "")
        table = Table(*(Column(name, overflow="fold") for name in names))
        for manifest in found:
            fits = manifest.fingerprint == current and manifest.chroma_url == settings.chroma_url
            table.add_row(
                manifest.fingerprint,
                manifest.created.strftime("%Y-%m-%d %H:%M"),
                str(manifest.passages),
                manifest.embedding_model,
                manifest.chroma_url or "disk",
                "in use" if fits else "another corpus or other settings",
            )
        Console().print(table)
        if not any(m.fingerprint == current and m.chroma_url == settings.chroma_url for m in found):
            print(f"no index fits the corpus ({current}); the next question builds one, or `build` does")
            raise typer.Exit(1)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="A question in English or Arabic.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 5,
) -> None:
    """Show the passages that are found for a question, best first, with their scores."""
    if not words(question):
        raise typer.BadParameter("the question holds no words; ask in English or Arabic")
    with command.foreseen(*FORESEEN):
        retriever = GuidanceRetriever(index=CurrentIndex(command.settings(IndexSettings)))
        console = Console(highlight=False)
        for rank, hit in enumerate(retriever.retrieve(question).hits[:k], start=1):
            signals = ", ".join(f"{name} {value:.2f}" for name, value in vars(hit.signals).items())
            console.print(Text(f"{rank}. {hit.passage.id}  {hit.score:.2f}  ({signals})", style="bold"))
            console.print(Text(hit.passage.text))
            console.print()


@app.command()
def seed(
    questions_of: Annotated[
        typer.FileText | None,
        typer.Option("--questions", help="A file of further questions, one a line; - for standard input."),
    ] = None,
) -> None:
    """For developers: write the vectors that come with the product, of the texts that come with it."""
    with command.foreseen(*FORESEEN):
        settings = IndexSettings(corpus_folder=SHIPPED_FOLDER)
        encoders = Encoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
        texts = encoders.background_texts()
        for passages in by_language(load_corpus(SHIPPED_FOLDER)).values():
            texts += [text for p in passages for text in (p.embedded_text, *p.embedded_sentences)]
        questions = [example.text for example in load_examples(SHIPPED_FOLDER)]
        questions += questions_of.read().splitlines() if questions_of else []
        vectors = {
            encoders.main.key(text, question=as_questions): vector
            for some, as_questions in ((texts, False), (questions, True))
            for text, vector in zip(some, encoders.main.embed(some, questions=as_questions), strict=True)
        }
        write_seed(vectors)
        print(f"{FILE.name}: {len(vectors)} vectors, {FILE.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Run the command line."""
    command.use_utf8()
    app(prog_name="python -m index")


if __name__ == "__main__":
    main()
