"""YAML that people edit by hand, read so that nothing is lost silently and every fault has its line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from corpus.characters import misleading_characters
from corpus.lines import Lines

# The parser in C is twenty times as fast, but not everywhere there.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """The text is no valid YAML; the message says what is wrong, `line` in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class StrictYaml:
    """A text that is valid YAML."""

    lines: Lines
    root: yaml.Node | None
    """None where it holds nothing."""
    content: Any

    def place(self, location: Sequence[str | int]) -> tuple[int, str]:
        """The line of what stands at a place in the content, or of what it is missing from, and its name."""
        node, index, name = self.root, 0, ""
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
        return self.lines.number(index), name

    def problems(self) -> Iterator[tuple[int, str]]:
        """What YAML would take without a word: a key that stands twice, of which only the last would be
        kept, and escaped characters that mislead the reader. Each with its line."""
        for node in _nodes(self.root):
            if isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, _ in node.value:
                    if str(key.value) in seen:
                        yield (
                            self.lines.number(key.start_mark.index),
                            f"{key.value!r} stands here a second time",
                        )
                    seen.add(str(key.value))
        for node in _nodes(self.root):
            if isinstance(node, yaml.ScalarNode):
                for found in misleading_characters(node.value):
                    yield (
                        self.lines.number(node.start_mark.index),
                        f"an escaped {found.name}; take it out",
                    )


def read_yaml(lines: Lines) -> StrictYaml:
    """Read YAML, only the plain kinds of values. Raises `YamlError`."""
    try:
        loader = _Loader(lines.text)
        root = loader.get_single_node()
        content = loader.construct_document(root) if root else None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # Not all are YAMLErrors: an escape such as "\UFFFFFFFF" fails in `chr`, deep nesting in recursion.
        line, what = _problem(error, lines)
        raise YamlError(line, what) from error
    return StrictYaml(lines, root, content)


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


def _problem(error: Exception, lines: Lines) -> tuple[int, str]:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return lines.number(mark.index) if mark else 1, str(error.problem or error.context or error)
    if isinstance(error, ReaderError):
        # Where it says that this stands is in bytes or in characters, as the parser is in C or not.
        at = lines.number(lines.text.find(chr(error.character)))
        return at, f"U+{error.character:04X}: {error.reason}"
    return 1, str(error)
