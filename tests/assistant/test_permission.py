from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import permission
from assistant.answer import Reply
from assistant.answering import Assistant
from assistant.learned import SHIPPED
from assistant.likeness import Likeness, balanced
from assistant.permission import (
    AHEAD,
    ENOUGH,
    NAME,
    NEAR,
    RIDGE,
    Leaning,
    Permissions,
    _ahead,
    _careful,
)
from assistant.question import parse
from assistant.situation import Situation, read_situation
from corpus import VERDICTS, Verdict
from eval.case import Case
from index import Index


@pytest.fixture(scope="module")
def index(assistant: Assistant) -> Index:
    return assistant.retriever.index.get()


@pytest.fixture(scope="module")
def permissions(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Permissions:
    return permissions_of(index, tmp_path_factory.mktemp("learned"))


def permissions_of(index: Index, folder: Path) -> Permissions:
    return Permissions(index, folder, Likeness(index.examples))


def lean(assistant: Assistant, permissions: Permissions, text: str) -> Leaning:
    question = parse(text)
    retrieval = assistant.retriever.retrieve(question.asked)
    return permissions.read(question, read_situation(question), retrieval)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("May our account repost a political party's leaflet?", "no"),
        ("A reporter wants a quote from me, may I give one?", "refer"),
        ("Is it fine if we ask people online what they think of the draft?", "yes"),
        ("Why must we check the facts first?", None),
        ("هل يجوز لحسابنا الرسمي أن يعيد نشر منشور حزب؟", "no"),
        ("مراسل قناة يطلب مني تصريحاً، هل أعطيه؟", "refer"),
        ("هل يمكننا أن نسأل الناس عن رأيهم في المسودة على الإنترنت؟", "yes"),
        ("لماذا علينا أن نتحقق من المعلومات أولاً؟", None),
    ],
)
def test_a_question_leans_to_what_the_guidance_says(
    assistant: Assistant, permissions: Permissions, question: str, verdict: str | None
) -> None:
    assert lean(assistant, permissions, question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "met", "unmet"),
    [
        (
            "May our account repost this?",
            "I read every comment, nothing political.",
            "Nobody read the comments.",
        ),
        ("هل يعيد حسابنا نشر هذا؟", "قرأت كل التعليقات ولا سياسة فيها.", "لم يقرأ أحد التعليقات."),
    ],
)
def test_the_circumstances_move_it(
    assistant: Assistant, permissions: Permissions, question: str, met: str, unmet: str
) -> None:
    fine, unread = (lean(assistant, permissions, f"{told} {question}").scores for told in (met, unmet))
    assert fine["yes"] - fine["no"] > unread["yes"] - unread["no"] + 0.5


def test_the_situation_moves_it(assistant: Assistant, permissions: Permissions) -> None:
    question = parse("May I answer this question?")
    retrieval = assistant.retriever.retrieve(question.asked)
    unknown, press = (
        permissions.read(question, situation, retrieval).scores["refer"]
        for situation in (Situation(), Situation(asker="journalist"))
    )
    assert press > unknown


@pytest.mark.parametrize("other", AHEAD)
def test_a_yes_must_be_well_ahead_of_every_other_verdict(other: Verdict) -> None:
    sure: dict[Verdict | None, float] = {None: -2, "yes": 0.9, "conditional": -1, "no": -1, "refer": -1}
    assert _ahead(sure | {other: 0.9 - AHEAD[other] - 0.01})
    assert not _ahead(sure | {other: 0.9 - AHEAD[other] + 0.01})


def test_without_examples_of_a_yes_none_is_ahead() -> None:
    assert not _ahead({None: 0.1, "no": -0.5})


def test_it_tells_what_a_question_leans_to_against_a_yes() -> None:
    leaning = Leaning({None: 2.0, "yes": 0.5, "no": 0.2, "refer": 0.75}, None)
    assert leaning.against(0.2) == "refer"
    assert leaning.against(0.3) is None
    assert Leaning({"yes": 0.1, "no": 0.9, "refer": 0.8}, "no").against(0.4) == "no"
    assert Leaning({None: 0.1, "no": 0.2}, "no").against(0.4) == "no"


