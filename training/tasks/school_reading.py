"""Small texts to read, statements to judge, and numbers of a day: prices with cents, temperatures, coins, dates and Roman numerals."""

from random import Random

from .calendar import MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, minus, number, plus, with_article

COLOURS = "red blue green yellow black white pink purple".split()
OWNED = "ball kite cap bike book scarf cup bag car boat drum hat".split()
COINS = {"penny": 1, "nickel": 5, "dime": 10, "quarter": 25}
PLURAL_COINS = {"penny": "pennies", "nickel": "nickels", "dime": "dimes", "quarter": "quarters"}
DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
ROMAN = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
HEIGHTS = [("centimetres tall", "taller", "shorter"), ("kilograms", "heavier", "lighter"), ("years old", "older", "younger")]
SIZES = {"centimetres": "a pencil|a spoon|a book|a hand|a mouse".split("|"), "metres": "a house|a bus|a swimming pool|a tree|a classroom".split("|"),
         "kilometres": "the way to another city|a long river|a motorway|a bicycle tour|a country".split("|")}
SENTENCES = ("The dog sleeps under the table.|We went to the park on Sunday.|My sister likes strawberry ice cream.|The sun is shining today.|A small bird sat on the fence.|"
             "Tom forgot his lunch at home.|The train was late again.|Our cat hides in the cupboard when it rains.|I can see three stars.|Grandma bakes bread every Friday.|"
             "The old man feeds the ducks.|They built a castle of sand.|Please close the green door.|Nobody heard the phone ring.").split("|")

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
TEMPERATURE = wording("""
    It is {a} degrees in the morning. (At noon|Later) it is {n} degrees {w}. (How many degrees|What temperature) is it (at noon|then)?
    The temperature is {a} degrees and (gets|becomes) {n} degrees {w}. What is it (now|then)?
    {n} degrees {w} than {a} degrees: (what|how many degrees) is that?
    A thermometer shows {a} degrees. What does it show (when|if) it is {n} degrees {w}?
    (Yesterday|Last night) it was {a} degrees. (Today|Now) it is {n} degrees {w}. What is the temperature (today|now)?
    From {a} degrees it gets {n} degrees {w}. (How many degrees|What temperature) is it (then|after that)?
""")
PURSE = wording("""
    How many cents are {a} {s} and {b} {t}?
    {p} has {a} {s} and {b} {t}. How (much money|many cents) is that( in cents|)?
    (What is|What's) the (value|worth) of {a} {s} and {b} {t} in cents?
    (Count|Add up) {a} {s} and {b} {t}. How many cents (are there|is that)?
    In a purse are {a} {s} and {b} {t}. How many cents (are in it|is that)?
    {a} {s} plus {b} {t}: how many cents?
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


def temperature(rng: Random, _words: list[str]) -> Problem:
    a, n, w = rng.randint(-9, 28), rng.randint(1, 12), rng.choice(["warmer", "colder"])
    end = a + n if w == "warmer" else a - n
    sign = "+" if w == "warmer" else "-"
    return number(TEMPERATURE, dict(a=str(a), n=n, w=w), end, "It is {} degrees.", f"{a} {sign} {n} is {end}")


def purse(rng: Random, _words: list[str]) -> Problem:
    s, t = rng.sample(list(COINS), 2)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    first, second = a * COINS[s], b * COINS[t]
    name = lambda coin, n: coin if n == 1 else PLURAL_COINS[coin]  # noqa: E731
    think = f"{a} x {COINS[s]} = {first}\n{b} x {COINS[t]} = {second}\n{plus(first, second)}"
    return number(PURSE, dict(a=a, b=b, s=name(s, a), t=name(t, b), p=rng.choice(PEOPLE)), first + second, "It is {} cents.", think)


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


def word_count(rng: Random, _words: list[str]) -> Problem:
    s = rng.choice(SENTENCES)
    words = s.rstrip(".").split()
    return number(WORD_COUNT, dict(s=s), len(words), "It is {}.", " ".join(f"{w} {i + 1}" for i, w in enumerate(words)))


def nth_word(rng: Random, _words: list[str]) -> Problem:
    s = rng.choice(SENTENCES)
    words = s.rstrip(".").split()
    i = rng.randrange(len(words))
    k = "last" if i == len(words) - 1 and rng.random() < 0.7 else "first second third fourth fifth sixth seventh eighth ninth".split()[i]
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
    "prices": [cents, cents_left, purse],
    "numbers-of-a-day": [temperature, date_after, to_roman, from_roman, by_how_much, who_is_more, unit],
    "reading": [who_owns, which_colour, what_owned, word_count, nth_word],
    "true-or-false": [is_true],
}
