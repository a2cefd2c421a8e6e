"""Signing an approved answer, or signing it anew after the guidance has changed: with a name and a date."""

from datetime import date
from io import StringIO

from ruamel.yaml import YAML

from assistant.approved import Approved, read_file
from assistant.standing import seal, unquoted
from corpus import Corpus
from corpus.writing import write_whole


class RenewalError(ValueError):
    """An approved answer cannot be signed as it stands; the message says what to put right."""


def renew(answer: Approved, corpus: Corpus, by: str, on: date, review_by: date) -> Approved:
    """Sign an approved answer for the guidance as it is now, in its file; everything else there stays as it
    is, comments too.

    Raises `RenewalError` where a quotation does not stand in the guidance to the letter: whoever signs must
    first have seen and mended it. Raises `OSError` where the file cannot be written.
    """
    if not by.strip():
        raise RenewalError("a name is needed: who approves it?")
    if review_by <= on:
        raise RenewalError(f"the review on {review_by} is not after the approval on {on}")
    if lost := unquoted(answer, corpus):
        raise RenewalError(
            f"{answer.path}: the guidance does not have what is quoted from {', '.join(lost)}; "
            "quote it as it is now, see that the answer still holds, and renew it again"
        )
    write_whole(answer.path, _signed(answer, corpus, by.strip(), on, review_by).encode())
    signed, problems = read_file(answer.path)
    if signed is None or problems:
        raise RenewalError(f"{answer.path}: cannot be read after it was signed: {problems}")
    return signed


def _signed(answer: Approved, corpus: Corpus, by: str, on: date, review_by: date) -> str:
    """The file's text, signed."""
    text = answer.path.read_bytes().decode("utf-8-sig")
    _, front, body = text.split("---\n", 2) if "\r\n" not in text else text.split("---\r\n", 2)
    # Keeps comments, the order of the keys and the kind of quotes.
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    head = yaml.load(front)
    for ground in head["rests_on"]:
        ground["hash"] = corpus.section(ground["section"]).hash
    head["approved_by"], head["approved_on"], head["review_by"] = by, on, review_by
    head["seal"] = seal(answer)
    out = StringIO()
    yaml.dump(head, out)
    return f"---\n{out.getvalue()}---\n{body}"
