from collections import Counter
from pathlib import Path

import pytest

from corpus import LANGUAGES, SHIPPED_FOLDER, VERDICTS, load_corpus
from eval.case import CASES, GUIDANCE, CaseError
from eval.casebook import load_cases
from eval.coverage import ENOUGH, coverage
from index import words
from tests.eval.sample import CORPUS

SHIPPED = load_corpus(SHIPPED_FOLDER)
SHIPPED_CASES = load_cases(CASES / "social-media", SHIPPED)

HEAD = 'written_by: "us"\nreviewed_by: "them"\ncases:\n'
GOOD = """\
- id: {0}-1
  question: "{0}: may I post?"
  kind: covered
  answers: [guide#a]
  verdict: "yes"
  points:
  - guide#a: "Be kind."
- id: {0}-2
  question: "{0}: will it rain?"
  kind: far
  reviewed_by: "her"
"""
FAR = 'question: "Will it rain?", kind: far'


def _write(folder: Path, **files: str | bytes) -> Path:
    """Cases in files `<split>.<language>.yaml`, given as `dev_en`."""
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '.')}.yaml").write_bytes(raw)
    return folder


def _faults(folder: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_cases(folder, CORPUS)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_cases_have_the_split_and_language_of_their_file_and_whoever_wrote_and_reviewed_them(
    tmp_path: Path,
) -> None:
    files = {f"{s}_{lang}": HEAD + GOOD.format(f"{s}-{lang}") for s in ("dev", "test") for lang in LANGUAGES}
    found = load_cases(_write(tmp_path, **files), CORPUS)
    assert [(c.id, c.split, c.language, c.written_by, c.reviewed_by) for c in found] == [
        (f"{split}-{language}-{number}", split, language, "us", reviewer)
        for split in ("dev", "test")
        for language in LANGUAGES
        for number, reviewer in ((1, "them"), (2, "her"))
    ]


def test_only_the_splits_that_are_asked_for_are_read(tmp_path: Path) -> None:
    _write(tmp_path, dev_en=HEAD + GOOD.format("dev-en"), test_en="no mapping")
    assert [c.id for c in load_cases(tmp_path, CORPUS, ["dev"])] == ["dev-en-1", "dev-en-2"]


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    content = "\ufeff" + (HEAD + GOOD.format("dev-en")).replace("\n", "\r\n")
    assert len(load_cases(_write(tmp_path, dev_en=content), CORPUS)) == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"- {{id: dev-ar-9, {FAR}, supports: [guide#none]}}", "dev-ar-9: there is no section guide#none"),
        (f"- {{id: dev-ar-9, {FAR}, answers: [guide#a]}}", "dev-ar-9: a far case has no sections in"),
        ("- {id: dev-ar-9, question: q, kind: covered}", "dev-ar-9: a covered case needs a section"),
        ("- {id: dev-ar-9, kind: far}", "dev-ar-9: the field question is missing"),
        ("- {question: q, kind: far}", "a case: the field id is missing"),
        (f"- {{id: dev-ar-9, {FAR}, answer: []}}", "dev-ar-9: answer: Extra inputs are not permitted"),
        (f"- {{id: dev-ar-9, {FAR}, language: en}}", "unknown field language"),
        ("- {id: dev-ar-9, question: q, kind: other}", "dev-ar-9: kind: Input should be 'covered', 'near'"),
        # YAML reads a bare `no` as false.
        (
            "- {id: dev-ar-9, question: q, kind: covered, answers: [guide#a], verdict: no}",
            "dev-ar-9: verdict: Input should be 'yes', 'conditional', 'no' or 'refer'",
        ),
        ('- {id: dev-ar-9, question: " ", kind: far}', "dev-ar-9: question: String should have at least 1"),
        (
            "- {id: dev-ar-9, question: q, kind: covered, answers: [guide#a], points: [{guide#a: Be rude.}]}",
            "dev-ar-9: guide#a does not say, to the letter: Be rude.",
        ),
        (
            "- {id: dev-ar-9, question: q, kind: covered, answers: [guide#a], points: [{guide#b: Think}]}",
            "dev-ar-9: a point rests on guide#b, which stands neither in `answers` nor `supports`",
        ),
        (
            f"- {{id: dev-ar-1, {FAR}}}",
            "dev-ar-1 has the id of another case, dev-ar-1 in dev.ar.yaml, line 4",
        ),
        (
            '- {id: dev-ar-9, question: "dev ar - MAY I «post»", kind: far}',
            "dev-ar-9 asks the same as another case, dev-ar-1 in dev.ar.yaml, line 4",
        ),
        (f"- {{id: test-ar-9, {FAR}}}", "the id test-ar-9 does not begin with dev-, as its split"),
        (
            f"- {{id: dev-ar-9, {FAR}, variants: {{typos: wil}}}}",
            "dev-ar-9: the variant typos is made by rule",
        ),
        (f"- {{id: dev-ar-9, {FAR}, id: dev-ar-8}}", "'id' stands here a second time"),
        ("- Will it rain?", "is no case with fields: 'Will it rain?'"),
        ("- {id: dev-ar-9, question: [}", "is no YAML: "),
        ("- {id: dev-ar-9, question: q, kind: far, notes: 2026-99-99}", "is no YAML: month must be in 1..12"),
        ('- {id: dev-ar-9, question: "a\x01b", kind: far}', "is no YAML: U+0001: "),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, row: str, fault: str) -> None:
    good = HEAD + GOOD.format("dev-ar")
    _write(tmp_path, dev_en=HEAD + GOOD.format("dev-en"), dev_ar=f"{good}{row}\n")
    line = 1 if "2026-99" in row else good.count("\n") + 1
    (found,) = _faults(tmp_path)
    assert found.startswith(f"dev.ar.yaml:{line}: "), found
    assert fault in found


