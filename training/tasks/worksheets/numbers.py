"""Numbers on worksheets: comparing, ordering, counting, sequences, place value, rounding, number words, Roman numerals."""

from collections.abc import Callable
from random import Random

from ..grammar import Problem, in_words, wording
from ..school import PEOPLE, THINGS, Kind, choice, number, over, plus_steps, times
from ..stories import minus, plus
from ..words import ORDINALS


def sign(a: float, b: float) -> str:
    return "<" if a < b else ">" if a > b else "="


def listed(items: list) -> str:
    return ", ".join(map(str, items))


def champion(numbers: list[int], largest: bool, show: Callable[[int], str] = str) -> str:
    """The largest or smallest so far, number by number."""
    best, lines = numbers[0], [show(numbers[0])]
    for n in numbers[1:]:
        said = f"{show(n)} {sign(n, best)} {show(best)}"
        best = max(n, best) if largest else min(n, best)
        lines.append(f"{said}: {show(best)}")
    return "\n".join(lines)


def picked(numbers: list[int], down: bool = False, show: Callable[[int], str] = str) -> str:
    """Takes the smallest (or largest) of what is left, again and again."""
    left, lines = list(numbers), []
    while left:
        n = max(left) if down else min(left)
        lines.append(f"{' '.join(map(show, left))}: {show(n)}")
        left.remove(n)
    return "\n".join(lines)


def facts(names: list[str], numbers: list) -> str:
    return "\n".join(f"{name}: {n}" for name, n in zip(names, numbers))


def some_numbers(rng: Random, low: int, high: int) -> list[int]:
    top = rng.choice([20, 50, 100, 100, 1000])
    return rng.sample(range(1, top), rng.randint(low, high))


def close_pair(rng: Random) -> tuple[int, int]:
    """Two different numbers, often with the same digits or the same tens."""
    a = rng.randint(12, 98)
    b = rng.choice([int(str(a)[::-1]), a // 10 * 10 + rng.randint(0, 9), rng.randint(2, 99), rng.randint(100, 999)])
    if a == b:
        b += 1
    return (a, b) if rng.random() < 0.5 else (b, a)


def price(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


BIGGER = wording("""
    Which (is|number is) (bigger|larger|greater), {a} or {b}?
    {a} or {b} - which one is more?
    Circle the greater number: {a}   {b}
    Of the two numbers {a} and {b}, (name|write down) the one with the higher value.
    Compare {a} with {b} and tell me the bigger one.
    bigger one of {a} and {b} pls
    Two cards lie on the table, {a} and {b}. The higher card wins. Which card wins?
    Our team scored {a} and theirs got {b}. What was the winning score, if more points win?
    Is {a} the larger number or is it {b}?
    I can pick {a} or {b} points and I want as many as possible. Which do I pick?
    The greater of {a} and {b} is ___
    Underline the number that is worth more: {a} / {b}
""")


def bigger_of_two(rng: Random, _words: list[str]) -> Problem:
    a, b = close_pair(rng)
    return number(BIGGER, dict(a=a, b=b), max(a, b), "{} is bigger.", f"{a} {sign(a, b)} {b}")


SMALLER = wording("""
    Which (is|number is) (smaller|less|lower), {a} or {b}?
    {a}, {b}: write the smaller number.
    Put a ring around the number that is less: {a}   {b}
    If I have to choose the lower of {a} and {b}, what do I choose?
    In golf the lower score wins. One player has {a}, the other has {b}. Which score wins?
    the smaller one out of {a} and {b} is ?
    Cross out the larger one of {a} and {b}. Which number is left?
    Hey, what's less: {a} or {b}?
    Find the lesser of these two numbers: {a} and {b}.
    One queue has {b} people, the other {a}. How many people are in the shorter queue?
    You see {a} and {b} on a number line that starts at zero. Which one is nearer to zero?
""")


def smaller_of_two(rng: Random, _words: list[str]) -> Problem:
    a, b = close_pair(rng)
    return number(SMALLER, dict(a=a, b=b), min(a, b), "{} is smaller.", f"{a} {sign(a, b)} {b}")


SIGN = wording("""
    Put in the (right|correct) sign, < or > or =: {a} ___ {b}
    {a} ? {b} - is it <, > or =
    Which sign goes between {a} and {b}: less than, greater than or equals? Write the sign.
    Fill the box with <, = or >.  {a} [ ] {b}
    Compare using <, > or =: {a} and {b}
    The crocodile always eats the bigger number. Which sign, < or > or =, belongs here: {a} _ {b}?
    {a} ___ {b}   use <, >, =
    My homework says to write <, > or = in the circle between {a} and {b}, in this order. Which one?
    Complete the statement with a comparison sign: {a} ... {b}
    Do I write < or > or = in {a} __ {b}?
    Choose one sign out of < > = for the star: {a} * {b}
""")


def sign_between(rng: Random, _words: list[str]) -> Problem:
    a, b = close_pair(rng)
    b = a if rng.random() < 0.12 else b
    return choice(SIGN, dict(a=str(a), b=str(b)), sign(a, b), f"{a} {{}} {b}", f"{a} {sign(a, b)} {b}")


SIGN_SUM = wording("""
    <, > or =?   {a} + {b} ___ {c}
    Work out the left side first, then put in <, > or =: {a} + {b} __ {c}
    Is {a} + {b} less than, greater than or equal to {c}? Give the sign <, > or =.
    Which sign is missing: {a} + {b} _ {c}? Choose from < = >
    Compare the sum {a} + {b} with {c}. Put <, > or = between them.
    Fill in < or > or =. On the left is {a} + {b}, on the right is {c}.
    The scales have {a} and {b} on the left and {c} on the right. Write <, = or > for left compared with right.
    {a} + {b} [?] {c} ... does <, > or = go in the brackets
    Find the sign that makes it true, <, > or = here: {a} + {b} ... {c}
    Mum says {a} plus {b} and {c} need a sign between them, one of <, >, =. Which, in that order?
""")


def sign_sum(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 40), rng.randint(2, 40)
    c = max(1, a + b + rng.choice([0, 0, 1, -1, 2, -2, 10, -10, 5, -5]))
    return choice(SIGN_SUM, dict(a=str(a), b=str(b), c=str(c)), sign(a + b, c), f"{a} + {b} {{}} {c}", f"{plus(a, b)}\n{a + b} {sign(a + b, c)} {c}")


TRUE_SIGN = wording("""
    Is this (right|correct|true): {a} {s} {b}? Yes or no.
    {a} {s} {b} - yes or no?
    My brother wrote {a} {s} {b}. Is he right?
    Does the sign in {a} {s} {b} point the correct way?
    Check this comparison: {a} {s} {b}. Is it true?
    Is it correct to write {a} {s} {b}?
    Look at {a} {s} {b}. Would the teacher tick it as correct?
    Answer yes or no. The statement {a} {s} {b} is true.
    In my exercise book it says {a} {s} {b}, is that ok?
    Yes or no: it's a fact that {a} {s} {b}.
""")


def true_sign(rng: Random, _words: list[str]) -> Problem:
    a, b = close_pair(rng)
    s = rng.choice("<>")
    right = sign(a, b) == s
    return choice(TRUE_SIGN, dict(a=str(a), b=str(b), s=s), "yes" if right else "no", "{}, it is right." if right else "{}, it is wrong.", f"{a} {sign(a, b)} {b}")


MORE_THINGS = wording("""
    {p} has {a} {things} and {q} has {b}. Who has more?
    {p}: {a} {things}, {q}: {b} {things}. Who's got more?
    There are {a} {things} in {p}'s box but {b} in {q}'s box. Whose box holds more?
    Who collected the larger number of {things}, {p} with {a} or {q} with {b}?
    While {p} counted {a} {things}, {q} counted {b}. Which child counted more?
    {q} owns {b} {things}; {p} owns {a}. Name the one who owns more.
    {p} found {a} {things}. {q} found {b} {things}. The winner is the one with more. Who wins?
    {things} at home - {p} {a}, {q} {b}. who has the most
    "I have {a} {things}," says {p}. "And I have {b}," answers {q}. Who has the bigger collection?
    Mum gave {p} {a} {things} and {q} {b}. Who got more of them?
""")


def more_things(rng: Random, _words: list[str]) -> Problem:
    p, q = rng.sample(PEOPLE, 2)
    a, b = rng.sample(range(2, rng.choice([20, 60, 100])), 2)
    name = p if a > b else q
    values = dict(p=p, q=q, a=a, b=b, things=rng.choice(THINGS))
    return choice(MORE_THINGS, values, name, "{} has more.", f"{p}: {a}\n{q}: {b}\n{a} {sign(a, b)} {b}\n{name}")


FEWER_THINGS = wording("""
    {p} has {a} {things}, {q} has {b}. Who has fewer?
    Who has less, {p} with {a} {things} or {q} with {b}?
    After an hour {p} has {a} {things} and {q} has {b}. Which child has the smaller pile?
    Name the child with the smaller number of {things}: {p} with {a}, {q} with {b}.
    At the fair {p} won {a} {things} and {q} won {b}. Who won fewer {things}?
    {q} has {b} {things} in a bag. {p}'s bag has {a}. Whose bag has the smaller number in it?
    The one with fewer {things} gets the next one. {p} has {a} and {q} has {b}. Who gets it?
    {things}: {p} = {a}, {q} = {b}. fewer?
    {p} and {q} count their {things}: {a} for {p}, {b} for {q}. Who is behind?
    Which of the two has not as many {things}: {q} with {b}, or {p} with {a}?
""")


def fewer_things(rng: Random, _words: list[str]) -> Problem:
    p, q = rng.sample(PEOPLE, 2)
    a, b = rng.sample(range(2, rng.choice([20, 60, 100])), 2)
    name = p if a < b else q
    values = dict(p=p, q=q, a=a, b=b, things=rng.choice(THINGS))
    return choice(FEWER_THINGS, values, name, "{} has fewer.", f"{p}: {a}\n{q}: {b}\n{a} {sign(a, b)} {b}\n{name}")


AGES = wording("""
    {facts}. Who is the {which}?
    Ages in our family: {facts}. Which person is the {which}?
    Look at the birthdays table: {facts}. Name the {which} one.
    {facts} - who's {which}?
    The {which} child may go first. {facts}. Who goes first?
    Here are some cousins and their ages: {facts}. The {which} of them is ___
    At a party the guests say how old they are: {facts}. Find the {which} guest.
    Our club: {facts}. We want to know who is {which}.
    who is the {which} here? {facts}
    Find out from the ages who the {which} is: {facts}.
""")


def oldest_youngest(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 4))
    ages = rng.sample(range(2, rng.choice([14, 14, 90])), len(names))
    which = rng.choice(["oldest", "youngest"])
    best = (max if which == "oldest" else min)(ages)
    name = names[ages.index(best)]
    said = rng.choice([listed([f"{p} is {n}" for p, n in zip(names, ages)]), listed([f"{p} {n}" for p, n in zip(names, ages)])])
    think = f"{facts(names, ages)}\n{champion(ages, which == 'oldest')}\n{best}: {name}"
    return choice(AGES, dict(facts=said, which=which), name, f"{{}} is the {which}.", think)


HEIGHTS = wording("""
    {facts}. Who is the {which}?
    The nurse measured some children: {facts}. Who's the {which} of them?
    In centimetres: {facts}. Which child is {which}?
    Class photo! These are the heights: {facts}. Who is {which}?
    {facts}. Write the name of the {which} pupil.
    Heights on the door frame - {facts}. {which} = ___
    Can you see from this list who is the {which}? {facts}
    My mates and I compared our height: {facts}. So who is the {which} kid?
    Read the list, {facts}, and give the name of the {which} one.
    basketball team heights: {facts}. need the {which} player
""")


def tallest_shortest(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 4))
    tall = rng.sample(range(rng.choice([105, 120, 130]), 155), len(names))
    which = rng.choice(["tallest", "shortest"])
    best = (max if which == "tallest" else min)(tall)
    name = names[tall.index(best)]
    said = listed([f"{p} {n} cm" for p, n in zip(names, tall)])
    return choice(HEIGHTS, dict(facts=said, which=which), name, f"{{}} is the {which}.", f"{facts(names, tall)}\n{champion(tall, which == 'tallest')}\n{best}: {name}")


LARGEST = wording("""
    Which is the (largest|biggest|greatest) number: {list}?
    Find the biggest number in this row: {list}
    {list}. Which of these is the most?
    Colour the balloon with the highest number red. The balloons say {list}. Which number is red?
    What's the maximum of {list}?
    Circle the largest: {list}
    biggest one here? {list}
    We threw darts and scored {list}. What was the best score?
    From the numbers {list}, pick the one that is larger than all the others.
    {list} - name the greatest.
    The lottery drum shows {list}. Tell me the highest of them.
""")


def largest_in_row(rng: Random, _words: list[str]) -> Problem:
    numbers = some_numbers(rng, 3, 6)
    return number(LARGEST, dict(list=listed(numbers)), max(numbers), "{} is the largest.", champion(numbers, True))


SMALLEST = wording("""
    Which is the (smallest|lowest|least) number: {list}?
    {list}. Find the smallest one.
    Cross out the lowest number in {list}. Which do you cross out?
    What's the minimum of these: {list}
    Which of {list} is less than all the rest?
    smallest number here pls: {list}
    The parcels weigh {list} kilograms. How heavy is the lightest one?
    Put your finger on the smallest number. {list}. Which number are you touching?
    Out of {list}, the number with the least value is ___
    Here come some numbers: {list}. I need the tiniest of them.
""")


def smallest_in_row(rng: Random, _words: list[str]) -> Problem:
    numbers = some_numbers(rng, 3, 6)
    return number(SMALLEST, dict(list=listed(numbers)), min(numbers), "{} is the smallest.", champion(numbers, False))


ORDER_UP = wording("""
    Put (these|the) numbers in order from smallest to (largest|biggest): {list}
    Order from least to greatest: {list}
    Sort {list} in ascending order.
    Write these in order, smallest first: {list}
    Arrange {list} so that they go up.
    Line up the numbers {list}. Start with the lowest.
    {list} - sort them, small to big
    The house numbers got mixed up: {list}. Put them in the right order, beginning with the smallest.
    Can you rearrange {list} so each number is bigger than the one before it?
    Increasing order please: {list}
    Number cards {list} should hang on the washing line from the lowest to the highest. In what order do they hang?
    {list}. Copy the numbers in rising order.
""")


def order_up(rng: Random, _words: list[str]) -> Problem:
    numbers = some_numbers(rng, 3, 7)
    return choice(ORDER_UP, dict(list=listed(numbers)), listed(sorted(numbers)), "The order is {}.", picked(numbers))


ORDER_DOWN = wording("""
    Put (these|the) numbers in order from (largest|biggest) to smallest: {list}
    Order from greatest to least: {list}
    Sort {list} in descending order.
    Biggest first, please: {list}
    Arrange {list} so that the numbers get smaller and smaller.
    Start with the highest number and go down: {list}
    {list}, sort big to small
    These are the points in a quiz: {list}. Make a ranking list with the most points at the top.
    Write down {list} again, but beginning with the largest and ending with the smallest.
    Falling order: {list} -> ___
""")


def order_down(rng: Random, _words: list[str]) -> Problem:
    numbers = some_numbers(rng, 3, 7)
    return choice(ORDER_DOWN, dict(list=listed(numbers)), listed(sorted(numbers, reverse=True)), "The order is {}.", picked(numbers, True))


ORDER_NEGATIVE = wording("""
    Put these in order, smallest first: {list}
    Order these temperatures from coldest to warmest: {list}
    Sort the integers {list} from least to greatest.
    Some of these numbers are below zero. Line them up from lowest to highest: {list}
    Where do they go on the number line? Write {list} from left to right.
    Positive and negative numbers mixed: {list}. Arrange them in ascending order.
    {list} - sort from low to high, watch out for the minus signs
    The thermometer showed {list} on different days. Begin with the coldest and write them all in order.
    From the smallest to the biggest, how do {list} go?
    Floors in a lift: {list}. Write them from the bottom to the top.
""")


def order_negative(rng: Random, _words: list[str]) -> Problem:
    numbers = rng.sample(range(-12, 0), rng.randint(2, 3)) + rng.sample(range(13), rng.randint(1, 3))
    rng.shuffle(numbers)
    return choice(ORDER_NEGATIVE, dict(list=listed(numbers)), listed(sorted(numbers)), "The order is {}.", picked(numbers))


NEGATIVE_BIGGER = wording("""
    Which is greater, {a} or {b}?
    {a} or {b}: which is the bigger number?
    Which of {a} and {b} is further to the right on the number line?
    Find the higher number: {a}, {b}
    At noon it was {a} degrees, at night {b} degrees. What was the warmer temperature?
    My lift buttons say {a} and {b}. Which floor is higher up?
    compare {a} and {b}, larger one?
    Two divers: one is at {a} metres, the other at {b} metres, where zero is the surface. Which height is nearer the top?
    The greater of the two numbers {a} and {b} is ___
    Which number is more: {b} or {a}?
""")


def negative_bigger(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(-20, 0), 2)
    return number(NEGATIVE_BIGGER, dict(a=str(a), b=str(b)), max(a, b), "{} is higher.", f"{-a} {sign(-a, -b)} {-b}\n{a} {sign(a, b)} {b}")


COLDER = wording("""
    In {p} it is {a} degrees and in {q} it is {b} degrees. Where is it {which}?
    {p} {a}°C, {q} {b}°C. Which city is {which}?
    The weather report says {a} degrees for {p} and {b} for {q}. Which of the two is {which}?
    Today: {p} {a}, {q} {b} (in degrees). {which} place?
    Grandma lives in {p}, where it's {a} degrees. We live in {q}, where it's {b}. Where's it {which}, {p} or {q}?
    Winter temperatures: {q} has {b} degrees, {p} has {a} degrees. Name the {which} city.
    I want to travel to the {which} city. {p} has {a} degrees now, {q} has {b}. Where do I go?
    Compare the thermometers. {p}: {a} °C. {q}: {b} °C. The {which} city is ___
    Is it {which} in {p} at {a} degrees or in {q} at {b} degrees?
    {q} reports {b} degrees this morning; {p} reports {a}. Which one reports the {which} weather?
""")
CITIES = "London Paris Berlin Oslo Rome Madrid Vienna Moscow Boston Chicago Toronto Dublin Warsaw Prague Helsinki Zurich Athens Stockholm".split()


def colder_city(rng: Random, _words: list[str]) -> Problem:
    p, q = rng.sample(CITIES, 2)
    a, b = rng.sample([n for n in range(-15, 10) if n != 1], 2)
    which = rng.choice(["colder", "warmer"])
    city = p if (a < b) == (which == "colder") else q
    values = dict(p=p, q=q, a=str(a), b=str(b), which=which)
    return choice(COLDER, values, city, f"It is {which} in {{}}.", f"{p}: {a}\n{q}: {b}\n{a} {sign(a, b)} {b}\n{which}: {city}")


DECIMAL_BIGGER = wording("""
    Which is bigger, {a} or {b}?
    {a} and {b}: which decimal is larger?
    Which one is worth more, {a} or {b}?
    One jug holds {a} litres, the other {b} litres. What does the bigger jug hold, in litres?
    Jump results in metres: {a} and {b}. Which jump was longer?
    Careful with the digits after the point! What is the greater number, {a} or {b}?
    larger decimal: {a} vs {b}
    Ring the higher number.   {a}   {b}
    My friend says the number with more digits is always bigger. So which is really bigger, {a} or {b}?
    Compare the decimals {a} and {b} and write down the greater.
""")


def decimal_bigger(rng: Random, _words: list[str]) -> Problem:
    whole = rng.choice([0, 0, 1, 2, 3, 7])
    tenths = rng.randint(1, 9)
    hundredths = rng.choice([h for h in range(1, 100) if h % 10 and h != tenths * 10])
    a, b = f"{whole}.{tenths}", f"{whole}.{hundredths:02d}"
    long = f"{a}0 {sign(tenths * 10, hundredths)} {b}"
    best = a if tenths * 10 > hundredths else b
    x, y = (a, b) if rng.random() < 0.5 else (b, a)
    return choice(DECIMAL_BIGGER, dict(a=x, b=y), best, "{} is bigger.", f"{a} = {a}0\n{long}\n{best}")


ORDER_DECIMALS = wording("""
    Put these decimals in order, smallest first: {list}
    Order from least to greatest: {list}
    Sort {list}, starting with the smallest.
    {list} - ascending order please
    Write the decimal numbers {list} from the lowest to the highest.
    The snails crawled {list} metres. List the distances from shortest to longest.
    Rank {list} from small to large.
    Bottles of juice: {list} litres. Line them up, beginning with the smallest bottle.
    Which order do {list} come in when you count upwards?
    In my workbook I have to arrange {list} from smallest to largest.
""")


def order_decimals(rng: Random, _words: list[str]) -> Problem:
    hundredths = rng.sample([10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 5, 35, 45, 15, 65, 100, 125, 150, 175, 200, 205, 225, 250], rng.randint(3, 4))
    short = {h: f"{h / 100:g}" for h in hundredths}
    padded = "\n".join(f"{short[h]} = {price(h)}" for h in hundredths)
    order = listed([short[h] for h in sorted(hundredths)])
    think = f"{padded}\n{picked(hundredths, show=price)}"
    return choice(ORDER_DECIMALS, dict(list=listed([short[h] for h in hundredths])), order, "The order is {}.", think)


PRICE_TAGS = wording("""
    {facts}. Which (thing|item) is the {which}?
    Price list: {facts}. What is {which}?
    In the shop window you see {facts}. Find the {which} thing.
    {facts}. Name the {which} article.
    I compared prices: {facts}. Which of them is the {which}?
    Shopping list with prices in euros: {facts}. The {which} item on it is ___
    what's the {which} thing here: {facts}
    The kiosk sells {facts}. Which one is {which}?
    From the leaflet: {facts}. Circle the {which} product.
    {facts} - I want to buy the {which} one. What do I buy?
""")
GOODS = "apple pen book ball cup hat lamp cake sandwich jar notebook ruler scarf puzzle torch candle mug comb kite brush".split()


def cheapest_item(rng: Random, _words: list[str]) -> Problem:
    goods = rng.sample(GOODS, rng.randint(3, 4))
    cents = rng.sample(range(20, 900, 5), len(goods))
    prices = [price(c) for c in cents]
    which = rng.choice(["cheapest", "most expensive"])
    best = sorted(cents)[0 if which == "cheapest" else -1]
    thing = goods[cents.index(best)]
    think = f"{facts(goods, prices)}\n{champion(cents, which != 'cheapest', price)}"
    said = listed([f"{g} {x} euros" for g, x in zip(goods, prices)])
    return choice(PRICE_TAGS, dict(facts=said, which=which), thing, f"The {{}} is the {which}.", f"{think}\n{price(best)}: {thing}")


ORDER_PEOPLE = wording("""
    {facts}. Put the children in order of age, youngest first.
    Write the names from youngest to oldest: {facts}.
    Line up from the youngest to the oldest: {facts}. What is the order of names?
    {facts}. These are ages in years. Sort the names, lowest age first.
    The youngest child starts, then the next youngest, and so on. {facts}. In which order do they play?
    Family tree work: {facts}. Order the people by age, beginning with the youngest.
    sort by age pls, youngest to oldest: {facts}
    Who comes first, second, third ... when we go from the youngest up? {facts}.
    Some friends told us their ages: {facts}. Give the names in order, starting with the youngest.
    {facts}. Youngest -> oldest: ___
""")


def order_people(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 4))
    ages = rng.sample(range(3, 16), len(names))
    order = [names[ages.index(n)] for n in sorted(ages)]
    said = listed([f"{p} is {n}" for p, n in zip(names, ages)]) if rng.random() < 0.5 else listed([f"{p} {n}" for p, n in zip(names, ages)])
    named = "\n".join(f"{line} {names[ages.index(n)]}" for line, n in zip(picked(ages).split("\n"), sorted(ages)))
    return choice(ORDER_PEOPLE, dict(facts=said), listed(order), "The order is {}.", f"{facts(names, ages)}\n{named}")


