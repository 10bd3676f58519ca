"""Small texts to read, and statements to judge."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, with_article
from .stories import plus

COLOURS = "red blue green yellow black white pink purple".split()
OWNED = "ball kite cap bike book scarf cup bag car boat drum hat".split()
SUBJECTS = "The dog|My sister|A small bird|Our teacher|Tom|The old man|Grandma|Nobody|My best friend|The queen".split("|")
VERBS = "sees likes finds paints carries wants loses hides".split()
OBJECTS = "a red ball|the green door|three stars|some warm bread|a little boat|my book|two blue cups|the moon".split("|")
ENDS = "|today|in the garden|every Friday|under the table|at school|when it rains|behind the old house".split("|")
WHO_OWNS = wording("""
    {text} Who has the {thing}?
    {text} The {thing} belongs to whom?
    {text} (Tell me|Say) who has the {thing}.
    {text} Whose is the {thing}?
    (Who has|Who owns) the {thing}(?|:) {text}
    (Read this|Listen)(:|.) {text} (Who has|Who is the owner of) the {thing}?
""")
WHICH_COLOUR = wording("""
    {text} (What|Which) (colour|color) is the {thing}?
    {text} The {thing} has (which|what) (colour|color)?
    {text} (Tell me|Say) the (colour|color) of the {thing}.
    {text} (What is|What's) the (colour|color) of {owner}'s {thing}?
    (Which|What) colour has the {thing}(?|:) {text}
    (Read this|Listen)(:|.) {text} (Now, what|What) colour is the {thing}?
""")
WHAT_OWNED = wording("""
    {text} What does {owner} have?
    {text} (What|Which thing) belongs to {owner}?
    {text} (Tell me|Say) what {owner} has.
    {text} {owner} has (what|which thing)?
    (What does {owner} have|What is {owner}'s)(?|:) {text}
    (Read this|Listen)(:|.) {text} What does {owner} (have|own)?
""")
WORD_COUNT = wording("""
    How many words (are in|does this sentence have|are there)(?|:) {s}
    (Count|Please count) the words(:| in:| of this sentence:) {s}
    {s} How many words (is that|are these|has this sentence)?
    (Tell me|Say) how many words this sentence has: {s}
    The sentence is: {s} (Of|From) how many words is it made?
    (Read|Look at) this(:|.) {s} How many words did you (read|see)?
""")
NTH_WORD = wording("""
    (What|Which) is the {k} word(?|:| in:| of:) {s}
    (Tell me|Name|Give me) the {k} word of this sentence: {s}
    {s} (What|Which) is the {k} word?
    The {k} word (in|of) this sentence(:|?) {s}
    Here is a sentence: {s} (Say|Write) its {k} word.
    (Read|Look at) this(:|.) {s} (What|Which) word is {k}?
""")
IS_TRUE = wording("""
    (True or false|Right or wrong)(:|?) {s}
    {s} (Is that|Is this) (true|right|correct)?
    (I read|I heard|We learnt) this: {s} (Is that so|Is it true)?
    {s} (True|Right|Correct|Really)?
    (Somebody|My brother|A friend) says: {s} (Is he right|Is it true|Do you agree)?
    (Check|Judge)( this|): {s} (Is it true?|True or false?)
    (Would you say|Do you think) this is (true|right): {s}
    (Decide|Say|Tell me) (if|whether) this is (true|right|true or false): {s}
""")


def passage(rng: Random) -> tuple[str, list[tuple[str, str, str]]]:
    """Two to four people with a thing of a colour each."""
    n = rng.randint(2, 4)
    facts = list(zip(rng.sample(PEOPLE, n), rng.sample(COLOURS, n), rng.sample(OWNED, n)))
    said = [rng.choice([f"{p} has {with_article(f'{c} {t}')}.", f"The {c} {t} belongs to {p}.", f"{p} owns {with_article(f'{c} {t}')}."]) for p, c, t in facts]
    return " ".join(said), facts


def who_owns(rng: Random, _words: list[str]) -> Problem:
    text, facts = passage(rng)
    p, _, t = rng.choice(facts)
    return choice(WHO_OWNS, dict(text=text, thing=t), p, "{}.")


def which_colour(rng: Random, _words: list[str]) -> Problem:
    text, facts = passage(rng)
    p, c, t = rng.choice(facts)
    return choice(WHICH_COLOUR, dict(text=text, thing=t, owner=p), c, "{}.")


def what_owned(rng: Random, _words: list[str]) -> Problem:
    text, facts = passage(rng)
    p, c, t = rng.choice(facts)
    return choice(WHAT_OWNED, dict(text=text, owner=p), with_article(f"{c} {t}"), "{}.")


def sentence(rng: Random) -> str:
    return " ".join(part for part in (rng.choice(parts) for parts in (SUBJECTS, VERBS, OBJECTS, ENDS)) if part) + "."


def word_count(rng: Random, _words: list[str]) -> Problem:
    s = sentence(rng)
    words = s.rstrip(".").split()
    return number(WORD_COUNT, dict(s=s), len(words), "It is {}.", " ".join(f"{w} {i + 1}" for i, w in enumerate(words)))


def nth_word(rng: Random, _words: list[str]) -> Problem:
    s = sentence(rng)
    words = s.rstrip(".").split()
    i = rng.randrange(len(words))
    k = "last" if i == len(words) - 1 and rng.random() < 0.7 else "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()[i]
    return Problem(NTH_WORD, dict(s=s, k=k), words[i], words[i], " ".join(f"{w} {j + 1}" for j, w in enumerate(words)))


def is_true(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 50), rng.randint(1, 50)
    off = rng.choice([0, 0, rng.choice([-2, -1, 1, 2, 10])])
    kind = rng.randrange(4)
    if kind == 0:
        s, true, think = f"{a} + {b} = {a + b + off}.", off == 0, plus(a, b)
    elif kind == 1:
        a, b = a % 10 + 1, b % 10 + 1
        s, true, think = f"{a} times {b} is {a * b + off}.", off == 0, f"{a} x {b} = {a * b}"
    elif kind == 2:
        b = b if a != b else b + 1
        s, true, think = f"{a} is larger than {b}.", a > b, f"{max(a, b)} is more than {min(a, b)}"
    else:
        parity = rng.choice(["even", "odd"])
        s, true, think = f"{a} is {with_article(parity)} number.", (a % 2 == 0) == (parity == "even"), f"the last digit of {a} is {a % 10}"
    return choice(IS_TRUE, dict(s=s), "true" if true else "false", "{}.", think)


KINDS: dict[str, list[Kind]] = {
    "reading": [who_owns, which_colour, what_owned, word_count, nth_word],
    "true-or-false": [is_true],
}
