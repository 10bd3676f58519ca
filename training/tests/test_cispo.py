"""The objective against hand-computed values, and that a step makes rewarded answers more likely."""

import json
import math
import shutil
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
import torch
from tokenizers import Tokenizer

from cispo import (Rollout, accumulate, ask, cispo_loss, earned_by, group_advantages, micro_batches,
                   reward_named, rollouts, task_weights)
from decode import REPEAT_WINDOW, Sample, generate
from grade import reward
from model import M1, M1Config, load_hf, save_hf
from problems import held_out
from rewards import concise
from tasks import TASKS
from test_from_shards import SHARDS
from test_model import fixture_model


def test_advantages_are_standard_scores_within_each_group():
    rewards = torch.tensor([[1.0, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1], [0, 0, 0, 0]])
    r3 = math.sqrt(3)
    one, three = [r3, -1 / r3, -1 / r3, -1 / r3], [1 / r3, 1 / r3, 1 / r3, -r3]
    expected = torch.tensor([one, three, [0, 0, 0, 0], [0, 0, 0, 0]])
    torch.testing.assert_close(group_advantages(rewards), expected)


def test_the_loss_of_three_tokens_by_hand():
    now = torch.tensor([-1.0, -2.0, -0.5], requires_grad=True)
    drawn = torch.tensor([-1.0, -1.5, -2.5])  # ratios 1, e^-0.5, e^2
    advantages = torch.tensor([1.0, -2.0, 0.5])
    loss, clipped = cispo_loss(now, drawn, advantages, eps_high=1.0)
    weights = [1, math.exp(-0.5), 2]  # e^2 is clipped to 1 + 1; less likely tokens are not clipped
    expected = -sum(w * a * l for w, a, l in zip(weights, [1, -2, 0.5], [-1, -2, -0.5], strict=True))
    assert loss.item() == pytest.approx(expected)
    assert clipped.item() == 1
    loss.backward()
    # The weight is a constant: d/dlogp = -weight * advantage, also for clipped tokens and either sign.
    assert now.grad.tolist() == pytest.approx([-1, 2 * math.exp(-0.5), -1])


def test_clipped_tokens_keep_their_gradient_under_either_sign():
    for sign in (1.0, -1.0):
        now = torch.tensor([-0.1], requires_grad=True)
        loss, _ = cispo_loss(now, torch.tensor([-5.0]), torch.tensor([sign]), eps_high=0.5)
        loss.backward()
        assert now.grad.item() == pytest.approx(-1.5 * sign)


def batch() -> list[Rollout]:
    generator = torch.Generator().manual_seed(0)
    model, out = fixture_model("hybrid-8"), []
    for advantage, length in ((1.5, 6), (-0.5, 9), (-0.5, 3), (-0.5, 20)):
        prompt, tokens = (torch.randint(512, (n,), generator=generator).tolist() for n in (5, length))
        logprobs = sequence_logprobs(model, prompt, tokens).tolist()
        out.append(Rollout(prompt, tokens, logprobs, advantage, length))
    return out


@torch.no_grad()
def sequence_logprobs(model, prompt, tokens):
    ids = torch.tensor([prompt + tokens])
    logprobs = model.lm_head(model(ids[:, :-1]))[0, len(prompt) - 1:].log_softmax(-1)
    return logprobs.gather(-1, torch.tensor(tokens)[:, None])[:, 0]


def test_the_gradient_of_fresh_answers_is_the_policy_gradient_and_padding_has_no_part_in_it():
    model, answers = fixture_model("hybrid-8"), batch()
    total = sum(r.counted for r in answers)
    sums = accumulate(model, answers, 2.0, total, nullcontext())
    assert sums["clipped"] == 0 and sums["drift"] == pytest.approx(0, abs=1e-3)
    together = {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}
    model.zero_grad()
    for r in answers:  # REINFORCE, one answer at a time
        ids = torch.tensor([r.prompt + r.tokens])
        logprobs = model.lm_head(model(ids[:, :-1]))[0, len(r.prompt) - 1:].log_softmax(-1)
        taken = logprobs.gather(-1, torch.tensor(r.tokens)[:, None]).sum()
        (-r.advantage * taken / total).backward()
    for name, grad in together.items():
        torch.testing.assert_close(dict(model.named_parameters())[name].grad, grad, atol=1e-5, rtol=1e-3)


