"""The manifest: what makes a finished build the index in use."""

import logging
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus import Language

log = logging.getLogger(__name__)


class Manifest(BaseModel):
    """Names the build that serves a fingerprint. It is written last and in one step, as `<fingerprint>.json`,
    so a build that was killed is never in use."""

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

    def write(self, folder: Path) -> None:
        """Make this the manifest of its fingerprint. Raises `OSError`."""
        temporary = folder / f"{self.build}.writing"
        temporary.write_text(self.model_dump_json(indent=2), "utf-8")
        temporary.replace(folder / f"{self.fingerprint}.json")


def read(folder: Path, fingerprint: str) -> Manifest | None:
    """The manifest of that fingerprint, if there is a readable one."""
    return _read(folder / f"{fingerprint}.json")


def read_all(folder: Path) -> list[Manifest]:
    """All readable manifests of a folder, the newest first."""
    found = [manifest for file in folder.glob("*.json") if (manifest := _read(file)) is not None]
    return sorted(found, key=lambda manifest: manifest.created, reverse=True)


def _read(file: Path) -> Manifest | None:
    try:
        return Manifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        log.warning("%s is not a manifest of an index and is passed over: %s", file, error)
        return None
