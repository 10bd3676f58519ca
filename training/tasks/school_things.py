"""Odd ones out, groups, and everyday knowledge."""

from random import Random

from .grammar import Problem, wording
from .school import Kind, choice, number, with_article
from .school_words import KIND_OF, group, listed

ONE_OF = {"animals": "an animal", "fruits": "a fruit", "colours": "a colour", "vegetables": "a vegetable", "tools": "a tool", "vehicles": "a vehicle", "birds": "a bird", "drinks": "a drink",
          "instruments": "an instrument", "shapes": "a shape", "flowers": "a flower", "insects": "an insect", "sports": "a sport", "jobs": "a job", "days": "a day", "months": "a month"}
CLOSE = [{"animals", "birds", "insects"}, {"fruits", "vegetables", "drinks", "colours", "flowers"}, {"tools", "school things", "furniture", "vehicles"}, {"jobs", "family"}]
"""Groups that are not combined for an odd one out, because an orange is also a color."""
LEGS = {"dog": 4, "cat": 4, "bird": 2, "hen": 2, "spider": 8, "ant": 6, "bee": 6, "horse": 4, "cow": 4, "snake": 0, "fish": 0, "person": 2, "duck": 2, "frog": 4, "beetle": 6, "chair": 4, "worm": 0}
SOUNDS = dict(pair.split(":") for pair in "dog:barks,cat:meows,cow:moos,sheep:bleats,horse:neighs,duck:quacks,lion:roars,bee:buzzes,pig:oinks,owl:hoots,snake:hisses,frog:croaks,mouse:squeaks,wolf:howls".split(","))
USES = dict(pair.split(":") for pair in (
    "cut paper:scissors,write:a pen,dig a hole:a spade,hit a nail:a hammer,eat soup:a spoon,open a lock:a key,tell the time:a clock,stay dry in the rain:an umbrella,"
    "brush your teeth:a toothbrush,call a friend:a phone,see far away:a telescope,measure a line:a ruler,sweep the floor:a broom,take a picture:a camera,dry yourself:a towel,"
    "carry books to school:a bag,sleep:a bed,comb your hair:a comb,boil water:a kettle,climb onto a roof:a ladder,cut bread:a knife,rub out a mistake:an eraser").split(","))
COUNTS = {"days in a week": 7, "months in a year": 12, "hours in a day": 24, "minutes in an hour": 60, "seconds in a minute": 60, "days in a year": 365, "weeks in a year": 52,
          "seasons in a year": 4, "letters in the alphabet": 26, "fingers on one hand": 5, "toes on two feet": 10, "wheels on a car": 4, "wheels on a bicycle": 2, "wheels on a tricycle": 3,
          "cents in a dollar": 100, "sides on a dice": 6, "years in a century": 100, "years in a decade": 10, "eggs in a dozen": 12, "days in a weekend": 2, "colours in a rainbow": 7,
          "continents on Earth": 7, "days in January": 31, "days in April": 30, "days in June": 30, "days in December": 31, "days in September": 30, "days in July": 31,
          "eyes on a face": 2, "legs on a table": 4, "strings on a violin": 4, "players in a football team": 11, "planets around the sun": 8, "minutes in half an hour": 30,
          "days in a leap year": 366, "hours in two days": 48, "centimetres in a metre": 100, "grams in a kilogram": 1000, "metres in a kilometre": 1000}
PLACES = dict(pair.split(":") for pair in (
    "buy bread:a bakery,borrow books:a library,see a doctor:a hospital,catch a train:a station,watch a film:a cinema,post a letter:a post office,see lions and monkeys:a zoo,"
    "learn to read:a school,swim:a pool,buy medicine:a pharmacy,catch a plane:an airport,look at old paintings:a museum,grow vegetables:a garden,keep money safe:a bank,eat out:a restaurant").split(","))
