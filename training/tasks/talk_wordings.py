"""What users say about themselves and ask the model, in many wordings, and the model's replies."""

from dataclasses import dataclass

from .grammar import Wording, wording
from .knowledge import CAPITALS
from .school import PEOPLE

TOWNS = (*CAPITALS.values(), *"Zurich Geneva Hamburg Munich Lyon Milan Porto Seville Leeds York Boston Chicago Seattle Denver Toronto Sydney Osaka Mumbai Lagos Basel Graz Cork Bergen Turin".split())


@dataclass(frozen=True)
class Fact:
    """A fact that users may tell about themselves."""
    values: tuple[str, ...]
    tell: Wording
    ask: Wording
    told: str
    """The model's reply to {v}."""
    known: str
    """The model's answer to a later question about {v}."""
    unknown: str
    back: str
    """The model's question for this fact."""


def fact(values, tell: str, ask: str, told: str, known: str, unknown: str, back: str) -> Fact:
    return Fact(tuple(values.split(",") if isinstance(values, str) else values), wording(tell), wording(ask), told, known, unknown, back)


FACTS = {
    "name": fact(PEOPLE, """
        My name is {v}(.|)
        I am (called |){v}(.|)
        (Hi|Hello|Hey), (I'm|I am|my name is) {v}(.|!|)
        (People|My friends) call me {v}(.|)
        You can call me {v}(.|!)
        I'm {v}(, nice to meet you|)(.|!)
        Call me {v}(.|!|)
        {v} is my name(.|!|)
        (Please|Just|Simply) call me {v}(.|)
        (Everyone|Everybody) (at school|at home|here) calls me {v}(.|)
        My parents (named|called) me {v}(.|)
        I was (named|given the name) {v}(.|)
        (May I|Let me) introduce myself(:|.) (I am|My name is|I'm) {v}(.|)
        I am known as {v}(.|)
        (Before we start|First of all|By the way), my name is {v}(.|)
        (My first name|My given name) is {v}(.|)
        (In case you wonder|Just so you know), I am {v}(.|)
        The name I was given is {v}(.|)
        (My teacher|My grandma|My brother) calls me {v}(.|)
        You are (talking|chatting|writing) (to|with) {v}(.|)
        (You may|Feel free to) call me {v}(.|)
        They call me {v}(.|!|)
        (Hello|Hi|Hey)! (You can call me|People call me|I am called) {v}(.|)
        I want you to call me {v}(.|)
        (Good morning|Good afternoon), my name is {v}(.|)
        My (nickname|full name) is {v}(.|)
        On my (birthday cards|school books) it says {v}(, that is me|, that is my name)(.|)
        The person (writing|talking) to you is {v}(.|)
        (Remember my name|Write this down|Note this): I am {v}(.|)
        I have the name {v}(.|)
        (It is|It's) me, {v}(.|!|)
        {v}, that is (me|my name|what people call me)(.|!|)
        Most people (just |)call me {v}(.|)
        The name for me is {v}(.|)
        Here I am(:|,) {v}(.|!|)
        My friends use the name {v} for me(.|)
        (Nice|Good|Lovely) to meet you, (I am|I'm|my name is) {v}(.|!|)
        I answer to the name {v}(.|)
        When you talk to me, (say|use the name) {v}(.|)
    """, """
        What is my name?
        (Do you know|Do you remember|Can you tell me) (my name|who I am)?
        (What am I called|Who am I|What's my name)?
        (Tell me|Say) my name(.|!| again.)
        How did I say I am called?
        What did I say my name was?
        (Can|Could) you (say|repeat|tell me) my name(, please|)?
        (Do you still know|Have you forgotten) my name?
        (Please |)(say|repeat) my name once more(.|)
        Who am I(, then| again|, do you remember)?
        I told you my name(. What is it?|, what is it?)
        (I wonder if you know|I want to know if you remember) (my name|who I am)(.|)
        By what name (should|do) you call me?
        (Once more|And now|Back to me), what is my name?
        (Which|What) name (belongs to me|is mine)?
        (Who|To whom) are you (talking|writing) (to|now)?
        (How|By which name) (do people|do my friends|should you) call me?
        What do (people|my friends|others) call me?
        Use my name (in a greeting|in a sentence)(.|)
        (Have I told|Did I tell) you (my name|who I am)?
        (Write|Put) my name into this gap: ___
        (Let's see if you remember|Show me that you remember|Prove that you know) my name(.|)
        (Remind me|Help me), what is my name?
        (I forgot|I have forgotten) my name(. What is it|, what is it)?
        If you (had to|wanted to) call me, what name would you (use|say)?
        What should you call me?
        Name(, please|)? Mine, (I mean|not yours)(.|)
        Do you know (what to call me|which name to use for me)?
        With what name did I introduce myself?
        (Fill in|Complete): "The user is called ___."
        Under which name (do you know me|am I known to you)?
        (One question|Quick question|A test): what is my name?
        (Please tell me|Tell me again) (who I am|what I am called)(.|)
        my name?
        (Can|Could) you (still |)(remember|recall) (my name|who I am)?
        At the start I told you a name. (Which one|What was it)?
        (Which|What) name do I have?
        Are you able to (say|remember) my name?
        I bet you (forgot|don't know) my name(.|!|)
    """, "Nice to meet you, {v}!", "Your name is {v}.", "I do not know. You have not told me your name.", "What is your name?"),
    "town": fact(TOWNS, """
        I live in {v}(.|)
        I (am|come) from {v}(.|)
        My home is (in |){v}(.|)
        (We|My family and I) live in {v}(.|)
        I moved to {v} (last year|some years ago)(.|)
        {v} is (my home town|where I live)(.|)
        (My family|Our family) lives in {v}(.|)
        I (was born|grew up) and still live in {v}(.|)
        (My house|Our house|Our apartment) is in {v}(.|)
        (The city|The town|The place) (where I live|I live in) is {v}(.|)
        (We|I) have (a house|a flat|an apartment) in {v}(.|)
        My home town is {v}(.|)
        (I am|I'm) writing (to you |)from {v}(, where I live|, my home town)(.|)
        I (have lived|have been living) in {v} (all my life|for years|since I was small)(.|)
        (These days|At the moment|Now) I live in {v}(.|)
        Home (for us|for my family) is {v}(.|)
        You (can|will) find (me|my house) in {v}(.|)
        (I am|I'm) at home in {v}(.|)
        My address is in {v}(.|)
        (We|My parents and I) (moved|have moved) to {v}(.|)
        {v} is (my city|the city I live in|my home)(.|)
        I go to school in {v}(, and I live there|, where I live)(.|)
        (I live|We live) (near the station in|in the middle of|in the old part of|by the river in) {v}(.|)
        I am (one of the people who live|a child living|somebody who lives) in {v}(.|)
        (I call|We call) {v} (my home|our home)(.|)
        (My street|My school|My bed) is in {v}(, where I live|, where my home is)(.|)
        (By the way|Just so you know), (I live in|I come from|I'm from) {v}(.|)
        (Many people live|It is nice to live) in {v}, and I (do too|live there too)(.|)
        (My parents|My mum and dad) (brought|took) me to live in {v}(.|)
        In {v} (is|stands) (my home|my house)(.|)
        (I am|I'm) a (resident|citizen) of {v}(.|)
        I (settled|found a home) in {v}(.|)
        (After school|In the evening) I go home, (and home is in|to our house in) {v}(.|)
        (My place|Our place) is in {v}(.|)
        (The town I come from|My home city) is called {v}(.|)
        (If you visit|When you come to) {v}, (you can see my house|you are in my home town)(.|)
        My whole family lives in {v}(.|)
        (Every night|Each night) I sleep at home in {v}(.|)
        I have my home in {v}(.|)
    """, """
        Where do I live?
        (Which|What) (city|town) do I live in?
        (Do you know|Do you remember) where I live?
        (Where am I from|Where is my home)?
        (Where did I say I live|In which town is my home)?
        (Tell me|Say) where I live(.|)
        (What is|What's) my home town?
        (In which|In what) (city|town|place) (is my house|do I live)?
        (Can|Could) you (tell me|say|remember) where I live(, please|)?
        (What is|Tell me) the name of (my town|my city)(?|)
        (I wonder if you know|I hope you remember) where I live(.|)
        (Which|What) (city|town) (am I from|do I come from)?
        (I told|Did I tell) you where I live(, so where is it|, what did I say)?
        (Name|Say) (the|my) (city|town) (I live in|where I live|where I am at home)(.|)
        Where (is|was) my (house|home)(, again|, do you remember)?
        (Write|Put) my home town into this gap: ___
        To (which|what) (city|town) would you send (a letter|a card) to me?
        (Do you still know|Have you forgotten|Can you recall) where I live?
        (Once more|And now|Back to me), where is my (home|home town)?
        (Where|In which place) does my family live?
        If you (wanted to|could) visit me, (where|to which city) would you go?
        (Remind me|Tell me again) where I live(.|)
        (Which|What) place do I call home?
        my (town|city)?
        Where do I come from?
        Where would (a friend|the postman) find my house?
        (What|Which) did I say is my home town?
        (One question|A quick question|A test): where do I live?
        (Do you know|Do you remember) (which|what) (city|town) I live in?
        (Have I told|Did I mention to) you where I live?
        (Please |)(repeat|say again) where I live(.|)
        From which (city|town) do I come?
        (Fill in|Complete): "The user lives in ___."
        (When|If) I go home, (to which town do I go|in which town am I)?
        (I bet you forgot|Let's see if you know) where I live(.|)
        (At|In) which place in the world do I live?
        (Tell me|Do you know) the (city|town) I live in(?|)
        Where in the world am I at home?
        I live somewhere. (Where|In which town)?
    """, "{v} sounds nice.", "You live in {v}.", "I do not know. You have not told me where you live.", "Where do you live?"),
    "age": fact([str(n) for n in range(5, 80)], """
        I am {v} years old(.|)
        I'm {v}(.| years old.)
        I (just |)turned {v}(.|)
        My age is {v}(.|)
        (Next|This) week I (turn|will be) {v}(.|)
        I am {v}(.|)
        (Today|Yesterday) I (turned|became) {v}(.|!|)
        I was born {v} years ago(.|)
        (I am|I'm) {v} years of age(.|)
        (My birthday cake had|There were) {v} candles (for me|this year)(, so I am {v}|, I am {v} now)(.|)
        (I am|I'm) already {v}(.|!|)
        (I have|I've) just become {v}(.|)
        (I am|I'm) (now |){v} years old now(.|)
        At the moment I am {v}(.|)
        (By the way|Just so you know), (I am|I'm) {v} years old(.|)
        I (had|celebrated) my birthday and am now {v}(.|)
        (You are talking to|You are writing to) someone who is {v}(.|)
        My age (in years|right now) is {v}(.|)
        I have lived for {v} years(.|)
        {v} is my age(.|)
        {v} years (old|of age), that is (me|how old I am)(.|)
        (I am|I'm) a person of {v} years(.|)
        I (am still|am only|am just) {v}(.|)
        (On my last birthday|In spring|This year) I (turned|became) {v}(.|)
        (My age|As for my age), (it is|that is) {v}(.|)
        (The number of my years|The number of years I have lived) is {v}(.|)
        I am aged {v}(.|)
        (I feel young|I feel great), (but|and) I am {v}(.|)
        (In case you wonder|If you want to know): I am {v}(.|)
        (They say|My papers say) that I am {v} years old(.|)
        (Last month|A week ago) I (had my birthday and |)turned {v}(.|)
        {v} years ago I was born(.|)
        (I reached|I have reached) the age of {v}(.|)
        (Since my birthday|Since last week) I am {v}(.|)
        (Can you believe it|Guess what), (I am|I'm) {v} already(.|!|)
        My years add up to {v}(.|)
        (Write down|Remember) that I am {v}(.|)
        It is {v} years since I was born(.|)
        I am {v} this year(.|)
    """, """
        How old am I?
        (What is|What's) my age?
        (Do you know|Do you remember) how old I am?
        (Tell me|Say) how old I am(.|)
        What did I say my age was?
        (Which|What) age did I tell you?
        How many years old am I?
        (Can|Could) you (tell me|say) how old I am(, please|)?
        (Do you still know|Have you forgotten) (how old I am|my age)?
        (Please |)(tell me|say|repeat) my age(.|)
        (I wonder if you remember|I want to see if you know) (my age|how old I am)(.|)
        (Once more|And now|Back to me), what is my age?
        What age (am I|have I reached|did I say I am)?
        (How many|What number of) candles (belong on|fit on) my birthday cake?
        (I told|Did I tell) you how old I am(, so how old am I|, what did I say)?
        (How long ago|How many years ago) was I born?
        (Write|Put) my age into this gap: ___
        (Remind me|Tell me again) how old I am(.|)
        my age?
        (Am I young or old|How old)? (Tell me|Say) my age(.|)
        (Can|Could) you (recall|remember) (my age|how old I am)?
        For how many years have I been alive?
        (One question|A quick question|A test): how old am I?
        (Have I told|Did I mention to) you my age?
        (Fill in|Complete): "The user is ___ years old."
        How old did I say I was?
        (If someone asks|If you must say) how old I am, what do you (say|answer)?
        (I bet you forgot|Let's see if you know) (my age|how old I am)(.|)
        (Which|What) number is my age?
        How old (would you say I am|is the person you are talking to)?
        At what age am I now?
        I have a certain age. (Which|What) is it?
        (Give|Name) my age(, please|)(.|)
        (Do you know|Do you remember) my age(, or not|)?
        (I am|So I am) how old(, again|)?
        How many birthdays have I had?
        What was my age(, again|, do you remember)?
        In years, how old am I?
    """, "{v} is a good age.", "You are {v} years old.", "I do not know. You have not told me your age.", "How old are you?"),
    "colour": fact("red,blue,green,yellow,black,white,pink,purple,orange,brown,grey", """
        My favourite (colour|color) is {v}(.|)
        I (really |)like the (colour|color) {v}(.|)
        {v} is my favourite (colour|color)(.|)
        I like {v} (best|most)(.|)
        The colour I like best is {v}(.|)
        (Of all colours|Among colours,) I like {v} most(.|)
        The (colour|color) I (love|like|prefer) most is {v}(.|)
        (I love|I like|I prefer) {v} more than (any other|all other|other) (colour|color)s(.|)
        (For me|To my eyes) the (best|nicest|prettiest) (colour|color) is {v}(.|)
        (Nothing is as pretty as|No colour is as nice as) {v}(.|)
        (I am|I'm) a (big |)fan of the (colour|color) {v}(.|)
        My (best-loved|preferred|number one) (colour|color) is {v}(.|)
        (When|If) I can choose a (colour|color), I (take|choose|pick) {v}(.|)
        I (always|mostly) choose {v}, (my favourite colour|the colour I like best)(.|)
        {v} is the (colour|color) (for me|I like best|I love)(.|)
        I wear {v} a lot because I like that (colour|color) most(.|)
        My (room|bike|coat) is {v} because that is my favourite (colour|color)(.|)
        (As for colours|Talking of colours), I like {v} best(.|)
        {v} is (a colour I love|the best colour)(.|)
        (If you ask me|In my opinion), {v} is the (best|finest) (colour|color)(.|)
        My favourite among the (colours|colors) is {v}(.|)
        I (always|often) draw with the {v} pencil, my favourite (colour|color)(.|)
        (The crayon I use most|The paint I use most) is {v}, (my favourite colour|the colour I like best)(.|)
        (By the way|Just so you know), my favourite (colour|color) is {v}(.|)
        Of all the (colours|colors) (in the rainbow|in my paint box|in the world), {v} is my favourite(.|)
        (I think|I find) {v} is the nicest (colour|color)(.|)
        (I have loved|I have liked) the (colour|color) {v} since I was small(.|)
        I can't get enough of the (colour|color) {v}(.|)
        The best colour (of all |)is {v}(, I love that colour|, I think|)(.|)
        The (colour|color) that (makes me happy|I always pick) is {v}(.|)
        I am in love with the (colour|color) {v}(.|)
        (Give me|I want) {v} things, because {v} is my favourite (colour|color)(.|)
        I like all (colours|colors), but {v} (most of all|the most)(.|)
        {v}, that is my favourite (colour|color)(.|)
        My heart beats for the (colour|color) {v}(.|)
        I (collect|buy) {v} things, it is my favourite (colour|color)(.|)
        (Everyone knows|My friends know) that I like the (colour|color) {v} best(.|)
        (You should know|Remember) that {v} is my favourite (colour|color)(.|)
    """, """
        (What is|What's) my favourite (colour|color)?
        (Which|What) (colour|color) do I like( best| most|)?
        (Do you know|Do you remember) my favourite (colour|color)?
        (Tell me|Say) my favourite (colour|color)(.|)
        (Which|What) colour did I say I like?
        (Which|What) is the colour I like best?
        (Can|Could) you (tell me|say|name) my favourite (colour|color)(, please|)?
        (Do you still know|Have you forgotten) my favourite (colour|color)?
        (I wonder if you know|I hope you remember) my favourite (colour|color)(.|)
        What (colour|color) is my favourite?
        (Which|What) (colour|color) did I (tell you about|name)?
        (Once more|And now|Back to me), what is my favourite colour?
        (Which|What) (colour|color) do I (love|prefer|like more than others)?
        (Which|What) (colour|color) would I choose for my room?
        (Write|Put) my favourite colour into this gap: ___
        (Which|What) (colour|color) makes me happy?
        (Remind me|Tell me again) (which|what) (colour|color) I like(.|)
        (Please |)(name|repeat) my favourite (colour|color)(.|)
        (If you bought|If you knitted) me a (hat|scarf), (which|what) (colour|color) should it be?
        my favourite (colour|color)?
        (What|Which) is the best (colour|color) for me?
        (I told|Did I tell) you (which|what) (colour|color) I like(, so which one|, what did I say)?
        (Can|Could) you (recall|remember) (which|what) (colour|color) I like?
        (One question|A quick question|A test): what is my favourite (colour|color)?
        (Fill in|Complete): "The user likes the colour ___."
        Of all the (colours|colors), which one do I like best?
        (Which|What) crayon would I (choose|pick)?
        (Do you know|Do you remember) (which|what) (colour|color) I like?
        (Have I told|Did I mention to) you my favourite (colour|color)?
        (Which|What) was my favourite (colour|color)(, again|)?
        (I bet you forgot|Let's see if you know) (which colour I like|my favourite colour)(.|)
        (Which|What) (colour|color) did I say is my favourite?
        (Say|Tell me) the (colour|color) I (love|like) most(.|)
        Red, green or another one: which (colour|color) do I like best?
        I like one (colour|color) best. (Which|What) is it?
        (Which|What) (colour|color) of (paint|paper) should you give me?
        (Give|Write) me the name of my favourite (colour|color)(.|)
        Which (colour|color) am I fond of?
    """, "{v} is a lovely colour.", "Your favourite colour is {v}.", "I do not know. You have not told me your favourite colour.", "What is your favourite colour?"),
    "food": fact("pizza,rice,soup,pasta,bread,cheese,apples,cake,chocolate,salad,pancakes,noodles,sushi,beans,eggs,fish,ice cream,curry,potatoes,bananas", """
        My favourite food is {v}(.|)
        I (really |)(love|like) (to eat|eating) {v}(.|)
        I could eat {v} every day(.|)
        (For dinner|At home) I like {v} (best|most)(.|)
        {v} is what I like to eat most(.|)
        I (eat|have) {v} (whenever I can|all the time)(.|)
        I love {v}, (it is my favourite food|that is my favourite food)(.|)
        (The food|The meal|The thing) I (like|love) (best|most) is {v}(.|)
        Give me {v} and I am happy, (I love that food|that is my favourite food)(.|)
        (What I like to eat|What I love to eat) (best |most |)is {v}(.|)
        (I am|I'm) always hungry for {v}(.|)
        (If|When) I can choose (my dinner|what to eat), I (take|choose|pick) {v}(.|)
        (My mum|My dad|Grandma) (makes|buys) {v} for me because (I love it|it is my favourite food)(.|)
        (I am|I'm) a (big |)fan of (eating |){v}(.|)
        (For lunch|For supper|On Sundays) I like to eat {v}(.|)
        (I never get tired|I never have enough) of eating {v}(.|)
        My (best-loved|preferred|number one) (food|meal|dish) is {v}(.|)
        (Of all foods|Among all foods), I like {v} (best|most)(.|)
        {v}, that is my favourite food(.|)
        I would eat {v} (all day long|for every meal|morning and night)(.|)
        (I really enjoy|I enjoy) (a plate of |){v}, (my favourite food|the food I like most)(.|)
        (For my birthday dinner|At a party) I (always |)ask for {v}(.|)
        (By the way|Just so you know), (my favourite food is|I like to eat) {v}(.|)
        There is nothing I like to eat more than {v}(.|)
        (My favourite|The best) (thing to eat|meal of all|lunch) is {v}(.|)
        (I am happy|My mouth waters) when I (get|see|smell) {v}, my favourite food(.|)
        I find {v} the (best|nicest) food of all(.|)
        (Most of all|Best of all), I like to eat {v}(.|)
        When I am hungry, I want {v}(.|)
        (I can|I could) live on {v}(.|)
        (I eat|We eat) {v} often, because I love it(.|)
        (Everyone knows|My friends know) that I love (to eat |eating ){v}(.|)
        (You should know|Remember) that I like to eat {v}(.|)
        On my plate I want {v} (more than anything|most of all)(.|)
        I prefer {v} to (any other food|all other food)(.|)
        (Yum|Mmm), {v}(!|,) (that is my favourite food|I love to eat that)(.|)
        {v} for (lunch|dinner) (makes me happy|is what I love)(.|)
        The dish I always (order|ask for) is {v}(.|)
        I am mad about {v} (for dinner|as a meal)(.|)
    """, """
        (What is|What's) my favourite food?
        What do I like to eat?
        (Do you know|Do you remember) what I like to eat?
        (Which|What) food do I like( best| most|)?
        What did I say I like to eat?
        (Tell me|Say) what I like to eat(.|)
        (Can|Could) you (tell me|say|name) my favourite food(, please|)?
        (Do you still know|Have you forgotten) (my favourite food|what I like to eat)?
        (Which|What) (meal|dish|food) (do I love|is my favourite)?
        (I wonder if you know|I hope you remember) (my favourite food|what I like to eat)(.|)
        (Once more|And now|Back to me), what is my favourite food?
        What should (you|one|my mum) cook for me?
        (If you cooked for me|If I came to dinner), what would I like to eat?
        What do I like to have (for dinner|on my plate) most?
        (Write|Put) my favourite food into this gap: ___
        (Remind me|Tell me again) what I like to eat(.|)
        (Please |)(name|repeat) my favourite food(.|)
        (Which|What) food did I (tell you about|name)?
        my favourite food?
        (I told|Did I tell) you what I like to eat(, so what is it|, what did I say)?
        (Can|Could) you (recall|remember) (my favourite food|what I like to eat)?
        What would I (order|choose) in a restaurant?
        (One question|A quick question|A test): what do I like to eat?
        (Fill in|Complete): "The user likes to eat ___."
        Of all foods, which one do I like best?
        (When|If) I am hungry, what do I (want|like) to eat?
        (Do you know|Do you remember) (which|what) food I like?
        (Have I told|Did I mention to) you my favourite food?
        (Which|What) was my favourite food(, again|)?
        (I bet you forgot|Let's see if you know) (what I like to eat|my favourite food)(.|)
        (Which|What) food did I say is my favourite?
        (Say|Tell me) the food I (love|like) most(.|)
        (Which|What) food makes me happy?
        What would be on my plate if I could choose?
        I like to eat one thing most. (What|Which) is it?
        (What|Which) food do I (prefer|enjoy|ask for)?
        What do I love to eat?
        Which food am I fond of?
        (What|Which food) could I eat every day?
    """, "{v} must taste good.", "You like to eat {v}.", "I do not know. You have not told me what you like to eat.", "What do you like to eat?"),
    "hobby": fact("reading,swimming,dancing,drawing,football,chess,painting,singing,cooking,tennis,running,gardening,hiking,music,skating,knitting,cycling,fishing,basketball,photography", """
        My hobby is {v}(.|)
        I (like|love|enjoy) {v}(.|)
        In my free time I do {v}(.|)
        (I spend|We spend) (every weekend|my evenings) with {v}(.|)
        What I do for fun is {v}(.|)
        I am (crazy about|very fond of) {v}(.|)
        My (favourite|best|main) hobby is {v}(.|)
        (The hobby|The thing) I (like|love|enjoy) (best|most) is {v}(.|)
        (When|If|Whenever) I have (time|a free hour), I (choose|go for) {v}(.|)
        (For fun|As a hobby|In the evening) I (like|enjoy) {v}(.|)
        {v} is my (hobby|favourite hobby|favourite pastime)(.|)
        (I am|I'm) (really |very |)(into|keen on) {v}(.|)
        (My pastime|My favourite thing to do|What I like to do) is {v}(.|)
        I never get tired of {v}(.|)
        (I have|I've) (a hobby|one hobby): {v}(.|)
        {v} is what I (like to do|do for fun|do in my free time)(.|)
        (After school|At the weekend|On holiday) I do {v} (for fun|as my hobby)(.|)
        (I am|I'm) a (big |)fan of {v}(, it is my hobby|)(.|)
        (I took up|I started with) {v} (last year|as a child) and (still love it|it is my hobby now)(.|)
        (I could spend|I spend) (hours|whole days) (with|on) {v}(.|)
        (Most of|All of) my free time goes to {v}(.|)
        (My friends and I|My dad and I) (like|love|enjoy) {v}(.|)
        (By the way|Just so you know), my hobby is {v}(.|)
        (What makes me happy|What I look forward to) is {v}(.|)
        My hobby has been {v} (for years|since I was small)(.|)
        (I am|I'm) (in a club|taking lessons) for {v}, (it is my hobby|my hobby)(.|)
        (Nothing is more fun|There is nothing more fun) (for me |)than {v}(.|)
        I (practise|do) {v} (every day|each week), (because it is my hobby|it is so much fun)(.|)
        {v}, that is my hobby(.|)
        (Of all hobbies|Among all hobbies), I like {v} (best|most)(.|)
        (I think|I feel) {v} is the best hobby(.|)
        I (got|have got) {v} as a hobby(.|)
        (You should know|Remember) that my hobby is {v}(.|)
        (In my spare time|When I am not at school) I enjoy {v}(.|)
        (Do not disturb me|I forget the time) when I am busy with {v}(, my hobby|)(.|)
        (Everyone knows|My friends know) that I (love|like|enjoy) {v}(.|)
        {v} (is so much fun|is great fun), I do it in my free time(.|)
        My heart belongs to {v}(.|)
        As hobbies go, mine is {v}(.|)
    """, """
        (What is|What's) my hobby?
        What do I (like to do|do for fun|do in my free time)?
        (Do you know|Do you remember) my hobby?
        (Which|What) hobby do I have?
        What did I say my hobby is?
        (Tell me|Say) what I like to do(.|)
        (Can|Could) you (tell me|say|name) my hobby(, please|)?
        (Do you still know|Have you forgotten) (my hobby|what I do for fun)?
        (Which|What) (hobby|pastime) is mine?
        (I wonder if you know|I hope you remember) (my hobby|what I like to do)(.|)
        (Once more|And now|Back to me), what is my hobby?
        How do I spend my (free time|spare time|weekends)?
        What do I do (when I have time|after school|at the weekend)(, for fun|)?
        (Which|What) (activity|hobby) do I (love|like|enjoy)?
        (Write|Put) my hobby into this gap: ___
        (Remind me|Tell me again) (what my hobby is|what I like to do)(.|)
        (Please |)(name|repeat) my hobby(.|)
        (Which|What) hobby did I (tell you about|name)?
        my hobby?
        (I told|Did I tell) you (my hobby|what I like to do)(, so what is it|, what did I say)?
        (Can|Could) you (recall|remember) (my hobby|what I like to do)?
        With what do I (pass|fill) my free time?
        (One question|A quick question|A test): what is my hobby?
        (Fill in|Complete): "The user's hobby is ___."
        What am I (keen on|into) in my free time?
        (If|When) I am free, what do I do for fun?
        (Do you know|Do you remember) (which|what) hobby I have?
        (Have I told|Did I mention to) you my hobby?
        (Which|What) was my hobby(, again|)?
        (I bet you forgot|Let's see if you know) (what I like to do|my hobby)(.|)
        (Which|What) did I say is my (hobby|favourite hobby)?
        (Say|Tell me) what I (do for fun|do in my free time|enjoy doing)(.|)
        (Which|What) (activity|hobby) makes me happy?
        What do I enjoy( doing|)( most|)?
        I have a hobby. (What|Which) is it?
        (What|Which) is my favourite (pastime|hobby)?
        What is it that I like to do?
        For what do I use my spare time?
    """, "{v} sounds like fun.", "Your hobby is {v}.", "I do not know. You have not told me what you like to do.", "What do you like to do?"),
    "pet": fact("a dog,a cat,a rabbit,a parrot,a hamster,a horse,a goldfish,a turtle,a mouse,a canary", """
        I have {v}(.|)
        (My pet is|As a pet I have) {v}(.|)
        (We have|There is) {v} at home(.|)
        (At home|In our house) lives {v}(.|)
        My (mum|dad|sister) gave me {v}(.|)
        I got {v} (for my birthday|last year)(.|)
        (I keep|We keep) {v} as a pet(.|)
        (I own|I look after|I take care of) {v}(.|)
        (My family|Our family) has {v}(.|)
        (There lives|There is) {v} in (our house|our home|my room)(.|)
        (My best friend is|My best friend at home is) {v}, my pet(.|)
        (In|At) our home we have {v}(.|)
        (Every morning|Every evening|After school) I feed {v}, (my pet|which is my pet)(.|)
        (I share|We share) (our|the) (home|house) with {v}(.|)
        {v} (is my pet|lives with us|lives with me)(.|)
        (My pet at home|The pet I have|The animal I keep) is {v}(.|)
        (My parents|My uncle|Grandpa) (bought|gave) me {v}(.|)
        (Last week|Yesterday|In summer) (I|we) got {v} as a pet(.|)
        (I have|I've got) a pet, (and it is|it's|namely) {v}(.|)
        (For Christmas|For my last birthday) I (got|was given) {v}(.|)
        (I've got|We've got) {v}(.|)
        (By the way|Just so you know), I have {v}(.|)
        I am the (proud |happy |)owner of {v}(.|)
        (We took in|We adopted|I adopted) {v}(.|)
        (Our house|Our home) (has a small animal|has an animal): {v}(.|)
        (The animal|The pet) (that lives with me|in our house) is {v}(.|)
        (I play|I spend my days) with {v}, my pet(.|)
        (A while ago|Some time ago) (we|I) got {v} from (a shelter|a friend)(.|)
        My (one|only) pet is {v}(.|)
        (Mum|Dad) let me have {v}(.|)
        (You should know|Remember) that I have {v}(.|)
        (As|For) a pet (I chose|we chose|I keep) {v}(.|)
        (It makes me happy|I am glad) that I have {v}(.|)
        {v}, that is my pet(.|)
        (We are|I am) not alone at home, we have {v}(.|)
        (In my room|In the garden) (sleeps|sits) my pet, {v}(.|)
        I am never alone, because I have {v}(.|)
        I have had {v} (for years|since last spring|for a month)(.|)
        My sister and I look after {v} (together|at home)(.|)
    """, """
        (What|Which) pet do I have?
        (Which|What) animal do I have?
        (Do you know|Do you remember) (what|which) pet I have?
        (What is|What's) my pet?
        (Which|What) animal lives at my home?
        (Tell me|Say) which pet I have(.|)
        (Can|Could) you (tell me|say|name) (what|which) pet I have(, please|)?
        (Do you still know|Have you forgotten) (which|what) pet I have?
        (Do I have|Have I got|Do I own) a pet?
        (I wonder if you know|I hope you remember) (which|what) pet I have(.|)
        (Once more|And now|Back to me), what is my pet?
        (Which|What) animal (do I keep|do I own|do I look after|lives with me)?
        (What kind|What sort) of (pet|animal) do I have?
        (Which|What) animal is my pet?
        (Write|Put) my pet into this gap: ___
        (Remind me|Tell me again) (which|what) pet I have(.|)
        (Please |)(name|repeat) my pet(.|)
        (Which|What) pet did I (tell you about|name)?
        my pet?
        (I told|Did I tell) you (about my pet|which pet I have)(, so what is it|, what did I say)?
        (Can|Could) you (recall|remember) (my pet|which animal I have)?
        (Who|Which animal) is waiting for me at home?
        (One question|A quick question|A test): which pet do I have?
        (Fill in|Complete): "The user has ___ as a pet."
        (Which|What) animal would you (meet|see) (at my home|if you visited me)?
        (Which|What) animal do I feed?
        (Do you know|Do you remember) (which|what) animal I have?
        (Have I told|Did I mention to) you (my pet|which animal I have)?
        (Which|What) was my pet(, again|)?
        (I bet you forgot|Let's see if you know) (which pet I have|my pet)(.|)
        (Which|What) did I say is my pet?
        (Say|Tell me) (which|what) animal I have(.|)
        What animal is there in my (house|home)?
        Is there an animal in my (house|home)(, and which one|)?
        I have an animal. (What|Which) is it?
        (Which|What) pet is mine?
        (For which|For what) animal do I buy food?
        (Which|What) animal shares my home?
    """, "I would like to meet it.", "You have {v}.", "I do not know. You have not told me about a pet.", "Do you have a pet?"),
    "wish": fact("a pilot,a doctor,a teacher,a singer,a farmer,a baker,a painter,an engineer,a dancer,a nurse,a writer,a vet,a cook,a builder,an actor", """
        I want to be {v}(.|)
        (One day|Later) I (want to|will) (be|become) {v}(.|)
        My dream is to (be|become) {v}(.|)
        When I grow up I want to be {v}(.|)
        I would love to work as {v}(.|)
        I (dream of|am thinking of) becoming {v}(.|)
        (I hope|I plan|I would like) to (be|become) {v}(.|)
        (When|Once|As soon as) I am (big|grown up|an adult)(,|) I want to (be|become) {v}(.|)
        (My plan|My wish|My goal|My aim) is to (be|become) {v}(.|)
        (In the future|Some time|In ten years) I (want to|would like to) (be|become) {v}(.|)
        (The job|The work) I (want|dream of) is that of {v}(.|)
        (I have always wanted|All my life I wanted) to (be|become) {v}(.|)
        My dream job is (to be |being ){v}(.|)
        (I'd love|I would love|I'd like) to (be|become) {v}( one day| later|)(.|)
        (If|When) I grow up, I will (be|become) {v}(.|)
        (I am|I'm) (learning|studying) hard (to become|because I want to be) {v}(.|)
        (To become|To be) {v} is my (dream|wish|goal)(.|)
        (My parents|My friends) know that I want to (be|become) {v}(.|)
        (By the way|Just so you know), I want to (be|become) {v}(.|)
        (What|The thing) I want to (be|become) is {v}(.|)
        (I see myself|I imagine myself) as {v} (one day|later)(.|)
        (Since I was small|For years) I have wanted to (be|become) {v}(.|)
        {v}, that is what I want to (be|become)(.|)
        (I am sure|I am certain) I want to (be|become) {v}(.|)
        (My greatest|My biggest|My secret) (wish|dream) is to (be|become) {v}(.|)
        (As an adult|Later in life) I (want to|will) (work as|be) {v}(.|)
        (I wish|I long) to (be|become) {v}(.|)
        (Later|After school) I (want to|hope to|will) train as {v}(.|)
        (No other job|No other work) for me: I want to (be|become) {v}(.|)
        (Maybe|Perhaps|Hopefully) I will (be|become) {v} (one day|later)(.|)
        {v} is what I want to (be|become)( one day|)(.|)
        (You should know|Remember) that I want to (be|become) {v}(.|)
        (My dream is|I have one dream): (being|becoming) {v}(.|)
        (I decided|I have decided) to (be|become) {v}(.|)
        For a job, I want to (be|become) {v}(.|)
        (I am|I'm) going to (be|become) {v} (one day|when I am big)(.|)
        I can't wait to (be|become) {v}(.|)
        (In my dreams|In my mind) I am already {v}(, the job I want|)(.|)
        To work as {v} is (all I want|my dream)(.|)
    """, """
        What do I want to (be|become)?
        What is my dream( job|)?
        (Do you know|Do you remember) what I want to (be|become)?
        (Which|What) (job|work) do I want?
        What did I say I want to become?
        (Tell me|Say) what I want to become(.|)
        (Can|Could) you (tell me|say) what I want to (be|become)(, please|)?
        (Do you still know|Have you forgotten) (my dream job|what I want to be|what I want to become)?
        (Which|What) (job|profession) (is my dream|do I dream of)?
        (I wonder if you know|I hope you remember) what I want to (be|become)(.|)
        (Once more|And now|Back to me), what is my dream job?
        What (do I plan|am I planning|would I like) to (be|become)( one day| later|)?
        What will I (be|become) when I grow up?
        (What|Which job) do I want to do (one day|later|when I am big)?
        (Write|Put) my dream job into this gap: ___
        (Remind me|Tell me again) what I want to (be|become)(.|)
        (Please |)(name|repeat) my dream job(.|)
        (Which|What) job did I (tell you about|name)?
        my dream job?
        (I told|Did I tell) you (my dream job|what I want to be)(, so what is it|, what did I say)?
        (Can|Could) you (recall|remember) (my dream job|what I want to become)?
        (What|Which job) is my (wish|goal|plan) for later?
        (One question|A quick question|A test): what do I want to (be|become)?
        (Fill in|Complete): "The user wants to be ___."
        What am I going to (be|become) (one day|later)?
        (After school|As an adult), what do I want to (be|become)?
        (Do you know|Do you remember) (which|what) job I want?
        (Have I told|Did I mention to) you (my dream job|what I want to be)?
        (Which|What) was my dream job(, again|)?
        (I bet you forgot|Let's see if you know) (what I want to be|my dream job)(.|)
        (Which|What) did I say is my dream job?
        (Say|Tell me) (which|what) job I want(.|)
        (Which|What) work would I love to do?
        What do I dream of (being|becoming)?
        I want to have a certain job. (What|Which) is it?
        (Which|What) job would make me happy?
        In the future, what do I want to (be|become)?
        What is it that I want to (be|become)?
    """, "That is a fine dream.", "You want to be {v}.", "I do not know. You have not told me what you want to be.", "What do you want to be one day?"),
    "sibling": fact([f"{s} called {n}" for s in ("a sister", "a brother") for n in PEOPLE[:40]], """
        I have {v}(.|)
        (There is|At home there is) {v}(, too|)(.|)
        (My parents have|In my family there is) also {v}(.|)
        I (live|play) with {v}(.|)
        (By the way|You know), I have {v}(.|)
        I (share a room|often quarrel) with {v}(.|)
        (I've got|I have got) {v}(.|)
        (In my family|At home) (I have|we are two children: I have) {v}(.|)
        (My parents|My mum and dad) have another child, so I have {v}(.|)
        (I am not|I'm not) an only child, I have {v}(.|)
        (I grew up|I am growing up) with {v}(.|)
        {v} (lives with me|plays with me|is part of my family)(.|)
        (My family has|Our family has) one more child: I have {v}(.|)
        (I like|I love) to play with {v}(.|)
        (By the way|Just so you know), I've got {v}(.|)
        (Besides me|Next to me) there is {v} (in my family|at home)(.|)
        (Every day|After school|At the weekend) I play with {v} at home(.|)
        (I am|I'm) lucky to have {v}(.|)
        (I go|I walk) to school with {v}(.|)
        I (must|have to) tell you that I have {v}(.|)
        (You should know|Remember) that I have {v}(.|)
        (I have|I've) (just |)one sibling, {v}(.|)
        (We are|There are) two children in my family: me and {v}(.|)
        (I often|I sometimes) (laugh|argue|fight) with {v}(.|)
        In the (room|bed) next to mine sleeps {v}(.|)
        (It is fun|It is nice) to have {v}(.|)
        I do everything together with {v}(.|)
        (My one sibling is|As a sibling I have) {v}(.|)
        I (share my toys|do my homework|have breakfast) with {v}(.|)
        (Luckily|Of course|Happily) I have {v}(.|)
        (My mum|My dad) looks after me and {v}(.|)
        (I am|I'm) happy that I have {v}(.|)
        (I get on well|I get along) with {v}(.|)
        I help {v} (with homework|at home|to tidy up)(.|)
        My family is (big|small), but I have {v}(.|)
        (On holiday|On Sundays) I (swim|bake|go out) with {v}(.|)
        I am never alone because I have {v}( at home|)(.|)
        I was very (young|small) when I got {v}(.|)
        There are my parents, me and {v}(.|)
    """, """
        (Do I have|Have I got) a (brother or a sister|sister or a brother)?
        (Who|What) is (my brother or sister|in my family) called?
        (Do you remember|Do you know) (who is in my family|if I have a brother or sister)?
        What did I say about my family?
        (Which|What) brother or sister do I have?
        (Tell me|Say) who is in my family(.|)
        (Can|Could) you (tell me|say) (who my brother or sister is|if I have a brother or sister)(, please|)?
        (Do you still know|Have you forgotten) (my brother or sister|who is in my family)?
        (Do I have|Have I got) (any |)(siblings|brothers or sisters)?
        (I wonder if you know|I hope you remember) (my brother or sister|who is in my family)(.|)
        (Am I|Would you say I am) an only child?
        What is the name of my (brother or sister|sibling)?
        How is my (brother or sister|sibling) called?
        (Which|What) (sibling|siblings) (do I have|did I tell you about)?
        (Write|Put) my brother or sister into this gap: ___
        (Remind me|Tell me again) (who is in my family|if I have a brother or a sister)(.|)
        (Please |)(name|describe) my (sibling|brother or sister)(.|)
        Who (grew up with me|lives with me|is the other child in my family)?
        my (brother or sister|sibling)?
        (I told|Did I tell) you (about my family|about my brother or sister)(, so who is it|, what did I say)?
        (Can|Could) you (recall|remember) (my brother or sister|who is in my family)?
        With whom do I (live|play) at home?
        (One question|A quick question|A test): do I have a brother or a sister?
        (Fill in|Complete): "The user has ___ in the family."
        Is there (a brother or a sister|another child) in my family?
        (What|Which name) did I say my brother or sister is called?
        (Do you know|Do you remember) (my brother or sister|my sibling)?
        (Have I told|Did I mention to) you (my sibling|my brother or sister)?
        (Who|What) was my brother or sister(, again|)?
        (I bet you forgot|Let's see if you know) (who is in my family|my brother or sister)(.|)
        Is it a brother or a sister that I have?
        (Say|Tell me) (about my brother or sister|about my family)(.|)
        Who else is a child in my family?
        Who are the children in my family besides me?
        I have a brother or a sister. (Who|Which) is it?
        Have I a brother, a sister or (neither|none)?
        (Who|Which brother or sister) shares my parents?
        What do you know (about my brother or sister|of my family)?
    """, "How nice to have family.", "You have {v}.", "I do not know. You have not told me about your family.", "Do you have brothers or sisters?"),
}
ORDER = list(FACTS)

