"""The question that is being answered, as HTML, with what of the answer is there already."""

from collections.abc import Sequence

from assistant.message import message
from assistant.sources import QUOTES, escape, tongue
from assistant.written import Kept
from corpus import Language
from index import detect


def waiting(number: int, heading: str, language: Language, kept: Sequence[Kept] | None = None) -> str:
    """The turn of that number while it is answered.

    `heading`: its question, as HTML; `kept`: what a language model has written so far, the sentences that
    were checked and are supported, each with what supports it word for word; None before it is asked.
    """
    so_far = ""
    if kept:
        # All are in the language of the question.
        spoken = tongue(detect(kept[0].text))
        said = "".join(f"<li><p>{escape(one.text)}</p>{_quoted(one)}</li>" for one in kept)
        so_far = f'<p class="label">{escape(message(language, "model.checked"))}</p><ul {spoken}>{said}</ul>'
    written = f'<div class="kept">{so_far}</div>' if so_far else ""
    kind, on = ("pending", "chat.searching") if kept is None else ("pending writing", "model.writing")
    return (
        f'<article class="turn {kind}" id="turn-{number}">{heading}{written}'
        f'<p class="searching">{escape(message(language, on))}</p></article>'
    )


def _quoted(kept: Kept) -> str:
    section = kept.support.section
    opening, closing = QUOTES[section.language]
    quoted = escape(opening + section.text[kept.support.start : kept.support.end] + closing)
    return f"<q {tongue(section.language)}>{quoted}</q>"
