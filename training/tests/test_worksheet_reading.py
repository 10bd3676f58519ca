"""Reading and logic on worksheets: every answer again, in another way."""

import re
from datetime import date
from random import Random

import pytest

from answers import Expected, check
from tasks import grammar
from tasks.worksheets import reading as worksheet_reading

KINDS = {kind.__name__: kind for kinds in worksheet_reading.KINDS.values() for kind in kinds}
READING = [kind.__name__ for kind in worksheet_reading.READING]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CARDINAL = {"north": 0, "east": 90, "south": 180, "west": 270}


def items(text: str) -> list[str]:
    return re.split(r", | and | or | / ", text.replace("___", "?"))


def left_over(text: str, *gone: str) -> str:
    return next(iter(set(items(text)) - set(gone)))


def continued(row: list[str]) -> str:
    """The item after the shortest part that the row repeats."""
    size = next(n for n in range(1, len(row)) if all(row[i] == row[i - n] for i in range(n, len(row))))
    return row[len(row) - size]


def gap(row: list[str]) -> str:
    """The only item that makes the row repeat a part of up to four, at least twice."""
    at, found = row.index("?"), set()
    for x in set(row) - {"?"}:
        full = row[:at] + [x] + row[at + 1:]
        if any(len(full) == 3 * n and full == full[:n] * 3 for n in range(1, 5)):
            found.add(x)
    assert len(found) == 1, row
    return found.pop()


def later(row: list[str]) -> str:
    codes = [ord(x) for x in row]
    return chr(2 * codes[-1] - codes[-2])


def group_of(word: str) -> str:
    return next(group for group, words in worksheet_reading.GROUPS.items() if word in words)


def rare(words: list[str]) -> str:
    groups = [group_of(word) for word in words]
    return next(word for word, group in zip(words, groups) if groups.count(group) == 1)


def pair(v: dict) -> str:
    return next(d for pairs in worksheet_reading.ANALOGIES if (v["a"], v["b"]) in pairs for c, d in pairs if c == v["c"])


def faced(v: dict) -> str:
    degrees = (CARDINAL[v["start"]] + (90 if "right" in v["way"] else -90)) % 360
    return next(name for name, d in CARDINAL.items() if d == degrees)


def plural(v: dict) -> str:
    group = group_of(items(v["list"])[0])
    return worksheet_reading.PLURALS.get(group, group + "s")


def in_order(kind: str) -> Expected:
    """By the names' places in the list of a queue."""
    def at(v: dict) -> int:
        return items(v["list"]).index(v["p"])
    return {
        "queue_behind": lambda v: items(v["list"])[at(v) + 1], "queue_ahead": lambda v: items(v["list"])[at(v) - 1], "queue_last": lambda v: items(v["list"])[-1],
        "queue_number_ahead": at, "queue_number_behind": lambda v: len(items(v["list"])) - 1 - at(v)}[kind]


PLACE_OF = {
    "outing_place": "place", "outing_friend": "o", "outing_travel": "by", "outing_lunch": "food", "outing_day": "day", "pet_called": "name", "pet_animal": "animal", "pet_colour": "colour",
    "pet_bed": "where", "pet_food": "treat", "three_who": "p", "three_what": "b", "three_who_not": "r", "note_bring": "thing", "note_day": "day", "note_time": "time", "note_where": "where",
    "note_event": "event", "party_child": "p", "party_age": "n", "party_where": "where", "party_time": "time", "sign_closed": "day", "sign_opens": "open", "sign_closes": "close",
    "sign_forbidden": "ban", "deed_first": "a", "deed_last": "d", "deed_after": "c", "deed_before": "b", "reason_why": "why", "reason_effect": "did", "room_where": "x", "room_what": "b",
    "outfit_colour": "x", "outfit_item": "c", "farm_count": "x", "week_what": "b", "week_when": "d3", "self_age": "n", "self_country": "land", "self_sibling": "o", "self_hobby": "hobby",
    "self_job": "job", "lost_where": "z", "lost_thing": "thing", "recipe_eggs": "x", "recipe_flour": "y", "recipe_last": "c", "recipe_minutes": "m", "handed": "r", "letter_from": "p",
    "letter_to": "o", "letter_gift": "gift", "dialogue_who": "p", "dialogue_where": "y", "order_most": "a", "order_least": "c", "order_middle": "b", "finish_first": "a", "finish_last": "d",
    "finish_second": "b", "finish_third": "c", "row_middle": "b", "row_left": "a", "row_right": "c", "pile_top": "c", "pile_bottom": "a", "tree": "a", "cups": "a"}
