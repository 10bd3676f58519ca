"""The first tasks in other words. Each asks in a few fixed forms, which stay as they are: here a form is recognized, and asked in another wording."""

import re
from random import Random

from . import forms_calls, forms_facts, forms_numbers, forms_words
from .forms import Form
from .grammar import Problem, exchange

FORMS: dict[str, list[Form]] = {**forms_numbers.FORMS, **forms_words.FORMS, **forms_facts.FORMS, **forms_calls.FORMS}


def values_of(match: re.Match[str]) -> dict[str, str | int]:
    """Named groups; n2 and n3 are n in another form. Digits alone are a number."""
    found = {name.rstrip("0123456789"): text for name, text in match.groupdict().items() if text is not None}
    return {name: int(text) if re.fullmatch(r"0|[1-9]\d*", text) else text for name, text in found.items()}


def recognized(task: str, question: str) -> tuple[Form, re.Match[str]] | None:
    for each in FORMS.get(task, []):
        if match := each.pattern.fullmatch(question):
            return each, match
    return None


def reword(task: str, chat: list[dict], rng: Random, held_out: bool) -> list[dict] | None:
    """The conversation with its first question in another wording; None where its form has no other."""
    first, reply, *more = chat
    if (found := recognized(task, first["content"])) is None:
        return None
    each, match = found
    bare = each.bare.fullmatch(reply["content"]) if each.bare and not more else None
    problem = Problem(each.wording, values_of(match), reply["content"], bare[1] if bare else None, reply.get("think"))
    asked, answered = exchange(problem, rng, held_out, around=task != "repetition")
    return [{**first, **asked}, {**reply, **answered}, *more]
