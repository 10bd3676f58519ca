"""Time on worksheets: every answer again, in another way."""

import calendar
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest

from answers import Expected, check
from tasks.worksheets import time as own

KINDS = {kind.__name__: kind for kinds in own.KINDS.values() for kind in kinds}
DAYS, MONTHS = list(calendar.day_name), list(calendar.month_name)[1:]
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
SPOKEN = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400, "year": 365 * 86400,
           "decade": 3650 * 86400, "century": 36500 * 86400, "fortnight": 14 * 86400}
SINGULAR = {"centuries": "century"}


def at(t: str) -> datetime:
    """ "7:45", "15:05", "3 pm", "3:20 p.m."."""
    t = t.replace(".", "").upper()
    for form in ("%H:%M", "%I:%M %p", "%I %p"):
        try:
            return datetime.strptime(t, form).replace(year=2023, month=3, day=1)
        except ValueError:
            pass
    raise ValueError(t)


def twelve(t: datetime) -> str:
    return t.strftime("%I:%M").lstrip("0")


def gap(a: str, b: str) -> int:
    """Minutes from a to b; an earlier b is half a day later."""
    minutes = (at(b) - at(a)) // timedelta(minutes=1)
    return minutes if minutes >= 0 else minutes + 720


def span(d: str) -> timedelta:
    found = {unit[0]: int(n) for n, unit in re.findall(r"(\d+) (h|m|s)", d)}
    return timedelta(hours=found.get("h", 0), minutes=found.get("m", 0), seconds=found.get("s", 0))


def unspoken(s: str) -> datetime:
    parts = s.split()
    hour = at(f"{NUMBERS.index(parts[-1]) + 1}:00" if parts[-1] != "o'clock" else f"{NUMBERS.index(parts[0]) + 1}:00")
    sign = {"past": 1, "to": -1}.get(parts[1], 0)
    return hour + sign * timedelta(minutes=SPOKEN.get(parts[0], 0))


def in_words(t: datetime) -> str:
    every = [f"{h} o'clock" for h in NUMBERS] + [f"{m} {w} {h}" for m in SPOKEN for w in ("past", "to") for h in NUMBERS if (m, w) != ("half", "to")]
    return next(s for s in every if twelve(unspoken(s)) == twelve(t))


def said(n: int, big: str, small: str, size: int, joint: str = " ") -> str:
    a, b = n // size, n - n // size * size
    return joint.join(f"{k} {unit}{'s' * (k != 1)}" for k, unit in ((a, big), (b, small)) if k)


def day(t: str, year: int = 2023) -> date:
    month = next(m for m in MONTHS if m in t)
    return date(year, MONTHS.index(month) + 1, int(re.search(r"\d+", t)[0]))


def like(t: str, d: date) -> str:
    """A date, written as t is."""
    month, n = MONTHS[d.month - 1], d.day
    if re.match(r"\d+ ", t):
        return f"{n} {month}"
    if t[-1].isdigit():
        return f"{month} {n}"
    return f"{n}{ {1: 'st', 21: 'st', 31: 'st', 2: 'nd', 22: 'nd', 3: 'rd', 23: 'rd'}.get(n, 'th') } {month}"


def to_date(a: str, b: str) -> int:
    days = (day(b) - day(a)).days
    return days if days >= 0 else (day(b, 2024) - day(a)).days


def moved(names: list[str], name: str, n: int) -> str:
    return (names * 20)[names.index(name) + len(names) * 8 + n]


def ahead(names: list[str], a: str, b: str) -> int:
    return (names * 2).index(b, names.index(a)) - names.index(a)


def seconds(unit: str) -> int:
    return SECONDS[SINGULAR.get(unit, unit.rstrip("s"))]


def ratio(v: dict) -> Fraction:
    """Months in years too: by twelfths."""
    if {"years", "months"} == {v["u"], v["v"]}:
        return Fraction(12)
    return Fraction(seconds(v["u"]), seconds(v["v"]))


def first_last(names: list[str], x: str) -> str:
    return sorted(names, key=MONTHS.index)[0 if x == "first" else -1]


def tier(x: str) -> int:
    return [i for i, unit in enumerate(own.LASTING) if x in own.LASTING[unit]][0]


def duration(d: str) -> timedelta:
    return span(d.replace(" and", ""))


def in_order(l: str, x: str) -> str:
    order = next(order for order in own.ORDERS if set(order) == set(l.split(", ")))
    return order[0] if x == "first" else order[2]


def sorted_by(names: list[str]):
    return lambda v: ", ".join(x for x in names if x in v["l"].split(", "))


def on_leap_day(year: int) -> str:
    try:
        date(year, 2, 29)
    except ValueError:
        return "no"
    return "yes"


