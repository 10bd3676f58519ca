// The question of the whole matrix, and its options.

import type { GenerateOptions } from '../../src/index.ts';

export const question = 'How does an answer go on when everything around it breaks?';

/** Always gives the same answer, of 96 tokens. */
export const greedy: GenerateOptions = { temperature: 0, maxTokens: 96 };

/** Gives its beginning. */
export const brief: GenerateOptions = { ...greedy, maxTokens: 12 };

/** Sampled with a fixed seed. */
export const sampled: GenerateOptions = { temperature: 0.9, topP: 0.98, seed: 11, maxTokens: 32 };
