"""Muon (K. Jordan, 2024): momentum with orthogonalized updates, for matrices and stacks of them such as experts."""

import torch

from precision import product_dtype


def orthogonalise(g: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Approximates the nearest semi-orthogonal matrix of each (…, rows, columns) matrix by a quintic Newton–Schulz iteration, in bfloat16 if that is faster."""
    x = g.to(product_dtype(g.device.type))
    flip = x.shape[-2] > x.shape[-1]
    if flip:
        x = x.transpose(-1, -2)
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        a = x @ x.transpose(-1, -2)
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.transpose(-1, -2) if flip else x


class Muon(torch.optim.Optimizer):
    """The step is scaled so that its size per weight is about AdamW's, so that learning rates of the same magnitude suit both;
    tall matrices have larger steps, by the square root of rows / columns.

    A group whose `every` is n updates its parameters in turn, each one every n steps with the sum of its gradients,
    because orthogonalizing costs the same for any batch size, and for many experts more than a small batch itself.
    `zero_grad` keeps the gradients of parameters that wait for their turn, and the state dict includes them.
    """

    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.0, every: int = 1):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay, every=every, steps=0))

    def zero_grad(self, set_to_none: bool = True) -> None:
        for group in self.param_groups:
            for place, p in enumerate(group["params"]):
                if self.turn(group, place, group["steps"] - 1):
                    p.grad = None

    @staticmethod
    def turn(group: dict, place: int, step: int) -> bool:
        return (step + place) % group["every"] == 0

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            group["steps"] += 1
            for place, p in enumerate(group["params"]):
                if p.grad is None or not self.turn(group, place, group["steps"] - 1):
                    continue
                buffer = self.state[p].setdefault("momentum", torch.zeros_like(p))
                buffer.lerp_(p.grad, 1 - group["momentum"])
                update = orthogonalise(p.grad.lerp(buffer, group["momentum"]))
                p.mul_(1 - group["lr"] * group["weight_decay"] * group["every"] ** 0.5)  # also for the skipped steps
                rows, columns = p.shape[-2:]
                p.add_(update.to(p.dtype), alpha=-group["lr"] * max(1, rows / columns) ** 0.5 * 0.2 * max(rows, columns) ** 0.5)

    def state_dict(self) -> dict:
        return {**super().state_dict(), "waiting": [[p.grad for p in group["params"]] for group in self.param_groups]}

    def load_state_dict(self, state_dict: dict) -> None:
        super().load_state_dict(state_dict)
        for group, gradients in zip(self.param_groups, state_dict["waiting"]):
            for p, gradient in zip(group["params"], gradients):
                p.grad = gradient
