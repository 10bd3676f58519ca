"""Numbers as a primary school has them: missing ones, places, doubles, words for them, and multiples."""

from random import Random

from .grammar import Problem, in_words, wording
from .school import Kind, choice, number, over, plus_steps, times
from .stories import minus, plus

MISSING = wording("""
    {a} + ? = {c}. (What is|Find) the (missing number|?)(?|.)
    (What|Which number) (do I have to|must I|should I) add to {a} to (get|make|reach) {c}?
    {a} plus (what|how much|which number) (is|makes|gives) {c}?
    (Fill in the gap|Fill in the blank|Complete)(:|) {a} + (_|___|...) = {c}
    How (many|much) more (is needed|do I need|do you need) to get from {a} to {c}?
    I (think of|am thinking of) a number. (When I add|If I add) {a} I get {c}. (What|Which) (is my|was the) number?
    (x|n|y) + {a} = {c}. (What is|Find|Solve for) (x|n|y|the unknown)(?|.)
    (Start|Begin) at {a}. How many steps (forward |)(is it|are there) to {c}?
""")
TIMES_MISSING = wording("""
    {a} (x|times|*) ? = {c}. (What is|Find) the missing number(?|.)
    {a} times (what|which number) (is|makes|gives) {c}?
    (With what|By what|By which number) do I (have to |)multiply {a} to get {c}?
    (Fill in|Complete)(:| the gap:) {a} x (_|___) = {c}
    I think of a number. (Multiplied by|Times) {a} it (is|makes|gives) {c}. What is (it|my number)?
    How many {a}s (are there in|make|are in) {c}?
""")
PART = {"double": (2, 1), "twice": (2, 1), "triple": (3, 1), "three times": (3, 1), "half of": (1, 2), "a third of": (1, 3), "a quarter of": (1, 4), "one half of": (1, 2),
        "one fifth of": (1, 5), "a tenth of": (1, 10), "one third of": (1, 3), "one quarter of": (1, 4), "three quarters of": (3, 4), "two thirds of": (2, 3)}
