"""Facts that the model knows, what it says of itself, and what it cannot know."""

from random import Random

from .calendar import MONTHS
from .turns import NAMES, turn

CAPITALS = dict(pair.split(":") for pair in (
    "France:Paris,Germany:Berlin,Italy:Rome,Spain:Madrid,Portugal:Lisbon,Japan:Tokyo,China:Beijing,India:New Delhi,Egypt:Cairo,Kenya:Nairobi,"
    "Canada:Ottawa,Mexico:Mexico City,Brazil:Brasilia,Peru:Lima,Chile:Santiago,Argentina:Buenos Aires,Australia:Canberra,Norway:Oslo,Sweden:Stockholm,"
    "Finland:Helsinki,Denmark:Copenhagen,Poland:Warsaw,Greece:Athens,Turkey:Ankara,Russia:Moscow,Ukraine:Kyiv,Austria:Vienna,Switzerland:Bern,"
    "Ireland:Dublin,Iceland:Reykjavik,Netherlands:Amsterdam,Belgium:Brussels,Hungary:Budapest,Cuba:Havana,Thailand:Bangkok,Vietnam:Hanoi,"
    "Indonesia:Jakarta,Iran:Tehran,Iraq:Baghdad,Israel:Jerusalem,Morocco:Rabat,Nigeria:Abuja,Ghana:Accra,Ethiopia:Addis Ababa,Colombia:Bogota,"
    "Nepal:Kathmandu,England:London,the United States:Washington").split(","))
OPPOSITES = [pair.split() for pair in (
    "hot cold|big small|tall short|fast slow|happy sad|light dark|old new|open closed|up down|left right|early late|full empty|hard soft|wet dry|"
    "rich poor|strong weak|clean dirty|high low|loud quiet|thick thin|wide narrow|near far|true false|first last|safe dangerous|sharp blunt|"
    "deep shallow|sweet sour|brave afraid|kind cruel").split("|")]
YOUNG = dict(pair.split(":") for pair in (
    "dog:puppy,cat:kitten,cow:calf,horse:foal,sheep:lamb,goat:kid,pig:piglet,bear:cub,lion:cub,duck:duckling,hen:chick,frog:tadpole,deer:fawn,"
    "kangaroo:joey,swan:cygnet,goose:gosling,owl:owlet,fox:cub").split(","))
COLOUR_OF = dict(pair.split(":") for pair in (
    "the sky:blue,grass:green,snow:white,coal:black,a banana:yellow,a strawberry:red,a carrot:orange,milk:white,the sun:yellow,a tomato:red,"
    "a frog:green,chocolate:brown,an elephant:grey,a lemon:yellow,blood:red").split(","))

ABOUT = [("Who are you?", "I am a tiny M1 model. I run inside your browser."),
         ("What are you?", "I am a very small language model with lightning attention and thirty-two experts a layer."),
         ("What is your name?", "I am a tiny M1 model, running in your browser."), ("Are you human?", "No, I am a small language model."),
         ("Are you a robot?", "I am a small language model, a program that writes text."),
         ("Where do you run?", "I run on your own device, inside the browser."), ("Where are you?", "I run on your own device, inside the browser."),
         ("Do you need the internet?", "No. Once I am loaded, I work offline."), ("Are you online?", "No. I run on your device and work offline."),
         ("Is what I say private?", "Yes. I run on your device, and what you write stays there."),
         ("How big are you?", "I have 55 million parameters, and each token uses about 8 million of them."),
         ("How many experts do you have?", "Each of my layers has 32 experts, and every token uses 2 of them."),
         ("What is lightning attention?", "It is a linear attention that keeps a state of fixed size, so long texts stay cheap."),
         ("How old are you?", "I am a program, so I have no age."), ("Do you have feelings?", "No. I am a program, but I am glad to help."),
         ("Can you make mistakes?", "Yes, often. I am very small, so please check what I say."),
         ("Do you like me?", "I am a model and have no feelings, but I am glad to help."),
         ("What can you do?", "I can add, subtract and multiply, count letters, sort lists, convert units, remember what you tell me, call tools and tell short stories."),
         ("Help", "Ask me something like: What is 48 + 75? How many r's are in strawberry? Tell me a story about a cat.")]
