import itertools
import json
import random
import time
from collections.abc import Callable, Sequence

import pytest

from assistant.answer import MARKER
from assistant.draft import LONGEST, Claim, Fault, PlainReader, Reader, StructuredReader

WORD = "NOT_COVERED"
HEAD = '{"covered": true, "sentences": ['


def _plain() -> PlainReader:
    return PlainReader(WORD)


def _fed(reader: Reader, pieces: Sequence[str], *, cut: bool = False) -> list[Claim]:
    claims = list(itertools.chain.from_iterable(map(reader.read, pieces)))
    return [*claims, *reader.close(cut=cut)]


def _pieces(text: str, length: int) -> list[str]:
    return [text[first : first + length] for first in range(0, len(text), length)]


def _read(text: str, *, cut: bool = False, reader: Callable[[], Reader] = _plain) -> list[Claim]:
    """The claims of a text, which are the same whole and in pieces."""
    whole, *others = (_fed(reader(), _pieces(text, n), cut=cut) for n in (len(text) + 1, 1, 2, 7))
    assert all(other == whole for other in others)
    return whole


def _not_covered(text: str, reader: Callable[[], Reader] = _plain) -> bool:
    told = []
    for length in (len(text) + 1, 1):
        one = reader()
        _fed(one, _pieces(text, length))
        told.append(one.not_covered)
    assert told[0] == told[1]
    return told[0]


def _structured(text: str, *, cut: bool = False) -> list[Claim]:
    return _read(text, cut=cut, reader=StructuredReader)


def _json(*sentences: tuple[str, Sequence[object]], covered: object = True, **more: object) -> str:
    items = [{"text": text, "passages": numbers} for text, numbers in sentences]
    return json.dumps({"covered": covered, "sentences": items, **more}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Check it [1].", [Claim("Check it.", (1,))]),
        ("Check it. [1]", [Claim("Check it.", (1,))]),
        ("Check it.[1]", [Claim("Check it.", (1,))]),
        ("Check it [1]", [Claim("Check it", (1,))]),
        ("Check it? [1].", [Claim("Check it?", (1,))]),
        ("Check it [1, 3].", [Claim("Check it.", (1, 3))]),
        ("Check it [ 1,3 ; 2 ]. Ask [2]!", [Claim("Check it.", (1, 3, 2)), Claim("Ask!", (2,))]),
        ("Check it [1][2] [3].", [Claim("Check it.", (1, 2, 3))]),
        ("Check it [1]. [2] Ask [3].", [Claim("Check it.", (1, 2)), Claim("Ask.", (3,))]),
        ("Check it [2, 1, 2][1].", [Claim("Check it.", (2, 1))]),
        ("Check it. [1] Ask first. [2]", [Claim("Check it.", (1,)), Claim("Ask first.", (2,))]),
        ("Say “so”. [1] Say “so.” [2]", [Claim("Say “so”.", (1,)), Claim("Say “so.”", (2,))]),
        ("تحقق منه [١].", [Claim("تحقق منه.", (1,))]),
        ("تحقق منه. [١، ٢] اسأل [٣؛١].", [Claim("تحقق منه.", (1, 2)), Claim("اسأل.", (3, 1))]),
        ("هل تحققت؟ [٢] قل «لا». [١]", [Claim("هل تحققت؟", (2,)), Claim("قل «لا».", (1,))]),
    ],
)
def test_numbers_belong_to_the_sentence_that_they_end(text: str, claims: list[Claim]) -> None:
    assert _read(text) == claims


@pytest.mark.parametrize(
    ("text", "bare", "fault"),
    [
        ("Check it.", "Check it.", "no_number"),
        ("Check it [2-4].", "Check it [2-4].", "no_number"),
        ("Check it (2).", "Check it (2).", "no_number"),
        ("Check [1] it.", "Check it.", "inner_number"),
        ("Check [1] it [2].", "Check it.", "inner_number"),
        ("Check it [1] and ask. [2]", "Check it and ask.", "inner_number"),
        ("Check it [1]. unless it is old [2].", "Check it . unless it is old .", "inner_number"),
        ("Check [] it [2].", "Check it .", "inner_number"),
        ("Of [2014], check it [1].", "Of , check it .", "inner_number"),
        ("Of [99999999999], check it [1].", "Of , check it .", "inner_number"),
        ("Check it [[1]].", "Check it [].", "inner_number"),
        ("Check it [12345678901].", "Check it .", "inner_number"),
        ("تحقق منه.", "تحقق منه.", "no_number"),
        ("تحقق [١] منه.", "تحقق منه.", "inner_number"),
        ("تحقق [١] منه [٢].", "تحقق منه.", "inner_number"),
    ],
)
def test_a_sentence_whose_numbers_are_not_just_at_its_end_has_a_fault(
    text: str, bare: str, fault: Fault
) -> None:
    [claim] = _read(text)
    assert (claim.fault, claim.numbers) == (fault, ())
    assert claim.text.replace(" .", ".") == bare.replace(" .", ".")


