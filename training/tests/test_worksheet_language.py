"""Language on worksheets: every answer again, in another way."""

import re
from collections import Counter

import pytest

from answers import Expected, check
from problems import WORDS
from tasks.worksheets import language as m
from tasks.worksheets.language import A_CLASS, CATEGORIES, CLASSES, COMPOUNDS, DAYS, MONTHS, PLURALS, SHORT_FORMS, SYLLABLES, VERBS

KINDS = {kind.__name__: kind for kinds in m.KINDS.values() for kind in kinds}
ABC = [chr(code) for code in range(ord("a"), ord("z") + 1)]
PEOPLE_WORDS = {"she": {*m.GIRLS, "my mother", "the girl", "Grandma", "his sister"}, "he": {*m.BOYS, "my father", "the boy", "Grandpa", "her brother"}}


def pick(options: str) -> list[str]:
    return re.split(r", | or | and ", options)


def partner(word: str) -> set[str]:
    return {b for pair in m.OPPOSITES for a, b in (pair, pair[::-1]) if a == word}


def by(rows: list[list[str]], given: int, wanted: int, word: str) -> str:
    return next(row[wanted] for row in rows if row[given] == word)


def verb_of(sentence: str, form: int) -> list[str]:
    """The verb whose rest ends the sentence and whose form stands before it."""
    return next(v for v in VERBS if re.search(rf"\b{v[form]} {re.escape(v[4])}\.$", sentence))


def gap_verb(sentence: str, form: int) -> str:
    base = re.search(r"\((\w+)\)", sentence)[1]
    return by(VERBS, 0, form, base)


def tense(v: dict) -> str:
    words = v["s"].split()
    return "future" if words[1] == "will" else "past" if words[1] in {row[2] for row in VERBS} else "present"


def agree(v: dict, one: str, more: str, i: str) -> str:
    subject = v["s"].split(" ___")[0]
    return i if subject == "I" else more if subject in ("We", "They", "You") or subject in m.MANY or " and " in subject else one


def preposition(v: dict) -> str:
    return "at" if "o'clock" in v["s"] else "on" if any(day in v["s"] for day in DAYS) else "in"


def place(v: dict) -> str:
    a, b, c = v["a"], v["b"], v["c"]
    ways = {f"The {b} is around": "in", "lies on top": "on", f"The {b} stands over": "under", f"The {b} is in front of": "behind", f"The {b} is behind": "in front of", "side by side": "next to"}
    assert a in c and b in c
    return next(word for start, word in ways.items() if start in c)


def swapped(v: dict) -> str:
    words = v["s"].rstrip(".").split()
    at = next(i for i, w in enumerate(words) if w in ("is", "are", "was", "were", "can", "will", "must"))
    subject = " ".join(words[:at])
    return f"{words[at][0].upper()}{words[at][1:]} {subject if subject in m.PEOPLE else subject[0].lower() + subject[1:]} {' '.join(words[at + 1:])}?"


def sensible_order(v: dict) -> str:
    words = v["w"].split(" / ")
    first = next(w for w in words if w in m.PEOPLE or w in ("I", "we", "they", "she", "he"))
    verb = next(w for w in words if w in ("has", "see", "buys", "like", "wants", "play", "lives", "drinks"))
    small = [w for w in ("in", "a", "the", "glass", "of") if w in words]
    small = {"drinks": ["a", "glass", "of"], "play": ["in", "the"]}.get(verb, small)
    rest = [w for w in words if w not in (first, verb, *small)]
    rest.sort(key=lambda w: w not in m.ADJECTIVE_THINGS)
    return " ".join([first[0].upper() + first[1:], verb, *small, *rest]) + "."


def mistake(v: dict) -> str:
    """The sentence in which the verb has the form that its neighbours ask for."""
    for s in (v["x"], v["y"]):
        words = s.rstrip(".").split()
        form = 0 if "can" in words or "not" in words else 2 if words[0] == "Yesterday" else 1
        at = 3 if "not" in words else 2 if form != 1 else 1
        if words[at] in {row[form] for row in VERBS} and any(s.endswith(f"{row[form]} {row[4]}.") for row in VERBS):
            return s
    raise AssertionError(v)


