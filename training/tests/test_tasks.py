"""Every answer is computed again from the question's text, in another way than the generator's."""

import json
import math
import re
from collections import Counter
from datetime import datetime, timedelta
from operator import add, mul, sub, truediv
from random import Random

import pytest

import chat
from problems import ASKED, asked_solutions, held_out, problems, sample, solution
from tasks import TASKS, WORDS
from tasks.calendar import DAYS, UNITS
from tasks.words import ORDINALS

COUNT = 400
NUMBERS = re.compile(r"\d+")


def ints(text: str) -> list[int]:
    return [int(x) for x in NUMBERS.findall(text)]


def conversations(name: str) -> list[list[dict]]:
    rng = Random(f"test {name}")
    return [TASKS[name].sample(rng, WORDS) for _ in range(COUNT)]


def exchanges(name: str) -> list[tuple[str, str]]:
    """First question and first answer of each conversation."""
    return [(c[0]["content"], c[1]["content"]) for c in conversations(name)]


@pytest.mark.parametrize("name, result", [("addition", lambda a, b: a + b), ("subtraction", lambda a, b: a - b), ("multiplication", lambda a, b: a * b)])
def test_arithmetic(name, result):
    for question, answer in exchanges(name):
        a, b = ints(question)
        assert ints(answer) == [a, b, result(a, b)]


