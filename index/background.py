"""The background: unrelated texts in both languages, against which every match is judged.

How good a cosine or a BM25 score is depends on the question and on the language, so scores are given as
standard scores over a fixed set of texts that answer nothing (speaker verification calls it an impostor
cohort and the method Z-norm or T-norm: Auckenthaler, Carey & Lloyd-Thomas 2000). As the set is the same
for every corpus, a score means the same in a corpus of eight passages and in one of eight thousand, and
texts that are added in one language change nothing for those of the other.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus import Language
from index.sentences import sentences


@dataclass(frozen=True)
class Background:
    """The background in one language. Line n of one language translates line n of the other."""

    texts: tuple[str, ...]
    sentences: tuple[str, ...]
    owners: tuple[int, ...]
    """For each sentence, the number of its text."""


@cache
def background(language: Language) -> Background:
    """The background texts of a language and their sentences."""
    file = resources.files("index").joinpath("background", f"{language}.txt")
    texts = tuple(file.read_text("utf-8").splitlines())
    split = [(number, text[a:b]) for number, text in enumerate(texts) for a, b in sentences(text)]
    return Background(texts, tuple(sentence for _, sentence in split), tuple(number for number, _ in split))