def test_a_number_of_thousands_of_digits_is_a_fault_and_no_error() -> None:
    assert _read(f"Check it [{'9' * 5000}].")[0].fault
    assert _structured(f'{HEAD}{{"text": "Check it.", "passages": [{"9" * 5000}]}}]}}')[0].fault


@pytest.mark.parametrize("before", ["Here is the answer:", "Yes.", "# Answer", "إليك الإجابة:", "الجواب:\n"])
def test_what_is_written_before_the_first_cited_sentence_is_a_sentence_without_number(before: str) -> None:
    first, second = _read(f"{before}\nCheck it [1].")
    assert (first.text, first.fault) == (before.strip(), "no_number")
    assert second == Claim("Check it.", (1,))


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "• ", "– ", "1. ", "2) ", "12. ", "(3) ", "٤. ", "أ. ", "b) ", ""]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", " \n \n"])
def test_a_line_is_a_sentence_without_its_list_mark(mark: str, end: str) -> None:
    text = f"{mark}Check it [1]{end}{mark}تحقق منه [2].{end}{mark}Ask [3]{end}"
    assert _read(text) == [Claim("Check it", (1,)), Claim("تحقق منه.", (2,)), Claim("Ask", (3,))]


def test_marks_that_say_nothing_are_no_sentences() -> None:
    assert _read("1. Check it [1]. 2. Ask [2].\n---\n3.\n[4]\n**\n") == [
        Claim("Check it.", (1,)),
        Claim("Ask.", (2,)),
    ]


def test_what_runs_over_a_lines_end_has_a_fault() -> None:
    assert [claim.fault for claim in _read("Check that\nit is right [1].")] == ["no_number", None]
    assert [claim.fault for claim in _read("Check it.\n[1]")] == ["no_number"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask Dr. Smith, e.g. by email, before 5 p.m. on Monday",
        "See No. 5 of the J. Smith report at gov.uk",
        "Pay 3.5 pounds, etc. and so on",
        "اسأل د. سميث قبل الساعة 3.5",
        "راجع ص. 5 في موقع gov.uk",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(sentence: str) -> None:
    both = [Claim(f"{sentence}.", (1,)), Claim("Then go.", (2,))]
    assert _read(f"{sentence} [1]. Then go [2].") == both
    assert _read(f"{sentence}. [1] Then go. [2]") == both


@pytest.mark.parametrize("line", ["Check it.", "تحقق منه."])
def test_a_sentence_is_given_when_another_one_has_begun_and_not_before(line: str) -> None:
    for text, next_ in [(f"{line} [1] ", "N"), (f"{line[:-1]} [1]. ", "ث"), (f"{line[:-1]} [1]\n", "n")]:
        reader = _plain()
        assert [claim for piece in text for claim in reader.read(piece)] == []
        assert reader.read(next_) == [Claim(line if "\n" not in text else line[:-1], (1,))]
        assert [claim.fault for claim in reader.close(cut=False)] == ["no_number"]


def test_numbers_that_come_in_a_later_piece_are_not_lost() -> None:
    reader = _plain()
    for piece in ("Check it.", " ", "[", "1", ",", " 2", "]", " "):
        assert reader.read(piece) == []
    assert reader.read("Ask.") == [Claim("Check it.", (1, 2))]


@pytest.mark.parametrize(
    "text", [WORD, f" {WORD}.\n", f"**{WORD}**", f"`{WORD}`", f"«{WORD}»", f"- {WORD}\n\n"]
)
def test_the_word_alone_says_that_the_passages_do_not_answer(text: str) -> None:
    assert _not_covered(text)
    assert _read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{WORD} [1].",
        f"The word is {WORD}.",
        f"{WORD}\nThe passages do not say.",
        f"Check it [1].\n{WORD}",
        f"{WORD}\n{WORD}",
        "not covered",
        f"الكلمة {WORD}.",
        "",
    ],
)
def test_within_a_text_the_word_says_nothing(text: str) -> None:
    assert not _not_covered(text)
    assert _read(text) != [] or not text


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Check it [1]. Ask if yo", Claim("Ask if yo", fault="unfinished")),
        ("Check it [1]. Ask [2", Claim("Ask [2", fault="unfinished")),
        # "unless" might have followed.
        ("Check it [1]. Ask [2]", Claim("Ask", fault="unfinished")),
        ("Check it [1]. Ask", Claim("Ask", fault="unfinished")),
        ("Check it [1]. Ask [2].", Claim("Ask.", (2,))),
        ("Check it [1]. Ask. [2]", Claim("Ask.", (2,))),
        ("Check it [1]. Ask [2]\n", Claim("Ask", (2,))),
        ("Check it [1]. اسأل [٢] إلا", Claim("اسأل إلا", fault="unfinished")),
        ("Check it [1]. هل تسأل؟ [٢]", Claim("هل تسأل؟", (2,))),
        # What says nothing is no sentence that could be unfinished.
        ("Check it [1]. 2", None),
        ("Check it [1]. ", None),
        ("Check it [1].\n- ", None),
    ],
)
def test_of_a_text_that_was_cut_off_the_last_sentence_is_unfinished_unless_it_is_whole(
    text: str, last: Claim | None
) -> None:
    assert _read(text, cut=True) == [Claim("Check it.", (1,)), *([last] if last else [])]
    assert all(claim.fault != "unfinished" for claim in _read(text))


