"""MiniMax-M1 architecture in PyTorch, written for training small models.

Same mathematics and same parameter names as the released checkpoints, so that a model trained here is a
valid `MiniMaxM1ForCausalLM` checkpoint:

* `attn_type_list[l] == 0`: lightning attention (linear attention with a per-head exponential decay);
  `== 1`: causal softmax attention with grouped KV heads and partial rotary embedding.
* every layer is followed by a sparse mixture of `num_local_experts` SwiGLU experts, `num_experts_per_tok` active.
* DeepNorm-style residuals: x = alpha * r + beta * branch(norm(x)), with r = norm(x) if `postnorm`, else x.
* `shared_intermediate_size > 0`: a shared expert, mixed with the routed ones by sigmoid(coefficient x).

Shapes: B batch, T tokens, D hidden_size, H heads, G key/value heads, d head_dim, E experts, F intermediate_size.
"""

import json
import math
import os
import shutil
from dataclasses import asdict, dataclass, field

import torch
import torch.nn as nn
import torch.nn.functional as F

from experts import GroupedSwiGLU
from run_state import whole


@dataclass
class M1Config:
    vocab_size: int = 4096
    hidden_size: int = 256
    intermediate_size: int = 256
    num_hidden_layers: int = 8
    num_attention_heads: int = 4
    num_key_value_heads: int = 2
    head_dim: int = 64
    rotary_dim: int = 32
    rope_theta: float = 10_000_000.0
    num_local_experts: int = 32
    num_experts_per_tok: int = 2
    rms_norm_eps: float = 1e-5
    router_aux_loss_coef: float = 0.01
    tie_word_embeddings: bool = False
    max_position_embeddings: int = 1_048_576
    attn_type_list: list = field(default_factory=list)
    shared_intermediate_size: int = 0
    postnorm: bool = True
    layernorm_linear_attention_alpha: float = 0.0
    layernorm_linear_attention_beta: float = 1.0
    layernorm_full_attention_alpha: float = 0.0
    layernorm_full_attention_beta: float = 1.0
    layernorm_mlp_alpha: float = 0.0
    layernorm_mlp_beta: float = 1.0

    def __post_init__(self):
        if not self.attn_type_list:
            self.attn_type_list = [int(l % 8 == 7) for l in range(self.num_hidden_layers)]
        deepnorm = (2 * self.num_hidden_layers) ** 0.25  # 80 layers give M1's 3.5566
        for branch in ("linear_attention", "full_attention", "mlp"):
            name = f"layernorm_{branch}_alpha"
            setattr(self, name, getattr(self, name) or deepnorm)

    @classmethod
    def from_hf(cls, folder):
        """The config of a checkpoint folder in the released layout."""
        with open(f"{folder}/config.json") as f:
            saved = json.load(f)
        return cls(**{name: saved[name] for name in cls.__dataclass_fields__ if name in saved})

    def to_hf(self, bos, eos):
        """The config.json of the released M1 checkpoints, with this model's sizes."""
        return {
            "architectures": ["MiniMaxM1ForCausalLM"], "model_type": "minimax_m1", "hidden_act": "silu",
            "bos_token_id": bos, "eos_token_id": eos, "attention_dropout": 0.0,
            "shared_moe_mode": "sigmoid", "sliding_window": None,
            "output_router_logits": False, "router_jitter_noise": 0.0, "initializer_range": 0.02,
            "use_cache": True, **asdict(self),
        }


def head_slopes(n):
    """ALiBi slopes: the decay rate of each head before the per-layer factor. Returns n floats."""
    def power_of_two(m):
        start = 2 ** (-(2 ** -(math.log2(m) - 3)))
        return [start ** (i + 1) for i in range(m)]
    if math.log2(n).is_integer():
        return power_of_two(n)
    m = 2 ** math.floor(math.log2(n))
    return power_of_two(m) + head_slopes(2 * m)[0::2][: n - m]


class RMSNorm(nn.Module):
    def __init__(self, dim, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x):
        h = x.float()
        h = h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + self.eps)
        return (self.weight * h).to(x.dtype)


