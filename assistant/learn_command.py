"""`python -m assistant learn`: what is learned from the shipped examples, and comes with the product."""

from assistant.answering import CANNOT_WORK
from assistant.learned import ship
from assistant.permission import NAME, Permissions
from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER, command
from index import CurrentIndex


def learn() -> None:
    """Learn the verdicts of the shipped guidance, unless that was done for its example questions as they are,
    and put what was learned into the product, so that nobody's first question has to wait for it."""
    with command.foreseen(*CANNOT_WORK):
        settings = command.settings(AssistantSettings).model_copy(update={"corpus_folder": SHIPPED_FOLDER})
        permissions = Permissions(CurrentIndex(settings).get(), settings.data_folder)
        file = ship(NAME, permissions.key, permissions.learned)
    print(f"{file.parent.name}/{file.name}: {file.stat().st_size / 1e6:.1f} MB")
