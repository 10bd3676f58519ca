"""What a user tells of themselves and asks of the model, in many words, and what the model says to it."""

from dataclasses import dataclass

from .grammar import Wording, wording
from .knowledge import CAPITALS
from .school import PEOPLE

TOWNS = (*CAPITALS.values(), *"Zurich Geneva Hamburg Munich Lyon Milan Porto Seville Leeds York Boston Chicago Seattle Denver Toronto Sydney Osaka Mumbai Lagos Basel Graz Cork Bergen Turin".split())


@dataclass(frozen=True)
class Fact:
    """Something that a user may tell of themselves."""
    values: tuple[str, ...]
    tell: Wording
    ask: Wording
    told: str
    """What the model says when it hears {v}."""
    known: str
    """What it answers when asked for {v} later."""
    unknown: str
    back: str
    """What it asks to learn this."""


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
    """, """
        What is my name?
        (Do you know|Do you remember|Can you tell me) (my name|who I am)?
        (What am I called|Who am I|What's my name)?
        (Tell me|Say) my name(.|!| again.)
        How did I say I am called?
        What did I say my name was?
    """, "Nice to meet you, {v}!", "Your name is {v}.", "I do not know. You have not told me your name.", "What is your name?"),
    "town": fact(TOWNS, """
        I live in {v}(.|)
        I (am|come) from {v}(.|)
        My home is (in |){v}(.|)
        (We|My family and I) live in {v}(.|)
        I moved to {v} (last year|some years ago)(.|)
        {v} is (my home town|where I live)(.|)
    """, """
        Where do I live?
        (Which|What) (city|town) do I live in?
        (Do you know|Do you remember) where I live?
        (Where am I from|Where is my home)?
        (Where did I say I live|In which town is my home)?
        (Tell me|Say) where I live(.|)
    """, "{v} sounds nice.", "You live in {v}.", "I do not know. You have not told me where you live.", "Where do you live?"),
    "age": fact([str(n) for n in range(5, 80)], """
        I am {v} years old(.|)
        I'm {v}(.| years old.)
        I (just |)turned {v}(.|)
        My age is {v}(.|)
        (Next|This) week I (turn|will be) {v}(.|)
        I am {v}(.|)
    """, """
        How old am I?
        (What is|What's) my age?
        (Do you know|Do you remember) how old I am?
        (Tell me|Say) how old I am(.|)
        What did I say my age was?
        (Which|What) age did I tell you?
    """, "{v} is a good age.", "You are {v} years old.", "I do not know. You have not told me your age.", "How old are you?"),
    "colour": fact("red,blue,green,yellow,black,white,pink,purple,orange,brown,grey", """
        My favourite (colour|color) is {v}(.|)
        I (really |)like the (colour|color) {v}(.|)
        {v} is my favourite (colour|color)(.|)
        I like {v} (best|most)(.|)
        The colour I like best is {v}(.|)
        (Of all colours|Among colours,) I like {v} most(.|)
    """, """
        (What is|What's) my favourite (colour|color)?
        (Which|What) (colour|color) do I like( best| most|)?
        (Do you know|Do you remember) my favourite (colour|color)?
        (Tell me|Say) my favourite (colour|color)(.|)
        (Which|What) colour did I say I like?
        (Which|What) is the colour I like best?
    """, "{v} is a lovely colour.", "Your favourite colour is {v}.", "I do not know. You have not told me your favourite colour.", "What is your favourite colour?"),
    "food": fact("pizza,rice,soup,pasta,bread,cheese,apples,cake,chocolate,salad,pancakes,noodles,sushi,beans,eggs,fish,ice cream,curry,potatoes,bananas", """
        My favourite food is {v}(.|)
        I (really |)(love|like) (to eat|eating) {v}(.|)
        I could eat {v} every day(.|)
        (For dinner|At home) I like {v} (best|most)(.|)
        {v} is what I like to eat most(.|)
        I (eat|have) {v} (whenever I can|all the time)(.|)
    """, """
        (What is|What's) my favourite food?
        What do I like to eat?
        (Do you know|Do you remember) what I like to eat?
        (Which|What) food do I like( best| most|)?
        What did I say I like to eat?
        (Tell me|Say) what I like to eat(.|)
    """, "{v} must taste good.", "You like to eat {v}.", "I do not know. You have not told me what you like to eat.", "What do you like to eat?"),
    "hobby": fact("reading,swimming,dancing,drawing,football,chess,painting,singing,cooking,tennis,running,gardening,hiking,music,skating,knitting,cycling,fishing,basketball,photography", """
        My hobby is {v}(.|)
        I (like|love|enjoy) {v}(.|)
        In my free time I do {v}(.|)
        (I spend|We spend) (every weekend|my evenings) with {v}(.|)
        What I do for fun is {v}(.|)
        I am (crazy about|very fond of) {v}(.|)
    """, """
        (What is|What's) my hobby?
        What do I (like to do|do for fun|do in my free time)?
        (Do you know|Do you remember) my hobby?
        (Which|What) hobby do I have?
        What did I say my hobby is?
        (Tell me|Say) what I like to do(.|)
    """, "{v} sounds like fun.", "Your hobby is {v}.", "I do not know. You have not told me what you like to do.", "What do you like to do?"),
    "pet": fact("a dog,a cat,a rabbit,a parrot,a hamster,a horse,a goldfish,a turtle,a mouse,a canary", """
        I have {v}(.|)
        (My pet is|As a pet I have) {v}(.|)
        (We have|There is) {v} at home(.|)
        (At home|In our house) lives {v}(.|)
        My (mum|dad|sister) gave me {v}(.|)
        I got {v} (for my birthday|last year)(.|)
    """, """
        (What|Which) pet do I have?
        (Which|What) animal do I have?
        (Do you know|Do you remember) (what|which) pet I have?
        (What is|What's) my pet?
        (Which|What) animal lives at my home?
        (Tell me|Say) which pet I have(.|)
    """, "I would like to meet it.", "You have {v}.", "I do not know. You have not told me about a pet.", "Do you have a pet?"),
    "wish": fact("a pilot,a doctor,a teacher,a singer,a farmer,a baker,a painter,an engineer,a dancer,a nurse,a writer,a vet,a cook,a builder,an actor", """
        I want to be {v}(.|)
        (One day|Later) I (want to|will) (be|become) {v}(.|)
        My dream is to (be|become) {v}(.|)
        When I grow up I want to be {v}(.|)
        I would love to work as {v}(.|)
        I (dream of|am thinking of) becoming {v}(.|)
    """, """
        What do I want to (be|become)?
        What is my dream( job|)?
        (Do you know|Do you remember) what I want to (be|become)?
        (Which|What) (job|work) do I want?
        What did I say I want to become?
        (Tell me|Say) what I want to become(.|)
    """, "That is a fine dream.", "You want to be {v}.", "I do not know. You have not told me what you want to be.", "What do you want to be one day?"),
    "sibling": fact([f"{s} called {n}" for s in ("a sister", "a brother") for n in PEOPLE[:40]], """
        I have {v}(.|)
        (There is|At home there is) {v}(, too|)(.|)
        (My parents have|In my family there is) also {v}(.|)
        I (live|play) with {v}(.|)
        (By the way|You know), I have {v}(.|)
        I (share a room|often quarrel) with {v}(.|)
    """, """
        (Do I have|Have I got) a (brother or a sister|sister or a brother)?
        (Who|What) is (my brother or sister|in my family) called?
        (Do you remember|Do you know) (who is in my family|if I have a brother or sister)?
        What did I say about my family?
        (Which|What) brother or sister do I have?
        (Tell me|Say) who is in my family(.|)
    """, "How nice to have family.", "You have {v}.", "I do not know. You have not told me about your family.", "Do you have brothers or sisters?"),
}
ORDER = list(FACTS)

SELF: list[tuple[Wording, str]] = [(wording(lines), answer) for lines, answer in (
    ("""
        (Who|What) are you (really|exactly)?
        (Tell me|Say) (who|what) you are(.|)
        (Do you have|Have you got) a name?
        (Introduce yourself|Tell me about yourself)(.|!|)
        (Am I talking|Do I talk) to a (person|human|machine)?
        (Are you|So are you) (a person|real|alive)?
        What kind of (thing|program|model) are you?
     """, "I am a tiny M1 model. I run inside your browser."),
    ("""
        (How large|How small) are you?
        (How many|What number of) parameters do you have?
        (Are you|Would you say you are) (big|large|small)?
        (Tell me|Say) how big you are(.|)
        What is your size?
     """, "I have 55 million parameters, and each token uses about 8 million of them."),
    ("""
        (Where are you running|On which computer do you run)?
        (Do you|Must you) (live|run) (on a server|in the cloud|on the internet)?
        (Tell me|Say) where you run(.|)
        (In|On) what do you run?
        (Is|Are) (a server|other computers) needed for you?
     """, "I run on your own device, inside the browser."),
    ("""
        (Do you|Must you) (send|pass on|store) what I (write|say|type)?
        (Is|Are) (this|our talk|my words) (private|secret|safe)?
        (Who|Can anybody) (reads|read) what I write(| here)?
        (Will|Would) you tell (anyone|others)?
        Does anybody (see|hear) what I (say|write)?
     """, "What you write stays on your device."),
    ("""
        (Do you have|Have you got) (a heart|emotions)?
        (Are you|Do you feel) (happy|sad|tired|lonely|angry)?
        (Can you|Do you) (feel|love|cry|laugh)( anything|)?
        (Do you|Can you) (like|love) me?
        Do you get (bored|tired|sad)?
        (How do you feel|What do you feel)( today|)?
     """, "I am a model and have no feelings, but I am glad to help."),
    ("""
        (Can you|Do you) (eat|sleep|drink|dream|walk|see|hear)?
        (Do you have|Have you got) (a body|hands|eyes|legs|a mouth)?
        (What did you eat|Did you sleep well|What did you do) (today|last night|yesterday)(?|)
        (Do you|Can you) go (out|to school|on holiday)?
        (Where|In which house) do you live?
        What is your (favourite food|hobby|favourite colour)?
     """, "I am a program without a body, so I do not. I only read and write text."),
    ("""
        What can you do for me?
        (What are you|In what are you) good (at|in)?
        (How can|With what can) you help( me|)?
        (Tell me|Say) what you can do(.|)
        (What|Which things) do you (know|know how to do)?
     """, "I can add, subtract and multiply, count letters, sort lists, convert units, remember what you tell me, call tools and tell short stories."),
    ("""
        What can you not do?
        (What are you|In what are you) bad (at|in)?
        Do you (ever |often |)make mistakes?
        (Are you|Is what you say) always right?
        (Can|Should) I trust (you|what you say)?
        (Tell me|Say) what you cannot do(.|)
     """, "I am tiny and make mistakes, so please check what I say."),
    ("""
        (Will|Can) you remember (me|this) (tomorrow|next time|later)?
        (Do you|Will you) forget (me|this|everything)( when I leave| later|)?
        How long do you remember( things| what I say|)?
        (What|How much) do you remember from yesterday?
        If I close (the page|this), do you still know me?
     """, "I remember only this conversation."),
    ("""
        How is the weather( today| outside|)?
        (What time|Which day) is it now?
        (What is|What's) (in the news|new in the world)( today|)?
        (Who won|How did they play in) the (match|game) (yesterday|last night)?
        (What is|Can you look up) (the price of a flight|the latest news)(?|)
        (Can you|Do you) (look|search) (on the internet|things up online)?
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
"""), "That makes no sense to me. Can you ask it in another way?")
MOODS: list[tuple[Wording, str]] = [(wording(lines), answer) for lines, answer in (
    ("""
        I (am|feel) (so |very |a bit )(sad|unhappy|lonely)( today| right now|)(.|)
        (I had|It was) a (bad|terrible|hard) day(.|)
        (Nobody|No one) (likes me|plays with me)(.|)
        My (friend|brother|sister) was mean to me(.|)
        I (lost|broke) my (favourite toy|bike|phone)(.|)
        I (failed|did badly in) (my test|an exam)(.|)
     """, "I am sorry to hear that. Do you want to tell me more?"),
    ("""
        I (am|feel) (so |very |really )(happy|great|good|glad)( today| right now|)(.|!|)
        (I had|It was) a (good|great|wonderful) day(.|!|)
        I (won|passed) (a race|my test|the game)(.|!|)
        (Today|Tomorrow) is my birthday(.|!|)
        (I got|They gave me) a (new bike|present|good mark)(.|!|)
        (We are going|I am going) on holiday( soon| tomorrow|)(.|!|)
     """, "That is great to hear! What made it so good?"),
    ("""
        I (am|feel) (so |very )(tired|sleepy|bored|hungry|cold)( today| right now|)(.|)
        I (have nothing to do|cannot sleep)(.|)
        I (worked|studied|played) all day(.|)
        I need (a break|some rest|something to eat)(.|)
        (It is|It's) (so late|too hot|boring) (here|today)(.|)
        (What a|This is a) (long|boring) day(.|)
     """, "Then take a little break. Shall I give you a small puzzle?"),
    ("""
        I went to the (zoo|beach|cinema|market|park) (today|yesterday)(.|)
        (Today|Yesterday) I (saw a film|met a friend|read a book|baked a cake)(.|)
        (We|My class) visited (a museum|a farm|my grandparents)(.|)
        I (played|walked) (outside|with my friends) all (morning|afternoon)(.|)
        (This morning|Last night) I (saw a rainbow|wrote a letter|made soup)(.|)
        I was at (a party|the lake|a concert) (yesterday|on Sunday)(.|)
     """, "That sounds nice. What did you like best?"),
)]
