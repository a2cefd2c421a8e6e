import io
import re
from pathlib import Path

import pytest

from assistant.asking import BadLine, InputError, QuestionLine, read_questions


def _read(tmp_path: Path, content: bytes) -> list[QuestionLine | BadLine]:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)
    return list(read_questions(str(file)))


def test_questions_are_read_with_their_ids_as_they_are(tmp_path: Path) -> None:
    content = '{"id": "7", "question": "May I?"}\n{"id": 7, "question": "هل يجوز؟"}\n{"question": ""}\n'
    assert _read(tmp_path, content.encode()) == [
        QuestionLine(id="7", question="May I?"),
        QuestionLine(id=7, question="هل يجوز؟"),
        QuestionLine(id=None, question=""),
    ]


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b"", []),
        (b"\n \r\n\t\n", []),
        (b'\n{"question": "a"}', [QuestionLine(question="a")]),
        (b'\xef\xbb\xbf{"question": "a"}\r\n', [QuestionLine(question="a")]),
        (b'{"question": "a", "note": 3, "expected": []}\n', [QuestionLine(question="a")]),
        ('{"question": "a\u2028b\u0085c"}\n'.encode(), [QuestionLine(question="a\u2028b\u0085c")]),
    ],
)
def test_blank_lines_a_byte_order_mark_and_other_keys_do_no_harm(
    tmp_path: Path, content: bytes, read: list[QuestionLine]
) -> None:
    assert _read(tmp_path, content) == read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"May I?", "is no JSON"),
        (b'{"id": "a", "question": "b"', "is no JSON"),
        (b'"May I?"', "object"),
        (b"[]", "object"),
        (b"null", "object"),
        (b"{}", "question: Field required"),
        (b'{"question": null}', "question: .*string"),
        (b'{"question": 3}', "question: .*string"),
        (b'{"id": true, "question": "a"}', "^id"),
        (b'{"id": 1.5, "question": "a"}', "^id"),
        (b'{"id": ["x"], "question": "a"}', "^id"),
        (b'{"question": "\\ud800"}', "is no JSON"),
        (b'{"question": "a\xff"}', r"not UTF-8 \(byte 16 of the line\)"),
        ('{"question": "هل يجوز؟"}'.encode("cp1256"), r"not UTF-8 \(byte 15 of the line\)"),
        ('{"question": "May I?"}'.encode("utf-16"), r"not UTF-8 \(byte 1 of the line\)"),
    ],
)
def test_a_malformed_line_is_named_and_the_others_are_read(tmp_path: Path, line: bytes, reason: str) -> None:
    good = b'{"question": "good"}'
    first, bad, last = _read(tmp_path, b"\n".join([good, b"", line.replace(b"\n", b""), good]))
    assert first == last == QuestionLine(question="good")
    assert isinstance(bad, BadLine)
    assert bad.line == 3
    assert re.search(reason, bad.reason)
    assert "\n" not in bad.reason


def test_a_dash_is_standard_input_and_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO('{"question": "هل؟"}\n{"question": "may I?"}\n'.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    lines = read_questions("-")
    assert next(lines) == QuestionLine(question="هل؟")
    assert Stdin.buffer.tell() < len(Stdin.buffer.getvalue())
    assert list(lines) == [QuestionLine(question="may I?")]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl: No such file.*question a line"):
        next(read_questions(str(tmp_path / "nothing.jsonl")))
    with pytest.raises(InputError, match="Is a directory"):
        next(read_questions(str(tmp_path)))
