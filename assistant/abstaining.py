"""When there is no answer: what is said instead."""

import re

from assistant.answer import Abstention
from assistant.message import message
from assistant.question import MAX_CHARACTERS
from corpus import Language, Topic
from index import Retrieval

HEADINGS = 4
"""How many headings are named of what the guidance does cover."""

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

    It names what the guidance covers, nearest to the question first, and whom to ask.
    """
    separator = message(language, "list.separator")
    own = [hit for hit in retrieval.hits if hit.passage.section.language == language] or retrieval.hits
    headings = dict.fromkeys(hit.passage.section.heading for hit in own)
    parts = [message(language, "not_covered.statement")]
    if headings:
        parts.append(
            message(language, "not_covered.covers", headings=separator.join(list(headings)[:HEADINGS]))
        )
    section, topic = retrieval.matches.best_section(), retrieval.matches.best_topic()
    target = topic.example.target if topic and (section is None or topic.score > section.score) else None
    if isinstance(target, Topic) and (whom := target.whom(language)):
        parts.append(message(language, "not_covered.ask_about", topic=target.named(language), whom=whom))
    else:
        parts.append(message(language, "not_covered.ask"))
    return Abstention("not_covered", "\n\n".join(parts))
