"""Answering in a language model's words: ask it, check each sentence as it comes, keep what is supported."""

import logging
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence

from assistant.answer import Answer
from assistant.checking import Checked, Checker
from assistant.draft import Claim, PlainReader, Reader, StructuredReader
from assistant.drafts import Draft, Drafts, draft_key
from assistant.entailment import Entailment
from assistant.estimate import load_estimate
from assistant.model import ChatModel, ChatModelError, Usage, open_chat_model
from assistant.prompt import SCHEMA, load_prompt
from assistant.question import Question
from assistant.settings import AssistantSettings
from assistant.support import Comparer
from assistant.writing import Fate, Removed, Writing
from assistant.written import Kept, Written
from corpus import Corpus, Language
from index import Hit, Index, Passage, Retrieval

log = logging.getLogger(__name__)

PASSAGES = 6
"""How many passages the model is given: the best ones."""


class Writer:
    """Has a language model write answers. Several threads may ask at once."""

    def __init__(self, model: ChatModel, drafts: Drafts, entailment: Entailment | None = None) -> None:
        """`drafts`: what the model wrote before; `entailment`: judges beside what is measured."""
        self.model = model
        self._drafts = drafts
        self._entailment = entailment
        self._lock = threading.Lock()
        self._held: tuple[Index, Checker] | None = None

    def checker(self, index: Index) -> Checker:
        """What checks sentences against the passages of an index."""
        with self._lock:
            if self._held is None or self._held[0] is not index:
                self._held = index, Checker(Comparer(index), load_estimate(), self._entailment)
            return self._held[1]

    def write(
        self, question: Question, retrieval: Retrieval, quoting: Answer, language: Language
    ) -> Generator[Kept | None, None, Written]:
        """Yield the sentences that are supported as they come, and None while there is none; return it all.

        `quoting`: the answer in quotations, whose passages are among those that the model is given. Closing
        the generator stops the model.
        """
        checker, corpus = self.checker(retrieval.index), retrieval.index.corpus
        passages = dict(enumerate(_given(retrieval.hits, quoting), 1))
        prompt = load_prompt(language)
        asked = prompt.messages(
            question.asked, question.posts, tuple(passages.values()), structured=self.model.structured
        )
        key = draft_key(self.model.name, prompt.hash, asked, self.model.structured)
        reader: Reader = StructuredReader() if self.model.structured else PlainReader(prompt.not_covered)
        checked: list[Checked] = []

        def take(claims: Sequence[Claim]) -> Iterator[Kept]:
            for claim in claims:
                # Said again it is checked again where it names another passage and was not supported.
                if any(
                    claim == one.claim or (one.reason is None and claim.text == one.claim.text)
                    for one in checked
                ):
                    continue
                found = checker.check(claim, passages, language)
                checked.append(found)
                if kept := _kept(found, passages):
                    yield kept

        usage, cut = Usage(None, None, 0.0, 0), False
        known = self._drafts.find(key)
        fate: Fate = "written"
        try:
            if known is None:
                text = ""
                with self.model.stream(asked, SCHEMA if self.model.structured else None) as stream:
                    for piece in stream:
                        text += piece
                        yield None
                        yield from take(reader.read(piece))
                usage, cut = stream.usage, stream.cut
                if text.strip():
                    self._drafts.keep(key, Draft(text, cut))
            else:
                cut = known.cut
                yield from take(reader.read(known.text))
            yield from take(reader.close(cut=cut))
        except ChatModelError as error:
            fate, usage = error.kind, stream.usage
            log.error("the quotations answer: %s", error)
        if fate == "written":
            fate = self._fate(reader, checked, passages, quoting, corpus)
        kept = tuple(k for found in checked if (k := _kept(found, passages))) if fate == "written" else ()
        said = {one.claim.text for one in checked if one.reason is None}
        unsaid = {c.claim.text: c.reason for c in checked if c.reason and c.claim.text not in said}
        removed = tuple(Removed(text=text, reason=reason) for text, reason in unsaid.items())
        writing = Writing(
            model=self.model.name,
            prompt=prompt.hash,
            fate=fate,
            kept=len(kept),
            removed=removed,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            seconds=round(usage.seconds, 3),
            cached=known is not None,
        )
        return Written(kept, writing)

    def _fate(
        self,
        reader: Reader,
        checked: Sequence[Checked],
        passages: Mapping[int, Passage],
        quoting: Answer,
        corpus: Corpus,
    ) -> Fate:
        """Whether what is left of an answer answers."""
        if reader.not_covered:
            return "not_covered"
        kept = [k for found in checked if (k := _kept(found, passages))]
        if not kept:
            return "nothing_supported"
        best = quoting.citations[0].section
        answering = {best.ref, *(section.ref for section in corpus.counterparts(best))}
        return "written" if any(k.support.section.ref in answering for k in kept) else "beside_the_point"


def _kept(checked: Checked, passages: Mapping[int, Passage]) -> Kept | None:
    if checked.reason is not None:
        return None
    support = checked.support[0]
    passage = next(
        passages[number]
        for number in checked.claim.numbers
        if passages[number].section == support.section
        and passages[number].start <= support.start
        and support.end <= passages[number].end
    )
    return Kept(checked.claim.text, passage, support)


def _given(hits: Sequence[Hit], quoting: Answer) -> list[Passage]:
    """The passages that a model is given: those that would be quoted first, then the best others."""
    cited = list(dict.fromkeys(citation.section.ref for citation in quoting.citations))
    passages = [hit.passage for hit in hits]
    first = sorted(
        (passage for passage in passages if passage.section.ref in cited),
        key=lambda passage: cited.index(passage.section.ref),
    )
    return [*first, *(passage for passage in passages if passage not in first)][:PASSAGES]


def open_writer(settings: AssistantSettings) -> Writer | None:
    """The writer that the settings ask for; None where they name no language model.

    Raises `ChatModelError` and `EntailmentModelError`.
    """
    model = open_chat_model(settings)
    if model is None:
        return None
    return Writer(model, Drafts(settings.data_folder / "drafts.sqlite"), _entailment(settings))


def open_checker(settings: AssistantSettings, index: Index) -> Checker:
    """What checks sentences against the passages of an index, with or without a language model. Raises
    `EntailmentModelError`."""
    return Checker(Comparer(index), load_estimate(), _entailment(settings))


def _entailment(settings: AssistantSettings) -> Entailment | None:
    return Entailment(settings.entailment_model) if settings.entailment_model else None