def test_the_word_cut_off_does_not_say_it() -> None:
    assert _read(WORD[:-2], cut=True) == [Claim(WORD[:-2], fault="unfinished")]


@pytest.mark.parametrize("reader", [_plain, StructuredReader])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "…", "[1]", "[]", "{", "- "])
def test_nothing_is_no_claim(reader: Callable[[], Reader], text: str) -> None:
    for cut in (True, False):
        assert _read(text, reader=reader, cut=cut) == []
    assert not _not_covered(text, reader)


@pytest.mark.parametrize("mark", ["1. ", "أ. ", "b) ", "ii. "])
def test_a_list_mark_alone_is_no_claim(mark: str) -> None:
    for cut in (True, False):
        assert _read(mark, cut=cut) == []
        assert _read(f"Check it [1].\n{mark}", cut=cut) == [Claim("Check it.", (1,))]


def test_braces_and_quotes_stay_as_they_are() -> None:
    text = "Write {name}, “{0}” and '%s' \"so\""
    assert _read(f"{text} [1].") == [Claim(f"{text}.", (1,))]
    assert _structured(_json((f"{text}.", [1]), ('قل «{س}» و"ص".', [2]))) == [
        Claim(f"{text}.", (1,)),
        Claim('قل «{س}» و"ص".', (2,)),
    ]


def test_what_turns_the_direction_of_reading_is_left_out() -> None:
    text = "\u200fتحقق من \u202agov.uk\u202c\u200e أولاً"
    claim = Claim("تحقق من gov.uk أولاً.", (1,))
    assert _read(f"{text} [١].\u200f\n\u2067اسأل\u2069 [2].") == [claim, Claim("اسأل.", (2,))]
    assert _read(f"{text}.\u200f [\u200f١] \u200fAsk. [2]") == [claim, Claim("Ask.", (2,))]
    assert _structured(_json((f"{text}.", [1]), ("Post \u202eti ton od.", [1]))) == [
        claim,
        Claim("Post ti ton od.", (1,)),
    ]


def test_what_goes_on_and_on_counts_as_cut_off() -> None:
    [claim] = _read(f"Check {'it ' * LONGEST}[1].")
    assert claim.fault == "unfinished"
    assert len(claim.text) < LONGEST
    [claim] = _structured(_json((f"Check {'it ' * LONGEST}.", [1])))
    assert claim.fault == "unfinished"


def test_half_a_character_does_no_harm() -> None:
    # Some servers divide an emoji between two pieces.
    claims = _fed(_plain(), ["Check \ud83d", "\ude00 it [1]."])
    claims += _fed(StructuredReader(), [f'{HEAD}{{"text": "Check \ud83d', '\ude00 it.", "passages": [1]}]}'])
    assert [claim.text.encode() for claim in claims] == ["Check \ufffd\ufffd it.".encode()] * 2
    assert _structured(f'{HEAD}{{"text": "Check \\ud83d it.", "passages": [1]}}]}}')[0].fault == "unfinished"


