// Prefill speed by prompt length.

import { resolveSampling } from '../src/engine/sampling.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import { anyIds } from './bench-model.ts';
import { check } from './check.ts';
import { mapSpread, type Spread, sample } from './statistics.ts';

export interface PrefillFigure {
  tokens: number;
  tokensPerSecond: Spread;
  /** Share of the adapter's measured peak of multiply-adds. */
  shareOfPeak: number;
}

export interface PrefillOptions {
  runs: number;
  /** The minimum work of reading the prompt. */
  flops: number;
  peakGflops: number;
}

export async function measurePrefill(
  sequence: Sequence,
  tokens: number,
  { runs, flops, peakGflops }: PrefillOptions,
): Promise<PrefillFigure> {
  const ms = await sample(() => prefillMs(sequence, tokens), { runs });
  return {
    tokens,
    tokensPerSecond: mapSpread(ms, (time) => (1000 * tokens) / time),
    shareOfPeak: flops / ms.median / 1e6 / peakGflops,
  };
}

/** Milliseconds from a prompt of `tokens` to its first sampled token. */
export async function prefillMs(sequence: Sequence, tokens: number): Promise<number> {
  const ids = anyIds(tokens, sequence.executor.forward.config.vocabSize);
  const started = performance.now();
  const sampled = await readPrompt(sequence, ids, true);
  check(sampled.length === 1, 'the prefill sampled nothing');
  return performance.now() - started;
}

/** Starts a greedy sequence with this prompt. Returns the tokens sampled after it, if requested. */
export async function readPrompt(
  sequence: Sequence,
  ids: Uint32Array<ArrayBuffer>,
  samples: boolean,
): Promise<number[]> {
  const { chunkTokens } = sequence.executor.forward;
  sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 << 20 });
  for (let at = 0; ; at += chunkTokens) {
    const last = at + chunkTokens >= ids.length;
    const { status } = await sequence.prefill(ids.slice(at, at + chunkTokens), { sample: samples && last });
    if (last) return [...status.ring.subarray(0, status.generated)];
  }
}
