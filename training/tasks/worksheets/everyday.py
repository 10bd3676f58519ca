"""What children know of the world, and short instructions carried out exactly."""

from random import Random

from ..grammar import Problem, Wording, wording
from ..school import PEOPLE, Kind, choice, number, times, with_article
from ..stories import plus


def facts(text: str) -> dict[str, str]:
    """ "dog: puppy; cat: kitten" """
    return dict(item.strip().split(": ") for item in text.replace("\n", " ").split(";") if item.strip())


def grouped(text: str) -> dict[str, str]:
    """ "bird: owl hen; fish: cod" gives owl: bird, hen: bird, cod: fish. A _ is a space. """
    return {word.replace("_", " "): group.replace("_", " ") for group, words in facts(text).items() for word in words.split()}


def article(noun: str) -> str:
    return with_article(noun)[:-len(noun)]


IRREGULAR = facts("sheep: sheep; mouse: mice; goose: geese; wolf: wolves; calf: calves; fly: flies; butterfly: butterflies; dragonfly: dragonflies; deer: deer")


def plural(noun: str) -> str:
    return IRREGULAR.get(noun) or noun + ("es" if noun.endswith(("x", "ch", "sh", "s")) else "s")


def know(asked: Wording, values: dict, word: str, answer: str) -> Problem:
    starts = {f"{name}_first": values[name][0].upper() + values[name][1:] for name in ("x", "when", "ax", "ay") if name in values}
    return choice(asked, values | starts, word, answer, few=True)


def yes_no(true: bool) -> str:
    return "yes" if true else "no"


def exact(asked: Wording, values: dict, text: str, think: str | None) -> Problem:
    """The reply is the text itself, with its own capitals."""
    return Problem(asked, values, text, text, think)


CLASSES = grouped("""mammal: dog cat horse cow sheep pig goat rabbit mouse rat lion tiger elephant giraffe zebra monkey bear wolf fox deer squirrel hedgehog camel
    kangaroo koala panda leopard cheetah gorilla donkey hamster whale dolphin bat otter beaver badger seal;
    bird: eagle owl robin sparrow duck goose swan hen parrot penguin ostrich pigeon crow seagull peacock flamingo stork woodpecker blackbird;
    fish: shark salmon trout tuna herring cod goldfish eel carp; insect: ant bee butterfly fly wasp beetle ladybird grasshopper mosquito moth dragonfly;
    reptile: snake lizard crocodile tortoise turtle alligator gecko; amphibian: frog toad newt salamander""")
LEGS = {word: int(n) for word, n in grouped("""4: dog cat horse cow sheep pig goat rabbit mouse lion tiger elephant giraffe zebra bear wolf fox deer hedgehog camel
    leopard donkey hamster badger lizard crocodile tortoise frog toad; 2: eagle owl robin sparrow duck goose swan hen parrot penguin ostrich pigeon crow;
    6: ant bee butterfly fly wasp beetle ladybird grasshopper mosquito moth; 8: spider""").items()}
LEGS_ASKED = wording("""
    How many legs does {x} have?
    Number of legs of {x}: ___
    {xs} walk on how many legs?
    We are drawing {x} in art class. How many legs must I draw?
    Animal quiz! How many legs has {x} got?
    Fill in: {x} has ___ legs.
    Say how many legs you would count on {x}.
    My little brother asks how many legs {xs} have.
    Legs on {x} = ?
    If you look at {x}, how many legs do you see?
    I'm making {x} out of clay. Tell me how many legs it needs.
    Complete the fact file. Animal: {x}. Legs:
""")


def animal_legs(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(LEGS))
    x = "spider" if rng.random() < 0.08 else x
    return number(LEGS_ASKED, dict(x=with_article(x), xs=plural(x), animal=x), LEGS[x], f"{with_article(x).capitalize()} has {{}} legs.", None, True)


LEGS_TOGETHER = wording("""
    How many legs do {n} {xs} have altogether?
    There are {n} {xs} in the picture. How many legs is that in all?
    {n} {xs}: how many legs?
    {p} sees {n} {xs} and counts all their legs. What number does {p} get?
    One {x} has some legs, you know how many. Now work out the legs of {n} {xs}.
    Total number of legs on {n} {xs} = ___
    Puzzle: {n} {xs} stand in a row. Count their legs together.
    If every one of {n} {xs} wore a shoe on each foot, how many shoes would they need?
    Work out how many legs {n} {xs} have between them.
    {p} draws {n} {xs}. How many legs does {p} have to draw?
""")


def legs_together(rng: Random, _words: list[str]) -> Problem:
    x, n = rng.choice(list(LEGS) + ["spider"] * 6), rng.randint(2, 10)
    return number(LEGS_TOGETHER, dict(n=n, x=x, xs=plural(x), p=rng.choice(PEOPLE)), n * LEGS[x], "They have {} legs.", f"{x}: {LEGS[x]} legs\n{times(LEGS[x], n)}")


LEGS_MIXED = wording("""
    On the farm there are {n} {xs} and {m} {ys}. How many legs are there in total?
    {n} {xs} plus {m} {ys}: how many legs altogether?
    How many legs do {n} {xs} and {m} {ys} have together?
    {p} counts the legs of {n} {xs} and then of {m} {ys}. How many legs does {p} count in all?
    I see {n} {xs} and {m} {ys} over there. All the legs together make ___.
    Add up the legs: {n} {xs}, {m} {ys}.
    A picture shows {n} {xs} next to {m} {ys}. Find the number of legs in it.
    Work this out, please. {m} {ys} and {n} {xs} are sleeping. How many legs do they all have?
    Legs riddle: {n} {xs} meet {m} {ys}. How many legs meet?
    Find out how many legs you get when {n} {xs} stand beside {m} {ys}.
""")


def legs_mixed(rng: Random, _words: list[str]) -> Problem:
    x, y = rng.sample(list(LEGS), 2)
    n, m = rng.randint(2, 6), rng.randint(2, 6)
    a, b = n * LEGS[x], m * LEGS[y]
    think = f"{x}: {LEGS[x]} legs\n{y}: {LEGS[y]} legs\n{times(LEGS[x], n)}\n{times(LEGS[y], m)}\n{plus(a, b)}"
    return number(LEGS_MIXED, dict(n=n, m=m, xs=plural(x), ys=plural(y), x=x, y=y, p=rng.choice(PEOPLE)), a + b, "There are {} legs.", think)


YOUNG = facts("""dog: puppy; cat: kitten; cow: calf; horse: foal; sheep: lamb; pig: piglet; goat: kid; hen: chick; duck: duckling; goose: gosling; lion: cub;
    bear: cub; tiger: cub; wolf: cub; fox: cub; deer: fawn; frog: tadpole; swan: cygnet; owl: owlet; kangaroo: joey; elephant: calf; whale: calf; eagle: eaglet; donkey: foal""")
YOUNG_ASKED = wording("""
    What is a baby {x} called?
    What do we call the young of {ax}?
    {ax_first} and her ___ - write the name of the baby
    The name for a young {x} is ...
    How do you say "baby {x}" in one word?
    Mother: {x}. Baby: ?
    {ax_first} mum has a little one. What is the little one called?
    Do you know the word for the baby of {ax}?
    On our farm and zoo trip we saw a tiny {x}. What is the right word for such a young animal?
    Baby animals. Write the name: {x} - ______
    I forgot what you call {ax} when it is still a baby. Can you remind me?
""")


def animal_young(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(YOUNG))
    return know(YOUNG_ASKED, dict(x=x, ax=with_article(x)), YOUNG[x], f"A baby {x} is called {article(YOUNG[x])}{{}}.")


GROWN = {young: x for x, young in YOUNG.items() if list(YOUNG.values()).count(young) == 1} | {"caterpillar": "butterfly"}
GROWN_ASKED = wording("""
    Which animal does {ay} grow into?
    What will {ay} be when it grows up?
    {ay_first} is the young of which animal?
    When {ay} is grown up, it is called ...
    Grown-up animals. {y} -> ______
    I am {ay}. What animal will I become?
    Finish the sentence: {ay} becomes this animal one day: ___.
    Which adult animal belongs to this young one: {y}?
    {p} has a picture book with {ay} in it. What does {ay} turn into later?
    The parent of {ay} is which animal?
""")


def young_grown(rng: Random, _words: list[str]) -> Problem:
    y = rng.choice(list(GROWN))
    return know(GROWN_ASKED, dict(y=y, ay=with_article(y), p=rng.choice(PEOPLE)), GROWN[y], f"{with_article(y).capitalize()} grows into {article(GROWN[y])}{{}}.")


HOMES = facts("""bee: hive; bird: nest; spider: web; horse: stable; pig: sty; rabbit: burrow; hen: coop; lion: den; dog: kennel; snail: shell; beaver: lodge; goldfish: bowl;
    badger: sett""")
HOMES_ASKED = wording("""
    What is the home of {x} called: {options}?
    Where does {x} live? Choose one: {options}.
    {options}: which of these is the home of {x}?
    Match the animal with its home. Animal: {x}. Homes: {options}.
    {x_first} needs a place to live. Is it one of these: {options}?
    Which word names the home of {x}: {options}?
    Pick the right home for {x} from the list: {options}.
    {x_first} is looking for its house. Which of these belongs to it? {options}
    Animal homes: {x} lives in a ___. Words to use: {options}
    Help {x} to find its home. You can choose from {options}.
    I am {x}. My home is one of these: {options}. Which one?
""")


def animal_home(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(HOMES))
    near = [{"den", "burrow", "sett", "lodge", "kennel", "nest"}, {"nest", "coop", "hive"}, {"stable", "sty", "coop"}]
    others = [home for home in HOMES.values() if home != HOMES[x] and not any({home, HOMES[x]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [HOMES[x]], 3)
    values = dict(x=with_article(x), options=", ".join(options), animal=x)
    return know(HOMES_ASKED, values, HOMES[x], f"The home of {with_article(x)} is a {{}}.")


SOUNDS = facts("""dog: barks; cat: meows; cow: moos; horse: neighs; duck: quacks; lion: roars; pig: oinks; frog: croaks; bee: buzzes; snake: hisses; owl: hoots;
    wolf: howls; mouse: squeaks; donkey: brays; rooster: crows; hen: clucks; sheep: baas; turkey: gobbles""")
SOUNDS_ASKED = wording("""
    Which animal {sound}: {options}?
    Who {sound}? {options}
    Listen, something {sound}! Is it one of these: {options}?
    "It {sound}." Which of these animals is meant: {options}?
    Animal sounds: find the one that {sound}. {options}
    {options}. Only one of them {sound}. Which one?
    I am thinking of an animal that {sound}. My choices are {options}.
    On a walk {p} hears an animal that {sound}. Which of these is it: {options}?
    One of {options} {sound}. Name it.
    The ___ {sound}. Put in the right animal from this list: {options}
""")


def animal_sound(rng: Random, _words: list[str]) -> Problem:
    options = rng.sample(list(SOUNDS), 3)
    x = rng.choice(options)
    think = "\n".join(f"{a}: {SOUNDS[a]}" for a in options)
    return choice(SOUNDS_ASKED, dict(sound=SOUNDS[x], options=", ".join(options), p=rng.choice(PEOPLE)), x, f"The {{}} {SOUNDS[x]}.", think)


SOUND_OF = wording("""
    What sound does {ax} make? Finish: {ax} ___.
    What noise does {ax} make? It ...
    Complete the sentence with the right sound: The {x} ______.
    Each animal has a word for its sound. What does {ax} do?
    When {ax} makes its sound, we say it ...
    Tell me the verb for the noise of {ax}, as in "the {x} ___".
    In the stories for toddlers every animal has a sound. The {x} ...?
    Write the missing word. Noise of {ax}: it ___
    How do we say that {ax} makes its noise? It ...
    The sound word for {ax}, please: it ___.
""")


def sound_of_animal(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(SOUNDS))
    return know(SOUND_OF, dict(x=x, ax=with_article(x)), SOUNDS[x], f"{with_article(x).capitalize()} {{}}.")


CLASS_ASKED = wording("""
    Is {x} a mammal, a bird, a fish, an insect, a reptile or an amphibian?
    What kind of animal is {x}: mammal, bird, fish, insect, reptile or amphibian?
    Sort {x} into the right group. Groups: mammals, birds, fish, insects, reptiles, amphibians. Write the singular.
    {x_first}: mammal, bird, fish, insect, reptile, amphibian? Tick the right word.
    Which animal class does {x} belong to?
    Our topic is animal groups. Please classify {x} as mammal, bird, fish, reptile, amphibian or insect.
    Bird, fish, mammal, reptile, amphibian or insect? {x_first}
    To which group of animals would a biologist count {x} - mammal, bird, fish, insect, reptile or amphibian?
    In science we learned about mammals, insects, birds, fish, reptiles and amphibians. Which of them is {x}?
    Animal card: {x}. Class: ______
    {x_first} is a kind of ___. Use one of: bird / mammal / insect / fish / amphibian / reptile
""")


def animal_class(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(CLASSES))
    return know(CLASS_ASKED, dict(x=with_article(x), animal=x), CLASSES[x], f"{with_article(x).capitalize()} is {article(CLASSES[x])}{{}}.")


CLASS_PICK = wording("""
    Which of these is {group}: {options}?
    Find the one that is {group}. {options}
    {options} - only one of these animals is {group}. Which?
    Circle {group}: {options}
    Here are some animals: {options}. Which one is {group}?
    {p} is looking for {group} among {options}. What should {p} choose?
    One of the animals {options} is {group}. Write its name.
    Look at the list and name {group}. List: {options}
    Multiple choice. {group} is: {options}
    I need {group} for my poster. I have pictures of these: {options}. Which picture do I take?
""")


def class_pick(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(CLASSES))
    others = rng.sample([a for a in CLASSES if CLASSES[a] != CLASSES[x]], rng.randint(2, 3))
    options = rng.sample(others + [x], len(others) + 1)
    think = "\n".join(f"{a}: {CLASSES[a]}" for a in options)
    values = dict(group=with_article(CLASSES[x]), options=", ".join(options), p=rng.choice(PEOPLE), cls=CLASSES[x])
    return choice(CLASS_PICK, values, x, f"The {{}} is {with_article(CLASSES[x])}.", think)


FLIES = grouped("""yes: eagle owl robin sparrow duck goose swan parrot pigeon crow seagull stork woodpecker blackbird flamingo bee butterfly wasp ladybird mosquito moth
    dragonfly bat; no: penguin ostrich dog cat horse cow pig lion elephant snake frog spider whale shark tortoise snail mouse rabbit worm kangaroo monkey crocodile bear""")
FLIES_ASKED = wording("""
    Can {x} fly?
    {x_first}: can it fly, yes or no?
    Does {x} fly?
    Is {x} able to fly through the air?
    Wings that carry it? Tell me if {x} can fly.
    We play "who can fly". The card shows {x}. Can it fly?
    Yes or no: {x} can fly.
    Animals that fly get a tick. Does {x} get a tick?
    My sister says {x} can fly. Is she right?
    Could {x} fly up to the top of a tower by itself?
    Is {x} an animal that flies?
""")


def can_it_fly(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(FLIES))
    return know(FLIES_ASKED, dict(x=with_article(x), animal=x), FLIES[x], f"{{}}, {with_article(x)} {'can' if FLIES[x] == 'yes' else 'cannot'} fly.")


EATS = grouped("""plants: cow horse sheep goat rabbit elephant giraffe zebra deer koala panda kangaroo donkey camel caterpillar gorilla snail;
    meat: lion tiger wolf shark crocodile eagle leopard cheetah owl snake spider polar_bear""")
EATS_ASKED = wording("""
    Does {x} eat plants or meat?
    {x_first}: plants or meat?
    What does {x} mostly eat, meat or plants?
    Is the food of {x} mainly plants or mainly meat?
    You feed {x} at the zoo. Do you bring meat or plants?
    Who eats what? {x_first} eats ___. Choose: plants / meat.
    Meat or plants - which one is on the menu for {x}?
    Decide what goes into the bowl of {x}: plants or meat.
    {p} wonders what {x} likes to eat. Is it meat or is it plants?
    Nature test. Food of {x}: a. plants, b. meat. Write the word.
""")


def animal_food(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(EATS))
    return know(EATS_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), animal=x), EATS[x], f"{with_article(x).capitalize()} eats {{}}.")


