"""Comparing, sharing, and stories of several steps."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, THINGS, Kind, number, over, plus_steps, times
from .school_measures import two
from .stories import minus, plus

HOW_MANY_MORE = wording("""
    {p} has {a} {t} and {o} has {b}. How many more {t} does {p} have( than {o}|)?
    {o} has {b} {t}. {p} has {a}. How many fewer {t} does {o} have?
    (What is|What's) the difference (if|when) {p} has {a} {t} and {o} has {b}?
    How many more {t} does {p} have than {o} (if|when) {p} has {a} and {o} {b}?
    {p} (collected|found|sold) {a} {t}, {o} (collected|found|sold) {b}. (By how many|How many) did {p} (win|have more)?
    {o} needs as many {t} as {p}. {p} has {a}, {o} has {b}. How many (more does {o} need|are missing)?
    There are {a} {t} and {b} (plates|boxes|bags). How many more {t} than (plates|boxes|bags) are there?
    If {p} has {a} {t} and {o} has {b}, how many more (does {p} have|has {p} got)?
    {p} has {a} {t}. That is more than {o}, who has {b}. How (much bigger is {p}'s number|many more is it)?
    {o} has only {b} {t}, but {p} has {a}. How many fewer does {o} have?
    (Compare|We compare): {p} has {a} {t}, {o} has {b}. How many more does {p} have?
    How many {t} (must|should) {o} get to have as many as {p}, if {p} has {a} and {o} has {b}?
    {p} (counted|got) {a} {t} and {o} (counted|got) {b}. What is the difference?
    By how many is {p}'s {a} more than {o}'s {b} {t}?
    {a} {t} for {p} and {b} for {o}: how many more (are there for|does that give) {p}?
    How many extra {t} does {p} have if {p} owns {a} and {o} owns {b}?
    {o} (found|made) {b} {t} and {p} (found|made) {a}. How many more did {p} (find|make)?
    On the table are {a} {t} of {p} and {b} of {o}. How many more of them are {p}'s?
    (Find|Work out) the difference: {p} has {a} {t}, {o} has {b}.
    {p}'s box holds {a} {t} and {o}'s box holds {b}. How many more are in {p}'s box?
    {o} wants the same number of {t} as {p}. {p} owns {a} and {o} owns {b}. How many does {o} still need?
    How many fewer {t} does {o} have than {p}, when {o} has {b} and {p} has {a}?
    There are {a} {t} in the red bag and {b} in the blue bag. How many more are in the red bag?
    {p} with {a} {t} has more than {o} with {b}. How many more?
    {b} {t} belong to {o} and {a} belong to {p}. How many more belong to {p}?
    Yesterday {p} sold {b} {t}, today {a}. How many more were sold today?
    Who has more, and by how many: {p} with {a} {t} or {o} with {b}? Give the difference.
    I have {a} {t} and you have {b}. How many more do I have (than you|)?
    You have {b} {t} and I have {a}. How many fewer do you have?
    A shop has {a} {t}; another has {b}. What is the difference between the two?
    How many {t} would {p} have to lose to have only as many as {o}, if {p} has {a} and {o} has {b}?
    There are {a} {t} and {b} children. Each child takes one. How many more {t} than children are there?
    {p} brought {a} {t} and {o} only {b}. How many more did {p} bring?
    Between {p}'s {a} {t} and {o}'s {b}, what is the difference?
    {o} got {b} {t}, {p} got {a}. How many more did {p} get than {o}?
    Say how many more {t} {p} has: {p} has {a}, {o} has {b}.
""")
TIMES_AS_MANY = wording("""
    {p} has {a} {t}. {o} has {k} times as many. How many {t} does {o} have?
    {o} has {k} times as many {t} as {p}, who has {a}. How many (is that|does {o} have)?
    How many {t} does {o} have (if|when) {p} has {a} and {o} has {k} times as many?
    {p} (found|picked|sold) {a} {t} and {o} {k} times (that many|as many). How many did {o} (find|pick|sell)?
    {k} times {p}'s {a} {t}: that is what {o} has. How many {t} (are they|is that)?
    {o}'s {t} are {k} times {p}'s. {p} has {a}. (Find|Tell me) how many {o} has.
    If {p} has {a} {t} and {o} has {k} times as many, how many does {o} have?
    {p} owns {a} {t}, and {o} owns {k} times that number. How many {t} does {o} own?
    {o} has {k} times as many {t} as {p}. If {p} has {a}, how many does {o} have?
    {p}'s {t}: {a}. {o} has {k} times as many. {o}'s {t}: (?|___)
    (Work out|Calculate) how many {t} {o} has: {k} times as many as {p}, who has {a}.
    For every one of {p}'s {a} {t}, {o} has {k}. How many {t} does {o} have?
    {p} made {a} {t}. {o} made {k} times as many {t} as {p}. How many did {o} make?
    There are {a} {t} in {p}'s bag and {k} times as many in {o}'s. How many are in {o}'s bag?
    How many {t} are {k} times as many as {p}'s {a}? That is what {o} has.
    With {a} {t}, {p} has few. {o} has {k} times as many. What number does {o} have?
    {p} has {a} {t}. Take that {k} times and you have {o}'s number. What is it?
    I have {a} {t}. My friend {o} has {k} times as many as I have. How many {t} does {o} have?
    {p} picked {a} {t} on Monday, and {o} picked {k} times as many on Tuesday. How many {t} did {o} pick?
    {o} says: I have {k} times as many {t} as {p}. {p} has {a}. What is {o}'s number of {t}?
    {a} {t} are {p}'s. Multiply by {k} to get {o}'s. How many are {o}'s?
    {p}'s small box holds {a} {t}. {o}'s large box holds {k} times as many. How many {t} does {o} have?
    How many does {o} have, if {o} has {k} times the {a} {t} of {p}?
    Find {o}'s number of {t}: {p} has {a} and {o} has {k} times as many.
    {p}'s pile has {a} {t}, and {o}'s pile is {k} times as big. How many {t} are in {o}'s pile?
    In {p}'s drawer lie {a} {t}. In {o}'s drawer there are {k} times as many. How many lie there?
    Suppose {p} collected {a} {t} and {o} collected {k} times as many. How many did {o} collect?
    {o} needs {k} times as many {t} as {p}, and {p} needs {a}. How many does {o} need?
    I wonder how many {t} {o} has: it is {k} times as many as {p}'s {a}.
    {p} has {a} {t}. If {o} had {k} times as many, how many would {o} have?
    Tell me {o}'s number of {t} if {p} has {a} and {o} has {k} times as many.
    {p} has a box with {a} {t}, and {o} has {k} boxes just like it. How many {t} does {o} have?
    {o} got {k} times the number of {t} that {p} got. {p} got {a}. What number did {o} get?
    While {p} made {a} {t}, {o} made {k} times as many. How many {t} did {o} make?
    If {p}'s number of {t} is {a} and {o}'s is {k} times that, what is {o}'s number?
""")
MORE_THAN = wording("""
    {p} has {a} {t}. {o} has {n} {w}. How many {t} does {o} have?
    {o} has {n} {w} {t} than {p}. {p} has {a}. How many (does {o} have|are {o}'s)?
    {p} (counts|owns|has) {a} {t} and {o} {n} {w}. (How many|What number) does {o} have?
    How many {t} has {o} (if|when) {p} has {a} and {o} has {n} {w}?
    {a} {t} belong to {p}; {o} has {n} {w}. How many {t} are {o}'s?
    If {p} has {a} {t} and {o} has {n} {w}, how many does {o} have?
    {o} has {n} {w} {t} than {p}, who has {a}. How many {t} (has {o} got|does {o} own)?
    {p} has {a} {t}. {o} has {n} {w} than that. What is {o}'s number?
    Compared with {p}, {o} has {n} {w} {t}. {p} has {a}. Find how many {o} has.
    {p}'s {t}: {a}. {o} has {n} {w} than {p}. {o}'s {t}: (?|___)
    There are {a} {t} in {p}'s bag and {n} {w} in {o}'s bag. How many are in {o}'s bag?
    {p} found {a} {t}. {o} found {n} {w} than {p}. How many {t} did {o} find?
    How many {t} does {o} have, with {n} {w} than the {a} that {p} has?
    {p} sold {a} {t} and {o} sold {n} {w}. How many did {o} sell?
    I have {a} {t} and my friend {o} has {n} {w} than me. How many does {o} have?
    (Work out|Calculate) {o}'s {t}: {n} {w} than {p}'s {a}.
    On {p}'s table there are {a} {t}, on {o}'s there are {n} {w}. How many {t} are there on {o}'s table?
    {o} made {n} {w} {t} than {p}. If {p} made {a}, how many did {o} make?
    {p}'s red box has {a} {t}. {o}'s blue box has {n} {w} than the red one. How many {t} are in {o}'s box?
    {p} counts {a} {t}; {o} counts {n} {w} than {p}. To what number does {o} count?
    {p} brought {a} {t} to school, {o} {n} {w} than {p}. How many {t} did {o} bring?
    If {o} has {n} {w} {t} than {p} and {p} has {a}, then {o} has how many?
    Say how many {t} {o} has when {p} has {a} and {o} has {n} {w} than {p}.
    What is {n} {w} than {p}'s {a} {t}? That is how many {o} has.
    With {n} {w} {t} than {p}'s {a}, {o} has how many?
    In {p}'s class they collected {a} {t}, in {o}'s class {n} {w}. How many {t} did {o}'s class collect?
    {o} says: I have {n} {w} {t} than {p}. {p} has {a}. So how many {t} has {o} got?
    Fill in: {p} has {a} {t}, {o} has {n} {w}, so {o} has ___ {t}.
    Last week {p} needed {a} {t} and {o} needed {n} {w}. How many did {o} need?
    I wonder how many {t} {o} has if that is {n} {w} than {p}'s {a}.
    How many {t} did {o} get if {p} got {a} and {o} got {n} {w}?
    {p} drew {a} {t}, and {o} drew {n} {w}. How many {t} did {o} draw?
    If you know that {p} has {a} {t} and {o} has {n} {w}, how many must {o} have?
    {o}'s bag holds {n} {w} {t} than {p}'s bag, which holds {a}. How many {t} are in {o}'s bag?
    How many {t} are in {o}'s box when {p}'s box has {a} and {o}'s has {n} {w}?
""")
SHARE = wording("""
    {p} has {a} {t} and (shares|splits) them (equally|fairly) (with|among) {n} friends, (keeping none|all of them). How many does each friend get?
    {a} {t} (are shared|are divided|are given out) (equally|evenly) (between|among) {n} (children|kids|people|pupils). How many (does each get|for each)?
    (Divide|Share|Split) {a} {t} (equally|fairly) (among|between) {n} children. How many (does each child get|each)?
    {n} (children|friends|people) (share|split) {a} {t}. How many (does each one get|are there for each)?
    If {n} friends share {a} {t} (equally|fairly), how many (does each get|{t} does one get)?
    {p} (packs|puts) {a} {t} (into|in) {n} (bags|boxes), the same number in each. How many (are|go) in each?
    How many {t} (are|go) in each of {n} (bags|rows|boxes) (if|when) {a} are (placed|spread) evenly?
    There are {a} {t} for {n} (children|people|friends), and each gets the same (number|amount). How many (does each get|is that each)?
    If {a} {t} are (shared|divided) equally (among|between) {n} (friends|children|people), how many does each (one |)(get|receive)?
    (A teacher|{p}) gives {a} {t} to {n} (children|pupils), the same number to each. How many does (one child|each child) get?
    {p} has {a} {t} and {n} friends. Each friend gets the same number, and none are left. How many is that for each?
    Each of {n} children gets the same number of {t}. There are {a} {t} in all. How many does each child get?
    How many {t} per (child|person) when {n} of them share {a} (equally|fairly)?
    {a} {t} divided (equally |)into {n} (groups|piles|bags): how many are in each (one|)?
    (A mother|{p}) wants to share out {a} {t} fairly to {n} kids. How many should each kid get?
    {n} equal piles are made from {a} {t}. How many {t} are in one pile?
    {a} {t} go into {n} (boxes|bags|baskets), equally many in every one. How many {t} does one hold?
    When {a} {t} are split into {n} equal parts, how many {t} are in each part?
    We are {n} children and have {a} {t}. We share them equally. How many do I get?
    (Work out|Find) how many {t} each of {n} people gets if they share {a} equally.
    What is each one's share if {a} {t} are divided evenly among {n} friends?
    {n} friends found {a} {t} together and want equal shares. How many for each friend?
    {p} lays {a} {t} in {n} equal rows. How many {t} are in each row?
    You have {a} {t} and must put the same number on each of {n} plates. How many go on one plate?
    {a} {t}, {n} children, equal shares: how many {t} for each child?
    Suppose {n} pupils divide {a} {t} fairly. How many does one pupil get?
    {p} spreads {a} {t} evenly over {n} shelves. How many {t} stand on each shelf?
    Can you split {a} {t} into {n} equal groups? How many are in a group?
    Into {n} bags {p} puts {a} {t}, with equal numbers. Each bag then has how many?
    Fill in: {a} {t} shared by {n} friends gives ___ for each.
    Everyone at a table of {n} gets equally many of the {a} {t}. How many does each person get?
    I want to give {n} friends the same number of {t}. I have {a}. How many can I give to each?
    Deal out {a} {t} to {n} players until none are left. How many does every player have?
    {a} {t} have to be packed equally in {n} boxes. What number of {t} goes into each box?
    Out of {a} {t}, {n} children all get the same number. How many is that for every child?
    Among {n} friends, {a} {t} are shared fairly. Each friend receives how many?
    {n} bags are filled with {a} {t} in all, and every bag has the same number. How many {t} does a bag have?
    {p} gives {n} friends equal numbers of {t} until all {a} are gone. How many did each friend get?
""")
LEFT_OVER = wording("""
    {p} (shares|splits|divides) {a} {t} (equally|fairly) among {n} children. How many (are|stay) left over?
    {a} {t} are (put|packed) into (bags|boxes) of {n}. How many (are left over|do not fit|remain)?
    How many {t} (are|stay|will be) left over when {n} (friends|people) share {a}( fairly|)?
    (What is|What's) the remainder (if|when) {a} {t} are (shared|divided) (by|among) {n}?
    {n} {t} fit into (a|one) box. {p} has {a} {t} and fills boxes. How many (are left|stay outside)?
    (Make|Form) groups of {n} from {a} {t}. How many (do not fit in a group|are left over)?
    If you (put|pack) {a} {t} into (bags|boxes) of {n}, how many are left (over|)?
    {a} {t} are shared (equally|fairly) by {n} children. How many {t} remain?
    {p} has {a} {t} and makes (piles|groups|rows) of {n}. How many {t} are left at the end?
    There are {a} {t} for {n} children, and each gets as many as possible, the same number. How many {t} are left?
    {n} friends share {a} {t} so that each gets the same. How many cannot be shared?
    What is left over when {a} {t} are (divided|split) into {n} equal groups?
    How many of the {a} {t} stay behind when they are given out fairly to {n} people?
    A box holds {n} {t}. After filling as many boxes as possible with {a} {t}, how many remain?
    {p} wants to share {a} {t} equally with {n} children and keep the rest. How many does {p} keep?
    Each bag must hold exactly {n} {t}. From {a} {t}, how many do not go into a full bag?
    {a} {t} in packs of {n}: how many are (left over|left without a pack)?
    Put {a} {t} in rows of {n}. How many are in no full row?
    (Work out|Find) what remains if {n} people share {a} {t} equally.
    {p} ties {a} {t} in bundles of {n}. How many {t} are left untied?
    When {a} {t} are dealt fairly to {n} players, how many are left on the table?
    Take {n} {t} at a time from {a} {t} until fewer than {n} are there. How many are there then?
    With {a} {t} you fill bags, {n} to a bag. How many {t} are still there when no more bags can be filled?
    {n} kids divide {a} {t} into equal shares. What number of {t} is left?
    Divide {a} {t} among {n} children. What is the remainder?
    A baker packs {n} {t} to a box and has {a} of them. How many stay unpacked?
    Fill in: {a} {t} in groups of {n} leave ___ over.
    If everyone of {n} friends gets equally many out of {a} {t}, how many {t} will be left for nobody to have?
    The teacher splits {a} {t} evenly among {n} tables. How many {t} does the teacher have left?
    I have {a} {t} and give {n} children equally many, as many as I can. How many do I have left?
    You want equal shares for {n} friends out of {a} {t}. How many {t} will not be used?
    If {p} fills boxes with {n} {t} each from {a} {t}, how many are left for no box?
    After {n} people have shared {a} {t} fairly, how many {t} are left?
    {p} gives out {a} {t}, the same number to each of {n} friends, as many as possible. How many does {p} have left?
    {a} {t} are sorted in full groups of {n}. How many {t} have no group?
    What is the remainder when {n} friends share {a} {t} so that all get the same?
    Of {a} {t}, how many are left when as many groups of {n} as possible have been made?
    Bags of {n} are filled from a heap of {a} {t}. How many {t} of the heap are left at the end?
""")
PACKS = wording("""
    {t} are (sold|packed) in (boxes|bags|packs) of {n}. How many (boxes|packs|bags) (are needed|do you need) for {a} {t}?
    {p} has {a} {t} and puts {n} in (each|every) (bag|box). How many (bags|boxes) (does {p} need|are that)?
    How many (groups|teams|bags|boxes) of {n} can (you|we) make (from|with|out of) {a} {t}?
    {n} {t} (fit in|go into) one (box|bag). How many (boxes|bags) (for|hold) {a} {t}?
    {a} {t}, {n} in (a|each) (bag|box|row): how many (bags|boxes|rows)?
    How many (bags|boxes) do you need to pack {a} {t}, if {n} go into each?
    If {n} {t} go in one (bag|box|basket), how many (bags|boxes|baskets) are needed for {a}?
    {p} packs {a} {t}, {n} to a box. How many boxes (are there|does {p} fill)?
    Each (box|bag) holds {n} {t}. There are {a} {t}. How many (boxes|bags) can be filled?
    {a} {t} are put in (rows|piles|groups) of {n}. How many (rows|piles|groups) (are there|is that)?
    A shop sells {t} in packs of {n}. {p} needs {a}. How many packs should {p} buy?
    {p} makes groups of {n} out of {a} {t}. How many groups does {p} get?
    How many times can you take {n} {t} from {a} {t}?
    {p} lays {n} {t} on each plate. How many plates are needed for {a} {t}?
    To store {a} {t}, {n} in every bag, you need how many bags?
    For {a} {t} in packs of {n}, what number of packs is needed?
    {a} {t} are given out, {n} to each child. How many children get some?
    Every child gets {n} {t}. How many children can you give to with {a} {t}?
    {p} has {a} {t} and gives each friend {n}. How many friends get {t} before they run out?
    How many bundles of {n} are there in {a} {t}?
    (Work out|Find) the number of boxes for {a} {t} with {n} in each.
    Suppose a tray takes {n} {t}. How many trays take {a} {t}?
    We have {a} {t} and put {n} on each table. How many tables do we need?
    You need {n} {t} for one necklace. How many necklaces can you make with {a}?
    {n} at a time, {p} carries {a} {t} upstairs. How many trips does {p} make?
    {p} fills shelves with {n} {t} each until all {a} {t} are put away. How many shelves are full?
    Fill in: {a} {t} make ___ packs of {n}.
    Count out {a} {t} in groups of {n}. What number of groups do you have?
    I want to sort {a} {t} into bags with {n} in each. How many bags should I get?
    One page holds {n} {t}. How many pages do {a} {t} take?
    How many packs of {n} must {p} open to get {a} {t}?
    From {a} {t}, {p} makes bags with {n} in each. How many bags are there?
    There are {a} {t}. In each row there are {n}. How many rows is that?
    In one box there is room for {n} {t}. For {a} {t}, how many boxes must we have?
    With {n} {t} to a bag, {a} {t} fill how many bags?
    {a} {t} are packed so that {n} are in each box. What is the number of boxes?
""")
BUS = wording("""
    There are {a} (people|children) (on|in) a bus. {b} get off and {c} get on. How many are (on the bus|in the bus) (now|then)?
    A bus (starts|leaves) with {a} (people|passengers). At the (first |next |)stop {b} get off and {c} get on. How many (people |)are on it now?
    {c} people get on a bus and {b} get off. Before there were {a}. How many are there now?
    (On|In) a (train|tram|bus) sit {a} people. {b} leave and {c} come in. How many (people |)(sit there|are there) (now|after that)?
    After {b} of {a} passengers get off and {c} get on, how many passengers are (on board|there)?
    {a} birds sit on a (tree|roof|wire). {b} fly away and {c} come. How many birds (are there now|sit there now)?
    {a} people are on a bus. {b} get off. Then {c} get on. How many (people |)are on the bus (now|after that)?
    If a bus with {a} people lets {b} off and takes {c} on, how many are (inside|on it)?
    At first there are {a} (passengers|people) on the (train|bus|tram). {b} get out and {c} get in. How many are there at the end?
    A (boat|train|tram) carries {a} people. At the stop {b} leave it and {c} enter. How many people does it carry now?
    There were {a} children in the (yard|room|park). {b} went home and {c} came. How many children are there now?
    {a} (ducks|birds|frogs) are on a pond. {b} go away and {c} more arrive. How many are on the pond now?
    On the bus were {a} people until {b} got off and {c} got on. How many are on it now?
    How many people are on the bus if it had {a}, then {b} got off and {c} got on?
    How many are left in a (shop|library) with {a} people when {b} go out and {c} come in?
    A library has {a} books on a shelf. {b} are borrowed and {c} are brought back. How many books are on the shelf now?
    {b} of the {a} people in a lift get out, and {c} new people get in. How many are in the lift now?
    The train had {a} passengers. {b} got off at the station, and {c} got on. What is the number of passengers now?
    A pool has {a} swimmers. {b} climb out, {c} jump in. How many swimmers are in the pool?
    I counted {a} people on the tram. At the next stop {b} got off and {c} got on. How many should I count now?
    In a car park stand {a} cars. {b} drive away and {c} drive in. How many cars are parked there now?
    {a} people sit in a cinema. {b} leave early, {c} come late. How many people sit there after that?
    You are the driver of a bus with {a} passengers. {b} get off and {c} get on. How many passengers have you got?
    Start with {a} passengers, take off {b}, let on {c}. How many passengers are there?
    {c} passengers board a ship after {b} of its {a} passengers have left. How many are on board now?
    A farmer has {a} sheep, sells {b} and buys {c}. How many sheep does the farmer have now?
    The ferry leaves with {a} people. On the island {b} get off and {c} get on. With how many people does it go back?
    A class has {a} pupils. {b} move away and {c} new ones join. How many pupils are in the class now?
    After a bus with {a} people has let out {b} and picked up {c}, how many people are on it?
    Work out how many people ride on: {a} were on the bus, {b} got off, {c} got on.
    Out of {a} cats in a yard, {b} run away, but {c} others come. How many cats are in the yard now?
    Before the stop there were {a} people on the bus. At the stop {b} left and {c} joined. How many people rode on?
    A hotel has {a} guests. {b} guests leave and {c} new guests arrive. How many guests are in the hotel then?
    {b} people get off a bus that had {a} people on it. Then {c} get on. Tell me how many are on the bus.
    There are {a} frogs on a log. {b} jump off and {c} jump on. Now there are how many?
    When {b} of {a} visitors have left a museum and {c} have come in, how many visitors are there?
    Fill in: a bus had {a} people, {b} got off, {c} got on, and now it has ___ people.
""")
TWO_STEPS = wording("""
    {p} has {n} (boxes|bags) with {k} {t} each. {p} (gives away|eats|loses) {b}. How many {t} (are left|remain)?
    {n} (bags|boxes) hold {k} {t} each, and {b} {t} are (taken out|sold|broken). How many {t} (are left|remain)?
    {p} buys {n} packs of {k} {t} and (uses|gives away) {b} of them. How many {t} (are left|does {p} have now)?
    How many {t} are left (if|when) {p} has {n} rows of {k} and takes away {b}?
    From {n} (boxes|trays) of {k} {t} each, {b} {t} are (bad|gone). How many (good ones|{t}) are left?
    If {p} has {n} (bags|boxes) of {k} {t} and gives {b} away, how many {t} (are left|does {p} still have)?
    There are {n} (boxes|bags|packs) with {k} {t} in each. {b} {t} are (used|taken|lost). How many {t} are (still there|left)?
    {p} has {n} rows of {k} {t}. {b} of the {t} are (removed|given away). How many remain?
    Each of {n} (bags|boxes|baskets) holds {k} {t}. {p} takes {b} {t} out. How many {t} are left in (all|total)?
    {p} filled {n} (bags|boxes), {k} {t} in each, and then sold {b} {t}. How many {t} (are left|has {p} got now)?
    A shop gets {n} boxes of {k} {t} and sells {b} {t}. How many {t} does the shop have left?
    {n} friends each bring {k} {t}. {b} of the {t} get lost. How many are left?
    {k} {t} are in each of {n} bags. How many are left when {b} {t} are taken away?
    {n} times {k} {t} were packed, and {b} were unpacked again. How many are still packed?
    First {p} gets {n} packs of {k} {t}. Then {p} gives {o} {b} {t}. How many {t} does {p} have then?
    {p} arranges {t} in {n} rows of {k} and then hands {b} to {o}. How many {t} are left for {p}?
    On {n} shelves stand {k} {t} each. Someone takes {b} of them. How many are left on the shelves?
    How many {t} remain when {b} are taken from {n} boxes with {k} each?
    How many {t} has {p} after buying {n} packs of {k} and giving away {b}?
    {p} had {n} trays, each with {k} {t}, but {b} {t} fell down. How many are still on the trays?
    {o} brings {n} bags with {k} {t} in each, and {p} uses {b} of the {t}. How many are not used?
    (Work out|Find) how many {t} are left: {n} boxes of {k}, minus {b} that were given away.
    Every day for {n} days {p} makes {k} {t}. Then {p} gives away {b}. How many {t} does {p} have?
    We bought {n} packs of {t} with {k} in a pack. We have used {b} so far. How many do we still have?
    In a box there are {n} layers of {k} {t}. {b} {t} are missing. How many {t} are in the box?
    From {n} packs of {k} {t}, {p} has already used {b} {t}. How many can {p} still use?
    A school orders {n} boxes of {t}, {k} to a box, and hands out {b}. How many {t} are not handed out?
    I have {n} jars with {k} {t} in each one. I give my friend {b} {t}. How many do I have left?
    {b} {t} were lost out of {n} bags holding {k} each. How many {t} were not lost?
    What is left when {p} loses {b} {t} out of {n} boxes with {k} {t} in each?
    You have {n} bags with {k} {t} in each bag and give away {b} {t}. How many {t} do you keep?
    If {b} {t} are taken from {n} full boxes of {k}, how many {t} are still there?
    Multiply first: {n} packs of {k} {t}. Then {b} {t} are used. How many are left?
    {p} gets {k} {t} from each of {n} friends and later loses {b}. How many {t} does {p} still have?
    Of the {t} in {n} boxes, with {k} in each box, {b} were broken. How many were not broken?
    A shop packs {n} boxes of {k} {t} and sells {b} of the {t}. How many are not sold?
    On a table are {n} plates with {k} {t} each. The children take {b} {t}. How many {t} are left on the plates?
    Fill in: {n} packs of {k} {t} minus {b} {t} leaves ___ {t}.
    I bought {n} bags with {k} {t} in each and have used {b} {t}. What number of {t} can I still use?
""")
DISTRACTED = wording("""
    {p} is {k} years old and has {a} {t}. {o} gives {p} {b} more. How many {t} does {p} have (now|then)?
    {p} has {a} {t} and {k} (brothers|cats|friends). {p} finds {b} (more |){t}. How many {t} is that?
    In a room with {k} (chairs|windows) lie {a} {t}. {p} brings {b} more. How many {t} are there (now|in the room)?
    At {k} o'clock {p} had {a} {t}. Then {o} brought {b} more. How many {t} (are there|does {p} have) now?
    {p}, who lives at number {k}, picks {a} {t} in the morning and {b} in the evening. How many {t} (is that|did {p} pick)?
    {p} reads {k} pages and then gets {b} {t}. Before that {p} had {a} {t}. How many {t} does {p} have now?
    {p} has {a} {t}, and it is {k} o'clock. {o} brings {b} more {t}. How many {t} does {p} have then?
    {p} lives on floor {k} and has {a} {t}. {p} buys {b} more. How many {t} does {p} have (in all|now)?
    {p} is {k} years old. {p} found {a} {t} on Monday and {b} on Tuesday. How many {t} did {p} find (in all|)?
    There are {k} windows in the shop. {p} buys {a} {t} there, then {b} more. How many {t} did {p} buy?
    {p} has {k} friends, {a} {t} in one box and {b} {t} in another. How many {t} does {p} have?
    In {k} days it is {p}'s birthday. {p} has {a} {t} and gets {b} more. How many {t} are that?
    {o}, who is {k} years old, gave {p} {b} {t}. {p} already had {a}. How many {t} has {p} now?
    After walking for {k} minutes, {p} picked {a} {t} and then {b} more. How many {t} did {p} pick?
    {p} put {a} {t} in a bag. The bag has {k} pockets. Then {p} put in {b} more. How many {t} are in the bag?
    At the market with {k} stalls, {p} bought {a} {t} and {o} bought {b}. How many {t} did they buy together?
    {p} has {a} {t} and {o} has {b}. They sit at a table with {k} legs. How many {t} do they have together?
    If {p}, aged {k}, has {a} {t} and gets {b} from {o}, how many {t} does {p} have?
    The trip took {k} hours. On the way {p} counted {a} {t} and {o} counted {b} others. How many {t} did they count together?
    {p} slept {k} hours. In the morning {p} had {a} {t} and then got {b} more. How many {t} did {p} have?
    How many {t} does {p} have if {p} had {a}, lives in house number {k} and got {b} more?
    How many {t} are there if {p} has {a}, {o} has {b}, and the room has {k} chairs?
    A train has {k} carriages. {p} takes {a} {t} onto it and {o} takes {b}. How many {t} do both take?
    {p} read for {k} minutes, then drew {a} {t} in red and {b} in blue. How many {t} did {p} draw?
    A house has {k} rooms. In the kitchen are {a} {t}, in the hall {b}. How many {t} are there in both together?
    {o} has {k} cats and gives {p} {b} {t}. Now {p}, who had {a}, has how many {t}?
    It took {p} {k} minutes to carry {a} {t} home. Later {p} carried {b} more. How many {t} did {p} carry home?
    My brother is {k} years old. I have {a} {t} and find {b} more. How many {t} do I have now?
    {p} wears shirt number {k}, has {a} {t} and wins {b} more. How many {t} is that altogether?
    On page {k} of a book there is a picture with {a} {t} on the left and {b} on the right. How many {t} are in the picture?
    Together with {k} friends, {p} went shopping. {p} bought {a} {t}, then another {b}. How many {t} did {p} buy in all?
    {p}, who has {k} cousins, has {a} {t} and gets {b} more for a birthday. How many {t} does {p} have then?
    The bag cost {k} dollars. In it {p} put {a} {t} and then {b} more. How many {t} are in the bag?
    It is {k} degrees outside. {p} has {a} {t} inside and brings in {b} more. How many {t} are inside?
    {p} took bus number {k} to buy {a} {t}. {o} bought {b}. How many {t} did the two of them buy?
    There were {k} people in the shop when {p} bought {a} {t} in it and {o} bought {b}. How many {t} were bought by {p} and {o}?
    {p} is in room {k}. On one desk are {a} {t}, on the next desk are {b}. How many {t} are on the two desks?
""")
ANIMALS = wording("""
    On a farm there are {a} (cows|hens|pigs), {b} (sheep|ducks|goats) and {c} (horses|geese|dogs). How many animals (is that|are there)( in all|)?
    {p} sees {a} (cats|cows), {b} (dogs|sheep) and {c} birds. How many animals (is that|did {p} see)?
    A (farmer|zoo) has {a} (goats|monkeys), {b} (donkeys|lions) and {c} (ducks|bears). (How many animals is that|What is the total)?
    {a} red, {b} blue and {c} (green|yellow) (balls|cars|flowers) are in a (box|garden|shop). How many are there (in all|altogether)?
    A class has {a} (books|pens), a second {b} and a third {c}. How many (do they have together|are there in total)?
    {p} (scores|gets) {a} points, then {b}, then {c}. How many points (is that|are these) (in all|in total)?
    There are {a} cats, {b} dogs and {c} rabbits. How many animals are there (altogether|in total)?
    If there are {a} ducks, {b} hens and {c} geese, how many birds (are there|is that) (altogether|in all)?
    {p} has {a} red, {b} green and {c} yellow (beads|balls|blocks). How many does {p} have (altogether|in total)?
    {p} (read|wrote) {a} pages on Monday, {b} on Tuesday and {c} on Wednesday. How many pages (is that|were they) in all?
    (Add|Count) all the animals: {a} cows, {b} pigs and {c} hens. (How many is that|What do you get)?
    A box has {a} pens, {b} pencils and {c} crayons. How many things are in (it|the box)?
    In the (park|forest) stand {a} oaks, {b} pines and {c} birches. How many trees are that?
    Three (classes|groups) have {a}, {b} and {c} children. How many children are there in all?
    {p} picks {a} roses, {b} tulips and {c} daisies. How many flowers does {p} have?
    How many fruits are in a basket with {a} apples, {b} pears and {c} plums?
    How many animals live on a farm with {a} cows, {b} sheep and {c} hens?
    On the first day {p} finds {a} shells, on the second {b} and on the third {c}. What is the total?
    A shop sold {a} books in the morning, {b} at noon and {c} in the evening. How many books did it sell that day?
    {a} boys, {b} girls and {c} adults are on a trip. How many people are on the trip?
    In three games {p} scored {a}, {b} and {c} points. What is the total score?
    {p} saw {a} buses, {b} cars and {c} bikes. How many vehicles did {p} see?
    Three bags hold {a}, {b} and {c} marbles. How many marbles do they hold together?
    A zoo keeps {a} monkeys, {b} birds and {c} snakes. Find the total number of animals.
    I have {a} coins in one pocket, {b} in another and {c} in my bag. How many coins do I have?
    In a pond swim {a} fish, {b} frogs and {c} ducks. How many animals are in the pond?
    {p} baked {a} cookies, {b} muffins and {c} cakes. How many things did {p} bake?
    On a shelf there are {a} blue, {b} red and {c} white books. How many books stand on the shelf?
    First {a} birds come, then {b} more and then {c} more. How many birds are there at the end?
    Work out how many people came: {a} on Friday, {b} on Saturday and {c} on Sunday.
    Put together {a} stamps, {b} stamps and {c} stamps. How many stamps have you got?
    {p} has {a} fish in one tank, {b} in the second and {c} in the third. How many fish does {p} have?
    A parade has {a} drums, {b} flutes and {c} trumpets. How many instruments are there?
    What is the total if there are {a} red, {b} yellow and {c} white flowers?
    A farmer counts {a} lambs, {b} calves and {c} foals. How many young animals are there in all?
    Three friends have {a}, {b} and {c} cards. How many cards do they have if they put them together?
    {a} children come by bus, {b} by bike and {c} on foot. How many children come?
    If you see {a} bees, {b} ants and {c} flies, how many insects do you see?
""")


def owners(rng: Random) -> dict:
    p, o = two(rng)
    return dict(p=p, o=o, t=rng.choice(THINGS))


def how_many_more(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 70), owners(rng)
    a = b + rng.randint(1, 50)
    return number(HOW_MANY_MORE, v | dict(a=a, b=b), a - b, "It is {} " + v["t"] + ".", minus(a, b))


def times_as_many(rng: Random, _words: list[str]) -> Problem:
    a, k, v = rng.randint(2, 30), rng.randint(2, 9), owners(rng)
    return number(TIMES_AS_MANY, v | dict(a=a, k=k), a * k, f"{v['o']} has {{}} {v['t']}.", times(a, k))


def more_than(rng: Random, _words: list[str]) -> Problem:
    n, w, v = rng.randint(1, 30), rng.choice(["more", "fewer"]), owners(rng)
    a = n + rng.randint(1, 60)
    return number(MORE_THAN, v | dict(a=a, n=n, w=w), a + n if w == "more" else a - n, f"{v['o']} has {{}} {v['t']}.", plus(a, n) if w == "more" else minus(a, n))


def share(rng: Random, _words: list[str]) -> Problem:
    n, each_gets = rng.randint(2, 12), rng.randint(1, 15)
    v = owners(rng) | dict(a=n * each_gets, n=n)
    return number(SHARE, v, each_gets, f"It is {{}} {v['t']}.", over(v["a"], n))


def left_over(rng: Random, _words: list[str]) -> Problem:
    n = rng.randint(2, 12)
    a = n * rng.randint(1, 9) + rng.randrange(n)
    return number(LEFT_OVER, owners(rng) | dict(a=a, n=n), a % n, "It is {}.", over(a, n) if a % n else f"{over(a, n)} r 0")


def packs(rng: Random, _words: list[str]) -> Problem:
    n, k = rng.randint(2, 12), rng.randint(2, 15)
    return number(PACKS, owners(rng) | dict(a=n * k, n=n), k, "It is {}.", over(n * k, n))


def bus(rng: Random, _words: list[str]) -> Problem:
    b, c = rng.randint(1, 20), rng.randint(1, 20)
    a = b + rng.randint(1, 40)
    return number(BUS, dict(a=a, b=b, c=c), a - b + c, "It is {}.", f"{minus(a, b)}\n{plus(a - b, c)}")


def two_steps(rng: Random, _words: list[str]) -> Problem:
    n, k, v = rng.randint(2, 10), rng.randint(2, 12), owners(rng)
    b = rng.randint(1, n * k - 1)
    return number(TWO_STEPS, v | dict(n=n, k=k, b=b), n * k - b, f"It is {{}} {v['t']}.", f"{times(k, n)}\n{minus(n * k, b)}")


def distracted(rng: Random, _words: list[str]) -> Problem:
    a, b, k, v = rng.randint(1, 60), rng.randint(1, 60), rng.randint(2, 12), owners(rng)
    return number(DISTRACTED, v | dict(a=a, b=b, k=k), a + b, f"It is {{}} {v['t']}.", plus(a, b))


def animals(rng: Random, _words: list[str]) -> Problem:
    a, b, c = (rng.randint(1, 40) for _ in range(3))
    return number(ANIMALS, dict(a=a, b=b, c=c, p=rng.choice(PEOPLE)), a + b + c, "It is {}.", plus_steps([a, b, c]))


KINDS: dict[str, list[Kind]] = {
    "comparing": [how_many_more, times_as_many, more_than],
    "sharing": [share, left_over, packs],
    "stories": [bus, two_steps, distracted, animals],
}
