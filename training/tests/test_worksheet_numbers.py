"""Numbers on worksheets: every answer again, in another way."""

import re
from fractions import Fraction
from itertools import permutations
from math import gcd, lcm
from statistics import median

import pytest

from answers import Expected, check
from tasks.worksheets import numbers as worksheet_numbers
from tasks.grammar import in_words

KINDS = {kind.__name__: kind for kinds in worksheet_numbers.KINDS.values() for kind in kinds}
NTH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
WORDS = {in_words(n): n for n in range(1000)}
PLACE = {"ones": 1, "one": 1, "tens": 10, "ten": 10, "hundreds": 100, "hundred": 100, "thousands": 1000}


def ints(text) -> list[int]:
    return [int(x) for x in re.findall(r"-?\d+", text)]


def join(items) -> str:
    return ", ".join(map(str, items))


def compared(a, b) -> str:
    return "=" if a == b else "<>"[a > b]


def people(text: str, pattern: str = r"(\w+)(?: is)? (\d+)") -> list[tuple[int, str]]:
    """Numbers and names from "Tom is 7, Ann is 9"."""
    return sorted((int(n), name) for name, n in re.findall(pattern, text))


def goods(text: str) -> list[tuple[Fraction, str]]:
    return sorted((Fraction(x), name) for name, x in re.findall(r"(\w+) (\d+\.\d+) euros", text))


def decimals(text: str) -> str:
    return join(sorted(text.split(", "), key=Fraction))


def median_of(text: str) -> int:
    return int(median(ints(text)))


def series(a: int, k: int, m: int) -> list[int]:
    """m numbers after a."""
    out = []
    for _ in range(m):
        a += k
        out.append(a)
    return out


def gap(text: str) -> int:
    """By trying every number, until all the steps are equal."""
    for n in range(2000):
        filled = ints(text.replace("___", str(n)))
        if len({b - a for a, b in zip(filled, filled[1:])}) == 1:
            return n
    raise AssertionError(text)


def following(text: str) -> int:
    return gap(text + ", ___")


def rule(text: str) -> str:
    (step,) = {b - a for a, b in zip(ints(text), ints(text)[1:])}
    return f"add {step}" if step > 0 else f"subtract {-step}"


def intruder(text: str, k: int) -> int:
    numbers = ints(text)
    (wrong,) = [x for i, x in enumerate(numbers) if x != numbers[0] + i * k]
    return wrong


def parity(text: str, kind: str) -> list[int]:
    return [n for n in ints(text) if "odd even".split().index(kind) == (n + 1) % 2]


