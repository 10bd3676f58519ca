"""Money on worksheets: coins and notes, saving, pocket money and earning, prices, change, receipts, offers and tickets."""

from collections.abc import Callable
from random import Random

from ..grammar import Problem, Wording, in_words, wording
from ..school import PEOPLE, Kind, choice, number, over, plus_steps, times
from ..stories import minus, plus

CURRENCIES = [("euros", "euro", "€", "note"), ("dollars", "dollar", "$", "bill"), ("pounds", "pound", "£", "note")]
GOODS = ("book ball cap jacket puzzle game doll kite lamp mug jumper lantern poster drum robot football notebook calendar jigsaw puppet backpack bracelet "
         "guitar racket basket pillow blanket vase tent hat belt telescope skateboard scooter calculator T-shirt").split()
"""Each has its plural with an s, and the article "a"."""
SNACKS = ("sandwich|juice|muffin|banana|roll|cookie|tea|coffee|milkshake|salad|soup|pizza|burger|cake|lemonade|pretzel|wrap|doughnut|yoghurt|hot chocolate").split("|")
CHEAP = "pencil rubber ruler pen sticker marble postcard badge lollipop bun bagel cookie muffin lemon banana pear peach stamp balloon candle notebook".split()
LOOSE = "apples pears potatoes carrots tomatoes grapes cherries plums peaches onions bananas strawberries nuts beans mushrooms".split()


def cash(rng: Random, **amounts: int) -> dict:
    """The amounts in one currency: {a} is a number, {A} the same with a sign in front."""
    words, unit, sign, note = rng.choice(CURRENCIES)
    return amounts | {name.upper(): f"{sign}{n}" for name, n in amounts.items()} | dict(c=words, u=unit, note=note)


def amount(asked: Wording, values: dict, n: int, think: str, said: str = "It is", few: bool = False) -> Problem:
    """The answer is a whole number of the values' currency."""
    return number(asked, values, n, f"{said} {{}} {values['u'] if n == 1 else values['c']}.", think, few)


def pricing(rng: Random) -> Callable[[int], str]:
    """How prices are written in this problem."""
    form = rng.choice(["${}", "${}", "£{}", "£{}", "€{}", "{} euros", "{} dollars"])
    return lambda cents: form.format(f"{cents // 100}.{cents % 100:02}")


def in_cents(write: Callable[[int], str], cents: list[int]) -> str:
    return "\n".join(f"{write(n)} = {n}" for n in dict.fromkeys(cents))


def people(rng: Random, **more) -> dict:
    p, q, r = rng.sample(sorted(set(PEOPLE)), 3)
    return dict(p=p, q=q, r=r) | more


def listed(items: list[str], last: str = " and ") -> str:
    return ", ".join(items[:-1]) + last + items[-1]


POCKET_MONEY = wording("""
    {p} gets {a} {c} pocket money (a|every|each) week. How much (is that|does {p} get) in {n} weeks?
    Each Saturday my parents give me {A}. (What do I have|How much have I got) after {n} Saturdays if I don't spend any?
    Pocket money: {a} {c} per week. In {n} weeks: ___ {c}.
    (If you get|Getting) {A} a week, how much is it after {n} weeks?
    My allowance is {a} {c} a week, so what does it add up to over {n} weeks?
    {p}'s grandad hands over {a} {c} every Sunday. Find the (total|amount) for {n} Sundays.
    {n} weeks of pocket money at {A} a week = ___
    how much money do i get in {n} weeks when mum pays {a} {c} weekly
    We pay our daughter {a} {c} a week. What will she have received from us after {n} weeks?
    {p} puts {a} {c} into a money box every week for {n} weeks. The box was empty before. What is in it now?
    weekly allowance {A}, {n} weeks, total?
    Work out what {p} receives in {n} weeks with an allowance of {A} a week.
""")


def pocket_money(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 15), rng.randint(2, 12)
    return amount(POCKET_MONEY, people(rng) | cash(rng, a=a) | dict(n=n), a * n, times(a, n))


WEEKS_OF_SAVING = wording("""
    {p} saves {a} {c} a week. How many weeks does {p} need to save {b} {c}?
    I want a {x} that costs {B}. I can put aside {A} every week. In how many weeks can I buy it?
    Goal: {b} {c}. Saving {a} {c} per week. Weeks needed: ___
    A {x} is {b} {c}. With {a} {c} pocket money each week, how long until {p} can afford it, in weeks?
    how many weeks till i have {B} if i save {A} a week
    Saving up {a} {c} each week, {p} would like to reach {b} {c}. After how many weeks will that be?
    My son keeps {A} of his allowance each week and dreams of a {x} for {B}. How many weeks must he wait?
    {B} ÷ {A} a week = ___ weeks of saving
    It takes ___ weeks to save {b} {c} at {a} {c} a week.
    Every week {p} drops {a} {c} in a jar. The jar has {b} {c} in it now. For how many weeks has {p} been saving?
    Calculate the number of weeks: target {B}, weekly savings {A}.
""")


def weeks_of_saving(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(2, 12)
    return number(WEEKS_OF_SAVING, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=a * n), n, "It takes {} weeks.", over(a * n, a))


STILL_TO_SAVE = wording("""
    {p} has {a} {c} and wants a {x} for {b} {c}. How much more does {p} need?
    The {x} costs {B} but I only have {A}. What am I short of?
    I have saved {a} {c} so far. My goal is {b} {c}. How (much|many {c}) to go?
    Price of the {x}: {B}. In the piggy bank: {A}. Missing: ___
    How many {c} must {p} still save to get from {a} {c} to {b} {c}?
    i need {B} for a {x}, got {A}, how much is missing
    Our class wants to raise {b} {c} for the zoo. We have raised {a} {c}. How much do we still have to collect?
    {a} {c} + ___ {c} = {b} {c}, the price of the {x}
    A {x} is on sale for {B}. {p}'s purse holds {A}. Work out how much {p} is short.
    My daughter counted her coins and found {a} {c}. The {x} she likes is {b} {c}. What should I add?
    With {A} in hand and a {x} at {B}, what amount would {p} have to borrow to buy it?
""")


def still_to_save(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(12, 99)
    a = rng.randint(3, b - 2)
    return amount(STILL_TO_SAVE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), b - a, minus(b, a))


WEEKS_LEFT = wording("""
    {p} has {s} {c} and saves {a} {c} a week. How many weeks until {p} has {b} {c}?
    A {x} costs {B}. {p} already has {S} and gets {A} each week. After how many weeks can {p} buy it?
    I've got {s} {c}. I need {b} {c}. I get {a} {c} every week. How many more weeks?
    Already saved: {S}. Target: {B}. Weekly saving: {A}. Weeks still needed: ___
    how many weeks do i have to wait for a {x} that is {B} when i have {S} and get {A} pocket money a week
    There are {s} {c} in {p}'s money box. Each week {a} {c} go in. In how many weeks will there be {b} {c}?
    Our goal is {B} for a new {x}. We have {S}, and {A} comes in each week. How long will it take, in weeks?
    {p} starts with {s} {c} and adds {a} {c} weekly. Find the number of weeks it takes to reach {b} {c}.
    Starting at {S}, growing by {A} a week: when, in weeks, is it {B}?
    For a {x} at {b} {c}, {p} has {s} {c} from Grandma and saves {a} {c} of pocket money per week. How many weeks is that?
""")


def weeks_left(rng: Random, _words: list[str]) -> Problem:
    s, a, n = rng.randint(3, 30), rng.randint(2, 9), rng.randint(2, 9)
    b = s + a * n
    return number(WEEKS_LEFT, people(rng, x=rng.choice(GOODS)) | cash(rng, s=s, a=a, b=b), n, "It takes {} weeks.", f"{minus(b, s)}\n{over(b - s, a)}")


MONEY_BOX = wording("""
    {p} has {s} {c} and saves {a} {c} every week. How much does {p} have after {n} weeks?
    There is {S} in my piggy bank. I add {A} a week for {n} weeks. What's in it then?
    Start: {S}. Plus {A} each week. After {n} weeks: ___
    If I already have {s} {c} and put {a} {c} in the box each month, how much will I have in {n} months?
    My brother had {s} {c} at New Year. Each month he saved {a} {c} more. How much was it after {n} months?
    {p} opens a bank account with {S} and pays in {A} a week. What is the balance after {n} weeks?
    a jar with {s} {c}, {a} {c} go in every day, how much is in the jar after {n} days
    Savings of {s} {c}, and {n} times {a} {c} on top. Total: ___ {c}
    Grandpa gave {p} {S} to begin with. {p} then saved {A} a week for {n} weeks. How much money is that altogether?
    We begin with {s} {c} in the class fund and collect {a} {c} a week. How big is the fund in {n} weeks?
""")


def money_box(rng: Random, _words: list[str]) -> Problem:
    s, a, n = rng.randint(3, 50), rng.randint(2, 12), rng.randint(2, 9)
    return amount(MONEY_BOX, people(rng) | cash(rng, s=s, a=a) | dict(n=n), s + a * n, f"{times(a, n)}\n{plus(s, a * n)}")


ALLOWANCE_EACH = wording("""
    {p} saved {b} {c} in {n} weeks, the same amount each week. How much was it (a|each|per) week?
    In {n} weeks I got {B} pocket money altogether. What do I get a week?
    {B} in {n} weeks is ___ a week.
    To have {b} {c} in {n} weeks, how much must {p} put away every week?
    I want to save {B} in {n} months. How much is that per month?
    The trip costs {b} {c} and is {n} weeks away. What should we save each week?
    {p} paid for a {x} in {n} equal parts. It cost {B}. How much was each payment?
    how much a week to save to reach {B} in {n} weeks
    Total allowance over {n} weeks: {b} {c}. Weekly allowance: ___ {c}
    After {n} days of saving the same amount daily, {p} counts {b} {c}. What went into the box each day?
""")


def allowance_each(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 20), rng.randint(2, 12)
    return amount(ALLOWANCE_EACH, people(rng, x=rng.choice(GOODS)) | cash(rng, b=a * n) | dict(n=n), a, over(a * n, n))


TO_CENTS = wording("""
    How many {s} are (there in|in) {n} {c}?
    Change {n} {c} into {s}.
    {n} {c} = ___ {s}
    If I swap {n} {c} for {s}, how many {s} do I get?
    Convert {n} {c} to {s}.
    {p} has {n} {c}. What is that in {s}?
    {n} {c} make how many {s}?
    Write {n} {c} as {s}.
    I have {n} {c} in my pocket. How many {s} is this worth?
    what's {n} {c} in {s}
    Fill in the gap: {n} {c} is the same as ___ {s}.
""")


def to_cents(rng: Random, _words: list[str]) -> Problem:
    n, (words, unit, _, _) = rng.randint(2, 60), rng.choice(CURRENCIES)
    small = "pence" if unit == "pound" else "cents"
    return number(TO_CENTS, people(rng, n=n, c=words, s=small), n * 100, f"It is {{}} {small}.", f"1 {unit} = 100 {small}\n{times(n, 100)}")


FROM_CENTS = wording("""
    How many {c} are {a} {s}?
    {a} {s} = ___ {c}
    Change {a} {s} into {c}.
    {p} counted {a} {s}. How many {c} is that?
    My piggy bank has {a} {s} in it. What is it in {c}?
    Write {a} {s} in {c}.
    i have {a} {s}, how many {c} do i get for them at the bank
    Convert to {c}: {a} {s}
    If you exchange {a} {s} for {c}, how many do you receive?
    {a} {s} is the same as how many {c}?
    Turn {a} {s} into whole {c}.
""")


def from_cents(rng: Random, _words: list[str]) -> Problem:
    n, (words, unit, _, _) = rng.randint(2, 60), rng.choice(CURRENCIES)
    small = "pence" if unit == "pound" else "cents"
    return number(FROM_CENTS, people(rng, a=n * 100, c=words, s=small), n, f"It is {{}} {words}.", f"100 {small} = 1 {unit}\n{over(n * 100, 100)}")


PRICE_IN_CENTS = wording("""
    Write {x} in {s}.
    How many {s} is {x}?
    {x} = ___ {s}
    A {g} costs {x}. What is the price in {s}?
    Turn {x} into {s}.
    Convert {x} to {s} only.
    The price tag says {x}. How many {s} do I have to pay?
    if something is {x}, how much is it in {s}
    {p} pays {x}. Give the amount in {s}.
    What would {x} be if you counted it all in {s}?
    Express {x} as a number of {s}.
""")


def price_in_cents(rng: Random, _words: list[str]) -> Problem:
    cents, (_, unit, sign, _) = rng.randint(101, 1999), rng.choice(CURRENCIES)
    small, units = "pence" if unit == "pound" else "cents", cents // 100 * 100
    x = f"{sign}{cents // 100}.{cents % 100:02}"
    think = f"{x} = {sign}{cents // 100} + {cents % 100} {small}\n{sign}{cents // 100} = {units} {small}\n{plus(units, cents % 100)}"
    return number(PRICE_IN_CENTS, people(rng, x=x, s=small, g=rng.choice(GOODS)), cents, f"It is {{}} {small}.", think)


CENTS_AS_PRICE = wording("""
    Write {x} {s} with a decimal point and the {sign} sign.
    {x} {s} = {sign}___
    How do you write {x} {s} in {c}, with the {sign} sign?
    Change {x} {s} into {c} with a decimal point, like {sign}1.25.
    A {g} costs {x} {s}. Write the price with the sign {sign}.
    {p} has {x} {s}. Write this amount using {sign}.
    Give {x} {s} as a price with {sign} and two decimal places.
    what is {x} {s} in {c}, written with {sign}
    Convert {x} {s} to {sign}.
    Price label: {x} {s}. Make a new label that begins with {sign}.
    {p}'s money box holds {x} {s}. Express that in {sign}.
""")


