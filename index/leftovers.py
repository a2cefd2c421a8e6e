"""What builds leave behind: indexes that no one uses any more, and halves of builds that were killed."""

import logging
import shutil
from pathlib import Path

from index.manifest import Manifest, is_older, read_all, read_left, remove_damaged
from index.store import Store, StoreError

log = logging.getLogger(__name__)

KEPT = 3
"""How many indexes are kept, the newest ones, so that going back to an earlier corpus is quick."""

ABANDONED_SECONDS = 3600
"""How long what is not in use is let be: it may be another process's build under way, or still be read by one
that opened it before."""


def tidy(folder: Path, newest: Manifest, chroma_url: str | None) -> None:
    """Take all but the newest indexes out of use, and remove what has long been out of use or has no
    readable manifest.

    What lies on a Chroma server is removed while that server is the one in the settings. Raises `OSError`.
    """
    found = read_all(folder, quiet=True)
    kept = {newest.build, *(manifest.build for manifest in found[:KEPT])}
    for manifest in found:
        if manifest.build not in kept:
            manifest.retire(folder)
    for manifest in read_left(folder, ABANDONED_SECONDS):
        if manifest.build in kept:
            manifest.forget(folder)
        elif manifest.chroma_url is None:
            # What another process is removing as well is gone either way.
            shutil.rmtree(folder / manifest.build, ignore_errors=True)
            manifest.forget(folder)
        elif manifest.chroma_url == chroma_url and _remove_collections(manifest):
            manifest.forget(folder)
    remove_damaged(folder, ABANDONED_SECONDS)
    named = {manifest.build for manifest in (*read_all(folder, quiet=True), *read_left(folder, 0))}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in named and is_older(path, ABANDONED_SECONDS):
            shutil.rmtree(path, ignore_errors=True)


def _remove_collections(manifest: Manifest) -> bool:
    """Whether they are gone; otherwise another build tries again."""
    try:
        store = Store(url=manifest.chroma_url)
        there = store.names()
        for collection in manifest.collections.values():
            if collection in there:
                store.delete(collection)
        store.close()
    except StoreError as error:
        log.warning("the collections of the old index %s could not be removed: %s", manifest.build, error)
        return False
    return True
