"""Lengths, weights, speeds, ages, temperatures, dates and Roman numerals."""

from random import Random

from .calendar import MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, times
from .stories import minus, plus

LENGTHS = "metres centimetres 100|kilometres metres 1000|kilograms grams 1000|litres millilitres 1000|centimetres millimetres 10|euros cents 100|dollars cents 100".split("|")
MIXED = wording("""
    How many {v} (are|is|are there in) {a} {u} and {b} {v}?
    (Convert|Change|Turn) {a} {u} {b} {v} (to|into) {v}.
    {a} {u} and {b} {v} in {v}(?|, please.)
    (Express|Write|Give) {a} {u} and {b} {v} (in|as) {v}( only|).
    {p} measures {a} {u} and {b} {v}. How many {v} is (that|it)?
    Something is {a} {u} and {b} {v}. How (much|many {v}) is that in {v}?
""")
WHICH_MORE = wording("""
    (Which|What) is (more|larger|longer), {x} or {y}?
    {x} or {y}: which is (more|larger|greater)?
    (Tell me|Say) which is more: {x} or {y}.
    (Compare|Look at) {x} and {y}. Which is (more|larger)?
    (Is|Which is it,) {x} or {y} (more|the larger amount)?
""")
ROPE = wording("""
    A (rope|ribbon|plank|wire) is {a} {u} long. {p} cuts off {b} {u}. How (long is the rest|much is left|many {u} are left)?
    From a (rope|ribbon|board) of {a} {u}, {b} {u} are cut off. (What|How much) (remains|is left)?
    {p} has {a} {u} of (string|ribbon|cloth) and uses {b} {u}. How (much|many {u}) (is left|are left|remains)?
    How (long|much) is left of a {a} {u} (rope|ribbon) (after|when) {b} {u} are (cut|taken) off?
    A (tank|bottle|bag) holds {a} {w}. {b} {w} are taken out. How (much|many {w}) (is left|are left)?
""")
WALK = wording("""
    {p} walks {a} {u} on {d} and {b} {u} on {e}. How (far|many {u}) (is that|did {p} walk) (in all|together)?
    (First|At first) {p} (rides|drives|swims|runs) {a} {u}, then {b} {u} more. (How far|How many {u}) (is it|is that) in total?
    It is {a} {u} to the (park|lake) and {b} {u} from there to the (school|station). How (far|long) is the whole way?
    A (road|track|path) of {a} {u} and one of {b} {u} are (joined|put end to end). How long are they (together|in all)?
    (What is|What's) the total of {a} {u} and {b} {u}? (Say|Answer in) {u}.
    {a} {u} there and {b} {u} (on|further): how (far|many {u}) altogether?
""")
SPEED = wording("""
    A (car|train|bus|bike) (goes|drives|travels) {a} kilometres (an|per|each) hour. How far does it go in {n} hours?
    (How far|How many kilometres) (is it|do you get) in {n} hours at {a} kilometres (an|per) hour?
    {p} (walks|rides|drives) {a} kilometres every hour. How many kilometres (is that|are that) after {n} hours?
    At {a} km (per hour|an hour), how (far|many km) (is|are done in) {n} hours?
    {n} hours at {a} kilometres (an|per) hour (is|makes) how (far|many kilometres)?
""")
OLDER = wording("""
    {p} is {a} years old. How old (will {p} be|is {p}) in {n} years?
    {p} is {a}( now| today|). (What age|How old) will {p} be {n} years (from now|later)?
    In {n} years, how old (is|will) {p}( be|) (if|when) {p} is {a} (now|today)?
    (How old|What age) (is|will be) someone {n} years after turning {a}?
    (Today|Now|This year) {p} is {a} years old. {n} years later, (how old|what age) (is {p}|will {p} be)?
    {p} turned {a} (today|last week). How old will {p} be (after|in) {n} years?
""")
YOUNGER = wording("""
    {p} is {a} years old. How old was {p} {n} years ago?
    {n} years ago, how old was {p}, who is {a} (now|today)?
    {p} is {a}( now|). (What age|How old) was {p} {n} years (ago|earlier|before)?
    (How old|What age) was {p} {n} years ago (if|when) {p} is {a} (now|today)?
    (Today|Now) {p} is {a}. Go back {n} years. How old was {p}(| then)?
""")
AGE_GAP = wording("""
    {p} is {a} years old and {o} is {n} years {w}. How old is {o}?
    {o} is {n} years {w} than {p}. {p} is {a}. (What is {o}'s age|How old is {o})?
    How old is {o} (if|when) {p} is {a} and {o} is {n} years {w}?
    {p} is {a}. {o}, (a friend|a cousin|a neighbour), is {n} years {w}. How old is {o}?
    (What is|Tell me) the age of {o}, who is {n} years {w} than {p}(, aged|, who is) {a}(?|.)
    {p}'s age is {a}. {o} is {w} by {n} years. (How old|What age) is {o}?
""")
BETWEEN_AGES = wording("""
    {p} is {a} and {o} is {b}. How many years (older|more) is {p}?
    (What is|What's) the (age difference|difference in age) between {p}, who is {a}, and {o}, who is {b}?
    {o} is {b} years old, {p} is {a}. (By how many years|How much) is {p} older?
    How many years (younger is {o} than {p}|lie between {o} and {p}) if {p} is {a} and {o} is {b}?
    {p} is {a} years old. {o} is {b}. How many years (lie |)between them?
""")
BORN = wording("""
    {p} was born in {y}. How old (is|was) {p} in {z}( at the end of the year|)?
    (How old|What age) (is|was) someone born in {y} (in|at the end of) {z}?
    {p}'s (birth year|year of birth) is {y}. (How old|What age) does {p} (get|turn) in {z}?
    Born in {y}: how old in {z}?
    (In|The year is) {z}, how old is a person born in {y}?
""")
DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
ROMAN = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
HEIGHTS = [("centimetres tall", "taller", "shorter"), ("kilograms", "heavier", "lighter"), ("years old", "older", "younger")]
SIZES = {"centimetres": "a pencil|a spoon|a book|a hand|a mouse".split("|"), "metres": "a house|a bus|a swimming pool|a tree|a classroom".split("|"),
         "kilometres": "the way to another city|a long river|a motorway|a bicycle tour|a country".split("|")}
