"""Rewards for `cispo.py --reward rewards:NAME`, in addition to grade.py's right or wrong.

A reward is a function of a problem's row and of the written turn with its special tokens. It returns a finite number; only
differences within a group of answers to one question matter. To use your own, put such a function in a module:

    PYTHONPATH=mine python training/cispo.py --reward my_rewards:polite ...
"""

from grade import is_solved, parse_turn

LONG = 40
"""Characters. A thought that is longer than the worked one by this plus the worked one's length halves the reward."""


def concise(problem: dict, written: str) -> float:
    """1 for a right answer whose thought is no longer than the worked one; less, down to a half, for a longer thought; else 0.

    If the worked answer has no thought, any thought is longer. Wrong answers earn nothing.
    """
    turn = parse_turn(written)
    if turn is None or not is_solved(problem, turn):
        return 0.0
    worked = len(problem.get("think", ""))
    over = len(turn.think or "") - worked
    return 1 - 0.5 * min(1.0, max(0, over) / (worked + LONG))
