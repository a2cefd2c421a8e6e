import pytest

from index.analysis import as_question, legible, normalise, script, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tweet", "tweet"),
        ("TWITTER’S", "twitter's"),
        ("ﬁle", "file"),
        ("Straße", "strasse"),
        ("ٱلتَّغْرِيدَةُ", "التغريده"),
        ("إعلام", "اعلام"),
        ("أخبار", "اخبار"),
        ("آراء", "اراء"),
        ("مستشفى", "مستشفي"),
        ("مكتبة", "مكتبه"),
        ("مســـؤول", "مسوول"),
        ("هيئة", "هييه"),
        ("٢٠١٤", "2014"),
        ("ﷺ", "صلي الله عليه وسلم"),
    ],
)
def test_what_writers_vary_is_made_alike(one: str, other: str) -> None:
    assert normalise(one) == other


def test_words_come_in_order_without_marks_and_with_their_apostrophes() -> None:
    assert words("Can't we — the staff's team, 24/7?") == ["can't", "we", "the", "staff's", "team", "24", "7"]
    assert words("هل يمكنني، «الآن»، الردّ؟") == ["هل", "يمكنني", "الان", "الرد"]
    assert words("snake_case") == ["snake", "case"]


@pytest.mark.parametrize("text", ["", " \n", "؟!…", "🙂", "\u200f\u202e", "\ud800"])
def test_a_text_without_letters_has_no_words(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("group", "language"),
    [
        (["post", "posts", "posted", "posting"], "en"),
        (["department", "department's", "departments"], "en"),
        (["الموظف", "موظف", "الموظفون", "موظفين"], "ar"),
        (["التلميذ", "تلميذ", "تلميذي"], "ar"),
    ],
)
def test_forms_of_a_word_have_one_stem(group: list[str], language: str) -> None:
    assert {script(word) for word in words(" ".join(group))} == {language}
    assert len({stem(word) for word in words(" ".join(group))}) == 1


def test_different_words_keep_different_stems() -> None:
    assert len({stem(word) for word in words("post policy public press")}) == 4
    assert len({stem(word) for word in words("نشر سياسة صحافة جمهور")}) == 4


def test_numbers_are_their_own_stems() -> None:
    assert [stem(word) for word in words("2014 ٢٠١٤")] == ["2014", "2014"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("del\u00adete a\u200b tw\u2060eet", "delete a tweet"),
        ("هَلْ يُمْكِنُ حَذْفُ التَّغْرِيدَةِ؟", "هل يمكن حذف التغريدة؟"),
        ("تغريـــدة", "تغريدة"),
        ("شكراً، هل أنشره نهائياً؟", "شكراً، هل أنشره نهائياً؟"),
        ("plain\ttext", "plain\ttext"),
    ],
)
def test_what_cannot_be_seen_and_the_marks_of_vowelled_text_are_read_over(text: str, read: str) -> None:
    assert legible(text) == read


def test_invisible_characters_do_not_split_words() -> None:
    assert words("del\u00adete ي\u200dمكن") == ["delete", "يمكن"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("can i retweet this", "Can I retweet this?"),
        ("what do i do if i'm off sick ", "What do I do if I'm off sick?"),
        ("is iOS fine", "Is iOS fine?"),
        ("ينفع أرد عليه", "ينفع أرد عليه؟"),
        ("ممكن أعمل retweet", "ممكن أعمل retweet؟"),
        ("Is it ok 🙂", "Is it ok 🙂?"),
        ("can i retweet this?", "can i retweet this?"),
        ("ينفع أرد؟", "ينفع أرد؟"),
        ("tell me about blogs.", "tell me about blogs."),
        ("may we share “vote for us”", "may we share “vote for us”"),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_question_without_its_mark_is_read_as_one_that_is_written_out(typed: str, read: str) -> None:
    assert as_question(typed) == read
