"""Evaluation: cases with what is expected, runs of the assistant over them, and what was measured."""

from eval.case import CASES, Case, CaseError, load_cases
from eval.run import Metric, Outcome, ask_all, metrics

__all__ = ["CASES", "Case", "CaseError", "Metric", "Outcome", "ask_all", "load_cases", "metrics"]
