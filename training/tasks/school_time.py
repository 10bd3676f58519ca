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
    {s} to {e}: how many minutes?
    (Find|Work out|Calculate) the (number of minutes|time in minutes) between {s} and {e}.
    If a (film|lesson|match|concert) starts at {s} and ends at {e}, how many minutes (does it last|is it)?
    (From|Starting at) {s} it is __ minutes to {e}.
    How many minutes after {s} is {e}?
    {p} leaves (home|school) at {s} and arrives at {e}. How many minutes was {p} on the way?
    How many minutes (pass|go by|are there) until {e} if it is {s} now?
    The clock (shows|says) {s}. In how many minutes will it (show|say) {e}?
    (I wonder|Do you know|Can you work out) how many minutes lie between {s} and {e}?
    A (cake|pie) goes into the oven at {s} and comes out at {e}. How many minutes was it in (there|the oven)?
    Begin: {s}. End: {e}. How long is that in minutes?
    {p} started (homework|a game|a walk) at {s} and was done at {e}. How many minutes did it take?
    What is the time difference between {s} and {e} in minutes?
    In minutes, how long is it from {s} (to|until|till) {e}?
    The (shop|pool|library) is open from {s} to {e}. For how many minutes is it open?
    How many minutes does {p} (wait|rest|practise) if {p} (begins|starts) at {s} and stops at {e}?
    It (was|is) {s} when we (begin|start) and {e} when we stop. How many minutes (went by|is that)?
    The (break|party|lesson) runs from {s} until {e}. How many minutes long is it?
    My train goes at {e} and it is {s} now. How many minutes do I have?
    You wait from {s} to {e}. That is a wait of how many minutes?
    At {s} {p} falls asleep, at {e} {p} wakes up. How many minutes did {p} sleep?
    By how many minutes is {e} later than {s}?
    (Take|Here are) two times, {s} and {e}. How many minutes are between them?
    A (nap|race|ride) began at {s} and was over at {e}. Say how many minutes it lasted.
    How many minutes must pass before {s} becomes {e}?
""")
STARTED = wording("""
    (The film|A game|The lesson) (ends|ended|is over) at {e} and (lasted|lasts|took) {n} minutes. When did it (start|begin)?
    (What time|When) was it {n} minutes before {e}?
    {p} must be (at school|home|there) at {e}. It takes {n} minutes. When (must|should) {p} leave?
    {n} minutes (before|earlier than) {e}, what (is|was) the time?
    It is {e} now. What time was it {n} minutes ago?
    (Take|Subtract) {n} minutes (from|off) {e}(.|. What time is it?)
    {e} minus {n} minutes (is|=) what time?
    (Find|Work out|Tell me) the time {n} minutes before {e}.
    If (it is|the clock shows) {e} now, what time was it {n} minutes (ago|before|earlier)?
    (A cake|A pie) came out of the oven at {e} after {n} minutes. When did it go in?
    Go back {n} minutes from {e}. (What time is it|Which time do you get)?
    {p} arrived at {e} after a trip of {n} minutes. (When|At what time) did {p} leave?
    The (clock|watch) shows {e}. What did it show {n} minutes ago?
    (I wonder|Do you know|Can you work out) what time it is {n} minutes before {e}?
    {p} has been (reading|waiting|playing) for {n} minutes, and it is {e}. Since what time?
    The time {n} minutes before {e} (is|was) __.
    At {e} the (bus|train) arrived. The ride (took|lasted) {n} minutes. When did it (leave|start)?
    The (lesson|party|match) is {n} minutes long and ends at {e}. (When|At what time) does it (begin|start)?
    Which time is {n} minutes earlier than {e}?
    Turn the clock back {n} minutes from {e}. What does it (show|say)?
    (School|The show|The match) starts at {e}. {p} wants to be there {n} minutes early. When is that?
    To finish at {e} after {n} minutes, when must (you|{p}) start?
    {p} (got|woke) up {n} minutes before {e}. What time was that?
    It is now {e}. {n} minutes ago it was (what time|which time)?
    Counting {n} minutes back from {e}, (what|which) time do you get?
    The walk ends at {e} and takes {n} minutes. What is the starting time?
    Ending time: {e}. Length: {n} minutes. Starting time?
    When did a game of {n} minutes begin if it was over at {e}?
    We must go {n} minutes before the train leaves at {e}. At what time must we go?
    What was the time {n} minutes before the clock (struck|showed|said) {e}?
    Subtract {n} minutes and tell me the time(:|.) {e}
