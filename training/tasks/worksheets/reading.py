"""Reading and logic on worksheets: short texts with questions, puzzles of order, patterns, riddles, families."""

from collections.abc import Callable
from random import Random

from ..calendar import DAYS
from ..grammar import Problem, Wording, wording
from ..school import Kind, choice, number
from ..school_space import COMPASS
from ..stories import minus, plus

GIRLS = "Maria Sara Emma Anna Olivia Julia Sofia Lucy Grace Ella Nora Clara Amy Ida Priya Fatima Molly Zoe Hannah Mia".split()
BOYS = "Peter Ali Lucas Liam Paul David Jack Ahmed Henry Oscar Felix Simon Marco Kenji Ravi Jonas Ben Tom Leo Adam".split()
FOLK = GIRLS + BOYS
COLOURS = "red blue green yellow white black brown orange purple pink grey".split()
Picker = Callable[[Random], tuple[dict, str | None]]


def asking(texts: str, questions: str) -> Wording:
    """Every text with its questions, at [Q] or at the end. The held-out texts have the held-out questions."""
    lines, asked = [[line.strip() for line in text.strip().splitlines()] for text in (texts, questions)]
    joined = []
    for i, line in enumerate(lines):
        chosen = "(" + "|".join(q for j, q in enumerate(asked) if (j % 5 == 4) == (i % 5 == 4)) + ")"
        joined.append(line.replace("[Q]", chosen) if "[Q]" in line else f"{line} {chosen}")
    return wording("\n".join(joined))


def about(name: str, pick: Picker, texts: str, key: str, answer: str, questions: str) -> Kind:
    """A kind that asks for one of the facts of a text."""
    asked = asking(texts, questions)

    def kind(rng: Random, _words: list[str]) -> Problem:
        values, think = pick(rng)
        said = answer.format("{}", **values)
        found = values[key]
        return number(asked, values, found, said, think) if isinstance(found, int) else choice(asked, values, found, said, think)

    kind.__name__ = name
    return kind


def facts(values: dict, names: str) -> str:
    """As lines; "with=o" is the value of `o` under the name "with"."""
    return "\n".join(f"{name.split('=')[0]}: {values[name.split('=')[-1]]}" for name in names.split())


def someone(rng: Random) -> dict:
    """A name with its pronouns."""
    if rng.random() < 0.5:
        return dict(p=rng.choice(GIRLS), she="she", She="She", her="her", Her="Her", him="her")
    return dict(p=rng.choice(BOYS), she="he", She="He", her="his", Her="His", him="him")


def others(rng: Random, n: int, *taken: str) -> list[str]:
    return rng.sample([name for name in FOLK if name not in taken], n)


# Outings

PLACES = ["the zoo", "the beach", "the museum", "the park", "the castle", "the farm", "the lake", "the forest", "the swimming pool", "the circus", "the market",
          "the cinema", "the playground", "the library", "the mountains", "the theatre", "the harbour", "the ice rink", "the funfair", "the old mill"]
BY = ["by bus", "by train", "by bike", "by car", "by boat", "by tram", "on foot", "by taxi"]
FOOD = "pizza,sandwiches,soup,noodles,rice,pancakes,salad,fish and chips,sausages,pasta,cheese rolls,pies,omelettes,tacos,baked potatoes".split(",")
OUTING = """
    On {day}, {p} went to {place} with {o}. They travelled {by} and had {food} for lunch.
    Last {day} {p} and {o} took a trip to {place}. They got there {by}. At noon they ate {food}.
    {p} likes days out. On {day} {she} visited {place}. {o} came along. They went {by} and had {food} for lunch.
    Dear diary, today is {day}. I was at {place} with my friend {o}. We went {by} and our lunch was {food}. Good night, {p}. [Q]
    {day} was a fine day. {p} packed {food} for lunch and went {by} to {place}, together with {o}.
    Read this: {p} met {o} on {day}. The two of them went {by} to {place}. They shared {food} for lunch. Now answer: [Q]
    [Q] Text: What a lovely {day}! {p} and {o} went to {place}. They went {by}. Lunch was {food}.
    Postcard: "Dear Grandma, {day} was great. {o} and I were at {place}. We came {by}, and we had {food} for lunch. Love, {p}". [Q]
    trip on {day}: {p} + {o}, to {place}, went {by}, lunch was {food}. [Q]
    "Did you have a nice {day}, {p}?" asked the teacher. "Yes, I went to {place} with {o}! We travelled {by} and ate {food} for lunch." [Q]
    There was no school on {day}, so {p} and {o} could go to {place}. They went {by}. For lunch they bought {food}.
    Reading exercise. Uncle Bob had no time, so {p} went to {place} with {o} instead. It was a sunny {day}. They went {by} and ate {food} at lunchtime. Question: [Q]
"""


