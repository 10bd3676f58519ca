"""Money on worksheets: every answer again, in another way."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest

from answers import Expected, check
from tasks.worksheets import money as worksheet_money
from tasks.grammar import SMALL, in_words

KINDS = {kind.__name__: kind for kinds in worksheet_money.KINDS.values() for kind in kinds}


def value(written: str) -> Decimal:
    """A price, in the main currency."""
    n = Decimal(re.findall(r"\d+(?:\.\d+)?", written)[0])
    return n / 100 if written.endswith((" cents", " pence")) else n


def like(written: str, n: Decimal) -> str:
    """The number in the same form as a price."""
    return re.sub(r"\d+\.\d\d", f"{n:.2f}", written)


def repeat(a: int, n: int) -> int:
    return sum(a for _ in range(n))


def first(found) -> int:
    return next(n for n in count(1) if found(n))


def by_coins(n: int) -> int:
    """The fewest coins for 1 to n cents, one after the other."""
    best = [0]
    for i in range(1, n + 1):
        best.append(1 + min(best[i - coin] for coin in (1, 2, 5, 10, 20, 50) if coin <= i))
    return best[n]


def prices(shown: str) -> dict[str, Decimal]:
    """From "tea €2.40, roll 3 euros"."""
    return {re.match(r"[A-Za-z -]+?(?= [$£€\d])", each)[0]: value(each) for each in shown.split(", ")}


def figures(said: str) -> list[str]:
    """From "three euros and 45 cents": "3" and "45"."""
    pieces = [each.rsplit(" ", 1)[0] for each in said.split(" and ")]
    return [each if each.isdigit() else str([in_words(n) for n in range(100)].index(each)) for each in pieces]


def packs(v: dict) -> str:
    best = min(("n", "a"), ("m", "b"), key=lambda pair: Fraction(v[pair[1]], int(v[pair[0]])))
    return f"the pack of {v[best[0]]}"


def three_for_two(a: int, n: int) -> int:
    return sum(a for i in range(1, n + 1) if i % 3)


EXPECTED: Expected = {
    "pocket_money": lambda v: repeat(v["a"], v["n"]),
    "weeks_of_saving": lambda v: first(lambda n: n * v["a"] >= v["b"]),
    "still_to_save": lambda v: first(lambda n: v["a"] + n == v["b"]),
    "weeks_left": lambda v: first(lambda n: v["s"] + n * v["a"] >= v["b"]),
    "money_box": lambda v: sum([v["a"]] * v["n"], v["s"]),
    "allowance_each": lambda v: Fraction(v["b"], v["n"]),
    "to_cents": lambda v: str(v["n"]) + "00",
    "from_cents": lambda v: str(v["a"])[:-2],
    "price_in_cents": lambda v: int(value(v["x"]) * 100),
    "cents_as_price": lambda v: f"{v['sign']}{Decimal(v['x']) / 100:.2f}",
    "coins_of_one_kind": lambda v: repeat(int(v["v"]), v["n"]),
    "two_kinds_of_coins": lambda v: sum([int(v["v"])] * v["n"] + [int(v["w"])] * v["m"]),
    "coins_needed": lambda v: first(lambda n: Decimal(n) * int(v["v"]) / 100 == value(v["x"])),
    "notes_value": lambda v: repeat(int(v["v"]), v["n"]),
    "notes_needed": lambda v: len(range(0, v["b"], int(v["v"]))),
    "fewest_coins": lambda v: by_coins(int(v["a"])),
    "purse": lambda v: sum(SMALL.index(n) * int(k) for n, k in re.findall(r"(\w+) (\d+) ", v["x"])),
    "who_has_more": lambda v: max((value(v["x"]), v["p"]), (value(v["y"]), v["q"]))[1],
    "how_much_more": lambda v: first(lambda n: v["b"] + n == v["a"]),
    "share_money": lambda v: Fraction(v["a"], v["n"]),
    "earn": lambda v: repeat(v["a"], v["n"]),
    "per_job": lambda v: Fraction(v["b"], v["n"]),
    "stand_profit": lambda v: repeat(v["a"], v["n"]) - v["b"],
    "money_spent": lambda v: first(lambda n: v["a"] - n == v["b"]),
    "money_before": lambda v: first(lambda n: n - v["a"] == v["b"]),
    "gift_then_spend": lambda v: first(lambda n: n + v["d"] == v["a"] + v["b"]),
    "times_as_much": lambda v: repeat(v["a"], v["n"]),
    "half_spent": lambda v: first(lambda n: n + n == v["a"]),
    "pay_back": lambda v: first(lambda n: n + v["b"] == v["a"]),
    "pooled": lambda v: sum(v[k] for k in "abd"),
    "up_to_one": lambda v: first(lambda n: n + v["a"] == 100),
    "nearest": lambda v: min(range(100), key=lambda n: abs(n - value(v["x"]))),
    "in_order": lambda v: ", ".join(sorted(v["x"].split(", "), key=value)),
    "two_prices": lambda v: sum([v["a"], v["b"]]),
    "three_prices": lambda v: sum(v[k] for k in "abd"),
    "two_decimal_prices": lambda v: like(v["x"], value(v["x"]) + value(v["y"])),
    "small_prices": lambda v: int(v["a"]) + int(v["b"]),
    "several": lambda v: repeat(v["a"], v["n"]),
    "price_of_one": lambda v: Fraction(v["b"], v["n"]),
    "from_several_to_others": lambda v: Fraction(v["b"], v["n"]) * v["m"],
    "change": lambda v: first(lambda n: v["a"] + n == v["b"]),
    "decimal_change": lambda v: like(v["x"], value(v["y"]) - value(v["x"])),
    "change_from_two": lambda v: first(lambda n: v["a"] + v["b"] + n == v["d"]),
    "change_from_several": lambda v: first(lambda n: repeat(v["a"], v["n"]) + n == v["d"]),
    "how_many_to_buy": lambda v: first(lambda n: (n + 1) * v["a"] > v["b"]),
    "left_after_many": lambda v: min(v["b"] - paid for paid in range(0, v["b"] + 1, v["a"])),
    "price_unknown": lambda v: first(lambda n: n + v["a"] == v["b"]),
    "menu": lambda v: sum(prices(v["l"])[each.removeprefix("a ")] for each in v["o"].split(" and ")),
    "by_weight": lambda v: repeat(v["a"], v["n"]),
    "price_from_change": lambda v: first(lambda n: n + v["a"] == v["b"]),
    "paid_with": lambda v: first(lambda n: n - v["a"] == v["b"]),
    "left_after_two": lambda v: first(lambda n: n + v["a"] + v["b"] == v["d"]),
    "basket": lambda v: sum([v["a"]] * v["n"] + [v["b"]] * v["m"]),
    "bottles": lambda v: repeat(int(v["v"]), v["n"]),
    "decimal_receipt": lambda v: like(v["x"], sum(value(v[k]) for k in "xyz")),
    "several_decimal": lambda v: like(v["x"], repeat(value(v["x"]), v["n"])),
    "enough": lambda v: "no" if v["d"] - v["a"] - v["b"] < 0 else "yes",
    "enough_for_many": lambda v: "no" if Fraction(v["d"], v["n"]) < v["a"] else "yes",
    "enough_decimal": lambda v: "no" if value(v["y"]) < value(v["x"]) else "yes",
    "which_costs_more": lambda v: max((value(v["x"]), v["f"]), (value(v["y"]), v["g"]))[1],
    "which_is_cheaper": lambda v: min((value(v["x"]), v["f"]), (value(v["y"]), v["g"]))[1],
    "dearer_by": lambda v: first(lambda n: v["b"] + n == v["a"]),
    "decimal_difference": lambda v: like(v["x"], value(v["x"]) - value(v["y"])),
    "extreme_price": lambda v: sorted(prices(v["l"]).items(), key=lambda item: item[1])[0 if v["m"] in ("cheapest", "least expensive") else -1][0],
    "old_and_new_price": lambda v: first(lambda n: v["b"] + n == v["a"]),
    "reduced_by": lambda v: first(lambda n: v["b"] + n == v["a"]),
    "dearer_now": lambda v: first(lambda n: n - v["b"] == v["a"]),
    "dearer_and_both": lambda v: sum([v["a"], v["a"], v["b"]]),
    "half_price": lambda v: Fraction(v["a"], 2),
    "percent_off": lambda v: Fraction(100 - int(v["k"]), 100) * v["a"],
    "one_free": lambda v: three_for_two(v["a"], v["n"]),
    "pack_saving": lambda v: first(lambda n: v["b"] + n == repeat(v["a"], v["n"])),
    "better_buy": packs,
    "tickets": lambda v: sum([v["a"]] * v["n"] + [v["b"]] * v["m"]),
    "child_ticket": lambda v: first(lambda n: repeat(v["a"], v["n"]) + n == v["b"]),
    "with_delivery": lambda v: sum([v["a"]] * v["n"], v["b"]),
    "affordable": lambda v: next(item for item, n in prices(v["l"]).items() if n <= v["a"]),
    "split_bill": lambda v: like(v["x"], value(v["x"]) / v["n"]),
    "shared_total": lambda v: Fraction(v["a"] + v["b"], v["n"]),
    "mixed_signs": lambda v: like(v["z"], value(v["z"]) + Decimal(v["a"]) / 100),
    "small_for_big": lambda v: first(lambda n: (n + 1) * Decimal(v["a"]) / 100 > value(v["z"])),
    "in_figures": lambda v: v["sign"] + "{}.{:0>2}".format(*figures(v["x"])),
    "change_right": lambda v: "yes" if v["a"] + v["b"] == v["d"] else "no",
    "who_spent_more": lambda v: v["p"] if repeat(v["a"], v["n"]) > repeat(v["b"], v["m"]) else v["q"],
    "us_coins": lambda v: sum(SMALL.index(n) * {"q": 25, "d": 10, "n": 5, "p": 1}[kind] for n, kind in re.findall(r"(\w+) ([qdnp])", v["x"])),
    "us_coins_in": lambda v: first(lambda n: n * {"quarters": 25, "dimes": 10, "nickels": 5}[v["k"]] == value(v["z"]) * 100),
    "estimate": lambda v: sum(round(float(value(v[k]))) for k in "xy"),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])
