"""An answer's text: the quotations, with a few words of its own around them."""

from collections.abc import Sequence

from assistant.answer import Answer, Citation
from assistant.message import message
from corpus import Language


def compose(citations: Sequence[Citation], language: Language) -> Answer:
    """The answer made of these citations, in the order of their numbers; one paragraph each."""
    return Answer(text="\n\n".join(_say(c, language) for c in citations), citations=tuple(citations))


def _say(citation: Citation, language: Language) -> str:
    key = f"answer.{citation.role}"
    if citation.role == "counterpart":
        key += f"_{citation.document.language}"
    # The quotation is put in last and not as part of a format, as it may itself hold braces.
    frame = message(language, key, heading=citation.section.heading, quote="\0", number=citation.number)
    return frame.replace("\0", citation.quote)
