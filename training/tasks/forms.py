"""A form of question that a task asks in, and the wordings that ask the same."""

import re
from dataclasses import dataclass

from .grammar import Wording, wording

ALL = r"(.+?)\.?"
A_NUMBER = r"\D*(\d+)\D*"


@dataclass(frozen=True)
class Form:
    """How a question of this form is recognized, with its values, and what of its answer is the bare answer."""
    pattern: re.Pattern[str]
    wording: Wording
    bare: re.Pattern[str] | None


def form(pattern: str, lines: str, bare: str | None = None) -> Form:
    return Form(re.compile(pattern, re.S), wording(lines), None if bare is None else re.compile(bare, re.S))
