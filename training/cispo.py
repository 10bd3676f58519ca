"""Reinforcement learning with CISPO (MiniMax-M1 report, 2025) on the tasks with computed answers.

python training/cispo.py --model build/run --out build/cispo --minutes 60 [--quantized] [--device cuda]
writes build/cispo/log.jsonl, a line per round, and every few minutes, and when it is stopped (SIGTERM,
Ctrl-C), checkpoint.pt and a checkpoint in the released layout: model.safetensors (float32) and the files
beside it. Started again with the same --out, it resumes.

Each round draws a group of answers to every prompt; a right one in the right format earns 1, all others 0, unless
--reward names another function (see rewards.py). An
answer's advantage is its reward's distance from the group's mean in standard deviations; groups with equal rewards
teach nothing and are replaced by newly drawn ones. Every token of every answer counts,
weighted by the ratio of its probability now to that when it was drawn:

    loss = - sum_tokens sg(min(ratio, 1 + eps_high)) * advantage * log pi(token) / tokens
    ratio = pi(token) / pi_drawn(token)

The clip limits a token's weight but, unlike PPO's, never removes its gradient. There is no KL term. `tokens` are
those of a minibatch, so that each token has the same weight; a group's answers may be in several.
"""

import argparse
import importlib
import json
import math
import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer

import chat
from decode import REPEAT_WINDOW, Sample, generate, head
from model import M1, M1Config, copy_beside, load_hf, save_hf
from problems import in_other_words, problem, sample
from quantize import quantized
from run_state import asked_to_stop, save_state
from tasks import TASKS

# Tasks hardly ever or nearly always solved give groups that agree; they are still asked now and then.
TEACHABLE = 0.05, 0.95
SELDOM = 0.1
Reward = Callable[[dict, str], float]
"""Computes an answer's reward from the problem's row (see evaluate/problems.jsonl) and the written turn with its special tokens."""


@dataclass
class Rollout:
    """One answer for training."""
    prompt: list[int]
    tokens: list[int]
    logprobs: list[float]
    advantage: float
    counted: int
    """How many of the first tokens count: all except a repeated pattern that stopped the answer."""


def group_advantages(rewards: torch.Tensor) -> torch.Tensor:
    """Rewards (groups, samples) -> (reward - mean) / deviation in each group; 0 where all are equal."""
    centred = rewards - rewards.mean(1, keepdim=True)
    deviation = centred.square().mean(1, keepdim=True).sqrt()
    return torch.where(deviation > 1e-6, centred / deviation.clamp(min=1e-6), 0)


def cispo_loss(logprobs: torch.Tensor, drawn: torch.Tensor, advantages: torch.Tensor,
               eps_high: float) -> tuple[torch.Tensor, torch.Tensor]:
    """The sum of the tokens' losses, and how many were clipped.

    One entry per token: its log-probability (nats) now and when it was drawn, and its answer's advantage.
    """
    ratio = (logprobs.detach() - drawn).exp()
    clipped = ratio > 1 + eps_high
    weight = ratio.clamp(max=1 + eps_high)
    return -(weight * advantages * logprobs).sum(), clipped.sum()


def reward_named(name: str) -> Reward:
    """The function named "module:function", in this folder or on Python's path."""
    module, _, function = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise SystemExit(f"--reward {name} is not there ({error}): name a module and a function of it, such as rewards:concise.") from None
    if not callable(found):
        raise SystemExit(f"--reward {name} is not a function that takes a problem and the written turn and returns a number.")
    return found


def earned_by(reward: Reward, problem: dict, written: str) -> float:
    """A finite float; any other value would spread to every weight in one step."""
    value = reward(problem, written)
    if isinstance(value, bool | int | float) and math.isfinite(value):
        return float(value)
    raise SystemExit(f"The reward of an answer is {value!r}, expected a finite number. The answer: {written!r}")


def task_weights(success: dict[str, float], teachable: tuple[float, float] = TEACHABLE) -> list[float]:
    """Each task's sampling weight, by its running mean reward: highest within `teachable`."""
    low, high = teachable
    return [TASKS[name].weight * (1 if low <= share <= high else SELDOM) for name, share in success.items()]


def ask(rng: Random, success: dict[str, float], tokenizer: Tokenizer, count: int,
        teachable: tuple[float, float] = TEACHABLE) -> tuple[list[dict], list[list[int]]]:
    """`count` problems that are not held out, and their prompts' token ids."""
    rows, prompts = [], []
    for name in rng.choices(list(success), task_weights(success, teachable), k=count):
        messages = in_other_words(TASKS[name], sample(TASKS[name], rng, False), rng)
        graded = next(i for i, m in enumerate(messages) if m["role"] == "assistant")
        rows.append(problem(name, messages, graded, False))
        prompts.append(tokenizer.encode(chat.prompt(messages[:graded]), add_special_tokens=False).ids)
    return rows, prompts


