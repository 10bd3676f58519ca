import { describe, expect, test } from 'vitest';
import { createRandom } from '../../training/evaluate/random.ts';
import {
  depths,
  drawFacts,
  fillerOf,
  recallPrompt,
  sentencesOf,
} from '../../training/evaluate/recall-prompt.ts';

const words = (text: string): number => text.trim().split(/\s+/).length;

test('random numbers are deterministic, in range and spread', () => {
  const [one, other] = [createRandom(7), createRandom(7)];
  const drawn = Array.from({ length: 1000 }, () => one.below(10));
  expect(drawn).toEqual(Array.from({ length: 1000 }, () => other.below(10)));
  for (let digit = 0; digit < 10; digit++) {
    expect(drawn.filter((value) => value === digit).length).toBeGreaterThan(60);
  }
  expect(new Set(createRandom(1).sample([1, 2, 3, 4], 4)).size).toBe(4);
});

describe('a recall prompt', () => {
  const random = createRandom(3);

  test.each([0, 1, 2, 3])('asks for the fact at depth %i of the context', (i) => {
    const facts = drawFacts(random, depths[i]!);
    const prompt = recallPrompt(facts, ['One.', 'Two.', 'Three.']);
    const [first, second, third, last] = facts.names.map(
      (name, j) => `The code of ${name} is ${facts.codes[j]}.`,
    );
    expect(prompt).toBe(
      `Remember this. ${first} One. ${second} Two. ${third} Three. ${last} What is the code of ${facts.names[i]}?`,
    );
  });

  test('may have all facts at the start', () => {
    const facts = drawFacts(random, 'start');
    const prompt = recallPrompt(facts, ['One.', 'Two.', 'Three.']);
    expect(prompt).toMatch(/^Remember this\. (The code of \w+ is \d{4}\. ){4}One\. Two\. Three\. What is/);
    expect(new Set(facts.codes).size).toBe(4);
  });

  test('has no extra spaces if there is no room for other text', () => {
    expect(recallPrompt(drawFacts(random, 0), ['', '', ''])).not.toMatch(/\s\s/);
  });
});

describe('text between the facts', () => {
  const sentences = sentencesOf(
    'It rained.  Was it late?\n\n"No," he\nsaid. "Yes!" A long one that goes on.',
    words,
  );

  test('consists of whole sentences', () => {
    expect(sentences).toEqual([
      { text: 'It rained.', tokens: 2 },
      { text: 'Was it late?', tokens: 3 },
      { text: '"No," he said.', tokens: 3 },
      { text: '"Yes!"', tokens: 1 },
      { text: 'A long one that goes on.', tokens: 6 },
    ]);
  });

  test.each([0, 1, 5, 12, 100])('fills at most %i tokens', (tokens) => {
    for (let seed = 0; seed < 20; seed++) {
      const filler = fillerOf(sentences, tokens, createRandom(seed));
      expect(filler === '' ? 0 : words(filler)).toBe(tokens);
    }
  });
});
