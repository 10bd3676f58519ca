"""Conversations: what the model says of the user follows from what the user said, and what it says of itself is always the same."""

import json
import re
from random import Random

from conftest import TRAINING

from conversations import COUNT, KINDS, conversations
from tasks import talk, talk_wordings
from tasks.grammar import Wording
from tasks.knowledge import ABOUT, GREETINGS, UNKNOWABLE


def plain(text: str) -> str:
    return re.sub(r"[^\w+]+", " ", text.lower()).strip()


def drawn(count: int, seed: str) -> list[list[dict]]:
    rng = Random(seed)
    return [talk.talk(rng, []) for _ in range(count)]


def values_in(text: str, fact: talk_wordings.Fact) -> set[str]:
    return {v for v in fact.values if f" {plain(v)} " in f" {plain(text)} "}


def test_what_is_known_is_what_was_told_last():
    """Checks only the text: an answer about the user contains a value that the user said before, the last of its kind."""
    answers = 0
    for chat in drawn(600, "told"):
        said: list[str] = []
        for user, reply in zip(chat[::2], chat[1::2]):
            said.append(user["content"])
            for fact in talk_wordings.FACTS.values():
                before, after = fact.known.split("{v}")
                if (match := re.search(f"{re.escape(before)}(.+?){re.escape(after)}(?: |$)", reply["content"])) and match[1] in fact.values:
                    answers += 1
                    mine = [i for i, text in enumerate(said) if plain(match[1]) in plain(text)]
                    assert mine, (chat, match[1])
                if fact.unknown in reply["content"]:
                    answers += 1
                    assert not any(plain(s.replace("{v}", "").split("{v}")[0]) and re.search(shape(s), text, re.I)
                                   for text in said for s in fact.tell.sentences(False)[:4] if len(s) > 14), chat
    assert answers > 500


def shape(sentence: str) -> str:
    return ".+".join(re.escape(piece) for piece in sentence.rstrip(".!?").split("{v}")) + r"[.!?]*$"


def test_a_conversation_takes_turns_and_asks_back():
    back = 0
    for chat in drawn(300, "turns"):
        assert [m["role"] for m in chat] == ["user", "assistant"] * (len(chat) // 2) and len(chat) >= 6
        assert all(m["content"] and "{" not in m["content"] and "  " not in m["content"] for m in chat), chat
        back += any(m["content"].endswith(fact.back) for m in chat[1::2] for fact in talk_wordings.FACTS.values())
    assert back > 100


def test_every_wording_of_a_fact_or_of_the_model_has_a_part_that_is_held_out():
    for asked in wordings():
        assert len(asked.side(True)) >= 1
        assert not {plain(s) for s in asked.sentences(True)} & {plain(s) for s in asked.sentences(False)}


def wordings() -> list[Wording]:
    facts = [w for fact in talk_wordings.FACTS.values() for w in (fact.tell, fact.ask)]
    about = [talk_wordings.ALL_KNOWN, talk_wordings.CORRECTION]
    return facts + about + [asked for asked, _ in [*talk_wordings.SELF, *talk_wordings.MOODS, talk_wordings.CANNOT, talk_wordings.NO_SENSE]]


def test_no_held_out_sentence_is_learnt(monkeypatch):
    sides: list[bool] = []
    draw = Wording.draw
    monkeypatch.setattr(Wording, "draw", lambda self, rng, side: sides.append(side) or draw(self, rng, side))
    drawn(200, "held out")
    assert len(sides) > 500 and not any(sides)


def test_a_question_has_one_answer():
    """The first small talk and these conversations never give two answers to the same question."""
    first = {plain(question): answer for question, answer in ABOUT + GREETINGS + UNKNOWABLE}
    again = [(s, answer) for asked, answer in [*talk_wordings.SELF, *talk_wordings.MOODS, talk_wordings.CANNOT, talk_wordings.NO_SENSE] for s in asked.sentences(False) + asked.sentences(True)]
    again += [(s, "what is known") for s in talk_wordings.ALL_KNOWN.sentences(False) + talk_wordings.ALL_KNOWN.sentences(True)]
    again += [(s, fact.unknown) for fact in talk_wordings.FACTS.values() for s in fact.ask.sentences(False) + fact.ask.sentences(True)]
    seen: dict[str, str] = dict(first)
    for sentence, answer in again:
        assert seen.setdefault(plain(sentence), answer) == answer, (sentence, answer, seen[plain(sentence)])


def test_the_scripted_conversations_are_those_of_the_file_and_in_words_of_their_own():
    rows = [json.loads(line) for line in (TRAINING / "evaluate/conversations.jsonl").read_text().splitlines()]
    assert rows == conversations() and len(rows) == 200 == COUNT * len(KINDS)
    said = {plain(turn["says"]) for row in rows for turn in row["turns"]}
    assert all(len(row["turns"]) == 3 for row in rows) and len(said) > 200
    learnt = {plain(m["content"]) for chat in drawn(4000, "own words") for m in chat[::2]}
    assert not said & learnt
    frames = [re.compile(r" ?\w+(?: \w+){0,2} ?".join(re.escape(plain(piece)) for piece in s.split("{v}"))) for asked in wordings() for s in asked.sentences(False)]
    assert not [text for frame in frames for text in said if frame.fullmatch(text)]


def test_a_scripted_conversation_expects_only_what_it_told():
    """For facts about a person, an expected value is one that the user said, or a sum, and is not banned."""
    for row in conversations():
        said = ""
        for turn in row["turns"]:
            said += f" {plain(turn['says'])} "
            wanted = {w for group in turn["expects"] for w in group}
            assert not {plain(w) for w in wanted} & {plain(b) for b in turn["bans"]} or row["kind"] == "what the model is"
            for word in wanted:
                if word[0].isupper():
                    assert f" {plain(word)} " in said, row
                if word.isdigit() and word != "55":
                    assert int(word) == sum(map(int, re.findall(r"\d+", turn["says"])))
