"""Turns text and generated conversations into one stream of tokens.

python training/pack.py --out build/corpus --generated 100000 --tokenizer demo/public/models/m1-nano/tokenizer.json
writes build/corpus.bin (uint16 token ids), build/corpus.mask.bin (a uint8 per token, 1 where the model must learn to
write it), build/corpus.tokenizer.json and build/corpus.json. Without --tokenizer one is trained.
--held-out FILE writes an excerpt of the held-out text, for bits per byte; --calibration FILE writes conversations from
which `pocket-m1 convert --calibrate` counts how often each expert is used.
"""

import argparse
import gzip
import hashlib
import json
import re
import shutil
from contextlib import ExitStack
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from random import Random

import numpy as np

import chat
from problems import in_other_words, sample
from run_state import whole
from tasks import TASKS
from tasks.turns import NAMES

DATA = Path(__file__).parent / "data"
PASSES = dict(persona_chat=1, chitchat=1, tinystories=1, storybooks=1, self_dialogue=0.3, babi=0.1, mawps=1, commonsense=0.2, fairytale_qa=0.1)
"""Passes over each file of data/. Other files are not used; --passes overrides this.
The tales of `fairytales` contain the passages of `fairytale_qa`, including the held-out ones."""
AS_TEXT = "persona_chat", "self_dialogue"
"""Conversations of people, which are packed as text: as answers, they would teach the model to claim houses and children."""
LONG = 6600
"""Characters of the longest text for recall; with the answer it stays within 2,048 tokens."""
Segments = list[tuple[str, bool]]


def files() -> list[str]:
    return sorted(path.name.removesuffix(".jsonl.gz") for path in DATA.glob("*.jsonl.gz"))


def rows(name: str) -> list[dict]:
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt") as file:
        return [json.loads(line) for line in file]


def body(row: dict) -> str:
    return row["text"] if "text" in row else "\n".join(m["content"] for m in row["messages"])


def kept_out(row: dict) -> bool:
    """One text in fifty is held out to measure bits per byte, with all questions about it."""
    text = row["messages"][0]["content"].rpartition("\n\n")[0] if "messages" in row else ""
    return int.from_bytes(hashlib.sha256((text or body(row)).encode()).digest()[:4], "big") % 50 == 0


def divided(name: str) -> tuple[list[dict], list[str]]:
    """The rows of a file for training, and the texts of those that are held out."""
    learnt, kept = [], []
    for row in rows(name):
        if kept_out(row):
            kept.append(body(row))
        else:
            learnt.append(row)
    return learnt, kept


def segments(row: dict, as_text: bool = False) -> Segments:
    return [(chat.BOD, False), (body(row) + chat.EOD, True)] if as_text or "text" in row else chat.render(row["messages"])


@cache
def sentences() -> list[str]:
    """Sentences of the stories, except held-out ones. Unpacked once per process."""
    texts = (body(row) for row in rows("tinystories")[:3000] if not kept_out(row))
    return [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if 10 < len(s) < 100]


def among_text(messages: list[dict], rng: Random, filler: list[str]) -> list[dict]:
    """Inserts other sentences between those of the first message, so that the facts are in a text about something else."""
    first, *rest = messages
    intro, *facts, question = re.split(r"(?<=[.:]) ", first["content"])
    said = []
    for fact in facts:
        start, count = rng.randrange(len(filler) - 6), rng.randint(0, 6)
        said += [fact, *filler[start:start + count]]
    return [{**first, "content": " ".join([intro, *said, question])}, *rest]


def among_long_text(messages: list[dict], rng: Random, filler: list[str]) -> list[dict]:
    """Like `among_text`, with up to LONG characters in all; the facts are all at the beginning, or spread over the text."""
    first, *rest = messages
    intro, *facts, question = re.split(r"(?<=[.:]) ", first["content"])
    each = rng.randint(1500, LONG) // max(1, len(facts) - 1)
    gaps = []
    for _ in facts[1:]:
        at, gap = rng.randrange(len(filler)), ""
        while len(gap) < each:
            gap, at = f"{gap} {filler[at % len(filler)]}", at + 1
        gaps.append(gap.strip())
    spread = [x for pair in zip(facts, [*gaps, ""]) for x in pair if x]
    said = [*facts, *gaps] if rng.random() < 0.35 else spread
    return [{**first, "content": " ".join([intro, *said, question])}, *rest]


def as_typed(messages: list[dict], rng: Random) -> list[dict]:
    """The first question as people type it: sometimes "8+5" without spaces, or without a capital and a full stop."""
    first, *rest = messages
    said = first["content"]
    if rng.random() < 0.2:
        said = re.sub(r"(?<=\d) ([-+*x/]) (?=\d)", r"\1", said)
    if rng.random() < 0.15 and said.split()[0] not in NAMES:
        said = said[0].lower() + said[1:].rstrip(".?")
    return [{**first, "content": said}, *rest]


