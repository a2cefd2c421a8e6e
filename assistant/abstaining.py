"""When there is no answer: what is said instead."""

import math
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.answer import Abstention
from assistant.message import message
from assistant.question import MAX_CHARACTERS
from corpus import Language, Topic
from index import Matches, Retrieval

HEADINGS = 4
"""How many headings are named of what the guidance does cover."""

MARGIN = 0.5
"""By how many standard scores a topic must be nearer than others before its team is named: to be sent to the
wrong one is worse than to be told to ask around."""

T = TypeVar("T")

_LETTER = re.compile(r"[^\W\d_]")


def blocked(question: str, language: Language) -> Abstention | None:
    """The abstention for what is no question that could be answered; None for any other."""
    if not question.strip():
        return Abstention("empty", message(language, "blocked.empty"))
    if len(question) > MAX_CHARACTERS:
        text = message(language, "blocked.too_long", most=MAX_CHARACTERS, length=len(question))
        return Abstention("too_long", text)
    if not _LETTER.search(question):
        return Abstention("unreadable", message(language, "blocked.unreadable"))
    return None


def not_covered(retrieval: Retrieval, language: Language) -> Abstention:
    """The abstention for a question that the guidance does not answer.

    It names what the guidance covers, the headings nearest to the question or, for a question that has
    nothing to do with it, its texts; and whom to ask.
    """
    topic = _standing_out(retrieval.matches)
    separator = message(language, "list.separator")
    parts = [message(language, "not_covered.statement")]
    if topic and topic.whom(language) is None:
        titles = _own(retrieval.index.corpus.documents, language, lambda d: d.language)
        parts.append(message(language, "not_covered.texts", titles=separator.join(d.title for d in titles)))
    elif sections := [hit.passage.section for hit in retrieval.hits]:
        named = dict.fromkeys(s.heading for s in _own(sections, language, lambda s: s.language))
        headings = separator.join(list(named)[:HEADINGS])
        parts.append(message(language, "not_covered.covers", headings=headings))
    if topic and (whom := topic.whom(language)):
        parts.append(message(language, "not_covered.ask_about", topic=topic.named(language), whom=whom))
    else:
        whom = retrieval.index.corpus.whom(language) or message(language, "not_covered.whom")
        parts.append(message(language, "not_covered.ask", whom=whom))
    return Abstention("not_covered", "\n\n".join(parts))


def _own(items: Sequence[T], language: Language, of: Callable[[T], Language]) -> Sequence[T]:
    """The items in the reader's language, or all where there are none."""
    return [item for item in items if of(item) == language] or items


def _standing_out(matches: Matches) -> Topic | None:
    """The topic that a question is plainly about: nearer than any section, and than any topic about which
    somebody else is to be asked."""
    best, section = matches.best_topic(), matches.best_section()
    if best is None or not isinstance(topic := best.example.target, Topic):
        return None
    rivals = [match.score for other, match in matches.topics.items() if other.ask != topic.ask]
    stands_out = best.score >= max(rivals, default=-math.inf) + MARGIN
    return topic if stands_out and (section is None or best.score > section.score) else None
