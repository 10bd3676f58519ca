"""Measures on worksheets: every answer again, in another way."""

import re
import statistics
from collections import Counter
from fractions import Fraction

import pytest

from answers import Expected, check
from tasks.worksheets import measures as module

KINDS = {kind.__name__: kind for kinds in module.KINDS.values() for kind in kinds}
MILLI = {"mm": 1, "cm": 10, "dm": 100, "m": 1000, "km": 1_000_000, "millimetres": 1, "centimetres": 10, "centimeters": 10, "metres": 1000, "meters": 1000, "kilometres": 1_000_000,
         "kilometers": 1_000_000, "g": 1, "kg": 1000, "grams": 1, "kilograms": 1000, "kilos": 1000, "tonnes": 1_000_000, "ml": 1, "l": 1000, "millilitres": 1, "litres": 1000,
         "milliliters": 1, "liters": 1000}
IMPERIAL = {("feet", "inches"): 12, ("yards", "feet"): 3}
NAMED_PARTS = dict(half=Fraction(1, 2), third=Fraction(1, 3), quarter=Fraction(1, 4), fourth=Fraction(1, 4), fifth=Fraction(1, 5), sixth=Fraction(1, 6), eighth=Fraction(1, 8),
                   tenth=Fraction(1, 10), seventh=Fraction(1, 7), ninth=Fraction(1, 9), halve=Fraction(1, 2))
COUNT = {word: n for n, word in enumerate("zero one two three four five six seven eight nine".split())} | {"a": 1, "an": 1}
SIDES = dict(triangle=3, square=4, rectangle=4, quadrilateral=4, rhombus=4, parallelogram=4, trapezium=4, kite=4, pentagon=5, hexagon=6, heptagon=7, octagon=8, nonagon=9, decagon=10)
AROUND = "north east south west".split()


def factor(v) -> Fraction:
    return Fraction(IMPERIAL[v["big"], v["small"]] if (v["big"], v["small"]) in IMPERIAL else Fraction(MILLI[v["big"]], MILLI[v["small"]]))


def size(text: str) -> Fraction:
    n, unit = text.split()
    return Fraction(n) * MILLI[unit]


def part(text: str) -> Fraction:
    if "/" in text:
        return Fraction(text)
    *count, name = text.split()
    return (COUNT[count[0]] if count else 1) * NAMED_PARTS[name if name in NAMED_PARTS else name.removesuffix("s")]


def ints(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"(?<![\w])-?\d+", text)]


def table(text: str) -> dict[str, int]:
    rows = [re.fullmatch(r"(.+?)( |: | = | - )(-?\d+)( °C)?", row) for row in re.split(r", |; | \| ", text)]
    return {row[1]: int(row[3]) for row in rows}


def extreme(rows: dict[str, int], word: str) -> str:
    return (min if word in ("least", "coldest") else max)(rows, key=rows.get)


