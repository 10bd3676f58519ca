"""Queues and small conclusions."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number
from .stories import minus

COLOURS = "red blue green yellow black white pink purple".split()
QUEUE = wording("""
    {xs} stand in a (line|queue)( in this order|). Who is {k}?
    (In a race|In a run) the order is {xs}. Who (is|came|comes) {k}?
    (The order is|They come in this order): {xs}. (Name|Who is) the {k}( one|)(?|.)
    Who is {k} (if|when) the order is {xs}?
    {xs} finish (a race|a test) one after the other. Who is {k}?
    From first to last: {xs}. (Which name|Who) is {k}?
    In a (queue|line) of people, from front to back, we see {xs}. Who is {k}?
    {xs} are (waiting|standing) in a line, in that order from the front. Who is the {k}?
    The children line up like this: {xs}. (Which child|Who) is {k} in line?
    (Which|What) person is {k} in this line: {xs}?
    If {xs} come in at the finish in this order, who (is|comes in) {k}?
    {xs} come through the door one after the other, in this order. Who comes {k}?
    In the row {xs}, who is (the |){k}?
    (Name|Find) the {k} person in the queue: {xs}.
    At the bus stop {xs} wait in a line in this order. The {k} one is (who|...)?
    Who stands {k} in this queue, front to back: {xs}?
    The {k} in the row {xs} is (who|which person)?
    Order of arrival: {xs}. Who was {k}?
    The runners reach the goal in this order: {xs}. Who gets there {k}?
    They sit in a row, from first to last: {xs}. Who has the {k} seat?
    {xs} are on a list in this order. Whose name is {k}?
    Our teacher calls up {xs}, in this order. Who is called {k}?
    Here is the order in the race: {xs}. Tell me who was {k}.
    Look at the line: {xs}. I want to know who is {k}.
    {xs} jump into the pool one by one in this order. Who is the {k} to jump?
    We take turns: {xs}. Whose turn is {k}?
    First to last in the race were {xs}. Who came in {k}?
    Can you tell who is {k} when they stand like this: {xs}?
    I wonder who is {k} if {xs} arrive in exactly this order.
    Fill in: the order is {xs}, so ___ is {k}.
    On the stairs stand {xs}, counted from the top. Who is the {k} one?
    Counting from the front of the line, {xs}, which person is {k}?
    {xs} leave the room in that order. Who leaves {k}?
    If the winners are {xs} in this order, which of them was {k}?
    The {k} person in the line {xs}: what is the name?
    A photo shows a row of friends, from left to right {xs}. Who is {k} from the left?
    {xs} run past, one behind the other in this order. Tell me who runs past {k}.
    The teacher reads out the names {xs}. Which name is read {k}?
    We had a contest, and the order at the end was {xs}. Who ended up {k}?
    Let {xs} be the order in which they get their lunch. Who gets lunch {k}?
