"""Words and letters: opposites, plurals, past tenses, rhymes, and the alphabet."""

from collections import Counter
from random import Random

from .grammar import Problem, wording
from .knowledge import OPPOSITES
from .school import Kind, choice, number

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MORE_OPPOSITES = [pair.split() for pair in (
    "day night|big little|long short|young old|easy difficult|cheap expensive|beautiful ugly|love hate|start stop|begin end|give take|come go|push pull|buy sell|"
    "win lose|inside outside|front back|top bottom|above below|always never|before after|same different|right wrong|good bad|many few|heavy light|awake asleep|"
    "alive dead|laugh cry|yes no|more less|best worst|black white|summer winter|north south|east west|morning evening|question answer|friend enemy|smooth rough|"
    "tight loose|noisy quiet|lazy busy|remember forget|find lose|build destroy|arrive leave|float sink|rise fall|polite rude|fresh stale|straight crooked|boring exciting").split("|")]
PLURALS = dict(pair.split(":") for pair in (
    "cat:cats,dog:dogs,book:books,tree:trees,car:cars,bird:birds,house:houses,horse:horses,apple:apples,box:boxes,bus:buses,fox:foxes,dish:dishes,brush:brushes,"
    "watch:watches,glass:glasses,dress:dresses,class:classes,church:churches,bench:benches,baby:babies,city:cities,lady:ladies,story:stories,party:parties,"
    "country:countries,puppy:puppies,berry:berries,fly:flies,boy:boys,day:days,key:keys,toy:toys,monkey:monkeys,leaf:leaves,knife:knives,wolf:wolves,shelf:shelves,"
    "life:lives,half:halves,wife:wives,thief:thieves,loaf:loaves,man:men,woman:women,child:children,tooth:teeth,foot:feet,mouse:mice,goose:geese,sheep:sheep,"
    "fish:fish,deer:deer,ox:oxen,person:people,potato:potatoes,tomato:tomatoes,hero:heroes,piano:pianos,photo:photos,roof:roofs").split(","))
PASTS = dict(pair.split(":") for pair in (
    "go:went,see:saw,eat:ate,run:ran,come:came,take:took,give:gave,make:made,say:said,write:wrote,read:read,sing:sang,swim:swam,drink:drank,begin:began,buy:bought,"
    "bring:brought,think:thought,catch:caught,teach:taught,sleep:slept,keep:kept,feel:felt,leave:left,lose:lost,find:found,have:had,do:did,get:got,fly:flew,know:knew,"
    "grow:grew,throw:threw,draw:drew,fall:fell,hold:held,sit:sat,stand:stood,tell:told,speak:spoke,break:broke,choose:chose,drive:drove,ride:rode,win:won,pay:paid,"
    "play:played,walk:walked,jump:jumped,help:helped,look:looked,want:wanted,talk:talked,work:worked,open:opened,close:closed,like:liked,dance:danced,love:loved,"
    "carry:carried,cry:cried,try:tried,study:studied,stop:stopped,plan:planned,hop:hopped,cut:cut,put:put").split(","))
RHYMES = [group.split() for group in (
    "cat hat bat mat rat|dog fog log frog|tree bee sea key knee|house mouse|night light kite bite|cake lake snake make|ball tall wall fall|sun run fun bun|moon spoon soon noon|"
    "car star far jar|boat goat coat note|rain train plane brain|king ring sing wing|bed red head bread|pen ten hen men|hill pill mill bill|book look cook hook|sock clock rock lock|"
    "bear chair hair pear|snow toe go bow|day play say hay|nose rose hose toes|pig wig big dig|duck truck luck|sand hand land band|bell shell well tell|cup pup|fish dish wish|"
    "box fox socks|mice rice nice ice|blue shoe two zoo|door floor four more|bug rug mug hug|shirt dirt hurt|seed weed read").split("|")]
