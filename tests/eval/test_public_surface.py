import eval

NAMES = [
    "CASES",
    "Case",
    "CaseError",
    "Metric",
    "Outcome",
    "ask_all",
    "load_cases",
    "metrics",
]


def test_the_public_names_are_these() -> None:
    assert eval.__all__ == NAMES
    assert all(hasattr(eval, name) for name in eval.__all__)