def test_a_step_makes_the_rewarded_answer_likelier_and_the_others_less_likely():
    model, answers = fixture_model("hybrid-8"), batch()
    before = [sum(r.logprobs) for r in answers]
    accumulate(model, answers, 2.0, sum(r.counted for r in answers), nullcontext())
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= 1e-3 * p.grad
    for r, old in zip(answers, before, strict=True):
        change = sequence_logprobs(model, r.prompt, r.tokens).sum().item() - old
        assert change * r.advantage > 0


def test_tokens_of_a_stopped_repetition_do_not_count():
    length = REPEAT_WINDOW + 10
    samples = [Sample(0, [1] * length, [-1.0] * length, "repetition"),
               Sample(0, [2, 3], [-1.0, -1.0], "stop"), Sample(1, [4], [-1.0], "stop")]
    learnt = rollouts(samples, [[9], [8]], [-1.0, 1.0, 0.0])
    assert [(r.prompt, r.counted, r.advantage) for r in learnt] == [([9], 10, -1.0), ([9], 2, 1.0)]

    model = fixture_model("hybrid-8")
    accumulate(model, learnt[:1], 2.0, 10, nullcontext())
    whole = model.lm_head.weight.grad.clone()
    model.zero_grad()
    cut = Rollout([9], [1] * 10, [-1.0] * 10, -1.0, 10)
    accumulate(model, [cut], 2.0, 10, nullcontext())
    torch.testing.assert_close(model.lm_head.weight.grad, whole, atol=1e-5, rtol=1e-3)


def test_micro_batches_hold_every_answer_once_within_their_tokens():
    rng = Random(0)
    answers = [Rollout([0] * rng.randint(1, 50), [1] * rng.randint(1, 200), [], 1.0, 1) for _ in range(100)]
    answers.append(Rollout([0] * 2000, [1], [], 1.0, 1))
    parts = micro_batches(answers, 1024)
    assert sorted(map(id, (r for part in parts for r in part))) == sorted(map(id, answers))
    for part in parts:
        size = len(part) * max(len(r.prompt) + len(r.tokens) for r in part)
        assert size <= 1024 or len(part) == 1
    assert len(parts) < 30


def test_tasks_that_always_or_never_succeed_are_asked_seldom():
    success = {"addition": 0.5, "multiplication": 0.99, "recall": 0.0}
    expected = [share * TASKS[name].weight for name, share in zip(success, (1, 0.1, 0.1), strict=True)]
    assert task_weights(success) == pytest.approx(expected)


def test_between_other_bounds_other_tasks_are_asked_seldom():
    success = {"addition": 0.95, "money": 0.2, "recall": 0.5}
    expected = [share * TASKS[name].weight for name, share in zip(success, (0.1, 0.1, 1), strict=True)]
    assert task_weights(success, (0.3, 0.9)) == pytest.approx(expected)


def test_a_concise_answer_earns_more_than_a_long_one_and_a_wrong_one_nothing():
    problem = {"answer": "7", "think": "3 + 4 = 7"}
    def written(think, text):
        return f"<think>\n{think}\n</think>\n\n{text}<end_of_sentence>"
    as_worked, short, longer = (concise(problem, written(t, "7")) for t in ("3 + 4 = 7", "7", "3 + 4 = 7, and that is right"))
    assert as_worked == short == 1 and 0.5 < longer < 1
    assert concise(problem, written("x" * 1000, "7")) == 0.5
    assert concise({"answer": "7"}, written("3 + 4", "7")) < concise({"answer": "7"}, "7<end_of_sentence>") == 1
    assert concise(problem, written("", "8")) == 0 == concise(problem, "7")


