"""The converter's rounding, bit for bit: hand-computed blocks, and shards written by the converter."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from from_shards import dequantize
from model import M1, M1Config
from quantize import f16, fake_q4, fake_q8, q4_levels, q8_levels, quantized

SHARDS = Path(__file__).parents[2] / "demo" / "public" / "models" / "m1-nano"


def block(*values: float) -> torch.Tensor:
    return torch.tensor([*values] + [0.0] * (32 - len(values)))


@pytest.mark.parametrize("values, expected", [
    # Scale 1. Halves round up, towards plus infinity; 7.5 would be 8, which q4 lacks.
    ([-8, 0.5, -0.5, 1.5, -1.5, 2.49, 7.5, 8], [-8, 1, 0, 2, -1, 2, 7, 7]),
    # The largest is positive, so the scale is -1 and the halves of the quotient round the other way.
    ([8, 0.5, -0.5, 1.5, -1.5, -7.5], [8, 0, -1, 1, -2, -7]),
    # Of two equally large values the first decides.
    ([8, -8], [8, -7]),
    ([-8, 8], [-8, 7]),
    # m / -8 = 1 + 2^-11 is halfway between two f16 numbers and rounds to the even one, 1.
    ([-8 * (1 + 2 ** -11), 3], [-8, 3]),
    # 1 + 3 * 2^-11 rounds to 1 + 2^-9, and 3 / (1 + 2^-9) rounds to level 3.
    ([-8 * (1 + 3 * 2 ** -11), 3], [-8 * (1 + 2 ** -9), 3 * (1 + 2 ** -9)]),
    # Scales below f16's smallest subnormal are zero, and so is the block.
    ([2 ** -23, -(2 ** -25)], [0, 0]),
])
def test_q4_by_hand(values, expected):
    assert torch.equal(fake_q4(block(*values)), block(*expected))


@pytest.mark.parametrize("values, expected", [
    ([-127, 0.5, -0.5, 1.5, 126.5], [-127, 1, 0, 2, 127]),
    ([12.7, 0.06, -12.64], [127 * 0.0999755859375, 0.0999755859375, -126 * 0.0999755859375]),
    ([2 ** -19, 0], [0, 0]),
])
def test_q8_by_hand(values, expected):
    assert torch.equal(fake_q8(block(*values)), block(*expected))


def test_f16_rounds_once():
    close = 1 + 2 ** -11 + 2 ** -40  # float32 would drop the last bit, which makes a tie
    assert f16(torch.tensor([close], dtype=torch.float64)).item() == 1 + 2 ** -10
    magnitudes = torch.logspace(-26, 15.9, 100_000, base=2, dtype=torch.float64)
    x = torch.cat((magnitudes, -magnitudes, torch.zeros(1, dtype=torch.float64)))
    expected = torch.from_numpy(x.numpy().astype(np.float16).astype(np.float64))
    assert torch.equal(f16(x), expected)


@pytest.mark.parametrize("fake, levels_of, count", [(fake_q4, q4_levels, 16), (fake_q8, q8_levels, 255)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_values_are_levels_times_scales_whatever_the_shape(fake, levels_of, count, dtype):
    torch.manual_seed(0)
    w = torch.randn(3, 700, 76).to(dtype)  # 76 columns: two blocks and a part
    rounded = fake(w)
    assert rounded.shape == w.shape and rounded.dtype == dtype
    padded = torch.nn.functional.pad(w, (0, 20)).view(-1, 32)
    levels, scale = levels_of(padded)
    assert len(levels.unique()) == count
    assert torch.equal(rounded, (levels * scale).view(3, 700, 96)[..., :76].to(dtype))
    step = scale.abs().repeat_interleave(32, -1).view(3, 700, 96)[..., :76]
    # Half a step, and nearly a whole one where q4 lacks level 8; bfloat16 rounds the result again.
    assert ((rounded.double() - w.double()).abs() <= 1.1 * step).all()


@pytest.mark.parametrize("file, name", [
    ("experts/00-00.safetensors", "w13"),
    ("experts/07-31.safetensors", "w2"),
    ("core-00.safetensors", "model.layers.0.self_attn.in_proj"),
])
def test_q4_of_a_published_matrix_is_the_very_bytes_of_its_shard(file, name):
    stored = load_file(SHARDS / file)
    weight, scales = stored[f"{name}.weight"], stored[f"{name}.scales"]
    assert weight.dtype == torch.uint8
    w = dequantize(stored, name, len(weight), 2 * weight.shape[1])
    levels, scale = q4_levels(w.view(-1, 32))
    low, high = (levels + 8).view(len(weight), -1, 2, 4).to(torch.uint8).unbind(2)
    assert torch.equal((low | high << 4).view(weight.shape), weight)
    assert torch.equal(scale.view(scales.shape).half(), scales)
    assert torch.equal(fake_q4(w), w)


def test_q8_of_a_published_matrix_is_the_very_bytes_of_its_shard():
    stored = load_file(SHARDS / "core-00.safetensors")
    weight, scales = stored["lm_head.weight"], stored["lm_head.scales"]
    assert weight.dtype == torch.int8
    w = dequantize(stored, "lm_head", *weight.shape)
    levels, scale = q8_levels(w.view(-1, 32))
    assert torch.equal(levels.view(weight.shape).to(torch.int8), weight)
    assert torch.equal(scale.view(scales.shape).half(), scales)
    assert torch.equal(fake_q8(w), w)


def test_a_quantized_model_computes_and_learns_with_its_shards_weights():
    torch.manual_seed(0)
    config = M1Config(vocab_size=64, hidden_size=32, intermediate_size=32, head_dim=16, rotary_dim=8,
                      num_local_experts=4)
    model, ids = M1(config), torch.randint(64, (2, 20))
    full = {name: p.detach().clone() for name, p in model.named_parameters()}
    with quantized(model):
        for name, p in model.named_parameters():
            kept = "norm" in name or name.endswith("block_sparse_moe.gate.weight")
            fake = fake_q8 if name in ("embed_tokens.weight", "lm_head.weight") else fake_q4
            assert torch.equal(p, full[name] if kept else fake(full[name])), name
        inside = model.loss(ids, ids)[0]
        inside.backward()
    for name, p in model.named_parameters():
        assert torch.equal(p, full[name]), name
    assert inside.item() != model.loss(ids, ids)[0].item()

    rounded = M1(config)
    with quantized(model):
        rounded.load_state_dict(model.state_dict())
    rounded.loss(ids, ids)[0].backward()
    for (name, p), q in zip(model.named_parameters(), rounded.parameters(), strict=True):
        assert (p.grad is None) == (q.grad is None) and (p.grad is None or torch.equal(p.grad, q.grad)), name
