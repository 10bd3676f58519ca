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
        (How much|What) (does|would) {e} (make|come to|equal)?
        I wonder (what|how much) {e} (is|makes|comes to).
        (Find|Determine) the (value|result|answer)(:| of) {e}(.|)
        {e} (equals|is|makes) (what|how much|...)?
        (Do|Solve) (this |the |)(sum|calculation|problem)(:| for me:) {e}
        (Fill in|Complete)(:| the blank:) {e} = (__|_|...)
        (Please tell me|Let me know|Please say) (what|how much) {e} (is|makes|gives).
        (With|Using) (the|a|your) calculator, (what|how much) is {e}?
        (My homework|The exercise|The bill) (says|is) {e}. What is the (result|answer)?
        (Run|Start|Make) (a|the|this) calculation(:| for me:) {e}
        What (do you get|comes out|is the result) for {e}?
        (The answer to|The result of|The value of) {e}(?| is?|, please.)
        (Calculator|Maths|Math)(:|,) {e}(.|, please.)
        (I can't|I cannot|Nobody here can) (work out|solve|calculate) {e}. (Can you|Could you|Will you)?
        (Check|Find out|Look up) for me (what|how much) {e} is.
        If I (type|enter|put) {e} into a calculator, what (does it show|is the result)?
        (Get|Give) me the (answer|result) (for|to) {e}(.|, please.)
        (Quick|Quickly|Fast)(:|,) {e}(?|!)
        (Let|Have) the calculator (work out|do|solve) {e}(.|)
        Is there a (quick |)way to get {e}? (What|How much) is it?
        (We|They|I) must know the (value|result) of {e}. (What is it?|Please calculate.)
    """),
    form(r"(?:What is the weather in |How is the weather in |Is it warm in )(?P<c>.+?)(?: today|)\?", """
        (What's|How's) the weather (like |)in {c}( today| now| right now|)?
        (Tell me|Check|Look up) the weather (in|for) {c}(.|, please.)
        (Is it|Will it be) (cold|sunny|raining|rainy|windy) in {c}( today|)?
        (Do I need|Should I take) (an umbrella|a coat) in {c}( today|)?
        (Weather|The weather|Forecast)(:| in| for) {c}(?|)
        (I am going|I am travelling|We fly) to {c}. (How is|What is) the weather( there|)?
        I wonder (what the weather is like|how the weather is) in {c}( today| now|).
        (How warm is it|How cold is it|How hot is it|What is the temperature) in {c}( today| now|)?
        (Is the sun shining|Is it snowing|Is there rain|Is there a storm) in {c}( today| now|)?
        (What should I wear|What clothes do I need|Do I need a hat) in {c} today?
        {c}(:|,) (weather|what is the weather|how is the weather)(?|)
        (Can|Could) you (tell me|find out|check|look up) (what|how) the weather is in {c}?
        (Please show|Please give|Show|Get) me the (weather|forecast|weather report) (for|in) {c}(.|, please.)
        (My aunt|My friend|My cousin|Grandma) (lives|is) in {c}. (How|What) is the weather there( today|)?
        (Find out|Please find out|Look) how the weather (is|looks) in {c}(.|)
        (What|Which) (kind|sort) of weather (do they have|is there) in {c}( today| now|)?
        (Are there|Do they have) clouds (over|in) {c}( today| now|)?
        (If|When) I (go out|take a walk|step outside) in {c} (today|now), what weather (will I meet|do I find|is there)?
        (We are visiting|I am in|She is flying to) {c}. What's the weather (like|doing)( there|)?
        (I need|I want) to know the weather in {c}(.|, please.)
        (Today's|The current|Current) weather (in|for) {c}(?|, please.)
        (Is it|Is the weather) (nice|good|bad|fine|dry) (enough for a walk |outside |)in {c}( today| now|)?
        (What is|What's) it like (outside |)in {c}( today|)? I mean the weather.
        (Will I|Do I) need (sunglasses|warm clothes|gloves|boots) in {c} today?
        (A picnic|A walk|A boat trip) in {c} today: (how is|what about|check) the weather(?|)
        (Let me know|Tell us|Report) (the weather|about the weather|how the weather is) in {c}(.|)
        (How many degrees|What temperature) do they have in {c}( now| today|)?
    """),
    form(r"(?:What time is it in |Tell me the time in )(?P<c>.+?)[?.]", """
        (What's|Check|Look up) the (local |)time in {c}( now| right now|)(?|.)
        (How late|What time) is it (now |right now |)in {c}?
        (Do you know|Can you tell me) (the time|what time it is) in {c}?
        (My friend|My aunt|Someone) lives in {c}. What time is it there?
        (Time|Local time|The time) in {c}(?|)
        (If I call|When I phone) {c} now, what time is it there?
        I wonder what time it is in {c}( now| right now|).
        (Can|Could) you (check|find out|look up) the (time|local time|current time) in {c}( for me|)?
        {c}(:|,) (what time is it|time now|local time)(?|)
        (Please show|Please give|Show|Get) me the (time|current time|local time) in {c}(.|, please.)
        (What|Which) time do (the clocks|clocks|people's watches) (show|say) in {c}( now| right now|)?
        (I need|I want) to know (what time it is|the time) in {c}(.|, please.)
        (Is it|Would it be) (morning or evening|day or night|early or late) in {c}? What time is it( there| exactly|)?
        (My cousin|My pen friend|Dad|Grandpa) is in {c}. (What's the time|What time is it) (there|over there|for them)( now|)?
        (The current|Current|The local|Right now, the) time in {c}(?| is?|, please.)
        What does the (clock|kitchen clock|station clock) (show|say|read) in {c}( now| right now|)?
        (Find out|Please find out|Check) what time it is in {c}( now|)(.|)
        (Are the shops in {c} open|Are people in {c} awake)( now|)? What (is the time|time is it) there?
        Just now, while we talk, what time is it in {c}?
        (Someone|A friend|My boss) in {c} (asks|wants) me to call. What time is it (there|in that city)?
        (Before I call|Before we ring) (someone|a friend|them) in {c}: what time is it there?
        (Look at|Check) the clock (in|for) {c}(.| and tell me the time.|, please.)
        What (hour|time of day) is it in {c}( now| at the moment|)?
        (People|Children) in {c}(:| -) what time (is it for them|do they have)( now|)?
        (The city is|City:) {c}. (What time is it there|Time there)?
        At this moment, (what|which) time (is it|do they have) in {c}?
        What's the time (over |right now )in {c}(?|, please?)
    """),
    form(r"Remind me to (?P<t>.+) in (?P<n>\d+) minutes\.", """
        (Please remind|Can you remind|Could you remind) me (in|after) {n} minutes to {t}(?|.)
        (In|After) {n} minutes(, remind| remind) me to {t}.
        (Set|Make|Add) a reminder (to {t}|for me to {t}) in {n} minutes.
        (Don't let me forget|I must not forget|I need) to {t} in {n} minutes.
        (I have to|I want to|I should) {t} in {n} minutes. (Remind me|Please remind me)(.|!)
        (Reminder|New reminder): {t} in {n} (minutes|min)
        {t} in {n} minutes: (remind me|please remind me|set a reminder)(.|, please.)
        (Wake|Warn|Alert|Notify) me in {n} minutes(:| because) I (must|have to|need to) {t}.
        (Would|Will) you remind me, (after|in) {n} minutes, to {t}?
        (When|As soon as|Once) {n} minutes have passed, (tell|remind) me to {t}.
        (Set up|Create|Put in|Schedule) a reminder for {n} minutes from now: {t}(.|)
        I (always |)forget to {t}. (Remind|Please remind) me in {n} minutes.
        {n} minutes from now, (remind me|tell me|I want to be reminded) to {t}.
        (Give|Send) me a reminder in {n} minutes to {t}.
        (Can|Could|Would) you (tell me|let me know) in {n} minutes that I (have|need) to {t}?
        (Help me|I would like to) remember to {t} in {n} minutes.
        (Note|Notes|To do)(:|,) {t}, (remind me |)in {n} minutes(.|)
        (Mum|Dad|The teacher) (says|said) I must {t} in {n} minutes. Please remind me then.
        (Reminder|A reminder|Set a reminder)(,|:) (in {n} minutes|{n} minutes from now): {t}
        I (will|have to|should) {t}, (but not now. Remind|but later. Remind) me in {n} minutes.
        (Make sure|See to it) that I (remember|don't forget) to {t} in {n} minutes.
        I am busy now, so (remind|tell) me to {t} in {n} minutes(.|!)
        (My reminder|What to remind me of)(:| is:) {t}. (When: in|Time: in|After) {n} minutes.
        (Please ping|Ping|Call|Nudge) me in {n} minutes so (that |)I (remember to |can |){t}.
        I want to be reminded to {t} (after|in) {n} minutes.
        (Remember|Please remember|Keep in mind) for me: {t} in {n} minutes.
    """),
    form(r"(?:Start a timer of |Set a timer for )(?P<n>\d+) seconds\.", """
        (Please start|Start|Please set) a {n} second timer(.|)
        (Can|Could) you (start|set) a timer (for|of) {n} seconds?
        (Timer|Countdown)(:|,) {n} (seconds|sec|s)(.|)
        (Count|Time) {n} seconds( for me|)(.|, please.)
        (I need|Give me) a timer (for|of) {n} seconds.
        (Wait|Let me know after|Ring after) {n} seconds.
        (Set|Please set|Start|Please start) (the|a|my) timer(:|,| to) {n} seconds(.|)
        I wonder if you (can|could) start a timer (for|of) {n} seconds(.|?)
        {n} seconds(:|,) (start the timer|set a timer|timer on|go)(.|!|)
        (Would|Will) you (set|start|run) a {n} second timer( for me|)?
        (Run|Make|Create|Begin) a timer (for|of|with) {n} seconds.
        (Ring|Beep|Tell me|Call me) (when|once|as soon as) {n} seconds (are over|have passed|are up).
        (Let|Have) (the|a) timer run (for |){n} seconds.
        (I'm|I am|We are) (brushing my teeth|boiling an egg|playing a game|holding my breath). (Set|Start) a timer for {n} seconds(.|, please.)
        (Start|Begin) counting(:| down:) {n} seconds(.|)
        (The|My) (egg|game|tea|race) needs {n} seconds. (Start|Set) (a|the) timer(.|, please.)
        (Put|Set) {n} seconds on the (timer|clock|countdown).
        (I want|I would like|We need) a countdown (of|for|from) {n} seconds.
        (Can|Could) you (time|measure|count down) {n} seconds( for me|)?
        (Timer for|A timer for|Timer set to) {n} seconds(.|, please.|!)
        In {n} seconds (let the timer ring|the timer should ring|I need a signal)(.|)
        (How about|Let's have|Let us start) a timer of {n} seconds(.|?|!)
        (Please give|Get|Please get) me {n} seconds on the timer(.|)
        (Start|Set|Use) the timer so that it (ends|stops|rings) (after|in) {n} seconds.
        (New timer|Countdown timer|Kitchen timer)(:|,) {n} seconds
        (Go|Ready, steady, go)(:|!) {n} seconds on the (timer|clock).
        (We play|They race|I rest) for {n} seconds: (start|set) the timer(.|)
    """),
    form(r"(?:Translate (?P<w>\w+) into (?P<l>\w+)\.|What is (?P<w2>\w+) in (?P<l2>\w+)\?)", """
        (How do you say|How does one say|How can I say) {w} in {l}?
        (Please translate|Can you translate|Could you translate) {w} (to|into) {l}(?|.)
        (What's|Tell me|Give me) the {l} (word |)for {w}(?|.)
        (I need|I am looking for) the {l} (translation of|word for) {w}.
        {w} in {l}(?|, please.)
        (What do|How do) people (call|say) {w} in {l}?
        I wonder (what {w} is|how {w} is said|how one says {w}) in {l}.
        (What's|What is) {w} (called|translated as) in {l}?
        (What|Which) is the {l} (word|translation) (for|of) {w}?
        {w}: (the word in {l}|translate into {l}|what is it in {l}|{l} translation)(?|, please.)
        (Put|Turn|Change) (the word |){w} into {l}.
        (Fill in|Complete)(:| the blank:) {w} in {l} is (__|___|_).
        (Into|To) {l}, please: {w}(.|)
        (My friend|My teacher|My pen friend) speaks {l}. How do I say {w} (to them|in that language)?
        (Give|Tell|Show) me the (word|translation) (of|for) {w} in {l}.
        (If|When) I am (speaking|writing|learning) {l}, how do I (say|write) {w}?
        (English|The word): {w}. {l}(:| word:) (?|__|...)
        (How would|How do) (you|I|we) (translate|write|express) {w} in {l}?
        (I need|I want|I have) to (say|know|write) (the word |){w} in {l}. (Can you help|What is it|How is it said)?
        (Do you know|Can you say|Can you tell me) (what {w} is in {l}|{w} in {l}|the {l} for {w})?
        (Translation|Dictionary|Vocabulary)(:|,) {w} (into|to|in) {l}(.|)
        (Look up|Find|Check) (the word |){w} in (the|my|your) {l} dictionary(.|, please.)
        The {l} (word|translation|name) (for|of) {w}(?| is?|, please.)
        (Which|What) {l} word means {w}?
        (Say|Write|Speak) (the word |){w} in {l}(.|, please.)
        From English (to|into) {l}(:| -) {w}
        (A sign|My list|This card) says {w}. (What|How) would (it|that) be in {l}?
        (What|Which) word (do they|would they|do people) use for {w} in {l}?
    """),
    form(r"(?:What is (?P<n>\w+)'s phone number\?|Find the number of (?P<n2>\w+)\.)", """
        (What's|Give me|Tell me|Look up) {n}'s (phone |)number(?|.)
        (How can|How do) I (reach|call|phone) {n}?
        (I want|I need) to (call|phone) {n}. (What is the number|Find the number)(?|.)
        (Do you have|Can you find|Can you look up) the (phone |)number of {n}?
        (Find|Search for|Open) the contact {n}(.|)
        (Phone number of|Number of) {n}(?|)
        I wonder what {n}'s (phone |telephone |)number is.
        (What|Which) (phone |telephone |)number (does {n} have|belongs to {n}|is {n}'s)?
        {n}(:|,) (phone number|number|what is the number)(?|, please.)
        (Under|At) (which|what) (phone |)number (can I reach|can I call|do I find) {n}?
        (Find|Search for|Get) {n}('s phone number| in my contacts| in the contacts)(.|, please.)
        (Please show|Please read|Show|Get) me the (phone number|telephone number|number) of {n}(.|, please.)
        (I forgot|I lost|I don't have|I can't find) {n}'s (phone |)number. (What is it?|Can you find it?|Please look it up.)
        (Can|Could) you (tell me|give me|find|look up) {n}'s (phone |telephone |)number?
        (I would like|I have|We want|Mum wants) to (ring|call|phone|speak to) {n}. (Which|What) number (is it|do I need|must I dial)?
        (Which|What) number (must|should|do) I (dial|call|type) to (reach|speak to|talk to) {n}?
        (Is|Do you see) {n} in (my|the) contacts? (What is the number?|I need the number.)
        (Contact|Contacts|Phone book)(:|,) {n}(.|, please.)
        (What's|What is) the (telephone|phone|mobile) number of {n}?
        {n}'s (phone |telephone |mobile |)number(?|, please.| is?)
        (Check|Open|Look in) (my|the) (contacts|phone book|address book) for {n}(.|)
        How do I get (hold of|in touch with) {n} (by phone|on the phone)?
        (My friend|Grandma|My teacher) needs the number of {n}. (What is it?|Find it.)
        (Tell|Give|Send) (me|us) the (phone number|telephone number|number) (for|of) {n}(.|)
        (Number|Phone|Telephone)(:|,) {n}(?|)
        Where (is|can I find|do I see) {n}'s number(?|)
        What do I (dial|press|enter) (when|if) I want to (call|ring) {n}?
    """),
    form(r"Turn the light in the (?P<r>\w+) (?P<s>on|off)\.", """
        (Please turn|Turn|Can you turn) {s} the (light|lights|lamp) in the {r}(.|)
        (Switch|Please switch) the {r} light {s}(.|)
        (Light|Lights|Lamp) {s} in the {r}(.|, please.|)
        (Could|Can|Would) you switch {s} the light in the {r}?
        (I want|I need) the (light|lamp) in the {r} {s}.
        (Make sure|See to it) the light in the {r} is {s}.
        (Let|Have) the light in the {r} be (turned |switched |){s}(.|, please.)
        {r} light {s}(.|, please.|!)
        (In the {r}|The {r}:|{r}:) (turn|switch) (the light|the lights|the lamp) {s}(.|, please.)
        (The|That) (light|lamp) in the {r} (should|must|needs to|has to) (be|go) {s}(.|)
        (Will|Would) you (please |)turn the {r} (light|lights|lamp) {s}?
        (Turn|Switch|Put) {s} the {r} (light|lights|lamp)(.|, please.)
        I (would like|want|need) you to (turn|switch) (the light|the lamp) {s} in the {r}.
        Can the light in the {r} be (turned|switched) {s}( now|, please|)?
        (Get|Put|Have) the (lights|light|lamp) {s} in the {r}(.|)
        (I am|We are) (going into|leaving|in) the {r}. (Light|Lights) {s}(.|, please.|!)
        (Go|Please go) and (turn|switch) the (light|lamp) in the {r} {s}.
        (Set|Please set|Change) the (light|lights|lamp) in the {r} to {s}(.|)
        (Mum|Dad|Grandma) (wants|would like) the {r} (light|lamp) (turned |switched |){s}(.|)
        (Can|Could) (we|I) have the {r} (light|lights) {s}?
        (Now|Quickly|Please|OK,) (turn|switch) the (light|lights) {s} in the {r}(.|!)
        (Would|Do) you mind (turning|switching) the (light|lamp) in the {r} {s}?
        (It is better|I prefer it|It would be nice) with the {r} light {s}. (Please switch it|Can you do that)(.|?)
        (Room|Where): {r}. (Light|Lights|Lamp): {s}(.|)
        (Don't forget|Remember) to (turn|switch) the {r} (light|lamp) {s}(.|, please.)
        (Time to|Let's|Let us) (turn|switch) the (light|lamp) {s} in the {r}(.|)
        (Light|Lamp) in the {r}(:|,) {s}(.|, please.)
    """),
]}