PART_OF = wording("""
    (What is|What's|How much is) {p} {n}?
    (Find|Tell me|Work out|Calculate|Give me) {p} {n}.
    {p} {n}(?|| is what?| is how much?)
    (Can|Could) you (tell me|work out|find) {p} {n}?
    (How many|How much) (do you get|do I get|would that be) if you take {p} {n}?
    (What number|Which number) is {p} {n}?
    (I need|We need) {p} {n}. (How many|How much) is (that|it)?
""")
PLACES = ["ones", "tens", "hundreds", "thousands"]
PLACE = wording("""
    (What|Which) (digit |number |)is in the {p} place (of|in) {n}?
    (What|Which) digit of {n} (stands for|shows|counts) the {p}?
    (Name|Tell me|Give me) the {p} digit of {n}.
    (In|Look at) {n}(,| and say) (which|what) digit is (in|at) the {p} place(?|.)
    {n}: the {p} digit(?|, please.)
    (Where|In which digit) are the {p} of {n}? (Say|Name) the digit.
""")
NEXT_TO = wording("""
    (Which|What) number (comes|is) (just |right |){w} {n}?
    (What is|What's) the (whole |)number {w} {n}?
    (Tell me|Name|Say) the number (that comes |){w} {n}.
    (Counting|If you count) by ones, (what|which number) (comes|is) {w} {n}?
    {w} {n} (comes|is) (what|which number)?
    The number {w} {n}(?| is?)
""")
MORE = wording("""
    (What|Which number) is {k} {w} than {n}?
    (Tell me|Find|Give me) the number that is {k} {w} than {n}.
    (I have|There are) {n}. How many is {k} {w}?
    {k} {w} than {n}(?| is what?| is?)
    (Say|Write) a number {k} {w} than {n}.
""")
TO_WORDS = wording("""
    (Write|Say|Spell) {n} in words.
    (How do you|How do I|How would you) (write|say|spell) {n} (in words|as a word)?
    (What is|What's) {n} (in words|written out|as a word)?
    (Put|Turn) the number {n} into words.
    (Spell out|Write out) {n}(.|, please.)
""")
TO_DIGITS = wording("""
    (Write|Give me|Show me) {s} (as a number|in digits|in figures).
    (What is|What's) {s} (in digits|as a number|in figures)?
    (How do you|How do I) write {s} (with digits|in digits|as a number)?
    (Which|What) number is {s}? (Use|Write) digits.
    (Turn|Change) {s} into (digits|a number).
""")
SIGN = wording("""
    (Which|What) sign (belongs|goes|fits) between {a} and {b}: <, > or =?
    (Put|Fill in) <, > or =(:| between) {a} (_|__|?) {b}
    {a} (?|_|...) {b}(.|:) (Smaller|Less), (greater|larger) or equal? Write <, > or =.
    (Compare|Look at) {a} and {b} and (write|answer with) <, > or =.
    (Choose|Pick) the (right|correct) sign, <, > or =: {a} _ {b}
""")
COUNT_BY = wording("""
    (Count|Please count) (from|starting at) {a} (to|up to) {b} (in steps of|by) {k}(.|s.)
    (Count|Skip count) by {k} from {a} to {b}.
    (List|Write|Say) the numbers from {a} to {b} in (steps|jumps) of {k}.
    (Start|Begin) (at|with) {a} and (add|jump) {k} (each time|again and again) until {b}. (List|Write) (the numbers|all of them).
    (Which|What) numbers do you (say|meet) when you count by {k} from {a} to {b}?
""")
MULTIPLES = wording("""
    (What are|List|Name|Write|Give me) the first {k} multiples of {n}(?|.)
    (Write|Say) the {n} times table up to {k} times {n}.
    (Show|Tell) me the first {k} multiples of {n}.
    (The|First) {k} multiples of {n}, (starting with|beginning with) {n}(:|?)
    (Count|Multiply): {n} times 1, times 2 and so on, {k} numbers(.| please.)
""")
DIVISIBLE = wording("""
    (Is|Is the number) {a} divisible by {b}?
    (Can|Could) (you|we|I) divide {a} by {b} (without a remainder|evenly|exactly)?
    (Is|Would you say) {a} (is |)a multiple of {b}?
    (Does|Will) {b} (go into|divide) {a} (evenly|without a rest|exactly)?
    (Can|Could) {a} (sweets|children|coins) be (shared|split) (into|between) {b} equal groups with (none|nothing) left over?
""")
ORDER = wording("""
    (What is|What's|How much is|Compute|Calculate|Work out) {e}?
    (Work out|Solve|Calculate|Evaluate)(:|) {e}
    {e}(?|=| =| = ?)
    (Can|Could) you (solve|calculate|work out) {e}( for me|)?
    (Tell me|I need) the (result|answer|value) of {e}.
    (Mind the order of operations|Be careful with the order)(:|.) {e}
""")
TENS = wording("""
    How many {w} (are there in|are in|make|make up) {n}?
    {n} (is|makes|has) how many {w}?
    (Tell me|Say|Work out) how many {w} (make|are in) {n}.
    (Of|From) how many {w} is {n} made?
    (If|When) you (break|split) {n} into {w}, how many (are there|do you get)?
""")
ROUND = wording("""
    (Round|Please round|Can you round) {n} to the nearest {w}(.|)
    (What is|What's) {n} (rounded to|to) the nearest {w}?
    (Which|What) {w} is {n} (closest|nearest) to?
    {n} to the nearest {w}(?|.)
    (About|Roughly) how much is {n}, to the nearest {w}?
""")
BIGGEST = wording("""
    (What is|What's|Find) the {w} number (you|we|I) can make (with|from|of) the digits {d}(?|.)
    (Use|Take) the digits {d} (once each|each once) (to make|and make) the {w} (possible |)number.
    (Make|Build|Write) the {w} number (from|with|out of) {d}.
    (Put|Arrange) the digits {d} so that the number is as {x} as possible.
    (I have|Here are) (cards with|the digits) {d}. (What is|Which is) the {w} number they can (make|form)?
""")


def missing(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, rng.choice([10, 100])), rng.randint(1, rng.choice([10, 100]))
    return number(MISSING, dict(a=a, c=a + b), b, "The missing number is {}.", minus(a + b, a))


