// Chooses the number of decoding steps, or of prompt tokens, per submit. Long submits block the drawing of the page and delay
// tokens; short ones spend their time on submitting.

import { lightningBlock } from '../kernels/lightning.ts';

/** Maximum number of submits whose result has not been read yet. */
export const submitsInFlight = 2;

/** Maximum number of steps per submit. Two submits in flight are well within the token ring. */
export const maxStepsPerSubmit = 64;

const targetMs = 25;
// Fewer steps than this share a submit up to a longer time, because every submit and read-back has a cost.
const minSteps = 4;
const minStepsMs = 50;

/** The steps of the next submit, after one of `steps` that took `msPerStep` each. At most doubles. */
export function nextSteps(steps: number, msPerStep: number): number {
  const fitting = Math.floor(targetMs / Math.max(msPerStep, 1e-3));
  const atLeast = minSteps * msPerStep <= minStepsMs ? minSteps : 1;
  return Math.min(2 * steps, Math.max(fitting, atLeast), maxStepsPerSubmit);
}

/** Tokens of a GPU's first chunk of a prompt. */
export const firstChunk = 2 * lightningBlock;

// A chunk is one submit. Small chunks are much slower per token, but drivers end a submit that takes seconds.
const chunkMs = 150;
// Chunks consist of whole blocks of lightning attention, so that sums do not depend on the measured times.
const minChunk = lightningBlock;

/** The tokens of a prompt's next chunk, after one of `tokens` that took `ms`. At most doubles, up to `maxTokens`. */
export function nextChunk(tokens: number, ms: number, maxTokens: number): number {
  const fitting = Math.floor((tokens * chunkMs) / Math.max(ms, 1e-3));
  return Math.min(2 * tokens, Math.max(fitting - (fitting % minChunk), minChunk), maxTokens);
}
