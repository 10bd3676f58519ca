"""Wordings: that there are many, that a fifth is held out, and that training never uses a held-out one."""

import json
import re
from random import Random

import pytest

import pack
from problems import IN_OTHER_WORDS, WORDS, asked_solutions, held_out, in_other_words, sample, solution, wordings
from tasks import SCHOOL, TASKS, grammar
from tasks.grammar import Problem, Wording, ask, in_words, parts, wording
from tasks.reworded import FORMS, recognized
from tasks.worksheets import WORKSHEETS

KINDS = SCHOOL | WORKSHEETS
WORDED = [name for name in TASKS if name in FORMS or TASKS[name].worded]


def wordings_of(name: str) -> list[Wording]:
    """All wordings of a task."""
    if name in FORMS:
        return [form.wording for form in FORMS[name]]
    rng, found = Random(0), {}
    for kind in KINDS[name]:
        for _ in range(8):
            asked = kind(rng, WORDS).wording
            found[id(asked)] = asked
    return list(found.values())


def test_all_tasks_but_small_talk_and_conversations_have_wordings():
    assert set(TASKS) - set(WORDED) <= {"small-talk", "talk"}
    assert len(WORDED) >= 40


@pytest.mark.parametrize("name", WORDED)
def test_a_task_has_fifty_wordings_and_a_fifth_of_its_lines_is_held_out(name):
    found = wordings_of(name)
    assert len({s for w in found for side in (False, True) for s in w.sentences(side)}) >= 50
    for each in found:
        assert len(each.side(True)) == len(each.lines) // 5 >= 1
        # Compared without capitals and final punctuation.
        plain = [{re.sub(r"\W+", " ", s).strip().lower() for s in each.sentences(side)} for side in (False, True)]
        assert not plain[0] & plain[1]
        places = [sorted(set(re.findall(r"\{(\w+)\}", s))) for side in (False, True) for s in each.sentences(side)]
        assert all(places)


def shape(sentence: str) -> re.Pattern[str]:
    """A pattern of the sentence with any values. A number is one word or a few, as in "three hundred and five"."""
    pieces = [(r"[\w,-]+(?: hundred(?: and [\w-]+)?)?" if piece in ("{a}", "{b}", "{c}", "{n}", "{k}") else r".+") if piece.startswith("{") else re.escape(re.sub(r"[.?!]+$", "", piece)) for piece in grammar.PLACE.split(sentence)]
    return re.compile("".join(pieces) + r"[.?!]*", re.I | re.S)


@pytest.mark.parametrize("name", WORDED)
def test_no_held_out_wording_is_learnt(name, monkeypatch):
    """The questions for training, without the phrases around them, against all held-out sentences."""
    monkeypatch.setattr(grammar, "mistyped", lambda pattern, rng: pattern)
    drawn: list[tuple[str, bool]] = []
    draw = Wording.draw

    def watched(self, rng, side):
        sentence = draw(self, rng, side)
        drawn.append((sentence, side))
        return sentence

    monkeypatch.setattr(Wording, "draw", watched)
    forbidden = {s for w in wordings_of(name) for s in w.sentences(True)}
    rng = Random(f"corpus {name}")
    for _ in range(150):
        in_other_words(TASKS[name], sample(TASKS[name], rng, False), rng)
    assert drawn and not any(side for _, side in drawn) and not forbidden & {s for s, _ in drawn}


def test_the_corpus_has_no_held_out_wording():
    """Checks the packed text: none of the longer held-out sentences matches any question."""
    shapes = {name: [shape(s) for w in wordings_of(name) for s in w.sentences(True) if len(re.sub(r"\{\w+\}|\W", "", s)) >= 24] for name in WORDED}
    rng, filler = Random(1), pack.sentences()
    weights = [task.weight for task in TASKS.values()]
    asked = 0
    for _ in range(1500):
        for message in pack.conversation(rng, weights, filler):
            if message["role"] == "user":
                asked += 1
                for name, each in shapes.items():
                    assert not any(s.fullmatch(message["content"]) for s in each), (name, message["content"])
    assert asked > 1500 and sum(map(len, shapes.values())) > 200


