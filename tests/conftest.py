"""What all tests share: the real assistant over the shipped guidance, and a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.settings import AssistantSettings


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With `NO_SKIPPED_TESTS` set, as continuous integration has it, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPPED_TESTS") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("tests were skipped, and NO_SKIPPED_TESTS is set", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No `GUIDANCE_…` variable and no `.env` of whoever runs the tests reaches them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("GUIDANCE_"):
                patch.delenv(name)
        patch.chdir(tmp_path_factory.mktemp("working"))
        yield


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that all tests share which only read the index of the shipped guidance."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def assistant(data_folder: Path) -> Assistant:
    """The assistant as it is shipped, its index built."""
    assistant = Assistant(AssistantSettings(data_folder=data_folder))
    assistant.ask("Who may post?")
    return assistant


@pytest.fixture(scope="session")
def quoting(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the shipped guidance without approved answers: all that it says are quotations."""
    none = tmp_path_factory.mktemp("approved")
    return Assistant(AssistantSettings(data_folder=data_folder, approved_folder=none))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one, tests in the browser are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return path
