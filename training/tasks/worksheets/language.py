"""Language on worksheets: forms of words, sentences with gaps, letters, spelling, the alphabet."""

from random import Random

from .. import school
from ..calendar import DAYS, MONTHS
from ..grammar import Problem, Wording, wording
from ..school import THINGS, Kind, number, with_article
from ..stories import minus

PEOPLE = [p for p in school.PEOPLE if p != "Will"]


def table(text: str) -> list[list[str]]:
    """Items separated by commas, each of words separated by spaces."""
    return [item.split() for item in text.replace("\n", " ").split(",")]


def choice(asked: Wording, values: dict, word: str, answer: str, think: str | None = None, few: bool = False) -> Problem:
    """As at school. If there are options {o}, "a, b or c", they are also listed as {e}, "a, b and c"."""
    if "o" in values:
        values = values | dict(e=values["o"].replace(" or ", " and "))
    return school.choice(asked, values, word, answer, think, few)


def options(rng: Random, items: list[str]) -> str:
    """In any order: "a, b or c"."""
    mixed = rng.sample(items, len(items))
    return f"{', '.join(mixed[:-1])} or {mixed[-1]}"


GIRLS = "Maria Sara Emma Anna Olivia Julia Sofia Lucy Grace Ella Nora Clara Amy Ida Fatima Molly".split()
BOYS = "Peter Paul Lucas Liam David Jack Ahmed Henry Oscar Felix Simon Jonas Marco Kenji".split()
MORE_S = ("cat dog tree car house book apple flower bird chair table pencil school teacher friend king river garden letter window door hand horse cow star "
          "boat ship girl cake egg shoe train toy ring boy day key").split()
MORE_ES = "box bus glass dish fox class brush watch beach bench peach match dress kiss church lunch wish tomato potato".split()
PLURALS = {n: n + "s" for n in MORE_S} | {n: n + "es" for n in MORE_ES} | {a: b for a, b in table("""
    baby babies, city cities, lady ladies, story stories, party parties, puppy puppies, berry berries, fly flies, country countries, family families, cherry cherries,
    penny pennies, butterfly butterflies, pony ponies, leaf leaves, knife knives, wolf wolves, wife wives, half halves, loaf loaves, shelf shelves, thief thieves,
    life lives, man men, woman women, child children, foot feet, tooth teeth, mouse mice, goose geese, ox oxen, sheep sheep, deer deer""")}
OPPOSITES = table("""
    hot cold, big small, tall short, fast slow, new old, happy sad, open closed, up down, left right, day night, black white, wet dry, full empty, heavy light, soft hard,
    early late, rich poor, strong weak, clean dirty, good bad, high low, inside outside, thick thin, loud quiet, true false, first last, yes no, always never,
    win lose, push pull, buy sell, come go, find lose, love hate, remember forget, question answer, summer winter, brother sister, king queen, above below,
    before after, near far, sweet sour, deep shallow, wide narrow, difficult easy, expensive cheap, asleep awake, alive dead, friend enemy, north south, east west,
    morning evening, laugh cry, polite rude, safe dangerous, rough smooth, on off""")
VERBS = [line.strip().split(maxsplit=4) for line in """
    go goes went going to the park
    eat eats ate eating an apple
    drink drinks drank drinking milk
    see sees saw seeing a rainbow
    write writes wrote writing a letter
    sing sings sang singing a song
    run runs ran running to the bus
    swim swims swam swimming in the lake
    drive drives drove driving to work
    buy buys bought buying some bread
    bring brings brought bringing a cake
    catch catches caught catching the ball
    teach teaches taught teaching maths
    sleep sleeps slept sleeping in a tent
    build builds built building a tower
    draw draws drew drawing a horse
    find finds found finding a coin
    fly flies flew flying to Spain
    give gives gave giving a present to Grandma
    make makes made making a sandwich
    ride rides rode riding a bike
    sit sits sat sitting on the sofa
    take takes took taking the train
    tell tells told telling a joke
    wear wears wore wearing a hat
    win wins won winning the game
    lose loses lost losing a glove
    break breaks broke breaking a glass
    choose chooses chose choosing a book
    feed feeds fed feeding the ducks
    forget forgets forgot forgetting the key
    get gets got getting a letter
    hide hides hid hiding behind the door
    keep keeps kept keeping a secret
    know knows knew knowing the answer
    leave leaves left leaving the house
    meet meets met meeting a friend
    sell sells sold selling old toys
    send sends sent sending a postcard
    speak speaks spoke speaking to the teacher
    stand stands stood standing by the window
    throw throws threw throwing the ball
    play plays played playing football
    walk walks walked walking to school
    help helps helped helping in the kitchen
    watch watches watched watching a film
    wash washes washed washing the car
    clean cleans cleaned cleaning the room
    cook cooks cooked cooking dinner
    dance dances danced dancing in the hall
    jump jumps jumped jumping over the wall
    carry carries carried carrying a bag
    cry cries cried crying in bed
    study studies studied studying English
    stop stops stopped stopping at the light
    visit visits visited visiting Grandpa
    open opens opened opening the window
    paint paints painted painting a picture
    bake bakes baked baking a cake
    climb climbs climbed climbing a tree
    talk talks talked talking to a friend
    wait waits waited waiting for the bus
    laugh laughs laughed laughing at the joke
    listen listens listened listening to music
    call calls called calling the doctor
    plant plants planted planting a tree
    close closes closed closing the door
    brush brushes brushed brushing the dog
    """.strip().splitlines()]
ADJECTIVES = table("""
    big bigger biggest, small smaller smallest, tall taller tallest, short shorter shortest, old older oldest, young younger youngest, fast faster fastest,
    slow slower slowest, hot hotter hottest, cold colder coldest, long longer longest, strong stronger strongest, weak weaker weakest, happy happier happiest,
    sad sadder saddest, funny funnier funniest, heavy heavier heaviest, easy easier easiest, early earlier earliest, busy busier busiest, pretty prettier prettiest,
    dirty dirtier dirtiest, noisy noisier noisiest, lucky luckier luckiest, good better best, bad worse worst, thin thinner thinnest, fat fatter fattest,
    wet wetter wettest, nice nicer nicest, large larger largest, brave braver bravest, wide wider widest, safe safer safest, late later latest, warm warmer warmest,
    cool cooler coolest, rich richer richest, poor poorer poorest, high higher highest, low lower lowest, deep deeper deepest, dark darker darkest, light lighter lightest,
    soft softer softest, hard harder hardest, loud louder loudest, new newer newest, kind kinder kindest, clean cleaner cleanest, sweet sweeter sweetest,
    thick thicker thickest, hungry hungrier hungriest, lazy lazier laziest, tiny tinier tiniest""")
AN = ("apple orange egg elephant umbrella ant owl onion island igloo eagle octopus envelope insect engine arm ear eye oven uncle aunt acorn alligator ambulance angel "
      "animal apron astronaut axe elbow address answer idea hour actor airport olive artist exercise office ostrich alarm").split()
A = ("banana cat dog house tree book car table chair pencil lemon ball boat train bird horse cow pig shoe hat shirt cup spoon fork lamp key door window garden river "
     "mountain star cloud flower king queen doctor teacher unicorn uniform").split()
SYNONYMS = table("""
    big large, small little, happy glad, fast quick, begin start, end finish, shut close, angry cross, sad unhappy, clever smart, quiet silent, scared afraid, hard difficult,
    simple easy, rich wealthy, sick ill, shout yell, jump leap, speak talk, look watch, gift present, pretty beautiful, strange odd, tired sleepy, speedy swift,
    stone rock, road street, rubbish trash, autumn fall, mum mother, dad father, correct right, wrong incorrect, tasty delicious, noisy loud, enormous huge, tiny minute,
    brave courageous, kind friendly, cry weep, choose pick, repair mend, rescue save, hop skip, bucket pail, sofa couch, nearly almost, also too, shop store, woods forest,
    hurry rush, weird peculiar""")
RHYMES = [group.split() for group in """
    cat hat bat mat rat|dog frog log fog|sun run fun bun|tree bee sea key knee|house mouse|ball wall tall fall|king ring sing wing|light night right kite white|
    cake lake snake make|star car far jar|book cook hook look|moon spoon soon|bed red head bread|pen hen ten men|fish dish wish|boat goat coat note|bear chair hair pear|
    rain train plane chain|snow toe go blow|blue shoe two zoo|nose rose toes|clock sock rock block|pig wig dig big|duck truck luck|bell shell well|nail tail whale pale|
    day play way grey|ice mice rice nice|sky pie fly eye|park dark shark bark|nest vest best west|sand hand band land|cold gold old|door floor four more|mug rug bug hug|
    sheep sleep deep jeep|cheese knees trees|drum thumb plum|ship lip chip|hill pill bill""".replace("\n", "").split("|")]
COMPOUNDS = table("""
    sun flower, rain bow, foot ball, snow man, butter fly, class room, bed room, tooth brush, pan cake, fire man, sea side, birth day, cup cake, book shelf, note book, play ground,
    week end, hand bag, rain coat, water fall, star fish, gold fish, home work, snow ball, sand castle, air port, pop corn, tea spoon, lip stick, ear ring, eye brow,
    farm house, light house, sun glasses, sun shine, moon light, door bell, hair brush, arm chair, blue berry, straw berry, black board, basket ball, key board, lady bird,
    horse shoe, wheel chair, book case, finger nail, honey moon, jelly fish, grass hopper, bath room, news paper, post card, tea pot, motor bike, tooth paste, over coat,
    grand mother, green house, camp fire, scare crow, cow boy""")
YOUNG = table("""
    dog puppy, cat kitten, cow calf, sheep lamb, horse foal, pig piglet, duck duckling, goose gosling, goat kid, deer fawn, kangaroo joey, frog tadpole,
    swan cygnet, owl owlet, bear cub, lion cub, tiger cub, elephant calf, whale calf, eagle eaglet""")
GROUPS = [line.strip().split(": ") for line in """
    wolves: pack, sheep: flock, bees: swarm, lions: pride, cows: herd, elephants: herd, flowers: bunch, grapes: bunch, keys: bunch, stairs: flight, ships: fleet, singers: choir,
    players: team, bread: loaf, soldiers: army, puppies: litter, kittens: litter, whales: pod, dolphins: pod, pupils: class, bananas: bunch, birds: flock, ants: colony,
    shoes: pair, socks: pair, trousers: pair, chocolate: bar, milk: bottle, tea: cup, sailors: crew, trees: forest, actors: cast""".replace("\n", " ").split(",")]
CLASSES = {"noun": """banana teacher elephant kitchen pencil bicycle mountain sister doctor garden river window chair dog city apple school potato castle lemon tiger flower
                      library village monkey uncle spoon blanket""".split(),
           "verb": """eat sing write bring speak think know carry learn swim forget throw choose listen sit grow become arrive believe explain
                      buy sell teach build begin send""".split(),
           "adjective": """happy angry beautiful dirty hungry tall young heavy noisy funny sad brave dangerous lazy lucky tiny pretty busy huge expensive sleepy thirsty
                           friendly strong ugly polite wooden careful""".split()}
MEANS = {"noun": "a thing, place or living being", "verb": "an action", "adjective": "how something is"}
A_CLASS = {"noun": "a noun", "verb": "a verb", "adjective": "an adjective"}

PLURAL = wording("""
    What is the plural of {n}?
    One {n}, two ...?
    I have got one {n} and my friend has three ___. Which word is missing?
    how do u write more than one {n}
    Make this noun plural: {n}
    singular: {n} / plural: ___
    There is a {n} in the picture. Now there are lots of them. Lots of what?
    Change "{n}" so that it means several.
    My little brother wonders what to say after "two" when he means more than a single {n}.
    One of them is called {n}. And if you see many of them?
    plural form: {n} -
    Today's worksheet: nouns in the plural. Number one is {n}.
""")
SINGULAR = wording("""
    What is the singular of {m}?
    Two {m}, but only one ___
    We wrote "{m}" but there is just one in the drawing. How must the word be written then?
    more than one: {m}, just one: ?
    Put {m} into the singular.
    Take the plural word {m} and write the word for a single one.
    What do you call just one, when many are called {m}?
    {m} = plural. Singular = ___
    My daughter needs the singular form of "{m}".
    Many {m} went away and one stayed. One what?
""")
COUNTED = wording("""
    Finish the sentence: {p} can see {k} ___. Use the word {n} in its right form.
    Write {n} correctly in the gap: "{k} ___".
    {p} counts: one {n}, then another, until there are {k} of them. {k} what?
    How do we say it: {k} {n} or {k} {m}? Write the right word only for the thing.
    gap text, word to use = {n}: We found {k} ___ yesterday.
    There was one {n}. Now there are {k} ___.
    Correct the noun in "{k} {n}".
    {p} drew a {n}, and then some more, {k} in total. So there are {k} ... on the paper (finish it|what's the word)?
    Fill in. 1 {n}, {k} ___
    A pupil wrote "I saw {k} {n}". What should the last word be?
""")


