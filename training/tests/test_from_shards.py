"""Published shards -> checkpoint: names, shapes and values, and that the model still answers."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

import chat
from decode import generate
from from_shards import checkpoint_tensors, in_halves, join_parts, unpack_q4
from model import M1, M1Config, load_hf
from quantize import fake_q4, fake_q8

REPOSITORY = Path(__file__).parents[2]
SHARDS = REPOSITORY / "demo" / "public" / "models" / "m1-nano"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    out = tmp_path_factory.mktemp("published")
    subprocess.run([sys.executable, REPOSITORY / "training" / "from_shards.py", SHARDS, out], check=True)
    return out


def test_the_checkpoint_has_the_released_names_and_shapes(published):
    config = M1Config.from_hf(published)
    expected = {name: p.shape for name, p in M1(config).hf_state_dict().items()}
    assert {name: p.shape for name, p in load_file(published / "model.safetensors").items()} == expected
    for entry in json.loads((SHARDS / "manifest.json").read_text())["files"]:
        assert (published / entry["file"]).read_bytes() == (SHARDS / entry["file"]).read_bytes()


def test_its_matrices_are_what_their_formats_hold(published):
    saved = load_file(published / "model.safetensors")
    for name, w in saved.items():
        assert w.dtype == torch.float32 and w.isfinite().all()
        if name in ("model.embed_tokens.weight", "lm_head.weight"):
            assert torch.equal(fake_q8(w), w), name
        elif w.dim() == 2 and not name.endswith("block_sparse_moe.gate.weight"):
            assert torch.equal(fake_q4(w), w), name
    assert saved["model.layers.0.input_layernorm.weight"].abs().min() > 0  # no padding was copied


def test_the_model_in_it_adds(published):
    model = M1(M1Config.from_hf(published)).eval()
    load_hf(model, published)
    tokenizer = Tokenizer.from_file(str(published / "tokenizer.json"))
    prompt = chat.prompt([{"role": "user", "content": "What is 48 + 75?"}])
    ids = tokenizer.encode(prompt, add_special_tokens=False).ids
    [sample] = generate(model, [ids], 160, tokenizer.token_to_id(chat.EOS), temperature=0)
    assert sample.finish == "stop" and "48 + 75 = 123" in tokenizer.decode(sample.tokens)


def test_every_layout_of_the_converter_is_undone(tmp_path):
    """Distinct weights in the layout of shards, with a shared expert and padding."""
    D, F, H, G, d, R, E, V = 40, 12, 2, 1, 8, 4, 3, 10
    counter = iter(range(1, 1000))

    def matrix(rows):
        return torch.arange(rows * D).view(rows, D) / 2 ** 12 + next(counter)

    def padded(m):
        return torch.nn.functional.pad(m, (0, -m.shape[1] % 32, 0, -m.shape[0] % 128))

    wanted = {"model.embed_tokens.weight": matrix(V), "lm_head.weight": matrix(V)}
    wanted["model.norm.weight"] = matrix(1)[0]
    core = {"model.embed_tokens": wanted["model.embed_tokens.weight"], "lm_head": wanted["lm_head.weight"]}
    vectors = {"model.norm": wanted["model.norm.weight"]}
    experts = {}
    for l, kind in enumerate(("lightning", "attention")):
        p = f"model.layers.{l}"
        a = f"{p}.self_attn"
        for norm in ("input_layernorm", "post_attention_layernorm"):
            vectors[f"{p}.{norm}"] = wanted[f"{p}.{norm}.weight"] = matrix(1)[0]
        if kind == "lightning":
            qkv, output_gate = matrix(3 * H * d), matrix(H * d)
            parts = [qkv[(3 * h + part) * d + i] for part in range(3) for h in range(H) for i in range(d)]
            core[f"{a}.in_proj"] = torch.cat((torch.stack(parts), output_gate))
            wanted |= {f"{a}.qkv_proj.weight": qkv, f"{a}.output_gate.weight": output_gate}
            vectors[f"{a}.norm"] = wanted[f"{a}.norm.weight"] = matrix(1)[0, :H * d]
            core[f"{a}.out_proj"] = wanted[f"{a}.out_proj.weight"] = matrix(D)[:, :H * d]
        else:
            q, k, v = matrix(H * d), matrix(G * d), matrix(G * d)
            order = [0, 2, 1, 3, 4, 5, 6, 7]  # pairs (0, 2) and (1, 3) adjacent
            turned = [m[h * d + i] for m in (q, k) for h in range(len(m) // d) for i in order]
            core[f"{a}.in_proj"] = torch.cat((torch.stack(turned), v))
            wanted |= {f"{a}.q_proj.weight": q, f"{a}.k_proj.weight": k, f"{a}.v_proj.weight": v}
            core[f"{a}.out_proj"] = wanted[f"{a}.o_proj.weight"] = matrix(D)[:, :H * d]
        gate, coefficient = matrix(E), matrix(1)
        core[f"{p}.block_sparse_moe.gate"] = torch.cat((gate, coefficient))
        wanted |= {f"{p}.block_sparse_moe.gate.weight": gate, f"{p}.coefficient.weight": coefficient}
        for e in (*range(E), None):
            w1, w3, w2 = matrix(F), matrix(F), matrix(D)[:, :F]
            w13 = torch.stack((w1, w3), 1).flatten(0, 1)
            if e is None:
                core[f"{p}.shared_mlp.w13"], core[f"{p}.shared_mlp.w2"] = w13, w2
                names = [f"{p}.shared_mlp.{n}_proj.weight" for n in ("gate", "up", "down")]
            else:
                experts[l, e] = {"w13.weight": padded(w13), "w2.weight": padded(w2)}
                names = [f"{p}.block_sparse_moe.experts.{e}.{n}.weight" for n in ("w1", "w3", "w2")]
            wanted |= dict(zip(names, (w1, w3, w2), strict=True))

    (tmp_path / "experts").mkdir()
    stored = {f"{n}.weight": padded(m) for n, m in core.items()}
    stored |= {f"{n}.weight": torch.nn.functional.pad(m, (0, -len(m) % 64)) for n, m in vectors.items()}
    save_file(stored, tmp_path / "core-00.safetensors")
    shards = [{"file": "core-00.safetensors", "role": "core"}]
    for (l, e), tensors in experts.items():
        file = f"experts/{l:02}-{e:02}.safetensors"
        save_file(tensors, tmp_path / file)
        shards.append({"file": file, "role": "expert", "layer": l, "expert": e})
    config = dict(vocabSize=V, hiddenSize=D, intermediateSize=F, numAttentionHeads=H, numKeyValueHeads=G,
                  headDim=d, rotaryDim=R, numLocalExperts=E, sharedExpert=True,
                  layers=[{"type": "lightning"}, {"type": "attention"}])
    (tmp_path / "manifest.json").write_text(json.dumps({"config": config, "shards": shards}))
    (tmp_path / "config.json").write_text("{}")

    tensors = checkpoint_tensors(tmp_path)
    assert tensors.keys() == wanted.keys()
    for name, m in wanted.items():
        assert torch.equal(tensors[name], m), name


def test_four_bytes_of_q4_hold_eight_columns():
    row = struct.pack("<4I", 0x8F_6D_4B_29, 0x88888888, 0x88888888, 0x08888888)
    weight = torch.frombuffer(bytearray(row), dtype=torch.uint8).view(1, 16)
    values = unpack_q4(weight, torch.tensor([[0.5]], dtype=torch.float16))
    # Low nibbles 9 b d f, then high ones 2 4 6 8.
    assert values[0, :8].tolist() == [0.5, 1.5, 2.5, 3.5, -3, -2, -1, 0]
    assert values[0, 8:31].eq(0).all() and values[0, 31].item() == -4


def test_tensors_that_were_split_by_rows_are_joined_in_order():
    parts = {f"a.weight@{row}": torch.tensor([[row]]) for row in (256, 0, 1024, 128)}
    joined = join_parts({**parts, "b": torch.ones(2)})
    assert joined["a.weight"].tolist() == [[0], [128], [256], [1024]] and joined["b"].tolist() == [1, 1]


def test_rope_pairs_go_back_to_halves():
    rows = torch.tensor([[0.0], [2], [1], [3], [4], [5]])
    assert in_halves(torch.cat((rows, rows + 6)), 6, 4)[:, 0].tolist() == list(range(12))
