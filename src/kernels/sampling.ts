// The layout of the sampling options (`sampling.wgsl`).

import sampling from '../../shaders/sampling.wgsl?raw';
import { structLayout, wgslConstant } from '../gpu/struct-layout.ts';

const layout = structLayout(sampling, 'Sampling', [
  'falloff',
  'topK',
  'topP',
  'deepest',
  'repetitionPenalty',
  'inversePenalty',
  'presencePenalty',
  'frequencyPenalty',
  'seed',
  'uses',
  'tables',
]);

/** Index of each field in words; `falloff` and the penalties are f32, the rest u32. */
export const samplingWord: typeof layout.word = layout.word;

/** Bits of `uses`. */
export const samplingUse = {
  penalties: wgslConstant(sampling, 'PENALTIES'),
  biases: wgslConstant(sampling, 'BIASES'),
  raw: wgslConstant(sampling, 'RAW'),
} as const;

/** Bit of a token's count: it is in the prompt. The others count how often it was generated. */
export const inPrompt: number = wgslConstant(sampling, 'IN_PROMPT');

/** Length in words, with biases. */
export function samplingWords(vocabSize: number): number {
  return biasesAt(vocabSize) + vocabSize;
}

/** Index of the first bias in words, and the length without biases. */
export function biasesAt(vocabSize: number): number {
  return samplingWord.tables + 2 * Math.ceil(vocabSize / 32);
}

/** Steps of a token's depth in one halving of its probability. */
export const depthSteps: number = 2 ** 27;
