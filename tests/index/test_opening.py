from tests.index.conftest import found, opened
from tests.index.sample import QUESTIONS


def test_x(tiny):
    i = opened(tiny)
    for q, ref in QUESTIONS.items():
        print(q, ref, found(i, q))