COVERING = grouped("""fur: dog cat rabbit mouse bear fox lion tiger wolf hamster squirrel beaver; feathers: eagle owl robin sparrow duck goose swan hen parrot pigeon crow penguin;
    scales: salmon trout herring carp goldfish snake lizard crocodile""")
COVERING_ASKED = wording("""
    Does {x} have fur, feathers or scales?
    What covers the body of {x}: scales, fur or feathers?
    {x_first} has ___ on its body. Choose: fur, feathers, scales
    Feathers, fur or scales? {x_first}
    If I could touch {x}, would I feel fur, feathers or scales?
    What is on the skin of {x}? You may choose from feathers, scales and fur.
    Touch game: my card is {x}. Do I say scales, feathers or fur?
    Body covering of {x} - fur / feathers / scales:
    {p} draws {x}. Should {p} draw feathers, scales or fur?
    Sort by covering: fur, scales, feathers. Where does {x} belong?
""")


def animal_covering(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(COVERING))
    return know(COVERING_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), animal=x), COVERING[x], f"{with_article(x).capitalize()} has {{}}.")


LIVES = grouped("""sea: whale dolphin shark octopus jellyfish starfish tuna herring cod sea_horse; farm: cow pig hen sheep goat rooster turkey;
    jungle: gorilla parrot jaguar orangutan toucan; desert: camel scorpion""")
LIVES_ASKED = wording("""
    Where would you see {x}: {a} or {b}?
    {p} wants to see {x}. Should {p} go to the {a} or to the {b}?
    Does {x} live in this place: {a}, or in this one: {b}?
    {a} or {b}: where is {x} at home?
    Where does {x} belong? Write {a} or {b}.
    Choose the right place for {x}. Either the {a} or the {b}.
    {x_first} is missing in my sticker album. Do I stick it on the page "{a}" or on the page "{b}"?
    In which place is {x} usually found, {a} or {b}?
    Two boxes, "{a}" and "{b}". Put {x} in one of them.
    You need a picture of {x}. Do you travel to the {a} or the {b} to take it?
""")


def animal_lives(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(LIVES))
    a, b = rng.sample([LIVES[x], rng.choice(sorted({place for place in LIVES.values() if place != LIVES[x]}))], 2)
    where = {"farm": "on the {}", "jungle": "in the {}", "sea": "in the {}", "desert": "in the {}"}[LIVES[x]]
    return know(LIVES_ASKED, dict(x=with_article(x), a=a, b=b, p=rng.choice(PEOPLE), animal=x), LIVES[x], f"{with_article(x).capitalize()} lives {where}.")


PLANT_OR_ANIMAL = grouped("""plant: oak rose tulip daisy fern cactus pine grass ivy sunflower palm_tree nettle bush clover dandelion; animal: dog ant shark robin snail worm spider
    frog goldfish lizard bee cow horse eagle crab""")
PLANT_ASKED = wording("""
    Is this a plant or an animal: {x}?
    {x_first} - plant or animal?
    Write "plant" or "animal" next to the word {x}.
    Animal or plant? The word is {x}.
    We sort living things. Does "{x}" go to the plants or the animals? Write the singular.
    In the garden {p} finds this living thing: {x}. Tell {p} if it is an animal or a plant.
    Living things: {x} = ___, animal or plant?
    Decide: is "{x}" the name of an animal or of a plant?
    Which fits the word {x} better, "animal" or "plant"?
    "{x}" stands on my card. Do I put it with animal or plant?
""")


def plant_or_animal(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(PLANT_OR_ANIMAL))
    word = PLANT_OR_ANIMAL[x]
    return know(PLANT_ASKED, dict(x=x, p=rng.choice(PEOPLE)), word, f"It is {article(word)}{{}}.")


LIVING = {"living": "dog cat tree ant fish flower bird horse spider rose frog baby worm mushroom bee snake cow oak girl teacher tulip snail".split(),
          "non-living": "stone table chair cup pencil car book lamp ball spoon brick bottle shoe clock computer key window plate robot coin train doll".split()}
LIVING_ASKED = wording("""
    Is {x} living or non-living?
    {x_first}: living or non-living?
    Living thing or not? Write living or non-living for {x}.
    Does {x} count as living or as non-living?
    Sort this one: {x}. Boxes: living, non-living.
    In science we made two lists, living and non-living. On which list is {x}?
    Tell me whether {x} is non-living or living.
    {p} puts {x} under one heading. Should it be "living" or "non-living"?
    Non-living or living? {x_first} is ___
    Think of {x}. Would you call it non-living, or is it living?
""")


def living_or_not(rng: Random, _words: list[str]) -> Problem:
    word = rng.choice(list(LIVING))
    x = rng.choice(LIVING[word])
    return know(LIVING_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), thing=x), word, f"{with_article(x).capitalize()} is {{}}.")


SIZES = "ant flea mosquito ladybird, mouse sparrow frog, rabbit cat hen, wolf sheep goat, cow horse camel, elephant, whale".split(", ")
WEIGHTS = "feather leaf snowflake, pencil spoon egg, brick melon watermelon, bicycle chair ladder, piano fridge cow, lorry bus elephant, ship".split(", ")
SPEEDS = "snail slug, tortoise, bicycle, car motorbike, plane jet, rocket".split(", ")
HEAT = "ice_cube snowball ice_lolly, glass_of_tap_water, cup_of_hot_tea bowl_of_hot_soup, candle_flame campfire, sun".split(", ")
SCALES = {"bigger smaller size": SIZES, "heavier lighter weight": WEIGHTS, "faster slower speed": SPEEDS, "hotter colder heat": HEAT}


def on_scale(rng: Random, scale: str, n: int) -> list[tuple[int, str]]:
    """Things from n different steps of a scale, in any order."""
    return [(i + 1, rng.choice(SCALES[scale][i].split()).replace("_", " ")) for i in rng.sample(range(len(SCALES[scale])), n)]


COMPARE = wording("""
    Which is {cmp}, {x} or {y}?
    What is {cmp}: {x} or {y}?
    Take {x} or {y}: which one is {cmp}?
    Compare {x} and {y}. Which one is {cmp}?
    Think of {x} and of {y}. Name the {cmp} one.
    Is {x} {cmp}, or is {y}?
    {p} thinks about {x} and {y} and wonders which is normally {cmp}. Tell {p}.
    Underline the thing that is {cmp}: {x}, {y}
    Pick the {cmp} of the two: {x}, {y}.
    Normally, {x} and {y} are not alike: one is {cmp}. Which?
    {cmp}: {x}? Or {y}?
    You put {x} next to {y}. Which of them would be {cmp} in real life?
""")


def which_is_more(rng: Random, _words: list[str]) -> Problem:
    scale = rng.choice(list(SCALES))
    more, less, name = scale.split()
    (i, x), (j, y) = on_scale(rng, scale, 2)
    high = rng.random() < 0.6
    word = x if (i > j) == high else y
    cmp = more if high else less
    values = dict(x=article_of(x), y=article_of(y), cmp=cmp, p=rng.choice(PEOPLE), things=[x, y], scale=scale)
    return choice(COMPARE, values, word, f"The {{}} is {cmp}.", f"{x}: {name} {i}\n{y}: {name} {j}\n{cmp}: {max(i, j) if high else min(i, j)}")


def article_of(noun: str) -> str:
    return "the sun" if noun == "sun" else with_article(noun)


COMPARE_RIGHT = wording("""
    Is {x} {cmp} than {y}?
    True or not: {x} is {cmp} than {y}. Say yes or no.
    I think {x} is {cmp} than {y}, right?
    My friend says that {x} is {cmp} than {y}. Do you agree, yes or no?
    Yes or no? {x} is usually {cmp} than {y}.
    Would you say {x} is {cmp} than {y}?
    Check this sentence: "Normally {x} is {cmp} than {y}." Is it correct?
    If I compare them, is {x} {cmp} or not? I compare with {y}.
    Quick check - {x}, {cmp} than {y}: yes/no?
    Can it be right that {x} is normally {cmp} than {y}?
""")


def is_it_more(rng: Random, _words: list[str]) -> Problem:
    scale = rng.choice(list(SCALES))
    more, less, name = scale.split()
    (i, x), (j, y) = on_scale(rng, scale, 2)
    high = rng.random() < 0.6
    true = (i > j) == high
    cmp = more if high else less
    values = dict(x=article_of(x), y=article_of(y), cmp=cmp, things=[x, y], scale=scale)
    think = f"{x}: {name} {i}\n{y}: {name} {j}\n{cmp}: {x if true else y}"
    return choice(COMPARE_RIGHT, values, yes_no(true), f"{{}}, {article_of(x)} is {'' if true else 'not '}{cmp}.", think)


SIZE_ORDER = wording("""
    Put these animals in order of size, smallest first: {options}.
    {options}: order them from small to big.
    Arrange from the smallest to the largest: {options}
    Line up these animals, the small ones at the front: {options}
    Who is smallest, who is biggest? Write the list from little to large. {options}
    {p} wants to sort {options} by size. Start with the smallest one.
    Order by size small to large: {options}
    My animal cards are {options}. Lay them down with the tiniest first and the biggest last.
    Smallest to biggest, please: {options}
    Write these animals again, but from the smallest to the biggest. {options}
""")


def size_order(rng: Random, _words: list[str]) -> Problem:
    picked = on_scale(rng, "bigger smaller size", rng.randint(3, 4))
    think = "\n".join(f"{x}: size {i}" for i, x in picked)
    values = dict(options=", ".join(x for _, x in picked), p=rng.choice(PEOPLE))
    return choice(SIZE_ORDER, values, ", ".join(x for _, x in sorted(picked)), "The order is {}.", think)


EXTREME = wording("""
    Which of these is the {most}: {options}?
    {options}. Name the {most}.
    Of {options}, which is the {most} one?
    Look at the words {options}. Which thing is the {most}?
    Find the {most} of them all. {options}
    {p} compares {options}. Which one is normally the {most}?
    Ring the {most}: {options}
    Only one is the {most}: {options}. Which one?
    In the list {options} the {most} is ___.
    I have a list: {options}. Tell me the {most} thing on it.
""")
MOST = facts("bigger: biggest; smaller: smallest; heavier: heaviest; lighter: lightest; faster: fastest; slower: slowest; hotter: hottest; colder: coldest")


def the_most(rng: Random, _words: list[str]) -> Problem:
    scale = rng.choice(list(SCALES))
    more, less, name = scale.split()
    picked = on_scale(rng, scale, rng.randint(3, 4))
    high = rng.random() < 0.6
    i, word = max(picked) if high else min(picked)
    most = MOST[more if high else less]
    values = dict(most=most, options=", ".join(x for _, x in picked), p=rng.choice(PEOPLE), scale=scale)
    return choice(EXTREME, values, word, f"The {{}} is the {most}.", "\n".join(f"{x}: {name} {k}" for k, x in picked) + f"\n{most}: {i}")


FOODS = grouped("""fruit: apple banana pear orange lemon grape cherry strawberry plum peach mango pineapple kiwi raspberry melon apricot blueberry blackberry lime papaya;
    vegetable: carrot potato onion cabbage leek broccoli cauliflower radish turnip parsnip beetroot sprout celery lettuce""")
FOODS_ASKED = wording("""
    Is {x} a fruit or a vegetable?
    {x_first}: fruit or vegetable?
    Fruit or vegetable? Here is the food: {x}.
    At the market {p} buys {x}. Is that a vegetable or a fruit?
    Does {x} go into the fruit basket or the vegetable box? Write fruit or vegetable.
    Sort the shopping. {x_first} is a ___ - write one word, fruit or vegetable.
    What would a greengrocer call {x}, a vegetable or a fruit?
    Healthy eating, task one. Write "fruit" or "vegetable" beside {x}.
    We talk about vegetables and fruits. Which of the two is {x}?
    I eat {x}. Did I eat a fruit, or did I eat a vegetable?
""")


def fruit_or_vegetable(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(FOODS))
    return know(FOODS_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), food=x), FOODS[x], f"{with_article(x).capitalize()} is a {{}}.")


SOURCES = facts("""cheese: milk; butter: milk; cream: milk; yoghurt: milk; ketchup: tomatoes; grape juice: grapes; flour: grain;
    an omelette: eggs; chocolate: cocoa beans; toast: bread; apple juice: apples; orange juice: oranges; paper: wood; popcorn: corn; mashed potato: potatoes;
    lemonade: lemons; peanut butter: peanuts; rice pudding: rice; woollen yarn: wool; a window: glass; strawberry jam: strawberries; bread: flour; a snowman: snow; ice: water""")
SOURCES_ASKED = wording("""
    What is {x} made from: {options}?
    We make {x} from ___. Choose from {options}.
    Which of these do you need to make {x}: {options}?
    To make {x} people use one of these. Which? {options}
    {options}. One of them is turned into {x}. Which one?
    {p} wants to make {x}. What is the main thing {p} needs: {options}?
    Match it: {x} comes from ... {options}
    Where does {x} come from? Pick one word: {options}
    How do you get {x}? You start with one of these: {options}.
    Made from what? {x_first}: {options}
""")


def made_from(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(SOURCES))
    others = sorted(set(SOURCES.values()) - {SOURCES[x], "milk", "water", "snow", "grain", "flour", "corn", "bread"})
    options = rng.sample(rng.sample(others, 2) + [SOURCES[x]], 3)
    return know(SOURCES_ASKED, dict(x=x, options=", ".join(options), p=rng.choice(PEOPLE)), SOURCES[x], f"{x[0].upper() + x[1:]} is made from {{}}.")


MATERIALS = grouped("""glass: window mirror light_bulb wine_bottle; paper: newspaper envelope book_page paper_bag; rubber: tyre rubber_band eraser; wool: woolly_jumper woolly_hat ball_of_yarn;
    metal: coin nail key saw paper_clip needle frying_pan; wood: log plank tree_trunk matchstick; stone: pebble stone_wall; plastic: toy_brick shampoo_bottle yoghurt_pot""")
MATERIALS_ASKED = wording("""
    Is {x} usually made of {a} or {b}?
    What is {x} made of, {a} or {b}?
    Material of {x}: {a} or {b}?
    {x_first}: made of {b} or made of {a}?
    Which material would you expect for {x}? Choose {a} or {b}.
    {p} holds {x}. Is it more likely to be {a} or {b}?
    You can make {x} out of {a} but hardly out of {b}, or is it the other way round? Name the right material.
    Materials worksheet. {x_first} -> {a} / {b}
    Normally {x} is made of ... Pick from {a} and {b}.
    What stuff is {x}? I think it is {a} or {b}, I'm not sure which.
""")


