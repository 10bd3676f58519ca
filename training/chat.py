"""The M1 chat format: special tokens, and rendering of conversations that equals the chat template's token for token."""

import json
from typing import Any

SPECIAL = ["<end_of_document>", "<begin_of_document>", "<beginning_of_sentence>", "<end_of_sentence>",
           "<think>", "</think>", "<tools>", "</tools>", "<tool_calls>", "</tool_calls>"]
EOD, BOD, BOS, EOS = SPECIAL[:4]
ASSISTANT = f"{BOS}ai name=assistant\n"

TOOL_INTRO = "You are provided with these tools:\n<tools>\n"
TOOL_OUTRO = ("</tools>\n\nIf you need to call tools, please respond with <tool_calls></tool_calls> XML tags, and provide tool-name and "
              "json-object of arguments, following the format below:\n<tool_calls>\n{'name': <tool-name-1>, 'arguments': <args-json-object-1>}\n...\n</tool_calls>")

Message = dict[str, Any]
"""{"role", "content"}; an assistant's may carry "think" (str) and "tool_calls" ([{"name", "arguments"}]), a tool's its "name", and any "tools"."""


def render(messages: list[Message]) -> list[tuple[str, bool]]:
    """The conversation as (text, learned) segments; the model writes the learned ones itself."""
    out = [(BOD, False)]
    for message in messages:
        if message["role"] == "system":
            out.append((f"{BOS}system ai_setting=assistant\n{message['content']}{EOS}\n", False))
    tools = next((m["tools"] for m in messages if m.get("tools")), None)
    if tools:
        listing = "".join(as_json(tool) + "\n" for tool in tools)
        out.append((f"{BOS}system tool_setting=tools\n{TOOL_INTRO}{listing}{TOOL_OUTRO}{EOS}\n", False))
    for message in messages:
        if message["role"] == "user":
            out.append((f"{BOS}user name=user\n{message['content']}{EOS}\n", False))
        elif message["role"] == "tool":
            out.append((f"{BOS}tool name=tools\n tool name: {message['name']}\ntool result: {message['content']}\n\n{EOS}\n", False))
        elif message["role"] == "assistant":
            out += [(ASSISTANT, False), (answer(message) + EOS, True), ("\n", False)]
    return out


def as_json(value: Any) -> str:
    """JSON as the template writes it, without escaping letters of other scripts."""
    return json.dumps(value, ensure_ascii=False)


def answer(message: Message) -> str:
    """What the model writes in an assistant's turn, without the end of the turn."""
    body = f"<think>\n{message['think']}\n</think>\n\n" if message.get("think") is not None else ""
    body += message["content"]
    if message.get("tool_calls"):
        body += "<tool_calls>\n" + "".join(as_json(call) + "\n" for call in message["tool_calls"]) + "</tool_calls>"
    return body


def prompt(messages: list[Message]) -> str:
    """The prompt for an answer to the last message."""
    return "".join(text for text, _ in render(messages)) + ASSISTANT


def train_tokenizer(texts, vocab_size: int):
    """Byte-level BPE with single digits as tokens, and the special tokens first. `texts`: an iterable of str."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    tokenizer = Tokenizer(models.BPE())
    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=vocab_size, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    return tokenizer
