"""Numbers in primary school: missing ones, places, doubles, number words, and multiples."""

from random import Random

from .grammar import Problem, in_words, wording
from .school import Kind, choice, number, over, plus_steps, times
from .stories import minus, plus

MISSING = wording("""
    {a} + ? = {c}. (What is|Find) the (missing number|?)(?|.)
    (What|Which number) (do I have to|must I|should I) add to {a} to (get|make|reach) {c}?
    {a} plus (what|how much|which number) (is|makes|gives) {c}?
    (Fill in the gap|Fill in the blank|Complete)(:|) {a} + (_|___|...) = {c}
    How (many|much) more (is needed|do I need|do you need) to get from {a} to {c}?
    I (think of|am thinking of) a number. (When I add|If I add) {a} I get {c}. (What|Which) (is my|was the) number?
    (x|n|y) + {a} = {c}. (What is|Find|Solve for) (x|n|y|the unknown)(?|.)
    (Start|Begin) at {a}. How many steps (forward |)(is it|are there) to {c}?
    {a} + __ = {c}
    (What|Which number) goes in the (box|gap|empty box): {a} + □ = {c}?
    A number plus {a} (equals|is equal to|is) {c}. (Find|Name) the number.
    If {a} + n = {c}, (then what is n|what must n be|how big is n)?
    The sum of two numbers is {c}. One of them is {a}. What is the other( one| number|)?
    (Work out|Calculate) the (missing|second) (addend|number): {a} + ? = {c}.
    {c} is {a} and (what|which other number|how many more)?
    By how much must {a} (grow|increase|go up) to become {c}?
    (There are|We have) {a} (chairs|plates|cups) and we need {c}. How many (more do we need|are missing)?
    Tom (has|collected) {a} (stickers|cards|shells) and wants {c}. How many (more does Tom need|are still missing)?
    I added a (secret|mystery|hidden) number to {a} and (got|my answer was) {c}. What did I add?
    __ + {a} = {c}. (What belongs in the blank|What number goes there)?
    What (has to|must) be added to {a} so that (the total is|you end up with|it makes) {c}?
    {c} = {a} + ?
    (Somebody|Our teacher|The dog) (wiped out|rubbed out|ate) a number: {a} + ... = {c}. (Which one|What number) was it?
    To (make|reach) {c} from {a}, add __.
    (I wonder|Do you know|Can you work out) (which|what) number (turns|changes) {a} into {c} when (it is added|you add it)?
    (Solve|Please solve) the equation {a} + x = {c}.
    On a number line, how far (do you jump|is the jump) from {a} (up |)to {c}?
    (Out of|Of) {c} pages I have read {a}. How many pages (are left to read|must I still read)?
    (Take|You have) {a}. How many do you add (until|so that) you have {c}?
    Two numbers (add up to|make) {c} together, and {a} is one of them. The other is?
    Split {c} into two parts. One part is {a}. How (big|large) is the other( part|)?
    (What number|How much) is missing (here|in this sum): {a} + ? = {c}
    A game (ends|is won) at {c} points and Mia has {a}. How many points does Mia still need?
    x + {a} = {c}, so x = ?
""")
TIMES_MISSING = wording("""
    {a} (x|times|*) ? = {c}. (What is|Find) the missing number(?|.)
    {a} times (what|which number) (is|makes|gives) {c}?
    (With what|By what|By which number) do I (have to |)multiply {a} to get {c}?
    (Fill in|Complete)(:| the gap:) {a} x (_|___) = {c}
    I think of a number. (Multiplied by|Times) {a} it (is|makes|gives) {c}. What is (it|my number)?
    How many {a}s (are there in|make|are in) {c}?
    {a} x __ = {c}
    (What|Which number) goes in the (box|gap|empty box): {a} x □ = {c}?
    A number times {a} (equals|is equal to) {c}. (Find|Name) the number.
    If {a} x n = {c}, (then what is n|what must n be|how big is n)?
    The product of two numbers is {c}. One of them is {a}. What is the other( one| number|)?
    (Work out|Find) the missing factor: {a} x ? = {c}.
    __ times {a} is {c}. (What belongs in the blank|What number goes there)?
    {c} = {a} x ?
    I multiplied a (secret|mystery|hidden) number by {a} and (got|my answer was) {c}. What was the number?
    (How many times|How often) does {a} (go into|fit into) {c}?
    (Solve|Please solve) the equation {a} x ? = {c}.
    (In the|Think of the) {a} times table: which number times {a} (gives|makes) {c}?
    {c} is {a} multiplied by (what|which number)?
    (How many|What number of) groups of {a} (make|add up to) {c}?
    There are {a} (chairs|seats) in (each|every) row and {c} (chairs|seats) in all. How many rows are there?
    (Every|Each) box holds {a} (eggs|pencils|balls). How many boxes hold {c}?
    (Somebody|Our teacher|The cat) (wiped out|rubbed out) a number: {a} x ... = {c}. (Which one|What number) was it?
    {a} multiplied by a number is {c}. (I wonder|Do you know) what that number is?
    n x {a} = {c}, so n = ?
    What must {a} be multiplied by (so that|if) the (result|answer|product) is {c}?
    (Take|Add) {a} again and again until you have {c}. How many times (is that|did you take it)?
    Nora (jumps|skips) {a} steps at a time and lands on {c}. How many jumps (is that|does Nora need)?
    To (make|get) {c}, multiply {a} by __.
    A (wall|garden|rectangle) has {c} tiles in rows of {a}. (How many rows|What number of rows) (is that|are there)?
""")
PART = {"double": (2, 1), "twice": (2, 1), "triple": (3, 1), "three times": (3, 1), "half of": (1, 2), "a third of": (1, 3), "a quarter of": (1, 4), "one half of": (1, 2),
        "one fifth of": (1, 5), "a tenth of": (1, 10), "one third of": (1, 3), "one quarter of": (1, 4), "three quarters of": (3, 4), "two thirds of": (2, 3)}
