"""One run on a rented GPU: pack with all cores, train, and write q8 weights in four files and a log.

python training/gpu_run.py --out "$OUT" --start demo/public/models/m1-nano --minutes 8
python training/gpu_run.py --out "$OUT" --start training/build/from-gpu --minutes 8     # a second lease, from the first one's files
python training/gpu_run.py --out build/rehearsal --rehearse                             # everything, in seconds, on a CPU

--start is a folder of shards, of a checkpoint, or of the four files. Corpus and state stay in --work on that machine's disk;
the same command resumes a stopped run (by SIGTERM, Ctrl-C, or after --minutes of the call), and does not pack again.
Every call ends by writing weights-0..3.safetensors and log.jsonl into --out.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

import chat
from from_shards import checkpoint_tensors
from model import M1, M1Config, load_hf, save_hf
from q8_parts import NAME, to_checkpoint, write_parts

HERE = Path(__file__).parent
PUBLISHED = HERE.parent / "demo/public/models/m1-nano"
LEAVE_S = 25
"""Time for the end of a call: the last checkpoint, rounding and writing."""
PACK = dict(generated=600_000, seed=2001, long_recall=0.3, passes='{"persona_chat": 1, "chitchat": 2, "tinystories": 1, "storybooks": 1, "self_dialogue": 0.3, "mawps": 1}')
TRAIN = dict(batch=128, length=512, lr=2e-3, muon_lr=2e-3, experts_every=1, warmup=40, cooldown=0.6, long=0.15, quantized=0.3, save_minutes=2)
REHEARSAL = dict(generated=120, seed=1, long_recall=0.3, passes='{"persona_chat": 0, "chitchat": 0, "tinystories": 0.01, "storybooks": 0, "self_dialogue": 0, "babi": 0, "mawps": 0, "commonsense": 0, "fairytale_qa": 0}')
REHEARSED = dict(batch=2, length=128, long_length=256, lr=1e-3, muon_lr=1e-3, experts_every=4, warmup=2, cooldown=0.5, long=0.3, quantized=0.3, save_minutes=2)


def options(values: dict) -> list[str]:
    return [text for name, value in values.items() for text in (f"--{name.replace('_', '-')}", str(value))]


def checkpoint_of(start: Path, folder: Path) -> Path:
    """`start` as a checkpoint with a tokenizer, converted in `folder` if it is not one."""
    if (start / "model.safetensors").exists():
        return start
    folder.mkdir(parents=True, exist_ok=True)
    if (start / NAME.format(0)).exists():
        to_checkpoint(start, folder)
    elif (start / "manifest.json").exists():
        save_file(checkpoint_tensors(start), folder / "model.safetensors")
        shutil.copy(start / "config.json", folder)
    else:
        raise SystemExit(f"{start} is no folder to start from: it needs model.safetensors, manifest.json or {NAME.format(0)}.")
    for source in (start, PUBLISHED):
        if (source / "tokenizer.json").exists():
            shutil.copy(source / "tokenizer.json", folder)
            break
    return folder


def small_checkpoint(folder: Path) -> Path:
    """For the rehearsal: an untrained model of the published shape with fewer and narrower layers."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "config.json").exists():
        shutil.copy(PUBLISHED / "tokenizer.json", folder)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        torch.manual_seed(0)
        config = M1Config(vocab_size=tokenizer.get_vocab_size(), hidden_size=32, intermediate_size=32, head_dim=16, rotary_dim=8, num_local_experts=4, num_hidden_layers=8)
        save_hf(M1(config), folder, tokenizer.token_to_id(chat.BOS), tokenizer.token_to_id(chat.EOS))
    return folder


def run(program: str, arguments: list[str], log: Path) -> None:
    """Runs a program of this folder with its output in `log`. Passes signals to stop on to it, and returns, so that its results are still written."""
    print(f"{program} {' '.join(arguments)}", flush=True)
    with open(log, "a") as file:
        going = subprocess.Popen([sys.executable, HERE / program, *arguments], stdout=file, stderr=subprocess.STDOUT)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: going.terminate())
        rc = going.wait()
    if rc != 0:
        raise SystemExit(f"{program} ended with {rc}. The end of its output:\n{log.read_text()[-2000:]}")


