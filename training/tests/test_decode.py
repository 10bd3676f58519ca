"""Decoding against the forward pass of the whole sequence, on the fixtures' models."""

import pytest
import torch

from decode import REPEAT_WINDOW, Decoder, choose, generate, repeating
from test_model import NAMES, fixture_model


@pytest.mark.parametrize("name", NAMES)
def test_every_way_of_reading_gives_the_forward_pass(name):
    model = fixture_model(name)
    ids = torch.randint(512, (3, 150), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = model.lm_head(model(ids))
    decoder, at = Decoder(model, 150), 0
    for count in (1, 130, 1, 1, 16, 1):  # across a chunk of 128 and step by step
        logits = decoder.extend(ids[:, at:at + count], torch.ones(3, count, dtype=torch.bool))
        at += count
        torch.testing.assert_close(logits, expected[:, at - 1], atol=1e-3, rtol=0)  # float32 in another order


@pytest.mark.parametrize("name", NAMES)
def test_padding_on_the_left_changes_nothing(name):
    model = fixture_model(name)
    generator = torch.Generator().manual_seed(1)
    prompts = [torch.randint(512, (n,), generator=generator).tolist() for n in (1, 40, 7)]
    together = generate(model, prompts, 12, -1, temperature=0)
    for i, prompt in enumerate(prompts):
        [alone] = generate(model, [prompt], 12, -1, temperature=0)
        assert together[i].tokens == alone.tokens
        assert together[i].logprobs == pytest.approx(alone.logprobs, abs=1e-3)


def test_drawn_tokens_have_the_log_probabilities_of_training():
    model = fixture_model("hybrid-8")
    prompts = [[5, 6, 7], [8] * 20]
    samples = generate(model, prompts, 30, 3, generator=torch.Generator().manual_seed(0), samples=4)
    assert [s.prompt for s in samples] == [0] * 4 + [1] * 4
    assert len({tuple(s.tokens) for s in samples}) == 8
    for s in samples:
        ids = torch.tensor([prompts[s.prompt] + s.tokens])
        with torch.no_grad():
            logprobs = model.lm_head(model(ids[:, :-1])).log_softmax(-1)[0]
        expected = logprobs.gather(-1, ids[0, 1:, None])[len(prompts[s.prompt]) - 1:, 0]
        assert s.logprobs == pytest.approx(expected.tolist(), abs=1e-3)


def test_the_seed_decides_what_is_drawn():
    model = fixture_model("hybrid-8")

    def draw(seed):
        generator = torch.Generator().manual_seed(seed)
        return [s.tokens for s in generate(model, [[5]], 20, 3, generator=generator, samples=3)]
    assert draw(0) == draw(0) != draw(1)


def test_a_row_ends_with_its_end_of_turn_and_the_others_go_on():
    model = fixture_model("hybrid-8")
    prompts = [[n] for n in range(10, 20)]
    whole = generate(model, prompts, 40, -1, temperature=0)
    assert all(s.finish == "length" and len(s.tokens) == 40 for s in whole)
    eos = whole[3].tokens[9]  # row 3's tenth token is now the end of a turn
    ended = generate(model, prompts, 40, eos, temperature=0)
    assert len({len(s.tokens) for s in ended}) > 1
    for before, after in zip(whole, ended, strict=True):
        length = before.tokens.index(eos) + 1 if eos in before.tokens else 40
        assert after.tokens == before.tokens[:length]
        assert after.finish == ("stop" if eos in before.tokens else "length")


def test_choice_follows_the_softmax_at_its_temperature():
    logits = torch.tensor([[1.0, 2.0, 0.0, -30.0]])
    draws = 20_000
    for temperature in (0.5, 1.0, 2.0):
        p = (logits[0] / temperature).softmax(-1)
        chosen, logprobs = choose(logits.expand(draws, 4), temperature, torch.Generator().manual_seed(0))
        share = torch.bincount(chosen, minlength=4) / draws
        assert (share - p).abs().max() < 4 * (0.25 / draws) ** 0.5  # four standard deviations of a share
        torch.testing.assert_close(logprobs, p.log()[chosen])
    chosen, logprobs = choose(logits, 0, None)
    assert chosen.item() == 1 and logprobs.item() == pytest.approx(logits.log_softmax(-1)[0, 1].item())


def test_only_short_patterns_over_a_whole_window_are_repetition():
    n = REPEAT_WINDOW
    rows = torch.stack([torch.arange(n) % period for period in (1, 5, 16, 17, n)])
    assert repeating(rows).tolist() == [True, True, True, False, False]
    rows[1, n // 2] += 1
    assert not repeating(rows)[1]
    assert not repeating(rows[:, 1:]).any()


def test_a_row_that_repeats_itself_is_stopped():
    model = fixture_model("hybrid-8")
    torch.nn.init.zeros_(model.lm_head.weight)  # all tokens are equally likely, so the first is chosen
    [sample] = generate(model, [[1]], 200, 3, temperature=0)
    assert sample.finish == "repetition" and len(sample.tokens) == REPEAT_WINDOW
