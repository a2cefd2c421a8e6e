"""An answer's text: what is said of the question, then the quotations, with a few words around them."""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from assistant.message import message
from assistant.missing import Missing
from assistant.ruling import Ruling
from assistant.situation import Situation, named
from corpus import Language


def compose(
    citations: Sequence[Citation],
    language: Language,
    ruling: Ruling | None = None,
    situation: Situation | None = None,
    stated: Sequence[str] = (),
) -> Answer:
    """The answer made of these citations, in the order of their numbers; one paragraph each.

    Before them stand the paragraphs of an approved answer (`stated`), or the verdict where there is one; the
    situation that was taken into account; and the fact that is missing.
    """
    ruling = ruling or Ruling()
    said = preamble(language, ruling, situation, stated)
    source = f"approved:{ruling.approved.id}" if ruling.approved else "extractive"
    text = "\n\n".join([*said, *(_say(citation, language) for citation in citations)])
    return Answer(text=text, citations=tuple(citations), source=source, verdict=ruling.verdict)


def preamble(
    language: Language, ruling: Ruling, situation: Situation | None, stated: Sequence[str] = ()
) -> list[str]:
    """The paragraphs that stand before what the guidance says: see `compose`."""
    said = list(stated)
    if not stated and ruling.verdict:
        said.append(message(language, f"verdict.{ruling.verdict}", number=ruling.number))
    if ruling.verdict and situation and (told := named(situation, language)):
        said.append(message(language, "answer.situation", told=told))
    if ruling.missing:
        said.append("\n".join(_missing(ruling.missing, language)))
    return said


def _missing(missing: Missing, language: Language) -> Iterator[str]:
    for case in missing.cases:
        verdict = message(language, f"missing.verdict.{case.verdict}")
        yield message(language, f"missing.case.{case.value}", verdict=verdict, number=case.number)
    yield message(language, f"missing.ask.{missing.facet}")


def _say(citation: Citation, language: Language) -> str:
    key = f"answer.{citation.role}"
    if citation.role == "counterpart":
        key += f"_{citation.document.language}"
    # The quotation is put in last and not as part of a format, as it may itself hold braces.
    frame = message(language, key, heading=citation.section.heading, quote="\0", number=citation.number)
    return frame.replace("\0", citation.quote)
