"""`python -m assistant ask | chat | approved | learn`."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from assistant import approved_command
from assistant.answering import CANNOT_WORK, MOST_CITATIONS, Assistant
from assistant.asking import BadLine, InputError, QuestionLine, read_questions
from assistant.conversation import NEW_CONVERSATION
from assistant.keeping import ConversationError, load_conversation, save_conversation
from assistant.learn_command import learn_shipped
from assistant.message import message
from assistant.printing import print_id, print_reply
from assistant.settings import AssistantSettings
from corpus import command
from index.progress import progress_bar

app = typer.Typer(help="Ask the guidance.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(approved_command.app, name="approved")
app.command("learn")(learn_shipped)

FORESEEN: tuple[type[Exception], ...] = (*CANNOT_WORK, InputError, ConversationError)
"""What can go wrong without a fault of the program: one line that says what to do, exit status 1."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in English or Arabic.")] = None,
    input_: Annotated[
        str | None,
        typer.Option(
            "--input", help='A file with one {"id": …, "question": …} a line; - for standard input.'
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question, one a line.")] = False,
    explain: Annotated[bool, typer.Option(help="Show what was retrieved, and what decided.")] = False,
    citations: Annotated[
        int, typer.Option(min=1, max=20, help="At most so many citations.")
    ] = MOST_CITATIONS,
    conversation: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Go on from the question that this file keeps, if this one does, and keep what came of it.",
        ),
    ] = None,
) -> None:
    """Answer one question, or all questions of a file."""
    if (question is None) == (input_ is None):
        raise typer.BadParameter("give either a question or --input FILE")
    if conversation is not None and input_ is not None:
        raise typer.BadParameter("--conversation keeps one question after the other, so give no --input")
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)
    bad = 0
    with command.foreseen(*FORESEEN), _progress() as progress:
        assistant = Assistant(command.settings(AssistantSettings), progress)
        lines = (
            read_questions(input_) if input_ is not None else iter([QuestionLine(question=question or "")])
        )
        for line in lines:
            if isinstance(line, BadLine):
                bad += 1
                print(f"{input_}, line {line.line}: {line.reason}", file=sys.stderr, flush=True)
                continue
            before = load_conversation(conversation) if conversation else NEW_CONVERSATION
            reply = assistant.ask(line.question, max_citations=citations, conversation=before)
            if conversation:
                save_conversation(conversation, reply.conversation or NEW_CONVERSATION)
            if as_json:
                record = reply.record(line.id).model_dump(mode="json", exclude=None if input_ else {"id"})
                if explain:
                    record["explain"] = reply.trace.record()
                print(json.dumps(record, ensure_ascii=False), flush=True)
            else:
                if input_:
                    print_id(console, line.id)
                print_reply(console, reply, explain)
    if bad:
        lines_read = "1 line" if bad == 1 else f"{bad} lines"
        command.fail(f"{lines_read} could not be read; the others are answered")


@app.command()
def chat(
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Open the chat window."""
    from assistant.chat import ChatError, serve

    settings = command.settings(AssistantSettings)
    with command.foreseen(*FORESEEN, ChatError):
        with _progress() as progress:
            assistant = Assistant(settings, progress)
            assistant.prepare()
        serve(assistant, settings, open_browser)


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on standard error that appears when an index is built, if that is a terminal."""
    with progress_bar() as bar:
        task = bar.add_task(message("en", "ask.building"), visible=False)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=done < total)

        yield show


def main() -> None:
    """Run the command line."""
    command.use_utf8()
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    app(prog_name="python -m assistant")


if __name__ == "__main__":
    main()
