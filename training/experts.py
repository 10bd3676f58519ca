"""The experts' products on a CPU: tokens sorted by expert, one matrix product per expert and weight, gradients written in place.

Autograd through `w1[e]` would create a whole (E, I, D) gradient for every expert and sum them.
"""

import torch
import torch.nn.functional as F


class GroupedSwiGLU(torch.autograd.Function):
    """y = w2[e] (silu(w1[e] x) * w3[e] x) for the rows x (n, D), which are sorted by expert e, `counts[e]` of each.

    w1, w3 (E, I, D) and w2 (E, D, I) are cast to x's type for all computations; their gradients have the weights' own types.
    """

    @staticmethod
    def forward(ctx, x, w1, w3, w2, counts):
        w13 = torch.cat((w1.to(x.dtype), w3.to(x.dtype)), 1)  # (E, 2I, D)
        ctx.counts, ctx.dtype = counts, w2.dtype
        w2 = w2.to(x.dtype)
        up = x.new_empty(len(x), w13.shape[1])
        for w, rows, out in zip(w13, x.split(counts), up.split(counts)):
            torch.mm(rows, w.t(), out=out)
        gate, value = up.chunk(2, -1)
        hidden = F.silu(gate) * value
        y = torch.empty_like(x)
        for w, rows, out in zip(w2, hidden.split(counts), y.split(counts)):
            torch.mm(rows, w.t(), out=out)
        ctx.save_for_backward(x, w13, w2, up, hidden)
        return y

    @staticmethod
    def backward(ctx, dy):
        x, w13, w2, up, hidden = ctx.saved_tensors
        dy = dy.contiguous()
        dhidden, dw2 = torch.empty_like(hidden), torch.empty_like(w2)
        for w, dw, rows, drows, out in zip(w2, dw2, hidden.split(ctx.counts), dhidden.split(ctx.counts), dy.split(ctx.counts)):
            torch.mm(out, w, out=drows)
            torch.mm(out.t(), rows, out=dw)
        gate, value = up.chunk(2, -1)
        sigmoid = torch.sigmoid(gate)
        silu = sigmoid * gate
        dup = torch.empty_like(up)
        dgate, dvalue = dup.chunk(2, -1)
        torch.mul(dhidden, silu, out=dvalue)
        torch.mul(dhidden.mul_(value), sigmoid + silu * (1 - sigmoid), out=dgate)
        dx, dw13 = torch.empty_like(x), torch.empty_like(w13)
        for w, dw, rows, drows, out in zip(w13, dw13, x.split(ctx.counts), dx.split(ctx.counts), dup.split(ctx.counts)):
            torch.mm(out, w, out=drows)
            torch.mm(out.t(), rows, out=dw)
        dw1, dw3 = dw13.chunk(2, 1)
        return dx, dw1.to(ctx.dtype), dw3.to(ctx.dtype), dw2.to(ctx.dtype), None
