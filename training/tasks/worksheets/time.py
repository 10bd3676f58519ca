"""Time on worksheets: clock times, durations, timetables, days, months, dates, ages."""

from random import Random

from ..calendar import DAYS, MONTHS
from ..grammar import SMALL, Problem, in_words, wording
from ..school import PEOPLE, Kind, choice, number, over, plus_steps, times
from ..stories import minus, plus


def clock(t: int) -> str:
    """Minutes since midnight on a 12-hour clock: "7:45"."""
    return f"{(t // 60 - 1) % 12 + 1}:{t % 60:02d}"


def digital(t: int) -> str:
    return f"{t // 60:02d}:{t % 60:02d}"


def half_day(t: int, dots: bool) -> str:
    """ "3 pm", "3:20 p.m."."""
    word = "am" if t < 720 else "pm"
    hour = clock(t) if t % 60 else clock(t).split(":")[0]
    return f"{hour} {'.'.join(word) + '.' if dots else word}"


def spoken(t: int) -> str:
    hour, following, m = SMALL[(t // 60 - 1) % 12 + 1], SMALL[t // 60 % 12 + 1], t % 60
    if m == 0:
        return f"{hour} o'clock"
    name = {15: "quarter", 30: "half", 45: "quarter"}.get(m) or in_words(m if m < 30 else 60 - m)
    return f"{name} past {hour}" if m <= 30 else f"{name} to {following}"


def ended(answer: str, word: str) -> str:
    """No second full stop after "p.m."."""
    return answer[:-1] if word.endswith(".") else answer


def counted(n: int, unit: str) -> str:
    return f"{n} {unit}" if n == 1 else f"{n} {unit}s"


def length(h: int, m: int, small: str = "minute", big: str = "hour") -> str:
    """ "1 hour 20 minutes"."""
    return " ".join(counted(n, unit) for n, unit in ((h, big), (m, small)) if n)


def later(t: int, d: int, show=clock) -> str:
    lines = []
    for _ in range(d // 60):
        lines.append(f"{show(t)} + 1 h = {show(t + 60)}")
        t += 60
    d %= 60
    if d:
        if t % 60:
            lines.append(plus(t % 60, d))
            if t % 60 + d >= 60:
                lines.append(minus(t % 60 + d, 60))
        lines.append(f"{show(t)} + {d} min = {show(t + d)}")
    return "\n".join(lines)


def sooner(t: int, d: int, show=clock) -> str:
    lines = []
    for _ in range(d // 60):
        lines.append(f"{show(t)} - 1 h = {show(t - 60)}")
        t -= 60
    d %= 60
    if d:
        m = t % 60
        if m < d:
            lines += [plus(60, m)] if m else []
            m += 60
        lines += [minus(m, d), f"{show(t)} - {d} min = {show(t - d)}"]
    return "\n".join(lines)


def until(a: int, b: int, show=clock) -> list[str]:
    """From a to b: an hour at a time, then the minutes."""
    lines = []
    while a + 60 <= b:
        lines.append(f"{show(a)} + 1 h = {show(a + 60)}")
        a += 60
    if a == b:
        return lines
    if a // 60 == b // 60:
        lines.append(minus(b % 60, a % 60))
    else:
        lines.append(minus(60, a % 60))
        if b % 60:
            lines.append(plus(60 - a % 60, b % 60))
    return [*lines, f"{show(a)} to {show(b)} = {b - a} min"]


def until_minutes(a: int, b: int, show=clock) -> str:
    h, m = divmod(b - a, 60)
    lines = until(a, b, show)
    if h:
        lines.append(f"{h} h = {60 * h} min")
        lines += [plus(60 * h, m)] if m else []
    return "\n".join(lines)


def five(rng: Random, low: int, high: int) -> int:
    """Minutes since midnight between two hours, in steps of five."""
    return rng.randrange(low * 60, high * 60, 5)


TIME_IN_DIGITS = wording("""
    Write {s} in digits.
    How does a digital clock show {s}?
    The church clock says {s}. What does my digital watch say?
    {s} = ___ : ___
    Turn this time into numbers: {s}
    My gran told me to come at {s}. What will I see on my phone(| screen| then)?
    Digital time for "{s}", please.
    Fill in the digital clock. It is {s}.
    {p} sets an alarm for {s}. Which digits does {p} key in?
    Match the words with the digits: {s} is the same as ...
    what is {s} on a digital clock
    Someone says "{s}". Put that as hours and minutes, with a colon.
    We meet at {s}, how do I type that in my calendar app?
""")


def time_in_digits(rng: Random, _words: list[str]) -> Problem:
    t = five(rng, 1, 13)
    h, m, said = (t // 60 - 1) % 12 + 1, t % 60, spoken(t)
    hour = said.split()[-1]
    if m == 0:
        think = f"{said}: {h}, 00"
    elif m <= 30:
        think = f"{said}: {m} min after {h}:00"
    else:
        think = f"{said}: {60 - m} min before {clock(t // 60 * 60 + 60)}\n{minus(60, 60 - m)}\nhour before {hour}: {h}"
    return choice(TIME_IN_DIGITS, dict(s=said, p=rng.choice(PEOPLE)), clock(t), "It is {}.", think)


TIME_IN_WORDS = wording("""
    Write {t} in words with "past", "to" or "o'clock".
    How do you say the time {t} in words?
    My watch shows {t}. Tell me the time the way Grandpa says it, with past or to.
    {t}: say this time aloud in English.
    Read the clock: {t}. In words it is ___.
    Which words go with {t}? Think of half past, quarter to and so on.
    Don't use digits: what time is {t}?
    A digital clock reads {t}. {p} says the time in words. What does {p} say?
    no digits please, what time does {t} mean? with past or to
    Spell out the clock time {t} as people speak it (with past or to|, using past or to).
    Worksheet: digital to spoken. {t} is ...
""")


def time_in_words(rng: Random, _words: list[str]) -> Problem:
    t = five(rng, 1, 13)
    m = t % 60
    if m <= 30:
        think = f"{clock(t)}: {m} past {SMALL[(t // 60 - 1) % 12 + 1]}" if m else f"{clock(t)}: 00"
    else:
        think = f"{minus(60, m)}\n{60 - m} to {SMALL[t // 60 % 12 + 1]}"
    return choice(TIME_IN_WORDS, dict(t=clock(t), p=rng.choice(PEOPLE)), spoken(t), "It is {}.", think)


END_AFTER_MINUTES = wording("""
    The film starts at {t} and lasts {d} minutes. When does it end?
    {p} begins (the homework|practising|reading) at {t} and needs {d} minutes. At what time is {p} finished?
    It's {t} now. What will the clock say in {d} minutes?
    {t} + {d} minutes = ___
    What time is it {d} minutes after {t}?
    Our swimming lesson is {d} minutes long. It begins at {t}. What time do we get out of the pool?
    Bus leaves {t}, trip {d} min. Arrival?
    Add {d} minutes to {t}.
    The cake goes into the oven at {t}. It must bake for {d} minutes. When (do I|should we) take it out?
    I pressed start on the washing machine at {t}, the display said {d} minutes. when can i hang up the washing?
    Start: {t}. Duration: {d} min. End: ___
    Mum says I may play for {d} more minutes. The clock shows {t}. When do I have to stop?
    At {t} the referee blows the whistle; the half takes {d} minutes. Half-time is at what time?
    {d} minutes later than {t} is which time?
    A train departs at {t} and reaches the next town {d} minutes later. What does the station clock show there?
""")


def end_after_minutes(rng: Random, _words: list[str]) -> Problem:
    t, d = five(rng, 1, 13), rng.choice([10, 15, 20, 25, 30, 35, 40, 45, 50, 55, rng.randint(5, 58)])
    return choice(END_AFTER_MINUTES, dict(t=clock(t), d=d, p=rng.choice(PEOPLE)), clock(t + d), "It is {}.", later(t, d))


END_AFTER_LONGER = wording("""
    A concert begins at {t} and goes on for {d}. What time is it over?
    {p} falls asleep on the train at {t} and wakes up {d} later. What time is it then?
    Find the finishing time: start {t}, lasts {d}.
    We set off at {t} and the drive takes {d}. When (will we|do we) get there?
    The stew has to cook for {d}. If I put it on at {t}, when can we eat?
    Count on {d} from {t}. Which time do you get?
    The ferry sails at {t}; the crossing takes {d}. Write the time of arrival.
    Hike started {t}, walked {d} without a break. what time did we reach the hut
    (Our|The) school play runs for {d}. Curtain up: {t}. Curtain down: ___
    The parking ticket is good for {d} and was bought at {t}. Until what time can the car stay?
    {t} and then {d} more. What time is that?
    If the battery lasts {d} and it is {t} now, at what time will the tablet switch itself off?
""")


def end_after_longer(rng: Random, _words: list[str]) -> Problem:
    t, h, m = five(rng, 1, 13), rng.randint(1, 4), rng.choice([5, 10, 15, 20, 25, 30, 35, 40, 45, 50])
    said = length(h, m) if rng.random() < 0.5 else length(h, m).replace("hours ", "hours and ").replace("hour ", "hour and ")
    d = 60 * h + m
    return choice(END_AFTER_LONGER, dict(t=clock(t), d=said, p=rng.choice(PEOPLE)), clock(t + d), "It is {}.", later(t, d))


START_BEFORE_MINUTES = wording("""
    {p} has to be at (school|the station|the dentist) at {t}. The way takes {d} minutes. When must {p} leave?
    The lesson ended at {t}. It was {d} minutes long. When did it start?
    What time was it {d} minutes before {t}?
    {t} - {d} minutes = ___
    Dinner should be ready at {t} and the lasagne needs {d} minutes in the oven. When does it go in?
    It is {t}. Our guests arrived {d} minutes ago. At what time did they come?
    Start: ___ / lasts {d} min / end: {t}
    Take {d} minutes away from {t}.
    I got home at {t} after a {d} minute walk, when did i set off
    The programme finished at {t} after running for {d} minutes. Work out its starting time.
    Kick-off is at {t}. The team warms up for {d} minutes right before that. When does the warm-up begin?
    The cinema doors open {d} minutes earlier than the film, which is at {t}. When do the doors open?
    My train is at {t} and I want to be on the platform {d} minutes early. What time should I be there?
""")


def start_before_minutes(rng: Random, _words: list[str]) -> Problem:
    t, d = five(rng, 2, 13), rng.choice([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55])
    return choice(START_BEFORE_MINUTES, dict(t=clock(t), d=d, p=rng.choice(PEOPLE)), clock(t - d), "It is {}.", sooner(t, d))


START_BEFORE_LONGER = wording("""
    The party was over at {t}. It had lasted {d}. When had it begun?
    A plane landed at {t} after a flight of {d}. Find the take-off time.
    {p} finished painting at {t}, {d} after starting. What time did {p} start?
    Go back {d} from {t}. What time do you land on?
    We want to arrive at {t} and the journey takes {d}. When should we set off at the latest?
    End {t}, duration {d}, start ___ ?
    Grandma's roast must be done by {t} and needs {d}. When must it go in the oven?
    The power came back at {t}. It had been off for {d}. When did the lights go out?
    it is {t} and i have been awake for {d}, when did i wake up?
    Which time is {d} earlier than {t}?
    The exhibition closes at {t} and I need {d} to see everything. What is the latest time I can go in?
""")


def start_before_longer(rng: Random, _words: list[str]) -> Problem:
    t, h, m = five(rng, 6, 13), rng.randint(1, 3), rng.choice([5, 10, 15, 20, 30, 40, 45, 50])
    d = 60 * h + m
    return choice(START_BEFORE_LONGER, dict(t=clock(t), d=length(h, m), p=rng.choice(PEOPLE)), clock(t - d), "It is {}.", sooner(t, d))


MINUTES_FROM_TO = wording("""
    How many minutes are there from {a} to {b}?
    The break goes from {a} to {b}. How long is it in minutes?
    {p} reads from {a} until {b}. For how many minutes does {p} read?
    {a} to {b}: ___ minutes
    The cartoon is on at {a} and ends at {b}, how many minutes is that
    I left home at {a} and got to school at {b}. How many minutes did it take me?
    Start {a}, end {b}. Duration in minutes?
    Work out the difference in minutes between {a} and {b}.
    On the stove since {a}, now it is {b}. How many minutes have the potatoes been cooking?
    The bus pulls out at {a} and pulls in at {b}. Give the length of the ride in minutes.
    {p} showed up at {b} instead of {a}. How many minutes late was that?
    Someone started the test at {a} and handed it in at {b}. Minutes needed: ___
    The big hand has moved on from {a} to {b}. How many minutes have gone by?
""")


def minutes_from_to(rng: Random, _words: list[str]) -> Problem:
    a, d = five(rng, 1, 12), rng.choice([10, 15, 20, 25, 30, 35, 40, 45, 50, 55])
    if rng.random() < 0.3:
        a, d = rng.randint(60, 720), rng.randint(4, 59)
    return number(MINUTES_FROM_TO, dict(a=clock(a), b=clock(a + d), p=rng.choice(PEOPLE)), d, "It is {} minutes.", until_minutes(a, a + d))


MINUTES_OVER_HOURS = wording("""
    A chess match started at {a} and finished at {b} on the same day. How many minutes was that altogether?
    The film runs from {a} to {b}. Give its length in minutes.
    {p} was at the playground from {a} to {b}. How many minutes did {p} spend there?
    Minutes between {a} and {b} = ___
    how many mins from {a} till {b}?
    Gymnastics begins at {a} and is over at {b}. How long is gymnastics, in minutes?
    We got on the train at {a} and got off at {b}. Number of minutes on board?
    The museum tour is listed as {a} - {b}. How many minutes does the tour take?
    The show opened at {a}. When the curtain fell it was {b}. Find the running time in minutes.
    A baby slept from {a} until {b}. That makes how many minutes of sleep?
    From {a} up to {b}, that's how long, counted in minutes only?
""")


def minutes_over_hours(rng: Random, _words: list[str]) -> Problem:
    a, d = five(rng, 1, 10), rng.choice(range(65, 180, 5))
    return number(MINUTES_OVER_HOURS, dict(a=clock(a), b=clock(a + d), p=rng.choice(PEOPLE)), d, "It is {} minutes.", until_minutes(a, a + d))


HOURS_AND_MINUTES = wording("""
    How long is it from {a} to {b}, in hours and minutes?
    {p} leaves at {a} and comes back at {b}. How many hours and minutes was {p} away?
    The journey: departure {a}, arrival {b}. Write the travel time in hours and minutes.
    {a} - {b} = ___ h ___ min
    Train from {a} to {b}. Hours and minutes on the train?
    A ship sails at {a} and docks at {b} the same day. How much time, in hours and minutes, does it need?
    My flight goes at {a} and lands at {b} on the same day, same time zone. How many hours and minutes am I in the air?
    Find the time that passes between {a} and {b}. Answer in hours and minutes.
    We played outside, from {a} till {b}. In hours and minutes, how long did we play?
    Opening ceremony: begins {a}, ends {b}. State its duration (hours and minutes, please|in hours and minutes).
    the power was out from {a} to {b}. for how many hours and minutes?
""")


def hours_and_minutes(rng: Random, _words: list[str]) -> Problem:
    a, d = five(rng, 7, 18), rng.choice([d for d in range(65, 290, 5) if d % 60])
    show = digital if rng.random() < 0.4 or a // 60 < 12 <= (a + d) // 60 else clock
    values = dict(a=show(a), b=show(a + d), p=rng.choice(PEOPLE))
    lines = [*until(a, a + d, show), length(*divmod(d, 60))]
    return choice(HOURS_AND_MINUTES, values, length(*divmod(d, 60)), "It is {}.", "\n".join(lines))


WHOLE_HOURS_ACROSS_NOON = wording("""
    The library opens at {a} and closes at {b} on weekdays. How many hours is it open on such a day?
    {p}'s mum works from {a} until {b} every day. How many hours (does she work|is that)?
    How many hours are there between {a} and {b} on the same day?
    {a} till {b} = ___ hours
    School trip! We leave at {a} and are back at {b} the same day. How many hours are we away?
    number of hours from {a} to {b}?
    The bakery opens at {a} and shuts at {b} each day, so for how many hours a day can you buy bread?
    From {a} to {b} that day {p} babysits. For how many hours will {p} be paid?
    Zoo, {a} - {b} daily. Hours open?
    Count the hours a shop is open if it opens at {a} and closes at {b} the same evening.
    The sun shone from {a} to {b} without a cloud. How many hours of sunshine were there?
""")


def whole_hours_across_noon(rng: Random, _words: list[str]) -> Problem:
    a, b, dots = rng.randint(6, 11), rng.randint(1, 9), rng.random() < 0.4
    values = dict(a=half_day(60 * a, dots), b=half_day(720 + 60 * b, dots), p=rng.choice(PEOPLE))
    return number(WHOLE_HOURS_ACROSS_NOON, values, 12 - a + b, "It is {} hours.", f"{minus(12, a)}\n{plus(12 - a, b)}")


HOURS_ASLEEP = wording("""
    {p} goes to bed at {a} and gets up at {b} in the morning. How many hours does {p} sleep?
    From {a} in the evening to {b} the next morning, how many hours is that?
    Bedtime {a}, alarm clock {b} -> hours of sleep: ___
    How many hours' sleep do I get if lights go out at {a} and I wake at {b}?
    The night watchman starts at {a} and finishes at {b} next morning. How many hours is his shift?
    An owl hunts from {a} to {b} every night. For how many hours is it out?
    The night train leaves at {a} and arrives at {b} the following morning. How many hours does it travel?
    my baby brother slept from {a} to {b}!! how many hours
    Snow fell all night, starting at {a} and stopping at {b} the next day. How many hours did it snow?
    Asleep at {a}, awake at {b}: work out the number of hours in between.
""")


def hours_asleep(rng: Random, _words: list[str]) -> Problem:
    a, b, dots = rng.randint(7, 11), rng.randint(3, 9), rng.random() < 0.4
    values = dict(a=half_day(720 + 60 * a, dots), b=half_day(60 * b, dots), p=rng.choice(PEOPLE))
    return number(HOURS_ASLEEP, values, 12 - a + b, "It is {} hours.", f"{minus(12, a)}\n{plus(12 - a, b)}")


TO_24_HOURS = wording("""
    Write {t} in 24-hour time.
    How does {t} look on a 24-hour clock?
    {t} = ___ (in 24-hour time|on the 24-hour clock)
    The invitation says {t} but my phone uses the 24-hour clock. What will my phone show?
    Change {t} into (the 24-hour format|24 hour time).
    {p}'s bus goes at {t} every day. Which time is printed in the 24-hour timetable?
    Convert from the 12-hour to the 24-hour clock: {t}
    what's {t} in military style, 24 hours
    In France they don't use am and pm. How would they write {t} in 24-hour digits, with a colon?
    The ship's clock counts to 24. What does it show at {t}?
    Fill in: 12-hour clock {t}, 24-hour clock ___
""")


def to_24_hours(rng: Random, _words: list[str]) -> Problem:
    t, dots = five(rng, 13, 24), rng.random() < 0.5
    think = f"{half_day(t, dots)}: + 12\n{plus(t // 60 - 12, 12)}"
    return choice(TO_24_HOURS, dict(t=half_day(t, dots), p=rng.choice(PEOPLE)), digital(t), "It is {}.", think)


FROM_24_HOURS = wording("""
    Use {z} and write {t} as a 12-hour time.
    What is {t} on the 12-hour clock? Use {z}
    {t} in 12-hour time = ___ {z}
    My train ticket says {t}. What time is that in the 12-hour system, with {z} behind it?
    Convert the 24-hour time {t} to the 12-hour clock, (with {z} behind the digits|and write {z} after it)
    The TV guide lists a show at {t}. Grandma only knows times with {z} in them. What do you tell her?
    American friends say {z} after the hour. How would they write {t}?
    {t} is what time with {z}?
    {p} sees {t} on the oven. Give {p} the same time with {z}
    Match the clocks: 24-hour {t}, 12-hour ... with {z}
""")


def from_24_hours(rng: Random, _words: list[str]) -> Problem:
    t, dots = five(rng, 13, 24), rng.random() < 0.5
    word = half_day(t, dots) if t % 60 else f"{clock(t)} {'p.m.' if dots else 'pm'}"
    values = dict(t=digital(t), z="p.m." if dots else "pm", p=rng.choice(PEOPLE))
    return choice(FROM_24_HOURS, values, word, ended("It is {}.", word), f"{t // 60} > 12\n{minus(t // 60, 12)}\n{word}")


AM_PM = [("getting up for school", "am"), ("having breakfast", "am"), ("watching the sun rise", "am"), ("hearing the cock crow at dawn", "am"),
         ("brushing your teeth before school", "am"), ("walking to school in the morning", "am"), ("the first lesson of the school day", "am"),
         ("eating cereal before school", "am"), ("the baker starting work long before sunrise", "am"), ("the milkman coming before breakfast", "am"),
         ("delivering the morning newspaper", "am"), ("an early morning jog", "am"), ("waking up at sunrise", "am"), ("the morning assembly", "am"),
         ("going to bed at night", "pm"), ("eating dinner in the evening", "pm"), ("watching the sun set", "pm"), ("doing homework after school", "pm"),
         ("having afternoon tea", "pm"), ("a bedtime story in the evening", "pm"), ("walking home after school", "pm"), ("the evening news", "pm"),
         ("having supper", "pm"), ("playing outside after school", "pm"), ("putting on pyjamas before bed", "pm"), ("an evening concert", "pm"),
         ("a birthday party in the afternoon", "pm"), ("football training after school", "pm"), ("an afternoon nap", "pm"), ("coming home from work in the evening", "pm")]
MORNING_OR_LATER = wording("""
    Is this am or pm: {x}?
    {x}: am or pm?
    Choose am or pm for "{x}".
    Would you write am or pm for {x}?
    Circle the right one: am / pm. Activity: {x}
    Think of {x}. Is the clock time followed by am or by pm?
    Before or after noon, so am or pm? {x}
    My daily planner has an am box and a pm box. Where does "{x}" belong?
    am or pm - which one fits {x}
    A worksheet shows a picture of {x}. Should {p} tick am or pm?
""")


def morning_or_later(rng: Random, _words: list[str]) -> Problem:
    x, word = rng.choice(AM_PM)
    return choice(MORNING_OR_LATER, dict(x=x, p=rng.choice(PEOPLE)), word, "It is {}.", None, few=True)


NEXT_DEPARTURE = wording("""
    Buses leave at {l}. {p} is at the stop at {t}. Which bus can {p} catch next?
    Timetable: {l}. Now: {t}. When does the next one go?
    The trains go at {l}. I reach the platform at {t}. What time is the next train?
    It's {t}. Ferry times are {l}. When is the next ferry?
    Look at the tram times {l}. If you come at {t}, which is the first tram you can take?
    Showings today: {l}. We get to the cinema at {t}. What time does the next showing start?
    Departures: {l}. Time now: {t}. Next departure?
    Missed one, it is {t} already. which is the next? times on the sign: {l}
    Guided tours start at {l}. A family arrives at {t}. Which tour is the next they can join?
    The shuttle goes at {l}, and my clock says {t}. Next shuttle at ___
    From the list {l}, pick the first time after {t}.
""")


def next_departure(rng: Random, _words: list[str]) -> Problem:
    first, step = five(rng, 6, 20), rng.choice([12, 15, 20, 25, 30, 40])
    all_ = [first + i * step + rng.choice([0, 0, 2, 3]) for i in range(5)]
    i = rng.randint(1, 4)
    t = rng.randint(all_[i - 1] + 1, all_[i] - 1)
    values = dict(l=", ".join(map(digital, all_)), t=digital(t), p=rng.choice(PEOPLE))
    think = "\n".join(f"{digital(x)}: {'after' if x > t else 'before'} {digital(t)}" for x in all_[:i + 1])
    return choice(NEXT_DEPARTURE, values, digital(all_[i]), "It is at {}.", think)


MINUTES_TO_WAIT = wording("""
    {p} is at the bus stop at {a}. The bus comes at {b}. How many minutes does {p} have to wait?
    Now {a}, train at {b}. Minutes to wait?
    My appointment is at {b} and I am already here at {a}. How many minutes must I wait?
    How long, in minutes, until {b} if the clock shows {a}?
    The shop opens at {b}. A customer stands at the door at {a}. For how many minutes will she stand there?
    It is {a}. In how many minutes is it {b}?
    We're early! It is only {a} and the film is at {b}. How many more minutes?
    {a} now -> {b} departure: ___ min to go
    The tram should have come at {a} but it came at {b}. By how many minutes was it delayed?
    School starts at {b}; the bell is still quiet at {a}. How many minutes are left before school?
    The cookies will be done at {b} and it's {a}. how many minutes do I still have to wait
""")


def minutes_to_wait(rng: Random, _words: list[str]) -> Problem:
    a, d = rng.randint(6 * 60, 20 * 60), rng.randint(3, 55)
    show = rng.choice([clock, digital]) if a // 60 != 12 else digital
    return number(MINUTES_TO_WAIT, dict(a=show(a), b=show(a + d), p=rng.choice(PEOPLE)), d, "It is {} minutes.", until_minutes(a, a + d, show))


EVERY_FEW_MINUTES = wording("""
    A bus comes every {d} minutes. The last one came at {t}. When does the next one come?
    Trains run every {d} minutes. One has just left at {t}. What time is the next?
    The tower clock chimes every {d} minutes and has just chimed at {t}. When will it chime again?
    Every {d} min there is a tram, the last was at {t}. Next tram: ___
    {p} feeds the baby birds every {d} minutes. The last feed was at {t}. When is the next feed due?
    The geyser goes off every {d} minutes. It went off at {t}. When can visitors see it next?
    My alarm repeats after {d} minutes. It rang at {t} and I hit snooze. when does it ring again
    If the lift ride starts every {d} minutes and one started at {t}, when does the following one start?
    Take a break every {d} minutes, says the doctor. {p}'s last break was at {t}. When is the next break?
    A lighthouse bell rings at {t} and then again each {d} minutes. At what time is the second ring?
""")


def every_few_minutes(rng: Random, _words: list[str]) -> Problem:
    t, d = five(rng, 1, 13), rng.choice([8, 10, 12, 15, 20, 25, 30, 35, 40, 45])
    return choice(EVERY_FEW_MINUTES, dict(t=clock(t), d=d, p=rng.choice(PEOPLE)), clock(t + d), "It is at {}.", later(t, d))


EARLIER_TIME = wording("""
    Which is earlier, {a} or {b}?
    {p} arrives at {a} and {q} at {b} on the same day. What is the earlier time?
    Two buses, one at {a} and one at {b} today. At what time does the first of the two go?
    Write down the earlier of these times of one day: {a}, {b}
    {a} or {b}: which comes first in the day?
    Alarm one: {a}. Alarm two: {b}. Which rings sooner in the day?
    Circle the time that is earlier in the day: {a} / {b}
    what is earlier in the day {a} or {b}
    On the timetable I see {b} and {a}. Which of them do I read first if it goes from early to late?
    Compare the two times {b} and {a} of the same day. The earlier one is ___
""")


def earlier_time(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(6 * 60, 24 * 60, 5), 2)
    if rng.random() < 0.4:
        b = a // 60 * 60 + rng.choice([m for m in range(60) if m != a % 60])
    p, q = rng.sample(PEOPLE, 2)
    first = min(a, b)
    think = f"{a // 60} = {b // 60}\n{first % 60} < {max(a, b) % 60}" if a // 60 == b // 60 else f"{first // 60} < {max(a, b) // 60}"
    return choice(EARLIER_TIME, dict(a=digital(a), b=digital(b), p=p, q=q), digital(first), "It is {}.", f"{think}\n{digital(first)}")


TIMES_IN_ORDER = wording("""
    Put these times of one day in order, earliest first: {l}
    Sort from early to late: {l}
    Order the appointments of today, starting with the first: {l}
    {p} has four dates today: {l}. List them in the order of the day.
    Arrange the times {l} as they come in the day.
    Jumbled timetable! {l}. Write it out properly from the earliest time to the latest.
    Which order do these clock times come in during a day? {l}
    Times: {l}. Earliest to latest: ___, ___, ___, ___
    i mixed up my schedule : {l}, what's the right order from morning to night
    Write the list again with the earliest time at the front and the latest at the back: {l}
""")


def times_in_order(rng: Random, _words: list[str]) -> Problem:
    all_ = rng.sample(range(6 * 60, 24 * 60, 5), 4)
    word = ", ".join(map(digital, sorted(all_)))
    left, lines = list(all_), []
    while left:
        least = min(left)
        lines.append(f"{', '.join(map(digital, left))}: {digital(least)}")
        left.remove(least)
    return choice(TIMES_IN_ORDER, dict(l=", ".join(map(digital, all_)), p=rng.choice(PEOPLE)), word, "The order is {}.", "\n".join(lines))


LONGER_DURATION = wording("""
    Which is longer, {a} or {b}?
    One film lasts {a}, another lasts {b}. How long is the longer one?
    Circle the greater time: {a} / {b}
    {a} or {b}? Write the one that takes more time.
    {p} trains for {a} and {q} for {b}. Which of the two times is more?
    What lasts longer: {b} or {a}?
    The slow train needs {a} or {b}, whichever is more. So how long does it take?
    Pick the bigger amount of time, {b} or {a}
    Compare {a} with {b}. Which one is more time?
    is {a} more or {b}? tell me the longer time
""")


def longer_duration(rng: Random, _words: list[str]) -> Problem:
    h, m = rng.randint(1, 4), rng.choice([0, 5, 10, 15, 20, 25, 30, 40, 45, 50])
    one = 60 * h + m
    other = rng.choice([n for n in range(one - 40, one + 45, 5) if n != one])
    a, b = length(h, m), f"{other} minutes"
    word, think = a if one > other else b, times(60, h) + (f"\n{plus(60 * h, m)}" if m else "")
    if rng.random() < 0.5:
        a, b = b, a
    p, q = rng.sample(PEOPLE, 2)
    return choice(LONGER_DURATION, dict(a=a, b=b, p=p, q=q), word, "It is {}.", f"{think}\n{max(one, other)} > {min(one, other)}")


HOURS_TO_MINUTES = wording("""
    How many minutes are in {n} hours?
    {n} h = ___ min
    Change {n} hours into minutes.
    {p} is on the plane for {n} hours. How many minutes is that?
    If one hour has sixty minutes, how many do {n} hours have?
    We waited {n} hours! In minutes that would be ...
    Convert to minutes: {n} hours
    Grandpa's nap took {n} hours. Say it in minutes.
    minutes in {n} hours??
    A clock's long hand goes round {n} times, once an hour. How many minutes pass?
    The museum visit took {n} hours; express this in minutes.
""")


def hours_to_minutes(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 12)
    return number(HOURS_TO_MINUTES, dict(n=n, p=rng.choice(PEOPLE)), 60 * n, "It is {} minutes.", times(60, n))


MIXED_TO_MINUTES = wording("""
    {d} = ___ minutes
    How many minutes is {d}?
    Write {d} in minutes only.
    The DVD case says {d}. What is the running time in minutes?
    {p} walked for {d}. How many minutes did {p} walk?
    Change {d} to minutes, please.
    I slept {d} on the bus. In minutes?
    A recipe needs {d} in the oven but my timer only takes minutes. What do I set it to?
    Express {d} as a number of minutes.
    the flight is {d} long, what's that in mins
    Each morning a nurse drives {d}. Give her driving time as minutes.
""")


def mixed_to_minutes(rng: Random, _words: list[str]) -> Problem:
    h, m = rng.randint(1, 5), rng.choice([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, rng.randint(2, 59)])
    d = length(h, m) if rng.random() < 0.6 else f"{h} h {m} min"
    return number(MIXED_TO_MINUTES, dict(d=d, p=rng.choice(PEOPLE)), 60 * h + m, "It is {} minutes.", f"{times(60, h)}\n{plus(60 * h, m)}")


MINUTES_TO_MIXED = wording("""
    Write {n} minutes in hours and minutes.
    {n} min = ___ h ___ min
    The film is {n} minutes long. How many hours and minutes is that?
    How many hours and minutes are there in {n} minutes?
    Convert {n} minutes to hours and minutes.
    {p} needed {n} minutes for the walk. Say that in hours and minutes.
    Split {n} minutes into full hours and the minutes left over.
    {n} mins, what is that in hours and minutes
    On the ticket it says the trip takes {n} minutes. Mum wants it in hours and minutes. What do I tell her?
    Turn this into hours plus minutes: {n} minutes
""")


def minutes_to_mixed(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([n for n in range(65, 300) if n % 60 and (n % 5 == 0 or rng.random() < 0.2)])
    word = length(*divmod(n, 60))
    return choice(MINUTES_TO_MIXED, dict(n=n, p=rng.choice(PEOPLE)), word, "It is {}.", f"{over(n, 60)}\n{word}")


FULL_HOURS = wording("""
    How many hours are {n} minutes?
    {n} minutes = ___ hours
    Change {n} min into hours.
    {p} practised the piano for {n} minutes this week. How many hours (was that|is this)?
    I've been waiting {n} minutes, so how many hours have I been waiting?
    Work out how many full hours make {n} minutes.
    A cheese has to rest {n} minutes. The cook says it in hours: how many?
    {n} min -> h
    What number of hours is the same as {n} minutes?
    The car park charges by the hour and we stayed {n} minutes. For how many hours do we pay?
""")


def full_hours(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 10)
    return number(FULL_HOURS, dict(n=60 * n, p=rng.choice(PEOPLE)), n, "It is {} hours.", over(60 * n, 60))


MINUTES_TO_SECONDS = wording("""
    How many seconds are in {d}?
    {d} = ___ seconds
    Change {d} to seconds.
    A song lasts {d}. What is that in seconds?
    {p} can stand on one leg for {d}. How many seconds is that?
    The egg timer is set for {d}. How many seconds will it run?
    Say {d} in seconds only.
    The microwave shows {d}. If it counted seconds only, where would it start?
    seconds in {d}?
    Holding the plank for {d} means holding it for how many seconds?
    Write as seconds: {d}
""")


def minutes_to_seconds(rng: Random, _words: list[str]) -> Problem:
    m, s = rng.randint(1, 6), rng.choice([0, 0, 5, 10, 15, 20, 30, 40, 45, 50])
    m += m == 1 and s == 0
    think = times(60, m) + (f"\n{plus(60 * m, s)}" if s else "")
    return number(MINUTES_TO_SECONDS, dict(d=length(m, s, "second", "minute"), p=rng.choice(PEOPLE)), 60 * m + s, "It is {} seconds.", think)


SECONDS_TO_MIXED = wording("""
    Write {n} seconds in minutes and seconds.
    {n} s = ___ min ___ s
    {p} swims a race in {n} seconds. How many minutes and seconds is that?
    The video is {n} seconds long. In minutes and seconds?
    Convert {n} seconds to minutes and seconds.
    {n} seconds on the stopwatch, what's that in minutes and seconds
    An advert break of {n} seconds: how many minutes and seconds do we have to sit through?
    How would a stopwatch with minutes and seconds show {n} seconds? Say it with words for the units.
    Break {n} seconds up into minutes and seconds.
    The traffic light stayed red for {n} seconds. Give this in minutes and seconds.
""")


def seconds_to_mixed(rng: Random, _words: list[str]) -> Problem:
    n = rng.choice([n for n in range(65, 260) if n % 60])
    word = length(*divmod(n, 60), "second", "minute")
    return choice(SECONDS_TO_MIXED, dict(n=n, p=rng.choice(PEOPLE)), word, "It is {}.", f"{over(n, 60)}\n{word}")


PARTS_OF_HOURS = {"half an hour": 30, "a quarter of an hour": 15, "three quarters of an hour": 45, "one and a half hours": 90, "two and a half hours": 150,
                  "an hour and a quarter": 75, "a third of an hour": 20, "a tenth of an hour": 6, "a fifth of an hour": 12, "two thirds of an hour": 40,
                  "one and three quarter hours": 105, "three and a half hours": 210, "two and a quarter hours": 135, "four and a half hours": 270,
                  "an hour and a half": 90, "a sixth of an hour": 10, "a full hour": 60, "a twelfth of an hour": 5}
PART_OF_AN_HOUR = wording("""
    How many minutes are in {x}?
    {x} = ___ minutes
    We will be back in {x}. In how many minutes is that?
    The teacher gives us {x} for the test. How many minutes do we have?
    What is {x} in minutes?
    {p} rides a bike for {x}. How many minutes is {p} on the bike?
    Mum said {x}. So I set the timer to how many minutes?
    Change to minutes: {x}
    if the bus takes {x}, how many minutes is it
    Number of minutes in {x}, please.
""")


def part_of_an_hour(rng: Random, _words: list[str]) -> Problem:
    x = rng.choice(list(PARTS_OF_HOURS))
    return number(PART_OF_AN_HOUR, dict(x=x, p=rng.choice(PEOPLE)), PARTS_OF_HOURS[x], "It is {} minutes.", None, few=True)


TO_THE_FULL_HOUR = wording("""
    It is {t}. How many minutes until {h} o'clock?
    The clock shows {t}. How many minutes are missing to the full hour at {h} o'clock?
    {t} + ___ minutes = {h} o'clock
    How long is it, in minutes, from {t} to {h} o'clock?
    {p} may watch TV at {h} o'clock. Now it's {t}. How many minutes must {p} be patient?
    Lessons begin at {h} o'clock sharp and I look at my watch: {t}. Minutes left?
    Guests come at {h} o'clock. At {t} the table is laid. How many minutes early is that?
    {t} is how many minutes before {h} o'clock?
    minutes to go till {h} o'clock, if it's {t} now
    The cuckoo comes out at {h} o'clock. How many more minutes does a child have to wait who stands there at {t}?
""")


def to_the_full_hour(rng: Random, _words: list[str]) -> Problem:
    h, m = rng.randint(1, 12), rng.randint(5, 58)
    return number(TO_THE_FULL_HOUR, dict(t=f"{(h - 2) % 12 + 1}:{m:02d}", h=h, p=rng.choice(PEOPLE)), 60 - m, "It is {} minutes.", minus(60, m))


WRONG_CLOCK = wording("""
    My watch is {d} minutes {x}. It shows {t}. What is the right time?
    The kitchen clock runs {d} minutes {x} and says {t}. What time is it really?
    A clock that is {d} minutes {x} reads {t}. The true time is ___
    {p}'s alarm clock is {d} minutes {x}. When it shows {t}, what time is it in fact?
    Correct time? (Clock is|My clock's) {d} minutes {x}; display: {t}
    The station clock shows {t}, but everybody knows it is {d} minutes {x}. Tell me the real time.
    Grandad's old clock is always {d} minutes {x}. I look up and read {t}. So what's the actual time?
    If a clock is {d} minutes {x} and the hands are at {t}, find the correct time.
    car clock is {d} min {x}, it says {t}. what time is it really
    We never repaired the hall clock: it's {d} minutes {x}. At the moment it shows {t}. Which time is right?
""")


def wrong_clock(rng: Random, _words: list[str]) -> Problem:
    t, d, x = five(rng, 2, 12), rng.choice([5, 10, 15, 20, 25]), rng.choice(["fast", "slow"])
    real = t - d if x == "fast" else t + d
    think = f"{x}: {'minus' if x == 'fast' else 'plus'}\n" + (sooner(t, d) if x == "fast" else later(t, d))
    return choice(WRONG_CLOCK, dict(t=clock(t), d=d, x=x, p=rng.choice(PEOPLE)), clock(real), "It is {}.", think)


HANDS_OF_A_CLOCK = wording("""
    The (short|hour|little) hand is between {a} and {b} and the (long|minute|big) hand is on {k}. What time is it?
    Big hand on the {k}, little hand between the {a} and the {b}. Time?
    On {p}'s clock the minute hand points to {k} and the hour hand is somewhere between {a} and {b}. Read the time.
    I see the long hand at {k} and the short one between {a} and {b}. What time does the clock show? Write it in digits.
    Read this clock face: hour hand between {a} and {b}, minute hand at {k}. ___:___
    long hand {k}, short hand between {a} and {b}, what time
    Draw a clock with the big hand on {k} and the small hand between {a} and {b}. Which digital time belongs to it?
    If the minute hand is at the {k} while the hour hand has passed {a} but not reached {b}, what is the time?
    An analogue clock: the small hand has left {a} and is on its way to {b}; the big hand points at {k}. Give the time in digits.
    Tell me the time. The shorter hand is in the gap from {a} to {b}. The longer one is exactly at {k}.
""")


def hands_of_a_clock(rng: Random, _words: list[str]) -> Problem:
    h, k = rng.randint(1, 12), rng.randint(1, 11)
    values = dict(a=h, b=h % 12 + 1, k=k, p=rng.choice(PEOPLE))
    return choice(HANDS_OF_A_CLOCK, values, f"{h}:{5 * k:02d}", "It is {}.", f"hour: {h}\n{times(k, 5)}\n{h}:{5 * k:02d}")


MINUTE_HAND = wording("""
    At {m} minutes past the hour, which number does the (minute|long|big) hand point to?
    Where is the minute hand when it is {m} minutes past? Give the number on the clock face.
    {p} draws a clock for {m} minutes after the full hour. At which number must the long hand end?
    The time is {m} past the hour. Big hand on the number ___
    which number is the big hand on at {m} minutes past
    {m} minutes have gone since the full hour. What number on the dial has the long hand reached?
    On a clock with the numbers from one to twelve, find the number for {m} minutes past.
    To show {m} minutes past, I turn the minute hand to number ...
    The minute hand began at the top and moved for {m} minutes. Which hour number is it at?
    Clock-making class: set the long hand for {m} minutes past. On what number do you set it?
""")


def minute_hand(rng: Random, _words: list[str]) -> Problem:
    k = rng.randint(1, 11)
    return number(MINUTE_HAND, dict(m=5 * k, p=rng.choice(PEOPLE)), k, "It points to {}.", over(5 * k, 5), few=True)


MINUTES_IN_ALL = wording("""
    {p} does {a} minutes of maths, {b} minutes of reading and {c} minutes of music. How many minutes is that in total?
    First {a} minutes by bus, then {b} minutes by train, and {c} minutes on foot. How long is the trip in minutes?
    Washing {a} min, drying {b} min, ironing {c} min. Total minutes?
    Add up the times: {a} min + {b} min + {c} min = ___ min
    In the morning I spend {a} minutes in the bathroom, {b} at breakfast and {c} on the way to school. How many minutes altogether?
    Three pieces in a concert last {a}, {b} and {c} minutes. How many minutes of music do we hear?
    Training: warm-up {a} minutes, game {b} minutes, stretching {c} minutes. How many minutes is the whole training?
    The dough rests {a} minutes, bakes {b} minutes and cools {c} minutes. After how many minutes can we eat the bread?
    tv today: {a} minutes before lunch, {b} minutes after lunch, {c} in the evening. all together how many minutes
    {p} phoned Grandma for {a} minutes, Dad for {b} and a friend for {c}. For how many minutes was {p} on the phone?
""")


def minutes_in_all(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.choice([5, 10, 15, 20, 25, 30, 35, 40, rng.randint(3, 50)]) for _ in range(3))
    return number(MINUTES_IN_ALL, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a + b + c, "It is {} minutes.", plus_steps([a, b, c]))


MINUTES_LEFT = wording("""
    A film is {a} minutes long. We have watched {b} minutes. How many minutes are left?
    {p} must practise {a} minutes and has done {b} already. How many more minutes?
    The timer was set to {a} minutes; {b} minutes have passed. How much longer, in minutes?
    Lesson: {a} min. Gone: {b} min. Left: ___ min
    I am allowed {a} minutes of screen time, used up {b} so far. how many mins do i have left
    Out of a {a} minute match, {b} minutes have been played. How many minutes remain?
    The long way to school takes {a} minutes and the short cut takes {b}. How many minutes does the short cut save?
    {p} needs {a} minutes for a puzzle, {q} only {b}. How many minutes faster is {q}?
    The old train took {a} minutes, the new one takes {b}. By how many minutes is the new one quicker?
    The cake needs {a} minutes in the oven. It has been in for {b}. How many minutes to go?
""")


def minutes_left(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(15, 120)
    b = rng.randint(3, a - 3)
    p, q = rng.sample(PEOPLE, 2)
    return number(MINUTES_LEFT, dict(a=a, b=b, p=p, q=q), a - b, "It is {} minutes.", minus(a, b))


MINUTES_EACH_DAY = wording("""
    {p} plays the flute {a} minutes a day. How many minutes is that in {n} days?
    {n} lessons of {a} minutes each: how many minutes altogether?
    A lap takes {a} minutes. How many minutes do {n} laps take?
    {a} minutes every day, {n} days long. Total: ___ minutes
    We read for {a} minutes each evening. After {n} evenings, how many minutes have we read?
    The dentist needs {a} minutes per child. There are {n} children waiting. How many minutes will the dentist need for all of them?
    a batch of cookies bakes {a} min, i bake {n} batches one after the other. how many minutes is the oven on
    Walking the dog takes {a} minutes. {p} does it {n} times a week. How many minutes a week is that?
    Each of the {n} groups has {a} minutes on stage. How many minutes does the show take?
    If one page takes {p} {a} minutes to read, how many minutes do {n} pages take?
""")


def minutes_each_day(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.choice([3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45]), rng.randint(2, 9)
    return number(MINUTES_EACH_DAY, dict(a=a, n=n, p=rng.choice(PEOPLE)), a * n, "It is {} minutes.", times(a, n))


LESSONS_AND_BREAK = wording("""
    A school morning has {n} lessons of {a} minutes and one break of {b} minutes. How many minutes is that in all?
    {n} episodes, {a} minutes each, plus {b} minutes of adverts. How many minutes do we sit there?
    {p} swims {n} times for {a} minutes and then rests {b} minutes. How many minutes altogether?
    Total time in minutes: {n} x {a} min and {b} min extra
    The tour has {n} stops of {a} minutes each. The driving adds {b} minutes. How long is the tour in minutes?
    In the match there are {n} parts of {a} minutes each, and pauses of {b} minutes in total. How many minutes pass from start to end?
    Bake {n} trays for {a} minutes each, one after another, then let everything cool for {b} minutes. How many minutes does it take?
    my gran bakes {n} cakes, {a} min each, one by one, and cleans up for {b} min. how many minutes in total
    First {b} minutes of warm-up, after that {n} rounds of {a} minutes. How many minutes of sport is this?
    {n} children get {a} minutes each on the pony, and brushing it afterwards takes {b} minutes. Find the total number of minutes.
""")


def lessons_and_break(rng: Random, _words: list[str]) -> Problem:
    a, n, b = rng.choice([5, 8, 10, 12, 15, 20, 25, 30, 45]), rng.randint(2, 6), rng.choice([5, 10, 15, 20, 25, 30])
    return number(LESSONS_AND_BREAK, dict(a=a, n=n, b=b, p=rng.choice(PEOPLE)), a * n + b, "It is {} minutes.", f"{times(a, n)}\n{plus(a * n, b)}")


OPEN_NOW = wording("""
    The shop is open from {a} to {b}. Is it open at {t}?
    Opening hours: {a} - {b}. {p} comes at {t}. Is the place open?
    The pool opens at {a} and closes at {b}. Can I go swimming there at {t}?
    Sign on the door: open {a} to {b}. Time now: {t}. Open, yes or no?
    Is the library open at {t} when its hours are {a} to {b}?
    it's {t}, the bakery is open {a} till {b}, can i buy bread now
    Doctor's hours today are {a} to {b}. Will the doctor be there for patients at {t}?
    We want to visit the zoo at {t}. It lets people in from {a} until {b}. Does that work, yes or no?
    Museum {a}-{b}. Yes or no: a visitor standing at the door at {t} finds it open.
    A café serves guests between {a} and {b}. Does it serve {p} at {t}?
""")


def open_now(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randrange(7 * 60, 11 * 60, 30), rng.randrange(15 * 60, 21 * 60, 30)
    t = rng.choice([x for x in range(a - 120, a, 5)] if rng.random() < 0.25 else [x for x in range(b + 5, b + 120, 5)] if rng.random() < 0.35 else
                   [x for x in range(a + 5, b, 5)])
    word = "yes" if a < t < b else "no"
    if t < a:
        think = f"{digital(t)} before {digital(a)}"
    else:
        think = f"{digital(t)} after {digital(a)}\n{digital(t)} {'before' if t < b else 'after'} {digital(b)}"
    answer = "{}, it is open." if word == "yes" else "{}, it is closed."
    return choice(OPEN_NOW, dict(a=digital(a), b=digital(b), t=digital(t), p=rng.choice(PEOPLE)), word, answer, f"{think}\n{word}")


HOURS_A_WEEK = wording("""
    A shop is open from {a} to {b} on {n} days a week. How many hours is it open in a week?
    {p} works from {a} until {b}, {n} days each week. Hours per week?
    The kiosk opens at {a} and closes at {b}. It does so {n} days a week. How many hours a week is the kiosk open?
    Working day: {a} to {b}. Days: {n}. Hours in all: ___
    School goes from {a} to {b}. How many hours of school are there in {n} days?
    the zoo is open {a} till {b}, {n} days. how many hours altogether
    Our holiday club runs on {n} days, each day from {a} to {b}. How many hours of club do the children get?
    For {n} days it rained from {a} to {b}. How many hours of rain were there?
    A lifeguard watches the beach between {a} and {b} on {n} days. Work out the hours on duty.
    {n} days of ski school, daily from {a} to {b}: that is how many hours?
""")


def hours_a_week(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(7, 10), rng.randint(2, 7)
    b = a + rng.randint(3, 9)
    values = dict(a=digital(60 * a), b=digital(60 * b), n=n, p=rng.choice(PEOPLE))
    return number(HOURS_A_WEEK, values, (b - a) * n, "It is {} hours.", f"{minus(b, a)}\n{times(b - a, n)}")


SHIFTED_SPOKEN = wording("""
    What time is {d} after {s}? Answer in words.
    It is {s}. What time will it be in {d}? (Say it in words|In words, please).
    {s}, and {d} later it is ___ in words
    The lesson starts at {s} and takes {d}. When is it over? Write the time in words.
    {p} meets a friend at {s}. They play for {d}. Then it is ... in words, not digits
    Grandma comes at {s} and stays {d}. Using words, when does she go?
    clock says {s}, what will it say after {d}? no digits
    In words: {s} plus {d} makes which time?
    If the cake goes in at {s} and comes out {d} later, what's the time then? Use words.
    Move the hands on by {d}. They were at {s} before. Say the new time in words.
""")
SHIFTS = {"half an hour": 30, "a quarter of an hour": 15, "one hour": 60, "two hours": 120, "three quarters of an hour": 45, "three hours": 180}


def shifted_spoken(rng: Random, _words: list[str]) -> Problem:
    t, d = rng.randrange(60, 780, 15), rng.choice(list(SHIFTS))
    u = t + SHIFTS[d]
    think = f"{spoken(t)} = {clock(t)}\n{later(t, SHIFTS[d])}\n{clock(u)} = {spoken(u)}"
    return choice(SHIFTED_SPOKEN, dict(s=spoken(t), d=d, p=rng.choice(PEOPLE)), spoken(u), "It is {}.", think)


FASTER_RUNNER = wording("""
    {p} runs the race in {a} seconds, {q} in {b} seconds. Who is faster?
    Race results: {p} {a} s, {q} {b} s. Who won?
    {p} needed {a} minutes for the puzzle and {q} needed {b} minutes. Who was quicker?
    Who came first? {p} swam it in {a} seconds and {q} swam it in {b}.
    It took {p} {a} minutes to walk to school. It took {q} {b} minutes for the same way. Who took less time?
    Stopwatch says {a} seconds for {p} and {b} seconds for {q}. The winner is ___
    {p}: {a} sec, {q}: {b} sec. who gets the gold medal for speed
    Both cleaned their rooms. {p} was done after {a} minutes, {q} after {b}. Who finished in the shorter time?
    In the sack race {p} crossed the line after {a} seconds. {q} took {b} seconds. Name the faster child.
    Cycling test: {a} seconds for {p} and {b} seconds for {q}. Who is the quicker cyclist?
""")


def faster_runner(rng: Random, _words: list[str]) -> Problem:
    (p, q), (a, b) = rng.sample(PEOPLE, 2), rng.sample(range(11, 99), 2)
    word = p if a < b else q
    return choice(FASTER_RUNNER, dict(a=a, b=b, p=p, q=q), word, "It is {}.", f"{p}: {a}\n{q}: {b}\n{min(a, b)} < {max(a, b)}\n{word}")


LENGTHS = dict(zip(MONTHS, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]))
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def ring(names: list[str], i: int, n: int) -> str:
    """Counts n on, or back if n is negative: "Monday\n1: Tuesday"."""
    step = 1 if n > 0 else -1
    return "\n".join([names[i], *(f"{k}: {names[(i + step * k) % len(names)]}" for k in range(1, abs(n) + 1))])


def dated(day: int, month: str, style: int) -> str:
    if style == 0:
        return f"{day} {month}"
    if style == 1:
        return f"{month} {day}"
    return f"{day}{'th' if 10 < day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')} {month}"


def days_on(day: int, m: int, n: int) -> tuple[int, int, str]:
    """The day of the month and the month (from 0) n days later, at most one month on."""
    month, total = MONTHS[m], day + n
    if total <= LENGTHS[month]:
        return total, m, plus(day, n)
    think = f"{plus(day, n)}\n{month}: {LENGTHS[month]} days\n{minus(total, LENGTHS[month])}"
    return total - LENGTHS[month], (m + 1) % 12, think


DAY_TOMORROW = wording("""
    Today is {d}. What day is tomorrow?
    Which day comes (right |straight |)after {d}?
    If it's {d} today, tomorrow is ___
    {p} says: "Today is {d}." So tomorrow will be which day of the week?
    The day following {d} is ...
    {d}, and then? Name the next weekday.
    we have swimming the day after {d}. which day is that
    My school bag list says {d}. I pack it for the next day. Which day do I pack for?
    {d} is over. What day begins at midnight?
    Tear {d} off the day calendar. Which day shows up?
    One day after {d}: ___
""")


def day_tomorrow(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(7)
    return choice(DAY_TOMORROW, dict(d=DAYS[i], p=rng.choice(PEOPLE)), DAYS[(i + 1) % 7], "It is {}.", None, few=True)


DAY_YESTERDAY = wording("""
    Today is {d}. What day was yesterday?
    Which day comes (just |right |)before {d}?
    Yesterday, if today is {d}: ___
    The day before {d} is called ...
    {p} lost a tooth yesterday and today it's {d}. On which day did the tooth come out?
    ___ , {d}. Which weekday is missing in front?
    it is {d} now what day was it yesterday
    My homework is for {d} and I always do it one day earlier. On which day do I do it?
    What day ended at midnight when {d} began?
    Go one day back from {d}.
""")


def day_yesterday(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(7)
    return choice(DAY_YESTERDAY, dict(d=DAYS[i], p=rng.choice(PEOPLE)), DAYS[(i - 1) % 7], "It is {}.", None, few=True)


TWO_DAYS_OFF = wording("""
    Today is {d}. What day is it the day {x}?
    If today is {d}, name the day {x}.
    {d} today. The day {x}: ___
    Say which weekday is meant: it's {d}, and we talk of the day {x}
    {p} writes in the diary on {d} about the day {x}. Which day of the week is that?
    When it's {d}, what do you call the day {x}?
    hi, its {d}. which weekday is the day {x}?
    On {d} Dad mentions the day {x}. Which day does he mean?
    A puzzle for you. Today: {d}. Wanted: the day {x}
    Suppose this is {d}. Then the day {x} would be which one?
""")


def two_days_off(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(7), rng.choice([2, -2])
    x = "after tomorrow" if n > 0 else "before yesterday"
    return choice(TWO_DAYS_OFF, dict(d=DAYS[i], x=x, p=rng.choice(PEOPLE)), DAYS[(i + n) % 7], "It is {}.", ring(DAYS, i, n))


DAY_IN_N_DAYS = wording("""
    Today is {d}. What day (is it|will it be) in {n} days?
    Which day comes {n} days after {d}?
    {p}'s birthday is in {n} days. Today is {d}. On what day of the week is the birthday?
    {d} + {n} days = ___
    It's {d} and the parcel arrives in {n} days. Which day should I stay at home?
    Count {n} days on from {d}.
    The library book must be back {n} days from now. It is {d} today. When is that, as a weekday?
    a plant was watered on {d} and needs water again {n} days later. which day
    On {d} the vet said: "Come again in {n} days." Which weekday is the next visit?
    Start at {d}, jump {n} days forward. Where do you land?
    The race is {n} days away. If today is {d}, on which weekday is the race?
""")


def day_in_n_days(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(7), rng.choice([2, 3, 4, 5, 6, 8, 9, 10, rng.randint(7, 40)])
    think = ring(DAYS, i, n) if n < 7 else over(n, 7) + (f"\n{ring(DAYS, i, n % 7)}" if n % 7 else f"\n{DAYS[i]}")
    return choice(DAY_IN_N_DAYS, dict(d=DAYS[i], n=n, p=rng.choice(PEOPLE)), DAYS[(i + n) % 7], "It is {}.", think)


DAY_N_DAYS_AGO = wording("""
    Today is {d}. Which day was it {n} days ago?
    What day comes {n} days before {d}?
    {p} sent a letter {n} days ago. It's {d} now. On which weekday was it sent?
    {d} - {n} days = ___
    Count back {n} days from {d}.
    The milk was opened {n} days ago and today is {d}. What day was it opened?
    I am writing this on {d}; the accident happened {n} days earlier. Which day of the week was it?
    it's {d}, my cold started {n} days ago, which day was that
    We must order the cake {n} days before the party, which is on a {d}. On which weekday do we order?
    Jump {n} days backwards in the week, starting at {d}. Which day is it?
""")


def day_n_days_ago(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(7), rng.choice([2, 3, 4, 5, 6, 8, 9, 10])
    think = ring(DAYS, i, -n) if n < 7 else f"{over(n, 7)}\n{ring(DAYS, i, -(n % 7))}"
    return choice(DAY_N_DAYS_AGO, dict(d=DAYS[i], n=n, p=rng.choice(PEOPLE)), DAYS[(i - n) % 7], "It is {}.", think)


DAY_BETWEEN = wording("""
    Which day is between {a} and {b}?
    {a}, ___, {b}
    What day comes after {a} and before {b}?
    Fill in the missing weekday: {a}, ___, {b}
    {p} has tennis on {a} and chess on {b}. The day in the middle is free. Which day is it?
    The day in the middle of {a} and {b} is ...
    One day was torn out of the week planner, right between {a} and {b}. Which one?
    name the day that has {a} on one side and {b} on the other
    My guess is later than {a} but earlier than {b}. Which single day is possible?
    A week in order has a gap: after {a}, before {b}. Complete it.
""")


def day_between(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(7)
    values = dict(a=DAYS[i], b=DAYS[(i + 2) % 7], p=rng.choice(PEOPLE))
    return choice(DAY_BETWEEN, values, DAYS[(i + 1) % 7], "It is {}.", None, few=True)


DAYS_FROM_TO = wording("""
    How many days is it from {a} to the next {b}?
    Today is {a}. In how many days is it {b}?
    {a} -> {b}: ___ days later
    {p} can't wait for {b}. Today is only {a}. How many more days?
    It is {a} today and the trip is on {b}. How many times must I sleep until then?
    On {a} I hear that the circus comes next {b}. How many days do I have to wait?
    From {a}, how many days must you count on to reach {b}?
    {b} is how many days after {a}?
    today {a}, football on {b}. days to go?
    The bread was bought on {a} and eaten up by the following {b}. How many days later was that?
""")


def days_from_to(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(7), rng.randint(2, 6)
    return number(DAYS_FROM_TO, dict(a=DAYS[i], b=DAYS[(i + n) % 7], p=rng.choice(PEOPLE)), n, "It is {} days.", ring(DAYS, i, n))


NTH_DAY = wording("""
    Which is the {o} day of the week if the week starts on Monday?
    Counting from Monday as day one, name the {o} day.
    Monday is the first day of our calendar. What is the {o} one?
    {o} day of a week that begins with Monday: ___
    The week planner goes from Monday to Sunday. Which day is in {o} place?
    our week starts on monday so which day is {o}
    Start the week on Monday. {p} has piano on the {o} day. Which weekday is that?
    Monday first: what weekday comes {o}?
    If you write down all the weekdays from Monday on, which word do you write {o}?
    In a row of seven boxes from Monday to Sunday, what goes into the {o} box?
""")


def nth_day(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(1, 7)
    return choice(NTH_DAY, dict(o=ORDINALS[i], p=rng.choice(PEOPLE)), DAYS[i], "It is {}.", ring(DAYS, 0, i), few=True)


NEXT_MONTH = wording("""
    Which month comes after {m}?
    It is {m}. What is the next month called?
    {m}, ___
    What month follows {m}?
    When {m} is over, which month begins?
    {p} turns the calendar page from {m} to the next one. What month is on it?
    The month after {m} = ___
    this month is {m}, what's next month
    School closes at the end of {m}. Which month do the holidays begin with?
    Rent for {m} is paid. For which month must we pay next?
""")


def next_month(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(12)
    return choice(NEXT_MONTH, dict(m=MONTHS[i], p=rng.choice(PEOPLE)), MONTHS[(i + 1) % 12], "It is {}.", None, few=True)


LAST_MONTH = wording("""
    Which month comes before {m}?
    This is {m}. What month was it last month?
    ___, {m}
    Name the month just before {m}.
    {p} moved house last month. It's {m} now. In which month did {p} move?
    The month in front of {m} is ...
    What month ends when {m} begins?
    {m} is here, so which month has just finished?
    go back one month from {m}
    Our newspaper is one month old and we are in {m}. Which month is printed on it?
""")


def last_month(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(12)
    return choice(LAST_MONTH, dict(m=MONTHS[i], p=rng.choice(PEOPLE)), MONTHS[(i - 1) % 12], "It is {}.", None, few=True)


MONTH_BETWEEN = wording("""
    Which month is between {a} and {b}?
    {a}, ___, {b}
    Fill in the month that is missing: {a}, ___, {b}
    What comes after {a} but before {b}?
    {p}'s birthday month lies right between {a} and {b}. What is it?
    A calendar page fell out. The one before says {a}, the one after says {b}. Which month is lost?
    The middle one of three months in a row is wanted. The outer two are {a} and {b}.
    in between {a} and {b} there's which month
    We paint the house when {a} is over and want to be done before {b}. Which whole month do we have?
    Months in a row with a gap: {a} ... {b}. Say the one in the gap.
""")


def month_between(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(12)
    values = dict(a=MONTHS[i], b=MONTHS[(i + 2) % 12], p=rng.choice(PEOPLE))
    return choice(MONTH_BETWEEN, values, MONTHS[(i + 1) % 12], "It is {}.", None, few=True)


MONTH_NUMBER = wording("""
    What number is {m} among the months of the year?
    {m} is month number ___
    On a form I must write the month as a number. It is {m}. Which number?
    Write {m} as a number (for a date|in a date).
    If January is one, what is {m}?
    {p} was born in {m}. Which number stands for this month in a date?
    {m} -> number of the month?
    as a number the month {m} is what
    Counting from January, at which number do you say {m}?
    How many months of the year have begun when {m} has just started?
""")


def month_number(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(12)
    return number(MONTH_NUMBER, dict(m=MONTHS[i], p=rng.choice(PEOPLE)), i + 1, "It is number {}.", None, few=True)


MONTH_WITH_NUMBER = wording("""
    Which is the {o} month of the year?
    The {o} month is called ___
    Name month number {n}.
    The card says: valid until month {n}. Which month is that?
    Month {n} of the year = ___
    January is month one. What is the name of month {n}?
    {p} was born in the {o} month. In which month is {p}'s birthday?
    what month do they mean with {n} in a date, like on my yoghurt
    Twelve months stand in line. Who stands in {o} place?
    Write the month's name instead of the number: {n}
""")


def month_with_number(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(12)
    return choice(MONTH_WITH_NUMBER, dict(o=ORDINALS[i], n=i + 1, p=rng.choice(PEOPLE)), MONTHS[i], "It is {}.", None, few=True)


DAYS_IN_MONTH = wording("""
    How many days does {m} have?
    {m} has ___ days.
    Number of days in {m}?
    What is the last date in {m}? Write the day as a number.
    {p} wants to draw a calendar page for {m}. How many boxes with days are needed?
    Is it thirty or some other number of days in {m}? Give the right number.
    how long is {m}, in days
    A pupil keeps a diary on every day of {m}. How many entries is that?
    Use your knuckles: how many days are there in {m}?
    I drink one glass of milk each day, all through {m}. How many glasses do I drink?
""")


def days_in_month(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice(MONTHS)
    said = "February in a normal year" if m == "February" else m
    return number(DAYS_IN_MONTH, dict(m=said, p=rng.choice(PEOPLE)), LENGTHS[m], "It is {}.", None, few=True)


MONTH_IN_N_MONTHS = wording("""
    It is {m} now. Which month will it be in {n} months?
    What month is {n} months after {m}?
    {m} + {n} months = ___
    {p} starts a course in {m}. It ends {n} months later. In which month is that?
    Count {n} months forward from {m}.
    The baby is due in {n} months. We have {m}. When will it be born?
    A seed is sown in {m} and the flower opens {n} months later, in ...
    the dentist says come back in {n} months. it's {m}. which month do i go
    Put {n} months on top of {m}. Which month do you reach?
    A ticket bought in {m} can be used for {n} months from then. Which month has come when these months are up?
""")


def month_in_n_months(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(12), rng.randint(2, 9)
    return choice(MONTH_IN_N_MONTHS, dict(m=MONTHS[i], n=n, p=rng.choice(PEOPLE)), MONTHS[(i + n) % 12], "It is {}.", ring(MONTHS, i, n))


MONTH_N_MONTHS_AGO = wording("""
    It is {m}. Which month was it {n} months ago?
    What month is {n} months before {m}?
    {m} - {n} months = ___
    {p} planted a tree {n} months ago. This month is {m}. When was the tree planted?
    Count {n} months back from {m}.
    The show is in {m}. Rehearsals began {n} months earlier, in which month?
    My hamster is {n} months old now, in {m}. In what month was it born?
    we got the puppy {n} months ago and now its {m}. which month was that
    Turn the calendar back {n} pages, one page a month, from {m}. What do you see?
    Working time {n} months, finished in {m}. Begun in ___
""")


def month_n_months_ago(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(12), rng.randint(2, 9)
    return choice(MONTH_N_MONTHS_AGO, dict(m=MONTHS[i], n=n, p=rng.choice(PEOPLE)), MONTHS[(i - n) % 12], "It is {}.", ring(MONTHS, i, -n))


MONTHS_FROM_TO = wording("""
    How many months is it from {a} to the next {b}?
    {b} is how many months after {a}?
    Now it's {a}. In how many months will it be {b}?
    {a} -> {b}: ___ months later
    {p}'s birthday is in {b}. It is {a} now. How many months away is that?
    Count on from {a} until you get to {b}. How many months did you count?
    We planned the trip in {a} and went in the following {b}. How many months lay from one to the other?
    if i plant garlic in {a} and pull it out in the {b} after that, how many months later is it
    The bridge was closed in {a} and opened again the following {b}. After how many months was that?
    Someone starts saving in {a} to buy a tent in {b}. How many months from the start to the tent?
""")


def months_from_to(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(12), rng.randint(2, 9)
    return number(MONTHS_FROM_TO, dict(a=MONTHS[i], b=MONTHS[(i + n) % 12], p=rng.choice(PEOPLE)), n, "It is {} months.", ring(MONTHS, i, n))


FIRST_IN_THE_YEAR = wording("""
    Which comes {x} in the year: {l}?
    Which of these months is {x} in a year? {l}
    Three months: {l}. Name the one that comes {x} in the year.
    From January to December, which of {l} do you reach {x}?
    {l}: which one comes {x} in the calendar year?
    Birthdays in {l}. Whose month is the {x} in the year?
    Look at {l} and pick the {x} one, counting from January.
    in a calendar that begins in january, which of {l} is {x}
    {p} puts the pages {l} in calendar order. Which page lies {x}?
    Months on cards: {l}. The {x} in the year is ___
""")


def first_in_the_year(rng: Random, _words: list[str]) -> Problem:
    three, x = rng.sample(range(12), 3), rng.choice(["first", "last"])
    i = min(three) if x == "first" else max(three)
    think = "\n".join(f"{MONTHS[j]}: {j + 1}" for j in three) + f"\n{x}: {i + 1}\n{MONTHS[i]}"
    return choice(FIRST_IN_THE_YEAR, dict(l=", ".join(MONTHS[j] for j in three), x=x, p=rng.choice(PEOPLE)), MONTHS[i], "It is {}.", think)


MONTHS_SORTED = wording("""
    Put the months in the order of the year: {l}
    Sort these months, beginning with the one nearest to New Year's Day at the start: {l}
    {l}. Write them in calendar order.
    Which order do the months {l} have in a year?
    Cards with months fell on the floor: {l}. Line them up from January to December.
    Order from first to last in the year: {l}
    These months are mixed up: {l}. What is the right order?
    can you order {l} like in a calendar (first month of the year first|earliest first)
    {p} writes {l}. Write them again in the order in which a year brings them.
    Calendar pages to sort: {l}
""")


def months_sorted(rng: Random, _words: list[str]) -> Problem:
    some = rng.sample(range(12), rng.choice([3, 4]))
    word = ", ".join(MONTHS[j] for j in sorted(some))
    think = "\n".join(f"{MONTHS[j]}: {j + 1}" for j in some) + f"\n{', '.join(str(j + 1) for j in sorted(some))}"
    return choice(MONTHS_SORTED, dict(l=", ".join(MONTHS[j] for j in some), p=rng.choice(PEOPLE)), word, "The order is {}.", think)


DAYS_SORTED = wording("""
    Put these days in order, starting from Monday: {l}
    Sort the weekdays of a week beginning on Monday: {l}
    {l}. Write the days in the order of a week that starts with Monday.
    My week runs from Monday to Sunday. In what order come {l}?
    Mixed-up days: {l}. Put them right, Monday side first.
    {p} has clubs on {l}. List the days as they come in a week from Monday to Sunday.
    Order of the days {l}, if Monday is day one?
    please sort {l}, week starts monday
    From a planner with Monday at the top and Sunday at the bottom somebody cut out {l}. Write them from top to bottom.
    Weekday cards {l}: lay them from left to right like in a Monday-to-Sunday calendar.
""")


def days_sorted(rng: Random, _words: list[str]) -> Problem:
    some = rng.sample(range(7), rng.choice([3, 4]))
    word = ", ".join(DAYS[j] for j in sorted(some))
    think = "\n".join(f"{DAYS[j]}: {j + 1}" for j in some) + f"\n{', '.join(str(j + 1) for j in sorted(some))}"
    return choice(DAYS_SORTED, dict(l=", ".join(DAYS[j] for j in some), p=rng.choice(PEOPLE)), word, "The order is {}.", think)


SEASONS = "spring summer autumn winter".split()
SEASON_BESIDE = wording("""
    Which season comes {x} {s}?
    What is the season (just|right) {x} {s} called?
    The season {x} {s} is ___
    Spring, summer, autumn and winter go round and round. Which one is right {x} {s}?
    {p} loves the season {x} {s}. Which season is it?
    Four seasons make a year. Name the one directly {x} {s}.
    tell me the season thats {x} {s}
    If you paint the four seasons in a circle, which is the one {x} {s}?
    Kindergarten song about the year: which season do we sing {x} {s}?
    Of the four seasons, ___ comes straight {x} {s}.
""")


def season_beside(rng: Random, _words: list[str]) -> Problem:
    i, x = rng.randrange(4), rng.choice(["after", "before"])
    word = SEASONS[(i + (1 if x == "after" else -1)) % 4]
    return choice(SEASON_BESIDE, dict(s=SEASONS[i], x=x, p=rng.choice(PEOPLE)), word, "It is {}.", None, few=True)


SEASON_OF = {"January": "winter", "February": "winter", "April": "spring", "May": "spring", "July": "summer", "August": "summer",
             "October": "autumn", "November": "autumn"}
SEASON_OF_MONTH = wording("""
    In which season is {m} in Europe?
    {m} in England: which season is it?
    What season do children in Germany have in {m}?
    It's {m} in London. Is it spring, summer, autumn or winter?
    In Europe the month of {m} is part of which season: spring, summer, autumn or winter?
    {p} visits Paris in {m}. In what season does {p} travel?
    season in {m}, in europe I mean
    Sort {m} into a box: spring, summer, autumn, winter. We live in Ireland.
    Our class in Poland makes a poster for each season. On which poster does {m} go?
    Think of the weather in Britain in {m}. Which of the four seasons is that?
""")


def season_of_month(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice(list(SEASON_OF))
    return choice(SEASON_OF_MONTH, dict(m=m, p=rng.choice(PEOPLE)), SEASON_OF[m], "It is {}.", None, few=True)


UNITS = {("seconds", "a minute"): 60, ("minutes", "an hour"): 60, ("hours", "a day"): 24, ("days", "a week"): 7, ("months", "a year"): 12,
         ("days", "a normal year"): 365, ("days", "a leap year"): 366, ("years", "a decade"): 10, ("years", "a century"): 100,
         ("seasons", "a year"): 4, ("years", "a millennium"): 1000, ("decades", "a century"): 10, ("hours", "half a day"): 12,
         ("months", "half a year"): 6, ("months", "a quarter of a year"): 3, ("seconds", "half a minute"): 30, ("days", "a fortnight"): 14,
         ("weeks", "a fortnight"): 2, ("years", "half a century"): 50, ("months", "three quarters of a year"): 9, ("days", "a weekend"): 2,
         ("quarter hours", "an hour"): 4, ("months", "two years"): 24, ("hours", "two days"): 48, ("minutes", "half an hour"): 30,
         ("seconds", "a quarter of a minute"): 15, ("months", "a year and a half"): 18, ("centuries", "a millennium"): 10,
         ("days", "three weeks"): 21, ("days", "two weeks"): 14, ("months", "three years"): 36, ("seconds", "two minutes"): 120,
         ("hours", "a quarter of a day"): 6, ("hours", "three days"): 72, ("years", "two decades"): 20, ("days", "four weeks"): 28}
UNITS_IN_A_UNIT = wording("""
    How many {u} are there in {x}?
    {x} has how many {u}?
    Fill in: {x} = ___ {u}
    If I count the {u} in {x}, how many do I get?
    {u} in {x}: ___
    Do you know the number of {u} that make {x}?
    A little time quiz! How many {u} make up {x}?
    how many {u} has {x} got
    Tell {p} how many {u} {x} has.
    My little brother wants to know the number of {u} in {x}. What is it?
""")


def units_in_a_unit(rng: Random, _words: list[str]) -> Problem:
    (u, x), n = rng.choice(list(UNITS.items()))
    return number(UNITS_IN_A_UNIT, dict(u=u, x=x, p=rng.choice(PEOPLE)), n, "It is {}.", None, few=True)


CONVERSIONS = [("weeks", "days", 7), ("days", "hours", 24), ("years", "months", 12), ("minutes", "seconds", 60), ("decades", "years", 10),
               ("centuries", "years", 100), ("weeks", "days", 7), ("fortnights", "days", 14)]
BIG_TO_SMALL = wording("""
    How many {v} are {n} {u}?
    {n} {u} = ___ {v}
    Change {n} {u} into {v}.
    {n} {u}, how many {v} is that?
    The story says it took {n} {u}. Say the same in {v}.
    The secret was kept for {n} {u}. For how many {v} is that?
    Write {n} {u} as {v}.
    convert {n} {u} to {v}
    I have to wait {n} {u}! Counted in {v}, how long is that?
    Which number of {v} is as long as {n} {u}?
""")


def big_to_small(rng: Random, _words: list[str]) -> Problem:
    u, v, f = rng.choice(CONVERSIONS)
    n = rng.randint(2, 12 if f != 60 else 9)
    return number(BIG_TO_SMALL, dict(n=n, u=u, v=v, p=rng.choice(PEOPLE)), n * f, f"It is {{}} {v}.", times(f, n))


SMALL_TO_BIG = wording("""
    How many {u} are {n} {v}?
    {n} {v} = ___ {u}
    {n} {v} make how many {u}?
    Change {n} {v} into {u}.
    Somebody counted {n} {v}. How many {u} did that take?
    Divide {n} {v} into full {u}. How many {u} do you get?
    After {n} {v}, how many {u} have gone by?
    The wizard slept for {n} {v}. Give the time in {u}.
    what's {n} {v} in {u}
    Say {n} {v} using {u}. The number is ...
""")


def small_to_big(rng: Random, _words: list[str]) -> Problem:
    u, v, f = rng.choice(CONVERSIONS)
    n = rng.randint(2, 10)
    return number(SMALL_TO_BIG, dict(n=n * f, u=u, v=v, p=rng.choice(PEOPLE)), n, f"It is {{}} {u}.", over(n * f, f))


MIXED_BIG = [("week", "day", 7), ("year", "month", 12), ("day", "hour", 24)]
MIXED_TO_SMALL = wording("""
    How many {v} are {x}?
    {x} = ___ {v}
    Write {x} in {v} only.
    The baby is {x} old. How many {v} old is that?
    Holidays start in {x}. How many {v} is it until then?
    {p} was on a ship for {x}. How many {v} was that altogether?
    Change {x} to {v}.
    {x}, but all of it in {v} please
    A project took {x}. Expressed in {v}, that was ...
    My countdown says {x}. How many {v} must I cross out?
""")


def mixed_to_small(rng: Random, _words: list[str]) -> Problem:
    u, v, f = rng.choice(MIXED_BIG)
    a, b = rng.randint(2, 8 if f < 24 else 4), rng.randint(2, f - 1)
    x = f"{a} {u}s and {b} {v}s"
    return number(MIXED_TO_SMALL, dict(x=x, v=f"{v}s", p=rng.choice(PEOPLE)), a * f + b, f"It is {{}} {v}s.", f"{times(f, a)}\n{plus(a * f, b)}")


SMALL_TO_MIXED = wording("""
    Write {n} {v} in {u} and {v}.
    {n} {v} = how many {u} and {v}?
    How many {u} and {v} are in {n} {v}?
    {p} has been learning chess for {n} {v}. How many {u} and {v} is that?
    Split {n} {v} into full {u} and what is left in {v}.
    {n} {v}, in {u} and {v} please
    The journey lasted {n} {v}. Say it in {u} and {v}.
    There are {n} {v} left until the holidays. How many {u} and {v} is it?
    Give {n} {v} as {u} plus {v}.
    i've saved up for {n} {v}, how long is that with {u} and {v}
""")


def small_to_mixed(rng: Random, _words: list[str]) -> Problem:
    u, v, f = rng.choice(MIXED_BIG)
    n = f * rng.randint(1, 7 if f < 24 else 4) + rng.randint(1, f - 1)
    a, b = divmod(n, f)
    word = f"{counted(a, u)} and {counted(b, v)}"
    return choice(SMALL_TO_MIXED, dict(n=n, u=f"{u}s", v=f"{v}s", p=rng.choice(PEOPLE)), word, "It is {}.", f"{over(n, f)}\n{word}")


UNIT_ORDER = "second minute hour day week month year decade century".split()
LONGEST_UNIT = wording("""
    Which is {x}, {a} or {b}?
    {a} or {b}: which takes {x}?
    Circle the one that is {x}: {a} / {b}
    What is {x}? {a} or {b}?
    A fairy offers {p} {a} or {b} of holiday. Which one is {x}?
    Compare {a} with {b}. Which of the two is {x}?
    which lasts {x}? {b} or {a}
    One of them is {x} than the other: {a}, {b}. Which?
    I think {b} and {a} are not the same length. Tell me which one is {x}.
    Between {a} and {b}, the {x} time is ___
""")


def longest_unit(rng: Random, _words: list[str]) -> Problem:
    i, j = rng.sample(range(9), 2)
    x = rng.choice(["longer", "shorter"])
    k = max(i, j) if x == "longer" else min(i, j)
    names = [("an " if u == "hour" else "a ") + u for u in UNIT_ORDER]
    think = " < ".join(names[min(i, j):max(i, j) + 1]) + f"\n{x}: {names[k]}"
    return choice(LONGEST_UNIT, dict(a=names[i], b=names[j], x=x, p=rng.choice(PEOPLE)), names[k], "It is {}.", think)


LASTING = {"seconds": {"sneezing": 2, "writing your first name": 5, "putting on a hat": 3, "blowing out a candle": 2, "opening a door": 3, "running 100 metres": 18,
                       "closing a window": 4, "switching on a lamp": 2, "throwing a ball": 2, "jumping over a puddle": 2, "ringing a doorbell": 2,
                       "zipping up a jacket": 5, "saying a short sentence": 3, "picking up a pencil": 2, "jumping into a pool": 2, "yawning": 4},
           "minutes": {"brushing your teeth": 3, "boiling an egg": 6, "taking a shower": 10, "eating breakfast": 15, "baking a pizza": 15,
                       "washing the dishes": 15, "making a sandwich": 5, "reading a short story": 10, "cooking spaghetti": 10, "making your bed": 3,
                       "listening to one song": 3, "eating an ice cream": 6, "playing the first half of a football match": 45, "eating lunch": 20,
                       "having your hair cut": 25, "getting dressed": 5, "packing a school bag": 4, "washing the car": 30},
           "hours": {"sleeping through the night": 9, "flying from London to New York": 8, "a long hike in the mountains": 5, "an outing to the zoo": 4,
                     "an overnight train ride": 9, "driving from London to Edinburgh": 8, "flying from Paris to Tokyo": 13, "watching two long films": 5,
                     "a visit to a theme park": 7, "a whole school day": 6, "a big wedding party": 8, "reading a thick book aloud": 12},
           "days": {"getting over a bad cold": 7, "growing cress from seeds": 6, "a camping holiday": 5, "sailing across the Atlantic Ocean": 20,
                    "hatching a hen's egg": 21, "cycling right across France": 12, "walking 200 kilometres": 8, "a long weekend with Monday off": 3,
                    "a long holiday by the sea": 14, "waiting for a bean to sprout": 8},
           "years": {"growing from a baby to an adult": 18, "studying to become a doctor": 6, "going from the first class to the end of school": 12,
                     "a seedling growing as tall as a house": 20, "building a great cathedral": 100, "building a huge castle by hand": 10,
                     "bringing up a child": 18, "an oak growing to its full size": 100, "saving up for a house": 15}}
TIERS = list(LASTING)
FITTING_UNIT = wording("""
    Seconds, minutes, hours, days or years? {x}: about {n} ___
    Choose the right unit of time. {x}: about {n} ... seconds / minutes / hours / days / years
    Which unit fits best, seconds, minutes, hours, days or years? {x} - roughly {n} ___
    {x}: it's about {n} of what? Seconds, minutes, hours, days or years?
    Fill the gap with seconds, minutes, hours, days or years. "{x}: {n} ___"
    {p} forgot the unit! {x} = about {n}. Was it seconds, minutes, hours, days or years?
    Pick a sensible unit for {x}, about {n} ___ : seconds, minutes, hours, days, years
    {x}, around {n} what? seconds minutes hours days or years
    My worksheet on time says "{x}, {n} ___". Which word goes in, seconds, minutes, hours, days or years?
    Think of {x}. Is that about {n} seconds, {n} minutes, {n} hours, {n} days or {n} years?
""")


def fitting_unit(rng: Random, _words: list[str]) -> Problem:
    unit = rng.choice(TIERS)
    x, n = rng.choice(list(LASTING[unit].items()))
    return choice(FITTING_UNIT, dict(x=x, n=n, p=rng.choice(PEOPLE)), unit, "It is {}.", None, few=True)


LASTS_LONGER = wording("""
    What takes {x}: {a} or {b}?
    Which of these takes {x}? {a} / {b}
    Tick the one that takes {x}: {a}, {b}
    {a} or {b}? Tell me which takes {x}.
    {p} compares {a} with {b}. Which takes {x}?
    Normally, which takes {x}, {b} or {a}?
    Picture quiz: which thing in the two pictures takes {x}, {b} or {a}?
    {a} - {b}. One of the two takes {x} as a rule. Which one?
    takes {x}... {b} or {a}? what do you think
    For most people, {a} and {b} are not equally long. Write down the one that takes {x}.
""")


def lasts_longer(rng: Random, _words: list[str]) -> Problem:
    i, j = sorted(rng.sample(range(5), 2))
    a, b, x = rng.choice(list(LASTING[TIERS[i]])), rng.choice(list(LASTING[TIERS[j]])), rng.choice(["longer", "less time"])
    word = b if x == "longer" else a
    think = f"{a}: {TIERS[i]}\n{b}: {TIERS[j]}\n{x}: {TIERS[j] if x == 'longer' else TIERS[i]}\n{word}"
    if rng.random() < 0.5:
        a, b = b, a
    return choice(LASTS_LONGER, dict(a=a, b=b, x=x, p=rng.choice(PEOPLE)), word, "It is {}.", think)


SEQUENCES = """baking: mixing the dough, putting the cake in the oven, eating the cake
gardening: sowing the seed, watering the little plant, picking the tomatoes
post: writing the letter, putting the letter in its envelope, dropping the envelope in the letter box
laundry: putting the dirty clothes in the machine, hanging up the wet clothes, folding the dry clothes
feet: putting on socks, putting on shoes, tying the shoelaces
egg: cracking the egg, frying the egg, eating the fried egg
bath: filling the bath, getting into the water, drying off with a towel
sandwich: cutting the bread, spreading butter on the slice, eating the sandwich
phone: picking up the phone, dialling the number, talking to Grandma
book: opening the book, reading the first page, reading the last page
film: buying the ticket, watching the film, walking home from the cinema
snow: rolling a big snowball, building the snowman, watching the snowman melt
butterfly: the egg, the caterpillar, the butterfly
frog: the frogspawn, the tadpole, the frog
bus: waiting at the stop, getting on the bus, getting off the bus
shopping: writing the shopping list, filling the trolley, paying at the till
paint: dipping the brush in paint, painting the picture, hanging the picture on the wall
juice: picking the oranges, squeezing the oranges, drinking the juice
tooth: putting toothpaste on the brush, brushing the teeth, rinsing the mouth
fishing: casting the line, catching the fish, cooking the fish
present: buying the present, wrapping the present, unwrapping the present
day: waking up, eating lunch, falling asleep at night
meals: breakfast, lunch, dinner
life: the baby, the schoolchild, the grandparent
sun: sunrise, midday, sunset
hair: wetting the hair, putting on shampoo, rinsing the shampoo out
house: drawing the plan, building the walls, moving in
bread: growing the wheat, grinding the flour, baking the bread
wool: shearing the sheep, spinning the wool, knitting the jumper
swim: putting on the swimsuit, swimming in the pool, showering after the swim
puzzle: opening the box, fitting the pieces together, looking at the finished puzzle
camp: pitching the tent, sleeping in the tent, taking the tent down
tea: boiling the water, pouring hot water on the tea bag, drinking the tea
lesson: the start of the lesson, the middle of the lesson, the end of the lesson
plane: the take-off, the flight above the clouds, the landing
chick: the hen laying an egg, the chick hatching, the chick growing up
pancake: stirring the batter, pouring batter into the pan, turning the pancake over
race: lining up at the start, running, crossing the finish line
apple: the blossom, the small green apple, the ripe red apple
weekdays: Monday morning, Monday afternoon, Monday night
meal: laying the table, eating the meal, washing the dirty plates
story: the beginning, the middle, the end"""
ORDERS = [line.split(": ")[1].split(", ") for line in SEQUENCES.splitlines()]
WHAT_COMES_FIRST = wording("""
    What comes {x}: {l}?
    Which of these happens {x}? {l}
    Put in order in your head: {l}. Which one is {x}?
    In time, which one is {x}: {l}?
    Three pictures show {l}. Which picture goes {x}?
    Sequencing. The steps are {l}. Say the step that comes {x}.
    {p} cut out a picture story, but the strips got mixed: {l}. Which strip belongs {x}?
    before and after game! {l} ... which of them comes {x} normally
    Think about what happens when. {l}. The {x} of these is ___
    Usually, in what order? You only need to tell me the one that is {x}: {l}
""")


def what_comes_first(rng: Random, _words: list[str]) -> Problem:
    order, x = rng.choice(ORDERS), rng.choice(["first", "last"])
    mixed = rng.sample(order, 3)
    word = order[0] if x == "first" else order[-1]
    think = "\n".join(f"{i}: {step}" for i, step in enumerate(order, 1)) + f"\n{x}: {word}"
    return choice(WHAT_COMES_FIRST, dict(l=", ".join(mixed), x=x, p=rng.choice(PEOPLE)), word, "It is {}.", think, few=True)


DATE_IN_N_DAYS = wording("""
    Today is {t}. What is the date in {n} days?
    What date is {n} days after {t}?
    {t} + {n} days = ___
    {p}'s party is {n} days from now. It's {t} today. What's the date of the party?
    The library lends books for {n} days. I borrowed one on {t}, so on which date is it due?
    Medicine for {n} days after {t}. Which date do I get to?
    Count on {n} days from {t} and write the date.
    our guinea pig had babies on {t}, they can leave their mum {n} days later. what date is that
    On {t} the carpenter promises the table for {n} days later. Which date is it then?
    The shop on the corner shuts {n} days after {t}. On what date?
""")


def date_in_n_days(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice([i for i in range(12) if i != 1])
    d, n, style = rng.randint(1, 28), rng.randint(2, 14), rng.randrange(3)
    day, month, think = days_on(d, m, n)
    word = dated(day, MONTHS[month], style)
    return choice(DATE_IN_N_DAYS, dict(t=dated(d, MONTHS[m], style), n=n, p=rng.choice(PEOPLE)), word, "It is {}.", f"{think}\n{word}")


DATE_WEEKS_AWAY = wording("""
    Today is {t}. What date will it be in {n} weeks?
    {n} weeks after {t} it is which date?
    {p} goes to camp {n} weeks after {t}. On what date does {p} go?
    {t} + {n} weeks = ___
    The next visit to the eye doctor is in {n} weeks. Today it's {t}. Write down its date.
    exactly {n} weeks from {t}, which date please
    School started on {t}. {n} weeks later there is a class trip. What's the date of the trip?
    A kitten born on {t} gets its first jab {n} weeks on. Which date should be marked in the calendar?
    From {t}, move down {n} rows, one row a week, on the wall calendar. What date are you on?
    Tell me the date: {t} plus {n} weeks.
""")


def date_weeks_away(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice([i for i in range(12) if i != 1])
    d, n, style = rng.randint(1, 28), rng.randint(2, 4), rng.randrange(3)
    day, month, think = days_on(d, m, 7 * n)
    word = dated(day, MONTHS[month], style)
    return choice(DATE_WEEKS_AWAY, dict(t=dated(d, MONTHS[m], style), n=n, p=rng.choice(PEOPLE)), word, "It is {}.", f"{times(7, n)}\n{think}\n{word}")


DATE_BEFORE = wording("""
    It is {t}. What was the date {n} days ago?
    Which date is {n} days before {t}?
    {t} - {n} days = ___
    {p} fell ill {n} days before {t}. On which date was that?
    Count {n} days back from {t}.
    The cake must be ordered {n} days before the wedding on {t}. By what date must we order it?
    today's {t}, i lost my key {n} days ago, what date was it
    Tickets went on sale {n} days earlier than {t}, the day of the match. Give the date.
    The photo in the paper of {t} had been taken {n} days before. On what date was it taken?
    Cross {n} days off backwards, starting from {t}. Which date do you arrive at?
""")


def date_before(rng: Random, _words: list[str]) -> Problem:
    month, n, style = rng.choice(MONTHS), rng.randint(2, 14), rng.randrange(3)
    d = rng.randint(n + 1, 28)
    word = dated(d - n, month, style)
    return choice(DATE_BEFORE, dict(t=dated(d, month, style), n=n, p=rng.choice(PEOPLE)), word, "It is {}.", f"{minus(d, n)}\n{word}")


DAYS_UNTIL_DATE = wording("""
    Today is {a}. How many days is it until {b}?
    {p}'s birthday is on {b}. Today is {a}. How many days are left?
    How many days from {a} to {b}?
    Countdown: now {a}, holidays begin {b}. Days to go: ___
    A hotel guest arrives on {a} and leaves on {b}. How many nights does the guest stay?
    I sleep at my cousin's from {a} till {b}. How many nights is that?
    If the calendar says {a}, in how many days is {b}?
    {b} is how many days later than {a}?
    the concert is on {b} and it's {a} today!! how many more sleeps
    The seeds went into the soil on {a} and came up on {b}. After how many days did they come up?
    The ship left port on {a} and reached the island on {b}. How many days later was that?
""")


def days_until_date(rng: Random, _words: list[str]) -> Problem:
    m = rng.choice([i for i in range(12) if i != 1])
    d, n, style = rng.randint(1, 28), rng.randint(3, 25), rng.randrange(3)
    day, month, _ = days_on(d, m, n)
    if m == month:
        think = minus(day, d)
    else:
        left = LENGTHS[MONTHS[m]] - d
        think = f"{MONTHS[m]}: {LENGTHS[MONTHS[m]]} days\n{minus(LENGTHS[MONTHS[m]], d)}\n{plus(left, day)}"
    return number(DAYS_UNTIL_DATE, dict(a=dated(d, MONTHS[m], style), b=dated(day, MONTHS[month], style), p=rng.choice(PEOPLE)), n, "It is {}.", think)


DAYS_INCLUDED = wording("""
    The fair is on from {a} to {b}, first and last day included. How many days is that?
    {p} is on holiday from {a} up to and including {b}. How many days of holiday are there?
    School is closed from {a} through {b}. Counting both of these days, for how many days is it closed?
    From {a} to {b} inclusive = ___ days
    How many days are there from {a} to {b} if you count both the first and the last day?
    count the first AND the last day: {a} till {b}, how many days
    The circus plays every day, starting on {a}; its last day is {b}. On how many days can you see it?
    I read one chapter a day. I began on {a} and read the last one on {b}. How many chapters did I read?
    Each day from {a} to {b}, both ends included, a door is opened. Number of doors?
    A sale begins on {a} and the very last day of the sale is {b}. How many days does it last, both included?
""")


def days_included(rng: Random, _words: list[str]) -> Problem:
    month, d, n, style = rng.choice(MONTHS), rng.randint(1, 18), rng.randint(2, 10), rng.randrange(3)
    values = dict(a=dated(d, month, style), b=dated(d + n, month, style), p=rng.choice(PEOPLE))
    return number(DAYS_INCLUDED, values, n + 1, "It is {}.", f"{minus(d + n, d)}\n{plus(n, 1)}")


WEEKDAY_OF_DATE = wording("""
    {a} is a {w}. What day of the week is {b}?
    If {a} falls on a {w}, on which weekday does {b} fall?
    In this year's calendar {a} is a {w}. Which weekday is {b}?
    We have {w}, {a}. {p} asks what day {b} will be.
    {a}: {w}. {b}: ___ , which weekday?
    Given that {a} was a {w}, work out the weekday of {b} in the same year.
    My birthday is on {b}. I know that {a} is a {w}, so on what day of the week do I celebrate?
    {w} is {a}, so {b} is a what?
    The calendar page is torn. I can still read "{w}, {a}". Which day of the week belongs to {b}?
    School report is dated {w}, {a}. The meeting is on {b}. Find out the weekday of the meeting.
""")


def weekday_of_date(rng: Random, _words: list[str]) -> Problem:
    month, d, n, i, style = rng.choice(MONTHS), rng.randint(1, 12), rng.randint(2, 16), rng.randrange(7), rng.randrange(3)
    think = f"{minus(d + n, d)}\n" + (ring(DAYS, i, n) if n < 7 else over(n, 7) + (f"\n{ring(DAYS, i, n % 7)}" if n % 7 else f"\n{DAYS[i]}"))
    values = dict(a=dated(d, month, style), b=dated(d + n, month, style), w=DAYS[i], p=rng.choice(PEOPLE))
    return choice(WEEKDAY_OF_DATE, values, DAYS[(i + n) % 7], "It is {}.", think)


MONTH_IN_A_DATE = wording("""
    The date {t} is written day/month/year. Which month is it?
    Day first, then month, then year: {t}. Name the month.
    In Britain they write {t} with the day first. What month is meant?
    {t} in the order day, month, year. The month is called ___
    A stamp says {t}, in the order day, month, year. In which month was it stamped?
    {p} was born on {t}, day/month/year. In which month is the birthday?
    My yoghurt is good until {t}, and the first number is the day. Which month is that?
    what month is {t} if its day then month then year
    Read the European date {t}, where the month is the middle number, and write the month as a word.
    The ticket is dated {t}; the middle number stands for the month. Which month do I travel in?
""")


def month_in_a_date(rng: Random, _words: list[str]) -> Problem:
    d, m, y = rng.randint(1, 28), rng.randrange(12), rng.randint(2012, 2029)
    t = rng.choice([f"{d}/{m + 1}/{y}", f"{d:02d}/{m + 1:02d}/{y}", f"{d}.{m + 1}.{y}"])
    return choice(MONTH_IN_A_DATE, dict(t=t, p=rng.choice(PEOPLE)), MONTHS[m], "It is {}.", f"{t}: month {m + 1}\n{m + 1}: {MONTHS[m]}")


AGE_IN_YEARS = wording("""
    {p} is {a} years old. How old will {p} be in {n} years?
    In {n} years, how old is someone who is {a} now?
    {a} years old today, {n} years later ___ years old.
    My cousin has just turned {a}. What age will my cousin be {n} years from now?
    Add {n} years to the age of {p}, who is {a}. What age is that?
    i'm {a} now, how old am i in {n} years
    A tree is {a} years old. What will its age be after {n} more years?
    Our tortoise is {a}. We want to know how old it is {n} years on.
    When {n} years have gone by, {p}, aged {a} at present, will be how old?
    The house was {a} years old when we bought it {n} years ago. How old is it now?
""")


def age_in_years(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(5, 60), rng.randint(2, 30)
    return number(AGE_IN_YEARS, dict(a=a, n=n, p=rng.choice(PEOPLE)), a + n, "It is {}.", plus(a, n))


AGE_YEARS_AGO = wording("""
    {p} is {a} years old. How old was {p} {n} years ago?
    Now aged {a}. Age {n} years ago: ___
    Grandpa is {a}. He got married {n} years ago. How old was he then?
    How old were you {n} years back if you are {a} today?
    In {n} years {p} will be {a}. How old is {p} now?
    my aunt is {a}, she moved here {n} years ago, what age was she
    A castle tree is {a} years old. {n} years earlier, what was its age?
    Mum turned {a} this week. Take off {n} years. How old was Mum at that time?
    {n} years from now the teacher will be {a}. What is the teacher's age at the moment?
    Dad has been a pilot for {n} years and is {a} years old. At what age did he become one?
""")


def age_years_ago(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(40, 80)
    n = rng.randint(2, a - 22)
    return number(AGE_YEARS_AGO, dict(a=a, n=n, p=rng.choice(PEOPLE)), a - n, "It is {}.", minus(a, n))


AGE_DIFFERENCE = wording("""
    {p} is {a} and {q} is {b}. How many years older is {p}?
    What is the difference in age between {p}, aged {a}, and {q}, aged {b}?
    The captain is {a}. The youngest sailor is {b}. How many years are between them?
    {p}: {a} years old; {q}: {b} years old. Age difference = ___
    How much younger is somebody of {b} than somebody of {a}, in years?
    {q} has been alive for {b} years, {p} for {a}. By how many years is {p} the elder?
    A tortoise of {a} lives with a parrot of {b}. By how many years is the tortoise older?
    my neighbour is {a}, me {b} - how many years apart are we
    Two trees are {a} and {b} years old. How many years older is the first tree than the second?
    When {q} was born, {p} was already there. {q} is {b} now and {p} {a}. How old was {p} at the time {q} was born?
""")


def age_difference(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(8, 80)
    b = rng.randint(3, a - 2)
    p, q = rng.sample(PEOPLE, 2)
    return number(AGE_DIFFERENCE, dict(a=a, b=b, p=p, q=q), a - b, "It is {}.", minus(a, b))


AGE_OF_THE_OTHER = wording("""
    {p} is {a} years old and {q} is {b}. How old will {q} be when {p} is {c}?
    Now: {p} {a}, {q} {b}. Later: {p} {c}, {q} ___
    A girl is {a} and her brother is {b}. What age does the brother have when the girl is {c}?
    When {p}, who is {a} today, turns {c}, what is the age of {q}, who is {b} today?
    {q} is {b} and {p} {a}. At the time when {p} is {c}, {q} is how old?
    my sister is {a} and i'm {b}. how old am i when she is {c}
    Two friends were born on the same day of the year. One is {a}, the other {b}. How old is the other one when the first is {c}?
    Years go by until {p} is {c}. Today {p} is {a} and {q} is {b}. How old is {q} then?
    The cat is {a}, the dog is {b}. When the cat is {c}, how many years old will the dog be?
    {p}, {a}, says to {q}, {b}: when I am {c}, how old will you be?
""")


def age_of_the_other(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.sample(range(3, 40), 2)
    n = rng.randint(2, 20)
    p, q = rng.sample(PEOPLE, 2)
    return number(AGE_OF_THE_OTHER, dict(a=a, b=b, c=a + n, p=p, q=q), b + n, "It is {}.", f"{minus(a + n, a)}\n{plus(b, n)}")


AGE_FROM_THE_OTHER = wording("""
    {p} is {a}. {q} is {n} years {x}. How old is {q}?
    {q} is {n} years {x} than {p}, who is {a}. What is {q}'s age?
    {p}: {a} years. {q}: {n} years {x}. {q} is ___ years old.
    I am {a} and my friend is {n} years {x} than me. How old is my friend?
    Dad's age is {a}. His boss is {n} years {x}. Find the age of the boss.
    Our teacher is {n} years {x} than the headmaster. The headmaster is {a}. How old is our teacher?
    aunt is {a}, uncle {n} yrs {x}, how old is uncle
    Compared with {p}, {q} is {n} years {x}. {p} is {a} years of age. How many years old is {q}?
    One oak is {a} years old; the other is {x} by {n} years. What age is the other oak?
    How old is {q}, if {p} is {a} and {q} is {x} by {n} years?
""")


def age_from_the_other(rng: Random, _words: list[str]) -> Problem:
    a, n, x = rng.randint(25, 70), rng.randint(2, 15), rng.choice(["older", "younger"])
    p, q = rng.sample(PEOPLE, 2)
    values = dict(a=a, n=n, x=x, p=p, q=q)
    if x == "older":
        return number(AGE_FROM_THE_OTHER, values, a + n, "It is {}.", f"older: plus\n{plus(a, n)}")
    return number(AGE_FROM_THE_OTHER, values, a - n, "It is {}.", f"younger: minus\n{minus(a, n)}")


TIMES_AS_OLD = wording("""
    {p} is {a} years old. {q} is {x} as old. How old is {q}?
    I'm {a} and my uncle is {x} as old as I am. What is his age?
    {q} is {x} as old as {p}. {p} is {a}. Age of {q} = ___
    A foal is {a} years old and the mare is {x} as old. How old is the mare?
    {q} was {x} as old as {p} when {p} was {a}. How old was {q} then?
    how old is my gran's clock if it's {x} as old as the radio, and the radio is {a}
    The church is {x} as old as the town hall, which has stood for {a} years. For how many years has the church stood?
    If you are {x} as old as a child of {a}, how old are you?
    Younger one: {a}. Older one: {x} as old. Older one's age?
    Riddle: take someone who is {a}. I am {x} as old. Say how old I am.
""")
MULTIPLES = {"twice": 2, "three times": 3, "four times": 4, "five times": 5}


def times_as_old(rng: Random, _words: list[str]) -> Problem:
    a, x = rng.randint(4, 16), rng.choice(list(MULTIPLES))
    p, q = rng.sample(PEOPLE, 2)
    return number(TIMES_AS_OLD, dict(a=a, x=x, p=p, q=q), a * MULTIPLES[x], "It is {}.", f"{x}: x {MULTIPLES[x]}\n{times(a, MULTIPLES[x])}")


AGES_TOGETHER = wording("""
    {p} is {a}, {q} is {b} and {r} is {c}. How old are they together?
    Add the ages: {a}, {b}, {c}
    What is the sum of the ages of three people who are {a}, {b} and {c} years old?
    Ages in our family: {a}, {b}, {c}. Total: ___
    Three brothers are {a}, {b} and {c}. All their years together make how many?
    {p} puts one candle for each year on the cakes of three people aged {a}, {b} and {c}. How many candles is that?
    we are {a}, {b} and {c} years old, how old are we all together
    Grandad adds up the ages of his three tortoises, {a}, {b} and {c}. What does he get?
    If {p}, {q} and {r}, who are {a}, {b} and {c}, were one person, how old would that person be?
    A team of three: the first is {a}, the second {b}, the third {c}. Work out the age of the team as a whole.
""")


def ages_together(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(4, 30) for _ in range(3))
    p, q, r = rng.sample(PEOPLE, 3)
    return number(AGES_TOGETHER, dict(a=a, b=b, c=c, p=p, q=q, r=r), a + b + c, "It is {}.", plus_steps([a, b, c]))


TURNS_IN = wording("""
    {p} was born in {y}. How old does {p} turn in {z}?
    Born {y}. Age on the birthday in {z}: ___
    Which birthday does a person born in {y} celebrate in {z}? Give the number.
    My sister came into the world in {y}. How old will she be on her birthday in {z}?
    year of birth {y}, now its {z} and the birthday is over. how old
    A tree was planted in {y}. How many years later was {z}?
    The school was founded in {y}. Which anniversary does it have in {z}? Just count the years.
    From the year {y} to the year {z}: how many years?
    {p}'s house was built in {y}. How many years old was it in {z}?
    A coin is stamped {y}. A collector buys it in {z}. How many years lie between the two?
""")


def turns_in(rng: Random, _words: list[str]) -> Problem:
    y = rng.randint(1950, 2015)
    n = rng.randint(4, 2030 - y)
    return number(TURNS_IN, dict(y=str(y), z=str(y + n), p=rng.choice(PEOPLE)), n, "It is {}.", minus(y + n, y))


YEAR_OF_BIRTH = wording("""
    {p} turned {n} in {z}. In which year was {p} born?
    Someone had their birthday number {n} in {z}. Year of birth?
    {z} - {n} years: which year is that?
    What year was it {n} years before {z}?
    Our town hall became {n} years old in {z}. When was it built?
    In {z} Grandma celebrated {n} years. She was born in ___
    it's {z}. {n} years ago my parents met. what year was it
    The school had its {n} year party in {z}. In which year did it open?
    The new bridge of {z} came {n} years after the old bridge. From which year was the old bridge?
    On the birthday cake of {p} were {n} candles, one for each year, in {z}. Work out {p}'s year of birth.
""")


def year_of_birth(rng: Random, _words: list[str]) -> Problem:
    z, n = rng.randint(1990, 2025), rng.randint(4, 70)
    return number(YEAR_OF_BIRTH, dict(z=str(z), n=n, p=rng.choice(PEOPLE)), z - n, "It was {}.", minus(z, n))


YEAR_LATER = wording("""
    Which year comes {n} years after {y}?
    {y} + {n} years: what year is it then?
    {p} was born in {y}. In which year does {p} turn {n}?
    It is {y}. What year will it be in {n} years?
    The museum opened in {y} and has its birthday number {n} in which year?
    A time capsule was buried in {y}, to be dug up {n} years later. When, as a year?
    A bank card from {y} works for {n} years. In what year does it run out?
    born {y}, what year do i turn {n}
    The comet was seen in {y} and comes back after {n} years. Write the year of its return.
    Count {n} years on from {y}. You get to ___
""")


def year_later(rng: Random, _words: list[str]) -> Problem:
    y, n = rng.randint(1950, 2024), rng.randint(5, 75)
    return number(YEAR_LATER, dict(y=str(y), n=n, p=rng.choice(PEOPLE)), y + n, "It is {}.", plus(y, n))


OLDEST_OF_THREE = wording("""
    {p} is {a}, {q} is {b} and {r} is {c}. Who is the {x}?
    Ages: {p} {a}, {q} {b}, {r} {c}. The {x} is ___
    Who is {x}, {p} with {a} years, {q} with {b} or {r} with {c}?
    Three cousins, {p} aged {a}, {q} aged {b}, {r} aged {c}. Name the {x}.
    At the party {p} has {a} candles, {q} {b} and {r} {c}, one candle a year. Which of them is the {x}?
    find the {x}: {p} = {a}, {q} = {b}, {r} = {c} years
    {r} is {c} years old, {q} {b} and {p} {a}. Which one is the {x}?
    They line up by age. {p} says {a}, {q} says {b}, {r} says {c}. Who of them is {x}?
    In our team play {q}, {b}, {r}, {c}, and {p}, {a} years old. I wonder which player is the {x}?
    Write the name of the {x} person: {p}, age {a}; {q}, age {b}; {r}, age {c}
""")


def oldest_of_three(rng: Random, _words: list[str]) -> Problem:
    (p, q, r), (a, b, c) = rng.sample(PEOPLE, 3), rng.sample(range(3, 40), 3)
    x = rng.choice(["oldest", "youngest"])
    n = max(a, b, c) if x == "oldest" else min(a, b, c)
    word = {a: p, b: q, c: r}[n]
    return choice(OLDEST_OF_THREE, dict(a=a, b=b, c=c, p=p, q=q, r=r, x=x), word, "It is {}.", f"{p}: {a}\n{q}: {b}\n{r}: {c}\n{x}: {n}\n{word}")


OLDER_BY_YEAR = wording("""
    {p} was born in {y}, {q} in {z}. Who is {x}?
    Years of birth: {p} {y}, {q} {z}. The {x} one is ___
    Who is {x}: {p}, born {y}, or {q}, born {z}?
    {p}'s passport says {y} for the year of birth and {q}'s says {z}. Which of the two is {x}?
    born in {z}: {q}. born in {y}: {p}. who is {x}
    In {y} {p} came into the world, in {z} {q} did. Say which of them is {x}.
    Two teachers were born, {p} in {y} and {q} in {z}. Name the {x} teacher.
    One of the friends {p} and {q} is {x}. {p} was born in the year {y} and {q} in the year {z}. Who is it?
    Compare: {q}, born in {z}, and {p}, born in {y}. Who of them is the {x}?
    A family tree shows {p} *{y} and {q} *{z}, the years in which they were born. Which one is {x}?
""")


def older_by_year(rng: Random, _words: list[str]) -> Problem:
    (p, q), (y, z) = rng.sample(PEOPLE, 2), rng.sample(range(1950, 2020), 2)
    x = rng.choice(["older", "younger"])
    n = min(y, z) if x == "older" else max(y, z)
    word = p if n == y else q
    think = f"{p}: {y}\n{q}: {z}\n{min(y, z)} < {max(y, z)}\n{x}: {'earlier' if x == 'older' else 'later'}, {n}\n{word}"
    return choice(OLDER_BY_YEAR, dict(y=str(y), z=str(z), p=p, q=q, x=x), word, "It is {}.", think)


TIMES_A_WEEK = wording("""
    {p} has {a} training days a week. How many training days is that in {n} weeks?
    The rubbish is collected {a} times a week. How often in {n} weeks?
    {a} times a week, {n} weeks long: how many times?
    We have {a} music lessons per week. How many lessons are there in {n} weeks?
    Swimming club meets {a} times every week for {n} weeks. Number of meetings = ___
    i water the plants {a} times a week, how many times in {n} weeks
    A postman rides through our street {a} times a week. How many times does he ride through it in {n} weeks?
    School is on {a} days a week. How many school days do {n} full weeks have?
    There are {n} weeks until the concert. If the choir sings {a} times each week, how often will it sing before the concert?
    Grandma phones {a} times per week. After {n} weeks, how many calls have there been?
""")


def times_a_week(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 6), rng.randint(2, 12)
    return number(TIMES_A_WEEK, dict(a=a, n=n, p=rng.choice(PEOPLE)), a * n, "It is {}.", times(a, n))


LEAP_YEAR = wording("""
    Is {y} a leap year?
    Does the year {y} have a 29 February, yes or no?
    Leap year or not, yes or no: {y}
    {p} wants to know if {y} has one extra day as a leap year. Yes or no?
    Yes or no: in {y} there are 366 days.
    was or will {y} be a leap year
    The rule says: years that can be divided by 4. So is {y} a leap year?
    Check whether the year {y} is a leap year. Answer with yes or no.
    Would a child born on 29 February be able to celebrate on the right date in {y}? Yes or no?
    February of {y}: is it one day longer than usual, yes or no?
""")


def leap_year(rng: Random, _words: list[str]) -> Problem:
    y = rng.choice([y for y in range(1904, 2097) if y % 100])
    if rng.random() < 0.3:
        y -= y % 4
    y += 4 * (y % 100 == 0)
    word = "no" if y % 4 else "yes"
    return choice(LEAP_YEAR, dict(y=str(y), p=rng.choice(PEOPLE)), word, "{}.", f"{over(y % 100, 4)}\n{word}")


WEEKEND = wording("""
    Is {d} a school day or part of the weekend? Answer school day or weekend.
    {d}: school day or weekend?
    In our country children go to school from Monday to Friday. Is {d} weekend or a school day?
    Sort {d}: "school day" or "weekend"
    Weekend or school day - what is {d}, normally in Europe?
    {p} is happy because it's {d}. Weekend or school day?
    can you tell me if {d} is weekend or school day, i mix them up
    Colour the weekend days red and the school days blue. Is {d} a weekend or a school day?
    Lessons are on five days, Monday to Friday. {d} is then a school day or the weekend?
    Which word goes with {d}, weekend or school day?
""")


def weekend(rng: Random, _words: list[str]) -> Problem:
    i = rng.choice([0, 1, 2, 3, 4, 5, 5, 6, 6])
    return choice(WEEKEND, dict(d=DAYS[i], p=rng.choice(PEOPLE)), "weekend" if i > 4 else "school day", "It is the {}." if i > 4 else "It is a {}.", None, few=True)


STARTS_WITH = [(f"month {x}", m) for m, x in (
    ("February", "that starts with F"), ("September", "that starts with S"), ("October", "that starts with O"), ("November", "that starts with N"),
    ("December", "that starts with D"), ("May", "with the shortest name"), ("September", "with the longest name"), ("February", "with the fewest days"),
    ("January", "the year begins with"), ("December", "the year ends with"), ("December", "with Christmas Eve in it"), ("January", "with New Year's Day in it"),
    ("October", "with Halloween in it"), ("February", "with Valentine's Day in it"), ("July", "between June and August"), ("May", "that has only three letters"))]
STARTS_WITH += [(f"day of the week {x}", d) for d, x in (
    ("Monday", "that starts with M"), ("Wednesday", "that starts with W"), ("Friday", "that starts with F"), ("Wednesday", "with the longest name"),
    ("Saturday", "right before Sunday"), ("Monday", "right after the weekend"), ("Friday", "right before the weekend"), ("Wednesday", "between Tuesday and Thursday"))]
STARTS_WITH += [("season in which snow is most likely", "winter"), ("hottest season of the year", "summer"), ("coldest season of the year", "winter"),
                ("season in which many leaves turn yellow and fall", "autumn"), ("season in which the first flowers come out", "spring")]
GUESS_THE_NAME = wording("""
    What is the {x}?
    Name the {x}.
    Guess: the {x}!
    I am looking for the {x}. What is it?
    Which is the {x}?
    Calendar riddle: the {x} is called ___
    {p} has forgotten the {x}. Can you say it?
    tell me the {x} pls
    Crossword clue: {x}
    Do you know the {x}? Write its name.
""")


def guess_the_name(rng: Random, _words: list[str]) -> Problem:
    x, word = rng.choice(STARTS_WITH)
    return choice(GUESS_THE_NAME, dict(x=x, p=rng.choice(PEOPLE)), word, "It is {}.", None, few=True)


AGAIN_IN_N_DAYS = wording("""
    {p} waters the cactus every {n} days. Today is {d} and it got water today. On which day does it get water next?
    Every {n} days the nurse changes a bandage, last time on {d}. What weekday is the next change?
    The bins are emptied every {n} days, the last time on {d}. Next time: ___
    On {d} I washed my hair; I do it every {n} days. Which day is it again?
    A baker brings fresh rolls every {n} days. She came on {d}. When does she come again?
    fish get fed every {n} days and they were fed on {d}, so which weekday do they get food next
    Tablets must be taken every {n} days. The first was taken on {d}. On what day of the week must the second be taken?
    The ferry to the island goes every {n} days. If one went on {d}, when does the following one go?
    It's our turn to clean the stairs every {n} days. We did it on {d}. Which weekday is our next turn?
    The market opens every {n} days. It was open on {d}. Say the weekday when it opens the next time.
""")


def again_in_n_days(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(7), rng.randint(2, 6)
    return choice(AGAIN_IN_N_DAYS, dict(d=DAYS[i], n=n, p=rng.choice(PEOPLE)), DAYS[(i + n) % 7], "It is {}.", ring(DAYS, i, n))


KINDS: dict[str, list[Kind]] = {
    "worksheet-clock": [
        time_in_digits, time_in_words, end_after_minutes, end_after_longer, start_before_minutes, start_before_longer, minutes_from_to, minutes_over_hours,
        hours_and_minutes, whole_hours_across_noon, hours_asleep, to_24_hours, from_24_hours, morning_or_later, next_departure, minutes_to_wait,
        every_few_minutes, earlier_time, times_in_order, to_the_full_hour, wrong_clock, hands_of_a_clock, minute_hand, open_now, hours_a_week, shifted_spoken,
        longer_duration, hours_to_minutes, mixed_to_minutes, minutes_to_mixed, full_hours, minutes_to_seconds, seconds_to_mixed, part_of_an_hour,
        minutes_in_all, minutes_left, minutes_each_day, lessons_and_break, faster_runner, units_in_a_unit, big_to_small, small_to_big, mixed_to_small,
        small_to_mixed, longest_unit, fitting_unit, lasts_longer, what_comes_first],
    "worksheet-calendar": [
        day_tomorrow, day_yesterday, two_days_off, day_in_n_days, day_n_days_ago, day_between, days_from_to, nth_day, days_sorted, weekend, again_in_n_days,
        next_month, last_month, month_between, month_number, month_with_number, days_in_month, month_in_n_months, month_n_months_ago, months_from_to,
        first_in_the_year, months_sorted, season_beside, season_of_month, guess_the_name, date_in_n_days, date_weeks_away, date_before, days_until_date,
        days_included, weekday_of_date, month_in_a_date, leap_year, times_a_week, turns_in, year_of_birth, year_later, age_in_years, age_years_ago,
        age_difference, age_of_the_other, age_from_the_other, times_as_old, ages_together, oldest_of_three, older_by_year]}
