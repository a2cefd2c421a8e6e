import eval

NAMES = [
    "CASES",
    "Case",
    "CaseError",
    "EvalSettings",
    "Judged",
    "Measurement",
    "Result",
    "Run",
    "RunError",
    "Scored",
    "judge",
    "load_cases",
    "load_run",
    "score",
]


def test_the_public_names_are_these() -> None:
    assert eval.__all__ == NAMES
    assert all(hasattr(eval, name) for name in eval.__all__)
