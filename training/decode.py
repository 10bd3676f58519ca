"""Batched decoding: lightning states and a KV cache, prompts of different lengths padded on the left.

Shapes: B rows, T new tokens, S tokens so far, H heads, G key/value heads, d head_dim, V vocab_size.
"""

from dataclasses import dataclass
from functools import partial
from typing import Literal

import torch
import torch.nn.functional as F

from model import M1, SoftmaxAttention

# A row that ends in many repetitions of a short pattern never ends by itself, so it is stopped.
REPEAT_WINDOW = 64
REPEAT_PERIOD = 16
# Steps between checks of which rows have ended; each check waits for the device.
LOOK_EVERY = 8


@dataclass
class Sample:
    """One continuation: its tokens, including the end of turn, and the log-probability (nats) of each."""
    prompt: int
    tokens: list[int]
    logprobs: list[float]
    finish: Literal["stop", "length", "repetition"]


class Decoder:
    """The state of a batch of rows after the tokens read so far.

    A layer's part is a state (B, H, d, d), or keys and values (B, G, capacity, d).
    """

    def __init__(self, model: M1, capacity: int):
        device = model.embed_tokens.weight.device
        self.model, self.capacity, self.length = model, capacity, 0
        self.memory: list = [None] * len(model.layers)
        # (B, capacity): which tokens are not padding.
        self.alive = torch.empty(0, 0, dtype=torch.bool, device=device)
        self.rope = model.rope(capacity, device)

    @torch.no_grad()
    def extend(self, ids: torch.Tensor, alive: torch.Tensor) -> torch.Tensor:
        """Appends ids (B, T), where `alive` (B, T) marks real tokens. Returns the last one's logits (B, V).

        All other ids are padding, which is allowed only before a row's first token.
        """
        B, T = ids.shape
        if self.length == 0:
            self.alive = torch.zeros(B, self.capacity, dtype=torch.bool, device=ids.device)
        now = slice(self.length, self.length + T)
        self.alive[:, now] = alive
        rope = tuple(table[now] for table in self.rope)
        x = self.model.embed_tokens(ids)
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)
        for l, layer in enumerate(self.model.layers):
            attend = self._softmax if isinstance(layer.self_attn, SoftmaxAttention) else self._lightning
            x = layer(x, rope, partial(attend, l, layer.self_attn))
        self.length += T
        return head(self.model, self.model.norm(x[:, -1]))

    def keep(self, rows: torch.Tensor) -> None:
        """Continues with these rows, in this order; a row may occur several times."""
        self.alive = self.alive[rows]
        self.memory = [tuple(t[rows] for t in m) if isinstance(m, tuple) else m[rows] for m in self.memory]

    def _lightning(self, l, at, n, rope):
        B, T, _ = n.shape
        qkv = F.silu(at.qkv_proj(n)).view(B, T, at.H, 3 * at.d).transpose(1, 2)
        q, k, v = qkv.split(at.d, -1)  # B,H,T,d
        k = k * self.alive[:, None, self.length:self.length + T, None]
        state = self.memory[l]
        if state is None:
            state = torch.zeros(B, at.H, at.d, at.d, device=n.device)
        out = []
        for start in range(0, T, at.chunk):
            qc, kc, vc = (t[:, :, start:start + at.chunk] for t in (q, k, v))
            m = qc.shape[2]
            within = (qc @ kc.transpose(-1, -2)) * at.mask[:, :m, :m].to(qc.dtype)
            out.append(within @ vc + (qc * at.q_decay[:, :m].to(qc.dtype)) @ state.to(qc.dtype))
            kv = (kc * at.k_decay[:, at.chunk - m:].to(kc.dtype)).transpose(-1, -2) @ vc
            state = at.q_decay[:, m - 1, :, None] * state + kv.float()
        self.memory[l] = state
        o = torch.cat(out, 2).transpose(1, 2).reshape(B, T, -1)
        return at.out_proj(torch.sigmoid(at.output_gate(n)) * at.norm(o))

    def _softmax(self, l, at, n, rope):
        B, T, _ = n.shape
        S = self.length + T
        q = at.rotate(at.q_proj(n).view(B, T, at.H, at.d).transpose(1, 2), rope)
        k = at.rotate(at.k_proj(n).view(B, T, at.G, at.d).transpose(1, 2), rope)
        v = at.v_proj(n).view(B, T, at.G, at.d).transpose(1, 2)
        if self.memory[l] is None:
            self.memory[l] = tuple(k.new_zeros(B, at.G, self.capacity, at.d) for _ in range(2))
        keys, values = self.memory[l]
        keys[:, :, self.length:S], values[:, :, self.length:S] = k, v
        i = torch.arange(self.length, S, device=n.device)[:, None]
        j = torch.arange(S, device=n.device)
        # Padding attends to itself, because a softmax over nothing is NaN.
        seen = (j <= i) & self.alive[:, None, :S] | (j == i)  # B,T,S
        group = at.H // at.G
        q = q.reshape(B, at.G, group * T, at.d)
        seen = seen[:, None, None].expand(B, 1, group, T, S).reshape(B, 1, group * T, S)
        o = F.scaled_dot_product_attention(q, keys[:, :, :S], values[:, :, :S], attn_mask=seen)
        return at.o_proj(o.view(B, at.H, T, at.d).transpose(1, 2).reshape(B, T, -1))


