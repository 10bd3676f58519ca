"""What a step trains on, which optimizer updates which parameters, and that a stopped run resumes."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from model import M1, M1Config
from precision import product_dtype, seconds_a_product
from train import IGNORE, Corpus, batch, beginnings, by_optimizer, long_beginnings, same_tokenizer

BOD = 1


def small_model():
    return M1(M1Config(vocab_size=64, hidden_size=32, intermediate_size=32, head_dim=16, rotary_dim=8, num_local_experts=4))


def test_a_row_begins_with_a_document_and_learns_the_next_token_where_the_mask_says():
    tokens = np.array([9, BOD, 11, 12, 13, BOD, 14, 15, 16, 17, 18, 19], np.uint16)
    mask = np.array([1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1], np.uint8)
    starts = beginnings(tokens, BOD, 4)
    assert starts.tolist() == [1, 5]
    ids, targets = batch(tokens, mask, starts, np.random.default_rng(0), 50, 4)
    rows = {(tuple(i), tuple(t)) for i, t in zip(ids.tolist(), targets.tolist())}
    assert rows == {((BOD, 11, 12, 13), (IGNORE, 12, 13, IGNORE)), ((BOD, 14, 15, 16), (14, IGNORE, 16, 17))}


def test_half_of_the_long_rows_begin_with_a_long_document():
    tokens = np.full(400, 5, np.uint16)
    tokens[[0, 10, 20, 100, 110, 300]] = BOD  # documents of 10, 10, 80, 10, 190 and 100 tokens
    starts = long_beginnings(tokens, BOD, 100)
    assert sorted(set(starts.tolist())) == [0, 10, 20, 100, 110]
    long = [start for start in starts.tolist() if start in (20, 110)]
    assert len(starts) == 10 and len(long) == 5 + 2  # half of the rows, and those that the other half contains
    assert long_beginnings(tokens, BOD, 399).tolist() == [0]


def test_muon_moves_every_matrix_but_embedding_head_and_routers():
    model = small_model()
    matrices, experts, others = ({id(p) for p in group} for group in by_optimizer(model))
    names = {id(p): name for name, p in model.named_parameters()}
    assert len(matrices) + len(experts) + len(others) == len(names)
    assert {names[i].split(".")[-1] for i in experts} == {"w1", "w2", "w3"}
    by_muon = {names[i].split(".")[-2] for i in matrices}
    assert by_muon == {"qkv_proj", "output_gate", "out_proj", "q_proj", "k_proj", "v_proj", "o_proj"}
    assert {"embed_tokens", "lm_head", "gate"} <= {names[i].split(".")[-2] for i in others}


def test_products_are_computed_in_the_faster_type():
    assert product_dtype("cuda") == torch.bfloat16
    chosen = product_dtype("cpu")
    other = torch.float32 if chosen == torch.bfloat16 else torch.bfloat16
    assert seconds_a_product(chosen) < 3 * seconds_a_product(other)


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path):
    rng = np.random.default_rng(0)
    tokens = rng.integers(4, 64, 4000).astype(np.uint16)
    tokens[::50] = BOD
    tokens.tofile(tmp_path / "corpus.bin")
    np.ones(4000, np.uint8).tofile(tmp_path / "corpus.mask.bin")
    (tmp_path / "corpus.json").write_text(json.dumps(dict(vocab_size=64, bod=BOD, bos=2, eos=3, tokens=4000)))
    tokenizer(64).save(str(tmp_path / "corpus.tokenizer.json"))
    out = tmp_path / "run"
    sizes = "--layers 2 --hidden 32 --intermediate 32 --heads 2 --kv-heads 1 --batch 2 --length 128 --experts-every 3 --quantized 0 --long 0.5 --long-length 256".split()
    program = Path(__file__).parents[1] / "train.py"

    def command(minutes):
        return [sys.executable, program, "--corpus", tmp_path / "corpus", "--out", out, "--minutes", str(minutes), *sizes]

    def rows():
        log = out / "log.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    going = subprocess.Popen(command(60))
    try:
        while not rows() and going.poll() is None:
            time.sleep(0.05)
        going.terminate()
        assert going.wait(60) == 0
    finally:
        going.kill()
    saved = torch.load(out / "checkpoint.pt")
    step, muon = saved["step"], saved["optimizers"][0]
    assert [group["steps"] for group in muon["param_groups"]] == [step, step]
    # Two thirds of the experts wait for their turn, with their summed gradients.
    waiting = [gradient is not None for gradient in muon["waiting"][1]]
    assert waiting == [(step - 1 + place) % 3 != 0 for place in range(len(waiting))]
    assert not (out / "model.safetensors").exists()

    again = subprocess.run(command(saved["spent"] / 60 + 0.03), check=True, capture_output=True, text=True)
    assert f"goes on: step {step}" in again.stdout
    after = torch.load(out / "checkpoint.pt")
    assert after["step"] > step and after["seen"] == after["step"] * 2 * 128
    assert [group["steps"] for group in after["optimizers"][0]["param_groups"]] == [after["step"]] * 2
    assert (out / "model.safetensors").exists()
    assert same_tokenizer(str(out / "tokenizer.json"), str(tmp_path / "corpus.tokenizer.json"))

    subprocess.run([*command(1e-9), "--tokens", str(after["seen"] + 3 * 256)], check=True)
    last = torch.load(out / "checkpoint.pt")
    assert last["step"] == after["step"] + 3 and last["seen"] == after["seen"] + 3 * 256

    tokenizer(63).save(str(tmp_path / "corpus.tokenizer.json"))
    other = subprocess.run(command(60), capture_output=True, text=True)
    assert other.returncode == 1 and "another tokenizer" in other.stderr


def tokenizer(size: int) -> Tokenizer:
    return Tokenizer(models.WordLevel({f"w{i}": i for i in range(size)}, "w0"))


@pytest.mark.parametrize("missing, says", [(("corpus.bin", 3900), "has 3900 tokens"), (("corpus.mask.bin", 10), "its mask 10")])
def test_a_corpus_of_which_a_part_is_missing_is_refused(tmp_path, missing, says):
    sizes = {"corpus.bin": 4000, "corpus.mask.bin": 4000} | dict([missing])
    np.full(sizes["corpus.bin"], BOD, np.uint16).tofile(tmp_path / "corpus.bin")
    np.ones(sizes["corpus.mask.bin"], np.uint8).tofile(tmp_path / "corpus.mask.bin")
    (tmp_path / "corpus.json").write_text(json.dumps(dict(vocab_size=64, bod=BOD, bos=2, eos=3, tokens=4000)))
    with pytest.raises(SystemExit, match=says):
        Corpus(str(tmp_path / "corpus"), 128)


def test_a_corpus_without_a_long_document_is_refused(tmp_path):
    np.full(100, BOD, np.uint16).tofile(tmp_path / "corpus.bin")
    np.ones(100, np.uint8).tofile(tmp_path / "corpus.mask.bin")
    (tmp_path / "corpus.json").write_text(json.dumps(dict(vocab_size=64, bod=BOD, bos=2, eos=3, tokens=100)))
    with pytest.raises(SystemExit, match="lower --length"):
        Corpus(str(tmp_path / "corpus"), 128)