PART_OF = wording("""
    (What is|What's|How much is) {p} {n}?
    (Find|Tell me|Work out|Calculate|Give me) {p} {n}.
    {p} {n}(?|| is what?| is how much?)
    (Can|Could) you (tell me|work out|find) {p} {n}?
    (How many|How much) (do you get|do I get|would that be) if you take {p} {n}?
    (What number|Which number) is {p} {n}?
    (I need|We need) {p} {n}. (How many|How much) is (that|it)?
    {p} {n} = __
    (Fill in|Complete)(:| the sentence:) {p} {n} is (_|___).
    What do you get (when|if) you (take|find|work out) {p} {n}?
    (Do you know|I wonder|Can anyone say) (how much|what) {p} {n} is?
    (One shelf|One box|One bag) has {n} (pens|toys|balls), and another has {p} that (number|amount). How many does the other have?
    {p} {n}, (how much is that|what number is that)?
    I have {n} (marbles|stickers|cards). My (friend|sister|cousin) has {p} that. How many is that?
    Start with {n}. What is {p} that?
    My number is {p} {n}. (Which|What) number is it?
    (Write|Say|Name) the number that is {p} {n}.
    (Take|Think of) the number {n}. Now (find|tell me|work out) {p} it.
    If you have {n} of something and I have {p} that (number|amount), how many do I have?
    (Let's find out|We must find|Please compute)(:|) {p} {n}.
    A (tree|tower|wall) was {n} (feet|metres) high. Now it is {p} that. How high is it now?
    One recipe needs {n} cups of flour, another needs {p} that. How many cups (does the other need|are needed for the other)?
    {n}: what is {p} it?
    Yesterday {n} people came. Today it was {p} that number. How many (people came|were there) today?
    Which number is the same as {p} {n}?
    (How large|How big) is {p} {n}?
    {p} {n} equals (what|which number|how much)?
    (Look at|Here is) the number {n}. What would {p} that be?
    My homework says: find {p} {n}.
    (One|A) (page|list) has {n} words, and the next one has {p} {n}. How many words are on the next one?
    We (baked|picked|found) {n} on Monday and {p} that on Tuesday. How many was that on Tuesday?
""")
PLACES = ["ones", "tens", "hundreds", "thousands"]
PLACE = wording("""
    (What|Which) (digit |number |)is in the {p} place (of|in) {n}?
    (What|Which) digit of {n} (stands for|shows|counts) the {p}?
    (Name|Tell me|Give me) the {p} digit of {n}.
    (In|Look at) {n}(,| and say) (which|what) digit is (in|at) the {p} place(?|.)
    {n}: the {p} digit(?|, please.)
    (Where|In which digit) are the {p} of {n}? (Say|Name) the digit.
    In the number {n}, (which|what) digit is in the {p} (column|position)?
    What is the {p} digit (of|in) {n}?
    (How many|What number of) {p} (are written|stand) in the {p} place of {n}?
    (Write|Find|Say) the digit in the {p} place of {n}.
    If you write {n} in a place value (chart|table), (which|what) digit (goes|is) under {p}?
    The digit in the {p} place of {n} is __.
    (Which|What) (digit|figure) of {n} is the {p} digit?
    (Take|Here is) the number {n}. What is its {p} digit?
    (I wonder|Do you know|Can you tell me) which digit of {n} is in the {p} place?
    {p} digit of {n} = ?
    Think about place value: in {n}, what (stands|is) in the {p} place?
    (My teacher|My sister) wrote {n}. (Which|What) digit is in the {p} place?
    A (car|ticket|house) has the number {n}. (Which|What) is the {p} digit of that number?
    (Point to|Pick out|Read off) the {p} digit in {n}.
    Place value(:|.) {n}. (Which|What) digit is the {p}?
    Look for the {p} in {n}. (Which|What) digit (is there|do you find)?
    (What's|What is) written in the {p} place (when|if) you write {n}?
    {n} has (which|what) digit in its {p} place?
    (Someone|A friend) covers the {p} digit of {n} with a finger. Which digit is (hidden|covered)?
    (Out of|Of) all the digits in {n}, which one (tells|shows) the {p}?
    When you read {n}, (which|what) digit is in the column of {p}?
    Only the {p} digit of {n} is (asked for|wanted). (What|Which) is it?
    In {n} the {p} place (holds|contains) (what|which) digit?
    (What|Which) digit sits in the {p} place in the number {n}?
""")
NEXT_TO = wording("""
    (Which|What) number (comes|is) (just |right |){w} {n}?
    (What is|What's) the (whole |)number {w} {n}?
    (Tell me|Name|Say) the number (that comes |){w} {n}.
    (Counting|If you count) by ones, (what|which number) (comes|is) {w} {n}?
    {w} {n} (comes|is) (what|which number)?
    The number {w} {n}(?| is?)
    __ comes (right |just |){w} {n}.
    (On a|Look at the) number line(:|,) (what|which) number is (right|directly|just) {w} {n}?
    You are counting up (in ones|one by one). What do you say (right|just) {w} {n}?
    (Which|What) page (comes|is) (right |){w} page {n} in a (book|comic)?
    (Do you know|I wonder|Can you say) (what|which number) comes {w} {n}?
    Look at {n}. Which number (comes|stands|is) directly {w} it?
    {n}: what is the number {w} it?
    (Fill in|Complete): the number {w} {n} is (_|___).
    (Write|Give|Find) the whole number that is one place {w} {n}.
    (When|As) we count, which number do we (say|reach|meet) just {w} {n}?
    My number comes (right|just|directly) {w} {n}. What is (it|my number)?
    (I am|I'm) the number that (comes|stands) {w} {n}. Who am I?
    (In|Think of) the row of numbers 1, 2, 3 and so on(:|,) what comes {w} {n}?
    (Please say|Tell us) what comes {w} {n} when counting(.| up.)
    {w} the number {n} (we find|there is|stands) which number?
    A (ticket|coupon) has number {n}. (Which|What) number has the ticket (right|just) {w} it?
    (What|Which) (whole number|number) do you (get|find) if you go one step {w} {n}?
    (Mia|Tom|Ben) is counting up from zero. (What|Which number) is said (right|just) {w} {n}?
    Name the neighbour of {n} that comes {w} it.
    (Of|Among) all (the |)numbers, which one is (right|directly) {w} {n}?
    (What|Which number) will you (say|write) {w} {n} if you count (up |)by one?
    Count(:|.) (What|Which number) is {w} {n}?
    If numbers stand in a line, which one (stands|is) (just|right) {w} {n}?
    Number {w} {n} = ?
""")
MORE = wording("""
    (What|Which number) is {k} {w} than {n}?
    (Tell me|Find|Give me) the number that is {k} {w} than {n}.
    (I have|There are) {n}. How many is {k} {w}?
    {k} {w} than {n}(?| is what?| is?)
    (Say|Write) a number {k} {w} than {n}.
    (What|Which number) do you have if you have {k} {w} than {n}?
    {k} {w} than {n} = __
    A number is {k} {w} than {n}. (Which|What) number is it?
    (Tom|Mia|Ali) has {n} points. I have {k} {w} than that. How many (points do I have|is that)?
    (Do you know|I wonder|Can you say) what {k} {w} than {n} is?
    (Take|Start with) the number {n}. (What|How much) is {k} {w} than that?
    {n} and {k} {w}: (what|how many) is that?
    (Yesterday|Last week) there were {n} (birds|visitors|cars). Today there are {k} {w}. How many (are there|is that) today?
    Which number is {w} than {n} by {k}?
    (Fill in|Complete): (_|___) is {k} {w} than {n}.
    My number is {k} {w} than {n}. What is (it|my number)?
    (A|One) book has {n} pages. Another has {k} {w}. How many pages does the other (one |)have?
    If I have {n} and you have {k} {w}, how many do you have?
    (Compared to|Compared with) {n}, what is {k} {w}?
    (What number|What) do you get if you take {k} {w} than {n}?
    Find {k} {w} than {n}.
    (Work out|Calculate|Tell me) what is {k} {w} than {n}(.|, please.)
    Think of {n}. Now make it {k} {w}. (What|Which number) (is it|do you have)?
    The answer is {k} {w} than {n}. What is the answer?
    (In one|One) jar (are|holds) {n} (beans|beads), in the other {k} {w}. How many are in the other?
    Than {n}, {k} {w} is (what|which number)?
    My (guess|score|result) was {n}. The right one is {k} {w}. What is the right one?
    (Who|Who here) knows the number that is {k} {w} than {n}?
    {n}, but {k} {w}. (Which|What) number (is this|do I mean)?
    (Nora|Ben|Lucy) counted {n} (stars|steps|trees) and Oscar counted {k} {w}. How many did Oscar count?
""")
TO_WORDS = wording("""
    (Write|Say|Spell) {n} in words.
    (How do you|How do I|How would you) (write|say|spell) {n} (in words|as a word)?
    (What is|What's) {n} (in words|written out|as a word)?
    (Put|Turn) the number {n} into words.
    (Spell out|Write out) {n}(.|, please.)
    {n} in words(?| = ?)
    (Write|Give) the number word for {n}.
    (Write|Show) {n} (using|with) (words|letters) (instead of|and not) (digits|figures).
    How is {n} (written|spelled|said) in words?
    (What|Which) word (do you use|stands) for the number {n}?
    Change the (digits|figures) {n} (to|into) words.
    (Can|Could) you (write|put) {n} in words( for me|)?
    (Do you know|I wonder) how to (write|spell) {n} as a word?
    If you (read|say) {n} out loud, what do you say?
    {n} is a number. (Write|Say) it in words.
    My teacher wants {n} (written in|in) words. What do I write?
    In words, {n} is __.
    (Please spell|Write) the number {n} with letters.
    (Read|Say) {n} aloud and (write|tell me) the words.
    How do you (say|read) the number {n} in English?
    {n}: (write it|say it|spell it) in words(.|)
    Words, not digits(:|.) {n}
    What are the words for (the number |){n}?
    (Express|Give) {n} as a number word.
    (Somebody|My little brother) cannot read {n}. How is it (said|spelled) in words?
    The number {n} is (spelled|written) how?
    (Write|Print) {n} out in full words.
    When I write a (cheque|story), how do I put {n} in words?
    Which (words mean|number word means|words stand for) {n}?
    No digits please(:|.) How do you write {n}?
""")
TO_DIGITS = wording("""
    (Write|Give me|Show me) {s} (as a number|in digits|in figures).
    (What is|What's) {s} (in digits|as a number|in figures)?
    (How do you|How do I) write {s} (with digits|in digits|as a number)?
    (Which|What) number is {s}? (Use|Write) digits.
    (Turn|Change) {s} into (digits|a number).
    {s} in digits(?| = ?)
    {s}: (write|give) the number in (digits|figures)(.|)
    (Someone|My friend) says {s}. (Which|What) number do you (write|type) in digits?
    (Write|Type|Note) the number {s} (using|with) (digits|figures).
    (What|Which) digits do you (write|need|use) for {s}?
    How is {s} (written|typed|noted) (in|with) digits?
    Change the words {s} (to|into) a number.
    (Can|Could) you (write|put) {s} in digits( for me|)?
    (Do you know|I wonder) how {s} looks in digits?
    In figures, {s} is __.
    The words {s} mean (what|which) number in digits?
    (I hear|I read) the words {s}. (Show|Give) me the number.
    No words please(:|.) Write {s} in digits.
    Type {s} as (digits|a number) on a calculator. What do you type?
    What does {s} look like (as a number|in digits|in numerals)?
    (My book|The story) says {s}. What is that in (numbers|digits)?
    Digits, not words(:|.) {s}
    {s} is (spelled|written) in words. (Write|Give) it in digits.
    If the words are {s}, then the number is __.
    (Please express|Give) {s} (as a numeral|in numerals).
    (Which|What) numeral (stands for|is the same as) {s}?
    (Read|Listen)(:|.) {s}. Now (write|show) the number in digits.
    From words to digits(:|.) {s}
    (Put|Turn) the number word {s} into (figures|digits).
    How many is {s} when you write it with digits?
""")
SIGN = wording("""
    (Which|What) sign (belongs|goes|fits) between {a} and {b}: <, > or =?
    (Put|Fill in) <, > or =(:| between) {a} (_|__|?) {b}
    {a} (?|_|...) {b}(.|:) (Smaller|Less), (greater|larger) or equal? Write <, > or =.
    (Compare|Look at) {a} and {b} and (write|answer with) <, > or =.
    (Choose|Pick) the (right|correct) sign, <, > or =: {a} _ {b}
    (Is {a} less than, greater than or equal to|How does {a} compare with) {b}? (Use|Write|Answer with) <, > or =.
    {a} ◯ {b}: (which|what) sign goes in the circle, <, > or =?
    (Write|Use) the (right|correct) (sign|symbol) (<, > or =|for smaller, larger or equal: <, > or =) between {a} and {b}.
    (Which|What) symbol makes this true: {a} _ {b}? (Choose|Take) <, > or =.
    {a} and {b}(:|.) <, > or =?
    Complete {a} ___ {b} with <, > or =.
    (Insert|Place|Write in) the missing sign(:|) {a} ... {b}. It (can be|is) <, > or =.
    (I wonder|Do you know|Can you tell me) whether <, > or = (belongs|goes) between {a} and {b}?
    The numbers are {a} and {b}. Put <, > or = (in the middle|between them).
    Is it {a} < {b}, {a} > {b} or {a} = {b}? (Give|Write) only the sign.
    Compare(:|) {a} [ ] {b} (with|using) <, > or =.
    (Between|In between) {a} and {b} I must write <, > or =. Which (one|sign) is right?
    (Greater|More) than, less than or equal(:|?) {a} ? {b}. Answer with >, < or =.
    On the left is {a}, on the right is {b}. Which sign, <, > or =, (fits|belongs) in the middle?
    (Fill|Put) the right symbol (in|into) the gap: {a} __ {b}. (The choices are|You may use) <, > and =.
    <, > or =? {a} __ {b}
    The crocodile eats the larger number. Is it <, > or = (between|for) {a} and {b}?
    If you compare {a} with {b}, do you (write|put) <, > or = between them?
    {a} (is smaller than, larger than or the same as|less than, more than or equal to) {b}? (Use|Write) the sign <, > or =.
    (My homework says|The task is)(:|) {a} _ {b}. Do I (write|put) <, > or =?
    (Decide|Say) if <, > or = is the (right|correct) sign for {a} and {b}.
    The sign between {a} and {b} is missing. Which of <, > and = (is it|must it be)?
    Use one of the signs <, > and = to compare {a} (and|with) {b}.
    Nora writes {a} and then {b}. Which sign should Nora put between them, <, > or =?
    {a} to {b}: which of the signs <, >, = (is true|is right|fits)?
""")
COUNT_BY = wording("""
    (Count|Please count) (from|starting at) {a} (to|up to) {b} (in steps of|by) {k}(.|s.)
    (Count|Skip count) by {k} from {a} to {b}.
    (List|Write|Say) the numbers from {a} to {b} in (steps|jumps) of {k}.
    (Start|Begin) (at|with) {a} and (add|jump) {k} (each time|again and again) until {b}. (List|Write) (the numbers|all of them).
    (Which|What) numbers do you (say|meet) when you count by {k} from {a} to {b}?
    Count from {a} to {b}, (always adding|adding) {k}( each time|).
    From {a} to {b} in (steps|jumps) of {k}(:|?)
    (Can you|Could you|Please) count in steps of {k}, from {a} (up |)to {b}?
    Skip counting by {k}(:|,) from {a} to {b}.
    (Go|Jump|Hop) from {a} to {b}, {k} at a time. (Which|What) numbers do you (land on|reach)? Begin with {a}.
    (Write|List) every number from {a} to {b} (if|when) you count by {k}.
    (Make|Write) a (row|list) of numbers that (starts|begins) with {a}, goes up by {k} and (ends|stops) at {b}.
    Start with {a}. (Keep adding|Always add) {k}. Stop at {b}. (Which|What) numbers do you (write|say), with {a} first?
    (Show|Tell) me how to count by {k} from {a} up to {b}.
    A (frog|rabbit|kangaroo) starts at {a} and jumps {k} each time up to {b}. List all the numbers, with the start.
    What are the numbers from {a} to {b} when counting by {k}?
    (What|Which) numbers (are|come) in the row from {a} to {b} with steps of {k}?
    The first number is {a}, the last is {b}, the step is {k}. (Write|List) (them all|all the numbers).
    If I count by {k} and start at {a}, (what|which numbers) do I say (until|up to) {b}? Say the {a} too.
    (Say|Name) each number from {a} through {b}, going up by {k}.
    Beginning at {a} and ending at {b}, count by {k}.
    (Our|My) class counts by {k} from {a} to {b}. What do we say?
    By {k}, count up: {a} ... {b}. Write all (of |)the numbers.
    Number row, please(:|.) start {a}, end {b}, step {k}.
    {a} to {b}, counting by {k}: (list|write) the numbers.
    Let's count together by {k}, from {a} up to {b}. (You do it|Go on).
    (Write|Put) down {a}, then add {k} each time (until|till) you reach {b}. (Show|Give) the whole list.
    I need the numbers from {a} to {b} in steps of {k}(.|, please.)
    (Increase|Raise) {a} by {k} over and over until it is {b}. List {a} and all the numbers (after it|that follow).
    Which numbers are on the (list|line) if it goes from {a} to {b} by {k}?
""")
MULTIPLES = wording("""
    (What are|List|Name|Write|Give me) the first {k} multiples of {n}(?|.)
    (Write|Say) the {n} times table up to {k} times {n}.
    (Show|Tell) me the first {k} multiples of {n}.
    (The|First) {k} multiples of {n}, (starting with|beginning with) {n}(:|?)
    (Count|Multiply): {n} times 1, times 2 and so on, {k} numbers(.| please.)
    (Which|What) numbers are the first {k} multiples of {n}?
    The first {k} numbers in the {n} times table(:|?| are?)
    (Can you|Could you|Please) list the first {k} multiples of {n}?
    List {k} multiples of {n}, (starting|beginning) with {n} itself.
    (Count|Skip count) by {n}, {k} numbers, starting (at|with) {n}.
    (Write|Say|Give) the multiples of {n} from 1 x {n} to {k} x {n}.
    Start at {n} and keep adding {n} until you have {k} numbers. (What are they|Which numbers are they)?
    What do the first {k} (lines|rows) of the {n} times table give?
    (I need|My homework is) the first {k} multiples of {n}. (What are they|Can you list them)?
    The {n} times table, first {k} (results|answers|numbers)(.|:)
    If you multiply {n} by 1, by 2 and so on up to {k}, what (do you get|are the answers)?
    (Find|Work out) the first {k} multiples of the number {n}.
    Multiples of {n}: (give|list|write) the first {k}(.|)
    {n} times each number from 1 to {k}(:|?) (List|Write) the results.
    (Do you know|Can you name|Could you tell me) the {k} smallest multiples of {n}? (Start|Begin) with {n}.
    (Recite|Repeat) the {n} times table as far as {k} times {n}.
    A (frog|rabbit) starts at zero and makes {k} jumps of {n}. (Which|What) numbers does it land on?
    What are 1 x {n}, 2 x {n} and so on, up to {k} x {n}?
    Begin with {n}. List {k} numbers, each {n} more than the last.
    (Tell|Show) us {k} multiples of {n} in order, from the smallest( one|), {n}.
    Name the first {k} numbers you say when you count by {n}. (Start|Begin) with {n}.
    (Going up|Counting up) in steps of {n} from {n}, what are the first {k} numbers?
    In the times table of {n}, what are the first {k} answers?
    Each bag has {n} sweets. How many are in 1 bag, 2 bags and so on up to {k} bags? (List|Write) the numbers.
    {k} multiples of {n} please, (starting|beginning) with {n}.
""")
DIVISIBLE = wording("""
    (Is|Is the number) {a} divisible by {b}?
    (Can|Could) (you|we|I) divide {a} by {b} (without a remainder|evenly|exactly)?
    (Is|Would you say) {a} (is |)a multiple of {b}?
    (Does|Will) {b} (go into|divide) {a} (evenly|without a rest|exactly)?
    (Can|Could) {a} (sweets|children|coins) be (shared|split) (into|between) {b} equal groups with (none|nothing) left over?
    {a} divisible by {b}?
    (Tell me|Say|Decide) (if|whether) {a} (is divisible by|can be divided exactly by) {b}(.|, yes or no.)
    (Do you know|I wonder|Can you say) (if|whether) {a} is a multiple of {b}?
    If I divide {a} by {b}, (is there no remainder|does it come out even|does it work out exactly)?
    Is {b} a (factor|divisor) of {a}?
    True or not: {b} (goes into|divides) {a} (exactly|without a remainder)? (Say|Answer) yes or no.
    Is {a} in the {b} times table( if you go on far enough|)?
    Yes or no: (is {a} divisible by {b}|{a} can be divided evenly by {b}|{a} is a multiple of {b})?
    (We have|There are) {a} (apples|pencils|cards) for {b} (children|boxes|tables). Can they be shared equally with (none|nothing) left?
    When you divide {a} by {b}, does it (go|come out) (evenly|exactly)?
    Does {a} divide (evenly|exactly) by {b}?
    Can {b} people share {a} (sweets|nuts|grapes) fairly without (any left over|a rest|any left)?
    Does (counting|skip counting) by {b}, from zero, (hit|reach|land on) {a}?
    Will {a} (children|pupils|players) fit into (groups|teams) of {b} with nobody left (over|out)?
    {a} / {b}: does it (work|come out) without a remainder?
    Can (we|you) make rows of {b} out of {a} (chairs|plants|tiles), so that (none|not one) is left over?
    Take {a} and {b}. Is the first (divisible by|a multiple of) the second?
    Is it (possible|true) that {a} can be split into {b} equal (whole |)parts with no remainder?
    Does {b} go into {a}( with no remainder| without a remainder)?
    (Check|Find out)(:|) is {a} divisible by {b}?
    Can {a} be (evenly divided|divided evenly) by {b}?
    (My friend|Tom) says that {a} is divisible by {b}. Is (he|that) right?
    Divisible or not: {a} by {b}? (Say|Answer) yes or no.
    Could (Tom|Mia|Ali) put {a} (books|toys|eggs) into boxes of {b} and have none left (over|)?
    Is there a whole number that (gives|makes) {a} when multiplied by {b}?
""")
ORDER = wording("""
    (What is|What's|How much is|Compute|Calculate|Work out) {e}?
    (Work out|Solve|Calculate|Evaluate)(:|) {e}
    {e}(?|=| =| = ?)
    (Can|Could) you (solve|calculate|work out) {e}( for me|)?
    (Tell me|I need) the (result|answer|value) of {e}.
    (Mind the order of operations|Be careful with the order)(:|.) {e}
    {e} = __
    (What|How much) do you get for {e}?
    (How much|What) does {e} (make|give|come to)?
    (Find|Give|Write) the (value|answer|result)(:| of) {e}
    (I wonder what|Who knows what|Do you know what) {e} is?
    {e} equals (what|how much)?
    (Do the sum|Do this sum|Try this one|Solve this)(:|) {e}
    (What is|Find) the value of the expression {e}(?|.)
    (Remember which part comes first|Mind which part goes first)(:|.) {e}
    In my exercise book it says {e}. What (comes out|is the result)?
    (Fill in|Complete)(:|) {e} = (_|___)
    (Please simplify|Reckon|Please answer) {e}.
    Mia must work out {e}. What should Mia get?
    If you (type|put) {e} into a calculator, what (does it show|comes out)?
    Answer? {e}
    (My homework|The next task|The sum) is {e}. (What's the answer|How much is that|What is it)?
    Step by step: {e}
    {e} (makes|gives|comes to) (what|how much)?
    (What's|What is) the (result|answer) (when|if) you work out {e}?
    (Following|Using|With) the order of operations, (what is|how much is|work out) {e}(?|.)
    The (result|value) of {e} is __.
    (Help me with|I am stuck on|I can't do) {e}. What is (it|the answer)?
    On the board (stands|is) {e}. (Who|Who here) can solve it?
    Let's (do|try|solve) {e}.
    In the right order of operations, {e} (is|gives|makes) what?
    (Which|What) number is equal to {e}?
""")
TENS = wording("""
    How many {w} (are there in|are in|make|make up) {n}?
    {n} (is|makes|has) how many {w}?
    (Tell me|Say|Work out) how many {w} (make|are in) {n}.
    (Of|From) how many {w} is {n} made?
    (If|When) you (break|split) {n} into {w}, how many (are there|do you get)?
    {n} = __ {w}
    (Fill in|Complete)(:|) {n} is (_|___) {w}.
    (What number|What count) of {w} (makes|gives|adds up to) {n}?
    {n} in {w}(?|:) How many (is that|are there)?
    How many {w} do (I|you|we) need to make {n}?
    (I have|There are) {n} (beads|eggs|buttons). How many {w} is that?
    {n} (things|sweets|pencils) are (sorted|packed|put) into {w}. How many {w} are there?
    (Do you know|I wonder|Can you say) how many {w} {n} has?
    How many {w} can you (make|count|get) out of {n}?
    If {n} is (made|built) only of {w}, how many {w} (is it|are there)?
    (Break|Split) {n} into {w}. How many (do you have|are there)?
    How many {w} (fit|go) into {n}?
    (Count|Find|Give) the {w} in {n}. How many (are there|do you find)?
    {n} is the same as how many {w}?
    (A farmer|A shop|My aunt) has {n} eggs and (packs|counts) them in {w}. How many {w} (are they|is that)?
    (Exchange|Swap|Change) {n} for {w}. How many (do you get|is that)?
    Which number of {w} is equal to {n}?
    (Write|Express|Give) {n} (in|as) {w}.
    To get {n} with {w} only, how many (must you take|do you take|are needed)?
    The number of {w} in {n}(?| is?)
    We (count|counted) {n} in {w}. How many {w} (did|do) we count?
    (From|With) {n} (blocks|sticks|stones), how many {w} can be made?
    (When|If) {n} is (counted|sorted) in {w}, how many {w} (come out|are there)?
    There are how many {w} in {n}?
    {n} (split|divided|broken) into {w} (is|gives) how many?
""")
ROUND = wording("""
    (Round|Please round|Can you round) {n} to the nearest {w}(.|)
    (What is|What's) {n} (rounded to|to) the nearest {w}?
    (Which|What) {w} is {n} (closest|nearest) to?
    {n} to the nearest {w}(?|.)
    (About|Roughly) how much is {n}, to the nearest {w}?
    To the nearest {w}, {n} is __.
    {n} rounded to the nearest {w}(?| = ?| is?)
    To the nearest {w}, (what|how much) is {n}?
    (Which|What) number do you get (when|if) you round {n} to the nearest {w}?
    (Let us|Now we) round {n} (off |)to the nearest {w}.
    Rounding to the nearest {w}, what (becomes of|happens to|do I write for) {n}?
    (A town|A school|A book) has {n} (people|pupils|pages). How many is that to the nearest {w}?
    (Can|Could) you (write|give|say) {n} to the nearest {w}?
    (Do you know|I wonder) what {n} is (rounded|when rounded) to the nearest {w}?
    Round to the nearest {w}(:|.) {n}
    (Fill in|Complete)(:|) {n} rounds to (_|___), to the nearest {w}.
    What does {n} round to, to the nearest {w}?
    If I round {n} to the nearest {w}, what (is it|do I get)?
    (Estimate|Approximate|Give) {n} to the nearest {w}.
    (My homework says|The task is)(:|) round {n} to the nearest {w}.
    (There were|We counted) {n} (fans|steps|cars). (Say|Tell me) that number to the nearest {w}.
    Nearest {w} to {n}(?|:)
    {n} is near which full {w}? Round (it|the number).
    Rounded to the nearest {w}, {n} (is|becomes|gives) (what|which number)?
    Tom rounds {n} to the nearest {w}. (What|Which number) does Tom write?
    (Give|Tell|Show) me {n} rounded to the nearest {w}.
    (Make|Turn) {n} into a round number, to the nearest {w}.
    The nearest {w} is wanted: round {n}.
    A (bike|trip|sofa) costs {n} dollars. How much is that, rounded to the nearest {w}?
    On a number line, which {w} lies (closest|nearest) to {n}?
""")
BIGGEST = wording("""
    (What is|What's|Find) the {w} number (you|we|I) can make (with|from|of) the digits {d}(?|.)
    (Use|Take) the digits {d} (once each|each once) (to make|and make) the {w} (possible |)number.
    (Make|Build|Write) the {w} number (from|with|out of) {d}.
    (Put|Arrange) the digits {d} so that the number is as {x} as possible.
    (I have|Here are) (cards with|the digits) {d}. (What is|Which is) the {w} number they can (make|form)?
    Which {w} number (can you make|can we form|do you get) (with|from) the digits {d}?
    The {w} number (made|formed) (from|of) the digits {d}(?| is?)
    With the digits {d}, (what|which) is the {w} number (you can make|that can be made)?
    Digits: {d}. (Make|Build|Write) the {w} (possible |)number.
    (Order|Sort|Arrange) the digits {d} to (make|get|form) the {w} number.
    (Do you know|I wonder|Can you find out) (what|which number) is the {w} you can (build|make) (with|from) {d}?
    You have the (number cards|digit cards|digits) {d}. (Lay|Put) them so that they (show|form) the {w} number.
    How must {d} be (arranged|ordered|placed) to give the {w} number? (Write|Say) the number.
    Use each of the digits {d} once. What is the {w} number you can (get|write|make)?
    (Nora|Ben|Lucy) has the cards {d} and (lays|makes) the {w} number. What is (it|the number)?
    (Can|Could) you make the {w} number with the digits {d}?
    If every digit of {d} is used (exactly |)once, what is the {w} number?
    {d}: what is the {w} number with these digits?
    (Form|Find|Give me) the {w} number that uses {d}, each once.
    The digits are {d}. How {x} can a number made (from|of) all of them be?
    Make a number as {x} as possible (with|from|out of) the digits {d}.
    Using all (of |)the digits {d}, how {x} a number can you (make|write)?
    I rolled dice and got {d}. What is the {w} number I can (write|make) with them?
    Which order of {d} (makes|gives) the {w} number? (Write|Say) the number.
    (Put|Place) {d} side by side to (make|get) the {w} number.
    We want a number that is as {x} as it can be. (It has|Its digits are) {d}. (What|Which number) is it?
    Take all of {d} and (build|write|make) the {w} number you can.
    What is the {w} number if you may (rearrange|swap around) the digits {d} (as you like|freely)?
    (Once each|Each only once), use {d} to write the {w} number.
    Of all the numbers (made|written) with {d}, each digit once, which is the {w}?
""")


