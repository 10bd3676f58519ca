"""The school tasks: every answer is computed again from the problem's values, in another way than the generator's."""

import math
import re
import statistics
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from answers import check
from problems import WORDS
from tasks import SCHOOL, school_measures, school_numbers, school_space, school_things, school_words
from tasks.calendar import DAYS, MONTHS
from tasks.grammar import SMALL, TENS
from tasks.knowledge import OPPOSITES

KINDS = {kind.__name__: kind for kinds in SCHOOL.values() for kind in kinds}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
COMPASS = ["north", "east", "south", "west"]


def ints(text):
    return [int(x) for x in re.findall(r"-?\d+", str(text))]


def from_words(said: str) -> int:
    """The number spelled "three hundred and forty-two", read from the left."""
    total = 0
    for word in said.replace("-", " ").replace(" and ", " ").split():
        total = total * 100 if word == "hundred" else total + (SMALL.index(word) if word in SMALL else 20 + 10 * TENS.index(word))
    return total


def clock(text):
    return datetime.strptime(text, "%H:%M")


def turned(d, w):
    """Step by step around the compass."""
    way = -1 if "left" in w else 1
    steps = 2 if "twice" in w or w == "around" else 3 if "three" in w else 1
    at = COMPASS.index(d)
    for _ in range(steps):
        at = (at + way) % 4
    return COMPASS[at]


def continued(xs, period):
    """Letters, repeating names, or days and months: finds the rule that fits all given elements."""
    row = xs.split(", ")
    if period:
        return row[len(row) - period]
    for names in (DAYS, MONTHS, [x for x in ALPHABET], [x.upper() for x in ALPHABET]):
        for step in range(-5, 6):
            if all(x in names for x in row) and all(names[(names.index(a) + step) % len(names)] == b for a, b in zip(row, row[1:])):
                return names[(names.index(row[-1]) + step) % len(names)]


def filled(xs):
    """The number that makes all steps equal."""
    row = [int(x) if x.isdigit() else None for x in xs.split(", ")]
    return next(n for n in range(200) if len({b - a for a, b in zip([n if x is None else x for x in row], [n if x is None else x for x in row][1:])}) == 1)


LENGTHS = {(u, v): int(k) for u, v, k in (x.split() for x in school_measures.LENGTHS)}


def amount(text):
    """Meters, grams and so on in the smallest unit."""
    n, unit = text.split()
    kilo = {"kilometres": 10**6, "metres": 1000, "centimetres": 10, "millimetres": 1, "kilograms": 1000, "grams": 1, "litres": 1000, "millilitres": 1}
    return int(n) * kilo[unit]


def odd_one(xs):
    given = re.split(r", | or | and |,? (?:or|and) ", xs)
    for kind in school_things.KIND_OF.values():
        inside = [x for x in given if x in kind]
        if len(inside) == 3:
            return next(x for x in given if x not in kind)


def words_of(xs):
    return re.split(r", | or | and ", xs)


def owners(text):
    """(owner, color, thing) of every sentence of a passage, in any wording."""
    said = re.findall(r"(\w+) (?:has|owns) an? (\w+) (\w+)\.|The (\w+) (\w+) belongs to (\w+)\.", text)
    return [(a, b, c) if a else (f, d, e) for a, b, c, d, e, f in said]


def roman(text):
    """Reads from the right; a smaller numeral before a larger one is subtracted."""
    total = last = 0
    for n in ({"I": 1, "V": 5, "X": 10, "L": 50}[x] for x in reversed(text)):
        total, last = (total - n, last) if n < last else (total + n, n)
    return total


def judged(s):
    if match := re.fullmatch(r"(\d+) is an? (even|odd) number\.", s):
        return int(match[1]) % 2 == ["even", "odd"].index(match[2])
    a, b, *c = ints(s)
    return a > b if "larger" in s else c[0] == (a + b if "+" in s else sum([a] * b))


def coins(v):
    worth = {"penny": 1, "pennies": 1, "nickel": 5, "nickels": 5, "dime": 10, "dimes": 10, "quarter": 25, "quarters": 25}
    return sum([worth[v["s"]]] * v["a"] + [worth[v["t"]]] * v["b"])


