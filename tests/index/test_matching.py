"""Questions compared with example questions."""

import pytest

from corpus import Topic
from index import Index


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("a newspaper reporter sent us a DM, may I reply", "social-media-guidance#who-is-asking"),
        ("مسحت البوست، خلاص راح؟", "social-media-myths#deleting-posts"),
    ],
)
def test_a_question_is_most_like_the_examples_of_its_section(
    shipped: Index, question: str, section: str
) -> None:
    best = shipped.examples.match(shipped.query(question)).best_section()
    assert best is not None
    assert best.example.target == section


@pytest.mark.parametrize(
    "question", ["How many days of leave do I have left this year?", "كم باقي لي من رصيد الإجازات؟"]
)
def test_a_question_that_lies_elsewhere_is_most_like_its_topic(shipped: Index, question: str) -> None:
    matches = shipped.examples.match(shipped.query(question))
    section, topic = matches.best_section(), matches.best_topic()
    assert section is not None
    assert topic is not None
    assert topic.score > section.score
    assert isinstance(topic.example.target, Topic)
    assert "leave" in topic.example.target.named("en")


def test_an_example_itself_is_its_own_nearest(shipped: Index) -> None:
    example = next(e for e in shipped.examples._examples if e.language == "ar" and isinstance(e.target, str))
    best = shipped.examples.match(shipped.query(example.text)).best_section()
    assert best is not None
    assert best.example == example
