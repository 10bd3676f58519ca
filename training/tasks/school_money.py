"""Money: prices, change, savings, cents and coins."""

from random import Random

from .grammar import Problem, wording
from .school import PEOPLE, Kind, choice, number, over, times
from .stories import minus, plus

GOODS = "a book:a pen|a ball:a rope|bread:milk|an apple:a banana|a comic:a juice|a cap:a scarf|a kite:a yo-yo|cheese:butter|a puzzle:a doll|a cake:a tea|a notebook:a ruler".split("|")
CURRENCIES = "dollars euros pounds cents".split()
TWO_PRICES = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. (How much do both cost|How much are they together|What is the total)?
    {p} buys {x} for {a} {u} and {y} for {b} {u}. How much does {p} (pay|spend)( in all| altogether|)?
    (How much|What) (is|do I pay for) {x} at {a} {u} and {y} at {b} {u} together?
    (At the shop|In a store|At the market) {p} spends {a} {u} on {x} and {b} {u} on {y}. How (much|many {u}) (is that|did {p} spend)?
    What do {x} at {a} {u} and {y} at {b} {u} cost together?
    {y} is {b} {u}, {x} is {a} {u}. (What do they cost|How much are they) (together|in total)?
    (I want|We want) {x} and {y}. The first costs {a} {u}, the second {b} {u}. How much (money do I need|is it in all)?
    {x} for {a} {u} plus {y} for {b} {u} is how (much|many {u})?
    (Work out|Find|Calculate) the total price of {x} at {a} {u} and {y} at {b} {u}.
    If {x} costs {a} {u} and {y} costs {b} {u}, (what is the total|how much do you pay for both)?
    A shop sells {x} for {a} {u} and {y} for {b} {u}. How much does it cost to buy (both|the two of them)?
    The bill shows {x} for {a} {u} and {y} for {b} {u}. (What|How much) is the whole bill?
    {p} wants to buy {x} for {a} {u} and {y} for {b} {u}. How (much money|many {u}) does {p} need?
    The price of {x} is {a} {u}. The price of {y} is {b} {u}. (Add the prices|What do they add up to|What is the sum of the prices)(?|.)
    How many {u} must {p} pay for {x}, which costs {a} {u}, and {y}, which costs {b} {u}?
    I bought {x} and {y}. I paid {a} {u} for one and {b} {u} for the other. (What|How much) did I spend?
    {x}: {a} {u}. {y}: {b} {u}. (Total|Together|Altogether)?
    Can you (work out|tell me) what {p} pays for {x} costing {a} {u} and {y} costing {b} {u}?
    (Yesterday|On Monday|This morning) {p} bought {x}. It cost {a} {u}. Then {p} bought {y} for {b} {u}. What did {p} spend in total?
    (My|Our) (mum|dad|aunt) pays {a} {u} for {x} and {b} {u} for {y}. How much (money |)is (that|spent)?
    Together, {x} for {a} {u} and {y} for {b} {u} cost __ {u}.
    {p} spent {a} {u} on {x}, then {b} {u} on {y}. (What was the total|How many {u} were spent)?
    (Sum|Add) up the prices: {x} {a} {u}, {y} {b} {u}.
    I wonder how much {x} and {y} cost together if they are {a} {u} and {b} {u}.
    First {p} pays {a} {u} for {x}, (and then|later) {b} {u} for {y}. How much (money |)has {p} paid (in all|by now)?
    Buying {x} means paying {a} {u}, buying {y} means paying {b} {u}. What must be paid for both?
    {p} has two things in the basket: {x} for {a} {u} and {y} for {b} {u}. What does the (cashier|shopkeeper) ask for?
    The total cost of {x} at {a} {u} and {y} at {b} {u}(?| is?)
    (How many|What number of) {u} do you need for {x} and {y} if their prices are {a} {u} and {b} {u}?
    For {x} they want {a} {u}, for {y} {b} {u}. (What will both cost|How much are the two)?
    {p}'s shopping: {x}, {a} {u}; {y}, {b} {u}. (What|How much) is it altogether?
