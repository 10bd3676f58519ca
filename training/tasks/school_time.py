"""Times of day, durations, days and months."""

from random import Random

from .calendar import DAYS, MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, plus_steps
from .stories import plus

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
HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
CYCLE = wording("""
    (Which|What) {k} (comes|is) (right |just |){w} {x}?
    (Tell me|Name|Say) the {k} {w} {x}.
    {w} {x} comes (which|what) {k}?
    (What is|What's) the {k} (that comes |){w} {x}?
    The {k} {w} {x}(?| is?)
    (Today it is|If it is) {x}, (what|which) {k} is {w} (it|that)?
""")
DAY = wording("""
    (Today is|It is|If today is) {x}. (What|Which) day (is|was|will it be) {w}?
    (What|Which) day is {w} if today is {x}?
    {w}: (what|which) day, if (today is|it is) {x}( now| today|)?
    (My calendar says|We have) {x} today. (Name|Which is) the day {w}(?|.)
    If today is {x}, {w} (is|was) (what|which day)?
    {x} today, so what about {w}?
""")
NEAR = {"tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2, "in three days": 3, "in a week": 7, "three days ago": -3, "in four days": 4}


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


def cycle(rng: Random, _words: list[str]) -> Problem:
    row, k = rng.choice([(DAYS, "day"), (MONTHS, "month")])
    i, w = rng.randrange(len(row)), rng.choice(["after", "before"])
    return choice(CYCLE, dict(k=k, w=w, x=row[i]), row[(i + (1 if w == "after" else -1)) % len(row)], "{}.")


def day(rng: Random, _words: list[str]) -> Problem:
    i, w = rng.randrange(7), rng.choice(list(NEAR))
    n = NEAR[w]
    way = 1 if n > 0 else -1
    return choice(DAY, dict(x=DAYS[i], w=w), DAYS[(i + n) % 7], "{}.", " ".join(DAYS[(i + way * j) % 7] for j in range(abs(n) + 1)), few=True)


KINDS: dict[str, list[Kind]] = {
    "time-of-day": [duration, started, spoken, clock_24, hours_minutes],
    "days-and-months": [cycle, day, day],
}