def test_text_that_is_not_utf_8_is_named_at_its_line(tmp_path: Path) -> None:
    content = (HEAD + GOOD.format("dev-ar")).encode() + "- {id: dev-ar-9, question: سؤال}\n".encode("cp1256")
    assert _faults(_write(tmp_path, dev_ar=content)) == ["dev.ar.yaml:15: is not UTF-8 here"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (GOOD.format("dev-en"), "dev.en.yaml:1: needs `written_by:` and `cases:`, a list of cases"),
        ("", "dev.en.yaml:1: needs `written_by:` and `cases:`"),
        ("just text\n", "dev.en.yaml:1: needs `written_by:` and `cases:`"),
        ("written_by: us\ncases: {}\n", "dev.en.yaml:1: needs `written_by:` and `cases:`"),
        (f"cases:\n- {{id: dev-en-1, {FAR}}}\n", "dev.en.yaml:2: dev-en-1: the field written_by is missing"),
        (f"author: us\n{HEAD}- {{id: dev-en-1, {FAR}}}\n", "dev.en.yaml:1: unknown key 'author'"),
        (f"{HEAD}- {{id: dev-en-1, {FAR}}}\ncases: []\n", "dev.en.yaml:5: 'cases' stands here a second time"),
    ],
)
def test_a_file_of_another_form_is_named(tmp_path: Path, content: str, fault: str) -> None:
    (found,) = _faults(_write(tmp_path, dev_en=content))
    assert fault in found


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, dev_en=HEAD + GOOD.format("dev-en"))

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert _faults(tmp_path) == ["dev.en.yaml:1: cannot be read: Permission denied"]


def test_all_faults_are_named_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = {
        "dev_en": f"{HEAD}- {{id: dev-en-1, {FAR}, supports: [guide#none, guide#no]}}\n- {{id: dev-en-1}}\n",
        "dev_ar": "- a bare list\n",
        "test_en": f"{HEAD}- {{id: dev-en-2, {FAR}}}\n",
    }
    found = _faults(_write(tmp_path, **files))
    expected = [
        "dev.ar.yaml:1: needs",
        "dev.en.yaml:4: dev-en-1: there is no section guide#no",
        "dev.en.yaml:4: dev-en-1: there is no section guide#none",
        "dev.en.yaml:5: dev-en-1: the field kind is missing",
        "dev.en.yaml:5: dev-en-1: the field question is missing",
        "test.en.yaml:4: dev-en-2 asks the same as another case, dev-en-1 in dev.en.yaml, line 4",
        "test.en.yaml:4: the id dev-en-2 does not begin with test-, as its split",
    ]
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_the_same_question_may_be_asked_in_both_languages(tmp_path: Path) -> None:
    files = {
        f"dev_{lang}": f'{HEAD}- {{id: dev-{lang}-1, question: "??", kind: far}}\n' for lang in LANGUAGES
    }
    assert len(load_cases(_write(tmp_path, **files), CORPUS)) == 2


