// Random automata and vocabularies, for tests of guided answers.

import {
  type Automaton,
  COUNTED,
  FREE,
  LINE_START,
  SPECIAL,
  type TokenSymbols,
} from '../../src/text/grammar/automaton.ts';
import { createTokenSymbols } from '../../src/text/grammar/token-symbols.ts';
import { uniforms } from './gpu.ts';
import { tokenBits } from './sampling.ts';

/** Special tokens of every vocabulary here: its last ids. */
export const specialCount = 3;

/** All single bytes, pairs up to longer runs of a few letters, some ids without a token, and special tokens. */
export function randomSymbols(vocabSize: number): TokenSymbols {
  const random = uniforms(vocabSize);
  const letters = [...new TextEncoder().encode('abcdé\n')];
  const bytes = Array.from({ length: vocabSize }, (_, id) => {
    if (id < 256) return Uint8Array.of(id);
    if (random() < 0.02) return new Uint8Array();
    const length = 2 + Math.floor(random() ** 3 * 12);
    return Uint8Array.from({ length }, () => letters[Math.floor(random() * letters.length)]!);
  });
  const added = new Map<number, { content: string; special: boolean }>();
  for (let i = 1; i <= specialCount; i++) added.set(vocabSize - i, { content: `<${i}>`, special: true });
  return createTokenSymbols(
    { addedTokens: added, bytesOf: (id) => (added.has(id) ? Uint8Array.of(60, id & 255, 62) : bytes[id]!) },
    vocabSize,
    [vocabSize - 1],
  );
}

/** One bit per token, set if it has bytes, like a tokenizer's `knownIds`. */
export function knownIds({ offsets }: TokenSymbols): Uint32Array<ArrayBuffer> {
  const at = (id: number): number => offsets[id]! & ~SPECIAL;
  return tokenBits(offsets.length - 1, (id) => at(id + 1) > at(id));
}

export interface RandomShape {
  states: number;
  /** Share of the transitions that lead to a live state. Default: 0.5. */
  live?: number;
  /** Flags of some states. Default: none. */
  free?: boolean;
  counted?: boolean;
}

/** Every state except `DEAD` has transitions with a, b and a newline, and a free state with every symbol. */
export function randomAutomaton(seed: number, shape: RandomShape): Automaton {
  const { states, live = 0.5, free = false, counted = false } = shape;
  const random = uniforms(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const ofLetters = new TextEncoder().encode('abcdé\n');
  // A class for each letter, one for all other bytes, one for each special token.
  const classes = ofLetters.length + 1 + specialCount;
  const classOf = Uint16Array.from({ length: 256 + specialCount }, (_, symbol) => {
    if (symbol >= 256) return ofLetters.length + 1 + symbol - 256;
    return ofLetters.indexOf(symbol) + 1;
  });
  const flags = Uint8Array.from({ length: states }, (_, state) => {
    if (state === 0) return 0;
    const isCounted = counted && random() < 0.7;
    return (
      (free && random() < 0.1 ? FREE : 0) |
      (isCounted ? COUNTED : 0) |
      (isCounted && random() < 0.3 ? LINE_START : 0)
    );
  });
  const next = new Uint16Array(states * classes);
  const always = [...'ab\n'].map((letter) => classOf[letter.charCodeAt(0)]!);
  const liveState = (): number => 1 + pick(states - 1);
  for (let state = 1; state < states; state++) {
    const isFree = (flags[state]! & FREE) !== 0;
    for (let c = 0; c < classes; c++) {
      if (isFree || always.includes(c) || random() < live) next[state * classes + c] = liveState();
    }
  }
  if (free) freeStatesLeadToFreeOnes(next, flags, classes);
  return { states, start: 1, classes, classOf, next, flags };
}

/** No token, which may have many bytes, leads from a free state to `DEAD`. */
function freeStatesLeadToFreeOnes(next: Uint16Array, flags: Uint8Array, classes: number): void {
  const freeStates = [...flags.keys()].filter((state) => (flags[state]! & FREE) !== 0);
  for (const state of freeStates) {
    for (let c = 0; c < classes; c++) {
      const to = next[state * classes + c]!;
      if ((flags[to]! & FREE) === 0) next[state * classes + c] = freeStates[to % freeStates.length]!;
    }
  }
}
