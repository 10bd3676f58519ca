"""Muon: updates are orthogonal, and a group that takes turns loses no gradient."""

import torch

from muon import Muon, orthogonalise


def test_singular_values_become_about_one():
    torch.manual_seed(0)
    for shape in ((3, 32, 32), (16, 64), (64, 16)):
        values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)).float())
        assert values.min() > 0.3 and values.max() < 1.3


def test_each_of_a_group_moves_in_its_turn_by_all_gradients_since_the_last():
    torch.manual_seed(0)
    given = [torch.randn(8, 8) for _ in range(4)]
    taking_turns = [torch.nn.Parameter(torch.zeros(8, 8)) for _ in range(3)]
    optimizer = Muon([dict(params=taking_turns, every=2)], lr=0.1)
    moved = []
    for gradient in given:
        before = [p.detach().clone() for p in taking_turns]
        for p in taking_turns:
            p.grad = gradient.clone() if p.grad is None else p.grad + gradient
        optimizer.step()
        optimizer.zero_grad()
        moved.append([not torch.equal(p, was) for p, was in zip(taking_turns, before)])
    assert moved == [[True, False, True], [False, True, False]] * 2

    at_once = torch.nn.Parameter(torch.zeros(8, 8))
    optimizer = Muon([at_once], lr=0.1)
    for gradient in (given[0] + given[1], given[2] + given[3]):
        at_once.grad = gradient
        optimizer.step()
    torch.testing.assert_close(taking_turns[1], at_once)