KIND_OF = {name: members.split() for name, members in (pair.split(":") for pair in (
    "animals:dog cat horse cow lion tiger rabbit mouse elephant bear monkey sheep pig|fruits:apple banana orange pear grape cherry lemon plum peach mango|"
    "colours:red blue green yellow purple pink brown black white|vegetables:carrot potato onion cabbage spinach pea bean broccoli|tools:hammer saw drill spade screwdriver pliers rake|"
    "clothes:shirt hat coat sock dress scarf jacket glove|furniture:chair table bed sofa desk cupboard shelf|vehicles:car bus train plane bicycle boat truck tram|"
    "birds:eagle owl parrot robin sparrow crow pigeon penguin|body parts:arm leg nose ear hand foot knee elbow|days:Monday Tuesday Wednesday Thursday Friday Saturday Sunday|"
    "months:January March April June July August October December|numbers:two three seven eight ten twelve twenty|drinks:water milk juice tea coffee lemonade|"
    "instruments:piano guitar violin flute drum trumpet|shapes:circle square triangle rectangle star oval|sports:football tennis hockey golf basketball swimming|"
    "flowers:rose tulip daisy lily sunflower daffodil|weather:rain snow sunshine wind fog hail|school things:pencil ruler eraser notebook crayon chalk|"
    "jobs:teacher doctor baker farmer nurse pilot cook|insects:ant bee butterfly beetle fly mosquito|family:mother father sister brother aunt uncle").split("|"))}
