"""`python -m assistant approved check | renew`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.approved import Approved, read_approved
from assistant.message import message
from assistant.renewing import RenewalError, renew
from assistant.settings import AssistantSettings
from assistant.situation import untold
from assistant.standing import lapses, overdue, today, why
from corpus import LANGUAGES, CorpusError, command, load_corpus

app = typer.Typer(
    help="The answers that the team which owns the guidance has approved.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command()
def check() -> None:
    """Say which approved answers are in force, which have lapsed and why, and which are to be reviewed.

    Exits with 1 if any is not in force, is overdue, or cannot be read.
    """
    with command.foreseen(CorpusError):
        settings = command.settings(AssistantSettings)
        corpus = load_corpus(settings.corpus_folder)
        reading = read_approved(settings.approved_answers)
        for fault in reading.faults:
            print(fault)
        lapsed = late = 0
        for answer in reading.answers:
            found = lapses(answer, corpus)
            lapsed += bool(found)
            for lapse in found:
                print(f"{answer.path}: {why(lapse, 'en')}")
            if not found and overdue(answer, today()):
                late += 1
                print(f"{answer.path}: {message('en', 'approved.overdue', date=answer.head.review_by)}")
        print(
            message(
                "en",
                "approved.summary",
                total=len(reading.answers) + len({fault.path for fault in reading.faults}),
                force=len(reading.answers) - lapsed,
                lapsed=lapsed,
                late=late,
                unread=len({fault.path for fault in reading.faults}),
            )
        )
        if not reading.answers and not reading.faults:
            print(message("en", "approved.none", folder=settings.approved_answers))
        if reading.faults or lapsed or late:
            raise typer.Exit(1)


@app.command(name="renew")
def renew_(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The answers to sign, by their ids.")],
    by: Annotated[str, typer.Option(help="Who approves them.")],
    review_by: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="When they must be looked at again.")
    ],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When they were approved; today if left out."),
    ] = None,
) -> None:
    """Sign approved answers for the guidance as it is now. Read them beside the guidance before you do."""
    with command.foreseen(CorpusError, RenewalError):
        settings = command.settings(AssistantSettings)
        corpus = load_corpus(settings.corpus_folder)
        found = {answer.id: answer for answer in read_approved(settings.approved_answers).answers}
        for answer in _chosen(ids, found, settings.approved_answers):
            signed = renew(answer, corpus, by, on.date() if on else today(), review_by.date())
            print(message("en", "approved.renewed", id=signed.id, by=signed.head.approved_by))


@app.command()
def ways() -> None:
    """For developers: print what is embedded of all ways of asking for approved answers, one a line."""
    with command.foreseen():
        for answer in read_approved(command.settings(AssistantSettings).approved_answers).answers:
            for language in LANGUAGES:
                for way in answer.asked(language):
                    print(*{" ".join(text.split()): None for text in (way, untold(way))}, sep="\n")


def _chosen(ids: list[str], found: dict[str, Approved], folder: Path) -> list[Approved]:
    """The answers of these ids: all, or none is signed."""
    if unknown := [id_ for id_ in ids if id_ not in found]:
        raise RenewalError(
            f"no approved answer that can be read is called {', '.join(unknown)} in {folder}; "
            "`python -m assistant approved check` lists what is wrong with the files"
        )
    return [found[id_] for id_ in dict.fromkeys(ids)]
