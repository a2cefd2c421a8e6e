"""The settings of evaluation."""

from pathlib import Path

from assistant.settings import AssistantSettings
from eval.case import CASES
from eval.pairs import PAIRS


class EvalSettings(AssistantSettings):
    """The assistant's settings, and where cases and runs are."""

    cases_folder: Path = CASES / "social-media"
    """The evaluation set: files `dev.<language>.yaml` and `test.<language>.yaml`."""
    pairs_folder: Path = PAIRS
    """The pairs of a sentence and a section that the checking of a language model's sentences is measured on:
    files `dev.<language>.jsonl` and `test.<language>.jsonl`."""
    runs_folder: Path = Path("runs")
    """Where runs are kept, a folder each. They cannot be built again: the assistant changes."""
