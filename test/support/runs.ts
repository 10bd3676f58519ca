// The parameters of property tests.

import type fc from 'fast-check';

/** Every run has the same inputs; a failure prints the seed and the path to its input. */
export function runs(numRuns: number): fc.Parameters<unknown> {
  return { numRuns, seed: Number(process.env.PROPERTY_SEED ?? 20_261_130) };
}
