"""Wordings: sentences with the same meaning, some of them held out, and phrases around a question."""

import re
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

EVERY = 5
"""The fifth of every five lines of a wording is held out, with all of its sentences. Lines are added at the end, so that none changes sides."""
PLACE = re.compile(r"(\{\w+\})")


def parts(line: str) -> list[list[str]]:
    """A line as a list of choices: "(Please |)add {a}" is [["Please ", ""], ["add {a}"]]. Choices do not nest."""
    return [piece[1:-1].split("|") if piece.startswith("(") else [piece] for piece in re.split(r"(\([^()]*\))", line) if piece]


@dataclass(frozen=True)
class Wording:
    """Lines with choices in (a|b) and places for values in {name}."""
    lines: tuple[str, ...]

    def side(self, held_out: bool) -> list[str]:
        return [line for i, line in enumerate(self.lines) if (i % EVERY == EVERY - 1) == held_out]

    def sentences(self, held_out: bool) -> list[str]:
        """All of them, with their places."""
        return ["".join(chosen) for line in self.side(held_out) for chosen in product(*parts(line))]

    def draw(self, rng: Random, held_out: bool) -> str:
        """A sentence: every line is equally likely, however many choices it has."""
        return "".join(rng.choice(choices) for choices in parts(rng.choice(self.side(held_out))))


def wording(text: str) -> Wording:
    """One wording per line. Every line has a letter or a place, and there are at least five, so that one is held out."""
    lines = tuple(line.strip() for line in text.strip().splitlines())
    if len(lines) < EVERY:
        raise ValueError(f"a wording needs {EVERY} lines: {lines}")
    return Wording(lines)


@dataclass(frozen=True)
class Problem:
    """A question without its wording."""
    wording: Wording
    values: dict[str, Any]
    """Values for the wording's places. A whole number may be written in words."""
    answer: str
    bare: str | None
    """The answer if only a number, a word or a list is requested; None if there is no such form."""
    think: str | None = None
    few: bool = False
    """There are so few such problems that training must include all of them, in wordings that are not held out."""


