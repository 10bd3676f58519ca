"""Sorting, choosing, adding up and turning lists round."""

from random import Random

from .columns import add_columns
from .turns import number, turn


def lists(rng: Random, words: list[str]) -> list[dict]:
    return rng.choice([sort_numbers, sort_numbers, extreme, extreme, total, even, sort_words, reverse])(rng, words)


def sort_numbers(rng: Random, _words: list[str]) -> list[dict]:
    """The smallest of what is left, and what is left after it, a line each."""
    xs = [number(rng, 2) for _ in range(rng.randint(3, 7))]
    left, lines = list(xs), []
    while len(left) > 1:
        least = min(left)
        left.remove(least)
        lines.append(f"{least}: {' '.join(map(str, left))}")
    down = rng.random() < 0.25
    ask = rng.choice(["Sort {} from large to small.", "Put {} in decreasing order."] if down else ["Sort these numbers: {}.", "Put {} in increasing order.", "Sort: {}", "Sort {}."])
    return turn(ask.format(", ".join(map(str, xs))), ", ".join(map(str, sorted(xs, reverse=down))), "\n".join(lines))


def extreme(rng: Random, _words: list[str]) -> list[dict]:
    """Every number with the largest, or smallest, so far."""
    xs = [number(rng, 2) for _ in range(rng.randint(3, 7))]
    most, name = rng.choice([(max, "largest"), (min, "smallest")])
    so_far = [f"{x}: {most(xs[: i + 1])}" for i, x in enumerate(xs)]
    ask = rng.choice(["Which is the {1} of {0}?", "What is the {1} number in this list: {0}?", "Find the {1} of {0}."])
    return turn(ask.format(", ".join(map(str, xs)), name), f"{most(xs)} is the {name}.", "\n".join(so_far))


def total(rng: Random, _words: list[str]) -> list[dict]:
    xs = [number(rng, 2) for _ in range(rng.randint(3, 5))]
    result, lines = xs[0], []
    for x in xs[1:]:
        lines.append(f"{result} + {x}:\n{add_columns(result, x)}")
        result += x
    ask = rng.choice(["What is the sum of {}?", "Add up {}."])
    return turn(ask.format(", ".join(map(str, xs))), f"The sum is {result}.", "\n".join(lines))


def even(rng: Random, _words: list[str]) -> list[dict]:
    """Whether every number is what is looked for, and which have been found so far."""
    xs = [number(rng, 2) for _ in range(rng.randint(3, 7))]
    odd = rng.random() < 0.3
    kept = [x for x in xs if x % 2 == odd]
    name = "odd" if odd else "even"
    found: list[str] = []
    lines = []
    for x in xs:
        found += [str(x)] if x % 2 == odd else []
        lines.append(" ".join([f"{name} {x} {'yes' if x % 2 == odd else 'no'}:", *found]))
    return turn(f"Which of these numbers are {name}: {', '.join(map(str, xs))}?", ", ".join(map(str, kept)) if kept else f"None of them is {name}.", "\n".join(lines))


def sort_words(rng: Random, words: list[str]) -> list[dict]:
    """Words of different beginnings, so that two letters decide: spelled after the word, and before it where they find it again.
    Each word follows a blank, as it does in the question: to the tokenizer it is another word without."""
    count, chosen = rng.randint(3, 6), {}
    while len(chosen) < count:
        word = rng.choice(words)
        chosen.setdefault(word[:2], word)
    given = list(chosen.values())
    rng.shuffle(given)
    think = "\n".join(f"- {w}: {w[0]} {w[1]} {w}" for w in given) + "\n\n" + "\n".join(f"{w[0]} {w[1]} {w}" for w in sorted(given))
    ask = rng.choice(["Sort these words alphabetically: {}.", "Put these words in alphabetical order: {}."])
    return turn(ask.format(", ".join(given)), ", ".join(sorted(given)), think)


def reverse(rng: Random, words: list[str]) -> list[dict]:
    given = rng.sample(words, rng.randint(3, 6)) if rng.random() < 0.7 else [str(number(rng, 2)) for _ in range(rng.randint(3, 7))]
    ask = rng.choice(["Repeat this list backwards: {}.", "Reverse this list: {}."])
    return turn(ask.format(", ".join(given)), ", ".join(reversed(given)))


def repetition(rng: Random, words: list[str], most: int = 36, hard: bool = True) -> list[dict]:
    """Saying the same again, up to `most` words or numbers: the skill that all others lean on. Where it is `hard`, numbers are up
    to 12 digits long, or of few digits that come again and again, so that where one stands tells from what it follows; and words may
    lose the blank before them, or get one, without which they are other tokens, as they are where a thought, a call or a line begins with one."""
    count = rng.randint(1, most)
    if rng.random() < 0.6:
        given = rng.sample(words, count)
    elif hard and rng.random() < 0.4:
        given = [alike(rng) for _ in range(count)]
    else:
        digits = rng.choice([4, 12]) if hard else 4
        given = [str(number(rng, digits)) for _ in range(count)]
    said = rng.choice([" ", ", "]).join(given)
    if hard and rng.random() < 0.6:
        quoted = " ".join(f'"{x}"' for x in given)
        return rng.choice([
            turn(f"Write each on a line of its own: {said}", "\n".join(given)),
            turn(f"Put each in quotes: {said}", quoted),
            turn(f"Take the quotes away: {quoted}", "\n".join(f"- {x}" for x in given))])
    return turn(rng.choice(["Repeat after me: {}", "Say: {}", "Write this again: {}", "Copy this: {}"]).format(said), said)


def alike(rng: Random) -> str:
    """3 to 8 digits, of two or three different ones."""
    return "".join(rng.choices(rng.sample("0123456789", rng.randint(2, 3)), k=rng.randint(3, 8)))
