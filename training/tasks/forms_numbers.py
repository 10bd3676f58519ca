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
        {a} and {b} (together|added up|in total)(| = ?| make what?)
        Here are two numbers, {a} and {b}. (What is their sum|What do they add up to|How much are they together)?
        I wonder (what|how much) {a} and {b} (make|are) (together|when added).
        (Take|Begin with) the number {a}, then add {b}. What (is the result|do you have now)?
        {a} + {b} = (__|___|_)
        (Adding|If you add|When you add) {b} to {a} gives (what|which number)(?|)
        (My teacher wants|I was asked for|I still need) the sum of {a} and {b}. (Can you help|What is it)?
        What does {a} + {b} (equal|come to|make)?
        (Fill in|Complete)(:| the blank:) {a} + {b} = (_|__|?)
        {a} is increased by {b}. What (is the new number|number is that now)?
        Which number is {b} (more|greater|larger) than {a}?
        (Do|Solve|Try) this (sum|addition|addition problem)(:| for me:) {a} + {b}
        (I think of|I take|I start with) {a} and (then I |)add {b}. Which number (do I reach|do I get|is it now)?
        (Combine|Put together) {a} and {b}. How (much|many) is that?
        The (sum|total) of {a} and {b} (is|equals|=) (?|...|what?)
        (Could|Can|Would) you tell me (what|how much) {a} plus {b} (is|makes|equals)?
        Let x be the sum of {a} and {b}. (What is x|Find x)(.|)
        If one number is {a} and the other is {b}, what is (their sum|the total|the sum)?
        (On a number line|On the number line), you (stand|are) at {a} and jump {b} (forward|to the right). Where do you land?
        {b} added to {a}(?| is?| equals?)
        (So|OK,|And) {a} plus {b} (equals|makes|would be)(?|...|...?)
        (Find|Determine) the (total|value) of {a} + {b}.
        How much do you (have|get) if you put {a} and {b} together?
        What (must|should) I write after the equals sign: {a} + {b} =
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
        {a} and {b}: (what is the difference|how big is the difference|by how much do they differ)?
        Here are two numbers, {a} and {b}. (How far apart are they|What is their difference)?
        I wonder (what|how much) {a} minus {b} (is|makes|leaves).
        (Take|Begin with) the number {a}, then (subtract|take away) {b}. What (is the result|do you have now)?
        {a} - {b} = (__|___|_)
        (Subtracting|Taking) {b} from {a} (gives|leaves) (what|which number)(?|)
        {b} is taken away from {a}. (What remains|How much is left|What is left)?
        What does {a} - {b} (equal|come to|make)?
        (Fill in|Complete)(:| the blank:) {a} - {b} = (_|__|?)
        {a} is (reduced|decreased|lowered) by {b}. What (is the new number|number is that now)?
        Which number is {b} (less|smaller) than {a}?
        (Do|Solve|Try) this (subtraction|subtraction problem)(:| for me:) {a} - {b}
        (I think of|I take|I start with) {a} and (then I |)take away {b}. Which number (do I reach|do I get|is it now)?
        How (much|many) must (I|you|we) add to {b} to (get|reach|make) {a}?
        The difference (between|of) {a} and {b} (is|equals|=) (?|...|what?)
        (Could|Can|Would) you tell me (what|how much) {a} minus {b} (is|makes|equals)?
        By how much is {a} (greater|larger|more) than {b}?
        (Count|Go) back {b} from {a}. (Where do you end up|Which number do you reach)?
        (On a number line|On the number line), you (stand|are) at {a} and jump {b} (back|to the left). Where do you land?
        {b} (subtracted|taken) from {a}(?| is?| equals?)
        (So|OK,|And) {a} minus {b} (equals|leaves|would be)(?|...|...?)
        (Find|Determine) the value of {a} - {b}.
        {b} + __ = {a}. (What goes in the blank|Which number is missing)?
        From {b} to {a}, how (much|many) (is missing|is it|do you need to count)?
        How much (less|smaller) is {b} than {a}?
        What (must|should) I write after the equals sign: {a} - {b} =
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
        {a} and {b} (multiplied|multiplied together)(?| make what?| = ?)
        Here are two numbers, {a} and {b}. What is their product?
        I wonder (what|how much) {a} times {b} (is|makes).
        {a} (x|*|×) {b} = (__|___|_)
        (Take|Begin with) the number {a} and multiply it by {b}. What (is the result|do you get)?
        (Multiplying|If you multiply|When you multiply) {a} by {b} gives (what|which number)(?|)
        (My teacher wants|I was asked for|I still need) the product of {a} and {b}. (Can you help|What is it)?
        What does {a} (x|times|*) {b} (equal|come to|make)?
        (Fill in|Complete)(:| the blank:) {a} (x|×|*) {b} = (_|__|?)
        {a} is multiplied by {b}. What (is the new number|number comes out|is the result)?
        Which number is {b} times (as large as|as much as|as big as) {a}?
        (Do|Solve|Try) this multiplication(:| for me:| problem:) {a} (x|*|×) {b}
        (I think of|I take|I start with) {a} and multiply it by {b}. Which number (do I reach|do I get|is it now)?
        If {a} is (taken|counted) {b} times, what (is the total|do you get)?
        The product of {a} and {b} (is|equals|=) (?|...|what?)
        (Could|Can|Would) you tell me (what|how much) {a} times {b} (is|makes|equals)?
        Let x be the product of {a} and {b}. (What is x|Find x)(.|)
        A rectangle has {a} columns and {b} rows of squares. How many squares (is that|are there): {a} (x|*) {b}?
        There are {b} rows with {a} in each. (What is the total|How many is that): {a} (x|times) {b}?
        {a} multiplied by {b}(?| is?| equals?)
        (So|OK,|And) {a} times {b} (equals|makes|would be)(?|...|...?)
        (Find|Determine) the value of {a} (x|*|×) {b}.
        (From the times table|Times tables|Mental maths): {a} (x|times) {b}(?|)
        {b} times the number {a} is (what|how much|which number)?
        What (must|should) I write after the equals sign: {a} (x|*|×) {b} =
        How (much|many) do {b} lots of {a} (make|come to)?
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
        {a} and {b}: what is the first divided by the second?
        I wonder (what|how much) {a} divided by {b} (is|makes).
        {a} (/|÷|:) {b} = (__|___|_)
        (Take|Begin with) the number {a} and divide it by {b}. What (is the result|do you get)?
        (Dividing|If you divide|When you divide) {a} by {b} gives (what|which number)(?|)
        {a} is divided by {b}. What (comes out|is the result|is the answer)?
        What does {a} (/|÷|divided by) {b} (equal|come to|make)?
        (Fill in|Complete)(:| the blank:) {a} (/|÷) {b} = (_|__|?)
        (Do|Solve|Try) this division(:| for me:| problem:) {a} (/|÷|:) {b}
        (I think of|I take|I start with) {a} and divide it by {b}. Which number (do I reach|do I get|comes out)?
        How many times is {b} contained in {a}?
        The quotient of {a} and {b} (is|equals|=) (?|...|what?)
        (Could|Can|Would) you tell me (what|how much) {a} divided by {b} (is|makes|equals)?
        (Share|Split up|Distribute) {a} equally (into|among) {b} (groups|parts). How much is in each?
        {a} is split into {b} equal parts. How (big|large|much) is (one|each) part?
        How many groups of {b} can (you|we|I) make (from|out of) {a}?
        (So|OK,|And) {a} divided by {b} (equals|makes|would be)(?|...|...?)
        (Find|Determine) the value of {a} (/|÷) {b}.
        (My teacher wants|I was asked for|I still need) {a} divided by {b}. (Can you help|What is it)?
        What (must|should) I write after the equals sign: {a} (/|÷|:) {b} =
        (With|By) long division, (find|work out|calculate) {a} (/|÷|divided by) {b}.
        {b} into {a} goes how many times?
        If the dividend is {a} and the divisor is {b}, what is the (quotient|result)?
        How often can (you|I) (take|subtract) {b} from {a}?
    """, r".*= (.+)")],
    "sequences": [form(r"(?:What comes next: |Which number comes next\? |Continue: )(?P<xs>[\d, ]+), \.\.\.\??", """
        What (number |)(comes|is) next(:| in| after) {xs}(?|, ...?|, ?)
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
        (I count|We count|She counts|A robot counts)(:| like this:) {xs}. (Which|What) number (is said|comes) next?
        (Which|What) number (belongs|goes) (in the blank|in the gap|at the end)(:|?) {xs}, (__|___|_)
        {xs}, ... (How does it go on|What number is next|How does it continue)?
        The first five numbers (of a sequence |in a row |)are {xs}. What is the sixth?
        (Find|Spot|Look for) the (rule|pattern) and (write|give|say) the next number: {xs}(.|, ...|)
        (Number pattern|Pattern|Sequence|Series): {xs}, ___
        If the (pattern|sequence) {xs} (continues|goes on|keeps going), (which|what) number (is|comes) next?
        (My sister|My teacher|A friend|Tom) wrote {xs} (on the board|on paper|in the sand). What number should (follow|come next)?
        I wonder (what|which number) comes next in (the pattern |the row |){xs}.
        (What is|What's) the (next term|next number|following number) (in|of) (the sequence|the series|the pattern) {xs}?
        {xs}, and (what|which number) (comes then|is next|after that)?
        (Can|Could) you (see|find|spot) the pattern in {xs} and (tell me|say) what (comes next|follows)?
        (One more number|The next number), please: {xs}, ...
        (Extend|Lengthen) the (sequence|pattern|list) {xs} by one (number|more number|term).
        (House|Page|Ticket|Locker) numbers (go|run) {xs}. (Which|What) is the next one?
        (Keep counting|Go on counting|Count on)(:| like this:) {xs}, ...
        (The list|The row|A list) {xs} (follows a rule|has a pattern). Which number (would|should) be next?
        What (would|will|should) the sixth number be(:| if the first five are) {xs}?
        (After|Following) {xs} (comes|we get|there comes) (what|which number)?
        (Which|What) number is missing at the end of {xs}, (?|__)
        Here is (the start|the beginning) of a (sequence|pattern|series): {xs}. How does it (continue|go on)?
        (Add|Write|Put) the next number to (this|the) (row|list|pattern): {xs}.
        Given the sequence {xs}, (find|determine|state) the next term.
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
        {t} and {n} minutes (more|later)(:| is) what time(| is it| is that)?
        (The bell rings|School starts|The show begins|The match starts) {n} minutes after {t}. (What time is that|At what time is that)?
        I wonder what time it will be {n} minutes (after|from) {t}.
        (In|After) {n} minutes, what time (is it|will it be) if it is {t} now?
        (The cake|Bread|A pizza|The soup) (goes into the oven|starts cooking) at {t} and needs {n} minutes. When is it (ready|done)?
        The (train|bus|plane|ship) leaves at {t} and takes {n} minutes. (What time does it arrive|When does it get there)?
        {t} + {n} (min|minutes) = (?|__|...)
        (Reading|Homework|The game|Swimming) starts at {t} and stops after {n} minutes. What time is it then?
        (Move|Turn) the clock (forward|on|ahead) {n} minutes from {t}. (What time does it show|What does it show)?
        (Can|Could) you (work out|tell me|say) what time it is {n} minutes (after|later than) {t}?
        A (lesson|film|meeting|walk) of {n} minutes (starts|begins) at {t}. (At what time|When) (is it over|does it end|will it finish)?
        (Start time|Start): {t}. (Duration|Length|Time): {n} minutes. End(?| time?)
        Now it is {t}. (We|They|I) have to wait {n} (more |)minutes. (What time will it be then|Until what time)?
        (Find|Calculate) the (time|clock time) that is {n} minutes (later than|after|past) {t}.
        What does (a|the|my) clock (show|say|read) {n} minutes after {t}?
        (My alarm|The timer|The alarm) is set at {t} to ring {n} minutes later. When does it ring?
        If (class|practice|the party|the concert) starts at {t} and lasts for {n} minutes, (when does it end|what time does it end)?
        {n} minutes (have|had) passed since {t}. What time is it (now|then)?
        The journey began at {t}. It (took|lasted) {n} minutes. (Give|Write|Find) the (time of arrival|arrival time).
        (Wake|Call) me {n} minutes after {t}. What time (would|will) that be?
        (My|Our|The) (bus|train) was due at {t} but (is|comes) {n} minutes late. When does it come?
        {t} now. {n} minutes later(?| it is?| is when?)
        What is the time {n} minutes (on|later) from {t}?
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
            {n} days after {d} is (what|which) (day|weekday|day of the week)?
            I wonder (what|which) day (it is|it will be) {n} days (from|after) {d}.
            (The test|My holiday|The concert|The show) (starts|is) {n} days after {d}. (On which|On what) day (is that|does it fall)?
            If it is {d} (today|now), (what|which) day of the week (comes|will it be) {n} days later?
            (Can|Could) you (work out|tell me|say) (what|which) day it will be {n} days after {d}?
            Today: {d}. In {n} days: (?|which day?|what day?|__)
            {d} + {n} days = (?|__|which day?)
            (I|We) (sent|ordered) a (parcel|letter|book) on {d}, and it (arrives|comes) {n} days later. (Which|What) day is that?
            (What|Which) (day of the week|weekday) (is|falls) {n} days (from|after) (a |){d}?
            Suppose it is {d}. (Find|Give|Name) the day (of the week |){n} days from now.
            (A seed|A flower|A tree) (is|was) planted on {d}. On (which|what) weekday will {n} days have passed?
            (Grandma|My cousin|Our guest) (arrives|came) on {d} and stays for {n} days. On (what|which) day of the week (does the visit end|is the end)?
            Starting (on|from) {d}, (what|which) day do you (reach|get to) after {n} days?
            {n} days (pass|go by) after {d}. (What|Which) day is it (now|then)?
            (On|From) {d} (I|we) count {n} days (forward|ahead|on). (What|Which) day (do I get|is it)?
            Which day of the week will it be {n} days from now, if now is {d}?
            (My|Our) calendar shows {d}. (What|Which) day will it show (in|after) {n} days?
            (Count|Go) on {n} days from {d} and (name|say|tell me) the day.
            (A week has seven days|Days go in a circle). If it is {d}, what day (comes|is it) {n} days later?
            {n} days from {d} (is|will be) (...|__|which day)?
            The (library book|homework|letter) is due {n} days after {d}. (What|Which) day (of the week |)is it due?
            Something happened on a {d}. (What|Which) day of the week was it {n} days later?
            It was {d} {n} days ago. (What|Which) day is it (today|now)?
            (Day|Start|First day): {d}. Days (later|passed): {n}. (Weekday|Day)?
            (I'm|I am|We are) leaving {n} days after {d}. (Which|What) weekday is that?
        """, ALL),
        form(r"Which month comes (?P<w>after|before) (?P<m>\w+)\?", """
            (What|Which) is the month {w} {m}?
            (Name|Tell me|Say|Give me) the month (that comes |right |just |){w} {m}.
            (What|Which) month (is|do we have) {w} {m}?
            {w} {m} (is|comes) (which|what) month?
            (Do you know|Can you tell me) (what|which) month (comes|is) {w} {m}?
            The month {w} {m}(?| is?)
            {w} {m}, (what|which) month (is it|comes|do we have)?
            I wonder (what|which) month (comes|is) (right |just |){w} {m}.
            (The month|Which month is) (directly|immediately|just) {w} {m}(?|)
            Which (of the twelve months|month of the year) (comes|is) {w} {m}?
            (Fill in|Complete)(:| the blank:) the month {w} {m} is (__|...|?)
            (On|In) the calendar, (which|what) month (stands|is|comes) (right |just |){w} {m}?
            (Can|Could) you name the month {w} {m}( for me|)?
            (My birthday|Our trip|The party) is in the month {w} {m}. (Which|What) month is (it|that)?
            {m}: (which|what) month (is|comes) (right |just |){w} it?
            (Look at|Think of) {m}. (Which|What) month comes {w} it?
            (Find|Write|Write down) the month that (is|comes) (one month |right |){w} {m}.
            In the order of the months, what comes {w} {m}?
            (What is|What's) the name of the month (right |just |){w} {m}?
            (Months|Calendar|Quiz)(:| question:) {w} {m} (comes|is) (...|?)
            (If you know the months|Using the calendar), (say|tell me) (which|what) (one|month) comes {w} {m}.
            {w} {m}: (which|what) month(?| is it?)
            The month that (comes|is|stands) (right |just |){w} {m}(?| is?)
            (We|I) (learn|study) the months. (Which|What) one (comes|is) {w} {m}?
            Is there a month (right |just |){w} {m}, and (which|what) is it( called|)?
            (Which|What) month would you (write|say|put|name) {w} {m}?
            (I know|We have) {m}. Now (tell me|name|say) the month {w} it.
            (The holidays|Our classes|The games) start in the month {w} {m}. (Which|What) month is that?
            (Order|List) of months: (which|what) comes (directly |){w} {m}?
        """, ALL),
        form(r"What is the day after (?P<date>.+)\?", """
            (What|Which) date (comes|is) (right |just |)after {date}?
            (Today is|It is|If today is) {date}. (What|Which) date is tomorrow?
            (What|Which) is the (next day|day that follows) (after|to) {date}?
            (Tell me|Give me|Name) the date (of the day |one day |)after {date}.
            (What|Which) date do we write on the day following {date}?
            (Yesterday|The day before) was {date}. (What is|What's) (today's date|the date now)?
            {date} plus one day(?|.)
            (If|When) today is {date}, (what|which) date (is it|will it be|do we have) tomorrow?
            {date} + 1 day = (?|__)
            I wonder (what|which) date (comes|follows) (right |)after {date}.
            What will the date be (one day|a day|24 hours) after {date}?
            (Can|Could) you (tell me|say|work out) the date (one day|a day) later than {date}?
            (The calendar|My calendar|The newspaper) (says|shows) {date}. What will it (say|show) tomorrow?
            (The party|The test|Our trip|The match) is (one day|the day) after {date}. (Which|What) date is (it|that)?
            {date} is (over|almost over). (What|Which) date (begins|starts|comes) (now|next)?
            (Find|Write|Give) the (next date|date that comes next)(:| after) {date}.
            (Tomorrow's date|The date tomorrow), if today is {date}(?| is?)
            After {date} (comes|we have|we write) (which|what) date?
            At midnight {date} ends. (What|Which) (is the new date|date is it then)?
            (I|We) arrive (one day|the day) after {date}. On (what|which) date (is that|do we arrive)?
            (What|Which) day of the calendar (comes|follows) directly after {date}?
            (Fill in|Complete)(:| the blank:) the day after {date} is (__|...|?)
            Today we wrote {date} (on the board|in our books). What do we write tomorrow?
            (The day|The date) (that follows|following|right after) {date}(?| is?)
            (Add|Please add) one day to {date}.
            (What|Which) date is one day (after|later than) {date}?
            (Let today be|Suppose today is) {date}. Tomorrow's date(?| is?)
            If (I|we) (start|leave|begin) on {date} and (arrive|finish) the next day, (what|which) date is that?
            (Next|Following) day: {date} -> (?|__)
            {date}. And (the day after that|tomorrow|the next day)?
            (My|The) homework is due the day after {date}. (What|Which) date is that?
            (What|Which) date will (tomorrow|the next day) have if (now|today) it is {date}?
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
        (Convert|Please change|Rewrite) {n} {u}, (giving|writing) the answer in {v}.
        {n} {u} = (__|___|?|...) {v}
        I wonder how many {v} {n} {u} (is|are|make).
        (Fill in|Complete)(:| the blank:) {n} {u} = (_|__|?) {v}
        (My teacher|My dad|A friend) (says|asks for) {n} {u}. How many {v} (is|are) that?
        (How much|What) is {n} {u} (when measured|measured|given|if you count it) in {v}?
        (The answer|The result|My answer) is {n} {u}. What is (that|it) in {v}?
        In {v}, (how much|what) (is|are) {n} {u}?
        {n} {u} (is the same as|are as much as|equal|make) how many {v}?
        (Can|Could|Would) you (tell me|work out|say) how many {v} (there are in|make up) {n} {u}?
        (What number of|How many) {v} (equals|is equal to|is the same as) {n} {u}?
        If (I|we|you) have {n} {u}, how many {v} (is that|are those|does that make)?
        (Unit conversion|Conversion|Convert this): {n} {u} to {v}
        (Find|Work out|Calculate) {n} {u} in {v}.
        (A box|A sign|A label|The book) says {n} {u}. (Change|Turn|Convert) this (into|to) {v}.
        {n} {u} (converted|changed|turned) (to|into) {v} (is|are|gives) (what|how much)?
        How (would|do) (you|I) (write|say|give) {n} {u} in {v}?
        From {u} to {v}: (convert |change |){n} {u}(.|)
        (Here are|Given) {n} {u}. (Find|Give|Write) the number of {v}.
        (The recipe|The task|The list) (gives|says) {n} {u}, but I (need|want) it in {v}. How many {v} is that?
        Using {v} instead of {u}, how much is {n} {u}?
        How many {v} do {n} {u} (equal|make|come to)?
        (Suppose|Say) you (count|measure) {n} {u}. (How many|What number of) {v} would you (count|get) (instead|for the same amount)?
    """, r".*= (\d+) \w+")],
}

