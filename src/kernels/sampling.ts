// The layout of the sampling options (`sampling.wgsl`).

import sampling from '../../shaders/sampling.wgsl?raw';
import { structLayout } from '../gpu/struct-layout.ts';

const layout = structLayout(sampling, 'Sampling', [
  'falloff',
  'topK',
  'topP',
  'deepest',
  'penalty',
  'inversePenalty',
  'seed',
  'stops',
]);

/** Index of each field in words; `falloff` and the penalties are f32, the rest u32. */
export const samplingWord: typeof layout.word = layout.word;

/** Length in words. */
export function samplingWords(vocabSize: number): number {
  return layout.words + Math.ceil(vocabSize / 32);
}

/** Steps of a token's depth in one halving of its probability. */
export const depthSteps: number = 2 ** 27;
