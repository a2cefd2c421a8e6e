"""Short names for content: the same content has the same name, and other content has another."""

import hashlib
import json


def digest(content: object) -> str:
    """The first 64 bits of the SHA-256 of a text, or of anything else as JSON, in hexadecimal."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
