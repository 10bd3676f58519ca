"""The world and short instructions: every answer again, in another way."""

import operator
import re

import pytest

from answers import Expected, check
from tasks.worksheets import everyday as e

KINDS = {kind.__name__: kind for kinds in e.KINDS.values() for kind in kinds}


def items(v: dict) -> list[str]:
    return re.split(re.escape(v.get("sep", ", ")), v["items"])


def options(v: dict) -> list[str]:
    return v["options"].split(", ")


def only(found) -> str:
    one, = found
    return one


def level(scale: str, thing: str) -> int:
    return only(i for i, step in enumerate(e.SCALES[scale]) if thing.replace(" ", "_") in step.split())


def extreme(v: dict) -> str:
    more, _, _ = v["scale"].split()
    return sorted(options(v), key=lambda x: level(v["scale"], x), reverse=v["most"] == e.MOST[more])[0]


def is_more(v: dict) -> bool:
    more, _, _ = v["scale"].split()
    x, y = (level(v["scale"], thing) for thing in v["things"])
    return operator.gt(x, y) if v["cmp"] == more else operator.lt(x, y)


def said(fact: str) -> str:
    """Whether a fact is one of the lists'."""
    if m := re.fullmatch(r"An? (\w+) has (\d) legs\.", fact):
        return str(e.LEGS[m[1]] == int(m[2])).lower()
    if m := re.fullmatch(r"The capital of (.+) is (.+)\.", fact):
        return str((m[1], m[2]) in e.CAPITALS.items()).lower()
    m = re.fullmatch(r"An? (\w+) is an? (\w+)\.", fact)
    return str(m[2] == (e.FOODS.get(m[1]) or e.CLASSES.get(m[1]))).lower()


def first(pairs: dict, value) -> str:
    return only(x for x, y in pairs.items() if y == value)


def chosen(table: dict, v: dict, key: str) -> str:
    """The option that the table gives, and no other option is an answer."""
    assert len(set(options(v))) == 3
    return only(x for x in options(v) if x == table[v[key]])


def compare(a: int, cmp: str, b: int) -> bool:
    return a > b if cmp.split()[0] in ("above", "greater", "bigger") else a < b


def swapped(v: dict) -> str:
    return ", ".join({v["x"]: v["y"], v["y"]: v["x"]}.get(w, w) for w in items(v))


def moved(v: dict) -> str:
    queue = items(v)
    queue.insert(len(queue) if v["b"] == "end" else 0, queue.pop(0 if v["a"] == "first" else -1))
    return ", ".join(queue)


def joined(v: dict) -> str:
    return re.sub(" ", {"commas": ", ", "dashes": " - ", "slashes": " / ", "plus signs": " + "}[v["sign"]], v["items"])


def inserted(v: dict) -> str:
    pair = [v["x"], v["y"]] if v["side"] == "before" else [v["y"], v["x"]]
    return ", ".join(", ".join(pair) if w == v["y"] else w for w in items(v))


def nth(v: dict) -> str:
    words = items(v)
    index = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "second to last": -2}[v["nth"]]
    return words[index]


def planet(v: dict) -> str:
    order = "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune"
    return re.search(rf"{v['x']} (\w+)" if v["side"] == "after" else rf"(\w+) {v['x']}", order)[1]


def legs(x: str) -> int:
    return e.LEGS[x]