def cents_as_price(rng: Random, _words: list[str]) -> Problem:
    cents, (words, unit, sign, _) = rng.randint(101, 1999), rng.choice(CURRENCIES)
    small = "pence" if unit == "pound" else "cents"
    think = f"{over(cents, 100)}\n{cents // 100} {words if cents >= 200 else unit} and {cents % 100:02} {small}"
    return choice(CENTS_AS_PRICE, people(rng, x=str(cents), s=small, c=words, sign=sign, g=rng.choice(GOODS)), f"{sign}{cents // 100}.{cents % 100:02}", "It is {}.", think)


COINS_OF_ONE_KIND = wording("""
    {p} has {n} coins of {v} {s} each. How many {s} is that?
    What are {N} {v}-{t} coins worth in {s}?
    I found {n} coins. They are all {v} {t} coins. How much is it in {s}?
    {n} x {v} {s} = ___ {s}
    The tooth fairy left {N} {v}-{t} coins under {p}'s pillow. Give the total in {s}.
    You have {n} coins and each one is worth {v} {s}. Find the total value in {s}.
    Count {n} coins of {v} {s}. Total: ___ {s}
    how much money is {n} coins with {v} on each, in {s}
    A purse contains {N} {v}-{t} pieces and nothing else. How many {s} are in the purse?
    {p} stacks {n} coins of {v} {s}. What is the whole stack worth, in {s}?
""")


def coins_of_one_kind(rng: Random, _words: list[str]) -> Problem:
    n, v, (s, t) = rng.randint(2, 20), rng.choice([2, 5, 10, 20, 50]), rng.choice([("cents", "cent"), ("pence", "pence")])
    return number(COINS_OF_ONE_KIND, people(rng, n=n, N=in_words(n), v=str(v), s=s, t=t), n * v, f"It is {{}} {s}.", times(n, v))


TWO_KINDS_OF_COINS = wording("""
    {p} has {n} coins of {v} {s} and {m} coins of {w} {s}. How many {s} is that altogether?
    How much are {N} {v}-{t} coins and {M} {w}-{t} coins together, in {s}?
    In my pocket: {n} x {v} {s} and {m} x {w} {s}. Total in {s}?
    Count the money: {n} coins of {v} {s}, {m} coins of {w} {s}. It makes ___ {s}.
    A money box is opened. Out fall {N} {v}-{t} coins and {M} {w}-{t} coins. What is the value in {s}?
    i got {N} {v} {t} coins plus {M} {w} {t} coins, how many {s} do i have
    Find the value in {s} of {n} coins worth {v} {s} each and {m} coins worth {w} {s} each.
    The cashier gives {p} {n} coins of {v} {s} and also {m} coins of {w} {s}. How many {s} did {p} get?
    {n} times {v} {s} + {m} times {w} {s} = ___ {s}
    {p} sorts some coins: {n} of them are {v} {s} each, the other {m} are {w} {s} each. Add it all up in {s}.
""")


def two_kinds_of_coins(rng: Random, _words: list[str]) -> Problem:
    n, m, (s, t) = rng.randint(2, 9), rng.randint(2, 9), rng.choice([("cents", "cent"), ("pence", "pence")])
    v, w = rng.sample([2, 5, 10, 20, 50], 2)
    return number(TWO_KINDS_OF_COINS, people(rng, n=n, m=m, N=in_words(n), M=in_words(m), v=str(v), w=str(w), s=s, t=t), n * v + m * w, f"It is {{}} {s}.",
                  f"{n} x {v} = {n * v}\n{m} x {w} = {m * w}\n{plus(n * v, m * w)}")


COINS_NEEDED = wording("""
    How many {v}-{t} coins make {x}?
    {p} wants to pay {x} with {v} {t} coins only. How many coins is that?
    How many coins of {v} {s} do I need for {x}?
    {x} = ___ coins of {v} {s}
    You change {x} into {v}-{t} coins. How many coins do you get?
    A machine takes only {v}-{t} coins. A ticket costs {x}. How many coins must {p} put in?
    Work out how many {v} {t} coins are worth {x} altogether.
    My jar is full of {v}-{t} coins, {x} in all. What number of coins is in it?
    to get {x}, how many {v} {t} coins do i need
    {x} in coins. Each coin is {v} {s}. Number of coins: ___
""")


def coins_needed(rng: Random, _words: list[str]) -> Problem:
    s, t, sign, kinds = rng.choice([("cents", "cent", "€", (2, 5, 10, 20, 50)), ("pence", "pence", "£", (2, 5, 10, 20, 50)), ("cents", "cent", "$", (5, 10, 25))])
    v, n = rng.choice(kinds), rng.randint(2, 20)
    total = v * n
    x, first = f"{total} {s}", ""
    if total > 100:
        x = f"{sign}{total // 100}.{total % 100:02}"
        first = f"{x} = {total} {s}\n"
    return number(COINS_NEEDED, people(rng, v=str(v), s=s, t=t, x=x), n, "It is {} coins.", first + over(total, v))


NOTES_VALUE = wording("""
    {p} has {N} {v} {u} {note}s. How much money is that?
    What are {n} {note}s of {v} {c} worth?
    The bank gives me {n} {note}s of {v} {c} each. How much do I have?
    {n} x {V} = ___
    Grandma's envelope holds {N} {V} {note}s. What is the amount?
    Together, {N} {v}-{u} {note}s make ___ {c}.
    A wallet has {n} {note}s in it and each is a {v} {u} {note}. Find the value of all of them.
    how much is {N} {V} {note}s
    {p} pays with {n} {note}s. Every one is worth {v} {c}. How much is paid?
    Count in {v}s: you have {n} {note}s of {V}. Total?
""")


def notes_value(rng: Random, _words: list[str]) -> Problem:
    n, v = rng.randint(2, 12), rng.choice([5, 10, 20, 50])
    values = people(rng, n=n, N=in_words(n)) | cash(rng, v=v) | dict(v=str(v))
    return amount(NOTES_VALUE, values, n * v, times(n, v), few=True)


NOTES_NEEDED = wording("""
    How many {v} {u} {note}s make {b} {c}?
    {p} gets {B} from the bank, all in {V} {note}s. How many {note}s is that?
    To pay {b} {c} with {note}s of {v} {c}, how many do you need?
    {B} in {V} {note}s: ___ {note}s
    I paid {B} using nothing but {V} {note}s. How many did I hand over?
    Change {b} {c} into {note}s of {v} {c}. How many {note}s will there be?
    how many {V} {note}s go into {B}
    There is {B} in an envelope and it holds only {v} {u} {note}s. What number of {note}s is inside?
    A cash machine gives out {v} {u} {note}s only. How many come out for {b} {c}?
    {p} counts {note}s of {V} and gets to {B}. How many {note}s were counted?
""")


def notes_needed(rng: Random, _words: list[str]) -> Problem:
    n, v = rng.randint(2, 19), rng.choice([5, 10, 20, 50])
    values = people(rng) | cash(rng, v=v, b=n * v) | dict(v=str(v))
    return number(NOTES_NEEDED, values, n, "It is {} " + values["note"] + "s.", over(n * v, v), few=True)


FEWEST = wording("""
    What is the smallest number of coins for {a} cents with coins of 1, 2, 5, 10, 20 and 50 cents?
    {p} pays exactly {a} cents with as few coins as possible. The coins are 50, 20, 10, 5, 2 and 1 cents. How many coins are used?
    Make {a} cents using the fewest coins out of 1, 2, 5, 10, 20 and 50. How many do you need?
    Coins: 50c, 20c, 10c, 5c, 2c, 1c. The least number of coins that makes {a}c is ___.
    There are 1, 2, 5, 10, 20 and 50 cent coins. How few coins can I pay {a} cents with?
    fewest coins for {a} cents if you have 1c 2c 5c 10c 20c and 50c coins
    Using euro cents of 1, 2, 5, 10, 20 and 50, how many coins at least are needed for exactly {a} cents?
    A till has plenty of 1, 2, 5, 10, 20 and 50 cent coins. The cashier gives {p} {a} cents in as few coins as possible. How many coins is that?
    Minimum number of coins to make {a} cents from 50, 20, 10, 5, 2, 1: ___
    I want {a} cents in my purse but hardly any coins. With 50s, 20s, 10s, 5s, 2s and 1s, what is the smallest number of coins?
""")


def fewest_coins(rng: Random, _words: list[str]) -> Problem:
    a = rest = rng.choice([n for n in range(3, 100) if n not in (5, 10, 20, 50)])
    used, lines = 0, []
    for coin in (50, 20, 10, 5, 2, 1):
        while rest >= coin:
            rest, used = rest - coin, used + 1
            lines.append(f"{used}: {rest + coin} - {coin} = {rest}")
    return number(FEWEST, people(rng, a=str(a)), used, "It is {} coins.", "\n".join(lines), few=True)


PURSE = wording("""
    {p}'s purse holds {x}. How much money is in it?
    I have {x}. What is it altogether?
    Count this money: {x}.
    Add up: {x}. Total: ___ {c}
    On the table there are {x}. What is the total value?
    {p} pays with {x} and gets no change. How much did it cost?
    total of {x} please
    Mum's wallet: {x}. How many {c} has she got?
    In the birthday card were {x}. How much was {p} given?
    If you put together {x}, how many {c} do you have?
""")


def purse(rng: Random, _words: list[str]) -> Problem:
    words, unit, _, note = rng.choice([x for x in CURRENCIES if x[1] != "dollar"])
    kinds = sorted(rng.sample([50, 20, 10, 5, 2], rng.randint(2, 3)), reverse=True)
    counts = [rng.randint(2, 4) for _ in kinds]
    parts = [f"{in_words(n)} {k} {unit} {'coin' if k == 2 else note}s" for n, k in zip(counts, kinds)]
    sums = [n * k for n, k in zip(counts, kinds)]
    think = "\n".join(f"{n} x {k} = {n * k}" for n, k in zip(counts, kinds)) + "\n" + plus_steps(sums)
    return amount(PURSE, people(rng, x=listed(parts), c=words, u=unit), sum(sums), think)


WHO_HAS_MORE = wording("""
    {p} has {x} and {q} has {y}. Who has more money?
    {p}: {x}. {q}: {y}. Who is richer?
    Who has got the most, {p} with {x} or {q} with {y}?
    {x} belongs to {p}, {y} belongs to {q}. Which child has more?
    {q}'s purse has {y} in it. In {p}'s purse there is {x}. Whose purse has more?
    Compare: {p} saved {x}, {q} saved {y}. Who saved more?
    {p} earned {x} and {q} earned {y}. The one who earned more is ___.
    is it {p} or {q} who has more money? {p} has {x}, {q} has {y}
    At the fair {p} spent {x} and {q} spent {y}. Which of them spent more?
    {p} brought {x} to the flea market while {q} brought {y}. Name the child with more money.
""")


