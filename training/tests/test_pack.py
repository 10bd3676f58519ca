"""How texts and tasks are packed into the stream."""

import json
import subprocess
import sys
from random import Random

import numpy as np
import pytest
from conftest import TRAINING
from tokenizers import Tokenizer

import chat
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


def test_facts_in_a_long_text_are_all_there_and_the_text_fits_a_long_row():
    tokenizer = Tokenizer.from_file(str(TRAINING.parent / "demo/public/models/m1-nano/tokenizer.json"))
    rng, filler, lengths, together = Random(0), pack.sentences(), [], 0
    while len(lengths) < 60:
        messages = sample(TASKS["recall"], rng, False)
        facts = pack.re.findall(r"The [\w ]+ of \w+ is \w+\.", messages[0]["content"])
        if len(facts) > 5:
            continue
        mixed = pack.among_long_text(messages, rng, filler)
        said = mixed[0]["content"]
        at = [said.index(fact) for fact in facts]
        assert at == sorted(at) and mixed[1:] == messages[1:]
        assert said.endswith(messages[0]["content"].rsplit(". ", 1)[1])
        together += at[-1] - at[0] < 60 * len(facts)
        lengths.append(len(tokenizer.encode("".join(text for text, _ in chat.render(mixed[:2]))).ids))
    assert max(lengths) <= 2048 and sum(n > 1024 for n in lengths) > 15
    assert 5 < together < 45


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


def test_the_text_of_the_evaluation_is_what_is_kept_out():
    kept = [pack.divided(name)[1] for name in pack.PASSES]
    assert (TRAINING / "evaluate/held-out.txt").read_text() == pack.excerpt(kept)


def test_conversations_of_people_are_no_answers_of_the_model():
    for name in ("persona_chat", "chitchat"):
        row = next(row for row in pack.rows(name) if "messages" in row)
        text = "".join(part for part, _ in pack.segments(row, name in pack.AS_TEXT))
        assert (chat.ASSISTANT in text) == (name == "chitchat")
        assert all(message["content"] in text for message in row["messages"])


def test_questions_about_a_text_are_kept_out_with_it():
    by_text: dict[str, set[bool]] = {}
    for row in pack.rows("fairytale_qa"):
        by_text.setdefault(row["messages"][0]["content"].rpartition("\n\n")[0], set()).add(pack.kept_out(row))
    assert len(by_text) > 100 and all(len(ways) == 1 for ways in by_text.values())


def test_the_mask_marks_what_the_model_writes(tmp_path):
    tokenizer = Tokenizer.from_file(str(TRAINING.parent / "demo/public/models/m1-nano/tokenizer.json"))
    stream = [segment for i in range(20) for segment in chat.render(sample(TASKS["tool-calls"], Random(i), False))]
    pack.write(tmp_path / "corpus", tokenizer, stream)
    ids, mask = np.fromfile(tmp_path / "corpus.bin", np.uint16), np.fromfile(tmp_path / "corpus.mask.bin", np.uint8)
    about = json.loads((tmp_path / "corpus.json").read_text())
    assert len(ids) == len(mask) == about["tokens"] and mask.sum() == about["learnt"]
    assert tokenizer.decode(ids, skip_special_tokens=False) == "".join(text for text, _ in stream)
    assert tokenizer.decode(ids[mask == 1], skip_special_tokens=False) == "".join(text for text, learnt in stream if learnt)
    assert {path.name for path in tmp_path.iterdir()} == {"corpus.bin", "corpus.mask.bin", "corpus.json"}


@pytest.mark.parametrize("option", ["--weights", "--passes"])
def test_names_that_do_not_exist_are_refused(option, tmp_path):
    command = [sys.executable, TRAINING / "pack.py", "--out", tmp_path / "corpus", option, '{"letters": 40}']
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and f"{option} names letters; there are " in done.stderr