""")
AHEAD = wording("""
    {p} is number {a} in a (queue|line). How many people are in front (of {p}|)?
    There are how many people (before|in front of) {p}, who is number {a} in the (line|queue)?
    {p} stands at place {a} in a row. How many stand (before|in front of) {p}?
    In a line {p} is number {a}. How many (people |)(come first|are ahead)?
    How many (runners|people) are ahead of {p} in place {a}?
    If {p} is number {a} in a (line|queue), how many people are (before|in front of) {p}?
    {p} waits in a line at place {a}. How many people will be served before {p}?
    {p} is (number|in place) {a} in a race. How many runners are in front?
    How many people stand before {p} when {p} has place {a} in the (line|queue)?
    {p} comes in at place {a}. How many came in before {p}?
    Standing at number {a} in the queue, {p} can see how many people in front?
    From the front of the line, {p} is number {a}. How many people does {p} have to wait for?
    In the queue for ice cream {p} is number {a}. How many get ice cream before {p}?
    Counting from the front, {p} has place {a}. How many are closer to the front?
    There is a line at the shop and {p} is number {a}. How many people are ahead of {p} in the line?
    I am {p}, number {a} in the row. How many children are in front of me?
    {p} finished a race in place {a}. How many people were faster?
    Number {a} in a line is {p}. (Find|Work out) how many people stand in front.
    What is the number of people in front of {p}, if {p} is number {a} in the line?
    Fill in: {p} is number {a} in the queue, so ___ people are in front.
    How many people must leave before {p}, number {a} in the line, is first?
    Place {a} in the line is {p}'s. How many people have a place before that?
    {p} draws ticket number {a}, and the numbers start at one. How many tickets are called before {p}'s?
    {p} has seat {a} in a row, counted from the left from one. How many seats are to the left of {p}?
    With {p} at place {a} of the line, how many places are before {p}'s?
    Suppose {p} is at number {a} in a queue. How many others come before {p}?
    I wonder how many people are in front of {p}, who has number {a} in the queue.
    How many children come earlier than {p} if {p} is number {a} on the list?
    {p} is at place {a}. How many places are in front of that?
    You are looking for {p} in a line and find {p} as number {a}. How many people did you pass from the front?
    Our team is called by number, starting from one, and {p} is number {a}. How many are called before {p}?
    How many people will get on the bus before {p}, who is number {a} in the line?
    Before {p} there is a line of people, and that makes {p} number {a}. How many people are before {p}?
    Tell me how many stand in front if {p} stands at place {a}.
    A queue starts with number one. {p} is number {a}. Count the people in front of {p}.
""")
BEHIND = wording("""
    {n} (people|children) stand in a line. {p} is number {a} from the front. How many are behind {p}?
    {p} is number {a} of {n} in a (queue|line). How many (people |)(stand|are|wait) behind {p}?
    How many people are behind {p}, who is number {a} in a line of {n}?
    In a (row|queue) of {n}, {p} is at place {a}. How many (come after|are behind) {p}?
    A line has {n} people, and {p} is number {a}. How many (come|are) after {p}?
    If {p} is number {a} in a line of {n} (people|children), how many (people |children |)are behind {p}?
    {n} runners finish a race, and {p} comes in at place {a}. How many finish after {p}?
    There are {n} people in a queue. {p} is at place {a}, counted from the front. How many are after {p}?
    Of {n} children in a line, {p} is number {a}. How many stand (after|behind) {p}?
    In a queue of {n} people {p} has place {a} from the front. How many people wait behind {p}?
    {p} is number {a} from the front in a row of {n}. Find how many are behind {p}.
    A queue is {n} people long. {p} is number {a} in it. How many people follow {p}?
    How many come after {p} if {n} people stand in line and {p} is number {a}?
    A list has {n} names. {p} is number {a} on it. How many names come after {p}'s?
    From a line of {n}, {p} is served as number {a}. How many still have to wait after that?
    {p} takes place {a} in a race with {n} runners. How many runners are slower than {p}?
    In a race of {n} children, {p} finished in place {a}. How many did {p} beat?
    Number {a} out of {n} in the line is {p}. How many are left behind {p}?
    The line has {n} children. {p}, from the front, is number {a}. What number of children is behind {p}?
    When {p} stands at place {a} of a line with {n} people, how many people are at {p}'s back?
    I stand in a line of {n} people. I am number {a}, and my name is {p}. How many people are behind me?
    {p} turns around at place {a} in a line of {n}. How many people does {p} see in the rest of the line?
    Fill in: {n} people wait, {p} is number {a}, so ___ people are behind {p}.
    Work out how many people are behind {p} when {p} is number {a} of {n}.
    A row has {n} seats and {p} sits on number {a} from the left. How many seats are to the right of {p}?
    Behind {p}, who is number {a} of {n} in the queue, there are how many people?
    Suppose {n} pupils line up and {p} is at number {a}. How many pupils come later than {p}?
    {p}'s place in the line is {a}, and the line has {n} places. How many places are behind {p}?
    How many children are behind {p} when {p} is number {a} in a row of {n} children?
    There are {n} cars in a line, and {p}'s car is number {a} from the front. How many cars are behind it?
    After {p}, who is number {a}, how many more of the {n} people are waiting?
    {a} is {p}'s place in a line of {n} people. Tell me how many stand behind.
    The ticket line has {n} people. When {p}, number {a} from the front, has been served, how many people are left behind {p}?
    You count {n} people in a queue and see {p} at place {a}. How many people have a place after {p}?
    Everyone in a line of {n} has a number from one on. {p} has number {a}. How many have a higher number?
