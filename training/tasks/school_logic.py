"""Queues and small conclusions."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number
from .stories import minus

COLOURS = "red blue green yellow black white pink purple".split()
QUEUE = wording("""
    {xs} stand in a (line|queue)( in this order|). Who is {k}?
    (In a race|In a run) the order is {xs}. Who (is|came|comes) {k}?
    (The order is|They come in this order): {xs}. (Name|Who is) the {k}( one|)(?|.)
    Who is {k} (if|when) the order is {xs}?
    {xs} finish (a race|a test) one after the other. Who is {k}?
    From first to last: {xs}. (Which name|Who) is {k}?
""")
AHEAD = wording("""
    {p} is number {a} in a (queue|line). How many people are in front (of {p}|)?
    There are how many people (before|in front of) {p}, who is number {a} in the (line|queue)?
    {p} stands at place {a} in a row. How many stand (before|in front of) {p}?
    In a line {p} is number {a}. How many (people |)(come first|are ahead)?
    How many (runners|people) are ahead of {p} in place {a}?
""")
BEHIND = wording("""
    {n} (people|children) stand in a line. {p} is number {a} from the front. How many are behind {p}?
    {p} is number {a} of {n} in a (queue|line). How many (people |)(stand|are|wait) behind {p}?
    How many people are behind {p}, who is number {a} in a line of {n}?
    In a (row|queue) of {n}, {p} is at place {a}. How many (come after|are behind) {p}?
    A line has {n} people, and {p} is number {a}. How many (come|are) after {p}?
""")
ALL_ARE = wording("""
    All {a} are {b}. {p} is one of the {a}. Is {p} {b}?
    {p} belongs to the {a}, and all {a} are {b}. Is {p} {b}?
    (Every one|All) of the {a} (is|are) {b}. {p} is one of them. (Is it true that|Is) {p} (is |){b}?
    If all {a} are {b} and {p} is one of the {a}, is {p} {b}?
    (We know|They say) all {a} are {b}. Is {p}, one of the {a}, {b}?
""")
NONE_ARE = wording("""
    No {a} are {b}. {p} is one of the {a}. Is {p} {b}?
    {p} belongs to the {a}, and none of the {a} are {b}. Is {p} {b}?
    (Not one|None) of the {a} is {b}. {p} is one of them. Is {p} {b}?
    If no {a} are {b} and {p} is one of the {a}, is {p} {b}?
    (We know|They say) no {a} are {b}. Is {p}, one of the {a}, {b}?
""")
EITHER = wording("""
    The (ball|key|ring) is in the {x} box or in the {y} box. It is not in the {x} box. (Where|In which box) is it?
    It is either in the {x} or in the {y} (bag|box), but not in the {x} one. (Which one|In which) is it?
    There are a {x} and a {y} (door|cup). The (prize|cat) is not behind the {x} one, but behind one of them. Which (one|is it)?
    Not {x}. It is {x} or {y}. Which (is it|colour)?
    {p}'s car is {x} or {y}. It is not {x}. What colour is (it|{p}'s car)?
    (One of|Either) the {x} and the {y} light is on. The {x} (one|light) is off. Which is on?
""")
EACH_HAS = wording("""
    {p}, {o} and {q} have a {x}, a {y} and a {z} (ball|hat|bike), one each. {p} has the {x} one, {o} the {y} one. What colour is {q}'s?
    (Three friends|{p}, {o} and {q}) (each like|like) one colour: {x}, {y} or {z}, all different. {p} likes {x}, {o} likes {y}. What does {q} like?
    {q}, {p} and {o} choose {x}, {y} and {z}, each another. {p} (takes|chooses) {x}, {o} {y}. What (is left for|does) {q}( get| choose|)?
    There are a {x}, a {y} and a {z} cup. {p} gets {x}, {o} gets {y}, {q} gets the last. Which (is it|colour is it)?
    {p} wears {x} and {o} wears {y}. {q} wears the remaining colour of {x}, {y} and {z}. Which (is it|colour)?
""")
IF_THEN = wording("""
    If it rains, {p} takes (an umbrella|a coat). It rains. Does {p} take (one|it)?
    {p} (always |)(stays|plays) inside when it rains. (Today it rains|It is raining). Is {p} inside?
    Whenever the bell rings, {p} (stands up|comes). The bell rings. Does {p} (stand up|come)?
    If the light is green, {p} goes. The light is green. Does {p} go?
    When {p} is hungry, {p} eats. {p} is hungry. Does {p} eat?
    (Every|Each) Monday {p} swims. Today is Monday. Does {p} swim today?
""")
NEVER = wording("""
    {p} never (swims|runs|reads) on Mondays. (Today is Monday|It is Monday). Does {p} do it today?
    When it rains, {p} (always |)stays inside. It is raining. Is {p} outside?
    {p} never eats meat. (Would|Will) {p} (order|eat) a sausage?
    {p} has no (pets|animals). Does {p} have a (cat|dog|rabbit)?
    If the light is red, nobody goes. The light is red. Does {p} go?
    {p} is shorter than the door. (Does|Must) {p} bend to walk through?
""")
MADE_UP = "zogs lums fips wugs bleens dax tovs pims grobs yups cats birds dogs robots".split()
LOOKS = "blue red happy small tall green hungry round loud old".split()


def queue(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 6))
    i = rng.randrange(len(names))
    k = "last" if i == len(names) - 1 else "first second third fourth fifth".split()[i]
    return choice(QUEUE, dict(xs=", ".join(names[:-1]) + " and " + names[-1], k=k), names[i], "{}.", " ".join(f"{j + 1} {n}" for j, n in enumerate(names)))


def ahead(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 30)
    return number(AHEAD, dict(a=a, p=rng.choice(PEOPLE)), a - 1, "It is {}.", minus(a, 1), few=True)


def behind(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(1, 20)
    n = a + rng.randint(1, 20)
    return number(BEHIND, dict(a=a, n=n, p=rng.choice(PEOPLE)), n - a, "It is {}.", minus(n, a))


def all_are(rng: Random, _words: list[str]) -> Problem:
    yes = rng.random() < 0.5
    v = dict(a=rng.choice(MADE_UP), b=rng.choice(LOOKS), p=rng.choice(PEOPLE), yes=yes)
    return choice(ALL_ARE if yes else NONE_ARE, v, "yes" if yes else "no", "{}.", f"{'all' if yes else 'no'} {v['a']} are {v['b']}")


def either(rng: Random, _words: list[str]) -> Problem:
    x, y = rng.sample(COLOURS, 2)
    return choice(EITHER, dict(x=x, y=y, p=rng.choice(PEOPLE)), y, "{}.", f"not {x}")


def each_has(rng: Random, _words: list[str]) -> Problem:
    (x, y, z), (p, o, q) = rng.sample(COLOURS, 3), rng.sample(PEOPLE, 3)
    return choice(EACH_HAS, dict(x=x, y=y, z=z, p=p, o=o, q=q), z, "{}.", f"{p} {x}, {o} {y}, left {z}")


def if_then(rng: Random, _words: list[str]) -> Problem:
    yes = rng.random() < 0.5
    return choice(IF_THEN if yes else NEVER, dict(p=rng.choice(PEOPLE), yes=yes), "yes" if yes else "no", "{}.")


KINDS: dict[str, list[Kind]] = {
    "logic": [queue, ahead, behind, all_are, either, each_has, if_then],
}