SECOND = wording("""
    Which number is the second largest: {list}?
    {list} - what's the second biggest?
    Only one number in {list} is bigger than this one. Which number is meant?
    Find the second highest of {list}.
    The scores were {list}. Gold goes to the most points. How many points got silver?
    second greatest number out of {list} ?
    Take the largest number out of {list}. What is the largest now?
    If you sort {list} from high to low, what is in second place?
    Mark the number that comes just after the greatest: {list}
    Points in the quiz: {list}. What was the runner-up's score?
""")


def second_largest(rng: Random, _words: list[str]) -> Problem:
    numbers = some_numbers(rng, 4, 6)
    think = "\n".join(picked(numbers, True).split("\n")[:2])
    return number(SECOND, dict(list=listed(numbers)), sorted(numbers)[-2], "{} is the second largest.", think)


MIDDLE = wording("""
    Which number is in the middle when you put {list} in order?
    Sort {list} by size. What number is in the middle?
    Find the median of {list}.
    {list}: put them in order and tell me the middle one.
    Not the big ones, not the small ones: which number of {list} is the middle one in size?
    Children with shirt numbers {list} line up by number. Which number stands in the middle?
    median? {list}
    When {list} are written from least to greatest, the number in the centre is ___
    Goldilocks wants neither the large nor the small number but the middle one of {list}. Which is it?
    Arrange {list} from lowest to highest and circle the middle number. What did you circle?
""")


