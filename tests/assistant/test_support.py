"""Where in a passage a sentence may be supported, with the real encoder and index."""

import pytest

from assistant.measuring import names
from assistant.part import Part
from assistant.support import LONGEST, SHORTEST, TRIED, Comparer, Window
from corpus import LANGUAGES, Corpus, Language
from index import words
from index.chunking import passages


def _parts(comparer: Comparer, shipped: Corpus, language: Language) -> list[list[Part]]:
    """The passages of the shipped guidance in a language, by their sentences."""
    return [
        [comparer.known(text) for text in passage.embedded_sentences]
        for passage in passages(shipped)
        if passage.section.language == language
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Civil servants can be active on social media, but that does not mean you have to answer.",
            ["Civil servants can be active on social media, ", "but that does not mean you have to answer."],
        ),
        (
            "يمكن لهم أن يكونوا نشيطين غير أن هذا لا يعني أن عليهم الإجابة.",
            ["يمكن لهم أن يكونوا نشيطين ", "غير أن هذا لا يعني أن عليهم الإجابة."],
        ),
        # Less than three words are none by themselves.
        ("However, ask the press office first.", []),
        ("Check who is asking before you answer.", []),
        ("يجب التحقق من هوية السائل قبل الإجابة.", []),
    ],
)
def test_a_sentence_of_the_guidance_is_known_with_its_clauses(
    comparer: Comparer, text: str, clauses: list[str]
) -> None:
    assert [clause.text for clause in comparer.known(text).clauses] == clauses


def test_clauses_are_all_of_their_sentence_and_none_is_too_short(comparer: Comparer, shipped: Corpus) -> None:
    several = 0
    for language in LANGUAGES:
        for sentences in _parts(comparer, shipped, language):
            for part in sentences:
                whole = words(" ".join(clause.text for clause in part.clauses))
                assert part.clauses == () or whole == words(part.text)
                # But for a word that only ties it to the other one.
                assert all(len(words(clause.text)) >= SHORTEST - 1 for clause in part.clauses), part.text
                several += len(part.clauses) > 1
    assert several > 20


def test_what_the_guidance_says_is_taken_apart_once(comparer: Comparer) -> None:
    text = "Check who is asking before you answer."
    assert comparer.known(text) is comparer.known(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_place_is_where_the_words_are(
    comparer: Comparer, shipped: Corpus, language: Language
) -> None:
    seen = 0
    for sentences in _parts(comparer, shipped, language):
        for number, part in enumerate(sentences):
            best = comparer.best(part, sentences)[0]
            assert (best.first, best.sentences) == (number, (part,)), part.text
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_place_of_two_sentences_in_a_row_is_both(
    comparer: Comparer, shipped: Corpus, language: Language
) -> None:
    passage = max(_parts(comparer, shipped, language), key=len)
    for number in range(len(passage) - 1):
        both = comparer.part(f"{passage[number].text} {passage[number + 1].text}")
        best = comparer.best(both, passage)[0]
        assert set(passage[number : number + 2]) <= set(best.sentences)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("social-media-guidance#engaging-with-the-public", "Civil servants can be active on social media."),
        (
            "social-media-guidance-summary-ar#engaging-with-the-public",
            "يمكن لموظفي الخدمة المدنية أن يكونوا نشيطين في الإعلام الاجتماعي.",
        ),
    ],
)
def test_what_a_clause_says_is_compared_with_the_clause(
    comparer: Comparer, shipped: Corpus, section: str, said: str
) -> None:
    (passage,) = [p for p in passages(shipped) if p.section.ref == section]
    parts = [comparer.known(text) for text in passage.embedded_sentences]
    best = comparer.best(comparer.part(said), parts)
    clauses = [window for window in best if window.parts != window.sentences]
    assert clauses
    assert clauses[0].parts[0] in clauses[0].sentences[0].clauses
    told = dict(zip(names(), clauses[0].measures.tolist(), strict=True))
    # What follows after "but" denies something, and this clause does not.
    assert not told["denied_otherwise"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_some_places_are_tried_each_of_a_few_sentences_in_a_row(
    comparer: Comparer, shipped: Corpus, language: Language
) -> None:
    for passage in _parts(comparer, shipped, language):
        windows: list[Window] = comparer.best(passage[0], passage)
        assert 1 <= len(windows) <= TRIED
        for window in windows:
            count = len(window.sentences)
            assert 1 <= count <= LONGEST
            assert list(window.sentences) == passage[window.first : window.first + count]
