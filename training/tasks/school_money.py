"""Money: prices, change, savings, cents and coins."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, over, times
from .stories import minus, plus

GOODS = "a book:a pen|a ball:a rope|bread:milk|an apple:a banana|a comic:a juice|a cap:a scarf|a kite:a yo-yo|cheese:butter|a puzzle:a doll|a cake:a tea|a notebook:a ruler".split("|")
CURRENCIES = "dollars euros pounds cents".split()
TWO_PRICES = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. (How much do both cost|How much are they together|What is the total)?
    {p} buys {x} for {a} {u} and {y} for {b} {u}. How much does {p} (pay|spend)( in all| altogether|)?
    (How much|What) (is|do I pay for) {x} at {a} {u} and {y} at {b} {u} together?
    (At the shop|In a store|At the market) {p} spends {a} {u} on {x} and {b} {u} on {y}. How (much|many {u}) (is that|did {p} spend)?
    What do {x} at {a} {u} and {y} at {b} {u} cost together?
    {y} is {b} {u}, {x} is {a} {u}. (What do they cost|How much are they) (together|in total)?
    (I want|We want) {x} and {y}. The first costs {a} {u}, the second {b} {u}. How much (money do I need|is it in all)?
""")
CHANGE = wording("""
    {p} (pays|gives) {b} {u} for {x} that costs {a} {u}. How much (change|money) does {p} get back?
    {x} costs {a} {u}. {p} (pays with|hands over) {b} {u}. (What is the change|How much change is there)?
    (I|We) have {b} {u} and buy {x} for {a} {u}. How (much is left|many {u} are left)?
    How much (change|money) (comes|is given) back from {b} {u} (for|after buying) {x} at {a} {u}?
    {p} had {b} {u} and spent {a} {u} on {x}. How many {u} (are left|does {p} have now|remain)?
    After paying {a} {u} for {x}, how much of {b} {u} (is left|remains)?
    {p} (saved|has) {b} {u}. Then {p} buys {x}, which costs {a} {u}. (How much money|How many {u}) (is|are) left?
""")
HOW_MANY = wording("""
    One {t} costs {a} {u}. How many can {p} buy (with|for) {b} {u}?
    {p} has {b} {u}. Each {t} (is|costs) {a} {u}. How many {t}s can {p} (buy|get|afford)?
    How many {t}s (do you get|can I buy) for {b} {u} (if|when) one costs {a} {u}?
    A {t} is {a} {u}. (I have|There are) {b} {u}. How many {t}s (is that|can I buy)?
    {t}s (cost|are) {a} {u} each. (How many|What number) can be bought (for|with) {b} {u}?
    With {b} {u}, how many {t}s at {a} {u} each (does {p} get|can you buy)?
""")
EACH = wording("""
    {p} buys {n} {t}s for {a} {u} each. (How much|What) does {p} pay?
    One {t} costs {a} {u}. (How much|What) do {n} {t}s cost?
    (What is|What's) the price of {n} {t}s at {a} {u} each?
    (How much|What) (do I pay|is it) for {n} {t}s (if|when) each (is|costs) {a} {u}?
    {n} {t}s, {a} {u} each: (how much|what) (is that|in total)?
    (A|Every) {t} is sold for {a} {u}. {p} (takes|wants) {n}. How many {u} is that?
""")
SAVING = wording("""
    {p} saves {a} {u} (a week|every week|each week). How much is that after {n} weeks?
    (How much|What) has {p} (saved|put away) (after|in) {n} weeks at {a} {u} (a|per) week?
    (Every|Each) (week|Sunday) {p} puts {a} {u} into a (jar|box|piggy bank). How much is in it after {n} weeks?
    {p} gets {a} {u} pocket money (a|per) week. How much (is that|does {p} get) in {n} weeks?
    {n} weeks, {a} {u} (a|each|per) week. How much does {p} (have|save)?
    If {p} (earns|saves) {a} {u} each week, how (much|many {u}) (is there|does {p} have) after {n} weeks?
""")
DEARER = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. How much (more|dearer) is {x}?
    How much (cheaper|less) is {y} for {b} {u} than {x} for {a} {u}?
    {x}: {a} {u}. {y}: {b} {u}. (What is|Find) the difference in price(?|.)
    {y} is {b} {u}, {x} is {a} {u}. (By how much|How much) is {x} more expensive?
    {p} takes {y} for {b} {u} instead of {x} for {a} {u}. How much does {p} save?
