import os
from pathlib import Path

import pytest

from corpus import SHIPPED_FOLDER, CorpusError, Example, Topic, check, load_corpus, load_examples
from corpus.examples import FILE, GENERAL, general_examples, read_examples
from tests.corpus.conftest import Write
from tests.corpus.sample import ARABIC, ENGLISH

QUESTIONS = """\
# اسأل
answered:
  - section: posting#tone
    en:
      - "How do I write?"
      - "What tone?"
    ar: ["كيف أكتب؟"]
  - section: النشر#الشك
    ar:
      - "من أسأل؟"

elsewhere:
  - topic: {en: the weather, ar: الطقس}
    en: ["Will it rain?"]
  - topic: {en: leave, ar: الإجازات}
    ask: {en: your HR team, ar: الموارد البشرية}
    ar: ["كم يوم إجازة لي؟"]
"""


@pytest.fixture
def texts(folder: Path, write: Write) -> Path:
    write("en/posting.md", ENGLISH)
    write("ar/posting.md", ARABIC)
    return folder


def _own(folder: Path) -> tuple[Example, ...]:
    """The folder's own examples; the general ones come after them."""
    general = {example for _, example in general_examples()}
    examples = load_examples(folder)
    own = tuple(example for example in examples if example not in general)
    assert examples[: len(own)] == own
    return own


def _faults(folder: Path) -> list[tuple[int, str]]:
    reading = read_examples(folder)
    assert reading.faults
    assert (reading.examples, reading.lines, reading.sections, reading.ask) == ((), (), (), ())
    assert all(fault.path == folder / FILE for fault in reading.faults)
    assert reading.faults == tuple(sorted(reading.faults))
    return [(fault.line, fault.message) for fault in reading.faults]


def test_examples_are_read_in_order_with_their_targets(folder: Path, write: Write) -> None:
    write(FILE, QUESTIONS)
    weather = Topic((("en", "the weather"), ("ar", "الطقس")), ())
    leave = Topic((("en", "leave"), ("ar", "الإجازات")), (("en", "your HR team"), ("ar", "الموارد البشرية")))
    assert _own(folder) == (
        Example("How do I write?", "en", "posting#tone"),
        Example("What tone?", "en", "posting#tone"),
        Example("كيف أكتب؟", "ar", "posting#tone"),
        Example("من أسأل؟", "ar", "النشر#الشك"),
        Example("Will it rain?", "en", weather),
        Example("كم يوم إجازة لي؟", "ar", leave),
    )


def test_whom_to_ask_is_read_in_both_languages(folder: Path, write: Write) -> None:
    assert read_examples(folder).ask == ()
    write(FILE, QUESTIONS)
    assert read_examples(folder).ask == ()
    write(FILE, QUESTIONS + "ask: {en: the policy desk, ar: مكتب السياسات}\n")
    reading = read_examples(folder)
    assert reading.ask == (("en", "the policy desk"), ("ar", "مكتب السياسات"))
    assert len(reading.examples) == 6


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
def test_each_example_and_each_section_has_its_line(
    folder: Path, write: Write, line_end: str, mark: str
) -> None:
    write(FILE, mark + QUESTIONS.replace("\n", line_end))
    reading = read_examples(folder)
    assert reading.lines == (5, 6, 7, 10, 14, 17)
    assert reading.sections == (("posting#tone", 3), ("النشر#الشك", 8))


