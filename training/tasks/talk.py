"""Conversations of several turns: who the user is and what they like, asked for later; questions back; what a tiny model is and
cannot do; and what makes no sense. The model's replies depend only on the conversation."""

from random import Random

from .arithmetic import addition, subtraction
from .grammar import Wording, literally, mistyped
from .knowledge import ABOUT, GREETINGS
from .school import PEOPLE
from .talk_wordings import ALL_KNOWN, CANNOT, CORRECTION, FACTS, MOODS, NO_SENSE, ORDER, SELF, TOWNS

SYLLABLES = "blor zint kip wug fna gloop snar quib drel mip tov vash krin plu dax nef zorp fli gwen trob".split()


def typed(pattern: str, rng: Random) -> str:
    form = rng.random()
    if form < 0.12:
        return mistyped(pattern, rng)
    if form < 0.3:
        return literally(pattern, str.lower)
    return pattern.rstrip(".?!") if form < 0.4 else pattern


class Talk:
    """A growing conversation: the known facts about the user, and the unknown ones."""

    def __init__(self, rng: Random, held_out: bool):
        self.rng, self.held_out = rng, held_out
        self.known: dict[str, str] = {}
        self.asked_back: str | None = None
        self.asked: str | None = None
        """The last fact that the user asked for."""
        self.chat: list[dict] = []

    def say(self, user: str, model: str, back: bool = False) -> None:
        """One exchange; `back`: the model also asks for the first unknown fact."""
        self.asked_back = next((name for name in ORDER if name not in self.known), None) if back else None
        if self.asked_back:
            model = f"{model} {FACTS[self.asked_back].back}"
        self.chat += [{"role": "user", "content": user}, {"role": "assistant", "content": capital(model)}]

    def draw(self, asked: Wording) -> str:
        return typed(asked.draw(self.rng, self.held_out), self.rng)

    def tell(self, name: str) -> None:
        """One fact, in few words if the model has just asked for it, or two at once. A name alone is answered as in small talk."""
        told, value = FACTS[name], self.rng.choice(FACTS[name].values)
        short = self.asked_back == name and self.rng.random() < 0.5
        said = value if short else self.draw(told.tell).format(v=value)
        self.known[name] = value
        reply = told.told.format(v=value)
        left = [other for other in ORDER if other not in self.known]
        if not short and left and self.rng.random() < 0.3:
            other = self.rng.choice(left)
            self.known[other] = self.rng.choice(FACTS[other].values)
            said = f"{said.rstrip('.!')} and {first_small(self.draw(FACTS[other].tell).format(v=self.known[other]))}"
            reply = f"{reply} {capital(FACTS[other].told.format(v=self.known[other]))}"
        alone = name == "name" and reply == told.told.format(v=value)
        self.say(said if short else capital(said), f"{reply} How can I help you?" if alone else reply, back=not alone)

    def ask(self, name: str) -> None:
        told, self.asked = FACTS[name], name
        self.say(self.draw(told.ask), told.known.format(v=self.known[name]) if name in self.known else told.unknown)

    def correct(self, name: str) -> None:
        """Corrects an earlier fact, or changes it."""
        told, value = FACTS[name], self.rng.choice([v for v in FACTS[name].values if v != self.known[name]])
        self.known[name] = value
        start = CORRECTION.draw(self.rng, self.held_out)
        said = self.draw(told.tell).format(v=value)
        self.say(f"{start} {first_small(said) if start[-1] in ',:' else capital(said)}", f"All right. {told.known.format(v=value)}")

    def all_known(self) -> None:
        asked = self.draw(ALL_KNOWN)
        said = [FACTS[name].known.format(v=value) for name, value in self.known.items()]
        self.say(asked, " ".join(said) if said else "You have not told me anything about you.")

    def aside(self) -> None:
        """Another topic: the model, something it cannot do, nonsense, a mood, a sum."""
        kind = self.rng.randrange(9)
        if kind <= 2:
            self.say(*self.pair(self.rng.choice(SELF)))
        elif kind == 3:
            self.say(*self.pair(CANNOT))
        elif kind == 4:
            nonsense = " ".join("".join(self.rng.sample(SYLLABLES, self.rng.randint(1, 2))) for _ in range(self.rng.randint(2, 5)))
            self.say(nonsense, "I do not understand that. Can you say it in other words?")
        elif kind == 5:
            self.say(*self.pair(NO_SENSE))
        elif kind == 6:
            self.say(*self.pair(self.rng.choice(MOODS)))
        elif kind == 7:
            self.chat += self.rng.choice([addition, subtraction])(self.rng, [])
            self.asked_back = None
        else:
            self.say(*self.rng.choice(ABOUT + GREETINGS))

    def pair(self, asked: tuple[Wording, str]) -> tuple[str, str]:
        return self.draw(asked[0]), asked[1]

    def turn(self) -> None:
        step = self.rng.random()
        left = [name for name in ORDER if name not in self.known]
        if self.asked_back and step < 0.55:
            self.tell(self.asked_back)
        elif step < 0.72 and (others := [name for name in self.known if name != self.asked]):
            self.ask(self.rng.choice(others))
        elif self.known and step < 0.78:
            self.correct(self.rng.choice(list(self.known)))
        elif self.known and step < 0.81:
            self.all_known()
        elif left and step < 0.86:
            self.ask(self.rng.choice(left))
        else:
            self.aside()


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def first_small(text: str) -> str:
    """The form inside a sentence: its first letter is lowercase, except in "I" and names."""
    first = text.split()[0].strip(".,!")
    return text if first.split("'")[0] == "I" or first in PEOPLE or text.startswith(TOWNS) else text[0].lower() + text[1:]


def talk(rng: Random, _words: list[str], held_out: bool = False) -> list[dict]:
    """Three to seven turns. Most start with a fact about the user."""
    told = Talk(rng, held_out)
    if rng.random() < 0.8:
        told.tell("name" if rng.random() < 0.4 else rng.choice(ORDER))
    while len(told.chat) < 2 * rng.choice([3, 3, 4, 5, 7]):
        told.turn()
    if (others := [name for name in told.known if name != told.asked]) and rng.random() < 0.5:
        told.ask(rng.choice(others))
    return told.chat