def pronoun(v: dict) -> str:
    w = v["w"]
    return ("we" if w.endswith(" and I") else "they" if " and " in w or w in ("the children", "the dogs", "the books", "my parents")
            else next((p for p, words in PEOPLE_WORDS.items() if w in words), "it"))


def object_pronoun(v: dict) -> str:
    w = v["w"]
    return "us" if w.endswith(" me") else "them" if " and " in w else "her" if w in m.GIRLS else "him"


def category(word: str) -> str:
    return next(name for name, words in CATEGORIES.items() if word in words)


def odd(v: dict) -> str:
    words = v["o"].split(", ")
    count = Counter(map(category, words))
    return next(w for w in words if count[category(w)] == 1)


def rhyme_group(word: str) -> int:
    return next(i for i, group in enumerate(m.RHYMES) if word in group)


def unrhymed(v: dict) -> str:
    count = Counter(map(rhyme_group, pick(v["o"])))
    return next(w for w in pick(v["o"]) if count[rhyme_group(w)] == 1)


def filled(v: dict, words: list[str]) -> str:
    found = {w for w in words if re.fullmatch(v["g"].replace("_", "[a-z]"), w)}
    assert len(found) == 1, found
    return found.pop()


def vowels_in(word: str) -> int:
    return len(re.findall("[aeiou]", word))


def known() -> list[str]:
    return [*WORDS, *m.NOUNS, *m.ALSO]


