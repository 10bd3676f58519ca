"""The converter's q4 and q8 rounding, so that training can use the weights that the browser will run.

A block is 32 weights of one row along the input features, with one f16 scale. q8: scale = f16(max|w| / 127),
levels -127..127. q4: scale = f16(m / -8) with m the first weight of the largest magnitude, levels -8..7: the
scale's sign gives level -8, which has no counterpart, to m. Levels are floor(w / scale + 1/2), divided in
float64 and then clamped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
import torch.nn.functional as F

BLOCK = 32
# Weights rounded at a time on a CPU, so that a piece and its float64 quotients fit the cache of a core.
PIECE_BLOCKS = 8192


def f16(x: torch.Tensor) -> torch.Tensor:
    """The f16 values nearest to float64 `x`, ties to even, as float64.

    Torch's own cast rounds twice, through float32.
    """
    _, exponent = torch.frexp(x)  # |x| in [2^(exponent-1), 2^exponent)
    shift = 11 - exponent.clamp(min=-13)  # subnormal steps stop at 2^-24
    return torch.ldexp(torch.round(torch.ldexp(x, shift)), -shift)


def q4_levels(blocks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """blocks (n, 32) -> levels -8..7 (n, 32) and f16 scales (n, 1), both float64; zeros have scale 0."""
    largest = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
    return _levels(blocks, f16(largest.double() / -8), -8, 7)


def q8_levels(blocks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """blocks (n, 32) -> levels -127..127 (n, 32) and f16 scales (n, 1), both float64; zeros have scale 0."""
    return _levels(blocks, f16(blocks.abs().amax(-1, keepdim=True).double() / 127), -127, 127)


def fake_q4(w: torch.Tensor) -> torch.Tensor:
    """`w` (..., in features) rounded to q4. Every such value is a float32, but not a bfloat16."""
    return _fake(w, q4_levels)


def fake_q8(w: torch.Tensor) -> torch.Tensor:
    """`w` (..., in features) rounded to q8. Every such value is a float32, but not a bfloat16."""
    return _fake(w, q8_levels)


@contextmanager
def quantized(model: torch.nn.Module) -> Iterator[None]:
    """Inside, `model` computes as a q4 conversion does: experts and attention q4, embedding and head q8.

    Gradients computed inside apply to the full-precision weights, which are restored afterwards: a
    straight-through estimator at no cost to autograd. Step the optimizer outside.
    """
    full = {p: p.data for p in model.parameters()}
    try:
        for name, p in model.named_parameters():
            if (fake := rounding_of(name)) is not None:
                p.data = fake(p.data)
        yield
    finally:
        for p, data in full.items():
            p.data = data


def rounding_of(name: str) -> Callable[[torch.Tensor], torch.Tensor] | None:
    """The rounding of this parameter in a q4 conversion; None for norms and routers, which stay float32."""
    if "norm" in name or ".gate." in name or "coefficient" in name:
        return None
    return fake_q8 if "embed_tokens" in name or "lm_head" in name else fake_q4


def _levels(blocks, scale, low, high):
    divisor = torch.where(scale == 0, torch.inf, scale)
    return (blocks.double() / divisor).add_(0.5).floor_().clamp_(low, high), scale


@torch.no_grad()
def _fake(w, levels_of):
    columns = w.shape[-1]
    blocks = F.pad(w, (0, -columns % BLOCK)).reshape(-1, BLOCK)
    out = torch.empty_like(blocks)
    step = PIECE_BLOCKS if w.device.type == "cpu" else max(len(blocks), 1)
    for start in range(0, len(blocks), step):
        levels, scale = levels_of(blocks[start:start + step])
        torch.mul(levels, scale, out=levels)
        out[start:start + step] = levels
    return out.view(*w.shape[:-1], -1)[..., :columns]