def rollouts(samples: list[Sample], prompts: list[list[int]], advantages: list[float]) -> list[Rollout]:
    """The samples for training: those whose advantage is not 0."""
    out = []
    for s, advantage in zip(samples, advantages, strict=True):
        if advantage != 0:
            counted = len(s.tokens) - (REPEAT_WINDOW if s.finish == "repetition" else 0)
            out.append(Rollout(prompts[s.prompt], s.tokens, s.logprobs, advantage, counted))
    return out


def micro_batches(batch: list[Rollout], tokens: int) -> list[list[Rollout]]:
    """Groups of similar length, each of at most `tokens` tokens including padding (or of one rollout)."""
    parts: list[list[Rollout]] = []
    for r in sorted(batch, key=lambda r: -len(r.prompt) - len(r.tokens)):
        longest = len(parts[-1][0].prompt) + len(parts[-1][0].tokens) if parts else 0
        if not parts or (len(parts[-1]) + 1) * longest > tokens:
            parts.append([])
        parts[-1].append(r)
    return parts


def accumulate(model: M1, part: list[Rollout], eps_high: float, total: int, autocast) -> dict[str, float]:
    """Adds the gradients of `part`, whose batch has `total` counted tokens. Returns sums over its tokens."""
    device = model.embed_tokens.weight.device
    longest = max(len(r.prompt) + len(r.tokens) for r in part)
    ids = torch.zeros(len(part), longest, dtype=torch.long)
    drawn, advantages = torch.zeros(2, len(part), longest)
    counts = torch.zeros(len(part), longest, dtype=torch.bool)
    for i, r in enumerate(part):
        first, end = len(r.prompt), len(r.prompt) + len(r.tokens)
        ids[i, :end] = torch.tensor(r.prompt + r.tokens)
        drawn[i, first:end] = torch.tensor(r.logprobs)
        advantages[i, first:end] = r.advantage
        counts[i, first:first + r.counted] = True
    ids, drawn, advantages, counts = (t.to(device) for t in (ids, drawn, advantages, counts))
    counts = counts[:, 1:]
    with autocast:
        hidden = model(ids[:, :-1])
    logprobs = torch.log_softmax(head(model, hidden[counts]), -1)
    taken = logprobs.gather(-1, ids[:, 1:][counts][:, None])[:, 0]
    loss, clipped = cispo_loss(taken, drawn[:, 1:][counts], advantages[:, 1:][counts], eps_high)
    (loss / total).backward()
    with torch.no_grad():
        entropy = -(logprobs.exp() * logprobs).sum()
        drift = (drawn[:, 1:][counts] - taken).sum()
    return dict(loss=loss.item(), clipped=clipped.item(), entropy=entropy.item(), drift=drift.item())


