"""Passages: the parts of sections that are indexed and retrieved."""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus import Corpus, Section
from index.sentences import Span, sentences

VERSION = 1
"""Part of an index's fingerprint: raise it when the same section would give other passages."""

MAX_CHARACTERS = 1200
"""A longer section becomes several passages. The encoders attend to about as much."""

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class Passage:
    """A part of one section, in whole sentences: `section.text[start:end]`."""

    section: Section
    start: int
    end: int
    sentences: tuple[Span, ...]
    """Offsets in the section's text."""

    @property
    def id(self) -> str:
        """`document#section:start-end`."""
        return f"{self.section.ref}:{self.start}-{self.end}"

    @property
    def text(self) -> str:
        """The passage, to the letter."""
        return self.section.text[self.start : self.end]

    @cached_property
    def embedded_text(self) -> str:
        """What is embedded for the passage: its headings as context, then its text."""
        return f"{' – '.join(self.section.heading_path)}\n{self.text}"

    @cached_property
    def embedded_sentences(self) -> tuple[str, ...]:
        """What is embedded for each of its sentences."""
        return tuple(self.section.text[start:end] for start, end in self.sentences)


def passages(corpus: Corpus) -> list[Passage]:
    """The passages of a corpus, in order. None crosses the border of a section."""
    return [passage for section in corpus.sections() for passage in _split(section)]


def _split(section: Section) -> list[Passage]:
    """A section as passages of up to `MAX_CHARACTERS`, broken between paragraphs where possible.

    A single sentence that is longer stays whole: quotations are made of whole sentences.
    """
    spans = sentences(section.text)
    groups: list[list[Span]] = []
    for span in spans:
        if groups and _joins(section.text, groups[-1], span):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [Passage(section, group[0][0], group[-1][1], tuple(group)) for group in groups]


def _joins(text: str, group: list[Span], span: Span) -> bool:
    """Whether a sentence still belongs to the passage before it."""
    length = span[1] - group[0][0]
    if length > MAX_CHARACTERS:
        return False
    # Half full: the next paragraph begins a new passage, if all that is left would not fit in anyway.
    new_paragraph = _PARAGRAPH_BREAK.search(text, group[-1][1], span[0]) is not None
    return not (new_paragraph and length > MAX_CHARACTERS / 2 and len(text) - group[0][0] > MAX_CHARACTERS)
