"""Letters of words. The word is written first, after a space, because without one the tokenizer gives other tokens.
It is spelled with spaces, so that a letter is always the same token."""

from random import Random

from .turns import turn

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def letter_counting(rng: Random, words: list[str]) -> list[dict]:
    word = rng.choice(words)
    letter = rng.choice(word) if rng.random() < 0.8 else rng.choice("abcdefghijklmnopqrstuvwxyz")
    count, marked = 0, []
    for x in word:
        count += x == letter
        marked.append(f"{x}: {count}" if x == letter else x)
    question = rng.choice([
        "How many times does the letter {1} appear in {0}?", "How many {1}'s are in {0}?", "How many {1}'s are in the word {0}?",
        "Count the letter {1} in {0}.", 'How many times does the letter "{1}" appear in "{0}"?', "how many {1} in {0}?"]).format(word, letter)
    times = "time" if count == 1 else "times"
    return turn(question, f"The letter {letter} appears {count} {times} in {word}.", f"- {word}: {' '.join(word)}\n{' '.join(marked)}")


def spelling(rng: Random, words: list[str], drill: bool = True) -> list[dict]:
    """As a `drill`, often many words at once, because spelling cannot be derived and each word must be trained."""
    if drill and rng.random() < 0.6:
        given = rng.sample(words, rng.randint(2, 16))
        ask = rng.choice(["Spell these words: {}.", "Spell each of these words: {}.", "Spell: {}"])
        return turn(ask.format(", ".join(given)), "\n".join(f"- {word}: {' '.join(word)}" for word in given))
    word = rng.choice(words)
    letters = " ".join(word)
    think = f"- {word}: {letters}"
    kind = rng.randrange(6)
    if kind <= 1:
        return turn(rng.choice(["Spell {}.", "How do you spell {}?", "Spell the word {}."]).format(word), f"{word}: {letters}")
    if kind == 2:
        ask = rng.choice(["Reverse the letters of {}.", "Spell {} backwards.", "Write {} backwards."])
        return turn(ask.format(word), " ".join(word[::-1]), think)
    if kind == 3:
        ask = rng.choice(["How many letters are in {}?", "How long is the word {}?", "How many letters does {} have?"])
        return turn(ask.format(word), f"{word} has {len(word)} letters.", f"- {word}: " + " ".join(f"{x} {i + 1}" for i, x in enumerate(word)))
    if kind == 4:
        i = rng.randrange(min(len(word), len(ORDINALS)))
        return turn(f"What is the {ORDINALS[i]} letter of {word}?", word[i], f"- {word}: " + " ".join(f"{x} {j + 1}" for j, x in enumerate(word[: i + 1])))
    return turn(f"Put the letters of {word} in alphabetical order.", " ".join(sorted(word)), think)
