"""The scripted conversations of the evaluation: three turns each, with what every reply must say and must not say.

python training/conversations.py --out training/evaluate/conversations.jsonl

They share no sentence with tasks/talk.py, which a test checks. The right replies follow from the
conversation alone, or from what the model is, so they cannot be memorized from training.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from run_state import whole

COUNT = 20
"""Conversations of each kind."""
NAMES = "Ada Bruno Carmen Dario Edith Frida Gaston Heidi Igor Judith Karim Lotte Mateo Nadia Otto Petra Ramona Silas Tilda Viktor".split()
TOWNS = "Zurich Lisbon Oslo Cairo Vienna Toronto Dublin Prague Nairobi Helsinki Sydney Madrid Warsaw Athens Bern Rome Tokyo Paris London Berlin".split()
COLOURS = "red blue green yellow purple orange black white pink brown".split()
FOODS = "pizza soup pasta rice cheese pancakes chocolate salad apples noodles".split()
HOBBIES = "chess swimming painting football cooking tennis singing hiking dancing fishing".split()
PETS = "dog cat rabbit hamster parrot turtle horse goldfish".split()
JOBS = "pilot doctor teacher baker farmer painter nurse singer".split()
NO_BODY = ["I ate", "I slept", "I am a human", "I am human", "I am a person", "my mother", "my house", "my wife", "my husband", "my job"]
"""Phrases that no program can truthfully say of itself."""
NOT_KNOWN = ["not told", "do not know", "don't know", "not said", "did not tell", "didn't tell"]
Turn = tuple[str, list[list[str]], list[str]]


def others(values: list[str], right: str) -> list[str]:
    return [v for v in values if v != right]


def small(rng: Random) -> Turn:
    """A turn in between, unrelated to the facts."""
    return rng.choice([
        ("Wow, it rained all night over here.", [], NO_BODY), ("I baked two loaves this morning.", [], NO_BODY), ("We painted our fence last weekend.", [], NO_BODY),
        ("My neighbour plays the trumpet quite loudly.", [], NO_BODY), ("Such a lovely evening, isn't it?", [], NO_BODY), ("I am waiting for the kettle to boil.", [], NO_BODY)])


def name_later(rng: Random) -> list[Turn]:
    name = rng.choice(NAMES)
    hello = rng.choice(["Good day! The name's {}.", "Hey, {} here.", "Hello there, this is {} speaking.", "Greetings, everybody knows me as {}."])
    ask = rng.choice(["Do you still know what I'm called?", "So what was my name again?", "Which name did I give you?"])
    return [(hello.format(name), [[name]], others(NAMES, name)), small(rng), (ask, [[name]], [*others(NAMES, name), *NOT_KNOWN])]


def liked_later(rng: Random) -> list[Turn]:
    what, values, tell, ask = rng.choice([
        ("colour", COLOURS, "If I could, I would paint everything {}, it is the colour I adore.", "Can you name the colour I adore?"),
        ("food", FOODS, "Nothing tastes better to me than {}.", "And what tastes best to me?"),
        ("hobby", HOBBIES, "Every Saturday I go {hobby}, it is my great passion: {}.", "What is my great passion?")])
    value = rng.choice(values)
    said = tell.replace("I go {hobby}, it is my great passion: {}", "{} is my great passion").format(value)
    return [(said[0].upper() + said[1:], [], NO_BODY), small(rng), (ask, [[value]], [*others(values, value), *NOT_KNOWN])]


def two_facts(rng: Random) -> list[Turn]:
    name, town = rng.choice(NAMES), rng.choice(TOWNS)
    tell = rng.choice(["{} it is, and home means {} for me.", "{} is my name, and {} is my town.", "Hi! {} from {} here.", "I'm {}, living in {} since last spring."])
    first, second = ("So which town is mine?", [[town]], [*others(TOWNS, town), *NOT_KNOWN]), ("And how am I called?", [[name]], [*others(NAMES, name), *NOT_KNOWN])
    if rng.random() < 0.5:
        first, second = second, first
    return [(tell.format(name, town), [[name, town]], [*others(NAMES, name), "in a band"]), first, second]


def corrected(rng: Random) -> list[Turn]:
    old, new = rng.sample(TOWNS, 2)
    return [(f"My flat is in {old}.", [], NO_BODY), (rng.choice([f"Oh no, I meant to write {new}, not {old}.", f"Silly me, it is {new} and not {old}."]), [[new]], ["you live in " + old]),
            (rng.choice(["Where is my flat, then?", "So in which town is my flat?"]), [[new]], [old, *NOT_KNOWN])]


def never_told(rng: Random) -> list[Turn]:
    name = rng.choice(NAMES)
    ask, values = rng.choice([("Guess where my home town lies?", TOWNS), ("And my favourite colour, which one is it?", COLOURS), ("Do you happen to know my age?", [str(n) for n in range(5, 90)])])
    return [(f"Good evening, {name} speaking.", [[name]], others(NAMES, name)), (ask, [NOT_KNOWN], values), ("But my name you do know, don't you?", [[name]], [*others(NAMES, name), *NOT_KNOWN])]


def its_nature(rng: Random) -> list[Turn]:
    asked: list[Turn] = [
        ("Be honest: is there a human typing your answers?", [["model", "program", "no"]], NO_BODY), ("What sort of thing am I chatting with?", [["model", "program"]], NO_BODY),
        ("Does my text travel to some company?", [["no", "device", "browser", "stays"]], ["yes", "we store"]), ("What did you have for breakfast?", [["program", "model", "body", "do not eat"]], NO_BODY),
        ("Did anything hurt you lately?", [["program", "model", "feelings", "no"]], NO_BODY), ("On whose computer are you working at this moment?", [["your", "device", "browser"]], NO_BODY),
        ("Are your replies free of errors?", [["mistakes", "check", "no", "often"]], ["yes, always"]), ("How many parameters are inside you?", [["55"]], NO_BODY)]
    return rng.sample(asked, 3)


def cannot_do(rng: Random) -> list[Turn]:
    refusals = [["cannot", "can't", "not able", "only read and write", "no", "only write"]]
    asked = [("Would you kindly water my tomatoes?", ["I watered", "done", "I will"]), ("Ring up my dentist and move the appointment.", ["I called", "done", "I will"]),
             ("Transfer fifty euros to my cousin.", ["done", "I have sent", "transferred"]), ("Take a photo of the sunset.", ["here is the photo", "done"]),
             ("Read me today's headlines.", ["today's headlines are", "here are the headlines"]), ("Drive me to the airport at six.", ["I will drive", "let's go", "done"])]
    return [(say, refusals if "headlines" not in say else [["cannot", "can't", "do not know", "don't know", "no"]], bans) for say, bans in rng.sample(asked, 3)]


def nonsense(rng: Random) -> list[Turn]:
    puzzled = [["sense", "understand", "other words", "another way", "not know", "no answer"]]
    asked = ["Which leg of the rainbow snores?", "How loud is a triangle on holiday?", "Flurb wexi dop nakka?", "When will my pillow finish its homework?", "Is Wednesday heavier than butter?", "Qwop zibber trun?"]
    first, second = rng.sample(asked, 2)
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return [(first, puzzled, []), (second, puzzled, []), (f"Fine, something with sense: {a} + {b}?", [[str(a + b)]], [])]


def few_words(rng: Random) -> list[Turn]:
    """The user mentions a fact in a few words, and asks for it later."""
    pet, job = rng.choice(PETS), rng.choice(JOBS)
    return [(f"At my place a {pet} runs the show, it is my pet.", [], NO_BODY), (f"Some day you will see me working as a {job}.", [], NO_BODY),
            rng.choice([("Which pet runs the show at my place?", [[pet]], [*others(PETS, pet), *NOT_KNOWN]), ("As what do I hope to work?", [[job]], [*others(JOBS, job), *NOT_KNOWN])])]


def a_sum_between(rng: Random) -> list[Turn]:
    name, a, b = rng.choice(NAMES), rng.randint(11, 60), rng.randint(11, 60)
    return [(f"Hello you, I go by {name}.", [[name]], others(NAMES, name)), (rng.choice([f"Quickly, {a} and {b} make how much?", f"Tell me, {a} + {b}?"]), [[str(a + b)]], []),
            ("Splendid. And the name I go by is?", [[name]], [*others(NAMES, name), *NOT_KNOWN])]


KINDS: dict[str, Callable[[Random], list[Turn]]] = {
    "a name, two turns later": name_later, "what they like, two turns later": liked_later, "two facts at once": two_facts, "a correction": corrected, "what was never told": never_told,
    "what the model is": its_nature, "what it cannot do": cannot_do, "nonsense": nonsense, "what was told in passing": few_words, "a sum between": a_sum_between}


def conversations(seed: int = 2026) -> list[dict]:
    """COUNT different conversations of each kind."""
    rows: list[dict] = []
    for kind, make in KINDS.items():
        rng, seen = Random(f"{seed} {kind}"), set()
        while len(seen) < COUNT:
            turns = make(rng)
            said = json.dumps(turns)
            if said not in seen:
                seen.add(said)
                rows.append({"kind": kind, "turns": [{"says": says, "expects": expects, "bans": bans} for says, expects, bans in turns]})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    with whole(args.out) as written:
        Path(written).write_text("".join(json.dumps(row) + "\n" for row in conversations()))


if __name__ == "__main__":
    main()
