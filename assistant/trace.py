"""What was measured on the way of a question: shown by `ask --explain`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.evidence import THRESHOLD, Evidence
from assistant.question import Question
from assistant.situation import Situation
from index import Hit, Retrieval

if TYPE_CHECKING:
    from assistant.permission import Leaning

EXPLAINED = 12
"""How many of the retrieved passages are kept."""

Fate = Literal[
    "cited", "counterpart", "same_section", "weaker", "not_enough_evidence", "enough_cited", "approved"
]
"""What became of a retrieved passage, and why; `approved`: an approved answer rests on other ones."""


@dataclass(frozen=True)
class Considered:
    """A retrieved passage and what became of it."""

    hit: Hit
    fate: Fate


@dataclass
class Trace:
    """Filled while a question goes its way; complete when its reply is returned."""

    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took."""
    considered: list[Considered] = field(default_factory=list)
    """The best passages, best first."""
    evidence: Evidence | None = None
    posts: tuple[str, ...] = ()
    """The pasted posts that were set apart."""
    situation: Situation = field(default_factory=Situation)
    """What question and posts tell of the situation."""
    read: str | None = None
    """The question as it was read, where that is not as it was typed: misspelt words are replaced, say."""
    nearest_example: str | None = None
    """The example question that is most like this one."""

    def note(
        self, question: Question, situation: Situation, retrieval: Retrieval, evidence: Evidence
    ) -> None:
        """Keep what was retrieved and how it was decided. Until passages are cited, none is."""
        self.posts = question.posts
        self.situation = situation
        self.read = retrieval.query.read if retrieval.query.read != retrieval.query.text else None
        self.evidence = evidence
        self.considered = [Considered(hit, "not_enough_evidence") for hit in retrieval.hits[:EXPLAINED]]
        match = retrieval.matches.best_section()
        self.nearest_example = match.example.text if match else None

    leaning: "Leaning | None" = None
    """How far the question leans to each verdict; None where that was not looked at."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    def record(self) -> dict[str, object]:
        """The trace as it is written to JSON."""
        evidence = self.evidence
        return {
            "confidence": round(evidence.confidence, 4) if evidence else None,
            "threshold": THRESHOLD if evidence else None,
            "told": evidence.told if evidence else None,
            "features": {k: round(v, 4) for k, v in evidence.features.items()} if evidence else {},
            "posts": list(self.posts),
            "situation": {
                "asker": self.situation.asker,
                "account": self.situation.account,
                "subjects": sorted(self.situation.subjects),
            },
            "leaning": (
                {verdict or "none": round(score, 3) for verdict, score in self.leaning.scores.items()}
                if self.leaning
                else None
            ),
            "read": self.read,
            "nearest_example": self.nearest_example,
            "retrieved": [
                {
                    "passage": considered.hit.passage.id,
                    "score": round(considered.hit.score, 3),
                    "fit": round(considered.hit.fit, 3),
                    "signals": {k: round(v, 3) for k, v in asdict(considered.hit.signals).items()},
                    "fate": considered.fate,
                }
                for considered in self.considered
            ],
            "seconds": {name: round(seconds, 5) for name, seconds in self.seconds.items()},
        }
