"""What becomes of text and tasks on their way into the stream."""

from random import Random

import pack
from problems import sample
from tasks import TASKS


def test_facts_among_text_are_all_there_and_in_order():
    rng, filler = Random(0), pack.sentences()
    assert len(filler) > 10_000
    between = 0
    for _ in range(50):
        messages = sample(TASKS["recall"], rng, False)
        mixed = pack.among_text(messages, rng, filler)
        assert mixed[1:] == messages[1:]
        said, text = messages[0]["content"], mixed[0]["content"]
        at = 0
        for sentence in pack.re.split(r"(?<=[.:]) ", said):
            at = text.index(sentence, at) + len(sentence)
        assert at == len(text)
        between += len(text) - len(said)
    assert between > 0


def test_questions_as_people_type_them_ask_the_same():
    rng, tight, small = Random(0), 0, 0
    for _ in range(200):
        messages = sample(TASKS["addition"], rng, False)
        typed = pack.as_typed(messages, rng)
        asked, said = messages[0]["content"], typed[0]["content"]
        assert typed[1:] == messages[1:]
        assert said.replace(" ", "").lower() in (form := asked.replace(" ", "").lower(), form.rstrip(".?"))
        tight += " + " not in said
        small += said[0] != asked[0]
    assert tight and small


def test_held_out_text_is_no_filler():
    kept = {s for row in pack.rows("tinystories") if pack.kept_out(row) for s in pack.re.split(r"(?<=[.!?])\s+", pack.body(row))}
    learnt = {s for row in pack.rows("tinystories") if not pack.kept_out(row) for s in pack.re.split(r"(?<=[.!?])\s+", pack.body(row))}
    assert not (kept - learnt) & set(pack.sentences())
