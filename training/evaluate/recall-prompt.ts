// A context that tells a few facts, with other text after or between them, and asks for one.

import type { Random } from './random.ts';

/** Where the facts of a context stand when they are spread over it: one at each depth, from its beginning to its end. */
export const depths: readonly number[] = [0, 1 / 3, 2 / 3, 1];

/** Where the fact stands that is asked for; 'start': they all stand at the beginning. */
export type Depth = number | 'start';

export interface Facts {
  names: string[];
  codes: string[];
  /** Index of the one that is asked for. */
  asked: number;
  depth: Depth;
}

const people = ['Ann', 'Ben', 'Cara', 'Dan', 'Eva', 'Finn', 'Gus', 'Hana', 'Ivan', 'Jane', 'Kai', 'Lena'];
const codes = Array.from({ length: 9000 }, (_, i) => String(1000 + i));

export function drawFacts(random: Random, depth: Depth): Facts {
  return {
    names: random.sample(people, depths.length),
    codes: random.sample(codes, depths.length),
    asked: depth === 'start' ? random.below(depths.length) : depths.indexOf(depth),
    depth,
  };
}

/** `fillers`: a text after each fact but the last; where all facts are at the start, they come together after them. */
export function recallPrompt({ names, codes, asked, depth }: Facts, fillers: readonly string[]): string {
  const facts = names.map((name, i) => `The code of ${name} is ${codes[i]}.`);
  const context =
    depth === 'start' ? [...facts, ...fillers] : facts.flatMap((fact, i) => [fact, fillers[i] ?? '']);
  const parts = ['Remember this.', ...context, `What is the code of ${names[asked]}?`];
  return parts.filter((part) => part !== '').join(' ');
}

export interface Sentence {
  text: string;
  tokens: number;
}

/** So many sentences in a row may be too long for what is left before a filler ends. */
const patience = 20;

/** Sentences from anywhere on, the first after the last, of at most `tokens` tokens; those too long are left out. */
export function fillerOf(sentences: readonly Sentence[], tokens: number, random: Random): string {
  const texts: string[] = [];
  let left = tokens;
  let passed = 0;
  for (let i = random.below(sentences.length); passed < patience; i++) {
    const sentence = sentences[i % sentences.length]!;
    if (sentence.tokens > left) {
      passed += 1;
      continue;
    }
    left -= sentence.tokens;
    passed = 0;
    texts.push(sentence.text);
  }
  return texts.join(' ');
}

/** A text's sentences, with what each costs after a blank. */
export function sentencesOf(text: string, countTokens: (text: string) => number): Sentence[] {
  return text
    .split(/(?<=[.!?]["”’']?)\s+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => ({ text: sentence, tokens: countTokens(` ${sentence}`) }));
}
