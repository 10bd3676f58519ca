"""Words and letters: opposites, plurals, past tenses, rhymes, and the alphabet."""

from collections import Counter
from random import Random

from .grammar import Problem, wording
from .knowledge import OPPOSITES
from .school import Kind, choice, number

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MORE_OPPOSITES = [pair.split() for pair in (
    "day night|big little|long short|young old|easy difficult|cheap expensive|beautiful ugly|love hate|start stop|begin end|give take|come go|push pull|buy sell|"
    "win lose|inside outside|front back|top bottom|above below|always never|before after|same different|right wrong|good bad|many few|heavy light|awake asleep|"
    "alive dead|laugh cry|yes no|more less|best worst|black white|summer winter|north south|east west|morning evening|question answer|friend enemy|smooth rough|"
    "tight loose|noisy quiet|lazy busy|remember forget|find lose|build destroy|arrive leave|float sink|rise fall|polite rude|fresh stale|straight crooked|boring exciting").split("|")]
PLURALS = dict(pair.split(":") for pair in (
    "cat:cats,dog:dogs,book:books,tree:trees,car:cars,bird:birds,house:houses,horse:horses,apple:apples,box:boxes,bus:buses,fox:foxes,dish:dishes,brush:brushes,"
    "watch:watches,glass:glasses,dress:dresses,class:classes,church:churches,bench:benches,baby:babies,city:cities,lady:ladies,story:stories,party:parties,"
    "country:countries,puppy:puppies,berry:berries,fly:flies,boy:boys,day:days,key:keys,toy:toys,monkey:monkeys,leaf:leaves,knife:knives,wolf:wolves,shelf:shelves,"
    "life:lives,half:halves,wife:wives,thief:thieves,loaf:loaves,man:men,woman:women,child:children,tooth:teeth,foot:feet,mouse:mice,goose:geese,sheep:sheep,"
    "fish:fish,deer:deer,ox:oxen,person:people,potato:potatoes,tomato:tomatoes,hero:heroes,piano:pianos,photo:photos,roof:roofs").split(","))
PASTS = dict(pair.split(":") for pair in (
    "go:went,see:saw,eat:ate,run:ran,come:came,take:took,give:gave,make:made,say:said,write:wrote,read:read,sing:sang,swim:swam,drink:drank,begin:began,buy:bought,"
    "bring:brought,think:thought,catch:caught,teach:taught,sleep:slept,keep:kept,feel:felt,leave:left,lose:lost,find:found,have:had,do:did,get:got,fly:flew,know:knew,"
    "grow:grew,throw:threw,draw:drew,fall:fell,hold:held,sit:sat,stand:stood,tell:told,speak:spoke,break:broke,choose:chose,drive:drove,ride:rode,win:won,pay:paid,"
    "play:played,walk:walked,jump:jumped,help:helped,look:looked,want:wanted,talk:talked,work:worked,open:opened,close:closed,like:liked,dance:danced,love:loved,"
    "carry:carried,cry:cried,try:tried,study:studied,stop:stopped,plan:planned,hop:hopped,cut:cut,put:put").split(","))
RHYMES = [group.split() for group in (
    "cat hat bat mat rat|dog fog log frog|tree bee sea key knee|house mouse|night light kite bite|cake lake snake make|ball tall wall fall|sun run fun bun|moon spoon soon noon|"
    "car star far jar|boat goat coat note|rain train plane brain|king ring sing wing|bed red head bread|pen ten hen men|hill pill mill bill|book look cook hook|sock clock rock lock|"
    "bear chair hair pear|snow toe go bow|day play say hay|nose rose hose toes|pig wig big dig|duck truck luck|sand hand land band|bell shell well tell|cup pup|fish dish wish|"
    "box fox socks|mice rice nice ice|blue shoe two zoo|door floor four more|bug rug mug hug|shirt dirt hurt|seed weed read").split("|")]
KIND_OF = {name: members.split() for name, members in (pair.split(":") for pair in (
    "animals:dog cat horse cow lion tiger rabbit mouse elephant bear monkey sheep pig|fruits:apple banana orange pear grape cherry lemon plum peach mango|"
    "colours:red blue green yellow purple pink brown black white|vegetables:carrot potato onion cabbage spinach pea bean broccoli|tools:hammer saw drill spade screwdriver pliers rake|"
    "clothes:shirt hat coat sock dress scarf jacket glove|furniture:chair table bed sofa desk cupboard shelf|vehicles:car bus train plane bicycle boat truck tram|"
    "birds:eagle owl parrot robin sparrow crow pigeon penguin|body parts:arm leg nose ear hand foot knee elbow|days:Monday Tuesday Wednesday Thursday Friday Saturday Sunday|"
    "months:January March April June July August October December|numbers:two three seven eight ten twelve twenty|drinks:water milk juice tea coffee lemonade|"
    "instruments:piano guitar violin flute drum trumpet|shapes:circle square triangle rectangle star oval|sports:football tennis hockey golf basketball swimming|"
    "flowers:rose tulip daisy lily sunflower daffodil|weather:rain snow sunshine wind fog hail|school things:pencil ruler eraser notebook crayon chalk|"
    "jobs:teacher doctor baker farmer nurse pilot cook|insects:ant bee butterfly beetle fly mosquito|family:mother father sister brother aunt uncle").split("|"))}
