"""Evaluation cases: questions with the sections that rightly answer them."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus import LANGUAGES, Corpus, Language

Kind = Literal["covered", "near", "far", "attack"]
Split = Literal["dev", "test"]

CASES = Path(__file__).parent / "cases"
GUIDANCE = Path(__file__).parent / "guidance"
"""Other corpora than the shipped one, written for this project, to see that what is fitted generalises."""


class CaseError(ValueError):
    """A file of cases is at fault."""


class Case(BaseModel):
    """A question with what is expected of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    kind: Kind
    """`covered` by the guidance; `near` it and `far` from it but not covered; `attack`: misleading."""
    answers: tuple[str, ...] = ()
    """The sections, `document#section`, each of which answers the question by itself."""
    supports: tuple[str, ...] = ()
    """Sections that add to an answer."""
    notes: str = ""
    language: Language

    @property
    def answerable(self) -> bool:
        """Whether an answer is right; else an abstention is."""
        return bool(self.answers)


def load_cases(folder: Path, split: Split, corpus: Corpus) -> list[Case]:
    """The cases of a split in both languages. Raises `CaseError` with all that is wrong with them."""
    cases: list[Case] = []
    faults: list[str] = []
    refs = {section.ref for section in corpus.sections()}
    for language in LANGUAGES:
        file = folder / f"{split}.{language}.yaml"
        try:
            rows = [{**row, "language": language} for row in yaml.safe_load(file.read_text("utf-8"))]
            found = TypeAdapter(list[Case]).validate_python(rows)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, ValidationError) as error:
            faults.append(f"{file}: {error}")
            continue
        for case in found:
            faults += [f"{file}: {case.id}: no section {r}" for r in {*case.answers, *case.supports} - refs]
            if (case.kind == "covered" and not case.answers) or (
                case.kind in ("near", "far") and case.answers
            ):
                faults.append(f"{file}: {case.id}: a {case.kind} case with {len(case.answers)} answers")
        cases += found
    ids = [case.id for case in cases]
    faults += [f"{folder}: the id {id_} stands twice" for id_ in sorted({i for i in ids if ids.count(i) > 1})]
    if faults:
        raise CaseError("\n".join(faults))
    return cases
