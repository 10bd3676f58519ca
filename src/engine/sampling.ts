// Fills in the defaults of the sampling options, and encodes them for `sampling.wgsl`.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { depthSteps, samplingWord, samplingWords } from '../kernels/sampling.ts';
import { checkSampling } from './check-sampling.ts';

/** Every option with a value. */
export type Sampling = Record<keyof SamplingParams, number>;

/** Lower temperatures are greedy, because any difference of two logits would decide alone. */
const LOWEST_TEMPERATURE = 1e-5;
const TWO_32 = 2 ** 32;

/**
 * `params`, completed from `defaults` and then from the library's defaults.
 * @throws PocketM1Error `invalid-argument` naming the option, its value and its range.
 */
export function resolveSampling(params: SamplingParams, defaults: SamplingParams = {}): Sampling {
  const pick = (option: keyof SamplingParams, fallback: number): number =>
    params[option] ?? defaults[option] ?? fallback;
  const resolved = {
    repetitionPenalty: pick('repetitionPenalty', 1),
    temperature: pick('temperature', 1),
    topK: pick('topK', 0),
    topP: pick('topP', 0.95),
    minP: pick('minP', 0),
    seed: params.seed ?? defaults.seed ?? randomSeed(),
  };
  checkSampling(resolved);
  return resolved;
}

/**
 * The content of the `params` buffer for a vocabulary of `vocabSize` tokens. Sampling one of `stopIds` ends the run;
 * ids outside the vocabulary are ignored.
 */
export function encodeSampling(
  sampling: Sampling,
  stopIds: readonly number[],
  vocabSize: number,
): Uint32Array<ArrayBuffer> {
  const { repetitionPenalty, temperature, topK, topP, minP, seed } = sampling;
  const words = new Uint32Array(samplingWords(vocabSize));
  const floats = new Float32Array(words.buffer);
  floats[samplingWord.falloff] = temperature < LOWEST_TEMPERATURE ? 0 : Math.LOG2E / temperature;
  words[samplingWord.topK] = topK === 0 ? TWO_32 - 1 : topK;
  // The GPU keeps tokens until their mass is *more* than top_p / 2^32; one step less makes that "at least topP".
  words[samplingWord.topP] = Math.max(0, Math.ceil(topP * TWO_32) - 1);
  words[samplingWord.deepest] = Math.min(TWO_32 - 2, Math.floor(-Math.log2(minP) * depthSteps));
  floats[samplingWord.penalty] = repetitionPenalty;
  floats[samplingWord.inversePenalty] = 1 / repetitionPenalty;
  words[samplingWord.seed] = seed % TWO_32;
  words[samplingWord.seed + 1] = Math.floor(seed / TWO_32);
  for (const id of stopIds) if (id < vocabSize) words[samplingWord.stops + (id >> 5)]! |= 1 << (id & 31);
  return words;
}

/** 53 random bits. */
function randomSeed(): number {
  const [low, high] = crypto.getRandomValues(new Uint32Array(2));
  return (high! & 0x1fffff) * TWO_32 + low!;
}
