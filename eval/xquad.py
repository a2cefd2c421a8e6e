"""Retrieval on XQuAD (Artetxe, Ruder & Yogatama 2020): text that nothing was tuned for.

The data comes as one SQuAD-format file a language, `xquad.<language>*.json`, parallel in order.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from corpus import LANGUAGES, Corpus, Document, Language, Section
from eval.ablation import ABLATIONS
from eval.systems import RememberingEncoders
from index import FixedIndex, GuidanceRetriever, IndexSettings, open_index
from index.opening import Progress

MEASURES = (R @ 1, R @ 3, R @ 5, RR @ 10, nDCG @ 10)
SEARCHING = (
    *("without_companion", "without_main", "without_sentences", "without_words"),
    *("without_translation", "without_spelling"),
)
"""The ablations of what searches these texts: there are no example questions and no posts."""

Rankings = Mapping[Language, Sequence[tuple[int, float]]]
"""For each language, (number of a paragraph, score), best first."""
Scores = dict[str, dict[str, float]]


class XquadError(RuntimeError):
    """The data is not there or not as it should be."""


@dataclass(frozen=True)
class Data:
    """Paragraphs of each language, parallel, and questions with the number of their paragraph."""

    paragraphs: dict[Language, list[str]]
    questions: dict[Language, list[tuple[str, int]]]


def load(folder: Path) -> Data:
    """The data of a folder. Raises `XquadError`."""
    paragraphs: dict[Language, list[str]] = {}
    questions: dict[Language, list[tuple[str, int]]] = {}
    for language in LANGUAGES:
        files = sorted(folder.glob(f"xquad.{language}*.json"))
        if len(files) != 1:
            raise XquadError(f"{folder} needs one file xquad.{language}*.json and has {len(files)}")
        try:
            found = [p for a in json.loads(files[0].read_text("utf-8"))["data"] for p in a["paragraphs"]]
            paragraphs[language] = [p["context"] for p in found]
            questions[language] = [(q["question"], n) for n, p in enumerate(found) for q in p["qas"]]
        except (ValueError, KeyError, TypeError) as error:
            raise XquadError(f"{files[0]} is not in SQuAD format: {error!r}") from error
    if len({len(p) for p in paragraphs.values()}) != 1:
        raise XquadError(f"the files in {folder} have different numbers of paragraphs")
    if not all(questions.values()):
        raise XquadError(f"there are no questions in a file in {folder}")
    return Data(paragraphs, questions)


def evaluate(
    data: Data,
    settings: IndexSettings,
    progress: Progress,
    tick: Callable[[int, int], None],
    *,
    ablations: bool = False,
) -> dict[str, Scores]:
    """The assistant's retriever as in use, and the plain way: a vector a paragraph, one list by cosine; with
    `ablations`, then the assistant's retriever without each of its parts.

    `progress` is told of the index being built, `tick` of questions asked.
    """
    corpus = _corpus(data)
    encoders = RememberingEncoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
    index = open_index(settings, corpus, progress, encoders)
    retrievers = {"assistant": GuidanceRetriever(index=FixedIndex(index))}
    if ablations:
        retrievers |= {a.key: a.retriever(index) for a in ABLATIONS if a.key in SEARCHING}
    vectors = {language: encoders.main.embed(data.paragraphs[language]) for language in LANGUAGES}

    rankings: dict[str, dict[tuple[Language, int], Rankings]] = {
        name: {} for name in dict.fromkeys(("assistant", "plain", *retrievers))
    }
    total, done = sum(map(len, data.questions.values())), 0
    for asked in LANGUAGES:
        for number, (question, _) in enumerate(data.questions[asked]):
            for name, retriever in retrievers.items():
                rankings[name][asked, number] = _by_language(retriever, question)
            query = np.array(encoders.main.embed_query(question), dtype=np.float32)
            rankings["plain"][asked, number] = {
                language: _ranked(dict(enumerate((vectors[language] @ query).tolist())))
                for language in LANGUAGES
            }
            done += 1
            tick(done, total)
    return {name: _scores(data, found) for name, found in rankings.items()}


def _corpus(data: Data) -> Corpus:
    return Corpus(
        tuple(
            Document(
                id=f"xquad-{language}",
                title="XQuAD",
                language=language,
                edition="",
                path=Path(),
                sections=tuple(
                    Section(f"xquad-{language}", f"p{number}", "", (), language, text, 0, len(text), 1)
                    for number, text in enumerate(data.paragraphs[language])
                ),
            )
            for language in LANGUAGES
        )
    )


def _by_language(retriever: GuidanceRetriever, question: str) -> Rankings:
    best: dict[Language, dict[int, float]] = {language: {} for language in LANGUAGES}
    for hit in retriever.retrieve(question).hits:
        section = hit.passage.section
        best[section.language].setdefault(int(section.id[1:]), hit.score)
    return {language: _ranked(scores) for language, scores in best.items()}


def _ranked(scores: Mapping[int, float]) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda item: -item[1])[:50]


def _scores(data: Data, rankings: Mapping[tuple[Language, int], Rankings]) -> Scores:
    found: Scores = {}
    for asked in LANGUAGES:
        other: Language = "ar" if asked == "en" else "en"
        for searched in LANGUAGES:
            found[f"{asked}>{searched}"] = _measure(data, asked, rankings, {searched: True})
        found[f"mixed {asked}"] = _measure(data, asked, rankings, {asked: True, other: True})
        # The same library without the right paragraph in the question's language. It is left out of the
        # ranking; that it is still one of some 120 texts in the cohort and counts for how rare words are
        # changes the other scores by next to nothing, and not to its language's loss.
        found[f"other {asked}"] = _measure(data, asked, rankings, {asked: False, other: True})
    return found


def _measure(
    data: Data,
    asked: Language,
    rankings: Mapping[tuple[Language, int], Rankings],
    searched: Mapping[Language, bool],
) -> dict[str, float]:
    """`searched`: the languages of the library, and whether each has the right paragraph.

    Where both languages have it, either counts, and the better placed one is the one that is judged.
    """
    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for number, (_, right) in enumerate(data.questions[asked]):
        id_ = f"{asked}{number}"
        merged: dict[str, float] = {}
        for language, has_right in searched.items():
            for paragraph, score in rankings[asked, number][language]:
                if paragraph == right and not has_right:
                    continue
                # The right paragraph is one document in whichever language it is found.
                key = "right" if paragraph == right else f"{language}{paragraph}"
                merged[key] = max(score, merged.get(key, score))
        qrels[id_] = {"right": 1}
        run[id_] = merged
    values = ir_measures.calc_aggregate(MEASURES, qrels, run)
    return {str(measure): round(float(values[measure]), 4) for measure in MEASURES}
