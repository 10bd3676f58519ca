"""Problems of a day: money, time, measures, ages, comparing, sharing, and stories of several steps."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, THINGS, Kind, choice, minus, number, over, plus, plus_steps, times

GOODS = "a book:a pen|a ball:a rope|bread:milk|an apple:a banana|a comic:a juice|a cap:a scarf|a kite:a yo-yo|cheese:butter|a puzzle:a doll|a cake:a tea|a notebook:a ruler".split("|")
COINS = "dollars euros pounds cents coins".split()

TWO_PRICES = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. (How much do both cost|How much are they together|What is the total)?
    {p} buys {x} for {a} {u} and {y} for {b} {u}. How much does {p} (pay|spend)( in all| altogether|)?
    (How much|What) (is|do I pay for) {x} at {a} {u} and {y} at {b} {u} together?
    (At the shop|In a store|At the market) {p} spends {a} {u} on {x} and {b} {u} on {y}. How (much|many {u}) (is that|did {p} spend)?
    What do {x} at {a} {u} and {y} at {b} {u} cost together?
    {y} is {b} {u}, {x} is {a} {u}. (What do they cost|How much are they) (together|in total)?
    (I want|We want) {x} and {y}. The first costs {a} {u}, the second {b} {u}. How much (money do I need|is it in all)?
""")
CHANGE = wording("""
    {p} (pays|gives) {b} {u} for {x} that costs {a} {u}. How much (change|money) does {p} get back?
    {x} costs {a} {u}. {p} (pays with|hands over) {b} {u}. (What is the change|How much change is there)?
    (I|We) have {b} {u} and buy {x} for {a} {u}. How (much is left|many {u} are left)?
    How much (change|money) (comes|is given) back from {b} {u} (for|after buying) {x} at {a} {u}?
    {p} had {b} {u} and spent {a} {u} on {x}. How many {u} (are left|does {p} have now|remain)?
    After paying {a} {u} for {x}, how much of {b} {u} (is left|remains)?
    {p} (saved|has) {b} {u}. Then {p} buys {x}, which costs {a} {u}. (How much money|How many {u}) (is|are) left?
""")
HOW_MANY = wording("""
    One {t} costs {a} {u}. How many can {p} buy (with|for) {b} {u}?
    {p} has {b} {u}. Each {t} (is|costs) {a} {u}. How many {t}s can {p} (buy|get|afford)?
    How many {t}s (do you get|can I buy) for {b} {u} (if|when) one costs {a} {u}?
    A {t} is {a} {u}. (I have|There are) {b} {u}. How many {t}s (is that|can I buy)?
    {t}s (cost|are) {a} {u} each. (How many|What number) can be bought (for|with) {b} {u}?
    With {b} {u}, how many {t}s at {a} {u} each (does {p} get|can you buy)?
""")
EACH = wording("""
    {p} buys {n} {t}s for {a} {u} each. (How much|What) does {p} pay?
    One {t} costs {a} {u}. (How much|What) do {n} {t}s cost?
    (What is|What's) the price of {n} {t}s at {a} {u} each?
    (How much|What) (do I pay|is it) for {n} {t}s (if|when) each (is|costs) {a} {u}?
    {n} {t}s, {a} {u} each: (how much|what) (is that|in total)?
    (A|Every) {t} is sold for {a} {u}. {p} (takes|wants) {n}. How many {u} is that?
""")
SAVING = wording("""
    {p} saves {a} {u} (a week|every week|each week). How much is that after {n} weeks?
    (How much|What) has {p} (saved|put away) (after|in) {n} weeks at {a} {u} (a|per) week?
    (Every|Each) (week|Sunday) {p} puts {a} {u} into a (jar|box|piggy bank). How much is in it after {n} weeks?
    {p} gets {a} {u} pocket money (a|per) week. How much (is that|does {p} get) in {n} weeks?
    {n} weeks, {a} {u} (a|each|per) week. How much does {p} (have|save)?
    If {p} (earns|saves) {a} {u} each week, how (much|many {u}) (is there|does {p} have) after {n} weeks?
""")
DEARER = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. How much (more|dearer) is {x}?
    How much (cheaper|less) is {y} for {b} {u} than {x} for {a} {u}?
    {x}: {a} {u}. {y}: {b} {u}. (What is|Find) the difference in price(?|.)
    {y} is {b} {u}, {x} is {a} {u}. (By how much|How much) is {x} more expensive?
    {p} takes {y} for {b} {u} instead of {x} for {a} {u}. How much does {p} save?
