"""Shapes, directions and patterns."""

from random import Random

from .calendar import DAYS, MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, times, with_article
from .stories import minus, plus

SIDES = {"triangle": 3, "square": 4, "rectangle": 4, "pentagon": 5, "hexagon": 6, "octagon": 8, "heptagon": 7}
SOLIDS = {"cube": (6, 8, 12), "pyramid with a square base": (5, 5, 8), "box": (6, 8, 12)}
COMPASS = "north east south west".split()
SYMBOLS = "A B C D X Y circle square triangle star heart moon sun apple pear cat dog clap stamp do re".split()
SIDE = wording("""
    How many {w} (does {s} have|has {s})?
    (Tell me|Say) how many {w} {s} has.
    (What is|What's) the number of {w} (of|in) {s}?
    {s} has how many {w}?
    {s}: how many {w}?
    (Count|Do you know) the {w} of {s}(.|?)
    If you count the {w} of {s}, (how many do you get|what do you get)?
    How many {w} are there (on|in) {s}?
    (Can you tell me|Do you know|I wonder) how many {w} {s} has.
    Think of {s}. How many {w} has it got?
    Fill in: {s} has ___ {w}.
    (I drew|I built|Someone made) {s}. How many {w} does it have?
    How many {w} can you count on {s}?
    The number of {w} of {s} (is what|is)?
    Imagine {s}. How many {w} (can you find|does it have)?
    Number of {w}: {s} has (how many|?)
    Look at {s} and count its {w}. How many are there?
    How many {w} make up {s}?
    (Name|Give|Write) the number of {w} that {s} has.
    What number of {w} does {s} have?
    In geometry, {s} is a shape with how many {w}?
    You touch every one of the {w} of {s} once. How many touches is that?
    {s} is given. How many {w} are there?
    My (brother|teacher) asks about {s}: how many {w}?
    You want to draw or build {s}. How many {w} will it have?
    The {w} of {s}: how many are they?
    For {s}, what is the number of {w}?
    How many {w} must {s} have?
    If it is {s}, how many {w} must it have?
    Please count the {w} that {s} has.
""")
NAME_SHAPE = wording("""
    (What is|What do you call|What's the name of) a shape with {n} (equal |)sides?
    (Which|What) shape has {n} sides?
    A shape has {n} (corners|sides). (What is it called|Which shape is it)?
    (Name|Tell me) (the|a) shape with {n} (sides|corners).
    {n} sides: (which|what) shape (is it|might that be)?
    What (name|word) do we use for a shape that has {n} sides?
    I (drew|made) a shape with {n} (straight sides|sides|corners). What did I (draw|make)?
    A flat shape has exactly {n} sides. (What is its name|What is it)?
    If a shape has {n} (corners|sides), what is it called?
    How do you call a figure with {n} (sides|corners)?
    Which (flat |)shape has exactly {n} corners?
    A polygon with {n} sides is called (what|a ...)?
    (Guess|Find) the shape: it has {n} sides.
    I have {n} sides and {n} corners. (What|Which) shape am I?
    Fill in: a shape with {n} sides is a ___.
    Someone cut out a figure with {n} corners. Which shape is that?
    You join {n} straight lines to close a shape. Which shape do you get?
    The shape with {n} sides is known as (what|a what)?
    With {n} sticks as its sides, (what|which) shape can you lay?
    What do we call the polygon that has {n} corners?
    Count the sides: there are {n}. Which shape is (it|this)?
    {n} corners - (what|which) shape is that?
    I am thinking of a figure that has {n} sides. Do you know its name?
    What is the proper name of a shape that has {n} corners?
    A tile has {n} sides. What shape is the tile?
    Somebody drew {n} points and joined them around with straight lines. What shape is it?
    If you see a shape with {n} sides, how would you name it?
    Is there a name for a shape with {n} sides? (Which|What is it)?
    Here is a riddle: I am flat and have {n} straight sides. What am I?
    Number of sides: {n}. Name of the shape: (?|___)
""")
PERIMETER = wording("""
    A rectangle is {a} {u} long and {b} {u} wide. What is (its|the) perimeter?
    (What is|Find|Work out) the perimeter of a rectangle (of {a} by {b} {u}|with sides of {a} and {b} {u})(?|.)
    A (garden|field|room) is {a} {u} by {b} {u}. How (long is the fence|far is it) around it?
    (How far|How many {u}) is it around a (park|table|pool) that is {a} {u} long and {b} {u} wide?
    The sides of a rectangle are {a} and {b} {u}. (How long is|What is) its (outline|perimeter|border)?
    (A farmer|Someone) (fences|walks around) a field of {a} by {b} {u}. How many {u} (is that|are needed)?
    {a} {u} long, {b} {u} wide: what is the perimeter of (the|this) rectangle?
    Find the distance (around|all the way around) a rectangle (which measures|measuring) {a} {u} by {b} {u}.
    You walk once around a (yard|playground) that is {a} {u} long and {b} {u} wide. How far do you walk?
    A (picture|poster) (is|measures) {a} {u} by {b} {u}. How long must a frame around it be?
    If a rectangle is {a} {u} by {b} {u}, what is its perimeter?
    (Calculate|Compute) the perimeter: length {a} {u}, width {b} {u}.
    Length {a} {u} and width {b} {u}. (What is|Find) the perimeter of the rectangle.
    How many {u} of ribbon go around a rectangle of {a} by {b} {u}?
    Two sides of a rectangle are {a} {u} and two are {b} {u}. What is the total length of all four sides?
    An ant crawls around the edge of a rectangle, {a} {u} by {b} {u}. How far does it crawl to get back to its start?
    Add up all four sides of a rectangle with length {a} {u} and width {b} {u}. What do you get?
    The length is {a} {u}, the width is {b} {u}. How many {u} is it around the rectangle?
    What is the distance around a rectangular (field|floor) that measures {a} by {b} {u}?
    I want to put a fence around a rectangular lawn of {a} by {b} {u}. What length of fence do I need?
    Perimeter of a rectangle, {a} {u} x {b} {u}(?| = ?)
    Can you work out the perimeter of a rectangular (card|yard) of {a} {u} by {b} {u}?
    The outline of a rectangle {a} {u} long and {b} {u} wide has what length?
    A rectangle has a length of {a} {u} and a width of {b} {u}. Find the perimeter.
    How long is the line around a rectangle of {a} {u} by {b} {u}?
    Put string around the edge of a rectangle of {a} {u} by {b} {u}. How much string is that?
    A rectangular pool is {a} {u} long and {b} {u} wide. Find its perimeter.
    One side of a rectangle is {a} {u}, the side next to it is {b} {u}. What is the perimeter?
    Going once around a rectangular block of {a} {u} by {b} {u}, how many {u} do you go?
    Tell me the perimeter when a rectangle measures {a} {u} by {b} {u}.
""")
AREA = wording("""
    A rectangle is {a} {u} long and {b} {u} wide. What is (its|the) area?
    (What is|Find|Work out) the area of a rectangle (of {a} by {b} {u}|with sides of {a} and {b} {u})(?|.)
    A (garden|floor|room) is {a} {u} by {b} {u}. How many square {u} (is that|does it have)?
    The sides of a rectangle are {a} and {b} {u}. (How large is|What is) its area?
    How many square {u} (are|fit) in a (field|carpet) of {a} by {b} {u}?
    {a} {u} long, {b} {u} wide: what is the area of (the|this) rectangle?
    If a rectangle is {a} {u} by {b} {u}, what is its area?
    (Calculate|Compute) the area: length {a} {u}, width {b} {u}.
    How (big|large) is the area of a rectangle that is {a} {u} long and {b} {u} wide?
    Length {a} {u} and width {b} {u}. (What is|Find) the area of the rectangle.
    A carpet (is|measures) {a} {u} by {b} {u}. How many square {u} does it cover?
    How many square {u} of tiles does it take to cover a floor of {a} by {b} {u}?
    I paint a wall {a} {u} long and {b} {u} high. How many square {u} do I paint?
    Area of a rectangle, {a} {u} x {b} {u}(?| = ?)
    A sheet of paper is {a} {u} by {b} {u}. What area does it have?
    The length is {a} {u}, the width is {b} {u}. How many square {u} is the rectangle?
    Multiply the sides: what is the area of a rectangle with sides {a} {u} and {b} {u}?
    A rectangle has a length of {a} {u} and a width of {b} {u}. Find the area.
    Can you work out the area of a rectangular (yard|field) of {a} {u} by {b} {u}?
    I wonder how many square {u} a rectangle of {a} by {b} {u} has.
    How much space, in square {u}, does a rectangular rug of {a} by {b} {u} take up?
    Grass is to cover a yard {a} {u} long and {b} {u} wide. How many square {u} of grass are needed?
    What area does a rectangle have whose sides are {a} {u} and {b} {u}?
    A rectangular garden is {a} {u} long and {b} {u} wide. Find its area.
    How many square {u} is a rectangle that measures {a} {u} by {b} {u}?
    One side of a rectangle is {a} {u}, the side next to it is {b} {u}. What is the area?
    Tell me the area when a rectangle measures {a} {u} by {b} {u}.
    The field is a rectangle, {a} {u} by {b} {u}. What is the size of its area?
    Length times width: what is the area for {a} {u} and {b} {u}?
""")
SQUARE = wording("""
    A square has sides of {a} {u}. What is its {k}?
    (What is|Find|Work out) the {k} of a square (with sides of|whose side is) {a} {u}(?|.)
    (The side of a square|One side of a square) (is|measures) {a} {u}. (How large is|What is) the {k}?
    The {k} of a square with (a side|sides) of {a} {u}(?| is?)
    A square (garden|tile|table) is {a} {u} (long|wide). (Find|Tell me) its {k}.
    If (the side|one side|each side) of a square is {a} {u}, what is its {k}?
    Side of a square: {a} {u}. {k}: (?|___)
    (Calculate|Compute) the {k} of a square with side {a} {u}.
    All four sides of a square are {a} {u}. (What is|Find) its {k}.
    (I drew|Someone drew) a square with sides of {a} {u}. What {k} does it have?
    A square has a side length of {a} {u}. Find the {k}.
    What {k} has a square whose sides are {a} {u} (long|each)?
    Each side of a square measures {a} {u}. Work out its {k}.
    Given a square of {a} by {a} {u}, what is the {k}?
    Can you work out the {k} of a square of side {a} {u}?
    A square is {a} {u} wide. How large is its {k}?
    I wonder what the {k} of a square is if its side is {a} {u}.
    The sides of a square are {a} {u} long. What number is its {k}?
    A square field has sides of {a} {u}. What is its {k}?
    Tell me the {k} when a square has a side of {a} {u}.
    My square paper is {a} {u} on every side. Which {k} does it have?
    {a} {u} is the side of a square. What is the square's {k}?
    For a square with a side of {a} {u}, what is the {k}?
    Each side of my square is {a} {u} long. Tell me its {k}.
    What would the {k} of a square be if it were {a} {u} on each side?
    Draw a square with sides of {a} {u}. Its {k} is (what|___)?
    One side of a square is {a} {u} long, and so are the others. Find the {k} of the square.
    How large is the {k} of a square that is {a} {u} wide?
    A square room is {a} {u} long and {a} {u} wide. Work out its {k}.
""")
TURN = wording("""
    (I|You) (face|look) {d} and turn {w}. (Which way|In which direction) do (I|you) (face|look) (now|then)?
    {p} (faces|looks) {d} and turns {w}. (Where|In which direction) does {p} look (now|then)?
    (Facing|Looking) {d}, {p} turns {w}. What direction is that?
    After a turn {w} from {d}, (which way|where) do you (face|look)?
    A (robot|ship|car) heading {d} turns {w}. (Which|What) direction does it (head|go) (now|then)?
    {d}, then {w}: which direction( is it|)?
    If (you|I) (face|look) {d} and turn {w}, (which way|in which direction) (are you|am I) (facing|looking)?
    {p} is facing {d}. After turning {w}, which way is {p} facing?
    Face {d}. Turn {w}. (Which direction are you facing|Where are you looking)?
    First you look {d}, then you turn {w}. Which direction do you see now?
    Turning {w} from {d}, (which|what) direction do you face?
    {p} walks {d}, then turns {w} and walks on. In which direction does {p} walk now?
    A cat looks {d}. It turns {w}. Which way is it looking?
    Start facing {d} and turn {w}. (Which|What) compass direction is in front of you?
    I was looking {d}. I turned {w}. Where am I looking now: north, east, south or west?
    In what direction will {p} face after looking {d} and turning {w}?
    My toy car drives {d} and turns {w}. Which way does it drive then?
    What direction is it if you stand facing {d} and turn {w}?
    An arrow points {d}. It is turned {w}. Where does the arrow point?
    On a map, a boat sails {d} and then turns {w}. What is its new direction?
    {p} looked {d} before turning {w}. What direction does {p} look after the turn?
    North, east, south or west: where do you look if you face {d} and then turn {w}?
    Fill in: I face {d} and turn {w}, so now I face ___.
    Begin by facing {d}. If you turn {w}, you will face (which way|what direction)?
    Looking {d} at first, {p} turns {w}. Say where {p} looks now.
    Suppose you face {d}. You turn {w}. What do you face?
    If {p} looks {d} and then turns {w}, {p} looks (which way|where)?
    Which way is ahead after you face {d} and turn {w}?
    A weathervane points {d} and turns {w}. Which direction does it point to now?
    Tell me the new direction: facing {d}, turn {w}.
""")
WAY_BACK = wording("""
    (What is|What's) the opposite (direction |)of {d}( on a map| on a compass|)?
    (Which|What) direction is opposite (to |){d}?
    {p} walks {d}. (In which direction|Which way) is the way back?
    The wind comes from the {d}. (Towards|To) which direction does it blow?
    You came from the {d}. Going on straight, (which|what) direction is ahead?
    The opposite of {d} on a map(?| is?)
    On a compass, (which|what) direction lies opposite {d}?
    If {d} is in front of you, which direction is behind you?
    {p} is facing {d}. Which direction is behind {p}?
    After half a turn from {d}, which direction do you face?
    A plane flew {d}. To fly back, which way must it go?
    {d} is the opposite of which direction?
    The opposite direction of {d} is (what|which)?
    {p} came here by walking {d}. Which way must {p} walk to get home?
    What is straight across from {d} on a compass?
    A train goes {d} in the morning. On the way back, in which direction does it go?
    If one arrow points {d} and another points exactly the other way, where does the other arrow point?
    You have {d} at your back. Which direction are you facing?
    Which compass point is across from {d}?
    Two friends walk in opposite directions. One goes {d}. Where does the other go?
    Fill in: {d} and ___ are opposite directions.
    I wonder which direction is the opposite of {d}.
    Birds fly {d} in autumn. In spring they fly back. Which way is that?
    Name the direction opposite to {d}.
    Go {d}, then turn back. In which direction do you go now?
    {p} looks {d} and {p}'s shadow points the other way. Where does the shadow point?
    My house is {d} of the school. In which direction is the school from my house?
    The reverse of {d} on a compass is (what|which direction)?
    What direction do you get if you swap {d} for its opposite?
    The needle points {d}. Where does the other end of the needle point?
""")
GRID = wording("""
    {p} walks {a} steps {d} and then {b} steps {e}. How many steps (away from the start|from the start) (is that|is {p})?
    (Start|Begin) at a tree. Go {a} steps {d}, then {b} steps {e}. How far (are you from the tree|is the tree) in steps?
    A robot goes {a} steps {d} and {b} steps {e}. How many steps (is it|is the robot) from where it (was|began)?
    {a} steps {d}, {b} steps {e}: how (far|many steps) from the start?
    How many steps from the start is {p} after {a} steps {d} and {b} {e}?
    If {p} goes {a} steps {d} and {b} steps {e}, how far from the start is {p}?
    {p} takes {a} steps {d}, then {b} steps {e}. How many steps is it back to the start?
    First {a} steps {d}, then {b} steps {e}. How many steps away is the starting point?
    From home, {p} walks {a} steps {d} and then {b} steps {e}. How many steps away is home now?
    A cat runs {a} steps {d} and then {b} steps {e}. How far is it from where it began, in steps?
    Walk {a} steps {d}. Then walk {b} steps {e}. How many steps are you from where you started?
    You move {a} squares {d} and {b} squares {e} on a board; one square is one step. How many steps from the start are you?
    How far, in steps, is it straight back to the start after {a} steps {d} and {b} steps {e}?
    An ant crawls {a} steps {d} and then crawls {b} steps {e}. How many steps is it from the start?
    I go {a} steps {d} and after that {b} steps {e}. How many steps lie between me and the start?
    {p} starts at the door, goes {a} steps {d} and {b} steps {e}. How many steps away is the door?
    After going {a} steps {d} and {b} steps {e}, how many steps would bring you (straight |)back?
    Work out how many steps {p} is from the start: {a} steps {d}, {b} steps {e}.
    The treasure is {a} steps {d} and then {b} steps {e} from the tree. How many steps is it from the tree in a straight line?
    {a} steps {d} and {b} steps {e} later, how many steps from the start is the robot?
    {p} is {a} steps {d} of the start and then goes {b} steps {e}. How many steps away from the start is {p} now?
    {p} hops {a} steps {d}, then hops {b} steps {e}. How many steps away from the start does {p} end?
    Go {a} steps {d}. Go {b} steps {e}. How many steps apart are the start and the end?
    A dog walks {a} steps {d} and then {b} steps {e}. How many steps is it from its starting place?
    What is the distance in steps from the start if {p} goes {a} steps {d} and then {b} steps {e}?
    Leave the gate with {a} steps {d}, then take {b} steps {e}. How many steps away is the gate?
    Moving {a} steps {d} and {b} steps {e} takes you how many steps from the start?
    The robot does two moves: {a} steps {d}, {b} steps {e}. How many steps is it from its start?
    {p} walked {a} steps {d} and {b} steps {e}. Between {p} and the start there are how many steps?
    I wonder how many steps from the start {p} is after {a} steps {d} and {b} steps {e}.
""")
PATTERN = wording("""
    (What|Which) (comes|is) next(:| in| in the pattern) {xs}(?|, ...?|, ?)
    (Continue|Go on with) (the|this) (pattern|row|series)(:|) {xs}(.|)
    {xs}, (?|___|what's next?|what comes next?|and then?)
    (Look at|Here is) (the|a) pattern: {xs}. What (follows|comes next)?
    (Fill in|Complete)(:|) {xs}, (_|__|?|...)
    (The|A) pattern (goes|is) {xs}. (Say|Name) the next one.
    (Guess|Find) what comes after {xs}(.|)
    (Which one|What) (follows|should follow) (after |){xs}?
    (What|Which) (should|must|would) (come|be) (next|after that)(:| in the list:| in this row:) {xs}?
    Here is (the start of a row|a sequence): {xs}. (What|Which one) is the next (one|item)?
    {xs} ... (how does it go on|what comes now|go on)(?|)
    If the pattern {xs} goes on, what (comes|is) next?
    (Find|Name|Say|Write) the next (item|thing|one) in the (pattern|sequence|row): {xs}
    The row {xs} keeps going (in the same way|like that). What is next?
    After {xs}, what (comes|is it that comes) next?
    {xs}, ___. (What goes in the blank|Fill in the blank)(?|.)
    I (wrote|laid|drew) {xs}. What should I (write|lay|draw) next?
    How does this (pattern|sequence|series|row) continue: {xs}?
    (Can you|Could you) (continue|finish) (this|the) (row|pattern)? {xs}
    What (would be|is) the next element of the sequence {xs}?
    (My sister|A child) is making a pattern: {xs}. What comes after that?
    {xs}: (find the next one|next one please)
    Sequence: {xs}. Next: (?|___)
    (See|Look): {xs}. Which one (follows|comes now)?
    (We go on|The pattern goes on) after {xs}. With (what|which one)?
    Beads on a string: {xs}. Which bead comes next?
    I say {xs} and you (continue|go on). What do you say?
    Which comes next in this pattern? {xs}
    The sequence {xs} is continued with (what|which one|___)?
    Work out the rule of {xs} and (say|tell me) what follows.
    What is the next in the row {xs}?
    (Someone|Mum) started a row with {xs}. What is missing at the end?
    Following the pattern {xs}, the next one (is|would be) (what|...)?
    Add one more to the pattern {xs}. What do you add?
    I wonder what should come after {xs} in this pattern.
    Study the pattern {xs}. What would you put next?
    Complete the sequence: {xs}, ...
    If it begins with {xs} and the rule stays the same, what is the next one?
""")
GAP = wording("""
    (What|Which) number is missing(:| in) {xs}?
    (Fill in|Find) the missing number(:| in) {xs}(.|)
    {xs}: (which|what) number (is missing|belongs in the gap)?
    (Look at|Here is) the row {xs}. (What|Which number) belongs in the gap?
    (One number is gone|A number got lost)(:| in) {xs}. Which (one|is it)?
    {xs}. (Say|Name) the (missing number|number for the gap).
    In the sequence {xs}, (what|which) number (is missing|should be in the gap)?
    (Complete|Finish) the number (row|sequence|pattern): {xs}
    (What|Which) number (goes|belongs|fits) (in the gap|in the blank|in the empty place): {xs}?
    {xs} - (one number is missing|a number is missing). Which (one|number)?
    A number is hidden in {xs}. (Find it|What is it)(?|.)
    The numbers go {xs}. (Which|What) number did (someone|I) leave out?
    (I wrote|My teacher wrote) {xs}. Which number should fill the gap?
    If the steps are always the same, which number is missing in {xs}?
    Work out the missing number: {xs}
    (Can you|Could you) find the number that is missing? {xs}
    Number pattern: {xs}. Missing number: (?|___)
    A number in the row {xs} was rubbed out. Which number was it?
    The steps in {xs} are all equal. What is the missing number?
    Look at {xs}. One place is empty. What number goes there?
    Fill in the gap in this number row: {xs}
    On a number line I see {xs}. Which number is not shown?
    The rule is the same all the way: {xs}. What number has to be in the gap?
    Which number do you need to (complete|fill) {xs}?
    I count {xs}. Which number did I skip?
    Find out which number has been left out of {xs}.
    What number makes this sequence complete? {xs}
    House numbers in a street: {xs}. Which number is missing on the sign?
    I wonder which number belongs in the empty spot of {xs}.
    Write the number that is not there: {xs}
    Which number comes in the place that is empty: {xs}?
    Here are numbers in equal steps: {xs}. Find the one that is missing.
    A child counts in steps and leaves one number out: {xs}. Which one is left out?
    Number line: {xs}. Say what is missing.
    Tell me the number that has to be put into {xs}.
    The list {xs} has a hole. What number fills it?
""")