OPPOSITE = wording("""
    (What is|What's) the opposite of {w}?
    (Give|Tell) me (a word that means |)the opposite of {w}.
    (Which|What) word (is|means) the opposite of {w}?
    {w} is the opposite of (what|which word)?
    The opposite of {w}(?| is| is ...)
    If something is not {w}, it is (what|probably ...)?
    (Write|Say|Name) the opposite(:| of| of the word) {w}
    {w} - (opposite|what is its opposite)?
    (What word|Which word) is to {w} as {o} is to {r}?
    {o} and {r} are opposites. What goes with {w}?
    What is the reverse of (the word |){w}?
    I (need|want) a word with the (exact |)opposite meaning (of|to) {w}.
    Find the antonym of {w}.
    The antonym of {w} is (what|which word)?
    (Can|Could) you think of a word that means the contrary of {w}?
    {w} and its opposite: {w} and (what|___)?
    If you turn the meaning of {w} around, (what|which) word do you get?
    {o} goes with {r}, so {w} goes with (what|___)?
    (Complete|Finish) the pair of opposites: {w} and (___|...)
    Fill in the blank: the opposite of {w} is ___.
    (Our teacher|My teacher) says {w}, and we must (say|call out) the opposite. What do we (say|call out)?
    {o} is the opposite of {r}. In the same way, {w} is the opposite of (what|which word)?
    I wonder what the opposite of {w} (is|could be).
    Not {w}, but the (complete|exact) opposite. Which word is (it|that)?
    Do you know (a|the) word that means the opposite of {w}?
    Which word means (just |exactly |)the reverse of {w}?
    {w} <-> (?|___|what)
    What would be an antonym (for|of) {w}?
    As {o} is to {r}, {w} is to (what|___)?
    Please (help me find|find|look for) the opposite (of|for) {w}.
    (Opposites|Antonyms): {w} - (?|___)
    In the opposites game I say {w}. What (do|should) you (answer|reply)?
    The word {w} has an opposite. (Which one|What is it)?
    (My homework|This exercise) asks for the opposite of the word {w}. What (do|should) I write?
    Of two opposites, one is {w}. (What is the other|Which word is the other)?
    Replace {w} by its opposite. What do you (get|write)?
    If {o} changes to {r}, what does {w} change to?
    The contrary of {w} is called (what|...)?
""")
PLURAL = wording("""
    (What is|What's) the plural of {w}?
    (Write|Give me|Say|Tell me) the plural of {w}.
    One {w}, two (what|...|___)?
    (How do you|How do I) (write|say) {w} in the plural?
    There is one {w} here and three (what|...) there?
    (Make|Turn) {w} (plural|into a plural).
    {w} (in the plural|plural)(?|, please.)
    (What do you say|What is the word) for more than one {w}?
    I have one {w}. You have two (what|___)?
    What does {w} (become|turn into) when there is more than one?
    (Spell|Say) the plural form of the (word|noun) {w}.
    Fill in the blank: one {w}, (many|several|lots of) ___.
    {w}: (singular. What is the plural?|what is the plural form?)
    If one is called {w}, what are (two|several|many) called?
    (The plural form|The plural) of {w} is (what|...)?
    (I can see|I saw) just one {w}, but my friend (can see|saw) five (___|what)?
    Change the singular {w} (to|into) the plural.
    I'd like to know the (correct |right |)plural of the word {w}.
    What is the word {w} when we talk about (several|many|two) of them?
    Singular: {w}. Plural: (?|___|...)
    (How is|How do you spell) the plural of {w}(| spelled| written)?
    My sister is not sure how to write more than one {w}. What is (right|correct)?
    Not one {w} but ten (___|what)?
    What word do we use (for|when we mean) several of the thing called {w}?
    {w} stands for one. Which word stands for (two|many|several)?
    The noun is {w}. (Write|Give|Find) its plural.
    (Complete|Finish): one {w}, (two|three|four) ...
    There was only one {w} at first. Now there are (six|four) (of them; what do we call them|___)?
    How does the word {w} change in the plural?
    Which plural (belongs to|goes with) the word {w}?
    From singular to plural: {w} -> (?|___)
    I wonder what the plural of {w} (is|looks like).
    Someone wrote {w}, but there were (two|three). (What should it say|Which word is right)?
    Rewrite for more than one: {w}
    When you count them, it is one {w}, two (what|...), three (what|...)?
    (Do you know|Can you tell me) the plural (form |)that {w} has?
    For a single one we say {w}. What do we say for (several|a few)?
""")
PAST = wording("""
    (What is|What's) the past tense of {w}?
    (Write|Give me|Say|Tell me) the past (tense |form |)of {w}.
    Today I {w}. Yesterday I (what|...|___)?
    (How do you|How do I) (say|write) {w} in the past( tense|)?
    {w} in the past tense(?|, please.)
    (Put|Turn) {w} into the past( tense|).
    (Which|What) is the past form of the verb (to |){w}?
    I {w} every day, and last week I (what|___) too?
    What does {w} become in the past (tense|)?
    (Change|Rewrite) the verb {w} (to|in) the past tense.
    Fill in the blank: last (year|month) we ___. The verb is {w}.
    They {w} now. What did they do (before|an hour ago)? They (___|...)
    (If it happened|When it happens) in the past, what do you write instead of {w}?
    Present: {w}. (Past|Simple past): (?|___|...)
    The simple past of {w} (is what|is ...|is)?
    We {w} today, and we (___|what) yesterday as well?
    Which word do I use for {w} when (I talk|talking) about yesterday?
    The verb is {w}. (Find|Write|Name) its past (form|tense).
    (Complete|Finish): (to |){w} in the present, ___ in the past.
    I wonder (what|how) the past tense of {w} is (spelled|written).
    {w} happens today. (Which|What) form of the word is right for last week?
    My brother is not sure about the past tense of {w}. What is (right|correct)?
    Say that they did it yesterday: they {w} -> they (?|___)
    (Do you know|Can you give me) the past (tense |form |)that belongs to the verb {w}?
    You {w} every day. Yesterday you (___|did it too: you what)?
    What is {w} in the simple past?
    From present to past: {w} -> (?|___)
    Our English (teacher|book) asks for the past (form|tense) of {w}. What (do|should) I write?
    Put the verb in the past: (last night|yesterday) they ___. Verb: {w}
    How is {w} written if it (was|has been) done (yesterday|last summer)?
    How would you change {w} to show that it already happened?
    What form does {w} take after the word yesterday, as in: yesterday we ...?
    Long ago people did this too. If today they {w}, then long ago they (___|what)?
    (Tell me|Write down) how the verb {w} looks in the past.
    (Past tense|Simple past) please: {w}
    One day ago. What happens to the verb {w}?
""")
RHYME = wording("""
    (Which|What) (word |)rhymes with {w}: {xs}?
    (Find|Pick|Choose) the word that rhymes with {w}: {xs}.
    {w} rhymes with which of these: {xs}?
    (From|Out of) {xs}, which (one |word |)rhymes with {w}?
    (Does|Which of) {xs} (rhyme|rhymes) with {w}? (Pick one|Say which one).
    {xs}: which rhymes with {w}?
    (I need|I am looking for) a rhyme for {w}. (Which fits|Choose one): {xs}
    Which of (these words|the words) sounds like {w} at the end: {xs}?
    (Look at|Read) these words: {xs}. One of them rhymes with {w}. Which (one|word)?
    (What|Which) of these makes a rhyme with {w}? {xs}
    {xs} - (only one|just one) of them rhymes with {w}. (Name it|Which one)?
    My poem has a line that ends in {w}. Which word (could|should) end the next line: {xs}?
    I want to rhyme {w} with (one of these|one of these words): {xs}. Which (works|is right)?
    The word is {w}. (Choose|Pick|Find) its rhyme from {xs}.
    Can you hear it? {w} ends with the same sound as one of {xs}. Which?
    (Among|Of|In) {xs} there is one word that rhymes with {w}. (Tell me|Say) which.
    {w} and ___ rhyme. Fill in the blank with one of (these|the words): {xs}
    Find a rhyme for {w} (in|from) this list: {xs}
    If I say {w}, which word should you say so that it rhymes: {xs}?
    Which word ends (with the same sound as|just like) {w}: {xs}?
    Rhyming words: {w} and (?|___). Choose from: {xs}
    (Choose|Take) from {xs}. Which pairs up with {w} as a rhyme?
    Out of these words, which one is a rhyme for {w}? {xs}
    Here is a list: {xs}. Which word in it rhymes with {w}?
    What rhymes with {w}? (Your choices|The choices|You may choose from) {xs}.
    (We are|I am) writing a song and need something that rhymes with {w}. What fits: {xs}?
    {w} - {xs}: which two (words |)rhyme? Name the partner of {w}.
    Match {w} with (its|the) rhyme: {xs}
    With which of these does {w} rhyme? {xs}
    Tell me the word from this list that sounds like {w}: {xs}
    (Options|Words): {xs}. Which option rhymes with {w}?
    (Listen|Listen carefully): {xs}. Which one has the same ending sound as {w}?
    Of {xs}, only one is a rhyme (for|of) {w}: which?
    Mark the word that rhymes with {w}: {xs}
    Which would fit a rhyme: I see {w} and I think of ... {xs}?
""")
VOWELS = wording("""
    How many vowels (are|are there) in (the word |){w}?
    (Count|Please count) the vowels (in|of) {w}.
    (What is|Tell me) the number of vowels in {w}(?|.)
    {w}: how many vowels(?| are there?)
    How many (of the letters|letters) (in|of) {w} are vowels?
    (Does {w} have vowels|Are there vowels in {w})? How many?
    The word {w} has how many vowels?
    Look at the word {w}. How many vowels (can you find|do you see)?
    (Find|Work out) how many vowels there are in {w}.
    In {w}, (how many|what number of) letters are a, e, i, o or u?
    (Say|Write|Give) the number of vowels that {w} (has|contains).
    How many times does a vowel appear in {w}?
    If you (circle|mark|underline) every vowel in {w}, how many (do you circle|letters are marked)?
    How many vowels does {w} (have|contain)?
    (I wonder|Can you tell me) how many vowels the word {w} (has|contains).
    {w} has ___ vowels. (Which number goes in the gap?|Fill in the number.)
    Vowels in {w}(?| =|: how many?)
    (My teacher wrote|Someone spelled) {w} on the board. How many of its letters are vowels?
    We count a, e, i, o and u. How many of those are in {w}?
    Without the consonants, how many letters of {w} are left?
    Take the word {w} and count (only |just |)the vowels. What do you get?
    (Spell|Write) {w} and count its vowels. How many are there?
    The letters a, e, i, o, u are vowels. How many has {w} got?
    What is the vowel count of {w}?
    How many vowel letters are used to (write|spell) {w}?
    {w}. How many of its letters are vowels?
    Underline the vowels in {w}. How many lines did you draw?
    Give me a number: how many vowels are in {w}?
    Of the letters in {w}, how many count as vowels?
    The number of vowels in the word {w} (is what|is ...)?
    (Read|See) the word {w}. What number of vowels is in it?
    Could you count how many vowels {w} has?
    If I take all the vowels out of {w}, how many letters do I take out?
""")
END = wording("""
    (What is|What's|Which is) the {k} letter (of|in) (the word |){w}?
    (Tell me|Name|Give me) the {k} letter of {w}.
    (Which|What) letter (is|comes) {k} in {w}?
    {w}: {k} letter(?|, please.)
    The word is {w}. (Say|Name|Write) its {k} letter.
    The {k} letter of {w}(?| is?)
    {w} is a word. What is its {k} letter?
    What is {w}'s {k} letter?
    When you spell {w}, (which|what) letter is the {k} one?
    If you (write|spell) {w}, which letter do you write {k}?
    In the word {w}, (which|what) is the {k} letter?
    Look at {w}. (Which|What) letter do you see {k}?
    Find the {k} letter in the word {w}.
    (Can you tell me|Do you know) the {k} letter of the word {w}?
    (Fill in|Complete): the {k} letter of {w} is ___.
    {k} letter of {w} = (?|___)
    I wonder which letter is {k} in the word {w}.
    Spell {w} and stop. Which letter was the {k}?
    I am reading the letters of {w} one by one. Which one do I read {k}?
    Of all the letters in {w}, which (one |)comes {k}?
    Write down only the {k} letter of {w}.
    Someone asks for the {k} letter of {w}. What (do|should) I say?
    The word {w} has a {k} letter. Which (is it|letter is that)?
    (What|Which) letter stands {k} in {w}?
    The word {w} has a {k} letter, of course. Name it.
    {w}: what is the {k} letter of this word?
    (My sister|Our teacher) asks which letter of {w} is the {k}. What is it?
    Give the letter that is {k} in {w}.
    In {w}, find the letter that comes {k}.
    What would be the {k} letter if you spelled {w}?
    For the word {w}, tell me only the {k} letter.
    Cover up {w} except for its {k} letter. What can you still read?
""")
LONGEST = wording("""
    (Which|What) (word |)is the {k}: {xs}?
    (Find|Pick|Tell me) the {k} word (of|in|among) {xs}.
    {xs}: which (word |)is the {k}?
    (Of|From) the words {xs}, (name|which is) the {k}(.|?)
    (Which|What) of {xs} is the {k} word?
    (Look at|Here are) {xs}. Which is {k}?
    Compare these words: {xs}. Which is the {k}?
    Which word has the {k} spelling: {xs}?
    (Count the letters|Count letters) in {xs}. Which word is {k}?
    (I have|We have) four words: {xs}. Which one is the {k}?
    The {k} (one|word) (of|among) {xs} is (which|___)?
    Among these words, which is (the |){k}? {xs}
    Out of {xs}, (which|what) is the {k} word?
    Given the words {xs}, (find|give|write) the {k} one.
    (Which|What) is the {k} word in this list: {xs}?
    {xs} - (name|say|pick) the {k} one.
    If you count the letters of {xs}, which is the {k}?
    (Choose|Mark|Underline) the {k} word: {xs}
    Can you see which of these words is the {k}? {xs}
    List: {xs}. {k} word: (?|___)
    (My friend|Our teacher) wrote {xs} on the board. What is the {k} of these words?
    By number of letters, which is {k}: {xs}?
    Sort {xs} by length. Which is the {k} of them?
    I wonder which word of {xs} is {k}.
    Which of the words has the {k} length? {xs}
    Four words are written here: {xs}. Tell me the {k}.
    Say the {k} of these words: {xs}
    The words are {xs}. Which of them is {k}?
    Find out which of {xs} is the {k}.
    (Measure|Count) the letters of each word and name the {k}: {xs}
    In this group of words, which is the {k}? {xs}
    From {xs}, choose the word that is {k}.
""")
ALPHABETICAL = wording("""
    (Which|What) letter (comes|is) (right |just |){k} {x} in the alphabet?
    (Tell me|Name|Say) the letter {k} {x}.
    (In|Within) the alphabet, what (comes|is) {k} {x}?
    The letter {k} {x}(?| is?)
    {k} the letter {x} comes (which|what|which one)?
    (What is|What's) the letter {k} {x}?
    Which letter stands {k} {x} in the alphabet?
    (In the alphabet|When you say the alphabet), which letter do you say just {k} {x}?
    The alphabet: which (letter|one) is right {k} {x}?
    What letter of the alphabet (is found|do you find) directly {k} {x}?
    I am looking for the letter that comes {k} {x}. (Which|What) is it?
    Say the alphabet. What comes {k} {x}?
    (Find|Write|Give) the letter that is {k} {x} in the alphabet.
    Fill in: in the alphabet, ___ comes {k} {x}.
    Which letter is the neighbour of {x} in the alphabet, the one {k} it?
    Singing the alphabet song, what do you sing right {k} {x}?
    Look at the letter {x}. Which letter is {k} it in the alphabet?
    (Do you know|Can you tell me) which letter comes {k} {x}?
    {k} {x} comes (___|which letter)?
    Alphabet: the one {k} {x} (is what|is)?
    I know my ABC up to {x}. Which letter is just {k} that one?
    Think of the order of the letters. Which is immediately {k} {x}?
    My brother asks which letter is {k} {x} in the ABC. What do I (say|tell him)?
    When the letters are in order, which one is {k} {x}?
    You find {x} in the alphabet. Which letter is just {k} it?
    I need the letter {k} {x}. Can you help?
    The letter that is {k} {x} in the ABC is (which one|what)?
    a, b, c and so on: which letter is directly {k} {x}?
    What do we call the letter {k} {x} in the alphabet?
    A page of a dictionary is for {x}. The section {k} it is for which letter?
""")
NTH_LETTER = wording("""
    (What is|Which is|What's) letter number {n} of the alphabet?
    (Which|What) letter is (at place|number) {n} in the alphabet?
    (Tell me|Name|Say) letter {n} of the alphabet.
    (Counting|If you count) from a, (which|what) letter is number {n}?
    Letter {n} (of|in) the alphabet(?|, please.)
    The letter at (position|place) {n} of the alphabet is (which|what)?
    (If a is number|If the letter a is number) one, which letter is number {n}?
    What is the letter in (position|place) {n} of the alphabet?
    The alphabet has 26 letters. Which is number {n}?
    Count {n} letters from the start of the alphabet. Where do you (stop|end)?
    Which letter do you (reach|get to) when you count {n} letters from a?
    In the alphabet, (which|what) letter has the number {n}?
    Number {n} in the alphabet(?| is?)
    In a secret code 1 is a and 2 is b. (What letter|Which letter) is {n}?
    Say {n} letters of the alphabet, starting with a. Which is the last one you say?
    Find letter number {n} when the letters go from a to z.
    a is 1, b is 2, c is 3. (So what is|Which letter is) {n}?
    Fill in: letter number {n} is ___.
    (Can you tell me|Do you know) the letter that is number {n} in the ABC?
    Position {n} of the alphabet: which letter?
    I wonder which letter of the alphabet has number {n}.
    Go through the alphabet from a until you have counted to {n}. Which letter is it?
    If the letters of the alphabet were numbered from a, which would get number {n}?
    When you write down the alphabet, which letter do you write as number {n}?
    Of the 26 letters, which one is number {n}?
    My locker has a letter: it is number {n} of the alphabet. Which letter is it?
    Name the letter with number {n} in the alphabet.
    Suppose all letters stand in line in alphabetical order. Which is number {n}?
    What letter has place {n} in the ABC?
    Code: a = 1, b = 2, and so on. Decode {n}.
""")
GAP_WORD = wording("""
    (Fill in|Complete) the missing letter of {w}: {g}
    (Which|What) letter is missing( in|:) {g} (if|when) the word is {w}?
    {w} is written {g}. (Which|What) letter is missing?
    (I wrote|Someone wrote) {g} instead of {w}. (Which|What) letter is missing?
    The word is {w}, (but|and) I see {g}. (Name|Which is) the missing letter(.|?)
    {g} should (be|say|spell) {w}. Which letter (is missing|must be filled in)?
    To turn {g} into {w}, which letter do you need?
    Which letter goes in the gap of {g} to (make|spell) {w}?
    (Put|Write) the missing letter in {g} so that it says {w}.
    One letter of {w} is gone: {g}. Which (one|letter)?
    I want to write {w} and have {g} so far. What letter goes in the gap?
    {g} -> {w}: (which letter|what letter) fills the gap?
    A letter fell out of {w}. Now it says {g}. Find the letter.
    (What|Which) letter must replace the _ in {g} to get {w}?
    The sign should say {w}, but it says {g}. What letter has fallen off?
    {w} minus one letter looks like this: {g}. Which letter was taken away?
    Compare {w} and {g}. Which letter is hidden?
    The gap in {g} hides a letter of {w}. (Which one|What is it)?
    Someone rubbed out a letter of {w}, so we see {g}. Which letter was it?
    Fill the gap: {g}. The word is {w}. (Which letter is it|What letter do you write)?
    If {g} is meant to be {w}, which letter belongs in the blank?
    (In|Look at) {g}, the blank stands for one letter of {w}. Say that letter.
    In my crossword I have {g} for {w}. Which letter do I still need?
    The word {w} has lost a letter: {g}. Which one has it lost?
    {g} is {w} with one letter missing. Tell me the missing letter.
    Type the letter that turns {g} into {w}.
    Which single letter completes {g} so that you can read {w}?
    We play a word game: {g}. It must be {w}. Which letter do you guess?
    Help me spell {w}. I have {g}. What letter is missing?
    What is the letter that you have to put into {g} to read {w}?
    The spelling {g} lacks one letter of {w}. Name it.
""")
JOIN = wording("""
    (Put|Join) the words {a} and {b} together. (What word|What) do you get?
    {a} + {b} = (?|what word?|which word?)
    (What|Which) word do {a} and {b} make( together|)?
    (Write|Say) {a} and {b} as one word.
    (Combine|Glue) {a} and {b}(.| into one word.)
    {a} and {b}(: one word?| in one word?)
    (Which|What) compound word is made (of|from) {a} and {b}?
    If you (put|stick|join) {a} and {b} together, (which|what) word (is it|comes out)?
    {a} plus {b} (makes|gives) (what|which word)?
    Make one (long |longer |)word (out of|from) {a} and {b}.
    The first part is {a}, the second part is {b}. What is the (whole|full|complete) word?
    A word starts with {a} and ends with {b}, and that is all of it. Which word is it?
    (What|Which) word do you get when {a} is followed (directly |)by {b}?
    Write {a} and then {b} without a space. (What does it say|Which word is it)?
    Take {a}, add {b}, and you (get|have) (what|which word)?
    Compound word: {a} and {b} = (?|___)
    (I have|There are) two cards, one says {a} and the other {b}. Which word do they (make|spell) side by side?
    {b} comes (right |)after {a} in one word. (Say|Name) the word.
    Fill in the blank: {a} + {b} -> ___
    How do you write {a} and {b} as a single word?
    Remove the space between {a} and {b}. (What|Which word) is left?
    The words {a} and {b} (join|come together|are joined) to make (what|a new word: which)?
    I wonder which word {a} and {b} (make|form) together.
    (Form|Build) a compound word with {a} and {b}.
    Together, {a} and {b} (make|form|become) the word (what|...)?
    Glue the word {b} to the end of the word {a}. What do you have?
    Two short words, {a} and {b}, become one. (Which|What is it)?
    Start with {a}. Put {b} at the end. What word (is it now|do you have)?
    Can you (combine|connect) {a} with {b} to make one word?
    What happens when {a} meets {b}? Which word do they (make|form)?
    My puzzle shows {a} and then {b}. What single word is (that|meant)?
    {a} and {b} are two words. Joined, they are which word?
    Say {a}, then {b}, with no pause. Which word do you hear?
    Which word begins with the word {a} and goes on with the word {b}?
    Tie {a} and {b} together to one word: (?|___)
    Add the word {b} to the word {a}. Which word have you made?
""")
COMPOUNDS = [pair.split() for pair in (
    "rain bow|snow man|sun flower|foot ball|class room|bed room|tooth brush|butter fly|cup cake|rain coat|home work|note book|fire man|sea side|star fish|hair cut|"
    "moon light|pan cake|sand castle|book shelf|air port|play ground|grand mother|birth day|news paper|basket ball|water fall|sun shine|pop corn|eye brow").split("|")]
