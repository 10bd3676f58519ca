"""Facts about numbers and the world in other words."""

from .forms import ALL, Form, form

FORMS: dict[str, list[Form]] = {
    "number-facts": [
        form(r"Is (?P<a>\d+) even or odd\?", """
            (Is the number|Is it true that) {a} (is |)even or odd?
            (Tell me|Say|Decide) (whether|if) {a} is (odd or even|even or odd).
            {a}: (even or odd|odd or even)?
            (What kind of number|Which) is {a}, (even or odd|odd or even)?
            (Would you call|Do you call) {a} (even or odd|odd or even)?
            Is {a} an (odd or an even|even or an odd) number?
            I wonder (whether|if) {a} is (even or odd|odd or even|odd or an even number).
            (Even or odd|Odd or even)(:|?| -) {a}(?|)
            {a} is (even or odd|odd or even)(?|, which one?|, which is it?)
            The number {a}(:| -|,) is it (even or odd|odd or even)?
            (Would {a} be|Is {a}) an even number or an odd (number|one)?
            (If|When) you (look at|take) the number {a}, is it (odd or even|even or odd)?
            (Fill in|Complete)(:| with even or odd:) {a} is (__|___|_). (Even or odd|Odd or even)?
            (My teacher|A friend|My brother) (asks|wants to know) (if|whether) {a} is (even or odd|odd or even). What is it?
            (Can|Could) you (tell|tell me|say) (if|whether) {a} is (an even or an odd number|even or odd)?
            (Find out|Work out|Check) (if|whether) {a} is (odd or even|an odd or even number).
            (House|Page|Room|Ticket) number {a}: (is that|is it) (even or odd|odd or even)?
            (I have|There are|We see) {a} (socks|beads|shoes|children). Is that number (even or odd|odd or even)?
            (Which|What) is the right word for {a}: (even or odd|odd or even)?
            (Say|Write|Answer) (even or odd|odd or even)(:| for the number) {a}
            Does {a} belong to the (even or the odd|odd or the even) numbers?
            If {a} children make pairs, is {a} (even or odd|odd or even)?
            (Sort|Classify) {a} as (even or odd|odd or even).
            (Can {a} be halved|Is {a} divisible by 2)? So is it (even or odd|odd or even)?
            (Decide|Choose)(:| one:) {a} is (odd or even|even or odd).
            Among even and odd numbers, where does {a} belong?
        """, r"\d+ is (\w+)\."),
        form(r"Is (?P<a>\d+) a prime number\?", """
            (Is|Is the number) {a} prime?
            (Tell me|Say|Check) (whether|if) {a} is (prime|a prime number).
            {a}: (prime or not|is it prime)?
            (Can|Could) {a} be a prime(| number)?
            Does {a} have any divisors (but|other than) 1 and itself, or is it prime?
            (Would you call|Do you call) {a} (a prime|prime)?
            I wonder (whether|if) {a} is (prime|a prime number|a prime).
            (Prime or not|Prime number or not|Prime)(:|?| -) {a}(?|)
            {a} is (a prime|prime|a prime number)(?|, yes or no?|, right?|, isn't it?)
            The number {a}(:| -|,) is it (prime|a prime|a prime number)?
            (Is it true|Is it right|Is it correct) that {a} is (prime|a prime number)?
            (Can|Could) you (tell me|say|find out|check) (if|whether) {a} is (prime|a prime number)?
            (My teacher|A friend|My brother) (asks|wants to know) (if|whether) {a} is (prime|a prime number). Is it?
            (Find out|Work out|Decide|Determine) (if|whether) {a} is a prime( number|)( or not|).
            Does {a} belong to the (primes|prime numbers)?
            (True or false|Yes or no)(:|?) {a} is (prime|a prime number)(.|)
            Is {a} (in|on) the list of (primes|prime numbers)?
            Do you find {a} among the (primes|prime numbers)?
            (If|When) we list all (primes|prime numbers), is {a} (there|among them|in the list)?
            Is {a} only divisible by 1 and itself(, so that it is prime|, that is, prime|, as a prime is)?
            (Test|Check|Try)(:| this number:) is {a} prime( or not|)?
            (Should|May|Can) (I|we) call {a} a prime( number|)?
            A prime number has exactly two divisors. Is {a} (one|prime|a prime number)?
            (Say|Answer) yes or no: is {a} a prime( number|)?
            (How about|What about|And) {a}(:|,) is (it|that|this) (a prime|prime|a prime number)?
            (Suppose|Say) someone (says|claims) that {a} is (prime|a prime number). Is (that|it) (true|right)?
        """),
        form(r"Which is larger, (?P<a>\d+) or (?P<b>\d+)\?", """
            (Which|What) (number |one |)is (bigger|greater|higher), {a} or {b}?
            (Tell me|Say|Pick) the (larger|bigger|greater) (one |number |)of {a} and {b}.
            {a} or {b}: (which|which one) is (more|larger|bigger)?
            (Compare|Look at) {a} and {b}. (Which|Which one) is (larger|bigger)?
            (Of|Between) {a} and {b}, which is the (greater|larger) number?
            (Is|Who is) (bigger|larger): {a} or {b}?
            {a} or {b}(?| - which is the largest?|, which is the larger number?|, which is greater?)
            I wonder which (number |)is (larger|greater|bigger)(,|:) {a} or {b}.
            (Here are|We have|Take) (the|two) numbers(,|:) {a} and {b}. (Which|Which one|Which of them) is (larger|greater)?
            (Circle|Underline|Choose|Find) the (larger|greater|bigger) number: {a}, {b}(.|)
            Is {a} (larger|greater|bigger) than {b}, or is {b} the (larger|greater) one?
            (Which|What) (is the maximum|is the greatest|is the larger) of {a} and {b}?
            (If|When) you compare {a} (with|to) {b}, which is (larger|bigger|greater)?
            (Who has more|Who wins), (the one|the player) with {a} points or the (one|player) with {b}? Which number is (larger|bigger)?
            (Two|Some) (players|children) have {a} and {b} points. Which number is (larger|higher|bigger)?
            (Can|Could) you (tell me|say|see) which is (larger|bigger|greater), {a} or {b}?
            (Fill in|Complete)(:| the blank:) of {a} and {b}, the larger number is (__|___|_).
            (My teacher|A friend|My brother) (asks|wants to know) which is larger(,|:) {a} or {b}.
            {a} and {b}: (name|give|say|write) the (larger|greater|bigger) number.
            (On a number line|On the number line), which is further to the right, {a} or {b}?
            The (larger|greater|bigger) (one |number |)of {a} and {b}(?| is?|, please.)
            Which of the (two|numbers) {a} and {b} is (larger|greater|bigger)?
            (I can have|You may have) {a} or {b} coins. Which (number |)is (larger|bigger)?
            (One box|One bag|A jar) has {a} (beads|beans|coins), another {b}. Which number is the (greater|larger|bigger)?
            Maximum(:| of) {a}, {b}
            Put the (larger|bigger) of the numbers {a} and {b} first. Which (is it|number is that)?
        """, r"(\d+) is larger\."),
        form(r"What is the greatest common divisor of (?P<a>\d+) and (?P<b>\d+)\?", """
            (Find|Give me|Tell me) the (greatest common divisor|gcd|greatest common factor) of {a} and {b}.
            (gcd|GCD|gcf) of {a} and {b}(?|)
            (What is|What's|Which is) the (largest|biggest) number that divides both {a} and {b}?
            (Work out|Compute|Calculate) the (gcd|greatest common factor) of {a} and {b}.
            (What|Which) is the highest common factor of {a} and {b}?
            {a} and {b}: (greatest common divisor|gcd)?
            (gcd|GCD|gcf|hcf|HCF) {a}, {b}(?| =)
            I wonder what the (greatest common divisor|greatest common factor|highest common factor) of {a} and {b} is.
            The (greatest common divisor|greatest common factor|gcd|highest common factor) of {a} and {b}(?| is?| =)
            (Of|Among) all (common divisors|common factors) of {a} and {b}, (which|what) is the (greatest|largest|highest)?
            (Find|Name|Give) the (largest|biggest|greatest) number that (goes into|divides) {a} and {b}( without a remainder| evenly|).
            What is the (largest|greatest) number that can divide {a} as well as {b}?
            (Can|Could) you (find|work out|tell me) the (greatest common divisor|gcd|highest common factor) (of|for) {a} and {b}?
            (Here are|Take|Given) two numbers, {a} and {b}. What is their (greatest common divisor|greatest common factor|gcd)?
            (Fill in|Complete)(:| the blank:) the greatest common divisor of {a} and {b} is (__|___|_).
            {a} and {b} (share some factors|have common factors). (Which|What) is the (greatest|largest|highest)(| of them)?
            (My homework|The task|Exercise)(:| is:) (greatest common factor|greatest common divisor|gcd) of {a} and {b}.
            (To simplify|To reduce) the fraction {a}/{b}, what is the (largest|greatest) number by which both can be divided?
            (Which|What) is the greatest number (dividing|that is a factor of) both {a} and {b}?
            (Ribbons|Ropes|Boards) of {a} cm and {b} cm are cut into equal pieces, with nothing left. How long can a piece be at most?
            For {a} and {b}, (find|give|say) the (gcd|greatest common divisor|highest common factor).
            (What|Which) (gcd|greatest common divisor|greatest common factor) do {a} and {b} have?
            (Determine|State) the highest common factor of the numbers {a} and {b}.
            {a} and {b} (have|share) which (greatest common divisor|greatest common factor|highest common factor)?
            The (largest|greatest|biggest) number that divides {a} and {b} (is|is what|is which number)?
            What is the (greatest|largest) number of equal (teams|groups) that {a} girls and {b} boys can both be (split|divided) into?
        """, ALL),
        form(r"Round (?P<a>\d+) to the nearest ten\.", """
            (What is|What's) {a} (rounded to|to) the nearest ten?
            (Please round|Can you round) {a} to (the nearest|a full) ten(?|.)
            {a} rounded to (the nearest ten|tens)(?|)
            (To|At) the nearest ten, (what is|how much is) {a}?
            (Which|What) (ten|multiple of ten) is (closest|nearest) to {a}?
            (Give|Say|Write) {a} rounded to the nearest 10.
            I wonder what {a} (is|becomes|gives) (when rounded|rounded) to the nearest ten.
            (Round|Please round) {a} to the nearest (10|multiple of ten)(.|, please.)
            {a}: round (it |)to the nearest (ten|10)(.|)
            (If|When) you round {a} to the nearest (ten|10), what (do you get|is it)?
            (Fill in|Complete)(:| the blank:) {a} rounded to the nearest (ten|10) is (__|___|_).
            {a} (is about|is roughly|is approximately) (how much|what), to the nearest (ten|10)?
            (There are|A school has|I counted) {a} (children|books|birds|steps). (How many|What) is that to the nearest ten?
            (Can|Could) you tell me {a} to the nearest (ten|10)?
            (Rounding|Round off|When rounding) {a} to the nearest (ten|10)(:|,) (what is the result|the result is?|what do we get?)
            (What|Which) (number|round number) is {a} (rounded|when you round it) to the nearest (ten|10)?
            (My teacher wants|The task says to have|We need) {a} rounded to the nearest (ten|10). (What is it|How much is that)?
            (Estimate|Approximate) {a} to the nearest (ten|10).
            To the nearest (ten|10), {a} is (what|how much|...)?
            (Between which two tens is {a}, and which|Which ten) is (nearer|closer) to {a}?
            (Express|Show|State) {a} to the nearest ten.
            (A shirt|A bike|A ticket) costs {a} (cents|coins). Round (this|the price) to the nearest ten.
            Nearest ten(:| to) {a}(?|)
            The number {a}, rounded to the nearest (ten|10)(?|, please.)
            (How about|What about|And) {a}(:|,) rounded to the nearest (ten|10)?
            (Suppose|Say) you may only use full tens. (What is|Which ten is) nearest to {a}?
        """, ALL)],
    "knowledge": [
        form(r"(?:What is the capital of |Name the capital of |capital of )(?P<c>.+?)[?.]", """
            (Which|What) city is the capital of {c}?
            (Tell me|Do you know|Say) the capital( city|) of {c}(?|.)
            {c}: (capital|what is its capital)?
            (What is|What's) {c}'s capital( city|)?
            (Where|In which city) (is the government|does the government) of {c}( sit|)?
            (The capital of|Capital city of) {c}(?| is?)
            I wonder (what|which city) the capital (city |)of {c} is.
            (Which|What) (town|city) is {c}'s capital?
            (Capital of|Capital) {c}(?|, please.| =)
            {c} has (which|what) (capital|city as its capital|capital city)?
            (If|When) you (visit|travel to|go to) the capital of {c}, (what|which) city (is that|are you in)?
            (Fill in|Complete)(:| the blank:) the capital of {c} is (__|___|_).
            (My teacher|A friend|My sister) (asks|wants to know) the capital of {c}. What is it?
            (Can|Could) you (name|tell me|say) the capital (city |)of {c}?
            (Geography|Quiz|Test) question: (what is the capital of|the capital of) {c}?
            (What|Which) is the name of the capital (city |)of {c}?
            (Look at|Think of) the country {c}. (What|Which) is its capital( city|)?
            (Give|Write|Write down) the capital (city |)of {c}.
            (What|Which) city (serves as|acts as) the capital of {c}?
            What is the capital (city |)of the country (called |named |){c}?
            (On a map|On the map) of {c}, (what|which) city is marked as the capital?
            (I forgot|I can't remember|I don't know) the capital of {c}. (What is it|Can you tell me|Do you know it)?
            (Countries and capitals|Capitals): {c} - (?|__|...)
            (An ambassador|A president|My uncle) (flies|moves) to the capital of {c}. Which city is that?
            (The country is|Country:) {c}. (The capital is|Capital:) (?|__|...)
            {c} and its capital: {c} - (?|__|...)
            What do we call the capital (city |)of {c}?
            The people of {c} have (which|what) city as their capital?
        """, r"The capital of .+ is (.+)\."),
        form(r"(?:(?P<c>.+) is the capital of which country\?|Which country has (?P<c2>.+) as its capital\?)", """
            (Of which country|Of what country) is {c} the capital?
            (Tell me|Name) the country (whose capital is|with the capital) {c}.
            {c} is the capital (city |)of what(| country)?
            (In which|In what) country is {c} the capital?
            (Which|What) country's capital is {c}?
            I wonder (which|what) country {c} is the capital of.
            (Which|What) country has the capital( city|) {c}?
            {c} is (which|what) country's capital( city|)?
            (Fill in|Complete)(:| the blank:) {c} is the capital of (__|___|_).
            {c}: capital of (which|what) country?
            (What|Which) country would {c} be the capital (city |)of?
            (My teacher|A friend|My sister) (asks|wants to know) of which country {c} is the capital. (What is it|Do you know)?
            (Can|Could) you (name|tell me|say) the country that has {c} as its capital?
            (If|When) the capital is {c}, (what|which) country is it?
            (The capital is|Capital:) {c}. (The country is|Country:) (?|__|...)
            (Say|Write|Give) the name of the country whose capital (city |)is {c}.
            (Geography|Quiz|Test) question: {c} is the capital of (which|what) country?
            (I fly|We travel|She moves) to {c}, a capital. (Which|What) country is it the capital of?
            (Find|Give me) the country (to|for) this capital: {c}.
            (The government|The parliament) of (which|what) country (is|sits) in its capital {c}?
            As a capital, {c} belongs to (which|what) country?
            (I know|We learned) that {c} is a capital, but of (which|what) country?
            For (which|what) country is {c} the capital( city|)?
            {c} is a capital. (Which|What) country's capital is it?
            (Name|Tell me|Write|Give) the country of which {c} is the capital( city|).
            (Look at|Think of) the capital {c}. (Which|What) country (does it belong to|is it the capital of)?
            (With|Having) {c} as the capital, (which|what) country is it?
            (I forgot|I can't remember|I don't know) which country has {c} as its capital. (Can you tell me|Do you know)?
        """, r".+ is the capital of (.+)\."),
        form(r"(?:What is the opposite of |Give me the opposite of )(?P<w>\w+)[?.]", """
            (What's|Which word is|Name|Tell me) the opposite of {w}(?|.)
            (What|Which word) means the opposite of {w}?
            The opposite of {w}(?| is?)
            {w} and its opposite: {w} and(?| what?| ...)
            (What|Which word) is the (reverse|contrary) of {w}?
            (Not {w}, but|If it is not {w}, it is) (what|...)?
            I wonder what the opposite of {w} is.
            (Opposite|Opposite word|Antonym)(:| of) {w}(?|)
            (What|Which) is the opposite word (to|for|of) {w}?
            (Fill in|Complete)(:| the blank:) the opposite of {w} is (__|___|_).
            {w} is the opposite of (what|which word|...)?
            (Say|Write|Find) (the opposite|a word that means the opposite) of {w}.
            {w}: (what is|give|name|say) the opposite(?|)
            (Can|Could) you (tell me|say|find|give me) the opposite of (the word |){w}?
            (What|Which word) is the antonym (of|for) {w}?
            (If|When) one (thing|side|thing or place) is {w}, (its opposite|the opposite) is (what|...)?
            (My teacher|A friend|My sister) (asks|wants to know) the opposite of {w}. What is it?
            (Antonyms|Opposites|Pairs of opposites): {w} - (?|__|...)
            (Give|Tell) me the antonym of {w}.
            (I say|You hear) {w}, and you (say|answer with) the opposite(:| word:| -) (...|?)
            (Game|Word game|Let's play): I say a word, you say its opposite. {w}!
            (Which|What) word is (contrary to|opposite to|opposed to) {w}?
            (Replace|Exchange|Swap) {w} (with|for|by) its opposite.
            The word is {w}. (What is its opposite|What is the opposite word|Say the opposite)(?|)
            (What|Which) word would you use for the opposite of {w}?
            (Turn|Change) {w} into its opposite.
        """, r"The opposite of \w+ is (\w+)\."),
        form(r"What do you call a baby (?P<w>\w+)\?", """
            (What is|What's) (a baby {w}|a young {w}|the baby of a {w}) called?
            (What|Which) is the (name|word) for a (baby|young) {w}?
            (Tell me|Name) the word for a (baby|young) {w}.
            A (young|baby) {w} is called( a| what)(?|)
            (How do|What do) (people|we) call a young {w}?
            I wonder what (a baby|a young) {w} is called.
            The (baby|young) of the {w} is called (what|a what|...)?
            (Baby|Young) {w}: (what is it called|what is the name|which word)?
            (Fill in|Complete)(:| the blank:) a baby {w} is called a (__|___|_).
            (Which|What) (word|name) do we use for a (baby|young|very young) {w}?
            (My teacher|A friend|My sister) (asks|wants to know) what a baby {w} is called. (What is it|Do you know)?
            (Can|Could) you tell me (what a baby {w} is called|the name of a baby {w})?
            (At the zoo|On the farm|In a book) we saw a baby {w}. What (is|do you call) such a baby?
            (If|When) the {w} is (still a baby|very young|just born), what (do we call it|is it called)?
            (What|Which) (is|would be) the (special |proper |right )name for a (baby|young) {w}?
            (Say|Write|Give me) the name of a (baby|young) {w}.
            (Animals and their young|Animal babies|Baby animals): {w} - (?|__|...)
            What does (one|everyone) call the young of the {w}?
            (Before it grows up|While it is little), what is a {w} called?
            A (little|newborn|small) {w}, a baby, has (what|which) name?
            The child of the {w} (is called|has the name) (what|...)?
            (How|What) is the young of the {w} (called|named)?
            The {w} has a baby. (What do we call it|What is it called|Which word names it)?
            (Tell me|Do you know|Please say) what (people|farmers|we) call a (baby|young) {w}(?|.)
            The (special |right |proper )(word|name) for a baby {w} is (what|...)?
            (Parent|Grown-up|Adult)(:| animal:) {w}. (Baby|Young animal)(?|:)
            (Find|Give|Say) the word for the baby of this animal: {w}
            Once it was a baby: what is a {w} called (when young|as a baby|at birth)?
        """, r"A baby \w+ is called a (\w+)\."),
        form(r"(?:What colour is |What is the colour of )(?P<w>.+)\?", """
            (Which|What) (colour|color) (does {w} have|has {w})?
            (Tell me|Name|Say) the (colour|color) of {w}.
            {w} is (which|what) (colour|color)?
            (What's|Which is) the (color|colour) of {w}?
            (In|With) (what|which) (color|colour) (would|do) you (paint|draw) {w}?
            I wonder (what|which) (colour|color) {w} (is|has).
            {w}: (what|which) (colour|color)(?| is it?)
            (Fill in|Complete)(:| the blank:) the (colour|color) of {w} is (__|___|_).
            The (colour|color) of {w}(?| is?|, please.)
            (What|Which) (colour|color) (can|do) you (see|expect|find) (when you look at|if you look at) {w}?
            (My little brother|My sister|A friend) (asks|wants to know) the (colour|color) of {w}. What is it?
            (Can|Could) you (tell me|say|name) the (colour|color) of {w}?
            (If|When) I (paint|draw) {w}, (which|what) (colour|color) (do I need|should I take|do I use)?
            (Think of|Imagine|Picture) {w}. (Which|What) (colour|color) (is it|do you see)?
            (What|Which) (colour|color) is {w} (usually|normally|as a rule)?
            (Pick|Choose|Give me) the (pencil|crayon|paint) in the (colour|color) of {w}. (Which|What) (colour|color) is it?
            (Say|Write|Give) the (usual|normal|right) (colour|color) (of|for) {w}.
            (Colours|Colors)(:| quiz:) {w} - (?|__|...)
            (As everyone knows,|Normally,|Usually,) (what|which) (colour|color) is {w}?
            Which (colour|color) (would|do) (you|people) say {w} (is|has)?
            {w} has (which|what) (colour|color)?
            (Tell me|Do you know|Please say) (what|which) (colour|color) {w} (is|has)(?|.)
            (A child|My sister|He) is painting {w}. (Which|What) (colour|color) is (right|needed|best)?
            Red, green, blue or another (colour|color): (what|which) (colour |color |)is {w}?
            (Is there a word for|What do you call) the (colour|color) of {w}? (Which|What) is it?
            (The thing|Thing|Object): {w}. (Colour|Color)(?|:)
            What is the (usual|normal|typical) (colour|color) of {w}?
            If someone asks for the (colour|color) of {w}, what do you (say|answer)?
        """, r".+ is (\w+)\."),
        form(r"What is month number (?P<n>\d+)\?", """
            (Which|What) month (is|has) (number|the number) {n}?
            (Tell me|Name) month (number |){n}( of the year|).
            (Which|What) is month {n} of the year?
            Month {n}(?| is?| is called?)
            (Count|Starting from January,) (to|which is) month {n}(. Which is it|)?
            I wonder (what|which) month is (number|month number) {n}.
            (What|Which) month of the (year|twelve) (is|has the) number {n}?
            (If|When) January is (number |month )1, (what|which) month (is|has the) number {n}?
            (Fill in|Complete)(:| the blank:) month number {n} is (__|___|_).
            (A date|My form|The ticket) (has|says|shows) {n} for the month. (Which|What) month is (it|that)?
            (My teacher|A friend|My sister) (asks|wants to know) the name of month number {n}. (What is it|Do you know)?
            (Can|Could) you (name|tell me|say) month (number |){n}?
            Number {n} (in|of) the list of months(?| is?| is which month?)
            (What|Which) is the name of month (number |no. ){n}?
            (The months|Months) are numbered from 1 to 12. Which (one|month) (is|has the) number {n}?
            (In|Within) a year, (what|which) month (is|comes as) number {n}?
            (On|In) a calendar, the (months|twelve months) have numbers. (What|Which) month is {n}?
            (Say|Write|Give) the (name of |)month with (the |)number {n}.
            (Months|Calendar)(:| quiz:) number {n}(?| is?)
            Month (number |){n} (is called|has the name|is) (what|which)?
            The year has twelve months. Which (month |one |)is number {n}?
            (Tell me|Do you know|Please say) (what|which) month number {n} is(?|.)
            Number {n} of the (twelve |)months (is|is called) (what|...)?
            (Month|Number of the month): {n}. (Name|Name of the month)(?|:)
            (We|I) (learn|study) the months. Which (one |month |)is number {n}?
            If you count the months from January, which (one |month |)is number {n}?
            (My birthday|The party|Our trip) is in month number {n}. (Which|What) month is that?
            (Turn|Change) the month number {n} into (its name|the month's name).
        """, ALL)],
}