""")
DURATION = wording("""
    (A film|The lesson|A match|The concert|The show) (starts|begins) at {s} and (ends|finishes) at {e}. How (long is it|many minutes does it last)?
    How many minutes (are there |)(from|between) {s} (to|and) {e}?
    (How long|How many minutes) (is it|is the time|does it take) from {s} until {e}(?|, in minutes?)
    {p} (reads|plays|sleeps|walks|works) from {s} to {e}. (How many minutes|How long in minutes) is that?
    (The bus|The train) leaves at {s} and arrives at {e}. How many minutes (is|does) the (ride|trip)( take|)?
    It is {s}. (Dinner|The bus|School) is at {e}. How many minutes (are left|must we wait|is that)?
    (Between|From) {s} (and|to) {e}, how many minutes (go by|pass)?
""")
STARTED = wording("""
    (The film|A game|The lesson) (ends|ended|is over) at {e} and (lasted|lasts|took) {n} minutes. When did it (start|begin)?
    (What time|When) was it {n} minutes before {e}?
    {p} must be (at school|home|there) at {e}. It takes {n} minutes. When (must|should) {p} leave?
    {n} minutes (before|earlier than) {e}, what (is|was) the time?
    It is {e} now. What time was it {n} minutes ago?
    (Take|Subtract) {n} minutes (from|off) {e}(.|. What time is it?)
""")
SPOKEN = wording("""
    (Write|How do you write|Say) {s} (as a digital time|in digits|on a digital clock)(?|.)
    (What time is|What does a digital clock show at) {s}(?|, in digits?)
    It is {s}. (Write|Give) (it|that time) (in digits|with digits).
    {s} (in digits|on a digital clock)(?|, please.)
    (My|The) clock says {s}. (What|How) is that (in digits|as a digital time)?
