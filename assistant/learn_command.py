"""`python -m assistant learn`: what is learned from the shipped examples, and comes with the product."""

from assistant import coverage, permission
from assistant.answering import CANNOT_WORK
from assistant.judging import learn
from assistant.learned import ship
from assistant.settings import AssistantSettings
from corpus import SHIPPED_FOLDER, command
from index import CurrentIndex


def learn_shipped() -> None:
    """Learn from the shipped guidance's example questions what it answers and which verdicts it gives, unless
    that was done for them as they are, and put it into the product, so that nobody's first question has to
    wait for it."""
    with command.foreseen(*CANNOT_WORK):
        settings = command.settings(AssistantSettings).model_copy(update={"corpus_folder": SHIPPED_FOLDER})
        covered, permissions = learn(CurrentIndex(settings).get(), settings.data_folder)
        files = (
            ship(coverage.NAME, covered.key, covered.learned),
            ship(permission.NAME, permissions.key, permissions.learned),
        )
    for file in files:
        print(f"{file.parent.name}/{file.name}: {file.stat().st_size / 1e6:.1f} MB")
