import assistant

NAMES = [
    "Abstention",
    "Answer",
    "Assistant",
    "AssistantSettings",
    "Citation",
    "Record",
    "Reply",
    "UnsupportedAnswerError",
]


def test_the_public_names_are_these() -> None:
    assert assistant.__all__ == NAMES
    assert all(hasattr(assistant, name) for name in assistant.__all__)