def minutes_of(state: Path) -> float:
    """The training time of earlier calls."""
    saved = state / "checkpoint.pt"
    return torch.load(saved, map_location="cpu", mmap=True)["spent"] / 60 if saved.exists() else 0.0


def written_back(state: Path, out: Path, as_q4: bool) -> list[Path]:
    """The latest weights: the final ones, or those of the last checkpoint if the run has not ended."""
    model = M1(M1Config.from_hf(state))
    if (state / "model.safetensors").exists():
        load_hf(model, state)
    else:
        model.load_state_dict(torch.load(state / "checkpoint.pt", map_location="cpu")["model"])
    tokenizer = Tokenizer.from_file(str(state / "tokenizer.json"))
    return write_parts(model, out, tokenizer.token_to_id(chat.BOS), tokenizer.token_to_id(chat.EOS), as_q4)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the four files of weights and the log")
    parser.add_argument("--start", type=Path, default=PUBLISHED, help="folder of shards, of a checkpoint, or of an earlier run's four files")
    parser.add_argument("--work", type=Path, default=HERE / "build/gpu", help="corpus and state, which stay on the machine")
    parser.add_argument("--minutes", type=float, default=8, help="of this call, including packing and writing")
    parser.add_argument("--total-minutes", type=float, help="of training in all calls together, the length of the schedule (default: the rest of this call)")
    parser.add_argument("--pack", type=json.loads, default={}, help='other options of pack.py, such as {"generated": 300000}')
    parser.add_argument("--train", type=json.loads, default={}, help='other options of train.py, such as {"batch": 64}')
    parser.add_argument("--rehearse", action="store_true", help="use a small model and a small corpus, in seconds")
    return parser.parse_args()


def main() -> None:
    args, began = arguments(), time.time()
    work = args.work / "rehearsal" if args.rehearse else args.work
    state, corpus, words = work / "state", work / "corpus", work / "words.log"
    for folder in (args.out, work):
        folder.mkdir(parents=True, exist_ok=True)
    start = small_checkpoint(work / "start") if args.rehearse else checkpoint_of(args.start, work / "start")

    packing = {**(REHEARSAL if args.rehearse else PACK), **args.pack, "workers": os.cpu_count()}
    if not (work / "corpus.json").exists():
        run("pack.py", ["--out", str(corpus), "--tokenizer", str(start / "tokenizer.json"), *options(packing)], words)
    training = {**(REHEARSED if args.rehearse else TRAIN), **args.train}
    done, packed_s = minutes_of(state), time.time() - began
    left = args.minutes - (packed_s + (1 if args.rehearse else LEAVE_S)) / 60
    total = args.total_minutes or done + left
    if left <= 0:
        raise SystemExit(f"Packing took {packed_s:.0f} s of {args.minutes:g} minutes, which leaves no time for training: run it again, because the corpus is complete.")
    state.mkdir(exist_ok=True)
    shutil.copy(start / "config.json", state)
    stop = ["--stop-after", str(left)] if total > done + left else []
    run("train.py", ["--corpus", str(corpus), "--init", str(start), "--out", str(state), "--minutes", str(total), *stop, *options(training)], words)

    over = (state / "model.safetensors").exists()
    files = written_back(state, args.out, as_q4=over and training["quantized"] > 0)
    shutil.copy(state / "log.jsonl", args.out / "log.jsonl")
    last = json.loads((state / "log.jsonl").read_text().splitlines()[-1]) if (state / "log.jsonl").stat().st_size else {}
    print(json.dumps(dict(packed_s=round(packed_s), minutes=round(minutes_of(state), 2), of=round(total, 2), over=over, last=last, files={f.name: f.stat().st_size for f in files})))


if __name__ == "__main__":
    main()
