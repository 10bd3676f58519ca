// A context that states a few facts, with other text after or between them, and asks for one.

import type { Random } from './random.ts';

/** Positions of the facts when they are spread over the context, as fractions of its length. */
export const depths: readonly number[] = [0, 1 / 3, 2 / 3, 1];

/** The position of the requested fact; 'start': all facts are at the beginning. */
export type Depth = number | 'start';

export interface Facts {
  names: string[];
  codes: string[];
  /** Index of the requested fact. */
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

/** `fillers`: a text after each fact except the last; if all facts are at the start, the fillers follow together. */
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

/** After this many sentences in a row that are too long for the remaining tokens, a filler ends. */
const patience = 20;

/** Successive sentences from a random one on, wrapping around, of at most `tokens` tokens; longer ones are skipped. */
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

/** A text's sentences, with the number of tokens of each after a space. */
export function sentencesOf(text: string, countTokens: (text: string) => number): Sentence[] {
  return text
    .split(/(?<=[.!?]["”’']?)\s+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => ({ text: sentence, tokens: countTokens(` ${sentence}`) }));
}