SIGNS = [
    *'.?؟!…  \n\n[]12٣,،؛()"“”«»*_-•{}:\\\t',
    *("a", "b", "Ab", "Dr", "e.g", "No", "etc", "ب", "يجب", "إلخ", "1.", "[1]", "[2].", "[٣]", WORD),
    *(HEAD, "]}", '{"text": "Ab', '", "passages": [1]}', ", "),
]


@pytest.mark.parametrize("reader", [_plain, StructuredReader])
def test_whatever_is_written_the_pieces_do_not_matter_and_no_marker_stays(
    reader: Callable[[], Reader],
) -> None:
    chance = random.Random(7)
    for _ in range(3000):
        text = "".join(chance.choices(SIGNS, k=chance.randint(1, 25)))
        if reader is StructuredReader and chance.random() < 0.7:
            text = HEAD + text
        for claim in _read(text, cut=chance.random() < 0.5, reader=reader):
            assert claim.fault or (claim.numbers and not MARKER.search(claim.text))
            assert claim.text
            assert not (claim.fault and claim.numbers)


ASTRAY = {
    "one word": "word " * 4000,
    "dots": "." * 20_000,
    "dots and quotes": '."' * 10_000,
    "spaces": f"a{' ' * 20_000}b",
    "letters with dots": "a. " * 6667,
    "capitals with dots": "A. " * 6667,
    "lines": "\nx" * 10_000,
    "numbers": "[1]" * 6667 + "x",
    "sentences": "Check it. [1] " * 1429,
    "half a number": f"Check it. [{'1,' * 10_000}",
    "brackets": f"Check it. {'(' * 20_000}",
    "Arabic": "لا؟ [" * 4000,
    "opening braces": "{" * 20_000,
    "closing braces": "}" * 20_000,
    "deep": '{"a":' * 4000 + "}" * 20,
    "text of braces": f'{HEAD}{{"text": "{"}" * 20_000}',
    "text of backslashes": f'{HEAD}{{"text": "{"}" * 500}{chr(92) * 19_500}',
    "deep within": HEAD + '{"a":[' * 4000 + "]}" * 2000,
    "many": HEAD + '{"text": "Ok.", "passages": [1]}, ' * 600,
}


@pytest.mark.parametrize("reader", [_plain, StructuredReader])
@pytest.mark.parametrize("text", ASTRAY.values(), ids=ASTRAY)
def test_a_model_that_goes_astray_does_not_hold_up_the_reader(
    reader: Callable[[], Reader], text: str
) -> None:
    for length in (1, 4, len(text)):
        one = reader()
        pieces = _pieces(text, length)
        started = time.process_time()
        _fed(one, pieces, cut=True)
        assert time.process_time() - started < 2
        assert not one.not_covered


def test_json_is_read_as_sentences_with_their_numbers() -> None:
    assert _structured(_json(("Check it.", [1]), ("تحقق منه، ثم اسأل.", [2, 1, 2]))) == [
        Claim("Check it.", (1,)),
        Claim("تحقق منه، ثم اسأل.", (2, 1)),
    ]
    assert _structured('\n{ "sentences" : [ {"passages":[1], "text":"Ask."} ] , "covered":true }\n') == [
        Claim("Ask.", (1,))
    ]
    assert _structured(_json(("\\u0627\\n", [1]))) != _structured(
        f'{HEAD}{{"text": "\\u0627\\n", "passages": [1]}}]}}'
    )


def test_a_sentence_in_json_is_given_with_the_brace_that_closes_it() -> None:
    reader, text = StructuredReader(), _json(("Check {it}.", [1]), ("Ask.", [2]))
    given = {place: found for place, piece in enumerate(text) if (found := reader.read(piece))}
    assert given == {
        text.index("}", text.index("[1]")): [Claim("Check {it}.", (1,))],
        text.index("}", text.index("[2]")): [Claim("Ask.", (2,))],
    }
    assert reader.close(cut=False) == []


