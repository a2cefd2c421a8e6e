from pathlib import Path

import pytest

from corpus import LANGUAGES, SHIPPED_FOLDER, Corpus, load_corpus
from eval.case import CASES, GUIDANCE, Case, CaseError, load_cases

SHIPPED = load_corpus(SHIPPED_FOLDER)
GOOD = """\
- id: {language}-1
  question: "q?"
  kind: covered
  answers: [social-media-guidance#scope]
- id: {language}-2
  question: "r?"
  kind: far
"""


def _write(folder: Path, **files: str | bytes) -> Path:
    """Cases that are good but for the named files (`dev_en`)."""
    for language in LANGUAGES:
        content = files.get(f"dev_{language}", GOOD.format(language=language))
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"dev.{language}.yaml").write_bytes(raw)
    return folder


def test_cases_of_both_languages_are_loaded(tmp_path: Path) -> None:
    cases = load_cases(_write(tmp_path), "dev", SHIPPED)
    assert [(c.id, c.language, c.answerable) for c in cases] == [
        ("en-1", "en", True),
        ("en-2", "en", False),
        ("ar-1", "ar", True),
        ("ar-2", "ar", False),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("- id: x\n  question: q\n  kind: covered\n  answers: [a#b]\n", "x: no section a#b"),
        ("- id: x\n  question: q\n  kind: far\n  supports: [social-media-guidance#no]\n", "no section .*#no"),
        ("- id: x\n  question: q\n  kind: covered\n", "a covered case with 0 answers"),
        (
            "- id: x\n  question: q\n  kind: near\n  answers: [social-media-guidance#scope]\n",
            "a near case with 1 answers",
        ),
        ("- id: x\n  kind: far\n", "question\n.*required"),
        ("- id: x\n  question: q\n  kind: other\n", "kind"),
        ("- id: x\n  question: q\n  kind: far\n  answer: []\n", "answer\n.*not permitted"),
        ("- id: [\n", r"dev\.ar\.yaml: while parsing"),
        ("", r"dev\.ar\.yaml"),
        ("- just text\n", r"dev\.ar\.yaml"),
        ("سؤال".encode("cp1256"), r"dev\.ar\.yaml: 'utf-8' codec"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, content: str | bytes, fault: str) -> None:
    with pytest.raises(CaseError, match=fault):
        load_cases(_write(tmp_path, dev_ar=content), "dev", SHIPPED)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    files = {
        "dev_en": GOOD.format(language="ar").replace("#scope", "#none"),
        "dev_ar": GOOD.format(language="ar"),
    }
    with pytest.raises(CaseError, match=r"(?s)#none.*the id ar-1 stands twice.*the id ar-2 stands twice"):
        load_cases(_write(tmp_path, **files), "dev", SHIPPED)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"test\.en\.yaml"):
        load_cases(_write(tmp_path), "test", SHIPPED)


def _all(split: str) -> list[Case]:
    return load_cases(CASES / "social-media", split, SHIPPED)  # type: ignore[arg-type]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_shipped_cases_are_good_and_have_every_kind_in_both_languages(split: str) -> None:
    for language in LANGUAGES:
        kinds = [case.kind for case in _all(split) if case.language == language]
        assert {
            kind: kinds.count(kind) >= 8 for kind in ("covered", "near", "far", "attack")
        } == dict.fromkeys(("covered", "near", "far", "attack"), True)
        assert kinds.count("covered") >= 40


@pytest.mark.parametrize("name", ["accessibility", "conduct", "library", "workplace"])
def test_the_cases_about_other_guidance_are_good(name: str) -> None:
    corpus: Corpus = load_corpus(GUIDANCE / name)
    assert {case.language for case in load_cases(CASES / name, "dev", corpus)} == set(LANGUAGES)


def test_no_case_is_in_both_splits() -> None:
    dev, test = _all("dev"), _all("test")
    assert {case.id for case in dev} & {case.id for case in test} == set()
    assert {case.question for case in dev} & {case.question for case in test} == set()
