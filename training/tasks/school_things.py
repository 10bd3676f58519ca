"""Odd ones out, groups, and what a child knows of a day."""

from random import Random

from .grammar import Problem, wording
from .school import Kind, choice, number, with_article
from .school_words import KIND_OF, group, listed

ONE_OF = {"animals": "an animal", "fruits": "a fruit", "colours": "a colour", "vegetables": "a vegetable", "tools": "a tool", "vehicles": "a vehicle", "birds": "a bird", "drinks": "a drink",
          "instruments": "an instrument", "shapes": "a shape", "flowers": "a flower", "insects": "an insect", "sports": "a sport", "jobs": "a job", "days": "a day", "months": "a month"}
CLOSE = [{"animals", "birds", "insects"}, {"fruits", "vegetables", "drinks", "colours", "flowers"}, {"tools", "school things", "furniture", "vehicles"}, {"jobs", "family"}]
"""Groups that an odd one out is not taken from together: an orange is a colour too."""
LEGS = {"dog": 4, "cat": 4, "bird": 2, "hen": 2, "spider": 8, "ant": 6, "bee": 6, "horse": 4, "cow": 4, "snake": 0, "fish": 0, "person": 2, "duck": 2, "frog": 4, "beetle": 6, "chair": 4, "worm": 0}
SOUNDS = dict(pair.split(":") for pair in "dog:barks,cat:meows,cow:moos,sheep:bleats,horse:neighs,duck:quacks,lion:roars,bee:buzzes,pig:oinks,owl:hoots,snake:hisses,frog:croaks,mouse:squeaks,wolf:howls".split(","))
USES = dict(pair.split(":") for pair in (
    "cut paper:scissors,write:a pen,dig a hole:a spade,hit a nail:a hammer,eat soup:a spoon,open a lock:a key,tell the time:a clock,stay dry in the rain:an umbrella,"
    "brush your teeth:a toothbrush,call a friend:a phone,see far away:a telescope,measure a line:a ruler,sweep the floor:a broom,take a picture:a camera,dry yourself:a towel,"
    "carry books to school:a bag,sleep:a bed,comb your hair:a comb,boil water:a kettle,climb onto a roof:a ladder,cut bread:a knife,rub out a mistake:an eraser").split(","))
COUNTS = {"days in a week": 7, "months in a year": 12, "hours in a day": 24, "minutes in an hour": 60, "seconds in a minute": 60, "days in a year": 365, "weeks in a year": 52,
          "seasons in a year": 4, "letters in the alphabet": 26, "fingers on one hand": 5, "toes on two feet": 10, "wheels on a car": 4, "wheels on a bicycle": 2, "wheels on a tricycle": 3,
          "cents in a dollar": 100, "sides on a dice": 6, "years in a century": 100, "years in a decade": 10, "eggs in a dozen": 12, "days in a weekend": 2, "colours in a rainbow": 7,
          "continents on Earth": 7, "days in January": 31, "days in April": 30, "days in June": 30, "days in December": 31, "days in September": 30, "days in July": 31,
          "eyes on a face": 2, "legs on a table": 4, "strings on a violin": 4, "players in a football team": 11, "planets around the sun": 8, "minutes in half an hour": 30,
          "days in a leap year": 366, "hours in two days": 48, "centimetres in a metre": 100, "grams in a kilogram": 1000, "metres in a kilometre": 1000}
PLACES = dict(pair.split(":") for pair in (
    "buy bread:a bakery,borrow books:a library,see a doctor:a hospital,catch a train:a station,watch a film:a cinema,post a letter:a post office,see lions and monkeys:a zoo,"
    "learn to read:a school,swim:a pool,buy medicine:a pharmacy,catch a plane:an airport,look at old paintings:a museum,grow vegetables:a garden,keep money safe:a bank,eat out:a restaurant").split(","))
