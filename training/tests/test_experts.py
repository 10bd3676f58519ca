"""The experts' products and gradients against autograd for one expert after the other."""

import torch
import torch.nn.functional as F

from experts import GroupedSwiGLU


def test_outputs_and_gradients_are_those_of_each_expert_alone():
    torch.manual_seed(0)
    counts = [3, 0, 5, 1]
    D, I = 6, 4
    x = torch.randn(sum(counts), D, dtype=torch.float64, requires_grad=True)
    w1, w3 = (torch.randn(4, I, D, dtype=torch.float64, requires_grad=True) for _ in range(2))
    w2 = torch.randn(4, D, I, dtype=torch.float64, requires_grad=True)
    parts = zip(x.split(counts), w1, w3, w2)
    expected = torch.cat([F.linear(F.silu(F.linear(rows, a)) * F.linear(rows, b), c) for rows, a, b, c in parts])
    weight = torch.randn_like(expected)
    wanted = torch.autograd.grad((expected * weight).sum(), (x, w1, w3, w2))

    y = GroupedSwiGLU.apply(x, w1, w3, w2, counts)
    torch.testing.assert_close(y, expected)
    torch.testing.assert_close(torch.autograd.grad((y * weight).sum(), (x, w1, w3, w2)), wanted)


def test_rows_in_bfloat16_give_float32_weights_float32_gradients():
    torch.manual_seed(0)
    weights = [torch.randn(2, *shape, requires_grad=True) for shape in ((4, 6), (4, 6), (6, 4))]
    y = GroupedSwiGLU.apply(torch.randn(5, 6, dtype=torch.bfloat16), *weights, [2, 3])
    assert y.dtype == torch.bfloat16
    y.float().sum().backward()
    assert all(w.grad.dtype == torch.float32 and w.grad.abs().sum() > 0 for w in weights)
