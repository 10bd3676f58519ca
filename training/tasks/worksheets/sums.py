"""Sums and story problems on worksheets, with whole numbers."""

from random import Random

from ..grammar import Problem, wording
from ..school import PEOPLE, THINGS, Kind, choice, number, over, plus_steps, times
from ..stories import minus, plus

NAMED = list(dict.fromkeys(PEOPLE))


def people(rng: Random, n: int) -> dict:
    """p, q, r: different names."""
    return dict(zip("pqr", rng.sample(NAMED, n)))


def lines(*steps: str) -> str:
    return "\n".join(steps)


def product(a: int, b: int) -> str:
    """With the shorter number last, so that there are few steps."""
    return times(max(a, b), min(a, b))


def up_to(rng: Random, low: int, high: int, rare: int) -> int:
    """Mostly up to `high`, sometimes up to `rare`."""
    return rng.randint(low, rare if rng.random() < 0.2 else high)


ADD_TWO = wording("""
    {a} + {b} = ?
    {a} and {b} makes (what|how much|___)?
    (Work out|Calculate|Find) {a} plus {b}.
    What do you get (when|if) you add {a} and {b}(| together)?
    the sum of {a} and {b} is ___
    {a}+{b}
    Put {a} and {b} together. What is the total?
    If I have {a} and get {b} more, (what number do I have|how much is that)?
    Can you add {b} (to|onto) {a} for me?
    Increase {a} by {b}.
    How much is {a} add {b}?
    Addition: {a} + {b} = ___
    (whats|what's|what is) {a} + {b}
    Which number is {b} (more|greater) than {a}?
    Total of {a} and {b}, please.
    Solve the sum {a} + {b}.
""")


def add_two(rng: Random, _words: list[str]) -> Problem:
    a, b = up_to(rng, 2, 60, 499), up_to(rng, 2, 40, 400)
    return number(ADD_TWO, dict(a=a, b=b), a + b, "It is {}.", plus(a, b))


TAKE_AWAY = wording("""
    {a} - {b} = ?
    (Take|Subtract) {b} (away |)from {a}.
    What is {a} (minus|take away|less) {b}?
    {a} take {b}
    Subtraction: {a} - {b} = ___
    If you remove {b} from {a}, what (is left|remains)?
    Decrease {a} by {b}.
    Which number is {b} less than {a}?
    From {a} take away {b}. (Result|Answer)?
    Start at {a} and count back {b}. Where do you (end up|land)?
    {a} reduced by {b} is ___
    How much is left of {a} when {b} (is|are) gone?
    hey can u do {a} minus {b}
    {a} is ___ when you knock off {b}.
    Calculate: {a} - {b}
""")


def take_away(rng: Random, _words: list[str]) -> Problem:
    a = up_to(rng, 10, 99, 600)
    b = rng.randint(2, a - 1)
    return number(TAKE_AWAY, dict(a=a, b=b), a - b, "It is {}.", minus(a, b))


MULTIPLY_TWO = wording("""
    {a} x {b} = ?
    {a} times {b}
    What are {a} {b}s?
    (Multiply|Now multiply) {a} by {b}.
    The product of {a} and {b} is ___
    How much is {a} multiplied by {b}?
    times tables: {a} x {b}
    What does {a} × {b} (make|equal|come to)?
    {a} * {b}
    Do you know your tables? What's {a} times {b}?
    (Find|Give|State) the product of {a} and {b}.
    I need {a} lots of {b}. How (much|many) is that?
    {a} groups of {b} make ___
    If you add the number {b} to itself until you have it {a} times, what is the total?
    Multiplication: {a} · {b} = ___
""")


