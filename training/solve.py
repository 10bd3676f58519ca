"""Counts the held-out problems that a checkpoint solves greedily in PyTorch, to compare checkpoints in minutes.
Published figures are measured through the library, see evaluate/.

python training/solve.py build/run --quantized --tasks letter-counting lists --failures 3
"""

import argparse
import json
from contextlib import nullcontext
from pathlib import Path

import torch
from tokenizers import Tokenizer

import chat
from decode import generate
from grade import reward
from model import M1, M1Config, load_hf
from problems import ASKED
from quantize import quantized


def answers(model: M1, tokenizer: Tokenizer, problems: list[dict], max_new: int, batch: int) -> list[str]:
    """The written turn for each problem, including special tokens."""
    prompts = [tokenizer.encode(prompt(problem), add_special_tokens=False).ids for problem in problems]
    eos = tokenizer.token_to_id(chat.EOS)
    texts = [""] * len(problems)
    by_length = sorted(range(len(problems)), key=lambda i: len(prompts[i]))
    for start in range(0, len(by_length), batch):
        part = by_length[start:start + batch]
        samples = generate(model, [prompts[i] for i in part], max_new, eos, temperature=0)
        written = tokenizer.decode_batch([s.tokens for s in samples], skip_special_tokens=False)
        for i, text in zip(part, written, strict=True):
            texts[i] = text
    return texts


def prompt(problem: dict) -> str:
    """The prompt, including the tools of the problem's row."""
    first, *rest = problem["messages"]
    return chat.prompt([{**first, "tools": problem.get("tools")}, *rest])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="folder: config.json, model.safetensors, tokenizer.json")
    parser.add_argument("--quantized", action="store_true", help="use the weights of a q4 conversion")
    parser.add_argument("--problems", type=Path, default=ASKED, help="another file written by problems.py; choose checkpoints by other problems than the reported ones")
    parser.add_argument("--tasks", nargs="+", help="default: all")
    parser.add_argument("--count", type=int, default=100, help="maximum problems per task")
    parser.add_argument("--failures", type=int, default=0, help="wrong answers to print per task")
    parser.add_argument("--max-new", type=int, default=512, help="maximum tokens of an answer")
    parser.add_argument("--batch", type=int, default=50)
    args = parser.parse_args()
    by_task: dict[str, list[dict]] = {}
    for row in map(json.loads, args.problems.read_text().splitlines()):
        by_task.setdefault(row["task"], []).append(row)
    names = args.tasks or list(by_task)
    if unknown := set(names) - set(by_task):
        parser.error(f"no such task: {', '.join(sorted(unknown))}; expected some of {', '.join(by_task)}")

    tokenizer = Tokenizer.from_file(f"{args.model}/tokenizer.json")
    model = M1(M1Config.from_hf(args.model))
    load_hf(model, args.model)
    solved = asked = 0
    with quantized(model) if args.quantized else nullcontext():
        for name in names:
            rows = by_task[name][:args.count]
            texts = answers(model, tokenizer, rows, args.max_new, args.batch)
            wrong = [(row, text) for row, text in zip(rows, texts, strict=True) if not reward(row, text)]
            solved, asked = solved + len(rows) - len(wrong), asked + len(rows)
            print(f"{name:16} {len(rows) - len(wrong):4} of {len(rows)}", flush=True)
            for row, text in wrong[:args.failures]:
                print(f"\n{row['messages'][-1]['content']}\n{text}\nwanted: {row.get('toolCalls') or row['answer']}\n")
    print(f"{'all':16} {solved:4} of {asked}")


if __name__ == "__main__":
    main()
