"""Answers to problems in batches: each is assigned to its problem, and each prompt has its tools."""

import json

import torch
from conftest import TRAINING
from tokenizers import Tokenizer

import chat
from decode import generate
from model import M1, M1Config
from problems import ASKED
from solve import answers, prompt

ROWS = [json.loads(line) for line in ASKED.read_text().splitlines()][::150]


def test_answers_come_in_the_order_of_the_problems():
    torch.manual_seed(0)
    tokenizer = Tokenizer.from_file(str(TRAINING.parent / "demo/public/models/m1-nano/tokenizer.json"))
    model = M1(M1Config(vocab_size=4096, hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
                        num_key_value_heads=1, num_local_experts=4))
    together = answers(model, tokenizer, ROWS, 12, 4)
    assert len(set(together)) > 1
    for row, text in zip(ROWS, together, strict=True):
        ids = tokenizer.encode(prompt(row), add_special_tokens=False).ids
        [alone] = generate(model, [ids], 12, tokenizer.token_to_id(chat.EOS), temperature=0)
        assert text == tokenizer.decode(alone.tokens, skip_special_tokens=False)


def test_a_prompt_lists_the_tools_of_its_problem():
    with_tools = [row for row in map(json.loads, ASKED.read_text().splitlines()) if row.get("tools")]
    assert with_tools
    for row in with_tools:
        assert all(json.dumps(tool) in prompt(row) for tool in row["tools"])
    assert "<tools>" not in prompt({"messages": [{"role": "user", "content": "Hi"}]})