""")
ALL_ARE = wording("""
    All {a} are {b}. {p} is one of the {a}. Is {p} {b}?
    {p} belongs to the {a}, and all {a} are {b}. Is {p} {b}?
    (Every one|All) of the {a} (is|are) {b}. {p} is one of them. (Is it true that|Is) {p} (is |){b}?
    If all {a} are {b} and {p} is one of the {a}, is {p} {b}?
    (We know|They say) all {a} are {b}. Is {p}, one of the {a}, {b}?
    {p} is one of the {a}. Since all {a} are {b}, is {p} {b}?
    All {a} are {b}, and {p} is one of them. (Can we say that|Does it follow that|Does this mean that) {p} is {b}?
    Suppose all {a} are {b}. {p} is one of the {a}. Is {p} {b} (too|as well|)?
    Every single one of the {a} is {b}. {p} counts among the {a}. Is {p} {b}?
    Without exception, {a} are {b}. {p} is one of the {a}. Is {p} {b}, yes or no?
    Imagine a land where all {a} are {b}. {p}, one of the {a}, lives there. Is {p} {b}?
    There are many {a}, and all of them are {b}. {p} is one of these {a}. Would {p} be {b}?
    Is {p} {b}, if {p} is one of the {a} and all {a} are {b}?
    In a story all {a} are {b}. In that story {p} is one of the {a}. Is {p} {b}?
    Rule: all {a} are {b}. Fact: {p} is one of the {a}. Question: is {p} {b}?
    Given that all {a} are {b} and that {p} is one of the {a}, (must|will) {p} be {b}?
    You meet {p}, who is one of the {a}. You know that all {a} are {b}. Is {p} {b}?
    All {a} I know of are {b}, and there are no others. {p} is one of the {a}. Is {p} {b}?
    Here is a fact: all {a} are {b}. And here is another: {p} is one of the {a}. So is {p} {b}?
    {p} is among the {a}. Each of the {a} is {b}. Is it right that {p} is {b}?
    True for all {a}: they are {b}. {p} is one of the {a}. Is this true for {p} too, is {p} {b}?
    My book says that all {a} are {b}, and that {p} is one of the {a}. Is {p} {b}?
    The {a} are all {b}. One of the {a} is called {p}. Is {p} {b}?
    Each and every one of the {a} is {b}, and {p} is one too. What about {p}: {b} or not? Yes or no?
    One of the {a} has the name {p}. If all {a} are {b}, would you say {p} is {b}?
    If you are one of the {a}, you are {b}. {p} is one of the {a}. Is {p} {b}?
    Whoever is one of the {a} is also {b}. {p} is one of the {a}. Is {p} {b} then?
    Say yes or no: all {a} are {b}, {p} is one of the {a}, so {p} is {b}.
    We have learnt that all {a} are {b}. Someone tells us {p} is one of the {a}. Is {p} {b}?
    {p} is one of the {a}, and there are only {b} ones among them. Is {p} {b}?
    There is no one among the {a} who is not {b}. {p} is one of them. Is {p} {b}?
    To be one of the {a} means to be {b}. {p} is one of the {a}. Is {p} {b}?
    First fact: {p} is one of the {a}. Second fact: all {a} are {b}. Can you conclude that {p} is {b}?
    All the {a} in the world are {b}. {p} belongs to them. What follows: is {p} {b}?
    I have seen all the {a}, {p} among them, and they were all {b}. Was {p} {b}?
