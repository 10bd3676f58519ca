"""Measures on worksheets: lengths, weights, volumes, temperatures and data; and shapes, turns and fractions."""

from random import Random

from ..grammar import Problem, wording
from ..school import PEOPLE, Kind, choice, number, over, plus_steps, times
from ..school_space import COMPASS
from ..stories import minus, plus

UNITS = [("cm", "mm", 10), ("m", "cm", 100), ("km", "m", 1000), ("kg", "g", 1000), ("l", "ml", 1000), ("metres", "centimetres", 100),
         ("meters", "centimeters", 100), ("kilometres", "metres", 1000), ("kilometers", "meters", 1000), ("kilograms", "grams", 1000), ("kilos", "grams", 1000),
         ("litres", "millilitres", 1000), ("liters", "milliliters", 1000), ("centimetres", "millimetres", 10), ("tonnes", "kilograms", 1000),
         ("feet", "inches", 12), ("yards", "feet", 3), ("m", "dm", 10), ("dm", "cm", 10)]
METRIC = [unit for unit in UNITS if unit[2] in (100, 1000) and len(unit[0]) <= 2]


def one(unit: str) -> str:
    return "foot" if unit == "feet" else unit.removesuffix("s")


def either(options: list[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}"


def mixed(rng: Random, options: list[str]) -> str:
    return either(rng.sample(options, len(options)))


def largest(labels: list[str], numbers: list[int], sign: int = 1) -> str:
    """The largest (or for sign -1 the smallest) number so far, then its label."""
    best, lines = numbers[0], []
    for label, n in zip(labels, numbers):
        best = n if sign * n > sign * best else best
        lines.append(f"{label} {n}: {best}")
    return "\n".join([*lines, f"{best}: {labels[numbers.index(best)]}"])


TO_SMALLER = wording("""
    {n} {big} = ___ {small}
    How many {small} (are there in|make up|is|are) {n} {big}?
    (Convert|Change) {n} {big} (to|into) {small}.
    Write {n} {big} in {small}.
    Say {n} {big} another way, with {small}.
    what's {n} {big} in {small}??
    fill in the gap: {n} {big} is the same as ... {small}
    My daughter has to turn {n} {big} into {small}. What should she get?
    {n} {big} - and how much would that be if we used {small} instead?
    ({n} {big} to {small}|{big} to {small}: {n})
    Express {n} {big} as a number of {small}.
    If something is {n} {big}, how many {small} is it?
""")


def to_smaller(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(UNITS)
    n = rng.randint(2, 12 if f == 12 else 20)
    return number(TO_SMALLER, dict(n=n, big=big, small=small), n * f, f"It is {{}} {small}.", f"1 {one(big)} = {f} {small}\n{times(f, n)}")


TO_BIGGER = wording("""
    {n} {small} = ___ {big}
    How many {big} are {n} {small}?
    Change {n} {small} (to|into) {big}, please.
    {n} {small} is too long a number. Write it in {big}.
    I've got {n} {small}. How many whole {big} does that give me?
    in {big}: {n} {small} = ?
    Convert: {n} {small} → ... {big}
    Our worksheet says {n} {small}, but the answer should be in {big}. What do I put?
    (Somebody measured|We measured) {n} {small}. (How much is that|What is that) in {big}?
    Rewrite {n} {small} using {big} as the unit.
    You need {f} {small} for one of the bigger unit, {big}. How many {big} do {n} {small} make?
""")


def to_bigger(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(UNITS)
    n = rng.randint(2, 12 if f == 12 else 20)
    return number(TO_BIGGER, dict(n=n * f, big=big, small=small, f=f), n, f"It is {{}} {big}.", f"1 {one(big)} = {f} {small}\n{over(n * f, f)}")


MIXED_TO_SMALL = wording("""
    {a} {big} {b} {small} = ___ {small}
    {a} {big} and {b} {small}: how many {small} (altogether|in all|is that)?
    Write {a} {big} {b} {small} in {small} only.
    The label says {a} {big} {b} {small}. What would it say in {small}?
    {p} writes {a} {big} {b} {small}. {q} wants only {small}. What should {q} write?
    how do i change {a} {big} {b} {small} into {small}
    Turn it all into {small}: {a} {big} + {b} {small}
    Convert {a} {big} {b} {small} to {small}.
    Express {a} {big} {b} {small} with a single unit, {small}.
    Find the missing number. {a} {big} {b} {small} is equal to [ ] {small}.
    If I have {a} {big} plus {b} {small}, what number goes before the {small}?
""")


def mixed_to_small(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(METRIC + UNITS[:1])
    a, b = rng.randint(2, 9), rng.randint(2, 9) if f == 10 else rng.randint(2, 19) * (5 if f == 100 else 50)
    p, q = rng.sample(PEOPLE, 2)
    return number(MIXED_TO_SMALL, dict(a=a, b=b, big=big, small=small, p=p, q=q), a * f + b, f"It is {{}} {small}.",
                  f"1 {big} = {f} {small}\n{times(f, a)}\n{plus(a * f, b)}")


SMALL_TO_MIXED = wording("""
    {n} {small} = ___ {big} ___ {small}
    Write {n} {small} in {big} and {small}.
    How many {big} and {small} are {n} {small}?
    Split {n} {small} into whole {big} and what is left in {small}.
    {p} measured {n} {small}. Say it with {big} and {small}.
    (Change|Convert) {n} {small} to {big} and {small}, e.g. "... {big} ... {small}".
    we have to use two units, {big} and {small}. the number is {n} {small}
    What is {n} {small} if you use {big} for the big part and {small} for the rest?
    Rename {n} {small}, using both {big} and {small}.
    Mum says nobody says {n} {small}, you say it in {big} and {small}. How?
""")


def small_to_mixed(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(METRIC + UNITS[:1])
    a, b = rng.randint(1, 9), rng.randint(1, 9) if f == 10 else rng.randint(1, 19) * (5 if f == 100 else 50)
    n = a * f + b
    return choice(SMALL_TO_MIXED, dict(n=n, big=big, small=small, p=rng.choice(PEOPLE)), f"{a} {big} {b} {small}", "It is {}.",
                  f"1 {big} = {f} {small}\n{n} = {a * f} + {b}\n{a * f} {small} = {a} {big}")


PART_UNITS = [("half a metre", 1, 2, 100, "cm", "1 m"), ("half a kilometre", 1, 2, 1000, "m", "1 km"), ("half a kilogram", 1, 2, 1000, "g", "1 kg"),
              ("half a kilo", 1, 2, 1000, "g", "1 kg"), ("half a litre", 1, 2, 1000, "ml", "1 l"), ("half a centimetre", 1, 2, 10, "mm", "1 cm"),
              ("half a tonne", 1, 2, 1000, "kg", "1 t"), ("a quarter of a metre", 1, 4, 100, "cm", "1 m"), ("a quarter of a litre", 1, 4, 1000, "ml", "1 l"),
              ("a quarter of a kilometre", 1, 4, 1000, "m", "1 km"), ("a quarter of a kilogram", 1, 4, 1000, "g", "1 kg"),
              ("three quarters of a metre", 3, 4, 100, "cm", "1 m"), ("three quarters of a litre", 3, 4, 1000, "ml", "1 l"),
              ("three quarters of a kilometre", 3, 4, 1000, "m", "1 km"), ("three quarters of a kilo", 3, 4, 1000, "g", "1 kg"),
              ("a tenth of a metre", 1, 10, 100, "cm", "1 m"), ("a tenth of a litre", 1, 10, 1000, "ml", "1 l"), ("a fifth of a kilogram", 1, 5, 1000, "g", "1 kg"),
              ("one and a half metres", 3, 2, 100, "cm", "1 m"), ("one and a half litres", 3, 2, 1000, "ml", "1 l"),
              ("one and a half kilometres", 3, 2, 1000, "m", "1 km"), ("one and a half kilos", 3, 2, 1000, "g", "1 kg"),
              ("two and a half metres", 5, 2, 100, "cm", "1 m"), ("two and a half kilos", 5, 2, 1000, "g", "1 kg"),
              ("two and a half litres", 5, 2, 1000, "ml", "1 l"), ("half a liter", 1, 2, 1000, "ml", "1 l"), ("half a meter", 1, 2, 100, "cm", "1 m"),
              ("half a foot", 1, 2, 12, "inches", "1 foot"), ("a quarter of a foot", 1, 4, 12, "inches", "1 foot")]
PART_OF_UNIT = wording("""
    How many {small} is {part}?
    What is {part} in {small}?
    {p} needs {part}. How many {small} is that?
    Write as {small}: {part}
    {part} = ___ {small}
    if it says {part} how many {small} do i take
    My gran always says "{part}". In {small}, please!
    Convert {part} into {small}.
    I only have a tool with {small} on it and I need {part}. What number do I look for?
    Give {part} as a whole number of {small}.
""")


def part_of_unit(rng: Random, _words: list[str]) -> Problem:
    part, a, b, f, small, whole = rng.choice(PART_UNITS)
    think = f"{whole} = {f} {small}\n{over(f, b)}" + (f"\n{times(f // b, a)}" if a > 1 else "")
    return number(PART_OF_UNIT, dict(part=part, small=small, p=rng.choice(PEOPLE)), f * a // b, f"It is {{}} {small}.", think)


DECIMAL_UNITS = wording("""
    {d} {big} = ___ {small}
    Convert {d} {big} to {small}.
    How many {small} are there in {d} {big}?
    The sign says {d} {big}. What is that in {small}?
    Get rid of the decimal point: write {d} {big} in {small}.
    {p} has to write {d} {big} in {small}. Help {p}!
    whats {d} {big} in {small}
    {d} {big} is how many {small}?
    Change the unit from {big} to {small}: {d} {big}
    Without a comma or point, in {small}: {d} {big}
""")


def decimal_units(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(METRIC)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    think = f"1 {big} = {f} {small}\n0.1 {big} = {f // 10} {small}\n{f} x {a} = {f * a}\n{f // 10} x {b} = {f // 10 * b}\n{f * a} + {f // 10 * b} = {f * a + f // 10 * b}"
    return number(DECIMAL_UNITS, dict(d=f"{a}.{b}", big=big, small=small, p=rng.choice(PEOPLE)), f * a + f // 10 * b, f"It is {{}} {small}.", think)


FACTS = [("millimetres", "a centimetre", 10), ("centimetres", "a metre", 100), ("metres", "a kilometre", 1000), ("millimetres", "a metre", 1000),
         ("grams", "a kilogram", 1000), ("grams", "a kilo", 1000), ("millilitres", "a litre", 1000), ("kilograms", "a tonne", 1000), ("centilitres", "a litre", 100),
         ("decilitres", "a litre", 10), ("decimetres", "a metre", 10), ("centimetres", "a decimetre", 10), ("inches", "a foot", 12), ("feet", "a yard", 3),
         ("ounces", "a pound", 16), ("pints", "a gallon", 8), ("milligrams", "a gram", 1000), ("centimeters", "a meter", 100), ("meters", "a kilometer", 1000),
         ("milliliters", "a liter", 1000), ("cm", "a metre", 100), ("g", "a kilogram", 1000), ("ml", "a litre", 1000), ("mm", "a centimetre", 10),
         ("m", "a kilometre", 1000), ("cups", "a pint", 2), ("pints", "a quart", 2), ("quarts", "a gallon", 4), ("inches", "a yard", 36)]
UNIT_FACT = wording("""
    How many {small} are (there |)in {big}?
    {big} has how many {small}?
    I always forget how many {small} go into {big}. Tell me!
    What number of {small} makes {big}?
    If you want {big}, how many {small} do you need?
    ___ {small} make {big}
    (Complete the rule|Learn by heart): {big} = ... {small}
    To get {big} you put together how many {small}?
    quick quiz: {small} in {big}?
    How many {small} equal {big}?
    Teacher: "{big} is the same as how many {small}?"
""")


def unit_fact(rng: Random, _words: list[str]) -> Problem:
    small, big, n = rng.choice(FACTS)
    return number(UNIT_FACT, dict(small=small, big=big), n, f"There are {{}} {small} in {big}.", None, few=True)


MEASURED = {
    "kilometres": (["the distance between two towns", "the length of a motorway", "the length of a long river", "a long train journey", "the way from London to Paris",
                    "the length of a marathon", "the way to the next city", "the width of a country"], ["centimetres", "millimetres"]),
    "metres": (["the length of a classroom", "the height of a house", "the length of a swimming pool", "the height of a tall tree", "the length of a bus",
                "the length of a garden fence", "the height of a church tower", "the length of a football field"], ["millimetres"]),
    "centimetres": (["the length of a pencil", "the width of a book", "the height of a cup", "the length of a shoe", "the length of a spoon", "the width of your hand",
                     "the length of a toothbrush", "the height of a vase"], ["kilometres"]),
    "millimetres": (["the thickness of a coin", "the length of an ant", "the thickness of a fingernail", "the length of a grain of rice", "the width of a pencil tip",
                     "the thickness of a piece of card", "the size of a flea", "the size of a pinhead"], ["kilometres", "metres"]),
    "grams": (["the weight of a letter", "the weight of a slice of bread", "the weight of a strawberry", "the weight of a pencil", "the weight of a mouse",
               "the weight of an egg", "the weight of a biscuit", "the weight of a feather"], ["tonnes", "kilograms"]),
    "kilograms": (["the weight of a grown-up", "the weight of a big bag of potatoes", "the weight of a bicycle", "the weight of a full suitcase", "the weight of a sheep",
                   "the weight of a washing machine", "the weight of a big dog", "the weight of a school child"], ["milligrams"]),
    "tonnes": (["the weight of a lorry", "the weight of an elephant", "the weight of an aeroplane", "the weight of a ship", "the weight of a bus", "the weight of a whale",
                "the weight of a tank", "the weight of a train engine"], ["grams"]),
    "millilitres": (["the medicine on a spoon", "the tea in a small cup", "the juice in a little carton", "the perfume in a bottle", "the ink in a pen",
                     "the drops in an eye-drop bottle", "the nail polish in a bottle", "the vanilla in a teaspoon"], ["kilometres"]),
    "litres": (["the water in a bathtub", "the petrol in the tank of a car", "the water in a bucket", "the water in a fish tank", "the rain in a rain barrel",
                "the milk a cow gives in a day", "the water in a paddling pool", "the oil in a tanker"], ["degrees"]),
    "degrees": (["the heat of the soup", "the temperature of the bath water", "the temperature outside", "a fever", "the heat of an oven",
                 "the temperature in a fridge", "the temperature at the North Pole", "the temperature of the sea"], ["litres"])}
OF_UNIT = {"kilometres": "long distance", "metres": "big length", "centimetres": "small length", "millimetres": "tiny length", "grams": "small weight",
           "kilograms": "big weight", "tonnes": "huge weight", "millilitres": "little liquid", "litres": "much liquid", "degrees": "temperature"}
WHICH_UNIT = wording("""
    Which unit (fits|is best for|suits) {what}: {options}?
    You want to (measure|find out) {what}. Do you use {options}?
    {options}? For {what}.
    Pick the best unit for {what}, {options}.
    {p} is measuring {what}. Should {p} use {options}?
    Choose from {options}: the right unit for {what}
    would you give {what} in {options}
    Underline the sensible unit. {what}: {options}
    Think about {what}. Which of these would you write after the number: {options}?
    In what unit do people usually give {what}, {options}?
    unit for {what} = ___, choose {options}
""")


def which_unit(rng: Random, _words: list[str]) -> Problem:
    unit = rng.choice(list(MEASURED))
    things, wrong = MEASURED[unit]
    what = rng.choice(things)
    liquid, weight = ["litres", "millilitres"], ["grams", "kilograms", "tonnes"]
    length = ["kilometres", "metres", "centimetres"]
    other = [x for group in (liquid, weight, length, ["degrees"]) if unit not in group + ["millimetres"] * (group == length) for x in group]
    if unit in liquid:
        other = [x for x in other if x not in weight]
    options = rng.sample(sorted({*other, *wrong}), 2) + [unit]
    return choice(WHICH_UNIT, dict(what=what, options=mixed(rng, options), p=rng.choice(PEOPLE)), unit, "The best unit is {}.",
                  f"{what}: {OF_UNIT[unit]}\n{OF_UNIT[unit]}: {unit}")


TOOLS = {"a thermometer": ["how warm the bath is", "if you have a fever", "the temperature outside", "how hot the oven is", "how cold the freezer is", "the heat of the day",
                           "if the pool is warm enough", "the temperature of the room"],
         "scales": ["the weight of a parcel", "how heavy a baby is", "200 g of flour", "the weight of a bag of apples", "how heavy your suitcase is", "your body weight",
                    "how heavy the cat is", "the weight of a letter"],
         "a ruler": ["the length of a pencil", "the width of a book", "a straight line of 8 cm", "the side of a small square", "the length of your finger", "how long a crayon is",
                     "the width of a photo", "how long a leaf is"],
         "a measuring jug": ["half a litre of milk", "the water for a cake", "300 ml of juice", "how much liquid is in a bottle", "the milk for pancakes", "how much tea is in the pot",
                             "250 ml of cream", "how much soup is in the bowl"],
         "a clock": ["what time it is", "when school starts", "how late it is", "if it is noon yet", "the time now", "when it is midnight", "if it is time for lunch",
                     "what hour it is"]}
WHICH_TOOL = wording("""
    What do you need to find out or measure this: {what}? Take your pick: {options}.
    {what} - {options}?
    Which (tool|instrument) would you use for "{what}": {options}?
    {p} wants to know or measure this: {what}. Should {p} take {options}?
    Match the tool. {what}: ___, {options}
    i need to check {what}, do i get {options}
    Name the right tool out of {options} for this job: {what}
    We are measuring today! Our task is "{what}". Do we use {options}?
    There are these things on the table: {options}. One of them helps with this: {what}. Which?
    For the job "{what}", choose one: {options}
""")


def which_tool(rng: Random, _words: list[str]) -> Problem:
    tool = rng.choice(list(TOOLS))
    options = rng.sample([x for x in TOOLS if x != tool], rng.randint(1, 2)) + [tool]
    return choice(WHICH_TOOL, dict(what=rng.choice(TOOLS[tool]), options=mixed(rng, options), p=rng.choice(PEOPLE)), tool, "You use {}.", None)


ESTIMATES = [("the height of a door", "2 m", "20 m"), ("the length of a new pencil", "18 cm", "180 cm"), ("the weight of an apple", "150 g", "15 kg"),
             ("the weight of a car", "1,200 kg", "12 kg"), ("the height of a grown-up man", "180 cm", "18 cm"), ("the length of a bus", "12 m", "12 cm"),
             ("the water in a bathtub", "150 l", "150 ml"), ("the juice in a glass", "200 ml", "20 l"), ("the temperature on a hot summer day", "32 °C", "92 °C"),
             ("the temperature in a fridge", "5 °C", "50 °C"), ("the length of an ant", "5 mm", "5 cm"), ("the weight of an elephant", "5 t", "50 kg"),
             ("the weight of an egg", "60 g", "6 kg"), ("the length of a school bag", "40 cm", "4 m"), ("the height of a house", "9 m", "90 m"),
             ("the walk to a school in your town", "1 km", "1,000 km"), ("the weight of a cat", "4 kg", "40 g"), ("the length of a bed", "2 m", "20 cm"),
             ("the height of a chair seat", "45 cm", "4 m"), ("a bottle of water", "1 l", "100 l"), ("the medicine on a teaspoon", "5 ml", "5 l"),
             ("the temperature of boiling water", "100 °C", "10 °C"), ("the temperature of an ice cube", "0 °C", "30 °C"), ("the temperature of a healthy body", "37 °C", "57 °C"),
             ("the height of a tall tree", "20 m", "20 cm"), ("the length of a banana", "20 cm", "2 m"), ("the thickness of a coin", "2 mm", "2 cm"),
             ("the weight of a bicycle", "15 kg", "15 g"), ("the weight of a mouse", "20 g", "20 kg"), ("the weight of a newborn baby", "3 kg", "30 kg"),
             ("the weight of a bar of chocolate", "100 g", "10 kg"), ("the length of a football field", "100 m", "10 km"), ("a bucket of water", "10 l", "10 ml"),
             ("the tea in a cup", "250 ml", "25 l"), ("the width of a hand", "8 cm", "80 cm"), ("the length of a toothbrush", "18 cm", "18 mm"),
             ("the weight of a letter", "20 g", "2 kg"), ("the weight of a dog like a Labrador", "30 kg", "3 g"), ("the height of a mountain", "2,000 m", "20 m"),
             ("a speed for walking", "5 km an hour", "50 km an hour"), ("the speed of a car on a motorway", "110 km an hour", "10 km an hour"),
             ("the height of a table", "75 cm", "75 mm"), ("the length of a grain of rice", "6 mm", "60 mm"), ("the petrol in a full car tank", "50 l", "50 ml"),
             ("the weight of a loaf of bread", "750 g", "75 kg"), ("the length of a train", "200 m", "200 km"), ("the weight of a tennis ball", "58 g", "58 kg"),
             ("the temperature in a warm living room", "21 °C", "61 °C"), ("the height of a giraffe", "5 m", "50 cm"), ("the length of a shoe", "25 cm", "25 mm")]
ESTIMATE = wording("""
    What is about right for {what}: {a} or {b}?
    {what} - is it roughly {a} or {b}?
    Guess {what}. Is {a} or {b} more sensible?
    Which makes sense for {what}, {a} or {b}?
    {p} says {a}, {q} says {b}. They are guessing {what}. Whose number can be true, the {a} or the {b}?
    ring the better estimate for {what}: {a} / {b}
    Estimate! {what} = {a} or {b}?
    Only one of these, {a} and {b}, can be {what}. Which one?
    Could {what} be {a}, or is {b} nearer the truth?
    A question about sizes: would you say {a} or {b} for {what}?
    {a} or {b}? It's for {what}.
""")


def estimate(rng: Random, _words: list[str]) -> Problem:
    what, right, wrong = rng.choice(ESTIMATES)
    a, b = rng.sample([right, wrong], 2)
    p, q = rng.sample(PEOPLE, 2)
    return choice(ESTIMATE, dict(what=what, a=a, b=b, p=p, q=q), right, "It is about {}.", None, few=True)


WHICH_IS_MORE = wording("""
    Which is {more}: {a} or {b}?
    {a} or {b} - which is {more}?
    {p} has {a}, {q} has {b}. Which of the two is {more}?
    Compare {a} with {b} and write down the {more} one.
    What's {more}, {a} or {b}?
    my brother says {a} is {more} than {b} but i say it's the other way round. which one is really {more}
    Tick the one that is {more}.  {a}  |  {b}
    Look at the units! {a}, {b}: which is {more}?
    Two labels read {a} and {b}. Name the {more} one.
    If you compare {a} and {b}, the {more} is ___
""")


def which_is_more(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(METRIC + UNITS[:1])
    n = rng.randint(2, 9)
    m = rng.choice([n * f + rng.randint(1, 9) * f // 10, n * f - rng.randint(1, 9) * f // 10, n * f // 10, n * f - f + f // 2])
    more, less = {"g": ("heavier", "lighter"), "ml": ("bigger", "smaller")}.get(small, ("longer", "shorter"))
    asked = rng.choice([more, less])
    first, second = f"{n} {big}", f"{m} {small}"
    right = first if (n * f > m) == (asked == more) else second
    a, b = rng.sample([first, second], 2)
    p, q = rng.sample(PEOPLE, 2)
    return choice(WHICH_IS_MORE, dict(a=a, b=b, more=asked, p=p, q=q), right, f"{{}} is {asked}.",
                  f"1 {big} = {f} {small}\n{first} = {n * f} {small}\n{n * f} {'>' if n * f > m else '<'} {m}\n{asked}: {right}")


SORT_MEASURES = wording("""
    Put these in order, (smallest|least) first: {items}
    Sort from small to big: {items}.
    Order {items}, beginning with the (smallest|least).
    {items} - write them again from the smallest to the largest.
    {p} has mixed up {items}. Line them up, the smallest at the front.
    arrange {items} ascending
    Start with the least and end with the most: {items}
    We wrote {items} on the board. What is the right order if they grow from left to right?
    Which order is right, smallest on the left, biggest on the right? {items}
    Write in order of size, small to large: {items}
""")


def sort_measures(rng: Random, _words: list[str]) -> Problem:
    big, small, f = rng.choice(METRIC)
    sizes = rng.sample(range(1, 20), 4)
    named = {(f"{k // 2} {big}" if k % 2 == 0 else f"{k * f // 2} {small}"): k * f // 2 for k in sizes}
    right = sorted(named, key=named.get)
    return choice(SORT_MEASURES, dict(items=", ".join(named), p=rng.choice(PEOPLE)), ", ".join(right), "The order is {}.",
                  f"1 {big} = {f} {small}\n" + "\n".join(f"{k} = {v} {small}" for k, v in named.items()) + f"\n{', '.join(str(named[k]) for k in right)}")


OBJECTS = "crayon nail leaf key feather worm screw stick ribbon spoon straw pen match candle string".split()
RULER = wording("""
    A {thing} lies on a ruler from {a} cm to {b} cm. How long is it?
    On the ruler the {thing} starts at {a} cm and ends at {b} cm. What is its length (in cm|)?
    The zero of my ruler is broken. The {thing} goes from the {a} to the {b}, cm. How many cm is it long?
    start {a} cm, end {b} cm, so the {thing} is ___ cm long
    {p} puts the {thing} against the ruler: one end at {a} cm, the other at {b} cm. Find the length.
    From the {a} cm mark to the {b} cm mark, how many centimetres is that?
    If a {thing} reaches from {a} cm to {b} cm on a measuring tape, how long must it be?
    Read the picture: left end at {a} cm, right end at {b} cm. How long is the {thing}?
    ruler question. {thing} begins at {a} and stops at {b}. length in cm?
    What is the distance between {a} cm and {b} cm on a ruler?
""")


def ruler(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(1, 15)
    b = a + rng.randint(2, 15)
    return number(RULER, dict(a=a, b=b, thing=rng.choice(OBJECTS), p=rng.choice(PEOPLE)), b - a, "It is {} cm long.", minus(b, a))


TALLER = wording("""
    {p} is {a} cm tall and {q} is {b} cm. How much taller is {p}?
    {p}: {a} cm. {q}: {b} cm. What's the difference in height?
    How many cm is {p}, {a} cm, taller than {q}, {b} cm?
    {q} measures {b} cm and {p} measures {a} cm. By how many cm is {q} shorter?
    The school nurse wrote down {a} cm for {p} and {b} cm for {q}. How many centimetres lie between them?
    {q} wants to be as tall as {p}. {p} is {a} cm, {q} only {b} cm. How much must {q} grow?
    Last year I was {b} cm, now I'm {a} cm. How much did I grow?
    The wall chart: {b} cm in spring, {a} cm in autumn. How many cm has {p} grown?
    im {b} cm my sister is {a} cm, how many cm is she taller than me
    Find how much higher {a} cm is than {b} cm.
""")


def taller(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(95, 160)
    a = b + rng.randint(2, 35)
    p, q = rng.sample(PEOPLE, 2)
    return number(TALLER, dict(a=a, b=b, p=p, q=q), a - b, "It is {} cm.", minus(a, b))


HEAVIER = wording("""
    The {x} weighs {a} {u}, the {y} {b} {u}. How much heavier is the {x}?
    {x} {a} {u}, {y} {b} {u}: the {x} is how many {u} heavier?
    A {x} of {a} {u} and a {y} of {b} {u} are on the scales. What is the difference in weight?
    How many {u} less does the {y}, {b} {u}, weigh than the {x}, {a} {u}?
    My {x} has {a} {u}. My {y} has {b} {u}. By how much is the {y} lighter?
    {p} can hardly lift the {x}, which is {a} {u}. The {y} is just {b} {u}. How many {u} more is the {x}?
    Subtract the weights: {x} = {a} {u}, {y} = {b} {u}. Difference?
    On one label it says {a} {u}, on the other {b} {u}. How many {u} are between the two?
    which weighs more we know, the {x}, {a} {u} against {b} {u} for the {y}. but how much more?
    Weight of the {x}: {a} {u}. Weight of the {y}: {b} {u}. How much more does the {x} weigh?
""")


def heavier(rng: Random, _words: list[str]) -> Problem:
    u, things, step = rng.choice([("g", "book letter mug toy ball shoe hat torch phone pear".split(), 5), ("kg", "suitcase box dog bike table sack crate chair goat bench".split(), 1)])
    x, y = rng.sample(things, 2)
    b = rng.randint(3, 60) * step
    a = b + rng.randint(2, 35) * step
    return number(HEAVIER, dict(x=x, y=y, a=a, b=b, u=u, p=rng.choice(PEOPLE)), a - b, f"The difference is {{}} {u}.", minus(a, b))


JOINED = wording("""
    {p} ties a rope of {a} m to one of {b} m. How long is it (now|altogether|in all)?
    Two (planks|ribbons|pipes), {a} m and {b} m, are laid end to end. What is the total length?
    We walked {a} m before lunch and {b} m after. How many m did we walk?
    {a} m + {b} m = ___ m
    The hall is {a} m long and the room behind it {b} m. How many m is that together?
    Two toy trains, one {a} m, the other {b} m long, are hooked together. Find the length of the whole train.
    add: {a} m fence and {b} m fence. how many m of fence
    {p} swims {a} m, takes a rest and swims another {b} m. How far is that?
    First I dug {a} m of the path, then {b} m more. How long is the path?
    It's {a} m from my door to the park and {b} m from the park to school. How far do I go?
""")


def joined(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 99), rng.randint(3, 99)
    return number(JOINED, dict(a=a, b=b, p=rng.choice(PEOPLE)), a + b, "It is {} m.", plus(a, b))


CUT_OFF = wording("""
    {p} has {a} m of string and cuts off {b} cm. How many cm are left?
    From a {a} m plank, dad saws {b} cm. How many centimetres remain?
    A ribbon of {a} m loses {b} cm. Length now, in cm?
    The cloth was {a} m long. {b} cm have been used. How much cloth, in cm, is there still?
    {a} m - {b} cm = ___ cm
    how much is left of {a} m of wire if you take away {b} cm? answer in cm please
    Our hose is {a} m. We shorten it by {b} cm. How long is it then, in cm?
    Take {b} cm from {a} m. How many cm is that?
    There was a roll of {a} m of tape. {p} stuck {b} cm on a parcel. How many cm of tape are on the roll now?
    You need {a} m of wool but you are {b} cm short. How many cm do you have?
""")


def cut_off(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 6), rng.randint(5, 95)
    return number(CUT_OFF, dict(a=str(a), b=b, p=rng.choice(PEOPLE)), 100 * a - b, "It is {} cm.", f"{a} m = {100 * a} cm\n{minus(100 * a, b)}")


PIECES = wording("""
    A (ribbon|plank|stick) of {n} cm is cut into {k} equal pieces. How long is each (piece|one)?
    {p} cuts {n} cm of string into {k} parts of the same length. How many cm is a part?
    {n} cm of wood, {k} equal bits. One bit = ___ cm
    How long will every piece be if {n} cm of tape are shared among {k} children?
    Divide a line of {n} cm into {k} equal sections. What is the length of a section?
    i have to cut a paper strip of {n} cm into {k} strips, all equal. how many cm for one
    {k} friends share a liquorice lace. It is {n} cm long. How many cm does each get?
    Grandpa saws a board of {n} cm so that he gets {k} boards of equal length. Find that length.
    {k} pieces together are {n} cm, and all pieces are alike. How many cm has one?
    The snake of paper has {k} equal links and is {n} cm long. How long is a link?
""")


def pieces(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.randint(2, 10), rng.randint(3, 25)
    return number(PIECES, dict(n=k * m, k=k, p=rng.choice(PEOPLE)), m, "It is {} cm.", over(k * m, k))


HOW_MANY_PIECES = wording("""
    How many {m} cm pieces can you cut from {n} cm of (ribbon|string|wire)?
    {p} has a strip of {n} cm and needs bits of {m} cm. How many bits (does {p} get|are there)?
    A tape of {n} cm is cut every {m} cm. Into how many pieces does it fall?
    {n} cm : {m} cm = ___ pieces
    If one bead bracelet takes {m} cm of thread, how many bracelets can be made with {n} cm?
    Bricks are {m} cm long. How many bricks stand end to end in a row of {n} cm?
    we need strips of {m} cm, the paper is {n} cm. how many strips
    A snail crawls {m} cm a minute. How many minutes for {n} cm?
    My stride is {m} cm. How many strides do I need for {n} cm?
    Blocks, each {m} cm high, are piled up to a tower of {n} cm. Number of blocks?
""")


def how_many_pieces(rng: Random, _words: list[str]) -> Problem:
    k, m = rng.randint(2, 12), rng.randint(3, 12)
    return number(HOW_MANY_PIECES, dict(n=k * m, m=m, p=rng.choice(PEOPLE)), k, "It is {}.", over(k * m, m))


CONTAINERS = [("sack", "rice", "kg"), ("bag", "sand", "kg"), ("box", "fruit", "kg"), ("packet", "flour", "g"), ("tin", "tea", "g"), ("jar", "jam", "g"), ("can", "paint", "l"),
              ("bottle", "juice", "ml"), ("bucket", "water", "l"), ("carton", "milk", "ml"), ("crate", "fish", "kg"), ("bar", "chocolate", "g")]
PACKS = wording("""
    One {c} of {s} has {a} {u}. How many {u} are there in {n} of them?
    {n} times one {c} with {a} {u} of {s}: how many {u} in total?
    {p} buys {s}. Every {c} has {a} {u}, and {p} takes {n}. How many {u} is that?
    We carry home {s}. There is {a} {u} in each {c} and we carry {n}. Total in {u}?
    Each {c} holds {a} {u} of {s}. What do {n} of them hold?
    If a {c} of {s} contains {a} {u}, {n} of them contain ___ {u}.
    {a} {u} of {s} in every {c}, and we have {n}. how much {s} do we have
    Work out how much {s} you get: in each {c} {a} {u}, number bought {n}.
    The shop sends us {s}. A {c} is {a} {u} and we ordered {n}. How many {u} come?
    There's {a} {u} of {s} in a {c}. And in {n}?
""")


def packs(rng: Random, _words: list[str]) -> Problem:
    c, s, u = rng.choice(CONTAINERS)
    a = rng.randint(2, 12) if u in ("kg", "l") else rng.randint(2, 15) * 50
    n = rng.randint(2, 9)
    return number(PACKS, dict(c=c, s=s, u=u, a=a, n=n, p=rng.choice(PEOPLE)), a * n, f"It is {{}} {u}.", times(a, n))


BALANCE = wording("""
    On the left of the scales there are {a} kg and {b} kg. On the right there are {c} kg. How many kg must you add on the right?
    A balance: left {a} kg + {b} kg, right {c} kg. What weight is missing on the right?
    {a} + {b} kg on one side, {c} kg on the other. What do I add to the {c} kg so the see-saw is level?
    The scale tips. One pan holds {a} kg and {b} kg, the other holds just {c} kg. Which weight makes it balance?
    {a} kg + {b} kg = {c} kg + ___ kg
    {p} puts weights of {a} kg and {b} kg in one pan, and {c} kg in the second. How much more has to go in the second pan?
    left pan {a} kg and {b} kg. right pan {c} kg. to be even the right needs how many kg more?
    To balance {a} kg and {b} kg together, {c} kg is too little. How many kg are lacking?
    Both sides should be equal. Side one has {a} kg and {b} kg. Side two has {c} kg and a mystery box. What does the box weigh?
    A melon and {c} kg weigh as much as {a} kg and {b} kg together. How heavy is the melon?
""")


def balance(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 20), rng.randint(2, 20)
    c = rng.randint(2, a + b - 1)
    return number(BALANCE, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a + b - c, "It is {} kg.", f"{plus(a, b)}\n{minus(a + b, c)}")


EMPTY_JAR = wording("""
    A full (jar|tin|basket) weighs {a} g. Empty it weighs {b} g. How heavy is what is inside?
    With the jam the glass weighs {a} g, without it {b} g. How many grams of jam are in there?
    {p}'s lunch box is {a} g when packed and {b} g when empty. What does the lunch weigh?
    full {a} g, empty {b} g, contents ___ g
    The scales show {a} g for the pot with honey. The pot itself is {b} g. Find the weight of the honey.
    How much does the fruit weigh if bowl and fruit are {a} g and the bowl is {b} g?
    Parcel with wrapping: {a} g. Wrapping: {b} g. Parcel without wrapping?
    {p} weighs a hamster in its box: {a} g. The box alone is {b} g. How many g is the hamster?
    i weighed the can with sand, {a} g, and the can with nothing, {b} g, so how much sand
    Gross weight {a} g, packaging {b} g. What is the net weight?
""")


def empty_jar(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(4, 60) * 5
    a = b + rng.randint(10, 120) * 5
    return number(EMPTY_JAR, dict(a=a, b=b, p=rng.choice(PEOPLE)), a - b, "It is {} g.", minus(a, b))


POURING = wording("""
    A jug holds {a} ml. {p} fills {n} glasses of {b} ml from it. How many ml are left (in the jug|)?
    There are {a} ml of milk. {n} cups of {b} ml each are poured. What remains?
    {a} ml of lemonade, {n} times {b} ml drunk. How much is still there?
    We took {b} ml out of the {a} ml bottle, and we did that {n} times. How many ml does the bottle still have?
    {a} ml - {n} x {b} ml = ___ ml
    {n} children drink {b} ml each out of a big bottle with {a} ml. Rest?
    From {a} ml of paint I use {b} ml for each of {n} pictures. How much paint have I got now?
    how many ml in the watering can if it had {a} and {n} plants got {b} ml each
    The medicine bottle: {a} ml. Dose: {b} ml. After {n} doses, how many ml are inside?
    {p} has {a} ml of shampoo and uses {b} ml per wash. How many ml are there after {n} washes?
""")


def pouring(rng: Random, _words: list[str]) -> Problem:
    n, b = rng.randint(2, 6), rng.randint(1, 5) * 50
    a = n * b + rng.randint(1, 12) * 50
    return number(POURING, dict(a=a, n=n, b=b, p=rng.choice(PEOPLE)), a - n * b, "It is {} ml.", f"{times(b, n)}\n{minus(a, n * b)}")


GLASSES = wording("""
    How many {b} ml glasses can you fill from {a} l of (juice|water|milk)?
    {a} l of tea, cups of {b} ml: how many cups?
    {p} pours {a} l of punch into beakers that take {b} ml. How many beakers get full?
    A pan has {a} l of soup. A bowl takes {b} ml. For how many bowls is it enough?
    {a} l : {b} ml = ___
    our bottle is {a} l big and we drink {b} ml every time. how many times can we drink
    A watering can contains {a} l. Each plant gets {b} ml. How many plants can be watered?
    You want {a} l in bottles of {b} ml. How many bottles?
    {b} ml fit in a mug. How many mugs make {a} l?
    Share {a} l of squash in portions of {b} ml. Number of portions?
""")


def glasses(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 5), rng.choice([100, 200, 250, 500])
    return number(GLASSES, dict(a=str(a), b=b, p=rng.choice(PEOPLE)), 1000 * a // b, "It is {}.", f"{a} l = {1000 * a} ml\n{over(1000 * a, b)}")


COLDER = wording("""
    It is {a} degrees. Then it gets {b} degrees colder. What is the temperature now?
    The thermometer shows {a} °C and falls by {b} °C. Where is it then?
    In the evening it was {a} °C. Overnight the temperature dropped {b} degrees. How cold was it in the morning?
    {a} °C, down {b} °C = ___ °C
    {p} reads {a} degrees at noon. By night it has sunk by {b} degrees. What does {p} read then?
    temperature {a}, minus {b} degrees because of the snow. new temperature?
    A freezer is at {a} °C. It cools by {b} °C. Temperature?
    Start at {a} on the thermometer and go down {b} steps. Which number do you reach?
    At tea time: {a} degrees. At bedtime: {b} degrees less. How many degrees at bedtime?
    The weather man says it'll be {b} degrees colder tomorrow. Today we have {a}. What'll we have tomorrow?
""")


def colder(rng: Random, words: list[str]) -> Problem:
    a, b = rng.randint(0, 25), rng.randint(2, 20)
    if a == 1 or abs(a - b) == 1:
        return colder(rng, words)
    think = minus(a, b) if a >= b else f"{a} - {a} = 0\n{b} - {a} = {b - a}\n0 - {b - a} = {a - b}"
    return number(COLDER, dict(a=a, b=b, p=rng.choice(PEOPLE)), a - b, "It is {} degrees.", think)


WARMER = wording("""
    It is {a} °C in the morning. By noon it is {b} degrees warmer. What is the temperature at noon?
    The thermometer is at {a} °C and climbs {b} degrees. What does it show?
    {a} °C, up {b} °C = ___ °C
    At dawn we had {a} degrees, then the sun came and it rose by {b} degrees. How warm did it get?
    from {a} degrees it goes up {b}. what is it now
    A cold drink has {a} °C. In the sun it warms up by {b} °C. Its temperature?
    {p} puts the heating on. The room had {a} degrees and gains {b}. What's the new temperature?
    Count {b} steps up the thermometer from {a}. Where do you stop?
    Yesterday: {a} °C. Today it's {b} degrees more. Today's temperature?
    Outside it was {a} degrees when {p} got up, and since then it has got warmer by {b} degrees. How many degrees is it?
""")


def warmer(rng: Random, words: list[str]) -> Problem:
    a, b = rng.randint(-12, 20), rng.randint(2, 18)
    if abs(a) == 1 or abs(a + b) == 1:
        return warmer(rng, words)
    think = plus(a, b) if a >= 0 else (f"0 - {-a} = {a}\n{minus(b, -a)}" if b >= -a else f"{minus(-a, b)}\n0 - {-a - b} = {a + b}")
    return number(WARMER, dict(a=a, b=b, p=rng.choice(PEOPLE)), a + b, "It is {} degrees.", think)


TEMPERATURE_GAP = wording("""
    Morning {a} °C, noon {b} °C. By how many degrees did it get warmer?
    It was {a} °C, now it's {b} °C. How much has the temperature gone up?
    What is the difference between {a} °C and {b} °C?
    In {x} it is {b} °C and in {y} {a} °C. How many degrees warmer is it in {x}?
    From {a} degrees to {b} degrees: a rise of ___ degrees
    {p} looked at the thermometer twice. First {a} degrees, later {b}. What was the change?
    inside {b} degrees outside {a} degrees how big is the difference
    Lowest {a} °C, highest {b} °C. What is the difference?
    How many steps up is it from {a} to {b} on the thermometer?
    {y} has {a} °C. {x} has {b} °C. By how many degrees is {y} colder?
""")
CITIES = "London Paris Rome Oslo Madrid Berlin Cairo Boston Dublin Athens Vienna Moscow Delhi Tokyo Sydney Toronto Chicago Helsinki Lisbon Prague".split()


def temperature_gap(rng: Random, words: list[str]) -> Problem:
    a = rng.randint(-10, 18)
    b = max(a + rng.randint(2, 20), 0)
    if 1 in (abs(a), abs(b), b - a):
        return temperature_gap(rng, words)
    x, y = rng.sample(CITIES, 2)
    think = minus(b, a) if a >= 0 else f"{a} to 0: {-a}\n0 to {b}: {b}\n{plus(-a, b)}"
    return number(TEMPERATURE_GAP, dict(a=a, b=b, x=x, y=y, p=rng.choice(PEOPLE)), b - a, "It is {} degrees.", think)


WARMEST = wording("""
    Weather report: {data}. Where is it {most}?
    Temperatures today: {data}. Which city is the {most}?
    {data} - the {most} place is ___
    Look at the weather map: {data}. Name the {most} city.
    {p} wants to travel to the {most} of these cities: {data}. Where does {p} go?
    which one is {most}? {data}
    We noted these degrees: {data}. In which city was it {most}?
    Of the cities in this list, which has the {most} weather? {data}
    The radio says {data}. Tell me the {most} city.
    If I go where it is {most}, which city do I choose? {data}
""")


def warmest(rng: Random, _words: list[str]) -> Problem:
    cities = rng.sample(CITIES, rng.randint(3, 5))
    numbers = rng.sample(range(-9, 35), len(cities))
    most, sign = rng.choice([("warmest", 1), ("coldest", -1), ("hottest", 1)])
    i = numbers.index(sign * max(sign * n for n in numbers))
    return choice(WARMEST, dict(data=", ".join(f"{c} {n} °C" for c, n in zip(cities, numbers)), most=most, p=rng.choice(PEOPLE)), cities[i],
                  f"{{}} is the {most}.", largest(cities, numbers, sign))


RECIPES = [("pancakes", "flour", "g"), ("pancakes", "milk", "ml"), ("soup", "water", "ml"), ("soup", "pumpkin", "g"), ("a cake", "sugar", "g"), ("a cake", "butter", "g"),
           ("rice pudding", "rice", "g"), ("pizza", "cheese", "g"), ("curry", "chicken", "g"), ("a salad", "cheese", "g"), ("porridge", "milk", "ml"), ("waffles", "flour", "g"),
           ("a pudding", "cream", "ml"), ("lasagne", "pasta", "g"), ("fruit salad", "melon", "g"), ("stew", "beef", "g"), ("muffins", "sugar", "g"), ("cocoa", "milk", "ml")]
RECIPE_MORE = wording("""
    For {a} people, {dish} needs {n} {u} of {s}. How much {s} for {b} people?
    Recipe: {dish}, serves {a}, {n} {u} {s}. We are {b}. How many {u} of {s}?
    {p} cooks {dish} for {b} guests. The book says {n} {u} of {s} for {a}. How much {s} does {p} need?
    {s} for {a} persons: {n} {u}. For {b} persons: ___ {u}
    If {n} {u} of {s} is right for {a} people, what is right for {b}?
    i want to make {dish} for {b} people but the recipe, {n} {u} of {s}, is for {a}. how much {s} do i take
    {a} servings of {dish} use {n} {u} of {s}. Work out the {s} for {b} servings.
    We usually take {n} {u} of {s} for the {a} of us. Now {b} people are coming for {dish}! How many {u} of {s}?
    Scale the recipe up from {a} to {b} people: {n} {u} of {s} becomes how many {u}?
    {dish} for {a} = {n} {u} {s}; {dish} for {b} = how many {u} {s}?
""")


def recipe_more(rng: Random, _words: list[str]) -> Problem:
    dish, s, u = rng.choice(RECIPES)
    a, k, n = rng.randint(2, 6), rng.randint(2, 4), rng.randint(3, 16) * 25
    return number(RECIPE_MORE, dict(dish=dish, s=s, u=u, a=a, b=a * k, n=n, p=rng.choice(PEOPLE)), n * k, f"It is {{}} {u}.", f"{over(a * k, a)}\n{times(n, k)}")


RECIPE_LESS = wording("""
    {n} {u} of {s} is for {b} people. How many {u} for {a}?
    The recipe for {dish} serves {b}: {n} {u} of {s}. Only {a} are eating. How much {s}?
    {p} cooks for just {a}, but the recipe is for {b} and says {n} {u} of {s}. How many {u} should {p} use?
    {b} portions need {n} {u} of {s}. {a} portions need ___ {u}.
    How much {s} do you take for {a} if {b} people would need {n} {u}?
    Scale down: {dish} for {b} has {n} {u} of {s}, we want it for {a}.
    we are {a} people and not {b} like in the cookbook. it says {n} {u} {s}. so how many {u} for us
    Making a smaller {s} batch, {a} instead of {b} helpings. Full batch: {n} {u}. Small batch?
    If {b} guests get {n} {u} of {s} in all, how many {u} would {a} guests get?
    {dish}, {b} servings, {n} {u} of {s}. And for {a} servings?
""")


def recipe_less(rng: Random, _words: list[str]) -> Problem:
    dish, s, u = rng.choice(RECIPES)
    a, k, n = rng.randint(2, 5), rng.randint(2, 4), rng.randint(2, 12) * 25
    return number(RECIPE_LESS, dict(dish=dish, s=s, u=u, a=a, b=a * k, n=n * k, p=rng.choice(PEOPLE)), n, f"It is {{}} {u}.", f"{over(a * k, a)}\n{over(n * k, k)}")


VIA_ONE = wording("""
    {a} (identical|equal) boxes weigh {n} kg. What do {b} of them weigh?
    In {a} minutes the tap gives {n} l. How many litres in {b} minutes?
    {a} steps take {p} {n} m forward. How many m do {b} steps take?
    A machine fills {n} bottles in {a} minutes. How many in {b} minutes?
    {n} g of food is enough for {a} hamsters. {b} hamsters would need ___ g.
    {p} reads {n} pages in {a} days, every day the same. How many pages in {b} days?
    if {a} bags of sand are {n} kg then how many kg are {b} bags
    The car needs {n} litres for {a} trips. And how many litres for {b} trips?
    {a} equal bricks in a row measure {n} cm. How long is a row of {b}?
    {a} tickets cost {n} euros. How many euros do {b} tickets cost?
""")


def via_one(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(2, 10), 2)
    m = rng.randint(2, 12)
    return number(VIA_ONE, dict(a=a, b=b, n=a * m, p=rng.choice(PEOPLE)), b * m, "It is {}.", f"{over(a * m, a)}\n{times(m, b)}")


FAR = wording("""
    A {v} goes {s} km an hour. How far does it get in {t} hours?
    {v}, {s} km/h, {t} hours: how many km?
    Speed {s} km per hour, time {t} h. Distance = ___ km
    {p} travels by {v} for {t} hours at {s} km an hour. How many kilometres is the journey?
    If in one hour a {v} covers {s} km, what does it cover in {t} hours?
    how far is it with a {v} that does {s} km each hour when it drives {t} hours
    Every hour the {v} is {s} km further. After {t} hours it is how many km away?
    The {v} keeps a steady {s} km/h. Work out the distance after {t} hours.
    {t} hours in a {v} at {s} kilometres per hour. How long was the trip in km?
    Our {v} needed {t} hours and made {s} km in each of them. How many km did we go?
""")
VEHICLES = [("car", 50, 120), ("train", 60, 200), ("bus", 40, 90), ("lorry", 40, 80), ("boat", 10, 40), ("tram", 20, 40), ("coach", 50, 90), ("ship", 20, 50), ("van", 40, 100)]


def far(rng: Random, _words: list[str]) -> Problem:
    v, low, high = rng.choice(VEHICLES)
    s, t = rng.randrange(low, high + 1, 10), rng.randint(2, 7)
    return number(FAR, dict(v=v, s=s, t=t, p=rng.choice(PEOPLE)), s * t, "It is {} km.", times(s, t))


SPEED = wording("""
    A {v} covers {d} km in {t} hours. How fast is it (in km per hour|in km/h)?
    {d} km in {t} hours. How many km is that in one hour?
    {p} needs {t} hours for {d} km by {v}. What is the speed in km an hour?
    distance {d} km, time {t} h, speed ___ km/h
    The {v} took {t} hours for the {d} km. Each hour it made the same distance. How many km an hour?
    At what speed must a {v} go to do {d} km in exactly {t} hours?
    we did {d} km in {t} hours with the {v}, so how many km per hour was that
    Find the km per hour: {d} km, {t} hours.
    If {t} hours are enough for {d} km, how far does the {v} get every hour?
    A trip of {d} km lasted {t} hours at an even speed. Tell me the speed in km/h.
""")


def speed(rng: Random, _words: list[str]) -> Problem:
    v, low, high = rng.choice(VEHICLES)
    s, t = rng.randrange(low, high + 1, 10), rng.randint(2, 6)
    return number(SPEED, dict(v=v, d=s * t, t=t, p=rng.choice(PEOPLE)), s, "It is {} km per hour.", over(s * t, t))


HOW_LONG = wording("""
    A {v} does {s} km an hour. How many hours does it need for {d} km?
    {d} km at {s} km/h: how many hours?
    {p} has {d} km to go and the {v} makes {s} km every hour. In how many hours is {p} there?
    speed {s} km/h, distance {d} km, time ___ h
    For how many hours must the {v} travel to cover {d} km, if it covers {s} km each hour?
    how long does a {v} take for {d} km with {s} km per hour, in hours
    Going {s} km per hour, when will we have done {d} km? After ... hours.
    The next town is {d} km away. Our {v} has a speed of {s} km/h. How many hours until we arrive?
    Find the travel time in hours for {d} km, driving {s} kilometres per hour.
    In one hour {s} km, so {d} km in how many hours?
""")


def how_long(rng: Random, _words: list[str]) -> Problem:
    v, low, high = rng.choice(VEHICLES)
    s, t = rng.randrange(low, high + 1, 10), rng.randint(2, 6)
    return number(HOW_LONG, dict(v=v, d=s * t, s=s, p=rng.choice(PEOPLE)), t, "It takes {} hours.", over(s * t, s))


MAP = wording("""
    On a map 1 cm is {k} km. Two villages are {n} cm apart on it. How far is that really, in km?
    Map scale: 1 cm = {k} km. {n} cm = ___ km
    {p} measures {n} cm on the map. Every cm stands for {k} km. How many km is the way?
    How many kilometres are {n} cm on a map where one cm means {k} km?
    The legend says one centimetre for {k} kilometres. The river is {n} cm long on the paper. Its real length in km?
    my map says 1 cm for {k} km, the route is {n} cm, how many km do we hike
    Each centimetre of the plan is {k} km in nature. What are {n} centimetres in nature?
    If {k} km are drawn as one cm, what distance is drawn as {n} cm?
    Real distance? Drawn {n} cm, scale one cm to {k} km.
    The treasure is {n} cm away on the chart. A cm on the chart is {k} km at sea. How many km must the pirates sail?
""")


def map_scale(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.choice([2, 3, 4, 5, 10, 20, 50]), rng.randint(2, 15)
    return number(MAP, dict(k=k, n=n, p=rng.choice(PEOPLE)), k * n, "It is {} km.", times(k, n))


MAP_BACK = wording("""
    On a map 1 cm is {k} km. How many cm are {d} km on the map?
    Scale: one cm for {k} km. The lake is {d} km long. How long do you draw it, in cm?
    {d} km in nature, {k} km per cm on the map. On the map it is ___ cm.
    {p} draws a map, with each cm standing for {k} km. How many cm should a road of {d} km get?
    The way is {d} km. How many centimetres is that on a map with {k} km to the centimetre?
    if a cm means {k} km then {d} km is how many cm on paper
    Two towns lie {d} km apart. What is their distance in cm on a map where {k} km take up one cm?
    A plan shows {k} km as one cm. What does it show {d} km as, in cm?
    We want to put a path of {d} km on our plan. One cm = {k} km. Find the length of the line in cm.
    Real length {d} km, map scale {k} km to a cm. Length on the map in cm?
""")


def map_back(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.choice([2, 3, 4, 5, 10, 20, 50]), rng.randint(2, 15)
    return number(MAP_BACK, dict(k=k, d=k * n, p=rng.choice(PEOPLE)), n, "It is {} cm.", over(k * n, k))


THERE_AND_BACK = wording("""
    {p} lives {a} km from school and goes there and back every day. How many km in {n} days?
    The way to work is {a} km. Mum drives there and back. How many km after {n} days?
    {a} km to the lake, and the same {a} km home again. We did it {n} times. Total km?
    How many km does {p} cycle in {n} days, if the club is {a} km away and {p} rides there and home each day?
    there {a} km, back {a} km, {n} days = ___ km
    Bus route: {a} km one way. The bus goes to the end and returns {n} times. How many km has it gone?
    one way is {a} km. both ways, {n} days. how far
    The postman's village is {a} km off. He goes and comes back each day. How far is that in {n} days?
    {p} visits Grandma {n} times. It is {a} km to her house, and then {a} km home. How many km is that in all?
    Each day a dog runs {a} km to the farm and {a} km back. How many km in {n} days?
""")


def there_and_back(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 15), rng.randint(2, 7)
    return number(THERE_AND_BACK, dict(a=a, n=n, p=rng.choice(PEOPLE)), 2 * a * n, "It is {} km.", f"{plus(a, a)}\n{times(2 * a, n)}")


STILL_TO_GO = wording("""
    The trip is {d} km. We drove {a} km, had a break, and drove {b} km. How many km are left?
    {p} hikes {d} km: {a} km on Friday, {b} km on Saturday, the rest on Sunday. How many km on Sunday?
    {d} km - {a} km - {b} km = ___ km
    Of a bike tour of {d} km {p} has done {a} km and then {b} km more. How far is there to go?
    How many kilometres remain of {d} if you have already covered {a} and {b}?
    are we there yet? total {d} km, first {a} km, then {b} km. how much more
    A cable of {d} m must be laid. Day 1: {a} m. Day 2: {b} m. How many m for the next day?
    A race is {d} km. After {a} km there's a drink, after {b} km more a banana. How far from the banana to the finish?
    The train rolls {a} km to the first stop, {b} km to the second, and {d} km in all to the third. How long is the last part?
    Three parts make {d} m. Two of them are {a} m and {b} m. The third?
""")


def still_to_go(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.randint(5, 60), rng.randint(5, 60), rng.randint(5, 60)
    return number(STILL_TO_GO, dict(d=a + b + c, a=a, b=b, p=rng.choice(PEOPLE)), c, "It is {}.", f"{minus(a + b + c, a)}\n{minus(b + c, b)}")


MARKS = wording("""
    A jug has a line every {k} ml. The water is {n} lines above {a} ml. How many ml is that?
    The scale has small marks, each worth {k} g. The pointer stands {n} marks after {a} g. What does it show?
    Marks every {k}. Start at {a}, {n} marks on. Which number?
    On a thermometer strip each line means {k}. The red column ends {n} lines over {a}. Read it off.
    {p} looks at the kitchen scales: {n} little lines past the {a}, one line is {k} g. How many g?
    one line = {k} ml, i see the juice {n} lines higher than {a}. how much juice
    Number line: after {a} come jumps of {k}. Where are you after {n} jumps?
    The speedometer needle is {n} marks beyond {a}. From mark to mark it's {k}. The speed?
    Each step on the measuring stick is {k} cm. The snow reaches {n} steps above the {a} cm line. How deep is it?
    {a} plus {n} steps of {k} on the scale: read the value.
""")


def marks(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.choice([2, 5, 10, 20, 25, 50]), rng.randint(2, 4)
    a = rng.randint(1, 8) * k * 5
    return number(MARKS, dict(k=k, n=n, a=a, p=rng.choice(PEOPLE)), a + n * k, "It is {}.", f"{times(k, n)}\n{plus(a, n * k)}")


GROWING = wording("""
    A plant is {a} cm high and grows {k} cm a week. How high is it after {n} weeks?
    {p}'s sunflower: {a} cm today, {k} cm more each week. Height in {n} weeks?
    Bamboo is fast! Ours is {a} cm, and every day it gains {k} cm. How tall in {n} days?
    Hair grows {k} cm in a month. Mine is {a} cm. How long will it be in {n} months?
    {a} cm + {n} x {k} cm = ___ cm
    the snow is {a} cm deep and each hour another {k} cm falls. how deep after {n} hours
    In a tank stand {a} cm of water. It rises {k} cm per minute. What is the level after {n} minutes?
    A puppy weighs {a} kg. It puts on {k} kg every month. Its weight {n} months later?
    {p} stacks {n} bricks of {k} cm on a wall of {a} cm. How high is the wall now?
    We measured the bean at {a} cm. If it goes up {k} cm daily, what will we measure {n} days from now?
""")


def growing(rng: Random, _words: list[str]) -> Problem:
    a, k, n = rng.randint(3, 40), rng.randint(2, 9), rng.randint(2, 9)
    return number(GROWING, dict(a=a, k=k, n=n, p=rng.choice(PEOPLE)), a + k * n, "It is {}.", f"{times(k, n)}\n{plus(a, k * n)}")


BURNING = wording("""
    A candle of {a} cm burns down {k} cm every hour. How long is it after {n} hours?
    A tank holds {a} l and loses {k} l a day. What is in it after {n} days?
    {p} has {a} m of wool and knits {k} m away each evening. How many m are there after {n} evenings?
    The snowman is {a} cm tall and melts {k} cm an hour. His height {n} hours later?
    {a} kg of dog food, {k} kg a week. how much is there after {n} weeks
    {a} - {n} x {k} = ___
    Our barrel had {a} litres. We take {k} litres for each of {n} flower beds. How many litres stay in?
    Every time {p} sharpens the {a} mm crayon it gets {k} mm shorter. Length after {n} times?
    We start with {a} kg of hay and feed {k} kg a day. Work out the rest after {n} days.
    A submarine is at a height of {a} m above the sea bed and sinks {k} m a minute. Its height in {n} minutes?
""")


def burning(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.randint(2, 6), rng.randint(2, 6)
    a = k * n + rng.randint(2, 30)
    return number(BURNING, dict(a=a, k=k, n=n, p=rng.choice(PEOPLE)), a - k * n, "It is {}.", f"{times(k, n)}\n{minus(a, k * n)}")


LIMIT = wording("""
    The (lift|bridge|boat) holds at most {m} kg. The load is {a} kg, {b} kg and {c} kg. Is that allowed?
    Maximum {m} kg! Three bags weigh {a} kg, {b} kg and {c} kg. May they go in together?
    {p}'s trolley can take up to {m} kg. Can it carry {a} kg, {b} kg and {c} kg at once?
    limit {m} kg, we have {a} + {b} + {c} kg. ok or not? say yes or no
    Can {a} kg, {b} kg and {c} kg go on a shelf for {m} kg at the most?
    Is {a} kg + {b} kg + {c} kg within the limit of {m} kg?
    A sign on the cable car says no more than {m} kg. On it are {a} kg, {b} kg and {c} kg. Is it all right, yes or no?
    Yes or no: things of {a} kg, {b} kg and {c} kg may be put in a case with a limit of {m} kg.
    We may take {m} kg on the plane. Our cases are {a} kg, {b} kg and {c} kg. Are we allowed to fly with all of them?
    The crane lifts {m} kg and no more. Will it lift crates of {a} kg, {b} kg and {c} kg in one go?
""")


def limit(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(5, 60) for _ in range(3))
    m = max(a + b + c + rng.choice([-1, 1]) * rng.randint(2, 25), 10)
    total = a + b + c
    return choice(LIMIT, dict(a=a, b=b, c=c, m=m, p=rng.choice(PEOPLE)), "Yes" if total <= m else "No", "{}.",
                  f"{plus_steps([a, b, c])}\n{total} {'<' if total < m else '>'} {m}: {'yes' if total <= m else 'no'}")


NEAREST = wording("""
    Round {n} {u} to the nearest ten.
    {n} {u} is about ___ {u}, nearest ten
    To the nearest ten {u}, what is {n} {u}?
    {p} measured {n} {u} and should give it to the nearest ten. What does {p} write?
    The tape shows {n} {u}. Which full ten is closest?
    can you round {n} {u} so it ends in zero, nearest ten
    Say {n} {u} roughly: which multiple of ten is it nearest to?
    Give {n} {u} rounded to tens.
    Is {n} {u} closer to the ten below or the ten above? Name that ten.
    We only need tens. What becomes of {n} {u} when rounded?
""")


def nearest(rng: Random, _words: list[str]) -> Problem:
    tens, ones = rng.randint(1, 30), rng.choice([1, 2, 3, 4, 6, 7, 8, 9])
    n, u = 10 * tens + ones, rng.choice(["cm", "m", "km", "g", "kg", "ml", "l"])
    r = 10 * (tens + (ones > 5))
    return number(NEAREST, dict(n=n, u=u, p=rng.choice(PEOPLE)), r, f"It is {{}} {u}.",
                  f"{10 * tens} or {10 * tens + 10}\n{ones} {'>' if ones > 5 else '<'} 5: {'up' if ones > 5 else 'down'}\n{r}")


DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
TABLES = [("cups of tea sold", DAYS[:5]), ("books lent", WEEK), ("visitors", DAYS), ("ice creams sold", WEEK), ("pages read", DAYS[:6]), ("eggs laid", WEEK),
          ("goals", ["Reds", "Blues", "Greens", "Whites", "Blacks"]), ("votes", ["apples", "bananas", "grapes", "pears", "plums"]),
          ("children with this pet", ["dog", "cat", "fish", "hamster", "rabbit"]), ("cars counted", ["red", "blue", "white", "black", "silver"]),
          ("stickers", ["Tom", "Eva", "Max", "Zoe", "Kim"]), ("votes", ["football", "tennis", "swimming", "judo", "hockey"]), ("birds seen", ["robins", "crows", "tits", "ducks", "gulls"]),
          ("points", ["Team A", "Team B", "Team C", "Team D"]),
          ("rainy days", ["March", "April", "May", "June", "July"]), ("children coming this way", ["bus", "bike", "car", "foot", "train"])]


def table(rng: Random, different: bool = True, high: int = 30, least: int = 3) -> tuple[str, str, list[str], list[int]]:
    """What it is about, the table as text, its labels and its numbers."""
    title, labels = rng.choice(TABLES)
    labels = labels[:rng.randint(least, len(labels))]
    numbers = rng.sample(range(2, high), len(labels)) if different else [rng.randint(2, high) for _ in labels]
    sign, between = rng.choice([" ", ": ", " = ", " - "]), rng.choice([", ", "; ", " | "])
    return title, between.join(f"{a}{sign}{n}" for a, n in zip(labels, numbers)), labels, numbers


DATA_MOST = wording("""
    Table, {title}: {data}. Which has the {most}?
    {title}: {data}. Where is the number (the |){highest}?
    Look at this chart about {title}: {data}. Which bar is the {tallest}?
    {p} collected {title}. {data}. What comes out with the {most}?
    {data}, {title}. The {most}: ___
    bar chart {title} {data} which one is {highest}
    These are the numbers for {title}: {data}. Find the entry with the {highest} number.
    In our survey about {title} we got {data}. Tell me which got the {most}.
    Read the table and name the entry with the {most}. {title}: {data}
    Here is a list of {title}. {data}. Whose number is {highest}?
""")


def data_most(rng: Random, _words: list[str]) -> Problem:
    title, data, labels, numbers = table(rng)
    sign = rng.choice([1, -1])
    most, highest, tallest = ("most", "highest", "tallest") if sign == 1 else ("least", "lowest", "shortest")
    i = numbers.index(sign * max(sign * n for n in numbers))
    return choice(DATA_MOST, dict(title=title, data=data, most=most, highest=highest, tallest=tallest, p=rng.choice(PEOPLE)), labels[i],
                  f"The {most}: {{}}.", largest(labels, numbers, sign))


DATA_TOTAL = wording("""
    {title}: {data}. What is the total?
    Add up the table. {data}
    {data} - how many is that altogether, {title}?
    {p} wrote down the {title}: {data}. How many in all?
    Total of the numbers in this chart, please: {data}
    how many {title} all together if it was {data}
    The bars show {data}. Find the sum of all bars.
    Sum of {title}: {data} = ___
    Put all the {title} together. {data}. What number do you get?
    A tally of {title} gave {data}. Work out the whole amount.
""")


def data_total(rng: Random, _words: list[str]) -> Problem:
    title, data, _labels, numbers = table(rng, False, 15)
    return number(DATA_TOTAL, dict(title=title, data=data, p=rng.choice(PEOPLE)), sum(numbers), "The total is {}.", plus_steps(numbers))


DATA_GAP = wording("""
    {title}: {data}. How many more for {x} than for {y}?
    Chart: {data}. What is the difference between {x} and {y}?
    {data}. By how much is {y} lower than {x}?
    {p} compares {x} and {y} in the table "{title}": {data}. What's the difference?
    Table of {title}. {data}. {x} is ahead of {y} by ___.
    from {y} to {x}, how big is the gap? {data}
    Use the numbers {data} to find how many more {x} has than {y}.
    The bar for {x} is higher than the bar for {y}. By how many? {title}: {data}
    {data} are the {title}. How many would {y} need to catch up with {x}?
    How much less has {y} than {x} here: {data}?
""")


def data_gap(rng: Random, _words: list[str]) -> Problem:
    title, data, labels, numbers = table(rng)
    (m, y), (n, x) = sorted(rng.sample(list(zip(numbers, labels)), 2))
    return number(DATA_GAP, dict(title=title, data=data, x=x, y=y, p=rng.choice(PEOPLE)), n - m, "The difference is {}.", f"{x}: {n}\n{y}: {m}\n{minus(n, m)}")


DATA_VALUE = wording("""
    {title}: {data}. What is the number for {x}?
    How many does {x} have? {data}
    Read off the value of {x}: {data}
    {data}. And {x}?
    In the table on {title} it says {data}. Which number belongs to {x}?
    {p} looks up {x} in this list: {data}. What does {p} find?
    Chart, {title}, {data}. {x} = ___
    whats the figure for {x} in {data}
    Have a look at the {title}. {data}. How high is the bar for {x}?
    Find {x} in {data} and tell me its number.
""")


def data_value(rng: Random, _words: list[str]) -> Problem:
    title, data, labels, numbers = table(rng)
    i = rng.randrange(len(labels))
    return number(DATA_VALUE, dict(title=title, data=data, x=labels[i], p=rng.choice(PEOPLE)), numbers[i], "It is {}.", f"{labels[i]}: {numbers[i]}")


DATA_TWO = wording("""
    {title}: {data}. How many for {x} and {y} together?
    Add {x} and {y}. {data}
    {data}. What do {x} and {y} make together?
    Chart: {data}. Sum of the bars {x} and {y}?
    {p} needs only {x} and {y} from the table {data}. How many is that in total?
    {x} + {y} = ___ where {data}
    what do you get for {x} plus {y}? numbers: {data}
    Take the table, {title}, {data}. Join the numbers of {x} and {y}.
    If you count just {x} and {y} in {data}, how many are there?
    From this list, {data}, work out {x} and {y} combined.
""")


def data_two(rng: Random, _words: list[str]) -> Problem:
    title, data, labels, numbers = table(rng)
    i, j = rng.sample(range(len(labels)), 2)
    return number(DATA_TWO, dict(title=title, data=data, x=labels[i], y=labels[j], p=rng.choice(PEOPLE)), numbers[i] + numbers[j], "It is {}.",
                  f"{labels[i]}: {numbers[i]}\n{labels[j]}: {numbers[j]}\n{plus(numbers[i], numbers[j])}")


DATA_RANGE = wording("""
    {data}. What is the difference between the highest and the lowest number?
    Find the range: {data}
    {title}: {data}. How far apart are the biggest and the smallest value?
    From the smallest bar to the tallest bar, how many is it? {data}
    Table of {title}: {data}. Take the least away from the most.
    {p} asks for the range of the {title}: {data}. What is it?
    range of {data} = ___
    most minus least please. {data}
    How much more is the top number than the bottom number in {data}?
    Work out largest - smallest for these {title}: {data}
""")


def data_range(rng: Random, _words: list[str]) -> Problem:
    title, data, _labels, numbers = table(rng)
    high, low = max(numbers), min(numbers)
    return number(DATA_RANGE, dict(title=title, data=data, p=rng.choice(PEOPLE)), high - low, "The difference is {}.", f"most: {high}\nleast: {low}\n{minus(high, low)}")


AVERAGE = wording("""
    What is the (average|mean) of {items}?
    Find the mean: {items}
    {p} scored {items}. What was the average score?
    {items} -> average ___
    The temperatures at noon were {items} degrees. Work out the average.
    If {items} were shared out so that all were equal, how big would each be?
    On these days I ran {items} km. How many km is that per day on average?
    mean of {items} pls
    Goals in the last matches: {items}. How many goals per match on average?
    Add {items} and divide by how many numbers there are. What comes out?
""")


def average(rng: Random, words: list[str]) -> Problem:
    n = rng.randint(2, 5)
    numbers = [rng.randint(2, 20) for _ in range(n)]
    if sum(numbers) % n:
        return average(rng, words)
    items = ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
    return number(AVERAGE, dict(items=items, p=rng.choice(PEOPLE)), sum(numbers) // n, "The average is {}.", f"{plus_steps(numbers)}\n{over(sum(numbers), n)}")


DATA_MISSING = wording("""
    {x}, {y} and {z} have {t} points together. {x} has {a} and {y} has {b}. How many has {z}?
    Total {t}: {x} {a}, {y} {b}, {z} ___
    A table shows {x} {a}, {y} {b}, {z}, smudged, sum {t}. What is the smudged number?
    Votes: {t} in all. {x} got {a}, {y} got {b}, {z} got the rest. How many votes for {z}?
    There is a blot on my chart. {x} = {a}, {y} = {b}, {z} = ?, total = {t}.
    how many did {z} get when {x} got {a} and {y} {b} and everyone together {t}
    Find the missing entry for {z}. The three add up to {t}, with {a} for {x} and {b} for {y}.
    {t} cards belong to {x}, {y} and {z}. {a} are {x}'s, {b} are {y}'s. The others are {z}'s. How many?
    If {x} sold {a}, {y} sold {b} and the three children sold {t} cakes, how many did {z} sell?
    {x} has {a} beads and {y} has {b}. With {z}'s beads it makes {t}. How many beads are {z}'s?
""")


def data_missing(rng: Random, _words: list[str]) -> Problem:
    x, y, z = rng.sample(PEOPLE, 3)
    a, b, c = (rng.randint(2, 30) for _ in range(3))
    return number(DATA_MISSING, dict(x=x, y=y, z=z, a=a, b=b, t=a + b + c), c, f"{z} has {{}}.", f"{minus(a + b + c, a)}\n{minus(b + c, b)}")


TALLY = wording("""
    A tally has {n} bundles of five and {r} single strokes. What number is it?
    {n} full gates, five marks each, and {r} more marks: how many marks?
    {p} counted cars with tally marks: {n} groups of five, then {r} ones. How many cars were there?
    tally chart: {n} fives + {r} extra lines = ___
    Strokes are crossed in fives. I see {n} crossed packs and {r} loose strokes. How much is it?
    How many votes are {n} five-bar gates and {r} lines?
    We made {n} bundles of five strokes. {r} strokes are left. What's the count?
    Read the tally! Five, {n} times, and beside it {r} little lines.
    if you have {n} tally bundles of 5 and {r} singles what is the total
    The prisoner scratched {n} blocks of five days and {r} more days on the wall. How many days?
""")


def tally(rng: Random, _words: list[str]) -> Problem:
    n, r = rng.randint(2, 9), rng.randint(2, 4)
    return number(TALLY, dict(n=n, r=r, p=rng.choice(PEOPLE)), 5 * n + r, "It is {}.", f"{times(5, n)}\n{plus(5 * n, r)}")


PICTOGRAM = wording("""
    In a pictogram one (picture|symbol|star) stands for {k} children. There are {n} of them. How many children?
    Key: 1 smiley = {k} votes. Row: {n} smileys. Votes: ___
    {p} draws a little house for every {k} houses in the village. There are {n} little houses on the page. How many real ones?
    A chart with pictures uses one tree for {k} trees. What do {n} pictures of trees mean?
    Each drawn ball means {k} balls sold. The shop's chart has {n} drawn balls. How many balls were sold?
    one icon is {k} books, i count {n} icons. how many books is that
    If a circle is worth {k}, what are {n} circles worth?
    {n} car signs in the row, and every sign counts for {k} cars. Find the number of cars.
    The key says: a fish means {k} fish. You see {n}. How many fish were caught?
    Pictograph: {n} suns, with one sun for {k} sunny days. How many sunny days were there?
""")


def pictogram(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.choice([2, 3, 4, 5, 10, 20, 100]), rng.randint(2, 9)
    return number(PICTOGRAM, dict(k=k, n=n, p=rng.choice(PEOPLE)), k * n, "It is {}.", times(k, n))


PICTOGRAM_BACK = wording("""
    In a pictogram one star stands for {k} children. How many stars do you draw for {t} children?
    Key: one drop = {k} litres. {t} litres = ___ drops
    {p} wants to show {t} votes. Each face means {k} votes. How many faces?
    A picture of an apple is worth {k} apples. How often must you draw it to show {t} apples?
    Symbols needed for {t}, if a symbol means {k}?
    we draw one bus for every {k} buses. there are {t} buses. how many do we draw
    The chart has one box per {k} people. For {t} people, how many boxes?
    How many books should be drawn for {t} books when every drawing counts as {k}?
    To show {t} points with dots of {k} points each you need how many dots?
    Every flag on my chart means {k} wins. Our club has {t} wins. Number of flags?
""")


def pictogram_back(rng: Random, _words: list[str]) -> Problem:
    k, n = rng.choice([2, 3, 4, 5, 10, 20, 100]), rng.randint(2, 9)
    return number(PICTOGRAM_BACK, dict(k=k, t=k * n, p=rng.choice(PEOPLE)), n, "It is {}.", over(k * n, k))


COLOURS = "red blue green yellow white black orange purple brown pink".split()
CHANCE = wording("""
    In a bag there are {inside}. You draw one without looking. Is it certain, possible or impossible that it is {c}?
    Bag: {inside}. To draw {c} is... certain, possible or impossible?
    certain, possible, impossible? getting {c} from a box with {inside}
    {p} closes the eyes and takes one from {inside}. Choose the word, impossible, possible, certain: it will be {c}.
    There are only {inside} in the sack. Will the one you pull out be {c}? Say impossible, possible or certain.
    The lucky dip has {inside}. How likely is {c}: impossible, certain or possible?
    Impossible, possible or certain: one of {inside} is picked and it's {c}.
    If I pick one out of {inside}, then {c} is ___, certain/possible/impossible
    From {inside} a single one is taken. Describe the chance of {c} with certain, impossible or possible.
    Think of a jar with {inside} and nothing else. To get {c}, is that possible, certain or impossible?
""")


def chance(rng: Random, _words: list[str]) -> Problem:
    thing = rng.choice("balls marbles beads sweets counters buttons cubes".split())
    colours = rng.sample(COLOURS, rng.randint(1, 3))
    counts = [rng.randint(2, 9) for _ in colours]
    c = rng.choice(colours * 2 + rng.sample([x for x in COLOURS if x not in colours], 2))
    inside = " and ".join(f"{n} {x} {thing}" for n, x in zip(counts, colours))
    word = "impossible" if c not in colours else "certain" if len(colours) == 1 else "possible"
    seen = [f"{x}: {n}" for n, x in zip(counts, colours)] + ([] if c in colours else [f"{c}: 0"])
    think = "\n".join([*seen, f"{c}: {dict(impossible='none', certain='all', possible='some')[word]}", word])
    return choice(CHANCE, dict(inside=inside, c=c, p=rng.choice(PEOPLE)), word, "It is {}.", think)


LIKELIER = wording("""
    A bag has {inside}. Which colour are you {most} likely to draw?
    {inside} in a box, one is drawn blind. The {most} likely colour?
    {p} reaches into a sock with {inside}. Which colour will {p} {most} probably get?
    which colour is the {most} likely out of {inside}
    If you take one of {inside} without looking, the {most} likely colour is ___.
    A spinner's fields are like this: {inside}, all the same size. On which colour will it land {most} often?
    There are {inside}. Name the colour with the {big} chance.
    Picking one from {inside}: for which colour is the chance {big}?
    In a draw with {inside}, which colour should you {most} expect?
    Lottery! Inside are {inside}. What colour has the {big} chance of coming out?
""")


def likelier(rng: Random, _words: list[str]) -> Problem:
    colours = rng.sample(COLOURS, rng.randint(2, 4))
    numbers = rng.sample(range(2, 15), len(colours))
    most, big, sign = rng.choice([("most", "greatest", 1), ("least", "smallest", -1)])
    i = numbers.index(sign * max(sign * n for n in numbers))
    parts = [f"{n} {c}" for n, c in zip(numbers, colours)]
    return choice(LIKELIER, dict(inside=f"{', '.join(parts[:-1])} and {parts[-1]} balls", most=most, big=big, p=rng.choice(PEOPLE)), colours[i], "It is {}.",
                  largest(colours, numbers, sign))


EVENTS = {
    "certain": ["after Monday comes Tuesday", "a triangle has three sides", "June comes after May", "the ice cube melts in hot water", "the ball falls down when you drop it",
                "a normal dice shows less than seven", "tomorrow is another day", "the day after Friday is Saturday", "a baby is younger than its mother",
                "two plus two makes four", "night comes after the day", "a thrown stone comes down again"],
    "impossible": ["a dog lays an egg", "a normal dice shows a nine", "Monday comes straight after Friday", "a fish rides a bicycle to work", "a week has nine days",
                   "you are older than your grandmother", "a cow flies over the house by itself", "a square has five corners", "the moon falls into your cup",
                   "a tree walks to school", "March comes straight after July", "a cat turns into a teapot"],
    "possible": ["it rains next week", "a coin lands on heads", "a normal dice shows a four", "you meet a friend in the park", "the bus is late tomorrow",
                 "our team wins the match", "the next car is red", "someone in class gets ill this month", "a seed grows into a flower", "the phone rings this evening",
                 "it is sunny on your birthday", "you find a coin on the street"]}
EVENT = wording("""
    Certain, possible or impossible: {what}?
    Is it certain, possible or impossible that {what}?
    {what} - impossible, possible or certain?
    Choose the right word, possible, certain, impossible. Event: {what}
    How likely is it that {what}? Say impossible, certain or possible.
    chance words! certain / impossible / possible for "{what}"
    Sort this card into the pile certain, possible or impossible: {what}
    {p} says: "{what}." Is that certain, impossible or possible?
    Would you call it possible, impossible or certain if we say that {what}?
    "{what}" is ___, certain, possible, impossible
""")


def event(rng: Random, _words: list[str]) -> Problem:
    word = rng.choice(list(EVENTS))
    return choice(EVENT, dict(what=rng.choice(EVENTS[word]), p=rng.choice(PEOPLE)), word, "It is {}.", None, few=True)


CHANCE_FRACTION = wording("""
    There are {t} balls in a bag and {n} are {c}. What is the chance of {c}, as a fraction?
    {n} out of {t} tickets win. Write the chance of winning as a fraction, {n} wins in {t}, not simplified.
    A spinner has {t} equal fields, {n} of them {c}. Probability of {c} = ___, fraction, no simplifying
    chance of picking {c} when {n} of {t} sweets are {c}? as a fraction please
    {p} takes one of {t} cards. {n} cards are {c}. With what chance, as a fraction, is the card {c}?
    If {n} in {t} counters are {c}, what fraction is the probability of {c}?
    Give the probability as a fraction with {t} below: {n} of the {t} eggs are {c}.
    Out of {t} buttons, {n} are {c}. One falls off. Its chance of being {c} as a fraction?
    What's the probability to hit {c} on a wheel with {t} equal parts of which {n} are {c}? don't simplify the fraction
    {t} socks in a drawer, {n} of them {c}. Fraction for drawing {c}?
""")


def chance_fraction(rng: Random, _words: list[str]) -> Problem:
    n, t = rng.choice([(n, t) for t in range(3, 13) for n in range(2, t) if all(n % d or t % d for d in range(2, t))])
    return choice(CHANCE_FRACTION, dict(n=n, t=t, c=rng.choice(COLOURS), p=rng.choice(PEOPLE)), f"{n}/{t}", "The chance is {}.", f"{n} of {t}\n{n}/{t}")


MODE = wording("""
    Which number is there most often? {items}
    Find the mode of {items}.
    {items}: which of them appears the most?
    {p} threw a dice: {items}. Which number came most often?
    mode: {items} = ___
    the shoe sizes in our group are {items}. which size is the most common
    In the list {items} one number is repeated most. Which one?
    Marks in the test: {items}. Name the most frequent mark.
    Look for the commonest number: {items}
    We noted how many siblings we have, {items}. Which answer was given the most times?
""")


def mode(rng: Random, words: list[str]) -> Problem:
    items = [rng.randint(1, 6) for _ in range(rng.randint(6, 10))]
    counts = {n: items.count(n) for n in sorted(set(items))}
    best = max(counts.values())
    if best < 2 or list(counts.values()).count(best) > 1:
        return mode(rng, words)
    n = max(counts, key=counts.get)
    return number(MODE, dict(items=", ".join(map(str, items)), p=rng.choice(PEOPLE)), n, "It is {}.", "\n".join(f"{k}: {c} times" for k, c in counts.items()) + f"\nmost: {best}\n{n}")


MEDIAN = wording("""
    Put {items} in order. Which number is in the middle?
    What is the median of {items}?
    median: {items}
    {p} sorts {items} from small to big. What is the middle one?
    {items}. If they stood in a row by size, which would be right in the middle?
    Find the middle value of {items}, after sorting.
    how do you get the median of {items}, and what is it
    Children aged {items} line up by age. How old is the one in the middle?
    Sorted by size, the middle number of {items} is ___
    Give me the number with as many smaller as bigger ones beside it: {items}
""")


def median(rng: Random, _words: list[str]) -> Problem:
    numbers = rng.sample(range(2, 30), rng.choice([3, 5, 5, 7]))
    right = sorted(numbers)
    return number(MEDIAN, dict(items=", ".join(map(str, numbers)), p=rng.choice(PEOPLE)), right[len(right) // 2], "It is {}.",
                  f"{', '.join(map(str, right))}\nmiddle: {right[len(right) // 2]}")


MORE_THAN = wording("""
    {title}: {data}. How many entries are more than {k}?
    {data}. Count the numbers that are bigger than {k}.
    In the table {data}, how many numbers are over {k}?
    How many of the bars in {data} are higher than {k}?
    {p} circles every number above {k}: {data}. How many circles?
    above {k}: how many times? {data}
    Chart, {title}: {data}. The line is at {k}. How many bars go over it?
    How often does the list {data} have more than {k}?
    Look at {title}: {data}. For how many of them is the number greater than {k}?
    {data} -> entries above {k}: ___
""")


def more_than(rng: Random, _words: list[str]) -> Problem:
    title, data, labels, numbers = table(rng)
    k = sorted(numbers)[rng.randrange(len(numbers) - 1)]
    n = sum(x > k for x in numbers)
    count, lines = 0, []
    for label, x in zip(labels, numbers):
        count += x > k
        lines.append(f"{label} {x}: {'yes' if x > k else 'no'}, {count}")
    return number(MORE_THAN, dict(title=title, data=data, k=k, p=rng.choice(PEOPLE)), n, "It is {}.", "\n".join(lines))


SHAPES = {"triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6, "heptagon": 7, "octagon": 8, "nonagon": 9, "decagon": 10, "rhombus": 4, "parallelogram": 4,
          "trapezium": 4, "kite": 4, "quadrilateral": 4}
SIDES = wording("""
    How many {what} does {a} have?
    {a}: number of {what}?
    Count the {what} of {a}.
    If you draw {a}, how many {what} are there on your drawing?
    What's the number of {what} in {a}?
    {p} cuts out {a}. It has how many {what}?
    {what} of {a} = ___
    tell me how many {what} {a} has got
    I am thinking of {a}. How many {what} has it?
    The shape is {a}. Say how many {what} it has.
""")


def sides(rng: Random, _words: list[str]) -> Problem:
    shape = rng.choice(list(SHAPES))
    what = rng.choice(["sides", "corners", "vertices", "angles", "straight sides"])
    return number(SIDES, dict(a=f"{'an' if shape[0] in 'aeiou' else 'a'} {shape}", what=what, p=rng.choice(PEOPLE)), SHAPES[shape], f"It has {{}} {what}.", None, few=True)


POLYGONS = {3: "triangle", 5: "pentagon", 6: "hexagon", 7: "heptagon", 8: "octagon", 9: "nonagon", 10: "decagon", 4: "quadrilateral"}
POLYGON = wording("""
    What do you call a shape with {n} straight sides?
    A polygon with {n} corners is called a ... what?
    {n} sides, {n} corners: name the shape.
    Name of any flat figure with {n} sides?
    {p} draws {n} straight lines that close up to a shape. What is this kind of shape called?
    polygon with {n} sides = ___
    whats the word for a shape that has {n} angles
    Which polygon has {n} edges?
    How do we call a figure with exactly {n} vertices, whatever its lengths?
    In geometry class we need the name for a shape with {n} sides all round.
""")


def polygon(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice(list(POLYGONS))
    return choice(POLYGON, dict(n=n, p=rng.choice(PEOPLE)), POLYGONS[n], f"It is {'an' if n == 8 else 'a'} {{}}.", None, few=True)


RIDDLES = [("four equal sides and four right angles", "a square"), ("three sides and three corners", "a triangle"), ("no corners and it is perfectly round and flat", "a circle"),
           ("four right angles, two long sides and two short sides", "a rectangle"), ("five sides", "a pentagon"), ("six sides, like a cell in a honeycomb", "a hexagon"),
           ("eight sides, like a stop sign", "an octagon"), ("six equal square faces, like a dice", "a cube"), ("no edges and no corners and it is solid, like a ball", "a sphere"),
           ("a circle at the bottom and a single point at the top, like an ice cream cornet", "a cone"), ("two flat circles as ends and a round side, like a tin", "a cylinder"),
           ("a square base and four triangles that meet at the top", "a pyramid"), ("six rectangular faces, like a shoe box", "a cuboid"), ("the form of a stretched circle, flat like a long egg", "an oval"),
           ("three equal sides", "a triangle"), ("seven sides", "a heptagon"), ("ten corners and ten sides", "a decagon"), ("nine sides", "a nonagon"),
           ("four corners, all of them right angles, and all its sides are the same", "a square")]
RIDDLE = wording("""
    Which shape has {what}?
    I have {what}. What shape am I?
    Guess the shape! It has {what}.
    Name it: a shape with {what}.
    My shape has {what}. It's called ___
    {p} feels a shape in a bag. It has {what}. What is it?
    what shape is it if it's got {what}
    Riddle: the thing I am thinking of has {what}. Its name?
    A shape with {what} is called what?
    Read the clue and write the name of the shape. Clue: {what}.
""")


def riddle(rng: Random, _words: list[str]) -> Problem:
    what, shape = rng.choice(RIDDLES)
    return choice(RIDDLE, dict(what=what, p=rng.choice(PEOPLE)), shape, "It is {}.", None, few=True)


SOLIDS = {"cube": (6, 12, 8), "cuboid": (6, 12, 8), "square-based pyramid": (5, 8, 5), "triangular prism": (5, 9, 6), "tetrahedron": (4, 6, 4), "hexagonal prism": (8, 18, 12)}
SOLID = wording("""
    How many {what} does a {solid} have?
    Number of {what} on a {solid}?
    a {solid} has ___ {what}
    Take a {solid} in your hand and count its {what}. How many?
    {p} builds a {solid} from paper. How many {what} will it have?
    Tell me about the {solid}: how many {what}?
    In 3D shapes we had the {solid}. What's its number of {what}?
    If you paint dots on all {what} of a {solid}, how many dots do you paint?
    how many {what} are on one {solid}
    The solid is called {solid}. It has how many {what}?
""")


def solid(rng: Random, _words: list[str]) -> Problem:
    name = rng.choice(list(SOLIDS))
    i = rng.randrange(3)
    what = [["faces", "flat faces"], ["edges"], ["corners", "vertices"]][i]
    what = rng.choice(what)
    return number(SOLID, dict(solid=name, what=what, p=rng.choice(PEOPLE)), SOLIDS[name][i], f"It has {{}} {what}.", None, few=True)


LOOKS = {"sphere": ["a ball", "an orange", "a marble", "the Earth", "a globe", "a tennis ball", "a football", "a soap bubble", "a pea", "a snowball"],
         "cube": ["a dice", "a sugar cube", "an ice cube", "a toy block with equal sides", "a Rubik's cube", "a box with six square faces"],
         "cuboid": ["a brick", "a shoe box", "a book", "a matchbox", "a cereal box", "a fridge", "a mattress", "a bar of butter", "a milk carton like a brick", "a suitcase"],
         "cylinder": ["a tin of soup", "a drinks can", "a candle", "a roll of kitchen paper", "a drum", "a pipe", "a battery", "a tree trunk", "a rolling pin", "a straight glass"],
         "cone": ["an ice cream cornet", "a party hat", "a traffic cone", "a funnel", "a witch's hat", "the top of a round tower", "a wizard's hat", "a volcano"],
         "pyramid": ["a tomb of the pharaohs", "the glass entrance of the Louvre", "a roof of four triangles", "a tent with a square base and a pointed top"],
         "circle": ["a coin seen from above", "the face of a round clock", "a round plate seen from above", "the rim of a cup", "a hoop", "a ring drawn on paper"],
         "rectangle": ["a door seen from the front", "a page of a book", "a flag", "a playing card", "a banknote", "the screen of a phone", "a football pitch", "an envelope"]}
LOOK = wording("""
    What shape is {what}: {options}?
    {what} looks like (a |)... {options}?
    Which shape does {what} have? Choose from {options}.
    {options}: which one is {what} most like?
    {p} sees {what}. Which of the shapes {options} is it?
    shape of {what}? {options}
    We look for shapes at home. We found {what}. Do we write {options}?
    Match {what} with its shape, {options}.
    {what} has the shape of a ___, {options}
    Is {what} best described as {options}?
""")


def look(rng: Random, _words: list[str]) -> Problem:
    shape = rng.choice(list(LOOKS))
    flat = ["circle", "rectangle"]
    clash = {"cube": "cuboid", "cuboid": "cube", "cone": "pyramid", "pyramid": "cone"}.get(shape)
    other = ["circle", "rectangle", "triangle", "hexagon"] if shape in flat else ["sphere", "cube", "cuboid", "cylinder", "cone", "pyramid"]
    options = rng.sample([x for x in other if x not in (shape, clash)], 2) + [shape]
    return choice(LOOK, dict(what=rng.choice(LOOKS[shape]), options=mixed(rng, options), p=rng.choice(PEOPLE)), shape, "The shape is a {}.", None)


AROUND_SQUARE = wording("""
    A square has sides of {a} cm. What is its perimeter (in cm|)?
    Side of a square: {a} cm. Perimeter?
    How long is it all the way round a square with {a} cm sides?
    {p} puts ribbon round a square card. Each side is {a} cm. How much ribbon, in cm?
    perimeter of a square, side {a} cm = ___ cm
    all four sides are {a} cm. how far is it around
    Find the perimeter: a square, {a} cm by {a} cm.
    An ant walks once along the edge of a square tile whose side is {a} cm. How many cm does it walk?
    Work out the distance around a square whose sides each measure {a} cm.
    Square sandpit, every side {a} cm, edged with wood on all sides. How many cm of wood?
""")


def around_square(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 50)
    return number(AROUND_SQUARE, dict(a=a, p=rng.choice(PEOPLE)), 4 * a, "The perimeter is {} cm.", times(a, 4))


AROUND_RECTANGLE = wording("""
    A rectangle is {a} m long and {b} m wide. What is its perimeter (in m|)?
    Perimeter of a rectangle, {a} m by {b} m?
    {p} walks once around a field of {a} m times {b} m. How many m is that?
    length {a} m, width {b} m, perimeter ___ m
    How much fence do we need for a rectangular garden with sides of {a} m and {b} m?
    how many metres is it round a pool that's {a} m long and {b} m wide, it's a rectangle
    Add all four sides of a rectangle whose sides are {a} m and {b} m.
    The edge of a carpet, {a} m x {b} m, gets a new border all round. How long is the border in m?
    Our yard is rectangular, the long side {a} m and the short one {b} m. What's the distance around it?
    Find the perimeter. Rectangle. Long sides {a} m each, short sides {b} m each.
""")


def around_rectangle(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 30)
    a = b + rng.randint(1, 30)
    return number(AROUND_RECTANGLE, dict(a=a, b=b, p=rng.choice(PEOPLE)), 2 * (a + b), "The perimeter is {} m.", f"{plus(a, b)}\n{times(a + b, 2)}")


AROUND_SIDES = wording("""
    A {shape} has sides of {items} cm. What is the perimeter?
    The sides of a {shape} are {items} cm long. How far is it around?
    perimeter of a {shape} with sides of {items} cm = ___
    {p} measures all the sides of a {shape}: {items} cm. Work out its perimeter.
    Add the sides of the {shape}: {items} cm.
    {items} cm are all the sides of a {shape}. Find the distance around it.
    How much wire is needed to bend a {shape} with sides of {items} cm?
    a park has the form of a {shape}, with sides of {items} m. how many m is one lap
    My {shape} has the side lengths {items} cm. What's its perimeter in cm?
    {shape}, sides: {items} cm. Perimeter?
""")


def around_sides(rng: Random, _words: list[str]) -> Problem:
    n, shape = rng.choice([(3, "triangle"), (3, "triangle"), (4, "quadrilateral"), (5, "pentagon")])
    low = rng.randint(3, 12)
    numbers = [rng.randint(low, 2 * low - 1) for _ in range(n)]
    items = ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
    return number(AROUND_SIDES, dict(shape=shape, items=items, p=rng.choice(PEOPLE)), sum(numbers), "The perimeter is {}.", plus_steps(numbers))


AROUND_REGULAR = wording("""
    All sides of a {shape} are {a} cm. What is its perimeter?
    A regular {shape} has {a} cm sides. How far is it round?
    perimeter of a regular {shape} with side {a} cm = ___ cm
    {p} lays a regular {shape} out of sticks, every stick {a} cm. How many cm of stick is that?
    regular {shape}, {a} cm a side, distance around?
    If each side of a {shape} is {a} cm, how long are all sides together?
    What's the perimeter of a {shape} when its sides are {a} cm each?
    A snail creeps once round a tile. The tile is a {shape} and each edge is {a} cm. How far does it creep?
    Find the length of string to go round a regular {shape} whose side is {a} cm.
    Each edge of a flat {shape} measures {a} cm. Give the perimeter.
""")


def around_regular(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.choice([3, 5, 6, 10]), rng.randint(2, 15)
    return number(AROUND_REGULAR, dict(shape=POLYGONS[n], a=a, p=rng.choice(PEOPLE)), n * a, "The perimeter is {} cm.", f"{POLYGONS[n]}: {n} sides\n{times(a, n)}")


SQUARE_SIDE = wording("""
    The perimeter of a square is {n} cm. How long is one side?
    A square measures {n} cm all round. What is its side in cm?
    {p} bends {n} cm of wire to a square. How long does each side get?
    square: perimeter {n} cm, side ___ cm
    Once around a square garden is {n} m. How many m is one side?
    what is the side of a square if going round it is {n} cm
    Four equal sides make {n} cm together. One side?
    Find the side length of the square with a perimeter of {n} cm.
    If you walk {n} steps around a square, how many steps is one side?
    I know the distance around my square, {n} cm, but not the length of a side. What is it?
""")


def square_side(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 40)
    return number(SQUARE_SIDE, dict(n=4 * a, p=rng.choice(PEOPLE)), a, "One side is {}.", over(4 * a, 4))


THIRD_SIDE = wording("""
    The perimeter of a triangle is {t} cm. Two sides are {a} cm and {b} cm. How long is the third?
    triangle: {a} cm + {b} cm + ___ cm = {t} cm
    Two sides of a triangle measure {a} cm and {b} cm, the way round it is {t} cm. Find the last side.
    {p} knows that a triangle's perimeter is {t} cm and that two sides are {a} cm and {b} cm. What's the missing side?
    Missing side? Triangle, {t} cm around, other sides {a} cm, {b} cm.
    {t} cm of wire makes a triangle. {a} cm and {b} cm are used for two sides. How much is left for side three?
    a triangle has {a} cm and {b} cm and something, together {t} cm. what is the something
    Sides of a triangle: {a} cm, {b} cm, x. Its perimeter: {t} cm. x = ?
    In a triangle with a perimeter of {t} cm, one side is {a} cm, another {b} cm. And the third one?
    How many cm does the third side of the triangle have if it is {t} cm round and the rest is {a} cm and {b} cm?
""")


def third_side(rng: Random, _words: list[str]) -> Problem:
    low = rng.randint(3, 20)
    a, b, c = (rng.randint(low, 2 * low - 1) for _ in range(3))
    return number(THIRD_SIDE, dict(t=a + b + c, a=a, b=b, p=rng.choice(PEOPLE)), c, "It is {} cm.", f"{plus(a, b)}\n{minus(a + b + c, a + b)}")


AREA = wording("""
    A rectangle is {a} cm long and {b} cm wide. What is its area (in square cm|)?
    Area of {a} cm by {b} cm?
    length {a} cm, width {b} cm, area = ___ square cm
    How many squares of one cm fit in a rectangle of {a} cm by {b} cm?
    {p} covers a table top of {a} by {b} tiles. How many tiles are used?
    The floor is {a} m times {b} m. How many square metres of carpet do we need?
    how big is the area if the sides of the rectangle are {a} and {b}
    A chocolate bar has {a} rows with {b} pieces in a row. How many pieces is the whole bar?
    Multiply to find the area of a rectangle whose sides are {a} m and {b} m.
    Our lawn is a rectangle: {a} m one way, {b} m the other way. Find its area.
    On squared paper I draw a box {a} squares long, {b} squares high. How many squares are inside?
""")


def area(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 20), rng.randint(2, 12)
    return number(AREA, dict(a=a, b=b, p=rng.choice(PEOPLE)), a * b, "It is {}.", times(a, b))


AREA_SQUARE = wording("""
    What is the area of a square with sides of {a} cm?
    A square room has walls of {a} m. How many square metres is the floor?
    side {a} cm, a square, area ___ square cm
    {p} draws a square on squared paper. Each side is {a} boxes long. How many boxes are inside?
    Find how many tiles of one square m cover a square yard with {a} m on each side.
    area of a square when one side is {a}
    A chess-like board has {a} rows and just as many columns. How many fields has it?
    The edge of a square is {a} m. Give its area.
    A square handkerchief, {a} cm on every side: how many square cm of cloth?
    If a square's side is {a} cm, how large is the surface inside?
""")


def area_square(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 20)
    return number(AREA_SQUARE, dict(a=a, p=rng.choice(PEOPLE)), a * a, "The area is {}.", times(a, a))


AREA_BACK = wording("""
    A rectangle has an area of {n} square cm and is {a} cm long. How wide is it?
    area {n} square m, length {a} m, width ___ m
    The floor of a room is {n} square metres. One wall is {a} m. How long is the wall next to it?
    {n} tiles lie in {a} equal rows. How many are in each row?
    {p} has a rectangle of {n} square cm. One side is {a} cm. What's the other side?
    what do i multiply {a} by to get an area of {n}
    Missing side of a rectangle: {a} cm x ? = {n} square cm
    If {n} little squares fill a rectangle and it is {a} squares high, how long is it?
    Find the width: the rectangle is {a} m long and covers {n} square m.
    A flower bed of {n} square m must be {a} m long. How wide must it be?
""")


def area_back(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 15)
    return number(AREA_BACK, dict(n=a * b, a=a, p=rng.choice(PEOPLE)), b, "It is {}.", over(a * b, a))


OTHER_SIDE = wording("""
    A rectangle has a perimeter of {t} cm and a length of {a} cm. What is its width?
    perimeter {t} m, one side {a} m, other side ___ m, rectangle
    {p} used {t} m of fence for a rectangular run that is {a} m long. How wide is the run?
    A rectangle is {t} cm around. Two of its sides are {a} cm each. How long is each of the other two?
    Find the width of a rectangle if the perimeter is {t} cm and the length {a} cm.
    all round the rectangle it's {t} cm, the long side is {a} cm, how much is the short side
    From {t} cm of wire I bend a rectangle, {a} cm on one side. The side next to it?
    Once around the field: {t} m. Long side: {a} m. Short side of this rectangle?
    How many m does the rectangle's short side have when its perimeter is {t} m and its long side is {a} m?
    Which width gives a rectangle of length {a} cm a perimeter of {t} cm?
""")


def other_side(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 20)
    a = b + rng.randint(1, 20)
    return number(OTHER_SIDE, dict(t=2 * (a + b), a=a, p=rng.choice(PEOPLE)), b, "It is {}.", f"{over(2 * (a + b), 2)}\n{minus(a + b, a)}")


LAPS = wording("""
    {p} runs {n} times round a square field with sides of {a} m. How far is that?
    One side of a square playground is {a} m. How many m are {n} laps around it?
    square, side {a} m, {n} rounds = ___ m
    How many metres do you walk if you go {n} times round a square block whose side is {a} m?
    A square park, {a} m each side. The jogger does {n} rounds. Total distance in m?
    we ran {n} laps of the square hall, the hall has {a} m on every side. how many m
    The tape goes {n} times round a square box, {a} cm a side. How much tape in cm?
    Each lap of a square course has four legs of {a} m. {n} laps are how many m?
    {n} rounds. Square track. {a} m per side. Distance?
    A dog circles a square pond {n} times. The pond's side is {a} m. What distance does it cover along the edge?
""")


def laps(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(3, 25), rng.randint(2, 5)
    return number(LAPS, dict(a=a, n=n, p=rng.choice(PEOPLE)), 4 * a * n, "It is {}.", f"{times(a, 4)}\n{times(4 * a, n)}")


VOLUME = wording("""
    A box is {a} cm long, {b} cm wide and {c} cm high. What is its volume?
    length {a}, width {b}, height {c}: volume = ___
    How many centimetre cubes fit into a box of {a} by {b} by {c} cm?
    {p} builds a block out of small cubes: {a} in a row, {b} rows, {c} layers. How many cubes?
    Find the volume of a cuboid with edges of {a} m, {b} m and {c} m.
    multiply the edges {a} cm, {b} cm, {c} cm of a cuboid, what volume do you get
    A fish tank measures {a} x {b} x {c} dm. How many cubic dm does it hold?
    {c} layers of bricks. Every layer has {b} rows of {a} bricks. How many bricks is that?
    The cuboid is {a} units by {b} units by {c} units. How many unit cubes make it?
    Sugar cubes are packed {a} along, {b} across and {c} up. How many are in the packet?
""")


def volume(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(2, 6) for _ in range(3))
    return number(VOLUME, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a * b * c, "It is {}.", f"{times(a, b)}\n{times(a * b, c)}")


MANY_SHAPES = wording("""
    How many {w} do {n} {x} and {m} {y} have together?
    {n} {x} + {m} {y}: how many {w} in all?
    {p} draws {n} {x} and {m} {y}. Count all the {w}.
    You make {n} {x} and {m} {y} from sticks, one stick for each side. How many sticks?
    all the {w} of {n} {x} and {m} {y} = ___
    {n} {x}, {m} {y}. total number of {w}??
    On my poster are {n} {x} as well as {m} {y}. How many {w} is that altogether?
    Add up the {w}: there are {n} {x} and {m} {y}, drawn apart.
    If a bag has {n} {x} and {m} {y} of cardboard, how many {w} are in the bag?
    Find the number of {w} on {n} {x} plus {m} {y}.
""")


def many_shapes(rng: Random, _words: list[str]) -> Problem:
    x, y = rng.sample([3, 4, 5, 6, 8], 2)
    n, m = rng.randint(2, 6), rng.randint(2, 6)
    names = {k: v + "s" for k, v in POLYGONS.items()} | {4: rng.choice(["squares", "rectangles"])}
    return number(MANY_SHAPES, dict(n=n, m=m, x=names[x], y=names[y], w=rng.choice(["sides", "corners"]), p=rng.choice(PEOPLE)), n * x + m * y, "It is {}.",
                  f"{names[x]}: {x}\n{times(x, n)}\n{names[y]}: {y}\n{times(y, m)}\n{plus(x * n, y * m)}")


RADIUS = wording("""
    The {x} of a circle is {a} cm. What is its {y}?
    circle: {x} {a} cm, {y} ___ cm
    A circle has a {x} of {a} cm. How long is the {y}?
    Find the {y} of a circle with {x} {a} cm.
    {p} opens the compasses and draws a circle with a {x} of {a} cm. What is the {y} of it?
    if the {x} is {a} m then the {y} is how many m
    Round table, {x} {a} cm: give the {y}.
    How many cm is the {y}, when a coin has {a} cm as its {x}?
    A wheel's {x} is {a} cm. Its {y}?
    You know the {x}, {a} cm, of a circle. Work out the {y}.
""")


def radius(rng: Random, _words: list[str]) -> Problem:
    r = rng.randint(2, 50)
    x, y, a, n, think = ("radius", "diameter", r, 2 * r, times(r, 2)) if rng.random() < 0.5 else ("diameter", "radius", 2 * r, r, over(2 * r, 2))
    return number(RADIUS, dict(x=x, y=y, a=a, p=rng.choice(PEOPLE)), n, "It is {}.", think)


ANGLE_KIND = wording("""
    Is an angle of {n} degrees acute, right, obtuse or straight?
    {n}°: acute, right, obtuse or straight?
    What kind of angle is {n}°, acute / right / obtuse / straight?
    {p} measures an angle and reads {n}°. Is it acute, right, straight or obtuse?
    An angle with {n}° is called ... acute, obtuse, right or straight?
    angle type for {n} degrees, choose: obtuse acute right straight
    Name the angle: {n}°. You can pick acute, right, obtuse or straight.
    The protractor says {n}°. Tick one: straight, obtuse, right, acute
    Sort the angle {n}° into acute, right, obtuse, straight.
    {n}° = ___ angle, right, acute, straight or obtuse
""")


def angle_kind(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([rng.randint(5, 89), rng.randint(91, 179), 90, rng.randint(2, 17) * 10, 180])
    word = "acute" if n < 90 else "right" if n == 90 else "obtuse" if n < 180 else "straight"
    think = f"{n} < 90: acute" if n < 90 else f"{n} > 90\n{n} < 180: obtuse" if 90 < n < 180 else f"{n} = {n}: {word}"
    return choice(ANGLE_KIND, dict(n=str(n), p=rng.choice(PEOPLE)), word, "It is {}.", think)


TURN_SIZES = [("a quarter turn", 90), ("a half turn", 180), ("a full turn", 360), ("a three-quarter turn", 270), ("a right angle", 90), ("a straight angle", 180),
              ("a whole turn", 360), ("two right angles", 180), ("three right angles", 270), ("four right angles", 360), ("half a right angle", 45), ("two full turns", 720),
              ("the corner of a square", 90), ("once all the way round", 360), ("two quarter turns", 180), ("two half turns", 360), ("each corner of a rectangle", 90),
              ("the angles of a triangle all together", 180), ("the angles of a square all together", 360)]
TURN_SIZE = wording("""
    How many degrees are in {what}?
    {what} = ___ degrees
    What is {what} in degrees?
    If you think of {what}, what number of degrees is it?
    degrees: {what}?
    {p} needs to know {what} in degrees. Tell {p} the number.
    How big is {what}, in °?
    Write {what} as an angle in degrees.
    For {what}, how many degrees do you count?
    my teacher asked how many degrees {what} makes
""")


def turn_size(rng: Random, _words: list[str]) -> Problem:
    what, n = rng.choice(TURN_SIZES)
    return number(TURN_SIZE, dict(what=what, p=rng.choice(PEOPLE)), n, "It is {} degrees.", None, few=True)


THIRD_ANGLE = wording("""
    Two angles of a triangle are {a}° and {b}°. What is the third (in degrees|)?
    triangle: {a}° + {b}° + ___° = 180°
    In a triangle one angle is {a}°, another one {b}°. Find the angle that is missing.
    {p} measured {a}° and {b}° in a triangle. Which angle is still to be measured?
    How many degrees has the last angle of a triangle, if the others have {a}° and {b}°?
    angles of a triangle {a} {b} and x degrees, whats x
    The angles in a triangle make 180° together. {a}° and {b}° are known. And the other?
    Missing angle? Triangle with {a}° and {b}°.
    A triangle's corners: {a} degrees at the bottom left, {b} degrees at the bottom right. How many degrees at the top?
    Given a triangle with angles of {a}° and {b}°, calculate its third angle.
""")


def third_angle(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(4, 18) * 5, rng.randint(4, 16) * 5
    return number(THIRD_ANGLE, dict(a=str(a), b=str(b), p=rng.choice(PEOPLE)), 180 - a - b, "It is {} degrees.", f"{plus(a, b)}\n{minus(180, a + b)}")


REST_ANGLE = wording("""
    A {whole} is split into two angles. One is {a}°. How big is the other?
    {a}° and another angle make a {whole} together. How many degrees is the other one?
    {whole}: {a}° + ___°
    How many degrees are missing from {a}° to a {whole}?
    {p} turned {a}°. How much further must {p} turn to make a {whole}?
    what do you add to {a} degrees to get a {whole}
    Two angles fit together to a {whole}. The first has {a}°. Find the second.
    Take {a}° away from a {whole}. How many degrees are left?
    If x and {a}° form a {whole}, what is x in degrees?
    A {whole} is cut by a line, and one part is {a}°. The other part?
""")


def rest_angle(rng: Random, _words: list[str]) -> Problem:
    whole, n = rng.choice([("right angle", 90), ("straight angle", 180), ("full turn", 360), ("half turn", 180)])
    a = rng.randint(2, n // 5 - 1) * 5
    return number(REST_ANGLE, dict(whole=whole, a=str(a), p=rng.choice(PEOPLE)), n - a, "It is {} degrees.", f"{whole}: {n}\n{minus(n, a)}")


TURNS = [("a quarter turn to the right", 1), ("a quarter turn clockwise", 1), ("a quarter turn to the left", 3), ("a half turn", 2), ("a quarter turn anticlockwise", 3),
         ("a three-quarter turn clockwise", 3), ("a full turn", 0), ("a turn of 90° to the right", 1), ("a turn of 90° to the left", 3), ("a turn of 180°", 2),
         ("a three-quarter turn to the left", 1)]
FACING = wording("""
    {p} is facing {d} and makes {t}. Which way is {p} facing now?
    Facing {d}, {t}. Now facing ___
    You look {d}. You make {t}. In which direction do you look then?
    A robot points {d}. After {t}, where does it point: north, east, south or west?
    Start: {d}. Move: {t}. New direction?
    The weather cock shows {d}. The wind makes it do {t}. What does it show?
    if i stand looking {d} and do {t}, am i looking north south east or west
    A ship sails {d} and then changes its course by {t}. Which direction does it sail in now?
    Which compass direction do you get from {d} by {t}?
    From {d}, {t} brings {p} round to which point of the compass?
""")


def facing(rng: Random, _words: list[str]) -> Problem:
    i, (turn, k) = rng.randrange(4), rng.choice(TURNS)
    left = "left" in turn or "anti" in turn
    steps = (4 - k) % 4 if left else k
    path, lines = i, []
    for _ in range(steps):
        after = (path + (3 if left else 1)) % 4
        lines.append(f"{COMPASS[path]} -> {COMPASS[after]}")
        path = after
    return choice(FACING, dict(d=COMPASS[i], t=turn, p=rng.choice(PEOPLE)), COMPASS[path], "The direction is {}.", "\n".join([*lines, COMPASS[path]]))


TWO_TURNS = wording("""
    {p} faces {d}, turns {x} and then turns {y}. Which way does {p} face?
    Start {d}. Turn {x}, turn {y}. End = ___
    I look {d}. First I turn {x}, next I turn {y}, 90 degrees each. Where do I look?
    Robot facing {d}: {x}, {y}, every turn a quarter turn. What direction now?
    You walk {d}. At the corner you go {x}, at the next corner {y}. In which direction are you walking now?
    a bus going {d} turns {x} and after that {y}. north, south, east or west?
    Quarter turn {x}, quarter turn {y}, starting from {d}. Final direction?
    Looking {d}, we make a quarter turn {x}, followed by a quarter turn {y}. Name the direction.
    The car drives {d}, takes a {x} turn and then a {y} turn. Which way is it driving at the end?
    Where are you facing after turning {x} and {y} if you began with {d}?
""")


def two_turns(rng: Random, _words: list[str]) -> Problem:
    i, turns = rng.randrange(4), [rng.choice(["left", "right"]) for _ in range(2)]
    at, lines = i, []
    for turn in turns:
        after = (at + (1 if turn == "right" else 3)) % 4
        lines.append(f"{COMPASS[at]}, {turn}: {COMPASS[after]}")
        at = after
    return choice(TWO_TURNS, dict(d=COMPASS[i], x=turns[0], y=turns[1], p=rng.choice(PEOPLE)), COMPASS[at], "The direction is {}.", "\n".join(lines))


OPPOSITES = {"north": "south", "south": "north", "east": "west", "west": "east", "north-east": "south-west", "south-west": "north-east", "north-west": "south-east",
             "south-east": "north-west", "left": "right", "right": "left", "up": "down", "down": "up", "forwards": "backwards", "backwards": "forwards"}
OPPOSITE = wording("""
    What is the opposite direction of {d}?
    direction opposite to {d} = ___
    {p} goes {d}. To come back, which way must {p} go?
    If I went {d} by mistake, where should I have gone, exactly the other way?
    The arrow points {d}. Turn it right round. Where does it point?
    Which direction is the reverse of {d}?
    not {d} but the other way, what is that called
    Direction {d}: and the contrary?
    A mirror-world traveller always moves the opposite way. The sign says {d}. Where does he go?
    {d}? No, just the opposite! So: ___
""")


def opposite(rng: Random, _words: list[str]) -> Problem:
    d = rng.choice(list(OPPOSITES))
    return choice(OPPOSITE, dict(d=d, p=rng.choice(PEOPLE)), OPPOSITES[d], "It is {}.", None, few=True)


GRID = wording("""
    A counter is on {c}{r}. It moves {m}. On which square is it now? Letters go right, numbers go up.
    Grid with letters across and numbers up: from {c}{r} go {m}. Where do you land?
    Start {c}{r}, {m} = ___, letters to the right, numbers upwards
    {p} puts a pawn on {c}{r}, like on a chess board, and moves it {m}. Name the new square.
    if my king is on {c}{r} of a chessboard, white's view, and walks {m} where is he
    The treasure lies {m} of {c}{r}. Columns are letters from left to right, rows are numbered from the bottom. Where is it?
    On the map, squares go A, B, C to the right and 1, 2, 3 upwards. You stand on {c}{r}. Walk {m}. Which square?
    Chess piece on {c}{r}. Move: {m}. New place?
    From square {c}{r} a bug crawls {m}. Letters count to the right and numbers count up. Give its square.
    Find the square: begin at {c}{r}, then {m}. Up means higher numbers, right means later letters.
""")


def grid(rng: Random, _words: list[str]) -> Problem:
    letters = "ABCDEFGH"
    x, y = rng.randrange(8), rng.randrange(1, 9)
    x2, y2 = rng.randrange(8), rng.randrange(1, 9)
    way, names, lines = [], [], []
    if x2 != x:
        way.append(f"{abs(x2 - x)} {'right' if x2 > x else 'left'}")
        names = letters[x:x2 + 1] if x2 > x else letters[x2:x + 1][::-1]
        lines.append(" ".join(names))
    if y2 != y or not way:
        y2 = y2 if y2 != y else y % 8 + 1
        way.append(f"{abs(y2 - y)} {'up' if y2 > y else 'down'}")
        lines.append(f"{y} {'+' if y2 > y else '-'} {abs(y2 - y)} = {y2}")
    return choice(GRID, dict(c=letters[x], r=str(y), m=" and ".join(way), p=rng.choice(PEOPLE)), f"{letters[x2]}{y2}", "It is {}.", "\n".join(lines))


POINT = wording("""
    Start at {at}. Go {a} to the right and {b} up. At which point are you?
    From point {at}, {a} right, {b} up = ___
    A point is at {at}. It is moved {a} right and {b} up. Give its new coordinates.
    {p} marks {at} on squared paper, then counts {a} squares right and {b} squares up. Which point is that?
    coordinates please: {at} then {a} to the right and {b} upwards
    The ship is at {at} on the grid. It sails {a} right and then {b} up. Its position?
    Move the dot from {at}: right {a}, up {b}. Where is the dot?
    Translate {at} by {a} to the right and {b} up. Write the point.
    If I'm standing on {at} and take {a} steps right, {b} steps up, what are my coordinates?
    Which point lies {a} to the right of and {b} above {at}?
""")


def point(rng: Random, _words: list[str]) -> Problem:
    x, y, a, b = rng.randint(0, 9), rng.randint(0, 9), rng.randint(2, 6), rng.randint(2, 6)
    return choice(POINT, dict(at=f"({x}, {y})", a=a, b=b, p=rng.choice(PEOPLE)), f"({x + a}, {y + b})", "It is {}.", f"{x} + {a} = {x + a}\n{y} + {b} = {y + b}")


STEPS = wording("""
    {p} goes {a} steps forward, {b} back and {c} forward. How many steps is {p} from the start?
    {a} forward, {b} backward, {c} forward: distance from the start?
    A robot drives {a} cm ahead, {b} cm back and {c} cm ahead again. How far is it from where it began, in cm?
    +{a}, -{b}, +{c} steps, so we are ___ steps further on
    The lift starts on the ground floor, goes up {a}, down {b} and up {c}. On which floor is it?
    snail climbs {a} cm, slips {b} cm, climbs {c} cm. how high is it
    In a board game I move {a} squares on, {b} back, {c} on. How many squares ahead of my start am I?
    North {a} m, south {b} m, north {c} m. How many m north of the start does {p} end?
    A frog at the bottom jumps up {a} stairs, falls down {b} and jumps up {c}. Which stair is it on?
    Walk {a} paces east, then {b} paces west, then {c} paces east. How many paces east of your start are you?
""")


def steps(rng: Random, _words: list[str]) -> Problem:
    a, c = rng.randint(3, 20), rng.randint(2, 15)
    b = rng.randint(2, a)
    return number(STEPS, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a - b + c, "It is {}.", f"{minus(a, b)}\n{plus(a - b, c)}")


TRIANGLE_KIND = wording("""
    A triangle has sides of {a}, {b} and {c} cm. Is it equilateral, isosceles or scalene?
    Equilateral, isosceles or scalene? Sides: {a} cm, {b} cm, {c} cm
    {p} draws a triangle with the sides {a} cm, {b} cm and {c} cm. What kind is it: isosceles, scalene or equilateral?
    triangle {a} / {b} / {c} = ___, scalene, isosceles, equilateral
    What do you call a triangle with {a}, {b} and {c} cm, equilateral or isosceles or scalene?
    name the triangle by its sides {a} {b} {c}: scalene, equilateral or isosceles
    Is a triangle that measures {a} m, {b} m and {c} m scalene, isosceles or equilateral?
    The sides are {a} cm, {b} cm and {c} cm. Choose isosceles, equilateral or scalene for this triangle.
    Look at how many sides are equal, {a}, {b}, {c}. Is this triangle equilateral, scalene or isosceles?
    Sort it: triangle of {a}, {b} and {c} cm. The groups are scalene, isosceles and equilateral.
""")


def triangle_kind(rng: Random, _words: list[str]) -> Problem:
    low = rng.randint(3, 15)
    x, y, z = rng.sample(range(low, 2 * low), 3) if low > 2 else (3, 4, 5)
    numbers = rng.choice([[x, x, x], [x, x, y], [x, y, x], [y, x, x], [x, y, z], [z, y, x]])
    equal = 4 - len(set(numbers)) if len(set(numbers)) < 3 else 0
    word = {3: "equilateral", 2: "isosceles", 0: "scalene"}[equal]
    return choice(TRIANGLE_KIND, dict(zip("abc", map(str, numbers)), p=rng.choice(PEOPLE)), word, "It is {}.", f"{equal or 'no'} equal\n{word}")


PATTERN = wording("""
    What comes next? {items}, ...
    {items}, ___
    Continue the pattern: {items}. Which shape follows?
    {p} lays a chain of shapes: {items}. What is the next shape?
    Look at the row: {items}. What shape comes after that?
    shapes in a row {items} whats next
    The border repeats like this: {items}. Draw the next shape. Which one is it?
    A pattern goes {items} and so on. Name what is next.
    Find the rule in {items} and say the shape that must follow.
    Which shape do we stick on next, if we have {items} so far?
""")


def pattern(rng: Random, _words: list[str]) -> Problem:
    x, y, z = rng.sample(["circle", "square", "triangle", "star", "heart", "hexagon", "diamond", "cross"], 3)
    unit = rng.choice([[x, y], [x, y, z], [x, x, y], [x, y, y], [x, x, y, y]])
    n = len(unit) * 2 + rng.randrange(len(unit))
    row = [unit[i % len(unit)] for i in range(n)]
    word = unit[n % len(unit)]
    return choice(PATTERN, dict(items=", ".join(row), p=rng.choice(PEOPLE)), word, "The next one is a {}.",
                  f"again and again: {', '.join(unit)}\n{' '.join(row[n - n % len(unit):] + [word])}")


SYMMETRY = {"a square": 4, "a rectangle that is not a square": 2, "an equilateral triangle": 3, "a regular pentagon": 5, "a regular hexagon": 6, "a regular octagon": 8,
            "a rhombus that is not a square": 2, "the capital letter H": 2, "the capital letter I": 2, "a five-pointed star": 5}
SYMMETRIC = wording("""
    How many lines of symmetry does {what} have?
    {what}: ___ lines of symmetry
    Number of mirror lines of {what}?
    In how many ways can you fold {what} so that both halves match?
    {p} looks for all the mirror lines of {what}. How many are there?
    how many symmetry axes has {what} got
    Take {what} and draw every line of symmetry. How many lines do you draw?
    Along how many different lines could a mirror stand on {what} without changing it?
    Symmetry! How many axes are there in {what}?
    Count the fold lines that split {what} in two matching halves.
""")


def symmetric(rng: Random, _words: list[str]) -> Problem:
    what = rng.choice(list(SYMMETRY))
    return number(SYMMETRIC, dict(what=what, p=rng.choice(PEOPLE)), SYMMETRY[what], "It has {} lines of symmetry.", None, few=True)


PARTS = {"a half": (1, 2), "half": (1, 2), "a third": (1, 3), "a quarter": (1, 4), "one fourth": (1, 4), "a fifth": (1, 5), "one sixth": (1, 6), "an eighth": (1, 8), "a tenth": (1, 10),
         "two thirds": (2, 3), "three quarters": (3, 4), "two fifths": (2, 5), "three fifths": (3, 5), "three tenths": (3, 10), "five sixths": (5, 6), "three eighths": (3, 8),
         "1/2": (1, 2), "1/3": (1, 3), "1/4": (1, 4), "1/5": (1, 5), "2/3": (2, 3), "3/4": (3, 4), "2/5": (2, 5), "4/5": (4, 5), "1/10": (1, 10), "5/8": (5, 8), "7/10": (7, 10)}
FRACTION_OF = wording("""
    What is {part} of {n}?
    {part} of {n} = ___
    Work out {part} of {n}.
    {p} had {n} sweets and ate {part} of them. How many did {p} eat?
    There are {n} children in the sports club. It's known that {part} of them play chess. How many play chess?
    how much is {part} of {n} euros
    A film lasts {n} minutes and {part} of it is over. How many minutes is that?
    Colour {part} of {n} squares. How many squares do you colour?
    Of {n} eggs, {part} are brown. Number of brown eggs?
    If you take {part} from a heap of {n} nuts, how many nuts do you take?
    My book has {n} pages, {part} have pictures. How many pages with pictures?
""")


def fraction_of(rng: Random, _words: list[str]) -> Problem:
    part, (a, b) = rng.choice(list(PARTS.items()))
    n = b * rng.randint(2, 12)
    think = f"{part}: {a}/{b}\n{over(n, b)}" + (f"\n{times(n // b, a)}" if a > 1 else "")
    return number(FRACTION_OF, dict(part=part, n=n, p=rng.choice(PEOPLE)), n // b * a, "It is {}.", think)


FRACTION_LEFT = wording("""
    {p} has {n} {t} and gives away {part} of them. How many are left?
    {n} {t}, {part} are lost. How many are still there?
    Of {n} {t}, {part} have been sold. How many remain?
    We ate {part} of our {n} {t}. How many have we still got?
    {n} {t} minus {part} of the {n} {t} = ___
    if {part} of {n} {t} are gone how many are not gone
    There were {n} {t}. The wind took {part} of them. Count the rest.
    {p} puts {part} of {n} {t} in a box and the others on the table. How many lie on the table?
    In a shop, {part} of the {n} {t} are big and the rest are small. How many small ones?
    Take away {part} from {n} {t}. What's left?
""")
FRACTION_THINGS = "apples nuts cookies stickers cards plums cherries muffins sweets pears balloons beads".split()


def fraction_left(rng: Random, _words: list[str]) -> Problem:
    part, (a, b) = rng.choice(list(PARTS.items()))
    n = b * rng.randint(2, 10)
    think = f"{part}: {a}/{b}\n{over(n, b)}" + (f"\n{times(n // b, a)}" if a > 1 else "") + f"\n{minus(n, n // b * a)}"
    return number(FRACTION_LEFT, dict(part=part, n=n, t=rng.choice(FRACTION_THINGS), p=rng.choice(PEOPLE)), n - n // b * a, "It is {}.", think)


WHOLE_FROM_PART = wording("""
    {part} of a number is {m}. What is the number?
    {part} of ___ = {m}
    If {part} of the class is {m} children, how many children are in the class?
    {p} spent {part} of the money, that was {m} euros. How many euros did {p} have at first?
    {m} is {part} of which number?
    i know {part} of my stamps is {m}. how many stamps do i have
    The tank is filled to {part}: {m} litres. How many litres fit in it altogether?
    Think backwards: {part} of it makes {m}. How much is the whole?
    {m} pages are {part} of the book. How many pages has the book?
    When {part} of the way is {m} km, how long is the whole way?
""")


def whole_from_part(rng: Random, _words: list[str]) -> Problem:
    part, (a, b) = rng.choice([(k, v) for k, v in PARTS.items() if v[0] == 1])
    m = rng.randint(2, 15)
    return number(WHOLE_FROM_PART, dict(part=part, m=m, p=rng.choice(PEOPLE)), m * b, "It is {}.", f"{part}: {a}/{b}\n{times(m, b)}")


SLICES = wording("""
    A (pizza|cake|pie) is cut into {t} equal slices and {p} eats {n}. What fraction is {what}? Use {t} as the bottom number.
    {t} equal pieces, {n} eaten. Which fraction is {what}, in pieces out of {t}?
    From a tart of {t} slices {n} slices were eaten. {what} as a fraction = ___/{t}
    {n} of {t} chocolate pieces are gone, eaten by {p}. Write the part that is {what} as a fraction with {t} at the bottom.
    out of {t} slices {p} ate {n}. what fraction of it is {what}? don't simplify, keep {t} below
    A melon is in {t} equal parts. We ate {n}. Which part of the melon is {what}? Answer like a/{t}.
    Waffles! One waffle has {t} equal hearts and I ate {n}. Give the fraction that is {what}, over {t}.
    Divide a pizza in {t} like the baker does, then eat {n} bits. Name the fraction that's {what}, keep {t} as the denominator.
    {t} slices in all. {n} were eaten. The part which is {what}, in {t} parts, is what fraction?
    If {n} out of {t} equal slices have been eaten, what fraction with the denominator {t} is {what}?
""")


def slices(rng: Random, _words: list[str]) -> Problem:
    t = rng.choice([4, 5, 6, 8, 10, 12])
    n = rng.randint(2, t - 1)
    what, m, think = rng.choice([("eaten", n, f"{n} of {t}"), ("left", t - n, f"{t} - {n} = {t - n}\n{t - n} of {t}")])
    return choice(SLICES, dict(t=str(t), n=n, what=what, p=rng.choice(PEOPLE)), f"{m}/{t}", "It is {}.", f"{think}\n{m}/{t}")


BIGGER_FRACTION = wording("""
    Which is {more}: {x} or {y}?
    {x} or {y}, which fraction is {more}?
    Compare {x} and {y}. Write the {more} one.
    {p} got {x} of a cake, {q} got {y} of a cake just like it. Which piece was {more}, {x} or {y}?
    Circle the {more} fraction:  {x}   {y}
    is {x} or {y} {more}
    Two pizzas of the same size. Take {x} of one and {y} of the other. Which part is {more}?
    Choose between {x} and {y}. I want the {more} part.
    Between {x} and {y} the {more} fraction is ___
    On a number line there are {x} and {y}. Tell me the {more} of the two.
""")


def bigger_fraction(rng: Random, _words: list[str]) -> Problem:
    asked = rng.choice(["bigger", "larger", "smaller"])
    if rng.random() < 0.5:
        b = rng.randint(4, 12)
        m, n = rng.sample(range(1, b), 2)
        x, y, greater = f"{m}/{b}", f"{n}/{b}", m > n
        fact = f"same below: {m} {'>' if m > n else '<'} {n}"
    else:
        a = rng.choice([1, 1, 1, 2, 3])
        m, n = rng.sample(range(a + 1, 13), 2)
        x, y, greater = f"{a}/{m}", f"{a}/{n}", m < n
        fact = f"same above: {m} {'>' if m > n else '<'} {n}"
    p, q = rng.sample(PEOPLE, 2)
    word = x if greater == (asked != "smaller") else y
    return choice(BIGGER_FRACTION, dict(x=x, y=y, more=asked, p=p, q=q), word, f"{{}} is {asked}.", f"{fact}\n{x} {'>' if greater else '<'} {y}\n{asked}: {word}")


ADD_FRACTIONS = wording("""
    {x} + {y} = ___, keep the denominator
    What is {x} plus {y}? Don't simplify.
    Add {x} and {y}, leaving the bottom number as it is.
    {p} ate {x} of a pizza and {q} ate {y} of it. What fraction did they eat together, same denominator?
    {x} of the wall is red and {y} is blue. How much is painted? Keep the bottom number.
    work out {x} and {y} together, no simplifying please
    Put {x} of a cake and {y} of the cake on a plate. What part is on the plate, not simplified?
    The sum of {x} and {y} with the same bottom number?
    On Monday I read {x} of the book, on Tuesday {y}. Which fraction have I read, don't reduce it?
    Find {x} + {y}. The denominator stays.
""")


def add_fractions(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(4, 12)
    m = rng.randint(1, b - 2)
    n = rng.randint(1, b - 1 - m)
    p, q = rng.sample(PEOPLE, 2)
    return choice(ADD_FRACTIONS, dict(x=f"{m}/{b}", y=f"{n}/{b}", p=p, q=q), f"{m + n}/{b}", "It is {}.", f"{m} + {n} = {m + n}\n{m + n}/{b}")


TAKE_FRACTIONS = wording("""
    {x} - {y} = ___, keep the denominator
    What is {x} minus {y}? Do not simplify.
    Subtract {y} from {x} and leave the bottom number alone.
    There was {x} of a pie. {p} ate {y} of the pie. What fraction of the pie is there now, same denominator?
    The bottle is {x} full. We drink {y} of a bottle. How full is it then, without simplifying?
    take {y} away from {x}, dont reduce
    How much more is {x} than {y}? Give it with the same denominator.
    Find the difference of {x} and {y}, not simplified.
    {p} had {x} of a metre of tape and used {y} of a metre. What part of a metre is over? Don't reduce.
    From {x} of the work, {y} is done. What fraction is still to do? The bottom stays the same.
""")


def take_fractions(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(4, 12)
    m = rng.randint(2, b - 1)
    n = rng.randint(1, m - 1)
    return choice(TAKE_FRACTIONS, dict(x=f"{m}/{b}", y=f"{n}/{b}", p=rng.choice(PEOPLE)), f"{m - n}/{b}", "It is {}.", f"{m} - {n} = {m - n}\n{m - n}/{b}")


REST_FRACTION = wording("""
    {x} of the flag is {c}. What fraction is not {c}?
    {p} has read {x} of a book. Which part is still unread?
    1 - {x} = ___
    {x} of the garden is grass, the rest is flowers. What part is flowers?
    How much is missing from {x} to a whole?
    {x} + ___ = 1
    {x} of the children walk, the others come by bus. What fraction comes by bus?
    if {x} of the cake is gone, what fraction is left
    A jar is {x} full. What part of it is empty?
    What do you add to {x} to get one whole?
""")


def rest_fraction(rng: Random, _words: list[str]) -> Problem:
    b = rng.choice([3, 4, 5, 6, 7, 8, 9, 10, 12])
    a = rng.choice([n for n in range(1, b) if all(n % d or b % d for d in range(2, b))])
    return choice(REST_FRACTION, dict(x=f"{a}/{b}", c=rng.choice(COLOURS), p=rng.choice(PEOPLE)), f"{b - a}/{b}", "It is {}.", f"1 = {b}/{b}\n{b} - {a} = {b - a}\n{b - a}/{b}")


EQUAL_FRACTION = wording("""
    {x} = ?/{d}  What is the missing top number?
    How many {d}ths are the same as {x}?
    Write {x} with the denominator {d}. What's the numerator?
    Fill the gap to make equal fractions: {x} = ___/{d}
    {p} cuts a cake in {d} pieces and wants {x} of it. How many pieces must {p} take?
    which number goes on top: {x} equals something over {d}
    Expand {x} so that {d} is at the bottom. Numerator?
    {x} of a strip with {d} boxes is coloured. How many boxes is that?
    To be as much as {x}, how many parts out of {d} do I need?
    Find n if n/{d} is equal to {x}.
""")


def equal_fraction(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice([(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6)])
    k = rng.choice([k for k in (2, 3, 4, 5, 6, 10) if str(b * k)[-1] not in "123" or 10 < b * k < 14])
    return number(EQUAL_FRACTION, dict(x=f"{a}/{b}", d=str(b * k), p=rng.choice(PEOPLE)), a * k, "It is {}.", f"{over(b * k, b)}\n{times(a, k)}")


SIMPLEST = wording("""
    Simplify {x}.
    Write {x} in its lowest terms.
    {x} = ___, simplest form
    What is {x} when you make the numbers as small as possible?
    {p} coloured {x} of a circle. Say that with the smallest numbers.
    reduce {x} please as far as it goes
    Cancel down {x} completely. Which fraction do you get?
    Is there a simpler way to write {x}? Give the simplest.
    Our answer was {x}, but teacher wants it fully simplified. What do we write?
    Find the fraction in lowest terms that equals {x}.
""")


def simplest(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice([(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (3, 8), (1, 10)])
    k = rng.randint(2, 6)
    return choice(SIMPLEST, dict(x=f"{a * k}/{b * k}", p=rng.choice(PEOPLE)), f"{a}/{b}", "It is {}.", f"{a * k} / {k} = {a}\n{b * k} / {k} = {b}\n{a}/{b}")


SAME_VALUE = {"1/2": ("50%", "0.5"), "1/4": ("25%", "0.25"), "3/4": ("75%", "0.75"), "1/5": ("20%", "0.2"), "2/5": ("40%", "0.4"), "3/5": ("60%", "0.6"), "4/5": ("80%", "0.8"),
              "1/10": ("10%", "0.1"), "3/10": ("30%", "0.3"), "7/10": ("70%", "0.7"), "9/10": ("90%", "0.9"), "1/100": ("1%", "0.01"), "1/20": ("5%", "0.05")}
SAME = wording("""
    Write {x} as a {form}.
    {x} as a {form} = ___
    What is {x} if you write it as a {form}?
    Turn {x} into a {form}.
    {p} got {x} of the points in a test. Which {form} is that?
    can u change {x} to a {form}
    The same value as {x}, but written as a {form}?
    Which {form} equals {x}?
    My worksheet has {x} and next to it an empty box for the {form}. What goes in?
    Convert from {x} to the {form} of equal value.
""")


def same_value(rng: Random, _words: list[str]) -> Problem:
    fraction = rng.choice(list(SAME_VALUE))
    forms = {"fraction in lowest terms": fraction, "percentage": SAME_VALUE[fraction][0], "decimal number": SAME_VALUE[fraction][1]}
    given, form = rng.sample(list(forms), 2)
    return choice(SAME, dict(x=forms[given], form=form, p=rng.choice(PEOPLE)), forms[form], "It is {}.", None, few=True)


PERCENT_OF = wording("""
    What is {k}% of {n}?
    {k}% of {n} = ___
    How much do you get if you take {k}% of {n}?
    {n} children were asked and {k}% of them like spinach. How many is that?
    {p} scored {k}% in a quiz with {n} points. How many points (did {p} get|are that)?
    work out {k} percent of {n}
    A coat costs {n} euros and is reduced by {k}%. How many euros do you save?
    There's {k} per cent sugar in a drink of {n} g. How many g of sugar?
    Find {k}% of {n} kg.
    If {k}% of the {n} seats are taken, how many seats is that?
""")


def percent_of(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([10, 20, 25, 50, 50, 75, 30, 5])
    n = rng.randint(1, 20) * {10: 10, 20: 10, 25: 4, 50: 2, 75: 4, 30: 10, 5: 20}[k] * 2
    think = {50: f"50% = 1/2\n{over(n, 2)}", 25: f"25% = 1/4\n{over(n, 4)}", 75: f"75% = 3/4\n{over(n, 4)}\n{times(n // 4, 3)}", 10: f"10% = 1/10\n{over(n, 10)}",
             20: f"20% = 1/5\n{over(n, 5)}", 5: f"5% = 1/20\n{over(n, 20)}", 30: f"30% = 3/10\n{over(n, 10)}\n{times(n // 10, 3)}"}[k]
    return number(PERCENT_OF, dict(k=str(k), n=n, p=rng.choice(PEOPLE)), n * k // 100, "It is {}.", think)


REST_PERCENT = wording("""
    {k}% of the votes are for Ben, the rest for Ann. What percentage is for Ann?
    {k}% + ___% = 100%
    {p} has done {k}% of the homework. How many percent is still to do?
    The battery is at {k}%. How many percent are missing until it is full?
    If {k}% of the pupils are girls, what percent are boys, no others?
    download is at {k}%. how much percent is left
    {k}% of the ground is dry. How many per cent is wet?
    What percentage of a pie remains when {k}% has been eaten?
    A jug is {k} percent full. How many percent of it is empty?
    Take {k}% away from the whole. What percentage do you have now?
""")


def rest_percent(rng: Random, _words: list[str]) -> Problem:
    k = rng.randint(2, 98)
    return number(REST_PERCENT, dict(k=str(k), p=rng.choice(PEOPLE)), 100 - k, "It is {} percent.", minus(100, k))


PARTS_IN_WHOLES = wording("""
    How many {parts} are there in {n} wholes?
    {n} cakes are cut into {parts}. How many pieces are there?
    {n} = how many {parts}?
    {p} has {n} apples and cuts all of them into {parts}. How many pieces is that?
    {n} pizzas are cut into {parts} and everybody eats one piece. For how many people is it enough?
    {parts} in {n} whole ones: ___
    if i break {n} bars into {parts} how many bits do i have
    Each of {n} oranges is split into {parts}. Count the pieces.
    You have {n} full circles. How many {parts} can you make out of them?
    Change the whole number {n} into {parts}. How many?
""")
PART_NAMES = {"halves": 2, "thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "eighths": 8, "tenths": 10}


def parts_in_wholes(rng: Random, _words: list[str]) -> Problem:
    name, n = rng.choice(list(PART_NAMES)), rng.randint(2, 12)
    return number(PARTS_IN_WHOLES, dict(parts=name, n=n, p=rng.choice(PEOPLE)), n * PART_NAMES[name], "It is {}.", f"1 = {PART_NAMES[name]} {name}\n{times(PART_NAMES[name], n)}")


IMPROPER = wording("""
    Write {w} {x} as one fraction, a mixed number into an improper fraction.
    {w} {x} = ___/{b}
    Change the mixed number {w} {x} into an improper fraction.
    {p} has {w} whole pies and {x} of a pie. How is that written as a single fraction with {b} at the bottom?
    Make {w} {x} top-heavy. Which fraction is it?
    mixed number {w} {x}, how do i write it over {b}
    {w} and {x} together as a fraction with denominator {b}?
    How would you write {w} + {x} as just one fraction over {b}?
    Turn the wholes of {w} {x} into parts too. What fraction do you get?
    Give the improper fraction for {w} {x}.
""")


def improper(rng: Random, _words: list[str]) -> Problem:
    w, (a, b) = rng.randint(2, 6), rng.choice([(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)])
    return choice(IMPROPER, dict(w=str(w), x=f"{a}/{b}", b=str(b), p=rng.choice(PEOPLE)), f"{w * b + a}/{b}", "It is {}.",
                  f"{w} x {b} = {w * b}\n{w * b} + {a} = {w * b + a}\n{w * b + a}/{b}")


MIXED_NUMBER = wording("""
    Write {x} as a mixed number.
    Change {x} to a whole number and a fraction.
    {x} = ___, mixed number
    {p} has {x} of a cake. How many whole cakes and what part is that? Write it as a mixed number.
    Take the wholes out of {x}. What mixed number is it?
    {x} is top-heavy. Give it as a mixed number.
    how do you write {x} as a mixed number
    Which mixed number is the same as {x}?
    An improper fraction: {x}. As wholes and a part, like 1 1/9, it is what?
    Convert the improper fraction {x} into a mixed number, please.
""")


def mixed_number(rng: Random, _words: list[str]) -> Problem:
    w, (a, b) = rng.randint(1, 6), rng.choice([(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)])
    n = w * b + a
    return choice(MIXED_NUMBER, dict(x=f"{n}/{b}", p=rng.choice(PEOPLE)), f"{w} {a}/{b}", "It is {}.", f"{n} / {b} = {w} r {a}\n{w} {a}/{b}")


TOP_OR_BOTTOM = wording("""
    What is the {part} of {x}?
    {x}: {part} = ___
    Look at {x}. Which number is the {part}?
    Name the {part} in the fraction {x}.
    {p} writes {x}. Which of its numbers is called the {part}?
    in {x} whats the {part}
    Write down only the {part} of this fraction: {x}
    If a fraction is {x}, its {part} is which number?
    The fraction {x} has a {part}. Tell me what it is.
    Point to the {part} of {x}. What number are you pointing to?
""")


def top_or_bottom(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(3, 20)
    a = rng.randint(1, b - 1)
    part = rng.choice(["numerator", "denominator", "top number", "bottom number"])
    n = a if part in ("numerator", "top number") else b
    return number(TOP_OR_BOTTOM, dict(x=f"{a}/{b}", part=part, p=rng.choice(PEOPLE)), n, "It is {}.", f"top: {a}\nbottom: {b}\n{part}: {n}")


IN_DIGITS = wording("""
    Write "{part}" as a fraction in figures.
    {part} = ___, as a fraction with numbers
    How do you write {part} with numbers and a line?
    Put {part} into figures, like a/b.
    {p} says {part}. How is this fraction written in numbers?
    {part} in numbers? as a fraction
    Which fraction is called {part}?
    Dictation: "{part}". Write down the fraction in digits.
    We learned to write fractions. What does {part} look like in figures?
    Show {part} as a number over a number.
""")
NAMED = {f"{top} {name[:-1] if i == 0 else name}": (i + 1, b)
         for b, name in [(3, "thirds"), (4, "quarters"), (5, "fifths"), (6, "sixths"), (7, "sevenths"), (8, "eighths"), (9, "ninths"), (10, "tenths")]
         for i, top in enumerate("one two three four five six seven eight nine".split()) if i + 1 < b} | {"one half": (1, 2)}


def in_digits(rng: Random, _words: list[str]) -> Problem:
    part = rng.choice(list(NAMED))
    a, b = NAMED[part]
    return choice(IN_DIGITS, dict(part=part, p=rng.choice(PEOPLE)), f"{a}/{b}", "It is {}.", f"top: {a}\nbottom: {b}\n{a}/{b}")


KINDS: dict[str, list[Kind]] = {
    "worksheet-measures": [
        to_smaller, to_bigger, mixed_to_small, small_to_mixed, part_of_unit, decimal_units, unit_fact, which_unit, which_tool, estimate, which_is_more, sort_measures, ruler, taller,
        heavier, joined, cut_off, pieces, how_many_pieces, packs, balance, empty_jar, pouring, glasses, colder, warmer, temperature_gap, warmest, recipe_more, recipe_less, via_one,
        far, speed, how_long, map_scale, map_back, there_and_back, still_to_go, marks, growing, burning, limit, nearest, data_most, data_total, data_gap, data_value, data_two,
        data_range, average, data_missing, tally, pictogram, pictogram_back, chance, likelier, event, chance_fraction, mode, median, more_than],
    "worksheet-shapes": [
        sides, polygon, riddle, solid, look, around_square, around_rectangle, around_sides, around_regular, square_side, third_side, area, area_square, area_back, other_side, laps,
        volume, many_shapes, radius, angle_kind, turn_size, third_angle, rest_angle, facing, two_turns, opposite, grid, point, steps, triangle_kind, pattern, symmetric,
        fraction_of, fraction_left, whole_from_part, slices, bigger_fraction, add_fractions, take_fractions, rest_fraction, equal_fraction, simplest, same_value, percent_of,
        rest_percent, parts_in_wholes, improper, mixed_number, top_or_bottom, in_digits]}