""")
CLOCK_24 = wording("""
    (What is|What's|Write) {s} (on a 24-hour clock|in 24-hour time)(?|.)
    {s} (in 24-hour time|on the 24-hour clock)(?|.| is?)
    (Turn|Change|Convert) {s} (into|to) 24-hour time.
    (How do you|How would you) write {s} (in|with) 24 hours?
    (A train leaves|School ends|Dinner is) at {s}. (What|Which) time is that in 24-hour time?
""")
HOURS_MINUTES = wording("""
    How many minutes (are|is|are there in) {h} hours and {m} minutes?
    (Convert|Change|Turn) {h} hours {m} minutes (to|into) minutes.
    {h} h {m} min in minutes(?|, please.)
    (A film|The trip|A flight) takes {h} hours and {m} minutes. How many minutes is that?
    (Express|Write|Give) {h} hours {m} minutes in minutes.
""")
LENGTHS = "metres centimetres 100|kilometres metres 1000|kilograms grams 1000|litres millilitres 1000|centimetres millimetres 10|euros cents 100|dollars cents 100".split("|")
MIXED = wording("""
    How many {v} (are|is|are there in) {a} {u} and {b} {v}?
    (Convert|Change|Turn) {a} {u} {b} {v} (to|into) {v}.
    {a} {u} and {b} {v} in {v}(?|, please.)
    (Express|Write|Give) {a} {u} and {b} {v} (in|as) {v}( only|).
    {p} measures {a} {u} and {b} {v}. How many {v} is (that|it)?
    Something is {a} {u} and {b} {v}. How (much|many {v}) is that in {v}?
""")
WHICH_MORE = wording("""
    (Which|What) is (more|larger|longer), {x} or {y}?
    {x} or {y}: which is (more|larger|greater)?
    (Tell me|Say) which is more: {x} or {y}.
    (Compare|Look at) {x} and {y}. Which is (more|larger)?
    (Is|Which is it,) {x} or {y} (more|the larger amount)?
""")
ROPE = wording("""
    A (rope|ribbon|plank|wire) is {a} {u} long. {p} cuts off {b} {u}. How (long is the rest|much is left|many {u} are left)?
    From a (rope|ribbon|board) of {a} {u}, {b} {u} are cut off. (What|How much) (remains|is left)?
    {p} has {a} {u} of (string|ribbon|cloth) and uses {b} {u}. How (much|many {u}) (is left|are left|remains)?
    How (long|much) is left of a {a} {u} (rope|ribbon) (after|when) {b} {u} are (cut|taken) off?
    A (tank|bottle|bag) holds {a} {w}. {b} {w} are taken out. How (much|many {w}) (is left|are left)?
""")
WALK = wording("""
    {p} walks {a} {u} on {d} and {b} {u} on {e}. How (far|many {u}) (is that|did {p} walk) (in all|together)?
    (First|At first) {p} (rides|drives|swims|runs) {a} {u}, then {b} {u} more. (How far|How many {u}) (is it|is that) in total?
    It is {a} {u} to the (park|lake) and {b} {u} from there to the (school|station). How (far|long) is the whole way?
    A (road|track|path) of {a} {u} and one of {b} {u} are (joined|put end to end). How long are they (together|in all)?
    (What is|What's) the total of {a} {u} and {b} {u}? (Say|Answer in) {u}.
    {a} {u} there and {b} {u} (on|further): how (far|many {u}) altogether?
""")
SPEED = wording("""
    A (car|train|bus|bike) (goes|drives|travels) {a} kilometres (an|per|each) hour. How far does it go in {n} hours?
    (How far|How many kilometres) (is it|do you get) in {n} hours at {a} kilometres (an|per) hour?
    {p} (walks|rides|drives) {a} kilometres every hour. How many kilometres (is that|are that) after {n} hours?
    At {a} km (per hour|an hour), how (far|many km) (is|are done in) {n} hours?
    {n} hours at {a} kilometres (an|per) hour (is|makes) how (far|many kilometres)?
""")
OLDER = wording("""
    {p} is {a} years old. How old (will {p} be|is {p}) in {n} years?
    {p} is {a}( now| today|). (What age|How old) will {p} be {n} years (from now|later)?
    In {n} years, how old (is|will) {p}( be|) (if|when) {p} is {a} (now|today)?
    (How old|What age) (is|will be) someone {n} years after turning {a}?
    (Today|Now|This year) {p} is {a} years old. {n} years later, (how old|what age) (is {p}|will {p} be)?
    {p} turned {a} (today|last week). How old will {p} be (after|in) {n} years?
""")
YOUNGER = wording("""
    {p} is {a} years old. How old was {p} {n} years ago?
    {n} years ago, how old was {p}, who is {a} (now|today)?
    {p} is {a}( now|). (What age|How old) was {p} {n} years (ago|earlier|before)?
    (How old|What age) was {p} {n} years ago (if|when) {p} is {a} (now|today)?
    (Today|Now) {p} is {a}. Go back {n} years. How old was {p}(| then)?
""")
AGE_GAP = wording("""
    {p} is {a} years old and {o} is {n} years {w}. How old is {o}?
    {o} is {n} years {w} than {p}. {p} is {a}. (What is {o}'s age|How old is {o})?
    How old is {o} (if|when) {p} is {a} and {o} is {n} years {w}?
    {p} is {a}. {o}, (a friend|a cousin|a neighbour), is {n} years {w}. How old is {o}?
    (What is|Tell me) the age of {o}, who is {n} years {w} than {p}(, aged|, who is) {a}(?|.)
    {p}'s age is {a}. {o} is {w} by {n} years. (How old|What age) is {o}?
""")
BETWEEN_AGES = wording("""
    {p} is {a} and {o} is {b}. How many years (older|more) is {p}?
    (What is|What's) the (age difference|difference in age) between {p}, who is {a}, and {o}, who is {b}?
    {o} is {b} years old, {p} is {a}. (By how many years|How much) is {p} older?
    How many years (younger is {o} than {p}|lie between {o} and {p}) if {p} is {a} and {o} is {b}?
    {p} is {a} years old. {o} is {b}. How many years (lie |)between them?
""")
BORN = wording("""
    {p} was born in {y}. How old (is|was) {p} in {z}( at the end of the year|)?
    (How old|What age) (is|was) someone born in {y} (in|at the end of) {z}?
    {p}'s (birth year|year of birth) is {y}. (How old|What age) does {p} (get|turn) in {z}?
    Born in {y}: how old in {z}?
    (In|The year is) {z}, how old is a person born in {y}?
""")
HOW_MANY_MORE = wording("""
    {p} has {a} {t} and {o} has {b}. How many more {t} does {p} have( than {o}|)?
    {o} has {b} {t}. {p} has {a}. How many fewer {t} does {o} have?
    (What is|What's) the difference (if|when) {p} has {a} {t} and {o} has {b}?
    How many more {t} does {p} have than {o} (if|when) {p} has {a} and {o} {b}?
    {p} (collected|found|sold) {a} {t}, {o} (collected|found|sold) {b}. (By how many|How many) did {p} (win|have more)?
    {o} needs as many {t} as {p}. {p} has {a}, {o} has {b}. How many (more does {o} need|are missing)?
    There are {a} {t} and {b} (plates|boxes|bags). How many more {t} than (plates|boxes|bags) are there?
""")
TIMES_AS_MANY = wording("""
    {p} has {a} {t}. {o} has {k} times as many. How many {t} does {o} have?
    {o} has {k} times as many {t} as {p}, who has {a}. How many (is that|does {o} have)?
    How many {t} does {o} have (if|when) {p} has {a} and {o} has {k} times as many?
    {p} (found|picked|sold) {a} {t} and {o} {k} times (that many|as many). How many did {o} (find|pick|sell)?
    {k} times {p}'s {a} {t}: that is what {o} has. How many {t} (are they|is that)?
    {o}'s {t} are {k} times {p}'s. {p} has {a}. (Find|Tell me) how many {o} has.
""")
MORE_THAN = wording("""
    {p} has {a} {t}. {o} has {n} {w}. How many {t} does {o} have?
    {o} has {n} {w} {t} than {p}. {p} has {a}. How many (does {o} have|are {o}'s)?
    {p} (counts|owns|has) {a} {t} and {o} {n} {w}. (How many|What number) does {o} have?
    How many {t} has {o} (if|when) {p} has {a} and {o} has {n} {w}?
    {a} {t} belong to {p}; {o} has {n} {w}. How many {t} are {o}'s?
""")
SHARE = wording("""
    {p} has {a} {t} and (shares|splits) them (equally|fairly) (with|among) {n} friends, (keeping none|all of them). How many does each friend get?
    {a} {t} (are shared|are divided|are given out) (equally|evenly) (between|among) {n} (children|kids|people|pupils). How many (does each get|for each)?
    (Divide|Share|Split) {a} {t} (equally|fairly) (among|between) {n} children. How many (does each child get|each)?
    {n} (children|friends|people) (share|split) {a} {t}. How many (does each one get|are there for each)?
    If {n} friends share {a} {t} (equally|fairly), how many (does each get|{t} does one get)?
    {p} (packs|puts) {a} {t} (into|in) {n} (bags|boxes), the same number in each. How many (are|go) in each?
    How many {t} (are|go) in each of {n} (bags|rows|boxes) (if|when) {a} are (placed|spread) evenly?
""")
LEFT_OVER = wording("""
    {p} (shares|splits|divides) {a} {t} (equally|fairly) among {n} children. How many (are|stay) left over?
    {a} {t} are (put|packed) into (bags|boxes) of {n}. How many (are left over|do not fit|remain)?
    How many {t} (are|stay|will be) left over when {n} (friends|people) share {a}( fairly|)?
    (What is|What's) the remainder (if|when) {a} {t} are (shared|divided) (by|among) {n}?
    {n} {t} fit into (a|one) box. {p} has {a} {t} and fills boxes. How many (are left|stay outside)?
    (Make|Form) groups of {n} from {a} {t}. How many (do not fit in a group|are left over)?
""")
PACKS = wording("""
    {t} are (sold|packed) in (boxes|bags|packs) of {n}. How many (boxes|packs|bags) (are needed|do you need) for {a} {t}?
    {p} has {a} {t} and puts {n} in (each|every) (bag|box). How many (bags|boxes) (does {p} need|are that)?
    How many (groups|teams|bags|boxes) of {n} can (you|we) make (from|with|out of) {a} {t}?
    {n} {t} (fit in|go into) one (box|bag). How many (boxes|bags) (for|hold) {a} {t}?
    {a} {t}, {n} in (a|each) (bag|box|row): how many (bags|boxes|rows)?
""")
BUS = wording("""
    There are {a} (people|children) (on|in) a bus. {b} get off and {c} get on. How many are (on the bus|in the bus) (now|then)?
    A bus (starts|leaves) with {a} (people|passengers). At the (first |next |)stop {b} get off and {c} get on. How many (people |)are on it now?
    {c} people get on a bus and {b} get off. Before there were {a}. How many are there now?
    (On|In) a (train|tram|bus) sit {a} people. {b} leave and {c} come in. How many (people |)(sit there|are there) (now|after that)?
    After {b} of {a} passengers get off and {c} get on, how many passengers are (on board|there)?
    {a} birds sit on a (tree|roof|wire). {b} fly away and {c} come. How many birds (are there now|sit there now)?
""")
TWO_STEPS = wording("""
    {p} has {n} (boxes|bags) with {k} {t} each. {p} (gives away|eats|loses) {b}. How many {t} (are left|remain)?
    {n} (bags|boxes) hold {k} {t} each, and {b} {t} are (taken out|sold|broken). How many {t} (are left|remain)?
    {p} buys {n} packs of {k} {t} and (uses|gives away) {b} of them. How many {t} (are left|does {p} have now)?
    How many {t} are left (if|when) {p} has {n} rows of {k} and takes away {b}?
    From {n} (boxes|trays) of {k} {t} each, {b} {t} are (bad|gone). How many (good ones|{t}) are left?
""")
DISTRACTED = wording("""
    {p} is {k} years old and has {a} {t}. {o} gives {p} {b} more. How many {t} does {p} have (now|then)?
    {p} has {a} {t} and {k} (brothers|cats|friends). {p} finds {b} (more |){t}. How many {t} is that?
    In a room with {k} (chairs|windows) lie {a} {t}. {p} brings {b} more. How many {t} are there (now|in the room)?
    At {k} o'clock {p} had {a} {t}. Then {o} brought {b} more. How many {t} (are there|does {p} have) now?
    {p}, who lives at number {k}, picks {a} {t} in the morning and {b} in the evening. How many {t} (is that|did {p} pick)?
    {p} reads {k} pages and then gets {b} {t}. Before that {p} had {a} {t}. How many {t} does {p} have now?
""")
ANIMALS = wording("""
    On a farm there are {a} (cows|hens|pigs), {b} (sheep|ducks|goats) and {c} (horses|geese|dogs). How many animals (is that|are there)( in all|)?
    {p} sees {a} (cats|cows), {b} (dogs|sheep) and {c} birds. How many animals (is that|did {p} see)?
    A (farmer|zoo) has {a} (goats|monkeys), {b} (donkeys|lions) and {c} (ducks|bears). (How many animals is that|What is the total)?
    {a} red, {b} blue and {c} (green|yellow) (balls|cars|flowers) are in a (box|garden|shop). How many are there (in all|altogether)?
    A class has {a} (books|pens), a second {b} and a third {c}. How many (do they have together|are there in total)?
    {p} (scores|gets) {a} points, then {b}, then {c}. How many points (is that|are these) (in all|in total)?
""")


def two(rng: Random) -> tuple[str, str]:
    x, y = rng.sample(PEOPLE, 2)
    return x, y


def goods(rng: Random) -> dict:
    x, y = rng.choice(GOODS).split(":")
    return dict(x=x, y=y, u=rng.choice(COINS[:4]), p=rng.choice(PEOPLE))


def two_prices(rng: Random, _words: list[str]) -> Problem:
    v = goods(rng) | dict(a=rng.randint(1, 60), b=rng.randint(1, 60))
    return number(TWO_PRICES, v, v["a"] + v["b"], f"It is {{}} {v['u']}.", plus(v["a"], v["b"]))


def change(rng: Random, _words: list[str]) -> Problem:
    a, v = rng.randint(1, 60), goods(rng)
    b = a + rng.randint(1, 40) if rng.random() < 0.5 else next(x for x in (5, 10, 20, 50, 100) if x > a)
    return number(CHANGE, v | dict(a=a, b=b), b - a, f"It is {{}} {v['u']}.", minus(b, a))


def how_many(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(1, 12)
    b = a * n + rng.choice([0, 0, rng.randrange(a)])
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, b=b)
    return number(HOW_MANY, v, n, "It is {}.", over(b, a))


def each(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 12), rng.randint(2, 25)
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, n=n)
    return number(EACH, v, n * a, f"It is {{}} {v['u']}.", times(a, n))


def saving(rng: Random, _words: list[str]) -> Problem:
    n, a, v = rng.randint(2, 12), rng.randint(2, 25), goods(rng)
    return number(SAVING, v | dict(a=a, n=n), n * a, f"It is {{}} {v['u']}.", times(a, n))


def dearer(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 50), goods(rng)
    a = b + rng.randint(1, 40)
    return number(DEARER, v | dict(a=a, b=b), a - b, f"It is {{}} {v['u']}.", minus(a, b))


def at(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def duration(rng: Random, _words: list[str]) -> Problem:
    start, n = rng.randrange(6 * 60, 20 * 60, 5), rng.randrange(5, 185, 5)
    to_hour = -start % 60
    if n <= to_hour or to_hour == 0:
        steps = f"{at(start)} to {at(start + n)}: {n} min"
    else:
        hours, rest = divmod(n - to_hour, 60)
        steps = f"{at(start)} to {at(start + to_hour)}: {to_hour} min\n" + (f"{hours} h: {60 * hours} min\n" if hours else "") + f"{rest} min\n{plus_steps([to_hour, *([60 * hours] if hours else []), rest])}"
    return number(DURATION, dict(s=at(start), e=at(start + n), p=rng.choice(PEOPLE)), n, "It is {} minutes.", steps)


def started(rng: Random, _words: list[str]) -> Problem:
    end, n = rng.randrange(8 * 60, 22 * 60, 5), rng.choice([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 90])
    minute, hour = end % 60, end // 60
    hours, rest = divmod(n, 60)
    lines = [f"{hour} - {hours} = {hour - hours}"] if hours else []
    lines += [f"{minute} - {rest} = {minute - rest}"] if minute >= rest else [f"{minute} + 60 = {minute + 60}", f"{minute + 60} - {rest} = {minute + 60 - rest}", f"{hour - hours} - 1 = {hour - hours - 1}"]
    return choice(STARTED, dict(e=at(end), n=n, p=rng.choice(PEOPLE)), at(end - n), "It was {}.", "\n".join(lines))


HOURS = "one two three four five six seven eight nine ten eleven twelve".split()


def spoken(rng: Random, _words: list[str]) -> Problem:
    h, kind = rng.randrange(12), rng.randrange(6)
    said, minute, back = [("{} o'clock", 0, 0), ("half past {}", 30, 0), ("quarter past {}", 15, 0), ("quarter to {}", 45, 1), ("ten past {}", 10, 0), ("ten to {}", 50, 1)][kind]
    hour = (h - back) % 12 + 1
    return choice(SPOKEN, dict(s=said.format(HOURS[h])), f"{hour}:{minute:02d}", "It is {}.", f"{'before' if back else 'after'} {h + 1}, {minute} minutes")


def clock_24(rng: Random, _words: list[str]) -> Problem:
    h, minute, after = rng.randint(1, 12), rng.choice(range(0, 60, 5)), rng.choice(["am", "pm"])
    hour = h % 12 + (12 if after == "pm" else 0)
    think = f"{h} + 12 = {h + 12}" if after == "pm" and h < 12 else f"{h} {after} is {hour}"
    return choice(CLOCK_24, dict(s=f"{h}:{minute:02d} {after}"), f"{hour:02d}:{minute:02d}", "It is {}.", think)


def hours_minutes(rng: Random, _words: list[str]) -> Problem:
    h, m = rng.randint(1, 6), rng.randint(1, 59)
    return number(HOURS_MINUTES, dict(h=h, m=m), 60 * h + m, "It is {} minutes.", f"{h} x 60 = {60 * h}\n{plus(60 * h, m)}")


def mixed(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS).split()
    k = int(factor)
    a, b = rng.randint(1, 12), rng.randint(1, k - 1)
    return number(MIXED, dict(a=a, b=b, u=u, v=v, p=rng.choice(["The table", "The garden", "The bag", "It", "The thing"])), a * k + b, f"It is {{}} {v}.",
                  f"{a} x {k} = {a * k}\n{plus(a * k, b)}")


def which_more(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS[:5]).split()
    k = int(factor)
    a = rng.randint(1, 9)
    b = rng.choice([a * k + rng.choice([-1, 1]) * rng.randint(1, max(1, k // 2)), rng.randint(1, 10 * k)])
    b = b if b not in (0, a * k) else a * k + 1
    given = [f"{a} {u}", f"{b} {v}"]
    best = given[0] if a * k > b else given[1]
    rng.shuffle(given)
    return choice(WHICH_MORE, dict(x=given[0], y=given[1]), best, "{} is more.", f"{a} {u} = {a * k} {v}")


def rope(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(1, 60)
    a = b + rng.randint(1, 60)
    u, w = rng.choice("metres centimetres feet inches".split()), rng.choice("litres kilograms cups".split())
    return number(ROPE, dict(a=a, b=b, u=u, w=w, p=rng.choice(PEOPLE)), a - b, "It is {}.", minus(a, b))


def walk(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 99), rng.randint(1, 99)
    d, e = rng.sample("Monday Tuesday Wednesday Friday Saturday".split(), 2)
    u = rng.choice("kilometres metres miles".split())
    return number(WALK, dict(a=a, b=b, d=d, e=e, u=u, p=rng.choice(PEOPLE)), a + b, f"It is {{}} {u}.", plus(a, b))


def speed(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.choice([4, 5, 10, 12, 15, 20, 40, 50, 60, 80, 100, 120]), rng.randint(2, 9)
    return number(SPEED, dict(a=a, n=n, p=rng.choice(PEOPLE)), a * n, "It is {} kilometres.", times(a, n))


def older(rng: Random, _words: list[str]) -> Problem:
    a, n, p = rng.randint(2, 60), rng.randint(1, 30), rng.choice(PEOPLE)
    return number(OLDER, dict(a=a, n=n, p=p), a + n, f"{p} will be {{}} years old.", plus(a, n))


def younger(rng: Random, _words: list[str]) -> Problem:
    n, p = rng.randint(1, 20), rng.choice(PEOPLE)
    a = n + rng.randint(1, 40)
    return number(YOUNGER, dict(a=a, n=n, p=p), a - n, f"{p} was {{}} years old.", minus(a, n))


def age_gap(rng: Random, _words: list[str]) -> Problem:
    (p, o), n, w = two(rng), rng.randint(1, 12), rng.choice(["older", "younger"])
    a = n + rng.randint(1, 40)
    return number(AGE_GAP, dict(a=a, n=n, w=w, p=p, o=o), a + n if w == "older" else a - n, f"{o} is {{}} years old.", plus(a, n) if w == "older" else minus(a, n))


def between_ages(rng: Random, _words: list[str]) -> Problem:
    (p, o), b = two(rng), rng.randint(2, 50)
    a = b + rng.randint(1, 30)
    return number(BETWEEN_AGES, dict(a=a, b=b, p=p, o=o), a - b, "It is {} years.", minus(a, b))


def born(rng: Random, _words: list[str]) -> Problem:
    y = rng.randint(1950, 2020)
    z, p = y + rng.randint(1, 60), rng.choice(PEOPLE)
    return number(BORN, dict(y=str(y), z=str(z), p=p), z - y, "The age is {}.", minus(z, y))


def owners(rng: Random) -> dict:
    p, o = two(rng)
    return dict(p=p, o=o, t=rng.choice(THINGS))


def how_many_more(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 70), owners(rng)
    a = b + rng.randint(1, 50)
    return number(HOW_MANY_MORE, v | dict(a=a, b=b), a - b, "It is {} " + v["t"] + ".", minus(a, b))


def times_as_many(rng: Random, _words: list[str]) -> Problem:
    a, k, v = rng.randint(2, 30), rng.randint(2, 9), owners(rng)
    return number(TIMES_AS_MANY, v | dict(a=a, k=k), a * k, f"{v['o']} has {{}} {v['t']}.", times(a, k))


def more_than(rng: Random, _words: list[str]) -> Problem:
    n, w, v = rng.randint(1, 30), rng.choice(["more", "fewer"]), owners(rng)
    a = n + rng.randint(1, 60)
    return number(MORE_THAN, v | dict(a=a, n=n, w=w), a + n if w == "more" else a - n, f"{v['o']} has {{}} {v['t']}.", plus(a, n) if w == "more" else minus(a, n))


def share(rng: Random, _words: list[str]) -> Problem:
    n, each_gets = rng.randint(2, 12), rng.randint(1, 15)
    v = owners(rng) | dict(a=n * each_gets, n=n)
    return number(SHARE, v, each_gets, f"It is {{}} {v['t']}.", over(v["a"], n))


def left_over(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 12)
    a = n * rng.randint(1, 9) + rng.randrange(n)
    return number(LEFT_OVER, owners(rng) | dict(a=a, n=n), a % n, "It is {}.", over(a, n) if a % n else f"{over(a, n)} r 0")


def packs(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(2, 12), rng.randint(2, 15)
    return number(PACKS, owners(rng) | dict(a=n * k, n=n), k, "It is {}.", over(n * k, n))


def bus(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(1, 20), rng.randint(1, 20)
    a = b + rng.randint(1, 40)
    return number(BUS, dict(a=a, b=b, c=c), a - b + c, "It is {}.", f"{minus(a, b)}\n{plus(a - b, c)}")


def two_steps(rng: Random, _words: list[str]) -> Problem:
    n, k, v = rng.randint(2, 10), rng.randint(2, 12), owners(rng)
    b = rng.randint(1, n * k - 1)
    return number(TWO_STEPS, v | dict(n=n, k=k, b=b), n * k - b, f"It is {{}} {v['t']}.", f"{times(k, n)}\n{minus(n * k, b)}")


def distracted(rng: Random, _words: list[str]) -> Problem:
    a, b, k, v = rng.randint(1, 60), rng.randint(1, 60), rng.randint(2, 12), owners(rng)
    return number(DISTRACTED, v | dict(a=a, b=b, k=k), a + b, f"It is {{}} {v['t']}.", plus(a, b))


def animals(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(1, 40) for _ in range(3))
    return number(ANIMALS, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a + b + c, "It is {}.", plus_steps([a, b, c]))


KINDS: dict[str, list[Kind]] = {
    "money": [two_prices, change, how_many, each, saving, dearer],
    "time-of-day": [duration, started, spoken, clock_24, hours_minutes],
    "measures": [mixed, which_more, rope, walk, speed],
    "ages": [older, younger, age_gap, between_ages, born],
    "comparing": [how_many_more, times_as_many, more_than],
    "sharing": [share, left_over, packs],
    "stories": [bus, two_steps, distracted, animals],
}
