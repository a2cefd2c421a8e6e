"""The manifest: what makes a finished build the index in use."""

import logging
import time
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus import Language

log = logging.getLogger(__name__)

_LEFT = ".left"


class Manifest(BaseModel):
    """Names the build that serves a fingerprint.

    It is `<fingerprint>.json` while the build is in use, which it becomes in one step, when the build is
    finished. Before and after, it is `<build>.left`: what can be removed when nobody has to do with it any
    more.
    """

    model_config = ConfigDict(frozen=True)

    fingerprint: str
    build: str
    """The build's folder, and a part of its collections' names."""
    collections: dict[Language, str]
    counts: dict[Language, int]
    """How many vectors each collection has."""
    passages: int
    embedding_model: str
    chroma_url: str | None
    created: datetime

    def begin(self, folder: Path) -> None:
        """Say that this build is under way. Raises `OSError`."""
        self._leave(folder)

    def put_in_use(self, folder: Path) -> None:
        """Make this the manifest of its fingerprint, in place of any other. Raises `OSError`."""
        previous = read(folder, self.fingerprint)
        if previous is not None:
            previous._leave(folder)
        (folder / f"{self.build}{_LEFT}").replace(folder / f"{self.fingerprint}.json")

    def retire(self, folder: Path) -> None:
        """Take this out of use. Raises `OSError`."""
        self._leave(folder)
        (folder / f"{self.fingerprint}.json").unlink(missing_ok=True)

    def forget(self, folder: Path) -> None:
        """Remove the manifest of what was left. Raises `OSError`."""
        (folder / f"{self.build}{_LEFT}").unlink(missing_ok=True)

    def _leave(self, folder: Path) -> None:
        (folder / f"{self.build}{_LEFT}").write_text(self.model_dump_json(indent=2), "utf-8")


def read(folder: Path, fingerprint: str) -> Manifest | None:
    """The manifest in use of that fingerprint, if there is a readable one."""
    return _read(folder / f"{fingerprint}.json")


def read_all(folder: Path) -> list[Manifest]:
    """All readable manifests in use of a folder, the newest first."""
    found = [manifest for file in folder.glob("*.json") if (manifest := _read(file)) is not None]
    return sorted(found, key=lambda manifest: manifest.created, reverse=True)


def read_left(folder: Path, seconds: float) -> list[Manifest]:
    """The manifests of builds that were begun and not finished, or taken out of use, that long ago."""
    return [
        manifest for file in folder.glob(f"*{_LEFT}") if (manifest := _read(file, older=seconds)) is not None
    ]


def _read(file: Path, older: float = 0) -> Manifest | None:
    try:
        if older and time.time() - file.stat().st_mtime < older:
            return None
        return Manifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        log.warning("%s cannot be read as the manifest of an index and is passed over: %s", file, error)
        return None
