"""Numbers as a primary school has them: missing ones, places, doubles, words for them, multiples, fractions, percentages and averages."""

from fractions import Fraction
from random import Random

from .grammar import Problem, in_words, wording
from .school import Kind, choice, minus, number, over, plus, plus_steps, times

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
FRACTION_SUM = wording("""
    (What is|What's|How much is) {a}/{n} {s} {b}/{n}?
    (Work out|Calculate|Solve|Compute)(:|) {a}/{n} {s} {b}/{n}
    {a}/{n} {s} {b}/{n}(?|=| = ?)
    (Can|Could) you (solve|calculate) {a}/{n} {s} {b}/{n}?
    (Give|Tell) me the (result|answer) of {a}/{n} {s} {b}/{n}.
""")
LARGER_FRACTION = wording("""
    Which (fraction |)is (larger|bigger|greater), {a} or {b}?
    (What|Which one) is (more|larger|bigger): {a} or {b}?
    {a} or {b}: which is (larger|bigger|more)?
    (Compare|Look at) {a} and {b}. Which (fraction |one |)is (larger|bigger|greater)?
    (Would you rather have|Which is more,) {a} or {b} of a (pizza|cake), (if you are hungry|if you want the larger part)?
""")
SLICES = wording("""
    A (pizza|cake|pie) (is cut into|has) {n} (equal |)(slices|pieces). {k} are eaten. What fraction (is left|remains)?
    {n} (slices|pieces) of (cake|pizza), and (someone eats|we eat|the dog eats) {k}. (Which|What) fraction (is left|remains)?
    (What|Which) fraction of a (cake|pizza) is left (if|when) {k} of {n} (pieces|slices) are gone?
    {p} eats {k} of the {n} (slices|pieces) of a (pizza|cake). What fraction (is left|remains)?
    (Mum|Dad) cuts a cake into {n} (equal |)pieces and gives away {k}. What part of it is left? (Answer with a fraction|As a fraction, please).
""")
SIMPLIFY = wording("""
    (Simplify|Reduce|Please simplify) {a}/{b}(.|)
    (What is|What's) {a}/{b} in (its |)(simplest form|lowest terms)?
    (Write|Give) {a}/{b} in (simplest form|lowest terms).
    (Can|Could) you (simplify|reduce) the fraction {a}/{b}?
    {a}/{b} (simplified|in lowest terms)(?| is?)
""")
PERCENT = wording("""
    (What is|What's|How much is) {p}% of {n}?
    (Find|Work out|Calculate|Tell me) {p} percent of {n}.
    {p}% of {n}(?|=| is?)
    (Can|Could) you (find|work out) {p} (percent|per cent) of {n}?
    Of {n} (children|people|pupils|fans), {p}% (wear glasses|like football|have a pet). How many (is that|are they)?
    (A school|A club|A village) has {n} (people|members). {p}% (come|are girls|vote). How many (is that|are these)?
    {p} percent of {n} (makes|is) how many?
""")
DISCOUNT = wording("""
    (A coat|A bike|A jacket|A game|A bag) costs {n} (dollars|euros). It is {p}% (off|cheaper). What (is the new price|does it cost now)?
    The price of {n} (dollars|euros) (falls|drops|is reduced) by {p}%. (What is|How much is) the new price?
    (In a sale|Today) everything is {p}% off. (What|How much) does something cost that was {n} dollars?
    (How much|What) do I pay for a {n} dollar (ticket|toy|coat) with {p}% (off|discount)?
    {n} dollars (minus|less) {p}%: (what|how much) is (left|that)?
""")
SHARE_OF = wording("""
    (What|Which) (percentage|percent) of {n} (is|are) {a}?
    {a} (of|out of) {n} (questions|answers) are right. What (percentage|percent) is that?
    {a} of {n} in percent(?|, please.)
    (How many|What) percent of {n} is {a}?
    (Express|Write|Give) {a} out of {n} as a percentage.
""")
MEAN = wording("""
    (What is|What's|Find|Calculate) the (average|mean) of {xs}(?|.)
    (Work out|Tell me|Give me) the (mean|average)(:| of the numbers| of) {xs}
    {xs}: (what is the average|find the mean|average)(?|.)
    (The scores|The marks|The points) (are|were) {xs}. (What is|Find) the (average|mean)(?|.)
    (Can|Could) you (find|work out) the (average|mean) of {xs}?
    {p} (ran|read|scored|sold) {xs} on {k} days. What was the (average|mean) (a|per) day?
    On average, how (much|many) is {xs}?
""")
SPREAD = wording("""
    (What is|What's|Find) the (difference|distance) between the (largest|biggest) and the smallest (number |)of {xs}(?|.)
    (How far apart are|What separates) the (highest|largest) and the (lowest|smallest) of {xs}?
    (Find|Tell me|What is) the range of {xs}(.|?)
    {xs}: (largest|biggest) minus smallest(?|.)
    (Take|Subtract) the smallest of {xs} from the largest. (What do you get|What is left)?
""")
MEDIAN = wording("""
    (What is|What's|Find) the median of {xs}(?|.)
    (Which|What) (number |)is in the middle when {xs} are (sorted|put in order)?
    (Tell me|Give me) the median(:| of) {xs}
    {xs}: (which is|what is|find) the (median|middle value)(?|.)
    (Sort|Order) {xs} and tell me the middle (one|number).
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


def shown(f: Fraction) -> str:
    return str(f.numerator) if f.denominator == 1 else f"{f.numerator}/{f.denominator}"


def fraction_sum(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 12)
    a = rng.randint(1, n - 1)
    add = rng.random() < 0.6
    b = rng.randint(1, n - a) if add else rng.randint(1, a)
    top = a + b if add else a - b
    return choice(FRACTION_SUM, dict(a=str(a), b=str(b), n=str(n), s="+" if add else "-"), f"{top}/{n}" if top not in (0, n) else str(top // n), "It is {}.",
                  f"{a} {'+' if add else '-'} {b} = {top}")


def larger_fraction(rng: Random, _words: list[str]) -> Problem:
    if rng.random() < 0.5:
        n, m = rng.sample(range(2, 13), 2)
        a, b, think = f"1/{n}", f"1/{m}", f"{min(n, m)} parts are fewer than {max(n, m)}, so each is larger"
    else:
        n = rng.randint(4, 12)
        x, y = rng.sample(range(1, n), 2)
        a, b, think = f"{x}/{n}", f"{y}/{n}", f"{max(x, y)} parts are more than {min(x, y)}"
    return choice(LARGER_FRACTION, dict(a=a, b=b), max(a, b, key=Fraction), "{} is larger.", think)


def slices(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 12)
    k = rng.randint(1, n - 1)
    return choice(SLICES, dict(n=n, k=k, p=rng.choice(["Tom", "Mia", "Anna", "Ali"])), f"{n - k}/{n}", "{} is left.", f"{n} - {k} = {n - k}")


def simplify(rng: Random, _words: list[str]) -> Problem:
    top, bottom = sorted(rng.sample(range(1, 10), 2))
    f, k = Fraction(top, bottom), rng.randint(2, 6)
    a, b = f.numerator * k, f.denominator * k
    return choice(SIMPLIFY, dict(a=str(a), b=str(b)), shown(f), "{}", f"{a} / {k} = {a // k}\n{b} / {k} = {b // k}")


def percent_steps(n: int, p: int) -> tuple[int, str]:
    if p == 50:
        return n // 2, over(n, 2)
    if p == 25:
        return n // 4, over(n, 4)
    tenth = n // 10
    return tenth * p // 10, "\n".join([f"{n} / 10 = {tenth}", *([times(tenth, p // 10)] if p > 10 else [])])


def percent(rng: Random, _words: list[str]) -> Problem:
    p = rng.choice([10, 20, 25, 30, 40, 50, 60, 70, 80, 90])
    n = rng.randint(1, 40) * (4 if p == 25 else 2 if p == 50 else 10)
    amount, think = percent_steps(n, p)
    return number(PERCENT, dict(p=p, n=n), amount, "It is {}.", think)


def discount(rng: Random, _words: list[str]) -> Problem:
    p = rng.choice([10, 20, 25, 50])
    n = rng.randint(1, 20) * (4 if p == 25 else 2 if p == 50 else 10)
    amount, think = percent_steps(n, p)
    return number(DISCOUNT, dict(p=p, n=n), n - amount, "The new price is {}.", f"{think}\n{minus(n, amount)}")


def share_of(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([2, 4, 5, 10, 20, 25, 50, 100])
    a = rng.randint(1, n)
    return number(SHARE_OF, dict(a=a, n=n), 100 * a // n, "It is {} percent.", f"{over(100, n)}\n{times(100 // n, a)}")


def mean(rng: Random, _words: list[str]) -> Problem:
    k = rng.choice([2, 3, 3, 4, 5])
    average = rng.randint(3, 40)
    off = [rng.randint(-min(average, 12), 12) for _ in range(k - 1)]
    xs = [average + x for x in off]
    last = average * k - sum(xs)
    if last < 0:
        return mean(rng, _words)
    xs.append(last)
    return number(MEAN, dict(xs=", ".join(map(str, xs)), p="Tom", k=k), average, "The average is {}.", f"{plus_steps(xs)}\n{over(sum(xs), k)}")


def spread(rng: Random, _words: list[str]) -> Problem:
    xs = [rng.randint(1, 99) for _ in range(rng.randint(3, 6))]
    return number(SPREAD, dict(xs=", ".join(map(str, xs))), max(xs) - min(xs), "It is {}.", f"largest {max(xs)}, smallest {min(xs)}\n{minus(max(xs), min(xs))}")


def median(rng: Random, _words: list[str]) -> Problem:
    xs = [rng.randint(1, 60) for _ in range(rng.choice([3, 5]))]
    return number(MEDIAN, dict(xs=", ".join(map(str, xs))), sorted(xs)[len(xs) // 2], "The median is {}.", " ".join(map(str, sorted(xs))))


KINDS: dict[str, list[Kind]] = {
    "number-sense": [missing, missing, times_missing, part_of, part_of, place, next_to, more, to_words, to_digits, sign, order, order, tens, rounding, biggest],
    "multiples": [count_by, multiples, divisible],
    "fractions": [part_of, fraction_sum, larger_fraction, slices, simplify],
    "percentages": [percent, percent, discount, share_of],
    "averages": [mean, mean, spread, median],
}