EXPECTED: Expected = {name: lambda v, key=key: v[key] for name, key in PLACE_OF.items()} | {name: in_order(name) for name in KINDS if name.startswith("queue_")} | {
    "farm_most": lambda v: sorted([(v["x"], v["a"]), (v["y"], v["b"]), (v["z"], v["c"])])[2][1],
    "farm_fewest": lambda v: sorted([(v["x"], v["a"]), (v["y"], v["b"]), (v["z"], v["c"])])[0][1],
    "shopping_missing": lambda v: left_over(v["list"], *items(v["bought"])),
    "moves": lambda v: "in the " + v["z"],
    "carried": lambda v: "in the " + v["x"],
    "order_yes": lambda v: "yes" if [v[x] for x in "abc"].index(v["x"]) < [v[x] for x in "abc"].index(v["y"]) else "no",
    "all_or_no": lambda v: {"all": "yes", "no": "no"}[v["all"]],
    "if_then": lambda v: {v["c1"]: v["a1"], v["c2"]: v["a2"]}[v["now"]],
    "either_or": lambda v: ({v["x"], v["y"]} - {v["n"]}).pop(),
    "not_these": lambda v: left_over(v["list"], v["x"], v["y"]),
    "matched": lambda v: v["n"],
    "claim_true": lambda v: "true" if v["fact"].rstrip(".").lower() == v["claim"].lower() else "false",
    "has_or_not": lambda v: "yes" if re.search(rf"\b{v['x']}\b", v["list"]) else "no",
    "odd_word": lambda v: rare(items(v["list"])),
    "same_kind": lambda v: next(x for x in items(v["options"]) if group_of(x) == group_of(v["a"])),
    "common_name": plural,
    "analogy": pair,
    "riddle": lambda v: "the " + next(word for word, (clue, _) in worksheet_reading.RIDDLES.items() if clue == v["clue"]),
    "pattern_next": lambda v: continued(v["row"].split(", ")),
    "pattern_gap": lambda v: gap(items(v["row"])),
    "letters_on": lambda v: later(v["row"].split(", ")),
    "twice": lambda v: max(items(v["row"]), key=items(v["row"]).count),
    "relation": lambda v: worksheet_reading.FAMILY[f"{v['x']}'s {v['y']}"],
    "sibling_age": lambda v: date(2000 + v["m"] + v["n"], 1, 1).year - 2000,
    "younger_age": lambda v: len(range(v["n"], v["m"])),
    "guess_number": lambda v: next(x for x in range(v["lo"] + 1, v["hi"]) if x % 2 == (v["parity"] == "odd")),
    "compass_turn": faced,
    "possible": lambda v: "yes" if (v["who"], v["do"]) in worksheet_reading.REAL else "no",
    "earlier": lambda v: next(x for x, y in worksheet_reading.EARLIER if {x, y} == {v["x"], v["y"]}),
    "errand": lambda v: worksheet_reading.ERRANDS[v["do"]],
    "animal_size": lambda v: (min if v["most"] == "smallest" else max)(items(v["list"]), key=worksheet_reading.SIZES.index),
    "feeling": lambda v: worksheet_reading.FEELINGS[v["did"]],
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])


@pytest.mark.parametrize("name", READING)
def test_a_text_has_its_answer(name):
    rng = Random(name)
    for held_out in (False, True):
        for _ in range(100):
            problem = KINDS[name](rng, [])
            text = problem.wording.draw(rng, held_out).format(**problem.values)
            if "most" not in problem.values:
                for word in problem.bare.removeprefix("in the ").split():
                    assert word in text, text


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_wording_has_ten_lines_and_none_of_the_held_out_ones_in_training(name):
    asked = KINDS[name](Random(1), []).wording
    def bare(sentences): return {re.sub(r"[^a-z{} ]", "", s.lower()).strip() for s in sentences}
    assert len(asked.lines) >= 10
    assert not bare(asked.sentences(True)) & bare(asked.sentences(False))
    assert all(grammar.PLACE.search(s) for s in asked.sentences(True) + asked.sentences(False))