""")
NONE_ARE = wording("""
    No {a} are {b}. {p} is one of the {a}. Is {p} {b}?
    {p} belongs to the {a}, and none of the {a} are {b}. Is {p} {b}?
    (Not one|None) of the {a} is {b}. {p} is one of them. Is {p} {b}?
    If no {a} are {b} and {p} is one of the {a}, is {p} {b}?
    (We know|They say) no {a} are {b}. Is {p}, one of the {a}, {b}?
    {p} is one of the {a}. Since no {a} are {b}, is {p} {b}?
    No {a} are {b}, and {p} is one of them. (Can we say that|Does it follow that|Does this mean that) {p} is {b}?
    Suppose no {a} are {b}. {p} is one of the {a}. Is {p} {b} (then|all the same|)?
    Not a single one of the {a} is {b}. {p} counts among the {a}. Is {p} {b}?
    Without exception, {a} are not {b}. {p} is one of the {a}. Is {p} {b}, yes or no?
    Imagine a land where no {a} are {b}. {p}, one of the {a}, lives there. Is {p} {b}?
    There are many {a}, and none of them is {b}. {p} is one of these {a}. Would {p} be {b}?
    Is {p} {b}, if {p} is one of the {a} and no {a} are {b}?
    In a story no {a} are {b}. In that story {p} is one of the {a}. Is {p} {b}?
    Rule: no {a} are {b}. Fact: {p} is one of the {a}. Question: is {p} {b}?
    Given that no {a} are {b} and that {p} is one of the {a}, (can|will) {p} be {b}?
    You meet {p}, who is one of the {a}. You know that no {a} are {b}. Is {p} {b}?
    None of the {a} I know of are {b}, and there are no others. {p} is one of the {a}. Is {p} {b}?
    Here is a fact: no {a} are {b}. And here is another: {p} is one of the {a}. So is {p} {b}?
    {p} is among the {a}. Not one of the {a} is {b}. Is it right that {p} is {b}?
    True for all {a}: they are not {b}. {p} is one of the {a}. What about {p}, is {p} {b}?
    My book says that no {a} are {b}, and that {p} is one of the {a}. Is {p} {b}?
    The {a} are never {b}. One of the {a} is called {p}. Is {p} {b}?
    None of the {a} is {b}, and {p} is one too. What about {p}: {b} or not? Yes or no?
    One of the {a} has the name {p}. If no {a} are {b}, would you say {p} is {b}?
    If you are one of the {a}, you are not {b}. {p} is one of the {a}. Is {p} {b}?
    Nobody who is one of the {a} is {b}. {p} is one of the {a}. Is {p} {b} then?
    Say yes or no: no {a} are {b}, {p} is one of the {a}, so {p} is {b}.
    We have learnt that no {a} are {b}. Someone tells us {p} is one of the {a}. Is {p} {b}?
    {p} is one of the {a}, and there are no {b} ones among them. Is {p} {b}?
    There is no one among the {a} who is {b}. {p} is one of them. Is {p} {b}?
    To be one of the {a} means not to be {b}. {p} is one of the {a}. Is {p} {b}?
    First fact: {p} is one of the {a}. Second fact: no {a} are {b}. Can you conclude that {p} is {b}?
    None of the {a} in the world are {b}. {p} belongs to them. What follows: is {p} {b}?
    I have seen all the {a}, {p} among them, and none of them was {b}. Was {p} {b}?
