"""Decides which problems are held out of training, and writes the evaluation's problem files.

python training/problems.py --count 100 --out training/evaluate/problems.jsonl
python training/problems.py --wordings --count 20 --out training/evaluate/wordings.jsonl
"""

import argparse
import hashlib
import json
from functools import cache
from pathlib import Path
from random import Random

from run_state import whole
from tasks import TASKS, WORDS, Task
from tasks.reworded import FORMS, reword

SHARE = 16
"""One problem in this many is held out."""
ASKED = Path(__file__).parent / "evaluate/problems.jsonl"
IN_OTHER_WORDS = Path(__file__).parent / "evaluate/wordings.jsonl"
"""The file of problems in held-out wordings and, for comparison, in wordings used in training."""
REWORDED = 0.7
"""The share of the first tasks' questions that are trained in another wording than the few fixed forms."""


def held_out(messages: list[dict]) -> bool:
    """Depends only on the first question's words, so that no seed and no order of sampling can move a problem into training."""
    question = next(m["content"] for m in messages if m["role"] == "user")
    return hashlib.sha256(question.strip().lower().encode()).digest()[0] < 256 // SHARE


def solution(reply: dict) -> str | None:
    """The part that is the same in every wording of a problem: the calls, or the answer with the steps that lead to it. None if there
    are no steps, or few such problems, because the month after December cannot be derived and must be trained."""
    if "tool_calls" in reply:
        return json.dumps(reply["tool_calls"])
    return f"{reply['think']}\n{reply.get('sentence', reply['content'])}" if "think" in reply and not reply.get("few") else None


@cache
def asked_solutions() -> frozenset[str | None]:
    """The solutions of the held-out problems in the evaluation."""
    names = {"answer": "content", "sentence": "sentence", "think": "think", "toolCalls": "tool_calls"}
    asked: frozenset[str | None] = frozenset()
    for path in (ASKED, IN_OTHER_WORDS):
        rows = map(json.loads, path.read_text().splitlines())
        solutions = frozenset(solution({name: row[key] for key, name in names.items() if key in row}) for row in rows if row["heldOut"]) - {None}
        if not solutions:
            raise SystemExit(f"{path} is empty, but its problems must be left out of training: write it with problems.py.")
        asked |= solutions
    return asked


def sample(task: Task, rng: Random, want_held_out: bool) -> list[dict]:
    """A conversation of `task` that is held out, or one for training: not held out, and not an evaluation problem in other words."""
    draw = task.graded if want_held_out and task.graded else task.sample
    while True:
        chat = draw(rng, WORDS)
        if not task.split:
            return chat
        if want_held_out:
            if held_out(chat):
                return chat
        elif not held_out(chat) and solution(next(m for m in chat if m["role"] == "assistant")) not in asked_solutions():
            return chat


def in_other_words(task: Task, chat: list[dict], rng: Random) -> list[dict]:
    """A conversation for training: sometimes a first task's question in a wording that is not held out."""
    if task.worded or rng.random() >= REWORDED:
        return chat
    other = reword(task.name, chat, rng, False)
    return chat if other is None or held_out(other) else other


def worded(task: Task, rng: Random, held_out_wording: bool) -> list[dict]:
    """A problem in a held-out wording or not. A problem in a training wording is itself held out."""
    while True:
        if task.worded:
            chat = task.worded(rng, WORDS, held_out_wording)
        else:
            chat = reword(task.name, (task.graded or task.sample)(rng, WORDS), rng, held_out_wording)
        if chat and (held_out_wording or held_out(chat)):
            return chat


def problem(task: str, chat: list[dict], graded: int, split: bool) -> dict:
    """One row of the problem file: the assistant message at index `graded` is the expected answer."""
    reply = chat[graded]
    row = {"task": task, "messages": [{k: v for k, v in m.items() if k != "tools"} for m in chat[:graded]], "answer": reply["content"], "heldOut": split}
    tools = next((m["tools"] for m in chat if m.get("tools")), None)
    return {**row, **({"tools": tools} if tools else {}), **({"think": reply["think"]} if "think" in reply else {}),
            **({"toolCalls": reply["tool_calls"]} if "tool_calls" in reply else {}), **({"sentence": reply["sentence"]} if "sentence" in reply else {})}


def problems(count: int, seed: int) -> list[dict]:
    """`count` different problems of each of the first tasks, including answers from tool results."""
    rows = []
    for task in TASKS.values():
        if task.worded or task.name == "talk":
            continue
        rng, seen = Random(f"{seed} {task.name}"), set()
        for _ in range(50 * count):
            chat = sample(task, rng, task.split)
            graded = next(i for i, m in enumerate(chat) if m["role"] == "assistant")
            question = chat[graded - 1]["content"]
            if question in seen:
                continue
            seen.add(question)
            rows.append(problem(task.name, chat, graded, task.split))
            if len(chat) > graded + 2 and chat[graded + 1]["role"] == "tool":
                rows.append(problem("tool-results", chat, graded + 2, task.split))
            if len(seen) == count:
                break
    return rows


def wordings(count: int, seed: int) -> list[dict]:
    """`count` problems per task in held-out wordings, and half as many in others."""
    rows = []
    for task in TASKS.values():
        if task.name not in FORMS and not task.worded:
            continue
        for side, most in ((True, count), (False, (count + 1) // 2)):
            rng, seen = Random(f"{seed} {task.name} {side}"), set()
            while len(seen) < most:
                chat = worded(task, rng, side)
                if chat[0]["content"] not in seen:
                    seen.add(chat[0]["content"])
                    rows.append({**problem(task.name, chat, 1, True), "heldOutWording": side})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordings", action="store_true", help="write problems in held-out wordings, and half as many in others")
    parser.add_argument("--count", type=int, default=100, help="problems per task")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    lines = [json.dumps(row) + "\n" for row in (wordings if args.wordings else problems)(args.count, args.seed)]
    with whole(args.out) as written:
        Path(written).write_text("".join(lines))


if __name__ == "__main__":
    main()
