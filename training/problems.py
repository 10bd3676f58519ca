"""Which problems are kept out of training, and the file of those that evaluation uses.

python training/problems.py --count 100 --out training/evaluate/problems.jsonl
"""

import argparse
import hashlib
import json
from random import Random

from tasks import TASKS, WORDS, Task

SHARE = 16
"""One problem in so many is held out."""


def held_out(messages: list[dict]) -> bool:
    """Decided by the first question alone, so that no seed and no order of sampling can bring it into training."""
    question = next(m["content"] for m in messages if m["role"] == "user")
    return hashlib.sha256(question.strip().lower().encode()).digest()[0] < 256 // SHARE


def sample(task: Task, rng: Random, want_held_out: bool) -> list[dict]:
    """A conversation of `task` from the wanted side of the split."""
    draw = task.graded if want_held_out and task.graded else task.sample
    while True:
        chat = draw(rng, WORDS)
        if not task.split or held_out(chat) == want_held_out:
            return chat


def problem(task: str, chat: list[dict], graded: int, split: bool) -> dict:
    """One row of the problem file: the assistant message at index `graded` is asked for."""
    reply = chat[graded]
    row = {"task": task, "messages": [{k: v for k, v in m.items() if k != "tools"} for m in chat[:graded]], "answer": reply["content"], "heldOut": split}
    tools = next((m["tools"] for m in chat if m.get("tools")), None)
    return {**row, **({"tools": tools} if tools else {}), **({"think": reply["think"]} if "think" in reply else {}),
            **({"toolCalls": reply["tool_calls"]} if "tool_calls" in reply else {})}


def problems(count: int, seed: int) -> list[dict]:
    """`count` different problems a task; tool results are those of the tool calls' conversations."""
    rows = []
    for task in TASKS.values():
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100, help="problems a task")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    with open(args.out, "w") as file:
        for row in problems(args.count, args.seed):
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
