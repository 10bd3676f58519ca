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
    {a}/{n} {s} {b}/{n} = __
    What do you get for {a}/{n} {s} {b}/{n}?
    (Find|Give) the (answer|result|value)(:| of) {a}/{n} {s} {b}/{n}
    (I wonder|Do you know) what {a}/{n} {s} {b}/{n} is?
    (My homework says|On the board is)(:|) {a}/{n} {s} {b}/{n}. What is the answer?
    {a}/{n} {s} {b}/{n} (makes|gives|is) (what|how much)?
    (Please do|Try) this fraction sum(:|) {a}/{n} {s} {b}/{n}
    Which fraction is {a}/{n} {s} {b}/{n}?
    Both fractions have the same bottom number(:|.) {a}/{n} {s} {b}/{n}
    If you (work|figure) out {a}/{n} {s} {b}/{n}, what (comes out|do you get)?
    (Complete|Fill in)(:|) {a}/{n} {s} {b}/{n} = (_|___)
    The (result|answer) for {a}/{n} {s} {b}/{n} is __.
    Fractions(:|!) {a}/{n} {s} {b}/{n}
    How would you (solve|work out) {a}/{n} {s} {b}/{n}?
    (Help me with|I'm stuck on) {a}/{n} {s} {b}/{n}. What is it?
    What does {a}/{n} {s} {b}/{n} (equal|come to|make)?
    Mia works out {a}/{n} {s} {b}/{n}. What should Mia get?
    (Nobody|No one) in class could do {a}/{n} {s} {b}/{n}. Can you?
    With fractions now(:|,) how much is {a}/{n} {s} {b}/{n}?
    In fractions, {a}/{n} {s} {b}/{n} (equals|is) (what|how much)?
    (Give|Tell) me {a}/{n} {s} {b}/{n} as one fraction.
    Write {a}/{n} {s} {b}/{n} as a single (fraction|number).
    A fraction task(:|.) {a}/{n} {s} {b}/{n} = ?
    Let's (calculate|do|solve) {a}/{n} {s} {b}/{n}.
    What single fraction (is|equals) {a}/{n} {s} {b}/{n}?
""")
LARGER_FRACTION = wording("""
    Which (fraction |)is (larger|bigger|greater), {a} or {b}?
    (What|Which one) is (more|larger|bigger): {a} or {b}?
    {a} or {b}: which is (larger|bigger|more)?
    (Compare|Look at) {a} and {b}. Which (fraction |one |)is (larger|bigger|greater)?
    (Would you rather have|Which is more,) {a} or {b} of a (pizza|cake), (if you are hungry|if you want the larger part)?
    Is {a} or {b} the (larger|bigger|greater) fraction?
    (Find|Name|Pick) the (larger|bigger|greater) fraction: {a} or {b}(.|)
    Of {a} and {b}, which is (larger|bigger|greater)?
    (Tell me|Say) which (of the two |)is (larger|bigger): {a} or {b}.
    Two fractions: {a} and {b}. (Choose|Name) the larger( one|).
    If I eat {a} of a (cake|pizza) and you eat {b} of it, which part is (larger|bigger|more)?
    (I wonder|Do you know) which fraction is (larger|greater), {a} or {b}?
    The (larger|bigger|greater) of {a} and {b} (is|is which)?
    Which is the bigger piece: {a} of a pie or {b} of the same pie?
    Between {a} and {b}, (pick|choose) the (larger|greater) fraction.
    Which of these is (larger|greater|more): {a}, {b}?
    {a}, {b}: (name|choose|pick) the (larger|bigger) fraction(.|)
    Out of {a} and {b}, which fraction is worth more?
    One (bottle|glass|jar) is {a} full and another of the same size is {b} full. Which is more?
    Which fraction has the (larger|greater) value, {a} or {b}?
    Tom walks {a} of the way and Nora walks {b} of the same way. Which part is longer?
    On a number line, which is further to the right, {a} or {b}?
    You (may|can) have {a} or {b} of the chocolate. Which is more?
    Which would be the (larger|bigger) share of a cake, {a} or {b}?
    (My friend|My brother) cannot say if {a} or {b} is larger. Which (one |)is it?
    More or less? Tell me the larger of {a} and {b}.
    The fraction {a} compared with {b}(:|,) which is (larger|more)?
    What is the (greater|larger) number, {a} or {b}?
    Put {a} and {b} side by side. Which (one |)is (larger|bigger)?
    When you compare {a} and {b}, which (comes out|is) larger?
""")
SLICES = wording("""
    A (pizza|cake|pie) (is cut into|has) {n} (equal |)(slices|pieces). {k} are eaten. What fraction (is left|remains)?
    {n} (slices|pieces) of (cake|pizza), and (someone eats|we eat|the dog eats) {k}. (Which|What) fraction (is left|remains)?
    (What|Which) fraction of a (cake|pizza) is left (if|when) {k} of {n} (pieces|slices) are gone?
    {p} eats {k} of the {n} (slices|pieces) of a (pizza|cake). What fraction (is left|remains)?
    (Mum|Dad) cuts a cake into {n} (equal |)pieces and gives away {k}. What part of it is left? (Answer with a fraction|As a fraction, please).
    {n} (slices|pieces), {k} eaten: (what|which) fraction (is left|remains)?
    If a (pizza|cake|pie) has {n} equal (slices|pieces) and {k} are eaten, what fraction is left?
    {p} cuts a (cake|pizza) into {n} equal parts and eats {k}. (What|Which) fraction of it is left?
    (Work out|Find|Tell me) the fraction of a (pizza|pie) that is left when {k} of its {n} equal slices are eaten.
    There were {n} equal pieces of (pie|cake). Now {k} are gone. What fraction of it is still there?
    After {k} of {n} equal slices have been eaten, what fraction of the (pizza|cake) (is left|remains)?
    (I wonder|Do you know) what fraction remains if {k} out of {n} equal pieces are eaten?
    A (chocolate bar|bar of chocolate) has {n} equal pieces. {p} takes {k}. What fraction of the bar is left?
    We shared a pizza with {n} equal slices. {k} slices are already eaten. Which part of the pizza is left, as a fraction?
    A cake in {n} equal pieces: {k} pieces are given away. The fraction left is __.
    Out of {n} equal slices, {k} are taken. What fraction of the whole is not taken?
    {k} of {n} equal pieces of a pie are missing. What fraction of the pie is there?
    What fraction of a pizza do we still have if it had {n} equal slices and we ate {k}?
    Write as a fraction what is left of a cake with {n} equal pieces (when|if) {k} are eaten.
    Take away {k} of the {n} equal parts of a (pie|cake|pizza). What fraction stays?
    The (pizza|cake) was cut into {n} equal slices. {k} of them (were sold|are gone|were eaten). As a fraction, how much is left?
    As a fraction, how much of a cake is left if {k} of {n} equal pieces are eaten?
    {p} had a pizza of {n} equal slices. After dinner {k} slices were gone. What fraction was left?
    From a pie with {n} equal slices, (my brother|Grandpa|the cat) eats {k}. What fraction remains?
    Guests eat {k} slices of a cake that was cut into {n} equal slices. Which fraction is left for me?
    If {k} pieces of {n} equal pieces are eaten, the part left over is which fraction?
    A bar is broken into {n} equal pieces. You give me {k} and keep the rest. What fraction do you keep?
    Of the {n} equal pieces of a cake, {k} are on plates and the rest is in the fridge. What fraction is in the fridge?
    {n} equal parts make a whole. Remove {k}. What fraction of the whole is left?
    How much of the pie is left, as a fraction, when it had {n} equal slices and {k} are gone?
""")
SIMPLIFY = wording("""
    (Simplify|Reduce|Please simplify) {a}/{b}(.|)
    (What is|What's) {a}/{b} in (its |)(simplest form|lowest terms)?
    (Write|Give) {a}/{b} in (simplest form|lowest terms).
    (Can|Could) you (simplify|reduce) the fraction {a}/{b}?
    {a}/{b} (simplified|in lowest terms)(?| is?)
    {a}/{b} = __ in (simplest form|lowest terms)
    What does {a}/{b} simplify to?
    (Cancel|Please cancel) {a}/{b} as far as (possible|you can).
    (Find|Tell me) the (simplest form|lowest terms) of {a}/{b}.
    If you simplify {a}/{b}, what (fraction |)do you get?
    (I wonder|Do you know) what {a}/{b} is in lowest terms?
    Make the fraction {a}/{b} as simple as possible.
    How (do|would|can) you write {a}/{b} with smaller numbers, in lowest terms?
    (Show|Give) {a}/{b} as a fraction in its simplest form.
    Which fraction in lowest terms (equals|is equal to|is the same as) {a}/{b}?
    In (its |)simplest form, {a}/{b} is __.
    {a}/{b}: (simplify|reduce|cancel) it(.|)
    Bring {a}/{b} to (its |)(lowest terms|simplest form).
    The fraction {a}/{b} can be simplified. To what?
    (My answer is|I got) {a}/{b}, but it should be simplified. What is it (then|in lowest terms)?
    (Divide|Split) the top and the bottom of {a}/{b} by the same number until it is in lowest terms.
    What is the simplest fraction (equal to|that equals) {a}/{b}?
    Reduced (as far as possible|to lowest terms), {a}/{b} (is|becomes) what?
    Simplest form(:|?) {a}/{b}
    Ben wants to simplify {a}/{b}. (What|Which fraction) should Ben write?
    When {a}/{b} is (reduced|simplified), what (is it|do you get)?
    (Rewrite|Write) {a}/{b} so that it cannot be simplified (any more|any further).
    Cake: {a}/{b} is left. (Say|Write) that fraction in lowest terms.
    Please give me a simpler way to write {a}/{b}, in lowest terms.
    Turn {a}/{b} into the simplest fraction (with|of) the same value.
""")
PERCENT = wording("""
    (What is|What's|How much is) {p}% of {n}?
    (Find|Work out|Calculate|Tell me) {p} percent of {n}.
    {p}% of {n}(?|=| is?)
    (Can|Could) you (find|work out) {p} (percent|per cent) of {n}?
    Of {n} (children|people|pupils|fans), {p}% (wear glasses|like football|have a pet). How many (is that|are they)?
    (A school|A club|A village) has {n} (people|members). {p}% (come|are girls|vote). How many (is that|are these)?
    {p} percent of {n} (makes|is) how many?
    {p}% of {n} = __
    What do you get (if|when) you take {p}% of {n}?
    (I wonder|Do you know) how much {p}% of {n} is?
    There are {n} (pupils|books|cars) and {p}% of them are (new|red). How many (is that|are they)?
    How many are {p} percent of {n}?
    (Complete|Fill in)(:|) {p} percent of {n} is (_|___).
    {n} (seeds|bulbs) are planted and {p} percent of them grow. How many grow?
    If {p}% of {n} (children|guests) like (tea|fish|pears), how many (is that|are they)?
    (Take|Start with) {n}. What is {p}% of it?
    {p} per cent of the number {n} is which number?
    A test has {n} questions, and Lucy gets {p}% of them right. How many (is that|are right)?
    (Which|What) number is {p}% of {n}?
    In a box of {n} (beads|buttons), {p}% are blue. How many blue ones are there?
    (From|Out of) {n} (eggs|cups|plates), {p} percent are broken. How many are broken?
    My aunt gave away {p}% of her {n} (stamps|books). How many did she give away?
    What number do we get for {p} percent of {n}?
    Today {p}% of our {n} (pupils|workers) are ill. How many are (ill|at home)?
    {n} is the whole. How much is {p} percent?
    Please (compute|give me|tell me) {p}% of {n}.
    A jar holds {n} sweets, and {p}% are lemon sweets. Number of lemon sweets?
    When {n} is one hundred percent, what is {p} percent?
    We had {n} tickets and sold {p}% of them. How many tickets did we sell?
    How large is {p} percent of {n}?
    {p}% of the number {n} is (what|how much)?
    {n} people were asked, and {p} percent said yes. How many people said yes?
    Of the {n} pages, I have read {p}%. How many pages (have I read|is that)?
""")
DISCOUNT = wording("""
    (A coat|A bike|A jacket|A game|A bag) costs {n} (dollars|euros). It is {p}% (off|cheaper). What (is the new price|does it cost now)?
    The price of {n} (dollars|euros) (falls|drops|is reduced) by {p}%. (What is|How much is) the new price?
    (In a sale|Today) everything is {p}% off. (What|How much) does something cost that was {n} dollars?
    (How much|What) do I pay for a {n} dollar (ticket|toy|coat) with {p}% (off|discount)?
    {n} dollars (minus|less) {p}%: (what|how much) is (left|that)?
    {n} dollars with {p}% off(:|.) (What|How much) is the new price?
    If a (bike|coat|game) costs {n} dollars and is {p}% off, (what do you pay|what is the sale price)?
    (Work out|Find|Calculate) the sale price of something for {n} (euros|dollars) with {p}% off.
    A shop takes {p}% off a price of {n} dollars. (How much|What) must I pay?
    A toy was {n} (dollars|euros). Now it is {p}% cheaper. How much is it now?
    (I wonder|Do you know) what a {n} dollar coat costs with {p}% off?
    Old price: {n} dollars. Discount: {p}%. New price?
    The sign says {p}% off. The old price is {n} dollars. What is the price now?
    {p} percent off {n} dollars leaves what price?
    My (shoes|boots|skates) were {n} dollars, but I got {p} percent off. How much did I pay?
    After a discount of {p}%, a bag for {n} (dollars|euros) costs __.
    How much is a (lamp|chair|tent) after a {p}% discount if it was {n} dollars before?
    A (phone|ticket|book) at {n} euros is reduced by {p} percent. What is the reduced price?
    What is left to pay when {p}% is taken off {n} dollars?
    Take {p} percent off the price of {n} dollars. What is the new price?
    Members pay {p}% less. What do members pay for a ticket of {n} dollars?
    With {p}% off, what does a game that was {n} dollars cost?
    The price was {n} dollars. It went down by {p} percent. How much is it today?
    Something for {n} dollars gets {p}% cheaper. What is its price then?
    On sale(:|!) {p}% off. Before: {n} dollars. Now?
    Mum has a coupon for {p}% off and buys a jacket for {n} dollars. What does she pay?
    You buy a {n} dollar puzzle. The seller gives you {p} percent off. How much do you pay?
    How many dollars do you pay for a {n} dollar ball if it is {p}% off?
    What would {n} dollars be after a {p} percent discount?
    Lower the price of {n} euros by {p}%. (What|How much) is it then?
""")
SHARE_OF = wording("""
    (What|Which) (percentage|percent) of {n} (is|are) {a}?
    {a} (of|out of) {n} (questions|answers) are right. What (percentage|percent) is that?
    {a} of {n} in percent(?|, please.)
    (How many|What) percent of {n} is {a}?
    (Express|Write|Give) {a} out of {n} as a percentage.
    {a} of {n} is __ percent.
    What is {a} out of {n} as a (percentage|percent)?
    If {a} of {n} (children|people|pupils) like (tea|music|sports), what percentage is that?
    (Work out|Find|Calculate) what (percent|percentage) {a} is of {n}.
    (I wonder|Do you know) what percent of {n} {a} is?
    There are {n} balls and {a} of them are red. What (percent|percentage) of the balls are red?
    {a} out of {n}: what (percent|percentage) is it?
    My test had {n} questions. I got {a} right. What percentage did I get right?
    In percent, how much is {a} (out |)of {n}?
    (Turn|Change|Convert) {a} out of {n} into a percentage.
    Out of {n} seeds, {a} grow. What percentage of the seeds grow?
    What (percent|percentage) do you get for {a} points out of {n}?
    How many percent is {a} of {n}?
    {n} is the whole and {a} is the part. What percentage is the part?
    As a percentage, {a} of {n} (is|makes) (what|how much)?
    The part {a} out of {n}, in percent(?| is?)
    A team played {n} games and won {a}. What percentage of the games did it win?
    With {a} of {n} points, what percentage does Mia have?
    We asked {n} people. {a} said yes. How many percent said yes?
    Of {n} eggs, {a} are brown. (Say|Give) that in percent.
    Percentage, please(:|.) {a} out of {n}
    When {n} is one hundred percent, how many percent is {a}?
    (Say|Tell me) how many percent of {n} the number {a} is.
    Which percentage of {n} pages is {a} pages?
    You have read {a} of {n} pages. What percentage have you read?
    {a} is what (percent|percentage) of {n}?
""")
MEAN = wording("""
    (What is|What's|Find|Calculate) the (average|mean) of {xs}(?|.)
    (Work out|Tell me|Give me) the (mean|average)(:| of the numbers| of) {xs}
    {xs}: (what is the average|find the mean|average)(?|.)
    (The scores|The marks|The points) (are|were) {xs}. (What is|Find) the (average|mean)(?|.)
    (Can|Could) you (find|work out) the (average|mean) of {xs}?
    {p} (ran|read|scored|sold) {xs} on {k} days. What was the (average|mean) (a|per) day?
    On average, how (much|many) is {xs}?
    Average of {xs}(?| = ?)
    If the numbers are {xs}, what is (the|their) (average|mean)?
    (I wonder|Do you know) what the (average|mean) of {xs} is?
    (Add|Sum) {xs} and divide by how many there are. (What is the average|What do you get)?
    The (mean|average) of {xs} is __.
    The temperatures this week were {xs} degrees. What was the average?
    The numbers {xs} have (what|which) (average|mean)?
    (Here are|Look at) some numbers: {xs}. (Find|What is) their mean(?|.)
    What is the (mean|average) number if you have {xs}?
    Our team scored {xs} goals in its games. How many goals is that on average?
    How do you find the average of {xs}? (Give|Tell me) the average.
    Children have {xs} marbles. They share all of them equally. How many (marbles |)does each get?
    (What|Which number) do you get as the (average|mean) of {xs}?
    Please (compute|find|give) the average(:|) {xs}
    {p} got {xs} points in {k} tests. What is {p}'s average?
    My marks are {xs}. What is my average?
    The ages in our family are {xs}. What is the average age?
    Take the mean of these numbers(:|) {xs}
    {xs}. Mean?
    In the last games we had {xs} points. What was our (average|mean) score?
    What number is the mean of this list: {xs}?
    Boxes hold {xs} apples. What is the average number of apples in (a|each) box?
    With the numbers {xs}, what is the mean?
    The sum divided by the count is the average. What is the average of {xs}?
    The plants are {xs} centimetres tall. How tall are they on average?
    Daily visitors: {xs}. Find the average number of visitors a day.
""")
SPREAD = wording("""
    (What is|What's|Find) the (difference|distance) between the (largest|biggest) and the smallest (number |)of {xs}(?|.)
    (How far apart are|What separates) the (highest|largest) and the (lowest|smallest) of {xs}?
    (Find|Tell me|What is) the range of {xs}(.|?)
    {xs}: (largest|biggest) minus smallest(?|.)
    (Take|Subtract) the smallest of {xs} from the largest. (What do you get|What is left)?
    Range of {xs}(?| = ?)
    If the numbers are {xs}, (what is the range|how big is the range)?
    (Work out|Calculate|Give) the range of these numbers: {xs}(.|)
    (I wonder|Do you know) how far the smallest and the largest of {xs} are apart?
    The range of {xs} is __.
    How much (larger|bigger|greater) is the (largest|biggest) of {xs} than the smallest?
    By how much does the largest number beat the smallest in {xs}?
    The scores were {xs}. How many points lie between the best and the worst?
    (Here are|Look at) some numbers: {xs}. What is the largest minus the smallest?
    The temperatures were {xs} degrees. What is the difference between the highest and the lowest?
    What do you get if you subtract the smallest from the largest of {xs}?
    Highest minus lowest(:|,) {xs}
    In the list {xs}, how far is it from the smallest to the largest number?
    From the (smallest|lowest) to the (largest|highest) of {xs}, how big is the gap?
    The people in the club are {xs} years old. How many years are between the youngest and the oldest?
    Find the biggest and the smallest of {xs}. What is their difference?
    What is the range of this list: {xs}?
    Look for the largest and the smallest number in {xs} and tell me the difference.
    Largest take away smallest, for the numbers {xs}(?|:)
    {xs}: how far apart are the smallest and the largest?
    Sticks are {xs} centimetres long. How much longer is the longest than the shortest?
    How wide is the range from lowest to highest in {xs}?
    Among {xs}, what is the difference of the largest and the smallest?
    Prices: {xs} dollars. How much more is the dearest than the cheapest?
    The numbers are {xs}. What is the gap between the largest and the smallest?
""")
MEDIAN = wording("""
    (What is|What's|Find) the median of {xs}(?|.)
    (Which|What) (number |)is in the middle when {xs} are (sorted|put in order)?
    (Tell me|Give me) the median(:| of) {xs}
    {xs}: (which is|what is|find) the (median|middle value)(?|.)
    (Sort|Order) {xs} and tell me the middle (one|number).
    Median of {xs}(?| = ?)
    If the numbers are {xs}, what is the median?
    (Work out|Calculate|Give) the median of these numbers: {xs}(.|)
    (I wonder|Do you know) what the median of {xs} is?
    The median of {xs} is __.
    Put {xs} in order. (What|Which) is the middle number?
    (Here are|Look at) some numbers: {xs}. (What is|Tell me) the median(?|.)
    When {xs} stand in order of size, which one is in the middle?
    Which of {xs} is the median?
    From smallest to largest, which of {xs} comes in the middle?
    The scores were {xs}. What is the median score?
    People aged {xs} line up by age. How old is the one in the middle?
    {xs}: sort them. Middle number?
    What is the median of this list: {xs}?
    Find the one of {xs} that is exactly in the middle by size.
    Please (name|find) the median(:|) {xs}
    Arrange {xs} from small to large and say the middle number.
    As a median, (what|which number) do you get for {xs}?
    By size, the middle one of {xs} is which number?
    Find the middle value of {xs} (when|once) they are sorted.
    In the sorted list of {xs}, what stands in the middle?
    The numbers {xs} have which median?
    The middle number by size: which of {xs} is it?
    What is the middle value (when|if) you line up {xs} by size?
    Sticks {xs} centimetres long lie in order of length. How long is the middle one?
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
