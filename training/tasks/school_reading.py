"""Short texts with questions, and statements that are true or false."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, with_article
from .stories import plus

COLOURS = "red blue green yellow black white pink purple".split()
OWNED = "ball kite cap bike book scarf cup bag car boat drum hat".split()
SUBJECTS = "The dog|My sister|A small bird|Our teacher|Tom|The old man|Grandma|Nobody|My best friend|The queen".split("|")
VERBS = "sees likes finds paints carries wants loses hides".split()
OBJECTS = "a red ball|the green door|three stars|some warm bread|a little boat|my book|two blue cups|the moon".split("|")
ENDS = "|today|in the garden|every Friday|under the table|at school|when it rains|behind the old house".split("|")
WHO_OWNS = wording("""
    {text} Who has the {thing}?
    {text} The {thing} belongs to whom?
    {text} (Tell me|Say) who has the {thing}.
    {text} Whose is the {thing}?
    (Who has|Who owns) the {thing}(?|:) {text}
    (Read this|Listen)(:|.) {text} (Who has|Who is the owner of) the {thing}?
    {text} (Which person|Which of them) (has|owns) the {thing}?
    {text} Who is the owner of the {thing}?
    {text} Find out who owns the {thing}.
    To whom does the {thing} belong? {text}
    {text} The person with the {thing} is (who|called ...)?
    {text} If you need the {thing}, whom do you ask?
    {text} The {thing} is (somebody's|not mine). Whose is it?
    Read the text and say who owns the {thing}. {text}
    Here is a short text: {text} From the text, who has got the {thing}?
    {text} Now a question about the text: who is it that has the {thing}?
    Somebody has the {thing}. Who? {text}
    {text} I want to borrow the {thing}. Who has it?
    Tell me whose {thing} it is. {text}
    {text} Can you name the owner of the {thing}?
    {text} Fill in: the {thing} is owned by ___.
    Using these facts, say who the {thing} belongs to. {text}
    {text} According to this, by whom is the {thing} owned?
    Facts: {text} Question: whose is that {thing}?
    {text} Someone found the {thing}. Who should get it back?
    I wonder who owns the {thing}. I know this: {text}
    {text} Answer with a name: who has the {thing}?
    {text} In the story, the {thing} is whose?
    {text} The {thing}: who has it?
    Whose {thing} is it? Read: {text}
    {text} The name of the one who has the {thing}(?| is?)
    {text} Suppose the {thing} is lost. Who has lost it?
""")
WHICH_COLOUR = wording("""
    {text} (What|Which) (colour|color) is the {thing}?
    {text} The {thing} has (which|what) (colour|color)?
    {text} (Tell me|Say) the (colour|color) of the {thing}.
    {text} (What is|What's) the (colour|color) of {owner}'s {thing}?
    (Which|What) colour has the {thing}(?|:) {text}
    (Read this|Listen)(:|.) {text} (Now, what|What) colour is the {thing}?
    {text} (What|Which) colour does the {thing} have?
    {text} Find out the colour of the {thing}.
    {text} How is the {thing} coloured?
    {text} I want to paint the {thing} in my picture. What colour do I need?
    {text} (Is|So is) the {thing} red, blue or some other colour? Which?
    Read the text and say what colour the {thing} is. {text}
    Of what colour is the {thing}? {text}
    {text} The colour of the {thing} is (what|which)?
    Tell me the {thing}'s colour. {text}
    {text} What is the colour of the {thing} in the text?
    {text} Fill in: the {thing} is ___. Which colour?
    Here is a short text: {text} From the text, what colour is the {thing} of {owner}?
    {text} I forgot the colour of the {thing}. Can you name it?
    {text} {owner} has a {thing}. In which colour?
    {text} Name the colour that the {thing} has.
    Facts: {text} Question: which colour is that {thing}?
    Using these facts, name the colour of the {thing}. {text}
    I wonder what colour the {thing} is. I know this: {text}
    {text} Someone is looking for the {thing}. What colour should they look for?
    {text} According to this, the {thing} has what colour?
    Which colour would you use to draw the {thing}? {text}
    {text} The {thing}: what colour?
    What is the colour of the {thing} here? {text}
    {text} Which colour word goes with the {thing}?
    {text} Describe the colour of the {thing} in one word.
""")
WHAT_OWNED = wording("""
    {text} What does {owner} have?
    {text} (What|Which thing) belongs to {owner}?
    {text} (Tell me|Say) what {owner} has.
    {text} {owner} has (what|which thing)?
    (What does {owner} have|What is {owner}'s)(?|:) {text}
    (Read this|Listen)(:|.) {text} What does {owner} (have|own)?
    {text} What (thing |)is owned by {owner}?
    {text} What has {owner} got?
    {text} Which of the things is {owner}'s?
    {text} (Find out|Say) what belongs to {owner}.
    {text} Which thing does {owner} own?
    What belongs to {owner}? {text}
    Read the text and say what {owner} has. {text}
    {text} Fill in: {owner} has ___.
    {text} {owner} picks up {owner}'s own thing. What is it?
    Tell me what is owned by {owner}. {text}
    {text} Name the thing that {owner} owns.
    {text} {owner} is the owner of (what|which thing)?
    Here is a short text: {text} From the text, what has {owner} got?
    {text} And {owner}, what does {owner} have?
    {text} What would you give back to {owner}?
    Facts: {text} Question: what is the thing of {owner}?
    Using these facts, say which thing is {owner}'s. {text}
    I wonder what {owner} owns. I know this: {text}
    {text} According to this, what does {owner} call {owner}'s own?
    {text} Look at the part about {owner}. Which thing is it about?
    {text} Can you remember what {owner} has got?
    {text} The thing {owner} has(?| is what?)
    What has {owner} got? Read: {text}
    {text} Pick out the thing that is {owner}'s.
    {text} Say it with its colour: what does {owner} have?
""")
WORD_COUNT = wording("""
    How many words (are in|does this sentence have|are there)(?|:) {s}
    (Count|Please count) the words(:| in:| of this sentence:) {s}
    {s} How many words (is that|are these|has this sentence)?
    (Tell me|Say) how many words this sentence has: {s}
    The sentence is: {s} (Of|From) how many words is it made?
    (Read|Look at) this(:|.) {s} How many words did you (read|see)?
    {s} How many words (are there in this sentence|does it have)?
    How long is this sentence in words? {s}
    This sentence has how many words? {s}
    What is the number of words in this sentence: {s}
    {s} Count the words. (How many are there|What do you get)?
    If you count every word, how many are in this sentence? {s}
    (Can you|Could you) count how many words there are in: {s}
    Number of words in the next sentence: {s}
    I wrote this sentence: {s} How many words did I write?
    Someone said: {s} How many words did they say?
    Here is a sentence: {s} How many words is it long?
    Find out how many words you need to say this: {s}
    The next sentence is made of how many words? {s}
    Word count, please: {s}
    Each word gets one dot. How many dots does this sentence get? {s}
    {s} I have just written that. Of how many words does it consist?
    I wonder how many words are in this line: {s}
    Our teacher wrote on the board: {s} Count its words.
    {s} When I read this aloud, how many words do I say?
    How many words do you need to read in this: {s}
    From how many words is this built? {s}
    {s} That was a sentence. Its number of words is (what|...)?
    Say the number of words in: {s}
    {s} Tell me how many words there are.
    How many separate words are in the sentence: {s}
    Put each word on a card. How many cards do you need for: {s}
""")
NTH_WORD = wording("""
    (What|Which) is the {k} word(?|:| in:| of:) {s}
    (Tell me|Name|Give me) the {k} word of this sentence: {s}
    {s} (What|Which) is the {k} word?
    The {k} word (in|of) this sentence(:|?) {s}
    Here is a sentence: {s} (Say|Write) its {k} word.
    (Read|Look at) this(:|.) {s} (What|Which) word is {k}?
    In the sentence that follows, (what|which) word is {k}? {s}
    {s} Which word of this sentence is the {k}?
    {s} (Find|Write down|Name) the {k} word.
    If you read this sentence word by word, which word is {k}? {s}
    What word comes {k} in this sentence: {s}
    (Can you|Could you) find the {k} word in this: {s}
    {s} The {k} word is (what|...)?
    I wrote: {s} Which is the {k} word that I wrote?
    Copy only the {k} word of this sentence: {s}
    Count the words of this sentence and name the {k}: {s}
    {s} From the left, which word is {k}?
    Someone said: {s} Which word did they say {k}?
    Underline the {k} word: {s}
    Which word do you find at the {k} place here? {s}
    Our teacher wrote on the board: {s} Tell me the {k} word there.
    {s} Counting the words, what is the {k} one?
    I wonder which word is {k} here: {s}
    {k} word of this line(?|:) {s}
    Listen to this sentence: {s} Which word did you hear {k}?
    Given the sentence, name the word that is {k}: {s}
    {s} Read it again. Which word was {k}?
    The word that stands {k} here is (which|what)? {s}
    I need only the {k} word of: {s}
    {s} In this sentence, the word that comes {k} is (what|which)?
    Put a circle around the {k} word of this sentence. Which word is it? {s}
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
    {s} Is (this|that) statement true or false?
    (Is it|Is this) true or false(?|:) {s}
    True or false? My (friend|sister|teacher) wrote: {s}
    {s} Say (true|whether it is true) or false.
    Someone wrote on the board: {s} Is that true or false?
    Is the following (true|correct)? {s}
    Here is a statement: {s} (True or false|Is it true)?
    {s} Does that hold? True or false?
    (Mark|Label) this as true or false: {s}
    I think that {s} (Am I right|Is that true)? True or false?
    {s} A child says so. Is it true or false?
    Answer true or false: {s}
    Can this be true? {s} Say true or false.
    Statement: {s} Your verdict, true or false?
    (Read|Look at) this and say true or false: {s}
    My homework says: {s} Should I tick true or false?
    {s} Is this a true statement or a false one?
    Fill in true or false: {s} That is ___.
    You read: {s} Would you write true or false next to it?
    Which is it, true or false? {s}
    We had this in a quiz: {s} Was true or false the right answer?
    I wonder if this is true or false: {s}
    {s} That is true, or is it false?
    For this statement choose true or false: {s}
""")


def passage(rng: Random) -> tuple[str, list[tuple[str, str, str]]]:
    """Two to four people, each with a thing and its color."""
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


def sentence(rng: Random) -> str:
    return " ".join(part for part in (rng.choice(parts) for parts in (SUBJECTS, VERBS, OBJECTS, ENDS)) if part) + "."


def word_count(rng: Random, _words: list[str]) -> Problem:
    s = sentence(rng)
    words = s.rstrip(".").split()
    return number(WORD_COUNT, dict(s=s), len(words), "It is {}.", " ".join(f"{w} {i + 1}" for i, w in enumerate(words)))


def nth_word(rng: Random, _words: list[str]) -> Problem:
    s = sentence(rng)
    words = s.rstrip(".").split()
    i = rng.randrange(len(words))
    k = "last" if i == len(words) - 1 and rng.random() < 0.7 else "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()[i]
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
    "reading": [who_owns, which_colour, what_owned, word_count, nth_word],
    "true-or-false": [is_true],
}
