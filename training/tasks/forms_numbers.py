"""Sums, sequences, clocks, dates and units in other words."""

from .forms import ALL, Form, form

SUM = r"(?:What is |Compute |Please calculate |How much is |Can you work out |)(?P<a>\d+) {} (?P<b>\d+)(?: =|\?|\.|)"
FORMS: dict[str, list[Form]] = {
    "addition": [form(SUM.format(r"\+"), """
        (What is|What's|whats) {a} plus {b}?
        (Add|Please add) {a} and {b}(.| together.)
        (How much is|How much are|What do you get for) {a} and {b} (together|in total|added up)?
        (Can|Could) you (add|sum up) {a} and {b}( for me|)?
        (Find|Give me|Tell me) the sum of {a} and {b}.
        {a} plus {b}(?|| is what?)
        (Work out|Calculate|Solve|Evaluate)(:|) {a} + {b}(.|)
        (I need|I want) to (know|find out) (what|how much) {a} + {b} is.
        If (I|you|we) add {b} to {a}, (what do I get|what is the result|what is the total)?
        What (number|total) do (you|I) get when (you|I) (add|put together) {a} and {b}?
        What is the (sum|total) of {a} and {b}?
        {a}+{b}=(?|)
        Start with {a} and (count on|add) {b} more. (Where are you|What do you have)?
        What is {b} more than {a}?
        {a} + {b} (makes what|is how much|gives what)?
        (Increase|Raise) {a} by {b}.
    """, r".*= (.+)")],
    "subtraction": [form(SUM.format("-"), """
        (What is|What's|whats) {a} minus {b}?
        (Subtract|Please subtract|Take) {b} from {a}.
        (How much is|What remains of|What is left of) {a} (when|if) you take away {b}?
        (Can|Could) you (subtract|take away) {b} from {a}( for me|)?
        (Find|Give me|Tell me) the difference (between|of) {a} and {b}.
        {a} minus {b}(?|| is what?)
        (Work out|Calculate|Solve|Evaluate)(:|) {a} - {b}(.|)
        (I need|I want) to (know|find out) (what|how much) {a} - {b} is.
        If (I|you|we) take {b} (away from|off) {a}, (what is left|what remains|how much is left)?
        What (number|result) do (you|I) get when (you|I) (take|subtract) {b} from {a}?
        What is the difference between {a} and {b}?
        {a}-{b}=(?|)
        {a} (take away|less) {b}?
        What is {b} less than {a}?
        (Decrease|Lower|Reduce) {a} by {b}.
        How much (bigger|larger|more) is {a} than {b}?
    """, r".*= (.+)")],
    "multiplication": [form(SUM.format(r"(?:x|\*|times)"), """
        (What is|What's|whats) {a} times {b}?
        (Multiply|Please multiply) {a} (by|with|and) {b}.
        (How much is|How much are) {a} times {b}?
        (Can|Could) you multiply {a} (by|with) {b}( for me|)?
        (Find|Give me|Tell me) the product of {a} and {b}.
        {a} times {b}(?|| is what?)
        (Work out|Calculate|Solve|Evaluate)(:|) {a} (x|*|×) {b}(.|)
        (I need|I want) to (know|find out) (what|how much) {a} (x|*) {b} is.
        If (I|you|we) multiply {a} by {b}, (what do I get|what is the result)?
        What (number|result) do (you|I) get when (you|I) multiply {a} and {b}?
        What is {a} multiplied by {b}?
        {a}(x|*){b}=(?|)
        What is the product of {a} and {b}?
        {b} groups of {a} make how many?
    """, r".*= (.+)")],
    "division": [form(r"(?:What is |Divide |)(?P<a>\d+)(?: divided by | / | by )(?P<b>\d+)(?:\?|\.|)", """
        (What's|How much is|whats|Tell me) {a} divided by {b}(?|)
        (Please divide|Divide up|Split) {a} by {b}.
        (Calculate|Work out|Solve|Evaluate)(:|) {a} (/|:|÷) {b}(.|)
        (Can|Could) you divide {a} by {b}( for me|)?
        (Find|Give me) the quotient of {a} and {b}.
        How (many times|often) does {b} (go|fit) into {a}?
        (I need|I want) to (know|find out) what {a} / {b} is.
        If (I|you|we) divide {a} by {b}, (what do I get|what is the result)?
        {a} divided by {b}(?|| is what?)
        What (number|result) do (you|I) get when (you|I) divide {a} by {b}?
        {a}(/|÷|:){b}=(?|)
        What is the (result|quotient) of {a} divided by {b}?
        {a} over {b}(?|)
    """, r".*= (.+)")],
    "sequences": [form(r"(?:What comes next: |Which number comes next\? |Continue: )(?P<xs>[\d, ]+), \.\.\.\??", """
        What (number|) (comes|is) next(:| in| after) {xs}(?|, ...?|, ?)
        (Continue|Go on with|Carry on with) (the|this) (sequence|pattern|row|series)(:|) {xs}(.|)
        {xs}, (?|___|what's next?|what comes next?|and then?)
        (Find|Give|Write|Tell me) the next (number|term)(:| in this pattern:| of the sequence) {xs}(.|)
        (Look at|Here are) (these|some) numbers: {xs}. (Which|What) one (follows|comes after them)?
        (Which|What) number (follows|should follow|comes after) {xs}?
        (Fill in|Complete)(:| the pattern:| the row:) {xs}, (_|__|?|...)
        A (pattern|sequence) (goes|begins|starts) {xs}. What is the next number?
        (Can|Could) you (continue|go on with) {xs}?
        (Numbers|The numbers) {xs} follow a rule. (Say|Name) the one after them.
        (Guess|Predict|Work out) what comes after {xs}(.|)
    """, ALL)],
    "clock": [form(r"It is (?P<t>\d\d:\d\d)\. What time is it in (?P<n>\d+) minutes\?", """
        (What time is it|What time will it be|What will the clock show) {n} minutes (after|from) {t}?
        (It's|It is) {t}( now| right now|). (What time will it be|What's the time) in {n} (minutes|min)?
        (Add|Please add) {n} minutes to {t}.
        (The|My|A) (clock|watch) (shows|says) {t}. What (will it show|time will it say) {n} minutes later?
        {t} plus {n} minutes(?| is what time?)
        (A film|The lesson|Dinner|A bus ride|A game) (starts|begins) at {t} and (lasts|takes) {n} minutes. When does it (end|finish)?
        (I|We) leave at {t} and (walk|drive|travel) for {n} minutes. (When do we arrive|What time do I arrive)?
        It is {t} and (dinner|the bus|my friend) comes in {n} minutes. (When is that|At what time is that)?
        (Tell me|Work out) the time {n} minutes after {t}.
        At {t} (Mum|Dad|the teacher) says: {n} minutes (to go|left). (When is it over|When does the time end)?
        {n} minutes from {t}, what time is it?
        If it is {t} now, what time is it (after|in) {n} minutes?
    """, r"It will be (.+)\.")],
    "dates": [
        form(r"Today is (?P<d>\w+)\. What day is it in (?P<n>\d+) days\?", """
            (What|Which) (day|weekday) (is it|will it be) {n} days after {d}?
            (If today is|Suppose today is) {d}, (what|which) day (is it|will it be) in {n} days?
            (It is|It's) {d}( today|). (In|After) {n} days (it will be|we have) (which|what) day?
            (Name|Tell me|Find) the (day|weekday) {n} days (after|from) {d}.
            {d} plus {n} days(?| is what day?)
            (My birthday|The party|The match|Our trip) is in {n} days and today is {d}. (Which|What) (day|weekday) is (it|that)?
            (Today's|Today is) {d}. What is the day {n} days (from now|later)?
            (Count|Go) {n} days (on|forward) from {d}. (Which day is it|Where do you land)?
        """, ALL),
        form(r"Which month comes (?P<w>after|before) (?P<m>\w+)\?", """
            (What|Which) is the month {w} {m}?
            (Name|Tell me|Say|Give me) the month (that comes |right |just |){w} {m}.
            (What|Which) month (is|do we have) {w} {m}?
            {w} {m} (is|comes) (which|what) month?
            (Do you know|Can you tell me) (what|which) month (comes|is) {w} {m}?
            The month {w} {m}(?| is?)
        """, ALL),
        form(r"What is the day after (?P<date>.+)\?", """
            (What|Which) date (comes|is) (right |just |)after {date}?
            (Today is|It is|If today is) {date}. (What|Which) date is tomorrow?
            (What|Which) is the (next day|day that follows) (after|to) {date}?
            (Tell me|Give me|Name) the date (of the day |one day |)after {date}.
            (What|Which) date do we write on the day following {date}?
            (Yesterday|The day before) was {date}. (What is|What's) (today's date|the date now)?
            {date} plus one day(?|.)
        """, ALL)],
    "units": [form(r"(?:Convert (?P<n>\d+) (?P<u>\w+) to (?P<v>\w+)\.|How much is (?P<n2>\d+) (?P<u2>\w+) in (?P<v2>\w+)\?|How many (?P<v3>\w+) are (?P<n3>\d+) (?P<u3>\w+)\?)", """
        (How many|What number of) {v} (are there in|make up|make|is|do you have in) {n} {u}?
        (Change|Turn|Please convert|Please change) {n} {u} (into|to) {v}.
        {n} {u} (is|are|=|equals) how many {v}?
        (Write|Express|Give|Say) {n} {u} in {v}.
        (What is|What's|What are) {n} {u} (expressed in|written in|when you count in) {v}?
        (Can|Could) you (convert|change|turn) {n} {u} (to|into) {v}( for me|)?
        {n} {u} (in|to|as) {v}(?|)
        (I have|I need|There are) {n} {u}. How many {v} (is that|are they)?
        (Something|It) (takes|measures|is) {n} {u}. (Say|Tell me) it in {v}.
        If something is {n} {u}, (what|how much) is it in {v}?
    """, r".*= (\d+) \w+")],
}

