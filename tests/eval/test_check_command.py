"""`python -m eval check`, over a few pairs."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answering import Assistant
from corpus import LANGUAGES
from eval.__main__ import app


@pytest.fixture
def data(assistant: Assistant, data_folder: Path) -> Path:
    """The data folder, with the index built."""
    assert assistant
    return data_folder


def test_it_tells_false_passes_and_false_removals_by_language_and_what_is_shown_by_kind(data: Path) -> None:
    result = CliRunner().invoke(app, ["check"], env={"GUIDANCE_DATA_FOLDER": str(data), "COLUMNS": "120"})
    assert result.exit_code == 0, result.output
    for told in (*LANGUAGES, "false_passes", "false_removals", "paraphrase", "negation"):
        assert told in result.output


def test_pairs_that_cannot_be_read_are_one_line_and_exit_status_1(data: Path, tmp_path: Path) -> None:
    env = {"GUIDANCE_DATA_FOLDER": str(data), "GUIDANCE_PAIRS_FOLDER": str(tmp_path)}
    result = CliRunner().invoke(app, ["check"], env=env)
    assert result.exit_code == 1
    assert "GUIDANCE_PAIRS_FOLDER" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
