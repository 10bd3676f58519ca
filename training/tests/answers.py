"""What every task's test checks: answers are worked out again from a problem's values, in another way than the generator's."""

import re
from collections.abc import Callable
from random import Random

from problems import WORDS
from tasks.school import Kind

Expected = dict[str, Callable[[dict], object]]
"""By the kind's name: the bare answer, from the values."""


def check(kind: Kind, expected: Callable[[dict], object], times: int = 150) -> None:
    rng = Random(f"test {kind.__name__}")
    for _ in range(times):
        problem = kind(rng, WORDS)
        assert problem.bare == str(expected(problem.values)), problem
        if re.fullmatch(r"-?\d+", problem.bare):
            assert re.findall(r"-?\d+", problem.answer) == [problem.bare], problem
        else:
            assert problem.bare.lower() in problem.answer.lower(), problem