def material(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(MATERIALS))
    near = {"rubber": {"plastic", "metal"}, "glass": {"plastic", "metal"}, "paper": {"plastic", "metal"}, "plastic": {"wood", "paper", "glass", "rubber"}, "wood": {"paper"}}.get(MATERIALS[x], set())
    a, b = rng.sample([MATERIALS[x], rng.choice(sorted(set(MATERIALS.values()) - {MATERIALS[x]} - near))], 2)
    return know(MATERIALS_ASKED, dict(x=with_article(x), a=a, b=b, p=rng.choice(PEOPLE), thing=x), MATERIALS[x], f"{with_article(x).capitalize()} is made of {{}}.")


NEEDS = facts("""cut paper: scissors; brush your teeth: toothbrush; comb your hair: comb; hit a nail: hammer; open a locked door: key; tell the time: clock; sweep the floor: broom;
    eat soup: spoon; dry your hands: towel; stay dry in the rain: umbrella; see in the dark: torch; measure a line: ruler; draw a circle: compass; rub out a pencil mark: eraser;
    sharpen a pencil: sharpener; sew on a button: needle; dig a hole: shovel; saw a plank: saw; take a photo: camera; boil water for tea: kettle; weigh flour: scales;
    paint a picture: paintbrush; water the flowers: watering can; climb up to the roof: ladder; call a friend: phone; wash your hands: soap; blow your nose: tissue;
    measure how hot it is: thermometer; stick two sheets of paper together: glue; find a country: map; look at the stars: telescope; iron a shirt: iron; cut bread: knife; wipe the table: cloth;
    catch a fish: fishing rod; turn a screw: screwdriver; send a letter: stamp; rake the leaves: rake; fry an egg: pan; carry school books: school bag""")
UNCOUNTED = "scissors", "scales", "glue", "soap"
NEEDS_ASKED = wording("""
    What do you need to {do}: {options}?
    Which of these do you use to {do}? {options}
    You want to {do}. Pick the right thing: {options}
    To {do}, you take ___. Words: {options}
    {options}: with which of these can you {do}?
    {p} would like to {do}. What should {p} fetch: {options}?
    Mum asks you to {do}. Which thing do you get from the shelf? There are: {options}
    What helps you to {do}? Choose from {options}.
    Tools and things. Job: {do}. Thing: {options}?
    I have to {do} and I own {options}. Which one is for that?
    Match! "{do}" goes with one of these: {options}
""")