def multiply_two(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    if rng.random() < 0.2:
        a = rng.randint(11, 60)
        b = rng.randint(3, 9)
    return number(MULTIPLY_TWO, dict(a=a, b=str(b)), a * b, "It is {}.", product(a, b))


DIVIDE_EVENLY = wording("""
    {a} ÷ {b} = ?
    {a} / {b}
    {a} divided by {b} (is|equals) ___
    Share {a} (equally |)by {b}.
    How many times does {b} go into {a}?
    (Divide|Split) {a} (by|into) {b}. What (is each part|do you get)?
    {a} shared between {b} gives (what|how much)?
    What is the quotient of {a} and {b}?
    If {a} is cut into {b} equal parts, how big is (one|each) part?
    Division practice: {a} : {b} = ___
    (Work|Figure) out {a} divided by {b}
    {b} into {a} goes how many times?
    Quick one, {a} ÷ {b}?
    {a} over {b}, as a whole number, is ___
    Can you do {a} split {b} ways?
""")


def divide_evenly(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 10), up_to(rng, 2, 12, 40)
    return number(DIVIDE_EVENLY, dict(a=b * c, b=b), c, "It is {}.", over(b * c, b))


HOW_MANY_INSIDE = wording("""
    How many {b}s (are there |)in {a}?
    How often (does|can) {b} fit into {a}?
    {a} is made of how many {b}s?
    How many times can I take {b} away from {a} until nothing is left?
    Counting in {b}s from zero, how many jumps (do you need to reach|is it to) {a}?
    Number of {b}s that make {a}: ___
    How many {b}s do you (have to|need to) add up to (get|reach) {a}?
    ___ lots of {b} make {a}
    I jump along a number line in steps of {b}, starting at 0. After how many jumps am I at {a}?
    {b} + {b} + {b} and so on is {a}. How many times is {b} written?
""")


def how_many_inside(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 10), rng.randint(4, 12)
    return number(HOW_MANY_INSIDE, dict(a=b * c, b=str(b)), c, "It is {}.", over(b * c, b))


DOUBLE_IT = wording("""
    Double {a}.
    What's (double|twice) {a}?
    Twice {a} is ___
    {a} doubled
    two times {a} makes (what|how much)?
    If I double the number {a}, what (do I get|number is it then)?
    {a} + {a} = ___
    Doubles: {a} and {a} (is|are) ___
    Which number is twice as (big|large) as {a}?
    Roll a {a} and another {a}. What is the score?
    What number has {a} as its half?
    Make {a} two times as big.
""")


def double_it(rng: Random, _words: list[str]) -> Problem:
    a = up_to(rng, 2, 60, 450)
    return number(DOUBLE_IT, dict(a=a), 2 * a, "It is {}.", plus(a, a))


HALVE_IT = wording("""
    Halve {a}.
    What is half of {a}?
    half {a} = ___
    Find (one half|half) of the number {a}.
    Cut {a} in half. What number do you get?
    Two equal numbers add up to {a}. What is (one of them|each of them)?
    ___ + the same number = {a}. Which number is it?
    If you split {a} into two equal parts, each part is ___
    {a} is the double of which number?
    Which number doubled gives {a}?
    I want to share {a} fairly between two. How much (each|for each)?
    50 percent, so half, of {a} (please|is what)?
""")


def halve_it(rng: Random, _words: list[str]) -> Problem:
    c = up_to(rng, 2, 60, 450)
    return number(HALVE_IT, dict(a=2 * c), c, "It is {}.", over(2 * c, 2))


TRIPLE_IT = wording("""
    (Triple|Treble) {a}.
    What is three times {a}?
    {a} + {a} + {a} = ?
    What number is three times as (big|large) as {a}?
    {a} tripled is ___
    Which number do I get when I write {a} three times and add it all up?
    If {a} is one third of a number, what is the (whole |)number?
    3 lots of {a}
    Multiply {a} by three
    Take {a}, then {a} again and {a} once more. Total?
""")


def triple_it(rng: Random, _words: list[str]) -> Problem:
    a = up_to(rng, 2, 30, 200)
    return number(TRIPLE_IT, dict(a=a), 3 * a, "It is {}.", times(a, 3))


TIMES_ITSELF = wording("""
    What is {a} times itself?
    {a} squared
    Multiply {a} by {a}.
    {a} x {a} = ___
    What's the square of {a}?
    Find the square number: {a} times {a}.
    A square of dots has {a} rows and {a} columns. How many dots are there?
    If I multiply the number {a} with itself, what comes out?
    the product of {a} and {a}, please
    Square {a}.
""")


def times_itself(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 15)
    return number(TIMES_ITSELF, dict(a=a), a * a, "It is {}.", times(a, a))


MISSING_ADDEND = wording("""
    {a} + ___ = {c}
    What must I add to {a} to (get|make|reach) {c}?
    {c} = {a} + ?
    Fill the gap: {a} and ___ makes {c}.
    {a} plus what is {c}?
    Which number is missing? {a} + [ ] = {c}
    One number is {a}. Together with another number it makes {c}. What is the other number?
    How far is it from {a} up to {c}?
    ? + {a} = {c}
    Two numbers add up to {c}. One of them is {a}. (Find|What is) the other(| one).
    Solve for the box: box + {a} = {c}
    {a} + x = {c}. x = ___
    I had {a} and now I need {c}. How much is missing?
    A (smudge|blot) covers a number: {a} + * = {c}. What is under the (smudge|blot)?
""")


def missing_addend(rng: Random, _words: list[str]) -> Problem:
    a, b = up_to(rng, 2, 60, 300), rng.randint(2, 60)
    return number(MISSING_ADDEND, dict(a=a, c=a + b), b, "The missing number is {}.", minus(a + b, a))


MISSING_TAKEN = wording("""
    {a} - ___ = {c}
    {a} take away what (leaves|is|equals) {c}?
    How much must be taken from {a} so that {c} is left?
    {a} minus ? makes {c}
    Which number do I subtract from {a} to (get|reach) {c}?
    Fill in: {c} = {a} - ___
    I take something away from {a} and {c} is left. What did I take away?
    {a} - x = {c}, find x
    Complete the subtraction {a} - [ ] = {c}.
    If {a} drops to {c}, by how much did it (go down|fall)?
""")


def missing_taken(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 60), up_to(rng, 2, 60, 300)
    return number(MISSING_TAKEN, dict(a=b + c, c=c), b, "The missing number is {}.", minus(b + c, c))


MISSING_START = wording("""
    ___ - {b} = {c}
    What number minus {b} is {c}?
    From which number must I take {b} to get {c}?
    ? take away {b} leaves {c}
    I took {b} from a number and {c} was left. What was the number?
    The first number has been rubbed out: [ ] - {b} = {c}. What was it?
    x - {b} = {c}. What is x?
    Fill the gap. ___ minus {b} equals {c}
    Some number gets {b} smaller and is now {c}. Which number was it (at first|before)?
    {c} is what remains after subtracting {b}. What did we start (with|from)?
    Find the number that is {b} more than {c}, so that ___ - {b} = {c}.
""")


def missing_start(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 60), up_to(rng, 2, 60, 300)
    return number(MISSING_START, dict(b=b, c=c), b + c, "The missing number is {}.", plus(c, b))


MISSING_FACTOR = wording("""
    {a} x ___ = {c}
    {a} times what is {c}?
    What do I multiply {a} by to get {c}?
    ? · {a} = {c}
    ___ times {a} makes {c}
    Two numbers multiplied give {c}. One is {a}. What is the other?
    In the {a} times table, which number goes with {c}? {a} x [ ] = {c}
    Missing factor: {c} = {a} × ___
    The product is {c} and one factor is {a}. (Name|Find|Give) the second factor.
    x times {a} equals {c}. What's x?
    How many lots of {a} do I need for {c}?
""")


def missing_factor(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 10), rng.randint(2, 12)
    return number(MISSING_FACTOR, dict(a=a, c=a * b), b, "The missing number is {}.", over(a * b, a))


MISSING_DIVIDEND = wording("""
    ___ ÷ {b} = {c}
    What number divided by {b} (is|gives|equals) {c}?
    ? / {b} = {c}
    I divided a number by {b} and got {c}. What was my number?
    Which number can be shared by {b} so that each part is {c}?
    Fill in the gap: ___ : {b} = {c}
    The answer to a division by {b} is {c}, with nothing left over. What number was divided?
    x divided by {b} is {c}, so x = ___
    A number was split into {b} equal parts of {c}. What number (is|was) it?
    Someone wiped off the first number: [ ] divided by {b} equals {c}. Which number was it?
""")


def missing_dividend(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 10), rng.randint(2, 12)
    return number(MISSING_DIVIDEND, dict(b=b, c=c), b * c, "The missing number is {}.", product(c, b))


MISSING_DIVISOR = wording("""
    {a} ÷ ___ = {c}
    {a} divided by what (is|equals|gives) {c}?
    {a} / ? = {c}
    What do you have to divide {a} by to get {c}?
    By which number was {a} divided if the result is {c}?
    {a} : x = {c}, what is x?
    Fill the box: {a} ÷ [ ] = {c}
    I shared {a} into equal parts and each part was {c}. How many parts were there?
    Number gone! {a} divided by ___ makes {c}.
    {c} is the result of {a} divided by a secret number. Say the secret number.
""")


def missing_divisor(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 10), rng.randint(2, 12)
    return number(MISSING_DIVISOR, dict(a=b * c, c=c), b, "The missing number is {}.", over(b * c, c))


MAKE_BOND = wording("""
    What goes with {a} to make {c}?
    Number bonds to {c}: {a} and ___
    {a} and how many more make {c}?
    Pairs that make {c}. The partner of {a} is ___
    How many (more |)do I need to get from {a} to {c}?
    (Make|Let's make) {c}! I say {a}, you say ...
    My number and {a} are friends of {c}, that is, they add up to {c}. What is my number?
    What is the complement of {a} to {c}?
    In a part-whole model the whole is {c} and one part is {a}. What is the other part?
    Break {c} into two parts: {a} and ___
    {c} is {a} and what else?
    Fill up {a} to {c}. How much do you add?
""")


def make_bond(rng: Random, _words: list[str]) -> Problem:
    c = rng.choice([10, 20, 20, 50, 100, 100, 100, 200, 1000])
    a = rng.randint(1, c - 1) if c <= 100 else rng.randrange(10, c - 10, 10)
    return number(MAKE_BOND, dict(a=a, c=c), c - a, "It is {}.", minus(c, a))


NEAR_HUNDRED_ADD = wording("""
    {a} + {b}, do it the quick way.
    Add {b} to {a} in your head.
    Mental maths: what is {a} plus {b}?
    {b} is close to a hundred. So what is {a} + {b}?
    Use a trick to work out {a} + {b} = ___
    How much are {a} and {b} together? No paper!
    Near hundreds. {a} plus {b} makes ___
    Without a calculator, {a} + {b}?
    If you know {a} + 100, you can find {a} + {b}. What is {a} + {b}?
    Head sum: {b} more than {a}
    I'm learning to add numbers like {b}. Show me {a} + {b}
""")


def near_hundred_add(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(12, 480), rng.choice([99, 98, 97, 101, 102, 103])
    return number(NEAR_HUNDRED_ADD, dict(a=a, b=b), a + b, "It is {}.", plus(a, b))


NEAR_HUNDRED_TAKE = wording("""
    {a} - {b}, in your head please.
    Subtract {b} from {a} the clever way.
    Mental subtraction: {a} take away {b} = ___
    How much is left if {b} comes off {a}?
    {b} is about a hundred, so {a} minus {b} is ___
    What's {a} less {b}? You can use 100 to help.
    no calculator: {a} - {b}
    Can you quickly take {b} from {a}?
    Count down by {b} from {a}. Which number is that?
    Near hundreds again. Find {a} - {b}.
""")


def near_hundred_take(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(120, 600), rng.choice([99, 98, 97, 101, 102, 103])
    return number(NEAR_HUNDRED_TAKE, dict(a=a, b=b), a - b, "It is {}.", minus(a, b))


ROUND_NUMBERS = wording("""
    {a} {s} {b} = ?
    What is {a} {s} {b}?
    Tens and hundreds: {a} {s} {b} = ___
    Work out {a} {s} {b}. The zeros make it easy!
    {a}  {s}  {b} makes what?
    Calculate with round numbers: {a} {s} {b}
    Say the result of {a} {s} {b}.
    how much is {a} {s} {b}
    Fill in. {a} {s} {b} is ___
    Our sheet has {a} {s} {b}. What should I write down?
""")


def round_numbers(rng: Random, _words: list[str]) -> Problem:
    unit = rng.choice([10, 100])
    a, b = sorted(rng.sample(range(2, 20 if unit == 10 else 10), 2), reverse=True)
    a, b = a * unit, b * unit
    if rng.random() < 0.5:
        return number(ROUND_NUMBERS, dict(a=str(a), b=str(b), s="+"), a + b, "It is {}.", plus(a, b))
    return number(ROUND_NUMBERS, dict(a=str(a), b=str(b), s="-"), a - b, "It is {}.", minus(a, b))


TIMES_TEN = wording("""
    {a} x {b} = ?
    (Multiply|Please multiply) {a} by {b}.
    What is {a} times {b}?
    {b} times as much as {a} is ___
    {b} children have {a} beads each. How many beads is that?
    {b} lots of {a}
    What happens to {a} when you multiply it by {b}? What number do you get?
    How much is {b} times {a}?
    {a} · {b} = ___
    Easy one with zeros. {a} times {b}?
""")


def times_ten(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 99), rng.choice([10, 10, 100])
    return number(TIMES_TEN, dict(a=str(a), b=str(b)), a * b, "It is {}.", times(a, b))


ADD_THREE = wording("""
    {a} + {b} + {c} = ?
    Add up {a}, {b} and {c}.
    What is the (sum|total) of {a}, {b} and {c}?
    {a} and {b} and {c} makes ___
    Three numbers: {a}, {b}, {c}. Put them all together.
    How much do {a}, {b} and {c} come to?
    I threw three darts: {a}, {b} and {c}. What is my score?
    {a} plus {b} plus {c}
    Find the total: {a}, {b}, {c}
    First add {a} and {b}, then add {c}. What is the answer?
    Altogether {a}, {b} and {c} is (how much|what)?
    (Sum|Total) ___ ({a}, {b}, {c}|{a} and {b} and {c})
""")


def add_three(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(2, rng.choice([10, 20, 60])) for _ in range(3))
    return number(ADD_THREE, dict(a=a, b=b, c=c), a + b + c, "It is {}.", plus_steps([a, b, c]))


ADD_LIST = wording("""
    Add these numbers: {l}
    What is the sum of {l}?
    {l} - what do they add up to?
    Total up the list {l}.
    If you add all of {l}, what is the total?
    numbers: {l}. total: ___
    Please work out the total of {l}.
    My scores were {l}. How many points is that altogether?
    On the cards I see {l}. What do all the cards come to?
    Put {l} together and tell me how much it makes.
""")


def add_list(rng: Random, _words: list[str]) -> Problem:
    given = [rng.randint(2, 15) for _ in range(rng.choice([4, 4, 5]))]
    return number(ADD_LIST, dict(l=", ".join(map(str, given))), sum(given), "The total is {}.", plus_steps(given))


CHAIN = wording("""
    {a} + {b} - {c} = ?
    Start with {a}, add {b}, take away {c}.
    Take {a}. Add {b}. Now subtract {c}. Where are you?
    {a} plus {b} minus {c} (is|makes) ___
    Begin at {a}, go up {b}, then go down {c}. Which number do you reach?
    Chain sum: {a} -> + {b} -> - {c} -> ___
    What do I get if I add {b} to {a} and then take {c} off?
    A number machine adds {b} and then subtracts {c}. I put in {a}. What comes out?
    Work from left to right: {a} + {b} - {c}
    Think of {a}. Give it {b} more. Now it loses {c}. What is it now?
    The counter shows {a}. It jumps forward {b} and back {c}. What does it show (now|then)?
""")


def chain(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(3, 50), rng.randint(2, 40)
    c = rng.randint(2, a + b - 1)
    return number(CHAIN, dict(a=a, b=b, c=c), a + b - c, "It is {}.", lines(plus(a, b), minus(a + b, c)))


MACHINE = wording("""
    Start with {a}, multiply by {b}, then add {c}.
    A machine multiplies by {b} and then adds {c}. I put {a} in. What comes out?
    {a}, times {b}, plus {c}. What is it?
    Take the number {a}. First times {b}, afterwards plus {c}. Result: ___
    What do I get when I multiply {a} by {b} and add {c} to the answer?
    The rule is: times {b}, add {c}. Use the rule on {a}.
    Input {a}. Rule x {b} then + {c}. Output?
    Work out the product of {a} and {b}. Then add {c}.
    {c} more than {a} times {b} is ___
    Add {c} to the product of {a} and {b}.
    Which number is {c} bigger than {a} x {b}?
""")


def machine(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.randint(2, 12), rng.randint(2, 10), rng.randint(2, 30)
    return number(MACHINE, dict(a=a, b=b, c=c), a * b + c, "It is {}.", lines(product(a, b), plus(a * b, c)))


ORDER_FIRST = wording("""
    {e} = ?
    Work out {e}. Remember: times before plus and minus.
    What is {e}?
    Mind the order of operations: {e} = ___
    Multiplication first! {e}
    Solve {e} using BODMAS.
    Using the correct order of operations, what does {e} (equal|make)?
    (PEMDAS|BIDMAS) practice. {e} is ___
    Calculate {e}
    Careful, which part comes first? {e} = ?
    Evaluate {e}, multiplying before you add or subtract.
""")


def order_first(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 9), rng.randint(2, 9)
    a = rng.randint(2, 30)
    form = rng.randrange(4)
    if form == 0:
        return number(ORDER_FIRST, dict(e=f"{a} + {b} x {c}"), a + b * c, "It is {}.", lines(times(b, c), plus(a, b * c)))
    if form == 1:
        return number(ORDER_FIRST, dict(e=f"{b} x {c} + {a}"), a + b * c, "It is {}.", lines(times(b, c), plus(b * c, a)))
    if form == 2:
        a += b * c
        return number(ORDER_FIRST, dict(e=f"{a} - {b} x {c}"), a - b * c, "It is {}.", lines(times(b, c), minus(a, b * c)))
    a = rng.randint(2, b * c - 1) if b * c > 4 else 2
    return number(ORDER_FIRST, dict(e=f"{b} x {c} - {a}"), b * c - a, "It is {}.", lines(times(b, c), minus(b * c, a)))


BRACKETS = wording("""
    {e} = ?
    Do the brackets first: {e}
    What is {e}?
    Calculate {e} and start with the brackets.
    {e} makes ___
    Brackets before everything else. So how much is {e}?
    Work out the sum with brackets {e}.
    (Find|Give) the value of {e}.
    parentheses first, please: {e}
    Our teacher wrote {e} on the board. What is the result?
""")


def brackets(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 9)
    form = rng.randrange(4)
    if form == 0:
        return number(BRACKETS, dict(e=f"({a} + {b}) x {c}"), (a + b) * c, "It is {}.", lines(plus(a, b), times(a + b, c)))
    if form == 1:
        return number(BRACKETS, dict(e=f"{c} x ({a} + {b})"), (a + b) * c, "It is {}.", lines(plus(a, b), product(c, a + b)))
    if form == 2:
        a += b
        return number(BRACKETS, dict(e=f"({a} - {b}) x {c}"), (a - b) * c, "It is {}.", lines(minus(a, b), times(a - b, c)))
    d = a + b + rng.randint(1, 40)
    return number(BRACKETS, dict(e=f"{d} - ({a} + {b})"), d - a - b, "It is {}.", lines(plus(a, b), minus(d, a + b)))


SUM_RIGHT = wording("""
    Is {a} {s} {b} = {c} (right|correct|true)?
    I wrote {a} {s} {b} = {c}. Is that right?
    True or not: {a} {s} {b} makes {c}? Say yes or no.
    Check my sum, please: {a} {s} {b} = {c}. Yes or no?
    Does {a} {s} {b} equal {c}?
    {a} {s} {b} = {c}, correct?
    Tick or cross? {a} {s} {b} = {c}. Answer yes if it is right and no if it is wrong.
    My friend says {a} {s} {b} is {c}. Is my friend right?
    is it true that {a} {s} {b} is {c}
    Marking homework: {a} {s} {b} = {c}. Is the answer correct, yes or no?
    Did I get it right? {a} {s} {b} = {c}
    Would you agree that {a} {s} {b} gives {c}?
""")


def sum_right(rng: Random, _words: list[str]) -> Problem:
    if rng.random() < 0.5:
        a, b = rng.randint(5, 60), rng.randint(5, 40)
        n, sign, steps = a + b, "+", plus(a, b)
    else:
        a = rng.randint(20, 99)
        b = rng.randint(5, a - 12)
        n, sign, steps = a - b, "-", minus(a, b)
    c = n if rng.random() < 0.5 else n + rng.choice([-10, -2, -1, 1, 2, 10])
    word = "yes" if c == n else "no"
    return choice(SUM_RIGHT, dict(a=a, b=b, c=c, s=sign), word, f"{{}}, {a} {sign} {b} is {n}.", f"{steps}\n{n} = {c}: {word}")


TABLE_RIGHT = wording("""
    Is {a} times {b} equal to {c}?
    {a} x {b} = {c}. Right or wrong? Answer with yes for right or no for wrong.
    Do {a} lots of {b} make {c}?
    I think {a} x {b} is {c}. Am I right?
    Tables check: {a} · {b} = {c}, yes or no?
    Someone said that {a} multiplied by {b} is {c}. Is (it|that) true?
    Is {c} the product of {a} and {b}?
    {p} wrote {a} x {b} = {c}. Did {p} get it right?
    can it be that {a} x {b} = {c}?
    Does {a} multiplied by {b} give {c}?
""")


def table_right(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 10)
    n = a * b
    c = n if rng.random() < 0.5 else n + rng.choice([-a, -1, 1, 2, a, b, 10])
    word = "yes" if c == n else "no"
    return choice(TABLE_RIGHT, dict(a=a, b=b, c=c, p=rng.choice(NAMED)), word, f"{{}}, {a} x {b} is {n}.", f"{product(a, b)}\n{n} = {c}: {word}")


WHICH_SIGN = wording("""
    Which sign is missing? {a} __ {b} = {c}
    {a} ? {b} = {c}. Is it +, -, x or ÷?
    Put in the right sign (+, -, x, ÷|out of +, -, x and ÷): {a} [ ] {b} = {c}
    What has to go between {a} and {b} to make {c}: +, -, x or ÷?
    Plus, minus, times or divided by? Give the sign for {a} ... {b} = {c}.
    Fill in the operation sign. {a} _ {b} = {c}
    From {a} and {b} we got {c}. Which of the signs + - x ÷ did we use?
    The sign got smudged: {a} * {b} = {c}, where * is +, -, x or ÷. Which one?
    Choose +, -, x or ÷ so that it is true: {a} ○ {b} = {c}
    {a} and {b} give {c}. Sign?
""")


def which_sign(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 9)
    a = b * rng.randint(2, 9) if rng.random() < 0.5 else rng.randint(b + 1, 40)
    tried = [("+", a + b, plus(a, b)), ("-", a - b, minus(a, b)), ("x", a * b, times(a, b))]
    if a % b == 0:
        tried.append(("÷", a // b, over(a, b)))
    at = rng.randrange(len(tried))
    sign, c, _steps = tried[at]
    if sum(n == c for _, n, _ in tried) > 1:
        return which_sign(rng, _words)
    return choice(WHICH_SIGN, dict(a=a, b=b, c=c), sign, "The sign is {}.", lines(*(steps for _, _, steps in tried[:at + 1])))


MORE_SUM = wording("""
    Which is more, {e} or {f}?
    Compare {e} and {f}. Which one is (bigger|greater)?
    Is {e} or {f} the larger one?
    Where do I get more, with {e} or with {f}?
    Look at {e} and {f}. Write down the one with the greater (result|answer).
    Which (sum|calculation) has the bigger answer: {e} or {f}?
    On the left {e}, on the right {f}. Which side is worth more?
    Pick the larger: {e}, {f}
    I can have {e} sweets or {f} sweets. Which is more?
    Underline the one that makes more. {e} or {f}
""")


def more_sum(rng: Random, _words: list[str]) -> Problem:
    made = []
    for _ in range(2):
        if rng.random() < 0.5:
            a, b = rng.randint(2, 20), rng.randint(2, 20)
            made.append((a + b, f"{a} + {b}", plus(a, b)))
        elif rng.random() < 0.5:
            b, c = rng.randint(2, 20), rng.randint(2, 20)
            made.append((c, f"{b + c} - {b}", minus(b + c, b)))
        else:
            a, b = rng.randint(2, 9), rng.randint(2, 6)
            made.append((a * b, f"{a} x {b}", times(a, b)))
    if made[0][0] == made[1][0]:
        return more_sum(rng, _words)
    most, least = max(made), min(made)
    return choice(MORE_SUM, dict(e=made[0][1], f=made[1][1]), most[1], "{} is more.", lines(made[0][2], made[1][2], f"{most[0]} > {least[0]}"))


THOUGHT_PLUS = wording("""
    I think of a number, add {b} and get {c}. What is my number?
    My secret number plus {b} is {c}. (Guess|Find) it!
    {p} thinks of a number. It is {b} less than {c}. Which number is it?
    When I make my number {b} bigger, it turns into {c}. What number do I have?
    A number and {b} more make {c}. Which number?
    I'm thinking of a number. If you add {b} to it, the answer is {c}. Which one is it?
    Guess my number: + {b} gives {c}
    What number did {p} start with, if {p} added {b} and ended with {c}?
    Mystery number. Adding {b} makes it {c}. It is ___
    After adding {b} to a number {p} has {c}. What was the number?
    A number machine adds {b}. Out comes {c}. What went in?
""")


def thought_plus(rng: Random, _words: list[str]) -> Problem:
    b, n = rng.randint(2, 50), up_to(rng, 2, 50, 200)
    return number(THOUGHT_PLUS, dict(b=b, c=b + n, p=rng.choice(NAMED)), n, "The number is {}.", minus(b + n, b))


THOUGHT_TIMES = wording("""
    I think of a number and multiply it by {b}. The answer is {c}. What is my number?
    {b} times my number is {c}. Which number have I got?
    {p}'s secret number times {b} makes {c}. What is the secret?
    If a number is multiplied by {b}, it becomes {c}. Find the number.
    Guess it: number x {b} = {c}
    A number in the {b} times table. {b} times this number is {c}. What number is it?
    I took a number {b} times and ended up with {c}. What was my number?
    What number went into the machine if it multiplies by {b} and {c} came out?
    {c} is {b} times as much as my number. My number is ___
    {p} multiplied some number by {b} and wrote down {c}. Which number did {p} multiply?
""")


def thought_times(rng: Random, _words: list[str]) -> Problem:
    b, n = rng.randint(2, 10), rng.randint(2, 12)
    return number(THOUGHT_TIMES, dict(b=b, c=b * n, p=rng.choice(NAMED)), n, "The number is {}.", over(b * n, b))


THOUGHT_TWO_STEPS = wording("""
    I think of a number. I multiply it by {b} and add {d}. Now I have {c}. What was my number?
    My number times {b}, plus {d}, is {c}. Which number is it?
    {p} took a number, multiplied by {b}, then added {d} and got {c}. What number did {p} start with?
    Work backwards: ? x {b} + {d} = {c}
    A machine does times {b} and then plus {d}. The output is {c}. What was the input?
    {d} more than {b} times a number is {c}. Find that number.
    If I take a secret number {b} times and put {d} on top, it is {c}. Secret number = ___
    Undo it! First x {b}, then + {d}, result {c}. What was there at first?
    Riddle: multiply me by {b}, add {d}, and you get {c}. Who am I?
    which number times {b} and then {d} added gives {c}
""")


def thought_two_steps(rng: Random, _words: list[str]) -> Problem:
    b, d, n = rng.randint(2, 9), rng.randint(2, 20), rng.randint(2, 12)
    values = dict(b=b, d=d, c=b * n + d, p=rng.choice(NAMED))
    return number(THOUGHT_TWO_STEPS, values, n, "The number is {}.", lines(minus(b * n + d, d), over(b * n, b)))


SUM_AND_DIFFERENCE = wording("""
    Two numbers have the sum {s} and the difference {d}. What is the larger (one|number)?
    The sum of two numbers is {s}. Their difference is {d}. Find the bigger number.
    Together two numbers make {s}, and one is {d} more than the other. Which is the greater number?
    sum {s}, difference {d}, what's the big number?
    I add my two numbers and get {s}. I subtract them and get {d}. What is my bigger number?
    Two numbers add up to {s} and are {d} apart. The larger of them is ___
    {p} and {q} have {s} nuts together. {p} has {d} more than {q}. How many nuts does {p} have?
    Give the larger of two numbers whose sum is {s} and whose difference is {d}.
    In two classes there are {s} children. The big class has {d} more children than the small class. How many children are in the big class?
    Split {s} into two numbers so that one is {d} bigger. What is the bigger part?
""")


def sum_and_difference(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 30)
    d = rng.randint(2, 20)
    s = 2 * n + d
    return number(SUM_AND_DIFFERENCE, dict(s=s, d=d) | people(rng, 2), n + d, "It is {}.", lines(plus(s, d), over(s + d, 2)))


DIFFERENCE_OF = wording("""
    What is the difference between {a} and {b}?
    Find the difference of {a} and {b}.
    How far apart are {a} and {b} on the number line?
    {a} and {b} - difference?
    How many steps is it from {a} to {b}, counting by ones?
    The gap between the numbers {a} and {b} is ___
    (By how much do|How much do) {a} and {b} differ?
    Take the smaller of {a} and {b} from the larger. What is left?
    difference ({a}, {b}|{b}, {a})
    Our numbers are {a} and {b}. How much bigger is the bigger one?
""")


def difference_of(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(2, rng.choice([20, 100, 100, 400])), 2)
    return number(DIFFERENCE_OF, dict(a=a, b=b), abs(a - b), "The difference is {}.", minus(max(a, b), min(a, b)))


RELATED_FACT = wording("""
    {a} x {b} = {c}. So what is {c} ÷ {a}?
    If {a} times {b} is {c}, how much is {c} divided by {a}?
    Use {a} x {b} = {c} to find {c} / {a}.
    Fact family: {a} x {b} = {c}, {c} ÷ {a} = ___
    I know that {b} times {a} makes {c}. Then {c} shared by {a} is what?
    We learned {a} · {b} = {c}. Turn it round: {c} : {a} = ?
    Since {b} lots of {a} make {c}, how many {a} are there in {c}?
    {a}, {b} and {c} belong together: {a} x {b} = {c}. Finish {c} ÷ {a} = ___
    Multiplication and division are opposites. {a} x {b} = {c}, so {c} divided by {a} is ___
    From {b} x {a} = {c} I can tell that {c} ÷ {a} is how much?
""")


def related_fact(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(2, 13), 2)
    return number(RELATED_FACT, dict(a=a, b=b, c=a * b), b, "It is {}.", f"{a} x {b} = {a * b}\n{a * b} / {a} = {b}")


TURNED_ROUND = wording("""
    If {a} + {b} = {c}, what is {c} - {b}?
    {a} + {b} = {c}, so {c} - {b} = ___
    I know {a} plus {b} is {c}. What is {c} take away {b}?
    Use the fact {b} + {a} = {c} to work out {c} minus {b}.
    Because {a} and {b} make {c}, taking {b} from {c} leaves ___
    Number family {a}, {b}, {c}: {a} + {b} = {c}. And {c} - {b}?
    We have just found {b} + {a} = {c}. Now what is {c} - {b}?
    Adding and subtracting undo each other. {a} + {b} = {c}. Then {c} - {b} is what?
    given: {a} + {b} = {c}. wanted: {c} - {b}
    {p} already knows that {a} + {b} = {c}. How can that help with {c} - {b}? What is the answer?
""")


def turned_round(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(3, 60), 2)
    values = dict(a=a, b=b, c=a + b, p=rng.choice(NAMED))
    return number(TURNED_ROUND, values, a, "It is {}.", f"{a} + {b} = {a + b}\n{a + b} - {b} = {a}")


REMAINDER = wording("""
    What is the remainder when {a} is divided by {b}?
    {a} ÷ {b} leaves what remainder?
    Divide {a} by {b}. What is left over?
    How much is left over when I take as many {b}s as I can out of {a}?
    {a} : {b}, remainder ___
    I share {a} into groups of {b}. How many do not fit into a group?
    Find the rest of {a} divided by {b}.
    {b} does not go into {a} exactly. What remains?
    After dividing {a} by {b} the remainder is ___
    remainder of {a} / {b}?
    Give only the remainder: {a} divided by {b}
""")


def remainder(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 10)
    a = b * rng.randint(2, 9) + rng.randint(1, b - 1)
    return number(REMAINDER, dict(a=a, b=str(b)), a % b, "The remainder is {}.", over(a, b))


NEIGHBOURS = wording("""
    Two numbers that follow each other add up to {s}. What is the smaller one?
    The sum of two neighbouring numbers is {s}. Which is the smaller (number|of them)?
    n + the next number = {s}. What is n?
    I add a number and the number right after it and get {s}. What is the first number?
    Two consecutive whole numbers total {s}. The lower one is ___
    {p} opens a book. The two page numbers add up to {s}. What is the lower page number?
    Two houses have numbers one apart, and together their numbers make {s}. What is the lower house number?
    A number plus one more than itself is {s}. Find the number.
    Find the smaller of two numbers next to each other whose sum is {s}.
    One sibling is a year older than the other. Their ages add up to {s}. How old is the younger?
""")


def neighbours(rng: Random, _words: list[str]) -> Problem:
    n = rng.randrange(2, 16, 2)
    s = 2 * n + 1
    return number(NEIGHBOURS, dict(s=s, p=rng.choice(NAMED)), n, "It is {}.", lines(minus(s, 1), over(s - 1, 2)))


SPLIT_TENS = wording("""
    {a} + {b}: first the tens, then the ones. What is the result?
    Split {a} and {b} into tens and ones and add them.
    Add the two-digit numbers {a} and {b}.
    Column addition: {a} plus {b} is ___
    Write {a} under {b} and add. What do you get?
    Do I have to carry in {a} + {b}? Anyway, what is the answer?
    Set out {a} + {b} in columns and work it out.
    tens and ones: {a} + {b}
    Partition and add {a} and {b}.
    Vertical sum, {a} on top, {b} below, plus. The total is ___
""")


def split_tens(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(11, 99), rng.randint(11, 99)
    return number(SPLIT_TENS, dict(a=a, b=b), a + b, "It is {}.", plus(a, b))


COLUMN_TAKE = wording("""
    Write {a} on top and {b} below and subtract.
    Column subtraction: {a} minus {b}
    I have to borrow in {a} - {b} and always get it wrong. What is it really?
    Subtract in columns: {a} - {b} = ___
    Set out {a} - {b} one under the other. What is the result?
    Do {a} take {b} with regrouping.
    Subtract the three-digit number {b} from {a}.
    hundreds, tens, ones: {a} - {b}
    On squared paper work out {a} minus {b}. Answer: ___
    What does my long subtraction {a} - {b} come to?
""")


def column_take(rng: Random, _words: list[str]) -> Problem:
    b, a = sorted(rng.sample(range(101, 1000), 2))
    return number(COLUMN_TAKE, dict(a=a, b=b), a - b, "It is {}.", minus(a, b))


LONG_TIMES = wording("""
    Multiply {a} by the single digit {b}.
    Short multiplication: {a} x {b} = ___
    Work out {a} times {b} on paper.
    Use the grid method for {a} x {b}. What is the product?
    How much is {b} times {a}, written out?
    {b} · {a} in columns
    Break {a} into tens and ones to multiply it by {b}. Result?
    {a} multiplied by {b}, please, it's too big for my tables.
    Big times sum. {a} x {b} is ___
    For {a} x {b} my brother got stuck. What should he get?
""")


def long_times(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(13, 240) if rng.random() < 0.3 else rng.randint(13, 99), rng.randint(3, 9)
    return number(LONG_TIMES, dict(a=str(a), b=str(b)), a * b, "It is {}.", times(a, b))


MIXED_TWO = wording("""
    Add {a} and {b}, then (double|multiply by two) what you have.
    What is twice the sum of {a} and {b}?
    The sum of {a} and {b}, doubled, is ___
    I put {a} and {b} together and then take the result two times. How much do I get?
    Work out {a} plus {b}. Now double the answer.
    sum of {a} and {b}, all of it times two
    First find {a} + {b}. What is two times that number?
    Two times the total of {a} and {b}, how much is it?
    If {a} and {b} are added and the sum is doubled, what is the result?
    {p} adds {a} and {b} and doubles the total. Which number does {p} write down?
""")


def mixed_two(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 25), rng.randint(2, 25)
    return number(MIXED_TWO, dict(a=a, b=b, p=rng.choice(NAMED)), 2 * (a + b), "It is {}.", lines(plus(a, b), plus(a + b, a + b)))


HOW_MUCH_BIGGER = wording("""
    How much (more|bigger|greater) is {a} than {b}?
    By how much is {a} greater than {b}?
    {a} is more than {b}. How much more?
    {b} is smaller than {a} by ___
    How many less is {b} than {a}?
    {a} is how much above {b}?
    How much do I have to take off {a} so that I get to {b}?
    If one tower has {a} bricks and one has {b}, how many bricks taller is the first?
    {a} beats {b} by how many?
    How many numbers up is it from {b} to {a}?
""")


def how_much_bigger(rng: Random, _words: list[str]) -> Problem:
    b, a = sorted(rng.sample(range(2, 120), 2))
    return number(HOW_MUCH_BIGGER, dict(a=a, b=b), a - b, "It is {}.", minus(a, b))


BOTH_TOGETHER = wording("""
    {p} has {a} {t} and {q} has {b} {t}. How many {t} do they have (altogether|together|in total)?
    {p} found {a} {t}, {q} found {b}. How many did they find together?
    There are {a} {t} in one basket and {b} {t} in another. How many {t} are there in both?
    {a} {t} on the table, {b} {t} on the shelf. Total?
    {p} collects {t}: {a} are at home and {b} are at school. How many is that?
    In the morning {p} counted {a} {t} and in the afternoon {b} more. How many {t} did {p} count that day?
    {p} and {q} put their {t} into one box, {a} from {p} and {b} from {q}. How many {t} are in the box?
    A box holds {a} red {t} and {b} blue {t}, nothing else. How many {t} does it hold?
    My sister has {a} {t}. I have {b}. How many {t} have we both?
    {a} {t} of mine + {b} {t} of yours = ___ {t}
    On Monday we got {a} {t}, on Tuesday {b}. How many {t} have we got from both days?
    One bag has {a} {t} in it, the other {b}. All the {t} are tipped out onto the floor. How many {t} lie there?
""")


def both_together(rng: Random, _words: list[str]) -> Problem:
    a, b, t = up_to(rng, 2, 40, 200), up_to(rng, 2, 40, 200), rng.choice(THINGS)
    return number(BOTH_TOGETHER, dict(a=a, b=b, t=t) | people(rng, 2), a + b, f"There are {{}} {t}.", plus(a, b))


GOT_MORE = wording("""
    {p} had {a} {t}. Then {q} gave {p} {b} more. How many {t} does {p} have now?
    {p} has {a} {t} and gets {b} more for a birthday. How many are there now?
    {a} {t} were in the drawer. {p} put {b} more in. How many {t} are in the drawer now?
    {p} owned {a} {t} and bought another {b}. How many {t} in all?
    Grandma brings {b} {t}. {p} already had {a}. New number of {t}: ___
    First {p} picked up {a} {t}, later {b} more. How many {t} in all?
    There were {a} {t} in the jar until someone dropped in {b} more. Now how many {t}?
    {p}'s collection of {a} {t} grows by {b}. How big is it now?
    start: {a} {t}, new: {b} {t}, now: ?
    I've got {a} {t} and tomorrow I will get {b} more. How many will I have then?
    {p} won {b} {t} at the fair and put them with the {a} at home. How many {t} are at home now?
""")


def got_more(rng: Random, _words: list[str]) -> Problem:
    a, b, t = up_to(rng, 2, 50, 300), rng.randint(2, 40), rng.choice(THINGS)
    return number(GOT_MORE, dict(a=a, b=b, t=t) | people(rng, 2), a + b, f"There are {{}} {t} now.", plus(a, b))


GAVE_AWAY = wording("""
    {p} had {a} {t} and gave {b} to {q}. How many {t} does {p} have left?
    {p} has {a} {t}. {b} of them get lost. How many are left?
    From {a} {t} {p} takes out {b}. How many {t} remain?
    {a} {t} were in a bag. {q} took {b}. What is left in the bag?
    There were {a} {t} on the table, but {b} fell down. How many {t} are still on the table?
    {p} threw away {b} of {a} old {t}. How many {t} did {p} keep?
    Of my {a} {t} I lent {b} to a friend. How many do I still have here?
    {a} {t}, {b} gone. How many left?
    After handing out {b} of the {a} {t}, the teacher has how many {t} left?
    {p} brought {a} {t} to school, and {b} of them were used up there. How many {t} are left over?
    {p} sold {b} {t} at the market stall. There were {a} at the start. How many {t} were not sold?
    A shop has {a} {t}. Customers buy {b}. How many {t} does the shop have now?
""")


def gave_away(rng: Random, _words: list[str]) -> Problem:
    a, t = up_to(rng, 6, 60, 300), rng.choice(THINGS)
    b = rng.randint(2, a - 2)
    return number(GAVE_AWAY, dict(a=a, b=b, t=t) | people(rng, 2), a - b, f"There are {{}} {t} left.", minus(a, b))


EATEN = wording("""
    Mum baked {a} {f}. The family ate {b}. How many {f} are left?
    There are {a} {f} on a plate. {p} eats {b} of them. How many {f} stay on the plate?
    {p} made {a} {f} and the guests ate all but a few: {b} are gone. How many {f} are left over?
    Out of {a} {f}, the dog stole {b}. How many were safe?
    We had {a} {f} at breakfast and {b} got eaten. Leftover {f}: ___
    {b} of the {a} {f} burnt in the oven. How many {f} were fine?
    The bakery made {a} {f} this morning and sold {b} by noon. How many {f} are still there?
    {p} counts {a} {f} before the party and finds {b} fewer after it. How many {f} does {p} find after it?
    yum, {a} {f}! {b} eaten so far. how many to go?
    In the tin were {a} {f}. Dad took {b} to work. How many {f} did he leave in the tin?
""")
FOOD = "cookies muffins pancakes biscuits rolls buns waffles doughnuts cupcakes sandwiches tarts pretzels pizzas scones dumplings".split()


def eaten(rng: Random, _words: list[str]) -> Problem:
    a, f = up_to(rng, 8, 40, 150), rng.choice(FOOD)
    b = rng.randint(2, a - 2)
    return number(EATEN, dict(a=a, b=b, f=f, p=rng.choice(NAMED)), a - b, f"There are {{}} {f} left.", minus(a, b))


BUS_STOP = wording("""
    There are {a} people on a bus. At the stop {b} get off and {c} get on. How many people are on the bus now?
    A bus carries {a} children. {b} leave at the school and {c} others get in. How many are in the bus now?
    {a} passengers are on the train. {b} step out, {c} step in. How many are there when the train goes on?
    The tram starts with {a} people. Next stop: {b} out, {c} in. How many passengers has it got now?
    bus: {a} people. - {b} at the station, + {c} at the station. Now?
    In the lift there were {a} people. {b} got out and {c} came in. How many are in the lift then?
    The driver counts {a} passengers. Then {b} of them get off, and {c} new ones come aboard. How many does he have now?
    {p} sits on the bus with others, {a} people in all. {b} others get off and {c} get on. How many people are on it now?
    A ferry with {a} people stops at an island. {b} go ashore and {c} come on board. How many people sail on?
    After {b} people left and {c} people entered, how many are in a bus that had {a} people before?
""")


def bus_stop(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(8, 50)
    b, c = rng.randint(2, a - 3), rng.randint(2, 20)
    values = dict(a=a, b=b, c=c, p=rng.choice(NAMED))
    return number(BUS_STOP, values, a - b + c, "There are {} people now.", lines(minus(a, b), plus(a - b, c)))


GIRLS_AND_BOYS = wording("""
    In a class there are {n} children. {a} are girls. How many are boys?
    Class 3B has {n} pupils, {a} boys and the rest girls. How many girls (are there|are in it)?
    Of the {n} children in the choir, {a} are boys. How many girls sing in it?
    {n} kids, {a} of them girls. Number of boys?
    {p}'s class has {n} pupils. If {a} are boys, how many are girls?
    There are {n} players in the club and {a} of them are boys, the others are girls. Count the girls.
    A group of {n} children goes swimming. {a} girls are with them. How many boys go swimming?
    Our school bus brings {n} children, boys and girls. {a} boys! So there are ___ girls.
    {a} out of {n} pupils wear glasses. How many pupils do not wear glasses?
    {n} children were invited and {a} said no. How many said yes, if all answered?
    Today {a} of the {n} pupils are ill. How many are at school?
""")


def girls_and_boys(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(15, 34)
    a = rng.randint(4, n - 4)
    return number(GIRLS_AND_BOYS, dict(n=n, a=a, p=rng.choice(NAMED)), n - a, "It is {}.", minus(n, a))


PAGES_LEFT = wording("""
    A book has {n} pages. {p} has read {a}. How many pages are left (to read|)?
    {p} is on a book of {n} pages and has finished {a} of them. How many pages does {p} still have to read?
    {a} pages read, {n} pages in the book. How many to go?
    My library book has {n} pages. I read {a} last week. How many do I still have to read?
    How many pages are missing to the end if {p} has read {a} of {n} pages?
    Reading homework: {n} pages. Done: {a} pages. Still to do: ___ pages
    {p} wants to read all {n} pages of a comic. So far it is {a} pages. What number of pages is left?
    After {a} pages {p} falls asleep. The story has {n} pages. How many pages remain for tomorrow?
    Of {n} pages in the notebook, {a} are full. How many pages are left to write on?
    A photo album has {n} pages. There are photos on {a} pages. How many pages are left for more photos?
""")


def pages_left(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(24, 250)
    a = rng.randint(5, n - 3)
    return number(PAGES_LEFT, dict(n=n, a=a, p=rng.choice(NAMED)), n - a, "There are {} pages left.", minus(n, a))


PER_DAY = wording("""
    {p} reads {a} pages a day. How many pages does {p} read in {n} days?
    Every day {p} does {a} sums. How many sums is that in {n} days?
    {a} pages per day for {n} days makes how many pages?
    {p} runs {a} laps each day. How many laps are that after {n} days?
    A hen farm gets {a} eggs a day. How many eggs in {n} days?
    If I learn {a} new words every day, how many new words is that after {n} days?
    {n} days, {a} push-ups on each. How many push-ups altogether?
    Our rabbit eats {a} carrots each day. For {n} days we need ___ carrots.
    {p} swims {a} lengths every day of a holiday of {n} days. How many lengths does {p} swim?
    A baker uses {a} bags of flour daily. How many bags does he use in {n} days?
    The postman brings {a} letters on each of {n} days. Total letters?
""")


def per_day(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 20), rng.randint(2, 9)
    return number(PER_DAY, dict(a=a, n=n, p=rng.choice(NAMED)), a * n, "It is {}.", times(a, n))


DAYS_NEEDED = wording("""
    A book has {c} pages. {p} reads {b} pages (a|every|each) day. How many days does it take?
    {p} has to learn {c} words and learns {b} each day. After how many days does {p} know them all?
    {c} pages, {b} a day. How many days?
    I want to do {c} exercises, {b} every day. How many days will I need?
    How long, in days, do {c} apples last if the class eats {b} per day?
    We have {c} bags of food for the horses, who eat {b} bags daily. The food is enough for ___ days.
    {p} paints {b} tiles each day. There are {c} tiles. In how many days is the work done?
    A snail must pass {c} stones and passes {b} a day. How many days until it is past them all?
    On each day of a trip {p} takes {b} photos, and at the end there are {c}. How many days did the trip last?
    Reading at {b} pages per day, when you have {c} pages, takes how many days?
""")


def days_needed(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(2, 10), rng.randint(2, 15)
    return number(DAYS_NEEDED, dict(b=b, c=b * c, p=rng.choice(NAMED)), c, "It is {} days.", over(b * c, b))


HAS_MORE = wording("""
    {p} has {a} {t}. {q} has {d} more than {p}. How many {t} does {q} have?
    {q} has {d} more {t} than {p}, who has {a}. How many has {q} got?
    In my box are {a} {t}. In yours there are {d} more than in mine. How many are in yours?
    {p}: {a} {t}. {q}: {d} more. So {q} has ___
    Yesterday {p} sold {a} {t}, today {d} more than yesterday. How many {t} did {p} sell today?
    There are {a} green {t}. There are {d} more yellow {t} than green ones. How many yellow {t} are there?
    {p} found {a} {t} at the park. If {q} found {d} more than that, how many did {q} find?
    Class A collected {a} {t}, and class B beat them by {d}. How many {t} did class B collect?
    This year we picked {d} {t} more than last year, when it was {a}. How many did we pick this year?
    What is the number of {t} that {q} owns if it is {d} more than the {a} that {p} owns?
""")


def has_more(rng: Random, _words: list[str]) -> Problem:
    a, d, t = up_to(rng, 3, 60, 200), rng.randint(2, 30), rng.choice(THINGS)
    return number(HAS_MORE, dict(a=a, d=d, t=t) | people(rng, 2), a + d, f"It is {{}} {t}.", plus(a, d))


HAS_FEWER = wording("""
    {p} has {a} {t}. {q} has {d} fewer than {p}. How many {t} does {q} have?
    {q} has {d} (less|fewer) {t} than {p}. {p} has {a}. How many does {q} have?
    There are {a} {t} in the red box and {d} fewer in the white one. How many {t} are in the white box?
    {p} caught {a} {t}, {q} caught {d} fewer. How many for {q}?
    I have {a} {t}. My brother has {d} less than me. How many {t} has my brother?
    On Sunday we used {d} {t} fewer than on Saturday. On Saturday we used {a}. And on Sunday?
    {p} counts {a} {t}. {q}, however, counts {d} fewer. What number does {q} say?
    Shop one has {a} {t} in the window, shop two {d} fewer. {t} in the window of shop two: ___
    How many {t} are in a small pack if a big pack holds {a} and the small one {d} less?
    Last week there were {a} {t}, this week there are {d} fewer. How many {t} are there this week?
""")


def has_fewer(rng: Random, _words: list[str]) -> Problem:
    a, t = up_to(rng, 6, 60, 200), rng.choice(THINGS)
    d = rng.randint(2, a - 2)
    return number(HAS_FEWER, dict(a=a, d=d, t=t) | people(rng, 2), a - d, f"It is {{}} {t}.", minus(a, d))


COMPARE_TWO = wording("""
    {p} has {a} {t} and {q} has {b}. How many more does {p} have than {q}?
    {p} has {a} {t}. {q} has only {b}. How many fewer {t} has {q}?
    There are {a} {t} and {b} {u}. How many more {t} than {u} are there?
    {a} {t} for {p}, {b} for {q}. What is the difference?
    How many {t} does {q} need to catch up with {p}, if {p} has {a} and {q} has {b}?
    In one jar are {a} {t}, in the second {b}. By how many {t} is the first jar ahead?
    {p} sold {a} {t} but {q} sold {b}. {p} sold ___ more.
    We have {a} {t} and just {b} {u}. How many {t} are left if each of the {u} goes with one of them?
    I counted {b} {u} and {a} {t}. How many more {t} did I count?
    {q} would like to have as many {t} as {p}. {p} has {a}, {q} has {b}. How many more must {q} get?
    Compare: {p} {a} {t}, {q} {b} {t}. {q} has how many fewer?
""")


def compare_two(rng: Random, _words: list[str]) -> Problem:
    b, a = sorted(rng.sample(range(3, 90), 2))
    t, u = rng.sample(THINGS, 2)
    return number(COMPARE_TWO, dict(a=a, b=b, t=t, u=u) | people(rng, 2), a - b, "It is {}.", minus(a, b))


WHO_LEADS = wording("""
    {p} has {a} {t}, {q} has {b}. Who has more?
    Who has more {t}: {p} with {a} or {q} with {b}?
    {p} collected {a} {t} and {q} collected {b}. Which of them collected more?
    {a} points for {p}, {b} points for {q}. Who has more?
    {p} jumped {a} times without a stop, {q} jumped {b} times. Who managed more?
    In a quiz {p} got {a} answers right and {q} {b}. Who got more right?
    Two children count their {t}. {p} says {a}, {q} says {b}. Whose number is bigger?
    {p}: {a} {t}, {q}: {b} {t}. The one with more is ___
    {p} read {a} books this year and {q} read {b}. Name the one who read more.
    Tell me who is ahead, {p} with {a} goals or {q} with {b} goals.
""")


def who_leads(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(2, 120), 2)
    named = people(rng, 2)
    most = named["p"] if a > b else named["q"]
    think = f"{named['p']}: {a}\n{named['q']}: {b}\n{max(a, b)} > {min(a, b)}"
    return choice(WHO_LEADS, dict(a=a, b=b, t=rng.choice(THINGS)) | named, most, "{} has more.", think)


MORE_THAN_OTHER = wording("""
    {p} has {a} {t}. That is {d} more than {q} has. How many {t} does {q} have?
    With {a} {t}, {p} has {d} more than {q}. How many does {q} have?
    {p} picked {a} {t}, which was {d} more than {q} picked. How many did {q} pick?
    {p} is {d} {t} ahead of {q}. {p} has {a}. What does {q} have?
    The big box has {a} {t}, {d} more than the small box. How many {t} are in the small box?
    {a} {t} were sold today. That's {d} more than yesterday. How many were sold yesterday?
    I own {a} {t} now, {d} more than a year ago. How many did I own a year ago?
    {p} owns {d} more {t} than {q}. If {p} owns {a}, then {q} owns ___
    Team Red got {a} {t}, that is {d} more than team Blue got. How many did team Blue get?
    {q} has some {t}. {p} has {d} more, so {p} has {a}. How many has {q}?
""")


def more_than_other(rng: Random, _words: list[str]) -> Problem:
    b, d, t = rng.randint(3, 60), rng.randint(2, 30), rng.choice(THINGS)
    return number(MORE_THAN_OTHER, dict(a=b + d, d=d, t=t) | people(rng, 2), b, f"It is {{}} {t}.", minus(b + d, d))


TIMES_AS_MANY = wording("""
    {p} has {a} {t}. {q} has {n} times as many. How many {t} does {q} have?
    {q} has {n} times as many {t} as {p}, and {p} has {a}. How many does {q} have?
    {p} found {a} {t}, but {q} found {n} times that number. How many {t} did {q} find?
    A small bag holds {a} {t}, a large bag {n} times as many. How many {t} fit in a large bag?
    {p}: {a} {t}. {q}: {n} times as many. {q} has ___ {t}.
    Last year there were {a} {t} on show and this year there are {n} times as many. How many are on show this year?
    My tower has {a} bricks. Yours has {n} times as many bricks. How many bricks does yours have?
    {p} scored {a} points. The winner scored {n} times as many. What was the winner's score?
    How many {t} has {q} got if it is {n} times the {a} {t} of {p}?
    In the pond live {a} frogs and {n} times as many fish. How many fish are there?
""")


def times_as_many(rng: Random, _words: list[str]) -> Problem:
    a, n, t = up_to(rng, 2, 12, 40), rng.randint(2, 9), rng.choice(THINGS)
    return number(TIMES_AS_MANY, dict(a=a, n=n, t=t) | people(rng, 2), a * n, "It is {}.", times(a, n))


TIMES_FEWER = wording("""
    {q} has {c} {t}. That is {n} times as many as {p} has. How many {t} does {p} have?
    {q} has {n} times as many {t} as {p}. {q} has {c}. How many does {p} have?
    A big box has {c} {t}, {n} times as many as a small box. How many {t} are in a small box?
    {c} {t} is {n} times what {p} has. So {p} has ___ {t}.
    {q} picked {c} {t}, which is {n} times the number that {p} picked. How many did {p} pick?
    {p} has some {t}. If {p} had {n} times as many, it would be {c}. How many has {p} now?
    The oak tree has {c} nests. That's {n} times the number in the pine tree. How many nests are in the pine tree?
    There are {n} times as many ducks as geese on the lake, and there are {c} ducks. How many geese?
    {q} got {c} points, {n} times {p}'s points. What did {p} get?
    The school has {n} times as many balls as our class. The school has {c}. How many balls are in our class?
""")


def times_fewer(rng: Random, _words: list[str]) -> Problem:
    a, n, t = rng.randint(2, 15), rng.randint(2, 9), rng.choice(THINGS)
    return number(TIMES_FEWER, dict(c=a * n, n=n, t=t) | people(rng, 2), a, "It is {}.", over(a * n, n))


EQUAL_BOXES = wording("""
    There are {n} boxes with {a} {t} in each (box|one). How many {t} are there (altogether|in all|)?
    {p} buys {n} packs of {a} {t}. How many {t} is that?
    {n} bags, {a} {t} in every bag. Total number of {t}?
    How many {t} are in {n} boxes if one box has {a} {t}?
    Each of {n} children brings {a} {t}. How many {t} do they bring together?
    {p} fills {n} jars and puts {a} {t} into each. How many {t} does {p} need?
    On {n} plates lie {a} {t} each. How many {t} are on the plates?
    One child gets {a} {t}. How many {t} do {n} children get?
    We ordered {n} crates of {t}, {a} per crate. That makes ___ {t}.
    In a cupboard are {n} drawers. Every drawer has {a} {t} in it. How many {t} are in the cupboard?
    {n} friends have {a} {t} apiece. How many {t} between them?
""")


def equal_boxes(rng: Random, _words: list[str]) -> Problem:
    n, a, t = rng.randint(2, 12), up_to(rng, 2, 12, 40), rng.choice(THINGS)
    return number(EQUAL_BOXES, dict(n=n, a=a, t=t, p=rng.choice(NAMED)), n * a, f"There are {{}} {t}.", product(a, n))


ROWS_OF = wording("""
    There are {n} rows of {a} chairs in the hall. How many chairs (is that|are there)?
    A cinema has {n} rows with {a} seats each. How many people can sit down?
    {p} plants {n} rows of tulips, {a} in every row. How many tulips does {p} plant?
    {n} rows, {a} stickers in a row. How many stickers on the sheet?
    An egg tray has {n} rows of {a} holes. How many eggs does it take?
    The soldiers stand in {n} lines of {a}. How many soldiers are there?
    A bar of chocolate has {n} rows and each row has {a} pieces. How many pieces has the whole bar?
    In an orchard the trees grow in {n} rows of {a}. Number of trees: ___
    Floor tiles: {n} rows, {a} tiles per row. How many tiles cover the floor?
    How many children sing in the choir if they stand in {n} rows and there are {a} in each?
    A train has {n} coaches and every coach has {a} windows. How many windows has the train?
    A house has {n} floors with {a} windows on each floor. How many windows in all?
""")


def rows_of(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 12), up_to(rng, 3, 12, 30)
    return number(ROWS_OF, dict(n=n, a=a, p=rng.choice(NAMED)), n * a, "There are {}.", product(a, n))


SHARE_FAIRLY = wording("""
    {p} shares {c} {t} (equally|fairly) among {n} friends. How many does each friend get?
    {n} children share {c} {t} so that all get the same. How many {t} for each?
    {c} {t} are put into {n} bags, the same number in each. How many {t} are in one bag?
    Divide {c} {t} among {n} kids. Each kid gets ___
    We have {c} {t} for {n} people. How many does everyone get?
    A teacher hands out {c} {t} to {n} pupils, equally. How many {t} does a pupil get?
    {n} plates, {c} {t}. Each plate gets as many as the others. How many per plate?
    If {n} siblings split {c} {t} evenly, what is one sibling's share?
    Grandpa gives his {n} grandchildren {c} {t} to share fairly. What does each child receive?
    {c} {t} were packed into {n} equal boxes. How many went into each box?
    {p} wants to spread {c} {t} evenly over {n} shelves. How many {t} go on a shelf?
""")


def share_fairly(rng: Random, _words: list[str]) -> Problem:
    n, a, t = rng.randint(2, 10), up_to(rng, 2, 12, 30), rng.choice(THINGS)
    return number(SHARE_FAIRLY, dict(n=n, c=n * a, t=t, p=rng.choice(NAMED)), a, f"It is {{}} {t} each.", over(n * a, n))


SHARE_REST = wording("""
    {n} children share {c} {t} equally. How many {t} are left over?
    {p} packs {c} {t} into boxes of {n} until no more boxes can be filled. How many {t} are left over?
    {c} {t} are shared among {n} friends, as many as possible for each and the same for all. What is left over?
    {c} {t}, {n} in a bag. After filling the bags, how many {t} are over?
    {p} makes bunches of {n} from {c} {t}. How many do not fit into a bunch?
    A teacher has {c} {t} and gives {n} pupils the same number, as many as she can. How many does she keep?
    Put {c} {t} in rows of {n}. How many {t} are in the last row, which is not full?
    We split {c} {t} between {n} of us, no cutting. Leftovers: ___
    How many {t} remain when {c} {t} go into piles of {n}?
    If every one of {n} kids gets the same number of {t} out of {c}, and as many as possible, how many remain?
""")


def share_rest(rng: Random, _words: list[str]) -> Problem:
    n, t = rng.randint(3, 10), rng.choice(THINGS)
    rest = rng.randint(1, n - 1)
    c = n * rng.randint(2, 9) + rest
    return number(SHARE_REST, dict(n=n, c=c, t=t, p=rng.choice(NAMED)), rest, "The rest is {}.", over(c, n))


GROUPS_MADE = wording("""
    {c} children make teams of {n}. How many teams are there?
    {p} puts {c} {t} into bags of {n}. How many bags does {p} fill?
    {n} {t} fit in a box. How many boxes do {c} {t} fill?
    From {c} {t} we make piles of {n}. How many piles do we get?
    Our class of {c} splits into groups of {n}. Number of groups: ___
    How many bunches of {n} roses can be tied from {c} roses?
    Each vase takes {n} flowers. There are {c} flowers. How many vases are needed?
    {c} pupils sit at tables, {n} at each table. All tables are full. How many tables?
    A game needs {n} players. With {c} children, how many games can go on at once, if everyone plays?
    The shop sells packs of {n} {t}. {p} needs {c} {t}. How many packs must {p} buy?
    {p} gives {n} {t} to every guest and uses up {c} {t}. How many guests are there?
""")


def groups_made(rng: Random, _words: list[str]) -> Problem:
    n, a, t = rng.randint(2, 10), rng.randint(2, 12), rng.choice(THINGS)
    return number(GROUPS_MADE, dict(n=n, c=n * a, t=t, p=rng.choice(NAMED)), a, "It is {}.", over(n * a, n))


ROUND_UP = wording("""
    {c} children go by car. Each car takes {n} children. How many cars are needed?
    A boat carries {n} people. {c} people want to cross together. How many boats do they need?
    {c} eggs must go into cartons of {n}. How many cartons are needed so that every egg is packed?
    {c} guests, {n} chairs at a table. How many tables so that everyone has a chair?
    {p} has {c} photos. {n} fit on a page. How many pages does {p} need for all of them?
    Tents for {n} people each: how many tents does a group of {c} campers need at least?
    In the lift there is room for {n}. How many rides are needed to bring up {c} people?
    Buns come in bags of {n}. We need {c} buns. How many bags must we buy at least?
    How many shelves does {p} need for {c} books if each shelf takes {n} books?
    {c} pupils share rooms with {n} beds. The smallest number of rooms for all of them is ___
""")


def round_up(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 9)
    q = rng.randint(2, 9)
    c = n * q + rng.randint(1, n - 1)
    return number(ROUND_UP, dict(n=n, c=c, p=rng.choice(NAMED)), q + 1, "It is {}.", lines(over(c, n), plus(q, 1)))


FULL_ONES = wording("""
    {p} has {c} {t} and fills boxes with {n} in each. How many full boxes does {p} get?
    How many full bags of {n} can you make with {c} {t}?
    {c} {t}, {n} to a box. Count only the full boxes.
    A necklace needs {n} beads. How many whole necklaces can {p} make with {c} beads?
    One cake takes {n} eggs. We have {c} eggs. How many cakes can we bake?
    A team must have {n} players. {c} children are here. How many complete teams can be made?
    From {c} wheels, how many toy cars with {n} wheels each can be built?
    {p} ties flowers into bunches of {n}. With {c} flowers, {p} can tie at most ___ bunches.
    Each page of the album has to be filled with {n} stickers. How many pages can be filled with {c} stickers?
    You need {n} points for a prize. How many prizes can {p} take home for {c} points?
""")


def full_ones(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(3, 9)
    q = rng.randint(2, 9)
    c = n * q + rng.randint(1, n - 1)
    return number(FULL_ONES, dict(n=n, c=c, p=rng.choice(NAMED), t=rng.choice(THINGS)), q, "It is {}.", over(c, n))


BOTH_WITH_MORE = wording("""
    {p} has {a} {t}. {q} has {d} more than {p}. How many {t} do they have together?
    {q} has {d} more {t} than {p}, who has {a}. How many have they both in total?
    On Monday {p} sold {a} {t}, on Tuesday {d} more than on Monday. How many {t} did {p} sell on both days?
    {p}: {a} {t}. {q}: {d} more than {p}. Both together: ___
    One shelf holds {a} {t} and the next one {d} more than that. How many {t} are on the two shelves?
    In class A are {a} children and in class B {d} more than in class A. How many children go to the two classes?
    We picked {a} {t} in the first hour and {d} more than that in the second. How many in the two hours?
    Find the total: {a} {t} in the first box, {d} more than that in the second box.
    There are {a} cows on a farm and {d} more sheep than cows. How many cows and sheep are there altogether?
    {p} got {a} points in round one. In round two it was {d} points more than in round one. Total score?
""")


def both_with_more(rng: Random, _words: list[str]) -> Problem:
    a, d, t = rng.randint(3, 40), rng.randint(2, 20), rng.choice(THINGS)
    return number(BOTH_WITH_MORE, dict(a=a, d=d, t=t) | people(rng, 2), a + a + d, "It is {}.", lines(plus(a, d), plus(a, a + d)))


BOTH_WITH_TIMES = wording("""
    {p} has {a} {t}. {q} has {n} times as many as {p}. How many do they have together?
    {q} has {n} times as many {t} as {p}. {p} has {a}. How many {t} are there in total?
    A small box has {a} {t} and a big box {n} times as many. How many {t} are in both boxes?
    {a} {t} for {p}, {n} times as many for {q}. How many for the two of them?
    There are {a} ducks on the lake and {n} times as many swans. How many birds are that, ducks and swans?
    {p} picked {a} {t}, {q} picked {n} times that many. Both put theirs in one basket. How many are in it?
    We saw {a} buses and {n} times as many lorries. Buses + lorries = ___
    {p} scored {a} points and {q} {n} times as many. What is their score as a team?
    How many {t} do {p} and {q} own altogether if {p} has {a} and {q} {n} times as many?
    In spring {p} read {a} books. In summer it was {n} times as many. How many books is that for spring and summer?
""")


def both_with_times(rng: Random, _words: list[str]) -> Problem:
    a, n, t = rng.randint(2, 15), rng.randint(2, 6), rng.choice(THINGS)
    return number(BOTH_WITH_TIMES, dict(a=a, n=n, t=t) | people(rng, 2), a + a * n, "It is {}.", lines(times(a, n), plus(a, a * n)))


THREE_TOGETHER = wording("""
    {p} has {a} {t}, {q} has {b} and {r} has {c}. How many {t} do they have altogether?
    {a} red, {b} blue and {c} white {t} are in a bag. How many {t} are in the bag?
    {p}, {q} and {r} collect {t}. They bring {a}, {b} and {c}. How many is that in total?
    A farmer has {a} cows, {b} pigs and {c} goats. How many animals are those?
    Friday {a} visitors, Saturday {b}, Sunday {c}. Visitors on all three days: ___
    In three games our team scored {a}, {b} and {c} goals. How many goals is that?
    {p} read {a} pages on one day, {b} on the next and {c} on the third. How many pages did {p} read?
    On the tray: {a} rolls, {b} buns, {c} muffins. How many things to eat?
    Three classes go on a trip, with {a}, {b} and {c} children. How many children go?
    First shelf {a} books, second shelf {b} books, third shelf {c}. What's the number of books on the shelves?
    {p} found {a} {t}, then {b} more and at last another {c}. How many {t} did {p} find?
""")


def three_together(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(2, rng.choice([12, 30])) for _ in range(3))
    values = dict(a=a, b=b, c=c, t=rng.choice(THINGS)) | people(rng, 3)
    return number(THREE_TOGETHER, values, a + b + c, "It is {}.", plus_steps([a, b, c]))


WON_AND_LOST = wording("""
    {p} has {a} {t}, wins {b} and then loses {c}. How many {t} does {p} have now?
    {p} starts with {a} {t}. {q} gives {p} {b} more, and {p} uses up {c}. How many are left?
    There were {a} {t} in a shop. {b} more arrived and {c} were sold. How many {t} are in the shop now?
    {a} {t}, + {b} from Mum, - {c} for {q}. How many are there at the end?
    {p} had {a} {t}, bought {b} and gave away {c}. What has {p} got at the end?
    A tree had {a} birds in it. {b} flew to it and later {c} flew off. How many birds sit there now?
    {p} picks {a} {t} before lunch and {b} after lunch, but {c} are bad. How many good {t} are there?
    In our pond swam {a} fish. We added {b}, and a heron ate {c}. How many fish are in the pond?
    The library has {a} comics, gets {b} new ones and throws out {c} old ones. How many comics does it have then?
    {p} saved {a} points, got {b} more, then spent {c}. Points left: ___
""")


def won_and_lost(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(4, 50), rng.randint(2, 30)
    c = rng.randint(2, a + b - 2)
    values = dict(a=a, b=b, c=c, t=rng.choice(THINGS)) | people(rng, 2)
    return number(WON_AND_LOST, values, a + b - c, "It is {}.", lines(plus(a, b), minus(a + b, c)))


TWICE_AWAY = wording("""
    {p} has {a} {t}. {b} go to {q} and {c} to {r}. How many does {p} keep?
    Out of {a} {t}, {b} are red and {c} are blue. The others are green. How many are green?
    A baker has {a} rolls. He sells {b} in the morning and {c} in the afternoon. How many rolls are left?
    {a} people were at the party. First {b} left, then {c} more. How many stayed?
    Book with {a} pages: {b} read on Saturday, {c} on Sunday. Pages left?
    {p} cut {a} flowers, put {b} in one vase and {c} in another. How many flowers are left over?
    There were {a} balloons. {b} burst and {c} flew away. How many balloons are still here?
    Of {a} pupils, {b} walk to school and {c} come by bus. The rest cycle. How many cycle?
    From a roll of {a} stickers {p} uses {b}, and {q} uses {c}. How many stickers remain on the roll?
    I took {b} {t} and then {c} {t} from a box of {a}. The box now has ___
    On a farm with {a} animals there are {b} hens and {c} ducks. All the others are geese. How many geese?
""")


def twice_away(rng: Random, _words: list[str]) -> Problem:
    b, c, rest = rng.randint(2, 25), rng.randint(2, 25), rng.randint(2, 40)
    a = b + c + rest
    values = dict(a=a, b=b, c=c, t=rng.choice(THINGS)) | people(rng, 3)
    return number(TWICE_AWAY, values, rest, "It is {}.", lines(minus(a, b), minus(a - b, c)))


HOW_MANY_BEFORE = wording("""
    {p} gave {b} {t} to {q} and has {c} left. How many {t} did {p} have (before|at first|to begin with)?
    After selling {b} {t} {p} still has {c}. How many were there at the start?
    {p} had some {t}. {p} lost {b} of them and now has {c}. How many did {p} have before?
    {b} {t} were taken out of a box. {c} are still in it. How many were in it at first?
    We ate {b} cookies and {c} are left on the plate. How many cookies did we start with?
    Some birds sat on a wire. {b} flew away, {c} stayed. How many sat there at the beginning?
    ? {t} - {b} {t} = {c} {t}. How many {t} were there at first?
    {c} children are still at the pool after {b} went home. How many were there before that?
    When {b} passengers had got off, the bus had {c} passengers. How many did it have before the stop?
    I can't remember how many {t} I had. I gave away {b} and kept {c}. So I had ___
""")


def how_many_before(rng: Random, _words: list[str]) -> Problem:
    b, c, t = rng.randint(2, 40), rng.randint(2, 60), rng.choice(THINGS)
    return number(HOW_MANY_BEFORE, dict(b=b, c=c, t=t) | people(rng, 2), b + c, "It was {}.", plus(c, b))


BEFORE_A_GIFT = wording("""
    {p} got {b} {t} from {q} and now has {c}. How many did {p} have before?
    After finding {b} more {t}, {p} has {c}. How many {t} were there to begin with?
    Now there are {c} {t} in the box because {p} put {b} in. How many were in it before?
    {p} had some {t}, bought {b} and has {c} today. What was the number before the shopping?
    {b} people joined the queue and it is {c} long. How many people were in it before?
    With the {b} new children our class has {c}. How many children did it have before?
    some {t} + {b} {t} = {c} {t}. How many is "some"?
    {b} fish were added to a tank, so it has {c} fish now. How many lived in it before?
    The shop got {b} new {t} today and has {c} in all. How many did it have yesterday evening?
    A hen laid {b} eggs today. With the older ones there are {c} eggs. Number of older eggs: ___
""")


def before_a_gift(rng: Random, _words: list[str]) -> Problem:
    b, n, t = rng.randint(2, 40), rng.randint(2, 60), rng.choice(THINGS)
    return number(BEFORE_A_GIFT, dict(b=b, c=b + n, t=t) | people(rng, 2), n, "It was {}.", minus(b + n, b))


STILL_NEEDED = wording("""
    {p} needs {c} {t} and has {a}. How many more does {p} need?
    {p} wants to collect {c} {t}. So far there are {a}. How many are still missing?
    {c} guests are coming but there are only {a} chairs. How many more chairs do we need?
    You need {c} points to win and you have {a}. How many points are you short of?
    An album has room for {c} {t}. {p} has stuck in {a}. How many places are empty?
    {a} of {c} {t} are packed. How many still have to be packed?
    Goal: {c} laps. Done: {a} laps. To do: ___
    How many more candles must {p} put on a cake for {c} candles if {a} are already on it?
    A bus has {c} seats and {a} people sit in it. How many seats are free?
    The teacher needs {c} {t} for the class. In the cupboard are {a}. How many must be bought?
    {p} has climbed {a} of {c} steps. How many steps up to the top?
    I've got {a} {t}. I would like to have {c}. How many am I missing?
""")


def still_needed(rng: Random, _words: list[str]) -> Problem:
    a, n, t = up_to(rng, 3, 50, 150), rng.randint(2, 50), rng.choice(THINGS)
    return number(STILL_NEEDED, dict(a=a, c=a + n, t=t, p=rng.choice(NAMED)), n, "It is {}.", minus(a + n, a))


WHAT_CAME = wording("""
    {p} had {a} {t} and now has {c}. How many did {p} get?
    Yesterday there were {a} {t} in the jar, today there are {c}. How many have been put in?
    {a} children were playing. Some more came and then there were {c}. How many came?
    A bus arrives with {a} people and leaves with {c}. Nobody got off. How many got on?
    {p} grew a collection from {a} to {c} {t}. By how many did it grow?
    {q} gave {p} some {t}. Before it was {a}, after it {c}. How many did {q} give?
    First {a} birds sat on the roof, now it is {c}. How many more birds have landed there?
    Our class had {a} pupils last year and has {c} this year, since nobody left. How many are new?
    My score went up from {a} to {c}. How many points did I win?
    {a} {t} + some = {c} {t}. "Some" means ___
""")


def what_came(rng: Random, _words: list[str]) -> Problem:
    a, n, t = rng.randint(3, 60), rng.randint(2, 40), rng.choice(THINGS)
    return number(WHAT_CAME, dict(a=a, c=a + n, t=t) | people(rng, 2), n, "It is {}.", minus(a + n, a))


WHAT_WENT = wording("""
    {p} had {a} {t} and now has {c}. How many are gone?
    In the morning there were {a} cakes in the shop. In the evening there are {c}. How many were sold?
    {a} birds sat on a fence. Some flew off and {c} are left. How many flew off?
    {p} took {a} {t} to school and brought {c} home. How many stayed at school?
    There were {a} sweets in the bag. {p} looks again and finds just {c}. How many have been eaten?
    A bus with {a} people stops. Nobody gets on. It goes on with {c}. How many got off?
    {p} gave some of {a} {t} to {q} and has {c} now. How many did {q} get?
    {a} candles were burning, the wind left {c} alight. How many did the wind blow out?
    We had {a} {t}. After moving house we have {c}. How many got lost?
    Number of {t} at first {a}, at the end {c}. Used up: ___
""")


def what_went(rng: Random, _words: list[str]) -> Problem:
    c, n, t = rng.randint(2, 60), rng.randint(2, 40), rng.choice(THINGS)
    return number(WHAT_WENT, dict(a=c + n, c=c, t=t) | people(rng, 2), n, "It is {}.", minus(c + n, c))


LEG_COUNT = wording("""
    There are {a} {x} and {b} {y} on a farm. How many legs do they have altogether?
    How many legs have {a} {x} and {b} {y}?
    {p} sees {a} {x} and {b} {y}. How many legs is that in total?
    {a} {x} + {b} {y} = ___ legs
    Count the legs of {b} {y} and {a} {x}.
    In a picture there are {a} {x} and also {b} {y}. What is the number of legs in the picture?
    If {a} {x} and {b} {y} walk by, how many legs walk by?
    A stable has {a} {x} and {b} {y} in it. Find the total number of legs.
    legs please: {a} {x}, {b} {y}
    {p} draws {a} {x} and {b} {y} and no leg is forgotten. How many legs does {p} draw?
""")
TWO_LEGS = "hens ducks geese chickens turkeys parrots".split()
FOUR_LEGS = "cows sheep horses goats pigs dogs cats donkeys rabbits".split()


def leg_count(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 10), rng.randint(2, 10)
    values = dict(a=a, b=b, x=rng.choice(TWO_LEGS), y=rng.choice(FOUR_LEGS), p=rng.choice(NAMED))
    think = lines(f"{values['x']}: 2 legs", f"{values['y']}: 4 legs", times(a, 2), times(b, 4), plus(2 * a, 4 * b))
    return number(LEG_COUNT, values, 2 * a + 4 * b, "There are {} legs.", think)


HOW_MANY_BODIES = wording("""
    {c} {w} altogether: how many {x} are there?
    I count {c} {w}. They all belong to {x}. How many {x} do I see?
    Some {x} have {c} {w} in all. How many {x} is that?
    How many {x} have {c} {w} between them?
    There are only {x} here, with {c} {w} in all. That means ___ {x}.
    Somebody counted the {w} of all the {x} and told {p} it was {c}. How many {x} were counted?
    If there are {c} {w}, how many {x} are there, if nothing is missing?
    Photo of {x}: I can see all the {w}, namely {c}. Number of {x} = ___
    {c} {w} / {x}?? how many of them are there
    {p} drew some {x} and needed {c} {w} for them. How many {x} did {p} draw?
""")
PARTS = [("spiders", "legs", 8), ("cats", "legs", 4), ("dogs", "legs", 4), ("horses", "legs", 4), ("cows", "legs", 4), ("hens", "legs", 2), ("ants", "legs", 6),
         ("beetles", "legs", 6), ("bicycles", "wheels", 2), ("cars", "wheels", 4), ("tricycles", "wheels", 3), ("triangles", "corners", 3),
         ("squares", "corners", 4), ("hands", "fingers", 5), ("children", "eyes", 2), ("ladybirds", "legs", 6), ("bees", "legs", 6)]


def how_many_bodies(rng: Random, _words: list[str]) -> Problem:
    x, w, each = rng.choice(PARTS)
    a = rng.randint(2, 12)
    values = dict(c=a * each, w=w, x=x, p=rng.choice(NAMED))
    return number(HOW_MANY_BODIES, values, a, f"There are {{}} {x}.", lines(f"{x}: {each} {w}", over(a * each, each)))


PACKS_AND_LOOSE = wording("""
    {p} has {n} boxes of {a} {t} and {b} loose {t}. How many {t} is that altogether?
    {n} packs with {a} {t} each, plus {b} single ones. How many {t} in total?
    There are {n} full bags of {a} {t}. {b} more {t} lie on the table. How many {t} are there in all?
    {p} fills {n} jars with {a} {t} each and has {b} {t} left over. How many {t} did {p} have at first?
    {n} x {a} {t} and {b} {t} extra makes how many?
    At {n} tables sit {a} children each. {b} more children are standing. How many children are in the room?
    We set up {n} rows of {a} chairs and put {b} more chairs at the back. How many chairs did we set up?
    {b} teachers and {n} groups of {a} pupils visit the zoo. How many people go to the zoo?
    Each of {n} friends got {a} {t}, and {b} stayed in the box. How many {t} were in the box before?
    Our team won {n} games with {a} points for each win and then got {b} bonus points. Points: ___
""")


def packs_and_loose(rng: Random, _words: list[str]) -> Problem:
    n, a, b = rng.randint(2, 10), rng.randint(2, 12), rng.randint(2, 15)
    values = dict(n=n, a=a, b=b, t=rng.choice(THINGS), p=rng.choice(NAMED))
    return number(PACKS_AND_LOOSE, values, n * a + b, "It is {}.", lines(product(a, n), plus(n * a, b)))


PACKS_LESS_SOME = wording("""
    {p} has {n} boxes with {a} {t} each and gives away {b} {t}. How many {t} are left?
    {n} trays of {a} muffins come out of the oven. {b} muffins are eaten. How many muffins remain?
    There are {n} rows of {a} seats. {b} seats are taken. How many seats are free?
    Dad planted {n} rows of {a} beans, but {b} plants died. How many plants are alive?
    {n} bags, {a} {t} per bag, then {b} {t} get lost. What is left?
    A sticker book has {n} pages with {a} stickers on each. {p} already has {b} of them. How many stickers are missing?
    We buy {n} cartons of {a} eggs. On the way home {b} eggs break. How many are not broken?
    {n} teams of {a} children signed up. {b} children are ill. How many children can take part?
    On {n} plates were {a} {t} each. The dog got {b} of them. How many {t} did the dog not get?
    {p} bought {n} packets of {a} balloons and used {b}. Unused balloons: ___
""")


def packs_less_some(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 10), rng.randint(3, 12)
    b = rng.randint(2, n * a - 2)
    values = dict(n=n, a=a, b=b, t=rng.choice(THINGS), p=rng.choice(NAMED))
    return number(PACKS_LESS_SOME, values, n * a - b, "It is {}.", lines(product(a, n), minus(n * a, b)))


POOLED_SHARE = wording("""
    {p} has {a} {t} and {q} has {b}. They put them together and share them equally among {n} children. How many does each get?
    {a} red and {b} green {t} are shared fairly by {n} friends. How many {t} for each?
    There are {a} girls and {b} boys. They make {n} teams of the same size. How many children are in a team?
    Put {a} {t} and {b} {t} together and divide them into {n} equal piles. One pile has ___
    We baked {a} cookies at home and {b} at school. {n} boxes get the same number of them. How many cookies per box?
    {p} picks {a} {t} and then {b} more. All of them go into {n} bags, equally many in each. How many in a bag?
    A farmer gets {a} eggs on Monday and {b} on Tuesday and packs them all evenly in {n} boxes. How many eggs are in a box?
    First {a} {t}, later {b}, all split evenly between {n} kids. How much for each?
    {n} vases, {a} roses, {b} tulips. If each vase has the same number of flowers, how many flowers does each have?
    {q} brings {a} {t}, {p} brings {b}, and {n} players get equal shares of the lot. What is a share?
""")


def pooled_share(rng: Random, _words: list[str]) -> Problem:
    n, share = rng.randint(2, 8), rng.randint(3, 12)
    a = rng.randint(2, n * share - 2)
    values = dict(n=n, a=a, b=n * share - a, t=rng.choice(THINGS)) | people(rng, 2)
    return number(POOLED_SHARE, values, share, "It is {}.", lines(plus(a, n * share - a), over(n * share, n)))


KEEP_AND_SHARE = wording("""
    {p} has {c} {t}, keeps {k} and shares the rest equally among {n} friends. How many does each friend get?
    From {c} {t} {p} puts {k} aside. The others go to {n} children in equal shares. How many does a child get?
    {c} {t}: {k} are broken, the good ones are shared by {n} kids. How many each?
    {p} eats {k} of {c} sweets. The sweets that are left are split evenly between {n} sisters. How many does each sister get?
    Of {c} children {k} watch. The rest form {n} equal teams. How many are in one team?
    A florist has {c} roses and sells {k}. The others go evenly into {n} vases. How many roses are in a vase?
    There are {c} pages in a book and {p} has read {k}. {p} reads the rest in {n} days, the same number daily. How many pages a day?
    Take {k} away from {c} {t} and divide what is left by {n} people. Each of them gets ___
    {k} of my {c} {t} are for me. I hand out all the others to {n} friends fairly. What does one friend get?
    The school has {c} balls. {k} stay in the gym and {n} classes get equally many of the rest. How many does a class get?
""")


def keep_and_share(rng: Random, _words: list[str]) -> Problem:
    n, share, k = rng.randint(2, 8), rng.randint(2, 10), rng.randint(2, 15)
    values = dict(c=n * share + k, k=k, n=n, t=rng.choice(THINGS), p=rng.choice(NAMED))
    return number(KEEP_AND_SHARE, values, share, "It is {}.", lines(minus(n * share + k, k), over(n * share, n)))


POINTS_SCORED = wording("""
    A win gives {x} points and a draw gives {y}. {p}'s team has {a} wins and {b} draws. How many points is that?
    {p} hits {a} times for {x} points and {b} times for {y} points. What is the score?
    Red balls count {x}, blue balls count {y}. I got {a} red balls and {b} blue balls. My points?
    {a} throws at {x} points each and {b} throws at {y} points each. Total points: ___
    In a quiz an easy question is worth {y} points and a hard one {x}. {p} answers {b} easy and {a} hard ones. How many points?
    Each star is {x} points, each moon {y}. What are {a} stars and {b} moons worth?
    Our team scored {a} goals worth {x} and {b} goals worth {y}. How many points has our team?
    A game: {x} points for a big fish, {y} for a small fish. {p} catches {a} big and {b} small ones. How many points does {p} get?
    Gold cards are {x} points and silver cards {y}. Work out the value of {a} gold and {b} silver cards.
    {p} throws a ring {a} times over the {x} point peg and {b} times over the {y} point peg. Score?
""")


def points_scored(rng: Random, _words: list[str]) -> Problem:
    y, x = sorted(rng.sample(range(2, 11), 2))
    a, b = rng.randint(2, 8), rng.randint(2, 8)
    values = dict(x=x, y=y, a=a, b=b, p=rng.choice(NAMED))
    return number(POINTS_SCORED, values, x * a + y * b, "It is {} points.", lines(times(a, x), times(b, y), plus(a * x, b * y)))


MATCH_SCORE = wording("""
    The match ended {a} to {b}. How many goals were scored altogether?
    Lions {a}, Tigers {b}: how many goals were there in the match in all?
    {p}'s team scored {a} goals and let in {b}. How many goals were there in the game?
    It was {a} : {b} at the final whistle. Goals in total?
    In the basketball game one team had {a} points and the other {b}. Add both scores.
    Final score {a} - {b}. Number of goals by both sides: ___
    Handball result: home {a}, away {b}. How many times did the ball go in?
    We beat them with {a} goals, they only got {b}. How many goals did the crowd see?
    {p} saw every goal of a game that finished {a} to {b}. How many goals did {p} see?
    The first team scored {a}, the second {b}. What do the scores add up to?
""")


def match_score(rng: Random, _words: list[str]) -> Problem:
    b, a = sorted(rng.sample(range(2, rng.choice([9, 35])), 2))
    return number(MATCH_SCORE, dict(a=a, b=b, p=rng.choice(NAMED)), a + b, "It is {}.", plus(a, b))


RECIPE = wording("""
    One cake needs {a} eggs. How many eggs do you need for {n} cakes?
    A recipe takes {a} apples for a pie. {p} bakes {n} pies. How many apples?
    For a jug of juice we squeeze {a} oranges. How many oranges do {n} jugs take?
    {a} spoons of cocoa for a cup. How many spoons for {n} cups?
    {p} makes the recipe {n} times. It says {a} cups of flour. How many cups does {p} use?
    Soup for a family takes {a} carrots. Soup for {n} families takes ___ carrots.
    {n} pizzas, {a} tomatoes on each. Tomatoes needed?
    If you use {a} bananas per smoothie, how many bananas go into {n} smoothies?
    We put {a} strawberries on every cupcake. There are {n} cupcakes. How many strawberries is that?
    Bread: {a} cups of water per loaf. Dad bakes {n} loaves. How much water, in cups?
""")


def recipe(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 9), rng.randint(2, 10)
    return number(RECIPE, dict(a=a, n=n, p=rng.choice(NAMED)), a * n, "It is {}.", times(a, n))


MAKE_EQUAL = wording("""
    {p} has {a} {t} and {q} has {b}. How many must {p} give to {q} so that both have the same?
    {a} {t} on the left, {b} on the right. How many do I move across to have the same on both sides?
    {p} has {a} and {q} has {b} {t}. They want to be equal. How many {t} does {p} hand over?
    One box holds {a} {t}, another {b}. Move some from the full one so that they are the same. How many do you move?
    Make it fair! {p}: {a} {t}, {q}: {b} {t}. {p} passes ___ to {q}.
    {a} children are in one team and {b} in the other. How many must change teams to make the teams equal?
    On the upper shelf are {a} books, on the lower {b}. How many go down so that both shelves have equally many?
    If {p} with {a} {t} and {q} with {b} want equal numbers, how many {t} should {p} give away to {q}?
    {q} has {b} {t}, fewer than {p}, who has {a}. What number must go from {p} to {q} to make them even?
    Two plates with {a} and {b} cookies. How many cookies must change plates so that the plates match?
""")


def make_equal(rng: Random, _words: list[str]) -> Problem:
    b, k = rng.randint(2, 20), rng.randint(2, 8)
    a = b + 2 * k
    return number(MAKE_EQUAL, dict(a=a, b=b, t=rng.choice(THINGS)) | people(rng, 2), k, "It is {}.", lines(minus(a, b), over(a - b, 2)))


PACKS_NEEDED_MORE = wording("""
    {p} needs {n} bags with {a} {t} in each and has {b} {t}. How many more {t} does {p} need?
    {n} children should get {a} {t} each. We have {b} {t}. How many are missing?
    There must be {a} {t} on each of {n} tables. Only {b} {t} are here. How many more are needed?
    {a} eggs per cake, {n} cakes, {b} eggs in the fridge. How many eggs must be bought?
    For {n} necklaces with {a} beads each {p} has collected {b} beads. How many beads are still to be found?
    To win I need {n} rounds of {a} points, all together. I have {b} points. I still need ___
    A wall takes {n} rows of {a} bricks. {p} has laid {b} bricks. How many are still to lay?
    Every one of {n} guests gets {a} rolls. {b} rolls are ready. How many rolls still have to be made?
    {n} boxes hold {a} {t} each. So far {b} {t} are in. How many more {t} fit into the boxes?
    {p} plans to read {a} pages on each of {n} days. {b} pages are done. How many pages of the plan are left?
""")


def packs_needed_more(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 9), rng.randint(3, 10)
    b = rng.randint(2, n * a - 2)
    values = dict(n=n, a=a, b=b, t=rng.choice(THINGS), p=rng.choice(NAMED))
    return number(PACKS_NEEDED_MORE, values, n * a - b, "It is {}.", lines(product(a, n), minus(n * a, b)))


KINDS: dict[str, list[Kind]] = {
    "worksheet-sums": [
        add_two, take_away, multiply_two, divide_evenly, how_many_inside, double_it, halve_it, triple_it, times_itself, missing_addend, missing_taken,
        missing_start, missing_factor, missing_dividend, missing_divisor, make_bond, near_hundred_add, near_hundred_take, round_numbers, times_ten,
        add_three, add_list, chain, machine, order_first, brackets, sum_right, table_right, which_sign, more_sum, thought_plus, thought_times,
        thought_two_steps, sum_and_difference, difference_of, related_fact, turned_round, remainder, neighbours, split_tens, column_take, long_times,
        mixed_two, how_much_bigger],
    "worksheet-stories": [
        both_together, got_more, gave_away, eaten, bus_stop, girls_and_boys, pages_left, per_day, days_needed, has_more, has_fewer, compare_two,
        who_leads, more_than_other, times_as_many, times_fewer, equal_boxes, rows_of, share_fairly, share_rest, groups_made, round_up, full_ones,
        both_with_more, both_with_times, three_together, won_and_lost, twice_away, how_many_before, before_a_gift, still_needed, what_came, what_went,
        leg_count, how_many_bodies, packs_and_loose, packs_less_some, pooled_share, keep_and_share, points_scored, match_score, recipe, make_equal,
        packs_needed_more]}