""")
SPOKEN = wording("""
    (Write|How do you write|Say) {s} (as a digital time|in digits|on a digital clock)(?|.)
    (What time is|What does a digital clock show at) {s}(?|, in digits?)
    It is {s}. (Write|Give) (it|that time) (in digits|with digits).
    {s} (in digits|on a digital clock)(?|, please.)
    (My|The) clock says {s}. (What|How) is that (in digits|as a digital time)?
    How (does|would) a digital clock show {s}?
    {s} = __ (in digits|on a digital clock)
    (What|Which) digits does a digital clock show at {s}?
    (Write|Give|Show) the time {s} (in|using|with) (numbers|digits).
    (Turn|Change|Convert) {s} into a digital time.
    My grandma says it is {s}. What does my digital watch (show|say)?
    If it is {s}, what (time |)(is|stands) on the digital clock?
    (I wonder|Do you know|Can you say) how {s} looks on a digital clock?
    The teacher says {s}. (Write|Put) the time in digits.
    On a digital watch, {s} (is|looks like) what?
    How is {s} written (in digits|with digits|as a digital time)?
    (The bus|School|The film) starts at {s}. (Write|Give) the time in digits.
    Someone asks for the time and hears {s}. (Which|What) time is that in digits?
    Digital time for {s}(?|:)
    What is {s} (in digits|as a digital time|on a digital watch)?
    We (meet|eat|leave) at {s}. How do I type that time in digits?
    {s}: show (it|this time) on a digital clock.
    (Please write|Type) {s} like a digital clock( does|).
    A (round|wall) clock shows {s}. What does the digital one next to it show?
    In digits, the time {s} is __.
    The hands of the clock say {s}. What is the digital time?
    (Put|Write) the spoken time {s} in (numbers|digits).
    What would you (read|see) on a digital clock (at|when it is) {s}?
    How many hours and minutes does a digital clock show at {s}? (Write|Give) it in digits.
    At {s}, the digital clock (shows|says) what?