def thing_needed(rng: Random, _words: list[str]) -> Problem:
    do = rng.choice(list(NEEDS))
    near = [{"knife", "saw", "scissors"}, {"broom", "cloth", "rake", "towel", "tissue"}, {"kettle", "pan"}, {"paintbrush", "broom"}, {"hammer", "shovel"}, {"phone", "camera", "torch", "clock", "map", "telescope"},
            {"soap", "towel", "cloth"}, {"ruler", "compass"}, {"shovel", "rake"}]
    others = [x for x in NEEDS.values() if x != NEEDS[do] and not any({x, NEEDS[do]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [NEEDS[do]], 3)
    return know(NEEDS_ASKED, dict(do=do, options=", ".join(options), p=rng.choice(PEOPLE)), NEEDS[do], f"You need {'' if NEEDS[do] in UNCOUNTED else article(NEEDS[do])}{{}}.")


PLACES = facts("""borrow books: library; buy bread rolls: bakery; see a doctor when very ill: hospital; post a parcel: post office; catch a train: station; catch a plane: airport; watch a film: cinema;
    learn to read: school; see lions and zebras: zoo; buy medicine: pharmacy; get your hair cut: hairdresser's; swim in warm water: swimming pool; put money into an account: bank;
    buy petrol: petrol station; look at dinosaur bones: museum; see ships arriving: harbour; pick apples: orchard; play on swings: playground; see acrobats and clowns: circus;
    watch a football match: stadium; build a sandcastle: beach; see cows being milked: farm; have a car repaired: garage; eat a meal served by a waiter: restaurant; take a sick dog: vet's""")
PLACES_ASKED = wording("""
    Where do you go to {do}: {options}?
    Which place is right if you want to {do}? {options}
    You want to {do}. Where do you go? Choose one: {options}
    {options} - at which of these places can you {do}?
    To {do} you go to the ___. Pick from {options}.
    {p} plans to {do}. Should {p} go to one of these: {options}? Which?
    In town there are {options}. Which of them do I need to {do}?
    Places in our town: match "{do}" with {options}.
    I'd like to {do}. Tell me the best place out of these: {options}
    Where can people {do}? Possible answers: {options}
""")


def right_place(rng: Random, _words: list[str]) -> Problem:
    do = rng.choice(list(PLACES))
    near = [{"hospital", "pharmacy", "vet's"}, {"petrol station", "garage"}, {"zoo", "circus", "farm"}, {"beach", "harbour", "swimming pool", "playground"}, {"bakery", "restaurant"}, {"school", "library"},
            {"farm", "orchard"}, {"cinema", "stadium"}, {"museum", "library"}]
    others = [x for x in PLACES.values() if x != PLACES[do] and not any({x, PLACES[do]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [PLACES[do]], 3)
    return know(PLACES_ASKED, dict(do=do, options=", ".join(options), p=rng.choice(PEOPLE)), PLACES[do], "You go to the {}.")


JOBS = facts("""puts out fires: firefighter; teaches children at school: teacher; bakes bread: baker; flies a plane: pilot; repairs teeth: dentist; looks after sick animals: vet; cuts hair: hairdresser;
    grows crops and keeps cows: farmer; catches fish at sea: fisherman; repairs cars: mechanic; cooks in a restaurant: chef; delivers letters: postman; drives a taxi: taxi driver; sells meat: butcher;
    builds walls: bricklayer; mends water pipes: plumber; acts in films: actor; writes books: author; travels into space: astronaut; plays football for a living: footballer; paints pictures: artist;
    helps doctors in a hospital: nurse; makes clothes: tailor; makes furniture out of wood: carpenter; works under the ground for coal: miner; looks after books in a library: librarian;
    catches thieves: police officer; brings food to the table in a restaurant: waiter; makes people laugh in a circus: clown; sells flowers: florist; sings songs on stage: singer; works with bees: beekeeper;
    looks after plants in a garden: gardener; takes photos as a job: photographer; dances on stage: dancer; tests your eyes and sells glasses: optician; fixes electric wires: electrician""")
JOBS_ASKED = wording("""
    Who {does}?
    What do you call a person who {does}?
    Name the job: someone who {does}.
    {does}: which job is it?
    A person who {does} has this job: ___.
    My aunt {does}. What is her job?
    Guess my job! I am the one who {does}.
    When I grow up I want to be the one who {does}. Which job do I mean?
    Jobs crossword. Clue: {does}. Answer: ...
    In our job book there is a picture of somebody who {does}. What is the job called?
    What's the word for the man or woman who {does}?
""")


def who_does_it(rng: Random, _words: list[str]) -> Problem:
    does = rng.choice(list(JOBS))
    return know(JOBS_ASKED, dict(does=does), JOBS[does], f"It is {article(JOBS[does])}{{}}.")


JOB_PLACES = facts("""teacher: school; nurse: hospital; baker: bakery; waiter: restaurant; librarian: library; farmer: farm; pilot: plane; zookeeper: zoo; clown: circus; bank clerk: bank; miner: mine;
    captain: ship; shop assistant: shop; factory worker: factory; mechanic: garage; astronaut: space station; judge: court; train driver: train; lifeguard: swimming pool; bus driver: bus""")
JOB_PLACES_ASKED = wording("""
    Where does {x} work: {options}?
    {x_first} works in one of these. Which? {options}
    Find the workplace of {x}. {options}
    You want to visit {x} at work. Where do you look: {options}?
    {options}. Which of these fits {x}?
    Job: {x}. Place of work - choose one: {options}
    {p}'s dad is {x}. Which place does he go to for work: {options}?
    Draw a line from {x} to the right place: {options}
    In which place would you meet {x} doing the job? {options}
    What is the usual place of work for {x}? I can choose {options}.
""")


def work_place(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(JOB_PLACES))
    near = [{"ship", "plane"}, {"shop", "bakery", "factory"}, {"restaurant", "ship", "bakery"}, {"plane", "space station"}, {"shop", "garage", "factory"}, {"zoo", "farm", "circus"}, {"train", "bus", "garage"}, {"school", "library"}]
    others = [p for p in JOB_PLACES.values() if p != JOB_PLACES[x] and not any({p, JOB_PLACES[x]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [JOB_PLACES[x]], 3)
    values = dict(x=with_article(x), options=", ".join(options), p=rng.choice(PEOPLE), job=x)
    return know(JOB_PLACES_ASKED, values, JOB_PLACES[x], f"{with_article(x).capitalize()} works in {article(JOB_PLACES[x])}{{}}.")


VEHICLES = grouped("""land: car bus bicycle lorry motorbike tractor tram train taxi scooter van fire_engine truck ambulance; water: ship boat ferry canoe submarine sailing_boat rowing_boat kayak raft yacht;
    air: plane helicopter jet glider hot-air_balloon airship""")
VEHICLES_ASKED = wording("""
    Does {x} travel on land, on water or in the air? Write land, water or air.
    {x_first}: land, water or air?
    Air, land or water? Where does {x} move?
    Sort {x} by where it travels - land, water or air.
    Transport worksheet: {x} belongs to ___. Choose: air, water, land.
    {p} rides in {x}. Is {p} travelling by land, by air or by water?
    Land, air or water - which one is right for {x}?
    We sorted vehicles in class with three labels: water, land, air. Which label gets {x}?
    Where do you use {x}? water / air / land
    Is {x} made for water, for the air or for land?
""")


def vehicle_place(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(VEHICLES))
    return know(VEHICLES_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), vehicle=x), VEHICLES[x], f"{with_article(x).capitalize()} travels by {{}}.")


WHEELS = {word: int(n) for word, n in grouped("2: bicycle motorbike; 3: tricycle; 4: car taxi skateboard pram; 1: unicycle").items()}
WHEELS_ASKED = wording("""
    How many wheels do {n} {xs} have?
    There are {n} {xs} in the yard. How many wheels can you count?
    {n} {xs}: number of wheels altogether?
    A workshop puts new wheels on {n} {xs}. How many wheels does it need?
    Count the wheels of {n} {xs}.
    {p} sees {n} {xs} go by. How many wheels is that?
    All wheels of {n} {xs} together: ___
    You take the wheels off {n} {xs}. How many wheels lie on the ground?
    Work out the total of wheels for {n} {xs}.
    The toy shop builds {n} {xs}. What number of wheels must be ordered?
""")


def wheels(rng: Random, _words: list[str]) -> Problem:
    x, n = rng.choice(list(WHEELS)), rng.randint(2, 15)
    return number(WHEELS_ASKED, dict(n=n, xs=plural(x), p=rng.choice(PEOPLE), x=x), n * WHEELS[x], "They have {} wheels.", f"{x}: {WHEELS[x]} {'wheel' if WHEELS[x] == 1 else 'wheels'}\n{times(WHEELS[x], n)}")


BODY_COUNT = {"eyes": 2, "ears": 2, "noses": 1, "hands": 2, "feet": 2, "fingers": 10, "toes": 10, "knees": 2, "elbows": 2, "thumbs": 2, "mouths": 1, "legs": 2, "arms": 2}
BODY_COUNT_ASKED = wording("""
    How many {parts} do {n} children have altogether?
    {n} children stand in a line. How many {parts} is that?
    There are {n} people in the room. Count their {parts}.
    {n} kids, how many {parts}?
    {p} and some friends make a group of {n} children. How many {parts} are in the group?
    Number of {parts} of {n} people: ___
    In our family there are {n} of us. How many {parts} do we all have together?
    One person has a certain number of {parts}. Work it out for {n} people.
    If {n} people show all their {parts}, how many {parts} will you see?
    Find out how many {parts} belong to {n} girls.
""")


def body_count(rng: Random, _words: list[str]) -> Problem:
    parts, n = rng.choice(list(BODY_COUNT)), rng.randint(2, 12)
    return number(BODY_COUNT_ASKED, dict(parts=parts, n=n, p=rng.choice(PEOPLE)), n * BODY_COUNT[parts], f"They have {{}} {parts}.", f"each: {BODY_COUNT[parts]}\n{times(BODY_COUNT[parts], n)}")


SENSES = facts("""see: eyes; hear: ears; smell: nose; taste: tongue; chew: teeth; think: brain; breathe: lungs; pump blood: heart; kick a ball: foot; hold a pencil: hand; walk: legs; digest food: stomach;
    listen to music: ears; look at a picture: eyes; sniff a rose: nose; bite an apple: teeth; lick an ice cream: tongue; read a book: eyes; wave goodbye: hand""")
SENSES_ASKED = wording("""
    Which part of the body do you use to {do}?
    With what do we {do}?
    To {do}, you need your ___.
    My body: which part do I need in order to {do}?
    Name the body part that people use to {do}.
    What part of you is at work if you want to {do}?
    We {do} with our ...
    Fill in a part of the body. People {do} with the help of the ______.
    {p} wants to {do}. Which body part helps {p} with that?
    Body quiz: it is there so that you can {do}. What is it?
""")


def body_use(rng: Random, _words: list[str]) -> Problem:
    do = rng.choice(list(SENSES))
    return know(SENSES_ASKED, dict(do=do, p=rng.choice(PEOPLE)), SENSES[do], f"You {do} with your {{}}.")


WORN = facts("""hat: head; cap: head; helmet: head; glove: hand; mitten: hand; sock: foot; shoe: foot; boot: foot; sandal: foot; slipper: foot; scarf: neck; necklace: neck; ring: finger; bracelet: wrist;
    watch: wrist; crown: head; belt: waist; earring: ear""")
WORN_ASKED = wording("""
    On which part of the body do you wear {x}?
    Normally {x} is worn on or round the ___.
    Where do you put {x} when you get dressed? Name the body part.
    Which body part is {x} made for?
    {p} puts on {x}. Which part of the body does it go on?
    Clothes and body: {x} - ?
    Tell me the part of the body that belongs to {x}.
    My little sister doesn't know where {x} goes. Which part of her body is it for?
    You wear {x} on your ...
    Getting dressed. Write the right body part for {x}.
""")


def worn_where(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(WORN))
    return know(WORN_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), thing=x), WORN[x], f"You wear {with_article(x)} on your {{}}.")


ROOMS = grouped("""kitchen: oven fridge saucepan toaster kitchen_sink dishwasher frying_pan kettle; bathroom: bathtub shower toothbrush toilet soap_dish shampoo_bottle bath_towel;
    bedroom: bed pillow duvet bedside_lamp; living_room: sofa coffee_table; garage: car; garden: lawn flower_bed apple_tree""")
ROOMS_ASKED = wording("""
    In which part of a home do you usually find {x}: {options}?
    Where would you look for {x}? {options}
    {x_first} normally belongs in the ___. Choose from {options}.
    {p} is moving house and carries {x}. Into which room should it go: {options}?
    {options}: which one is the usual place for {x}?
    Home and garden: where is {x}? Possible places: {options}
    We furnish a doll's house. Where do we place {x}? The choices are {options}.
    Which place at home fits {x} best: {options}?
    I can't find {x}! Where should I search first: {options}?
    Things at home. {x_first} -> {options}
""")


def which_room(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(ROOMS))
    options = rng.sample(rng.sample(sorted(set(ROOMS.values()) - {ROOMS[x]}), 2) + [ROOMS[x]], 3)
    return know(ROOMS_ASKED, dict(x=with_article(x), options=", ".join(options), p=rng.choice(PEOPLE), thing=x), ROOMS[x], f"{with_article(x).capitalize()} is in the {{}}.")


COLOURS = grouped("""yellow: ripe_banana lemon sunflower canary egg_yolk chick; green: grass spinach cucumber broccoli lettuce_leaf frog cactus; red: ripe_tomato strawberry fire_engine cherry blood ladybird ketchup;
    white: snow milk salt swan flour cotton_wool; black: coal crow night_sky liquorice; orange: carrot pumpkin; brown: chocolate coffee_bean soil; blue: clear_sky; pink: flamingo; grey: elephant ash;
    purple: aubergine lavender""")
COLOURS_ASKED = wording("""
    What colour is {x}?
    Which colour do you think of for {x}?
    I want to paint {x}. Which colour should I take?
    The usual colour of {x} is ___.
    Colour it in! {x_first}: which crayon do you need?
    Name the color of {x}.
    {p} asks which colour {x} normally has.
    Write the right colour word. {x_first} = ...
    Imagine {x}. What color do you see?
    Complete with a colour: {x} is usually ______.
""")
NO_ARTICLE = set("grass spinach broccoli blood ketchup snow milk salt flour coal liquorice chocolate soil lavender ash".split()) | {"cotton wool"}


def colour_of(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(COLOURS))
    x_said = x if x in NO_ARTICLE else f"the {x}" if x in ("night sky", "clear sky") else with_article(x)
    return know(COLOURS_ASKED, dict(x=x_said, p=rng.choice(PEOPLE), thing=x), COLOURS[x], f"{x_said[0].upper() + x_said[1:]} is {{}}.")


MIXES = {("red", "yellow"): "orange", ("blue", "yellow"): "green", ("blue", "red"): "purple", ("black", "white"): "grey", ("red", "white"): "pink"}
MIX_ASKED = wording("""
    What colour do you get if you mix {a} and {b}?
    {a} + {b} = which colour?
    Mixing paint: {a} and {b} give ___.
    {p} stirs {a} paint into {b} paint. Which colour comes out?
    I've got only {a} and {b} in my paint box. What new color can I make of them?
    Which colour appears when {a} meets {b} on the paper?
    In art we mixed {b} with {a}. Name the colour we made.
    Put some {a} and just as much {b} on a plate and stir. What do you see?
    Take {a}. Add {b}. Now the paint is ...
    Tell me the result of mixing the colors {a} and {b}.
""")


def colour_mix(rng: Random, _words: list[str]) -> Problem:
    pair = rng.choice(list(MIXES))
    a, b = rng.sample(pair, 2)
    return know(MIX_ASKED, dict(a=a, b=b, p=rng.choice(PEOPLE)), MIXES[pair], f"{a} and {b} make {{}}.")


SHAPES = grouped("""circle: coin wheel plate ring clock_face pizza button; sphere: ball marble orange globe pearl soap_bubble; cube: dice ice_cube sugar_cube; cylinder: tin_can drum candle pipe log;
    rectangle: door sheet_of_paper banknote postcard envelope football_pitch; cone: ice-cream_cornet party_hat traffic_cone""")
SHAPES_ASKED = wording("""
    What shape is {x}: {options}?
    {x_first} looks most like which shape? {options}
    Choose the shape that fits {x}: {options}
    {options}: which of these is the shape of {x}?
    {p} holds {x} and looks for its shape in this list: {options}. Which is right?
    Shapes around us. {x_first} has the shape of a ___. Words: {options}
    Which of the shapes {options} do you see in {x}?
    Is it one of {options}? I mean the usual shape of {x}.
    Shape hunt: we found {x}. Where do we tick? {options}
    If you copy the outline or form of {x}, you get one of these: {options}. Which?
""")


def shape_of(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(SHAPES))
    near = {"circle": ("cylinder", "sphere"), "sphere": ("circle",), "cylinder": ("circle", "rectangle", "cone"), "cone": ("cylinder", "circle"), "cube": ("rectangle",), "rectangle": ("cube",)}[SHAPES[x]]
    options = rng.sample(rng.sample([s for s in sorted(set(SHAPES.values()) | {"triangle"}) if s != SHAPES[x] and s not in near], 2) + [SHAPES[x]], 3)
    return know(SHAPES_ASKED, dict(x=with_article(x), options=", ".join(options), p=rng.choice(PEOPLE), thing=x), SHAPES[x], f"{with_article(x).capitalize()} is a {{}}.")


PLANETS = "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split()
PLANETS_ASKED = wording("""
    Going out from the sun, which planet comes right {side} {x}?
    Which planet is next to {x}, just {side} it, if you count from the sun?
    Start at the sun and name the planets. Which is just {side} {x}?
    In the order from the sun, what comes directly {side} {x}?
    Planet line: the sun is at the left end. Who stands right {side} {x}?
    {p} learns the planets in order from the sun. Which one comes immediately {side} {x}?
    Solar system homework: the planet just {side} {x}, counted from the sun, is ___.
    A rocket flies away from the sun and passes each planet. Which planet is passed just {side} {x}?
    Name the planet immediately {side} {x} in the list that starts with the one closest to the sun.
    Counting outwards from the sun, {x} has a neighbour right {side} it. Which planet is that?
""")


def planet_next(rng: Random, _words: list[str]) -> Problem:
    i, step = rng.choice([(i, s) for i in range(8) for s in (-1, 1) if 0 <= i + s < 8])
    think = ", ".join(PLANETS)
    return choice(PLANETS_ASKED, dict(x=PLANETS[i], side="after" if step == 1 else "before", p=rng.choice(PEOPLE)), PLANETS[i + step], "It is {}.", think, True)


PLANET_PLACE = wording("""
    Which planet is number {n} from the sun?
    Count the planets from the sun. Which is number {n}?
    Planet number {n}, starting at the sun: ___
    If Mercury is number 1, which planet is number {n}?
    Name planet {n} of the solar system, counted from the sun.
    In the line of planets from the sun, place {n} belongs to which planet?
    {p} must write the planets in order from the sun. What does {p} write in line {n}?
    Space quiz: number {n} away from the sun is the planet ...
    From the sun outwards, tell me the planet in position {n}.
    I know that there are eight planets. Which is at position {n}, if we begin with the one nearest to the sun?
""")


def planet_place(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, 8)
    think = "\n".join(f"{i + 1} {x}" for i, x in enumerate(PLANETS[:n]))
    return choice(PLANET_PLACE, dict(n=str(n), p=rng.choice(PEOPLE)), PLANETS[n - 1], "It is {}.", think, True)


CONTINENTS = grouped("""Europe: France Germany Italy Spain Poland Sweden Norway Portugal
    Greece Austria Ireland Switzerland Belgium Denmark Finland Hungary Romania Croatia Iceland Ukraine; Asia: China Japan India Thailand Vietnam Nepal Pakistan Mongolia South_Korea Iraq Bangladesh;
    Africa: Egypt Kenya Nigeria Ghana Morocco Algeria Ethiopia Uganda Tanzania Senegal South_Africa Zambia; North_America: Canada Mexico Cuba; South_America: Brazil Argentina Chile Peru Colombia Bolivia
    Ecuador""")
CONTINENTS_ASKED = wording("""
    On which continent is {x}?
    {x_first} is in which continent?
    Name the continent of {x}.
    Find {x} on the globe. Which continent are you looking at?
    Write the continent: {x} - ______
    {p} flies to {x} for the holidays. To which continent does {p} travel?
    My pen friend lives in {x}. What continent is that?
    Geography: {x} belongs to the continent of ...
    Is {x} in Europe, Asia, Africa, North America or South America?
    I'm standing in the middle of {x}. Which continent am I on?
""")


def continent_of(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(CONTINENTS))
    return know(CONTINENTS_ASKED, dict(x=x, p=rng.choice(PEOPLE)), CONTINENTS[x], f"{x} is in {{}}.")


CAPITALS = facts("""France: Paris; Germany: Berlin; Italy: Rome; Spain: Madrid; Poland: Warsaw; Sweden: Stockholm; Norway: Oslo; Portugal: Lisbon; Greece: Athens; Austria: Vienna; Ireland: Dublin; Belgium: Brussels;
    Denmark: Copenhagen; Finland: Helsinki; Hungary: Budapest; Romania: Bucharest; Iceland: Reykjavik; England: London; Scotland: Edinburgh; Wales: Cardiff; Russia: Moscow; China: Beijing; Japan: Tokyo;
    Thailand: Bangkok; Egypt: Cairo; Kenya: Nairobi; Canada: Ottawa; Cuba: Havana; Peru: Lima; Argentina: Buenos Aires; Australia: Canberra; Switzerland: Bern; Turkey: Ankara; Ukraine: Kyiv; Croatia: Zagreb;
    South Korea: Seoul; Vietnam: Hanoi; Brazil: Brasilia; Mexico: Mexico City; the Netherlands: Amsterdam; India: New Delhi; Bulgaria: Sofia; Slovenia: Ljubljana; Serbia: Belgrade; the USA: Washington""")
CAPITALS_ASKED = wording("""
    What is the capital of {x}?
    The capital city of {x} is ___.
    Which city is the capital of {x}?
    Capital of {x}?
    {p} visits the capital of {x}. In which city is {p}?
    Country: {x}. Capital: ______
    Name the capital that belongs to {x}.
    I need the capital city of {x} for my map work.
    Do you know which capital {x} has?
    Which capital would I write on a map of {x}?
    Capitals test, next one: {x}.
""")


def capital_city(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(CAPITALS))
    return know(CAPITALS_ASKED, dict(x=x, p=rng.choice(PEOPLE)), CAPITALS[x], f"The capital of {x} is {{}}.")


COUNTRY_ASKED = wording("""
    {city} is the capital of which country?
    Which country has {city} as its capital?
    Of what country is {city} the capital?
    {city} is a capital. Name its country.
    You stand in {city}, the capital. In which country are you?
    Capital: {city}. Country: ______
    {p} sends a postcard from the capital {city}. From which country does it come?
    Find the country that belongs to the capital {city}.
    If {city} is the capital, then the country is ...
    My plane lands in the capital {city}. What country am I in?
""")


def country_of_capital(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(CAPITALS))
    return know(COUNTRY_ASKED, dict(city=CAPITALS[x], p=rng.choice(PEOPLE)), x, f"{CAPITALS[x]} is the capital of {{}}.")


MEANT = wording("""
    {q}
    Quiz question: {q}
    Can you tell me this? {q}
    {p} asks: {q}
    General knowledge. {q}
    Do you know the answer? {q}
    I was asked this at school. {q}
    {q} I'd like to know that.
    {q} Tell me.
    From the quiz show for kids: "{q}"
    {q} {p} and I can't agree.
    Question card. {q}
""")
QUIZ = [line.strip().split(" = ") for line in """
    What does water turn into when it freezes? / Water that is frozen is called what? / What do you get if you put water into a freezer? = ice
    What do we call the hot white mist that comes out of a kettle? / What does water turn into when it boils? = steam
    What does ice turn into when it melts? / What is left when an ice cube has melted? = water
    Which star gives us light by day? / What is the name of our nearest star? / Around what does the Earth travel in a year? = the sun
    What goes round the Earth and shines at night? / What did astronauts walk on in 1969? = the moon
    On which planet do we live? / Which planet is our home? = Earth
    Which is the largest planet of the solar system? / What is the biggest planet called? = Jupiter
    Which planet is famous for its big rings? = Saturn
    Which planet is called the red planet? = Mars
    Which planet is closest to the sun? = Mercury
    Which planet is farthest from the sun? = Neptune
    Which is the largest ocean? / What is the biggest ocean on Earth called? = the Pacific
    Which ocean lies between Europe and North America? = the Atlantic
    Which is the largest continent? = Asia
    Which continent is at the South Pole? = Antarctica
    What is the highest mountain in the world? = Mount Everest
    Which is the largest country in the world? = Russia
    What part of a plant is under the ground and drinks water? / Which part of a tree holds it in the soil? = the root
    What does a bee make? / What sweet food do bees make? = honey
    What do caterpillars turn into? = butterflies
    Which animal gives us wool? = sheep
    Which bird lays the eggs that we usually eat? = hen
    Which animal gives most of the milk we drink? = cow
    What is the tallest animal in the world? / Which animal has the longest neck? = giraffe
    What is the largest land animal? / Which animal has a trunk? = elephant
    What is the largest animal of all? = blue whale
    What is the fastest animal on land? = cheetah
    Which animal is called the king of the animals? = lion
    Which animal has black and white stripes and looks like a horse? = zebra
    Which animal has a pouch and hops? = kangaroo
    Which animal carries its house on its back and leaves a slimy trail? = snail
    Which animal spins a web? = spider
    Which bear is white and lives in the Arctic? = polar bear
    What do pandas mostly eat? = bamboo
    What grows into a plant when you put it in soil and water it? = a seed
    What gas do we need to breathe? = oxygen
    What do you call frozen rain that falls as white flakes? / What do you build a snowman from? = snow
    What do we see in the sky when sun and rain come together? / What has seven colours and stands in the sky? = a rainbow
    What flashes in the sky in a storm? / What comes before thunder? = lightning
    What do you hear after lightning? = thunder
    What do you call a mountain that spits lava? = a volcano
    What do we call the shaking of the ground? = an earthquake
    What do we call a very dry place with lots of sand? = a desert
    What do we call land with water all around it? = an island
    What is the season after winter? / In which season do trees get new leaves? = spring
    Which is the coldest season? / Which season comes after autumn? = winter
    Which is the hottest season? / Which season comes after spring? = summer
    Which season comes after summer? / In which season do many leaves turn brown and fall? = autumn
    At which traffic light colour must you stop? / What colour of the traffic light means stop? = red
    Which traffic light colour means go? = green
    Which meal do you eat in the morning? / What is the first meal of the day? = breakfast
    What do you call your mother's mother? / Who is the mother of your dad? = grandmother
    What do you call your father's brother? / What is the word for the brother of your mum? = uncle
    What do you call the sister of your mother? = aunt
    What do you call your uncle's child? = cousin
    In which direction does the sun set? = west
    In which direction does the sun rise? = east
    What is the opposite direction of north? = south
    Which metal do magnets pull? / Which metal gets rusty? = iron
    What do you call a scientist who studies the stars? = astronomer
    What do you call the inside skeleton parts that hold up your body? / What is a skeleton made of? = bones
    What pumps blood through your body? = the heart
    What covers your whole body on the outside? = skin
    What do fish use to breathe under water? = gills
    What do birds have on their bodies instead of fur? = feathers
    Which sport is played with a racket and a yellow ball over a net? = tennis
    In which sport do you try to shoot a ball into a high basket? = basketball
    In which sport do two teams kick a ball into goals? = football
    In which game do you say check and checkmate? = chess
    Which instrument has black and white keys? = piano
    Which instrument do you hit with two sticks? = drum
    Which small instrument has four strings and is played with a bow under the chin? = violin
    Who brings children presents at Christmas in many stories? = Santa Claus
    On which day do you blow out candles on your cake? = your birthday
    What tells you how hot or cold it is? = a thermometer
    What shows you where north is? = a compass
    What do you call a house made of snow blocks? = an igloo
    What do you call a baby frog that still lives in water? = a tadpole
    What does a chick hatch from? = an egg
    What do trees lose in autumn? = leaves
    What is the liquid in the sea like, sweet or salty? = salty
    Which is the longer one, a day or a week? = week
    What do plants need from the sun in order to grow? = light
    In which country are the pyramids of Giza? = Egypt
    In which city is the Eiffel Tower? = Paris
    In which city can you see Big Ben? = London
    In which country is the Great Wall that is so long? = China
    In which country do kangaroos live in the wild? = Australia
    Which language do most people in Spain speak? = Spanish
    Which language do most people in France speak? = French
    Which language do people in Brazil speak? = Portuguese
    Which language do most people in Austria speak? = German
    What do you call the person who leads an orchestra? = the conductor
""".strip().splitlines()]
QUIZ_FACTS = [(q, a) for asked, a in QUIZ for q in asked.split(" / ")]


def quiz(rng: Random, _words: list[str]) -> Problem:
    q, a = rng.choice(QUIZ_FACTS)
    return know(MEANT, dict(q=q, p=rng.choice(PEOPLE)), a, "The answer is {}.")


HOLIDAYS = facts("""Christmas Day: December; Halloween: October; New Year's Day: January; Valentine's Day: February; New Year's Eve: December; Saint Patrick's Day: March; April Fools' Day: April;
    Guy Fawkes Night: November; Boxing Day: December; Saint Nicholas Day: December; the American Independence Day: July; Earth Day: April; May Day: May""")
HOLIDAYS_ASKED = wording("""
    In which month is {x}?
    {x_first} is in ___. Write the month.
    Which month do I turn to in the calendar to find {x}?
    Special days: {x} belongs to which month?
    Month of {x}?
    We celebrate {x}. What month is it then?
    Fill in the month, please. {x_first}: ______
    Grandma asks {p} in what month {x} comes.
    I am looking forward to {x}! In what month will it be?
    Name the month that has {x} in it.
""")


def holiday_month(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(HOLIDAYS))
    return know(HOLIDAYS_ASKED, dict(x=x, p=rng.choice(PEOPLE)), HOLIDAYS[x], f"{x[0].upper() + x[1:]} is in {{}}.")


SPORTS = facts("""a racket and a net: tennis; a hoop with a net: basketball; two goals and a round ball for kicking: football; a pool and goggles: swimming; snow and two long boards for your feet: skiing;
    a bicycle and a helmet: cycling; a puck and ice: ice hockey; clubs and small holes in the grass: golf; a horse and a saddle: riding; a bow and arrows: archery; a big wave and a board: surfing;
    boxing gloves and a ring: boxing; white suits and coloured belts: judo; a boat and oars: rowing; pins and a heavy ball that you roll: bowling; skates and ice, but no puck: ice skating;
    a small white ball, a bat and a table: table tennis; wickets and a flat bat: cricket; a shuttlecock: badminton""")
SPORTS_ASKED = wording("""
    Which sport needs {x}: {options}?
    For which sport do you use {x}? {options}
    {options}: in which of these do you need {x}?
    In a photo of {p} you see {x}. What sport does {p} do: {options}?
    You see {x}. Which of these sports is it? {options}
    Guess the sport from {options}. Clue: {x}.
    {x_first} - that is for ___. Choose from {options}.
    Sports day! Match {x} with the right sport: {options}
    Out of {options}, pick the sport that is done with {x}.
    I am packing {x}. Am I off to one of these: {options}? Which one?
""")


def sport_from_thing(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(SPORTS))
    near = [{"tennis", "badminton", "table tennis"}, {"ice hockey", "ice skating"}, {"swimming", "surfing", "rowing"}]
    others = [s for s in SPORTS.values() if s != SPORTS[x] and not any({s, SPORTS[x]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [SPORTS[x]], 3)
    return know(SPORTS_ASKED, dict(x=x, options=", ".join(options), p=rng.choice(PEOPLE)), SPORTS[x], "The sport is {}.")


INSTRUMENTS = grouped("""blow: flute trumpet recorder clarinet trombone tuba oboe horn saxophone; hit: drum xylophone triangle gong tambourine; pluck: guitar harp banjo ukulele""")
INSTRUMENTS_ASKED = wording("""
    How do you play {x}: do you blow, hit or pluck?
    To make music with {x}, do people hit, pluck or blow?
    {x_first}: blow, hit or pluck?
    Blow, pluck or hit? The instrument is {x}.
    {p} starts lessons on {x}. What will {p} mostly do: pluck, blow or hit?
    Our music teacher shows us {x}. Which word fits, hit, blow or pluck?
    You get a sound out of {x} when you ___ - blow, pluck or hit.
    Choose the right verb for {x} from hit / blow / pluck.
    Sort instruments by how they are played. Where does {x} go: pluck, hit, blow?
    With {x}, which action makes the tone? blow - hit - pluck
""")


def instrument_played(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(INSTRUMENTS))
    return know(INSTRUMENTS_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), instrument=x), INSTRUMENTS[x], f"You {{}} {with_article(x)}.")


MANNERS = {"thank you": ["someone gives you a present", "a man holds the door open for you", "Grandma bakes you a cake", "a friend lends you a pen", "someone helps you up", "the waiter brings your food",
                         "your teacher helps you with a sum", "a neighbour carries your bag"],
           "sorry": ["you step on someone's foot", "you break your friend's toy", "you come too late", "you spill juice on someone's shirt", "you bump into somebody", "you forgot a friend's book at home",
                     "you were rude to your brother", "you woke up the baby by accident"],
           "good morning": ["you meet your teacher at eight in the morning", "you come down to breakfast", "you see your neighbour early in the day"],
           "good night": ["you go to bed", "Dad turns off the light at bedtime", "your sister goes to sleep"],
           "goodbye": ["you leave your friend's house", "school is over and you go home", "Grandpa's train leaves after his visit", "you end a phone call"],
           "happy birthday": ["your friend turns eight today", "it is the day Mum was born", "your cousin has a birthday party today"],
           "get well soon": ["your friend is ill in bed", "your classmate is in hospital", "your uncle has broken his leg"],
           "bless you": ["someone sneezes", "your teacher has to sneeze", "Grandma goes atishoo"],
           "congratulations": ["your brother wins a race", "your aunt has got married", "your friend passes the swimming test"],
           "please": ["you ask for the salt and want to be polite", "you would like a glass of water and ask politely", "you ask kindly for help"]}
MANNERS_OF = {when: say for say, whens in MANNERS.items() for when in whens}
MANNERS_ASKED = wording("""
    What do you say when {when}: {options}?
    {when_first}. What is polite to say? Choose: {options}
    Which words fit if {when}? {options}
    Good manners: {when}, so you say "___". Pick one of {options}.
    Imagine that {when}. Do you say one of these: {options}? Which?
    {options} - which is right when {when}?
    Be polite! If {when}, then what are the right words: {options}
    My mum wants me to be polite. What should I say when {when}? I know these: {options}
    Situation: {when}. Polite words: {options}
    Which of {options} would a friendly child say when {when}?
""")


def polite_words(rng: Random, _words: list[str]) -> Problem:
    when = rng.choice(list(MANNERS_OF))
    near = [{"thank you", "please"}, {"good night", "goodbye"}, {"happy birthday", "congratulations"}, {"sorry", "get well soon"}]
    others = [s for s in MANNERS if s != MANNERS_OF[when] and not any({s, MANNERS_OF[when]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [MANNERS_OF[when]], 3)
    return know(MANNERS_ASKED, dict(when=when, options=", ".join(options)), MANNERS_OF[when], "You say {}.")


SAFE = {"yes": ["to wear a helmet on a bike", "to wait for the green light", "to hold a grown-up's hand at the road", "to look left and right before crossing", "to wear a seat belt in the car", "to use a zebra crossing",
                "to wash your hands before eating", "to put on sun cream in hot sun", "to carry scissors with the points down", "to wear a life jacket in a boat", "to tell a teacher if you are hurt",
                "to walk on the pavement", "to wear bright clothes in the dark"],
        "no": ["to play with matches", "to run across a busy road", "to touch a hot oven", "to put a finger into a socket", "to drink cleaning liquid", "to swim alone in a deep lake", "to go with a stranger",
               "to cross at a red light", "to lean far out of a high window", "to walk on thin ice", "to eat unknown berries from the forest", "to play ball in the middle of the street", "to touch a broken electric wire",
               "to stand under a tall tree in a thunderstorm", "to take someone else's medicine", "to run with open scissors"]}
SAFE_OF = {what: say for say, whats in SAFE.items() for what in whats}
SAFE_ASKED = wording("""
    Is it safe {what}?
    Safe or not? Say yes or no: {what}
    Would it be a safe idea {what}, yes or no?
    {p} wants {what}. Is that safe?
    Staying safe: is it a good idea {what}?
    Yes or no, it's safe {what}.
    Could a careful child decide {what}, or is it too dangerous? Say yes if it is safe and no if it is not.
    Our safety poster needs a tick or a cross. Is it safe {what}?
    Think of your safety. Are you allowed {what} if you want to stay safe?
    A small child asks you if it is safe {what}. What do you tell them, yes or no?
""")


def is_it_safe(rng: Random, _words: list[str]) -> Problem:
    what = rng.choice(list(SAFE_OF))
    word = SAFE_OF[what]
    return know(SAFE_ASKED, dict(what=what, p=rng.choice(PEOPLE)), word, f"{{}}, it is {'' if word == 'yes' else 'not '}safe.")


HOT_COLD = {"hot": ["fire", "a campfire", "boiling water", "steam", "the sun", "lava", "a candle flame", "a working oven", "a desert at noon", "toast straight from the toaster", "soup that is just cooked"],
            "cold": ["ice", "snow", "an ice lolly", "ice cream", "a snowman", "the North Pole", "the inside of a fridge", "the inside of a freezer", "frost", "a snowball", "an igloo", "hail", "an iceberg"]}
HOT_OF = {x: word for word, xs in HOT_COLD.items() for x in xs}
HOT_ASKED = wording("""
    Is {x} hot or cold?
    Hot or cold: {x}?
    {x_first} feels ... hot or cold?
    Write hot or cold next to this: {x}
    If you came close to {x}, would you feel that it's cold or hot?
    Opposites. One of "cold" and "hot" fits {x}. Which?
    {p} thinks about {x}. Is that something cold, or something hot?
    Choose the right word for {x}, cold or hot.
    Red means hot and blue means cold. Tell me if {x} is hot or cold.
    My toddler is learning hot and cold. What is right for {x}?
""")


def hot_or_cold(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(HOT_OF))
    return know(HOT_ASKED, dict(x=x, p=rng.choice(PEOPLE)), HOT_OF[x], f"{x[0].upper() + x[1:]} is {{}}.")


FLOATS = grouped("floats: cork dry_stick feather beach_ball rubber_duck leaf wooden_boat log; sinks: stone coin iron_nail brick metal_key steel_spoon glass_marble pebble rock hammer metal_screw")
FLOATS_ASKED = wording("""
    Does {x} float or sink in water? Write floats or sinks.
    {x_first} in a bucket of water: floats or sinks?
    You drop {x} into a pond. Which word is right, "sinks" or "floats"?
    Floats or sinks? We test {x}.
    Science experiment with a bowl of water. {x_first} ___. Sinks or floats.
    What happens to {x} in the bath, it sinks or it floats?
    {p} puts {x} on the water. Choose floats or sinks.
    Before we try it: do you say "floats" or "sinks" for {x}?
    Sinks or floats: what would you write in the table for {x}?
    Put {x} in the right column. Columns: floats / sinks
""")


def float_or_sink(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(FLOATS))
    return know(FLOATS_ASKED, dict(x=with_article(x), p=rng.choice(PEOPLE), thing=x), FLOATS[x], f"{with_article(x).capitalize()} {{}}.")


GROUPS = grouped("""animal: dog cat horse cow sheep pig lion tiger elephant rabbit mouse fox bear wolf goat; fruit: apple banana pear plum peach mango cherry lemon grape strawberry;
    colour: red blue green yellow brown black white grey purple; vegetable: carrot potato onion cabbage leek turnip; furniture: table chair sofa wardrobe bed desk bookcase;
    clothes: shirt trousers skirt sock jacket coat jumper dress hat; vehicle: car bus train plane lorry tram bicycle ship; body: arm leg nose ear knee elbow finger shoulder;
    tool: hammer saw screwdriver drill axe spanner; instrument: piano guitar flute trumpet violin drum; weather: rain snow fog wind hail; number: two four seven nine twelve twenty;
    day: Monday Tuesday Friday Sunday Thursday; month: January March June July October; bird: owl robin sparrow eagle crow""")
KINDS_OF = {"animal": "animals", "fruit": "fruits", "colour": "colours", "vegetable": "vegetables", "vehicle": "vehicles", "tool": "tools", "furniture": "furniture", "clothes": "clothes", "instrument": "instruments",
            "body": "parts of the body", "day": "days", "month": "months", "weather": "kinds of weather", "number": "numbers", "bird": "birds"}


def of_group(rng: Random, group: str, n: int) -> list[str]:
    return rng.sample([x for x in GROUPS if GROUPS[x] == group], n)


def two_groups(rng: Random) -> tuple[str, str]:
    while True:
        a, b = rng.sample(list(KINDS_OF), 2)
        if {a, b} not in ({"animal", "bird"}, {"fruit", "colour"}, {"tool", "instrument"}):
            return a, b


def kinds_listed(items: list[str]) -> str:
    return "\n".join(f"{x}: {GROUPS[x]}" for x in items)


ODD_ASKED = wording("""
    Which word does not belong: {options}?
    Find the odd one out. {options}
    {options}. One of these is different. Which one?
    Cross out the word that doesn't fit: {options}
    Three go together, one does not. Which one must go? {options}
    Odd one out in this row: {options}
    {p} reads {options}. Which word is the stranger?
    Here are four words, {options}. Tell me the one that is in the wrong group.
    What doesn't belong with the others? {options}
    Spot the intruder: {options}
    Look for the word that has nothing to do with the other three. {options}
""")


def odd_word_out(rng: Random, _words: list[str]) -> Problem:
    a, b = two_groups(rng)
    x = of_group(rng, b, 1)[0]
    options = rng.sample(of_group(rng, a, 3) + [x], 4)
    return choice(ODD_ASKED, dict(options=", ".join(options), p=rng.choice(PEOPLE)), x, "The odd one out is {}.", kinds_listed(options) + f"\n{a}: 3\n{b}: 1")


BELONGS = wording("""
    Is {x} one of the {a} or one of the {b}?
    Does the word "{x}" belong with {a} or with {b}?
    {x}: {a} or {b}?
    Which heading fits the word {x}: "{a}" or "{b}"?
    Put {x} in the right box. The boxes say {a} and {b}.
    I have a list of {a} and a list of {b}. On which list do I write {x}?
    The word {x} goes with ... {a} / {b}
    {p} sorts word cards into {a} and {b}. Where should {p} lay {x}?
    Choose: "{x}" is found among {a}, or among {b}.
    Sorting task with two groups, {a} and {b}. Which group for {x}?
""")


def which_group(rng: Random, _words: list[str]) -> Problem:
    a, b = two_groups(rng)
    x = of_group(rng, a, 1)[0]
    options = rng.sample([a, b], 2)
    return choice(BELONGS, dict(x=x, a=KINDS_OF[options[0]], b=KINDS_OF[options[1]], p=rng.choice(PEOPLE)), KINDS_OF[a], f"{x} belongs to the {{}}.", f"{x}: {a}", True)


SAME_GROUP = wording("""
    What are {options} all?
    {options} are all ___.
    Find one word for all of these: {options}
    Which group name fits {options}?
    {options}: what do we call such things?
    What do {options} have in common? They are all ...
    {p} writes {options} on one page. What is the heading?
    Give the group of these words. {options}
    In one word or two: {options} are what kind of things?
    Make a heading for this list: {options}
""")


def group_name(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([group for group in KINDS_OF if group not in ("bird", "weather", "body")])
    options = of_group(rng, a, 3)
    return choice(SAME_GROUP, dict(options=", ".join(options), p=rng.choice(PEOPLE)), KINDS_OF[a], "They are all {}.", kinds_listed(options), True)


SAID = wording("""
    True or false? {fact}
    {fact} Is that true or false?
    Decide if it is true or false: {fact}
    {p} says: "{fact}" Is that true or false?
    Right is true, wrong is false. What is this? {fact}
    Write true or false behind the sentence. {fact} ___
    Is this sentence false or is it true? "{fact}"
    {fact} True? Or false?
    I read: "{fact}" Tell me whether it's true or false.
    Mark the statement as true or as false. {fact}
""")


def true_or_false(rng: Random, _words: list[str]) -> Problem:
    what, true = rng.randrange(4), rng.random() < 0.5
    if what == 0:
        x = rng.choice(list(LEGS))
        n = LEGS[x] if true else rng.choice(sorted({2, 4, 6, 8} - {LEGS[x]}))
        fact, think = f"{with_article(x).capitalize()} has {n} legs.", f"{x}: {LEGS[x]} legs"
    elif what == 1:
        x = rng.choice(list(CLASSES))
        word = CLASSES[x] if true else rng.choice(sorted(set(CLASSES.values()) - {CLASSES[x]}))
        fact, think = f"{with_article(x).capitalize()} is {with_article(word)}.", f"{x}: {CLASSES[x]}"
    elif what == 2:
        x = rng.choice(list(CAPITALS))
        word = CAPITALS[x] if true else rng.choice([c for c in CAPITALS.values() if c != CAPITALS[x]])
        fact, think = f"The capital of {x} is {word}.", f"{x}: {CAPITALS[x]}"
    else:
        x = rng.choice(list(FOODS))
        word = FOODS[x] if true else {"fruit": "vegetable", "vegetable": "fruit"}[FOODS[x]]
        fact, think = f"{with_article(x).capitalize()} is a {word}.", f"{x}: {FOODS[x]}"
    return choice(SAID, dict(fact=fact, p=rng.choice(PEOPLE), what=what), "true" if true else "false", "It is {}.", think)


DAY_PARTS = facts("""breakfast: morning; getting up: morning; sunrise: morning; brushing your teeth before bed: evening; sunset: evening; a bedtime story: evening; the first lesson at school: morning;
    an owl hunting mice: night; stars shining in a black sky: night""")
PART_OF_DAY = wording("""
    Does this belong to the morning, the evening or the night: {x}?
    Morning, evening or night? {x_first}
    {x_first} - when is it usually: night, evening or morning?
    At which time of day would you expect {x}: morning, evening, night?
    Sort by time of day - morning, evening or night: {x}
    Think of {x}. Is that more like morning, evening or night?
    Write morning, night or evening for this: {x}
    {p} paints {x}. Is the picture about the evening, the morning or the night?
    For a normal day, {x} fits to the ___. Use morning, evening or night.
    My clock is broken, but I notice {x}. Is it morning, night or evening?
""")


def part_of_day(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(DAY_PARTS))
    return know(PART_OF_DAY, dict(x=x, p=rng.choice(PEOPLE)), DAY_PARTS[x], "It belongs to the {}.")


WEATHER_NEEDS = facts("""it rains hard: umbrella; snow is falling and it is freezing: woolly hat; the sun is very bright: sunglasses; you want to build a snowman and keep your hands warm: gloves; there are deep puddles: rubber boots;
    it is a hot day and you go into the sea: swimsuit; you sleep in a tent on a cold night: sleeping bag; your neck is cold in winter: scarf; it is night and there is no light: torch; you go sledging: sledge;
    your skin could burn in the sun: sun cream; a strong wind blows and you want a toy for it: kite""")
WEATHER_ASKED = wording("""
    What do you need when {when}: {options}?
    {when_first}. Which thing helps: {options}?
    Imagine that {when}. What do you take with you? {options}
    If {when}, the best choice is ___. Choose from {options}.
    {options} - which of them is useful when {when}?
    {p} looks out and plans the day: {when}. What should {p} get, out of {options}?
    Pack the right thing! {when_first}. You have {options}.
    Which of these would Mum hand you when {when}? {options}
    Weather and clothes. Situation: {when}. Choices: {options}
    I wonder which to bring, {options}. You see, {when}.
""")


def weather_need(rng: Random, _words: list[str]) -> Problem:
    when = rng.choice(list(WEATHER_NEEDS))
    near = [{"woolly hat", "gloves", "scarf", "sleeping bag", "sledge", "rubber boots"}, {"umbrella", "rubber boots", "kite"}, {"sunglasses", "sun cream", "swimsuit", "umbrella"}, {"torch", "sleeping bag"}]
    others = [x for x in WEATHER_NEEDS.values() if x != WEATHER_NEEDS[when] and not any({x, WEATHER_NEEDS[when]} <= group for group in near)]
    options = rng.sample(rng.sample(others, 2) + [WEATHER_NEEDS[when]], 3)
    thing = WEATHER_NEEDS[when]
    return know(WEATHER_ASKED, dict(when=when, options=", ".join(options), p=rng.choice(PEOPLE)), thing, f"You need {'' if thing in ('gloves', 'sunglasses', 'rubber boots', 'sun cream') else article(thing)}{{}}.")


COMMON = sorted(x for x in set(GROUPS) | set(CLASSES) | set(FOODS) if GROUPS.get(x) not in ("number", "day", "month"))


FRIENDS = sorted(set(PEOPLE))
UNWANTED = set("aren couldn dead didn doesn don hadn hasn haven isn lol shouldn stupid suck sucks wasn weren wouldn havent didnt dont doesnt cant wont thats whats superbowl overrated die non bot bro cop".split())


def plain(words: list[str]) -> list[str]:
    return [word for word in words if word not in UNWANTED]


def some(rng: Random, words: list[str], n: int) -> list[str]:
    """n different words: common ones, any, or names."""
    return rng.sample(rng.choices([COMMON, plain(words), FRIENDS], [6, 3, 1])[0], n)


def counted(items: list[str]) -> str:
    return "\n".join(f"{i + 1} {x}" for i, x in enumerate(items))


def separator(rng: Random) -> str:
    return rng.choice([", ", ", ", ", ", " ", " - "])


REPEAT = wording("""
    Repeat the word {x} {n} times.
    Write {x} {n} times.
    Say {x} {n} times in a row.
    Please type the word "{x}" {n} times, with spaces between.
    The word is {x} - say that {n} times!
    I want to read the word {x} {n} times, one after the other.
    Can you say {x} exactly {n} times?
    The word is "{x}". Put it down {n} times, no commas.
    Echo game: I say {x}, you say it {n} times.
    For practice, copy {x} {n} times on one line.
    Give me {n} times the word {x}.
""")


def repeat_word(rng: Random, words: list[str]) -> Problem:
    x, n = rng.choice(rng.choice([COMMON, plain(words)])), rng.randint(2, 7)
    return exact(REPEAT, dict(x=x, n=n), " ".join([x] * n), counted([x] * n))


REPEAT_COMMAS = wording("""
    Write the word {x} {n} times with commas in between.
    {n} times {x}, separated by commas.
    Repeat {x} {n} times and put a comma after each one but the last.
    List the word "{x}" {n} times with commas.
    Make a row of {n} words. Each word is {x}. Use commas.
    Say {x} {n} times, commas between the words please.
    With commas: {x}, and that {n} times.
    Fill a line with {x}, {n} times in all, a comma between one and the next.
    {n} copies of {x}, comma-separated
    Type {x} again and again until it is there {n} times. Separate with commas.
""")


def repeat_with_commas(rng: Random, words: list[str]) -> Problem:
    x, n = rng.choice(rng.choice([COMMON, plain(words)])), rng.randint(2, 6)
    return exact(REPEAT_COMMAS, dict(x=x, n=n), ", ".join([x] * n), counted([x] * n))


REVERSE = wording("""
    Say these words in reverse order: {items}
    Write the list backwards: {items}
    Turn the order around, last one first. {items}
    Look: {items} - now the other way round!
    Start at the end and go to the front: {items}
    Reverse this list: {items}
    {p} says: {items}. Repeat the words from the last to the first.
    Memory game: I say {items} and you say them back to front, word by word.
    Please read out {items} beginning with the last word.
    Copy these words but in the opposite order. {items}
    What is this row when you flip it? {items}
""")


def reverse_list(rng: Random, words: list[str]) -> Problem:
    items, sep = some(rng, words, rng.randint(3, 6)), separator(rng)
    return exact(REVERSE, dict(items=sep.join(items), p=rng.choice(PEOPLE), sep=sep), sep.join(items[::-1]), counted(items))


UPPER = wording("""
    Write {x} in capital letters.
    {x} in capitals, please.
    Put this in upper case: {x}
    Change all letters of "{x}" to big letters.
    How does {x} look in block capitals?
    Shout it! Make every letter a capital: {x}
    Convert to uppercase: {x}
    Type {x} with caps lock on.
    For a sign on the door I need big letters only. The text is: {x}
    CAPS please: {x}
    Use only capital letters to write this: {x}
""")


def in_capitals(rng: Random, words: list[str]) -> Problem:
    x = " ".join(some(rng, words, rng.randint(1, 3)))
    return exact(UPPER, dict(x=x), x.upper(), None)


LOWER = wording("""
    Write {x} in small letters.
    {x} in lower case, please.
    No capitals please: {x}
    Change {x} into lowercase.
    My caps lock was on. Fix it: {x}
    Make all the letters small: {x}
    Stop shouting! Write "{x}" with little letters.
    Use lower-case letters only for this: {x}
    How do you write {x} without any big letter?
    Turn every capital in {x} into a small letter.
""")


def in_small_letters(rng: Random, words: list[str]) -> Problem:
    x = " ".join(rng.sample(rng.choice([COMMON, plain(words)]), rng.randint(1, 3)))
    return exact(LOWER, dict(x=x.upper()), x.lower(), None)


CAPITAL = wording("""
    Write {x} with a capital letter at the beginning.
    Capitalize the first letter: {x}
    {x} is a name here. Start it with a big letter.
    Only the first letter should be big. Word: {x}
    Begin {x} with a capital and leave the rest small.
    Give {x} a capital first letter.
    The sentence starts with {x}. How must I write that word then?
    First letter upper case, the others lower case: {x}
    Make the first letter of {x} a capital one.
    Correct the start of this word so that it's a capital: {x}
""")


def first_letter_big(rng: Random, words: list[str]) -> Problem:
    x = rng.choice([w for w in rng.choice([COMMON, plain(words)]) if w.islower()])
    return exact(CAPITAL, dict(x=x), x.capitalize(), None)


PLACES_IN_LIST = ["first", "second", "third", "fourth", "fifth", "last", "second to last"]
NTH = wording("""
    Which word is {nth} in this list: {items}?
    Here is a list: {items}. What is the {nth} one?
    Name the {nth} item: {items}
    From {items} take the {nth}.
    Here is my list. {items} Tell me the {nth} thing on it.
    {p} wrote down {items}. What did {p} write in the {nth} place?
    Only the {nth} word, please: {items}
    Look at the row {items} and give me the {nth} entry.
    The {nth} of these is ___: {items}
    Read {items} and pick the {nth}.
    In the queue are {items}. Who or what is {nth}?
""")


def nth_item(rng: Random, words: list[str]) -> Problem:
    items = some(rng, words, rng.randint(3, 7))
    nth = rng.choice(PLACES_IN_LIST[:len(items)] if len(items) < 5 else PLACES_IN_LIST) if rng.random() < 0.6 else "last"
    at = {"last": len(items) - 1, "second to last": len(items) - 2}.get(nth, PLACES_IN_LIST.index(nth))
    sep = rng.choice([", ", ", ", " "])
    return choice(NTH, dict(nth=nth, items=sep.join(items), p=rng.choice(PEOPLE), sep=sep), items[at], f"The {nth} one is {{}}.", counted(items))


POSITION = wording("""
    At which position is {x} in this list: {items}?
    Words: {items}. What place does {x} have?
    Count from the left: {items}. What number is {x}?
    Is {x} number 1, 2, 3 or another number in {items}?
    My list: {items}: find {x} and say which number it has in the row.
    The list is {items}. On which place do you find {x}?
    {x} stands at position ___ in {items}.
    If the first one has number 1, which number has {x}? {items}
    {p} counts through {items}. What number does {p} say at {x}?
    Where in the row is {x}? Give its number. {items}
""")


def position_of(rng: Random, words: list[str]) -> Problem:
    items = rng.sample(rng.choice([COMMON, plain(words), FRIENDS]), rng.randint(3, 7))
    i = rng.randrange(len(items))
    return number(POSITION, dict(x=items[i], items=", ".join(items), p=rng.choice(PEOPLE)), i + 1, "It is number {}.", counted(items[:i + 1]))


REMOVE = wording("""
    Take {x} off this list: {items}
    Remove {x} from {items}.
    Take {items} - the same list without {x}, please.
    Delete the word {x}. List: {items}
    My shopping list says {items}, but I have {x} already. Write the new list.
    Cross out {x} and write what is left. {items}
    Leave out {x}: {items}
    {p} doesn't want {x} any more. Write {items} again without it.
    Everything but {x}: {items}
    What remains of {items} if {x} goes away?
    Kick {x} out of the list {items} and keep the rest in order.
""")


def remove_item(rng: Random, words: list[str]) -> Problem:
    items, sep = some(rng, words, rng.randint(3, 6)), rng.choice([", ", ", ", " "])
    x = rng.choice(items)
    left = [y for y in items if y != x]
    return exact(REMOVE, dict(x=x, items=sep.join(items), p=rng.choice(PEOPLE), sep=sep), sep.join(left), None)


ADD = wording("""
    Add {x} at the {end} of this list: {items}
    Put {x} at the {end}: {items}
    I have this: {items}. Write the list again with {x} at the {end}.
    I forgot {x}! It must come at the {end} of {items}.
    My list is {items}. Now {x} comes to the {end}. What is the list now?
    Make the list longer. {x} goes to the {end}. List: {items}
    Include {x} at the {end}, please: {items}
    {p} joins {x} to the row {items}, at the {end}. Write the whole row.
    One more thing for the {end} of my list, {x}. The rest is {items}.
    Extend {items} by {x}. It belongs at the {end}.
""")


def add_item(rng: Random, words: list[str]) -> Problem:
    x, *items = some(rng, words, rng.randint(3, 6))
    end = rng.choice(["end", "end", "start"])
    new = [*items, x] if end == "end" else [x, *items]
    return exact(ADD, dict(x=x, end=end, items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(new), None)


SWAP = wording("""
    Swap {x} and {y} in this list: {items}
    Row: {items}: let {x} and {y} change places.
    Exchange {x} with {y}. The list: {items}
    In {items}, put {x} where {y} is and {y} where {x} is.
    Write {items} again, but with {x} and {y} the other way round.
    {x} and {y} trade places. What does the row look like then? {items}
    Switch the words {x} and {y}: {items}
    {p} swaps the cards {x} and {y}. Before, the cards were {items}. What are they now?
    Change the order: {y} takes the seat of {x}, and {x} takes the seat of {y}. {items}
    Row: {items}. Let {y} and {x} swap, keep the others.
""")


def swap_items(rng: Random, words: list[str]) -> Problem:
    items = some(rng, words, rng.randint(3, 5))
    i, j = sorted(rng.sample(range(len(items)), 2))
    new = items[:]
    new[i], new[j] = items[j], items[i]
    return exact(SWAP, dict(x=items[i], y=items[j], items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(new), f"{counted(items)}\nnew:\n{counted(new)}")


COUNT = wording("""
    How many words are in this list: {items}?
    Count the items. {items}
    See these: {items}: how many is that?
    How many things do I have on my list? {items}
    Number of words: {items} = ___
    {p} reads out {items}. How many words did {p} read out?
    Tell me the length of this list. {items}
    I wrote down {items}. That makes ___ entries.
    Look at {items} and count how many there are.
    How long is my row? {items}
""")


def count_items(rng: Random, words: list[str]) -> Problem:
    items = rng.sample(rng.choice([COMMON, plain(words)]), rng.randint(2, 9))
    sep = rng.choice([", ", ", ", " "])
    return number(COUNT, dict(items=sep.join(items), p=rng.choice(PEOPLE), sep=sep), len(items), "There are {}.", counted(items))


SIGNS = {"commas": ", ", "dashes": " - ", "slashes": " / ", "plus signs": " + "}
JOIN = wording("""
    Join these words with {sign}: {items}
    Put {sign} between the words. {items}
    Look: {items}: separate them by {sign}, please.
    Write {items} again, but with {sign} in between.
    Use {sign} to link the words {items}.
    Words: {items}. Separator: {sign}.
    I need {sign} between {items}. Can you type that?
    Turn {items} into one line with {sign}.
    Make a chain with {sign} from this: {items}
    Between every two of these words there should be {sign}: {items}
""")


def join_with(rng: Random, words: list[str]) -> Problem:
    items, sign = some(rng, words, rng.randint(3, 6)), rng.choice(list(SIGNS))
    return exact(JOIN, dict(sign=sign, items=" ".join(items)), SIGNS[sign].join(items), None)


AND = wording("""
    Write this as a list with "and" before the last word: {items}
    Here is a list: {items} - put commas between them and the word "and" before the last one.
    Make it sound right with an "and" at the end: {items}
    How do you write {items} inside a sentence, with commas and one "and"?
    List these nicely, with "and" in front of the last: {items}
    Use commas and "and" to join {items}.
    {p} has these words: {items}. Join them as in "red, blue and green".
    Like "one, two and three" - do the same with {items}
    Words: {items}. Write them in the style "a, b and c".
    Turn {items} into the form x, y and z.
""")


def list_with_and(rng: Random, words: list[str]) -> Problem:
    items = rng.sample(rng.choice([COMMON, plain(words), FRIENDS]), rng.randint(3, 5))
    return exact(AND, dict(items=" ".join(items), p=rng.choice(PEOPLE)), f"{', '.join(items[:-1])} and {items[-1]}", None)


ONLY = wording("""
    Which of these are {group}: {items}?
    Write only the {group}: {items}
    Words: {items}. Just the {group}, please.
    Pick out the {group} from {items}.
    Find all {group} in this list. {items}
    Keep the {group} and throw out the rest: {items}
    {p} copies the {group} from {items} and nothing else. What does {p} write?
    List all the words that are {group}. {items}
    Underline the {group}: {items}
    I am only interested in {group}. My words are {items}.
    Sort out the {group}, same order: {items}
""")


def only_group(rng: Random, _words: list[str]) -> Problem:
    a, b = two_groups(rng)
    wanted = of_group(rng, a, rng.randint(2, 3))
    items = wanted + of_group(rng, b, rng.randint(1, 3))
    rng.shuffle(items)
    answer = ", ".join(x for x in items if GROUPS[x] == a)
    return choice(ONLY, dict(group=KINDS_OF[a], items=", ".join(items), p=rng.choice(PEOPLE), a=a), answer, f"The {KINDS_OF[a]} {'is' if a == 'furniture' else 'are'} {{}}.", kinds_listed(items))


NUMBERS = wording("""
    Write only the numbers {cmp} {n}: {items}
    Which of these numbers are {cmp} {n}? {items}
    My list: {items}. Keep all that are {cmp} {n}.
    Find every number {cmp} {n} in {items}.
    Pick the ones that are {cmp} {n}: {items}
    {p} circles each number that is {cmp} {n}. The row is {items}. What is circled?
    From the list {items}, copy just the numbers {cmp} {n}.
    Throw away every number that isn't {cmp} {n}. {items}
    Numbers {cmp} {n} only, same order: {items}
    I collect numbers {cmp} {n}. Which of these can I take: {items}?
""")


def only_numbers(rng: Random, _words: list[str]) -> Problem:
    above, items = rng.random() < 0.5, rng.sample(range(1, rng.choice([21, 51, 100])), rng.randint(4, 6))
    n = sorted(items)[rng.randint(1, len(items) - 2)] + rng.choice([0, 0, 1, -1])
    kept = [x for x in items if (x > n if above else x < n)]
    if not kept:
        return only_numbers(rng, _words)
    values = dict(cmp=rng.choice(["above", "greater than", "bigger than"] if above else ["below", "less than", "smaller than"]), n=str(n), items=", ".join(map(str, items)), p=rng.choice(PEOPLE))
    think = "\n".join(f"{x} {'>' if x > n else '<' if x < n else '='} {n}: {yes_no(x in kept)}" for x in items)
    text = ", ".join(map(str, kept))
    return exact(NUMBERS, values, text, think)


ODD_EVEN = wording("""
    Write only the {parity} numbers: {items}
    Which of {items} are {parity}?
    Take {items}. Copy the {parity} ones.
    Leave just the {parity} numbers: {items}
    Find all {parity} numbers in the row {items}.
    Colour the {parity} numbers. Which ones do you colour? {items}
    {p} likes {parity} numbers. Which of these does {p} like: {items}?
    List what is {parity} here: {items}
    Take away everything that is not {parity}: {items}
    I need {parity} house numbers only. The houses are {items}.
""")


def only_even_or_odd(rng: Random, _words: list[str]) -> Problem:
    parity, items = rng.choice(["even", "odd"]), rng.sample(range(1, rng.choice([21, 51, 100])), rng.randint(4, 6))
    if len({x % 2 for x in items}) < 2:
        return only_even_or_odd(rng, _words)
    kept = [x for x in items if x % 2 == (parity == "odd")]
    think = "\n".join(f"{x}: {'odd' if x % 2 else 'even'}" for x in items)
    return exact(ODD_EVEN, dict(parity=parity, items=", ".join(map(str, items)), p=rng.choice(PEOPLE)), ", ".join(map(str, kept)), think)


SUBJECTS, VERBS = "cat dog boy girl teacher baby horse bird man woman farmer doctor king queen mouse".split(), "sees likes finds wants needs carries watches loves takes hides".split()
OBJECTS = "ball book apple box flower hat cake key bag letter cup picture ring toy stone".split()


def sentence(rng: Random) -> list[str]:
    words = ["The", rng.choice(SUBJECTS), rng.choice(VERBS), "the", *rng.sample("small big old new red blue green".split(), 1), rng.choice(OBJECTS)]
    return words[:4] + words[5:] if rng.random() < 0.4 else words


REPLACE = wording("""
    Replace {x} by {y}: {s}
    In this sentence, write {y} instead of {x}. {s}
    {s} Change the word {x} to {y}.
    Take out {x} and put in {y}. {s}
    Swap the word {x} for {y} in "{s}"
    {s} No, it must be {y}, not {x}! Write it again.
    Copy the sentence and use {y} in place of {x}: {s}
    Correct this: {s} It should say {y} where it says {x}.
    {p} wrote: {s} The word {x} must become {y}. What is the new sentence?
    How does "{s}" read with {y} instead of the word {x}?
""")


def replace_word(rng: Random, _words: list[str]) -> Problem:
    s = sentence(rng)
    i, pool = rng.choice([(1, SUBJECTS), (2, VERBS), (len(s) - 1, OBJECTS)])
    y = rng.choice([w for w in pool if w != s[i]])
    new = [*s[:i], y, *s[i + 1:]]
    return exact(REPLACE, dict(x=s[i], y=y, s=" ".join(s) + ".", p=rng.choice(PEOPLE)), " ".join(new) + ".", None)


COPY = wording("""
    Copy this sentence: {s}
    Write exactly this: {s}
    {s} Repeat that sentence word for word.
    Say after me: {s}
    Please type the same sentence again. {s}
    Parrot game! You repeat what I say. {s}
    Reply with this sentence and nothing else: {s}
    Dictation. Write down: {s}
    Can you echo this without changing it? {s}
    {p} says: "{s}" Repeat what {p} says.
""")


def copy_sentence(rng: Random, _words: list[str]) -> Problem:
    s = rng.choice([lambda: " ".join(sentence(rng)) + ".", lambda: f"{rng.choice(PEOPLE)} {rng.choice(VERBS)} the {rng.choice(OBJECTS)}.",
                    lambda: f"My {rng.choice(SUBJECTS[:2] + SUBJECTS[6:8])} likes {rng.choice(['milk', 'bread', 'water', 'music', 'the garden', 'the sun'])}."])()
    return exact(COPY, dict(s=s, p=rng.choice(PEOPLE)), s, None)


TEMPLATES = ["Dear {}, thank you for the letter.", "Hello, my name is {}.", "This book belongs to {}.", "Happy birthday, {}!", "Good morning, {}!", "{} is my best friend.", "I went to the park with {}.", "{} won the race.",
             "Today {} has a new bag.", "Where is {}?", "Get well soon, {}!", "The winner is {}.", "We are waiting for {}.", "Welcome to our class, {}!"]
FILL = wording("""
    Put the name {p} into the gap: {s}
    {s} Write {p} where the line is.
    Fill in {p}. {s}
    Complete the sentence with {p}: {s}
    The missing name is {p}. {s}
    Use the name {p} in this text: {s}
    It is about {p}, so fill the blank with that name. {s}
    Insert {p} at the empty place and write it all out. {s}
    {s} The blank should say {p}.
    Name: {p}. Sentence: {s} Put them together.
""")


def fill_in_name(rng: Random, _words: list[str]) -> Problem:
    t, p = rng.choice(TEMPLATES), rng.choice(PEOPLE)
    return exact(FILL, dict(p=p, s=t.format("___")), t.format(p), None)


DROP = wording("""
    Leave out the {end} word: {items}
    Delete the {end} word of this row. {items}
    I have this: {items}. Say it again without the {end} word.
    Drop the {end} one: {items}
    Write all but the {end} word of {items}
    {p} forgets the {end} word of {items}. What does {p} say?
    Cut off the {end} word: {items}
    Which words are left if I rub out the {end} one? {items}
    Skip the {end} word and copy the others. {items}
    The {end} word is too much. Write the others: {items}
""")


def drop_end(rng: Random, words: list[str]) -> Problem:
    items, end = some(rng, words, rng.randint(3, 6)), rng.choice(["first", "last"])
    left = items[1:] if end == "first" else items[:-1]
    return exact(DROP, dict(end=end, items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(left), None)


FIRST_FEW = wording("""
    Write the {end} {n} words of this list: {items}
    Row: {items}: only the {end} {n}, please.
    Give me the {end} {n} of these. {items}
    Take just the {end} {n} from {items}.
    Which are the {end} {n} things in the row {items}?
    {p} needs the {end} {n} entries of {items}. Write them for {p}.
    Copy the list {items} but write no more than the {end} {n}.
    Here are some words, {items}. Keep the {end} {n} of them.
    The {end} {n} in the list {items} are ___.
    Please show me what the {end} {n} items are: {items}
""")


def first_few(rng: Random, words: list[str]) -> Problem:
    items, end = some(rng, words, rng.randint(4, 7)), rng.choice(["first", "first", "last"])
    n = rng.randint(2, len(items) - 1)
    return exact(FIRST_FEW, dict(end=end, n=n, items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(items[:n] if end == "first" else items[-n:]), counted(items))


STARTS = wording("""
    Which of these words start with {c}: {items}?
    Write only the words beginning with the letter {c}. {items}
    See these: {items}: find those that begin with {c}.
    Letter hunt: all words with {c} at the front. {items}
    Pick the words whose first letter is {c}: {items}
    {p} collects words with the first letter {c}. Which of {items} can {p} take?
    From {items}, list what starts with the letter {c}.
    Keep the words that have {c} as their first letter: {items}
    Today's letter is {c}. Which words in {items} begin with it?
    Starts with {c}? Then copy it. {items}
""")


def starting_with(rng: Random, words: list[str]) -> Problem:
    pool = [w for w in rng.choice([COMMON, plain(words)]) if w.islower()]
    x = rng.choice(pool)
    same = [w for w in pool if w[0] == x[0] and w != x]
    items = [x] + rng.sample(same, min(len(same), rng.randint(0, 2))) + rng.sample([w for w in pool if w[0] != x[0]], 3)
    rng.shuffle(items)
    think = "\n".join(f"{w}: {w[0]}" for w in items)
    return exact(STARTS, dict(c=x[0], items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(w for w in items if w[0] == x[0]), think)


CONTAINS = wording("""
    Is {x} in this list: {items}?
    Look: {items}. Does the list have {x} in it? Yes or no.
    Do you see the word {x} here? {items}
    Look for {x} in {items}. Is it there?
    Yes or no: {x} is one of {items}.
    {p} has bought {items}. Is {x} among the things?
    Check my list for {x}, please. {items} Yes or no?
    Search the words {items}. Did you find {x}?
    I packed {items}. Did I pack {x}?
    Have I written {x} already? My list so far is {items}.
""")


def list_contains(rng: Random, words: list[str]) -> Problem:
    x, *items = rng.sample(rng.choice([COMMON, plain(words)]), rng.randint(4, 7))
    true = rng.random() < 0.5
    if true:
        items[rng.randrange(len(items))] = x
    think = "\n".join(f"{w}: {yes_no(w == x)}" for w in items)
    return choice(CONTAINS, dict(x=x, items=", ".join(items), p=rng.choice(PEOPLE)), yes_no(true), f"{{}}, {x} is {'' if true else 'not '}in the list.", think)


BESIDE = wording("""
    Which word comes right {side} {x}: {items}?
    Here is a list: {items}. What is directly {side} {x}?
    Find {x} in the row and say what stands just {side} it. {items}
    In {items}, the word immediately {side} {x} is ___.
    What did I say right {side} {x}? I said {items}.
    {p} reads {items}. What does {p} read just {side} {x}?
    Neighbours in a list: who is right {side} {x}? {items}
    Tell me the entry directly {side} {x} in {items}.
    List: {items}. Word just {side} {x}: ?
    Next to {x}, right {side} it, is which word? {items}
""")


def beside_item(rng: Random, words: list[str]) -> Problem:
    items, step = rng.sample(rng.choice([COMMON, plain(words), FRIENDS]), rng.randint(3, 6)), rng.choice([1, -1])
    i = rng.randrange(len(items) - 1) if step == 1 else rng.randrange(1, len(items))
    return choice(BESIDE, dict(x=items[i], side="after" if step == 1 else "before", items=", ".join(items), p=rng.choice(PEOPLE)), items[i + step], "It is {}.", counted(items))


OPTIONS = wording("""
    Choose A, B or C. What is {x}? A: {a}, B: {b}, C: {c}
    {x} is one of the following: A {a}, B {b}, C {c}. Answer with the letter.
    Multiple choice, one letter only. {x} belongs to: A. {a}, B. {b}, C. {c}
    Which letter is right for {x}? A = {a}, B = {b}, C = {c}
    Tick the right box for {x}. A: {a} / B: {b} / C: {c}
    {x}? A. {a} B. {b} C. {c} Give only the letter.
    Quiz with three answers! We look for the group of {x}: A {a}, B {b} or C {c}.
    Where does {x} belong? Reply with A, B or C. A is {a}, B is {b}, C is {c}.
    Pick one letter. The word {x} goes with A) {a}, B) {b} or C) {c}.
    {p} must mark A, B or C for the word {x}. A stands for {a}, B for {b} and C for {c}. Which letter?
""")


def pick_letter(rng: Random, _words: list[str]) -> Problem:
    a, b = two_groups(rng)
    c = rng.choice([g for g in KINDS_OF if g not in (a, b) and {g, a} not in ({"animal", "bird"}, {"fruit", "colour"}, {"tool", "instrument"})])
    x, groups = of_group(rng, a, 1)[0], rng.sample([a, b, c], 3)
    letter = "ABC"[groups.index(a)]
    think = "\n".join(f"{k} {KINDS_OF[g]}" for k, g in zip("ABC", groups)) + f"\n{x}: {a}"
    values = {"x": x, "p": rng.choice(PEOPLE)} | {k: KINDS_OF[g] for k, g in zip("abc", groups)}
    return choice(OPTIONS, values, letter, "It is {}.", think)


IF_THEN = wording("""
    If {a} is {cmp} than {b}, write {x}. If not, write {y}.
    Write {x} if {a} is {cmp} than {b}, otherwise write {y}.
    Is {a} {cmp} than {b}? If yes, say {x}. If no, say {y}.
    Your answer is {x} when {a} is {cmp} than {b} and {y} when it isn't.
    Say "{x}" if it is true that {a} is {cmp} than {b}, else say "{y}".
    Compare {a} with {b}. Is the first {cmp}? Then choose {x}, or else choose {y}.
    Secret code: {a} {cmp} than {b} means {x}, anything else means {y}. What does the code say?
    {p} takes the word {x} if {a} is {cmp} than {b}. Otherwise {p} takes {y}. Which word does {p} take?
    Rule: yes = {x}, no = {y}. Question: is {a} {cmp} than {b}?
    Think first: {a}, is it {cmp} than {b}? Reply {x} for yes or {y} for no.
""")


def if_then(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(1, rng.choice([21, 100])), 2)
    x, y = rng.sample(COMMON, 2)
    cmp = rng.choice(["bigger", "smaller"])
    true = (a > b) == (cmp == "bigger")
    values = dict(a=a, b=b, cmp=cmp, x=x, y=y, p=rng.choice(PEOPLE))
    return exact(IF_THEN, values, x if true else y, f"{a} {'>' if a > b else '<'} {b}\n{a} is {cmp}: {yes_no(true)}\n{yes_no(true)}: {x if true else y}")


PUNCTUATE = wording("""
    Put {sign} at the end: {s}
    {s} needs {sign} at the end. Write it.
    End this with {sign}: {s}
    I forgot {sign} at the end of "{s}". Add it.
    Write "{s}" and finish it with {sign}.
    Please copy {s} and place {sign} right after the last word.
    Finish with {sign}. {s}
    Text: "{s}" and missing at the end: {sign}. Write the text with it.
    Sentence ends. Type {s} with {sign} behind it.
    What does "{s}" look like with {sign} at the end?
""")
MARKS = {"a full stop": ".", "a question mark": "?", "an exclamation mark": "!"}


def end_mark(rng: Random, _words: list[str]) -> Problem:
    sign = rng.choice(list(MARKS))
    s = f"Do you see the {rng.choice(OBJECTS)}" if sign == "a question mark" else " ".join(sentence(rng))
    return exact(PUNCTUATE, dict(sign=sign, s=s), s + MARKS[sign], None)


DOUBLED = wording("""
    Write every word twice: {items}
    Say each of these two times: {items}
    Words: {items}. Double every word.
    Each word should be there twice in a row: {items}
    Echo each word once, so that it's said twice: {items}
    Repeat each word right after itself. {items}
    Robot {p} says every word two times in a row. The words are {items}. What do we hear?
    Two of each, please, next to each other: {items}
    Copy {items} and write each word a second time behind the first.
    For every word in {items}, write it double.
""")


def each_twice(rng: Random, words: list[str]) -> Problem:
    items = some(rng, words, rng.randint(2, 4))
    return exact(DOUBLED, dict(items=" ".join(items), p=rng.choice(PEOPLE)), " ".join(f"{x} {x}" for x in items), None)


NUMBERED = wording("""
    Number these words, starting with 1: {items}
    Write {items} as a numbered list.
    Give each word a number, 1, 2 and so on. One word per line. {items}
    Make a numbered list from this: {items}
    My list: {items}. Put 1. before the first, 2. before the second and so on, each on a new line.
    Turn my list into one with numbers and a new line for each: {items}
    Numbered, line by line: {items}
    {p} wants to see {items} one below the other with numbers in front.
    Set out {items} as list 1., 2., 3. ...
    I need {items} below each other, numbered from 1.
""")


def numbered_list(rng: Random, words: list[str]) -> Problem:
    items = rng.sample(rng.choice([COMMON, plain(words), FRIENDS]), rng.randint(2, 5))
    return exact(NUMBERED, dict(items=", ".join(items), p=rng.choice(PEOPLE)), "\n".join(f"{i + 1}. {x}" for i, x in enumerate(items)), None)


MOVE = wording("""
    Move the {a} word to the {b}: {items}
    Take the {a} word of {items} and put it at the {b}.
    Take {items}. The {a} one goes to the {b}. Write the new row.
    The {a} in the queue goes to the {b}. The queue was {items}. How is it now?
    Shift the {a} word so that it stands at the {b}: {items}
    Rearrange: {a} word to the {b}, the others stay in order. {items}
    Write {items} again, but with the {a} word at the {b}.
    {p} moves the {a} card to the {b}. The cards: {items}. What is the order now?
    Put whatever is {a} at the {b} of the row. {items}
    What do I get from {items} when I carry the {a} word over to the {b}?
""")


def move_item(rng: Random, words: list[str]) -> Problem:
    items = some(rng, words, rng.randint(3, 5))
    a, b = rng.choice([("first", "end"), ("last", "start")])
    new = items[1:] + items[:1] if a == "first" else items[-1:] + items[:-1]
    return exact(MOVE, dict(a=a, b=b, items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(new), f"{counted(items)}\nnew:\n{counted(new)}")


WITH_LETTERS = wording("""
    Which of these words has exactly {n} letters: {items}?
    Find the word with {n} letters. {items}
    I have this: {items}: one of them is {n} letters long. Which?
    Only one word here has {n} letters. Write it. {items}
    Count the letters! I want the word that has {n}. {items}
    Pick the {n}-letter word: {items}
    {p} has {n} empty boxes in a crossword. Which word fits in: {items}?
    In the list {items} the word made of {n} letters is ___.
    I'm looking for a word of {n} letters among {items}.
    Search {items} for a word with {n} letters in it.
""")


def with_n_letters(rng: Random, words: list[str]) -> Problem:
    while True:
        items = rng.sample([w for w in rng.choice([COMMON, plain(words)]) if len(w) <= 9], 3)
        if len({len(w) for w in items}) == 3:
            break
    x = rng.choice(items)
    think = "\n".join(f"{w}: " + " ".join(f"{c} {i + 1}" for i, c in enumerate(w)) for w in items)
    return choice(WITH_LETTERS, dict(n=str(len(x)), items=", ".join(items), p=rng.choice(PEOPLE)), x, "It is {}.", think)


INSERT = wording("""
    Put {x} right {side} {y}: {items}
    Insert {x} directly {side} {y} in {items}.
    Row: {items}. Now {x} comes in just {side} {y}. Write the list.
    {x} has to stand immediately {side} {y}. The row so far: {items}
    Squeeze {x} in right {side} {y} and write the row again: {items}
    In my list {items} I forgot {x}. It belongs right {side} {y}.
    {p} has the cards {items} and lays {x} just {side} {y}. What is the row now?
    Write {items} once more with {x} directly {side} {y}.
    Add a word: {x}. Place: just {side} {y}. List: {items}
    Let {x} sit right {side} {y}. The seats are taken like this: {items}. What is the new order?
""")


def insert_item(rng: Random, words: list[str]) -> Problem:
    x, *items = some(rng, words, rng.randint(4, 6))
    i, side = rng.randrange(len(items)), rng.choice(["before", "after"])
    at = i if side == "before" else i + 1
    new = [*items[:at], x, *items[at:]]
    return exact(INSERT, dict(x=x, y=items[i], side=side, items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(new), None)


YES_NO_ONLY = wording("""
    Answer only yes or no. Is the word {x} in the group of {a}?
    Yes or no, nothing more: does {x} belong to the {a}?
    Does {x} belong to the group "{a}"? Just yes or no.
    {p} asks if {x} is found among the {a}. Say yes or no and stop.
    One word only, yes or no: would you put {x} with the {a}?
    I allow you two words, yes and no. Here is the question: do the {a} include {x}?
    Group: {a}. Word: {x}. Does it fit? Use yes or no.
    Should {x} be on a list of {a}? Your reply is either "yes" or "no".
    Nod for yes, shake your head for no, but write it: {x} is part of the {a}.
    Without explaining, is {x} right under the heading {a}? (Say|Write) yes or no.
""")


def yes_or_no_only(rng: Random, _words: list[str]) -> Problem:
    a, b = two_groups(rng)
    true = rng.random() < 0.5
    x = of_group(rng, a if true else b, 1)[0]
    return choice(YES_NO_ONLY, dict(x=x, a=KINDS_OF[a], p=rng.choice(PEOPLE)), yes_no(true), "{}.", f"{x}: {GROUPS[x]}")


BOTH = wording("""
    Which word is in both lists? First list: {items}. Second list: {more}.
    {p} likes {items}. {q} likes {more}. What do both like?
    Compare {items} with {more}. What appears in the two of them?
    List A: {items}. List B: {more}. Find the word they share.
    Two bags. In one there are {items}, in the other {more}. What is in both bags?
    One word comes twice: once in {items} and once in {more}. Which one?
    The rows are {items} and also {more}. Write the common word.
    What do these have in common? 1st row: {items}. 2nd row: {more}.
    My words are {items}. Your words are {more}. Which word do we both have?
    Look for the double. Left side: {items}. Right side: {more}.
""")


def in_both_lists(rng: Random, words: list[str]) -> Problem:
    x, *others = rng.sample(rng.choice([COMMON, plain(words)]), 5)
    one, two = rng.sample([x, *others[:2]], 3), rng.sample([x, *others[2:]], 3)
    p, q = rng.sample(FRIENDS, 2)
    think = "\n".join(f"{w}: {yes_no(w in two)}" for w in one)
    return choice(BOTH, dict(items=", ".join(one), more=", ".join(two), p=p, q=q), x, "It is {}.", think)


EVERY_OTHER = wording("""
    Write every second word, starting with the first: {items}
    Take one, skip one, take one, and so on. Begin with the first word. {items}
    Copy the 1st, 3rd, 5th word and so on of {items}
    Starting at the first, leave out every other word. {items}
    Beginning with the first one, which words do you get if you keep only each second one of {items}?
    {p} reads the first word, skips the next, reads the one after it, and goes on like that. What is read from {items}?
    Words in the odd places only - first, third, fifth: {items}
    Keep the first word, drop the second, keep the third and carry on. {items}
    Row: {items}. Start with the first and jump over one word each time. Where do you land?
    Cross out the second, the fourth and so on, then write the rest. {items}
""")


def every_other_word(rng: Random, words: list[str]) -> Problem:
    items = some(rng, words, rng.randint(4, 7))
    return exact(EVERY_OTHER, dict(items=", ".join(items), p=rng.choice(PEOPLE)), ", ".join(items[::2]), counted(items))


MISSING = wording("""
    Before: {items}. After: {more}. Which word is gone?
    First there were {items}. Now there are {more}. What is missing?
    Kim's game! On the tray: {items}. One is taken away, and you see {more}. What was taken?
    {p} has to bring {items} but brings only {more}. What did {p} forget?
    Old list: {items}. New list: {more}. Name what was removed.
    What is in {items} but not in {more}?
    I wanted {items} and I got {more}. Which one did I not get?
    Compare and find the lost word. Full row: {items}. Short row: {more}.
    Someone stole one of {items}! Left are {more}. What did the thief take?
    If {items} should be there and only {more} are, then ___ is not there.
""")


def missing_item(rng: Random, words: list[str]) -> Problem:
    items = rng.sample(rng.choice([COMMON, plain(words)]), rng.randint(3, 5))
    x = rng.choice(items)
    left = [w for w in items if w != x]
    rng.shuffle(left)
    think = "\n".join(f"{w}: {yes_no(w in left)}" for w in items)
    return choice(MISSING, dict(items=", ".join(items), more=", ".join(left), p=rng.choice(PEOPLE)), x, "It is {}.", think)


GREETINGS = facts("""hello: Hello, {}!; good morning: Good morning, {}!; thank you: Thank you, {}!; goodbye: Goodbye, {}!; good night: Good night, {}!; happy birthday: Happy birthday, {}!; get well soon: Get well soon, {}!;
    good luck: Good luck, {}!; welcome: Welcome, {}!; well done: Well done, {}!; sorry: Sorry, {}!; congratulations: Congratulations, {}!""")
GREET = wording("""
    Say {what} to {p}.
    Tell {p} {what}, please, and use the name.
    My friend is called {p}. Say "{what}" to my friend by name.
    Write "{what}" for {p} on a card, with the name.
    {p} is here! Please say {what}.
    Address {p} with the words "{what}".
    What would you write if you wanted to say "{what}" to {p}? Put the name in.
    I need a short line that says {what} to {p}.
    Can you say {what} to {p}, who is sitting next to me?
    Name: {p}. Message: {what}. Write it in one line.
    Send {p} a tiny message. It must say {what}.
""")


def say_to_someone(rng: Random, _words: list[str]) -> Problem:
    what, p = rng.choice(list(GREETINGS)), rng.choice(PEOPLE)
    return exact(GREET, dict(what=what, p=p), GREETINGS[what].format(p), None)


KINDS: dict[str, list[Kind]] = {
    "worksheet-world": [
        animal_legs, legs_together, legs_mixed, animal_young, young_grown, animal_home, animal_sound, sound_of_animal, animal_class, class_pick, can_it_fly, animal_food, animal_covering, animal_lives,
        plant_or_animal, living_or_not, which_is_more, is_it_more, size_order, the_most, fruit_or_vegetable, made_from, material, thing_needed, right_place, who_does_it, work_place, vehicle_place, wheels,
        body_count, body_use, worn_where, which_room, colour_of, colour_mix, shape_of, planet_next, planet_place, continent_of, capital_city, country_of_capital, quiz, quiz, quiz, holiday_month, sport_from_thing,
        instrument_played, polite_words, is_it_safe, hot_or_cold, float_or_sink, odd_word_out, which_group, group_name, true_or_false, part_of_day, weather_need],
    "worksheet-instructions": [
        repeat_word, repeat_with_commas, reverse_list, in_capitals, in_small_letters, first_letter_big, nth_item, position_of, remove_item, add_item, swap_items, count_items, join_with, list_with_and, only_group,
        only_numbers, only_even_or_odd, replace_word, copy_sentence, fill_in_name, drop_end, first_few, starting_with, list_contains, beside_item, pick_letter, if_then, end_mark, each_twice, numbered_list,
        move_item, with_n_letters, insert_item, yes_or_no_only, in_both_lists, every_other_word, missing_item, say_to_someone],
}
