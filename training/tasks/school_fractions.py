"""Fractions, percentages and averages."""

from fractions import Fraction
from random import Random

from .grammar import Problem, wording
from .school import Kind, choice, number, over, plus_steps, times
from .school_numbers import part_of
from .stories import minus

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
    return choice(LARGER_FRACTION, dict(a=a, b=b), max(a, b, key=Fraction), "{} is larger.", think, few=True)


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
    "fractions": [part_of, fraction_sum, larger_fraction, slices, simplify],
    "percentages": [percent, percent, discount, share_of],
    "averages": [mean, mean, spread, median],
}
