"""Example questions: how staff ask for what the guidance says, and what they ask that it does not answer.

They stand in `questions.yaml` in the corpus folder, kept by whoever owns the guidance. They are optional,
they are matched with new questions by meaning, and they are never quoted. The file may also say whom staff
should ask when the guidance does not answer and nobody in particular does. `elsewhere.yaml` beside this
module adds what staff everywhere ask and few texts answer: leave and pay, gifts and IT, the weather.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from yaml.reader import ReaderError

from corpus.characters import character_problems, misleading_characters, without_misleading_characters
from corpus.document import LANGUAGES, Language
from corpus.example import Example, Topic
from corpus.fault import Fault, faulty
from corpus.lines import Lines

FILE = "questions.yaml"
GENERAL = Path(__file__).parent / "elsewhere.yaml"

# The parser in C is twenty times as fast, but not everywhere there.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class ExamplesReading:
    """What `questions.yaml` turned out to be."""

    examples: tuple[Example, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of each example."""
    sections: tuple[tuple[str, int], ...] = ()
    """The sections that are named, and in which lines."""
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


class _Questions(_Model):
    en: list[str] = []
    ar: list[str] = []


class _Answered(_Questions):
    section: str = Field(pattern="^[^#]+#[^#]+$")


class _Words(_Model):
    en: str
    ar: str


class _Elsewhere(_Questions):
    topic: _Words
    ask: _Words | None = None


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
    lines = Lines(without_misleading_characters(text))
    try:
        loader = _Loader(lines.text)
        root = loader.get_single_node()
        content = loader.construct_document(root) if root else {}
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # Not all are YAMLErrors: an escape such as "\UFFFFFFFF" fails in `chr`, deep nesting in recursion.
        return _at_fault(path, [*problems, _yaml_problem(error, lines)])
    problems += [*_repeated_keys(root, lines), *_escaped(root, lines)]
    try:
        file = _File.model_validate(content or {})
    except ValidationError as error:
        for detail in error.errors():
            line, name = _place(root, detail["loc"], lines)
            problems.append((line, name + _MESSAGES.get(detail["type"], detail["msg"])))
        return _at_fault(path, problems)
    if problems or root is None:
        return _at_fault(path, problems)
    return _reading(file, root, lines)


def _reading(file: _File, root: yaml.Node, lines: Lines) -> ExamplesReading:
    examples: list[Example] = []
    at: list[int] = []
    sections: list[tuple[str, int]] = []
    parts: tuple[tuple[str, Sequence[_Answered | _Elsewhere]], ...] = (
        ("answered", file.answered),
        ("elsewhere", file.elsewhere),
    )
    for part, entries in parts:
        for number, entry in enumerate(entries):
            target = entry.section if isinstance(entry, _Answered) else _topic(entry)
            if isinstance(target, str):
                sections.append((target, _place(root, (part, number, "section"), lines)[0]))
            for language in LANGUAGES:
                for n, text in enumerate(entry.en if language == "en" else entry.ar):
                    examples.append(Example(text, language, target))
                    at.append(_place(root, (part, number, language, n), lines)[0])
    return ExamplesReading(tuple(examples), tuple(at), tuple(sections), _by_language(file.ask))


def _topic(entry: _Elsewhere) -> Topic:
    return Topic(_by_language(entry.topic), _by_language(entry.ask))


def _by_language(words: _Words | None) -> tuple[tuple[Language, str], ...]:
    return (("en", words.en), ("ar", words.ar)) if words else ()


def _place(root: yaml.Node | None, location: Sequence[str | int], lines: Lines) -> tuple[int, str]:
    """The line of what stands at a place in the file, or of what it is missing from, and its name."""
    node, index, name = root, 0, ""
    for step in location:
        if isinstance(node, yaml.MappingNode):
            name = f"{step!r}: "
            found = [pair for pair in node.value if pair[0].value == step]
            if not found:
                break
            index, node = found[-1][0].start_mark.index, found[-1][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            index = node.start_mark.index
    return lines.number(index), name


def _nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """A node and all below it, once each: an alias may lead back to where it stands."""
    waiting: list[yaml.Node | None] = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _repeated_keys(root: yaml.Node | None, lines: Lines) -> Iterator[tuple[int, str]]:
    # YAML would keep the last one without a word, and the others' questions would be lost.
    for node in _nodes(root):
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in node.value:
                if str(key.value) in seen:
                    yield lines.number(key.start_mark.index), f"{key.value!r} stands here a second time"
                seen.add(str(key.value))


def _escaped(root: yaml.Node | None, lines: Lines) -> Iterator[tuple[int, str]]:
    for node in _nodes(root):
        if isinstance(node, yaml.ScalarNode):
            for found in misleading_characters(node.value):
                yield lines.number(node.start_mark.index), f"an escaped {found.name}; take it out"


def _yaml_problem(error: Exception, lines: Lines) -> tuple[int, str]:
    line, what = 1, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = lines.number(mark.index) if mark else 1
        what = error.problem or error.context or what
    elif isinstance(error, ReaderError):
        # Where it says that this stands is in bytes or in characters, as the parser is in C or not.
        line, what = (
            lines.number(lines.text.find(chr(error.character))),
            f"U+{error.character:04X}: {error.reason}",
        )
    return line, f"no valid YAML: {what} (write each question between double quotes)"


def _at_fault(path: Path, problems: Sequence[tuple[int, str]]) -> ExamplesReading:
    return ExamplesReading(faults=tuple(sorted({Fault(path, *problem) for problem in problems})))