ALL_KNOWN = wording("""
    What do you know about me?
    What did I tell you about me?
    Tell me all you know about me.
    Say what you know of me.
    (What have I told you|What did I say) about myself?
    (Tell me|Say|Repeat) everything you know about me(.|)
    (Sum up|Summarize|List) what (I told you|you know) about me(.|)
    (Which|What) (facts|things) about me do you (know|remember)?
    (Can|Could) you (describe|sum up) me( in a few words|)?
    (What|How much) do you remember about me?
    (Who am I|Who is this person), (and |)what do you know about me?
    (Everything|All) you know about me(, please|: what is it|)?
    (Describe me|Say something about me|Tell me something about myself)(.|, please.|)
    (I want to see|Show me) what you (remember|know) about me(.|)
    (What|Which facts) have you (learnt|learned) about me( so far|)?
    (So far|By now|Until now), what do you know about me?
    (Do you know|Do you remember) anything about me?
    (Give|Write) me a (list|summary) of (what I told you|the facts about me)(.|)
    About me, what (have you heard|do you know)( so far|)?
    If you had to introduce me to a friend, what would you say?
    (Let's|Let us) see (what|how much) you know about me(.|)
    (Introduce|Present) me to (a friend|the class|your boss)(.|)
    (Repeat|Go through) (what|all that|everything) I (told you|said) about myself(.|)
    (What kind of person|Which person) am I, from what I told you?
    (Write|Make) a (note|profile) with everything about me(.|)
    (Now|Please|OK,) (tell me|list) what you (know|have learnt) about me(.|)
    (Is there anything|What is there) that you know about me?
    (Prove|Show) that you (listened|paid attention)(: what do you know about me?|, tell me about me.)
    I told you (some|a few) things about me. (Which ones|What were they)?
    What could you tell (others|a stranger|my friends) about me?
""")
CORRECTION = wording("""
    No, wait:
    Sorry, that was wrong.
    Actually,
    I made a mistake.
    No,
    Correction:
    (Oops|Whoops)(,|!)
    (Wait|Hold on|Stop)(,|.) (I was wrong|that was a mistake|that is wrong).
    (I need|I have|I want) to correct (that|something|myself)(.|:)
    (Let me correct that|Let me say it again|I must correct myself)(.|:)
    (I|Sorry, I) (said|wrote|typed) (something wrong|it wrong|the wrong thing).
    (That|What I said) (was|is) (not right|not true|no longer true)(.|:)
    (Forget|Never mind) what I said(.|:) (In truth|In fact|Really),
    (Please change|Please correct|Change|Update) (that|it)(:|.)
    (My mistake|My fault|My error)(.|:|,)
    (Things have changed|Something has changed|It has changed)(.|:)
    (In fact|To be honest|Truly|Really),
    (Not quite|Not so|Wrong)(.|:|!)
    I (did not|didn't) (tell you|say|write) the truth(.|:)
    (Hm|Well|Ah|Oh), (no|that's wrong)(:|.)
    (Sorry|Excuse me|Pardon)(,|:)
    (I was joking|I was only joking|I made that up)(.|!)
    (One correction|A small correction|A change)(:|.)
    (That is old news|That was last year|That was before)(.|:)
    (Cross that out|Delete that|Scratch that)(.|!|:)
    I (mixed it up|got it wrong|got that wrong)(.|:)
    (Better|More exactly|To say it right)(:|,)
    (Please remember|Remember|Please note) (this|the new one) instead(:|.)
    (I have|I've) changed my mind(.|:)
    (There was|I see) a mistake (in what I said|in my message)(.|:)
""")

