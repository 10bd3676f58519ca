"""The type that matrix products are computed in."""

import time
from functools import cache

import torch


@cache
def product_dtype(device: str) -> torch.dtype:
    """bfloat16, unless this machine multiplies faster in float32: a CPU without instructions for it is 50 times slower."""
    if device == "cuda":
        return torch.bfloat16
    return min((torch.bfloat16, torch.float32), key=seconds_a_product)


def seconds_a_product(dtype: torch.dtype) -> float:
    """The best of three, on the CPU."""
    a, b = torch.ones(512, 256, dtype=dtype), torch.ones(256, 256, dtype=dtype)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        a @ b
        taken.append(time.perf_counter() - start)
    return min(taken)
