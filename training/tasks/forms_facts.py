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
        """, r"\d+ is (\w+)\."),
        form(r"Is (?P<a>\d+) a prime number\?", """
            (Is|Is the number) {a} prime?
            (Tell me|Say|Check) (whether|if) {a} is (prime|a prime number).
            {a}: (prime or not|is it prime)?
            (Can|Could) {a} be a prime(| number)?
            Does {a} have any divisors (but|other than) 1 and itself, or is it prime?
            (Would you call|Do you call) {a} (a prime|prime)?
        """),
        form(r"Which is larger, (?P<a>\d+) or (?P<b>\d+)\?", """
            (Which|What) (number |one |)is (bigger|greater|higher), {a} or {b}?
            (Tell me|Say|Pick) the (larger|bigger|greater) (one |number |)of {a} and {b}.
            {a} or {b}: (which|which one) is (more|larger|bigger)?
            (Compare|Look at) {a} and {b}. (Which|Which one) is (larger|bigger)?
            (Of|Between) {a} and {b}, which is the (greater|larger) number?
            (Is|Who is) (bigger|larger): {a} or {b}?
        """, r"(\d+) is larger\."),
        form(r"What is the greatest common divisor of (?P<a>\d+) and (?P<b>\d+)\?", """
            (Find|Give me|Tell me) the (greatest common divisor|gcd|greatest common factor) of {a} and {b}.
            (gcd|GCD|gcf) of {a} and {b}(?|)
            (What is|What's|Which is) the (largest|biggest) number that divides both {a} and {b}?
            (Work out|Compute|Calculate) the (gcd|greatest common factor) of {a} and {b}.
            (What|Which) is the highest common factor of {a} and {b}?
            {a} and {b}: (greatest common divisor|gcd)?
        """, ALL),
        form(r"Round (?P<a>\d+) to the nearest ten\.", """
            (What is|What's) {a} (rounded to|to) the nearest ten?
            (Please round|Can you round) {a} to (the nearest|a full) ten(?|.)
            {a} rounded to (the nearest ten|tens)(?|)
            (To|At) the nearest ten, (what is|how much is) {a}?
            (Which|What) (ten|multiple of ten) is (closest|nearest) to {a}?
            (Give|Say|Write) {a} rounded to the nearest 10.
        """, ALL)],
    "knowledge": [
        form(r"(?:What is the capital of |Name the capital of |capital of )(?P<c>.+?)[?.]", """
            (Which|What) city is the capital of {c}?
            (Tell me|Do you know|Say) the capital( city|) of {c}(?|.)
            {c}: (capital|what is its capital)?
            (What is|What's) {c}'s capital( city|)?
            (Where|In which city) (is the government|does the government) of {c}( sit|)?
            (The capital of|Capital city of) {c}(?| is?)
        """, r"The capital of .+ is (.+)\."),
        form(r"(?:(?P<c>.+) is the capital of which country\?|Which country has (?P<c2>.+) as its capital\?)", """
            (Of which country|Of what country) is {c} the capital?
            (Tell me|Name) the country (whose capital is|with the capital) {c}.
            {c} is the capital (city |)of what(| country)?
            (In which|In what) country is {c} the capital?
            (Which|What) country's capital is {c}?
        """, r".+ is the capital of (.+)\."),
        form(r"(?:What is the opposite of |Give me the opposite of )(?P<w>\w+)[?.]", """
            (What's|Which word is|Name|Tell me) the opposite of {w}(?|.)
            (What|Which word) means the opposite of {w}?
            The opposite of {w}(?| is?)
            {w} and its opposite: {w} and(?| what?| ...)
            (What|Which word) is the (reverse|contrary) of {w}?
            (Not {w}, but|If it is not {w}, it is) (what|...)?
        """, r"The opposite of \w+ is (\w+)\."),
        form(r"What do you call a baby (?P<w>\w+)\?", """
            (What is|What's) (a baby {w}|a young {w}|the baby of a {w}) called?
            (What|Which) is the (name|word) for a (baby|young) {w}?
            (Tell me|Name) the word for a (baby|young) {w}.
            A (young|baby) {w} is called( a| what)(?|)
            (How do|What do) (people|we) call a young {w}?
        """, r"A baby \w+ is called a (\w+)\."),
        form(r"(?:What colour is |What is the colour of )(?P<w>.+)\?", """
            (Which|What) (colour|color) (does {w} have|has {w})?
            (Tell me|Name|Say) the (colour|color) of {w}.
            {w} is (which|what) (colour|color)?
            (What's|Which is) the (color|colour) of {w}?
            (In|With) (what|which) (color|colour) (would|do) you (paint|draw) {w}?
        """, r".+ is (\w+)\."),
        form(r"What is month number (?P<n>\d+)\?", """
            (Which|What) month (is|has) (number|the number) {n}?
            (Tell me|Name) month (number |){n}( of the year|).
            (Which|What) is month {n} of the year?
            Month {n}(?| is?| is called?)
            (Count|Starting from January,) (to|which is) month {n}(. Which is it|)?
        """, ALL)],
}
