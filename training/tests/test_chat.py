"""The rendering of conversations against the chat template's, from the library's test fixtures."""

import json

import pytest
from conftest import TRAINING

import chat

CASES = json.loads((TRAINING.parent / "test/fixtures/text/m1-nano/chat_template_cases.json").read_text())
# `chat.py` takes plain text; content parts are for applications.
OF_TEXT = [case for case in CASES if all(isinstance(m.get("content", ""), str) for m in case["messages"])]


def as_trained(message: dict) -> dict:
    names = {"thinking": "think", "toolCalls": "tool_calls"}
    return {"content": "", **{names.get(key, key): value for key, value in message.items()}}


@pytest.mark.parametrize("case", OF_TEXT, ids=lambda case: case["name"])
def test_a_conversation_is_what_the_template_renders(case):
    first, *rest = map(as_trained, case["messages"])
    tools = [tool.get("function", tool) for tool in case.get("tools", [])]
    messages = [{**first, "tools": tools}, *rest]
    generating = case.get("addGenerationPrompt", True)
    rendered = chat.prompt(messages) if generating else "".join(text for text, _ in chat.render(messages))
    assert rendered == case["output"]


def test_the_cases_have_thoughts_calls_and_results():
    roles = {m["role"] for case in OF_TEXT for m in case["messages"]}
    assert roles == {"system", "user", "assistant", "tool"}
    assert any("thinking" in m for case in OF_TEXT for m in case["messages"])
    assert any("toolCalls" in m for case in OF_TEXT for m in case["messages"])
