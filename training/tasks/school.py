"""What the tasks of a primary school share: people, things, worked steps, and a task from kinds of problems."""

from collections.abc import Callable
from random import Random

from .columns import divide_steps, multiply_steps
from .grammar import Problem, Wording, exchange
from .stories import plus
from .turns import NAMES

Kind = Callable[[Random, list[str]], Problem]
PEOPLE = NAMES + ("Maria Peter Sara Ali Emma Lucas Anna Liam Olivia Paul Julia David Sofia Jack Lucy Ahmed Grace Henry Ella Oscar Nora Felix "
                  "Clara Simon Amy Jonas Ida Marco Priya Chen Fatima Kenji Molly Ravi").split()
THINGS = ("apples pears oranges plums books pens pencils coins stamps shells marbles cards cookies stickers balloons cups hats socks keys flowers stones eggs "
          "toys beads sweets lemons bananas tickets photos bricks buttons crayons nuts muffins cherries candles roses cars blocks").split()


def plus_steps(numbers: list[int]) -> str:
    total, lines = numbers[0], []
    for n in numbers[1:]:
        lines.append(plus(total, n))
        total += n
    return "\n".join(lines)


def times(a: int, b: int) -> str:
    return multiply_steps(a, b)


def over(a: int, b: int) -> str:
    """a / b, and what is left over if anything is."""
    rest = f" r {a % b}" if a % b else ""
    return f"{a} / {b}:\n{divide_steps(a, b)}\n{a} / {b} = {a // b}{rest}"


def number(asked: Wording, values: dict, n: int, answer: str, think: str | None, few: bool = False) -> Problem:
    """A problem whose bare answer is a number; `answer` has {} for it."""
    return Problem(asked, values, answer.format(n), str(n), think, few)


def choice(asked: Wording, values: dict, word: str, answer: str, think: str | None = None, few: bool = False) -> Problem:
    """A problem whose bare answer is a word or several; `answer` has {} for it."""
    said = answer.format(word)
    return Problem(asked, values, said[0].upper() + said[1:], word, think, few)


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def conversation(kinds: list[Kind], rng: Random, words: list[str], held_out: bool = False) -> list[dict]:
    return exchange(rng.choice(kinds)(rng, words), rng, held_out)