BEFORE = wording("""
    (Hi|Hello|Hey|Hi there|Good morning)(!|,|.)
    I have a (maths |school |little |quick |)question(.|:|!)
    (My teacher|My sister|My dad|A friend|Our teacher|Grandma) (asked me this|wants to know)(:|.)
    (Please help me|Can you help me|I need help)( with this| with my homework|)(.|:|!)
    (Here is|Here comes) a (puzzle|riddle|problem) for you(:|.)
    It is (raining|snowing|sunny|late|cold) (today|outside|here).
    (I am|I'm) (doing my homework|bored|on the bus|in the kitchen|back from school)(.|!)
    We (did|had) this (at school|in class|in a test) (today|yesterday)(:|.)
    I had (soup|rice|pizza|bread) for (lunch|dinner)( today|).
    (One more|Next|Another) (question|one)(:|.|!)
    (Okay|OK|So|Now|Right),
    (Question|Task|Exercise|Problem|Quiz)( 1| 2| 3| 4|):
    (I am|I'm) (not sure|stuck|confused)(.|:)
    (Let me try you|Let's test you|Let's see if you know this)(:|.|!)
    (Sorry to bother you|Excuse me|Pardon me)(,|.)
    (Dear|My dear) (model|friend|computer|helper),
    (Good afternoon|Good evening|Hello again|Hi again)(!|,|.)
    (I was|We were) (wondering|thinking|talking) about this(:|.)
    (Maybe|Perhaps) you (know this|can help)(:|.)
    (Listen|Look|Wait|Well)(,|:)
    (This|The next one) (was|is) (in|from) my (book|workbook|exercise book|test)(:|.)
    (I found|I saw|I read) this (in a book|on a worksheet|in a quiz|on the board)(:|.)
    (My mum|My brother|My cousin|My neighbour) (does not know|is asking|gave me) this(:|.)
    (You seem clever|You are clever|You know a lot)(.|:)
    (Here|This) is (my question|what I want to know|one from class)(:|.)
    (For|In) (school|class|today's lesson)(:|,)
    (Tell me|Say), (please|if you can)(:|.)
    (I bet you know this|I am sure you know this)(:|.|!)
    (My homework|The worksheet|The book) (says|asks)(:| this:)
    (We have|There is) a test (tomorrow|soon)(.|!)
    (Let's|Let us) (practise|do some exercises|play a quiz)(:|.|!)
    (Time for|Now comes) (a question|the next question|an exercise)(:|.|!)
    (Yesterday|At school today) (someone|a girl|our teacher) asked (me |us |)this(:|.)
    (I have|I've) (thought|been thinking) about this (all day|for a while)(:|.)
    (It is|It's) (my break|a quiet day|break time) and I am (learning|practising)(.|:)
    (Sorry|Excuse me), (another|one more|a) question(:|.)
    (First|Next|Then|Finally)(,|:)
    (A|One) (short|easy|hard|new) (question|exercise|task)(:|.)
    (My cat|My dog|My sister) is (asleep|playing|in the garden)(.|!)
    (I like|I enjoy) (learning|school|talking to you)(.|!)
    (I|We) (must|have to|want to) (learn|solve|answer) this(:|.)
    (Warm-up|Bonus question|Test question|Homework|Exercise)(:|.)
    (Can I|May I|Could I) ask you something(?|:)
""")
AFTER = wording("""
    (Thanks|Thank you|Thanks a lot|thx|ty)(!|.|)
    Please(.|!|)
    I (need|have) to (hand this in|know it) (tomorrow|today|soon).
    (My|Our) (teacher|class) is (waiting|curious).
    (Take your time|No hurry|There is no rush)(.|!)
    (Do you know|Can you say) (it|that)?
    (Think carefully|Be careful|Think first)(.|!|)
    (It is|That's) for (school|my brother|my homework|a friend).
    I (really |)(like|love|hate) (such |these |)(questions|puzzles)(.|!)
    Can you (tell|help) me?
    (Many thanks|Thank you very much|Cheers|Thanks in advance)(!|.|)
    (I can't|I cannot) (do|solve|work out) (it|this)( myself| alone|).
    (I hope|I think) you (know|can answer) (it|this)(.|!|)
    (What do you say|What do you think|Any idea)?
    (I am|I'm) (curious|waiting|all ears)(.|!|)
    (My|Our) (book|teacher|worksheet) (does not say|doesn't say|asks that).
    Please (help|answer) me( soon| now|)(.|!|)
    (That|This) is (a hard one|an easy one|my last question)(.|!|)
    (If you know it|If you can), (tell me|please say it)(.|)
    (I want|I'd like|I would like) to (know|learn|understand) (it|this)(.|)
    (We do|We did) (this|these) (at|in) school(.|)
    (Don't|Do not) (guess|rush|hurry)(.|!|)
    (Let me know|Tell me)( please| soon|)(.|!|)
    (I asked|I have asked) (my dad|my friend|Grandma) but (nobody knows|it did not help).
    (It's|It is) (question|exercise) (one|two|three|four) in (my|our) book(.|)
    (You can do it|I know you can do it|I trust you)(!|.|)
    (Hope|I hope) (that's|this is|it is) (clear|not too hard)(.|!|)
    (I will|I'll) (check|write) (it|your answer)( down| later|)(.|)
    (Then|After that) I (can|may) (play|go out|have a break)(.|!|)
    (My sister|My friend|Dad) (says|thinks) (it is easy|you know it)(.|)
    (Good luck|Ready|Go on)(!|.)
    (I need|We need) (it|this) for (class|a quiz|a game|my project)(.|)
    (That's|That is) (all|what I want to know|my question)(.|!|)
    (Can|Could|Would) you (please |)answer (this|that)( for me|)?
""")
ONLY_NUMBER = wording("""
    (Answer|Reply) with (just|only) the number(.|!|)
    (Just|Only) the number( please|, please|)(.|!|)
    (Give|Write|Say) only (a|the) number(.|)
    (No|Without) (words|explanation), (just|only) the number.
    (Your answer should|The answer must) be (just |only |)a number.
    Answer in (digits|figures) only.
    (Number|Only a number|The number), please: (only|just) (one number|the number)(.|)
    (I want|I need|I only need|I'd like) (just |only |)the number(.|)
    (Please|Now) (write|give|say) (just|only) the number(.|)
    The number (alone|by itself|on its own)(, please| is enough| will do|)(.|)
    (Reply|Respond|Answer) using (digits|figures)( only| and nothing else)(.|)
    (Leave out|Skip|Omit) (all words|the words|the sentence) and (write|give) (just |)the number(.|)
    (Nothing but|Nothing except|No more than) the number(, please|)(.|)
    (Do not|Don't) (write|use) (words|a sentence), (just|only) (a|the) number(.|)
    (One|A single) number(,| and) (nothing else|no words)(, please|)(.|)
    (Your|The) (reply|answer) (should|must) (contain|have) (only|just) the number(.|)
    (As|In the form of) a number(,| and) (without words|nothing else)(.|)
    (Show|Tell|Send) me (only|just) the number(.|)
    I (don't|do not) need (a sentence|words), (only|just) the number(.|)
    (Output|Print|Return) (only|just) (the|a) number(.|)
    (Put|Write) the number (only|and nothing more)(.|)
    (Final|End) answer as a number( only|, nothing else)(.|)
    (In|Using|With) (digits|figures), (without|no) (any |)words(.|)
    (Short|Quick) please: (only|just) the number(.|)
    (No|Without) units, (just|only) the number(.|)
    (Be brief|Keep it short)(:|,) (just|only) the number(.|)
    (Fill in|Enter) (only|just) the number(.|)
    (Only|Just) (digits|figures)(, please| in your answer| in the answer|)(.|)
    (Can|Could) you (give|write|say) (only|just) the number?
    The number(, just that|, only that| and that's it)(.|)
""")
ONLY_ANSWER = wording("""
    (Answer|Reply) with (just|only) the answer(.|)
    (Just|Only) the answer( please|, please|)(.|!|)
    (Give|Write|Say) only the answer(.|)
    (No|Without) (full sentence|explanation|sentences)( please|, please|)(.|)
    (Keep it short|Be brief|Short answer)(.|, please.|!)
    Don't (explain|write a sentence)(.|)
    (I want|I need|I only need|I'd like) (just |only |)the answer(.|)
    (Please|Now) (write|give|say) (just|only) the answer(.|)
    The answer (alone|by itself|on its own)(, please| is enough| will do|)(.|)
    (Leave out|Skip|Omit) (the sentence|the rest|the explanation)(,| and) (write|give) (just |)the answer(.|)
    (Nothing but|Nothing except|No more than) the answer(, please|)(.|)
    (Do not|Don't) (write|use|make) (a whole|a full|a long) sentence(.|)
    (Your|The) (reply|response) (should|must) (contain|have) (only|just) the answer(.|)
    (Show|Tell|Send) me (only|just) the answer(.|)
    I (don't|do not) need (a sentence|an explanation|a reason), (only|just) the answer(.|)
    (Output|Print|Return) (only|just) the answer(.|)
    (As|Be as) (short|brief) as (you can|possible)(, please|)(.|)
    (Final|Bare|Plain) answer only(.|)
    (In|With) as few words as (possible|you can)(.|)
    (Fill in|Enter|Put) (only|just) the answer(.|)
    (Can|Could) you (give|write|say) (only|just) the answer?
    (The answer|That), (and nothing else|nothing more|without any words around it)(.|)
    (Short|Quick) please: (only|just) the answer(.|)
    (No|Skip the) (reasons|explanations|long sentences)(, please|)(.|)
    (One|A) short answer(, please| is enough| will do)(.|)
    (A sentence|An explanation) is not (needed|necessary)(.|)
    (Answer|Reply|Respond) (briefly|in short|in brief)(.|, please.)
    (Just|Only) (say|write|tell me) it(,| and) (no more|nothing else)(.|)
    (Without|Leave out) any words around it(:|,) (only|just) the answer(.|)
    (Reply|Respond) with nothing (but|except|other than) the answer(.|)
    (I'm|I am) in a hurry(:|,) (only|just) the answer(.|)
""")
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()


