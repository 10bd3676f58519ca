"""The architecture against recorded answers of an independent float64 reference."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from model import M1, M1Config, load_hf, save_hf

FIXTURES = Path(__file__).parents[2] / "test" / "fixtures"
NAMES = ["hybrid-8", "hybrid-16-heads-6", "lightning-shared", "prenorm-experts-32"]


def fixture_model(name: str) -> M1:
    model = M1(M1Config.from_hf(FIXTURES / name)).eval()
    load_hf(model, FIXTURES / name)
    return model


@pytest.mark.parametrize("name", NAMES)
def test_logits_are_the_references_at_every_length(name):
    model, golden = fixture_model(name), load_file(FIXTURES / name / "golden.safetensors")
    lengths = sorted(int(key[1:].split(".")[0]) for key in golden if key.endswith(".input_ids"))
    assert lengths == [1, 7, 64, 255, 256, 257, 600]  # below, at and above multiples of the chunk length 128
    for n in lengths:
        with torch.no_grad():
            logits = model.lm_head(model(golden[f"n{n}.input_ids"].long()[None]))[0]
        expected = golden[f"n{n}.logits"]
        # Float32 against float64, with logits up to 9; the observed error is 1e-4.
        torch.testing.assert_close(logits[golden[f"n{n}.positions"].long()], expected, atol=1e-3, rtol=0)


@pytest.mark.parametrize("name", NAMES)
def test_continuations_are_the_references(name):
    model, golden = fixture_model(name), load_file(FIXTURES / name / "golden.safetensors")
    for n in (7, 257):
        ids = torch.cat((golden[f"n{n}.input_ids"], golden[f"n{n}.greedy_ids"])).long()
        with torch.no_grad():
            logits = model.lm_head(model(ids[None]))[0, n - 1:-1]
        torch.testing.assert_close(logits, golden[f"n{n}.greedy_logits"], atol=1e-3, rtol=0)
        assert logits.argmax(-1).tolist() == golden[f"n{n}.greedy_ids"].tolist()


def test_lightning_attention_is_its_recurrence_within_and_across_chunks():
    torch.manual_seed(0)
    config = M1Config(vocab_size=16, hidden_size=24, intermediate_size=8, num_hidden_layers=3,
                      num_attention_heads=3, head_dim=8, num_local_experts=2)
    at = M1(config).layers[1].self_attn.double()
    x = torch.randn(2, 2 * at.chunk + 5, 24, dtype=torch.float64)
    # The slopes of two heads, then the first of four heads'.
    slopes = torch.tensor([2.0 ** -4, 2.0 ** -8, 2.0 ** -2], dtype=torch.float64)
    decay = torch.exp(-slopes * (1 - 1 / 2 + 1e-5))[:, None, None]
    q, k, v = torch.nn.functional.silu(at.qkv_proj(x)).view(2, -1, 3, 24).split(8, -1)
    state, expected = torch.zeros(2, 3, 8, 8, dtype=torch.float64), []
    for t in range(x.shape[1]):
        state = decay * state + k[:, t, :, :, None] * v[:, t, :, None, :]
        expected.append((q[:, t, :, None, :] @ state).reshape(2, 24))
    seen = []
    at.norm.register_forward_pre_hook(lambda _, args: seen.append(args[0]))
    at(x)
    # The running state, the norm's input and the decays are float32.
    torch.testing.assert_close(seen[0], torch.stack(expected, 1), atol=1e-4, rtol=1e-4)


def test_every_parameter_that_the_tokens_use_gets_a_gradient():
    model = fixture_model("lightning-shared").train()
    ids = torch.randint(777, (4, 40), generator=torch.Generator().manual_seed(0))
    loss, balance = model.loss(ids[:, :-1], ids[:, 1:])
    (loss + 0.01 * balance).backward()
    for name, p in model.named_parameters():
        assert p.grad is not None and p.grad.isfinite().all() and p.grad.abs().max() > 0, name


def test_the_gradient_is_the_slope_of_the_loss():
    torch.manual_seed(0)
    # Every expert is picked, because the loss is discontinuous where picks change.
    model = M1(M1Config(vocab_size=64, hidden_size=32, intermediate_size=16, head_dim=16, rotary_dim=8,
                        num_local_experts=2, num_experts_per_tok=2))
    ids = torch.randint(64, (2, 150))
    named = dict(model.named_parameters())
    names = ["layers.0.self_attn.qkv_proj.weight", "layers.6.self_attn.output_gate.weight",
             "layers.7.self_attn.q_proj.weight", "layers.3.block_sparse_moe.w1",
             "layers.4.block_sparse_moe.gate.weight", "layers.7.input_layernorm.weight"]
    grads = torch.autograd.grad(model.loss(ids[:, :-1], ids[:, 1:])[0], [named[n] for n in names])
    step = 1e-2
    for name, grad in zip(names, grads, strict=True):
        direction = grad / grad.norm()
        values = []
        for sign in (1, -1):
            with torch.no_grad():
                named[name] += sign * step * direction
                values.append(model.loss(ids[:, :-1], ids[:, 1:])[0].item())
                named[name] -= sign * step * direction
        # A float32 loss of about 4 is precise to 5e-7, a slope over this distance to a hundred times as much.
        assert (values[0] - values[1]) / (2 * step) == pytest.approx(grad.norm().item(), rel=0.02, abs=5e-5), name


def test_targets_that_are_ignored_do_not_count():
    model = fixture_model("hybrid-8")
    ids = torch.arange(20)[None]
    targets = torch.full((1, 20), -100)
    targets[0, 4] = 7
    with torch.no_grad():
        logprobs = model.lm_head(model(ids))[0, 4].log_softmax(-1)
        assert model.loss(ids, targets)[0].item() == pytest.approx(-logprobs[7].item(), abs=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_checkpoint_has_the_released_names_and_comes_back(name, tmp_path):
    model = fixture_model(name)
    save_hf(model, tmp_path, 2, 3)
    released = load_file(FIXTURES / name / "model.safetensors")
    saved = load_file(tmp_path / "model.safetensors")
    assert released.keys() == saved.keys()
    for key, tensor in released.items():
        assert torch.equal(saved[key], tensor.float()), key
    assert M1Config.from_hf(tmp_path) == model.config
