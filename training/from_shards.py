"""A published shard folder -> a checkpoint in the released layout, to continue training from published weights.

    python training/from_shards.py demo/public/models/m1-nano OUT

OUT gets model.safetensors (float32, exactly the values that the browser computes with) and the folder's JSON
files.
Converting OUT again, with the same formats, gives the same shards.
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from quantize import BLOCK


def unpack_q4(weight: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """Bytes (rows, columns / 2) and f16 scales (rows, columns / 32) -> float32 (rows, columns).

    Four bytes hold eight columns: the low nibbles the first four, the high nibbles the last four.
    """
    rows, width = weight.shape
    words = weight.view(rows, width // 4, 4)
    nibbles = torch.cat((words & 15, words >> 4), -1).view(rows, 2 * width)
    return scaled(nibbles.to(torch.int8) - 8, scales)


def scaled(levels: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """Levels (rows, columns) times the f16 scale of their block of 32 columns, as exact float32."""
    blocks = levels.view(len(levels), -1, BLOCK).float() * scales.float()[..., None]
    return blocks.view(len(levels), -1)


def dequantize(stored: dict[str, torch.Tensor], name: str, rows: int, columns: int) -> torch.Tensor:
    """The matrix `name` of a shard's tensors as float32 (rows, columns), without its padding."""
    weight, scales = stored[f"{name}.weight"], stored.get(f"{name}.scales")
    if weight.dtype == torch.uint8:
        weight = unpack_q4(weight, scales)
    elif weight.dtype == torch.int8:
        weight = scaled(weight, scales)
    return weight[:rows, :columns].float().contiguous()


def checkpoint_tensors(folder: str | Path) -> dict[str, torch.Tensor]:
    """Every tensor of the released layout, float32, by its released name."""
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    c = manifest["config"]
    D, F, E = c["hiddenSize"], c["intermediateSize"], c["numLocalExperts"]
    inner, kv_rows = c["numAttentionHeads"] * c["headDim"], c["numKeyValueHeads"] * c["headDim"]
    core = join_parts(load_shards(folder, manifest, "core"))

    def vector(name, length):
        return core[f"{name}.weight"][:length].clone()

    out = {"model.embed_tokens.weight": dequantize(core, "model.embed_tokens", c["vocabSize"], D)}
    for l, layer in enumerate(c["layers"]):
        p = f"model.layers.{l}"
        a, moe, mlp = f"{p}.self_attn", f"{p}.block_sparse_moe", f"{p}.shared_mlp"
        for norm in ("input_layernorm", "post_attention_layernorm"):
            out[f"{p}.{norm}.weight"] = vector(f"{p}.{norm}", D)
        out_proj = dequantize(core, f"{a}.out_proj", D, inner)
        if layer["type"] == "lightning":
            in_proj = dequantize(core, f"{a}.in_proj", 4 * inner, D)
            qkv = in_proj[:3 * inner].view(3, c["numAttentionHeads"], c["headDim"], D)
            # Head by head, [q_h | k_h | v_h].
            out[f"{a}.qkv_proj.weight"] = qkv.transpose(0, 1).reshape(3 * inner, D)
            out[f"{a}.output_gate.weight"] = in_proj[3 * inner:].clone()
            out[f"{a}.norm.weight"] = vector(f"{a}.norm", inner)
            out[f"{a}.out_proj.weight"] = out_proj
        else:
            in_proj = dequantize(core, f"{a}.in_proj", inner + 2 * kv_rows, D)
            q, k, v = in_proj.split((inner, kv_rows, kv_rows))
            out[f"{a}.q_proj.weight"] = in_halves(q, c["headDim"], c["rotaryDim"])
            out[f"{a}.k_proj.weight"] = in_halves(k, c["headDim"], c["rotaryDim"])
            out[f"{a}.v_proj.weight"] = v.clone()
            out[f"{a}.o_proj.weight"] = out_proj
        gate = dequantize(core, f"{moe}.gate", E + c["sharedExpert"], D)
        out[f"{moe}.gate.weight"] = gate[:E].clone()
        if c["sharedExpert"]:
            w13 = dequantize(core, f"{mlp}.w13", 2 * F, D)
            out[f"{p}.coefficient.weight"] = gate[E:].clone()
            out[f"{mlp}.gate_proj.weight"] = w13[0::2].clone()
            out[f"{mlp}.up_proj.weight"] = w13[1::2].clone()
            out[f"{mlp}.down_proj.weight"] = dequantize(core, f"{mlp}.w2", D, F)
    for layer, expert, tensors in load_experts(folder, manifest):
        e = f"model.layers.{layer}.block_sparse_moe.experts.{expert}"
        w13 = dequantize(tensors, "w13", 2 * F, D)
        out[f"{e}.w1.weight"], out[f"{e}.w3.weight"] = w13[0::2].clone(), w13[1::2].clone()
        out[f"{e}.w2.weight"] = dequantize(tensors, "w2", D, F)
    out["model.norm.weight"] = vector("model.norm", D)
    if not json.loads((folder / "config.json").read_text()).get("tie_word_embeddings"):
        out["lm_head.weight"] = dequantize(core, "lm_head", c["vocabSize"], D)
    return out


def in_halves(weight: torch.Tensor, head_dim: int, rotary_dim: int) -> torch.Tensor:
    """Reorders rows of heads from adjacent rotated pairs (2i, 2i + 1) to pairs (i, i + rotary_dim / 2)."""
    heads = weight.view(-1, head_dim, weight.shape[-1])
    turned, rest = heads[:, :rotary_dim], heads[:, rotary_dim:]
    return torch.cat((turned[:, 0::2], turned[:, 1::2], rest), 1).reshape(weight.shape)


def load_shards(folder, manifest, role):
    stored = {}
    for shard in manifest["shards"]:
        if shard["role"] == role:
            stored.update(load_file(folder / shard["file"]))
    return stored


def load_experts(folder, manifest):
    for shard in manifest["shards"]:
        if shard["role"] == "expert":
            yield shard["layer"], shard["expert"], load_file(folder / shard["file"])


def join_parts(stored):
    """Joins the tensors that were split by rows over several shards as NAME@FIRST_ROW."""
    parts = {}
    for name, tensor in stored.items():
        whole, _, first_row = name.partition("@")
        parts.setdefault(whole, []).append((int(first_row or 0), tensor))
    for rows in parts.values():
        rows.sort(key=lambda part: part[0])
    return {name: torch.cat([tensor for _, tensor in rows]) for name, rows in parts.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("shards", type=Path, help="folder with manifest.json")
    ap.add_argument("out", type=Path, help="folder to write")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    save_file(checkpoint_tensors(a.shards), a.out / "model.safetensors")
    for entry in json.loads((a.shards / "manifest.json").read_text())["files"]:
        shutil.copy(a.shards / entry["file"], a.out / entry["file"])


if __name__ == "__main__":
    main()