EXPECTED = {
    "cents": lambda v: f"${Decimal(v['a']) + Decimal(v['b'])}",
    "cents_left": lambda v: f"${Decimal(v['a']) - Decimal(v['b'])}",
    "temperature": lambda v: next(n for n in range(-50, 80) if n - int(v["a"]) == v["n"] * {"warmer": 1, "colder": -1}[v["w"]]),
    "purse": coins,
    "date_after": lambda v: (datetime.strptime(f"{v['m']} {v['d']} 2023", "%B %d %Y") + timedelta(days=v["n"])).strftime("%B %d").replace(" 0", " "),
    "to_roman": lambda v: next(r for r in [school_measures.roman_steps(int(v["n"]))[0]] if roman(r) == int(v["n"]) and not re.search("IIII|XXXX|VV|LL", r)),
    "from_roman": lambda v: roman(v["r"]),
    "by_how_much": lambda v: len(range(v["b"], v["a"])),
    "who_is_more": lambda v: sorted([(v["a"], v["p"]), (v["b"], v["o"])])[-1 if v["k"] in ("taller", "heavier", "older") else 0][1],
    "unit": lambda v: next(u for u, things in school_measures.SIZES.items() if v["x"] in things),
    "who_owns": lambda v: next(p for p, _, t in owners(v["text"]) if t == v["thing"]),
    "which_colour": lambda v: next(c for _, c, t in owners(v["text"]) if t == v["thing"]),
    "what_owned": lambda v: next(f"a {c} {t}" for p, c, t in owners(v["text"]) if p == v["owner"]),
    "word_count": lambda v: v["s"].count(" ") + 1,
    "nth_word": lambda v: re.findall(r"\w+", v["s"])[-1 if v["k"] == "last" else "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split().index(v["k"])],
    "is_true": lambda v: str(judged(v["s"])).lower(),
    "missing": lambda v: next(n for n in range(1000) if v["a"] + n == v["c"]),
    "times_missing": lambda v: next(n for n in range(1000) if v["a"] * n == v["c"]),
    "part_of": lambda v: {"double": Fraction(2), "twice": Fraction(2), "triple": Fraction(3), "three times": Fraction(3), "half of": Fraction(1, 2), "one half of": Fraction(1, 2),
                          "a third of": Fraction(1, 3), "one third of": Fraction(1, 3), "a quarter of": Fraction(1, 4), "one quarter of": Fraction(1, 4), "one fifth of": Fraction(1, 5),
                          "a tenth of": Fraction(1, 10), "three quarters of": Fraction(3, 4), "two thirds of": Fraction(2, 3)}[v["p"]] * v["n"],
    "place": lambda v: v["n"] // {"ones": 1, "tens": 10, "hundreds": 100, "thousands": 1000}[v["p"]] % 10,
    "next_to": lambda v: next(n for n in range(2000) if n - v["n"] == {"after": 1, "before": -1}[v["w"]]),
    "more": lambda v: next(n for n in range(2000) if n - v["n"] == v["k"] * {"more": 1, "less": -1}[v["w"]]),
    "to_words": lambda v: next(word for word in [school_numbers.in_words(int(v["n"]))] if from_words(word) == int(v["n"])),
    "to_digits": lambda v: from_words(v["s"]),
    "sign": lambda v: "<=>"[(int(v["a"]) > int(v["b"])) - (int(v["a"]) < int(v["b"])) + 1],
    "count_by": lambda v: ", ".join(str(n) for n in range(1000) if int(v["a"]) <= n <= int(v["b"]) and (n - int(v["a"])) % int(v["k"]) == 0),
    "multiples": lambda v: ", ".join([str(n) for n in range(1, 1000) if n % v["n"] == 0][: v["k"]]),
    "divisible": lambda v: "yes" if math.gcd(v["a"], v["b"]) == v["b"] else "no",
    "order": lambda v: eval(v["e"].replace("x", "*")),
    "tens": lambda v: Fraction(v["n"]) / {"tens": 10, "hundreds": 100, "pairs": 2, "fives": 5, "dozens": 12}[v["w"]],
    "rounding": lambda v: min(range(0, 20_000, {"ten": 10, "hundred": 100, "thousand": 1000}[v["w"]]), key=lambda n: (abs(n - v["n"]), -n)),
    "biggest": lambda v: (max if v["w"] == "largest" else min)(int("".join(p)) for p in permutations(v["d"].split(", "))),
    "larger_fraction": lambda v: v["a"] if eval(v["a"]) > eval(v["b"]) else v["b"],
    "slices": lambda v: f"{sum(1 for i in range(v['n']) if i >= v['k'])}/{v['n']}",
    "simplify": lambda v: str(Fraction(int(v["a"]), int(v["b"]))),
    "percent": lambda v: Fraction(v["p"], 100) * v["n"],
    "discount": lambda v: Fraction(100 - v["p"], 100) * v["n"],
    "share_of": lambda v: Fraction(v["a"], v["n"]) * 100,
    "mean": lambda v: Fraction(sum(ints(v["xs"])), len(ints(v["xs"]))),
    "spread": lambda v: max(a - b for a in ints(v["xs"]) for b in ints(v["xs"])),
    "median": lambda v: statistics.median(ints(v["xs"])),
    "two_prices": lambda v: sum([v["a"], v["b"]]),
    "change": lambda v: len(range(v["a"], v["b"])),
    "how_many": lambda v: max(n for n in range(200) if n * v["a"] <= v["b"]),
    "counted": lambda v: school_things.COUNTS[v["w"]],
    "each": lambda v: sum(v["a"] for _ in range(v["n"])),
    "saving": lambda v: sum(v["a"] for _ in range(v["n"])),
    "dearer": lambda v: len(range(v["b"], v["a"])),
    "duration": lambda v: (clock(v["e"]) - clock(v["s"])).seconds // 60,
    "started": lambda v: (clock(v["e"]) - timedelta(minutes=v["n"])).strftime("%H:%M"),
    "clock_24": lambda v: datetime.strptime(v["s"], "%I:%M %p").strftime("%H:%M"),
    "hours_minutes": lambda v: timedelta(hours=v["h"], minutes=v["m"]) // timedelta(minutes=1),
    "mixed": lambda v: sum(LENGTHS[v["u"], v["v"]] for _ in range(v["a"])) + v["b"],
    "which_more": lambda v: max(v["x"], v["y"], key=amount),
    "rope": lambda v: len(range(v["b"], v["a"])),
    "walk": lambda v: sum([v["a"], v["b"]]),
    "speed": lambda v: sum(v["a"] for _ in range(v["n"])),
    "older": lambda v: sum([v["a"], v["n"]]),
    "younger": lambda v: len(range(v["n"], v["a"])),
    "age_gap": lambda v: v["a"] + v["n"] * (-1) ** (v["w"] == "younger"),
    "between_ages": lambda v: len(range(v["b"], v["a"])),
    "born": lambda v: len(range(int(v["y"]), int(v["z"]))),
    "how_many_more": lambda v: len(range(v["b"], v["a"])),
    "times_as_many": lambda v: sum(v["a"] for _ in range(v["k"])),
    "more_than": lambda v: v["a"] + v["n"] * (-1) ** (v["w"] == "fewer"),
    "share": lambda v: max(n for n in range(200) if n * v["n"] <= v["a"]),
    "left_over": lambda v: v["a"] - max(n for n in range(v["a"] + 1) if n % v["n"] == 0),
    "packs": lambda v: next(n for n in range(200) if n * v["n"] >= v["a"]),
    "bus": lambda v: v["a"] + v["c"] - v["b"],
    "two_steps": lambda v: sum(v["k"] for _ in range(v["n"])) - v["b"],
    "distracted": lambda v: sum([v["b"], v["a"]]),
    "animals": lambda v: sum([v["c"], v["b"], v["a"]]),
    "opposite": lambda v: next(({*pair} - {v["w"]}).pop() for pair in reversed(school_words.MORE_OPPOSITES + OPPOSITES) if v["w"] in pair),
    "plural": lambda v: school_words.PLURALS[v["w"]],
    "past": lambda v: school_words.PASTS[v["w"]],
    "rhyme": lambda v: next(x for x in words_of(v["xs"]) if any(x in g and v["w"] in g for g in school_words.RHYMES)),
    "join": lambda v: v["a"] + v["b"],
    "vowels": lambda v: len(re.sub("[^aeiou]", "", v["w"])),
    "end": lambda v: re.match("." if v["k"] == "first" else ".*(?=.)", v["w"]) and (v["w"][:1] if v["k"] == "first" else v["w"][-1:]),
    "longest": lambda v: sorted(v["xs"].split(", "), key=len)[-1 if v["k"] == "longest" else 0],
    "alphabetical": lambda v: chr(ord(v["x"]) + {"after": 1, "before": -1}[v["k"]]),
    "nth_letter": lambda v: chr(ord("a") + v["n"] - 1),
    "gap_word": lambda v: next(x for x in ALPHABET if v["g"].replace("_", x) == v["w"]),
    "odd": lambda v: odd_one(v["xs"]),
    "group": lambda v: next(kind for kind, members in school_things.KIND_OF.items() if kind not in ("family", "weather") and set(words_of(v["xs"])) <= set(members)),
    "member": lambda v: "yes" if any(v["w"] in school_things.KIND_OF[k] and name == v["k"] for k, name in school_things.ONE_OF.items()) else "no",
    "leg": lambda v: school_things.LEGS[v["w"].split()[1]],
    "legs_of": lambda v: sum(school_things.LEGS[v["w"]] for _ in range(v["n"])),
    "sound": lambda v: next(animal for animal, sound in school_things.SOUNDS.items() if sound == v["w"]),
    "tool": lambda v: school_things.USES[v["w"]],
    "where": lambda v: school_things.PLACES[v["w"]],
    "season": lambda v: ["winter", "spring", "summer", "autumn"][datetime.strptime(v["m"], "%B").month % 12 // 3],
    "name_shape": lambda v: next(s for s, n in school_space.SIDES.items() if n == v["n"]),
    "perimeter": lambda v: sum([v["a"], v["b"], v["a"], v["b"]]),
    "area": lambda v: sum(v["a"] for _ in range(v["b"])),
    "square": lambda v: sum([v["a"]] * (4 if v["k"] == "perimeter" else v["a"])),
    "compass_turn": lambda v: turned(v["d"], v["w"]),
    "way_back": lambda v: turned(v["d"], "around"),
    "grid": lambda v: abs(v["a"] + v["b"] if v["d"] == v["e"] else v["a"] - v["b"]),
    "pattern": lambda v: continued(v["xs"], v["period"]),
    "gap": lambda v: filled(v["xs"]),
    "cycle": lambda v: (lambda row: row[row.index(v["x"]) - 1 if v["w"] == "before" else (row.index(v["x"]) + 1) % len(row)])(DAYS if v["k"] == "day" else MONTHS),
    "day": lambda v: (datetime(2024, 1, 1 + DAYS.index(v["x"])) + timedelta(days={
        "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2, "in three days": 3, "in four days": 4, "in a week": 7, "three days ago": -3}[v["w"]])).strftime("%A"),
    "queue": lambda v: re.split(r", | and ", v["xs"])[-1 if v["k"] == "last" else "first second third fourth fifth".split().index(v["k"])],
    "ahead": lambda v: len(range(1, v["a"])),
    "behind": lambda v: len(range(v["a"], v["n"])),
    "all_are": lambda v: "yes" if v["yes"] else "no",
    "if_then": lambda v: "yes" if v["yes"] else "no",
    "either": lambda v: v["y"],
    "each_has": lambda v: v["z"],
}
BY_TEXT = {"spoken", "side", "fraction_sum"}
"""Checked below, from the text."""


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED) | BY_TEXT


@pytest.mark.parametrize("name", sorted(set(KINDS) - BY_TEXT))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])


def test_times_that_are_said():
    past = {"quarter past": 15, "half past": 30, "ten past": 10, "quarter to": -15, "ten to": -10}
    rng = Random(0)
    for _ in range(200):
        problem = KINDS["spoken"](rng, WORDS)
        said = problem.values["s"]
        way, _, hour = said.rpartition(" ")
        if hour == "o'clock":
            way, hour = "", way
        minutes = (SMALL.index(hour) * 60 + past.get(way, 0)) % 720
        assert problem.bare == f"{(minutes // 60) or 12}:{minutes % 60:02d}"


def test_shapes_have_their_sides():
    """Faces and corners and edges by Euler: corners + faces = edges + 2."""
    rng, solids = Random(0), {}
    flat = {"triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6, "heptagon": 7, "octagon": 8}
    for _ in range(600):
        problem = KINDS["side"](rng, WORDS)
        shape = problem.values["s"].split(" ", 1)[1]
        if shape in flat:
            assert int(problem.bare) == flat[shape]
        else:
            solids.setdefault(shape, {})[problem.values["w"]] = int(problem.bare)
    assert len(solids) == 3
    for solid in solids.values():
        assert solid["faces"] + solid["corners"] == solid["edges"] + 2


def test_sums_of_fractions():
    rng = Random(0)
    for _ in range(200):
        problem = KINDS["fraction_sum"](rng, WORDS)
        a, b, n, s = (problem.values[name] for name in "abns")
        assert Fraction(problem.bare) == Fraction(int(a), int(n)) + (1 if s == "+" else -1) * Fraction(int(b), int(n))