TEMPERATURE = wording("""
    It is {a} degrees in the morning. (At noon|Later) it is {n} degrees {w}. (How many degrees|What temperature) is it (at noon|then)?
    The temperature is {a} degrees and (gets|becomes) {n} degrees {w}. What is it (now|then)?
    {n} degrees {w} than {a} degrees: (what|how many degrees) is that?
    A thermometer shows {a} degrees. What does it show (when|if) it is {n} degrees {w}?
    (Yesterday|Last night) it was {a} degrees. (Today|Now) it is {n} degrees {w}. What is the temperature (today|now)?
    From {a} degrees it gets {n} degrees {w}. (How many degrees|What temperature) is it (then|after that)?
""")
DATE = wording("""
    Today is {m} {d}. (What|Which) date is it in {n} days?
    (What|Which) date is {n} days after {m} {d}?
    (My birthday|The trip|The test) is {n} days after {m} {d}. (What|Which) date is that?
    It is {m} {d}. (Name|Tell me) the date {n} days (later|from now).
    If today is {m} {d}, (what|which) date (is it|will it be) {n} days later?
    {m} {d} plus {n} days(?| is which date?)
""")
TO_ROMAN = wording("""
    (Write|Give) {n} (in|as) Roman numerals.
    (What is|What's) {n} in Roman numerals?
    (How do you|How did the Romans) write {n}(?| in Roman numerals?)
    {n} (in|as) Roman numerals(?|, please.)
    (Turn|Change) {n} into (Roman numerals|a Roman numeral).
""")
FROM_ROMAN = wording("""
    (What|Which) number is {r}?
    (What does|What number does) the Roman numeral {r} (mean|stand for)?
    (Write|Give) {r} (in digits|as a normal number).
    {r} is (what|which) number in Roman numerals?
    (On a clock|On an old building) I see {r}. (What|Which) number is (it|that)?
""")
BY_HOW_MUCH = wording("""
    {p} is {a} {u} and {o} is {b}. By how (much|many) is {p} {k}?
    {o} is {b} {u}, {p} is {a}. (What is|Find) the difference(?|.)
    How much {k} is {p} with {a} than {o} with {b}?
    {p}: {a} {u}. {o}: {b} {u}. How much {k} is {p}?
    The difference between {p}, who is {a} {u}, and {o}, who is {b} {u}(?| is?)
    {p} is {a} {u}. {o} is only {b}. (How much|By how much) is {p} {k}?
""")
WHO_IS_MORE = wording("""
    {p} is {a} {u} and {o} is {b} {u}. Who is {k}?
    Who is {k}: {p} with {a} or {o} with {b}?
    {o}: {b} {u}. {p}: {a} {u}. (Which of them|Who) is {k}?
    {p} is {a} {u}. {o} is {b}. (Tell me|Say) who is {k}.
    {a} {u} is {p}, {b} {u} is {o}. (So who|Who) is {k}?
    (Of|Between) {p}, who is {a} {u}, and {o}, who is {b}, (who|which one) is {k}?
""")
UNIT = wording("""
    (Would you measure|Do we measure) {x} in {us}?
    (Which|What) unit (fits|is right) for the length of {x}: {us}?
    (Which|What) (unit |)would you use for {x}: {us}?
    The length of {x} is measured in (what|which unit): {us}?
    {x}: {us}?
    (Choose|Pick) the (best|right) unit for {x}: {us}(.|)
""")