GROUP = wording("""
    (What are|What do you call|What is the group name for) {xs}?
    {xs} are all (what|which kind of thing)?
    (Which|What) (group|kind of thing) do {xs} belong to?
    (Name|Tell me) (one word|the group) for {xs}.
    {xs}: (what are they|which group is this)?
    (Give|Say) a word that (covers|fits) {xs}.
    {xs} (belong|all belong) to (which|what) (group|category|class of things)?
    What do {xs} have in common? They are all (what|...)
    (Fill in the blank|Complete): {xs} are all ___.
    (Which|What) category do {xs} (fit into|come under|go in)?
    If I say {xs}, what am I (listing|naming)?
    What kind of things are {xs}?
    What (is|would be) a good heading for this list: {xs}?
    I wrote a list: {xs}. What are all of these?
    (Can you name|Do you know|Can you find) the group that {xs} belong to?
    (What type of|What sort of) things are these: {xs}?
    {xs} are examples of (what|which group)?
    Sort {xs} into one group. What is the group called?
    My sister (named|listed) {xs}. She was naming different (___|what)?
    One word for all of them: {xs}
    What can you call {xs} all together?
    Here are three things: {xs}. Which group are they (all |)(in|part of)?
    In which group would you put {xs}?
    We (collected|put together) the words {xs}. What title fits?
    The words {xs} are (kinds|examples) of (what|___)?
    How would you (name|label) the group made of {xs}?
    {xs} go together because they are all (___|what)?
    (I wonder|Tell me) what {xs} are called as a group.
    Think of {xs}. Each one is one of the (what|___)?
    Category of {xs}(?| =| is?)
    On a box it says {xs}. What is (in the box|the box for), in one word?
    All three, {xs}, are in the same (group|family of things). Which (one|is it)?
    {xs}, and others like them, are called (what|...)?
    Somebody reads out {xs}. What group are they from?
    Which word names all of these: {xs}?
    The box with {xs} needs a label. What should the label say?
    Find a word for the whole group: {xs}
    You see {xs} on one page of a picture book. What is the page about?
""")


