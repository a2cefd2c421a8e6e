"""The judge that fits the guidance and the approved answers as they are now."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from assistant.approved import Approved, ApprovedReading, approved_files, read_approved
from assistant.coverage import Coverage
from assistant.likeness import Likeness
from assistant.matching import ApprovedMatcher
from assistant.permission import Permissions
from assistant.ruling import Judge
from assistant.settings import AssistantSettings
from assistant.standing import lapses
from corpus import Corpus
from index import Index

log = logging.getLogger(__name__)

Files = tuple[tuple[str, int, int], ...]
"""Of each file of an approved answer: its name, when it was last changed (ns), and its size in bytes."""


@dataclass(frozen=True)
class _Held:
    files: Files
    index: Index
    learned: tuple[Coverage, Permissions]
    judge: Judge


class CurrentJudge:
    """Makes a judge when it is first asked for, and another one when the guidance, its example questions or
    the approved answers have changed. Several threads may ask at once; one makes it while the others wait."""

    def __init__(self, settings: AssistantSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def get(self, index: Index) -> Judge:
        """The judge over an index. Raises `StoreError`, and `OSError` where the approved answers cannot be
        listed."""
        with self._lock:
            files, held = self._files(), self._held
            if held and held.files == files and held.index.examples is index.examples:
                return held.judge
            answers = self._in_force(index.corpus)
            if held and held.index.examples is index.examples:
                learned = held.learned
            else:
                learned = learn(index, self._settings.data_folder)
            judge = Judge(*learned, ApprovedMatcher(answers, index))
            self._held = _Held(files, index, learned, judge)
            return judge

    def _files(self) -> Files:
        found = []
        for path in approved_files(self._settings.approved_answers):
            status = path.stat()
            found.append((path.name, status.st_mtime_ns, status.st_size))
        return tuple(found)

    def _in_force(self, corpus: Corpus) -> list[Approved]:
        """The approved answers that may be used. Of the others the log has a line: questions fall back to
        quotations, and somebody ought to know."""
        reading: ApprovedReading = read_approved(self._settings.approved_answers)
        lapsed = {answer.id: found for answer in reading.answers if (found := lapses(answer, corpus))}
        named = [f"{id_} ({found[0].reason})" for id_, found in lapsed.items()]
        named += [str(fault) for fault in reading.faults]
        if named:
            more = f" and {len(named) - 1} more" if len(named) > 1 else ""
            log.warning(
                "approved answers that are not used: %s%s; `python -m assistant approved check` says why",
                named[0],
                more,
            )
        return [answer for answer in reading.answers if answer.id not in lapsed]


def learn(index: Index, folder: Path) -> tuple[Coverage, Permissions]:
    """What the example questions of an index tell: what the guidance answers, and what it says to questions
    for permission."""
    likeness = Likeness(index.examples)
    return Coverage(index, folder, likeness), Permissions(index, folder, likeness)