""")
CHANGE = wording("""
    {p} (pays|gives) {b} {u} for {x} that costs {a} {u}. How much (change|money) does {p} get back?
    {x} costs {a} {u}. {p} (pays with|hands over) {b} {u}. (What is the change|How much change is there)?
    (I|We) have {b} {u} and buy {x} for {a} {u}. How (much is left|many {u} are left)?
    How much (change|money) (comes|is given) back from {b} {u} (for|after buying) {x} at {a} {u}?
    {p} had {b} {u} and spent {a} {u} on {x}. How many {u} (are left|does {p} have now|remain)?
    After paying {a} {u} for {x}, how much of {b} {u} (is left|remains)?
    {p} (saved|has) {b} {u}. Then {p} buys {x}, which costs {a} {u}. (How much money|How many {u}) (is|are) left?
    {b} {u} minus {x} for {a} {u}: (how much|what) is left?
    (Work out|Find|Calculate) the change from {b} {u} if {x} costs {a} {u}.
    If {x} costs {a} {u} and {p} pays with {b} {u}, how much (change |)does {p} get back?
    {p} goes to the shop with {b} {u} and comes home with {x} for {a} {u}. How (much money|many {u}) is in the pocket now?
    The price of {x} is {a} {u}. You (give|hand) the cashier {b} {u}. What do you get back?
    How (much money|many {u}) will {p} have left after buying {x} for {a} {u} with {b} {u}?
    There (were|are) {b} {u} in (the|my) purse. I (take|took) out {a} {u} for {x}. How much is still in (it|the purse)?
    I wonder how much change {p} gets from {b} {u} for {x} at {a} {u}.
    {p} owns {b} {u}. After {p} buys {x} for {a} {u}, what (remains|is left)?
    Change, please(:|.) paid {b} {u}, {x} costs {a} {u}. How much (is it|comes back)?
    From {b} {u}, {p} spends {a} {u} on {x}. {p} still has __ {u}.
    Out of {b} {u}, {a} {u} go for {x}. (What|How much) is left over?
    Can you (work out|tell me) how much (I keep|is left) if I have {b} {u} and pay {a} {u} for {x}?
    {p} wants {x}. It (costs|is) {a} {u}. {p} has {b} {u}. How much will be left( over|)?
    The shopkeeper takes {b} {u} from {p} for {x} at {a} {u}. How much must the shopkeeper give back?
    (Grandma|My uncle|Dad) gave me {b} {u}. I spent {a} {u} of it on {x}. How (much|many {u}) do I still have?
    You start with {b} {u}. You spend {a} {u} on {x}. What do you have (now|at the end)?
    Subtract the price of {x}, {a} {u}, from {b} {u}. (What|How much) is left?
    {x}, {a} {u}. Paid: {b} {u}. Change: __ {u}
    {p} bought {x}. It cost {a} {u}, and {p} gave {b} {u}. What change is right?
    How many {u} of {b} {u} remain (when|after) {x} has been bought for {a} {u}?
    (Once|When) {a} {u} are spent on {x}, {p}'s {b} {u} (shrink|go down) to how many {u}?
    {p} hands the seller {b} {u}, although {x} is only {a} {u}. How much is given back?
