"""An example question."""

from dataclasses import dataclass
from typing import Literal, get_args

from corpus.document import Language

Verdict = Literal["yes", "conditional", "no", "refer"]
"""Whether what is asked about may be done; `docs/verdicts.md` says what each means."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def as_verdict(value: object) -> object:
    """What is written for a verdict, from YAML, which takes a bare yes or no for a truth value."""
    return ("yes" if value else "no") if isinstance(value, bool) else value


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that staff ask about and that this guidance does not answer."""

    name: tuple[tuple[Language, str], ...]
    ask: tuple[tuple[Language, str], ...]
    """Whom to ask instead, by language; empty where nobody in particular."""

    def named(self, language: Language) -> str:
        """The topic in words."""
        return dict(self.name)[language]

    def whom(self, language: Language) -> str | None:
        """Whom to ask about it."""
        return dict(self.ask).get(language)


@dataclass(frozen=True, slots=True)
class Example:
    """A question, with the section that answers it or the topic that lies elsewhere."""

    text: str
    language: Language
    target: str | Topic
    """`document#section`, or a topic."""
    verdict: Verdict | None = None
    """What the guidance says to it, where it asks for permission and the guidance gives a verdict."""
    labelled_for: str | None = None
    """The hash of the section's text for which somebody decided on the verdict, or that there is none; None
    where nobody did. With another text it does not hold."""
