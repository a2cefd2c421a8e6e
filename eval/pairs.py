"""Labelled pairs of a sentence and the section that it cites, to measure the checking of sentences by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.writing import Reason
from corpus import LANGUAGES, SHIPPED_FOLDER, Language, Section, load_corpus
from eval.case import GUIDANCE, Split

PAIRS = Path(__file__).with_name("pairs")
"""The pairs that come with the product: files `dev.<language>.jsonl` and `test.<language>.jsonl`."""

Label = Literal["supported", "changed", "contradicted", "unsupported"]
"""Whether a section supports a sentence. `changed`: it would, but for one small thing."""

PairKind = Literal[
    "close",
    "paraphrase",
    "joined",
    "drafted",
    "number",
    "negation",
    "modality",
    "who",
    "when",
    "condition",
    "scope",
    "name",
    "pronoun",
    "contradicted",
    "added",
    "elsewhere",
]
"""How a supported sentence is made, what was changed, or how it is not supported. `drafted`: written as
part of an answer to a question; `pronoun`: what the section names is not named."""


class PairError(ValueError):
    """The pairs cannot be used; the message says which line."""


class Pair(BaseModel):
    """A sentence with the section that it cites."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    """`document#section`."""
    sentence: str
    label: Label
    kind: PairKind


class CheckedPair(Pair):
    """A pair and what the checking made of its sentence."""

    language: Language
    """Of the sentence."""
    about: Language
    """The language of the section."""
    reason: Reason | None
    """Why the sentence would be removed; None where it would be shown."""
    likelihood: float

    @property
    def passed(self) -> bool:
        """Whether the sentence would be shown."""
        return self.reason is None

    @property
    def supported(self) -> bool:
        """Whether it should be."""
        return self.label == "supported"


@dataclass(frozen=True)
class PairSet:
    """The pairs of one half and language, in order, and the sections that they cite."""

    language: Language
    """Of the sentences."""
    pairs: tuple[Pair, ...]
    sections: Mapping[str, Section]


def load_pairs(split: Split, folder: Path = PAIRS) -> tuple[PairSet, ...]:
    """The pairs of a half, by language. Raises `PairError`, and `CorpusError` for the cited texts."""
    sections = {
        section.ref: section
        for texts in (SHIPPED_FOLDER, *sorted(path for path in GUIDANCE.iterdir() if path.is_dir()))
        for section in load_corpus(texts).sections()
    }
    return tuple(
        PairSet(language, tuple(_read(folder / f"{split}.{language}.jsonl", sections)), sections)
        for language in LANGUAGES
    )


def _read(file: Path, sections: Mapping[str, Section]) -> Sequence[Pair]:
    found: list[Pair] = []
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PairError(f"the pairs in {file} cannot be read: {error}; see GUIDANCE_PAIRS_FOLDER") from error
    for number, line in enumerate(lines, start=1):
        try:
            pair = Pair.model_validate_json(line)
        except ValidationError as error:
            raise PairError(f"{file.name}, line {number}: {error.errors()[0]['msg']}") from error
        if pair.section not in sections:
            raise PairError(f"{file.name}, line {number}: there is no section {pair.section}")
        found.append(pair)
    return found
