from pathlib import Path

from corpus import CorpusError, Fault


def test_a_fault_reads_as_file_line_and_message() -> None:
    assert str(Fault(Path("texts/a.md"), 7, "no such day")) == "texts/a.md:7: no such day"


def test_faults_sort_by_file_and_by_line_as_a_number() -> None:
    first, second, third = (
        Fault(Path("a.md"), 9, "z"),
        Fault(Path("a.md"), 10, "a"),
        Fault(Path("b.md"), 1, "a"),
    )
    assert sorted([third, second, first]) == [first, second, third]


def test_a_corpus_error_carries_its_faults() -> None:
    fault = Fault(Path("a.md"), 1, "x")
    assert CorpusError("bad", (fault,)).faults == (fault,)
    assert str(CorpusError("bad")) == "bad"
    assert CorpusError("bad").faults == ()
