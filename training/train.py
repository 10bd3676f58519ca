"""Trains a small M1 on a packed stream. Started again with the same --out, it resumes.

python training/train.py --corpus build/corpus --out build/run --minutes 90 [--init FOLDER]
Writes build/run/log.jsonl during the run, checkpoint.pt every few minutes and when it is stopped (SIGTERM, Ctrl-C), and
at the end model.safetensors, config.json and tokenizer.json in the layout of the released M1 checkpoints.
"""

import argparse
import json
import math
import os
import shutil
import time
from contextlib import nullcontext

import numpy as np
import torch
from tokenizers import Tokenizer

from model import M1, M1Config, copy_beside, load_hf, save_hf
from muon import Muon
from precision import product_dtype
from quantize import quantized
from run_state import asked_to_stop, save_state

IGNORE = -100


def beginnings(tokens: np.ndarray, bod: int, length: int) -> np.ndarray:
    """Offsets of the documents' first tokens with at least `length` more tokens after them."""
    return np.flatnonzero(tokens[:-length] == bod)


def long_beginnings(tokens: np.ndarray, bod: int, length: int) -> np.ndarray:
    """Offsets of rows of `length` tokens at the end of training: half of them at documents that are at least half a row long, if there are any.

    A row of short documents has no long-range dependencies.
    """
    starts = beginnings(tokens, bod, length)
    ends = np.append(np.flatnonzero(tokens == bod)[1:], len(tokens))[: len(starts)]
    long = starts[ends - starts >= length / 2]
    return np.concatenate((np.resize(long, len(starts)), starts)) if len(long) else starts


