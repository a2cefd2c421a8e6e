"""What was learned, kept in the data folder, as learning takes a while; what is learned from the shipped
examples comes with the product. All of it can be learned again."""

import logging
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.writing import write_whole

log = logging.getLogger(__name__)

Arrays = Mapping[str, npt.NDArray[Any]]

SHIPPED = Path(__file__).parent / "shipped"
"""What comes with the product."""

KEPT_SECONDS = 7 * 24 * 3600
"""How long what was learned from other examples is kept."""


def learned(folder: Path, name: str, key: str, learn: Callable[[], Arrays]) -> Arrays:
    """What `learn` makes, from the file that has it under this key, shipped or kept, or made now and kept.

    A file that is damaged is learned anew, with a warning; a folder that cannot be written is told, and
    nothing is kept.
    """
    shipped, file = (where / f"{name}-{key}.npz" for where in (SHIPPED, folder))
    for kept in (shipped, file):
        try:
            with np.load(kept, allow_pickle=False) as stored:
                return {part: stored[part] for part in stored.files}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            log.warning("%s is damaged (%s); it is learned anew", kept, error)
    found = learn()
    try:
        _keep(file, found, np.savez)
        _tidy(folder, name, file)
    except OSError as error:
        log.warning("%s cannot be kept: %s; it is learned anew each time", file, error.strerror)
    return found


def ship(name: str, key: str, arrays: Arrays) -> Path:
    """Put into the product what was learned, in the place of what was there under that name."""
    file = SHIPPED / f"{name}-{key}.npz"
    _keep(file, arrays, np.savez_compressed)
    for other in SHIPPED.glob(f"{name}-*.npz"):
        if other != file:
            other.unlink()
    return file


def _keep(file: Path, arrays: Arrays, save: Callable[..., None]) -> None:
    content = BytesIO()
    save(content, allow_pickle=False, **arrays)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content.getvalue())


def _tidy(folder: Path, name: str, current: Path) -> None:
    for other in folder.glob(f"{name}-*.npz"):
        if other != current and time.time() - other.stat().st_mtime > KEPT_SECONDS:
            other.unlink(missing_ok=True)
