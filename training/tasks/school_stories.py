"""Comparing, sharing, and stories of several steps."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, THINGS, Kind, number, over, plus_steps, times
from .school_measures import two
from .stories import minus, plus

HOW_MANY_MORE = wording("""
    {p} has {a} {t} and {o} has {b}. How many more {t} does {p} have( than {o}|)?
    {o} has {b} {t}. {p} has {a}. How many fewer {t} does {o} have?
    (What is|What's) the difference (if|when) {p} has {a} {t} and {o} has {b}?
    How many more {t} does {p} have than {o} (if|when) {p} has {a} and {o} {b}?
    {p} (collected|found|sold) {a} {t}, {o} (collected|found|sold) {b}. (By how many|How many) did {p} (win|have more)?
    {o} needs as many {t} as {p}. {p} has {a}, {o} has {b}. How many (more does {o} need|are missing)?
    There are {a} {t} and {b} (plates|boxes|bags). How many more {t} than (plates|boxes|bags) are there?
""")
TIMES_AS_MANY = wording("""
    {p} has {a} {t}. {o} has {k} times as many. How many {t} does {o} have?
    {o} has {k} times as many {t} as {p}, who has {a}. How many (is that|does {o} have)?
    How many {t} does {o} have (if|when) {p} has {a} and {o} has {k} times as many?
    {p} (found|picked|sold) {a} {t} and {o} {k} times (that many|as many). How many did {o} (find|pick|sell)?
    {k} times {p}'s {a} {t}: that is what {o} has. How many {t} (are they|is that)?
    {o}'s {t} are {k} times {p}'s. {p} has {a}. (Find|Tell me) how many {o} has.
""")
MORE_THAN = wording("""
    {p} has {a} {t}. {o} has {n} {w}. How many {t} does {o} have?
    {o} has {n} {w} {t} than {p}. {p} has {a}. How many (does {o} have|are {o}'s)?
    {p} (counts|owns|has) {a} {t} and {o} {n} {w}. (How many|What number) does {o} have?
    How many {t} has {o} (if|when) {p} has {a} and {o} has {n} {w}?
    {a} {t} belong to {p}; {o} has {n} {w}. How many {t} are {o}'s?
""")
SHARE = wording("""
    {p} has {a} {t} and (shares|splits) them (equally|fairly) (with|among) {n} friends, (keeping none|all of them). How many does each friend get?
    {a} {t} (are shared|are divided|are given out) (equally|evenly) (between|among) {n} (children|kids|people|pupils). How many (does each get|for each)?
    (Divide|Share|Split) {a} {t} (equally|fairly) (among|between) {n} children. How many (does each child get|each)?
    {n} (children|friends|people) (share|split) {a} {t}. How many (does each one get|are there for each)?
    If {n} friends share {a} {t} (equally|fairly), how many (does each get|{t} does one get)?
    {p} (packs|puts) {a} {t} (into|in) {n} (bags|boxes), the same number in each. How many (are|go) in each?
    How many {t} (are|go) in each of {n} (bags|rows|boxes) (if|when) {a} are (placed|spread) evenly?
""")
LEFT_OVER = wording("""
    {p} (shares|splits|divides) {a} {t} (equally|fairly) among {n} children. How many (are|stay) left over?
    {a} {t} are (put|packed) into (bags|boxes) of {n}. How many (are left over|do not fit|remain)?
    How many {t} (are|stay|will be) left over when {n} (friends|people) share {a}( fairly|)?
    (What is|What's) the remainder (if|when) {a} {t} are (shared|divided) (by|among) {n}?
    {n} {t} fit into (a|one) box. {p} has {a} {t} and fills boxes. How many (are left|stay outside)?
    (Make|Form) groups of {n} from {a} {t}. How many (do not fit in a group|are left over)?
""")
PACKS = wording("""
    {t} are (sold|packed) in (boxes|bags|packs) of {n}. How many (boxes|packs|bags) (are needed|do you need) for {a} {t}?
    {p} has {a} {t} and puts {n} in (each|every) (bag|box). How many (bags|boxes) (does {p} need|are that)?
    How many (groups|teams|bags|boxes) of {n} can (you|we) make (from|with|out of) {a} {t}?
    {n} {t} (fit in|go into) one (box|bag). How many (boxes|bags) (for|hold) {a} {t}?
    {a} {t}, {n} in (a|each) (bag|box|row): how many (bags|boxes|rows)?
""")
BUS = wording("""
    There are {a} (people|children) (on|in) a bus. {b} get off and {c} get on. How many are (on the bus|in the bus) (now|then)?
    A bus (starts|leaves) with {a} (people|passengers). At the (first |next |)stop {b} get off and {c} get on. How many (people |)are on it now?
    {c} people get on a bus and {b} get off. Before there were {a}. How many are there now?
    (On|In) a (train|tram|bus) sit {a} people. {b} leave and {c} come in. How many (people |)(sit there|are there) (now|after that)?
    After {b} of {a} passengers get off and {c} get on, how many passengers are (on board|there)?
    {a} birds sit on a (tree|roof|wire). {b} fly away and {c} come. How many birds (are there now|sit there now)?
""")
TWO_STEPS = wording("""
    {p} has {n} (boxes|bags) with {k} {t} each. {p} (gives away|eats|loses) {b}. How many {t} (are left|remain)?
    {n} (bags|boxes) hold {k} {t} each, and {b} {t} are (taken out|sold|broken). How many {t} (are left|remain)?
    {p} buys {n} packs of {k} {t} and (uses|gives away) {b} of them. How many {t} (are left|does {p} have now)?
    How many {t} are left (if|when) {p} has {n} rows of {k} and takes away {b}?
    From {n} (boxes|trays) of {k} {t} each, {b} {t} are (bad|gone). How many (good ones|{t}) are left?
""")
DISTRACTED = wording("""
    {p} is {k} years old and has {a} {t}. {o} gives {p} {b} more. How many {t} does {p} have (now|then)?
    {p} has {a} {t} and {k} (brothers|cats|friends). {p} finds {b} (more |){t}. How many {t} is that?
    In a room with {k} (chairs|windows) lie {a} {t}. {p} brings {b} more. How many {t} are there (now|in the room)?
    At {k} o'clock {p} had {a} {t}. Then {o} brought {b} more. How many {t} (are there|does {p} have) now?
    {p}, who lives at number {k}, picks {a} {t} in the morning and {b} in the evening. How many {t} (is that|did {p} pick)?
    {p} reads {k} pages and then gets {b} {t}. Before that {p} had {a} {t}. How many {t} does {p} have now?
""")
ANIMALS = wording("""
    On a farm there are {a} (cows|hens|pigs), {b} (sheep|ducks|goats) and {c} (horses|geese|dogs). How many animals (is that|are there)( in all|)?
    {p} sees {a} (cats|cows), {b} (dogs|sheep) and {c} birds. How many animals (is that|did {p} see)?
    A (farmer|zoo) has {a} (goats|monkeys), {b} (donkeys|lions) and {c} (ducks|bears). (How many animals is that|What is the total)?
    {a} red, {b} blue and {c} (green|yellow) (balls|cars|flowers) are in a (box|garden|shop). How many are there (in all|altogether)?
    A class has {a} (books|pens), a second {b} and a third {c}. How many (do they have together|are there in total)?
    {p} (scores|gets) {a} points, then {b}, then {c}. How many points (is that|are these) (in all|in total)?
""")


def owners(rng: Random) -> dict:
    p, o = two(rng)
    return dict(p=p, o=o, t=rng.choice(THINGS))


def how_many_more(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 70), owners(rng)
    a = b + rng.randint(1, 50)
    return number(HOW_MANY_MORE, v | dict(a=a, b=b), a - b, "It is {} " + v["t"] + ".", minus(a, b))


def times_as_many(rng: Random, _words: list[str]) -> Problem:
    a, k, v = rng.randint(2, 30), rng.randint(2, 9), owners(rng)
    return number(TIMES_AS_MANY, v | dict(a=a, k=k), a * k, f"{v['o']} has {{}} {v['t']}.", times(a, k))


def more_than(rng: Random, _words: list[str]) -> Problem:
    n, w, v = rng.randint(1, 30), rng.choice(["more", "fewer"]), owners(rng)
    a = n + rng.randint(1, 60)
    return number(MORE_THAN, v | dict(a=a, n=n, w=w), a + n if w == "more" else a - n, f"{v['o']} has {{}} {v['t']}.", plus(a, n) if w == "more" else minus(a, n))


def share(rng: Random, _words: list[str]) -> Problem:
    n, each_gets = rng.randint(2, 12), rng.randint(1, 15)
    v = owners(rng) | dict(a=n * each_gets, n=n)
    return number(SHARE, v, each_gets, f"It is {{}} {v['t']}.", over(v["a"], n))


def left_over(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 12)
    a = n * rng.randint(1, 9) + rng.randrange(n)
    return number(LEFT_OVER, owners(rng) | dict(a=a, n=n), a % n, "It is {}.", over(a, n) if a % n else f"{over(a, n)} r 0")


def packs(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(2, 12), rng.randint(2, 15)
    return number(PACKS, owners(rng) | dict(a=n * k, n=n), k, "It is {}.", over(n * k, n))


def bus(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(1, 20), rng.randint(1, 20)
    a = b + rng.randint(1, 40)
    return number(BUS, dict(a=a, b=b, c=c), a - b + c, "It is {}.", f"{minus(a, b)}\n{plus(a - b, c)}")


def two_steps(rng: Random, _words: list[str]) -> Problem:
    n, k, v = rng.randint(2, 10), rng.randint(2, 12), owners(rng)
    b = rng.randint(1, n * k - 1)
    return number(TWO_STEPS, v | dict(n=n, k=k, b=b), n * k - b, f"It is {{}} {v['t']}.", f"{times(k, n)}\n{minus(n * k, b)}")


def distracted(rng: Random, _words: list[str]) -> Problem:
    a, b, k, v = rng.randint(1, 60), rng.randint(1, 60), rng.randint(2, 12), owners(rng)
    return number(DISTRACTED, v | dict(a=a, b=b, k=k), a + b, f"It is {{}} {v['t']}.", plus(a, b))


def animals(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(1, 40) for _ in range(3))
    return number(ANIMALS, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a + b + c, "It is {}.", plus_steps([a, b, c]))


KINDS: dict[str, list[Kind]] = {
    "comparing": [how_many_more, times_as_many, more_than],
    "sharing": [share, left_over, packs],
    "stories": [bus, two_steps, distracted, animals],
}
