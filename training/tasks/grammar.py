"""Wordings: sentences that ask for the same thing, a part of which is held out, and what people write around a question."""

import re
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

EVERY = 5
"""The fifth of every five lines of a wording is held out, with all of its sentences. Lines are added at the end, so that none changes sides."""
PLACE = re.compile(r"(\{\w+\})")


def parts(line: str) -> list[list[str]]:
    """A line as a row of choices: "(Please |)add {a}" is [["Please ", ""], ["add {a}"]]. Choices do not nest."""
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
    """From a line each. Every line has a letter or a place, and there are five or more, so that one is held out."""
    lines = tuple(line.strip() for line in text.strip().splitlines())
    if len(lines) < EVERY:
        raise ValueError(f"a wording needs {EVERY} lines: {lines}")
    return Wording(lines)


@dataclass(frozen=True)
class Problem:
    """What is asked, apart from the words it is asked in."""
    wording: Wording
    values: dict[str, Any]
    """For the wording's places. A whole number may be written in words."""
    answer: str
    bare: str | None
    """The answer where only a number, a word or a list is asked for; None where there is no such form."""
    think: str | None = None
    few: bool = False
    """There are so few such problems that training must show all of them, in wordings that are not held out."""


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
""")
ONLY_NUMBER = wording("""
    (Answer|Reply) with (just|only) the number(.|!|)
    (Just|Only) the number( please|, please|)(.|!|)
    (Give|Write|Say) only (a|the) number(.|)
    (No|Without) (words|explanation), (just|only) the number.
    (Your answer should|The answer must) be (just |only |)a number.
    Answer in (digits|figures) only.
""")
ONLY_ANSWER = wording("""
    (Answer|Reply) with (just|only) the answer(.|)
    (Just|Only) the answer( please|, please|)(.|!|)
    (Give|Write|Say) only the answer(.|)
    (No|Without) (full sentence|explanation|sentences)( please|, please|)(.|)
    (Keep it short|Be brief|Short answer)(.|, please.|!)
    Don't (explain|write a sentence)(.|)
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
    """`change` of everything but the places."""
    return "".join(piece if PLACE.fullmatch(piece) else change(piece) for piece in PLACE.split(pattern))


def mistyped(pattern: str, rng: Random) -> str:
    """One longer word with two letters swapped, one lost or one twice."""
    words = [m for m in re.finditer(r"(?<![{\w])[A-Za-z]{4,}(?![}\w])", pattern)]
    if not words:
        return pattern
    word = rng.choice(words)
    at, text = rng.randrange(word.start() + 1, word.end() - 1), pattern
    return rng.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]])


def written(value: Any, words: bool, commas: bool) -> str:
    """A value as it stands in a question."""
    if isinstance(value, int):
        if words and 0 <= value < 1000:
            return in_words(value)
        return f"{value:,}" if commas else str(value)
    return str(value)


def exchange(problem: Problem, rng: Random, held_out: bool, around: bool = True) -> list[dict]:
    """A question and its reply. Where only the bare answer is asked for, the reply has the whole one as its "sentence"."""
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
    """The question in one of its wordings, and the answer in the form that it asks for. What is `around` the wording, if anything
    may be, is of the same side."""
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