EXPECTED: Expected = {
    "animal_legs": lambda v: legs(v["animal"]),
    "legs_together": lambda v: sum(legs(v["x"]) for _ in range(v["n"])),
    "legs_mixed": lambda v: sum([legs(v["x"])] * v["n"] + [legs(v["y"])] * v["m"]),
    "animal_young": lambda v: e.YOUNG[v["x"]],
    "young_grown": lambda v: first(e.YOUNG | {"butterfly": "caterpillar"}, v["y"]),
    "animal_home": lambda v: chosen(e.HOMES, v, "animal"),
    "animal_sound": lambda v: only(x for x in options(v) if e.SOUNDS[x] == v["sound"]),
    "sound_of_animal": lambda v: e.SOUNDS[v["x"]],
    "animal_class": lambda v: e.CLASSES[v["animal"]],
    "class_pick": lambda v: only(x for x in options(v) if e.CLASSES[x] == v["cls"]),
    "can_it_fly": lambda v: e.FLIES[v["animal"]],
    "animal_food": lambda v: e.EATS[v["animal"]],
    "animal_covering": lambda v: e.COVERING[v["animal"]],
    "animal_lives": lambda v: only({v["a"], v["b"]} & {e.LIVES[v["animal"]]}),
    "plant_or_animal": lambda v: e.PLANT_OR_ANIMAL[v["x"]],
    "living_or_not": lambda v: "living" if v["thing"] in e.LIVING["living"] else "non-living",
    "which_is_more": lambda v: v["things"][0] if is_more(v) else v["things"][1],
    "is_it_more": lambda v: "yes" if is_more(v) else "no",
    "size_order": lambda v: ", ".join(sorted(options(v), key=lambda x: level("bigger smaller size", x))),
    "the_most": extreme,
    "fruit_or_vegetable": lambda v: e.FOODS[v["food"]],
    "made_from": lambda v: chosen(e.SOURCES, v, "x"),
    "material": lambda v: only({v["a"], v["b"]} & {e.MATERIALS[v["thing"]]}),
    "thing_needed": lambda v: chosen(e.NEEDS, v, "do"),
    "right_place": lambda v: chosen(e.PLACES, v, "do"),
    "who_does_it": lambda v: e.JOBS[v["does"]],
    "work_place": lambda v: chosen(e.JOB_PLACES, v, "job"),
    "vehicle_place": lambda v: e.VEHICLES[v["vehicle"]],
    "wheels": lambda v: sum(e.WHEELS[v["x"]] for _ in range(v["n"])),
    "body_count": lambda v: sum(e.BODY_COUNT[v["parts"]] for _ in range(v["n"])),
    "body_use": lambda v: e.SENSES[v["do"]],
    "worn_where": lambda v: e.WORN[v["thing"]],
    "which_room": lambda v: chosen(e.ROOMS, v, "thing"),
    "colour_of": lambda v: e.COLOURS[v["thing"]],
    "colour_mix": lambda v: e.MIXES[tuple(sorted((v["a"], v["b"])))],
    "shape_of": lambda v: chosen(e.SHAPES, v, "thing"),
    "planet_next": planet,
    "planet_place": lambda v: dict(enumerate("Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(), 1))[int(v["n"])],
    "continent_of": lambda v: e.CONTINENTS[v["x"]],
    "capital_city": lambda v: e.CAPITALS[v["x"]],
    "country_of_capital": lambda v: first(e.CAPITALS, v["city"]),
    "quiz": lambda v: dict(e.QUIZ_FACTS)[v["q"]],
    "holiday_month": lambda v: e.HOLIDAYS[v["x"]],
    "sport_from_thing": lambda v: chosen(e.SPORTS, v, "x"),
    "instrument_played": lambda v: e.INSTRUMENTS[v["instrument"]],
    "polite_words": lambda v: only(x for x in options(v) if v["when"] in e.MANNERS[x]),
    "is_it_safe": lambda v: "yes" if v["what"] in e.SAFE["yes"] else "no",
    "hot_or_cold": lambda v: only(word for word, xs in e.HOT_COLD.items() if v["x"] in xs),
    "float_or_sink": lambda v: e.FLOATS[v["thing"]],
    "odd_word_out": lambda v: only(x for x in options(v) if sum(e.GROUPS[y] == e.GROUPS[x] for y in options(v)) == 1),
    "which_group": lambda v: only({v["a"], v["b"]} & {e.KINDS_OF[e.GROUPS[v["x"]]]}),
    "group_name": lambda v: only({e.KINDS_OF[e.GROUPS[x]] for x in options(v)}),
    "true_or_false": lambda v: said(v["fact"]),
    "part_of_day": lambda v: e.DAY_PARTS[v["x"]],
    "repeat_word": lambda v: (f"{v['x']} " * v["n"]).strip(),
    "repeat_with_commas": lambda v: (f"{v['x']}, " * v["n"])[:-2],
    "reverse_list": lambda v: v["sep"].join(reversed(items(v))),
    "in_capitals": lambda v: "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in v["x"]),
    "in_small_letters": lambda v: "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in v["x"]),
    "first_letter_big": lambda v: v["x"][0].upper() + v["x"][1:],
    "nth_item": nth,
    "position_of": lambda v: items(v).index(v["x"]) + 1,
    "remove_item": lambda v: v["sep"].join(filter(lambda x: x != v["x"], items(v))),
    "add_item": lambda v: f"{v['items']}, {v['x']}" if v["end"] == "end" else f"{v['x']}, {v['items']}",
    "swap_items": swapped,
    "count_items": lambda v: v["items"].count(v["sep"]) + 1,
    "join_with": joined,
    "list_with_and": lambda v: ", ".join(v["items"].split(" ")[:-1]) + " and " + v["items"].rsplit(" ", 1)[1],
    "only_group": lambda v: ", ".join(x for x in items(v) if e.KINDS_OF[e.GROUPS[x]] == v["group"]),
    "only_numbers": lambda v: ", ".join(x for x in items(v) if compare(int(x), v["cmp"], int(v["n"]))),
    "only_even_or_odd": lambda v: ", ".join(x for x in items(v) if (x[-1] in "02468") == (v["parity"] == "even")),
    "replace_word": lambda v: re.sub(rf"\b{v['x']}\b", v["y"], v["s"]),
    "copy_sentence": lambda v: v["s"],
    "fill_in_name": lambda v: v["s"].replace("___", v["p"]),
    "drop_end": lambda v: v["items"].split(", ", 1)[1] if v["end"] == "first" else v["items"].rsplit(", ", 1)[0],
    "first_few": lambda v: ", ".join(x for i, x in enumerate(items(v)) if (i < v["n"] if v["end"] == "first" else i >= len(items(v)) - v["n"])),
    "starting_with": lambda v: ", ".join(re.findall(rf"\b{v['c']}[^, ]*", v["items"])),
    "list_contains": lambda v: "yes" if f", {v['x']}," in f", {v['items']}," else "no",
    "beside_item": lambda v: dict(zip(items(v), items(v)[1:]) if v["side"] == "after" else zip(items(v)[1:], items(v)))[v["x"]],
    "pick_letter": lambda v: only(k.upper() for k in "abc" if v[k] == e.KINDS_OF[e.GROUPS[v["x"]]]),
    "if_then": lambda v: v["x"] if compare(v["a"], v["cmp"], v["b"]) else v["y"],
    "end_mark": lambda v: f"{v['s']}{dict(zip(('a full stop', 'a question mark', 'an exclamation mark'), '.?!'))[v['sign']]}",
    "each_twice": lambda v: re.sub(r"(\S+)", r"\1 \1", v["items"]),
    "numbered_list": lambda v: "\n".join(f"{i}. {x}" for i, x in zip(range(1, 9), v["items"].split(", "))),
    "move_item": moved,
    "with_n_letters": lambda v: only(x for x in items(v) if len(x) == int(v["n"])),
    "insert_item": inserted,
    "yes_or_no_only": lambda v: {True: "yes", False: "no"}[e.KINDS_OF[e.GROUPS[v["x"]]] == v["a"]],
    "in_both_lists": lambda v: only(set(items(v)) & set(v["more"].split(", "))),
    "every_other_word": lambda v: ", ".join(x for i, x in enumerate(items(v), 1) if i % 2),
    "missing_item": lambda v: only(set(items(v)) - set(v["more"].split(", "))),
    "say_to_someone": lambda v: f"{v['what'].capitalize()}, {v['p']}!",
    "weather_need": lambda v: chosen(e.WEATHER_NEEDS, v, "when"),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])
