"""The index in use follows the texts."""

import re
import resource
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import CorpusError
from index import CurrentIndex, FixedIndex, GuidanceRetriever, Index, IndexSettings, build_index, index_folder
from tests.index.conftest import corpus_of, found
from tests.index.sample import ARABIC, ENGLISH, QUESTIONS


def test_an_edited_an_added_and_a_removed_text_count_from_the_next_question(tiny: IndexSettings) -> None:
    current = CurrentIndex(tiny)
    assert current.get() is current.get()
    file = tiny.corpus_folder / "en.md"
    file.write_text(ENGLISH.replace("You may park in the north yard.", "You may park nowhere."), "utf-8")
    assert "nowhere" in current.get().corpus.section("office#parking").text
    (tiny.corpus_folder / "more.md").write_text(ENGLISH.replace("id: office", "id: annex"), "utf-8")
    assert {d.id for d in current.get().corpus.documents} == {"office", "annex", "دليل"}
    file.unlink()
    assert "office#parking" not in found(current.get(), "Where can I leave my car?")


def test_edited_example_questions_count_from_the_next_question(tiny: IndexSettings) -> None:
    current = CurrentIndex(tiny)
    question = "كيف أستلف رواية؟"
    assert not current.get().examples.match(current.get().query(question)).sections
    (tiny.corpus_folder / "questions.yaml").write_text(
        f'answered:\n  - section: دليل#borrowing\n    ar:\n      - "{question}"\n', "utf-8"
    )
    index = current.get()
    assert set(index.examples.match(index.query(question)).sections) == {"دليل#borrowing"}


def test_whom_to_ask_counts_from_the_next_question_and_needs_no_new_build(tiny: IndexSettings) -> None:
    current, file = CurrentIndex(tiny), tiny.corpus_folder / "questions.yaml"
    before = current.get()
    assert before.corpus.whom("en") is before.corpus.whom("ar") is None
    for english, arabic in (("the policy desk", "مكتب السياسات"), ("the library", "المكتبة")):
        file.write_text(f"ask: {{en: {english}, ar: {arabic}}}\n", "utf-8")
        for corpus in (current.get().corpus, CurrentIndex(tiny).get().corpus):
            assert (corpus.whom("en"), corpus.whom("ar")) == (english, arabic)
    file.unlink()
    assert current.get().corpus.whom("ar") is None
    assert current.get().build == before.build


def test_an_index_that_another_process_built_anew_is_taken_up(tiny: IndexSettings) -> None:
    current = CurrentIndex(tiny)
    before = current.get().build
    rebuilt = build_index(tiny, corpus_of(tiny))
    assert current.get().build == rebuilt.build != before


