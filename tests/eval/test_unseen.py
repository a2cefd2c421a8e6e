"""The test questions are unseen: nothing that the answer path reads, or is fitted on, holds one."""

from importlib import resources
from pathlib import Path

import pytest
import yaml

from corpus import SHIPPED_FOLDER, load_corpus, load_examples
from eval.case import CASES
from eval.casebook import load_cases
from index.analysis import words

TEST_FILES = sorted(CASES.glob("*/test.*.yaml"))
QUESTIONS = [
    question
    for folder in sorted({file.parent for file in TEST_FILES})
    for case in load_cases(folder, load_corpus(SHIPPED_FOLDER), ["test"])
    for question in (case.question, *case.variants.values())
]


def _plain(text: str) -> str:
    return " ".join(words(text))


def _read_by_the_answer_path() -> list[Path]:
    packages = [Path(str(resources.files(name))) for name in ("assistant", "corpus", "index")]
    kinds = {".yaml", ".json", ".toml", ".txt", ".md", ".py"}
    return [file for package in packages for file in sorted(package.rglob("*")) if file.suffix in kinds]


def test_there_are_test_questions() -> None:
    assert [file.name for file in TEST_FILES] == ["test.ar.yaml", "test.en.yaml"]
    assert len(QUESTIONS) > 200


def test_what_the_answer_path_reads_is_looked_through() -> None:
    names = {file.name for file in _read_by_the_answer_path()}
    assert {"questions.yaml", "calibration.json", "en.toml", "ar.toml", "en.txt", "ar.txt"} <= names


@pytest.mark.parametrize(
    "file", _read_by_the_answer_path(), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_no_file_of_the_answer_path_holds_a_test_question(file: Path) -> None:
    # Whole words in a row; a question of one or two words may stand anywhere by chance.
    content = f" {_plain(file.read_text('utf-8'))} "
    asked = {_plain(question) for question in QUESTIONS}
    assert [plain for plain in asked if len(plain.split()) > 2 and f" {plain} " in content] == []


def test_no_example_question_is_a_test_question() -> None:
    examples = {_plain(example.text): example.text for example in load_examples(SHIPPED_FOLDER)}
    assert {_plain(question) for question in QUESTIONS} & examples.keys() == set()


def test_nothing_is_fitted_on_a_test_question() -> None:
    dev = [
        case
        for file in sorted(CASES.glob("*/dev.*.yaml"))
        for case in yaml.safe_load(file.read_text("utf-8"))["cases"]
    ]
    fitted = {
        _plain(question)
        for case in dev
        for question in (case["question"], *case.get("variants", {}).values())
    }
    assert len(fitted) > 200
    assert {_plain(question) for question in QUESTIONS} & fitted == set()