EXPECTED: Expected = {
    "time_in_digits": lambda v: twelve(unspoken(v["s"])),
    "time_in_words": lambda v: in_words(at(v["t"])),
    "end_after_minutes": lambda v: twelve(at(v["t"]) + timedelta(minutes=v["d"])),
    "end_after_longer": lambda v: twelve(at(v["t"]) + duration(v["d"])),
    "start_before_minutes": lambda v: twelve(at(v["t"]) - timedelta(minutes=v["d"])),
    "start_before_longer": lambda v: twelve(at(v["t"]) - duration(v["d"])),
    "minutes_from_to": lambda v: gap(v["a"], v["b"]),
    "minutes_over_hours": lambda v: gap(v["a"], v["b"]),
    "hours_and_minutes": lambda v: said(gap(v["a"], v["b"]), "hour", "minute", 60),
    "whole_hours_across_noon": lambda v: (at(v["b"]) - at(v["a"])).seconds // 3600,
    "hours_asleep": lambda v: (at(v["b"]) + timedelta(days=1) - at(v["a"])).seconds // 3600,
    "to_24_hours": lambda v: at(v["t"]).strftime("%H:%M"),
    "from_24_hours": lambda v: f"{twelve(at(v['t']))} {v['z']}",
    "morning_or_later": lambda v: dict(own.AM_PM)[v["x"]],
    "next_departure": lambda v: min((t for t in v["l"].split(", ") if at(t) > at(v["t"])), key=at),
    "minutes_to_wait": lambda v: gap(v["a"], v["b"]),
    "every_few_minutes": lambda v: twelve(at(v["t"]) + timedelta(minutes=v["d"])),
    "earlier_time": lambda v: min(v["a"], v["b"], key=at),
    "times_in_order": lambda v: ", ".join(sorted(v["l"].split(", "), key=at)),
    "longer_duration": lambda v: max(v["a"], v["b"], key=span),
    "hours_to_minutes": lambda v: timedelta(hours=v["n"]) // timedelta(minutes=1),
    "mixed_to_minutes": lambda v: duration(v["d"]) // timedelta(minutes=1),
    "minutes_to_mixed": lambda v: said(v["n"], "hour", "minute", 60),
    "full_hours": lambda v: Fraction(v["n"], 60),
    "minutes_to_seconds": lambda v: duration(v["d"]).seconds,
    "seconds_to_mixed": lambda v: said(v["n"], "minute", "second", 60),
    "part_of_an_hour": lambda v: own.PARTS_OF_HOURS[v["x"]],
    "to_the_full_hour": lambda v: gap(v["t"], f"{v['h']}:00"),
    "wrong_clock": lambda v: twelve(at(v["t"]) + timedelta(minutes=v["d"]) * {"fast": -1, "slow": 1}[v["x"]]),
    "hands_of_a_clock": lambda v: twelve(at(f"{v['a']}:00") + v["k"] * timedelta(minutes=5)),
    "minute_hand": lambda v: list(range(0, 60, 5)).index(v["m"]),
    "minutes_in_all": lambda v: sum((v["a"], v["b"], v["c"])),
    "minutes_left": lambda v: len(range(v["b"], v["a"])),
    "minutes_each_day": lambda v: sum(v["a"] for _ in range(v["n"])),
    "lessons_and_break": lambda v: sum([v["b"]] + [v["a"]] * v["n"]),
    "open_now": lambda v: "yes" if sorted([v["a"], v["t"], v["b"]], key=at)[1] == v["t"] else "no",
    "hours_a_week": lambda v: sum((at(v["b"]) - at(v["a"])).seconds for _ in range(v["n"])) // 3600,
    "shifted_spoken": lambda v: in_words(unspoken(v["s"]) + timedelta(minutes=own.SHIFTS[v["d"]])),
    "faster_runner": lambda v: sorted([(v["a"], v["p"]), (v["b"], v["q"])])[0][1],
    "day_tomorrow": lambda v: moved(DAYS, v["d"], 1),
    "day_yesterday": lambda v: moved(DAYS, v["d"], -1),
    "two_days_off": lambda v: moved(DAYS, v["d"], {"after tomorrow": 2, "before yesterday": -2}[v["x"]]),
    "day_in_n_days": lambda v: moved(DAYS, v["d"], v["n"]),
    "day_n_days_ago": lambda v: moved(DAYS, v["d"], -v["n"]),
    "day_between": lambda v: next(d for d in DAYS if moved(DAYS, d, -1) == v["a"] and moved(DAYS, d, 1) == v["b"]),
    "days_from_to": lambda v: ahead(DAYS, v["a"], v["b"]),
    "nth_day": lambda v: dict(zip(ORDINALS, DAYS))[v["o"]],
    "next_month": lambda v: moved(MONTHS, v["m"], 1),
    "last_month": lambda v: moved(MONTHS, v["m"], -1),
    "month_between": lambda v: next(m for m in MONTHS if moved(MONTHS, m, -1) == v["a"] and moved(MONTHS, m, 1) == v["b"]),
    "month_number": lambda v: datetime.strptime(v["m"], "%B").month,
    "month_with_number": lambda v: dict(zip(ORDINALS, MONTHS))[v["o"]],
    "days_in_month": lambda v: calendar.monthrange(2023, datetime.strptime(v["m"].split()[0], "%B").month)[1],
    "month_in_n_months": lambda v: moved(MONTHS, v["m"], v["n"]),
    "month_n_months_ago": lambda v: moved(MONTHS, v["m"], -v["n"]),
    "months_from_to": lambda v: ahead(MONTHS, v["a"], v["b"]),
    "first_in_the_year": lambda v: first_last(v["l"].split(", "), v["x"]),
    "months_sorted": sorted_by(MONTHS),
    "days_sorted": sorted_by(DAYS),
    "season_beside": lambda v: moved("winter spring summer autumn".split(), v["s"], {"after": 1, "before": -1}[v["x"]]),
    "season_of_month": lambda v: "winter spring summer autumn".split()[datetime.strptime(v["m"], "%B").month % 12 // 3],
    "units_in_a_unit": lambda v: own.UNITS[v["u"], v["x"]],
    "big_to_small": lambda v: v["n"] * ratio(v),
    "small_to_big": lambda v: v["n"] / (ratio(v) if ratio(v) > 1 else 1 / ratio(v)),
    "mixed_to_small": lambda v: sum(int(n) * {"weeks": 7, "years": 12}.get(u, 1 if u == v["v"] else 24) for n, u in re.findall(r"(\d+) (\w+)", v["x"])),
    "small_to_mixed": lambda v: said(v["n"], v["u"][:-1], v["v"][:-1], {"weeks": 7, "years": 12, "days": 24}[v["u"]], " and "),
    "longest_unit": lambda v: (max if v["x"] == "longer" else min)(v["a"], v["b"], key=lambda x: SECONDS[x.split()[1]]),
    "fitting_unit": lambda v: next(unit for unit, things in own.LASTING.items() if v["x"] in things),
    "lasts_longer": lambda v: (max if v["x"] == "longer" else min)(v["a"], v["b"], key=tier),
    "what_comes_first": lambda v: in_order(v["l"], v["x"]),
    "date_in_n_days": lambda v: like(v["t"], day(v["t"]) + timedelta(days=v["n"])),
    "date_weeks_away": lambda v: like(v["t"], day(v["t"]) + timedelta(weeks=v["n"])),
    "date_before": lambda v: like(v["t"], day(v["t"]) - timedelta(days=v["n"])),
    "days_until_date": lambda v: to_date(v["a"], v["b"]),
    "days_included": lambda v: sum(1 for d in range(1, 32) if day(v["a"]).day <= d <= day(v["b"]).day),
    "weekday_of_date": lambda v: next(day(v["b"], y) for y in range(2001, 2300) if not calendar.isleap(y) and day(v["a"], y).strftime("%A") == v["w"]).strftime("%A"),
    "month_in_a_date": lambda v: datetime.strptime(v["t"].replace(".", "/"), "%d/%m/%Y").strftime("%B"),
    "age_in_years": lambda v: sum((v["a"], v["n"])),
    "age_years_ago": lambda v: len(range(v["n"], v["a"])),
    "age_difference": lambda v: len(range(v["b"], v["a"])),
    "age_of_the_other": lambda v: v["b"] - v["a"] + v["c"],
    "age_from_the_other": lambda v: v["a"] + {"older": 1, "younger": -1}[v["x"]] * v["n"],
    "times_as_old": lambda v: sum([v["a"]] * {"twice": 2, "three times": 3, "four times": 4, "five times": 5}[v["x"]]),
    "ages_together": lambda v: sum((v["a"], v["b"], v["c"])),
    "turns_in": lambda v: len(range(int(v["y"]), int(v["z"]))),
    "year_of_birth": lambda v: next(y for y in range(1800, 2100) if y + v["n"] == int(v["z"])),
    "year_later": lambda v: date(int(v["y"]), 1, 1).replace(year=int(v["y"]) + v["n"]).year,
    "oldest_of_three": lambda v: sorted([(v["a"], v["p"]), (v["b"], v["q"]), (v["c"], v["r"])])[-1 if v["x"] == "oldest" else 0][1],
    "older_by_year": lambda v: sorted([(v["y"], v["p"]), (v["z"], v["q"])])[0 if v["x"] == "older" else 1][1],
    "times_a_week": lambda v: sum(v["a"] for _ in range(v["n"])),
    "leap_year": lambda v: on_leap_day(int(v["y"])),
    "weekend": lambda v: "weekend" if v["d"][0] == "S" else "school day",
    "guess_the_name": lambda v: dict(own.STARTS_WITH)[v["x"]],
    "again_in_n_days": lambda v: moved(DAYS, v["d"], v["n"]),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])


def test_all_wordings_can_be_filled_in_and_no_full_stop_is_doubled():
    for name, kind in KINDS.items():
        rng = Random(f"lines {name}")
        for _ in range(30):
            problem = kind(rng, [])
            for sentence in problem.wording.sentences(False) + problem.wording.sentences(True):
                question = sentence.format(**problem.values)
                assert not re.search(r"m\.\.(?!\.)|  |[|()]", f"{question} {problem.answer}"), question
            assert len(problem.think or "") < 250, problem.think
