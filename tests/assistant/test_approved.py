from pathlib import Path

import pytest

from assistant.approved import read_approved, read_file
from assistant.situation import Applies
from tests.assistant.approving import ANSWER, make, read


def test_an_approved_answer_is_read_with_its_quotations_its_situation_and_both_languages(
    tmp_path: Path,
) -> None:
    path, _ = make(tmp_path)
    answer = read(path)
    assert (answer.id, answer.head.verdict, answer.family) == ("party", "no", "party")
    assert answer.head.situation == Applies(account=frozenset({"official", "unknown"}))
    assert answer.sections == {"rules#parties", "rules#journalists"}
    assert answer.head.rests_on[1].when == Applies(asker=frozenset({"journalist"}))
    assert answer.asked("ar") == ("هل نعيد ما يقوله حزب؟",)
    assert answer.body["en"] == (
        "No. An official account does not repeat what a party says [1].",
        "- A journalist goes to the press office, whoever asks [2].",
    )
    assert len(answer.body["ar"]) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("verdict: no", "verdict: perhaps", 4, "'verdict': Input should be 'yes'"),
        ("id: party", "id: other", 1, "the id 'other' is not the name of the file"),
        ("id: party", "idd: party", 3, "'idd': Extra inputs"),
        ("account: [official, unknown]", "account: [mine]", 6, "'account': Input should be"),
        ('    quote: "Send', '    quoted: "Send', 11, "'quoted': Extra inputs"),
        ("says [1].\n\n- A", "says.\n\n- A", 19, "rests on no quotation (give it a [1]): No. An official"),
        ("asks [2]", "asks [3]", 19, "there is no quotation [3]; `rests_on` has 2"),
        ("## العربية", "## Arabic", 27, "the headings are, once each, English, العربية"),
        ("## English\n", "\n", 22, "stands under no heading: English, العربية"),
        ("verdict: no", "verdict: no\nverdict: yes", 5, "'verdict' stands here a second time"),
        ("verdict: no", "verdict: [no", 5, "no valid YAML"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert ANSWER.count(old) == 1
    path, _ = make(tmp_path, ANSWER.replace(old, new))
    _, problems = read_file(path)
    assert any(message in found for _, found in problems), problems
    assert any(at == line and message in found for at, found in problems), problems


def test_a_language_without_an_answer_and_an_unused_quotation_are_faults(tmp_path: Path) -> None:
    english = ANSWER.partition("## العربية")[0].replace("asks [2]", "asks [1]")
    path, _ = make(tmp_path, english)
    _, problems = read_file(path)
    messages = [message for _, message in problems]
    assert messages == ["has no answer under the heading العربية", "nothing rests on quotation [2]"]


def test_a_file_with_a_fault_does_not_take_the_others_along(tmp_path: Path) -> None:
    path, _ = make(tmp_path)
    (path.parent / "broken.md").write_text("no front matter", "utf-8")
    (path.parent / "latin.md").write_bytes(b"---\n\xe9\n---\n")
    (path.parent / ".hidden.md").write_text("x", "utf-8")
    reading = read_approved(path.parent)
    assert [answer.id for answer in reading.answers] == ["party"]
    assert [(fault.path.name, fault.line) for fault in reading.faults] == [("broken.md", 1), ("latin.md", 2)]


def test_no_folder_holds_no_approved_answers(tmp_path: Path) -> None:
    assert read_approved(tmp_path / "nowhere").answers == ()


def test_two_that_are_asked_for_in_the_same_way_are_both_at_fault(tmp_path: Path) -> None:
    path, _ = make(tmp_path)
    (path.parent / "again.md").write_text(ANSWER.replace("id: party", "id: again"), "utf-8")
    reading = read_approved(path.parent)
    assert reading.answers == ()
    assert {fault.path.name for fault in reading.faults} == {"again.md", "party.md"}


def test_a_variant_of_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    path, _ = make(tmp_path, ANSWER.replace("verdict: no", "verdict: no\nvariant_of: nobody"))
    reading = read_approved(path.parent)
    assert [fault.message for fault in reading.faults] == ["there is no approved answer 'nobody'"]
