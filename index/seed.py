"""Vectors that come with the product, so that the first index is built in seconds and not in minutes.

They are those of the default encoder for the shipped texts, the example questions and the background, by
the same keys as in the cache; made by `python -m index seed`, in half precision. A text that was changed, or
another version of the encoder, has another key, and is embedded as any other.
"""

from functools import cache
from pathlib import Path

import numpy as np

from index.engine import Vectors

FILE = Path(__file__).parent / "seed.npz"


@cache
def load_seed() -> dict[bytes, Vectors]:
    """The vectors by their keys in the cache; empty where no file was made."""
    if not FILE.exists():
        return {}
    with np.load(FILE) as stored:
        keys, vectors = stored["keys"], stored["vectors"].astype(np.float32)
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def write_seed(vectors: dict[bytes, Vectors]) -> None:
    """Write the file that `load_seed` reads."""
    keys = sorted(vectors)
    np.savez_compressed(
        FILE,
        keys=np.array([np.frombuffer(key, dtype=np.uint8) for key in keys]),
        vectors=np.array([vectors[key] for key in keys], dtype=np.float16),
    )