OPPOSITE = wording("""
    (What is|What's) the opposite of {w}?
    (Give|Tell) me (a word that means |)the opposite of {w}.
    (Which|What) word (is|means) the opposite of {w}?
    {w} is the opposite of (what|which word)?
    The opposite of {w}(?| is| is ...)
    If something is not {w}, it is (what|probably ...)?
    (Write|Say|Name) the opposite(:| of| of the word) {w}
    {w} - (opposite|what is its opposite)?
    (What word|Which word) is to {w} as {o} is to {r}?
    {o} and {r} are opposites. What goes with {w}?
""")
PLURAL = wording("""
    (What is|What's) the plural of {w}?
    (Write|Give me|Say|Tell me) the plural of {w}.
    One {w}, two (what|...|___)?
    (How do you|How do I) (write|say) {w} in the plural?
    There is one {w} here and three (what|...) there?
    (Make|Turn) {w} (plural|into a plural).
    {w} (in the plural|plural)(?|, please.)
    (What do you say|What is the word) for more than one {w}?
    I have one {w}. You have two (what|___)?
""")
PAST = wording("""
    (What is|What's) the past tense of {w}?
    (Write|Give me|Say|Tell me) the past (tense |form |)of {w}.
    Today I {w}. Yesterday I (what|...|___)?
    (How do you|How do I) (say|write) {w} in the past( tense|)?
    {w} in the past tense(?|, please.)
    (Put|Turn) {w} into the past( tense|).
    (Which|What) is the past form of the verb (to |){w}?
    I {w} every day, and last week I (what|___) too?
""")
RHYME = wording("""
    (Which|What) (word |)rhymes with {w}: {xs}?
    (Find|Pick|Choose) the word that rhymes with {w}: {xs}.
    {w} rhymes with which of these: {xs}?
    (From|Out of) {xs}, which (one |word |)rhymes with {w}?
    (Does|Which of) {xs} (rhyme|rhymes) with {w}? (Pick one|Say which one).
    {xs}: which rhymes with {w}?
    (I need|I am looking for) a rhyme for {w}. (Which fits|Choose one): {xs}
""")
VOWELS = wording("""
    How many vowels (are|are there) in (the word |){w}?
    (Count|Please count) the vowels (in|of) {w}.
    (What is|Tell me) the number of vowels in {w}(?|.)
    {w}: how many vowels(?| are there?)
    How many (of the letters|letters) (in|of) {w} are vowels?
    (Does {w} have vowels|Are there vowels in {w})? How many?
""")
END = wording("""
    (What is|What's|Which is) the {k} letter (of|in) (the word |){w}?
    (Tell me|Name|Give me) the {k} letter of {w}.
    (Which|What) letter (is|comes) {k} in {w}?
    {w}: {k} letter(?|, please.)
    The word is {w}. (Say|Name|Write) its {k} letter.
    The {k} letter of {w}(?| is?)
""")
LONGEST = wording("""
    (Which|What) (word |)is the {k}: {xs}?
    (Find|Pick|Tell me) the {k} word (of|in|among) {xs}.
    {xs}: which (word |)is the {k}?
    (Of|From) the words {xs}, (name|which is) the {k}(.|?)
    (Which|What) of {xs} is the {k} word?
    (Look at|Here are) {xs}. Which is {k}?
""")
ALPHABETICAL = wording("""
    (Which|What) letter (comes|is) (right |just |){k} {x} in the alphabet?
    (Tell me|Name|Say) the letter {k} {x}.
    (In|Within) the alphabet, what (comes|is) {k} {x}?
    The letter {k} {x}(?| is?)
    {k} the letter {x} comes (which|what|which one)?
    (What is|What's) the letter {k} {x}?
""")
NTH_LETTER = wording("""
    (What is|Which is|What's) letter number {n} of the alphabet?
    (Which|What) letter is (at place|number) {n} in the alphabet?
    (Tell me|Name|Say) letter {n} of the alphabet.
    (Counting|If you count) from a, (which|what) letter is number {n}?
    Letter {n} (of|in) the alphabet(?|, please.)
""")
GAP_WORD = wording("""
    (Fill in|Complete) the missing letter of {w}: {g}
    (Which|What) letter is missing( in|:) {g} (if|when) the word is {w}?
    {w} is written {g}. (Which|What) letter is missing?
    (I wrote|Someone wrote) {g} instead of {w}. (Which|What) letter is missing?
    The word is {w}, (but|and) I see {g}. (Name|Which is) the missing letter(.|?)
""")
JOIN = wording("""
    (Put|Join) the words {a} and {b} together. (What word|What) do you get?
    {a} + {b} = (?|what word?|which word?)
    (What|Which) word do {a} and {b} make( together|)?
    (Write|Say) {a} and {b} as one word.
    (Combine|Glue) {a} and {b}(.| into one word.)
    {a} and {b}(: one word?| in one word?)
""")
COMPOUNDS = [pair.split() for pair in (
    "rain bow|snow man|sun flower|foot ball|class room|bed room|tooth brush|butter fly|cup cake|rain coat|home work|note book|fire man|sea side|star fish|hair cut|"
    "moon light|pan cake|sand castle|book shelf|air port|play ground|grand mother|birth day|news paper|basket ball|water fall|sun shine|pop corn|eye brow").split("|")]
