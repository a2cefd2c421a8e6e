import pytest

from assistant.answering import CANNOT_WORK
from corpus import LANGUAGES, CorpusError, Language
from eval.case import CaseError
from eval.configuration import Configuration
from eval.gate import GateError
from eval.job import FORESEEN, BusyError
from eval.lock import RunHeldError
from eval.message import message
from eval.refusal import UNKNOWN, Refusal, Refused, refusal
from eval.run import RunError, RunExistsError
from eval.runs import RunChangedError, RunNameError
from eval.scoring import FiguresError
from eval.wording import Wording


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BusyError("x"), "busy"),
        (RunHeldError("x"), "held"),
        (RunExistsError("x"), "taken"),
        (RunNameError("x"), "name"),
        (RunChangedError("one", ["corpus"]), "changed"),
        (FiguresError("x"), "unscored"),
        (RunError("x"), "folder"),
        (CaseError("x"), "cases"),
        (GateError("x"), "thresholds"),
        (CorpusError([]), "corpus"),
        (ZeroDivisionError("x"), "program"),
        (Refused(UNKNOWN), "unknown"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_has_its_own_plain_words(error: Exception, kind: str) -> None:
    assert refusal(error).kind == kind


def test_nothing_that_can_be_foreseen_is_called_a_fault_of_the_program() -> None:
    assert {refusal(kind.__new__(kind)).kind for kind in CANNOT_WORK} == {"corpus", "assistant"}
    foreseen = {refusal(k.__new__(k)).kind for k in FORESEEN if not issubclass(k, RunChangedError)}
    assert "program" not in foreseen


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_changed_is_named_in_words(language: Language) -> None:
    said = refusal(RunChangedError("one", ["corpus", "cases"])).say(Wording(language))
    assert f"{message(language, 'made.corpus')} · {message(language, 'made.cases')}" in said


@pytest.mark.parametrize("name", Configuration.model_fields)
def test_whatever_may_change_has_words(name: str) -> None:
    for language in LANGUAGES:
        assert Refusal("changed", 409, (name,)).say(Wording(language))