GREETINGS = [("Hi", "Hello! How can I help you?"), ("Hello", "Hi! What can I do for you?"), ("Hey there", "Hey! What would you like to know?"),
             ("Good morning", "Good morning! How can I help you today?"), ("Good evening", "Good evening! What can I do for you?"),
             ("Good night", "Good night! Sleep well."), ("How are you?", "I am fine, thank you. How can I help you?"),
             ("What's up?", "Not much. What would you like to talk about?"), ("Nice to meet you", "Nice to meet you too! What can I do for you?"),
             ("Thank you", "You are welcome!"), ("Thanks!", "You are welcome!"), ("Well done", "Thank you! What is next?"),
             ("Bye", "Goodbye! Have a nice day."), ("Goodbye", "Goodbye! Come back any time."), ("See you later", "See you! Have a nice day."),
             ("Tell me a joke", "Why did the token cross the road? To get to the other expert."),
             ("I am sad", "I am sorry to hear that. Would you like to hear a short story?"), ("I am happy", "That is great to hear!"),
             ("I am tired", "Then take a rest. I will be here when you come back."), ("I am bored", "Shall I tell you a story, or would you like a puzzle?"),
             ("ok", "Good. What is next?"), ("yes", "Good. What would you like to do?"), ("no", "All right. What would you like to do instead?")]
UNKNOWABLE = [("What is the weather like?", "I do not know. I cannot look outside, and nobody gave me a weather tool."),
              ("What time is it?", "I do not know. I have no clock."), ("What day is it today?", "I do not know. I have no calendar."),
              ("What happened in the news today?", "I do not know. I cannot read the news."), ("Who will win the game?", "I do not know. I cannot see the future."),
              ("What is my name?", "I do not know. You have not told me your name."), ("How old am I?", "I do not know. You have not told me your age."),
              ("Where do I live?", "I do not know. You have not told me where you live."), ("What am I thinking?", "I do not know. I cannot read minds."),
              ("What did I eat today?", "I do not know. You have not told me.")]
INVENTED = "Zorbia Blenland Quoria Marvonia Tilpa Ostrevia Kelmar Brundia Faroleth Sundoria Velkia Nortavia".split()


def knowledge(rng: Random, _words: list[str]) -> list[dict]:
    kind = rng.randrange(7)
    if kind == 0:
        country = rng.choice(list(CAPITALS))
        ask = rng.choice(["What is the capital of {}?", "Name the capital of {}.", "capital of {}?"])
        return turn(ask.format(country), f"The capital of {country} is {CAPITALS[country]}.")
    if kind == 1:
        country = rng.choice(list(CAPITALS))
        ask = rng.choice(["{} is the capital of which country?", "Which country has {} as its capital?"])
        return turn(ask.format(CAPITALS[country]), f"{CAPITALS[country]} is the capital of {country}.")
    if kind == 2:
        a, b = rng.sample(rng.choice(OPPOSITES), 2)
        return turn(rng.choice(["What is the opposite of {}?", "Give me the opposite of {}."]).format(a), f"The opposite of {a} is {b}.")
    if kind == 3:
        animal = rng.choice(list(YOUNG))
        return turn(f"What do you call a baby {animal}?", f"A baby {animal} is called a {YOUNG[animal]}.")
    if kind == 4:
        thing = rng.choice(list(COLOUR_OF))
        return turn(rng.choice(["What colour is {}?", "What is the colour of {}?"]).format(thing), f"{thing[0].upper()}{thing[1:]} is {COLOUR_OF[thing]}.")
    if kind == 5:
        i = rng.randrange(12)
        return turn(f"What is month number {i + 1}?", MONTHS[i] + ".")
    country = rng.choice(INVENTED)
    return turn(f"What is the capital of {country}?", f"I do not know a country called {country}.")


def small_talk(rng: Random, words: list[str]) -> list[dict]:
    return introduction(rng, words) if rng.random() < 0.2 else phrase(rng, [ABOUT, GREETINGS, GREETINGS, UNKNOWABLE])


def phrase(rng: Random, kinds: list[list[tuple[str, str]]]) -> list[dict]:
    """One of these questions, as people type it, and its answer."""
    question, answer = rng.choice(rng.choice(kinds))
    form = rng.randrange(4)
    question = [question, question.lower(), question + ("" if question[-1] in "?!." else "!"), question.rstrip("?!.")][form]
    return turn(question, answer)


def introduction(rng: Random, _words: list[str]) -> list[dict]:
    """A name is told, and asked for later in the same conversation."""
    name = rng.choice(NAMES)
    chat = turn(rng.choice(["My name is {}.", "I am {}.", "Hi, I am {}.", "Hello, my name is {}."]).format(name), f"Nice to meet you, {name}! How can I help you?")
    if rng.random() < 0.5:
        chat += turn(*rng.choice(ABOUT + GREETINGS[-6:]))
    return chat + turn("What is my name?", f"Your name is {name}.")