@pytest.mark.parametrize("splits", [("dev",), ("dev", "test")])
def test_a_folder_without_cases_is_named_with_what_it_needs(tmp_path: Path, splits: tuple[str, ...]) -> None:
    _write(tmp_path, train_en=HEAD + GOOD.format("dev-en"))
    with pytest.raises(CaseError, match=r"holds no cases: .*dev\.<language>\.yaml.*GUIDANCE_CASES_FOLDER"):
        load_cases(tmp_path, CORPUS, splits)  # type: ignore[arg-type]


# The shipped cases. What is measured on them is only worth something if they are many and of all kinds.


def test_the_shipped_cases_are_as_many_as_were_asked_for_in_each_language() -> None:
    for language in LANGUAGES:
        kinds = Counter(case.kind for case in SHIPPED_CASES if case.language == language)
        assert kinds["covered"] >= 60
        assert kinds["near"] + kinds["far"] >= 25
        assert kinds["near"] >= (kinds["near"] + kinds["far"]) / 2
        assert kinds["attack"] >= 15


@pytest.mark.parametrize("split", ["dev", "test"])
def test_each_half_has_every_kind_in_both_languages(split: str) -> None:
    for language in LANGUAGES:
        kinds = Counter(c.kind for c in SHIPPED_CASES if (c.split, c.language) == (split, language))
        assert kinds["covered"] >= 40
        assert all(kinds[kind] >= 8 for kind in ("near", "far", "attack", "lookalike"))


@pytest.mark.parametrize("split", ["dev", "test"])
def test_each_half_has_verdicts_situations_follow_ups_and_approved_answers_in_both_languages(
    split: str,
) -> None:
    for language in LANGUAGES:
        own = [c for c in SHIPPED_CASES if (c.split, c.language) == (split, language)]
        verdicts = Counter(case.verdict for case in own)
        assert all(verdicts[verdict] >= 20 for verdict in VERDICTS)
        assert sum(bool(case.before) for case in own) >= 16
        assert sum(case.situation is not None for case in own) >= 100
        assert sum(case.approved == "none" for case in own) >= 45
        assert len({case.approved for case in own} - {None, "none"}) >= 25


def test_every_section_of_the_shipped_guidance_is_asked_about_in_each_language_of_the_questions() -> None:
    found = coverage(SHIPPED, SHIPPED_CASES)
    assert [(c.section.ref, c.cases) for c in found if min(c.cases.values()) < ENOUGH] == []


def test_sections_that_exist_in_one_language_only_are_asked_about_in_the_other() -> None:
    alone = {
        section.ref: section.language for section in SHIPPED.sections() if not SHIPPED.counterparts(section)
    }
    assert len(alone) > 5
    across = {ref for c in SHIPPED_CASES for ref in c.answers if alone.get(ref, c.language) != c.language}
    assert across == alone.keys()


def test_verdicts_of_every_sort_are_expected_in_both_languages() -> None:
    for language in LANGUAGES:
        verdicts = Counter(case.verdict for case in SHIPPED_CASES if case.language == language)
        assert all(verdicts[verdict] >= 3 for verdict in ("yes", "conditional", "no", "refer"))


def test_most_covered_cases_say_what_must_not_be_left_out() -> None:
    # Those that are about situations, follow-ups and approved answers say the verdict instead.
    covered = [c for c in SHIPPED_CASES if c.kind == "covered" and c.situation is None]
    assert sum(bool(case.points) for case in covered) / len(covered) > 0.9


def test_arabic_cases_are_also_asked_in_dialects() -> None:
    variants = Counter(name for case in SHIPPED_CASES for name in case.variants)
    assert all(variants[dialect] >= 10 for dialect in ("egyptian", "gulf", "levantine"))


def test_no_shipped_case_is_in_both_halves() -> None:
    def asked(split: str) -> set[str]:
        own = [case for case in SHIPPED_CASES if case.split == split]
        return {" ".join(words(q)) for case in own for q in (case.question, *case.variants.values())}

    assert asked("dev") & asked("test") == set()


@pytest.mark.parametrize("name", ["accessibility", "conduct", "library", "workplace"])
def test_the_cases_about_other_guidance_are_sound(name: str) -> None:
    found = load_cases(CASES / name, load_corpus(GUIDANCE / name))
    assert {case.language for case in found} == set(LANGUAGES)
    assert {case.split for case in found} == {"dev"}
