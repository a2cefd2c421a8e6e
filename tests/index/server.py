"""A real Chroma server."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

_SECONDS = 60


def free_port() -> int:
    """A port of the loopback interface on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class ChromaServer:
    """`chroma run` on a free port, from entering to leaving."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> "ChromaServer":
        command = Path(sys.executable).parent / "chroma"
        self._process = subprocess.Popen(
            [
                str(command),
                "run",
                "--path",
                str(self._folder),
                "--host",
                "127.0.0.1",
                "--port",
                str(self._port),
            ],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + _SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5).close()
                return self
            except (urllib.error.URLError, ConnectionError) as error:
                if self._process.poll() is not None or time.monotonic() > end:
                    self._process.kill()
                    raise RuntimeError("the Chroma server did not start") from error
                time.sleep(0.1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait(_SECONDS)