def middle_number(rng: Random, _words: list[str]) -> Problem:
    numbers = rng.sample(range(1, rng.choice([20, 100, 100])), rng.choice([3, 3, 5]))
    return number(MIDDLE, dict(list=listed(numbers)), sorted(numbers)[len(numbers) // 2], "{} is in the middle.", f"{picked(numbers)}\n{listed(sorted(numbers))}")


COMES_BETWEEN = wording("""
    Which number comes between {a} and {b}?
    {a}, ___, {b}
    What number is (right |)in between {a} and {b}?
    Fill the gap: {a} __ {b}
    House {a} and house {b} have one house between them, counting one by one. Which number is it?
    Page {a} and page {b} are there but the page between them is stuck. Which page is stuck?
    I forgot the number after {a} and before {b}. Help me.
    bigger than {a} but smaller than {b}, a whole number. Which?
    When counting, you say {a}, then one number, then {b}. Which one is it?
    Seat {a} is taken, seat {b} is taken, and the seat between them is free. What is its number?
""")


def comes_between(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(2, 20), rng.randint(10, 99), rng.randint(99, 999)])
    return number(COMES_BETWEEN, dict(a=n - 1, b=n + 1), n, "It is {}.", f"{n - 1}, {n}, {n + 1}")


AFTER_NUMBER = wording("""
    Which number comes (right |just |)after {n}?
    What comes next when you count: {n}, ___?
    The next number after {n} is ...
    I've counted to {n}. What do I say now?
    Write the number that follows {n}.
    {n} and one more makes?
    What is one more than {n}?
    I read page {n} last. On which page do I go on reading?
    The ticket before mine has number {n}. What is my number?
    The successor of {n}: ___
    Our odometer shows {n} km. What will it show after one more kilometre?
""")


def after_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(2, 30), rng.randint(10, 99), rng.randint(1, 9) * 10 + 9, rng.randint(100, 998), rng.randint(10, 99) * 10 + 9])
    return number(AFTER_NUMBER, dict(n=n), n + 1, "It is {}.", plus(n, 1))


BEFORE_NUMBER = wording("""
    Which number comes (right |just |)before {n}?
    ___, {n}. What belongs in the gap if you count by ones?
    What number do you say before {n} when you count up?
    Counting backwards: {n}, then ...?
    Write the number which is one less than {n}.
    What's one below {n}?
    I have page {n} open and leaf back a single page. What is its number?
    The predecessor of {n} is ___
    The next train is number {n}. What was the number of the one before, if they go up by one?
    one less than {n} pls
""")


def before_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(2, 30), rng.randint(10, 99), rng.randint(1, 10) * 10, rng.randint(101, 999), rng.randint(1, 9) * 100])
    return number(BEFORE_NUMBER, dict(n=n), n - 1, "It is {}.", minus(n, 1))


NEIGHBOURS = wording("""
    Write the numbers just before and just after {n}.
    Neighbours of {n}: ___ and ___
    Which two whole numbers are the neighbors of {n}?
    ___, {n}, ___  Fill in both gaps, counting by ones.
    Name the number before {n} and the number after {n}.
    On the number line, which whole numbers stand right next to {n}?
    My locker is {n}. The lockers are numbered in a row. What are the numbers of the lockers on each side?
    {n} - number before, number after?
    Give me the predecessor and the successor of {n}.
    Who lives next door to the number {n}? Write down both numbers.
""")


def neighbours(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(2, 99), rng.randint(1, 9) * 10, rng.randint(100, 998)])
    return choice(NEIGHBOURS, dict(n=str(n)), f"{n - 1} and {n + 1}", "They are {}.", f"{n - 1}, {n}, {n + 1}")


HOW_MANY_BETWEEN = wording("""
    How many whole numbers are there between {a} and {b}, not counting {a} and {b}?
    Without {a} and {b} themselves, how many whole numbers lie between them?
    I write down every number that is more than {a} and less than {b}. How many numbers do I write?
    Count the numbers strictly between {a} and {b}. How many?
    The lockers from {a} to {b} stand in a row, one by one. How many lockers are in between the first and the last?
    {a} and {b}: how many whole numbers fit in the gap? Don't count the two ends.
    How many whole numbers are greater than {a} but smaller than {b}?
    numbers between {a} and {b}, ends excluded, how many
    Tom stops counting aloud after saying {a} and starts again at {b}. How many numbers did he leave out?
    On a ruler with a mark at each whole number, how many marks are there between {a} and {b}, leaving out these two?
""")