def in_words(n: int) -> str:
    """0 to 999: "forty-two", "three hundred and five"."""
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    return f"{SMALL[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")


def literally(pattern: str, change) -> str:
    """Applies `change` to everything except the places."""
    return "".join(piece if PLACE.fullmatch(piece) else change(piece) for piece in PLACE.split(pattern))


def mistyped(pattern: str, rng: Random) -> str:
    """Swaps, drops or doubles a letter of a longer word."""
    words = [m for m in re.finditer(r"(?<![{\w])[A-Za-z]{4,}(?![}\w])", pattern)]
    if not words:
        return pattern
    word = rng.choice(words)
    at, text = rng.randrange(word.start() + 1, word.end() - 1), pattern
    return rng.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]])


def written(value: Any, words: bool, commas: bool) -> str:
    """A value as it is written in a question."""
    if isinstance(value, int):
        if words and 0 <= value < 1000:
            return in_words(value)
        return f"{value:,}" if commas else str(value)
    return str(value)


def exchange(problem: Problem, rng: Random, held_out: bool, around: bool = True) -> list[dict]:
    """A question and its reply. If only the bare answer is requested, the reply has the whole one as its "sentence"."""
    question, answer = ask(problem, rng, held_out, around)
    reply = {"role": "assistant", "content": answer}
    if answer != problem.answer:
        reply["sentence"] = problem.answer
    if problem.think is not None:
        reply["think"] = problem.think
    if problem.few:
        reply["few"] = True
    return [{"role": "user", "content": question}, reply]


def ask(problem: Problem, rng: Random, held_out: bool, around: bool = True) -> tuple[str, str]:
    """The question in one of its wordings, and the answer in the form that it asks for. The phrases `around` the wording,
    if allowed, are held out or not like the wording."""
    pattern, answer = problem.wording.draw(rng, held_out), problem.answer
    plain = rng.random() < 0.4

    def chance(p: float) -> bool:
        return not plain and rng.random() < p

    if chance(0.15):
        pattern = mistyped(pattern, rng)
    if chance(0.25):
        pattern = literally(pattern, str.lower)
    if chance(0.15):
        pattern = pattern.rstrip(".?!")
    words, commas = chance(0.2), chance(0.3)
    question = pattern.format(**{name: written(value, words, commas) for name, value in problem.values.items()})
    if words and pattern.startswith("{"):
        question = question[0].upper() + question[1:]
    if around and chance(0.3):
        question = f"{BEFORE.draw(rng, held_out)} {question}"
    if problem.bare is not None and rng.random() < 0.15:
        form = ONLY_NUMBER if re.fullmatch(r"-?\d+", problem.bare) else ONLY_ANSWER
        question, answer = f"{question} {form.draw(rng, held_out)}", problem.bare
    elif around and chance(0.2):
        question = f"{question} {AFTER.draw(rng, held_out)}"
    return question, answer