SEASONS = dict(pair.split(":") for pair in "December:winter,January:winter,February:winter,March:spring,April:spring,May:spring,June:summer,July:summer,August:summer,September:autumn,October:autumn,November:autumn".split(","))
ODD = wording("""
    (Which|What) (one |word |)does not (belong|fit)(:| here:| with the others:) {xs}?
    (Find|Pick|Name|Tell me) the odd one out: {xs}(.|)
    {xs}: (which is|what is|find) the odd one out(?|.)
    (Which|What) is the odd one (out |)(in|of|among) {xs}?
    One of these is (different|not like the others): {xs}. Which (one|is it)?
    (Which|What) (of|among) {xs} does not go with the (rest|others)?
    (Cross out|Remove) the word that does not fit: {xs}(.|)
    (Look at|Here are) {xs}. (One does not belong|One is wrong). Which?
    (Three|The others) belong together, one does not: {xs}. (Name it|Which one)(.|?)
    (Which|What) (one |thing |word |)is (out of place|the stranger)(:| here:| in this list:) {xs}?
    {xs} - which (one |word |)(is different|does not fit)?
    Three of these go together and one does not: {xs}. (Which is the one|Which one does not)?
    (In|From) this list, which (word |one |)is not like the others? {xs}
    (Which one|Which word) (would|should) you take out: {xs}?
    I have four words: {xs}. Which (one |)does not belong (to|in) the group?
    Which is not the same kind of thing as the (others|rest): {xs}?
    One of {xs} is from another group. (Which|Name it|Which one)?
    Can you (spot|see|find) the one that (does not belong|is different)? {xs}
    Four words: {xs}. (Three|All but one) are of the same kind. (Say|Name|Give) the other one.
    {xs}. (Which|What) one has nothing to do with the (others|rest)?
    If you had to (remove|drop|throw out) one of {xs}, which would it be?
    Odd one out: {xs}(?|.|)
    My (teacher|sister|mum) wrote {xs} and says one is wrong there. Which?
    Of {xs}, which (one |word |)is the exception?
    (Choose|Select|Circle) the one that is different from the (others|rest): {xs}
    (Sort|Group) these: {xs}. One is left out. Which (one |)is it?
    Which word has to go so that the others make a group: {xs}?
    The odd one (out |)among {xs} is (which|what)?
    Somebody put the wrong thing in the box: {xs}. (What|Which one) should come out?
    I wonder which of {xs} (is|could be) the odd one out.
    Here is a puzzle: {xs}. Find the one that doesn't match.
    Read the words {xs}. Which (of them |)is not in the same group as the (other three|others)?
    Three things are alike, the fourth is not: {xs}. Which is the fourth?
    {xs}: (three match|three are alike), one doesn't. Which doesn't?
    Which of these words doesn't belong? {xs}
    Say which word is the intruder: {xs}
    What should not be in this list: {xs}?
    All except one of {xs} are the same sort of thing. Which one is the exception?
    Underline the word which is in the wrong group: {xs}
    Put away the one that doesn't go with the other three: {xs}
""")
MEMBER = wording("""
    Is a {w} {k}?
    (Would you say|Is it true that) a {w} is {k}?
    (Tell me|Say|Decide)(, yes or no,| yes or no:| whether|) is a {w} {k}?
    {w}: {k} or not?
    A {w} is {k}. (True or not|Is that right|Right)? (Yes or no|Say yes or no)(?|.)
    (Yes or no|Quick)(:|,) is a {w} {k}?
    Does a {w} (count|pass) as {k}?
    Can you call a {w} {k}?
    (What do you think|Do you agree): is a {w} {k}?
    My brother says that a {w} is {k}. Is he right?
    Is it (right|correct|true) to say that a {w} is {k}?
    If I see a {w}, (do I see|am I looking at) {k}?
    Someone (told me|says) a {w} is {k}. (Yes or no?|True?|Is that so?)
    Answer (yes|with yes) or no: a {w} is {k}.
    (I wonder|Please tell me) if a {w} is {k}.
    Does the word {w} name {k}?
    Could a {w} be {k}?
    Is {k} what a {w} is?
    I drew a {w}. Did I draw {k}?
    When we talk about a {w}, are we talking about {k}?
    Think of a {w}. Would you call it {k}?
    A {w}, is that {k}?
    Yes or no? Every {w} is {k}.
    Is the thing we call a {w} really {k}?
    {k} - is that what a {w} is?
    On my list, every word names {k}. Does {w} belong on the list?
    Everything in this box is {k}. Does a {w} belong in the box?
    A child points at a {w} and says: this is {k}. Is the child right?
    (Say|Write) yes if a {w} is {k}, and no if it is not.
    Would you be right to call a {w} {k}?
    Tell me yes or no. Can a {w} be called {k}?
    Look up {w} in a dictionary. Will it say that it is {k}?
    What do you say, yes or no: a {w} is {k}?
    Just say yes or no: is a {w} {k}?
    In a quiz they ask if a {w} is {k}. Should you answer yes or no?
    A {w} must be {k}, or is that wrong? Is a {w} {k}, yes or no?
    Does everybody agree that a {w} is {k}? Say yes or no.
    Of a {w} one may say that it is {k}. Yes or no?
    Picture a {w}. Is that thing {k}?
    May I write that a {w} is {k}?
    If it is a {w}, is it {k}?
    Is the sentence right that says a {w} is {k}?
""")
HOW_MANY = wording("""
    How many {w}(?| are there?)
    (Tell me|Say) how many {w} there are.
    (What is|What's) the number of {w}?
    (Count|Name the number of)(:|) {w}(.|)
    {w}: how many(?| are there?)
    (What|Which) number goes here: there are ___ {w}?
    I (want|would like) to know how many {w} there are.
    There are how many {w}?
    (Do you know|Can you tell me|Can you say) how many {w} there are?
    Fill in the blank: number of {w} = ___
    My (teacher|sister|friend) asks: how many {w}?
    I wonder how many {w} there are.
    If you count the {w}, (how many do you get|what number do you get)?
    How many {w} (can you count|would you count)?
    (Give|Write) the number of {w}.
    You count all {w}. (How far|To what number) do you count?
    Quick (question|quiz): how many {w}?
    {w} - how many of them are there?
    What number of {w} is there?
    Number of {w}(?|: ?)
    In total, how many {w} are there?
    Could you tell me the number of {w}?
    The number of {w} is (what|...)?
    We learned today how many {w} there are. Do you remember the number?
    (Which number|What) should I write for the number of {w}?
    Exactly how many {w} do we have?
    How many are there: {w}?
    I forgot how many {w} there are. (Help me|How many is it)?
    Say the number: {w}
    Our book asks for the number of {w}. What is it?
    Somebody counted the {w}. Which number did they get?
    What do you get when you count the {w}?
    The question is about {w}. How many are there?
""")
LEG = wording("""
    How many legs (does {w} have|has {w})?
    (Tell me|Say) how many legs {w} has.
    (What is|What's) the number of legs (of|on) {w}?
    {w} has how many legs?
    {w}: how many legs?
    (Do you know|Can you say) how many legs {w} has?
    If you look at {w}, how many legs (can you see|do you count)?
    On how many legs does {w} (stand|walk or stand)?
    How many legs are there on {w}?
    I drew {w}. How many legs (should I draw|must my picture have)?
    (I wonder|Can you tell me) how many legs {w} has.
    The number of legs of {w} (is what|is)?
    Think of {w}. How many legs has it got?
    Count the legs of {w}. (How many are there|What do you get)?
    Fill in: {w} has ___ legs.
    Number of legs: {w} has (how many|?)
    How many legs would {w} have?
    My little sister asks how many legs {w} has. What do I (say|tell her)?
    (Say|Write) the number of legs you find on {w}.
    What number of legs does {w} have?
    How many legs belong to {w}?
    Imagine {w} in front of you. How many legs do you see?
    If {w} wore a shoe on each leg, how many shoes would that be?
    With how many legs does one draw {w}?
    Legs of {w}(?|: how many?)
    A picture shows {w}. How many legs must there be in the picture?
    Draw {w}. How many legs do you draw?
    Which number is right: {w} has ... legs?
    How many legs do you find on {w}?
    Please count how many legs {w} has.
""")
LEGS_OF = wording("""
    How many legs do {n} {w}s have( together| in all|)?
    {n} {w}s (stand|are) in a (field|room). How many legs (is that|do they have)?
    (Count|Work out) the legs of {n} {w}s.
    (There are|I see) {n} {w}s. How many legs (are there|do I see)?
    {n} {w}s have how many legs( in all|)?
    If there are {n} {w}s, how many legs (are there|is that) (in total|altogether)?
    One {w} has some legs. How many legs do {n} {w}s have in total?
    What is the total number of legs of {n} {w}s?
    You see {n} {w}s. How many legs can you count?
    (Find|Tell me) how many legs {n} {w}s have (together|altogether).
    How many legs are there (on|if you see) {n} {w}s?
    {n} children each drew one {w}. How many legs (did they draw|are there) in all?
    The legs of {n} {w}s: how many (are there|in total)?
    A picture shows {n} {w}s. How many legs are in the picture?
    Together, {n} {w}s have how many legs?
    How many legs belong to {n} {w}s?
    Fill in: {n} {w}s have ___ legs.
    For {n} {w}s, what is the number of legs altogether?
    I wonder how many legs {n} {w}s have when you add them all up.
    In the garden there are {n} {w}s. Count all their legs.
    {n} {w}s - number of legs(?| in total?)
    Can you (work out|calculate) the number of legs on {n} {w}s?
    If every {w} has all of its legs, how many legs do {n} of the {w}s have?
    {n} {w}s came into the yard. How many legs came in?
    Take {n} {w}s. Count all legs. What is the result?
    How many legs would you draw for {n} {w}s?
    What is the number of legs when there are {n} {w}s?
    Legs of {n} {w}s in all(?|: ?)
    A story is about {n} {w}s. How many legs do these {w}s have altogether?
    Multiply: the legs of one {w}, times {n}. How many legs is that?
""")
SOUND = wording("""
    (Which|What) animal {w}?
    (Tell me|Name) (the|an) animal that {w}.
    (Who|Which animal) {w}: {xs}?
    {w}: which animal (is it|does that)?
    An animal {w}. Which (is it|animal might it be)?
    (Guess|I am an animal) and it {w}. (Who am I|What is it)?
    (Which|What) is the animal that {w}?
    I hear something that {w}. Which animal (do I hear|is it)?
    On a walk we met an animal that {w}. Which one of these was it: {xs}?
    It {w}. What is it (out of|from) {xs}?
    Which of these animals {w}: {xs}?
    (Do you know|Can you tell me) which animal {w}?
    Fill in the blank: the ___ {w}. Choose from {xs}.
    Choose the animal that {w}: {xs}
    (Think of|Name) an animal. It {w}. What animal is it?
    The animal that {w} is (what|called ...)?
    What animal makes its noise like this: it {w}?
    {xs}: which one {w}?
    In the dark something {w}. Which animal could that be?
    My toy animal {w} when I press it. Which animal is it?
    Listen, it {w}! What animal did you hear?
    If it {w}, (what|which) animal is it?
    From {xs}, pick the one that {w}.
    A riddle: it {w}. Which animal am I thinking of?
    Name the one of these that {w}: {xs}
    You hear that it {w}. Point to the animal: {xs}
    There are {xs} on the farm or in the wild. Which of them {w}?
    What do you call an animal that {w}?
    If an animal {w}, what kind of animal is it likely to be?
    I cannot see it, but it {w}. What is it?
    A child says: it {w}. Which animal does the child mean?
""")
TOOL = wording("""
    (What|Which thing) do (you|we|people) use to {w}?
    (Tell me|Name) (a|the) thing (you use|people use) to {w}.
    (With what|What with) (can|do) you {w}?
    I want to {w}. (What do I need|What should I take)?
    To {w}, (you need|we use) (what|which thing)?
    (What|Which thing) is (used|made|needed) to {w}?
    (My little brother asks|A child asks): what do we need to {w}?
    (Which|What) thing (helps|helps you|lets you) to {w}?
    What would you (take|use|need) if you wanted to {w}?
    (Someone|A friend) wants to {w}. What should they (take|use|look for)?
    If you have to {w}, what do you (use|need|take)?
    (What|Which) object is (for people who want|useful if you want) to {w}?
    You are asked to {w}. (Which thing|What) do you reach for?
    What is it called, the thing that we use to {w}?
    (Fill in the blank|Complete): to {w}, I need ___.
    Before you {w}, what (must|should) you get?
    How do people {w}? With (what|which thing)?
    I'd like to {w}. (Which object|What) do I need for that?
    Name something that is used to {w}.
    (I wonder|Tell me) what one needs to {w}.
    Grandpa is going to {w}. (What|Which thing) should I bring him?
    What is the usual thing to have when you want to {w}?
    It is used to {w}. What is it?
    Which (everyday |)object do you need in order to {w}?
    Without what could you not {w}?
    We use it to {w}. Can you guess what it is?
    I have to {w} and do not know what to use. Can you help?
    Which thing do you look for at home when you want to {w}?
    When I {w}, what do I use?
    When people {w}, what do they use for it?
    In order to {w}, which thing comes in handy?
    Choose a thing to {w} with. What is it?
""")
WHERE = wording("""
    Where (can|do) (you|we|people) {w}?
    (Which|What) place (do you go to|is it) to {w}?
    (Tell me|Name) a place (where you can|to) {w}.
    I want to {w}. Where (should|do) I go?
    To {w}, where (do you go|must you go)?
    (In|At) (what|which) place can you {w}?
    If (I|you) want to {w}, where (should I|do you|must you) go?
    (Someone|A visitor) wants to {w}. Where should you send them?
    Where would you go (if you wanted|in order) to {w}?
    (Where in town|In town, where) can I {w}?
    What is the name of the place where people {w}?
    People go there to {w}. (What place is it|Which place is that)?
    (My mum|My friend) wants to {w}. Which place does she need?
    (Fill in the blank|Complete): you can {w} at ___.
    (Can you|Could you) tell me where to {w}?
    I'd like to {w}. Which place should I look for?
    Which place is the right one to {w}?
    Let us {w}! Where shall we go?
    Name the place people visit to {w}.
    We need to {w} today. Where do we go for that?
    I wonder where one can {w}.
    A sign shows the way to a place where you {w}. What place is it?
    Where do you have to be to {w}?
    What kind of place do you visit when you want to {w}?
    To which place should I go if I would like to {w}?
    Today we want to {w}. What place do we need?
    In which place do people {w}?
    My class goes on a trip to {w}. Where does it go?
    (Which|What) place is made for people who want to {w}?
    If you had to {w}, which place would you look for on a map?
    I am new in town and have to {w}. Where to?
""")
SEASON = wording("""
    (In|To) which season (is|does) {m}( belong|) (in Europe|in the north)?
    (Which|What) season is it in {m} (in Europe|in the north)?
    {m} is in (which|what) season (in Europe|in the north)?
    (Tell me|Name) the season of {m} in the northern half of the world.
    {m}: winter, spring, summer or autumn (in the north|in Europe)?
    (In Europe|In the north), {m} belongs to which season?
    When it is {m} (in Europe|in the north), (which|what) season is it?
    Which of the four seasons does {m} fall in (in Europe|in the north)?
    (In Europe|In the north), is {m} in winter, spring, summer or autumn?
    My birthday is in {m} and I live in Europe. In what season is it?
    What time of year is {m} in Europe: winter, spring, summer or autumn?
    {m} (in Europe|in the north) is part of (which|what) season?
    We live in the north. What season do we have in {m}?
    Fill in: (in Europe|in the north), {m} is a month of ___. Which season?
    The month is {m} and we are in Europe. Name the season.
    (Can you tell me|Do you know) which season {m} belongs to (in Europe|in the north)?
    I wonder in which season {m} is (in Europe|in the north).
    Season of {m} (in Europe|in the north)?
    If we visit Europe in {m}, what season will it be there?
    (North of the equator|In Europe), which season does the month of {m} belong to?
    (Winter, spring, summer, autumn|Spring, summer, autumn, winter): which one is {m} in (in Europe|in the north)?
    A calendar in Europe shows {m}. Which season is it outside?
    For people in Europe, {m} is a month of what season?
    Think of {m} (in Europe|in the north). Which season is that?
    Tell me which season people in Europe have in {m}.
    When people in the north have {m}, are they in winter, spring, summer or autumn?
    What do we call the season that {m} belongs to (in Europe|in the north)?
    It is {m} in Europe. Is it winter, spring, summer or autumn there?
    In a European school we learn about {m}. In what season does it come?
    {m}, in Europe, comes in which of the seasons?
""")