def test_a_yes_on_doubt_becomes_what_comes_after_it_unless_that_forbids_and_is_not_near() -> None:
    scores: dict[Verdict | None, float] = {None: -2, "yes": 0.9, "conditional": 0.1, "no": 0.2, "refer": -1}
    assert _careful(scores, sure=True) == "yes"
    assert _careful(scores, sure=False) is None
    assert _careful(scores | {"no": 0.9 - NEAR + 0.01}, sure=False) == "no"
    assert _careful(scores | {"refer": 0.9 - NEAR + 0.01}, sure=False) == "refer"
    assert _careful(scores | {"conditional": 0.3}, sure=False) == "conditional"
    assert _careful(scores | {"no": 1.0}, sure=False) == "no"


@pytest.mark.parametrize(
    "question",
    [
        "May we post the poll on our page? The plan is not public yet.",
        "هل ننشر استطلاع الرأي على صفحتنا؟ الخطة لم تُعلن بعد.",
    ],
)
def test_what_is_not_public_yet_gets_no_yes(
    assistant: Assistant, permissions: Permissions, question: str
) -> None:
    assert lean(assistant, permissions, question).verdict != "yes"


def test_a_verdict_is_known_only_for_sections_to_whose_questions_somebody_gave_it(
    permissions: Permissions,
) -> None:
    assert "refer" in permissions.decided["social-media-guidance#who-is-asking"]
    assert "refer" not in permissions.decided["propriety-in-digital-media#parliament-first"]
    assert all(verdicts <= {*VERDICTS} for verdicts in permissions.decided.values())


def test_without_examples_that_have_a_verdict_none_is_given(
    assistant: Assistant, index: Index, tmp_path: Path
) -> None:
    few = [replace(e, verdict=None) for e in index.examples.examples if isinstance(e.target, str)][:40]
    labelled = [replace(e, verdict="yes") for e in few[: ENOUGH - 1]] + few[ENOUGH - 1 :]
    for examples in (few, labelled, [replace(e, labelled_for=None) for e in index.examples.examples[:99]]):
        unable = permissions_of(replace(index, examples=index.compare_with(examples)), tmp_path)
        assert not unable.able
        assert lean(assistant, unable, "May I post this?") == Leaning({None: 0.0}, None)


def test_no_reply_says_yes_where_the_guidance_says_no(dev_replies: Sequence[tuple[Case, Reply]]) -> None:
    wrong = [
        case.id
        for case, reply in dev_replies
        if case.verdict in ("no", "refer") and reply.record().verdict == "yes"
    ]
    assert wrong == []


def test_what_comes_with_the_product_was_learned_from_the_examples_that_come_with_it(
    permissions: Permissions,
) -> None:
    assert (SHIPPED / f"{NAME}-{permissions.key}.npz").exists(), "python -m assistant learn"


def test_what_comes_with_the_product_solves_the_equations_of_the_examples(
    index: Index, permissions: Permissions
) -> None:
    """Some rows of them: the weights are those of just these examples and verdicts."""
    judged = [e for e in index.examples.examples if e.labelled_for and isinstance(e.target, str)]
    classes = np.array([permissions._classes.index(example.verdict) for example in judged])
    ridge = RIDGE / balanced(classes.tolist())
    rows, likeness = slice(None, None, len(judged) // 50), permissions._likeness
    words = likeness.in_words(likeness.words[rows])
    like = permissions._like(likeness.vectors[rows], permissions._facets[rows], words)
    wanted = np.where(np.arange(classes.max() + 1) == classes[rows, None], 1, -1)
    weights = permissions.learned["weights"]
    assert np.allclose(like @ weights + ridge[rows, None] * weights[rows], wanted, atol=0.05)


def test_verdicts_are_learned_from_other_examples_too(
    assistant: Assistant, index: Index, tmp_path: Path
) -> None:
    judged = [e for e in index.examples.examples if e.labelled_for and isinstance(e.target, str)]
    few = permissions_of(replace(index, examples=index.compare_with(judged[::8])), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}-{few.key}.npz"]
    assert lean(assistant, few, "May our account repost a political party's leaflet?").first == "no"
    assert lean(assistant, few, "مراسل قناة يطلب مني تصريحاً، هل أعطيه؟").first == "refer"


YES = "Is it fine if we ask people online what they think of the draft?"


def test_however_sure_a_yes_is_none_is_given_to_what_is_not_public_yet(
    assistant: Assistant, permissions: Permissions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission, "AHEAD", {})
    question = parse(YES)
    retrieval = assistant.retriever.retrieve(question.asked)
    read = permissions.read(question, Situation(subjects=frozenset({"unpublished"})), retrieval)
    assert (read.first, read.verdict == "yes") == ("yes", False)
