"""Lengths, weights, speeds, ages, temperatures, dates and Roman numerals."""

from random import Random

from .calendar import MONTHS
from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, times
from .stories import minus, plus

LENGTHS = "metres centimetres 100|kilometres metres 1000|kilograms grams 1000|litres millilitres 1000|centimetres millimetres 10|euros cents 100|dollars cents 100".split("|")
MIXED = wording("""
    How many {v} (are|is|are there in) {a} {u} and {b} {v}?
    (Convert|Change|Turn) {a} {u} {b} {v} (to|into) {v}.
    {a} {u} and {b} {v} in {v}(?|, please.)
    (Express|Write|Give) {a} {u} and {b} {v} (in|as) {v}( only|).
    {p} measures {a} {u} and {b} {v}. How many {v} is (that|it)?
    Something is {a} {u} and {b} {v}. How (much|many {v}) is that in {v}?
    {a} {u} and {b} {v} = __ {v}
    How many {v} do {a} {u} and {b} {v} make?
    (Work out|Find|Tell me) how many {v} {a} {u} and {b} {v} are.
    If something is {a} {u} and {b} {v}, how many {v} is that?
    (I wonder|Do you know) how many {v} there are in {a} {u} and {b} {v}?
    What is {a} {u} and {b} {v} in {v}?
    In {v}, {a} {u} and {b} {v} (is|makes) how much?
    I have {a} {u} and {b} {v}. How many {v} (is that|do I have)?
    {a} {u} plus {b} {v}: how many {v} (altogether|in all|in total)?
    {p} comes to {a} {u} and {b} {v}. Write that in {v}.
    (Put|Bring) {a} {u} and {b} {v} into {v}.
    We need {a} {u} and {b} {v}. Say it in {v} only.
    How many {v} do you get (if|when) you change {a} {u} and {b} {v} into {v}?
    Only {v}, please(:|.) {a} {u} {b} {v}
    Add {b} {v} to {a} {u}. How many {v} is it?
    (Change|Turn) {a} {u} into {v}, then add {b} {v}. What do you get?
    {a} {u} {b} {v} is the same as __ {v}.
    Our teacher writes {a} {u} and {b} {v} on the board. How many {v} are they?
    The answer must be in {v}(:|.) How much is {a} {u} and {b} {v}?
    First there are {a} {u}, then {b} {v} more. How many {v} are there together?
    The sum of {a} {u} and {b} {v} is how many {v}?
    {a} {u} and another {b} {v}, how many {v} is it?
    Which number of {v} equals {a} {u} and {b} {v}?
    My list says {a} {u} and {b} {v}. (What|How much) is that in {v}?
""")
WHICH_MORE = wording("""
    (Which|What) is (more|larger|longer), {x} or {y}?
    {x} or {y}: which is (more|larger|greater)?
    (Tell me|Say) which is more: {x} or {y}.
    (Compare|Look at) {x} and {y}. Which is (more|larger)?
    (Is|Which is it,) {x} or {y} (more|the larger amount)?
    Is {x} more or is {y}? (Say|Name) the larger( one|).
    (Find|Name|Pick) the larger amount: {x} or {y}(.|)
    Of {x} and {y}, which is (more|larger|greater)?
    If you compare {x} with {y}, which is (more|larger)?
    (I wonder|Do you know) which is (more|larger), {x} or {y}?
    The larger of {x} and {y} (is|is which)?
    Which of these is (more|larger|greater): {x}, {y}?
    {x} or {y}, (what|which) do you think is (larger|more)?
    One is {x}, the other is {y}. Which is (more|larger)?
    {x} compared with {y}(:|,) which (one |)is more?
    Between {x} and {y}, (pick|choose) the larger( one|).
    Tom has {x} and Mia has {y}. (Which amount is larger|Which is more)?
    (Watch|Mind) the units(:|!) Which is more, {x} or {y}?
    Change both to the same unit(:|.) Which is larger, {x} or {y}?
    Which is the (larger|greater) amount, {x} or {y}?
    Which would be more: {x} or {y}?
    You have two choices, {x} and {y}. Which one is more?
    Put {x} and {y} side by side. Which is (larger|more)?
    Which is bigger, {x} or {y}?
    More(:|?) {x} or {y}
    (My friend|My brother) thinks about {x} and {y}. Which of them is more?
    (Say|Write) the larger one: {x}, {y}.
    Two amounts: {x} and {y}. Which is larger?
    Which counts for more, {x} or {y}?
    What would you say is larger: {x} or {y}?
""")
ROPE = wording("""
    A (rope|ribbon|plank|wire) is {a} {u} long. {p} cuts off {b} {u}. How (long is the rest|much is left|many {u} are left)?
    From a (rope|ribbon|board) of {a} {u}, {b} {u} are cut off. (What|How much) (remains|is left)?
    {p} has {a} {u} of (string|ribbon|cloth) and uses {b} {u}. How (much|many {u}) (is left|are left|remains)?
    How (long|much) is left of a {a} {u} (rope|ribbon) (after|when) {b} {u} are (cut|taken) off?
    A (tank|bottle|bag) holds {a} {w}. {b} {w} are taken out. How (much|many {w}) (is left|are left)?
    If you cut {b} {u} off a (rope|ribbon|wire) of {a} {u}, how (long is the rest|many {u} are left)?
    {p} bought {a} {u} of (cloth|wire|string). {b} {u} are used. How many {u} (are left|remain)?
    (Work out|Find|Tell me) the length that is left when {b} {u} are cut from {a} {u} of (rope|ribbon).
    A (barrel|jug|sack) has {a} {w} in it. After {b} {w} are used, how many {w} are left?
    There (were|are) {a} {w} in the (tank|bucket|box). {p} takes out {b} {w}. How many {w} are still (in it|there)?
    (I wonder|Do you know) how long a (ribbon|rope) of {a} {u} is after losing {b} {u}?
    Of {a} {u} of ribbon, {b} {u} are already used. What length (is left|remains)?
    A (plank|pole|pipe) of {a} {u} is made shorter by {b} {u}. How long is it now?
    {p} needs {b} {u} of (rope|string) from a roll of {a} {u}. How much stays on the roll?
    {a} {u} of (wire|ribbon), minus {b} {u}: how many {u}?
    {a} {w} (take away|minus) {b} {w} leaves how many {w}?
    We had {a} {w} of (rice|flour|juice) and used {b} {w}. How much do we have now?
    A string is {a} {u} long. It should be {b} {u} shorter. How long should it be?
    Cut a (board|rope) of {a} {u} into two pieces. One is {b} {u} long. How long is the other?
    How many {u} remain of a (wire|ribbon) of {a} {u} if {p} takes {b} {u}?
    Start with {a} {w}. Pour out {b} {w}. How many {w} are there at the end?
    From a (pipe|plank|pole) of {a} {u}, {p} saws off {b} {u}. The rest is __ {u}.
    The (cook|baker) had {a} {w} of (milk|water|sugar) and needed {b} {w} for a cake. What is left?
    {p} wants to (walk|climb|swim) {a} {u}. {b} {u} are done. How many {u} are left?
    Length of the rope: {a} {u}. Cut off: {b} {u}. Left?
    After {p} uses {b} {u} of a tape that was {a} {u} long, how much tape is left?
    A (candle|snowman|pile) was {a} {u} high and is now {b} {u} lower. How high is it?
    How much is still in a pot of {a} {w} (when|if) {b} {w} (are poured out|have been taken)?
    Of a fence {a} {u} long, {b} {u} are painted. How many {u} must still be painted?
    Someone drinks or eats {b} {w} of the {a} {w} we had. How many {w} (are|do we have) left?
""")
WALK = wording("""
    {p} walks {a} {u} on {d} and {b} {u} on {e}. How (far|many {u}) (is that|did {p} walk) (in all|together)?
    (First|At first) {p} (rides|drives|swims|runs) {a} {u}, then {b} {u} more. (How far|How many {u}) (is it|is that) in total?
    It is {a} {u} to the (park|lake) and {b} {u} from there to the (school|station). How (far|long) is the whole way?
    A (road|track|path) of {a} {u} and one of {b} {u} are (joined|put end to end). How long are they (together|in all)?
    (What is|What's) the total of {a} {u} and {b} {u}? (Say|Answer in) {u}.
    {a} {u} there and {b} {u} (on|further): how (far|many {u}) altogether?
    {a} {u} plus {b} {u} is how (far|many {u})?
    If {p} (walks|runs|rides) {a} {u} and then {b} {u}, how far does {p} go (in all|altogether|in total)?
    (Work out|Find|Tell me) the total distance of {a} {u} and {b} {u}.
    {p} ran {a} {u} on {d}. On {e} it was {b} {u}. How many {u} did {p} run (on both days|in all)?
    The bus goes {a} {u} to the first stop and {b} {u} to the last. How (long|far) is the whole trip?
    (I wonder|Do you know) how far {p} goes with {a} {u} before lunch and {b} {u} after it?
    In the morning we hiked {a} {u}, in the afternoon {b} {u}. How far did we hike?
    Two (roads|paths) are {a} {u} and {b} {u} long. What is their total length?
    After {a} {u} {p} takes a break and then goes another {b} {u}. How far has {p} gone?
    How many {u} are {a} {u} and {b} {u} together?
    A plane flew {a} {u}, then {b} {u} further. What distance did it fly?
    Distance on {d}: {a} {u}. Distance on {e}: {b} {u}. Total?
    Add {a} {u} and {b} {u}. How many {u} (is it|do you get)?
    From home to the shop it is {a} {u}, from the shop to the pool {b} {u}. How far is it from home to the pool, past the shop?
    {p} has already (walked|driven) {a} {u} and has {b} {u} to go. How long is the whole way?
    On {d} the group walked {a} {u} and on {e} {b} {u} more. How many {u} did they walk in total?
    The first part of a race is {a} {u} and the second part is {b} {u}. How long is the race?
    {p}'s trip: {a} {u} by bus and {b} {u} on foot. How far (was|is) it in all?
    {a} {u} and {b} {u} make __ {u}.
    What distance do {a} {u} and {b} {u} make (together|in all)?
    A fence is {a} {u} long. It is made {b} {u} longer. How long is it now?
    How far did {p} travel if it was {a} {u} on {d} and {b} {u} on {e}?
    The boat sails {a} {u} on {d}. It sails {b} {u} on {e}. How many {u} has it sailed?
    Going {a} {u} north and then {b} {u} more, how many {u} do you (go|travel) altogether?
""")
SPEED = wording("""
    A (car|train|bus|bike) (goes|drives|travels) {a} kilometres (an|per|each) hour. How far does it go in {n} hours?
    (How far|How many kilometres) (is it|do you get) in {n} hours at {a} kilometres (an|per) hour?
    {p} (walks|rides|drives) {a} kilometres every hour. How many kilometres (is that|are that) after {n} hours?
    At {a} km (per hour|an hour), how (far|many km) (is|are done in) {n} hours?
    {n} hours at {a} kilometres (an|per) hour (is|makes) how (far|many kilometres)?
    {a} kilometres an hour for {n} hours (is|makes) how many kilometres?
    If a (car|train|bus) goes {a} kilometres (an|per|each) hour, how far does it go in {n} hours?
    (Work out|Find|Tell me) the distance for {n} hours at {a} kilometres an hour.
    A (ship|truck|van) has a speed of {a} kilometres an hour. How many kilometres does it (do|travel) in {n} hours?
    (I wonder|Do you know) how far you get in {n} hours at {a} kilometres an hour?
    How far will {p} be after {n} hours, going {a} kilometres each hour?
    In one hour {p} (goes|rides|cycles) {a} kilometres. How far (is it|does {p} get) in {n} hours?
    Speed: {a} kilometres an hour. Time: {n} hours. Distance?
    {p} travels for {n} hours at {a} km/h. What distance is that in kilometres?
    With {a} kilometres in every hour, how many kilometres are there in {n} hours?
    A (bird|boat|horse) covers {a} kilometres per hour. What distance does it cover in {n} hours?
    For {n} hours a train went {a} kilometres an hour. How long was the way?
    Each hour the (bus|van) goes {a} kilometres. The trip takes {n} hours. How many kilometres is it?
    How many kilometres does a (car|tram|scooter) (go|drive) in {n} hours if it goes {a} kilometres in one?
    {n} hours on the road at {a} kilometres per hour: __ kilometres.
    The driver keeps a speed of {a} kilometres an hour for {n} hours. How far does the driver get?
    At a speed of {a} kilometres per hour, what distance is done in {n} hours?
    {p} needs {n} hours to get there at {a} kilometres an hour. How far is it?
    You move {a} kilometres every hour. After {n} hours, how many kilometres have you moved?
    A storm moves {a} kilometres an hour. How far does it move in {n} hours?
    What distance lies behind {p} after {n} hours at {a} kilometres an hour?
    {a} km/h, {n} h: how many km?
    How long is a road if you need {n} hours for it at {a} kilometres an hour?
    Hour after hour the train does {a} kilometres. After {n} hours it has done how many?
    A {n} hour ride at {a} kilometres an hour is how long in kilometres?
""")
OLDER = wording("""
    {p} is {a} years old. How old (will {p} be|is {p}) in {n} years?
    {p} is {a}( now| today|). (What age|How old) will {p} be {n} years (from now|later)?
    In {n} years, how old (is|will) {p}( be|) (if|when) {p} is {a} (now|today)?
    (How old|What age) (is|will be) someone {n} years after turning {a}?
    (Today|Now|This year) {p} is {a} years old. {n} years later, (how old|what age) (is {p}|will {p} be)?
    {p} turned {a} (today|last week). How old will {p} be (after|in) {n} years?
    If {p} is {a} (years old |)now, how old will {p} be in {n} years?
    (Work out|Find|Tell me) how old {p} will be in {n} years. {p} is {a} now.
    {p}, who is {a}, will be how old in {n} years?
    (I wonder|Do you know) how old {p} will be in {n} years, being {a} today?
    How old will {p} be {n} years from now if {p} is {a} today?
    {n} years from now, what will {p}'s age be? {p} is {a} years old.
    {p}'s age is {a}. What will it be in {n} years?
    Now {p} is {a}, so in {n} years {p} will be __.
    {p}'s age today: {a}. {p}'s age in {n} years?
    {p} celebrated birthday number {a}. Which birthday comes {n} years later?
    Wait {n} years. How old is {p} then, if {p} is {a} now?
    {p} is {a}. Add {n} years. How old is {p} then?
    What age will {p}, who is {a}, reach in {n} years?
    When {n} years have passed, how old is {p}, who is {a} (now|today)?
    At {a}, {p} moves to a new house and lives there for {n} years. How old is {p} after that?
    {p} started at age {a} and stopped {n} years later. How old was {p} at the end?
    {p} the (turtle|horse|parrot) is {a} years old. How old will {p} be in {n} years?
    In {n} years {p}, now {a}, will have which age?
    How many years old is {p} going to be in {n} years, with {a} years today?
    {p} says: I am {a} years old. How old will {p} be {n} years later?
    My (cousin|neighbour|friend) {p} is {a}. How old will {p} be when {n} years have gone by?
    {p} will wait {n} years for a licence and is {a} now. How old will {p} be then?
    Being {a} today, what age is {p} after {n} (more |)years?
    Suppose {p} is {a}. How old will {p} be once {n} years are over?
""")
YOUNGER = wording("""
    {p} is {a} years old. How old was {p} {n} years ago?
    {n} years ago, how old was {p}, who is {a} (now|today)?
    {p} is {a}( now|). (What age|How old) was {p} {n} years (ago|earlier|before)?
    (How old|What age) was {p} {n} years ago (if|when) {p} is {a} (now|today)?
    (Today|Now) {p} is {a}. Go back {n} years. How old was {p}(| then)?
    If {p} is {a} (years old |)now, how old was {p} {n} years ago?
    (Work out|Find|Tell me) how old {p} was {n} years ago. {p} is {a} now.
    {p}, who is {a}, was how old {n} years ago?
    (I wonder|Do you know) how old {p} was {n} years ago, being {a} today?
    What was {p}'s age {n} years ago? {p} is {a} years old (now|today).
    {p}'s age is {a}. What was it {n} years ago?
    Now {p} is {a}, so {n} years ago {p} was __.
    {p}'s age today: {a}. {p}'s age {n} years ago?
    {p} moved here {n} years ago and is {a} now. How old was {p} when that happened?
    {p} has played (the piano|chess|football) for {n} years and is {a} years old. At what age did {p} start?
    Think back {n} years. How old was {p}, if {p} is {a} now?
    {p} is {a}. Take away {n} years. How old was {p} then?
    What age was {p} {n} years back, now being {a}?
    How old was {p} {n} years earlier, if {p} is {a} years old today?
    {p} the (turtle|horse|parrot) is {a} years old. How old was {p} {n} years ago?
    {p} is {a} years old today. {p}'s little brother was born {n} years ago. How old was {p} at that time?
    The photo is {n} years old. {p} is {a} today. How old is {p} in the photo?
    {n} years ago {p}, now {a}, had which age?
    {p} says: I am {a} years old. How old was {p} {n} years before?
    My (cousin|neighbour|friend) {p} is {a}. How old was {p} when it was {n} years earlier?
    {p} learnt to swim {n} years ago. {p} is {a} now. At what age was that?
    Being {a} today, what age was {p} {n} years (ago|before)?
    Suppose {p} is {a}. How many years old was {p} {n} years ago?
    Today {a}, but how old was {p} {n} years ago?
    (Imagine|Say) it is {n} years earlier. {p} is {a} now. How old would {p} be then?
""")
AGE_GAP = wording("""
    {p} is {a} years old and {o} is {n} years {w}. How old is {o}?
    {o} is {n} years {w} than {p}. {p} is {a}. (What is {o}'s age|How old is {o})?
    How old is {o} (if|when) {p} is {a} and {o} is {n} years {w}?
    {p} is {a}. {o}, (a friend|a cousin|a neighbour), is {n} years {w}. How old is {o}?
    (What is|Tell me) the age of {o}, who is {n} years {w} than {p}(, aged|, who is) {a}(?|.)
    {p}'s age is {a}. {o} is {w} by {n} years. (How old|What age) is {o}?
    If {p} is {a} and {o} is {n} years {w}, how old is {o}?
    (Work out|Find|Tell me) how old {o} is. {p} is {a}, and {o} is {n} years {w}.
    {p} is {a} years old. {o} is {w}, by {n} years. What age is {o}?
    (I wonder|Do you know) how old {o} is, being {n} years {w} than {p}, who is {a}?
    {o}, {n} years {w} than {p}, is how old if {p} is {a}?
    Being {n} years {w} than {p}, who is {a}, what is the age of {o}?
    {p} is {a} years old, so {o}, who is {n} years {w}, is __.
    Age of {p}: {a}. {o} is {n} years {w}. Age of {o}?
    {p} is {a}. {o} is not the same age but {n} years {w}. How many years old is {o}?
    {n} years {w} than {p} is {o}. {p} is {a} years old. How old is {o}?
    Two friends: {p} is {a}, {o} is {n} years {w}. (What age|How old) is {o}?
    There are {n} years between {p} and {o}. {o} is the {w} one and {p} is {a}. How old is {o}?
    {p} has turned {a}. How old is {o}, who is {n} years {w}?
    What is {o}'s age if {p}'s age is {a} and {o} is {n} years {w}?
    {p} says: I am {a}, and {o} is {n} years {w} than me. How old is {o}?
    Compared with {p}, {o} is {n} years {w}. {p} is {a}. What is {o}'s age?
    How many years old is {o}, if {o} is {n} years {w} than {p} and {p} is {a}?
    {o} and {p} are (cousins|neighbours|friends). {p} is {a} and {o} is {n} years {w}. How old is {o}?
    Everyone knows that {p} is {a}. {o} is {n} years {w}. So how old is {o}?
    When {p} is {a} and {o} is {w} by {n} years, what age does {o} have?
    {p} is {a}. How old must {o} be, if {o} is {n} years {w}?
    {o} is {w} than {p}. The difference is {n} years. {p} is {a}. How old is {o}?
    At school {p}, who is {a}, sits next to {o}, who is {n} years {w}. How old is {o}?
    Suppose {p} is {a} years old. Then {o}, {n} years {w}, has which age?
""")
BETWEEN_AGES = wording("""
    {p} is {a} and {o} is {b}. How many years (older|more) is {p}?
    (What is|What's) the (age difference|difference in age) between {p}, who is {a}, and {o}, who is {b}?
    {o} is {b} years old, {p} is {a}. (By how many years|How much) is {p} older?
    How many years (younger is {o} than {p}|lie between {o} and {p}) if {p} is {a} and {o} is {b}?
    {p} is {a} years old. {o} is {b}. How many years (lie |)between them?
    If {p} is {a} and {o} is {b}, how many years older is {p}?
    (Work out|Find|Tell me) the age difference. {p} is {a}, {o} is {b}.
    {p}, {a}, and {o}, {b}, are how many years apart?
    (I wonder|Do you know) by how many years {p}, who is {a}, is older than {o}, who is {b}?
    How much older is {p} at {a} than {o} at {b}?
    How many years younger is {o}, who is {b}, than {p}, who is {a}?
    Age of {p}: {a}. Age of {o}: {b}. Difference?
    As {p} is {a} and {o} is {b}, {p} is __ years older.
    {o} is {b} years old. How many years older is {p}, at {a}?
    What is the gap between the age of {p}, {a}, and the age of {o}, {b}?
    {p}'s age is {a}, {o}'s age is {b}. How far apart are their ages?
    {p} is {a}. {o} is only {b}. How many years younger is {o}?
    Compare the ages: {p} {a}, {o} {b}. How many years are between them?
    The older one, {p}, is {a}, and the younger one, {o}, is {b}. By how many years do they differ?
    By how many years is {o} younger, if {o} is {b} and {p} is {a}?
    {p} was already born when {o} came into the world. {p} is {a}, {o} is {b}. How many years apart are they?
    In a family {p} is {a} and {o} is {b}. How many years lie between the two?
    Two people, {p} and {o}, are {a} and {b} years old. What is the difference of their ages?
    Subtract {o}'s age, {b}, from {p}'s age, {a}. What do you get?
    Today {p} turns {a} and {o} turns {b}. How many years older is {p} than {o}?
    {p} has had {a} birthdays and {o} has had {b}. How many years older is {p}?
    {a} years is {p}'s age and {b} years is {o}'s. How much older is {p}?
    {o}, who is {b}, asks how many years older {p} is, who is {a}. What is the answer?
    When {p} is {a}, {o} is {b}. What is the difference in years?
    {p} has lived {a} years and {o} {b} years. How many more years has {p} lived?
""")
BORN = wording("""
    {p} was born in {y}. How old (is|was) {p} in {z}( at the end of the year|)?
    (How old|What age) (is|was) someone born in {y} (in|at the end of) {z}?
    {p}'s (birth year|year of birth) is {y}. (How old|What age) does {p} (get|turn) in {z}?
    Born in {y}: how old in {z}?
    (In|The year is) {z}, how old is a person born in {y}?
    If {p} was born in {y}, how old is {p} at the end of {z}?
    (Work out|Find|Tell me) the age in {z} of someone born in {y}.
    {p} came into the world in {y}. How old does {p} (get|turn) in {z}?
    (I wonder|Do you know) how old someone born in {y} is at the end of {z}?
    Year of birth: {y}. Age in {z}?
    Which birthday does {p}, born in {y}, have in {z}?
    A (cat|horse|tortoise) was born in {y}. How old is it at the end of {z}?
    Born in {y}, {p} turns __ in {z}.
    A (house|bridge|school) was built in {y}. How many years old does it get in {z}?
    In {z}, {p} has a birthday. {p} was born in {y}. How old does {p} get?
    How many years old does {p} turn in {z}, being born in {y}?
    How many years is it from the birth of {p} in {y} to {z}?
    {p}, born in {y}, turns how old in {z}?
    My (uncle|teacher|grandma) was born in {y}. What age does this person reach in {z}?
    What age do you (get|reach) in {z} if you were born in {y}?
    What is the age of a person, at the end of {z}, whose birth year is {y}?
    When the year is {z}, what age does someone from {y} turn?
    {p} was a new baby in {y}. How old was or will {p} be at the end of {z}?
    Take {p}'s year of birth, {y}, from {z}. How old is {p} then?
    A passport says: born in {y}. How old does its owner turn in {z}?
    From {y}, when {p} was born, to {z}: how many years old is {p} then?
    By the end of {z}, how old is a child of the year {y}?
    The year {y} is when {p} was born. What age does {p} reach in {z}?
    How old does somebody get in {z} who was born in {y}?
    Suppose you were born in {y}. How many candles are on your cake in {z}?
""")
DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
ROMAN = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
HEIGHTS = [("centimetres tall", "taller", "shorter"), ("kilograms", "heavier", "lighter"), ("years old", "older", "younger")]
SIZES = {"centimetres": "a pencil|a spoon|a book|a hand|a mouse".split("|"), "metres": "a house|a bus|a swimming pool|a tree|a classroom".split("|"),
         "kilometres": "the way to another city|a long river|a motorway|a bicycle tour|a country".split("|")}
