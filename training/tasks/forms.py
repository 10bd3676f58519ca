"""A form of a task's question, and the wordings with the same meaning."""

import re
from dataclasses import dataclass

from .grammar import Wording, wording

ALL = r"(.+?)\.?"
A_NUMBER = r"\D*(\d+)\D*"


@dataclass(frozen=True)
class Form:
    """Patterns that match a question of this form with its values, and the bare answer within its answer."""
    pattern: re.Pattern[str]
    wording: Wording
    bare: re.Pattern[str] | None


def form(pattern: str, lines: str, bare: str | None = None) -> Form:
    return Form(re.compile(pattern, re.S), wording(lines), None if bare is None else re.compile(bare, re.S))
