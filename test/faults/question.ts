// What is asked throughout the matrix, and how.

import type { GenerateOptions } from '../../src/index.ts';

export const question = 'How does an answer go on when everything around it breaks?';

/** Always the same answer, of 96 tokens. */
export const greedy: GenerateOptions = { temperature: 0, maxTokens: 96 };

/** The beginning of it. */
export const brief: GenerateOptions = { ...greedy, maxTokens: 12 };

/** Drawn, but from the same seed. */
export const sampled: GenerateOptions = { temperature: 0.9, topP: 0.98, seed: 11, maxTokens: 32 };