def opposite(rng: Random, _words: list[str]) -> Problem:
    pairs = MORE_OPPOSITES + OPPOSITES
    said = Counter(word for pair in pairs for word in pair)
    w = rng.choice([word for word in said if said[word] == 1])  # a word in two pairs has two opposites
    other = next(b if a == w else a for a, b in pairs if w in (a, b))
    o, r = rng.choice([pair for pair in pairs if w not in pair])
    return choice(OPPOSITE, dict(w=w, o=o, r=r), other, "{}")


def plural(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PLURALS))
    return choice(PLURAL, dict(w=w), PLURALS[w], "{}")


def past(rng: Random, _words: list[str]) -> Problem:
    w = rng.choice(list(PASTS))
    return choice(PAST, dict(w=w), PASTS[w], "{}")


def listed(rng: Random, xs: list[str], last: str = "") -> str:
    """In random order, sometimes with "or"."""
    rng.shuffle(xs)
    return ", ".join(xs[:-1]) + f" {last} {xs[-1]}" if last else ", ".join(xs)


def rhyme(rng: Random, _words: list[str]) -> Problem:
    group, *others = rng.sample(RHYMES, 4)
    w, right = rng.sample(group, 2)
    return choice(RHYME, dict(w=w, xs=listed(rng, [right, *(rng.choice(o) for o in others[: rng.randint(2, 3)])], rng.choice(["", "or"]))), right, "{}")


