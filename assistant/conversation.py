"""What goes before a question: a follow-up is understood with it, and a new topic is not."""

import re
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from assistant.phrases import Phrases, line_of
from assistant.question import Question, parse
from assistant.situation import PHRASES as SITUATIONS
from assistant.situation import Situation, read_situation

FOLLOWING = Phrases("following")

_ASKS = re.compile("[?؟]")

STANDS_ALONE = 5
"""With so many words of its own a question that merely begins with "and" is one by itself."""

REFERS = 9
"""The same, where it speaks of what was there before ("it", "they")."""

BARE = 3
"""Of so many words a bare fact may be: "a journalist", "our official account"."""

MOST = 4
"""How many follow-ups are kept: the last ones."""


class Conversation(BaseModel):
    """A question with what was added to it. It holds only what the person typed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = ""
    """The question that stands, as it was typed; empty before the first one."""
    follow_ups: tuple[str, ...] = ()
    """What was typed after it and goes on from it, oldest first."""


NEW_CONVERSATION = Conversation()
"""Nothing was asked yet."""


@dataclass(frozen=True)
class Understood:
    """A turn of a conversation, with what goes before it."""

    question: Question
    """What is asked, the earlier question included where the turn goes on from it."""
    situation: Situation
    conversation: Conversation
    """The conversation that the next turn may go on from."""

    @property
    def follows(self) -> bool:
        """Whether it goes on from an earlier question."""
        return bool(self.conversation.follow_ups)


def understand(typed: str, before: Conversation) -> Understood:
    """What is meant by a turn, by the words alone: whether it goes on from what was asked before, and the
    question and the situation that follow from that.

    What a later turn tells takes the place of what an earlier one told of the same.
    """
    question = parse(typed)
    if not before.question or not goes_on(question):
        return Understood(question, read_situation(question), Conversation(question=typed))
    follow_ups = (*before.follow_ups, typed)[-MOST:]
    first = parse(before.question)
    asked, situation = first.asked, read_situation(first)
    posts = list(first.posts)
    for later in map(parse, follow_ups):
        told = read_situation(replace(later, asked=FOLLOWING.after("begins", "on", line_of(later.asked))))
        if told.account and told.account != situation.account and situation.account:
            asked = SITUATIONS.without("account", line_of(asked))
        if told.asker and told.asker != situation.asker and situation.asker:
            asked = SITUATIONS.without("asker", line_of(asked))
        asked = f"{asked} {later.asked}"
        posts += later.posts
        situation = _updated(situation, told)
    return Understood(
        replace(question, asked=asked, posts=tuple(posts)),
        situation,
        Conversation(question=before.question, follow_ups=follow_ups),
    )


def goes_on(question: Question) -> bool:
    """Whether a turn goes on from what was asked before.

    It does where it begins as one that does ("what if", "and"), unless it could stand by itself; and where it
    asks nothing, but tells something of what was spoken of ("They are a journalist"). It does not where it
    says that it turns away ("another question").
    """
    line = line_of(question.asked)
    if FOLLOWING.told("turns", line):
        return False
    if FOLLOWING.begins("begins", "on", line):
        return True
    own = len(FOLLOWING.without("nothing", line).split())
    refers = bool(FOLLOWING.told("refers", line))
    if FOLLOWING.begins("begins", "with", line) or _begins_with_and(line):
        return own < (REFERS if refers else STANDS_ALONE)
    tells = _tells(read_situation(question))
    if FOLLOWING.begins("begins", "place", line):
        return tells and own < STANDS_ALONE
    asks = bool(_ASKS.search(question.asked)) or FOLLOWING.begins("asks", "question", line)
    return not asks and (refers or (own <= BARE and tells))


def _begins_with_and(line: str) -> bool:
    """Whether it begins as Arabic writes "and": with a letter before the next word."""
    return line.startswith("و") and not FOLLOWING.begins("begins", "whole", line)


def _tells(situation: Situation) -> bool:
    return bool(situation.asker or situation.account)


def _updated(situation: Situation, told: Situation) -> Situation:
    return Situation(
        asker=told.asker or situation.asker,
        account=told.account or situation.account,
        subjects=situation.subjects | told.subjects,
    )