def turned(direction: str, degrees: int) -> str:
    return AROUND[(90 * AROUND.index(direction) + degrees) % 360 // 90]


def degrees(text: str) -> int:
    n = 180 if "half" in text or "180" in text else 270 if "three" in text else 90 if "quarter" in text or "90" in text else 360
    return -n if "left" in text or "anti" in text else n


def moved(v) -> str:
    x, y = ord(v["c"]), int(v["r"])
    for n, way in re.findall(r"(\d) (\w+)", v["m"]):
        x += int(n) * {"right": 1, "left": -1}.get(way, 0)
        y += int(n) * {"up": 1, "down": -1}.get(way, 0)
    assert "A" <= chr(x) <= "H" and 1 <= y <= 8
    return chr(x) + str(y)


def inside(text: str) -> dict[str, int]:
    return {colour: int(n) for n, colour in re.findall(r"(\d+) (\w+)", text)}


def over(v, a: str, b: str, sign: int) -> str:
    below = v[a].split("/")[1]
    x = Fraction(v[a]) + sign * Fraction(v[b])
    return f"{int(x * int(below))}/{below}"


def repeated(items: list[str]) -> str:
    period = next(k for k in range(2, len(items)) if all(items[i] == items[i - k] for i in range(k, len(items))))
    return items[len(items) - period]


def value(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if "%" in text else Fraction(text)


def in_form(v) -> str:
    x = value(v["x"])
    return str(x) if "fraction" in v["form"] else f"{int(x * 100)}%" if v["form"] == "percentage" else f"{float(x):g}"


def of_kind(groups: dict, what: str) -> str:
    return next(name for name, things in groups.items() if what in things)


def polygon_sum(v) -> int:
    return sum(1 for n, name in ((v["n"], v["x"]), (v["m"], v["y"])) for _ in range(n) for _ in range(SIDES[name[:-1]]))


def mixed(v) -> str:
    whole, rest = divmod(Fraction(v["x"]), 1)
    return f"{whole} {rest}"


EXPECTED: Expected = {
    "to_smaller": lambda v: v["n"] * factor(v),
    "to_bigger": lambda v: v["n"] / factor(v),
    "mixed_to_small": lambda v: v["a"] * factor(v) + v["b"],
    "small_to_mixed": lambda v: "{} {} {} {}".format(int(v["n"] // factor(v)), v["big"], int(v["n"] % factor(v)), v["small"]),
    "part_of_unit": lambda v: next(Fraction(a, b) * f for name, a, b, f, small, _ in module.PART_UNITS if (name, small) == (v["part"], v["small"])),
    "decimal_units": lambda v: Fraction(v["d"]) * factor(v),
    "unit_fact": lambda v: next(n for small, big, n in module.FACTS if (small, big) == (v["small"], v["big"])),
    "which_unit": lambda v: next(unit for unit, (things, _) in module.MEASURED.items() if v["what"] in things),
    "which_tool": lambda v: of_kind(module.TOOLS, v["what"]),
    "estimate": lambda v: next(right for what, right, _ in module.ESTIMATES if what == v["what"]),
    "which_is_more": lambda v: (min if v["more"] in ("smaller", "shorter", "lighter") else max)(v["a"], v["b"], key=size),
    "sort_measures": lambda v: ", ".join(sorted(v["items"].split(", "), key=size)),
    "ruler": lambda v: len(range(v["a"], v["b"])),
    "taller": lambda v: len(range(v["b"], v["a"])),
    "heavier": lambda v: len(range(v["b"], v["a"])),
    "joined": lambda v: sum([v["a"], v["b"]]),
    "cut_off": lambda v: (size(v["a"] + " m") - size(f"{v['b']} cm")) / 10,
    "pieces": lambda v: Fraction(v["n"], v["k"]),
    "how_many_pieces": lambda v: len(range(0, v["n"], v["m"])),
    "packs": lambda v: sum(v["a"] for _ in range(v["n"])),
    "balance": lambda v: next(x for x in range(100) if v["a"] + v["b"] == v["c"] + x),
    "empty_jar": lambda v: len(range(v["b"], v["a"])),
    "pouring": lambda v: v["a"] - sum(v["b"] for _ in range(v["n"])),
    "glasses": lambda v: size(v["a"] + " l") / size(f"{v['b']} ml"),
    "colder": lambda v: [*range(v["a"], -100, -1)][v["b"]],
    "warmer": lambda v: [*range(v["a"], 100)][v["b"]],
    "temperature_gap": lambda v: len(range(v["a"], v["b"])),
    "warmest": lambda v: extreme(table(v["data"]), v["most"]),
    "recipe_more": lambda v: Fraction(v["n"], v["a"]) * v["b"],
    "recipe_less": lambda v: Fraction(v["n"], v["b"]) * v["a"],
    "via_one": lambda v: Fraction(v["n"], v["a"]) * v["b"],
    "far": lambda v: sum(v["s"] for _ in range(v["t"])),
    "speed": lambda v: Fraction(v["d"], v["t"]),
    "how_long": lambda v: Fraction(v["d"], v["s"]),
    "map_scale": lambda v: sum(v["k"] for _ in range(v["n"])),
    "map_back": lambda v: Fraction(v["d"], v["k"]),
    "there_and_back": lambda v: sum(v["a"] + v["a"] for _ in range(v["n"])),
    "still_to_go": lambda v: v["d"] - sum([v["a"], v["b"]]),
    "marks": lambda v: [*range(v["a"], 10_000, v["k"])][v["n"]],
    "growing": lambda v: [*range(v["a"], 10_000, v["k"])][v["n"]],
    "burning": lambda v: [*range(v["a"], -1, -v["k"])][v["n"]],
    "limit": lambda v: "No" if sum([v["a"], v["b"], v["c"]]) > v["m"] else "Yes",
    "nearest": lambda v: min(range(0, 400, 10), key=lambda x: abs(x - v["n"])),
    "data_most": lambda v: extreme(table(v["data"]), v["most"]),
    "data_total": lambda v: sum(ints(v["data"].replace(" - ", " "))),
    "data_gap": lambda v: table(v["data"])[v["x"]] - table(v["data"])[v["y"]],
    "data_value": lambda v: table(v["data"])[v["x"]],
    "data_two": lambda v: table(v["data"])[v["x"]] + table(v["data"])[v["y"]],
    "data_range": lambda v: sorted(table(v["data"]).values())[-1] - sorted(table(v["data"]).values())[0],
    "average": lambda v: statistics.mean(ints(v["items"])),
    "data_missing": lambda v: v["t"] - sum([v["a"], v["b"]]),
    "tally": lambda v: len("|||||" * v["n"] + "|" * v["r"]),
    "pictogram": lambda v: sum(v["k"] for _ in range(v["n"])),
    "pictogram_back": lambda v: Fraction(v["t"], v["k"]),
    "chance": lambda v: {0: "impossible", 1: "certain"}.get(Fraction(inside(v["inside"]).get(v["c"], 0), sum(inside(v["inside"]).values())), "possible"),
    "likelier": lambda v: extreme(inside(v["inside"]), v["most"]),
    "event": lambda v: of_kind(module.EVENTS, v["what"]),
    "chance_fraction": lambda v: Fraction(v["n"], v["t"]),
    "mode": lambda v: Counter(ints(v["items"])).most_common(1)[0][0],
    "median": lambda v: statistics.median(ints(v["items"])),
    "more_than": lambda v: len([n for n in table(v["data"]).values() if n > v["k"]]),
    "sides": lambda v: SIDES[v["a"].split()[-1]],
    "polygon": lambda v: next(name for name in module.POLYGONS.values() if SIDES[name] == v["n"]),
    "riddle": lambda v: dict(module.RIDDLES)[v["what"]],
    "solid": lambda v: module.SOLIDS[v["solid"]][0 if "faces" in v["what"] else 1 if v["what"] == "edges" else 2],
    "look": lambda v: of_kind(module.LOOKS, v["what"]),
    "around_square": lambda v: sum([v["a"]] * 4),
    "around_rectangle": lambda v: sum([v["a"], v["b"]] * 2),
    "around_sides": lambda v: sum(ints(v["items"])),
    "around_regular": lambda v: sum([v["a"]] * SIDES[v["shape"]]),
    "square_side": lambda v: Fraction(v["n"], 4),
    "third_side": lambda v: v["t"] - v["a"] - v["b"],
    "area": lambda v: sum(v["a"] for _ in range(v["b"])),
    "area_square": lambda v: v["a"] ** 2,
    "area_back": lambda v: Fraction(v["n"], v["a"]),
    "other_side": lambda v: next(b for b in range(1, 100) if v["a"] + b + v["a"] + b == v["t"]),
    "laps": lambda v: sum([v["a"]] * 4 * v["n"]),
    "volume": lambda v: sum(1 for _ in range(v["a"]) for _ in range(v["b"]) for _ in range(v["c"])),
    "many_shapes": polygon_sum,
    "radius": lambda v: v["a"] + v["a"] if v["y"] == "diameter" else Fraction(v["a"], 2),
    "angle_kind": lambda v: {0: "acute", 1: "right" if v["n"] == "90" else "obtuse", 2: "straight"}[int(v["n"]) // 90],
    "turn_size": lambda v: dict(module.TURN_SIZES)[v["what"]],
    "third_angle": lambda v: 180 - sum([int(v["a"]), int(v["b"])]),
    "rest_angle": lambda v: {"right angle": 90, "straight angle": 180, "full turn": 360, "half turn": 180}[v["whole"]] - int(v["a"]),
    "facing": lambda v: turned(v["d"], degrees(v["t"])),
    "two_turns": lambda v: turned(v["d"], sum(90 if v[x] == "right" else -90 for x in "xy")),
    "opposite": lambda v: module.OPPOSITES[v["d"]],
    "grid": moved,
    "point": lambda v: str(tuple(map(sum, zip(ints(v["at"]), (v["a"], v["b"]))))),
    "steps": lambda v: sum([v["a"], -v["b"], v["c"]]),
    "triangle_kind": lambda v: {1: "equilateral", 2: "isosceles", 3: "scalene"}[len({v["a"], v["b"], v["c"]})],
    "pattern": lambda v: repeated(v["items"].split(", ")),
    "symmetric": lambda v: module.SYMMETRY[v["what"]],
    "fraction_of": lambda v: part(v["part"]) * v["n"],
    "fraction_left": lambda v: v["n"] - part(v["part"]) * v["n"],
    "whole_from_part": lambda v: v["m"] / part(v["part"]),
    "slices": lambda v: f"{v['n'] if v['what'] == 'eaten' else int(v['t']) - v['n']}/{v['t']}",
    "bigger_fraction": lambda v: (min if v["more"] == "smaller" else max)(v["x"], v["y"], key=Fraction),
    "add_fractions": lambda v: over(v, "x", "y", 1),
    "take_fractions": lambda v: over(v, "x", "y", -1),
    "rest_fraction": lambda v: 1 - Fraction(v["x"]),
    "equal_fraction": lambda v: Fraction(v["x"]) * int(v["d"]),
    "simplest": lambda v: Fraction(v["x"]),
    "same_value": in_form,
    "percent_of": lambda v: Fraction(int(v["k"]), 100) * v["n"],
    "rest_percent": lambda v: len(range(int(v["k"]), 100)),
    "parts_in_wholes": lambda v: v["n"] / part("a " + {"halves": "half"}.get(v["parts"], v["parts"])),
    "improper": lambda v: int(v["w"]) + Fraction(v["x"]),
    "mixed_number": mixed,
    "top_or_bottom": lambda v: v["x"].split("/")["numerator top number".find(v["part"]) < 0],
    "in_digits": lambda v: "/".join([str(COUNT[v["part"].split()[0]]), str(1 / NAMED_PARTS[re.sub("s$", "", v["part"].split()[1])])]),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])