def side(rng: Random, _words: list[str]) -> Problem:
    if rng.random() < 0.3:
        s, i = rng.choice(list(SOLIDS)), rng.randrange(3)
        return number(SIDE, dict(s=with_article(s), w=["faces", "corners", "edges"][i]), SOLIDS[s][i], "It has {}.", None)
    s = rng.choice(list(SIDES))
    return number(SIDE, dict(s=with_article(s), w=rng.choice(["sides", "corners"])), SIDES[s], "It has {}.", None)


def name_shape(rng: Random, _words: list[str]) -> Problem:
    s = rng.choice([x for x in SIDES if SIDES[x] != 4])
    return choice(NAME_SHAPE, dict(n=SIDES[s]), s, "A {}." if s[0] not in "ao" else "An {}.")


def perimeter(rng: Random, _words: list[str]) -> Problem:
    a, b, u = rng.randint(2, 40), rng.randint(2, 30), rng.choice(["metres", "centimetres"])
    return number(PERIMETER, dict(a=a, b=b, u=u), 2 * (a + b), f"It is {{}} {u}.", f"{plus(a, b)}\n{times(a + b, 2)}")


def area(rng: Random, _words: list[str]) -> Problem:
    a, b, u = rng.randint(2, 25), rng.randint(2, 12), rng.choice(["metres", "centimetres"])
    return number(AREA, dict(a=a, b=b, u=u), a * b, f"It is {{}} square {u}.", times(a, b))


