"""The parts of every task: a question, worked steps and a computed answer."""

from random import Random

NAMES = ("Ann Ben Cara Dan Eva Finn Gus Hana Ivan Jane Kai Lena Max Nina Omar Pia Quinn Rosa Sam Tom Uma Vera Will Yara Zoe "
         "Leo Mia Noah Ruby Theo").split()


def turn(question: str, answer: str, think: str | None = None) -> list[dict]:
    """One exchange. `think` is what the model writes inside <think>…</think> first."""
    reply = {"role": "assistant", "content": answer}
    if think is not None:
        reply["think"] = think
    return [{"role": "user", "content": question}, reply]


def number(rng: Random, digits: int) -> int:
    """A number of 1 to `digits` digits, every length equally likely."""
    length = rng.randint(1, digits)
    return rng.randint(0 if length == 1 else 10 ** (length - 1), 10 ** length - 1)