def odd(rng: Random, _words: list[str]) -> Problem:
    while True:
        inside, outside = rng.sample(list(KIND_OF), 2)
        if not any({inside, outside} <= group for group in CLOSE):
            break
    out = rng.choice(KIND_OF[outside])
    members = rng.sample(KIND_OF[inside], 3)
    return choice(ODD, dict(xs=listed(rng, [out, *members], rng.choice(["", "", "or", "and"])), out=out, inside=inside), out, "{}", f"{', '.join(members)}: {inside}")


def member(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample([k for k in ONE_OF if k not in ("colours", "sports", "drinks", "days", "months")], 2)
    yes = rng.random() < 0.5 or any({a, b} <= close for close in CLOSE)
    w = rng.choice([x for x in KIND_OF[a] if x[0] not in "aeiou"])
    return choice(MEMBER, dict(w=w, k=ONE_OF[a if yes else b]), "yes" if yes else "no", "{}.", f"a {w} is {ONE_OF[a]}")


def counted(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(COUNTS))
    return number(HOW_MANY, dict(w=w), COUNTS[w], "It is {}.", None)


def leg(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(LEGS))
    return number(LEG, dict(w=with_article(w)), LEGS[w], "It is {} legs.", None)


def legs_of(rng: Random, _words: list[str]) -> Problem:
    w, n = rng.choice([x for x in LEGS if LEGS[x] and x not in ("person", "fish")]), rng.randint(2, 12)
    return number(LEGS_OF, dict(w=w, n=n), n * LEGS[w], "It is {} legs.", f"{with_article(w)} has {LEGS[w]}\n{n} x {LEGS[w]} = {n * LEGS[w]}")


def sound(rng: Random, _words: list[str]) -> Problem:
    w, *others = rng.sample(list(SOUNDS), 4)
    return choice(SOUND, dict(w=SOUNDS[w], xs=listed(rng, [w, *others], "or")), w, "A {}.")


def tool(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(USES))
    return choice(TOOL, dict(w=w), USES[w], "{}.")


def where(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PLACES))
    return choice(WHERE, dict(w=w), PLACES[w], "{}.")


def season(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice(list(SEASONS))
    return choice(SEASON, dict(m=m), SEASONS[m], "{}.")


KINDS: dict[str, list[Kind]] = {
    "odd-one-out": [odd, odd, group, member],
    "everyday": [counted, leg, legs_of, sound, tool, where, season],
}