def plural_word(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice(list(PLURALS))
    while n[0] in "aeiou":
        n = rng.choice(list(PLURALS))
    return choice(PLURAL, dict(n=n), PLURALS[n], "The plural is {}.", few=True)


def singular_word(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([n for n in PLURALS if n not in ("sheep", "deer")])
    return choice(SINGULAR, dict(m=PLURALS[n]), n, "The singular is {}.", few=True)


def counted_word(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([n for n in PLURALS if n not in ("sheep", "deer") and n[0] not in "aeiou"])
    return choice(COUNTED, dict(n=n, m=PLURALS[n], k=rng.randint(2, 12), p=rng.choice(PEOPLE)), PLURALS[n], "The word is {}.", f"one: {n}\nmore: {PLURALS[n]}")


OPPOSITE = wording("""
    What is the opposite of {a}?
    (Find|Write) the word that means the exact contrary of {a}.
    Not {a} at all, but quite the other way round: ___
    opposites!! {a} - ?
    We are matching opposites in class. My card says "{a}". Which card do I have to look for?
    Give an antonym for {a}.
    {a} ↔ ___
    In the game I say a word and you say its opposite. My word: {a}
    "{a}" - turn its meaning around.
    Which word would you put opposite {a} on a worksheet about opposites?
""")
OPPOSITE_PAIRS = wording("""
    {a} is to {b} as {c} is to ___.
    If {a} goes with {b}, then {c} goes with ...?
    Complete the pair of opposites like in the example. Example: {a} - {b}. Now you: {c} - ___
    {a} : {b} = {c} : ?
    The opposite of {a} is {b}. In the same way, what belongs to {c}?
    (Pattern|Look at the pattern): {a}/{b}, {c}/___
    Somebody paired up {a} and {b}. With the same rule, what is the partner of {c}?
    Finish the list of contrary words: {a}, {b}; {c}, ...
    {a} and {b} are opposites, so are {c} and ___
    when i say {a} you say {b}, when i say {c} you say
""")
OPPOSITE_OF_THREE = wording("""
    Which of these words is the opposite of {a}: {o}?
    Circle the opposite of {a}: {o}
    {p} needs a word that means just the reverse of {a}. Is it {o}?
    Multiple choice. Opposite of "{a}"? {o}
    Look for the contrary of {a}. You may choose from {o}.
    {o}: one of these is the opposite of {a}. Which?
    Tick the antonym of {a} ({o}|here: {o}).
    Would the opposite of {a} be {o}?
    Draw a line from {a} to its opposite. On the other side there are {e}.
    the word {a} and its contrary belong together.. pick from {o}
""")


def pair_both_ways(rng: Random, pairs: list[list[str]]) -> list[str]:
    pair = rng.choice(pairs)
    return pair[::-1] if rng.random() < 0.5 else pair


UNIQUE = [pair for pair in OPPOSITES if not {"lose", "go", "answer", "easy", "hard", "right", "light", "old", "short", "low"} & set(pair)]


ALIKE = "up down above below big small thick thin wide narrow deep shallow near far inside outside".split()


def opposite_word(rng: Random, _words: list[str]) -> Problem:
    a, b = pair_both_ways(rng, UNIQUE) if rng.random() < 0.7 else rng.choice(OPPOSITES)
    return choice(OPPOSITE, dict(a=a), b, f"The opposite of {a} is {{}}.", few=True)


def opposite_analogy(rng: Random, _words: list[str]) -> Problem:
    (a, b), (c, d) = rng.sample(UNIQUE, 2)
    if rng.random() < 0.5:
        a, b, c, d = b, a, d, c
    return choice(OPPOSITE_PAIRS, dict(a=a, b=b, c=c), d, "The word is {}.", f"{a}: opposite {b}\n{c}: opposite {d}")


def opposite_of_three(rng: Random, _words: list[str]) -> Problem:
    a, b = pair_both_ways(rng, UNIQUE)
    others = [rng.choice(pair) for pair in rng.sample([pair for pair in UNIQUE if a not in pair and (a in ALIKE) + (pair[0] in ALIKE) < 2], 2)]
    return choice(OPPOSITE_OF_THREE, dict(a=a, o=options(rng, [b, *others]), p=rng.choice(PEOPLE)), b, f"The opposite of {a} is {{}}.", f"{a}: opposite {b}")


PAST = wording("""
    What is the past tense of {v}?
    today I {v}, yesterday I ___
    How do you say "I {v}" if it happened last week? Just the verb.
    Simple past of "to {v}":
    (Put|Change) the verb {v} into the past.
    present: {v}, past: ?
    My homework is about verbs in the past. What's the form for {v}?
    Every day they {v}. Last Monday they ___ too.
    The teacher writes {v} on the board and wants its past form. What should I write?
    Grandpa tells about long ago, so he doesn't use "{v}" but ...?
    whats the right past of {v}, pls check the spelling
    Fill in the table: infinitive {v}, simple past ___
""")
PAST_GAP = wording("""
    Put the verb into the past: {s}
    Fill the gap with the simple past. {s}
    {s} Which form of the verb in brackets goes there?
    It already happened, so which word is right? {s}
    Complete: {s}
    The sentence is about yesterday. What is missing? {s}
    Exercise 4, past tense. "{s}" - fill in the verb.
    my diary says: {s} help me with the gap
    What did {p} do? Write the missing verb: {s}
    {s} (What should stand|What must I write) in place of the line?
""")
PRESENT = wording("""
    Which verb has the past form {w}?
    "{w}" is past tense. What is the (infinitive|basic form|base form)?
    Yesterday they {w}. Today they ___ again.
    {w} <- past tense of which verb?
    I look for {w} in the dictionary but I only find the base form. Under which word must I look?
    Go back to the present: yesterday I {w}, now I ...
    Turn the past verb {w} into the present, as in "we ___".
    they {w} - that was yesterday. and what do they do every day? they ...
    to ___ → {w}
    Write the word from which we make the past form "{w}".
""")


def past_word(rng: Random, _words: list[str]) -> Problem:
    v = rng.choice(VERBS)
    return choice(PAST, dict(v=v[0]), v[2], "The past is {}.", few=True)


def past_gap(rng: Random, _words: list[str]) -> Problem:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    when = rng.choice(["Yesterday", "Last week", "Last night", "Two days ago", "Last Sunday"])
    return choice(PAST_GAP, dict(s=f"{when} {p} ___ ({v[0]}) {v[4]}.", p=p), v[2], "The word is {}.", f"{when}: past\n{v[0]}: past {v[2]}")


def present_word(rng: Random, _words: list[str]) -> Problem:
    v = rng.choice(VERBS)
    return choice(PRESENT, dict(w=v[2]), v[0], "The verb is {}.", few=True)


HE_FORM = wording("""
    I {v}, he ___
    What is the he/she/it form of {v}?
    Fill in: we {v}, but she ...
    "He {v}" sounds wrong. What should the verb look like in the present?
    Write the verb {v} so that it fits after "he".
    third person singular of to {v}?
    they {v} / it ___
    Don't forget the s! {v}: he ...
    If {p} does it, we no longer write "{v}" in the present. Which form do we write?
    Add the right ending to {v} for she.
""")
HE_GAP = wording("""
    Fill in the verb in the present: {s}
    {s} Which form is correct?
    Simple present, please. {s}
    How must the word in brackets be written? {s}
    What goes in the gap? {s}
    {p} does this all the time. Complete the sentence: {s}
    Worksheet "every day": {s}
    my sister is stuck on this sentence: {s} what is the missing verb?
    Choose the right present form for the gap in: {s}
    Careful with he, she and it! {s}
""")
ING = wording("""
    What is the -ing form of {v}?
    I {v}. Right now I am ___.
    Add ing to {v}. How do you spell it?
    They {v} every day. Look, they are ... at this moment too!
    {v} + ing = ___
    Present participle of "{v}"?
    Write {v} with the ending -ing (mind the spelling).
    Fill in: "Stop ___!" The verb is {v}.
    be + {v}: She is ___ now.
    How does {v} change when somebody is doing it just now?
""")
FUTURE = wording("""
    Put the sentence in the future with "will": {s}
    {s} Tomorrow it will happen again. Write that sentence with will, without the word tomorrow.
    Future tense: {s} ->
    Change it so that it is about what comes later, using will. {s}
    Not now, but next week! Rewrite with will and don't add anything else: {s}
    how does this go with will: {s}
    Rewrite in the will-future. "{s}"
    Present: {s} Future with will:
    What will {p} do? Turn this into a sentence with will: {s}
    The fortune teller says everything with "will". How does she say: {s}
""")
TENSE = wording("""
    Past, present or future? {s}
    Which tense is this sentence in: past, present or future? {s}
    When does it happen, in the past, in the present or in the future? "{s}"
    {s} Is that past, present or future?
    Name the tense (past, present, future|present, past or future): {s}
    Decide for the sentence: future, past or present. {s}
    Read: {s} Does the verb stand in the present, the past or the future?
    put it in the right box - past / present / future - {s}
    My worksheet has three columns, past, present and future. Into which column goes "{s}"?
    {p} is in this sentence. Tell me its tense out of past, present and future: {s}
""")


def he_form(rng: Random, _words: list[str]) -> Problem:
    v = rng.choice(VERBS)
    return choice(HE_FORM, dict(v=v[0], p=rng.choice(PEOPLE)), v[1], "The form is {}.", few=True)


def he_gap(rng: Random, _words: list[str]) -> Problem:
    v, p, when = rng.choice(VERBS), rng.choice(PEOPLE), rng.choice(["Every day", "Every week", "Every Monday"])
    return choice(HE_GAP, dict(s=f"{when} {p} ___ ({v[0]}) {v[4]}.", p=p), v[1], "The word is {}.", f"{when}: present\n{p}: he or she\nhe or she: {v[1]}")


def ing_form(rng: Random, _words: list[str]) -> Problem:
    v = rng.choice(VERBS)
    return choice(ING, dict(v=v[0]), v[3], "The form is {}.", few=True)


def future_sentence(rng: Random, _words: list[str]) -> Problem:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    return choice(FUTURE, dict(s=f"{p} {v[1]} {v[4]}.", p=p), f"{p} will {v[0]} {v[4]}.", "{}", f"{v[1]}: will {v[0]}")


def tense_name(rng: Random, _words: list[str]) -> Problem:
    v, p, tense = rng.choice(VERBS), rng.choice(PEOPLE), rng.choice(["past", "present", "future"])
    form = {"past": v[2], "present": v[1], "future": f"will {v[0]}"}[tense]
    return choice(TENSE, dict(s=f"{p} {form} {v[4]}.", p=p), tense, "It is the {}.", f"{form}: {tense}")


COMPARATIVE = wording("""
    What is the comparative of {a}?
    {a}, ___, {c}
    One is {a}, but the other is even ___
    Write the form of {a} that goes before "than".
    How do you say it when something is more {a} than another thing? One word.
    {a} -> -er form?
    Compare two things with the word {a}. Which form do you need?
    This one is {a}. That one is ___ than this.
    Not the most, just more: {a}, ...?
    comparison of adjectives, 2nd step. {a} becomes
""")
SUPERLATIVE = wording("""
    What is the superlative of {a}?
    {a}, {b}, ___
    Of all the three, this one is the ... (use {a}|take the word {a})
    Which form of {a} fits after "the" when nothing beats it?
    {a}, {b}, and then? the ___
    This one is {a}, that one is {b}, and the last one is the ___ of all.
    Write the -est form of {a}.
    {a} in the highest degree = the ___
    What is the word for something {a} that beats everything else? the ...
    third step of comparison: {a} - {b} - ?
""")
BASE_ADJECTIVE = wording("""
    Which word do {b} and {c} come from?
    ___, {b}, {c}
    {c} is the superlative. What is the plain adjective?
    First comes the simple word, then {b}, then {c}. What is the simple word?
    Give me the basic form of the adjective "{b}".
    Take off the ending: {c} → ?
    more = {b}, most = {c}, normal = ___
    In the table the first column is empty: [ ] [{b}] [{c}]
    "{b} than" - from which adjective is it made?
    "as ... as" needs the base form. You have the word {b}. What do you write between as and as?
""")


def comparative_word(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.choice(ADJECTIVES)
    return choice(COMPARATIVE, dict(a=a, c=c), b, "The word is {}.", few=True)


def superlative_word(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.choice(ADJECTIVES)
    return choice(SUPERLATIVE, dict(a=a, b=b), c, "The word is {}.", few=True)


def base_adjective(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.choice(ADJECTIVES)
    return choice(BASE_ADJECTIVE, dict(b=b, c=c), a, "The word is {}.", few=True)


ARTICLE = wording("""
    A or an? ___ {n}
    Is it "a {n}" or "an {n}"?
    Which little word comes before {n}, a or an?
    {p} has ___ {n}. Put in a or an.
    Fill in a/an: I can see ___ {n}.
    Do we say a or an with {n}?
    put the right article (a, an) in front of {n}
    "This is ___ {n}." Choose between an and a.
    an / a + {n}: what is correct?
    My son wrote "a {n}". His friend wrote "an {n}". Who is right? Say which article, a or an, it needs.
""")
SYNONYM = wording("""
    Which word means the same as {a}: {o}?
    Find the synonym of {a}. {o}
    {o} - which of them could you use instead of {a}?
    I don't want to write {a} again in my story. Which word is closest, {o}?
    Another word for {a}? Choose: {o}.
    Same meaning as "{a}": {o}?
    Match {a} with the word that means nearly the same. The words are {e}.
    In the thesaurus, next to {a}, would you find {o}?
    Cross out {a} and put a word with the same sense. Options are {e}.
    {p} says {a}. What could {p} say instead: {o}?
""")
RHYME = wording("""
    Which word rhymes with {a}: {o}?
    {a} rhymes with ... ({o}|is it {o})?
    I'm writing a poem. The line ends with {a}. Which of these would rhyme, {o}?
    Find the rhyme: {a} - {o}
    {o}. Which of these sounds like {a} at the end?
    Rhyme time! My word is {a}, you can pick from {o}.
    Circle what rhymes with {a}. {o}
    Say them out loud: {o}. Which one has the same ending sound as {a}?
    Roses are red.. i need a rhyme for {a}. {o}?
    Join {a} with its rhyming partner. The candidates: {e}.
""")
NO_RHYME = wording("""
    Which word does not rhyme with the others: {o}?
    {o} - find the one that doesn't rhyme.
    Three of these rhyme and one doesn't. Which one? {o}
    Odd one out (rhymes): {o}
    Listen to the endings: {o}. Which word sounds different at the end?
    {p} wants a poem with {e}, but one of them spoils the rhyme. Which?
    Cross out the word that has no rhyme here: {o}
    Who doesn't fit, by sound? {o}
    Say each word. {o}. One has another ending sound. Write it down.
    rhyming words - one is wrong - {o}
""")


def article(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice(AN if rng.random() < 0.5 else A)
    word = "an" if n in AN else "a"
    return choice(ARTICLE, dict(n=n, p=rng.choice(PEOPLE)), word, f"It is {{}} {n}.", few=True)


def synonym_of_three(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(SYNONYMS)
    near = "big large enormous huge small little tiny minute fast quick speedy swift jump leap hop skip strange odd weird peculiar hurry rush noisy loud sad unhappy cry weep happy glad"
    others = [pair[1] for pair in SYNONYMS if not (a in near.split() and pair[0] in near.split()) and a not in pair and b not in pair]
    return choice(SYNONYM, dict(a=a, o=options(rng, [b, *rng.sample(others, 2)]), p=rng.choice(PEOPLE)), b, "The word is {}.", f"{a}: {b}", few=True)


def rhyme_of_three(rng: Random, _words: list[str]) -> Problem:
    group, one, two = rng.sample(RHYMES, 3)
    a, b = rng.sample(group, 2)
    return choice(RHYME, dict(a=a, o=options(rng, [b, rng.choice(one), rng.choice(two)])), b, "The word is {}.", f"{a}: {' '.join(group)}", few=True)


def no_rhyme(rng: Random, _words: list[str]) -> Problem:
    group, other = rng.choice([group for group in RHYMES if len(group) > 2]), rng.choice(RHYMES)
    while other is group:
        other = rng.choice(RHYMES)
    odd = rng.choice(other)
    return choice(NO_RHYME, dict(o=options(rng, [*rng.sample(group, 3), odd]).replace(" or ", " and "), p=rng.choice(PEOPLE)), odd, "The word is {}.",
                  f"rhyme: {' '.join(group)}\nnot: {odd}", few=True)


COMPOUND = wording("""
    {a} + {b} = ___
    Which word do you get from {a} and {b} (together|put together)?
    Make a compound word out of {a} and {b}.
    Stick the two words {a} and {b} together. What does it say?
    {a} and {b} make one new word: what is it?
    Two puzzle pieces: one says {a}, the next says {b}. Read the whole thing!
    Glue {b} behind {a}.
    if i join {a} with {b} i get
    Take {a}, add {b} at the end and write the long word.
    Word maths for kids! First part {a}, second part {b}, result?
""")
COMPOUND_SPLIT = wording("""
    Which two words are hidden in {w}?
    {w} = ___ + ___
    Split the compound word {w} into its two words.
    {w} is made of two smaller words. Which are they?
    Cut {w} in two so that both pieces are words.
    Take apart: {w}
    "{w}" is a compound noun. Name its parts.
    Where would you draw the line in {w}, so that there is a word on each side? Tell me both words.
    What two words make {w}?
    Can you see two little words inside {w}? Write them with "and" between.
""")
COMPOUND_PART = wording("""
    {a} + ___ = {w}
    Which word must you add to {a} to get {w}?
    I have {a} and I want {w}. What is missing?
    The compound is {w}. The first part is {a}. And the second?
    Take {a} away from {w}. Which word is left?
    {w} without {a} is ...
    {w}: {a} and ?
    Someone has torn the word {w} in two. On one piece it says {a}. What is on the other piece?
    Complete the word sum so that it makes {w}: {a} + ?
    cover up {a} in the word {w}.. what can u still read
""")


def compound_word(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(COMPOUNDS)
    return choice(COMPOUND, dict(a=a, b=b), a + b, "The word is {}.", f"{a} + {b}")


def compound_split(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(COMPOUNDS)
    return choice(COMPOUND_SPLIT, dict(w=a + b), f"{a} and {b}", "The words are {}.", few=True)


def compound_part(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(COMPOUNDS)
    return choice(COMPOUND_PART, dict(a=a, w=a + b), b, "The word is {}.", f"{a + b}: {a} + {b}")


YOUNG_OF = wording("""
    What is a baby {a} called?
    The young of a {a} is a ___
    At the zoo shop they sell a picture of a {a} and its little one. What's the little one's name in English?
    {a} - baby: ?
    How do you call the child of a {a}?
    Mother: {a}. Baby: ...
    When a {a} is still very young, which special word do we use for it?
    A small, young {a} is known as a what?
    animal babies quiz. {a}?
    My book says "a {a} and her ___". Which word for the baby?
""")
PARENT_OF = wording("""
    Which animal was once a {b}?
    A {b} grows up to be a ___
    What does a {b} become when it's big?
    {b}: baby of which animal?
    I saw a {b}. What kind of animal is its mother?
    Who is the grown-up of the {b}?
    Name the animal whose young is called {b}.
    Baby: {b}. Mother: ...
    in a year or two the {b} will be grown up. it will be a
    A {b} is a young what?
""")
GROUP = wording("""
    A ___ of {n}. Which word fits: {o}?
    Do we say a {o} of {n}?
    Fill in the right word. "Look, a ... of {n}!" ({o}|You can choose {o}.)
    What goes with "of {n}": {o}?
    {o} - only one of them goes before "of {n}". Which?
    {o} of {n}?
    Collective words: a ___ of {n} ({o}|pick {o})
    {p} wants to say it properly. Is it a {o} of {n}?
    Choose the word that belongs to {n} out of {e}, as in "a ... of {n}".
    I can never remember: what do you call it with {n}? a {o}?
""")


def young_animal(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice([pair for pair in YOUNG if pair[0][0] not in "aeiou"])
    return choice(YOUNG_OF, dict(a=a), b, "It is a {}.", few=True)


def parent_animal(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice([pair for pair in YOUNG if pair[1] not in ("cub", "calf", "kid") and pair[1][0] not in "aeiou"])
    return choice(PARENT_OF, dict(b=b), a, f"It is {with_article(a).split()[0]} {{}}.", few=True)


LIVING = "wolves sheep bees lions cows elephants puppies kittens whales dolphins birds ants singers players soldiers pupils sailors actors".split()


def group_word(rng: Random, _words: list[str]) -> Problem:
    n, g = rng.choice([pair for pair in GROUPS if pair[1][0] not in "aeiou"])
    alien = ["loaf", "slice", "bottle", "bar", "cup"] if n in LIVING else ["pride", "choir", "crew", "litter", "herd", "swarm"]
    return choice(GROUP, dict(n=n, o=options(rng, [g, *rng.sample([x for x in alien if x != g], 2)]), p=rng.choice(PEOPLE)), g, f"We say a {{}} of {n}.", f"{n}: {g}", few=True)


WORD_CLASS = wording("""
    Is {w} a noun, a verb or an adjective?
    Noun, verb or adjective? {w}
    What kind of word is "{w}": verb, noun or adjective?
    Put {w} into the right group (nouns, verbs or adjectives|adjectives, nouns or verbs). Answer with the name for one such word.
    naming word = noun, doing word = verb, describing word = adjective. which one is {w}
    In the sorting game there are three baskets, one for each of noun, adjective and verb. I hold the card "{w}". Where does it belong?
    Tell me the word class of {w}. Choose from adjective, noun, verb.
    {w}: which part of speech is it, noun, verb or adjective?
    We colour nouns blue, verbs red and adjectives green. What is {w}, a verb, a noun or an adjective?
    Word type of {w}? (adjective / verb / noun|verb / noun / adjective)
""")
CLASS_OF_THREE = wording("""
    Which of these words is {k}: {o}?
    Find {k}: {o}
    {o} - one is {k}. Which?
    Underline the word that is {k}. {o}
    I must colour {k}. I've got {e}. Which one do I colour?
    Only one of these is {k}. {o}. Name it.
    Words on the cards: {e}. {p} looks for {k}. Which card?
    pick {k} from {o}
    Worksheet on word classes. Tick {k}: {o}.
    Would you say that {k} is {o}?
""")
CLASS_IN_SENTENCE = wording("""
    Which word is the {k} in this sentence? {s}
    {s} Find the {k}.
    Underline the {k}: {s}
    "{s}" What's the {k} here?
    Search the sentence for its {k} and write that word. {s}
    My teacher wants the {k} of this: {s}
    In "{s}", one word is the {k}. Which one?
    {s} <- where is the {k}
    Read the sentence and copy out the {k}: {s}
    Name the word that is the {k}. The sentence goes: {s}
""")


def word_class(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice(list(CLASSES))
    w = rng.choice(CLASSES[k])
    return choice(WORD_CLASS, dict(w=w), k, f"It is {A_CLASS[k].split()[0]} {{}}.", f"{w}: {MEANS[k]}\n{MEANS[k]}: {k}", few=True)


def class_of_three(rng: Random, _words: list[str]) -> Problem:
    three = {k: rng.choice(words) for k, words in CLASSES.items()}
    k = rng.choice(list(CLASSES))
    return choice(CLASS_OF_THREE, dict(k=A_CLASS[k], o=options(rng, list(three.values())), p=rng.choice(PEOPLE)), three[k], "It is {}.",
                  "\n".join(f"{three[k]}: {k}" for k in CLASSES))


def class_in_sentence(rng: Random, _words: list[str]) -> Problem:
    adjective = rng.choice("happy hungry young small big tired old little brave friendly funny lazy sad clever noisy tiny".split())
    noun = rng.choice("dog cat horse boy girl teacher tiger rabbit monkey bird child king queen farmer doctor pirate lion bear frog man woman".split())
    verb = rng.choice("sleeps runs sings sits waits eats dances swims jumps laughs smiles cries listens talks arrives".split())
    parts = {"noun": noun, "verb": verb, "adjective": adjective}
    k = rng.choice(list(parts))
    s = f"{rng.choice(['The', 'Our', 'My', 'This'])} {adjective} {noun} {verb}."
    return choice(CLASS_IN_SENTENCE, dict(k=k, s=s), parts[k], f"The {k} is {{}}.", f"{adjective}: adjective\n{noun}: noun\n{verb}: verb")


BE_GAP = wording("""
    {o}? {s}
    Fill in {o}: {s}
    {s} Choose {o}.
    Which form of the verb is missing, {o}? {s}
    My exercise: put {o} in the gap. {s}
    "{s}" Do I write {o} there?
    Complete this sentence: {s} (You can use {o}.|The choice is {o}.)
    {o} - only one is right here: {s}
    Help, {o}?? {s}
    What belongs on the line, {o}? {s}
""")
ONE = "The cat,My sister,The ball,Our teacher,The soup,This book,The girl,Her uncle,The moon,Your bag,The boy,That house".split(",")
MANY = "The cats,My sisters,The balls,Our teachers,The children,These books,The girls,Her friends,The stars,Your shoes,The boys,Those houses".split(",")


def who(rng: Random) -> tuple[str, str]:
    """A subject, and whether it is I, one, or more."""
    kind = rng.randrange(7)
    if kind < 2:
        return rng.choice([*rng.sample(ONE, 3), *rng.sample(PEOPLE, 3)]), "one"
    if kind < 4:
        return rng.choice([*rng.sample(MANY, 3), " and ".join(rng.sample(PEOPLE, 2))]), "more"
    return [("I", "I"), (rng.choice(["We", "They", "You"]), "more"), (rng.choice(["He", "She", "It"]), "one")][kind - 4]


def means(subject: str, n: str) -> str:
    return f"{subject}: {subject if n == 'I' or subject == 'You' else 'one' if n == 'one' else 'more than one'}"


def agreeing(rng: Random, forms: dict[str, str], rest: list[str]) -> Problem:
    subject, n = who(rng)
    word, end = forms[n], rng.choice(rest)
    of = list(dict.fromkeys(forms.values()))
    said = "you" if subject == "You" else {"I": "I", "one": "one", "more": "more than one"}[n]
    return choice(BE_GAP, dict(o=options(rng, of), s=f"{subject} ___ {end}", subject=subject), word, "The word is {}.",
        f"{means(subject, n)}\n{said}: {word}".replace("You: You", "You: you"))


def am_is_are(rng: Random, _words: list[str]) -> Problem:
    return agreeing(rng, {"I": "am", "one": "is", "more": "are"}, ["in the garden.", "here.", "very nice.", "not old.", "from Italy.", "at home.", "under the tree.",
        "new here."])


def was_were(rng: Random, _words: list[str]) -> Problem:
    return agreeing(rng, {"I": "was", "one": "was", "more": "were"}, ["in the garden yesterday.", "here last week.", "wet after the rain.", "not at school on Monday.",
        "there last night."])


def has_have(rng: Random, _words: list[str]) -> Problem:
    return agreeing(rng, {"I": "have", "one": "has", "more": "have"}, ["a red spot.", "a new place.", "a long name.", "something nice.", "a funny name.", "a secret."])


DO_GAP = wording("""
    Do or does? {s}
    {s} Does it start with do or with does?
    Start the question correctly (do/does|with do or does): {s}
    Which is right at the beginning, "do" or "does"? {s}
    Fill the gap with does or do: {s}
    "{s}" - first word please, do or does
    The first word of this question is missing. It is do or does. {s}
    My pupil isn't sure whether to write do or does: {s}
    {s} do / does
    Pick do or does so that the question is correct. {s}
""")
FREE_TIME = "like apples,play chess,live here,speak English,want some tea,go to school,need help,know the song,eat fish,have a bike,swim well,like music".split(",")


def do_does(rng: Random, _words: list[str]) -> Problem:
    one = rng.random() < 0.5
    subject = rng.choice([*rng.sample(PEOPLE, 3), "he", "she", "your sister", "the teacher"] if one else ["you", "they", "we", "your friends",
        " and ".join(rng.sample(PEOPLE, 2)), "the girls"])
    word = "does" if one else "do"
    return choice(DO_GAP, dict(s=f"___ {subject} {rng.choice(FREE_TIME)}?", one=str(one)), word, "The word is {}.",
                  f"{subject}: {'you' if subject == 'you' else 'one' if one else 'more than one'}\n{'you' if subject == 'you' else 'one' if one else 'more than one'}: {word}")


THIS_THESE = wording("""
    This or these? ___ {n} {be} mine.
    Fill in this/these: I like ___ {n}.
    Which word goes before "{n}", these or this?
    ___ {n} (this or these|these or this)?
    {p} points at something near: "Look at ___ {n}!" Is it this or these?
    Do you say "this {n}" or "these {n}"? Give the small word.
    complete with this or these -> ___ {n} {be} very nice
    "How much {be} ___ {n}?" Choose these or this for the shop dialogue.
    The word is {n}. Put this or these in front.
    Near me: ___ {n}. Should I use this or these?
""")
MUCH_MANY = wording("""
    Much or many? How ___ {n} do we need?
    How much {n} or how many {n}? Write much or many.
    There isn't or aren't so ___ {n} left. Is the missing word much or many?
    Fill in much/many: How ___ {n} did you buy?
    With the word {n}, do I ask "how many" or "how much"? Write only many or much in your sentence.
    {p} has too ___ {n}. (Many or much|Much or many)?
    many {n} / much {n} - which is good English, many or much?
    Can you count {n}? So is it many or much?
    Choose the correct word, many or much, for the gap: not ___ {n}
    much, many: ___ {n}
""")
TO_COUNT = "apples eggs books cups bananas friends chairs pencils coins cookies trees questions bottles potatoes children days tickets".split()
NOT_COUNTED = "milk water bread sugar money rice salt butter flour juice honey snow sand tea cheese soup".split()


def this_these(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice("apple book flower chair table pencil boat cake egg toy ring key box glass dish watch dress potato tomato berry cherry knife leaf shelf".split())
    many = rng.random() < 0.5
    word, shown = ("these", PLURALS[n]) if many else ("this", n)
    return choice(THIS_THESE, dict(n=shown, be="are" if many else "is", p=rng.choice(PEOPLE)), word, "The word is {}.",
        f"{shown}: {'more than one' if many else 'one'}\n{'more than one' if many else 'one'}: {word}")


def much_many(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice(TO_COUNT + NOT_COUNTED)
    word = "many" if n in TO_COUNT else "much"
    return choice(MUCH_MANY, dict(n=n, p=rng.choice(PEOPLE)), word, "The word is {}.",
    f"{n}: {'you can count them' if word == 'many' else 'you cannot count it'}\n{'count' if word == 'many' else 'not count'}: {word}", few=True)


PREPOSITION_TIME = wording("""
    In, on or at? {s}
    Which preposition is missing (at, in, on|in, at, on)? {s}
    Fill the gap with on, in or at: {s}
    {s} Choose from: on, at, in.
    "{s}" - is it at, on or in?
    Prepositions of time. Use in, on or at. {s}
    at/in/on?? {s}
    My friend is learning English. Does she need in, on or at here: {s}
    Complete the sentence with one of the words on, at, in: {s}
    {s} The missing word is in, at or on. Which one?
""")
WHERE = wording("""
    {c} So the {a} is ___ the {b}. Which word fits: {o}?
    {c} Where is the {a}, {o} the {b}?
    Read: {c} Fill in {o}: The {a} is ___ the {b}.
    {o}? {c} That means: the {a} is ___ the {b}.
    Look at the picture. {c} Now complete "The {a} is ___ the {b}" with {o}.
    {c} Choose the right place word ({o}|out of {e}) for the {a}: "... the {b}".
    {p} tells us: "{c}" Which is true, is the {a} {o} the {b}?
    Say it with a preposition. {c} The {a} is {o} the {b}?
    Position words: {e}. {c} Which one tells where the {a} is, seen from the {b}?
    {c} Someone asks where to find the {a}. You say: ___ the {b}. Pick {o}.
""")


def preposition_time(rng: Random, _words: list[str]) -> Problem:
    word = rng.choice(["in", "on", "at"])
    when, what = {"in": (rng.choice([*MONTHS, "summer", "winter", str(rng.randint(2001, 2029))]), "a month, a season or a year"), "on": (rng.choice(DAYS), "a day"),
                  "at": (f"{rng.choice('two three four five six seven eight nine ten'.split())} o'clock", "a time on the clock")}[word]
    p = rng.choice(PEOPLE)
    s = rng.choice([f"The party is ___ {when}.", f"{p} visits us ___ {when}.", f"The film starts ___ {when}.", f"We leave ___ {when}.", f"{p} comes back ___ {when}."])
    return choice(PREPOSITION_TIME, dict(s=s, when=when), word, "The word is {}.", f"{when}: {what}\n{what}: {word}")


PLACES = {"in": "The {b} is around the {a}, and the lid is shut.", "on": "The {a} lies on top of the {b}.", "under": "The {b} stands over the {a}.",
          "behind": "The {b} is in front of the {a}.", "in front of": "The {b} is behind the {a}.", "next to": "The {a} and the {b} stand side by side."}


def where_is_it(rng: Random, _words: list[str]) -> Problem:
    word = rng.choice(list(PLACES))
    a, b = rng.choice("ball cat toy key book cup mouse ring coin shoe".split()), rng.choice("box case chest basket suitcase trunk".split())
    others = rng.sample([x for x in PLACES if x != word], 2)
    c = PLACES[word].format(a=a, b=b)
    return choice(WHERE, dict(a=a, b=b, c=c, o=options(rng, [word, *others]), p=rng.choice(PEOPLE)), word, f"The {a} is {{}} the {b}.", f"{c}\nSo {a}: {word} {b}")


GAP_OF_THREE = wording("""
    Which word fits in the gap? {s} ({o}|Choose: {o}.)
    {s} Fill in the best word: {o}
    Put one of the words {e} on the line. {s}
    Complete with {o}: "{s}"
    {o}: which one makes sense here? {s}
    My son has to choose {o} for this sentence: {s}
    {s} -> {o}?
    The sentence has a hole: {s} Which of {e} goes in?
    Cloze text. Words to choose from: {e}. {s}
    Two of the words {e} are nonsense in this sentence, one is right. {s}
""")
GAPS = [line.strip().split(": ") for line in """
    bed: We sleep in a ___.
    scissors: You cut paper with ___.
    umbrella: Take your ___, it is raining.
    milk: Cows give us ___.
    honey: Bees make ___.
    teacher: The ___ helps the pupils in the classroom.
    doctor: When you are ill, you go to the ___.
    eggs: Hens lay ___.
    spoon: You eat soup with a ___.
    nose: We smell with our ___.
    eyes: We see with our ___.
    ears: We hear with our ___.
    library: You can borrow books from the ___.
    pilot: The ___ flies the plane.
    baker: The ___ makes bread and rolls.
    clock: The ___ tells us what time it is.
    towel: After the shower I dry myself with a ___.
    key: I open the lock with a ___.
    fridge: We keep the milk cold in the ___.
    moon: At night the ___ shines in the sky.
    wings: A bird flies with its ___.
    stamp: Before you post the letter, you put a ___ on it.
    gloves: My hands are cold, so I put on my ___.
    fire: Be careful, the ___ is hot and burns.
    snowman: In winter the children build a ___.
    toothbrush: I clean my teeth with a ___.
    candles: There are eight ___ on my birthday cake.
    farmer: The ___ keeps cows and pigs.
    pillow: In bed I put my head on a ___.
    carrot: The rabbit nibbles a ___.
    bone: The dog chews a ___.
    mirror: I look at my own face in the ___.
    ladder: He climbs up to the roof on a ___.
    bridge: We walk across the river on a ___.
    camera: She takes photos with her ___.
    guitar: He plays a song on his ___.
    hammer: You hit a nail with a ___.
    web: The spider sits in its ___.
    nest: The bird lays its eggs in a ___.
    kitchen: Dad is cooking dinner in the ___.
    shell: The snail carries its ___ on its back.
    belt: My trousers are too loose, I need a ___.
    thirsty: She drinks a lot of water because she is ___.
    hungry: He wants to eat something because he is ___.
    tired: I want to go to sleep because I am ___.
    cold: Ice is very ___.
    swim: Fish can ___.
    read: In the evening we ___ a story from a book.
    """.strip().splitlines()]


def gap_of_three(rng: Random, _words: list[str]) -> Problem:
    alike = [{"bed", "pillow", "nest", "towel", "kitchen", "library", "fridge", "web", "doctor", "teacher", "shell"}, {"nose", "eyes", "ears", "gloves", "wings"}, {"milk",
        "honey", "eggs"}, {"hungry", "thirsty", "tired", "cold"},
             {"teacher", "doctor", "pilot", "baker", "farmer", "snowman", "clock", "library"}, {"swim", "read"}, {"carrot", "bone", "toothbrush", "gloves", "pillow"},
                 {"mirror", "camera", "moon", "candles"}, {"snowman", "web", "nest", "bridge", "ladder"}, {"moon", "fire"}, {"scissors", "key", "spoon", "hammer", "ladder",
                    "bridge", "camera", "guitar"}]
    word, s = rng.choice(GAPS)
    others = [x for x, _ in GAPS if x != word and not any(word in group and x in group for group in alike)]
    return choice(GAP_OF_THREE, dict(s=s, o=options(rng, [word, *rng.sample(others, 2)])), word, "The word is {}.", s.replace("___", word), few=True)


QUESTION = wording("""
    Make a question: {s}
    Turn this sentence into a yes/no question. {s}
    {s} Change the order of the words so that you ask it.
    How do you ask that? "{s}"
    statement: {s} question: ___
    {s} <- I want to ask this instead of saying it. What do I write?
    Rewrite as a question that you can answer with yes or no: {s}
    Swap the subject and the verb and put a question mark. {s}
    You're a reporter and want to know if it is true. {s} Ask.
    Homework: form a question from "{s}"
""")
NEGATIVE = wording("""
    Make it negative: {s}
    Put the word "not" into the sentence. {s}
    {s} No, that's wrong! Write the sentence with not.
    Say the opposite by using not: {s}
    {s} -> negative sentence?
    Write the negation of "{s}"
    How does the sentence go if it isn't so? Please don't shorten anything. {s}
    positive: {s} negative (long form): ___
    {p} always disagrees and adds a "not". What does {p} say to this: {s}
    Negate. {s}
""")
NEGATIVE_DO = wording("""
    Make this sentence negative with "does not": {s}
    {s} That isn't true. Write it with does not.
    Negate, using does not: {s}
    Rewrite: {s} Use "does not", not the short form.
    How do I say with "does not" that this is false: {s}
    Yes: {s} No (with does not): ___
    add does not to this one and mind the verb - {s}
    Negative sentences, long form with does not. Number two: {s}
    My English book says: deny it with "does not". {s}
    {p} does the opposite. Begin with the name and continue with does not. {s}
""")
QUESTION_DO = wording("""
    Make a question with does: {s}
    {s} Ask with "Does ...?"
    Begin with the word Does and ask: {s}
    Form a yes/no question. Start with Does. {s}
    Statement: {s} Question: Does ...
    I'd like to know if this is true. How do I ask it with does? {s}
    Rewrite "{s}" as a question beginning with Does.
    turn it around pls with does and a question mark: {s}
    Yes, {s} What was the question? It began with Does.
    Find the question to this answer, first word Does, and use the name again. {s}
""")


def statement(rng: Random) -> tuple[str, str, str]:
    """A subject, its verb, and the rest."""
    subject = rng.choice([*rng.sample(PEOPLE, 4), "The dog", "The boy", "She", "He", "The girl", "They", "We"])
    verb = rng.choice(["is", "is", "can", "will", "was", "must"])
    rest = rng.choice(["swim", "sing", "stay here", "run fast", "jump high", "wait outside"] if verb in ("can", "will", "must") else ["tired", "at home", "very happy",
        "in the garden", "hungry", "late", "outside"])
    if subject in ("They", "We"):
        verb = {"is": "are", "was": "were"}.get(verb, verb)
    return subject, verb, rest


def ask_a_question(rng: Random, _words: list[str]) -> Problem:
    subject, verb, rest = statement(rng)
    inside = subject if subject in PEOPLE else subject.lower()
    return choice(QUESTION, dict(s=f"{subject} {verb} {rest}."), f"{verb.capitalize()} {inside} {rest}?", "{}", f"{subject} {verb}: {verb} {inside}")


def say_not(rng: Random, _words: list[str]) -> Problem:
    subject, verb, rest = statement(rng)
    said = "cannot" if verb == "can" else f"{verb} not"
    return choice(NEGATIVE, dict(s=f"{subject} {verb} {rest}.", p=rng.choice(PEOPLE)), f"{subject} {said} {rest}.", "{}", f"{verb}: {said}")


def does_not(rng: Random, _words: list[str]) -> Problem:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    return choice(NEGATIVE_DO, dict(s=f"{p} {v[1]} {v[4]}.", p=p), f"{p} does not {v[0]} {v[4]}.", "{}", f"{v[1]}: does not {v[0]}")


def does_question(rng: Random, _words: list[str]) -> Problem:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    return choice(QUESTION_DO, dict(s=f"{p} {v[1]} {v[4]}."), f"Does {p} {v[0]} {v[4]}?", "{}", f"{v[1]}: does {v[0]}")


WORD_ORDER = wording("""
    Put the words in order to make a sentence: {w}
    {w} - write the correct sentence.
    The words are mixed up. Which sentence can you make? {w}
    Unscramble: {w}
    Somebody dropped my word cards! They say: {w}. Please lay them in the right order.
    Build a sentence from these words, use all of them: {w}
    jumbled sentence.. {w} .. whats the right order
    Sort the words so that a proper sentence comes out. {w}
    Words: {w}. Sentence: ___
    How must {w} be arranged to make sense?
""")
ADJECTIVE_THINGS = "red green blue big small new black yellow".split()


def word_order(rng: Random, _words: list[str]) -> Problem:
    p, adjective, n = rng.choice(PEOPLE), rng.choice(ADJECTIVE_THINGS), rng.choice([*MORE_S[:1], *"ball hat car book cup house box bag bike chair table kite coat".split()])
    sentence = rng.choice([f"{p} has a {adjective} {n}", f"I see a {adjective} {n}", f"{p} buys {rng.choice(THINGS)}", f"We like {adjective} {rng.choice(THINGS)}",
        f"{p} wants {adjective} {rng.choice(THINGS)}",
                           f"They play in the {rng.choice(['garden', 'park', 'kitchen'])}", f"She lives in a {adjective} house",
                    f"He drinks a glass of {rng.choice(['milk', 'water', 'juice'])}"])
    parts = sentence.split()
    if parts[0] not in (*PEOPLE, "I"):
        parts[0] = parts[0].lower()
    mixed = parts[:]
    while mixed == parts:
        rng.shuffle(mixed)
    return choice(WORD_ORDER, dict(w=" / ".join(mixed)), sentence + ".", "{}", f"who: {parts[0]}\ndoes: {parts[1]}\nthen: {' '.join(parts[2:])}")


CAPITALS = wording("""
    Write this sentence with the right capital letters: {s}
    Where are the capital letters? Correct it: {s}
    My keyboard only makes small letters. Please fix: {s}
    Copy the sentence and use capitals where they belong. {s}
    There are no capitals in "{s}" - put them in.
    Proofread for capital letters only: {s}
    The first word and every name need a big letter. {s}
    this was typed on a phone: {s} How should it look in a school book?
    Rewrite with upper-case letters at the proper places: {s}
    Mistakes with big and small letters! {s} Write it correctly.
""")
NEEDS_CAPITAL = wording("""
    Which of these words always needs a capital letter: {o}?
    {o} - which one must be written with a big first letter?
    Find the name that should start with a capital: {o}
    All these words are in small letters, but one is wrong like that. Which one? {o}
    Only one word here is a proper noun. {o}
    The teacher marked one word because its capital is missing. Was it {o}?
    Which word would you begin with an upper-case letter even in the middle of a sentence: {o}?
    capital letter hunt: {o}
    {p} has to write one of the words {e} with a capital. Which?
    Choose the word that gets a big letter at the start, {o}.
""")
END_MARK = wording("""
    Full stop or question mark? {s}
    What is missing at the end, a question mark or a full stop? {s}
    How does this sentence end (with a full stop or with a question mark|question mark or full stop): {s}
    Put the right punctuation mark, question mark or full stop, after: {s}
    "{s}" - which mark goes at the end? Tell me its name, full stop or question mark.
    Is that a question mark or a full stop at the end of "{s}"?
    Somebody rubbed out the last mark of "{s}". Was it a full stop, or was it a question mark?
    punctuation - {s} - full stop / question mark
    {p} never writes the final mark. In "{s}", should there be a question mark or a full stop?
    Finish the line with one of these two, full stop or question mark: {s}
""")
COMMAS = wording("""
    Put in the missing comma: {s}
    There is a comma missing in this list. Write the sentence correctly. {s}
    {s} Where does the comma go? Write it out.
    Correct the punctuation (one comma): {s}
    Add one comma to the shopping sentence. {s}
    Copy this and set the comma: {s}
    A list needs a comma, but not before "and". Fix it: {s}
    "{s}" Something is missing between two of the things. Rewrite it.
    comma please: {s}
    How do I write {s} with its comma?
""")


def fix_capitals(rng: Random, _words: list[str]) -> Problem:
    p, q = rng.sample(PEOPLE, 2)
    place, day = rng.choice("London Paris Berlin Spain Italy England Africa Rome Canada Dublin".split()), rng.choice(DAYS + MONTHS[:3])
    s = rng.choice([f"My friend {p} lives in {place}.", f"We see {p} on {rng.choice(DAYS)}.", f"The dog of {p} is called {q}.", f"In {rng.choice(MONTHS)} we go to {place}.",
        f"Our teacher comes from {place}.",
                    f"Yesterday {p} met {q}.", f"On {rng.choice(DAYS)} it was sunny in {place}.", f"Is {p} at home?", f"My birthday is in {rng.choice(MONTHS)}.",
                    f"Her sister {p} likes {place}."])
    big = [w.strip(".?") for w in s.split() if w[0].isupper()]
    return choice(CAPITALS, dict(s=s.lower(), big=big), s, "{}", ", ".join(f"{w.lower()}: {w}" for w in big))


def needs_capital(rng: Random, _words: list[str]) -> Problem:
    name, what = rng.choice([(rng.choice(DAYS), "day"), (rng.choice([m for m in MONTHS if m not in ("March", "May")]), "month"),
        (rng.choice([p for p in PEOPLE if p in GIRLS + BOYS and p != "Grace"]), "person"),
                             (rng.choice("London Paris Berlin Spain Italy England Africa Rome Canada Dublin".split()), "place")])
    others = rng.sample("dog table school summer teacher garden yellow morning river week friend city winter music apple village brother holiday street cousin".split(), 2)
    return choice(NEEDS_CAPITAL, dict(o=options(rng, [name.lower(), *others]), p=rng.choice(PEOPLE)), name, "It is {}.", f"{name.lower()}: name of a {what}")


def end_mark(rng: Random, _words: list[str]) -> Problem:
    p, q = rng.sample(PEOPLE, 2)
    v = rng.choice(VERBS)
    asks = rng.random() < 0.5
    s = rng.choice([f"Where is {p}", f"Does {p} {v[0]} {v[4]}", f"What did {p} see", f"Who has a pencil for {p}", f"Can {p} swim", f"When does {p} get up",
        f"Why is {p} late", f"Is {p} your friend"]
                   if asks else [f"{p} {v[1]} {v[4]}", f"{p} and {q} are friends", f"{p} {v[2]} {v[4]}", f"I think {p} is nice", f"We had pizza with {p}", f"{p} cannot swim"])
    return choice(END_MARK, dict(s=s, p=q), "question mark" if asks else "full stop", "It is a {}.", f"{s.split()[0]}: {'asks' if asks else 'tells'}")


def missing_comma(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.sample(THINGS, 3)
    start = rng.choice(["We need", f"{rng.choice(PEOPLE)} likes", "I can see", "There are", f"{rng.choice(PEOPLE)} buys", "They sell"])
    return choice(COMMAS, dict(s=f"{start} {a} {b} and {c}."), f"{start} {a}, {b} and {c}.", "{}", f"things: {a} / {b} / {c}")


SUBJECT = wording("""
    Who or what is the subject? {s}
    Find the subject of this sentence: {s}
    {s} Name the subject.
    Underline the subject. {s}
    Grammar question: in "{s}", which word is the subject?
    Ask "who does it?" and you have the subject. {s}
    subject = ? ... {s}
    Which part of "{s}" is the subject?
    Sentence: {s} Subject: ___
    We must circle the subject in {s} What gets the circle?
""")
VERB = wording("""
    Which word is the verb? {s}
    Find the verb in this sentence: {s}
    {s} What's the doing word?
    Underline the verb. {s}
    In "{s}", what is the action word?
    Ask "what does {p} do?" and write down only the verb of: {s}
    Red pencil for verbs! Which word turns red? {s}
    verb = ? ... {s}
    Sentence: {s} Verb: ___
    Tell me the verb that is used in "{s}"
""")
OBJECT = wording("""
    What is the object of this sentence? {s}
    Find the object: {s}
    {s} Name the object.
    Ask "what?" after the verb and you get the object. {s}
    Subject, verb, object. Which one word is the object here? {s}
    In "{s}", which word is the object?
    Sentence: {s} Object: ___
    Blue for the object. Which word must be blue in {s}
    object = ? ... {s}
    My grammar sheet asks for the object of "{s}"
""")


def svo(rng: Random, asked, at: int, answer: str) -> Problem:
    parts = [rng.choice(PEOPLE), rng.choice("buys sees finds likes paints draws wants takes counts sells washes brings needs loves holds".split()), rng.choice(THINGS)]
    return choice(asked, dict(s=" ".join(parts) + ".", p=parts[0]), parts[at], answer, f"who: {parts[0]}\ndoes: {parts[1]}\nwhat: {parts[2]}")


def sentence_subject(rng: Random, _words: list[str]) -> Problem:
    return svo(rng, SUBJECT, 0, "The subject is {}.")


def sentence_verb(rng: Random, _words: list[str]) -> Problem:
    return svo(rng, VERB, 1, "The verb is {}.")


def sentence_object(rng: Random, _words: list[str]) -> Problem:
    return svo(rng, OBJECT, 2, "The object is {}.")


PRONOUN = wording("""
    Which pronoun stands for "{w}": {o}?
    Replace "{w}" with {o}.
    {w} = {o}?
    Don't repeat "{w}" all the time! Which word can you use, {o}?
    Choose the pronoun for {w}. ({o}|Choices: {o}.)
    Instead of {w} I can say ... ({o}|{o}, which one?)
    "{w} can swim." Now without naming: "___ can swim." Is it {o}?
    Which of {e} goes with {w}?
    Personal pronouns: {w} -> {o}
    The text begins with {w}. The next sentence should begin with a pronoun, {o}. Which?
""")
PRONOUN_OBJECT = wording("""
    {s} Which word can replace "{w}": {o}?
    Replace {w} with a pronoun ({o}|out of {e}): {s}
    Write {o} instead of "{w}": {s}
    {o} - which one fits in place of {w}? {s}
    In "{s}" I don't want to say {w} again. Do I take {o}?
    {s} How do you say it without naming {w}? Choose {o}.
    Which pronoun, {o}, could stand where {w} stands? {s}
    pronoun for {w} here pls: {s} ({o}|options: {o})
    Object pronouns: {o}. Find the one for {w}. {s}
    Cross out {w} and write {o} above it. {s}
""")
POSSESSIVE = wording("""
    The {n} belongs to {w}. So it is ___ {n}. ({o}|Which word: {o}?)
    Whose {n} is it? It is the {n} of {w}. Fill in {o}: ___ {n}
    {w} has a {n}. It is {o} {n}?
    Choose {o}. This is {w}. And this is ___ {n}.
    Possessive words, {e}: the owner is {w}. ___ {n}
    The owner of the {n} is {w}. Is that {o} {n}?
    {o}? "{w} forgot ___ own {n}."
    How do you say the {n} of {w} with {o}?
    The {n} was a present for {w}. Now it is ___ {n}. Take {o}.
    Complete with {o}: {w} took ___ own {n} home.
""")


def pronoun_word(rng: Random, _words: list[str]) -> Problem:
    w, word, what = rng.choice([(rng.choice([*GIRLS, "my mother", "the girl", "Grandma", "his sister"]), "she", "girl or woman"), (rng.choice([*BOYS, "my father", "the boy",
        "Grandpa", "her brother"]), "he", "boy or man"),
                                (rng.choice(["the table", "the book", "the house", "the ball", "the car", "the rain"]), "it", "thing"),
                                (rng.choice([" and ".join(rng.sample(PEOPLE, 2)), "the children", "the dogs", "the books", "my parents"]), "they", "more than one"),
                                (f"{rng.choice(PEOPLE)} and I", "we", "more than one, with me")])
    others = rng.sample([x for x in ("she", "he", "it", "they", "we") if x != word], 2)
    return choice(PRONOUN, dict(w=w, o=options(rng, [word, *others])), word, "The word is {}.", f"{w}: {what}\n{what}: {word}")


def pronoun_object(rng: Random, _words: list[str]) -> Problem:
    w, word, what = rng.choice([(rng.choice(GIRLS), "her", "girl"), (rng.choice(BOYS), "him", "boy"), (" and ".join(rng.sample(GIRLS + BOYS, 2)), "them", "more than one"),
                                (f"{rng.choice(PEOPLE)} and me", "us", "more than one, with me")])
    s = rng.choice([f"The teacher helps {w}.", f"Grandpa calls {w}.", f"The dog likes {w}.", f"They wait for {w}.",
        f"We all know {w}." if word != "us" else f"They all know {w}."])
    return choice(PRONOUN_OBJECT, dict(s=s, w=w, o=options(rng, [word, *rng.sample([x for x in ("her", "him", "them", "us") if x != word], 2)])), word, "The word is {}.",
        f"{w}: {what}\n{what}: {word}")


def possessive_word(rng: Random, _words: list[str]) -> Problem:
    w, word, what = rng.choice([(rng.choice([*GIRLS, "Grandma", "my sister", "the queen"]), "her", "girl or woman"), (rng.choice([*BOYS, "Grandpa", "my brother",
        "the king"]), "his", "boy or man")])
    if rng.random() < 0.3:
        w, word, what = " and ".join(rng.sample(GIRLS + BOYS, 2)), "their", "more than one"
    if word == "their":
        asked = POSSESSIVE_MORE
    else:
        asked = POSSESSIVE
    return choice(asked, dict(w=w, n=rng.choice("hat book bag ball cup bike room kite drum tent".split()), o=options(rng, ["her", "his", "their"])), word, "The word is {}.",
        f"{w}: {what}\n{what}: {word}")


POSSESSIVE_MORE = wording("""
    The {n} belongs to {w}. It is {o} {n}?
    {w} share a {n}. Fill in {o}: ___ {n}
    {w} own a {n} together. So it is ___ {n} ({o}|which of {o}).
    Choose {o}: These are {w}. This is ___ {n}.
    Owners: {w}. Thing: {n}. Say it with {o}: ___ {n}
    Which word, {o}, fits before {n} if {w} are the owners?
    {o}? "{w} forgot ___ {n}."
    {w} bought a {n} together. Is it now {o} {n}?
    Whose {n}? It is the {n} of {w}. Take one of {o}.
    Complete the sentence with {o}: {w} took ___ {n} home.
""")
SHORT_FORMS = dict(line.strip().split(": ") for line in """
    do not: don't, does not: doesn't, did not: didn't, is not: isn't, are not: aren't, was not: wasn't, were not: weren't, have not: haven't, has not: hasn't, had not: hadn't,
    will not: won't, cannot: can't, could not: couldn't, would not: wouldn't, should not: shouldn't, must not: mustn't, I am: I'm, you are: you're, we are: we're,
    they are: they're,
    I have: I've, you have: you've, we have: we've, they have: they've, I will: I'll, you will: you'll, we will: we'll, they will: they'll, she will: she'll, he will: he'll,
    it will: it'll, let us: let's, it is: it's, he is: he's, she is: she's, that is: that's, what is: what's, where is: where's, who is: who's, there is: there's""".replace("\n", " ").split(","))
SHORTEN = wording("""
    What is the short form of "{l}"?
    Write {l} with an apostrophe.
    {l} = ___ (contraction|short form)
    How do you shorten "{l}"?
    People often join {l} into one short word when they speak. Which?
    Contract: {l}
    long: {l} / short: ?
    Put an apostrophe in place of the letters that drop out of {l}.
    My homework is about contractions. The next one is {l}.
    we dont say "{l}" when we talk fast, we say ...
""")
LENGTHEN = wording("""
    What is the long form of {c}?
    {c} is short for ___
    Write {c} without an apostrophe.
    Which words are hiding in "{c}"?
    Expand the contraction: {c}
    short: {c} / long: ?
    My essay must not have short forms. What do I write for {c}?
    Take the apostrophe out of {c} and write it in full.
    {c} - the full words please
    What does {c} stand for?
""")
OWNER = wording("""
    Write with an apostrophe: the {n} of {p}
    The {n} belongs to {p}. It is ___ {n}. Fill in the name with its ending.
    How do you say "the {n} of {p}" in a shorter way, with 's?
    {p} has a {n}. Whose {n} is it? Answer with the name only.
    the {n} of {p} -> ___ {n}
    Use the possessive 's for {p}: this is ... {n}
    Which form of "{p}" goes before {n} if {p} owns it?
    Not "{p} {n}"! Write the name so that one sees that the {n} is owned by {p}.
    Apostrophe practice. Owner: {p}. Thing: {n}. Write the owner's part.
    A {n} is found. {p} is the owner. Fill in "This must be ___ {n}."
""")


def shorten(rng: Random, _words: list[str]) -> Problem:
    l = rng.choice(list(SHORT_FORMS))
    return choice(SHORTEN, dict(l=l), SHORT_FORMS[l], "The short form is {}.", few=True)


def lengthen(rng: Random, _words: list[str]) -> Problem:
    l = rng.choice([l for l in SHORT_FORMS if not l.endswith(" is")])
    return choice(LENGTHEN, dict(c=SHORT_FORMS[l]), l, "The long form is {}.", few=True)


def owner(rng: Random, _words: list[str]) -> Problem:
    p = rng.choice([p for p in PEOPLE if p[-1] != "s"])
    return choice(OWNER, dict(p=p, n=rng.choice("hat book bag ball cup bike room kite drum tent dog cat".split())), p + "'s", "It is {}.", f"{p} + 's")


DOERS = table("""
    bake baker, teach teacher, sing singer, write writer, run runner, swim swimmer, dance dancer, drive driver, paint painter, read reader, play player, farm farmer, build builder,
    clean cleaner, climb climber, work worker, help helper, report reporter, hunt hunter, skate skater, ride rider, rob robber, win winner, lose loser, act actor, sail sailor,
    visit visitor, invent inventor, speak speaker, jump jumper, row rower, bowl bowler, design designer, garden gardener, lead leader, listen listener, own owner,
    begin beginner, travel traveller,
    explore explorer""")
UN = "happy kind fair lucky safe able tidy well true usual friendly healthy known locked even cooked clear equal finished wanted".split()
LY = {a: a + "ly" for a in "quick slow loud quiet bad sad nice soft clear brave kind safe proud free sudden glad sweet bright neat wise warm careful beautiful polite "
    "strong".split()} | {
    "happy": "happily", "angry": "angrily", "easy": "easily", "lucky": "luckily", "noisy": "noisily", "gentle": "gently", "simple": "simply", "hungry": "hungrily",
        "lazy": "lazily", "busy": "busily"}
WEATHER = table("""sun sunny, rain rainy, wind windy, cloud cloudy, snow snowy, fog foggy, storm stormy, dirt dirty, dust dusty, noise noisy, luck lucky, salt salty,
    hair hairy, ice icy, mud muddy, rock rocky,
                   sand sandy, grass grassy, juice juicy, sleep sleepy, hunger hungry, anger angry, thirst thirsty, health healthy, smell smelly, grease greasy, fun funny, spice spicy""")
DOER = wording("""
    What do you call a person who can {v} or likes to {v}?
    to {v} - the person is a ...
    Somebody has to {v}. What's the noun for this person, ending in -er or -or?
    Word family of {v}: Which word names the person?
    Turn the verb {v} into a word for someone who does it.
    If you {v}, you are ... a noun with -er or -or, please
    Make a noun for a person out of "{v}".
    {v} + er/or = ___
    They {v}. Each of them is called what?
    which word with -er or -or do we make from {v}
""")
UN_WORD = wording("""
    Use the prefix un- to make the opposite of {a}.
    un + {a} = ___
    Put two letters in front of {a} so that it means the contrary.
    not {a} = ? Write it as one word beginning with un.
    Which word with un- goes with {a}?
    Prefixes! The word is {a}, the prefix is un. What comes out?
    Make {a} negative with un-.
    My mum says "not {a}". There is a single word for that. It starts with un.
    Add un to {a}
    Change "{a}" to its opposite by adding un at the beginning.
""")
ADVERB = wording("""
    Make an adverb from {a}.
    {a} + ly = ___
    She is {a}. She does it ___. Use the word {a} with the ending -ly.
    How is it done? It is done in a {a} way, so ...ly. Write the adverb.
    What is the adverb of "{a}"?
    Adjective: {a}. Adverb: ?
    Put {a} into the right form: "He did it ___." (adverb|We need the adverb.)
    add -ly to {a} and mind how it's spelt
    Change {a} so that it describes a verb.
    Somebody works in a {a} way. They work ...?
""")
Y_WORD = wording("""
    Which adjective comes from the noun {n}?
    Turn {n} into an adjective that ends in -y.
    {n} + y = ___
    Noun: {n}. Adjective (ending -y|with y at the end):
    How do you describe something if you make a describing word with -y out of {n}?
    Add a y to {n} and spell the new word correctly.
    Family of words: {n} is the noun, and which is the adjective in -y?
    {n} becomes ... when it should describe something (y at the end|last letter y)
    My list says sun - sunny. In the same way, {n} - ___
    make {n} an adjective with y
""")


def doer(rng: Random, _words: list[str]) -> Problem:
    v, word = rng.choice(DOERS)
    return choice(DOER, dict(v=v), word, "The word is {}.", few=True)


def un_word(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice(UN)
    return choice(UN_WORD, dict(a=a), "un" + a, "The word is {}.", f"un + {a}", few=True)


def adverb(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([a for a in LY if a[0] not in "aeiou"])
    return choice(ADVERB, dict(a=a), LY[a], "The adverb is {}.", few=True)


def y_word(rng: Random, _words: list[str]) -> Problem:
    n, word = rng.choice([pair for pair in WEATHER if pair[0] != "sun"])
    return choice(Y_WORD, dict(n=n), word, "The word is {}.", few=True)


RIGHT_SENTENCE = wording("""
    Which sentence is correct? {x} Or: {y}
    One of these is wrong and one is right. Write the right one. {x} / {y}
    {x} or {y} - which is good English?
    Two children wrote: {x} And: {y} Who is right? Copy the correct sentence.
    Tick the sentence without a mistake: {x} {y}
    Find the sentence with correct grammar. {x} ... {y}
    A: {x} B: {y} Which one is right? Write out the sentence.
    can i say {x} or is it {y}
    Choose between "{x}" and "{y}". Only one is correct.
    My teacher would accept one of the two. Which? {x} - {y}
""")
HOMOPHONE = wording("""
    Which word is right: {o}? {s}
    {s} ({o}|Choose: {o}.)
    They sound the same, but only one is spelled right here: {o}. {s}
    Fill in {o}: {s}
    Homophones! Is it {o}? {s}
    {s} <- {o}?
    I always mix up {e}. Which one do I write here? {s}
    Complete the sentence with {o}. {s}
    The spell checker shows {e}. Which one fits? {s}
    "{s}" Pick the correct spelling for the gap out of {e}.
""")
HOMOPHONES = [[*line.strip().split(": ")[0].split("/"), line.split(": ")[1]] for line in """
    to/too/two: We went ___ the zoo.
    to/too/two: She wants ___ play outside.
    to/too/two: I walk ___ school.
    too/to/two: This box is ___ heavy for me.
    too/to/two: It is ___ late, the shop is closed.
    too/to/two: Can I come ___?
    two/too/to: A bicycle has ___ wheels.
    two/too/to: I have ___ hands.
    their/there/they're: The children put on ___ coats.
    their/there/they're: They love ___ dog.
    there/their/they're: Look over ___!
    there/their/they're: Is ___ any milk in the fridge?
    there/their/they're: Once upon a time ___ was a king.
    they're/there/their: I think ___ very happy.
    your/you're: Is this ___ bag?
    your/you're: Wash ___ hands, please.
    you're/your: I hope ___ well.
    you're/your: Tom says ___ my best friend.
    its/it's: The dog wags ___ tail.
    its/it's: The bird is in ___ nest.
    it's/its: I think ___ raining.
    it's/its: Hurry up, ___ late!
    see/sea: I can ___ a ship.
    sea/see: We swim in the ___.
    meat/meet: The butcher sells ___.
    meet/meat: Let's ___ at the park.
    flower/flour: A rose is a ___.
    flour/flower: You need ___ to bake bread.
    sun/son: The ___ shines in the sky.
    son/sun: The king has a ___ and a daughter.
    write/right: Please ___ your name here.
    right/write: Turn left, then turn ___.
    ate/eight: He ___ a sandwich.
    eight/ate: A spider has ___ legs.
    hear/here: I can ___ music.
    here/hear: Come ___, please!
    know/no: I don't ___ the answer.
    no/know: There is ___ milk left.
    new/knew: My shoes are old, I need ___ ones.
    knew/new: She ___ the answer yesterday.
    blue/blew: The sky is ___.
    blew/blue: The wind ___ the hat away.
    won/one: Our team ___ the game.
    one/won: I have ___ nose.
    for/four: This present is ___ you.
    four/for: A dog has ___ legs.
    buy/by: I want to ___ some bread.
    by/buy: We go to school ___ bus.
    pear/pair: A ___ is a fruit.
    pair/pear: I need a ___ of socks.
    tail/tale: The cat has a long ___.
    tale/tail: Grandma tells us a fairy ___.
    week/weak: There are seven days in a ___.
    weak/week: He is ill and feels ___.
    bear/bare: The ___ sleeps in its cave all winter.
    hair/hare: She brushes her long ___.
    knight/night: The ___ wears armour.
    night/knight: At ___ we sleep.
    """.strip().splitlines()]
ODD = wording("""
    Which word does not belong: {o}?
    Odd one out: {o}
    Find the word that doesn't fit with the others. {o}
    Three of these belong together. Which one does not? {o}
    {o} - cross out the wrong one.
    What's the intruder in this row of words: {o}?
    {p} sorts words into groups. Which of {e} has to go into another group?
    {o}. One isn't like the rest. Which?
    there is a stranger among these words: {o}
    Look at the row: {o}. Which word must leave?
""")
HEADING = wording("""
    Which word is the name for all of them: {items}? Choose {o}.
    {items} are all ... ({o}|{o}?)
    Find the heading for this list: {items}. Possible headings: {e}.
    {o}: which group do {items} belong to?
    What are {items}? They are {o}.
    The word box says {items}. What should stand on top, {o}?
    One general word for {items}? ({o}|Pick from {o}.)
    category of {items} - {o}
    If I write {items} on a poster, which title fits, {o}?
    Sort them: {items} go in the box with the label {o}?
""")
CATEGORIES = {"animals": "dog cat horse cow sheep lion tiger rabbit mouse elephant".split(), "fruits": "apple pear banana cherry plum grape lemon strawberry".split(),
              "colours": "red blue green yellow white black brown purple".split(), "clothes": "shirt trousers hat coat dress jacket jumper skirt".split(),
              "vehicles": "car bus train bicycle lorry tram taxi".split(), "furniture": "table chair bed sofa wardrobe desk shelf".split(),
              "numbers": "two five nine twelve seven eleven".split(), "body parts": "arm leg nose ear knee hand foot".split(),
                  "jobs": "teacher doctor baker farmer nurse painter pilot".split(),
              "tools": "hammer saw drill screwdriver spanner".split(), "drinks": "milk juice tea lemonade coffee cocoa".split(),
                  "weather": "rain snow wind fog sunshine hail".split(),
              "days": DAYS, "months": [m for m in MONTHS if m not in ("March", "May")], "family": "mother father brother sister aunt uncle cousin".split(),
                  "instruments": "piano guitar violin drum flute trumpet".split()}


def right_sentence(rng: Random, _words: list[str]) -> Problem:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    kind = rng.randrange(4)
    if kind == 0:
        good, bad, think = f"{p} {v[1]} {v[4]}.", f"{p} {v[0]} {v[4]}.", f"{p}: {v[1]}"
    elif kind == 1:
        good, bad, think = f"Yesterday {p} {v[2]} {v[4]}.", f"Yesterday {p} {v[0]} {v[4]}.", f"Yesterday: {v[2]}"
    elif kind == 2:
        good, bad, think = f"{p} does not {v[0]} {v[4]}.", f"{p} does not {v[1]} {v[4]}.", f"does not: {v[0]}"
    else:
        good, bad, think = f"{p} can {v[0]} {v[4]}.", f"{p} can {v[1]} {v[4]}.", f"can: {v[0]}"
    x, y = rng.sample([good, bad], 2)
    return choice(RIGHT_SENTENCE, dict(x=x, y=y), good, "{}", think)


def homophone(rng: Random, _words: list[str]) -> Problem:
    *forms, s = rng.choice(HOMOPHONES)
    return choice(HOMOPHONE, dict(s=s, o=options(rng, forms)), forms[0], "The word is {}.", s.replace("___", forms[0]), few=True)


def odd_word(rng: Random, _words: list[str]) -> Problem:
    one, two = rng.sample(list(CATEGORIES), 2)
    three, odd = rng.sample(CATEGORIES[one], 3), rng.choice(CATEGORIES[two])
    row = rng.sample([*three, odd], 4)
    kind = {w: one for w in three} | {odd: two}
    return choice(ODD, dict(o=", ".join(row), p=rng.choice(PEOPLE)), odd, "It is {}.", "\n".join(f"{w}: {kind[w]}" for w in row))


def heading(rng: Random, _words: list[str]) -> Problem:
    word, *others = rng.sample(list(CATEGORIES), 3)
    items = rng.sample(CATEGORIES[word], 3)
    return choice(HEADING, dict(items=f"{items[0]}, {items[1]} and {items[2]}", o=options(rng, [word, *others])), word, "They are {}." if word not in ("family", "weather",
        "furniture") else "The group is {}.",
                  "\n".join(f"{item}: {word}" for item in items))


SPELLINGS = table("""
    friend freind, because becuase, believe beleive, school skool, people peple, beautiful beautifull, tomorrow tommorow, February Febuary, Wednesday Wensday,
    which wich, really realy, different diffrent,
    answer anser, money mony, receive recieve, until untill, write wrihte, weird wierd, their thier, once wonce, always allways, letter leter, summer sumer,
    running runing, baking bakeing, careful carefull,
    necessary neccessary, library libary, minute minit, island iland, knife nife, knee nee, lamb lam, autumn autum, eight eigth, daughter dauther, laugh laff,
    enough enuff, tongue tounge, breakfast brekfast,
    surprise suprise, favourite favrite, animal aminal, picture pikture, question qestion, happy hapy, birthday birfday, yellow yelow, family familly,
    holiday hollyday, hospital hospitle, bicycle bycicle,
    chocolate choclate, orange orenge, pencil pensil, giraffe girafe, butter buter, spaghetti spagetti, thought thougt, sugar suger, doctor docter, teacher teecher,
    whistle wistle, Saturday Saterday,
    business busness, interesting intresting, something somthing, kitchen kichen, monkey monky, elephant elefant, mountain mountin, neighbour nieghbour, piece peice,
    science sience, separate seperate,
    remember rember, address adress, balloon baloon, rabbit rabit, ladder lader""")
SPELT = wording("""
    Which is spelled correctly: {x} or {y}?
    {x} or {y}? Only one is spelled right.
    Circle the correct spelling. {x} / {y}
    I'm not sure how to write it, {x} or {y}.
    There is a mistake in one of these: {x}, {y}. Write the one without the mistake.
    spelling test: {x}, {y} - which
    Does the dictionary have {x} or does it have {y}?
    {p} writes {x} and a classmate writes {y}. Whose spelling is good? Write the word.
    Cross out the misspelled word and copy the other: {x} {y}
    You see "{x}" on one sign and "{y}" on another. What is the proper English spelling?
""")
CORRECT = wording("""
    Correct the spelling: {x}
    There's a mistake in "{x}". How should it be written?
    My daughter wrote {x} in her story. What is the correct spelling?
    Fix this word: {x}
    {x} is wrong. Right: ___
    The teacher marked {x} in red. What should I have written?
    how do u spell {x} properly
    Proofreading: the word {x} has an error. Write it without the error.
    "{x}" - what is that word if you spell it well?
    Misspelled: {x}. Correctly spelled: ?
""")


def well_spelt(rng: Random, _words: list[str]) -> Problem:
    good, bad = rng.choice(SPELLINGS)
    x, y = rng.sample([good, bad], 2)
    return choice(SPELT, dict(x=x, y=y, p=rng.choice(PEOPLE)), good, "The right spelling is {}.", few=True)


def mend_spelling(rng: Random, _words: list[str]) -> Problem:
    good, bad = rng.choice(SPELLINGS)
    return choice(CORRECT, dict(x=bad), good, "The right spelling is {}.", few=True)


def spaced(word: str) -> str:
    return f"- {word}: {' '.join(word)}"


def counted(word: str, wanted: str) -> str:
    n, marks = 0, []
    for x in word:
        n += x in wanted
        marks.append(f"{x}: {n}" if x in wanted else x)
    return f"{spaced(word)}\n{' '.join(marks)}"


def numbered(word: str) -> str:
    return f"- {word}: " + " ".join(f"{x} {i + 1}" for i, x in enumerate(word))


VOWELS, ABC = "aeiou", "abcdefghijklmnopqrstuvwxyz"
NOUNS = ("apple banana cat dog house tree book car table chair pencil lemon ball boat train bird horse cow pig shoe hat shirt cup spoon fork lamp door window garden "
    "river mountain star cloud flower "
         "queen doctor teacher school kitchen elephant tiger rabbit monkey orange tomato potato carrot bread butter cheese milk water sugar summer winter spring "
         "autumn morning friend sister brother mother "
         "father uncle cousin village bridge street letter number picture paper scissors ruler basket blanket pillow mirror candle ladder hammer bottle glass plate "
         "sandwich chocolate cookie island forest "
         "desert ocean planet rocket castle dragon pirate wizard giant princess circus clown ticket present balloon kite drum piano guitar violin football tennis").split()
NO_Y = [w for w in NOUNS if "y" not in w]
MISSING = wording("""
    Which letter is missing? {g}
    Fill in the missing letter: {g}
    {g} - one letter fell out. Which one?
    The ink has smudged one letter of this word: {g}. What letter was it?
    What letter goes on the line in {g}?
    {p} forgot a letter: {g}. Which letter must be put in?
    hangman! {g} only one letter to go, its
    Look at {g}. The gap stands for a single letter. Name it.
    Find the lost letter of the word {g}.
    If you want to read {g} as a word, which letter do you need?
""")
WHOLE = wording("""
    Complete the word: {g}
    Which word is it? {g}
    {g} = ?
    Fill the gap and write the whole word: {g}
    Some mouse has eaten one letter of {g}. Which word was on the paper?
    What does {g} say when the letter is put in?
    Guess the word with one letter missing: {g}
    I can read {g} on an old sign. One letter is gone. What did the sign say?
    write it out in full -> {g}
    Solve the word puzzle {g} and tell me the word, not just the letter.
""")
NO_VOWELS = wording("""
    All the vowels are gone! Which word is it? {g} (a, e, i, o and u are missing|only vowels are missing)
    Put the vowels back into {g}.
    Write the word {g} with its vowels.
    Each line is a vowel: {g}
    {g} - fill in a, e, i, o or u and write the word.
    A vowel thief has been here. He left {g}. What was the word?
    Only the consonants are left: {g}. Do you know the word?
    Missing vowels worksheet. {g} = ___
    can u read this without vowels: {g}
    Complete {g} by putting a vowel on every line.
""")


ALSO = ("crown swoon gloss buster cattle litter latter broad timer larder lander lever hummer hamper battle better bitter batter simmer winner racket racked moaning "
    "sitter sifter fatter farther sprang sprung "
        "potter putter plants table fable tables candid mirage basset picker kettle cattle title letters cheese bridle flower glower pillar pirated caster cooker "
        "school scholar tucker "
        "spring strong string short shore shire skirt shift cloud clout close plane plant train trail strait bread broad dread brand tread house hours horse hoarse "
        "worse mouse moose chair choir cheer "
        "lemon melon demon river rover raver riper ruler rules queen tiger spoon swoon glass grass plate place plane paper pauper table tablet water waiter waver wafer milky "
        "sugar uncle ocean giant grant drums piano kites pirate violet tenses father feather mother brother bother broth doctor desert dessert").split()


def gapped(rng: Random, words: list[str]) -> tuple[str, str]:
    """A word, and it with a gap that only one letter of the known words fills."""
    known = {*words, *NOUNS, *ALSO}
    while True:
        word = rng.choice([w for w in NOUNS if len(w) >= 5])
        at = rng.randrange(1, len(word) - 1)
        if not any(word[:at] + x + word[at + 1:] in known for x in ABC if x != word[at]):
            return word, word[:at] + "_" + word[at + 1:]


def missing_letter(rng: Random, words: list[str]) -> Problem:
    word, g = gapped(rng, words)
    return choice(MISSING, dict(g=g, p=rng.choice(PEOPLE)), word[g.index("_")], "The letter is {}.", f"{' '.join(g)}\n{spaced(word)}")


def whole_word(rng: Random, words: list[str]) -> Problem:
    word, g = gapped(rng, words)
    return choice(WHOLE, dict(g=g), word, "The word is {}.", f"{' '.join(g)}\n{spaced(word)}")


def bare_of_vowels(word: str) -> str:
    return "".join("_" if x in VOWELS else x for x in word)


def vowels_back(rng: Random, words: list[str]) -> Problem:
    shapes = [bare_of_vowels(w) for w in {*words, *NOUNS, *ALSO}]
    word = rng.choice([w for w in NO_Y if len(w) >= 6 and 2 <= sum(x in VOWELS for x in w) <= 3])
    while shapes.count(bare_of_vowels(word)) > 1:
        word = rng.choice([w for w in NO_Y if len(w) >= 6])
    g = bare_of_vowels(word)
    return choice(NO_VOWELS, dict(g=g), word, "The word is {}.", f"{' '.join(g)}\n{spaced(word)}")


SPELL_OUT = wording("""
    Write the letters of {w} one by one, with a space between.
    Please spell the word {w} for me, letter by letter.
    {p} asks on the phone how {w} is written. Spell it with spaces.
    Take {w} apart into single letters.
    Spelling bee! Your word is {w}.
    Which letters, in order, make the word {w}?
    dictate {w} letter after letter
    Pull {w} apart so that there is a gap after each letter.
    Say "{w}" in separate letters.
    I want to type {w}. Which keys do I press, one after the other?
""")
READ_TOGETHER = wording("""
    Which word do these letters spell: {l}?
    {l} - read it as one word.
    Put the letters together: {l}
    My teacher spelled a word: {l}. What's the word?
    Somebody says the letters {l}. What did they want to write?
    Join up {l}
    Push these letters close together and read: {l}
    What does {l} spell?
    On the blocks I see {l}, from left to right. Which word is that?
    spell it together pls: {l}
""")
BACKWARDS = wording("""
    What do you get when you read {w} from right to left? Write it as one word.
    Turn the word {w} round so that the last letter comes first.
    Mirror writing: {w} becomes ___
    {w} in reverse, written together?
    {p} writes words the wrong way round in secret messages. How does {p} write {w}?
    Read {w} from the back to the front, as a single word.
    say {w} the other way round
    In Backwards Land every word starts with its end. What is {w} called there?
    If the letters of {w} stood in the opposite order, what would it say?
    Secret code: reverse the word. Word: {w}. Code: ?
""")
FORWARDS = wording("""
    The word {b} is written backwards. What is the word?
    Read from right to left: {b}
    I held a page in front of a mirror and saw {b}. Which word is it really?
    Secret message, back to front: {b}. Decode it!
    {b} - turn it round and you get a real word.
    Which word is hidden in {b}, if you start at the end?
    My sister says everything backwards. Just now she said "{b}". What did she mean?
    {b} was typed from the last letter to the first. Put it right.
    backwards: {b}, forwards: ?
    Decode the spy word {b}. The letters only have to be reversed.
""")


def spell_out(rng: Random, words: list[str]) -> Problem:
    w = rng.choice(words if rng.random() < 0.5 else NOUNS)
    return choice(SPELL_OUT, dict(w=w, p=rng.choice(PEOPLE)), " ".join(w), "It is spelled {}.", spaced(w))


def read_together(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in words if len(w) > 2] if rng.random() < 0.5 else NOUNS)
    return choice(READ_TOGETHER, dict(l=rng.choice([" ", " ", "-"]).join(w)), w, "The word is {}.", spaced(w))


def turned_round(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if 3 <= len(w) <= 6])
    return choice(BACKWARDS, dict(w=w, p=rng.choice(PEOPLE)), w[::-1], "It is {}.", f"{spaced(w)}\n{' '.join(w[::-1])}")


def turned_back(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice([w for w in NOUNS if 3 <= len(w) <= 7])
    return choice(FORWARDS, dict(b=w[::-1]), w, "The word is {}.", f"{' '.join(w[::-1])}\n{' '.join(w)}")


LENGTH = wording("""
    How many letters has the word {w} got?
    Count the letters: {w}
    I have to write {w} into boxes, one letter in each. How many boxes do I need?
    number of letters in "{w}"?
    {w} - is it a long word? Tell me how many letters it has.
    {p} cuts the word {w} out of letters from a newspaper. How many letters must {p} cut out?
    The letters of {w} cost 1 euro each. How many euros is the whole word?
    {w} has ___ letters.
    If you spell {w}, how many letters do you say?
    Write down how long {w} is, counted in letters.
""")
VOWEL_COUNT = wording("""
    How many vowels are in the word {w}?
    Go through {w} and count all the vowels.
    {w}: number of vowels = ___
    We colour the vowels red. How many letters of {w} turn red?
    a, e, i, o, u - how many of these letters can you find in {w}, counting repeats?
    How often do you see a vowel in {w}?
    Vowels in "{w}"? Give the count.
    {p} claps once for each vowel letter in {w}. How many claps?
    how many vowel letters does {w} have
    Look at {w}. How many of its letters are vowels?
""")
CONSONANT_COUNT = wording("""
    How many consonants are in the word {w}?
    Count the consonants of {w}.
    {w}: number of consonants = ___
    Not the vowels, the other letters: how many are there in {w}?
    We colour the consonants blue. How many letters of {w} turn blue?
    Take the vowels out of {w}. How many letters stay?
    Consonants in "{w}"? Give the count.
    {p} stamps for every consonant in {w}. How many stamps is that?
    How many letters of {w} are neither a, e, i, o nor u?
    Look at {w} and find out how many of its letters are consonants.
""")
LETTER_COUNT = wording("""
    How often does {x} come in the word {w}?
    Count every {x} in {w}.
    Circle each letter {x} in "{w}". How many circles?
    {w} - how many times do you see the letter {x}?
    For a poster I need the word {w}. How many letters {x} must I cut out?
    number of {x} in {w}
    {p} wonders how many letters in {w} are {x}. Can you count?
    The key {x} on my keyboard is broken. How many letters will be missing if I type {w}?
    Find all the letters {x} in {w} and say how many there are.
    While spelling {w}, how many times do you have to say {x}?
""")


def word_length(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in words if len(w) > 2] if rng.random() < 0.5 else NOUNS)
    return number(LENGTH, dict(w=w, p=rng.choice(PEOPLE)), len(w), "It is {}.", numbered(w))


def vowel_count(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if len(w) > 2 and "y" not in w])
    n = sum(x in VOWELS for x in w)
    return number(VOWEL_COUNT, dict(w=w, p=rng.choice(PEOPLE)), n, "It is {}.", counted(w, VOWELS))


def consonant_count(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if len(w) > 2 and "y" not in w])
    n = sum(x not in VOWELS for x in w)
    return number(CONSONANT_COUNT, dict(w=w, p=rng.choice(PEOPLE)), n, "It is {}.", counted(w, "bcdfghjklmnpqrstvwxyz"))


def letter_count(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if len(w) > 3])
    twice = [x for x in w if w.count(x) > 1]
    x = rng.choice(twice if twice and rng.random() < 0.6 else w)
    return number(LETTER_COUNT, dict(w=w, x=x, p=rng.choice(PEOPLE)), w.count(x), "It is {}.", counted(w, x))


FIRST_LETTER = wording("""
    What letter does {w} begin with?
    First letter of {w}?
    {w} starts with the letter ___
    Under which letter do I look up {w} in the dictionary?
    At the very front of the word {w} there is which letter?
    {w}. First sound, first letter, please name the letter.
    Which letter comes before all others in {w}?
    In my picture alphabet there is a drawing for {w}. On which letter's page is it?
    {p} has to hang the card {w} on the right hook. Each hook has the first letter of a word. Which letter?
    initial letter? {w}
""")
LAST_LETTER = wording("""
    What letter does {w} end with?
    Last letter of {w}?
    {w} ends with the letter ___
    We play word chain. I say {w}. With which letter must your word start?
    At the very end of {w} there is which letter?
    Which letter do you write last in {w}?
    final letter? {w}
    When I spell {w}, what is the last thing that I say?
    {p} covers all of {w} except the letter at the end. What can you still see?
    Name the letter that stands behind all others in "{w}".
""")
NTH_LETTER = wording("""
    Which letter is number {i} in {w}?
    In the word {w}, what is letter number {i}?
    Count along {w} and stop at the {nth} letter. What is it?
    the {nth} letter in {w} is
    Secret code: take the {nth} letter of "{w}". Which letter do you get?
    {w} goes into boxes, one letter each. What is in box {i}?
    I'm pointing at the {nth} letter of the word {w}. At which letter am I pointing?
    Write the word {w} and circle its {nth} letter. Which one is it?
    Spell {w} slowly. What do you say in position {i}?
    From the left, what comes {nth} in {w}?
""")
MIDDLE_LETTER = wording("""
    What is the middle letter of {w}?
    Which letter is exactly in the middle of {w}?
    {w} - there are as many letters before it as after it. Which letter?
    Fold the word {w} in half. On which letter is the fold?
    middle letter {w} ?
    Find the letter in the centre of "{w}".
    {p} colours in the letter that stands right in the middle of {w}. Which one?
    Cross off one letter from each end of {w}, again and again. Which letter stays at last?
    In {w}, name the centre letter.
    Look for the letter halfway through the word {w}.
""")
NTH = "first second third fourth fifth sixth".split()


def first_letter(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([*words, *NOUNS])
    return choice(FIRST_LETTER, dict(w=w, p=rng.choice(PEOPLE)), w[0], "The letter is {}.", spaced(w))


def last_letter(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([*words, *NOUNS])
    return choice(LAST_LETTER, dict(w=w, p=rng.choice(PEOPLE)), w[-1], "The letter is {}.", spaced(w))


def numbered_letter(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if len(w) > 3])
    i = rng.randint(2, min(len(w), 6))
    return choice(NTH_LETTER, dict(w=w, i=str(i), nth=NTH[i - 1]), w[i - 1], "The letter is {}.", numbered(w[:i]).replace(f"- {w[:i]}:", f"- {w}:"))


def middle_letter(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if len(w) in (3, 5, 7)])
    half = len(w) // 2
    return choice(MIDDLE_LETTER, dict(w=w, p=rng.choice(PEOPLE)), w[half], "The letter is {}.", f"{spaced(w)}\n{' '.join(w[:half])} [{w[half]}] {' '.join(w[half + 1:])}")


NEXT_LETTER = wording("""
    Which letter comes after {x} in the alphabet?
    abc... what follows {x}?
    ABC, one more: {x}, ___ (the next letter of the alphabet|what is next in the ABC)
    Say the alphabet. You have just said {x}. What do you say now?
    The neighbour of {x} on the right in the alphabet is ...
    Our house doors have letters in ABC order. We live at {x}. What is on the next door?
    {p} is singing the ABC and stops after {x}. Which letter comes next?
    alphabet: {x} -> ?
    One step on from {x} in the alphabet?
    What's the letter right behind {x} in the ABC?
""")
LETTER_BEFORE = wording("""
    Which letter comes before {x} in the alphabet?
    ___, {x} (previous letter of the alphabet|the letter before, in the ABC)
    What's the letter just in front of {x} in the ABC?
    Say the alphabet and stop when {x} would be next. What was your last letter?
    The neighbour of {x} on the left in the alphabet is ...
    One step back from {x} in the alphabet?
    alphabet: ? -> {x}
    In the ABC song, what do you sing directly before {x}?
    {p} puts up letter cards in order. {x} is up now. Which card was put up just before?
    Write the letter that precedes {x}.
""")
BETWEEN_LETTERS = wording("""
    Which letter is between {x} and {y} in the alphabet?
    Letters in order: {x}, ___, {y}
    Fill in the letter that is missing from the ABC: {x} ... {y}
    What comes after {x} but before {y}?
    In the alphabet {x} and {y} have one letter in the middle. Which one?
    alphabet gap! {x} ? {y}
    {p} lays out letter tiles in ABC order. The tile between {x} and {y} is lost. Which letter is on it?
    Who lives between Mr {x} and Mrs {y} on Alphabet Street?
    You go from {x} to {y} in the alphabet. Through which letter do you pass?
    One letter separates {x} from {y}. Name it.
""")
PLACE_IN_ABC = wording("""
    What number is the letter {x} in the alphabet, if a is 1?
    a = 1, b = 2, c = 3, and so on. {x} = ?
    Which place in the alphabet does {x} have?
    Secret code: every letter becomes its number in the alphabet. What does {x} become?
    Count from a to {x}. How many letters is that, with both of them?
    position of {x} in the ABC?
    In the alphabet, {x} is letter number ___
    {p} numbers the letters from a to z, beginning with 1. Which number does {x} get?
    Letters on a ladder, a on step 1, b on step 2. On which step is {x}?
    How far into the alphabet is {x}? Give its number.
""")


def next_letter(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(25)
    return choice(NEXT_LETTER, dict(x=ABC[i], p=rng.choice(PEOPLE)), ABC[i + 1], "The letter is {}.", " ".join(ABC[max(0, i - 2):i + 2]), few=True)


def letter_before(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(1, 26)
    return choice(LETTER_BEFORE, dict(x=ABC[i], p=rng.choice(PEOPLE)), ABC[i - 1], "The letter is {}.", " ".join(ABC[max(0, i - 3):i + 1]), few=True)


def letter_between(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(1, 25)
    return choice(BETWEEN_LETTERS, dict(x=ABC[i - 1], y=ABC[i + 1], p=rng.choice(PEOPLE)), ABC[i], "The letter is {}.", " ".join(ABC[i - 1:i + 2]), few=True)


def place_in_abc(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(26)
    return number(PLACE_IN_ABC, dict(x=ABC[i], p=rng.choice(PEOPLE)), i + 1, "It is number {}.", " ".join(f"{x} {j + 1}" for j, x in enumerate(ABC[:i + 1])), few=True)


SORT_LETTERS = wording("""
    Put these letters into alphabetical order: {l}
    Sort like in the alphabet: {l}
    {l} - write them in the order of the ABC.
    I have letter beads with {l}. I want them on the string from a to z. In which order?
    Arrange {l} alphabetically.
    Which order would the letters {l} have in the alphabet?
    abc order please: {l}
    The letter train has got its wagons mixed up: {l}. Line them up as in the alphabet.
    Alphabet exercise. Given letters: {l}. Order them.
    {p} has the cards {l}. How do they lie when sorted from a to z?
""")
SORT_WORDS = wording("""
    Put these words in alphabetical order: {l}
    Sort like a dictionary: {l}
    {l} - write the words in ABC order.
    In which order do you find these words in the dictionary? {l}
    Arrange from a to z: {l}
    My spelling words are {l}. We must list them alphabetically.
    The librarian sorts the cards {l} by the alphabet. How do they stand?
    alphabetical order pls -> {l}
    Number the words by their place in the alphabet, then write the list. {l}
    How would an index list {l}?
""")
FIRST_WORD = wording("""
    Which word comes first in the dictionary: {o}?
    {o} - which of them is first in alphabetical order?
    You look through a dictionary from the front. Which word do you find first, {o}?
    By the ABC, which one leads, {o}?
    Sorted from a to z, what would be at the top: {o}?
    first in the alphabet out of {e}
    {p} sorts {e} alphabetically. Which word does {p} write down first?
    Of the words {e}, which one is nearest to the beginning of the alphabet?
    Which has the earliest place in a dictionary, {o}?
    In an alphabetical list, which is the first: {o}?
""")
LAST_WORD = wording("""
    Which word comes last in the dictionary: {o}?
    {o} - which of them is last in alphabetical order?
    Sorted from a to z, what would be at the bottom: {o}?
    You read a dictionary from front to back. Which word do you meet last, {o}?
    last in the alphabet out of {e}
    {p} sorts {e} alphabetically. Which word does {p} write down last?
    Of the words {e}, which one is nearest to the end of the alphabet?
    Which has the latest place in a dictionary, {o}?
    In an alphabetical list, which is the final one: {o}?
    When the class stands in ABC order with the words {e}, who is at the back?
""")


def place(word: str) -> str:
    return f"{word}: {word[0]} {ABC.index(word[0]) + 1}"


def different_starts(rng: Random, n: int) -> list[str]:
    return [rng.choice([w for w in NOUNS if w[0] == x]) for x in rng.sample(sorted({w[0] for w in NOUNS}), n)]


def sort_letters(rng: Random, _words: list[str]) -> Problem:
    l = rng.sample(ABC, rng.randint(3, 6))
    return choice(SORT_LETTERS, dict(l=", ".join(l), p=rng.choice(PEOPLE)), ", ".join(sorted(l)), "The order is {}.", ", ".join(f"{x} {ABC.index(x) + 1}" for x in l))


def sort_words(rng: Random, _words: list[str]) -> Problem:
    l = different_starts(rng, rng.randint(3, 5))
    return choice(SORT_WORDS, dict(l=", ".join(l)), ", ".join(sorted(l)), "The order is {}.", "\n".join(map(place, l)))


def first_word(rng: Random, _words: list[str]) -> Problem:
    l = different_starts(rng, rng.randint(2, 4))
    return choice(FIRST_WORD, dict(o=options(rng, l), l=l, p=rng.choice(PEOPLE)), min(l), "It is {}.", "\n".join(map(place, l)))


def last_word(rng: Random, _words: list[str]) -> Problem:
    l = different_starts(rng, rng.randint(2, 4))
    return choice(LAST_WORD, dict(o=options(rng, l), l=l, p=rng.choice(PEOPLE)), max(l), "It is {}.", "\n".join(map(place, l)))


SYLLABLES = ("cat dog house tree book milk school bread horse sheep an-i-mal ap-ple ba-na-na but-ter-fly car-rot el-e-phant um-brel-la to-ma-to po-ta-to kan-ga-roo "
    "croc-o-dile pen-cil win-dow gar-den ta-ble "
             "teach-er rab-bit mon-key pa-per sum-mer win-ter sis-ter broth-er moth-er fa-ther riv-er yel-low pur-ple hap-py pud-ding ro-bot spi-der ti-ger ze-bra "
             "lem-on let-ter num-ber mu-sic hos-pi-tal "
             "hol-i-day com-pu-ter to-mor-row yes-ter-day el-e-va-tor al-li-ga-tor hel-i-cop-ter cat-er-pil-lar pi-a-no vi-o-lin pa-ja-mas re-mem-ber De-cem-ber "
             "No-vem-ber Mon-day Sun-day bed-room foot-ball sun-flow-er "
             "ham-ster pump-kin cas-tle doc-tor farm-er bas-ket blan-ket kit-ten pup-py cin-e-ma dom-i-no av-o-ca-do wa-ter-mel-on").split()
SYLLABLE = wording("""
    How many syllables does {w} have?
    Clap the word {w}. How many claps?
    {w}: number of syllables?
    Say {w} slowly and count the beats.
    Into how many syllables can you split {w}?
    We draw one arc under every syllable. How many arcs does {w} get?
    syllables in "{w}" = ___
    When you say {w}, how many times does your chin drop? Count the syllables.
    {p} hops once for each syllable of {w}. How many hops?
    How many parts do you hear when you speak the word {w}? I mean syllables.
""")
STARTING = wording("""
    Which of these words start with {x}? {l}
    Find all the words that begin with the letter {x}: {l}
    {l} - list those with {x} at the front.
    Circle every word with the first letter {x}. {l}
    I'm packing my suitcase and may only take things that begin with {x}. I have {l}. What can I take?
    From the list {l}, copy the words beginning with {x}.
    words with {x} at the start?? list: {l}
    My letter of the week is {x}. Which of my words go with it? {l}
    Sort out the {x} words: {l}
    I spy something beginning with {x}. In the room are {l}. What could I mean? Name all of them.
""")
ENDING = wording("""
    Which of these words ends with {x}: {o}?
    {o} - one has {x} as its last letter. Which?
    Find the word whose last letter is {x}. {o}
    Word chain: I need a word that ends in {x}. Is it {o}?
    Underline the word with {x} at the end: {o}
    {x} at the end? {o}
    Look at the ends of the words {e}. Where do you see {x}?
    Only one of {e} finishes with the letter {x}. Write that one.
    {p} collects words that stop with {x}. Which of {e} can {p} take?
    Which word has the letter {x} in last place, {o}?
""")
WORD_COUNT = wording("""
    How many words are in this sentence? {s}
    Count the words: {s}
    {s} How many words did I write?
    Number of words in "{s}"?
    If every word of this sentence goes on its own card, how many cards do you need? {s}
    A telegram costs 1 euro per word. How many euros is this one? {s}
    The sentence "{s}" has ___ words.
    word count pls: {s}
    Tap your finger for each word. How many taps? {s}
    How long is this sentence, counted in words? {s}
""")
NTH_WORD = wording("""
    What is the {nth} word of this sentence? {s}
    {s} Write down the {nth} word.
    Which word comes {nth} in "{s}"
    Find the {nth} word: {s}
    Count the words from the left and stop at number {i}. {s}
    In the sentence "{s}" the {nth} word is ___
    word no. {i} in this? {s}
    My finger is on the {nth} word. What am I reading? {s}
    The secret is the {nth} word here. {s}
    Copy only word {i} of the sentence. {s}
""")


def syllable_count(rng: Random, _words: list[str]) -> Problem:
    parts = rng.choice(SYLLABLES)
    w = parts.replace("-", "")
    return number(SYLLABLE, dict(w=w, p=rng.choice(PEOPLE)), parts.count("-") + 1, "It is {}.", f"{w}: {parts}\n" + ", ".join(f"{x} {i + 1}" for i,
        x in enumerate(parts.split("-"))), few=True)


def starting_with(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice([x for x in ABC if sum(w[0] == x for w in NOUNS) > 3])
    l = rng.sample([w for w in NOUNS if w[0] == x], rng.choice([2, 2, 3])) + rng.sample([w for w in NOUNS if w[0] != x], 3)
    rng.shuffle(l)
    return choice(STARTING, dict(x=x, l=", ".join(l)), ", ".join(w for w in l if w[0] == x), "They are {}.", "\n".join(f"{w}: {w[0]}" for w in l))


def ending_with(rng: Random, _words: list[str]) -> Problem:
    l = [rng.choice([w for w in NOUNS if w[-1] == x]) for x in rng.sample(sorted({w[-1] for w in NOUNS}), 3)]
    w = rng.choice(l)
    return choice(ENDING, dict(x=w[-1], o=options(rng, l), l=l, p=rng.choice(PEOPLE)), w, "The word is {}.", "\n".join(f"{spaced(w)}, last {w[-1]}" for w in l))


def some_sentence(rng: Random) -> str:
    v, p = rng.choice(VERBS), rng.choice(PEOPLE)
    return rng.choice([f"{p} {v[1]} {v[4]}.", f"Yesterday {p} {v[2]} {v[4]}.", f"{p} and {rng.choice(PEOPLE)} {v[2]} {v[4]}.", f"My friend {p} will {v[0]} {v[4]} soon.",
        f"Can {p} {v[0]} {v[4]}?", f"I think that {p} {v[2]} {v[4]}."])


def word_count(rng: Random, _words: list[str]) -> Problem:
    s = some_sentence(rng)
    return number(WORD_COUNT, dict(s=s), len(s.split()), "It is {}.", ", ".join(f"{w} {i + 1}" for i, w in enumerate(s.strip(".?").split())))


def nth_word(rng: Random, _words: list[str]) -> Problem:
    s = some_sentence(rng)
    parts = s.strip(".?").split()
    i = rng.randint(2, min(len(parts), 6))
    return choice(NTH_WORD, dict(s=s, nth=NTH[i - 1], i=str(i)), parts[i - 1], "The word is {}.", ", ".join(f"{w} {j + 1}" for j, w in enumerate(parts[:i])))


LONGEST = wording("""
    Which word is the longest: {o}?
    {o} - which has the most letters?
    Find the word with the greatest number of letters. {o}
    I want to use up as many letter tiles as possible. Which word should I lay, {o}?
    longest word? {o}
    {p} wants to impress us with a long word. Which is the longest of {e}?
    Compare how many letters there are in {e}. Where are there most?
    Count the letters of {e} and write the longest word.
    Which of the words {e} needs most space on the line, counted in letters?
    By number of letters, who wins, {o}?
""")
SHORTEST = wording("""
    Which word is the shortest: {o}?
    {o} - which has the fewest letters?
    Find the word with the smallest number of letters. {o}
    The label is tiny. Which word has the fewest letters to write on it, {o}?
    shortest word? {o}
    {p} is lazy and only wants to write the shortest word. Which of {e} is that?
    Compare how many letters there are in {e}. Where are there fewest?
    Count the letters of {e} and write the word that is shortest.
    Which of the words {e} needs least space, counted in letters?
    By number of letters, which comes last, {o}?
""")
MORE_LETTERS = wording("""
    How many more letters does {a} have than {b}?
    {a} is longer than {b}. By how many letters?
    {b} has fewer letters than {a}. How many fewer?
    Difference in letters between {a} and {b}?
    Count the letters of {a} and of {b}. What is the difference?
    {p} writes {a}, I write {b}. How many letters more does {p} write?
    letters in {a} minus letters in {b} = ___
    How many letters must you add to a word as long as {b} to make it as long as {a}?
    {a} needs more boxes than {b}, one for each letter. How many more?
    Write {b} under {a}. How many letters of {a} stick out at the end?
""")


def three_lengths(rng: Random) -> list[str]:
    return [rng.choice([w for w in NOUNS if len(w) == n]) for n in rng.sample(range(3, 10), 3)]


def longest_word(rng: Random, _words: list[str]) -> Problem:
    l = three_lengths(rng)
    return choice(LONGEST, dict(o=options(rng, l), l=l, p=rng.choice(PEOPLE)), max(l, key=len), "It is {}.", "\n".join(f"{numbered(w)}" for w in l))


def shortest_word(rng: Random, _words: list[str]) -> Problem:
    l = three_lengths(rng)
    return choice(SHORTEST, dict(o=options(rng, l), l=l, p=rng.choice(PEOPLE)), min(l, key=len), "It is {}.", "\n".join(f"{numbered(w)}" for w in l))


def more_letters(rng: Random, _words: list[str]) -> Problem:
    b, _, a = sorted(three_lengths(rng), key=len)
    return number(MORE_LETTERS, dict(a=a, b=b, p=rng.choice(PEOPLE)), len(a) - len(b), "It is {}.", f"{numbered(a)}\n{numbered(b)}\n{minus(len(a), len(b))}")


CHANGES = table("cat hat, bat rat, dog log, pig wig, pen ten, ball tall, cake lake, boat goat, house mouse, king ring, bear pear, nose rose, car jar, sun run, book "
    "hook, night light, bell well, nest vest, hand sand, moon noon, fish dish, "
                "rock sock, farm harm, bed red, big dig, hot pot, mug rug, man fan, boy toy, fox box, wall fall, sing wing, nice rice, park dark, mail tail, zip lip, "
                "cold gold, late gate, hill fill, beat seat")
CHANGE = wording("""
    Change the first letter of {a} to {y}. Which word do you get?
    {a}: take away the {x} at the front and put {y} there. New word?
    If the {x} of {a} becomes {y}, what do you read?
    One letter changes: {a} with {y} at the beginning, not {x}, is ___
    Magic! {p} swaps the first letter of "{a}" for {y}. What is it now?
    {a} -> {y}... (only the first letter is new|new first letter, rest stays)
    Someone painted over the {x} in the sign {a} and wrote {y} in its place. What does the sign say?
    begin {a} with {y} instead of {x}
    Start with {a}. Replace {x} by {y}. Read the word aloud.
    Word ladder: {a}, the next step has {y} where the {x} was.
""")
DROP = wording("""
    Take the first letter away from {a}. Which word is left?
    {a} without its {x} at the front = ___
    Cover the first letter of {a}. What can you read?
    The {x} at the start of {a} has run away. What word remains?
    behead the word {a} (drop the first letter|no first letter any more)
    {a} loses its first letter. New word?
    Which little word do you see in {a} if you start reading from the second letter?
    {p} rubs out the {x} at the beginning of {a}. What is on the board now?
    Cut off the first letter: {a}
    Remove letter number 1 from "{a}" and write what stays.
""")
ADD = wording("""
    Put {x} in front of {b}. Which word is it?
    {x} + {b} = ___
    Add the letter {x} at the beginning of {b}.
    What word do you get if the letter {x} joins {b} at the front?
    Now {b} gets {x} before it. Which word?
    {p} has the tiles for {b} and puts the tile {x} on the left. What does it say now?
    Make a new word: first {x}, then {b}.
    Start with the letter {x} and go on with {b}.
    {b} wants to grow. Stick {x} on at the start. New word?
    one letter more! {x} before {b} makes
""")
DROPS = ("boat chair train plate clock stop small snail spin swing bread black block cloud flake bright price slip ship then that wheel snow slow star start stable "
    "table page trip spot scar scare brain "
         "glove wall ball fall hall tall land band hand sand near fear hear year meat seat beat box fox cup farm drink cold hold gold bold blast brush crush spool "
         "steam cream string spring blink bold").split()


def change_letter(rng: Random, _words: list[str]) -> Problem:
    a, b = pair_both_ways(rng, CHANGES)
    return choice(CHANGE, dict(a=a, x=a[0], y=b[0], p=rng.choice(PEOPLE)), b, "The word is {}.", f"{spaced(a)}\n{' '.join(b)}")


REAL = ("oat hair rain late lock top mall nail pin wing read lack lock loud lake right rice lip hip hen hat heel now low tar tart table able age rip pot car care "
    "rain love all and ear eat ox up arm rink old last rush "
        "pool team ream ring link").split()


def drop_letter(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([w for w in DROPS if w[1:] in REAL])
    return choice(DROP, dict(a=a, x=a[0], p=rng.choice(PEOPLE)), a[1:], "The word is {}.", f"{spaced(a)}\n{' '.join(a[1:])}")


def add_letter(rng: Random, _words: list[str]) -> Problem:
    a = rng.choice([w for w in DROPS if w[1:] in REAL])
    return choice(ADD, dict(b=a[1:], x=a[0], p=rng.choice(PEOPLE)), a, "The word is {}.", " ".join(a))


VOWEL_OR_NOT = wording("""
    Is the letter {x} a vowel or a consonant?
    Vowel or consonant: {x}
    {x} - consonant or vowel?
    Does {x} belong to the vowels or to the consonants? Give the name for one.
    On my worksheet I colour vowels and consonants differently. What is {x}, a consonant or a vowel?
    What kind of letter is {x}, vowel or consonant?
    the letter {x}.. is it a consonant, or is it a vowel
    {p} sorts letters into two bags, vowel and consonant. Into which bag goes {x}?
    In the alphabet, is {x} counted as a vowel or as a consonant?
    We had a, e, i, o, u on the board. Would you call {x} a vowel or a consonant?
""")
DOUBLE = wording("""
    Which letter is doubled in {w}?
    {w} has a double letter. Which one?
    Find the letter that stands twice in a row in {w}.
    Twin letters! Which letter has its twin right beside it in {w}?
    {w}: double ___
    In {w} there are two of the same letter next to each other. Name the letter.
    My son forgot to double a letter in {w}. Which letter must be double?
    double letter in "{w}"?
    When I write {w}, which letter do I write two times, one straight after the other?
    Look for the pair of equal letters in {w}.
""")
MADE_OF = wording("""
    Which word can you make from the letters {l}: {o}?
    The letters {l} are mixed up. Do they make {o}?
    Anagram: {l} = {o}?
    Shake the letters {l} and put them in another order. You get {o}?
    {o} - one of these words is made of {l}. Which one?
    Scrabble tiles: {l}. Which word can {p} lay with all of them, {o}?
    unscramble {l} ... is it {o}
    Use each of {l} once. Which word is possible, {o}?
    Find the word for the muddled letters {l}. Choose {o}.
    Letter salad: {l}. Is that {o}?
""")
BIG_LETTER = wording("""
    Write the small letter {x} as a capital.
    What is the capital letter for {x}?
    How does {x} look at the beginning of a name? Give the big letter.
    What is {x} in upper case?
    Every small letter has a big brother. Who is the big brother of {x}?
    small {x}, big ___
    Press shift and {x} on the keyboard. What appears?
    Match lower case {x} with its upper-case letter.
    Turn {x} into a capital letter, please.
    make this letter big: {x}
""")
INITIALS = wording("""
    Take the first letter of each word. Which word do they make? {l}
    {l}: read only the first letters!
    The first letters of {l} spell a word. Which one?
    Secret message: {l}. Use the first letter of every word.
    Write the beginnings, one letter each, of {l} next to each other. What do you read?
    initials of {l} together =
    Look at {l} and join up the letters they start with.
    {p} sent me the words {l}. The first letters are the code word. What is it?
    What is hidden at the front of the words {l}, if you take one letter from each?
    Acrostic! {l}. Which word comes out of the first letters?
""")


def vowel_or_not(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice([x for x in ABC if x != "y"]) if rng.random() < 0.6 else rng.choice(VOWELS)
    return choice(VOWEL_OR_NOT, dict(x=x, p=rng.choice(PEOPLE)), "vowel" if x in VOWELS else "consonant", "It is a {}.",
        f"vowels: a e i o u\n{x}: {'yes' if x in VOWELS else 'no'}", few=True)


def double_letter(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([w for w in [*words, *NOUNS] if sum(x == y for x, y in zip(w, w[1:])) == 1])
    x = next(x for x, y in zip(w, w[1:]) if x == y)
    return choice(DOUBLE, dict(w=w), x, "The letter is {}.", spaced(w))


def made_of(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([3, 4, 5])
    three = rng.sample([w for w in NOUNS if len(w) == n], 3)
    while len({"".join(sorted(w)) for w in three}) < 3:
        three = rng.sample([w for w in NOUNS if len(w) == n], 3)
    l = list(three[0])
    while l == list(three[0]):
        rng.shuffle(l)
    return choice(MADE_OF, dict(l=" ".join(l), o=options(rng, three), three=three, p=rng.choice(PEOPLE)), three[0], "The word is {}.",
        f"{' '.join(sorted(l))}\n" + "\n".join(f"{w}: {' '.join(sorted(w))}" for w in three))


def big_letter(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(ABC)
    return choice(BIG_LETTER, dict(x=x), x.upper(), "The capital letter is {}.", few=True)


def initials(rng: Random, _words: list[str]) -> Problem:
    starts = {w[0] for w in NOUNS}
    word = rng.choice([w for w in NOUNS if len(w) in (3, 4) and set(w) <= starts and all(sum(x == y[0] for y in NOUNS) > 1 for x in w)])
    l = [rng.choice([w for w in NOUNS if w[0] == x and w != word]) for x in word]
    return choice(INITIALS, dict(l=", ".join(l), p=rng.choice(PEOPLE)), word, "The word is {}.", "\n".join(f"{w}: {w[0]}" for w in l))


KINDS: dict[str, list[Kind]] = {
    "worksheet-grammar": [
        plural_word, singular_word, counted_word, past_word, past_gap, present_word, he_form, he_gap, ing_form, future_sentence, tense_name, comparative_word,
            superlative_word, base_adjective, article,
        word_class, class_of_three, class_in_sentence, am_is_are, was_were, has_have, do_does, this_these, much_many, preposition_time, ask_a_question, say_not, does_not,
            does_question, word_order,
        right_sentence, sentence_subject, sentence_verb, sentence_object, pronoun_word, pronoun_object, possessive_word, shorten, lengthen, owner, fix_capitals,
            needs_capital, end_mark, missing_comma],
    "worksheet-vocabulary": [
        opposite_word, opposite_analogy, opposite_of_three, synonym_of_three, rhyme_of_three, no_rhyme, compound_word, compound_split, compound_part, young_animal,
            parent_animal, group_word, where_is_it,
        gap_of_three, doer, un_word, adverb, y_word, homophone, odd_word, heading, syllable_count],
    "worksheet-letters": [
        well_spelt, mend_spelling, missing_letter, whole_word, vowels_back, spell_out, read_together, turned_round, turned_back, word_length, vowel_count, consonant_count,
            letter_count, first_letter,
        last_letter, numbered_letter, middle_letter, next_letter, letter_before, letter_between, place_in_abc, sort_letters, sort_words, first_word, last_word,
            starting_with, ending_with, word_count,
        nth_word, longest_word, shortest_word, more_letters, change_letter, drop_letter, add_letter, vowel_or_not, double_letter, made_of, big_letter, initials]}
