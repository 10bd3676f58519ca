"""Short stories with a question: sums in words, who is where, who is tallest, and what was said before."""

from random import Random

from .columns import add_columns, divide_steps, multiply_steps, subtract_columns
from .turns import NAMES, turn

THINGS = ("apples pears plums books pens coins stamps shells marbles cards cookies stickers balls cups hats socks keys boxes flowers stones "
          "eggs fish birds toys beads leaves").split()
PLACES = "kitchen garden school park shop library office barn attic beach station market museum bathroom bedroom hallway".split()
COLOURS = "red blue green yellow black white brown pink purple orange grey".split()
ORDERS = [("taller", "tallest", "shortest"), ("older", "oldest", "youngest"), ("faster", "fastest", "slowest"), ("heavier", "heaviest", "lightest"),
          ("stronger", "strongest", "weakest")]


def plus(a: int, b: int) -> str:
    return f"{a} + {b}:\n{add_columns(a, b)}\n{a} + {b} = {a + b}"


def minus(a: int, b: int) -> str:
    return f"{a} - {b}:\n{subtract_columns(a, b)}\n{a} - {b} = {a - b}"


def word_problems(rng: Random, _words: list[str]) -> list[dict]:
    name, other = rng.sample(NAMES, 2)
    things = rng.choice(THINGS)
    a, b, c = rng.randint(2, 99), rng.randint(2, 60), rng.randint(2, 30)
    kind = rng.randrange(7)
    if kind == 0:
        get = rng.choice(["finds", "buys", "gets", "picks"])
        return turn(f"{name} has {a} {things} and {get} {b} more. How many {things} does {name} have now?", f"{name} has {a + b} {things}.", plus(a, b))
    if kind == 1:
        a, b = max(a, b), min(a, b)
        give = rng.choice([f"gives {b} to {other}", f"loses {b}", f"sells {b} to {other}"])
        return turn(f"{name} has {a} {things} and {give}. How many {things} are left?", f"{name} has {a - b} {things} left.", minus(a, b))
    if kind == 2:
        a, b = rng.randint(2, 12), rng.randint(2, 12)
        things = "cards" if things == "boxes" else things
        return turn(f"There are {a} boxes with {b} {things} in each. How many {things} are there in all?", f"There are {a * b} {things} in all.", multiply_steps(b, a))
    if kind == 3:
        share, friends = rng.randint(2, 12), rng.randint(2, 10)
        whole = share * friends
        return turn(f"{name} shares {whole} {things} equally among {friends} friends. How many {things} does each friend get?",
                    f"Each friend gets {share} {things}.", f"{whole} / {friends}:\n{divide_steps(whole, friends)}\n{whole} / {friends} = {share}")
    if kind == 4:
        c = min(c, a + b)
        return turn(f"{name} has {a} {things}, buys {b} more and then loses {c}. How many {things} does {name} have?", f"{name} has {a + b - c} {things}.",
                    f"{plus(a, b)}\n{minus(a + b, c)}")
    if kind == 5:
        return turn(f"{name} has {a} {things} and {other} has {b}. How many {things} do they have together?", f"Together they have {a + b} {things}.", plus(a, b))
    price, count = rng.randint(2, 9), rng.randint(2, 12)
    cost = price * count
    return turn(f"{name} buys {count} {things} for {price} dollars each and pays with {cost + c} dollars. How much change does {name} get?",
                f"{name} gets {c} dollars back.", f"{multiply_steps(count, price)}\n{minus(cost + c, cost)}")


def who_is_where(rng: Random, _words: list[str]) -> list[dict]:
    """Questions may be about everybody who moved, one after the other. The thought lists all moves in order, because small models
    learn copying best, and the last move of a name is then near."""
    names = rng.sample(NAMES, rng.randint(2, 4))
    moves: list[tuple[str, str]] = []
    lines = []
    for _ in range(rng.randint(3, 8)):
        name, place = rng.choice(names), rng.choice(PLACES)
        moves.append((name, place))
        lines.append(f"{name} {rng.choice(['went to', 'walked to', 'moved to', 'ran to'])} the {place}.")
    chat: list[dict] = []
    last = dict(moves)
    thought = ", ".join(f"{name} {place}" for name, place in moves)
    asked = rng.sample(list(last), rng.randint(1, len(last)))
    for name in asked:
        question = f"Where is {name}?" if not chat else rng.choice([f"Where is {name}?", f"And where is {name}?", f"And {name}?"])
        if not chat:
            question = " ".join(lines) + " " + question
        chat += turn(question, f"{name} is in the {last[name]}.", thought)
    return chat


def comparisons(rng: Random, _words: list[str]) -> list[dict]:
    names = rng.sample(NAMES, rng.randint(3, 5))
    adjective, most, least = rng.choice(ORDERS)
    statements = [f"{a} is {adjective} than {b}." for a, b in zip(names, names[1:])]
    rng.shuffle(statements)
    name, which = (names[0], most) if rng.random() < 0.5 else (names[-1], least)
    return turn(" ".join(statements) + f" Who is the {which}?", f"{name} is the {which}.", " > ".join(names))


MOST_FACTS = 14


def recall(rng: Random, words: list[str], facts: int | None = None) -> list[dict]:
    """Facts, by default 2 to MOST_FACTS, then questions about them, whose answers are in the earlier text."""
    names = rng.sample(NAMES, facts or rng.randint(2, MOST_FACTS))
    kind = rng.randrange(3)
    what = ["favourite colour", "code", "secret word"][kind]
    values = [[lambda: rng.choice(COLOURS), lambda: str(rng.randint(10, 9999)), lambda: rng.choice(words)][kind]() for _ in names]
    said = " ".join(f"The {what} of {name} is {value}." for name, value in zip(names, values))
    chat: list[dict] = []
    for i in rng.sample(range(len(names)), min(rng.randint(1, 10), len(names))):
        question = f"What is the {what} of {names[i]}?"
        if not chat:
            question = f"{rng.choice(['Remember this.', 'Please remember:', 'Keep this in mind.'])} {said} {question}"
        elif rng.random() < 0.3:
            question = f"And of {names[i]}?"
        chat += turn(question, f"The {what} of {names[i]} is {values[i]}.")
    return chat
