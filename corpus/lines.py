"""The lines of a text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# As Markdown counts them. `str.splitlines` also breaks at characters that stand inside a line,
# such as U+2028.
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Lines:
    """A text's lines by number, from 1, with offsets into the text in characters."""

    text: str

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """Start and end of each line, without its line end."""
        ends = list(_LINE_END.finditer(self.text))
        starts = [0, *(end.end() for end in ends)]
        return list(zip(starts, [*(end.start() for end in ends), len(self.text)], strict=True))

    def __len__(self) -> int:
        return len(self._spans)

    def start(self, number: int) -> int:
        """The offset of the line's first character; of the text's end for the line after the last."""
        return self._spans[number - 1][0] if number <= len(self) else len(self.text)

    def end(self, number: int) -> int:
        """The offset after the line's last character, before its line end."""
        return self._spans[number - 1][1]

    def content(self, number: int) -> str:
        """The line without its line end."""
        start, end = self._spans[number - 1]
        return self.text[start:end]

    def is_blank(self, number: int) -> bool:
        """Whether the line is empty or only white space."""
        return not self.content(number).strip()

    def number(self, offset: int) -> int:
        """The number of the line in which the character at that offset stands."""
        return bisect_right(self._spans, offset, key=lambda span: span[0])
