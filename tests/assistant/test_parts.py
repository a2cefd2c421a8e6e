from assistant.parts import Part, parts
from tests.eval import sample


def test_quotations_are_told_from_the_assistants_own_words_and_nothing_is_lost() -> None:
    record = sample.result(sample.case(), "a", "A").record
    assert record is not None
    found = parts(record)
    assert "".join(part.text for part in found) == record.answer
    assert found == [
        Part("“Write plainly. Be kind.”", "quotation", "en"),
        Part(" "),
        Part("[1]", "marker", number=1),
        Part(" "),
        Part("“اكتب بوضوح. كن لطيفاً.”", "quotation", "ar"),
        Part(" "),
        Part("[2]", "marker", number=2),
    ]


def test_a_heading_in_quotation_marks_keeps_its_language_and_is_no_quotation() -> None:
    record = sample.result(sample.case(), "A").record
    assert record is not None
    heading = record.citations[0].heading
    said = record.model_copy(update={"answer": f"Under «{heading}» it says so. [1]"})
    assert parts(said) == [
        Part("Under "),
        Part(f"«{heading}»", "heading", "ar"),
        Part(" it says so. "),
        Part("[1]", "marker", number=1),
    ]


def test_a_decline_is_one_part() -> None:
    record = sample.result(sample.case()).record
    assert record is not None
    assert parts(record) == [Part(record.answer)]
