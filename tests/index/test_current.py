"""The index in use follows the texts."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus import CorpusError
from index import CurrentIndex, FixedIndex, GuidanceRetriever, Index, IndexSettings, build_index
from tests.index.conftest import corpus_of, found
from tests.index.sample import ARABIC, ENGLISH


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


@pytest.mark.parametrize("file", ["en.md", "ar.md"])
def test_while_a_text_is_at_fault_nothing_is_answered_and_afterwards_it_is(
    tiny: IndexSettings, file: str
) -> None:
    current = CurrentIndex(tiny)
    index = current.get()
    path = tiny.corpus_folder / file
    content = path.read_text("utf-8")
    path.write_text(content + "\u202e", "utf-8")
    for _ in range(2):
        with pytest.raises(CorpusError, match=file):
            current.get()
    path.write_text(content, "utf-8")
    assert current.get().build == index.build


def test_faulty_example_questions_are_told_too(tiny: IndexSettings) -> None:
    current = CurrentIndex(tiny)
    current.get()
    (tiny.corpus_folder / "questions.yaml").write_text("answered: 5\n", "utf-8")
    with pytest.raises(CorpusError, match=r"questions\.yaml:1"):
        current.get()
