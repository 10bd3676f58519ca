import { describe, expect, it } from 'vitest';
import { type Automaton, COUNTED, DEAD, FREE, LINE_START } from '../../src/text/grammar/automaton.ts';
import { createTokenSymbols } from '../../src/text/grammar/token-symbols.ts';
import { allowedTokens, forcedToken, startOf, stepToken, walk } from '../../src/text/grammar/walk.ts';

/** Tokens 0 to 6; `<end>` is special. */
const texts = ['a', 'b', 'ab', 'ba', '', '<end>', '>'];
const symbols = createTokenSymbols(
  {
    bytesOf: (id) => new TextEncoder().encode(texts[id]!),
    addedTokens: new Map([[5, { content: '<end>', special: true }]]),
  },
  texts.length,
  [5],
);

/** (ab)+ and its end, where the states are dead, start, after a, after b, end. */
const automaton: Automaton = {
  states: 5,
  start: 1,
  classes: 4,
  classOf: Uint16Array.from({ length: 257 }, (_, symbol) =>
    symbol === 97 ? 1 : symbol === 98 ? 2 : symbol === 256 ? 3 : 0,
  ),
  next: Uint16Array.of(
    0,
    0,
    0,
    0,
    /* start */ 0,
    2,
    0,
    0,
    /* a */ 0,
    0,
    3,
    0,
    /* b */ 0,
    2,
    0,
    4,
    /* over */ 0,
    0,
    0,
    0,
  ),
  flags: Uint8Array.of(0, 0, COUNTED, COUNTED, FREE),
};

const allowed = (state: number): number[] => {
  const words = allowedTokens(automaton, symbols, state);
  return texts.map((_, id) => id).filter((id) => words[id >> 5]! & (1 << (id & 31)));
};

describe('the walk', () => {
  it('steps with all bytes of a token, and dies at the first that is not allowed', () => {
    expect(stepToken(automaton, symbols, 1, 2)).toBe(3);
    expect(stepToken(automaton, symbols, 1, 1)).toBe(DEAD);
    expect(stepToken(automaton, symbols, 2, 3)).toBe(2);
    expect(stepToken(automaton, symbols, 3, 5)).toBe(4);
    expect(walk(automaton, symbols, startOf(automaton), [0, 3, 1, 2, 5]).state).toBe(4);
  });

  it('takes a special token for its symbol, not for its text', () => {
    expect(stepToken(automaton, symbols, 1, 5)).toBe(DEAD);
    expect(allowed(3)).toEqual([0, 2, 5]);
  });

  it('never allows tokens without bytes or beyond the vocabulary', () => {
    expect(stepToken(automaton, symbols, 1, 4)).toBe(DEAD);
    expect(stepToken(automaton, symbols, 1, 7)).toBe(DEAD);
    expect(allowed(1)).toEqual([0, 2]);
    expect(allowed(2)).toEqual([1, 3]);
  });

  it('allows every token that has bytes in a free state', () => {
    expect(allowed(4)).toEqual([0, 1, 2, 3, 5, 6]);
  });
});

describe('the budget', () => {
  const limited = { ...automaton, budget: { tokens: 2, forced: [0, 1] } };

  it('counts tokens that are generated in counted states, and then forces its ids', () => {
    const at = (...ids: number[]) => walk(limited, symbols, startOf(limited), ids);
    expect(at(2)).toEqual({ state: 3, counted: 0, forced: 0 });
    expect(at(2, 2)).toEqual({ state: 3, counted: 1, forced: 0 });
    expect(forcedToken(limited, at(2, 2))).toBeUndefined();
    expect(forcedToken(limited, at(2, 2, 2))).toBe(0);
    expect(forcedToken(limited, at(2, 2, 2, 0))).toBe(1);
    expect(at(2, 2, 2, 0, 1)).toEqual({ state: 3, counted: 2, forced: 2 });
    expect(forcedToken(limited, at(2, 2, 2, 0, 1))).toBeUndefined();
  });

  it('leaves the first of its ids out at the start of a line', () => {
    const atLineStart = { ...limited, flags: Uint8Array.of(0, 0, COUNTED, COUNTED | LINE_START, FREE) };
    const after = walk(atLineStart, symbols, startOf(atLineStart), [2, 2, 2]);
    expect(after).toEqual({ state: 3, counted: 2, forced: 0 });
    expect(forcedToken(atLineStart, after)).toBe(1);
    expect(walk(atLineStart, symbols, after, [2]).forced).toBe(2);
    const alone = { ...atLineStart, budget: { tokens: 2, forced: [0] } };
    expect(forcedToken(alone, after)).toBeUndefined();
  });

  it('forces nothing where nothing is counted', () => {
    const none = { ...automaton, budget: { tokens: 0, forced: [0] } };
    expect(forcedToken(none, startOf(none))).toBeUndefined();
    expect(forcedToken(automaton, { state: 3, counted: 99, forced: 0 })).toBeUndefined();
  });
});