def outing(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    v |= dict(o=others(rng, 1, v["p"])[0], place=rng.choice(PLACES), by=rng.choice(BY), food=rng.choice(FOOD), day=rng.choice(DAYS))
    return v, facts(v, "who=p with=o day place travel=by food")


OUTINGS = [
    about("outing_place", outing, OUTING, "place", "They went to {}.", """
        Where did they go?
        Where did {p} go with {o}?
        Which place did the two visit?
        What place did {p} and {o} go to?
        To where did {p} travel?"""),
    about("outing_friend", outing, OUTING, "o", "{p} went with {}.", """
        Who went with {p}?
        Who was with {p}?
        Which person did {p} spend the day with?
        Name the person who went along with {p}.
        With whom did {p} go?"""),
    about("outing_travel", outing, OUTING, "by", "They went {}.", """
        How did they get there?
        How did {p} and {o} travel?
        How did {p} get to {place}?
        In what way did they travel?
        What was their way of travelling?"""),
    about("outing_lunch", outing, OUTING, "food", "They had {} for lunch.", """
        What did they eat?
        What did {p} have for lunch?
        What was for lunch that day?
        What food did {p} and {o} eat?
        Which food did they have on the trip?"""),
    about("outing_day", outing, OUTING, "day", "It was on {}.", """
        When was the trip?
        On which day did they go?
        Which day of the week was it?
        What day were they at {place}?
        When did {p} and {o} visit {place}?"""),
]

# Pets

PETS = "dog,cat,rabbit,hamster,parrot,pony,goldfish,mouse,tortoise,duck,goat,budgie,lizard,donkey,lamb".split(",")
PET_NAMES = "Fluffy,Max,Coco,Bella,Rocky,Daisy,Charlie,Milo,Snowy,Biscuit,Pepper,Lulu,Ginger,Teddy,Shadow,Patch,Honey,Ziggy".split(",")
SLEEPS = ["in a box", "under the table", "in the shed", "by the window", "in the kitchen", "behind the door", "next to the stove", "in the bathroom", "under the stairs",
          "beside the sofa", "in the hall", "in the garage"]
TREATS = "carrots,lettuce,apples,bread,corn,cucumber,oats,peas,melon,seeds,spinach,pears".split(",")
PET = """
    {p} has a {colour} {animal} called {name}. It sleeps {where} and likes {treat}.
    My name is {p} and this is my pet. It is a {animal} and its name is {name}. {name} is {colour}. It sleeps {where}. I feed it {treat}.
    {name} is a {animal}. It is {colour} and belongs to {p}. At night {name} sleeps {where}. Its favourite food is {treat}.
    {p} talks about {her} pet: "It is a {animal}, it is {colour}, and we call it {name}. It loves {treat} and it sleeps {where}."
    Last year {p} was given a {animal}. {She} named it {name}. The pet has a {colour} body, loves {treat} and sleeps {where}.
    LOST! {name} the {animal} has run away. Colour: {colour}. Eats {treat}. Usually sleeps {where}. Please ring {p}. [Q]
    Everyone in the street knows {name}, the {colour} {animal} of {p}. By day it munches {treat}, by night it sleeps {where}.
    [Q] Here is the text. {p} wanted a pet, and now there is a {animal} in the house. {name} is {colour}, sleeps {where} and eats {treat}.
    pet card: owner {p}, pet {animal}, name {name}, colour {colour}, food {treat}, sleeps {where}. [Q]
    In our class {p} told us about a {colour} {animal}. The pet's name is {name}, it sleeps {where}, and you can make it happy with {treat}.
    "Who is that?" asks the vet. "That's {name}, my {animal}," says {p}. "Normally {name} sleeps {where} and eats {treat}." The vet has never seen such a {colour} {animal}! [Q]
"""


def pet(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    v |= dict(colour=rng.choice(["white", "black", "brown", "grey", "golden", "spotted"]), animal=rng.choice(PETS), name=rng.choice(PET_NAMES), where=rng.choice(SLEEPS),
              treat=rng.choice(TREATS))
    return v, facts(v, "who=p animal name colour sleeps=where eats=treat")


PET_KINDS = [
    about("pet_called", pet, PET, "name", "The {animal} is called {}.", """
        What is the pet called?
        What is the name of the {animal}?
        What's the {animal}'s name?
        How is the pet named?
        Which name does the {animal} have?"""),
    about("pet_animal", pet, PET, "animal", "{name} is a {}.", """
        What animal is {name}?
        What kind of animal does {p} have?
        Which animal is the pet?
        What is {name}?
        What sort of pet does {p} own?"""),
    about("pet_colour", pet, PET, "colour", "The {animal} is {}.", """
        What colour is {name}?
        Which colour does the {animal} have?
        What color is the pet?
        What's the colour of the {animal}?
        Say which colour {name} is."""),
    about("pet_bed", pet, PET, "where", "{name} sleeps {}.", """
        Where does {name} sleep?
        Where does the {animal} sleep?
        Where does the pet sleep at night?
        In which place does {name} sleep?
        At night, where would you find {name}?"""),
    about("pet_food", pet, PET, "treat", "{name} eats {}.", """
        What does {name} eat?
        What does the {animal} like to eat?
        What is the {animal}'s food?
        What food does {name} like?
        Which food would you give to {name}?"""),
]

# Three people and what belongs to them

THREE_THINGS: list[tuple[str, str, list[str]]] = [
    ("likes", "like", "apples pears plums grapes cherries bananas lemons peaches melons oranges kiwis mangoes".split()),
    ("plays", "play", "football tennis chess hockey basketball cards golf volleyball rugby badminton cricket".split()),
    ("has", "have", ["a dog", "a cat", "a horse", "a rabbit", "a parrot", "a snake", "a turtle", "a fish", "a mouse", "a hen", "a goat"]),
    ("collects", "collect", "stamps coins shells stones stickers cards dolls leaves badges postcards marbles buttons".split()),
    ("drinks", "drink", "milk tea water juice lemonade cocoa coffee".split()),
    ("wears", "wear", ["a red cap", "a blue cap", "a green scarf", "a yellow coat", "a white shirt", "a black hat", "a pink dress", "a brown belt"]),
    ("brings", "bring", ["a cake", "juice", "plates", "a ball", "balloons", "music", "a salad", "cups", "spoons", "fruit", "a game", "crisps"]),
    ("draws", "draw", ["a house", "a tree", "a ship", "a star", "a flower", "a robot", "a king", "a train", "a cloud", "a castle", "a whale"]),
    ("buys", "buy", ["bread", "cheese", "butter", "eggs", "rice", "sugar", "flour", "jam", "honey", "tomatoes", "onions", "ham"]),
    ("studies", "study", "maths history music art biology French Spanish geography English physics".split()),
]
THREE = """
    {p} {does} {a}, {o} {does} {b} and {r} {does} {c}.
    {p} {does} {a}. {o} {does} {b}. {r} {does} {c}.
    {o} {does} {b}, but {p} {does} {a}. And {r}? {r} {does} {c}.
    Three friends meet. {r} {does} {c}, {p} {does} {a}, {o} {does} {b}.
    Look at the children: {p} is the one who {does} {a}, {r} {does} {c}, and {o} {does} {b}.
    We know this: {r} {does} {c} and {o} {does} {b}. Also, {p} {does} {a}.
    [Q] Hints: {o} {does} {b}. {p} {does} {a}. {r} {does} {c}.
    My friend {p} {does} {a}, while my cousin {r} {does} {c}. My neighbour {o} {does} {b}.
    In this family, {o} {does} {b}; {r} {does} {c}; {p} {does} {a}. [Q]
    Read carefully. {r} {does} {c}. Then there is {o}, who {does} {b}. Unlike them, {p} {does} {a}.
    from my notes: {p} {does} {a} / {o} {does} {b} / {r} {does} {c} - [Q]
"""


def three(rng: Random) -> tuple[dict, str]:
    does, do, things = rng.choice(THREE_THINGS)
    (a, b, c), (p, o, r) = rng.sample(things, 3), rng.sample(FOLK, 3)
    return dict(p=p, o=o, r=r, a=a, b=b, c=c, does=does, do=do), f"{p}: {a}\n{o}: {b}\n{r}: {c}"


THREE_KINDS = [
    about("three_who", three, THREE, "p", "{} {does} {a}.", """
        Who {does} {a}?
        Which child {does} {a}?
        Give the name of the one who {does} {a}.
        Which of the three {does} {a}?
        One of them {does} {a}. Who is it?"""),
    about("three_what", three, THREE, "b", "{o} {does} {}.", """
        What does {o} {do}?
        And what does {o} {do}?
        Say what {o} {does}.
        {o} {does} what?
        What is it that {o} {does}?"""),
    about("three_who_not", three, THREE, "r", "It is {}.", """
        Who {does} neither {a} nor {b}?
        Which of them {does} neither {b} nor {a}?
        It isn't {p} and it isn't {o}. Who is left?
        Which child is not {p} and not {o}?
        One {does} {a} and one {does} {b}. Who is the third child?"""),
]

# Notes, invitations, signs

TIMES = [f"{h}:{m}" for h in range(8, 19) for m in ("00", "15", "30", "45")]
BRING = ["a towel", "a packed lunch", "warm gloves", "a pencil case", "rubber boots", "a sun hat", "old newspapers", "a raincoat", "a water bottle", "your sports shoes",
         "a family photo", "some fruit", "an apron", "a torch", "a sleeping bag", "two envelopes", "glue", "scissors", "a library card", "coloured paper"]
MEET = ["at the school gate", "at the bus stop", "in the gym", "in the playground", "at the station", "in the music room", "at the town hall", "in front of the church",
        "at the fountain", "in the library"]
EVENTS = "school trip,sports day,class party,choir practice,book fair,science day,flea market,football match,picnic,swimming lesson,art workshop".split(",")
NOTE = """
    Dear parents, our {event} is on {day}. We meet {where} at {time}. Please bring {thing}.
    Reminder! {event} on {day}, {time}, {where}. Don't forget {thing}! [Q]
    Message from the teacher: "Hello children! The {event} takes place on {day}. Be {where} at {time} and bring {thing}." [Q]
    Note on the fridge: {day} = {event}. Be {where} at {time}. Pack {thing}. [Q]
    The {event} will be held on {day}. All pupils come together {where} at {time}, and everyone needs {thing}.
    Hi Mum, the {event} is this {day}. I must be {where} at {time} and I have to take {thing} with me. [Q]
    On the board in class 4 it says: "{day}: {event}! Start at {time}. Meeting point: {where}. Bring along {thing}." [Q]
    [Q] Read the notice: For the {event} on {day} you need {thing}. We'll see you {where} at {time}.
    "Is the {event} on {day}?" asks {p}. "Yes," says {o}, "at {time}, {where}. And remember to bring {thing}!" [Q]
    Class newsletter. Coming soon: the {event}, {day}, {time}. Gather {where}. Things to bring: {thing}. [Q]
    voice message: hey {p}, it's {o}, the {event} is on {day} at {time}, we're meeting {where}, and take {thing}, bye. [Q]
"""


def note(rng: Random) -> tuple[dict, str]:
    p, o = rng.sample(FOLK, 2)
    v = dict(p=p, o=o, event=rng.choice(EVENTS), day=rng.choice(DAYS), time=rng.choice(TIMES), where=rng.choice(MEET), thing=rng.choice(BRING))
    return v, facts(v, "event day time where bring=thing")


NOTE_KINDS = [
    about("note_bring", note, NOTE, "thing", "You must bring {}.", """
        What must you bring?
        What do the children have to bring?
        What should be brought along?
        What is needed for the {event}?
        Which thing must not be left at home?"""),
    about("note_day", note, NOTE, "day", "It is on {}.", """
        On which day is the {event}?
        What day is the {event}?
        When is the {event}? Name the day.
        Which day of the week is the {event} on?
        On what weekday does the {event} take place?"""),
    about("note_time", note, NOTE, "time", "The meeting is at {}.", """
        At what time do they meet?
        What time should everyone be there?
        When do they meet? Give the time.
        What time is the meeting?
        What is the time of the meeting?"""),
    about("note_where", note, NOTE, "where", "They meet {}.", """
        Where do they meet?
        Where should the children go?
        Where is the meeting point?
        In which place do they come together?
        Where is everyone going to gather?"""),
    about("note_event", note, NOTE, "event", "It is about the {}.", """
        What is the message about?
        What is happening on {day}?
        What takes place on {day}?
        Which event is it?
        For what do you need {thing}?"""),
]
PARTY = """
    Dear {o}, please come to my birthday party on {day} at {time}. I'm turning {n}! The party is at {where}. Yours, {p}. [Q]
    You are invited! {p} turns {n}. Come to {where} on {day} at {time}. [Q]
    {p} will be {n} years old on {day}. {She} is having a party at {where}, and it starts at {time}. {o} is invited.
    {o} found an invitation in the letter box: "Party for {p}, who is turning {n}! {day}, {time}, at {where}." [Q]
    Hello {o}! I'm having a party because I'm going to be {n}. It begins on {day} at {time} at {where}. See you there! Your friend {p}. [Q]
    BIRTHDAY! Who: {p}, {n} years. When: {day} at {time}. Where: {where}. Guest: {o}. [Q]
    [Q] Invitation: Hooray, I will soon be {n}! Let us celebrate at {where} on {day}. Please be there at {time}, {o}. From {p}
    "What's in that envelope, {o}?" - "{p} is going to be {n}! I'm invited to a party at {where}, {day}, {time}." [Q]
    Hey {o}, r u free on {day}? My party is at {where}, starts {time}. I'll be {n} :) {p}. [Q]
    Mr and Mrs Green invite {o} to the party of their child {p}, who reaches the age of {n} on {day}. We start at {time} at {where}. [Q]
    On {day}, {o} goes to {where}. The reason is the birthday of {p}, who is {n} that day. Everything starts at {time}.
"""


def party(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    v |= dict(o=others(rng, 1, v["p"])[0], n=rng.randint(6, 12), day=rng.choice(DAYS), time=rng.choice(TIMES),
             where=rng.choice([place for place in PLACES if place not in ("the mountains", "the forest")]))
    return v, f"birthday: {v['p']}\nguest: {v['o']}\n" + facts(v, "age=n day time where")


PARTIES = [
    about("party_child", party, PARTY, "p", "It is the birthday of {}.", """
        Whose birthday is it?
        Whose party is it?
        Who is having a birthday?
        Who gives the party?
        Which child is getting a year older?"""),
    about("party_age", party, PARTY, "n", "{p} will be {}.", """
        How old will {p} be?
        How old is {p} going to be?
        Which birthday is it for {p}? Give the age.
        What age is {p} turning?
        Say how many years old {p} becomes."""),
    about("party_where", party, PARTY, "where", "The party is at {}.", """
        Where is the party?
        Where will they celebrate?
        At which place is the party?
        Where must {o} go?
        What is the place of the party?"""),
    about("party_time", party, PARTY, "time", "The party starts at {}.", """
        What time does the party start?
        When does it begin? Give the time.
        At what time should {o} be there?
        What time is the party?
        The party begins at what time?"""),
]
SIGN = """
    Sign at the {building}: Open from {open} to {close}. Closed on {day}s. No {ban}! [Q]
    Welcome to the {building}! We open at {open} and close at {close}. On {day}s we are closed. Please, no {ban}. [Q]
    At the door of the {building} you can read: "Opening hours {open} to {close}, not on {day}s. {ban} forbidden." [Q]
    The {building} is open every day except {day}, from {open} until {close}. The rule there: no {ban}.
    A notice says that the {building} opens its doors at {open} and shuts at {close}. There is a rest day, {day}. Also, {ban} is forbidden.
    {building} - hours: {open} to {close} - closed: {day} - not allowed: {ban}. [Q]
    [Q] Look at the sign first. Our {building}: daily {open} to {close}, {day} closed, {ban} not allowed.
    {p} wants to go to the {building}. The sign says it opens at {open}, closes at {close}, is shut on {day}s and does not allow {ban}.
    "Can we go to the {building} on {day}?" - "No, it's closed that day. All other days it is open from {open} to {close}. But remember the rule: no {ban}." [Q]
    Information about the {building}. Opens: {open}. Closes: {close}. Day off: {day}. Forbidden: {ban}. [Q]
    We stood in front of the {building}, but it was {day} and so it was closed. On other days it opens at {open} and closes at {close}. A picture showed that {ban} is banned. [Q]
"""


def sign(rng: Random) -> tuple[dict, str]:
    v = dict(building=rng.choice("museum,swimming pool,library,zoo,castle,shop,aquarium,theatre,ice rink,bakery,toy shop,bookshop".split(",")), day=rng.choice(DAYS),
             open=f"{rng.randint(7, 11)}:{rng.choice(['00', '30'])}", close=f"{rng.randint(14, 20)}:{rng.choice(['00', '30'])}",
             ban=rng.choice("food,ice cream,music,chewing gum,running,smoking,shouting,cycling,skating,photography,glass".split(",")), p=rng.choice(FOLK))
    return v, facts(v, "building opens=open closes=close closed=day forbidden=ban")


SIGNS = [
    about("sign_closed", sign, SIGN, "day", "It is closed on {}.", """
        On which day is it closed?
        Which day can't you go there?
        When is the {building} closed? Name the day.
        What day of the week is the {building} shut?
        On what day must visitors stay away?"""),
    about("sign_opens", sign, SIGN, "open", "It opens at {}.", """
        When does it open?
        At what time does the {building} open?
        What is the earliest time you can go in?
        What time does the {building} open in the morning?
        From what time can you visit the {building}?"""),
    about("sign_closes", sign, SIGN, "close", "It closes at {}.", """
        When does it close?
        At what time does the {building} close?
        Until what time can you stay?
        What time does the {building} shut?
        By what time must all visitors leave the {building}?"""),
    about("sign_forbidden", sign, SIGN, "ban", "The sign forbids {}.", """
        What is forbidden?
        What is not allowed there?
        What does the {building} not allow?
        Which thing is against the rules?
        What is not permitted at the {building}?"""),
]

# What comes first, next and last

DEEDS = ("fed the cat,made the bed,read a book,washed the dishes,watered the plants,baked a cake,wrote a letter,swept the floor,played the piano,went for a walk,"
         "had breakfast,brushed the dog,cleaned the window,did the homework,phoned Grandma,drew a picture,rode a bike,watched a film,took a bath,built a tower,"
         "picked some flowers,set the table,packed the bag,sang a song,fixed the lamp,painted the fence,flew a kite,cooked some soup,folded the clothes,"
         "went shopping,learned a poem,tidied the shelf,planted a tree,ate an apple,drank some tea").split(",")
SEQUENCE = """
    First {p} {a}. Then {she} {b}. After that {she} {c}. In the end {she} {d}.
    {p} {a} before anything else. Next {she} {b}, then {she} {c}, and finally {she} {d}.
    What a busy morning! To begin with, {p} {a}. When that was done, {she} {b}. Later {she} {c}. At last {she} {d}.
    In the morning {p} {a}, at noon {she} {b}, in the afternoon {she} {c} and in the evening {she} {d}.
    At eight o'clock {p} {a}. At nine {she} {b}, at ten {she} {c}, and at eleven {she} {d}.
    {p}'s day, in the right order: {a} - {b} - {c} - {d}. [Q]
    Diary of {p}: Today I {a}. Soon after, I {b}. Then I {c}. Before going to sleep I {d}. [Q]
    [Q] Read: {p} got up and {a}. Next {she} {b}. A bit later {she} {c}, and the last thing {she} did: {she} {d}.
    list for {p}: 1. {a} 2. {b} 3. {c} 4. {d} [Q]
    "What did you do today, {p}?" - "Well, I {a}, next I {b}, then I {c} and at the end I {d}." [Q]
    On Sunday {p} {a}, and when {she} had finished, {she} {b}. Afterwards {she} {c}. {Her} day ended like this: {she} {d}.
"""


def sequence(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    v |= dict(zip("abcd", rng.sample(DEEDS, 4)))
    return v, "\n".join(f"{i}: {v[x]}" for i, x in enumerate("abcd", 1))


SEQUENCES = [
    about("deed_first", sequence, SEQUENCE, "a", "First, {p} {}.", """
        What did {p} do first?
        What was the first thing {p} did?
        What did {p} start with?
        What happened at the beginning?
        Name the first thing that {p} did."""),
    about("deed_last", sequence, SEQUENCE, "d", "Last, {p} {}.", """
        What did {p} do last?
        What was the last thing {p} did?
        What came at the very end?
        What was number four, the last one?
        What did {p} finish with?"""),
    about("deed_after", sequence, SEQUENCE, "c", "{p} {}.", """
        {p} {b}. What did {p} do right after that?
        What came third?
        What was the third thing {p} did?
        What did {p} do just before the last thing?
        Of the four things, which came third?"""),
    about("deed_before", sequence, SEQUENCE, "b", "{p} {}.", """
        {p} {c}. What did {p} do just before that?
        What came second?
        What was the second thing {p} did?
        What did {p} do between the first and the third thing?
        Of the four things, which came second?"""),
]

# Why

CAUSES: list[tuple[str, str]] = [
    ("stayed in bed", "{she} was ill"), ("took an umbrella", "it was raining"), ("put on a warm coat", "it was very cold"),
    ("drank two glasses of water", "{she} was thirsty"),
    ("ate three sandwiches", "{she} was hungry"), ("went to bed early", "{she} was tired"), ("cried", "{her} toy was broken"), ("laughed", "the clown was funny"),
    ("missed the bus", "{she} got up late"), ("opened the window", "it was too hot"), ("turned on the lamp", "it was dark"), ("took off {her} jacket", "the sun was warm"),
    ("went to the dentist", "{she} had a toothache"), ("walked to school", "the bus did not come"), ("ran home", "{she} was late for dinner"),
    ("whispered", "the baby was asleep"), ("bought a present", "it was Grandpa's birthday"), ("jumped for joy", "{her} team won"),
    ("could not sleep", "the dog barked all night"),
    ("could not open the door", "the key was lost"), ("wore a plaster", "{she} cut {her} finger"), ("washed {her} hands", "they were dirty"),
    ("did not go to school", "it was a holiday"), ("hid under the table", "{she} was afraid of the storm"), ("called the fire brigade", "there was smoke in the house"),
    ("put up a tent", "they were camping"), ("went to the library", "{she} needed a book"), ("took the dog outside", "it wanted to play"),
    ("put on boots", "there was snow on the ground"),
    ("was proud", "{she} learned to swim"), ("was angry", "someone took {her} pencil"), ("stopped the bike", "the traffic light was red"),
    ("wore sunglasses", "the sun was bright"),
    ("fell down", "the floor was wet"), ("waited at the station", "the train was late"), ("swept the floor", "it was full of crumbs"), ("watered the plants", "they were dry"),
    ("used a ladder", "the apple hung too high"), ("covered {her} ears", "the music was loud"), ("closed the window", "it was windy"),
]
CAUSE = """
    {p} {did} because {why}. {extra}.
    {extra}. {p} {did} because {why}. [Q]
    Something happened on {day}: {why}. So {p} {did}. {extra}. [Q]
    {p} {did}. The reason: {why}. By the way, {extra}. [Q]
    Here is what {o} told me. On {day}, {p} {did}, because {why}. {extra}.
    [Q] The text says: {p} {did} on {day}. That is because {why}. {extra}.
    On {day} {why}. That's why {p} {did}. {extra}.
    {o} wonders about {p}. {p} {did}, not for fun, but because {why}. {extra}.
    "Why?" asked {o}. "{p} {did} because {why}," said the teacher. [Q]
    It was {day}. Since {why}, {p} {did}. {extra}.
    Short story: {day}, {why}, therefore {p} {did}. {extra}. The end. [Q]
"""
EXTRAS = ["Uncle Max lives in London", "The cat sat on the roof", "The shop sells fruit", "A bird sang in the tree", "Lunch was at noon", "The house has a blue door",
          "Aunt Rosa has two sons", "The river is near the school", "The garden is big", "The neighbour plays the drums"]


def cause(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    did, why = rng.choice(CAUSES)
    v |= dict(o=others(rng, 1, v["p"])[0], did=did.format(**v), why=why.format(**v), day=rng.choice(DAYS), extra=rng.choice(EXTRAS))
    return v, f"{v['why']} -> {v['p']} {v['did']}"


def effect(rng: Random) -> tuple[dict, str]:
    """As before, but something that a person does."""
    v, think = cause(rng)
    return (v, think) if v["did"].split()[0] not in ("was", "could", "did", "missed", "fell") else effect(rng)


REASONS = [
    about("reason_why", cause, CAUSE, "why", "Because {}.", """
        Why was that? {p} {did}. Say the reason.
        {p} {did}. Why?
        What was the reason that {p} {did}?
        Find the reason in the text. Why is it that {p} {did}?
        {p} {did}, but why?"""),
    about("reason_effect", effect, CAUSE, "did", "{p} {}.", """
        What did {p} do?
        What did {p} do because of that?
        What was the result?
        Tell me what {p} did.
        So what did {p} do?"""),
]

# Things in a room, clothes, a farm

SPOTS = ["on the desk", "under the bed", "on the shelf", "behind the door", "in the drawer", "next to the lamp", "on the chair", "in the basket", "under the table",
         "by the window", "in the wardrobe", "on the carpet", "beside the mirror", "on the bed", "in the corner"]
OBJECTS = "ball,book,teddy,clock,guitar,bag,hat,kite,radio,doll,torch,phone,cup,vase,drum,pillow,umbrella,camera,scarf,cushion,globe,laptop".split(",")
ROOM = """
    In the room of {p} the {a} is {x}, the {b} is {y} and the {c} is {z}.
    {p} has tidied up. The {b} lies {y}. The {a} is {x} now, and the {c} is {z}.
    Look at the picture: there is a room. You can see the {c} {z}. The {a} is {x}. The {b} is {y}.
    "Where are my things?" asks {p}. "The {c} is {z}, the {b} is {y}, and the {a} is {x}," says Mum. [Q]
    I am in my room. My {a} is {x}. My {b} is {y}, while my {c} is {z}.
    [Q] Facts: the {a}, {x}; the {b}, {y}; the {c}, {z}.
    When {p} came home, the {b} was {y}, the {c} was {z} and the {a} was {x}.
    {p} draws a room. The {a} must be {x}. Then comes the {c}, which is {z}, and last the {b}, which is {y}.
    tidy room plan -> {c}: {z}. {a}: {x}. {b}: {y}. [Q]
    Three things are in this room. First, the {c}: it is {z}. Second, the {b}: it is {y}. Third, the {a}: it is {x}. [Q]
    What a mess! The {a} is {x}. The {c}? It's {z}. And somebody has put the {b} {y}.
"""


def room(rng: Random) -> tuple[dict, str]:
    (a, b, c), (x, y, z) = rng.sample(OBJECTS, 3), rng.sample(SPOTS, 3)
    return dict(p=rng.choice(FOLK), a=a, b=b, c=c, x=x, y=y, z=z), f"{a}: {x}\n{b}: {y}\n{c}: {z}"


ROOMS = [
    about("room_where", room, ROOM, "x", "The {a} is {}.", """
        Where is the {a}?
        Where can you find the {a}?
        Where's the {a}?
        Where must you look for the {a}?
        In which spot is the {a}?"""),
    about("room_what", room, ROOM, "b", "The {} is {y}.", """
        What is {y}?
        Which thing is {y}?
        What can you find {y}?
        Which of the three things is {y}?
        Name the thing that is {y}."""),
]
CLOTHES = "hat coat scarf jacket shirt sweater dress cap belt T-shirt bag raincoat".split()
OUTFIT = """
    {p} wears a {x} {a}, a {y} {b} and a {z} {c}.
    Look, there is {p}! {Her} {a} is {x}, {her} {b} is {y} and {her} {c} is {z}.
    Today {p} has put on a {y} {b}. {She} also has a {x} {a} and a {z} {c}.
    The colours: {a} {x}, {b} {y}, {c} {z}. All this belongs to {p}. [Q]
    In the shop {p} buys a {z} {c} and a {x} {a}. The {y} {b} is from home.
    [Q] In the photo, {p} has a {z} {c}, a {y} {b} and a {x} {a}.
    Missing child: {p}. Clothes: a {y} {b}, a {x} {a}, a {z} {c}. [Q]
    Colour the picture of {p} like this: the {b} {y}, the {c} {z}, the {a} {x}. [Q]
    Grandma packs the suitcase for {p}: the {x} {a}, the {z} {c} and the {y} {b}.
    For the play, {p} needs a {z} {c}. Also needed: a {y} {b}, a {x} {a}. [Q]
    "I love my {c}," says {p}. "It is {z}. But my {a} is {x} and my {b} is {y}." [Q]
"""


def outfit(rng: Random) -> tuple[dict, str]:
    (a, b, c), (x, y, z) = rng.sample(CLOTHES, 3), rng.sample([colour for colour in COLOURS if colour != "orange"], 3)
    return someone(rng) | dict(a=a, b=b, c=c, x=x, y=y, z=z), f"{a}: {x}\n{b}: {y}\n{c}: {z}"


OUTFITS = [
    about("outfit_colour", outfit, OUTFIT, "x", "The {a} is {}.", """
        What colour is the {a}?
        Which colour is the {a}?
        What color is the {a}?
        What is the colour of the {a}?
        The {a} has what colour?"""),
    about("outfit_item", outfit, OUTFIT, "c", "The {} is {z}.", """
        What is {z}?
        Which thing is {z}?
        Which piece of clothing is {z}?
        One thing is {z}. Which one?
        Find the {z} one. What is it?"""),
]
BEASTS = "cows goats pigs hens ducks horses geese rabbits donkeys cats dogs lambs turkeys ponies".split()
FARM = """
    On the farm of {p} there are {x} {a}, {y} {b} and {z} {c}.
    {p} visits a farm. There {she} sees {y} {b}, {x} {a} and {z} {c}.
    {p} has got animals: {z} {c}, {y} {b}, {x} {a}.
    "How many animals do you have, {p}?" - "Let me think. I own {x} {a}, {z} {c} and {y} {b}." [Q]
    Behind the barn, {x} {a} are resting. In the field there are {y} {b}, and {z} {c} are by the pond.
    [Q] Text: The farmer is happy. She keeps {y} {b}. Her {z} {c} and {x} {a} are healthy.
    farm list: {z} {c}, {x} {a}, {y} {b}. [Q]
    We went to a farm and counted. {p} counted {x} {a}. I counted {y} {b}, and my sister counted {z} {c}.
    The old farm has {z} {c}, and it has {y} {b} too. There are {x} {a} as well.
    A farmer feeds {y} {b} in the morning, {z} {c} at noon and {x} {a} in the evening.
    In the stable: {x} {a}. In the yard: {y} {b}. On the meadow: {z} {c}. [Q]
"""


def farm(rng: Random) -> tuple[dict, str]:
    (a, b, c), (x, y, z) = rng.sample(BEASTS, 3), rng.sample(range(2, 31), 3)
    most = max((x, a), (y, b), (z, c))[1]
    return someone(rng) | dict(a=a, b=b, c=c, x=x, y=y, z=z, most=most, least=min((x, a), (y, b), (z, c))[1]), f"{a}: {x}\n{b}: {y}\n{c}: {z}"


FARMS = [
    about("farm_count", farm, FARM, "x", "There are {} {a}.", """
        How many {a} are there?
        How many {a}?
        Give the number of {a}.
        What is the number of {a}?
        Say how many {a} the text has."""),
    about("farm_most", farm, FARM, "most", "The animals are {}.", """
        Which animals are there the most of?
        Which animal is there most often?
        What kind of animal is the most common there?
        Which group of animals is the biggest?
        Of which animal are there the most?"""),
    about("farm_fewest", farm, FARM, "least", "The animals are {}.", """
        Which animals are there the fewest of?
        Which animal is there least often?
        Of which animal are there the fewest?
        Which group of animals is the smallest?
        What kind of animal is the rarest there?"""),
]

# Weather and timetables

SKIES = "sunny rainy cloudy windy snowy foggy stormy".split()
LESSONS = "maths English art music sports science history geography French drama computing swimming".split()
WEEK = """
    On {d1} {it} {a}. On {d2} {it} {b}. On {d3} {it} {c}.
    {d1}: {a}. {d2}: {b}. {d3}: {c}. [Q]
    {topic}: {a} on {d1}, {b} on {d2}, {c} on {d3}. [Q]
    [Q] Here is the plan [{topic}]: {d2} {b}, {d3} {c}, {d1} {a}.
    {p} wrote down the {topic}: "{d1} {a}, then {b} on {d2}, and {c} on {d3}." [Q]
    From the notebook of {p}, {topic}: on {d3} {it} {c}; on {d1} {it} {a}; on {d2} {it} {b}. [Q]
    Look at this {topic} for three days. {d2} = {b}, {d1} = {a}, {d3} = {c}. [Q]
    "{p}, what does your book say about the {topic}?" - "For {d1} it says {a}, for {d2} {b} and for {d3} {c}." [Q]
    On {d2} {it} {b}, but on {d1} {it} {a}. On {d3} {it} {c} again.
    {topic} | {d1} | {a} | {d2} | {b} | {d3} | {c} | - [Q]
    My {topic}: I remember {d3}, when {it} {c}. And {d1}, when {it} {a}. And {d2}, when {it} {b}. [Q]
"""


def week(rng: Random) -> tuple[dict, str]:
    i = rng.randrange(5)
    if rng.random() < 0.5:
        topic, it, (a, b, c) = "weather", "it was", rng.sample(SKIES, 3)
    else:
        i = rng.randrange(3)
        topic, it, (a, b, c) = "timetable", "we had", rng.sample(LESSONS, 3)
    v = dict(d1=DAYS[i], d2=DAYS[i + 1], d3=DAYS[i + 2], a=a, b=b, c=c, topic=topic, it=it, p=rng.choice(FOLK))
    return v, f"{v['d1']}: {a}\n{v['d2']}: {b}\n{v['d3']}: {c}"


WEEKS = [
    about("week_what", week, WEEK, "b", "It is {} on {d2}.", """
        What about {d2}?
        What is there for {d2}?
        What does the text say about {d2}?
        Which word goes with {d2}?
        Look up {d2}. What is it?"""),
    about("week_when", week, WEEK, "d3", "It is on {}.", """
        Which day goes with {c}?
        Which day was it with {c}?
        On which day do you find {c}?
        Find the day for {c}.
        What day has {c}?"""),
]

# Who I am, letters, lost things

LANDS = "Spain France Italy Germany Poland India China Japan Brazil Mexico Kenya Egypt Turkey Ireland Scotland Greece Canada Norway Sweden Portugal".split()
HOBBIES = "swimming,dancing,reading,cooking,painting,football,chess,skating,singing,riding,fishing,climbing,cycling,tennis,judo,gymnastics,sailing,knitting".split(",")
JOBS = "baker,teacher,doctor,farmer,nurse,painter,pilot,cook,gardener,dentist,singer,tailor,vet,plumber,builder,firefighter,driver,waiter,writer,lawyer".split(",")
ME = """
    Hello, I am {p}. I am {n} years old and I come from {land}. My {sib} is called {o}. My hobby is {hobby}. My {parent} is a {job}.
    My name is {p}. I'm {n}. I live in {land} with my {sib} {o}. My {parent} works as a {job}, and I like {hobby}. [Q]
    {p} is {n} and lives in {land}. {She} has a {sib}, {o}. {Her} {parent} is a {job}. In {her} free time {she} enjoys {hobby}.
    This is {p} from {land}. Age: {n}. Hobby: {hobby}. {Her} {parent} has the job of a {job}. {Her} {sib}'s name is {o}.
    A new pupil comes to our class. {Her} name is {p}, {she} is {n} and was born in {land}. {She} loves {hobby}. {Her} {parent} is a {job}, and {her} {sib} is named {o}.
    [Q] Pen friend letter: I'm {p} and I live in {land}. I'm {n} years old. I spend my time with {hobby}. My {parent} is a {job}. I also have a {sib}; say hello to {o}!
    name: {p} / age: {n} / country: {land} / {sib}: {o} / hobby: {hobby} / {parent}'s job: {job}. [Q]
    "Who are you?" - "I'm {p}, {n} years old, from {land}." "And who is that?" - "That's {o}, my {sib}. We both like {hobby}, and our {parent} is a {job}." [Q]
    In {land} there lives a child called {p}. {She} is {n}. {Her} {parent}, a {job}, is often away, so {her} {sib} {o} looks after {him}. For fun there is {hobby}. [Q]
    Meet {p}! Country: {land}. {She} turned {n} last week, and {her} favourite hobby is {hobby}. {Her} {parent} earns money as a {job}. {Her} {sib} is {o}.
    I want to tell you about my friend {p}. We met in {land}, where {she} lives. {She} is {n}, good at {hobby}, has a {sib} named {o}, and {her} {parent} is a {job}.
"""


def me(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    sib = rng.choice(["brother", "sister"])
    v |= dict(n=rng.randint(6, 12), land=rng.choice(LANDS), sib=sib, o=rng.choice([x for x in (BOYS if sib == "brother" else GIRLS) if x != v["p"]]), hobby=rng.choice(HOBBIES),
              parent=rng.choice(["mother", "father"]), job=rng.choice(JOBS))
    return v, f"{v['p']}: {v['n']}, {v['land']}\n{sib}: {v['o']}\nhobby: {v['hobby']}\n{v['parent']}: {v['job']}"


SELVES = [
    about("self_age", me, ME, "n", "{p} is {}.", """
        How old is {p}?
        What is the age of {p}?
        Give {p}'s age.
        What age is {p}?
        Say how old {p} is."""),
    about("self_country", me, ME, "land", "It is {}.", """
        Which country is it?
        Which country does the text name?
        What is the country of {p}?
        In the text, which country do you read about?
        What country has to do with {p}?"""),
    about("self_sibling", me, ME, "o", "The {sib} is {}.", """
        What is the name of the {sib}?
        What is {p}'s {sib} called?
        Find the name of {p}'s {sib}.
        What's the {sib}'s name?
        How is the {sib} of {p} called?"""),
    about("self_hobby", me, ME, "hobby", "The hobby is {}.", """
        What hobby does {p} have?
        What is the hobby of {p}?
        What does {p} like doing?
        What is {p}'s favourite free-time activity?
        Which hobby is in the text?"""),
    about("self_job", me, ME, "job", "The {parent} is a {}.", """
        What is the {parent}'s job?
        What does the {parent} do for a living?
        What work does the {parent} do?
        Which job does {p}'s {parent} have?
        As what does the {parent} work?"""),
]
LOSABLE = "key,wallet,glove,ring,ball,phone,scarf,watch,pencil,cap,book,ticket,whistle,torch,marble,doll".split(",")
HIDES = ["in the kitchen", "under the sofa", "in the car", "behind the bookcase", "in the garden", "under the bed", "in the cellar", "on the bus", "in the bathroom", "at school",
         "in the attic", "in a shoe", "on the balcony", "in the washing machine", "under a cushion"]
LOST = """
    {p} had lost a {thing}. {She} looked {x}, but it was not there. {She} looked {y}: nothing. In the end it was {z}.
    "My {thing} is gone!" cried {p}. It was not {x}. It was not {y} either. Then {o} found it {z}.
    Where was the {thing}? {p} searched {x} and {y} without luck. It was {z} all the time. {o} laughed.
    {o} helped {p} to look for the {thing}. They did not find it {x}, they did not find it {y}, but they did find it {z}.
    First {p} searched for the {thing} {x}. No luck! Then {she} searched {y}. Again, no luck. Finally {she} discovered it {z}.
    Last week my {thing} went missing. I thought it was {x}. {o} thought it was {y}. We were both wrong: it was {z}! [Q]
    [Q] Story: Nobody could find the {thing} of {p}. It wasn't {x} and it wasn't {y}. Late in the evening, {o} saw it {z}.
    {p} was sad about the lost {thing}. Was it {x}? No. Was it {y}? No. Was it {z}? Yes, there it was! [Q]
    Diary: Lost my {thing} today. Looked {x}. Looked {y}. It turned up {z}. Phew! {p}. [Q]
    The {thing} that {p} lost is back. It was {z}. And {p} had searched {x} and {y} for hours!
    {o} says to {p}: "Stop looking {x}, and don't go looking {y} again. Your {thing} is {z}." [Q]
"""


def lost(rng: Random) -> tuple[dict, str]:
    v = someone(rng)
    v |= dict(o=others(rng, 1, v["p"])[0], thing=rng.choice(LOSABLE)) | dict(zip("xyz", rng.sample(HIDES, 3)))
    return v, f"not {v['x']}\nnot {v['y']}\n{v['z']}"


LOSSES = [
    about("lost_where", lost, LOST, "z", "The {thing} was {}.", """
        Where was the {thing}?
        Where was it in the end?
        Where did the {thing} turn up?
        In the end, where did they find the {thing}?
        Say where the {thing} really was."""),
    about("lost_thing", lost, LOST, "thing", "It was the {}.", """
        What was lost?
        What was missing?
        What had disappeared?
        Which thing were they looking for?
        Name the thing that was lost."""),
]

# Recipes and shopping lists

DISHES = ["pancakes", "muffins", "biscuits", "a cake", "a pie", "bread", "waffles", "a pudding", "scones", "a tart"]
RECIPE = """
    Recipe for {dish}: take {x} eggs, {y} cups of flour and {z} spoons of sugar. First mix {a} and {b}, then add {c}. Bake for {m} minutes. [Q]
    To make {dish}, {p} needs {x} eggs, {y} cups of flour and {z} spoons of sugar. {p} stirs {a} into {b} and adds {c} last. The oven is on for {m} minutes. [Q]
    Grandma's {dish}: {z} spoons of sugar, {x} eggs, {y} cups of flour. Put {a} in a bowl with {b}. Add {c} at the end. Wait {m} minutes. [Q]
    You want {dish}? You need: {y} cups of flour, {x} eggs, {z} spoons of sugar. Beat {a} with {b}, and after that comes {c}. It takes {m} minutes. [Q]
    {p} is in the kitchen and makes {dish}. On the table are {x} eggs, {z} spoons of sugar and {y} cups of flour. {p} mixes {a} with {b}. The last thing is {c}. After {m} minutes it is ready. [Q]
    [Q] Cooking card: {dish}. {x} eggs - {y} cups of flour - {z} spoons of sugar. Start with {a} and {b}, end with {c}. Time in the oven: {m} minutes.
    "How do I make {dish}?" asks {p}. "Take {x} eggs, {y} cups of flour, {z} spoons of sugar. Combine {a} and {b}, and only at the end {c}. Leave it for {m} minutes." [Q]
    Today's recipe is {dish}. Ingredients: {y} cups of flour, {z} spoons of sugar, {x} eggs. Steps: 1. {a} and {b} in the bowl. 2. {c} on top. 3. {m} minutes of heat. [Q]
    what you need for {dish}: {x} eggs, {z} spoons of sugar, {y} cups of flour. mix {a} + {b}, add {c} last, cook {m} minutes. [Q]
    My dad cooks {dish} on Sundays. He uses {z} spoons of sugar, {y} cups of flour and {x} eggs. He begins with {a} and {b}, and finishes with {c}. We wait {m} minutes. [Q]
    In the cookbook it says: for {dish}, use {y} cups of flour and {z} spoons of sugar, and don't forget {x} eggs. {a} and {b} go in first; {c} goes in last. Cook it for {m} minutes. [Q]
"""


def recipe(rng: Random) -> tuple[dict, str]:
    x, y, z = rng.sample(range(2, 9), 3)
    a, b, c = rng.sample(["butter", "milk", "salt", "honey", "nuts", "water", "cream", "cheese", "raisins", "oil", "yoghurt", "lemon juice", "cinnamon"], 3)
    v = dict(dish=rng.choice(DISHES), x=x, y=y, z=z, a=a, b=b, c=c, m=rng.choice([10, 15, 20, 25, 30, 35, 40, 45]), p=rng.choice(FOLK))
    return v, f"eggs: {x}\nflour: {y}\nsugar: {z}\nlast: {c}\nminutes: {v['m']}"


RECIPES = [
    about("recipe_eggs", recipe, RECIPE, "x", "You need {} eggs.", """
        How many eggs do you need?
        How many eggs are needed?
        How many eggs go into it?
        What number of eggs is needed?
        The recipe takes how many eggs?"""),
    about("recipe_flour", recipe, RECIPE, "y", "You need {} cups of flour.", """
        How many cups of flour?
        How much flour is needed? Give the number of cups.
        How many cups of flour must you take?
        The recipe says how many cups of flour?
        What number of cups of flour do you need?"""),
    about("recipe_last", recipe, RECIPE, "c", "You add {} last.", """
        What is added last?
        What goes in last?
        What do you put in at the end?
        Which ingredient comes after the others?
        What's the last ingredient to go in?"""),
    about("recipe_minutes", recipe, RECIPE, "m", "It takes {} minutes.", """
        How many minutes does it take?
        For how many minutes must you wait?
        How long does it take, in minutes?
        How many minutes are in the text?
        How many minutes is it on the heat?"""),
]
GOODS = "milk,bread,eggs,butter,cheese,apples,rice,soap,tea,jam,flour,sugar,salt,carrots,honey,pasta,fish,bananas,onions,yoghurt,lemons,candles,paper,nuts".split(",")
SHOPPING = wording("""
    {p} has a shopping list: {list}. {She} has already bought {bought}. What is (missing|still missing)?
    Mum needs {list}. {p} comes home with {bought}. What (has {p}|did {p}) (forgotten|forget)?
    On the list: {list}. In the basket: {bought}. What is not in the basket yet?
    We have to buy {list}. We've got {bought}. What do we still need?
    Dad says, "Get {list}, please." {p} gets {bought}. Which thing does {p} not get?
    What's missing in the bag? It should have {list}. It has {bought}.
    Shopping list: {list}. {p} has crossed out {bought}. What is left on the list?
    (List|to buy): {list} / (bought|done): {bought} / (missing|to do): ___
    For the party {p} wanted to buy {list}. In the shop {she} only found {bought}. What did {she} not find?
    {p} wrote down {list}. In the trolley there is {bought}. One thing was left out. Which one?
    Which thing from the list was sold out? The list said {list}, and {p} came back with {bought}.
""")


def shopping_missing(rng: Random, _words: list[str]) -> Problem:
    goods = rng.sample(GOODS, rng.randint(3, 5))
    gap = rng.choice(goods)
    bought = rng.sample([x for x in goods if x != gap], len(goods) - 1)
    think = "\n".join(f"{x}: {'no' if x == gap else 'yes'}" for x in goods)
    return choice(SHOPPING, someone(rng) | dict(list=listed(goods), bought=listed(bought)), gap, "It is {}.", think)


def listed(items: list[str], word: str = "and") -> str:
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


# People who move, and things that change hands

ROOMS_AT_HOME = "kitchen,garden,bathroom,bedroom,garage,hall,cellar,office,attic,living room,dining room,yard".split(",")
MOVES = wording("""
    {p} goes to the {x}. {o} goes to the {y}. Then {p} goes to the {z}. Where is {p} now?
    {o} walks into the {y}. {p} runs into the {x} and after that into the {z}. Where can you find {p}?
    First {p} was in the {x}. {o} was in the {y}. Later {p} moved to the {z}. Where is {p}?
    {p} is in the {x}, {o} is in the {y}. Now {p} leaves and goes to the {z}. In which room is {p} now?
    "I'm in the {x}," says {p}. {o} is in the {y}. A minute later {p} goes to the {z}. Which place is {p} in at the end?
    Where's {p}? {p} left the {x} and went to the {z}. {o} stayed in the {y}.
    Hide and seek! {p} hides in the {x}, {o} in the {y}. But then {p} changes to the {z}. Where do you have to look for {p}?
    {p}: {x} -> {z}. {o}: {y}. Where is {p} now?
    In the morning, {p} works in the {x}. At noon {p} goes to the {z}, and {o} is in the {y}. Where is {p} at noon?
    {o} waits in the {y} for {p}. {p} comes out of the {x}, but goes to the {z}. So where is {p}?
    The robot {p} rolls into the {x}. The robot {o} rolls into the {y}. Robot {p} rolls on into the {z}. Where does {p} end up?
""")


def moves(rng: Random, _words: list[str]) -> Problem:
    (x, y, z), (p, o) = rng.sample(ROOMS_AT_HOME, 3), rng.sample(FOLK, 2)
    return choice(MOVES, dict(p=p, o=o, x=x, y=y, z=z), f"in the {z}", f"{p} is {{}}.", f"{p}: {x}\n{o}: {y}\n{p}: {z}")


CARRIED = wording("""
    {p} takes the {thing} and goes to the {x}. There {p} puts it down and goes to the {y}. Where is the {thing}?
    {p} leaves the {thing} in the {x} and walks to the {y}. Where is the {thing} now?
    The {thing} is in the {x}. {p} was there, but now {p} is in the {y}, without the {thing}. Where is the {thing}?
    Where did {p} leave the {thing}? {p} carried it into the {x}, put it there and went on to the {y}.
    {p} had the {thing} in the {x}. Oh no, {p} forgot it there! Now {p} is in the {y}. Where must {p} go to get the {thing}?
    {p} is looking for the {thing} in the {y}. But it's still in the {x}, where {p} put it. Where is the {thing} really?
    {p} is in the {y}. {p} left the {thing} in the {x}. Place of the {thing}?
    Before going to the {y}, {p} hid the {thing} in the {x}. In which place is the {thing} hidden?
    Mum saw the {thing} in the {x}. Then she met {p} in the {y}. Nobody touched the {thing}. Where is it?
    {p} drops the {thing} in the {x}, then leaves for the {y} with empty hands. Where would you look for the {thing}?
""")


def carried(rng: Random, _words: list[str]) -> Problem:
    (x, y), p, thing = rng.sample(ROOMS_AT_HOME, 2), rng.choice(FOLK), rng.choice(LOSABLE)
    return choice(CARRIED, dict(p=p, x=x, y=y, thing=thing), f"in the {x}", f"The {thing} is {{}}.", f"{thing}: {x}\n{p}: {y}")


HANDED = wording("""
    {p} has a {thing}. {p} gives it to {o}. {o} gives it to {r}. Who has the {thing} now?
    {p} throws the {thing} to {o}, and {o} throws it to {r}. Who holds the {thing}?
    The {thing} belonged to {p}. {o} got it from {p}, and later {r} got it from {o}. Whose {thing} is it now?
    First the {thing} is with {p}, then {o} takes it, then {r} takes it. Who has it in the end?
    In the ring: {p} passes the {thing} to {o}. Next, {o} passes it on to {r}. Who's got the {thing}?
    {thing}: {p} -> {o} -> {r}. Who has it now?
    {o} borrows a {thing} from {p}. Then {r} borrows it from {o}. With whom is the {thing} now?
    Who has the {thing}? {p} sold it to {o}. A year later {o} sold it to {r}.
    {p} found a {thing} and gave it to {o} as a present. {o} did not need it and handed it to {r}. Who is the owner today?
    A {thing} goes from hand to hand: from {p} to {o}, from {o} to {r}. In whose hand is it at the end?
    {r} took the {thing} from {o}, who had got it from {p}. Now, who has the {thing}?
""")


def handed(rng: Random, _words: list[str]) -> Problem:
    (p, o, r), thing = rng.sample(FOLK, 3), rng.choice(LOSABLE)
    return choice(HANDED, dict(p=p, o=o, r=r, thing=thing), r, f"{{}} has the {thing}.", f"{p} -> {o}\n{o} -> {r}")


# Letters and dialogues

LETTER = """
    "Dear {o}, thank you for the {gift}. I use it every day. Yours, {p}". [Q]
    Hi {o}! I got your {gift} and I am so happy with it. Bye, {p} [Q]
    {p} writes to {o}: "Your {gift} arrived on {day}. What a nice surprise!" [Q]
    [Q] Letter: To {o}. Many thanks for the lovely {gift}. It came on {day}. From {p}.
    On {day} {p} sat down and wrote a letter to {o} to say thank you for the {gift}.
    A card came for {o}. It said: "Thanks for the {gift}! Your {p}." [Q]
    text message, from {p}, to {o}: thx for the {gift}!! [Q]
    {o} sent a {gift}. Now {p} writes a thank-you letter back to {o}. [Q]
    The postman brings {o} a letter. {p} has written it: "I love the {gift} that you sent." [Q]
    "{p}, have you thanked {o} for the {gift}?" asks Mum. So {p} takes a pen and writes the letter at once. [Q]
    "Dear {o}, it's {day} and I'm playing with the {gift} you gave me. Hugs from {p}". [Q]
"""


def letter(rng: Random) -> tuple[dict, str]:
    p, o = rng.sample(FOLK, 2)
    gift = rng.choice("book,puzzle,football,scarf,game,kite,paint box,camera,drum,watch,necklace,lamp,backpack,train set,teddy,magnet".split(","))
    return dict(p=p, o=o, gift=gift, day=rng.choice(DAYS)), f"from: {p}\nto: {o}\npresent: {gift}"


LETTERS = [
    about("letter_from", letter, LETTER, "p", "{} wrote it.", """
        Who wrote this message?
        Who says thank you?
        Who is the writer?
        From whom is the message?
        Who sent the words of thanks?"""),
    about("letter_to", letter, LETTER, "o", "It is for {}.", """
        Who is the message for?
        To whom is it written?
        Who gets the thanks?
        Who receives the message?
        To which person does the message go?"""),
    about("letter_gift", letter, LETTER, "gift", "The present is a {}.", """
        What was the present?
        What did {o} give to {p}?
        For what does {p} say thank you?
        What present is it about?
        Which present did {p} get?"""),
]
DIALOGUE = """
    {p}: "I'm going to the {x}." {o}: "Not me, I'm going to the {y}." [Q]
    "Let's go to the {y}!" said {o}. "No, I want to go to the {x}," answered {p}. [Q]
    {o} asked, "Shall we go to the {y}?" But {p} replied, "I'd rather go to the {x}." [Q]
    [Q] Dialogue. {p}: Look, there's the {x}, that's where I want to go. {o}: But I want to go to the {y}.
    {p} and {o} could not agree. {p} shouted, "To the {x}!" and {o} shouted, "To the {y}!" [Q]
    "Where to?" asked the driver. "The {x}, please," said {p}. "And I need to get to the {y}," said {o}. [Q]
    {p} [happy]: To the {x}, please! {o} [sad]: Oh, I hoped for the {y}. [Q]
    "The {y} is boring," {p} told {o}. "I wish to go to the {x}." But {o} liked the {y}. [Q]
    chat: <{o}> wanna go to the {y} <{p}> nah, i'd like the {x} better [Q]
    "I have always dreamed of the {x}," whispered {p}. "And I of the {y}," whispered {o}. [Q]
"""


def dialogue(rng: Random) -> tuple[dict, str]:
    (p, o), (x, y) = rng.sample(FOLK, 2), rng.sample([place.removeprefix("the ") for place in PLACES], 2)
    return dict(p=p, o=o, x=x, y=y), f"{p}: {x}\n{o}: {y}"


DIALOGUES = [
    about("dialogue_who", dialogue, DIALOGUE, "p", "{} wants to go to the {x}.", """
        Who wants to go to the {x}?
        Who would like to see the {x}?
        Which one of them chooses the {x}?
        Who speaks for the {x}?
        Who wishes to go to the {x}?"""),
    about("dialogue_where", dialogue, DIALOGUE, "y", "{o} wants to go to the {}.", """
        Where does {o} want to go?
        Which place does {o} choose?
        What place would {o} like to go to?
        Where would {o} like to go?
        Which place is the wish of {o}?"""),
]
READING: list[Kind] = [
    *OUTINGS, *PET_KINDS, *THREE_KINDS, *NOTE_KINDS, *PARTIES, *SIGNS, *SEQUENCES, *REASONS, *ROOMS, *OUTFITS, *FARMS, *WEEKS, *SELVES, *LOSSES, *RECIPES, shopping_missing, moves,
    carried, handed, *LETTERS, *DIALOGUES]

# Order

COMPARED = [("taller", "tallest", "shortest"), ("older", "oldest", "youngest"), ("faster", "fastest", "slowest"), ("stronger", "strongest", "weakest"),
            ("heavier", "heaviest", "lightest"), ("richer", "richest", "poorest")]
REVERSED = {"taller": "shorter", "older": "younger", "faster": "slower", "stronger": "weaker", "heavier": "lighter", "richer": "poorer"}
ORDER = """
    {a} is {more} than {b}. {b} is {more} than {c}.
    {b} is {more} than {c}, but {a} is {more} than {b}.
    {c} is {less} than {b}. {b} is {less} than {a}.
    {a} is {more} than {b}, and {c} is {less} than {b}.
    Three children compare. {b} is {less} than {a}. {c} is {less} than {b}.
    If {a} is {more} than {b} and {b} is {more} than {c}: [Q]
    [Q] Clue 1: {b} is {more} than {c}. Clue 2: {b} is {less} than {a}.
    {b} says to {c}, "I am {more} than you." But {a} is even {more} than {b}.
    {a}, {b} and {c} are friends. {a} is {more} than {b}. But {c} is {less} than {b}.
    We know that {c} is {less} than {b}. We also know that {a} is {more} than {b}.
    {a} > {b} > {c} [">" means "{more} than"]. [Q]
    Puzzle: {b} is in the middle, because {a} is {more} than {b} and {c} is {less}.
"""


def order(rng: Random) -> tuple[dict, str]:
    (more, most, least), (a, b, c) = rng.choice(COMPARED), rng.sample(FOLK, 3)
    return dict(a=a, b=b, c=c, more=more, less=REVERSED[more], most=most, least=least), f"{a} > {b}\n{b} > {c}\n{a} > {b} > {c}"


ORDERS = [
    about("order_most", order, ORDER, "a", "{} is the {most}.", """
        Who is the {most}?
        Which child is the {most}?
        Find the {most} of the three.
        Who's the {most}?
        Of {a}, {b} and {c}, who is the {most}?"""),
    about("order_least", order, ORDER, "c", "{} is the {least}.", """
        Who is the {least}?
        Which child is the {least}?
        Find the {least} of the three.
        And who is the {least}?
        Of {c}, {a} and {b}, who is the {least}?"""),
    about("order_middle", order, ORDER, "b", "{} is in the middle.", """
        Who is in the middle?
        Who is neither the {most} nor the {least}?
        Which of them is the second {most}?
        Lined up by this, who stands in the middle?
        Who comes between the other two?"""),
]
ORDER_YES = wording("""
    {a} is {more} than {b}. {b} is {more} than {c}. Is {x} {more} than {y}?
    {b} is {more} than {c}, and {a} is {more} than {b}. Is it true that {x} is {more} than {y}?
    If {a} is {more} than {b} and {b} is {more} than {c}, is {x} {more} than {y}? Yes or no?
    Facts: {a} is {more} than {b}; {b} is {more} than {c}. {x} is {more} than {y} - yes or no?
    Someone says {x} is {more} than {y}. Is that right? We know {a} is {more} than {b} and {b} is {more} than {c}.
    Yes or no: {x} is {more} than {y}. [{a} is {more} than {b}, {b} is {more} than {c}.]
    Is {x} {more} than {y}? Remember, {b} is {more} than {c}, but {a} is {more} than {b}.
    {a}: "I'm {more} than {b}!" {b}: "And I'm {more} than {c}!" Does that make {x} {more} than {y}?
    Think it over: {a} is {more} than {b}, who is {more} than {c}. Would you say that {x} is {more} than {y}?
    {b} is {less} than {a}. {c} is {less} than {b}. So is {x} {more} than {y}?
""")


def order_yes(rng: Random, _words: list[str]) -> Problem:
    v, think = order(rng)
    x, y = rng.sample("abc", 2)
    yes = "yes" if x < y else "no"
    return choice(ORDER_YES, v | dict(x=v[x], y=v[y]), yes, "{}.", f"{think}\n{v[x]} {'>' if x < y else '<'} {v[y]}")


FINISH = """
    {a}, {b}, {c} and {d} ran a race. {a} came before {b}, {b} before {c}, and {c} before {d}.
    In the swimming race, {b} was faster than {c}, but {a} was faster than {b}. {d} was slower than {c}.
    Result of the race: 1st {a}, 2nd {b}, 3rd {c}, 4th {d}. [Q]
    {a} crossed the line, next came {b}, then {c}, and {d} followed behind everyone.
    Four snails race. {c} arrives after {b}. {b} arrives after {a}. {d} arrives after {c}.
    [Q] This is how they reached the finish: {a}, {b}, {c}, {d}.
    {d} finished behind {c}. {c} finished behind {b}. {b} finished behind {a}.
    Sports day! {a} won the sack race. {b} was right behind {a}. {c} beat {d}, but not {b}.
    On bikes: {a} ahead of {b}, {b} ahead of {c}, {c} ahead of {d}. [Q]
    The winner was {a}. {d} came in at the end. {b} was in front of {c}.
    Only four children ran. {b} was second and {c} was third. {a} won, {d} did not.
"""


def finish(rng: Random) -> tuple[dict, str]:
    names = rng.sample(FOLK, 4)
    return dict(zip("abcd", names)), "\n".join(f"{i} {name}" for i, name in enumerate(names, 1))


FINISHES = [
    about("finish_first", finish, FINISH, "a", "{} was first.", """
        Who was first?
        Who won?
        Who came in first?
        Which one was the winner?
        Who was in first place?"""),
    about("finish_last", finish, FINISH, "d", "{} was last.", """
        Who was last?
        Who came last?
        Who was the slowest?
        Who finished in fourth place?
        Which of the four was last?"""),
    about("finish_second", finish, FINISH, "b", "{} was second.", """
        Who was second?
        Who got second place?
        Who came second?
        Which one was number two?
        Who took the second place?"""),
    about("finish_third", finish, FINISH, "c", "{} was third.", """
        Who was third?
        Who came third?
        Who was in third place?
        Which one was number three?
        To whom goes the third place?"""),
]

# Queues and rows

QUEUE = """
    {list} stand in a queue, in this order. {front} is at the front.
    At the ice cream stand, the children wait in this order: {list}. {front} is next to be served.
    The queue at the shop, from front to back: {list}. [Q]
    {list} are in line for the slide, one behind the other. {front} goes first.
    Waiting at the bus stop: {list}, in that order. The first one is {front}.
    [Q] The line starts with {front}. In full it goes: {list}.
    The class lines up for the bus, with {front} at the front: {list}.
    front of the line -> {list} <- end of the line. [Q]
    {list} walk in single file, and {front} leads them.
    Picture a queue for the cinema. You see {list}, with {front} at the very front.
"""


def queue(rng: Random) -> tuple[dict, str]:
    names = rng.sample(FOLK, rng.randint(4, 6))
    i = rng.randrange(1, len(names) - 1)
    return (dict(list=listed(names), front=names[0], p=names[i], ahead=names[i - 1], behind=names[i + 1], n=i, after=len(names) - 1 - i, last=names[-1]),
            "\n".join(f"{j} {name}" for j, name in enumerate(names, 1)))


QUEUES = [
    about("queue_behind", queue, QUEUE, "behind", "{} is right behind {p}.", """
        Who is right behind {p}?
        Who stands directly behind {p}?
        Who comes straight after {p}?
        Who is next after {p}?
        Whose place is just behind {p}?"""),
    about("queue_ahead", queue, QUEUE, "ahead", "{} is right in front of {p}.", """
        Who is right in front of {p}?
        Who stands directly in front of {p}?
        Who comes just before {p}?
        Behind whom does {p} stand?
        Whose place is right before {p}?"""),
    about("queue_last", queue, QUEUE, "last", "{} is the last one.", """
        Who is last?
        Who stands at the end?
        Who is at the back?
        Who has to wait the longest?
        Which child is the last one?"""),
    about("queue_number_ahead", queue, QUEUE, "n", "The number is {}.", """
        How many people are in front of {p}?
        How many children stand before {p}?
        How many are ahead of {p}?
        What is the number of people in front of {p}?
        How many must go before it is the turn of {p}?"""),
    about("queue_number_behind", queue, QUEUE, "after", "The number is {}.", """
        How many people are behind {p}?
        How many children stand after {p}?
        How many come later than {p}?
        What is the number of people behind {p}?
        How many must wait longer than {p}?"""),
]
ROW = """
    {a}, {b} and {c} sit in a row, in this order.
    On the bench, from left to right: {a}, {b}, {c}. [Q]
    From the left, you see {a}, then {b}, then {c}.
    {b} has {a} on the left and {c} on the right.
    {a} sits to the left of {b}, and {c} sits to the right of {b}.
    [Q] Seats: left {a}, middle {b}, right {c}.
    In the photo {a} is on the far left. Next to {a} is {b}. {c} is on the far right.
    {a} | {b} | {c} [that is how they sit, seen from the front] [Q]
    Cinema, row 5: the left seat is for {a}, the next one is for {b} and the right one is for {c}.
    To the right of {a} sits {b}. To the right of {b} sits {c}.
    Three friends lie on the beach, side by side: {a} on the left, {b} in the centre, {c} on the right.
"""


def row(rng: Random) -> tuple[dict, str]:
    a, b, c = rng.sample(FOLK, 3)
    return dict(a=a, b=b, c=c), f"{a} {b} {c}"


ROWS = [
    about("row_middle", row, ROW, "b", "{} is in the middle.", """
        Who is in the middle?
        Who is between {a} and {c}?
        Between {c} and {a}, who is there?
        Name the one in the middle.
        Whose place is in the middle?"""),
    about("row_left", row, ROW, "a", "{} is on the left.", """
        Who is on the left?
        Who is furthest to the left?
        Whose place is the left one?
        Who is to the left of {b}?
        The left place belongs to whom?"""),
    about("row_right", row, ROW, "c", "{} is on the right.", """
        Who is on the right?
        Who is furthest to the right?
        Whose place is the right one?
        Who is to the right of {b}?
        The right place belongs to whom?"""),
]
STACK = """
    The {b} lies on the {a}. The {c} lies on the {b}.
    A tower of three: at the bottom the {a}, on it the {b}, and on that the {c}. [Q]
    The {c} is above the {b}, and the {b} is above the {a}.
    Under the {c} there is the {b}. Under the {b} there is the {a}.
    First you put down the {a}, then the {b} on it, then the {c} on the {b}.
    [Q] Three things are piled up: the {a} is below the {b} and the {b} is below the {c}.
    Look at the shelf. Bottom: {a}. Middle: {b}. Top: {c}. [Q]
    The {b} is between the other two, with the {a} below it and the {c} above it.
    Someone piled things up like this: {a}, {b} on the {a}, {c} on the {b}.
    From top to bottom the pile is: {c}, {b}, {a}. [Q]
"""


def stack(rng: Random) -> tuple[dict, str]:
    a, b, c = rng.sample("book,box,plate,tray,cushion,towel,newspaper,folder,atlas,blanket,brick,magazine,puzzle,suitcase,game".split(","), 3)
    return dict(a=a, b=b, c=c), f"top: {c}\nmiddle: {b}\nbottom: {a}"


STACKS = [
    about("pile_top", stack, STACK, "c", "The {} is at the top.", """
        What is at the top?
        Which thing is the highest?
        What is right at the top?
        Which one is above all the others?
        Which is the top one?"""),
    about("pile_bottom", stack, STACK, "a", "The {} is at the bottom.", """
        What is at the bottom?
        Which thing is the lowest?
        What is right at the bottom?
        Which one is below all the others?
        Which is the bottom one?"""),
]

# All, no, if, either, not

NONSENSE = "blips wugs mops zooms plims toks daxes fubs gliffs nerks snoods trums".split()
TRAITS = "blue green small happy quiet soft striped hungry noisy clever furry old".split()
ALL_NO = wording("""
    {all} {things} are {trait}. {p} is one of the {things}. Is {p} {trait}?
    On this island {all} {things} are {trait}. {p} belongs to the {things}. Is {p} {trait}, yes or no?
    Suppose that {all} {things} are {trait}. Suppose that {p} is among the {things}. Must {p} be {trait}?
    Rule: {all} {things} are {trait}. We know {p} is one of the {things}. So is {p} {trait}?
    Is {p} {trait}? Two facts help: {all} {things} are {trait}, and {p} is one of the {things}.
    {p} is one of the {things}, and {all} {things} are {trait}. Does this mean that {p} is {trait}?
    If {all} {things} are {trait} and {p} is one of the {things}, can {p} be {trait}?
    Yes or no, is {p} {trait}? In this story {all} {things} are {trait}, and {p} is the youngest of the {things}.
    Meet {p} from the tribe of the {things}. You should know: {all} {things} are {trait}. Yes or no, {p} is {trait}?
    The king says, "{all} {things} are {trait}." The king is always right. {p} lives with the {things} and is one. Would you call {p} {trait}?
""")


def all_or_no(rng: Random, _words: list[str]) -> Problem:
    all_of, things, trait = rng.choice(["all", "no"]), rng.choice(NONSENSE), rng.choice(TRAITS)
    v = dict(all=all_of, things=things, trait=trait, p=rng.choice(FOLK))
    return choice(ALL_NO, v, "yes" if all_of == "all" else "no", "{}.", f"{all_of} {things}: {trait}\n{v['p']}: {things}")


IF_PAIRS = [("it rains", "the sun shines"), ("it snows", "it is warm"), ("the light is red", "the light is green"), ("it is Monday", "it is Sunday"), ("the bell rings", "it stays quiet"),
            ("the door is open", "the door is shut"), ("Grandpa comes", "nobody comes"), ("the bus is late", "the bus is on time"),
            ("the coin shows heads", "the coin shows tails"),
            ("the shop is open", "the shop is closed"), ("the team wins", "the team loses"), ("it is windy", "there is no wind")]
ACTS = ("reads a book,plays outside,bakes a cake,goes swimming,stays at home,draws a picture,flies a kite,eats soup,plays chess,takes the bus,rides a bike,sings a song,"
        "feeds the ducks,calls a friend,drinks tea,watches a film,makes a fire,builds a hut").split(",")
IF = wording("""
    If {c1}, {p} {a1}. If {c2}, {p} {a2}. Today {now}. What does {p} do?
    When {c1}, {p} {a1}. When {c2}, {p} {a2}. Now {now}. So what does {p} do?
    {p} has two rules: if {c1}, {p} {a1}; if {c2}, {p} {a2}. What happens when {now}?
    What does {p} do if {now}? We know: {p} {a1} if {c1}, and {p} {a2} if {c2}.
    {p} {a1} whenever {c1}. {p} {a2} whenever {c2}. Right now {now}. Tell me what {p} does.
    Plan: {c1} -> {p} {a1}. {c2} -> {p} {a2}. This morning {now}. What will we see? {p} ___
    Every time {c2}, {p} {a2}. Every time {c1}, {p} {a1}. This time {now}. And {p}?
    In case {c1}, {p} {a1}. In case {c2}, {p} {a2}. Look, {now}! Which of the two does {p} do?
    Mum knows: as soon as {c1}, {p} {a1}, and as soon as {c2}, {p} {a2}. At the moment {now}. What does Mum see {p} do?
    {p}'s habits: {p} {a2} if {c2}, {p} {a1} if {c1}. On this day {now}. What is {p} going to do?
    Imagine {now}. {p} {a1} only if {c1} and {p} {a2} only if {c2}, but then always. What does {p} do?
""")


def if_then(rng: Random, _words: list[str]) -> Problem:
    c1, c2 = rng.sample(rng.choice(IF_PAIRS), 2)
    a1, a2 = rng.sample(ACTS, 2)
    now, does = rng.choice([(c1, a1), (c2, a2)])
    p = rng.choice(FOLK)
    return choice(IF, dict(c1=c1, c2=c2, a1=a1, a2=a2, p=p, now=now), does, f"{p} {{}}.", f"{c1}: {a1}\n{c2}: {a2}\n{now}: {does}")


EITHER = wording("""
    The {thing} is either {x} or {y}. It is not {n}. Where is the {thing}?
    {p} hid the {thing} {x} or {y}. I looked {n}: nothing there. Where is it?
    There are only two places for the {thing}: {x} or {y}. It cannot be {n}. So where is it?
    Is the {thing} {x} or {y}? Hint from {p}: it isn't {n}.
    "Is it {x} or {y}?" asks {p}. "Not {n}," says Dad. So, where must {p} look for the {thing}?
    One of these is true: the {thing} is {x}, the {thing} is {y}. But {p} sees that it is not {n}. Where is the {thing}?
    {thing}: {x} or {y}, but not {n}. Where?
    {p} is sure that the {thing} is {x} or {y}. {p} checks: {n} there is no {thing}. Where will {p} find it?
    You may look for the {thing} {x} or {y}. If you look {n} you won't find it. Where do you find the {thing}?
    The thief put the {thing} {x} or else {y}. The police did not find it {n}. Where is the {thing}, then?
""")


def either_or(rng: Random, _words: list[str]) -> Problem:
    x, y = rng.sample(SPOTS, 2)
    n = rng.choice([x, y])
    thing = rng.choice([t for t in LOSABLE if t not in ("key",)])
    where = y if n == x else x
    return choice(EITHER, dict(thing=thing, x=x, y=y, n=n, p=rng.choice(FOLK)), where, f"The {thing} is {{}}.", f"{x} or {y}\nnot {n}\n{where}")


NOT_NOT = wording("""
    There are three {boxes}: {list}. The prize is not in the {x} one and not in the {y} one. In which one is it?
    A coin is in one of three {boxes} [{list}]. It isn't in the {x} one. It isn't in the {y} one either. Which one has the coin?
    {list}: these are the colours of three {boxes}. The sweets are neither in the {x} one nor in the {y} one. What colour is the one with the sweets?
    {p} must choose one of three {boxes}, {list}. The {x} one is empty, the {y} one is empty. One is not. Which colour should {p} choose?
    Which of the {boxes} holds the treasure? There are three, {list}. Nothing is in the {y} one. Nothing is in the {x} one.
    Three {boxes}, coloured {list}. {p} opened the {x} one and the {y} one, both empty! What colour is the one with the present?
    The mouse hides in one of the {boxes} [{list}]. Not {x}! Not {y}! Which colour is left?
    {p} likes neither {x} nor {y}. The {boxes} come in {list}. Which colour will {p} take?
    Guess: the {boxes} are {list}. The pearl is in none but one. {y} is wrong, {x} is wrong. Right is ___
    {boxes}: {list}. not {x}, not {y}. so which colour?
""")


def not_these(rng: Random, _words: list[str]) -> Problem:
    colours = rng.sample(COLOURS, 3)
    x, y, z = rng.sample(colours, 3)
    v = dict(boxes=rng.choice("boxes bags cups jars baskets drawers pots".split()), list=listed(colours), x=x, y=y, p=rng.choice(FOLK))
    return choice(NOT_NOT, v, z, "It is {}.", "\n".join(f"{c}: {'yes' if c == z else 'no'}" for c in colours))


MATCHED = wording("""
    {p}, {o} and {r} each have one pet: {list}. {p} has {a}. {o} does not have {n}. What does {r} have?
    Three children, {p}, {o} and {r}, share three pets, one each: {list}. {p} owns {a}. {o} doesn't own {n}. Which one is {r}'s?
    Who has what? The pets are {list}, the owners are {p}, {o} and {r}. {p} took {a}. {o} did not take {n}. Find {r}'s pet.
    {list}: each child has just one of them. {p} says, "Mine is {a}." {o} says, "I don't have {n}." So what is {r}'s pet?
    Match the children {p}, {o}, {r} with {list}. {p} goes with {a}. {o} does not go with {n}. What goes with {r}?
    Clues. 1) {p}, {o} and {r} have different pets. 2) The pets: {list}. 3) {p} has {a}. 4) {n} isn't {o}'s. Which pet has {r} got?
    The vet sees {p}, {o} and {r} with {list}. {p} brought {a}, and {o} did not bring {n}. With which pet did {r} come?
    Each of {p}, {o}, {r} got a different pet from this list: {list}. {p} got {a}; {o} did not get {n}. And {r} got ___
    Puzzle: {o} hasn't got {n}. {p} has got {a}. The third child is {r}. The three different pets are {list}. Pet of {r}?
    What pet lives with {r}? With {p} lives {a}. Not with {o}: {n}. [All pets: {list}. One pet for each of the three children.]
""")


def matched(rng: Random, _words: list[str]) -> Problem:
    pets = rng.sample(["a dog", "a cat", "a horse", "a rabbit", "a parrot", "a snake", "a turtle", "a hamster", "a mouse", "a goat"], 3)
    (p, o, r), (a, b, n) = rng.sample(FOLK, 3), rng.sample(pets, 3)
    return choice(MATCHED, dict(p=p, o=o, r=r, list=listed(pets), a=a, n=n), n, f"{r} has {{}}.", f"{p}: {a}\n{o}: {b}\n{r}: {n}")


# True or false

CLAIMS: list[tuple[str, str, list[str]]] = [
    ("The {n} is {x}.", "the {n} is {x}", COLOURS), ("The {n} costs {x} euros.", "the {n} costs {x} euros", "2 3 4 5 6 7 8 9 10 12 15 20".split()),
    ("The {n} is {x}.", "the {n} is {x}", ["on the desk", "under the bed", "on the shelf", "in the drawer", "on the chair", "in the garden"]),
    ("The {n} belongs to {x}.", "the {n} belongs to {x}", FOLK),
    ("{x} found the {n}.", "{x} found the {n}", FOLK), ("{x} made the {n}.", "{x} made the {n}", FOLK),
    ("The {n} is made of {x}.", "the {n} is made of {x}", "wood paper glass metal plastic stone gold silver".split()),
]
CLAIM = wording("""
    {fact} True or false: {claim}.
    {fact} Is it true that {claim}? Answer true or false.
    {fact} {other} Statement: {claim}. True or false?
    Read: {fact} {p} says that {claim}. True or false?
    Mark as true or false. Text: {other} {fact} Sentence: {claim}.
    {other} {fact} "So {claim}," says {p}. Is this true or false?
    True or false? {fact} {other} Now the statement: {claim}.
    Text: "{fact}" Then it is ___ that {claim}. [true / false]
    {p} reads in the book: "{fact}" Now {p} writes that {claim}. Tick true or false.
    {fact} T or F [write true or false]: {claim}
    Decide if the statement fits the text, true if it does, false if not. {fact} / {claim}
""")


def claim_true(rng: Random, _words: list[str]) -> Problem:
    fact, claim, values = rng.choice(CLAIMS)
    n, m = rng.sample("box cup clock vase ball doll bowl spoon ring bell whistle lamp bird horse car train".split(), 2)
    x, y = rng.sample(values, 2)
    said = rng.choice([x, y])
    v = dict(fact=fact.format(n=n, x=x), claim=claim.format(n=n, x=said), other=fact.format(n=m, x=y), p=rng.choice(FOLK))
    return choice(CLAIM, v, "true" if said == x else "false", "It is {}.", f"{n}: {x}\nsaid: {said}")


HAS_OR_NOT = wording("""
    {p} has {list}. Does {p} have {x}?
    In the bag of {p} there are {list}. Is it true that there is {x} in it?
    {p} packs {list}. {o} asks, "Have you got {x}?" Yes or no?
    For breakfast {p} had {list}. Was there {x} too, yes or no?
    {p} bought {list} at the shop. Did {p} buy {x}?
    Here is what {o} and {p} have at home: {list}. Have they got {x}?
    Does the text mention {x}? Text: {p} likes {list}.
    The list of {p}: {list}. Is {x} on the list?
    "We need {list}," says {p}. Do they need {x}?
    {list} - that is all {p} found in the cupboard. Did {p} find {x}?
    {p} ordered {list}, and nothing else. Was {x} part of the order?
""")


def has_or_not(rng: Random, _words: list[str]) -> Problem:
    goods = rng.sample([x for x in GOODS if x[-1] != "s" and x not in ("soap", "paper")], 5)
    have, x = goods[:4], rng.choice([rng.choice(goods[:4]), goods[4]])
    p, o = rng.sample(FOLK, 2)
    think = "\n".join(f"{y}: {'yes' if y == x else 'no'}" for y in have)
    return choice(HAS_OR_NOT, dict(p=p, o=o, list=listed(have), x=x), "yes" if x in have else "no", "{}.", think)

# What belongs together

GROUPS: dict[str, list[str]] = {
    "fruit": "apple banana cherry grape peach pear plum strawberry melon kiwi".split(),
    "animal": "dog cat horse cow sheep lion tiger elephant rabbit goat".split(),
    "furniture": "table chair bed sofa wardrobe bookcase armchair stool".split(),
    "clothing": "shirt trousers jacket sock skirt sweater dress coat".split(),
    "vehicle": "car bus train lorry tram bicycle motorbike taxi".split(),
    "colour": "red blue green yellow purple brown grey".split(),
    "vegetable": "carrot potato cabbage onion spinach broccoli leek cauliflower".split(),
    "tool": "hammer saw screwdriver pliers spanner drill".split(),
    "instrument": "piano guitar violin drum trumpet flute cello".split(),
    "weather": "rain snow fog storm hail sunshine".split(),
    "body part": "arm leg nose knee elbow finger shoulder chin".split(),
    "drink": "water milk juice tea lemonade cocoa coffee".split(),
    "shape": "circle square triangle rectangle hexagon pentagon".split(),
    "month": "January March April June July August October December".split(),
    "day": DAYS,
    "job": "teacher doctor baker nurse dentist pilot gardener farmer".split(),
    "flower": "rose tulip daisy lily sunflower daffodil".split(),
    "sport": "football tennis hockey basketball rugby volleyball".split(),
    "insect": "ant bee wasp fly beetle butterfly mosquito".split(),
    "family": "mother father sister brother aunt uncle cousin".split(),
}
GROUP_OF = {word: group for group, words in GROUPS.items() for word in words}
ODD = wording("""
    Which word does not (belong|fit): {list}?
    Odd one out: {list}
    Cross out the word that is wrong here: {list}.
    Find the word that's different from the rest: {list}.
    {list} - one of them isn't like the others. Which?
    One of these doesn't go with the rest. {list}. Which is it?
    {list}. Three are of one kind. Which word is not?
    Which is the intruder? {list}
    spot the odd word -> {list}
    Three of these words belong together. Write down the fourth one: {list}.
    Help me with this row, one word is out of place: {list}.
    {p} wrote {list}. {p} made a mistake with one word. Which one must go?
""")


def odd_word(rng: Random, _words: list[str]) -> Problem:
    one, two = rng.sample([g for g in GROUPS if g not in ("animal", "insect", "family", "job")] + [rng.choice(["animal", "insect"]), rng.choice(["family", "job"])], 2)
    words = rng.sample(GROUPS[one], 3) + [rng.choice(GROUPS[two])]
    odd = words[3]
    rng.shuffle(words)
    return choice(ODD, dict(list=", ".join(words), p=rng.choice(FOLK)), odd, "{} does not belong.", "\n".join(f"{w}: {GROUP_OF[w]}" for w in words))


KIN = wording("""
    {a}, {b}, {c}: which of these goes with them, {list}?
    Choose the word that belongs to {a}, {b} and {c}: {list}.
    Which word fits to {a}, {b}, {c}? Take one of {list}.
    {a}, {b}, {c}, ___ [{options}]
    From {list}, pick the one that is the same kind of thing as {a}, {b} and {c}.
    Here is a group: {a}, {b}, {c}. Add one word from {list}.
    Group: {a} + {b} + {c}. Choices: {options}. Who joins the group?
    Which would you put in a box with {a}, {b} and {c}: {list}?
    The words {a}, {b} and {c} are alike. Only one of {list} is like them. Which?
    Sort it out: does {options} go together with {a}, {b}, {c}?
    I have {a}, {b} and {c}. Which of the following is the same sort? {options}
""")


def same_kind(rng: Random, _words: list[str]) -> Problem:
    one, two, three_ = rng.sample([g for g in GROUPS if g not in ("insect", "family")], 3)
    a, b, c, word = rng.sample(GROUPS[one], 4)
    options = [word, rng.choice(GROUPS[two]), rng.choice(GROUPS[three_])]
    rng.shuffle(options)
    v = dict(a=a, b=b, c=c, list=listed(options, "or"), options=" / ".join(options))
    return choice(KIN, v, word, "It is {}.", f"{a}, {b}, {c}: {one}\n" + "\n".join(f"{w}: {GROUP_OF[w]}" for w in options))


PLURALS = {"fruit": "fruits", "furniture": "pieces of furniture", "clothing": "clothes", "weather": "kinds of weather", "family": "family members"}
COMMON = wording("""
    What are {list}: {options}?
    {list} are all ___. [{options}]
    Give one name for {list}. Choose from {options}.
    What do {list} have in common? They are {options}.
    Are {list} {options}?
    Which heading would you write above {list}: {options}?
    {options}? Say what {list} are.
    I wrote a list with {list}. What is the title of the list? {options}.
    {list} belong to which group: {options}?
    Pick the right word. {list} = {options}
    On this shelf of words: {list}. The label for the shelf is {options}. Which?
""")


def common_name(rng: Random, _words: list[str]) -> Problem:
    groups = rng.sample([g for g in GROUPS if g != "insect"], 3)
    group = groups[0]
    rng.shuffle(groups)
    names = [PLURALS.get(g, f"{g}s") for g in groups]
    words = rng.sample(GROUPS[group], 3)
    plural = PLURALS.get(group, f"{group}s")
    return choice(COMMON, dict(list=listed(words), options=listed(names, "or")), plural, "They are {}.", "\n".join(f"{w}: {group}" for w in words))


ANALOGIES: list[list[tuple[str, str]]] = [
    [("bird", "nest"), ("bee", "hive"), ("spider", "web"), ("dog", "kennel"), ("horse", "stable"), ("lion", "den"), ("king", "palace")],
    [("dog", "puppy"), ("cat", "kitten"), ("cow", "calf"), ("sheep", "lamb"), ("horse", "foal"), ("hen", "chick"), ("duck", "duckling"), ("goat", "kid"), ("bear", "cub")],
    [("hot", "cold"), ("big", "small"), ("day", "night"), ("up", "down"), ("old", "young"), ("wet", "dry"), ("fast", "slow"), ("happy", "sad"), ("open", "closed"),
     ("full", "empty")],
    [("hat", "head"), ("shoe", "foot"), ("glove", "hand"), ("ring", "finger"), ("belt", "waist"), ("scarf", "neck")],
    [("teacher", "school"), ("doctor", "hospital"), ("farmer", "farm"), ("cook", "kitchen"), ("librarian", "library"), ("pilot", "plane"), ("sailor", "ship"),
     ("baker", "bakery")],
    [("eye", "see"), ("ear", "hear"), ("nose", "smell"), ("tongue", "taste"), ("leg", "walk")],
    [("pen", "write"), ("knife", "cut"), ("broom", "sweep"), ("needle", "sew"), ("spade", "dig"), ("oven", "bake"), ("brush", "paint")],
    [("grass", "green"), ("snow", "white"), ("coal", "black"), ("banana", "yellow"), ("blood", "red"), ("sky", "blue")],
    [("dog", "bark"), ("cat", "miaow"), ("cow", "moo"), ("lion", "roar"), ("duck", "quack"), ("snake", "hiss"), ("sheep", "baa")],
    [("bird", "fly"), ("fish", "swim"), ("person", "walk"), ("frog", "hop")],
    [("car", "road"), ("train", "rails"), ("boat", "water"), ("plane", "air")],
    [("finger", "hand"), ("toe", "foot"), ("petal", "flower"), ("page", "book"), ("wheel", "car"), ("branch", "tree"), ("key", "piano"), ("roof", "house")],
    [("bread", "flour"), ("cheese", "milk"), ("window", "glass"), ("jumper", "wool"), ("raisin", "grape"), ("omelette", "egg"), ("candle", "wax")],
    [("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth")],
    [("bird", "feathers"), ("fish", "scales"), ("sheep", "wool"), ("dog", "fur")],
    [("man", "woman"), ("boy", "girl"), ("king", "queen"), ("uncle", "aunt"), ("brother", "sister"), ("father", "mother"), ("prince", "princess")],
    [("France", "Paris"), ("Italy", "Rome"), ("Spain", "Madrid"), ("England", "London"), ("Germany", "Berlin"), ("Japan", "Tokyo")],
]
ANALOGY = wording("""
    {a} is to {b} as {c} is to ___.
    {a} is to {b} as {c} is to what?
    {a} : {b} = {c} : ?
    Complete the pair: {a} - {b}, {c} - ___
    If {a} goes with {b}, what goes with {c}?
    The words {a} and {b} belong together. In the same way {c} belongs to ___.
    {a} -> {b}. And now {c} -> ?
    Think of {a} and {b}. Now finish this one like that: {c} and ...
    First pair: {a}/{b}. Second pair: {c}/___. Fill the gap.
    What matches {c} the way {b} matches {a}?
    I say {a}, you say {b}. I say {c}, you say?
    Just as {a} has to do with {b}, {c} has to do with which word?
""")


def analogy(rng: Random, _words: list[str]) -> Problem:
    (a, b), (c, d) = rng.sample(rng.choice(ANALOGIES), 2)
    return choice(ANALOGY, dict(a=a, b=b, c=c), d, f"{c[0].upper() + c[1:]} goes with {{}}.", None, few=True)


RIDDLES: dict[str, tuple[str, str]] = {
    "clock": ("I have two hands but no arms", "house"), "book": ("I have many pages", "things"), "umbrella": ("You open me when it rains", "things"),
    "moon": ("I shine at night in the sky", "sky"), "sun": ("I shine in the day and make you warm", "sky"), "rainbow": ("I have many colours and come after the rain", "sky"),
    "cow": ("I eat grass and give milk", "beasts"), "hen": ("I lay eggs and live on a farm", "beasts"), "bee": ("I make honey", "beasts"),
    "spider": ("I have eight legs and make a web", "beasts"),
    "fish": ("I live in water and have fins", "beasts"), "elephant": ("I am big and grey and have a trunk", "beasts"), "giraffe": ("I have a very long neck", "beasts"),
    "snail": ("I am slow and carry my house on my back", "beasts"), "kangaroo": ("I hop and carry my baby in a pouch", "beasts"),
    "snake": ("I am long and have no legs", "beasts"),
    "frog": ("I am green, I hop and I was once a tadpole", "beasts"), "camel": ("I live in the desert and have a hump", "beasts"),
    "penguin": ("I am a bird that cannot fly, but I swim in icy seas", "beasts"),
    "zebra": ("I look like a horse with black and white stripes", "beasts"), "sheep": ("I give you wool", "beasts"),
    "banana": ("I am long and yellow, and you peel me", "food"),
    "carrot": ("I am orange and grow under the ground", "food"), "egg": ("I come from a hen and have a shell", "food"),
    "cheese": ("I am made of milk and mice are said to love me", "food"),
    "bread": ("The baker makes me from flour", "food"), "lemon": ("I am a yellow fruit and I taste sour", "food"), "onion": ("When you cut me, you cry", "food"),
    "ice cream": ("I am sweet and cold and I melt in the sun", "food"), "chair": ("I stand at the table, and you sit on me", "house"), "bed": ("You sleep in me", "house"),
    "mirror": ("You look at me and see yourself", "house"), "fridge": ("I keep your food cold", "house"), "key": ("You use me to open a lock", "things"),
    "lamp": ("You switch me on when it is dark", "house"), "pencil": ("You write with me and sharpen me", "things"), "scissors": ("I have two blades and cut paper", "things"),
    "ruler": ("You use me to measure and to draw straight lines", "things"), "toothbrush": ("You clean your teeth with me", "things"),
    "soap": ("You wash your hands with me", "things"),
    "bicycle": ("I have two wheels and pedals", "rides"), "train": ("I run on rails", "rides"), "boat": ("I float on water and carry people", "rides"),
    "plane": ("I have wings and carry people through the air", "rides"),
    "dentist": ("I look after your teeth", "people"), "baker": ("I make bread and rolls", "people"), "teacher": ("I teach children at school", "people"),
    "pilot": ("I fly a plane", "people"),
    "firefighter": ("I put out fires", "people"), "farmer": ("I grow crops and keep cows", "people"), "tailor": ("I sew clothes", "people"),
    "snowman": ("I am made of snow and melt in spring", "people"),
}
RIDDLE = wording("""
    {clue}. What am I: {list}?
    Riddle: {clue}. Am I {list}?
    {clue}. Who or what am I? Choose: {options}.
    Guess what I am! {clue}. [{options}]
    Which one says this: "{clue}"? {options}
    Who am I? {clue}. You can choose from {list}.
    "{clue}," it says. Is that {list}?
    {options} - which of them fits? {clue}.
    {clue}... so I'm ___ [{options}]
    Here's a riddle, and the solution is {list}: {clue}. Which is it?
    Three pictures: {options}. The clue is "{clue}". Which picture is right?
    what am i?? {clue}. answer is one of {options}
""")


def riddle(rng: Random, _words: list[str]) -> Problem:
    word = rng.choice(list(RIDDLES))
    clue, kind = RIDDLES[word]
    wrong = [w for w, (_, k) in RIDDLES.items() if k != kind and {k, kind} != {"house", "things"}]
    options = rng.sample(wrong, 2) + [word]
    rng.shuffle(options)
    named = [f"the {w}" for w in options]
    return choice(RIDDLE, dict(clue=clue, list=listed(named, "or"), options=", ".join(named)), f"the {word}", "It is {}.", None, few=True)


# Patterns

SHAPES = "circle square triangle star heart diamond oval cross moon arrow".split()
UNITS = ["AB", "ABC", "AAB", "ABB", "AABB", "ABCD", "ABAC", "ABBC", "AABC"]
PATTERN = wording("""
    Which comes next: {row}, ...?
    Continue the pattern: {row}, ___
    {row} ... What is next?
    What must follow? {row}, ?
    Here the same part is repeated again and again: {row}. What follows?
    {p} makes a pattern: {row}. What should {p} put next?
    Look for the rule. {row}, and then?
    next one please: {row}, _
    A chain is made like this: {row}. The next piece will be ___.
    Pattern time! {row}. Your turn, what's the next one?
    On the border of the page I see {row}. If it goes on like that, what do I draw now?
""")


def pattern_values(rng: Random) -> tuple[list[str], list[str]]:
    unit = rng.choice(UNITS)
    pool = rng.choice([SHAPES, COLOURS, list("ABCDEFGHKLMNOPRST"), list("XO+*#"), "clap stamp snap hop jump turn".split(), "big small tiny long short".split(), list("123456789")])
    items = rng.sample(pool, len(set(unit)))
    part = [items["ABCD".index(x)] for x in unit]
    return part, part * 3


def pattern_next(rng: Random, _words: list[str]) -> Problem:
    part, whole = pattern_values(rng)
    shown = whole[:rng.randint(2 * len(part), 3 * len(part) - 1)]
    rest = shown[len(shown) // len(part) * len(part):]
    word = part[len(rest)]
    think = f"part: {', '.join(part)}\nrest: {', '.join(rest) or '-'}\nnext: {word}"
    v = dict(row=", ".join(shown), p=rng.choice(FOLK))
    return number(PATTERN, v, int(word), "It is {}.", think) if word.isdigit() else choice(PATTERN, v, word, "It is {}.", think)


PATTERN_GAP = wording("""
    Fill in the gap: {row}
    What is missing in this pattern? {row}
    {row} - which one belongs in the gap?
    Someone rubbed out one piece. {row}. What was it?
    The pattern has a hole: {row}. Repair it, what goes into the hole?
    {p} lost a bead from the chain: {row}. Which bead was there?
    Write what stands for the line. {row}
    There's a blank here: {row}. What should it be?
    missing piece? {row}
    In {row} the same part comes again and again. What do you put in the empty place?
    The paint has come off in one spot: {row}. Say what used to be there.
""")


def pattern_gap(rng: Random, _words: list[str]) -> Problem:
    part, whole = pattern_values(rng)
    i = rng.randrange(len(part), len(whole))
    word, shown = whole[i], whole[:i] + ["___"] + whole[i + 1:]
    think = f"part: {', '.join(part)}\n" + "\n".join(", ".join(shown[j:j + len(part)]) for j in range(0, len(shown), len(part)) if j <= i < j + len(part)) + f"\n___: {word}"
    v = dict(row=", ".join(shown), p=rng.choice(FOLK))
    return number(PATTERN_GAP, v, int(word), "It is {}.", think) if word.isdigit() else choice(PATTERN_GAP, v, word, "It is {}.", think)


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS_ON = wording("""
    Which letter comes next: {row}, ...?
    Letters in a row: {row}, ___
    What's the next letter? {row}
    {row}, ? [find the letter]
    Go on with the letters, just one more: {row}.
    {p} writes {row}. Which letter does {p} write now?
    Crack the letter code: {row}, then what?
    One letter more, please: {row}, _
    This is a letter puzzle. It goes {row}. What follows?
    The letters jump through the alphabet: {row}. Where do they land next?
""")


def letters_on(rng: Random, _words: list[str]) -> Problem:
    step = rng.choice([1, 2, 3, -1, 2])
    start = rng.randrange(0, 26 - 4 * step) if step > 0 else rng.randrange(4, 26)
    row = [ALPHABET[start + i * step] for i in range(5)]
    seen = [ALPHABET[start + i * (1 if step > 0 else -1)] for i in range(4 * abs(step) + 1)]
    marked = " ".join(f"[{x}]" if x in row else x for x in seen)
    return choice(LETTERS_ON, dict(row=", ".join(row[:4]), p=rng.choice(FOLK)), row[4], "It is {}.", marked)


TWICE = wording("""
    Which word comes twice: {row}?
    One word is written two times. Which one? {row}
    Find the double word in {row}.
    {row} - what did {p} write twice?
    Which of these appears more than once: {row}?
    {p} has a list: {row}. Something is on it two times. What?
    Look for twins: {row}. Which word has a twin?
    two are the same, which word is it? {row}
    In the row {row}, only one word is repeated. Name it.
    Careful reading: {row}. Which word is there again?
""")


def twice(rng: Random, _words: list[str]) -> Problem:
    words = rng.sample(rng.choice([*GROUPS.values(), OBJECTS, GOODS, FOLK, COLOURS]), rng.randint(4, 5))
    word = rng.choice(words)
    row = words + [word]
    rng.shuffle(row)
    return choice(TWICE, dict(row=", ".join(row), p=rng.choice(FOLK)), word, "It is {}.", "\n".join(f"{w}: {row.count(w)}" for w in words))


# Families

FAMILY = {"mother's mother": "grandmother", "father's mother": "grandmother", "mother's father": "grandfather", "father's father": "grandfather", "mother's sister": "aunt",
          "father's sister": "aunt", "mother's brother": "uncle", "father's brother": "uncle", "aunt's son": "cousin", "uncle's daughter": "cousin", "aunt's daughter": "cousin",
          "uncle's son": "cousin", "sister's son": "nephew", "brother's son": "nephew", "sister's daughter": "niece", "brother's daughter": "niece", "son's son": "grandson",
          "daughter's son": "grandson", "son's daughter": "granddaughter", "daughter's daughter": "granddaughter", "grandmother's mother": "great-grandmother",
          "grandfather's father": "great-grandfather", "husband's mother": "mother-in-law", "wife's father": "father-in-law"}
RELATION = wording("""
    What do you call your {x}'s {y}?
    My {x}'s {y} is my ___.
    Who is the {y} of my {x}?
    The {y} of your {x} - what is that person to you?
    What is the word for the {y} of a person's {x}?
    {p} visits the {y} of {her} {x}. What is this person to {p}?
    {o} is the {y} of {p}'s {x}. {o} is {p}'s ___.
    family words: {x}'s {y} = ?
    Someone is my {x}'s {y}. How am I related to this person, what do I call them?
    "That's my {x}'s {y}," says {p}. Which family word could {p} use instead?
    How is the {y} of my {x} called in the family? My ...
    Give the family name for this: your {x} has a {y}, and for you that is your ___.
""")


def relation(rng: Random, _words: list[str]) -> Problem:
    pair = rng.choice(list(FAMILY))
    x, y = pair.split("'s ")
    v = someone(rng)
    if x in ("husband", "wife"):
        v = dict(p=rng.choice(GIRLS), her="her") if x == "husband" else dict(p=rng.choice(BOYS), her="his")
    o = rng.choice([name for name in (GIRLS if y in ("mother", "sister", "daughter") else BOYS) if name != v["p"]])
    return choice(RELATION, v | dict(x=x, y=y, o=o), FAMILY[pair], "It is the {}.", None, few=True)


TREE = wording("""
    {a} is the mother of {b}. {b} is the mother of {c}. Who is the grandmother of {c}?
    {b} has a child, {c}. {a} is the mother of {b}. What is the name of {c}'s grandmother?
    {c}'s mother is {b}. {b}'s mother is {a}. Who is {c}'s grandma?
    Grandma, mum, child: {a} is {b}'s mum and {b} is {c}'s mum. Name the grandma.
    {a}, {b} and {c} are at home. {c} is {b}'s child and {b} is {a}'s daughter. Which of them is the grandmother?
    "{b} is my mother," says {c}, "and {a} is her mother." Who is the grandma of {c}?
    {c} looks at a family tree. At the bottom is {c}, above is the mother, {b}, and above {b} is her mother, {a}. {c}'s grandmother is ___
    family: {a} -> daughter {b} -> child {c}. Grandmother of {c}?
    {c} spends the weekend with the mother of {b}, who is {c}'s mother. The mother of {b} is {a}. With which grandmother is {c}?
    Find {c}'s granny. {b} gave birth to {c}. {a} gave birth to {b}.
""")


def tree(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(GIRLS, 2)
    c = others(rng, 1, a, b)[0]
    return choice(TREE, dict(a=a, b=b, c=c), a, "It is {}.", f"{a} -> {b} -> {c}")


SIBLINGS = wording("""
    {a} is older than {b} by {n} years. {b} is {m}. How old is {a}?
    {b} is {m} years old, and {a} is {n} years older. What age is {a}?
    My friend {b} is {m}. My cousin {a} is {n} years older than that. How old is {a}?
    {a} was born {n} years before {b}. {b} has just turned {m}. How old is {a}?
    Age of {b}: {m}. {a}: {n} years more. Age of {a}?
    Between {a} and {b} there are {n} years, and {a} is the older one. {b} is {m}. {a}'s age is ___
    "I'm {m}," says {b}. "Then I am {n} years older than you," says {a}. How old must {a} be?
    how old is {a}? {b} = {m}, {a} = {n} years older
    When {b} was born, {a} was already {n}. Now {b} is {m}. What is {a}'s age now?
    Take the age of {b}, which is {m}. {a} has lived {n} years longer. So how old is {a}?
""")


def sibling_age(rng: Random, _words: list[str]) -> Problem:
    (a, b), n, m = rng.sample(FOLK, 2), rng.randint(2, 9), rng.randint(5, 15)
    return number(SIBLINGS, dict(a=a, b=b, n=n, m=m), n + m, f"{a} is {{}}.", plus(m, n))


YOUNGER = wording("""
    {a} is {m}. {b} is {n} years younger than {a}. How old is {b}?
    {b} is the younger one, by {n} years. {a} is {m} years old. What is {b}'s age?
    How old is {b}, if {a} is {m} and {b} is {n} years younger?
    {a}'s age is {m}. Take away {n} years and you have the age of {b}. {b} is ___
    "You are {n} years younger than me," says {a}, who is {m}, to {b}. So how old is {b}?
    {a} had {m} candles on the cake. {b} is {n} years younger. How old is {b}?
    {a}: {m}. {b}: {n} years less. {b}'s age?
    {b} came into the world {n} years after {a}. Today {a} is {m}. And {b}?
    {m} years old is {a}, {n} years younger is {b}. Work out the age of {b}.
    The teacher asks: {a} is {m}, {b} is {n} years younger; what age is {b}?
""")


def younger_age(rng: Random, _words: list[str]) -> Problem:
    (a, b), n, m = rng.sample(FOLK, 2), rng.randint(2, 9), rng.randint(12, 40)
    return number(YOUNGER, dict(a=a, b=b, n=n, m=m), m - n, f"{b} is {{}}.", minus(m, n))


# Guess the number, cups, turns

GUESS = wording("""
    I am an {parity} number. I am bigger than {lo} and smaller than {hi}. Which number am I?
    Think of an {parity} number between {lo} and {hi}. Which is it?
    My number is {parity}, more than {lo}, less than {hi}. What is it?
    {parity} number, > {lo}, < {hi}. Which one?
    Which {parity} number lies between {lo} and {hi}?
    {p} says, "My secret number is greater than {lo} but less than {hi}, and it is {parity}." Find it.
    Who am I? Clue one: over {lo}. Clue two: under {hi}. Clue three: {parity}.
    There is just one {parity} number that comes after {lo} and before {hi}. It is ___
    The house number of {p} is {parity}. It is higher than {lo} and lower than {hi}. What is the number?
    guess: between {lo} and {hi}, {parity}
""")


def guess_number(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 97)
    lo, hi = n - rng.choice([1, 2]), n + rng.choice([1, 2])
    parity = "odd" if n % 2 else "even"
    think = "\n".join(f"{x}: {'odd' if x % 2 else 'even'}" for x in range(lo + 1, hi))
    return number(GUESS, dict(parity=parity, lo=lo, hi=hi, p=rng.choice(FOLK)), n, "It is {}.", think)


CUPS = wording("""
    A {ball} is under the {a} cup. {p} lifts the {b} cup and the {c} cup, both empty. Under which cup is the {ball}?
    Under the {b} cup there is nothing. Under the {c} cup there is nothing. Under the {a} cup there is a {ball}. Where is the {ball}?
    There are three cups, {list}. {p} sees the {ball} go under the {a} one. Nobody touches the cups. Under which one is it?
    {p} moves the {ball} from the {b} cup to the {c} cup, then from the {c} cup to the {a} cup. Which cup is it under?
    The {ball} was under the {c} cup first. Then {p} put it under the {a} one. The {b} cup was never used. Which cup is right?
    Which cup? The {ball} goes {c}, {b}, {a} - and there it stays.
    {p} hid the {ball} under the {b} cup, changed it to the {c} cup, and in the end chose the {a} cup. Where is it now?
    Trick with cups: start {c}, next {b}, finish {a}. Colour of the cup with the {ball}?
    You look under the {b} cup and the {c} cup and find nothing. There is only one more cup, the {a} one. Where must the {ball} be?
    The magician shows that the {ball} isn't under the {c} cup or the {b} cup. He has just three cups: {list}. Which cup hides it?
""")


def cups(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.sample(COLOURS, 3)
    v = dict(ball=rng.choice("ball coin pea ring button marble".split()), a=a, b=b, c=c, list=listed(rng.sample([a, b, c], 3)), p=rng.choice(FOLK))
    return choice(CUPS, v, a, "It is under the {} cup.", f"not {b}\nnot {c}\n{a}")


TURN = wording("""
    {p} looks {start} and turns {way}. Which direction does {p} look now?
    You are facing {start}. You make a quarter turn {way}. Which way are you facing?
    I walk {start}. At the corner I turn {way}. In which direction do I walk now?
    Facing {start}, turn {way}: now facing ___
    A robot drives {start}, then turns {way}. Where is it heading?
    If a ship sails {start} and turns {way} by a quarter, what is its new direction?
    Start: {start}. Command: quarter turn {way}. End: ?
    The arrow on the map points {start}. {p} turns the arrow {way}, a quarter of a full turn. Where does it point?
    North, east, south or west? {p} stands facing {start}, then makes one quarter turn {way}.
    The road goes {start} and then bends {way}, at a right angle. In which direction does it go on?
""")


def compass_turn(rng: Random, _words: list[str]) -> Problem:
    i, way = rng.randrange(4), rng.choice(["right", "left"])
    found = COMPASS[(i + (1 if way == "right" else 3)) % 4]
    circle = COMPASS if way == "right" else COMPASS[::-1]
    start = COMPASS[i]
    return choice(TURN, dict(p=rng.choice(FOLK), start=start, way=f"to the {way}"), found, "It is {}.", f"{way}: {' '.join(circle + circle[:1])}\n{start} -> {found}")

# What everyone knows

REAL = [
    ("a fish", "swim"), ("a bird", "build a nest"), ("a child", "read a book"), ("a dog", "chew a bone"), ("a cat", "climb a tree"), ("a baby", "cry"),
    ("a teacher", "write on a board"),
    ("a duck", "swim on a pond"), ("a farmer", "drive a tractor"), ("a bee", "sit on a flower"), ("a horse", "jump over a fence"), ("a girl", "ride a bike"),
    ("a boy", "sing a song"),
    ("a frog", "hop"), ("a monkey", "eat a banana"), ("a pilot", "fly a plane"), ("a cow", "eat grass"), ("a mouse", "run into a hole"), ("a woman", "bake bread"),
    ("a squirrel", "eat nuts")]
UNREAL = [
    ("a fish", "ride a bike"), ("a cat", "write a letter"), ("a stone", "sing a song"), ("a tree", "walk to school"), ("a cow", "read a book"), ("a table", "drink water"),
    ("a dog", "drive a bus"), ("a house", "jump over a fence"), ("a chair", "eat soup"), ("a mouse", "lift a car"), ("an elephant", "fly through the air"), ("a shoe", "talk"),
    ("a pig", "knit a scarf"), ("a snail", "win a race against a horse"), ("a spoon", "dance"), ("a carrot", "laugh"), ("a hen", "play the piano"), ("a bed", "climb a tree"),
    ("a cup", "cry"), ("a snake", "wear shoes and skip")]
POSSIBLE = wording("""
    Can {who} really {do}?
    In real life, can {who} {do}?
    Yes or no: {who} can {do}.
    Is it possible for {who} to {do}?
    Could {who} {do}, outside of fairy tales?
    Real or not? {who} can {do}. Say yes or no.
    My little brother says {who} can {do}. Is he right?
    Answer yes or no. Is {who} able to {do}?
    "{who} can {do}," I read. Can that happen in our world?
    can {who} {do}
    Would you ever see {who} {do}, except in a cartoon?
""")


def possible(rng: Random, _words: list[str]) -> Problem:
    real = rng.random() < 0.5
    who, do = rng.choice(REAL if real else UNREAL)
    return choice(POSSIBLE, dict(who=who, do=do), "yes" if real else "no", "{}.", None, few=True)


EARLIER = [
    ("plant a seed", "pick the flower"), ("put on socks", "put on shoes"), ("crack an egg", "fry the egg"), ("fill the bath", "get into the bath"),
    ("write a letter", "post the letter"),
    ("mix the dough", "eat the bread"), ("peel a banana", "eat the banana"), ("open the door", "walk through the door"), ("buy a ticket", "get on the train"),
    ("wash the dishes", "dry the dishes"),
    ("build a snowman", "watch the snowman melt"), ("light a candle", "blow out the candle"), ("wrap a present", "give away the present"), ("boil water", "drink hot tea"),
    ("fall asleep", "have a dream"),
    ("saddle the horse", "ride the horse"), ("read a book", "return the book to the library"), ("turn on the tap", "fill a glass"), ("catch a fish", "cook the fish"),
    ("sharpen a pencil", "draw with the pencil"),
    ("pitch the tent", "sleep in the tent"), ("pick apples", "make apple juice"), ("set the table", "sit down for dinner"), ("dive into the pool", "dry yourself with a towel"),
    ("lay the bricks", "paint the wall"),
    ("blow up a balloon", "pop the balloon"), ("knead the dough", "bake the dough"), ("cut the paper", "glue the pieces"), ("dial the number", "talk on the phone"),
    ("unlock the bike", "ride away on the bike")]
EARLIER_ASKED = wording("""
    What do you do first: {x} or {y}?
    Which comes first, {x} or {y}?
    Put in order: {x}, {y}. Which is number one?
    You want to {x} and {y}. With which do you begin?
    Two steps: "{x}" and "{y}". Which one is the earlier step?
    What must happen before the other: {x} / {y}?
    {p} has mixed up two pictures, "{x}" and "{y}". Which picture goes first?
    first step? {x} or {y}
    Does one {x} or {y} first?
    Choose what you do earlier. a) {x} b) {y}
""")


def earlier(rng: Random, _words: list[str]) -> Problem:
    first, later = rng.choice(EARLIER)
    x, y = rng.sample([first, later], 2)
    return choice(EARLIER_ASKED, dict(x=x, y=y, p=rng.choice(FOLK)), first, "First you {}.", None, few=True)


ERRANDS = {"borrow a book": "library", "buy bread": "bakery", "post a letter": "post office", "see a film": "cinema", "look at lions": "zoo", "catch a train": "station", "see a doctor": "hospital",
           "buy medicine": "pharmacy", "learn to read": "school", "watch a play": "theatre", "get on a plane": "airport", "get your hair cut": "hairdresser", "swim lengths": "swimming pool",
           "buy meat": "butcher", "see old paintings": "museum", "build a sandcastle": "beach", "fill up the car": "petrol station", "see cows and tractors": "farm", "sleep on a trip": "hotel",
           "take money out": "bank", "board a ship": "harbour", "order a meal": "restaurant", "get a tooth checked": "dentist", "see a clown and acrobats": "circus"}
ERRAND = wording("""
    Where do you go to {do}: {list}?
    You want to {do}. Which place do you need, {list}?
    Which is the right place to {do}? {list}?
    {p} wants to {do}. Should {p} go to {list}?
    Choose the place where people {do}: {list}.
    Mum has to {do}. She goes to the ___. [{options}]
    to {do} you go to... {options}?
    {list}: where can a person {do}?
    The best place to {do} - pick from {options}.
    If we'd like to {do}, do we walk to {list}?
    "I need to {do}," says {p}. Where is {p} going? [{options}]
""")


def errand(rng: Random, _words: list[str]) -> Problem:
    do = rng.choice(list(ERRANDS))
    clash = {"hospital", "pharmacy", "dentist", "school", "library", "museum", "theatre", "cinema", "circus", "zoo", "farm", "bakery", "restaurant", "butcher", "hotel", "beach", "swimming pool",
             "bank", "post office", "petrol station"}
    place = ERRANDS[do]
    wrong = rng.sample([x for x in ERRANDS.values() if x != place and not (place in clash and x in clash)], 2)
    options = rng.sample([place, *wrong], 3)
    return choice(ERRAND, dict(do=do, list=listed([f"the {x}" for x in options], "or"), options=", ".join(options), p=rng.choice(FOLK)), place, "You go to the {}.", None, few=True)


SIZES = "ant bee mouse hen cat sheep cow elephant whale".split()
SIZE = wording("""
    Which animal is the {most}: {list}?
    Who is the {most} in real life, {list}?
    Think of {list}. Which is the {most}?
    {list} - tell me the {most} one.
    Pick the {most} animal from {list}.
    Look at these names: {list}. Normally, which one is the {most}?
    Three words: {list}. Which of these animals is the {most} in nature?
    the {most} of these? {list}
    {p} lines up toy animals by their true size: {list}. Which one is the {most}?
    Three animals, {list}, and one of them is the {most}. It is the ___
""")


def animal_size(rng: Random, _words: list[str]) -> Problem:
    three_ = rng.sample(SIZES, 3)
    most = rng.choice(["biggest", "smallest"])
    by_size = sorted(three_, key=SIZES.index)
    return choice(SIZE, dict(most=most, list=", ".join(three_), p=rng.choice(FOLK)), by_size[-1 if most == "biggest" else 0], "The {} is the " + most + ".", " < ".join(by_size))


FEELINGS = {"won first prize": "happy", "lost a favourite toy": "sad", "saw a huge spider in the bed": "scared", "did not sleep all night": "tired", "got a puppy as a present": "happy",
            "ate nothing all day": "hungry", "ran for an hour in the sun without a drink": "thirsty", "heard a strange noise in the dark": "scared", "had to say goodbye to the best friend": "sad",
            "found that someone had broken the new bike on purpose": "angry", "walked over the mountains for ten hours": "tired", "missed breakfast and lunch": "hungry",
            "ate very salty crisps": "thirsty", "had the best birthday party ever": "happy", "was pushed and laughed at by a bully": "angry", "waited for hours with nothing to do": "bored"}
FEELING = wording("""
    {p} {did}. How does {p} feel: {list}?
    How did {p} feel? {p} {did}. [{options}]
    {p} {did}. Was {p} {list}?
    Choose the feeling that fits. {p} {did}. {options}
    This is what happened: {p} {did}. So {p} was ___ [{options}]
    Which word tells us about the mood, {list}? {p} {did}.
    yesterday {p} {did}... {list}?
    After {p} {did}, {p} felt {list}. What do you think?
    Imagine that {p} {did}. Would {p} be {list}?
    {options}: which feeling goes with this? {p} {did}.
""")


def feeling(rng: Random, _words: list[str]) -> Problem:
    did = rng.choice(list(FEELINGS))
    word = FEELINGS[did]
    clash = [{"sad", "angry", "scared", "tired", "bored"}, {"hungry", "thirsty", "tired"}, {"happy"}]
    wrong = sorted({x for x in FEELINGS.values() if not any(word in group and x in group for group in clash)})
    if word in ("hungry", "thirsty", "tired"):
        wrong = [x for x in wrong if x in ("happy", "bored", "scared", "angry")] or ["happy"]
    options = rng.sample([word, *rng.sample(wrong, min(2, len(wrong)))], min(3, len(wrong) + 1))
    return choice(FEELING, dict(p=rng.choice(FOLK), did=did, list=" or ".join(options), options=" / ".join(options)), word, "The feeling is {}.", None, few=True)


LOGIC: list[Kind] = [
    *ORDERS, order_yes, *FINISHES, *QUEUES, *ROWS, *STACKS, all_or_no, if_then, either_or, not_these, matched, claim_true, has_or_not, odd_word, same_kind, common_name, analogy, riddle,
    pattern_next, pattern_gap, letters_on, twice, relation, tree, sibling_age, younger_age, guess_number, cups, compass_turn, possible, earlier, errand, animal_size, feeling]
KINDS: dict[str, list[Kind]] = {"worksheet-reading": READING, "worksheet-logic": LOGIC}