""")
HOW_MANY = wording("""
    One {t} costs {a} {u}. How many can {p} buy (with|for) {b} {u}?
    {p} has {b} {u}. Each {t} (is|costs) {a} {u}. How many {t}s can {p} (buy|get|afford)?
    How many {t}s (do you get|can I buy) for {b} {u} (if|when) one costs {a} {u}?
    A {t} is {a} {u}. (I have|There are) {b} {u}. How many {t}s (is that|can I buy)?
    {t}s (cost|are) {a} {u} each. (How many|What number) can be bought (for|with) {b} {u}?
    With {b} {u}, how many {t}s at {a} {u} each (does {p} get|can you buy)?
    {b} {u}, one {t} for {a} {u}: how many {t}s?
    How many {t}s at {a} {u} each can {p} (buy|pay for|afford) with {b} {u}?
    If one {t} costs {a} {u}, how many can you (buy|get) for {b} {u}?
    {p} spends {b} {u} at most. One {t} costs {a} {u}. How many {t}s can {p} (buy|take home)?
    The price of one {t} is {a} {u}. How many (whole |){t}s does {b} {u} buy?
    I have {b} {u} in my (pocket|purse). How many {t}s can I (buy|get) at {a} {u} (each|apiece)?
    (Work out|Find|Tell me) how many {t}s {p} can buy for {b} {u} (if|when) each costs {a} {u}.
    A shop sells every {t} for {a} {u}. (You have|There is) {b} {u}. How many {t}s can you take?
    (I wonder|Do you know) how many {t}s you get for {b} {u} at {a} {u} each?
    Each {t} {a} {u}, money {b} {u}(:|.) How many {t}s can be bought?
    (Grandpa|Mum|My aunt) gives {p} {b} {u} for {t}s. They cost {a} {u} each. How many can {p} buy?
    With {b} {u} you can buy __ {t}s at {a} {u} each.
    How often can {p} pay {a} {u} for one {t} (from|out of) {b} {u}?
    What is the largest number of {t}s you can buy with {b} {u}, if one {t} costs {a} {u}?
    Only {b} {u} are left, and one {t} costs {a} {u}. How many {t}s can we still buy?
    {p} wants as many {t}s as possible. They are {a} {u} each and {p} has {b} {u}. How many (is that|does {p} get)?
    For one {t} you pay {a} {u}. How many {t}s for {b} {u}?
    (At the market|In the shop|At the fair), one {t} is {a} {u}. {p} has {b} {u}. How many {t}s can {p} (get|buy)?
    {t}s (cost|are sold for) {a} {u} (each|a piece). How many are there for {b} {u}?
    Suppose one {t} costs {a} {u}. How many could {p} buy with {b} {u}?
    {p} came with {b} {u} to buy {t}s at {a} {u} each. How many {t}s did {p} (buy|get) at most?
    Can you (work out|say) how many {t}s {b} {u} (will buy|are enough for) if one is {a} {u}?
    One {t}: {a} {u}. {p}'s money: {b} {u}. Number of {t}s: __
    How many times {a} {u}, the price of one {t}, (fits|goes) into {b} {u}?
