"""When there is no answer: what is said instead."""

import re

from assistant.answer import Abstention
from assistant.message import message
from assistant.question import MAX_CHARACTERS
from corpus import Corpus, Language, Section, Topic
from index import Matches, Retrieval, words

HEADINGS = 3
"""How many headings are named of what the guidance does cover."""

TITLES = 6
"""How many texts are named."""

MARGIN = 6.0
"""By how much a topic must be likelier than others, in the logarithm, before its team is named: to be sent to
the wrong one is worse than to be told to ask around."""

# No word to look for: a number, one or two letters of English or Arabic, more letters than any word has, and
# one letter again and again.
_NO_WORD = re.compile(r"[0-9]+|[a-z\u0620-\u064a]{1,2}|.{41,}|(.)\1+")


def blocked(question: str, language: Language) -> Abstention | None:
    """The abstention for what is no question that could be answered; None for any other."""
    if not question.strip():
        return Abstention("empty", message(language, "blocked.empty"))
    if len(question) > MAX_CHARACTERS:
        text = message(language, "blocked.too_long", most=MAX_CHARACTERS, length=len(question))
        return Abstention("too_long", text)
    said = words(question)
    if said in map(words, message(language, "recognise.greetings").split(";")):
        return Abstention("greeting", message(language, "blocked.greeting"))
    if all(_NO_WORD.fullmatch(word) for word in said):
        return Abstention("unreadable", message(language, "blocked.unreadable"))
    return None


def not_covered(retrieval: Retrieval, language: Language) -> Abstention:
    """The abstention for a question that the guidance does not answer.

    It names what the guidance covers, its texts where the question is plainly about something else, and the
    headings nearest to it otherwise; and whom to ask.
    """
    topic = _standing_out(retrieval.matches)
    separator = message(language, "list.separator")
    parts = [message(language, "not_covered.statement")]
    corpus = retrieval.index.corpus
    if topic:
        # The reader's own language first.
        titles = [d.title for d in sorted(corpus.documents, key=lambda d: d.language != language)]
        if (more := len(titles) - TITLES) > 0:
            titles[TITLES:] = [message(language, "list.more", count=more)]
        parts.append(message(language, "not_covered.texts", titles=separator.join(titles)))
    elif retrieval.hits:
        nearest = [_readable(corpus, hit.passage.section, language).heading for hit in retrieval.hits]
        headings = separator.join(list(dict.fromkeys(nearest))[:HEADINGS])
        parts.append(message(language, "not_covered.covers", headings=headings))
    if topic and (whom := topic.whom(language)):
        parts.append(message(language, "not_covered.ask_about", topic=topic.named(language), whom=whom))
    else:
        whom = corpus.whom(language) or message(language, "not_covered.whom")
        parts.append(message(language, "not_covered.ask", whom=whom))
    return Abstention("not_covered", "\n\n".join(parts))


def _readable(corpus: Corpus, section: Section, language: Language) -> Section:
    """The section, or its counterpart in the reader's language where it has one."""
    both = (section, *corpus.counterparts(section))
    return next((other for other in both if other.language == language), section)


def _standing_out(matches: Matches) -> Topic | None:
    """The topic that a question is plainly about: the one that has it among its examples, or one that is
    likelier than any section, and than any topic about which somebody else is to be asked."""
    if matches.same and isinstance(matches.same.target, Topic):
        return matches.same.target
    if not matches.topics:
        return None
    topic, best = max(matches.topics.items(), key=lambda item: item[1].likelihood)
    rivals = [match for other, match in matches.topics.items() if other.ask != topic.ask]
    rivals += matches.sections.values()
    if best.treated:
        # Then it may well be asked about the texts, and they may name somebody else.
        return None
    stands_out = all(best.likelihood >= rival.likelihood + MARGIN for rival in rivals)
    return topic if stands_out else None