TEMPERATURE = wording("""
    It is {a} degrees in the morning. (At noon|Later) it is {n} degrees {w}. (How many degrees|What temperature) is it (at noon|then)?
    The temperature is {a} degrees and (gets|becomes) {n} degrees {w}. What is it (now|then)?
    {n} degrees {w} than {a} degrees: (what|how many degrees) is that?
    A thermometer shows {a} degrees. What does it show (when|if) it is {n} degrees {w}?
    (Yesterday|Last night) it was {a} degrees. (Today|Now) it is {n} degrees {w}. What is the temperature (today|now)?
    From {a} degrees it gets {n} degrees {w}. (How many degrees|What temperature) is it (then|after that)?
    If it is {a} degrees and gets {n} degrees {w}, what is the temperature?
    It was {a} degrees. Then it (got|became|turned) {n} degrees {w}. (How many degrees|What temperature) is it now?
    (Work out|Find|Tell me) the temperature that is {n} degrees {w} than {a} degrees.
    (I wonder|Do you know) what temperature it is when {a} degrees get {n} degrees {w}?
    What temperature is {n} degrees {w} than {a} degrees?
    Start: {a} degrees. Change: {n} degrees {w}. End?
    Outside it is {a} degrees. In an hour it will be {n} degrees {w}. What will the temperature be?
    It is {a} degrees here. In the mountains it is {n} degrees {w}. How many degrees is it there?
    {a} degrees, then {n} degrees {w}: __ degrees.
    In my town it is {a} degrees, in yours it is {n} degrees {w}. What is the temperature in your town?
    The water has {a} degrees. It gets {n} degrees {w}. What temperature does it have then?
    By evening it is {n} degrees {w} than now. Now it is {a} degrees. How many degrees is it by evening?
    How many degrees is it if {a} degrees change to {n} degrees {w}?
    The forecast says: today {a} degrees, tomorrow {n} degrees {w}. How many degrees is it tomorrow?
    In the room it is {a} degrees. The next room is {n} degrees {w}. How warm or cold is the next room?
    At first the thermometer says {a} degrees. Later it is {n} degrees {w}. What does it say later?
    Mia reads {a} degrees on the thermometer. An hour later it is {n} degrees {w}. What is it then?
    Than {a} degrees, {n} degrees {w} is how many degrees?
    When the day began it was {a} degrees. By lunch it was {n} degrees {w}. What was the temperature at lunch?
    A screen on the wall shows {a} degrees. It becomes {n} degrees {w}. What does the screen show now?
    Make it {n} degrees {w} than {a} degrees. How many degrees is that?
    It is {n} degrees {w} than this morning, when it was {a} degrees. How many degrees is it now?
    The weather changed: it was {a} degrees and now it is {n} degrees {w}. What is the new temperature?
    On a scale, go from {a} degrees to a point {n} degrees {w}. Which temperature is that?
""")
DATE = wording("""
    Today is {m} {d}. (What|Which) date is it in {n} days?
    (What|Which) date is {n} days after {m} {d}?
    (My birthday|The trip|The test) is {n} days after {m} {d}. (What|Which) date is that?
    It is {m} {d}. (Name|Tell me) the date {n} days (later|from now).
    If today is {m} {d}, (what|which) date (is it|will it be) {n} days later?
    {m} {d} plus {n} days(?| is which date?)
    {m} {d} + {n} days = __
    (Work out|Find|Tell me) the date {n} days after {m} {d}.
    If it is {m} {d} today, what is the date in {n} days?
    (I wonder|Do you know) which date comes {n} days after {m} {d}?
    We (leave|travel|go) {n} days after {m} {d}. On (what|which) date (do we leave|is that)?
    (Count|Go) {n} days on from {m} {d}. (What|Which) date do you (get|reach)?
    The calendar shows {m} {d}. What will it show {n} days later?
    {n} days from {m} {d} (is|will be) (what|which) date?
    On {m} {d} I planted a seed, and {n} days later it came up. On which date was that?
    In {n} days, what is the date, if today is {m} {d}?
    A parcel was sent on {m} {d} and arrives {n} days later. On (what|which) date does it arrive?
    Start date: {m} {d}. {n} days later. End date?
    The library book was taken on {m} {d} and is due in {n} days. What is the due date?
    {m} {d} is today. Name the date {n} days from today.
    When {n} days have passed since {m} {d}, what is the date?
    Mum says that the (party|fair|show) is {n} days after {m} {d}. Which date must I write down?
    Add {n} days to {m} {d}. (What|Which) date is it?
    The date {n} days after {m} {d} (is|is which)?
    School starts {n} days after {m} {d}. On what date does it start?
    It was {m} {d}. Then {n} days went by. Which date was it?
    Which day of which month is {n} days after {m} {d}?
    From {m} {d}, wait {n} days. What date is it then?
    The baby was born {n} days after {m} {d}. (Give|Tell me) the date of birth as month and day.
    Give the month and day (for|of) the date {n} days after {m} {d}.
    If {m} {d} was {n} days ago, what is the date today?
""")
TO_ROMAN = wording("""
    (Write|Give) {n} (in|as) Roman numerals.
    (What is|What's) {n} in Roman numerals?
    (How do you|How did the Romans) write {n}(?| in Roman numerals?)
    {n} (in|as) Roman numerals(?|, please.)
    (Turn|Change) {n} into (Roman numerals|a Roman numeral).
    {n} = __ in Roman numerals
    (Which|What) Roman numeral (stands for|means|is) {n}?
    How is {n} written in Roman numerals?
    (Can|Could) you write {n} in Roman numerals?
    (I wonder|Do you know) how to write {n} in Roman numerals?
    If I want to write {n} like the Romans, what do I write?
    (Show|Tell) me {n} as a Roman numeral.
    (Convert|Change|Translate) the number {n} to Roman numerals.
    In Roman numerals, {n} is __.
    In Roman numerals, how do you write {n}?
    Roman numeral for {n}(?|:)
    A Roman (soldier|stonecutter|teacher) wants to write {n}. What does he write?
    Which letters did the Romans use for {n}?
    {n}: write it with Roman letters.
    Chapter {n} has its number in Roman numerals. What is it?
    Use I, V, X and so on to write {n}.
    The old clock tower needs the number {n} in Roman numerals. What do I (carve|paint)?
    What would {n} be in Roman numerals?
    How would an old Roman (write|show) the number {n}?
    (Express|Put) {n} in Roman numerals.
    What does the number {n} look like in Roman numerals?
    With Roman numerals, {n} is written how?
    Please give the Roman way to write {n}.
    (King|Queen) number {n} uses a Roman numeral. Which one is it?
    What Roman number is the same as {n}?
""")
FROM_ROMAN = wording("""
    (What|Which) number is {r}?
    (What does|What number does) the Roman numeral {r} (mean|stand for)?
    (Write|Give) {r} (in digits|as a normal number).
    {r} is (what|which) number in Roman numerals?
    (On a clock|On an old building) I see {r}. (What|Which) number is (it|that)?
    {r} = __ (in digits|in our numbers|as a normal number)
    (What is|What's) {r} (in digits|as a normal number|in our numbers)?
    What is the value of the Roman numeral {r}?
    (Can|Could) you (read|tell me) the Roman numeral {r}? Which number is it?
    (I wonder|Do you know) which number {r} (is|means|stands for)?
    If a chapter has the number {r}, which chapter is it?
    (Convert|Change|Translate) the Roman numeral {r} to a number.
    The Roman numeral {r} is the number __.
    How much is {r}?
    What number did the Romans mean (by|with) {r}?
    (Write|Give) the Roman numeral {r} (with|in) ordinary digits.
    How do you write {r} with our digits?
    Roman {r} is which number (today|for us)?
    (A ship|A king|A war) has the Roman number {r}. Which number is that?
    In a book I found {r} above the first line. Which chapter number is it?
    On the stone is carved {r}. What number is carved there?
    {r}: what number does it stand for?
    On my grandfather's watch there are Roman numerals. What number is {r}?
    Number for the Roman numeral {r}(?|:)
    Which of our numbers is {r}?
    Roman numerals(:|.) {r} is what in digits?
    Turn {r} into (digits|a number we use today|an ordinary number).
    In ordinary numbers, what is {r}?
    An old (coin|gate|clock) says {r}. (Write|Say) it as a normal number.
    {r} is the Roman way to write which number?
""")
BY_HOW_MUCH = wording("""
    {p} is {a} {u} and {o} is {b}. By how (much|many) is {p} {k}?
    {o} is {b} {u}, {p} is {a}. (What is|Find) the difference(?|.)
    How much {k} is {p} with {a} than {o} with {b}?
    {p}: {a} {u}. {o}: {b} {u}. How much {k} is {p}?
    The difference between {p}, who is {a} {u}, and {o}, who is {b} {u}(?| is?)
    {p} is {a} {u}. {o} is only {b}. (How much|By how much) is {p} {k}?
    If {p} is {a} {u} and {o} is {b} {u}, how much {k} is {p}?
    (Work out|Find|Tell me) how much {k} {p} is. {p} is {a} {u}, {o} is {b} {u}.
    {p} is {a} {u}. {o} is {b} {u}. The difference is __.
    (I wonder|Do you know) how much {k} {p} is at {a} than {o} at {b}?
    What is the difference if {p} is {a} {u} and {o} is {b} {u}?
    {p}, who is {a} {u}, is {k} than {o}, who is {b} {u}. By how much?
    By how much is {p} with {a} {k} than {o} with {b}?
    {o} is {b} {u}. How much {k} is {p}, who is {a} {u}?
    {a} {u} is {p} and {b} {u} is {o}. How much {k} is {p} than {o}?
    Compare {p}, {a} {u}, with {o}, {b} {u}. How much {k} is {p}?
    {p} is {k} than {o}. {p} is {a} {u} and {o} is {b} {u}. What is the difference?
    The {k} one is {p}, {a} {u}. The other is {o}, {b} {u}. What is the difference between them?
    How far apart are {p}, {a} {u}, and {o}, {b} {u}?
    At the doctor's: {p} {a} {u}, {o} {b} {u}. How much {k} is {p}?
    Take {o} with {b} and {p} with {a}. How much {k} is {p}?
    We wrote down that {p} is {a} {u} and {o} is {b} {u}. How much {k} is {p}?
    Of the two, {p} is {k} with {a} against {b} of {o}. By how much?
    {p} is {a} {u} and {o} is {b} {u}. How much (is missing for {o} to equal|does {o} lack compared to) {p}?
    Since {p} is {a} {u} and {o} {b} {u}, how much {k} is {p}?
    In class {p} is {a} {u} and {o} is {b} {u}. How big is the difference?
    {p} is at {a} and {o} is at {b}. How much {k} is {p} than {o}?
    {o} is {b} {u} and {p} is {a} {u}, so {p} is __ {k}.
    Subtract: {p} is {a} {u}, {o} is {b} {u}. How much {k} is {p}?
    Being {a} {u}, how much {k} is {p} than {o}, who is {b} {u}?
""")
WHO_IS_MORE = wording("""
    {p} is {a} {u} and {o} is {b} {u}. Who is {k}?
    Who is {k}: {p} with {a} or {o} with {b}?
    {o}: {b} {u}. {p}: {a} {u}. (Which of them|Who) is {k}?
    {p} is {a} {u}. {o} is {b}. (Tell me|Say) who is {k}.
    {a} {u} is {p}, {b} {u} is {o}. (So who|Who) is {k}?
    (Of|Between) {p}, who is {a} {u}, and {o}, who is {b}, (who|which one) is {k}?
    If {p} is {a} {u} and {o} is {b} {u}, who is {k}?
    (Find out|Work out|Decide) who is {k}. {p} is {a} {u}, {o} is {b} {u}.
    (I wonder|Do you know) who is {k}: {p} is {a} {u} and {o} is {b} {u}?
    Is {p} or {o} {k}, if {p} is {a} {u} and {o} is {b} {u}?
    {p} is {a} {u} and {o} is {b} {u}. The {k} one is __.
    Name the {k} one: {p} is {a} {u}, {o} is {b} {u}.
    Which (child|person|one) is {k}, {p} with {a} or {o} with {b}?
    {o} is {b} {u}, {p} is {a} {u}. Which of the two is {k}?
    The {k} of the two, {p} with {a} and {o} with {b}, is who?
    {p} and {o} compare. {p} is {a} {u}, {o} is {b} {u}. Who is {k}?
    We know that {p} is {a} {u} and that {o} is {b} {u}. So who is {k}?
    Between {p} with {a} and {o} with {b}, who is {k}?
    Say the name of the {k} one. {o} is {b} {u} and {p} is {a} {u}.
    {p} is {a} {u}. {o} is {b} {u}. Is {p} {k}, or is {o}?
    At the doctor's {p} is {a} {u} and {o} is {b} {u}. Who of them is {k}?
    My friends are {p} and {o}. {p} is {a} {u} and {o} is {b} {u}. Which friend is {k}?
    Who of the two is {k}, if {o} is {b} {u} and {p} is {a} {u}?
    Look at the list: {p} {a} {u}, {o} {b} {u}. Who is {k}?
    (Choose|Pick) the {k} one: {p} with {a} or {o} with {b}.
    One is {p}, {a} {u}, the other is {o}, {b} {u}. Who is the {k} one?
    As {p} is {a} {u} and {o} is {b} {u}, which of them is {k}?
    Out of {p} with {a} and {o} with {b}, who is {k}?
    In class {p} is {a} {u}, while {o} is {b} {u}. Tell me who is {k}.
    {p} or {o}: who is {k}? {p} is {a} {u} and {o} is {b} {u}.
""")
UNIT = wording("""
    (Would you measure|Do we measure) {x} in {us}?
    (Which|What) unit (fits|is right) for the length of {x}: {us}?
    (Which|What) (unit |)would you use for {x}: {us}?
    The length of {x} is measured in (what|which unit): {us}?
    {x}: {us}?
    (Choose|Pick) the (best|right) unit for {x}: {us}(.|)
    How long is {x}: is it best (measured|given) in {us}?
    (Which|What) is the best unit for the length of {x}: {us}?
    To measure {x}, would you (use|take|choose) {us}?
    If you measured {x}, which unit would you use: {us}?
    (I wonder|Do you know) which unit fits {x}: {us}?
    Which of these units (suits|fits|goes with) {x}: {us}?
    The length of {x} is best measured in __. (Choose from|Your choices are) {us}.
    Should the length of {x} be (given|written) in {us}?
    Ben measures {x}. Which unit is best: {us}?
    For the length of {x}, (pick|choose|take) one: {us}.
    Units: {us}. Which one is right for the length of {x}?
    How do we say how long {x} is: in {us}?
    In (which|what) unit would you (give|tell) the length of {x}: {us}?
    We want to know the length of {x}. Do we measure it in {us}?
    You have {us}. Which would you use to measure {x}?
    When we measure {x}, is it in {us}?
    What do people use to say how long {x} is, {us}?
    Most sensible unit for {x}: {us}?
    Would the length of {x} be given in {us}?
    My homework asks for the unit that fits {x}: {us}. Which one is it?
    Measuring {x}, which of {us} do you need?
    Imagine {x}. Is its length a matter of {us}?
    Name the unit for {x}. You can choose from {us}.
    The right unit for the length of {x} (is|would be) which: {us}?
""")