""")
EITHER = wording("""
    The (ball|key|ring) is in the {x} box or in the {y} box. It is not in the {x} box. (Where|In which box) is it?
    It is either in the {x} or in the {y} (bag|box), but not in the {x} one. (Which one|In which) is it?
    There are a {x} and a {y} (door|cup). The (prize|cat) is not behind the {x} one, but behind one of them. Which (one|is it)?
    Not {x}. It is {x} or {y}. Which (is it|colour)?
    {p}'s car is {x} or {y}. It is not {x}. What colour is (it|{p}'s car)?
    (One of|Either) the {x} and the {y} light is on. The {x} (one|light) is off. Which is on?
    If it is {x} or {y} and it is not {x}, what colour is it?
    {p} hides a coin under a {x} or a {y} cup. It is not under the {x} cup. Under which (cup|one) is it?
    There are two boxes, {x} and {y}. The (toy|sweet|coin) is in one of them, but not in the {x} one. (Where is it|Which box is it in)?
    {p}'s (hat|bag|coat) is either {x} or {y}. We know that it isn't {x}. So (what colour is it|which colour does it have)?
    Either {x} or {y} is the right (answer|colour). {x} is wrong. Which is right?
    Two (doors|keys), one {x} and one {y}. Only one of them is the right one. It isn't the {x} one. Which is it?
    {p} has picked a colour, {x} or {y}. I guess {x}, and {p} says no. Which colour is it?
    I am thinking of a colour. It is {x} or {y}, but it is not {x}. Which is it?
    A (flag|bird|flower) is either {x} or {y}. Somebody says: it is certainly not {x}. Then what colour is it?
    The winner wears {x} or {y}. The winner does not wear {x}. What colour does the winner wear?
    Which box holds the ball, the {x} or the {y} one, if the {x} one is empty?
    {p} will take the {x} or the {y} (bus|boat). {p} does not take the {x} one. Which one does {p} take?
    Which colour is left if it must be {x} or {y} and {x} is not possible?
    There is a mouse in the {x} hat or in the {y} hat. We look in the {x} hat: no mouse. In which hat is the mouse?
    The choice is {x} or {y}. {p} does not want {x}. What does {p} choose?
    It must be one of {x} and {y}. It cannot be {x}. So it must be (what|which)?
    {p} lives in the {x} house or in the {y} house. It is not the {x} house. Which colour has {p}'s house?
    Of the two teams, {x} and {y}, one won. The {x} team lost. Which team won?
    {p} used one pencil, {x} or {y}. The {x} pencil was not used. Which one was?
    Only two colours are possible, {x} and {y}. If we rule out {x}, which remains?
    Was it {x} or {y}? It was not {x}, that is sure. What was it?
    In one of two drawers, {x} and {y}, lies a key. The {x} drawer has nothing in it. Which drawer has the key?
    Fill in: it is {x} or {y}. It isn't {x}, so it is ___.
    The cat sleeps on the {x} or on the {y} chair. It is not on the {x} chair. On which chair does it sleep?
    My (brother|friend) has a {x} or a {y} bike, and I know it is not {x}. Tell me its colour.
    {p} ate one sweet, a {x} one or a {y} one. The {x} one is still there. Which one did {p} eat?
    The answer is {x} or {y}. Somebody tells you that it is not {x}. What is the answer?
    One of two buttons, {x} and {y}, opens the door. The {x} button does not open it. Which button does?
    Not the {x} one, so which of the two, {x} or {y}, is it?
    If {p} has chosen {x} or {y}, and {p} has not chosen {x}, then {p} has chosen (what|which colour)?
