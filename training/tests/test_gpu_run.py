"""A rehearsal of the run on a GPU: its files, that it resumes, and that another run starts from its files."""

import json
import subprocess
import sys

import pytest
import torch
from conftest import TRAINING
from safetensors.torch import load_file

from gpu_run import PUBLISHED, checkpoint_of
from model import M1, M1Config, load_hf
from q8_parts import FILE_BYTES, FILES, NAME, read_parts, write_parts
from quantize import fake_q4, fake_q8, q4_levels, quantized, rounding_of
from test_from_shards import SHARDS


def small_model() -> M1:
    torch.manual_seed(0)
    return M1(M1Config(vocab_size=96, hidden_size=64, intermediate_size=32, num_hidden_layers=8, head_dim=32, rotary_dim=16, num_local_experts=4))


def test_the_files_hold_every_weight_in_q8(tmp_path):
    model = small_model()
    files = write_parts(model, tmp_path, 2, 3)
    assert [path.name for path in files] == [NAME.format(i) for i in range(FILES)]
    config, weights, _ = read_parts(tmp_path)
    assert config == model.config
    expected = {name: p.detach() for name, p in model.hf_state_dict().items()}
    assert set(weights) == set(expected)
    for name, w in expected.items():
        plain = rounding_of(name.removeprefix("model.")) is None
        assert torch.equal(weights[name], w if plain else fake_q8(w)), name


def test_weights_that_a_q4_run_ended_with_convert_to_the_same_levels(tmp_path):
    model = small_model()
    write_parts(model, tmp_path, 2, 3, as_q4=True)
    _, weights, _ = read_parts(tmp_path)
    with quantized(model):
        trained = {name: p.detach().clone() for name, p in model.hf_state_dict().items()}
    checked = 0
    for name, w in trained.items():
        if rounding_of(name.removeprefix("model.")) is fake_q4:
            levels, scales = q4_levels(w.view(-1, 32))
            again, near = q4_levels(weights[name].view(-1, 32))
            assert torch.equal(levels, again), name
            torch.testing.assert_close(near, scales, rtol=2**-9, atol=1e-6)
            checked += 1
    assert checked > 50


def test_the_published_model_fits_into_the_files():
    """Computed, not written: a byte per weight, two per 32, and half a megabyte for norms, routers and names."""
    config = M1Config.from_hf(PUBLISHED)
    with torch.device("meta"):
        weights = sum(p.numel() for p in M1(config).parameters())
    assert weights * (1 + 2 / 32) / FILES + 500_000 < FILE_BYTES


def test_a_folder_that_holds_no_weights_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="is no folder to start from"):
        checkpoint_of(tmp_path, tmp_path / "start")
    with pytest.raises(SystemExit, match="is missing"):
        read_parts(tmp_path)


def test_shards_are_started_from_as_they_are_published(tmp_path):
    start = checkpoint_of(SHARDS, tmp_path / "start")
    assert (start / "tokenizer.json").exists()
    model = M1(M1Config.from_hf(start))
    load_hf(model, start)


def test_a_rehearsal_brings_back_weights_and_goes_on(tmp_path):
    out, work = tmp_path / "out", tmp_path / "work"

    def run(total: float) -> dict:
        command = [sys.executable, TRAINING / "gpu_run.py", "--rehearse", "--out", out, "--work", work, "--minutes", "5", "--total-minutes", str(total)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    first = run(0.03)
    assert first["over"] and set(first["files"]) == {NAME.format(i) for i in range(FILES)}
    assert {path.name for path in out.iterdir()} == {*first["files"], "log.jsonl"}
    state = work / "rehearsal/state"
    _, weights, _ = read_parts(out)
    ended = load_file(state / "model.safetensors")
    for name, w in ended.items():
        rounding = rounding_of(name.removeprefix("model."))
        if rounding is fake_q4:
            assert torch.equal(q4_levels(weights[name].view(-1, 32))[0], q4_levels(fake_q4(w).view(-1, 32))[0]), name
        elif rounding is fake_q8:
            assert torch.equal(weights[name], fake_q8(fake_q8(w))), name
    packed = (work / "rehearsal/corpus.bin").stat().st_mtime_ns
    steps = torch.load(state / "checkpoint.pt")["step"]
    second = run(0.06)
    assert (work / "rehearsal/corpus.bin").stat().st_mtime_ns == packed
    assert torch.load(state / "checkpoint.pt")["step"] > steps and second["minutes"] > first["minutes"]

    start = checkpoint_of(out, tmp_path / "start")
    model = M1(M1Config.from_hf(start))
    load_hf(model, start)
    assert (start / "tokenizer.json").read_bytes() == (PUBLISHED / "tokenizer.json").read_bytes()