def batch(tokens: np.ndarray, mask: np.ndarray, starts: np.ndarray, rng: np.random.Generator, rows: int, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs and targets, (rows, length) each, from random `starts`; targets that are not trained are IGNORE.

    Rows start with a document, because an answer without its question would teach the model to make things up.
    """
    at = rng.choice(starts, rows)[:, None] + np.arange(length + 1)
    ids = torch.from_numpy(tokens[at].astype(np.int64))
    learnt = torch.from_numpy(mask[at].astype(bool))
    return ids[:, :-1], ids[:, 1:].masked_fill(~learnt[:, 1:], IGNORE)


def by_optimizer(model: M1) -> tuple[list[torch.nn.Parameter], ...]:
    """The parameters for Muon (matrices and stacks of experts), and those for AdamW (embedding, head, norms and routers)."""
    matrices, experts, others = [], [], []
    for name, p in model.named_parameters():
        by_adamw = p.dim() < 2 or name.split(".")[-2] in ("embed_tokens", "lm_head", "gate")
        (others if by_adamw else experts if p.dim() == 3 else matrices).append(p)
    return matrices, experts, others


class Corpus:
    """A corpus written by pack.py.

    @raises SystemExit if a file is missing or belongs to another corpus.
    """

    def __init__(self, path: str, length: int):
        with open(f"{path}.json") as file:
            about = json.load(file)
        self.vocab_size, self.bod, self.bos, self.eos = (about[name] for name in ("vocab_size", "bod", "bos", "eos"))
        self.tokenizer = f"{path}.tokenizer.json"
        self.tokens = np.memmap(f"{path}.bin", np.uint16, "r")
        self.mask = np.memmap(f"{path}.mask.bin", np.uint8, "r")
        if not len(self.tokens) == len(self.mask) == about["tokens"]:
            raise SystemExit(f"{path}.bin has {len(self.tokens)} tokens, its mask {len(self.mask)} and {path}.json says {about['tokens']}: pack it again.")
        self.path = path
        self.starts = self.must_have(beginnings(self.tokens, self.bod, length), length, "--length")

    def long_starts(self, length: int) -> np.ndarray:
        return self.must_have(long_beginnings(self.tokens, self.bod, length), length, "--long-length")

    def must_have(self, starts: np.ndarray, length: int, option: str) -> np.ndarray:
        if len(starts) == 0:
            raise SystemExit(f"No document of {self.path}.bin has {length} tokens after its beginning: pack more, or lower {option}.")
        return starts

    def must_fit(self, folder: str) -> None:
        """Compares the content, because weights trained with one tokenizer are useless with another of the same size."""
        tokenizer = f"{folder}/tokenizer.json"
        if os.path.exists(tokenizer) and not same_tokenizer(tokenizer, self.tokenizer):
            raise SystemExit(f"{tokenizer} is not the tokenizer that the corpus was packed with: pack it with --tokenizer {tokenizer}.")


def same_tokenizer(a: str, b: str) -> bool:
    return Tokenizer.from_file(a).to_str() == Tokenizer.from_file(b).to_str()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True, help="pack.py's --out")
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of wall time, of all runs together")
    parser.add_argument("--tokens", type=float, default=0, help="of all runs together; the schedule then follows tokens instead of --minutes, for a machine with other load")
    parser.add_argument("--stop-after", type=float, default=math.inf, help="minutes of this call, after which it saves and stops; the schedule still follows --minutes or --tokens")
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--intermediate", type=int, default=256)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--kv-heads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=24, help="rows per step")
    parser.add_argument("--length", type=int, default=512, help="tokens per row, a multiple of 128")
    parser.add_argument("--long", type=float, default=0, help="share of the run, at its end, with long rows, and proportionally fewer of them")
    parser.add_argument("--long-length", type=int, default=2048, help="tokens per long row, a multiple of 128")
    parser.add_argument("--lr", type=float, default=3e-3, help="learning rate of embedding, head, norms and routers (AdamW)")
    parser.add_argument("--muon-lr", type=float, default=3e-3, help="learning rate of all other matrices")
    parser.add_argument("--experts-every", type=int, default=1, help="steps between updates of an expert's weights, whose size grows by the square root; cheaper for small batches")
    parser.add_argument("--warmup", type=int, default=60, help="steps")
    parser.add_argument("--cooldown", type=float, default=0.4, help="share of the run, at its end, in which the learning rate falls to zero")
    parser.add_argument("--quantized", type=float, default=0.35, help="share of the run, at its end, with weights rounded to q4 and q8")
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--init", help="start from this checkpoint folder (config.json with the sizes, and model.safetensors)")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    os.makedirs(args.out, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    corpus = Corpus(args.corpus, args.length)
    corpus.must_fit(args.out)
    if args.init:
        corpus.must_fit(args.init)

    config = M1Config.from_hf(args.init) if args.init else M1Config(
        vocab_size=corpus.vocab_size, hidden_size=args.hidden, intermediate_size=args.intermediate, num_hidden_layers=args.layers,
        num_attention_heads=args.heads, num_key_value_heads=args.kv_heads)
    if config.vocab_size != corpus.vocab_size:
        raise SystemExit(f"{args.init} has {config.vocab_size} tokens, the corpus {corpus.vocab_size}: pack it with that folder's tokenizer.")
    model = M1(config).to(device)
    if args.init:
        load_hf(model, args.init)
        copy_beside(args.init, args.out)
    shutil.copy(corpus.tokenizer, f"{args.out}/tokenizer.json")
    matrices, experts, others = by_optimizer(model)
    groups = [dict(params=matrices), dict(params=experts, every=args.experts_every)]
    optimizers = [Muon(groups, args.muon_lr, weight_decay=0.05), torch.optim.AdamW(others, args.lr, betas=(0.9, 0.95), weight_decay=0.01, fused=True)]

    step, spent, seen, smooth = 0, 0.0, 0, None
    checkpoint = f"{args.out}/checkpoint.pt"
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        model.load_state_dict(saved["model"])
        for optimizer, state in zip(optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        optimizers[0].param_groups[1]["every"] = args.experts_every
        step, spent, seen = saved["step"], saved["spent"], saved["seen"]
        print(f"{checkpoint} goes on: step {step}, {spent / 60:.1f} minutes, {seen} tokens." + (f" The weights in {args.init} are not read." if args.init else ""))
    long_starts = corpus.long_starts(args.long_length) if args.long else None
    long_rows = max(1, args.batch * args.length // args.long_length)
    rng = np.random.default_rng(step)
    asked = asked_to_stop()
    called = time.time()

    def stopped() -> bool:
        return asked() or time.time() - called > 60 * args.stop_after

    def keep() -> None:
        states = [optimizer.state_dict() for optimizer in optimizers]
        save_state(checkpoint, model=model.state_dict(), optimizers=states, step=step, spent=time.time() - began, seen=seen)

    began, last_save = time.time() - spent, time.time()

    def progress() -> float:
        """The run's progress from 0 to 1."""
        return seen / args.tokens if args.tokens else (time.time() - began) / (60 * args.minutes)

    with open(f"{args.out}/log.jsonl", "a") as log:
        while (share := progress()) < 1 and not stopped():
            rate = min(1, (step + 1) / max(args.warmup, 1)) * min(1, (1 - share) / max(args.cooldown, 1e-9))
            for optimizer, peak in zip(optimizers, (args.muon_lr, args.lr)):
                for group in optimizer.param_groups:
                    group["lr"] = peak * rate * group.get("every", 1) ** 0.5
            is_long = long_starts is not None and share >= 1 - args.long
            starts, rows, length = (long_starts, long_rows, args.long_length) if is_long else (corpus.starts, args.batch, args.length)
            inputs, targets = batch(corpus.tokens, corpus.mask, starts, rng, rows, length)
            rounded = share > 1 - args.quantized
            with quantized(model) if rounded else nullcontext():
                with torch.autocast(device, torch.bfloat16, enabled=product_dtype(device) == torch.bfloat16):
                    loss, balance = model.loss(inputs.to(device), targets.to(device), IGNORE)
                (loss + config.router_aux_loss_coef * balance).backward()
            norm = torch.nn.utils.clip_grad_norm_(others, 1.0)
            for optimizer in optimizers:
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + rows * length
            smooth = loss.item() if smooth is None else 0.95 * smooth + 0.05 * loss.item()
            if step % 10 == 0:
                row = dict(step=step, seconds=round(time.time() - began), tokens=seen, loss=round(smooth, 4), balance=round(balance.item(), 3), rate=round(rate, 3), norm=round(norm.item(), 2), quantized=rounded, length=length)
                log.write(json.dumps(row) + "\n")
                log.flush()
            if time.time() - last_save > 60 * args.save_minutes:
                keep()
                last_save = time.time()
    keep()
    if progress() >= 1 and not asked():
        save_hf(model, args.out, corpus.bos, corpus.eos)


if __name__ == "__main__":
    main()
