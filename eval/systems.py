"""All that the assistant is compared with in a run, in order."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from assistant.answering import Assistant
from assistant.writer import open_checker
from corpus import load_corpus, load_examples
from eval.ablation import ABLATIONS
from eval.baseline import Baseline, by_vector, by_words
from eval.checker import check_pairs
from eval.pairs import CheckedPair, load_pairs
from eval.result import Asked
from eval.run import ASSISTANT, Run, answer, questions, write_checks
from eval.settings import EvalSettings
from index import CurrentIndex, open_index
from index.cache import CachedEmbeddings
from index.embedding import NamedEmbeddings, load_companion, load_embeddings
from index.engine import Vectors
from index.opening import Encoders

SYSTEMS = ("quickstart", "lexical", *(ablation.key for ablation in ABLATIONS))
"""Their names, the plain ways first."""

WRITTEN = "written"
"""The assistant whose answers a language model writes."""


def compared_with(run: Run) -> tuple[str, ...]:
    """The names of what a run compares the assistant with."""
    made = run.configuration
    return (*((WRITTEN,) if made.chat_model else ()), *(SYSTEMS if made.baselines else ()))


def to_ask(run: Run) -> int:
    """How many questions a run puts to the assistant and to whatever it is compared with."""
    others = compared_with(run)
    own = sum(1 for _ in questions(run.cases, run.configuration.variations))
    return own + sum(len(run.cases_of(name)) for name in others)


def all_asked(run: Run) -> bool:
    """Whether the assistant was asked everything, and so was whatever it is to be compared with."""
    others = compared_with(run)
    return run.complete and all(map(run.was_asked, others))


def ask_all(
    run: Run,
    settings: EvalSettings,
    assistant: Asked,
    *,
    tick: Callable[[str], None],
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Ask what is not answered yet, first of the assistant and then of whatever it is to be compared with.

    `tick` is told of each question which system it was put to. Returns whether it came to the end, as
    `answer` does. The run is to be `locked` meanwhile. Raises `RunError`, `PairError`, `ChatModelError`,
    `EntailmentModelError`, and what `open_systems` does.
    """
    made = run.configuration
    if "test" in made.splits and not run.checks:
        write_checks(run.folder, _checks(settings))
    written = _open_written(settings, made.chat_model) if made.chat_model else ()
    others = open_systems(settings) if made.baselines else ()
    for name, asked in chain([(ASSISTANT, assistant)], written, others):
        varied = made.variations and name == ASSISTANT
        if not answer(run, name, asked, varied=varied, tick=partial(tick, name), stop=stop):
            return False
    return True


def _checks(settings: EvalSettings) -> list[CheckedPair]:
    """What the checking of a language model's sentences makes of the test pairs."""
    checker = open_checker(settings, CurrentIndex(settings).get())
    return check_pairs(checker, load_pairs("test", settings.pairs_folder))


def _open_written(settings: EvalSettings, chat_model: str) -> Iterator[tuple[str, Asked]]:
    yield WRITTEN, Assistant(settings.model_copy(update={"chat_model": chat_model}))


def open_systems(settings: EvalSettings) -> Iterator[tuple[str, Asked]]:
    """One after the other, with its name. They share one index and the vectors of what they are asked, as all
    are asked the same; so how long they take says nothing.

    Raises `CorpusError`, `IndexBuildError`, `EmbeddingModelError`, `StoreError`.
    """
    corpus = load_corpus(settings.corpus_folder)
    encoders = RememberingEncoders(settings.embedding_model, settings.data_folder / "embeddings.sqlite")
    examples = load_examples(settings.corpus_folder)
    index = open_index(settings, corpus, encoders=encoders, examples=examples)
    yield "quickstart", Baseline(corpus, by_vector(corpus, encoders.main))
    yield "lexical", Baseline(corpus, by_words(corpus))
    for ablation in ABLATIONS:
        yield ablation.key, ablation.open(settings, index)


class RememberingEncoders(Encoders):
    """Encoders that embed each question once, as long as they live."""

    def __init__(self, model: str, cache: Path) -> None:
        """Raises `EmbeddingModelError`."""
        self.main = _Remembering(load_embeddings(model), cache)
        self.companion = _Remembering(load_companion(), cache)


class _Remembering(CachedEmbeddings):
    """Embeddings that keep in memory what is not to be kept in their file."""

    def __init__(self, inner: NamedEmbeddings, file: Path) -> None:
        super().__init__(inner, file)
        self._questions: dict[str, list[float]] = {}
        self._words: dict[tuple[str, ...], Vectors] = {}

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        if text not in self._questions:
            self._questions[text] = super().embed_query(text)
        return self._questions[text]

    def embed_uncached(self, texts: list[str]) -> Vectors:
        """One vector a text, as rows."""
        key = tuple(texts)
        if key not in self._words:
            self._words[key] = super().embed_uncached(texts)
        return self._words[key]
