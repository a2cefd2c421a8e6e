"""What a reader is told of how a language model's answer came about, or why there is none."""

from assistant.answer import Reply
from assistant.message import message
from corpus import Language


def remark(reply: Reply, language: Language) -> str:
    """That sentences were left out of what a language model wrote, or why the quotations answer instead of
    it; empty where there is nothing to say."""
    writing = reply.writing
    if writing is None:
        return ""
    if writing.fate != "written":
        return message(language, f"model.fate.{writing.fate}")
    if not writing.removed:
        return ""
    if len(writing.removed) == 1:
        return message(language, "model.removed_one")
    return message(language, "model.removed", count=len(writing.removed))