EXPECTED: Expected = {
    "plural_word": lambda v: PLURALS[v["n"]],
    "singular_word": lambda v: next(n for n, p in PLURALS.items() if p == v["m"]),
    "counted_word": lambda v: PLURALS[v["n"]],
    "past_word": lambda v: by(VERBS, 0, 2, v["v"]),
    "past_gap": lambda v: gap_verb(v["s"], 2),
    "present_word": lambda v: by(VERBS, 2, 0, v["w"]),
    "he_form": lambda v: re.sub(r"(?<=[^aeiou])ys$", "ies", re.sub(r"(o|ch|sh|ss)s$", r"\1es", v["v"] + "s")),
    "he_gap": lambda v: gap_verb(v["s"], 1),
    "ing_form": lambda v: by(VERBS, 0, 3, v["v"]),
    "future_sentence": lambda v: v["s"].replace(verb_of(v["s"], 1)[1], "will " + verb_of(v["s"], 1)[0], 1),
    "tense_name": tense,
    "comparative_word": lambda v: by(m.ADJECTIVES, 2, 1, v["c"]),
    "superlative_word": lambda v: by(m.ADJECTIVES, 1, 2, v["b"]),
    "base_adjective": lambda v: by(m.ADJECTIVES, 2, 0, v["c"]),
    "article": lambda v: "an" if v["n"][0] in "aeiou" and not v["n"].startswith("uni") or v["n"] == "hour" else "a",
    "word_class": lambda v: next(k for k, words in CLASSES.items() if v["w"] in words),
    "class_of_three": lambda v: next(w for w in pick(v["o"]) for k, words in CLASSES.items() if w in words and A_CLASS[k] == v["k"]),
    "class_in_sentence": lambda v: v["s"].rstrip(".").split()[["adjective", "noun", "verb"].index(v["k"]) + 1],
    "am_is_are": lambda v: agree(v, "is", "are", "am"),
    "was_were": lambda v: agree(v, "was", "were", "was"),
    "has_have": lambda v: agree(v, "has", "have", "have"),
    "do_does": lambda v: "do" if re.match(r"___ (you |they |we |your friends|the girls|\w+ and \w+ )", v["s"]) else "does",
    "this_these": lambda v: "these" if v["n"].endswith("s") and not v["n"].endswith("ss") else "this",
    "much_many": lambda v: "much" if v["n"] in m.NOT_COUNTED else "many",
    "preposition_time": preposition,
    "ask_a_question": swapped,
    "say_not": lambda v: re.sub(r" (is|are|was|were|will|must|can) ", r" \1 not ", v["s"], count=1).replace("can not", "cannot"),
    "does_not": lambda v: v["s"].replace(verb_of(v["s"], 1)[1], "does not " + verb_of(v["s"], 1)[0], 1),
    "does_question": lambda v: "Does " + v["s"].replace(verb_of(v["s"], 1)[1], verb_of(v["s"], 1)[0], 1)[:-1] + "?",
    "word_order": sensible_order,
    "right_sentence": mistake,
    "sentence_subject": lambda v: re.match(r"\w+", v["s"])[0],
    "sentence_verb": lambda v: re.search(r" (\w+) ", v["s"])[1],
    "sentence_object": lambda v: re.search(r"(\w+)\.$", v["s"])[1],
    "pronoun_word": pronoun,
    "pronoun_object": object_pronoun,
    "possessive_word": lambda v: "their" if " and " in v["w"] else "his" if v["w"] in m.BOYS or v["w"] in ("Grandpa", "my brother", "the king") else "her",
    "shorten": lambda v: SHORT_FORMS[v["l"]],
    "lengthen": lambda v: next(long for long, short in SHORT_FORMS.items() if short == v["c"]),
    "owner": lambda v: f"{v['p']}'s",
    "fix_capitals": lambda v: re.sub(rf"\b({'|'.join(w.lower() for w in v['big'])})\b", lambda w: w[0].title(), v["s"]),
    "needs_capital": lambda v: next(w.title() for w in pick(v["o"]) if w.title() in {*DAYS, *MONTHS, *m.PEOPLE, *"London Paris Berlin Spain Italy England Africa Rome Canada Dublin".split()}),
    "end_mark": lambda v: "question mark" if re.match("Where|Does|What|Who|Can|When|Why|Is ", v["s"]) else "full stop",
    "missing_comma": lambda v: re.sub(r"(\w+) (\w+) and (\w+)\.$", r"\1, \2 and \3.", v["s"]),
    "opposite_word": lambda v: "/".join(partner(v["a"])),
    "opposite_analogy": lambda v: "/".join(partner(v["c"])),
    "opposite_of_three": lambda v: "/".join(partner(v["a"]) & set(pick(v["o"]))),
    "synonym_of_three": lambda v: by(m.SYNONYMS, 0, 1, v["a"]),
    "rhyme_of_three": lambda v: "/".join(w for w in pick(v["o"]) if rhyme_group(w) == rhyme_group(v["a"])),
    "no_rhyme": unrhymed,
    "compound_word": lambda v: f"{v['a']}{v['b']}",
    "compound_split": lambda v: "/".join(f"{a} and {b}" for a, b in COMPOUNDS if a + b == v["w"]),
    "compound_part": lambda v: v["w"].removeprefix(v["a"]),
    "young_animal": lambda v: dict(m.YOUNG)[v["a"]],
    "parent_animal": lambda v: by(m.YOUNG, 1, 0, v["b"]),
    "group_word": lambda v: dict(m.GROUPS)[v["n"]],
    "where_is_it": place,
    "gap_of_three": lambda v: by(m.GAPS, 1, 0, v["s"]),
    "doer": lambda v: dict(m.DOERS)[v["v"]],
    "un_word": lambda v: f"un{v['a']}",
    "adverb": lambda v: re.sub("lely$", "ly", re.sub("yly$", "ily", v["a"] + "ly")) if v["a"] in ("gentle", "simple") else re.sub("yly$", "ily", v["a"] + "ly"),
    "y_word": lambda v: by(m.WEATHER, 0, 1, v["n"]),
    "homophone": lambda v: next(row[0] for row in m.HOMOPHONES if row[-1] == v["s"]),
    "odd_word": odd,
    "heading": lambda v: category(v["items"].split(",")[0]),
    "syllable_count": lambda v: next(len(s.split("-")) for s in SYLLABLES if s.replace("-", "") == v["w"]),
    "well_spelt": lambda v: next(good for good, bad in m.SPELLINGS if {good, bad} == {v["x"], v["y"]}),
    "mend_spelling": lambda v: by(m.SPELLINGS, 1, 0, v["x"]),
    "missing_letter": lambda v: filled(v, known())[v["g"].index("_")],
    "whole_word": lambda v: filled(v, known()),
    "vowels_back": lambda v: filled({"g": v["g"].replace("_", "[aeiou]")}, known()),
    "spell_out": lambda v: re.sub(r"(.)(?=.)", r"\1 ", v["w"]),
    "read_together": lambda v: re.sub("[ -]", "", v["l"]),
    "turned_round": lambda v: "".join(reversed(v["w"])),
    "turned_back": lambda v: "".join(v["b"][i] for i in range(len(v["b"]) - 1, -1, -1)),
    "word_length": lambda v: sum(1 for _ in v["w"]),
    "vowel_count": lambda v: vowels_in(v["w"]),
    "consonant_count": lambda v: len(v["w"]) - vowels_in(v["w"]),
    "letter_count": lambda v: len(v["w"].split(v["x"])) - 1,
    "first_letter": lambda v: re.match(".", v["w"])[0],
    "last_letter": lambda v: re.search(".$", v["w"])[0],
    "numbered_letter": lambda v: re.match(rf".{{{int(v['i']) - 1}}}(.)", v["w"])[1],
    "middle_letter": lambda v: re.sub(r"^.(.*).$", r"\1", re.sub(r"^.(.*).$", r"\1", v["w"]) if len(v["w"]) > 3 else v["w"]) if len(v["w"]) < 7 else v["w"][3],
    "next_letter": lambda v: chr(ord(v["x"]) + 1),
    "letter_before": lambda v: chr(ord(v["x"]) - 1),
    "letter_between": lambda v: chr((ord(v["x"]) + ord(v["y"])) // 2),
    "place_in_abc": lambda v: ord(v["x"]) - 96,
    "sort_letters": lambda v: ", ".join(x for x in ABC if x in v["l"].split(", ")),
    "sort_words": lambda v: ", ".join(w for x in ABC for w in v["l"].split(", ") if w.startswith(x)),
    "first_word": lambda v: next(w for x in ABC for w in pick(v["o"]) if w.startswith(x)),
    "last_word": lambda v: next(w for x in reversed(ABC) for w in pick(v["o"]) if w.startswith(x)),
    "starting_with": lambda v: ", ".join(re.findall(rf"\b{v['x']}\w*", v["l"])),
    "ending_with": lambda v: "/".join(w for w in pick(v["o"]) if w.endswith(v["x"])),
    "word_count": lambda v: v["s"].count(" ") + 1,
    "nth_word": lambda v: re.findall(r"\w+", v["s"])[int(v["i"]) - 1],
    "longest_word": lambda v: sorted(pick(v["o"]), key=len)[-1],
    "shortest_word": lambda v: sorted(pick(v["o"]), key=len)[0],
    "more_letters": lambda v: len(v["a"][len(v["b"]):]),
    "change_letter": lambda v: v["y"] + v["a"][1:],
    "drop_letter": lambda v: v["a"].removeprefix(v["x"]),
    "add_letter": lambda v: v["x"] + v["b"],
    "vowel_or_not": lambda v: "vowel" if re.match("[aeiou]", v["x"]) else "consonant",
    "double_letter": lambda v: re.search(r"(.)\1", v["w"])[1],
    "made_of": lambda v: "/".join(w for w in pick(v["o"]) if Counter(w) == Counter(v["l"].replace(" ", ""))),
    "big_letter": lambda v: chr(ord(v["x"]) - 32),
    "initials": lambda v: "".join(re.findall(r"\b\w", v["l"])),
}


def test_every_kind_is_checked():
    assert set(KINDS) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_answer_is_what_its_values_give(name):
    check(KINDS[name], EXPECTED[name])
