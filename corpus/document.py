"""Documents, their sections, and the corpus that holds them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from corpus.digest import digest

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")


class UnknownSectionError(LookupError):
    """No document or section of the corpus has that name."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document; the unit that citations and judgements (qrels) point at.

    `text` stands between the heading and the next one, without surrounding blank lines, its
    characters untouched: with the file's text (decoded, line ends kept, no byte order mark),
    `file_text[start:end] == text`. `start` and `end` count characters (code points).
    """

    document: str
    id: str
    heading: str
    heading_path: tuple[str, ...]
    """The headings above this one and its own, outermost first, without the document's title."""
    language: Language
    text: str
    start: int
    end: int
    line: int
    """The heading's line in the file, from 1."""

    @property
    def ref(self) -> str:
        """The section's name in judgements and on the command line: `document#section`."""
        return f"{self.document}#{self.id}"

    @property
    def hash(self) -> str:
        """Of its text and nothing else: what people decided about the section holds for just this text."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """One guidance text in one language, with what a reader needs to find and to date it."""

    id: str
    title: str
    language: Language
    edition: str
    path: Path
    sections: tuple[Section, ...] = field(repr=False)
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    note: str | None = None
    summarises: str | None = None
    """The id of the document that this one is a summary of."""


@dataclass(frozen=True)
class Corpus:
    """All documents of a corpus folder, in the order of their paths."""

    documents: tuple[Document, ...]
    ask: tuple[tuple[Language, str], ...] = ()
    """Whom staff should ask what the documents do not answer, by language; empty where nobody said."""

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.ref: section for section in self.sections()}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    def whom(self, language: Language) -> str | None:
        """Whom to ask what the documents do not answer."""
        return dict(self.ask).get(language)

    def sections(self) -> Iterator[Section]:
        """Every section of every document, in order."""
        for document in self.documents:
            yield from document.sections

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises `UnknownSectionError`."""
        try:
            return self._documents[document_id]
        except KeyError:
            known = ", ".join(self._documents)
            raise UnknownSectionError(f"no document {document_id!r} in the corpus; it has: {known}") from None

    def section(self, ref: str) -> Section:
        """The section of that `document#section`. Raises `UnknownSectionError`."""
        if ref in self._sections:
            return self._sections[ref]
        document_id, _, section_id = ref.partition("#")
        known = ", ".join(section.id for section in self.document(document_id).sections)
        raise UnknownSectionError(f"no section {section_id!r} in {document_id!r}; it has: {known}")

    def counterparts(self, section: Section) -> tuple[Section, ...]:
        """The sections that mean the same as this one in the other languages.

        A summary's section and the section of the same id in the document that it summarises
        have the same content, and so have the like-named sections of two summaries of one document.
        """
        original = self.document(section.document).summarises or section.document
        return tuple(
            other
            for document in self.documents
            if document.language != section.language and original in (document.id, document.summarises)
            for other in document.sections
            if other.id == section.id
        )

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything in the documents that a reader can be shown, independent of file paths.

        It names an index; whom to ask is no part of one.
        """
        content = [
            [
                *map(str, (d.id, d.title, d.language, d.edition, d.publisher, d.published, d.url)),
                *map(str, (d.note, d.summarises)),
                [[s.id, s.heading, s.heading_path, s.text] for s in d.sections],
            ]
            for d in sorted(self.documents, key=lambda d: d.id)
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
