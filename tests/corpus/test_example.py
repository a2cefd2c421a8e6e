import pytest

from corpus import Example, Topic

TOPIC = Topic(
    (("en", "annual leave"), ("ar", "الإجازات")), (("en", "your HR team"), ("ar", "الموارد البشرية"))
)


@pytest.mark.parametrize(
    ("language", "name", "whom"),
    [("en", "annual leave", "your HR team"), ("ar", "الإجازات", "الموارد البشرية")],
)
def test_a_topic_has_its_words_in_each_language(language: str, name: str, whom: str) -> None:
    assert TOPIC.named(language) == name
    assert TOPIC.whom(language) == whom


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nobody_in_particular_is_none(language: str) -> None:
    assert Topic(TOPIC.name, ()).whom(language) is None


def test_examples_of_the_same_topic_share_one_target() -> None:
    again = Topic(TOPIC.name, TOPIC.ask)
    assert {Example("a", "en", TOPIC).target, Example("ب", "ar", again).target} == {TOPIC}
