"""The type in which matrix products are computed."""

import time
from functools import cache

import torch


@cache
def product_dtype(device: str) -> torch.dtype:
    """bfloat16, unless this machine multiplies faster in float32, because a CPU without bfloat16 instructions is 50 times slower."""
    if device == "cuda":
        return torch.bfloat16
    return min((torch.bfloat16, torch.float32), key=seconds_a_product)


def seconds_a_product(dtype: torch.dtype) -> float:
    """The fastest of three runs on the CPU."""
    a, b = torch.ones(512, 256, dtype=dtype), torch.ones(256, 256, dtype=dtype)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        a @ b
        taken.append(time.perf_counter() - start)
    return min(taken)
