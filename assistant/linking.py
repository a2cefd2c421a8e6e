"""Sentences without the words that only tie them to others."""

from assistant.phrases import Phrases
from index import words

LINKS = Phrases("links")
"""Words that say nothing themselves, and idioms in which a guarded word is none."""


def without_links(text: str) -> str:
    """A sentence without them, in either language: "However, wait." becomes "wait.". Of one that has nothing
    else nothing is taken."""
    tokens = text.split()
    said = [words(token) for token in tokens]
    line = " ".join(word for own in said for word in own)
    linking = set[int]()
    for begin, end in LINKS.places("link", "link", line):
        first = line.count(" ", 0, begin)
        linking.update(range(first, first + line.count(" ", begin, end) + 1))
    left: list[str] = []
    place = 0
    for token, own in zip(tokens, said, strict=True):
        if not own or not linking.issuperset(range(place, place + len(own))):
            left.append(token)
        place += len(own)
    return " ".join(left) if linking and any(map(words, left)) else text
