from assistant.missing import Case, Missing, missing_fact
from assistant.situation import Account, Asker, Situation
from corpus import Verdict
from tests.assistant.sample import document, whole

JOURNALISTS = whole(document({"a": "Send a journalist to the press office."}))
ACCOUNTS = whole(document({"a": "An official account may not do it; your own account may."}))
NEITHER = whole(document({"a": "Write plainly."}))


def supposed(situation: Situation, told: Asker | Account) -> tuple[Verdict, int] | None:
    """A journalist is referred; on one's own account it may be done."""
    if situation.asker == "journalist":
        return "refer", 1
    return ("yes", 1) if situation.account == "personal" else ("no", 1)


def test_a_fact_that_changes_the_verdict_is_missing_with_the_verdict_for_each_case() -> None:
    assert missing_fact("no", Situation(), [JOURNALISTS], supposed) == Missing(
        "asker", (Case("journalist", "refer", 1), Case("public", "no", 1))
    )
    assert missing_fact("no", Situation(), [ACCOUNTS], supposed) == Missing(
        "account", (Case("official", "no", 1), Case("personal", "yes", 1))
    )


def test_never_is_more_than_one_thing_missing() -> None:
    found = missing_fact("no", Situation(), [ACCOUNTS, JOURNALISTS], supposed)
    assert found is not None
    assert found.facet == "asker"


def test_what_is_told_is_not_missing() -> None:
    assert missing_fact("no", Situation(asker="public"), [JOURNALISTS], supposed) is None
    assert missing_fact("no", Situation(account="official"), [ACCOUNTS], supposed) is None


def test_nothing_is_missing_where_the_quotations_speak_of_no_difference() -> None:
    assert missing_fact("no", Situation(), [NEITHER], supposed) is None


def test_nothing_is_missing_where_every_case_has_the_same_verdict_or_none() -> None:
    assert missing_fact("no", Situation(), [JOURNALISTS], lambda *_: ("no", 1)) is None
    assert missing_fact("no", Situation(), [JOURNALISTS], lambda *_: None) is None


def test_nothing_is_missing_where_no_case_has_the_verdict_that_is_given() -> None:
    assert missing_fact("conditional", Situation(), [JOURNALISTS], supposed) is None