def head(model: M1, hidden: torch.Tensor) -> torch.Tensor:
    """Logits (..., V) in float32 even under autocast, because sampling and training must agree on probabilities."""
    with torch.autocast(hidden.device.type, enabled=False):
        return F.linear(hidden.float(), model.lm_head.weight.float())


@torch.no_grad()
def generate(model: M1, prompts: list[list[int]], max_new: int, eos: int, *, temperature: float = 1.0,
             generator: torch.Generator | None = None, samples: int = 1) -> list[Sample]:
    """`samples` continuations of every prompt (token ids), prompt by prompt, of up to `max_new` tokens each.

    Temperature 0 takes the most probable token. `generator` is on the model's device.
    """
    device = model.embed_tokens.weight.device
    longest, rows = max(map(len, prompts)), len(prompts) * samples
    ids = torch.tensor([[0] * (longest - len(p)) + p for p in prompts], device=device)
    alive = torch.tensor([[False] * (longest - len(p)) + [True] * len(p) for p in prompts], device=device)
    decoder = Decoder(model, longest + max_new)
    logits = decoder.extend(ids, alive)
    every = torch.arange(len(prompts), device=device).repeat_interleave(samples)
    decoder.keep(every)
    logits = logits[every]

    tokens = torch.full((rows, max_new), eos, device=device)
    logprobs = torch.zeros(rows, max_new, device=device)
    lengths = torch.full((rows,), max_new, device=device)
    repeats = torch.zeros(rows, dtype=torch.bool, device=device)
    row = torch.arange(rows, device=device)  # the output row of each of the decoder's rows
    for step in range(max_new):
        chosen, logprob = choose(logits, temperature, generator)
        tokens[row, step], logprobs[row, step] = chosen, logprob
        lengths[row] = torch.where((chosen == eos) & (lengths[row] == max_new), step + 1, lengths[row])
        if step + 1 == max_new:
            break
        if (step + 1) % LOOK_EVERY == 0:
            last = tokens[row, max(0, step + 1 - REPEAT_WINDOW):step + 1]
            stuck = repeating(last) & (lengths[row] == max_new)
            repeats[row[stuck]], lengths[row[stuck]] = True, step + 1
            going = (lengths[row] == max_new).nonzero()[:, 0]
            if len(going) == 0:
                break
            if len(going) < 0.8 * len(row):
                decoder.keep(going)
                row, chosen = row[going], chosen[going]
        logits = decoder.extend(chosen[:, None], torch.ones(len(row), 1, dtype=torch.bool, device=device))

    out = []
    lines = zip(tokens.tolist(), logprobs.tolist(), lengths.tolist(), repeats.tolist(), strict=True)
    for i, (ids_, logprobs_, length, repeated) in enumerate(lines):
        finish = "repetition" if repeated else "stop" if ids_[length - 1] == eos else "length"
        out.append(Sample(i // samples, ids_[:length], logprobs_[:length], finish))
    return out


def choose(logits: torch.Tensor, temperature: float,
           generator: torch.Generator | None) -> tuple[torch.Tensor, torch.Tensor]:
    """logits (B, V) -> tokens (B,) and their log-probabilities (B,) at this temperature (1 when it is 0)."""
    logprobs = F.log_softmax(logits / (temperature or 1), -1)
    if temperature == 0:
        chosen = logits.argmax(-1)
    else:  # the minimum of exponential variables with rates p is at each token with probability p
        waits = torch.empty_like(logprobs).exponential_(generator=generator)
        chosen = (logprobs - waits.log()).argmax(-1)
    return chosen, logprobs.gather(-1, chosen[:, None])[:, 0]


def repeating(tokens: torch.Tensor) -> torch.Tensor:
    """tokens (B, T) -> whether each row is one pattern of at most REPEAT_PERIOD tokens over and over (B,)."""
    if tokens.shape[1] < REPEAT_WINDOW:
        return torch.zeros(len(tokens), dtype=torch.bool, device=tokens.device)
    same = [(tokens[:, p:] == tokens[:, :-p]).all(1) for p in range(1, REPEAT_PERIOD + 1)]
    return torch.stack(same).any(0)
