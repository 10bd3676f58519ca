"""Conversations whose answers are computed: the reasoning curriculum of a small M1, and what it is graded on."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Callable

from . import arithmetic, calendar, knowledge, lists, stories, tools, words

WORDS = (Path(__file__).parent / "words.txt").read_text().split()
"""The common words that are spelled, sorted and remembered."""


@dataclass(frozen=True)
class Task:
    name: str
    sample: Callable[[Random, list[str]], list[dict]]
    """Makes one conversation; its first assistant message is the graded one."""
    weight: float
    """How often it is trained on."""
    split: bool = True
    """Whether there are so many different questions that some can be kept out of training."""
    graded: Callable[[Random, list[str]], list[dict]] | None = None
    """What is graded where it is not `sample`'s mixture of easier and harder ones."""


TASKS: dict[str, Task] = {task.name: task for task in [
    Task("addition", arithmetic.addition, 7),
    Task("subtraction", arithmetic.subtraction, 7),
    Task("multiplication", arithmetic.multiplication, 10),
    Task("division", arithmetic.division, 4),
    Task("word-problems", stories.word_problems, 10),
    Task("letter-counting", words.letter_counting, 11),
    Task("spelling", words.spelling, 7),
    Task("lists", lists.lists, 12),
    Task("sequences", arithmetic.sequences, 3),
    Task("number-facts", arithmetic.number_facts, 4),
    Task("clock", calendar.clock, 3),
    Task("dates", calendar.dates, 3),
    Task("units", calendar.units, 4),
    Task("knowledge", knowledge.knowledge, 4, split=False),
    Task("who-is-where", stories.who_is_where, 8),
    Task("comparisons", stories.comparisons, 3),
    Task("recall", stories.recall, 14, graded=partial(stories.recall, facts=stories.MOST_FACTS)),
    Task("repetition", lists.repetition, 6, graded=partial(lists.repetition, most=10)),
    Task("tool-calls", tools.tool_calls, 5),
    Task("small-talk", knowledge.small_talk, 4, split=False),
]}
