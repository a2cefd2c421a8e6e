import pytest

from index.progress import progress_bar


def test_where_standard_error_is_no_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as bar:
        bar.advance(bar.add_task("embedding", total=2))
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_bar_says_what_is_done_and_how_much_of_how_many(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_bar() as bar:
        bar.advance(bar.add_task("embedding", total=2))
    shown = capsys.readouterr()
    assert "embedding" in shown.err
    assert "1/2" in shown.err
    assert shown.out == ""