def rounded(n, unit: int) -> int:
    below = int(Fraction(n) // unit) * unit
    return min((below, below + unit), key=lambda x: (abs(Fraction(n) - x), -x))


def made(text: str) -> list[int]:
    return [int("".join(p)) for p in permutations(text.split(", "))]


def arabic(r: str) -> int:
    values = [ROMAN[x] for x in r] + [0]
    return sum(-a if a < b else a for a, b in zip(values, values[1:]))


def expanded(n: str) -> str:
    return " + ".join(str(int(d + "0" * (len(n) - 1 - i))) for i, d in enumerate(n) if d != "0")


def first_of(numbers, fits):
    return next(n for n in numbers if fits(n))


def short(n: int) -> str:
    return f"{n}{'th' if 10 < n < 20 else ['th', 'st', 'nd', 'rd', 'th', 'th', 'th', 'th', 'th', 'th'][n % 10]}"


ORDINALS = {worksheet_numbers.ordinal(n): short(n) for n in range(1, 40)}

EXPECTED: Expected = {
    "bigger_of_two": lambda v: sorted(v.values())[1],
    "smaller_of_two": lambda v: sorted(v.values())[0],
    "sign_between": lambda v: compared(int(v["a"]), int(v["b"])),
    "sign_sum": lambda v: compared(int(v["a"]) + int(v["b"]), int(v["c"])),
    "true_sign": lambda v: "yes" if {"<": int.__lt__, ">": int.__gt__}[v["s"]](int(v["a"]), int(v["b"])) else "no",
    "more_things": lambda v: max((v["a"], v["p"]), (v["b"], v["q"]))[1],
    "fewer_things": lambda v: min((v["a"], v["p"]), (v["b"], v["q"]))[1],
    "oldest_youngest": lambda v: people(v["facts"])[-1 if v["which"] == "oldest" else 0][1],
    "tallest_shortest": lambda v: people(v["facts"])[-1 if v["which"] == "tallest" else 0][1],
    "largest_in_row": lambda v: sorted(ints(v["list"]))[-1],
    "smallest_in_row": lambda v: sorted(ints(v["list"]))[0],
    "order_up": lambda v: join(sorted(ints(v["list"]))),
    "order_down": lambda v: join(sorted(ints(v["list"]))[::-1]),
    "order_negative": lambda v: join(sorted(ints(v["list"]))),
    "negative_bigger": lambda v: -min(-int(v["a"]), -int(v["b"])),
    "colder_city": lambda v: sorted([(int(v["a"]), v["p"]), (int(v["b"]), v["q"])])[v["which"] == "warmer"][1],
    "decimal_bigger": lambda v: max(v["a"], v["b"], key=Fraction),
    "order_decimals": lambda v: decimals(v["list"]),
    "cheapest_item": lambda v: goods(v["facts"])[0 if v["which"] == "cheapest" else -1][1],
    "order_people": lambda v: join(name for _, name in people(v["facts"])),
    "second_largest": lambda v: max(n for n in ints(v["list"]) if n < max(ints(v["list"]))),
    "middle_number": lambda v: median_of(v["list"]),
    "comes_between": lambda v: first_of(range(1000), lambda n: v["a"] < n < v["b"]),
    "after_number": lambda v: first_of(range(2000), lambda n: n > v["n"]),
    "before_number": lambda v: first_of(range(2000, -1, -1), lambda n: n < v["n"]),
    "neighbours": lambda v: " and ".join(str(n) for n in range(2000) if abs(n - int(v["n"])) == 1),
    "how_many_between": lambda v: sum(v["a"] < n < v["b"] for n in range(200)),
    "list_between": lambda v: join(n for n in range(2000) if int(v["a"]) < n < int(v["b"])),
    "halfway_number": lambda v: first_of(range(500), lambda n: n - v["a"] == v["b"] - n),
    "closer_to": lambda v: min(v["a"], v["b"], key=lambda x: abs(x - v["n"])),
    "more_by": lambda v: first_of(range(2000), lambda n: n - v["k"] == v["n"]),
    "less_by": lambda v: first_of(range(2000), lambda n: n + v["k"] == v["n"]),
    "count_on": lambda v: join(series(int(v["a"]), int(v["k"]), v["m"])),
    "count_back": lambda v: join(series(int(v["a"]), -int(v["k"]), v["m"])),
    "next_in_row": lambda v: following(v["list"]),
    "missing_in_row": lambda v: gap(v["list"]),
    "rule_of_row": lambda v: rule(v["list"]),
    "step_of_row": lambda v: int(rule(v["list"])[4:]),
    "doubling_row": lambda v: ints(v["list"])[0] << len(ints(v["list"])),
    "wrong_in_row": lambda v: intruder(v["list"], int(v["k"])),
    "nth_of_row": lambda v: v["a"] + int(v["k"]) * NTH.index(v["n"]),
    "temperature_move": lambda v: int(v["a"]) + int(v["b"]) * (1 if v["moves"] in ("rises", "goes up", "climbs") else -1),
    "temperature_gap": lambda v: len(range(int(v["a"]), int(v["b"]))),
    "number_line": lambda v: Fraction(int(v["e"]), v["m"]) * int(v["k"]),
    "place_in_line": lambda v: NTH.index(v["nth"]) + 1 + v["b"],
    "people_in_front": lambda v: NTH.index(v["nth"]),
    "how_many_less": lambda v: sum(n < int(v["n"]) if v["which"] in ("less", "smaller") else n > int(v["n"]) for n in ints(v["list"])),
    "fits_between": lambda v: [n for n in ints(v["list"]) if n in range(int(v["a"]) + 1, int(v["b"]))][0],
    "fastest_runner": lambda v: people(v["facts"])[0][1],
    "podium_place": lambda v: people(v["facts"])[::-1][NTH.index(v["nth"])][1],
    "pages_read": lambda v: len([n for n in range(100) if int(v["a"]) <= n <= int(v["b"])]),
    "side_of_street": lambda v: following(v["list"]),
    "even_or_odd": lambda v: "even" if v["n"] // 2 * 2 == v["n"] else "odd",
    "which_even": lambda v: join(parity(v["list"], v["kind"])),
    "all_even": lambda v: join(parity(v["list"], v["kind"])),
    "next_even": lambda v: first_of(range(v["n"] + 1, 2000), lambda n: parity(str(n), v["kind"])),
    "first_multiples": lambda v: join(int(v["k"]) * i for i in range(1, v["m"] + 1)),
    "is_multiple": lambda v: "yes" if Fraction(v["n"], int(v["k"])).denominator == 1 else "no",
    "which_multiple": lambda v: join(n for n in ints(v["list"]) if gcd(n, int(v["k"])) == int(v["k"])),
    "factors_of": lambda v: join(sorted({d for a in range(1, 41) for b in range(1, 41) if a * b == v["n"] for d in (a, b)})),
    "common_multiple": lambda v: lcm(int(v["a"]), int(v["b"])),
    "common_factor": lambda v: gcd(int(v["a"]), int(v["b"])),
    "is_prime": lambda v: "no" if any(a * b == v["n"] for a in range(2, 60) for b in range(2, 60)) else "yes",
    "place_digit": lambda v: int(v["n"]) // PLACE[v["place"]] % 10,
    "digit_worth": lambda v: int(re.sub(f"[^{v['d']}]", "0", v["n"])),
    "expand_number": lambda v: expanded(v["n"]),
    "from_parts": lambda v: sum(ints(v["sum"])),
    "build_number": lambda v: sum(int(d) * PLACE[place] for d, place in re.findall(r"(\d) (\w+)", v["parts"])),
    "mystery_digits": lambda v: int(v["t"] + v["o"]),
    "how_many_tens": lambda v: len(range(0, int(v["n"]), PLACE[v["units"]])),
    "trade_ones": lambda v: int(v["t"]) * 10 + int(v["o"]),
    "largest_made": lambda v: max(made(v["digits"])),
    "smallest_made": lambda v: min(made(v["digits"])),
    "round_ten": lambda v: rounded(v["n"], 10),
    "round_hundred": lambda v: rounded(v["n"], 100),
    "round_whole": lambda v: rounded(v["n"], 1),
    "estimate_sum": lambda v: rounded(v["a"], 10) + rounded(v["b"], 10),
    "words_to_digits": lambda v: WORDS[v["w"]],
    "digits_to_words": lambda v: {n: w for w, n in WORDS.items()}[int(v["n"])],
    "ordinal_short": lambda v: ORDINALS[v["w"]],
    "ordinal_long": lambda v: {s: w for w, s in ORDINALS.items()}[v["s"]],
    "nth_thing": lambda v: v["list"].split(", ")[NTH.index(v["nth"])],
    "digit_sum": lambda v: sum(map(int, v["n"])),
    "count_digits": lambda v: len(v["n"]),
    "same_digit": lambda v: v["n"].count(v["d"]),
    "swap_digits": lambda v: v["n"][::-1],
    "from_roman": lambda v: arabic(v["r"]),
    "to_roman": lambda v: {n: r for r in map(worksheet_numbers.roman, range(1, 100)) for n in [arabic(r)]}[int(v["n"])],
    "count_signs": lambda v: len(v["signs"].split()),
    "count_word": lambda v: v["list"].split(", ").count(v["w"]),
    "count_list": lambda v: len(re.findall(r"\ban? ", v["list"])),
    "tally_number": lambda v: len("|||||" * v["f"] + "|" * v["s"]),
    "tally_bundles": lambda v: ("|" * v["n"]).count("|||||"),
    "pair_up": lambda v: "yes" if str(v["n"])[-1] in "02468" else "no",
    "hundred_chart": lambda v: [c for r, c in zip(range(1, 101), range(11, 111)) if r == int(v["n"])][0] - (0 if v["where"] == "below" else 20),
    "rounds_to": lambda v: join(n for n in ints(v["list"]) if rounded(n, 10) == int(v["n"])),
    "clue_number": lambda v: join(parity(join(range(v["a"] + 1, v["b"])), v["kind"])),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])


def test_no_held_out_sentence_is_in_training():
    for name, asked in vars(worksheet_numbers).items():
        if hasattr(asked, "sentences"):
            plain = [{re.sub(r"[^\w{}]+", " ", s).strip().lower() for s in asked.sentences(side)} for side in (False, True)]
            assert not plain[0] & plain[1], name


def test_every_line_has_a_place_and_every_wording_ten_lines():
    for name, asked in vars(worksheet_numbers).items():
        if hasattr(asked, "lines"):
            assert len(asked.lines) >= 10, name
            assert all("{" in line for line in asked.lines), name