@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_is_recognized_by_itself_and_keeps_its_values(name):
    """The values are found in the new question, unless they are written in words, and the reply differs only in its form."""
    rng, seen = Random(f"forms {name}"), set()
    for _ in range(400):
        chat = TASKS[name].sample(rng, WORDS)
        fitting = [form for form in FORMS[name] if form.pattern.fullmatch(chat[0]["content"])]
        assert len(fitting) <= 1, chat[0]["content"]
        if not fitting:
            continue
        seen.add(FORMS[name].index(fitting[0]))
        other = in_other_words(TASKS[name], chat, AlwaysRandom(rng.random()))
        assert other[1].get("think") == chat[1].get("think")
        assert other[1]["content"] == chat[1]["content"] or other[1]["sentence"] == chat[1]["content"] and other[1]["content"] in chat[1]["content"]
        assert other[2:] == chat[2:]
        lower = other[0]["content"].lower().replace(",", "")
        for place, value in recognized(name, chat[0]["content"])[1].groupdict().items():
            if value is None or name == "word-problems" and place in ("n", "o"):  # people may be left unnamed
                continue
            said = {value.lower().replace(",", ""), in_words(int(value)) if value.isdigit() and int(value) < 1000 else value}
            assert any(each in lower for each in said), (value, lower)
    assert seen == set(range(len(FORMS[name])))


class AlwaysRandom(Random):
    """Always asks for another wording, because its first number is 0."""

    first = True

    def random(self):
        if self.first:
            self.first = False
            return 0.0
        return super().random()


def test_a_grammar_draws_every_sentence_it_lists():
    asked = wording("(a|b) {x}(.|?)\nc {x}\nd {x}\ne {x}\nf (1|2) {x}")
    assert parts("(a|b) {x}(.|)") == [["a", "b"], [" {x}"], [".", ""]]
    assert set(asked.sentences(False)) == {"a {x}.", "a {x}?", "b {x}.", "b {x}?", "c {x}", "d {x}", "e {x}"}
    assert asked.sentences(True) == ["f 1 {x}", "f 2 {x}"]
    rng = Random(0)
    for side in (False, True):
        assert {asked.draw(rng, side) for _ in range(200)} == set(asked.sentences(side))
    with pytest.raises(ValueError):
        wording("a\nb")


def test_what_stands_around_a_question_changes_nothing_of_it():
    problem = Problem(wording("\n".join(f"{w} {{a}} and {{b}}." for w in ("Add", "Sum", "Total", "Join", "Unite"))), dict(a=1234, b="x9"), "It is 7.", "7", "t")
    rng, forms = Random(0), set()
    for _ in range(600):
        question, answer = ask(problem, rng, False)
        assert re.search(r"1,?234 .*x9", question)
        assert answer in ("It is 7.", "7")
        if answer == "7":
            assert re.search("number|digits|figures", question)
        forms.add(question)
    assert len(forms) > 100
    assert [in_words(n) for n in (0, 13, 40, 42, 100, 305, 999)] == ["zero", "thirteen", "forty", "forty-two", "one hundred", "three hundred and five", "nine hundred and ninety-nine"]


def test_what_is_asked_keeps_little_of_any_kind_out_of_training():
    """Otherwise a kind with few problems could not be learned at all."""
    for kind in {kind for kinds in KINDS.values() for kind in kinds}:
        rng = Random(kind.__name__)
        solutions = [solution(grammar.exchange(kind(rng, WORDS), rng, False)[1]) for _ in range(200)]
        assert sum(s in asked_solutions() for s in solutions) < 0.2 * len(solutions), kind.__name__


def test_problems_in_held_out_wordings_are_those_of_the_file_and_are_not_learnt_in_others():
    rows = [json.loads(line) for line in IN_OTHER_WORDS.read_text().splitlines()]
    assert rows == wordings(20, 2026)
    assert {row["task"] for row in rows} == set(WORDED)
    for row in rows:
        assert row["heldOutWording"] or held_out(row["messages"])
        reply = {"content": row["answer"]} | {key: row[key] for key in ("think", "sentence") if key in row} | ({"tool_calls": row["toolCalls"]} if "toolCalls" in row else {})
        assert (found := solution(reply)) is None or found in asked_solutions(), row