@pytest.mark.parametrize("content", [None, "", "# nothing yet\n", "answered: []\n"])
def test_without_a_file_or_with_an_empty_one_there_are_none(
    folder: Path, write: Write, content: str | None
) -> None:
    if content is not None:
        write(FILE, content)
    assert _own(folder) == ()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("answered:\n  - en: ['a']\n", [(2, "'section': is missing")]),
        ("answered:\n  - section: tone\n", [(2, "'section': must be of the form document#section")]),
        ("answered:\n  - section: a#b\n    fr: []\n", [(3, "'fr': unknown key")]),
        (
            "answered:\n  - section: a#b\n    ar:\n      - لا\n      - no\n",
            [(5, "'ar': must be text; write")],
        ),
        ("answered:\n  - section: a#b\n    ar:\n", [(3, "'ar': must be a list, of lines")]),
        (
            "answered:\n  - section: a#b\n    ar:\n      - \"من\"\n      - ' '\n",
            [(5, "'ar': holds no words")],
        ),
        ("elsewhere:\n  - topic:\n      en: rain\n", [(2, "'ar': is missing")]),
        ("elsewhere:\n  - topic: rain\n", [(2, "'topic': must be lines of the form `key: value`")]),
        ("questions: []\n", [(1, "'questions': unknown key")]),
        ("answered: []\nask: {en: a desk}\n", [(2, "'ar': is missing")]),
        ("answered: []\nask:\n  en: a desk\n  ar: ''\n", [(4, "'ar': holds no words")]),
        ("ask: the desk\n", [(1, "'ask': must be lines of the form `key: value`")]),
        (
            'ask:\n  en: "a desk"\n  ar: "مك\u200bتب"\n',
            [(3, "U+200B ZERO WIDTH SPACE in column 10 is invisible")],
        ),
        ("- a\n", [(1, "must be lines of the form `key: value`")]),
        (
            "answered:\n  - section: a#b\n    ar: ['أ']\n    en: ['b']\n    ar: ['ب']\n",
            [(5, "'ar' stands here a second time")],
        ),
        (
            "answered:\n  - section: a\n    en: [5]\n\nelsewhere:\n  - ask: x\n",
            [
                (2, "'section': must be of the form"),
                (3, "'en': must be text"),
                (6, "'ask': must be lines"),
                (6, "'topic': is missing"),
            ],
        ),
        ("answered:\n  - section: a#b\n    ar: ['من\n\n", [(5, "no valid YAML: ")]),
        ("answered:\n  - section: a#b\n   ar: []\n", [(3, "no valid YAML: ")]),
        ("answered: []\n# سؤال\ufffe\n", [(2, "no valid YAML: U+FFFE: ")]),
        ("answered: !!python/name:os.system x\n", [(1, "no valid YAML: could not determine")]),
        ("answered: &a [*a]\n", [(1, "'answered': must be lines")]),
        (
            "answered: []\n# سؤال\n# \u202eسؤال\n",
            [(3, "U+202E RIGHT-TO-LEFT OVERRIDE in column 3 can disguise text; take it out")],
        ),
        (
            'answered:\n  - section: a#b\n    ar: ["من\u200bأسأل؟"]\n',
            [(3, "U+200B ZERO WIDTH SPACE in column 13 is invisible and can split or disguise a word;")],
        ),
        (
            'elsewhere:\n  - topic: {en: a, ar: ب}\n    en: ["so\\xadcial?"]\n',
            [(3, "an escaped U+00AD SOFT HYPHEN; take it out")],
        ),
        (
            'elsewhere:\n  - topic:\n      en: a\n      ar: "\\u202eب"\n',
            [(4, "an escaped U+202E RIGHT-TO-LEFT OVERRIDE; take it out")],
        ),
        ("# سؤال\n\n".encode() + b"\xff\n", [(3, "not UTF-8: the byte 0xFF; save the file in UTF-8")]),
    ],
)
def test_a_fault_is_told_with_its_line(
    folder: Path, write: Write, content: str | bytes, faults: list[tuple[int, str]]
) -> None:
    write(FILE, content)
    found = _faults(folder)
    assert [line for line, _ in found] == [line for line, _ in faults]
    for (_, message), (_, part) in zip(found, faults, strict=True):
        assert message.startswith(part)


def test_a_file_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    (folder / FILE).mkdir()
    assert _faults(folder) == [(1, "the file cannot be read: Is a directory")]


def test_a_file_that_may_not_be_read_is_a_fault(open_folder: Path, without_privilege: None) -> None:
    (open_folder / FILE).touch(mode=0)
    assert _faults(open_folder) == [(1, "the file cannot be read: Permission denied")]


def test_faulty_examples_are_not_loaded_and_the_error_names_the_remedy(folder: Path, write: Write) -> None:
    path = write(
        FILE, "answered:\n  - section: a#b\n    ar:\n    - 1\n    - 2\n    - 3\n    - 4\n    fr: x\n"
    )
    with pytest.raises(CorpusError) as error:
        load_examples(folder)
    assert len(error.value.faults) == 5
    message = str(error.value)
    assert "\n" not in message
    assert f"{path}:4: 'ar': must be text" in message
    assert message.endswith(f"; and 2 more; `python -m corpus check {folder}` lists them all")


def test_examples_of_a_section_that_was_removed_are_loaded_but_told_by_the_check(
    texts: Path, write: Write
) -> None:
    path = write(FILE, QUESTIONS)
    assert check(texts) == []
    write("ar/posting.md", ARABIC.split("## الشك")[0])
    assert len(_own(texts)) == 6
    assert list(map(str, check(texts))) == [f"{path}:8: no text has the section 'النشر#الشك'"]


def test_examples_are_not_blamed_for_a_text_that_is_at_fault(texts: Path, write: Write) -> None:
    write(FILE, QUESTIONS)
    write("ar/posting.md", ARABIC + "\u202e")
    assert [fault.path.name for fault in check(texts)] == ["posting.md"]


