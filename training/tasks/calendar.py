"""Clocks, days, months and units of measure."""

from datetime import date, timedelta
from random import Random

from .columns import divide_steps, multiply_steps
from .turns import turn

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
UNITS = [("kilometres", "metres", 1000), ("metres", "centimetres", 100), ("centimetres", "millimetres", 10), ("kilograms", "grams", 1000),
         ("litres", "millilitres", 1000), ("hours", "minutes", 60), ("minutes", "seconds", 60), ("days", "hours", 24), ("weeks", "days", 7),
         ("years", "months", 12), ("dozens", "items", 12)]


def clock(rng: Random, _words: list[str]) -> list[dict]:
    hour, minute = rng.randint(0, 23), rng.choice(range(0, 60, 5))
    later = rng.choice([10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120])
    total = minute + later
    steps = [f"{minute} + {later} = {total}"]
    carried = total // 60
    if carried:
        steps.append(f"{total} min = {carried} h {total % 60} min")
        steps.append(f"{hour} + {carried} = {hour + carried}" + (f", {hour + carried} - 24 = {hour + carried - 24}" if hour + carried >= 24 else ""))
    end = f"{(hour + carried) % 24:02d}:{total % 60:02d}"
    return turn(f"It is {hour:02d}:{minute:02d}. What time is it in {later} minutes?", f"It will be {end}.", "\n".join(steps))


def dates(rng: Random, _words: list[str]) -> list[dict]:
    kind = rng.randrange(4)
    if kind <= 1:
        i, n = rng.randrange(7), rng.randint(1, 30)
        think = f"{n} / 7 = {n // 7} r {n % 7}\n" + " ".join([DAYS[i], *(f"{j} {DAYS[(i + j) % 7]}" for j in range(1, n % 7 + 1))])
        return turn(f"Today is {DAYS[i]}. What day is it in {n} days?", DAYS[(i + n) % 7] + ".", think)
    if kind == 2:
        i, after = rng.randrange(12), rng.random() < 0.5
        return turn(f"Which month comes {'after' if after else 'before'} {MONTHS[i]}?", MONTHS[(i + (1 if after else -1)) % 12] + ".")
    today = date(2024, 1, 1) + timedelta(days=rng.randrange(1400))
    tomorrow = today + timedelta(days=1)
    month = MONTHS[today.month - 1]
    length = (date(today.year + today.month // 12, today.month % 12 + 1, 1) - timedelta(days=1)).day
    return turn(f"What is the day after {month} {today.day}, {today.year}?", f"{MONTHS[tomorrow.month - 1]} {tomorrow.day}, {tomorrow.year}",
                f"{month} {today.year} has {length} days")


def units(rng: Random, _words: list[str]) -> list[dict]:
    big, small, factor = rng.choice(UNITS)
    n = rng.randint(1, 40)
    amount = n * factor
    zeros = len(str(factor)) - len(str(factor).rstrip("0"))
    digits = factor // 10 ** zeros
    if rng.random() < 0.5:
        steps = [f"1 of {big} = {factor} {small}"]
        if digits > 1:
            steps.append(multiply_steps(n, digits))
        if zeros:
            steps.append(f"{n} x {factor} = {amount}")
        return turn(rng.choice(["Convert {} {} to {}.", "How much is {} {} in {}?"]).format(n, big, small), f"{n} {big} = {amount} {small}", "\n".join(steps))
    steps = [f"{factor} {small} = 1 of {big}"]
    if zeros:
        steps.append(f"{amount} / {factor} = {amount // 10 ** zeros} / {digits}")
    if digits > 1:
        steps.append(divide_steps(amount // 10 ** zeros, digits))
    steps.append(f"{amount} / {factor} = {n}")
    return turn(rng.choice(["Convert {} {} to {}.", "How many {2} are {0} {1}?"]).format(amount, small, big), f"{amount} {small} = {n} {big}", "\n".join(steps))
