// Fills in the defaults of the sampling options, and encodes them for `sampling.wgsl`.

import type { SamplingParams } from '../contract/sampling-params.ts';
import { biasesAt, depthSteps, samplingUse, samplingWord, samplingWords } from '../kernels/sampling.ts';
import { checkSampling, type SamplingNumber } from './check-sampling.ts';

/** Every option with a value. */
export interface Sampling extends Record<SamplingNumber, number> {
  logitBias: Readonly<Record<number, number>>;
  ignoreEos: boolean;
}

/** Lower temperatures are greedy, because any difference of two logits would decide alone. */
const LOWEST_TEMPERATURE = 1e-5;
const TWO_32 = 2 ** 32;

/**
 * `params`, completed from `defaults` and then from the library's defaults.
 * @throws PocketM1Error `invalid-argument` naming the option, its value and its range.
 */
export function resolveSampling(params: SamplingParams, defaults: SamplingParams = {}): Sampling {
  const pick = (option: SamplingNumber, fallback: number): number =>
    params[option] ?? defaults[option] ?? fallback;
  const resolved = {
    logitBias: params.logitBias ?? defaults.logitBias ?? {},
    ignoreEos: params.ignoreEos ?? defaults.ignoreEos ?? false,
    repetitionPenalty: pick('repetitionPenalty', 1),
    frequencyPenalty: pick('frequencyPenalty', 0),
    presencePenalty: pick('presencePenalty', 0),
    temperature: pick('temperature', 1),
    topK: pick('topK', 0),
    topP: pick('topP', 0.95),
    minP: pick('minP', 0),
    seed: params.seed ?? defaults.seed ?? randomSeed(),
  };
  checkSampling(resolved);
  return resolved;
}

/** Whether it matters how often a token occurred. */
export function hasPenalties({ repetitionPenalty, frequencyPenalty, presencePenalty }: Sampling): boolean {
  return repetitionPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0;
}

/** Whether the next token is that of the largest logit, as the model computed it. */
export function isPlainGreedy(sampling: Sampling): boolean {
  const { temperature, logitBias } = sampling;
  const hasBiases = Object.keys(logitBias).length > 0;
  return temperature < LOWEST_TEMPERATURE && !hasPenalties(sampling) && !hasBiases;
}

/** The vocabulary of a run. */
export interface SampledTokens {
  vocabSize: number;
  /** One bit per token, set if it may be sampled. */
  allowed: Uint32Array;
  /** Sampling one of these ends the run; ids outside the vocabulary are ignored. */
  stopIds: readonly number[];
}

/**
 * The content of the `params` buffer, or its beginning if no token has a bias. `raw`: `sample` reads the logits themselves; only
 * where `isPlainGreedy`.
 */
export function encodeSampling(
  sampling: Sampling,
  { vocabSize, allowed, stopIds }: SampledTokens,
  raw = false,
): Uint32Array<ArrayBuffer> {
  const { repetitionPenalty, frequencyPenalty, presencePenalty, ignoreEos } = sampling;
  const { temperature, topK, topP, minP, seed } = sampling;
  const biases = Object.entries(sampling.logitBias);
  const words = new Uint32Array(biases.length > 0 ? samplingWords(vocabSize) : biasesAt(vocabSize));
  const floats = new Float32Array(words.buffer);
  floats[samplingWord.falloff] = temperature < LOWEST_TEMPERATURE ? 0 : Math.LOG2E / temperature;
  words[samplingWord.topK] = topK === 0 ? TWO_32 - 1 : topK;
  // The GPU keeps tokens until their mass is *more* than top_p / 2^32; one step less makes that "at least topP".
  words[samplingWord.topP] = Math.max(0, Math.ceil(topP * TWO_32) - 1);
  words[samplingWord.deepest] = Math.min(TWO_32 - 2, Math.floor(-Math.log2(minP) * depthSteps));
  floats[samplingWord.repetitionPenalty] = repetitionPenalty;
  floats[samplingWord.inversePenalty] = 1 / repetitionPenalty;
  floats[samplingWord.presencePenalty] = presencePenalty;
  floats[samplingWord.frequencyPenalty] = frequencyPenalty;
  words[samplingWord.uses] =
    (hasPenalties(sampling) ? samplingUse.penalties : 0) |
    (biases.length > 0 ? samplingUse.biases : 0) |
    (raw ? samplingUse.raw : 0);
  words[samplingWord.seed] = seed % TWO_32;
  words[samplingWord.seed + 1] = Math.floor(seed / TWO_32);
  const tokenWords = Math.ceil(vocabSize / 32);
  const stops = words.subarray(samplingWord.tables, samplingWord.tables + tokenWords);
  for (const id of stopIds) if (id < vocabSize) stops[id >> 5]! |= 1 << (id & 31);
  const barred = stops.map((word, i) => ~allowed[i]! | (ignoreEos ? word : 0));
  words.set(barred, samplingWord.tables + tokenWords);
  for (const [id, bias] of biases)
    if (Number(id) < vocabSize) floats[biasesAt(vocabSize) + Number(id)] = bias;
  return words;
}

/** 53 random bits. */
function randomSeed(): number {
  const [low, high] = crypto.getRandomValues(new Uint32Array(2));
  return (high! & 0x1fffff) * TWO_32 + low!;
}
