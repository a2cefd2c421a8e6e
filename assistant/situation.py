"""In what situation a question is asked: who is to be answered, from which account, and what it is about."""

from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from assistant.message import message
from assistant.phrases import Phrases, line_of
from assistant.question import Question
from corpus import Language

Asker = Literal["journalist", "blogger", "politician", "colleague", "public"]
Account = Literal["personal", "official"]
Subject = Literal[
    "own_service", "policy", "politics", "unpublished", "parliament", "individual_case", "abuse"
]

Unknown = Literal["unknown"]

PHRASES = Phrases("situations")
"""What tells situations, by facet and value."""


@dataclass(frozen=True)
class Situation:
    """What a question and the pasted post tell of the situation. What neither says is unknown, and never
    guessed."""

    asker: Asker | None = None
    """Who is to be answered; None also where it may be one or another."""
    account: Account | None = None
    """From which account; None also where both are named."""
    subjects: frozenset[Subject] = field(default_factory=frozenset)
    """What it is about."""


class Applies(BaseModel):
    """In which situations something holds: for each facet the values that it holds for, all where it names
    none. `unknown` stands for a facet that is not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asker: frozenset[Asker | Unknown] | None = None
    account: frozenset[Account | Unknown] | None = None
    subjects: frozenset[Subject | Unknown] | None = None
    """One of them is enough."""

    def told(self) -> list[tuple[str, list[str]]]:
        """What it names, always in the same order."""
        return [(facet, sorted(values)) for facet, values in self if values is not None]

    def holds(self, situation: Situation) -> bool:
        """Whether it holds in a situation."""
        return (
            (self.asker is None or (situation.asker or "unknown") in self.asker)
            and (self.account is None or (situation.account or "unknown") in self.account)
            and (self.subjects is None or not self.subjects.isdisjoint(situation.subjects or {"unknown"}))
        )


def read_situation(question: Question) -> Situation:
    """Read a situation by the words that tell it, in either language.

    From which account is read in the question alone: a post speaks of its own writer's account.
    """
    asked, all_of_it = _read(question.asked), _read(f"{question.asked} {question.situation}")
    # Who else is named besides a colleague is rather the one to be answered: colleagues pass things on.
    told = PHRASES.told("asker", all_of_it)
    askers = told - {"colleague"} or told
    accounts = PHRASES.told("account", asked)
    return Situation(
        asker=cast(Asker, next(iter(askers))) if len(askers) == 1 else None,
        account=cast(Account, next(iter(accounts))) if len(accounts) == 1 else None,
        subjects=cast("frozenset[Subject]", PHRASES.told("subject", all_of_it)),
    )


def untold(text: str) -> str:
    """A text without who is to be answered and from which account; as it is where it tells neither."""
    line = line_of(text)
    rest = PHRASES.without("account", PHRASES.without("asker", line))
    return rest if rest != line else text


def speaks_of(text: str) -> frozenset[Literal["asker", "account"]]:
    """Of which facets a text of the guidance speaks, whatever it says of them."""
    line = _read(text)
    facets: tuple[Literal["asker", "account"], ...] = ("asker", "account")
    return frozenset(facet for facet in facets if PHRASES.told(facet, line))


def named(situation: Situation, language: Language) -> str:
    """What is known of a situation, in words; empty where nothing is."""
    told = [message(language, f"situation.asker.{situation.asker}")] if situation.asker else []
    told += [message(language, f"situation.account.{situation.account}")] if situation.account else []
    told += [
        message(language, f"situation.subject.{subject}")
        for subject in get_args(Subject)
        if subject in situation.subjects
    ]
    return message(language, "list.separator").join(told)


def _read(text: str) -> str:
    """The line of a text's words, without what only seems to tell something: a press release, say."""
    return PHRASES.without("nothing", line_of(text))
