"""A verdict in words, and who answers for it."""

from datetime import date

from assistant.answer import Answer, Reply
from assistant.message import message
from assistant.sources import day
from assistant.standing import overdue, today
from corpus import Language


def label(reply: Reply, language: Language) -> str | None:
    """The verdict of a reply in a word or two; None where there is none."""
    if not isinstance(reply.result, Answer) or reply.result.verdict is None:
        return None
    return message(language, f"verdict_label.{reply.result.verdict}")


def signature(reply: Reply, language: Language, now: date | None = None) -> str | None:
    """Who answers for what is said before the quotations: who approved it and when, with a word where it
    should have been reviewed by now; which language model wrote it; or that it is the assistant's own
    reading. None where nothing is said.
    """
    ruling = reply.ruling
    if ruling is None or not isinstance(reply.result, Answer):
        return None
    if reply.result.written and reply.writing:
        return message(language, "model.signed", model=reply.writing.model)
    if ruling.approved is None:
        return message(language, "signature.own") if ruling.verdict else None
    head = ruling.approved.head
    if head.approved_on is None or head.review_by is None:
        return None
    signed = message(language, "signature.by", name=head.approved_by, date=day(head.approved_on, language))
    if overdue(ruling.approved, now or today()):
        late = message(language, "signature.overdue", date=day(head.review_by, language))
        return f"{signed} {late}"
    return signed