def arguments() -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--model", required=True,
                        help="folder to start from: config.json, model.safetensors, tokenizer.json")
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of wall time, of all runs together")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--prompts", type=int, default=32,
                        help="prompts drawn at a time; a round continues until this many groups have different rewards")
    parser.add_argument("--draws", type=int, default=6, help="maximum draws per round")
    parser.add_argument("--group", type=int, default=16, help="answers per prompt")
    parser.add_argument("--max-new", type=int, default=320, help="maximum tokens of an answer")
    parser.add_argument("--minibatches", type=int, default=4,
                        help="optimizer steps per round, each on its share of the answers")
    parser.add_argument("--micro-tokens", type=int, default=16_384, help="tokens per forward pass")
    parser.add_argument("--lr", type=float, default=1e-5)
    parser.add_argument("--warmup", type=int, default=10, help="steps")
    parser.add_argument("--reward", default="grade:reward", metavar="MODULE:FUNCTION",
                        help="an answer's reward, see rewards.py")
    parser.add_argument("--teachable", type=float, nargs=2, default=TEACHABLE, metavar=("LOW", "HIGH"),
                        help="tasks whose mean reward is outside this range are asked a tenth as often")
    parser.add_argument("--eps-high", type=float, default=2.0)
    parser.add_argument("--quantized", action="store_true",
                        help="draw and train with the weights of a q4 conversion")
    many = [task.name for task in TASKS.values() if task.split]
    parser.add_argument("--tasks", nargs="+", choices=list(TASKS), default=many,
                        help="default: all except those with few questions")
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    if os.path.realpath(args.out) == os.path.realpath(args.model):
        raise SystemExit(f"{args.out} is the folder that the run starts from: choose another --out.")
    reward = reward_named(args.reward)
    os.makedirs(args.out, exist_ok=True)
    tokenizer = Tokenizer.from_file(f"{args.model}/tokenizer.json")
    bos, eos = tokenizer.token_to_id(chat.BOS), tokenizer.token_to_id(chat.EOS)
    model = M1(M1Config.from_hf(args.model)).to(args.device)
    load_hf(model, args.model)
    optimizer = torch.optim.AdamW(model.parameters(), args.lr, betas=(0.9, 0.95), eps=1e-15, weight_decay=0.0,
                                  fused=True)
    rounds, steps, spent = 0, 0, 0.0
    success = dict.fromkeys(args.tasks, 0.5)
    checkpoint = f"{args.out}/checkpoint.pt"
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=args.device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        rounds, steps, spent = saved["rounds"], saved["steps"], saved["spent"]
        success |= {name: share for name, share in saved["success"].items() if name in success}
        print(f"{checkpoint} goes on: round {rounds}, {spent / 60:.1f} of {args.minutes:g} minutes. "
              f"The weights in {args.model} are not read.")
    copy_beside(args.model, args.out)

    def keep() -> None:
        save_state(checkpoint, model=model.state_dict(), optimizer=optimizer.state_dict(), rounds=rounds,
                   steps=steps, spent=time.time() - began, success=success)
        save_hf(model, args.out, bos, eos)

    began = last_save = time.time()
    began -= spent
    weights = quantized if args.quantized else lambda _: nullcontext()
    on_gpu = args.device.startswith("cuda")
    autocast = torch.autocast(args.device, torch.bfloat16) if on_gpu else nullcontext()
    stopped = asked_to_stop()
    log = open(f"{args.out}/log.jsonl", "a")
    while time.time() - began < 60 * args.minutes and not stopped():
        rng = Random(f"cispo {args.seed} {rounds}")
        generator = torch.Generator(args.device).manual_seed(rng.getrandbits(62))
        started = time.time()
        learnt: list[Rollout] = []
        seen: list[Sample] = []
        by_task: dict[str, list[float]] = {}
        for _ in range(args.draws):
            rows, prompts = ask(rng, success, tokenizer, args.prompts, tuple(args.teachable))
            with weights(model), autocast:
                samples = generate(model, prompts, args.max_new, eos, generator=generator, samples=args.group)
            texts = tokenizer.decode_batch([s.tokens for s in samples], skip_special_tokens=False)
            earned = [earned_by(reward, rows[s.prompt], text) for s, text in zip(samples, texts, strict=True)]
            rewards = torch.tensor(earned).view(args.prompts, args.group)
            for row, mean in zip(rows, rewards.mean(1).tolist(), strict=True):
                by_task.setdefault(row["task"], []).append(mean)
                success[row["task"]] += 0.1 * (mean - success[row["task"]])
            seen += samples
            learnt += rollouts(samples, prompts, group_advantages(rewards).flatten().tolist())
            if stopped() or len(learnt) >= args.prompts * args.group:
                break
        if stopped():
            break
        drawn_s = time.time() - started

        rng.shuffle(learnt)
        sums = dict(loss=0.0, clipped=0.0, entropy=0.0, drift=0.0)
        tokens, norms = 0, []
        for k in range(args.minibatches):
            batch = learnt[k::args.minibatches]
            total = sum(r.counted for r in batch)
            if total == 0:
                continue
            with weights(model):
                for part in micro_batches(batch, args.micro_tokens):
                    for name, value in accumulate(model, part, args.eps_high, total, autocast).items():
                        sums[name] += value
            for group in optimizer.param_groups:
                group["lr"] = args.lr * min(1, (steps + 1) / args.warmup)
            norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0).item())
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            steps, tokens = steps + 1, tokens + total
        rounds += 1

        learnt_s = time.time() - started - drawn_s
        drawn_tokens = sum(len(s.tokens) for s in seen)
        means = [mean for group in by_task.values() for mean in group]
        row = {
            "round": rounds, "steps": steps, "seconds": round(time.time() - began),
            "reward": round(sum(means) / len(means), 4),
            "tasks": {name: round(sum(group) / len(group), 3) for name, group in sorted(by_task.items())},
            "drawn": len(seen), "learnt": len(learnt), "length": round(drawn_tokens / len(seen), 1),
            "tooLong": round(sum(s.finish == "length" for s in seen) / len(seen), 3),
            "repetition": round(sum(s.finish == "repetition" for s in seen) / len(seen), 3),
            **{name: round(value / max(tokens, 1), 5) for name, value in sums.items()},
            "norm": round(sum(norms) / max(len(norms), 1), 3),
            "drawnPerSecond": round(drawn_tokens / drawn_s),
            "learntPerSecond": round(tokens / max(learnt_s, 1e-3)),
        }
        log.write(json.dumps(row) + "\n")
        log.flush()
        if time.time() - last_save > 60 * args.save_minutes:
            keep()
            last_save = time.time()
    keep()


if __name__ == "__main__":
    main()
