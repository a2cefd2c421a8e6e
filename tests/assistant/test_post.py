import time

import pytest

from assistant.post import set_apart
from assistant.question import MAX_CHARACTERS


@pytest.mark.parametrize(
    ("rest", "post"),
    [
        ("May I answer ", "'why is my pension late?'"),
        ("May I answer ", "‘why is my pension late, you lot?’"),
        ("May I answer ", "'don't you ever reply to us'"),
        ("هل أرد على ", "'متى تدفعون لنا'"),
        ("هل أرد على ", "«لماذا تأخر راتبي»"),
        ("هل نشارك هذا؟ ", '"صوتوا لنا!"'),
    ],
)
def test_a_post_in_single_marks_or_of_three_arabic_words_is_set_apart(rest: str, post: str) -> None:
    left, posts = set_apart(rest + post)
    assert left.strip() == rest.strip()
    assert posts == (post,)


@pytest.mark.parametrize(
    ("asked", "post"),
    [
        ("Can we share this:", "Vote Green"),
        ("Can we retweet this tweet:", "Vote for us on Thursday"),
        ("هل نعيد نشر هذه التغريدة:", "صوتوا لنا"),
        ("هل يجوز أن ننشر التالي:", "حزبنا الأفضل"),
    ],
)
def test_after_a_colon_behind_the_word_for_a_post_two_words_are_one(asked: str, post: str) -> None:
    assert set_apart(f"{asked} {post}") == (asked, (post,))


@pytest.mark.parametrize(
    ("post", "asked"),
    [
        ("Vote for us on Thursday!", "Can we share this?"),
        ("Your office is closed again.\n\nWake up!", "May I reply to them?"),
        ("صوتوا لنا يوم الخميس", "هل نشاركه؟"),
        ("متى تفتحون المكتب يا جماعة", "ينفع أرد عليه؟"),
    ],
)
def test_a_post_on_the_lines_above_the_question_is_set_apart(post: str, asked: str) -> None:
    assert set_apart(f"{post}\n{asked}") == (asked, (post,))


@pytest.mark.parametrize(
    ("before", "post", "after"),
    [
        ("A woman tweeted:", "your bus is late again!", "May I answer this?"),
        ("Someone sent us this message:", "You are liars. All of you.", "Do I reply to them?"),
        ("كتب لنا مواطن:", "الباص متأخر كل يوم.", "هل أرد عليه؟"),
    ],
)
def test_what_somebody_wrote_before_the_question_is_set_apart(before: str, post: str, after: str) -> None:
    assert set_apart(f"{before} {post} {after}") == (after, (f"{before} {post}",))


@pytest.mark.parametrize(
    ("text", "asked", "posts"),
    [
        (
            "> Vote for us\n> on Thursday\n\nMay I share this?",
            "May I share this?",
            ("> Vote for us\n> on Thursday",),
        ),
        ("May I share this? > Vote for us on Thursday", "May I share this?", ("> Vote for us on Thursday",)),
        ("> صوتوا لحزبنا يوم الخميس\nهل نشاركه؟", "هل نشاركه؟", ("> صوتوا لحزبنا يوم الخميس",)),
        ("كتب أحدهم: «صوتوا لنا غداً». هل نشاركه؟", ". هل نشاركه؟", ("كتب أحدهم:", "«صوتوا لنا غداً»")),
    ],
)
def test_lines_after_a_greater_than_sign_and_who_wrote_are_set_apart(
    text: str, asked: str, posts: tuple[str, ...]
) -> None:
    left, found = set_apart(text)
    assert left.strip() == asked
    assert tuple(post.strip() for post in found) == posts


@pytest.mark.parametrize(
    "text",
    [
        "It's the minister's account; can't I answer the voters' tweets?",
        "May I post the team's photo or the minister's speech?",
        "What's the minister's view on 'my team's' posts, isn’t it ours?",
        "Can I say 'no comment' to this?",
        "what does the guidance say: may I retweet a party",
        "Is this right: yes or no?",
        "The guidance said: be careful. Does it apply to me at home?",
        "هل أكتب «لا تعليق» تحت هذا؟",
        "هل هذا صحيح: نعم أم لا؟",
    ],
)
def test_apostrophes_terms_and_other_colons_are_no_posts(text: str) -> None:
    assert set_apart(text) == (text, ())


@pytest.mark.parametrize("piece", ["'a", " 'a b", "‘", "wrote: a. ", "a\n", "tweet: a? ", "كتب: ا. "])
def test_setting_apart_takes_no_longer_for_what_was_made_to_hold_it_up(piece: str) -> None:
    began = time.perf_counter()
    set_apart(piece * (5 * MAX_CHARACTERS // len(piece)))
    assert time.perf_counter() - began < 2
