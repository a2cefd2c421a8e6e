from datetime import date
from pathlib import Path

import pytest

from assistant.renewing import RenewalError, renew
from assistant.standing import lapses
from corpus import load_corpus
from tests.assistant.approving import ANSWER, ON, REVIEW, TEXT, make, read, signed


def test_signing_keeps_everything_else_in_the_file(tmp_path: Path) -> None:
    path, corpus = make(tmp_path)
    renew(read(path), corpus, "أمينة", ON, REVIEW)
    lines = path.read_text("utf-8").splitlines()
    added = [line for line in lines if line not in ANSWER.splitlines()]
    assert [line.strip().partition(":")[0] for line in added] == [
        "hash", "hash", "approved_by", "approved_on", "review_by", "seal",
    ]  # fmt: skip
    assert [line for line in ANSWER.splitlines() if line not in lines] == []
    assert "approved_by: أمينة" in lines
    assert [p.name for p in path.parent.iterdir()] == ["party.md"]


def test_after_the_guidance_has_changed_it_is_in_force_again_once_renewed(tmp_path: Path) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT.replace("a party says.", "a party says. Nor a union."), "utf-8")
    changed = load_corpus(tmp_path)
    assert lapses(answer, changed)
    again = renew(answer, changed, "Omar", date(2026, 5, 5), REVIEW)
    assert lapses(again, changed) == ()
    assert (again.head.approved_by, again.head.approved_on) == ("Omar", date(2026, 5, 5))


@pytest.mark.parametrize(("old", "new"), [("must not", "should not"), ("{#parties}", "{#party}")])
def test_what_the_guidance_no_longer_says_is_not_signed(tmp_path: Path, old: str, new: str) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT.replace(old, new), "utf-8")
    before = answer.path.read_bytes()
    with pytest.raises(RenewalError, match="does not have what is quoted from rules#parties"):
        renew(answer, load_corpus(tmp_path), "Omar", ON, REVIEW)
    assert answer.path.read_bytes() == before


@pytest.mark.parametrize(
    ("by", "review", "message"),
    [(" ", REVIEW, "a name is needed"), ("Omar", ON, "is not after the approval")],
)
def test_a_signature_needs_a_name_and_a_later_review(
    tmp_path: Path, by: str, review: date, message: str
) -> None:
    path, corpus = make(tmp_path)
    with pytest.raises(RenewalError, match=message):
        renew(read(path), corpus, by, ON, review)


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_signed_too(tmp_path: Path) -> None:
    path, corpus = make(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + ANSWER.replace("\n", "\r\n").encode())
    answer = renew(read(path), corpus, "Omar", ON, REVIEW)
    assert lapses(answer, corpus) == ()
    assert answer.body == read(path).body
