"""The window's page of evaluation: the latest verdict, the run that goes on, all runs, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from corpus import LANGUAGES
from eval.case import SPLITS, Split
from eval.frame import Frame
from eval.job import Order, Progress
from eval.listing import Listed, Unreadable
from eval.refusal import Refusal, refusal
from eval.wording import Wording, isolated

SHOWN = ("answered", "declined", "first_citation")
"""The metrics that stand beside each run."""

PARTS: dict[str, tuple[Split, ...]] = {"whole": SPLITS, "test": ("test",), "dev": ("dev",)}
"""What can be asked, by its name in the form."""

LEFT = {"left_seconds": 45, "left_minute": 90}
"""Up to how many seconds the time left is said in these words."""


@dataclass(frozen=True)
class Overview:
    """What the page shows."""

    progress: Progress | None
    runs: Sequence[Listed | Unreadable]
    order: Order = field(default_factory=Order)
    """What stands in the form."""
    refused: Refusal | None = None
    """Why what was asked for last was not done."""

    @property
    def listed(self) -> list[Listed]:
        """The runs that can be read."""
        return [run for run in self.runs if isinstance(run, Listed)]

    @property
    def reported(self) -> list[Listed]:
        """Those that have a report."""
        return [run for run in self.listed if run.metrics]

    @property
    def settled(self) -> bool:
        """Whether the run that was not brought to its end here has been since, from the command line."""
        if self.progress is None or self.progress.stage not in ("cancelled", "failed"):
            return False
        return any(run.name == self.progress.run and not run.resumable for run in self.listed)

    @property
    def mark(self) -> str:
        """Another one whenever more has changed than how far the run is."""
        if self.progress is None:
            return ""
        return f"{self.progress.run} {'going' if self.progress.going else self.progress.stage}"


def overview_page(shown: Overview, frame: Frame, base: str) -> str:
    """The page. `base` is the address under which all of evaluation is served."""
    word = Wording(frame.language)
    progress = shown.progress

    def address(*parts: str, **values: str) -> str:
        query = "&".join(f"{k}={quote(v, safe='')}" for k, v in {**values, "lang": frame.language}.items())
        return "/".join((base, *(quote(part, safe="") for part in parts))) + f"?{query}"

    return frame.render(
        "overview.html",
        shown=shown,
        progress=progress,
        latest=shown.reported[0] if shown.reported else None,
        failure=refusal(progress.error).say(word) if progress and progress.error else None,
        refused=shown.refused.say(word) if shown.refused else None,
        status=status(progress, word) if progress else None,
        part=part_of(shown.order.splits),
        part_of=part_of,
        asked=asked,
        parts=PARTS,
        metrics=SHOWN,
        address=address,
        count=count,
        is_listed=lambda run: isinstance(run, Listed),
        languages=LANGUAGES,
    )


def part_of(splits: Sequence[Split]) -> str:
    """The name of what is asked: the whole set, or one half."""
    return next(name for name, of in PARTS.items() if set(of) == set(splits))


def status(progress: Progress, word: Wording) -> str:
    """How far a run is, in a line of words."""
    if progress.stage == "scoring":
        return word.say("window.scoring")
    return f"{asked(progress.done, progress.total, word)} · {_left(progress.left, word)}"


def asked(done: int, total: int, word: Wording) -> str:
    """How many questions of how many."""
    return word.say("window.asked", done=count(done), total=count(total))


def count(number: int) -> str:
    """A number, its thousands apart, that keeps its order in Arabic text."""
    return isolated(f"{number:,}")


def _left(seconds: float | None, word: Wording) -> str:
    if seconds is None:
        return word.say("window.left")
    for key, most in LEFT.items():
        if seconds < most:
            return word.say(f"window.{key}")
    return word.say("window.left_minutes", minutes=count(round(seconds / 60)))
