"""Sums and stories on worksheets: every answer again, in another way."""

from fractions import Fraction

import pytest

from answers import Expected, check
from tasks.worksheets import sums as worksheet_sums

KINDS = {kind.__name__: kind for kinds in worksheet_sums.KINDS.values() for kind in kinds}


def first(holds, numbers=range(2000)) -> int:
    """The only number for which it holds."""
    found = [n for n in numbers if holds(n)]
    assert len(found) == 1
    return found[0]


def worth(expression: str) -> int:
    return eval(expression.replace("x", "*"))


def signs(v: dict) -> str:
    results = {"+": v["a"] + v["b"], "-": v["a"] - v["b"], "x": v["a"] * v["b"], "÷": Fraction(v["a"], v["b"])}
    (sign,) = [sign for sign, n in results.items() if n == v["c"]]
    return sign


def repeated(v: dict, a: str = "a", n: str = "n") -> int:
    return sum(int(v[a]) for _ in range(int(v[n])))


EXPECTED: Expected = {
    "add_two": lambda v: first(lambda n: n - v["a"] == v["b"]),
    "take_away": lambda v: first(lambda n: n + v["b"] == v["a"]),
    "multiply_two": lambda v: repeated(v, "b", "a"),
    "divide_evenly": lambda v: Fraction(v["a"], v["b"]),
    "how_many_inside": lambda v: len(range(0, v["a"], int(v["b"]))),
    "double_it": lambda v: repeated({"a": v["a"], "n": 2}),
    "halve_it": lambda v: first(lambda n: n + n == v["a"]),
    "triple_it": lambda v: v["a"] + v["a"] + v["a"],
    "times_itself": lambda v: v["a"] ** 2,
    "missing_addend": lambda v: first(lambda n: v["a"] + n == v["c"]),
    "missing_taken": lambda v: first(lambda n: v["a"] - n == v["c"]),
    "missing_start": lambda v: first(lambda n: n - v["b"] == v["c"]),
    "missing_factor": lambda v: first(lambda n: v["a"] * n == v["c"]),
    "missing_dividend": lambda v: first(lambda n: Fraction(n, v["b"]) == v["c"]),
    "missing_divisor": lambda v: first(lambda n: n and Fraction(v["a"], n) == v["c"]),
    "make_bond": lambda v: first(lambda n: v["a"] + n == v["c"]),
    "near_hundred_add": lambda v: v["a"] + 100 + (v["b"] - 100),
    "near_hundred_take": lambda v: v["a"] - 100 - (v["b"] - 100),
    "round_numbers": lambda v: worth(v["a"] + v["s"] + v["b"]),
    "times_ten": lambda v: v["a"] + v["b"][1:],
    "add_three": lambda v: sum(v.values()),
    "add_list": lambda v: worth(v["l"].replace(",", " +")),
    "chain": lambda v: v["a"] - v["c"] + v["b"],
    "machine": lambda v: sum([v["a"]] * v["b"], v["c"]),
    "order_first": lambda v: worth(v["e"]),
    "brackets": lambda v: worth(v["e"]),
    "sum_right": lambda v: "yes" if worth(f"{v['a']} {v['s']} {v['b']}") == v["c"] else "no",
    "table_right": lambda v: "yes" if Fraction(v["c"], v["b"]) == v["a"] else "no",
    "which_sign": signs,
    "more_sum": lambda v: v["e"] if worth(v["e"]) > worth(v["f"]) else v["f"],
    "thought_plus": lambda v: first(lambda n: n + v["b"] == v["c"]),
    "thought_times": lambda v: first(lambda n: n * v["b"] == v["c"]),
    "thought_two_steps": lambda v: first(lambda n: n * v["b"] + v["d"] == v["c"]),
    "sum_and_difference": lambda v: first(lambda n: n + (n - v["d"]) == v["s"]),
    "difference_of": lambda v: len(range(*sorted([v["a"], v["b"]]))),
    "related_fact": lambda v: Fraction(v["c"], v["a"]),
    "turned_round": lambda v: first(lambda n: n + v["b"] == v["c"]),
    "remainder": lambda v: v["a"] - max(range(0, v["a"] + 1, int(v["b"]))),
    "neighbours": lambda v: first(lambda n: n + (n + 1) == v["s"]),
    "split_tens": lambda v: 10 * (v["a"] // 10 + v["b"] // 10) + v["a"] % 10 + v["b"] % 10,
    "column_take": lambda v: first(lambda n: n + v["b"] == v["a"]),
    "long_times": lambda v: repeated(v, "a", "b"),
    "mixed_two": lambda v: v["a"] + v["b"] + v["a"] + v["b"],
    "how_much_bigger": lambda v: len(range(v["b"], v["a"])),
    "both_together": lambda v: first(lambda n: n - v["a"] == v["b"]),
    "got_more": lambda v: first(lambda n: n - v["b"] == v["a"]),
    "gave_away": lambda v: first(lambda n: n + v["b"] == v["a"]),
    "eaten": lambda v: first(lambda n: n + v["b"] == v["a"]),
    "bus_stop": lambda v: v["a"] + v["c"] - v["b"],
    "girls_and_boys": lambda v: first(lambda n: n + v["a"] == v["n"]),
    "pages_left": lambda v: len(range(v["a"], v["n"])),
    "per_day": repeated,
    "days_needed": lambda v: len(range(0, v["c"], v["b"])),
    "has_more": lambda v: first(lambda n: n - v["a"] == v["d"]),
    "has_fewer": lambda v: first(lambda n: v["a"] - n == v["d"]),
    "compare_two": lambda v: first(lambda n: v["b"] + n == v["a"]),
    "who_leads": lambda v: max((v["a"], v["p"]), (v["b"], v["q"]))[1],
    "more_than_other": lambda v: first(lambda n: n + v["d"] == v["a"]),
    "times_as_many": repeated,
    "times_fewer": lambda v: first(lambda n: n * v["n"] == v["c"]),
    "equal_boxes": repeated,
    "rows_of": repeated,
    "share_fairly": lambda v: first(lambda n: n * v["n"] == v["c"]),
    "share_rest": lambda v: v["c"] - max(range(0, v["c"] + 1, v["n"])),
    "groups_made": lambda v: len(range(0, v["c"], v["n"])),
    "round_up": lambda v: len(range(0, v["c"], v["n"])),
    "full_ones": lambda v: len(range(v["n"], v["c"] + 1, v["n"])),
    "both_with_more": lambda v: 2 * v["a"] + v["d"],
    "both_with_times": lambda v: v["a"] * (v["n"] + 1),
    "three_together": lambda v: sum(v[x] for x in "abc"),
    "won_and_lost": lambda v: v["a"] - v["c"] + v["b"],
    "twice_away": lambda v: v["a"] - (v["b"] + v["c"]),
    "how_many_before": lambda v: first(lambda n: n - v["b"] == v["c"]),
    "before_a_gift": lambda v: first(lambda n: n + v["b"] == v["c"]),
    "still_needed": lambda v: first(lambda n: v["a"] + n == v["c"]),
    "what_came": lambda v: len(range(v["a"], v["c"])),
    "what_went": lambda v: first(lambda n: v["a"] - n == v["c"]),
    "leg_count": lambda v: 2 * (v["a"] + 2 * v["b"]),
    "how_many_bodies": lambda v: Fraction(v["c"], {x: each for x, _, each in worksheet_sums.PARTS}[v["x"]]),
    "packs_and_loose": lambda v: sum([v["a"]] * v["n"], v["b"]),
    "packs_less_some": lambda v: first(lambda n: n + v["b"] == v["n"] * v["a"]),
    "pooled_share": lambda v: Fraction(v["a"] + v["b"], v["n"]),
    "keep_and_share": lambda v: first(lambda n: n * v["n"] + v["k"] == v["c"]),
    "points_scored": lambda v: sum([v["x"]] * v["a"] + [v["y"]] * v["b"]),
    "match_score": lambda v: first(lambda n: n - v["a"] == v["b"]),
    "recipe": repeated,
    "make_equal": lambda v: first(lambda n: v["a"] - n == v["b"] + n),
    "packs_needed_more": lambda v: first(lambda n: v["b"] + n == v["n"] * v["a"]),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])