""")
EACH = wording("""
    {p} buys {n} {t}s for {a} {u} each. (How much|What) does {p} pay?
    One {t} costs {a} {u}. (How much|What) do {n} {t}s cost?
    (What is|What's) the price of {n} {t}s at {a} {u} each?
    (How much|What) (do I pay|is it) for {n} {t}s (if|when) each (is|costs) {a} {u}?
    {n} {t}s, {a} {u} each: (how much|what) (is that|in total)?
    (A|Every) {t} is sold for {a} {u}. {p} (takes|wants) {n}. How many {u} is that?
    {n} x {a} {u}: (how much|what) do {n} {t}s cost?
    If one {t} costs {a} {u}, how much (do|will) {n} {t}s cost?
    (Work out|Find|Calculate) the (price|cost) of {n} {t}s at {a} {u} each.
    {p} needs {n} {t}s. Each {t} (costs|is) {a} {u}. How (much money|many {u}) does {p} need?
    How many {u} are {n} {t}s at {a} {u} (apiece|each)?
    The price of one {t} is {a} {u}. What is the price of {n}?
    A shop sells {t}s at {a} {u} each. {p} buys {n} (of them|{t}s). What does {p} pay?
    {n} children buy one {t} each for {a} {u}. How much do they pay altogether?
    For one {t} you pay {a} {u}, for {n} {t}s you pay __ {u}.
    (I wonder|Can you work out|Do you know) what {n} {t}s cost at {a} {u} each?
    I (took|bought|got) {n} {t}s, and each (one |)was {a} {u}. How much did I (pay|spend)?
    How much money (is|was) spent on {n} {t}s if every {t} costs {a} {u}?
    One {t} costs {a} {u}. (Give|Tell me) the total for {n} (of them|{t}s).
    (Mum|Dad|Grandma) pays {a} {u} for each {t} and takes {n} {t}s. (What|How much) is the bill?
    {a} {u} per {t}, {n} {t}s. (Total price|Total|Total cost)?
    At {a} {u} each, how much are {n} {t}s?
    {p} sells {n} {t}s for {a} {u} each. How (much|many {u}) does {p} (get|take in|earn)?
    (How much|What) does it cost to buy {n} {t}s that are {a} {u} each?
    You want {n} {t}s. One is {a} {u}. (What|How much) must you pay?
    The {t}s are {a} {u} each. {p} puts {n} of them in the basket. What does the basket cost?
    {n} {t}s were bought at {a} {u} each. How (much|many {u}) was paid?
    Suppose each {t} is {a} {u}. Then {n} of them cost how (much|many {u})?
    (On|In) the list: {n} {t}s, {a} {u} each. What do they come to?
    Every {t} costs the same, {a} {u}. How much for {n} (of them|{t}s)?
""")
SAVING = wording("""
    {p} saves {a} {u} (a week|every week|each week). How much is that after {n} weeks?
    (How much|What) has {p} (saved|put away) (after|in) {n} weeks at {a} {u} (a|per) week?
    (Every|Each) (week|Sunday) {p} puts {a} {u} into a (jar|box|piggy bank). How much is in it after {n} weeks?
    {p} gets {a} {u} pocket money (a|per) week. How much (is that|does {p} get) in {n} weeks?
    {n} weeks, {a} {u} (a|each|per) week. How much does {p} (have|save)?
    If {p} (earns|saves) {a} {u} each week, how (much|many {u}) (is there|does {p} have) after {n} weeks?
    If {p} saves {a} {u} (a|every|each) week, how (much|many {u}) will {p} have in {n} weeks?
    {p} saves {a} {u} a week for {n} weeks: how (much|many {u})?
    (Work out|Find|Calculate) how much {p} saves in {n} weeks at {a} {u} a week.
    {p} puts {a} {u} aside (every|each) week. What has {p} saved {n} weeks later?
    How many {u} are saved in {n} weeks if {p} saves {a} {u} (a|each|every) week?
    (I|We) save {a} {u} (a|per|every) week. How much will (it|that) be in {n} weeks?
    Week after week, {p} (saves|keeps) {a} {u}. How much (is it|has been saved) after {n} weeks?
    For {n} weeks {p} saved {a} {u} (a|per|every) week. What is the total?
    After {n} weeks of saving {a} {u} a week, {p} has __ {u}.
    (I wonder|Do you know|Can you work out) how much {p} has after saving {a} {u} a week for {n} weeks?
    Each week brings {p} {a} {u}. How (much|many {u}) do {n} weeks bring?
    A (jar|piggy bank|money box) is empty. {p} adds {a} {u} each week. How many {u} are in it after {n} weeks?
    {p} does a small job for {a} {u} a week. What does {p} earn in {n} weeks?
    In one week {p} saves {a} {u}. In {n} weeks {p} saves how (much|many {u})?
    (Grandma|Grandpa|My aunt) gives {p} {a} {u} every week. How much has {p} been given after {n} weeks?
    Saving {a} {u} weekly, how much does {p} have in {n} weeks?
    {p} keeps {a} {u} of the pocket money each week for {n} weeks. How much money is kept in all?
    {p} started saving {n} weeks ago, {a} {u} every week. How much is there now?
    How much money is in {p}'s money box if {a} {u} went in every week for {n} weeks?
    {n} weeks have passed. {p} saved {a} {u} in each of them. What (is|was) saved (in total|altogether)?
    Suppose {p} saves {a} {u} each week. How much is there when {n} weeks are over?
    Weekly savings: {a} {u}. Number of weeks: {n}. Total savings?
    With {a} {u} saved each week, (what|how much) does {p} own after {n} weeks?
    Over {n} weeks, {p} saves {a} {u} per week. (How much|What) is that in all?
""")
DEARER = wording("""
    {x} costs {a} {u} and {y} costs {b} {u}. How much (more|dearer) is {x}?
    How much (cheaper|less) is {y} for {b} {u} than {x} for {a} {u}?
    {x}: {a} {u}. {y}: {b} {u}. (What is|Find) the difference in price(?|.)
    {y} is {b} {u}, {x} is {a} {u}. (By how much|How much) is {x} more expensive?
    {p} takes {y} for {b} {u} instead of {x} for {a} {u}. How much does {p} save?
    {x} is {a} {u}, but {y} is only {b} {u}. How much (cheaper|less) is {y}?
    (Work out|Find|Calculate) how much more {x} at {a} {u} costs than {y} at {b} {u}.
    If {x} costs {a} {u} and {y} costs {b} {u}, what is the difference( in price| between the prices|)?
    How many {u} more do you pay for {x} at {a} {u} than for {y} at {b} {u}?
    {p} paid {a} {u} for {x} and {b} {u} for {y}. How much more did {x} cost?
    The price of {x} is {a} {u}. The price of {y} is {b} {u}. How far apart are the prices?
    {x} for {a} {u} or {y} for {b} {u}: how much (do you save|does {p} save) with the cheaper one?
    I wonder how much dearer {x} is at {a} {u} than {y} at {b} {u}.
    {y} costs {b} {u}. {x} costs more, namely {a} {u}. How (much|many {u}) more (is it|is that)?
    Compared with {y} for {b} {u}, how much more expensive is {x} for {a} {u}?
    How many {u} cheaper is {y} at {b} {u} than {x} at {a} {u}?
    The difference between {x} at {a} {u} and {y} at {b} {u} is __ {u}.
    {p} has just enough money for {y}, {b} {u}, but wants {x} for {a} {u}. How many {u} more are needed?
    Can you (tell me|work out) by how much {x}, at {a} {u}, is dearer than {y}, at {b} {u}?
    One shelf has {x} for {a} {u}, another has {y} for {b} {u}. What is the price difference?
    {a} {u} for {x} and {b} {u} for {y}. How much more is the first?
    {x} at {a} {u} or {y} at {b} {u}: how much dearer is the first?
    Instead of {x} at {a} {u}, we buy {y} at {b} {u}. How much (money |)do we save?
    You can buy {y} for {b} {u} or {x} for {a} {u}. How much extra is {x}?
    By how many {u} is {x}, priced at {a} {u}, more expensive than {y}, priced at {b} {u}?
    What is the gap between the price of {x}, {a} {u}, and the price of {y}, {b} {u}?
    {p} compares {x} for {a} {u} with {y} for {b} {u}. What is the difference?
    {x} costs {a} {u}. That is how many {u} more than {y}, which costs {b} {u}?
    Buying {x} costs {a} {u}, buying {y} costs {b} {u}. How much less is the second?
    Price of {x}: {a} {u}. Price of {y}: {b} {u}. Difference?
""")
COINS = {"penny": 1, "nickel": 5, "dime": 10, "quarter": 25}
PLURAL_COINS = {"penny": "pennies", "nickel": "nickels", "dime": "dimes", "quarter": "quarters"}
CENTS = wording("""
    (What is|What's|How much is) ${a} plus ${b}?
    {x} costs ${a} and {y} costs ${b}. (How much|What) (do they cost|is it) together?
    {p} buys {x} for ${a} and {y} for ${b}. What does {p} pay( in all|)?
    (Add|Add up) ${a} and ${b}.
    (How much|What) do {x} for ${a} and {y} for ${b} cost (together|in total)?
    ${a} + ${b}(?| =| = ?)
    (The total of|The sum of) ${a} and ${b}(?| is?)
    ${a} + ${b} = __
    What do you get when you add ${a} and ${b}?
    (Work out|Find|Calculate) the total of ${a} and ${b}.
    If {x} is ${a} and {y} is ${b}, how much do (both|both of them|the two) cost?
    (I paid|We paid) ${a} for {x} and ${b} for {y}. How much (is that|did it cost) altogether?
    A shop sells {x} for ${a} and {y} for ${b}. What is the price of both?
    The bill: {x} ${a}, {y} ${b}. (Total|What is the total|How much is it)?
    {p} spent ${a} on {x} and ${b} on {y}. (What|How much) did {p} spend in all?
    {p} had ${a} and got ${b} more. How much (money |)does {p} have now?
    (I wonder|Do you know|Can you work out) how much ${a} and ${b} are together?
    ${a} and ${b} more (is|makes) how much?
    There is ${a} in one (purse|jar) and ${b} in the other. How much money is there (in all|altogether)?
    Find the cost of {x} and {y} if they (are|cost) ${a} and ${b}.
    {x}, ${a}. {y}, ${b}. (Sum|Together|Both)?
    (How much money|What) does {p} need to buy {x} for ${a} and {y} for ${b}?
    Together, ${a} and ${b} make __.
    The price of {x} is ${a} and the price of {y} is ${b}. What is the total price?
    To ${a} we add ${b}. How much (do we have|is it)?
    Buy {x} at ${a} and {y} at ${b}. What must you pay?
    {p} put {x} for ${a} and {y} for ${b} in the basket. What (will|does) the cashier ask for?
    Please add these prices(:|.) ${a} and ${b}
    {y} is ${b} and {x} is ${a}. (What|How much) would the two be?
    On Monday {p} saved ${a}, on Tuesday ${b}. How much was saved (in total|on both days)?
""")
CENTS_LEFT = wording("""
    (What is|What's|How much is) ${a} minus ${b}?
    {p} pays ${a} for {x} that costs ${b}. (How much|What) change does {p} get?
    {p} had ${a} and spent ${b}. How much (is left|does {p} have left)?
    {x} costs ${b}. (What|How much) is left of ${a}?
    How much (change|money) (comes back|do I get back) from ${a} for {x} at ${b}?
    (Subtract|Take) ${b} from ${a}.
    ${a} - ${b}(?| =| = ?)
    ${a} - ${b} = __
    What do you get when you take ${b} away from ${a}?
    (Work out|Find|Calculate) the difference between ${a} and ${b}.
    If {p} has ${a} and {x} costs ${b}, how much is left after buying it?
    (I|We) had ${a} and paid ${b} for {x}. How much (money |)is left?
    {p} buys {x} for ${b} and pays with ${a}. What is the change?
    How much change is due from ${a} for {x} that is ${b}?
    The price of {x} is ${b}. {p} gives the cashier ${a}. How much (does {p} get|comes) back?
    There was ${a} in the (purse|jar|piggy bank). ${b} was taken out. How much is still in it?
    (I wonder|Do you know|Can you work out) what is left of ${a} after spending ${b}?
    From ${a}, {p} spends ${b}. {p} still has __.
    ${a} take away ${b} (is|makes|leaves) how much?
    How much more is ${a} than ${b}?
    Out of ${a}, {p} uses ${b} to buy {x}. What remains?
    You start with ${a} and spend ${b} on {x}. How much do you have now?
    Paid ${a}, price ${b}(:|.) (Change|How much change)?
    By how much is ${a} more than ${b}?
    {p}'s ${a} shrink by ${b} when {p} buys {x}. What is left?
    After paying ${b} for {x}, what remains of ${a}?
    {x} is on sale for ${b} instead of ${a}. How much (cheaper is it|do you save)?
    Take the price of {x}, ${b}, away from ${a}. What is left?
    How much must be given back if {p} pays ${a} for {x} at ${b}?
    ${a} less ${b}(?| is how much?| is?)
""")
PURSE = wording("""
    How many cents are {a} {s} and {b} {t}?
    {p} has {a} {s} and {b} {t}. How (much money|many cents) is that( in cents|)?
    (What is|What's) the (value|worth) of {a} {s} and {b} {t} in cents?
    (Count|Add up) {a} {s} and {b} {t}. How many cents (are there|is that)?
    In a purse are {a} {s} and {b} {t}. How many cents (are in it|is that)?
    {a} {s} plus {b} {t}: how many cents?
    {a} {s} and {b} {t} = __ cents
    (Work out|Find|Tell me) how many cents {a} {s} and {b} {t} (are|make).
    If you have {a} {s} and {b} {t}, how many cents do you have?
    (I|We) have {a} {s} and {b} {t} in (a|the) (pocket|jar|box). How many cents is (that|it)?
    What is the value in cents of {a} {s} (plus|and) {b} {t}?
    {p} finds {a} {s} and {b} {t}. What are the coins worth in cents?
    {a} {s}, {b} {t}. How many cents (altogether|in all|in total)?
    How many cents do you get (for|from) {a} {s} and {b} {t}?
    The coins on the table: {a} {s} and {b} {t}. What do they add up to, in cents?
    (I wonder|Do you know|Can you work out) how many cents {a} {s} and {b} {t} are worth?
    A piggy bank (holds|has) {a} {s} and {b} {t}. (Give|What is) the amount in cents(?|.)
    Together, {a} {s} and {b} {t} make __ cents.
    How much money is {a} {s} and {b} {t}, in cents?
    {p} pays with {a} {s} and {b} {t}. How many cents does {p} pay?
    Change {a} {s} and {b} {t} into cents. How many (cents |)(are there|do you get)?
    You are given {a} {s} and {b} {t}. What is that worth in cents?
    In cents, what (is the total of|do you have with) {a} {s} and {b} {t}?
    Add the value of {a} {s} to the value of {b} {t}. How many cents (is it|do you get)?
    How many cents has {p}, if {p} has {a} {s} and {b} {t}?
    With {a} {s} and {b} {t}, how many cents can {p} spend?
    A (toy|pencil|sweet) costs exactly {a} {s} and {b} {t}. What is its price in cents?
    Count the coins: {a} {s}, {b} {t}. Total in cents?
    {p} saved {a} {s} and {b} {t}. How many cents did {p} save?
    Value in cents(:|?) {a} {s} and {b} {t}
""")


def goods(rng: Random) -> dict:
    x, y = rng.choice(GOODS).split(":")
    return dict(x=x, y=y, u=rng.choice(CURRENCIES), p=rng.choice(PEOPLE))


def two_prices(rng: Random, _words: list[str]) -> Problem:
    v = goods(rng) | dict(a=rng.randint(1, 60), b=rng.randint(1, 60))
    return number(TWO_PRICES, v, v["a"] + v["b"], f"It is {{}} {v['u']}.", plus(v["a"], v["b"]))


def change(rng: Random, _words: list[str]) -> Problem:
    a, v = rng.randint(1, 60), goods(rng)
    b = a + rng.randint(1, 40) if rng.random() < 0.5 else next(x for x in (5, 10, 20, 50, 100) if x > a)
    return number(CHANGE, v | dict(a=a, b=b), b - a, f"It is {{}} {v['u']}.", minus(b, a))


def how_many(rng: Random, _words: list[str]) -> Problem:
    a, n = rng.randint(2, 12), rng.randint(1, 12)
    b = a * n + rng.choice([0, 0, rng.randrange(a)])
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, b=b)
    return number(HOW_MANY, v, n, "It is {}.", over(b, a))


def each(rng: Random, _words: list[str]) -> Problem:
    n, a = rng.randint(2, 12), rng.randint(2, 25)
    v = goods(rng) | dict(t=rng.choice("pen ticket stamp apple sticker card balloon".split()), a=a, n=n)
    return number(EACH, v, n * a, f"It is {{}} {v['u']}.", times(a, n))


def saving(rng: Random, _words: list[str]) -> Problem:
    n, a, v = rng.randint(2, 12), rng.randint(2, 25), goods(rng)
    return number(SAVING, v | dict(a=a, n=n), n * a, f"It is {{}} {v['u']}.", times(a, n))


def dearer(rng: Random, _words: list[str]) -> Problem:
    b, v = rng.randint(1, 50), goods(rng)
    a = b + rng.randint(1, 40)
    return number(DEARER, v | dict(a=a, b=b), a - b, f"It is {{}} {v['u']}.", minus(a, b))


def price(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def buy(rng: Random) -> dict:
    x, y = rng.sample("a book|a pen|a ball|bread|milk|an apple|a comic|a juice|a kite|cheese|a puzzle|a cake|tea|a notebook|a ruler|a sandwich".split("|"), 2)
    return dict(x=x, y=y, p=rng.choice(PEOPLE))


def cents(rng: Random, _words: list[str]) -> Problem:
    a, b = rng.randint(20, 1500) // 5 * 5, rng.randint(20, 900) // 5 * 5
    return choice(CENTS, buy(rng) | dict(a=price(a), b=price(b)), f"${price(a + b)}", "It is {}.", f"{plus(a, b)}\n{a + b} cents = ${price(a + b)}")


def cents_left(rng: Random, _words: list[str]) -> Problem:
    b = rng.randint(20, 1500) // 5 * 5
    a = b + rng.randint(5, 900) // 5 * 5
    return choice(CENTS_LEFT, buy(rng) | dict(a=price(a), b=price(b)), f"${price(a - b)}", "It is {}.", f"{minus(a, b)}\n{a - b} cents = ${price(a - b)}")


def purse(rng: Random, _words: list[str]) -> Problem:
    s, t = rng.sample(list(COINS), 2)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    first, second = a * COINS[s], b * COINS[t]
    think = f"{a} x {COINS[s]} = {first}\n{b} x {COINS[t]} = {second}\n{plus(first, second)}"
    return number(PURSE, dict(a=a, b=b, s=s if a == 1 else PLURAL_COINS[s], t=t if b == 1 else PLURAL_COINS[t], p=rng.choice(PEOPLE)), first + second, "It is {} cents.", think)


KINDS: dict[str, list[Kind]] = {
    "money": [two_prices, change, how_many, each, saving, dearer],
    "prices": [cents, cents_left, purse],
}