def conversation(rng: Random, weights: list[float], filler: list[str], long_recall: float = 0) -> list[dict]:
    """One task, sometimes followed by others, so that conversations are learned too. `long_recall`: the share of recall from a long text."""
    names = list(TASKS)
    name = rng.choices(names, weights)[0]
    messages = sample(TASKS[name], rng, False)
    if name == "recall" and messages[0]["content"].count("The ") <= 6:
        if long_recall and rng.random() < long_recall:
            messages = among_long_text(messages, rng, filler)
        elif rng.random() < 0.6:
            messages = among_text(messages, rng, filler)
    messages = in_other_words(TASKS[name], messages, rng)
    if name != "repetition":
        messages = as_typed(messages, rng)
    while name != "tool-calls" and rng.random() < 0.2:
        name = rng.choices(names, weights)[0]
        if name != "tool-calls":
            messages = messages + in_other_words(TASKS[name], sample(TASKS[name], rng, False), rng)
    if rng.random() < 0.1:
        messages = [{"role": "system", "content": "You are a helpful assistant."}, *messages]
    return messages


def generated(job: tuple[int, int, list[float], float]) -> list[Segments]:
    seed, count, weights, long_recall = job
    rng, filler = Random(f"train {seed}"), sentences()
    return [chat.render(conversation(rng, weights, filler, long_recall)) for _ in range(count)]


def excerpt(kept: list[list[str]], characters: int = 16_000) -> str:
    """At most this many characters of each file's held-out texts, mixed."""
    rng, chosen = Random(0), []
    for texts in kept:
        rng.shuffle(texts)
        ends = np.cumsum([len(text) for text in texts])
        chosen += texts[: int((ends <= characters).sum())]
    rng.shuffle(chosen)
    return "\n\n".join(chosen) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--generated", type=int, default=100_000, help="generated conversations")
    parser.add_argument("--passes", type=json.loads, default={}, help='passes over text files, such as {"dolly": 1}')
    parser.add_argument("--weights", type=json.loads, default={}, help='how often tasks are drawn, such as {"repetition": 90}')
    parser.add_argument("--long-recall", type=float, default=0, help="share of recall tasks with few facts that have a text of up to 2,048 tokens, for train.py --long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocab", type=int, default=4096)
    parser.add_argument("--tokenizer", help="use this tokenizer.json instead of training one")
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--calibration", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    for option, given, known in (("--weights", args.weights, list(TASKS)), ("--passes", args.passes, files())):
        if unknown := sorted(set(given) - set(known)):
            parser.error(f"{option} names {', '.join(unknown)}; there are {', '.join(known)}")
    rng = Random(args.seed)
    args.out.parent.mkdir(parents=True, exist_ok=True)

    examples: list[Segments] = []
    kept: list[list[str]] = []
    for name, passes in {**PASSES, **args.passes}.items():
        learnt, texts = divided(name)
        kept.append(texts)
        times = int(passes)
        picked = learnt * times + rng.sample(learnt, int((passes - times) * len(learnt)))
        examples += (segments(row, name in AS_TEXT) for row in picked)
    if args.held_out:
        args.held_out.write_text(excerpt(kept))
    size = 2_000
    weights = [args.weights.get(task.name, task.weight) for task in TASKS.values()]
    jobs = [(args.seed * 1_000_003 + i, min(size, args.generated - i), weights, args.long_recall) for i in range(0, args.generated, size)]
    with Pool(args.workers) as pool:
        for part in pool.imap(generated, jobs):
            examples += part
    rng.shuffle(examples)
    if args.calibration:
        args.calibration.write_text("".join(text for example in generated((args.seed, 300, weights, args.long_recall)) for text, _ in example))

    from tokenizers import Tokenizer
    if args.tokenizer:
        tokenizer = Tokenizer.from_file(args.tokenizer)
    else:
        special = re.compile("|".join(map(re.escape, chat.SPECIAL)))
        tokenizer = chat.train_tokenizer((special.sub("\n", "".join(t for t, _ in e)) for e in examples[:60_000]), args.vocab)
    with whole(f"{args.out}.tokenizer.json") as written:
        if args.tokenizer:
            shutil.copyfile(args.tokenizer, written)
        else:
            tokenizer.save(written)
    write(args.out, tokenizer, [segment for example in examples for segment in example])


def write(out: Path, tokenizer, stream: Segments) -> None:
    """Replaces existing files atomically; a run that has them open continues with the old ones."""
    tokens = learnt = 0
    with ExitStack() as stack:
        index, masks, stored = (stack.enter_context(whole(f"{out}{ending}")) for ending in (".json", ".mask.bin", ".bin"))
        ids, mask = (stack.enter_context(open(path, "wb")) for path in (stored, masks))
        for start in range(0, len(stream), 20_000):
            part = stream[start:start + 20_000]
            for encoding, (_, target) in zip(tokenizer.encode_batch([text for text, _ in part], add_special_tokens=False), part):
                ids.write(np.array(encoding.ids, np.uint16).tobytes())
                mask.write(np.full(len(encoding.ids), target, np.uint8).tobytes())
                tokens += len(encoding.ids)
                learnt += len(encoding.ids) * target
        about = dict(vocab_size=tokenizer.get_vocab_size(), bod=tokenizer.token_to_id(chat.BOD), bos=tokenizer.token_to_id(chat.BOS), eos=tokenizer.token_to_id(chat.EOS), tokens=tokens, learnt=learnt)
        Path(index).write_text(json.dumps(about))
    print(json.dumps(about))


if __name__ == "__main__":
    main()
