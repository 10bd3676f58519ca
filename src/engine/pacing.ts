// How many decoding steps, or tokens of a prompt, go into a submit. Long submits keep the GPU from drawing the page, and
// tokens from arriving; short ones spend the time on submitting.

import { lightningBlock } from '../kernels/lightning.ts';

/** Most steps of a submit. With two of them on their way, well within the token ring. */
export const maxStepsPerSubmit = 64;

// A submit should take about this long.
const targetMs = 25;
// A few steps go together even when they take longer, up to here: every submit costs, and so does every read-back.
const few = 4;
const fewMs = 50;

/** The steps of the next submit, after one of `steps` that took `msPerStep` each. Grows at most twofold at a time. */
export function nextSteps(steps: number, msPerStep: number): number {
  const fitting = Math.floor(targetMs / Math.max(msPerStep, 1e-3));
  const least = few * msPerStep <= fewMs ? few : 1;
  return Math.min(2 * steps, Math.max(fitting, least), maxStepsPerSubmit);
}

/** Tokens of a GPU's first chunk of a prompt. */
export const firstChunk = 2 * lightningBlock;

// A chunk is read in one submit, and in fewer tokens much slower. But drivers end a submit that takes seconds.
const chunkMs = 150;
// Chunks of whole blocks of lightning attention: the clock decides how a prompt is cut, and the sums must not show it.
const leastChunk = lightningBlock;

/** The tokens of a prompt's next chunk, at most `most`, after one of `tokens` that took `ms`. Grows at most twofold at a time. */
export function nextChunk(tokens: number, ms: number, most: number): number {
  const fitting = Math.floor((tokens * chunkMs) / Math.max(ms, 1e-3));
  return Math.min(2 * tokens, Math.max(fitting - (fitting % leastChunk), leastChunk), most);
}
