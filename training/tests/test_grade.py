import pytest

from chat import EOS, answer
from grade import Turn, is_solved, parse_turn, reward

TEXT = {"answer": "2 + 3 = 5"}
CALLS = {"answer": "", "toolCalls": [{"name": "get_weather", "arguments": {"city": "Oslo", "days": 3}}]}


@pytest.mark.parametrize("written, turn", [
    ("5", Turn(None, "5", [])),
    ("", Turn(None, "", [])),
    ("<think>\n2 and 3\nmake 5\n</think>\n\n5\n", Turn("2 and 3\nmake 5", "5\n", [])),
    ('Wait.<tool_calls>\n{"name": "a", "arguments": {}}\n{"name": "b", "arguments": {"x": 1}}\n</tool_calls>',
     Turn(None, "Wait.", [{"name": "a", "arguments": {}}, {"name": "b", "arguments": {"x": 1}}])),
])
def test_a_turn_in_the_chat_format_is_taken_apart(written, turn):
    assert parse_turn(written + EOS) == turn


@pytest.mark.parametrize("written", [
    "<think>\n5\n</think>5",  # no blank line
    "<think>5</think>\n\n5",
    "<think>\nnever closed 5",
    "5</think>",
    "5<think>\nso\n</think>\n\n5",
    "<think>\n<think>\n5\n</think>\n\n5",
    "<tool_calls>\n</tool_calls>",
    "<tool_calls>\nget_weather\n</tool_calls>",
    '<tool_calls>\n{"name": "a", "arguments": []}\n</tool_calls>',
    '<tool_calls>\n{"name": "a", "arguments": {}}\n</tool_calls> done',
    '<tool_calls>\n{"name": "a", "arguments": {}}\n',
    "<beginning_of_sentence>5",
])
def test_what_breaks_the_format_is_no_turn(written):
    assert parse_turn(written + EOS) is None


def test_what_does_not_end_is_no_turn():
    assert parse_turn("5") is None
    assert parse_turn(f"5{EOS}5{EOS}") is None


def test_what_the_training_data_writes_is_right():
    for message in ({"content": "2 + 3 = 5"}, {"content": "2 + 3 = 5", "think": "3 and 2"}):
        assert reward(TEXT, answer(message) + EOS) == 1
    call = {"content": "", "think": "I ask.", "tool_calls": CALLS["toolCalls"]}
    assert reward(CALLS, answer(call) + EOS) == 1


def test_only_blanks_around_the_text_are_forgiven():
    assert is_solved(TEXT, Turn(None, " 2 + 3 = 5\n", []))
    for text in ("2 + 3 = 5.", "2+3 = 5", "2 + 3 = 55", "5", ""):
        assert not is_solved(TEXT, Turn("2 + 3 = 5", text, []))
    assert not is_solved(TEXT, Turn(None, "2 + 3 = 5", CALLS["toolCalls"]))


def test_calls_must_have_the_names_and_values_but_may_order_their_keys():
    def solved(*calls):
        return is_solved(CALLS, Turn(None, "I look it up.", list(calls)))
    right = {"arguments": {"days": 3, "city": "Oslo"}, "name": "get_weather"}
    assert solved(right)
    assert not solved()
    assert not solved(right, right)
    assert not solved({**right, "name": "get_time"})
    assert not solved({**right, "arguments": {"city": "Oslo"}})
    assert not solved({**right, "arguments": {"city": "Oslo", "days": "3"}})
    light = {"answer": "", "toolCalls": [{"name": "set_light", "arguments": {"on": True}}]}
    assert not is_solved(light, Turn(None, "", [{"name": "set_light", "arguments": {"on": 1}}]))


def test_the_reward_wants_answer_and_format():
    assert reward(TEXT, f"2 + 3 = 6{EOS}") == 0
    assert reward(TEXT, "2 + 3 = 5") == 0
    assert reward(TEXT, f"<think>\n2 + 3 = 5{EOS}") == 0