def two(rng: Random) -> tuple[str, str]:
    x, y = rng.sample(PEOPLE, 2)
    return x, y


def mixed(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS).split()
    k = int(factor)
    a, b = rng.randint(1, 12), rng.randint(1, k - 1)
    return number(MIXED, dict(a=a, b=b, u=u, v=v, p=rng.choice(["The table", "The garden", "The bag", "It", "The thing"])), a * k + b, f"It is {{}} {v}.",
                  f"{a} x {k} = {a * k}\n{plus(a * k, b)}")


def which_more(rng: Random, _words: list[str]) -> Problem:
    u, v, factor = rng.choice(LENGTHS[:5]).split()
    k = int(factor)
    a = rng.randint(1, 9)
    b = rng.choice([a * k + rng.choice([-1, 1]) * rng.randint(1, max(1, k // 2)), rng.randint(1, 10 * k)])
    b = b if b not in (0, a * k) else a * k + 1
    given = [f"{a} {u}", f"{b} {v}"]
    best = given[0] if a * k > b else given[1]
    rng.shuffle(given)
    return choice(WHICH_MORE, dict(x=given[0], y=given[1]), best, "{} is more.", f"{a} {u} = {a * k} {v}")


def rope(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(1, 60)
    a = b + rng.randint(1, 60)
    u, w = rng.choice("metres centimetres feet inches".split()), rng.choice("litres kilograms cups".split())
    return number(ROPE, dict(a=a, b=b, u=u, w=w, p=rng.choice(PEOPLE)), a - b, "It is {}.", minus(a, b))


def walk(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(1, 99), rng.randint(1, 99)
    d, e = rng.sample("Monday Tuesday Wednesday Friday Saturday".split(), 2)
    u = rng.choice("kilometres metres miles".split())
    return number(WALK, dict(a=a, b=b, d=d, e=e, u=u, p=rng.choice(PEOPLE)), a + b, f"It is {{}} {u}.", plus(a, b))


def speed(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.choice([4, 5, 10, 12, 15, 20, 40, 50, 60, 80, 100, 120]), rng.randint(2, 9)
    return number(SPEED, dict(a=a, n=n, p=rng.choice(PEOPLE)), a * n, "It is {} kilometres.", times(a, n))


def older(rng: Random, _words: list[str]) -> Problem:
    a, n, p = rng.randint(2, 60), rng.randint(1, 30), rng.choice(PEOPLE)
    return number(OLDER, dict(a=a, n=n, p=p), a + n, f"{p} will be {{}} years old.", plus(a, n))


def younger(rng: Random, _words: list[str]) -> Problem:
    n, p = rng.randint(1, 20), rng.choice(PEOPLE)
    a = n + rng.randint(1, 40)
    return number(YOUNGER, dict(a=a, n=n, p=p), a - n, f"{p} was {{}} years old.", minus(a, n))


def age_gap(rng: Random, _words: list[str]) -> Problem:
    (p, o), n, w = two(rng), rng.randint(1, 12), rng.choice(["older", "younger"])
    a = n + rng.randint(1, 40)
    return number(AGE_GAP, dict(a=a, n=n, w=w, p=p, o=o), a + n if w == "older" else a - n, f"{o} is {{}} years old.", plus(a, n) if w == "older" else minus(a, n))


def between_ages(rng: Random, _words: list[str]) -> Problem:
    (p, o), b = two(rng), rng.randint(2, 50)
    a = b + rng.randint(1, 30)
    return number(BETWEEN_AGES, dict(a=a, b=b, p=p, o=o), a - b, "It is {} years.", minus(a, b))


def born(rng: Random, _words: list[str]) -> Problem:
    y = rng.randint(1950, 2020)
    z, p = y + rng.randint(1, 60), rng.choice(PEOPLE)
    return number(BORN, dict(y=str(y), z=str(z), p=p), z - y, "The age is {}.", minus(z, y))


def temperature(rng: Random, _words: list[str]) -> Problem:
    a, n, w = rng.randint(-9, 28), rng.randint(1, 12), rng.choice(["warmer", "colder"])
    end = a + n if w == "warmer" else a - n
    sign = "+" if w == "warmer" else "-"
    return number(TEMPERATURE, dict(a=str(a), n=n, w=w), end, "It is {} degrees.", f"{a} {sign} {n} is {end}")


def date_after(rng: Random, _words: list[str]) -> Problem:
    i, n = rng.randrange(12), rng.randint(1, 20)
    d = rng.randint(1, DAYS_IN[i])
    if i == 1 and d + n > 28:
        d, n = rng.randint(1, 20), rng.randint(1, 8)  # February may have a 29th
    month, end, think = MONTHS[i], d + n, plus(d, n)
    if end > DAYS_IN[i]:
        month, end, think = MONTHS[(i + 1) % 12], end - DAYS_IN[i], f"{think}\n{MONTHS[i]} has {DAYS_IN[i]} days\n{minus(end, DAYS_IN[i])}"
    return choice(DATE, dict(m=MONTHS[i], d=str(d), n=n), f"{month} {end}", "It is {}.", think)


def roman_steps(n: int) -> tuple[str, str]:
    made, steps = "", []
    for value, sign in ROMAN:
        while n >= value:
            made, n = made + sign, n - value
            steps.append(f"{value} {sign}")
    return made, ", ".join(steps)


def to_roman(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, rng.choice([12, 89]))
    made, steps = roman_steps(n)
    return choice(TO_ROMAN, dict(n=str(n)), made, "It is {}.", steps)


def from_roman(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(1, rng.choice([12, 89]))
    made, steps = roman_steps(n)
    return number(FROM_ROMAN, dict(r=made), n, "It is {}.", steps)


def people(rng: Random) -> dict:
    p, o = rng.sample(PEOPLE, 2)
    return dict(p=p, o=o)


def by_how_much(rng: Random, _words: list[str]) -> Problem:
    u, k, _ = rng.choice(HEIGHTS)
    b = rng.randint(20, 140)
    a = b + rng.randint(1, 40)
    return number(BY_HOW_MUCH, people(rng) | dict(a=a, b=b, u=u, k=k), a - b, "It is {}.", minus(a, b))


def who_is_more(rng: Random, _words: list[str]) -> Problem:
    u, more, less = rng.choice(HEIGHTS)
    a, b = rng.sample(range(20, 160), 2)
    v, k = people(rng), rng.choice([more, less])
    return choice(WHO_IS_MORE, v | dict(a=a, b=b, u=u, k=k), v["p" if (a > b) == (k == more) else "o"], f"{{}} is {k}.", f"{max(a, b)} is more than {min(a, b)}")


def unit(rng: Random, _words: list[str]) -> Problem:
    right = rng.choice(list(SIZES))
    names = list(SIZES)
    rng.shuffle(names)
    return choice(UNIT, dict(x=rng.choice(SIZES[right]), us=f"{names[0]}, {names[1]} or {names[2]}"), right, "{}.")


KINDS: dict[str, list[Kind]] = {
    "measures": [mixed, which_more, rope, walk, speed],
    "ages": [older, younger, age_gap, between_ages, born],
    "numbers-of-a-day": [temperature, date_after, to_roman, from_roman, by_how_much, who_is_more, unit],
}
