"""Example questions: how staff ask for what the guidance says, and what they ask that it does not answer.

They stand in `questions.yaml` in the corpus folder, kept by whoever owns the guidance. They are optional,
they are matched with new questions by meaning, and they are never quoted. The file may also say whom staff
should ask when the guidance does not answer and nobody in particular does. `elsewhere.yaml` beside this
module adds what staff everywhere ask and few texts answer: leave and pay, gifts and IT, the weather.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from corpus.characters import character_problems, without_misleading_characters
from corpus.document import LANGUAGES, Language
from corpus.example import VERDICTS, Example, Topic, Verdict, as_verdict
from corpus.fault import Fault, faulty
from corpus.lines import Lines
from corpus.strict_yaml import StrictYaml, YamlError, read_yaml

FILE = "questions.yaml"
GENERAL = Path(__file__).parent / "elsewhere.yaml"


@dataclass(frozen=True)
class ExamplesReading:
    """What `questions.yaml` turned out to be."""

    examples: tuple[Example, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of each example."""
    sections: tuple[tuple[str, int], ...] = ()
    """The sections that are named, and in which lines."""
    labelled: tuple[tuple[str, str | None, int], ...] = ()
    """The sections with questions that have a verdict, for which text, and in which line."""
    ask: tuple[tuple[Language, str], ...] = ()
    """Whom to ask what is not answered, by language; empty where the file does not say."""
    faults: tuple[Fault, ...] = ()
    """With any fault, all else is empty."""


_MESSAGES = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
    "list_type": "must be a list, of lines that begin with a hyphen",
    "model_type": "must be lines of the form `key: value`",
    "string_pattern_mismatch": "must be of the form document#section",
    "string_too_short": "holds no words",
    "string_type": "must be text; write it between double quotes",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


def _asked(value: object) -> tuple[Verdict | None, str]:
    """A question with its verdict: `question`, or `verdict: question`."""
    verdict: object = None
    if isinstance(value, dict) and len(value) == 1:
        verdict, value = next(iter(value.items()))
        verdict = as_verdict(verdict)
        if verdict not in VERDICTS:
            raise PydanticCustomError(
                "verdict",
                "{verdict} is no verdict: {known}",
                {"verdict": repr(verdict), "known": ", ".join(VERDICTS)},
            )
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "")
    if not value.strip():
        raise PydanticCustomError("string_too_short", "")
    return cast("Verdict | None", verdict), value.strip()


_Asked = Annotated[tuple[Verdict | None, str], PlainValidator(_asked)]


class _Questions(_Model):
    en: list[_Asked] = []
    ar: list[_Asked] = []


class _Answered(_Questions):
    section: str = Field(pattern="^[^#]+#[^#]+$")
    labelled_for: str | None = None
    """The hash of the section's text for which the verdicts were given (`Section.hash`)."""


class _Words(_Model):
    en: str
    ar: str


class _Elsewhere(_Questions):
    topic: _Words
    ask: _Words | None = None

    @field_validator("en", "ar")
    @classmethod
    def _no_verdict(cls, asked: list[_Asked]) -> list[_Asked]:
        if any(verdict for verdict, _ in asked):
            raise PydanticCustomError("verdict", "what lies elsewhere has no verdict here")
        return asked


class _File(_Model):
    answered: list[_Answered] = []
    elsewhere: list[_Elsewhere] = []
    ask: _Words | None = None


def load_examples(folder: Path) -> tuple[Example, ...]:
    """The example questions of a corpus folder, and the general topics that it does not name itself.

    A topic of the folder's own `questions.yaml` takes the place of the general one of the same English name.
    A section that the corpus lacks is no fault: what is removed from the guidance is not answered any more.
    Raises `CorpusError`, which carries every fault, when the file cannot be read or is not of the right form.
    """
    reading = read_examples(folder)
    if reading.faults:
        raise faulty(folder, reading.faults)
    own = {example.target.named("en") for example in reading.examples if isinstance(example.target, Topic)}
    return (*reading.examples, *(e for topic, e in general_examples() if topic not in own))


@cache
def general_examples() -> tuple[tuple[str, Example], ...]:
    """The examples of topics that lie elsewhere for most guidance, each with its topic's English name."""
    reading = _read(GENERAL)
    if reading.faults:
        raise faulty(GENERAL.parent, reading.faults)
    return tuple((e.target.named("en"), e) for e in reading.examples if isinstance(e.target, Topic))


def read_examples(folder: Path) -> ExamplesReading:
    """Read the example questions of a corpus folder. Nothing that is wrong with them raises."""
    return _read(folder / FILE)


def _read(path: Path) -> ExamplesReading:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ExamplesReading()
    except OSError as error:
        return _at_fault(path, [(1, f"the file cannot be read: {error.strerror}")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _at_fault(
            path, [(line, f"not UTF-8: the byte 0x{data[error.start]:02X}; save the file in UTF-8")]
        )
    return _read_text(path, text)


# Whoever loads a corpus and its examples reads the file twice, and parses it once.
@lru_cache(maxsize=2)
def _read_text(path: Path, text: str) -> ExamplesReading:
    problems = list(character_problems(text))
    try:
        found = read_yaml(Lines(without_misleading_characters(text)))
    except YamlError as error:
        message = f"no valid YAML: {error} (write each question between double quotes)"
        return _at_fault(path, [*problems, (error.line, message)])
    problems += found.problems()
    try:
        file = _File.model_validate(found.content or {})
    except ValidationError as error:
        for detail in error.errors():
            line, name = found.place(detail["loc"])
            problems.append((line, name + _MESSAGES.get(detail["type"], detail["msg"])))
        return _at_fault(path, problems)
    if problems or found.root is None:
        return _at_fault(path, problems)
    return _reading(file, found)


def _reading(file: _File, found: StrictYaml) -> ExamplesReading:
    examples: list[Example] = []
    at: list[int] = []
    sections: list[tuple[str, int]] = []
    labelled: list[tuple[str, str | None, int]] = []
    parts: tuple[tuple[str, Sequence[_Answered | _Elsewhere]], ...] = (
        ("answered", file.answered),
        ("elsewhere", file.elsewhere),
    )
    for part, entries in parts:
        for number, entry in enumerate(entries):
            target = entry.section if isinstance(entry, _Answered) else _topic(entry)
            text = entry.labelled_for if isinstance(entry, _Answered) else None
            if isinstance(target, str):
                line = found.place((part, number, "section"))[0]
                sections.append((target, line))
                if any(verdict for verdict, _ in (*entry.en, *entry.ar)):
                    labelled.append((target, text, line))
            for language in LANGUAGES:
                for n, (verdict, asked) in enumerate(entry.en if language == "en" else entry.ar):
                    examples.append(Example(asked, language, target, verdict, text))
                    at.append(found.place((part, number, language, n))[0])
    return ExamplesReading(
        tuple(examples), tuple(at), tuple(sections), tuple(labelled), _by_language(file.ask)
    )


def _topic(entry: _Elsewhere) -> Topic:
    return Topic(_by_language(entry.topic), _by_language(entry.ask))


def _by_language(words: _Words | None) -> tuple[tuple[Language, str], ...]:
    return (("en", words.en), ("ar", words.ar)) if words else ()


def _at_fault(path: Path, problems: Sequence[tuple[int, str]]) -> ExamplesReading:
    return ExamplesReading(faults=tuple(sorted({Fault(path, *problem) for problem in problems})))
