from pathlib import Path

import pytest

from assistant.answer import UnsupportedAnswerError
from assistant.situation import Situation
from assistant.stating import state
from corpus import load_corpus
from tests.assistant.approving import TEXT, signed


def test_a_paragraph_whose_quotation_does_not_apply_is_left_out_and_the_others_are_numbered_anew(
    tmp_path: Path,
) -> None:
    answer, corpus = signed(tmp_path)
    public, press = (
        state(answer, Situation(asker=asker), corpus, "en")
        for asker in (None, "journalist")  # type: ignore[arg-type]
    )
    assert public.paragraphs == ("No. An official account does not repeat what a party says [1].",)
    assert [citation.quote for citation in public.citations] == [answer.head.rests_on[0].quote]
    assert press.paragraphs[1] == "• A journalist goes to the press office, whoever asks [2]."
    assert [citation.number for citation in press.citations] == [1, 2]
    assert [citation.role for citation in press.citations] == ["answers", "adds"]


def test_each_language_says_it_in_its_own_words_with_the_same_quotations(tmp_path: Path) -> None:
    answer, corpus = signed(tmp_path)
    arabic = state(answer, Situation(), corpus, "ar")
    assert arabic.paragraphs == ("لا. لا يعيد الحساب الرسمي ما يقوله حزب [1].",)
    assert arabic.citations[0].quote == answer.head.rests_on[0].quote


def test_what_the_guidance_does_not_have_to_the_letter_is_never_stated(tmp_path: Path) -> None:
    answer, _ = signed(tmp_path)
    (tmp_path / "rules.md").write_text(TEXT.replace("must not", "may"), "utf-8")
    with pytest.raises(UnsupportedAnswerError, match="rules#parties does not have"):
        state(answer, Situation(), load_corpus(tmp_path), "en")
