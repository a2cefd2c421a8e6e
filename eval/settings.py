"""The settings of evaluation."""

from pathlib import Path

from assistant.settings import AssistantSettings
from eval.case import CASES


class EvalSettings(AssistantSettings):
    """The assistant's settings, and where cases and runs are."""

    cases_folder: Path = CASES / "social-media"
    """The evaluation set: files `dev.<language>.yaml` and `test.<language>.yaml`."""
    runs_folder: Path = Path("runs")
    """Where runs are kept, a folder each. They cannot be built again: the assistant changes."""
