"""Conversations with computed answers: the reasoning curriculum of a small M1, and its evaluation."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Callable

from . import (arithmetic, calendar, knowledge, lists, school_fractions, school_logic, school_measures, school_money, school_numbers, school_reading, school_space,
               school_stories, school_things, school_time, school_words, stories, talk, tools, words)
from .school import Kind, conversation
from .worksheets import WORKSHEETS

WORDS = (Path(__file__).parent / "words.txt").read_text().split()
"""The common words for spelling, sorting and recall."""


@dataclass(frozen=True)
class Task:
    name: str
    sample: Callable[[Random, list[str]], list[dict]]
    """Makes one conversation; its first assistant message is the graded one."""
    weight: float
    """How often it is sampled in training, by how many examples a model needs."""
    split: bool = True
    """Whether it has enough different questions to hold some out of training."""
    graded: Callable[[Random, list[str]], list[dict]] | None = None
    """The graded distribution, if it is not `sample`'s mixture of easier and harder ones."""
    worded: Callable[[Random, list[str], bool], list[dict]] | None = None
    """Makes one conversation with a held-out wording or with another one; `sample` draws only from the others.
    None for the first tasks, which have a few fixed forms; `reworded.py` has other wordings for these."""


SCHOOL: dict[str, list[Kind]] = {name: kinds for subject in (
    school_numbers, school_fractions, school_money, school_time, school_measures, school_stories, school_words, school_things, school_space, school_logic, school_reading)
    for name, kinds in subject.KINDS.items()}
"""The primary-school tasks, each with its kinds of problems."""

TASKS: dict[str, Task] = {task.name: task for task in [
    Task("addition", arithmetic.addition, 8),
    Task("subtraction", arithmetic.subtraction, 8),
    Task("multiplication", arithmetic.multiplication, 5),
    Task("division", arithmetic.division, 6),
    Task("word-problems", stories.word_problems, 5),
    Task("letter-counting", words.letter_counting, 17),
    Task("spelling", words.spelling, 15, graded=partial(words.spelling, drill=False)),
    Task("lists", lists.lists, 17),
    Task("sequences", arithmetic.sequences, 5),
    Task("number-facts", arithmetic.number_facts, 6),
    Task("clock", calendar.clock, 5),
    Task("dates", calendar.dates, 6),
    Task("units", calendar.units, 5),
    Task("knowledge", knowledge.knowledge, 6, split=False),
    Task("who-is-where", stories.who_is_where, 14),
    Task("comparisons", stories.comparisons, 6),
    Task("recall", stories.recall, 8, graded=partial(stories.recall, facts=stories.MOST_FACTS)),
    Task("repetition", lists.repetition, 8, graded=partial(lists.repetition, most=10, hard=False)),
    Task("tool-calls", tools.tool_calls, 5, graded=partial(tools.tool_calls, chatting=0)),
    Task("small-talk", knowledge.small_talk, 5, split=False),
    Task("talk", talk.talk, 40, split=False),
    *(Task(name, partial(conversation, kinds), 4.5, worded=partial(conversation, kinds))
      for name, kinds in SCHOOL.items()),
    *(Task(name, partial(conversation, kinds), len(kinds) / 3, worded=partial(conversation, kinds))
      for name, kinds in WORKSHEETS.items()),
]}
