"""An answer as plain text, to be pasted elsewhere."""

from assistant.answer import Answer, Reply
from assistant.remark import remark
from assistant.sources import QUOTES, day, notice
from assistant.verdict import label, signature
from corpus import Language


def transcript(question: str, reply: Reply, answer: Answer, language: Language) -> str:
    """A question and its answer as plain text: the verdict and who answers for it, what is said, and each
    quotation with where it stands."""
    verdict = " – ".join(filter(None, [label(reply, language), signature(reply, language)]))
    told = [notice(reply.outdated, language), remark(reply, language), verdict]
    parts = [question, *filter(None, told), answer.text]
    for citation in answer.citations:
        document = citation.document
        opening, closing = QUOTES[document.language]
        place = ", ".join([document.title, *citation.section.heading_path, document.edition])
        origin = [document.publisher, document.published and day(document.published, language), document.url]
        quoted = f"[{citation.number}] {opening}{citation.quote}{closing}"
        parts.append("\n".join([quoted, place, ", ".join(known for known in origin if known)]).rstrip())
    return "\n\n".join(parts)