def how_many_between(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(1, 60)
    b = a + rng.randint(4, 30)
    return number(HOW_MANY_BETWEEN, dict(a=a, b=b), b - a - 1, "There are {}.", f"{minus(b, a)}\n{minus(b - a, 1)}")


LIST_BETWEEN = wording("""
    Which whole numbers are between {a} and {b}?
    Write all the whole numbers between {a} and {b}.
    {a}, ___, {b}: count by ones and write all the numbers that are missing.
    List the numbers that are bigger than {a} and smaller than {b}.
    Fill in what is missing on the number line from {a} to {b}. The two ends are already there.
    Count from {a} to {b}, but only say the numbers in between.
    what numbers come between {a} and {b}
    I'm thinking of a whole number more than {a} and less than {b}. Which numbers could it be?
    The pages after {a} and before {b} are missing. Which pages are they?
    Name every whole number you pass on the way from {a} up to {b}, without these two.
""")


def list_between(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([rng.randint(2, 30), rng.randint(5, 95), rng.randint(1, 9) * 10 - 2, rng.randint(95, 990)])
    b = a + rng.randint(3, 6)
    return choice(LIST_BETWEEN, dict(a=str(a), b=str(b)), listed(list(range(a + 1, b))), "They are {}.", listed(list(range(a, b + 1))))


HALFWAY = wording("""
    Which number is (exactly |)halfway between {a} and {b}?
    What's in the middle of {a} and {b}?
    Find the midpoint of {a} and {b} on the number line.
    {a} and {b} are the two ends of a stick. Which number is at its centre?
    The number with the same distance from {a} and from {b} is ___
    middle between {a} and {b} = ?
    I start at {a} and want to go to {b}. At what number have I gone half of the way?
    A lamp post stands at {a} m and another one at {b} m. A tree is right in the middle between them. At how many metres is the tree?
    Which number is as far from {a} as from {b}?
    {a} ----- ? ----- {b}   The question mark is exactly in the centre.
""")


def halfway_number(rng: Random, _words: list[str]) -> Problem:
    a, half = rng.choice([(rng.randint(0, 40), rng.randint(2, 20)), (rng.randint(0, 9) * 10, rng.choice([5, 10, 15, 20]))])
    b = a + 2 * half
    return number(HALFWAY, dict(a=a, b=b), a + half, "It is {}.", f"{plus(a, b)}\n{over(a + b, 2)}")


CLOSER = wording("""
    Is {n} closer to {a} or to {b}?
    Which is nearer to {n}: {a} or {b}?
    {n} - nearer {a} or {b}?
    A frog sits on {n} of the number line. Which lily pad is closer, {a} or {b}?
    The right answer was {n}. One team guessed {a}, the other {b}. Which guess was better?
    There are {n} sweets in a jar. Mia says {a} and Ben says {b}. Which of the two numbers is nearer the truth?
    Find out which of the numbers {a} and {b} has the smaller distance to {n}.
    My car stops at kilometre {n}. There are petrol stations at kilometre {a} and {b}. Which kilometre is nearer?
    closest to {n}? {a} / {b}
    Measured on the number line, which of {a} and {b} is {n} nearest to?
""")


def closer_to(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(10, 90)
    d, e = rng.sample(range(1, 10), 2)
    a, b = n - d, n + e
    best = a if d < e else b
    think = f"{minus(n, a)}\n{minus(b, n)}\n{d} {sign(d, e)} {e}: {best}"
    return number(CLOSER, dict(n=n, a=a, b=b), best, "{} is nearer.", think)


MORE_BY = wording("""
    What is {k} more than {n}?
    Which number is {k} more than {n}?
    {n}. Now {k} more. What have you got?
    Write the number that is {k} bigger than {n}.
    {k} more than {n} = ___
    Hop {k} forward from {n}. Where do you land?
    My number is larger than {n} by {k}. Name it.
    Start at {n} and count on {k}. Where do you stop?
    Increase {n} by {k}.
    In the corridor, the door we want has a number {k} higher than {n}. Which door is it?
""")


def more_by(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(5, 400), rng.choice([2, 5, 10, 10, 10, 20, 100])
    return number(MORE_BY, dict(n=n, k=k), n + k, "It is {}.", plus(n, k))


LESS_BY = wording("""
    What is {k} less than {n}?
    {k} less than {n} = ___
    Which number is smaller than {n} by {k}?
    Go back {k} from {n}. Which number are you on?
    Find the number which is {k} below {n}.
    From {n} jump {k} to the left on the number line. You land on ___
    {n}, and now {k} less. What number is that?
    Decrease {n} by {k}.
    The teacher says a number and we say the one that is {k} less. She says {n}. What do we say?
    count back {k} from {n}, where do u end
""")


def less_by(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([2, 5, 10, 10, 10, 20, 100])
    n = rng.randint(k + 3, k + 350)
    return number(LESS_BY, dict(n=n, k=k), n - k, "It is {}.", minus(n, k))


def row(first: int, step: int, count: int) -> list[int]:
    return [first + step * i for i in range(count)]


def walk(numbers: list[int]) -> str:
    """From each number of the row to the next."""
    return "\n".join(plus(a, b - a) if b > a else minus(a, a - b) for a, b in zip(numbers, numbers[1:]))


COUNT_ON = wording("""
    Count on in {k}s from {a}. Write the next {m} numbers.
    Start at {a} and keep adding {k}. What are the next {m} numbers?
    Skip count by {k}, starting after {a}: {m} numbers, please.
    {a}, then always {k} more. Give me the next {m}.
    A kangaroo stands on {a} and makes {m} jumps of {k} forward. On which numbers does it land?
    Go up in steps of {k} from {a}; say {m} numbers after {a}.
    Continue from {a} in {k}s (and write|with) {m} more numbers.
    Every day the plant gets {k} cm taller. Today it is {a} cm. How tall is it on each of the next {m} days?
    from {a} count up by {k}s, {m} numbers after it
    Fill in {m} numbers after {a}. Each one is {k} bigger than the one before.
""")


def count_on(rng: Random, _words: list[str]) -> Problem:
    k, m, a = rng.choice([2, 3, 4, 5, 10, 10, 20, 25]), rng.randint(3, 4), rng.randint(1, 60)
    numbers = row(a, k, m + 1)
    return choice(COUNT_ON, dict(a=str(a), k=str(k), m=m), listed(numbers[1:]), "They are {}.", walk(numbers))


COUNT_BACK = wording("""
    Count back in {k}s from {a}. Write the next {m} numbers.
    Start with {a} and take away {k} again and again. Which {m} numbers come next?
    Skip count backwards by {k}. After {a}, what are the next {m} numbers?
    {a}, and now always {k} less: {m} more numbers, please.
    Going down in steps of {k} from {a}, name the {m} numbers you get.
    A lift starts at floor {a} and goes down {k} floors at a time. It stops {m} times. Which floors are the stops?
    Rocket countdown in {k}s! We are at {a}. Say the next {m} numbers.
    backwards in {k}s from {a}, {m} numbers after {a}
    Write {m} numbers after {a} so that every number is {k} smaller than the one before it.
    I have {a} pearls and lose {k} every day. How many are left after each of the first {m} days?
""")


def count_back(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.choice([2, 3, 4, 5, 10, 10, 20]), rng.randint(3, 4)
    a = k * m + rng.randint(1, 60)
    numbers = row(a, -k, m + 1)
    return choice(COUNT_BACK, dict(a=str(a), k=str(k), m=m), listed(numbers[1:]), "They are {}.", walk(numbers))


NEXT = wording("""
    What (number |)comes next? {list}, ...
    {list}, ___
    Continue the pattern with one more number: {list}
    Find the next number in the sequence {list}.
    {list}, ?
    The row goes {list}. How does it go on? Give one number.
    Complete the number pattern: {list}, __
    whats next {list}
    The steps stay the same all the time: {list}. Which number follows?
    My little brother builds towers with {list} blocks. How many blocks will the next tower have if he goes on like this?
    Look closely at {list} and work out the number after the last one.
    {list} - next term?
""")


def next_in_row(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 25, 50, 100]), rng.randint(3, 5)
    a = rng.randint(0, 40)
    numbers = row(a, k, m + 1)
    if rng.random() < 0.4:
        numbers.reverse()
    x, y, last = numbers[0], numbers[1], numbers[-2]
    think = f"{minus(y, x)}\n{plus(last, k)}" if y > x else f"{minus(x, y)}\n{minus(last, k)}"
    return number(NEXT, dict(list=listed(numbers[:-1])), numbers[-1], "The next number is {}.", think)


MISSING = wording("""
    Which number is missing? {list}
    {list}  What goes in the gap?
    Fill in the missing number: {list}
    One number in this row got smudged: {list}. What was it?
    Find the number that belongs on the line. {list}
    The pattern {list} has a hole. Which number fills it?
    missing nr in {list} ?
    Equal steps, one gap: {list}. Give the missing number.
    A page of my workbook has a stain on it. I can read {list}. What is under the stain?
    Complete the sequence {list}.
""")


def missing_in_row(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100]), rng.randint(5, 6)
    numbers = row(rng.randint(0, 40), k, m)
    if rng.random() < 0.4:
        numbers.reverse()
    at = rng.randint(2, m - 2)
    x, y, before = numbers[0], numbers[1], numbers[at - 1]
    think = f"{minus(y, x)}\n{plus(before, k)}" if y > x else f"{minus(x, y)}\n{minus(before, k)}"
    shown = listed([*numbers[:at], "___", *numbers[at + 1:]])
    return number(MISSING, dict(list=shown), numbers[at], "The missing number is {}.", think)


RULE = wording("""
    What is the rule of {list}? (Write|Say) add or subtract and the number.
    {list}. Is it add or subtract, and how many each time?
    Find the rule for the sequence {list}, for example "add 1".
    How do you get from one number to the next in {list}? Answer like "add 7" or "subtract 7".
    Rule for {list}: add ___ or subtract ___?
    The number machine made {list} one after the other. What does it do every time, add or subtract, and what?
    I can't see the pattern in {list}. What do I add or subtract each time?
    {list} -> rule? (add|either add) so many or subtract so many
    Describe {list} with "add" or "subtract" and one number.
    What happens at each step of {list}? Choose add or subtract and give the number.
""")


def rule_of_row(rng: Random, _words: list[str]) -> Problem:
    k = rng.randint(2, 12)
    numbers = row(rng.randint(1, 40), k, rng.randint(4, 5))
    down = rng.random() < 0.45
    if down:
        numbers.reverse()
    x, y = numbers[:2]
    rule = f"subtract {k}" if down else f"add {k}"
    return choice(RULE, dict(list=listed(numbers)), rule, "The rule is {}.", f"{x} {sign(x, y)} {y}\n{minus(max(x, y), min(x, y))}\n{rule}")


STEP = wording("""
    By how much do the numbers go up each time: {list}?
    How big is each step in {list}?
    {list}. We are counting in ___s.
    What do you have to add every time to make {list}?
    The difference between neighbours in the row {list} is always the same. What is it?
    {list} - counting up in what steps?
    My sister is skip counting: {list}. What number is she counting by?
    Step size of {list} = ?
    A grasshopper lands on {list}. How long is each of its jumps?
    Find the number that is added again and again in {list}.
""")


def step_of_row(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 50])
    numbers = row(rng.randint(0, 40), k, rng.randint(4, 5))
    return number(STEP, dict(list=listed(numbers)), k, "It is {}.", f"{minus(numbers[1], numbers[0])}\n{minus(numbers[2], numbers[1])}")


DOUBLING = wording("""
    {list} - each number is double the one before. What is next?
    Every number is twice as big as the last: {list}, ___
    Keep doubling: {list}, ?
    The lily pads on the pond double every day: {list}. How many are there on the next day?
    A doubling pattern goes {list}. Write the next number.
    Multiply by two each time and continue {list} with one more number.
    double, double, double ... {list}, next one?
    In the tale, the king puts {list} grains on the squares, always two times as many as before. How many on the next square?
    What follows {list} if we double at every step?
    Bacteria: {list}. They become twice as many every hour. How many after one more hour?
""")


def doubling_row(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([1, 2, 3, 4, 5, 6, 7, 10, 11, 20, 25])
    m = rng.randint(3, 5 if a < 8 else 4)
    numbers = [a * 2 ** i for i in range(m)]
    return number(DOUBLING, dict(list=listed(numbers)), numbers[-1] * 2, "The next number is {}.", plus(numbers[-1], numbers[-1]))


WRONG_ONE = wording("""
    One number is wrong in this pattern: {list}. Which one?
    {list}. Which number does not belong when you count in {k}s?
    Find the mistake in {list}. The steps should be {k}.
    Tim wanted to count in {k}s and wrote {list}. Which of his numbers is wrong?
    Which number breaks the rule "add {k}" in {list}?
    spot the wrong number, steps of {k}: {list}
    Someone made one error in the row {list}, which should go up by {k}. Name the number.
    The row {list} grows by {k}, except for one intruder. Which is the intruder?
    Check my {k}s: {list}. One isn't right, which?
    Cross out the number that spoils the sequence {list}.
""")


def wrong_in_row(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([2, 3, 4, 5, 10])
    numbers = row(rng.choice([k, 2 * k, rng.randint(1, 30)]), k, 6)
    at = rng.randint(2, 4)
    right = numbers[at]
    numbers[at] += rng.choice([1, -1])
    before = numbers[at - 1]
    think = f"{plus(before - k, k)}\n{plus(before, k)}\n{numbers[at]} is not {right}"
    return number(WRONG_ONE, dict(list=listed(numbers), k=str(k)), numbers[at], "{} is wrong.", think)


NTH = wording("""
    A row starts with {a} and goes up by {k}. What is the {n} number?
    Start at {a} and add {k} every time. Write the {n} number of the sequence, {a} being the first.
    First number: {a}. Rule: add {k}. The {n} number: ___
    The first tower has {a} blocks and every new one has {k} more. How many blocks are in the {n} tower?
    In row one of the cinema there are {a} seats, and each row behind has {k} more. How many seats are in the {n} row?
    What is the {n} term if the first is {a} and we always add {k}?
    Pattern with matches: the first picture needs {a}, each next picture needs {k} more. How many for the {n} picture?
    rule + {k}, first number {a}, find the {n} one
    {a} is number one in my list and it climbs in {k}s. Which is the {n} in the list?
    On the first day I read {a} pages and every day I read {k} more than the day before. How many on the {n} day?
""")


def nth_of_row(rng: Random, _words: list[str]) -> Problem:
    a, k, n = rng.randint(2, 20), rng.randint(2, 10), rng.randint(3, 5)
    numbers = row(a, k, n)
    return number(NTH, dict(a=a, k=str(k), n=ORDINALS[n - 1]), numbers[-1], "It is {}.", walk(numbers))


TEMPERATURE_MOVE = wording("""
    It is {a} degrees. The temperature {moves} by {b} degrees. What is the temperature now?
    The thermometer shows {a} °C and then {moves} {b} degrees. What does it show then?
    Temperature in the morning: {a} °C. By the evening it {moves} by {b} degrees. Evening temperature: ___ °C
    At {a} degrees it {moves} {b} degrees more. How many degrees is it?
    When it's {a} degrees outside and the temperature {moves} by {b}, what do we read on the thermometer?
    start {a}°C, {moves} {b} degrees, new temp?
    On Monday we had {a} degrees. Then the temperature {moves} {b} degrees until Tuesday. Find Tuesday's temperature.
    A cold front or a warm wind? The mercury was at {a} and {moves} by {b} degrees. Where is it now?
    {a} degrees at first. It {moves} {b} degrees. Now we have ___ degrees.
    Say the temperature after it {moves} by {b} degrees from {a} degrees.
""")


def temperature_move(rng: Random, _words: list[str]) -> Problem:
    rises = rng.random() < 0.5
    a, b = rng.randint(-9, 2) if rises else rng.randint(-4, 9), rng.randint(2, 12)
    n = a + b if rises else a - b
    if 1 in (a, n):
        return temperature_move(rng, _words)
    if rises:
        think = plus(a, b) if a >= 0 else f"{a} to 0: {-a}\n" + (f"{minus(b, -a)}\n0 + {b + a} = {n}" if b >= -a else f"{minus(-a, b)}\n{n}")
    else:
        think = (minus(a, b) if a >= b else f"{a} to 0: {a}\n{minus(b, a)}\n0 - {b - a} = {n}") if a >= 0 else f"{plus(-a, b)}\n{n}"
    return number(TEMPERATURE_MOVE, dict(a=str(a), b=str(b), moves=rng.choice(["rises", "goes up", "climbs"] if rises else ["falls", "drops", "goes down"])),
                  n, "It is {} degrees.", think)


TEMPERATURE_GAP = wording("""
    What is the difference between {a} degrees and {b} degrees?
    It was {a} °C at night and {b} °C at midday. By how many degrees did the temperature rise?
    How many degrees warmer is {b} °C than {a} °C?
    Inside it is {b} degrees, outside it is {a} degrees. How many degrees colder is it outside?
    The kitchen has {b} °C and the freezer {a} °C. How many degrees lie between them?
    From {a} up to {b} degrees, how many degrees is that?
    coldest {a}, hottest {b}. difference in degrees?
    Mountain top: {a} °C. Valley: {b} °C. Find the difference.
    The thermometer climbed from {a} to {b}. It climbed ___ degrees.
    How much warmer did it get when the temperature went from {a} °C to {b} °C?
""")


def temperature_gap(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(-18, -1), rng.randint(2, 25)
    return number(TEMPERATURE_GAP, dict(a=str(a), b=str(b)), b - a, "It is {} degrees.", f"{a} to 0: {-a}\n0 to {b}: {b}\n{plus(-a, b)}")


NUMBER_LINE = wording("""
    A number line from 0 to {e} has {m} equal parts. Which number is at the end of part {k}?
    The line goes from 0 to {e} in {m} equal jumps. Where are you after {k} jumps?
    Between 0 and {e} the number line is cut into {m} equal steps. What number is {k} steps from 0?
    On a scale from 0 to {e} with {m} equal spaces, the arrow points to the end of space {k}. Which number is it?
    A rope is {e} cm long and has {m} equal sections. How many cm are {k} sections?
    Number line, 0 at the left, {e} at the right, {m} equal intervals. Count {k} intervals from the left: what number?
    The measuring jug goes up to {e} ml with {m} equal marks, the top one being {e}. The water reaches mark {k}. How many ml is that?
    0 |---| {e}: split it in {m} same-sized pieces. Which number do {k} pieces reach?
    I hop from 0 to {e} in {m} hops of the same length. After {k} hops I'm on ___
    divide the line 0 to {e} in {m} equal bits, what number after {k} bits
""")


def number_line(rng: Random, _words: list[str]) -> Problem:
    m, step = rng.choice([4, 5, 10, 10]), rng.choice([2, 5, 10, 10, 20, 50])
    k = rng.randint(2, m - 1)
    return number(NUMBER_LINE, dict(e=str(m * step), m=m, k=str(k)), k * step, "It is {}.", f"{over(m * step, m)}\n{times(step, k)}")


IN_LINE = wording("""
    {p} is {nth} in the queue and {b} people are standing behind. How many people are in the queue?
    In a line, {p} stands in {nth} place from the front. Behind {p} there are {b} more children. How many children are there in the line?
    {b} runners finished after {p}, who came {nth}. How many runners finished?
    Waiting at the ice cream van: {p} is the {nth} person, with {b} others behind. How long is the line in people?
    There are {b} cars behind {p}'s car, which is the {nth} car at the traffic light. How many cars are waiting?
    {p} = {nth} from the front, {b} behind. total in line?
    The class walks in single file. {p} is {nth}, and {b} pupils follow. How many pupils walk?
    How many kids are lined up if {p} is {nth} and exactly {b} kids are after {p}?
    When {p} looks back, there are {b} people; counted from the front {p} is {nth}. How many people stand in the row?
    In the swimming race {p} came {nth} and {b} swimmers were slower. Nobody tied. How many swam?
""")


def place_in_line(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 10), rng.randint(2, 12)
    return number(IN_LINE, dict(p=rng.choice(PEOPLE), nth=ORDINALS[a - 1], b=b), a + b, "There are {}.", f"{ORDINALS[a - 1]}: {a}\n{plus(a, b)}")


IN_FRONT = wording("""
    {p} is {nth} in the queue. How many people are in front of {p}?
    If {p} is the {nth} in line, how many stand before {p}?
    {p} finished the race in {nth} place. How many runners were faster?
    How many children must be served before {p}, who is {nth} in the line?
    At the slide, {p} waits in {nth} position. Number of kids ahead: ___
    {nth} in line is {p}, so how many r in front
    You see {p} sitting in the {nth} seat of the row, counted from the door. All seats are taken. How many people sit between {p} and the door?
    {p} came {nth} in the spelling contest. How many did better, if nobody tied?
    Only {p} knows: "I'm {nth} from the front." How many are ahead?
    The waiting list has {p} at number {n}. How many names are above?
""")


def people_in_front(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 10)
    return number(IN_FRONT, dict(p=rng.choice(PEOPLE), nth=ORDINALS[n - 1], n=str(n)), n - 1, "There are {} in front.", f"{ORDINALS[n - 1]}: {n}\n{minus(n, 1)}")


HOW_MANY_LESS = wording("""
    How many of these numbers are {which} than {n}: {list}?
    {list}. Count the numbers that are {which} than {n}.
    Look at {list}. How many are {which} than {n}?
    Out of {list}, how many numbers would you colour if you colour those {which} than {n}?
    In the list {list} there are ___ numbers {which} than {n}.
    I drew the cards {list}. How many times was it {which} than {n}?
    {which} than {n}: how many? {list}
    The test results were {list} points. How many results are {which} than {n}?
    Tell me the count of numbers {which} than {n} in {list}.
    Sort {list} into two heaps. How many go on the heap "{which} than {n}"?
""")


def how_many_less(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([10, 20, 50, 50, 60, rng.randint(20, 80)])
    numbers = rng.sample([x for x in range(1, 2 * n) if x != n], rng.randint(4, 6))
    which, yes = rng.choice([("less", "<"), ("more", ">"), ("greater", ">"), ("smaller", "<")])
    count, lines = 0, []
    for x in numbers:
        count += sign(x, n) == yes
        lines.append(f"{x} {sign(x, n)} {n}" + (f": {count}" if sign(x, n) == yes else ""))
    if count < 2:
        return how_many_less(rng, _words)
    return number(HOW_MANY_LESS, dict(list=listed(numbers), n=str(n), which=which), count, "There are {}.", "\n".join(lines))


FITS = wording("""
    Which of these numbers is between {a} and {b}: {list}?
    {list} - only one of them is more than {a} and less than {b}. Which?
    Choose the number that lies between {a} and {b}. {list}
    I'm bigger than {a}. I'm smaller than {b}. I am one of {list}. Who am I?
    Find a number in {list} that fits: {a} < ? < {b}
    {a} < ___ < {b}   Choose from {list}.
    The bird wants a worm longer than {a} mm and shorter than {b} mm. Which of these lengths fits: {list}?
    Where the row {a}, ___, {b} must go up, which of {list} can stand in the middle?
    pick the one between {a} and {b} -> {list}
    The secret code is one of {list}. It is greater than {a} but less than {b}. What is the code?
""")


def fits_between(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(10, 70)
    b = a + rng.randint(4, 20)
    n = rng.randint(a + 1, b - 1)
    others = rng.sample([*range(1, a), *range(b + 1, b + 30)], rng.randint(2, 3))
    numbers = rng.sample([n, *others], len(others) + 1)
    think = "\n".join(f"{x} < {a}" if x < a else f"{x} > {b}" if x > b else f"{a} < {x} < {b}" for x in numbers)
    return number(FITS, dict(a=str(a), b=str(b), list=listed(numbers)), n, "It is {}.", think)


FASTEST = wording("""
    Race times in seconds: {facts}. Who won?
    {facts} seconds. Who was the fastest runner?
    The children ran 50 metres. Their times: {facts}, all in seconds. Who came first?
    These are the seconds each swimmer needed: {facts}. Who gets the gold medal?
    {facts}. The shortest time wins. Name the winner.
    Fastest of them? (Times in s|Time in seconds): {facts}
    On sports day we (stopped|took|measured) these times in seconds: {facts}. Who needed the least time?
    A sledge race: {facts}, measured in seconds. Which child was quickest?
    Winner = smallest number of seconds. {facts}. Who's the winner?
    Who crossed the line before the others, if the times in seconds are {facts}?
""")


def fastest_runner(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 4))
    seconds = rng.sample(range(9, rng.choice([20, 60])), len(names))
    name = names[seconds.index(min(seconds))]
    return choice(FASTEST, dict(facts=listed([f"{p} {n}" for p, n in zip(names, seconds)])), name, "{} was the fastest.",
                  f"{facts(names, seconds)}\n{champion(seconds, False)}\n{min(seconds)}: {name}")


PODIUM = wording("""
    {facts} points. Who came {nth}? The most points win.
    In the game the scores are {facts}. Highest score is first. Who is {nth}?
    Scoreboard: {facts}. Which player is in {nth} place, if more points are better?
    {facts}. Rank them from most to fewest points. Who is {nth}?
    The one with the most stickers is first and so on. {facts}. Who is {nth}?
    Read the results, high points are good: {facts}. In {nth} place is ___
    who got {nth} place? points: {facts}. most points = first
    Our quiz ended like this: {facts}. The more points the better. Name the child who took {nth} place.
    After the darts match the points were {facts}. The largest number wins. Who finished {nth}?
    Goals this season: {facts}. The top scorer is first. Who is {nth} on the list?
""")


def podium_place(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 4))
    points = rng.sample(range(3, rng.choice([30, 99])), len(names))
    at = rng.randint(1, 2)
    best = sorted(points, reverse=True)[at]
    name = names[points.index(best)]
    steps = "\n".join(f"{ORDINALS[i]}: {line}" for i, line in enumerate(picked(points, True).split("\n")[: at + 1]))
    return choice(PODIUM, dict(facts=listed([f"{p} {n}" for p, n in zip(names, points)]), nth=ORDINALS[at]), name, f"{{}} came {ORDINALS[at]}.",
                  f"{facts(names, points)}\n{steps}\n{best}: {name}")


PAGES_READ = wording("""
    I read from the top of page {a} to the bottom of page {b}. How many pages did I read?
    Pages {a} to {b} are homework, both of them included. How many pages is that?
    {p} learns pages {a} through {b}, with the first and the last. Number of pages?
    Count all whole numbers from {a} to {b}, the ends too. How many are there?
    Raffle tickets number {a} to number {b} are sold, including both. How many tickets are sold?
    The campers in tents {a} up to and including {b} go swimming. How many tents are empty then?
    from {a} to {b} inclusive, how many numbers?
    How many houses does the postman visit if he visits every number from {a} to {b}, odd and even, with {a} and {b}?
    {p} coloured all the squares from {a} to {b} on the hundred chart, {a} and {b} as well. How many squares?
    The museum asks groups {a} to {b} to come in, {a} and {b} too. How many groups come in?
""")


def pages_read(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 20)
    b = rng.randint(a + 2, 30)
    return number(PAGES_READ, dict(p=rng.choice(PEOPLE), a=str(a), b=str(b)), b - a + 1, "It is {}.", f"{minus(b, a)}\n{plus(b - a, 1)}")


SIDE_OF_STREET = wording("""
    On one side of our street the house numbers are {list}. What is the next number on this side?
    House numbers on the left: {list}. Which number has the next house?
    The postman walks past {list}. Which house number comes next on that side of the road?
    Even and odd numbers are on different sides. I pass numbers {list}. Which number do I pass next?
    {list}, ... these are the doors on one side of the corridor. Write the number of the next door.
    next house number after {list} on the same side?
    Grandma lives one house further than the houses {list}, on the same side. What's her number?
    Our side of the road has the numbers {list} and then ours. Our number is ___
    If the houses on this side are {list}, the following one is number ___
    I count the letter boxes along one side: {list}. What stands on the next letter box?
""")


def side_of_street(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(1, 90)
    numbers = row(a, 2, rng.randint(3, 4))
    return number(SIDE_OF_STREET, dict(list=listed(numbers)), numbers[-1] + 2, "It is {}.", f"{minus(a + 2, a)}\n{plus(numbers[-1], 2)}")


EVEN_ODD = wording("""
    Is {n} (even or odd|odd or even)?
    {n}: even or odd?
    Write "even" or "odd": {n} is ___
    Tell me if {n} is an odd or an even number.
    {n} - odd / even ?
    Is the number {n} even? Say even or odd.
    Does {n} belong with the even numbers or with the odd ones?
    My shirt has the number {n}. Am I in the even team or in the odd team?
    Which kind of number is {n}, odd or even?
    You pair up {n} socks. If one is left over, say odd; if none is, say even.
    House {n}: is it on the odd side or on the even side of the street?
""")


def last_digit(n: int) -> str:
    return f"{n}: {str(n)[-1]} {'odd' if n % 2 else 'even'}"


def even_or_odd(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(2, 20), rng.randint(10, 99), rng.randint(100, 999)])
    return choice(EVEN_ODD, dict(n=n), "odd" if n % 2 else "even", "It is {}.", last_digit(n))


WHICH_EVEN = wording("""
    Which of these is an {kind} number: {list}?
    {list}. Only one is {kind}. Which one?
    Find the {kind} number in {list}.
    One number in {list} is {kind}, all the others are not. Write it down.
    Who is the {kind} one out of {list}?
    {kind} one here: {list} ?
    Catch the {kind} fish! The fish are numbered {list}. Which number do you catch?
    Circle the {kind} number.  {list}
    From {list}, choose the number that is {kind}.
    Among {list} there is a single {kind} number. It is ___
""")


def which_even(rng: Random, _words: list[str]) -> Problem:
    odd = rng.randint(0, 1)
    top = rng.choice([20, 100, 100, 500])
    n = rng.randrange(top) // 2 * 2 + odd + 2
    others = rng.sample(range(3 - odd, top, 2), rng.randint(2, 4))
    numbers = rng.sample([n, *others], len(others) + 1)
    return number(WHICH_EVEN, dict(list=listed(numbers), kind=["even", "odd"][odd]), n, f"{{}} is {['even', 'odd'][odd]}.", "\n".join(map(last_digit, numbers)))


ALL_EVEN = wording("""
    Write down all the {kind} numbers: {list}
    Which numbers in {list} are {kind}?
    {list}. Underline every {kind} number. Which ones did you underline?
    Pick out the {kind} ones from {list}, in the same order.
    Colour the {kind} numbers blue: {list}. Which are blue?
    sort out the {kind} numbers pls: {list}
    Only children with {kind} numbers may go in. The numbers are {list}. Who may go in?
    Copy {list} but leave out all numbers that are not {kind}.
    {kind} numbers only: {list} -> ___
    Find all those that are {kind} among {list}.
""")


def all_even(rng: Random, _words: list[str]) -> Problem:
    odd = rng.randint(0, 1)
    numbers = rng.sample(range(1, rng.choice([20, 100, 100])), rng.randint(5, 7))
    found = [n for n in numbers if n % 2 == odd]
    if not 2 <= len(found) < len(numbers):
        return all_even(rng, _words)
    return choice(ALL_EVEN, dict(list=listed(numbers), kind=["even", "odd"][odd]), listed(found), "They are {}.", "\n".join(map(last_digit, numbers)))


NEXT_EVEN = wording("""
    What is the next {kind} number after {n}?
    After {n}, the next {kind} number is ___
    Count on from {n} until you reach an {kind} number. Which is it?
    Which {kind} number comes first after {n}?
    {n}, then the next {kind} one?
    Write the smallest {kind} number that is greater than {n}.
    I stand at house {n} and look for the first {kind} number further up. Which one do I find?
    Only {kind} numbers are called out. The caller has reached {n}. Which number will be called next?
    next {kind} nr following {n}
    Find the {kind} number just above {n}.
""")


def next_even(rng: Random, _words: list[str]) -> Problem:
    n, odd = rng.choice([rng.randint(2, 30), rng.randint(10, 99), rng.randint(100, 998)]), rng.randint(0, 1)
    found = n + 1 if (n + 1) % 2 == odd else n + 2
    think = "\n".join(last_digit(x) for x in range(n + 1, found + 1))
    return number(NEXT_EVEN, dict(n=n, kind=["even", "odd"][odd]), found, "It is {}.", think)


MULTIPLES = wording("""
    Write the first {m} multiples of {k}.
    What are the first {m} multiples of {k}?
    List {m} multiples of {k}, starting with {k} itself.
    The {k} times table begins {k}, ... Give its first {m} answers.
    first {m} numbers of the {k} times table?
    Say the {k} times table, but only the first {m} results.
    Name the {m} smallest numbers that are multiples of {k}, not counting zero.
    Pens come in packs of {k}. How many pens are in one pack, in two packs, and so on up to {m} packs? List the numbers.
    Begin with {k} and count in {k}s until you have {m} numbers.
    Multiples of {k}: ___ Write {m} of them, beginning with {k}.
""")


def first_multiples(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.randint(2, 12), rng.randint(3, 5)
    numbers = row(k, k, m)
    return choice(MULTIPLES, dict(k=str(k), m=m), listed(numbers), "They are {}.", walk(numbers))


IS_MULTIPLE = wording("""
    Is {n} a multiple of {k}?
    Is {n} in the {k} times table?
    Can {n} be divided by {k} without a remainder?
    Does {k} go into {n} exactly?
    {n} / {k} - does it come out even, with nothing left over?
    Is {k} a factor of {n}?
    {n}: multiple of {k}, yes or no?
    If I count in {k}s from zero, do I say {n}?
    Can {n} children be split into groups of {k} so that nobody is left out?
    is {n} divisible by {k}
    Yes or no: {k} divides {n}.
""")


def is_multiple(rng: Random, _words: list[str]) -> Problem:
    k = rng.randint(2, 10)
    n = k * rng.randint(2, 12) + rng.choice([0, 0, 1, -1, 2])
    yes = n % k == 0
    return choice(IS_MULTIPLE, dict(n=n, k=str(k)), "yes" if yes else "no", f"{{}}, {n} is {'' if yes else 'not '}a multiple of {k}.", over(n, k))


WHICH_MULTIPLE = wording("""
    Which of these is a multiple of {k}: {list}?
    {list}. Which one is in the {k} times table?
    Find the number that can be divided by {k}: {list}
    Only one of {list} can be shared equally among {k} children. Which?
    Circle the multiple of {k}.   {list}
    which nr out of {list} is divisible by {k}
    Counting in {k}s from zero you meet just one of {list}. Which do you meet?
    In {list} hides one multiple of {k}. It is ___
    Eggs are packed in boxes of {k}. With which of these numbers of eggs is every box full: {list}?
    Choose from {list} the number with remainder zero when you divide by {k}.
""")


def which_multiple(rng: Random, _words: list[str]) -> Problem:
    k = rng.randint(3, 10)
    n = k * rng.randint(2, 10)
    others = rng.sample([x for x in range(max(k + 1, n - 20), n + 20) if x % k], 2)
    numbers = rng.sample([n, *others], 3)
    return number(WHICH_MULTIPLE, dict(list=listed(numbers), k=str(k)), n, "It is {}.", "\n".join(over(x, k) for x in numbers))


FACTORS = wording("""
    What are (all |)the factors of {n}?
    List all factors of {n}, from the smallest to the largest.
    Write down every number that divides {n}.
    {n} has which factors? Begin with one.
    factors of {n} = ?
    Which numbers go into {n} without remainder? Give all of them in order.
    Find all whole numbers that {n} can be divided by, small ones first.
    All the factors of {n} are ___
    In how many equal piles can I lay {n} cards? List all possible numbers of piles, from one pile up.
    My homework: "Name all divisors of {n} in order."
""")


def divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


def factors_of(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(4, 40)
    found = divisors(n)
    pairs = "\n".join(f"{d} x {n // d} = {n}" for d in found if d * d <= n)
    return choice(FACTORS, dict(n=n), listed(found), "They are {}.", f"{pairs}\n{listed(found)}")


COMMON_MULTIPLE = wording("""
    What is the smallest number that is in both the {a} and the {b} times tables?
    Find the lowest common multiple of {a} and {b}.
    LCM of {a} and {b}?
    Which is the first number you say both when counting in {a}s and when counting in {b}s, starting from zero?
    The least common multiple of {a} and {b} is ___
    One lamp blinks every {a} seconds, another every {b} seconds. They have just blinked together. After how many seconds do they do so again?
    Name the smallest number, not zero, that {a} and {b} both divide.
    smallest shared multiple, {a} and {b}
    Bus A goes every {a} minutes and bus B every {b} minutes. Both leave now. In how many minutes will they next leave together?
    Write the multiples of {a} and of {b}. What is the first one they have in common?
""")


def common_multiple(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample([2, 3, 4, 5, 6, 8, 9, 10, 12], 2)
    n = next(x for x in range(max(a, b), a * b + 1) if x % a == 0 and x % b == 0)
    lists = "\n".join(f"{k}: {' '.join(map(str, range(k, n + 1, k)))}" for k in (a, b))
    return number(COMMON_MULTIPLE, dict(a=str(a), b=str(b)), n, "It is {}.", f"{lists}\n{n}")


COMMON_FACTOR = wording("""
    What is the greatest common factor of {a} and {b}?
    Find the biggest number that divides both {a} and {b}.
    highest common factor of {a} and {b}?
    {a} and {b} can both be divided by several numbers. Which is the largest of those?
    GCF: {a}, {b}
    There are {a} red and {b} blue beads. All bags must be the same and nothing is left. What is the largest possible number of bags?
    Write the factors of {a} and of {b}. What is the largest one they share?
    The greatest number that goes into {a} and into {b} is ___
    HCF for {a} and {b} pls
    Two ropes of {a} m and {b} m are cut into equal pieces with no rest, as long as possible. How many metres is one piece?
""")


def common_factor(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([2, 3, 4, 5, 6, 7, 8, 10])
    a, b = (k * x for x in rng.sample(range(1, 7), 2))
    both = [d for d in divisors(a) if b % d == 0]
    lists = "\n".join(f"{n}: {' '.join(map(str, divisors(n)))}" for n in (a, b))
    return number(COMMON_FACTOR, dict(a=str(a), b=str(b)), both[-1], "It is {}.", f"{lists}\nboth: {' '.join(map(str, both))}\n{both[-1]}")


PRIME = wording("""
    Is {n} a prime number?
    {n}: prime or not? Say yes if it is, no if it isn't.
    Is it true that {n} is prime?
    Can {n} be divided only by one and by itself?
    Does {n} have exactly two factors?
    is {n} prime
    My teacher asks whether {n} belongs to the primes. Does it?
    Yes or no: the number {n} is a prime.
    Would you write {n} in a list of prime numbers?
    Prime numbers have just two factors. Is {n} such a number?
""")


def is_prime(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(5, 60)
    lines, prime = [], True
    for d in (2, 3, 5, 7):
        if d * d > n:
            break
        lines.append(over(n, d))
        if n % d == 0:
            prime = False
            break
    return choice(PRIME, dict(n=n), "yes" if prime else "no", f"{{}}, {n} is {'' if prime else 'not '}a prime number.", "\n".join(lines))


PLACES = ["ones", "tens", "hundreds", "thousands"]


def placed(n: int) -> str:
    """347: "3 hundreds, 4 tens, 7 ones"."""
    digits = str(n)
    return ", ".join(f"{d} {PLACES[len(digits) - 1 - i]}" for i, d in enumerate(digits))


PLACE_DIGIT = wording("""
    Which digit is in the {place} place of {n}?
    What is the {place} digit in {n}?
    {n}: which digit stands for the {place}?
    In {n}, the digit in the {place} place is ___
    Write {n} in a place value chart. What goes under {place}?
    Look at the number {n}. What do you see in the {place} column?
    {place} digit of {n}??
    The teacher points at the {place} position of {n}. What digit is there?
    Name the digit {n} has at the {place} place.
    If you wrote {n} with blocks, the digit for the {place} would be ...
""")


def place_digit(rng: Random, _words: list[str]) -> Problem:
    digits = rng.choice([2, 3, 3, 4])
    n = rng.randint(10 ** (digits - 1), 10 ** digits - 1)
    at = rng.randrange(digits)
    return number(PLACE_DIGIT, dict(n=str(n), place=PLACES[at]), int(str(n)[-1 - at]), f"The {PLACES[at]} digit is {{}}.", f"{n}: {placed(n)}")


DIGIT_WORTH = wording("""
    What is the value of the {d} in {n}?
    How much is the digit {d} worth in {n}?
    In the number {n}, what does the {d} stand for? Give its value as a number.
    {n} - value of the {d}?
    The {d} in {n} counts for ___ (altogether|in all).
    What is the place value of the digit {d} in {n}, written as a number?
    {n} is made of parts. Which number is the part that comes from the {d}?
    Take the number {n}. If all digits but the {d} turned into zeros, what number would it be, without zeros in front?
    Underlined digit: {d}. Number: {n}. How much does the underlined digit count?
    how many is the {d} worth in {n}
""")


def digit_worth(rng: Random, _words: list[str]) -> Problem:
    digits = rng.sample("123456789", rng.choice([2, 3, 3, 4]))
    at = rng.randrange(len(digits))
    n = int("".join(digits))
    power = len(digits) - 1 - at
    worth = int(digits[at]) * 10 ** power
    return number(DIGIT_WORTH, dict(n=str(n), d=digits[at]), worth, "It is worth {}.", f"{n}: {placed(n)}\n{digits[at]} {PLACES[power]} = {worth}")


EXPAND = wording("""
    Write {n} in expanded form.
    Split {n} into ones, tens and so on, largest part first, like {like}.
    {n} = ___ Write it as a sum of (its place values|hundreds, tens and so on).
    Break the number {n} up by place value and write it as a sum.
    Expand {n}.
    Take {n} apart: write it as a plus sum of its place values.
    partition {n} into its place value parts with + signs
    Show {n} as a sum like {like}.
    How do you write {n} in expanded notation?
    Decompose {n} by digits, e.g. {like}.
""")


def parts_of(n: int) -> list[int]:
    digits = str(n)
    return [int(d) * 10 ** (len(digits) - 1 - i) for i, d in enumerate(digits) if d != "0"]


def expand_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(11, 99), rng.randint(101, 999), rng.randint(101, 999), rng.randint(1001, 9999)])
    if len(parts_of(n)) < 2:
        n += 12
    like = rng.choice(["600 + 50 + 2", "100 + 80 + 3", "900 + 20 + 4"])
    return choice(EXPAND, dict(n=str(n), like=like), " + ".join(map(str, parts_of(n))), f"{n} = {{}}", f"{n}: {placed(n)}")


FROM_PARTS = wording("""
    {sum} = ?
    Which number is {sum}?
    Put the parts together: {sum} = ___
    {sum} - write it as one number.
    Write the standard form of {sum}.
    A number in expanded form is {sum}. What is the number?
    Somebody took a number apart and got {sum}. What was the number?
    join up {sum}
    Read {sum} as a single number.
    What do you get when you put {sum} back together?
""")


def from_parts(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(21, 99), rng.randint(101, 999), rng.randint(101, 999), rng.randint(1001, 9999)])
    if len(parts_of(n)) < 2:
        n += 12
    parts = parts_of(n)
    rng.random() < 0.25 and rng.shuffle(parts)
    return number(FROM_PARTS, dict(sum=" + ".join(map(str, parts))), n, "It is {}.", f"{placed(n)}\n{n}")


BUILD = wording("""
    Which number has {parts}?
    {parts} make which number?
    Write the number: {parts}
    I have {parts}. What is my number?
    {parts} = ___
    On the table lie base ten blocks: {parts}. Which number do they show?
    What number is made of {parts}?
    A number is built from {parts}. Write it in digits.
    {parts} together is what number
    My number consists of {parts}. Guess it.
""")


def build_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(22, 99), rng.randint(222, 999), rng.randint(222, 999)])
    digits = [(int(d), PLACES[len(str(n)) - 1 - i]) for i, d in enumerate(str(n))]
    shown = [f"{d} {place if d > 1 else place[:-1]}" for d, place in digits if d]
    rng.random() < 0.35 and rng.shuffle(shown)
    said = " and ".join(shown) if len(shown) < 3 else f"{shown[0]}, {shown[1]} and {shown[2]}"
    return number(BUILD, dict(parts=said), n, "It is {}.", f"{placed(n)}\n{n}")


MYSTERY = wording("""
    My number has two digits. The tens digit is {t} and the ones digit is {o}. What is it?
    I am a two-digit number: {o} in the ones place, {t} in the tens place. Who am I?
    tens: {t}, ones: {o}. number?
    Write the number with {o} ones and the tens digit {t}.
    Guess my number. It ends in {o} and starts with {t}, and there is nothing between.
    If {t} stands in the tens place and {o} in the units place, which number do we have?
    In the place value table I see {t} under T and {o} under O. Which number is it?
    The first digit of my two-digit number is {t}, the second is {o}. Say my number.
    Ones digit {o}, tens digit {t}: the number is ___
    My house number has two digits, {t} for the tens and {o} for the ones. Where do I live?
""")


def mystery_digits(rng: Random, _words: list[str]) -> Problem:
    t, o = rng.randint(1, 9), rng.randint(0, 9)
    return number(MYSTERY, dict(t=str(t), o=str(o)), 10 * t + o, "It is {}.", f"{t} tens, {o} ones\n{10 * t + o}")


HOW_MANY_TENS = wording("""
    How many {units} are there in {n}?
    {n} = ___ {units}
    {n} is the same as how many {units}?
    Swap {n} for {units} only. How many do you get?
    If you pack {n} beads by {units}, how many {units} will there be?
    What number of {units} makes {n}?
    {n} in {units}?
    Write {n} as a number of {units}.
    Using only {units}, how many do you need to build {n}?
    The number {n} contains exactly ___ {units} in all.
""")


def how_many_tens(rng: Random, _words: list[str]) -> Problem:
    unit, name = rng.choice([(10, "tens"), (10, "tens"), (100, "hundreds")])
    n = unit * rng.choice([rng.randint(2, 9), rng.randint(10, 99)])
    return number(HOW_MANY_TENS, dict(n=str(n), units=name), n // unit, f"There are {{}} {name}.", f"{n} / {unit} = {n // unit}")


TRADE = wording("""
    {t} tens and {o} ones make which number?
    {t} tens + {o} ones = ___
    Careful, there are more than nine ones: {t} tens, {o} ones. What is the number?
    {p} has {t} ten-sticks and {o} single cubes. How many cubes are that altogether?
    Regroup {t} tens and {o} ones into a normal number.
    Which number is {o} ones and {t} tens?
    There are {t} boxes of ten eggs and {o} loose eggs. How many eggs?
    {t}T {o}O = ?
    With {t} ten-euro notes and {o} one-euro coins, how many euros do you have?
    Work out the value of {o} units and {t} tens.
""")


def trade_ones(rng: Random, _words: list[str]) -> Problem:
    t, o = rng.randint(2, 8), rng.randint(10, 19)
    return number(TRADE, dict(p=rng.choice(PEOPLE), t=str(t), o=str(o)), 10 * t + o, "It is {}.", f"{t} tens = {10 * t}\n{plus(10 * t, o)}")


LARGEST_MADE = wording("""
    What is the largest number you can make with the digits {digits}? Use each once.
    Use each of the digits {digits} once to make the biggest possible number.
    Digit cards: {digits}. Lay them all down to make the greatest number.
    {digits} - biggest number using every digit one time?
    Arrange {digits} so that the number is as large as it can be.
    I drew the cards {digits}. If I put them side by side, what is the highest number I can get?
    Make the largest number out of these digits, no repeats: {digits}
    The greatest number with exactly the digits {digits} is ___
    make the max nr from digits {digits}, each used once
    Some friends hold one digit each: {digits}. How must they stand to show the largest number? Give the number.
""")


def largest_made(rng: Random, _words: list[str]) -> Problem:
    digits = rng.sample(range(10), rng.randint(3, 4))
    best = sorted(digits, reverse=True)
    n = int("".join(map(str, best)))
    return number(LARGEST_MADE, dict(digits=listed(digits)), n, "It is {}.", f"{picked(digits, True)}\n{n}")


SMALLEST_MADE = wording("""
    What is the smallest number you can make with the digits {digits}? Use each once.
    Use all the digits {digits} one time each and make the lowest number.
    Cards with {digits} are on my desk. Put them together to form the least possible number.
    Digits {digits}: smallest number that has all of them?
    Arrange {digits} to make the number as small as possible.
    Which number is the lowest that can be written with {digits}, every digit once?
    The least number with exactly the digits {digits} is ___
    make the min nr with digits {digits}, use every one once
    I have the number tiles {digits} and want the tiniest number out of all of them. What is it?
    {digits} -> build the smallest number, don't leave a digit out
""")


def smallest_made(rng: Random, _words: list[str]) -> Problem:
    digits = rng.sample(range(1, 10), rng.randint(3, 4))
    n = int("".join(map(str, sorted(digits))))
    return number(SMALLEST_MADE, dict(digits=listed(digits)), n, "It is {}.", f"{picked(digits)}\n{n}")


ROUND_TEN = wording("""
    Round {n} to the nearest ten.
    Round {n} to the nearest 10.
    What is {n} rounded to tens?
    {n} is about ___, (to the nearest ten|if you round to tens)
    Which multiple of ten is {n} closest to? Round up if it is right in the middle.
    round {n} to 10s
    There were {n} people in the cinema. Say it rounded to the nearest ten.
    Give {n} correct to the nearest ten.
    My aunt is bad at remembering, so she rounds {n} to the nearest ten. What does she remember?
    When rounding to tens, {n} becomes what?
    Rounding to the nearest ten: {n} -> ?
""")


def round_ten(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(11, 99), rng.randint(11, 99), rng.randint(101, 999)])
    d = n % 10
    low = n - d
    found = low + 10 if d >= 5 else low
    return number(ROUND_TEN, dict(n=n), found, "It is {}.", f"{n}: {d} ones\n{low} or {low + 10}\n{d} {sign(d, 5)} 5: {found}")


ROUND_HUNDRED = wording("""
    Round {n} to the nearest hundred.
    Round {n} to the nearest 100.
    What is {n} to the nearest hundred?
    {n} rounded to hundreds is ___
    A newspaper writes round hundreds only. {n} visitors came. What does it write, rounded to the nearest hundred?
    to the nearest 100: {n}
    Which hundred is {n} nearest to?
    The village has {n} inhabitants. About how many hundreds is that? Answer with the rounded number, to the nearest hundred.
    If you round {n} to a full hundred, what do you get?
    Nearest hundred for {n} pls
""")


def round_hundred(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(101, 999)
    rest = n % 100
    low = n - rest
    think = f"{low} or {low + 100}\n{rest} {sign(rest, 50)} 50: {low + (100 if rest >= 50 else 0)}"
    return number(ROUND_HUNDRED, dict(n=n), low + (100 if rest >= 50 else 0), "It is {}.", think)


ROUND_WHOLE = wording("""
    Round {n} to the nearest whole number.
    What is {n} rounded to a whole number?
    {n} is about ___, (as a whole number|to the nearest one)
    Which whole number is closest to {n}?
    The cat weighs {n} kg. Round it to full kilograms.
    round {n} to the nearest one
    No decimals please: round {n}.
    The snail crawled {n} metres. How many metres is that, to the nearest metre?
    Give {n} correct to the nearest integer.
    A receipt shows {n}. Round to the nearest whole number.
""")


def round_whole(rng: Random, _words: list[str]) -> Problem:
    whole, tenth = rng.randint(1, 30), rng.randint(1, 9)
    found = whole + (tenth >= 5)
    think = f"{whole} or {whole + 1}\n{tenth} {sign(tenth, 5)} 5: {found}"
    return number(ROUND_WHOLE, dict(n=f"{whole}.{tenth}"), found, "It is {}.", think)


ESTIMATE = wording("""
    Estimate {a} + {b} by rounding both numbers to the nearest ten.
    Round {a} and {b} to tens and then add. What do you get?
    About how much is {a} + {b}? First round each number to the nearest ten.
    {a} + {b}: estimate, (round each to the nearest ten|use numbers rounded to the nearest ten)
    Make a rough sum of {a} and {b}, using the nearest tens.
    One ticket costs {a} and the other {b} euros. Round each price to the nearest ten euros and estimate the total.
    Don't work it out exactly: round {a} and {b} to the nearest ten each and add those.
    Estimated total for {a} apples and {b} pears, each rounded to the nearest ten?
    Rounded to the nearest tens, {a} plus {b} is roughly ___
    estimate {a} + {b}, nearest 10 for both
""")


def nearest_ten(n: int) -> int:
    return (n + 5) // 10 * 10


def estimate_sum(rng: Random, _words: list[str]) -> Problem:
    a, b = (rng.choice([n for n in range(11, 99) if n % 10]) for _ in range(2))
    x, y = nearest_ten(a), nearest_ten(b)
    return number(ESTIMATE, dict(a=a, b=b), x + y, "It is about {}.", f"{a}: {x}\n{b}: {y}\n{plus(x, y)}")


WORDS_TO_DIGITS = wording("""
    Write {w} in (digits|figures|numerals).
    {w} = ___ (in digits|in figures)
    How do you write the number {w} with digits?
    "{w}" as a number?
    Change the words into a number: {w}
    The teacher says "{w}". What number do we write?
    dictation: {w}
    On a cheque the amount is written as {w}. Write it in numerals.
    Turn this number word into figures: {w}
    What does {w} look like in digits?
""")


def word_parts(n: int) -> str:
    lines = [f"{in_words(n // 100)} hundred: {n // 100 * 100}"] if n >= 100 else []
    rest = n % 100
    if rest >= 20:
        lines.append(f"{in_words(rest // 10 * 10)}: {rest // 10 * 10}")
        rest %= 10
    if rest:
        lines.append(f"{in_words(rest)}: {rest}")
    return "\n".join([*lines, f"{n}: {placed(n)}"] if n > 9 else lines)


def some_number(rng: Random) -> int:
    return rng.choice([rng.randint(11, 99), rng.randint(11, 99), rng.randint(100, 999), rng.randint(1, 9) * 100 + rng.randint(0, 19)])


def words_to_digits(rng: Random, _words: list[str]) -> Problem:
    n = some_number(rng)
    return number(WORDS_TO_DIGITS, dict(w=in_words(n)), n, "It is {}.", word_parts(n))


DIGITS_TO_WORDS = wording("""
    Write {n} in words.
    How do you spell the number {n}?
    {n} as a word?
    Write the number name for {n}.
    {n} = ___ (in words|in letters)
    What is {n} called when you write it out?
    Please spell out {n} for me, in letters.
    How do I write {n} on an invitation, with letters instead of digits?
    number word for {n}
    Write out {n} in full, no digits.
""")


def digits_to_words(rng: Random, _words: list[str]) -> Problem:
    n = some_number(rng)
    return choice(DIGITS_TO_WORDS, dict(n=str(n)), in_words(n), "It is {}.", f"{n}: {placed(n)}\n{in_words(n)}")


UNITS = "zero first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
TEENTHS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()


def ordinal(n: int) -> str:
    """1 to 39 in words."""
    names = UNITS + TEENTHS
    if n < 20:
        return names[n]
    ten = "twenty thirty".split()[n // 10 - 2]
    return f"{ten[:-1]}ieth" if n % 10 == 0 else f"{ten}-{names[n % 10]}"


def ordinal_digits(n: int) -> str:
    ending = "th" if n // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


ORDINAL_SHORT = wording("""
    Write {w} with a number, like 12th.
    How do you write {w} in short, with digits?
    {w} = ___ (written|in short form), as in 16th
    What is the short way of writing {w}? An example is 14th.
    Shorten the word {w}: use digits and two letters.
    {w} place, how do I write that with a number and st, nd, rd or th?
    Write "{w}" as a numeral with its ending.
    On a calendar I want to write {w} in figures. How?
    abbreviation of {w} with digits
    The ordinal {w} in numbers is ___
""")


def ordinal_short(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, 39)
    return choice(ORDINAL_SHORT, dict(w=ordinal(n)), ordinal_digits(n), "It is {}.", None, few=True)


ORDINAL_LONG = wording("""
    Write {s} in words.
    How do you say {s}? Write the word.
    {s} = ___ (in letters|as a word)
    What word is {s} short for?
    Spell out the ordinal number {s}.
    My birthday is on the {s}. Write the {s} as a word.
    {s} in full?
    How is {s} written without digits?
    The lift stops on the {s} floor. Write the floor in letters.
    Which word do you read when you see {s}?
""")


def ordinal_long(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, 39)
    return choice(ORDINAL_LONG, dict(s=ordinal_digits(n)), ordinal(n), "It is {}.", None, few=True)


NTH_THING = wording("""
    Which word is {nth} in this list: {list}?
    {list}. What is the {nth} thing?
    In the row {list}, name the {nth} one from the left.
    Toys on the shelf from left to right: {list}. Which is the {nth}?
    What comes {nth} here? {list}
    I packed my bag with {list}, in this order. What was the {nth} thing I packed?
    the {nth} one of {list}?
    Read the list and write the {nth} word: {list}
    Memory game: {list}. Which one was {nth}?
    Count along {list} until you get to the {nth}. It is the ___
""")


def nth_thing(rng: Random, _words: list[str]) -> Problem:
    things = rng.sample(THINGS, rng.randint(4, 7))
    at = rng.randrange(1, len(things))
    think = "\n".join(f"{i + 1} {x}" for i, x in enumerate(things[: at + 1]))
    return choice(NTH_THING, dict(list=listed(things), nth=ORDINALS[at]), things[at], f"The {ORDINALS[at]} is {{}}.", f"{ORDINALS[at]}: {at + 1}\n{think}")


DIGIT_SUM = wording("""
    What is the digit sum of {n}?
    Add the digits of {n}.
    {n}: add all its digits together. What do you get?
    The sum of the digits of {n} is ___
    Take {n} apart into its digits and add them up.
    digit sum {n} ?
    If you add every digit in {n}, what's the total?
    My locker code is {n}. What do the digits of the code add up to?
    Calculate the cross sum, that is the sum of the digits, of {n}.
    How much do the digits of {n} make together?
""")


def digit_sum(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(11, 99), rng.randint(101, 999), rng.randint(1000, 9999)])
    digits = [int(d) for d in str(n)]
    return number(DIGIT_SUM, dict(n=str(n)), sum(digits), "It is {}.", f"{n}: {' '.join(str(n))}\n{plus_steps(digits)}")


COUNT_DIGITS = wording("""
    How many digits does {n} have?
    How many digits are in the number {n}?
    {n} is a ___-digit number. Which number goes in the gap?
    Count the digits of {n}.
    I have to write {n} in boxes, one box for each digit. How many boxes do I need?
    number of digits in {n}?
    With how many digits is {n} written?
    The painter paints {n} on a door. How many digits does he paint?
    Tell me how long the number {n} is, in digits.
    {n} - how many figures are there in it?
""")


def count_digits(rng: Random, _words: list[str]) -> Problem:
    size = rng.randint(2, 7)
    n = rng.randint(10 ** (size - 1), 10 ** size - 1)
    return number(COUNT_DIGITS, dict(n=str(n)), size, "It has {} digits.", "\n".join(f"{d}: {i + 1}" for i, d in enumerate(str(n))))


SAME_DIGIT = wording("""
    How many times does the digit {d} appear in {n}?
    How often is the digit {d} used in {n}?
    Count the {d}s in {n}.
    {n}: how many {d}s can you see?
    My phone number is {n}. How many of its digits are {d}?
    Look at {n} and tell me how many digits are equal to {d}.
    nr of {d}s in {n}
    The code {n} has the digit {d} in it ___ times.
    Someone types {n}. How many times must the {d} key be pressed?
    Find every {d} in {n}. How many did you find?
""")


def same_digit(rng: Random, _words: list[str]) -> Problem:
    d = rng.choice("123456789")
    count = rng.randint(2, 4)
    others = [rng.choice([x for x in "123456789" if x != d]) for _ in range(rng.randint(2, 4))]
    digits = rng.sample([d] * count + others, count + len(others))
    seen, lines = 0, []
    for x in digits:
        seen += x == d
        lines.append(f"{x}: {seen}" if x == d else x)
    return number(SAME_DIGIT, dict(d=d, n="".join(digits)), count, "It is there {} times.", "\n".join(lines))


SWAP = wording("""
    Swap the digits of {n}. What number do you get?
    Write the digits of {n} in the opposite order.
    What is {n} backwards?
    Turn {n} around so that the last digit comes first.
    If I read {n} from right to left, which number do I read?
    {n} with its digits reversed is ___
    reverse the digits: {n}
    A mirror shows the digits of {n} the other way round. Which number is that?
    My friend mixes up the order and writes {n} from the end to the start. What does he write?
    Switch round the digits in {n}; the new number is ...
""")


def swap_digits(rng: Random, _words: list[str]) -> Problem:
    digits = rng.sample("123456789", rng.choice([2, 2, 3]))
    back = "".join(reversed(digits))
    return number(SWAP, dict(n="".join(digits)), int(back), "It is {}.", f"{' '.join(digits)}\n{' '.join(back)}")


NUMERALS = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def roman(n: int) -> str:
    text = ""
    for value, letters in NUMERALS:
        text += letters * (n // value)
        n %= value
    return text


def roman_number(rng: Random) -> int:
    return rng.choice([rng.randint(1, 12), rng.randint(4, 39), rng.randint(10, 39), rng.randint(40, 99)])


def roman_steps(n: int, from_roman: bool) -> str:
    parts = [(p, roman(p)) for p in parts_of(n)]
    lines = [f"{r} = {p}" if from_roman else f"{p} = {r}" for p, r in parts]
    joined = plus(*(p for p, _ in parts)) if from_roman and len(parts) == 2 else ""
    return "\n".join([*lines, joined] if joined else lines)


FROM_ROMAN = wording("""
    What number is the Roman numeral {r}?
    {r} in Roman numerals is which number?
    Write the Roman number {r} in our digits.
    What does {r} mean on an old clock or in an old book, as a normal number?
    Chapter {r}: which chapter is it, in ordinary digits? The chapters have Roman numbers.
    Roman numeral {r} = ___ (in digits|in our numbers)
    The Romans carved {r} on a stone. Which number did they mean?
    decode the roman numeral {r}
    Translate {r} from Roman to ordinary numbers.
    Above the door stands {r}, which is a Roman numeral. What number is that?
""")


def from_roman(rng: Random, _words: list[str]) -> Problem:
    n = roman_number(rng)
    return number(FROM_ROMAN, dict(r=roman(n)), n, "It is {}.", roman_steps(n, True))


TO_ROMAN = wording("""
    Write {n} as a Roman numeral.
    How did the Romans write {n}?
    {n} in Roman numerals?
    What is the Roman number for {n}?
    Turn the number {n} into a Roman one.
    Chapter {n} of my book gets a Roman numeral. Which letters do I write?
    {n} = ___ in Roman figures
    convert {n} to roman
    A Roman soldier wants to scratch {n} into his shield. What does he scratch?
    Put {n} in Roman letters, please.
""")


def to_roman(rng: Random, _words: list[str]) -> Problem:
    n = roman_number(rng)
    return choice(TO_ROMAN, dict(n=str(n)), roman(n), "It is {}.", roman_steps(n, False))


COUNT_SIGNS = wording("""
    How many signs are there? {signs}
    Count them: {signs}
    {signs}  How many can you see?
    How many of these are there in the row: {signs}
    I drew {signs} on the board. How many did I draw?
    {signs}   How many? ___
    Number of marks in {signs} ?
    Touch each one and count aloud: {signs}. Where do you end?
    Every sign is one person in the boat: {signs}. How many people are in the boat?
    My sister typed {signs}. How many times did she hit the key?
""")


def count_signs(rng: Random, _words: list[str]) -> Problem:
    n, s = rng.randint(3, 14), rng.choice(["*", "o", "x", "#", "+", "O", "@", "!"])
    return number(COUNT_SIGNS, dict(signs=" ".join([s] * n)), n, "There are {}.", " ".join(f"{s} {i + 1}" for i in range(n)))


COUNT_WORD = wording("""
    How many times is "{w}" in this list: {list}?
    {list}. How many times do you see the word {w}?
    Count how often {w} comes up: {list}
    Each word is one sticker on my page: {list}. How many stickers show {w}?
    Out the window Mia saw {list}. How many times did she see {w}?
    {list} - how many x {w}
    The children called out {list}. How many of them called {w}?
    In the list {list} the word {w} stands ___ times.
    We asked for favourites and heard {list}. How many votes did {w} get?
    Find all places with {w} in {list}. How many are there?
""")
ANIMALS = "cat dog bird fish cow horse duck frog bee pig sheep mouse".split()


def count_word(rng: Random, _words: list[str]) -> Problem:
    w, *others = rng.sample(ANIMALS, 4)
    count = rng.randint(2, 5)
    items = [w] * count + [rng.choice(others) for _ in range(rng.randint(3, 6))]
    rng.shuffle(items)
    seen, marked = 0, []
    for x in items:
        seen += x == w
        marked.append(f"{x} {seen}" if x == w else x)
    return number(COUNT_WORD, dict(w=w, list=listed(items)), count, "It is there {} times.", "\n".join(marked))


COUNT_LIST = wording("""
    How many things are on this list: {list}?
    {list}. How many are these?
    Count the items: {list}
    Mum wrote down {list}. How many things must I buy?
    In my bag there is {list}. How many objects are in the bag?
    {list} - how many is that in total
    Let's count together! {list}. What do we get?
    The table is laid with {list}. How many things lie there?
    For the picnic we pack {list}. That makes ___ things.
    If {list} are all we can see, how many things can we see?
""")


def count_list(rng: Random, _words: list[str]) -> Problem:
    things = rng.sample(GOODS, rng.randint(3, 8))
    said = [f"an {x}" if x[0] in "aeiou" else f"a {x}" for x in things]
    text = f"{', '.join(said[:-1])} and {said[-1]}"
    return number(COUNT_LIST, dict(list=text), len(things), "There are {} things.", "\n".join(f"{x} {i + 1}" for i, x in enumerate(things)))


TALLY = wording("""
    Tally marks: {f} bundles of five and {s} single strokes. Which number is it?
    In the tally chart there are {f} groups of five and {s} extra marks. How many were counted?
    {p} made tally marks for cars: {f} full gates of five and {s} more. How many cars is that?
    {f} fives and {s} ones in tallies = ___
    How many votes do {f} crossed bundles, each worth five, and {s} loose lines show?
    tally: {f} x five-bundle plus {s} lines, total?
    Each bundle of tally strokes means five. I see {f} bundles and {s} strokes after them. What number is that?
    The prisoner scratched {f} groups of five lines and then {s} lines. How many days have passed?
    While counting birds {p} drew {f} bundles of five and {s} single marks. How many birds did {p} count?
    Read the tally: full groups of five: {f}, left over: {s}.
""")


def tally_number(rng: Random, _words: list[str]) -> Problem:
    f, s = rng.randint(2, 8), rng.randint(2, 4)
    return number(TALLY, dict(p=rng.choice(PEOPLE), f=f, s=s), 5 * f + s, "It is {}.", f"{times(5, f)}\n{plus(5 * f, s)}")


TALLY_BUNDLES = wording("""
    You tally the number {n}. How many full bundles of five do you draw?
    How many complete groups of five are in a tally of {n}?
    {n} in tally marks: number of bundles of five?
    {p} counts {n} bikes with tally marks. Every five strokes are one bundle. How many full bundles are there?
    For {n} you need ___ full fives in a tally chart.
    If I write {n} as tallies, how many times do I cross a group of five?
    tally {n}, how many full five-groups
    We keep score with tallies and have {n} points. How many finished gates of five can you see?
    Draw {n} strokes and bundle them in fives. How many bundles are full?
    Find the number of five-packs in a tally for {n}.
""")


def tally_bundles(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(11, 49)
    return number(TALLY_BUNDLES, dict(p=rng.choice(PEOPLE), n=n), n // 5, "There are {} bundles.", over(n, 5))


PAIR_UP = wording("""
    Can {n} children make pairs so that nobody is alone?
    {n} kids line up two by two. Does everyone have a partner?
    Is it possible to put {n} socks into pairs with none left over?
    There are {n} dancers. Can they all dance in twos?
    {p} has {n} gloves and makes pairs. Does it work out without a single glove left?
    can u share {n} sweets equally between two people without cutting any
    Will every pupil have a neighbour if {n} pupils sit down at tables for two and fill them up?
    Yes or no: {n} players can be split into two teams of the same size.
    Two friends want the same number of cards. There are {n} cards. Can they manage with all of them?
    Would {n} people walking in pairs work out, with no one walking alone?
""")


def pair_up(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(5, 60)
    return choice(PAIR_UP, dict(p=rng.choice(PEOPLE), n=n), "no" if n % 2 else "yes", "{}, that does not work." if n % 2 else "{}, that works.", last_digit(n))


HUNDRED_CHART = wording("""
    On a hundred chart with ten numbers in each row, which number is directly {where} {n}?
    Hundred square: what is right {where} {n}? Each row has ten numbers.
    Find {n} on the 1 to 100 grid, (rows of ten|with ten in a row). What number is just {where} it?
    A piece of the hundred chart is torn off. It showed the number just {where} {n}. Which number? The rows have ten numbers.
    In the number square from 1 to 100 with ten columns, the box {where} {n} has the number ___
    My counter is on {n} of the hundred board, rows of ten. I move it to the square directly {where}. Where is it now?
    100 grid, ten per row, number straight {where} {n}?
    The field {where} {n} in a square of ten rows with ten numbers each, from 1 to 100, is which?
    We play on a hundred square, (ten by ten|ten in each row), with 1 at the top left. What is written {where} {n}?
    Look at {n} in the hundreds table with rows of ten. Which number stands immediately {where} it?
""")


def hundred_chart(rng: Random, _words: list[str]) -> Problem:
    n, below = rng.randint(11, 90), rng.random() < 0.6
    found = n + 10 if below else n - 10
    return number(HUNDRED_CHART, dict(n=str(n), where="below" if below else "above"), found, "It is {}.", plus(n, 10) if below else minus(n, 10))


ROUNDS_TO = wording("""
    Which of these numbers rounds to {n}, to the nearest ten: {list}?
    {list}. One of them is {n} when rounded to the nearest ten. Which?
    After rounding to tens I got {n}. Was my number {list}?
    Pick the number that becomes {n} if you round to the nearest ten: {list}
    Rounded to tens, which one of {list} gives {n}?
    {n} is the rounded number, (to the nearest ten|rounded to tens). Which was the original: {list}?
    which of {list} rounds to {n}, nearest 10
    Only one of the numbers {list} is about {n}, rounded to the nearest ten. It is ___
    Find the ticket number that rounds to {n}. Tickets: {list}. Round to the nearest ten.
    Someone says "about {n}" and has rounded to the nearest ten. Which of {list} did they have?
""")


def rounds_to(rng: Random, _words: list[str]) -> Problem:
    n = 10 * rng.randint(2, 12)
    found = n + rng.choice([-5, -4, -3, -2, -1, 1, 2, 3, 4])
    others = rng.sample([x for x in range(n - 16, n + 17) if nearest_ten(x) != n], 2)
    numbers = rng.sample([found, *others], 3)
    return number(ROUNDS_TO, dict(n=str(n), list=listed(numbers)), found, "It is {}.", "\n".join(f"{x}: {nearest_ten(x)}" for x in numbers))


CLUES = wording("""
    I am an {kind} number between {a} and {b}. Who am I?
    Which {kind} number lies between {a} and {b}?
    Find the {kind} number that is more than {a} and less than {b}.
    {a} < ? < {b} and it is {kind}. Which whole number is it?
    Guess my age: it is {kind}, above {a} and below {b}.
    {kind} number bigger than {a}, smaller than {b} = ___
    My locker number is greater than {a} but less than {b}, and it is {kind}. What is it?
    only {kind} number btw {a} and {b}?
    There is just one {kind} number after {a} and before {b}. Write it.
    The secret number is {kind}. {a} is too small and {b} is too big. What can it be?
""")


def clue_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(8, 98)
    a, b = rng.choice([(n - 2, n + 2), (n - 1, n + 2), (n - 2, n + 1)])
    think = "\n".join(last_digit(x) for x in range(a + 1, b))
    return number(CLUES, dict(a=a, b=b, kind="odd" if n % 2 else "even"), n, "It is {}.", think)


KINDS: dict[str, list[Kind]] = {
    "worksheet-order": [
        bigger_of_two, smaller_of_two, sign_between, sign_sum, true_sign, more_things, fewer_things, oldest_youngest, tallest_shortest, largest_in_row,
        smallest_in_row, order_up, order_down, order_negative, negative_bigger, colder_city, decimal_bigger, order_decimals, cheapest_item, order_people,
        second_largest, middle_number, comes_between, after_number, before_number, neighbours, how_many_between, list_between, halfway_number, closer_to,
        more_by, less_by, count_on, count_back, next_in_row, missing_in_row, rule_of_row, step_of_row, doubling_row, wrong_in_row, nth_of_row,
        temperature_move, temperature_gap, number_line, place_in_line, people_in_front, how_many_less, fits_between, fastest_runner, podium_place,
        pages_read, side_of_street],
    "worksheet-numbers": [
        even_or_odd, which_even, all_even, next_even, first_multiples, is_multiple, which_multiple, factors_of, common_multiple, common_factor, is_prime,
        place_digit, digit_worth, expand_number, from_parts, build_number, mystery_digits, how_many_tens, trade_ones, largest_made, smallest_made,
        round_ten, round_hundred, round_whole, estimate_sum, words_to_digits, digits_to_words, ordinal_short, ordinal_long, nth_thing, digit_sum,
        count_digits, same_digit, swap_digits, from_roman, to_roman, count_signs, count_word, count_list, tally_number, tally_bundles, pair_up,
        hundred_chart, rounds_to, clue_number],
}
