"""Exercises as on the worksheets of a primary school. Each file was written by someone who had not seen the other tasks, so that the wordings are those of many people."""

from ..school import Kind
from . import everyday, language, measures, money, numbers, reading, sums, time

WORKSHEETS: dict[str, list[Kind]] = {name: kinds for subject in (sums, numbers, money, time, measures, language, reading, everyday) for name, kinds in subject.KINDS.items()}
"""The tasks, each with its kinds of problems."""
