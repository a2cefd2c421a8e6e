"""In what situation a question is asked: who is to be answered, from which account, and what it is about."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from assistant.message import message
from assistant.question import Question
from corpus import LANGUAGES, Language
from index import words

Asker = Literal["journalist", "blogger", "politician", "colleague", "public"]
Account = Literal["personal", "official"]
Subject = Literal[
    "own_service", "policy", "politics", "unpublished", "parliament", "individual_case", "abuse"
]

Unknown = Literal["unknown"]

# What Arabic writes together with the word that follows: and, so; with, like, to; the, for the, on the, this.
_PREFIX: Mapping[Language, str] = {"en": "", "ar": "[وف]?(?:[بك]?ال|لل|[بلك]|عال|هال)?"}


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
    told = _told("asker", all_of_it)
    askers = told - {"colleague"} or told
    accounts = _told("account", asked)
    return Situation(
        asker=cast(Asker, next(iter(askers))) if len(askers) == 1 else None,
        account=cast(Account, next(iter(accounts))) if len(accounts) == 1 else None,
        subjects=cast("frozenset[Subject]", _told("subject", all_of_it)),
    )


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
    return _patterns()["nothing"]["told"].sub(" ", _line(text))


def _line(text: str) -> str:
    return " ".join(words(text)).replace("'", " ")


def _told(facet: str, line: str) -> frozenset[str]:
    """The values of a facet that a line of words tells."""
    return frozenset(value for value, pattern in _patterns()[facet].items() if pattern.search(line))


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """By facet and value, what tells it in any language."""
    signs: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        for facet, values in catalogue(language).items():
            for value, phrases in values.items():
                found = signs.setdefault(facet, {}).setdefault(value, [])
                found += [_PREFIX[language] + _as_pattern(phrase) for phrase in phrases]
    return {
        facet: {value: re.compile(rf"\b(?:{'|'.join(found)})\b") for value, found in values.items()}
        for facet, values in signs.items()
    }


def _as_pattern(phrase: str) -> str:
    """A phrase, normalised as questions are."""
    return " ".join(
        re.escape(_line(part)) + (r"\w*" if part.endswith("*") else "") for part in phrase.split()
    )


@cache
def catalogue(language: Language) -> dict[str, dict[str, list[str]]]:
    """The words that tell situations in a language, by facet and value."""
    text = resources.files("assistant").joinpath("situations", f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)
