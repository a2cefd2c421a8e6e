"""Answering: from a question to an answer with citations, or to an abstention."""

from assistant.answer import Abstention, Answer, Citation, Record, Reply, UnsupportedAnswerError
from assistant.answering import Assistant
from assistant.settings import AssistantSettings

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "AssistantSettings",
    "Citation",
    "Record",
    "Reply",
    "UnsupportedAnswerError",
]