def square(rng: Random, _words: list[str]) -> Problem:
    a, u, k = rng.randint(2, 15), rng.choice(["metres", "centimetres"]), rng.choice(["perimeter", "area"])
    return number(SQUARE, dict(a=a, u=u, k=k), a * 4 if k == "perimeter" else a * a, f"The {k} is {{}}.", times(a, 4 if k == "perimeter" else a), few=True)


def compass_turn(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(4)
    w, quarter = rng.choice([("right", 1), ("left", 3), ("around", 2), ("to the right", 1), ("to the left", 3), ("right twice", 2), ("left twice", 2), ("to the right three times", 3)])
    way = -1 if "left" in w else 1
    count = quarter if way == 1 else 4 - quarter if w != "left twice" else 2
    seen = " ".join(COMPASS[(i + way * j) % 4] for j in range(count + 1))
    return choice(TURN, dict(d=COMPASS[i], w=w, p=rng.choice(PEOPLE)), COMPASS[(i + quarter) % 4], "{}.", seen, few=True)


def way_back(rng: Random, _words: list[str]) -> Problem:
    i = rng.randrange(4)
    return choice(WAY_BACK, dict(d=COMPASS[i], p=rng.choice(PEOPLE)), COMPASS[(i + 2) % 4], "{}.")


def grid(rng: Random, _words: list[str]) -> Problem:
    i, b = rng.randrange(4), rng.randint(1, 15)
    a, same = b + rng.randint(1, 15), rng.random() < 0.3
    d, e = COMPASS[i], COMPASS[i if same else (i + 2) % 4]
    return number(GRID, dict(a=a, b=b, d=d, e=e, p=rng.choice(PEOPLE)), a + b if same else a - b, "It is {} steps.", plus(a, b) if same else minus(a, b))


def pattern(rng: Random, _words: list[str]) -> Problem:
    kind = rng.randrange(4)
    if kind == 0:
        step, down = rng.randint(1, 3), rng.random() < 0.3
        start = rng.randint(0, 25 - 5 * step)
        xs = [chr(97 + start + step * i) for i in range(6)]
        xs = xs[::-1] if down else xs
        xs = [x.upper() for x in xs] if rng.random() < 0.5 else xs
        return choice(PATTERN, dict(xs=", ".join(xs[:5]), period=0), xs[5], "{}", f"{xs[3]} {xs[4]}, " + ("back " if down else "on ") + str(step))
    if kind == 3:
        row, n = rng.choice([(DAYS, 3), (MONTHS, 3)])
        start, step = rng.randrange(len(row)), rng.choice([1, 1, 2])
        xs = [row[(start + step * i) % len(row)] for i in range(n + 1)]
        return choice(PATTERN, dict(xs=", ".join(xs[:n]), period=0), xs[n], "{}")
    unit = rng.choice([[0, 1], [0, 1, 2], [0, 0, 1], [0, 1, 1], [0, 1, 0, 2]])
    names = rng.sample(SYMBOLS, 3)
    length = rng.randint(len(unit) + 2, 2 * len(unit) + 3)
    xs = [names[unit[i % len(unit)]] for i in range(length + 1)]
    return choice(PATTERN, dict(xs=", ".join(xs[:length]), period=len(unit)), xs[length], "{}", f"{' '.join(xs[:len(unit)])}, {' '.join(xs[len(unit) * (length // len(unit)):length])}")


def gap(rng: Random, _words: list[str]) -> Problem:
    start, step, i = rng.randint(0, 50), rng.randint(1, 12), rng.randint(1, 3)
    xs = [start + step * j for j in range(6)]
    if rng.random() < 0.3:
        xs.reverse()
    shown = [str(x) for x in xs]
    shown[i] = rng.choice(["?", "_", "__", "..."])
    a, b = xs[4], xs[5]
    think = f"{max(a, b)} - {min(a, b)} = {step}\n" + (plus(xs[i - 1], step) if b > a else minus(xs[i - 1], step))
    return number(GAP, dict(xs=", ".join(shown)), xs[i], "The missing number is {}.", think)


KINDS: dict[str, list[Kind]] = {
    "shapes": [side, name_shape, perimeter, area, square],
    "directions": [compass_turn, compass_turn, way_back, grid],
    "patterns": [pattern, pattern, gap],
}
