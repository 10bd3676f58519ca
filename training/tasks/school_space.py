"""Shapes, directions and patterns."""

from random import Random

from .calendar import DAYS, MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, times, with_article
from .stories import minus, plus

SIDES = {"triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6, "octagon": 8, "heptagon": 7}
SOLIDS = {"cube": (6, 8, 12), "pyramid with a square base": (5, 5, 8), "box": (6, 8, 12)}
COMPASS = "north east south west".split()
SYMBOLS = "A B C D X Y circle square triangle star heart moon sun apple pear cat dog clap stamp do re".split()
SIDE = wording("""
    How many {w} (does {s} have|has {s})?
    (Tell me|Say) how many {w} {s} has.
    (What is|What's) the number of {w} (of|in) {s}?
    {s} has how many {w}?
    {s}: how many {w}?
    (Count|Do you know) the {w} of {s}(.|?)
""")
NAME_SHAPE = wording("""
    (What is|What do you call|What's the name of) a shape with {n} (equal |)sides?
    (Which|What) shape has {n} sides?
    A shape has {n} (corners|sides). (What is it called|Which shape is it)?
    (Name|Tell me) (the|a) shape with {n} (sides|corners).
    {n} sides: (which|what) shape (is it|might that be)?
""")
PERIMETER = wording("""
    A rectangle is {a} {u} long and {b} {u} wide. What is (its|the) perimeter?
    (What is|Find|Work out) the perimeter of a rectangle (of {a} by {b} {u}|with sides of {a} and {b} {u})(?|.)
    A (garden|field|room) is {a} {u} by {b} {u}. How (long is the fence|far is it) around it?
    (How far|How many {u}) is it around a (park|table|pool) that is {a} {u} long and {b} {u} wide?
    The sides of a rectangle are {a} and {b} {u}. (How long is|What is) its (outline|perimeter|border)?
    (A farmer|Someone) (fences|walks around) a field of {a} by {b} {u}. How many {u} (is that|are needed)?
""")
AREA = wording("""
    A rectangle is {a} {u} long and {b} {u} wide. What is (its|the) area?
    (What is|Find|Work out) the area of a rectangle (of {a} by {b} {u}|with sides of {a} and {b} {u})(?|.)
    A (garden|floor|room) is {a} {u} by {b} {u}. How many square {u} (is that|does it have)?
    The sides of a rectangle are {a} and {b} {u}. (How large is|What is) its area?
    How many square {u} (are|fit) in a (field|carpet) of {a} by {b} {u}?
""")
SQUARE = wording("""
    A square has sides of {a} {u}. What is its {k}?
    (What is|Find|Work out) the {k} of a square (with sides of|whose side is) {a} {u}(?|.)
    (The side of a square|One side of a square) (is|measures) {a} {u}. (How large is|What is) the {k}?
    The {k} of a square with (a side|sides) of {a} {u}(?| is?)
    A square (garden|tile|table) is {a} {u} (long|wide). (Find|Tell me) its {k}.
""")
TURN = wording("""
    (I|You) (face|look) {d} and turn {w}. (Which way|In which direction) do (I|you) (face|look) (now|then)?
    {p} (faces|looks) {d} and turns {w}. (Where|In which direction) does {p} look (now|then)?
    (Facing|Looking) {d}, {p} turns {w}. What direction is that?
    After a turn {w} from {d}, (which way|where) do you (face|look)?
    A (robot|ship|car) heading {d} turns {w}. (Which|What) direction does it (head|go) (now|then)?
    {d}, then {w}: which direction( is it|)?
""")
WAY_BACK = wording("""
    (What is|What's) the opposite (direction |)of {d}( on a map| on a compass|)?
    (Which|What) direction is opposite (to |){d}?
    {p} walks {d}. (In which direction|Which way) is the way back?
    The wind comes from the {d}. (Towards|To) which direction does it blow?
    You came from the {d}. Going on straight, (which|what) direction is ahead?
    The opposite of {d} on a map(?| is?)
""")
GRID = wording("""
    {p} walks {a} steps {d} and then {b} steps {e}. How many steps (away from the start|from the start) (is that|is {p})?
    (Start|Begin) at a tree. Go {a} steps {d}, then {b} steps {e}. How far (are you from the tree|is the tree) in steps?
    A robot goes {a} steps {d} and {b} steps {e}. How many steps (is it|is the robot) from where it (was|began)?
    {a} steps {d}, {b} steps {e}: how (far|many steps) from the start?
    How many steps from the start is {p} after {a} steps {d} and {b} {e}?
""")
PATTERN = wording("""
    (What|Which) (comes|is) next(:| in| in the pattern) {xs}(?|, ...?|, ?)
    (Continue|Go on with) (the|this) (pattern|row|series)(:|) {xs}(.|)
    {xs}, (?|___|what's next?|what comes next?|and then?)
    (Look at|Here is) (the|a) pattern: {xs}. What (follows|comes next)?
    (Fill in|Complete)(:|) {xs}, (_|__|?|...)
    (The|A) pattern (goes|is) {xs}. (Say|Name) the next one.
    (Guess|Find) what comes after {xs}(.|)
    (Which one|What) (follows|should follow) (after |){xs}?
""")
GAP = wording("""
    (What|Which) number is missing(:| in) {xs}?
    (Fill in|Find) the missing number(:| in) {xs}(.|)
    {xs}: (which|what) number (is missing|belongs in the gap)?
    (Look at|Here is) the row {xs}. (What|Which number) belongs in the gap?
    (One number is gone|A number got lost)(:| in) {xs}. Which (one|is it)?
    {xs}. (Say|Name) the (missing number|number for the gap).
""")


def side(rng: Random, _words: list[str]) -> Problem:
    if rng.random() < 0.3:
        s, i = rng.choice(list(SOLIDS)), rng.randrange(3)
        return number(SIDE, dict(s=with_article(s), w=["faces", "corners", "edges"][i]), SOLIDS[s][i], "It has {}.", None)
    s = rng.choice(list(SIDES))
    return number(SIDE, dict(s=with_article(s), w=rng.choice(["sides", "corners"])), SIDES[s], "It has {}.", None)


def name_shape(rng: Random, _words: list[str]) -> Problem:
    s = rng.choice([x for x in SIDES if SIDES[x] != 4])
    return choice(NAME_SHAPE, dict(n=SIDES[s]), s, "A {}." if s[0] not in "ao" else "An {}.")


def perimeter(rng: Random, _words: list[str]) -> Problem:
    a, b, u = rng.randint(2, 40), rng.randint(2, 30), rng.choice(["metres", "centimetres"])
    return number(PERIMETER, dict(a=a, b=b, u=u), 2 * (a + b), f"It is {{}} {u}.", f"{plus(a, b)}\n{times(a + b, 2)}")


def area(rng: Random, _words: list[str]) -> Problem:
    a, b, u = rng.randint(2, 25), rng.randint(2, 12), rng.choice(["metres", "centimetres"])
    return number(AREA, dict(a=a, b=b, u=u), a * b, f"It is {{}} square {u}.", times(a, b))


def square(rng: Random, _words: list[str]) -> Problem:
    a, u, k = rng.randint(2, 15), rng.choice(["metres", "centimetres"]), rng.choice(["perimeter", "area"])
    return number(SQUARE, dict(a=a, u=u, k=k), a * 4 if k == "perimeter" else a * a, f"The {k} is {{}}.", times(a, 4 if k == "perimeter" else a), few=True)


def compass_turn(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(4)
    w, quarter = rng.choice([("right", 1), ("left", 3), ("around", 2), ("to the right", 1), ("to the left", 3), ("right twice", 2), ("left twice", 2), ("to the right three times", 3)])
    way = -1 if "left" in w else 1
    count = quarter if way == 1 else 4 - quarter if w != "left twice" else 2
    seen = " ".join(COMPASS[(i + way * j) % 4] for j in range(count + 1))
    return choice(TURN, dict(d=COMPASS[i], w=w, p=rng.choice(PEOPLE)), COMPASS[(i + quarter) % 4], "{}.", seen, few=True)


def way_back(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(4)
    return choice(WAY_BACK, dict(d=COMPASS[i], p=rng.choice(PEOPLE)), COMPASS[(i + 2) % 4], "{}.")


def grid(rng: Random, _words: list[str]) -> Problem:
    i, b = rng.randrange(4), rng.randint(1, 15)
    a, same = b + rng.randint(1, 15), rng.random() < 0.3
    d, e = COMPASS[i], COMPASS[i if same else (i + 2) % 4]
    return number(GRID, dict(a=a, b=b, d=d, e=e, p=rng.choice(PEOPLE)), a + b if same else a - b, "It is {} steps.", plus(a, b) if same else minus(a, b))


def pattern(rng: Random, _words: list[str]) -> Problem:
    kind = rng.randrange(4)
    if kind == 0:
        step, down = rng.randint(1, 3), rng.random() < 0.3
        start = rng.randint(0, 25 - 5 * step)
        xs = [chr(97 + start + step * i) for i in range(6)]
        xs = xs[::-1] if down else xs
        xs = [x.upper() for x in xs] if rng.random() < 0.5 else xs
        return choice(PATTERN, dict(xs=", ".join(xs[:5]), period=0), xs[5], "{}", f"{xs[3]} {xs[4]}, " + ("back " if down else "on ") + str(step))
    if kind == 3:
        row, n = rng.choice([(DAYS, 3), (MONTHS, 3)])
        start, step = rng.randrange(len(row)), rng.choice([1, 1, 2])
        xs = [row[(start + step * i) % len(row)] for i in range(n + 1)]
        return choice(PATTERN, dict(xs=", ".join(xs[:n]), period=0), xs[n], "{}")
    unit = rng.choice([[0, 1], [0, 1, 2], [0, 0, 1], [0, 1, 1], [0, 1, 0, 2]])
    names = rng.sample(SYMBOLS, 3)
    length = rng.randint(len(unit) + 2, 2 * len(unit) + 3)
    xs = [names[unit[i % len(unit)]] for i in range(length + 1)]
    return choice(PATTERN, dict(xs=", ".join(xs[:length]), period=len(unit)), xs[length], "{}", f"{' '.join(xs[:len(unit)])}, {' '.join(xs[len(unit) * (length // len(unit)):length])}")


def gap(rng: Random, _words: list[str]) -> Problem:
    start, step, i = rng.randint(0, 50), rng.randint(1, 12), rng.randint(1, 3)
    xs = [start + step * j for j in range(6)]
    if rng.random() < 0.3:
        xs.reverse()
    shown = [str(x) for x in xs]
    shown[i] = rng.choice(["?", "_", "__", "..."])
    a, b = xs[4], xs[5]
    think = f"{max(a, b)} - {min(a, b)} = {step}\n" + (plus(xs[i - 1], step) if b > a else minus(xs[i - 1], step))
    return number(GAP, dict(xs=", ".join(shown)), xs[i], "The missing number is {}.", think)


KINDS: dict[str, list[Kind]] = {
    "shapes": [side, name_shape, perimeter, area, square],
    "directions": [compass_turn, compass_turn, way_back, grid],
    "patterns": [pattern, pattern, gap],
}
