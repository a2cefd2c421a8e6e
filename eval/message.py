"""The words that people read of an evaluation."""

from assistant.message import Messages

message = Messages("eval")
"""Evaluation's own words."""
