"""Whether a sentence that a language model wrote is supported by what it cites. In doubt it is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.draft import Claim
from assistant.entailment import ENTAILED, Entailment
from assistant.estimate import Estimate
from assistant.measuring import measure, names
from assistant.message import message
from assistant.part import Floats, Part
from assistant.quotation import Quotation
from assistant.support import Comparer, Window
from assistant.turning import turned
from assistant.writing import Reason
from corpus import Language
from index import Passage, detect, words

GUARDS: Mapping[str, Reason] = {
    "number_brought": "number",
    "denied_otherwise": "negation",
    "ban_brought": "negation",
    "needless_brought": "negation",
    "must_brought": "modality",
    "should_brought": "modality",
    "may_brought": "modality",
    "limit_lost": "condition",
    "who_foreign": "who",
}
"""The measures of which a single one is enough to remove a sentence, whatever speaks for it."""

IDLE = 0.02
"""A sentence by which no more of a claim is covered than this does not support it."""

# "لا" alone is an answer in a word; before a verb it denies.
_BARE_NO = re.compile(r"\W*لا\s*[،,؛;:.!-]")

_LATIN = re.compile(r"[A-Za-z][\w’'-]*")


@dataclass(frozen=True)
class Checked:
    """A sentence and what became of it."""

    claim: Claim
    reason: Reason | None
    """Why it is removed; None where it is supported."""
    likelihood: float = 0.0
    """The estimated probability that it is supported, 0 to 1; 0 where it was not estimated."""
    support: tuple[Quotation, ...] = ()
    """The sentences of the guidance that support it."""


@dataclass(frozen=True)
class _Tried:
    """What is told of a sentence by the sentences of one passage."""

    passage: Passage
    window: Window
    reason: Reason | None
    likelihood: float


class Checker:
    """Checks sentences against passages. Several threads may check at once."""

    def __init__(self, comparer: Comparer, estimate: Estimate, entailment: Entailment | None = None) -> None:
        self._comparer = comparer
        self._estimate = estimate
        self._entailment = entailment

    def check(self, claim: Claim, passages: Mapping[int, Passage], language: Language) -> Checked:
        """Check a sentence of an answer in a language. `passages`: all that the model was given, by number.

        One of the passages that it cites must support it by itself.
        """
        if reason := _at_sight(claim, passages, language):
            return Checked(claim, reason)
        part = self._comparer.part(claim.text)
        tried = [self._try(claim, part, passages[number]) for number in claim.numbers]
        supporting = [one for one in tried if one.reason is None]
        if not supporting:
            nearest = max(tried, key=lambda one: one.likelihood)
            return Checked(claim, nearest.reason, nearest.likelihood)
        best = max(supporting, key=lambda one: one.likelihood)
        return Checked(claim, None, best.likelihood, (_quotation(best),))

    def _try(self, claim: Claim, part: Part, passage: Passage) -> _Tried:
        """Look in a passage where it may be supported: it is enough that it is in one place."""
        sentences = [self._comparer.known(text) for text in passage.embedded_sentences]
        best = self._comparer.best(part, sentences)
        likelihoods = self._estimate.likelihoods(np.array([window.measures for window in best])).tolist()
        tried = [
            self._look(claim, part, passage, window, likelihood)
            for window, likelihood in zip(best, likelihoods, strict=True)
        ]
        supporting = [one for one in tried if one.reason is None]
        # Where none supports it, the reason is that of the place with most of its words, which comes first.
        return max(supporting, key=lambda one: one.likelihood, default=tried[0])

    def _look(self, claim: Claim, part: Part, passage: Passage, window: Window, likelihood: float) -> _Tried:
        reason = objection(part, window)
        if reason is None and _foreign_names(claim, passage):
            reason = "name"
        if reason is None:
            reason = self._doubt(claim, window, likelihood)
        return _Tried(passage, window, reason, likelihood)

    def _doubt(self, claim: Claim, window: Window, likelihood: float) -> Reason | None:
        """What is left to doubt when no guard objects."""
        if self._entailment is None:
            return None if likelihood >= self._estimate.threshold(window.measures) else "unlike"
        if likelihood < self._estimate.least(window.measures):
            return "unlike"
        premise = " ".join(sentence.text for sentence in window.sentences)
        return None if self._entailment.probability(premise, claim.text) >= ENTAILED else "not_entailed"


def objection(claim: Part, window: Window) -> Reason | None:
    """What speaks against a claim by itself, however likely it is that a place of a passage supports it."""
    return _guarded(window.measures) or turned(claim, window.sentences, window.parts) or _idle(claim, window)


def _guarded(measures: Floats) -> Reason | None:
    """What a guard objects to in a sentence of these measures."""
    told = dict(zip(names(), measures.tolist(), strict=True))
    return next((reason for name, reason in GUARDS.items() if told[name]), None)


def _idle(claim: Part, window: Window) -> Reason | None:
    """What is wrong where one of several sentences has nothing of the claim: its "not" or "must" may be what
    is lent, and no claim rests on it."""
    covered = names().index("covered")
    count = len(window.sentences)
    for fewer in (window.sentences[1:], window.sentences[:-1]) if count > 1 else ():
        measures = measure(claim, fewer, fewer, window.sentences)
        if measures[covered] >= window.measures[covered] - IDLE:
            return _guarded(measures) or "unlike"
    return None


def _at_sight(claim: Claim, passages: Mapping[int, Passage], language: Language) -> Reason | None:
    """What is wrong with a sentence before it is compared with anything."""
    if claim.fault:
        return claim.fault
    if not claim.numbers:
        return "no_number"
    if any(number not in passages for number in claim.numbers):
        return "unknown_number"
    if detect(claim.text) != language:
        return "other_language"
    first = next(iter(words(claim.text)), "")
    if first in words(message(language, "recognise.verdict_words")) or _BARE_NO.match(claim.text):
        # That is for the verdict to say, which is found otherwise.
        return "verdict_word"
    return None


def _foreign_names(claim: Claim, passage: Passage) -> bool:
    """Whether a sentence names something in Latin script that a passage does not. That cannot be told of an
    English sentence about Arabic, where names are written otherwise."""
    text = claim.text
    there = set(words(passage.embedded_text))
    english = detect(text) == "en"
    if english and passage.section.language != "en":
        return False
    named = _LATIN.findall(text)[1:] if english else _LATIN.findall(text)
    return any(
        set(words(name)) - there and (name[0].isupper() or not english) and name != "I" for name in named
    )


def _quotation(tried: _Tried) -> Quotation:
    spans = tried.passage.sentences[tried.window.first : tried.window.first + len(tried.window.sentences)]
    return Quotation(tried.passage.section, spans[0][0], spans[-1][1])
