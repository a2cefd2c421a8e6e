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
        # A damaged one was told of when it was read to be opened.
        previous = read(folder, self.fingerprint, quiet=True)
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


def read(folder: Path, fingerprint: str, *, quiet: bool = False) -> Manifest | None:
    """The manifest in use of that fingerprint, if there is a readable one.

    A damaged one is told of in one line of the log, unless `quiet`: where somebody else does.
    """
    return _read(folder / f"{fingerprint}.json", quiet)


def read_all(folder: Path, *, quiet: bool = False) -> list[Manifest]:
    """All readable manifests in use of a folder, the newest first. `quiet` as for `read`."""
    found = [manifest for file in folder.glob("*.json") if (manifest := _read(file, quiet)) is not None]
    return sorted(found, key=lambda manifest: manifest.created, reverse=True)


def read_left(folder: Path, seconds: float) -> list[Manifest]:
    """The manifests of builds that were begun and not finished, or taken out of use, that long ago."""
    old = [file for file in folder.glob(f"*{_LEFT}") if is_older(file, seconds)]
    return [manifest for file in old if (manifest := _read(file, quiet=True)) is not None]


def remove_damaged(folder: Path, seconds: float) -> None:
    """Remove what is no manifest any more and was written that long ago. Raises `OSError`."""
    for file in (*folder.glob("*.json"), *folder.glob(f"*{_LEFT}")):
        if file.is_file() and is_older(file, seconds):
            try:
                Manifest.model_validate_json(file.read_bytes())
            except ValidationError:
                file.unlink(missing_ok=True)


def is_older(path: Path, seconds: float) -> bool:
    """Whether a file or folder is there and was written that long ago."""
    try:
        return time.time() - path.stat().st_mtime >= seconds
    except FileNotFoundError:
        return False


def _read(file: Path, quiet: bool) -> Manifest | None:
    try:
        return Manifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        if not quiet:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.strerror
            log.warning("%s is damaged, and its index counts as not there: %s", file, why)
        return None
