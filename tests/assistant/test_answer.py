import pytest

from assistant.answer import Abstention, Answer, Citation, Reply, UnsupportedAnswerError
from assistant.trace import Trace
from tests.assistant.sample import document, whole

GUIDE = document({"a": "Write plainly.", "b": "Think twice."})
ARABIC = document({"a": "اكتب بوضوح."}, id_="دليل", language="ar", heading="الأسلوب")


def test_a_citation_cuts_its_quotation_from_the_section() -> None:
    assert Citation(1, GUIDE, GUIDE.sections[0], 6, 13).quote == "plainly"
    assert Citation(1, ARABIC, ARABIC.sections[0], 5, 10).quote == "بوضوح"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (0, 15), (14, 15)])
def test_a_citation_cannot_point_outside_its_section(start: int, end: int) -> None:
    with pytest.raises(UnsupportedAnswerError, match="guide#a"):
        Citation(1, GUIDE, GUIDE.sections[0], start, end)


def test_a_citation_cannot_name_a_section_of_another_document() -> None:
    with pytest.raises(UnsupportedAnswerError, match="دليل#a is not a section of 'guide'"):
        Citation(1, GUIDE, ARABIC.sections[0], 0, 3)


def test_an_answer_without_a_citation_cannot_be_constructed() -> None:
    with pytest.raises(UnsupportedAnswerError, match="at least one citation"):
        Answer("Write plainly.", ())


@pytest.mark.parametrize("numbers", [(2,), (0,), (1, 3), (2, 1), (1, 1)])
def test_citations_are_numbered_from_one_in_order(numbers: tuple[int, ...]) -> None:
    citations = tuple(whole(GUIDE, number, place) for place, number in enumerate(numbers))
    with pytest.raises(UnsupportedAnswerError, match="numbered from 1 in order"):
        Answer(" ".join(f"[{n}]" for n in numbers), citations)


@pytest.mark.parametrize(
    "text", ["Write plainly.", "Write plainly. [1] [2]", "Write plainly. [2]", "", "[ 1 ]"]
)
def test_the_markers_in_the_text_are_those_of_the_citations(text: str) -> None:
    with pytest.raises(UnsupportedAnswerError, match="markers"):
        Answer(text, (whole(GUIDE),))


@pytest.mark.parametrize(
    "text",
    [
        "See note [7] of the code.",
        "[7]",
        "[1] and [2] say “so”",
        "1",
        "{heading} {0} {quote} {",
        'He said “do not [9]” "twice" «ثلاثاً [٣]».',
        "\\1 \\g<0> %s $x",
        "a\n\nb [12]",
    ],
)
@pytest.mark.parametrize("heading", ["Posting", "[3] Rules {x}", "1", ""])
def test_a_quotation_or_a_heading_may_hold_markers_braces_and_quotation_marks(
    text: str, heading: str
) -> None:
    source = document({"a": text}, heading=heading)
    answer = Answer(f"Under “{heading}”: “{text}” [1]", (whole(source),))
    assert answer.citations[0].quote == text
    with pytest.raises(UnsupportedAnswerError, match="markers"):
        Answer(f"Under “{heading}”: “{text}” [1] [4]", (whole(source),))


def test_results_cannot_be_changed_afterwards() -> None:
    answer = Answer("Write plainly. [1]", (whole(GUIDE),))
    with pytest.raises(AttributeError):
        answer.text = "Shout."  # type: ignore[misc]
    with pytest.raises(AttributeError):
        answer.citations[0].start = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (Answer("Write plainly. [1]", (whole(GUIDE),)), "answered"),
        (Abstention("not_covered", "No."), "not_covered"),
        (Abstention("empty", "No."), "blocked"),
        (Abstention("too_long", "No."), "blocked"),
        (Abstention("unreadable", "No."), "blocked"),
    ],
)
def test_the_record_says_what_came_of_a_question(result: Answer | Abstention, outcome: str) -> None:
    record = Reply("q?", "en", result, Trace(), 0.123456).record("h1")
    assert (record.id, record.outcome, record.seconds, record.verdict) == ("h1", outcome, 0.1235, None)
    if outcome == "answered":
        assert (record.answer, record.source) == ("Write plainly. [1]", "extractive")
        assert [(c.document, c.section, c.quote) for c in record.citations] == [
            ("guide", "a", "Write plainly.")
        ]
    else:
        assert (record.answer, record.source, record.citations) == ("No.", None, ())


@pytest.mark.parametrize("id_", ["7", 7, None, "", "سؤال"])
def test_the_record_keeps_the_callers_id_and_its_type(id_: str | int | None) -> None:
    kept = Reply("q?", "ar", Abstention("empty", "لا"), Trace(), 0).record(id_).id
    assert kept == id_
    assert type(kept) is type(id_)