def test_a_reward_is_named_by_its_module(tmp_path, monkeypatch):
    assert reward_named("grade:reward") is reward and reward_named("rewards:concise") is concise
    (tmp_path / "my_rewards.py").write_text("def long(problem, written):\n    return len(written)\nHALF = 0.5\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert earned_by(reward_named("my_rewards:long"), {}, "four") == 4.0
    for name in ("my_rewards:short", "my_rewards", "no_such_module:x", ":x"):
        with pytest.raises(SystemExit, match="is not there"):
            reward_named(name)
    with pytest.raises(SystemExit, match="is not a function"):
        reward_named("my_rewards:HALF")
    for value in (math.nan, math.inf, None, "1"):
        with pytest.raises(SystemExit, match="expected a finite number"):
            earned_by(lambda _problem, _written: value, {}, "x")


def test_no_question_is_a_held_out_one():
    tokenizer = Tokenizer.from_file(str(SHARDS / "tokenizer.json"))
    names = ["addition", "tool-calls", "spelling"]
    rows, prompts = ask(Random(0), dict.fromkeys(names, 0.5), tokenizer, 200)
    assert {row["task"] for row in rows} == set(names)
    assert not any(held_out(row["messages"]) for row in rows)
    for row, prompt in zip(rows, prompts, strict=True):
        text = tokenizer.decode(prompt, skip_special_tokens=False)
        assert row["messages"][-1]["content"] in text and text.endswith("ai name=assistant\n")
        assert ("<tools>" in text) == ("tools" in row)


def small_model(vocab_size: int) -> M1:
    torch.manual_seed(0)
    return M1(M1Config(vocab_size=vocab_size, hidden_size=32, intermediate_size=32, head_dim=16, rotary_dim=8,
                       num_local_experts=4))


def test_rounds_of_drawing_and_learning_teach_what_is_rewarded():
    model = small_model(12)
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3, betas=(0.9, 0.95), eps=1e-15, weight_decay=0)
    generator, prompts, share = torch.Generator().manual_seed(0), [[1, 2], [3]], []
    for _ in range(25):
        samples = generate(model, prompts, 3, 0, generator=generator, samples=16)
        rewards = torch.tensor([float(7 in s.tokens) for s in samples]).view(2, 16)
        share.append(rewards.mean().item())
        learnt = rollouts(samples, prompts, group_advantages(rewards).flatten().tolist())
        for half in (learnt[0::2], learnt[1::2]):
            if half:
                accumulate(model, half, 2.0, sum(r.counted for r in half), nullcontext())
                optimizer.step()
                optimizer.zero_grad()
    assert sum(share[:3]) / 3 < 0.5 and sum(share[-3:]) / 3 > 0.9


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path):
    start, out = tmp_path / "start", tmp_path / "out"
    start.mkdir()
    tokenizer = shutil.copy(SHARDS / "tokenizer.json", start)
    save_hf(small_model(Tokenizer.from_file(str(tokenizer)).get_vocab_size()), start, 2, 3)

    def command(minutes):
        sizes = "--device cpu --prompts 2 --group 2 --draws 1 --max-new 4 --quantized --reward rewards:concise".split()
        program = Path(__file__).parents[1] / "cispo.py"
        return [sys.executable, program, "--model", start, "--out", out, "--minutes", str(minutes), *sizes]

    def rounds():
        return [json.loads(line)["round"] for line in (out / "log.jsonl").read_text().splitlines()]

    subprocess.run(command(1e-4), check=True)
    done = len(rounds())
    assert done >= 1
    going = subprocess.Popen(command(60))
    try:
        while len(rounds()) == done and going.poll() is None:
            time.sleep(0.05)
        going.terminate()
        assert going.wait(60) == 0
    finally:
        going.kill()
    assert rounds() == list(range(1, len(rounds()) + 1)) and len(rounds()) > done
    saved, written = torch.load(out / "checkpoint.pt"), M1(M1Config.from_hf(out))
    load_hf(written, out)
    assert saved["rounds"] == len(rounds())
    for name, p in written.state_dict().items():
        assert torch.equal(p, saved["model"][name]), name