""")
EACH_HAS = wording("""
    {p}, {o} and {q} have a {x}, a {y} and a {z} (ball|hat|bike), one each. {p} has the {x} one, {o} the {y} one. What colour is {q}'s?
    (Three friends|{p}, {o} and {q}) (each like|like) one colour: {x}, {y} or {z}, all different. {p} likes {x}, {o} likes {y}. What does {q} like?
    {q}, {p} and {o} choose {x}, {y} and {z}, each another. {p} (takes|chooses) {x}, {o} {y}. What (is left for|does) {q}( get| choose|)?
    There are a {x}, a {y} and a {z} cup. {p} gets {x}, {o} gets {y}, {q} gets the last. Which (is it|colour is it)?
    {p} wears {x} and {o} wears {y}. {q} wears the remaining colour of {x}, {y} and {z}. Which (is it|colour)?
    {p}, {o} and {q} each have a different colour: {x}, {y} or {z}. {p} has {x} and {o} has {y}. Which colour does {q} have?
    There are three (hats|cups|kites): {x}, {y} and {z}. {p} takes the {x} one and {o} takes the {y} one. Which (one |)is left for {q}?
    If {p} has the {x} ball, {o} has the {y} ball and {q} has the other one of {x}, {y} and {z}, what colour is {q}'s ball?
    The colours {x}, {y} and {z} are shared among {p}, {o} and {q}, one each. {p} gets {x}. {o} gets {y}. What does {q} get?
    Three children have three (balloons|bags|coats), {x}, {y} and {z}. {p} has {x}, {o} has {y}. Which one has {q}?
    Three chairs are {x}, {y} and {z}. {p} sits on the {x} one, {o} on the {y} one and {q} on the last. What colour is {q}'s chair?
    What colour has {q}, if {p}, {o} and {q} have {x}, {y} and {z}, one each, {p} has {x} and {o} has {y}?
    {q} gets the colour nobody else took. The colours are {x}, {y} and {z}. {p} took {x} and {o} took {y}. What does {q} get?
    Out of {x}, {y} and {z}, {p} picks {x}. Then {o} picks {y}. What colour can {q} still have?
    Three cars, one {x}, one {y} and one {z}, belong to {p}, {o} and {q}. The {x} one is {p}'s, the {y} one is {o}'s. What colour is the car of {q}?
    In a game the players {p}, {o} and {q} have the colours {x}, {y} and {z}. {p} is {x} and {o} is {y}. Which colour is {q}?
    {p} has the {x} pencil. {o} has the {y} pencil. There was also a {z} one, and {q} has it. What colour is {q}'s pencil?
    The doors are {x}, {y} and {z}. {p} lives behind the {x} door, {o} behind the {y} one. Behind which door does {q} live, if each lives behind another?
    {o} wears {y}, {p} wears {x}. The third one, {q}, wears what is left of {x}, {y} and {z}. Which colour is it?
    One of {p}, {o} and {q} has {z}, one has {x} and one has {y}. It is {p} who has {x} and {o} who has {y}. What does {q} have?
    Everyone wants another colour: {p} wants {x}, {o} wants {y}. The colours are {x}, {y} and {z}. Which is left for {q}?
    {x}, {y} and {z} flags are given to {p}, {o} and {q}. {p}'s is {x}, {o}'s is {y}. Find the colour of {q}'s flag.
    Three boats race: {x}, {y} and {z}. {p} is in the {x} boat, {o} in the {y} boat and {q} in the third. Which boat is {q} in?
    {p}, {o} and {q} paint three walls {x}, {y} and {z}. {p} paints the {x} one, {o} the {y} one. What colour is the wall that {q} paints?
    Nobody has the same colour. {p} has {x}, {o} has {y}, and {q} must have one of {x}, {y} or {z}. Which is it?
    Can you work out {q}'s colour? The colours are {x}, {y} and {z}, one each. {p} has {x} and {o} has {y}.
    Mum gives out three cups, {x}, {y} and {z}: {x} to {p}, {y} to {o}, and the last to {q}. What colour is {q}'s cup?
    Fill in: of {x}, {y} and {z}, {p} has {x}, {o} has {y}, and {q} has ___.
    {p}, {o} and {q} draw cards: one is {x}, one {y}, one {z}. {p} draws {x}, {o} draws {y}. Which card does {q} draw?
    Three keys, {x}, {y} and {z}, are for {p}, {o} and {q}. {p}'s key is the {x} one and {o}'s the {y} one. Which key is {q}'s?
    Take {x} for {p} and {y} for {o}. Of {x}, {y} and {z}, what remains for {q}?
    The teams of {p}, {o} and {q} wear {x}, {y} and {z}, all different. {p}'s team wears {x} and {o}'s wears {y}. What does {q}'s team wear?
    {q} comes last and must take the colour that {p} and {o} left. There were {x}, {y} and {z}; {p} took {x} and {o} took {y}. What is left?
    Of three eggs, {x}, {y} and {z}, {p} finds the {x} one, {o} the {y} one and {q} the other. What colour is the egg that {q} finds?
    What is the colour of {q}'s scarf if {p}, {o} and {q} have a {x}, a {y} and a {z} one, {p} has the {x} one and {o} has the {y} one?
