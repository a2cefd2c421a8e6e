"""Example questions: how staff ask for what the guidance says, and what they ask that it does not answer.

They stand in `questions.yaml` in the corpus folder, kept by whoever owns the guidance. They are optional,
they are matched with new questions by meaning, and they are never quoted.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.document import LANGUAGES, Language
from corpus.fault import CorpusError, Fault

FILE = "questions.yaml"


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


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Answered(_Model):
    section: str
    en: list[str] = []
    ar: list[str] = []


class _Words(_Model):
    en: str
    ar: str


class _Elsewhere(_Model):
    topic: _Words
    ask: _Words | None = None
    en: list[str] = []
    ar: list[str] = []


class _File(_Model):
    answered: list[_Answered] = []
    elsewhere: list[_Elsewhere] = []


def load_examples(folder: Path) -> tuple[Example, ...]:
    """The example questions of a corpus folder; none where it has no `questions.yaml`.

    A section that the corpus lacks is let be: what is removed from the guidance is not answered any more.
    Raises `CorpusError` when the file cannot be read or is not of the right form.
    """
    path = folder / FILE
    try:
        content = _File.model_validate(yaml.safe_load(path.read_text("utf-8-sig")) or {})
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _at_fault(path, 1, f"{where}: {first['msg']}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _at_fault(path, line, f"is not valid YAML: {error.problem}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise _at_fault(path, 1, f"cannot be read as YAML in UTF-8: {error}") from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}; put it right or take it out") from error
    targets: list[tuple[str | Topic, _Answered | _Elsewhere]] = [(a.section, a) for a in content.answered]
    targets += [(_topic(entry), entry) for entry in content.elsewhere]
    return tuple(
        Example(text, language, target)
        for target, entry in targets
        for language in LANGUAGES
        for text in (entry.en if language == "en" else entry.ar)
    )


def _topic(entry: _Elsewhere) -> Topic:
    def words(said: _Words) -> tuple[tuple[Language, str], ...]:
        return (("en", said.en), ("ar", said.ar))

    return Topic(words(entry.topic), words(entry.ask) if entry.ask else ())


def _at_fault(path: Path, line: int, message: str) -> CorpusError:
    fault = Fault(path, line, message)
    return CorpusError(f"the example questions are at fault: {fault}", (fault,))
