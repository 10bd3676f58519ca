"""Whether a written turn solves its problem. Everything must match, except spaces around the text.

evaluate/grading.ts has the same rules. A problem is a row of evaluate/problems.jsonl: `answer` is the wanted
text after the thinking, `toolCalls` the wanted calls.
"""

import json
import re
from typing import Any, NamedTuple

from chat import EOS, SPECIAL

ToolCall = dict[str, Any]

TURN = re.compile(
    r"(?:<think>\n(?P<think>.*?)\n</think>\n\n)?(?P<text>.*?)"
    r"(?:<tool_calls>\n(?P<calls>.*?)</tool_calls>)?", re.S)
TAG = re.compile("|".join(map(re.escape, SPECIAL)))


class Turn(NamedTuple):
    """The parts of an assistant's turn."""
    think: str | None
    text: str
    tool_calls: list[ToolCall]


def parse_turn(written: str) -> Turn | None:
    """The parts of a turn; None if it violates the chat format or does not end."""
    if not written.endswith(EOS) or (match := TURN.fullmatch(written.removesuffix(EOS))) is None:
        return None
    if any(part and TAG.search(part) for part in match.groups()):
        return None
    calls = [] if match["calls"] is None else parse_tool_calls(match["calls"])
    return None if calls is None else Turn(match["think"], match["text"], calls)


def parse_tool_calls(body: str) -> list[ToolCall] | None:
    """The calls between the tags, one JSON object a line; None if any of it is not a call."""
    try:
        calls = [json.loads(line) for line in body.splitlines() if line.strip()]
    except ValueError:
        return None
    return calls if calls and all(map(is_tool_call, calls)) else None


def is_tool_call(value: Any) -> bool:
    """Whether parsed JSON is a call: a name and an object of arguments."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("name"), str) and isinstance(value.get("arguments"), dict)


def is_solved(problem: dict[str, Any], turn: Turn) -> bool:
    """Exactly the expected calls (names, order, argument values by key), or exactly the expected text and no call."""
    calls = [{"name": c["name"], "arguments": c["arguments"]} for c in turn.tool_calls]
    if problem.get("toolCalls"):  # as JSON, because Python's True equals 1
        return json.dumps(calls, sort_keys=True) == json.dumps(problem["toolCalls"], sort_keys=True)
    return not calls and turn.text.strip() == problem["answer"].strip()


def reward(problem: dict[str, Any], written: str) -> float:
    """1 for a right answer in the right format, else 0. `written` includes special tokens."""
    turn = parse_turn(written)
    return float(turn is not None and is_solved(problem, turn))