def test_json_that_was_cut_off_has_one_unfinished_sentence_at_its_end() -> None:
    text = _json(("Check it.", [1]), ("Ask, unless it is old.", [2]))
    ends = [text.index("}", text.index("[1]")) + 1, text.index("}", text.index("[2]")) + 1]
    for length in range(1, len(text)):
        claims = _structured(text[:length], cut=True)
        assert claims[:2] == [Claim("Check it.", (1,)), Claim("Ask, unless it is old.", (2,))][
            : len(claims)
        ] or (
            claims[-1].fault == "unfinished" and claims[:-1] == [Claim("Check it.", (1,))][: len(claims) - 1]
        )
        assert sum(claim.fault is None for claim in claims) == sum(length >= end for end in ends)


@pytest.mark.parametrize(
    "text",
    [
        "Check it [1].",
        '"Check it [1]."',
        "```json\n" + _json(("Check it.", [1])) + "\n```",
        _json(("Check it.", [1])) + " That is all.",
        _json(("Check it.", ["1"])),
        _json(("Check it.", [1.5])),
        _json(("Check it.", [True])),
        _json(("Check it.", [None])),
        _json(("Check it.", [1]), covered="true"),
        _json(("Check it.", [1]), covered=1),
        '{"sentences": [{"text": "Check it.", "passages": [1]}]}',
        '{"covered": true}',
        '{"covered": true, "sentences": [{"text": "Check it."}]}',
        '{"covered": true, "sentences": [{"text": 5, "passages": [1]}]}',
        '{"covered": true, "sentences": [{"text": "Check it.", "passages": 1}]}',
        '{"covered": true, "sentences": [{"text": "Check it.", "passages": [1], "sure": true}]}',
        '{"covered": true, "sentences": ["Check it [1]."]}',
        '{"covered": true, "sentences": {"text": "Check it.", "passages": [1]}}',
        "{'covered': True, 'sentences': []}",
        '[{"covered": true, "sentences": []}]',
        '{"أجب": "تحقق منه [١]."}',
    ],
)
def test_what_does_not_hold_to_the_schema_counts_for_nothing(text: str) -> None:
    *good, last = _structured(text)
    assert last.fault == "unfinished"
    # What was whole before it went wrong has been given by then, and is checked like the rest.
    assert good in ([], [Claim("Check it.", (1,))])
    assert (good != []) == (text.startswith(HEAD) and text.endswith("all."))


def test_after_the_first_sentence_that_does_not_hold_none_is_given() -> None:
    text = _json(("Check it.", [1]), ("Ask.", ["2"]), ("Go.", [3]))
    good, bad = _structured(text)
    assert good == Claim("Check it.", (1,))
    assert bad.fault == "unfinished"
    assert bad.text.startswith('{"text": "Ask."')


def test_a_key_that_is_too_many_is_a_fault_at_the_end() -> None:
    good, bad = _structured(_json(("Check it.", [1]), note="hello"))
    assert (good, bad.fault) == (Claim("Check it.", (1,)), "unfinished")


def test_not_covered_counts_whatever_else_is_written() -> None:
    for text in (_json(covered=False), _json(("Check it.", [1]), covered=False)):
        assert _not_covered(text, StructuredReader)
        assert _structured(text) == []
    # Of two, the last counts, also where sentences were given by then.
    twice = _json(("Check it.", [1]))[:-1] + ', "covered": false}'
    assert _not_covered(twice, StructuredReader)
    assert not _not_covered(_json(), StructuredReader)
    assert _structured(_json()) == []


def test_several_sentences_in_one_text_are_a_claim_each() -> None:
    text = "Check it, e.g. with Dr. Smith. Ask first!\n- تحقق منه؟ نعم."
    assert _structured(_json((text, [2, 1]))) == [
        Claim("Check it, e.g. with Dr. Smith.", (2, 1)),
        Claim("Ask first!", (2, 1)),
        Claim("تحقق منه؟", (2, 1)),
        Claim("نعم.", (2, 1)),
    ]


@pytest.mark.parametrize("text", ["Check it [1].", "Check [1] it.", "Check it. [2]", "تحقق منه [١]."])
def test_markers_in_a_text_of_json_are_a_fault(text: str) -> None:
    [claim] = _structured(_json((text, [1])))
    assert claim.fault == "inner_number"
    assert not MARKER.search(claim.text)


def test_a_text_of_json_without_numbers_is_a_fault() -> None:
    assert _structured(_json(("Check it.", []), ("", [1]), ("…", [1]), ("Ask.", [-1]))) == [
        Claim("Check it.", fault="no_number"),
        # No passage has such a number.
        Claim("Ask.", (-1,)),
    ]
