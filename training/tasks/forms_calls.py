"""Questions that need a tool in other words."""

from .forms import Form, form

FORMS: dict[str, list[Form]] = {"tool-calls": [
    form(r"(?:What is |Compute |How much is )(?P<e>\d+ [-+*] \d+)[?.]", """
        (Please calculate|Calculate|Work out|Evaluate) {e}(.|)
        (What's|whats) {e}(?|)
        (Can|Could) you (compute|calculate|work out) {e}( for me|)?
        {e}(?|=| =)
        (Tell me|I need|Give me) the result of {e}.
        (I want|I need) to know what {e} is.
        (Use your calculator|Type this into the calculator): {e}
    """),
    form(r"(?:What is the weather in |How is the weather in |Is it warm in )(?P<c>.+?)(?: today|)\?", """
        (What's|How's) the weather (like |)in {c}( today| now| right now|)?
        (Tell me|Check|Look up) the weather (in|for) {c}(.|, please.)
        (Is it|Will it be) (cold|sunny|raining|rainy|windy) in {c}( today|)?
        (Do I need|Should I take) (an umbrella|a coat) in {c}( today|)?
        (Weather|The weather|Forecast)(:| in| for) {c}(?|)
        (I am going|I am travelling|We fly) to {c}. (How is|What is) the weather( there|)?
    """),
    form(r"(?:What time is it in |Tell me the time in )(?P<c>.+?)[?.]", """
        (What's|Check|Look up) the (local |)time in {c}( now| right now|)(?|.)
        (How late|What time) is it (now |right now |)in {c}?
        (Do you know|Can you tell me) (the time|what time it is) in {c}?
        (My friend|My aunt|Someone) lives in {c}. What time is it there?
        (Time|Local time|The time) in {c}(?|)
        (If I call|When I phone) {c} now, what time is it there?
    """),
    form(r"Remind me to (?P<t>.+) in (?P<n>\d+) minutes\.", """
        (Please remind|Can you remind|Could you remind) me (in|after) {n} minutes to {t}(?|.)
        (In|After) {n} minutes(, remind| remind) me to {t}.
        (Set|Make|Add) a reminder (to {t}|for me to {t}) in {n} minutes.
        (Don't let me forget|I must not forget|I need) to {t} in {n} minutes.
        (I have to|I want to|I should) {t} in {n} minutes. (Remind me|Please remind me)(.|!)
        (Reminder|New reminder): {t} in {n} (minutes|min)
    """),
    form(r"(?:Start a timer of |Set a timer for )(?P<n>\d+) seconds\.", """
        (Please start|Start|Please set) a {n} second timer(.|)
        (Can|Could) you (start|set) a timer (for|of) {n} seconds?
        (Timer|Countdown)(:|,) {n} (seconds|sec|s)(.|)
        (Count|Time) {n} seconds( for me|)(.|, please.)
        (I need|Give me) a timer (for|of) {n} seconds.
        (Wait|Let me know after|Ring after) {n} seconds.
    """),
    form(r"(?:Translate (?P<w>\w+) into (?P<l>\w+)\.|What is (?P<w2>\w+) in (?P<l2>\w+)\?)", """
        (How do you say|How does one say|How can I say) {w} in {l}?
        (Please translate|Can you translate|Could you translate) {w} (to|into) {l}(?|.)
        (What's|Tell me|Give me) the {l} (word |)for {w}(?|.)
        (I need|I am looking for) the {l} (translation of|word for) {w}.
        {w} in {l}(?|, please.)
        (What do|How do) people (call|say) {w} in {l}?
    """),
    form(r"(?:What is (?P<n>\w+)'s phone number\?|Find the number of (?P<n2>\w+)\.)", """
        (What's|Give me|Tell me|Look up) {n}'s (phone |)number(?|.)
        (How can|How do) I (reach|call|phone) {n}?
        (I want|I need) to (call|phone) {n}. (What is the number|Find the number)(?|.)
        (Do you have|Can you find|Can you look up) the (phone |)number of {n}?
        (Find|Search for|Open) the contact {n}(.|)
        (Phone number of|Number of) {n}(?|)
    """),
    form(r"Turn the light in the (?P<r>\w+) (?P<s>on|off)\.", """
        (Please turn|Turn|Can you turn) {s} the (light|lights|lamp) in the {r}(.|)
        (Switch|Please switch) the {r} light {s}(.|)
        (Light|Lights|Lamp) {s} in the {r}(.|, please.|)
        (Could|Can|Would) you switch {s} the light in the {r}?
        (I want|I need) the (light|lamp) in the {r} {s}.
        (Make sure|See to it) the light in the {r} is {s}.
    """),
]}
