"""The index in use follows the texts."""

import threading

from index import CurrentIndex, FixedIndex, Index, IndexSettings, build_index
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
