"""Questions compared with example questions."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import SHIPPED_FOLDER, Example, Topic, load_corpus, load_examples
from corpus.examples import general_examples
from index import Index, IndexSettings, Match, Matches, open_index
from tests.index.conftest import write_texts
from tests.index.sample import text


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
    example = next(e for e in shipped.examples.examples if e.language == "ar" and isinstance(e.target, str))
    best = shipped.examples.match(shipped.query(example.text)).best_section()
    assert best is not None
    assert best.example == example


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("May I retweet a party?", True),
        ("هل أرد على الصحفي في تويتر؟", True),
        ("When does the canteen open?", False),
        ("متى يفتح المطعم؟", False),
    ],
)
def test_the_odds_tell_whether_a_question_belongs_to_a_section(
    shipped: Index, question: str, inside: bool
) -> None:
    assert (shipped.examples.match(shipped.query(question)).odds > 0) == inside


def test_a_question_leans_to_what_answers_it_in_either_language(shipped: Index) -> None:
    for question in ("Is it ok to edit Wikipedia at work?", "عادي أعدل ويكيبيديا من الشغل؟"):
        sections = shipped.examples.match(shipped.query(question)).sections
        assert max(sections, key=lambda ref: sections[ref].lean) == "social-media-myths#deleting-posts"


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("WHAT'S the point of us being on  Twitter", "social-media-guidance#foreword"),
        ("Can I stand for parliament?", None),
    ],
)
def test_an_example_in_the_very_words_of_a_question_is_known(
    shipped: Index, question: str, section: str | None
) -> None:
    same = shipped.examples.match(shipped.query(question)).same
    assert same is not None
    assert (same.target if isinstance(same.target, str) else None) == section


@pytest.mark.parametrize("question", ["How many days of annual leave do I get?", "May I stand on my head?"])
def test_a_general_example_or_other_words_are_no_such_example(shipped: Index, question: str) -> None:
    assert shipped.examples.match(shipped.query(question)).same is None


def test_without_topics_or_sections_the_odds_are_even(shipped: Index) -> None:
    matches = shipped.examples.match(shipped.query("May I post this?"))
    assert replace(matches, topics={}).odds == 0
    assert replace(matches, sections={}).odds == 0
    assert Matches({}, {}, 0.0).odds == 0


@pytest.mark.parametrize("question", ["May I retweet a party?", "هل أرد على الصحفي في تويتر؟"])
def test_few_examples_say_the_same_as_many_but_less(shipped: Index, data_folder: Path, question: str) -> None:
    every = load_examples(SHIPPED_FOLDER)
    topics = [example for example in every if isinstance(example.target, Topic)]
    one = {(e.target, e.language): e for e in reversed(every) if isinstance(e.target, str)}
    settings = IndexSettings(data_folder=data_folder)
    few = open_index(settings, shipped.corpus, examples=[*one.values(), *topics])
    some, all_ = few.examples.match(few.query(question)), shipped.examples.match(shipped.query(question))
    assert 0 < some.trust < 0.2 < all_.trust < 1
    assert abs(some.odds) < all_.odds / 2
    assert some.odds > few.examples.match(few.query("How many days of leave do I get?")).odds
    assert all(0 < match.trust < 0.2 for match in some.sections.values())
    assert min(match.trust for match in all_.sections.values()) > 0.5


def test_without_examples_of_sections_only_topics_are_matched(shipped: Index, data_folder: Path) -> None:
    general = [example for _, example in general_examples()]
    settings = IndexSettings(data_folder=data_folder)
    index = open_index(settings, shipped.corpus, encoders=shipped.encoders, examples=general)
    matches = index.examples.match(index.query("How do I boil an egg?"))
    best = matches.best_topic()
    assert matches.sections == {}
    assert best is not None
    assert isinstance(best.example.target, Topic)
    assert best.example.target.named("en") == "food and cooking"


LEAVE = {
    "annual-leave": "You have 25 days of annual leave a year. Ask your manager two weeks before. Unused days"
    " of leave may be carried over to the next year until June.",
    "hours": "Core hours are from ten to three. You may work from home on two days a week.",
}


def test_a_topic_that_the_texts_treat_loses_against_the_others(shipped: Index, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", {"leave.md": text("leave", "en", **LEAVE)})
    settings = IndexSettings(data_folder=tmp_path / "data", corpus_folder=folder)
    general = [example for _, example in general_examples()]

    def matched(index: Index) -> dict[str, Match]:
        topics = index.examples.match(index.query("How many days of annual leave do I get?")).topics
        return {topic.named("en"): match for topic, match in topics.items()}

    own = matched(open_index(settings, load_corpus(folder), encoders=shipped.encoders, examples=general))
    others = matched(shipped)
    assert own["leave and working hours"].score < others["leave and working hours"].score - 0.5
    assert own["food and cooking"].score == pytest.approx(others["food and cooking"].score, abs=0.5)
    assert own["leave and working hours"].treated
    assert not own["food and cooking"].treated
    assert not others["leave and working hours"].treated


def test_examples_in_one_language_alone_are_matched_from_both(shipped: Index, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", {"leave.md": text("leave", "en", **LEAVE)})
    settings = IndexSettings(data_folder=tmp_path / "data", corpus_folder=folder)
    examples = [
        Example("How much leave do I have?", "en", "leave#annual-leave"),
        Example("Can I keep my days off for next year?", "en", "leave#annual-leave"),
        Example("May I work from home?", "en", "leave#hours"),
        Example("When do I have to be in the office?", "en", "leave#hours"),
    ]
    index = open_index(settings, load_corpus(folder), encoders=shipped.encoders, examples=examples)
    for question in ("Is home office allowed?", "هل يمكنني العمل من المنزل؟"):
        best = index.examples.match(index.query(question)).best_section()
        assert best is not None
        assert best.example.target == "leave#hours"
