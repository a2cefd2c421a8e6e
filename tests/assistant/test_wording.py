import pytest

from assistant.wording import Wording

TEXTS = ["May we share a party's message?", "May we share a charity's message?", "هل نشارك رسالة حزب؟"]
# What only one text has does not count.
TEXTS += ["The party and its message", "The charity and its message", "رسالة من حزب نشاركها"]


def test_a_text_is_most_like_itself() -> None:
    wording = Wording(TEXTS)
    likeness = wording.likeness(wording.rows)
    assert likeness.shape == (6, 6)
    assert likeness.argmax(axis=1).tolist()[:3] == [0, 1, 2]
    assert likeness.diagonal() == pytest.approx([1] * 6, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "nearest"), [("MAY WE SHARE THE PARTYS MESSAGES", 0), ("أنشارك رسالة الحزب؟", 2)]
)
def test_case_marks_and_endings_hardly_count(text: str, nearest: int) -> None:
    wording = Wording(TEXTS)
    assert int(wording.likeness(wording.of(text))[0].argmax()) == nearest


def test_a_text_of_other_words_is_like_none() -> None:
    wording = Wording(TEXTS)
    assert float(wording.likeness(wording.of("xyz"))[0].max()) == 0