""")
CLOCK_24 = wording("""
    (What is|What's|Write) {s} (on a 24-hour clock|in 24-hour time)(?|.)
    {s} (in 24-hour time|on the 24-hour clock)(?|.| is?)
    (Turn|Change|Convert) {s} (into|to) 24-hour time.
    (How do you|How would you) write {s} (in|with) 24 hours?
    (A train leaves|School ends|Dinner is) at {s}. (What|Which) time is that in 24-hour time?
    {s} = __ (in 24-hour time|on the 24-hour clock)
    How is {s} (written|shown) on (a|the) 24-hour clock?
    (Give|Show|Express) {s} in 24-hour time.
    If it is {s}, what (time |)does a 24-hour clock show?
    (I wonder|Do you know|Can you say) what {s} is on a 24-hour clock?
    My watch has 24 hours. What does it show at {s}?
    What does a 24-hour clock (show|say) at {s}?
    Twenty-four-hour time for {s}(?|:)
    (The bus|My flight|The film) is at {s}. How (does|would) a 24-hour timetable (show|write) that?
    Using the 24-hour clock, {s} is (written as|what time)?
    (Rewrite|Write) the time {s} with the 24-hour clock.
    (In|On) a 24-hour timetable, how do I find {s}?
    In 24-hour time, {s} (is|becomes) __.
    (Please convert|Change) {s} from the 12-hour to the 24-hour clock.
    Which 24-hour time (is the same as|equals|matches) {s}?
    The 12-hour clock says {s}. What does the 24-hour clock say?
    What time is {s} if you count all 24 hours (of the day|from midnight)?
    (Tom|Mia|Ali) gets up at {s}. What is that in 24-hour time?
    On a phone with a 24-hour clock, {s} looks like what?
    How would soldiers and pilots write {s} in 24-hour time?
    The party begins at {s}. (Put|Write) it in 24-hour time.
    {s}, but (with|on) a 24-hour clock(?|.)
    From am and pm to 24 hours(:|.) {s}
    Without am or pm, {s} is what time on a 24-hour clock?
    When a normal clock says {s}, a 24-hour clock says what?
""")
HOURS_MINUTES = wording("""
    How many minutes (are|is|are there in) {h} hours and {m} minutes?
    (Convert|Change|Turn) {h} hours {m} minutes (to|into) minutes.
    {h} h {m} min in minutes(?|, please.)
    (A film|The trip|A flight) takes {h} hours and {m} minutes. How many minutes is that?
    (Express|Write|Give) {h} hours {m} minutes in minutes.
    {h} hours and {m} minutes = __ minutes
    How many minutes do {h} hours and {m} minutes (make|have)?
    (Work out|Find|Calculate) the number of minutes in {h} hours {m} minutes.
    If a (film|game|lesson) lasts {h} hours and {m} minutes, how many minutes does it last?
    (Tom|Mia|Ali) (walked|read|slept) for {h} hours and {m} minutes. How many minutes (was|is) that?
    (I wonder|Do you know|Can you say) how many minutes {h} hours and {m} minutes are?
    What is {h} hours and {m} minutes (in minutes|as minutes|if you count only minutes)?
    In minutes, {h} hours and {m} minutes (is|makes) how much?
    {h} hours {m} minutes, how many minutes (altogether|in all|in total)?
    We drove for {h} hours and then {m} minutes more. How many minutes did we drive?
    The clock runs for {h} hours and {m} minutes. How many minutes (go by|pass)?
    (Please write|Say) {h} hours and {m} minutes in minutes only.
    How long is {h} hours and {m} minutes in minutes?
    A (cake|stew) needs {h} hours and {m} minutes in the oven. That is how many minutes?
    Count the minutes in {h} hours and {m} minutes.
    {h} hours plus {m} minutes is __ minutes.
    A bus ride of {h} hours and {m} minutes takes how many minutes?
    Put {h} hours and {m} minutes into minutes.
    How many minutes long is a (show|match|trip) of {h} hours and {m} minutes?
    (Nora|Ben|Lucy) waited {h} hours and {m} minutes. (Give|Tell me) the time in minutes.
    Minutes in {h} hours and {m} minutes(?|:)
    My (flight|train) takes {h} h {m} min. How many minutes will I sit in it?
    There are 60 minutes in an hour. How many are in {h} hours and {m} minutes?
    Only minutes, please(:|.) {h} hours {m} minutes
    It took {h} hours and {m} minutes. Say that in minutes.
""")
HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
CYCLE = wording("""
    (Which|What) {k} (comes|is) (right |just |){w} {x}?
    (Tell me|Name|Say) the {k} {w} {x}.
    {w} {x} comes (which|what) {k}?
    (What is|What's) the {k} (that comes |){w} {x}?
    The {k} {w} {x}(?| is?)
    (Today it is|If it is) {x}, (what|which) {k} is {w} (it|that)?
    The {k} {w} {x} is __.
    Which {k} (comes|is|follows|stands) next to {x}, (directly|right) {w} it?
    (Do you know|I wonder|Can you say) what the {k} {w} {x} is?
    {x}: (which|what) {k} (is|comes) {w} it?
    (Look at|Think of) a calendar. (Which|What) {k} comes {w} {x}?
    What {k} is one {k} {w} {x}?
    (In|Looking at) the calendar, which {k} is (directly|just|right) {w} {x}?
    (Fill in|Complete)(:|) the {k} {w} {x} is (_|___).
    I am thinking of the {k} {w} {x}. Which {k} (is it|do I mean)?
    {w} {x}, (what|which) {k} do we (have|get)?
    If you say the {k}s in order, which one (comes|is) right {w} {x}?
    (Please give|Write) the name of the {k} {w} {x}.
    I am the {k} (right|just) {w} {x}. Which {k} am I?
    Which {k} (must|does) come {w} {x}?
    (What|Which) {k} do you (find|see) {w} {x} in the calendar?
    Is there a {k} {w} {x}? (Which one|What is it called|Tell me its name)(?|.)
    What is the name of the {k} that comes (right |directly |){w} {x}?
    {x} is a {k}. What is the {k} {w} it?
    The trip is planned for the {k} {w} {x}. Which {k} is that?
    (Tell|Show) us the {k} that comes {w} {x}.
    The {k} we want (comes|is) {w} {x}. (Name it|Which one is it|What is it)(?|.)
    Of all the {k}s, which (one |)is right {w} {x}?
    (Our teacher|My sister|Mia) asks for the {k} {w} {x}. What is the answer?
    Just {w} {x} there is (which|what) {k}?
    What do you call the {k} {w} {x}?
""")
DAY = wording("""
    (Today is|It is|If today is) {x}. (What|Which) day (is|was|will it be) {w}?
    (What|Which) day is {w} if today is {x}?
    {w}: (what|which) day, if (today is|it is) {x}( now| today|)?
    (My calendar says|We have) {x} today. (Name|Which is) the day {w}(?|.)
    If today is {x}, {w} (is|was) (what|which day)?
    {x} today, so what about {w}?
    Today is {x}, so {w} (is|was) __.
    (I wonder|Do you know|Can you say) which day it is {w} if today is {x}?
    If it is {x} today, (which|what) day of the week is {w}?
    (Name|Tell me|Find) the day of the week {w} if today is {x}.
    {x} is today. (What|Which day) is {w}?
    Suppose today is {x}. (What|Which) day of the week (is|was) it {w}?
    It's {x} today. What day (is|was) {w}?
    When today is {x}, (what|which) day is {w}?
    My friend says that today is {x}. (Which|What) day is {w} then?
    (Look at|Think of) a week. Today is {x}. (Which|What) day is {w}?
    Today: {x}. Then {w}: __
    The (newspaper|phone|clock) says it is {x}. (What|Which) weekday is {w}?
    We write {x} today. (What|Which) day is it {w}?
    {w} is (which|what) day of the week if (today is|it is now) {x}?
    Here it is {x}. What day of the week do we have {w}?
    If we have {x} today, {w} is (which|what) weekday?
    Given that today is {x}, (find|say) which day is {w}.
    (This morning|Just now) I saw that it is {x}. (Which|What) day is {w}?
    What weekday is {w}, when today is {x}?
    As today is {x}, which day (is|was) it {w}?
    (It is|Today is) {x}. (The test|My birthday|The party) is or was {w}. On which day is that?
    At school the board says today is {x}. (What|Which) day is {w}?
    (What|Which) day do you get for {w} when it is {x} (now|today)?
    Let today be {x}. Then {w} is (what|which day)?
    Today we have {x}. Say which day (is|was) {w}.
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