""")
IF_THEN = wording("""
    If it rains, {p} takes (an umbrella|a coat). It rains. Does {p} take (one|it)?
    {p} (always |)(stays|plays) inside when it rains. (Today it rains|It is raining). Is {p} inside?
    Whenever the bell rings, {p} (stands up|comes). The bell rings. Does {p} (stand up|come)?
    If the light is green, {p} goes. The light is green. Does {p} go?
    When {p} is hungry, {p} eats. {p} is hungry. Does {p} eat?
    (Every|Each) Monday {p} swims. Today is Monday. Does {p} swim today?
    If the sun shines, {p} (plays outside|goes to the park). The sun is shining. Does {p} (do that|go out)?
    {p} always wears a hat when it is cold. It is cold. Does {p} wear a hat?
    When the phone rings, {p} answers it. The phone is ringing. Does {p} answer it?
    On Sundays {p} visits Grandma. Today is Sunday. Does {p} visit Grandma today?
    If {p} is tired, {p} goes to bed. {p} is tired. Does {p} go to bed?
    If the shop is open, {p} buys bread. The shop is open. Does {p} buy bread?
    Each time the dog barks, {p} wakes up. The dog is barking. Does {p} wake up?
    Whenever it snows, {p} builds a snowman. It is snowing. Will {p} build a snowman?
    {p} smiles whenever there is cake. There is cake today. Does {p} smile?
    As soon as the bus comes, {p} gets on. The bus is here. Does {p} get on?
    If {p} finishes the homework, {p} may play. {p} has finished it. May {p} play?
    It is known that {p} reads every evening. It is evening. Does {p} read?
    {p} drinks milk every morning. It is morning. Does {p} drink milk?
    If it is dark, {p} turns on the lamp. It is dark now. Is {p} going to turn on the lamp?
    Suppose {p} sings whenever {p} is happy. {p} is happy. Does {p} sing?
    When {p} is thirsty, {p} drinks water. {p} is very thirsty. Will {p} drink water?
    Does {p} take the bus, if {p} takes the bus on rainy days and today it is raining?
    Does {p} laugh, if {p} laughs at every joke and someone tells a joke?
    Everyone in the team has a red shirt, and {p} is in the team. Does {p} have a red shirt?
    All children in the class can swim. {p} is in the class. Can {p} swim?
    Anyone who is hungry gets soup. {p} is hungry. Does {p} get soup?
    The rule is: when the whistle blows, {p} runs. The whistle blows. Does {p} run?
    If today is a school day, {p} gets up early. Today is a school day. Does {p} get up early?
    {p} eats soup if it is cold outside. It is cold outside. Does {p} eat soup?
    All dogs in this house bark at night. {p} is a dog in this house. Does {p} bark at night?
    If {p} wins, there will be a party. {p} has won. Will there be a party?
    {p} opens the window when the room is warm. The room is warm. Does {p} open the window?
    Everybody who came to the party got a balloon. {p} came to the party. Did {p} get a balloon?
    The library is open on Tuesdays, and {p} goes there whenever it is open. It is Tuesday. Does {p} go there?
    {p} is older than six, and all who are older than six may ride. May {p} ride?