def two(rng: Random) -> tuple[str, str]:
    x, y = rng.sample(PEOPLE, 2)
    return x, y


def mixed(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS).split()
    k = int(factor)
    a, b = rng.randint(1, 12), rng.randint(1, k - 1)
    return number(MIXED, dict(a=a, b=b, u=u, v=v, p=rng.choice(["The table", "The garden", "The bag", "It", "The thing"])), a * k + b, f"It is {{}} {v}.",
                  f"{a} x {k} = {a * k}\n{plus(a * k, b)}")


def which_more(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS[:5]).split()
    k = int(factor)
    a = rng.randint(1, 9)
    b = rng.choice([a * k + rng.choice([-1, 1]) * rng.randint(1, max(1, k // 2)), rng.randint(1, 10 * k)])
    b = b if b not in (0, a * k) else a * k + 1
    given = [f"{a} {u}", f"{b} {v}"]
    best = given[0] if a * k > b else given[1]
    rng.shuffle(given)
    return choice(WHICH_MORE, dict(x=given[0], y=given[1]), best, "{} is more.", f"{a} {u} = {a * k} {v}")


def rope(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(1, 60)
    a = b + rng.randint(1, 60)
    u, w = rng.choice("metres centimetres feet inches".split()), rng.choice("litres kilograms cups".split())
    return number(ROPE, dict(a=a, b=b, u=u, w=w, p=rng.choice(PEOPLE)), a - b, "It is {}.", minus(a, b))


def walk(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 99), rng.randint(1, 99)
    d, e = rng.sample("Monday Tuesday Wednesday Friday Saturday".split(), 2)
    u = rng.choice("kilometres metres miles".split())
    return number(WALK, dict(a=a, b=b, d=d, e=e, u=u, p=rng.choice(PEOPLE)), a + b, f"It is {{}} {u}.", plus(a, b))


def speed(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.choice([4, 5, 10, 12, 15, 20, 40, 50, 60, 80, 100, 120]), rng.randint(2, 9)
    return number(SPEED, dict(a=a, n=n, p=rng.choice(PEOPLE)), a * n, "It is {} kilometres.", times(a, n))


def older(rng: Random, _words: list[str]) -> Problem:
    a, n, p = rng.randint(2, 60), rng.randint(1, 30), rng.choice(PEOPLE)
    return number(OLDER, dict(a=a, n=n, p=p), a + n, f"{p} will be {{}} years old.", plus(a, n))


def younger(rng: Random, _words: list[str]) -> Problem:
    n, p = rng.randint(1, 20), rng.choice(PEOPLE)
    a = n + rng.randint(1, 40)
    return number(YOUNGER, dict(a=a, n=n, p=p), a - n, f"{p} was {{}} years old.", minus(a, n))


def age_gap(rng: Random, _words: list[str]) -> Problem:
    (p, o), n, w = two(rng), rng.randint(1, 12), rng.choice(["older", "younger"])
    a = n + rng.randint(1, 40)
    return number(AGE_GAP, dict(a=a, n=n, w=w, p=p, o=o), a + n if w == "older" else a - n, f"{o} is {{}} years old.", plus(a, n) if w == "older" else minus(a, n))


def between_ages(rng: Random, _words: list[str]) -> Problem:
    (p, o), b = two(rng), rng.randint(2, 50)
    a = b + rng.randint(1, 30)
    return number(BETWEEN_AGES, dict(a=a, b=b, p=p, o=o), a - b, "It is {} years.", minus(a, b))


def born(rng: Random, _words: list[str]) -> Problem:
    y = rng.randint(1950, 2020)
    z, p = y + rng.randint(1, 60), rng.choice(PEOPLE)
    return number(BORN, dict(y=str(y), z=str(z), p=p), z - y, "The age is {}.", minus(z, y))


def temperature(rng: Random, _words: list[str]) -> Problem:
    a, n, w = rng.randint(-9, 28), rng.randint(1, 12), rng.choice(["warmer", "colder"])
    end = a + n if w == "warmer" else a - n
    sign = "+" if w == "warmer" else "-"
    return number(TEMPERATURE, dict(a=str(a), n=n, w=w), end, "It is {} degrees.", f"{a} {sign} {n} is {end}")


def date_after(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(12), rng.randint(1, 20)
    d = rng.randint(1, DAYS_IN[i])
    if i == 1 and d + n > 28:
        d, n = rng.randint(1, 20), rng.randint(1, 8)  # February may have a 29th
    month, end, think = MONTHS[i], d + n, plus(d, n)
    if end > DAYS_IN[i]:
        month, end, think = MONTHS[(i + 1) % 12], end - DAYS_IN[i], f"{think}\n{MONTHS[i]} has {DAYS_IN[i]} days\n{minus(end, DAYS_IN[i])}"
    return choice(DATE, dict(m=MONTHS[i], d=str(d), n=n), f"{month} {end}", "It is {}.", think)


def roman_steps(n: int) -> tuple[str, str]:
    made, steps = "", []
    for value, sign in ROMAN:
        while n >= value:
            made, n = made + sign, n - value
            steps.append(f"{value} {sign}")
    return made, ", ".join(steps)


def to_roman(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, rng.choice([12, 89]))
    made, steps = roman_steps(n)
    return choice(TO_ROMAN, dict(n=str(n)), made, "It is {}.", steps)


def from_roman(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, rng.choice([12, 89]))
    made, steps = roman_steps(n)
    return number(FROM_ROMAN, dict(r=made), n, "It is {}.", steps)


def people(rng: Random) -> dict:
    p, o = rng.sample(PEOPLE, 2)
    return dict(p=p, o=o)


def by_how_much(rng: Random, _words: list[str]) -> Problem:
    u, k, _ = rng.choice(HEIGHTS)
    b = rng.randint(20, 140)
    a = b + rng.randint(1, 40)
    return number(BY_HOW_MUCH, people(rng) | dict(a=a, b=b, u=u, k=k), a - b, "It is {}.", minus(a, b))


def who_is_more(rng: Random, _words: list[str]) -> Problem:
    u, more, less = rng.choice(HEIGHTS)
    a, b = rng.sample(range(20, 160), 2)
    v, k = people(rng), rng.choice([more, less])
    return choice(WHO_IS_MORE, v | dict(a=a, b=b, u=u, k=k), v["p" if (a > b) == (k == more) else "o"], f"{{}} is {k}.", f"{max(a, b)} is more than {min(a, b)}")


def unit(rng: Random, _words: list[str]) -> Problem:
    right = rng.choice(list(SIZES))
    names = list(SIZES)
    rng.shuffle(names)
    return choice(UNIT, dict(x=rng.choice(SIZES[right]), us=f"{names[0]}, {names[1]} or {names[2]}"), right, "{}.")


KINDS: dict[str, list[Kind]] = {
    "measures": [mixed, which_more, rope, walk, speed],
    "ages": [older, younger, age_gap, between_ages, born],
    "numbers-of-a-day": [temperature, date_after, to_roman, from_roman, by_how_much, who_is_more, unit],
}