SEASONS = dict(pair.split(":") for pair in "December:winter,January:winter,February:winter,March:spring,April:spring,May:spring,June:summer,July:summer,August:summer,September:autumn,October:autumn,November:autumn".split(","))
ODD = wording("""
    (Which|What) (one |word |)does not (belong|fit)(:| here:| with the others:) {xs}?
    (Find|Pick|Name|Tell me) the odd one out: {xs}(.|)
    {xs}: (which is|what is|find) the odd one out(?|.)
    (Which|What) is the odd one (out |)(in|of|among) {xs}?
    One of these is (different|not like the others): {xs}. Which (one|is it)?
    (Which|What) (of|among) {xs} does not go with the (rest|others)?
    (Cross out|Remove) the word that does not fit: {xs}(.|)
    (Look at|Here are) {xs}. (One does not belong|One is wrong). Which?
    (Three|The others) belong together, one does not: {xs}. (Name it|Which one)(.|?)
""")
MEMBER = wording("""
    Is a {w} {k}?
    (Would you say|Is it true that) a {w} is {k}?
    (Tell me|Say|Decide)(, yes or no,| yes or no:| whether|) is a {w} {k}?
    {w}: {k} or not?
    A {w} is {k}. (True or not|Is that right|Right)? (Yes or no|Say yes or no)(?|.)
    (Yes or no|Quick)(:|,) is a {w} {k}?
""")
HOW_MANY = wording("""
    How many {w}(?| are there?)
    (Tell me|Say) how many {w} there are.
    (What is|What's) the number of {w}?
    (Count|Name the number of)(:|) {w}(.|)
    {w}: how many(?| are there?)
    (What|Which) number goes here: there are ___ {w}?
""")
LEG = wording("""
    How many legs (does {w} have|has {w})?
    (Tell me|Say) how many legs {w} has.
    (What is|What's) the number of legs (of|on) {w}?
    {w} has how many legs?
    {w}: how many legs?
    (Do you know|Can you say) how many legs {w} has?
""")
LEGS_OF = wording("""
    How many legs do {n} {w}s have( together| in all|)?
    {n} {w}s (stand|are) in a (field|room). How many legs (is that|do they have)?
    (Count|Work out) the legs of {n} {w}s.
    (There are|I see) {n} {w}s. How many legs (are there|do I see)?
    {n} {w}s have how many legs( in all|)?
""")
SOUND = wording("""
    (Which|What) animal {w}?
    (Tell me|Name) (the|an) animal that {w}.
    (Who|Which animal) {w}: {xs}?
    {w}: which animal (is it|does that)?
    An animal {w}. Which (is it|animal might it be)?
    (Guess|I am an animal) and it {w}. (Who am I|What is it)?
""")
TOOL = wording("""
    (What|Which thing) do (you|we|people) use to {w}?
    (Tell me|Name) (a|the) thing (you use|people use) to {w}.
    (With what|What with) (can|do) you {w}?
    I want to {w}. (What do I need|What should I take)?
    To {w}, (you need|we use) (what|which thing)?
    (What|Which thing) is (used|made|needed) to {w}?
    (My little brother asks|A child asks): what do we need to {w}?
""")
WHERE = wording("""
    Where (can|do) (you|we|people) {w}?
    (Which|What) place (do you go to|is it) to {w}?
    (Tell me|Name) a place (where you can|to) {w}.
    I want to {w}. Where (should|do) I go?
    To {w}, where (do you go|must you go)?
""")
SEASON = wording("""
    (In|To) which season (is|does) {m}( belong|) (in Europe|in the north)?
    (Which|What) season is it in {m} (in Europe|in the north)?
    {m} is in (which|what) season (in Europe|in the north)?
    (Tell me|Name) the season of {m} in the northern half of the world.
    {m}: winter, spring, summer or autumn (in the north|in Europe)?
""")


def odd(rng: Random, _words: list[str]) -> Problem:
    while True:
        inside, outside = rng.sample(list(KIND_OF), 2)
        if not any({inside, outside} <= group for group in CLOSE):
            break
    out = rng.choice(KIND_OF[outside])
    members = rng.sample(KIND_OF[inside], 3)
    return choice(ODD, dict(xs=listed(rng, [out, *members], rng.choice(["", "", "or", "and"])), out=out, inside=inside), out, "{}", f"{', '.join(members)}: {inside}")


def member(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample([k for k in ONE_OF if k not in ("colours", "sports", "drinks", "days", "months")], 2)
    yes = rng.random() < 0.5 or any({a, b} <= close for close in CLOSE)
    w = rng.choice([x for x in KIND_OF[a] if x[0] not in "aeiou"])
    return choice(MEMBER, dict(w=w, k=ONE_OF[a if yes else b]), "yes" if yes else "no", "{}.", f"a {w} is {ONE_OF[a]}")


def counted(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(COUNTS))
    return number(HOW_MANY, dict(w=w), COUNTS[w], "It is {}.", None)


def leg(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(LEGS))
    return number(LEG, dict(w=with_article(w)), LEGS[w], "It is {} legs.", None)


def legs_of(rng: Random, _words: list[str]) -> Problem:
    w, n = rng.choice([x for x in LEGS if LEGS[x] and x not in ("person", "fish")]), rng.randint(2, 12)
    return number(LEGS_OF, dict(w=w, n=n), n * LEGS[w], "It is {} legs.", f"{with_article(w)} has {LEGS[w]}\n{n} x {LEGS[w]} = {n * LEGS[w]}")


def sound(rng: Random, _words: list[str]) -> Problem:
    w, *others = rng.sample(list(SOUNDS), 4)
    return choice(SOUND, dict(w=SOUNDS[w], xs=listed(rng, [w, *others], "or")), w, "A {}.")


def tool(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(USES))
    return choice(TOOL, dict(w=w), USES[w], "{}.")


def where(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PLACES))
    return choice(WHERE, dict(w=w), PLACES[w], "{}.")


def season(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice(list(SEASONS))
    return choice(SEASON, dict(m=m), SEASONS[m], "{}.")


KINDS: dict[str, list[Kind]] = {
    "odd-one-out": [odd, odd, group, member],
    "everyday": [counted, leg, legs_of, sound, tool, where, season],
}
