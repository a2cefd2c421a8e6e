import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.standing import Lapse, lapses, overdue
from corpus import load_corpus
from tests.assistant.approving import REVIEW, TEXT, make, read, signed


def test_one_that_nobody_signed_is_not_in_force(tmp_path: Path) -> None:
    path, corpus = make(tmp_path)
    assert lapses(read(path), corpus) == (Lapse("unsigned"),)


def test_one_that_is_signed_is_in_force(tmp_path: Path) -> None:
    answer, corpus = signed(tmp_path)
    assert lapses(answer, corpus) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("must not repeat", "should not repeat", Lapse("section_changed", "rules#parties")),
        ("a party says.", "a party says. Nor a union.", Lapse("section_changed", "rules#parties")),
        ("{#journalists}", "{#press}", Lapse("section_gone", "rules#journalists")),
    ],
)
def test_it_lapses_when_a_section_that_it_rests_on_changes_or_goes(
    tmp_path: Path, old: str, new: str, expected: Lapse
) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT.replace(old, new), "utf-8")
    assert lapses(answer, load_corpus(tmp_path)) == (expected,)


def test_another_section_may_change(tmp_path: Path) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT + "\n## More {#more}\n\nMore.\n", "utf-8")
    assert lapses(answer, load_corpus(tmp_path)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("verdict: no", "verdict: yes"),
        ("No. An official account does not", "Yes. An official account does"),
        ("لا يعيد الحساب", "يعيد الحساب"),
        ("[official, unknown]", "[personal, unknown]"),
        ("asker: [journalist]", "asker: [blogger]"),
    ],
)
def test_it_lapses_when_its_own_words_are_changed_after_it_was_signed(
    tmp_path: Path, old: str, new: str
) -> None:
    answer, corpus = signed(tmp_path)
    text = answer.path.read_text("utf-8")
    assert old in text
    answer.path.write_text(text.replace(old, new), "utf-8")
    assert lapses(read(answer.path), corpus) == (Lapse("edited"),)


def test_a_further_way_of_asking_needs_no_new_signature(tmp_path: Path) -> None:
    answer, corpus = signed(tmp_path)
    text = answer.path.read_text("utf-8")
    more = text.replace('    - "May we', '    - "Can we?"\n    - "May we')
    assert more != text
    answer.path.write_text(more, "utf-8")
    assert lapses(read(answer.path), corpus) == ()


def test_a_quotation_that_is_not_to_the_letter_is_told(tmp_path: Path) -> None:
    answer, corpus = signed(tmp_path)
    first = answer.head.rests_on[0].model_copy(update={"quote": "Official accounts may."})
    head = answer.head.model_copy(update={"rests_on": (first, *answer.head.rests_on[1:])})
    assert Lapse("not_quoted", "rules#parties") in lapses(replace(answer, head=head), corpus)


def test_it_is_overdue_from_the_day_after_its_review(tmp_path: Path) -> None:
    answer, _ = signed(tmp_path)
    assert not overdue(answer, REVIEW)
    assert overdue(answer, date(2027, 1, 3))


def test_the_seal_is_the_same_in_every_process(tmp_path: Path) -> None:
    answer, _ = signed(tmp_path)
    code = (
        "import sys; from pathlib import Path; from assistant.approved import read_file; "
        "from assistant.standing import seal; print(seal(read_file(Path(sys.argv[1]))[0]))"
    )
    seals = {
        subprocess.run(
            [sys.executable, "-c", code, str(answer.path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    }
    assert seals == {answer.head.seal}