def test_division():
    for question, answer in exchanges("division"):
        a, b = ints(question)
        assert ints(answer) == [a, b, a // b, *([a % b] if a % b else [])]


@pytest.mark.parametrize("name", list(TASKS))
def test_every_worked_line_is_true(name):
    found = 0
    for messages in conversations(name):
        for message in messages:
            for line in message.get("think", "").splitlines():
                if column := re.fullmatch(r"([\d+x-]+)=(?:(-\d+)\+10=)?(\d+), (\d+)", line):
                    terms, below_zero, total, _ = column.groups()
                    assert eval(terms.replace("x", "*")) == int(below_zero or total), line
                    assert below_zero is None or int(below_zero) + 10 == int(total), line
                    found += 1
                elif division := re.fullmatch(r"(\d+)/(\d+)=(\d+) r (\d+)", line):
                    a, b, quotient, rest = map(int, division.groups())
                    assert divmod(a, b) == (quotient, rest), line
                    found += 1
                elif whole := re.fullmatch(r"(\d+) ([-+x/]) (\d+) = (\d+)", line):
                    a, sign, b, total = whole.groups()
                    assert int(total) == {"+": add, "-": sub, "x": mul, "/": truediv}[sign](int(a), int(b)), line
                    found += 1
    assert found >= COUNT or name not in ("addition", "subtraction", "multiplication", "division", "sequences", "word-problems")


def test_the_last_column_ends_with_the_result():
    for name in ("addition", "subtraction", "multiplication"):
        for messages in conversations(name):
            lines = messages[1]["think"].splitlines()
            for last, conclusion in zip(lines, lines[1:]):
                if ", " in last and (whole := re.fullmatch(r"\d+ [-+x] \d+ = (\d+)", conclusion)):
                    # A row of a long multiplication also has the zeros of its place.
                    assert str(int(last.split(", ")[1])) == (whole[1] if name != "multiplication" else whole[1][: len(str(int(last.split(", ")[1])))])


def test_word_problems():
    solvers = [
        (r"has (\d+) .*(?:finds|buys|gets|picks) (\d+) more\. How", lambda a, b: a + b),
        (r"has (\d+) .*(?:gives|loses|sells) (\d+)(?: to \w+)?\. How many \w+ are left", lambda a, b: a - b),
        (r"are (\d+) boxes with (\d+)", lambda a, b: a * b),
        (r"shares (\d+) .*among (\d+) friends", lambda a, b: a // b),
        (r"has (\d+) .*buys (\d+) more and then loses (\d+)", lambda a, b, c: a + b - c),
        (r"has (\d+) .* has (\d+)\. How many \w+ do they have together", lambda a, b: a + b),
        (r"buys (\d+) .* for (\d+) dollars each and pays with (\d+)", lambda n, price, paid: paid - n * price),
    ]
    for question, answer in exchanges("word-problems"):
        matches = [(m, f) for pattern, f in solvers if (m := re.search(pattern, question))]
        assert len(matches) == 1, question
        match, solve = matches[0]
        assert ints(answer) == [solve(*map(int, match.groups()))], question


def test_letters():
    for messages in conversations("letter-counting"):
        letter, count, word = re.fullmatch(r"The letter (\w) appears (\d+) times? in (\w+)\.", messages[1]["content"]).groups()
        assert word in messages[0]["content"] and letter in messages[0]["content"]
        assert Counter(word)[letter] == int(count)
        spelled, marked = messages[1]["think"].splitlines()
        assert spelled == f"- {word}: {' '.join(word)}" and re.sub(r"[: \d]", "", marked) == word


def test_spelling():
    drills = 0
    for question, answer in exchanges("spelling"):
        if answer.startswith("- "):
            drills += 1
            given = question.split(": ")[1].rstrip(".").split(", ")
            spelled = [line.removeprefix("- ").split(": ") for line in answer.split("\n")]
            assert given == [word for word, _ in spelled] and all(" ".join(word) == letters for word, letters in spelled)
            continue
        word = next(w for w in re.findall(r"\w+", question)[::-1] if w in WORDS and w not in ("backwards", "order", "have", "word", "alphabetical", "letters"))
        if "backwards" in question or "Reverse" in question:
            assert answer.replace(" ", "")[::-1] in question
        elif "alphabetical" in question:
            assert any(sorted(w) == answer.split() for w in question.split())
        elif re.match(r"Spell|How do you", question):
            spelled, letters = answer.split(": ")
            assert spelled in question and " ".join(spelled) == letters
        elif "How many letters" in question or "How long" in question:
            spelled, length = re.fullmatch(r"(\w+) has (\d+) letters\.", answer).groups()
            assert spelled in question and len(spelled) == int(length)
        else:
            place, spelled = re.fullmatch(r"What is the (\w+) letter of (\w+)\?", question).groups()
            assert answer == spelled[ORDINALS.index(place)]
    assert drills


def test_lists():
    for question, answer in exchanges("lists"):
        listed = re.search(r"((?:\w+, )+\w+)", question.replace("these numbers: ", "").replace("this list: ", "")).group(1).split(", ")
        given = [w for w in listed]
        if re.search(r"sum|Add up", question):
            assert ints(answer) == [sum(map(int, given))]
        elif re.search(r"largest|smallest", question):
            assert ints(answer) == [(max if "largest" in question else min)(map(int, given))]
        elif re.search(r"even|odd", question):
            assert ints(answer) == [int(x) for x in given if int(x) % 2 == ("odd" in question)]
        elif re.search(r"backwards|Reverse", question):
            assert answer.split(", ") == given[::-1]
        elif "alphabet" in question:
            assert answer.split(", ") == sorted(given)
        else:
            numbers = sorted(map(int, given), reverse="large to small" in question or "decreasing" in question)
            assert ints(answer) == numbers


def test_sequences():
    for question, answer in exchanges("sequences"):
        xs = [*ints(question), int(answer)]
        steps, ratios = {b - a for a, b in zip(xs, xs[1:])}, {b / a if a else math.nan for a, b in zip(xs, xs[1:])}
        assert len(steps) == 1 or len(ratios) == 1


def test_number_facts():
    for question, answer in exchanges("number-facts"):
        xs = ints(question)
        if "even or odd" in question:
            assert answer == f"{xs[0]} is {['even', 'odd'][xs[0] & 1]}."
        elif "prime" in question:
            prime = xs[0] > 1 and all(xs[0] % p for p in range(2, xs[0]))
            assert answer.startswith("Yes" if prime else "No")
            if " = " in answer:
                assert math.prod(ints(answer.split(" = ")[1])) == xs[0]
        elif "larger" in question:
            assert answer == "They are equal." if xs[0] == xs[1] else ints(answer) == [max(xs)]
        elif "divisor" in question:
            assert int(answer) == math.gcd(*xs)
        else:
            assert int(answer) == (xs[0] + 5) // 10 * 10


def test_clock_and_dates():
    for question, answer in exchanges("clock"):
        hour, minute, later = ints(question)
        assert ints(answer) == [((hour * 60 + minute + later) // 60) % 24, (minute + later) % 60]
    for question, answer in exchanges("dates"):
        if "days?" in question:
            start = next(i for i, d in enumerate(DAYS) if d in question)
            assert answer == f"{DAYS[(start + ints(question)[0]) % 7]}."
        elif "day after" in question:
            day = datetime.strptime(question[len("What is the day after "):-1], "%B %d, %Y")
            assert datetime.strptime(answer, "%B %d, %Y") == day + timedelta(days=1)
        else:
            names = [datetime(2024, m, 1).strftime("%B") for m in range(1, 13)]
            given = names.index(question.split()[-1][:-1])
            assert answer[:-1] == names[(given + (1 if "after" in question else -1)) % 12]


def test_units():
    factors = {(big, small): factor for big, small, factor in UNITS}
    for _, answer in exchanges("units"):
        n, left, m, right = re.fullmatch(r"(\d+) (\w+) = (\d+) (\w+)", answer).groups()
        assert int(m) == int(n) * factors[left, right] if (left, right) in factors else int(n) == int(m) * factors[right, left]


def test_who_is_where_and_comparisons():
    for messages in conversations("who-is-where"):
        story = re.findall(r"(\w+) (?:went|walked|moved|ran) to the (\w+)\.", messages[0]["content"])
        for reply in messages[1::2]:
            name, place = re.fullmatch(r"(\w+) is in the (\w+)\.", reply["content"]).groups()
            assert [p for n, p in story if n == name][-1] == place
            assert [tuple(move.split()) for move in reply["think"].split(", ")] == story
        for question, reply in zip(messages[::2], messages[1::2]):
            assert reply["content"].split()[0] in question["content"].split("?")[0].split()[-1]
    for messages in conversations("comparisons"):
        above = dict(re.findall(r"(\w+) is \w+ than (\w+)\.", messages[0]["content"]))
        chain = messages[1]["think"].split(" > ")
        assert all(above[a] == b for a, b in zip(chain, chain[1:])) and len(chain) == len(above) + 1
        assert messages[1]["content"].split()[0] in (chain[0], chain[-1])


def test_recall():
    for messages in conversations("recall"):
        said = dict(re.findall(r"The (?:favourite colour|code|secret word) of (\w+) is (\w+)\.", messages[0]["content"]))
        assert 2 <= len(said) <= 14
        for reply in messages[1::2]:
            name, value = re.fullmatch(r"The .* of (\w+) is (\w+)\.", reply["content"]).groups()
            assert said[name] == value


def test_what_was_found_stands_in_the_last_line():
    seen = 0
    for messages in conversations("lists"):
        if "Which of these numbers are" in messages[0]["content"] and not messages[1]["content"].startswith("None"):
            seen += 1
            assert ints(messages[1]["think"].splitlines()[-1].split(":")[1]) == ints(messages[1]["content"])
    assert seen


def test_repetition():
    asked = set()
    for question, answer in exchanges("repetition"):
        ask, said = question.split(": ", 1)
        asked.add(ask)
        written = said.replace(", ", " ").split(" ")
        if ask == "Write each on a line of its own":
            assert answer.split("\n") == written
        elif ask == "Put each in quotes":
            assert json.loads(f"[{answer.replace(' ', ', ')}]") == written
        elif ask == "Take the quotes away":
            assert [f'"{line.removeprefix("- ")}"' for line in answer.split("\n")] == written
        else:
            assert answer == said
    assert len(asked) == 7


def test_tool_calls_fit_their_definition():
    kinds = {"string": str, "integer": int, "boolean": bool}
    for messages in conversations("tool-calls"):
        offered = {tool["name"]: tool["parameters"] for tool in messages[0]["tools"]}
        for call in messages[1].get("tool_calls", []):
            properties = offered[call["name"]]["properties"]
            assert set(call["arguments"]) == set(offered[call["name"]]["required"])
            assert all(type(value) is kinds[properties[key]["type"]] for key, value in call["arguments"].items())
            assert all(str(v).lower() in messages[0]["content"].lower() for v in call["arguments"].values() if type(v) is not bool)


def test_what_is_held_out_is_never_trained_on():
    for task in TASKS.values():
        rng = Random(f"split {task.name}")
        for _ in range(100):
            messages = sample(task, rng, False)
            reply = next(m for m in messages if m["role"] == "assistant")
            assert not task.split or not held_out(messages) and solution(reply) not in asked_solutions()
    assert len(asked_solutions()) > 1000
    for row in problems(5, 7):
        if row["heldOut"]:
            assert held_out(row["messages"])
        if row["task"] == "tool-calls":
            assert row["toolCalls"]
        if row["task"] == "recall":
            assert len(re.findall(r"The [a-z ]+ of", row["messages"][0]["content"].rsplit(". ", 1)[0])) == 14


def test_what_is_asked_is_what_the_tasks_draw():
    """Otherwise the evaluation's problems could be trained in other words, because the tasks' steps would differ from the file's."""
    asked = [json.loads(line) for line in ASKED.read_text().splitlines()]
    assert asked == problems(100, 2026)


def test_a_conversation_renders_as_the_model_reads_it():
    messages = [{"role": "system", "content": "S"}, {"role": "user", "content": "Hi"}, {"role": "assistant", "think": "T", "content": "A"}]
    text = "".join(t for t, _ in chat.render(messages))
    assert text == ("<begin_of_document><beginning_of_sentence>system ai_setting=assistant\nS<end_of_sentence>\n<beginning_of_sentence>user name=user\nHi<end_of_sentence>\n"
                    "<beginning_of_sentence>ai name=assistant\n<think>\nT\n</think>\n\nA<end_of_sentence>\n")
    assert [t for t, learnt in chat.render(messages) if learnt] == ["<think>\nT\n</think>\n\nA<end_of_sentence>"]