def test_threads_that_ask_at_once_share_one_build(unbuilt: IndexSettings) -> None:
    (unbuilt.corpus_folder / "ar.md").write_text(ARABIC.replace("خمسة", "ستة"), "utf-8")
    current, got = CurrentIndex(unbuilt), list[Index]()
    threads = [threading.Thread(target=lambda: got.append(current.get())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert all(index is got[0] for index in got)


def test_a_fixed_index_stays_what_it_is(shipped: Index) -> None:
    assert FixedIndex(shipped).get() is shipped


@pytest.mark.parametrize(
    ("file", "old", "new", "question", "section"),
    [
        ("en.md", "in the north yard", "behind the mill", "Where may I park?", "office#parking"),
        ("ar.md", "خمسة كتب", "ستة كتب", "كم كتاباً أستعير؟", "دليل#borrowing"),
    ],
)
def test_what_was_edited_is_never_served_as_it_was(
    tiny: IndexSettings, file: str, old: str, new: str, question: str, section: str
) -> None:
    retriever = GuidanceRetriever(index=CurrentIndex(tiny))
    path = tiny.corpus_folder / file
    before, after = path.read_text("utf-8"), path.read_text("utf-8").replace(old, new)
    for content, words in ((before, old), (after, new), (before, old)):
        path.write_text(content, "utf-8")
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(retriever.retrieve, [question] * 4))
        for answer in answers:
            assert answer.hits[0].passage.section.ref == section
            assert words in answer.hits[0].passage.text
    assert before != after


Spoil = Callable[[Path], None]

FAULTS: dict[str, tuple[Spoil, Spoil, str]] = {
    "a text at fault": (
        lambda texts: _write(texts / "en.md", ENGLISH + "\u202e\n"),
        lambda texts: _write(texts / "en.md", ENGLISH),
        r"en\.md:17: .*python -m corpus check",
    ),
    "a text half written": (
        lambda texts: _write(texts / "ar.md", ARABIC[:40]),
        lambda texts: _write(texts / "ar.md", ARABIC),
        r"ar\.md:\d+: ",
    ),
    "a text that is empty yet": (
        lambda texts: _write(texts / "en.md", ""),
        lambda texts: _write(texts / "en.md", ENGLISH),
        r"en\.md:1: ",
    ),
    "example questions at fault": (
        lambda texts: _write(texts / "questions.yaml", "answered: 5\n"),
        lambda texts: (texts / "questions.yaml").unlink(),
        r"questions\.yaml:1: ",
    ),
    "a folder that is gone": (
        lambda texts: _move(texts, texts.with_name("away")),
        lambda texts: _move(texts.with_name("away"), texts),
        "GUIDANCE_CORPUS_FOLDER",
    ),
    "a folder without texts": (
        lambda texts: [_move(file, file.with_suffix(".away")) for file in texts.glob("*.md")] and None,
        lambda texts: [_move(file, file.with_suffix(".md")) for file in texts.glob("*.away")] and None,
        "holds no text",
    ),
}


def _write(file: Path, content: str) -> None:
    file.write_text(content, "utf-8")


def _move(old: Path, new: Path) -> None:
    old.rename(new)


@pytest.mark.parametrize(("spoil", "mend", "fault"), FAULTS.values(), ids=FAULTS)
def test_while_the_texts_are_at_fault_the_last_good_index_serves_and_says_so(
    tiny: IndexSettings, caplog: pytest.LogCaptureFixture, spoil: Spoil, mend: Spoil, fault: str
) -> None:
    current = CurrentIndex(tiny)
    began = datetime.now(UTC)
    good = current.get()
    assert good.outdated is None
    before_the_fault = datetime.now(UTC)
    spoil(tiny.corpus_folder)
    for question, section in QUESTIONS.items():
        index = current.get()
        assert index.corpus is good.corpus
        assert index.outdated is not None
        assert began <= index.outdated.as_of <= before_the_fault
        assert re.search(fault, index.outdated.fault)
        assert found(index, question)[0] == section
    [line] = caplog.messages
    assert line.startswith("answers go on from the guidance texts as of 2")
    assert re.search(fault, line)
    assert "\n" not in line
    assert caplog.records[0].exc_info is None
    mend(tiny.corpus_folder)
    for _ in range(3):
        assert current.get().outdated is None
    assert current.get().build == good.build
    assert caplog.messages[1:] == ["mended: answers rest on the guidance texts as they are now"]


@pytest.mark.parametrize(("spoil", "mend", "fault"), FAULTS.values(), ids=FAULTS)
def test_where_no_index_was_open_yet_a_fault_is_an_error_each_time(
    tiny: IndexSettings, spoil: Spoil, mend: Spoil, fault: str
) -> None:
    current = CurrentIndex(tiny)
    spoil(tiny.corpus_folder)
    for _ in range(2):
        with pytest.raises(CorpusError, match=fault):
            current.get()
    mend(tiny.corpus_folder)
    assert current.get().outdated is None


def test_another_fault_is_another_line_and_what_is_mended_differently_is_taken_up(
    tiny: IndexSettings, caplog: pytest.LogCaptureFixture
) -> None:
    current = CurrentIndex(tiny)
    current.get()
    for content in ("no front matter\n", "no front matter, still\n", ENGLISH + "\n## No id\n"):
        (tiny.corpus_folder / "en.md").write_text(content, "utf-8")
        assert current.get().outdated
        assert current.get().outdated
    assert len(caplog.messages) == 2
    _write(tiny.corpus_folder / "en.md", ENGLISH.replace("north yard", "moat"))
    assert "moat" in current.get().corpus.section("office#parking").text
    assert current.get().outdated is None
    assert len(caplog.messages) == 3


@contextmanager
def _no_file_may_grow() -> Iterator[None]:
    """Every write fails, as on a full disk, also for the superuser."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_cannot_be_built_is_said_once_and_tried_again_after_a_while(
    tiny: IndexSettings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = CurrentIndex(tiny)
    good = current.get()
    _write(tiny.corpus_folder / "en.md", ENGLISH.replace("north yard", "moat"))
    with _no_file_may_grow():
        for _ in range(3):
            index = current.get()
    assert index.corpus is good.corpus
    assert index.outdated is not None
    assert "GUIDANCE_DATA_FOLDER" in index.outdated.fault
    assert current.get().outdated, "not tried again at once: everybody would wait for it"
    [line] = caplog.messages
    assert line.endswith(index.outdated.fault)
    monkeypatch.setattr("index.current.RETRY_SECONDS", 0)
    with _no_file_may_grow():
        assert current.get().outdated
    assert len(caplog.messages) == 1
    assert "moat" in current.get().corpus.section("office#parking").text
    assert caplog.messages[1:] == ["mended: answers rest on the guidance texts as they are now"]


def test_the_same_texts_are_not_called_outdated_when_their_index_cannot_be_opened_anew(
    tiny: IndexSettings, caplog: pytest.LogCaptureFixture
) -> None:
    current = CurrentIndex(tiny)
    current.get()
    for manifest in index_folder(tiny).glob("*.json"):
        manifest.unlink()
    with _no_file_may_grow():
        assert current.get().outdated is None
    assert [line.partition(":")[0] for line in caplog.messages] == [
        "answers go on from the index that is open"
    ]


def test_threads_that_ask_during_a_fault_are_all_served_and_it_is_said_once(
    tiny: IndexSettings, caplog: pytest.LogCaptureFixture
) -> None:
    current = CurrentIndex(tiny)
    good = current.get()
    _write(tiny.corpus_folder / "en.md", "no front matter\n")
    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda _: current.get(), range(24)))
    assert all(index.corpus is good.corpus and index.outdated for index in got)
    assert len(caplog.messages) == 1