def missing(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, rng.choice([10, 100])), rng.randint(1, rng.choice([10, 100]))
    return number(MISSING, dict(a=a, c=a + b), b, "The missing number is {}.", minus(a + b, a))


def times_missing(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    return number(TIMES_MISSING, dict(a=a, c=a * b), b, "The missing number is {}.", over(a * b, a))


def part_of(rng: Random, _words: list[str]) -> Problem:
    part = rng.choice(list(PART))
    top, bottom = PART[part]
    n = rng.randint(1, 50) * bottom
    steps = [over(n, bottom)] if bottom > 1 else []
    steps += [times(n // bottom, top)] if top > 1 else []
    return number(PART_OF, dict(p=part, n=n), n // bottom * top, "It is {}.", "\n".join(steps))


def place(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(10, 9999)
    i = rng.randrange(len(str(n)))
    named = " ".join(f"{d} {PLACES[j]}" for j, d in reversed(list(enumerate(str(n)[::-1]))))
    return number(PLACE, dict(p=PLACES[i], n=n), int(str(n)[::-1][i]), "The digit is {}.", named)


def next_to(rng: Random, _words: list[str]) -> Problem:
    n, w = rng.randint(1, rng.choice([20, 1000])), rng.choice(["after", "before"])
    return number(NEXT_TO, dict(n=n, w=w), n + (1 if w == "after" else -1), "It is {}.", plus(n, 1) if w == "after" else minus(n, 1))


def more(rng: Random, _words: list[str]) -> Problem:
    k, w = rng.choice([1, 2, 5, 10, 100]), rng.choice(["more", "less"])
    n = rng.randint(k, 900)
    return number(MORE, dict(k=k, w=w, n=n), n + k if w == "more" else n - k, "It is {}.", plus(n, k) if w == "more" else minus(n, k))


def to_words(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(0, rng.choice([20, 100, 999]))
    return choice(TO_WORDS, dict(n=str(n)), in_words(n), "{}")


def to_digits(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(0, rng.choice([20, 100, 999]))
    return number(TO_DIGITS, dict(s=in_words(n)), n, "{}", None)


def sign(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(0, 500)
    b = rng.choice([a, rng.randint(0, 500), a + rng.randint(1, 9)])
    s = "=" if a == b else "<" if a < b else ">"
    return choice(SIGN, dict(a=str(a), b=str(b)), s, f"{a} {{}} {b}", f"{a} is {'the same as' if a == b else 'less than' if a < b else 'more than'} {b}")


def count_by(rng: Random, _words: list[str]) -> Problem:
    a, k, steps = rng.randint(0, 30), rng.choice([1, 2, 3, 4, 5, 10]), rng.randint(3, 8)
    xs = [a + k * i for i in range(steps + 1)]
    return choice(COUNT_BY, dict(a=str(a), b=str(xs[-1]), k=str(k)), ", ".join(map(str, xs)), "{}")


def multiples(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(2, 12), rng.randint(3, 6)
    return choice(MULTIPLES, dict(n=n, k=k), ", ".join(str(n * i) for i in range(1, k + 1)), "{}")


def divisible(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(2, 10)
    a = b * rng.randint(2, 20) + rng.choice([0, rng.randrange(b)])
    yes = a % b == 0
    return choice(DIVISIBLE, dict(a=a, b=b), "yes" if yes else "no", "{}." if yes else "{}, there is a remainder.", over(a, b))


def order(rng: Random, _words: list[str]) -> Problem:
    a, b, c = rng.randint(1, 20), rng.randint(2, 10), rng.randint(2, 10)
    form = rng.randrange(4)
    if form == 0:
        return number(ORDER, dict(e=f"{a} + {b} x {c}"), a + b * c, "It is {}.", f"{times(b, c)}\n{plus(a, b * c)}")
    if form == 1:
        return number(ORDER, dict(e=f"({a} + {b}) x {c}"), (a + b) * c, "It is {}.", f"{plus(a, b)}\n{times(a + b, c)}")
    if form == 2:
        return number(ORDER, dict(e=f"{a} + {b} + {c}"), a + b + c, "It is {}.", plus_steps([a, b, c]))
    a += b + c
    return number(ORDER, dict(e=f"{a} - {b} - {c}"), a - b - c, "It is {}.", f"{minus(a, b)}\n{minus(a - b, c)}")


def tens(rng: Random, _words: list[str]) -> Problem:
    size, name = rng.choice([(10, "tens"), (100, "hundreds"), (2, "pairs"), (5, "fives"), (12, "dozens")])
    n = rng.randint(1, 12)
    return number(TENS, dict(w=name, n=n * size), n, f"It is {{}} {name}.", over(n * size, size))


def rounding(rng: Random, _words: list[str]) -> Problem:
    size, name = rng.choice([(100, "hundred"), (10, "ten"), (1000, "thousand")])
    n = rng.randint(size, 9 * size + size - 1)
    digit = n // (size // 10) % 10
    think = f"the digit after the {name}s is {digit}, so round {'up' if digit >= 5 else 'down'}"
    return number(ROUND, dict(n=n, w=name), (n + size // 2) // size * size, "It is about {}.", think)


def biggest(rng: Random, _words: list[str]) -> Problem:
    digits = [str(d) for d in rng.sample(range(1, 10), rng.randint(2, 4))]
    large = rng.random() < 0.6
    made = "".join(sorted(digits, reverse=large))
    w, x = ("largest", "large") if large else ("smallest", "small")
    return number(BIGGEST, dict(w=w, x=x, d=", ".join(digits)), int(made), f"The {w} number is {{}}.", " ".join(made))


KINDS: dict[str, list[Kind]] = {
    "number-sense": [missing, missing, times_missing, part_of, part_of, place, next_to, more, to_words, to_digits, sign, order, order, tens, rounding, biggest],
    "multiples": [count_by, multiples, divisible],
}