""")
NEVER = wording("""
    {p} never (swims|runs|reads) on Mondays. (Today is Monday|It is Monday). Does {p} do it today?
    When it rains, {p} (always |)stays inside. It is raining. Is {p} outside?
    {p} never eats meat. (Would|Will) {p} (order|eat) a sausage?
    {p} has no (pets|animals). Does {p} have a (cat|dog|rabbit)?
    If the light is red, nobody goes. The light is red. Does {p} go?
    {p} is shorter than the door. (Does|Must) {p} bend to walk through?
    {p} never drinks coffee. Will {p} (order|drink|have) a coffee?
    If it is dark, {p} does not go out. It is dark. Does {p} go out?
    {p} never goes to school on Sundays. Today is Sunday. Does {p} go to school?
    When {p} is ill, {p} stays in bed. {p} is ill. Is {p} at the playground?
    {p} cannot swim. Does {p} swim across the lake?
    Whenever the shop is closed, {p} buys nothing. The shop is closed. Does {p} buy bread?
    {p} has no brothers. Does {p} have a brother called Tim?
    {p} never wears a hat. It is sunny. Is {p} wearing a hat?
    {p} only plays outside when it is dry. It is raining. Does {p} play outside?
    If the gate is locked, nobody gets in. The gate is locked. Does {p} get in?
    {p} does not like cheese and never eats it. Would {p} eat a piece of cheese?
    The bus never stops here. Can {p} get on the bus here?
    When the bell has not rung, {p} stays in class. The bell has not rung. Has {p} left the class?
    No child in the class has a dog. {p} is a child in the class. Does {p} have a dog?
    Nobody in the team can skate. {p} is in the team. Can {p} skate?
    {p} has lost every pencil and has none left. Can {p} write with one of those pencils now?
    If there is no snow, {p} does not ski. There is no snow. Does {p} ski?
    Does {p} eat fish, if {p} never eats any fish?
    Does {p} go swimming, if {p} never swims in winter and it is winter?
    Without a ticket no one may enter. {p} has no ticket. May {p} enter?
    {p} is always at home on Mondays. It is Monday. Is {p} away?
    Only people older than ten may ride. {p} is six. May {p} ride?
    If {p} has no money, {p} cannot buy sweets. {p} has no money. Can {p} buy sweets?
    {p} was asleep all night. Did {p} read a book at midnight?
    {p} did not come to the party, and only those who came got a balloon. Did {p} get a balloon?
    The library is closed, so {p} stays at home. Is {p} in the library?
    There is no milk left. Can {p} drink a glass of that milk?
    {p} is younger than six, and nobody younger than six may ride. May {p} ride?
    When it is hot, {p} does not wear a coat. It is hot. Is {p} wearing a coat?
    If {p} has eaten, {p} is not hungry. {p} has eaten. Is {p} hungry?
""")
MADE_UP = "zogs lums fips wugs bleens dax tovs pims grobs yups cats birds dogs robots".split()
LOOKS = "blue red happy small tall green hungry round loud old".split()


def queue(rng: Random, _words: list[str]) -> Problem:
    names = rng.sample(PEOPLE, rng.randint(3, 6))
    i = rng.randrange(len(names))
    k = "last" if i == len(names) - 1 else "first second third fourth fifth".split()[i]
    return choice(QUEUE, dict(xs=", ".join(names[:-1]) + " and " + names[-1], k=k), names[i], "{}.", " ".join(f"{j + 1} {n}" for j, n in enumerate(names)))


def ahead(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(2, 30)
    return number(AHEAD, dict(a=a, p=rng.choice(PEOPLE)), a - 1, "It is {}.", minus(a, 1), few=True)


def behind(rng: Random, _words: list[str]) -> Problem:
    a = rng.randint(1, 20)
    n = a + rng.randint(1, 20)
    return number(BEHIND, dict(a=a, n=n, p=rng.choice(PEOPLE)), n - a, "It is {}.", minus(n, a))


def all_are(rng: Random, _words: list[str]) -> Problem:
    yes = rng.random() < 0.5
    v = dict(a=rng.choice(MADE_UP), b=rng.choice(LOOKS), p=rng.choice(PEOPLE), yes=yes)
    return choice(ALL_ARE if yes else NONE_ARE, v, "yes" if yes else "no", "{}.", f"{'all' if yes else 'no'} {v['a']} are {v['b']}")


def either(rng: Random, _words: list[str]) -> Problem:
    x, y = rng.sample(COLOURS, 2)
    return choice(EITHER, dict(x=x, y=y, p=rng.choice(PEOPLE)), y, "{}.", f"not {x}")


def each_has(rng: Random, _words: list[str]) -> Problem:
    (x, y, z), (p, o, q) = rng.sample(COLOURS, 3), rng.sample(PEOPLE, 3)
    return choice(EACH_HAS, dict(x=x, y=y, z=z, p=p, o=o, q=q), z, "{}.", f"{p} {x}, {o} {y}, left {z}")


def if_then(rng: Random, _words: list[str]) -> Problem:
    yes = rng.random() < 0.5
    return choice(IF_THEN if yes else NEVER, dict(p=rng.choice(PEOPLE), yes=yes), "yes" if yes else "no", "{}.")


KINDS: dict[str, list[Kind]] = {
    "logic": [queue, ahead, behind, all_are, either, each_has, if_then],
}
