import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from corpus import LANGUAGES, Language
from eval.ablation import ABLATIONS
from eval.xquad import SEARCHING, Scores, XquadError, evaluate, load
from index import IndexSettings

# Made up for this test: the paragraphs are parallel, the questions too.
TEXTS: dict[Language, list[tuple[str, str]]] = {
    "en": [
        ("The lighthouse was built of white stone in 1820.", "When was the lighthouse built?"),
        ("Bees dance to show each other where flowers grow.", "Why do bees dance?"),
        ("The baker sells bread made of rye and honey.", "What does the baker sell?"),
        ("Trains cross the mountain through a long tunnel.", "How do trains cross the mountain?"),
    ],
    "ar": [
        ("بُنيت المنارة من الحجر الأبيض عام 1820.", "متى بُنيت المنارة؟"),
        ("يرقص النحل ليدل بعضه بعضاً على مكان الأزهار.", "لماذا يرقص النحل؟"),
        ("يبيع الخباز خبزاً من الجاودار والعسل.", "ماذا يبيع الخباز؟"),
        ("تعبر القطارات الجبل عبر نفق طويل.", "كيف تعبر القطارات الجبل؟"),
    ],
}
KEYS = ["en>en", "en>ar", "mixed en", "other en", "ar>en", "ar>ar", "mixed ar", "other ar"]
MEASURES = ["R@1", "R@3", "R@5", "RR@10", "nDCG@10"]


def _squad(language: Language) -> dict[str, Any]:
    paragraphs = [
        {"context": text, "qas": [{"id": f"q{n}", "question": question, "answers": []}]}
        for n, (text, question) in enumerate(TEXTS[language])
    ]
    return {
        "version": "1.1",
        "data": [{"title": "A", "paragraphs": paragraphs[:1]}, {"title": "B", "paragraphs": paragraphs[1:]}],
    }


def _write(folder: Path, **files: str) -> Path:
    for language in LANGUAGES:
        content = files.get(language, json.dumps(_squad(language), ensure_ascii=False))
        (folder / f"xquad.{language}.part.json").write_text(content, "utf-8")
    return folder


def test_paragraphs_and_questions_are_numbered_through_all_articles(tmp_path: Path) -> None:
    data = load(_write(tmp_path))
    for language in LANGUAGES:
        assert data.paragraphs[language] == [text for text, _ in TEXTS[language]]
        assert data.questions[language] == [(question, n) for n, (_, question) in enumerate(TEXTS[language])]


def _without_paragraph(squad: dict[str, Any]) -> None:
    squad["data"].pop()


def _without_data(squad: dict[str, Any]) -> None:
    del squad["data"]


def _with_odd_data(squad: dict[str, Any]) -> None:
    squad["data"] = "text"


def _with_question_missing(squad: dict[str, Any]) -> None:
    del squad["data"][0]["paragraphs"][0]["qas"][0]["question"]


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (_without_paragraph, "different numbers of paragraphs"),
        (_without_data, "not in SQuAD format"),
        (_with_odd_data, "not in SQuAD format"),
        (_with_question_missing, "not in SQuAD format.*question"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_malformed_data_is_an_error_that_names_the_folder(
    tmp_path: Path, language: Language, spoil: Callable[[dict[str, Any]], None], error: str
) -> None:
    squad = _squad(language)
    spoil(squad)
    with pytest.raises(XquadError, match=error) as raised:
        load(_write(tmp_path, **{language: json.dumps(squad)}))
    assert str(tmp_path) in str(raised.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3", '{"data": null}', '{"data": [3]}'])
def test_what_is_no_squad_file_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(XquadError, match=r"xquad\.ar\.part\.json is not in SQuAD format"):
        load(_write(tmp_path, ar=content))


def test_data_without_a_paragraph_or_a_question_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(XquadError, match="no questions"):
        load(_write(tmp_path, en='{"data": []}', ar='{"data": []}'))


def test_a_missing_or_a_second_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(XquadError, match=r"needs one file xquad\.en\*\.json and has 0"):
        load(tmp_path / "none")
    (_write(tmp_path) / "xquad.ar.more.json").write_text("{}", "utf-8")
    with pytest.raises(XquadError, match=r"needs one file xquad\.ar\*\.json and has 2"):
        load(tmp_path)


@pytest.fixture(scope="module")
def scores(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scores]:
    folder = tmp_path_factory.mktemp("xquad")
    asked: list[tuple[int, int]] = []
    settings = IndexSettings(data_folder=folder / "data")
    found = evaluate(
        load(_write(folder)), settings, lambda *_: None, lambda done, total: asked.append((done, total))
    )
    assert asked == [(n, 8) for n in range(1, 9)]
    return found


def test_the_keys_are_those_that_others_rest_on(scores: dict[str, Scores]) -> None:
    assert list(scores) == ["assistant", "plain"]
    for of in scores.values():
        assert sorted(of) == sorted(KEYS)
        for values in of.values():
            assert list(values) == MEASURES
            assert all(isinstance(value, float) and 0 <= value <= 1 for value in values.values())
    assert json.loads(json.dumps(scores, allow_nan=False)) == scores


def test_with_ablations_each_part_is_taken_away_and_the_rest_is_the_same(
    scores: dict[str, Scores], tmp_path: Path
) -> None:
    settings = IndexSettings(data_folder=tmp_path / "data")
    found = evaluate(load(_write(tmp_path)), settings, lambda *_: None, lambda *_: None, ablations=True)
    assert list(found) == ["assistant", "plain", *SEARCHING]
    assert {name: found[name] for name in ("assistant", "plain")} == scores
    assert {*SEARCHING} < {ablation.key for ablation in ABLATIONS}
    assert all(sorted(of) == sorted(KEYS) for of in found.values())


def test_the_assistant_finds_every_paragraph_of_four_in_every_direction(scores: dict[str, Scores]) -> None:
    assert {key: values["R@1"] for key, values in scores["assistant"].items()} == dict.fromkeys(KEYS, 1.0)


def test_the_plain_way_buries_what_is_only_in_the_other_language(scores: dict[str, Scores]) -> None:
    plain = scores["plain"]
    assert plain["en>en"]["R@1"] == plain["ar>ar"]["R@1"] == 1.0
    assert plain["other en"]["RR@10"] + plain["other ar"]["RR@10"] < 2.0


def test_measures_grow_with_their_cutoff(scores: dict[str, Scores]) -> None:
    for of in scores.values():
        for values in of.values():
            assert values["R@1"] <= values["R@3"] <= values["R@5"]
            assert values["R@1"] <= values["RR@10"] <= values["nDCG@10"] <= 1
