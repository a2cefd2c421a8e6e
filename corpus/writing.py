"""Writing a file in one go."""

import secrets
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that whoever reads it meanwhile sees the old one or the new one, whole; one that is
    there keeps its permissions. Raises `OSError`, and leaves nothing behind."""
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        new.write_bytes(content)
        if file.exists():
            new.chmod(file.stat().st_mode)
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