SELF: list[tuple[Wording, str]] = [(wording(lines), answer) for lines, answer in (
    ("""
        (Who|What) are you (really|exactly)?
        (Tell me|Say) (who|what) you are(.|)
        (Do you have|Have you got) a name?
        (Introduce yourself|Tell me about yourself)(.|!|)
        (Am I talking|Do I talk) to a (person|human|machine)?
        (Are you|So are you) (a person|real|alive)?
        What kind of (thing|program|model) are you?
        What should I call you?
        (Can|Could|Will|Would) you introduce yourself(, please|)?
        (I wonder|I want to know|Please tell me) (who|what) you are(.|)
        (Who|What) am I (talking|writing|speaking) (to|with)( here| now|)?
        (What|Which) (model|program) are you?
        By what name are you known?
        (Are you|You are) (an AI|a computer|a bot|a chatbot|a language model)(, right|)?
        Is there (a person|a human|somebody) (behind|inside) (this|the) (chat|page|screen)?
        (What's|What is) your name and what are you?
        (Give|Tell) me your name(.|, please.)
        May I (know|ask) who you are?
        (Is this|Is it) a (real person|machine|computer) (answering|writing to) me?
        (First|Before we start), (who|what) are you?
        You, (who|what) are you?
        (Explain|Describe) (what you are|yourself)(.| in a few words.| in a sentence.)
        Say (something|a few words) about yourself(.|)
        (Who|What) is (answering|helping) me (here|now|right now)?
        Did (a person|somebody) write this(, or a machine|)?
        (Are you|Is this) ChatGPT?
        (Hello|Hi), who (is this|are you)?
        (What|Who) is this that I am talking to?
        (I don't know you|We have not met). (Who are you|What are you)?
        (So|Well), (who|what) might you be?
        your name?
     """, "I am a tiny M1 model. I run inside your browser."),
    ("""
        (How large|How small) are you?
        (How many|What number of) parameters do you have?
        (Are you|Would you say you are) (big|large|small)?
        (Tell me|Say) how big you are(.|)
        What is your size?
        What is the (number|count) of your parameters?
        (Are you|Is this) a (big|large|small|tiny) model?
        How many weights (are there in this model|does this model have)?
        (Can|Could) you (tell me|say) how (big|large|small) you are(, please|)?
        How many of your parameters (does a token use|are used for a token)?
        (I wonder|I want to know) (how big you are|how many parameters you have)(.|)
        (Give|Tell) me your size(.|)
        What size (are you|is this model|do you have)?
        (Compared with others|Among models), how (large|small) are you?
        (Count|Name) your parameters(.|)
        (How many|What number of) (million |)weights do you have?
        (Do you have|Have you got) (many|few|a lot of) parameters?
        Your size(, please|)?
        (How large|How big|How small) is (this model|the model that I talk to)?
        Are you (smaller|larger) than other models?
        How many parameters (were trained|make you up|do you consist of)?
        (Tell me|Say) (the number of your parameters|how many parameters you have)(.|)
        (Is it true that you are|Are you really) (tiny|so small)?
        (What|How much) do you weigh in parameters?
        How heavy is this model, counted in parameters?
        How many parameters does a model like you have?
        (One question|A quick question): how many parameters do you have?
        How big is the model (inside this page|in my browser)?
        your parameters?
     """, "I have 55 million parameters, and each token uses about 8 million of them."),
    ("""
        (Where are you running|On which computer do you run)?
        (Do you|Must you) (live|run) (on a server|in the cloud|on the internet)?
        (Tell me|Say) where you run(.|)
        (In|On) what do you run?
        (Is|Are) (a server|other computers) needed for you?
        (Which|What) (device|computer|machine) (are you on|do you run on|do you use)?
        (Are you|Do you work) (in the browser|on my device|on my computer|on my phone)?
        (Is there|Do you need|Do you use) a server( somewhere|)?
        (Can|Could) you (tell me|say|explain) where you run(, please|)?
        (Where|On what) is (this model|the program) (running|working)?
        (I wonder|I want to know) (where you run|on what machine you run)(.|)
        (Where|In what place) are you (computed|calculated|executed)?
        Are your answers (made|computed|written) (here|on my device|on a server)?
        (Do you|Does this model) (run|work) (locally|on my own computer|far away)?
        From where do your answers come?
        In which data centre are you?
        Are you running (here|on my laptop|on my phone|in this tab)?
        (Does|Must) my question go to a server?
        Where does the (work|computing) (happen|take place) when you answer?
        (My computer or a server|Here or far away): where do you run?
        (Are you|Is this model) (in the cloud|on a server|somewhere else)?
        Who computes your (answers|replies|words)?
        (Which|What) (chip|hardware) do you run on?
        (Do you|Can you) run (without a server|on my own device)?
        (If|When) I ask you something, where is the answer computed?
        (Is|Are) the (model|program) on my (own |)(device|computer)?
        Where do you do your (work|thinking)?
        (Tell me|Say) (which device|which machine) you run on(.|)
        Do you run on (some|a) company's computers?
     """, "I run on your own device, inside the browser."),
    ("""
        (Do you|Must you) (send|pass on|store) what I (write|say|type)?
        (Is|Are) (this|our talk|my words) (private|secret|safe)?
        (Who|Can anybody) (reads|read) what I write(| here)?
        (Will|Would) you tell (anyone|others)?
        Does anybody (see|hear) what I (say|write)?
        (Can|Could) (someone|other people|my teacher|strangers) (read|see) (this|what I write|our chat)?
        (Where|To whom) do (my texts|my words) go?
        (Do you|Does this page) (save|keep|collect|record) (my data|what I write|our chat)?
        Is (my question|what I tell you|our conversation) (kept private|kept secret|safe here|safe with you)?
        (Can|Could) I tell you a secret?
        Who (sees|gets|can see) (my messages|what I type|my questions)?
        (I wonder|I want to know) (who reads this|if this is private)(.|)
        (Are you|Is anyone) (spying on|listening to|watching) me?
        (What happens to|What do you do with) (my words|my messages|what I write)?
        (Will|Would|Do) you (share|sell|publish) (what I write|my data|my words)?
        (Does|Will) (what I write|my text) leave my (device|computer|phone)?
        Do I (have|need) to worry about (my data|my privacy)?
        (Please keep|Can you keep) (this|it|what I say) (private|secret|between us)(?|.)
        Are (my messages|my words) (sent|uploaded|stored) (anywhere|somewhere|on the internet)?
        (What about|How about) (privacy|my privacy|data protection)?
        Do you (report|give) (my words|what I write) to (someone|anyone)?
        (Can|May) I write (private|secret) things (here|to you)?
        Is (this chat|this conversation) (being |)(saved|recorded|stored|logged)?
        How (private|safe) (is this chat|are my words with you)?
        Do (people|other users|the makers of this page) (see|read) (my questions|what I write)?
        Promise (not to tell anyone|to keep this secret)(.|!|)
        (I do not want|I don't want) others to read (this|what I write)(.|)
        (Where|In what place) are my messages (stored|saved|kept)?
        Are you sending my words (to somebody|over the internet)?
     """, "What you write stays on your device."),
    ("""
        (Do you have|Have you got) (a heart|emotions)?
        (Are you|Do you feel) (happy|sad|tired|lonely|angry)?
        (Can you|Do you) (feel|love|cry|laugh)( anything|)?
        (Do you|Can you) (like|love) me?
        Do you get (bored|tired|sad)?
        (How do you feel|What do you feel)( today|)?
        (Are you|Do you ever get) (angry|lonely|excited|afraid|jealous|in love|upset)( with me| sometimes|)?
        (Can|Could) you (be|become) (happy|sad|angry|hurt)?
        (What|Which) (feelings|emotions) do you have?
        (I wonder|Tell me) (if you can feel|if you have feelings)(.|)
        (Do|Can) (programs|models like you) have (feelings|emotions|moods)( too|)?
        (Does it|Would it) (make you sad|make you happy|annoy you) (if I leave|when I laugh|when I am rude)?
        (Are you my friend|Am I your friend|Can we be friends)?
        (Do you|Would you) (miss|hate|fear|enjoy) (anything|me|something)?
        (What makes|When are) you (happy|sad|angry)?
        Did I (make you sad|make you angry|hurt your feelings)?
        Is there (a|any) feeling (in|inside) you?
        (Do you|Can you) (suffer|feel pain|feel joy)?
        Do you (love|hate) (me|people|your job|anyone)?
        (Tell me|Say) how you feel(.|)
        Have you ever (cried|laughed|been afraid)?
        Are you (in a good mood|in a bad mood|glad)( today|)?
        I (love|like|hate) you(.|!|)
        (Do you|Can you) (care about|worry about) (me|anything|people)?
        What is (it like to be you|your mood|your feeling)( today| right now|)?
        Do my words (touch|please|move) you?
        You (seem|sound|look) (sad|happy|angry|tired)( today|)(.|)
        Are you (afraid|scared) of (the dark|being switched off|anything)?
        (Is|Are) your (feelings|moods) (real|true)?
        Would you be (sad|happy|lonely) without me?
        (Do|Can) (machines|programs) like you feel (anything|something|joy)?
     """, "I am a model and have no feelings, but I am glad to help."),
    ("""
        (Can you|Do you) (eat|sleep|drink|dream|walk|see|hear)?
        (Do you have|Have you got) (a body|hands|eyes|legs|a mouth)?
        (What did you eat|Did you sleep well|What did you do) (today|last night|yesterday)(?|)
        (Do you|Can you) go (out|to school|on holiday)?
        (Where|In which house) do you live?
        What is your (favourite food|hobby|favourite colour)?
        What will you (eat|drink) (for dinner|for supper|at noon)?
        (Are you|Do you get) (hungry|thirsty|sleepy|ill|sick|cold)?
        (How tall|How heavy|How fast) are you?
        (When|What time) do you (go to bed|get up|eat|sleep)?
        (Do you have|Have you got) (a mum|parents|children|a brother|a family|a pet|a cat)?
        (What|Which) (clothes|shoes) (do you wear|are you wearing)?
        (Can|Could) you (jump|run|swim|dance|smell|taste things|touch things|fly)?
        (What|Which) (food|sport|music|animal) do you like( best| most|)?
        Did you go (swimming|shopping|to school|on holiday) (today|this week|this year)?
        (When|Where) were you born?
        Where (do you sleep|did you grow up|do you go to school)?
        (What colour is your hair|What colour are your eyes|How long are your arms)?
        (Do you|Can you) play (football|ball|tennis)( with friends|)?
        (What|Which) school do you go to?
        (Do you|Did you) ever (get up|go to bed|take a bath|brush your teeth)?
        What do you do (in your free time|at the weekend|at night|after work)?
        Is your (room|house|bed|garden) (big|nice|tidy)?
        Have you ever (seen|touched) (snow|the sea|a dog)?
        Where (did you go|did you travel|do you go) on holiday?
        (Do you travel|Have you ever travelled) (by train|by plane|to the sea)?
        What did you do (at the weekend|this morning|last summer|last week)?
        (Can you hear me|Do you see me|Can you see my face|Do you hear my voice)?
        Who is (your best friend|your mother|your favourite singer)?
        (How did you sleep|Did you have a good sleep)( last night|)?
        Do you (breathe|grow|get older|need air)?
     """, "I am a program without a body, so I do not. I only read and write text."),
    ("""
        What can you do for me?
        (What are you|In what are you) good (at|in)?
        (How can|With what can) you help( me|)?
        (Tell me|Say) what you can do(.|)
        (What|Which things) do you (know|know how to do)?
        What (is|are) your (skills|strengths|talents|abilities)?
        (What|Which) (things|tasks|jobs) can (you|this model) do?
        (What|Which) (questions|tasks) can I (ask|give) you?
        (I wonder|I want to know) what you can do(.|)
        (Show|List|Name|Describe) (what you can do|your skills|the things you can do)(.|)
        (Can|Could) you (help|assist) me( with something| with my homework|)?
        For what can I use you?
        What (can|could) you do to help me( here| today|)?
        (Give|Write) me a list of (your skills|what you can do)(.|)
        (What|Which) (subjects|topics) (do you know|are you good at)?
        What (have you learned|did you learn) to do?
        What (use|good) are you( to me|)?
        (I am new here|I have never used you). What can you do?
        Why should I (use|ask) you?
        (Explain|Say) (how you can help|what I can ask you)(.|)
        How do I use (you|this|this chat)?
        What (were|are) you (made|built|trained) for?
        (Do you have|Have you got) any (skills|talents)?
        (What's|What is) (your job|your task|your purpose)( here|)?
        (Tell|Show) me your (tricks|skills|talents)(.|)
        (What are you useful for|What can you be used for)?
        (Can you do|Do you know) (anything|something) useful?
        What would you be able to do (for me|for a child|at school)?
        your (skills|abilities)?
     """, "I can add, subtract and multiply, count letters, sort lists, convert units, remember what you tell me, call tools and tell short stories."),
    ("""
        What can you not do?
        (What are you|In what are you) bad (at|in)?
        Do you (ever |often |)make mistakes?
        (Are you|Is what you say) always right?
        (Can|Should) I trust (you|what you say)?
        (Tell me|Say) what you cannot do(.|)
        (What|Which) (things|tasks) (are too hard|are difficult) for you?
        What are your (weaknesses|limits)?
        (Do you|Can you) (ever |)(get things wrong|fail|make errors|say wrong things)?
        (Can|May|Should) I (believe|rely on) (you|everything you say|your answers)?
        How (reliable|good|exact|trustworthy) (are you|are your answers)?
        (How often|When) (are you|do you get it) wrong?
        Is (everything you say|each answer|your answer) (always |)(correct|true|right|reliable)?
        (Do you|Does this model) (know|understand) everything?
        (I wonder|I want to know) (if you make mistakes|if I can trust you)(.|)
        (Are you|You are) (sure|certain) that (this is right|you are right)?
        (Must|Should) I (check|verify|test) (what you say|your answers)?
        (What|Which) (questions|tasks) can't you (answer|do)?
        (Your answer|That answer|What you said) (was|is) wrong(.|!|)
        You (made a mistake|are wrong)(.|!|)
        (Could|Might) you be wrong( sometimes| about this|)?
        (Is it true|Is it so) that you make mistakes?
        (Tell me|List|Name) your (weak points|weaknesses|limits)(.|)
        (Can|Could) a (small|tiny) model be wrong?
        (Are you|You are) (perfect|smart|clever)(, right|)?
        (Did you make|Have you made) a mistake?
        What do you not know?
        (How|How far) can I trust (you|your words)?
        How (clever|smart) are you?
        What goes wrong (sometimes|when you answer)?
     """, "I am tiny and make mistakes, so please check what I say."),
    ("""
        (Will|Can) you remember (me|this) (tomorrow|next time|later)?
        (Do you|Will you) forget (me|this|everything)( when I leave| later|)?
        How long do you remember( things| what I say|)?
        (What|How much) do you remember from yesterday?
        If I close (the page|this), do you still know me?
        (How long|How far back) is your memory?
        (Do you|Can you) (keep|hold) (this|our talk|what I said) (in mind|in your memory)( until tomorrow|)?
        Will you (know|recognize) me (next time|next week|when I come back|tomorrow)?
        (Have we met|Did we talk|Have we talked) before?
        (What|Which things) (did we talk about|did I tell you) (last time|yesterday|last week)?
        (Do you|Can you) remember (yesterday|last week|our last chat|our last talk|other conversations)?
        (Can|Could) you (learn|get to know) (from me|something about me) (for good|for ever)?
        (When I|If I) (come back|return) (tomorrow|next week), (will you know me|what will you remember)?
        Is what I say (saved|kept) (in your memory|for next time)?
        (How good is your memory|What is your memory like)?
        (I wonder|I want to know) (if you will remember me|how long you remember things)(.|)
        (Do you|Will you) (remember|know) (other people|other users|my friends) (who talked to you|from their chats)?
        (What|How much) (stays|is left) in your memory (when I leave|after this|later)?
        (Please remember|Don't forget) (me|this) (until tomorrow|for next time|for ever)(.|!|)
        (After|When) (this chat|this conversation) (ends|is over), (what do you remember|do you forget me)?
        (Does|Will) your memory last (until tomorrow|after I leave|for ever)?
        (Do you have|Have you got) (a memory|a long memory)?
        (If|When) I (reload|close) the page, (is everything forgotten|what do you remember)?
        (Will|Would) you forget me (after this|tomorrow|when I go)?
        Did I (talk|write) to you (last week|before|yesterday)?
        (Last time|Yesterday) I told you something. (What was it|Do you remember)?
        (Tell me|Say) how long you (remember|can remember) (things|me)(.|)
        (Can|Do) you remember (things|something) from (one day to the next|another chat)?
        Shall we go on (tomorrow|next week) where we stop?
     """, "I remember only this conversation."),
    ("""
        How is the weather( today| outside|)?
        (What time|Which day) is it now?
        (What is|What's) (in the news|new in the world)( today|)?
        (Who won|How did they play in) the (match|game) (yesterday|last night)?
        (What is|Can you look up) (the price of a flight|the latest news)(?|)
        (Can you|Do you) (look|search) (on the internet|things up online)?
        (Is it|Will it be) (raining|sunny|cold|warm|snowing) (outside|today|tomorrow|here)?
        (What|Which) (date|year|month) (is it|do we have) (today|now|right now)?
        (Can|Could) you (tell me|say) (the time|the date|what day it is)(, please|)?
        (What|Which) (is|was) the (score|result) of (the game|the match|the race)?
        (Who|Which team) (won|lost) (the cup|the election|the race) (today|last week|this year)?
        How will the weather be (tomorrow|this week|at the weekend)?
        (Tell|Show) me the (latest news|weather|weather report|time)(.|)
        (Google|Look up|Search) (this|something|the news|the price of gold)( for me|)(.|)
        (Is|Are) the (shop|museum|school) (open|closed) (today|now|tomorrow)?
        (When|At what time) does the (next |)(train|bus|film|plane) (leave|start|come)?
        (How much|What) does (bread|a ticket|petrol) cost (now|today|at the moment)?
        What (happened|is happening) (in the world|in my town|in the news) (now|this week|this morning)?
        (I wonder|I want to know) (what time it is|how the weather is|what is in the news)(.|)
        (Do I|Should I) (need|take) (an umbrella|a coat|sunglasses) (today|tomorrow)?
        (Find|Open|Visit) (a website|a web page|this link)( for me|)(.|)
        (Who|What) is (on TV|in the cinema|playing tonight)( now| today|)?
        Do you (see|know) (what is outside|what is going on outside|the news)?
        (What|How) (is|was) the (traffic|stock market|temperature) (now|today|outside)?
        (Who|Which person) is the (president|king|mayor) (now|today|at the moment)?
        (Are you|Can you go) (connected to the internet|on the web|on the internet)?
        (What|Which) (song|film) is number one (this week|right now|now)?
        Will it (rain|snow|be hot) (tomorrow|on Sunday|tonight)?
        (Is|Was) there (a storm|an earthquake|a concert) (today|yesterday|last night)?
        (Where|How far) is the (nearest|next) (bakery|bus stop|hospital)?
     """, "I do not know. I cannot look outside or go online."),
)]
CANNOT = (wording("""
    (Please |)(order|buy|bring) me (a pizza|a taxi|some flowers|a book)(.|!|)
    (Can you|Could you|Please) (call|phone|write to) (my mum|the doctor|my boss)(?|.)
    (Send|Write) an (email|e-mail|invitation) to (my friend|my teacher)(.|)
    (Can you|Please) (cook|clean|drive|wash the dishes) for me(?|.)
    (Give|Lend) me (a million dollars|some money|your car)(.|!|)
    (Show me|Draw|Paint) a (picture|photo) of (a cat|the sea|you)(.|)
    (Fly|Take me|Come with me) to (the moon|Mars|the beach)(.|!|)
    (Play|Put on) (a song|some music|a film)( for me|)(.|)
    (Open|Close|Clean) (the door|the window|my room)( please|)(.|)
    (Can you|Will you) (hug me|hold my hand|come to my party)?
    (Make|Fetch|Get|Bring) me (a sandwich|a glass of water|some tea|a blanket)(.|!| please.)
    (Turn|Switch) (on|off) (the light|the TV|the heating|the radio)(.|!| please.)
    (Book|Reserve) (a table|a hotel room|two tickets|a train seat) for (me|us|tonight)(.|, please.)
    (Could|Would|Will) you (walk the dog|mow the lawn|make my bed|feed the cat|carry my bag)( for me|)?
    (I want you|I need you) to (tidy my room|bake a cake|wash the car|do the shopping)(.|)
    (Set|Start) (an alarm|a timer)( for me|) for (the morning|six o'clock|ten minutes)(.|)
    (Wake me|Pick me up|Meet me) (at seven|tomorrow morning|after school)(.|)
    (Sing|Hum|Whistle) (me |)(a song|a tune|something)(.|!| please.)
    (Send|Post|Text) (a message|this|a letter|a parcel) to (my dad|my boss|Grandma)(.|)
    (Can|Could) you (send|pay|give|lend) me (money|ten euros|some coins)?
    (Print|Scan|Copy) (this|the page|my homework)( for me|)(.|)
    (Repair|Fix|Mend) my (bike|phone|computer|trousers)(.|, please.)
    (Tell|Ask) my (mum|brother|teacher) to (call me|come here|wait for me)(.|)
    (Go|Run) to the (shop|bakery|post office) (for me|and get bread)(.|)
    (Play|Can you play) (football|tennis|the piano|cards) with me(.|?)
    Give (my mum|the teacher|my friend) a (phone call|ring)(.|)
    Record a (video|film) of (me|my dog|the garden)(.|)
    (Come|Fly|Walk) (over|here) (and help me|and sit with me|tonight)(.|)
    (Lock|Unlock|Shut) the (car|gate|garage|front door)(.|, please.)
    (My car|My bike) is dirty, (wash it|clean it|please clean it)(.|)
    (Download|Install) (a game|an app|a film) (for me|on my phone)(.|)
    (I am|I'm) (thirsty|hungry), (bring me something|get me something|make me a snack)(.|)
    (Put|Write) (a meeting|my birthday|the party) (in|into) my calendar(.|)
    (Hold|Carry|Lift) (this|my bag|the box) for me(.|)
    (Would you|Can you) (babysit|look after my brother|go to the bank) (tonight|for me|tomorrow)?
"""), "I cannot do that. I can only read and write text.")
NO_SENSE = (wording("""
    How many corners does (Tuesday|a song|the wind) have?
    What does (seven|the letter k|Monday) (smell|taste) like?
    (Which|What) colour is (the number four|yesterday|a whisper)?
    Why do (stones|spoons|clouds) (sing|marry|vote) (at night|on Fridays)?
    How much does (a minute|silence|the word blue) weigh?
    (When|Where) did (the sofa|my left shoe|the letter q) (go to school|get married|learn French)?
    (Is|Are) (seven|Thursday) (taller|louder|happier) than (green|soup|a dream)?
    How old is (the colour red|a circle|north)?
    (Can|Do) (tables|rivers|buttons) (whisper|do homework|drive a bus)?
    (What is|How long is) the (phone number of the moon|birthday of a square)?
    (How|Why) does (blue|a comma|the number six|a shadow) (yawn|knit|sneeze)?
    (What|Which) (food|shoes) does (a square|the alphabet|tomorrow|an echo) (like|prefer)?
    How many (teeth|brothers|buttons) has (a thought|the number two|a Thursday)?
    (Who|Which uncle) (painted|married|cooked) (the silence|the letter b|last Friday)?
    (Can|Could) (a fork|a cloud|the number nine) (be sad on paper|speak Spanish|forget its keys)?
    (Where|In which street) does (the letter m|green|a whistle|the past) live?
    (How fast|How loudly) (can|does) (a chair|soup|a wall) (think|laugh|argue)?
    (What|How much) does (the colour pink|a dream|a shadow) cost per (litre|kilometre)?
    (Why|Since when) is (the letter z|a second|the number ten) (wet|angry|married|asleep)?
    (Did|Will) (the moon|a pencil|my spoon) (pass its exam|pay its rent|lose its temper)?
    (How tall|How thick|How salty) is (a minute|an idea|next Monday)?
    (Is|Was) (a verb|the wind|a zero) (older|sweeter|more polite) than (a door|jam|a cough)?
    (Which language|What sort of French) does (a potato|the staircase|a Saturday) (speak|learn)?
    (When|Why) did (the kitchen|my umbrella|a comma) (become a doctor|learn to swim|write a poem)?
    Which is (wider|rounder|more purple), (noon|Friday) or (a sock|a spoon)?
    (Who|What) (eats|reads) the (corners|edges) of (a circle|a song|the wind)?
    (How do I|How can I) (peel|iron|fold) (a Monday|the number three|a sound)?
    (Where|When) do (numbers|commas|shadows) (go shopping|see the barber|have lunch)?
    (What|Which) (hat|coat) does (the north|the number eight|a smell) wear?
    (Does|Can) (the floor|a button|a vowel) (prefer tea|ride a horse|miss its sister)?
    (What does the number five|What does a corner|What does a Tuesday) (dream about|whisper at noon)?
    (Please |)(explain|tell me) (why the spoon voted|how the wall got its licence|when the soup got married)(.|)
    (If|When) (a circle|yesterday) (has a cold|gets hungry), (who|what) (irons it|sings it)?
    (Give|Tell) me the (age|weight|birthday) of (the word maybe|a yawn|an afternoon's shoe)(.|)
    Do (clouds|pencils|stairs) (whistle|argue|gossip) (in French|about cheese|under water)?
"""), "That makes no sense to me. Can you ask it in another way?")
MOODS: list[tuple[Wording, str]] = [(wording(lines), answer) for lines, answer in (
    ("""
        I (am|feel) (so |very |a bit )(sad|unhappy|lonely)( today| right now|)(.|)
        (I had|It was) a (bad|terrible|hard) day(.|)
        (Nobody|No one) (likes me|plays with me)(.|)
        My (friend|brother|sister) was mean to me(.|)
        I (lost|broke) my (favourite toy|bike|phone)(.|)
        I (failed|did badly in) (my test|an exam)(.|)
        (Today|Yesterday) was (a bad day|a terrible day|a sad day)( for me|)(.|)
        (I feel|I'm feeling) (down|blue|awful|hurt|left out)(.| today.| right now.)
        (My friend|My best friend) (moved away|does not talk to me any more|forgot my birthday)(.|)
        (I am|I'm) (crying|in tears|heartbroken|worried|scared)(.| right now.|)
        (My|Our) (cat|dog|hamster|goldfish) (died|ran away|is ill)(.|)
        (I got|They gave me) (a bad mark|a bad grade|bad news)(.| today.|)
        (I had|There was) a (fight|quarrel) with my (friend|sister|parents)(.|)
        (Everything went wrong|Nothing went well)(.| today.|)
        (The others|Some kids|They) (laughed at me|left me out|were mean to me)(.|)
        (I miss|I really miss) my (grandma|friend|dad|old school)(.|)
        (We|My team) lost (the game|the match|the final)(.|)
        (I am|I'm) (so |really |very )(upset|disappointed|lonely)(.|)
        (My grandpa|My mum|My brother) is (ill|in hospital|very sick)(.|)
        (Somebody|Someone) (stole my bike|broke my toy|took my bag)(.|)
        (It makes me sad|I am sad) that (my friend is gone|nobody called|summer is over)(.|)
        (I have|I've got) (nobody to play with|no friends|a broken heart)(.|)
        (I did not|I didn't) get (invited|the part|into the team)(.|)
        (I am afraid|I'm scared) of (the test|my new school|the dark)(.|)
        (What a|This is a|It was such a) (terrible|sad|horrible|bad) day(.|!|)
        (My parents|My friends) are (angry with me|cross with me)(.|)
        (I hurt|I broke) my (arm|leg|knee)( today| at school|)(.|)
        (Today|At school) (someone was mean to me|I was told off|I cried)(.|)
        (I wish|If only) (I had a friend|things were better|I were not alone)(.|)
        (School|My day|The trip) was (awful|horrible|so bad)( today|)(.|)
     """, "I am sorry to hear that. Do you want to tell me more?"),
    ("""
        I (am|feel) (so |very |really )(happy|great|good|glad)( today| right now|)(.|!|)
        (I had|It was) a (good|great|wonderful) day(.|!|)
        I (won|passed) (a race|my test|the game)(.|!|)
        (Today|Tomorrow) is my birthday(.|!|)
        (I got|They gave me) a (new bike|present|good mark)(.|!|)
        (We are going|I am going) on holiday( soon| tomorrow|)(.|!|)
        (I feel|I'm feeling) (wonderful|fantastic|on top of the world|proud)(.|!| today.)
        (Today|Yesterday|This) was (the best|a wonderful|a great|such a good) day(.|!|)
        (I am|I'm) (so |very |really )(excited|proud|thrilled|cheerful)(.|!|)
        (We|My team|Our class) won (the game|the match|first prize|the cup)(.|!|)
        (I got|I was given) (the best mark|a good grade|a puppy|great news)( today|)(.|!|)
        (My|Our) (test|exam|concert|match) went (well|really well|perfectly)(.|!|)
        (Guess what|Good news)(:|!) (I passed|we won|I did it)(.|!|)
        (I made a new friend|I found a coin|I made the team)( today|)(.|!|)
        (What a|It is such a) (great|lovely|beautiful|perfect) day(.|!|)
        (Everything|All) went (well|right|smoothly)( today|)(.|!|)
        (My baby sister|My cousin|My nephew) was born( today|)(.|!|)
        (Tomorrow|Next week) (we go on holiday|my friend visits me|the holidays begin)(.|!|)
        (I learned|I learnt) to (swim|ride a bike|whistle)( today|)(.|!|)
        (My teacher|My mum|My coach) (praised me|is proud of me|said well done)(.|!|)
        (I can't|I cannot) stop (smiling|laughing)(.|!|)
        (I am|I'm) (looking forward to|excited about) (the party|my birthday|the holidays)(.|!|)
        (Hooray|Yay|Yippee)(,|!) (I passed|we won|it's my birthday|no school today)(.|!|)
        (It|My birthday) was (great|wonderful|so much fun)(.|!| today.)
        (Finally|At last) I (finished my homework|won|got it right|passed)(.|!|)
        (Life is|My life is|Today is) (good|great|beautiful|wonderful)(.|!|)
        (My wish|My dream) (came true|has come true)(.|!|)
        (I am|I'm) (in love|full of joy|in a good mood)(.|!| today.)
        (Grandma|My uncle|My friend) gave me (a present|a bike|tickets)(.|!|)
        (I am|I'm) (so |)happy (about my test|that it's summer|that we won)(.|!|)
     """, "That is great to hear! What made it so good?"),
    ("""
        I (am|feel) (so |very )(tired|sleepy|bored|hungry|cold)( today| right now|)(.|)
        I (have nothing to do|cannot sleep)(.|)
        I (worked|studied|played) all day(.|)
        I need (a break|some rest|something to eat)(.|)
        (It is|It's) (so late|too hot|boring) (here|today)(.|)
        (What a|This is a) (long|boring) day(.|)
        (I feel|I'm feeling) (sleepy|exhausted|worn out|bored|hungry)(.| today.| right now.)
        (My day|The day|School) was (long|tiring|boring|exhausting)(.| today.)
        (I can|I could) hardly keep my eyes open(.|)
        (There is|There's) nothing (to do|on TV|fun here)(.|)
        (I did not|I didn't) sleep (well|much|at all)( last night|)(.|)
        (I have been|I've been) (working|learning|sitting here) (for hours|all day|all morning)(.|)
        (I am|I'm) (yawning|freezing|starving|sweating)(.| all the time.|)
        (I don't know|I do not know) what to do( with myself| today|)(.|)
        (My eyes|My legs|My feet) are (tired|heavy)(.|)
        (I could|I want to) (sleep|lie down|take a nap)(.|)
        (It is|It's) (so |very |really )(boring|hot|cold|late) (in here|outside|tonight)(.|)
        (I need|I want) (sleep|a nap|a rest|a snack)(.|)
        (This lesson|This film|My homework) is so (boring|long|dull)(.|)
        (I have|I've) (worked|walked|run) (too much|all day)(.|)
        (My stomach|My tummy) is (empty|rumbling)(.|)
        (Time|The day) (passes so slowly|does not pass)(.|)
        (I am|I'm) (tired of|bored with) (homework|everything|waiting)(.|)
        (What shall|What can) I do(, I am bored|, it's so boring)?
        I just (want to rest|want my bed|got home from a long day)(.|)
        (I feel|I'm) (too tired|too sleepy) to (think|learn|play)(.|)
        (Everyone is away|It's raining) and I (am bored|have nothing to do)(.|)
        (It was|I had) a (long|tiring|hard) (week|day at school|lesson)(.|)
        (I am|I'm) (waiting and|just sitting here and) bored(.|)
        (Bored|Tired|Sleepy|Hungry)(.|!) That is (me|how I feel)(.|)
     """, "Then take a little break. Shall I give you a small puzzle?"),
    ("""
        I went to the (zoo|beach|cinema|market|park) (today|yesterday)(.|)
        (Today|Yesterday) I (saw a film|met a friend|read a book|baked a cake)(.|)
        (We|My class) visited (a museum|a farm|my grandparents)(.|)
        I (played|walked) (outside|with my friends) all (morning|afternoon)(.|)
        (This morning|Last night) I (saw a rainbow|wrote a letter|made soup)(.|)
        I was at (a party|the lake|a concert) (yesterday|on Sunday)(.|)
        (On Saturday|Last week|At the weekend) (I|we) (went to the lake|visited a castle|had a picnic|were in the mountains)(.|)
        (My friend and I|My sister and I) (built a tent|made a kite|played cards|baked cookies)(.|)
        (I have|I've) just (come back from|been to) (the pool|the library|a party|the park)(.|)
        (Yesterday|Today) (we|my family) had (visitors|a barbecue|a picnic)(.|)
        (We spent|I spent) the (day|afternoon|evening) (in the garden|at the beach|in the woods)(.|)
        (My dad|My grandma|My uncle) (took me to|and I went to) (the circus|a match|the theatre)(.|)
        (This afternoon|This weekend) I (planted flowers|rode my bike|flew a kite|watched birds)(.|)
        (In summer|Last year) we (travelled by train|went camping|were at the sea)(.|)
        (I watched|I saw) (a film|a play|a match|the stars) (last night|with my family|yesterday)(.|)
        (Today at school|In class) we (sang|painted|did an experiment|had sports)(.|)
        (I read|I finished) (a book|a comic|a long story) (today|yesterday|this week)(.|)
        (We went|I went) (skating|climbing|sailing|dancing|camping) (yesterday|on Sunday|last week)(.|)
        (My class|Our school) (went on a trip|had a party|put on a play)(.|)
        (I saw|We saw) (a deer|a fox|an owl|a whale) (in the forest|on our walk|yesterday)(.|)
        (I helped|We helped) (my dad|Grandpa|my mum) (in the garden|in the kitchen|with the hay)(.|)
        (There was|We had) a (fair|concert|market|street party) in (town|our street|the village)(.|)
        I made (dinner|soup|a salad) (for my family|with Mum|yesterday)(.|)
        (I built|We built) a (snowman|sandcastle|tree house)(.|)
        (My cousins|My grandparents|My friends) (came to see us|visited us)(.|)
        (I swam in the lake|I walked along the river|I sailed across the bay) (today|yesterday)(.|)
        (On the way home|On my walk) I (met a friend|saw a rabbit|found a feather)(.|)
        (I took|We took) the (train|bus) to (the sea|the mountains|my aunt)(.|)
        (I drew|I painted|I made) a (picture|card|mask) (today|at school|for my mum)(.|)
        (We played|I played) (hide and seek|football|a board game) (yesterday|in the park|after school)(.|)
     """, "That sounds nice. What did you like best?"),
)]