class LightningAttention(nn.Module):
    """o_t = q_t S_t with S_t = exp(-s) S_{t-1} + k_t^T v_t, computed chunk by chunk."""

    def __init__(self, c, layer_idx, chunk=128):
        super().__init__()
        self.H, self.d, self.chunk = c.num_attention_heads, c.head_dim, chunk
        inner = self.H * self.d
        self.qkv_proj = nn.Linear(c.hidden_size, 3 * inner, bias=False)
        self.output_gate = nn.Linear(c.hidden_size, inner, bias=False)
        self.out_proj = nn.Linear(inner, c.hidden_size, bias=False)
        self.norm = RMSNorm(inner, 1e-6)
        layer_factor = 1 - layer_idx / (c.num_hidden_layers - 1) + 1e-5
        s = torch.tensor(head_slopes(self.H)) * layer_factor
        i = torch.arange(chunk)
        self.register_buffer("q_decay", torch.exp(-s[:, None] * (i + 1))[:, :, None], persistent=False)  # H,C,1
        self.register_buffer("k_decay", torch.exp(-s[:, None] * (chunk - 1 - i))[:, :, None], persistent=False)
        diff = (i[:, None] - i[None, :]).float()
        mask = torch.where(diff >= 0, torch.exp(-s[:, None, None] * diff.clamp(min=0)), torch.zeros(()))
        self.register_buffer("mask", mask, persistent=False)  # H,C,C
        self.register_buffer("chunk_decay", torch.exp(-s * chunk)[:, None, None], persistent=False)

    def forward(self, x, rope=None):
        B, T, _ = x.shape
        C = self.chunk
        N = -(-T // C)
        qkv = F.silu(self.qkv_proj(x)).view(B, T, self.H, 3 * self.d).transpose(1, 2)  # B,H,T,3d
        qkv = F.pad(qkv, (0, 0, 0, N * C - T))  # later tokens, to which no earlier one attends
        q, k, v = (t.reshape(B, self.H, N, C, self.d) for t in qkv.split(self.d, dim=-1))
        intra = ((q @ k.transpose(-1, -2)) * self.mask[None, :, None].to(q.dtype)) @ v
        kv = (k * self.k_decay[None, :, None].to(k.dtype)).transpose(-1, -2) @ v  # B,H,N,d,d
        states, s = [], torch.zeros_like(kv[:, :, 0], dtype=torch.float32)
        for n in range(N):
            states.append(s)
            s = self.chunk_decay * s + kv[:, :, n].float()
        inter = (q * self.q_decay[None, :, None].to(q.dtype)) @ torch.stack(states, 2).to(q.dtype)
        o = (intra + inter).view(B, self.H, N * C, self.d)[:, :, :T].transpose(1, 2).reshape(B, T, -1)
        return self.out_proj(torch.sigmoid(self.output_gate(x)) * self.norm(o))


class SoftmaxAttention(nn.Module):
    def __init__(self, c, layer_idx):
        super().__init__()
        self.H, self.G, self.d, self.r = c.num_attention_heads, c.num_key_value_heads, c.head_dim, c.rotary_dim
        self.q_proj = nn.Linear(c.hidden_size, self.H * self.d, bias=False)
        self.k_proj = nn.Linear(c.hidden_size, self.G * self.d, bias=False)
        self.v_proj = nn.Linear(c.hidden_size, self.G * self.d, bias=False)
        self.o_proj = nn.Linear(self.H * self.d, c.hidden_size, bias=False)

    def rotate(self, t, rope):
        cos, sin = rope
        a, rest = t[..., : self.r], t[..., self.r:]
        half = torch.cat((-a[..., self.r // 2:], a[..., : self.r // 2]), -1)
        return torch.cat(((a * cos + half * sin).to(t.dtype), rest), -1)

    def forward(self, x, rope):
        B, T, _ = x.shape
        q = self.rotate(self.q_proj(x).view(B, T, self.H, self.d).transpose(1, 2), rope)
        k = self.rotate(self.k_proj(x).view(B, T, self.G, self.d).transpose(1, 2), rope)
        v = self.v_proj(x).view(B, T, self.G, self.d).transpose(1, 2)
        n = self.H // self.G
        o = F.scaled_dot_product_attention(q, k.repeat_interleave(n, 1), v.repeat_interleave(n, 1), is_causal=True)
        return self.o_proj(o.transpose(1, 2).reshape(B, T, -1))


class SparseMoE(nn.Module):
    """Top-k routed SwiGLU experts: w2(silu(w1 x) * w3 x), weights renormalised over the chosen k."""

    def __init__(self, c):
        super().__init__()
        self.E, self.k = c.num_local_experts, c.num_experts_per_tok
        self.gate = nn.Linear(c.hidden_size, self.E, bias=False)
        D, I = c.hidden_size, c.intermediate_size
        self.w1 = nn.Parameter(torch.empty(self.E, I, D))
        self.w3 = nn.Parameter(torch.empty(self.E, I, D))
        self.w2 = nn.Parameter(torch.empty(self.E, D, I))

    def forward(self, x):
        shape = x.shape
        x = x.reshape(-1, shape[-1])
        with torch.autocast(x.device.type, enabled=False):
            probs = F.softmax(self.gate(x.float()), -1)
        weight, chosen = probs.topk(self.k, -1)
        weight = weight / weight.sum(-1, keepdim=True)
        counts = torch.bincount(chosen.view(-1), minlength=self.E)
        self.aux_loss = self.E * (counts / len(x) * probs.mean(0)).sum() / self.k
        order = chosen.view(-1).argsort(stable=True)
        token = order // self.k
        dt = torch.bfloat16 if torch.is_autocast_enabled(x.device.type) else x.dtype
        xs = x[token].to(dt)
        if x.device.type == "cuda" and hasattr(torch, "_grouped_mm"):
            ends = counts.cumsum(0).to(torch.int32)
            gm = torch._grouped_mm
            h = F.silu(gm(xs, self.w1.to(dt).transpose(1, 2), ends)) * gm(xs, self.w3.to(dt).transpose(1, 2), ends)
            y = gm(h, self.w2.to(dt).transpose(1, 2), ends)
        else:
            y = GroupedSwiGLU.apply(xs, self.w1, self.w3, self.w2, counts.tolist())
        y = y * weight.view(-1)[order, None].to(y.dtype)
        return torch.zeros_like(x, dtype=y.dtype).index_add(0, token, y).view(shape)


class SharedMLP(nn.Module):
    """The expert that processes every token."""

    def __init__(self, c):
        super().__init__()
        self.gate_proj = nn.Linear(c.hidden_size, c.intermediate_size, bias=False)
        self.up_proj = nn.Linear(c.hidden_size, c.intermediate_size, bias=False)
        self.down_proj = nn.Linear(c.intermediate_size, c.hidden_size, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class DecoderLayer(nn.Module):
    def __init__(self, c, layer_idx):
        super().__init__()
        softmax = c.attn_type_list[layer_idx]
        attention = "layernorm_full_attention" if softmax else "layernorm_linear_attention"
        self.postnorm = c.postnorm
        self.attention_scale = getattr(c, f"{attention}_alpha"), getattr(c, f"{attention}_beta")
        self.mlp_scale = c.layernorm_mlp_alpha, c.layernorm_mlp_beta
        self.self_attn = (SoftmaxAttention if softmax else LightningAttention)(c, layer_idx)
        self.block_sparse_moe = SparseMoE(c)
        self.input_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.post_attention_layernorm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        if c.shared_intermediate_size:
            self.shared_mlp = SharedMLP(c)
            self.coefficient = nn.Linear(c.hidden_size, 1, bias=False)

    def forward(self, x, rope, attend=None):
        """`attend(n, rope)` may replace the attention; decoding passes one with a state."""
        n = self.input_layernorm(x)
        x = self.residual(x, n, (attend or self.self_attn)(n, rope), self.attention_scale)
        n = self.post_attention_layernorm(x)
        return self.residual(x, n, self.feed_forward(n), self.mlp_scale)

    def residual(self, x, n, branch, scale):
        alpha, beta = scale
        return torch.add((n if self.postnorm else x) * alpha, branch, alpha=beta)

    def feed_forward(self, n):
        routed = self.block_sparse_moe(n)
        if not hasattr(self, "shared_mlp"):
            return routed
        return torch.lerp(routed, self.shared_mlp(n), torch.sigmoid(self.coefficient(n)))


class M1(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        self.embed_tokens = nn.Embedding(c.vocab_size, c.hidden_size)
        self.layers = nn.ModuleList(DecoderLayer(c, l) for l in range(c.num_hidden_layers))
        self.norm = RMSNorm(c.hidden_size, c.rms_norm_eps)
        self.lm_head = nn.Linear(c.hidden_size, c.vocab_size, bias=False)
        gain = (8 * c.num_hidden_layers) ** -0.25
        for name, p in self.named_parameters():
            if p.dim() < 2:
                continue
            own = name.removesuffix(".weight").rsplit(".", 1)[-1]
            nn.init.normal_(p, std=0.02 if own == "gate" else p.shape[-1] ** -0.5)
            if own in ("out_proj", "o_proj", "v_proj", "w1", "w2", "w3"):
                p.data *= gain
            if own == "qkv_proj":  # only the values of each head
                p.data.view(c.num_attention_heads, 3, c.head_dim, -1)[:, 2] *= gain
        nn.init.normal_(self.embed_tokens.weight, std=1.0)

    def rope(self, T, device):
        c = self.config
        inv = c.rope_theta ** (-torch.arange(0, c.rotary_dim, 2, device=device).float() / c.rotary_dim)
        f = torch.outer(torch.arange(T, device=device).float(), inv)
        f = torch.cat((f, f), -1)
        return f.cos(), f.sin()

    def forward(self, ids):
        x = self.embed_tokens(ids)
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)  # the residual stream; norms and the router compute in float32
        rope = self.rope(ids.shape[1], ids.device)
        for layer in self.layers:
            x = layer(x, rope)
        return self.norm(x)

    def loss(self, ids, targets, ignore_index=-100):
        """Mean next-token cross-entropy (nats) over targets that are not ignored, and the load-balancing loss."""
        h = self(ids).view(-1, self.config.hidden_size)
        t = targets.reshape(-1)
        keep = t != ignore_index
        logits = self.lm_head(h[keep])
        aux = sum(l.block_sparse_moe.aux_loss for l in self.layers) / len(self.layers)
        return F.cross_entropy(logits.float(), t[keep]), aux

    def hf_state_dict(self):
        """Parameters under the names of the released checkpoints (one tensor per expert)."""
        out = {}
        for name, p in self.state_dict().items():
            full = name if name.startswith("lm_head") else "model." + name
            if full.rsplit(".", 1)[-1] in ("w1", "w2", "w3"):
                base, w = full.rsplit(".", 1)
                for e in range(p.shape[0]):
                    out[f"{base}.experts.{e}.{w}.weight"] = p[e].contiguous()
            else:
                out[full] = p
        return out


def load_hf(model, folder):
    """Fill `model` from a released-layout checkpoint folder (one tensor per expert)."""
    from safetensors.torch import load_file
    saved = load_file(f"{folder}/model.safetensors")
    state = {}
    for name, p in model.state_dict().items():
        full = name if name.startswith("lm_head") else "model." + name
        if full.rsplit(".", 1)[-1] in ("w1", "w2", "w3"):
            base, w = full.rsplit(".", 1)
            state[name] = torch.stack([saved[f"{base}.experts.{e}.{w}.weight"] for e in range(p.shape[0])]).to(p.dtype)
        else:
            state[name] = saved[full].to(p.dtype)
    model.load_state_dict(state)


def save_hf(model, folder, bos, eos):
    """In float32, because bfloat16 would move some weights to another level of q4."""
    from safetensors.torch import save_file
    with whole(f"{folder}/config.json") as written, open(written, "w") as f:
        json.dump(model.config.to_hf(bos, eos), f, indent=1)
    with whole(f"{folder}/model.safetensors") as written:
        save_file({k: v.float().contiguous() for k, v in model.hf_state_dict().items()}, written)


def copy_beside(source, folder):
    """Copies the other files of a checkpoint, if they exist: tokenizer, chat template, generation config."""
    for file in ("tokenizer.json", "tokenizer_config.json", "generation_config.json"):
        if os.path.exists(f"{source}/{file}"):
            shutil.copy(f"{source}/{file}", folder)