@pytest.mark.parametrize(("question", "again"), [("What tone?", "what  TONE?"), ("من أسأل؟", "من أسأل؟")])
def test_a_question_that_stands_twice_is_told_by_the_check(
    texts: Path, write: Write, question: str, again: str
) -> None:
    line = QUESTIONS.count("\n", 0, QUESTIONS.index(question)) + 1
    path = write(FILE, QUESTIONS + f'    en: ["{again}"]\n')
    assert list(map(str, check(texts))) == [
        f"{path}:18: the same question as in line {line}; write each once only"
    ]


def test_the_check_tells_faults_of_texts_and_examples_together(texts: Path, write: Write) -> None:
    write("en/a.md", "# x\n")
    write(FILE, "answered: [5]\n")
    assert [(os.path.relpath(fault.path, texts), fault.line) for fault in check(texts)] == [
        ("en/a.md", 1),
        ("questions.yaml", 1),
    ]


def test_every_section_of_the_shipped_texts_has_examples_in_both_languages() -> None:
    refs = {section.ref for section in load_corpus(SHIPPED_FOLDER).sections()}
    examples = load_examples(SHIPPED_FOLDER)
    assert check(SHIPPED_FOLDER) == []
    for language in ("en", "ar"):
        assert refs == {e.target for e in examples if e.language == language and isinstance(e.target, str)}
        assert (
            len({e.target for e in examples if e.language == language and isinstance(e.target, Topic)}) >= 5
        )


def test_the_general_topics_come_with_every_folder_and_are_without_fault(folder: Path) -> None:
    assert read_examples(folder).faults == ()
    (folder / FILE).write_bytes(GENERAL.read_bytes())
    assert read_examples(folder).faults == ()
    (folder / FILE).unlink()
    names = {topic for topic, _ in general_examples()}
    assert {"leave and working hours", "gifts and hospitality", "the weather and holiday travel"} <= names
    assert load_examples(folder) == tuple(example for _, example in general_examples())
    for language in ("en", "ar"):
        assert {topic for topic, e in general_examples() if e.language == language} == names


def test_a_topic_of_the_folders_own_takes_the_place_of_the_general_one(folder: Path, write: Write) -> None:
    write(
        FILE,
        "elsewhere:\n  - topic: {en: leave and working hours, ar: الإجازات}\n"
        "    ask: {en: the rota office, ar: مكتب المناوبات}\n    en: ['When am I off?']\n",
    )
    leave = [
        e
        for e in load_examples(folder)
        if isinstance(e.target, Topic) and e.target.named("en").startswith("leave")
    ]
    assert [e.text for e in leave] == ["When am I off?"]
    assert len(load_examples(folder)) > 100


def test_while_a_text_cannot_be_read_at_all_no_example_is_said_to_have_lost_its_section(
    texts: Path, write: Write
) -> None:
    write(FILE, QUESTIONS)
    (texts / "ar" / "posting.md").write_bytes("---\nid: النشر\n".encode("cp1256"))
    assert [fault.path.name for fault in check(texts)] == ["posting.md"]


@pytest.mark.parametrize("key", ["no", '"no"', "No"])
def test_an_example_may_have_its_verdict_for_a_key_with_and_without_quotes(
    folder: Path, write: Write, key: str
) -> None:
    questions = QUESTIONS.replace('- "What tone?"', f'- {key}: "May I be rude?"')
    write(FILE, questions.replace('["كيف أكتب؟"]', '[{refer: "هل أرد على الصحفي؟"}, yes: "أيجوز؟"]'))
    found = {example.text: example.verdict for example in _own(folder)}
    assert found["May I be rude?"] == "no"
    assert found["هل أرد على الصحفي؟"] == "refer"
    assert found["أيجوز؟"] == "yes"
    assert found["How do I write?"] is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('- perhaps: "May I?"', "'en': 'perhaps' is no verdict: yes, conditional, no, refer"),
        ('- no: ""', "'en': holds no words"),
        ("- no: 3", "'en': must be text; write it between double quotes"),
        ('- {no: "May I?", yes: "May I?"}', "'en': must be text; write it between double quotes"),
    ],
)
def test_an_example_with_a_wrong_verdict_is_named_with_its_line(
    folder: Path, write: Write, line: str, message: str
) -> None:
    write(FILE, QUESTIONS.replace('- "What tone?"', line))
    assert _faults(folder) == [(6, message)]


def test_what_lies_elsewhere_has_no_verdict(folder: Path, write: Write) -> None:
    write(FILE, QUESTIONS.replace('["Will it rain?"]', '[{no: "May it rain?"}]'))
    assert _faults(folder) == [(14, "'en': what lies elsewhere has no verdict here")]
