"""Evaluation: cases with what is expected, runs of the assistant over them, and what was measured."""

from eval.case import CASES, Case, CaseError
from eval.casebook import load_cases
from eval.judgement import Judged, judge
from eval.measurement import Measurement
from eval.result import Result
from eval.run import Run, RunError, load_run
from eval.scoring import Scored, score
from eval.settings import EvalSettings

__all__ = [
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
