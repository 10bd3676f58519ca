// Deterministic random numbers, so that all models get the same questions.

export interface Random {
  /** A whole number from 0 to `end` - 1. */
  below(end: number): number;
  /** `count` distinct elements of `items`. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** T. Ettinger's mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * end);
  };
  return {
    below,
    sample: (items, count) => {
      const left = [...items];
      return Array.from({ length: count }, () => left.splice(below(left.length), 1)[0]!);
    },
  };
}
