"""Where a section stands, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus import Corpus, Language, UnknownSectionError


@dataclass(frozen=True)
class Place:
    """A section as a reader knows it."""

    ref: str
    heading: str
    """Its headings, outermost first; its key where the guidance no longer has it."""
    title: str = ""
    """The document's title; nothing where the guidance no longer has it."""
    language: Language | None = None


def places(corpus: Corpus | None) -> Callable[[str], Place]:
    """What says where a section, `document#section`, stands in the guidance, if that is there."""

    def place(ref: str) -> Place:
        if corpus is None:
            return Place(ref, ref)
        try:
            section = corpus.section(ref)
        except UnknownSectionError:
            return Place(ref, ref)
        title = corpus.document(section.document).title
        return Place(ref, " › ".join(section.heading_path), title, section.language)

    return place
