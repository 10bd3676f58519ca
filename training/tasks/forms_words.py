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
        """),
        form(r"(?:Reverse the letters of (?P<w>\w+)\.|Spell (?P<w2>\w+) backwards\.|Write (?P<w3>\w+) backwards\.)", """
            (What is|What's) {w} (spelled |written |)backwards?
            (Turn|Please turn) (the word |){w} (around|back to front).
            (Can|Could) you (say|spell|write) {w} (from the end|from the last letter to the first)?
            (Write|Give me) the letters of {w} in reverse( order|).
            (Read|Say) {w} from (right to left|back to front).
            {w} backwards(?|, please.)
        """, ALL),
        form(r"(?:How many letters are in (?P<w>\w+)\?|How long is the word (?P<w2>\w+)\?|How many letters does (?P<w3>\w+) have\?)", """
            (Count|Please count) the letters (of|in) (the word |){w}.
            (Tell me|Say) how many letters {w} has.
            (What is|What's) the (length|number of letters) of (the word |){w}?
            (Of|From) how many letters is {w} made?
            (I need|How many) letters (do I need|does it take) to (write|spell) {w}?
            {w} has how many letters(?|)
        """, r"\w+ has (\d+) letters\."),
        form(r"What is the (?P<n>\w+) letter of (?P<w>\w+)\?", """
            (Which|What) letter (is|comes|stands) {n} in (the word |){w}?
            (Tell me|Give me|Name) the {n} letter (of|in) (the word |){w}.
            (In|Look at) the word {w}(,|:) (what is|which is) the {n} letter?
            {w}: the {n} letter(?|, please.)
            (Which|What) is the {n} letter (in|when you spell) {w}?
        """, ALL),
        form(r"Put the letters of (?P<w>\w+) in alphabetical order\.", """
            (Sort|Order|Arrange) the letters of {w} (alphabetically|from a to z|by the alphabet).
            (Can|Could) you (sort|order) the letters (in|of) {w}?
            (Write|Give me) the letters of {w} in the order of the alphabet.
            (What are|List) the letters of {w} in (abc|alphabetical) order(?|.)
            (Take|Use) the letters of {w} and (sort|order) them alphabetically.
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
        """, ALL),
        form(r"(?:Sort |Put )" + XS + r" (?:from large to small|in decreasing order)\.", """
            (Order|Arrange|Put) {xs} from (largest to smallest|highest to lowest|biggest to smallest|greatest to least).
            (Can|Could) you (sort|order) {xs} with the (largest|biggest) first?
            (What are|Write|List) {xs} in (descending|falling|decreasing) order(?|.)
            {xs}: (largest first|biggest first|from high to low)(, please.|.|)
            (Starting|Beginning) with the (largest|biggest), (write|list|say) {xs}.
        """, ALL),
        form(r"(?:Which is|What is|Find) the (?P<k>largest|smallest)(?: number in this list:| of) " + XS + r"[?.]", """
            (Which|What) number is the {k}(:| of these:|,) {xs}?
            (Tell me|Say|Pick|Name) the {k} (one |number |)(of|among|in) {xs}.
            {xs}: (which|what) (is|one is) (the |){k}?
            (From|Out of|Among) {xs}, which (one |number |)is the {k}?
            (Look at|Here are) {xs}. (What is|Which is) the {k} number?
            (Can|Could) you find the {k} (number |)(in|of) {xs}?
        """, r"(\d+) is the \w+\."),
        form(r"(?:What is the sum of |Add up )" + XS + r"[?.]", """
            (Add|Please add) {xs}( together| all up|).
            (What is|What's) the total of {xs}?
            (How much|What) (is|are|do you get for) {xs} (together|in all|all added up)?
            (Sum|Sum up|Total)(:|) {xs}(.|)
            (Find|Work out) the sum of (these numbers|the list)(:|) {xs}.
            (I add|If I add|When I add) {xs}(.|,) (what do I get|what is the total)?
        """, A_NUMBER),
        form(r"Which of these numbers are (?P<k>even|odd): " + XS + r"\?", """
            (Which|What) numbers (in|of|among) {xs} are {k}?
            (List|Name|Pick out|Find|Write) (all |)the {k} numbers(:| in| from) {xs}.
            {xs}: (which|which ones) are {k}?
            (From|Out of) {xs}, (choose|tell me|give me) the {k} (ones|numbers).
            (Keep|Show me) only the {k} numbers (of|from) {xs}.
            (Are any|Which) of {xs} {k}(, and which|)?
        """, ALL),
        form(r"(?:Sort these words alphabetically: |Put these words in alphabetical order: )" + XS + r"\.", """
            (Order|Arrange|Put) {xs} (alphabetically|from a to z|by the alphabet|in abc order).
            (Can|Could) you (sort|order) (these words|the words)(:|) {xs}?
            (In what order|How) (do|would) {xs} (come|stand) in a dictionary?
            {xs}: (alphabetical order|sort by the alphabet)(, please.|.|)
            (Write|List) the words {xs} in (alphabetical|dictionary) order.
            (Please sort|Sort) the words {xs}( by letter|).
        """, ALL),
        form(r"(?:Repeat this list backwards: |Reverse this list: )" + XS + r"\.", """
            (Say|Write|Give me) {xs} (backwards|in reverse|in reverse order|from last to first).
            (Turn|Please turn) (this|the) list (around|back to front): {xs}.
            {xs}: (backwards|in reverse|the other way round)(, please.|.|)
            (Can|Could) you reverse {xs}?
            (Start|Begin) with the last( one|) and (say|list) {xs}.
            (What is|What's) {xs} (backwards|in reverse)?
        """, ALL)],
    "repetition": [form(r"(?:Repeat after me|Say|Write this again|Copy this): (?P<s>.+)", """
        (Repeat|Please repeat|Can you repeat)(:| this:|) {s}
        (Echo|Print|Output)(:| this:) {s}
        (Say|Write|Type) (the same|exactly this|this back to me|this once more): {s}
        (Now you say|Your turn to say|Say it after me|Say after me): {s}
        (Copy|Copy out|Please copy) (these|the following|what follows): {s}
        (I say it and you repeat|Listen and repeat|Repeat word for word): {s}
        (Write down|Please write down|Type)(:| this:| the following:) {s}
        (Give|Send|Read) (it|this) back (to me|)(:|) {s}
        (What comes now is to be repeated|Just repeat this|Only repeat this): {s}
        (Write|Say) (after the colon|what I say): {s}
        (Once more|Again|The same again): {s}
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
    """, r"The .* of \w+ is (\w+)\.")],
    "word-problems": [
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?:finds|buys|gets|picks) (?P<b>\d+) more\. How many .*", """
            {n} (had|owned|started with) {a} {t}. (Then|Later|Today) {n} (got|found|bought|was given) {b} more. How many {t} (does {n} have|are there) now?
            (How many|What number of) {t} does {n} have after (getting|finding|buying) {b} more, (starting with|when there were|having had) {a}?
            There (were|are) {a} {t} (in|on) {n}'s (bag|box|table|drawer|shelf). {n} (puts in|adds|brings) {b} more. How many {t} are there (now|in all)?
            {n} (collects|keeps|likes) {t}. (On Monday|Last week|At first) there were {a}, and {b} (came|were added) (on Tuesday|this week|later). How many {t} (is that|are there now)?
            After {n} (gets|finds|buys) {b} {t} on top of {a}, how many {t} does {n} have?
            {n} (gets|receives|is given) {b} {t} from (an aunt|a friend|Grandpa) and already has {a}. (What is the total|How many is that altogether|How many {t} in all)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?:(?:gives|sells) (?P<b>\d+) to (?P<o>\w+)|loses (?P<b2>\d+))\. How many .*", """
            {n} (had|started with|owned) {a} {t}. {b} (were lost|broke|were sold|were given away). How many {t} (are left|remain|does {n} still have)?
            Of {n}'s {a} {t}, {b} (are gone|go to a friend|get lost). How many (stay|remain|are left)?
            There (are|were) {a} {t} on (the table|the shelf|a plate). {n} takes (away |){b}( of them|). How many {t} are (still there|left)?
            How many {t} does {n} have left (after giving away|after losing|if a friend takes) {b} of {a}?
            {n} (gives away|loses|sells) {b} {t}. Before that there were {a}. How many {t} does {n} have now?
            If {n} has {a} {t} and (uses|loses|drops) {b}, how many {t} (remain|are left)?
        """, A_NUMBER),
        form(r"There are (?P<a>\d+) boxes with (?P<b>\d+) (?P<t>\w+) in each\. How many .*", """
            (Each|Every) (box|bag|basket) (holds|has|contains) {b} {t}, and there are {a}. How many {t} (is that|are there in total|altogether)?
            (I have|Mum buys|A shop has) {a} (bags|packs|boxes) of {b} {t}. How many {t} (are there|is that) (in all|together|in total)?
            How many {t} are in {a} (boxes|bags) (if|when) each (has|holds) {b}?
            There are {b} {t} in (one|a) (bag|box). How many {t} are in {a} (such |)(bags|boxes)?
            {a} (children|friends|people) have {b} {t} each. How many {t} do they have (together|in all)?
            {a} rows of {b} {t}(:| make) how many {t}( in all|)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) shares (?P<a>\d+) (?P<t>\w+) equally among (?P<b>\d+) friends\. How many .*", """
            {a} {t} are (shared|split|divided) (equally |fairly |evenly )(among|between) {b} (friends|children|people). How many {t} does each (one |)get?
            {n} (has|brings) {a} {t} for {b} (friends|children), who all get the same number. How many does (each|every one) get?
            {b} (friends|children) share {a} {t} (fairly|equally). How many {t} (are there for each|does each child get|for each)?
            How many {t} does each of {b} (friends|children) get (if|when) {n} (shares|divides) {a} {t} equally?
            {n} puts {a} {t} into {b} (bags|boxes|piles), the same number in each. How many {t} are in (one|each)?
            (If|When) {b} people split {a} {t} evenly, how many {t} (does each get|go to each)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+), buys (?P<b>\d+) more and then loses (?P<c>\d+)\. How many .*", """
            {n} had {a} {t}, (got|found|received) {b} more and (lost|gave away|sold) {c}. How many {t} (are left|does {n} have now)?
            {n} (starts|begins) with {a} {t}. First {b} are added, then {c} are taken away. How many {t} are there (now|at the end)?
            There were {a} {t} in a box. {n} put in {b} and took out {c}. How many {t} are in the box now?
            (In the morning|On Monday) {n} has {a} {t}. {b} more come (at noon|on Tuesday), and {c} are lost (in the evening|on Friday). How many {t} (remain|are left)?
            {n} buys {b} {t} and loses {c}. Before, {n} had {a}. How many {t} does {n} have now?
        """, A_NUMBER),
        form(r"(?P<n>\w+) has (?P<a>\d+) (?P<t>\w+) and (?P<o>\w+) has (?P<b>\d+)\. How many .*", """
            {n} and {o} put their {t} together. {n} (has|brings) {a} and {o} (has|brings) {b}. How many {t} (is that|are there)?
            {n} (owns|found|has) {a} {t}, {o} (owns|found|has) {b}. How many {t} (in total|altogether|in all)?
            How many {t} do {n} and {o} have (together|in total) if {n} has {a} and {o} has {b}?
            {o} has {b} {t}. {n} has {a}. What is their total?
            With {a} {t} from {n} and {b} from {o}, how many {t} (do we have|are there)?
        """, A_NUMBER),
        form(r"(?P<n>\w+) buys (?P<a>\d+) (?P<t>\w+) for (?P<p>\d+) dollars each and pays with (?P<b>\d+) dollars\. How much .*", """
            (One of the|Each of the|Every one of the) {t} costs {p} dollars. {n} (takes|buys) {a} and (gives|hands over) {b} dollars. How much change (is that|does {n} get)?
            {n} has {b} dollars and buys {a} {t} at {p} dollars each. How (much money|many dollars) (is left|are left|does {n} have left)?
            {a} {t} at {p} dollars each, paid with {b} dollars: how (much|many dollars) (comes|is) back?
            {n} pays {b} dollars for {a} {t}. The price is {p} dollars (each|a piece). What is the change?
            How much change does {n} get from {b} dollars (for|after buying) {a} {t} at {p} dollars each?
            At the shop {n} spends {p} dollars on each of {a} {t}. From {b} dollars, how much (remains|is left)?
        """, A_NUMBER)],
}