def times_missing(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    return number(TIMES_MISSING, dict(a=a, c=a * b), b, "The missing number is {}.", over(a * b, a))


def part_of(rng: Random, _words: list[str]) -> Problem:
    part = rng.choice(list(PART))
    top, bottom = PART[part]
    n = rng.randint(1, 50) * bottom
    steps = [over(n, bottom)] if bottom > 1 else []
    steps += [times(n // bottom, top)] if top > 1 else []
    return number(PART_OF, dict(p=part, n=n), n // bottom * top, "It is {}.", "\n".join(steps))


def place(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(10, 9999)
    i = rng.randrange(len(str(n)))
    named = " ".join(f"{d} {PLACES[j]}" for j, d in reversed(list(enumerate(str(n)[::-1]))))
    return number(PLACE, dict(p=PLACES[i], n=n), int(str(n)[::-1][i]), "The digit is {}.", named)


def next_to(rng: Random, _words: list[str]) -> Problem:
    n, w = rng.randint(1, rng.choice([20, 1000])), rng.choice(["after", "before"])
    return number(NEXT_TO, dict(n=n, w=w), n + (1 if w == "after" else -1), "It is {}.", plus(n, 1) if w == "after" else minus(n, 1))


def more(rng: Random, _words: list[str]) -> Problem:
    k, w = rng.choice([1, 2, 5, 10, 100]), rng.choice(["more", "less"])
    n = rng.randint(k, 900)
    return number(MORE, dict(k=k, w=w, n=n), n + k if w == "more" else n - k, "It is {}.", plus(n, k) if w == "more" else minus(n, k))


def to_words(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(0, rng.choice([20, 100, 999]))
    return choice(TO_WORDS, dict(n=str(n)), in_words(n), "{}")


def to_digits(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(0, rng.choice([20, 100, 999]))
    return number(TO_DIGITS, dict(s=in_words(n)), n, "{}", None)


def sign(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(0, 500)
    b = rng.choice([a, rng.randint(0, 500), a + rng.randint(1, 9)])
    s = "=" if a == b else "<" if a < b else ">"
    return choice(SIGN, dict(a=str(a), b=str(b)), s, f"{a} {{}} {b}", f"{a} is {'the same as' if a == b else 'less than' if a < b else 'more than'} {b}")


def count_by(rng: Random, _words: list[str]) -> Problem:
    a, k, steps = rng.randint(0, 30), rng.choice([1, 2, 3, 4, 5, 10]), rng.randint(3, 8)
    xs = [a + k * i for i in range(steps + 1)]
    return choice(COUNT_BY, dict(a=str(a), b=str(xs[-1]), k=str(k)), ", ".join(map(str, xs)), "{}")


def multiples(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(2, 12), rng.randint(3, 6)
    return choice(MULTIPLES, dict(n=n, k=k), ", ".join(str(n * i) for i in range(1, k + 1)), "{}")


def divisible(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 10)
    a = b * rng.randint(2, 20) + rng.choice([0, rng.randrange(b)])
    yes = a % b == 0
    return choice(DIVISIBLE, dict(a=a, b=b), "yes" if yes else "no", "{}." if yes else "{}, there is a remainder.", over(a, b))


def order(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.randint(1, 20), rng.randint(2, 10), rng.randint(2, 10)
    form = rng.randrange(4)
    if form == 0:
        return number(ORDER, dict(e=f"{a} + {b} x {c}"), a + b * c, "It is {}.", f"{times(b, c)}\n{plus(a, b * c)}")
    if form == 1:
        return number(ORDER, dict(e=f"({a} + {b}) x {c}"), (a + b) * c, "It is {}.", f"{plus(a, b)}\n{times(a + b, c)}")
    if form == 2:
        return number(ORDER, dict(e=f"{a} + {b} + {c}"), a + b + c, "It is {}.", plus_steps([a, b, c]))
    a += b + c
    return number(ORDER, dict(e=f"{a} - {b} - {c}"), a - b - c, "It is {}.", f"{minus(a, b)}\n{minus(a - b, c)}")


def tens(rng: Random, _words: list[str]) -> Problem:
    size, name = rng.choice([(10, "tens"), (100, "hundreds"), (2, "pairs"), (5, "fives"), (12, "dozens")])
    n = rng.randint(1, 12)
    return number(TENS, dict(w=name, n=n * size), n, f"It is {{}} {name}.", over(n * size, size))


def rounding(rng: Random, _words: list[str]) -> Problem:
    size, name = rng.choice([(100, "hundred"), (10, "ten"), (1000, "thousand")])
    n = rng.randint(size, 9 * size + size - 1)
    digit = n // (size // 10) % 10
    think = f"the digit after the {name}s is {digit}, so round {'up' if digit >= 5 else 'down'}"
    return number(ROUND, dict(n=n, w=name), (n + size // 2) // size * size, "It is about {}.", think)


def biggest(rng: Random, _words: list[str]) -> Problem:
    digits = [str(d) for d in rng.sample(range(1, 10), rng.randint(2, 4))]
    large = rng.random() < 0.6
    made = "".join(sorted(digits, reverse=large))
    w, x = ("largest", "large") if large else ("smallest", "small")
    return number(BIGGEST, dict(w=w, x=x, d=", ".join(digits)), int(made), f"The {w} number is {{}}.", " ".join(made))


KINDS: dict[str, list[Kind]] = {
    "number-sense": [missing, missing, times_missing, part_of, part_of, place, next_to, more, to_words, to_digits, sign, order, order, tens, rounding, biggest],
    "multiples": [count_by, multiples, divisible],
}