def who_has_more(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(105, 995)
    b = rng.choice([n for n in (rng.randint(105, 995), a + rng.choice([-90, -9, -5, 9, 45, 90, 100]), a // 100 * 100 + rng.randint(1, 99)) if n != a])
    (words, unit, sign, _), values = rng.choice(CURRENCIES), people(rng)
    small = "pence" if unit == "pound" else "cents"


    def said(n: int) -> tuple[str, str]:
        written = f"{sign}{n // 100}.{n % 100:02}"
        return (f"{n} {small}", str(n)) if rng.random() < 0.3 else (written, f"{written} = {n}")

    (x, first), (y, second) = said(a), said(b)
    more = a > b
    think = f"{values['p']}: {first}\n{values['q']}: {second}\n{a} {'>' if more else '<'} {b}"
    return choice(WHO_HAS_MORE, values | dict(x=x, y=y), values["p" if more else "q"], "It is {}.", think)


HOW_MUCH_MORE = wording("""
    {p} has {a} {c} and {q} has {b} {c}. How much more does {p} have?
    {p} earned {A}, {q} earned {B}. How much less did {q} earn?
    What is the difference between {A} and {B}?
    My savings are {a} {c} and my brother's are {b} {c}. By how much am I ahead?
    {q} needs how many {c} more to have as much as {p}? {q} has {b} {c}, {p} has {a} {c}.
    {A} is ___ more than {B}.
    In {p}'s box: {A}. In {q}'s box: {B}. Difference: ___
    {p} spent {A} on holiday and {q} spent {B}. How much more did {p} spend?
    how much more money is {a} {c} than {b} {c}
    Team {p} collected {a} {c} and team {q} {b} {c}. By how many {c} did team {p} win?
""")


def how_much_more(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(12, 150)
    b = rng.randint(3, a - 2)
    return amount(HOW_MUCH_MORE, people(rng) | cash(rng, a=a, b=b), a - b, minus(a, b))


SHARE_MONEY = wording("""
    {a} {c} are shared equally among {n} children. How much does each child get?
    {n} friends found {A} and split it fairly. What is one share?
    Dad divides {a} {c} equally between his {n} kids. How much for each?
    {A} ÷ {n} people = ___ each
    {p} and some friends, {n} people in all, washed cars and earned {a} {c}. They share it equally. How much does each of them get?
    i have to share {A} with everyone, we are {n} people including me, how much each
    An aunt leaves {a} {c} for her {n} nieces in equal parts. Each niece receives ___ {c}.
    Divide {A} into {n} equal parts. How much is one part?
    The prize of {a} {c} goes to a team of {n}. Everyone gets the same. How much is it per player?
    If {n} of us share a pot of {A} evenly, what do I take home?
""")


def share_money(rng: Random, _words: list[str]) -> Problem:
    n, each = rng.randint(2, 9), rng.randint(2, 30)
    return amount(SHARE_MONEY, people(rng) | cash(rng, a=n * each) | dict(n=n), each, over(n * each, n), "Each gets")


EARN = wording("""
    {p} earns {a} {c} (an hour|per hour). How much does {p} earn in {n} hours?
    A babysitter is paid {A} an hour and works {n} hours. What is the pay?
    {p} washes {n} cars for {a} {c} each. How much money does {p} make?
    I get {A} for every lawn I mow. I mowed {n} lawns. How much did I earn?
    Walking the neighbour's dog pays {a} {c} a time. {n} walks pay ___ {c}.
    {p} delivers newspapers for {A} a day. How much is it for {n} days?
    Job: {A} per hour. Time: {n} hours. Wages: ___
    how much do i make if i work {n} hours and get {a} {c} for each hour
    For each window cleaned {p} receives {a} {c}. Work out the earnings for {n} windows.
    At the flea market {p} sells {n} old comics at {a} {c} apiece. How much money comes in?
    {p} sold {n} paintings. Each one brought in {A}. Find the total earned.
""")


def earn(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 20), rng.randint(2, 9)
    return amount(EARN, people(rng) | cash(rng, a=a) | dict(n=n), a * n, times(a, n))


PER_JOB = wording("""
    {p} earned {b} {c} for {n} hours of work. How much is that per hour?
    For mowing {n} lawns I was paid {B}. What did I get for each lawn?
    {n} washed cars brought in {b} {c}. What did one wash cost?
    {B} for {n} hours = ___ an hour
    {p} sold {n} (bracelets|drawings|old toys) at the same price and took {b} {c}. What was the price of one?
    A gardener gets {B} for {n} hours. Find the hourly pay.
    how much is it for one day when you get {B} for {n} days
    {p} was given {b} {c} for walking the dog {n} times. Every walk paid the same. How much was one walk?
    The paper round pays {B} for {n} mornings. What does it pay for one morning?
    We sold {n} tickets, all for the same price, and got {B}. How much was a ticket?
""")


def per_job(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 20), rng.randint(2, 9)
    return amount(PER_JOB, people(rng) | cash(rng, b=a * n) | dict(n=n), a, over(a * n, n))


STAND_PROFIT = wording("""
    {p} sells {n} cups of lemonade for {a} {c} each. The lemons and sugar cost {b} {c}. What is the profit?
    Lemonade stand: {n} cups sold at {A} each, costs {B}. Profit: ___
    We baked {n} cakes and sold them for {A} each. The ingredients were {B}. How much money did we make after paying for them?
    I sold {n} bracelets at {a} {c} each but the beads cost me {b} {c}. How much did I gain?
    {p} spent {B} on wool, knitted {n} scarves and sold each for {A}. How much did {p} earn after the cost of the wool?
    School fair: {n} plants at {a} {c} apiece were sold. Buying the pots and seeds took {b} {c}. How much is left for the school?
    at my stand i sold {n} cups, {a} {c} a cup, and i paid {b} {c} for stuff before. how much did i earn really
    Income: {n} x {A}. Costs: {B}. What remains?
    A stall takes {a} {c} per visitor. {n} visitors came. The stall itself cost {b} {c} to set up. Find the profit.
    {p} and {q} sell {n} jars of jam at {A} a jar. They had spent {B} on fruit and sugar. What do they have left when that is taken off?
""")


def stand_profit(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 6), rng.randint(5, 20)
    b = rng.randint(3, a * n - 4)
    return amount(STAND_PROFIT, people(rng) | cash(rng, a=a, b=b) | dict(n=n), a * n - b, f"{times(n, a)}\n{minus(a * n, b)}")


MONEY_SPENT = wording("""
    {p} had {a} {c} and now has {b} {c} left. How much did {p} spend?
    I went out with {A} and came home with {B}. What have I spent?
    Before: {a} {c}. After: {b} {c}. Spent: ___ {c}
    {p} took {A} to the fair. At the end {B} was left. How much was spent there?
    {A} - ___ = {B}
    The money box held {a} {c}. {p} bought a {x} and then only {b} {c} were left in it. What did the {x} cost?
    After buying a {x} I have {b} {c}. I had {a} {c} before. How much was the {x}?
    went shopping with {A}, {B} left over, how much did i use
    {p} lost some money on the way. There should be {a} {c} but there are just {b} {c}. How much was lost?
    Find the amount {p} paid: the wallet held {A} at first and {B} at last.
""")


def money_spent(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(10, 120)
    b = rng.randint(2, a - 2)
    return amount(MONEY_SPENT, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a - b, minus(a, b))


MONEY_BEFORE = wording("""
    {p} spent {a} {c} and has {b} {c} left. How much did {p} have at (first|the start)?
    I bought a {x} for {A} and still have {B}. What did I have before?
    ___ - {A} = {B}
    After paying {a} {c} for a {x}, {p}'s purse has {b} {c} in it. How much was in the purse before?
    {p} gave {q} {A} and kept {B}. How much money did {p} own to begin with?
    Spent: {a} {c}. Left: {b} {c}. So at the beginning it was ___ {c}.
    my sister paid {A} for a {x}, now she has {B}, what did she have at the start
    {p} takes {a} {c} out of the money box. There are {b} {c} still inside. How much was in there earlier?
    With {B} left over after a day out that cost {A}, how much did {p} leave the house with?
    Some money was in the drawer. Mum took {a} {c} to pay the baker and {b} {c} stayed there. How much was it originally?
""")


def money_before(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 80), rng.randint(2, 60)
    return amount(MONEY_BEFORE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a + b, plus(a, b))


GIFT_THEN_SPEND = wording("""
    {p} has {a} {c}, gets {b} {c} from Grandma and spends {d} {c}. How much does {p} have now?
    I had {A}. For my birthday I got {B}. Then I bought a {x} for {D}. What's left?
    Start {A}, plus {B}, minus {D}. How much is that?
    {a} {c} + {b} {c} - {d} {c} = ___ {c}
    {p} found {b} {c} and already had {a} {c}. A {x} for {d} {c} was bought with it. How many {c} remain?
    In the money box there is {A}. {p} puts {B} in and later takes {D} out. How much is in the box?
    i had {a} {c}, my uncle gave me {b} {c}, i spent {d} {c} on a {x}, how much do i have
    {p} earned {B} by washing cars and had {A} before that. After paying {D} for a {x}, how much is left over?
    A bank account has {A} in it. {B} is paid in, then {D} is taken out. What is the new balance?
    With {a} {c} saved and {b} {c} won in a contest, {p} buys a {x} at {d} {c}. Work out the money that remains.
""")


def gift_then_spend(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 60), rng.randint(3, 50)
    d = rng.randint(2, a + b - 2)
    return amount(GIFT_THEN_SPEND, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b, d=d), a + b - d, f"{plus(a, b)}\n{minus(a + b, d)}")


TIMES_AS_MUCH = wording("""
    {p} has {a} {c}. {q} has {n} times as much. How much does {q} have?
    I saved {A} and my sister saved {n} times that. How much did she save?
    {n} times as much as {a} {c} is ___ {c}.
    {q}'s money box holds {n} times the amount in {p}'s. {p} has {A}. What is in {q}'s box?
    {p} collected {a} {c} for charity. The whole class collected {n} times as much. How much did the class collect?
    If a {x} is {A} and a bike costs {n} times as much, what is the price of the bike?
    A {x} costs {a} {c}. The big one next to it is {n} times as dear. How much is the big one?
    dad pays {n} times what i pay, i pay {A}, how much does dad pay
    An adult's ticket is {n} times the price of a child's. The child's costs {A}. What does the adult's cost?
    Last year the cake sale made {a} {c}. This year it made {n} times as much. What did it make this year?
""")


def times_as_much(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 30), rng.randint(3, 9)
    return amount(TIMES_AS_MUCH, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a) | dict(n=n), a * n, times(a, n))


HALF_SPENT = wording("""
    {p} has {a} {c} and spends half of it. How much is left?
    I gave half of my {A} to my sister. What do I still have?
    Half of {a} {c} = ___ {c}
    {p} puts half of the {A} birthday money into the bank. How much goes into the bank?
    {p} and {q} halve {a} {c}. How much does {q} get?
    half of {A}
    What is {A} split in two equal halves?
    My mother pays half of my {A} school trip. How much do I have to pay?
    Out of {a} {c}, {p} used one half for a {x}. What did the {x} cost?
    A {x} costs {A}. Grandpa offers to pay (one|a) half. How much does {p} pay?
""")


def half_spent(rng: Random, _words: list[str]) -> Problem:
    h = rng.randint(2, 75)
    return amount(HALF_SPENT, people(rng, x=rng.choice(GOODS)) | cash(rng, a=2 * h), h, over(2 * h, 2), few=True)


PAY_BACK = wording("""
    {p} borrowed {a} {c} from {q} and has paid back {b} {c}. How much does {p} still owe?
    I lent my friend {A}. She gave me {B} back. What do I still get?
    Loan: {a} {c}. Repaid: {b} {c}. Still owed: ___ {c}
    My brother owes me {A}. Today he paid {B}. How much does he owe me now?
    {q} lends {p} {A} for a {x}. {p} returns {B} on Monday. How many {c} are missing?
    i owe mum {a} {c}, i gave her {b} {c}, how much more do i have to give her
    A debt of {A} is reduced by {B}. What is the debt now?
    {p} promised to repay {q} {a} {c}. So far {b} {c} have been repaid. Find what remains to be repaid.
    Out of the {A} borrowed, {B} has been given back. How much has not been given back?
    Dad paid {A} for my {x} and I pay it back bit by bit. I have paid {B}. How much is left to pay?
""")


def pay_back(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(6, 90)
    b = rng.randint(2, a - 2)
    return amount(PAY_BACK, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a - b, minus(a, b))


POOLED = wording("""
    {p} has {a} {c}, {q} has {b} {c} and {r} has {d} {c}. How much do they have together?
    {p}, {q} and {r} put their money together: {A}, {B} and {D}. What is the sum?
    {A} + {B} + {D} = ___
    For the present {p} gives {a} {c}, {q} {b} {c} and {r} {d} {c}. How much can the present cost?
    The class sold cakes on Monday for {A}, on Tuesday for {B} and on Wednesday for {D}. How much was it in all three days?
    i got {a} {c} from grandma, {b} {c} from my aunt and {d} {c} from dad, how much is that
    Three friends collect money for the animal shelter: {p} {A}, {q} {B}, {r} {D}. Total collected: ___
    What is the total if {p} earned {a} {c}, {q} earned {b} {c} and {r} earned {d} {c}?
    Birthday money: {A} from Uncle Tim, {B} from Aunt Sue, {D} from the neighbours. How much did {p} get?
    Add these savings: {a} {c}, {b} {c}, {d} {c}.
""")


def pooled(rng: Random, _words: list[str]) -> Problem:
    a, b, d = (rng.randint(2, 50) for _ in range(3))
    return amount(POOLED, people(rng) | cash(rng, a=a, b=b, d=d), a + b + d, plus_steps([a, b, d]))


UP_TO_ONE = wording("""
    How many {s} must I add to {a} {s} to make 1 {u}?
    {a} {s} + ___ {s} = 1 {u}
    {p} has {a} {s}. How many {s} are missing to 1 {u}?
    I have {a} {s} and I want one {u}. How much more do I need, in {s}?
    Complete to one {u}: {a} {s} and ___ {s}
    what do you have to put with {a} {s} so that it's one {u}, how many {s}
    A {x} costs 1 {u}. {p} can find only {a} {s}. How many {s} short is {p}?
    One {u} minus {a} {s} is how many {s}?
    Make a {u}. You already have {a} {s}. You still need ___ {s}.
    {p} pays for a {x} at {a} {s} with a one {u} coin. How many {s} come back?
    If a {x} costs {a} {s} and I give 1 {u}, what is my change in {s}?
""")


def up_to_one(rng: Random, _words: list[str]) -> Problem:
    a, (_, unit, _, _) = rng.randint(5, 95), rng.choice(CURRENCIES)
    s = "pence" if unit == "pound" else "cents"
    return number(UP_TO_ONE, people(rng, a=a, u=unit, s=s, x=rng.choice(CHEAP)), 100 - a, f"It is {{}} {s}.", f"1 {unit} = 100 {s}\n{minus(100, a)}")


NEAREST = wording("""
    Round {x} to the nearest {u}.
    What is {x} to the nearest {u}?
    A {g} costs {x}. About how many {c} is that, rounded to the nearest {u}?
    {x} is nearest to ___ {c}, in whole {c}.
    To the nearest whole {u}, how much is {x}?
    {p} says: "My {g} was {x}." Round the price to whole {c}.
    which whole number of {c} is closest to {x}
    Estimate the price {x} by rounding it to the nearest {u}.
    The amount {x} lies between two whole numbers of {c}. Which of them is nearer?
    Rounded to a whole {u}, {x} becomes ___ {c}.
""")


def nearest(rng: Random, _words: list[str]) -> Problem:
    whole, part, (words, unit, sign, _) = rng.randint(2, 60), rng.choice([n for n in range(1, 100) if n != 50]), rng.choice(CURRENCIES)
    n = whole + (part > 50)
    x = f"{sign}{whole}.{part:02}"
    up = f"\n{whole} + 1 = {n}" if part > 50 else ""
    return number(NEAREST, people(rng, x=x, u=unit, c=words, g=rng.choice(GOODS)), n, f"It is {{}} {words}.",
                  f"{x} = {whole} and {part:02}\n{part:02} {'>' if part > 50 else '<'} 50: {'up' if part > 50 else 'down'}{up}")


IN_ORDER = wording("""
    Put these amounts in order, smallest first: {x}.
    Sort from the least to the most money: {x}
    Order these prices from cheapest to dearest: {x}.
    Arrange the amounts starting with the smallest: {x}.
    {x}: write these prices in order, lowest to highest.
    Which order do these go in from low to high? {x}
    Prices in the shop window: {x}. List them beginning with the lowest.
    sort by price low to high: {x}
    {p} lines up the price tags {x}, the smallest on the left. What does the line look like?
    Rank from smallest to largest amount: {x}.
""")


def in_order(rng: Random, _words: list[str]) -> Problem:
    write, base = pricing(rng), rng.randint(1, 9)
    prices: set[int] = set()
    while len(prices) < rng.choice([3, 3, 4]):
        prices.add(rng.choice([base * 100 + rng.randint(1, 99), rng.randint(20, 999), base * 100 + 10 * rng.randint(0, 9)]))
    given = list(prices)
    rng.shuffle(given)
    done = sorted(given)
    return choice(IN_ORDER, people(rng, x=", ".join(map(write, given))), ", ".join(map(write, done)), "It is {}.",
                  f"{in_cents(write, given)}\n" + " < ".join(map(str, done)))


TWO_PRICES = wording("""
    A {x} costs {a} {c} and a {y} costs {b} {c}. How much do they cost together?
    {p} buys a {x} for {A} and a {y} for {B}. What does {p} pay?
    One {x}: {A}. One {y}: {B}. Both: ___
    I'd like the {x} for {a} {c} and the {y} for {b} {c}. What do I owe you?
    Find the total price of a {x} at {A} and a {y} at {B}.
    how much for both, the {x} is {a} {c} and the {y} is {b} {c}
    In the shopping bag: a {x} for {a} {c} and a {y} for {b} {c}. How much was spent?
    Mum spent {A} on a {x} and {B} on a {y}. What did she spend in total?
    {a} {c} for the {x} plus {b} {c} for the {y} makes ___ {c}.
    The {y} is priced at {b} {c}, the {x} at {a} {c}. {p} takes both to the till. What is the bill?
    Adding a {y} for {B} to a {x} for {A}, what sum comes out?
""")


def two_prices(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 70), rng.randint(2, 60)
    x, y = rng.sample(GOODS, 2)
    return amount(TWO_PRICES, people(rng, x=x, y=y) | cash(rng, a=a, b=b), a + b, plus(a, b))


THREE_PRICES = wording("""
    {p} buys a {x} for {a} {c}, a {y} for {b} {c} and a {z} for {d} {c}. How much is it altogether?
    A receipt shows {x} {A}, {y} {B}, {z} {D}. What is the total?
    Shopping list with prices: {x} {A}, {y} {B}, {z} {D}. Total: ___
    What do a {x} at {a} {c}, a {y} at {b} {c} and a {z} at {d} {c} come to?
    The till rings up {A}, {B} and {D}. How much must {p} pay?
    Receipt: {x} {a} {c}, {y} {b} {c}, {z} {d} {c}. Sum: ___ {c}
    i bought 3 things, {A} {B} and {D}, how much did i spend
    For the party we need a {x} for {A}, a {y} for {B} and a {z} for {D}. What will it cost us?
    At the toy shop {p} chose a {x}, a {y} and a {z}. They were {a} {c}, {b} {c} and {d} {c}. Find the full price.
    Work out the bill: {a} {c} + {b} {c} + {d} {c}.
""")


def three_prices(rng: Random, _words: list[str]) -> Problem:
    a, b, d = (rng.randint(2, 40) for _ in range(3))
    x, y, z = rng.sample(GOODS, 3)
    return amount(THREE_PRICES, people(rng, x=x, y=y, z=z) | cash(rng, a=a, b=b, d=d), a + b + d, plus_steps([a, b, d]))


TWO_DECIMAL_PRICES = wording("""
    A {f} costs {x} and a {g} costs {y}. How much is it together?
    {p} orders a {f} for {x} and a {g} for {y}. What is the bill?
    {x} + {y} = ___
    At the café: one {f} {x}, one {g} {y}. Total?
    Add {x} and {y}.
    I bought a {f} for {x}. Then I bought a {g} for {y}. How much did I spend?
    What would you pay for a {f} at {x} plus a {g} at {y}?
    how much is a {f} and a {g} if the {f} is {x} and the {g} is {y}
    The receipt says {f} {x}, {g} {y}. What should be at the bottom as the total?
    Find the sum of the two prices {x} and {y}.
    Lunch for {p}: {f}, {x}, and {g}, {y}. Please work out what it costs.
""")


def two_decimal_prices(rng: Random, _words: list[str]) -> Problem:
    write, (a, b) = pricing(rng), [rng.choice([5 * rng.randint(16, 99), rng.randint(80, 699)]) for _ in range(2)]
    f, g = rng.sample(SNACKS, 2)
    return choice(TWO_DECIMAL_PRICES, people(rng, x=write(a), y=write(b), f=f, g=g), write(a + b), "It is {}.",
                  f"{in_cents(write, [a, b])}\n{plus(a, b)}\n{a + b} = {write(a + b)}")


DECIMAL_RECEIPT = wording("""
    Receipt: {f} {x}, {g} {y}, {h} {z}. What is the total?
    {p} buys a {f} for {x}, a {g} for {y} and a {h} for {z}. How much does {p} have to pay?
    Add up the bill: {x}, {y}, {z}.
    {x} + {y} + {z} = ___
    The waiter writes down a {f} at {x}, a {g} at {y} and a {h} at {z}. What do we owe?
    My shopping: {f} ... {x}, {g} ... {y}, {h} ... {z}. TOTAL ... ___
    what do i pay for a {f} {x} and a {g} {y} and a {h} {z}
    Three items cost {x}, {y} and {z}. Find the total cost.
    At the school canteen the {f} was {x}, the {g} {y} and the {h} {z}. What did the whole lunch cost?
    A snack bar bill lists these prices: {x}, {y} and {z}. Sum them.
""")


def decimal_receipt(rng: Random, _words: list[str]) -> Problem:
    write, prices = pricing(rng), [5 * rng.randint(10, 70) for _ in range(3)]
    a, b, d = prices
    f, g, h = rng.sample(SNACKS, 3)
    return choice(DECIMAL_RECEIPT, people(rng, x=write(a), y=write(b), z=write(d), f=f, g=g, h=h), write(sum(prices)), "It is {}.",
                  f"{in_cents(write, prices)}\n{plus_steps(prices)}\n{sum(prices)} = {write(sum(prices))}")


SMALL_PRICES = wording("""
    A {x} costs {a} {s} and a {y} costs {b} {s}. How many {s} is that together?
    {a}{t} + {b}{t} = ___{t}
    At the sweet shop a {x} is {a}{t}. A {y} is {b}{t}. How many {s} for one of each?
    {p} pays {a} {s} for a {x} and {b} {s} for a {y}. Total in {s}?
    I want to buy a {x} at {a}{t} and a {y} at {b}{t}. How many {s} do I need?
    One {x} and one {y}, please! They are {a}{t} and {b}{t}. How many {s} is it?
    Add {a} {s} and {b} {s}. How many {s}?
    how many {s} is {a}{t} and {b}{t}
    {x}: {a}{t}, {y}: {b}{t}, both: ___{t}
    If {p} takes a {y} for {b}{t} as well as a {x} for {a}{t}, how many {s} must be paid?
""")


def small_prices(rng: Random, _words: list[str]) -> Problem:
    a, b, (s, t) = rng.randint(5, 90), rng.randint(5, 90), rng.choice([("pence", "p"), ("cents", "c")])
    x, y = rng.sample(CHEAP, 2)
    return number(SMALL_PRICES, people(rng, x=x, y=y, a=str(a), b=str(b), s=s, t=t), a + b, f"It is {{}} {s}.", plus(a, b))


SEVERAL = wording("""
    One {x} costs {a} {c}. How much do {n} {x}s cost?
    {p} buys {n} {x}s at {A} each. What is the total price?
    What do I pay for {n} {x}s if they are {a} {c} (apiece|each)?
    {n} {x}s x {A} = ___
    A {x} is {A}. Our club needs {n} of them. How much will it cost?
    price of 1 {x}: {a} {c}, price of {n} {x}s: ___ {c}
    how much are {n} {x}s when one is {A}
    The teacher orders {n} {x}s for {a} {c} each. How much is the order?
    If every {x} costs {A}, find the cost of {n}.
    {n} children each buy a {x} for {a} {c}. How much money do they spend altogether?
    Could you tell me the price for {n} {x}s? A single one is {a} {c}.
""")


def several(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 25), rng.randint(2, 9)
    return amount(SEVERAL, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a) | dict(n=n), a * n, times(a, n))


SEVERAL_DECIMAL = wording("""
    One {f} costs {x}. How much do {n} of them cost?
    {n} x {x} = ___
    A {f} is {x}. {p} wants {n}. What is the price?
    {n} tickets at {x} each. How much is that in total?
    What do I pay for {n} things at {x} each?
    {p} buys {n} notebooks. Each of them is {x}. Find the cost.
    if a {f} is {x} how much are {n}
    We are {n} people and everyone has a {f} for {x}. What is our bill?
    Multiply {x} by {n}.
    The bus fare is {x} per person. Work out the fare for {n} people.
    Price for one: {x}. Price for {n}: ___
""")


def several_decimal(rng: Random, _words: list[str]) -> Problem:
    write, a, n = pricing(rng), 5 * rng.randint(16, 99), rng.randint(2, 6)
    return choice(SEVERAL_DECIMAL, people(rng, x=write(a), n=n, f=rng.choice(SNACKS)), write(a * n), "It is {}.",
                  f"{write(a)} = {a}\n{times(a, n)}\n{a * n} = {write(a * n)}")


PRICE_OF_ONE = wording("""
    {n} {x}s cost {b} {c}. How much does one {x} cost?
    {p} paid {B} for {n} equal {x}s. What was the price of each?
    A pack of {n} {x}s is {B}. How much is that per {x}?
    {n} {x}s = {B}. 1 {x} = ___
    We bought {n} {x}s, all at the same price, for {b} {c} altogether. What does a single one cost?
    if {n} {x}s are {b} {c}, how much is 1
    Find the unit price: {B} for {n} {x}s.
    The bill for {n} {x}s is {b} {c}. Every {x} has the same price. Which price?
    {n} friends each buy the same {x} and together pay {B}. What does each of them pay?
    For {b} {c} you get {n} {x}s. What do you give for just one?
""")


def price_of_one(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 20), rng.randint(2, 9)
    return amount(PRICE_OF_ONE, people(rng, x=rng.choice(GOODS)) | cash(rng, b=a * n) | dict(n=n), a, over(a * n, n))


FROM_SEVERAL_TO_OTHERS = wording("""
    {n} {x}s cost {b} {c}. How much do {m} {x}s cost?
    If {n} {x}s are {B}, what is the price of {m}?
    {p} pays {b} {c} for {n} {x}s. What would {m} such {x}s cost?
    {n} {x}s: {B}. {m} {x}s: ___
    Yesterday I got {n} {x}s for {B}. Today I need {m}, at the same price each. How much do I pay?
    for {n} {x}s i paid {b} {c}, how much is it for {m}
    A shop charges {B} for {n} {x}s. What does it charge for {m} of the same kind?
    {q} bought {n} {x}s and spent {B}. {p} bought {m} of the same. What did {p} spend?
    Rule of three: {n} {x}s are {b} {c}, so {m} {x}s are ___ {c}.
    The price of {n} {x}s is {b} {c}. Work out the price of {m} {x}s if each costs the same.
""")


def from_several_to_others(rng: Random, _words: list[str]) -> Problem:
    a, (n, m) = rng.randint(2, 12), rng.sample(range(2, 10), 2)
    return amount(FROM_SEVERAL_TO_OTHERS, people(rng, x=rng.choice(GOODS)) | cash(rng, b=a * n) | dict(n=n, m=m), a * m, f"{over(a * n, n)}\n{times(a, m)}")


CHANGE = wording("""
    {p} buys a {x} for {a} {c} and pays with {b} {c}. How much change does {p} get?
    The {x} costs {A}. I hand over {B}. What do I get back?
    Price: {A}. Paid: {B}. Change: ___
    You pay {b} {c} for a {x} that costs {a} {c}. How (much|many {c}) should the cashier return?
    A customer gives {B} for a {x} worth {A}. Work out the change.
    what's my change from {B} if I spend {A}
    The bill is {a} {c}. Dad lays {b} {c} on the counter. How much comes back?
    {b} {c} - {a} {c} = ___ {c} change
    At the till {p} has to pay {A} and holds out {B}. What is the right change?
    I am the shopkeeper. Someone buys a {x} at {a} {c} and gives me {b} {c}. What must I give back?
    Pay {A} with {B}. The change is ___.
""")


def change(rng: Random, _words: list[str]) -> Problem:
    b = rng.choice([10, 20, 50, 100, 100, 50, 30, 40, 60])
    a = rng.randint(2, b - 1)
    return amount(CHANGE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), b - a, minus(b, a))


DECIMAL_CHANGE = wording("""
    A {f} costs {x}. {p} pays with {y}. How much change is there?
    {y} - {x} = ___
    I gave {y} for something that was {x}. What should I get back?
    To pay: {x}. Given: {y}. Change: ___
    What is the change from {y} when the bill is {x}?
    The bus ticket is {x} and {p} gives the driver {y}. How much does the driver give back?
    change from {y} if you spend {x}?
    Lunch came to {x}. Mum paid with {y}. What was her change?
    How much is left of {y} after a {f} for {x}?
    {p} spends {x} out of {y}. Find what remains.
    The cashier takes {y} for goods worth {x}. She returns ___.
""")


def decimal_change(rng: Random, _words: list[str]) -> Problem:
    write, b = pricing(rng), rng.choice([200, 500, 1000, 1000, 2000])
    a = rng.choice([5 * rng.randint(10, b // 5 - 1), rng.randint(50, b - 1)])
    return choice(DECIMAL_CHANGE, people(rng, x=write(a), y=write(b), f=rng.choice(SNACKS)), write(b - a), "It is {}.",
                  f"{in_cents(write, [b, a])}\n{minus(b, a)}\n{b - a} = {write(b - a)}")


CHANGE_FROM_TWO = wording("""
    {p} buys a {x} for {a} {c} and a {y} for {b} {c} and pays with {d} {c}. How much change is there?
    I take a {x} at {A} and a {y} at {B}. I pay {D}. What do I get back?
    {x} {A}, {y} {B}, given {D}. Change: ___
    The cashier gets {d} {c} for a {x} costing {a} {c} and a {y} costing {b} {c}. What should she return?
    Two things cost {A} and {B}. How much change from {D}?
    i paid with {D}, the things were {A} and {B}, what comes back
    Mum puts a {x} for {A} and a {y} for {B} on the counter and hands over {D}. Find her change.
    After paying for a {x} at {a} {c} and a {y} at {b} {c} out of {d} {c}, how much is left?
    Bill: {a} {c} and {b} {c}. Cash: {d} {c}. Money back: ___ {c}
    {p} had {D} and made two purchases, one for {A} and one for {B}. What money is left?
""")


def change_from_two(rng: Random, _words: list[str]) -> Problem:
    d = rng.choice([20, 50, 100, 40, 30])
    a = rng.randint(2, d - 4)
    b = rng.randint(2, d - a - 1)
    x, y = rng.sample(GOODS, 2)
    return amount(CHANGE_FROM_TWO, people(rng, x=x, y=y) | cash(rng, a=a, b=b, d=d), d - a - b, f"{plus(a, b)}\n{minus(d, a + b)}")


CHANGE_FROM_SEVERAL = wording("""
    {p} buys {n} {x}s at {a} {c} each and pays with {d} {c}. What is the change?
    {n} {x}s for {A} each, paid with {D}. How much comes back?
    A {x} costs {A}. I buy {n} and give the shopkeeper {D}. What do I get back?
    {D} - {n} x {A} = ___
    From {d} {c} you buy {n} {x}s that cost {a} {c} apiece. How much is left?
    how much do i have left from {D} when i get {n} {x}s for {A} each
    The class pays {D} for {n} {x}s. Each is {A}. Calculate the change.
    {p} has {d} {c}. After buying {n} {x}s, each for {a} {c}, how much does {p} have?
    Cost of one {x}: {a} {c}. Number bought: {n}. Money given: {d} {c}. Change: ___ {c}
    We went to the shop with {D} and brought home {n} {x}s, which were {A} each. How much money did we bring home?
""")


def change_from_several(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(2, 8)
    d = rng.choice([n for n in (20, 50, 100) if n > a * 8] or [100])
    return amount(CHANGE_FROM_SEVERAL, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, d=d) | dict(n=n), d - a * n, f"{times(a, n)}\n{minus(d, a * n)}")


HOW_MANY_TO_BUY = wording("""
    A {x} costs {a} {c}. How many {x}s can {p} buy with {b} {c}?
    I have {B} and the {x}s are {A} each. How many can I get?
    Budget: {b} {c}. Price of a {x}: {a} {c}. Number of {x}s: ___
    With {B}, what is the largest number of {x}s at {A} each that {p} can afford?
    How many {x}s at {a} {c} can you buy for {b} {c}?
    {p} spends as much as possible of {b} {c} on {x}s that cost {a} {c} apiece. How many does {p} take home?
    how many {x}s for {B} if one is {A}
    Our teacher has {B} for new {x}s. One costs {A}. At most how many can be ordered?
    You can't spend more than {b} {c}. Each {x} is {a} {c}. How many {x}s will you get?
    In a shop {x}s are sold at {A}. Find how many {B} will buy.
""")


def how_many_to_buy(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(2, 12)
    b = a * n + rng.choice([0, rng.randrange(a)])
    values = people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b)
    return number(HOW_MANY_TO_BUY, values, n, "It is {}.", over(b, a))


LEFT_AFTER_MANY = wording("""
    {p} has {b} {c} and buys as many {x}s as possible at {a} {c} each. How much money is left?
    With {B} I buy all the {x}s I can. One costs {A}. What is left over?
    A {x} is {a} {c}. After buying as many as {b} {c} allow, how many {c} remain?
    {B} to spend, {A} for a {x}, as many as you can. Left over: ___
    How much is left from {B} if {p} gets the greatest possible number of {x}s for {A} each?
    i buy {x}s for {a} {c} each until i cannot buy any more, i had {b} {c}, how much do i keep
    The school has {b} {c}. It orders the most {x}s it can afford, each {a} {c}. What amount is not spent?
    The {x}s cost {A} apiece. {p} goes on buying them until {B} is no longer enough for another. How much does {p} still have?
    Buy the maximum number of {x}s at {a} {c} with {b} {c}. The remaining money is ___ {c}.
    Say you own {B} and each {x} is {A}. You take as many as you can. What stays in your purse?
""")


def left_after_many(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(3, 12)
    b = a * rng.randint(2, 9) + rng.randint(1, a - 1)
    return amount(LEFT_AFTER_MANY, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), b % a, over(b, a))


def yes_or_no(asked: Wording, values: dict, think: str, cost: int, money: int) -> Problem:
    sign = "=" if cost == money else "<" if cost < money else ">"
    word, said = ("yes", "{}, it is enough.") if cost <= money else ("no", "{}, it is not enough.")
    return choice(asked, values, word, said, f"{think}\n{cost} {sign} {money}: {word}")


ENOUGH = wording("""
    A {x} costs {a} {c} and a {y} costs {b} {c}. Are {d} {c} enough for both?
    {p} has {D}. Can {p} buy a {x} for {A} and a {y} for {B}?
    I want the {x} for {A} and the {y} for {B}. I have {D}. Is it enough money?
    Are {d} {c} enough for a {x} at {a} {c} plus a {y} at {b} {c}? Yes or no?
    With {D} in my pocket, can I pay {A} and {B}?
    do i have enough if i have {D} and the things cost {A} and {B}
    {p} would like both a {x} at {a} {c} and a {y} at {b} {c}. The purse holds {d} {c}. Does the money suffice?
    Prices: {x} {A}, {y} {B}. Money: {D}. Enough for both, yes or no?
    Mum gave me {d} {c}. She asked for a {x}, which is {a} {c}, and a {y}, which is {b} {c}. Will the money do?
    Does {D} cover the cost of a {x} for {A} and a {y} for {B}?
""")


def enough(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 50), rng.randint(3, 40)
    d = max(2, a + b + rng.choice([-9, -5, -3, -2, -1, 0, 1, 2, 3, 5, 9]))
    x, y = rng.sample(GOODS, 2)
    return yes_or_no(ENOUGH, people(rng, x=x, y=y) | cash(rng, a=a, b=b, d=d), plus(a, b), a + b, d)


ENOUGH_FOR_MANY = wording("""
    One {x} costs {a} {c}. Are {d} {c} enough for {n} {x}s?
    {p} wants {n} {x}s at {A} each and has {D}. Is that enough?
    I've got {D}. Can I afford {n} {x}s for {A} apiece?
    {n} {x}s, {A} each, {D} in the purse. Enough? Yes or no.
    The teacher has {d} {c} to spend. She needs {n} {x}s for {a} {c} each. Does she have enough money?
    is {D} enough for {n} {x}s when one costs {A}
    Tickets are {a} {c} per child. We are {n} children and have {d} {c}. Can we all get in?
    Will {D} pay for {n} rides that cost {A} each?
    {p} has saved {d} {c}. Does this cover {n} {x}s which are {a} {c} apiece?
    Yes or no: {D} is enough money to buy {n} {x}s at {A}.
""")


def enough_for_many(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 15), rng.randint(2, 9)
    d = max(2, a * n + rng.choice([-8, -4, -2, -1, 0, 1, 2, 4, 8]))
    return yes_or_no(ENOUGH_FOR_MANY, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, d=d) | dict(n=n), times(a, n), a * n, d)


ENOUGH_DECIMAL = wording("""
    The {f} costs {x}. I have {y}. Is my money enough?
    Can {p} buy a {f} for {x} with {y}?
    {p} has {y} and wants a {f} that costs {x}. Does {p} have enough money?
    Price: {x}. Purse: {y}. Enough, yes or no?
    If something costs {x} and you have {y}, can you buy it?
    is {y} enough to pay {x}
    A {f} is on the menu for {x}. All I have got is {y}. Can I pay for it?
    Does {y} cover a bill of {x}?
    The bus fare is {x}. In {p}'s pocket there is {y}. Can {p} take the bus?
    Will a purse with {y} in it be enough for a {f} at {x}?
""")


def enough_decimal(rng: Random, _words: list[str]) -> Problem:
    write, a = pricing(rng), rng.randint(110, 890)
    b = a + rng.choice([-90, -40, -10, -9, -5, -1, 0, 1, 5, 9, 10, 40, 90])
    return yes_or_no(ENOUGH_DECIMAL, people(rng, x=write(a), y=write(b), f=rng.choice(SNACKS)), in_cents(write, [a, b]), a, b)


WHICH_COSTS_MORE = wording("""
    The {f} costs {x} and the {g} costs {y}. Which (is more expensive|costs more)?
    What costs more, a {f} for {x} or a {g} for {y}?
    {f}: {x}, {g}: {y}. The dearer one is the ___.
    {p} pays {x} for a {f}. {q} pays {y} for a {g}. Which item is dearer?
    On the menu the {g} is {y} and the {f} is {x}. Name the one with the higher price.
    which one is more money, the {f} at {x} or the {g} at {y}
    Is the {f} at {x} or the {g} at {y} the more expensive one?
    Compare the prices: {f} {x}, {g} {y}. Which is greater in price?
    For a {f} you pay {x}, for a {g} it's {y}. So which takes more out of your purse?
    Between the {g} for {y} and the {f} for {x}, which is the pricier choice?
""")


def two_priced(rng: Random) -> tuple[dict, str, int, int]:
    write, a = pricing(rng), rng.randint(110, 890)
    b = a + rng.choice([-99, -70, -45, -20, -10, -9, -5, 5, 9, 10, 20, 45, 70, 99])
    f, g = rng.sample(SNACKS, 2)
    return people(rng, f=f, g=g, x=write(a), y=write(b)), f"{f}: {write(a)} = {a}\n{g}: {write(b)} = {b}\n{a} {'>' if a > b else '<'} {b}", a, b


def which_costs_more(rng: Random, _words: list[str]) -> Problem:
    values, think, a, b = two_priced(rng)
    return choice(WHICH_COSTS_MORE, values, values["f" if a > b else "g"], "It is the {}.", think)


WHICH_IS_CHEAPER = wording("""
    A {f} is {x}, a {g} is {y}. Which is cheaper?
    Which costs less: a {f} at {x} or a {g} at {y}?
    {f} {x}, {g} {y}. Cheaper: the ___
    I don't want to spend much. The {f} is {x} and the {g} is {y}. What should I pick to pay less?
    {p} takes whatever is cheaper. There is a {f} for {x} and a {g} for {y}. What does {p} take?
    is the {f} for {x} or the {g} for {y} cheaper
    The café sells a {g} at {y} and a {f} at {x}. Give the one with the lower price.
    Find the less expensive of these two: {f} at {x}, {g} at {y}.
    You save money by choosing the ___: the {f} costs {x}, the {g} costs {y}.
    At {x} for the {f} and {y} for the {g}, which of them is the better choice for a small purse?
""")


def which_is_cheaper(rng: Random, _words: list[str]) -> Problem:
    values, think, a, b = two_priced(rng)
    return choice(WHICH_IS_CHEAPER, values, values["f" if a < b else "g"], "It is the {}.", think)


DEARER_BY = wording("""
    The {x} costs {a} {c} and the {y} costs {b} {c}. How much more expensive is the {x}?
    A {x} is {A}. A {y} is {B}. How much cheaper is the {y}?
    What is the difference in price between a {x} at {A} and a {y} at {B}?
    {x}: {A}. {y}: {B}. Price difference: ___
    How much do I save if I choose the {y} for {b} {c} and not the {x} for {a} {c}?
    Shop One sells a {x} for {A}. Shop Two wants {B} for it. How much less is it at Shop Two?
    how much dearer is {A} than {B}
    {p} paid {a} {c} for a {x}. {q} got the same one for {b} {c}. How much more did {p} pay?
    In summer the hotel costs {A} a night and in winter {B}. By how much is it cheaper in winter?
    By how many {c} does the price of the {x}, {a} {c}, beat that of the {y}, {b} {c}?
""")


def dearer_by(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(8, 120)
    b = rng.randint(2, a - 2)
    x, y = rng.sample(GOODS, 2)
    return amount(DEARER_BY, people(rng, x=x, y=y) | cash(rng, a=a, b=b), a - b, minus(a, b))


DECIMAL_DIFFERENCE = wording("""
    A {f} is {x}. A {g} is {y}. How much more does the {f} cost?
    Find the difference between {x} and {y}.
    {x} take away {y} is ___.
    By how much is {y} less than {x}?
    The {f} costs {x} here. Next door it is {y}. How much would I save next door?
    {p} has {x} and {q} has {y}. How much more has {p} got?
    how much cheaper is a {g} for {y} than a {f} for {x}
    Price difference, please: {f} {x}, {g} {y}.
    {p} needs {x} for a {f} and has {y}. How much is missing?
    The price fell from {x} to {y}. By how much did it fall?
""")


def decimal_difference(rng: Random, _words: list[str]) -> Problem:
    write, b, d = pricing(rng), 5 * rng.randint(16, 99), 5 * rng.randint(2, 80)
    f, g = rng.sample(SNACKS, 2)
    return choice(DECIMAL_DIFFERENCE, people(rng, x=write(b + d), y=write(b), f=f, g=g), write(d), "It is {}.",
                  f"{in_cents(write, [b + d, b])}\n{minus(b + d, b)}\n{d} = {write(d)}")


EXTREME_PRICE = wording("""
    Price list: {l}. Which is the {m}?
    Which of these is the {m}: {l}?
    On a menu: {l}. Name the {m} item.
    Look at the prices. {l}. The {m} one is the ___.
    Find the {m} thing on this list: {l}.
    {p} always orders the {m} thing. The card says {l}. What does {p} order?
    Kiosk prices: {l}. What is {m}?
    which is {m}? {l}
    At the bakery they have {l}. Which of them is the {m}?
    We saw {l}. Out of these, pick the {m}.
""")


def extreme_price(rng: Random, _words: list[str]) -> Problem:
    write, cents, foods = pricing(rng), rng.sample(range(80, 800, 5), 3), rng.sample(SNACKS, 3)
    m, best = rng.choice([("cheapest", min), ("dearest", max), ("most expensive", max), ("least expensive", min)])
    shown = ", ".join(f"{food} {write(n)}" for food, n in zip(foods, cents))
    think = "\n".join(f"{food}: {n}" for food, n in zip(foods, cents)) + f"\n{m}: {best(cents)}"
    return choice(EXTREME_PRICE, people(rng, l=shown, m=m), foods[cents.index(best(cents))], "It is the {}.", think)


OLD_AND_NEW_PRICE = wording("""
    A {x} was {a} {c} and is now {b} {c}. How much cheaper is it?
    Sale! {x}: was {A}, now {B}. How much do you save?
    Before the sale a {x} cost {A}. In the sale it costs {B}. By how much has the price been cut?
    Old price {a} {c}, new price {b} {c}. Reduction: ___ {c}
    {p} waited for the sale and paid {B} and not {A} for the {x}. What was saved?
    The tag says {A}, but it's crossed out and below it says {B}. How much less is it?
    how much off is it if something goes from {A} down to {B}
    A shop lowers the price of a {x} from {a} {c} to {b} {c}. Find the discount in {c}.
    Last week I saw the {x} at {A}. Today it is only {B}. What's the saving?
    The discount on a {x} that used to be {a} {c} and now sells for {b} {c} is ___ {c}.
""")


def old_and_new_price(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(10, 150)
    b = rng.randint(5, a - 2)
    return amount(OLD_AND_NEW_PRICE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a - b, minus(a, b))


REDUCED_BY = wording("""
    A {x} costs {a} {c}. In the sale it is {b} {c} cheaper. What does it cost now?
    {B} off! The {x} used to be {A}. What is the new price?
    The price of a {x} is {A}. I have a voucher for {B}. What must I pay?
    Normal price: {a} {c}. Discount: {b} {c}. Sale price: ___ {c}
    A {x} normally sells for {A} but {p} gets {B} off. How much does {p} pay?
    if a {x} is {a} {c} and they take {b} {c} off, how much is it
    The shopkeeper knocks {B} off the {A} {x} because of a scratch. How much is it then?
    Members pay {b} {c} less. The usual price is {a} {c}. What do members pay?
    Find the reduced price of a {x}: {A} less {B}.
    With a gift card worth {B}, how much of the {A} bill is left to pay?
""")


def reduced_by(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(10, 150)
    b = rng.randint(2, min(40, a - 3))
    return amount(REDUCED_BY, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a - b, minus(a, b))


DEARER_NOW = wording("""
    A {x} cost {a} {c}. Now it costs {b} {c} more. What is the new price?
    The price of a {x} goes up by {B}. It was {A}. What is it now?
    Last year the ticket was {A}. This year it is {B} dearer. How much is it this year?
    The red {x} costs {a} {c}. The blue one is {b} {c} more expensive. How much is the blue one?
    A {x} is {A} and a {y} costs {B} more than that. Find the price of the {y}.
    {a} {c}, raised by {b} {c}, is now ___ {c}
    how much is the {y} if it costs {b} {c} more than a {x} and a {x} is {a} {c}
    {p}'s {x} was {A}. {q} paid {B} more for the same one. What did {q} pay?
    The rent for the hall rises by {b} {c} from {a} {c}. Give the new rent.
    Delivery adds {B} to the price of {A}. What is paid in the end?
""")


def dearer_now(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(4, 120), rng.randint(2, 40)
    x, y = rng.sample(GOODS, 2)
    return amount(DEARER_NOW, people(rng, x=x, y=y) | cash(rng, a=a, b=b), a + b, plus(a, b))


DEARER_AND_BOTH = wording("""
    A {x} costs {a} {c}. A {y} is {b} {c} dearer. How much do both cost together?
    The {x} is {A} and the {y} costs {B} more than the {x}. What is the price of the two together?
    {p} buys a {x} for {A} and a {y} which is {B} more expensive. How much does {p} spend in all?
    {x}: {A}. {y}: {B} more. Together: ___
    If I take a {x} at {a} {c} and a {y} that costs {b} {c} more, what is my bill?
    a {x} is {a} {c} and a {y} is {b} {c} more than that, how much for both
    {p} spent {A}. {q} spent {B} more than {p}. How much did the two of them spend altogether?
    Monday's takings were {A}. Tuesday's were {B} higher. Find the takings of both days.
    Child's ticket: {a} {c}. Adult's ticket: {b} {c} more. One of each costs ___ {c}.
    In the shop a {y} is {b} {c} dearer than a {x}, and a {x} is {a} {c}. We need one of each. What will we pay?
""")


def dearer_and_both(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 50), rng.randint(2, 30)
    x, y = rng.sample(GOODS, 2)
    return amount(DEARER_AND_BOTH, people(rng, x=x, y=y) | cash(rng, a=a, b=b), 2 * a + b, f"{plus(a, b)}\n{plus(a, a + b)}")


HALF_PRICE = wording("""
    A {x} normally costs {a} {c}. Today it is half price. What does it cost?
    Everything half price! How much is a {x} that was {A}?
    A ticket is {A}, but children pay half. What does a child pay?
    Normal price {A}. Half price: ___
    With 50% off, how much is a {x} at {a} {c}?
    half price sale, {x} was {A}, whats it now
    {p} buys a {x} in the sale at half of {a} {c}. How much does {p} pay?
    On Sundays the museum is half price. A visit costs {A} on other days. What is it on Sundays?
    The price of {a} {c} is halved. Find the new price.
    Second-hand, the {x} costs half as much as a new one. A new one is {A}. What is the second-hand price?
""")


def half_price(rng: Random, _words: list[str]) -> Problem:
    h = rng.randint(2, 90)
    return amount(HALF_PRICE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=2 * h), h, over(2 * h, 2))


PERCENT_OFF = wording("""
    A {x} costs {a} {c}. There is {k}% off. What is the new price?
    {k}% discount on a {x} at {A}. What do I pay?
    Sale: minus {k}%. Old price: {A}. New price: ___
    {p} gets {k} percent off a {x} that costs {a} {c}. How much does {p} pay?
    The price of {a} {c} is reduced by {k}%. Find the sale price.
    how much is a {x} for {A} with {k}% off
    At the end of summer a {x} is {k} percent cheaper. It was {A}. How much is it now?
    Students get a {k}% discount. What does a student pay for a ticket of {a} {c}?
    Take {k}% off {A}. What is left to pay?
    Work out the cost of a {x} after a {k} percent reduction from {a} {c}.
""")


def percent_off(rng: Random, _words: list[str]) -> Problem:
    k, part = rng.choice([(10, 10), (20, 5), (25, 4)])
    off = rng.randint(1, 15) if part > 4 else rng.randint(2, 25)
    a = off * part
    return amount(PERCENT_OFF, people(rng, x=rng.choice(GOODS), k=str(k)) | cash(rng, a=a), a - off, f"{k}% = 1/{part}\n{over(a, part)}\n{minus(a, off)}", few=True)


ONE_FREE = wording("""
    Buy two, get one free. A {x} costs {a} {c}. How much do {n} {x}s cost?
    Offer: 3 for the price of 2. One {x} is {A}. What do you pay for {n} {x}s?
    A shop gives you every third {x} free. A {x} is {a} {c}. {p} takes {n}. What is the price?
    "3 for 2" on all {x}s at {A}. {n} {x}s cost ___
    Three {x}s for the price of two: what will {n} {x}s cost at {A} each?
    its buy 2 get 1 free and one {x} is {A}, i take {n}, how much is it
    With the offer "buy two and the third is free", how much does {p} pay for {n} {x}s priced {a} {c} each?
    Deal: {x}s at {A}, three for two. Price of {n}?
    For every two {x}s you pay for, you are given one more for nothing. They cost {a} {c} each. What do {n} cost in all?
    The supermarket has a 3-for-2 deal on {x}s, {A} apiece normally. We leave with {n} of them. What did we pay?
""")


def one_free(rng: Random, _words: list[str]) -> Problem:
    a, k = rng.randint(2, 12), rng.randint(1, 4)
    think = f"{over(3 * k, 3)}\n{times(2, k)}\n{times(a, 2 * k)}"
    return amount(ONE_FREE, people(rng, x=rng.choice(GOODS), n=3 * k) | cash(rng, a=a), a * 2 * k, think, few=True)


PACK_SAVING = wording("""
    One {x} costs {a} {c}. A pack of {n} costs {b} {c}. How much do you save with the pack?
    {n} single {x}s at {A} each, or a pack of {n} for {B}. How much cheaper is the pack?
    A {x} is {A}. The offer is {n} for {B}. What does {p} save by buying the offer?
    Single: {A}. Pack of {n}: {B}. Saving: ___
    If I buy {n} {x}s one by one I pay {a} {c} each. As a set they are {b} {c}. How much less is the set?
    how much do i save with {n} for {B} when they are {A} each normally
    A day ticket costs {A}. A card for {n} days costs {B}. How much does the card save over {n} day tickets?
    Bought singly, {x}s cost {a} {c} each. A box of {n} sells at {b} {c}. Work out the saving on one box.
    Deal of the week: {n} {x}s for {B}! Usual price {A} each. Difference from the usual price of {n}?
    {p} takes the bundle of {n} {x}s for {b} {c} and not {n} separate ones at {a} {c} each. What does that save?
""")


def pack_saving(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(3, 12), rng.randint(3, 9)
    b = a * n - rng.randint(1, a)
    return amount(PACK_SAVING, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b) | dict(n=n), a * n - b, f"{times(a, n)}\n{minus(a * n, b)}")


BETTER_BUY = wording("""
    A pack of {n} {x}s costs {a} {c}. A pack of {m} costs {b} {c}. Which pack is cheaper per {x}?
    What is the better value, {n} {x}s for {A} or {m} {x}s for {B}?
    {n} for {A} or {m} for {B}: which pack gives the lower price for one {x}?
    Shop offer one: pack of {n} {x}s, {A}. Offer two: pack of {m}, {B}. With which pack does one {x} cost less?
    {p} wants the best deal on {x}s. Pack of {n}: {a} {c}. Pack of {m}: {b} {c}. Which pack should {p} take?
    which pack is the better deal, {n} {x}s at {A} or {m} at {B}
    Compare price per piece: {n} {x}s {A}, {m} {x}s {B}. Better pack: ___
    In which pack is a {x} cheapest? There is one of {n} for {a} {c} and one of {m} for {b} {c}.
    You can get {x}s in a pack of {m} at {B} or in a pack of {n} at {A}. Find the pack with the lower unit price.
    Same {x}s, two packs: {n} in one for {A}, {m} in the other for {B}. Which pack is better for my money?
""")


def better_buy(rng: Random, _words: list[str]) -> Problem:
    (n, m), (a, b) = rng.sample(range(2, 11), 2), rng.sample(range(2, 10), 2)
    best = n if a < b else m
    think = f"{over(n * a, n)}\n{over(m * b, m)}\n{a} {'<' if a < b else '>'} {b}: pack of {best}"
    values = people(rng, x=rng.choice(GOODS), n=str(n), m=str(m)) | cash(rng, a=n * a, b=m * b)
    return choice(BETTER_BUY, values, f"the pack of {best}", "It is {}.", think)


TICKETS = wording("""
    Adults pay {a} {c} and children pay {b} {c}. How much do {n} adults and {m} children pay?
    Zoo tickets: adult {A}, child {B}. What does it cost for {n} adults and {m} children?
    A family of {n} grown-ups and {m} kids goes to the cinema. Grown-ups: {A} each. Kids: {B} each. Total?
    {n} adult tickets at {a} {c} and {m} child tickets at {b} {c} = ___ {c}
    We are {n} adults with {m} children. Entry is {A} per adult and {B} per child. What do we have to pay?
    swimming pool: {a} {c} for adults {b} {c} for kids, how much for {n} adults and {m} kids
    The circus charges adults {a} {c} and children {b} {c}. {p}'s group has {n} adults and {m} children. Work out the cost.
    {p} orders train tickets for {n} adults, {A} each, and {m} children, {B} each. How much is the order?
    Museum: {m} children at {B} plus {n} adults at {A}. What is the price altogether?
    Find the total entrance fee of {m} pupils and {n} teachers if a pupil pays {b} {c} and a teacher {a} {c}.
""")


def tickets(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(6, 20), rng.randint(2, 9)
    n, m = rng.randint(2, 5), rng.randint(2, 9)
    return amount(TICKETS, people(rng, n=n, m=m) | cash(rng, a=a, b=b), a * n + b * m, f"{times(a, n)}\n{times(b, m)}\n{plus(a * n, b * m)}")


CHILD_TICKET = wording("""
    {n} adult tickets at {a} {c} each and one child ticket cost {b} {c}. How much is the child ticket?
    We paid {B} for {n} adults and one child. An adult pays {A}. What does the child pay?
    A bill of {B} has {n} pizzas at {A} each and a salad. What did the salad cost?
    {n} x {A} + child's ticket = {B}. Child's ticket: ___
    {p} spends {b} {c} on {n} books for {a} {c} each and a pen. Find the price of the pen.
    we bought {n} ice creams for {A} each and one drink, it was {B} in total, how much was the drink
    Entry for {n} adults, {a} {c} each, and one baby comes to {b} {c}. What is charged for the baby?
    The total is {B}. It is made up of {n} shirts at {A} each and one belt. How much does the belt cost?
    After {n} rides at {a} {c} each and a candyfloss, {p} has spent {b} {c}. What was the price of the candyfloss?
    {n} plants at {A} and a pot cost {B} together. Work out the price of the pot.
""")


def child_ticket(rng: Random, _words: list[str]) -> Problem:
    a, n, d = rng.randint(3, 15), rng.randint(2, 6), rng.randint(2, 12)
    b = a * n + d
    return amount(CHILD_TICKET, people(rng, n=n) | cash(rng, a=a, b=b), d, f"{times(a, n)}\n{minus(b, a * n)}")


BASKET = wording("""
    {p} buys {n} {x}s at {a} {c} each and {m} {y}s at {b} {c} each. How much is it in total?
    What do {n} {x}s for {A} each and {m} {y}s for {B} each cost altogether?
    Order: {n} {x}s, {A} each, and {m} {y}s, {B} each. Total: ___
    I put {n} {x}s and {m} {y}s in my basket. A {x} is {a} {c}, a {y} is {b} {c}. What will I pay?
    A {x} costs {A} and a {y} costs {B}. Find the cost of {n} {x}s and {m} {y}s.
    {n} x {A} and {m} x {B} makes how much
    The school buys {n} {x}s and {m} {y}s. Each {x} is {A}, each {y} is {B}. How much does the school spend?
    Invoice: {n} {x}s at {a} {c}, {m} {y}s at {b} {c}. Sum in {c}?
    how much for {n} {x}s and {m} {y}s when {x}s are {A} and {y}s are {B}
    {p} sold {n} {x}s for {a} {c} apiece and {m} {y}s for {b} {c} apiece. How much money did {p} get?
""")


def basket(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    n, m = rng.randint(2, 6), rng.randint(2, 6)
    x, y = rng.sample(GOODS, 2)
    return amount(BASKET, people(rng, n=n, m=m, x=x, y=y) | cash(rng, a=a, b=b), a * n + b * m, f"{times(a, n)}\n{times(b, m)}\n{plus(a * n, b * m)}")


PRICE_UNKNOWN = wording("""
    A {x} and a {y} cost {b} {c} together. The {x} costs {a} {c}. How much is the {y}?
    I paid {B} for a {x} and a {y}. The {x} was {A}. What did the {y} cost?
    {x} {A}, {y} ___, total {B}
    The receipt is torn: {x} {a} {c}, {y} ?, total {b} {c}. Which price is missing?
    {p} spent {B} on two things. One of them was a {x} for {A}. How much was the other?
    A {y} and a {x} are {B}. If the {x} alone is {A}, find the price of the {y}.
    together its {b} {c}, the {x} was {a} {c}, so how much was the {y}
    {A} + price of the {y} = {B}. Price of the {y}: ___
    Someone spilled juice on my bill. I can read {x} {A} and total {B}, but not the price of the {y}. What is it?
    Of the {b} {c} that {p} paid, {a} {c} were for a {x} and the rest for a {y}. What was paid for the {y}?
""")


def price_unknown(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(8, 100)
    a = rng.randint(2, b - 2)
    x, y = rng.sample(GOODS, 2)
    return amount(PRICE_UNKNOWN, people(rng, x=x, y=y) | cash(rng, a=a, b=b), b - a, minus(b, a))


MENU = wording("""
    Menu: {l}. {p} orders {o}. How much is it?
    Prices today: {l}. What do {o} cost together?
    Here is the price list: {l}. I want {o}. What do I pay?
    Our table takes {o}. On the menu it says {l}. Total: ___ {c}
    At a snack bar the prices are {l}. {p} buys {o}. Find the bill.
    I would like {o}, please! Prices: {l}. How much is that?
    The board at the kiosk says: {l}. {p} asks for {o}. How many {c} must {p} pay?
    how much is {o} if the menu says {l}
    Use the price list to work out the cost of {o}. Price list: {l}.
    {p} had {o} for lunch. The canteen charges: {l}. What did lunch cost?
""")


def menu(rng: Random, _words: list[str]) -> Problem:
    foods, prices = rng.sample(SNACKS, 4), rng.sample(range(2, 16), 4)
    (i, j), values = rng.sample(range(4), 2), cash(rng)
    shown = ", ".join(f"{food} {price} {values['c']}" for food, price in zip(foods, prices))
    think = f"{foods[i]}: {prices[i]}\n{foods[j]}: {prices[j]}\n{plus(prices[i], prices[j])}"
    return amount(MENU, people(rng, l=shown, o=f"a {foods[i]} and a {foods[j]}") | values, prices[i] + prices[j], think)


WITH_DELIVERY = wording("""
    {n} {x}s cost {a} {c} each and the delivery costs {b} {c}. How much must {p} pay?
    I order {n} {x}s online at {A} each plus {B} for postage. What is the total?
    Online shop: {n} x {A}, shipping {B}. To pay: ___
    Hiring a boat costs {b} {c} plus {a} {c} per hour. What do {n} hours cost?
    A taxi takes {B} to start with and then {A} for each kilometre. How much is a ride of {n} kilometres?
    what do i pay for {n} {x}s at {A} each when they want {B} extra for sending them
    {p} rents a bike for {n} days. It is {A} a day and there is a single fee of {B}. How much altogether?
    The plumber charges {B} for coming and {A} for every hour. She works {n} hours. What is the bill?
    Entry to the fair is {b} {c} and each ride is {a} {c}. {p} goes on {n} rides. How much does {p} spend?
    For printing, a shop asks {b} {c} once and {a} {c} per poster. Work out the cost of {n} posters.
""")


def with_delivery(rng: Random, _words: list[str]) -> Problem:
    a, b, n = rng.randint(2, 15), rng.randint(3, 20), rng.randint(2, 9)
    return amount(WITH_DELIVERY, people(rng, n=n, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), a * n + b, f"{times(a, n)}\n{plus(a * n, b)}")


BY_WEIGHT = wording("""
    One kilo of {x} costs {a} {c}. How much do {n} kilos cost?
    {p} buys {n} kg of {x} at {A} per kg. What is the price?
    The {x} are {A} a kilo. I'd like {n} kilos. What do I pay?
    1 kg of {x}: {a} {c}. {n} kg of {x}: ___ {c}
    At the market {x} are {A} per kilogram. Find the price of {n} kilograms.
    how much is {n} kg {x} if 1 kg is {A}
    The farmer asks {a} {c} for each kilo of {x}. {p} needs {n} kilos. How much money is that?
    My gran wants {n} kg of {x}. The sign says {A}/kg. What should I give to the seller?
    {n} kilograms of {x} at {a} {c} a kilogram cost ___ {c}.
    A bag holds {n} kg of {x}. What does the bag cost if you pay {a} {c} for every kg?
""")


def by_weight(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(2, 9)
    return amount(BY_WEIGHT, people(rng, n=n, x=rng.choice(LOOSE)) | cash(rng, a=a), a * n, times(a, n))


PRICE_FROM_CHANGE = wording("""
    {p} pays for a {x} with {b} {c} and gets {a} {c} back. How much does the {x} cost?
    I gave the cashier {B} and she returned {A}. What was the price?
    Paid: {B}. Change: {A}. Price: ___
    From {b} {c} there were {a} {c} change. So what did the {x} cost?
    {B} handed over, {A} handed back. Find the cost of the {x}.
    how much was the {x} if i paid with {B} and got {A} change
    After paying with {b} {c}, {p} receives {a} {c} in change. How many {c} was the {x}?
    The shopkeeper takes {B} for a {x} and gives {p} {A} in return. What is the {x} worth?
    Dad put {b} {c} on the table, the waiter brought {a} {c} back. How much was the meal?
    {B} - ___ = {A} change. Which price is missing?
""")


def price_from_change(rng: Random, _words: list[str]) -> Problem:
    b = rng.choice([10, 20, 50, 100, 30, 40, 60])
    a = rng.randint(2, b - 2)
    return amount(PRICE_FROM_CHANGE, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b), b - a, minus(b, a))


PAID_WITH = wording("""
    A {x} costs {a} {c}. {p} gets {b} {c} change. How much did {p} pay with?
    The price was {A} and I got {B} back. What did I give the cashier?
    Price: {A}. Change: {B}. Given: ___
    {p} bought a {x} for {a} {c} and received {b} {c} back. How many {c} did {p} hand over?
    ___ - {A} = {B} change
    i got {B} back after buying a {x} for {A}, how much did i give them
    The {x} was {A}. The till gave out {B} in change. With how much money was it paid?
    At the market the seller keeps {a} {c} and returns {b} {c}. What sum had the customer given?
    Work out the amount paid in if the goods cost {A} and the change was {B}.
    Mum's shopping came to {a} {c} and she put {b} {c} change back in her purse. What did she take out of it?
""")


def paid_with(rng: Random, _words: list[str]) -> Problem:
    given = rng.choice([10, 20, 50, 100, 30, 40, 60])
    a = rng.randint(2, given - 2)
    return amount(PAID_WITH, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=given - a), given, plus(a, given - a))


LEFT_AFTER_TWO = wording("""
    {p} had {d} {c}. {p} spent {a} {c} on a {x} and {b} {c} on a {y}. How much is left?
    I took {D} to town. First I bought a {x} for {A}, then a {y} for {B}. What have I got now?
    {D} - {A} - {B} = ___
    Pocket: {d} {c}. Bus: {a} {c}. Ice cream: {b} {c}. Left: ___ {c}
    Out of {D}, {A} goes on food and {B} on the cinema. How much remains?
    {p} starts the week with {D}, uses {A} on Monday and {B} on Friday. What is left at the weekend?
    my money was {d} {c}, i spent {a} {c} and then {b} {c} more, how much do i still have
    A class fund of {d} {c} pays for paint, {a} {c}, and for paper, {b} {c}. What is in the fund after that?
    {p} had {D} on holiday. A {x} was {A} and a postcard set {B}. How much could {p} bring home?
    Once a {x} for {a} {c} and a {y} for {b} {c} are paid from a budget of {d} {c}, what amount is unspent?
""")


def left_after_two(rng: Random, _words: list[str]) -> Problem:
    d = rng.randint(15, 120)
    a = rng.randint(2, d - 8)
    b = rng.randint(2, d - a - 2)
    x, y = rng.sample(GOODS, 2)
    return amount(LEFT_AFTER_TWO, people(rng, x=x, y=y) | cash(rng, a=a, b=b, d=d), d - a - b, f"{minus(d, a)}\n{minus(d - a, b)}")


AFFORDABLE = wording("""
    {p} has {a} {c}. Prices: {l}. Which is the only thing {p} can buy?
    I have {A} and the shop sells {l}. Only one of them is cheap enough. Which?
    With {a} {c}, which one of these can you afford: {l}?
    Toy shop: {l}. Money: {A}. I can pay for the ___ only.
    Look at this list: {l}. There is one thing on it you can get for {a} {c} or less. Name it.
    i only have {A}, what can i buy? {l}
    Three things are in the window: {l}. {p}'s purse holds {a} {c}. Which thing is not too dear?
    Which item costs no more than {A}? {l}
    My budget is {a} {c}. Choose what fits: {l}.
    For sale: {l}. Find the one that someone with {A} is able to pay.
""")


def affordable(rng: Random, _words: list[str]) -> Problem:
    a, goods = rng.randint(6, 60), rng.sample(GOODS, 3)
    values = cash(rng, a=a)
    prices = [rng.randint(max(2, a - 6), a), a + rng.randint(1, 9), a + rng.randint(1, 20)]
    pairs = list(zip(goods, prices))
    rng.shuffle(pairs)
    think = "\n".join(f"{g}: {n} {'=' if n == a else '<' if n < a else '>'} {a}" for g, n in pairs)
    return choice(AFFORDABLE, people(rng, l=", ".join(f"{g} {n} {values['c']}" for g, n in pairs)) | values, goods[0], "It is the {}.", think)


BOTTLES = wording("""
    You get {v} {s} for every empty bottle. {p} brings back {n} bottles. How many {s} does {p} get?
    Deposit: {v} {s} a bottle. {n} bottles. How many {s}?
    The machine at the supermarket pays {v} {s} per can. I put in {n} cans. How many {s} do I receive?
    {n} bottles at {v} {s} deposit each = ___ {s}
    A lollipop costs {v} {s}. How many {s} do {n} lollipops cost?
    Stamps are {v} {s} each. {p} needs {n}. Find the cost in {s}.
    how many {s} is it for {n} sweets if one is {v} {s}
    {p} copies {n} pages at {v} {s} a page. What does this cost in {s}?
    Grandpa puts {v} {s} in a jar each day. How many {s} are in it after {n} days if it was empty before?
    One bun is {v} {s}. For a party we order {n} buns. Give the price in {s}.
""")


def bottles(rng: Random, _words: list[str]) -> Problem:
    v, n, s = rng.choice([5, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60]), rng.randint(2, 12), rng.choice(["cents", "pence"])
    return number(BOTTLES, people(rng, v=str(v), n=n, s=s), v * n, f"It is {{}} {s}.", times(v, n))


SPLIT_BILL = wording("""
    {n} friends share a bill of {x} equally. How much does each pay?
    The taxi cost {x}. {n} of us split it evenly. What is my share?
    {x} ÷ {n} = ___
    Dinner was {x} for {n} people who all pay the same. What does one person pay?
    A present for {x} is paid by {n} children together, in equal parts. How much is one part?
    split {x} {n} ways
    A pack of {n} yoghurts costs {x}. What is the price of one yoghurt?
    {n} identical tickets come to {x}. Find the price of a single ticket.
    {p} buys {n} rolls for {x}. Every roll costs the same. How much is one roll?
    If {n} bus tickets cost {x} altogether, what does one bus ticket cost?
    Divide {x} equally between {n} people.
""")


def split_bill(rng: Random, _words: list[str]) -> Problem:
    write, each, n = pricing(rng), 5 * rng.randint(16, 90), rng.randint(2, 6)
    return choice(SPLIT_BILL, people(rng, x=write(each * n), n=n), write(each), "It is {}.",
                  f"{write(each * n)} = {each * n}\n{over(each * n, n)}\n{each} = {write(each)}")


SHARED_TOTAL = wording("""
    {p} buys a {x} for {a} {c} and a {y} for {b} {c}. {n} people share the cost equally. How much does each pay?
    Pizza {A}, drinks {B}, {n} friends who split it all evenly. What does one of them pay?
    {n} children buy their teacher a {x} for {A} and a {y} for {B}. Each gives the same amount. How much does each child give?
    {A} and {B} shared by {n} people: ___ each
    A trip costs {a} {c} for the bus and {b} {c} for the food. It is divided equally among {n} people. What is one share?
    we are {n} people, food was {A}, tickets {B}, we share everything, how much each
    On Saturday {p} and friends earned {a} {c}, on Sunday {b} {c}. The group of {n} shares the money fairly. What does each get?
    Two bills, {a} {c} and {b} {c}, are added and split between {n} families. Find the amount per family.
    The rent of a boat is {A} and the petrol {B}. How much is that for each of the {n} people on board?
    Work out one person's part when {n} people pay {A} plus {B} together.
""")


def shared_total(rng: Random, _words: list[str]) -> Problem:
    n, each = rng.randint(2, 8), rng.randint(3, 15)
    a = rng.randint(2, n * each - 2)
    x, y = rng.sample(GOODS, 2)
    return amount(SHARED_TOTAL, people(rng, n=n, x=x, y=y) | cash(rng, a=a, b=n * each - a), each, f"{plus(a, n * each - a)}\n{over(n * each, n)}")


MIXED_SIGNS = wording("""
    A {x} costs {a}{t} and a {y} costs {z}. How much is it altogether? (Write|Give) the answer with {sign}.
    {z} + {a}{t} = {sign}___
    {p} pays {z} for a {y} and {a}{t} for a {x}. What is the total with {sign}?
    Add {a}{t} to {z} and write it with the {sign} sign.
    I have {z} in my purse and {a}{t} in my pocket. How much have I got, with {sign}?
    what do {z} and {a}{t} make? use {sign}
    The {y} is {z}. The {x} is only {a}{t}. What will both come to, written with {sign}?
    At the kiosk {p} buys a {y} for {z} plus a {x} for {a}{t}. Find the price to pay and use the sign {sign}.
    One price is in {s}, {a}{t}, the other is {z}. Their sum is {sign}___.
    My bill has a {x} for {a}{t} and a {y} for {z} on it. What should the total say, with {sign} in front?
""")


def mixed_signs(rng: Random, _words: list[str]) -> Problem:
    sign, t, s = rng.choice([("£", "p", "pence"), ("$", "c", "cents"), ("€", "c", "cents")])
    a, b = 5 * rng.randint(2, 19), 5 * rng.randint(21, 120)
    x, y = rng.sample(CHEAP, 2)
    z, total = f"{sign}{b // 100}.{b % 100:02}", f"{sign}{(a + b) // 100}.{(a + b) % 100:02}"
    return choice(MIXED_SIGNS, people(rng, x=x, y=y, a=str(a), z=z, t=t, s=s, sign=sign), total, "It is {}.", f"{z} = {b}\n{plus(b, a)}\n{a + b} = {total}")


SMALL_FOR_BIG = wording("""
    A {x} costs {a} {s}. How many can {p} buy for {z}?
    {p} has {z}. Each {x} is {a}{t}. How many is {p} able to get?
    How many times can I pay {a} {s} from {z}?
    One {x} = {a}{t}. Money = {z}. How many can be bought?
    With {z} to spend at {a} {s} apiece, what is the greatest number you can take?
    how many can i get for {z} if one costs {a}{t}
    At the sweet shop a {x} is {a} {s}. My gran gives me {z}. At most how many can I have?
    The copy machine takes {a} {s} a page. For how many pages are {z} enough?
    A game at the fair is {a}{t} a go. {p} brought {z}. How many goes is that at most?
    Find how many {a}{t} stamps {z} will buy.
""")


def small_for_big(rng: Random, _words: list[str]) -> Problem:
    unit, sign, t, s = rng.choice([("pound", "£", "p", "pence"), ("dollar", "$", "c", "cents"), ("euro", "€", "c", "cents")])
    a, m = rng.choice([10, 15, 20, 25, 30, 40, 45, 50, 60]), rng.randint(2, 6)
    return number(SMALL_FOR_BIG, people(rng, x=rng.choice(CHEAP), a=str(a), z=f"{sign}{m}", t=t, s=s), 100 * m // a, "It is {}.",
                  f"{sign}{m} = {100 * m} {s}\n{over(100 * m, a)}")


IN_FIGURES = wording("""
    Write {x} in figures, with the {sign} sign.
    How do you write {x} with {sign} and numbers?
    {x} = {sign}___
    A {g} costs {x}. What does the price tag say, beginning with {sign}?
    Use {sign} and a decimal point to write {x}.
    The teacher says "{x}". Write it down as a price with {sign}.
    how do i write {x} with a {sign}
    Make a price with {sign} out of this: {x}.
    {p} has {x}. Put this on paper with {sign}.
    On the receipt it should be {x}. Give it in figures, with {sign}.
""")


def in_figures(rng: Random, _words: list[str]) -> Problem:
    (words, unit, sign, _), a, b = rng.choice(CURRENCIES), rng.randint(2, 30), rng.randint(2, 99)
    small = "pence" if unit == "pound" else "cents"
    say = rng.choice([str, in_words])
    x = f"{say(a)} {words} and {say(b)} {small}"
    return choice(IN_FIGURES, people(rng, x=x, sign=sign, g=rng.choice(GOODS)), f"{sign}{a}.{b:02}", "It is {}.", f"{say(a)} {words}: {a}\n{say(b)} {small}: {b:02}")


CHANGE_RIGHT = wording("""
    A {x} costs {a} {c}. {p} pays with {d} {c} and gets {b} {c} back. Is the change right?
    The price was {A}, I paid {D} and got {B} change. Is that correct?
    Check the change: price {A}, paid {D}, change {B}. Right, yes or no?
    {p} gives the cashier {D} for a {x} at {A}. The cashier returns {B}. Did she give the correct change?
    Is {B} the correct change from {D} for something that costs {A}?
    did they give me the right change? i paid {D} for a {x} for {A} and got {B}
    Yes or no: if I hand over {d} {c} for a {x} at {a} {c}, I should get exactly {b} {c} back.
    The bill is {a} {c}. Dad pays {d} {c} and the waiter brings {b} {c}. Is it the right amount?
    {D} - {A} = {B} change. Is this sum correct?
    I am playing shop. My customer paid {D}, the {x} was {A} and I gave back {B}. Have I done it right?
""")


def change_right(rng: Random, _words: list[str]) -> Problem:
    d = rng.choice([10, 20, 50, 100, 30])
    a = rng.randint(2, d - 3)
    b = max(2, d - a + rng.choice([0, 0, 0, 0, 1, -1, 2, -2, 10]))
    right = b == d - a
    sign = "=" if right else ">" if d - a > b else "<"
    word = "yes" if right else "no"
    return choice(CHANGE_RIGHT, people(rng, x=rng.choice(GOODS)) | cash(rng, a=a, b=b, d=d), word, "{}, it is right." if right else "{}, it is not right.",
                  f"{minus(d, a)}\n{d - a} {sign} {b}: {word}")


WHO_SPENT_MORE = wording("""
    {p} buys {n} {x}s at {a} {c} each. {q} buys {m} {y}s at {b} {c} each. Who spends more?
    {p}: {n} {x}s, {A} each. {q}: {m} {y}s, {B} each. Who pays more?
    Who has the bigger bill, {p} with {n} {x}s for {A} each or {q} with {m} {y}s for {B} each?
    {q} took {m} {y}s for {B} apiece and {p} took {n} {x}s for {A} apiece. Which of the two spent more money?
    The {x}s cost {A} each and the {y}s {B} each. {p} gets {n} {x}s, {q} gets {m} {y}s. The one who pays more is ___.
    who paid more? {p} got {n} {x}s for {a} {c} each and {q} got {m} {y}s for {b} {c} each
    Compare the shopping of {p}, {n} x {A}, with that of {q}, {m} x {B}. Whose cost more?
    {p} sells {n} {x}s for {a} {c} each and {q} sells {m} {y}s for {b} {c} each. Who takes in more?
    In an hour {p} gets {a} {c} and {q} gets {b} {c}. {p} works {n} hours, {q} works {m} hours. Who earns more?
    Say {p} pays {A} for each of {n} rides and {q} pays {B} for each of {m} rides. Name the bigger spender.
""")


def who_spent_more(rng: Random, _words: list[str]) -> Problem:
    (n, m), (a, b) = rng.sample(range(2, 10), 2), rng.sample(range(2, 13), 2)
    if n * a == m * b:
        a += 1
    (x, y), v = rng.sample(GOODS, 2), people(rng)
    more = n * a > m * b
    think = f"{v['p']}:\n{times(a, n)}\n{v['q']}:\n{times(b, m)}\n{a * n} {'>' if more else '<'} {b * m}"
    return choice(WHO_SPENT_MORE, v | dict(x=x, y=y, n=n, m=m) | cash(rng, a=a, b=b), v["p" if more else "q"], "It is {}.", think)


US_COINS = wording("""
    How many cents are {x}?
    {p} has {x}. How much is that in cents?
    What is the value of {x}, in cents?
    Add up these coins: {x}. How many cents?
    You find {x} under the sofa. What are they worth in cents?
    Count the coins. There are {x}. Total: ___ cents
    i have {x}, how many cents do i have
    A piggy bank is emptied and {x} roll out. How many cents was that?
    {p} pays with {x}. Find the price in cents.
    Put together, {x} make how many cents?
""")
US = {"quarter": 25, "dime": 10, "nickel": 5, "penny": 1}


def us_coins(rng: Random, _words: list[str]) -> Problem:
    kinds = sorted(rng.sample(list(US), rng.choice([2, 2, 3])), key=US.__getitem__, reverse=True)
    counts = [rng.randint(2, 6) for _ in kinds]
    x = listed([f"{in_words(n)} {'pennies' if kind == 'penny' else kind + 's'}" for n, kind in zip(counts, kinds)])
    sums = [n * US[kind] for n, kind in zip(counts, kinds)]
    think = "\n".join(f"{kind}: {US[kind]}\n{n} x {US[kind]} = {n * US[kind]}" for n, kind in zip(counts, kinds))
    return number(US_COINS, people(rng, x=x), sum(sums), "It is {} cents.", f"{think}\n{plus_steps(sums)}")


US_COINS_IN = wording("""
    How many {k} are in {z}?
    {z} = ___ {k}
    {p} changes {z} into {k}. How many {k} does {p} get?
    How many {k} do you need to make {z}?
    A roll of {k} is worth {z}. How many coins are in the roll?
    if i want {z} all in {k}, how many is that
    The parking meter takes nothing but {k}. Parking costs {z}. How many coins go in?
    Trade {z} for {k}. What number of {k} is it?
    My jar has only {k} in it, {z} altogether. How many coins is that?
    It takes ___ {k} to make {z}.
""")


def us_coins_in(rng: Random, _words: list[str]) -> Problem:
    kind, n = rng.choice(["quarter", "dime", "nickel"]), rng.randint(2, 40)
    cents = US[kind] * n
    z = f"${cents // 100}.{cents % 100:02}" if cents >= 100 else f"{cents} cents"
    first = f"{z} = {cents} cents\n" if cents >= 100 else ""
    return number(US_COINS_IN, people(rng, k=f"{kind}s", z=z), n, f"It is {{}} {kind}s.", f"{kind}: {US[kind]} cents\n{first}{over(cents, US[kind])}")


ESTIMATE = wording("""
    A {f} costs {x} and a {g} costs {y}. Round both prices to whole {c} and add them.
    About how much is {x} + {y}? Round each amount to the nearest {u} first.
    Estimate the total of {x} and {y} by rounding to the nearest {u} before you add.
    {p} buys a {f} at {x} and a {g} at {y}. Round each price to the nearest {u}. What is the sum, roughly?
    Without exact sums: {x} and {y}, each rounded to the nearest {u}, make about ___ {c}.
    roughly how much for a {f} {x} and a {g} {y}, round each one to a whole {u}
    Rough check of my bill: {x} plus {y}. Use prices rounded to the nearest {u}. How many {c}?
    Work out an estimate for {x} + {y}, rounding each price to the nearest whole {u}.
    First round {x} and {y} to full {c}. Then give their sum.
    Mum rounds each price to the nearest {u}. The {f} is {x}, the {g} is {y}. What total does she get?
""")


def estimate(rng: Random, _words: list[str]) -> Problem:
    (words, unit, sign, _), prices = rng.choice(CURRENCIES), []
    for _ in range(2):
        prices.append((rng.randint(1, 20), rng.choice([n for n in range(1, 100) if n != 50])))
    whole = [a + (b > 50) for a, b in prices]
    x, y = (f"{sign}{a}.{b:02}" for a, b in prices)
    f, g = rng.sample(SNACKS, 2)
    return number(ESTIMATE, people(rng, x=x, y=y, f=f, g=g, c=words, u=unit), sum(whole), f"It is {{}} {words}.", f"{x}: {whole[0]}\n{y}: {whole[1]}\n{plus(*whole)}")


KINDS: dict[str, list[Kind]] = {
    "worksheet-money": [
        pocket_money, weeks_of_saving, still_to_save, weeks_left, money_box, allowance_each, to_cents, from_cents, price_in_cents, cents_as_price,
        coins_of_one_kind, two_kinds_of_coins, coins_needed, notes_value, notes_needed, fewest_coins, purse, who_has_more, how_much_more, share_money,
        earn, per_job, stand_profit, money_spent, money_before, gift_then_spend, times_as_much, half_spent, pay_back, pooled, up_to_one, nearest, in_order,
        in_figures, us_coins, us_coins_in],
    "worksheet-shopping": [
        two_prices, three_prices, two_decimal_prices, small_prices, several, price_of_one, from_several_to_others, change, decimal_change,
        change_from_two, change_from_several, how_many_to_buy, left_after_many, price_unknown, menu, by_weight, price_from_change, paid_with,
        left_after_two, basket, bottles, mixed_signs, small_for_big, change_right],
    "worksheet-prices": [
        decimal_receipt, several_decimal, enough, enough_for_many, enough_decimal, which_costs_more, which_is_cheaper, dearer_by, decimal_difference,
        extreme_price, old_and_new_price, reduced_by, dearer_now, dearer_and_both, half_price, percent_off, one_free, pack_saving, better_buy, tickets,
        child_ticket, with_delivery, affordable, split_bill, shared_total, who_spent_more, estimate],
}
