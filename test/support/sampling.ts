// Sampling of a token in float64, by sorting, written from Hugging Face's logits processors.

import type { Sampling } from '../../src/engine/sampling.ts';

export interface SamplingCase {
  logits: ArrayLike<number>;
  sampling: Sampling;
  allowed: (id: number) => boolean;
  /** In the prompt. */
  seen: (id: number) => boolean;
  /** How often it was generated. Default: 0. */
  generated?: (id: number) => number;
}

/** A token that may be sampled, and its part of [0, 1). */
export interface Candidate {
  id: number;
  from: number;
  to: number;
}

/** The candidates by id. */
export function candidates({
  logits,
  sampling,
  allowed,
  seen,
  generated = () => 0,
}: SamplingCase): Candidate[] {
  const { temperature, topK, topP, minP } = sampling;
  let kept: { id: number; score: number; probability: number }[] = [];
  let lowestAllowed = -1;
  for (let id = 0; id < logits.length; id++) {
    if (!allowed(id)) continue;
    if (lowestAllowed < 0) lowestAllowed = id;
    const logit = logits[id]!;
    if (Number.isNaN(logit) || logit === Number.NEGATIVE_INFINITY) continue;
    const score = penalized(logit + (sampling.logitBias[id] ?? 0), sampling, seen(id), generated(id));
    kept.push({ id, score, probability: 0 });
  }
  if (kept.length === 0) return [{ id: lowestAllowed, from: 0, to: 1 }];
  kept.sort((a, b) => b.score - a.score || a.id - b.id);
  if (temperature === 0) return [{ id: kept[0]!.id, from: 0, to: 1 }];
  const highest = kept[0]!.score;
  for (const token of kept) token.probability = Math.exp((token.score - highest) / temperature);
  if (topK > 0) kept = kept.slice(0, topK);
  if (topP < 1) {
    const sums = runningSums(kept);
    const last = sums.findIndex((sum) => sum >= topP * sums.at(-1)!);
    kept = kept.slice(0, last + 1);
  }
  kept = kept.filter(({ probability }) => probability >= minP).sort((a, b) => a.id - b.id);
  const sums = runningSums(kept);
  const total = sums.at(-1)!;
  return kept.map(({ id }, i) => ({ id, from: (sums[i - 1] ?? 0) / total, to: sums[i]! / total }));
}

function penalized(logit: number, sampling: Sampling, isSeen: boolean, generated: number): number {
  const { repetitionPenalty, frequencyPenalty, presencePenalty } = sampling;
  const repeated = logit > 0 ? logit / repetitionPenalty : logit * repetitionPenalty;
  const score = isSeen || generated > 0 ? repeated : logit;
  return score - frequencyPenalty * generated - (generated > 0 ? presencePenalty : 0);
}

function runningSums(tokens: readonly { probability: number }[]): number[] {
  let sum = 0;
  return tokens.map(({ probability }) => {
    sum += probability;
    return sum;
  });
}

/** One bit per token of the vocabulary, in whole words; set where `includes` says so. */
export function tokenBits(vocabSize: number, includes: (id: number) => boolean): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(vocabSize / 32));
  for (let id = 0; id < vocabSize; id++) if (includes(id)) words[id >> 5]! |= 1 << (id & 31);
  return words;
}

/** The number in [0, 1) that samples token `counter` of a run. */
export function uniformDraw(seed: number, counter: number): number {
  return philox(counter, Math.floor(seed / 2 ** 32), seed % 2 ** 32)[0] / 2 ** 32;
}

/** Philox 2x32-10 as published by its authors. */
export function philox(counter0: number, counter1: number, key: number): [number, number] {
  const word = 0xffffffffn;
  let [c0, c1, k] = [BigInt(counter0), BigInt(counter1), BigInt(key)];
  for (let round = 0; round < 10; round++) {
    const product = 0xd256d193n * c0;
    [c0, c1] = [(product >> 32n) ^ k ^ c1, product & word];
    k = (k + 0x9e3779b9n) & word;
  }
  return [Number(c0), Number(c1)];
}