""")
COINS = {"penny": 1, "nickel": 5, "dime": 10, "quarter": 25}
PLURAL_COINS = {"penny": "pennies", "nickel": "nickels", "dime": "dimes", "quarter": "quarters"}
CENTS = wording("""
    (What is|What's|How much is) ${a} plus ${b}?
    {x} costs ${a} and {y} costs ${b}. (How much|What) (do they cost|is it) together?
    {p} buys {x} for ${a} and {y} for ${b}. What does {p} pay( in all|)?
    (Add|Add up) ${a} and ${b}.
    (How much|What) do {x} for ${a} and {y} for ${b} cost (together|in total)?
    ${a} + ${b}(?| =| = ?)
    (The total of|The sum of) ${a} and ${b}(?| is?)
""")
CENTS_LEFT = wording("""
    (What is|What's|How much is) ${a} minus ${b}?
    {p} pays ${a} for {x} that costs ${b}. (How much|What) change does {p} get?
    {p} had ${a} and spent ${b}. How much (is left|does {p} have left)?
    {x} costs ${b}. (What|How much) is left of ${a}?
    How much (change|money) (comes back|do I get back) from ${a} for {x} at ${b}?
    (Subtract|Take) ${b} from ${a}.
    ${a} - ${b}(?| =| = ?)
""")
PURSE = wording("""
    How many cents are {a} {s} and {b} {t}?
    {p} has {a} {s} and {b} {t}. How (much money|many cents) is that( in cents|)?
    (What is|What's) the (value|worth) of {a} {s} and {b} {t} in cents?
    (Count|Add up) {a} {s} and {b} {t}. How many cents (are there|is that)?
    In a purse are {a} {s} and {b} {t}. How many cents (are in it|is that)?
    {a} {s} plus {b} {t}: how many cents?
""")


def goods(rng: Random) -> dict:
    x, y = rng.choice(GOODS).split(":")
    return dict(x=x, y=y, u=rng.choice(CURRENCIES), p=rng.choice(PEOPLE))


def two_prices(rng: Random, _words: list[str]) -> Problem:
    v = goods(rng) | dict(a=rng.randint(1, 60), b=rng.randint(1, 60))
    return number(TWO_PRICES, v, v["a"] + v["b"], f"It is {{}} {v['u']}.", plus(v["a"], v["b"]))


def change(rng: Random, _words: list[str]) -> Problem:
    a, v = rng.randint(1, 60), goods(rng)
    b = a + rng.randint(1, 40) if rng.random() < 0.5 else next(x for x in (5, 10, 20, 50, 100) if x > a)
    return number(CHANGE, v | dict(a=a, b=b), b - a, f"It is {{}} {v['u']}.", minus(b, a))


def how_many(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(1, 12)
    b = a * n + rng.choice([0, 0, rng.randrange(a)])
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, b=b)
    return number(HOW_MANY, v, n, "It is {}.", over(b, a))


def each(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 12), rng.randint(2, 25)
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, n=n)
    return number(EACH, v, n * a, f"It is {{}} {v['u']}.", times(a, n))


def saving(rng: Random, _words: list[str]) -> Problem:
    n, a, v = rng.randint(2, 12), rng.randint(2, 25), goods(rng)
    return number(SAVING, v | dict(a=a, n=n), n * a, f"It is {{}} {v['u']}.", times(a, n))


def dearer(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 50), goods(rng)
    a = b + rng.randint(1, 40)
    return number(DEARER, v | dict(a=a, b=b), a - b, f"It is {{}} {v['u']}.", minus(a, b))


def price(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def buy(rng: Random) -> dict:
    x, y = rng.sample("a book|a pen|a ball|bread|milk|an apple|a comic|a juice|a kite|cheese|a puzzle|a cake|tea|a notebook|a ruler|a sandwich".split("|"), 2)
    return dict(x=x, y=y, p=rng.choice(PEOPLE))


def cents(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(20, 1500) // 5 * 5, rng.randint(20, 900) // 5 * 5
    return choice(CENTS, buy(rng) | dict(a=price(a), b=price(b)), f"${price(a + b)}", "It is {}.", f"{plus(a, b)}\n{a + b} cents = ${price(a + b)}")


def cents_left(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(20, 1500) // 5 * 5
    a = b + rng.randint(5, 900) // 5 * 5
    return choice(CENTS_LEFT, buy(rng) | dict(a=price(a), b=price(b)), f"${price(a - b)}", "It is {}.", f"{minus(a, b)}\n{a - b} cents = ${price(a - b)}")


def purse(rng: Random, _words: list[str]) -> Problem:
    s, t = rng.sample(list(COINS), 2)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    first, second = a * COINS[s], b * COINS[t]
    think = f"{a} x {COINS[s]} = {first}\n{b} x {COINS[t]} = {second}\n{plus(first, second)}"
    return number(PURSE, dict(a=a, b=b, s=s if a == 1 else PLURAL_COINS[s], t=t if b == 1 else PLURAL_COINS[t], p=rng.choice(PEOPLE)), first + second, "It is {} cents.", think)


KINDS: dict[str, list[Kind]] = {
    "money": [two_prices, change, how_many, each, saving, dearer],
    "prices": [cents, cents_left, purse],
}