GROUP = wording("""
    (What are|What do you call|What is the group name for) {xs}?
    {xs} are all (what|which kind of thing)?
    (Which|What) (group|kind of thing) do {xs} belong to?
    (Name|Tell me) (one word|the group) for {xs}.
    {xs}: (what are they|which group is this)?
    (Give|Say) a word that (covers|fits) {xs}.
""")


def opposite(rng: Random, _words: list[str]) -> Problem:
    pairs = MORE_OPPOSITES + OPPOSITES
    said = Counter(word for pair in pairs for word in pair)
    w = rng.choice([word for word in said if said[word] == 1])  # a word of two pairs has two opposites
    other = next(b if a == w else a for a, b in pairs if w in (a, b))
    o, r = rng.choice([pair for pair in pairs if w not in pair])
    return choice(OPPOSITE, dict(w=w, o=o, r=r), other, "{}")


def plural(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PLURALS))
    return choice(PLURAL, dict(w=w), PLURALS[w], "{}")


def past(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PASTS))
    return choice(PAST, dict(w=w), PASTS[w], "{}")


def listed(rng: Random, xs: list[str], last: str = "") -> str:
    """Mixed, and with "or" now and then."""
    rng.shuffle(xs)
    return ", ".join(xs[:-1]) + f" {last} {xs[-1]}" if last else ", ".join(xs)


def rhyme(rng: Random, _words: list[str]) -> Problem:
    group, *others = rng.sample(RHYMES, 4)
    w, right = rng.sample(group, 2)
    return choice(RHYME, dict(w=w, xs=listed(rng, [right, *(rng.choice(o) for o in others[: rng.randint(2, 3)])], rng.choice(["", "or"]))), right, "{}")


def vowels(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([x for x in words if "y" not in x] if rng.random() < 0.9 else ["sky", "try"])
    found = [x for x in w if x in "aeiou"]
    return number(VOWELS, dict(w=w), len(found), "It is {}.", f"- {w}: {' '.join(w)}\n" + " ".join(f"{x} {i + 1}" for i, x in enumerate(found)))


def end(rng: Random, words: list[str]) -> Problem:
    w, k = rng.choice(words), rng.choice(["first", "last"])
    return choice(END, dict(w=w, k=k), w[0 if k == "first" else -1], "{}", f"- {w}: {' '.join(w)}")


def longest(rng: Random, words: list[str]) -> Problem:
    by_length: dict[int, str] = {}
    while len(by_length) < 4:
        w = rng.choice(words)
        by_length[len(w)] = w
    xs, k = list(by_length.values()), rng.choice(["longest", "shortest"])
    most = (max if k == "longest" else min)(xs, key=len)
    text = listed(rng, xs)
    return choice(LONGEST, dict(k=k, xs=text), most, "{}", "\n".join(f"- {w}: {' '.join(w)} {len(w)}" for w in text.split(", ")))


def alphabetical(rng: Random, _words: list[str]) -> Problem:
    i, k = rng.randint(1, 24), rng.choice(["after", "before"])
    return choice(ALPHABETICAL, dict(x=ALPHABET[i], k=k), ALPHABET[i + (1 if k == "after" else -1)], "{}", " ".join(ALPHABET[i - 1:i + 2]), few=True)


def nth_letter(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, 26)
    return choice(NTH_LETTER, dict(n=n), ALPHABET[n - 1], "{}", " ".join(f"{x} {i + 1}" for i, x in enumerate(ALPHABET[:n])), few=True)


def gap_word(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([x for x in words if len(x) > 3])
    i = rng.randrange(len(w))
    return choice(GAP_WORD, dict(w=w, g=f"{w[:i]}_{w[i + 1:]}"), w[i], "{}", f"- {w}: {' '.join(w)}")


def join(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(COMPOUNDS)
    return choice(JOIN, dict(a=a, b=b), a + b, "{}")


def group(rng: Random, _words: list[str]) -> Problem:
    kind = rng.choice([k for k in KIND_OF if k not in ("family", "weather")])
    return choice(GROUP, dict(xs=listed(rng, rng.sample(KIND_OF[kind], 3), rng.choice(["", "and"])), k=kind), kind, "{}")


KINDS: dict[str, list[Kind]] = {
    "language": [opposite, opposite, plural, past, rhyme, join],
    "alphabet": [vowels, end, longest, alphabetical, nth_letter, gap_word],
}
