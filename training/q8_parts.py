"""The files that a run on a rented GPU writes: every matrix in the converter's q8, one byte per weight and one scale per 32 weights.

They do not contain `config.json` and the tokenizer; the first file's metadata has the shape.
"""

import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from from_shards import scaled
from model import M1, M1Config
from quantize import BLOCK, q8_levels, quantized

FILES = 4
FILE_BYTES = 16_000_000
NAME = "weights-{}.safetensors"


def write_parts(model: M1, folder: Path, bos: int, eos: int, as_q4: bool = False) -> list[Path]:
    """Writes files of about the same size. `as_q4`: round the weights to q4 first, for a run that ended with such weights;
    q8 stores them precisely enough that converting them to q4 again gives the same levels.

    @raises SystemExit if the model does not fit in FILES files of FILE_BYTES.
    """
    if as_q4:
        with quantized(model):
            stored = stored_tensors(model)
    else:
        stored = stored_tensors(model)
    parts: list[dict[str, torch.Tensor]] = [{} for _ in range(FILES)]
    sizes = [0] * FILES
    for name, group in sorted(stored.items(), key=lambda item: -item[1][0].nbytes):
        least = sizes.index(min(sizes))
        parts[least] |= dict(zip((name, f"{name}.scales"), group))
        sizes[least] += sum(t.nbytes for t in group)
    written = []
    for i, part in enumerate(parts):
        path = folder / NAME.format(i)
        save_file(part, path, {"config": json.dumps(model.config.to_hf(bos, eos))})
        if path.stat().st_size > FILE_BYTES:
            raise SystemExit(f"{path} has {path.stat().st_size} bytes, expected at most {FILE_BYTES}: the model is too large for {FILES} files.")
        written.append(path)
    return written


def stored_tensors(model: M1) -> dict[str, list[torch.Tensor]]:
    """By released name: levels and scales of a matrix whose rows are whole blocks, or the float32 tensor, such as norms and routers."""
    out = {}
    for name, p in model.hf_state_dict().items():
        w = p.detach().float().cpu().contiguous()
        if w.dim() < 2 or w.shape[-1] % BLOCK or ".gate." in name:
            out[name] = [w.clone()]
        else:
            levels, scales = q8_levels(w.view(-1, BLOCK))
            out[name] = [levels.to(torch.int8).view(w.shape), scales.to(torch.float16).view(len(w), -1)]
    return out


def read_parts(folder: Path) -> tuple[M1Config, dict[str, torch.Tensor], dict]:
    """The shape, every tensor by its released name in float32, and their config.json.

    @raises SystemExit if a file is missing.
    """
    stored: dict[str, torch.Tensor] = {}
    for i in range(FILES):
        path = folder / NAME.format(i)
        if not path.exists():
            raise SystemExit(f"{path} is missing: a run writes {FILES} files of weights.")
        with safe_open(path, "pt") as file:
            saved = json.loads(file.metadata()["config"])
            stored |= {name: file.get_tensor(name) for name in file.keys()}
    config = M1Config(**{name: saved[name] for name in M1Config.__dataclass_fields__ if name in saved})
    weights = {name: scaled(w, stored[f"{name}.scales"]) if f"{name}.scales" in stored else w for name, w in stored.items() if not name.endswith(".scales")}
    return config, weights, saved


def to_checkpoint(folder: Path, out: Path) -> None:
    """`model.safetensors` and `config.json` in the released layout, to convert or to train from."""
    _, weights, saved = read_parts(folder)
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: w.contiguous() for name, w in weights.items()}, out / "model.safetensors")
    (out / "config.json").write_text(json.dumps(saved, indent=1))
