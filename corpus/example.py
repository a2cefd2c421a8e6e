"""An example question."""

from dataclasses import dataclass

from corpus.document import Language


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