def vowels(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([x for x in words if "y" not in x] if rng.random() < 0.9 else ["sky", "try"])
    found = [x for x in w if x in "aeiou"]
    return number(VOWELS, dict(w=w), len(found), "It is {}.", f"- {w}: {' '.join(w)}\n" + " ".join(f"{x} {i + 1}" for i, x in enumerate(found)))


def end(rng: Random, words: list[str]) -> Problem:
    w, k = rng.choice(words), rng.choice(["first", "last"])
    return choice(END, dict(w=w, k=k), w[0 if k == "first" else -1], "{}", f"- {w}: {' '.join(w)}")


def longest(rng: Random, words: list[str]) -> Problem:
    by_length: dict[int, str] = {}
    while len(by_length) < 4:
        w = rng.choice(words)
        by_length[len(w)] = w
    xs, k = list(by_length.values()), rng.choice(["longest", "shortest"])
    most = (max if k == "longest" else min)(xs, key=len)
    text = listed(rng, xs)
    return choice(LONGEST, dict(k=k, xs=text), most, "{}", "\n".join(f"- {w}: {' '.join(w)} {len(w)}" for w in text.split(", ")))


def alphabetical(rng: Random, _words: list[str]) -> Problem:
    i, k = rng.randint(1, 24), rng.choice(["after", "before"])
    return choice(ALPHABETICAL, dict(x=ALPHABET[i], k=k), ALPHABET[i + (1 if k == "after" else -1)], "{}", " ".join(ALPHABET[i - 1:i + 2]), few=True)


def nth_letter(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, 26)
    return choice(NTH_LETTER, dict(n=n), ALPHABET[n - 1], "{}", " ".join(f"{x} {i + 1}" for i, x in enumerate(ALPHABET[:n])), few=True)


def gap_word(rng: Random, words: list[str]) -> Problem:
    w = rng.choice([x for x in words if len(x) > 3])
    i = rng.randrange(len(w))
    return choice(GAP_WORD, dict(w=w, g=f"{w[:i]}_{w[i + 1:]}"), w[i], "{}", f"- {w}: {' '.join(w)}")


def join(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.choice(COMPOUNDS)
    return choice(JOIN, dict(a=a, b=b), a + b, "{}")


def group(rng: Random, _words: list[str]) -> Problem:
    kind = rng.choice([k for k in KIND_OF if k not in ("family", "weather")])
    return choice(GROUP, dict(xs=listed(rng, rng.sample(KIND_OF[kind], 3), rng.choice(["", "and"])), k=kind), kind, "{}")


KINDS: dict[str, list[Kind]] = {
    "language": [opposite, opposite, plural, past, rhyme, join],
    "alphabet": [vowels, end, longest, alphabetical, nth_letter, gap_word],
}
