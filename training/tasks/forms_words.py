"""Letters, lists, repetition and stories in other words."""

from .forms import A_NUMBER, ALL, Form, form

XS = r"(?P<xs>(?:[\w-]+, )+[\w-]+)"
FORMS: dict[str, list[Form]] = {
    "letter-counting": [form(
        r"(?:How many times does the letter (?P<x>\w) appear in (?P<w>\w+)\?|How many (?P<x2>\w)'s are in (?:the word )?(?P<w2>\w+)\?|Count the letter (?P<x3>\w) in (?P<w3>\w+)\.|"
        r"How many times does the letter \"(?P<x4>\w)\" appear in \"(?P<w4>\w+)\"\?|how many (?P<x5>\w) in (?P<w5>\w+)\?)", """
        (How often|How many times) (is|does) (the letter |){x} (occur |come |appear |)in {w}?
        (How many times|How often) (do you see|can you find|do I write|do you write) (the letter |){x} in {w}?
        (Count|Please count) (how many|all) {x} (letters |)in (the word |){w}.
        (Tell me|Say) (how many|the number of) {x}('s|s| letters) in (the word |){w}.
        (In|Look at|Take) the word {w}(,|:) (how many|count the) {x}('s|)(?|.)
        What is the number of {x}('s| letters) in {w}?
        {w}: how many {x}(?|'s?|'s are there?)
        (Can|Could) you count the (letter |){x} in {w}?
        (I wrote|Someone wrote|We wrote) {w}. How many {x}'s (are there|did that take)?
        (Does|How often does) {w} contain {x}(, and how many times|)?
        {x} in {w}: how (many|often)(?| is that?)
        I wonder how many times the letter {x} (is|comes|appears) in {w}.
        The word is {w}. How many times do you (see|find|read) the letter {x}?
        (How many|What number of) {x} letters (does|would) {w} (have|contain)?
        Spell {w} and count (the letter {x}|every {x}|how often {x} comes).
        (If|When) I spell {w}, how (many times|often) do I (say|write|need) the letter {x}?
        (The letter {x}|{x}): how (often|many times) is it in (the word |){w}?
        (My teacher|My sister|A friend) (asks|wants to know) how many times {x} is in {w}. What is the answer?
        (Fill in|Complete)(:| the blank:) the word {w} has the letter {x} __ times.
        How many (of the letters|letters) (in|of) {w} are (the letter |){x}?
        (Find|Work out|Give) the (count|number|number of times) of the letter {x} in the word {w}.
        (Go|Look) through {w} letter by letter. How many times is it {x}?
        Letter: {x}. Word: {w}. (Count|How many|How often)(?|)
        {w} is (written|spelled) with how many {x}'s?
        (I see|There is) the word {w} on (a sign|the board|a page). How (often|many times) is {x} in it?
        If you (cross out|underline|circle) every {x} in {w}, how many letters (is that|do you mark)?
        How many {x}'s does (the word |){w} (have|contain)(| in total| altogether)?
        In {w}, the letter {x} (appears|occurs|is found|comes up) how (often|many times)?
        (Let's|Please) count how many {x} (letters |)(are hidden|you can find) in {w}.
        (Say|Write) how often {x} (occurs|appears|comes) in {w}.
        (Can|Could) you (tell me|say|find out) how many times {w} has the letter {x}?
        Number of {x} in {w}(?| =)
        (Search|Check) the word {w} for the letter {x}. How many (are there|do you find)?
        (A child|Someone|The printer) types {w}. How many times is the {x} key pressed?
        How many times would you (hear|say|write) {x} when spelling out {w}?
    """, r"The letter \w appears (\d+) times? in \w+\.")],
    "spelling": [
        form(r"(?:Spell (?P<w>\w+)\.|How do you spell (?P<w2>\w+)\?|Spell the word (?P<w3>\w+)\.)", """
            (How is|How's) {w} (spelled|spelt|written)?
            (Please spell|Can you spell|Could you spell) (the word |){w}(?|.)
            (Tell me|Give me|Show me) the spelling of {w}.
            (Write|Say) {w} letter by letter.
            (What are|Name) the letters (of|in) {w}(, in order|)?
            (Which|What) letters (make up|spell) (the word |){w}?
            {w}, letter by letter(.|, please.)
            (I don't know|I forgot|I am not sure) how to spell {w}. (Can you help|Please help|Can you show me)?
            (Spelling|Spelling test|Spelling bee|Next word): {w}
            (Take|Split) (the word |){w} (apart |up |)into its letters.
            (My teacher|My mum) wants me to spell {w}. (How do I do it|How is it done)?
            Which letters (do I need|are needed|do you use) to write {w}(, one by one|)?
            (Write out|Say out|List|Read out) (all the|the|every one of the) letters (of|in) {w}(.| in order.| one at a time.)
            {w}: (spell it|how is it spelled|which letters|spelling)(?|, please.)
            I wonder how (you spell|people spell|one spells) {w}.
            (Could|Would) you (write|say|spell) {w} one letter at a time?
            How do (I|we|people) write {w}, letter (by|after) letter?
            The spelling of {w}(?| is?|, please.)
            (Separate|Put spaces between) the letters of {w}.
            (Is {w} hard to spell|Can you write {w})? (Show me|Tell me) the letters.
            What is the (correct |right |)spelling of (the word |){w}?
            Say {w} slowly, (letter by letter|one letter after the other).
            (If|When) you spell {w}, (what|which) letters do you (say|use|write)?
            (From the first|Going from the first) letter to the last, spell {w}.
            (Help me|Teach me to|Show me how to) spell {w}(.|, please.)
            (Break|Divide) {w} into (single|separate) letters.
            (Hangman|Scrabble|A word game) needs the letters of {w}, one by one. (Which are they|What are they)?
            Please (tell|show|teach) me how {w} is spelled.
            One letter after another, (spell|write|say) {w}.
            (I|We) have to (write|spell) {w} for (homework|a test|school). (Which letters are they|How is it spelled)?
            To (write|spell) {w}, you (write|need|use) which letters?
            (Now|Next|Today's word is|Then) {w}(:|,) (spell it|please spell it)(.|)
        """),
        form(r"(?:Reverse the letters of (?P<w>\w+)\.|Spell (?P<w2>\w+) backwards\.|Write (?P<w3>\w+) backwards\.)", """
            (What is|What's) {w} (spelled |written |)backwards?
            (Turn|Please turn) (the word |){w} (around|back to front).
            (Can|Could) you (say|spell|write) {w} (from the end|from the last letter to the first)?
            (Write|Give me) the letters of {w} in reverse( order|).
            (Read|Say) {w} from (right to left|back to front).
            {w} backwards(?|, please.)
            (Spell|Write|Say) {w} (starting|beginning) (with|from) the last letter.
            I wonder how {w} (is written|looks|is spelled) (backwards|in reverse).
            (Flip|Mirror|Turn around) the (word|letters of the word) {w}.
            If you (read|write|spell) {w} backwards, what do you get?
            {w}: (in reverse|reverse it|spell it backwards|back to front)(.|, please.)
            (What|Which) (letters|word) do you get (when|if) you (reverse|turn round) {w}?
            (The word is|Take) {w}. (Now spell|Spell|Say) it (backwards|the other way round).
            (Reverse|Please reverse) {w}(.| letter by letter.)
            How (do you|would you|do I) (spell|write|say) {w} backwards?
            (List|Give|Write) the letters of {w} from (the end to the beginning|last to first).
            (My friend|A spy) writes every word backwards. How does {w} look then?
            (In a mirror game|In secret writing), {w} is written from the last letter to the first. (How is that|What does it look like)?
            The letters of {w}, (from last to first|in backward order|in reverse)(?|, please.)
            (Start|Begin) at the end of {w} and spell to the (start|front|beginning).
            (Can|Could) you (turn round|reverse) the letters of {w}( for me|)?
            (Last letter first|From back to front): {w}
            What does {w} (become|look like) (when it is written|if you spell it) (backwards|in reverse)?
            Backwards, how is {w} (spelled|written)?
            The word {w} (turned around|reversed|written backwards)(?| is?)
            (Write|Say|Spell) the word {w}, (but backwards|but from its end|but from the end to the start).
            (Which|What) comes out (when|if) the letters of {w} are (reversed|turned round)?
            (Can|Could) you read {w} (backwards|from the right)( for me| letter by letter|)?
            (Reverse|Backwards|Turn around)(:| the word:) {w}
            (Starting|Beginning) from the (end|last letter), (which|what) are the letters of {w}?
        """, ALL),
        form(r"(?:How many letters are in (?P<w>\w+)\?|How long is the word (?P<w2>\w+)\?|How many letters does (?P<w3>\w+) have\?)", """
            (Count|Please count) the letters (of|in) (the word |){w}.
            (Tell me|Say) how many letters {w} has.
            (What is|What's) the (length|number of letters) of (the word |){w}?
            (Of|From) how many letters is {w} made?
            (I need|How many) letters (do I need|does it take) to (write|spell) {w}?
            {w} has how many letters(?|)
            {w}: how many letters(?| is that?| does it have?)
            I wonder how many letters (there are in|are in|make up) {w}.
            How many letters (make up|are needed for|do you count in|is) the word {w}?
            The number of letters in {w}(?| is?|, please.)
            (If|When) you (spell|write) {w}, how many letters do you (use|write|need)?
            (Fill in|Complete)(:| the blank:) {w} has (__|___|...) letters.
            (Find|Give|Work out) the (length|number of letters) (of|in) the word {w}.
            (What length|How many letters) does (the word |){w} (have|reach)?
            (The word is|Here is a word:|Take the word) {w}. How (long is it|many letters does it have)?
            (Can|Could) you (count|tell me|find out) how many letters {w} has?
            Is {w} a long word? How many letters (does it have|are there|is it)?
            (A crossword|My crossword) needs {w}. How many (squares|boxes) does it fill?
            Each letter of {w} (is|goes) on one card. How many cards (is that|do I need)?
            {w} (consists of|is made of|is made up of) how many letters?
            Word length of {w}(?|, please.)
            (My brother|My friend|The teacher) writes {w} on the board. How many letters is that?
            How many letters long is (the word |){w}?
            Of how many letters (is {w} made up|does {w} consist)?
            To (write|type) {w}, how many (letters|keys) do I (need|press)?
            Word: {w}. (Letters|Number of letters)(?|:)
            Give me the letter count (of|for) {w}.
            (My name tag says|The sign says|On the card is) {w}. How many letters (is that|does it have|are on it)?
            Counting (every|each) letter, how long is the word {w}?
            (I have|We need) one (sticker|stamp) per letter. How many for {w}?
        """, r"\w+ has (\d+) letters\."),
        form(r"What is the (?P<n>\w+) letter of (?P<w>\w+)\?", """
            (Which|What) letter (is|comes|stands) {n} in (the word |){w}?
            (Tell me|Give me|Name) the {n} letter (of|in) (the word |){w}.
            (In|Look at) the word {w}(,|:) (what is|which is) the {n} letter?
            {w}: the {n} letter(?|, please.)
            (Which|What) is the {n} letter (in|when you spell) {w}?
            The {n} letter of {w}(?| is?|, please.)
            I wonder (what|which) the {n} letter (of|in) {w} is.
            (If|When) you spell {w}, (what|which) (is|letter is) the {n}(| letter)?
            {w} (has|contains) (what|which) letter in the {n} place?
            (Count|Go) to the {n} letter (of|in) {w}. (What|Which letter) is it?
            (Which|What) letter (is|stands) in {n} (place|position) in {w}?
            (Spell|Take) {w} and (tell me|name|give me) the {n} letter.
            (Can|Could) you (find|name|tell me) the {n} letter (of|in) (the word |){w}?
            (Fill in|Complete)(:| the blank:) the {n} letter of {w} is (__|...|_)
            (The word is|Here is a word:) {w}. What is its {n} letter?
            (In|For) {w}, (name|say|write) the {n} letter.
            (What|Which) is the letter that comes {n} in {w}?
            (My password hint|The hint|The riddle) is the {n} letter of {w}. (Which|What) letter is that?
            Counting from the (left|start|beginning), (what|which) is the {n} letter of {w}?
            (Pick|Find|Say) the {n} letter (of|from) the word {w}.
            (Tell me|Say) which letter of {w} (is|comes) {n}.
            In the word {w}, which letter (is|comes) {n}?
            {w}, {n} letter(?|, please.)
            (I am looking for|I want|We need) the {n} letter (of|in) {w}. (What|Which letter) is it?
            As the {n} letter, {w} has (which|what)( letter|)?
            (From the word {w}|Of {w}), (give|tell) me the {n} letter(.|, please.)
            (Spelling|Writing) {w}, which letter do you (say|write|reach) {n}?
            (Find|Point to|Circle) the {n} letter(:| in:) {w}
            (The|A) code uses the {n} letter of {w}. (What|Which letter) is it?
        """, ALL),
        form(r"Put the letters of (?P<w>\w+) in alphabetical order\.", """
            (Sort|Order|Arrange) the letters of {w} (alphabetically|from a to z|by the alphabet).
            (Can|Could) you (sort|order) the letters (in|of) {w}?
            (Write|Give me) the letters of {w} in the order of the alphabet.
            (What are|List) the letters of {w} in (abc|alphabetical) order(?|.)
            (Take|Use) the letters of {w} and (sort|order) them alphabetically.
            (Sort|Arrange|Order) {w} letter by letter (from a to z|alphabetically).
            If you (sort|arrange) the letters of {w} (from a to z|alphabetically), what do you get?
            I wonder how the letters of {w} (look|stand) in alphabetical order.
            {w}: (letters in alphabetical order|sort its letters|letters from a to z)(.|, please.)
            (The word is|Take) {w}. (Put|Place) its letters in (the order of the alphabet|alphabetical order).
            (Rearrange|Reorder) the letters of {w} (so that they are|to be) in alphabetical order.
            What is the alphabetical order of the letters (of|in) {w}?
            How (do|would) the letters of {w} (stand|look) (when|if) sorted (alphabetically|from a to z)?
            (Each letter|Every letter) of {w} is on a card. (Lay|Put) the cards in alphabetical order.
            (Which|What) (order|sequence) do the letters of {w} have (when sorted|in the alphabet)?
            (Starting|Beginning) with the one (nearest|closest) to a, list the letters of {w}.
            The letters of {w}, (sorted|ordered) (alphabetically|from a to z)(?|, please.)
            (Can|Could) you put the letters (of|in) {w} (into|in) abc order?
            (Spell|Write) {w} with its letters sorted (from a to z|alphabetically).
            (Line up|List|Say) the letters of the word {w} (from a to z|in alphabet order).
            (Alphabetize|Sort|Order) the letters(:| of the word:) {w}
            Take {w} apart and (sort|order) its letters (from a to z|alphabetically).
            (My task|The task|The exercise) is to sort the letters of {w} by the alphabet(.|)
            Of the letters in {w}, which comes first in the alphabet, and then (the next|the others in order)?
            (Move|Change) the letters of {w} so that they (follow the alphabet|go from a to z).
            From a to z, (the letters of {w}|what are the letters of {w}|list the letters in {w})(?|.)
            (Given|For) the word {w}, (write|give) its letters in alphabetical order.
            What does {w} look like with its letters in alphabetical order?
        """, ALL)],
    "lists": [
        form(r"(?:Sort these numbers: |Put |Sort: |Sort )" + XS + r"(?: in increasing order|)\.?", """
            (Order|Arrange|Put) (these|the numbers)(:|) {xs} from (small to large|smallest to largest|lowest to highest|least to greatest).
            (Can|Could) you (sort|order) {xs}( for me|)?
            (What are|Write|List) the numbers {xs} in (ascending|increasing|rising) order(?|.)
            {xs}: (smallest first|sort these|put them in order)(, please.|.|)
            (Starting|Beginning) with the smallest, (write|list|say) {xs}.
            (Please sort|Line up|Rank) {xs}, (the smallest|the lowest) first.
            (I have|Here are) the numbers {xs}. (Put|Sort) them (in order|from low to high).
            {xs} (in order|sorted|from small to large|from least to greatest)(?|, please.)
            I wonder how {xs} (look|stand) when (sorted|put in order) from small to large.
            (Write|Say|Give me) {xs} (in order of size|in order|sorted), (smallest|lowest|least) first.
            (Which|What) is the (correct|right) order of {xs}, from (least to greatest|smallest to largest)?
            (My homework|The task|The exercise) (is|says) to put {xs} in order, smallest first. (How does it look|What is the order)?
            (Place|Put) the numbers {xs} (on a number line|in a row) from left to right. (In what order are they|What is the order)?
            If you (sort|arrange|order) {xs} from (low to high|smallest to biggest), what do you get?
            (Rearrange|Reorder) {xs} so that (they go up|the numbers get bigger|the smallest comes first).
            (The children|The players|Some friends) (have|drew|hold) the numbers {xs}. (Line|Put) them up from the lowest to the highest.
            (Ascending|Increasing|Rising) order(:| of) {xs}
            (Numbers|Scores|Ages|Prices|Points): {xs}. (Sort|Order) (them|these) from (least to most|smallest to largest).
            (What|How) (does the list|would the list) {xs} (look like|be) after sorting?
            (Going up|Counting up), in (which|what) order do you meet {xs}?
            (Can|Could) you (put|arrange|place) the numbers {xs} in order, (starting|beginning) with the smallest?
            (Here is|This is) a (mixed|jumbled|mixed-up) list: {xs}. (Sort it|Put it in order)(.|, please.)
            (Please order|Please arrange|Please put in order)(:|) {xs}(.|, from small to large.)
            (Sorted|In order), the numbers {xs} (are|read|become) what?
            (From|Going from) (the smallest to the largest|the lowest to the highest), (name|list|write) {xs}.
            (Help me|I need to|I have to|We must) (sort|order) these numbers(:| from small to large:) {xs}
            List {xs} from (the least|the smallest|the lowest) up.
        """, ALL),
        form(r"(?:Sort |Put )" + XS + r" (?:from large to small|in decreasing order)\.", """
            (Order|Arrange|Put) {xs} from (largest to smallest|highest to lowest|biggest to smallest|greatest to least).
            (Can|Could) you (sort|order) {xs} with the (largest|biggest) first?
            (What are|Write|List) {xs} in (descending|falling|decreasing) order(?|.)
            {xs}: (largest first|biggest first|from high to low)(, please.|.|)
            (Starting|Beginning) with the (largest|biggest), (write|list|say) {xs}.
            {xs} (from large to small|in decreasing order|in descending order)(?|, please.)
            I wonder how {xs} look when sorted from (large to small|high to low).
            (Write|Say|Give me) {xs} (in order of size|in order), (largest|highest|greatest) first.
            (Which|What) is the (correct|right) order of {xs}, from (greatest to least|largest to smallest)?
            If you (sort|arrange|order) {xs} from (high to low|biggest to smallest), what do you get?
            (Rearrange|Reorder) {xs} so that (they go down|the numbers get smaller|the largest comes first).
            (Descending|Decreasing|Falling) order(:| of) {xs}
            (Scores|Points|Prices|Ages): {xs}. (Sort|Order) (them|these) from (most to least|largest to smallest).
            (Going down|Counting down), in (which|what) order do you meet {xs}?
            (Can|Could) you (put|arrange|place) the numbers {xs} in order, (starting|beginning) with the (largest|biggest)?
            (Please order|Please arrange|Please sort)(:|) {xs}, from (large to small|high to low).
            (From|Going from) (the largest to the smallest|the highest to the lowest), (name|list|write) {xs}.
            (Help me|I need to|I have to|We must) (sort|order) these numbers from large to small: {xs}
            List {xs} from (the greatest|the largest|the highest) down.
            (The biggest|The largest|The highest) number comes first: (sort|order) {xs}.
            (The players|Some teams|The children) (have|scored) {xs} points. (Rank|List) the points from the most to the fewest.
            (Sort|Put in order)(:|) {xs}. (Begin|Start) with the (biggest|largest)(.|, please.)
            (Here is|This is) a list: {xs}. (Sort it|Put it in order) (downwards|from high to low).
            From high to low, (how do|in what order do) {xs} (come|go|stand)?
            The (biggest|largest) of {xs} comes first, the smallest last. (Write|Give) the (list|order).
            (My homework|The task|The exercise) (is|says) to put {xs} in order, largest first. (How does it look|What is the order)?
            (Sorted|Ordered|Arranged) from (largest to smallest|high to low), {xs} (is|becomes|gives) (what|which list)?
            (Turn|Change) {xs} into a list that (goes down|falls|gets smaller).
            (Make|Write) a descending list (of|from)(:|) {xs}
            What would {xs} be in (descending|decreasing) order?
        """, ALL),
        form(r"(?:Which is|What is|Find) the (?P<k>largest|smallest)(?: number in this list:| of) " + XS + r"[?.]", """
            (Which|What) number is the {k}(:| of these:|,) {xs}?
            (Tell me|Say|Pick|Name) the {k} (one |number |)(of|among|in) {xs}.
            {xs}: (which|what) (is|one is) (the |){k}?
            (From|Out of|Among) {xs}, which (one |number |)is the {k}?
            (Look at|Here are) {xs}. (What is|Which is) the {k} number?
            (Can|Could) you find the {k} (number |)(in|of) {xs}?
            The {k} (number |one |)(of|among|in) {xs}(?| is?|, please.)
            I wonder which (number |one |)(of|in|among) {xs} is the {k}.
            (If|When) you look at {xs}, (which|what) (number |)is {k}?
            (Which|What) is the {k} (value|number) in the (list|set|row) {xs}?
            (Circle|Underline|Choose|Find) the {k} number(:| in|:) {xs}
            (Numbers|Scores|Prices|Points): {xs}. (Which|What) is the {k}?
            (The {k} number|The {k} one) is to be (found|chosen|named): {xs}(.|)
            (My friends|Some children|The players) (hold|drew|have) the numbers {xs}. (Which|What) is the {k} (of them|number)?
            (Given|For) the (list|numbers|values) {xs}, (find|give|state|determine) the {k}.
            Which one of (these|the following) numbers is (the |){k}: {xs}?
            Somewhere in {xs} is the {k} number. Which (one |)is it?
            Of (the numbers|these numbers:|all these,) {xs}, (which|what) is the {k}?
            (Search|Go through|Read) the list {xs} and (name|give me|write down) the {k} (number|one).
            {xs}. Which (number is|number here is|one here is) the {k}?
            (There are|I see|We have) these numbers(:| on the board:) {xs}. (Tell me|Say|Name) the {k}.
            (Could|Can|Would) you (pick|point out|tell me) the {k} of {xs}?
            (Fill in|Complete)(:| the blank:) the {k} number in {xs} is (__|...|_)
            (Let|Now let) us find the {k} of these(:| numbers:) {xs}
            What (number|value) is {k} (among|out of) {xs}?
            In {xs}, (which|what) number is the {k}?
            (Numbers|List): {xs}. The {k}(?|:)
            (Find|Give) me the {k} out of {xs}.
            (I need|We want|Show me) the {k} (number|value) (from|in) {xs}(.|, please.)
            Looking at {xs}, which (number |one |)would you (call|say is) the {k}?
        """, r"(\d+) is the \w+\."),
        form(r"(?:What is the sum of |Add up )" + XS + r"[?.]", """
            (Add|Please add) {xs}( together| all up|).
            (What is|What's) the total of {xs}?
            (How much|What) (is|are|do you get for) {xs} (together|in all|all added up)?
            (Sum|Sum up|Total)(:|) {xs}(.|)
            (Find|Work out) the sum of (these numbers|the list)(:|) {xs}.
            (I add|If I add|When I add) {xs}(.|,) (what do I get|what is the total)?
            {xs} (added up|together|in total|all together)(?| = ?| make what?)
            I wonder (what|how much) {xs} (make|come to|add up to) (together|in all|in total).
            (Find|Give|Tell me|Calculate) the (total|sum)(:| of) {xs}(.|)
            What do {xs} (add up to|make together|come to|sum to)?
            (My scores|The prices|The points|The bills) (are|were) {xs}. (What is|How much is) the total?
            If you (add|add up|put together) {xs}, (what|how much) (do you get|is it|is the sum)?
            The (sum|total) of {xs}(?| is?| equals?)
            (Here are|These are|I have) (some |the |)numbers: {xs}. (What is their sum|Add them up|What do they make)(?|)
            (Can|Could) you (add|add up|total|sum up) {xs}( for me|)?
            All of {xs} (are|must be) added. What is the (result|total)?
            (Take|Use) {xs} and (add them|add them all|find the sum)(.|)
            How much (is|are) {xs} when (added|summed up|you add them)?
            (Work out|Compute|Determine) the total of (these|the following)(:| numbers:) {xs}
            (Adding|Putting together|Summing) {xs} (gives|makes) what?
            (Fill in|Complete)(:| the blank:) the sum of {xs} is (__|...|_)
            (On Monday|At the market|At the shop) I (wrote|noted|read) these numbers: {xs}. What is the total?
            (A list|The list) (has|contains) {xs}. What is the sum of (the list|all its numbers)?
            (Altogether|In total|In all), (how much|what) (is|are) {xs}?
            {xs}: (add them|add them up|total|the sum)(.|, please.)
            {xs}: (how much|what) is (the sum|the total|that in all)?
            (Please calculate|Calculate|Compute|Get) {xs} (in total|all together|added together).
            (Tom|My sister|She|He) adds {xs}. Which (total|sum) is (right|correct)?
            (Suppose|Say) you add (all of |){xs}. (Where|At what number) do you end?
            (The numbers|Numbers) {xs} are (added|summed). (Give|Find|State) the (sum|total).
        """, A_NUMBER),
        form(r"Which of these numbers are (?P<k>even|odd): " + XS + r"\?", """
            (Which|What) numbers (in|of|among) {xs} are {k}?
            (List|Name|Pick out|Find|Write) (all |)the {k} numbers(:| in| from) {xs}.
            {xs}: (which|which ones) are {k}?
            (From|Out of) {xs}, (choose|tell me|give me) the {k} (ones|numbers).
            (Keep|Show me) only the {k} numbers (of|from) {xs}.
            (Are any|Which) of {xs} {k}(, and which|)?
            {xs}. (Which|Which ones|Which numbers) (here|of these|in this row) are {k}?
            I wonder which (of|among|numbers in) {xs} are {k}.
            (Circle|Underline|Choose|Tell me) (all |)the {k} numbers(:| in) {xs}(.|)
            The {k} (ones|numbers) (of|among|in) {xs}(?| are?|, please.)
            (Numbers|House numbers|Scores|Cards): {xs}. (Which|Which ones) are {k}?
            Which (of the following|of the listed) (numbers |)are {k}: {xs}?
            (Given|For) the (list|numbers) {xs}, (give|find|write) the {k} (ones|numbers).
            (Only|Just) the {k} numbers, please: {xs}
            (If|When) you (take|pick) only the {k} numbers (from|out of) {xs}, which (ones |)do you (have|get)?
            (Leave out|Drop|Remove) every number that is not {k}: {xs}
            (Go through|Read|Check) {xs} and (write down|say|list) every {k} number.
            (Can|Could) you (pick|find|list|tell me) the {k} numbers (in|of|from) {xs}?
            (Houses|Doors|Pages) (have|with) the numbers {xs}. Which have {k} numbers?
            (Are there|Do you see) {k} numbers in {xs}? (Which|Which ones|List them)(?|)
            (Say|Name) (each|every) {k} number (in|from) this list: {xs}.
            In {xs}, (which|which ones|which numbers) are {k}?
            (Select|Filter|Extract) the {k} numbers from {xs}.
            (My teacher|A friend|My brother) likes {k} numbers. Which of {xs} (are {k}|would that be)?
            {k} numbers (in|among|from) {xs}(?|:)
            (Mark|Tick|Underline) (the|all the) {k} numbers in {xs} and (say|write) which (they are|you marked).
            (My task|The task|The exercise) is to find the {k} numbers in {xs}(.|)
            (Looking at|From) {xs}, which (would you call|do you call|are) {k}?
            Of {xs}, (the {k} ones|the {k} numbers|those that are {k}) are (which|...)?
            (Put|Place) the {k} numbers of {xs} in a (box|new list). Which (are|go) in?
            Give (me |)(all|only) the {k} ones: {xs}
        """, ALL),
        form(r"(?:Sort these words alphabetically: |Put these words in alphabetical order: )" + XS + r"\.", """
            (Order|Arrange|Put) {xs} (alphabetically|from a to z|by the alphabet|in abc order).
            (Can|Could) you (sort|order) (these words|the words)(:|) {xs}?
            (In what order|How) (do|would) {xs} (come|stand) in a dictionary?
            {xs}: (alphabetical order|sort by the alphabet)(, please.|.|)
            (Write|List) the words {xs} in (alphabetical|dictionary) order.
            (Please sort|Sort) the words {xs}( by letter|).
            {xs} (in alphabetical order|from a to z|sorted by letters|in abc order)(?|, please.)
            I wonder (how|in what order) {xs} (stand|come) in the alphabet.
            If you (sort|arrange|order) {xs} (alphabetically|from a to z), what do you get?
            (Rearrange|Reorder|Place) the words {xs} so that they follow the alphabet.
            (Alphabetical|Dictionary|ABC) order(:| of) {xs}
            (The words|My words|The names|Our spelling words) are {xs}. (Sort|Put|Order) them (alphabetically|from a to z|in abc order).
            (Which|What) is the alphabetical order of {xs}?
            (Make|Write) an alphabetical list of {xs}.
            (My homework|The task|The exercise) (is|says) to put {xs} in alphabetical order. What is the order?
            (Say|Give me|Tell me) {xs} in the order of the alphabet.
            (Can|Could|Would) you (alphabetize|put in alphabetical order|arrange alphabetically) {xs}?
            (Alphabetize|Please alphabetize)(:| these words:) {xs}
            (Help me|I need to|I have to|We must) (sort|order) these words (from a to z|alphabetically): {xs}
            (Line up|Arrange) the cards {xs} (by the alphabet|from a to z).
            (In a dictionary|In the index of a book), (how|in what order) are {xs} (listed|arranged)?
            (Starting|Beginning) with the one that comes first in the alphabet, (list|write) {xs}.
            (Here is|This is) a (mixed|jumbled|mixed-up) list of words: {xs}. (Put it|Sort it) (alphabetically|in abc order).
            (A librarian|My teacher|A shop) puts {xs} in alphabetical order. (What is the order|How does the list look)?
            (Books|Files|Folders) are (named|called) {xs}. (Sort|Put) them alphabetically.
            From a to z, (how do|in what order do) {xs} (come|stand|go)?
            Which of {xs} comes first in the alphabet, which next, and so on?
            (Sorted|Ordered|Arranged) by the alphabet, {xs} (is|becomes|gives) (what|which list)?
            (Words|Word list|Names): {xs}. Alphabetical order(?|, please.)
            By the order of the alphabet, (list|name|arrange) {xs}.
            (Tom|My sister|She|He) sorts {xs} from a to z. Which list is (right|correct)?
        """, ALL),
        form(r"(?:Repeat this list backwards: |Reverse this list: )" + XS + r"\.", """
            (Say|Write|Give me) {xs} (backwards|in reverse|in reverse order|from last to first).
            (Turn|Please turn) (this|the) list (around|back to front): {xs}.
            {xs}: (backwards|in reverse|the other way round)(, please.|.|)
            (Can|Could) you reverse {xs}?
            (Start|Begin) with the last( one|) and (say|list) {xs}.
            (What is|What's) {xs} (backwards|in reverse)?
            {xs}. (Say|Write|List) (this|that) (backwards|in reverse|from the end).
            I wonder how {xs} (sounds|reads|looks) (backwards|in reverse|from the end).
            (Write|List|Say) {xs} in the (opposite|other|reverse|reversed) order.
            If you (read|say|list) {xs} from the (end|last one) to the (start|first), what do you get?
            (Flip|Invert|Turn around) the (list|order)(:| of) {xs}.
            (The list is|Here is a list:|My list is) {xs}. (Reverse it|Turn it around|Now say it backwards)(.|, please.)
            (Reversed|Backwards|In reverse order|Last to first): {xs}
            (Can|Could|Would) you (say|read|list|write) {xs} backwards?
            (What do {xs} look like|How are {xs} said|What is the list {xs}) in reverse order?
            (Go|Read|Work) through {xs} from (right to left|the last to the first).
            (From the end|Starting from the end), (say|list|write) {xs}.
            (The last|Whatever is last) shall be first: (reverse|turn around) {xs}.
            (Repeat|Say again) {xs}, but (backwards|in reverse|from last to first).
            (What is|Give me|Tell me) the (reverse|reversed list|reverse order) of {xs}(?|)
            (We walk|A train goes) past {xs} and then back. In what order do they come on the way back?
            (Please reverse|Please turn around)(:| the list:| the order of) {xs}
            {xs}: (reverse the list|reverse order|list them from the end)(.|, please.)
            From last to first, how (do|would) {xs} (go|read)?
            (Say|Write|Name) the last of {xs} first, then (the one before it|the one to its left), and so on.
            Backwards, {xs} (is|becomes|gives|reads) (what|...)?
            (Tom|My sister|She|He) says {xs}. You say (it|the list) backwards.
            (List|Words or numbers|Items): {xs}. In reverse order(?|, please.)
            (Take|Use) the list {xs} and (turn it round|reverse it|put the last first and the first last).
            (Make|Write) a reversed list (of|from)(:|) {xs}
        """, ALL)],
    "repetition": [form(r"(?:Repeat after me|Say|Write this again|Copy this): (?P<s>.+)", """
        (Repeat|Please repeat|Can you repeat)(:| this:|) {s}
        (Echo|Print|Output)(:| this:) {s}
        (Say|Write|Type) (the same|exactly this|this back to me|this once more): {s}
        (Now you say|Your turn to say|Say it after me|Say after me): {s}
        (Copy|Copy out|Please copy) (these|the following|what follows): {s}
        (I say it and you repeat|Listen and repeat|Repeat word for word): {s}
        (Write down|Please write down|Type)(:| this:| the following:) {s}
        (Give|Send|Read) (it|this) back( to me|)(:|) {s}
        (What comes now is to be repeated|Just repeat this|Only repeat this): {s}
        (Write|Say) (after the colon|what I say): {s}
        (Once more|Again|The same again): {s}
        (Say this|Say this back|Say it again)(:| exactly:) {s}
        (Please say|Please write|Please type|Please print)(:| this:) {s}
        (I want you to|You should|You must) (say|repeat|write)(:| this:) {s}
        (Can|Could|Would) you (say|write|copy|echo) (this|the following)(?|:) {s}
        (Repeat|Copy|Echo) (my words|my message|the text)(:| now:) {s}
        (Write|Say) (this|it) (word for word|without changes|as it is|unchanged): {s}
        (Be|Play) (a parrot|an echo|my echo)(:|.) {s}
        (Here is|This is) (a text|a message|something) to (copy|repeat)(:|.) {s}
        (Do not change anything|Change nothing), (only|just) (copy|repeat): {s}
        (Text to copy|Text to repeat|To copy|To repeat): {s}
        (Type|Write) (the following|these) (again|once more|one more time): {s}
        (Let me hear|Let me see|I would like to hear) (this|these) again: {s}
        (After me|Follow me|Same as me)(:| please:) {s}
        (Reply|Answer|Respond) with (exactly this|the same|the following|this text): {s}
        (Return|Give back|Output) (the same text|this unchanged|exactly this|the input): {s}
        Repeat (exactly |)what I (say|write|tell you)(:| now:) {s}
        (Show|Tell|Send) me (this|the same) again: {s}
        (Make|Give me) (a copy|an exact copy) of this: {s}
        (The teacher|My friend|Grandpa) says, and you repeat: {s}
        (Put|Write) down (exactly|only) (this|what comes next): {s}
        (Duplicate|Reproduce)(:| this:) {s}
    """)],
    "who-is-where": [form(r"(?P<story>.+\.) Where is (?P<n>\w+)\?", """
        {story} Where is {n} (now|at the end|right now)?
        {story} (In which|In what) (place|room) is {n}( now|)?
        {story} (Tell me|Say) where {n} is( now|).
        {story} Where (can I find|would you look for|should I look for) {n}?
        {story} (Which|What) place is {n} in( now|)?
        (Read|Listen to) this(.|:) {story} (Now, where|Where) is {n}?
        (Where is {n} after this|Where does {n} end up)(?|:) {story}
        {story} Where did {n} (end up|go last)?
        {story} (I am looking for|I need to find|Have you seen) {n}. (Where|In which place) (is that|must I look)?
        {story} Do you know where {n} is( now|)?
        {story} (What is|What's) the (last |)place of {n}( now|)?
        {story} {n} is where( now|)?
        {story} (Where's {n}|Where must {n} be)( now|)?
        {story} (In|At) which place (would|will|do) (you|we|I) (find|see|meet) {n}( now|)?
        {story} (I wonder|Tell us|Say|Guess) where {n} is (in the end|at the moment|at the end).
        {story} (Question|Now|So|Then)(:|,) where is {n}?
        {story} (After all this|After that|In the end|Finally), where is {n}?
        {story} {n} (can be found|is|must be) in which (room|place)?
        {story} (Fill in|Complete)(:| the blank:) {n} is in the (__|___|_).
        {story} (What is|What's) {n}'s (place|location|last place)( now|)?
        {story} (Name|Write|Give) the (room|place) (where|in which) {n} is( now|).
        {story} (Which|What) (room|place) (did|has) {n} (go to|enter|reach) last?
        (Where is {n}|In which place is {n})? (Read and find out|The story says|Here is the story): {story}
        (The story|A short story|Story): {story} (The question|Question): (where|in which place) is {n}?
        {story} (Someone|Mum|A friend) (calls|looks for|wants to visit) {n}. (Where|In which place) (is {n}|does {n} answer)?
        {story} If you (look for|want to find|want to meet) {n}, where (do|should|must) you go?
        {story} (Can|Could) you (tell me|say|work out) where {n} is( now| at the end|)?
        {story} (The place|The room) where {n} is now(?| is?| is called?)
        {story} (As you read|According to the story|In this story), where is {n} (now|at the end)?
        (Follow|Keep track of) (everyone|the people|them)(.|:) {story} Where (is {n} now|has {n} ended up)?
        {story} Where (has {n} gone|is {n} to be found)?
        {story} And {n}? Where is (that person|that child)?
    """, r"\w+ is in the (\w+)\.")],
    "comparisons": [form(r"(?P<s>.+\.) Who is the (?P<k>\w+)\?", """
        {s} (Which of them|Who of them|Which one) is (the |){k}?
        {s} (Tell me|Say|Name) who is (the |){k}.
        {s} (So who|So, who|Now, who|Then who) is (the |){k}?
        {s} (Name|Find) the {k} (one|person|of them|child).
        {s} (Which person|Which child|What is the name of the one who) is (the |){k}?
        (Here is a puzzle|Think about this|Look)(:|.) {s} Who is (the |){k}( of all| of them all|)?
        (Who is|Find out who is) the {k}(?|:) {s}
        {s} The {k}( one|) is (who|called what)?
        {s} (Can|Could) you (say|tell me|work out) who is (the |){k}?
        {s} (Who|Which of these) is the {k} (person|child|one)?
        {s} (Of all|Of them all), who is (the |){k}?
        {s} (I wonder|Tell us|Guess) (who|which of them) is the {k}.
        {s} (Fill in|Complete)(:| the blank:) the {k} is (__|___|_).
        {s} (Who|Which one|Which child) (must be|would be|has to be) the {k}?
        {s} (The {k} of them|The {k} of all|The {k} person)(?| is?| is who?)
        {s} (If this is true|From this|According to this), who is (the |){k}?
        {s} (Write|Give|Say) the name of the {k}( one| person| child|).
        {s} (Can|Could) you (find out|see|find) who is the {k}( of them|)?
        (Read|Listen)(:|.) {s} (Which|Who) (of them |)is the {k}?
        {s} Of these (people|friends|children), who is the {k}?
        {s} (Therefore|So) the {k} is (who|...)?
        {s} (My question is|Question|Puzzle): who is the {k}?
        (Which of them|Which child|Which person) is the {k}? {s}
        {s} (When|If) you compare (them|everyone), who is the {k}?
        {s} (Among|Out of) (them|these people), (name|find|pick) the {k}.
        {s} Is it clear who is the {k}? (Who is it?|Name that person.)
        (Given|We know|It is known)(:|) {s} (Find|Determine|Name) the {k} (one|person).
        {s} (In this group|In the group|Here), who is the {k}?
        {s} (Line them up|Put them in order|Picture them) in your mind. Who is the {k}?
        {s} (There is one who is|One of them is) {k}. (Who|Which one)?
        {s} (What is|What's) the name of the {k} (one|person|child)?
        (I know this|My friends told me|A riddle)(:|.) {s} Who, then, is the {k}?
        {s} Who do you think is the {k}?
    """, r"(\w+) is the \w+\.")],
    "recall": [form(r"(?:Remember this\.|Please remember:|Keep this in mind\.) (?P<said>.+) What is the (?P<w>favourite colour|code|secret word) of (?P<n>\w+)\?", """
        (Note|Learn|Listen)(:|.) {said} (Now, what|What) is the {w} of {n}?
        (Do not forget|Don't forget)(:| this:) {said} (Which|What) {w} (has|does) {n}( have|)?
        {said} (Tell me|Say|Give me) the {w} of {n}.
        {said} What is {n}'s {w}?
        {said} (Which|What) is the {w} (belonging to|that belongs to) {n}?
        (Here are some facts|These are the facts|Read this)(:|.) {said} What (was|is) the {w} of {n}( again|)?
        (Memorize|Store|Save)(:| this:) {said} What's the {w} of {n}?
        {said} (Do you remember|Can you recall|Do you know) the {w} of {n}?
        {said} {n} has (which|what) {w}?
        {said} (I forgot|Remind me of) the {w} of {n}. What (is|was) it?
        {said} The {w} of {n}(?| is?)
        {said} (I wonder|Say|Tell us|Write down) what the {w} of {n} is.
        {said} (Now|So|Then|Question)(:|,) what is the {w} of {n}?
        {said} (Fill in|Complete)(:| the blank:) the {w} of {n} is (__|___|_).
        {said} (Which|What) {w} (was given for|did I give for|did I tell you for|belongs to) {n}?
        {said} (Can|Could|Would) you (tell me|repeat|say) the {w} of {n}?
        {said} {n}'s {w}(?| is?| was?)
        (Remember|Keep|Know) (this|the following)(:|.) {said} (Which|What) is {n}'s {w}?
        {said} (According to|From) what I (said|told you), what is the {w} of {n}?
        (I tell you something|I will tell you something|Pay attention)(:|.) {said} (What is|Repeat) the {w} of {n}(?|)
        {said} (Someone asks|My friend asks|Mum asks) for the {w} of {n}. What (is it|do you say)?
        {said} (I need|I want|Give me|We need) {n}'s {w}(.|, please.| now.)
        {said} (Look back|Think back)(:|.) What (was|is) the {w} of {n}?
        {said} (Find|Look up|Name|Write) the {w} (of|for) {n}.
        (What is the {w} of {n}?|Find the {w} of {n}.) (Here is what I know|The facts are): {said}
        {said} For {n}, what is the {w}?
        {said} And the {w} of {n} (is|was)(?|...)
        {said} (If I ask for|When I ask for) the {w} of {n}, what (is your answer|do you answer)?
        (Text|Notes|Facts): {said} (Question: what is the {w} of {n}?|Task: give the {w} of {n}.)
        {said} Do you still (have|know) the {w} of {n}?( What is it?| Say it.|)
        {said} (Let's see|Let us see|Test)(:| if you remember:) the {w} of {n}(?|, please.)
        {said} What did I say (is|was) the {w} of {n}?
    """, r"The .* of \w+ is (\w+)\.")],
    "word-problems": [
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?:finds|buys|gets|picks) (?P<b>\d+) more\. How many .*", """
            {n} (had|owned|started with) {a} {t}. (Then|Later|Today) {n} (got|found|bought|was given) {b} more. How many {t} (does {n} have|are there) now?
            (How many|What number of) {t} does {n} have after (getting|finding|buying) {b} more, (starting with|when there were|having had) {a}?
            There (were|are) {a} {t} (in|on) {n}'s (bag|box|table|drawer|shelf). {n} (puts in|adds|brings) {b} more. How many {t} are there (now|in all)?
            {n} (collects|keeps|likes) {t}. (On Monday|Last week|At first) there were {a}, and {b} (came|were added) (on Tuesday|this week|later). How many {t} (is that|are there now)?
            After {n} (gets|finds|buys) {b} {t} on top of {a}, how many {t} does {n} have?
            {n} (gets|receives|is given) {b} {t} from (an aunt|a friend|Grandpa) and already has {a}. (What is the total|How many is that altogether|How many {t} in all)?
            {n} has {a} {t} (in a bag|at home|on the shelf|in a box) and then gets {b} more. How many {t} (is that|are there|does {n} own) in (all|total)?
            {a} {t} belong to {n}. {b} more (arrive|are added|come by post). How many {t} (are there now|is that)?
            If {n} has {a} {t} and (gets|finds|buys|receives) another {b}, how many {t} (does {n} have|are there) (altogether|in total)?
            {n} (counted|had counted|saw) {a} {t}. (Then|After that|Soon) {b} (more|others) were (found|added|counted). How many {t} (is|was) that in all?
            (Yesterday|Last week|At first) {n} had {a} {t}. (Today|Now) there are {b} more. How many {t} (does {n} have now|are there now)?
            {n} already has {a} {t}. With {b} (more|new ones), how many (will there be|would it be|does {n} have)?
            (I wonder|Work out|Tell me) how many {t} {n} has after adding {b} to the {a} (already there|in the box|from before).
            To {a} {t}, {n} adds {b} more. (What is the total|How many {t} are there now)?
            {n} (finds|sees|counts) {a} {t} on the table and {b} (more |)in the (cupboard|bag|garden). How many {t} (is that|are there) altogether?
            {n} bought {a} {t} on Saturday and {b} {t} on Sunday. How many {t} did {n} buy (altogether|in total|in all)?
            (Find|Calculate|Give) the total number of {t} if {n} has {a} and (gets|buys|finds) {b} more.
            {b} {t} were given to {n}, who (already had|had) {a}. How many {t} does {n} have (now|in total)?
            How many {t} will {n} have if {b} are (added|given) to {a}?
            {n}: {a} {t}, plus {b} more. (Total|How many {t})?
            {n} (has|keeps|hides) {a} {t} in one place and {b} more in another. How many {t} (are there|is that) in both?
            (Grandma|Mum|A friend) gives {n} {b} {t}. {n} had {a} before. How many {t} are there (now|after that)?
            {n}'s collection of {a} {t} (grows|is increased) by {b}. How many {t} are in it now?
            (Suppose|Say|Imagine) {n} has {a} {t}. (Along come|Now there come|Then come) {b} more. How many {t} (are there|does {n} have) (then|now|in all)?
            {n} (keeps|has) {a} old {t} and {b} new ones. How many {t} (is that|are there) (together|in all)?
            How many {t} are there (when|if|after) {n}, with {a} {t}, (buys|finds|gets) {b} more?
            At first {n} (had|owned|counted) {a} {t}, and {b} were added (later|soon|then). (Now|So) how many {t} are there?
            {n} has {a} {t}; then {n} (gets|buys|finds|picks up) {b} more. (Total|In all|Altogether)?
            By (adding|finding|buying) {b} more, {n}, who had {a} {t}, (reaches|now has) how many?
            A (jar|bag|box) holds {a} {t}, and {n} drops in {b} more. How many {t} does it hold now?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?:(?:gives|sells) (?P<b>\d+) to (?P<o>\w+)|loses (?P<b2>\d+))\. How many .*", """
            {n} (had|started with|owned) {a} {t}. {b} (were lost|broke|were sold|were given away). How many {t} (are left|remain|does {n} still have)?
            Of {n}'s {a} {t}, {b} (are gone|go to a friend|get lost). How many (stay|remain|are left)?
            There (are|were) {a} {t} on (the table|the shelf|a plate). {n} takes (away |){b}( of them|). How many {t} are (still there|left)?
            How many {t} does {n} have left (after giving away|after losing|if a friend takes) {b} of {a}?
            {n} (gives away|loses|sells) {b} {t}. Before that there were {a}. How many {t} does {n} have now?
            If {n} has {a} {t} and (uses|loses|drops) {b}, how many {t} (remain|are left)?
            (From|Out of) {a} {t}, {n} (gives away|sells|loses) {b}. How many {t} (are left|remain|does {n} keep)?
            If {b} of {n}'s {a} {t} are (lost|sold|given away|broken), how many {t} (remain|are left|stay)?
            {n} had {a} {t} (yesterday|last week|in the morning). {b} are (missing|gone) (today|now). How many {t} are still there?
            I wonder how many {t} {n} has left after (losing|giving away|selling) {b} of the {a}.
            {a} {t} were in {n}'s (bag|box|basket). {b} fell out (of it|on the way). How many {t} (are|were) left in it?
            {n} owns {a} {t}. (A friend|A cousin|The neighbour) takes {b} of them. How many {t} does {n} (still have|keep|have left)?
            (Find|Calculate|Work out) the number of {t} left: {n} had {a} and (lost|sold|gave away) {b}.
            {n}: {a} {t}, minus {b}. How many {t} (are left|remain)?
            {n}'s (box|bag|jar) (holds|has) {a} {t}. After {b} are taken out, how many {t} (remain|are left|are in it)?
            {b} of {a} {t} are no longer with {n}. How many {t} (are still there|does {n} still have)?
            {n} (wants to sell|has to sell) {a} {t}. {b} (have been|are) sold. How many {t} (are still to be sold|are left)?
            {n} (took|brought) {a} {t} to school and {b} got lost. How many {t} (came back|are left|does {n} have now)?
            {n} needs {b} of the {a} {t} (at school|for a game|for a present). How many {t} (are left|stay at home|remain)?
            How many of {a} {t} does {n} have left (once|when|after) {b} are (gone|given away|sold)?
            {n} started the day with {a} {t} and gave {b} (away|to friends). With how many {t} did {n} end (it|the day)?
            {n} has {a} {t}. {b} (break|go missing|are thrown away). How many {t} are left (over|for {n})?
            Taking {b} {t} from {n}'s {a} leaves how many {t}?
            {n} had {a} {t} and now has {b} fewer. How many {t} (is that|does {n} have now)?
            (Suppose|Say|Imagine) {n} has {a} {t} and {b} (disappear|are lost|are taken). How many {t} (are left|remain)?
            {n} has {a} {t}; then {n} (loses|gives away|sells) {b}. How many (stay|remain|are left)?
            After (losing|selling|giving away) {b} {t}, how many of {a} does {n} (still have|have left)?
            How many {t} (are left|remain) (when|if|after) {n}, with {a} {t}, (loses|sells|gives away) {b}?
            {n} packed {a} {t} but left {b} (at home|behind|on the bus). How many {t} does {n} have (along|now)?
            Of {a} {t}, {n} (lends|hands|passes) {b} to (a friend|a neighbour). How many {t} does {n} have then?
        """, A_NUMBER),
        form(r"There are (?P<a>\d+) boxes with (?P<b>\d+) (?P<t>\w+) in each\. How many .*", """
            (Each|Every) (box|bag|basket) (holds|has|contains) {b} {t}, and there are {a}. How many {t} (is that|are there in total|altogether)?
            (I have|Mum buys|A shop has) {a} (bags|packs|boxes) of {b} {t}. How many {t} (are there|is that) (in all|together|in total)?
            How many {t} are in {a} (boxes|bags) (if|when) each (has|holds) {b}?
            There are {b} {t} in (one|a) (bag|box). How many {t} are in {a} (such |)(bags|boxes)?
            {a} (children|friends|people) have {b} {t} each. How many {t} do they have (together|in all)?
            {a} rows of {b} {t}(:| make) how many {t}( in all|)?
            There are {a} (shelves|tables|plates), and on each (are|lie) {b} {t}. How many {t} (are there|is that) (altogether|in total)?
            {a} (bags|boxes|packs), {b} {t} in each. How many {t} (is that|are there)( altogether|)?
            If (one|a|every) basket has {b} {t}, how many {t} (are there|do you get) in {a} baskets?
            I wonder how many {t} there are in {a} (bags|boxes) of {b} {t} each.
            (A teacher|Mum|Grandpa|A shop) fills {a} (bags|boxes|baskets) with {b} {t} each. How many {t} (are needed|does that take|is that)?
            {a} times {b} {t}: how many {t} (is that|are they)?
            (Find|Calculate|Work out) the (total |)number of {t} in {a} (packs|boxes|bags) of {b}.
            Every day (a worker|a shop|Grandma) (sells|sorts|counts) {b} {t}. How many {t} is that in {a} days?
            {b} {t} (go|fit) into (one|a) (box|bag). How many {t} (go|fit) into {a}(| of them)?
            (I buy|We bring|She buys|He packs) {a} (boxes|bags), and {b} {t} are in every one. How many {t} is that?
            There are {a} (groups|teams|tables) and each (gets|needs|has) {b} {t}. How many {t} are (needed|there) (in all|altogether)?
            (A|One) pack of {t} (has|contains) {b}. How many {t} (are in|do we get from) {a} packs?
            (Each of|Every one of) {a} (boxes|bags|drawers) holds {b} {t}. (What is the total|How many {t} are there)?
            {a} (baskets|boxes|jars) were filled with {b} {t} each. How many {t} were (used|there) in total?
            With {b} {t} in each of {a} (bags|rows|piles), how many {t} (are there|do we have)(| altogether)?
            (My album|A garden|The hall|A tray) has {a} rows, each with {b} {t}. How many {t} are there?
            (How many|What number of) {t} do {a} (friends|children) need if each (wants|needs|gets) {b}?
            (Suppose|Say|Imagine) there are {a} (boxes|bags) and {b} {t} in each. How many {t} (are there|is that)?
            {b} {t} per (box|bag|child), {a} in number: how many {t} (is that|are there) in all?
            How many {t} (are|lie|are there) in {a} (piles|groups|rows) of {b}?
            (Grandma|A farmer|The shop) has {a} (baskets|crates|trays). In each (are|lie|there are) {b} {t}. (Find the total number of {t}.|What is the total number of {t}?)
            If {a} (children|friends) each (bring|have|get) {b} {t}, how many {t} are there (altogether|in all)?
            Put {b} {t} in each of {a} (bags|boxes|baskets). How many {t} (do you need|have you used)?
            (Packed|Sorted) into {a} (bags|boxes) of {b} each, how many {t} (are there|is that)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) shares (?P<a>\d+) (?P<t>\w+) equally among (?P<b>\d+) friends\. How many .*", """
            {a} {t} are (shared|split|divided) (equally |fairly |evenly )(among|between) {b} (friends|children|people). How many {t} does each (one |)get?
            {n} (has|brings) {a} {t} for {b} (friends|children), who all get the same number. How many does (each|every one) get?
            {b} (friends|children) share {a} {t} (fairly|equally). How many {t} (are there for each|does each child get|for each)?
            How many {t} does each of {b} (friends|children) get (if|when) {n} (shares|divides) {a} {t} equally?
            {n} puts {a} {t} into {b} (bags|boxes|piles), the same number in each. How many {t} are in (one|each)?
            (If|When) {b} people split {a} {t} evenly, how many {t} (does each get|go to each)?
            (If|When) {a} {t} are (put|packed) into {b} (boxes|bags|baskets) equally, how many {t} are in each?
            {a} {t}, {b} (children|friends|people). Each gets the same number. How many {t} (is that each|does one get)?
            I wonder how many {t} each of {b} (children|friends) gets when {a} {t} are shared equally.
            {n} wants to give {a} {t} to {b} (friends|cousins|neighbours), the same number to each. How many {t} does (each|every friend|one of them) get?
            (Share|Split|Divide) {a} {t} (equally|fairly|evenly) (among|between) {b} (children|friends). How many {t} does each get?
            There are {a} {t} for {b} (children|people|tables). If they are (shared|divided) equally, how many {t} are there for each?
            {b} (boxes|bags|shelves) (hold|have) {a} {t} in total, the same number in each. How many {t} are in one?
            (Find|Calculate|Work out) how many {t} each person gets if {a} {t} are (shared|split) equally by {b} people.
            (A teacher|Mum|Grandpa|A coach) (hands out|gives) {a} {t} (fairly|equally) to {b} children. How many does each child (get|have)?
            {n} and some friends, {b} people (in all|altogether), share {a} {t} equally. How many {t} does each (one |person |)get?
            Each of {b} (friends|children) should get the same share of {a} {t}. How many {t} is that (each|for one)?
            (From|With|Out of) {a} {t}, {n} makes {b} equal (groups|piles|heaps). How many {t} are in each?
            {a} {t} make {b} equal groups. How many {t} are in (one|each|a) group?
            How many {t} go to each of {b} (people|friends|children) when {a} are (shared|divided|split) equally?
            The {a} {t} (were|are) (sorted|arranged|laid) in {b} rows of the same length. How many {t} are in (each|one) row?
            {b} (friends|children) found {a} {t} and (shared|split) them fairly. How many {t} did each (take home|get|have)?
            (Suppose|Say|Imagine) {b} (friends|children) share {a} {t} equally. How many does each (friend|child|one) get?
            (One|Each) of {b} (friends|children) gets an equal share of {a} {t}. How many {t} is that?
            {n} has {a} {t}, and {b} friends (come over|visit|are waiting). Shared equally among them, how many does each (one |friend |)get?
            How big is each share (when|if) {a} {t} are (split|shared|divided) equally among {b} (people|friends|children)?
            (Dealt out|Handed out|Given out) equally to {b} (players|children|friends), {a} {t} make how many for each?
            (Tom|A teacher|Mum) divides {a} {t} into {b} equal (parts|groups|shares). How many {t} are in each?
            {a} {t} shared equally by {b}: how many (each|for each|per person)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+), buys (?P<b>\d+) more and then loses (?P<c>\d+)\. How many .*", """
            {n} had {a} {t}, (got|found|received) {b} more and (lost|gave away|sold) {c}. How many {t} (are left|does {n} have now)?
            {n} (starts|begins) with {a} {t}. First {b} are added, then {c} are taken away. How many {t} are there (now|at the end)?
            There were {a} {t} in a box. {n} put in {b} and took out {c}. How many {t} are in the box now?
            (In the morning|On Monday) {n} has {a} {t}. {b} more come (at noon|on Tuesday), and {c} are lost (in the evening|on Friday). How many {t} (remain|are left)?
            {n} buys {b} {t} and loses {c}. Before, {n} had {a}. How many {t} does {n} have now?
            (If|When) {n} has {a} {t}, gets {b} more and (then |)(loses|gives away|sells) {c}, how many {t} (are left|does {n} have)?
            {n} has {a} {t}. (Then|First|Today) {b} (more come|are added). (Then|After that|Tomorrow) {c} (go|are lost|are given away). How many {t} are there (now|then|in the end)?
            I wonder how many {t} {n} has after starting with {a}, (getting|buying|finding) {b} and (losing|giving away) {c}.
            {n}: {a} {t}, plus {b}, minus {c}. How many {t} (are there|is that|does {n} have)?
            {n} had {a} {t} and (bought|found|got) {b} more. {c} of them (broke|were lost|were sold). How many {t} (are left|remain)?
            To {a} {t}, {n} adds {b}. Then {n} (gives away|takes away|sells) {c}. How many {t} (remain|are left)?
            (Find|Work out|Calculate) how many {t} {n} has: {a} at first, {b} more later, and then {c} (lost|fewer|sold).
            There are {a} {t} in {n}'s (shop|bag|room). {b} (arrive|are brought in), and {c} (leave|are taken out). How many {t} are there (now|in the end)?
            (Grandma|A friend|Mum) gives {n}, who has {a} {t}, {b} more. {n} then loses {c}. How many {t} (are left|does {n} have now)?
            How many {t} does {n} have in the end with {a} at the start, {b} (bought|found) and {c} (lost|given away)?
            {n} started with {a} {t}, then came {b} more, but {c} got lost. How many {t} (are there|are left|does {n} have) now?
            (Yesterday|Last week) {n} had {a} {t}. Since then {n} has (bought|found) {b} and (lost|sold) {c}. How many {t} are there now?
            After buying {b} {t} and losing {c}, how many {t} does {n} have, if there were {a} (at first|before)?
            {n} (collected|picked) {a} {t} in the morning and {b} in the afternoon, then gave {c} away. How many {t} were left?
            {n} (keeps|has) {a} {t} in a box, puts {b} more in and then takes {c} out. How many {t} are (left in the box|in it now)?
            (Suppose|Say|Imagine) {n} has {a} {t}. {b} more are bought, and later {c} are lost. How many {t} (are there|are left|remain)?
            {n} has {a} {t}; {b} more come and {c} go. How many {t} (now|are there now|does {n} have now)?
            At first {n} has {a} {t}, then {b} more, and then {c} (get lost|are given away|are sold). (Now|In the end) how many {t} are there?
            Out of {a} {t} and {b} more that {n} buys, {c} (are lost|get lost|are sold). How many {t} (are left|remain)?
            A (jar|bag|box) holds {a} {t}. {n} drops in {b} and takes away {c}. How many {t} does it hold now?
            How many {t} (are left|remain) (when|if|after) {n}, with {a} {t}, buys {b} more and loses {c}?
            {n} loses {c} {t} after buying {b} more. There were {a} at (first|the start). How many {t} (are there|are left) now?
            (On the way|At the fair|At school) {n}, with {a} {t}, gets {b} more and (then loses|then gives away) {c}. How many {t} (does {n} bring|come) home?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?P<o>\w+) has (?P<b>\d+)\. How many .*", """
            {n} and {o} put their {t} together. {n} (has|brings) {a} and {o} (has|brings) {b}. How many {t} (is that|are there)?
            {n} (owns|found|has) {a} {t}, {o} (owns|found|has) {b}. How many {t} (in total|altogether|in all)?
            How many {t} do {n} and {o} have (together|in total) if {n} has {a} and {o} has {b}?
            {o} has {b} {t}. {n} has {a}. What is their total?
            With {a} {t} from {n} and {b} from {o}, how many {t} (do we have|are there)?
            {n} has {a} {t}. {o} has {b} {t}. How many {t} (do they have|are there) (altogether|in all|in total)?
            If {n} has {a} {t} and {o} has {b}, how many {t} do (they|both|the two) have (together|in total|altogether)?
            I wonder how many {t} {n} and {o} have together: {n} has {a}, {o} has {b}.
            {n}: {a} {t}. {o}: {b} {t}. (Together|Total|In all)?
            (Find|Work out|Calculate) the total number of {t} when {n} has {a} and {o} has {b}.
            {n} (found|collected|bought) {a} {t} and {o} (found|collected|bought) {b}. How many {t} (did they have together|was that in all)?
            {a} {t} belong to {n} and {b} to {o}. How many {t} (are there|is that|do the two own) (in all|together)?
            {n} and {o} (collect|like|love) {t}. {n} has {a} and {o} has {b}. What is the total?
            (The two friends|Two children), {n} and {o}, have {a} and {b} {t}. How many {t} is that (together|altogether|in all)?
            {n} put {a} {t} in a box, and {o} put in {b}. How many {t} are in the box (now|altogether)?
            Add the {a} {t} of {n} to the {b} of {o}. How many {t} (are there|is that|do you get)?
            {n} brings {a} {t} to the (party|picnic) and {o} brings {b}. How many {t} (are there|is that) altogether?
            There are {a} {t} on {n}'s (desk|shelf|table) and {b} on {o}'s. How many {t} are there on both?
            How many {t} are there in total, (if|when) {a} are {n}'s and {b} are {o}'s?
            (Together|In all|Altogether), how many {t} (do|would) {n} with {a} and {o} with {b} have?
            {n} gave {a} {t} and {o} gave {b} for the (school fair|market|show). How many {t} were given in all?
            {o} counts {b} {t} and {n} counts {a} other {t}. How many {t} (is that|do they count) (together|in all)?
            (Suppose|Say|Imagine) {n} has {a} {t} and {o} has {b}. How many {t} (are there|do the two have) together?
            {n} has {a} {t}; {o} has {b}. (Total|In all|Altogether)?
            (Counting|Adding) the {a} {t} of {n} and the {b} of {o}, how many (are there|do you get)?
            {o} has {b} {t} and {n} has {a}. They (put|throw) them all in one (bag|box|pile). How many {t} are in it?
            How many {t} (are there|is that) (when|if) {n}, with {a}, and {o}, with {b}, (share|join|combine) all they have?
            {a} of the {t} are {n}'s, the other {b} are {o}'s. How many {t} (are there|is that) (in all|in total)?
            As a team, {n} and {o} have {t}: {n} has {a}, {o} has {b}. (What is the team's total|How many does the team have)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) buys (?P<a>\d+) (?P<t>\w+) for (?P<p>\d+) dollars each and pays with (?P<b>\d+) dollars\. How much .*", """
            (One of the|Each of the|Every one of the) {t} costs {p} dollars. {n} (takes|buys) {a} and (gives|hands over) {b} dollars. How much change (is that|does {n} get)?
            {n} has {b} dollars and buys {a} {t} at {p} dollars each. How (much money|many dollars) (is left|are left|does {n} have left)?
            {a} {t} at {p} dollars each, paid with {b} dollars: how (much|many dollars) (comes|is) back?
            {n} pays {b} dollars for {a} {t}. The price is {p} dollars (each|a piece). What is the change?
            How much change does {n} get from {b} dollars (for|after buying) {a} {t} at {p} dollars each?
            At the shop {n} spends {p} dollars on each of {a} {t}. From {b} dollars, how much (remains|is left)?
            {n} pays for {a} {t} with {b} dollars. (Each|Every) one costs {p} dollars. How much (change|money) does {n} get back?
            If {t} cost {p} dollars each and {n} buys {a} with {b} dollars, (how much change is there|what is the change|how many dollars are left)?
            I wonder how much money {n} has left from {b} dollars after buying {a} {t} for {p} dollars each.
            {n} (takes|carries|brings) {b} dollars to the shop and buys {a} {t}. They cost {p} dollars each. How many dollars (are left|does {n} bring home)?
            {a} {t}, {p} dollars each. {n} pays with {b} dollars. (Change|How much change)?
            (Find|Work out|Calculate) the change from {b} dollars when {n} buys {a} {t} at {p} dollars each.
            The price of {t} is {p} dollars each. {n} (orders|needs|gets) {a} and pays {b} dollars. How much (comes back|does {n} get back|money is returned)?
            (Out of|From) {b} dollars, {n} pays {p} dollars for each of {a} {t}. How much is (left|left over)?
            {n} gives the seller {b} dollars for {a} {t}, each at {p} dollars. How much (change|money) (must|should|does) the seller give back?
            How many dollars does {n} get back (from|out of) {b} after paying for {a} {t} that cost {p} dollars each?
            {n} had {b} dollars. Then {n} bought {a} {t}, and each cost {p} dollars. How much money (is|was) left?
            (At the market|In a shop|At the fair), {t} are sold for {p} dollars each. {n} buys {a} and hands over {b} dollars. What is the change?
            With {b} dollars in the (purse|pocket|wallet), {n} buys {a} {t} for {p} dollars each. How many dollars (remain|are left)?
            {n} spends money on {a} {t}, {p} dollars for each. There were {b} dollars at first. How many are there now?
            The cashier gets {b} dollars from {n} for {a} {t} priced at {p} dollars each. How much change is due?
            {n} wants {a} {t}. One (is|costs) {p} dollars. {n} pays with {b} dollars. How much does {n} get back?
            (Suppose|Say|Imagine) {n} buys {a} {t} at {p} dollars each and pays with {b} dollars. (What is the change|How much comes back)?
            {n} buys {a} {t}; each costs {p} dollars. Paid: {b} dollars. (Change|Money back)?
            How much (is left|remains) of {b} dollars (when|if|after) {n} buys {a} {t} that cost {p} dollars each?
            At {p} dollars each, {n} buys {a} {t} and (gives|pays) {b} dollars. What (change|money) does {n} get (back|in return)?
            (Buying|After buying) {a} {t} for {p} dollars each with {b} dollars, how much does {n} (have left|get back)?
            {b} dollars are in {n}'s (wallet|purse|pocket). {a} {t} for {p} dollars each are bought. How many dollars (stay|remain|are left)?
            The seller takes {p} dollars for each of {a} {t} and gets {b} dollars from {n}. How many dollars (go|does the seller give) back?
        """, A_NUMBER)],
}
