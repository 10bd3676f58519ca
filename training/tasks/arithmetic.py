"""Sums, differences, products, quotients, sequences and facts about numbers."""

from random import Random

from .columns import add_columns, divide_steps, multiply_steps, subtract_columns
from .turns import number, turn

ASK = ["What is {}?", "{} =", "Compute {}.", "Please calculate {}.", "How much is {}?", "Can you work out {}?", "{}"]


def addition(rng: Random, _words: list[str]) -> list[dict]:
    a, b = number(rng, 4), number(rng, 4)
    total = f"{a} + {b} = {a + b}"
    return turn(rng.choice(ASK).format(f"{a} + {b}"), total, f"{add_columns(a, b)}\n{total}")


def subtraction(rng: Random, _words: list[str]) -> list[dict]:
    a, b = sorted((number(rng, 4), number(rng, 4)), reverse=True)
    total = f"{a} - {b} = {a - b}"
    return turn(rng.choice(ASK).format(f"{a} - {b}"), total, f"{subtract_columns(a, b)}\n{total}")


def multiplication(rng: Random, _words: list[str]) -> list[dict]:
    a, b = number(rng, 3), number(rng, 2)
    sign = rng.choice(["x", "x", "*", "times"])
    return turn(rng.choice(ASK).format(f"{a} {sign} {b}"), f"{a} x {b} = {a * b}", multiply_steps(a, b))


def division(rng: Random, _words: list[str]) -> list[dict]:
    b, quotient = rng.randint(2, 12), rng.randint(1, 80)
    rest = rng.choice([0, 0, rng.randint(0, b - 1)])
    a = b * quotient + rest
    answer = f"{a} / {b} = {quotient}" + (f" remainder {rest}" if rest else "")
    ask = rng.choice(["What is {} divided by {}?", "{} / {}", "Divide {} by {}.", "What is {} / {}?"])
    return turn(ask.format(a, b), answer, f"{divide_steps(a, b)}\n{answer}")


def sequences(rng: Random, _words: list[str]) -> list[dict]:
    start, step = rng.randint(0, 40), rng.randint(2, 12)
    if rng.random() < 0.25:
        factor = rng.randint(2, 3)
        xs = [max(1, start % 7) * factor ** i for i in range(6)]
        think = f"{xs[1]} / {xs[0]} = {factor}\n{multiply_steps(xs[4], factor)}"
    else:
        xs = [start + step * i for i in range(6)]
        if rng.random() < 0.3:
            xs.reverse()
            think = f"{xs[0]} - {xs[1]} = {step}\n{subtract_columns(xs[4], step)}\n{xs[4]} - {step} = {xs[5]}"
        else:
            think = f"{xs[1]} - {xs[0]} = {step}\n{add_columns(xs[4], step)}\n{xs[4]} + {step} = {xs[5]}"
    listed = ", ".join(map(str, xs[:5]))
    return turn(rng.choice(["What comes next: {}, ...?", "Which number comes next? {}, ...", "Continue: {}, ..."]).format(listed), f"{xs[5]}", think)


def number_facts(rng: Random, _words: list[str]) -> list[dict]:
    kind = rng.randrange(5)
    n, m, k = rng.randint(1, 200), rng.randint(1, 999), rng.randint(1, 999)
    if kind == 0:
        return turn(f"Is {m} even or odd?", f"{m} is {'odd' if m % 2 else 'even'}.", f"the last digit of {m} is {m % 10}")
    if kind == 1:
        return prime(n)
    if kind == 2:
        think = f"{m} has {len(str(m))} digits, {k} has {len(str(k))}"
        return turn(f"Which is larger, {m} or {k}?", "They are equal." if m == k else f"{max(m, k)} is larger.", think)
    if kind == 3:
        return greatest_common_divisor(rng.randint(2, 60), rng.randint(2, 60))
    up = m % 10 >= 5
    return turn(f"Round {m} to the nearest ten.", f"{(m + 5) // 10 * 10}", f"the last digit is {m % 10}, so round {'up' if up else 'down'}")


def prime(n: int) -> list[dict]:
    question = f"Is {n} a prime number?"
    if n < 2:
        return turn(question, f"No, {n} is not prime.", f"{n} is less than 2")
    lines = []
    for p in (2, 3, 5, 7, 11, 13):
        if p * p > n:
            break
        lines.append(f"{n} / {p}: {n // p} r {n % p}")
        if n % p == 0:
            return turn(question, f"No, {n} is not prime: {n} = {p} x {n // p}.", "\n".join(lines))
    return turn(question, f"Yes, {n} is prime.", "\n".join(lines) or f"{n} is small and has no divisor")


def greatest_common_divisor(a: int, b: int) -> list[dict]:
    lines, x, y = [], a, b
    while y:
        lines.append(f"{x} mod {y} = {x % y}")
        x, y = y, x % y
    return turn(f"What is the greatest common divisor of {a} and {b}?", f"{x}", "\n".join(lines))
