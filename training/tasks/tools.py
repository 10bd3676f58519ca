"""Calling functions, and answering from what they return."""

import json
from random import Random

from .knowledge import ABOUT, CAPITALS, GREETINGS, phrase
from .turns import NAMES


def function(name: str, description: str, /, **parameters: str) -> dict:
    """A tool's definition; every parameter is required and has a JSON type."""
    return {"name": name, "description": description, "parameters": {
        "type": "object", "properties": {key: {"type": kind} for key, kind in parameters.items()}, "required": list(parameters)}}


CALCULATOR = function("calculator", "Evaluate an arithmetic expression.", expression="string")
WEATHER = function("get_weather", "Get the weather of a city.", city="string")
TIME = function("get_time", "Get the local time of a city.", city="string")
REMINDER = function("set_reminder", "Remind the user of something.", text="string", minutes="integer")
TIMER = function("start_timer", "Start a timer.", seconds="integer")
TRANSLATE = function("translate", "Translate a word.", word="string", language="string")
CONTACT = function("find_contact", "Find a person's phone number.", name="string")
LIGHT = function("set_light", "Switch the light of a room.", room="string", on="boolean")
LANGUAGES = "French German Spanish Italian Dutch Polish".split()
CHORES = "call the doctor|water the plants|feed the cat|buy bread|take out the trash|close the window|send the letter|do the homework".split("|")
ROOMS = "kitchen bedroom bathroom hallway garden office".split()
SKIES = "sunny cloudy rainy snowy windy".split()


def calculator(rng: Random, _words: list[str]):
    a, b, sign = rng.randint(100, 99999), rng.randint(100, 99999), rng.choice("+-*")
    expression = f"{a} {sign} {b}"
    value = {"+": a + b, "-": a - b, "*": a * b}[sign]
    return rng.choice(["What is {}?", "Compute {}.", "How much is {}?"]).format(expression), {"expression": expression}, str(value), f"{expression} = {value}"


def weather(rng: Random, _words: list[str]):
    city, degrees, sky = rng.choice(list(CAPITALS.values())), rng.randint(-5, 38), rng.choice(SKIES)
    ask = rng.choice(["What is the weather in {}?", "How is the weather in {} today?", "Is it warm in {}?"])
    return ask.format(city), {"city": city}, json.dumps({"temperature": degrees, "sky": sky}), f"It is {sky} in {city}, {degrees} degrees."


def time(rng: Random, _words: list[str]):
    city, now = rng.choice(list(CAPITALS.values())), f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    return rng.choice(["What time is it in {}?", "Tell me the time in {}."]).format(city), {"city": city}, now, f"It is {now} in {city}."


def reminder(rng: Random, _words: list[str]):
    chore, minutes = rng.choice(CHORES), rng.randint(2, 90)
    return f"Remind me to {chore} in {minutes} minutes.", {"text": chore, "minutes": minutes}, "ok", f"I will remind you to {chore} in {minutes} minutes."


def timer(rng: Random, _words: list[str]):
    seconds = rng.randint(5, 600)
    return rng.choice(["Start a timer of {} seconds.", "Set a timer for {} seconds."]).format(seconds), {"seconds": seconds}, "ok", f"The timer runs for {seconds} seconds."


def translate(rng: Random, words: list[str]):
    word, language, result = rng.choice(words), rng.choice(LANGUAGES), rng.choice(words)
    return (rng.choice(["Translate {} into {}.", "What is {} in {}?"]).format(word, language), {"word": word, "language": language}, result,
            f"In {language}, {word} is {result}.")


def contact(rng: Random, _words: list[str]):
    name, digits = rng.choice(NAMES), f"{rng.randint(100, 999)} {rng.randint(1000, 9999)}"
    return rng.choice(["What is {}'s phone number?", "Find the number of {}."]).format(name), {"name": name}, digits, f"The number of {name} is {digits}."


def light(rng: Random, _words: list[str]):
    room, on = rng.choice(ROOMS), rng.random() < 0.5
    state = "on" if on else "off"
    return f"Turn the light in the {room} {state}.", {"room": room, "on": on}, "ok", f"The light in the {room} is {state}."


FUNCTIONS = [(CALCULATOR, calculator), (WEATHER, weather), (TIME, time), (REMINDER, reminder), (TIMER, timer), (TRANSLATE, translate), (CONTACT, contact), (LIGHT, light)]


def tool_calls(rng: Random, words: list[str], chatting: float = 0.12) -> list[dict]:
    """A question, the call, its result and the answer; a share of the conversations, `chatting`, needs no tool."""
    offered = rng.sample(FUNCTIONS, rng.randint(1, 3))
    listing = [tool for tool, _ in offered]
    if rng.random() < chatting:
        chat = phrase(rng, [ABOUT, GREETINGS])
        chat[0]["tools"] = listing
        return chat
    tool, ask = rng.choice(offered)
    question, arguments, result, answer = ask(rng, words)
    call = {"role": "assistant", "content": "", "tool_calls": [{"name": tool["name"], "arguments": arguments}]}
    if rng.random() < 0.5:
        call["think"] = f"I can use {tool['name']} for this."
    return [{"role": "user", "content": question, "tools": listing}, call,
            {"role": "tool", "name": tool["name"], "content": result}, {"role": "assistant", "content": answer}]
