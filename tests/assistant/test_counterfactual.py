"""Take away the passage that answers: the assistant must notice."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus import LANGUAGES, SHIPPED_FOLDER, Corpus, Language

GUIDANCE, ARABIC = "social-media-guidance", "social-media-guidance-summary-ar"
PROPRIETY, MYTHS = "propriety-in-digital-media", "social-media-myths"


@dataclass(frozen=True)
class Single:
    """What only these sections say, and a clear question about it in each language."""

    sections: tuple[str, ...]
    en: str
    ar: str


SINGLES = {
    "deleting": Single(
        (f"{MYTHS}#deleting-posts", f"{GUIDANCE}#permanence", f"{GUIDANCE}#five-things"),
        "If I delete a post, is it really gone?",
        "إذا حذفت المنشور هل يختفي فعلاً؟",
    ),
    "journalists": Single(
        (f"{GUIDANCE}#who-is-asking", f"{ARABIC}#engaging-with-the-public"),
        "Who do I pass a reporter's query to?",
        "إلى من أحيل أسئلة الصحفيين؟",
    ),
    "LinkedIn": Single(
        (f"{GUIDANCE}#open-policy-and-services", f"{ARABIC}#open-policy-and-services"),
        "Can I use LinkedIn to test an idea with business?",
        "هل أستخدم لينكدإن لجس نبض مجتمع الأعمال؟",
    ),
    "scope": Single(
        (f"{GUIDANCE}#scope", f"{ARABIC}#scope"),
        "Does the guidance cover browsing websites and downloading files?",
        "هل يشمل الدليل تصفح المواقع وتحميل الملفات؟",
    ),
    "Parliament": Single(
        (f"{PROPRIETY}#parliament-first",),
        "Must communicators respect the primacy of Parliament?",
        "هل يجب أن نحترم أسبقية البرلمان؟",
    ),
    "public money": Single(
        (f"{PROPRIETY}#public-money",),
        "Are photographs a justifiable use of public money?",
        "هل الصور التي ننشرها استخدام مبرر للمال العام؟",
    ),
    "ministers": Single(
        (f"{PROPRIETY}#ministers-opinions",),
        "May we present a minister's personal opinions?",
        "هل يجوز عرض آراء الوزير الشخصية؟",
    ),
    "trends": Single(
        (f"{GUIDANCE}#keeping-up-to-date",),
        "How do I keep on top of new digital tools and trends?",
        "كيف أواكب الأدوات الرقمية الجديدة؟",
    ),
}

RELEARNED = ("LinkedIn", "Parliament")
"""Those that are taken away with the example questions there: each time all that is learned from these is
learned anew, which takes a minute or two."""

Replies = dict[tuple[str, Language], Reply]


def _names(examples: bool) -> tuple[str, ...]:
    return RELEARNED if examples else tuple(SINGLES)


def _without(text: str, section_ids: set[str]) -> str:
    """A guidance text without these sections, their headings included; what stands below them stays."""
    kept, dropping = [], False
    for line in text.splitlines(keepends=True):
        if heading := re.match(r"#+ .*?(?:\{#(?P<id>.+)\})?\s*$", line):
            dropping = heading["id"] in section_ids
        if not dropping:
            kept.append(line)
    return "".join(kept)


def _take_away(folder: Path, sections: tuple[str, ...], shipped: Corpus, examples: bool) -> None:
    """Make a folder a copy of the shipped guidance without these sections."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SHIPPED_FOLDER, folder)
    if not examples:
        (folder / "questions.yaml").unlink()
    for document in {section.partition("#")[0] for section in sections}:
        file = folder / shipped.document(document).path.relative_to(SHIPPED_FOLDER)
        ids = {section.partition("#")[2] for section in sections if section.startswith(f"{document}#")}
        file.write_text(_without(file.read_text("utf-8"), ids), "utf-8")


@pytest.fixture(scope="module", params=[True, False], ids=["with examples", "without examples"])
def examples(request: pytest.FixtureRequest) -> bool:
    """Whether the example questions stay, those of the removed sections included."""
    return bool(request.param)


def _ask_all(assistant: Assistant, name: str) -> Replies:
    return {(name, language): assistant.ask(getattr(SINGLES[name], language)) for language in LANGUAGES}


@pytest.fixture(scope="module")
def asker(other_data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a folder of its own, which the tests change under it."""
    folder = tmp_path_factory.mktemp("counterfactual") / "corpus"
    return Assistant(AssistantSettings(corpus_folder=folder, data_folder=other_data_folder))


@pytest.fixture(scope="module")
def before(asker: Assistant, shipped: Corpus, examples: bool) -> Replies:
    """The replies with all of the guidance."""
    _take_away(asker.settings.corpus_folder, (), shipped, examples)
    return {key: reply for name in _names(examples) for key, reply in _ask_all(asker, name).items()}


@pytest.fixture(scope="module")
def after(asker: Assistant, shipped: Corpus, examples: bool, before: Replies) -> Replies:
    """The replies when what answers is gone."""
    replies: Replies = {}
    for name in _names(examples):
        single = SINGLES[name]
        _take_away(asker.settings.corpus_folder, single.sections, shipped, examples)
        gone = set(single.sections) & {section.ref for section in asker.corpus.sections()}
        assert gone == set()
        replies.update(_ask_all(asker, name))
    return replies


def _cited(reply: Reply) -> set[str]:
    return {f"{c.document}#{c.section}" for c in reply.record().citations}


def _confidence(reply: Reply) -> float:
    assert reply.trace.evidence is not None
    return reply.trace.evidence.confidence


def test_the_questions_are_answered_from_these_sections_as_long_as_they_are_there(
    before: Replies, examples: bool
) -> None:
    first = {key: reply.record().citations[:1] for key, reply in before.items()}
    right = [
        f"{c.document}#{c.section}" in SINGLES[name].sections for (name, _), cs in first.items() for c in cs
    ]
    # Without example questions retrieval is on its own: two of the sixteen may go elsewhere.
    assert sum(right) >= len(before) - (0 if examples else 2)


def test_what_is_gone_is_cited_no_more(after: Replies) -> None:
    still = {key: _cited(reply) & set(SINGLES[key[0]].sections) for key, reply in after.items()}
    assert {key: refs for key, refs in still.items() if refs} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_confidence_falls_when_what_answers_is_gone(
    before: Replies, after: Replies, language: Language, examples: bool
) -> None:
    falls = {
        name: round(_confidence(before[name, language]) - _confidence(after[name, language]), 3)
        for name in _names(examples)
    }
    # No clear question may become more certain, and together they lose much: half of the threshold without
    # example questions.
    assert min(falls.values()) > -0.05, falls
    assert sum(falls.values()) / len(falls) > (0.2 if examples else 0.15), falls


def _declined(after: Replies, language: Language) -> list[str]:
    own = {name: reply for (name, spoken), reply in after.items() if spoken == language}
    return [name for name, reply in own.items() if reply.outcome == "not_covered"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_are_declined_when_what_answers_is_gone(
    after: Replies, language: Language, examples: bool
) -> None:
    """With the example questions. Without any, the texts alone tell too little: the README says so."""
    if examples:
        assert len(_declined(after, language)) >= len(RELEARNED) - 1
