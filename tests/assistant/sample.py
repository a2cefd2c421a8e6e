"""Guidance that is made up for tests, without files."""

from pathlib import Path

from assistant.answer import Citation
from corpus import Corpus, Document, Language, Section


def document(
    texts: dict[str, str],
    *,
    id_: str = "guide",
    language: Language = "en",
    heading: str = "Posting",
    summarises: str | None = None,
) -> Document:
    """A document with a section for each id and text, all under the same heading."""
    sections = tuple(
        Section(id_, name, heading, (heading,), language, text, 0, len(text), 1)
        for name, text in texts.items()
    )
    return Document(id_, "A guide", language, "first", Path(f"{id_}.md"), sections, summarises=summarises)


def whole(source: Document, number: int = 1, section: int = 0) -> Citation:
    """A citation of all of a section."""
    chosen = source.sections[section]
    return Citation(number, source, chosen, 0, len(chosen.text))


def corpus(*documents: Document) -> Corpus:
    """A corpus of these documents."""
    return Corpus(documents)


def cite(corpus: Corpus, number: int, ref: str, start: int, end: int, **values: object) -> Citation:
    """A citation of a part of a section of a corpus."""
    section = corpus.section(ref)
    return Citation(number, corpus.document(section.document), section, start, end, **values)  # type: ignore[arg-type]
