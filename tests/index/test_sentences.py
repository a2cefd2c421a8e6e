import random
import time
from itertools import pairwise

import pytest

from corpus import SHIPPED_FOLDER, load_corpus
from index.sentences import sentences


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One thing.", "Another!", "A third?", "And more…", "The end"],
        ["هل هذا مسموح؟", "نعم.", "لا تتردد!", "لكن…", "فكّر أولاً"],
        ["یہ ایک جملہ ہے۔", "دوسرا جملہ۔"],
        ["He said “Stop.”", "She went on."],
        ["قال «توقف.»", "ثم مضى."],
        ["It is so (see above.)", "Next."],
        ["Really?!", "Yes..."],
    ],
)
def test_a_sentence_ends_at_its_mark_and_keeps_what_closes_it(parts: list[str]) -> None:
    assert _split(" ".join(parts)) == parts
    assert _split("  " + "\n".join(parts) + "\n") == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask Dr. Smith or Mr. Jones.",
        "J. R. Smith wrote it.",
        "The U.K. Government publishes it.",
        "Use a channel, e.g. Twitter.",
        "Posts, replies, etc. are records.",
        "See No. 5 and para. 3.",
        "It rose by 3.5 per cent.",
        "Go to www.gov.uk today.",
        "“Is it true?” he asked.",
        "وفقاً لما ذكره د. أحمد.",
        "راجع ص. 12 من الدليل.",
        "بلغت النسبة 3.5 في المئة.",
        "زيادة قدرها ٣.٥ هذا العام.",
        "انظر www.gov.uk للتفاصيل.",
    ],
)
def test_a_dot_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert _split(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["Is it allowed? No.", "Ask the press office."],
        ["Keep emails, letters, etc.", "Delete the rest."],
        ["So do I.", "They do not."],
        ["The limit is 10.", "Twelve is too many."],
        ["احفظ الرسائل، إلخ.", "احذف ما سواها."],
        ["الحد هو 10.", "لا تتجاوزه."],
    ],
)
def test_a_dot_that_looks_like_an_abbreviation_ends_a_sentence_where_one_begins(parts: list[str]) -> None:
    assert _split(" ".join(parts))[-1] == parts[-1]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A line\n\nwithout a stop", ["A line", "without a stop"]),
        ("سطر أول\n \t\u00a0\nسطر ثانٍ", ["سطر أول", "سطر ثانٍ"]),
        ("You must:\n- be open\n- be fair", ["You must:", "be open", "be fair"]),
        ("عليك أن:\n* تكون صريحاً\n• تكون منصفاً", ["عليك أن:", "تكون صريحاً", "تكون منصفاً"]),
        ("First:\n1. Think\n2) Ask\n(c) Post", ["First:", "Think", "Ask", "Post"]),
        ("أولاً:\n١. فكّر\n٢) اسأل\nأ) انشر", ["أولاً:", "فكّر", "اسأل", "انشر"]),
        ("1. One", ["One"]),
        ("A sentence that\ngoes on here.", None),
        ("جملة تمتد\nإلى هنا.", None),
    ],
)
def test_blank_lines_and_list_items_end_a_sentence_and_a_mere_line_end_does_not(
    text: str, parts: list[str] | None, line_end: str
) -> None:
    text = text.replace("\n", line_end)
    assert _split(text) == (parts or [text])


@pytest.mark.parametrize("mark", [";", "؛"])
def test_only_a_long_sentence_is_split_at_semicolons(mark: str) -> None:
    short = f"Think first{mark} then post."
    assert _split(short) == [short]
    part = "a word and another " * 8
    assert _split(f"{part}{mark} {part}{mark} the end.") == [
        f"{part}{mark}",
        f"{part}{mark}",
        "the end.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "- ", "\r\n\r\n"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def _holds_every_invariant(text: str) -> None:
    spans = sentences(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    # Only white space and the bullets of list items lie between sentences.
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for word in text[start:end].split():
            assert word in {"-", "*", "+", "•", "–", "▪", ">"} or word.rstrip(".)").lstrip("(").isalnum()


def test_offsets_are_exact_and_nothing_is_lost_in_any_text() -> None:
    chance = random.Random(2014)
    pieces = [
        *("a", "Word", "I", "No", "e.g", "etc", "U.K", "هذه", "د", "إلخ", "كلمة", "3.5", "٣", "5"),
        *(".", "...", "?", "؟", "!", "۔", "؛", ";", "…", ",", "،", "«", "»", '"', "(", ")", "*", "_"),
        *(" ", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\u00a0", "\u2028", "\ud800", "\x00", "🙂"),
        *("\n- ", "\n1. ", "\n> ", "\nأ) ", "ﷺ", "\u200f"),
    ]
    for _ in range(3000):
        _holds_every_invariant("".join(chance.choices(pieces, k=chance.randint(1, 60))))


def test_offsets_are_exact_in_the_shipped_texts() -> None:
    for section in load_corpus(SHIPPED_FOLDER).sections():
        assert sentences(section.text)
        _holds_every_invariant(section.text)


@pytest.mark.parametrize(
    "piece", ["A sentence. ", "جملة قصيرة؟ ", ". ", "a; ", "word ", "\n- x", "\r\n \r\n"]
)
def test_time_grows_with_the_length_of_a_text_and_not_with_its_square(piece: str) -> None:
    started = time.perf_counter()
    sentences(piece * (200_000 // len(piece)))
    assert time.perf_counter() - started < 5
